/* SPDX-License-Identifier: Apache-2.0
 *
 * register/read.c: what an open register answers: strings, entities, statements, edges, sources.
 *
 * Invariant  whatever number stands in the file, it is compared with its bound before it is used;
 *            what is out of bounds reads as empty, or as E_FORMAT where there is a status. */
#include "register/internal.h"

/* ---- segments, sections, strings ------------------------------------------------------------- */

size_t cps_register_segments(const capias_register *reg)
{
    return reg->n_segments;
}

const struct cps_segment *cps_register_segment(const capias_register *reg, size_t i)
{
    return i < reg->n_segments ? &reg->segments[i] : NULL;
}

bool cps_segment_section(const struct cps_segment *seg, uint32_t kind, const void **p, size_t *n)
{
    uint32_t low = seg->first_entry, high = seg->first_entry + seg->n_entries;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        struct cps_entry e = cps_entry_get(seg->reg, middle);
        if ((e.id & 0xffff) == kind) {
            *p = seg->reg->file.p + e.offset;
            *n = (size_t)e.length;
            return true;
        }
        if ((e.id & 0xffff) < kind) low = middle + 1;
        else high = middle;
    }
    return false;
}

capias_str cps_segment_string(const struct cps_segment *seg, struct cps_string_ref ref)
{
    struct cps_bytes pool = seg->strings;
    if (ref.offset >= pool.n || ref.length >= pool.n - ref.offset) return (capias_str){0};
    return (capias_str){(const char *)pool.p + ref.offset, ref.length};
}

/* ---- entities -------------------------------------------------------------------------------- */

static const uint8_t *entity_row(const struct cps_segment *seg, uint32_t i)
{
    return seg->entities.p + CPS_ENTITIES_HEADER + (size_t)i * CPS_ENTITY_SIZE;
}

uint32_t cps_segment_entities(const struct cps_segment *seg)
{
    return seg->n_entities;
}

static const struct cps_segment *segment_of(const capias_register *reg, struct cps_entity_ref ref)
{
    if (ref.segment >= reg->n_segments) return NULL;
    const struct cps_segment *seg = &reg->segments[ref.segment];
    return ref.index < seg->n_entities ? seg : NULL;
}

bool cps_entity_get(const capias_register *reg, struct cps_entity_ref ref, struct cps_entity *out)
{
    const struct cps_segment *seg = segment_of(reg, ref);
    if (!seg) return false;
    const uint8_t *p = entity_row(seg, ref.index);
    uint16_t schema = cps_get16(p + CPS_ENTITY_SCHEMA);
    *out = (struct cps_entity){
        .id = cps_segment_string(seg, cps_get_ref(p + CPS_ENTITY_ID)),
        .caption = cps_segment_string(seg, cps_get_ref(p + CPS_ENTITY_CAPTION)),
        .schema = schema < seg->n_schemata ? seg->schemata[schema] : CPS_NO_SCHEMA,
        .party = cps_get16(p + CPS_ENTITY_FLAGS) & CPS_ENTITY_PARTY,
        .datasets = cps_get64(p + CPS_ENTITY_DATASETS),
        .digest = cps_get64(p + CPS_ENTITY_DIGEST),
        .n_statements = cps_get32(p + CPS_ENTITY_STATEMENTS)};
    return true;
}

bool cps_segment_find(const struct cps_segment *seg, capias_str id, uint32_t *index)
{
    uint32_t low = 0, high = seg->n_entities;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const uint8_t *p = entity_row(seg, middle);
        int order = cps_str_cmp(cps_segment_string(seg, cps_get_ref(p + CPS_ENTITY_ID)), id);
        if (order == 0) {
            *index = middle;
            return true;
        }
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return false;
}

bool cps_entity_find(const capias_register *reg, capias_str id, struct cps_entity_ref *out)
{
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        uint32_t index;
        if (cps_segment_find(&reg->segments[s], id, &index)) {
            *out = (struct cps_entity_ref){s, index};
            return true;
        }
    }
    return false;
}

/* ---- statements ------------------------------------------------------------------------------ */

/* The part of a source that its statements need. */
struct origin {
    capias_str dataset, as_of, file;
};

static struct origin origin_of(const struct cps_segment *seg, uint32_t file)
{
    if (file >= seg->n_files) return (struct origin){0};
    const uint8_t *sources = seg->sources.p + CPS_SOURCES_HEADER;
    const uint8_t *f =
        sources + (size_t)seg->n_sources * CPS_SOURCE_SIZE + (size_t)file * CPS_FILE_SIZE;
    struct origin o = {.file = cps_segment_string(seg, cps_get_ref(f + CPS_FILE_NAME))};
    uint32_t source = cps_get32(f + CPS_FILE_SOURCE);
    if (source < seg->n_sources) {
        const uint8_t *s = sources + (size_t)source * CPS_SOURCE_SIZE;
        o.dataset = cps_segment_string(seg, cps_get_ref(s + CPS_SOURCE_NAME));
        o.as_of = cps_segment_string(seg, cps_get_ref(s + CPS_SOURCE_AS_OF));
    }
    return o;
}

