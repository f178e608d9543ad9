/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/search.c: capias search: is somebody of that name on a list? */
#include "cli.h"
#include "words.h"

static int run(struct cli *cli)
{
    capias_search_options opt = cli_search_options(cli);
    capias_hits hits;
    capias_error err = {0};
    if (!cli->n_operands && !opt.id_number.n)
        return cli_usage(cli->verb, "something is missing: a name, or --id NUMBER");
    capias_str name = cps_str(cli->n_operands ? cli->operands[0] : "");
    if (capias_search(cli->reg, name, &opt, cli->answer, &hits, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_hits_json(cli->reg, &hits, cli->answer, &json, &err), json, &err);
    }
    for (size_t i = 0; i < hits.n; i++) cli_print_hit(cli, &hits.v[i]);
    if (!hits.n) cli_print("Nobody in this register comes near.\n");
    return CLI_DONE;
}

static const struct cli_option options[] = {CLI_SEARCH_OPTIONS};
static const struct cli_example examples[] = {
    {"search \"Maria Lavova-Belova\"", "finds the children's rights commissioner, misspelt"},
    {"search \"Omar Bashil\" --country sd --json", "the same as JSON, with a country"},
};

const struct cli_verb cli_search = {
    .name = "search", .operands = "NAME", .summary = "is somebody of that name on a list?",
    .details = "Looks a name up, in any script and spelling, and prints the best candidates with the\n"
               "reasons. A number works too, alone or beside the name: IMO, MMSI, call sign, tail\n"
               "number, passport, tax number, wallet. A possible match is a lead for a person to\n"
               "check, not a finding.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 0,
    .max_operands = 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
