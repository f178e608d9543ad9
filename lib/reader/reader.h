/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/reader.h: a text in; mentions out, resolved, and what it claims, as proposals that keep the
 * sentence they stand on.
 */
#ifndef CPS_READER_READER_H
#define CPS_READER_READER_H

#include "law/law.h"
#include "screen/screen.h"

/* Adds the dictionary of names for reading to a segment being compiled; its checks for `verify`. */
capias_status cps_reader_make(struct cps_compiled *c, void *ctx, capias_error *err);
const struct cps_section_check *cps_reader_checks(size_t *n);

#define CPS_READER_TEXT_MAX (16u << 20)

/* `date`: the report's own day, or {0,0}. All in `arena`. E_LIMIT over CPS_READER_TEXT_MAX. */
capias_status cps_reader_read(const capias_register *reg, capias_str text, struct cps_span date,
                              struct cps_arena *arena, capias_reading *out, capias_error *err);

#endif
