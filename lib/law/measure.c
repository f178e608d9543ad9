/* SPDX-License-Identifier: Apache-2.0
 *
 * law/measure.c: a measure with all that its row refers to, looked up once for a register: what triggers it,
 * which row says who its addressee is, which act it is shown as, and what its force comes to, asked or not. */
#include "law/rules.h"

static enum law_needs needs_of(const struct law *l, uint32_t measure)
{
    static const struct {
        const char *word;
        enum law_needs needs;
    } words[] = {{"nothing", LAW_NEEDS_NOTHING},
                 {"request", LAW_NEEDS_REQUEST},
                 {"overflight", LAW_NEEDS_OVERFLIGHT}};
    uint32_t row = law_next(l, C_triggers_trigger, law_cell(l, C_measures_trigger, measure), 0);
    for (size_t i = 0; row != CPS_NONE && i < sizeof words / sizeof *words; i++)
        if (law_is(l, C_triggers_needs, row, words[i].word)) return words[i].needs;
    return LAW_NEEDS_OTHER;
}

/* The row that says who the addressee is: one for this regime and scope before one for any. */
static uint32_t addressee_of(const struct law *l, uint32_t measure)
{
    capias_str regime = law_cell(l, C_measures_regime_id, measure),
               scope = law_cell(l, C_measures_scope, measure);
    uint32_t best = CPS_NONE;
    int best_fit = -1;
    LAW_EACH (l, C_addressees_addressee, law_cell(l, C_measures_addressee, measure), row) {
        bool any_regime = law_empty(l, C_addressees_measure_regime, row);
        bool any_scope = law_empty(l, C_addressees_scope, row);
        if (!any_regime && !law_eq(l, C_addressees_measure_regime, row, regime)) continue;
        if (!any_scope && !law_eq(l, C_addressees_scope, row, scope)) continue;
        int fit = (any_regime ? 0 : 2) + (any_scope ? 0 : 1);
        if (fit > best_fit) best_fit = fit, best = row;
    }
    return best;
}

/* The row of forces.csv for the measure's force, asked or not. */
static uint32_t force_row(const struct law *l, uint32_t measure, bool asked)
{
    LAW_EACH (l, C_forces_force, law_cell(l, C_measures_force, measure), row)
        if (law_is(l, C_forces_asked, row, "any") ||
            law_is(l, C_forces_asked, row, asked ? "yes" : "no"))
            return row;
    return CPS_NONE;
}

static int bound_of(const struct law *l, uint32_t force)
{
    if (force == CPS_NONE) return -1;
    return law_is(l, C_forces_bound, force, "true")    ? 1
           : law_is(l, C_forces_bound, force, "false") ? 0
                                                       : -1;
}

struct law_measure_mark law_mark_measure(const struct law *l, uint32_t measure)
{
    capias_str name = law_cell(l, C_measures_measure, measure), regime = law_cell(l, C_measures_regime_id, measure);
    uint32_t act = law_next(l, C_acts_measure, name, 0), addressee = addressee_of(l, measure);
    struct law_measure_mark m = {.act = act,
                                 .regime = law_next(l, C_regimes_id, regime, 0),
                                 .addressee = addressee,
                                 .needs = needs_of(l, measure),
                                 .rule = law_rule(l, addressee),
                                 .measure = name,
                                 .forum = law_cell(l, C_measures_forum, measure),
                                 .regime_id = regime,
                                 .parties_of = regime,
                                 .articles = law_cell(l, C_measures_articles, measure),
                                 .freeze = cps_str_is(name, "asset_freeze"),
                                 .contested = law_is(l, C_measures_force, measure, "contested")};
    if (m.regime != CPS_NONE) m.regime_name = law_cell(l, C_regimes_name, m.regime);
    if (addressee != CPS_NONE && !law_empty(l, C_addressees_regime_id, addressee))
        m.parties_of = law_cell(l, C_addressees_regime_id, addressee);
    m.persons = addressee != CPS_NONE && law_is(l, C_addressees_persons, addressee, "yes");
    if (act != CPS_NONE) {
        m.act_word = law_cell(l, C_acts_act, act);
        m.own_nationals = law_cell(l, C_acts_own_nationals, act);
        m.never = law_is(l, C_acts_shown, act, "never");
        m.exemption = law_is(l, C_acts_shown, act, "exemption");
        m.when_asked = law_is(l, C_acts_shown, act, "when_asked");
        m.always = law_is(l, C_acts_shown, act, "always");
        m.criminal = law_is(l, C_acts_criminal, act, "yes");
    }
    m.law = law_text(l, "%.*s: %.*s", CPS_FMT(m.regime_name.n ? m.regime_name : regime),
                     CPS_FMT(law_cell(l, C_measures_legal_ground, measure)));
    for (int asked = 0; asked < 2; asked++) {
        uint32_t force = force_row(l, measure, asked == 1);
        m.answer[asked] = force == CPS_NONE ? CPS_STR("unknown") : law_cell(l, C_forces_answer, force);
        m.bound[asked] = bound_of(l, force);
    }
    return m;
}
