/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/screen.c: capias screen: a file of customers, one answer a row. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "words.h"

#define SHOWN 20u          /* messages shown of each kind; all of them with --verbose               */

struct screening {
    const struct cli *cli;
    struct cps_output out;
    struct cli_progress progress;
    bool to_file, all;
    uint64_t rejected, warnings;
};

static capias_status on_write(void *ctx, capias_str bytes, capias_error *err)
{
    struct screening *s = ctx;
    if (s->to_file) return cps_output_write(&s->out, bytes.p, bytes.n, err);
    if (cli_write(bytes)) return CAPIAS_OK;
    return cps_fail_io(err, "standard output", "write", errno);
}

static void on_message(void *ctx, capias_severity severity, const capias_error *message)
{
    struct screening *s = ctx;
    uint64_t *count = severity == CAPIAS_REJECTED ? &s->rejected : &s->warnings;
    cli_progress_wipe(&s->progress);
    if (++*count <= SHOWN || s->all) (void)cli_fail(s->cli, message);
    else if (*count == SHOWN + 1)
        (void)fprintf(stderr, "capias: further %s are counted, and shown with --verbose\n",
                      severity == CAPIAS_REJECTED ? "rows that cannot be screened" : "reservations");
}

static void on_progress(void *ctx, const capias_screen_counts *c)
{
    struct screening *s = ctx;
    if (!cli_progress_due(&s->progress)) return;
    double seconds = s->progress.drew - s->progress.began, rate = (double)c->queries / seconds;
    (void)fprintf(stderr, "%llu rows, %llu with a possible match, %.0f a second",
                  (unsigned long long)c->queries, (unsigned long long)c->matched, rate);
    if (c->size && c->read && c->read < c->size)
        (void)fprintf(stderr, ", about %.0f s left",
                      seconds * (double)(c->size - c->read) / (double)c->read);
    (void)fflush(stderr);
}

static void summary(const struct screening *s, const capias_screen_counts *c)
{
    double seconds = cli_seconds() - s->progress.began;
    (void)fprintf(stderr, "%llu row%s screened, %llu with a possible match", (unsigned long long)c->queries,
                  c->queries == 1 ? "" : "s",
                  (unsigned long long)c->matched);
    if (c->rejected) (void)fprintf(stderr, "; %llu could not be screened", (unsigned long long)c->rejected);
    if (c->warnings) (void)fprintf(stderr, "; %llu reservations", (unsigned long long)c->warnings);
    (void)fprintf(stderr, " (%.2f s, %.0f a second)\n", seconds,
                  seconds > 0 ? (double)c->queries / seconds : 0);
}

static int finish(struct screening *s, capias_status status, const capias_screen_counts *counts,
                  capias_error *err)
{
    cli_progress_wipe(&s->progress);
    bool strict = status == CAPIAS_OK && counts->rejected && cli_flag(s->cli, "strict");
    if (strict) {
        status = cps_fail(err, CAPIAS_E_DATA, "%llu rows could not be screened",
                          (unsigned long long)counts->rejected);
        cps_hint(err, "mend them, or go without --strict");
    }
    if (s->to_file && status == CAPIAS_OK) status = cps_output_commit(&s->out, err);
    if (s->to_file) cps_output_abandon(&s->out);
    if (status != CAPIAS_OK) return cli_fail(s->cli, err);
    if (!cli_flag(s->cli, "quiet")) summary(s, counts);
    return CLI_DONE;
}

static int run(struct cli *cli)
{
    const char *format = cli_value(cli, "format"), *out = cli_value(cli, "output");
    if (format && strcmp(format, "csv") == 0 && cli_flag(cli, "json"))
        return cli_usage(cli->verb, "either --json or --format csv");
    struct screening s = {.cli = cli, .to_file = out != NULL, .all = cli_flag(cli, "verbose"),
                          .progress = cli_progress_begin(!cli_flag(cli, "quiet"))};
    capias_screen_options opt = capias_screen_defaults();
    opt.input = strcmp(cli->operands[0], "-") == 0 ? CPS_STDIN : cli->operands[0];
    opt.search = cli_limits(cli);
    opt.format = format && strcmp(format, "csv") == 0 ? CAPIAS_SCREEN_CSV : CAPIAS_SCREEN_JSONL;
    uint64_t threads = cli_whole(cli, "threads", 0);
    opt.threads = threads > 256 ? 256 : (unsigned)threads;
    opt.matches_only = cli_flag(cli, "matches-only");
    opt.write = on_write;
    opt.message = on_message;
    opt.progress = on_progress;
    opt.ctx = &s;
    capias_error err = {0};
    capias_screen_counts counts = {0};
    if (out && cps_output_open(&s.out, out, &err) != CAPIAS_OK) return cli_fail(cli, &err);
    capias_status status = capias_screen(cli->reg, &opt, &counts, &err);
    return finish(&s, status, &counts, &err);
}

static const struct cli_option options[] = {
    {'o', "output", "OUT", CLI_FILE, "standard output", "written whole or not at all"},
    {'f', "format", "jsonl|csv", CLI_CHOICE, "jsonl", "jsonl: a line a row; csv: a line a result"},
    {'j', "threads", "N", CLI_WHOLE, "all", "threads; the output is the same for any number"},
    {'m', "matches-only", NULL, CLI_FLAG, NULL, "leave out rows without a possible match"},
    {0, "strict", NULL, CLI_FLAG, NULL, "a row that cannot be screened is an error (exit status 3)"},
    {'v', "verbose", NULL, CLI_FLAG, NULL, "show every row that could not be read as it should"},
    {'q', "quiet", NULL, CLI_FLAG, NULL, "no progress and no summary"},
    CLI_LIMIT_OPTIONS,
    {'s', "schema", "SCHEMA", CLI_SCHEMA, NULL, "of rows that do not say: Person, Company, ..."},
    {'c', "country", "CC", CLI_TEXT, NULL, "of rows that do not say, as code or name"},
};

static const struct cli_example examples[] = {
    {"screen examples/customers.csv --format csv", "who of these customers may be on a list?"},
    {"screen examples/customers.csv --matches-only", "as JSON lines, with the reasons"},
};

const struct cli_verb cli_screen = {
    .name = "screen", .operands = "FILE.csv|-", .files = true, .summary = "is anybody in a file of customers on a list?",
    .details =
        "Screens every row of a table whose first row names the columns: id or qid; name, full_name\n"
        "or first_name, middle_name, last_name; schema, birth_date (or dob), country (or\n"
        "nationality), gender, id_number. Other columns pass through. The file may be packed and\n"
        "may have commas, semicolons, tabs or bars between its cells; - is standard input. A row\n"
        "that cannot be read is named on standard error, and the rest is screened.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 1,
    .max_operands = 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
