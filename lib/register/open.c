/* SPDX-License-Identifier: Apache-2.0
 *
 * register/open.c: from a file to a register that can be asked.
 *
 * Idea       check what bounds everything else: the header, the section table, and in each segment
 *            the counts against the sizes of the sections. Nothing else is read, so the cost does
 *            not grow with the file.
 * Invariant  after open, every section lies within the file and holds as many rows as it says; what
 *            a row points at is checked when it is followed. */
#include "register/internal.h"

capias_status cps_damaged(const capias_register *reg, capias_error *err, const char *what)
{
    capias_status status =
        cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0, "is damaged: %s", what);
    cps_hint(err, "build it again from its sources, or restore it from a copy");
    return status;
}

struct cps_entry cps_entry_get(const capias_register *reg, uint32_t i)
{
    const uint8_t *p = reg->file.p + CPS_HEADER_SIZE + (size_t)i * CPS_ENTRY_SIZE;
    return (struct cps_entry){cps_get32(p + CPS_ENTRY_ID), cps_get32(p + CPS_ENTRY_FLAGS),
                              cps_get64(p + CPS_ENTRY_OFFSET), cps_get64(p + CPS_ENTRY_LENGTH),
                              cps_get64(p + CPS_ENTRY_HASH)};
}

/* ---- header ---------------------------------------------------------------------------------- */

static capias_status refuse(const capias_register *reg, capias_error *err, const char *hint,
                            const char *what)
{
    capias_status status = cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0, "%s", what);
    cps_hint(err, "%s", hint);
    return status;
}

static capias_status check_magic(const capias_register *reg, capias_error *err)
{
    static const char stem[] = "CAPIAS";
    struct cps_bytes f = reg->file;
    size_t n = f.n < sizeof stem - 1 ? f.n : sizeof stem - 1;
    if (f.n == 0 || memcmp(f.p, stem, n) != 0)
        return refuse(reg, err, "make one from list files with: capias build -o REGISTER FILE...",
                      f.n ? "is not a register" : "is empty, not a register");
    if (f.n >= 8 && memcmp(f.p, CPS_FORMAT_MAGIC, 8) != 0)
        return refuse(reg, err, "copy it again as binary",
                      "was changed by a transfer in text mode");
    return CAPIAS_OK;
}

static capias_status check_length(const capias_register *reg, uint64_t length, capias_error *err)
{
    if (length == reg->file.n) return CAPIAS_OK;
    capias_status status =
        length > reg->file.n
            ? cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0,
                          "is cut off: %zu of %llu bytes are there", reg->file.n,
                          (unsigned long long)length)
            : cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0,
                          "is damaged: %llu bytes follow its end",
                          (unsigned long long)(reg->file.n - length));
    cps_hint(err, "copy it again, or build it again from its sources");
    return status;
}

static void to_hex(const uint8_t *p, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = "0123456789abcdef"[p[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[p[i] & 15];
    }
    out[2 * n] = '\0';
}

static capias_status check_version(const capias_register *reg, capias_error *err)
{
    const uint8_t *h = reg->file.p;
    uint32_t version = cps_get32(h + CPS_HEADER_VERSION), order = cps_get32(h + CPS_HEADER_ORDER);
    if (order == 0x04030201u)
        return refuse(reg, err, "build it again with this program",
                      "was written in the other byte order");
    if (order != CPS_FORMAT_ORDER) return cps_damaged(reg, err, "its header makes no sense");
    if (version > CPS_FORMAT_VERSION) {
        capias_status status =
            cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0,
                        "is of format version %u; this program reads version %u", version,
                        CPS_FORMAT_VERSION);
        cps_hint(err, "install a newer capias, or build the register with this one");
        return status;
    }
    if (version == 0) return cps_damaged(reg, err, "its header makes no sense");
    return CAPIAS_OK;
}

