/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/law_csv.c: the tables of the law and of facts, described in data/law/tables.csv.
 *
 * A file is told by its header row: it is of the table whose columns it has; columns may come in
 * any order, optional ones may be missing. The tables are small and refer to each other both ways
 * (visits and findings), so this importer alone keeps all rows before it says any:
 *
 *   read, each row checked by itself ─▶ ids, keys, intervals, references ─▶ rows and entities said
 */
#include "sources/law_csv.h"

#define HEADER_OF_TABLES "table,column,type,required,refers_to,codes,meaning"

size_t cps_law_column(const struct cps_table_schema *t, capias_str name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (cps_str_is(name, t->columns[i].name)) return i;
    return SIZE_MAX;
}

const struct cps_law_table *cps_law_table(const struct cps_law *law, const char *name)
{
    for (size_t i = 0; i < law->n; i++)
        if (law->tables[i].schema && strcmp(law->tables[i].schema->name, name) == 0)
            return &law->tables[i];
    return NULL;
}

capias_str cps_law_cell(const struct cps_law_table *t, const struct cps_law_row *row,
                        const char *column)
{
    size_t i = cps_law_column(t->schema, cps_str(column));
    if (i == SIZE_MAX) CPS_BUG("tables.csv lacks a column that the loader needs");
    return row->cells[i];
}

/* ---- telling --------------------------------------------------------------------------------- */

/* How well a header fits a table: columns it shares, less those that are missing on either side. 0:
 * it has neither all columns that must be there nor two in three of all, so it is some other
 * table. */
static size_t fit(const struct cps_table_schema *t, const capias_str *header, size_t n)
{
    size_t shared = 0, have = 0, required = 0;
    for (size_t i = 0; i < t->n_columns; i++) required += t->columns[i].required;
    for (size_t i = 0; i < n; i++) {
        size_t c = cps_law_column(t, header[i]);
        if (c == SIZE_MAX) continue;
        shared++;
        have += t->columns[c].required;
    }
    bool most = shared * 3 >= (size_t)t->n_columns * 2;
    if (shared < 2 || shared * 3 < n * 2 || (have < required && !most)) return 0;
    return 1000 + shared * 2 - (t->n_columns - shared) - (n - shared);
}

static bool claim_law(const struct cps_head *head, struct cps_claim *out)
{
    size_t n, best = 0;
    const struct cps_table_schema *tables = cps_table_schemas(&n);
    if (!head->n_rows || head->cells[0] < 2) return false;
    if (cps_str_starts(head->bytes, CPS_STR(HEADER_OF_TABLES))) return out->skip = true;
    size_t cells = head->cells[0] < CPS_HEAD_CELLS ? head->cells[0] : CPS_HEAD_CELLS;
    for (size_t i = 0; i < n; i++) {
        size_t score = fit(&tables[i], head->rows[0], cells);
        if (score <= best) continue;
        best = score;
        out->role = (uint32_t)i;
        out->dataset = CPS_STR("capias");
    }
    return best > 0;
}

/* ---- reading --------------------------------------------------------------------------------- */

struct reader {
    struct cps_law *law;
    struct cps_law_table *table;
    size_t *columns;           /* of the schema, by place in the file; SIZE_MAX: unknown */
    size_t n;                  /* columns of the file; 0 before its header is read */
};

static capias_status read_header(struct reader *r, uint32_t file, const struct cps_csv_row *row,
                                 capias_error *err)
{
    const struct cps_table_schema *t = r->table->schema;
    struct cps_import *import = r->law->import;
    r->columns = CPS_TAKE(&import->keep, size_t, row->n);
    if (!r->columns) return cps_fail_memory(err);
    for (size_t i = 0; i < row->n; i++) {
        capias_str name = cps_str_trim(row->fields[i]);
        r->columns[i] = cps_law_column(t, name);
        if (r->columns[i] == SIZE_MAX)
            cps_warn(import, file, row->line, "describe it in data/law/tables.csv, or drop it",
                     "table %s has no column '%.*s': it is passed over", t->name, CPS_SHOWN(name));
    }
    r->n = row->n;
    for (size_t c = 0; c < t->n_columns; c++) {
        size_t i = 0;
        while (i < r->n && r->columns[i] != c) i++;
        if (i < r->n || !t->columns[c].required) continue;
        (void)cps_fail_at(err, CAPIAS_E_DATA, import->files[file].name, row->line, 0,
                          "table %s lacks its column %s", t->name, t->columns[c].name);
        cps_hint(err, "add the column; data/law/tables.csv describes it");
        return CAPIAS_E_DATA;
    }
    return CAPIAS_OK;
}

