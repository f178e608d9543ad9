/* SPDX-License-Identifier: Apache-2.0
 *
 * api/json_law.c: the answers about law as JSON: visits, journeys, maps, calendars, opinions, what a bank must do, the
 * backtest. docs/schema says what they hold. */
#include "api/api.h"

static void put_bound(struct cps_json *j, int bound)
{
    cps_json_key(j, "bound");
    if (bound < 0) cps_json_null(j);
    else cps_json_bool(j, bound > 0);
}

void cps_json_duty(struct cps_json *j, const capias_duty *d)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "instrument", d->instrument);
    cps_json_put_str(j, "regime", d->regime);
    cps_json_put_str(j, "regime_name", d->regime_name);
    cps_json_put_str(j, "act", d->act);
    cps_json_put_str(j, "addressee", d->addressee);
    cps_json_put_str(j, "forum", d->forum);
    cps_json_put_str(j, "force", d->force);
    put_bound(j, d->bound);
    cps_json_optional(j, "request", d->request);
    cps_json_put_strs(j, "grounds", d->grounds);
    cps_json_put_strs(j, "exemptions", d->exemptions);
    cps_json_put_strs(j, "contested", d->contested);
    cps_json_put_strs(j, "sources", d->sources);
    cps_json_close_object(j);
}

static void put_decision(struct cps_json *j, const capias_decision *d)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "id", d->id);
    cps_json_put_str(j, "date", d->date);
    cps_json_put_str(j, "body", d->body);
    cps_json_optional(j, "case_number", d->case_number);
    cps_json_optional(j, "state", d->state);
    cps_json_put_str(j, "result", d->result);
    cps_json_put_str(j, "summary", d->summary);
    cps_json_put_str(j, "source", d->source);
    cps_json_close_object(j);
}

static void put_past_visit(struct cps_json *j, const capias_visit *v)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "id", v->id);
    cps_json_put_str(j, "person", v->person);
    cps_json_put_str(j, "state", v->state);
    cps_json_optional(j, "city", v->city);
    cps_json_optional(j, "arrived", v->arrived);
    cps_json_optional(j, "left", v->left);
    cps_json_optional(j, "purpose", v->purpose);
    cps_json_put_str(j, "outcome", v->outcome);
    cps_json_put_bool(j, "counted", v->counted);
    cps_json_put_strs(j, "differences", v->differences);
    cps_json_optional(j, "duty", v->duty);
    cps_json_optional(j, "finding", v->finding);
    cps_json_optional(j, "note", v->note);
    cps_json_put_str(j, "source", v->source);
    cps_json_close_object(j);
}

static void put_outlook(struct cps_json *j, const capias_visit_answer *v)
{
    cps_json_key(j, "outlook");
    cps_json_open_object(j);
    const double shares[] = {v->p_arrest, v->low, v->high};
    const char *const keys[] = {"p_arrest", "low", "high"};
    for (unsigned i = 0; i < 3; i++) {
        cps_json_key(j, keys[i]);
        if (v->n) cps_json_score(j, shares[i]);
        else cps_json_null(j);
    }
    cps_json_put_u64(j, "k", v->k);
    cps_json_put_u64(j, "n", v->n);
    cps_json_put_strs(j, "reasons", v->reasons);
    cps_json_close_object(j);
}

/* What a visit and the leg of a journey have in common. */
static void put_visit(struct cps_json *j, const capias_visit_answer *v)
{
    cps_json_put_str(j, "state", v->state);
    cps_json_put_str(j, "state_name", v->state_name);
    cps_json_put_str(j, "on", v->on);
    cps_json_optional(j, "until", v->until);
    cps_json_put_str(j, "known", v->known);
    cps_json_put_str(j, "law_as_of", v->law_as_of);
    cps_json_key(j, "duties");
    cps_json_open_array(j);
    for (size_t i = 0; i < v->n_duties; i++) cps_json_duty(j, &v->duties[i]);
    cps_json_close_array(j);
    cps_json_key(j, "decisions");
    cps_json_open_array(j);
    for (size_t i = 0; i < v->n_decisions; i++) put_decision(j, &v->decisions[i]);
    cps_json_close_array(j);
    cps_json_key(j, "comparable_visits");
    cps_json_open_array(j);
    for (size_t i = 0; i < v->n_comparable; i++) put_past_visit(j, &v->comparable[i]);
    cps_json_close_array(j);
    put_outlook(j, v);
}

capias_status capias_visit_json(const capias_register *reg, const capias_visit_answer *v,
                                capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "person", v->person);
    cps_json_put_str(&j, "person_name", v->person_name);
    put_visit(&j, v);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

