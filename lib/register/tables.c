/* SPDX-License-Identifier: Apache-2.0
 *
 * register/tables.c: law tables of a segment into their section: cells as references, dates worked
 * out, rows ordered by id, each row's place. The section's bytes stay until the segment is written,
 * and the makers of other sections read them through the same cps_table_ calls as a finished
 * register's. */
#include "register/compile.h"

/* ---- reading back while compiling ------------------------------------------------------------ */

/* A reference of the pool in the making: the pool's strings ascend by offset. */
static capias_str string_of(const void *owner, struct cps_string_ref ref)
{
    const struct cps_compiled *s = owner;
    size_t low = 0, high = s->pool.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->offsets.v[s->pool.v[middle]] < ref.offset) low = middle + 1;
        else high = middle;
    }
    if (low == s->pool.n || s->offsets.v[s->pool.v[low]] != ref.offset) return (capias_str){0};
    return cps_compile_string(s->c, s->pool.v[low]);
}

static capias_str file_of(const void *owner, uint32_t file)
{
    const struct cps_compiled *s = owner;
    if (file >= s->n_files) return (capias_str){0};
    return cps_compile_string(s->c, s->c->origins.v[s->files[file]].name);
}

const struct cps_table *cps_compiled_table(const struct cps_compiled *c, const char *name)
{
    for (uint32_t i = 0; i < c->n_tables; i++)
        if (cps_str_is(c->tables[i].name, name)) return &c->tables[i];
    return NULL;
}

/* ---- one table ------------------------------------------------------------------------------- */

struct draft {
    struct cps_compiled *s;
    const struct cps_table_schema *schema;
    uint32_t number;             /* in c->tables */
    uint32_t *rows, n;           /* numbers in c->law_rows, in order */
    uint32_t *scratch;
    uint32_t id_column, spans;
};

static uint32_t cell(const struct draft *d, uint32_t row, uint32_t column)
{
    const struct cps_compile *c = d->s->c;
    return c->cells.v[c->law_rows.v[row].cell + column];
}

/* Dataset, file, line; what rows of one line say decides between them. */
static int by_place(const void *ctx, uint32_t a, uint32_t b)
{
    const struct draft *d = ctx;
    const struct cps_compile *c = d->s->c;
    const struct cps_law_row *x = &c->law_rows.v[a], *y = &c->law_rows.v[b];
    uint32_t f = c->origins.v[x->origin].number, g = c->origins.v[y->origin].number;
    if (f != g) return f < g ? -1 : 1;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    for (uint32_t i = 0; i < d->schema->n_columns; i++) {
        int o = cps_str_cmp(cps_compile_string(c, cell(d, a, i)),
                            cps_compile_string(c, cell(d, b, i)));
        if (o) return o;
    }
    return 0;
}

/* Row numbers of the finished table, by id. */
static int by_row_id(const void *ctx, uint32_t a, uint32_t b)
{
    const struct draft *d = ctx;
    const struct cps_compile *c = d->s->c;
    int o = cps_str_cmp(cps_compile_string(c, cell(d, d->rows[a], d->id_column)),
                        cps_compile_string(c, cell(d, d->rows[b], d->id_column)));
    return o ? o : (a > b) - (a < b);
}

static capias_status begin(struct draft *d, capias_error *err)
{
    struct cps_compiled *s = d->s;
    const struct cps_compile *c = s->c;
    d->rows = CPS_TAKE(&s->arena, uint32_t, c->law_rows.n);
    d->scratch = CPS_TAKE(&s->arena, uint32_t, c->law_rows.n * 2);
    if (!d->rows || !d->scratch) return cps_fail_memory(err);
    for (uint32_t i = 0; i < c->law_rows.n; i++) {
        const struct cps_law_row *r = &c->law_rows.v[i];
        bool ours = c->sources.v[c->origins.v[r->origin].source].segment == s->number;
        if (ours && r->table == d->number) d->rows[d->n++] = i;
    }
    cps_sort(d->rows, d->n, d->scratch, by_place, d);
    d->id_column = CPS_NONE;
    for (uint32_t i = 0; i < d->schema->n_columns; i++) {
        if (d->schema->columns[i].type == CPS_CELL_DATE) d->spans++;
        if (d->schema->columns[i].type == CPS_CELL_ID && d->id_column == CPS_NONE)
            d->id_column = i;
    }
    return CAPIAS_OK;
}

