/* SPDX-License-Identifier: Apache-2.0
 *
 * register/compile.h: a register in the making. Private to this room.
 *
 *   sink ──▶ rows (32 bytes each, strings by number) ──plan──▶ segments ──▶ sections ──▶ file
 *
 * Every string is kept once, in c->strings; everything else is numbers. Sorting moves row numbers,
 * not rows. A section is written as soon as it is made, so that a build holds the statements once
 * and one section at a time. */
#ifndef CPS_REGISTER_COMPILE_H
#define CPS_REGISTER_COMPILE_H

#define XXH_STATIC_LINKING_ONLY /* the streaming state without a heap call */
#include <xxhash.h>

#include "register/internal.h"

/* ---- what the sink collects ------------------------------------------------------------------ */

/* One statement; entity to last_seen are string numbers, 0 the empty string. A row that only says
 * which schema an entity has: property CPS_NO_PROPERTY, value the schema. */
struct cps_row {
    uint32_t entity, value, original, language, first_seen, last_seen, line;
    uint16_t property, origin;
};
_Static_assert(sizeof(struct cps_row) == 32, "statement rows are what a build's memory goes into");

/* A file of a source. */
struct cps_origin {
    uint32_t source, name;
    uint32_t number;           /* among the files of its segment: ordered by source, then file */
};

struct cps_compile_source {
    capias_str dataset, format, publisher, url, licence, as_of;
    uint64_t rejected, bytes, parties, names;
    char sha256[65];
    uint32_t first_origin, n_files;
    size_t first_row, n_rows;  /* its rows lie together */
    uint32_t stated;           /* entities it speaks of */
    uint32_t segment, number;  /* of the new segments; place within it */
};

struct cps_law_row {
    uint32_t table, origin, line, cell;
};

/* ---- the file being written ------------------------------------------------------------------ */

struct cps_writer {
    struct cps_output out;
    bool open;
    struct cps_buf buffer;
    uint64_t position, start, room; /* room: bytes kept free for header and section table */
    uint32_t id, flags;
    CPS_VEC(struct cps_entry) entries;
    XXH3_state_t hash;
};
capias_status cps_writer_open(struct cps_writer *w, const char *path, uint32_t most_sections,
                              capias_error *err);
capias_status cps_writer_begin(struct cps_writer *w, uint32_t segment, uint32_t kind,
                               uint32_t flags, capias_error *err);
capias_status cps_writer_add(struct cps_writer *w, const void *bytes, size_t n, capias_error *err);
capias_status cps_writer_end(struct cps_writer *w, capias_error *err);
/* begin, add, end. */
capias_status cps_writer_section(struct cps_writer *w, uint32_t segment, uint32_t kind,
                                 uint32_t flags, const void *bytes, size_t n, capias_error *err);
capias_status cps_writer_finish(struct cps_writer *w, uint32_t segments, const uint8_t model[16],
                                capias_error *err);
void cps_writer_release(struct cps_writer *w); /* removes what was not finished */

/* ---- the build ------------------------------------------------------------------------------- */

/* What the compiler asks of a property, worked out once. */
struct cps_property_facts {
    uint8_t known, caption /* rank, 0 none */, name, entity;
};

struct cps_compile {
    struct cps_arena arena;    /* holds this struct too */
    struct cps_compile_options opt;
    uint8_t model[16];
    capias_register *builtin;
    struct cps_intern strings; /* number 0 is the empty string */
    CPS_VEC(struct cps_row) rows;
    CPS_VEC(struct cps_origin) origins;
    CPS_VEC(struct cps_compile_source) sources;
    CPS_VEC(const struct cps_table_schema *) tables;
    CPS_VEC(struct cps_law_row) law_rows;
    CPS_VEC(uint32_t) cells;
    struct cps_property_facts *facts; /* by property id */
    struct cps_sink sink;
    bool in_source, finished;
    uint32_t last_entity;      /* of whom the schema was noted last */
    cps_schema last_schema;
    uint32_t n_segments;       /* new ones */
    struct cps_writer writer;
};
capias_str cps_compile_string(const struct cps_compile *c, uint32_t number);
const struct cps_property_facts *cps_compile_facts(struct cps_compile *c, uint16_t property);

/* ---- one segment ----------------------------------------------------------------------------- */

struct cps_compiled_row {
    uint64_t digest, datasets;
    uint32_t id, caption;      /* string numbers */
    uint32_t first, n;         /* in `order` */
    uint32_t block, offset;
    cps_schema schema;
    bool party;
};

struct cps_compiled {
    struct cps_compile *c;
    uint32_t number;           /* among the new segments */
    struct cps_arena arena;
    uint32_t *sources;         /* numbers in c->sources, by dataset */
    uint32_t n_sources, n_files;
    uint32_t *files;           /* numbers in c->origins */
    struct cps_compiled_row *entities;
    uint32_t n_entities;
    uint32_t *order;           /* row numbers, by entity, property, value */
    uint32_t *index;           /* by string number: entity + 1, 0 when the string is no id */
    size_t n_index;
    uint64_t n_statements, n_names, n_parties, n_instruments;
    CPS_VEC(uint32_t) offsets; /* by string number: its place in the pool, CPS_NONE: not in it */
    CPS_VEC(uint32_t) pool;    /* string numbers in the pool's order */
    uint64_t pool_size;
    struct cps_buf table_bytes;
    struct cps_table *tables;
    uint32_t n_tables;
};
/* Join, sort, drop repetitions and orphans (reported through the message function). */
capias_status cps_segment_join(struct cps_compiled *s, capias_error *err);
/* Write its sections; call the makers before the string pool is closed. */
capias_status cps_segment_write(struct cps_compiled *s, capias_error *err);
capias_status cps_segment_write_tables(struct cps_compiled *s, capias_error *err);
/* String number to reference, taking it into the pool. */
capias_status cps_pool_ref(struct cps_compiled *s, uint32_t number, struct cps_string_ref *out,
                           capias_error *err);
/* The same for text. */
capias_status cps_pool_text(struct cps_compiled *s, capias_str text, struct cps_string_ref *out,
                            capias_error *err);
void cps_compiled_release(struct cps_compiled *s);

#endif
