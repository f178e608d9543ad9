/* SPDX-License-Identifier: Apache-2.0
 *
 * base/vec.c: arrays and byte buffers that grow and own their memory. With base/arena.c the only
 * place that calls the allocator. */
#define CPS_MAY_ALLOCATE
#include <stdio.h>

#include "base/seam.h"

bool cps_vec_reserve(void **v, size_t n, size_t *cap, size_t size)
{
    if (n <= *cap) return true;
    size_t want = *cap ? *cap : 8;
    while (want < n) {
        if (want > SIZE_MAX / 2) return false;
        want += want / 2 + 1;
    }
    if (want > SIZE_MAX / size || !cps_seam_alloc_ok()) return false;
    void *p = realloc(*v, want * size);
    if (!p) return false;
    *v = p;
    *cap = want;
    return true;
}

bool cps_vec_grow(void **v, size_t n, size_t *cap, size_t size)
{
    return n < *cap || (n < SIZE_MAX && cps_vec_reserve(v, n + 1, cap, size));
}

void cps_vec_free(void **v)
{
    free(*v);
    *v = NULL;
}

void cps_buf_add(struct cps_buf *b, const void *bytes, size_t n)
{
    if (b->failed || n == 0) return;
    if (n > SIZE_MAX - b->n || !cps_vec_reserve((void **)&b->v, b->n + n, &b->cap, 1)) {
        b->failed = true;
        return;
    }
    memcpy(b->v + b->n, bytes, n);
    b->n += n;
}

void cps_buf_str(struct cps_buf *b, capias_str s)
{
    cps_buf_add(b, s.p, s.n);
}

void cps_buf_printf(struct cps_buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 || !cps_vec_reserve((void **)&b->v, b->n + (size_t)n + 1, &b->cap, 1)) {
        b->failed = true;
    } else if (!b->failed) {
        (void)vsnprintf(b->v + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void cps_buf_reset(struct cps_buf *b)
{
    b->n = 0;
    b->failed = false;
}

void cps_buf_release(struct cps_buf *b)
{
    cps_vec_free((void **)&b->v);
    *b = (struct cps_buf){0};
}
