/* SPDX-License-Identifier: Apache-2.0
 *
 * law/against.c: what stands against a duty, both sides with their sources: immunity of an office
 * held on that day, positions of the state and of bodies that speak for it, consultations and
 * claimed conflicts, challenges and postponements, national law. None of it changes the force of a
 * duty: a dispute is shown beside it. */
#include "law/rules.h"

uint32_t law_office(const struct law *l, capias_str person, struct cps_span on)
{
    uint32_t best = CPS_NONE;
    LAW_EACH (l, C_offices_person_id, person, row) {
        if (law_within(l, on, C_offices_from, C_offices_until, row) == LAW_NO) continue;
        if (best == CPS_NONE || law_rank(l, row) > law_rank(l, best)) best = row;
    }
    return best;
}

int law_rank(const struct law *l, uint32_t office)
{
    if (office == CPS_NONE) return 0;
    return law_is(l, C_offices_kind, office, "head_of_state") ||
                   law_is(l, C_offices_kind, office, "head_of_government")
               ? 2
               : 1;
}

bool law_at_home(const struct law *l, uint32_t person, cps_state state)
{
    return person != CPS_NONE && law_state(l, C_persons_nationality, person) == state;
}

enum law_tri law_speaks_for(const struct law *l, capias_str body, cps_state state,
                            struct cps_span on, cps_day known)
{
    if (body.n == 2) return cps_state_code(body) == state ? LAW_YES : LAW_NO;
    uint32_t b = law_next(l, C_bodies_body, body, 0);
    if (b == CPS_NONE) return LAW_NO;
    if (law_is(l, C_bodies_kind, b, "all")) return LAW_YES;
    if (law_is(l, C_bodies_kind, b, "regime"))
        return law_party(l, law_cell(l, C_bodies_members, b), state, on, known, NULL).in;
    return law_in_organisation(l, law_cell(l, C_bodies_members, b), state, on);
}

static void say_position(const struct law *l, struct law_why *why, uint32_t row)
{
    capias_str who = law_cell(l, C_positions_state_or_body, row);
    capias_str name = who.n == 2 ? cps_state_name(cps_state_code(who)) : who;
    law_sayf(l, &why->contested, "%.*s, %.*s%s: %.*s", CPS_FMT(name),
             CPS_FMT(law_cell(l, C_positions_date, row)),
             law_is(l, C_positions_stance, row, "supports") ? " (for the duty)" : "",
             CPS_FMT(law_cell(l, C_positions_position, row)));
    law_cite(l, why, T_positions, row);
}

/* Immunity is claimed for sitting leaders of states that are no parties: then the positions on
 * immunity of the state and of bodies it belongs to are shown, and those on this person in any
 * case. */
static void immunity(const struct law_case *k, cps_state state, struct law_why *why)
{
    const struct law *l = &k->l;
    uint32_t office = law_office(l, k->id, k->q->on);
    bool sitting = law_rank(l, office) == 2;
    if (sitting) {
        cps_state of = law_state(l, C_offices_state, office);
        enum law_tri party = law_party(l, LAW_ROME, of, k->q->on, k->q->known, NULL).in;
        if (party != LAW_YES)
            law_sayf(
                l, &why->contested,
                "immunity: the person is %.*s on that day; %.*s is not a party to the Rome Statute",
                CPS_FMT(law_cell(l, C_offices_office, office)), CPS_FMT(cps_state_name(of)));
        law_cite(l, why, T_offices, office);
    }
    capias_str about = law_text(l, "person %.*s", CPS_FMT(k->id));
    uint32_t n = law_rows(l, T_positions);
    for (uint32_t row = 0; row < n; row++) {
        bool on_immunity = sitting && law_is(l, C_positions_subject, row, "immunity");
        if (!on_immunity && !law_eq(l, C_positions_subject, row, about)) continue;
        if (law_known(l, k->q->known, C_positions_date, row) == LAW_NO) continue;
        if (law_speaks_for(l, law_cell(l, C_positions_state_or_body, row), state, k->q->on,
                           k->q->known) != LAW_NO)
            say_position(l, why, row);
    }
}

static void exemptions(const struct law_case *k, cps_state state, struct law_why *why)
{
    const struct law *l = &k->l;
    LAW_EACH (l, C_exemptions_person_id, k->id, row) {
        if (law_state(l, C_exemptions_state, row) != state) continue;
        if (law_known(l, k->q->known, C_exemptions_asked_on, row) == LAW_NO) continue;
        bool decided = law_known(l, k->q->known, C_exemptions_decided_on, row) != LAW_NO;
        capias_str day = law_cell(l, C_exemptions_decided_on, row),
                   note = law_cell(l, C_exemptions_note, row);
        capias_str kind = law_spoken(l, law_cell(l, C_exemptions_kind, row));
        law_sayf(l, &why->exemptions, "%.*s, %.*s, asked of %.*s on %.*s: %.*s%s%.*s%s%.*s",
                 CPS_FMT(kind), CPS_FMT(law_cell(l, C_exemptions_basis, row)),
                 CPS_FMT(law_cell(l, C_exemptions_asked_of, row)),
                 CPS_FMT(law_cell(l, C_exemptions_asked_on, row)),
                 CPS_FMT(decided ? law_cell(l, C_exemptions_result, row) : CPS_STR("not decided")),
                 decided && day.n ? " on " : "", CPS_FMT(decided ? day : CPS_STR("")),
                 decided && note.n ? ". " : "", CPS_FMT(decided ? note : CPS_STR("")));
        law_cite(l, why, T_exemptions, row);
    }
}

