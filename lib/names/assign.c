/* SPDX-License-Identifier: Apache-2.0
 *
 * names/assign.c: the best pairing of two small sets.
 *
 * In    a matrix of values.      Out   for each row its column.
 * Idea  when every row's best column is its own, that is the answer; else the Hungarian method with
 *       potentials (Kuhn 1955, Munkres 1957; the O(n²m) form by shortest augmenting paths).
 */
#include "names/assign.h"

#include <limits.h>

static bool easy(int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS], unsigned n, unsigned m,
                 uint8_t to[CPS_NAME_TOKENS])
{
    uint32_t taken = 0;
    for (unsigned i = 0; i < n; i++) {
        int32_t best = 0;
        to[i] = CPS_UNPAIRED;
        for (unsigned j = 0; j < m; j++)
            if (value[i][j] > best) {
                best = value[i][j];
                to[i] = (uint8_t)j;
            }
        if (to[i] == CPS_UNPAIRED) continue;
        if (taken >> to[i] & 1) return false;
        taken |= 1u << to[i];
    }
    return true;
}

/* Rows and columns count from 1; row 0 and column 0 are the method's own. n <= m. */
struct matching {
    int32_t u[CPS_NAME_TOKENS + 1], v[CPS_NAME_TOKENS + 1];
    uint8_t row_of[CPS_NAME_TOKENS + 1], from[CPS_NAME_TOKENS + 1];
    unsigned m;
};

static int32_t cell(int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS], bool turned, unsigned i,
                    unsigned j)
{
    return -(turned ? value[j - 1][i - 1] : value[i - 1][j - 1]);
}

static void add_row(struct matching *s, int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS],
                    bool turned, unsigned row)
{
    int32_t low[CPS_NAME_TOKENS + 1];
    bool done[CPS_NAME_TOKENS + 1] = {false};
    for (unsigned j = 0; j <= s->m; j++)
        low[j] = INT32_MAX;
    unsigned at = 0;
    s->row_of[0] = (uint8_t)row;
    do {
        done[at] = true;
        unsigned i = s->row_of[at], next = 0;
        int32_t delta = INT32_MAX;
        for (unsigned j = 1; j <= s->m; j++) {
            if (done[j]) continue;
            int32_t c = cell(value, turned, i, j) - s->u[i] - s->v[j];
            if (c < low[j]) {
                low[j] = c;
                s->from[j] = (uint8_t)at;
            }
            if (low[j] < delta) {
                delta = low[j];
                next = j;
            }
        }
        for (unsigned j = 0; j <= s->m; j++) {
            if (done[j]) {
                s->u[s->row_of[j]] += delta;
                s->v[j] -= delta;
            } else if (low[j] != INT32_MAX) {
                low[j] -= delta;
            }
        }
        at = next;
    } while (s->row_of[at]);
    for (; at; at = s->from[at])
        s->row_of[at] = s->row_of[s->from[at]];
}

void cps_assign(int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS], unsigned n, unsigned m,
                uint8_t to[CPS_NAME_TOKENS])
{
    if (easy(value, n, m, to)) return;
    bool turned = n > m;
    struct matching s = {.m = turned ? n : m};
    for (unsigned i = 1; i <= (turned ? m : n); i++)
        add_row(&s, value, turned, i);
    for (unsigned i = 0; i < n; i++)
        to[i] = CPS_UNPAIRED;
    for (unsigned j = 1; j <= s.m; j++) {
        if (!s.row_of[j]) continue;
        unsigned i = turned ? j - 1 : s.row_of[j] - 1u, k = turned ? s.row_of[j] - 1u : j - 1;
        if (value[i][k] > 0) to[i] = (uint8_t)k;
    }
}
