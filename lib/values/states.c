/* SPDX-License-Identifier: Apache-2.0
 *
 * values/states.c: state codes, and the English spellings that resolve to them.
 *
 * A spelling's key is its Latin form (text/) without spaces and without "the", "of" and "and", so
 * that "Cote d'Ivoire" = "Cote dIvoire" and "Gambia, The" = "Gambia". What stands behind a comma
 * may stand in front ("Korea, North"); of "Russia / Russie" the first half that resolves counts; a
 * remark in brackets behind the name ("Pakistan (at time of listing)") is passed over. The table
 * holds the keys made in the same way (tools/states_table.py, which refuses two states for one
 * key).
 */
#include "values/states.h"

#define KEY_MAX 160
#define NAME_MAX 400 /* bytes; no spelling in the table is near it                                */

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
    return i == SIZE_MAX ? CPS_STR("") : cps_state_rows[i].name;
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

/* Append the words' letters to a key. False when it grows too long. */
static bool add_words(const struct cps_text_token *t, size_t n, char key[KEY_MAX], size_t *key_n)
{
    for (size_t i = 0; i < n; i++) {
        capias_str w = t[i].latin;
        if (w.n == 0 || cps_str_is(w, "the") || cps_str_is(w, "of") || cps_str_is(w, "and"))
            continue;
        if (*key_n + w.n >= KEY_MAX) return false;
        memcpy(key + *key_n, w.p, w.n);
        *key_n += w.n;
    }
    return true;
}

bool cps_state_key(capias_str name, struct cps_arena *arena, capias_str *out)
{
    char key[KEY_MAX];
    struct cps_text_token *t;
    size_t n, key_n = 0;
    if (cps_text_tokens(name, arena, &t, &n, NULL) != CAPIAS_OK) return false;
    if (n == 1) *out = t[0].latin;
    else if (!add_words(t, n, key, &key_n)) return false;
    else *out = cps_arena_copy(arena, (capias_str){key, key_n});
    return n == 1 || out->p;
}

/* A sorted table of keys. */
struct table {
    const struct cps_state_spelling *v;
    size_t n;
};

static cps_state lookup(struct table table, capias_str key)
{
    size_t lo = 0, hi = key.n == 0 ? 0 : table.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = cps_str_cmp(cps_str(table.v[mid].key), key);
        if (c == 0) return table.v[mid].state;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

/* The words as they stand, then with what follows the last comma in front. */
static cps_state from_tokens(struct table table, const struct cps_text_token *t, size_t n)
{
    char key[KEY_MAX];
    size_t key_n = 0, comma = n;
    if (n == 0) return 0;
    if (n == 1) return lookup(table, t[0].latin); /* "and" alone is Andorra's alpha-3 */
    if (!add_words(t, n, key, &key_n)) return 0;
    cps_state s = lookup(table, (capias_str){key, key_n});
    while (comma > 0 && (comma == n || !(t[comma].flags & CPS_TEXT_AFTER_COMMA))) comma--;
    if (s != 0 || comma == 0) return s;
    key_n = 0;
    return add_words(t + comma, n - comma, key, &key_n) && add_words(t, comma, key, &key_n)
               ? lookup(table, (capias_str){key, key_n})
               : 0;
}

/* One half of a text, whole or without the remark in brackets behind it. */
static cps_state from_piece(struct table table, capias_str piece, struct cps_arena *arena)
{
    struct cps_text_token *t;
    size_t n;
    if (cps_text_tokens(piece, arena, &t, &n, NULL) != CAPIAS_OK) return 0;
    cps_state s = from_tokens(table, t, n);
    size_t bracket = cps_str_find(piece, CPS_STR("("), 1);
    if (s != 0 || bracket == SIZE_MAX) return s;
    size_t before = 0;
    while (before < n && t[before].end <= bracket) before++;
    return from_tokens(table, t, before);
}

static cps_state from_text(struct table table, capias_str text)
{
    if (text.n == 0 || text.n > NAME_MAX) return 0;
    struct cps_arena arena;
    capias_str rest = text, piece;
    cps_state s = 0;
    cps_arena_init(&arena, 0);
    /* "Russia / Russie": one state in two languages */
    while (s == 0 && cps_str_split(&rest, '/', &piece)) s = from_piece(table, piece, &arena);
    cps_arena_release(&arena);
    return s;
}

cps_state cps_state_from_name(capias_str name)
{
    return from_text((struct table){cps_state_spellings, cps_state_spellings_n}, name);
}

cps_state cps_state_from_nationality(capias_str text)
{
    cps_state s = cps_state_from_name(text);
    return s != 0 ? s
                  : from_text((struct table){cps_state_demonyms, cps_state_demonyms_n}, text);
}
