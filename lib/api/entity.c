/* SPDX-License-Identifier: Apache-2.0
 *
 * api/entity.c: one entity whole: what the sources say of it, what hangs on it, what the law's tables
 * hold about the person behind it.
 *
 *   Sanction ──entity──▶ ┌────────┐ ──addressEntity──▶ Address
 *   Passport ──holder──▶ │ entity │
 *   Family   ──person──▶ └────────┘      Family ──relative──▶ whom the tie leads to: an end
 *
 * Neighbours are found from both sides: who names the entity (the register's edges) and whom it names
 * (its own values of type entity). An entity may lie in several segments; they are read as one. */
#include "api/api.h"

struct builder {
    const capias_register *reg;
    struct cps_arena *arena;
    capias_str id;
    capias_adjacent *near;
    size_t n_near;
};

static capias_str schema_name(cps_schema schema)
{
    const struct cps_schema_info *info = cps_schema_get(schema);
    return cps_str(info ? info->name : "Thing");
}

/* ---- neighbours ---------------------------------------------------------------------------- */

static const char *const groups[] = {"listing", "document", "address", "wallet", "tie", "other"};
#define N_GROUPS (sizeof groups / sizeof *groups)

static capias_end end_of(const struct builder *b, const capias_statement *s)
{
    struct cps_entity_ref ref;
    struct cps_entity e;
    capias_end end = {.property = s->property, .id = s->value};
    if (cps_entity_find(b->reg, s->value, &ref) && cps_entity_get(b->reg, ref, &e)) {
        end.caption = e.caption;
        end.schema = schema_name(e.schema);
    }
    return end;
}

static capias_status fill_ends(const struct builder *b, capias_adjacent *a, capias_error *err)
{
    size_t most = 0;
    for (size_t i = 0; i < a->n_statements; i++) most += cps_statement_names_entity(&a->statements[i]);
    capias_end *ends = CPS_TAKE(b->arena, capias_end, most);
    if (!ends) return cps_fail_memory(err);
    for (size_t i = 0; i < a->n_statements; i++) {
        const capias_statement *s = &a->statements[i];
        if (!cps_statement_names_entity(s)) continue;
        bool own = cps_str_eq(s->value, b->id);
        if (own && !a->property.n) a->property = s->property;
        if (!own) ends[a->n_ends++] = end_of(b, s);
    }
    a->ends = ends;
    return CAPIAS_OK;
}

/* `property` is how the entity names this one; empty: it is named by it. Nothing twice. */
static capias_status add_near(struct builder *b, capias_str id, capias_str property,
                              capias_error *err)
{
    struct cps_entity entity = {.schema = CPS_NO_SCHEMA};
    bool found;
    for (size_t i = 0; i < b->n_near; i++)
        if (cps_str_eq(b->near[i].id, id)) return CAPIAS_OK;
    capias_adjacent a = {.id = id, .property = property, .group = CPS_STR("other")};
    CPS_TRY(cps_entity_read_all(b->reg, id, b->arena, &entity, &a.statements, &a.n_statements, &found,
                                err));
    if (found) {
        a.caption = entity.caption;
        a.schema = schema_name(entity.schema);
        a.group = cps_str(cps_schema_group(entity.schema));
        CPS_TRY(fill_ends(b, &a, err));
        CPS_TRY(cps_group_statements(a.statements, a.n_statements, b->arena, &a.properties,
                                     &a.n_properties, &a.datasets, err));
    }
    b->near[b->n_near++] = a;
    return CAPIAS_OK;
}

static size_t group_number(capias_str group)
{
    size_t i = 0;
    while (i + 1 < N_GROUPS && !cps_str_is(group, groups[i])) i++;
    return i;
}

static int by_group(const void *x, const void *y)
{
    const capias_adjacent *a = x, *b = y;
    size_t g = group_number(a->group), h = group_number(b->group);
    return g != h ? (g > h) - (g < h) : cps_str_cmp(a->id, b->id);
}

