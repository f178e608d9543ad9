/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/keys.c: what leads from a hash to forms (keys) and from a joined pair to names (joins).
 *
 * In    forms, names.   Out   two sections of buckets and two of rows.
 *
 *   hash ──first bits──▶ bucket [from, until) ──last 32 bits equal──▶ form, form, ...
 *
 * Rows lie as densely as they can, their order is a function of their content, and one look at two
 * neighbouring offsets bounds what is scanned (two or three rows on average).
 */
#include "screen/make.h"

static bool row_after(struct cps_key_row a, struct cps_key_row b)
{
    return a.rest > b.rest || (a.rest == b.rest && a.item > b.item);
}

/* Insertion sort: a bucket holds a handful of rows, a long one is mostly in order already. */
static void sort_bucket(struct cps_key_row *rows, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        struct cps_key_row row = rows[i];
        uint32_t j = i;
        for (; j > 0 && row_after(rows[j - 1], row); j--) rows[j] = rows[j - 1];
        rows[j] = row;
    }
}

struct buckets {
    uint32_t *first;             /* n + 1 of them                                                 */
    struct cps_key_row *rows;
    uint32_t n;
};

/* Counting sort by bucket, then by rest and item; equal rows become one. Returns how many rows are
 * kept. */
static uint32_t fill_buckets(const struct cps_hash_pair *pairs, size_t n, struct buckets *b)
{
    for (size_t i = 0; i < n; i++) b->first[cps_index_bucket(pairs[i].hash, b->n) + 1]++;
    for (uint32_t i = 0; i < b->n; i++) b->first[i + 1] += b->first[i];
    for (size_t i = 0; i < n; i++) {
        const struct cps_hash_pair *p = &pairs[i];
        struct cps_key_row row = {(uint32_t)p->hash, p->item};
        b->rows[b->first[cps_index_bucket(p->hash, b->n)]++] = row;
    }
    /* Each offset now stands at its bucket's end, which is the next one's beginning. */
    uint32_t kept = 0, from = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t until = b->first[i];
        sort_bucket(b->rows + from, until - from);
        b->first[i] = kept;
        for (uint32_t j = from; j < until; j++)
            if (j == from || row_after(b->rows[j], b->rows[j - 1])) b->rows[kept++] = b->rows[j];
        from = until;
    }
    b->first[b->n] = kept;
    return kept;
}

/* As many buckets as half the pairs, at least one. */
static uint32_t bucket_count(size_t pairs)
{
    return pairs < 2 ? 1 : (uint32_t)(pairs / 2);
}

#define FILL_SECTION(pairs, bucket_vec, row_vec, err)                                              \
    fill_section((pairs)->v, (pairs)->n, (void **)&(bucket_vec)->v, &(bucket_vec)->n,              \
                 &(bucket_vec)->cap, (void **)&(row_vec)->v, &(row_vec)->n, &(row_vec)->cap, (err))
static capias_status fill_section(const struct cps_hash_pair *pairs, size_t n_pairs,
                                  void **bucket_v, size_t *bucket_n, size_t *bucket_cap,
                                  void **row_v, size_t *row_n, size_t *row_cap, capias_error *err)
{
    uint32_t n = bucket_count(n_pairs);
    if (n_pairs >= UINT32_MAX)
        return cps_fail(err, CAPIAS_E_LIMIT, "a segment has more than 4294967294 keys");
    if (!cps_vec_reserve(bucket_v, (size_t)n + 2, bucket_cap, sizeof(uint32_t)) ||
        !cps_vec_reserve(row_v, n_pairs + 1, row_cap, sizeof(struct cps_key_row)))
        return cps_fail_memory(err);
    struct buckets b = {*bucket_v, *row_v, n};
    memset(b.first, 0, ((size_t)n + 2) * sizeof *b.first);
    *row_n = fill_buckets(pairs, n_pairs, &b);
    *bucket_n = (size_t)n + 1;
    return CAPIAS_OK;
}

static capias_status add_form_keys(struct cps_index_maker *m, uint32_t form, capias_error *err)
{
    const struct cps_form_row *row = &m->forms.v[form];
    struct cps_name_token token = {
        .text = {m->texts.v + row->text, row->length},
        .symbol = row->symbol,
        .classes = m->vocab.v[row->first_vocab].classes,
        .script = row->script,
    };
    uint64_t keys[CPS_KEYS_MAX];
    unsigned n = cps_name_keys(&token, keys);
    for (unsigned i = 0; i < n; i++) {
        struct cps_hash_pair pair = {keys[i], form};
        if (!CPS_PUSH(&m->pairs, pair)) return cps_fail_memory(err);
    }
    return CAPIAS_OK;
}

capias_status cps_index_make_keys(struct cps_index_maker *m, capias_error *err)
{
    m->pairs.n = 0;
    for (uint32_t form = 0; form + 1 < m->forms.n; form++)
        CPS_TRY(add_form_keys(m, form, err));
    CPS_TRY(FILL_SECTION(&m->pairs, &m->buckets, &m->keys, err));
    return FILL_SECTION(&m->joined, &m->join_buckets, &m->joins, err);
}
