/* SPDX-License-Identifier: Apache-2.0
 *
 * register/diff.c: what came, went and changed between two registers.
 *
 *   ids of before  a1 a2    a4 a5 ─┐
 *   ids of after   a1 a2 a3 a4     ├─▶ digests differ, or one side lacks it: a3 a4 a5
 *                  =  =  +  ~  -  ─┘   what is no party is told with whom it hangs on
 *
 * Idea  entities lie by id, so both registers are read side by side once, and equal digests are
 * passed over without unpacking. What is left, and the parties that it hangs on, is compared value by
 * value, for each dataset apart: first to count, then to tell. Two passes over what changed cost less
 * than keeping a first edition's every value in memory.
 * Invariant  entities are told by dataset, then id; the counts are those of what is told. */
#include "register/diff.h"

/* ---- who may have changed ------------------------------------------------------------------------ */

/* One register's segments, read side by side by id. */
struct reader {
    const capias_register *reg;
    uint32_t *at; /* by segment */
};

struct ids {
    CPS_VEC(capias_str) list;
};

static bool head_id(const struct reader *r, capias_str *id)
{
    bool any = false;
    for (uint32_t s = 0; s < r->reg->n_segments; s++) {
        struct cps_entity e;
        if (!cps_entity_get(r->reg, (struct cps_entity_ref){s, r->at[s]}, &e)) continue;
        if (any && cps_str_cmp(e.id, *id) >= 0) continue;
        *id = e.id;
        any = true;
    }
    return any;
}

/* Move on over `id`; a sum of its digests, which the order of segments does not touch. */
static uint64_t take_id(struct reader *r, capias_str id, bool *party)
{
    uint64_t sum = 0;
    for (uint32_t s = 0; s < r->reg->n_segments; s++) {
        struct cps_entity e;
        if (!cps_entity_get(r->reg, (struct cps_entity_ref){s, r->at[s]}, &e)) continue;
        if (!cps_str_eq(e.id, id)) continue;
        sum += e.digest;
        *party = *party || e.party;
        r->at[s]++;
    }
    return sum;
}

/* The parties of one register that an entity hangs on: those it names, and those that name it. */
static capias_status add_owners(struct cps_diff *d, int side, capias_str id, struct ids *out,
                                bool *any, capias_error *err)
{
    const capias_register *reg = d->side[side];
    struct cps_entity_ref ref;
    struct cps_entity e;
    const struct cps_entity_ref *in;
    const capias_statement *v;
    size_t n, n_in;
    bool found;
    CPS_TRY(cps_entity_read_all(reg, id, &d->scratch, &e, &v, &n, &found, err));
    if (!found || !cps_entity_find(reg, id, &ref)) return CAPIAS_OK;
    CPS_TRY(cps_entity_adjacent(reg, ref, &d->scratch, &in, &n_in, err));
    for (size_t i = 0; i < n + n_in; i++) {
        if (i < n && (!cps_statement_names_entity(&v[i]) || !cps_entity_find(reg, v[i].value, &ref)))
            continue;
        if (!cps_entity_get(reg, i < n ? ref : in[i - n], &e) || !e.party) continue;
        *any = true;
        if (!CPS_PUSH(&out->list, e.id)) return cps_fail_memory(err);
    }
    return CAPIAS_OK;
}

static capias_status suspect(struct cps_diff *d, capias_str id, bool party, struct ids *out,
                             capias_error *err)
{
    bool owned = false;
    for (int side = 0; !party && side < 2; side++)
        CPS_TRY(add_owners(d, side, id, out, &owned, err));
    cps_arena_reset(&d->scratch);
    return owned || CPS_PUSH(&out->list, id) ? CAPIAS_OK : cps_fail_memory(err);
}

static int by_text(const void *x, const void *y)
{
    return cps_str_cmp(*(const capias_str *)x, *(const capias_str *)y);
}

static capias_status suspects(struct cps_diff *d, struct ids *out, capias_error *err)
{
    struct reader r[2];
    size_t n = 0;
    for (int side = 0; side < 2; side++) {
        r[side].reg = d->side[side];
        r[side].at = CPS_TAKE(d->arena, uint32_t, d->side[side]->n_segments);
        if (!r[side].at) return cps_fail_memory(err);
    }
    for (;;) {
        capias_str a = {0}, b = {0};
        bool left = head_id(&r[0], &a), right = head_id(&r[1], &b), party = false;
        if (!left && !right) break;
        int order = !left ? 1 : !right ? -1 : cps_str_cmp(a, b);
        uint64_t before = order <= 0 ? take_id(&r[0], a, &party) : 0;
        uint64_t after = order >= 0 ? take_id(&r[1], b, &party) : 0;
        if (order != 0 || before != after)
            CPS_TRY(suspect(d, order <= 0 ? a : b, party, out, err));
    }
    if (out->list.n) qsort(out->list.v, out->list.n, sizeof *out->list.v, by_text);
    for (size_t i = 0; i < out->list.n; i++)
        if (!n || !cps_str_eq(out->list.v[n - 1], out->list.v[i])) out->list.v[n++] = out->list.v[i];
    out->list.n = n;
    return CAPIAS_OK;
}

