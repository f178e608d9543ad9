/* SPDX-License-Identifier: Apache-2.0
 *
 * base/json_in.c: JSON in, a record at a time: a line of a file of JSON lines, or a whole document.
 *
 *   input ──window──▶ record (bytes) ──simdjson──▶ tokens ──▶ values, a tree in the arena
 *
 * Idea       simdjson says where the tokens are and whether they stand in order (json_simd.h). Strings
 *            that hold no escape stay in the window; the others are written out in the arena.
 * Invariant  memory is bounded by the longest record and the most values, whatever the file holds; a
 *            record that cannot be read is an error of its own, with line and column, and the line
 *            after it is read.
 */
#include "base/input.h"
#include "base/json_simd.h"
#include "base/seam.h"

#define STEP ((size_t)65536)
#define SMALL ((size_t)4096)

/* An object or array that is still open, and where its next part is to hang. */
struct level {
    const struct cps_json_value **tail;
};

struct cps_json_in {
    struct cps_arena arena;    /* holds this struct too                                         */
    struct cps_arena values;   /* of the record at hand                                         */
    struct cps_input *in;
    enum cps_json_form form;
    struct cps_simd *simd;
    size_t reserved;           /* length of records that simdjson has room for                  */
    struct cps_buf window;     /* readable beyond its end, as simdjson asks                     */
    size_t at;                 /* where the next record begins                                  */
    uint64_t passed;           /* bytes of the input before the window                          */
    uint32_t line;             /* of the next record                                            */
    bool ended;
    /* the record at hand */
    capias_str raw;
    size_t n_values;
    struct level levels[CPS_JSON_DEPTH_MAX + 1];
    unsigned depth;
    const struct cps_json_value *root;
    const char *wrong;         /* why the handler stopped; NULL: out of memory                  */
    const char *hint;
    size_t wrong_at;
    capias_status status;
};

/* ---- open and close -------------------------------------------------------------------------- */

capias_status cps_json_in_open(struct cps_input *in, enum cps_json_form form,
                               struct cps_json_in **out, capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct cps_json_in *json = CPS_TAKE(&arena, struct cps_json_in, 1);
    void *room = json ? cps_arena_take(&arena, cps_simd_size(), _Alignof(max_align_t)) : NULL;
    if (!room) {
        cps_arena_release(&arena);
        return cps_fail_memory(err);
    }
    json->arena = arena;
    json->in = in;
    json->form = form;
    json->line = 1;
    json->simd = cps_simd_begin(room);
    cps_arena_init(&json->values, 0);
    *out = json;
    return CAPIAS_OK;
}

void cps_json_in_close(struct cps_json_in *json)
{
    if (!json) return;
    cps_simd_end(json->simd);
    cps_buf_release(&json->window);
    cps_arena_release(&json->values);
    struct cps_arena arena = json->arena;
    cps_arena_release(&arena);
}

/* ---- errors ---------------------------------------------------------------------------------- */

static capias_status fail_at(struct cps_json_in *json, capias_status status, size_t at,
                             const char *what, const char *hint, capias_error *err)
{
    const struct cps_json_record record = {.raw = json->raw, .line = json->line};
    const struct cps_json_value place = {.at = (uint32_t)at};
    uint32_t line, column;
    cps_json_place(&record, &place, &line, &column);
    size_t from = at;
    while (from && json->raw.p[from - 1] != '\n') from--;
    (void)cps_fail_at(err, status, cps_input_name(json->in), line, column, "%s", what);
    if (err) err->offset = json->passed + (uint64_t)(json->raw.p - json->window.v) + at;
    cps_hint(err, "%s", hint);
    cps_excerpt(err, cps_str_sub(json->raw, from, json->raw.n));
    return status;
}

static const char *left_out(const struct cps_json_in *json, const char *advice, char text[128])
{
    (void)snprintf(text, 128, "%s%s",
                   json->form == CPS_JSON_LINES ? "this line is left out: " : "", advice);
    return text;
}

/* ---- strings --------------------------------------------------------------------------------- */

static bool stop(struct cps_json_in *json, capias_status status, size_t at, const char *what,
                 const char *hint)
{
    json->status = status;
    json->wrong_at = at;
    json->wrong = what;
    json->hint = hint;
    return false;
}

/* Four hexadecimal digits; -1: there are none. */
static int32_t hex4(capias_str s, size_t at)
{
    int32_t v = 0;
    if (s.n < 4 || at > s.n - 4) return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = s.p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        v = v << 4 | digit;
    }
    return v;
}

