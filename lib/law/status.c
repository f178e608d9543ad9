/* SPDX-License-Identifier: Apache-2.0
 *
 * law/status.c: who is party to what, on which day, as far as was known then.
 *
 * People edit events (signed, ratified, notice of withdrawal, revocation); the interval is derived
 * here for the day of knowledge. A notice that was later revoked makes three versions: before the
 * notice, between notice and revocation (an end is due), after the revocation.
 *
 * Territories have rows of their own: their sovereign must be a party and the treaty must reach
 * them. */
#include "law/rules.h"

void law_cite(const struct law *l, struct law_why *why, enum law_table t, uint32_t row)
{
    if (why && !why->brief && row != CPS_NONE) law_say(l, &why->sources, law_source(l, t, row));
}

/* "party to the Rome Statute", "member of the United Nations" */
static capias_str belongs(const struct law *l, capias_str regime)
{
    uint32_t row = law_next(l, C_coverage_subject, regime, 0);
    capias_str words =
        row == CPS_NONE ? (capias_str){NULL, 0} : law_cell(l, C_coverage_belongs, row);
    return words.n ? words : law_text(l, "party to %.*s", CPS_FMT(regime));
}

static void say_dates(const struct law *l, struct law_why *why, cps_state state, uint32_t row,
                      const struct law_membership *m)
{
    if (!why) return;
    capias_str name = cps_state_name(state), from = law_cell(l, C_memberships_in_force_from, row);
    capias_str kind = law_cell(l, C_memberships_kind, row),
               deposit = law_cell(l, C_memberships_ratified, row);
    capias_str words = belongs(l, law_cell(l, C_memberships_regime_id, row));
    if (!m->left) {
        law_sayf(l, &why->grounds, "%.*s: %.*s since %.*s (%.*s%s%.*s)", CPS_FMT(name),
                 CPS_FMT(words), CPS_FMT(from), CPS_FMT(kind), deposit.n ? " " : "",
                 CPS_FMT(deposit));
        return;
    }
    char end[24];
    capias_str until = cps_date_format(m->end, end);
    capias_str notice = law_cell(l, C_memberships_withdrawal_notified, row);
    law_sayf(l, &why->grounds, "%.*s: %.*s from %.*s, no longer from %.*s on%s%.*s", CPS_FMT(name),
             CPS_FMT(words), CPS_FMT(from), CPS_FMT(until),
             notice.n ? "; withdrawal notified on " : "", CPS_FMT(notice));
}

static void say_outside(const struct law *l, struct law_why *why, cps_state state,
                        capias_str regime, uint32_t row, cps_day known)
{
    if (!why) return;
    capias_str name = cps_state_name(state), words = belongs(l, regime);
    if (row == CPS_NONE) {
        law_sayf(l, &why->grounds, "%.*s: not a %.*s: no signature, no accession", CPS_FMT(name),
                 CPS_FMT(words));
        return;
    }
    capias_str signed_on = law_cell(l, C_memberships_signed, row),
               note = law_cell(l, C_memberships_note, row);
    capias_str from = law_cell(l, C_memberships_in_force_from, row);
    capias_str intent = law_cell(l, C_memberships_intent_not_to_ratify, row);
    if (from.n && law_known(l, known, C_memberships_ratified, row) != LAW_NO)
        law_sayf(l, &why->grounds, "%.*s: not a %.*s on that day: since %.*s", CPS_FMT(name),
                 CPS_FMT(words), CPS_FMT(from));
    else if (from.n)
        law_sayf(l, &why->grounds, "%.*s: not a %.*s as far as was known then", CPS_FMT(name),
                 CPS_FMT(words));
    else if (signed_on.n)
        law_sayf(l, &why->grounds, "%.*s: not a %.*s: signed on %.*s, never ratified",
                 CPS_FMT(name), CPS_FMT(words), CPS_FMT(signed_on));
    else
        law_sayf(l, &why->grounds, "%.*s: not a %.*s: %.*s", CPS_FMT(name), CPS_FMT(words),
                 CPS_FMT(note));
    if (!from.n && intent.n &&
        law_known(l, known, C_memberships_intent_not_to_ratify, row) != LAW_NO)
        law_sayf(l, &why->grounds,
                 "%.*s told the depositary on %.*s that it will not become a party", CPS_FMT(name),
                 CPS_FMT(intent));
}

/* The end of a membership as it was known: false when none was. */
static bool end_known(const struct law *l, uint32_t row, cps_day known, struct cps_span *end)
{
    if (law_empty(l, C_memberships_withdrawal_notified, row))
        return law_date(l, C_memberships_in_force_until, row, end) &&
               law_known(l, known, C_memberships_in_force_until, row) != LAW_NO;
    if (law_known(l, known, C_memberships_withdrawal_notified, row) == LAW_NO) return false;
    if (!law_empty(l, C_memberships_withdrawal_revoked, row) &&
        law_known(l, known, C_memberships_withdrawal_revoked, row) == LAW_YES)
        return false;
    return law_date(l, C_memberships_in_force_until, row, end) ||
           law_date(l, C_memberships_would_have_ended, row, end);
}

