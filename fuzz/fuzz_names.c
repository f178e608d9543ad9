/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_names.c: two names, cut at the first line feed; the first byte says their kind. Parts must
 * lie in the name, a name must be most like itself, the alignment must account for every part, and
 * what is told of an edit must not trip.
 */
#include "names/names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_name(const struct cps_name *n, capias_str raw)
{
    uint64_t keys[CPS_KEYS_MAX];
    uint32_t information = 0;
    for (unsigned i = 0; i < n->n; i++) {
        const struct cps_name_token *t = &n->tokens[i];
        if (t->start > t->end || t->end > raw.n) CPS_BUG("a part lies outside of its name");
        if (!t->text.n || t->text.n > CPS_TOKEN_BYTES) CPS_BUG("a part without text, or too long");
        if (cps_name_keys(t, keys) > CPS_KEYS_MAX) CPS_BUG("too many keys");
        if (cps_token_related(t, t) != 0) CPS_BUG("a part is not related to itself");
        information += t->information;
    }
    if (information != n->information) CPS_BUG("the parts' weights do not add up");
    if (n->n && cps_name_compare(n, n, NULL) != 10000) CPS_BUG("a name is not most like itself");
}

static void check_pair(const struct cps_name *q, const struct cps_name *l, struct cps_arena *arena)
{
    struct cps_name_alignment a;
    uint32_t left = 0, right = 0;
    if (cps_name_compare(q, l, &a) > 10000) CPS_BUG("a score over 10000");
    if (!q->n || !l->n) return;
    for (unsigned i = 0; i < a.n; i++) {
        left |= ((1u << a.pairs[i].left_n) - 1) << a.pairs[i].left;
        right |= ((1u << a.pairs[i].right_n) - 1) << a.pairs[i].right;
    }
    if (left != (1u << q->n) - 1 || right != (1u << l->n) - 1) CPS_BUG("a part is not accounted for");
    for (unsigned i = 0; i < q->n; i++)
        for (unsigned j = 0; j < l->n; j++)
            if (!cps_token_explain(&q->tokens[i], &l->tokens[j], arena).p) CPS_BUG("no words for it");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    enum cps_name_kind kind = (enum cps_name_kind)(data[0] % 3);
    capias_str all = {(const char *)data + 1, size - 1};
    size_t cut = cps_str_find(all, CPS_STR("\n"), 0);
    if (cut == SIZE_MAX) cut = all.n / 2;
    capias_str x = cps_str_sub(all, 0, cut), y = cps_str_sub(all, cut, all.n);
    struct cps_arena arena;
    struct cps_name q, l;
    cps_arena_init(&arena, 0);
    if (!cps_name_parse(x, kind, &arena, &q, NULL) && !cps_name_parse(y, kind, &arena, &l, NULL)) {
        check_name(&q, x);
        check_name(&l, y);
        check_pair(&q, &l, &arena);
    }
    cps_arena_release(&arena);
    return 0;
}
