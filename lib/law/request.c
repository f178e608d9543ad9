/* SPDX-License-Identifier: Apache-2.0
 *
 * law/request.c: who asked whom, when, under which article. */
#include "law/rules.h"

static enum law_tri group_has(const struct law_case *k, uint32_t request, cps_state state)
{
    const struct law *l = &k->l;
    uint32_t g = law_next(l, C_request_groups_id, law_cell(l, C_requests_to_group, request), 0);
    struct cps_span date;
    char code[3];
    cps_state_text(state, code);
    if (g == CPS_NONE || !law_date(l, C_requests_date, request, &date)) return LAW_NO;
    if (law_is(l, C_request_groups_rule, g, "states"))
        return law_has(l, C_request_groups_states, g, cps_str(code)) ? LAW_YES : LAW_NO;
    if (law_is(l, C_request_groups_rule, g, "parties"))
        return law_party(l, law_cell(l, C_request_groups_regime_id, g), state, date, k->q->known,
                         NULL)
            .in;
    return LAW_NO; /* a group whose members were not published proves nothing about any of them */
}

static void say_request(const struct law_case *k, struct law_why *why, uint32_t r, cps_state state)
{
    const struct law *l = &k->l;
    if (!why) return;
    bool group = law_empty(l, C_requests_to_state, r);
    uint32_t g =
        group ? law_next(l, C_request_groups_id, law_cell(l, C_requests_to_group, r), 0) : CPS_NONE;
    capias_str whom = group ? (g == CPS_NONE ? law_cell(l, C_requests_to_group, r)
                                             : law_cell(l, C_request_groups_meaning, g))
                            : cps_state_name(state);
    capias_str article = law_cell(l, C_requests_article, r);
    bool named = !cps_str_is(article, "unspecified");
    law_sayf(l, &why->requests, "%.*s to %.*s, %.*s%s%.*s (%.*s)",
             CPS_FMT(law_cell(l, C_requests_by, r)), CPS_FMT(whom),
             CPS_FMT(law_cell(l, C_requests_date, r)), named ? ", art. " : "",
             CPS_FMT(named ? article : CPS_STR("")), CPS_FMT(law_cell(l, C_requests_status, r)));
    law_cite(l, why, T_requests, r);
}

enum law_tri law_asked(const struct law_case *k, const struct law_pair *p, cps_state state,
                       struct law_why *why)
{
    const struct law *l = &k->l;
    enum law_tri asked = LAW_NO;
    LAW_EACH (l, C_requests_person_id, k->id, r) {
        if (!law_empty(l, C_requests_warrant_id, r) &&
            !law_eq(l, C_requests_warrant_id, r, k->instruments[p->instrument].id))
            continue;
        if (p->m->articles.n &&
            !law_has(l, C_measures_articles, p->measure, law_cell(l, C_requests_article, r)))
            continue;
        struct cps_span date;
        if (!law_date(l, C_requests_date, r, &date) ||
            law_known(l, k->q->known, C_requests_date, r) == LAW_NO)
            continue;
        enum law_tri to = law_empty(l, C_requests_to_state, r)            ? group_has(k, r, state)
                          : law_state(l, C_requests_to_state, r) == state ? LAW_YES
                                                                          : LAW_NO;
        enum law_tri this_one = law_and(to, law_begun(k->q->on, date));
        if (this_one == LAW_NO) continue;
        say_request(k, why, r, state);
        if (!law_is(l, C_requests_status, r, "instructed"))
            asked = law_or(asked, this_one); /* not sent yet */
    }
    return asked;
}
