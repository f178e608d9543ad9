/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/make.h: what the two files that write the index share; private to this room. */
#ifndef CPS_SCREEN_MAKE_H
#define CPS_SCREEN_MAKE_H

#include "screen/index.h"

struct cps_hash_pair {
    uint64_t hash;
    uint32_t item;
};

/* What the index makes of a property, worked out once. */
struct cps_property_role {
    uint8_t listed; /* enum cps_identifier_kind, or CPS_ID_KINDS: not an identifier               */
    bool holder, birth;
};

struct cps_index_maker {
    struct cps_compiled *compiled;
    CPS_VEC(struct cps_property_role) roles; /* by property                                        */
    cps_schema passport;
    struct cps_arena scratch;       /* emptied for every name                                     */
    struct cps_intern vocabulary;   /* bytes of a struct vocab_key, numbered as they come         */
    CPS_VEC(capias_str) seen;       /* names of the entity in hand                                */
    CPS_VEC(struct cps_hash_pair) pairs;
    CPS_VEC(struct cps_hash_pair) joined; /* keys of names' joins, with the name's number         */
    uint8_t kind;                   /* of the entity in hand                                      */
#define X(number, type, field, what) CPS_VEC(type) field;
    CPS_INDEX_SECTIONS(X)
#undef X
};

/* A vocabulary entry is interned by these bytes: the token without its place in the name. */
struct cps_vocab_key {
    uint32_t symbol;
    uint16_t classes, information;
    uint8_t kind, script, length;
    char text[CPS_TOKEN_BYTES];
};
#define CPS_VOCAB_KEY_HEAD offsetof(struct cps_vocab_key, text)

/* With names and features collected: number the vocabulary by content, and write what hangs on it
 * (forms, vocab, texts, postings); then the two sections of keys. */
capias_status cps_index_make_vocabulary(struct cps_index_maker *m, capias_error *err);
capias_status cps_index_make_keys(struct cps_index_maker *m, capias_error *err);

#endif
