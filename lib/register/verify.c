/* SPDX-License-Identifier: Apache-2.0
 *
 * register/verify.c: everything that can be known about a register from its own bytes: checksums,
 * zeros in the gaps, every reference, every order, every number that can be worked out again.
 * The first fault is named; the rest of the file is not trusted to explain more. */
#include "register/internal.h"

/* ---- the file: gaps, checksums --------------------------------------------------------------- */

static int by_offset(const void *ctx, uint32_t a, uint32_t b)
{
    struct cps_entry x = cps_entry_get(ctx, a), y = cps_entry_get(ctx, b);
    if (x.offset != y.offset) return x.offset < y.offset ? -1 : 1;
    return (x.length > y.length) - (x.length < y.length);
}

static bool all_zero(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

static capias_status verify_file(const capias_register *reg, struct cps_arena *arena,
                                 capias_error *err)
{
    uint32_t *order = CPS_TAKE(arena, uint32_t, reg->n_entries);
    uint32_t *scratch = CPS_TAKE(arena, uint32_t, reg->n_entries);
    if (!order || !scratch) return cps_fail_memory(err);
    for (uint32_t i = 0; i < reg->n_entries; i++) order[i] = i;
    cps_sort(order, reg->n_entries, scratch, by_offset, reg);
    size_t at = CPS_HEADER_SIZE + (size_t)reg->n_entries * CPS_ENTRY_SIZE;
    for (uint32_t i = 0; i < reg->n_entries; i++) {
        struct cps_entry e = cps_entry_get(reg, order[i]);
        if (e.offset < at) return cps_damaged(reg, err, "two sections overlap");
        if (!all_zero(reg->file.p + at, (size_t)e.offset - at))
            return cps_damaged(reg, err, "something stands between two sections");
        if (cps_hash(reg->file.p + e.offset, (size_t)e.length) != e.hash)
            return cps_damaged(reg, err, "a section's checksum is wrong");
        at = (size_t)(e.offset + e.length);
    }
    if (!all_zero(reg->file.p + at, reg->file.n - at))
        return cps_damaged(reg, err, "something follows the last section");
    return CAPIAS_OK;
}

/* ---- one segment ----------------------------------------------------------------------------- */

struct check {
    const capias_register *reg;
    const struct cps_segment *seg;
    struct cps_arena *arena; /* emptied for each block */
    struct cps_buf digest;
    uint64_t statements, names, parties, instruments, edges;
};

static capias_status wrong(const struct check *c, capias_error *err, const char *what)
{
    return cps_damaged(c->reg, err, what);
}

/* A reference names one whole string of the pool. */
static bool is_string(const struct cps_segment *seg, const uint8_t *p)
{
    struct cps_string_ref r = cps_get_ref(p);
    struct cps_bytes pool = seg->strings;
    return r.offset < pool.n && r.length < pool.n - r.offset &&
           pool.p[r.offset + r.length] == 0 && (r.offset == 0 || pool.p[r.offset - 1] == 0);
}

static capias_str string_at(const struct cps_segment *seg, const uint8_t *p)
{
    return cps_segment_string(seg, cps_get_ref(p));
}

static capias_status verify_sources(struct check *c, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    const uint8_t *p = seg->sources.p + CPS_SOURCES_HEADER;
    const uint8_t *files = p + (size_t)seg->n_sources * CPS_SOURCE_SIZE;
    uint32_t file = 0;
    if (seg->strings.p[0] || seg->strings.p[seg->strings.n - 1] ||
        !is_string(seg, seg->sources.p + CPS_SOURCES_BUILT_WITH))
        return wrong(c, err, "its strings");
    for (uint32_t i = 0; i < seg->n_sources; i++, p += CPS_SOURCE_SIZE) {
        for (unsigned k = CPS_SOURCE_NAME; k <= CPS_SOURCE_SHA256; k += 8)
            if (!is_string(seg, p + k)) return wrong(c, err, "a source's text");
        if (i && cps_str_cmp(string_at(seg, p - CPS_SOURCE_SIZE), string_at(seg, p)) >= 0)
            return wrong(c, err, "its sources are out of order");
        uint32_t n = cps_get32(p + CPS_SOURCE_FILES);
        if (cps_get32(p + CPS_SOURCE_FIRST_FILE) != file || n > seg->n_files - file)
            return wrong(c, err, "a source's files");
        for (; n; n--, file++)
            if (cps_get32(files + (size_t)file * CPS_FILE_SIZE + CPS_FILE_SOURCE) != i ||
                !is_string(seg, files + (size_t)file * CPS_FILE_SIZE))
                return wrong(c, err, "a source's files");
    }
    return file == seg->n_files ? CAPIAS_OK : wrong(c, err, "a source's files");
}

/* ---- entities and statements ----------------------------------------------------------------- */

static uint32_t source_of(const struct cps_segment *seg, uint32_t file)
{
    return cps_get32(seg->sources.p + CPS_SOURCES_HEADER +
                     (size_t)seg->n_sources * CPS_SOURCE_SIZE + (size_t)file * CPS_FILE_SIZE +
                     CPS_FILE_SOURCE);
}

static capias_str dataset_of(const struct cps_segment *seg, uint32_t file)
{
    return string_at(seg, seg->sources.p + CPS_SOURCES_HEADER +
                              (size_t)source_of(seg, file) * CPS_SOURCE_SIZE);
}

/* -1, 0, 1 as the edge stands before, at, after (target, referrer, property). */
static int edge_order(const struct cps_segment *seg, uint32_t i, capias_str target,
                      uint32_t referrer, uint32_t property)
{
    const uint8_t *p = seg->adjacent.p + (size_t)i * CPS_ADJACENT_SIZE;
    uint32_t r = cps_get32(p + CPS_ADJACENT_REFERRER), q = cps_get32(p + CPS_ADJACENT_PROPERTY);
    int d = cps_str_cmp(string_at(seg, p + CPS_ADJACENT_TARGET), target);
    if (!d) d = (r > referrer) - (r < referrer);
    return d ? d : (q > property) - (q < property);
}

static bool has_edge(const struct cps_segment *seg, capias_str target, uint32_t referrer,
                     uint32_t property)
{
    uint32_t low = 0, high = seg->n_adjacent;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int d = edge_order(seg, middle, target, referrer, property);
        if (d == 0) return true;
        if (d < 0) low = middle + 1;
        else high = middle;
    }
    return false;
}

