/* SPDX-License-Identifier: Apache-2.0
 *
 * geo/outlines.c: over which states a path leads.
 *
 * In    points joined by great circles.      Out   states with kilometres, in the order of entry.
 * Idea  each leg is cut into equal steps of 2 km or less; the middle of a step says whose land the step
 *       is over. A point is in a ring when a ray along its parallel to the east crosses the ring an odd
 *       number of times; each edge holds its lower end and not its upper, so that a vertex counts once.
 * Invariant  rings lie within -180..180 and -90..90: they were cut at the antimeridian (Russia, Fiji), and
 *       Antarctica is closed along the pole. A point at 180 is asked as -180; the poles need no rule.
 */
#include "geo/tables.h"

#include <math.h>

#define STEP_KM 2.0
#define CLOSE_EVERY 4u /* steps between looks at what is close: 8 km */
#define KM_A_DEGREE 111.19508
#define RADIANS 0.017453292519943295

static bool in_ring(const struct cps_geo_ring *r, double lat, double lon)
{
    const struct cps_geo_vertex *v = cps_geo_vertices + r->first;
    bool in = false;
    if (lat < r->low.lat || lat > r->high.lat || lon < r->low.lon || lon > r->high.lon) return false;
    for (uint32_t i = 1; i < r->n; i++) {
        double y = v[i - 1].lat, next = v[i].lat;
        if ((y <= lat) == (next <= lat)) continue;
        double x = v[i - 1].lon + (lat - y) / (next - y) * (v[i].lon - v[i - 1].lon);
        if (x > lon) in = !in;
    }
    return in;
}

cps_state cps_geo_state_at(struct cps_geo_point p)
{
    double lat = p.lat * 100, lon = (p.lon >= 180 ? p.lon - 360 : p.lon) * 100;
    for (size_t i = 0; i < cps_geo_rings_n; i++) {
        const struct cps_geo_ring *r = &cps_geo_rings[i];
        if (r->hole || !in_ring(r, lat, lon)) continue;
        bool hole = false; /* a state's holes come with its rings */
        for (size_t k = i + 1; k < cps_geo_rings_n && cps_geo_rings[k].state == r->state; k++)
            hole = hole || (cps_geo_rings[k].hole && in_ring(&cps_geo_rings[k], lat, lon));
        if (!hole) return r->state;
    }
    return 0;
}

const cps_state *cps_geo_undrawn(size_t *n)
{
    *n = cps_geo_undrawn_n;
    return cps_geo_undrawn_codes;
}

bool cps_geo_is_drawn(cps_state s)
{
    for (size_t i = 0; i < cps_geo_rings_n; i++)
        if (cps_geo_rings[i].state == s) return true;
    return false;
}

/* ---- how near ------------------------------------------------------------------------------------- */

/* From the origin to the edge from a to b. */
static double to_edge(double ax, double ay, double bx, double by)
{
    double dx = bx - ax, dy = by - ay, d = dx * dx + dy * dy;
    double t = d > 0 ? -(ax * dx + ay * dy) / d : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return sqrt((ax + t * dx) * (ax + t * dx) + (ay + t * dy) * (ay + t * dy));
}

/* On a plane that touches the globe at p, with meridians drawn parallel: within some per cent at the
 * distances asked for, but near a pole. `most` prunes. */
static double to_ring_km(const struct cps_geo_ring *r, struct cps_geo_point p, double turn, double most)
{
    double lat = p.lat * 100, lon = p.lon * 100 + turn, y_km = KM_A_DEGREE / 100;
    double x_km = y_km * fmax(0.01, cos(p.lat * RADIANS));
    double up = most / y_km, side = most / x_km, best = most;
    if (lat < r->low.lat - up || lat > r->high.lat + up || lon < r->low.lon - side ||
        lon > r->high.lon + side)
        return most;
    const struct cps_geo_vertex *v = cps_geo_vertices + r->first;
    for (uint32_t i = 1; i < r->n; i++) {
        if ((v[i].lat < lat - up && v[i - 1].lat < lat - up) ||
            (v[i].lat > lat + up && v[i - 1].lat > lat + up))
            continue;
        best = fmin(best, to_edge((v[i - 1].lon - lon) * x_km, (v[i - 1].lat - lat) * y_km,
                                  (v[i].lon - lon) * x_km, (v[i].lat - lat) * y_km));
    }
    return best;
}

