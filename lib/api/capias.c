/* SPDX-License-Identifier: Apache-2.0
 *
 * api/capias.c: registers and answers: opening, building, describing, checking. The rooms know
 * nothing of each other sideways; here they are put together. */
#include <unicode/uchar.h>
#include <unicode/uvernum.h>

#include "api/api.h"

#define BUILT_WITH "capias " CAPIAS_VERSION ", ICU " U_ICU_VERSION ", Unicode " U_UNICODE_VERSION
#define ANSWER_LIMIT ((size_t)1 << 30)

const char *capias_version(void)
{
    return CAPIAS_VERSION;
}

const char *capias_model_id(void)
{
    return cps_names_model_id();
}

const capias_format *capias_formats(size_t *n)
{
    return cps_source_formats(n);
}

capias_status capias_answer_new(capias_answer **out, capias_error *err)
{
    struct cps_arena home;
    cps_arena_init(&home, 0);
    capias_answer *a = CPS_TAKE(&home, capias_answer, 1);
    if (!a) return cps_fail_memory(err);
    a->home = home;
    cps_arena_init(&a->arena, ANSWER_LIMIT);
    *out = a;
    return CAPIAS_OK;
}

void capias_answer_reset(capias_answer *answer)
{
    cps_arena_reset(&answer->arena);
    answer->n_notes = 0;
}

capias_strs capias_answer_notes(const capias_answer *answer)
{
    return (capias_strs){answer->notes, answer->n_notes};
}

void capias_answer_free(capias_answer *answer)
{
    if (!answer) return;
    cps_arena_release(&answer->arena);
    struct cps_arena home = answer->home;
    cps_arena_release(&home);
}

capias_status capias_register_open(const char *path, capias_register **out, capias_error *err)
{
    if (!path || !out) return cps_fail(err, CAPIAS_E_ARG, "a path and a place for the register are needed");
    return cps_register_open(path, cps_names_model_id(), out, err);
}

void capias_register_close(capias_register *reg)
{
    if (reg) cps_register_close(reg);
}

const char *capias_register_digest(const capias_register *reg)
{
    return cps_register_digest(reg);
}

capias_status capias_register_verify(const capias_register *reg, capias_error *err)
{
    struct cps_section_check checks[16];
    size_t n = 0, n_screen, n_reader;
    const struct cps_section_check *screen = cps_screen_checks(&n_screen);
    const struct cps_section_check *reader = cps_reader_checks(&n_reader);
    if (n_screen + n_reader > sizeof checks / sizeof *checks) CPS_BUG("more checks than room");
    for (size_t i = 0; i < n_screen; i++) checks[n++] = screen[i];
    for (size_t i = 0; i < n_reader; i++) checks[n++] = reader[i];
    return cps_register_verify(reg, checks, n, err);
}

const char *capias_schema(size_t i)
{
    for (unsigned s = 0; s < cps_schema_count(); s++) {
        const struct cps_schema_info *info = cps_schema_get((cps_schema)s);
        if (info && info->matchable && i-- == 0) return info->name;
    }
    return NULL;
}

capias_status capias_register_info(const capias_register *reg, capias_answer *answer,
                                   capias_info *out, capias_error *err)
{
    CPS_TRY(cps_register_summary(reg, &answer->arena, out, err));
    out->names = cps_screen_name_count(reg);
    return CAPIAS_OK;
}

/* What a summary says must outlive the register it was read from. */
static capias_status keep(capias_info *info, struct cps_arena *arena, capias_error *err)
{
    capias_source *sources = CPS_TAKE(arena, capias_source, info->n_sources);
    if (!sources) return cps_fail_memory(err);
    capias_str *const own[] = {&info->digest, &info->model, &info->built_with};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        *own[i] = cps_arena_copy(arena, *own[i]);
        if (!own[i]->p) return cps_fail_memory(err);
    }
    for (size_t i = 0; i < info->n_sources; i++) {
        capias_source *s = &sources[i];
        *s = info->sources[i];
        capias_str *const texts[] = {&s->name,    &s->format, &s->publisher, &s->url,
                                     &s->licence, &s->as_of,  &s->sha256};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            *texts[k] = cps_arena_copy(arena, *texts[k]);
            if (!texts[k]->p) return cps_fail_memory(err);
        }
    }
    info->sources = sources;
    return CAPIAS_OK;
}

