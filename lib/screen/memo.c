/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/memo.c: what a word of a query leads to, kept from one query to the next.
 *
 * In a file of customers seven words in ten came before ("Maria", "GmbH"), and most of the time goes
 * into finding and weighing what a word is related to. That is a function of the word and the
 * index alone, so that an answer is the same with a memo, with a full one and without.
 *
 *   hash of segment, kind, word ──▶ slot ──▶ word ──▶ related entries, joins of listed names
 */
#include "screen/query.h"

/* When a memo is half full of words or of bytes it is emptied: words that come often are soon back. */
#define SLOTS 131072u
#define MEMO_BYTES ((size_t)16 << 20)

struct entry {
    struct cps_word_key key;
    struct cps_word word;
};

struct slot {
    uint64_t hash;
    const struct entry *entry; /* NULL: free */
};

struct cps_memo {
    struct cps_arena own;   /* holds this struct and the slots */
    struct cps_arena words;
    struct slot *slots;     /* open addressing */
    uint32_t n;
};

capias_status cps_memo_new(struct cps_memo **out, capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct cps_memo *m = CPS_TAKE(&arena, struct cps_memo, 1);
    struct slot *slots = CPS_TAKE(&arena, struct slot, SLOTS);
    if (!m || !slots) {
        cps_arena_release(&arena);
        return cps_fail_memory(err);
    }
    *m = (struct cps_memo){.own = arena, .slots = slots};
    cps_arena_init(&m->words, 0);
    *out = m;
    return CAPIAS_OK;
}

void cps_memo_free(struct cps_memo *m)
{
    if (!m) return;
    cps_arena_release(&m->words);
    struct cps_arena own = m->own; /* m itself lies in it */
    cps_arena_release(&own);
}

void cps_memo_trim(struct cps_memo *m)
{
    if (!m || (m->words.taken < MEMO_BYTES && m->n < SLOTS / 2)) return;
    memset(m->slots, 0, SLOTS * sizeof *m->slots);
    m->n = 0;
    cps_arena_reset(&m->words);
}

static uint64_t hash_of(const struct cps_word_key *k)
{
    const uint32_t numbers[] = {k->segment, k->symbol, (uint32_t)k->classes << 16 | k->information,
                                (uint32_t)k->kind << 16 | (uint32_t)k->script << 8 | k->join};
    return cps_hash(k->text.p, k->text.n) ^ cps_hash(numbers, sizeof numbers);
}

static bool same_key(const struct cps_word_key *a, const struct cps_word_key *b)
{
    return a->segment == b->segment && a->symbol == b->symbol && a->classes == b->classes &&
           a->information == b->information && a->kind == b->kind && a->script == b->script &&
           a->join == b->join && cps_str_eq(a->text, b->text);
}

/* The slot of a word, or the free one where it belongs. A query has fewer words than half the slots, so
 * that there always is a free one. */
static struct slot *slot_of(const struct cps_memo *m, const struct cps_word_key *key, uint64_t hash)
{
    for (uint64_t i = hash;; i++) {
        struct slot *s = &m->slots[i % SLOTS];
        if (!s->entry || (s->hash == hash && same_key(&s->entry->key, key))) return s;
    }
}

bool cps_memo_find(const struct cps_memo *m, const struct cps_word_key *key, struct cps_word *out)
{
    const struct slot *s = slot_of(m, key, hash_of(key));
    if (s->entry) *out = s->entry->word;
    return s->entry != NULL;
}

static void *copy(struct cps_arena *arena, const void *from, size_t n)
{
    void *to = cps_arena_take(arena, n + 1, 8);
    if (to && n) memcpy(to, from, n);
    return to;
}

capias_status cps_memo_keep(struct cps_memo *m, const struct cps_word_key *key, struct cps_word *word,
                            capias_error *err)
{
    struct entry *e = CPS_TAKE(&m->words, struct entry, 1);
    capias_str text = cps_arena_copy(&m->words, key->text);
    void *related = copy(&m->words, word->v, word->n * sizeof *word->v);
    void *joins = copy(&m->words, word->joins, word->n_joins * sizeof *word->joins);
    if (!e || !text.p || !related || !joins) return cps_fail_memory(err);
    word->v = related;
    word->joins = joins;
    uint64_t hash = hash_of(key);
    *e = (struct entry){*key, *word};
    e->key.text = text;
    *slot_of(m, key, hash) = (struct slot){hash, e};
    m->n++;
    return CAPIAS_OK;
}