static capias_status check_header(capias_register *reg, capias_error *err)
{
    CPS_TRY(check_magic(reg, err));
    if (reg->file.n < CPS_HEADER_SIZE) {
        capias_status status = cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0,
                                           "is cut off: %zu bytes, less than a header",
                                           reg->file.n);
        cps_hint(err, "copy it again, or build it again from its sources");
        return status;
    }
    const uint8_t *h = reg->file.p;
    CPS_TRY(check_version(reg, err));
    if (cps_get64(h + CPS_HEADER_HASH) != cps_hash(h, CPS_HEADER_HASH))
        return cps_damaged(reg, err, "its header's checksum is wrong");
    CPS_TRY(check_length(reg, cps_get64(h + CPS_HEADER_LENGTH), err));
    reg->n_entries = cps_get32(h + CPS_HEADER_SECTIONS);
    reg->n_segments = cps_get32(h + CPS_HEADER_SEGMENTS);
    to_hex(h + CPS_HEADER_MODEL, 16, reg->model);
    return CAPIAS_OK;
}

static capias_status check_model(const capias_register *reg, const char *model_id,
                                 capias_error *err)
{
    if (!model_id || strcmp(model_id, reg->model) == 0) return CAPIAS_OK;
    capias_status status = cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0,
                                       "was built with another names model (%.8s..., here %.8s...)",
                                       reg->model, model_id);
    cps_hint(err, "build it again with this program: capias build");
    return status;
}

/* ---- section table --------------------------------------------------------------------------- */

static capias_status check_entry(const capias_register *reg, struct cps_entry e, uint64_t lowest,
                                 capias_error *err)
{
    uint32_t kind = e.id & 0xffff;
    if (e.id >> 16 >= reg->n_segments) return cps_damaged(reg, err, "a section of no segment");
    if (e.offset % CPS_FORMAT_ALIGN || e.offset < lowest || e.offset > reg->file.n ||
        e.length > reg->file.n - e.offset)
        return cps_damaged(reg, err, "a section lies outside of the file");
    bool known = (kind >= CPS_SECTION_STRINGS && kind <= CPS_SECTION_TABLES) ||
                 (kind >= CPS_SECTION_SCREEN && kind < 96);
    if (!known && e.flags & CPS_ENTRY_REQUIRED) {
        capias_status status = cps_fail_at(err, CAPIAS_E_FORMAT, reg->name, 0, 0,
                                           "needs a newer program: section of kind %u", kind);
        cps_hint(err, "install a newer capias, or build the register with this one");
        return status;
    }
    return CAPIAS_OK;
}

static capias_status check_entries(capias_register *reg, capias_error *err)
{
    size_t room = reg->file.n - CPS_HEADER_SIZE;
    size_t bytes = (size_t)reg->n_entries * CPS_ENTRY_SIZE;
    if (reg->n_entries > room / CPS_ENTRY_SIZE || reg->n_segments > CPS_SEGMENTS_MAX ||
        reg->n_segments > reg->n_entries)
        return cps_damaged(reg, err, "its section table does not fit");
    const uint8_t *table = reg->file.p + CPS_HEADER_SIZE;
    if (cps_get64(reg->file.p + CPS_HEADER_TABLE_HASH) != cps_hash(table, bytes))
        return cps_damaged(reg, err, "its section table's checksum is wrong");
    uint32_t last = 0;
    for (uint32_t i = 0; i < reg->n_entries; i++) {
        struct cps_entry e = cps_entry_get(reg, i);
        CPS_TRY(check_entry(reg, e, CPS_HEADER_SIZE + bytes, err));
        if (i && e.id <= last) return cps_damaged(reg, err, "its section table is out of order");
        last = e.id;
    }
    uint8_t digest[16];
    cps_hash128(table, bytes, digest);
    to_hex(digest, 16, reg->digest);
    return CAPIAS_OK;
}

/* ---- segments -------------------------------------------------------------------------------- */

static struct cps_bytes *part_of(struct cps_segment *seg, uint32_t kind)
{
    switch (kind) {
    case CPS_SECTION_STRINGS: return &seg->strings;
    case CPS_SECTION_SOURCES: return &seg->sources;
    case CPS_SECTION_ENTITIES: return &seg->entities;
    case CPS_SECTION_STATEMENTS: return &seg->statements;
    case CPS_SECTION_BLOCKS: return &seg->blocks;
    case CPS_SECTION_ADJACENT: return &seg->adjacent;
    case CPS_SECTION_TABLES: return &seg->tables;
    default: return NULL;
    }
}

