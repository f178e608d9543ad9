/* SPDX-License-Identifier: Apache-2.0
 *
 * register/sections.c: a joined segment into its sections (docs/register-format.md).
 *
 * Statements go out first, block by block; then the rows that point at them; then what other rooms
 * make; the string pool last, when everybody has put in what they need. */
#include <zstd.h>

#include "register/compile.h"

/* Level 6 would save 3 % of the section and take half as long again (docs/register-format.md). */
#define LEVEL 3

/* ---- the string pool ------------------------------------------------------------------------- */

capias_status cps_pool_ref(struct cps_compiled *s, uint32_t number, struct cps_string_ref *out,
                           capias_error *err)
{
    while (s->offsets.n < s->c->strings.strings.n)
        if (!CPS_PUSH(&s->offsets, CPS_NONE)) return cps_fail_memory(err);
    capias_str text = cps_compile_string(s->c, number);
    uint32_t *at = &s->offsets.v[number];
    if (*at == CPS_NONE) {
        if (text.n >= CPS_NONE - s->pool_size)
            return cps_fail(err, CAPIAS_E_LIMIT, "more than 4 GiB of strings in a segment");
        if (!CPS_PUSH(&s->pool, number)) return cps_fail_memory(err);
        *at = (uint32_t)s->pool_size;
        s->pool_size += text.n + 1;
    }
    *out = (struct cps_string_ref){*at, (uint32_t)text.n};
    return CAPIAS_OK;
}

capias_status cps_pool_text(struct cps_compiled *s, capias_str text, struct cps_string_ref *out,
                            capias_error *err)
{
    uint32_t number = cps_intern_add(&s->c->strings, text);
    return number == CPS_NONE ? cps_fail_memory(err) : cps_pool_ref(s, number, out, err);
}

capias_status cps_compiled_intern(struct cps_compiled *c, capias_str s, struct cps_string_ref *out,
                                  capias_error *err)
{
    return cps_pool_text(c, s, out, err);
}

static uint32_t segment_number(const struct cps_compiled *s)
{
    return s->number + (s->c->builtin ? s->c->builtin->n_segments : 0);
}

static capias_status write(struct cps_compiled *s, uint32_t kind, uint32_t flags,
                           const struct cps_buf *b, capias_error *err)
{
    if (b->failed) return cps_fail_memory(err);
    return cps_writer_section(&s->c->writer, segment_number(s), kind, flags, b->v, b->n, err);
}

capias_status cps_compiled_section(struct cps_compiled *c, uint32_t kind, const void *bytes,
                                   size_t n, capias_error *err)
{
    if (kind < CPS_SECTION_SCREEN || kind > 0xffff)
        return cps_fail(err, CAPIAS_E_ARG, "section kind %u is not a room's own", kind);
    return cps_writer_section(&c->c->writer, segment_number(c), kind, 0, bytes, n, err);
}

static capias_status write_pool(struct cps_compiled *s, capias_error *err)
{
    struct cps_writer *w = &s->c->writer;
    CPS_TRY(cps_writer_begin(w, segment_number(s), CPS_SECTION_STRINGS, CPS_ENTRY_REQUIRED, err));
    for (size_t i = 0; i < s->pool.n; i++) {
        capias_str text = cps_compile_string(s->c, s->pool.v[i]); /* with its NUL behind it */
        CPS_TRY(cps_writer_add(w, text.p, text.n + 1, err));
    }
    return cps_writer_end(w, err);
}

/* ---- statements ------------------------------------------------------------------------------ */

struct packer {
    struct cps_compiled *s;
    ZSTD_CCtx *zstd;
    struct cps_buf open, packed, index; /* the open block, its frame, rows of BLOCKS */
    uint32_t first, blocks;
    uint64_t offset;
};

static void put_varint(struct cps_buf *b, uint32_t v)
{
    uint8_t bytes[5];
    size_t n = 0;
    for (; v >= 0x80; v >>= 7) bytes[n++] = (uint8_t)(v | 0x80);
    bytes[n++] = (uint8_t)v;
    cps_buf_add(b, bytes, n);
}

