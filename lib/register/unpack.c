/* SPDX-License-Identifier: Apache-2.0
 *
 * register/unpack.c: blocks of statements, from zstd frames to statements.
 *
 * A zstd context is 95 KiB and worth keeping; an open register is shared by threads. So contexts
 * lie on a small shelf under a lock: take one or make one, and put it back if there is room. */
#include <pthread.h>
#include <zstd.h>

#include "register/internal.h"

#define SHELF 16

struct cps_unpackers {
    pthread_mutex_t lock;
    ZSTD_DCtx *shelf[SHELF];
    unsigned n;
};

capias_status cps_unpackers_new(struct cps_arena *arena, struct cps_unpackers **out,
                                capias_error *err)
{
    struct cps_unpackers *u = CPS_TAKE(arena, struct cps_unpackers, 1);
    if (!u || pthread_mutex_init(&u->lock, NULL) != 0) return cps_fail_memory(err);
    *out = u;
    return CAPIAS_OK;
}

void cps_unpackers_free(struct cps_unpackers *u)
{
    if (!u) return;
    while (u->n) (void)ZSTD_freeDCtx(u->shelf[--u->n]);
    (void)pthread_mutex_destroy(&u->lock);
}

static ZSTD_DCtx *borrow(struct cps_unpackers *u)
{
    (void)pthread_mutex_lock(&u->lock);
    ZSTD_DCtx *d = u->n ? u->shelf[--u->n] : NULL;
    (void)pthread_mutex_unlock(&u->lock);
    return d ? d : ZSTD_createDCtx();
}

static void give_back(struct cps_unpackers *u, ZSTD_DCtx *d)
{
    (void)pthread_mutex_lock(&u->lock);
    bool room = u->n < SHELF;
    if (room) u->shelf[u->n++] = d;
    (void)pthread_mutex_unlock(&u->lock);
    if (!room) (void)ZSTD_freeDCtx(d);
}

capias_status cps_block_unpack(const struct cps_segment *seg, uint32_t b, struct cps_arena *arena,
                               struct cps_bytes *out, capias_error *err)
{
    if (b >= seg->n_blocks) return cps_damaged(seg->reg, err, "a block that is not there");
    const uint8_t *p = seg->blocks.p + (size_t)b * CPS_BLOCK_SIZE;
    uint64_t offset = cps_get64(p + CPS_BLOCK_OFFSET);
    uint32_t packed = cps_get32(p + CPS_BLOCK_PACKED), n = cps_get32(p + CPS_BLOCK_UNPACKED);
    if (offset > seg->statements.n || packed > seg->statements.n - offset || n > CPS_BLOCK_MAX)
        return cps_damaged(seg->reg, err, "a block lies outside of its section");
    const uint8_t *frame = seg->statements.p + offset;
    /* The frame's own word for its size comes first, so that a lie costs no memory. */
    if (ZSTD_getFrameContentSize(frame, packed) != n)
        return cps_damaged(seg->reg, err, "a block is not as long as it says");
    uint8_t *bytes = cps_arena_take(arena, n, 1);
    ZSTD_DCtx *d = bytes ? borrow(seg->reg->unpackers) : NULL;
    if (!d) return cps_fail_memory(err);
    size_t got = ZSTD_decompressDCtx(d, bytes, n, frame, packed);
    give_back(seg->reg->unpackers, d);
    if (ZSTD_isError(got) || got != n)
        return cps_damaged(seg->reg, err, "a block does not unpack");
    *out = (struct cps_bytes){bytes, n};
    return CAPIAS_OK;
}

static bool varint(struct cps_bytes b, size_t *at, uint32_t *out)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
        if (*at >= b.n) return false;
        uint8_t byte = b.p[(*at)++];
        v |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *out = (uint32_t)v;
            return v <= UINT32_MAX;
        }
    }
    return false;
}

static bool string(struct cps_bytes b, size_t *at, capias_str *out)
{
    uint32_t n;
    if (!varint(b, at, &n) || n > b.n - *at) return false;
    *out = (capias_str){(const char *)b.p + *at, n};
    *at += n;
    return true;
}

bool cps_statement_unpack(struct cps_bytes block, size_t *at, uint32_t last_property,
                          struct cps_packed_statement *out)
{
    *out = (struct cps_packed_statement){0};
    if (*at >= block.n) return false;
    uint8_t flags = block.p[(*at)++];
    if (flags & ~CPS_STATEMENT_FLAGS) return false;
    if (!varint(block, at, &out->property) || !varint(block, at, &out->file) ||
        !varint(block, at, &out->line) || !string(block, at, &out->value))
        return false;
    if (out->property >= CPS_NO_PROPERTY - last_property) return false;
    out->property += last_property;
    return (!(flags & CPS_STATEMENT_LANGUAGE) || string(block, at, &out->language)) &&
           (!(flags & CPS_STATEMENT_ORIGINAL) || string(block, at, &out->original)) &&
           (!(flags & CPS_STATEMENT_FIRST_SEEN) || string(block, at, &out->first_seen)) &&
           (!(flags & CPS_STATEMENT_LAST_SEEN) || string(block, at, &out->last_seen));
}