static capias_status verify_statement(struct check *c, uint32_t entity, const uint8_t *row,
                                      const struct cps_packed_statement *last,
                                      const struct cps_packed_statement *s, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    if (s->file >= seg->n_files) return wrong(c, err, "a statement of no file");
    if (!(cps_get64(row + CPS_ENTITY_DATASETS) >> source_of(seg, s->file) & 1))
        return wrong(c, err, "an entity's datasets");
    bool same_property = last && last->property == s->property;
    int order = same_property ? cps_str_cmp(last->value, s->value) : -1;
    if (order > 0) return wrong(c, err, "statements are out of order");
    if (order != 0 && cps_property_is(s->property, CPS_TYPE_ENTITY)) {
        c->edges++;
        if (!has_edge(seg, s->value, entity, s->property))
            return wrong(c, err, "an edge is missing");
    }
    if (order != 0 && cps_get16(row + CPS_ENTITY_FLAGS) & CPS_ENTITY_PARTY &&
        cps_property_is(s->property, CPS_TYPE_NAME))
        c->names++;
    cps_digest_add(&c->digest, s->property, s->value, s->language, s->original,
                   dataset_of(seg, s->file));
    return CAPIAS_OK;
}

static capias_status verify_statements(struct check *c, uint32_t entity, const uint8_t *row,
                                       struct cps_bytes block, size_t *at, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    const uint8_t *schemata =
        seg->entities.p + CPS_ENTITIES_HEADER + (size_t)seg->n_entities * CPS_ENTITY_SIZE;
    uint16_t schema = cps_get16(row + CPS_ENTITY_SCHEMA);
    struct cps_packed_statement s = {0}, last = {0};
    if (cps_get32(row + CPS_ENTITY_OFFSET) != *at)
        return wrong(c, err, "where an entity's statements begin");
    cps_digest_begin(&c->digest, string_at(seg, schemata + (size_t)schema * 8).p);
    uint32_t n = cps_get32(row + CPS_ENTITY_STATEMENTS);
    for (uint32_t i = 0; i < n; i++, last = s) {
        if (!cps_statement_unpack(block, at, last.property, &s))
            return wrong(c, err, "a statement cannot be read");
        CPS_TRY(verify_statement(c, entity, row, i ? &last : NULL, &s, err));
    }
    if (c->digest.failed) return cps_fail_memory(err);
    if (cps_hash(c->digest.v, c->digest.n) != cps_get64(row + CPS_ENTITY_DIGEST))
        return wrong(c, err, "an entity's digest");
    c->statements += n;
    return CAPIAS_OK;
}