static bool deposit_known(const struct law *l, uint32_t row, cps_day known)
{
    struct cps_span deposit, from;
    if (!law_date(l, C_memberships_ratified, row, &deposit) ||
        !law_date(l, C_memberships_in_force_from, row, &from) || deposit.from > from.from)
        return true; /* a succession is notified later than it works */
    return law_known(l, known, C_memberships_ratified, row) != LAW_NO;
}

static struct law_membership by_row(const struct law *l, cps_state state, uint32_t row,
                                    struct cps_span on, cps_day known, struct law_why *why)
{
    struct law_membership m = {.in = LAW_NO, .row = row};
    struct cps_span from;
    if (law_date(l, C_memberships_in_force_from, row, &from) && deposit_known(l, row, known)) {
        m.in = law_begun(on, from);
        m.left = end_known(l, row, known, &m.end);
        if (m.left) m.in = law_and(m.in, law_not(law_begun(on, m.end)));
    }
    if (m.in == LAW_NO && !m.left)
        say_outside(l, why, state, law_cell(l, C_memberships_regime_id, row), row, known);
    else say_dates(l, why, state, row, &m);
    law_cite(l, why, T_memberships, row);
    return m;
}

/* Is the table of this regime's members complete for that day? Then a missing row says: no. */
static bool complete(const struct law *l, capias_str regime, struct cps_span on)
{
    uint32_t row = law_next(l, C_coverage_subject, regime, 0);
    uint32_t all = law_next(l, C_coverage_subject, CPS_STR("tables"), 0);
    struct cps_span as_of, tables;
    if (row == CPS_NONE || !law_is(l, C_coverage_complete, row, "yes")) return false;
    if (!law_date(l, C_coverage_as_of, row, &as_of)) return false;
    if (all != CPS_NONE && law_date(l, C_coverage_as_of, all, &tables) && as_of.from >= tables.from)
        return true; /* kept to the end: the answer carries the date of the tables */
    return on.from < as_of.until;
}

static struct law_membership by_territory(const struct law *l, capias_str regime,
                                          cps_state territory, struct cps_span on, cps_day known,
                                          struct law_why *why)
{
    struct law_membership m = {.in = LAW_NO, .row = CPS_NONE};
    bool said = false;
    for (uint32_t row = law_chain_first(&l->territories, territory); row != CPS_NONE;
         row = l->territories.next[row]) {
        if (!law_eq(l, C_territories_regime_id, row, regime)) continue;
        said = true;
        enum law_tri here = law_within(l, on, C_territories_from, C_territories_until, row);
        if (here == LAW_NO) continue;
        bool applies = law_is(l, C_territories_applies, row, "yes");
        if (why)
            law_sayf(l, &why->grounds, "%.*s %s %.*s", CPS_FMT(regime),
                     applies ? "reaches" : "does not reach",
                     CPS_FMT(law_cell(l, C_territories_territory, row)));
        law_cite(l, why, T_territories, row);
        if (!applies) continue;
        struct law_membership of =
            law_party(l, regime, law_state(l, C_territories_state, row), on, known, why);
        m.in = law_or(m.in, law_and(here, of.in));
    }
    if (!said) m.in = LAW_MAYBE;
    if (!said && why)
        law_sayf(l, &why->grounds, "our tables do not say whether %.*s reaches %.*s",
                 CPS_FMT(regime), CPS_FMT(cps_state_name(territory)));
    return m;
}

struct law_membership law_party(const struct law *l, capias_str regime, cps_state state,
                                struct cps_span on, cps_day known, struct law_why *why)
{
    for (uint32_t row = law_chain_first(&l->members, state); row != CPS_NONE;
         row = l->members.next[row])
        if (law_eq(l, C_memberships_regime_id, row, regime))
            return by_row(l, state, row, on, known, why);
    if (law_chain_first(&l->territories, state) != CPS_NONE)
        return by_territory(l, regime, state, on, known, why);
    struct law_membership m = {.in = LAW_NO, .row = CPS_NONE};
    bool state_known =
        cps_state_is_current(state) || law_chain_first(&l->members, state) != CPS_NONE;
    if (state_known && complete(l, regime, on)) say_outside(l, why, state, regime, CPS_NONE, known);
    else {
        m.in = LAW_MAYBE;
        if (why)
            law_sayf(l, &why->grounds, "our tables do not say whether %.*s is bound by %.*s",
                     CPS_FMT(cps_state_name(state)), CPS_FMT(regime));
    }
    return m;
}

enum law_tri law_in_organisation(const struct law *l, capias_str organisation, cps_state state,
                                 struct cps_span on)
{
    enum law_tri in = LAW_NO;
    LAW_EACH (l, C_relations_organisation, organisation, row)
        if (law_state(l, C_relations_state, row) == state)
            in = law_or(in, law_within(l, on, C_relations_from, C_relations_until, row));
    return in;
}
