/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/track.c: capias track: over whom a flight leads, and what it passes by. */
#include "words.h"

static const capias_track_state *state_of(const capias_track_answer *t, capias_str code)
{
    for (size_t i = 0; i < t->n_states; i++)
        if (cps_str_eq(t->states[i].visit.state, code)) return &t->states[i];
    return NULL;
}

static const char *duty_words(const capias_track_answer *t, const capias_track_crossing *c)
{
    const capias_track_state *s = state_of(t, c->state);
    if (!s || !c->duty) return "our tables show no duty";
    for (size_t i = 0; i < s->visit.n_duties; i++)
        if (cps_str_starts(s->visit.duties[i].force, CPS_STR("binding"))) return "a duty";
    return "a duty is contested or not known";
}

static void put_crossing(const capias_track_answer *t, const capias_track_crossing *c, bool drawn)
{
    const capias_track_state *s = state_of(t, c->state);
    const char *role = s && !cps_str_is(s->role, "overflight") ? cps_str_is(s->role, "arrival") ? ", arrival"
                                                                                                : ", departure"
                                                               : "";
    const char *where = !drawn ? "from the capital of " : c->edge ? "over the edge of " : c->km > 0 ? "over " : "off ";
    cli_print("  %6.0f km %s", drawn && c->km > 0 ? c->km : c->near_km, where);
    cli_wrapf(12 + (unsigned)strlen(where), 12, "%.*s (%.*s)%s: %s", CPS_FMT(c->state_name), CPS_FMT(c->state), role,
              duty_words(t, c));
}

/* "Germany, France" from codes. */
static void put_named(const capias_track_answer *t, const char *what, capias_strs codes)
{
    struct cps_buf names = {0};
    if (!codes.n) return;
    for (size_t i = 0; i < codes.n; i++) {
        const capias_track_state *s = state_of(t, codes.v[i]);
        cps_buf_printf(&names, "%s%.*s", i ? ", " : "", CPS_FMT(s ? s->visit.state_name : codes.v[i]));
    }
    cli_print("  ");
    cli_wrapf(2, 4, "%s: %.*s", what, (int)names.n, names.v ? names.v : "");
    cps_buf_release(&names);
}

static void put_comparison(const capias_track_answer *t, const capias_track_line *line)
{
    const capias_track_line *direct = &t->lines[0];
    cli_print("\n  ");
    cli_wrapf(2, 4,
              "against the direct line: %+.0f km (%+.1f %%); %.0f km instead of %.0f km over states where a "
              "duty exists or is contested (without those of departure and arrival)",
              line->detour_km, 100 * line->detour_km / direct->km, line->duty_km, direct->duty_km);
    put_named(t, "of these it passes by", line->passed_by);
    put_named(t, "comes close to", line->close_to);
    put_named(t, "crosses too", line->crossed_too);
    put_named(t, "crosses, as the direct line does not", line->crossed_alone);
    if (!cps_str_is(line->kind, "flown")) return;
    cli_print("  ");
    cli_wrapf(2, 4, line->shows_avoidance
                        ? "The track shows avoidance in these figures: longer, and less of it over such states. "
                          "They say nothing of why."
                        : "The figures show no avoidance: the track is no longer, passes none by, or is as long "
                          "over such states.");
}

static void put_line(const struct cli *cli, const capias_track_answer *t, const capias_track_line *line)
{
    struct cps_buf head = {0};
    if (cps_str_is(line->kind, "direct")) cps_buf_printf(&head, "Direct line");
    else if (cps_str_is(line->kind, "flown"))
        cps_buf_printf(&head, "Flown, by %zu point%s", line->n_points - 2, line->n_points == 3 ? "" : "s");
    else cps_buf_printf(&head, "Corridor %.*s", CPS_FMT(line->name));
    cps_buf_printf(&head, ": %.0f km", line->km);
    cps_buf_add(&head, "", 1);
    cli_heading(cli, head.failed ? "Line" : head.v);
    cps_buf_release(&head);
    for (size_t i = 0; i < line->n_crossings; i++) put_crossing(t, &line->crossings[i], true);
    for (size_t i = 0; i < line->n_undrawn; i++) put_crossing(t, &line->undrawn[i], false);
    if (cps_str_is(line->kind, "flown")) {
        cli_print("  ");
        cli_wrapf(2, 4, "between its points the track is taken as a great circle: the longest leg is %.0f km",
                  line->longest_leg_km);
    }
    if (line->note.n) {
        cli_print("  ");
        cli_wrap(line->note, 4);
    }
    if (!cps_str_is(line->kind, "direct")) put_comparison(t, line);
}