static capias_status verify_entity(struct check *c, uint32_t i, uint32_t block, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    const uint8_t *p = seg->entities.p + CPS_ENTITIES_HEADER + (size_t)i * CPS_ENTITY_SIZE;
    uint16_t schema = cps_get16(p + CPS_ENTITY_SCHEMA), flags = cps_get16(p + CPS_ENTITY_FLAGS);
    uint64_t datasets = cps_get64(p + CPS_ENTITY_DATASETS);
    if (!is_string(seg, p + CPS_ENTITY_ID) || !is_string(seg, p + CPS_ENTITY_CAPTION) ||
        string_at(seg, p + CPS_ENTITY_ID).n == 0)
        return wrong(c, err, "an entity's id or caption");
    if (i && cps_str_cmp(string_at(seg, p - CPS_ENTITY_SIZE), string_at(seg, p)) >= 0)
        return wrong(c, err, "its entities are out of order");
    if (schema >= seg->n_schemata || flags & ~CPS_ENTITY_PARTY ||
        cps_get32(p + CPS_ENTITY_BLOCK) != block ||
        (seg->n_sources < 64 && datasets >> seg->n_sources))
        return wrong(c, err, "an entity's row");
    c->parties += flags & CPS_ENTITY_PARTY;
    cps_schema sanction = cps_schema_find(CPS_STR("Sanction")), known = seg->schemata[schema];
    if (known != CPS_NO_SCHEMA && sanction != CPS_NO_SCHEMA && cps_schema_is_a(known, sanction))
        c->instruments++;
    return CAPIAS_OK;
}

static capias_status verify_blocks(struct check *c, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    const uint8_t *names =
        seg->entities.p + CPS_ENTITIES_HEADER + (size_t)seg->n_entities * CPS_ENTITY_SIZE;
    uint64_t offset = 0;
    uint32_t entity = 0;
    for (uint32_t i = 0; i < seg->n_schemata; i++)
        if (!is_string(seg, names + (size_t)i * 8)) return wrong(c, err, "a schema's name");
    for (uint32_t b = 0; b < seg->n_blocks; b++) {
        const uint8_t *p = seg->blocks.p + (size_t)b * CPS_BLOCK_SIZE;
        struct cps_bytes block;
        size_t at = 0;
        uint32_t n = cps_get32(p + CPS_BLOCK_ENTITIES);
        if (cps_get64(p + CPS_BLOCK_OFFSET) != offset ||
            cps_get32(p + CPS_BLOCK_ENTITY) != entity || n > seg->n_entities - entity)
            return wrong(c, err, "where a block lies");
        cps_arena_reset(c->arena);
        CPS_TRY(cps_block_unpack(seg, b, c->arena, &block, err));
        for (; n; n--, entity++) {
            const uint8_t *row =
                seg->entities.p + CPS_ENTITIES_HEADER + (size_t)entity * CPS_ENTITY_SIZE;
            CPS_TRY(verify_entity(c, entity, b, err));
            CPS_TRY(verify_statements(c, entity, row, block, &at, err));
        }
        if (at != block.n) return wrong(c, err, "a block holds more than its entities");
        offset += cps_get32(p + CPS_BLOCK_PACKED);
    }
    if (entity != seg->n_entities || offset != seg->statements.n)
        return wrong(c, err, "its blocks do not hold all entities");
    return CAPIAS_OK;
}

static capias_status verify_edges(struct check *c, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    for (uint32_t i = 0; i < seg->n_adjacent; i++) {
        const uint8_t *p = seg->adjacent.p + (size_t)i * CPS_ADJACENT_SIZE;
        if (!is_string(seg, p + CPS_ADJACENT_TARGET) ||
            cps_get32(p + CPS_ADJACENT_REFERRER) >= seg->n_entities)
            return wrong(c, err, "an edge's ends");
        if (i && edge_order(seg, i - 1, string_at(seg, p), cps_get32(p + CPS_ADJACENT_REFERRER),
                            cps_get32(p + CPS_ADJACENT_PROPERTY)) >= 0)
            return wrong(c, err, "its edges are out of order");
    }
    return c->edges == seg->n_adjacent ? CAPIAS_OK : wrong(c, err, "an edge that nobody states");
}

/* ---- tables ---------------------------------------------------------------------------------- */

static bool spans_hold(const struct cps_table *t, int column)
{
    const uint8_t *p = t->column + (size_t)column * CPS_COLUMN_SIZE;
    uint32_t number = cps_get32(p + CPS_COLUMN_SPAN);
    for (uint32_t r = 0; number != CPS_NONE && r < t->rows; r++) {
        struct cps_span stored = {0}, again = {0};
        bool has = cps_table_span(t, r, column, &stored);
        bool should = cps_date_parse(cps_table_cell(t, r, column), &again);
        if (has != should || stored.from != again.from * has || stored.until != again.until * has)
            return false;
    }
    return number == CPS_NONE || number < t->spans;
}

