/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ftm_json.c: FollowTheMoney entities as JSON lines, as OpenSanctions publishes them
 * (entities.ftm.json, targets.nested.json) and as FollowTheMoney's tools write them.
 *
 *   {"id": "Q7747", "schema": "Person", "properties": {"name": ["..."], ...},
 *    "datasets": [...], "referents": [...], "first_seen": "...", "last_seen": "..."}
 *
 * Our model is FollowTheMoney's, so that a value of a property is a statement as it stands. Entities
 * that others name by id may come before or after them; a nested one is an entity of its own, and its
 * id stands where it stood. Every line is forgotten when it is read.
 * Source  followthemoney.tech/docs; github.com/opensanctions/yente for the delta files. */
#include <stdio.h>

#include "sources/import.h"

#define UNNAMED "unnamed_ftm"

struct oddity {
    uint64_t n;
    uint32_t line; /* where it came first */
};

struct ftm {
    struct cps_import *import;
    uint32_t file;
    struct cps_json_record record;
    struct cps_intern told;     /* "schema 'Robot'", "property 'shoeSize' of Person" */
    CPS_VEC(struct oddity) times; /* how often each came */
    bool named;                 /* an entity says of which datasets it is */
};

/* ---- what the model does not know ------------------------------------------------------------ */

/* Each kind is told where it comes first, and how often it came at the end. True: it is the first. */
static bool count_oddity(struct ftm *f, capias_str text)
{
    uint32_t number = text.p ? cps_intern_add(&f->told, text) : CPS_NONE;
    struct oddity one = {.line = f->record.line};
    if (number == CPS_NONE || (number == f->times.n && !CPS_PUSH(&f->times, one))) {
        f->import->out_of_memory = true;
        return false;
    }
    return f->times.v[number].n++ == 0;
}

static void tell_counts(struct ftm *f)
{
    for (size_t i = 0; i < f->times.n; i++)
        if (f->times.v[i].n > 1)
            cps_warn(f->import, f->file, f->times.v[i].line, "here it came first", "%.*s: %llu times",
                     CPS_FMT(f->told.strings.v[i]), (unsigned long long)f->times.v[i].n);
}

/* "property 'shoeSize' of Person" is not what it should be: told once, however often it comes. */
static void tell_oddity(struct ftm *f, const struct cps_subject *s, capias_str property,
                        const char *is, const char *hint)
{
    const char *schema = cps_schema_get(s->schema)->name;
    capias_str text = cps_arena_printf(&f->import->record, "property '%.*s' of %s %s",
                                       CPS_SHOWN(property), schema, is);
    if (count_oddity(f, text))
        cps_warn(f->import, f->file, f->record.line, hint, "%.*s", CPS_FMT(text));
}

/* ---- values ---------------------------------------------------------------------------------- */

static capias_str text_of(const struct cps_json_value *v)
{
    switch (v->kind) {
    case CPS_JSON_STRING:
    case CPS_JSON_NUMBER: return v->text;
    case CPS_JSON_TRUE: return CPS_STR("true");
    case CPS_JSON_FALSE: return CPS_STR("false");
    default: return (capias_str){0};
    }
}

static capias_str string_at(const struct cps_json_value *object, const char *key)
{
    const struct cps_json_value *v = cps_json_get(object, key);
    return v && v->kind == CPS_JSON_STRING ? cps_str_trim(v->text) : (capias_str){0};
}

/* "2023-04-20T12:00:00": the day of it. */
static capias_str day_at(const struct cps_json_value *object, const char *key)
{
    capias_str text = cps_str_sub(string_at(object, key), 0, 10);
    struct cps_span day;
    return cps_date_parse(text, &day) ? text : (capias_str){0};
}

static capias_status say_entity(struct ftm *f, const struct cps_json_value *entity, capias_str *id,
                                capias_error *err);

/* *kept: the schema has a place for it. */
static capias_status note(const struct cps_subject *s, capias_str property, capias_str value,
                          bool *kept, capias_error *err)
{
    static const char *const places[] = {"notes", "summary", "description"};
    *kept = false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!cps_subject_has(s, places[i])) continue;
        capias_str text = cps_arena_printf(&s->import->record, "%.*s: %.*s", CPS_FMT(property),
                                           CPS_FMT(value));
        *kept = true;
        return text.p ? cps_say(s, places[i], text, (capias_str){0}, err) : cps_fail_memory(err);
    }
    return CAPIAS_OK;
}

