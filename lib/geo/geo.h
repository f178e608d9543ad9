/* SPDX-License-Identifier: Apache-2.0
 *
 * geo/geo.h: places, lines on the globe, and over which states they lead. It knows no law.
 *
 * The globe is a sphere of the mean radius: against the WGS84 ellipsoid a distance is off by 0.56 % at
 * most, and the great circle keeps within 9 km of the geodesic up to 10,000 km, within 27 km up to 15,000
 * (3,000 random pairs against GeographicLib). Outlines are off by more (Natural Earth at 1:110m). Edges of outlines are straight in longitude and
 * latitude, as GeoJSON has them (RFC 7946, section 3.1.1).
 */
#ifndef CPS_GEO_GEO_H
#define CPS_GEO_GEO_H

#include "values/values.h"

#define CPS_GEO_RADIUS_KM 6371.0088 /* (2a + b) / 3 of WGS84; IUGG                                */
#define CPS_GEO_HALF_KM 20015.115   /* from a point to its antipode                               */

/* Degrees; latitude -90..90, longitude -180..180, where 180 and -180 are one. */
struct cps_geo_point {
    double lat, lon;
};

/* "LAT,LON" in decimal degrees, south and west negative; nothing else. False when it is not. */
bool cps_geo_point_read(capias_str text, struct cps_geo_point *out);
/* Along the great circle. Good at every distance, antipodes too. */
double cps_geo_distance_km(struct cps_geo_point a, struct cps_geo_point b);
/* The point at `share` (0..1) of the way. Antipodes have no one way: then a is returned. */
struct cps_geo_point cps_geo_between(struct cps_geo_point a, struct cps_geo_point b, double share);
/* More than one great circle joins them as the shortest, within a kilometre. */
bool cps_geo_antipodes(struct cps_geo_point a, struct cps_geo_point b);

/* The state or territory whose outline holds the point; 0: the sea, or land too small to be drawn. On
 * an edge it is one of the neighbours. */
cps_state cps_geo_state_at(struct cps_geo_point p);
bool cps_geo_is_drawn(cps_state s);
/* States and territories of today that have no outline here, by code. */
const cps_state *cps_geo_undrawn(size_t *n);
/* From the point to the nearest outline of the state, 0 within it; `most` when it is that far or more
 * (at most 1000 km). */
double cps_geo_to_state_km(struct cps_geo_point p, cps_state s, double most);

/* As near as this to a line that does not cross the outline, a state may still have been entered: its
 * airspace reaches 12 nautical miles (22 km) beyond the coast, and outlines at this scale are off by
 * some (of 2,055 places of drawn states 1,930 lie within the outline, 2,023 within 10 km, 2,040 within 50). */
#define CPS_GEO_CLOSE_KM 50.0
/* A line that is nowhere deeper than this within an outline leads over its edge only: as drawn, and perhaps
 * not in truth. */
#define CPS_GEO_EXACT_KM 10.0
struct cps_geo_crossing {
    cps_state state;
    double km;       /* over its land as drawn; 0: close by only                                   */
    double entry_km; /* along the path, where it was first over it, or nearest                     */
    double depth_km; /* the farthest within the outline, looked at every 8 km, CPS_GEO_CLOSE_KM at most */
    double near_km;  /* the nearest that the path comes to the outline; 0 when it crosses it       */
};
/* The states under a path whose points are joined by great circles, in the order of `entry_km`: those
 * crossed and those within CPS_GEO_CLOSE_KM. Places that are not drawn are never among them. The path is
 * looked at every 2 km, from the middle of each leg outwards alike, so that the way back gives the same
 * states and lengths. Memory: `arena`. E_ARG: fewer than two points, or two that are antipodes. */
capias_status cps_geo_path(const struct cps_geo_point *points, size_t n, struct cps_arena *arena,
                           const struct cps_geo_crossing **out, size_t *n_out, capias_error *err);
double cps_geo_length_km(const struct cps_geo_point *points, size_t n);
/* How near the path comes to a point. */
double cps_geo_nearest_km(const struct cps_geo_point *points, size_t n, struct cps_geo_point p);

/* ---- places (data/geo/places.csv) -------------------------------------------------------------- */

struct cps_geo_place {
    const char *name;
    cps_state state;
    const char *source;
    struct cps_geo_point at;
    bool capital;    /* the seat that stands for its state where only the state was named         */
};
/* Every place of that name, in any spelling of data/states, in `state` (0: anywhere). At most `cap` are
 * written; returns how many there are. Memory: a scratch arena of its own. */
size_t cps_geo_places_named(capias_str name, cps_state state, const struct cps_geo_place **out, size_t cap);
const struct cps_geo_place *cps_geo_capital(cps_state s); /* NULL: none is known                   */
const struct cps_geo_place *cps_geo_places(size_t *n);

/* ---- corridors (data/geo/corridors.csv) ---------------------------------------------------------- */

#define CPS_GEO_CORRIDOR_POINTS 8
struct cps_geo_corridor {
    const char *id, *name, *note, *source;
    size_t n;
    struct cps_geo_point points[CPS_GEO_CORRIDOR_POINTS];
};
const struct cps_geo_corridor *cps_geo_corridors(size_t *n);

#endif