/* ---- sources ----------------------------------------------------------------------------------- */

static int by_dataset(const void *x, const void *y)
{
    const capias_diff_source *a = x, *b = y;
    return cps_str_cmp(a->dataset, b->dataset);
}

static void add_source(capias_diff_source *v, size_t *n, const capias_source *s, int side)
{
    size_t i = 0;
    while (i < *n && !cps_str_eq(v[i].dataset, s->name)) i++;
    if (i == *n) v[(*n)++] = (capias_diff_source){.dataset = s->name};
    if (side) {
        v[i].after = true;
        v[i].after_as_of = s->as_of;
        v[i].after_entities += s->entities;
    } else {
        v[i].before = true;
        v[i].before_as_of = s->as_of;
        v[i].before_entities += s->entities;
    }
}

static capias_status sources(struct cps_diff *d, capias_diff_source **out, size_t *n, capias_error *err)
{
    size_t most = 0;
    for (int side = 0; side < 2; side++)
        for (uint32_t s = 0; s < d->side[side]->n_segments; s++)
            most += cps_segment_sources(&d->side[side]->segments[s]);
    *out = CPS_TAKE(d->arena, capias_diff_source, most);
    if (!*out) return cps_fail_memory(err);
    for (int side = 0; side < 2; side++)
        for (uint32_t s = 0; s < d->side[side]->n_segments; s++) {
            const struct cps_segment *seg = &d->side[side]->segments[s];
            capias_source source;
            for (size_t i = 0; cps_segment_source(seg, i, &source); i++)
                if (!d->opt->dataset.n || cps_str_eq(source.name, d->opt->dataset))
                    add_source(*out, n, &source, side);
        }
    if (*n) qsort(*out, *n, sizeof **out, by_dataset);
    if (*n || !d->opt->dataset.n) return CAPIAS_OK;
    (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "neither register has a dataset '%.*s'",
                   CPS_FMT(d->opt->dataset));
    cps_hint(err, "capias info names those that it has");
    return CAPIAS_E_NOT_FOUND;
}

/* Whether the dataset speaks of the entity, in any segment. */
static bool speaks(const capias_register *reg, capias_str id, capias_str dataset)
{
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        const struct cps_segment *seg = &reg->segments[s];
        struct cps_entity_ref ref = {.segment = s};
        struct cps_entity e;
        capias_source source;
        if (!cps_segment_find(seg, id, &ref.index) || !cps_entity_get(reg, ref, &e)) continue;
        for (size_t i = 0; i < 64 && cps_segment_source(seg, i, &source); i++)
            if ((e.datasets >> i & 1) && cps_str_eq(source.name, dataset)) return true;
    }
    return false;
}

/* ---- counting and telling ------------------------------------------------------------------------ */

enum { ADDED, REMOVED, CHANGED, TIED };
static const char *const words[] = {"added", "removed", "changed", "tied"};

struct found {
    capias_str id;
    uint32_t source;
    uint8_t what;
    uint32_t again; /* number among the found, or CPS_NONE */
};

struct changes {
    CPS_VEC(struct found) v;
};

static bool only_theirs(const capias_change *c)
{
    bool all = c->n_values == 0;
    for (size_t i = 0; i < c->n_parts; i++) all = all && c->parts[i].theirs;
    return all;
}

static capias_status look(struct cps_diff *d, capias_str id, uint32_t number,
                          capias_diff_source *source, struct changes *out, capias_error *err)
{
    bool before = speaks(d->side[0], id, source->dataset), after = speaks(d->side[1], id, source->dataset);
    struct found f = {.id = id, .source = number, .what = before ? REMOVED : ADDED, .again = CPS_NONE};
    if (!before && !after) return CAPIAS_OK;
    if (before && after) {
        capias_change c = {0};
        capias_status status = cps_diff_entity(d, id, source->dataset, &c, err);
        f.what = status == CAPIAS_OK && only_theirs(&c) ? TIED : CHANGED;
        cps_arena_reset(&d->scratch);
        CPS_TRY(status);
        if (!c.n_values && !c.n_parts) return CAPIAS_OK;
    }
    uint64_t *const counts[] = {&source->added, &source->removed, &source->changed, &source->tied};
    ++*counts[f.what];
    return CPS_PUSH(&out->v, f) ? CAPIAS_OK : cps_fail_memory(err);
}