static capias_status keep_aside(struct ftm *f, const struct cps_subject *s, capias_str property,
                                capias_str value, const char *is, capias_error *err)
{
    bool kept;
    CPS_TRY(note(s, property, value, &kept, err));
    tell_oddity(f, s, property, is,
                kept ? "its values are kept as notes" : "its values are left out: the schema has no notes");
    return CAPIAS_OK;
}

/* FollowTheMoney's country codes are more than ISO's: "suhh" and "yucs" for states that are no more,
 * "gb-sct", "eu". What is written as a code stays as it stands. */
static bool looks_like_country(capias_str value)
{
    size_t letters = 0;
    while (letters < value.n && value.p[letters] >= 'a' && value.p[letters] <= 'z') letters++;
    return letters >= 2 && letters <= 4 && (letters == value.n || value.p[letters] == '-');
}

/* A day, month or year stands as it is; of a moment the day. What else it may be, the free forms tell. */
static capias_status say_date(struct ftm *f, const struct cps_subject *s, cps_property p,
                              capias_str value, capias_error *err)
{
    const char *name = cps_property_get(p)->name;
    struct cps_span day;
    bool done;
    if (cps_date_parse(value, &day)) return cps_say(s, name, value, (capias_str){0}, err);
    capias_str date = value.n > 10 && (value.p[10] == 'T' || value.p[10] == ' ') ? cps_str_sub(value, 0, 10)
                                                                                : value;
    if (cps_date_parse(date, &day)) return cps_say(s, name, date, value, err);
    CPS_TRY(cps_say_date(s, name, value, &done, err));
    return done ? CAPIAS_OK : keep_aside(f, s, cps_str(name), value, "is not a date", err);
}

static capias_status say_country(struct ftm *f, const struct cps_subject *s, cps_property p,
                                 capias_str value, capias_error *err)
{
    const char *name = cps_property_get(p)->name;
    bool done;
    if (looks_like_country(value)) return cps_say(s, name, value, (capias_str){0}, err);
    CPS_TRY(cps_say_country(s, name, value, &done, err));
    return done ? CAPIAS_OK : keep_aside(f, s, cps_str(name), value, "is no country we know", err);
}

static capias_status say_text(struct ftm *f, const struct cps_subject *s, cps_property p,
                              capias_str value, capias_error *err)
{
    switch (cps_property_get(p)->type) {
    case CPS_TYPE_DATE: return say_date(f, s, p, cps_str_trim(value), err);
    case CPS_TYPE_COUNTRY: return say_country(f, s, p, cps_str_trim(value), err);
    default: return cps_say(s, cps_property_get(p)->name, value, (capias_str){0}, err);
    }
}

static capias_status say_value(struct ftm *f, const struct cps_subject *s, capias_str property,
                               const struct cps_json_value *v, capias_error *err)
{
    cps_property p = cps_property_find(s->schema, property);
    capias_str value = text_of(v);
    if (v->kind == CPS_JSON_NULL) return CAPIAS_OK;
    if (v->kind == CPS_JSON_ARRAY) {
        tell_oddity(f, s, property, "holds a list within a list", "the inner list is left out");
        return CAPIAS_OK;
    }
    /* Nested: the other end of an edge ("sanctions") is no property of ours; what lies there names
     * this entity itself. */
    if (v->kind == CPS_JSON_OBJECT) {
        CPS_TRY(say_entity(f, v, &value, err));
        if (!value.n || p == CPS_NO_PROPERTY) return CAPIAS_OK;
        return cps_say(s, cps_property_get(p)->name, value, (capias_str){0}, err);
    }
    if (!value.n) return CAPIAS_OK;
    if (p == CPS_NO_PROPERTY) return keep_aside(f, s, property, value, "is not in our model", err);
    return say_text(f, s, p, value, err);
}

static capias_status say_values(struct ftm *f, const struct cps_subject *s,
                                const struct cps_json_value *properties, capias_error *err)
{
    for (const struct cps_json_value *p = properties->first; p; p = p->next) {
        if (p->kind != CPS_JSON_ARRAY) {
            CPS_TRY(say_value(f, s, p->key, p, err));
            continue;
        }
        for (const struct cps_json_value *v = p->first; v; v = v->next)
            CPS_TRY(say_value(f, s, p->key, v, err));
    }
    return CAPIAS_OK;
}

