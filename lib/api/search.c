/* SPDX-License-Identifier: Apache-2.0
 *
 * api/search.c: from a name to hits with their properties and reasons, and the statements behind an
 * entity. */
#include "api/api.h"

#define LINE 0.70           /* possible matches from here up                                        */
#define SHOWN_FROM 5000u    /* weaker candidates are not worth a look, whatever the threshold       */
#define LIMIT_MAX 1000u

capias_search_options capias_search_defaults(void)
{
    return (capias_search_options){.size = sizeof(capias_search_options), .limit = 5, .threshold = LINE};
}

capias_status cps_ask_limits(const capias_search_options *opt, struct cps_query *q,
                             capias_error *err)
{
    if (opt->size != sizeof *opt) return cps_fail(err, CAPIAS_E_ARG, "options of another version");
    if (!(opt->threshold >= 0 && opt->threshold <= 1)) {
        (void)cps_fail_at(err, CAPIAS_E_ARG, "--threshold", 0, 0, "a threshold lies from 0 to 1");
        return CAPIAS_E_ARG;
    }
    if (opt->limit == 0 || opt->limit > LIMIT_MAX)
        return cps_fail_at(err, CAPIAS_E_ARG, "--limit", 0, 0, "a limit lies from 1 to %u", LIMIT_MAX);
    uint32_t line = (uint32_t)(opt->threshold * 10000 + 0.5);
    q->floor = line < SHOWN_FROM ? line : SHOWN_FROM;
    q->limit = opt->limit;
    q->exhaustive = opt->exhaustive;
    return CAPIAS_OK;
}

capias_status cps_ask_birth(capias_str typed, struct cps_query *q, capias_error *err)
{
    bool circa;
    if (!typed.n || cps_date_parse(typed, &q->born) || cps_date_parse_free(typed, &q->born, &circa))
        return CAPIAS_OK;
    q->born = (struct cps_span){0};
    (void)cps_fail_at(err, CAPIAS_E_ARG, "--birth-date", 0, 0, "'%.*s' is not a date", CPS_FMT(typed));
    cps_hint(err, "write it as 1952-10-07, 1952-10 or 1952");
    return CAPIAS_E_ARG;
}

capias_status cps_ask_schema(capias_str typed, struct cps_query *q, capias_error *err)
{
    q->schema = (capias_str){0};
    if (typed.n && cps_schema_find(typed) == CPS_NO_SCHEMA) {
        (void)cps_fail_at(err, CAPIAS_E_ARG, "--schema", 0, 0, "there is no schema '%.*s'",
                          CPS_FMT(typed));
        cps_hint(err, "Person, Organization, Company, LegalEntity, Vessel, Airplane, ...");
        return CAPIAS_E_ARG;
    }
    q->schema = typed;
    return CAPIAS_OK;
}

capias_status cps_ask_country(const capias_register *reg, capias_str typed,
                              struct cps_arena *arena, struct cps_query *q, capias_error *err)
{
    q->country = (capias_str){0};
    if (!typed.n) return CAPIAS_OK;
    cps_state s = cps_state_code(typed);
    if (!s) s = cps_state_from_name(typed);
    capias_error unknown = {0};
    capias_status status = s ? CAPIAS_OK : cps_resolve_state(reg, typed, NULL, arena, &s, &unknown);
    if (status != CAPIAS_OK && status != CAPIAS_E_NOT_FOUND) {
        if (err && err->status == CAPIAS_OK) *err = unknown;
        return status;
    }
    if (status == CAPIAS_E_NOT_FOUND) {
        (void)cps_fail_at(err, CAPIAS_E_ARG, "--country", 0, 0, "'%.*s' is no country we know",
                          CPS_FMT(typed));
        cps_hint(err, "give the ISO 3166-1 code, e.g. ru");
        return CAPIAS_E_ARG;
    }
    char code[3];
    cps_state_text(s, code);
    q->country = cps_arena_copy(arena, cps_str(code));
    return q->country.p ? CAPIAS_OK : cps_fail_memory(err);
}

/* Only people have one: who gives a gender and no schema asks about a person. */
capias_status cps_ask_gender(capias_str typed, struct cps_query *q, capias_error *err)
{
    q->gender = typed.n ? cps_gender(typed) : typed;
    if (q->gender.n && !q->schema.n) q->schema = CPS_STR("Person");
    if (!typed.n || q->gender.n) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_ARG, "--gender", 0, 0, "'%.*s' is no gender we know",
                      CPS_FMT(typed));
    cps_hint(err, "male, female or other");
    return CAPIAS_E_ARG;
}

/* A blank or an emoji names nobody: "nobody comes near" would sound as if it had been screened. */
capias_status cps_ask_name(capias_str typed, capias_str number, struct cps_arena *arena,
                           struct cps_query *q, capias_error *err)
{
    struct cps_name parsed;
    q->name = typed;
    q->id_number = number;
    if (number.n || cps_utf8_check(typed) != SIZE_MAX) return CAPIAS_OK; /* search says where */
    CPS_TRY(cps_name_parse(typed, CPS_NAME_ORGANISATION, arena, &parsed, err));
    if (parsed.n) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_ARG, "NAME", 0, 0, "there is no letter or digit in it");
    cps_hint(err, "give a name, or --id NUMBER");
    return CAPIAS_E_ARG;
}

