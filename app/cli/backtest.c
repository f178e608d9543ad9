/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/backtest.c: capias backtest: the outlook against every recorded visit. */
#include "words.h"

static capias_left_out what_is_left_out(const struct cli *cli)
{
    const char *word = cli_value(cli, "leave-out");
    return !word || strcmp(word, "visit") == 0 ? CAPIAS_LEAVE_VISIT
           : strcmp(word, "person") == 0       ? CAPIAS_LEAVE_PERSON
                                               : CAPIAS_LEAVE_STATE;
}

static void print_backtest(const struct cli *cli, const capias_backtest *t, capias_left_out what)
{
    static const char *const words[] = {"visit", "person", "state"};
    cli_wrapf(0, 0, "%u visits abroad that were looked up; %u ended in an arrest. Each is told with its %s left out.",
              t->visits, t->arrests, words[what]);
    cli_print("\n             log loss   Brier\n");
    cli_print("  outlook    %8.3f  %6.3f\n", t->log_loss, t->brier);
    cli_print("  base rate  %8.3f  %6.3f\n", t->base_log_loss, t->base_brier);
    cli_heading(cli, "Arrests by kind of visitor and host");
    for (size_t i = 0; i < CAPIAS_VISIT_KINDS; i++)
        if (t->kinds[i].n)
            cli_print("  %2u of %2u  %.*s, host %s\n", t->kinds[i].k, t->kinds[i].n, CPS_FMT(t->kinds[i].kind),
                      t->kinds[i].host_is_party ? "a party" : "no party");
    cli_heading(cli, "Calibration");
    for (size_t i = 0; i < CAPIAS_CALIBRATION_BINS; i++) {
        const capias_calibration *c = &t->calibration[i];
        if (c->visits)
            cli_print("  told %.1f to %.1f: %2u visits, on average %.3f, came true %.3f\n", c->from, c->until,
                      c->visits, c->said, c->came_true);
    }
}

static int run(struct cli *cli)
{
    capias_backtest test;
    capias_error err = {0};
    capias_left_out what = what_is_left_out(cli);
    if (capias_outlook_backtest(cli->reg, what, cli->answer, &test, &err) != CAPIAS_OK) return cli_fail(cli, &err);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_backtest_json(cli->reg, &test, what, cli->answer, &json, &err), json, &err);
    }
    print_backtest(cli, &test, what);
    return CLI_DONE;
}

static const struct cli_option options[] = {
    {0, "leave-out", "visit|person|state", CLI_CHOICE, "visit", "the visit alone, or all of its person or state"},
};
static const struct cli_example examples[] = {
    {"backtest --leave-out person", "how well arrests could be told of persons not seen before"},
};

const struct cli_verb cli_backtest = {
    .name = "backtest", .operands = "[--leave-out visit|person|state]",
    .summary = "how well the outlook would have told the recorded visits",
    .details = "Tells each recorded visit from the others, as the outlook of a visit does, and measures how far that\n"
               "was from what happened: log loss (nats) and Brier's score, the smaller the better.",
    .options = options, .n_options = sizeof options / sizeof *options, .register_option = true,
    .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
