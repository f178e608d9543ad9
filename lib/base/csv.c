/* SPDX-License-Identifier: Apache-2.0
 *
 * base/csv.c: RFC 4180, with what real lists do: rows that end in LF, CRLF or nothing, a ^Z at the
 * end, text after a closing quote, a quote inside an unquoted field.
 *
 * Idea  one pass over a window of the input finds the end of a row and where its fields lie; quoted
 *       fields with doubled quotes are undoubled in place. A row that cannot be read is an error of
 *       its own, and reading goes on with the line after its first one.
 */
#include "base/input.h"

#define ROW_MAX ((size_t)4 << 20)
#define STEP ((size_t)65536)

struct field {
    size_t from, until;
    bool doubled;
};

struct cps_csv {
    struct cps_arena arena;
    struct cps_input *in;
    char separator;
    struct cps_buf buf;   /* bytes from the start of the row on            */
    size_t at;            /* where the next row begins                     */
    uint32_t line;        /* of the next row                               */
    bool ended;
    CPS_VEC(struct field) fields;
    CPS_VEC(capias_str) strings;
};

capias_status cps_csv_open(struct cps_input *in, char separator, struct cps_csv **out,
                           capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct cps_csv *csv = CPS_TAKE(&arena, struct cps_csv, 1);
    if (!csv) return cps_fail_memory(err);
    csv->arena = arena;
    csv->in = in;
    csv->separator = separator;
    csv->line = 1;
    *out = csv;
    return CAPIAS_OK;
}

void cps_csv_close(struct cps_csv *csv)
{
    if (!csv) return;
    cps_buf_release(&csv->buf);
    CPS_VEC_RELEASE(&csv->fields);
    CPS_VEC_RELEASE(&csv->strings);
    struct cps_arena arena = csv->arena;
    cps_arena_release(&arena);
}

static capias_status more(struct cps_csv *csv, capias_error *err)
{
    size_t got;
    if (!cps_vec_reserve((void **)&csv->buf.v, csv->buf.n + STEP, &csv->buf.cap, 1))
        return cps_fail_memory(err);
    CPS_TRY(cps_input_read(csv->in, csv->buf.v + csv->buf.n, STEP, &got, err));
    csv->buf.n += got;
    if (got == 0) csv->ended = true;
    return CAPIAS_OK;
}

enum scan { SCAN_ROW, SCAN_END, SCAN_OPEN_QUOTE, SCAN_FIELD_LIMIT, SCAN_MEMORY, SCAN_MORE };

/* One row from `at`: its fields and, in *next, where the next one begins. SCAN_MORE when the window
 * ends first. */
static enum scan scan_row(struct cps_csv *csv, size_t *next, uint32_t *lines)
{
    const char *p = csv->buf.v;
    size_t n = csv->buf.n, i = csv->at;
    csv->fields.n = 0;
    *lines = 0;
    for (;;) {
        struct field f = {i, i, false};
        bool quoted = i < n && p[i] == '"';
        if (quoted) {
            f.from = ++i;
            for (;; i++) {
                if (i >= n) return csv->ended ? SCAN_OPEN_QUOTE : SCAN_MORE;
                if (i - f.from > CPS_CSV_FIELD_MAX) return SCAN_OPEN_QUOTE;
                if (p[i] == '\n') ++*lines;
                if (p[i] != '"') continue;
                if (i + 1 >= n && !csv->ended) return SCAN_MORE;
                if (i + 1 >= n || p[i + 1] != '"') break;
                f.doubled = true;
                i++;
            }
            f.until = i++;
        }
        size_t tail = i;
        while (i < n && p[i] != csv->separator && p[i] != '\n') i++;
        if (i >= n && !csv->ended) return i - tail > CPS_CSV_FIELD_MAX ? SCAN_FIELD_LIMIT : SCAN_MORE;
        if (i - f.from > CPS_CSV_FIELD_MAX) return SCAN_FIELD_LIMIT;
        size_t stop = i > tail && (i >= n || p[i] == '\n') && p[i - 1] == '\r' ? i - 1 : i;
        /* Text behind a closing quote belongs to the field; blanks do not. */
        capias_str behind = cps_str_trim((capias_str){p + tail, stop - tail});
        if (!quoted) f.until = stop;
        else if (behind.n) f.until = stop, f.doubled = true;
        if (!CPS_PUSH(&csv->fields, f)) return SCAN_MEMORY;
        if (i >= n || p[i] == '\n') {
            *next = i < n ? i + 1 : i;
            if (i < n) ++*lines;
            return SCAN_ROW;
        }
        i++;
    }
}

/* Undouble quotes in place, and drop the closing one of `"abc"def`. */
static capias_str field_text(char *p, struct field f)
{
    if (!f.doubled) return (capias_str){p + f.from, f.until - f.from};
    size_t to = f.from;
    for (size_t i = f.from; i < f.until; i++) {
        if (p[i] == '"' && i + 1 < f.until && p[i + 1] == '"') i++;
        else if (p[i] == '"') continue;
        p[to++] = p[i];
    }
    return (capias_str){p + f.from, to - f.from};
}

