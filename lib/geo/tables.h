/* SPDX-License-Identifier: Apache-2.0
 *
 * geo/tables.h: what tools/geo_tables.py makes of data/geo/, for this room alone. */
#ifndef CPS_GEO_TABLES_H
#define CPS_GEO_TABLES_H

#include "geo/geo.h"

/* Hundredths of a degree. */
struct cps_geo_vertex {
    int16_t lat, lon;
};
struct cps_geo_ring {
    cps_state state;
    bool hole;
    uint32_t first, n;       /* vertices; the last is the first again                              */
    struct cps_geo_vertex low, high;
};
struct cps_geo_place_name {
    const char *key;         /* as cps_geo_places_named makes it                                   */
    uint32_t place;
};
extern const size_t cps_geo_undrawn_n, cps_geo_rings_n, cps_geo_places_n, cps_geo_place_names_n, cps_geo_corridors_n;
extern const cps_state cps_geo_undrawn_codes[];            /* ascending                           */
extern const struct cps_geo_ring cps_geo_rings[];         /* by state                             */
extern const struct cps_geo_vertex cps_geo_vertices[];
extern const struct cps_geo_place cps_geo_places_rows[];
extern const struct cps_geo_place_name cps_geo_place_names[]; /* by key                            */
extern const struct cps_geo_corridor cps_geo_corridor_rows[];

#endif
