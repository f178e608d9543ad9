/* SPDX-License-Identifier: Apache-2.0
 *
 * base/base.h: what every room stands on: memory, bytes, errors, files, CSV, XML, JSON in and out.
 *
 * No word of the field in here. All allocation and all I/O of the library go through this room, and
 * through one seam (base/seam.h) where tests make the nth call fail.
 *
 * Memory has three owners (docs/architecture.md): the mapped register, an arena, the caller.
 */
#ifndef CPS_BASE_BASE_H
#define CPS_BASE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <capias/capias.h>

#include "base/compiler.h"
#include "base/banned.h"

/* ---- errors -------------------------------------------------------------------------------- */

#define CPS_TRY(call)                                                                              \
    do {                                                                                           \
        capias_status status_ = (call);                                                            \
        if (status_ != CAPIAS_OK) return status_;                                                  \
    } while (0)

/* A broken invariant: prints file and line, aborts. Never for bad input. */
#define CPS_BUG(why) cps_bug(__FILE__, __LINE__, why)
CPS_NORETURN void cps_bug(const char *file, int line, const char *why);

/* Set `err` (may be NULL) unless it already holds an error: the first one wins. Returns `status`.
 * `what` is a printf format; the hint is set apart by cps_hint. */
capias_status cps_fail(capias_error *err, capias_status status, const char *what, ...)
    CPS_PRINTF(3, 4);
/* The same, at a place in a text. line and column from 1, 0 when unknown. */
capias_status cps_fail_at(capias_error *err, capias_status status, const char *where,
                          uint32_t line, uint32_t column, const char *what, ...) CPS_PRINTF(6, 7);
/* E_IO from errno: "cannot WHAT: strerror". `where` is the path. */
capias_status cps_fail_io(capias_error *err, const char *where, const char *what, int errnum);
/* E_NOMEM. */
capias_status cps_fail_memory(capias_error *err);
/* Say what to do; does nothing when err is NULL, and never replaces a hint that is there. */
void cps_hint(capias_error *err, const char *hint, ...) CPS_PRINTF(2, 3);
/* Fill err->where if it is empty. */
void cps_where(capias_error *err, const char *where);
/* Keep the line of input that the error is about, made printable, for the terminal. */
void cps_excerpt(capias_error *err, capias_str line);

/* ---- strings ------------------------------------------------------------------------------- */

#define CPS_STR(literal) ((capias_str){(literal), sizeof(literal) - 1})
#define CPS_FMT(s) (int)(s).n, (s).p /* for "%.*s" */
capias_str cps_str(const char *nul_terminated); /* NULL gives the empty string */
bool cps_str_eq(capias_str a, capias_str b);
bool cps_str_is(capias_str a, const char *nul_terminated);
bool cps_str_eq_nocase(capias_str a, capias_str b); /* ASCII only */
int cps_str_cmp(capias_str a, capias_str b);        /* bytes, then length */
bool cps_str_starts(capias_str s, capias_str prefix);
bool cps_str_ends(capias_str s, capias_str suffix);
capias_str cps_str_trim(capias_str s);              /* ASCII white space at both ends */
capias_str cps_str_sub(capias_str s, size_t from, size_t until); /* clipped to s */
/* Position of `needle` in s at or after `from`, or SIZE_MAX. */
size_t cps_str_find(capias_str s, capias_str needle, size_t from);
/* Cut the next piece of *rest up to `separator` (trimmed) into *piece; false at the end. */
bool cps_str_split(capias_str *rest, char separator, capias_str *piece);
/* A decimal number without sign; false when s is not one or overflows. */
bool cps_str_u64(capias_str s, uint64_t *out);

/* ---- arenas -------------------------------------------------------------------------------- */

struct cps_arena_block;
struct cps_arena {
    struct cps_arena_block *first, *current;
    size_t taken, limit;
};
void cps_arena_init(struct cps_arena *a, size_t limit); /* cannot fail; no allocation yet; 0: none */
void *cps_arena_take(struct cps_arena *a, size_t n, size_t align); /* zeroed; NULL at the limit  */
void cps_arena_reset(struct cps_arena *a);   /* keeps the first block for the next request      */
void cps_arena_release(struct cps_arena *a);
#define CPS_TAKE(arena, type, count)                                                               \
    ((type *)cps_arena_take_array((arena), sizeof(type), (count), _Alignof(type)))
