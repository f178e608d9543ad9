/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/journey.c: capias journey: what binds at every leg, and whom to notify. */
#include "words.h"

/* The strongest force among the duties of a leg; those of arrest go before others. */
static const capias_duty *gravest(const capias_journey_leg *leg)
{
    static const char *const forces[] = {"binding", "binding_on_request", "contested", "unknown"};
    for (unsigned arrest = 0; arrest < 2; arrest++)
        for (size_t f = 0; f < sizeof forces / sizeof *forces; f++)
            for (size_t i = 0; i < leg->visit.n_duties; i++) {
                const capias_duty *d = &leg->visit.duties[i];
                bool is_arrest = cps_str_starts(d->act, CPS_STR("arrest"));
                if (is_arrest != (arrest != 0) && cps_str_is(d->force, forces[f])) return d;
            }
    return NULL;
}

static void add_day(struct cps_buf *text, const capias_journey_leg *leg)
{
    cps_buf_printf(text, "%.*s%s%.*s", CPS_FMT(leg->visit.on), leg->visit.until.n ? " to " : "",
                   CPS_FMT(leg->visit.until));
}

/* One line a leg: what is gravest there. */
static void put_summary(const struct cli *cli, const capias_journey_leg *leg)
{
    struct cps_buf line = {0};
    const capias_duty *d = gravest(leg);
    (void)cli;
    add_day(&line, leg);
    cps_buf_printf(&line, "  %.*s%s: ", CPS_FMT(leg->visit.state_name), leg->overflight ? " (overflight)" : "");
    if (d) {
        cps_buf_printf(&line, "%s ", cli_force_words(d->force));
        cli_add_code(&line, d->act);
    } else {
        cps_buf_printf(&line, "our tables show no duty");
    }
    cli_print("  ");
    cli_wrap((capias_str){line.v, line.n}, 14);
    cps_buf_release(&line);
}

static void put_contacts(const struct cli *cli, const capias_journey_leg *leg)
{
    if (leg->n_notify) cli_heading(cli, "Whom to notify");
    for (size_t i = 0; i < leg->n_notify; i++) {
        const capias_contact *c = &leg->notify[i];
        cli_print("  ");
        cli_wrap(c->body, 4);
        cli_print("    ");
        cli_wrap(c->role, 4);
        if (c->channel.n) {
            cli_print("    ");
            cli_wrapf(4, 6, "by: %.*s", CPS_FMT(c->channel));
        }
        cli_print("    ");
        cli_wrapf(4, 6, "see: %.*s", CPS_FMT(c->article));
    }
}

static void put_leg(const struct cli *cli, const capias_journey_leg *leg, size_t number, bool sources)
{
    struct cps_buf day = {0};
    add_day(&day, leg);
    cli_print("\n%zu. ", number);
    cli_strong(cli, leg->visit.state_name);
    cli_print(", %.*s%s%s\n", (int)day.n, day.v ? day.v : "", leg->overflight ? ", overflight" : "",
              leg->day_assumed ? " (day not given: that of the leg before)" : "");
    cps_buf_release(&day);
    cli_put_duties(cli, &leg->visit, sources);
    put_contacts(cli, leg);
}

static void print_journey(const struct cli *cli, const capias_journey_answer *j, bool sources)
{
    cli_strong(cli, j->person_name);
    cli_wrapf(cli_columns(j->person_name), 2, ", %zu leg%s, as known on %.*s (law as of %.*s)", j->n_legs,
              j->n_legs == 1 ? "" : "s", CPS_FMT(j->known), CPS_FMT(j->law_as_of));
    for (size_t i = 0; i < j->n_legs; i++) put_summary(cli, &j->legs[i]);
    for (size_t i = 0; i < j->n_legs; i++) put_leg(cli, &j->legs[i], i + 1, sources);
    cli_print("\n");
    cli_wrapf(0, 0, "What courts decided and what happened the last times: capias visit PERSON STATE.");
}

int cli_answer_journey(struct cli *cli, const char **operands, size_t n_operands, bool sources)
{
    char today[16];
    capias_leg legs[CAPIAS_LEGS_MAX];
    capias_visit_options opt = cli_visit_options(cli, today);
    capias_journey_answer j;
    capias_str json;
    capias_error err = {0};
    size_t n = n_operands - 1;
    for (size_t i = 0; i < n; i++)
        if (capias_leg_read(cps_str(operands[i + 1]), &legs[i], &err) != CAPIAS_OK)
            return cli_fail(cli, &err);
    if (capias_journey(cli->reg, cps_str(operands[0]), legs, n, &opt, cli->answer, &j, &err) !=
        CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json"))
        return cli_json(cli, capias_journey_json(cli->reg, &j, cli->answer, &json, &err), json, &err);
    print_journey(cli, &j, sources);
    return CLI_DONE;
}

static int run(struct cli *cli)
{
    return cli_answer_journey(cli, cli->operands, cli->n_operands, cli_flag(cli, "sources"));
}

static const struct cli_option options[] = {
    CLI_DAY_OPTIONS,
    {0, "sources", NULL, CLI_FLAG, NULL, "name the source of every duty"},
};
static const struct cli_example examples[] = {
    {"journey \"Vladimir Putin\" KZ:overflight@2024-09-02 Mongolia@2024-09-02..2024-09-03",
     "over Kazakhstan to Ulaanbaatar: what bound whom, and whom to notify"},
    {"journey omar-al-bashir TD@2010-07-21 KE@2010-08-27 --known 2010-08-27",
     "two visits of one summer, with what could be known then"},
};

const struct cli_verb cli_journey = {
    .name = "journey", .operands = "PERSON STATE[:overflight][@DAY[..DAY]]...",
    .summary = "what binds at each leg of a journey, and whom to notify?",
    .details = "The answer of `visit` for every leg in the order of travel, and where a duty exists or\n"
               "may exist, whom to notify. A leg without a day has the last day of the leg before, the\n"
               "first one that of --on. With :overflight the airspace is crossed and the ground is not\n"
               "touched.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2,
    .max_operands = CAPIAS_LEGS_MAX + 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
