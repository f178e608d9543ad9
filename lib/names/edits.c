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

unsigned cps_reach(unsigned a, unsigned b)
{
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

/* A row of the distance table, the cell of letter j at v[j + MARGIN], so that what lies two letters
 * before the first can be asked for. What is not from `from` to `until` is beyond reach. */
enum { MARGIN = 2 };
struct row {
    uint16_t v[CPS_TOKEN_BYTES + 1 + MARGIN];
    uint8_t from, until; /* letters; from > until: nothing is within reach                          */
};

static void pairs_of(const struct cps_costs *t, const struct cps_chars *c, uint8_t *out)
{
    out[0] = 0;
    for (unsigned i = 1; i < c->n; i++)
        out[i] = t->pair[c->letter[i - 1] * CPS_LETTERS + c->letter[i]];
}

/* 0 at the beginning of the word, 2 at its end, else 1. */
static unsigned position(unsigned from, unsigned until, unsigned n)
{
    return from == 0 ? 0 : until == n ? 2 : 1;
}

static unsigned known(uint8_t cost) { return cost == CPS_NO_COST ? FAR : cost; }

/* What the other side may lack of `c`. */
static void gaps_of(const struct cps_chars *c, const uint8_t *pair, const uint8_t *const *one,
                    const uint8_t *const *two, uint16_t out[][2])
{
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

/* The replacements that end at letter i of the left: where the tables' rows (or columns, when they
 * are read the other way) for it begin, and how far it is to the next letter or pair of the right. */
struct replacements {
    unsigned x, before;                    /* letters i and i - 1 (CPS_LETTERS: there is none)      */
    const uint8_t *sub, *one_two;          /* a letter of the left                                  */
    const uint8_t *two_one, *two_two;      /* a pair of the left                                    */
    size_t one_step, two_step;
};

static struct replacements replacements_of(const struct sides *s, unsigned i)
{
    const struct cps_costs *t = s->t;
    unsigned x = s->a->letter[i - 1], pair = i >= 2 ? s->pair_a[i - 1] : 0;
    struct replacements r = {.x = x, .before = i >= 2 ? s->a->letter[i - 2] : CPS_LETTERS};
    if (s->swap) {
        r.sub = t->sub + x;
        r.one_two = t->two_one + x;
        r.two_one = t->one_two + pair;
        r.two_two = t->two_two + pair;
        r.one_step = CPS_LETTERS;
        r.two_step = t->pairs;
    } else {
        r.sub = t->sub + x * CPS_LETTERS;
        r.one_two = t->one_two + x * t->pairs;
        r.two_one = t->two_one + pair * CPS_LETTERS;
        r.two_two = t->two_two + pair * t->pairs;
        r.one_step = r.two_step = 1;
    }
    return r;
}

/* A replacement that ends at letter j (counted from 1) of the right.
 * A cost that the table does not have needs no question of its own: two operations that are always
 * there take one or two letters to one or two others for less (tools/names_model.py sees to it). */
static unsigned replace_cost(const struct sides *s, const struct replacements *r, unsigned j,
                             const uint16_t *row1, const uint16_t *row2)
{
    unsigned y = s->b->letter[j - 1], pair = j >= 2 ? s->pair_b[j - 1] : 0;
    unsigned one1 = row1[j + MARGIN - 1], two1 = row1[j + MARGIN - 2];
    unsigned one2 = row2[j + MARGIN - 1], two2 = row2[j + MARGIN - 2];
    unsigned best = one1 + (r->x == y ? 0u : least(P_SUB, r->sub[y * r->one_step]));
    best = least(best, two1 + r->one_two[pair * r->one_step]);
    best = least(best, one2 + r->two_one[y * r->two_step]);
    best = least(best, two2 + r->two_two[pair * r->two_step]);
    if (r->x != y && j >= 2 && r->x == s->b->letter[j - 2] && y == r->before)
        best = least(best, two2 + P_SWAP);
    return best;
}

static void sides_of(struct sides *s, const struct cps_chars *a, const struct cps_chars *b,
                     const struct cps_costs *t, bool swap)
{
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
                     const struct row *row2, unsigned reach)
{
    unsigned n = s->b->n, j = least(row1->from, row2->from), gap1 = s->gap_a[i][0];
    unsigned last = (row1->until > row2->until ? row1->until : row2->until) + 2u;
    unsigned gap2 = s->gap_a[i][1], from = UINT8_MAX, until = 0;
    struct replacements r = replacements_of(s, i);
    memset(row->v, FAR & 0xff, (n + 1 + MARGIN) * sizeof *row->v);
    uint16_t *v = row->v + MARGIN;
    const uint16_t *v1 = row1->v + MARGIN, *v2 = row2->v + MARGIN;
    for (; j <= n; j++) {
        unsigned before1 = row->v[j + MARGIN - 1], before2 = row->v[j + MARGIN - 2];
        if (j > last && before1 == FAR && before2 == FAR) break;
        unsigned best = j == 0 ? FAR : replace_cost(s, &r, j, row1->v, row2->v);
        best = least(best, v1[j] + gap1);
        best = least(best, v2[j] + gap2);
        best = least(best, before1 + s->gap_b[j][0]);
        best = least(best, before2 + s->gap_b[j][1]);
        if (best > reach) continue;
        if (from > j) from = j;
        until = j;
        v[j] = (uint16_t)best;
    }
    row->from = (uint8_t)from;
    row->until = (uint8_t)until;
}

/* The row before the first letter: what the left lacks of the right. */
static void first_row(const struct sides *s, struct row *row, unsigned reach)
{
    unsigned n = s->b->n;
    uint16_t *v = row->v + MARGIN;
    memset(row->v, FAR & 0xff, (n + 1 + MARGIN) * sizeof *row->v);
    v[0] = 0;
    row->from = row->until = 0;
    for (unsigned j = 1; j <= n; j++) {
        unsigned best = least(row->v[j + MARGIN - 1] + s->gap_b[j][0],
                              row->v[j + MARGIN - 2] + s->gap_b[j][1]);
        if (best > reach) continue;
        v[j] = (uint16_t)best;
        row->until = (uint8_t)j;
    }
}

static bool is_empty(const struct row *row) { return row->from > row->until; }

/* The row before the first row. */
static void no_row(struct row *row, unsigned n)
{
    memset(row->v, FAR & 0xff, (n + 1 + MARGIN) * sizeof *row->v);
    row->from = UINT8_MAX;
    row->until = 0;
}

static uint16_t latin_cost(const struct cps_chars *a, const struct cps_chars *b,
                           const struct cps_costs *t, bool swap, unsigned reach)
{
    struct sides s;
    sides_of(&s, a, b, t, swap);
    struct row rows[3];
    no_row(&rows[2], b->n);
    first_row(&s, &rows[0], reach);
    for (unsigned i = 1; i <= a->n; i++) {
        const struct row *row1 = &rows[(i + 2) % 3], *row2 = &rows[(i + 1) % 3];
        fill_row(&s, i, &rows[i % 3], row1, row2, reach);
        if (is_empty(&rows[i % 3]) && is_empty(row1)) return CPS_UNRELATED;
    }
    unsigned cost = rows[a->n % 3].v[b->n + MARGIN];
    return cost <= reach ? (uint16_t)cost : CPS_UNRELATED;
}

/* Scripts without a table: one character for another, a gap, two swapped. */
static uint16_t native_cost(const struct cps_chars *a, const struct cps_chars *b, unsigned reach)
{
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
                       const struct cps_costs *costs, bool swap, unsigned reach)
{
    if (a->n == 0 || b->n == 0) return CPS_UNRELATED;
    if (a->latin && b->latin) return latin_cost(a, b, costs, swap, reach);
    return native_cost(a, b, reach);
}

/* What a word of the script does on its way to Latin; NULL: nothing of its own was learned. */
static const struct cps_costs *costs_of(uint8_t script)
{
    switch (script) {
    case CPS_SCRIPT_ARABIC: return &cps_costs_arabic;
    case CPS_SCRIPT_CYRILLIC: return &cps_costs_cyrillic;
    case CPS_SCRIPT_HEBREW: return &cps_costs_hebrew;
    case CPS_SCRIPT_KANA: return &cps_costs_kana;
    default: return NULL;
    }
}

/* Two words of one script: what aliases in Latin do to each other. Of two scripts: the table of one, the same
 * whichever comes first. */
const struct cps_costs *cps_costs_for(uint8_t script_a, uint8_t script_b, bool *swap)
{
    const struct cps_costs *a = costs_of(script_a), *b = costs_of(script_b);
    *swap = false;
    if (script_a == script_b || (!a && !b)) return &cps_costs_latin;
    *swap = !a || (b && script_b < script_a);
    return *swap ? b : a;
}

/* ---- the way an edit went ---------------------------------------------------------------------------- */

/* Cost of one operation that takes `da` letters before i to `db` letters before j. */
static unsigned operation(const struct sides *s, unsigned i, unsigned j, unsigned da, unsigned db)
{
    if (i < da || j < db) return FAR;
    if (!da || !db) return da ? s->gap_a[i][da - 1] : s->gap_b[j][db - 1];
    struct row far, row;
    struct replacements r = replacements_of(s, i);
    no_row(&far, s->b->n);
    row = far;
    row.v[j - db + MARGIN] = 0;
    return replace_cost(s, &r, j, da == 1 ? row.v : far.v, da == 2 ? row.v : far.v);
}

/* Walk back from the end along any cheapest way: the operations, last first. */
static unsigned walk_back(const struct sides *s, const struct row *table, struct cps_edit *out)
{
    static const uint8_t steps[][2] = {{1, 1}, {2, 2}, {1, 2}, {2, 1},
                                       {1, 0}, {0, 1}, {2, 0}, {0, 2}};
    unsigned n = 0, i = s->a->n, j = s->b->n;
    while (i || j) {
        unsigned k = 0;
        for (; k < sizeof steps / sizeof *steps; k++) {
            unsigned da = steps[k][0], db = steps[k][1];
            unsigned cost = operation(s, i, j, da, db);
            if (cost >= FAR || table[i - da].v[j - db + MARGIN] + cost != table[i].v[j + MARGIN]) continue;
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
                        struct cps_edit out[2 * CPS_TOKEN_BYTES])
{
    struct row table[CPS_TOKEN_BYTES + 1], none;
    struct sides s;
    sides_of(&s, a, b, t, swap);
    no_row(&none, b->n);
    first_row(&s, &table[0], FAR - 1);
    for (unsigned i = 1; i <= a->n; i++)
        fill_row(&s, i, &table[i], &table[i - 1], i >= 2 ? &table[i - 2] : &none, FAR - 1);
    unsigned n = walk_back(&s, table, out);
    for (unsigned i = 0; i < n / 2; i++) {
        struct cps_edit e = out[i];
        out[i] = out[n - 1 - i];
        out[n - 1 - i] = e;
    }
    return n;
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

static uint16_t symbol_cost(const struct cps_name_token *a, const struct cps_name_token *b)
{
    if (!a->symbol || a->symbol != b->symbol) return CPS_UNRELATED;
    unsigned same = CPS_CLASS_NUMBER | CPS_CLASS_LEGAL | CPS_CLASS_PARTICLE | CPS_CLASS_STOP;
    return a->classes & b->classes & same ? 0 : P_TRANSLATION;
}

uint16_t cps_token_cost(const struct cps_name_token *a, const struct cps_name_token *b)
{
    if (cps_str_eq(a->text, b->text)) return 0;
    uint16_t symbol = symbol_cost(a, b);
    if (symbol == 0 || ((a->classes | b->classes) & CPS_CLASS_NUMBER)) return symbol;
    if (cps_is_native(a) || cps_is_native(b)) {
        uint16_t read = cps_native_cost(a, b, CPS_LANGUAGES);
        return symbol < read ? symbol : read;
    }
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

uint16_t cps_token_related(const struct cps_name_token *a, const struct cps_name_token *b)
{
    bool numbers = (a->classes | b->classes) & CPS_CLASS_NUMBER;
    if (!numbers && cps_str_eq(a->text, b->text)) return 0;
    if (cps_is_native(a) || cps_is_native(b)) { /* the cost is quicker told than the keys           */
        uint16_t cost = cps_token_cost(a, b);
        return cost != CPS_UNRELATED && cps_share_key(a, b) ? cost : CPS_UNRELATED;
    }
    return cps_share_key(a, b) ? cps_token_cost(a, b) : CPS_UNRELATED;
}