static capias_str schema_name(const struct cps_segment *seg, uint16_t number)
{
    if (number >= seg->n_schemata) return (capias_str){0};
    return cps_segment_string(
        seg, cps_get_ref(entity_row(seg, seg->n_entities) + (size_t)number * 8));
}

static capias_status fill(const struct cps_segment *seg, const struct cps_packed_statement *s,
                          struct cps_arena *arena, capias_statement *out, capias_error *err)
{
    struct origin o = origin_of(seg, s->file);
    const struct cps_property_info *info = cps_property_get((cps_property)s->property);
    out->property = info ? cps_str(info->name) : cps_arena_printf(arena, "%u", s->property);
    out->value = s->value;
    out->original = s->original;
    out->language = s->language;
    out->dataset = o.dataset;
    out->first_seen = s->first_seen.n ? s->first_seen : o.as_of;
    out->last_seen = s->last_seen.n ? s->last_seen : o.as_of;
    out->where = cps_place(arena, o.file, s->line);
    return out->where.p && out->property.p ? CAPIAS_OK : cps_fail_memory(err);
}

capias_status cps_entity_read(const capias_register *reg, struct cps_entity_ref ref,
                              struct cps_arena *arena, const capias_statement **out, size_t *n,
                              capias_error *err)
{
    const struct cps_segment *seg = segment_of(reg, ref);
    if (!seg) return cps_fail(err, CAPIAS_E_ARG, "no such entity");
    const uint8_t *row = entity_row(seg, ref.index);
    uint32_t count = cps_get32(row + CPS_ENTITY_STATEMENTS);
    size_t at = cps_get32(row + CPS_ENTITY_OFFSET);
    struct cps_bytes block = {0};
    *out = NULL;
    *n = 0;
    if (count == 0) return CAPIAS_OK;
    CPS_TRY(cps_block_unpack(seg, cps_get32(row + CPS_ENTITY_BLOCK), arena, &block, err));
    /* A statement takes four bytes at least: a count that lies costs no memory. */
    if (at > block.n || count > (block.n - at) / 4)
        return cps_damaged(reg, err, "an entity's statements lie outside of their block");
    capias_statement *v = CPS_TAKE(arena, capias_statement, count);
    if (!v) return cps_fail_memory(err);
    capias_str id = cps_segment_string(seg, cps_get_ref(row + CPS_ENTITY_ID));
    capias_str schema = schema_name(seg, cps_get16(row + CPS_ENTITY_SCHEMA));
    struct cps_packed_statement s = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (!cps_statement_unpack(block, &at, s.property, &s))
            return cps_damaged(reg, err, "a statement cannot be read");
        v[i].entity = id;
        v[i].schema = schema;
        CPS_TRY(fill(seg, &s, arena, &v[i], err));
    }
    *out = v;
    *n = count;
    return CAPIAS_OK;
}

static int by_property(const void *x, const void *y)
{
    const capias_statement *a = x, *b = y;
    int d = cps_str_cmp(a->property, b->property);
    if (!d) d = cps_str_cmp(a->value, b->value);
    if (!d) d = cps_str_cmp(a->dataset, b->dataset);
    return d ? d : cps_str_cmp(a->where, b->where);
}

capias_status cps_entity_read_all(const capias_register *reg, capias_str id,
                                  struct cps_arena *arena, struct cps_entity *entity,
                                  const capias_statement **out, size_t *n, bool *found,
                                  capias_error *err)
{
    *found = false;
    *out = NULL;
    *n = 0;
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        struct cps_entity_ref ref = {.segment = s};
        const capias_statement *v;
        size_t more;
        if (!cps_segment_find(&reg->segments[s], id, &ref.index)) continue;
        if (!*found && !cps_entity_get(reg, ref, entity)) continue;
        CPS_TRY(cps_entity_read(reg, ref, arena, &v, &more, err));
        if (*n && more) {
            capias_statement *all = CPS_TAKE(arena, capias_statement, *n + more);
            if (!all) return cps_fail_memory(err);
            memcpy(all, *out, *n * sizeof *all);
            memcpy(all + *n, v, more * sizeof *all);
            qsort(all, *n + more, sizeof *all, by_property);
            v = all;
        }
        if (more) *out = v;
        *n += more;
        *found = true;
    }
    return CAPIAS_OK;
}

bool cps_statement_names_entity(const capias_statement *s)
{
    cps_property p = cps_property_find(cps_schema_find(s->schema), s->property);
    const struct cps_property_info *info = cps_property_get(p);
    return info && info->type == CPS_TYPE_ENTITY;
}

/* ---- edges ----------------------------------------------------------------------------------- */

static const uint8_t *edge(const struct cps_segment *seg, uint32_t i)
{
    return seg->adjacent.p + (size_t)i * CPS_ADJACENT_SIZE;
}

static capias_str edge_target(const struct cps_segment *seg, uint32_t i)
{
    return cps_segment_string(seg, cps_get_ref(edge(seg, i) + CPS_ADJACENT_TARGET));
}

