/* SPDX-License-Identifier: Apache-2.0
 *
 * register/diff_tables.c: the law's tables, row by row: by id, by key where rows have no id, else by
 * all that they say.
 *
 * Rows of both sides are put in the order of what tells them apart, and read side by side. */
#include "register/diff.h"

struct row {
    capias_str key;
    uint32_t number;
};

struct pair {
    const struct cps_table *side[2]; /* NULL: not there */
    struct row *rows[2];
    capias_str name, dataset;
    bool tell;
};

/* The columns that tell rows apart, ';' between; empty: all of them. */
static capias_str key_columns(capias_str table)
{
    size_t n;
    const struct cps_table_schema *schemas = cps_table_schemas(&n);
    for (size_t i = 0; i < n; i++) {
        if (!cps_str_is(table, schemas[i].name)) continue;
        for (unsigned c = 0; c < schemas[i].n_columns; c++)
            if (schemas[i].columns[c].type == CPS_CELL_ID) return cps_str(schemas[i].columns[c].name);
        return cps_str(schemas[i].key);
    }
    return (capias_str){0};
}

static capias_str column_name(const struct cps_table *t, uint32_t column)
{
    const uint8_t *p = t->column + (size_t)column * CPS_COLUMN_SIZE;
    return t->how->string(t->owner, cps_get_ref(p + CPS_COLUMN_NAME));
}

/* cps_table_column for a name that comes out of a register: no NUL is relied on. */
static int find_column(const struct cps_table *t, capias_str name)
{
    for (uint32_t i = 0; i < t->columns; i++)
        if (cps_str_eq(column_name(t, i), name)) return (int)i;
    return -1;
}

static void add_cell(struct cps_buf *b, capias_str cell)
{
    if (b->n) cps_buf_add(b, "; ", 2);
    cps_buf_str(b, cell);
}

static capias_str key_of(const struct cps_table *t, uint32_t row, capias_str columns,
                         struct cps_buf *b, struct cps_arena *arena)
{
    capias_str rest = columns, piece;
    cps_buf_reset(b);
    while (rest.n && cps_str_split(&rest, ';', &piece))
        add_cell(b, cps_table_cell(t, row, find_column(t, piece)));
    for (uint32_t c = 0; !columns.n && c < t->columns; c++)
        add_cell(b, cps_table_cell(t, row, (int)c));
    return b->failed ? (capias_str){0} : cps_arena_copy(arena, (capias_str){b->v, b->n});
}

static int by_key(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    int d = cps_str_cmp(a->key, b->key);
    return d ? d : (a->number > b->number) - (a->number < b->number);
}

static capias_status read_rows(struct pair *p, int side, struct cps_arena *arena, capias_error *err)
{
    const struct cps_table *t = p->side[side];
    struct cps_buf b = {0};
    if (!t) return CAPIAS_OK;
    p->rows[side] = CPS_TAKE(arena, struct row, t->rows);
    bool failed = !p->rows[side];
    capias_str columns = key_columns(p->name);
    for (uint32_t i = 0; !failed && i < t->rows; i++) {
        p->rows[side][i] = (struct row){key_of(t, i, columns, &b, arena), i};
        failed = !p->rows[side][i].key.p;
    }
    cps_buf_release(&b);
    if (failed) return cps_fail_memory(err);
    if (t->rows) qsort(p->rows[side], t->rows, sizeof *p->rows[side], by_key);
    return CAPIAS_OK;
}

/* ---- one row ----------------------------------------------------------------------------------- */

struct cells {
    capias_value_change *v;
    capias_str *texts;
    size_t n;
};

static void add_change(struct cells *out, capias_str column, capias_str before, capias_str after)
{
    if (cps_str_eq(before, after)) return;
    capias_str *texts = out->texts + out->n * 2;
    capias_value_change *c = &out->v[out->n++];
    texts[0] = before;
    texts[1] = after;
    *c = (capias_value_change){column, {texts, before.n > 0}, {texts + 1, after.n > 0}};
}

static capias_status compare_cells(struct cps_diff *d, const struct pair *p, const struct row *a,
                                   const struct row *b, struct cells *out, capias_error *err)
{
    const struct cps_table *t = a ? p->side[0] : NULL, *u = b ? p->side[1] : NULL;
    size_t most = (t ? t->columns : 0) + (u ? u->columns : 0);
    *out = (struct cells){.v = CPS_TAKE(&d->scratch, capias_value_change, most),
                          .texts = CPS_TAKE(&d->scratch, capias_str, most * 2)};
    if (!out->v || !out->texts) return cps_fail_memory(err);
    for (uint32_t c = 0; t && c < t->columns; c++) {
        capias_str name = column_name(t, c);
        int other = u ? find_column(u, name) : -1;
        add_change(out, name, cps_table_cell(t, a->number, (int)c),
                   u ? cps_table_cell(u, b->number, other) : (capias_str){0});
    }
    for (uint32_t c = 0; u && c < u->columns; c++) {
        capias_str name = column_name(u, c);
        if (!t || find_column(t, name) < 0)
            add_change(out, name, (capias_str){0}, cps_table_cell(u, b->number, (int)c));
    }
    return CAPIAS_OK;
}

