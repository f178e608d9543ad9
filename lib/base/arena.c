/* SPDX-License-Identifier: Apache-2.0
 *
 * base/arena.c: memory that belongs to one request, record or build.
 *
 *   first ──▶ [block][block][block]      take: from the current block, else the next one that is
 *              ▲ current                 large enough, else a new one, twice as large as the last
 *
 * reset keeps the blocks it has for the next request, so that a warm caller does not touch the heap. */
#define CPS_MAY_ALLOCATE
#include <stdio.h>

#include "base/seam.h"

struct cps_arena_block {
    struct cps_arena_block *next;
    size_t size, used;
    _Alignas(64) unsigned char bytes[];
};

#define FIRST_BLOCK ((size_t)4096)
#define LARGEST_STEP ((size_t)4 << 20)

void cps_arena_init(struct cps_arena *a, size_t limit)
{
    *a = (struct cps_arena){.limit = limit ? limit : SIZE_MAX};
}

static struct cps_arena_block *new_block(struct cps_arena *a, size_t need)
{
    size_t size = a->current ? a->current->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
    if (size < need) size = need;
    if (size > SIZE_MAX - sizeof(struct cps_arena_block) || !cps_seam_alloc_ok()) return NULL;
    struct cps_arena_block *b = aligned_alloc(
        64, (sizeof *b + size + 63) & ~(size_t)63);
    if (!b) return NULL;
    b->next = NULL;
    b->size = size;
    b->used = 0;
    if (a->current) {
        b->next = a->current->next;
        a->current->next = b;
    } else {
        a->first = b;
    }
    return b;
}

/* As cps_arena_take, with what the memory held before. */
static void *take(struct cps_arena *a, size_t n, size_t align)
{
    if (n > a->limit - a->taken) return NULL;
    for (struct cps_arena_block *b = a->current; b; b = b->next) {
        size_t at = (b->used + align - 1) & ~(align - 1);
        if (at <= b->size && n <= b->size - at) {
            b->used = at + n;
            a->current = b;
            a->taken += n;
            return b->bytes + at;
        }
    }
    struct cps_arena_block *b = new_block(a, n);
    if (!b) return NULL;
    b->used = n;
    a->current = b;
    a->taken += n;
    return b->bytes;
}

void *cps_arena_take(struct cps_arena *a, size_t n, size_t align)
{
    void *p = take(a, n, align);
    return p ? memset(p, 0, n) : NULL;
}

void *cps_arena_take_array(struct cps_arena *a, size_t size, size_t count, size_t align)
{
    if (size && count > SIZE_MAX / size) return NULL;
    return cps_arena_take(a, size * count, align);
}

void cps_arena_reset(struct cps_arena *a)
{
    for (struct cps_arena_block *b = a->first; b; b = b->next) b->used = 0;
    a->current = a->first;
    a->taken = 0;
}

void cps_arena_release(struct cps_arena *a)
{
    struct cps_arena_block *b = a->first;
    while (b) {
        struct cps_arena_block *next = b->next;
        free(b);
        b = next;
    }
    cps_arena_init(a, a->limit);
}

capias_str cps_arena_copy(struct cps_arena *a, capias_str s)
{
    char *p = s.n < SIZE_MAX ? take(a, s.n + 1, 1) : NULL;
    if (!p) return (capias_str){0};
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (capias_str){p, s.n};
}

capias_str cps_arena_printf(struct cps_arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = n >= 0 ? cps_arena_take(a, (size_t)n + 1, 1) : NULL;
    if (p) (void)vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p ? (capias_str){p, (size_t)n} : (capias_str){0};
}
