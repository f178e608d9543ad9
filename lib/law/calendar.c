/* SPDX-License-Identifier: Apache-2.0
 *
 * law/calendar.c: when each duty began, paused and ended.
 *
 * In    a person, one state or all, a span of days.   Out   periods within which an answer stays the same.
 *
 *   days on which anything may turn ──▶ the question of `visit` for the first day between two of them
 *                                   ──▶ neighbours that say the same become one period
 *
 * Nothing is decided here a second time: between two turns every row that a question reads is in force
 * or not, so the answer of one day is that of all. What turns are is therefore the one thing to get
 * right: every date that a step compares with the day asked about (law_begun, law_within) is collected,
 * and one that turns nothing costs a question and is merged away. Turns of the person (warrants, listings,
 * measures, requests) open a new case; those of the state only ask it again. */
#include <stdlib.h>

#include "law/rules.h"

/* A day on which something dated begins to count. */
struct turn {
    cps_day day;
    capias_str about; /* an instrument or a regime; empty: anything */
    capias_str words; /* empty: nothing to say */
};

struct turns {
    struct turn *v;
    size_t n, cap;
};

struct calendar {
    const capias_register *reg;
    const struct cps_law_question *q; /* on: all the days */
    struct cps_arena *arena;
    struct law_case whole;  /* the question for all days at once: what may ever count */
    struct turns person;    /* sorted */
    struct turns state;
    struct law_case *cases; /* one for each stretch between turns of the person, opened when needed */
    struct cps_law_question *questions;
    bool *opened;
    struct cps_arena scratch; /* answers, while one state is asked about many days */
    bool brief;
};

struct periods {
    capias_period *v;
    size_t n, cap;
};

/* ---- turns ---------------------------------------------------------------------------------- */

static void add_turn(struct calendar *c, struct turns *to, cps_day day, capias_str about,
                     capias_str words)
{
    const struct law *l = &c->whole.l;
    if (day <= c->q->on.from || day >= c->q->on.until) return;
    if (to->n == to->cap) {
        size_t cap = to->cap ? to->cap * 2 : 32;
        struct turn *v = CPS_TAKE(l->arena, struct turn, cap);
        if (!v) {
            *l->failed = true;
            return;
        }
        if (to->n) memcpy(v, to->v, to->n * sizeof *v);
        to->v = v;
        to->cap = cap;
    }
    to->v[to->n++] = (struct turn){day, about, words};
}

/* A date may be a month or a year: it may have begun from its first day on, and has from its last. */
static void turn_at(struct calendar *c, struct turns *to, enum law_table t, enum law_column date,
                    uint32_t row, capias_str about, const char *words, capias_str what)
{
    const struct law *l = &c->whole.l;
    struct cps_span span;
    if (!law_date(l, date, row, &span)) return;
    capias_str text = {0};
    if (!c->brief && words)
        text = law_text(l, "%.*s: %s%s%.*s [%.*s]", CPS_FMT(law_cell(l, date, row)), words,
                        what.n ? ": " : "", CPS_FMT(what), CPS_FMT(law_source(l, t, row)));
    add_turn(c, to, span.from, about, text);
    if (span.until - 1 != span.from) add_turn(c, to, span.until - 1, about, text);
}

static void warrant_turns(struct calendar *c, uint32_t row, capias_str id)
{
    const struct law *l = &c->whole.l;
    struct turns *to = &c->person;
    turn_at(c, to, T_warrants, C_warrants_issued, row, id, "warrant issued", id);
    turn_at(c, to, T_warrants, C_warrants_unsealed, row, id, "warrant unsealed", id);
    LAW_EACH (l, C_warrant_events_warrant_id, id, e) {
        struct cps_span date;
        capias_str event = law_cell(l, C_warrant_events_event, e);
        uint32_t effect = law_next(l, C_event_effects_event, event, 0);
        if (effect == CPS_NONE) continue;
        if (law_is(l, C_event_effects_effect, effect, "ends"))
            turn_at(c, to, T_warrant_events, C_warrant_events_date, e, id, "end of the warrant", event);
        if (!law_is(l, C_event_effects_effect, effect, "ends_after") ||
            !law_date(l, C_warrant_events_date, e, &date))
            continue;
        capias_str text = c->brief ? (capias_str){0}
                                   : law_text(l, "the day after the %.*s of %.*s [%.*s]", CPS_FMT(event),
                                              CPS_FMT(law_cell(l, C_warrant_events_date, e)),
                                              CPS_FMT(law_source(l, T_warrant_events, e)));
        add_turn(c, to, date.from + 1, id, text);
        add_turn(c, to, date.until, id, text);
    }
}