static bool holds(capias_strs list, capias_str text)
{
    for (size_t i = 0; i < list.n; i++)
        if (cps_str_eq(list.v[i], text)) return true;
    return false;
}

/* Is it a ground, or a dispute, in every state that is flown over and has a duty? Then it is said once. */
static bool said_by_all(const capias_track_answer *t, capias_str text)
{
    for (size_t i = 0; i < t->n_states; i++) {
        const capias_track_state *s = &t->states[i];
        bool found = !s->duty || !cps_str_is(s->role, "overflight");
        for (size_t d = 0; d < s->visit.n_duties; d++)
            found = found || holds(s->visit.duties[d].contested, text) || holds(s->visit.duties[d].grounds, text);
        if (!found) return false;
    }
    return true;
}

/* The first state that is flown over and has a duty; NULL: none. */
static const capias_track_state *first_with_duty(const capias_track_answer *t)
{
    for (size_t i = 0; i < t->n_states; i++)
        if (t->states[i].duty && cps_str_is(t->states[i].role, "overflight")) return &t->states[i];
    return NULL;
}

static void put_common(const capias_track_answer *t, capias_strs list, const char *what)
{
    for (size_t k = 0; k < list.n; k++) {
        if (!said_by_all(t, list.v[k])) continue;
        cli_print("  %-11s ", what);
        cli_wrap(list.v[k], 14);
        what = "";
    }
}

static void put_all_alike(const struct cli *cli, const capias_track_answer *t)
{
    const capias_track_state *s = first_with_duty(t);
    if (!s) return;
    cli_heading(cli, "In every state that is flown over and has a duty, or may have one");
    for (size_t d = 0; d < s->visit.n_duties; d++) {
        put_common(t, s->visit.duties[d].grounds, "ground");
        put_common(t, s->visit.duties[d].contested, "contested");
    }
}

/* One duty in short: its force, and the grounds that are this state's own. */
static void put_duty(const capias_track_answer *t, const capias_duty *d)
{
    struct cps_buf act = {0};
    cli_add_code(&act, cli_act_words(d->act));
    cli_print("  ");
    cli_wrapf(2, 4, "%s %.*s", cli_force_words(d->force), (int)act.n, act.v ? act.v : "");
    cps_buf_release(&act);
    for (size_t k = 0; k < d->grounds.n; k++) {
        if (said_by_all(t, d->grounds.v[k])) continue;
        cli_print("    ");
        cli_wrap(d->grounds.v[k], 6);
    }
}

/* Per state what falls on it, the ground, and whom to notify. */
static void put_state(const struct cli *cli, const capias_track_answer *t, const capias_track_state *s)
{
    bool sources = cli_flag(cli, "sources"), whole = sources || cli_flag(cli, "reasons");
    if (!s->duty) return;
    cli_print("\n");
    cli_strong(cli, s->visit.state_name);
    cli_print(", %.*s\n", CPS_FMT(s->role));
    if (whole) cli_put_duties(cli, &s->visit, sources);
    for (size_t i = 0; i < s->visit.n_duties && !whole; i++) put_duty(t, &s->visit.duties[i]);
    for (size_t i = 0; i < s->n_notify; i++) {
        const capias_contact *c = &s->notify[i];
        cli_print("  ");
        cli_wrapf(2, 4, "notify: %.*s (%.*s)", CPS_FMT(c->body), CPS_FMT(c->article));
    }
}

