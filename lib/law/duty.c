/* SPDX-License-Identifier: Apache-2.0
 *
 * law/duty.c: the duties of one state towards one person.
 *
 * In    the pairs of a case.      Out   one duty for every pair that speaks to the state, what
 * binds first. Idea  live (instrument and measure) and addressed are three-valued; asked picks the
 * row of forces.csv. A maybe anywhere makes the force `unknown`: it is never rounded to "not
 * bound". */
#include "law/rules.h"

/* In the order in which duties are shown. */
static const struct {
    const char *force;
    int rank;
} ranks[] = {{"binding", 0}, {"binding_on_request", 1}, {"contested", 2}, {"unknown", 3},
             {"urged", 4},   {"permitted", 5},          {"barred", 6},    {"none_found", 7}};

static int rank_of(capias_str force)
{
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (cps_str_is(force, ranks[i].force)) return ranks[i].rank;
    return 8;
}

bool law_is_arrest(const capias_duty *d)
{
    return cps_str_starts(d->act, CPS_STR("arrest"));
}

static capias_status add_duty(const struct law *l, struct law_duties *out, capias_duty d,
                              capias_error *err)
{
    if (out->n == out->cap) {
        size_t cap = out->cap ? out->cap * 2 : 8;
        capias_duty *v = CPS_TAKE(l->arena, capias_duty, cap);
        if (!v) return cps_fail_memory(err);
        if (out->n) memcpy(v, out->v, out->n * sizeof *v);
        out->v = v;
        out->cap = cap;
    }
    size_t at = out->n++;
    for (; at > 0 && rank_of(out->v[at - 1].force) > rank_of(d.force); at--)
        out->v[at] = out->v[at - 1];
    out->v[at] = d;
    return CAPIAS_OK;
}

/* "Everybody within the jurisdiction of ..., in {state} too" with the state's name put in. */
static capias_str addressee_words(const struct law *l, uint32_t addressee, uint32_t measure,
                                  cps_state state)
{
    capias_str words = addressee == CPS_NONE ? law_cell(l, C_measures_addressee, measure)
                                             : law_cell(l, C_addressees_words, addressee);
    size_t at = cps_str_find(words, CPS_STR("{state}"), 0);
    if (at == SIZE_MAX) return words;
    capias_str tail = cps_str_sub(words, at + 7, words.n);
    return law_text(l, "%.*s%.*s%.*s", (int)at, words.p, CPS_FMT(cps_state_name(state)),
                    CPS_FMT(tail));
}

static void cite_instrument(const struct law_case *k, const struct law_instrument *it,
                            struct law_why *why)
{
    static const enum law_table tables[] = {T_warrants, T_links, T_notices};
    law_say(&k->l, &why->grounds, it->story);
    if (it->row != CPS_NONE) law_cite(&k->l, why, tables[it->kind], it->row);
    else if (!why->brief) law_say(&k->l, &why->sources, it->where);
}

/* What lifts a freeze or an entry ban: notes of the measure, the carve-outs of the same listing,
 * and the state's own nationals, whom it need not refuse. */
static bool listing_limits(const struct law_case *k, const struct law_pair *p, cps_state state,
                           struct law_why *why)
{
    const struct law *l = &k->l;
    law_say(l, &why->exemptions, law_cell(l, C_measures_limits, p->measure));
    for (size_t i = 0; p->m->freeze && i < k->n_pairs;
         i++) {
        const struct law_pair *o = &k->pairs[i];
        if (o->instrument != p->instrument || !o->m->exemption) continue;
        law_sayf(l, &why->exemptions, "%.*s: %.*s", CPS_FMT(law_cell(l, C_acts_words, o->m->act)),
                 CPS_FMT(law_cell(l, C_measures_source, o->measure)));
    }
    if (!p->m->own_nationals.n || !law_national(k, state)) return false;
    law_say(l, &why->exemptions, p->m->own_nationals);
    return true;
}

static capias_duty shell(const struct law_case *k, const struct law_pair *p, cps_state state)
{
    const struct law_measure_mark *m = p->m;
    return (capias_duty){.instrument = k->instruments[p->instrument].id,
                         .regime = m->regime_id,
                         .regime_name = m->regime_name,
                         .act = m->act_word,
                         .forum = m->forum,
                         .on_persons = m->persons,
                         .addressee = addressee_words(&k->l, m->addressee, p->measure, state)};
}

static void set_force(const struct law_case *k, const struct law_pair *p, enum law_tri speaks,
                      enum law_tri asked, capias_duty *d, struct law_why *why)
{
    const struct law *l = &k->l;
    d->force = p->m->answer[asked == LAW_YES];
    d->bound = p->m->bound[asked == LAW_YES];
    if (p->m->contested)
        law_say(l, &why->contested, law_cell(l, C_measures_note, p->measure));
    if (asked == LAW_MAYBE)
        law_sayf(l, &why->contested,
                 "whether the request had come by then is open: its day is known only in part, or "
                 "falls within the days asked about");
    if (speaks == LAW_MAYBE && d->bound != 0) {
        law_sayf(l, &why->contested,
                 "it depends on the day, or our tables leave it open; if it speaks to this state, "
                 "the force is %.*s",
                 CPS_FMT(d->force));
        d->force = CPS_STR("unknown");
        d->bound = -1;
    } else if (speaks == LAW_MAYBE) { /* with or without it the state is not bound */
        law_sayf(l, &why->contested,
                 "for a part of the days asked about, or on a date known only in part");
    }
    if (k->instruments[p->instrument].probable && d->bound != 0) {
        d->force = CPS_STR("unknown");
        d->bound = -1;
        law_sayf(l, &why->contested, "that the listed person is this one is only probable");
    }
}

