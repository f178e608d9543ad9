/* SPDX-License-Identifier: Apache-2.0
 *
 * register/writer.c: sections into a file, each with its place and checksum; the header last.
 *
 * The front of the file is kept free for the header and the section table; sections follow in the
 * order in which they are made, and the table, sorted by id, is written when all are known. */
#include "register/compile.h"

#define BUFFER ((size_t)256 << 10)

static capias_status flush(struct cps_writer *w, capias_error *err)
{
    CPS_TRY(cps_output_write(&w->out, w->buffer.v, w->buffer.n, err));
    cps_buf_reset(&w->buffer);
    return CAPIAS_OK;
}

static capias_status put(struct cps_writer *w, const void *bytes, size_t n, capias_error *err)
{
    bool past = n > BUFFER / 2; /* what goes past the buffer comes after what is in it */
    if (past || w->buffer.n + n > BUFFER) CPS_TRY(flush(w, err));
    w->position += n;
    if (past) return cps_output_write(&w->out, bytes, n, err);
    cps_buf_add(&w->buffer, bytes, n);
    return w->buffer.failed ? cps_fail_memory(err) : CAPIAS_OK;
}

static capias_status put_zeros(struct cps_writer *w, uint64_t n, capias_error *err)
{
    static const uint8_t zeros[4096];
    while (n) {
        size_t some = n < sizeof zeros ? (size_t)n : sizeof zeros;
        CPS_TRY(put(w, zeros, some, err));
        n -= some;
    }
    return CAPIAS_OK;
}

static uint64_t to_boundary(uint64_t position)
{
    return (CPS_FORMAT_ALIGN - position % CPS_FORMAT_ALIGN) % CPS_FORMAT_ALIGN;
}

capias_status cps_writer_open(struct cps_writer *w, const char *path, uint32_t most_sections,
                              capias_error *err)
{
    CPS_TRY(cps_output_open(&w->out, path, err));
    w->open = true;
    w->room = CPS_HEADER_SIZE + (uint64_t)most_sections * CPS_ENTRY_SIZE;
    return put_zeros(w, w->room, err);
}

capias_status cps_writer_begin(struct cps_writer *w, uint32_t segment, uint32_t kind,
                               uint32_t flags, capias_error *err)
{
    CPS_TRY(put_zeros(w, to_boundary(w->position), err));
    w->id = segment << 16 | kind;
    w->flags = flags;
    w->start = w->position;
    (void)XXH3_64bits_reset(&w->hash);
    return CAPIAS_OK;
}

capias_status cps_writer_add(struct cps_writer *w, const void *bytes, size_t n, capias_error *err)
{
    if (n == 0) return CAPIAS_OK;
    (void)XXH3_64bits_update(&w->hash, bytes, n);
    return put(w, bytes, n, err);
}

capias_status cps_writer_end(struct cps_writer *w, capias_error *err)
{
    struct cps_entry e = {w->id, w->flags, w->start, w->position - w->start,
                          XXH3_64bits_digest(&w->hash)};
    for (size_t i = 0; i < w->entries.n; i++)
        if (w->entries.v[i].id == e.id)
            return cps_fail(err, CAPIAS_E_ARG, "two sections of kind %u in one segment",
                            e.id & 0xffff);
    return CPS_PUSH(&w->entries, e) ? CAPIAS_OK : cps_fail_memory(err);
}

capias_status cps_writer_section(struct cps_writer *w, uint32_t segment, uint32_t kind,
                                 uint32_t flags, const void *bytes, size_t n, capias_error *err)
{
    CPS_TRY(cps_writer_begin(w, segment, kind, flags, err));
    CPS_TRY(cps_writer_add(w, bytes, n, err));
    return cps_writer_end(w, err);
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = ((const struct cps_entry *)a)->id, y = ((const struct cps_entry *)b)->id;
    return (x > y) - (x < y);
}

capias_status cps_writer_finish(struct cps_writer *w, uint32_t segments, const uint8_t model[16],
                                capias_error *err)
{
    size_t n = w->entries.n;
    if (CPS_HEADER_SIZE + n * CPS_ENTRY_SIZE > w->room)
        return cps_fail(err, CAPIAS_E_LIMIT, "more than %u sections in a segment",
                        CPS_SEGMENT_SECTIONS_MAX);
    CPS_TRY(flush(w, err));
    if (n) qsort(w->entries.v, n, sizeof *w->entries.v, by_id);
    struct cps_buf front = {0};
    uint8_t h[CPS_HEADER_SIZE] = {0}, e[CPS_ENTRY_SIZE];
    cps_buf_add(&front, h, sizeof h);
    for (size_t i = 0; i < n; i++) {
        cps_put32(e + CPS_ENTRY_ID, w->entries.v[i].id);
        cps_put32(e + CPS_ENTRY_FLAGS, w->entries.v[i].flags);
        cps_put64(e + CPS_ENTRY_OFFSET, w->entries.v[i].offset);
        cps_put64(e + CPS_ENTRY_LENGTH, w->entries.v[i].length);
        cps_put64(e + CPS_ENTRY_HASH, w->entries.v[i].hash);
        cps_buf_add(&front, e, sizeof e);
    }
    capias_status status = front.failed ? cps_fail_memory(err) : CAPIAS_OK;
    if (status == CAPIAS_OK) {
        memcpy(h, CPS_FORMAT_MAGIC, 8);
        cps_put32(h + CPS_HEADER_VERSION, CPS_FORMAT_VERSION);
        cps_put32(h + CPS_HEADER_ORDER, CPS_FORMAT_ORDER);
        cps_put64(h + CPS_HEADER_LENGTH, w->position);
        cps_put32(h + CPS_HEADER_SECTIONS, (uint32_t)n);
        cps_put32(h + CPS_HEADER_SEGMENTS, segments);
        memcpy(h + CPS_HEADER_MODEL, model, 16);
        cps_put64(h + CPS_HEADER_TABLE_HASH,
                  cps_hash(front.v + sizeof h, front.n - sizeof h));
        cps_put64(h + CPS_HEADER_HASH, cps_hash(h, CPS_HEADER_HASH));
        memcpy(front.v, h, sizeof h);
        status = cps_output_write_at(&w->out, 0, front.v, front.n, err);
    }
    cps_buf_release(&front);
    CPS_TRY(status);
    w->open = false;
    return cps_output_commit(&w->out, err);
}

void cps_writer_release(struct cps_writer *w)
{
    if (w->open) cps_output_abandon(&w->out);
    w->open = false;
    cps_buf_release(&w->buffer);
    CPS_VEC_RELEASE(&w->entries);
}
