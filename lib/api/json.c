/* SPDX-License-Identifier: Apache-2.0
 *
 * api/json.c: every answer as JSON, in the shapes of docs/schema. One way to write each thing, so
 * that the command line, HTTP and the bindings say the same. */
#include "api/api.h"

/* Hand the buffer's text over to the answer. */
capias_status cps_json_finish(struct cps_buf *b, capias_answer *answer, capias_str *out,
                              capias_error *err)
{
    *out = b->failed ? (capias_str){0} : cps_arena_copy(&answer->arena, (capias_str){b->v, b->n});
    cps_buf_release(b);
    return out->p ? CAPIAS_OK : cps_fail_memory(err);
}

void cps_json_optional(struct cps_json *j, const char *key, capias_str s)
{
    cps_json_key(j, key);
    if (s.n) cps_json_str(j, s);
    else cps_json_null(j);
}

void cps_json_origin(struct cps_json *j, const capias_register *reg)
{
    cps_json_put_str(j, "register", cps_str(cps_register_digest(reg)));
    cps_json_put_str(j, "model", cps_str(cps_names_model_id()));
}

capias_status capias_info_json(const capias_info *info, bool build, capias_answer *answer,
                               capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_u64(&j, "entities", info->entities);
    cps_json_put_u64(&j, "names", info->names);
    cps_json_put_u64(&j, "instruments", info->instruments);
    cps_json_put_u64(&j, "statements", info->statements);
    cps_json_key(&j, "sources");
    cps_json_open_array(&j);
    for (size_t i = 0; i < info->n_sources; i++) {
        const capias_source *s = &info->sources[i];
        cps_json_open_object(&j);
        cps_json_put_str(&j, "name", s->name);
        cps_json_put_str(&j, "format", s->format);
        cps_json_put_str(&j, "publisher", s->publisher);
        cps_json_optional(&j, "url", s->url);
        cps_json_optional(&j, "licence", s->licence);
        cps_json_optional(&j, "as_of", s->as_of);
        cps_json_put_u64(&j, "entities", s->entities);
        cps_json_put_u64(&j, "names", s->names);
        cps_json_put_u64(&j, "rejected", s->rejected);
        cps_json_put_u64(&j, "bytes", s->bytes);
        cps_json_put_str(&j, "sha256", s->sha256);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_put_u64(&j, "bytes", info->bytes);
    cps_json_put_u64(&j, "segments", info->segments);
    cps_json_put_u64(&j, "format_version", info->format_version);
    cps_json_put_str(&j, "register", info->digest);
    cps_json_put_str(&j, "model", info->model);
    cps_json_put_str(&j, "built_with", info->built_with);
    if (build) cps_json_put_score(&j, "seconds", info->seconds);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static void put_properties(struct cps_json *j, const capias_property *p, size_t n)
{
    cps_json_key(j, "properties");
    cps_json_open_object(j);
    for (size_t i = 0; i < n; i++) cps_json_put_strs(j, p[i].name.p, p[i].values);
    cps_json_close_object(j);
}

void cps_json_hit(struct cps_json *j, const capias_hit *h)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "id", h->id);
    cps_json_put_str(j, "caption", h->caption);
    cps_json_put_str(j, "schema", h->schema);
    cps_json_put_score(j, "score", h->score);
    cps_json_put_bool(j, "match", h->match);
    cps_json_put_strs(j, "datasets", h->datasets);
    cps_json_put_str(j, "matched_name", h->matched_name);
    put_properties(j, h->properties, h->n_properties);
    cps_json_key(j, "features");
    cps_json_open_array(j);
    for (size_t i = 0; i < h->n_features; i++) {
        const capias_feature *f = &h->features[i];
        cps_json_open_object(j);
        cps_json_put_str(j, "name", f->name);
        cps_json_put_score(j, "score", f->score);
        cps_json_put_score(j, "weight", f->weight);
        cps_json_put_str(j, "detail", f->detail);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
    cps_json_close_object(j);
}

capias_status capias_hits_json(const capias_register *reg, const capias_hits *hits,
                               capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "query", hits->query);
    cps_json_key(&j, "results");
    cps_json_open_array(&j);
    for (size_t i = 0; i < hits->n; i++) cps_json_hit(&j, &hits->v[i]);
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

capias_status capias_comparison_json(const capias_comparison *c, capias_answer *answer,
                                     capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_score(&j, "score", c->score);
    cps_json_put_bool(&j, "match", c->match);
    cps_json_key(&j, "alignment");
    cps_json_open_array(&j);
    for (size_t i = 0; i < c->n_alignment; i++) {
        const capias_alignment *a = &c->alignment[i];
        cps_json_open_object(&j);
        cps_json_optional(&j, "left", a->left);
        cps_json_optional(&j, "right", a->right);
        cps_json_put_str(&j, "part", a->part);
        cps_json_put_str(&j, "relation", a->relation);
        cps_json_optional(&j, "detail", a->detail);
        cps_json_put_score(&j, "weight", a->weight);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_put_str(&j, "model", cps_str(cps_names_model_id()));
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

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

static void put_mention(struct cps_json *j, const capias_mention *m)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "text", m->text);
    cps_json_put_u64(j, "start", m->start);
    cps_json_put_u64(j, "end", m->end);
    cps_json_put_u64(j, "start_char", m->start_char);
    cps_json_put_u64(j, "end_char", m->end_char);
    cps_json_put_str(j, "kind", m->kind);
    cps_json_optional(j, "id", m->id);
    cps_json_put_str(j, "canonical", m->canonical);
    cps_json_put_score(j, "score", m->score);
    cps_json_key(j, "why");
    cps_json_open_object(j);
    cps_json_put_str(j, "by", m->why.by);
    cps_json_optional(j, "name", m->why.name);
    cps_json_optional(j, "cue", m->why.cue);
    cps_json_optional(j, "row", m->why.row);
    cps_json_put_u64(j, "of", m->why.of);
    cps_json_put_str(j, "text", m->why.text);
    cps_json_close_object(j);
    cps_json_close_object(j);
}

static void put_claim(struct cps_json *j, const capias_claim *c)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "kind", c->kind);
    cps_json_optional(j, "person", c->person);
    cps_json_optional(j, "state", c->state);
    cps_json_optional(j, "date", c->date);
    cps_json_optional(j, "outcome", c->outcome);
    cps_json_optional(j, "value", c->value);
    cps_json_optional(j, "speaker", c->speaker);
    cps_json_put_str(j, "quote", c->quote);
    cps_json_put_u64(j, "start", c->start);
    cps_json_put_u64(j, "end", c->end);
    if (c->negated) cps_json_put_bool(j, "negated", true);
    cps_json_close_object(j);
}

