/* SPDX-License-Identifier: Apache-2.0
 *
 * names/evidence.c: what other fields add to a name, and the two together.
 *
 * In    name score and a sum of log-odds weights.      Out   0..10000, monotone in both.
 * Idea  the score stands for log odds with 0 at the line; a table of points maps one to the other,
 *       weights are added there, and the same table leads back. docs/matching.md, "Other evidence".
 */
#include "names/model.h"

/* score, log odds in 1/64 nat. Steep below the line: a same birthday cannot rescue another name. */
static const int32_t points[][2] = {{0, -1000},  {5000, -384}, {6000, -200}, {7000, 0},
                                    {8500, 160}, {9500, 256},  {10000, 336}};
enum { N_POINTS = sizeof points / sizeof *points, FINE = 4096 };

int32_t cps_evidence_weight(enum cps_evidence e)
{
    return (unsigned)e < CPS_EV_N ? cps_evidence_weights[e] : 0;
}

/* Along the table from one column to the other, `scale` times finer coming out than going in. */
static int64_t along(int64_t v, unsigned from, unsigned to, int64_t in, int64_t out)
{
    unsigned k = 1;
    while (k + 1 < N_POINTS && v > points[k][from] * in)
        k++;
    int64_t x0 = points[k - 1][from] * in, x1 = points[k][from] * in;
    int64_t y0 = points[k - 1][to] * out, y1 = points[k][to] * out;
    int64_t up = (v - x0) * (y1 - y0), run = x1 - x0;
    return y0 + (up >= 0 ? (2 * up + run) / (2 * run) : -((2 * -up + run) / (2 * run)));
}

uint32_t cps_score_combine(uint32_t name_score, int32_t evidence)
{
    if (name_score > 10000) name_score = 10000;
    int64_t odds = along(name_score, 0, 1, 1, FINE) + (int64_t)evidence * FINE;
    int64_t score = along(odds, 1, 0, FINE, 1);
    if (score < 0) score = 0;
    if (score > 10000) score = 10000;
    /* What many strangers share (a country) never makes a match of a name that is none. */
    if (name_score < 7000 && score >= 7000 && evidence < cps_evidence_weight(CPS_EV_BIRTH_NEAR))
        score = 6999;
    return (uint32_t)score;
}