static void listing_turns(struct calendar *c, const struct law_instrument *it)
{
    if (it->row != CPS_NONE) {
        turn_at(c, &c->person, T_links, C_links_listed, it->row, it->id, "listed", it->id);
        turn_at(c, &c->person, T_links, C_links_delisted, it->row, it->id, "taken off the list", it->id);
        return;
    }
    const struct cps_span *spans[] = {&it->listed, &it->delisted};
    for (size_t i = 0; i < 2; i++) {
        if (spans[i]->until <= spans[i]->from) continue;
        capias_str text = c->brief ? (capias_str){0}
                                   : law_text(&c->whole.l, "%s: %.*s [%.*s]",
                                              i ? "taken off the list" : "listed", CPS_FMT(it->id),
                                              CPS_FMT(it->where));
        add_turn(c, &c->person, spans[i]->from, it->id, text);
        add_turn(c, &c->person, spans[i]->until - 1, it->id, text);
    }
}

/* A listing without a day counts from the day of its list. */
static void source_turns(struct calendar *c)
{
    for (size_t s = 0; c->reg && s < cps_register_segments(c->reg); s++) {
        const struct cps_segment *seg = cps_register_segment(c->reg, s);
        capias_source source;
        struct cps_span day;
        for (size_t i = 0; cps_segment_source(seg, i, &source); i++)
            if (cps_date_parse(source.as_of, &day)) {
                add_turn(c, &c->person, day.from, (capias_str){0}, (capias_str){0});
                add_turn(c, &c->person, day.until - 1, (capias_str){0}, (capias_str){0});
            }
    }
}

static void measure_turns(struct calendar *c, const struct law_pair *p)
{
    capias_str regime = p->m->regime_id, measure = p->m->measure;
    turn_at(c, &c->person, T_measures, C_measures_in_force_from, p->measure, regime, "in force", measure);
    turn_at(c, &c->person, T_measures, C_measures_in_force_until, p->measure, regime,
            "no longer in force", measure);
}

/* A request to one state turns nothing elsewhere. `state` 0: those to groups. */
static void request_turns(struct calendar *c, struct turns *out, cps_state state)
{
    const struct law *l = &c->whole.l;
    LAW_EACH (l, C_requests_person_id, c->whole.id, r) {
        capias_str to = law_cell(l, C_requests_to_state, r);
        if (law_state(l, C_requests_to_state, r) != state) continue;
        turn_at(c, out, T_requests, C_requests_date, r, law_cell(l, C_requests_warrant_id, r),
                "request to", to.n ? to : law_cell(l, C_requests_to_group, r));
    }
}

/* Offices turn what stands against a duty, which is not shown for all states. */
static void office_turns(struct calendar *c)
{
    const struct law *l = &c->whole.l;
    LAW_EACH (l, C_offices_person_id, c->whole.id, o) {
        capias_str office = law_cell(l, C_offices_office, o);
        turn_at(c, &c->person, T_offices, C_offices_from, o, (capias_str){0}, "takes office", office);
        turn_at(c, &c->person, T_offices, C_offices_until, o, (capias_str){0}, "leaves office", office);
    }
}

static void challenge_turns(struct calendar *c)
{
    const struct law *l = &c->whole.l;
    uint32_t n = law_rows(l, T_challenges);
    for (uint32_t row = 0; row < n; row++) {
        if (!law_has(l, C_challenges_person_id, row, c->whole.id)) continue;
        capias_str id = law_cell(l, C_challenges_id, row);
        turn_at(c, &c->person, T_challenges, C_challenges_postponed_from, row, (capias_str){0},
                "surrender postponed (art. 95)", id);
        turn_at(c, &c->person, T_challenges, C_challenges_postponed_until, row, (capias_str){0},
                "postponement ends (art. 95)", id);
    }
}

