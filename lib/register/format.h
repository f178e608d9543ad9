/* SPDX-License-Identifier: Apache-2.0
 *
 * register/format.h: the bytes of the file, as docs/register-format.md draws them. Private to this
 * room. All integers are little-endian; reading goes byte by byte, so alignment never matters and
 * a big-endian machine reads the same file. */
#ifndef CPS_REGISTER_FORMAT_H
#define CPS_REGISTER_FORMAT_H

#include "register/register.h"

#define CPS_FORMAT_MAGIC "CAPIAS\r\n"
#define CPS_FORMAT_VERSION 1u
#define CPS_FORMAT_ORDER 0x01020304u
#define CPS_FORMAT_ALIGN 64u

/* The header, and where its fields lie. */
enum {
    CPS_HEADER_VERSION = 8,
    CPS_HEADER_ORDER = 12,
    CPS_HEADER_LENGTH = 16,
    CPS_HEADER_SECTIONS = 24,
    CPS_HEADER_SEGMENTS = 28,
    CPS_HEADER_MODEL = 32,
    CPS_HEADER_TABLE_HASH = 48,
    CPS_HEADER_HASH = 56,
    CPS_HEADER_SIZE = 64
};

/* The section table. A row's id is segment << 16 | kind. */
enum {
    CPS_ENTRY_ID = 0,
    CPS_ENTRY_FLAGS = 4,
    CPS_ENTRY_OFFSET = 8,
    CPS_ENTRY_LENGTH = 16,
    CPS_ENTRY_HASH = 24,
    CPS_ENTRY_SIZE = 32
};
#define CPS_ENTRY_REQUIRED 1u      /* a reader that does not know the kind must refuse the file   */
#define CPS_SEGMENTS_MAX 0xffffu
#define CPS_SEGMENT_SECTIONS_MAX 64u /* room left for each new segment in the section table       */
#define CPS_SEGMENT_SOURCES_MAX 64u  /* the bits of cps_entity.datasets                           */
#define CPS_SOURCE_ALONE 50000u      /* a source of so many entities is a segment of its own      */

/* SOURCES: this header, then source rows, then file rows. */
enum {
    CPS_SOURCES_BUILT_WITH = 0,
    CPS_SOURCES_N = 8,
    CPS_SOURCES_FILES = 12,
    CPS_SOURCES_PARTIES = 16,
    CPS_SOURCES_NAMES = 24,
    CPS_SOURCES_INSTRUMENTS = 32,
    CPS_SOURCES_STATEMENTS = 40,
    CPS_SOURCES_HEADER = 64,
    /* one source */
    CPS_SOURCE_NAME = 0,
    CPS_SOURCE_FORMAT = 8,
    CPS_SOURCE_PUBLISHER = 16,
    CPS_SOURCE_URL = 24,
    CPS_SOURCE_LICENCE = 32,
    CPS_SOURCE_AS_OF = 40,
    CPS_SOURCE_SHA256 = 48,
    CPS_SOURCE_ENTITIES = 56,
    CPS_SOURCE_NAMES = 64,
    CPS_SOURCE_REJECTED = 72,
    CPS_SOURCE_BYTES = 80,
    CPS_SOURCE_FIRST_FILE = 88,
    CPS_SOURCE_FILES = 92,
    CPS_SOURCE_SIZE = 96,
    /* one file */
    CPS_FILE_NAME = 0,
    CPS_FILE_SOURCE = 8,
    CPS_FILE_SIZE = 16
};

/* ENTITIES: this header, then entity rows by id, then the names of the schemata they have. */
enum {
    CPS_ENTITIES_N = 0,
    CPS_ENTITIES_SCHEMATA = 4,
    CPS_ENTITIES_HEADER = 16,
    CPS_ENTITY_ID = 0,
    CPS_ENTITY_CAPTION = 8,
    CPS_ENTITY_DIGEST = 16,
    CPS_ENTITY_DATASETS = 24,
    CPS_ENTITY_BLOCK = 32,
    CPS_ENTITY_OFFSET = 36, /* within the unpacked block */
    CPS_ENTITY_STATEMENTS = 40,
    CPS_ENTITY_SCHEMA = 44, /* u16: number in this section's list of schemata */
    CPS_ENTITY_FLAGS = 46,  /* u16 */
    CPS_ENTITY_SIZE = 48
};
#define CPS_ENTITY_PARTY 1u
#define CPS_SCHEMATA_MAX 1024u

