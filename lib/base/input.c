/* SPDX-License-Identifier: Apache-2.0
 *
 * base/input.c: a stream of bytes out of a file, unpacked and freed of byte order marks.
 *
 *   file ──▶ SHA-256 ──▶ libarchive (gzip, bzip2, xz, zstd, told by content) ──▶ UTF-16 to UTF-8
 *        ──▶ window ──▶ read, peek
 *
 * The hash is taken of the bytes as they lie on disk, where libarchive asks for them. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input.h"
#include "base/seam.h"

#define CHUNK ((size_t)65536)
#define WINDOW (4 * CHUNK)

struct cps_input {
    struct cps_arena arena;
    const char *path, *name;
    int fd;
    capias_str memory; /* instead of a file */
    size_t memory_at;
    struct archive *archive;
    struct cps_sha256 sha;
    uint64_t bytes, length; /* length: of the file, 0 when not known                             */
    int read_errno;
    char *chunk, *window, *raw;
    size_t begin, end;      /* unread part of the window                                          */
    size_t raw_n;           /* bytes of an unfinished UTF-16 unit                                 */
    uint32_t high;          /* a high surrogate that waits for its low one                        */
    int utf16;              /* 0 no, 1 little-endian, 2 big-endian                                */
    bool started, ended;
};

static la_ssize_t on_read(struct archive *a, void *ctx, const void **buffer)
{
    struct cps_input *in = ctx;
    ssize_t n;
    if (in->fd < 0) {
        size_t left = in->memory.n - in->memory_at;
        n = (ssize_t)(left < CHUNK ? left : CHUNK);
        *buffer = in->memory.p + in->memory_at;
        in->memory_at += (size_t)n;
    } else {
        do n = cps_seam_io_ok() ? read(in->fd, in->chunk, CHUNK) : -1;
        while (n < 0 && errno == EINTR);
        *buffer = in->chunk;
    }
    if (n < 0) {
        in->read_errno = errno;
        archive_set_error(a, errno, "read error");
        return ARCHIVE_FATAL;
    }
    if (n) cps_sha256_add(&in->sha, *buffer, (size_t)n);
    in->bytes += (uint64_t)n;
    return n;
}

static capias_status archive_fault(struct cps_input *in, capias_error *err)
{
    if (in->read_errno) return cps_fail_io(err, in->path, "read", in->read_errno);
    if (archive_errno(in->archive) == ENOMEM) return cps_fail_memory(err);
    const char *said = archive_error_string(in->archive);
    capias_status status = cps_fail_at(err, CAPIAS_E_FORMAT, in->name, 0, 0,
                                       "cannot be unpacked: %s", said ? said : "damaged");
    cps_hint(err, "the file is truncated or damaged: fetch it again");
    return status;
}

static capias_status start(struct cps_input *in, capias_error *err)
{
    in->archive = archive_read_new();
    if (!in->archive) return cps_fail_memory(err);
    archive_read_support_filter_gzip(in->archive);
    archive_read_support_filter_bzip2(in->archive);
    archive_read_support_filter_xz(in->archive);
    archive_read_support_filter_zstd(in->archive);
    archive_read_support_format_raw(in->archive);
    archive_read_support_format_empty(in->archive);
    if (archive_read_open(in->archive, in, NULL, on_read, NULL) != ARCHIVE_OK)
        return archive_fault(in, err);
    struct archive_entry *entry;
    int r = archive_read_next_header(in->archive, &entry);
    if (r == ARCHIVE_EOF) in->ended = true;
    else if (r != ARCHIVE_OK && r != ARCHIVE_WARN) return archive_fault(in, err);
    return CAPIAS_OK;
}

static capias_status make(const char *path, struct cps_input **out, capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct cps_input *in = CPS_TAKE(&arena, struct cps_input, 1);
    capias_str copy = cps_arena_copy(&arena, cps_str(path));
    if (in && copy.p) {
        in->chunk = cps_arena_take(&arena, CHUNK, 1);
        in->window = cps_arena_take(&arena, WINDOW, 1);
        in->raw = cps_arena_take(&arena, CHUNK + 4, 1);
    }
    if (!in || !copy.p || !in->chunk || !in->window || !in->raw) {
        cps_arena_release(&arena);
        return cps_fail_memory(err);
    }
    const char *slash = strrchr(copy.p, '/');
    in->path = copy.p;
    in->name = slash && slash[1] ? slash + 1 : copy.p;
    in->fd = -1;
    cps_sha256_init(&in->sha);
    in->arena = arena;
    *out = in;
    return CAPIAS_OK;
}

