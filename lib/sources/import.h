/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/import.h: what the importers share: the files of one source, a way to say statements, and
 * a way to leave a row out without leaving the rest. Private to this room (and to its tests).
 *
 * An importer is one function in one file. It reads the files of one source (import->files), says
 * what it finds through cps_say..., reports what it cannot read through cps_reject or cps_warn and
 * goes on. It returns an error only when the whole source is of no use (a system error, a damaged
 * archive, XML that is not well-formed).
 */
#ifndef CPS_SOURCES_IMPORT_H
#define CPS_SOURCES_IMPORT_H

#include "sources/sources.h"

/* One file of a source. */
struct cps_source_file {
    const char *path;          /* NULL: `bytes` are the content (tests, fuzz targets) */
    capias_str bytes;
    const char *name;          /* the path's last part */
    uint32_t role;             /* what the importer told it to be; its own numbers */
    bool found;                /* in a folder, not named by the caller: may be another thing */
    uint64_t size;             /* on disk, once read */
    char sha256[65];
};

/* What detection may look at: the first bytes of a file, and its first rows when it is a table. */
#define CPS_HEAD_ROWS 8
#define CPS_HEAD_CELLS 64
struct cps_head {
    const char *name;          /* of the file, without its folders */
    capias_str bytes;          /* at most CPS_PEEK_MAX, unpacked, UTF-8 */
    capias_str rows[CPS_HEAD_ROWS][CPS_HEAD_CELLS]; /* trimmed */
    size_t cells[CPS_HEAD_ROWS];
    size_t n_rows;
};

/* Bounds on what a damaged or hostile file can make us hold. */
#define CPS_RECORD_MAX ((size_t)64 << 20)
#define CPS_KEEP_MAX ((size_t)512 << 20)

struct cps_import {
    struct cps_sink *sink;
    struct cps_source_info *info;
    struct cps_source_file *files; /* in byte order of their names */
    size_t n_files;
    struct cps_arena keep;     /* lives as long as the source */
    struct cps_arena record;   /* emptied at each record (cps_import_record) */
    struct cps_intern names; /* texts looked up as states, and what came of it: lists repeat them */
    CPS_VEC(cps_state) states;
    bool said;          /* a statement was made */
    bool out_of_memory; /* sticks, so that words are put together without a check at each step */
};

#define CPS_CLAIM_NAME_MAX 60
/* A file's claim to a format: which dataset it belongs to, and its role there. */
struct cps_claim {
    capias_str dataset;        /* empty: not known from this file alone (alt.csv) */
    uint32_t role;
    bool skip;                 /* nothing to import: data/law/tables.csv itself */
    char name[CPS_CLAIM_NAME_MAX]; /* room for a dataset that is called after its file */
};

struct cps_importer {
    const char *url, *licence;
    /* Whether the head is of this format. What the claim points to may lie in the head. */
    bool (*claim)(const struct cps_head *head, struct cps_claim *out);
    capias_status (*import)(struct cps_import *import, capias_error *err);
};

extern const struct cps_importer cps_importer_ofac_csv, cps_importer_un_xml,
    cps_importer_ofac_xml, cps_importer_capias_csv, cps_importer_law_csv, cps_importer_ftm_json;

/* Lines of FollowTheMoney that say what came and went since another edition: no list. */
bool cps_ftm_is_delta(capias_str head);

/* cps_sources_read without the file system. */
capias_status cps_sources_read_files(const struct cps_source_file *files, size_t n,
                                     capias_str as_of, struct cps_sink *sink, capias_error *err);
/* One source whose format, dataset and roles are known: begin, import, end. `files` get their sizes
 * and digests, `info` what the files say of themselves. */
capias_status cps_source_import(const struct cps_importer *importer, struct cps_source_info *info,
                                struct cps_source_file *files, size_t n, struct cps_sink *sink,
                                capias_error *err);

/* ---- reading files --------------------------------------------------------------------------- */

/* For error places: the path, or the name of what has none. */
const char *cps_source_where(const struct cps_source_file *file);
capias_status cps_source_open(const struct cps_source_file *file, struct cps_input **out,
                              capias_error *err);
/* Read it to its end, note size and digest, close it. */
capias_status cps_source_finish(struct cps_source_file *file, struct cps_input *in,
                                capias_error *err);
