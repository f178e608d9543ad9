/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/page.h: between the files of this room: a text cut into words with what each word tells,
 * and the finds made on it.
 *
 *   text ──page.c──▶ words, sentences, cues, language
 *        ──lookup.c──▶ finds that the dictionary knows          (pass 1, dictionary.c)
 *        ──garbled.c──▶ courts, treaties and places in spite of their spelling
 *        ──people.c──▶ people, listed or not                    (pass 2, screen/)
 *        ──spans.c──▶ organisations, dates, quantities
 *        ──claims.c──▶ what the sentences claim of them, who says so (speakers.c)
 */
#ifndef CPS_READER_PAGE_H
#define CPS_READER_PAGE_H

#include "reader/reader.h"
#include "reader/tables.h"

/* ---- words ----------------------------------------------------------------------------------- */

struct cps_word_at {
    uint64_t key;        /* cps_reader_key of its own form                                      */
    uint64_t key_latin;  /* of its Latin form; equal to `key` for Latin script                   */
    capias_str folded;   /* what key is of                                                       */
    uint32_t start, end; /* bytes of the text                                                    */
    uint32_t cues;       /* CPS_CUE_BIT of every class of phrase that covers it                  */
    uint32_t sentence;
    uint32_t find;  /* the find that covers it, or CPS_NONE                                 */
    uint16_t flags; /* enum cps_text_flag                                                   */
    uint8_t script;
    bool ordinary;   /* a word of the language, or seen in lower case in this text           */
    bool adjoins;    /* nothing but one space, hyphen or apostrophe before it                */
    bool title_case; /* its sentence writes most words with a capital: capitals tell nothing */
};

struct cps_cue_at {
    uint32_t word;
    uint32_t cue; /* in cps_reader_cues                                                   */
};

/* What made a find one; in words: why.c. */
enum cps_find_by {
    CPS_BY_NAME,
    CPS_BY_INFLECTED,
    CPS_BY_SHORT_NAME,
    CPS_BY_SPELLING,
    CPS_BY_BENT,
    CPS_BY_SAME,
    CPS_BY_WORDS_BESIDE,
    CPS_BY_DESCRIBED,
    CPS_BY_NOUN,
    CPS_BY_PATTERN,
    CPS_BY_WAYS
};

struct cps_find {
    uint32_t first, until; /* words */
    uint32_t start, end; /* bytes, when they are not those of the words; else 0, 0                */
    uint8_t kind;        /* enum cps_find_kind                                                   */
    uint8_t nested;      /* stands inside another find                                           */
    uint8_t dropped;
    uint8_t whole;    /* a full name, not a family name or nickname                            */
    cps_state state;  /* of a place                                                           */
    uint32_t score;   /* 0..10000                                                             */
    uint32_t cluster; /* people: the find that it names again, or CPS_NONE                     */
    uint8_t by;       /* enum cps_find_by                                                      */
    uint32_t cue;     /* index in cps_reader_cues, and one, of what spoke for it; 0: nothing   */
    capias_str id, canonical;
};

struct cps_dictionary;
struct cps_page {
    const capias_register *reg;
    struct cps_arena *arena;
    struct cps_arena scratch; /* of one question to the names model                               */
    capias_str text;
    struct cps_span date; /* the report's own day, or {0,0}                                       */
    uint8_t lang;         /* index in cps_reader_langs; 0: not told                               */
    CPS_VEC(struct cps_word_at) cut;
    struct cps_word_at *words; /* of `cut` */
    uint32_t n;
    uint32_t *sentences; /* first word of each, and one more                                     */
    uint32_t n_sentences;
    struct cps_cue_at *cues; /* by word */
    uint32_t n_cues;
    CPS_VEC(struct cps_find) finds;
    CPS_VEC(cps_state)
    states; /* of the finds, each once                                          */
    CPS_VEC(capias_str)
    full; /* ids of people whom the text names in full, each once               */
    const struct cps_dictionary *dictionaries;
    uint32_t n_dictionaries;
    uint16_t unknown_information; /* what the names model gives a word it has never seen */
};

/* FNV-1a, never 0. */
uint64_t cps_reader_key(capias_str folded);
/* Cut and annotate. Scripts without spaces: each code point is a word. */
capias_status cps_page_cut(struct cps_page *p, capias_error *err);
/* The same words of a name, without annotation, for the dictionary. */
capias_status cps_page_words(capias_str text, struct cps_arena *arena, struct cps_word_at **out,
                             uint32_t *n, capias_error *err);
/* The first cue of that class at word i, NULL when there is none. */
const struct cps_cue *cps_page_cue(const struct cps_page *p, uint32_t i, enum cps_cue_class cls);
/* The cue of that class that ends right before word i, NULL when there is none. */
const struct cps_cue *cps_page_cue_before(const struct cps_page *p, uint32_t i,
                                          enum cps_cue_class cls);
static inline bool cps_page_is(const struct cps_page *p, uint32_t i, enum cps_cue_class cls)
{
    return i < p->n && (p->words[i].cues & CPS_CUE_BIT(cls)) != 0;
}
/* Written with a capital, or in a script that has none. */
bool cps_word_stands_out(const struct cps_word_at *w);
bool cps_word_cased(const struct cps_word_at *w);
capias_str cps_page_slice(const struct cps_page *p, uint32_t first, uint32_t until);