/* The code point of \uXXXX, or of the two that make a pair, from behind the u; -1: it is none. */
static int32_t escaped_point(capias_str s, size_t *at)
{
    int32_t high = hex4(s, *at);
    *at += 4;
    if (high < 0xd800 || high > 0xdfff) return high;
    if (high > 0xdbff || *at + 1 >= s.n || s.p[*at] != '\\' || s.p[*at + 1] != 'u') return -1;
    int32_t low = hex4(s, *at + 2);
    *at += 6;
    if (low < 0xdc00 || low > 0xdfff) return -1;
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* Write s without its escapes; they make nothing longer. */
static bool unescape(struct cps_json_in *json, capias_str s, capias_str *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char *p = cps_arena_take(&json->values, s.n + 1, 1);
    size_t n = 0;
    if (!p) return stop(json, CAPIAS_E_NOMEM, 0, NULL, NULL);
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] != '\\') {
            p[n++] = s.p[i++];
            continue;
        }
        size_t begin = i++;
        const char *plain = i < s.n && s.p[i] ? strchr(from, s.p[i]) : NULL;
        if (plain) {
            p[n++] = to[plain - from];
            i++;
            continue;
        }
        int32_t point = -1;
        if (i < s.n && s.p[i] == 'u') i++, point = escaped_point(s, &i);
        if (point < 0)
            return stop(json, CAPIAS_E_SYNTAX, (size_t)(s.p - json->raw.p) + begin,
                        "an escape that means nothing", "write it as the JSON standard says");
        n += cps_utf8_put((uint32_t)point, p + n);
    }
    *out = (capias_str){p, n};
    return true;
}

/* The string whose opening quote stands at `quote`. That it ends, simdjson has seen. */
static bool read_string(struct cps_json_in *json, size_t quote, capias_str *out)
{
    const char *begin = json->raw.p + quote + 1, *end = json->raw.p + json->raw.n, *p = begin;
    for (;; p++) {
        p = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
        if (!p)
            return stop(json, CAPIAS_E_SYNTAX, quote, "a string that does not end",
                        "close it with a quote");
        size_t slashes = 0;
        while (p - slashes > begin && p[-1 - (ptrdiff_t)slashes] == '\\') slashes++;
        if (slashes % 2 == 0) break;
    }
    capias_str s = {begin, (size_t)(p - begin)};
    if (s.n && memchr(s.p, '\\', s.n)) return unescape(json, s, out);
    *out = s;
    return true;
}

/* ---- values ---------------------------------------------------------------------------------- */

static size_t digits(capias_str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9') n++;
    return n;
}

static bool is_number(capias_str s)
{
    size_t i = s.n && s.p[0] == '-' ? 1 : 0, n = digits(s, i);
    if (n == 0 || (n > 1 && s.p[i] == '0')) return false;
    i += n;
    if (i < s.n && s.p[i] == '.') {
        n = digits(s, i + 1);
        if (n == 0) return false;
        i += 1 + n;
    }
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-')) i++;
        n = digits(s, i);
        if (n == 0) return false;
        i += n;
    }
    return i == s.n;
}

static bool read_scalar(struct cps_json_in *json, const struct cps_simd_token *token,
                        struct cps_json_value *v)
{
    v->text = cps_str_trim(cps_str_sub(json->raw, token->at, token->at + token->n));
    if (cps_str_is(v->text, "null")) v->kind = CPS_JSON_NULL;
    else if (cps_str_is(v->text, "true")) v->kind = CPS_JSON_TRUE;
    else if (cps_str_is(v->text, "false")) v->kind = CPS_JSON_FALSE;
    else if (is_number(v->text)) v->kind = CPS_JSON_NUMBER;
    else
        return stop(json, CAPIAS_E_SYNTAX, token->at, "neither a string nor a number",
                    "put quotes around texts");
    return true;
}

static bool on_value(void *ctx, const struct cps_simd_token *token)
{
    struct cps_json_in *json = ctx;
    if (json->n_values++ >= CPS_JSON_VALUES_MAX)
        return stop(json, CAPIAS_E_LIMIT, token->at, "more than 4 million values in one record",
                    "is it a list file?");
    struct cps_json_value *v = CPS_TAKE(&json->values, struct cps_json_value, 1);
    if (!v) return stop(json, CAPIAS_E_NOMEM, 0, NULL, NULL);
    v->at = (uint32_t)token->at;
    if (token->key != SIZE_MAX && !read_string(json, token->key, &v->key)) return false;
    if (token->kind == '{') v->kind = CPS_JSON_OBJECT;
    else if (token->kind == '[') v->kind = CPS_JSON_ARRAY;
    else if (token->kind == '"') v->kind = CPS_JSON_STRING;
    if (token->kind == '"' && !read_string(json, token->at, &v->text)) return false;
    if (token->kind == 0 && !read_scalar(json, token, v)) return false;
    if (json->depth == 0) {
        json->root = v;
    } else {
        struct level *level = &json->levels[json->depth];
        *level->tail = v;
        level->tail = &v->next;
    }
    if (v->kind == CPS_JSON_ARRAY || v->kind == CPS_JSON_OBJECT)
        json->levels[++json->depth].tail = &v->first;
    return true;
}

