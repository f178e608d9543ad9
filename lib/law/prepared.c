/* SPDX-License-Identifier: Apache-2.0
 *
 * law/prepared.c: the tables of an open register, looked up once, and what every question asks of the
 * recorded visits and decisions: who came, in what office, to what kind of host; whom it is about. */
#include "law/rules.h"

static const struct cps_table *in_register(const void *reg, const char *name)
{
    return cps_register_table(reg, name);
}

static bool was_there(const struct law *l, uint32_t v)
{
    return law_is(l, C_visits_outcome, v, "not_arrested") ||
           law_is(l, C_visits_outcome, v, "arrested") ||
           law_is(l, C_visits_outcome, v, "surrendered");
}

static struct law_visit_mark mark_of(const struct law *l, uint32_t v)
{
    struct law_visit_mark m = {.host = law_state(l, C_visits_state, v)};
    capias_str who = law_cell(l, C_visits_person_id, v);
    m.person = law_next(l, C_persons_id, who, 0);
    m.there = was_there(l, v) && law_date(l, C_visits_arrived, v, &m.arrived);
    if (!m.there) return m;
    m.rank = (int8_t)law_rank(l, law_office(l, who, m.arrived));
    m.party = law_is(l, C_visits_state_was_party, v, "yes");
    m.home = law_at_home(l, m.person, m.host);
    cps_state from = m.person == CPS_NONE ? 0 : law_state(l, C_persons_nationality, m.person);
    m.in_common = (uint8_t)law_in_common(l, m.host, from, m.arrived, NULL);
    m.border = law_border(l, m.host, from) != CPS_NONE;
    m.verified = law_is(l, C_visits_verified, v, "yes");
    m.arrest = !law_is(l, C_visits_outcome, v, "not_arrested");
    return m;
}

/* Decisions name a visit, or only a case: then the person is whoever's warrant has its number. */
static bool decision_about(const struct law *l, uint32_t f, capias_str person)
{
    capias_str visit = law_cell(l, C_findings_about_visit, f),
               number = law_cell(l, C_findings_case_number, f);
    if (visit.n) {
        uint32_t v = law_next(l, C_visits_id, visit, 0);
        return v != CPS_NONE && law_eq(l, C_visits_person_id, v, person);
    }
    LAW_EACH (l, C_warrants_person_id, person, w)
        if (number.n && law_eq(l, C_warrants_case_number, w, number)) return true;
    return false;
}

static capias_status prepare(const capias_register *reg, struct cps_arena *arena, const void **out,
                             capias_error *err)
{
    struct law *l = CPS_TAKE(arena, struct law, 1);
    if (!l) return cps_fail_memory(err);
    CPS_TRY(law_open(l, in_register, reg, arena, err));
    uint32_t n = law_rows(l, T_visits);
    struct law_visit_mark *marks = CPS_TAKE(arena, struct law_visit_mark, n ? n : 1);
    uint32_t persons = law_rows(l, T_persons), findings = law_rows(l, T_findings);
    bool *decided = CPS_TAKE(arena, bool, (size_t)findings * persons + 1);
    uint32_t n_measures = law_rows(l, T_measures);
    struct law_measure_mark *measures = CPS_TAKE(arena, struct law_measure_mark, n_measures ? n_measures : 1);
    if (!marks || !decided || !measures) return cps_fail_memory(err);
    for (uint32_t v = 0; v < n; v++) marks[v] = mark_of(l, v);
    for (uint32_t f = 0; f < findings; f++)
        for (uint32_t p = 0; p < persons; p++)
            decided[(size_t)f * persons + p] = decision_about(l, f, law_cell(l, C_persons_id, p));
    for (uint32_t m = 0; m < n_measures; m++) measures[m] = law_mark_measure(l, m);
    l->visits = marks;
    l->measures = measures;
    l->decided = decided;
    *out = l;
    return *l->failed ? cps_fail_memory(err) : CAPIAS_OK;
}

capias_status law_of_register(struct law *l, const capias_register *reg, struct cps_arena *arena,
                              capias_error *err)
{
    const void *prepared;
    bool *failed = CPS_TAKE(arena, bool, 1);
    if (!failed) return cps_fail_memory(err);
    CPS_TRY(cps_register_prepared(reg, prepare, &prepared, err));
    *l = *(const struct law *)prepared;
    l->arena = arena;
    l->failed = failed;
    return CAPIAS_OK;
}