/* Does any measure in play speak to members of this regime? */
static bool asked_about(const struct calendar *c, capias_str regime)
{
    const struct law *l = &c->whole.l;
    for (size_t i = 0; i < c->whole.n_pairs; i++) {
        uint32_t measure = c->whole.pairs[i].measure, addressee = c->whole.pairs[i].m->addressee;
        if (law_eq(l, C_measures_regime_id, measure, regime) ||
            (addressee != CPS_NONE && (law_eq(l, C_addressees_regime_id, addressee, regime) ||
                                       law_eq(l, C_addressees_also, addressee, regime) ||
                                       law_eq(l, C_addressees_but_not, addressee, regime))))
            return true;
    }
    return !c->brief;
}

/* How far the tables of members were kept: behind that day a missing row says nothing. */
static void coverage_turns(struct calendar *c)
{
    const struct law *l = &c->whole.l;
    uint32_t n = law_rows(l, T_coverage);
    for (uint32_t row = 0; row < n; row++) {
        struct cps_span day;
        if (!law_date(l, C_coverage_as_of, row, &day)) continue;
        capias_str subject = law_cell(l, C_coverage_subject, row);
        if (!asked_about(c, subject)) continue;
        add_turn(c, &c->person, day.until, subject,
                 c->brief ? (capias_str){0}
                          : law_text(l, "our table of %.*s was kept up to %.*s", CPS_FMT(subject),
                                     CPS_FMT(law_cell(l, C_coverage_as_of, row))));
    }
}

static int by_day(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return cps_str_cmp(x->words, y->words);
}

static void person_turns(struct calendar *c)
{
    const struct law_case *k = &c->whole;
    for (size_t i = 0; i < k->n_instruments; i++) {
        const struct law_instrument *it = &k->instruments[i];
        if (it->kind == LAW_WARRANT) warrant_turns(c, it->row, it->id);
        else if (it->kind == LAW_LISTING) listing_turns(c, it);
    }
    LAW_EACH (&k->l, C_notices_person_id, k->id, row) {
        capias_str id = law_cell(&k->l, C_notices_id, row);
        turn_at(c, &c->person, T_notices, C_notices_published, row, id, "notice published", id);
        turn_at(c, &c->person, T_notices, C_notices_withdrawn, row, id, "notice withdrawn", id);
    }
    for (size_t i = 0; i < k->n_pairs; i++) measure_turns(c, &k->pairs[i]);
    if (k->person == CPS_NONE) source_turns(c);
    request_turns(c, &c->person, 0);
    if (!c->brief) office_turns(c);
    challenge_turns(c);
    coverage_turns(c);
    if (c->person.n) qsort(c->person.v, c->person.n, sizeof *c->person.v, by_day);
}

static void member_turns(struct calendar *c, cps_state state)
{
    const struct law *l = &c->whole.l;
    for (uint32_t row = law_chain_first(&l->members, state); row != CPS_NONE; row = l->members.next[row]) {
        capias_str regime = law_cell(l, C_memberships_regime_id, row), name = cps_state_name(state);
        turn_at(c, &c->state, T_memberships, C_memberships_in_force_from, row, regime, "in force for", name);
        turn_at(c, &c->state, T_memberships, C_memberships_in_force_until, row, regime,
                "no longer in force for", name);
        turn_at(c, &c->state, T_memberships, C_memberships_would_have_ended, row, regime,
                "would have ended for", name);
    }
}

/* What may turn in the state alone; for a territory, in its sovereign. */
static void state_turns(struct calendar *c, cps_state state)
{
    const struct law *l = &c->whole.l;
    c->state.n = 0;
    member_turns(c, state);
    request_turns(c, &c->state, state);
    for (uint32_t row = law_chain_first(&l->territories, state); row != CPS_NONE;
         row = l->territories.next[row]) {
        capias_str regime = law_cell(l, C_territories_regime_id, row);
        turn_at(c, &c->state, T_territories, C_territories_from, row, regime, "reaches the territory", regime);
        turn_at(c, &c->state, T_territories, C_territories_until, row, regime,
                "no longer reaches the territory", regime);
        member_turns(c, law_state(l, C_territories_state, row));
    }
    uint32_t n = law_rows(l, T_declarations);
    for (uint32_t d = 0; d < n; d++)
        if (law_state(l, C_declarations_state, d) == state)
            turn_at(c, &c->state, T_declarations, C_declarations_lodged, d, (capias_str){0},
                    "declaration lodged", law_cell(l, C_declarations_kind, d));
    /* Organisations, and who holds the ground, speak to what stands against a duty, which is not shown then. */
    n = c->brief ? 0 : law_rows(l, T_control);
    for (uint32_t r = 0; r < n; r++)
        if (law_state(l, C_control_state, r) == state) {
            turn_at(c, &c->state, T_control, C_control_from, r, (capias_str){0}, "control lost of",
                    law_cell(l, C_control_place, r));
            turn_at(c, &c->state, T_control, C_control_until, r, (capias_str){0}, "control regained of",
                    law_cell(l, C_control_place, r));
        }
    n = c->brief ? 0 : law_rows(l, T_relations);
    for (uint32_t r = 0; r < n; r++)
        if (law_state(l, C_relations_state, r) == state) {
            turn_at(c, &c->state, T_relations, C_relations_from, r, (capias_str){0}, NULL, (capias_str){0});
            turn_at(c, &c->state, T_relations, C_relations_until, r, (capias_str){0}, NULL, (capias_str){0});
        }
    if (c->state.n) qsort(c->state.v, c->state.n, sizeof *c->state.v, by_day);
}