capias_status capias_reading_json(const capias_register *reg, const capias_reading *r,
                                  capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_key(&j, "mentions");
    cps_json_open_array(&j);
    for (size_t i = 0; i < r->n_mentions; i++) put_mention(&j, &r->mentions[i]);
    cps_json_close_array(&j);
    cps_json_key(&j, "claims");
    cps_json_open_array(&j);
    for (size_t i = 0; i < r->n_claims; i++) put_claim(&j, &r->claims[i]);
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static void put_statements(struct cps_json *j, const capias_statement *s, size_t n)
{
    cps_json_key(j, "statements");
    cps_json_open_array(j);
    for (size_t i = 0; i < n; i++) {
        cps_json_open_object(j);
        cps_json_put_str(j, "entity_id", s[i].entity);
        cps_json_put_str(j, "schema", s[i].schema);
        cps_json_put_str(j, "prop", s[i].property);
        cps_json_put_str(j, "value", s[i].value);
        cps_json_optional(j, "original_value", s[i].original);
        cps_json_optional(j, "lang", s[i].language);
        cps_json_put_str(j, "dataset", s[i].dataset);
        cps_json_optional(j, "first_seen", s[i].first_seen);
        cps_json_optional(j, "last_seen", s[i].last_seen);
        cps_json_optional(j, "where", s[i].where);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
}

capias_status capias_statements_json(const capias_register *reg, const capias_statement *s, size_t n,
                                     capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    put_statements(&j, s, n);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

/* ---- one entity ---------------------------------------------------------------------------- */

static void put_ends(struct cps_json *j, const capias_end *e, size_t n)
{
    cps_json_key(j, "ends");
    cps_json_open_array(j);
    for (size_t i = 0; i < n; i++) {
        cps_json_open_object(j);
        cps_json_put_str(j, "property", e[i].property);
        cps_json_put_str(j, "id", e[i].id);
        cps_json_optional(j, "caption", e[i].caption);
        cps_json_optional(j, "schema", e[i].schema);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
}

static void put_adjacent(struct cps_json *j, const capias_adjacent *a)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "group", a->group);
    cps_json_put_str(j, "property", a->property);
    cps_json_put_str(j, "id", a->id);
    cps_json_optional(j, "caption", a->caption);
    cps_json_optional(j, "schema", a->schema);
    cps_json_put_strs(j, "datasets", a->datasets);
    put_properties(j, a->properties, a->n_properties);
    put_statements(j, a->statements, a->n_statements);
    put_ends(j, a->ends, a->n_ends);
    cps_json_close_object(j);
}

static void put_fact(struct cps_json *j, const capias_fact *f)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "kind", f->kind);
    cps_json_optional(j, "id", f->id);
    cps_json_optional(j, "about", f->about);
    cps_json_optional(j, "date", f->date);
    cps_json_optional(j, "until", f->until);
    cps_json_optional(j, "state", f->state);
    cps_json_optional(j, "status", f->status);
    cps_json_put_str(j, "title", f->title);
    cps_json_optional(j, "text", f->text);
    cps_json_put_str(j, "source", f->source);
    cps_json_put_str(j, "where", f->where);
    cps_json_close_object(j);
}