/* The next row of a table. A row that cannot be read is rejected, and the one behind it comes.
 * row->n is 0 at the end. */
capias_status cps_source_row(struct cps_import *import, struct cps_csv *csv,
                             struct cps_csv_row *row, capias_error *err);
/* Read the whole of a table file row by row. `each` gets the number of the file. */
typedef capias_status cps_row_fn(void *ctx, uint32_t file, const struct cps_csv_row *row,
                                 capias_error *err);
capias_status cps_source_rows(struct cps_import *import, uint32_t file, cps_row_fn *each, void *ctx,
                              capias_error *err);

/* A row is left out: counted, and told to whoever listens. `what` is a printf format. */
void cps_reject(struct cps_import *import, uint32_t file, uint32_t line, const char *hint,
                const char *what, ...) CPS_PRINTF(5, 6);
/* A value is kept aside, the row stays. */
void cps_warn(struct cps_import *import, uint32_t file, uint32_t line, const char *hint,
              const char *what, ...) CPS_PRINTF(5, 6);

/* ---- saying statements ----------------------------------------------------------------------- */

/* Whom the next statements are about, and where they stand. */
struct cps_subject {
    struct cps_import *import;
    capias_str id;
    cps_schema schema;
    uint32_t file, line;
    capias_str first_seen, last_seen; /* mostly empty */
};
struct cps_subject cps_subject(struct cps_import *import, capias_str id, const char *schema,
                               uint32_t file, uint32_t line);
/* Forget the last record's memory. */
void cps_import_record(struct cps_import *import);

/* That it exists. */
capias_status cps_say_schema(const struct cps_subject *s, capias_error *err);
/* property = value. The schema must have the property (CPS_BUG). Empty values are passed over;
 * white space is tidied; `original` is kept when it differs from the value. */
capias_status cps_say(const struct cps_subject *s, const char *property, capias_str value,
                      capias_str original, capias_error *err);
capias_status cps_say_in(const struct cps_subject *s, const char *property, capias_str value,
                         capias_str original, const char *language, capias_error *err);
bool cps_subject_has(const struct cps_subject *s, const char *property);

/* A day, month, year, or a span: a span of up to 20 years becomes a statement for each of its
 * years, because FollowTheMoney has no spans. *done false: it is no date, and nothing was said. */
capias_status cps_say_date(const struct cps_subject *s, const char *property, capias_str text,
                           bool *done, capias_error *err);
/* A state by any English name, demonym or code; 0: none. */
cps_state cps_import_state(struct cps_import *import, capias_str text);
/* The same as a statement, as lower-case alpha-2. *done as above. */
capias_status cps_say_country(const struct cps_subject *s, const char *property, capias_str text,
                              bool *done, capias_error *err);
/* The two above, where failure is a warning and the text is kept in `notes` as "label text". */
capias_status cps_say_date_or_note(const struct cps_subject *s, const char *property,
                                   const char *label, capias_str text, capias_error *err);
capias_status cps_say_country_or_note(const struct cps_subject *s, const char *property,
                                      const char *label, capias_str text, capias_error *err);

/* An identity document or number: an entity of schema Identification, or Passport when `kind` says
 * so, whose holder is s. Cells that are unknown are empty. */
struct cps_document {
    capias_str kind, number, country, issued, expires, authority, note, original;
};
capias_status cps_say_document(const struct cps_subject *s, const struct cps_document *d,
                               capias_error *err);

/* id of something that hangs on an entity, made from what it says, so that it stays the same when
 * the list is reordered: "ofac-36-id-1f2e3d4c". In import->record. Empty: out of memory. */
capias_str cps_part_id(struct cps_import *import, capias_str owner, const char *kind,
                       capias_str content);
/* White space runs as one space, none at the ends. The text itself when there is nothing to do.
 * This and cps_join live in import->record; out of memory they are empty, and
 * import->out_of_memory. */
capias_str cps_tidy(struct cps_import *import, capias_str text);
/* The pieces that are not empty, joined by `between`. */
capias_str cps_join(struct cps_import *import, const char *between, const capias_str *pieces,
                    size_t n);

/* The beginning of a string for a message: at most 60 bytes, whole characters. "%.*s" */
int cps_shown(capias_str s);
#define CPS_SHOWN(s) cps_shown(s), (s).n ? (s).p : ""

#endif