static capias_status duty_of(const struct law_case *k, const struct law_pair *p, cps_state state,
                             struct law_duties *out, bool *spoken, capias_error *err)
{
    const struct law *l = &k->l;
    struct law_why why = {.brief = k->brief};
    *spoken = false;
    if (p->m->exemption) return CAPIAS_OK;
    if (!k->bare) law_say(l, &why.grounds, p->m->law);
    law_cite(l, &why, T_measures, p->measure);
    struct law_why *words = k->bare ? NULL : &why;
    enum law_tri addressed = law_addressed(k, p, state, words), speaks = law_and(p->live, addressed);
    if (speaks == LAW_NO) return CAPIAS_OK;
    *spoken = true;
    enum law_tri asked = p->m->needs == LAW_NEEDS_REQUEST ? law_asked(k, p, state, words) : LAW_YES;
    if (asked == LAW_NO && p->m->when_asked) return CAPIAS_OK;
    cite_instrument(k, &k->instruments[p->instrument], &why);
    capias_duty d = shell(k, p, state);
    set_force(k, p, speaks, asked, &d, &why);
    law_immune(k, p, state, &d, &why);
    if (addressed == LAW_MAYBE && cps_str_is(d.force, "none_found"))
        return CAPIAS_OK; /* says nothing beside the row that may speak */
    /* What stands against it is said once, with the main act. */
    if (!k->brief && p->m->always && rank_of(d.force) < rank_of(CPS_STR("none_found")))
        law_against(k, p, state, &why);
    if (k->instruments[p->instrument].kind == LAW_LISTING && listing_limits(k, p, state, &why) &&
        d.bound == 1) {
        d.force = CPS_STR("permitted");
        d.bound = 0;
    }
    d.request = law_joined(l, &why.requests);
    d.grounds = law_strs(&why.grounds);
    d.exemptions = law_strs(&why.exemptions);
    d.contested = law_strs(&why.contested);
    d.sources = law_strs(&why.sources);
    return add_duty(l, out, d, err);
}

/* The regime of a warrant that speaks to nobody here still gets a row, so that a reader sees why.
 */
static capias_status none_found(const struct law_case *k, const struct law_pair *p,
                                uint32_t instrument, cps_state state, struct law_duties *out,
                                capias_error *err)
{
    const struct law *l = &k->l;
    const struct law_instrument *it = &k->instruments[instrument];
    struct law_why why = {.brief = k->brief};
    capias_duty d = {.instrument = it->id,
                     .act = CPS_STR("arrest_and_surrender"),
                     .force = CPS_STR("none_found"),
                     .addressee = cps_state_name(state)};
    if (p) {
        d = shell(k, p, state);
        d.force = CPS_STR("none_found");
        (void)law_addressed(k, p, state, &why);
    } else if (it->kind == LAW_WARRANT) {
        d.regime = law_own_regime(l, it->row);
        uint32_t regime = law_next(l, C_regimes_id, d.regime, 0);
        if (regime != CPS_NONE) d.regime_name = law_cell(l, C_regimes_name, regime);
    }
    cite_instrument(k, it, &why);
    d.grounds = law_strs(&why.grounds);
    d.sources = law_strs(&why.sources);
    return add_duty(l, out, d, err);
}

static bool has_pairs(const struct law_case *k, uint32_t instrument)
{
    for (size_t i = 0; i < k->n_pairs; i++)
        if (k->pairs[i].instrument == instrument) return true;
    return false;
}

/* When no warrant speaks to anybody: the one that ended last, else the one that came first, to say
 * so. */
static capias_status no_warrant(const struct law_case *k, cps_state state, struct law_duties *out,
                                capias_error *err)
{
    uint32_t told = CPS_NONE;
    for (uint32_t i = 0; i < k->n_instruments; i++) {
        if (k->instruments[i].kind != LAW_WARRANT) continue;
        if (has_pairs(k, i)) return CAPIAS_OK;
        struct cps_span issued, other;
        bool dated = law_date(&k->l, C_warrants_issued, k->instruments[i].row, &issued);
        if (told == CPS_NONE || !dated ||
            !law_date(&k->l, C_warrants_issued, k->instruments[told].row, &other)) {
            told = i;
            continue;
        }
        bool begun = issued.from < k->q->on.until, other_begun = other.from < k->q->on.until;
        if (begun ? !other_begun || issued.from >= other.from
                  : !other_begun && issued.from < other.from)
            told = i;
    }
    if (told == CPS_NONE || k->q->overflight || k->bare) return CAPIAS_OK;
    return none_found(k, NULL, told, state, out, err);
}

capias_status law_duties_of(const struct law_case *k, cps_state state, struct law_duties *out,
                            capias_error *err)
{
    for (size_t i = 0; i < k->n_pairs; i++) {
        const struct law_pair *first = &k->pairs[i];
        bool spoken, any = false;
        size_t end = i;
        /* pairs of one instrument and regime stand together */
        for (; end < k->n_pairs && k->pairs[end].instrument == first->instrument &&
               k->pairs[end].m->regime == first->m->regime;
             end++) {
            CPS_TRY(duty_of(k, &k->pairs[end], state, out, &spoken, err));
            any = any || spoken;
        }
        if (!any && first->own && !k->q->overflight && !k->bare)
            CPS_TRY(none_found(k, first, first->instrument, state, out, err));
        i = end - 1;
    }
    return no_warrant(k, state, out, err);
}