static capias_status on_row(void *ctx, uint32_t file, const struct cps_csv_row *row,
                            capias_error *err)
{
    struct reader *r = ctx;
    const struct cps_table_schema *t = r->table->schema;
    struct cps_import *import = r->law->import;
    if (!r->n) return read_header(r, file, row, err);
    if (row->n != r->n) {
        cps_reject(import, file, row->line, "this row is left out: is a quote or a comma missing?",
                   "%zu fields, and the header has %zu", row->n, r->n);
        return CAPIAS_OK;
    }
    capias_str *cells = CPS_TAKE(&import->keep, capias_str, t->n_columns);
    if (!cells) return cps_fail_memory(err);
    for (size_t i = 0; i < row->n; i++) {
        capias_str value = cps_str_trim(row->fields[i]);
        if (r->columns[i] == SIZE_MAX || !value.n) continue;
        cells[r->columns[i]] = cps_arena_copy(&import->keep, value);
        if (!cells[r->columns[i]].p) return cps_fail_memory(err);
    }
    if (!cps_law_check_row(import, file, t, cells, row->line)) return CAPIAS_OK;
    struct cps_law_row one = {.cells = cells, .line = row->line};
    return CPS_PUSH(&r->table->rows, one) ? CAPIAS_OK : cps_fail_memory(err);
}

/* ---- saying ---------------------------------------------------------------------------------- */

static capias_status say_rows(const struct cps_law *law, capias_error *err)
{
    struct cps_sink *sink = law->import->sink;
    for (size_t i = 0; i < law->n; i++) {
        const struct cps_law_table *t = &law->tables[i];
        for (size_t k = 0; k < t->rows.n; k++) {
            if (t->rows.v[k].rejected) continue;
            struct cps_table_row row = {.table = t->schema, .table_number = t->number,
                                        .cells = t->rows.v[k].cells, .file = t->file,
                                        .line = t->rows.v[k].line};
            CPS_TRY(sink->row(sink->ctx, &row, err));
        }
    }
    return CAPIAS_OK;
}

/* The tables say themselves to which day they were kept. */
static void find_as_of(const struct cps_law *law)
{
    const struct cps_law_table *coverage = cps_law_table(law, "coverage");
    for (size_t i = 0; coverage && i < coverage->rows.n; i++) {
        const struct cps_law_row *row = &coverage->rows.v[i];
        if (!row->rejected && cps_str_is(cps_law_cell(coverage, row, "subject"), "tables"))
            law->import->info->as_of = cps_law_cell(coverage, row, "as_of");
    }
}

static capias_status read_all(struct cps_law *law, const struct cps_table_schema *schemas,
                              capias_error *err)
{
    struct cps_import *import = law->import;
    for (uint32_t i = 0; i < import->n_files; i++) {
        uint32_t number = import->files[i].role;
        struct cps_law_table *t = &law->tables[number];
        struct reader r = {.law = law, .table = t};
        t->schema = &schemas[number];
        t->number = number;
        t->file = i;
        CPS_TRY(cps_source_rows(import, i, on_row, &r, err));
    }
    CPS_TRY(cps_law_check_tables(law, err));
    find_as_of(law);
    CPS_TRY(say_rows(law, err));
    CPS_TRY(cps_law_entities(law, err));
    return cps_law_places(law, err);
}

static capias_status import_law(struct cps_import *import, capias_error *err)
{
    struct cps_law law = {.import = import};
    const struct cps_table_schema *schemas = cps_table_schemas(&law.n);
    law.tables = CPS_TAKE(&import->keep, struct cps_law_table, law.n);
    if (!law.tables) return cps_fail_memory(err);
    capias_status status = read_all(&law, schemas, err);
    for (size_t i = 0; i < law.n; i++) CPS_VEC_RELEASE(&law.tables[i].rows);
    return status;
}

const struct cps_importer cps_importer_law_csv = {
    .url = "", .licence = "CC BY 4.0", .claim = claim_law, .import = import_law};
