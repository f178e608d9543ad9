/* SPDX-License-Identifier: Apache-2.0
 *
 * api/json.c: answers as JSON, in the shapes of docs/schema (those about law: json_law.c, json_track.c). One way to write each thing, so
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
