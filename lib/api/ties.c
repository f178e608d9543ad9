/* SPDX-License-Identifier: Apache-2.0
 *
 * api/ties.c: what a state depends on, asked and as JSON. */
#include "api/api.h"

capias_status capias_state_ties(const capias_register *reg, capias_str state, const capias_str *poles, size_t n_poles,
                                const capias_visit_options *opt, capias_answer *answer, capias_ties *out,
                                capias_error *err)
{
    struct cps_law_question q = {0};
    cps_state found[CAPIAS_LEGS_MAX];
    CPS_TRY(cps_ask_days(opt, &q, err));
    if (n_poles > CAPIAS_LEGS_MAX) return cps_fail(err, CAPIAS_E_ARG, "at most %d poles can be asked about", CAPIAS_LEGS_MAX);
    CPS_TRY(cps_resolve_state(reg, state, answer, &answer->arena, &q.state, err));
    for (size_t i = 0; i < n_poles; i++)
        CPS_TRY(cps_resolve_state(reg, poles[i], answer, &answer->arena, &found[i], err));
    return cps_law_ties(reg, &q, found, n_poles, &answer->arena, out, err);
}

static void put_exposure(struct cps_json *j, const capias_exposure *e)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "measure", e->measure);
    cps_json_put_str(j, "year", e->year);
    cps_json_put_score(j, "poles", e->poles);
    cps_json_put_score(j, "listed", e->listed);
    cps_json_put_score(j, "concentration_low", e->concentration_low);
    cps_json_put_score(j, "concentration_high", e->concentration_high);
    cps_json_key(j, "partners");
    cps_json_open_array(j);
    for (size_t i = 0; i < e->n_partners; i++) {
        const capias_share *s = &e->partners[i];
        cps_json_open_object(j);
        cps_json_put_str(j, "state", s->partner);
        cps_json_put_str(j, "state_name", s->partner_name);
        cps_json_put_score(j, "share", s->value);
        cps_json_put_str(j, "source", s->source);
        cps_json_put_strs(j, "others", s->others);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
    cps_json_close_object(j);
}

static void put_border(struct cps_json *j, const capias_border *b)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "state", b->neighbour);
    cps_json_put_str(j, "state_name", b->neighbour_name);
    cps_json_put_score(j, "km", b->km);
    cps_json_put_score(j, "share", b->share);
    cps_json_put_str(j, "source", b->source);
    cps_json_close_object(j);
}

static void put_belonging(struct cps_json *j, const capias_belonging *b)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "organisation", b->organisation);
    cps_json_put_str(j, "from", b->from);
    cps_json_optional(j, "until", b->until);
    cps_json_put_bool(j, "now", b->now);
    cps_json_put_strs(j, "poles", b->poles);
    cps_json_put_str(j, "source", b->source);
    cps_json_close_object(j);
}

static void put_visits(struct cps_json *j, const capias_ties *t)
{
    cps_json_key(j, "visits");
    cps_json_open_array(j);
    for (size_t i = 0; i < t->n_visits; i++) {
        const capias_visit *v = &t->visits[i];
        cps_json_open_object(j);
        cps_json_put_str(j, "id", v->id);
        cps_json_put_str(j, "person", v->person);
        cps_json_put_str(j, "arrived", v->arrived);
        cps_json_optional(j, "purpose", v->purpose);
        cps_json_put_str(j, "source", v->source);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
}

capias_status capias_ties_json(const capias_register *reg, const capias_ties *t, capias_answer *answer, capias_str *out,
                               capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "state", t->state);
    cps_json_put_str(&j, "state_name", t->state_name);
    cps_json_put_str(&j, "on", t->on);
    cps_json_put_str(&j, "known", t->known);
    cps_json_key(&j, "exposures");
    cps_json_open_array(&j);
    for (size_t i = 0; i < t->n_exposures; i++) put_exposure(&j, &t->exposures[i]);
    cps_json_close_array(&j);
    cps_json_key(&j, "borders");
    cps_json_open_array(&j);
    for (size_t i = 0; i < t->n_borders; i++) put_border(&j, &t->borders[i]);
    cps_json_close_array(&j);
    cps_json_key(&j, "organisations");
    cps_json_open_array(&j);
    for (size_t i = 0; i < t->n_organisations; i++) put_belonging(&j, &t->organisations[i]);
    cps_json_close_array(&j);
    put_visits(&j, t);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}