void *cps_arena_take_array(struct cps_arena *a, size_t size, size_t count, size_t align);
/* A copy with a NUL behind it (not counted in n). {NULL,0} at the limit unless s is empty. */
capias_str cps_arena_copy(struct cps_arena *a, capias_str s);
capias_str cps_arena_printf(struct cps_arena *a, const char *format, ...) CPS_PRINTF(2, 3);

/* ---- vectors: growing arrays that own their memory ------------------------------------------ */

/* Declare with CPS_VEC(type) name; zero it; push with CPS_PUSH; release with cps_vec_release. */
#define CPS_VEC(type)                                                                              \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }
#define CPS_PUSH(vec, item)                                                                        \
    (cps_vec_grow((void **)&(vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v)                     \
         ? ((vec)->v[(vec)->n++] = (item), true)                                                   \
         : false)
#define CPS_VEC_RELEASE(vec)                                                                       \
    (cps_vec_free((void **)&(vec)->v), (vec)->n = (vec)->cap = 0)
bool cps_vec_grow(void **v, size_t n, size_t *cap, size_t size); /* room for n + 1 items         */
bool cps_vec_reserve(void **v, size_t n, size_t *cap, size_t size); /* room for n items           */
void cps_vec_free(void **v);

/* A growing byte buffer. `failed` sticks, so that a writer checks once at the end. */
struct cps_buf {
    char *v;
    size_t n, cap;
    bool failed;
};
void cps_buf_add(struct cps_buf *b, const void *bytes, size_t n);
void cps_buf_str(struct cps_buf *b, capias_str s);
void cps_buf_printf(struct cps_buf *b, const char *format, ...) CPS_PRINTF(2, 3);
void cps_buf_reset(struct cps_buf *b);
void cps_buf_release(struct cps_buf *b);

/* ---- a set of strings with dense numbers ----------------------------------------------------- */

struct cps_intern {
    struct cps_arena arena;
    CPS_VEC(capias_str) strings; /* by number                                                    */
    uint32_t *slots;
    size_t n_slots;
};
void cps_intern_init(struct cps_intern *t);
void cps_intern_release(struct cps_intern *t);
#define CPS_NONE UINT32_MAX
uint32_t cps_intern_add(struct cps_intern *t, capias_str s);  /* CPS_NONE: out of memory          */
uint32_t cps_intern_find(const struct cps_intern *t, capias_str s); /* CPS_NONE: not there         */

/* ---- hashes -------------------------------------------------------------------------------- */

uint64_t cps_hash(const void *bytes, size_t n);      /* XXH3, 64 bits                             */
void cps_hash128(const void *bytes, size_t n, uint8_t out[16]);
struct cps_sha256 {
    uint32_t h[8];
    uint64_t length;
    uint8_t block[64];
};
void cps_sha256_init(struct cps_sha256 *s);
void cps_sha256_add(struct cps_sha256 *s, const void *bytes, size_t n);
void cps_sha256_hex(struct cps_sha256 *s, char out[65]);

/* ---- files --------------------------------------------------------------------------------- */

struct cps_mapping {
    const uint8_t *p;
    size_t n;
};
capias_status cps_file_map(const char *path, struct cps_mapping *out, capias_error *err);
void cps_file_unmap(struct cps_mapping *m);

/* Write beside `path`, sync, rename over it, with the permissions of what was there. Abandon removes
 * what was written, and where the file system has files without a name so does the end of the process.
 * Through a symbolic link its target is replaced; a device or pipe is written to as it stands. */
struct cps_output {
    int fd;
    char *path, *temporary;
    bool direct, named;    /* a device or pipe; `temporary` lies in the folder                   */
    uint64_t written;
};
capias_status cps_output_open(struct cps_output *o, const char *path, capias_error *err);
capias_status cps_output_write(struct cps_output *o, const void *bytes, size_t n,
                               capias_error *err);
capias_status cps_output_write_at(struct cps_output *o, uint64_t offset, const void *bytes,
                                  size_t n, capias_error *err);
capias_status cps_output_commit(struct cps_output *o, capias_error *err); /* closes it either way */
void cps_output_abandon(struct cps_output *o); /* after commit: does nothing                       */

/* Every plain file under the given paths, in byte order of their names, each once. Names that begin
 * with a dot are passed over. E_IO when a path does not exist. */
struct cps_files {
    struct cps_arena arena;
    CPS_VEC(const char *) paths;
};
capias_status cps_files_list(const char *const *paths, size_t n, struct cps_files *out,
                             capias_error *err);
void cps_files_release(struct cps_files *f);

/* A stream of bytes out of a file: plain, gzip, bzip2, xz or zstd, told by content (libarchive).
 * A byte order mark is taken off; UTF-16 with a mark becomes UTF-8. */
struct cps_input;
#define CPS_STDIN "/dev/stdin" /* as a path: the program's standard input */
capias_status cps_input_open(const char *path, struct cps_input **out, capias_error *err);
capias_status cps_input_memory(capias_str bytes, const char *name, struct cps_input **out,
                               capias_error *err);
/* Up to n bytes; *got 0 at the end. */
capias_status cps_input_read(struct cps_input *in, void *buffer, size_t n, size_t *got,
                             capias_error *err);
#define CPS_PEEK_MAX ((size_t)131072)
/* The first bytes, up to n, without consuming them (n at most CPS_PEEK_MAX). */
capias_status cps_input_peek(struct cps_input *in, size_t n, capias_str *out, capias_error *err);
/* What bytes are that are no text ("is a PDF"), with what to do about it; NULL: they may be text. */
const char *cps_no_text(capias_str head, const char **hint);
/* E_SYNTAX where an input begins like a spreadsheet, a PDF, a register or another binary file. */
capias_status cps_input_text(struct cps_input *in, capias_error *err);
const char *cps_input_name(const struct cps_input *in); /* for error places: the path's last part   */
/* SHA-256 and length of the file as it lies on disk, all of it read. Call at the end. */
capias_status cps_input_finish(struct cps_input *in, uint64_t *bytes, char sha256[65],
                               capias_error *err);
/* Bytes read so far of the file as it lies on disk, and its length (0: not known). */
void cps_input_progress(const struct cps_input *in, uint64_t *done, uint64_t *all);
void cps_input_close(struct cps_input *in); /* NULL is fine */

/* ---- CSV (RFC 4180, with what real lists do) -------------------------------------------------- */

struct cps_csv;
struct cps_csv_row {
    const capias_str *fields; /* valid until the next row                                          */
    size_t n;
    uint32_t line;            /* where the row begins                                              */
    capias_str raw;           /* the row as it stood, for excerpts                                 */
};
#define CPS_CSV_FIELD_MAX (1u << 20)
/* The input stays the caller's. A ^Z ends the file; blank lines are passed over. */
capias_status cps_csv_open(struct cps_input *in, char separator, struct cps_csv **out,
                           capias_error *err);
/* OK with row->n == 0 at the end. E_SYNTAX or E_LIMIT is about one row (a quote that never closes,
 * a field over the limit, bytes that are not UTF-8): the next call goes on with the line after it.
 * Any other status ends the reading: E_FORMAT is a packed file that is damaged or cut short. */
capias_status cps_csv_next(struct cps_csv *csv, struct cps_csv_row *row, capias_error *err);
void cps_csv_close(struct cps_csv *csv);
/* A field as it stands in a CSV row, in quotes where it needs them. */
void cps_csv_put(struct cps_buf *out, capias_str field);

/* ---- XML (Expat) ------------------------------------------------------------------------------ */

struct cps_xml;
struct cps_xml_handler {
    /* `name` is the element's, without a prefix. A status other than OK stops the parser and is
     * returned from cps_xml_parse. */
    capias_status (*open)(void *ctx, struct cps_xml *xml, capias_str name, capias_error *err);
    /* `text` is the element's own character data, trimmed of white space at both ends. */
    capias_status (*close)(void *ctx, struct cps_xml *xml, capias_str name, capias_str text,
                           capias_error *err);
    void *ctx;
};
#define CPS_XML_DEPTH_MAX 64
#define CPS_XML_TEXT_MAX (1u << 20)
capias_status cps_xml_parse(struct cps_input *in, const struct cps_xml_handler *handler,
                            capias_error *err);
capias_str cps_xml_attribute(const struct cps_xml *xml, const char *name); /* in open only          */
struct cps_xml_pair {
    capias_str name, value;
};
/* The attribute of that number, its name without a prefix; false: there are fewer. In open only. */
bool cps_xml_attribute_at(const struct cps_xml *xml, size_t number, struct cps_xml_pair *out);
uint32_t cps_xml_line(const struct cps_xml *xml);
uint32_t cps_xml_column(const struct cps_xml *xml);
unsigned cps_xml_depth(const struct cps_xml *xml); /* 1 in the root                                 */

/* A file of records that are best read whole: an element with all that lies in it. */
struct cps_xml_node {
    capias_str name, text; /* the element's own text, trimmed                                       */
    const struct cps_xml_pair *attributes;
    size_t n_attributes;
    const struct cps_xml_node *first, *next; /* its first child, its next sibling                   */
    uint32_t line;
};
/* `parent` is the name of the element around it. */
typedef capias_status cps_xml_record_fn(void *ctx, capias_str parent,
                                        const struct cps_xml_node *record, capias_error *err);
/* Hand over every element at `depth` (2 or more; the root is 1), in the order of the file and in the
 * caller's thread. A record is there until `record` returns; one of more than `limit` bytes ends the
 * reading with CAPIAS_E_NOMEM. Records before an error are handed over first. Large files are parsed in
 * a thread of their own. */
capias_status cps_xml_records(struct cps_input *in, unsigned depth, size_t limit,
                              cps_xml_record_fn *record, void *ctx, capias_error *err);
capias_str cps_xml_get(const struct cps_xml_node *node, const char *attribute); /* empty: not there */
/* The first child of that name; NULL: none, or no node. */
const struct cps_xml_node *cps_xml_child(const struct cps_xml_node *node, const char *name);

/* ---- JSON in (simdjson) ------------------------------------------------------------------------ */

enum cps_json_kind {
    CPS_JSON_NULL, CPS_JSON_FALSE, CPS_JSON_TRUE, CPS_JSON_NUMBER, CPS_JSON_STRING, CPS_JSON_ARRAY,
    CPS_JSON_OBJECT
};
/* One value; the parts of an array or object hang on it as a list, in the order of the text. */
struct cps_json_value {
    enum cps_json_kind kind;
    uint32_t at;              /* where it begins: bytes from the start of the record              */
    capias_str key;           /* its name within an object; empty elsewhere                       */
    capias_str text;          /* a string without its escapes; a number as it was written         */
    const struct cps_json_value *first, *next;
};
struct cps_json_record {
    const struct cps_json_value *value; /* an object or an array; NULL at the end                 */
    capias_str raw;           /* as it stood, for excerpts                                        */
    uint32_t line;            /* where it begins                                                  */
};
enum cps_json_form {
    CPS_JSON_LINES,           /* a record a line; blank lines are passed over                     */
    CPS_JSON_DOCUMENT         /* the whole file is one record                                     */
};
#define CPS_JSON_LINE_MAX ((size_t)16 << 20)
#define CPS_JSON_DOCUMENT_MAX ((size_t)64 << 20)
#define CPS_JSON_VALUES_MAX ((size_t)1 << 22) /* in a record                                       */
#define CPS_JSON_DEPTH_MAX 64

struct cps_json_in;
/* The input stays the caller's. */
capias_status cps_json_in_open(struct cps_input *in, enum cps_json_form form,
                               struct cps_json_in **out, capias_error *err);
/* The next record; it lives until the next call. E_SYNTAX or E_LIMIT with a line is about one record
 * (broken JSON, bytes that are not UTF-8, a line over the limit, nested too deep): the next call goes
 * on with the line after it. Any other error ends the reading: E_FORMAT is a packed file that is
 * damaged or cut short. */
capias_status cps_json_in_next(struct cps_json_in *json, struct cps_json_record *record,
                               capias_error *err);
void cps_json_in_close(struct cps_json_in *json); /* NULL is fine                                   */
/* The part of an object that bears this name, the last one if it is repeated; NULL: none, or no
 * object. */
const struct cps_json_value *cps_json_get(const struct cps_json_value *object, const char *key);
/* Where a value of the record stands in the file: line and column from 1. */
void cps_json_place(const struct cps_json_record *record, const struct cps_json_value *value,
                    uint32_t *line, uint32_t *column);

/* ---- JSON out --------------------------------------------------------------------------------- */

/* Writes into a buffer; commas are its own affair; strings are escaped, bytes that are not UTF-8
 * become U+FFFD. Keys come in the order given, so the same answer gives the same bytes. */
struct cps_json {
    struct cps_buf *out;
    bool comma;
    unsigned depth;
};
void cps_json_init(struct cps_json *j, struct cps_buf *out);
void cps_json_open_object(struct cps_json *j);
void cps_json_close_object(struct cps_json *j);
void cps_json_open_array(struct cps_json *j);
void cps_json_close_array(struct cps_json *j);
void cps_json_key(struct cps_json *j, const char *key);
void cps_json_str(struct cps_json *j, capias_str s);
void cps_json_u64(struct cps_json *j, uint64_t v);
void cps_json_score(struct cps_json *j, double v);   /* four decimals at most, "0.7"                 */
void cps_json_bool(struct cps_json *j, bool v);
void cps_json_null(struct cps_json *j);
/* key and value in one */
void cps_json_put_str(struct cps_json *j, const char *key, capias_str s);
void cps_json_put_u64(struct cps_json *j, const char *key, uint64_t v);
void cps_json_put_score(struct cps_json *j, const char *key, double v);
void cps_json_put_bool(struct cps_json *j, const char *key, bool v);
void cps_json_put_strs(struct cps_json *j, const char *key, capias_strs v);

/* ---- UTF-8 ------------------------------------------------------------------------------------ */

/* Decode one code point at s[*i], i < s.n; moves *i on. A bad byte gives U+FFFD and moves one. */
uint32_t cps_utf8_next(capias_str s, size_t *i);
size_t cps_utf8_put(uint32_t code_point, char out[4]); /* bytes written                              */
/* Offset of the first byte that is not UTF-8, or SIZE_MAX. */
size_t cps_utf8_check(capias_str s);
size_t cps_utf8_count(capias_str s); /* code points                                                   */

/* ---- a pipeline: pieces of work over threads, in and out in order ---------------------------------- */

struct cps_pipeline {
    /* In the caller's thread, in the order of the pieces. `*more` false: there is nothing left, and
     * the piece was not filled. */
    capias_status (*fill)(void *ctx, void *piece, bool *more, capias_error *err);
    /* In any thread, in any order; `worker` is below n_workers and no two calls share one at a time. */
    capias_status (*work)(void *ctx, void *piece, unsigned worker, capias_error *err);
    /* In the caller's thread, in the order of the pieces. */
    capias_status (*drain)(void *ctx, void *piece, capias_error *err);
    void *ctx;
    void *const *pieces; /* used over and over; two for each worker keep all of them busy            */
    unsigned n_pieces, n_workers; /* one worker: everything in the caller's thread                   */
};
/* Run until there is nothing left or something failed; the error is that of the first piece in order.
 * Behind it nothing is drained. */
capias_status cps_pipeline_run(const struct cps_pipeline *p, capias_error *err);

/* A producer that pushes, ahead of its consumer. */
struct cps_ahead;
struct cps_ahead_plan {
    /* In a thread of its own: fills cps_ahead_piece and passes it, over and over. */
    capias_status (*produce)(void *ctx, struct cps_ahead *to, capias_error *err);
    /* In the caller's thread, in the order they were passed. */
    capias_status (*consume)(void *ctx, void *piece, capias_error *err);
    void *ctx;
    void *const *pieces; /* used over and over                                                      */
    unsigned n_pieces;   /* one: everything in the caller's thread                                   */
};
/* The piece to fill next. It is as its consumer left it. */
void *cps_ahead_piece(struct cps_ahead *a);
/* Hand it over; waits until there is another one. Not OK: consuming has failed, and produce returns. */
capias_status cps_ahead_pass(struct cps_ahead *a, capias_error *err);
/* Run until the producer returns and all it passed is consumed, or consuming fails: its error wins. */
capias_status cps_ahead_run(const struct cps_ahead_plan *plan, capias_error *err);
unsigned cps_processors(void); /* how many of them this process may use, at least 1                    */

/* ---- the seam where faults are injected (tests only) ------------------------------------------- */

/* Make the nth allocation (or I/O call) from now fail; 0: none. Not thread-safe; for tests. */
void cps_seam_fail_alloc(uint64_t nth);
void cps_seam_fail_io(uint64_t nth);
uint64_t cps_seam_allocs(void); /* calls since the last cps_seam_fail_alloc                          */
uint64_t cps_seam_ios(void);

#endif
