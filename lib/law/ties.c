/* SPDX-License-Identifier: Apache-2.0
 *
 * law/ties.c: what a state depends on: shares of trade and energy, borders, organisations, visits of the poles' people.
 *
 * Where two sources give a share of the same measure, partner and year, that of the higher confidence is taken, else the
 * one that stands first; the other is named beside it.
 * Concentration is the Herfindahl-Hirschman index, the sum of squared shares. Tables list the largest partners only, so it has
 * bounds: the rest is spread thin (low), or lies with partners as large as the smallest one listed (high).
 * Source  A. O. Hirschman, "The Paternity of an Index", American Economic Review 54 (1964), 761. */
#include <stdlib.h>

#include "law/rules.h"

struct ties {
    struct law l;
    const struct cps_law_question *q;
    const cps_state *poles;
    size_t n_poles;
    capias_ties *out;
};

static double number(capias_str s)
{
    char text[32];
    if (s.n >= sizeof text) return 0;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    return strtod(text, NULL);
}

/* ---- exposures ----------------------------------------------------------------------------- */

/* The number of the pole; n_poles: it is none. */
static size_t pole(const struct ties *t, cps_state s)
{
    size_t i = 0;
    while (i < t->n_poles && t->poles[i] != s) i++;
    return i;
}

static bool known_by_then(const struct ties *t, uint32_t row)
{
    struct cps_span year;
    return law_date(&t->l, C_dependence_year, row, &year) && year.from <= t->q->known;
}

/* Is `row` to be taken rather than `other`, which says the same of another source? */
static bool goes_before(const struct law *l, uint32_t row, uint32_t other)
{
    return law_is(l, C_dependence_confidence, row, "high") && !law_is(l, C_dependence_confidence, other, "high");
}

static bool same_thing(const struct law *l, uint32_t a, uint32_t b)
{
    return law_eq(l, C_dependence_measure, a, law_cell(l, C_dependence_measure, b)) &&
           law_eq(l, C_dependence_year, a, law_cell(l, C_dependence_year, b));
}

static void add_share(const struct ties *t, capias_share *v, size_t *n, uint32_t *rows, uint32_t row)
{
    const struct law *l = &t->l;
    cps_state partner = law_state(l, C_dependence_to_state, row);
    for (size_t i = 0; i < *n; i++) {
        if (law_state(l, C_dependence_to_state, rows[i]) != partner) continue;
        uint32_t kept = goes_before(l, row, rows[i]) ? row : rows[i], other = kept == row ? rows[i] : row;
        struct law_list others = {(capias_str *)(uintptr_t)v[i].others.v, v[i].others.n, v[i].others.n};
        if (number(law_cell(l, C_dependence_value, kept)) != number(law_cell(l, C_dependence_value, other)))
            law_sayf(l, &others, "%.*s (%.*s)", CPS_FMT(law_cell(l, C_dependence_value, other)),
                     CPS_FMT(law_source(l, T_dependence, other)));
        rows[i] = kept;
        v[i].others = law_strs(&others);
        return;
    }
    v[*n] = (capias_share){.partner = law_cell(l, C_dependence_to_state, row), .partner_name = cps_state_name(partner)};
    rows[(*n)++] = row;
}

static bool before(const struct ties *t, const capias_share *a, const capias_share *b)
{
    size_t x = pole(t, cps_state_code(a->partner)), y = pole(t, cps_state_code(b->partner));
    return x != y ? x < y : a->value > b->value;
}

static capias_status exposure(struct ties *t, uint32_t first, capias_exposure *out, capias_error *err)
{
    const struct law *l = &t->l;
    uint32_t total = 0;
    LAW_EACH (l, C_dependence_from_state, t->out->state, row) total += same_thing(l, row, first);
    capias_share *v = CPS_TAKE(l->arena, capias_share, total + 1), *sorted = CPS_TAKE(l->arena, capias_share, total + 1);
    uint32_t *rows = CPS_TAKE(l->arena, uint32_t, total + 1);
    if (!v || !sorted || !rows) return cps_fail_memory(err);
    *out = (capias_exposure){.measure = law_cell(l, C_dependence_measure, first),
                             .year = law_cell(l, C_dependence_year, first), .partners = sorted};
    LAW_EACH (l, C_dependence_from_state, t->out->state, row)
        if (same_thing(l, row, first)) add_share(t, v, &out->n_partners, rows, row);
    double smallest = 1, squares = 0;
    for (size_t i = 0; i < out->n_partners; i++) {
        v[i].value = number(law_cell(l, C_dependence_value, rows[i]));
        v[i].source = law_source(l, T_dependence, rows[i]);
        out->listed += v[i].value;
        if (pole(t, cps_state_code(v[i].partner)) < t->n_poles) out->poles += v[i].value;
        squares += v[i].value * v[i].value;
        if (v[i].value < smallest) smallest = v[i].value;
        size_t at = i;
        for (; at > 0 && before(t, &v[i], &sorted[at - 1]); at--) sorted[at] = sorted[at - 1];
        sorted[at] = v[i];
    }
    double rest = out->listed < 1 ? 1 - out->listed : 0;
    out->concentration_low = squares;
    out->concentration_high = squares + rest * (smallest < rest ? smallest : rest);
    return CAPIAS_OK;
}

