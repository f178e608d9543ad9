/* SPDX-License-Identifier: Apache-2.0
 *
 * values/states.h: the table that tools/states_table.py makes of data/states/, for states.c alone.
 */
#ifndef CPS_VALUES_STATES_H
#define CPS_VALUES_STATES_H

#include "values/values.h"

struct cps_state_row {
    capias_str name;
    bool current;
};
struct cps_state_spelling {
    const char *key; /* as cps_state_from_name makes it                                           */
    cps_state state;
};
extern const size_t cps_states_n, cps_state_spellings_n, cps_state_demonyms_n;
extern const cps_state cps_state_codes[];         /* ascending                                    */
extern const struct cps_state_row cps_state_rows[]; /* beside the codes                           */
extern const struct cps_state_spelling cps_state_spellings[]; /* by key                           */
extern const struct cps_state_spelling cps_state_demonyms[];

#endif
