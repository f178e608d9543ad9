/* SPDX-License-Identifier: Apache-2.0
 *
 * register/compile.c: the sink that collects, the plan of segments, and the order of a build.
 *
 * In         sources, statements and table rows in any order.
 * Out        one file whose bytes depend on what was said, not on when or in which order.
 * Invariant  no string's number, row's number or clock ever decides an order. */
#include <stdio.h>
#include <zstd.h>

#include "register/compile.h"

capias_str cps_compile_string(const struct cps_compile *c, uint32_t number)
{
    return c->strings.strings.v[number];
}

/* ---- captions: FollowTheMoney's order, over all schemata ------------------------------------- */

static const char *const caption_order[] = {
    "name",      "lastName", "email",   "phone", "registrationNumber", "full",
    "number",    "publicKey", "program", "alias", "weakAlias"};

const struct cps_property_facts *cps_compile_facts(struct cps_compile *c, uint16_t property)
{
    struct cps_property_facts *f = &c->facts[property];
    const struct cps_property_info *info;
    if (f->known) return f;
    f->known = 1;
    f->name = cps_property_is(property, CPS_TYPE_NAME);
    f->entity = cps_property_is(property, CPS_TYPE_ENTITY);
    info = property < CPS_NO_PROPERTY ? cps_property_get(property) : NULL;
    for (uint8_t i = 0; info && i < sizeof caption_order / sizeof *caption_order; i++)
        if (strcmp(info->name, caption_order[i]) == 0) f->caption = (uint8_t)(i + 1);
    return f;
}

/* ---- the sink -------------------------------------------------------------------------------- */

static capias_status copy(struct cps_compile *c, capias_str from, capias_str *to, capias_error *err)
{
    *to = cps_arena_copy(&c->arena, from);
    return to->p ? CAPIAS_OK : cps_fail_memory(err);
}

static capias_status note(struct cps_compile *c, struct cps_compile_source *s,
                          const struct cps_source_info *info, capias_error *err)
{
    CPS_TRY(copy(c, info->dataset, &s->dataset, err));
    CPS_TRY(copy(c, info->format, &s->format, err));
    CPS_TRY(copy(c, info->publisher, &s->publisher, err));
    CPS_TRY(copy(c, info->url, &s->url, err));
    CPS_TRY(copy(c, info->licence, &s->licence, err));
    CPS_TRY(copy(c, info->as_of, &s->as_of, err));
    s->rejected = info->rejected;
    s->bytes = info->bytes;
    memcpy(s->sha256, info->sha256, sizeof s->sha256);
    s->sha256[sizeof s->sha256 - 1] = '\0';
    return CAPIAS_OK;
}

static capias_status twice(capias_str dataset, const char *in, const char *other, capias_error *err)
{
    capias_status status =
        cps_fail_at(err, CAPIAS_E_DATA, in, 0, 0,
                    "is a second edition of dataset %.*s (besides %s)", CPS_FMT(dataset), other);
    cps_hint(err, "give one edition of a dataset to a build");
    return status;
}

/* The name of a source's first file, for messages. */
static const char *first_file(const struct cps_compile *c, const struct cps_compile_source *s)
{
    return s->n_files ? cps_compile_string(c, c->origins.v[s->first_origin].name).p : s->dataset.p;
}

static capias_status check_new(const struct cps_compile *c, const struct cps_source_info *info,
                               capias_error *err)
{
    char in[96] = "";
    if (info->n_files) (void)snprintf(in, sizeof in, "%.*s", CPS_FMT(info->files[0]));
    for (size_t i = 0; i < c->sources.n; i++)
        if (cps_str_eq(c->sources.v[i].dataset, info->dataset))
            return twice(info->dataset, in, first_file(c, &c->sources.v[i]), err);
    for (size_t s = 0; c->builtin && s < cps_register_segments(c->builtin); s++) {
        const struct cps_segment *seg = cps_register_segment(c->builtin, s);
        capias_source source;
        for (size_t i = 0; cps_segment_source(seg, i, &source); i++)
            if (cps_str_eq(source.name, info->dataset))
                return twice(info->dataset, in, "the built-in register", err);
    }
    return CAPIAS_OK;
}

