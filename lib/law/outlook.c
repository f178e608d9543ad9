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
 * What is most alike comes first: the same person, the same host, the same duty and regime, a tie between host
 * and visitor's state where there is one here, a border likewise; then what is nearest in time.
 * No model stands behind the share: tools/outlook_model.py fits one and tests it on visits, persons
 * and states left out; it tells worse than the count (data/law/outlook.csv), which is said.
 * The interval is Wilson's score interval at 95 % (E. B. Wilson, JASA 22 (1927), 209-212). */
#include <math.h>

#include "law/rules.h"

#define TOO_WIDE 0.5 /* an interval wider than this tells nothing */

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

/* The visit asked about. */
struct mark {
    const capias_visit_answer *asked; /* its duties */
    cps_state host;
    const char *duty;  /* as visits.duty has it */
    int rank;
    unsigned in_common;
    bool party, home, border;
};

static bool is_comparable(const struct law_case *k, const struct mark *m, uint32_t v)
{
    const struct law_visit_mark *visit = &k->l.visits[v];
    bool same = visit->person == k->person;
    if (!visit->there || visit->party != m->party || visit->home != m->home) return false;
    if (!same && visit->rank != m->rank) return false;
    if (law_known(&k->l, k->q->known, C_visits_arrived, v) == LAW_NO) return false;
    bool now = visit->arrived.from < k->q->on.until && visit->arrived.until > k->q->on.from;
    return !(same && visit->host == m->host && now);
}

/* Was the duty there, if any, of a regime under which an arrest is at issue here? */
static bool same_regime(const struct law *l, const capias_visit_answer *asked, uint32_t v)
{
    if (law_empty(l, C_visits_regime_id, v)) return true;
    for (size_t i = 0; i < asked->n_duties; i++)
        if (law_is_arrest(&asked->duties[i]) &&
            law_has(l, C_visits_regime_id, v, asked->duties[i].regime))
            return true;
    return false;
}

/* How it differs, in words; the number of things in which it is alike. */
static unsigned differences(const struct law_case *k, const struct mark *m, uint32_t v,
                            struct law_list *out)
{
    const struct law *l = &k->l;
    const struct law_visit_mark *visit = &l->visits[v];
    unsigned alike = 0;
    if (visit->person == k->person) alike += 2; /* the person and the person's state */
    else law_say(l, out, CPS_STR("another person"));
    if (visit->host == m->host) alike += 2;
    else law_say(l, out, CPS_STR("another host"));
    if (law_is(l, C_visits_duty, v, m->duty)) alike++;
    else
        law_sayf(l, out, "the host's duty: %.*s there, %s here", CPS_FMT(law_cell(l, C_visits_duty, v)),
                 m->duty);
    if (same_regime(l, m->asked, v)) alike++;
    else law_sayf(l, out, "another regime: %.*s", CPS_FMT(law_cell(l, C_visits_regime_id, v)));
    if ((visit->in_common > 0) == (m->in_common > 0)) alike++;
    else
        law_say(l, out, m->in_common ? CPS_STR("no organisation in common there")
                                     : CPS_STR("an organisation in common there, none here"));
    if (visit->border == m->border) alike++;
    else law_say(l, out, m->border ? CPS_STR("no common border there") : CPS_STR("a common border there, none here"));
    return alike;
}

capias_visit law_visit_told(const struct law *l, uint32_t v)
{
    return (capias_visit){.id = law_cell(l, C_visits_id, v),
                          .person = law_cell(l, C_visits_person_id, v),
                          .state = law_cell(l, C_visits_state, v),
                          .city = law_cell(l, C_visits_city, v),
                          .arrived = law_cell(l, C_visits_arrived, v),
                          .left = law_cell(l, C_visits_left, v),
                          .purpose = law_cell(l, C_visits_purpose, v),
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

struct ranked {
    uint32_t row;
    unsigned alike;
    int64_t apart; /* days */
    struct law_list differences;
};

static bool comes_before(const struct ranked *a, const struct ranked *b)
{
    return a->alike != b->alike ? a->alike > b->alike : a->apart < b->apart;
}

static capias_status comparable(const struct law_case *k, const struct mark *m,
                                capias_visit_answer *out, capias_error *err)
{
    const struct law *l = &k->l;
    uint32_t n = law_rows(l, T_visits);
    struct ranked *order = CPS_TAKE(l->arena, struct ranked, n ? n : 1);
    if (!order) return cps_fail_memory(err);
    size_t found = 0;
    for (uint32_t row = 0; row < n; row++) {
        if (!is_comparable(k, m, row)) continue;
        struct ranked r = {.row = row};
        r.alike = differences(k, m, row, &r.differences);
        int64_t days = (int64_t)l->visits[row].arrived.from - k->q->on.from;
        r.apart = days < 0 ? -days : days;
        size_t at = found++;
        for (; at > 0 && comes_before(&r, &order[at - 1]); at--) order[at] = order[at - 1];
        order[at] = r;
    }
    capias_visit *v = CPS_TAKE(l->arena, capias_visit, found ? found : 1);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < found; i++) {
        const struct law_visit_mark *visit = &l->visits[order[i].row];
        v[i] = law_visit_told(l, order[i].row);
        v[i].differences = law_strs(&order[i].differences);
        /* Years at home without an arrest are no visits, so a share at home would count arrests alone. */
        v[i].counted = !m->home && visit->verified;
        out->n += v[i].counted;
        out->k += v[i].counted && visit->arrest;
    }
    out->comparable = v;
    out->n_comparable = found;
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
        law_sayf(l, reasons, "law: %.*s is %.*s for %.*s", CPS_FMT(law_spoken(l, d->act)),
                 CPS_FMT(law_spoken(l, d->force)), CPS_FMT(d->addressee));
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
             "past: of %u visits abroad of %s to states that were %s of the Rome Statute, %u are looked up, and "
             "%u of these ended in arrest",
             (unsigned)out->n_comparable, who, m->party ? "parties" : "no parties", (unsigned)out->n,
             (unsigned)out->k);
    if (out->n < out->n_comparable)
        law_sayf(l, reasons,
                 "past: the other %u are shown and not counted: nobody has yet read of them in the document that is "
                 "named as their source",
                 (unsigned)(out->n_comparable - out->n));
    if (m->rank == 0)
        law_say(l, reasons, CPS_STR("past: visits of persons without office are mostly known because they ended in an "
                                    "arrest, so the share is an upper one"));
    if (out->high - out->low > TOO_WIDE)
        law_say(l, reasons, CPS_STR("past: these are too few to expect anything from"));
}

