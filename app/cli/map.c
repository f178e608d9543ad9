/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/map.c: capias map: every state, and what binds it towards one person on a day. */
#include "words.h"

/* What is not known must not vanish behind what binds nobody. */
static const char *const forces[] = {"binding", "binding_on_request", "contested", "unknown",
                                     "urged",   "permitted",          "barred",    "none_found"};
#define N_FORCES (sizeof forces / sizeof *forces)

/* The strongest force of an arrest duty (or of any other) in this state; N_FORCES: none. */
static size_t strongest(const capias_map_state *s, bool arrest)
{
    size_t best = N_FORCES;
    for (size_t i = 0; i < s->n_duties; i++) {
        if (cps_str_starts(s->duties[i].act, CPS_STR("arrest")) != arrest) continue;
        for (size_t k = 0; k < best; k++)
            if (cps_str_is(s->duties[i].force, forces[k])) best = k;
    }
    return best;
}

/* Law that speaks to all states alike is told with a number: 194 names say nothing more. */
#define NAMED_MAX 100u

static void put_states(const capias_map *map, size_t force, bool arrest)
{
    struct cps_buf names = {0};
    size_t count = 0;
    for (size_t i = 0; i < map->n_states; i++) {
        if (strongest(&map->states[i], arrest) != force) continue;
        cps_buf_printf(&names, "%s%.*s", count++ ? ", " : "", CPS_FMT(map->states[i].name));
    }
    if (count) {
        cli_print("\n  ");
        bool named = arrest || count <= NAMED_MAX;
        cli_wrapf(2, 4, "%zu %s: %s%s%s", count, count == 1 ? "state" : "states",
                  force == N_FORCES ? "no entry" : cli_force_words(cps_str(forces[force])),
                  force == N_FORCES ? "" : arrest ? " arrest" : " act",
                  named ? "" : " (named with --json and by capias explain map)");
        if (named) cli_print("    ");
        if (named) cli_wrap((capias_str){names.v, names.n}, 4);
    }
    cps_buf_release(&names);
}

static void put_groups(const struct cli *cli, const capias_map *map)
{
    cli_heading(cli, "Arrest");
    for (size_t k = 0; k <= N_FORCES; k++) put_states(map, k, true);
    cli_heading(cli, "Other measures");
    for (size_t k = 0; k < N_FORCES; k++) put_states(map, k, false);
    cli_print("\n");
}

/* State by state, with grounds and sources. */
static void put_reasons(const struct cli *cli, const capias_map *map)
{
    for (size_t i = 0; i < map->n_states; i++) {
        const capias_map_state *s = &map->states[i];
        const capias_visit_answer there = {.state = s->state, .state_name = s->name, .duties = s->duties,
                                           .n_duties = s->n_duties};
        if (!s->n_duties) continue;
        cli_print("\n");
        cli_strong(cli, s->name);
        cli_put_duties(cli, &there, true);
    }
    cli_print("\n");
}

int cli_answer_map(struct cli *cli, const char *person, bool sources)
{
    char today[16];
    capias_visit_options opt = cli_visit_options(cli, today);
    capias_map map;
    capias_error err = {0};
    if (capias_duty_map(cli->reg, cps_str(person), &opt, cli->answer, &map, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_map_json(cli->reg, &map, cli->answer, &json, &err), json, &err);
    }
    cli_strong(cli, map.person_name);
    cli_print(" ");
    cli_wrapf(cli_columns(map.person_name) + 1, 2, "on %.*s%s%.*s, as known on %.*s (law as of %.*s)",
              CPS_FMT(map.on), map.until.n ? " to " : "", CPS_FMT(map.until), CPS_FMT(map.known),
              CPS_FMT(map.law_as_of));
    if (sources) put_reasons(cli, &map);
    else put_groups(cli, &map);
    cli_wrapf(0, 0, "Our tables show no duty: that is not to say that there is none.");
    return CLI_DONE;
}

static int run(struct cli *cli)
{
    return cli_answer_map(cli, cli->operands[0], false);
}

static const struct cli_option options[] = {CLI_DAY_OPTIONS};
static const struct cli_example examples[] = {
    {"map \"Vladimir Putin\" --on 2024-09-02", "which states were bound to arrest him that day"},
};

const struct cli_verb cli_map = {
    .name = "map", .operands = "PERSON", .summary = "every state, and what binds it on a day",
    .details = "The duties of every state towards one person, grouped by their force.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 1,
    .max_operands = 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