/* BLOCKS: rows. */
enum {
    CPS_BLOCK_OFFSET = 0, /* within STATEMENTS */
    CPS_BLOCK_PACKED = 8,
    CPS_BLOCK_UNPACKED = 12,
    CPS_BLOCK_ENTITY = 16, /* the first one in it */
    CPS_BLOCK_ENTITIES = 20,
    CPS_BLOCK_SIZE = 24
};
#define CPS_BLOCK_FULL 8192u           /* a block is closed at the entity that reaches this       */
#define CPS_BLOCK_MAX ((uint32_t)1 << 26)

/* A statement in an unpacked block. */
#define CPS_STATEMENT_LANGUAGE 1u
#define CPS_STATEMENT_ORIGINAL 2u
#define CPS_STATEMENT_FIRST_SEEN 4u
#define CPS_STATEMENT_LAST_SEEN 8u
#define CPS_STATEMENT_FLAGS 15u

/* ADJACENT: rows by the bytes of the target's id, then referrer, then property. */
enum {
    CPS_ADJACENT_TARGET = 0,
    CPS_ADJACENT_REFERRER = 8,
    CPS_ADJACENT_PROPERTY = 12,
    CPS_ADJACENT_SIZE = 16
};

/* TABLES: this header, then a row a table, then what they point at. */
enum {
    CPS_TABLES_N = 0,
    CPS_TABLES_HEADER = 16,
    CPS_TABLE_NAME = 0,
    CPS_TABLE_ROWS = 8,
    CPS_TABLE_COLUMNS = 12,
    CPS_TABLE_COLUMNS_AT = 16,
    CPS_TABLE_CELLS_AT = 20,
    CPS_TABLE_SPANS = 24, /* how many columns hold dates */
    CPS_TABLE_SPANS_AT = 28,
    CPS_TABLE_ID_COLUMN = 32, /* CPS_NONE: none */
    CPS_TABLE_ORDER_AT = 36,
    CPS_TABLE_PLACES_AT = 40,
    CPS_TABLE_SIZE = 48,
    CPS_COLUMN_NAME = 0,
    CPS_COLUMN_SPAN = 8, /* number among the date columns; CPS_NONE: no date */
    CPS_COLUMN_SIZE = 16,
    CPS_CELL_SIZE = 8,
    CPS_SPAN_SIZE = 8,
    CPS_PLACE_FILE = 0,
    CPS_PLACE_LINE = 4,
    CPS_PLACE_SIZE = 8
};
#define CPS_TABLES_MAX 1024u
#define CPS_COLUMNS_MAX 256u

static inline uint16_t cps_get16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t cps_get32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t cps_get64(const uint8_t *p)
{
    return cps_get32(p) | (uint64_t)cps_get32(p + 4) << 32;
}

static inline struct cps_string_ref cps_get_ref(const uint8_t *p)
{
    return (struct cps_string_ref){cps_get32(p), cps_get32(p + 4)};
}

static inline void cps_put16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}

static inline void cps_put32(uint8_t *p, uint32_t v)
{
    cps_put16(p, (uint16_t)v);
    cps_put16(p + 2, (uint16_t)(v >> 16));
}

static inline void cps_put64(uint8_t *p, uint64_t v)
{
    cps_put32(p, (uint32_t)v);
    cps_put32(p + 4, (uint32_t)(v >> 32));
}

static inline void cps_put_ref(uint8_t *p, struct cps_string_ref r)
{
    cps_put32(p, r.offset);
    cps_put32(p + 4, r.length);
}

#endif