/* ---- periods -------------------------------------------------------------------------------- */

static bool same_strs(capias_strs a, capias_strs b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (!cps_str_eq(a.v[i], b.v[i])) return false;
    return true;
}

static bool same_duty(const capias_period *p, const capias_duty *d)
{
    return cps_str_eq(p->duty.force, d->force) && p->duty.bound == d->bound &&
           cps_str_eq(p->duty.instrument, d->instrument) && cps_str_eq(p->duty.regime, d->regime) &&
           cps_str_eq(p->duty.act, d->act) && cps_str_eq(p->duty.forum, d->forum) &&
           cps_str_eq(p->duty.addressee, d->addressee) && cps_str_eq(p->duty.request, d->request) &&
           same_strs(p->duty.contested, d->contested) && same_strs(p->duty.exemptions, d->exemptions);
}

static capias_str paused(const struct calendar *c, const struct law_case *k, const capias_duty *d,
                         cps_state state)
{
    const struct law *l = &k->l;
    uint32_t n = law_rows(l, T_challenges);
    if (!law_is_arrest(d) || d->bound == 0) return (capias_str){0};
    for (uint32_t row = 0; row < n; row++) {
        if (law_empty(l, C_challenges_postponed_from, row) ||
            law_state(l, C_challenges_state, row) != state ||
            !law_has(l, C_challenges_warrant_id, row, d->instrument) ||
            law_known(l, c->q->known, C_challenges_postponed_from, row) == LAW_NO ||
            law_within(l, k->q->on, C_challenges_postponed_from, C_challenges_postponed_until, row) != LAW_YES)
            continue;
        return CPS_STR("surrender (not arrest) postponed under art. 95");
    }
    return (capias_str){0};
}

/* Formatted words of an answer live in scratch memory; what a period keeps goes to the caller's. */
static capias_str kept(struct calendar *c, capias_str s)
{
    if (!c->brief || !s.n) return s;
    capias_str copy = cps_arena_copy(c->arena, s);
    if (!copy.p) *c->whole.l.failed = true;
    return copy;
}

static capias_period begin_period(struct calendar *c, const capias_duty *d, cps_day day, capias_str pause)
{
    capias_period p = {.first_day = day, .paused = pause, .duty = *d};
    if (!c->brief) return p;
    p.duty = (capias_duty){.instrument = kept(c, d->instrument), .regime = d->regime,
                           .regime_name = d->regime_name, .act = d->act, .forum = d->forum, .force = d->force,
                           .bound = d->bound, .addressee = kept(c, d->addressee)};
    return p;
}

static capias_status add_period(struct calendar *c, struct periods *out, capias_period p, capias_error *err)
{
    if (out->n == out->cap) {
        size_t cap = out->cap ? out->cap * 2 : 8;
        capias_period *v = CPS_TAKE(c->arena, capias_period, cap);
        if (!v) return cps_fail_memory(err);
        if (out->n) memcpy(v, out->v, out->n * sizeof *v);
        out->v = v;
        out->cap = cap;
    }
    out->v[out->n++] = p;
    return CAPIAS_OK;
}

