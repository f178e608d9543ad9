/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/calendar.c: capias calendar: when each duty began, paused and ended. */
#include "words.h"

static void put_reason(const char *label, capias_strs list)
{
    for (size_t i = 0; i < list.n; i++) {
        cli_print("      %-8s ", i ? "" : label);
        cli_wrap(list.v[i], 15);
    }
}

static void put_text(const char *label, capias_str text)
{
    put_reason(label, (capias_strs){&text, text.n != 0});
}

static void put_period(const struct cli *cli, const capias_calendar_state *s, const capias_period *p,
                       bool sources)
{
    struct cps_buf line = {0};
    bool named = !cps_str_is(p->duty.force, "unknown");
    cps_buf_printf(&line, "%.*s to %s%.*s: %.*s%s%s ", CPS_FMT(p->from), p->goes_on ? "at least " : "",
                   CPS_FMT(p->until), CPS_FMT(named ? s->name : (capias_str){0}), named ? " " : "",
                   cli_force_words(p->duty.force));
    cli_add_code(&line, p->duty.act);
    cli_print("\n  ");
    cli_bold(cli, p->duty.bound == 1);
    cli_wrap((capias_str){line.v, line.n}, 4);
    cli_bold(cli, false);
    cps_buf_release(&line);
    put_text("law", p->duty.regime_name.n ? p->duty.regime_name : p->duty.regime);
    put_text("by", p->duty.instrument);
    put_text("for", p->duty.addressee);
    put_reason("began", p->begun);
    put_text("paused", p->paused);
    put_reason(p->changes ? "changed" : "ended", p->ended);
    put_text("asked", p->duty.request);
    if (!sources) return;
    put_reason("ground", p->duty.grounds);
    put_reason("spared", p->duty.exemptions);
    put_reason("disputed", p->duty.contested);
    put_reason("source", p->duty.sources);
}

/* One state, with what turned and why. */
static void put_state(const struct cli *cli, const capias_calendar_state *s, bool sources)
{
    if (!s->n_periods) cli_print("\n  Our tables show no duty in these days.\n");
    for (size_t i = 0; i < s->n_periods; i++) put_period(cli, s, &s->periods[i], sources);
    cli_print("\n");
}

/* Every state: a line for every period of an arrest duty. */
static void put_world(const struct cli *cli, const capias_calendar *c)
{
    cli_heading(cli, "Arrest");
    for (size_t i = 0; i < c->n_states; i++) {
        const capias_calendar_state *s = &c->states[i];
        for (size_t k = 0; k < s->n_periods; k++) {
            const capias_period *p = &s->periods[k];
            struct cps_buf act = {0};
            if (!cps_str_starts(p->duty.act, CPS_STR("arrest"))) continue;
            cli_add_code(&act, p->duty.act);
            cli_print("  %.*s to %s%.*s  ", CPS_FMT(p->from), p->goes_on ? "..." : "",
                      CPS_FMT(p->goes_on ? (capias_str){0} : p->until));
            if (p->goes_on) cli_print("       ");
            cli_wrapf(28, 28, "%.*s %s %.*s (%.*s, %.*s)", CPS_FMT(s->name),
                      cli_force_words(p->duty.force), (int)act.n, act.v, CPS_FMT(p->duty.regime),
                      CPS_FMT(p->duty.instrument));
            cps_buf_release(&act);
        }
    }
    cli_print("\n");
}

int cli_answer_calendar(struct cli *cli, const char *person, const char *state, bool sources)
{
    char today[16];
    capias_visit_options opt = cli_visit_options(cli, today);
    capias_calendar c;
    capias_error err = {0};
    if (capias_duty_calendar(cli->reg, cps_str(person), cps_str(state ? state : ""), &opt, cli->answer, &c,
                             &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_calendar_json(cli->reg, &c, cli->answer, &json, &err), json, &err);
    }
    cli_strong(cli, c.person_name);
    if (state) {
        cli_print(" in ");
        cli_strong(cli, c.states[0].name);
    }
    cli_print(" ");
    cli_wrapf(cli_columns(c.person_name) + (state ? 5 + cli_columns(c.states[0].name) : 1), 2,
              "from %.*s to %.*s, as known on %.*s (law as of %.*s)", CPS_FMT(c.from), CPS_FMT(c.until),
              CPS_FMT(c.known), CPS_FMT(c.law_as_of));
    if (state) put_state(cli, &c.states[0], sources);
    else put_world(cli, &c);
    cli_wrapf(0, 0, "Our tables show no duty: that is not to say that there is none.");
    return CLI_DONE;
}

static int run(struct cli *cli)
{
    return cli_answer_calendar(cli, cli->operands[0], cli->n_operands > 1 ? cli->operands[1] : NULL, false);
}

static const struct cli_option options[] = {
    {0, "on", "D..D", CLI_TEXT, NULL, "the days; else from the first warrant or listing until today"},
    {0, "known", "DAY", CLI_TEXT, "today", "answer as it could be known that day"}};
static const struct cli_example examples[] = {
    {"calendar omar-al-bashir Burundi --on 2008-01-01..2020-12-31", "what bound Burundi, from when until when"},
    {"calendar vladimir-putin --on 2023-01-01..2025-12-31", "the same for every state, arrests alone"},
};

const struct cli_verb cli_calendar = {
    .name = "calendar", .operands = "PERSON [STATE]", .summary = "when each duty began, paused and ended",
    .details = "The duties of a state towards one person, period by period, with what turned at each end. "
               "Without a state: every state, a line for each period in which an arrest was due or in question.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 1,
    .max_operands = 2, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
