/* SPDX-License-Identifier: Apache-2.0
 *
 * register/internal.h: what an open register looks like in memory. Private to this room. */
#ifndef CPS_REGISTER_INTERNAL_H
#define CPS_REGISTER_INTERNAL_H

#include "register/format.h"

struct cps_bytes {
    const uint8_t *p;
    size_t n;
};

/* A table lies in an open segment, or in one that is being compiled: the owner says how a string
 * reference and a file number are read. Everything else is in the section's bytes, whose bounds
 * were checked when the table was set up. */
struct cps_table_owner {
    capias_str (*string)(const void *owner, struct cps_string_ref ref);
    capias_str (*file)(const void *owner, uint32_t file);
};
struct cps_table {
    const struct cps_table_owner *how;
    const void *owner;
    capias_str name;
    uint32_t rows, columns, spans, id_column;
    const uint8_t *column, *cell, *span, *order, *place;
    struct cps_bytes pool; /* where each of its strings lies once; empty while compiling         */
};
/* Row i of a TABLES section, its bounds checked. E_FORMAT. */
capias_status cps_table_setup(struct cps_bytes section, uint32_t i,
                              const struct cps_table_owner *how, const void *owner,
                              struct cps_table *out, capias_error *err);

struct cps_segment {
    const capias_register *reg;
    uint32_t number;
    uint32_t first_entry, n_entries; /* in the section table */
    struct cps_bytes strings, sources, entities, statements, blocks, adjacent, tables;
    uint32_t n_sources, n_files, n_entities, n_schemata, n_blocks, n_adjacent, n_tables;
    cps_schema *schemata;            /* of this program, by the segment's own numbers */
    struct cps_table *table;
};

struct cps_unpackers; /* zstd contexts, shared by threads */

struct capias_register {
    struct cps_arena arena;          /* holds this struct too */
    struct cps_mapping map;          /* n is 0 for a register in memory */
    struct cps_bytes file;
    const char *name;                /* for errors: the path as given */
    uint32_t n_entries, n_segments;
    struct cps_segment *segments;
    struct cps_unpackers *unpackers;
    struct cps_prepared *prepared;
    char digest[33], model[33];
};

/* An entry of the section table: i < n_entries. Its bounds were checked by open. */
struct cps_entry {
    uint32_t id, flags;
    uint64_t offset, length, hash;
};
struct cps_entry cps_entry_get(const capias_register *reg, uint32_t i);

/* E_FORMAT "is damaged: WHAT", with the file's name and the hint. */
capias_status cps_damaged(const capias_register *reg, capias_error *err, const char *what);

/* ---- statements, in read.c and unpack.c ------------------------------------------------------ */

capias_status cps_unpackers_new(struct cps_arena *arena, struct cps_unpackers **out,
                                capias_error *err);
void cps_unpackers_free(struct cps_unpackers *u);

capias_status cps_prepared_new(struct cps_arena *arena, struct cps_prepared **out, capias_error *err);
void cps_prepared_free(struct cps_prepared *p);

/* Block b of a segment, unpacked into `arena`. */
capias_status cps_block_unpack(const struct cps_segment *seg, uint32_t b, struct cps_arena *arena,
                               struct cps_bytes *out, capias_error *err);

/* Reads one statement at *at and moves on; false when the bytes end or make no sense. */
struct cps_packed_statement {
    uint32_t property, file, line;
    capias_str value, language, original, first_seen, last_seen;
};
bool cps_statement_unpack(struct cps_bytes block, size_t *at, uint32_t last_property,
                          struct cps_packed_statement *out);

/* What the digest of an entity covers (docs/register-format.md); one definition for the writer and
 * for verify. */
void cps_digest_begin(struct cps_buf *b, const char *schema);
void cps_digest_add(struct cps_buf *b, uint32_t property, capias_str value, capias_str language,
                    capias_str original, capias_str dataset);

/* ---- small things ---------------------------------------------------------------------------- */

/* Stable merge sort of numbers; `scratch` has room for n. */
typedef int cps_order_fn(const void *ctx, uint32_t a, uint32_t b);
void cps_sort(uint32_t *v, size_t n, uint32_t *scratch, cps_order_fn *order, const void *ctx);

/* "sdn.csv:1234" in `arena`; {NULL, 0} when there is no memory. */
capias_str cps_place(struct cps_arena *arena, capias_str file, uint32_t line);

/* Whether the property's values are of that type; false when this program does not know it. */
bool cps_property_is(uint32_t property, enum cps_property_type type);

#endif
