/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/sources.h: reads a publisher's files, streaming, into statements with their provenance.
 * One file per format, told by content and never by name. It does not know the register's layout.
 *
 * A source is one edition of one dataset: a file, or the several files that its publisher splits it
 * into (sdn.csv, alt.csv, add.csv, sdn_comments.csv). Statements about one entity may come from
 * several files in any order; the register joins them by entity id.
 */
#ifndef CPS_SOURCES_SOURCES_H
#define CPS_SOURCES_SOURCES_H

#include "base/base.h"
#include "text/text.h"
#include "values/values.h"

/* ---- the entity model: FollowTheMoney's schemata and properties (data/model) ----------------- */

typedef uint16_t cps_schema;   /* index into the table; CPS_NO_SCHEMA: none, or not yet known */
typedef uint16_t cps_property; /* stable id from data/model/properties.csv, never reused */
#define CPS_NO_SCHEMA UINT16_MAX
#define CPS_NO_PROPERTY UINT16_MAX

enum cps_property_type {
    CPS_TYPE_TEXT, CPS_TYPE_NAME, CPS_TYPE_DATE, CPS_TYPE_COUNTRY, CPS_TYPE_IDENTIFIER,
    CPS_TYPE_GENDER, CPS_TYPE_TOPIC, CPS_TYPE_ENTITY, CPS_TYPE_ADDRESS, CPS_TYPE_URL,
    CPS_TYPE_PHONE, CPS_TYPE_EMAIL, CPS_TYPE_NUMBER, CPS_TYPE_LANGUAGE, CPS_TYPE_OTHER
};
struct cps_schema_info {
    const char *name, *label;
    bool matchable;            /* a party: can be found by name (the table's `party`, which is
                                  narrower than FollowTheMoney's matchable) */
    bool edge;                 /* Ownership, Family, ... */
};
struct cps_property_info {
    const char *name, *label;  /* FollowTheMoney's name: birthDate */
    enum cps_property_type type;
    bool matchable;
};
cps_schema cps_schema_find(capias_str name);
const struct cps_schema_info *cps_schema_get(cps_schema s);   /* NULL out of range */
unsigned cps_schema_count(void);
bool cps_schema_is_a(cps_schema s, cps_schema ancestor);      /* true for itself */
/* What it is to a party that it hangs on: "listing", "document", "address", "wallet", "tie" (an edge, or
 * a party itself) or "other". */
const char *cps_schema_group(cps_schema s);
/* The property of that name that schema s has, own or inherited. */
cps_property cps_property_find(cps_schema s, capias_str name);
const struct cps_property_info *cps_property_get(cps_property p);
unsigned cps_property_count(void);

/* ---- statements ------------------------------------------------------------------------------ */

struct cps_statement {
    capias_str entity;         /* ofac-35096 */
    cps_schema schema;         /* CPS_NO_SCHEMA: this file does not say (alt.csv) */
    cps_property property; /* CPS_NO_PROPERTY: only says that the entity exists, with its schema */
    capias_str value;          /* cleaned: ISO dates, lower-case alpha-2 countries as FollowTheMoney
                                  writes them, names as given with white space tidied */
    capias_str original;       /* as published, where it differs; else empty */
    capias_str language;       /* ISO 639-3 or empty */
    capias_str first_seen, last_seen; /* ISO; empty: as the source */
    uint32_t file, line;       /* file: number within the source, in the order of their names */
};

/* A source as the importer comes to know it. Strings live as long as the scan. */
struct cps_source_info {
    capias_str dataset;        /* us_ofac_sdn: as OpenSanctions names it */
    capias_str format, publisher, url, licence;
    capias_str as_of;          /* from the file, else --as-of, else empty */
    uint64_t rejected, warnings, bytes;
    char sha256[65];           /* of the file; of several that of the lines which sha256sum prints
                                  for them, in the order of their names                  */
    const capias_str *files;   /* their names without folders */
    size_t n_files;
};

struct cps_table_row;

/* Where statements go. Strings are valid during the call only. */
struct cps_sink {
    void *ctx;
    /* A source begins (dataset, format, files are known) and ends (as_of, bytes, sha256,
     * rejected). */
    capias_status (*begin)(void *ctx, const struct cps_source_info *info, capias_error *err);
    capias_status (*statement)(void *ctx, const struct cps_statement *s, capias_error *err);
    /* One checked row of a law table; cells in the order of the schema's columns. */
    capias_status (*row)(void *ctx, const struct cps_table_row *row, capias_error *err);
    capias_status (*end)(void *ctx, const struct cps_source_info *info, capias_error *err);
    capias_message_fn *message; /* rejected rows and reservations; may be NULL */
    void *message_ctx;
};

/* ---- law and fact tables ---------------------------------------------------------------------
 * data/law/tables.csv describes every table: column, type, whether it must be there, what it refers
 * to, what it means. The loader checks each row against it and names file and line. */

enum cps_cell_type {
    CPS_CELL_TEXT, CPS_CELL_ID /* unique in its table */, CPS_CELL_REF /* an id of another table */,
    CPS_CELL_REFS /* several, ';' between */, CPS_CELL_DATE /* may be partial */, CPS_CELL_STATE,
    CPS_CELL_CODE /* one of a list */, CPS_CELL_NUMBER, CPS_CELL_SOURCE,
    CPS_CELL_STATES /* several, ';' between */, CPS_CELL_CODES /* several, ';' between */
};
struct cps_column {
    const char *name;
    const char *refers_to;     /* "persons.id"; NULL unless REF or REFS */
    const char *codes;         /* "yes;no"; NULL unless CODE or CODES */
    const char *meaning;
    enum cps_cell_type type;
    bool required;
};
struct cps_table_schema {
    const char *name;
    const struct cps_column *columns;
    unsigned n_columns;
    const char *key;           /* columns that must not repeat, ';' between; NULL: none */
    const char *interval;      /* "key;columns|from|until": rows of one key must not overlap */
    const char *order;         /* "earlier<later;...": of two dates in a row */
};
const struct cps_table_schema *cps_table_schemas(size_t *n);
struct cps_table_row {
    const struct cps_table_schema *table;
    uint32_t table_number;     /* index in cps_table_schemas */
    const capias_str *cells;   /* n_columns of them, trimmed */
    uint32_t file, line;
};

/* ---- reading --------------------------------------------------------------------------------- */

/* Read every file under `paths`: group the files into sources, tell each format, stream it all into
 * the sink, dataset by dataset in byte order of their names. A file of no known format is E_SYNTAX
 * and the hint names the formats, unless it merely lay in a folder: then it goes to `message` and
 * is left. Two editions of one dataset are E_DATA, and both are named. A row that cannot be read
 * goes to `message` and is counted, and the rest is read. */
capias_status cps_sources_read(const char *const *paths, size_t n, capias_str as_of,
                               struct cps_sink *sink, capias_error *err);

const capias_format *cps_source_formats(size_t *n);

#endif