static uint32_t to_eight(struct cps_buf *b)
{
    static const uint8_t zeros[8];
    cps_buf_add(b, zeros, (8 - b->n % 8) % 8);
    return (uint32_t)b->n;
}

static capias_status put_columns(struct draft *d, struct cps_buf *b, capias_error *err)
{
    uint32_t span = 0;
    for (uint32_t i = 0; i < d->schema->n_columns; i++) {
        uint8_t bytes[CPS_COLUMN_SIZE] = {0};
        struct cps_string_ref name;
        CPS_TRY(cps_pool_text(d->s, cps_str(d->schema->columns[i].name), &name, err));
        bool date = d->schema->columns[i].type == CPS_CELL_DATE;
        cps_put_ref(bytes + CPS_COLUMN_NAME, name);
        cps_put32(bytes + CPS_COLUMN_SPAN, date ? span++ : CPS_NONE);
        cps_buf_add(b, bytes, sizeof bytes);
    }
    return CAPIAS_OK;
}

static capias_status put_cells(struct draft *d, struct cps_buf *b, capias_error *err)
{
    for (uint32_t r = 0; r < d->n; r++)
        for (uint32_t i = 0; i < d->schema->n_columns; i++) {
            uint8_t bytes[CPS_CELL_SIZE];
            struct cps_string_ref ref;
            CPS_TRY(cps_pool_ref(d->s, cell(d, d->rows[r], i), &ref, err));
            cps_put_ref(bytes, ref);
            cps_buf_add(b, bytes, sizeof bytes);
        }
    return CAPIAS_OK;
}

static void put_spans(struct draft *d, struct cps_buf *b)
{
    for (uint32_t i = 0; i < d->schema->n_columns; i++)
        for (uint32_t r = 0; d->schema->columns[i].type == CPS_CELL_DATE && r < d->n; r++) {
            uint8_t bytes[CPS_SPAN_SIZE];
            struct cps_span span = {0};
            capias_str text = cps_compile_string(d->s->c, cell(d, d->rows[r], i));
            if (!cps_date_parse(text, &span)) span = (struct cps_span){0};
            cps_put32(bytes, (uint32_t)span.from);
            cps_put32(bytes + 4, (uint32_t)span.until);
            cps_buf_add(b, bytes, sizeof bytes);
        }
}

static void put_order(struct draft *d, struct cps_buf *b)
{
    uint32_t *order = d->scratch + d->n;
    if (d->id_column == CPS_NONE) return;
    for (uint32_t r = 0; r < d->n; r++) order[r] = r;
    cps_sort(order, d->n, d->scratch, by_row_id, d);
    for (uint32_t r = 0; r < d->n; r++) {
        uint8_t bytes[4];
        cps_put32(bytes, order[r]);
        cps_buf_add(b, bytes, sizeof bytes);
    }
}

static void put_places(struct draft *d, struct cps_buf *b)
{
    const struct cps_compile *c = d->s->c;
    for (uint32_t r = 0; r < d->n; r++) {
        uint8_t bytes[CPS_PLACE_SIZE];
        const struct cps_law_row *law = &c->law_rows.v[d->rows[r]];
        cps_put32(bytes + CPS_PLACE_FILE, c->origins.v[law->origin].number);
        cps_put32(bytes + CPS_PLACE_LINE, law->line);
        cps_buf_add(b, bytes, sizeof bytes);
    }
}

