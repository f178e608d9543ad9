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

#define FAR 0xeaeau /* two equal bytes: a row of it is set at once */

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
    bool swap;
    uint8_t pair_a[CPS_TOKEN_BYTES], pair_b[CPS_TOKEN_BYTES]; /* of letters i-1 and i               */
    /* Cost of one letter (of two), the last of them at i counted from 1, that the other side lacks. */
    uint16_t gap_a[CPS_TOKEN_BYTES + 1][2], gap_b[CPS_TOKEN_BYTES + 1][2];
};

/* A row of the distance table: what is not from `from` to `until` is beyond reach. */
struct row {
    uint16_t v[CPS_TOKEN_BYTES + 1];
    uint8_t from, until; /* from > until: nothing is within reach                                   */
};
static const struct row nothing = {.from = 1};

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

/* What the other side may lack of `c`. */
static void gaps_of(const struct cps_chars *c, const uint8_t *pair, const uint8_t *const *one,
                    const uint8_t *const *two, uint16_t out[][2]) {
    out[0][0] = out[0][1] = FAR;
    for (unsigned i = 1; i <= c->n; i++) {
        unsigned x = c->letter[i - 1];
        unsigned cost = least(P_GAP, known(one[position(i - 1, i, c->n)][x]));
        if ((i >= 2 && c->letter[i - 2] == x) || (i < c->n && c->letter[i] == x))
            cost = least(cost, P_GAP_DOUBLE);
        out[i][0] = (uint16_t)cost;
        out[i][1] = FAR;
        if (i >= 2 && pair[i - 1])
            out[i][1] = (uint16_t)known(two[position(i - 2, i, c->n)][pair[i - 1]]);
    }
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
    pairs_of(t, a, s->pair_a);
    pairs_of(t, b, s->pair_b);
    gaps_of(a, s->pair_a, swap ? t->right1 : t->left1, swap ? t->right2 : t->left2, s->gap_a);
    gaps_of(b, s->pair_b, swap ? t->left1 : t->right1, swap ? t->left2 : t->right2, s->gap_b);
}

/* One row of the distance table from the two above it. No cost is negative, so a way within reach
 * never leaves reach: only cells that such a way can come to are looked at (Ukkonen 1985). */
static void fill_row(const struct sides *s, unsigned i, struct row *row, const struct row *row1,
                     const struct row *row2, unsigned reach) {
    unsigned n = s->b->n, j = row1->from < row2->from ? row1->from : row2->from;
    unsigned last = (row1->until > row2->until ? row1->until : row2->until) + 2u;
    if (row1->from > row1->until) j = row2->from;
    if (row2->from > row2->until) j = row1->from;
    if (i == 0) j = last = 0;
    memset(row->v, FAR & 0xff, (n + 1) * sizeof *row->v);
    row->from = 1;
    row->until = 0;
    for (; j <= n; j++) {
        unsigned before1 = j >= 1 ? row->v[j - 1] : FAR, before2 = j >= 2 ? row->v[j - 2] : FAR;
        if (j > last && before1 == FAR && before2 == FAR) break;
        unsigned best = i == 0 && j == 0 ? 0 : FAR;
        if (i > 0 && j > 0) best = replace_cost(s, i, j, row1->v, row2->v);
        if (i > 0 && best) {
            best = least(best, row1->v[j] + s->gap_a[i][0]);
            if (i > 1) best = least(best, row2->v[j] + s->gap_a[i][1]);
        }
        if (best) best = least(best, before1 + s->gap_b[j][0]);
        if (best) best = least(best, before2 + s->gap_b[j][1]);
        if (best > reach) continue;
        if (row->from > row->until) row->from = (uint8_t)j;
        row->until = (uint8_t)j;
        row->v[j] = (uint16_t)best;
    }
}

static uint16_t latin_cost(const struct cps_chars *a, const struct cps_chars *b,
                           const struct cps_costs *t, bool swap, unsigned reach) {
    struct sides s;
    sides_of(&s, a, b, t, swap);
    struct row rows[3];
    const struct row *row1 = &nothing, *row2 = &nothing;
    for (unsigned i = 0; i <= a->n; i++) {
        struct row *row = &rows[i % 3];
        fill_row(&s, i, row, row1, row2, reach);
        if (row->from > row->until && row1->from > row1->until) return CPS_UNRELATED;
        row2 = row1;
        row1 = row;
    }
    unsigned cost = row1->v[b->n];
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
        return da ? s->gap_a[i][da - 1] : s->gap_b[j][db - 1];
    }
    uint16_t row[CPS_TOKEN_BYTES + 1];
    memcpy(row, far, sizeof row);
    row[j - db] = zero[j - db];
    return replace_cost(s, i, j, da == 1 ? row : far, da == 2 ? row : far);
}

/* Walk back from the end along any cheapest way: the operations, last first. */
static unsigned walk_back(const struct sides *s, const struct row *table, struct cps_edit *out) {
    static const uint8_t steps[][2] = {{1, 1}, {2, 2}, {1, 2}, {2, 1},
                                       {1, 0}, {0, 1}, {2, 0}, {0, 2}};
    unsigned n = 0, i = s->a->n, j = s->b->n;
    while (i || j) {
        unsigned k = 0;
        for (; k < sizeof steps / sizeof *steps; k++) {
            unsigned da = steps[k][0], db = steps[k][1];
            unsigned cost = operation(s, i, j, da, db);
            if (cost >= FAR || table[i - da].v[j - db] + cost != table[i].v[j]) continue;
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
    struct row table[CPS_TOKEN_BYTES + 1];
    struct sides s;
    sides_of(&s, a, b, t, swap);
    for (unsigned i = 0; i <= a->n; i++)
        fill_row(&s, i, &table[i], i >= 1 ? &table[i - 1] : &nothing,
                 i >= 2 ? &table[i - 2] : &nothing, FAR - 1);
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
