/* SPDX-License-Identifier: Apache-2.0
 *
 * values/states.c: state codes, and the English spellings that resolve to them.
 *
 * A spelling's key is its Latin form (text/) without spaces and without "the", "of" and "and", so
 * that "Cote d'Ivoire" = "Cote dIvoire" and "Gambia, The" = "Gambia". The table holds the keys made
 * in the same way (tools/states_table.py, which refuses two states for one key).
 */
#include "values/states.h"

#define KEY_MAX 160
#define NAME_MAX 400 /* bytes; no spelling in the table is near it                                  */

static size_t find(cps_state s)
{
    size_t lo = 0, hi = cps_states_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cps_state_codes[mid] < s)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < cps_states_n && cps_state_codes[lo] == s ? lo : SIZE_MAX;
}

cps_state cps_state_code(capias_str alpha2)
{
    if (alpha2.n != 2) return 0;
    unsigned a = (unsigned char)alpha2.p[0] & ~0x20u, b = (unsigned char)alpha2.p[1] & ~0x20u;
    cps_state s = (cps_state)(a << 8 | b);
    return find(s) != SIZE_MAX ? s : 0;
}

void cps_state_text(cps_state s, char out[3])
{
    out[0] = (char)(s >> 8);
    out[1] = (char)(s & 255);
    out[2] = 0;
}

capias_str cps_state_name(cps_state s)
{
    size_t i = find(s);
    return i == SIZE_MAX ? CPS_STR("") : cps_str(cps_state_rows[i].name);
}

bool cps_state_is_current(cps_state s)
{
    size_t i = find(s);
    return i != SIZE_MAX && cps_state_rows[i].current;
}

const cps_state *cps_states(size_t *n)
{
    *n = cps_states_n;
    return cps_state_codes;
}

/* Bytes written to key, 0 when there is nothing or too much. */
static size_t make_key(const struct cps_text_token *t, size_t n, char key[KEY_MAX])
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        capias_str w = t[i].latin;
        if (n > 1 && (cps_str_is(w, "the") || cps_str_is(w, "of") || cps_str_is(w, "and")))
            continue;
        if (at + w.n >= KEY_MAX) return 0;
        if (w.n > 0) memcpy(key + at, w.p, w.n);
        at += w.n;
    }
    return at;
}

cps_state cps_state_from_name(capias_str name)
{
    if (name.n == 0 || name.n > NAME_MAX) return 0;
    struct cps_arena arena;
    struct cps_text_token *t;
    size_t n, key_n = 0;
    char key[KEY_MAX];
    cps_arena_init(&arena, 0);
    if (cps_text_tokens(name, &arena, &t, &n, NULL) == CAPIAS_OK) key_n = make_key(t, n, key);
    cps_arena_release(&arena);
    size_t lo = 0, hi = key_n == 0 ? 0 : cps_state_spellings_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = cps_str_cmp(cps_str(cps_state_spellings[mid].key), (capias_str){key, key_n});
        if (c == 0) return cps_state_spellings[mid].state;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}
