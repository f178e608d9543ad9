/* SPDX-License-Identifier: Apache-2.0
 *
 * register/diff_entity.c: one entity as one dataset has it, before and after.
 *
 *   before  name=A alias=B alias=C   [listing x] [passport 17 (1)]
 *   after   name=A alias=B alias=D   [listing x] [passport 17 (2)]
 *           ───────────────────────  ─────────── ─────────────────
 *           alias: C -> D                        same schema and caption: changed
 *
 * Idea  what hangs on an entity has an id made from what it says (cps_part_id), so a passport with
 * another date has another id. Parts that only one side has are paired by schema and caption (the
 * number, the address) before they count as gone and come.
 * Why values alone are compared: the spelling before cleaning, the line and the day on which a
 * statement was seen change with every edition and tell nothing. */
#include "register/diff.h"

struct part {
    struct cps_entity entity;
    const capias_statement *v; /* of the dataset */
    size_t n;
    bool done;
};

struct view {
    bool found;
    const capias_statement *v; /* of the dataset, by property, then value */
    size_t n;
    struct part *parts;        /* by id */
    size_t n_parts;
};

struct work {
    struct cps_diff *d;
    capias_str id, dataset;
    struct view view[2];
};

/* ---- one side ---------------------------------------------------------------------------------- */

static int by_value(const void *x, const void *y)
{
    const capias_statement *a = x, *b = y;
    int d = cps_str_cmp(a->property, b->property);
    return d ? d : cps_str_cmp(a->value, b->value);
}

/* Its statements of the dataset, each value once. */
static capias_status read_own(struct work *w, int side, capias_str id, struct cps_entity *entity,
                              const capias_statement **out, size_t *n, bool *found,
                              capias_error *err)
{
    const capias_statement *all;
    size_t n_all, kept = 0;
    CPS_TRY(cps_entity_read_all(w->d->side[side], id, &w->d->scratch, entity, &all, &n_all, found, err));
    capias_statement *v = CPS_TAKE(&w->d->scratch, capias_statement, n_all);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < n_all; i++)
        if (cps_str_eq(all[i].dataset, w->dataset) && all[i].property.n) v[kept++] = all[i];
    if (kept) qsort(v, kept, sizeof *v, by_value);
    *n = 0;
    for (size_t i = 0; i < kept; i++)
        if (!*n || by_value(&v[*n - 1], &v[i]) != 0) v[(*n)++] = v[i];
    *out = v;
    return CAPIAS_OK;
}

/* A party that names this one is no part of it: it has changes of its own. */
static capias_status add_part(struct work *w, int side, capias_str id, capias_error *err)
{
    struct view *view = &w->view[side];
    struct part p = {0};
    bool found;
    for (size_t i = 0; i < view->n_parts; i++)
        if (cps_str_eq(view->parts[i].entity.id, id)) return CAPIAS_OK;
    CPS_TRY(read_own(w, side, id, &p.entity, &p.v, &p.n, &found, err));
    if (found && !p.entity.party && p.n) view->parts[view->n_parts++] = p;
    return CAPIAS_OK;
}

static int by_id(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    return cps_str_cmp(a->entity.id, b->entity.id);
}

static capias_status read_parts(struct work *w, int side, capias_error *err)
{
    const capias_register *reg = w->d->side[side];
    struct view *view = &w->view[side];
    struct cps_entity_ref ref;
    const struct cps_entity_ref *in = NULL;
    size_t n_in = 0, most;
    if (!cps_entity_find(reg, w->id, &ref)) return CAPIAS_OK;
    CPS_TRY(cps_entity_adjacent(reg, ref, &w->d->scratch, &in, &n_in, err));
    most = n_in;
    for (size_t i = 0; i < view->n; i++) most += cps_statement_names_entity(&view->v[i]);
    view->parts = CPS_TAKE(&w->d->scratch, struct part, most);
    if (!view->parts) return cps_fail_memory(err);
    for (size_t i = 0; i < n_in; i++) {
        struct cps_entity e;
        if (cps_entity_get(reg, in[i], &e)) CPS_TRY(add_part(w, side, e.id, err));
    }
    for (size_t i = 0; i < view->n; i++)
        if (cps_statement_names_entity(&view->v[i]))
            CPS_TRY(add_part(w, side, view->v[i].value, err));
    if (view->n_parts) qsort(view->parts, view->n_parts, sizeof *view->parts, by_id);
    return CAPIAS_OK;
}

/* ---- values ------------------------------------------------------------------------------------ */

