/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/read.c: capias read: who and what is named in a text, and what does it claim? */
#include <errno.h>
#include <stdio.h>

#include "words.h"

#define TEXT_MAX (16u << 20)

/* Unpacked, and UTF-16 turned into UTF-8. */
static capias_status take(struct cps_input *in, struct cps_buf *text, capias_error *err)
{
    char chunk[65536];
    size_t got = 1;
    capias_status status = cps_input_text(in, err);
    while (status == CAPIAS_OK && got && text->n <= TEXT_MAX) {
        status = cps_input_read(in, chunk, sizeof chunk, &got, err);
        if (status == CAPIAS_OK) cps_buf_add(text, chunk, got);
    }
    cps_input_close(in);
    CPS_TRY(status);
    return text->failed ? cps_fail_memory(err) : CAPIAS_OK;
}

static capias_status slurp_stdin(struct cps_buf *text, capias_error *err)
{
    char chunk[65536];
    size_t n;
    struct cps_buf bytes = {0};
    struct cps_input *in;
    while ((n = fread(chunk, 1, sizeof chunk, stdin)) > 0 && bytes.n <= 2 * (size_t)TEXT_MAX)
        cps_buf_add(&bytes, chunk, n);
    capias_status status = CAPIAS_OK;
    if (ferror(stdin)) status = cps_fail_io(err, "standard input", "read", errno);
    else if (bytes.failed) status = cps_fail_memory(err);
    else if (bytes.n) {
        status = cps_input_memory((capias_str){bytes.v, bytes.n}, "standard input", &in, err);
        if (status == CAPIAS_OK) status = take(in, text, err);
    }
    cps_buf_release(&bytes);
    return status;
}

static capias_status slurp(const char *path, struct cps_buf *text, capias_error *err)
{
    struct cps_input *in;
    if (strcmp(path, "-") == 0) return slurp_stdin(text, err);
    CPS_TRY(cps_input_open(path, &in, err));
    return take(in, text, err);
}

/* Names written in another encoding are not found, and nobody would know why. */
static void warn_of_bytes(const struct cli *cli, const char *path, const struct cps_buf *text)
{
    size_t at = text->n ? cps_utf8_check((capias_str){text->v, text->n}) : SIZE_MAX;
    if (at == SIZE_MAX) return;
    capias_error e = {0};
    (void)cps_fail_at(&e, CAPIAS_E_SYNTAX, path, 0, 0,
                      "byte 0x%02x at %zu is not UTF-8: words are cut there",
                      (unsigned)(unsigned char)text->v[at], at);
    cps_hint(&e, "convert the text, e.g. iconv -f WINDOWS-1252 -t UTF-8");
    (void)cli_fail(cli, &e);
}

static bool same_thing(const capias_mention *a, const capias_mention *b)
{
    return cps_str_eq(a->canonical, b->canonical) && cps_str_eq(a->kind, b->kind);
}

/* How mention i was spelt, and those after it that mean the same; each spelling once. */
static void add_spellings(struct cps_buf *line, const capias_reading *r, size_t i)
{
    size_t count = 0;
    for (size_t k = i; k < r->n_mentions; k++) {
        const capias_mention *o = &r->mentions[k];
        bool seen = !same_thing(o, &r->mentions[i]);
        for (size_t p = i; p < k && !seen; p++)
            seen = cps_str_eq(r->mentions[p].text, o->text) && same_thing(&r->mentions[p], o);
        if (!seen) cps_buf_printf(line, "%s\"%.*s\"", count++ ? ", " : "", CPS_FMT(o->text));
    }
}

/* One paragraph for each somebody or something, with how it was spelt. */
static void print_mentions(const struct cli *cli, const capias_reading *r)
{
    struct cps_buf line = {0};
    for (size_t i = 0; i < r->n_mentions; i++) {
        const capias_mention *m = &r->mentions[i];
        size_t first = 0;
        while (!same_thing(&r->mentions[first], m)) first++;
        if (first < i) continue;
        cps_buf_reset(&line);
        if (m->id.n) cps_buf_printf(&line, "[%.*s]  ", CPS_FMT(m->id));
        add_spellings(&line, r, i);
        cli_print("%-12.*s ", CPS_FMT(m->kind));
        cli_strong(cli, m->canonical);
        cli_print("  ");
        cli_wrap_from((capias_str){line.v, line.n}, cli_columns(m->canonical) + 15, 13);
    }
    cps_buf_release(&line);
}