static void put_string(struct cps_buf *b, capias_str s)
{
    put_varint(b, (uint32_t)s.n);
    cps_buf_str(b, s);
}

static void pack_statement(struct packer *p, const struct cps_row *r, uint32_t last_property)
{
    const struct cps_compile *c = p->s->c;
    uint8_t flags = (uint8_t)((r->language ? CPS_STATEMENT_LANGUAGE : 0) |
                              (r->original ? CPS_STATEMENT_ORIGINAL : 0) |
                              (r->first_seen ? CPS_STATEMENT_FIRST_SEEN : 0) |
                              (r->last_seen ? CPS_STATEMENT_LAST_SEEN : 0));
    cps_buf_add(&p->open, &flags, 1);
    put_varint(&p->open, r->property - last_property);
    put_varint(&p->open, c->origins.v[r->origin].number);
    put_varint(&p->open, r->line);
    put_string(&p->open, cps_compile_string(c, r->value));
    if (r->language) put_string(&p->open, cps_compile_string(c, r->language));
    if (r->original) put_string(&p->open, cps_compile_string(c, r->original));
    if (r->first_seen) put_string(&p->open, cps_compile_string(c, r->first_seen));
    if (r->last_seen) put_string(&p->open, cps_compile_string(c, r->last_seen));
}

static capias_status close_block(struct packer *p, uint32_t until, capias_error *err)
{
    uint8_t row[CPS_BLOCK_SIZE];
    if (p->open.failed) return cps_fail_memory(err);
    if (p->first == until) return CAPIAS_OK;
    if (p->open.n > CPS_BLOCK_MAX)
        return cps_fail(err, CAPIAS_E_LIMIT, "more than %u bytes of statements about one entity",
                        CPS_BLOCK_MAX);
    size_t bound = ZSTD_compressBound(p->open.n);
    if (!cps_vec_reserve((void **)&p->packed.v, bound, &p->packed.cap, 1))
        return cps_fail_memory(err);
    size_t n = ZSTD_compressCCtx(p->zstd, p->packed.v, p->packed.cap, p->open.n ? p->open.v : "",
                                 p->open.n, LEVEL);
    if (ZSTD_isError(n)) return cps_fail_memory(err);
    cps_put64(row + CPS_BLOCK_OFFSET, p->offset);
    cps_put32(row + CPS_BLOCK_PACKED, (uint32_t)n);
    cps_put32(row + CPS_BLOCK_UNPACKED, (uint32_t)p->open.n);
    cps_put32(row + CPS_BLOCK_ENTITY, p->first);
    cps_put32(row + CPS_BLOCK_ENTITIES, until - p->first);
    cps_buf_add(&p->index, row, sizeof row);
    CPS_TRY(cps_writer_add(&p->s->c->writer, p->packed.v, n, err));
    p->offset += n;
    p->blocks++;
    p->first = until;
    cps_buf_reset(&p->open);
    return CAPIAS_OK;
}

static capias_status pack_all(struct packer *p, capias_error *err)
{
    struct cps_compiled *s = p->s;
    struct cps_writer *w = &s->c->writer;
    CPS_TRY(
        cps_writer_begin(w, segment_number(s), CPS_SECTION_STATEMENTS, CPS_ENTRY_REQUIRED, err));
    for (uint32_t i = 0; i < s->n_entities; i++) {
        struct cps_compiled_row *e = &s->entities[i];
        uint32_t last = 0;
        e->block = p->blocks;
        e->offset = (uint32_t)p->open.n;
        for (uint32_t k = 0; k < e->n; k++) {
            const struct cps_row *r = &s->c->rows.v[s->order[e->first + k]];
            pack_statement(p, r, last);
            last = r->property;
        }
        if (p->open.n >= CPS_BLOCK_FULL) CPS_TRY(close_block(p, i + 1, err));
    }
    CPS_TRY(close_block(p, s->n_entities, err));
    CPS_TRY(cps_writer_end(w, err));
    return write(s, CPS_SECTION_BLOCKS, CPS_ENTRY_REQUIRED, &p->index, err);
}

