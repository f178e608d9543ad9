/* SPDX-License-Identifier: Apache-2.0
 *
 * api/law.c: the questions of law, and reading, with persons, states and days as a user types them. */
#include "api/api.h"

static capias_status bad_day(const char *option, capias_str typed, capias_error *err)
{
    bool may_span = strcmp(option, "--known") != 0 && strcmp(option, "--date") != 0;
    (void)cps_fail_at(err, CAPIAS_E_ARG, option, 0, 0, "'%.*s' is not a day", CPS_FMT(typed));
    cps_hint(err, may_span ? "write it as 2024-09-02, or a span as 2024-09-02..2024-09-03"
                           : "write it as 2024-09-02; a month or a year counts to its end");
    return CAPIAS_E_ARG;
}

static capias_status read_span(const char *option, capias_str typed, struct cps_span *out,
                               capias_error *err)
{
    size_t dots = cps_str_find(typed, CPS_STR(".."), 0);
    if (dots == SIZE_MAX) return cps_date_parse(typed, out) ? CAPIAS_OK : bad_day(option, typed, err);
    struct cps_span first, last;
    if (!cps_date_parse(cps_str_sub(typed, 0, dots), &first) ||
        !cps_date_parse(cps_str_sub(typed, dots + 2, typed.n), &last) || last.until <= first.from)
        return bad_day(option, typed, err);
    *out = (struct cps_span){first.from, last.until};
    return CAPIAS_OK;
}

capias_status cps_ask_days(const capias_visit_options *opt, struct cps_law_question *q,
                           capias_error *err)
{
    struct cps_span today, known;
    if (!opt || opt->size != sizeof *opt || !cps_date_parse(opt->today, &today))
        return cps_fail(err, CAPIAS_E_ARG, "the caller must say what day it is");
    q->on = today;
    q->overflight = opt->overflight;
    if (opt->on.n) CPS_TRY(read_span("--on", opt->on, &q->on, err));
    q->known = today.from;
    if (opt->known.n) {
        if (!cps_date_parse(opt->known, &known)) return bad_day("--known", opt->known, err);
        q->known = known.until - 1; /* a month: what was known when it ended */
    }
    return CAPIAS_OK;
}

capias_status capias_visit_duties(const capias_register *reg, capias_str person, capias_str state,
                                  const capias_visit_options *opt, capias_answer *answer,
                                  capias_visit_answer *out, capias_error *err)
{
    struct cps_law_question q = {0};
    CPS_TRY(cps_ask_days(opt, &q, err));
    CPS_TRY(cps_resolve_person(reg, person, answer, &q.person, err));
    CPS_TRY(cps_resolve_state(reg, state, answer, &answer->arena, &q.state, err));
    return cps_law_visit(reg, &q, &answer->arena, out, err);
}

capias_status capias_duty_map(const capias_register *reg, capias_str person,
                              const capias_visit_options *opt, capias_answer *answer,
                              capias_map *out, capias_error *err)
{
    struct cps_law_question q = {0};
    CPS_TRY(cps_ask_days(opt, &q, err));
    CPS_TRY(cps_resolve_person(reg, person, answer, &q.person, err));
    return cps_law_map(reg, &q, &answer->arena, out, err);
}

capias_status capias_outlook_backtest(const capias_register *reg, capias_left_out what,
                                      capias_answer *answer, capias_backtest *out, capias_error *err)
{
    if (!reg || (unsigned)what > CAPIAS_LEAVE_STATE)
        return cps_fail(err, CAPIAS_E_ARG, "a visit, a person or a state is left out");
    return cps_law_backtest(reg, what, &answer->arena, out, err);
}

capias_status capias_duty_calendar(const capias_register *reg, capias_str person, capias_str state,
                                   const capias_visit_options *opt, capias_answer *answer,
                                   capias_calendar *out, capias_error *err)
{
    struct cps_law_question q = {0};
    CPS_TRY(cps_ask_days(opt, &q, err));
    CPS_TRY(cps_resolve_person(reg, person, answer, &q.person, err));
    if (state.n) CPS_TRY(cps_resolve_state(reg, state, answer, &answer->arena, &q.state, err));
    if (!opt->on.n) {
        CPS_TRY(cps_law_first_day(reg, q.person, q.known, &answer->arena, &q.on.from, err));
        if (q.on.from >= q.on.until) q.on.from = q.on.until - 1;
    }
    return cps_law_calendar(reg, &q, &answer->arena, out, err);
}

/* ---- journeys ------------------------------------------------------------------------------------ */

capias_status capias_leg_read(capias_str typed, capias_leg *out, capias_error *err)
{
    static const char flag[] = ":overflight";
    *out = (capias_leg){0};
    size_t at = typed.n;
    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] == '@') at = i;
    capias_str state = cps_str_trim(cps_str_sub(typed, 0, at));
    out->on = at < typed.n ? cps_str_trim(cps_str_sub(typed, at + 1, typed.n)) : (capias_str){0};
    if (cps_str_ends(state, cps_str(flag))) {
        out->overflight = true;
        state = cps_str_trim(cps_str_sub(state, 0, state.n - strlen(flag)));
    }
    out->state = state;
    if (state.n && (at == typed.n || out->on.n)) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_ARG, "STATE@DAY", 0, 0, "'%.*s' names no leg", CPS_FMT(typed));
    cps_hint(err, "write it as Mongolia@2024-09-02, KZ:overflight@2024-09-01 or just MN");
    return CAPIAS_E_ARG;
}

