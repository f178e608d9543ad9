/* SPDX-License-Identifier: Apache-2.0
 *
 * law/instrument.c: warrants, and the pairs of instrument and measure that a question is about.
 *
 * A warrant runs from its issue to the first event whose effect ends it (event_effects), as far as
 * the event was known. Bases say which regimes speak to which warrants. */
#include "law/rules.h"

capias_status law_add_instrument(struct law_case *k, struct law_instrument it, capias_error *err)
{
    if (k->n_instruments == k->cap_instruments) {
        size_t cap = k->cap_instruments ? k->cap_instruments * 2 : 8;
        struct law_instrument *v = CPS_TAKE(k->l.arena, struct law_instrument, cap);
        if (!v) return cps_fail_memory(err);
        if (k->n_instruments) memcpy(v, k->instruments, k->n_instruments * sizeof *v);
        k->instruments = v;
        k->cap_instruments = cap;
    }
    k->instruments[k->n_instruments++] = it;
    return CAPIAS_OK;
}

capias_status law_add_pair(struct law_case *k, uint32_t instrument, uint32_t measure, bool own,
                           capias_error *err)
{
    const struct law *l = &k->l;
    const struct law_measure_mark *m = &l->measures[measure];
    struct law_pair p = {.instrument = instrument, .measure = measure, .m = m, .own = own};
    bool in_the_air = m->needs == LAW_NEEDS_OVERFLIGHT;
    if (m->act == CPS_NONE || m->needs == LAW_NEEDS_OTHER || in_the_air != k->q->overflight || m->never)
        return CAPIAS_OK;
    p.live =
        law_and(k->instruments[instrument].live, law_within(l, k->q->on, C_measures_in_force_from,
                                                            C_measures_in_force_until, measure));
    if (p.live == LAW_NO) return CAPIAS_OK;
    if (k->n_pairs == k->cap_pairs) {
        size_t cap = k->cap_pairs ? k->cap_pairs * 2 : 16;
        struct law_pair *v = CPS_TAKE(l->arena, struct law_pair, cap);
        if (!v) return cps_fail_memory(err);
        if (k->n_pairs) memcpy(v, k->pairs, k->n_pairs * sizeof *v);
        k->pairs = v;
        k->cap_pairs = cap;
    }
    k->pairs[k->n_pairs++] = p;
    return CAPIAS_OK;
}

/* ---- warrants ------------------------------------------------------------------------------ */

/* Has the event happened on those days, as far as was known? A day that still counts moves it by
 * one. */
static enum law_tri ended_by(const struct law *l, const struct cps_law_question *q, uint32_t event)
{
    uint32_t effect =
        law_next(l, C_event_effects_event, law_cell(l, C_warrant_events_event, event), 0);
    if (effect == CPS_NONE) return LAW_NO;
    bool after = law_is(l, C_event_effects_effect, effect, "ends_after");
    struct cps_span date;
    if (!after && !law_is(l, C_event_effects_effect, effect, "ends")) return LAW_NO;
    if (!law_date(l, C_warrant_events_date, event, &date)) return LAW_NO;
    enum law_column when = law_empty(l, C_warrant_events_known, event) ? C_warrant_events_date
                                                                       : C_warrant_events_known;
    if (law_known(l, q->known, when, event) == LAW_NO) return LAW_NO;
    if (after) date.from++, date.until++;
    return law_begun(q->on, date);
}

static void tell_warrant(struct law_case *k, struct law_instrument *it, enum law_tri issued,
                         uint32_t ending, bool sealed)
{
    const struct law *l = &k->l;
    capias_str kind = law_cell(l, C_warrants_instrument, it->row),
               day = law_cell(l, C_warrants_issued, it->row);
    capias_str court = law_cell(l, C_warrants_court, it->row),
               number = law_cell(l, C_warrants_case_number, it->row);
    if (!number.n) number = law_cell(l, C_warrants_situation, it->row);
    if (issued == LAW_NO) {
        it->story = law_text(l, "before the %.*s: %.*s issued it on %.*s (%.*s)", CPS_FMT(kind),
                             CPS_FMT(court), CPS_FMT(day), CPS_FMT(number));
    } else if (it->live == LAW_NO && ending != CPS_NONE) {
        it->story = law_text(l, "the %.*s of %.*s (%.*s, %.*s) had ended: %.*s %.*s", CPS_FMT(kind),
                             CPS_FMT(day), CPS_FMT(court), CPS_FMT(number),
                             CPS_FMT(law_cell(l, C_warrant_events_event, ending)),
                             CPS_FMT(law_cell(l, C_warrant_events_date, ending)));
    } else {
        const char *secret = sealed ? "; under seal on that day: only those asked could know"
                             : law_is(l, C_warrants_public, it->row, "existence_only")
                                 ? "; its text is kept secret"
                                 : "";
        const char *open =
            it->live == LAW_MAYBE
                ? "; in force for a part of the days asked about, or on a date known only in part"
            : ending != CPS_NONE ? ""
                                 : "; in force on that day";
        it->story = law_text(l, "%.*s of %.*s (%.*s, %.*s)%s%s", CPS_FMT(kind), CPS_FMT(day),
                             CPS_FMT(court), CPS_FMT(number), secret, open);
    }
}