capias_status cps_group_statements(const capias_statement *s, size_t n, struct cps_arena *arena,
                                   const capias_property **out, size_t *n_out,
                                   capias_strs *out_datasets, capias_error *err)
{
    capias_property *properties = CPS_TAKE(arena, capias_property, n);
    capias_str *values = CPS_TAKE(arena, capias_str, n);
    capias_str *datasets = CPS_TAKE(arena, capias_str, n);
    if (!properties || !values || !datasets) return cps_fail_memory(err);
    size_t n_datasets = 0, n_properties = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_datasets && !cps_str_eq(datasets[k], s[i].dataset)) k++;
        if (k == n_datasets) datasets[n_datasets++] = s[i].dataset;
        values[i] = s[i].value;
        if (!s[i].property.n) continue;
        bool same = n_properties && cps_str_eq(properties[n_properties - 1].name, s[i].property);
        if (!same) properties[n_properties++] = (capias_property){s[i].property, {values + i, 0}};
        capias_property *p = &properties[n_properties - 1];
        bool repeated = p->values.n && cps_str_eq(p->values.v[p->values.n - 1], s[i].value);
        /* Values of one property lie side by side; two sources that agree are shown once. */
        if (!repeated) ((capias_str *)(uintptr_t)p->values.v)[p->values.n++] = s[i].value;
    }
    *out = properties;
    *n_out = n_properties;
    *out_datasets = (capias_strs){datasets, n_datasets};
    return CAPIAS_OK;
}

static capias_status fill(const capias_register *reg, const struct cps_query *q,
                          const struct cps_match *m, double threshold, struct cps_arena *arena,
                          capias_hit *hit, capias_error *err)
{
    struct cps_entity entity;
    const capias_statement *statements;
    size_t n;
    if (!cps_entity_get(reg, m->entity, &entity))
        return cps_fail(err, CAPIAS_E_FORMAT, "the index names an entity that is not there");
    CPS_TRY(cps_entity_read(reg, m->entity, arena, &statements, &n, err));
    const struct cps_schema_info *schema = cps_schema_get(entity.schema);
    hit->id = entity.id;
    hit->caption = entity.caption;
    hit->schema = cps_str(schema ? schema->name : "Thing");
    hit->score = m->score / 10000.0;
    hit->match = hit->score >= threshold;
    hit->matched_name = m->matched_name;
    CPS_TRY(cps_group_statements(statements, n, arena, &hit->properties, &hit->n_properties,
                                 &hit->datasets, err));
    return cps_screen_explain(reg, q, m, arena, &hit->features, &hit->n_features, err);
}

capias_status cps_fill_hits(const capias_register *reg, const struct cps_query *q,
                            const struct cps_match *matches, size_t n, double threshold,
                            struct cps_arena *arena, capias_hits *out, capias_error *err)
{
    capias_hit *hits = CPS_TAKE(arena, capias_hit, n);
    if (!hits) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        CPS_TRY(fill(reg, q, &matches[i], threshold, arena, &hits[i], err));
    *out = (capias_hits){q->name, hits, n};
    return CAPIAS_OK;
}

capias_status capias_search(const capias_register *reg, capias_str name,
                            const capias_search_options *opt, capias_answer *answer,
                            capias_hits *out, capias_error *err)
{
    capias_search_options defaults = capias_search_defaults();
    if (!opt) opt = &defaults;
    struct cps_arena *arena = &answer->arena;
    struct cps_query q = {0};
    const struct cps_match *matches;
    size_t n;
    CPS_TRY(cps_ask_limits(opt, &q, err));
    CPS_TRY(cps_ask_birth(opt->birth_date, &q, err));
    CPS_TRY(cps_ask_schema(opt->schema, &q, err));
    CPS_TRY(cps_ask_country(reg, opt->country, arena, &q, err));
    CPS_TRY(cps_ask_gender(opt->gender, &q, err));
    CPS_TRY(cps_ask_name(name, opt->id_number, arena, &q, err));
    CPS_TRY(cps_screen_search(reg, &q, arena, &matches, &n, err));
    return cps_fill_hits(reg, &q, matches, n, opt->threshold, arena, out, err);
}

capias_status capias_entity_statements(const capias_register *reg, capias_str id,
                                       capias_answer *answer, const capias_statement **out,
                                       size_t *n, capias_error *err)
{
    struct cps_arena *arena = &answer->arena;
    struct cps_entity_ref ref;
    const struct cps_entity_ref *others;
    size_t n_others, n_own, total, at;
    if (!cps_entity_find(reg, id, &ref))
        return cps_fail(err, CAPIAS_E_NOT_FOUND, "no entity has the id '%.*s'", CPS_FMT(id));
    const capias_statement *own;
    CPS_TRY(cps_entity_read(reg, ref, arena, &own, &n_own, err));
    CPS_TRY(cps_entity_adjacent(reg, ref, arena, &others, &n_others, err));
    const capias_statement **parts = CPS_TAKE(arena, const capias_statement *, n_others);
    size_t *sizes = CPS_TAKE(arena, size_t, n_others);
    if (!parts || !sizes) return cps_fail_memory(err);
    total = n_own;
    for (size_t i = 0; i < n_others; i++) {
        CPS_TRY(cps_entity_read(reg, others[i], arena, &parts[i], &sizes[i], err));
        total += sizes[i];
    }
    capias_statement *all = CPS_TAKE(arena, capias_statement, total);
    if (!all) return cps_fail_memory(err);
    if (n_own) memcpy(all, own, n_own * sizeof *all);
    at = n_own;
    for (size_t i = 0; i < n_others; at += sizes[i++])
        if (sizes[i]) memcpy(all + at, parts[i], sizes[i] * sizeof *all);
    *out = all;
    *n = total;
    return CAPIAS_OK;
}
