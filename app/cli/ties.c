/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/ties.c: capias ties: what a state depends on, and how much of it lies with whom. */
#include "words.h"

static void put_exposure(const capias_exposure *e, bool poles, bool sources)
{
    struct cps_buf line = {0};
    cli_add_code(&line, e->measure);
    cps_buf_printf(&line, " %.*s: ", CPS_FMT(e->year));
    for (size_t i = 0; i < e->n_partners; i++) {
        const capias_share *s = &e->partners[i];
        cps_buf_printf(&line, "%s%.*s %.0f %%", i ? ", " : "", CPS_FMT(s->partner_name), s->value * 100);
        for (size_t k = 0; k < s->others.n; k++) cps_buf_printf(&line, " (another source: %.*s)", CPS_FMT(s->others.v[k]));
    }
    if (e->listed < 0.995) cps_buf_printf(&line, ", others %.0f %%", (1 - e->listed) * 100);
    if (poles) cps_buf_printf(&line, "; with the poles %.0f %%", e->poles * 100);
    cps_buf_printf(&line, "; concentration %.2f", e->concentration_low);
    if (e->concentration_high - e->concentration_low > 0.005) cps_buf_printf(&line, " to %.2f", e->concentration_high);
    cli_print("  ");
    cli_wrap((capias_str){line.v, line.n}, 4);
    for (size_t i = 0; sources && i < e->n_partners; i++) {
        cli_print("    ");
        cli_wrapf(4, 6, "%.*s: %.*s", CPS_FMT(e->partners[i].partner_name), CPS_FMT(e->partners[i].source));
    }
    cps_buf_release(&line);
}

static void put_border(const capias_border *b)
{
    cli_print("  ");
    cli_wrapf(2, 4, "%.*s: %.0f km, %.0f %% of its land borders", CPS_FMT(b->neighbour_name), b->km, b->share * 100);
}

static void put_belonging(const capias_belonging *b, bool sources)
{
    struct cps_buf line = {0};
    cps_buf_printf(&line, "%.*s%s%.*s", CPS_FMT(b->from), b->until.n ? " to " : "", CPS_FMT(b->until));
    cli_print("  ");
    cli_pad((capias_str){line.v, line.n}, 26);
    line.n = 0;
    cps_buf_printf(&line, "%.*s%s", CPS_FMT(b->organisation), b->now ? "" : " (not on that day)");
    for (size_t i = 0; i < b->poles.n; i++) cps_buf_printf(&line, "%s%.*s", i ? ", " : ", with ", CPS_FMT(b->poles.v[i]));
    if (sources) cps_buf_printf(&line, " [%.*s]", CPS_FMT(b->source));
    cli_wrap((capias_str){line.v, line.n}, 28);
    cps_buf_release(&line);
}

static void print_ties(const struct cli *cli, const capias_ties *t, bool poles)
{
    bool sources = cli_flag(cli, "sources");
    cli_strong(cli, t->state_name);
    cli_print(" ");
    cli_wrapf(cli_columns(t->state_name) + 1, 2, "on %.*s, as known on %.*s", CPS_FMT(t->on), CPS_FMT(t->known));
    cli_heading(cli, "Trade and energy");
    for (size_t i = 0; i < t->n_exposures; i++) put_exposure(&t->exposures[i], poles, sources);
    if (!t->n_exposures) cli_print("  Our tables hold no shares.\n");
    if (t->n_borders) cli_heading(cli, "Borders");
    for (size_t i = 0; i < t->n_borders; i++) put_border(&t->borders[i]);
    if (t->n_organisations) cli_heading(cli, "Organisations");
    for (size_t i = 0; i < t->n_organisations; i++) put_belonging(&t->organisations[i], sources);
    if (t->n_visits) cli_heading(cli, "Recorded visits of the poles' people");
    for (size_t i = 0; i < t->n_visits; i++) {
        const capias_visit *v = &t->visits[i];
        cli_print("  %-10.*s  ", CPS_FMT(v->arrived));
        cli_wrapf(14, 14, "%.*s: %.*s", CPS_FMT(v->person), CPS_FMT(v->purpose));
    }
}

static int run(struct cli *cli)
{
    char today[16];
    capias_str poles[CAPIAS_LEGS_MAX];
    capias_visit_options opt = cli_visit_options(cli, today);
    capias_ties ties;
    capias_error err = {0};
    size_t n = cli->n_operands - 1;
    for (size_t i = 0; i < n; i++) poles[i] = cps_str(cli->operands[i + 1]);
    if (capias_state_ties(cli->reg, cps_str(cli->operands[0]), poles, n, &opt, cli->answer, &ties, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_ties_json(cli->reg, &ties, cli->answer, &json, &err), json, &err);
    }
    print_ties(cli, &ties, n > 0);
    return CLI_DONE;
}

static const struct cli_option options[] = {
    CLI_DAY_OPTIONS,
    {0, "sources", NULL, CLI_FLAG, NULL, "name the source of every figure"},
};
static const struct cli_example examples[] = {
    {"ties Mongolia Russia China", "what Mongolia depends on, and how much of it lies with its two neighbours"},
};

const struct cli_verb cli_ties = {
    .name = "ties", .operands = "STATE [POLE...]",
    .summary = "what a state depends on, and with whom it lies",
    .details = "Shares of trade and energy by partner with their years, how concentrated they are, borders, organisations\n"
               "with their days. With poles (states) their shares come first and are summed, and it is said which\n"
               "organisations they share and who came from there. Concentration is the sum of squared shares; it has\n"
               "bounds, as only the largest partners are listed.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 1,
    .max_operands = CAPIAS_LEGS_MAX + 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