static capias_status write_statements(struct cps_compiled *s, capias_error *err)
{
    struct packer p = {.s = s, .zstd = ZSTD_createCCtx()};
    capias_status status = p.zstd ? pack_all(&p, err) : cps_fail_memory(err);
    (void)ZSTD_freeCCtx(p.zstd);
    cps_buf_release(&p.open);
    cps_buf_release(&p.packed);
    cps_buf_release(&p.index);
    return status;
}

/* ---- entities -------------------------------------------------------------------------------- */

static int by_schema_name(const void *ctx, uint32_t a, uint32_t b)
{
    (void)ctx;
    return strcmp(cps_schema_get((cps_schema)a)->name, cps_schema_get((cps_schema)b)->name);
}

/* The schemata in use, by name; number[schema] is the place of each. */
static capias_status list_schemata(struct cps_compiled *s, uint32_t **list, uint32_t *n,
                                   uint32_t **number, capias_error *err)
{
    unsigned all = cps_schema_count();
    uint32_t *scratch = CPS_TAKE(&s->arena, uint32_t, all);
    *list = CPS_TAKE(&s->arena, uint32_t, all);
    *number = CPS_TAKE(&s->arena, uint32_t, all);
    if (!scratch || !*list || !*number) return cps_fail_memory(err);
    for (uint32_t i = 0; i < s->n_entities; i++) (*number)[s->entities[i].schema] = 1;
    for (uint32_t i = 0; i < all; i++)
        if ((*number)[i]) (*list)[(*n)++] = i;
    cps_sort(*list, *n, scratch, by_schema_name, NULL);
    for (uint32_t i = 0; i < *n; i++) (*number)[(*list)[i]] = i;
    return CAPIAS_OK;
}

static capias_status put_entity(struct cps_compiled *s, const struct cps_compiled_row *e,
                                uint32_t schema, struct cps_buf *b, capias_error *err)
{
    struct cps_string_ref id, caption;
    uint8_t row[CPS_ENTITY_SIZE] = {0};
    CPS_TRY(cps_pool_ref(s, e->id, &id, err));
    CPS_TRY(cps_pool_ref(s, e->caption, &caption, err));
    cps_put_ref(row + CPS_ENTITY_ID, id);
    cps_put_ref(row + CPS_ENTITY_CAPTION, caption);
    cps_put64(row + CPS_ENTITY_DIGEST, e->digest);
    cps_put64(row + CPS_ENTITY_DATASETS, e->datasets);
    cps_put32(row + CPS_ENTITY_BLOCK, e->block);
    cps_put32(row + CPS_ENTITY_OFFSET, e->offset);
    cps_put32(row + CPS_ENTITY_STATEMENTS, e->n);
    cps_put16(row + CPS_ENTITY_SCHEMA, (uint16_t)schema);
    cps_put16(row + CPS_ENTITY_FLAGS, e->party ? CPS_ENTITY_PARTY : 0);
    cps_buf_add(b, row, sizeof row);
    return CAPIAS_OK;
}

static capias_status put_entities(struct cps_compiled *s, struct cps_buf *b, capias_error *err)
{
    uint32_t *list, *number, n = 0;
    struct cps_string_ref ref;
    uint8_t header[CPS_ENTITIES_HEADER] = {0}, name[8];
    CPS_TRY(list_schemata(s, &list, &n, &number, err));
    /* Ids stand together at the front of the pool: a search by id stays on few pages. */
    CPS_TRY(cps_pool_ref(s, 0, &ref, err));
    for (uint32_t i = 0; i < s->n_entities; i++)
        CPS_TRY(cps_pool_ref(s, s->entities[i].id, &ref, err));
    cps_put32(header + CPS_ENTITIES_N, s->n_entities);
    cps_put32(header + CPS_ENTITIES_SCHEMATA, n);
    cps_buf_add(b, header, sizeof header);
    for (uint32_t i = 0; i < s->n_entities; i++)
        CPS_TRY(put_entity(s, &s->entities[i], number[s->entities[i].schema], b, err));
    for (uint32_t i = 0; i < n; i++) {
        CPS_TRY(cps_pool_text(s, cps_str(cps_schema_get((cps_schema)list[i])->name), &ref, err));
        cps_put_ref(name, ref);
        cps_buf_add(b, name, sizeof name);
    }
    return write(s, CPS_SECTION_ENTITIES, CPS_ENTRY_REQUIRED, b, err);
}

