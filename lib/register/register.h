/* SPDX-License-Identifier: Apache-2.0
 *
 * register/register.h: the one file. Compile it from statements, open it, verify it, read from it.
 * It does not know how it is searched: screen/ and law/ add sections of their own when a segment is
 * compiled (struct cps_section_maker), and read them back as bytes (cps_segment_section).
 *
 * Format: docs/register-format.md. All integers little-endian, sections 64-byte aligned, offsets
 * instead of pointers. Every accessor is bounded: no byte pattern crashes or over-reads it. An
 * accessor that meets damage gives an empty value or E_FORMAT; `verify` finds it all.
 */
#ifndef CPS_REGISTER_REGISTER_H
#define CPS_REGISTER_REGISTER_H

#include "base/base.h"
#include "sources/sources.h"

/* ---- sections: kinds, one list for writer, reader, verify and info --------------------------- */

enum cps_section_kind {
    CPS_SECTION_STRINGS = 1,     /* every string once, each with a NUL behind it                  */
    CPS_SECTION_SOURCES = 2,
    CPS_SECTION_ENTITIES = 3,    /* by id                                                         */
    CPS_SECTION_STATEMENTS = 4,  /* zstd blocks                                                   */
    CPS_SECTION_BLOCKS = 5,      /* where each block lies                                         */
    CPS_SECTION_ADJACENT = 6,    /* which entities refer to which                                 */
    CPS_SECTION_TABLES = 7,      /* law and fact tables                                           */
    /* screen/ owns 32..63, law/ 64..95 */
    CPS_SECTION_SCREEN = 32,
    CPS_SECTION_LAW = 64
};

/* ---- reading --------------------------------------------------------------------------------- */

struct cps_segment;
size_t cps_register_segments(const capias_register *reg);
const struct cps_segment *cps_register_segment(const capias_register *reg, size_t i);
/* A section's bytes; false when the segment has none of that kind. 64-byte aligned. */
bool cps_segment_section(const struct cps_segment *seg, uint32_t kind, const void **p, size_t *n);

/* A string of the segment's pool: offset and length as stored. Empty when out of bounds. */
struct cps_string_ref { uint32_t offset, length; };
capias_str cps_segment_string(const struct cps_segment *seg, struct cps_string_ref ref);
/* Number of an entity within one segment; false when the segment does not speak of it. */
bool cps_segment_find(const struct cps_segment *seg, capias_str id, uint32_t *index);

struct cps_entity_ref { uint32_t segment, index; };
struct cps_entity {
    capias_str id, caption;
    cps_schema schema;
    bool party;                   /* its schema is matchable: counted, searched                   */
    uint64_t datasets;            /* bit i: source i of the segment                               */
    uint64_t digest;              /* of all its statements                                        */
    uint32_t n_statements;
};
uint32_t cps_segment_entities(const struct cps_segment *seg);
bool cps_entity_get(const capias_register *reg, struct cps_entity_ref ref, struct cps_entity *out);
/* In the lowest segment that speaks of it. */
bool cps_entity_find(const capias_register *reg, capias_str id, struct cps_entity_ref *out);
/* All statements about it, by property then value; unpacked into `arena`. */
capias_status cps_entity_read(const capias_register *reg, struct cps_entity_ref ref,
                              struct cps_arena *arena, const capias_statement **out, size_t *n,
                              capias_error *err);
/* What all segments say of an id, as one: by property, then value. *found false: none speaks of it.
 * `entity` is as the lowest segment has it. */
capias_status cps_entity_read_all(const capias_register *reg, capias_str id,
                                  struct cps_arena *arena, struct cps_entity *entity,
                                  const capias_statement **out, size_t *n, bool *found,
                                  capias_error *err);
/* Its value is the id of an entity. */
bool cps_statement_names_entity(const capias_statement *s);
/* Entities with a property of type entity that names this one (its listings, documents, ties). */
capias_status cps_entity_adjacent(const capias_register *reg, struct cps_entity_ref ref,
                                  struct cps_arena *arena, const struct cps_entity_ref **out,
                                  size_t *n, capias_error *err);
/* Source i of a segment; strings point into the register. */
size_t cps_segment_sources(const struct cps_segment *seg);
bool cps_segment_source(const struct cps_segment *seg, size_t i, capias_source *out);

/* ---- tables ---------------------------------------------------------------------------------- */

struct cps_table;
/* The table of that name in whichever segment holds one; NULL when there is none. */
const struct cps_table *cps_register_table(const capias_register *reg, const char *name);
const struct cps_table *cps_segment_table(const struct cps_segment *seg, const char *name);
uint32_t cps_table_rows(const struct cps_table *t);
/* Column number by name, or -1. */
int cps_table_column(const struct cps_table *t, const char *name);
/* Empty: unknown. */
capias_str cps_table_cell(const struct cps_table *t, uint32_t row, int column);
/* A date cell's span, worked out when the register was built. False when empty. */
bool cps_table_span(const struct cps_table *t, uint32_t row, int column, struct cps_span *out);
/* Row whose id column equals `id`, or -1 (binary search over an order stored with the table). */
int64_t cps_table_find(const struct cps_table *t, capias_str id);
/* First row at or after `from` whose cell is `value`; CPS_NONE: none. */
uint32_t cps_table_next(const struct cps_table *t, int column, capias_str value, uint32_t from);
/* The row's place in the source: "warrants.csv:12". */
capias_str cps_table_where(const struct cps_table *t, uint32_t row, struct cps_arena *arena);