/* The standard input that the program has, where the system has no /proc (a bare chroot) or it is a
 * socket, which cannot be opened by its name. */
static int open_path(const char *path)
{
    if (strcmp(path, CPS_STDIN) == 0) return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    return open(path, O_RDONLY | O_CLOEXEC);
}

capias_status cps_input_open(const char *path, struct cps_input **out, capias_error *err)
{
    struct cps_input *in;
    CPS_TRY(make(path, &in, err));
    struct stat st;
    in->fd = cps_seam_io_ok() ? open_path(path) : -1;
    capias_status status = CAPIAS_OK;
    if (in->fd < 0) status = cps_fail_io(err, path, "open", errno);
    else if (fstat(in->fd, &st) != 0)
        status = cps_fail_io(err, path, "read", errno);
    else if (S_ISDIR(st.st_mode))
        status = cps_fail_io(err, path, "read", EISDIR);
    else if (S_ISREG(st.st_mode)) in->length = (uint64_t)st.st_size;
    if (status == CAPIAS_OK) status = start(in, err);
    if (status == CAPIAS_OK) *out = in;
    else cps_input_close(in);
    return status;
}

void cps_input_progress(const struct cps_input *in, uint64_t *done, uint64_t *all)
{
    *done = in->bytes;
    *all = in->length;
}

capias_status cps_input_memory(capias_str bytes, const char *name, struct cps_input **out,
                               capias_error *err)
{
    struct cps_input *in;
    CPS_TRY(make(name, &in, err));
    in->memory = bytes.p ? bytes : CPS_STR("");
    capias_status status = start(in, err);
    if (status == CAPIAS_OK) *out = in;
    else cps_input_close(in);
    return status;
}

void cps_input_close(struct cps_input *in)
{
    if (!in) return;
    if (in->archive) archive_read_free(in->archive);
    if (in->fd >= 0) (void)close(in->fd);
    struct cps_arena arena = in->arena;
    cps_arena_release(&arena);
}

const char *cps_input_name(const struct cps_input *in)
{
    return in->name;
}

bool cps_input_was_utf16(const struct cps_input *in)
{
    return in->utf16 != 0;
}

static capias_status unpack(struct cps_input *in, char *to, size_t room, size_t *got,
                            capias_error *err)
{
    *got = 0;
    while (*got < room && !in->ended) {
        la_ssize_t n = archive_read_data(in->archive, to + *got, room - *got);
        if (n < 0) return archive_fault(in, err);
        if (n == 0) in->ended = true;
        *got += (size_t)n;
    }
    return CAPIAS_OK;
}

/* UTF-16 code units from raw into the window; a lone surrogate becomes U+FFFD. */
static void transcode(struct cps_input *in, bool last)
{
    size_t i = 0;
    for (; i + 1 < in->raw_n; i += 2) {
        unsigned a = (unsigned char)in->raw[i], b = (unsigned char)in->raw[i + 1];
        uint32_t unit = in->utf16 == 1 ? b << 8 | a : a << 8 | b;
        bool low = unit >= 0xdc00 && unit <= 0xdfff;
        if (in->high) {
            uint32_t c = low ? 0x10000 + ((in->high - 0xd800) << 10) + (unit - 0xdc00) : 0xfffd;
            in->end += cps_utf8_put(c, in->window + in->end);
            in->high = 0;
            if (low) continue;
        }
        if (unit >= 0xd800 && unit <= 0xdbff) in->high = unit;
        else in->end += cps_utf8_put(low ? 0xfffd : unit, in->window + in->end);
    }
    in->raw_n -= i;
    if (in->raw_n) in->raw[0] = in->raw[i];
    if (last && (in->raw_n || in->high)) {
        in->end += cps_utf8_put(0xfffd, in->window + in->end);
        in->raw_n = 0;
        in->high = 0;
    }
}