static bool on_close(void *ctx)
{
    struct cps_json_in *json = ctx;
    json->depth--;
    return true;
}

const struct cps_json_value *cps_json_get(const struct cps_json_value *object, const char *key)
{
    const struct cps_json_value *found = NULL;
    if (!object || object->kind != CPS_JSON_OBJECT) return NULL;
    for (const struct cps_json_value *v = object->first; v; v = v->next)
        if (cps_str_is(v->key, key)) found = v;
    return found;
}

void cps_json_place(const struct cps_json_record *record, const struct cps_json_value *value,
                    uint32_t *line, uint32_t *column)
{
    size_t at = value->at < record->raw.n ? value->at : record->raw.n, from = 0;
    *line = record->line;
    for (size_t i = 0; i < at; i++)
        if (record->raw.p[i] == '\n') ++*line, from = i + 1;
    *column = (uint32_t)cps_utf8_count(cps_str_sub(record->raw, from, at)) + 1;
}

/* ---- one record ------------------------------------------------------------------------------ */

/* Faults that simdjson sees before it walks, and of which it does not say where they are: a string
 * that does not end or holds a control character, an object or array that does not end, or something
 * behind it. The length of the text: it ends too early. */
static size_t unplaced_fault(capias_str raw)
{
    size_t quote = 0, depth = 0;
    bool inside = false, closed = false;
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (closed && !space) return i;
        if (inside && c == '\\') i++;
        else if (inside && (unsigned char)c < 0x20) return i;
        else if (c == '"') inside = !inside, quote = i;
        if (inside) continue;
        if (c == '[' || c == '{') depth++;
        else if ((c == ']' || c == '}') && depth) closed = --depth == 0;
    }
    return inside ? quote : raw.n;
}

/* What stands at the fault, in words. */
static const char *misplaced(capias_str raw, size_t at, char what[96])
{
    size_t end = at;
    uint32_t c = at < raw.n ? cps_utf8_next(raw, &end) : 0;
    if (c < 0x20 || c == 0x7f)
        (void)snprintf(what, 96, "not well-formed JSON: byte 0x%02x does not belong here",
                       (unsigned)c);
    else
        (void)snprintf(what, 96, "not well-formed JSON: '%.*s' does not belong here",
                       (int)(end - at), raw.p + at);
    return what;
}

static capias_status explain(struct cps_json_in *json, enum cps_simd_fault fault, size_t at,
                             capias_error *err)
{
    char hint[128], what[96];
    const char *mend = left_out(json, "mend it, or fetch the file again", hint);
    size_t bad;
    switch (fault) {
    case CPS_SIMD_MEMORY: return cps_fail_memory(err);
    case CPS_SIMD_UTF8:
        bad = cps_utf8_check(json->raw);
        if (bad == SIZE_MAX) bad = 0;
        (void)snprintf(what, sizeof what, "byte 0x%02x is not UTF-8",
                       (unsigned)(unsigned char)json->raw.p[bad]);
        return fail_at(json, CAPIAS_E_SYNTAX, bad, what,
                       left_out(json, "convert the file, e.g. iconv -f WINDOWS-1252 -t UTF-8", hint),
                       err);
    case CPS_SIMD_STRING:
        return fail_at(json, CAPIAS_E_SYNTAX, unplaced_fault(json->raw),
                       "a string that does not end, or holds a control character", mend, err);
    case CPS_SIMD_END:
        at = unplaced_fault(json->raw);
        if (at < json->raw.n) break;
        return fail_at(json, CAPIAS_E_SYNTAX, at,
                       json->form == CPS_JSON_LINES ? "the line ends within an object or array"
                                                    : "the file ends within an object or array",
                       mend, err);
    case CPS_SIMD_DEPTH:
        return fail_at(json, CAPIAS_E_LIMIT, at, "nested deeper than 64",
                       left_out(json, "is it a list file?", hint), err);
    case CPS_SIMD_STOPPED:
        if (json->status == CAPIAS_E_NOMEM) return cps_fail_memory(err);
        return fail_at(json, json->status, json->wrong_at, json->wrong,
                       left_out(json, json->hint, hint), err);
    default: break;
    }
    return fail_at(json, CAPIAS_E_SYNTAX, at, misplaced(json->raw, at, what), mend, err);
}

