/* SPDX-License-Identifier: Apache-2.0
 *
 * register/table.c: law tables: cells, dates, rows by id. The same calls read a table of an open
 * register and one of a segment that is being compiled. */
#include "register/internal.h"

/* n items of `size` at `at` lie within the section, and `at` is where an item may begin. */
static bool fits(struct cps_bytes section, uint32_t at, uint64_t n, uint64_t size)
{
    return at % 8 == 0 && at <= section.n && n * size <= section.n - at;
}

capias_status cps_table_setup(struct cps_bytes section, uint32_t i,
                              const struct cps_table_owner *how, const void *owner,
                              struct cps_table *out, capias_error *err)
{
    if (!fits(section, CPS_TABLES_HEADER, (uint64_t)i + 1, CPS_TABLE_SIZE))
        return cps_fail(err, CAPIAS_E_FORMAT, "a table lies outside of its section");
    const uint8_t *p = section.p + CPS_TABLES_HEADER + (size_t)i * CPS_TABLE_SIZE;
    uint32_t rows = cps_get32(p + CPS_TABLE_ROWS), columns = cps_get32(p + CPS_TABLE_COLUMNS);
    uint32_t spans = cps_get32(p + CPS_TABLE_SPANS), id = cps_get32(p + CPS_TABLE_ID_COLUMN);
    uint32_t at[5] = {cps_get32(p + CPS_TABLE_COLUMNS_AT), cps_get32(p + CPS_TABLE_CELLS_AT),
                      cps_get32(p + CPS_TABLE_SPANS_AT), cps_get32(p + CPS_TABLE_ORDER_AT),
                      cps_get32(p + CPS_TABLE_PLACES_AT)};
    uint64_t cells = (uint64_t)rows * columns;
    if (columns > CPS_COLUMNS_MAX || spans > columns || (id != CPS_NONE && id >= columns) ||
        !fits(section, at[0], columns, CPS_COLUMN_SIZE) ||
        !fits(section, at[1], cells, CPS_CELL_SIZE) ||
        !fits(section, at[2], (uint64_t)spans * rows, CPS_SPAN_SIZE) ||
        !fits(section, at[3], id == CPS_NONE ? 0 : rows, 4) ||
        !fits(section, at[4], rows, CPS_PLACE_SIZE))
        return cps_fail(err, CAPIAS_E_FORMAT, "a table lies outside of its section");
    *out = (struct cps_table){
        .how = how, .owner = owner, .rows = rows, .columns = columns, .spans = spans,
        .id_column = id, .column = section.p + at[0], .cell = section.p + at[1],
        .span = section.p + at[2], .order = section.p + at[3], .place = section.p + at[4]};
    out->name = how->string(owner, cps_get_ref(p + CPS_TABLE_NAME));
    return CAPIAS_OK;
}

const struct cps_table *cps_segment_table(const struct cps_segment *seg, const char *name)
{
    for (uint32_t i = 0; i < seg->n_tables; i++)
        if (cps_str_is(seg->table[i].name, name)) return &seg->table[i];
    return NULL;
}

const struct cps_table *cps_register_table(const capias_register *reg, const char *name)
{
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        const struct cps_table *t = cps_segment_table(&reg->segments[s], name);
        if (t) return t;
    }
    return NULL;
}

uint32_t cps_table_rows(const struct cps_table *t)
{
    return t->rows;
}

int cps_table_column(const struct cps_table *t, const char *name)
{
    for (uint32_t i = 0; i < t->columns; i++) {
        const uint8_t *p = t->column + (size_t)i * CPS_COLUMN_SIZE;
        if (cps_str_is(t->how->string(t->owner, cps_get_ref(p + CPS_COLUMN_NAME)), name))
            return (int)i;
    }
    return -1;
}

static bool in_bounds(const struct cps_table *t, uint32_t row, int column)
{
    return row < t->rows && column >= 0 && (uint32_t)column < t->columns;
}

capias_str cps_table_cell(const struct cps_table *t, uint32_t row, int column)
{
    if (!in_bounds(t, row, column)) return (capias_str){0};
    size_t i = (size_t)row * t->columns + (size_t)column;
    return t->how->string(t->owner, cps_get_ref(t->cell + i * CPS_CELL_SIZE));
}

bool cps_table_span(const struct cps_table *t, uint32_t row, int column, struct cps_span *out)
{
    if (!in_bounds(t, row, column)) return false;
    uint32_t number =
        cps_get32(t->column + (size_t)column * CPS_COLUMN_SIZE + CPS_COLUMN_SPAN);
    if (number >= t->spans) return false;
    const uint8_t *p = t->span + ((size_t)number * t->rows + row) * CPS_SPAN_SIZE;
    struct cps_span span = {(cps_day)cps_get32(p), (cps_day)cps_get32(p + 4)};
    if (span.from >= span.until || span.from < CPS_DAY_MIN || span.until > CPS_DAY_MAX)
        return false;
    *out = span;
    return true;
}

/* A value that comes from a table of the same segment is told by its place in the pool, where every
 * string lies once; of others the lengths are compared first, so that few cells are looked at. */
uint32_t cps_table_next(const struct cps_table *t, int column, capias_str value, uint32_t from)
{
    if (column < 0 || (uint32_t)column >= t->columns) return CPS_NONE;
    const size_t step = (size_t)t->columns * CPS_CELL_SIZE;
    const uint8_t *p = t->cell + from * step + (size_t)column * CPS_CELL_SIZE;
    uintptr_t offset = (uintptr_t)value.p - (uintptr_t)t->pool.p;
    /* A whole string of the pool: a NUL before and behind it. A piece of one is none. */
    bool pooled = t->pool.p && value.p && offset < t->pool.n && value.n < t->pool.n - offset &&
                  t->pool.p[offset + value.n] == 0 && (offset == 0 || t->pool.p[offset - 1] == 0);
    for (uint32_t row = from; row < t->rows; row++, p += step) {
        struct cps_string_ref ref = cps_get_ref(p);
        if (ref.length != value.n || (pooled && ref.offset != offset)) continue;
        if (pooled || cps_str_eq(t->how->string(t->owner, ref), value)) return row;
    }
    return CPS_NONE;
}

int64_t cps_table_find(const struct cps_table *t, capias_str id)
{
    if (t->id_column == CPS_NONE) return -1;
    uint32_t low = 0, high = t->rows;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t row = cps_get32(t->order + (size_t)middle * 4);
        if (cps_str_cmp(cps_table_cell(t, row, (int)t->id_column), id) < 0) low = middle + 1;
        else high = middle;
    }
    if (low == t->rows) return -1;
    uint32_t row = cps_get32(t->order + (size_t)low * 4);
    bool found = row < t->rows && cps_str_eq(cps_table_cell(t, row, (int)t->id_column), id);
    return found ? (int64_t)row : -1;
}

capias_str cps_table_where(const struct cps_table *t, uint32_t row, struct cps_arena *arena)
{
    if (row >= t->rows) return (capias_str){0};
    const uint8_t *p = t->place + (size_t)row * CPS_PLACE_SIZE;
    capias_str file = t->how->file(t->owner, cps_get32(p + CPS_PLACE_FILE));
    return cps_place(arena, file, cps_get32(p + CPS_PLACE_LINE));
}
