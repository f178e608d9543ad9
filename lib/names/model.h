/* SPDX-License-Identifier: Apache-2.0
 *
 * names/model.h: the frozen tables of the names model, private to this room. tools/names_model.py
 * makes the arrays from data/names/ at build time.
 */
#ifndef CPS_NAMES_MODEL_H
#define CPS_NAMES_MODEL_H

#include "names/names.h"
#include "names/parameters.h" /* made at build time: enum { P_TAU = …, … }, or variables of that
                                 name for tools/fit_parameters.c */

enum { CPS_FOR_PERSON, CPS_FOR_OTHER }; /* index of what depends on the kind of name             */

/* A word, or a phrase with single spaces, sorted by bytes. */
struct cps_lexeme {
    uint32_t text;      /* offset into cps_lexicon_text                                             */
    uint32_t means;     /* offset of the Latin words that take its place, not in people's names */
    uint8_t length, means_length; /* 0: none do                                                    */
    uint8_t starts;     /* bit per kind: first word of a phrase                                     */
    uint16_t info[2];   /* 1/64 nat; 0: as an unknown word                                          */
    uint16_t classes[2];
    uint32_t symbol[2];
};
extern const char *const cps_lexicon_text;
extern const struct cps_lexeme cps_lexicon[];
extern const uint32_t cps_lexicon_n;
const struct cps_lexeme *cps_lexicon_find(capias_str text); /* NULL: not there                     */

struct cps_nickname {
    const char *text;
    uint16_t length, first, n; /* groups it belongs to                                              */
};
extern const struct cps_nickname cps_nicknames[];
extern const uint32_t cps_nicknames_n;
extern const uint32_t *const cps_nickname_groups;
const struct cps_nickname *cps_nickname_find(capias_str text);

extern const char *const cps_patronymics[]; /* endings, NULL at the end                            */
extern const int32_t *const cps_evidence_weights;
extern const char cps_names_tables_id[];

/* Han and Hangul (readings.c). All tables are sorted by character. */
struct cps_variant {
    uint16_t character, counts_as; /* 國 counts as 国                                              */
};
struct cps_character {
    uint16_t character, first; /* first: its readings                                              */
    uint8_t n;
    int8_t foreign;     /* log odds, 1/12 nat: stands in a foreign name spelt by its sounds         */
};
struct cps_character_reading {
    uint16_t syllable;
    uint8_t cost;       /* 1/12 nat                                                                 */
};
struct cps_syllable {
    uint16_t first;     /* its spellings, the usual one first                                       */
    uint16_t hangul;    /* the syllable itself, of a Korean one; else 0                             */
    uint8_t n;
    char system;        /* m Mandarin, c Cantonese, k Korean, j Japanese, f a family's own         */
};
struct cps_spelling_of {
    char text[10];
    uint8_t length, cost; /* 1/12 nat                                                               */
};
extern const struct cps_variant cps_variants[];
extern const struct cps_character cps_characters[];
extern const struct cps_character_reading cps_character_readings[];
extern const struct cps_syllable cps_syllables[];
extern const struct cps_spelling_of cps_spellings_of[];
extern const uint32_t cps_variants_n, cps_characters_n;

#define CPS_READ_MAX 6          /* characters of a token that are read together                     */
#define CPS_READINGS 88         /* spellings of a token that become keys                            */
#define CPS_HANGUL_READINGS 8
struct cps_reading {
    char text[CPS_TOKEN_BYTES];
    uint8_t n;
    uint16_t cost;              /* 1/12 nat                                                         */
};
/* The character that folding makes of c: simplified for traditional, one of several forms. */
uint32_t cps_counts_as(uint32_t c);
/* Is the token written in Han or Hangul as it stands (and not the spelling of a foreign name)? */
bool cps_is_native(const struct cps_name_token *t);
/* Latin spellings of such a text, cheapest first within each language; none when a character has no
 * reading or there are more than CPS_READ_MAX. */
unsigned cps_readings(capias_str native, struct cps_reading out[CPS_READINGS]);
unsigned cps_hangul_readings(capias_str han, struct cps_reading out[CPS_HANGUL_READINGS]);
/* How much likelier a text in Han is a foreign name spelt by its sounds than one of its own, 1/12
 * nat. */
int cps_foreign_odds(capias_str han);
/* The usual spelling of one character; empty for none. */
capias_str cps_first_spelling(capias_str native);
/* Cost between two tokens of which one at least is native: of the reading that makes one the other.
 * `language` is below CPS_LANGUAGES (Mandarin, Cantonese, Korean, Japanese), or that for any. */