static void print_claims(const struct cli *cli, const capias_reading *r)
{
    struct cps_buf line = {0};
    if (r->n_claims) cli_heading(cli, "It claims (proposals, each with its sentence)");
    for (size_t i = 0; i < r->n_claims; i++) {
        const capias_claim *c = &r->claims[i];
        const capias_str parts[] = {c->person, c->state, c->date, c->value};
        cps_buf_reset(&line);
        if (c->negated) cps_buf_printf(&line, "not ");
        cli_add_code(&line, c->outcome);
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            if (parts[k].n) cps_buf_printf(&line, "%s%.*s", line.n ? " " : "", CPS_FMT(parts[k]));
        if (c->speaker.n) cps_buf_printf(&line, " (says %.*s)", CPS_FMT(c->speaker));
        cli_print("%-12.*s ", CPS_FMT(c->kind));
        cli_wrap((capias_str){line.v, line.n}, 13);
        cli_print("             ");
        cli_wrap(c->quote, 13);
    }
    cps_buf_release(&line);
}

/* The row that says the name which a mention was taken for. */
static void put_row(const struct cli *cli, const capias_mention *m)
{
    const capias_statement *s;
    size_t n;
    if (!m->id.n || !m->why.name.n ||
        capias_entity_statements(cli->reg, m->id, cli->answer, &s, &n, NULL) != CAPIAS_OK)
        return; /* courts and treaties are no entities */
    for (size_t i = 0; i < n; i++) {
        if (!cps_str_eq(s[i].value, m->why.name) || !s[i].where.n) continue;
        cli_print("    ");
        cli_wrapf(4, 6, "%.*s is its %s <- %.*s %.*s", CPS_FMT(s[i].value), cli_words(s[i].property),
                  CPS_FMT(s[i].dataset), CPS_FMT(s[i].where));
        return;
    }
}

/* Every mention in the order of the text, with why it is one. */
static void print_reasons(const struct cli *cli, const capias_reading *r)
{
    for (size_t i = 0; i < r->n_mentions; i++) {
        const capias_mention *m = &r->mentions[i];
        cli_strong(cli, m->text);
        cli_print("  ");
        cli_wrapf(cli_columns(m->text) + 2, 2, "bytes %llu to %llu: %.*s %.*s%s%.*s%s, %.2f",
                  (unsigned long long)m->start, (unsigned long long)m->end, CPS_FMT(m->kind),
                  CPS_FMT(m->canonical), m->id.n ? " [" : "", CPS_FMT(m->id), m->id.n ? "]" : "", m->score);
        cli_print("    ");
        cli_wrap(m->why.text, 6);
        put_row(cli, m);
    }
}

int cli_answer_reading(struct cli *cli, const char *path, bool reasons)
{
    struct cps_buf text = {0};
    capias_reading r;
    capias_error err = {0};
    capias_status status = slurp(path, &text, &err);
    if (status == CAPIAS_OK)
        status = capias_read(cli->reg, (capias_str){text.v ? text.v : "", text.n},
                             cli_text(cli, "date"), cli->answer, &r, &err);
    cps_where(&err, path);
    if (status == CAPIAS_OK) warn_of_bytes(cli, path, &text);
    int exit_status;
    if (status != CAPIAS_OK) {
        exit_status = cli_fail(cli, &err);
    } else if (cli_flag(cli, "json")) {
        capias_str json;
        exit_status =
            cli_json(cli, capias_reading_json(cli->reg, &r, cli->answer, &json, &err), json, &err);
    } else {
        if (!cps_str_trim((capias_str){text.v, text.n}).n) cli_print("The text is empty.\n");
        else if (!r.n_mentions) cli_print("Nobody and nothing that we know is named in it.\n");
        if (reasons) print_reasons(cli, &r);
        else print_mentions(cli, &r);
        print_claims(cli, &r);
        exit_status = CLI_DONE;
    }
    cps_buf_release(&text);
    return exit_status;
}

static int run(struct cli *cli)
{
    return cli_answer_reading(cli, cli->operands[0], false);
}

static const struct cli_option options[] = {
    {'d', "date", "DAY", CLI_TEXT, NULL, "the report's own day, for \"Tuesday\" and \"last year\""}};
static const struct cli_example examples[] = {
    {"read examples/report.txt --date 2024-09-03", "who is named in a report, however mangled"},
};

const struct cli_verb cli_read = {
    .name = "read", .files = true, .operands = "FILE|-", .summary = "who is named in a text, and what does it claim?",
    .details = "Finds the persons, states, cities, organisations, courts and treaties in a text, resolved,\n"
               "with their places in it, and proposes what it claims. Text in UTF-8 or UTF-16,\n"
               "packed or plain.",
    .options = options, .n_options = 1, .min_operands = 1, .max_operands = 1,
    .register_option = true, .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