/* The days of a leg that says none are the last day of the leg before. */
static capias_status leg_days(const capias_leg *leg, const struct cps_span *before,
                              struct cps_span *on, capias_error *err)
{
    if (leg->on.n) CPS_TRY(read_span("STATE@DAY", leg->on, on, err));
    else if (before) *on = (struct cps_span){before->until - 1, before->until};
    if (!before || on->until > before->from) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_ARG, "STATE@DAY", 0, 0, "%.*s on %.*s comes before the leg ahead of it",
                      CPS_FMT(leg->state), CPS_FMT(leg->on));
    cps_hint(err, "give the legs in the order of travel");
    return CAPIAS_E_ARG;
}

static capias_status take_leg(const capias_register *reg, const capias_leg *leg,
                              const struct cps_span *before, struct cps_law_question *q,
                              capias_answer *answer, capias_journey_leg *out, capias_error *err)
{
    CPS_TRY(leg_days(leg, before, &q->on, err));
    CPS_TRY(cps_resolve_state(reg, leg->state, answer, &answer->arena, &q->state, err));
    q->overflight = leg->overflight;
    out->overflight = leg->overflight;
    out->day_assumed = leg->on.n == 0;
    CPS_TRY(cps_law_visit(reg, q, &answer->arena, &out->visit, err));
    return cps_law_contacts(reg, &out->visit, &answer->arena, &out->notify, &out->n_notify, err);
}

capias_status capias_journey(const capias_register *reg, capias_str person, const capias_leg *legs,
                             size_t n_legs, const capias_visit_options *opt, capias_answer *answer,
                             capias_journey_answer *out, capias_error *err)
{
    struct cps_arena *arena = &answer->arena;
    struct cps_law_question q = {0};
    CPS_TRY(cps_ask_days(opt, &q, err));
    if (!n_legs || n_legs > CAPIAS_LEGS_MAX)
        return cps_fail(err, CAPIAS_E_ARG, "a journey has 1 to %d legs", CAPIAS_LEGS_MAX);
    CPS_TRY(cps_resolve_person(reg, person, answer, &q.person, err));
    capias_journey_leg *v = CPS_TAKE(arena, capias_journey_leg, n_legs);
    if (!v) return cps_fail_memory(err);
    struct cps_span before = {0};
    for (size_t i = 0; i < n_legs; i++) {
        CPS_TRY(take_leg(reg, &legs[i], i ? &before : NULL, &q, answer, &v[i], err));
        before = q.on;
    }
    *out = (capias_journey_answer){.person = v[0].visit.person,
                                   .person_name = v[0].visit.person_name,
                                   .known = v[0].visit.known,
                                   .law_as_of = v[0].visit.law_as_of,
                                   .legs = v,
                                   .n_legs = n_legs};
    return CAPIAS_OK;
}

capias_status capias_act(const capias_register *reg, capias_str entity, const capias_str *states, size_t n_states,
                         const capias_visit_options *opt, capias_answer *answer, capias_act_answer *out,
                         capias_error *err)
{
    struct cps_arena *arena = &answer->arena;
    struct cps_law_question q = {0};
    capias_visit_answer named;
    CPS_TRY(cps_ask_days(opt, &q, err));
    if (!n_states || n_states > CAPIAS_LEGS_MAX)
        return cps_fail(err, CAPIAS_E_ARG, "an actor is under the law of 1 to %d states", CAPIAS_LEGS_MAX);
    CPS_TRY(cps_resolve_person(reg, entity, answer, &q.person, err));
    capias_act_place *v = CPS_TAKE(arena, capias_act_place, n_states);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < n_states; i++) {
        CPS_TRY(cps_resolve_state(reg, states[i], answer, arena, &q.state, err));
        CPS_TRY(cps_law_act(reg, &q, arena, &v[i], err));
    }
    CPS_TRY(cps_law_visit(reg, &q, arena, &named, err));
    capias_str *limit = CPS_TAKE(arena, capias_str, 1);
    if (!limit) return cps_fail_memory(err);
    const struct cps_table *limits = cps_register_table(reg, "limits");
    int64_t row = limits ? cps_table_find(limits, CPS_STR("listings")) : -1;
    if (row >= 0) *limit = cps_table_cell(limits, (uint32_t)row, cps_table_column(limits, "text"));
    *out = (capias_act_answer){.entity = named.person, .entity_name = named.person_name, .on = named.on,
                               .known = named.known, .law_as_of = named.law_as_of, .places = v, .n_places = n_states,
                               .limits = {limit, row >= 0}};
    return CAPIAS_OK;
}

capias_status capias_read(const capias_register *reg, capias_str text, capias_str date,
                          capias_answer *answer, capias_reading *out, capias_error *err)
{
    struct cps_span day = {0};
    if (date.n && !cps_date_parse(date, &day)) return bad_day("--date", date, err);
    return cps_reader_read(reg, text, day, &answer->arena, out, err);
}