/* ---- edges ----------------------------------------------------------------------------------- */

struct edge {
    uint32_t target, referrer, property;
};
struct edges {
    const struct cps_compile *c;
    CPS_VEC(struct edge) all;
    CPS_VEC(uint32_t) order, scratch;
};

static int by_edge(const void *ctx, uint32_t a, uint32_t b)
{
    const struct edges *e = ctx;
    const struct edge *x = &e->all.v[a], *y = &e->all.v[b];
    int d = x->target == y->target ? 0
                                   : cps_str_cmp(cps_compile_string(e->c, x->target),
                                                 cps_compile_string(e->c, y->target));
    if (!d) d = (x->referrer > y->referrer) - (x->referrer < y->referrer);
    return d ? d : (x->property > y->property) - (x->property < y->property);
}

static capias_status collect_edges(struct cps_compiled *s, struct edges *e, capias_error *err)
{
    for (uint32_t i = 0; i < s->n_entities; i++)
        for (uint32_t k = 0; k < s->entities[i].n; k++) {
            const struct cps_row *r = &s->c->rows.v[s->order[s->entities[i].first + k]];
            struct edge one = {r->value, i, r->property};
            if (!cps_compile_facts(s->c, r->property)->entity) continue;
            if (!CPS_PUSH(&e->order, (uint32_t)e->all.n) || !CPS_PUSH(&e->all, one) ||
                !CPS_PUSH(&e->scratch, 0))
                return cps_fail_memory(err);
        }
    return CAPIAS_OK;
}

static capias_status put_edges(struct cps_compiled *s, struct edges *e, struct cps_buf *b,
                               capias_error *err)
{
    CPS_TRY(collect_edges(s, e, err));
    cps_sort(e->order.v, e->order.n, e->scratch.v, by_edge, e);
    for (size_t i = 0; i < e->order.n; i++) {
        const struct edge *one = &e->all.v[e->order.v[i]];
        struct cps_string_ref target;
        uint8_t row[CPS_ADJACENT_SIZE];
        if (i && by_edge(e, e->order.v[i - 1], e->order.v[i]) == 0) continue;
        CPS_TRY(cps_pool_ref(s, one->target, &target, err));
        cps_put_ref(row + CPS_ADJACENT_TARGET, target);
        cps_put32(row + CPS_ADJACENT_REFERRER, one->referrer);
        cps_put32(row + CPS_ADJACENT_PROPERTY, one->property);
        cps_buf_add(b, row, sizeof row);
    }
    return write(s, CPS_SECTION_ADJACENT, CPS_ENTRY_REQUIRED, b, err);
}

static capias_status write_edges(struct cps_compiled *s, struct cps_buf *b, capias_error *err)
{
    struct edges e = {.c = s->c};
    capias_status status = put_edges(s, &e, b, err);
    CPS_VEC_RELEASE(&e.all);
    CPS_VEC_RELEASE(&e.order);
    CPS_VEC_RELEASE(&e.scratch);
    return status;
}

/* ---- sources --------------------------------------------------------------------------------- */

static capias_status put_text(struct cps_compiled *s, capias_str text, uint8_t *at,
                              capias_error *err)
{
    struct cps_string_ref ref;
    CPS_TRY(cps_pool_text(s, text, &ref, err));
    cps_put_ref(at, ref);
    return CAPIAS_OK;
}

