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
 * A posting list has the names with the least information first, and the bound falls as information
 * grows: the first name of a list that cannot reach `need` even with every unit that is still to
 * come closes the list for opening (Turtle & Flood 1995, MaxScore, with the score of names.h as the
 * ranking). So "Mohammed" costs what it can change, and nothing within reach of `need` is lost.
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

static void open_slot(struct table *t, struct slot *s, uint32_t name, uint8_t unit)
{
    *s = (struct slot){.name = name + 1, .unit = unit};
    t->n++;
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

struct gather {
    const struct cps_index *x;
    const struct cps_side *side;
    uint32_t need;
    struct table table;
};

/* The names of one entry. `later`: what the units still to come can add at most. */
static void add_entry(struct gather *g, uint8_t number, const struct cps_unit *unit,
                      const struct cps_related *related, int32_t later)
{
    const struct cps_index *x = g->x;
    struct cps_range r = cps_index_postings_of(x, related->vocab);
    bool opening = true;
    uint32_t checked = UINT32_MAX; /* information for which the bound was found high enough */
    for (uint32_t i = r.from; i < r.until; i++) {
        uint32_t name = x->postings[i];
        if (name >= x->n_names) continue;
        struct slot *s = find(&g->table, name);
        if (s->name == 0) {
            uint32_t information = x->names[name].information;
            if (!opening) continue;
            if (!unit->certain && information != checked &&
                cps_name_score_bound(&g->side->name, information, related->gain + later) <
                    g->need) {
                opening = false;
                continue;
            }
            checked = information;
            open_slot(&g->table, s, name, number);
        }
        if (number >= g->side->name.n) s->joins |= CPS_JOINS_OF_QUERY;
        if (unit->certain) s->certain = true;
        add(s, number, unit->tokens, related->gain, related->core);
    }
}

/* Names whose own joins may be related; opened first, each join a unit of its own. */
static void add_joined(struct gather *g, const struct cps_units *units)
{
    for (uint32_t i = 0; i < units->n_joined; i++) {
        const struct cps_joined *j = &units->joined[i];
        if (g->x->names[j->name].kind != g->side->name.kind) continue;
        struct slot *s = find(&g->table, j->name);
        if (s->name == 0) open_slot(&g->table, s, j->name, CPS_UNITS);
        s->unit = CPS_UNITS;
        s->gain = 0;
        s->core = 0;
        s->joins |= CPS_JOINS_OF_LISTED;
        if (j->acronym) s->certain = true;
        add(s, CPS_UNITS, 1u << j->token, j->gain,
            (uint16_t)(j->core < UINT16_MAX ? j->core : UINT16_MAX));
    }
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

static capias_status make_table(struct gather *g, const struct cps_units *units,
                                struct cps_arena *arena, capias_error *err)
{
    uint64_t most = units->n_joined;
    for (unsigned i = 0; i < units->n; i++) most += units->v[i].postings;
    if (most > g->x->n_names) most = g->x->n_names;
    uint32_t size = 16;
    while (size < 2 * most) size *= 2;
    g->table = (struct table){.slots = CPS_TAKE(arena, struct slot, size), .mask = size - 1};
    return g->table.slots != NULL ? CAPIAS_OK : cps_fail_memory(err);
}

capias_status cps_gather(const struct cps_index *x, const struct cps_side *side, uint32_t need,
                         const struct cps_units *units, struct cps_arena *arena,
                         struct cps_candidate **out, size_t *n, capias_error *err)
{
    struct gather g = {.x = x, .side = side, .need = need};
    uint8_t order[CPS_UNITS];
    int32_t later = 0;
    CPS_TRY(make_table(&g, units, arena, err));
    add_joined(&g, units);
    order_units(units, order);
    for (unsigned i = 0; i < units->n; i++) later += units->v[i].best;
    for (unsigned i = 0; i < units->n; i++) {
        const struct cps_unit *unit = &units->v[order[i]];
        later -= unit->best;
        for (uint32_t j = 0; j < unit->n; j++)
            add_entry(&g, order[i], unit, &unit->v[j], later);
    }
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