/* The answer of the stretch [day, until): periods that say the same go on, others begin. */
static capias_status extend(struct calendar *c, const struct law_case *k, cps_state state, cps_day day,
                            cps_day until, struct periods *out, capias_error *err)
{
    struct law_duties duties = {0};
    CPS_TRY(law_duties_of(k, state, &duties, err));
    for (size_t i = 0; i < duties.n; i++) {
        capias_duty d = duties.v[i];
        if (cps_str_is(d.force, "none_found")) continue;
        if (c->brief) { /* only what is shown of it tells one period from the next */
            d.request = (capias_str){0};
            d.contested = d.exemptions = (capias_strs){0};
        }
        capias_str pause = paused(c, k, &d, state);
        size_t at = 0;
        while (at < out->n && !(out->v[at].end_day == day && same_duty(&out->v[at], &d) &&
                                cps_str_eq(out->v[at].paused, pause)))
            at++;
        if (at == out->n) CPS_TRY(add_period(c, out, begin_period(c, &d, day, pause), err));
        out->v[at].end_day = until;
    }
    return CAPIAS_OK;
}

/* ---- one state ------------------------------------------------------------------------------ */

/* The case of the stretch that begins at turn `number` of the person (0: at the first day). */
static capias_status case_of(struct calendar *c, size_t number, cps_day day, struct law_case **out,
                             capias_error *err)
{
    *out = &c->cases[number];
    c->questions[number].on = (struct cps_span){day, day + 1};
    if (c->opened[number]) return CAPIAS_OK;
    CPS_TRY(law_ask(c->reg, &c->questions[number], c->brief, c->arena, *out, err));
    (*out)->bare = c->brief;
    c->opened[number] = true;
    return CAPIAS_OK;
}

static capias_status walk(struct calendar *c, cps_state state, struct periods *out, capias_error *err)
{
    size_t p = 0, s = 0, number = 0;
    for (cps_day day = c->q->on.from; day < c->q->on.until;) {
        while (p < c->person.n && c->person.v[p].day <= day) number = ++p;
        while (s < c->state.n && c->state.v[s].day <= day) s++;
        cps_day until = c->q->on.until;
        if (p < c->person.n) until = c->person.v[p].day;
        if (s < c->state.n && c->state.v[s].day < until) until = c->state.v[s].day;
        struct law_case *k;
        CPS_TRY(case_of(c, number, day, &k, err));
        if (k->n_pairs) {
            if (c->brief) k->l.arena = &c->scratch;
            CPS_TRY(extend(c, k, state, day, until, out, err));
            k->l.arena = c->arena;
        }
        day = until;
    }
    return CAPIAS_OK;
}

static void say_turns(const struct calendar *c, const struct turns *turns, cps_day day, const capias_duty *d,
                      struct law_list *out)
{
    for (size_t i = 0; i < turns->n; i++) {
        const struct turn *t = &turns->v[i];
        if (t->day != day || !t->words.n) continue;
        bool of_instrument = !t->about.n || cps_str_eq(t->about, d->instrument);
        if (of_instrument || law_next(&c->whole.l, C_regimes_id, t->about, 0) != CPS_NONE)
            law_say(&c->whole.l, out, t->words);
    }
}

static int by_first_day(const void *a, const void *b)
{
    const capias_period *x = a, *y = b;
    if (x->first_day != y->first_day) return x->first_day < y->first_day ? -1 : 1;
    int d = cps_str_cmp(x->duty.instrument, y->duty.instrument);
    if (!d) d = cps_str_cmp(x->duty.regime, y->duty.regime);
    if (!d) d = cps_str_cmp(x->duty.act, y->duty.act);
    if (!d) d = cps_str_cmp(x->duty.addressee, y->duty.addressee);
    return d ? d : cps_str_cmp(x->duty.forum, y->duty.forum);
}

static void finish_periods(struct calendar *c, struct periods *periods)
{
    const struct law *l = &c->whole.l;
    if (periods->n) qsort(periods->v, periods->n, sizeof *periods->v, by_first_day);
    for (size_t i = 0; i < periods->n; i++) {
        capias_period *p = &periods->v[i];
        struct law_list begun = {0}, ended = {0};
        p->from = law_day_text(l, p->first_day);
        p->goes_on = p->end_day == c->q->on.until;
        for (size_t k = i + 1; k < periods->n; k++)
            p->changes = p->changes || (periods->v[k].first_day == p->end_day &&
                                        cps_str_eq(periods->v[k].duty.instrument, p->duty.instrument) &&
                                        cps_str_eq(periods->v[k].duty.regime, p->duty.regime) &&
                                        cps_str_eq(periods->v[k].duty.act, p->duty.act));
        p->until = law_day_text(l, p->end_day - 1);
        say_turns(c, &c->person, p->first_day, &p->duty, &begun);
        say_turns(c, &c->state, p->first_day, &p->duty, &begun);
        if (!p->goes_on) {
            say_turns(c, &c->person, p->end_day, &p->duty, &ended);
            say_turns(c, &c->state, p->end_day, &p->duty, &ended);
        }
        p->begun = law_strs(&begun);
        p->ended = law_strs(&ended);
    }
}

