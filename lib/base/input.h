/* SPDX-License-Identifier: Apache-2.0
 *
 * base/input.h: what csv.c and xml.c need of an input beyond base.h. Private to this room. */
#ifndef CPS_BASE_INPUT_H
#define CPS_BASE_INPUT_H

#include "base/base.h"

bool cps_input_was_utf16(const struct cps_input *in);

#endif
