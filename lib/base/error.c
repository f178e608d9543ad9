/* SPDX-License-Identifier: Apache-2.0
 *
 * base/error.c: an error has a status, a place, what was found and what to do. First one wins. */
#include <errno.h>
#include <stdio.h>

#include "base/base.h"

const char *capias_status_name(capias_status status)
{
    static const char *const names[] = {
        "ok",         "wrong call",  "out of memory",  "system refused", "bad syntax",
        "impossible", "bad register", "limit reached", "not found"};
    return (size_t)status < sizeof names / sizeof *names ? names[status] : "unknown status";
}

void cps_bug(const char *file, int line, const char *why)
{
    (void)fprintf(stderr, "capias: bug: %s:%d: %s\n", file, line, why);
    abort();
}

/* Copy into a fixed field, cut at a code point, never in the middle of one. */
static void put(char *field, size_t size, const char *text, size_t n)
{
    if (n >= size) {
        n = size - 1;
        while (n && ((unsigned char)text[n] & 0xc0) == 0x80) n--;
    }
    memcpy(field, text, n);
    field[n] = '\0';
}

CPS_PRINTF(3, 0)
static void put_format(char *field, size_t size, const char *format, va_list args)
{
    char text[1024];
    int n = vsnprintf(text, sizeof text, format, args);
    if (n < 0) n = 0;
    put(field, size, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}

static bool take(capias_error *err, capias_status status)
{
    if (!err || err->status != CAPIAS_OK) return false;
    *err = (capias_error){.status = status};
    return true;
}

capias_status cps_fail(capias_error *err, capias_status status, const char *what, ...)
{
    if (take(err, status)) {
        va_list args;
        va_start(args, what);
        put_format(err->what, sizeof err->what, what, args);
        va_end(args);
    }
    return status;
}

capias_status cps_fail_at(capias_error *err, capias_status status, const char *where,
                          uint32_t line, uint32_t column, const char *what, ...)
{
    if (take(err, status)) {
        va_list args;
        va_start(args, what);
        put_format(err->what, sizeof err->what, what, args);
        va_end(args);
        cps_where(err, where);
        err->line = line;
        err->column = column;
    }
    return status;
}

capias_status cps_fail_io(capias_error *err, const char *where, const char *what, int errnum)
{
    if (take(err, CAPIAS_E_IO)) {
        char text[128] = "";
        if (strerror_r(errnum, text, sizeof text) != 0) text[0] = '\0';
        (void)snprintf(err->what, sizeof err->what, "cannot %s: %s", what, text);
        cps_where(err, where);
        err->detail = errnum;
        if (errnum == ENOENT) cps_hint(err, "check the path");
        if (errnum == EACCES || errnum == EROFS) cps_hint(err, "check the permissions");
        if (errnum == ENOSPC) cps_hint(err, "make room on the disk; what was there is untouched");
    }
    return CAPIAS_E_IO;
}

capias_status cps_fail_memory(capias_error *err)
{
    return cps_fail(err, CAPIAS_E_NOMEM, "out of memory");
}

void cps_hint(capias_error *err, const char *hint, ...)
{
    if (!err || err->hint[0]) return;
    va_list args;
    va_start(args, hint);
    put_format(err->hint, sizeof err->hint, hint, args);
    va_end(args);
}

void cps_where(capias_error *err, const char *where)
{
    if (err && !err->where[0] && where) put(err->where, sizeof err->where, where, strlen(where));
}

/* A place far along a line is shown with what stands before it, not with the line's beginning. */
#define EXCERPT_FAR 60
#define EXCERPT_BEFORE 40

void cps_excerpt(capias_error *err, capias_str line)
{
    if (!err || err->excerpt[0]) return;
    char text[sizeof err->excerpt];
    size_t n = 0, i = 0;
    uint32_t column = 1, from = err->column > EXCERPT_FAR ? err->column - EXCERPT_BEFORE : 1;
    for (; column < from && i < line.n && line.p[i] != '\n'; column++) (void)cps_utf8_next(line, &i);
    err->excerpt_from = column;
    while (i < line.n && line.p[i] != '\n' && n + 4 < sizeof text) {
        uint32_t c = cps_utf8_next(line, &i);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0)) c = ' ';
        n += cps_utf8_put(c, text + n);
    }
    put(err->excerpt, sizeof err->excerpt, text, n);
}
