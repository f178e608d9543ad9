/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/candidates.c: from related vocabulary entries to the names worth scoring.
 *
 * In    units of a query (tokens, joins), each with its related entries and their gains.
 * Out   names with an upper bound of their score, best bound first.
 *
 *   units, rarest first:   lvova ──▶ 12 names opened
 *                          maria ──▶ 340 names: the rest of the query can still lift some: opened
 *                          bin   ──▶ 4100 names: nothing is left that could: those already open
 *                                    take the gain, no other is opened
 *
 * A posting list has the names with the least core information first (names.h: the words whose
 * being left over contradicts), and the bound falls as that grows: so a binary search finds where a list
 * ends for names that no rarer unit has opened, because not even all the units still to come could
 * lift them to `need` (Turtle & Flood 1995, MaxScore, with the score of names.h as the ranking). So
 * "Mohammed" costs what it can change, and nothing within reach of `need` is lost.
 */
#include "screen/query.h"

/* What is known of a name so far. Of each unit the largest gain and the largest core count. */
struct slot {
    uint32_t name;               /* + 1; 0: free                                                  */
    int32_t sum, gain;           /* gain, core: of unit `unit`                                    */
    uint32_t core_sum;
    uint16_t core;
    uint16_t tokens;             /* bits of query tokens that something here is related to        */
    uint8_t unit;
    uint8_t joins;               /* CPS_JOINS_OF_...                                              */
    bool certain;
};

struct table {
    struct slot *slots;
    uint32_t mask, n;
};

static struct slot *find(const struct table *t, uint32_t name)
{
    for (uint32_t i = name * 2654435761u;; i++) {
        struct slot *s = &t->slots[i & t->mask];
        if (s->name == name + 1 || s->name == 0) return s;
    }
}

/* Open addressing, at most half full. */
static capias_status grow(struct table *t, struct cps_arena *arena, capias_error *err)
{
    struct table bigger = {.mask = t->slots == NULL ? 255 : t->mask * 2 + 1, .n = t->n};
    bigger.slots = CPS_TAKE(arena, struct slot, (size_t)bigger.mask + 1);
    if (bigger.slots == NULL) return cps_fail_memory(err);
    for (uint32_t i = 0; t->slots != NULL && i <= t->mask; i++)
        if (t->slots[i].name != 0) *find(&bigger, t->slots[i].name - 1) = t->slots[i];
    *t = bigger;
    return CAPIAS_OK;
}

/* The slot of a name, opened when it is not; NULL: out of memory. */
static struct slot *open_slot(struct table *t, uint32_t name, uint8_t unit,
                              struct cps_arena *arena, capias_error *err)
{
    struct slot *s = find(t, name);
    if (s->name != 0) return s;
    if (t->n > t->mask / 2) {
        if (grow(t, arena, err) != CAPIAS_OK) return NULL;
        s = find(t, name);
    }
    *s = (struct slot){.name = name + 1, .unit = unit};
    t->n++;
    return s;
}

static void add(struct slot *s, uint8_t unit, uint32_t tokens, int32_t gain, uint16_t core)
{
    if (s->unit != unit) {
        s->unit = unit;
        s->gain = 0;
        s->core = 0;
    }
    s->tokens = (uint16_t)(s->tokens | tokens);
    if (gain > s->gain) {
        s->sum += gain - s->gain;
        s->gain = gain;
    }
    if (core > s->core) {
        s->core_sum += (uint32_t)(core - s->core);
        s->core = core;
    }
}

/* Rarest first; the order decides cost only. */
static void order_units(const struct cps_units *units, uint8_t order[CPS_UNITS])
{
    for (unsigned i = 0; i < units->n; i++) {
        unsigned j = i;
        for (; j > 0 && units->v[order[j - 1]].postings > units->v[i].postings; j--)
            order[j] = order[j - 1];
        order[j] = (uint8_t)i;
    }
}

/* What the units after one can still give a name. */
struct later {
    int32_t gain;
    uint32_t core, tokens;
};

struct gather {
    const struct cps_index *x;
    const struct cps_side *side;
    struct cps_arena *arena;
    uint32_t need;
    struct table table;
};

/* Can a name with so much core information, met here for the first time, still come to `need`? A
 * core of 0 says nothing (names.h), so those names are always taken. */
static bool is_open(const struct gather *g, uint32_t core, const struct cps_coverage *best)
{
    struct cps_coverage c = *best;
    c.information = c.core = core;
    return core == 0 || cps_name_score_bound_covered(&g->side->name, &c) >= g->need;
}

/* The first row of a posting list from which on no name is opened. */
static uint32_t opening_end(const struct gather *g, struct cps_range r,
                            const struct cps_coverage *best)
{
    const struct cps_index *x = g->x;
    while (r.from < r.until) {
        uint32_t middle = r.from + (r.until - r.from) / 2;
        uint32_t name = x->postings[middle];
        if (name < x->n_names && is_open(g, x->names[name].core, best))
            r.from = middle + 1;
        else
            r.until = middle;
    }
    return r.from;
}