/* The sections that are made of rows hold as many as they say. */
static bool sizes_agree(struct cps_segment *seg)
{
    if (seg->strings.n == 0 || seg->sources.n < CPS_SOURCES_HEADER ||
        seg->entities.n < CPS_ENTITIES_HEADER || seg->blocks.n % CPS_BLOCK_SIZE ||
        seg->adjacent.n % CPS_ADJACENT_SIZE || seg->blocks.n / CPS_BLOCK_SIZE >= CPS_NONE ||
        seg->adjacent.n / CPS_ADJACENT_SIZE >= CPS_NONE)
        return false;
    seg->n_blocks = (uint32_t)(seg->blocks.n / CPS_BLOCK_SIZE);
    seg->n_adjacent = (uint32_t)(seg->adjacent.n / CPS_ADJACENT_SIZE);
    seg->n_sources = cps_get32(seg->sources.p + CPS_SOURCES_N);
    seg->n_files = cps_get32(seg->sources.p + CPS_SOURCES_FILES);
    seg->n_entities = cps_get32(seg->entities.p + CPS_ENTITIES_N);
    seg->n_schemata = cps_get32(seg->entities.p + CPS_ENTITIES_SCHEMATA);
    uint64_t sources = CPS_SOURCES_HEADER + (uint64_t)seg->n_sources * CPS_SOURCE_SIZE +
                       (uint64_t)seg->n_files * CPS_FILE_SIZE;
    uint64_t entities = CPS_ENTITIES_HEADER + (uint64_t)seg->n_entities * CPS_ENTITY_SIZE +
                        (uint64_t)seg->n_schemata * 8;
    return seg->n_sources <= CPS_SEGMENT_SOURCES_MAX && seg->n_schemata <= CPS_SCHEMATA_MAX &&
           sources == seg->sources.n && entities == seg->entities.n;
}

static capias_status setup_schemata(struct cps_segment *seg, struct cps_arena *arena,
                                    capias_error *err)
{
    seg->schemata = CPS_TAKE(arena, cps_schema, seg->n_schemata);
    if (!seg->schemata) return cps_fail_memory(err);
    const uint8_t *p =
        seg->entities.p + CPS_ENTITIES_HEADER + (size_t)seg->n_entities * CPS_ENTITY_SIZE;
    for (uint32_t i = 0; i < seg->n_schemata; i++, p += 8)
        seg->schemata[i] = cps_schema_find(cps_segment_string(seg, cps_get_ref(p)));
    return CAPIAS_OK;
}

static capias_str string_of(const void *owner, struct cps_string_ref ref)
{
    return cps_segment_string(owner, ref);
}

static capias_str file_of(const void *owner, uint32_t file)
{
    const struct cps_segment *seg = owner;
    if (file >= seg->n_files) return (capias_str){0};
    const uint8_t *p = seg->sources.p + CPS_SOURCES_HEADER +
                       (size_t)seg->n_sources * CPS_SOURCE_SIZE + (size_t)file * CPS_FILE_SIZE;
    return cps_segment_string(seg, cps_get_ref(p + CPS_FILE_NAME));
}

static capias_status setup_tables(struct cps_segment *seg, struct cps_arena *arena,
                                  capias_error *err)
{
    static const struct cps_table_owner how = {string_of, file_of};
    if (!seg->tables.p) return CAPIAS_OK;
    if (seg->tables.n < CPS_TABLES_HEADER)
        return cps_damaged(seg->reg, err, "its tables do not fit");
    uint32_t n = cps_get32(seg->tables.p + CPS_TABLES_N);
    if (n > CPS_TABLES_MAX) return cps_damaged(seg->reg, err, "its tables do not fit");
    seg->table = CPS_TAKE(arena, struct cps_table, n);
    if (!seg->table) return cps_fail_memory(err);
    for (; seg->n_tables < n; seg->n_tables++) {
        if (cps_table_setup(seg->tables, seg->n_tables, &how, seg, &seg->table[seg->n_tables],
                            NULL) != CAPIAS_OK)
            return cps_damaged(seg->reg, err, "its tables do not fit");
        seg->table[seg->n_tables].pool = seg->strings;
    }
    return CAPIAS_OK;
}