static void challenges(const struct law_case *k, const struct law_instrument *it, cps_state state,
                       struct law_why *why)
{
    const struct law *l = &k->l;
    uint32_t n = law_rows(l, T_challenges);
    for (uint32_t row = 0; row < n; row++) {
        if (!law_has(l, C_challenges_warrant_id, row, it->id)) continue;
        if (law_known(l, k->q->known, C_challenges_filed, row) == LAW_NO) continue;
        bool decided = law_known(l, k->q->known, C_challenges_decided, row) == LAW_YES;
        capias_str filed = law_cell(l, C_challenges_filed, row);
        law_sayf(l, &why->contested, "challenge by %.*s, art. %.*s%s%.*s: %.*s%s%.*s%s%.*s",
                 CPS_FMT(law_cell(l, C_challenges_by, row)),
                 CPS_FMT(law_cell(l, C_challenges_article, row)),
                 filed.n ? ", filed " : "", CPS_FMT(filed),
                 CPS_FMT(decided ? law_cell(l, C_challenges_result, row) : CPS_STR("pending")),
                 decided ? " on " : "",
                 CPS_FMT(decided ? law_cell(l, C_challenges_decided, row) : CPS_STR("")),
                 decided ? ". " : "",
                 CPS_FMT(decided ? law_cell(l, C_challenges_effect, row) : CPS_STR("")));
        law_cite(l, why, T_challenges, row);
        if (law_empty(l, C_challenges_postponed_from, row) ||
            law_state(l, C_challenges_state, row) != state)
            continue;
        if (law_within(l, k->q->on, C_challenges_postponed_from, C_challenges_postponed_until,
                       row) == LAW_NO)
            continue;
        law_sayf(l, &why->exemptions,
                 "surrender (not arrest) postponed under art. 95 from %.*s to %.*s",
                 CPS_FMT(law_cell(l, C_challenges_postponed_from, row)),
                 CPS_FMT(law_cell(l, C_challenges_postponed_until, row)));
    }
}

/* Where another state holds a part of the territory, the authorities of this one cannot act there. */
static void control(const struct law_case *k, cps_state state, struct law_why *why)
{
    const struct law *l = &k->l;
    uint32_t n = law_rows(l, T_control);
    for (uint32_t row = 0; row < n; row++) {
        if (law_state(l, C_control_state, row) != state ||
            law_within(l, k->q->on, C_control_from, C_control_until, row) == LAW_NO ||
            law_known(l, k->q->known, C_control_from, row) == LAW_NO)
            continue;
        bool over = !law_empty(l, C_control_until, row) &&
                    law_known(l, k->q->known, C_control_until, row) != LAW_NO;
        law_sayf(l, &why->exemptions, "control: %.*s, held by %.*s from %.*s%s%.*s: the authorities of %.*s could not act there",
                 CPS_FMT(law_cell(l, C_control_place, row)), CPS_FMT(cps_state_name(law_state(l, C_control_held_by, row))),
                 CPS_FMT(law_cell(l, C_control_from, row)), over ? " to " : " on",
                 CPS_FMT(over ? law_cell(l, C_control_until, row) : CPS_STR("")), CPS_FMT(cps_state_name(state)));
        law_cite(l, why, T_control, row);
    }
}

static void national_law(const struct law *l, cps_state state, struct law_why *why)
{
    char code[3];
    cps_state_text(state, code);
    LAW_EACH (l, C_national_law_state, cps_str(code), row) {
        capias_str immunity = law_cell(l, C_national_law_immunity_clause, row),
                   who = law_cell(l, C_national_law_competent_authority, row);
        law_sayf(l, &why->grounds,
                 "national law: %.*s; arrest before the Court asks: %.*s%s%.*s%s%.*s",
                 CPS_FMT(law_cell(l, C_national_law_act, row)),
                 CPS_FMT(law_cell(l, C_national_law_arrest_without_request, row)),
                 who.n ? "; competent: " : "", CPS_FMT(who), immunity.n ? "; immunity: " : "",
                 CPS_FMT(immunity));
        law_cite(l, why, T_national_law, row);
    }
}

void law_against(const struct law_case *k, const struct law_pair *p, cps_state state,
                 struct law_why *why)
{
    const struct law_instrument *it = &k->instruments[p->instrument];
    if (it->kind != LAW_WARRANT || p->m->needs == LAW_NEEDS_NOTHING) return;
    immunity(k, state, why);
    exemptions(k, state, why);
    challenges(k, it, state, why);
    control(k, state, why);
    national_law(&k->l, state, why);
}