static capias_status on_begin(void *ctx, const struct cps_source_info *info, capias_error *err)
{
    struct cps_compile *c = ctx;
    struct cps_compile_source s = {.first_origin = (uint32_t)c->origins.n,
                                   .n_files = (uint32_t)info->n_files,
                                   .first_row = c->rows.n};
    if (c->in_source || c->finished)
        return cps_fail(err, CAPIAS_E_ARG, "a source begins within another");
    CPS_TRY(check_new(c, info, err));
    if (info->n_files > UINT16_MAX - c->origins.n)
        return cps_fail(err, CAPIAS_E_LIMIT, "more than %u input files", UINT16_MAX);
    CPS_TRY(note(c, &s, info, err));
    for (size_t i = 0; i < info->n_files; i++) {
        struct cps_origin o = {.source = (uint32_t)c->sources.n,
                               .name = cps_intern_add(&c->strings, info->files[i])};
        if (o.name == CPS_NONE || !CPS_PUSH(&c->origins, o)) return cps_fail_memory(err);
    }
    if (!CPS_PUSH(&c->sources, s)) return cps_fail_memory(err);
    c->in_source = true;
    c->last_entity = CPS_NONE;
    return CAPIAS_OK;
}

static capias_status on_end(void *ctx, const struct cps_source_info *info, capias_error *err)
{
    struct cps_compile *c = ctx;
    if (!c->in_source) return cps_fail(err, CAPIAS_E_ARG, "a source ends that did not begin");
    c->in_source = false;
    struct cps_compile_source *s = &c->sources.v[c->sources.n - 1];
    s->n_rows = c->rows.n - s->first_row;
    return note(c, s, info, err);
}

/* The number of the open source's file, checked. */
static capias_status origin_of(const struct cps_compile *c, uint32_t file, uint32_t *out,
                               capias_error *err)
{
    if (!c->in_source) return cps_fail(err, CAPIAS_E_ARG, "a statement outside of a source");
    const struct cps_compile_source *s = &c->sources.v[c->sources.n - 1];
    if (file >= s->n_files) return cps_fail(err, CAPIAS_E_ARG, "file %u of %u", file, s->n_files);
    *out = s->first_origin + file;
    return CAPIAS_OK;
}

static capias_status on_statement(void *ctx, const struct cps_statement *s, capias_error *err)
{
    struct cps_compile *c = ctx;
    uint32_t origin = 0;
    CPS_TRY(origin_of(c, s->file, &origin, err));
    if (!s->entity.n) return cps_fail(err, CAPIAS_E_ARG, "a statement about no entity");
    if (c->rows.n >= CPS_NONE - 2)
        return cps_fail(err, CAPIAS_E_LIMIT, "more than %u statements in a build", CPS_NONE);
    struct cps_row row = {.entity = cps_intern_add(&c->strings, s->entity),
                          .value = s->schema,
                          .line = s->line,
                          .property = CPS_NO_PROPERTY,
                          .origin = (uint16_t)origin};
    if (row.entity == CPS_NONE) return cps_fail_memory(err);
    bool new_schema = c->last_entity != row.entity || c->last_schema != s->schema;
    if (s->schema != CPS_NO_SCHEMA && new_schema) {
        if (!CPS_PUSH(&c->rows, row)) return cps_fail_memory(err);
        c->last_entity = row.entity;
        c->last_schema = s->schema;
    }
    if (s->property == CPS_NO_PROPERTY) return CAPIAS_OK;
    row.property = s->property;
    row.value = cps_intern_add(&c->strings, s->value);
    row.original = cps_intern_add(&c->strings, s->original);
    row.language = cps_intern_add(&c->strings, s->language);
    row.first_seen = cps_intern_add(&c->strings, s->first_seen);
    row.last_seen = cps_intern_add(&c->strings, s->last_seen);
    if (row.value == CPS_NONE || row.original == CPS_NONE || row.language == CPS_NONE ||
        row.first_seen == CPS_NONE || row.last_seen == CPS_NONE || !CPS_PUSH(&c->rows, row))
        return cps_fail_memory(err);
    return CAPIAS_OK;
}

