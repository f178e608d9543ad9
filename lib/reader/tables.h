/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/tables.h: data/reader/ as C sees it. tools/reader_tables.py makes the arrays; words are
 * the FNV-1a hashes of their folded forms (cps_reader_key).
 */
#ifndef CPS_READER_TABLES_H
#define CPS_READER_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of CLASSES in the tool. */
enum cps_cue_class {
    CPS_CUE_STOP,
    CPS_CUE_TITLE,
    CPS_CUE_SPEECH,
    CPS_CUE_ORG,
    CPS_CUE_GEO,
    CPS_CUE_EVENT,
    CPS_CUE_MONTH,
    CPS_CUE_WEEKDAY,
    CPS_CUE_RELATIVE,
    CPS_CUE_UNIT,
    CPS_CUE_SCALE,
    CPS_CUE_NEGATION,
    CPS_CUE_MODAL,
    CPS_CUE_CONDITION,
    CPS_CUE_CAPITAL,
    CPS_CUE_VESSEL,
    CPS_CUE_WHO,
    CPS_CUE_PLACEPREP,
    CPS_CUE_ACCESSION,
    CPS_CUE_WARRANT,
    CPS_CUE_NATION,
    CPS_CUE_PARTICLE,
    CPS_CUE_PRONOUN,
    CPS_CUE_GENERATION,
    CPS_CUE_DEMONYM,
    CPS_CUE_BODY,
    CPS_CUE_GENITIVE, /* between a title and the office: "president [of the] court"            */
    CPS_CUE_NAMEOF,   /* a noun that the name of what it means follows: "the newspaper"        */
    CPS_CUE_DATEPART, /* year, month, day behind their numbers: y, m, d                        */
    CPS_CUE_COUNTRY,  /* stands for a state named before: "the country", "it"                  */
    CPS_CUE_AND,
    CPS_CUE_FROM, /* before the place that somebody leaves                                   */
    CPS_CUE_CLASSES
};
#define CPS_CUE_BIT(c) (UINT32_C(1) << (c))

/* One phrase that tells something about the words beside it. Sorted by `first`, longer first. With
 * `first` 0, an ending of compound words ("-minister"): `value` is its folded letters. */
struct cps_cue {
    uint64_t first;
    const char *value, *phrase;
    uint32_t words; /* its words in cps_reader_words                                              */
    uint8_t n, cls, lang;
    bool states;   /* its row is in data/states/demonyms.csv, else in data/reader/cues.csv */
    uint16_t line; /* of that row */
};
extern const struct cps_cue cps_reader_cues[];
extern const size_t cps_reader_cues_n;
extern const uint64_t cps_reader_words[];

extern const char *const cps_reader_langs[]; /* [0] is "*": any */
extern const size_t cps_reader_langs_n;
#define CPS_READER_LANGS_MAX 32

struct cps_ordinary {
    const uint64_t *words; /* ascending */
    size_t n;
    uint8_t lang;
};
extern const struct cps_ordinary cps_reader_ordinary[];
extern const size_t cps_reader_ordinary_n;

/* An inflected name: `ending` at its end stands for `base` in the name itself. By language. */
struct cps_ending {
    uint8_t lang;
    const char *ending, *base;
};
extern const struct cps_ending cps_reader_endings[];
extern const size_t cps_reader_endings_n;

/* What a find is; the order decides between two readings of the same words. */
enum cps_find_kind {
    CPS_FIND_STATE,
    CPS_FIND_CITY,
    CPS_FIND_REGION,
    CPS_FIND_COURT,
    CPS_FIND_TREATY,
    CPS_FIND_ORGANISATION,
    CPS_FIND_EVENT,
    CPS_FIND_PERSON,
    CPS_FIND_VESSEL,
    CPS_FIND_DATE,
    CPS_FIND_QUANTITY,
    CPS_FIND_KINDS
};

/* A place, court, treaty, organisation or state that is known without a list. */
struct cps_known_name {
    uint8_t kind; /* enum cps_find_kind */
    uint8_t rank; /* of a place: 2 a capital, 1 large or well known, 0 any */
    bool listed;  /* of data/states: an entity says its names, only the rank is told here  */
    const char *state, *id, *name, *aliases; /* aliases: ';' between */
};
extern const struct cps_known_name cps_reader_names[];
extern const size_t cps_reader_names_n;

/* Patterns of claims. */
enum { CPS_CUE_WORDS, CPS_CUE_GAP, CPS_CUE_COURT, CPS_CUE_TREATY, CPS_CUE_PERSON, CPS_CUE_STATE };
struct cps_cue_element {
    uint8_t type, optional;
    uint16_t n;     /* choices                                                                    */
    uint32_t words; /* in cps_reader_words */
};
enum cps_role {
    CPS_ROLE_NONE,
    CPS_ROLE_BEFORE,
    CPS_ROLE_AFTER,
    CPS_ROLE_NEAR,
    CPS_ROLE_BESIDE,  /* before, at most two words away: whose visit it is  */
    CPS_ROLE_VISITED, /* the sentence's state, else the one the text says he visited */
    CPS_ROLE_ACTOR,   /* the first state before the cue, else near   */
    CPS_ROLE_NATION   /* a state's name or people's name between   */
};
enum cps_negation { CPS_NEGATION_FLIP, CPS_NEGATION_DROP, CPS_NEGATION_OWN };
struct cps_claim_cue {
    const char *kind, *outcome, *value;
    uint32_t elements;
    uint8_t n, lang, person, state, negation;
};
struct cps_claim_start {
    uint64_t word; /* 0: begins with a mention */
    uint32_t claim;
};
extern const struct cps_cue_element cps_reader_elements[];
extern const struct cps_claim_cue cps_reader_claims[];
extern const size_t cps_reader_claims_n;
extern const struct cps_claim_start cps_reader_starts[];
extern const size_t cps_reader_starts_n;

#endif
