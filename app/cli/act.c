/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/act.c: capias act: a confirmed match, and what a bank or company under the law of some states must do. */
#include <stdio.h>

#include "words.h"

static void put_formality(const capias_formality *f)
{
    cli_print("    ");
    cli_pad(f->kind, 12);
    cli_wrapf(16, 16, "%.*s%s%.*s: %.*s (%.*s)", CPS_FMT(f->body), f->due.n ? ", " : "", CPS_FMT(f->due),
              CPS_FMT(f->words), CPS_FMT(f->article));
}

static void put_place(const struct cli *cli, const capias_act_place *p, bool sources)
{
    char name[160];
    (void)snprintf(name, sizeof name, "Under the law of %.*s", CPS_FMT(p->state_name));
    cli_heading(cli, name);
    for (size_t i = 0; i < p->n_duties; i++) {
        const capias_visit_answer there = {.state = p->state, .state_name = CPS_STR("Who is under this law"),
                                           .duties = p->duties[i].duty, .n_duties = 1};
        cli_put_duties(cli, &there, sources);
        for (size_t k = 0; k < p->duties[i].n_formalities; k++) put_formality(&p->duties[i].formalities[k]);
    }
    if (!p->n_duties) {
        cli_print("\n  ");
        cli_wrapf(2, 2, "No list that speaks to persons under this law names this entity, as far as our tables and lists go.");
    }
    for (size_t i = 0; i < p->n_of_state; i++) {
        const capias_visit_answer there = {.state = p->state, .state_name = p->state_name,
                                           .duties = &p->of_state[i], .n_duties = 1};
        cli_put_duties(cli, &there, sources);
        cli_print("    ");
        cli_wrapf(4, 4, "The duty is the state's; persons owe what its own law makes of it.");
    }
}

int cli_answer_act(struct cli *cli, const char **operands, size_t n_operands, bool sources)
{
    char today[16];
    capias_str states[CAPIAS_LEGS_MAX];
    capias_visit_options opt = cli_visit_options(cli, today);
    capias_act_answer act;
    capias_error err = {0};
    for (size_t i = 0; i + 1 < n_operands; i++) states[i] = cps_str(operands[i + 1]);
    if (capias_act(cli->reg, cps_str(operands[0]), states, n_operands - 1, &opt, cli->answer, &act, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_act_json(cli->reg, &act, cli->answer, &json, &err), json, &err);
    }
    cli_strong(cli, act.entity_name);
    cli_print(" ");
    cli_wrapf(cli_columns(act.entity_name) + 1, 2, "on %.*s, as known on %.*s (law as of %.*s)", CPS_FMT(act.on),
              CPS_FMT(act.known), CPS_FMT(act.law_as_of));
    for (size_t i = 0; i < act.n_places; i++) put_place(cli, &act.places[i], sources);
    cli_print("\n");
    for (size_t i = 0; i < act.limits.n; i++) cli_wrapf(0, 0, "Not covered: %.*s", CPS_FMT(act.limits.v[i]));
    return CLI_DONE;
}

static int run(struct cli *cli)
{
    return cli_answer_act(cli, cli->operands, cli->n_operands, false);
}

static const struct cli_option options[] = {CLI_DAY_OPTIONS};
static const struct cli_example examples[] = {
    {"act vladimir-putin NL US --on 2024-09-02", "a Dutch bank with a branch in the United States"},
};

const struct cli_verb cli_act = {
    .name = "act", .operands = "ENTITY STATE...",
    .summary = "a confirmed match: what must a bank or company do, by when?",
    .details = "For each state under whose law the actor is: what to freeze, block or reject, on what ground, whom\n"
               "to tell by when, which licences exist. What binds the state itself stands beside it.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2,
    .max_operands = CAPIAS_LEGS_MAX + 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
