/* SPDX-License-Identifier: Apache-2.0
 *
 * names/edits.c: what it costs to turn one token into another.
 *
 * In    two tokens.      Out   cost in 1/12 nat, 0 for the same text, CPS_UNRELATED out of reach.
 * Idea  a weighted edit distance whose operations replace up to two letters by up to two (Ristad
 *       and Yianilos 1998, with the two-letter operations of Pouliquen 2007). What spellings of one
 *       name do to each other ("kh" for "h", a doubled letter, "-ov" for "-off") was learned from
 *       aliases and is cheap; what only a slip of the finger does costs what a guess would.
 * Invariant  the plain recursion of tests/ref/edits.h gives the same cost, for every pair and reach.
 */
#include "names/model.h"

#define FAR 60000u

unsigned cps_reach(unsigned a, unsigned b) {
    unsigned n = a < b ? a : b;
    switch (n) {
    case 0: return 0;
    case 1: return P_REACH_1;
    case 2: return P_REACH_2;
    case 3: return P_REACH_3;
    case 4: return P_REACH_4;
    case 5: return P_REACH_5;
    case 6: return P_REACH_6;
    default: return n < 10 ? P_REACH_7 : P_REACH_10;
    }
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* The two sides of the table, exchanged when `swap`. */
struct sides {
    const struct cps_chars *a, *b;
    const struct cps_costs *t;
    const uint8_t *const *a1, *const *a2, *const *b1, *const *b2;
    const uint8_t *one_two, *two_one;
    bool swap;
    uint8_t pair_a[CPS_TOKEN_BYTES], pair_b[CPS_TOKEN_BYTES]; /* of letters i-1 and i               */
};

static void pairs_of(const struct cps_costs *t, const struct cps_chars *c, uint8_t *out) {
    out[0] = 0;
    for (unsigned i = 1; i < c->n; i++)
        out[i] = t->pair[c->letter[i - 1] * CPS_LETTERS + c->letter[i]];
}

/* 0 at the beginning of the word, 2 at its end, else 1. */
static unsigned position(unsigned from, unsigned until, unsigned n) {
    return from == 0 ? 0 : until == n ? 2 : 1;
}

static unsigned known(uint8_t cost) { return cost == CPS_NO_COST ? FAR : cost; }

/* One or two letters of `c` up to i that the other side lacks. `above` holds the costs before. */
static unsigned gap_cost(const struct cps_chars *c, const uint8_t *pair,
                         const uint8_t *const *one, const uint8_t *const *two, unsigned i,
                         unsigned before1, unsigned before2) {
    unsigned x = c->letter[i - 1];
    unsigned cost = least(P_GAP, known(one[position(i - 1, i, c->n)][x]));
    if ((i >= 2 && c->letter[i - 2] == x) || (i < c->n && c->letter[i] == x))
        cost = least(cost, P_GAP_DOUBLE);
    cost += before1;
    if (i >= 2 && pair[i - 1])
        cost = least(cost, before2 + known(two[position(i - 2, i, c->n)][pair[i - 1]]));
    return cost;
}

/* A replacement that ends at letters i and j (counted from 1). */
static unsigned replace_cost(const struct sides *s, unsigned i, unsigned j, const uint16_t *row1,
                             const uint16_t *row2) {
    unsigned x = s->a->letter[i - 1], y = s->b->letter[j - 1];
    if (x == y) {
        unsigned same = row1[j - 1];
        if (same == 0) return 0;
    }
    const struct cps_costs *t = s->t;
    unsigned sub = known(s->swap ? t->sub[y * CPS_LETTERS + x] : t->sub[x * CPS_LETTERS + y]);
    unsigned best = row1[j - 1] + (x == y ? 0u : least(P_SUB, sub));
    unsigned pa = i >= 2 ? s->pair_a[i - 1] : 0, pb = j >= 2 ? s->pair_b[j - 1] : 0;
    if (pb)
        best = least(best, row1[j - 2] + known(s->swap ? t->two_one[pb * CPS_LETTERS + x]
                                                       : t->one_two[x * t->pairs + pb]));
    if (pa)
        best = least(best, row2[j - 1] + known(s->swap ? t->one_two[y * t->pairs + pa]
                                                       : t->two_one[pa * CPS_LETTERS + y]));
    if (pa && pb)
        best = least(best, row2[j - 2] + known(s->swap ? t->two_two[pb * t->pairs + pa]
                                                       : t->two_two[pa * t->pairs + pb]));
    if (i >= 2 && j >= 2 && x == s->b->letter[j - 2] && y == s->a->letter[i - 2] && x != y)
        best = least(best, row2[j - 2] + P_SWAP);
    return best;
}

static void sides_of(struct sides *s, const struct cps_chars *a, const struct cps_chars *b,
                     const struct cps_costs *t, bool swap) {
    s->a = a;
    s->b = b;
    s->t = t;
    s->swap = swap;
    s->a1 = swap ? t->right1 : t->left1;
    s->a2 = swap ? t->right2 : t->left2;
    s->b1 = swap ? t->left1 : t->right1;
    s->b2 = swap ? t->left2 : t->right2;
    pairs_of(t, a, s->pair_a);
    pairs_of(t, b, s->pair_b);
}

/* One row of the distance table from the two above it; the least value in it. */
static unsigned fill_row(const struct sides *s, unsigned i, uint16_t *row, const uint16_t *row1,
                         const uint16_t *row2) {
    unsigned lowest = FAR;
    for (unsigned j = 0; j <= s->b->n; j++) {
        unsigned best = i == 0 && j == 0 ? 0 : FAR;
        if (i > 0 && j > 0) best = replace_cost(s, i, j, row1, row2);
        if (i > 0 && best)
            best = least(best, gap_cost(s->a, s->pair_a, s->a1, s->a2, i, row1[j],
                                        i >= 2 ? row2[j] : FAR));
        if (j > 0 && best)
            best = least(best, gap_cost(s->b, s->pair_b, s->b1, s->b2, j, row[j - 1],
                                        j >= 2 ? row[j - 2] : FAR));
        row[j] = (uint16_t)least(best, FAR);
        lowest = least(lowest, best);
    }
    return lowest;
}

static uint16_t latin_cost(const struct cps_chars *a, const struct cps_chars *b,
                           const struct cps_costs *t, bool swap, unsigned reach) {
    struct sides s;
    sides_of(&s, a, b, t, swap);
    uint16_t rows[3][CPS_TOKEN_BYTES + 1];
    unsigned before = 0;
    for (unsigned i = 0; i <= a->n; i++) {
        unsigned lowest = fill_row(&s, i, rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]);
        if (lowest > reach && before > reach) return CPS_UNRELATED;
        before = lowest;
    }
    unsigned cost = rows[a->n % 3][b->n];
    return cost <= reach ? (uint16_t)cost : CPS_UNRELATED;
}

