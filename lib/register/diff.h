/* SPDX-License-Identifier: Apache-2.0
 *
 * register/diff.h: what the three files of the diff share. Private to this room.
 *
 *   diff.c         ids of both registers side by side ──▶ who may have changed ──▶ counts, calls
 *   diff_entity.c  one entity, one dataset, both sides ──▶ values and parts that differ
 *   diff_tables.c  rows of the law tables by id or key */
#ifndef CPS_REGISTER_DIFF_H
#define CPS_REGISTER_DIFF_H

#include "register/internal.h"

struct cps_diff {
    const capias_register *side[2]; /* before, after */
    const capias_diff_options *opt;
    struct cps_arena *arena;        /* what lasts: the summary */
    struct cps_arena scratch;       /* one change; emptied after it */
};

/* ---- diff_entity.c ----------------------------------------------------------------------------- */

/* Fills values and parts of out, in d->scratch; both are empty when nothing differs. */
capias_status cps_diff_entity(struct cps_diff *d, capias_str id, capias_str dataset,
                              capias_change *out, capias_error *err);

/* ---- diff_tables.c ----------------------------------------------------------------------------- */

/* Counts the rows that differ, and calls opt->change for each of them when `tell`. */
capias_status cps_diff_tables(struct cps_diff *d, bool tell, capias_diff_summary *out,
                              capias_error *err);

#endif