/* The names of one entry. */
static capias_status add_entry(struct gather *g, uint8_t number, const struct cps_unit *unit,
                               const struct cps_related *related, const struct later *later,
                               capias_error *err)
{
    const struct cps_index *x = g->x;
    struct cps_range r = cps_index_postings_of(x, related->vocab);
    struct cps_coverage best = {
        .gain = related->gain + later->gain,
        .query = unit->tokens | later->tokens,
        .listed_core = related->core + later->core,
    };
    uint32_t end = unit->certain ? r.until : opening_end(g, r, &best);
    for (uint32_t i = r.from; i < r.until; i++) {
        uint32_t name = x->postings[i];
        if (name >= x->n_names) continue;
        struct slot *s = find(&g->table, name);
        if (s->name == 0) {
            if (i >= end) continue;
            s = open_slot(&g->table, name, number, g->arena, err);
            if (s == NULL) return CAPIAS_E_NOMEM;
        }
        if (number >= g->side->name.n) s->joins |= CPS_JOINS_OF_QUERY;
        if (unit->certain) s->certain = true;
        add(s, number, unit->tokens, related->gain, related->core);
    }
    return CAPIAS_OK;
}

/* Names whose own joins may be related; opened first, each join a unit of its own. */
static capias_status add_joined(struct gather *g, const struct cps_units *units, capias_error *err)
{
    for (uint32_t i = 0; i < units->n_joined; i++) {
        const struct cps_joined *j = &units->joined[i];
        struct slot *s = open_slot(&g->table, j->name, CPS_UNITS, g->arena, err);
        if (s == NULL) return CAPIAS_E_NOMEM;
        s->unit = CPS_UNITS;
        s->gain = 0;
        s->core = 0;
        s->joins |= CPS_JOINS_OF_LISTED;
        if (j->acronym) s->certain = true;
        add(s, CPS_UNITS, 1u << j->token, j->gain,
            (uint16_t)(j->core < UINT16_MAX ? j->core : UINT16_MAX));
    }
    return CAPIAS_OK;
}

/* Units, rarest first, each with what the ones after it can still give. */
static capias_status add_units(struct gather *g, const struct cps_units *units, capias_error *err)
{
    uint8_t order[CPS_UNITS];
    struct later after[CPS_UNITS + 1] = {{0}};
    order_units(units, order);
    for (unsigned i = units->n; i-- > 0;) {
        const struct cps_unit *unit = &units->v[order[i]];
        after[i] = (struct later){after[i + 1].gain + unit->best,
                                  after[i + 1].core + unit->core,
                                  after[i + 1].tokens | unit->tokens};
        if (unit->n == 0) after[i].tokens = after[i + 1].tokens;
    }
    for (unsigned i = 0; i < units->n; i++) {
        const struct cps_unit *unit = &units->v[order[i]];
        for (uint32_t j = 0; j < unit->n; j++)
            CPS_TRY(add_entry(g, order[i], unit, &unit->v[j], &after[i + 1], err));
    }
    return CAPIAS_OK;
}

static uint32_t bound_of(const struct gather *g, const struct slot *s)
{
    const struct cps_name_row *row = &g->x->names[s->name - 1];
    struct cps_coverage c = {
        .information = row->information,
        .core = row->core,
        .gain = s->sum,
        .query = s->tokens,
        .listed_core = s->core_sum,
        .joined = (s->joins & CPS_JOINS_OF_LISTED) != 0,
    };
    return s->certain ? 10000 : cps_name_score_bound_covered(&g->side->name, &c);
}

static int by_bound(const void *a, const void *b)
{
    const struct cps_candidate *x = a, *y = b;
    if (x->bound != y->bound) return x->bound > y->bound ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

capias_status cps_gather(const struct cps_index *x, const struct cps_side *side, uint32_t need,
                         const struct cps_units *units, struct cps_arena *arena,
                         struct cps_candidate **out, size_t *n, capias_error *err)
{
    struct gather g = {.x = x, .side = side, .arena = arena, .need = need};
    CPS_TRY(grow(&g.table, arena, err));
    CPS_TRY(add_joined(&g, units, err));
    CPS_TRY(add_units(&g, units, err));
    struct cps_candidate *found = CPS_TAKE(arena, struct cps_candidate, g.table.n + 1);
    if (found == NULL) return cps_fail_memory(err);
    size_t kept = 0;
    for (uint32_t i = 0; i <= g.table.mask; i++) {
        const struct slot *s = &g.table.slots[i];
        if (s->name == 0) continue;
        uint32_t bound = bound_of(&g, s);
        if (bound < need) continue;
        found[kept++] = (struct cps_candidate){s->name - 1, (uint16_t)bound, s->joins};
    }
    if (kept != 0) qsort(found, kept, sizeof *found, by_bound);
    *out = found;
    *n = kept;
    return CAPIAS_OK;
}