/* Scripts without a table: one character for another, a gap, two swapped. */
static uint16_t native_cost(const struct cps_chars *a, const struct cps_chars *b, unsigned reach) {
    bool syllables = a->c[0] >= 0x2e80; /* Han, kana, Hangul: a character is a syllable            */
    unsigned sub = syllables ? P_SYLLABLE_SUB : P_NATIVE_SUB;
    uint16_t rows[3][CPS_TOKEN_BYTES + 1];
    for (unsigned i = 0; i <= a->n; i++) {
        uint16_t *row = rows[i % 3];
        const uint16_t *row1 = rows[(i + 2) % 3], *row2 = rows[(i + 1) % 3];
        for (unsigned j = 0; j <= b->n; j++) {
            unsigned best = i == 0 && j == 0 ? 0 : FAR;
            if (i > 0) best = least(best, row1[j] + P_NATIVE_GAP);
            if (j > 0) best = least(best, row[j - 1] + P_NATIVE_GAP);
            if (i > 0 && j > 0)
                best = least(best,
                             row1[j - 1] + (a->c[i - 1] == b->c[j - 1] ? 0u : sub));
            if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] && a->c[i - 2] == b->c[j - 1])
                best = least(best, row2[j - 2] + P_SWAP);
            row[j] = (uint16_t)best;
        }
    }
    unsigned cost = rows[a->n % 3][b->n];
    return cost <= reach ? (uint16_t)cost : CPS_UNRELATED;
}

uint16_t cps_edit_cost(const struct cps_chars *a, const struct cps_chars *b,
                       const struct cps_costs *costs, bool swap, unsigned reach) {
    if (a->n == 0 || b->n == 0) return CPS_UNRELATED;
    if (a->latin && b->latin) return latin_cost(a, b, costs, swap, reach);
    return native_cost(a, b, reach);
}

const struct cps_costs *cps_costs_for(uint8_t script_a, uint8_t script_b, bool *swap) {
    bool a = script_a == CPS_SCRIPT_ARABIC, b = script_b == CPS_SCRIPT_ARABIC;
    *swap = b && !a;
    return a != b ? &cps_costs_arabic : &cps_costs_latin;
}

/* ---- the way an edit went ---------------------------------------------------------------------------- */