/* Appends the table's parts to `b` and fills its row in the directory. */
static capias_status put_table(struct draft *d, struct cps_buf *b, uint8_t row[CPS_TABLE_SIZE],
                               capias_error *err)
{
    struct cps_string_ref name;
    CPS_TRY(cps_pool_text(d->s, cps_str(d->schema->name), &name, err));
    cps_put_ref(row + CPS_TABLE_NAME, name);
    cps_put32(row + CPS_TABLE_ROWS, d->n);
    cps_put32(row + CPS_TABLE_COLUMNS, d->schema->n_columns);
    cps_put32(row + CPS_TABLE_SPANS, d->spans);
    cps_put32(row + CPS_TABLE_ID_COLUMN, d->id_column);
    cps_put32(row + CPS_TABLE_COLUMNS_AT, to_eight(b));
    CPS_TRY(put_columns(d, b, err));
    cps_put32(row + CPS_TABLE_CELLS_AT, to_eight(b));
    CPS_TRY(put_cells(d, b, err));
    cps_put32(row + CPS_TABLE_SPANS_AT, to_eight(b));
    put_spans(d, b);
    cps_put32(row + CPS_TABLE_ORDER_AT, to_eight(b));
    put_order(d, b);
    cps_put32(row + CPS_TABLE_PLACES_AT, to_eight(b));
    put_places(d, b);
    if (b->n > CPS_NONE) return cps_fail(err, CAPIAS_E_LIMIT, "more than 4 GiB of tables");
    return b->failed ? cps_fail_memory(err) : CAPIAS_OK;
}

/* ---- the section ----------------------------------------------------------------------------- */

static int by_table_name(const void *ctx, uint32_t a, uint32_t b)
{
    const struct cps_compile *c = ctx;
    return strcmp(c->tables.v[a]->name, c->tables.v[b]->name);
}

/* Which tables this segment has rows of, by name. */
static capias_status list_tables(struct cps_compiled *s, uint32_t **list, uint32_t *n,
                                 capias_error *err)
{
    const struct cps_compile *c = s->c;
    bool *has = CPS_TAKE(&s->arena, bool, c->tables.n);
    uint32_t *scratch = CPS_TAKE(&s->arena, uint32_t, c->tables.n);
    *list = CPS_TAKE(&s->arena, uint32_t, c->tables.n);
    if (!has || !scratch || !*list) return cps_fail_memory(err);
    for (size_t i = 0; i < c->law_rows.n; i++) {
        const struct cps_law_row *r = &c->law_rows.v[i];
        if (c->sources.v[c->origins.v[r->origin].source].segment == s->number)
            has[r->table] = true;
    }
    for (uint32_t i = 0; i < c->tables.n; i++)
        if (has[i]) (*list)[(*n)++] = i;
    cps_sort(*list, *n, scratch, by_table_name, c);
    return CAPIAS_OK;
}

static capias_status put_all(struct cps_compiled *s, const uint32_t *list, uint32_t n,
                             capias_error *err)
{
    struct cps_buf *b = &s->table_bytes;
    uint8_t header[CPS_TABLES_HEADER] = {0}, row[CPS_TABLE_SIZE] = {0};
    cps_put32(header + CPS_TABLES_N, n);
    cps_buf_add(b, header, sizeof header);
    for (uint32_t i = 0; i < n; i++) cps_buf_add(b, row, sizeof row);
    for (uint32_t i = 0; i < n; i++) {
        struct draft d = {.s = s, .schema = s->c->tables.v[list[i]], .number = list[i]};
        CPS_TRY(begin(&d, err));
        memset(row, 0, sizeof row);
        CPS_TRY(put_table(&d, b, row, err));
        memcpy(b->v + CPS_TABLES_HEADER + (size_t)i * CPS_TABLE_SIZE, row, sizeof row);
        if (strcmp(d.schema->name, "warrants") == 0) s->n_instruments += d.n;
    }
    return b->failed ? cps_fail_memory(err) : CAPIAS_OK;
}

capias_status cps_segment_write_tables(struct cps_compiled *s, capias_error *err)
{
    static const struct cps_table_owner how = {string_of, file_of};
    uint32_t *list, n = 0;
    CPS_TRY(list_tables(s, &list, &n, err));
    if (n == 0) return CAPIAS_OK;
    CPS_TRY(put_all(s, list, n, err));
    s->tables = CPS_TAKE(&s->arena, struct cps_table, n);
    if (!s->tables) return cps_fail_memory(err);
    struct cps_bytes section = {(const uint8_t *)s->table_bytes.v, s->table_bytes.n};
    for (; s->n_tables < n; s->n_tables++)
        CPS_TRY(
            cps_table_setup(section, s->n_tables, &how, s, &s->tables[s->n_tables], err));
    uint32_t number = s->number + (s->c->builtin ? s->c->builtin->n_segments : 0);
    return cps_writer_section(&s->c->writer, number, CPS_SECTION_TABLES, CPS_ENTRY_REQUIRED,
                              section.p, section.n, err);
}