static capias_status setup_segments(capias_register *reg, capias_error *err)
{
    reg->segments = CPS_TAKE(&reg->arena, struct cps_segment, reg->n_segments);
    if (!reg->segments) return cps_fail_memory(err);
    uint32_t i = 0;
    for (uint32_t s = 0; s < reg->n_segments; s++) {
        struct cps_segment *seg = &reg->segments[s];
        *seg = (struct cps_segment){.reg = reg, .number = s, .first_entry = i};
        for (; i < reg->n_entries; i++) {
            struct cps_entry e = cps_entry_get(reg, i);
            if (e.id >> 16 != s) break;
            struct cps_bytes *part = part_of(seg, e.id & 0xffff);
            if (part) *part = (struct cps_bytes){reg->file.p + e.offset, (size_t)e.length};
        }
        seg->n_entries = i - seg->first_entry;
        for (uint32_t kind = CPS_SECTION_STRINGS; kind < CPS_SECTION_TABLES; kind++)
            if (!part_of(seg, kind)->p) return cps_damaged(reg, err, "a section is missing");
        if (!sizes_agree(seg))
            return cps_damaged(reg, err, "a section is not as long as it says");
        CPS_TRY(setup_schemata(seg, &reg->arena, err));
        CPS_TRY(setup_tables(seg, &reg->arena, err));
    }
    return CAPIAS_OK;
}

/* ---- open, close ----------------------------------------------------------------------------- */

static capias_status setup(capias_register *reg, const char *model_id, capias_error *err)
{
    CPS_TRY(check_header(reg, err));
    CPS_TRY(check_entries(reg, err));
    CPS_TRY(check_model(reg, model_id, err));
    CPS_TRY(setup_segments(reg, err));
    CPS_TRY(cps_prepared_new(&reg->arena, &reg->prepared, err));
    return cps_unpackers_new(&reg->arena, &reg->unpackers, err);
}

static capias_status make(struct cps_bytes file, struct cps_mapping map, const char *name,
                          const char *model_id, capias_register **out, capias_error *err)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    capias_register *reg = CPS_TAKE(&arena, capias_register, 1);
    capias_str copy = cps_arena_copy(&arena, cps_str(name));
    if (!reg || !copy.p) {
        cps_arena_release(&arena);
        cps_file_unmap(&map);
        return cps_fail_memory(err);
    }
    *reg = (capias_register){.arena = arena, .map = map, .file = file, .name = copy.p};
    capias_status status = setup(reg, model_id, err);
    if (status == CAPIAS_OK) *out = reg;
    else cps_register_close(reg);
    return status;
}

capias_status cps_register_open(const char *path, const char *model_id, capias_register **out,
                                capias_error *err)
{
    struct cps_mapping map;
    CPS_TRY(cps_file_map(path, &map, err));
    return make((struct cps_bytes){map.p, map.n}, map, path, model_id, out, err);
}

capias_status cps_register_open_memory(const void *bytes, size_t n, const char *name,
                                       const char *model_id, capias_register **out,
                                       capias_error *err)
{
    if ((uintptr_t)bytes % CPS_FORMAT_ALIGN)
        return cps_fail(err, CAPIAS_E_ARG, "a register in memory must be 64-byte aligned");
    return make((struct cps_bytes){bytes, n}, (struct cps_mapping){0}, name, model_id, out, err);
}

void cps_register_close(capias_register *reg)
{
    if (!reg) return;
    cps_unpackers_free(reg->unpackers);
    cps_prepared_free(reg->prepared);
    cps_file_unmap(&reg->map);
    struct cps_arena arena = reg->arena; /* reg itself lies in it */
    cps_arena_release(&arena);
}

const char *cps_register_digest(const capias_register *reg)
{
    return reg->digest;
}