/* Cost of one operation that takes `da` letters before i to `db` letters before j. */
static unsigned operation(const struct sides *s, unsigned i, unsigned j, unsigned da, unsigned db) {
    if (i < da || j < db) return FAR;
    uint16_t zero[CPS_TOKEN_BYTES + 1] = {0}, far[CPS_TOKEN_BYTES + 1];
    for (unsigned k = 0; k <= CPS_TOKEN_BYTES; k++)
        far[k] = FAR;
    if (!da || !db) {
        const struct cps_chars *c = da ? s->a : s->b;
        return gap_cost(c, da ? s->pair_a : s->pair_b, da ? s->a1 : s->b1, da ? s->a2 : s->b2,
                        da ? i : j, da + db == 1 ? 0 : FAR, da + db == 2 ? 0 : FAR);
    }
    uint16_t row[CPS_TOKEN_BYTES + 1];
    memcpy(row, far, sizeof row);
    row[j - db] = zero[j - db];
    return replace_cost(s, i, j, da == 1 ? row : far, da == 2 ? row : far);
}

/* Walk back from the end along any cheapest way: the operations, last first. */
static unsigned walk_back(const struct sides *s, uint16_t table[][CPS_TOKEN_BYTES + 1],
                          struct cps_edit *out) {
    static const uint8_t steps[][2] = {{1, 1}, {2, 2}, {1, 2}, {2, 1},
                                       {1, 0}, {0, 1}, {2, 0}, {0, 2}};
    unsigned n = 0, i = s->a->n, j = s->b->n;
    while (i || j) {
        unsigned k = 0;
        for (; k < sizeof steps / sizeof *steps; k++) {
            unsigned da = steps[k][0], db = steps[k][1];
            unsigned cost = operation(s, i, j, da, db);
            if (cost >= FAR || table[i - da][j - db] + cost != table[i][j]) continue;
            out[n++] = (struct cps_edit){(uint8_t)(i - da), (uint8_t)da, (uint8_t)(j - db),
                                         (uint8_t)db, (uint16_t)cost};
            i -= da;
            j -= db;
            break;
        }
        if (k == sizeof steps / sizeof *steps) CPS_BUG("the way of an edit is lost");
    }
    return n;
}

unsigned cps_edit_trace(const struct cps_chars *a, const struct cps_chars *b,
                        const struct cps_costs *t, bool swap,
                        struct cps_edit out[2 * CPS_TOKEN_BYTES]) {
    uint16_t table[CPS_TOKEN_BYTES + 1][CPS_TOKEN_BYTES + 1];
    struct sides s;
    sides_of(&s, a, b, t, swap);
    for (unsigned i = 0; i <= a->n; i++)
        fill_row(&s, i, table[i], i >= 1 ? table[i - 1] : NULL, i >= 2 ? table[i - 2] : NULL);
    unsigned n = walk_back(&s, table, out);
    for (unsigned i = 0; i < n / 2; i++) {
        struct cps_edit e = out[i];
        out[i] = out[n - 1 - i];
        out[n - 1 - i] = e;
    }
    return n;
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

static uint16_t symbol_cost(const struct cps_name_token *a, const struct cps_name_token *b) {
    if (!a->symbol || a->symbol != b->symbol) return CPS_UNRELATED;
    unsigned same = CPS_CLASS_NUMBER | CPS_CLASS_LEGAL | CPS_CLASS_PARTICLE | CPS_CLASS_STOP;
    return a->classes & b->classes & same ? 0 : P_TRANSLATION;
}

uint16_t cps_token_cost(const struct cps_name_token *a, const struct cps_name_token *b) {
    if (cps_str_eq(a->text, b->text)) return 0;
    uint16_t symbol = symbol_cost(a, b);
    if (symbol == 0 || ((a->classes | b->classes) & CPS_CLASS_NUMBER)) return symbol;
    struct cps_chars x, y;
    cps_chars_of(a->text, &x);
    cps_chars_of(b->text, &y);
    bool swap;
    const struct cps_costs *t = cps_costs_for(a->script, b->script, &swap);
    uint16_t cost = cps_edit_cost(&x, &y, t, swap, cps_reach(x.n, y.n));
    if (cost != CPS_UNRELATED && a->script == CPS_SCRIPT_ARABIC && b->script == a->script)
        cost = (uint16_t)(cost * P_UNVOWELLED / 1024); /* without vowels each letter says more     */
    if (cost > P_NICKNAME && x.latin && y.latin && cps_same_nickname_group(a->text, b->text))
        cost = P_NICKNAME;
    return symbol < cost ? symbol : cost;
}

uint16_t cps_token_related(const struct cps_name_token *a, const struct cps_name_token *b) {
    bool numbers = (a->classes | b->classes) & CPS_CLASS_NUMBER;
    if (!numbers && cps_str_eq(a->text, b->text)) return 0;
    return cps_share_key(a, b) ? cps_token_cost(a, b) : CPS_UNRELATED;
}
