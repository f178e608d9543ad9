/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/diff.c: capias diff: what came, went and changed between two registers. */
#include <stdio.h>

#include "words.h"

struct diff {
    struct cli *cli;
    capias_answer *line; /* the JSON of one change, emptied after it */
    struct cps_buf heading; /* the dataset or table whose changes are printed */
    const capias_diff_summary *sum;
};

static int open_two(struct cli *cli, capias_register *both[2])
{
    capias_error err = {0};
    for (int i = 0; i < 2; i++)
        if (capias_register_open(cli->operands[i], &both[i], &err) != CAPIAS_OK) return cli_fail(cli, &err);
    return CLI_DONE;
}

/* ---- in words ---------------------------------------------------------------------------------- */

static void put_source(const capias_diff_source *s)
{
    struct cps_buf line = {0};
    const capias_str none = CPS_STR("no date");
    capias_str old = s->before_as_of.n ? s->before_as_of : none, now = s->after_as_of.n ? s->after_as_of : none;
    cps_buf_printf(&line, "%.*s: ", CPS_FMT(s->dataset));
    if (!s->after) cps_buf_printf(&line, "gone; was of %.*s; ", CPS_FMT(old));
    else if (!s->before) cps_buf_printf(&line, "new; of %.*s; ", CPS_FMT(now));
    else
        cps_buf_printf(&line, "%.*s -> %.*s, %llu -> %llu entities; ", CPS_FMT(old), CPS_FMT(now),
                       (unsigned long long)s->before_entities, (unsigned long long)s->after_entities);
    if (!s->added && !s->removed && !s->changed && !s->tied) cps_buf_printf(&line, "nothing differs");
    else
        cps_buf_printf(&line, "%llu came, %llu went, %llu changed", (unsigned long long)s->added,
                       (unsigned long long)s->removed, (unsigned long long)s->changed);
    if (s->before != s->after) cps_buf_printf(&line, " (name by name: --dataset)");
    if (s->tied) cps_buf_printf(&line, ", %llu others named in ties", (unsigned long long)s->tied);
    cli_wrap((capias_str){line.v, line.n}, 4);
    cps_buf_release(&line);
}

/* A whole list that came or went is not read name by name, unless it is asked for. */
static bool one_sided(const struct diff *d, capias_str dataset)
{
    for (size_t i = 0; !cli_text(d->cli, "dataset").n && i < d->sum->n_sources; i++) {
        const capias_diff_source *s = &d->sum->sources[i];
        if (cps_str_eq(s->dataset, dataset)) return s->before != s->after;
    }
    return false;
}

static capias_status print_summary(void *ctx, const capias_diff_summary *sum, capias_error *err)
{
    struct diff *d = ctx;
    (void)err;
    d->sum = sum;
    for (size_t i = 0; i < sum->n_sources; i++) put_source(&sum->sources[i]);
    for (size_t i = 0; i < sum->n_tables; i++) {
        const capias_diff_table *t = &sum->tables[i];
        cli_wrapf(0, 4, "table %.*s: %llu rows came, %llu went, %llu changed", CPS_FMT(t->name),
                  (unsigned long long)t->added, (unsigned long long)t->removed,
                  (unsigned long long)t->changed);
    }
    return CAPIAS_OK;
}

static char sign_of(capias_str change)
{
    return cps_str_is(change, "added")     ? '+'
           : cps_str_is(change, "removed") ? '-'
           : cps_str_is(change, "tied")    ? '='
                                           : '~';
}

static void add_values(struct cps_buf *line, const char *sign, capias_strs list)
{
    for (size_t i = 0; i < list.n; i++) cps_buf_printf(line, " %s%.*s;", sign, CPS_FMT(list.v[i]));
}

