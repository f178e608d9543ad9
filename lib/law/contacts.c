/* SPDX-License-Identifier: Apache-2.0
 *
 * law/contacts.c: whom to notify where a duty exists. */
#include "law/rules.h"

struct contacts {
    capias_contact *v;
    size_t n, cap;
};

static capias_status add(const struct law *l, struct contacts *c, capias_contact contact,
                         capias_error *err)
{
    for (size_t i = 0; i < c->n; i++)
        if (cps_str_eq(c->v[i].body, contact.body) && cps_str_eq(c->v[i].role, contact.role))
            return CAPIAS_OK;
    if (c->n == c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 8;
        capias_contact *v = CPS_TAKE(l->arena, capias_contact, cap);
        if (!v) return cps_fail_memory(err);
        if (c->n) memcpy(v, c->v, c->n * sizeof *v);
        c->v = v;
        c->cap = cap;
    }
    c->v[c->n++] = contact;
    return CAPIAS_OK;
}

/* Does the row speak of a measure that is shown as this act? */
static bool about_act(const struct law *l, uint32_t row, capias_str act)
{
    LAW_EACH (l, C_acts_act, act, a)
        if (law_has(l, C_contacts_measures, row, law_cell(l, C_acts_measure, a))) return true;
    return false;
}

/* The authority of the state itself: who is asked to arrest. */
static capias_status add_own(const struct law *l, const capias_visit_answer *visit,
                             const capias_duty *d, struct contacts *c, capias_error *err)
{
    LAW_EACH (l, C_national_law_state, visit->state, row) {
        if (law_empty(l, C_national_law_competent_authority, row)) continue;
        CPS_TRY(add(l, c,
                    (capias_contact){.act = d->act,
                                     .body = law_cell(l, C_national_law_competent_authority, row),
                                     .role = CPS_STR("Carries out arrest and surrender in this state"),
                                     .article = law_cell(l, C_national_law_act, row),
                                     .source = law_source(l, T_national_law, row)},
                    err));
    }
    return CAPIAS_OK;
}

/* The bodies that the table names for this duty. */
static capias_status add_bodies(const struct law *l, const capias_duty *d, struct contacts *c,
                                capias_error *err)
{
    LAW_EACH (l, C_contacts_regime_id, d->regime, row) {
        if (!about_act(l, row, d->act)) continue;
        CPS_TRY(add(l, c,
                    (capias_contact){.act = d->act,
                                     .regime = d->regime,
                                     .body = law_cell(l, C_contacts_body, row),
                                     .role = law_cell(l, C_contacts_role, row),
                                     .channel = law_cell(l, C_contacts_channel, row),
                                     .article = law_cell(l, C_contacts_article, row),
                                     .source = law_source(l, T_contacts, row)},
                    err));
    }
    return CAPIAS_OK;
}

bool cps_law_may_bind(const capias_duty *d)
{
    static const char *const forces[] = {"binding", "binding_on_request", "contested", "unknown"};
    for (size_t i = 0; i < sizeof forces / sizeof *forces; i++)
        if (cps_str_is(d->force, forces[i])) return true;
    return false;
}

capias_status cps_law_contacts(const capias_register *reg, const capias_visit_answer *visit,
                               struct cps_arena *arena, const capias_contact **out, size_t *n,
                               capias_error *err)
{
    struct law l;
    struct contacts c = {0};
    CPS_TRY(law_of_register(&l, reg, arena, err));
    for (size_t i = 0; i < visit->n_duties; i++)
        if (cps_law_may_bind(&visit->duties[i])) CPS_TRY(add_bodies(&l, &visit->duties[i], &c, err));
    for (size_t i = 0; i < visit->n_duties; i++)
        if (cps_law_may_bind(&visit->duties[i]) && law_is_arrest(&visit->duties[i]))
            CPS_TRY(add_own(&l, visit, &visit->duties[i], &c, err));
    *out = c.v;
    *n = c.n;
    return *l.failed ? cps_fail_memory(err) : CAPIAS_OK;
}