/* The edges of a segment that name `id`: [from, until). */
static void edges_to(const struct cps_segment *seg, capias_str id, uint32_t *from, uint32_t *until)
{
    uint32_t low = 0, high = seg->n_adjacent;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cps_str_cmp(edge_target(seg, middle), id) < 0) low = middle + 1;
        else high = middle;
    }
    *from = low;
    while (low < seg->n_adjacent && cps_str_eq(edge_target(seg, low), id)) low++;
    *until = low;
}

capias_status cps_entity_adjacent(const capias_register *reg, struct cps_entity_ref ref,
                                  struct cps_arena *arena, const struct cps_entity_ref **out,
                                  size_t *n, capias_error *err)
{
    struct cps_entity entity;
    if (!cps_entity_get(reg, ref, &entity)) return cps_fail(err, CAPIAS_E_ARG, "no such entity");
    size_t most = 0, kept = 0;
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        uint32_t from, until;
        edges_to(&reg->segments[s], entity.id, &from, &until);
        most += until - from;
    }
    struct cps_entity_ref *v = CPS_TAKE(arena, struct cps_entity_ref, most);
    if (!v) return cps_fail_memory(err);
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        const struct cps_segment *seg = &reg->segments[s];
        uint32_t i, until;
        for (edges_to(seg, entity.id, &i, &until); i < until; i++) {
            uint32_t referrer = cps_get32(edge(seg, i) + CPS_ADJACENT_REFERRER);
            bool again = kept && v[kept - 1].segment == s && v[kept - 1].index == referrer;
            if (referrer < seg->n_entities && !again)
                v[kept++] = (struct cps_entity_ref){s, referrer};
        }
    }
    *out = v;
    *n = kept;
    return CAPIAS_OK;
}

/* ---- sources and counts ---------------------------------------------------------------------- */

size_t cps_segment_sources(const struct cps_segment *seg)
{
    return seg->n_sources;
}

bool cps_segment_source(const struct cps_segment *seg, size_t i, capias_source *out)
{
    if (i >= seg->n_sources) return false;
    const uint8_t *p = seg->sources.p + CPS_SOURCES_HEADER + i * CPS_SOURCE_SIZE;
    *out = (capias_source){
        .name = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_NAME)),
        .format = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_FORMAT)),
        .publisher = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_PUBLISHER)),
        .url = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_URL)),
        .licence = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_LICENCE)),
        .as_of = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_AS_OF)),
        .entities = cps_get64(p + CPS_SOURCE_ENTITIES),
        .names = cps_get64(p + CPS_SOURCE_NAMES),
        .rejected = cps_get64(p + CPS_SOURCE_REJECTED),
        .bytes = cps_get64(p + CPS_SOURCE_BYTES),
        .sha256 = cps_segment_string(seg, cps_get_ref(p + CPS_SOURCE_SHA256))};
    return true;
}

/* What the segments were built with, each once, "; " between. */
static capias_str built_with(const capias_register *reg, struct cps_arena *arena)
{
    capias_str all = {"", 0};
    for (uint32_t s = 0; s < reg->n_segments && all.p; s++) {
        const struct cps_segment *seg = &reg->segments[s];
        capias_str one =
            cps_segment_string(seg, cps_get_ref(seg->sources.p + CPS_SOURCES_BUILT_WITH));
        if (!one.n || cps_str_find(all, one, 0) != SIZE_MAX) continue;
        all = cps_arena_printf(arena, "%.*s%s%.*s", CPS_FMT(all), all.n ? "; " : "", CPS_FMT(one));
    }
    return all;
}

capias_status cps_register_summary(const capias_register *reg, struct cps_arena *arena,
                                   capias_info *out, capias_error *err)
{
    size_t most = 0, n = 0;
    for (uint32_t s = 0; s < reg->n_segments; s++) most += reg->segments[s].n_sources;
    capias_source *sources = CPS_TAKE(arena, capias_source, most);
    *out = (capias_info){.bytes = reg->file.n,
                         .segments = reg->n_segments,
                         .format_version = CPS_FORMAT_VERSION,
                         .digest = cps_str(reg->digest),
                         .model = cps_str(reg->model),
                         .built_with = built_with(reg, arena),
                         .sources = sources};
    if (!sources || !out->built_with.p) return cps_fail_memory(err);
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        const struct cps_segment *seg = &reg->segments[s];
        out->entities += cps_get64(seg->sources.p + CPS_SOURCES_PARTIES);
        out->names += cps_get64(seg->sources.p + CPS_SOURCES_NAMES);
        out->instruments += cps_get64(seg->sources.p + CPS_SOURCES_INSTRUMENTS);
        out->statements += cps_get64(seg->sources.p + CPS_SOURCES_STATEMENTS);
        for (size_t i = 0; i < seg->n_sources; i++) (void)cps_segment_source(seg, i, &sources[n++]);
    }
    out->n_sources = n;
    return CAPIAS_OK;
}