#define CPS_LANGUAGES 4
uint16_t cps_native_cost(const struct cps_name_token *a, const struct cps_name_token *b,
                         unsigned language);

/* Edit costs in 1/12 nat, 255: not in the table. Letters are a-z 0..25, 0-9 26..35; a pair of
 * letters that occurs in the table has a number from 1. Positions: initial, medial, final. */
#define CPS_LETTERS 36
#define CPS_NO_COST 255
struct cps_costs {
    uint32_t pairs;
    const uint8_t *pair;    /* [36][36] to the number of the pair, 0: none                          */
    const uint8_t *sub;     /* [36][36]                                                             */
    const uint8_t *one_two; /* [36][pairs]                                                          */
    const uint8_t *two_one; /* [pairs][36]                                                          */
    const uint8_t *two_two; /* [pairs][pairs]                                                       */
    const uint8_t *left1[3], *left2[3];   /* one or two letters of the left that the right lacks    */
    const uint8_t *right1[3], *right2[3];
};
/* Of a script and Latin: left is the script, romanised. */
extern const struct cps_costs cps_costs_latin, cps_costs_arabic, cps_costs_cyrillic, cps_costs_hebrew, cps_costs_kana;

/* Bit of a legal form's symbol: two different forms that both have it exclude each other. */
#define CPS_EXCLUDES 0x80000000u
#define CPS_SYMBOL_SON_OF P_SYMBOL_SON_OF /* of the particles bin, ben, ibn                          */
uint32_t cps_symbol_of_number(uint64_t value);

/* The characters of a token. Letters for the tables when all of them are a-z and 0-9. */
struct cps_chars {
    uint32_t c[CPS_TOKEN_BYTES]; /* code points                                                     */
    uint8_t letter[CPS_TOKEN_BYTES];
    uint8_t n;
    bool latin;
};
void cps_chars_of(capias_str text, struct cps_chars *out);

/* Consonants of a Latin spelling, sounds that spellings confuse made one; 0: not ASCII, or none. */
size_t cps_skeleton(capias_str text, char out[CPS_TOKEN_BYTES]);
/* The skeletons of a word: its own, and for scripts that write two sounds alike those with up to two sounds
 * replaced as skeletons.csv has it, in the order of its rows. Each once. */
#define CPS_SKELETONS 16
struct cps_skeleton_rule {
    uint8_t script;
    char from, to; /* to 0: left out */
};
extern const struct cps_skeleton_rule cps_skeleton_rules[];
extern const uint32_t cps_skeleton_rules_n;
struct cps_skeletons {
    char text[CPS_SKELETONS][CPS_TOKEN_BYTES];
    uint8_t n[CPS_SKELETONS];
    unsigned count;
};
void cps_skeletons_of(capias_str text, uint8_t script, struct cps_skeletons *out);
/* How many letters the keys leave out at most, by length. */
unsigned cps_deletions(unsigned length);
/* The keys of a join are its text and its skeleton alone. */
bool cps_share_key(const struct cps_name_token *a, const struct cps_name_token *b);
/* The same question of the keys themselves, for tokens of which one is native; `join`: `a` is one. */
bool cps_native_share_key(const struct cps_name_token *a, const struct cps_name_token *b, bool join);
bool cps_join_shares_key(capias_str joined, capias_str skeleton, const struct cps_name_token *whole,
                         capias_str whole_skeleton);

/* Furthest cost at which two tokens of these lengths count as related. */
unsigned cps_reach(unsigned a, unsigned b);
/* Cost of a's text against b's, at most `reach`, else CPS_UNRELATED. `swap`: tables the other way. */
uint16_t cps_edit_cost(const struct cps_chars *a, const struct cps_chars *b,
                       const struct cps_costs *costs, bool swap, unsigned reach);
/* The operations of a cheapest way from a to b, both Latin, in order. Returns how many. */
struct cps_edit {
    uint8_t a, a_n, b, b_n; /* letters of either side                                               */
    uint16_t cost;
};
unsigned cps_edit_trace(const struct cps_chars *a, const struct cps_chars *b,
                        const struct cps_costs *costs, bool swap,
                        struct cps_edit out[2 * CPS_TOKEN_BYTES]);
/* The table for two tokens by their scripts; *swap when the left is the table's right. */
const struct cps_costs *cps_costs_for(uint8_t script_a, uint8_t script_b, bool *swap);
bool cps_same_nickname_group(capias_str a, capias_str b);

#endif
