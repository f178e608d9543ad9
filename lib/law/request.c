/* SPDX-License-Identifier: Apache-2.0
 *
 * law/request.c: who asked whom, when, under which article. */
#include "law/rules.h"

capias_status law_collect_requests(struct law_case *k, capias_error *err)
{
    const struct law *l = &k->l;
    size_t n = 0;
    LAW_EACH (l, C_requests_person_id, k->id, r) n++;
    k->requests = CPS_TAKE(l->arena, struct law_request, n + 1);
    if (!k->requests) return cps_fail_memory(err);
    LAW_EACH (l, C_requests_person_id, k->id, r) {
        struct law_request one = {.row = r, .group = CPS_NONE, .to = law_state(l, C_requests_to_state, r)};
        if (!law_date(l, C_requests_date, r, &one.date) ||
            law_known(l, k->q->known, C_requests_date, r) == LAW_NO)
            continue;
        one.begun = law_begun(k->q->on, one.date);
        if (one.begun == LAW_NO) continue;
        one.sent = !law_is(l, C_requests_status, r, "instructed");
        one.warrant = law_cell(l, C_requests_warrant_id, r);
        one.article = law_cell(l, C_requests_article, r);
        if (!one.to) one.group = law_next(l, C_request_groups_id, law_cell(l, C_requests_to_group, r), 0);
        if (one.group != CPS_NONE && law_is(l, C_request_groups_rule, one.group, "parties"))
            one.regime = law_cell(l, C_request_groups_regime_id, one.group);
        k->requests[k->n_requests++] = one;
    }
    return CAPIAS_OK;
}

static enum law_tri addressed_to(const struct law_case *k, const struct law_request *r, cps_state state)
{
    const struct law *l = &k->l;
    if (r->to) return r->to == state ? LAW_YES : LAW_NO;
    if (r->group == CPS_NONE) return LAW_NO;
    if (r->regime.n) return law_party(l, r->regime, state, r->date, k->q->known, NULL).in;
    if (!law_is(l, C_request_groups_rule, r->group, "states"))
        return LAW_NO; /* a group whose members were not published proves nothing about any of them */
    char code[3];
    cps_state_text(state, code);
    return law_has(l, C_request_groups_states, r->group, cps_str(code)) ? LAW_YES : LAW_NO;
}

static void say_request(const struct law_case *k, struct law_why *why, struct law_request *r)
{
    const struct law *l = &k->l;
    if (!why) return;
    if (!r->words.n) {
        capias_str whom = r->to                    ? cps_state_name(r->to)
                          : r->group == CPS_NONE ? law_cell(l, C_requests_to_group, r->row)
                                                   : law_cell(l, C_request_groups_meaning, r->group);
        bool named = !cps_str_is(r->article, "unspecified");
        r->words = law_text(l, "%.*s to %.*s, %.*s%s%.*s (%.*s)", CPS_FMT(law_cell(l, C_requests_by, r->row)),
                            CPS_FMT(whom), CPS_FMT(law_cell(l, C_requests_date, r->row)), named ? ", art. " : "",
                            CPS_FMT(named ? r->article : CPS_STR("")),
                            CPS_FMT(law_cell(l, C_requests_status, r->row)));
    }
    law_say(l, &why->requests, r->words);
    law_cite(l, why, T_requests, r->row);
}

enum law_tri law_asked(const struct law_case *k, const struct law_pair *p, cps_state state,
                       struct law_why *why)
{
    const struct law *l = &k->l;
    enum law_tri asked = LAW_NO;
    for (size_t i = 0; i < k->n_requests; i++) {
        struct law_request *r = &k->requests[i];
        if (r->warrant.n && !cps_str_eq(r->warrant, k->instruments[p->instrument].id)) continue;
        if (p->m->articles.n && !law_has(l, C_measures_articles, p->measure, r->article)) continue;
        enum law_tri this_one = law_and(addressed_to(k, r, state), r->begun);
        if (this_one == LAW_NO) continue;
        say_request(k, why, r);
        if (r->sent) asked = law_or(asked, this_one); /* else not sent yet */
    }
    return asked;
}