static double ring_near_km(const struct cps_geo_ring *r, struct cps_geo_point p, double most)
{
    double best = to_ring_km(r, p, 0, most);
    best = to_ring_km(r, p, -36000, best); /* across the antimeridian */
    return to_ring_km(r, p, 36000, best);
}

double cps_geo_to_state_km(struct cps_geo_point p, cps_state s, double most)
{
    double best = most;
    if (cps_geo_state_at(p) == s) return 0;
    for (size_t i = 0; i < cps_geo_rings_n; i++)
        if (cps_geo_rings[i].state == s) best = fmin(best, ring_near_km(&cps_geo_rings[i], p, best));
    return best;
}

/* ---- along a path ------------------------------------------------------------------------------------ */

struct walk {
    struct cps_geo_crossing *v;
    size_t n, cap;
    double km;       /* walked so far */
};

static struct cps_geo_crossing *crossing_of(struct walk *w, cps_state s)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->v[i].state == s) return &w->v[i];
    if (w->n == w->cap) return NULL;
    w->v[w->n] = (struct cps_geo_crossing){.state = s, .near_km = CPS_GEO_CLOSE_KM};
    return &w->v[w->n++];
}

static void step_over(struct walk *w, struct cps_geo_point p, double step)
{
    cps_state s = cps_geo_state_at(p);
    struct cps_geo_crossing *c = s ? crossing_of(w, s) : NULL;
    if (!c) return;
    if (c->km <= 0) c->entry_km = w->km;
    c->near_km = 0;
    c->km += step;
}

static void look_around(struct walk *w, struct cps_geo_point p)
{
    cps_state under = cps_geo_state_at(p);
    double depth = CPS_GEO_CLOSE_KM;
    for (size_t i = 0; i < cps_geo_rings_n; i++) {
        double near = ring_near_km(&cps_geo_rings[i], p, CPS_GEO_CLOSE_KM);
        if (cps_geo_rings[i].state == under) depth = fmin(depth, near);
        struct cps_geo_crossing *c = near < CPS_GEO_CLOSE_KM ? crossing_of(w, cps_geo_rings[i].state) : NULL;
        if (!c || c->km > 0 || near >= c->near_km) continue;
        c->near_km = near;
        c->entry_km = w->km;
    }
    struct cps_geo_crossing *c = under ? crossing_of(w, under) : NULL;
    if (c && depth > c->depth_km) c->depth_km = depth;
}

static void walk_leg(struct walk *w, struct cps_geo_point a, struct cps_geo_point b)
{
    double whole = cps_geo_distance_km(a, b);
    size_t steps = (size_t)ceil(whole / STEP_KM);
    for (size_t i = 0; i < steps; i++) {
        double step = whole / (double)steps;
        struct cps_geo_point p = cps_geo_between(a, b, ((double)i + 0.5) / (double)steps);
        step_over(w, p, step);
        /* both ways the same steps are looked at: every fourth from either end */
        if (i % CLOSE_EVERY == 0 || (steps - 1 - i) % CLOSE_EVERY == 0) look_around(w, p);
        w->km += step;
    }
}

static int by_entry(const void *a, const void *b)
{
    const struct cps_geo_crossing *x = a, *y = b;
    if (x->entry_km < y->entry_km || x->entry_km > y->entry_km) return x->entry_km < y->entry_km ? -1 : 1;
    return x->state < y->state ? -1 : x->state > y->state;
}

capias_status cps_geo_path(const struct cps_geo_point *points, size_t n, struct cps_arena *arena,
                           const struct cps_geo_crossing **out, size_t *n_out, capias_error *err)
{
    struct walk w = {0};
    if (n < 2) return cps_fail(err, CAPIAS_E_ARG, "a path has two points or more");
    (void)cps_states(&w.cap);
    w.v = CPS_TAKE(arena, struct cps_geo_crossing, w.cap);
    if (!w.v) return cps_fail_memory(err);
    for (size_t i = 1; i < n; i++) {
        if (cps_geo_antipodes(points[i - 1], points[i])) {
            (void)cps_fail(err, CAPIAS_E_ARG, "the two ends face each other on the globe: no line is the shortest");
            cps_hint(err, "give a point between them");
            return CAPIAS_E_ARG;
        }
        walk_leg(&w, points[i - 1], points[i]);
    }
    if (w.n) qsort(w.v, w.n, sizeof *w.v, by_entry);
    *out = w.v;
    *n_out = w.n;
    return CAPIAS_OK;
}
