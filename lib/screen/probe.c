/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/probe.c: from one part of a query to what is filed under its keys.
 *
 * In    a token, or a join of tokens.   Out   forms, each once; joins of listed names.
 *
 * A query is read as a person's name, as an organisation's and as a ship's, and the words are
 * mostly the same: what a word leads to is looked up once and kept for the other readings.
 */
#include "screen/query.h"

uint32_t cps_power_of_two(uint64_t at_least)
{
    uint32_t n = 8;
    while (n < at_least) n *= 2;
    return n;
}

/* Each form once; `set` is an open-addressed set of form + 1. */
static bool add_form(uint32_t *set, uint32_t mask, uint32_t form)
{
    for (uint32_t i = form * 2654435761u;; i++) {
        uint32_t *slot = &set[i & mask];
        if (*slot == form + 1) return false;
        if (*slot != 0) continue;
        *slot = form + 1;
        return true;
    }
}

static uint32_t find_rows(const uint32_t *buckets, uint32_t n_buckets,
                          const struct cps_key_row *rows, uint32_t n_rows, const uint64_t *keys,
                          unsigned n, struct cps_range *out)
{
    uint32_t total = 0;
    for (unsigned i = 0; i < n; i++) {
        out[i] = cps_index_key(buckets, n_buckets - 1, rows, n_rows, keys[i]);
        uint32_t length = out[i].until - out[i].from;
        /* Keys differ, so their rows do, unless the index is damaged. */
        if (length > n_rows - total) length = out[i].until = out[i].from = 0;
        total += length;
    }
    return total;
}

/* Forms filed under any of the keys, each once. */
static capias_status find_forms(const struct cps_index *x, const uint64_t *keys, unsigned n,
                                struct cps_arena *arena, struct cps_probe *out, capias_error *err)
{
    struct cps_range ranges[CPS_KEYS_MAX];
    uint32_t total = find_rows(x->buckets, x->n_buckets, x->keys, x->n_keys, keys, n, ranges);
    uint32_t size = cps_power_of_two(2 * (uint64_t)total);
    uint32_t *set = CPS_TAKE(arena, uint32_t, size);
    out->forms = CPS_TAKE(arena, uint32_t, (size_t)total + 1);
    if (set == NULL || out->forms == NULL) return cps_fail_memory(err);
    for (unsigned i = 0; i < n; i++) {
        for (uint32_t j = ranges[i].from; j < ranges[i].until; j++) {
            uint32_t form = x->keys[j].item;
            struct cps_range entries = cps_index_vocab_of(x, form);
            uint32_t n_entries = entries.until - entries.from;
            if (n_entries == 0 || !add_form(set, size - 1, form)) continue;
            if (n_entries > x->n_vocab - out->entries) continue; /* damaged: ranges overlap */
            out->forms[out->n_forms++] = form;
            out->entries += n_entries;
        }
    }
    return CAPIAS_OK;
}

/* Joins of listed names that share a key with a token. Joins of both sides do not meet. */
static capias_status find_joins(const struct cps_index *x, const uint64_t *keys, unsigned n,
                                struct cps_arena *arena, struct cps_probe *out, capias_error *err)
{
    struct cps_range ranges[CPS_KEYS_MAX];
    uint32_t total = find_rows(x->join_buckets, x->n_join_buckets, x->joins, x->n_joins, keys, n,
                               ranges);
    if (total == 0) return CAPIAS_OK;
    out->joins = CPS_TAKE(arena, struct cps_join_hit, total);
    if (out->joins == NULL) return cps_fail_memory(err);
    for (unsigned i = 0; i < n; i++)
        for (uint32_t j = ranges[i].from; j < ranges[i].until; j++) {
            uint32_t item = x->joins[j].item;
            uint32_t name = cps_index_name_at(x, CPS_JOIN_FIRST(item));
            if (name != CPS_NONE) out->joins[out->n_joins++] = (struct cps_join_hit){item, name};
        }
    return CAPIAS_OK;
}

static bool same_part(const struct cps_probe *p, const struct cps_name_token *t, bool join)
{
    return p->join == join && p->symbol == t->symbol && p->script == t->script &&
           p->number == ((t->classes & CPS_CLASS_NUMBER) != 0) && cps_str_eq(p->text, t->text);
}

capias_status cps_probe(const struct cps_index *x, const struct cps_name_token *token, bool join,
                        struct cps_probes *probes, struct cps_arena *arena,
                        const struct cps_probe **out, capias_error *err)
{
    uint64_t keys[CPS_KEYS_MAX];
    for (unsigned i = 0; i < probes->n; i++) {
        *out = &probes->v[i];
        if (same_part(*out, token, join)) return CAPIAS_OK;
    }
    struct cps_probe *p = &probes->v[probes->n];
    *out = p;
    *p = (struct cps_probe){
        .text = cps_arena_copy(arena, token->text),
        .symbol = token->symbol,
        .script = token->script,
        .number = (token->classes & CPS_CLASS_NUMBER) != 0,
        .join = join,
    };
    if (p->text.p == NULL) return cps_fail_memory(err);
    unsigned n = join ? cps_join_keys(token, keys) : cps_name_keys(token, keys);
    CPS_TRY(find_forms(x, keys, n, arena, p, err));
    if (!join) CPS_TRY(find_joins(x, keys, n, arena, p, err));
    probes->n++;
    return CAPIAS_OK;
}
