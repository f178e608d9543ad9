/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index.h: the sections that make a segment searchable, private to this room.
 *
 * One list (CPS_INDEX_SECTIONS) serves the writer, the reader and `verify`. Integers are
 * little-endian, every section starts at a multiple of 64 bytes, rows refer to others by number.
 *
 *   entity ──names──▶ name ──tokens──▶ vocabulary entry ──form──▶ form (text, script, symbol)
 *      │                ▲                    │                          ▲
 *      │                └─────postings───────┘                keys: hash of a neighbourhood
 *      └──▶ births, countries, gender, identifiers ◀── identifier order (by hash)
 *
 * A *form* is what a key is a function of. A *vocabulary entry* is a form as one kind of name uses
 * it, with its classes and its information: everything that a cost or a gain can depend on, so that
 * a pair of tokens is compared once per query however many names hold it.
 *
 * Ranges are written as the first item; the end is the next row's first item, and a last row that
 * is only an end closes each such section. Nothing read from a file is trusted: each accessor below
 * gives an empty range or `false` when a number is out of bounds.
 */
#ifndef CPS_SCREEN_INDEX_H
#define CPS_SCREEN_INDEX_H

#include "screen/screen.h"

enum cps_name_flag { CPS_LISTED_WEAK = 1 };

struct cps_name_row {
    uint32_t entity;             /* index in the segment                                          */
    struct cps_string_ref text;  /* as listed                                                     */
    uint32_t first_token;
    uint32_t information, core;  /* 1/64 nat; core as cps_name_core says                          */
    uint16_t left_out;
    uint8_t n_tokens;            /* at most CPS_NAME_TOKENS                                       */
    uint8_t kind;                /* enum cps_name_kind                                            */
    uint8_t flags;               /* enum cps_name_flag                                            */
    uint8_t reserved[3];
};

struct cps_form_row {
    uint32_t text;               /* offset in the texts section                                   */
    uint32_t symbol;
    uint32_t first_vocab;
    uint8_t length, script;
    uint8_t reserved[2];
};

struct cps_vocab_row {
    uint32_t form;
    uint32_t first_posting;
    uint16_t classes, information;
    uint8_t kind;
    uint8_t reserved[3];
};

/* One key of one form, or of one join. Entries lie by bucket (the hash's first
 * bits, as many as the number of buckets asks for), then by `rest` (its last 32 bits), then by form. */
struct cps_key_row {
    uint32_t rest, item;         /* a form; or a join's first token, as below                     */
};
/* A join is named by its first token (a row of the tokens section) and how many it takes, 2 or 3; 0
 * stands for the initials of the whole name. */
#define CPS_JOIN_ITEM(first, n) ((uint32_t)(first) << 2 | (n))
#define CPS_JOIN_FIRST(item) ((item) >> 2)
#define CPS_JOIN_TOKENS(item) ((item) & 3)
#define CPS_JOIN_FIRST_MAX (UINT32_MAX >> 2)

struct cps_features_row {
    uint32_t first_name, first_birth, first_country, first_identifier;
    uint16_t schema;
    uint8_t gender;              /* enum cps_gender_code                                          */
    uint8_t reserved[5];
};
enum cps_gender_code { CPS_GENDER_UNKNOWN, CPS_GENDER_MALE, CPS_GENDER_FEMALE, CPS_GENDER_OTHER };
uint8_t cps_gender_code_of(capias_str gender);

struct cps_identifier_row {
    uint64_t hash;               /* of the normalised text                                        */
    uint32_t entity;
    uint8_t kind, length;        /* enum cps_identifier_kind, by the list's own label, else by the
                                    form; characters, 255 for more                                */
    uint8_t reserved[2];
};

/* kind, type of a row, field, what it is in `verify` messages */
#define CPS_INDEX_SECTIONS(X)                                                                      \
    X(32, struct cps_features_row, features, "features")                                           \
    X(33, struct cps_name_row, names, "names")                                                     \
    X(34, uint32_t, tokens, "tokens")                                                              \
    X(35, struct cps_form_row, forms, "forms")                                                     \
    X(36, struct cps_vocab_row, vocab, "vocabulary")                                               \
    X(37, char, texts, "token texts")                                                              \
    X(38, uint32_t, buckets, "key buckets")                                                        \
    X(39, struct cps_key_row, keys, "keys")                                                        \
    X(40, uint32_t, postings, "postings")                                                          \
    X(41, uint32_t, join_buckets, "join buckets")                                                  \
    X(42, struct cps_key_row, joins, "joins")                                                      \
    X(43, struct cps_span, births, "birth dates")                                                  \
    X(44, uint16_t, countries, "countries")                                                        \
    X(45, struct cps_identifier_row, identifiers, "identifiers")                                   \
    X(46, uint32_t, identifier_order, "identifier order")

struct cps_index {
    const struct cps_segment *segment;
    uint32_t number;             /* of the segment                                                */
#define X(kind, type, field, what)                                                                 \
    const type *field;                                                                             \
    uint32_t n_##field;
    CPS_INDEX_SECTIONS(X)
#undef X
};

/* The index of a segment: lengths and the counts that must agree are checked, nothing else is read.
 * False when the segment has none; E_FORMAT when its sections do not fit together. */
capias_status cps_index_open(const capias_register *reg, size_t segment, struct cps_index *out,
                             bool *found, capias_error *err);

struct cps_range {
    uint32_t from, until;
};
static inline struct cps_range cps_range_in(uint32_t from, uint32_t until, uint32_t limit)
{
    struct cps_range r = {from, until};
    if (until > limit || from > until) r.from = r.until = 0;
    return r;
}
/* Rows that belong to row `i`; empty when out of bounds. */
struct cps_range cps_index_names_of(const struct cps_index *x, uint32_t entity);
struct cps_range cps_index_births_of(const struct cps_index *x, uint32_t entity);
struct cps_range cps_index_countries_of(const struct cps_index *x, uint32_t entity);
struct cps_range cps_index_identifiers_of(const struct cps_index *x, uint32_t entity);
struct cps_range cps_index_vocab_of(const struct cps_index *x, uint32_t form);
struct cps_range cps_index_postings_of(const struct cps_index *x, uint32_t vocab);
/* Tokens of a name; empty when out of bounds or more than CPS_NAME_TOKENS. */
struct cps_range cps_index_tokens_of(const struct cps_index *x, uint32_t name);
/* The name that holds a row of the tokens section; CPS_NONE when none does. */
uint32_t cps_index_name_at(const struct cps_index *x, uint32_t token);
/* Entries under a key, of keys or joins: bucket, then equal `rest`. */
struct cps_range cps_index_key(const uint32_t *buckets, uint32_t n_buckets,
                               const struct cps_key_row *keys, uint32_t n_keys, uint64_t hash);
/* Where a hash belongs, as the writer and the reader both work it out. */
static inline uint32_t cps_index_bucket(uint64_t hash, uint32_t n_buckets)
{
    return (uint32_t)(((hash >> 32) * n_buckets) >> 32);
}
/* Identifiers with this hash: a range of identifier_order. */
struct cps_range cps_index_identifier(const struct cps_index *x, uint64_t hash);
/* The token of a vocabulary entry; false when damaged. The text points into the register. */
bool cps_index_token(const struct cps_index *x, uint32_t vocab, struct cps_name_token *out);
/* The parsed name as it stood when the segment was made; false when damaged. `vocab` gets the
 * vocabulary entry of each token. */
bool cps_index_name(const struct cps_index *x, uint32_t name, struct cps_name *out,
                    uint32_t vocab[CPS_NAME_TOKENS]);

#endif
