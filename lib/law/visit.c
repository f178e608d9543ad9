/* SPDX-License-Identifier: Apache-2.0
 *
 * law/visit.c: the two questions: one state, and every state. */
#include "law/rules.h"

capias_status law_ask(const capias_register *reg, const struct cps_law_question *q, bool brief,
                      struct cps_arena *arena, struct law_case *k, capias_error *err)
{
    if (!reg || q->on.until <= q->on.from || q->on.from < CPS_DAY_MIN || q->on.until > CPS_DAY_MAX)
        return cps_fail(err, CAPIAS_E_ARG, "the days asked about are no span of days");
    memset(k, 0, sizeof *k);
    CPS_TRY(law_of_register(&k->l, reg, arena, err));
    k->q = q;
    k->brief = brief;
    k->reg = reg;
    return law_case_open(k, err);
}

capias_str law_day_text(const struct law *l, cps_day day)
{
    char text[24];
    return law_kept(l, cps_date_format((struct cps_span){day, day + 1}, text));
}

capias_str law_as_of(const struct law *l)
{
    uint32_t row = law_next(l, C_coverage_subject, CPS_STR("tables"), 0);
    return row == CPS_NONE ? (capias_str){NULL, 0} : law_cell(l, C_coverage_as_of, row);
}

capias_str law_state_text(const struct law *l, cps_state s)
{
    char code[3];
    cps_state_text(s, code);
    return law_kept(l, cps_str(code));
}

capias_status cps_law_visit(const capias_register *reg, const struct cps_law_question *q,
                            struct cps_arena *arena, capias_visit_answer *out, capias_error *err)
{
    struct law_case k;
    struct law_duties duties = {0};
    CPS_TRY(law_ask(reg, q, false, arena, &k, err));
    if (!q->state) return cps_fail(err, CAPIAS_E_ARG, "no state is named");
    CPS_TRY(law_duties_of(&k, q->state, &duties, err));
    const struct law *l = &k.l;
    capias_visit_answer answer = {.person = k.id,
                                  .person_name = k.name,
                                  .state = law_state_text(l, q->state),
                                  .state_name = cps_state_name(q->state),
                                  .on = law_day_text(l, q->on.from),
                                  .known = law_day_text(l, q->known),
                                  .law_as_of = law_as_of(l),
                                  .duties = duties.v,
                                  .n_duties = duties.n};
    if (q->on.until - q->on.from > 1) answer.until = law_day_text(l, q->on.until - 1);
    CPS_TRY(law_past(&k, q->state, &answer, err));
    if (*l->failed) return cps_fail_memory(err);
    *out = answer;
    return CAPIAS_OK;
}

bool law_on_the_map(const struct law *l, cps_state s)
{
    bool territory = law_chain_first(&l->territories, s) != CPS_NONE;
    return (cps_state_is_current(s) && !territory) || law_chain_first(&l->members, s) != CPS_NONE;
}

capias_status cps_law_map(const capias_register *reg, const struct cps_law_question *q,
                          struct cps_arena *arena, capias_map *out, capias_error *err)
{
    struct law_case k;
    size_t n_states, n = 0;
    const cps_state *states = cps_states(&n_states);
    CPS_TRY(law_ask(reg, q, true, arena, &k, err));
    const struct law *l = &k.l;
    capias_map_state *v = CPS_TAKE(arena, capias_map_state, n_states ? n_states : 1);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < n_states; i++) {
        struct law_duties duties = {0};
        if (!law_on_the_map(l, states[i])) continue;
        CPS_TRY(law_duties_of(&k, states[i], &duties, err));
        v[n++] = (capias_map_state){.state = law_state_text(l, states[i]),
                                    .name = cps_state_name(states[i]),
                                    .duties = duties.v,
                                    .n_duties = duties.n};
    }
    *out = (capias_map){.person = k.id,
                        .person_name = k.name,
                        .on = law_day_text(l, q->on.from),
                        .until = q->on.until - q->on.from > 1 ? law_day_text(l, q->on.until - 1)
                                                              : (capias_str){0},
                        .known = law_day_text(l, q->known),
                        .law_as_of = law_as_of(l),
                        .states = v,
                        .n_states = n};
    return *l->failed ? cps_fail_memory(err) : CAPIAS_OK;
}
