/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold for every path over the globe, over seeds: the way back is over the same states, for as
 * many kilometres; what is over land is no longer than the path. A failure prints its seed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "geo/geo.h"

enum { SEEDS = 60, POINTS = 5 };

static double draw(uint64_t *s)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*s >> 11) / 9007199254740992.0;
}

/* Two to five points of the globe; every third path crosses the antimeridian or a pole's neighbourhood. */
static size_t invent(uint64_t seed, struct cps_geo_point p[POINTS])
{
    uint64_t s = seed * 977 + 1;
    size_t n = 2 + (size_t)(draw(&s) * 4);
    for (size_t i = 0; i < n; i++) {
        p[i].lat = asin(2 * draw(&s) - 1) / 0.017453292519943295;
        p[i].lon = seed % 3 ? 360 * draw(&s) - 180 : (i % 2 ? 150 : -180) + 30 * draw(&s);
    }
    return n;
}

static const struct cps_geo_crossing *of_state(const struct cps_geo_crossing *v, size_t n, cps_state s)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].state == s) return &v[i];
    return NULL;
}

static void back_again(void **state)
{
    (void)state;
    struct cps_arena arena;
    size_t crossed = 0;
    cps_arena_init(&arena, 0);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct cps_geo_point there[POINTS], back[POINTS];
        const struct cps_geo_crossing *a, *b;
        size_t n = invent(seed, there), na, nb;
        double over = 0, whole = cps_geo_length_km(there, n);
        for (size_t i = 0; i < n; i++) back[i] = there[n - 1 - i];
        if (cps_geo_path(there, n, &arena, &a, &na, NULL) != CAPIAS_OK) continue; /* antipodes */
        assert_int_equal(cps_geo_path(back, n, &arena, &b, &nb, NULL), CAPIAS_OK);
        if (na != nb) fail_msg("seed %u: %zu states there, %zu back", (unsigned)seed, na, nb);
        for (size_t i = 0; i < na; i++) {
            const struct cps_geo_crossing *c = of_state(b, nb, a[i].state);
            if (!c || fabs(c->km - a[i].km) > 1e-3 || fabs(c->near_km - a[i].near_km) > 1e-3)
                fail_msg("seed %u: state %04x, %.3f km", (unsigned)seed, a[i].state, a[i].km);
            if (i && a[i].entry_km < a[i - 1].entry_km) fail_msg("seed %u: out of order", (unsigned)seed);
            if (a[i].km > 0 && a[i].near_km > 0) fail_msg("seed %u: crossed and apart", (unsigned)seed);
            over += a[i].km;
            crossed++;
        }
        if (over > whole * (1 + 1e-9)) fail_msg("seed %u: %.1f of %.1f km", (unsigned)seed, over, whole);
        cps_arena_reset(&arena);
    }
    if (crossed < SEEDS * 2) fail_msg("only %zu crossings were looked at", crossed);
    cps_arena_release(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(back_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