static capias_status fill_near(struct builder *b, capias_entity *out, capias_error *err)
{
    struct cps_entity_ref ref;
    const struct cps_entity_ref *in;
    size_t n_in, most;
    if (!cps_entity_find(b->reg, b->id, &ref)) return CAPIAS_OK;
    CPS_TRY(cps_entity_adjacent(b->reg, ref, b->arena, &in, &n_in, err));
    most = n_in;
    for (size_t i = 0; i < out->n_statements; i++) most += cps_statement_names_entity(&out->statements[i]);
    b->near = CPS_TAKE(b->arena, capias_adjacent, most);
    if (!b->near) return cps_fail_memory(err);
    for (size_t i = 0; i < n_in; i++) {
        struct cps_entity e;
        if (cps_entity_get(b->reg, in[i], &e)) CPS_TRY(add_near(b, e.id, (capias_str){0}, err));
    }
    for (size_t i = 0; i < out->n_statements; i++)
        if (cps_statement_names_entity(&out->statements[i]))
            CPS_TRY(add_near(b, out->statements[i].value, out->statements[i].property, err));
    if (b->n_near) qsort(b->near, b->n_near, sizeof *b->near, by_group);
    out->adjacent = b->near;
    out->n_adjacent = b->n_near;
    return CAPIAS_OK;
}

/* ---- the person behind it ------------------------------------------------------------------ */

/* The ids that links.csv joins to the person with certainty, and the person's own. */
static capias_status fill_referents(const struct builder *b, capias_entity *out, capias_error *err)
{
    const struct cps_table *links = cps_register_table(b->reg, "links");
    if (!out->person.n) return CAPIAS_OK;
    uint32_t rows = links ? cps_table_rows(links) : 0;
    capias_str *v = CPS_TAKE(b->arena, capias_str, (size_t)rows + 1);
    size_t n = 0;
    if (!v) return cps_fail_memory(err);
    if (!cps_str_eq(out->person, out->id)) v[n++] = out->person;
    for (uint32_t row = 0; row < rows; row++) {
        capias_str id = cps_table_cell(links, row, cps_table_column(links, "entity_id"));
        if (cps_str_eq(cps_table_cell(links, row, cps_table_column(links, "person_id")), out->person) &&
            cps_str_is(cps_table_cell(links, row, cps_table_column(links, "status")), "certain") &&
            !cps_str_eq(id, out->id))
            v[n++] = id;
    }
    out->referents = (capias_strs){v, n};
    return CAPIAS_OK;
}

static void fill_seen(capias_entity *out)
{
    for (size_t i = 0; i < out->n_statements; i++) {
        capias_str first = out->statements[i].first_seen, last = out->statements[i].last_seen;
        if (first.n && (!out->first_seen.n || cps_str_cmp(first, out->first_seen) < 0))
            out->first_seen = first;
        if (last.n && cps_str_cmp(last, out->last_seen) > 0) out->last_seen = last;
    }
}

capias_status capias_entity_get(const capias_register *reg, capias_str typed, capias_answer *answer,
                                capias_entity *out, capias_error *err)
{
    struct builder b = {.reg = reg, .arena = &answer->arena};
    struct cps_entity entity = {.schema = CPS_NO_SCHEMA};
    capias_entity e = {0};
    bool found;
    CPS_TRY(cps_resolve_entity(reg, typed, answer, &b.id, err));
    CPS_TRY(cps_entity_read_all(reg, b.id, b.arena, &entity, &e.statements, &e.n_statements, &found,
                                err));
    if (!found) return cps_fail(err, CAPIAS_E_FORMAT, "the index names an entity that is not there");
    e.id = b.id = entity.id;
    e.caption = entity.caption;
    e.schema = schema_name(entity.schema);
    CPS_TRY(cps_group_statements(e.statements, e.n_statements, b.arena, &e.properties,
                                 &e.n_properties, &e.datasets, err));
    fill_seen(&e);
    CPS_TRY(fill_near(&b, &e, err));
    e.person = cps_person_of(reg, e.id);
    CPS_TRY(fill_referents(&b, &e, err));
    CPS_TRY(cps_law_dossier(reg, e.person, b.arena, &e.facts, &e.n_facts, err));
    *out = e;
    return CAPIAS_OK;
}