/* ---- finds ----------------------------------------------------------------------------------- */

/* Put a find on the page; its words must be free unless it is nested. E_NOMEM only. */
capias_status cps_page_find(struct cps_page *p, const struct cps_find *f, capias_error *err);
/* The text names the person of that id in full. */
bool cps_page_named_in_full(const struct cps_page *p, capias_str id);
/* A find of a place in that state is on the page. */
bool cps_page_speaks_of(const struct cps_page *p, cps_state state);
bool cps_page_free(const struct cps_page *p, uint32_t first, uint32_t until);
/* The find that covers word i and is not dropped, or NULL. */
static inline const struct cps_find *cps_page_find_at(const struct cps_page *p, uint32_t i)
{
    uint32_t f = i < p->n ? p->words[i].find : CPS_NONE;
    return f == CPS_NONE || p->finds.v[f].dropped ? NULL : &p->finds.v[f];
}
/* A verb of speech stands beside the person, who is its subject. */
bool cps_person_speaks(const struct cps_page *p, const struct cps_find *f);
/* Who says what the sentence of word i says; NULL: nobody is named. */
const struct cps_find *cps_page_speaker(const struct cps_page *p, uint32_t i);

/* Words a and b are one name, maybe with an ending of the text's language ("Tuska", "Tusk"). */
bool cps_page_same_name(const struct cps_page *p, uint32_t a, uint32_t b);

/* What the names model knows of word i: 1/64 nat, and whether it is somebody's given name. */
capias_status cps_page_name_word(struct cps_page *p, uint32_t i, uint16_t *information, bool *given,
                                 capias_error *err);

/* Words of names that many people bear, two at most ("Muhammad Ali"): whoever is meant, somebody of
 * a list is one of thousands. */
bool cps_page_common_name(struct cps_page *p, uint32_t first, uint32_t until);

capias_status cps_reader_lookup(struct cps_page *p, capias_error *err);
capias_status cps_reader_garbled(struct cps_page *p, capias_error *err);
capias_status cps_reader_people(struct cps_page *p, capias_error *err);
capias_status cps_reader_organisations(struct cps_page *p, capias_error *err);
capias_status cps_reader_dates(struct cps_page *p, capias_error *err);
capias_status cps_reader_quantities(struct cps_page *p, capias_error *err);
capias_status cps_reader_claims_of(struct cps_page *p, capias_reading *out, capias_error *err);

/* Why it is a mention; `start`: where it begins, in bytes. */
capias_status cps_find_why(const struct cps_page *p, const struct cps_find *f, uint64_t start,
                           capias_why *out, capias_error *err);

/* ---- the dictionary in the register ---------------------------------------------------------- */

#define CPS_SECTION_READER 96u
#define CPS_DICTIONARIES_MAX                                                                       \
    64 /* segments                                                          */

enum cps_entry_flag {
    CPS_ENTRY_WEAK = 1,  /* the publisher calls the alias weak                                   */
    CPS_ENTRY_KNOWN = 2, /* a person of the built-in tables: somebody reports write about         */
    CPS_ENTRY_PART = 4,  /* a family name alone, made from a full name                            */
    CPS_ENTRY_MINOR = 8, /* a town that few reports are about                                     */
    CPS_ENTRY_UPPER = 16,  /* an abbreviation: counts only in capitals  */
    CPS_ENTRY_BUILTIN = 32 /* of data/reader, or of a segment that holds law tables */
};
struct cps_entry {   /* 32 bytes, little-endian, as stored                                    */
    uint32_t entity; /* index in the segment, or CPS_NONE                                     */
    struct cps_string_ref canonical;
    struct cps_string_ref id; /* of what is no entity: a treaty's id in the law tables */
    uint16_t kind, flags;
    uint16_t state, lang; /* lang: two letters, 0 unknown */
    uint16_t information; /* of a person's single name, in 1/64 nat */
    uint16_t words;
};
struct cps_dictionary {
    const struct cps_segment *segment;
    uint32_t segment_number;
    const uint8_t *edges, *nodes, *entries, *near;
    uint32_t n_slots, n_nodes, n_entries, n_near;
};
/* False when the segment has none, or a damaged one. */
bool cps_dictionary_open(const capias_register *reg, size_t segment, struct cps_dictionary *out);
/* The node behind `node` (0: the root) and a word; 0 when there is none. */
uint32_t cps_dictionary_step(const struct cps_dictionary *d, uint32_t node, uint64_t key);
/* Entries of a node. */
uint32_t cps_dictionary_entries(const struct cps_dictionary *d, uint32_t node, uint32_t *first);
struct cps_entry cps_dictionary_entry(const struct cps_dictionary *d, uint32_t i);
/* Places one edit away from `joined` (the name's words written together): nodes into out[cap]. */
uint32_t cps_dictionary_near(const struct cps_dictionary *d, capias_str joined, uint32_t *out,
                             uint32_t cap);
/* The entity's id as a mention gives it: a state's code, else the register's id. */
capias_str cps_dictionary_id(const capias_register *reg, const struct cps_dictionary *d,
                             const struct cps_entry *e, struct cps_arena *arena);

#endif
