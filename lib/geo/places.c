/* SPDX-License-Identifier: Apache-2.0
 *
 * geo/places.c: where a place lies that is named as data/states names it.
 *
 * A key is the Latin form of the name's words without spaces and without "the", "of" and "and", made as
 * that of a state (values/states.c; the table by the same tool), so that "Tel-Aviv" = "Tel Aviv". */
#include "geo/tables.h"

const struct cps_geo_place *cps_geo_places(size_t *n)
{
    *n = cps_geo_places_n;
    return cps_geo_places_rows;
}

const struct cps_geo_place *cps_geo_capital(cps_state s)
{
    for (size_t i = 0; i < cps_geo_places_n; i++)
        if (cps_geo_places_rows[i].capital && cps_geo_places_rows[i].state == s)
            return &cps_geo_places_rows[i];
    return NULL;
}

const struct cps_geo_corridor *cps_geo_corridors(size_t *n)
{
    *n = cps_geo_corridors_n;
    return cps_geo_corridor_rows;
}

static size_t first_of(capias_str key)
{
    size_t lo = 0, hi = cps_geo_place_names_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cps_str_cmp(cps_str(cps_geo_place_names[mid].key), key) < 0) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

/* Two rows at one point are one place under two names ("Tel Aviv", "Tel Aviv-Yafo"). */
static bool is_there(const struct cps_geo_place **out, size_t n, const struct cps_geo_place *p)
{
    for (size_t i = 0; i < n; i++)
        if (cps_geo_distance_km(out[i]->at, p->at) < 1 && out[i]->state == p->state) return true;
    return false;
}

size_t cps_geo_places_named(capias_str name, cps_state state, const struct cps_geo_place **out, size_t cap)
{
    struct cps_arena arena;
    capias_str key;
    size_t n = 0;
    cps_arena_init(&arena, 0);
    if (name.n <= 400 && cps_state_key(name, &arena, &key) && key.n)
        for (size_t i = first_of(key); i < cps_geo_place_names_n; i++) {
            const struct cps_geo_place *p = &cps_geo_places_rows[cps_geo_place_names[i].place];
            if (!cps_str_eq(cps_str(cps_geo_place_names[i].key), key)) break;
            if ((state && p->state != state) || is_there(out, n < cap ? n : cap, p)) continue;
            if (n < cap) out[n] = p;
            n++;
        }
    cps_arena_release(&arena);
    return n;
}
