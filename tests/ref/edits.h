/* SPDX-License-Identifier: Apache-2.0
 *
 * ref/edits.h: the edit cost by its definition: the cheapest way to the end, tried by recursion with
 * memory. The plain twin of names/edits.c. No bound, no rings of rows, no early exit.
 */
#ifndef CPS_REF_EDITS_H
#define CPS_REF_EDITS_H

#include "names/model.h"

#define REF_FAR 60000u

struct ref_edits {
    const char *a, *b; /* a-z and 0-9                                                              */
    unsigned n, m;
    const struct cps_costs *t;
    bool swap;         /* the table's left side is b                                                */
    uint32_t memory[CPS_TOKEN_BYTES + 1][CPS_TOKEN_BYTES + 1]; /* cost + 1                          */
};

static unsigned ref_letter(char c) { return c >= 'a' ? (unsigned)(c - 'a') : (unsigned)(c - '0' + 26); }

static unsigned ref_pair(const struct cps_costs *t, const char *s) {
    return t->pair[ref_letter(s[0]) * CPS_LETTERS + ref_letter(s[1])];
}

/* What the table says of x (da letters) for y (db letters); x is of the table's left side. */
static unsigned ref_table(const struct cps_costs *t, const char *x, unsigned da, const char *y,
                          unsigned db) {
    unsigned px = da == 2 ? ref_pair(t, x) : ref_letter(x[0]);
    unsigned py = db == 2 ? ref_pair(t, y) : ref_letter(y[0]);
    if ((da == 2 && !px) || (db == 2 && !py)) return REF_FAR;
    uint8_t c = da == 1 ? (db == 1 ? t->sub[px * CPS_LETTERS + py] : t->one_two[px * t->pairs + py])
                        : (db == 1 ? t->two_one[px * CPS_LETTERS + py]
                                   : t->two_two[px * t->pairs + py]);
    return c == CPS_NO_COST ? REF_FAR : c;
}

static unsigned ref_min(unsigned x, unsigned y) { return x < y ? x : y; }

/* Leaving out k letters at i of a word of n; `left`: the word is the table's left side. */
static unsigned ref_gap(const struct cps_costs *t, bool left, const char *word, unsigned n,
                        unsigned i, unsigned k) {
    unsigned place = i == 0 ? 0 : i + k == n ? 2 : 1, best = REF_FAR, p;
    if (k == 1) {
        best = P_GAP;
        if ((i > 0 && word[i - 1] == word[i]) || (i + 1 < n && word[i + 1] == word[i]))
            best = ref_min(best, P_GAP_DOUBLE);
        uint8_t c = (left ? t->left1 : t->right1)[place][ref_letter(word[i])];
        return c == CPS_NO_COST ? best : ref_min(best, c);
    }
    p = ref_pair(t, word + i);
    if (!p) return best;
    uint8_t c = (left ? t->left2 : t->right2)[place][p];
    return c == CPS_NO_COST ? best : c;
}

static unsigned ref_replace(const struct ref_edits *e, unsigned i, unsigned j, unsigned da,
                            unsigned db) {
    const char *x = e->a + i, *y = e->b + j;
    if (da == 1 && db == 1 && *x == *y) return 0;
    unsigned c = e->swap ? ref_table(e->t, y, db, x, da) : ref_table(e->t, x, da, y, db);
    if (da == 1 && db == 1) c = ref_min(c, P_SUB);
    if (da == 2 && db == 2 && x[0] == y[1] && x[1] == y[0] && x[0] != x[1]) c = ref_min(c, P_SWAP);
    return c;
}

static unsigned ref_cost(struct ref_edits *e, unsigned i, unsigned j) {
    if (i == e->n && j == e->m) return 0;
    if (e->memory[i][j]) return e->memory[i][j] - 1;
    unsigned best = REF_FAR;
    for (unsigned da = 0; da <= 2 && i + da <= e->n; da++)
        for (unsigned db = 0; db <= 2 && j + db <= e->m; db++) {
            if (!da && !db) continue;
            unsigned c = da && db ? ref_replace(e, i, j, da, db)
                         : da     ? ref_gap(e->t, !e->swap, e->a, e->n, i, da)
                                  : ref_gap(e->t, e->swap, e->b, e->m, j, db);
            if (c < REF_FAR) best = ref_min(best, c + ref_cost(e, i + da, j + db));
        }
    e->memory[i][j] = best + 1;
    return best;
}

#endif
