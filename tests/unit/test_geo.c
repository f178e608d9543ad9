/* SPDX-License-Identifier: Apache-2.0
 *
 * What geo/ promises: distances on the sphere against the ellipsoid's, outlines at the antimeridian and
 * the poles, places by name. Tables of cases; a failure prints its row. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "geo/geo.h"

/* Geodesics on WGS84 or GRS80 as published: the sphere is off by 0.56 % at most. */
static void distances(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct cps_geo_point a, b;
        double km, share;
    } cases[] = {
        {"a quarter of the equator of the sphere", {0, 0}, {0, 90}, 10007.557, 1e-6},
        {"pole to pole", {90, 10}, {-90, 0}, 20015.115, 1e-6},
        {"one point", {12.3, 45.6}, {12.3, 45.6}, 0, 0},
        {"one point at the antimeridian", {10, 180}, {10, -180}, 0, 0},
        {"across the antimeridian", {0, 179.5}, {0, -179.5}, 111.195, 1e-5},
        {"a metre is not lost", {50, 8}, {50.000009, 8}, 0.0010008, 1e-3},
        {"Flinders Peak to Buninyong (GDA technical manual)", {-37.95103342, 144.42486789},
         {-37.65282114, 143.92649554}, 54.972271, 0.0056},
        {"New York JFK to London LHR (GeographicLib)", {40.6, -73.8}, {51.6, -0.5}, 5551.759, 0.0056},
        {"New York JFK to Singapore SIN (GeographicLib)", {40.639722, -73.778889}, {1.359167, 103.989444},
         15347.628, 0.0056},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double there = cps_geo_distance_km(cases[i].a, cases[i].b);
        double back = cps_geo_distance_km(cases[i].b, cases[i].a);
        if (fabs(there - cases[i].km) > cases[i].km * cases[i].share + 1e-9 || fabs(there - back) > 1e-9)
            fail_msg("%s: %.6f km, not %.6f", cases[i].what, there, cases[i].km);
    }
}

/* A point of a great circle divides its length, and the two ends are its ends. */
static void lines(void **state)
{
    (void)state;
    static const struct cps_geo_point ends[] = {{32.08, 34.78}, {40.71, -74.01}, {89.9, 0}, {-33.9, 151.2},
                                                {65, 179.9},    {65, -179.9},    {0, 0},    {-90, 0}};
    size_t n = sizeof ends / sizeof *ends;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            for (unsigned s = 0; s <= 10 && i != k; s++) {
                struct cps_geo_point p = cps_geo_between(ends[i], ends[k], s / 10.0);
                double whole = cps_geo_distance_km(ends[i], ends[k]);
                if (fabs(cps_geo_distance_km(ends[i], p) - whole * s / 10) > 1e-6 ||
                    fabs(cps_geo_distance_km(p, ends[k]) - whole * (10 - s) / 10) > 1e-6 ||
                    fabs(p.lat) > 90 || fabs(p.lon) > 180)
                    fail_msg("%zu to %zu at %u tenths: %f,%f", i, k, s, p.lat, p.lon);
            }
}

static void outlines(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct cps_geo_point p;
        const char *state;
    } cases[] = {
        {"Ulaanbaatar", {47.9, 106.9}, "MN"},
        {"Paris", {48.85, 2.35}, "FR"},
        {"Oslo's hinterland: no ISO code in the source", {61, 10}, "NO"},
        {"inside the hole", {-29.5, 28.3}, "LS"},
        {"around the hole", {-29, 26}, "ZA"},
        {"the Atlantic", {40, -40}, ""},
        {"Chukotka west of the antimeridian", {67, 179}, "RU"},
        {"Chukotka east of the antimeridian", {67, -175}, "RU"},
        {"on the antimeridian from one side", {67, 180}, "RU"},
        {"and from the other", {67, -180}, "RU"},
        {"Fiji, Viti Levu", {-17.8, 178}, "FJ"},
        {"Fiji, Vanua Levu", {-16.6, 179.2}, "FJ"},
        {"the same parallels, half round the globe", {-17.8, -2}, ""},
        {"the south pole", {-90, 0}, "AQ"},
        {"the south pole by another meridian", {-90, 180}, "AQ"},
        {"Antarctica at the antimeridian", {-85, -180}, "AQ"},
        {"the north pole", {90, 0}, ""},
        {"the north pole by another meridian", {90, -180}, ""},
        {"Greenland is a territory of its own", {72, -40}, "GL"},
        {"Corsica", {42.2, 9.1}, "FR"},
        {"Crete", {35.2, 24.9}, "GR"},
        {"Kosovo", {42.6, 20.9}, "XK"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char code[3] = "";
        cps_state s = cps_geo_state_at(cases[i].p);
        if (s) cps_state_text(s, code);
        if (strcmp(code, cases[i].state) != 0)
            fail_msg("%s: '%s', not '%s'", cases[i].what, code, cases[i].state);
    }
}