static capias_status table_number(struct cps_compile *c, const struct cps_table_schema *t,
                                  uint32_t *out, capias_error *err)
{
    for (uint32_t i = 0; i < c->tables.n; i++)
        if (strcmp(c->tables.v[i]->name, t->name) == 0) {
            *out = i;
            if (c->tables.v[i]->n_columns == t->n_columns) return CAPIAS_OK;
            return cps_fail(err, CAPIAS_E_ARG, "two tables %s of different shape", t->name);
        }
    if (t->n_columns > CPS_COLUMNS_MAX || c->tables.n >= CPS_TABLES_MAX)
        return cps_fail(err, CAPIAS_E_LIMIT, "table %s: too many columns or tables", t->name);
    *out = (uint32_t)c->tables.n;
    return CPS_PUSH(&c->tables, t) ? CAPIAS_OK : cps_fail_memory(err);
}

static capias_status on_row(void *ctx, const struct cps_table_row *row, capias_error *err)
{
    struct cps_compile *c = ctx;
    struct cps_law_row law = {.line = row->line, .cell = (uint32_t)c->cells.n};
    CPS_TRY(origin_of(c, row->file, &law.origin, err));
    CPS_TRY(table_number(c, row->table, &law.table, err));
    if (c->cells.n > CPS_NONE - CPS_COLUMNS_MAX)
        return cps_fail(err, CAPIAS_E_LIMIT, "too many cells in tables");
    for (unsigned i = 0; i < row->table->n_columns; i++) {
        uint32_t cell = cps_intern_add(&c->strings, row->cells[i]);
        if (cell == CPS_NONE || !CPS_PUSH(&c->cells, cell)) return cps_fail_memory(err);
    }
    return CPS_PUSH(&c->law_rows, law) ? CAPIAS_OK : cps_fail_memory(err);
}

/* ---- new, free ------------------------------------------------------------------------------- */

static bool parse_model(const char *hex, uint8_t out[16])
{
    if (!hex || strlen(hex) != 32) return false;
    for (unsigned i = 0; i < 32; i++) {
        const char *digits = "0123456789abcdef", *at = strchr(digits, hex[i]);
        if (!at) return false;
        out[i / 2] = (uint8_t)(out[i / 2] << 4 | (at - digits));
    }
    return true;
}

static capias_status copy_options(struct cps_compile *c, const struct cps_compile_options *opt,
                                  capias_error *err)
{
    capias_str output, with;
    if (!parse_model(opt->model_id, c->model))
        return cps_fail(err, CAPIAS_E_ARG, "the names model's id is 32 hexadecimal digits");
    if (!opt->output) return cps_fail(err, CAPIAS_E_ARG, "no path to write the register to");
    c->opt = *opt;
    CPS_TRY(copy(c, cps_str(opt->output), &output, err));
    with = cps_arena_printf(&c->arena, "%s%szstd %s", opt->built_with ? opt->built_with : "",
                            opt->built_with ? ", " : "", ZSTD_versionString());
    c->opt.output = output.p;
    c->opt.built_with = with.p;
    return with.p ? CAPIAS_OK : cps_fail_memory(err);
}

static capias_status setup(struct cps_compile *c, const struct cps_compile_options *opt,
                           capias_error *err)
{
    CPS_TRY(copy_options(c, opt, err));
    c->facts = CPS_TAKE(&c->arena, struct cps_property_facts, (size_t)UINT16_MAX + 1);
    if (!c->facts || cps_intern_add(&c->strings, CPS_STR("")) != 0) return cps_fail_memory(err);
    if (opt->builtin) CPS_TRY(cps_register_open(opt->builtin, opt->model_id, &c->builtin, err));
    c->sink = (struct cps_sink){.ctx = c,
                                .begin = on_begin,
                                .statement = on_statement,
                                .row = on_row,
                                .end = on_end,
                                .message = opt->message,
                                .message_ctx = opt->message_ctx};
    return CAPIAS_OK;
}