capias_status capias_entity_json(const capias_register *reg, const capias_entity *e,
                                 capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "id", e->id);
    cps_json_put_str(&j, "caption", e->caption);
    cps_json_put_str(&j, "schema", e->schema);
    cps_json_put_strs(&j, "datasets", e->datasets);
    cps_json_put_strs(&j, "referents", e->referents);
    cps_json_optional(&j, "first_seen", e->first_seen);
    cps_json_optional(&j, "last_seen", e->last_seen);
    put_properties(&j, e->properties, e->n_properties);
    put_statements(&j, e->statements, e->n_statements);
    cps_json_key(&j, "adjacent");
    cps_json_open_array(&j);
    for (size_t i = 0; i < e->n_adjacent; i++) put_adjacent(&j, &e->adjacent[i]);
    cps_json_close_array(&j);
    cps_json_optional(&j, "person", e->person);
    cps_json_key(&j, "facts");
    cps_json_open_array(&j);
    for (size_t i = 0; i < e->n_facts; i++) put_fact(&j, &e->facts[i]);
    cps_json_close_array(&j);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

/* ---- two registers ------------------------------------------------------------------------- */

static void put_counts(struct cps_json *j, uint64_t added, uint64_t removed, uint64_t changed)
{
    cps_json_put_u64(j, "added", added);
    cps_json_put_u64(j, "removed", removed);
    cps_json_put_u64(j, "changed", changed);
}

static void put_edition(struct cps_json *j, const char *key, bool there, capias_str as_of,
                        uint64_t entities)
{
    cps_json_key(j, key);
    if (!there) {
        cps_json_null(j);
        return;
    }
    cps_json_open_object(j);
    cps_json_optional(j, "as_of", as_of);
    cps_json_put_u64(j, "entities", entities);
    cps_json_close_object(j);
}

capias_status capias_diff_summary_json(const capias_diff_summary *sum, capias_answer *answer,
                                       capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "kind", CPS_STR("summary"));
    cps_json_put_str(&j, "old", sum->before);
    cps_json_put_str(&j, "new", sum->after);
    put_counts(&j, sum->added, sum->removed, sum->changed);
    cps_json_put_u64(&j, "tied", sum->tied);
    cps_json_key(&j, "sources");
    cps_json_open_array(&j);
    for (size_t i = 0; i < sum->n_sources; i++) {
        const capias_diff_source *s = &sum->sources[i];
        cps_json_open_object(&j);
        cps_json_put_str(&j, "dataset", s->dataset);
        put_edition(&j, "old", s->before, s->before_as_of, s->before_entities);
        put_edition(&j, "new", s->after, s->after_as_of, s->after_entities);
        put_counts(&j, s->added, s->removed, s->changed);
        cps_json_put_u64(&j, "tied", s->tied);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_key(&j, "tables");
    cps_json_open_array(&j);
    for (size_t i = 0; i < sum->n_tables; i++) {
        cps_json_open_object(&j);
        cps_json_put_str(&j, "name", sum->tables[i].name);
        put_counts(&j, sum->tables[i].added, sum->tables[i].removed, sum->tables[i].changed);
        cps_json_close_object(&j);
    }
    cps_json_close_array(&j);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}

static void put_value_changes(struct cps_json *j, const capias_value_change *v, size_t n)
{
    cps_json_key(j, "values");
    cps_json_open_array(j);
    for (size_t i = 0; i < n; i++) {
        cps_json_open_object(j);
        cps_json_put_str(j, "property", v[i].property);
        cps_json_put_strs(j, "old", v[i].before);
        cps_json_put_strs(j, "new", v[i].after);
        cps_json_close_object(j);
    }
    cps_json_close_array(j);
}

static void put_part_change(struct cps_json *j, const capias_part_change *p)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "change", p->change);
    cps_json_put_str(j, "group", p->group);
    cps_json_put_bool(j, "theirs", p->theirs);
    cps_json_put_str(j, "id", p->id);
    cps_json_put_str(j, "caption", p->caption);
    cps_json_put_str(j, "schema", p->schema);
    put_value_changes(j, p->values, p->n_values);
    put_ends(j, p->ends, p->n_ends);
    cps_json_close_object(j);
}

capias_status capias_change_json(const capias_change *c, capias_answer *answer, capias_str *out,
                                 capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "kind", c->table.n ? CPS_STR("row") : CPS_STR("entity"));
    cps_json_put_str(&j, "change", c->change);
    cps_json_optional(&j, "dataset", c->dataset);
    if (c->table.n) cps_json_put_str(&j, "table", c->table);
    cps_json_put_str(&j, "id", c->id);
    if (!c->table.n) {
        cps_json_put_str(&j, "caption", c->caption);
        cps_json_put_str(&j, "schema", c->schema);
        cps_json_optional(&j, "again", c->again);
    }
    put_value_changes(&j, c->values, c->n_values);
    if (!c->table.n) {
        cps_json_key(&j, "parts");
        cps_json_open_array(&j);
        for (size_t i = 0; i < c->n_parts; i++) put_part_change(&j, &c->parts[i]);
        cps_json_close_array(&j);
    }
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}