void cps_json_contact(struct cps_json *j, const capias_contact *c)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "act", c->act);
    cps_json_optional(j, "regime", c->regime);
    cps_json_put_str(j, "body", c->body);
    cps_json_put_str(j, "role", c->role);
    cps_json_optional(j, "channel", c->channel);
    cps_json_put_str(j, "article", c->article);
    cps_json_put_str(j, "source", c->source);
    cps_json_close_object(j);
}

capias_status capias_journey_json(const capias_register *reg, const capias_journey_answer *journey,
                                  capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "person", journey->person);
    cps_json_put_str(&j, "person_name", journey->person_name);
    cps_json_put_str(&j, "known", journey->known);
    cps_json_put_str(&j, "law_as_of", journey->law_as_of);
    cps_json_key(&j, "legs");
    cps_json_open_array(&j);
    for (size_t i = 0; i < journey->n_legs; i++) {
        const capias_journey_leg *leg = &journey->legs[i];
        cps_json_open_object(&j);
        put_visit(&j, &leg->visit);
        cps_json_put_bool(&j, "overflight", leg->overflight);
        cps_json_put_bool(&j, "day_assumed", leg->day_assumed);
        cps_json_key(&j, "notify");
        cps_json_open_array(&j);
        for (size_t k = 0; k < leg->n_notify; k++) cps_json_contact(&j, &leg->notify[k]);
        cps_json_close_array(&j);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static void put_act_duty(struct cps_json *j, const capias_act_duty *d)
{
    cps_json_open_object(j);
    cps_json_key(j, "duty");
    cps_json_duty(j, d->duty);
    cps_json_key(j, "formalities");
    cps_json_open_array(j);
    for (size_t i = 0; i < d->n_formalities; i++) {
        const capias_formality *f = &d->formalities[i];
        cps_json_open_object(j);
        cps_json_put_str(j, "kind", f->kind);
        cps_json_put_str(j, "body", f->body);
        cps_json_optional(j, "due", f->due);
        cps_json_put_str(j, "words", f->words);
        cps_json_put_str(j, "article", f->article);
        cps_json_put_str(j, "source", f->source);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
    cps_json_close_object(j);
}

capias_status capias_act_json(const capias_register *reg, const capias_act_answer *act, capias_answer *answer,
                              capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "entity", act->entity);
    cps_json_put_str(&j, "entity_name", act->entity_name);
    cps_json_put_str(&j, "on", act->on);
    cps_json_put_str(&j, "known", act->known);
    cps_json_put_str(&j, "law_as_of", act->law_as_of);
    cps_json_key(&j, "places");
    cps_json_open_array(&j);
    for (size_t i = 0; i < act->n_places; i++) {
        const capias_act_place *p = &act->places[i];
        cps_json_open_object(&j);
        cps_json_put_str(&j, "state", p->state);
        cps_json_put_str(&j, "state_name", p->state_name);
        cps_json_key(&j, "duties");
        cps_json_open_array(&j);
        for (size_t k = 0; k < p->n_duties; k++) put_act_duty(&j, &p->duties[k]);
        cps_json_close_array(&j);
        cps_json_key(&j, "of_state");
        cps_json_open_array(&j);
        for (size_t k = 0; k < p->n_of_state; k++) cps_json_duty(&j, &p->of_state[k]);
        cps_json_close_array(&j);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_put_strs(&j, "limits", act->limits);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static void put_calibration(struct cps_json *j, const capias_backtest *t)
{
    cps_json_key(j, "calibration");
    cps_json_open_array(j);
    for (size_t i = 0; i < CAPIAS_CALIBRATION_BINS; i++) {
        const capias_calibration *c = &t->calibration[i];
        if (!c->visits) continue;
        cps_json_open_object(j);
        cps_json_put_score(j, "from", c->from);
        cps_json_put_score(j, "until", c->until);
        cps_json_put_u64(j, "visits", c->visits);
        cps_json_put_score(j, "said", c->said);
        cps_json_put_score(j, "came_true", c->came_true);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
}

capias_status capias_backtest_json(const capias_register *reg, const capias_backtest *t, capias_left_out what,
                                   capias_answer *answer, capias_str *out, capias_error *err)
{
    static const char *const words[] = {"visit", "person", "state"};
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "left_out", cps_str(words[what]));
    cps_json_put_u64(&j, "visits", t->visits);
    cps_json_put_u64(&j, "arrests", t->arrests);
    cps_json_put_score(&j, "log_loss", t->log_loss);
    cps_json_put_score(&j, "brier", t->brier);
    cps_json_put_score(&j, "base_log_loss", t->base_log_loss);
    cps_json_put_score(&j, "base_brier", t->base_brier);
    put_calibration(&j, t);
    cps_json_key(&j, "kinds");
    cps_json_open_array(&j);
    for (size_t i = 0; i < CAPIAS_VISIT_KINDS; i++) {
        const capias_kind_count *k = &t->kinds[i];
        if (!k->n) continue;
        cps_json_open_object(&j);
        cps_json_put_str(&j, "kind", k->kind);
        cps_json_put_bool(&j, "host_is_party", k->host_is_party);
        cps_json_put_u64(&j, "k", k->k);
        cps_json_put_u64(&j, "n", k->n);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

capias_status capias_map_json(const capias_register *reg, const capias_map *map,
                              capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "person", map->person);
    cps_json_put_str(&j, "person_name", map->person_name);
    cps_json_put_str(&j, "on", map->on);
    cps_json_optional(&j, "until", map->until);
    cps_json_put_str(&j, "known", map->known);
    cps_json_put_str(&j, "law_as_of", map->law_as_of);
    cps_json_key(&j, "states");
    cps_json_open_array(&j);
    for (size_t i = 0; i < map->n_states; i++) {
        const capias_map_state *s = &map->states[i];
        cps_json_open_object(&j);
        cps_json_put_str(&j, "state", s->state);
        cps_json_put_str(&j, "name", s->name);
        cps_json_key(&j, "duties");
        cps_json_open_array(&j);
        for (size_t k = 0; k < s->n_duties; k++) cps_json_duty(&j, &s->duties[k]);
        cps_json_close_array(&j);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static void put_period(struct cps_json *j, const capias_period *p)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "from", p->from);
    cps_json_put_str(j, "until", p->until);
    cps_json_put_bool(j, "goes_on", p->goes_on);
    cps_json_put_bool(j, "changes", p->changes);
    cps_json_optional(j, "paused", p->paused);
    cps_json_put_strs(j, "begun", p->begun);
    cps_json_put_strs(j, "ended", p->ended);
    cps_json_key(j, "duty");
    cps_json_duty(j, &p->duty);
    cps_json_close_object(j);
}

capias_status capias_calendar_json(const capias_register *reg, const capias_calendar *calendar,
                                   capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "person", calendar->person);
    cps_json_put_str(&j, "person_name", calendar->person_name);
    cps_json_put_str(&j, "from", calendar->from);
    cps_json_put_str(&j, "until", calendar->until);
    cps_json_put_str(&j, "known", calendar->known);
    cps_json_put_str(&j, "law_as_of", calendar->law_as_of);
    cps_json_key(&j, "states");
    cps_json_open_array(&j);
    for (size_t i = 0; i < calendar->n_states; i++) {
        const capias_calendar_state *s = &calendar->states[i];
        cps_json_open_object(&j);
        cps_json_put_str(&j, "state", s->state);
        cps_json_put_str(&j, "name", s->name);
        cps_json_key(&j, "periods");
        cps_json_open_array(&j);
        for (size_t k = 0; k < s->n_periods; k++) put_period(&j, &s->periods[k]);
        cps_json_close_array(&j);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static const char *block_word(capias_block_kind kind)
{
    static const char *const kinds[] = {"title", "note", "heading", "subheading", "paragraph", "item"};
    return (size_t)kind < sizeof kinds / sizeof *kinds ? kinds[kind] : "note";
}

capias_status capias_opinion_json(const capias_register *reg, const capias_opinion *opinion,
                                  capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "title", opinion->title);
    cps_json_put_str(&j, "person", opinion->person);
    cps_json_put_str(&j, "state", opinion->state);
    cps_json_put_str(&j, "on", opinion->on);
    cps_json_optional(&j, "until", opinion->until);
    cps_json_put_str(&j, "known", opinion->known);
    cps_json_put_str(&j, "law_as_of", opinion->law_as_of);
    cps_json_key(&j, "blocks");
    cps_json_open_array(&j);
    for (size_t i = 0; i < opinion->n_blocks; i++) {
        const capias_block *block = &opinion->blocks[i];
        cps_json_open_object(&j);
        cps_json_put_str(&j, "kind", cps_str(block_word(block->kind)));
        cps_json_put_u64(&j, "number", block->number);
        cps_json_put_str(&j, "text", block->text);
        cps_json_key(&j, "sources");
        cps_json_open_array(&j);
        for (size_t k = 0; k < block->n_sources; k++) cps_json_u64(&j, block->sources[k]);
        cps_json_close_array(&j);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_put_strs(&j, "sources", opinion->sources);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}