static capias_status look(struct cps_diff *d, const struct pair *p, const struct row *a,
                          const struct row *b, capias_diff_table *counts, capias_error *err)
{
    struct cells cells;
    capias_status status = compare_cells(d, p, a, b, &cells, err);
    if (status == CAPIAS_OK && cells.n) {
        uint64_t *count = !a ? &counts->added : !b ? &counts->removed : &counts->changed;
        const capias_change change = {
            .dataset = p->dataset, .table = p->name, .id = a ? a->key : b->key,
            .change = !a ? CPS_STR("added") : !b ? CPS_STR("removed") : CPS_STR("changed"),
            .values = cells.v, .n_values = cells.n};
        ++*count;
        if (p->tell) status = d->opt->change(d->opt->ctx, &change, err);
    }
    cps_arena_reset(&d->scratch);
    return status;
}

static capias_status compare_rows(struct cps_diff *d, const struct pair *p,
                                  capias_diff_table *counts, capias_error *err)
{
    uint32_t n = p->side[0] ? p->side[0]->rows : 0, m = p->side[1] ? p->side[1]->rows : 0;
    for (uint32_t i = 0, k = 0; i < n || k < m;) {
        int order = i == n ? 1 : k == m ? -1 : cps_str_cmp(p->rows[0][i].key, p->rows[1][k].key);
        const struct row *a = order <= 0 ? &p->rows[0][i] : NULL;
        const struct row *b = order >= 0 ? &p->rows[1][k] : NULL;
        CPS_TRY(look(d, p, a, b, counts, err));
        i += order <= 0;
        k += order >= 0;
    }
    return CAPIAS_OK;
}

/* ---- all tables -------------------------------------------------------------------------------- */

/* The first segment that has the table speaks, as cps_register_table has it. */
static const struct cps_table *find_table(const capias_register *reg, capias_str name,
                                          const struct cps_segment **segment)
{
    for (uint32_t s = 0; s < reg->n_segments; s++)
        for (uint32_t t = 0; t < reg->segments[s].n_tables; t++) {
            *segment = &reg->segments[s];
            if (cps_str_eq((*segment)->table[t].name, name)) return &(*segment)->table[t];
        }
    return NULL;
}

/* The source that the table's rows come from. */
static capias_str dataset_of(const struct cps_segment *seg)
{
    capias_source source;
    for (size_t i = 0; cps_segment_source(seg, i, &source); i++)
        if (cps_str_is(source.format, "capias-tables-csv")) return source.name;
    return (capias_str){0};
}

static capias_status compare_table(struct cps_diff *d, capias_str name, bool tell_rows,
                                   capias_diff_table *counts, capias_error *err)
{
    struct pair p = {.name = name, .tell = tell_rows};
    struct cps_arena keys;
    for (int side = 0; side < 2; side++) {
        const struct cps_segment *seg;
        p.side[side] = find_table(d->side[side], name, &seg);
        if (p.side[side]) p.dataset = dataset_of(seg);
    }
    *counts = (capias_diff_table){.name = name};
    if (d->opt->dataset.n && !cps_str_eq(d->opt->dataset, p.dataset)) return CAPIAS_OK;
    cps_arena_init(&keys, d->arena->limit);
    capias_status status = read_rows(&p, 0, &keys, err);
    if (status == CAPIAS_OK) status = read_rows(&p, 1, &keys, err);
    if (status == CAPIAS_OK) status = compare_rows(d, &p, counts, err);
    cps_arena_release(&keys);
    return status;
}

static int by_name(const void *x, const void *y)
{
    return cps_str_cmp(*(const capias_str *)x, *(const capias_str *)y);
}

/* The tables of both sides, each once, by name. */
static capias_status table_names(struct cps_diff *d, capias_str **out, size_t *n, capias_error *err)
{
    size_t most = 0, kept = 0;
    for (int side = 0; side < 2; side++)
        for (uint32_t s = 0; s < d->side[side]->n_segments; s++)
            most += d->side[side]->segments[s].n_tables;
    capias_str *v = *out = CPS_TAKE(d->arena, capias_str, most);
    if (!v) return cps_fail_memory(err);
    for (int side = 0; side < 2; side++)
        for (uint32_t s = 0; s < d->side[side]->n_segments; s++)
            for (uint32_t t = 0; t < d->side[side]->segments[s].n_tables; t++)
                v[(*n)++] = d->side[side]->segments[s].table[t].name;
    if (*n) qsort(v, *n, sizeof *v, by_name);
    for (size_t i = 0; i < *n; i++)
        if (v[i].n && (!kept || !cps_str_eq(v[kept - 1], v[i]))) v[kept++] = v[i];
    *n = kept;
    return CAPIAS_OK;
}

capias_status cps_diff_tables(struct cps_diff *d, bool tell_rows, capias_diff_summary *out,
                              capias_error *err)
{
    capias_str *names;
    size_t n = 0, kept = 0;
    CPS_TRY(table_names(d, &names, &n, err));
    capias_diff_table *tables = CPS_TAKE(d->arena, capias_diff_table, n);
    if (!tables) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        capias_diff_table counts;
        CPS_TRY(compare_table(d, names[i], tell_rows, &counts, err));
        if (counts.added || counts.removed || counts.changed) tables[kept++] = counts;
    }
    if (tell_rows) return CAPIAS_OK;
    out->tables = tables;
    out->n_tables = kept;
    return CAPIAS_OK;
}