/* ---- worked out once ------------------------------------------------------------------------- */

/* `arena` lives as long as the register; what is made must not change afterwards. */
typedef capias_status cps_prepare_fn(const capias_register *reg, struct cps_arena *arena,
                                     const void **out, capias_error *err);
/* What `make` makes of this register: made by the first caller, kept for all. `make` must not ask for
 * something prepared itself. */
capias_status cps_register_prepared(const capias_register *reg, cps_prepare_fn *make,
                                    const void **out, capias_error *err);

/* ---- two registers --------------------------------------------------------------------------- */

/* capias_diff; the summary lives in `arena`. */
capias_status cps_register_diff(const capias_register *before, const capias_register *after,
                                const capias_diff_options *opt, struct cps_arena *arena,
                                capias_diff_summary *out, capias_error *err);

/* ---- compiling ------------------------------------------------------------------------------- */

/* What a section maker sees: the segment's entities and statements in their final order. */
struct cps_compiled;
uint32_t cps_compiled_entities(const struct cps_compiled *c);
struct cps_entity cps_compiled_entity(const struct cps_compiled *c, uint32_t index);
size_t cps_compiled_statements(const struct cps_compiled *c, uint32_t index);
/* property, value, language, dataset's bit; strings live until the segment is written. */
struct cps_compiled_statement {
    cps_property property;
    capias_str value, language;
    uint32_t source;
};
struct cps_compiled_statement cps_compiled_statement(const struct cps_compiled *c, uint32_t index,
                                                     size_t i);
/* Index of an entity by id, or CPS_NONE. */
uint32_t cps_compiled_find(const struct cps_compiled *c, capias_str id);
/* A law table of this segment, readable with the cps_table_ calls; NULL when there is none. */
const struct cps_table *cps_compiled_table(const struct cps_compiled *c, const char *name);
/* The register that is taken in as it is, or NULL. */
const capias_register *cps_compiled_builtin(const struct cps_compiled *c);
/* Name of the dataset that a statement's source is. */
capias_str cps_compiled_dataset(const struct cps_compiled *c, uint32_t source);
/* To whoever listens to the build. */
void cps_compiled_tell(const struct cps_compiled *c, capias_severity severity, const capias_error *what);
/* Put a string into the segment's pool (each once). References ascend in the order of the first
 * call for a string, so a maker that calls in a fixed order gives the same bytes every time. */
capias_status cps_compiled_intern(struct cps_compiled *c, capias_str s, struct cps_string_ref *out,
                                  capias_error *err);
/* Add a section of kind 32 or above, each kind once; the bytes are copied. At most 57 of them in a
 * segment, all rooms together. */
capias_status cps_compiled_section(struct cps_compiled *c, uint32_t kind, const void *bytes,
                                   size_t n, capias_error *err);

struct cps_section_maker {
    capias_status (*make)(struct cps_compiled *c, void *ctx, capias_error *err);
    void *ctx;
};

struct cps_compile_options {
    const char *output;
    const char *builtin;              /* a register taken in as it is, segment by segment; or NULL */
    const struct cps_section_maker *makers;
    size_t n_makers;
    const char *model_id;             /* the names model, 32 hexadecimal digits                   */
    const char *built_with;           /* program and ICU version                                  */
    bool strict;
    capias_message_fn *message;
    void *message_ctx;
};
struct cps_compile;
capias_status cps_compile_new(const struct cps_compile_options *opt, struct cps_compile **out,
                              capias_error *err);
/* The sink to read sources into. */
struct cps_sink *cps_compile_sink(struct cps_compile *c);
/* Sort, join, write, sync, rename. On any error the old file is untouched and nothing is left. */
capias_status cps_compile_finish(struct cps_compile *c, capias_error *err);
void cps_compile_free(struct cps_compile *c); /* NULL is fine */

/* Counts for `info` and the build's report. */
capias_status cps_register_summary(const capias_register *reg, struct cps_arena *arena,
                                   capias_info *out, capias_error *err);

/* Rooms that own sections give `verify` a check of theirs. */
struct cps_section_check {
    uint32_t kind;
    capias_status (*check)(const capias_register *reg, size_t segment, const void *p, size_t n,
                           capias_error *err);
};
/* `model_id` NULL: any. */
capias_status cps_register_open(const char *path, const char *model_id, capias_register **out,
                                capias_error *err);
/* The same for bytes in memory: 64-byte aligned, they stay the caller's and outlive the register.
 * `name` stands for the path in errors. */
capias_status cps_register_open_memory(const void *bytes, size_t n, const char *name,
                                       const char *model_id, capias_register **out,
                                       capias_error *err);
void cps_register_close(capias_register *reg);
capias_status cps_register_verify(const capias_register *reg,
                                  const struct cps_section_check *checks, size_t n_checks,
                                  capias_error *err);
const char *cps_register_digest(const capias_register *reg);

#endif
