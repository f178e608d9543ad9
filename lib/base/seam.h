/* SPDX-License-Identifier: Apache-2.0
 *
 * base/seam.h: asked before every allocation and every I/O call of the library. Always yes, unless
 * a test has armed a fault (cps_seam_fail_alloc, cps_seam_fail_io). Private to this room. */
#ifndef CPS_BASE_SEAM_H
#define CPS_BASE_SEAM_H

#include "base/base.h"

bool cps_seam_alloc_ok(void);
bool cps_seam_io_ok(void); /* false sets errno to EIO */

#endif