static capias_status first_bytes(struct cps_input *in, capias_error *err)
{
    size_t got;
    in->started = true;
    CPS_TRY(unpack(in, in->window, CHUNK, &got, err));
    in->end = got;
    const unsigned char *w = (const unsigned char *)in->window;
    if (got >= 3 && w[0] == 0xef && w[1] == 0xbb && w[2] == 0xbf) in->begin = 3;
    else if (got >= 2 && w[0] == 0xff && w[1] == 0xfe) in->utf16 = 1;
    else if (got >= 2 && w[0] == 0xfe && w[1] == 0xff) in->utf16 = 2;
    if (in->utf16) {
        in->raw_n = got - 2;
        memcpy(in->raw, in->window + 2, in->raw_n);
        in->end = 0;
        transcode(in, in->ended);
    }
    return CAPIAS_OK;
}

/* Make at least `want` bytes available in the window, as far as there are any. */
static capias_status fill(struct cps_input *in, size_t want, capias_error *err)
{
    if (!in->started) CPS_TRY(first_bytes(in, err));
    while (in->end - in->begin < want && !in->ended) {
        if (in->begin) {
            memmove(in->window, in->window + in->begin, in->end - in->begin);
            in->end -= in->begin;
            in->begin = 0;
        }
        /* UTF-8 can be half as long again as UTF-16: read no more than surely fits. */
        size_t room = WINDOW - in->end, got;
        if (in->utf16) {
            room = (room - 8) / 2;
            if (room > CHUNK) room = CHUNK;
            CPS_TRY(unpack(in, in->raw + in->raw_n, room, &got, err));
            in->raw_n += got;
            transcode(in, in->ended);
        } else {
            if (room > CHUNK) room = CHUNK;
            CPS_TRY(unpack(in, in->window + in->end, room, &got, err));
            in->end += got;
        }
    }
    return CAPIAS_OK;
}

capias_status cps_input_read(struct cps_input *in, void *buffer, size_t n, size_t *got,
                             capias_error *err)
{
    *got = 0;
    CPS_TRY(fill(in, 1, err));
    size_t have = in->end - in->begin;
    *got = n < have ? n : have;
    memcpy(buffer, in->window + in->begin, *got);
    in->begin += *got;
    return CAPIAS_OK;
}

capias_status cps_input_peek(struct cps_input *in, size_t n, capias_str *out, capias_error *err)
{
    if (n > CPS_PEEK_MAX) n = CPS_PEEK_MAX;
    CPS_TRY(fill(in, n, err));
    size_t have = in->end - in->begin;
    *out = (capias_str){in->window + in->begin, n < have ? n : have};
    return CAPIAS_OK;
}

const char *cps_no_text(capias_str head, const char **hint)
{
    static const char *const save = "save the table as CSV, the document as plain text";
    static const struct {
        const char *magic;
        const char *what, *hint;
    } kinds[] = {
        {"PK\003\004", "is a spreadsheet, a document or another zip file", NULL},
        {"\320\317\021\340", "is a spreadsheet or a document of an old Office", NULL},
        {"%PDF-", "is a PDF", "take the text out of it first, e.g. pdftotext -layout"},
        {"{\\rtf", "is a document in RTF", NULL},
        {"CAPIAS\r\n", "is a register",
         "name it with -r; what is wanted here is a file as people or publishers write it"},
    };
    *hint = save;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!cps_str_starts(head, cps_str(kinds[i].magic))) continue;
        if (kinds[i].hint) *hint = kinds[i].hint;
        return kinds[i].what;
    }
    return head.n && memchr(head.p, 0, head.n) ? "is binary, not text" : NULL;
}

capias_status cps_input_text(struct cps_input *in, capias_error *err)
{
    capias_str head;
    const char *hint;
    CPS_TRY(cps_input_peek(in, CHUNK, &head, err));
    const char *what = cps_no_text(head, &hint);
    if (!what) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_SYNTAX, in->name, 0, 0, "%s", what);
    cps_hint(err, "%s", hint);
    return CAPIAS_E_SYNTAX;
}

capias_status cps_input_finish(struct cps_input *in, uint64_t *bytes, char sha256[65],
                               capias_error *err)
{
    const void *rest;
    while (on_read(in->archive, in, &rest) > 0) continue;
    if (in->read_errno) return cps_fail_io(err, in->path, "read", in->read_errno);
    *bytes = in->bytes;
    cps_sha256_hex(&in->sha, sha256);
    return CAPIAS_OK;
}
