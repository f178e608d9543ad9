/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/vocabulary.c: the vocabulary of a segment and the names that hold each entry.
 *
 * In    names whose tokens are numbered as they came.   Out   forms, vocab, texts, postings.
 *
 *   entries sorted by (text, script, symbol | kind, classes, information)
 *                      └────── form ──────┘   one form's entries lie together
 */
#include "screen/make.h"

struct entry {
    struct cps_vocab_key key;
    uint32_t old;
};

static int by_form(const struct cps_vocab_key *x, const struct cps_vocab_key *y)
{
    int c = cps_str_cmp((capias_str){x->text, x->length}, (capias_str){y->text, y->length});
    if (c != 0) return c;
    if (x->script != y->script) return x->script < y->script ? -1 : 1;
    if (x->symbol != y->symbol) return x->symbol < y->symbol ? -1 : 1;
    int number = CPS_CLASS_NUMBER; /* numbers have keys of their own */
    return ((x->classes & number) > (y->classes & number)) -
           ((x->classes & number) < (y->classes & number));
}

static int by_content(const void *a, const void *b)
{
    const struct cps_vocab_key *x = &((const struct entry *)a)->key;
    const struct cps_vocab_key *y = &((const struct entry *)b)->key;
    int c = by_form(x, y);
    if (c != 0) return c;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->classes != y->classes) return x->classes < y->classes ? -1 : 1;
    return (x->information > y->information) - (x->information < y->information);
}

static capias_status add_form(struct cps_index_maker *m, const struct cps_vocab_key *key,
                              capias_error *err)
{
    struct cps_form_row form = {
        .text = (uint32_t)m->texts.n,
        .symbol = key->symbol,
        .first_vocab = (uint32_t)m->vocab.n,
        .length = key->length,
        .script = key->script,
    };
    if (!CPS_PUSH(&m->forms, form)) return cps_fail_memory(err);
    for (unsigned i = 0; i < key->length; i++)
        if (!CPS_PUSH(&m->texts, key->text[i])) return cps_fail_memory(err);
    return CAPIAS_OK;
}

/* Number the entries by content; tokens are renumbered. */
static capias_status sort_entries(struct cps_index_maker *m, struct cps_arena *arena,
                                  capias_error *err)
{
    size_t n = m->vocabulary.strings.n;
    struct entry *entries = CPS_TAKE(arena, struct entry, n + 1);
    uint32_t *renumbered = CPS_TAKE(arena, uint32_t, n + 1);
    if (entries == NULL || renumbered == NULL) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        capias_str bytes = m->vocabulary.strings.v[i];
        memcpy(&entries[i].key, bytes.p, bytes.n);
        entries[i].old = (uint32_t)i;
    }
    if (n != 0) qsort(entries, n, sizeof *entries, by_content);
    for (size_t i = 0; i < n; i++) {
        const struct cps_vocab_key *key = &entries[i].key;
        if (i == 0 || by_form(key, &entries[i - 1].key) != 0) CPS_TRY(add_form(m, key, err));
        struct cps_vocab_row row = {
            .form = (uint32_t)m->forms.n - 1,
            .classes = key->classes,
            .information = key->information,
            .kind = key->kind,
        };
        if (!CPS_PUSH(&m->vocab, row)) return cps_fail_memory(err);
        renumbered[entries[i].old] = (uint32_t)i;
    }
    for (size_t i = 0; i < m->tokens.n; i++) m->tokens.v[i] = renumbered[m->tokens.v[i]];
    struct cps_form_row last_form = {.text = (uint32_t)m->texts.n, .first_vocab = (uint32_t)n};
    struct cps_vocab_row last_entry = {.form = (uint32_t)m->forms.n};
    if (!CPS_PUSH(&m->forms, last_form) || !CPS_PUSH(&m->vocab, last_entry))
        return cps_fail_memory(err);
    return CAPIAS_OK;
}

/* ---- postings ------------------------------------------------------------------------------- */

static int by_hash_then_item(const void *a, const void *b)
{
    const struct cps_hash_pair *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* A token that a name holds twice is posted once. */
static bool is_first_of_its_kind(const uint32_t *tokens, unsigned i)
{
    for (unsigned j = 0; j < i; j++)
        if (tokens[j] == tokens[i]) return false;
    return true;
}

static capias_status make_postings(struct cps_index_maker *m, struct cps_arena *arena,
                                   capias_error *err)
{
    m->pairs.n = 0;
    for (size_t i = 0; i < m->names.n; i++) {
        struct cps_hash_pair pair = {m->names.v[i].core, (uint32_t)i};
        if (!CPS_PUSH(&m->pairs, pair)) return cps_fail_memory(err);
    }
    if (m->pairs.n != 0) qsort(m->pairs.v, m->pairs.n, sizeof *m->pairs.v, by_hash_then_item);
    uint32_t *next = CPS_TAKE(arena, uint32_t, m->vocab.n + 1);
    if (next == NULL) return cps_fail_memory(err);
    uint32_t total = 0;
    for (size_t i = 0; i < m->names.n; i++) {
        const uint32_t *tokens = m->tokens.v + m->names.v[i].first_token;
        for (unsigned j = 0; j < m->names.v[i].n_tokens; j++)
            if (is_first_of_its_kind(tokens, j)) next[tokens[j] + 1]++, total++;
    }
    for (size_t v = 0; v < m->vocab.n; v++) {
        next[v + 1] += next[v];
        m->vocab.v[v].first_posting = next[v];
    }
    if (!cps_vec_reserve((void **)&m->postings.v, total, &m->postings.cap, sizeof(uint32_t)))
        return cps_fail_memory(err);
    m->postings.n = total;
    for (size_t i = 0; i < m->pairs.n; i++) {
        const struct cps_name_row *name = &m->names.v[m->pairs.v[i].item];
        const uint32_t *tokens = m->tokens.v + name->first_token;
        for (unsigned j = 0; j < name->n_tokens; j++)
            if (is_first_of_its_kind(tokens, j))
                m->postings.v[next[tokens[j]]++] = m->pairs.v[i].item;
    }
    return CAPIAS_OK;
}

capias_status cps_index_make_vocabulary(struct cps_index_maker *m, capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    capias_status status = sort_entries(m, &arena, err);
    if (status == CAPIAS_OK) {
        cps_arena_reset(&arena);
        status = make_postings(m, &arena, err);
    }
    cps_arena_release(&arena);
    return status;
}