/* From a point to an outline: nothing within it, a known width at sea, and across the antimeridian. */
static void nearness(void **state)
{
    (void)state;
    cps_state ru = cps_state_code(CPS_STR("RU")), us = cps_state_code(CPS_STR("US"));
    struct cps_geo_point moscow = {55.75, 37.62}, strait = {65.8, -169};
    assert_true(cps_geo_to_state_km(moscow, ru, 100) <= 0);
    double west = cps_geo_to_state_km(strait, ru, 200), east = cps_geo_to_state_km(strait, us, 200);
    if (west <= 0 || west > 85 || east <= 0 || east > 85) fail_msg("Bering Strait: %f, %f km", west, east);
    struct cps_geo_point before = {-17, 179.99}, behind = {-17, -179.99};
    cps_state fj = cps_state_code(CPS_STR("FJ"));
    double a = cps_geo_to_state_km(before, fj, 200), b = cps_geo_to_state_km(behind, fj, 200);
    if (fabs(a - b) > 3 || a >= 200) fail_msg("Fiji from both sides: %f, %f km", a, b);
    static const struct cps_geo_point leg[] = {{0, 0}, {0, 10}};
    assert_true(fabs(cps_geo_nearest_km(leg, 2, (struct cps_geo_point){1, 5}) - 111.195) < 0.01);
    assert_true(fabs(cps_geo_nearest_km(leg, 2, (struct cps_geo_point){0, 11}) - 111.195) < 0.01);
}

static const struct cps_geo_crossing *crossing(const struct cps_geo_crossing *v, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].state == cps_state_code(cps_str(code))) return &v[i];
    return NULL;
}

static void paths(void **state)
{
    (void)state;
    struct cps_arena arena;
    const struct cps_geo_crossing *v;
    size_t n;
    capias_error err = {0};
    cps_arena_init(&arena, 0);
    /* along a meridian through the north pole: Norway's Svalbard one side, the sea, then Alaska */
    static const struct cps_geo_point pole[] = {{60, 20}, {62, -160}};
    assert_int_equal(cps_geo_path(pole, 2, &arena, &v, &n, &err), CAPIAS_OK);
    assert_non_null(crossing(v, n, "US"));
    assert_null(crossing(v, n, "RU"));
    /* over the antimeridian: Kamchatka to Alaska, the short way */
    static const struct cps_geo_point date_line[] = {{56, 160}, {64, -150}};
    assert_int_equal(cps_geo_path(date_line, 2, &arena, &v, &n, &err), CAPIAS_OK);
    assert_non_null(crossing(v, n, "RU"));
    assert_non_null(crossing(v, n, "US"));
    if (n > 2) fail_msg("%zu states between Kamchatka and Alaska", n);
    /* the hole: into Lesotho and out again */
    static const struct cps_geo_point lesotho[] = {{-29.5, 25}, {-29.5, 30.5}};
    assert_int_equal(cps_geo_path(lesotho, 2, &arena, &v, &n, &err), CAPIAS_OK);
    const struct cps_geo_crossing *za = crossing(v, n, "ZA"), *ls = crossing(v, n, "LS");
    assert_true(za && ls && v == za && ls->km > 100 && ls->km < 250);
    assert_true(fabs(za->km + ls->km - cps_geo_length_km(lesotho, 2)) < 5);
    /* what is wrong is said */
    static const struct cps_geo_point opposite[] = {{10, 20}, {-10, -160}};
    assert_int_equal(cps_geo_path(opposite, 2, &arena, &v, &n, &err), CAPIAS_E_ARG);
    assert_non_null(strstr(err.hint, "between"));
    assert_int_equal(cps_geo_path(opposite, 1, &arena, &v, &n, NULL), CAPIAS_E_ARG);
    cps_arena_release(&arena);
}