/* Long texts differ in a few words: leave out what both begin and end with, at word ends. */
static void shorten(capias_str *a, capias_str *b, bool *front, bool *back)
{
    size_t n = a->n < b->n ? a->n : b->n, head = 0, tail = 0, cut = 0;
    while (head < n && a->p[head] == b->p[head])
        if (a->p[head++] == ' ') cut = head;
    while (tail < n - cut && a->p[a->n - 1 - tail] == b->p[b->n - 1 - tail]) tail++;
    while (tail && a->p[a->n - tail] != ' ') tail--;
    *front = cut > 0;
    *back = tail > 0;
    *a = cps_str_sub(*a, cut, a->n - tail);
    *b = cps_str_sub(*b, cut, b->n - tail);
}

#define LONG_TEXT 60u

static void add_change(struct cps_buf *line, const capias_value_change *v)
{
    cps_buf_printf(line, "%s:", cli_words(v->property));
    if (v->before.n != 1 || v->after.n != 1 || v->before.v[0].n < LONG_TEXT || v->after.v[0].n < LONG_TEXT) {
        add_values(line, "-", v->before);
        add_values(line, "+", v->after);
        return;
    }
    capias_str a = v->before.v[0], b = v->after.v[0];
    bool front, back;
    shorten(&a, &b, &front, &back);
    for (int side = 0; side < 2; side++) {
        capias_str text = cps_str_trim(side ? b : a);
        cps_buf_printf(line, " %c%s%.*s%s;", side ? '+' : '-', front ? "... " : "", CPS_FMT(text),
                       back && text.n ? " ..." : back && !front ? "..." : "");
    }
}

/* "birth date: -1952; +1953", a paragraph for each property. */
static void put_values(const capias_value_change *v, size_t n, unsigned indent)
{
    struct cps_buf line = {0};
    for (size_t i = 0; i < n; i++) {
        cps_buf_reset(&line);
        add_change(&line, &v[i]);
        cli_print("%*s", (int)indent, "");
        cli_wrap((capias_str){line.v, line.n ? line.n - 1 : 0}, indent + 2);
    }
    cps_buf_release(&line);
}

/* What came or went as a whole is named; its values are in `show` and in the JSON. */
static void put_part(const capias_part_change *p)
{
    struct cps_buf line = {0};
    cps_buf_printf(&line, "%c %.*s ", sign_of(p->change), CPS_FMT(p->group));
    for (size_t i = 0; i < p->n_ends; i++)
        cps_buf_printf(&line, "%s%s %.*s (%.*s)", i ? ", " : "", cli_words(p->ends[i].property),
                       CPS_FMT(p->ends[i].caption.n ? p->ends[i].caption : p->ends[i].id),
                       CPS_FMT(p->ends[i].id));
    if (!p->n_ends) cps_buf_str(&line, p->caption);
    if (!p->n_ends && !cps_str_eq(p->caption, p->id)) cps_buf_printf(&line, ", %.*s", CPS_FMT(p->id));
    cli_print("      ");
    cli_wrap_from((capias_str){line.v, line.n}, 6, 8);
    cps_buf_release(&line);
    if (cps_str_is(p->change, "changed")) put_values(p->values, p->n_values, 8);
}

/* Programmes of the listings that came or went with it: why it stands there. */
static void put_programmes(const capias_change *c)
{
    struct cps_buf line = {0};
    for (size_t i = 0; i < c->n_parts; i++)
        for (size_t k = 0; k < c->parts[i].n_values; k++) {
            const capias_value_change *v = &c->parts[i].values[k];
            if (!cps_str_is(v->property, "programId") && !cps_str_is(v->property, "listingDate")) continue;
            add_values(&line, "", v->before);
            add_values(&line, "", v->after);
        }
    if (line.n) {
        cli_print("      listing ");
        cli_wrap_from((capias_str){line.v, line.n - 1}, 14, 8);
    }
    cps_buf_release(&line);
}