/* Leave the row at `at` behind: go on with the line after its first one. */
static capias_status skip_line(struct cps_csv *csv, capias_error *err)
{
    for (;;) {
        const char *end = csv->at < csv->buf.n
                              ? memchr(csv->buf.v + csv->at, '\n', csv->buf.n - csv->at)
                              : NULL;
        if (end) {
            csv->at = (size_t)(end - csv->buf.v) + 1;
            csv->line++;
            return CAPIAS_OK;
        }
        csv->at = csv->buf.n = 0;
        if (csv->ended) return CAPIAS_OK;
        capias_error trouble = {0};
        capias_status status = more(csv, &trouble);
        if (status != CAPIAS_OK) {
            if (err) *err = trouble;
            return status;
        }
    }
}

static capias_status bad_row(struct cps_csv *csv, capias_status status, const char *what,
                             const char *hint, uint32_t column, capias_error *err)
{
    (void)cps_fail_at(err, status, cps_input_name(csv->in), csv->line, column, "%s", what);
    cps_hint(err, "%s", hint);
    cps_excerpt(err, (capias_str){csv->buf.v + csv->at, csv->buf.n - csv->at});
    capias_status skipped = skip_line(csv, err);
    return skipped == CAPIAS_OK ? status : skipped;
}

static capias_status bad_utf8(struct cps_csv *csv, capias_str raw, size_t at, capias_error *err)
{
    char what[96];
    (void)snprintf(what, sizeof what, "byte 0x%02x is not UTF-8", (unsigned)(unsigned char)raw.p[at]);
    return bad_row(csv, CAPIAS_E_SYNTAX, what,
                   "this row is left out: convert the file, e.g. iconv -f WINDOWS-1252 -t UTF-8",
                   (uint32_t)cps_utf8_count(cps_str_sub(raw, 0, at)) + 1, err);
}

static bool is_blank(struct cps_csv *csv)
{
    return csv->fields.n == 1 && csv->fields.v[0].from == csv->fields.v[0].until &&
           csv->buf.v[csv->at] != '"';
}

/* Find a whole row at `at`, reading more of the input as needed. */
static capias_status find_row(struct cps_csv *csv, enum scan *how, size_t *next, uint32_t *lines,
                              capias_error *err)
{
    for (;;) {
        if (csv->at == csv->buf.n && csv->ended) return *how = SCAN_END, CAPIAS_OK;
        *how = csv->buf.n ? scan_row(csv, next, lines) : SCAN_MORE;
        if (*how != SCAN_MORE) return CAPIAS_OK;
        if (csv->buf.n - csv->at > ROW_MAX) return *how = SCAN_FIELD_LIMIT, CAPIAS_OK;
        if (csv->at) {
            memmove(csv->buf.v, csv->buf.v + csv->at, csv->buf.n - csv->at);
            csv->buf.n -= csv->at;
            csv->at = 0;
        }
        CPS_TRY(more(csv, err));
    }
}

capias_status cps_csv_next(struct cps_csv *csv, struct cps_csv_row *row, capias_error *err)
{
    *row = (struct cps_csv_row){0};
    for (;;) {
        enum scan how;
        size_t next = 0;
        uint32_t lines = 0;
        CPS_TRY(find_row(csv, &how, &next, &lines, err));
        if (how == SCAN_END) return CAPIAS_OK;
        if (how == SCAN_MEMORY) return cps_fail_memory(err);
        if (how == SCAN_OPEN_QUOTE)
            return bad_row(csv, CAPIAS_E_SYNTAX, "a quote opens in this row and never closes",
                           "this line is left out: close the quote or double it", 1, err);
        if (how == SCAN_FIELD_LIMIT)
            return bad_row(csv, CAPIAS_E_LIMIT, "a field is longer than 1 MiB",
                           "this line is left out: is it a list file?", 1, err);
        if (csv->buf.v[csv->at] == 0x1a) { /* ^Z: the end of a file that came from DOS */
            csv->at = csv->buf.n = 0;
            csv->ended = true;
            return CAPIAS_OK;
        }
        if (is_blank(csv)) {
            csv->at = next;
            csv->line += lines;
            continue;
        }
        capias_str raw = {csv->buf.v + csv->at, next - csv->at};
        size_t bad = cps_utf8_check(raw);
        if (bad != SIZE_MAX) return bad_utf8(csv, raw, bad, err);
        csv->strings.n = 0;
        for (size_t i = 0; i < csv->fields.n; i++)
            if (!CPS_PUSH(&csv->strings, field_text(csv->buf.v, csv->fields.v[i])))
                return cps_fail_memory(err);
        *row = (struct cps_csv_row){csv->strings.v, csv->strings.n, csv->line, raw};
        csv->at = next;
        csv->line += lines;
        return CAPIAS_OK;
    }
}

void cps_csv_put(struct cps_buf *out, capias_str field)
{
    bool quote = false;
    for (size_t i = 0; i < field.n && !quote; i++) quote = memchr(",\"\r\n", field.p[i], 4) != NULL;
    if (!quote) {
        cps_buf_str(out, field);
        return;
    }
    cps_buf_add(out, "\"", 1);
    for (size_t i = 0; i < field.n; i++) {
        if (field.p[i] == '"') cps_buf_add(out, "\"", 1);
        cps_buf_add(out, &field.p[i], 1);
    }
    cps_buf_add(out, "\"", 1);
}