/* ---- build ----------------------------------------------------------------------------------- */

#define STATEMENTS_BETWEEN 4096u /* two calls of progress */

/* A sink before the compiler's, which counts what passes. */
struct watched {
    const capias_build_options *opt;
    struct cps_sink *inner;
    capias_build_counts counts;
};

static capias_status watch_begin(void *ctx, const struct cps_source_info *info, capias_error *err)
{
    struct watched *w = ctx;
    w->counts.source = info->dataset;
    w->opt->progress(w->opt->message_ctx, &w->counts);
    return w->inner->begin(w->inner->ctx, info, err);
}

static capias_status watch_statement(void *ctx, const struct cps_statement *s, capias_error *err)
{
    struct watched *w = ctx;
    if (++w->counts.statements % STATEMENTS_BETWEEN == 0)
        w->opt->progress(w->opt->message_ctx, &w->counts);
    return w->inner->statement(w->inner->ctx, s, err);
}

static capias_status watch_row(void *ctx, const struct cps_table_row *row, capias_error *err)
{
    struct watched *w = ctx;
    return w->inner->row(w->inner->ctx, row, err);
}

static capias_status watch_end(void *ctx, const struct cps_source_info *info, capias_error *err)
{
    struct watched *w = ctx;
    return w->inner->end(w->inner->ctx, info, err);
}

static capias_status read_sources(const capias_build_options *opt, struct cps_compile *c,
                                  capias_error *err)
{
    struct watched w = {.opt = opt, .inner = cps_compile_sink(c)};
    struct cps_sink sink = {.ctx = &w, .begin = watch_begin, .statement = watch_statement,
                            .row = watch_row, .end = watch_end, .message = w.inner->message,
                            .message_ctx = w.inner->message_ctx};
    CPS_TRY(cps_sources_read(opt->inputs, opt->n_inputs, cps_str(opt->as_of),
                             opt->progress ? &sink : w.inner, err));
    w.counts.source = (capias_str){0};
    if (opt->progress) opt->progress(opt->message_ctx, &w.counts);
    return CAPIAS_OK;
}

capias_status capias_build(const capias_build_options *opt, capias_answer *answer, capias_info *out,
                           capias_error *err)
{
    if (!opt || opt->size != sizeof *opt || !opt->output || (!opt->n_inputs && !opt->builtin))
        return cps_fail(err, CAPIAS_E_ARG, "an output and at least one input are needed");
    struct cps_span as_of;
    if (opt->as_of && !cps_date_parse(cps_str(opt->as_of), &as_of)) {
        (void)cps_fail_at(err, CAPIAS_E_ARG, "--as-of", 0, 0, "'%s' is not a date", opt->as_of);
        cps_hint(err, "write it as 2026-08-01");
        return CAPIAS_E_ARG;
    }
    const struct cps_section_maker makers[] = {
        {cps_screen_make, NULL}, {cps_reader_make, NULL}, {cps_law_make, NULL}};
    const struct cps_compile_options compile = {
        .output = opt->output, .builtin = opt->builtin, .makers = makers,
        .n_makers = sizeof makers / sizeof *makers, .model_id = cps_names_model_id(),
        .built_with = BUILT_WITH, .strict = opt->strict, .message = opt->message,
        .message_ctx = opt->message_ctx};
    struct cps_compile *c;
    CPS_TRY(cps_compile_new(&compile, &c, err));
    capias_status status = read_sources(opt, c, err);
    if (status == CAPIAS_OK) status = cps_compile_finish(c, err);
    cps_compile_free(c);
    CPS_TRY(status);
    capias_register *reg;
    CPS_TRY(capias_register_open(opt->output, &reg, err));
    status = capias_register_info(reg, answer, out, err);
    if (status == CAPIAS_OK) status = keep(out, &answer->arena, err);
    capias_register_close(reg);
    return status;
}

capias_status capias_diff(const capias_register *before, const capias_register *after,
                          const capias_diff_options *opt, capias_answer *answer,
                          capias_diff_summary *out, capias_error *err)
{
    if (!before || !after || !opt || opt->size != sizeof *opt)
        return cps_fail(err, CAPIAS_E_ARG, "two registers and options of this version are needed");
    return cps_register_diff(before, after, opt, &answer->arena, out, err);
}