/* What the backtest in data/law/outlook.csv measured, each person left out. */
static void say_backtest(const struct law *l, const capias_visit_answer *out, struct law_list *reasons)
{
    capias_str loss[3] = {{0}};
    static const char *const ways[] = {"k of n", "model", "base rate"};
    if (!out->n) return;
    LAW_EACH (l, C_outlook_left_out, CPS_STR("person"), row)
        for (size_t i = 0; i < 3; i++)
            if (law_is(l, C_outlook_way, row, ways[i])) loss[i] = law_cell(l, C_outlook_log_loss, row);
    if (loss[0].n && loss[1].n && loss[2].n)
        law_sayf(l, reasons,
                 "method: a count by kind of person, no model. Tested on the recorded visits with each person left out, "
                 "its log loss is %.*s; of a regression on office, duty and ties %.*s, of one share for everybody %.*s",
                 CPS_FMT(loss[0]), CPS_FMT(loss[1]), CPS_FMT(loss[2]));
}

unsigned law_in_common(const struct law *l, cps_state a, cps_state b, struct cps_span on,
                       struct law_list *names)
{
    uint32_t n = law_rows(l, T_relations);
    unsigned both = 0;
    if (!a || !b || a == b) return 0;
    for (uint32_t row = 0; row < n; row++) {
        capias_str organisation = law_cell(l, C_relations_organisation, row);
        if (law_state(l, C_relations_state, row) != a) continue;
        if (law_within(l, on, C_relations_from, C_relations_until, row) != LAW_YES) continue;
        if (law_in_organisation(l, organisation, b, on) != LAW_YES) continue;
        both += both < UINT8_MAX;
        if (names) law_say(l, names, organisation);
    }
    return both;
}

uint32_t law_border(const struct law *l, cps_state a, cps_state b)
{
    uint32_t n = law_rows(l, T_borders);
    for (uint32_t row = 0; a && b && row < n; row++) {
        cps_state x = law_state(l, C_borders_state_a, row), y = law_state(l, C_borders_state_b, row);
        if ((x == a && y == b) || (x == b && y == a)) return row;
    }
    return CPS_NONE;
}

static void say_ties(const struct law_case *k, cps_state state, const struct law_list *both,
                     struct law_list *reasons)
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
                 CPS_FMT(law_spoken(l, law_cell(l, C_dependence_measure, row))), here, there,
                 CPS_FMT(law_cell(l, C_dependence_value, row)),
                 CPS_FMT(law_cell(l, C_dependence_year, row)));
    }
    uint32_t border = law_border(l, state, home);
    if (border != CPS_NONE)
        law_sayf(l, reasons, "tie: a border of %.*s km",
                 CPS_FMT(law_cell(l, C_borders_length_km, border)));
    for (size_t i = 0; i < both->n; i++)
        law_sayf(l, reasons, "tie: both belong to %.*s", CPS_FMT(both->v[i]));
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

/* The duty to arrest here, in the words of visits.duty. */
static const char *duty_word(const capias_visit_answer *out)
{
    for (size_t i = 0; i < out->n_duties; i++) {
        const capias_duty *d = &out->duties[i];
        if (!law_is_arrest(d)) continue;
        return d->bound == 1 ? "binding" : d->bound < 0 ? "contested" : cps_str_is(d->force, "urged") ? "urged" : "none";
    }
    return "none";
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
    cps_state home = law_state(l, C_persons_nationality, k->person);
    struct law_list both = {0};
    struct mark m = {.asked = out,
                     .host = state,
                     .duty = duty_word(out),
                     .party =
                         law_party(l, LAW_ROME, state, k->q->on, k->q->known, NULL).in == LAW_YES,
                     .home = law_at_home(l, k->person, state),
                     .rank = law_rank(l, law_office(l, k->id, k->q->on)),
                     .in_common = law_in_common(l, state, home, k->q->on, &both),
                     .border = law_border(l, state, home) != CPS_NONE};
    CPS_TRY(decisions(k, state, out, err));
    CPS_TRY(comparable(k, &m, out, err));
    say_law(l, out, &reasons);
    say_past(l, out, &m, &reasons);
    say_backtest(l, out, &reasons);
    say_ties(k, state, &both, &reasons);
    say_positions(k, state, &reasons);
    out->reasons = law_strs(&reasons);
    return CAPIAS_OK;
}