static void points(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        double lat, lon;
    } cases[] = {
        {"32.08,34.78", true, 32.08, 34.78}, {" -33.9 , +151.2 ", true, -33.9, 151.2}, {"0,0", true, 0, 0},
        {"90,-180", true, 90, -180},         {"90.1,0", false, 0, 0},  {"0,180.5", false, 0, 0},
        {"12", false, 0, 0},                 {"1,2,3", false, 0, 0},   {"a,b", false, 0, 0},
        {"1e1,2", false, 0, 0},              {"nan,0", false, 0, 0},   {",", false, 0, 0},
        {"1.2.3,4", false, 0, 0},            {"--1,2", false, 0, 0},   {"", false, 0, 0},
        {"1.0000000000000000000000000000,2", false, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_geo_point p = {0};
        bool ok = cps_geo_point_read(cps_str(cases[i].text), &p);
        if (ok != cases[i].ok || fabs(p.lat - cases[i].lat) > 1e-9 || fabs(p.lon - cases[i].lon) > 1e-9)
            fail_msg("'%s': %d %f,%f", cases[i].text, ok, p.lat, p.lon);
    }
}

/* Every place is found by its own name, and lies where its state is drawn or close by: two tables of
 * different origin that bear each other out. */
static void places(void **state)
{
    (void)state;
    const struct cps_geo_place *found[8];
    size_t n, drawn = 0, within = 0, close = 0;
    const struct cps_geo_place *p = cps_geo_places(&n);
    for (size_t i = 0; i < n; i++) {
        size_t k = cps_geo_places_named(cps_str(p[i].name), p[i].state, found, 8);
        bool there = false;
        for (size_t j = 0; j < k && j < 8; j++) there = there || cps_geo_distance_km(found[j]->at, p[i].at) < 1;
        if (!there) fail_msg("'%s' is not found by its name", p[i].name);
        if (!cps_geo_is_drawn(p[i].state)) continue;
        double km = cps_geo_to_state_km(p[i].at, p[i].state, CPS_GEO_CLOSE_KM);
        drawn++;
        within += km <= 0;
        close += km < CPS_GEO_CLOSE_KM;
    }
    printf("# places: %zu of drawn states, %zu within the outline, %zu within %.0f km of it\n", drawn,
           within, close, CPS_GEO_CLOSE_KM);
    assert_true(drawn > 1900 && within * 100 > drawn * 85 && close * 100 > drawn * 97);
    assert_int_equal(cps_geo_places_named(CPS_STR("tel-aviv"), 0, found, 8), 1);
    assert_string_equal(found[0]->name, "Tel Aviv");
    assert_true(cps_geo_places_named(CPS_STR("Georgetown"), 0, found, 8) > 1);
    assert_int_equal(cps_geo_places_named(CPS_STR("Georgetown"), cps_state_code(CPS_STR("GY")), found, 8), 1);
    assert_int_equal(cps_geo_places_named(CPS_STR("Ruritania City"), 0, found, 8), 0);
    assert_int_equal(cps_geo_places_named(CPS_STR(""), 0, found, 8), 0);
    assert_string_equal(cps_geo_capital(cps_state_code(CPS_STR("MN")))->name, "Ulaanbaatar");
    assert_null(cps_geo_capital(cps_state_code(CPS_STR("AQ"))));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances), cmocka_unit_test(lines),  cmocka_unit_test(outlines),
        cmocka_unit_test(nearness),  cmocka_unit_test(paths),  cmocka_unit_test(points),
        cmocka_unit_test(places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