static capias_status print_change(void *ctx, const capias_change *c, capias_error *err)
{
    struct diff *d = ctx;
    capias_str heading = c->table.n ? c->table : c->dataset;
    if (one_sided(d, c->dataset)) return CAPIAS_OK;
    if (!cps_str_eq(heading, (capias_str){d->heading.v, d->heading.n})) {
        cli_print("\n");
        cli_strong(d->cli, heading);
        cli_print("\n");
        cps_buf_reset(&d->heading);
        cps_buf_str(&d->heading, heading);
        if (d->heading.failed) return cps_fail_memory(err);
    }
    cli_print("  %c ", sign_of(c->change));
    if (c->table.n) {
        cli_wrap(c->id, 6);
        put_values(c->values, c->n_values, 6);
        return CAPIAS_OK;
    }
    cli_strong(d->cli, c->caption);
    cli_print("  ");
    cli_wrapf(6 + cli_columns(c->caption), 6, "%.*s, %.*s", CPS_FMT(c->schema), CPS_FMT(c->id));
    if (c->again.n) {
        cli_print("      ");
        cli_wrapf(6, 8, "the same name %s as %.*s", cps_str_is(c->change, "added") ? "went" : "came",
                  CPS_FMT(c->again));
    }
    if (cps_str_is(c->change, "added") || cps_str_is(c->change, "removed")) {
        put_programmes(c);
        return CAPIAS_OK;
    }
    put_values(c->values, c->n_values, 6);
    for (size_t i = 0; i < c->n_parts; i++) put_part(&c->parts[i]);
    return CAPIAS_OK;
}

/* ---- as JSON, an object a line ------------------------------------------------------------------- */

static void put_line(capias_str json)
{
    (void)fwrite(json.p, 1, json.n, stdout);
    (void)putchar('\n');
}

static capias_status summary_json(void *ctx, const capias_diff_summary *sum, capias_error *err)
{
    struct diff *d = ctx;
    capias_str json;
    CPS_TRY(capias_diff_summary_json(sum, d->line, &json, err));
    put_line(json);
    capias_answer_reset(d->line);
    return CAPIAS_OK;
}

static capias_status change_json(void *ctx, const capias_change *c, capias_error *err)
{
    struct diff *d = ctx;
    capias_str json;
    CPS_TRY(capias_change_json(c, d->line, &json, err));
    put_line(json);
    capias_answer_reset(d->line);
    return CAPIAS_OK;
}

static int run(struct cli *cli)
{
    capias_register *both[2] = {NULL, NULL};
    bool json = cli_flag(cli, "json");
    struct diff d = {.cli = cli};
    const capias_diff_options opt = {.size = sizeof opt, .dataset = cli_text(cli, "dataset"),
                                     .summary = json ? summary_json : print_summary,
                                     .change = cli_flag(cli, "summary") ? NULL
                                               : json                   ? change_json
                                                                        : print_change,
                                     .ctx = &d};
    capias_diff_summary sum;
    capias_error err = {0};
    int status = open_two(cli, both);
    if (status == CLI_DONE && (capias_answer_new(&d.line, &err) != CAPIAS_OK ||
                               capias_diff(both[0], both[1], &opt, cli->answer, &sum, &err) != CAPIAS_OK))
        status = cli_fail(cli, &err);
    capias_answer_free(d.line);
    cps_buf_release(&d.heading);
    capias_register_close(both[0]);
    capias_register_close(both[1]);
    return status;
}

static const struct cli_option options[] = {
    {'d', "dataset", "NAME", CLI_DATASET, "all, and the law", "this list alone, e.g. un_sc_sanctions"},
    {0, "summary", NULL, CLI_FLAG, NULL, "the counts alone"},
};
static const struct cli_example examples[] = {
    {"diff yesterday.capias today.capias", "who was listed, who was taken off, what changed"},
    {"diff yesterday.capias today.capias --dataset un_sc_sanctions --json",
     "of one list, an object a line: the counts, then every change"},
};

const struct cli_verb cli_diff = {
    .name = "diff", .files = true, .operands = "OLD NEW", .summary = "what came, went and changed between two registers",
    .details = "Compares two registers, list by list: the counts, then each entity that came (+), went (-)\n"
               "or changed (~), with the values and with what hangs on it, or of which the list only says\n"
               "elsewhere that others are tied to it (=); then the rows of the law's tables. Lines, order\n"
               "and spelling before cleaning do not count. With --json, an object a line: kind summary,\n"
               "then entity and row. Exit status 0 whether they differ or not.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2,
    .max_operands = 2, .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
