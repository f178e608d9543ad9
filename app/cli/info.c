/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/info.c: capias info: what is inside a register. */
#include "cli.h"

static void line(const char *what, capias_str value)
{
    cli_print("%-12s ", what);
    if (value.n) cli_put(value);
    else cli_print("not known");
    cli_print("\n");
}

/* Days from the first of March of year 0, by the civil calendar; 0: no whole date. */
static long days(capias_str date)
{
    uint64_t y, m, d;
    if (date.n != 10 || !cps_str_u64(cps_str_sub(date, 0, 4), &y) ||
        !cps_str_u64(cps_str_sub(date, 5, 7), &m) || !cps_str_u64(cps_str_sub(date, 8, 10), &d))
        return 0;
    if (m < 3) y--, m += 12;
    return (long)(365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d);
}

/* A date alone does not strike the eye when it is long past; its age does. */
static void as_of_line(capias_str as_of)
{
    char today[16];
    long then = days(as_of), age = days(cps_str(cli_today(today))) - then;
    if (!then || age < 0) line("  as of", as_of);
    else
        cli_print("%-12s %.*s, %ld day%s old\n", "  as of", CPS_FMT(as_of), age, age == 1 ? "" : "s");
}

static int run(struct cli *cli)
{
    capias_info info;
    capias_error err = {0};
    if (capias_register_info(cli->reg, cli->answer, &info, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_info_json(&info, false, cli->answer, &json, &err), json, &err);
    }
    for (size_t i = 0; i < info.n_sources && cli_flag(cli, "datasets"); i++) {
        cli_put(info.sources[i].name);
        cli_print("\n");
    }
    if (cli_flag(cli, "datasets")) return CLI_DONE;
    line("register", info.digest);
    line("names model", info.model);
    line("built with", info.built_with);
    cli_print("%-12s %llu entities, %llu names, %llu instruments, %llu statements\n", "holds",
              (unsigned long long)info.entities, (unsigned long long)info.names,
              (unsigned long long)info.instruments, (unsigned long long)info.statements);
    cli_print("%-12s %llu bytes, %u segment%s, format %u\n", "file", (unsigned long long)info.bytes,
              info.segments, info.segments == 1 ? "" : "s", info.format_version);
    for (size_t i = 0; i < info.n_sources; i++) {
        const capias_source *s = &info.sources[i];
        cli_print("\n");
        cli_strong(cli, s->name);
        cli_print("\n");
        line("  publisher", s->publisher);
        line("  format", s->format);
        as_of_line(s->as_of);
        line("  licence", s->licence);
        line("  sha256", s->sha256);
        cli_print("%-12s %llu entities, %llu names, %llu rows rejected, %llu bytes\n", "  read",
                  (unsigned long long)s->entities, (unsigned long long)s->names,
                  (unsigned long long)s->rejected, (unsigned long long)s->bytes);
    }
    return CLI_DONE;
}

static const struct cli_option options[] = {
    {0, "datasets", NULL, CLI_FLAG, NULL, "the names of its lists alone, one a line"},
};
static const struct cli_example examples[] = {{"info", "what the built-in register holds"}};

const struct cli_verb cli_info = {
    .name = "info", .operands = "[-r REG]", .summary = "what is inside a register",
    .details = "Prints the register's digest, its names model, its counts and its sources with their\n"
               "dates.",
    .options = options, .n_options = sizeof options / sizeof *options, .register_option = true,
    .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
