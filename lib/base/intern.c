/* SPDX-License-Identifier: Apache-2.0
 *
 * base/intern.c: a set of strings with dense numbers in the order they came: open addressing,
 * linear probing, at most half full. */
#include "base/base.h"

void cps_intern_init(struct cps_intern *t)
{
    *t = (struct cps_intern){0};
    cps_arena_init(&t->arena, 0);
}

void cps_intern_release(struct cps_intern *t)
{
    cps_arena_release(&t->arena);
    CPS_VEC_RELEASE(&t->strings);
    cps_vec_free((void **)&t->slots);
    t->n_slots = 0;
}

/* The slot that holds `s`, or the empty one where it belongs. */
static size_t slot_of(const struct cps_intern *t, capias_str s)
{
    size_t mask = t->n_slots - 1;
    size_t i = (size_t)cps_hash(s.p, s.n) & mask;
    while (t->slots[i] != CPS_NONE && !cps_str_eq(t->strings.v[t->slots[i]], s)) i = (i + 1) & mask;
    return i;
}

static bool rehash(struct cps_intern *t)
{
    size_t n = t->n_slots ? t->n_slots * 2 : 64;
    uint32_t *slots = NULL;
    size_t cap = 0;
    if (!cps_vec_reserve((void **)&slots, n, &cap, sizeof *slots)) return false;
    cps_vec_free((void **)&t->slots);
    t->slots = slots;
    t->n_slots = n;
    memset(slots, 0xff, n * sizeof *slots);
    for (uint32_t i = 0; i < t->strings.n; i++) t->slots[slot_of(t, t->strings.v[i])] = i;
    return true;
}

uint32_t cps_intern_find(const struct cps_intern *t, capias_str s)
{
    return t->n_slots ? t->slots[slot_of(t, s)] : CPS_NONE;
}

uint32_t cps_intern_add(struct cps_intern *t, capias_str s)
{
    if ((t->strings.n + 1) * 2 > t->n_slots && !rehash(t)) return CPS_NONE;
    size_t at = slot_of(t, s);
    if (t->slots[at] != CPS_NONE) return t->slots[at];
    capias_str copy = cps_arena_copy(&t->arena, s);
    if (!copy.p || t->strings.n >= CPS_NONE || !CPS_PUSH(&t->strings, copy)) return CPS_NONE;
    return t->slots[at] = (uint32_t)(t->strings.n - 1);
}