static bool order_holds(const struct cps_table *t, uint8_t *seen)
{
    for (uint32_t i = 0; t->id_column != CPS_NONE && i < t->rows; i++) {
        uint32_t row = cps_get32(t->order + (size_t)i * 4);
        if (row >= t->rows || seen[row]) return false;
        seen[row] = 1;
        if (i == 0) continue;
        uint32_t last = cps_get32(t->order + (size_t)(i - 1) * 4);
        int d = cps_str_cmp(cps_table_cell(t, last, (int)t->id_column),
                            cps_table_cell(t, row, (int)t->id_column));
        if (d > 0 || (d == 0 && last > row)) return false;
    }
    return true;
}

static capias_status verify_table(struct check *c, const struct cps_table *t, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    for (uint32_t i = 0; i < t->columns; i++)
        if (!is_string(seg, t->column + (size_t)i * CPS_COLUMN_SIZE))
            return wrong(c, err, "a column's name");
    for (uint64_t i = 0; i < (uint64_t)t->rows * t->columns; i++)
        if (!is_string(seg, t->cell + (size_t)i * CPS_CELL_SIZE))
            return wrong(c, err, "a cell of a table");
    for (uint32_t i = 0; i < t->columns; i++)
        if (!spans_hold(t, (int)i)) return wrong(c, err, "the dates of a table");
    for (uint32_t r = 0; r < t->rows; r++)
        if (cps_get32(t->place + (size_t)r * CPS_PLACE_SIZE) >= seg->n_files)
            return wrong(c, err, "the place of a table's row");
    cps_arena_reset(c->arena);
    uint8_t *seen = CPS_TAKE(c->arena, uint8_t, t->rows);
    if (!seen) return cps_fail_memory(err);
    if (!order_holds(t, seen)) return wrong(c, err, "the order of a table");
    if (cps_str_is(t->name, "warrants")) c->instruments += t->rows;
    return CAPIAS_OK;
}

static capias_status verify_tables(struct check *c, capias_error *err)
{
    const struct cps_segment *seg = c->seg;
    for (uint32_t i = 0; i < seg->n_tables; i++) {
        if (!is_string(seg, seg->tables.p + CPS_TABLES_HEADER + (size_t)i * CPS_TABLE_SIZE) ||
            (i && cps_str_cmp(seg->table[i - 1].name, seg->table[i].name) >= 0))
            return wrong(c, err, "the name of a table");
        CPS_TRY(verify_table(c, &seg->table[i], err));
    }
    return CAPIAS_OK;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static capias_status verify_segment(struct check *c, capias_error *err)
{
    const uint8_t *counts = c->seg->sources.p;
    CPS_TRY(verify_sources(c, err));
    CPS_TRY(verify_blocks(c, err));
    CPS_TRY(verify_edges(c, err));
    CPS_TRY(verify_tables(c, err));
    if (cps_get64(counts + CPS_SOURCES_PARTIES) != c->parties ||
        cps_get64(counts + CPS_SOURCES_NAMES) != c->names ||
        cps_get64(counts + CPS_SOURCES_INSTRUMENTS) != c->instruments ||
        cps_get64(counts + CPS_SOURCES_STATEMENTS) != c->statements)
        return wrong(c, err, "its counts");
    return CAPIAS_OK;
}

static capias_status verify_rooms(const capias_register *reg,
                                  const struct cps_section_check *checks, size_t n_checks,
                                  capias_error *err)
{
    for (size_t i = 0; i < n_checks; i++)
        for (uint32_t s = 0; s < reg->n_segments; s++) {
            const void *p;
            size_t n;
            if (!cps_segment_section(&reg->segments[s], checks[i].kind, &p, &n)) continue;
            capias_status status = checks[i].check(reg, s, p, n, err);
            if (status != CAPIAS_OK) cps_where(err, reg->name);
            CPS_TRY(status);
        }
    return CAPIAS_OK;
}

capias_status cps_register_verify(const capias_register *reg,
                                  const struct cps_section_check *checks, size_t n_checks,
                                  capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    capias_status status = verify_file(reg, &arena, err);
    for (uint32_t s = 0; status == CAPIAS_OK && s < reg->n_segments; s++) {
        struct check c = {.reg = reg, .seg = &reg->segments[s], .arena = &arena};
        status = verify_segment(&c, err);
        cps_buf_release(&c.digest);
    }
    if (status == CAPIAS_OK) status = verify_rooms(reg, checks, n_checks, err);
    cps_arena_release(&arena);
    return status;
}