/* The folded caption and schema: who bears the same name. */
static capias_status name_of(struct cps_diff *d, const struct found *f, struct cps_intern *names,
                             uint32_t *out, capias_error *err)
{
    struct cps_entity_ref ref;
    struct cps_entity e;
    capias_str folded;
    const capias_register *reg = d->side[f->what == ADDED];
    if (!cps_entity_find(reg, f->id, &ref) || !cps_entity_get(reg, ref, &e) || !e.party) return CAPIAS_OK;
    CPS_TRY(cps_text_fold(e.caption, &d->scratch, &folded, err));
    capias_str key = cps_arena_printf(&d->scratch, "%u %u %.*s", f->source, e.schema, CPS_FMT(folded));
    *out = key.p ? cps_intern_add(names, key) : CPS_NONE;
    cps_arena_reset(&d->scratch);
    return *out == CPS_NONE ? cps_fail_memory(err) : CAPIAS_OK;
}

/* Joins who went to who came under the same name on the same list, the first of each to the first. */
static capias_status pair_again(struct cps_diff *d, struct changes *c, struct cps_intern *names,
                                capias_error *err)
{
    uint32_t *name = CPS_TAKE(d->arena, uint32_t, c->v.n);
    if (!name) return cps_fail_memory(err);
    for (size_t i = 0; i < c->v.n; i++) {
        name[i] = CPS_NONE;
        if (c->v.v[i].what <= REMOVED) CPS_TRY(name_of(d, &c->v.v[i], names, &name[i], err));
    }
    uint32_t *gone = CPS_TAKE(d->arena, uint32_t, names->strings.n); /* number + 1, by name */
    if (!gone) return cps_fail_memory(err);
    for (size_t i = c->v.n; i-- > 0;)
        if (name[i] != CPS_NONE && c->v.v[i].what == REMOVED) gone[name[i]] = (uint32_t)i + 1;
    for (size_t i = 0; i < c->v.n; i++) {
        if (name[i] == CPS_NONE || c->v.v[i].what != ADDED || !gone[name[i]]) continue;
        uint32_t other = gone[name[i]] - 1;
        gone[name[i]] = 0;
        c->v.v[i].again = other;
        c->v.v[other].again = (uint32_t)i;
    }
    return CAPIAS_OK;
}

static capias_status count(struct cps_diff *d, const struct ids *ids, struct changes *out,
                           capias_diff_summary *sum, capias_error *err)
{
    capias_diff_source *list = NULL;
    struct cps_intern names;
    CPS_TRY(sources(d, &list, &sum->n_sources, err));
    for (uint32_t s = 0; s < sum->n_sources; s++)
        for (size_t i = 0; i < ids->list.n; i++)
            CPS_TRY(look(d, ids->list.v[i], s, &list[s], out, err));
    for (size_t s = 0; s < sum->n_sources; s++) {
        sum->added += list[s].added;
        sum->removed += list[s].removed;
        sum->changed += list[s].changed;
        sum->tied += list[s].tied;
    }
    sum->sources = list;
    cps_intern_init(&names);
    capias_status status = pair_again(d, out, &names, err);
    cps_intern_release(&names);
    return status;
}

static capias_status tell(struct cps_diff *d, const struct changes *c, const capias_diff_summary *sum,
                          capias_error *err)
{
    for (size_t i = 0; i < c->v.n; i++) {
        const struct found *f = &c->v.v[i];
        capias_change change = {.dataset = sum->sources[f->source].dataset,
                                .change = cps_str(words[f->what]),
                                .id = f->id};
        if (f->again != CPS_NONE) change.again = c->v.v[f->again].id;
        capias_status status = cps_diff_entity(d, f->id, change.dataset, &change, err);
        if (status == CAPIAS_OK) status = d->opt->change(d->opt->ctx, &change, err);
        cps_arena_reset(&d->scratch);
        CPS_TRY(status);
    }
    return CAPIAS_OK;
}

static capias_status run(struct cps_diff *d, struct ids *ids, struct changes *c,
                         capias_diff_summary *sum, capias_error *err)
{
    CPS_TRY(suspects(d, ids, err));
    CPS_TRY(count(d, ids, c, sum, err));
    CPS_TRY(cps_diff_tables(d, false, sum, err));
    if (d->opt->summary) CPS_TRY(d->opt->summary(d->opt->ctx, sum, err));
    if (!d->opt->change) return CAPIAS_OK;
    CPS_TRY(tell(d, c, sum, err));
    return cps_diff_tables(d, true, sum, err);
}

capias_status cps_register_diff(const capias_register *before, const capias_register *after,
                                const capias_diff_options *opt, struct cps_arena *arena,
                                capias_diff_summary *out, capias_error *err)
{
    struct cps_diff d = {.side = {before, after}, .opt = opt, .arena = arena};
    struct ids ids = {0};
    struct changes changes = {0};
    *out = (capias_diff_summary){.before = cps_str(before->digest), .after = cps_str(after->digest)};
    cps_arena_init(&d.scratch, arena->limit);
    capias_status status = run(&d, &ids, &changes, out, err);
    cps_arena_release(&d.scratch);
    CPS_VEC_RELEASE(&ids.list);
    CPS_VEC_RELEASE(&changes.v);
    return status;
}
