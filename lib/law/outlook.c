/* SPDX-License-Identifier: Apache-2.0
 *
 * law/outlook.c: what happened before: decisions, comparable visits, and the share that ended in
 * arrest.
 *
 * A visit is comparable when the person was there (neither cancelled nor only flying over), the
 * host stood as this state stands (party or not), and the visitor is the same person or held an
 * office of the same rank on the day; at home and abroad are kept apart. The visit asked about is
 * left out, and so is what was not known yet. Rows that nobody looked up, and those at home (where only
 * arrests are recorded), are shown, not counted.
 * The interval is Wilson's score interval at 95 % (E. B. Wilson, JASA 22 (1927), 209-212). */
#include <math.h>

#include "law/rules.h"

/* ---- decisions ----------------------------------------------------------------------------- */

bool law_decision_about(const struct law *l, uint32_t finding, uint32_t person)
{
    return l->decided[(size_t)finding * law_rows(l, T_persons) + person];
}

static capias_status decisions(const struct law_case *k, cps_state state, capias_visit_answer *out,
                               capias_error *err)
{
    const struct law *l = &k->l;
    uint32_t n = law_rows(l, T_findings);
    capias_decision *v = CPS_TAKE(l->arena, capias_decision, n ? n : 1);
    if (!v) return cps_fail_memory(err);
    for (int here = 1; here >= 0; here--) { /* this state first, then by date */
        size_t first = out->n_decisions;
        for (uint32_t f = 0; f < n; f++) {
            if ((law_state(l, C_findings_state, f) == state) != (here == 1)) continue;
            if (law_known(l, k->q->known, C_findings_date, f) == LAW_NO ||
                !law_decision_about(l, f, k->person))
                continue;
            struct capias_decision d = {.id = law_cell(l, C_findings_id, f),
                                        .date = law_cell(l, C_findings_date, f),
                                        .body = law_cell(l, C_findings_body, f),
                                        .case_number = law_cell(l, C_findings_case_number, f),
                                        .state = law_cell(l, C_findings_state, f),
                                        .result = law_cell(l, C_findings_result, f),
                                        .summary = law_cell(l, C_findings_reasoning_short, f),
                                        .source = law_source(l, T_findings, f)};
            size_t at = out->n_decisions++;
            for (; at > first && cps_str_cmp(v[at - 1].date, d.date) > 0; at--) v[at] = v[at - 1];
            v[at] = d;
        }
    }
    out->decisions = v;
    return CAPIAS_OK;
}

/* ---- comparable visits --------------------------------------------------------------------- */

struct mark {
    bool party, home;
    int rank;
};

/* 0: not comparable; else the smaller, the nearer. */
static int nearness(const struct law_case *k, cps_state state, const struct mark *m, uint32_t v)
{
    const struct law_visit_mark *visit = &k->l.visits[v];
    bool same = visit->person == k->person;
    if (!visit->there || visit->party != m->party || visit->home != m->home) return 0;
    if (!same && visit->rank != m->rank) return 0;
    if (law_known(&k->l, k->q->known, C_visits_arrived, v) == LAW_NO) return 0;
    if (!same) return 3;
    if (visit->host != state) return 2;
    /* the one asked about */
    return visit->arrived.from < k->q->on.until && visit->arrived.until > k->q->on.from ? 0 : 1;
}

static capias_visit told(const struct law *l, uint32_t v)
{
    return (capias_visit){.id = law_cell(l, C_visits_id, v),
                          .person = law_cell(l, C_visits_person_id, v),
                          .state = law_cell(l, C_visits_state, v),
                          .city = law_cell(l, C_visits_city, v),
                          .arrived = law_cell(l, C_visits_arrived, v),
                          .left = law_cell(l, C_visits_left, v),
                          .outcome = law_cell(l, C_visits_outcome, v),
                          .duty = law_cell(l, C_visits_duty, v),
                          .finding = law_cell(l, C_visits_finding, v),
                          .note = law_cell(l, C_visits_note, v),
                          .source = law_source(l, T_visits, v)};
}