capias_status cps_compile_new(const struct cps_compile_options *opt, struct cps_compile **out,
                              capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct cps_compile *c = CPS_TAKE(&arena, struct cps_compile, 1);
    if (!c) {
        cps_arena_release(&arena);
        return cps_fail_memory(err);
    }
    c->arena = arena;
    cps_intern_init(&c->strings);
    capias_status status = setup(c, opt, err);
    if (status == CAPIAS_OK) *out = c;
    else cps_compile_free(c);
    return status;
}

void cps_compile_free(struct cps_compile *c)
{
    if (!c) return;
    cps_writer_release(&c->writer);
    cps_register_close(c->builtin);
    cps_intern_release(&c->strings);
    CPS_VEC_RELEASE(&c->rows);
    CPS_VEC_RELEASE(&c->origins);
    CPS_VEC_RELEASE(&c->sources);
    CPS_VEC_RELEASE(&c->tables);
    CPS_VEC_RELEASE(&c->law_rows);
    CPS_VEC_RELEASE(&c->cells);
    struct cps_arena arena = c->arena; /* c itself lies in it */
    cps_arena_release(&arena);
}

struct cps_sink *cps_compile_sink(struct cps_compile *c)
{
    return &c->sink;
}

/* ---- the plan: which source goes into which segment ------------------------------------------ */

static int by_dataset(const void *ctx, uint32_t a, uint32_t b)
{
    const struct cps_compile *c = ctx;
    return cps_str_cmp(c->sources.v[a].dataset, c->sources.v[b].dataset);
}

/* How many entities each source speaks of. */
static capias_status count_entities(struct cps_compile *c, capias_error *err)
{
    size_t n = c->strings.strings.n, cap = 0;
    uint32_t *seen = NULL; /* by string number: the last source that spoke of it, + 1 */
    if (!cps_vec_reserve((void **)&seen, n, &cap, sizeof *seen)) return cps_fail_memory(err);
    memset(seen, 0, n * sizeof *seen);
    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct cps_compile_source *s = &c->sources.v[i];
        const struct cps_row *r = c->rows.v + s->first_row;
        for (size_t k = 0; k < s->n_rows; k++) {
            s->stated += seen[r[k].entity] != i + 1;
            seen[r[k].entity] = i + 1;
        }
    }
    cps_vec_free((void **)&seen);
    return CAPIAS_OK;
}

static void place(struct cps_compile *c, const uint32_t *order)
{
    uint32_t n = (uint32_t)c->sources.n, in_segment = CPS_SEGMENT_SOURCES_MAX;
    for (uint32_t i = 0; i < n; i++) {
        struct cps_compile_source *s = &c->sources.v[order[i]];
        if (s->stated >= CPS_SOURCE_ALONE) continue;
        if (in_segment == CPS_SEGMENT_SOURCES_MAX) {
            c->n_segments++;
            in_segment = 0;
        }
        s->segment = c->n_segments - 1;
        s->number = in_segment++;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct cps_compile_source *s = &c->sources.v[order[i]];
        if (s->stated >= CPS_SOURCE_ALONE) s->segment = c->n_segments++;
    }
}

static capias_status plan(struct cps_compile *c, capias_error *err)
{
    size_t n = c->sources.n;
    uint32_t *order = CPS_TAKE(&c->arena, uint32_t, n), *scratch = CPS_TAKE(&c->arena, uint32_t, n);
    if (!order || !scratch) return cps_fail_memory(err);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    cps_sort(order, n, scratch, by_dataset, c);
    CPS_TRY(count_entities(c, err));
    place(c, order);
    return CAPIAS_OK;
}

/* ---- finish ---------------------------------------------------------------------------------- */

