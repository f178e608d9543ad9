/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/build.c: capias build: list files and law tables in, one register out. */
#include <stdio.h>

#include "cli.h"

#define SHOWN 20u /* messages shown of each kind; all of them with --verbose */

struct messages {
    const struct cli *cli;
    struct cli_progress progress;
    uint64_t rejected, others;
    bool all;
};

static void on_progress(void *ctx, const capias_build_counts *c)
{
    struct messages *m = ctx;
    if (!cli_progress_due(&m->progress)) return;
    if (c->source.n)
        (void)fprintf(stderr, "reading %.*s, %llu statements", CPS_FMT(c->source),
                      (unsigned long long)c->statements);
    else (void)fprintf(stderr, "writing %llu statements", (unsigned long long)c->statements);
    (void)fflush(stderr);
}

static void on_message(void *ctx, capias_severity severity, const capias_error *message)
{
    struct messages *m = ctx;
    uint64_t *count = severity == CAPIAS_REJECTED ? &m->rejected : &m->others;
    cli_progress_wipe(&m->progress);
    ++*count;
    /* A whole file that is left out is always named: it may be the list that mattered. */
    bool file = severity == CAPIAS_WARNING && message->status == CAPIAS_E_SYNTAX;
    if (file) --*count;
    if (file || m->all || *count <= SHOWN) (void)cli_fail(m->cli, message);
    else if (*count == SHOWN + 1)
        (void)fprintf(stderr, "capias: further %s are counted, and shown with --verbose\n",
                      severity == CAPIAS_REJECTED ? "rejected rows" : "reservations");
}

static int print_formats(void)
{
    size_t n;
    const capias_format *formats = capias_formats(&n);
    for (size_t i = 0; i < n; i++)
        cli_print("%-20s %s\n%20s told by %s\n%20s gives %s\n", formats[i].name,
                  formats[i].publisher, "", formats[i].told_by, "", formats[i].fills);
    return CLI_DONE;
}

static void print_source(const capias_source *s)
{
    cli_put(s->name);
    cli_print(" (%.*s", CPS_FMT(s->format));
    if (s->as_of.n) cli_print(", as of %.*s", CPS_FMT(s->as_of));
    cli_print("): %llu entities", (unsigned long long)s->entities);
    if (s->rejected) cli_print(", %llu rows rejected", (unsigned long long)s->rejected);
    cli_print("\n");
}

static int run(struct cli *cli)
{
    if (cli_flag(cli, "formats")) return print_formats();
    if (!cli_value(cli, "output")) return cli_usage(cli->verb, "where to? give -o REG");
    bool builtin = !cli_flag(cli, "no-builtin");
    if (cli->n_operands == 0 && !builtin) return cli_usage(cli->verb, "there is nothing to build");
    struct messages messages = {.cli = cli, .all = cli_flag(cli, "verbose"),
                                .progress = cli_progress_begin(true)};
    const capias_build_options opt = {
        .size = sizeof opt, .output = cli_value(cli, "output"),
        .builtin = builtin ? cli_builtin_path() : NULL, .as_of = cli_value(cli, "as-of"),
        .inputs = cli->operands, .n_inputs = cli->n_operands, .strict = cli_flag(cli, "strict"),
        .message = on_message, .progress = on_progress, .message_ctx = &messages};
    capias_error err = {0};
    if (builtin && !opt.builtin) {
        (void)cps_fail(&err, CAPIAS_E_IO, "the built-in register is not beside the program");
        cps_hint(&err, "install Capias again, or build without it: --no-builtin");
        return cli_fail(cli, &err);
    }
    capias_info info;
    capias_status status = capias_build(&opt, cli->answer, &info, &err);
    cli_progress_wipe(&messages.progress);
    if (status != CAPIAS_OK) return cli_fail(cli, &err);
    info.seconds = cli_seconds() - messages.progress.began;
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_info_json(&info, true, cli->answer, &json, &err), json, &err);
    }
    for (size_t i = 0; i < info.n_sources; i++) print_source(&info.sources[i]);
    cli_print("%llu entities, %llu names, %llu instruments in %llu bytes, %.2f s: %s\n",
              (unsigned long long)info.entities, (unsigned long long)info.names,
              (unsigned long long)info.instruments, (unsigned long long)info.bytes, info.seconds,
              opt.output);
    return CLI_DONE;
}

static const struct cli_option options[] = {
    {'o', "output", "REG", CLI_FILE, NULL, "the register to write; replaced whole or not at all"},
    {0, "no-builtin", NULL, CLI_FLAG, NULL, "leave the built-in law and warrants out"},
    {0, "as-of", "DATE", CLI_TEXT, NULL, "the date of lists that do not carry one"},
    {0, "strict", NULL, CLI_FLAG, NULL, "a rejected row is an error (exit status 3)"},
    {'v', "verbose", NULL, CLI_FLAG, NULL, "show every rejected row and every reservation"},
    {0, "formats", NULL, CLI_FLAG, NULL, "print the formats that can be read"},
};

static const struct cli_example examples[] = {
    {"build -o my.capias tests/formats/ofac tests/formats/un",
     "two lists and the built-in register in one file"},
};

const struct cli_verb cli_build = {
    .name = "build", .files = true, .operands = "-o REG FILE|DIR...",
    .summary = "compile list files and law tables into one register",
    .details = "Reads list files and law tables, whatever their names: the format is told by the\n"
               "content, and compressed files are unpacked. Rows that cannot be read are reported\n"
               "with file and line and counted; the rest is taken. The old register stays until the\n"
               "new one is whole.",
    .options = options, .n_options = sizeof options / sizeof *options,
    .min_operands = 0, .max_operands = CLI_OPERANDS_MAX, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