/* ---- entities -------------------------------------------------------------------------------- */

/* Lists beside the properties: what the entity was called, and which lists it comes from. */
static capias_status say_list(const struct cps_subject *s, const struct cps_json_value *entity,
                              const char *key, const char *property, capias_str but,
                              capias_error *err)
{
    const struct cps_json_value *list = cps_json_get(entity, key);
    if (!list || list->kind != CPS_JSON_ARRAY || !cps_subject_has(s, property)) return CAPIAS_OK;
    for (const struct cps_json_value *v = list->first; v; v = v->next)
        if (!cps_str_eq(text_of(v), but))
            CPS_TRY(cps_say(s, property, text_of(v), (capias_str){0}, err));
    return CAPIAS_OK;
}

static capias_status reject(struct ftm *f, const struct cps_json_value *v, const char *what)
{
    uint32_t line, column;
    cps_json_place(&f->record, v, &line, &column);
    cps_reject(f->import, f->file, line, "this entity is left out", "%s, at column %u", what,
               (unsigned)column);
    return CAPIAS_OK;
}

/* *id: what the entity is called; empty when it is left out. It points into the record. */
static capias_status say_entity(struct ftm *f, const struct cps_json_value *entity, capias_str *id,
                                capias_error *err)
{
    capias_str own = string_at(entity, "id"), name = string_at(entity, "schema");
    const struct cps_json_value *properties = cps_json_get(entity, "properties");
    *id = (capias_str){0};
    if (!own.n) return reject(f, entity, "an entity without an id");
    if (!name.n) return reject(f, entity, "an entity without a schema");
    cps_schema schema = cps_schema_find(name);
    if (schema == CPS_NO_SCHEMA) {
        capias_str text = cps_arena_printf(&f->import->record, "schema '%.*s' is not in our model",
                                           CPS_SHOWN(name));
        if (count_oddity(f, text))
            cps_reject(f->import, f->file, f->record.line,
                       "entities of this schema are left out; the first one is told", "%.*s",
                       CPS_FMT(text));
        else f->import->info->rejected++;
        return CAPIAS_OK;
    }
    struct cps_subject s = {.import = f->import, .id = own, .schema = schema, .file = f->file,
                            .line = f->record.line, .first_seen = day_at(entity, "first_seen"),
                            .last_seen = day_at(entity, "last_seen")};
    CPS_TRY(cps_say_schema(&s, err));
    *id = own;
    if (properties && properties->kind == CPS_JSON_OBJECT) CPS_TRY(say_values(f, &s, properties, err));
    else if (properties && properties->kind != CPS_JSON_NULL)
        cps_warn(f->import, f->file, f->record.line, "the entity is kept without them",
                 "`properties` of '%.*s' is not an object", CPS_SHOWN(own));
    if (cps_json_get(entity, "datasets")) f->named = true;
    CPS_TRY(say_list(&s, entity, "referents", "referent", own, err));
    return say_list(&s, entity, "datasets", "dataset", f->import->info->dataset, err);
}

static capias_status on_record(struct ftm *f, capias_error *err)
{
    const struct cps_json_value *entity = f->record.value;
    capias_str id;
    if (entity->kind != CPS_JSON_OBJECT) return reject(f, entity, "a line that is no entity");
    CPS_TRY(say_entity(f, entity, &id, err));
    return f->import->out_of_memory ? cps_fail_memory(err) : CAPIAS_OK;
}

static capias_status read_records(struct ftm *f, struct cps_json_in *json, capias_error *err)
{
    for (;;) {
        capias_error trouble = {0};
        cps_import_record(f->import);
        capias_status status = cps_json_in_next(json, &f->record, &trouble);
        if ((status == CAPIAS_E_SYNTAX || status == CAPIAS_E_LIMIT) && trouble.line) {
            cps_reject(f->import, f->file, trouble.line, trouble.hint, "%s, at column %u", trouble.what,
                       (unsigned)trouble.column);
            continue;
        }
        if (status != CAPIAS_OK) {
            if (err && err->status == CAPIAS_OK) *err = trouble;
            return status;
        }
        if (!f->record.value) return CAPIAS_OK;
        CPS_TRY(on_record(f, err));
    }
}