static void print_track(const struct cli *cli, const capias_track_answer *t)
{
    cli_strong(cli, t->person_name);
    capias_str from = t->from.state.n ? t->from.state : CPS_STR("at sea");
    capias_str to = t->to.state.n ? t->to.state : CPS_STR("at sea");
    cli_wrapf(cli_columns(t->person_name), 2,
              ", from %.*s (%.*s) to %.*s (%.*s) on %.*s%s%.*s, as known on %.*s (law as of %.*s)",
              CPS_FMT(t->from.name), CPS_FMT(from), CPS_FMT(t->to.name), CPS_FMT(to),
              CPS_FMT(t->on), t->until.n ? " to " : "", CPS_FMT(t->until), CPS_FMT(t->known),
              CPS_FMT(t->law_as_of));
    for (size_t i = 0; i < t->n_lines; i++) put_line(cli, t, &t->lines[i]);
    put_all_alike(cli, t);
    if (first_with_duty(t)) cli_heading(cli, "State by state");
    for (size_t i = 0; i < t->n_states; i++) put_state(cli, t, &t->states[i]);
    cli_heading(cli, "What this answer does not know");
    for (size_t i = 0; i < t->limits.n; i++) {
        cli_print("  - ");
        cli_wrap(t->limits.v[i], 4);
    }
}

static int run(struct cli *cli)
{
    char today[16];
    capias_visit_options opt = cli_visit_options(cli, today);
    const capias_point *flown = NULL;
    size_t n_flown = 0;
    capias_track_answer t;
    capias_str json;
    capias_error err = {0};
    const char *file = cli_value(cli, "flown");
    if (file && cli_text(cli, "via").n)
        return cli_usage(cli->verb, "a flown track is given by --via or by --flown, not by both");
    capias_status status = CAPIAS_OK;
    if (file) status = capias_track_read(strcmp(file, "-") == 0 ? CPS_STDIN : file, cli->answer, &flown, &n_flown, &err);
    else if (cli_value(cli, "via"))
        status = capias_track_via(cli_text(cli, "via"), cli->answer, &flown, &n_flown, &err);
    if (status == CAPIAS_OK)
        status = capias_track(cli->reg, cps_str(cli->operands[0]), cps_str(cli->operands[1]),
                              cps_str(cli->operands[2]), &opt, flown, n_flown, cli->answer, &t, &err);
    if (status != CAPIAS_OK) return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json"))
        return cli_json(cli, capias_track_json(cli->reg, &t, cli->answer, &json, &err), json, &err);
    print_track(cli, &t);
    return CLI_DONE;
}

static const struct cli_option options[] = {
    CLI_DAY_OPTIONS,
    {0, "via", "LAT,LON;...", CLI_TEXT, NULL, "points of the track that was flown, in order"},
    {0, "flown", "FILE", CLI_FILE, NULL, "the same from a CSV file with the columns lat and lon; -: standard input"},
    {0, "reasons", NULL, CLI_FLAG, NULL, "every duty with its grounds and disputes"},
    {0, "sources", NULL, CLI_FLAG, NULL, "and the source of every duty"},
};
static const struct cli_example examples[] = {
    {"track \"Benjamin Netanyahu\" \"Tel Aviv\" \"New York\" --on 2025-09-25 "
     "--via \"37.5,22.4;38.6,16.3;38.5,8.5;36,-2.5;35.95,-5.6;36.3,-10\"",
     "over Greece and Italy and out by Gibraltar, beside the direct line"},
    {"track vladimir-putin Moscow Ulaanbaatar --on 2024-09-02", "over whom the direct line leads"},
};

const struct cli_verb cli_track = {
    .name = "track", .operands = "PERSON FROM TO",
    .summary = "over which states does a flight lead, and what does it pass by?",
    .details = "Draws the great circle from FROM to TO, every corridor that makes the way at most a quarter\n"
               "longer, and the flown track where one is given; tells the states under each, the duty in\n"
               "each, and whom to notify. Against the direct line: how much longer, and which states with\n"
               "a duty it passes by. FROM and TO: a city, \"CITY, STATE\", a state (its capital), LAT,LON.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 3,
    .max_operands = 3, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
