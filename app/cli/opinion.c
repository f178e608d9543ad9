/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/opinion.c: capias opinion: the answer of `visit` as a text that a lawyer could file. */
#include "opinion.h"
#include "words.h"

static void print_sources(const capias_block *b)
{
    struct cps_buf text = {0};
    cps_buf_str(&text, b->text);
    for (size_t i = 0; i < b->n_sources; i++)
        cps_buf_printf(&text, "%s%u%s", i ? ", " : " [", (unsigned)b->sources[i], i + 1 == b->n_sources ? "]" : "");
    unsigned indent = b->kind == CAPIAS_BLOCK_ITEM ? 8 : b->kind == CAPIAS_BLOCK_PARAGRAPH ? 6 : 0;
    cli_wrap((capias_str){text.v, text.n}, indent);
    cps_buf_release(&text);
}

static void print_text(const struct cli *cli, const capias_opinion *o)
{
    for (size_t i = 0; i < o->n_blocks; i++) {
        const capias_block *b = &o->blocks[i];
        bool head = b->kind <= CAPIAS_BLOCK_SUBHEADING && b->kind != CAPIAS_BLOCK_NOTE;
        if (i && b->kind != CAPIAS_BLOCK_ITEM) cli_print("\n");
        if (b->kind == CAPIAS_BLOCK_PARAGRAPH) cli_print("%4u  ", (unsigned)b->number);
        if (b->kind == CAPIAS_BLOCK_ITEM) cli_print("      - ");
        cli_bold(cli, head);
        print_sources(b);
        cli_bold(cli, false);
    }
    cli_heading(cli, "Sources");
    for (size_t i = 0; i < o->sources.n; i++) {
        cli_print("%4zu  ", i + 1);
        cli_wrap(o->sources.v[i], 6);
    }
}

/* To the file, whole or not at all; to standard output without one. */
static capias_status put_bytes(const struct cli *cli, const struct cps_buf *b, capias_error *err)
{
    const char *path = cli_value(cli, "output");
    struct cps_output out;
    if (b->failed) return cps_fail_memory(err);
    if (!path) {
        (void)fwrite(b->v, 1, b->n, stdout);
        return CAPIAS_OK;
    }
    CPS_TRY(cps_output_open(&out, path, err));
    capias_status status = cps_output_write(&out, b->v, b->n, err);
    if (status == CAPIAS_OK) return cps_output_commit(&out, err);
    cps_output_abandon(&out);
    return status;
}

static capias_status make(const struct cli *cli, const capias_opinion *o, const char *format, struct cps_buf *b,
                          capias_error *err)
{
    if (strcmp(format, "pdf") == 0) return opinion_pdf(o, b, err);
    opinion_html(o, b);
    (void)cli;
    return CAPIAS_OK;
}

static int run(struct cli *cli)
{
    char today[16];
    capias_visit_options opt = cli_visit_options(cli, today);
    capias_opinion o;
    capias_error err = {0};
    const char *format = cli_value(cli, "format");
    if (capias_opinion_write(cli->reg, cps_str(cli->operands[0]), cps_str(cli->operands[1]), &opt,
                             cli_flag(cli, "outlook"), cli->answer, &o, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_opinion_json(cli->reg, &o, cli->answer, &json, &err), json, &err);
    }
    if (!format && cli_value(cli, "output")) format = "html";
    if (!format || strcmp(format, "text") == 0) {
        print_text(cli, &o);
        return CLI_DONE;
    }
    struct cps_buf b = {0};
    capias_status status = make(cli, &o, format, &b, &err);
    if (status == CAPIAS_OK) status = put_bytes(cli, &b, &err);
    cps_buf_release(&b);
    return status == CAPIAS_OK ? CLI_DONE : cli_fail(cli, &err);
}

static const struct cli_option options[] = {
    CLI_DAY_OPTIONS,
    {'f', "format", "text|html|pdf", CLI_CHOICE, "text; html with -o", "a page for the terminal, the browser, the file"},
    {'o', "output", "FILE", CLI_FILE, "standard output", "written whole or not at all"},
    {0, "outlook", NULL, CLI_FLAG, NULL, "also what happened at comparable visits, which is not law"}};
static const struct cli_example examples[] = {
    {"opinion \"Vladimir Putin\" Mongolia --on 2024-09-02 --known 2024-12-31", "read it here"},
    {"opinion \"Vladimir Putin\" Mongolia --on 2024-09-02 --format html", "the same as a page"}};

const struct cli_verb cli_opinion = {
    .name = "opinion", .operands = "PERSON STATE", .summary = "the duties of a visit as a text that a lawyer could file",
    .details = "Question, answer, facts, the law step by step, what is disputed, decisions, what the tables do not\n"
               "show, and the sources, numbered. The page needs nothing beside itself; it prints on A4.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2, .max_operands = 2,
    .register_option = true, .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
