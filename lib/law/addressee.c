/* SPDX-License-Identifier: Apache-2.0
 *
 * law/addressee.c: does a measure speak to this state? The rules are rows of addressees.csv; here
 * is one function per rule, and no name of a state, treaty or addressee. */
#include "law/rules.h"

typedef enum law_tri rule_fn(const struct law_case *k, const struct law_pair *p, cps_state state,
                             struct law_why *why);

static enum law_tri party_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                               struct law_why *why)
{
    const struct law *l = &k->l;
    struct cps_span on = k->q->on;
    enum law_tri in = law_party(l, p->m->parties_of, state, on, k->q->known, why).in;
    capias_str also = law_cell(l, C_addressees_also, p->m->addressee),
               but_not = law_cell(l, C_addressees_but_not, p->m->addressee);
    if (in != LAW_NO && also.n)
        in = law_and(in, law_party(l, also, state, on, k->q->known, why).in);
    if (in != LAW_NO && but_not.n)
        in = law_and(in, law_not(law_party(l, but_not, state, on, k->q->known, why).in));
    return in;
}

/* A state that is no party and lodged an accepted declaration for the warrant's situation. */
static enum law_tri accepted_rule(const struct law_case *k, const struct law_pair *p,
                                  cps_state state, struct law_why *why)
{
    const struct law *l = &k->l;
    uint32_t situation = k->instruments[p->instrument].situation;
    enum law_tri in = LAW_NO;
    uint32_t n = law_rows(l, T_declarations);
    for (uint32_t d = 0; situation != CPS_NONE && d < n; d++) {
        if (law_state(l, C_declarations_state, d) != state ||
            !law_is(l, C_declarations_status, d, "accepted"))
            continue;
        if (!law_eq(l, C_declarations_situation, d, law_cell(l, C_situations_situation, situation)))
            continue;
        struct cps_span lodged;
        if (!law_date(l, C_declarations_lodged, d, &lodged)) continue;
        if (law_known(l, k->q->known, C_declarations_lodged, d) == LAW_NO) continue;
        enum law_tri begun = law_begun(k->q->on, lodged);
        in = law_or(in, begun);
        if (begun == LAW_NO || !why) continue;
        law_sayf(l, &why->grounds, "%.*s: declaration under %.*s lodged on %.*s: %.*s",
                 CPS_FMT(cps_state_name(state)), CPS_FMT(law_cell(l, C_declarations_kind, d)),
                 CPS_FMT(law_cell(l, C_declarations_lodged, d)),
                 CPS_FMT(law_cell(l, C_declarations_scope, d)));
        law_cite(l, why, T_declarations, d);
    }
    if (in == LAW_NO) return LAW_NO;
    return law_and(in,
                   law_not(law_party(l, p->m->parties_of, state, k->q->on, k->q->known, why).in));
}

static bool before(const struct law *l, enum law_column c, uint32_t row, struct cps_span end)
{
    struct cps_span date;
    return law_date(l, c, row, &date) && date.from < end.from;
}

/* A state that left; the condition says what had begun by then. */
static enum law_tri former_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                                struct law_why *why)
{
    const struct law *l = &k->l;
    uint32_t s = k->instruments[p->instrument].situation;
    struct law_membership m = law_party(l, p->m->parties_of, state, k->q->on, k->q->known, NULL);
    enum law_tri out = m.left ? law_begun(k->q->on, m.end) : LAW_NO;
    if (out == LAW_NO || s == CPS_NONE) return LAW_NO;
    bool investigated = before(l, C_situations_investigated_from, s, m.end);
    bool examined = before(l, C_situations_examined_from, s, m.end);
    char code[3];
    cps_state_text(state, code);
    bool own = law_has(l, C_situations_states, s, cps_str(code));
    capias_str condition = law_cell(l, C_addressees_condition, p->m->addressee);
    bool met = cps_str_is(condition, "investigated before") ? investigated
               : cps_str_is(condition, "own situation examined before")
                   ? own && examined && !investigated
                   : false;
    if (!met) {
        if (why && !investigated && !own)
            law_sayf(l, &why->grounds,
                     "%.*s: investigated only from %.*s, after the withdrawal had taken effect",
                     CPS_FMT(law_cell(l, C_situations_situation, s)),
                     CPS_FMT(law_cell(l, C_situations_investigated_from, s)));
        return LAW_NO;
    }
    if (why) {
        (void)law_party(l, p->m->parties_of, state, k->q->on, k->q->known, why);
        law_sayf(l, &why->grounds, "%.*s: examined from %.*s, investigated from %.*s",
                 CPS_FMT(law_cell(l, C_situations_situation, s)),
                 CPS_FMT(law_cell(l, C_situations_examined_from, s)),
                 CPS_FMT(law_cell(l, C_situations_investigated_from, s)));
        law_cite(l, why, T_situations, s);
    }
    return out;
}

static enum law_tri named_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                               struct law_why *why)
{
    (void)why;
    char code[3];
    cps_state_text(state, code);
    return law_has(&k->l, C_measures_named_state, p->measure, cps_str(code)) ? LAW_YES : LAW_NO;
}

static enum law_tri states_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                                struct law_why *why)
{
    (void)why;
    char code[3];
    cps_state_text(state, code);
    return law_has(&k->l, C_addressees_states, p->m->addressee, cps_str(code)) ? LAW_YES : LAW_NO;
}

static enum law_tri all_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                             struct law_why *why)
{
    (void)state;
    if (why) law_say(&k->l, &why->grounds, law_cell(&k->l, C_addressees_meaning, p->m->addressee));
    return LAW_YES;
}

static enum law_tri others_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                                struct law_why *why);

static const struct {
    const char *word;
    rule_fn *rule;
} rules[] = {{"party", party_rule},   {"accepted", accepted_rule}, {"former", former_rule},
             {"others", others_rule}, {"all", all_rule},           {"named", named_rule},
             {"states", states_rule}};

int law_rule(const struct law *l, uint32_t addressee)
{
    for (int i = 0; addressee != CPS_NONE && i < (int)(sizeof rules / sizeof *rules); i++)
        if (law_is(l, C_addressees_rule, addressee, rules[i].word)) return i;
    return -1;
}

/* Nobody to whom another measure of the same kind and regime speaks. Why it does not speak is the
 * reason to show: not a party since ..., no declaration. */
static enum law_tri others_rule(const struct law_case *k, const struct law_pair *p, cps_state state,
                                struct law_why *why)
{
    enum law_tri taken = LAW_NO;
    for (size_t i = 0; i < k->n_pairs && taken != LAW_YES; i++) {
        const struct law_pair *o = &k->pairs[i];
        if (o->instrument != p->instrument || o->m->regime != p->m->regime || o->m->rule < 0) continue;
        rule_fn *rule = rules[o->m->rule].rule;
        if (rule == others_rule || !cps_str_eq(o->m->measure, p->m->measure)) continue;
        taken = law_or(
            taken, law_and(o->live, rule(k, o, state,
                                         rule == party_rule || rule == former_rule ? why : NULL)));
    }
    return law_not(taken);
}

enum law_tri law_addressed(const struct law_case *k, const struct law_pair *p, cps_state state,
                           struct law_why *why)
{
    if (p->m->rule >= 0) return rules[p->m->rule].rule(k, p, state, why);
    if (why)
        law_sayf(&k->l, &why->grounds, "no rule says who '%.*s' are",
                 CPS_FMT(law_cell(&k->l, C_measures_addressee, p->measure)));
    return LAW_MAYBE;
}
