/* SPDX-License-Identifier: Apache-2.0
 *
 * geo/globe.c: distances and lines on a sphere.
 *
 * Points become unit vectors: then poles and the antimeridian are places like any other. The angle is
 * taken by atan2 of cross and dot product (T. Vincenty's formula of 1975 with flattening 0), which is
 * exact for points that are close and for those that face each other, where the cosine alone is not.
 */
#include "geo/geo.h"

#include <math.h>

#define RADIANS 0.017453292519943295

struct vector {
    double x, y, z;
};

static struct vector vector_of(struct cps_geo_point p)
{
    double lat = p.lat * RADIANS, lon = p.lon * RADIANS;
    return (struct vector){cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)};
}

static double angle(struct vector a, struct vector b)
{
    struct vector c = {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
    return atan2(sqrt(c.x * c.x + c.y * c.y + c.z * c.z), a.x * b.x + a.y * b.y + a.z * b.z);
}

double cps_geo_distance_km(struct cps_geo_point a, struct cps_geo_point b)
{
    return CPS_GEO_RADIUS_KM * angle(vector_of(a), vector_of(b));
}

bool cps_geo_antipodes(struct cps_geo_point a, struct cps_geo_point b)
{
    return cps_geo_distance_km(a, b) > CPS_GEO_HALF_KM - 1;
}

struct cps_geo_point cps_geo_between(struct cps_geo_point a, struct cps_geo_point b, double share)
{
    struct vector u = vector_of(a), v = vector_of(b);
    double whole = angle(u, v), sine = sin(whole);
    if (sine < 1e-12) return a; /* one point, or antipodes */
    double s = sin((1 - share) * whole) / sine, t = sin(share * whole) / sine;
    struct vector w = {s * u.x + t * v.x, s * u.y + t * v.y, s * u.z + t * v.z};
    return (struct cps_geo_point){atan2(w.z, sqrt(w.x * w.x + w.y * w.y)) / RADIANS,
                                  atan2(w.y, w.x) / RADIANS};
}

double cps_geo_length_km(const struct cps_geo_point *points, size_t n)
{
    double km = 0;
    for (size_t i = 1; i < n; i++) km += cps_geo_distance_km(points[i - 1], points[i]);
    return km;
}

/* From p to the great circle from a to b: across it where the foot lies between them, else to an end. */
static double to_leg_km(struct cps_geo_point a, struct cps_geo_point b, struct cps_geo_point p)
{
    struct vector u = vector_of(a), v = vector_of(b), w = vector_of(p);
    struct vector n = {u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x};
    double length = sqrt(n.x * n.x + n.y * n.y + n.z * n.z);
    double to_a = angle(u, w), to_b = angle(v, w), ends = to_a < to_b ? to_a : to_b;
    if (length < 1e-12) return CPS_GEO_RADIUS_KM * ends;
    double sine = (n.x * w.x + n.y * w.y + n.z * w.z) / length;
    /* the foot: w without its part across the circle */
    struct vector f = {w.x - sine * n.x / length, w.y - sine * n.y / length, w.z - sine * n.z / length};
    bool between = fabs(angle(u, f) + angle(f, v) - angle(u, v)) < 1e-9;
    return CPS_GEO_RADIUS_KM * (between ? fabs(asin(fmax(-1, fmin(1, sine)))) : ends);
}

double cps_geo_nearest_km(const struct cps_geo_point *points, size_t n, struct cps_geo_point p)
{
    double best = CPS_GEO_HALF_KM;
    for (size_t i = 1; i < n; i++) best = fmin(best, to_leg_km(points[i - 1], points[i], p));
    return best;
}

/* Digits with at most one point and a sign: no exponent, no word, no locale. */
static bool degrees_read(capias_str s, double most, double *out)
{
    double v = 0, unit = 1;
    bool point = false, digit = false;
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    if (s.n > 24) return false;
    for (; i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        digit = true;
        v = v * 10 + (s.p[i] - '0');
        if (point) unit *= 10;
    }
    v /= unit;
    *out = s.n && s.p[0] == '-' ? -v : v;
    return digit && v <= most;
}

bool cps_geo_point_read(capias_str text, struct cps_geo_point *out)
{
    size_t comma = cps_str_find(text, CPS_STR(","), 0);
    struct cps_geo_point p;
    if (comma == SIZE_MAX || !degrees_read(cps_str_trim(cps_str_sub(text, 0, comma)), 90, &p.lat) ||
        !degrees_read(cps_str_trim(cps_str_sub(text, comma + 1, text.n)), 180, &p.lon))
        return false;
    *out = p;
    return true;
}
