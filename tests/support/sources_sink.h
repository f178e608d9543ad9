/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/support/sources_sink.h: a sink that writes down all it is told, a line each, and checks
 * what every statement must fulfil whatever the input was. For unit tests and fuzz targets. */
#ifndef CPS_TESTS_SOURCES_SINK_H
#define CPS_TESTS_SOURCES_SINK_H

#include "sources/import.h"

struct sources_sink {
    struct cps_sink sink;
    struct cps_buf *text;      /* NULL: only check */
    size_t statements, rows, messages;
    bool open;
};

static inline void must(bool ok, const char *what)
{
    if (!ok) CPS_BUG(what);
}

static inline void must_be_text(capias_str s)
{
    must(s.n == 0 || s.p != NULL, "a string without bytes");
    must(cps_utf8_check(s) == SIZE_MAX, "a string that is not UTF-8");
}

static inline void write_cells(struct cps_buf *b, const char *kind, const capias_str *cells,
                               size_t n, uint32_t file, uint32_t line)
{
    cps_buf_printf(b, "%s", kind);
    for (size_t i = 0; i < n; i++) cps_buf_printf(b, "\t%.*s", CPS_FMT(cells[i]));
    cps_buf_printf(b, "\t%u:%u\n", file, line);
}

static inline capias_status sink_begin(void *ctx, const struct cps_source_info *info,
                                       capias_error *err)
{
    struct sources_sink *s = ctx;
    (void)err;
    must(!s->open, "two sources at once");
    must(info->dataset.n > 0 && info->format.n > 0, "a source without a name");
    s->open = true;
    if (s->text)
        cps_buf_printf(s->text, "begin\t%.*s\t%.*s\t%.*s\n", CPS_FMT(info->dataset),
                       CPS_FMT(info->format), CPS_FMT(info->publisher));
    return CAPIAS_OK;
}

static inline capias_status sink_statement(void *ctx, const struct cps_statement *t,
                                           capias_error *err)
{
    struct sources_sink *s = ctx;
    (void)err;
    const struct cps_schema_info *schema = cps_schema_get(t->schema);
    const struct cps_property_info *property = cps_property_get(t->property);
    must(s->open && schema != NULL, "a statement out of place");
    must(t->entity.n > 0, "a statement about nobody");
    must((property != NULL) == (t->value.n > 0), "a property without a value");
    must(!property || cps_property_find(t->schema, cps_str(property->name)) == t->property,
         "a property that the schema lacks");
    must_be_text(t->entity), must_be_text(t->value), must_be_text(t->original);
    s->statements++;
    if (!s->text) return CAPIAS_OK;
    capias_str cells[] = {t->entity, cps_str(schema->name), cps_str(property ? property->name : ""),
                          t->value, t->original, t->language, t->first_seen};
    write_cells(s->text, "say", cells, 7, t->file, t->line);
    return CAPIAS_OK;
}

static inline capias_status sink_row(void *ctx, const struct cps_table_row *row, capias_error *err)
{
    struct sources_sink *s = ctx;
    (void)err;
    must(s->open, "a row out of place");
    for (unsigned i = 0; i < row->table->n_columns; i++) {
        must_be_text(row->cells[i]);
        must(row->cells[i].n || !row->table->columns[i].required, "a required cell is empty");
    }
    s->rows++;
    if (!s->text) return CAPIAS_OK;
    cps_buf_printf(s->text, "%s", row->table->name);
    for (unsigned i = 0; i < row->table->n_columns; i++) /* a new column changes no golden file */
        if (row->cells[i].n)
            cps_buf_printf(s->text, "\t%s=%.*s", row->table->columns[i].name, CPS_FMT(row->cells[i]));
    cps_buf_printf(s->text, "\t%u:%u\n", row->file, row->line);
    return CAPIAS_OK;
}

static inline capias_status sink_end(void *ctx, const struct cps_source_info *info,
                                     capias_error *err)
{
    struct sources_sink *s = ctx;
    (void)err;
    must(s->open, "a source ends that never began");
    s->open = false;
    if (s->text)
        cps_buf_printf(s->text, "end\t%.*s\tas_of=%.*s\trejected=%llu\twarnings=%llu\n",
                       CPS_FMT(info->dataset), CPS_FMT(info->as_of),
                       (unsigned long long)info->rejected, (unsigned long long)info->warnings);
    return CAPIAS_OK;
}

static inline void sink_message(void *ctx, capias_severity severity, const capias_error *m)
{
    struct sources_sink *s = ctx;
    s->messages++;
    must(m->what[0] != '\0' && m->where[0] != '\0' && m->line > 0, "a message without a place");
    if (s->text)
        cps_buf_printf(s->text, "%s\t%s:%u\t%s\t%s\n",
                       severity == CAPIAS_REJECTED ? "reject" : "warn", m->where, m->line, m->what,
                       m->hint);
}

static inline void sources_sink_init(struct sources_sink *s, struct cps_buf *text)
{
    *s = (struct sources_sink){.text = text};
    s->sink = (struct cps_sink){.ctx = s, .begin = sink_begin, .statement = sink_statement,
                                .row = sink_row, .end = sink_end, .message = sink_message,
                                .message_ctx = s};
}

#endif
