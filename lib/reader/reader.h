/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/reader.h: a text in; mentions out, resolved, and what it claims, as proposals that keep
 * the sentence they stand on.
 *
 * Two passes: first every name the register holds, through a dictionary compiled into it
 * (cps_reader_make), at the speed of memory; then the words that look like names, through screen/
 * and through what stands beside them. What a word tells about the words beside it, and what a
 * sentence claims, is tables (data/reader/), not code. Method and limits: docs/reader.md.
 */
#ifndef CPS_READER_READER_H
#define CPS_READER_READER_H

#include "law/law.h"
#include "screen/screen.h"

#define CPS_READER_TEXT_MAX (16u << 20)

/* Adds the dictionary of names (section 96) to a segment being compiled; the segment that holds the
 * law tables gets the places, courts and treaties of data/reader as well. */
capias_status cps_reader_make(struct cps_compiled *c, void *ctx, capias_error *err);
/* Checks of the dictionary for `verify`. */
const struct cps_section_check *cps_reader_checks(size_t *n);

/* `date`: the report's own day, or {0,0}. All in `arena`; mention texts and quotes point into
 * `text`. Bytes that are not UTF-8 separate words and count as one code point each. E_LIMIT over
 * CPS_READER_TEXT_MAX, E_NOMEM. */
capias_status cps_reader_read(const capias_register *reg, capias_str text, struct cps_span date,
                              struct cps_arena *arena, capias_reading *out, capias_error *err);

#endif
