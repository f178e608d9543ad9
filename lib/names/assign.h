/* SPDX-License-Identifier: Apache-2.0
 *
 * names/assign.h: which part of one name answers to which part of the other.
 */
#ifndef CPS_NAMES_ASSIGN_H
#define CPS_NAMES_ASSIGN_H

#include "names/names.h"

#define CPS_UNPAIRED 0xff

/* Pair rows with columns so that the sum of the values is greatest; values of 0 pair nothing.
 * n and m at most CPS_NAME_TOKENS. to[i] is the column of row i, or CPS_UNPAIRED. */
void cps_assign(int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS], unsigned n, unsigned m,
                uint8_t to[CPS_NAME_TOKENS]);

#endif