/* Whose value is told elsewhere: the part's own holder, or a part of this entity. */
static bool is_link(const struct work *w, const capias_statement *s)
{
    if (!cps_statement_names_entity(s)) return false;
    if (cps_str_eq(s->value, w->id)) return true;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < w->view[side].n_parts; i++)
            if (cps_str_eq(w->view[side].parts[i].entity.id, s->value)) return true;
    return false;
}

struct values {
    capias_value_change *v;
    capias_str *texts;
    size_t n, n_texts;
};

/* Texts of one property lie side by side, those of before in front: two passes over a property. */
static void add_run(const struct work *w, struct values *out, const capias_statement *a, size_t n,
                    const capias_statement *b, size_t m)
{
    const capias_statement *runs[] = {a, b};
    const size_t sizes[] = {n, m};
    capias_value_change c = {0};
    for (int side = 0; side < 2; side++) {
        capias_strs *list = side ? &c.after : &c.before;
        list->v = out->texts + out->n_texts;
        for (size_t i = 0, k = 0; i < sizes[side]; i++) {
            const capias_statement *s = &runs[side][i];
            while (k < sizes[!side] && cps_str_cmp(runs[!side][k].value, s->value) < 0) k++;
            bool both = k < sizes[!side] && cps_str_eq(runs[!side][k].value, s->value);
            if (both || is_link(w, s)) continue;
            out->texts[out->n_texts++] = s->value;
            list->n++;
        }
        if (sizes[side]) c.property = runs[side][0].property;
    }
    if (c.before.n || c.after.n) out->v[out->n++] = c;
}

static size_t run_of(const capias_statement *v, size_t n, size_t at, capias_str property)
{
    size_t end = at;
    while (end < n && cps_str_eq(v[end].property, property)) end++;
    return end - at;
}

static capias_status compare_values(const struct work *w, const capias_statement *a, size_t n,
                                    const capias_statement *b, size_t m,
                                    const capias_value_change **out, size_t *n_out,
                                    capias_error *err)
{
    struct values values = {.v = CPS_TAKE(&w->d->scratch, capias_value_change, n + m),
                            .texts = CPS_TAKE(&w->d->scratch, capias_str, n + m)};
    if (!values.v || !values.texts) return cps_fail_memory(err);
    for (size_t i = 0, k = 0; i < n || k < m;) {
        int order = i == n ? 1 : k == m ? -1 : cps_str_cmp(a[i].property, b[k].property);
        size_t left = order <= 0 ? run_of(a, n, i, a[i].property) : 0;
        size_t right = order >= 0 ? run_of(b, m, k, b[k].property) : 0;
        add_run(w, &values, left ? a + i : NULL, left, right ? b + k : NULL, right);
        i += left;
        k += right;
    }
    *out = values.v;
    *n_out = values.n;
    return CAPIAS_OK;
}

/* ---- parts ------------------------------------------------------------------------------------- */

static struct part *twin(const struct view *other, const struct part *p, bool same_id)
{
    for (size_t i = 0; i < other->n_parts; i++) {
        struct part *q = &other->parts[i];
        if (q->done) continue;
        if (same_id ? cps_str_eq(q->entity.id, p->entity.id)
                    : q->entity.schema == p->entity.schema &&
                          cps_str_eq(q->entity.caption, p->entity.caption))
            return q;
    }
    return NULL;
}

static bool begins_with(capias_str id, capias_str owner)
{
    return id.n > owner.n && cps_str_starts(id, owner) && id.p[owner.n] == '-';
}

/* The id of a part begins with that of the record that states it (cps_part_id). Ties of lists that make
 * their ids otherwise are of both ends. */
static bool stated_of_another(const struct work *w, const struct part *p)
{
    if (begins_with(p->entity.id, w->id)) return false;
    for (size_t i = 0; i < p->n; i++)
        if (cps_statement_names_entity(&p->v[i]) && begins_with(p->entity.id, p->v[i].value)) return true;
    return false;
}

static capias_status find_ends(const struct work *w, int side, const struct part *p,
                               capias_part_change *out, capias_error *err)
{
    const capias_register *reg = w->d->side[side];
    capias_end *ends = CPS_TAKE(&w->d->scratch, capias_end, p->n);
    if (!ends) return cps_fail_memory(err);
    for (size_t i = 0; i < p->n; i++) {
        const capias_statement *s = &p->v[i];
        struct cps_entity_ref ref;
        struct cps_entity e;
        if (!cps_statement_names_entity(s) || cps_str_eq(s->value, w->id)) continue;
        capias_end *end = &ends[out->n_ends++];
        *end = (capias_end){.property = s->property, .id = s->value};
        if (!cps_entity_find(reg, s->value, &ref) || !cps_entity_get(reg, ref, &e)) continue;
        const struct cps_schema_info *schema = cps_schema_get(e.schema);
        end->caption = e.caption;
        end->schema = cps_str(schema ? schema->name : "Thing");
    }
    out->ends = ends;
    return CAPIAS_OK;
}