static void say_unnamed(struct ftm *f)
{
    if (!f->named && f->import->said)
        cps_warn(f->import, f->file, 1, "write it into `datasets` of each entity",
                 "the entities name no dataset: they are of dataset %.*s, after the file",
                 CPS_FMT(f->import->info->dataset));
}

static capias_status import_ftm(struct cps_import *import, capias_error *err)
{
    struct ftm f = {.import = import};
    struct cps_input *in;
    struct cps_json_in *json = NULL;
    CPS_TRY(cps_source_open(&import->files[0], &in, err));
    cps_intern_init(&f.told);
    capias_status status = cps_json_in_open(in, CPS_JSON_LINES, &json, err);
    if (status == CAPIAS_OK) status = read_records(&f, json, err);
    if (status == CAPIAS_OK) {
        tell_counts(&f);
        say_unnamed(&f);
    }
    cps_json_in_close(json);
    cps_intern_release(&f.told);
    CPS_VEC_RELEASE(&f.times);
    if (status == CAPIAS_OK) return cps_source_finish(&import->files[0], in, err);
    cps_input_close(in);
    return status;
}

/* ---- telling the format ------------------------------------------------------------------------ */

/* The text of a JSON string that begins at `at` (behind its quote), as long as it has no escapes. */
static capias_str plain_string(capias_str head, size_t at)
{
    size_t end = cps_str_find(head, CPS_STR("\""), at);
    return end == SIZE_MAX ? (capias_str){0} : cps_str_sub(head, at, end);
}

/* The one dataset that all entities of the head name; empty: none, or several. */
static capias_str dataset_of(capias_str head)
{
    static const char key[] = "\"datasets\"";
    capias_str only = {0};
    for (size_t at = 0; (at = cps_str_find(head, cps_str(key), at)) != SIZE_MAX;) {
        size_t open = cps_str_find(head, CPS_STR("["), at), close = cps_str_find(head, CPS_STR("]"), at);
        at += sizeof key;
        if (open == SIZE_MAX || close == SIZE_MAX || close < open) break;
        for (size_t quote; (quote = cps_str_find(head, CPS_STR("\""), open)) < close;) {
            capias_str name = plain_string(head, quote + 1);
            if (!name.n) break;
            if (only.n && !cps_str_eq(only, name)) return (capias_str){0};
            only = name;
            open = quote + name.n + 2;
        }
    }
    return only;
}

/* A collection, or entities that name no dataset, are called after their file, so that two such files
 * are two datasets: "default.entities.ftm.json" is "default". */
static capias_str named_after(const char *file, char name[static CPS_CLAIM_NAME_MAX])
{
    size_t n = 0;
    for (const char *c = file; *c && *c != '.' && n < CPS_CLAIM_NAME_MAX; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (plain) name[n++] = *c;
        else if (*c >= 'A' && *c <= 'Z') name[n++] = (char)(*c - 'A' + 'a');
        else if (n && name[n - 1] != '_') name[n++] = '_';
    }
    while (n && name[n - 1] == '_') n--;
    return n ? (capias_str){name, n} : CPS_STR(UNNAMED);
}

static bool claim_ftm(const struct cps_head *head, struct cps_claim *out)
{
    capias_str rest = head->bytes, line = {0};
    while (rest.n && !line.n && cps_str_split(&rest, '\n', &line)) continue;
    if (!cps_str_starts(line, CPS_STR("{")) || cps_ftm_is_delta(line)) return false;
    if (cps_str_find(line, CPS_STR("\"schema\""), 0) == SIZE_MAX ||
        cps_str_find(line, CPS_STR("\"properties\""), 0) == SIZE_MAX)
        return false;
    out->dataset = dataset_of(head->bytes);
    if (!out->dataset.n) out->dataset = named_after(head->name, out->name);
    return true;
}

bool cps_ftm_is_delta(capias_str head)
{
    capias_str start = cps_str_sub(cps_str_trim(head), 0, 64);
    return cps_str_starts(start, CPS_STR("{")) && cps_str_find(start, CPS_STR("\"op\""), 0) != SIZE_MAX &&
           cps_str_find(start, CPS_STR("\"entity\""), 0) != SIZE_MAX;
}

const struct cps_importer cps_importer_ftm_json = {
    .url = NULL, .licence = NULL, .claim = claim_ftm, .import = import_ftm};