static capias_status copy_builtin(struct cps_compile *c, capias_error *err)
{
    const capias_register *reg = c->builtin;
    for (uint32_t i = 0; reg && i < reg->n_entries; i++) {
        struct cps_entry e = cps_entry_get(reg, i);
        const uint8_t *p = reg->file.p + e.offset;
        if (cps_hash(p, (size_t)e.length) != e.hash)
            return cps_damaged(reg, err, "a section's checksum is wrong");
        CPS_TRY(cps_writer_section(&c->writer, e.id >> 16, e.id & 0xffff, e.flags, p,
                                   (size_t)e.length, err));
    }
    return CAPIAS_OK;
}

static capias_status set_up_segment(struct cps_compile *c, struct cps_compiled *s,
                                    capias_error *err)
{
    s->sources = CPS_TAKE(&s->arena, uint32_t, CPS_SEGMENT_SOURCES_MAX);
    s->files = CPS_TAKE(&s->arena, uint32_t, c->origins.n);
    if (!s->sources || !s->files) return cps_fail_memory(err);
    for (uint32_t i = 0; i < c->sources.n; i++) {
        if (c->sources.v[i].segment != s->number) continue;
        s->sources[c->sources.v[i].number] = i;
        s->n_sources++;
    }
    for (uint32_t i = 0; i < s->n_sources; i++) {
        const struct cps_compile_source *source = &c->sources.v[s->sources[i]];
        for (uint32_t f = 0; f < source->n_files; f++) {
            c->origins.v[source->first_origin + f].number = s->n_files;
            s->files[s->n_files++] = source->first_origin + f;
        }
    }
    return CAPIAS_OK;
}

static capias_status build_segment(struct cps_compile *c, uint32_t number, capias_error *err)
{
    struct cps_compiled s = {.c = c, .number = number};
    cps_arena_init(&s.arena, 0);
    capias_status status = set_up_segment(c, &s, err);
    if (status == CAPIAS_OK) status = cps_segment_join(&s, err);
    if (status == CAPIAS_OK) status = cps_segment_write(&s, err);
    cps_compiled_release(&s);
    return status;
}

static capias_status check_strict(const struct cps_compile *c, capias_error *err)
{
    for (size_t i = 0; c->opt.strict && i < c->sources.n; i++) {
        const struct cps_compile_source *s = &c->sources.v[i];
        if (!s->rejected) continue;
        capias_status status =
            cps_fail(err, CAPIAS_E_DATA, "%llu row%s of %.*s rejected", (unsigned long long)s->rejected,
                     s->rejected == 1 ? "" : "s", CPS_FMT(s->dataset));
        cps_hint(err, "mend what is named above, or build without --strict to leave it out");
        return status;
    }
    return CAPIAS_OK;
}

capias_status cps_compile_finish(struct cps_compile *c, capias_error *err)
{
    if (c->in_source || c->finished) return cps_fail(err, CAPIAS_E_ARG, "a source has not ended");
    c->finished = true;
    CPS_TRY(plan(c, err));
    uint32_t taken = c->builtin ? c->builtin->n_segments : 0;
    if (c->n_segments > CPS_SEGMENTS_MAX - taken)
        return cps_fail(err, CAPIAS_E_LIMIT, "more than %u segments", CPS_SEGMENTS_MAX);
    uint32_t sections = c->n_segments * CPS_SEGMENT_SECTIONS_MAX;
    if (c->builtin) sections += c->builtin->n_entries;
    CPS_TRY(cps_writer_open(&c->writer, c->opt.output, sections, err));
    capias_status status = copy_builtin(c, err);
    for (uint32_t i = 0; status == CAPIAS_OK && i < c->n_segments; i++)
        status = build_segment(c, i, err);
    if (status == CAPIAS_OK) status = check_strict(c, err);
    if (status == CAPIAS_OK)
        status = cps_writer_finish(&c->writer, taken + c->n_segments, c->model, err);
    cps_writer_release(&c->writer);
    return status;
}
