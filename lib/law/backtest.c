/* SPDX-License-Identifier: Apache-2.0
 *
 * law/backtest.c: how well the outlook would have told the recorded visits.
 *
 * Each looked-up visit abroad is told from the others: all but itself, but those of the same person, or but those to the
 * same state. Told is the share that outlook.c counts, k of n over comparable visits, as (k + 1/2) / (n + 1),
 * Jeffreys' prior, so that nothing is told with certainty; the base is the same over all other visits.
 * Log loss is in nats; G. W. Brier, Monthly Weather Review 78 (1950), 1-3. */
#include <math.h>

#include "law/rules.h"

static bool counts(const struct law_visit_mark *v)
{
    return v->there && v->verified && !v->home;
}

static bool left_out(capias_left_out what, const struct law_visit_mark *a, const struct law_visit_mark *b)
{
    return a == b || (what == CAPIAS_LEAVE_PERSON && a->person == b->person) ||
           (what == CAPIAS_LEAVE_STATE && a->host == b->host);
}

struct share {
    uint32_t k, n;
};

static void add(struct share *s, const struct law_visit_mark *v)
{
    s->n++;
    s->k += v->arrest;
}

static double told_by(struct share s)
{
    return (s.k + 0.5) / (s.n + 1.0);
}

/* What the other visits say of this one. */
static void tell(const struct law *l, uint32_t n, capias_left_out what, const struct law_visit_mark *v,
                 double *told, double *base)
{
    struct share alike = {0}, all = {0};
    for (uint32_t i = 0; i < n; i++) {
        const struct law_visit_mark *other = &l->visits[i];
        if (!counts(other) || left_out(what, other, v)) continue;
        add(&all, other);
        if (other->party == v->party && (other->person == v->person || other->rank == v->rank))
            add(&alike, other);
    }
    *told = told_by(alike);
    *base = told_by(all);
}

static void bin(capias_backtest *out, double told, bool arrest)
{
    size_t at = (size_t)(told * CAPIAS_CALIBRATION_BINS);
    capias_calibration *c = &out->calibration[at < CAPIAS_CALIBRATION_BINS ? at : CAPIAS_CALIBRATION_BINS - 1];
    c->said += told; /* a sum, until all are in */
    c->came_true += arrest;
    c->visits++;
}

static void count_kind(capias_backtest *out, const struct law_visit_mark *v)
{
    static const char *const kinds[] = {"no office", "other office", "sitting head of state or government"};
    capias_kind_count *k = &out->kinds[(size_t)v->rank * 2 + !v->party];
    k->kind = cps_str(kinds[v->rank]);
    k->host_is_party = v->party;
    k->n++;
    k->k += v->arrest;
}

capias_status cps_law_backtest(const capias_register *reg, capias_left_out what, struct cps_arena *arena,
                               capias_backtest *out, capias_error *err)
{
    struct law l;
    *out = (capias_backtest){0};
    CPS_TRY(law_of_register(&l, reg, arena, err));
    uint32_t n = law_rows(&l, T_visits);
    for (uint32_t i = 0; i < n; i++) {
        const struct law_visit_mark *v = &l.visits[i];
        if (!counts(v)) continue;
        double told, base;
        tell(&l, n, what, v, &told, &base);
        out->visits++;
        out->arrests += v->arrest;
        out->log_loss -= log(v->arrest ? told : 1 - told);
        out->base_log_loss -= log(v->arrest ? base : 1 - base);
        out->brier += (told - v->arrest) * (told - v->arrest);
        out->base_brier += (base - v->arrest) * (base - v->arrest);
        bin(out, told, v->arrest);
        count_kind(out, v);
    }
    double *const means[] = {&out->log_loss, &out->base_log_loss, &out->brier, &out->base_brier};
    for (size_t i = 0; out->visits && i < sizeof means / sizeof *means; i++) *means[i] /= out->visits;
    for (size_t i = 0; i < CAPIAS_CALIBRATION_BINS; i++) {
        capias_calibration *c = &out->calibration[i];
        c->from = (double)i / CAPIAS_CALIBRATION_BINS;
        c->until = (double)(i + 1) / CAPIAS_CALIBRATION_BINS;
        if (c->visits) c->said /= c->visits, c->came_true /= c->visits;
    }
    return CAPIAS_OK;
}
