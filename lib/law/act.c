/* SPDX-License-Identifier: Apache-2.0
 *
 * law/act.c: what persons under the law of a state must do about a listed one, and what goes with it: reports, licences,
 * records (compliance.csv). */
#include "law/rules.h"

static bool goes_with(const struct law *l, uint32_t row, const capias_duty *d, capias_str state)
{
    if (!law_empty(l, C_compliance_states, row) && !law_has(l, C_compliance_states, row, state)) return false;
    LAW_EACH (l, C_acts_act, d->act, a)
        if (law_has(l, C_compliance_measures, row, law_cell(l, C_acts_measure, a))) return true;
    return false;
}

/* The rows of one kind of place first: those of this state, then those of the whole regime. */
static capias_status formalities(const struct law *l, const capias_duty *d, capias_str state, capias_act_duty *out,
                                 capias_error *err)
{
    capias_formality *v = CPS_TAKE(l->arena, capias_formality, law_rows(l, T_compliance) + 1);
    if (!v) return cps_fail_memory(err);
    for (int own = 1; own >= 0; own--)
        LAW_EACH (l, C_compliance_regime_id, d->regime, row) {
            if (law_empty(l, C_compliance_states, row) != (own == 0) || !goes_with(l, row, d, state)) continue;
            v[out->n_formalities++] = (capias_formality){.kind = law_cell(l, C_compliance_kind, row),
                                                         .body = law_cell(l, C_compliance_body, row),
                                                         .due = law_cell(l, C_compliance_due, row),
                                                         .words = law_cell(l, C_compliance_words, row),
                                                         .article = law_cell(l, C_compliance_article, row),
                                                         .source = law_source(l, T_compliance, row)};
        }
    *out = (capias_act_duty){.duty = d, .formalities = v, .n_formalities = out->n_formalities};
    return CAPIAS_OK;
}

/* Dealings with a person's property; not entry, not arrest. */
static bool about_property(const capias_duty *d)
{
    static const char *const acts[] = {"freeze", "block", "reject", "arms_embargo"};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (cps_str_is(d->act, acts[i])) return true;
    return false;
}

capias_status cps_law_act(const capias_register *reg, const struct cps_law_question *q, struct cps_arena *arena,
                          capias_act_place *out, capias_error *err)
{
    struct law_case k;
    struct law_duties duties = {0};
    CPS_TRY(law_ask(reg, q, false, arena, &k, err));
    CPS_TRY(law_duties_of(&k, q->state, &duties, err));
    const struct law *l = &k.l;
    capias_act_duty *v = CPS_TAKE(arena, capias_act_duty, duties.n + 1);
    capias_duty *others = CPS_TAKE(arena, capias_duty, duties.n + 1);
    if (!v || !others) return cps_fail_memory(err);
    *out = (capias_act_place){.state = law_state_text(l, q->state), .state_name = cps_state_name(q->state),
                              .duties = v, .of_state = others};
    for (size_t i = 0; i < duties.n; i++) {
        if (!about_property(&duties.v[i])) continue;
        if (!duties.v[i].on_persons) {
            others[out->n_of_state++] = duties.v[i];
            continue;
        }
        CPS_TRY(formalities(l, &duties.v[i], out->state, &v[out->n_duties], err));
        out->n_duties++;
    }
    return *l->failed ? cps_fail_memory(err) : CAPIAS_OK;
}