static capias_status ask_state(struct calendar *c, cps_state state, capias_calendar_state *out,
                               capias_error *err)
{
    struct periods periods = {0};
    cps_arena_reset(&c->scratch);
    state_turns(c, state);
    CPS_TRY(walk(c, state, &periods, err));
    finish_periods(c, &periods);
    *out = (capias_calendar_state){.state = law_state_text(&c->whole.l, state),
                                   .name = cps_state_name(state),
                                   .periods = periods.v,
                                   .n_periods = periods.n};
    return CAPIAS_OK;
}

static capias_status ask_all(struct calendar *c, capias_calendar *out, capias_error *err)
{
    size_t n_states, n = 0;
    const cps_state *states = cps_states(&n_states);
    capias_calendar_state *v = CPS_TAKE(c->arena, capias_calendar_state, c->q->state ? 1 : n_states);
    if (!v) return cps_fail_memory(err);
    if (c->q->state) CPS_TRY(ask_state(c, c->q->state, &v[n++], err));
    for (size_t i = 0; !c->q->state && i < n_states; i++)
        if (law_on_the_map(&c->whole.l, states[i])) CPS_TRY(ask_state(c, states[i], &v[n++], err));
    out->states = v;
    out->n_states = n;
    return CAPIAS_OK;
}

static capias_status run(struct calendar *c, capias_calendar *out, capias_error *err)
{
    CPS_TRY(law_ask(c->reg, c->q, c->brief, c->arena, &c->whole, err));
    person_turns(c);
    c->cases = CPS_TAKE(c->arena, struct law_case, c->person.n + 1);
    c->questions = CPS_TAKE(c->arena, struct cps_law_question, c->person.n + 1);
    c->opened = CPS_TAKE(c->arena, bool, c->person.n + 1);
    if (!c->cases || !c->questions || !c->opened) return cps_fail_memory(err);
    for (size_t i = 0; i <= c->person.n; i++) c->questions[i] = *c->q;
    const struct law *l = &c->whole.l;
    *out = (capias_calendar){.person = c->whole.id,
                             .person_name = c->whole.name,
                             .from = law_day_text(l, c->q->on.from),
                             .until = law_day_text(l, c->q->on.until - 1),
                             .known = law_day_text(l, c->q->known),
                             .law_as_of = law_as_of(l)};
    CPS_TRY(ask_all(c, out, err));
    bool failed = *l->failed;
    for (size_t i = 0; i <= c->person.n; i++) failed = failed || (c->opened[i] && *c->cases[i].l.failed);
    return failed ? cps_fail_memory(err) : CAPIAS_OK;
}

capias_status cps_law_calendar(const capias_register *reg, const struct cps_law_question *q,
                               struct cps_arena *arena, capias_calendar *out, capias_error *err)
{
    struct calendar c = {.reg = reg, .q = q, .arena = arena, .brief = q->state == 0};
    cps_arena_init(&c.scratch, 0);
    capias_status status = run(&c, out, err);
    cps_arena_release(&c.scratch);
    return status;
}

capias_status cps_law_first_day(const capias_register *reg, capias_str person, cps_day known,
                                struct cps_arena *arena, cps_day *out, capias_error *err)
{
    struct cps_law_question q = {.person = person, .known = known,
                                 .on = {CPS_DAY_MIN, CPS_DAY_MAX}};
    struct law_case k;
    CPS_TRY(law_ask(reg, &q, true, arena, &k, err));
    cps_day first = known;
    for (size_t i = 0; i < k.n_instruments; i++) {
        static const enum law_column columns[] = {C_warrants_issued, C_links_listed, C_notices_published};
        const struct law_instrument *it = &k.instruments[i];
        struct cps_span day = it->listed;
        bool dated = it->row == CPS_NONE ? day.until > day.from
                                         : law_date(&k.l, columns[it->kind], it->row, &day);
        if (dated && day.from < first) first = day.from;
    }
    *out = first;
    return CAPIAS_OK;
}