/* One exposure for each measure and year, at its first row; the latest year of a measure first. */
static capias_status exposures(struct ties *t, capias_error *err)
{
    const struct law *l = &t->l;
    uint32_t n = 0;
    LAW_EACH (l, C_dependence_from_state, t->out->state, row) n++;
    capias_exposure *v = CPS_TAKE(l->arena, capias_exposure, n + 1);
    if (!v) return cps_fail_memory(err);
    size_t made = 0;
    LAW_EACH (l, C_dependence_from_state, t->out->state, row) {
        if (!known_by_then(t, row)) continue;
        bool done = false;
        for (size_t i = 0; i < made && !done; i++)
            done = cps_str_eq(v[i].measure, law_cell(l, C_dependence_measure, row)) &&
                   cps_str_eq(v[i].year, law_cell(l, C_dependence_year, row));
        if (done) continue;
        capias_exposure one;
        CPS_TRY(exposure(t, row, &one, err));
        size_t at = made++;
        for (; at > 0; at--) {
            int c = cps_str_cmp(v[at - 1].measure, one.measure);
            if (c < 0 || (c == 0 && cps_str_cmp(v[at - 1].year, one.year) > 0)) break;
            v[at] = v[at - 1];
        }
        v[at] = one;
    }
    t->out->exposures = v;
    t->out->n_exposures = made;
    return CAPIAS_OK;
}

/* ---- borders, organisations, visits ------------------------------------------------------------ */

static capias_status borders(struct ties *t, cps_state state, capias_error *err)
{
    const struct law *l = &t->l;
    uint32_t n = law_rows(l, T_borders);
    capias_border *v = CPS_TAKE(l->arena, capias_border, n + 1);
    if (!v) return cps_fail_memory(err);
    double all = 0;
    size_t made = 0;
    for (uint32_t row = 0; row < n; row++) {
        cps_state a = law_state(l, C_borders_state_a, row), b = law_state(l, C_borders_state_b, row);
        if (a != state && b != state) continue;
        cps_state other = a == state ? b : a;
        capias_border one = {.neighbour = law_state_text(l, other), .neighbour_name = cps_state_name(other),
                             .source = law_source(l, T_borders, row), .km = number(law_cell(l, C_borders_length_km, row))};
        all += one.km;
        size_t at = made++;
        for (; at > 0 && v[at - 1].km < one.km; at--) v[at] = v[at - 1];
        v[at] = one;
    }
    for (size_t i = 0; i < made; i++) v[i].share = all > 0 ? v[i].km / all : 0;
    t->out->borders = v;
    t->out->n_borders = made;
    return CAPIAS_OK;
}

static capias_status organisations(struct ties *t, cps_state state, capias_error *err)
{
    const struct law *l = &t->l;
    uint32_t n = law_rows(l, T_relations);
    capias_belonging *v = CPS_TAKE(l->arena, capias_belonging, n + 1);
    if (!v) return cps_fail_memory(err);
    size_t made = 0;
    for (uint32_t row = 0; row < n; row++) {
        if (law_state(l, C_relations_state, row) != state || law_known(l, t->q->known, C_relations_from, row) == LAW_NO)
            continue;
        struct law_list with = {0};
        capias_belonging one = {.organisation = law_cell(l, C_relations_organisation, row),
                                .from = law_cell(l, C_relations_from, row),
                                .until = law_cell(l, C_relations_until, row),
                                .source = law_source(l, T_relations, row)};
        one.now = law_within(l, t->q->on, C_relations_from, C_relations_until, row) == LAW_YES;
        for (size_t i = 0; i < t->n_poles; i++)
            if (law_in_organisation(l, one.organisation, t->poles[i], t->q->on) == LAW_YES)
                law_say(l, &with, law_state_text(l, t->poles[i]));
        one.poles = law_strs(&with);
        size_t at = made++;
        for (; at > 0 && cps_str_cmp(v[at - 1].from, one.from) > 0; at--) v[at] = v[at - 1];
        v[at] = one;
    }
    t->out->organisations = v;
    t->out->n_organisations = made;
    return CAPIAS_OK;
}

static capias_status visits(struct ties *t, cps_state state, capias_error *err)
{
    const struct law *l = &t->l;
    uint32_t n = law_rows(l, T_visits);
    capias_visit *v = CPS_TAKE(l->arena, capias_visit, n + 1);
    if (!v) return cps_fail_memory(err);
    for (uint32_t row = 0; row < n; row++) {
        const struct law_visit_mark *m = &l->visits[row];
        if (m->host != state || !m->there || m->person == CPS_NONE) continue;
        if (law_known(l, t->q->known, C_visits_arrived, row) == LAW_NO) continue;
        if (pole(t, law_state(l, C_persons_nationality, m->person)) < t->n_poles)
            v[t->out->n_visits++] = law_visit_told(l, row);
    }
    t->out->visits = v;
    return CAPIAS_OK;
}

capias_status cps_law_ties(const capias_register *reg, const struct cps_law_question *q, const cps_state *poles,
                           size_t n_poles, struct cps_arena *arena, capias_ties *out, capias_error *err)
{
    struct ties t = {.q = q, .poles = poles, .n_poles = n_poles, .out = out};
    CPS_TRY(law_of_register(&t.l, reg, arena, err));
    *out = (capias_ties){.state = law_state_text(&t.l, q->state), .state_name = cps_state_name(q->state),
                         .on = law_day_text(&t.l, q->on.from), .known = law_day_text(&t.l, q->known)};
    CPS_TRY(exposures(&t, err));
    CPS_TRY(borders(&t, q->state, err));
    CPS_TRY(organisations(&t, q->state, err));
    CPS_TRY(visits(&t, q->state, err));
    return *t.l.failed ? cps_fail_memory(err) : CAPIAS_OK;
}
