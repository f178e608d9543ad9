/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_track.c: bytes as the points of a flown track, LAT,LON;LAT,LON. What is read lies on the globe,
 * its path is as long as its legs, and what it crosses is no longer than the path; the same bytes as the
 * name of a place must find at most what there is. */
#include <math.h>

#include "geo/geo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define POINTS 6 /* a path over half the globe costs 10 ms */

static void walk(const struct cps_geo_point *points, size_t n)
{
    struct cps_arena arena;
    const struct cps_geo_crossing *v;
    size_t crossings;
    double over = 0;
    cps_arena_init(&arena, 0);
    if (cps_geo_path(points, n, &arena, &v, &crossings, NULL) == CAPIAS_OK) {
        for (size_t i = 0; i < crossings; i++) {
            if (!(v[i].km >= 0) || !(v[i].near_km >= 0) || !(v[i].depth_km >= 0) || !v[i].state)
                CPS_BUG("a crossing that is none");
            over += v[i].km;
        }
        if (over > cps_geo_length_km(points, n) * (1 + 1e-9) + 1e-9) CPS_BUG("longer than the path");
    }
    cps_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capias_str rest = {(const char *)data, size}, piece;
    struct cps_geo_point points[POINTS];
    const struct cps_geo_place *places[4];
    size_t n = 0, all;
    (void)cps_geo_places(&all);
    if (cps_geo_places_named(rest, 0, places, 4) > all) CPS_BUG("more places than there are");
    while (n < POINTS && cps_str_split(&rest, ';', &piece)) {
        if (!cps_geo_point_read(piece, &points[n])) continue;
        if (!(fabs(points[n].lat) <= 90 && fabs(points[n].lon) <= 180)) CPS_BUG("not on the globe");
        (void)cps_geo_state_at(points[n++]);
    }
    walk(points, n);
    return 0;
}
