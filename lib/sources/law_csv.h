/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/law_csv.h: the tables of one source in memory, between reading and checking. Private to
 * law_csv.c, law_check.c, law_entities.c and icu_states.c. */
#ifndef CPS_SOURCES_LAW_CSV_H
#define CPS_SOURCES_LAW_CSV_H

#include "sources/import.h"

struct cps_law_row {
    const capias_str *cells;   /* in the order of the schema's columns */
    uint32_t line;
    bool rejected;
};

struct cps_law_table {
    const struct cps_table_schema *schema;
    uint32_t number;           /* in cps_table_schemas */
    uint32_t file;             /* in the import's files */
    CPS_VEC(struct cps_law_row) rows;
};

/* All tables of the source; those that no file holds have a NULL schema. */
struct cps_law {
    struct cps_import *import;
    struct cps_law_table *tables; /* by number */
    size_t n;
};

/* Column by name, SIZE_MAX when the table has none. */
size_t cps_law_column(const struct cps_table_schema *t, capias_str name);
/* The table of that name, NULL when no file holds it. */
const struct cps_law_table *cps_law_table(const struct cps_law *law, const char *name);
/* A cell by the column's name, which the schema must have (CPS_BUG). */
capias_str cps_law_cell(const struct cps_law_table *t, const struct cps_law_row *row,
                        const char *column);

/* The first fault of one row by itself: what its cells may hold, and their order in time. A row
 * with a fault is rejected, and false comes back. */
bool cps_law_check_row(struct cps_import *import, uint32_t file,
                       const struct cps_table_schema *schema, const capias_str *cells,
                       uint32_t line);
/* Faults between rows: ids and keys given twice, intervals that overlap, references to nothing. */
capias_status cps_law_check_tables(struct cps_law *law, capias_error *err);

/* What the tables say as entities: persons, courts, treaties; states and cities. */
capias_status cps_law_entities(const struct cps_law *law, capias_error *err);
capias_status cps_law_places(const struct cps_law *law, capias_error *err);

#endif
