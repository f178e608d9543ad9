/* SPDX-License-Identifier: Apache-2.0
 *
 * law/immunity.c: immunities that take a duty away or make it disputed.
 *
 * Before an international court immunity is a dispute that stands beside the duty (against.c): courts
 * and states have answered it both ways. Before the judges of another state the law is settled for those in
 * the highest offices: `immunities.csv` says for which forum, which offices, held when, and what becomes of
 * a duty that binds. A state's own officials have no immunity at home.
 * Source  ICJ, Arrest Warrant of 11 April 2000 (DRC v. Belgium), judgment of 2002-02-14. */
#include "law/rules.h"

/* Does, or did, the person hold an office of another state that carries it? *office: which. */
static enum law_tri held(const struct law_case *k, uint32_t immunity, cps_state state, uint32_t *office)
{
    const struct law *l = &k->l;
    bool once = law_is(l, C_immunities_held, immunity, "once held");
    enum law_tri best = LAW_NO;
    LAW_EACH (l, C_offices_person_id, k->id, row) {
        if (!law_has(l, C_immunities_offices, immunity, law_cell(l, C_offices_kind, row))) continue;
        if (law_state(l, C_offices_state, row) == state) continue;
        struct cps_span from;
        enum law_tri now = !once ? law_within(l, k->q->on, C_offices_from, C_offices_until, row)
                           : law_date(l, C_offices_from, row, &from) ? law_begun(k->q->on, from)
                                                                     : LAW_YES;
        if (now != LAW_NO && (best == LAW_NO || now == LAW_YES)) *office = row;
        best = law_or(best, now);
    }
    return best;
}

void law_immune(const struct law_case *k, const struct law_pair *p, cps_state state, capias_duty *d,
                struct law_why *why)
{
    const struct law *l = &k->l;
    if (k->instruments[p->instrument].kind != LAW_WARRANT || !p->m->criminal) return;
    LAW_EACH (l, C_immunities_forum, d->forum, row) {
        uint32_t office = CPS_NONE;
        enum law_tri has = held(k, row, state, &office);
        if (has == LAW_NO) continue;
        bool bars = law_is(l, C_immunities_force, row, "barred");
        law_sayf(l, bars && has == LAW_YES ? &why->grounds : &why->contested, "immunity, as %.*s: %.*s%s",
                 CPS_FMT(law_cell(l, C_offices_office, office)), CPS_FMT(law_cell(l, C_immunities_words, row)),
                 has == LAW_MAYBE ? " (for a part of the days asked about, or on a date known only in part)" : "");
        law_cite(l, why, T_immunities, row);
        law_cite(l, why, T_offices, office);
        if (has == LAW_MAYBE && d->bound != 0) {
            d->force = CPS_STR("unknown");
            d->bound = -1;
        } else if (has == LAW_YES && (bars || d->bound == 1)) {
            d->force = law_cell(l, C_immunities_force, row);
            d->bound = bars ? 0 : -1;
        }
        if (bars && has == LAW_YES) return; /* nothing is left for the others to dispute */
    }
}
