/* SPDX-License-Identifier: Apache-2.0
 *
 * base/seam.c: the one seam where tests make the nth allocation or I/O call fail.
 * The counters are atomics, so that counting is sound also where threads share an engine. */
#include <errno.h>
#include <stdatomic.h>

#include "base/seam.h"

static atomic_uint_fast64_t alloc_calls, alloc_fail_at, io_calls, io_fail_at;

static bool pass(atomic_uint_fast64_t *calls, atomic_uint_fast64_t *fail_at)
{
    uint64_t call = atomic_fetch_add_explicit(calls, 1, memory_order_relaxed) + 1;
    return CPS_LIKELY(call != atomic_load_explicit(fail_at, memory_order_relaxed));
}

bool cps_seam_alloc_ok(void)
{
    return pass(&alloc_calls, &alloc_fail_at);
}

bool cps_seam_io_ok(void)
{
    if (pass(&io_calls, &io_fail_at)) return true;
    errno = EIO;
    return false;
}

void cps_seam_fail_alloc(uint64_t nth)
{
    atomic_store(&alloc_calls, 0);
    atomic_store(&alloc_fail_at, nth);
}

void cps_seam_fail_io(uint64_t nth)
{
    atomic_store(&io_calls, 0);
    atomic_store(&io_fail_at, nth);
}

uint64_t cps_seam_allocs(void)
{
    return atomic_load(&alloc_calls);
}

uint64_t cps_seam_ios(void)
{
    return atomic_load(&io_calls);
}