static capias_status parse(struct cps_json_in *json, capias_error *err)
{
    const struct cps_simd_handler handler = {on_value, on_close, json};
    if (json->raw.n > json->reserved) {
        size_t n = json->raw.n < SMALL ? SMALL : json->raw.n * 2;
        if (!cps_seam_alloc_ok() || !cps_simd_reserve(json->simd, n)) return cps_fail_memory(err);
        json->reserved = n;
    }
    cps_arena_reset(&json->values);
    json->n_values = 0;
    json->depth = 0;
    json->root = NULL;
    size_t at = 0;
    enum cps_simd_fault fault = cps_simd_parse(json->simd, json->raw.p, json->raw.n,
                                               CPS_JSON_DEPTH_MAX, &handler, &at);
    return fault == CPS_SIMD_WHOLE ? CAPIAS_OK : explain(json, fault, at, err);
}

/* ---- finding records ------------------------------------------------------------------------- */

static capias_status more(struct cps_json_in *json, capias_error *err)
{
    size_t got, padding = cps_simd_padding();
    struct cps_buf *w = &json->window;
    if (json->at) {
        memmove(w->v, w->v + json->at, w->n - json->at);
        w->n -= json->at;
        json->passed += json->at;
        json->at = 0;
    }
    if (!cps_vec_reserve((void **)&w->v, w->n + STEP + padding, &w->cap, 1))
        return cps_fail_memory(err);
    CPS_TRY(cps_input_read(json->in, w->v + w->n, STEP, &got, err));
    w->n += got;
    memset(w->v + w->n, ' ', padding);
    if (got == 0) json->ended = true;
    return CAPIAS_OK;
}

/* The rest of a record that is too long is read and forgotten. */
static capias_status too_long(struct cps_json_in *json, capias_error *err)
{
    bool lines = json->form == CPS_JSON_LINES;
    json->raw = (capias_str){json->window.v + json->at, json->window.n - json->at};
    capias_status status =
        fail_at(json, CAPIAS_E_LIMIT, 0,
                lines ? "a line is longer than 16 MiB" : "the file is longer than 64 MiB",
                lines ? "this line is left out: is it a list file?"
                      : "write one object a line, e.g. jq -c '.[]'",
                err);
    capias_error trouble = {0};
    for (;;) {
        const char *end = lines ? memchr(json->window.v, '\n', json->window.n) : NULL;
        json->at = end ? (size_t)(end - json->window.v) + 1 : json->window.n;
        if (end || json->ended) break;
        capias_status failed = more(json, &trouble);
        if (failed == CAPIAS_OK) continue;
        if (err) *err = trouble;
        return failed;
    }
    json->line++;
    return status;
}

/* The record at `at` into json->raw, without the end of its line; *next: where the one after it
 * begins. An empty one at the end of the input. */
static capias_status find_record(struct cps_json_in *json, size_t *next, capias_error *err)
{
    bool lines = json->form == CPS_JSON_LINES;
    size_t most = lines ? CPS_JSON_LINE_MAX : CPS_JSON_DOCUMENT_MAX, seen = 0;
    for (;;) {
        size_t have = json->window.n - json->at;
        const char *begin = json->window.v + json->at;
        const char *end = lines && have > seen ? memchr(begin + seen, '\n', have - seen) : NULL;
        size_t n = end ? (size_t)(end - begin) : have;
        if (n > most) return too_long(json, err);
        if (end || json->ended) {
            json->raw = (capias_str){begin, n};
            *next = json->at + n + (end != NULL);
            return CAPIAS_OK;
        }
        seen = have;
        CPS_TRY(more(json, err));
    }
}

capias_status cps_json_in_next(struct cps_json_in *json, struct cps_json_record *record,
                               capias_error *err)
{
    *record = (struct cps_json_record){0};
    if (!json->window.v) CPS_TRY(more(json, err));
    for (;;) {
        size_t next = 0;
        CPS_TRY(find_record(json, &next, err));
        if (!cps_str_trim(json->raw).n) {
            if (json->ended && next == json->window.n) return CAPIAS_OK;
            json->at = next;
            json->line++;
            continue;
        }
        capias_status status = parse(json, err);
        *record = (struct cps_json_record){status == CAPIAS_OK ? json->root : NULL, json->raw,
                                           json->line};
        json->at = next;
        json->line++;
        return status;
    }
}