/* a or b NULL: only the other side has it. */
static capias_status tell_part(struct work *w, struct part *a, struct part *b,
                               capias_part_change *parts, size_t *n, capias_error *err)
{
    const struct cps_entity *e = b ? &b->entity : &a->entity;
    const struct cps_schema_info *schema = cps_schema_get(e->schema);
    capias_part_change p = {.change = !a ? CPS_STR("added") : !b ? CPS_STR("removed") : CPS_STR("changed"),
                            .group = cps_str(cps_schema_group(e->schema)),
                            .theirs = stated_of_another(w, b ? b : a),
                            .id = e->id,
                            .caption = e->caption,
                            .schema = cps_str(schema ? schema->name : "Thing")};
    if (a) a->done = true;
    if (b) b->done = true;
    CPS_TRY(compare_values(w, a ? a->v : NULL, a ? a->n : 0, b ? b->v : NULL, b ? b->n : 0, &p.values,
                           &p.n_values, err));
    if (a && b && !p.n_values) return CAPIAS_OK;
    CPS_TRY(find_ends(w, b ? 1 : 0, b ? b : a, &p, err));
    parts[(*n)++] = p;
    return CAPIAS_OK;
}

static capias_status compare_parts(struct work *w, capias_change *out, capias_error *err)
{
    struct view *before = &w->view[0], *after = &w->view[1];
    size_t n = 0;
    capias_part_change *parts =
        CPS_TAKE(&w->d->scratch, capias_part_change, before->n_parts + after->n_parts);
    if (!parts) return cps_fail_memory(err);
    for (int same_id = 1; same_id >= 0; same_id--)
        for (size_t i = 0; i < before->n_parts; i++) {
            struct part *a = &before->parts[i];
            struct part *b = a->done ? NULL : twin(after, a, same_id);
            if (b) CPS_TRY(tell_part(w, a, b, parts, &n, err));
        }
    for (size_t i = 0; i < before->n_parts; i++)
        if (!before->parts[i].done) CPS_TRY(tell_part(w, &before->parts[i], NULL, parts, &n, err));
    for (size_t i = 0; i < after->n_parts; i++)
        if (!after->parts[i].done) CPS_TRY(tell_part(w, NULL, &after->parts[i], parts, &n, err));
    out->parts = parts;
    out->n_parts = n;
    return CAPIAS_OK;
}

/* A person who is a company now has changed, even if every value is the same. */
static capias_status add_schema(const struct work *w, capias_str before, capias_str after,
                                capias_change *out, capias_error *err)
{
    if (!before.n || !after.n || cps_str_eq(before, after)) return CAPIAS_OK;
    capias_value_change *v = CPS_TAKE(&w->d->scratch, capias_value_change, out->n_values + 1);
    capias_str *both = CPS_TAKE(&w->d->scratch, capias_str, 2);
    if (!v || !both) return cps_fail_memory(err);
    both[0] = before;
    both[1] = after;
    v[0] = (capias_value_change){CPS_STR("schema"), {both, 1}, {both + 1, 1}};
    if (out->n_values) memcpy(v + 1, out->values, out->n_values * sizeof *v);
    out->values = v;
    out->n_values++;
    return CAPIAS_OK;
}

capias_status cps_diff_entity(struct cps_diff *d, capias_str id, capias_str dataset,
                              capias_change *out, capias_error *err)
{
    struct work w = {.d = d, .id = id, .dataset = dataset};
    capias_str schemata[2] = {{0}};
    for (int side = 0; side < 2; side++) {
        struct view *view = &w.view[side];
        struct cps_entity entity = {.schema = CPS_NO_SCHEMA};
        CPS_TRY(read_own(&w, side, id, &entity, &view->v, &view->n, &view->found, err));
        if (!view->found) continue;
        const struct cps_schema_info *schema = cps_schema_get(entity.schema);
        schemata[side] = out->schema = cps_str(schema ? schema->name : "Thing");
        out->caption = entity.caption;
        if (entity.party) CPS_TRY(read_parts(&w, side, err));
    }
    CPS_TRY(compare_values(&w, w.view[0].v, w.view[0].n, w.view[1].v, w.view[1].n, &out->values,
                           &out->n_values, err));
    CPS_TRY(add_schema(&w, schemata[0], schemata[1], out, err));
    return compare_parts(&w, out, err);
}