static void wilson(uint32_t k, uint32_t n, double *low, double *high)
{
    const double z = 1.959963985; /* the 97.5th percentile of the normal distribution */
    *low = 0, *high = 1;
    if (n == 0) return;
    double share = (double)k / n, middle = (share + z * z / (2.0 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
    *low = k == 0 ? 0 : middle - half;
    *high = k == n ? 1 : middle + half;
}

static capias_status comparable(const struct law_case *k, cps_state state, const struct mark *m,
                                capias_visit_answer *out, capias_error *err)
{
    const struct law *l = &k->l;
    uint32_t n = law_rows(l, T_visits);
    capias_visit *v = CPS_TAKE(l->arena, capias_visit, n ? n : 1);
    if (!v) return cps_fail_memory(err);
    for (int near = 1; near <= 3; near++) {
        for (uint32_t row = 0; row < n; row++) {
            if (nearness(k, state, m, row) != near) continue;
            v[out->n_comparable++] = told(l, row);
            /* Years at home without an arrest are no visits, so a share at home would count arrests alone. */
            if (m->home || !l->visits[row].verified) continue;
            out->n++;
            out->k += l->visits[row].arrest;
        }
    }
    out->comparable = v;
    out->p_arrest = out->n ? (double)out->k / out->n : 0;
    wilson(out->k, out->n, &out->low, &out->high);
    return CAPIAS_OK;
}

/* ---- reasons in words ---------------------------------------------------------------------- */

static void say_law(const struct law *l, const capias_visit_answer *out, struct law_list *reasons)
{
    for (size_t i = 0; i < out->n_duties; i++) {
        const capias_duty *d = &out->duties[i];
        if (!law_is_arrest(d)) continue;
        law_sayf(l, reasons, "law: %.*s is %.*s for %.*s", CPS_FMT(d->act), CPS_FMT(d->force),
                 CPS_FMT(d->addressee));
        return;
    }
    law_sayf(l, reasons, "law: no duty to arrest in our tables");
}

static void say_past(const struct law *l, const capias_visit_answer *out, const struct mark *m,
                     struct law_list *reasons)
{
    if (m->home) {
        law_sayf(l, reasons, "past: at home only arrests are recorded, so no share is given");
        return;
    }
    const char *who = m->rank == 2   ? "this person or other sitting heads of state or government"
                      : m->rank == 1 ? "this person or other holders of office"
                                     : "this person or others without office";
    law_sayf(l, reasons,
             "past: of %u looked-up visits abroad of %s to states that were %s of the Rome Statute, %u "
             "ended in arrest",
             (unsigned)out->n, who,
             m->party ? "parties" : "no parties", (unsigned)out->k);
}

static void say_ties(const struct law_case *k, cps_state state, struct law_list *reasons)
{
    const struct law *l = &k->l;
    cps_state home = k->person == CPS_NONE ? 0 : law_state(l, C_persons_nationality, k->person);
    char here[3], there[3];
    cps_state_text(state, here);
    cps_state_text(home, there);
    if (!home || home == state) return;
    LAW_EACH (l, C_dependence_from_state, cps_str(here), row) {
        struct cps_span year;
        if (law_state(l, C_dependence_to_state, row) != home) continue;
        if (law_date(l, C_dependence_year, row, &year) && year.from > k->q->known) continue;
        law_sayf(l, reasons, "tie: %.*s of %s towards %s: %.*s (%.*s)",
                 CPS_FMT(law_cell(l, C_dependence_measure, row)), here, there,
                 CPS_FMT(law_cell(l, C_dependence_value, row)),
                 CPS_FMT(law_cell(l, C_dependence_year, row)));
    }
    uint32_t n = law_rows(l, T_borders);
    for (uint32_t row = 0; row < n; row++) {
        cps_state a = law_state(l, C_borders_state_a, row),
                  b = law_state(l, C_borders_state_b, row);
        if ((a == state && b == home) || (a == home && b == state))
            law_sayf(l, reasons, "tie: a border of %.*s km",
                     CPS_FMT(law_cell(l, C_borders_length_km, row)));
    }
    n = law_rows(l, T_relations);
    for (uint32_t row = 0; row < n; row++) {
        capias_str organisation = law_cell(l, C_relations_organisation, row);
        if (law_state(l, C_relations_state, row) != state) continue;
        if (law_within(l, k->q->on, C_relations_from, C_relations_until, row) != LAW_YES) continue;
        if (law_in_organisation(l, organisation, home, k->q->on) == LAW_YES)
            law_sayf(l, reasons, "tie: both belong to %.*s", CPS_FMT(organisation));
    }
}

static void say_positions(const struct law_case *k, cps_state state, struct law_list *reasons)
{
    const struct law *l = &k->l;
    capias_str about = law_text(l, "person %.*s", CPS_FMT(k->id));
    LAW_EACH (l, C_positions_subject, about, row) {
        if (law_known(l, k->q->known, C_positions_date, row) == LAW_NO) continue;
        if (law_speaks_for(l, law_cell(l, C_positions_state_or_body, row), state, k->q->on,
                           k->q->known) == LAW_NO)
            continue;
        law_sayf(l, reasons, "position: %.*s, %.*s: %.*s",
                 CPS_FMT(law_cell(l, C_positions_state_or_body, row)),
                 CPS_FMT(law_cell(l, C_positions_date, row)),
                 CPS_FMT(law_cell(l, C_positions_position, row)));
    }
}

capias_status law_past(const struct law_case *k, cps_state state, capias_visit_answer *out,
                       capias_error *err)
{
    const struct law *l = &k->l;
    struct law_list reasons = {0};
    if (k->person == CPS_NONE) { /* on a list only: the visits kept here are of others */
        out->high = 1;
        return CAPIAS_OK;
    }
    struct mark m = {.party =
                         law_party(l, LAW_ROME, state, k->q->on, k->q->known, NULL).in == LAW_YES,
                     .home = law_at_home(l, k->person, state),
                     .rank = law_rank(l, law_office(l, k->id, k->q->on))};
    CPS_TRY(decisions(k, state, out, err));
    CPS_TRY(comparable(k, state, &m, out, err));
    say_law(l, out, &reasons);
    say_past(l, out, &m, &reasons);
    say_ties(k, state, &reasons);
    say_positions(k, state, &reasons);
    out->reasons = law_strs(&reasons);
    return CAPIAS_OK;
}
