/* SPDX-License-Identifier: Apache-2.0
 *
 * names/lexicon.c: looking words up in the tables of the names model, and the model's id.
 */
#include "names/model.h"

#include <stdatomic.h>

static int compare(const char *p, size_t n, capias_str s)
{
    size_t m = n < s.n ? n : s.n;
    int c = m ? memcmp(p, s.p, m) : 0;
    return c ? c : (n > s.n) - (n < s.n);
}

const struct cps_lexeme *cps_lexicon_find(capias_str text)
{
    uint32_t low = 0, high = cps_lexicon_n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const struct cps_lexeme *e = &cps_lexicon[mid];
        int c = compare(cps_lexicon_text + e->text, e->length, text);
        if (c == 0) return e;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct cps_nickname *cps_nickname_find(capias_str text)
{
    uint32_t low = 0, high = cps_nicknames_n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const struct cps_nickname *e = &cps_nicknames[mid];
        int c = compare(e->text, e->length, text);
        if (c == 0) return e;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

bool cps_same_nickname_group(capias_str a, capias_str b)
{
    const struct cps_nickname *x = cps_nickname_find(a), *y = x ? cps_nickname_find(b) : NULL;
    if (!y) return false;
    for (unsigned i = 0; i < x->n; i++)
        for (unsigned j = 0; j < y->n; j++)
            if (cps_nickname_groups[x->first + i] == cps_nickname_groups[y->first + j]) return true;
    return false;
}

/* FNV-1a over "number:VALUE", as tools/names_model.py computes it for number words. */
uint32_t cps_symbol_of_number(uint64_t value)
{
    char text[32];
    int n = snprintf(text, sizeof text, "number:%llu", (unsigned long long)value);
    uint32_t h = 2166136261u;
    for (int i = 0; i < n; i++)
        h = (h ^ (uint8_t)text[i]) * 16777619u;
    h &= 0x7fffffffu;
    return h ? h : 1;
}

/* SHA-256 over the id of our tables and that of the text tables, the first 16 bytes of it. Every
 * thread that comes first computes the same bytes, so a flag after them is enough. */
const char *cps_names_model_id(void)
{
    static char id[33];
    static atomic_int state; /* 0 not made, 1 being made, 2 there */
    if (atomic_load_explicit(&state, memory_order_acquire) == 2) return id;
    char hex[65];
    struct cps_sha256 h;
    cps_sha256_init(&h);
    cps_sha256_add(&h, cps_names_tables_id, strlen(cps_names_tables_id));
    cps_sha256_add(&h, cps_text_tables_id(), strlen(cps_text_tables_id()));
    cps_sha256_hex(&h, hex);
    int none = 0;
    if (atomic_compare_exchange_strong(&state, &none, 1)) {
        memcpy(id, hex, 32);
        atomic_store_explicit(&state, 2, memory_order_release);
    }
    while (atomic_load_explicit(&state, memory_order_acquire) != 2) {
    }
    return id;
}