static uint32_t situation_of(const struct law *l, uint32_t warrant)
{
    return law_next(l, C_situations_situation, law_cell(l, C_warrants_situation, warrant), 0);
}

static bool any_starts(capias_str list, capias_str prefixes)
{
    capias_str rest = list, item;
    if (!prefixes.n) return true;
    while (rest.n && cps_str_split(&rest, ';', &item)) {
        capias_str more = prefixes, prefix;
        while (more.n && cps_str_split(&more, ';', &prefix))
            if (prefix.n && cps_str_starts(item, prefix)) return true;
    }
    return false;
}

static bool base_fits(const struct law *l, uint32_t b, uint32_t warrant, uint32_t situation)
{
    if (!law_eq(l, C_bases_court, b, law_cell(l, C_warrants_court, warrant))) return false;
    if (!any_starts(law_cell(l, C_warrants_crimes, warrant), law_cell(l, C_bases_crimes, b)))
        return false;
    return law_empty(l, C_bases_situation_id, b) ||
           (situation != CPS_NONE &&
            law_eq(l, C_bases_situation_id, b, law_cell(l, C_situations_id, situation)));
}

capias_str law_own_regime(const struct law *l, uint32_t warrant)
{
    LAW_EACH (l, C_bases_own, CPS_STR("yes"), b)
        if (base_fits(l, b, warrant, situation_of(l, warrant)))
            return law_cell(l, C_bases_regime_id, b);
    return (capias_str){NULL, 0};
}

static capias_status warrant_pairs(struct law_case *k, uint32_t instrument, capias_error *err)
{
    const struct law *l = &k->l;
    const struct law_instrument *it = &k->instruments[instrument];
    uint32_t n = law_rows(l, T_bases);
    for (uint32_t b = 0; b < n; b++) {
        if (!law_has(l, C_bases_instruments, b, law_cell(l, C_warrants_instrument, it->row)) ||
            !base_fits(l, b, it->row, it->situation))
            continue;
        LAW_EACH (l, C_measures_regime_id, law_cell(l, C_bases_regime_id, b), m)
            CPS_TRY(law_add_pair(k, instrument, m, law_is(l, C_bases_own, b, "yes"), err));
    }
    return CAPIAS_OK;
}

capias_status law_add_warrant(struct law_case *k, uint32_t row, capias_error *err)
{
    const struct law *l = &k->l;
    enum law_column public_on =
        law_empty(l, C_warrants_unsealed, row) ? C_warrants_issued : C_warrants_unsealed;
    struct cps_span issued, unsealed;
    if (law_known(l, k->q->known, public_on, row) == LAW_NO ||
        !law_date(l, C_warrants_issued, row, &issued))
        return CAPIAS_OK; /* under seal, or not there yet: nobody could know */
    struct law_instrument it = {.kind = LAW_WARRANT,
                                .row = row,
                                .id = law_cell(l, C_warrants_id, row),
                                .situation = situation_of(l, row)};
    enum law_tri begun = law_begun(k->q->on, issued), ended = LAW_NO;
    uint32_t ending = CPS_NONE;
    LAW_EACH (l, C_warrant_events_warrant_id, it.id, e) {
        enum law_tri by = ended_by(l, k->q, e);
        if (by != LAW_NO && (ending == CPS_NONE || (by == LAW_YES && ended != LAW_YES))) ending = e;
        ended = law_or(ended, by);
    }
    it.live = law_and(begun, law_not(ended));
    bool sealed =
        law_date(l, C_warrants_unsealed, row, &unsealed) && law_begun(k->q->on, unsealed) == LAW_NO;
    tell_warrant(k, &it, begun, ending, sealed);
    CPS_TRY(law_add_instrument(k, it, err));
    return it.live == LAW_NO ? CAPIAS_OK : warrant_pairs(k, (uint32_t)k->n_instruments - 1, err);
}