static capias_status put_source(struct cps_compiled *s, const struct cps_compile_source *from,
                                uint32_t first_file, struct cps_buf *b, capias_error *err)
{
    uint8_t row[CPS_SOURCE_SIZE] = {0};
    CPS_TRY(put_text(s, from->dataset, row + CPS_SOURCE_NAME, err));
    CPS_TRY(put_text(s, from->format, row + CPS_SOURCE_FORMAT, err));
    CPS_TRY(put_text(s, from->publisher, row + CPS_SOURCE_PUBLISHER, err));
    CPS_TRY(put_text(s, from->url, row + CPS_SOURCE_URL, err));
    CPS_TRY(put_text(s, from->licence, row + CPS_SOURCE_LICENCE, err));
    CPS_TRY(put_text(s, from->as_of, row + CPS_SOURCE_AS_OF, err));
    CPS_TRY(put_text(s, cps_str(from->sha256), row + CPS_SOURCE_SHA256, err));
    cps_put64(row + CPS_SOURCE_ENTITIES, from->parties);
    cps_put64(row + CPS_SOURCE_NAMES, from->names);
    cps_put64(row + CPS_SOURCE_REJECTED, from->rejected);
    cps_put64(row + CPS_SOURCE_BYTES, from->bytes);
    cps_put32(row + CPS_SOURCE_FIRST_FILE, first_file);
    cps_put32(row + CPS_SOURCE_FILES, from->n_files);
    cps_buf_add(b, row, sizeof row);
    return CAPIAS_OK;
}

static capias_status put_sources(struct cps_compiled *s, struct cps_buf *b, capias_error *err)
{
    const struct cps_compile *c = s->c;
    uint8_t header[CPS_SOURCES_HEADER] = {0};
    uint32_t file = 0;
    CPS_TRY(put_text(s, cps_str(c->opt.built_with), header + CPS_SOURCES_BUILT_WITH, err));
    cps_put32(header + CPS_SOURCES_N, s->n_sources);
    cps_put32(header + CPS_SOURCES_FILES, s->n_files);
    cps_put64(header + CPS_SOURCES_PARTIES, s->n_parties);
    cps_put64(header + CPS_SOURCES_NAMES, s->n_names);
    cps_put64(header + CPS_SOURCES_INSTRUMENTS, s->n_instruments);
    cps_put64(header + CPS_SOURCES_STATEMENTS, s->n_statements);
    cps_buf_add(b, header, sizeof header);
    for (uint32_t i = 0; i < s->n_sources; i++) {
        const struct cps_compile_source *from = &c->sources.v[s->sources[i]];
        CPS_TRY(put_source(s, from, file, b, err));
        file += from->n_files;
    }
    for (uint32_t i = 0; i < s->n_files; i++) {
        const struct cps_origin *o = &c->origins.v[s->files[i]];
        struct cps_string_ref name;
        uint8_t row[CPS_FILE_SIZE] = {0};
        CPS_TRY(cps_pool_ref(s, o->name, &name, err));
        cps_put_ref(row + CPS_FILE_NAME, name);
        cps_put32(row + CPS_FILE_SOURCE, c->sources.v[o->source].number);
        cps_buf_add(b, row, sizeof row);
    }
    return write(s, CPS_SECTION_SOURCES, CPS_ENTRY_REQUIRED, b, err);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static capias_status write_rows(struct cps_compiled *s, struct cps_buf *b, capias_error *err)
{
    CPS_TRY(put_entities(s, b, err));
    cps_buf_reset(b);
    CPS_TRY(write_edges(s, b, err));
    cps_buf_reset(b);
    CPS_TRY(cps_segment_write_tables(s, err));
    return put_sources(s, b, err);
}

capias_status cps_segment_write(struct cps_compiled *s, capias_error *err)
{
    struct cps_buf b = {0};
    CPS_TRY(write_statements(s, err));
    capias_status status = write_rows(s, &b, err);
    cps_buf_release(&b);
    CPS_TRY(status);
    for (size_t i = 0; i < s->c->opt.n_makers; i++) {
        const struct cps_section_maker *m = &s->c->opt.makers[i];
        CPS_TRY(m->make(s, m->ctx, err));
    }
    return write_pool(s, err);
}

void cps_compiled_release(struct cps_compiled *s)
{
    CPS_VEC_RELEASE(&s->offsets);
    CPS_VEC_RELEASE(&s->pool);
    cps_buf_release(&s->table_bytes);
    cps_arena_release(&s->arena);
}
