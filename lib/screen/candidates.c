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

struct slot {
    uint32_t name;               /* + 1; 0: free                                                  */
    int32_t sum;                 /* of the best gain of each unit so far                          */
    int32_t gain;                /* of unit `unit`                                                */
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

static void add_gain(struct slot *s, uint8_t unit, int32_t gain)
{
    if (s->unit != unit) {
        s->unit = unit;
        s->gain = 0;
    }
    if (gain <= s->gain) return;
    s->sum += gain - s->gain;
    s->gain = gain;
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
static void add_entry(struct gather *g, uint8_t unit, const struct cps_related *related,
                      int32_t later, bool certain)
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
            if (!certain && information != checked &&
                cps_name_score_bound(&g->side->name, information, related->gain + later) <
                    g->need) {
                opening = false;
                continue;
            }
            checked = information;
            open_slot(&g->table, s, name, unit);
        }
        if (unit >= g->side->name.n) s->joins |= CPS_JOINS_OF_QUERY;
        if (certain) s->certain = true;
        add_gain(s, unit, related->gain);
    }
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
    for (uint32_t i = 0; i < units->n_joined; i++) {
        struct slot *s = find(&g.table, units->joined[i]);
        if (x->names[units->joined[i]].kind != side->name.kind) continue;
        if (s->name == 0) open_slot(&g.table, s, units->joined[i], CPS_UNITS);
        s->joins = CPS_JOINS_OF_LISTED;
        s->certain = true;
    }
    order_units(units, order);
    for (unsigned i = 0; i < units->n; i++) later += units->v[i].best;
    for (unsigned i = 0; i < units->n; i++) {
        const struct cps_unit *unit = &units->v[order[i]];
        later -= unit->best;
        for (uint32_t j = 0; j < unit->n; j++)
            add_entry(&g, order[i], &unit->v[j], later, unit->certain);
    }
    struct cps_candidate *found = CPS_TAKE(arena, struct cps_candidate, g.table.n + 1);
    if (found == NULL) return cps_fail_memory(err);
    size_t kept = 0;
    for (uint32_t i = 0; i <= g.table.mask; i++) {
        const struct slot *s = &g.table.slots[i];
        if (s->name == 0) continue;
        uint32_t name = s->name - 1;
        uint32_t bound = s->certain ? 10000
                                    : cps_name_score_bound(&side->name, x->names[name].information,
                                                           s->sum);
        if (bound >= need) found[kept++] = (struct cps_candidate){name, (uint16_t)bound, s->joins};
    }
    if (kept != 0) qsort(found, kept, sizeof *found, by_bound);
    *out = found;
    *n = kept;
    return CAPIAS_OK;
}
