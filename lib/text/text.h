/* SPDX-License-Identifier: Apache-2.0
 *
 * text/text.h: Unicode in, folded tokens out. It does not know what a name is.
 *
 * Folding is NFKC, case folding, default-ignorables and bidi marks dropped, dashes and apostrophes
 * unified, diacritics taken off for the Latin form; romanisation goes through this room's own
 * tables (tools/ makes them from pinned Unicode files; they are committed). Both forms of a token
 * are kept: its own script, and one lower-case Latin spelling, because the cost tables of names/
 * work on those. A pure function of the bytes: no locale, no ICU, no state. Idempotent.
 */
#ifndef CPS_TEXT_TEXT_H
#define CPS_TEXT_TEXT_H

#include "base/base.h"

enum cps_script {
    CPS_SCRIPT_NONE,   /* digits, symbols                                                         */
    CPS_SCRIPT_LATIN,
    CPS_SCRIPT_CYRILLIC,
    CPS_SCRIPT_GREEK,
    CPS_SCRIPT_ARABIC,
    CPS_SCRIPT_HEBREW,
    CPS_SCRIPT_HAN,
    CPS_SCRIPT_KANA,
    CPS_SCRIPT_HANGUL,
    CPS_SCRIPT_GEORGIAN,
    CPS_SCRIPT_ARMENIAN,
    CPS_SCRIPT_DEVANAGARI,
    CPS_SCRIPT_INDIC,  /* Bengali, Tamil and the others that are written alike                    */
    CPS_SCRIPT_THAI,
    CPS_SCRIPT_OTHER
};
const char *cps_script_name(enum cps_script script);

enum cps_text_flag {
    CPS_TEXT_CAPITAL = 1,      /* begins with an upper-case or title-case letter                  */
    CPS_TEXT_ALL_CAPITALS = 2, /* two letters or more, all upper case                             */
    CPS_TEXT_DIGITS = 4,       /* digits alone                                                    */
    CPS_TEXT_HAS_DIGIT = 8,
    CPS_TEXT_AFTER_COMMA = 16, /* a comma stands between it and the token before                  */
    CPS_TEXT_AFTER_HYPHEN = 32,/* joined to the token before by a hyphen, apostrophe or dash only */
    CPS_TEXT_AFTER_DOT = 64,   /* a full stop stands between it and the token before              */
    CPS_TEXT_IN_QUOTES = 128,  /* inside quotation marks or brackets                              */
    CPS_TEXT_SENTENCE = 256,   /* first of a sentence or line, as far as punctuation tells        */
    CPS_TEXT_APOSTROPHE = 512  /* joined to the token before by an apostrophe (O'Neil, d'Ivoire)  */
};

struct cps_text_token {
    capias_str native;       /* folded, own script, UTF-8                                         */
    capias_str latin;        /* a-z and 0-9 only; empty when its script has no table yet          */
    uint32_t start, end;     /* bytes of the source                                               */
    uint16_t flags;
    uint8_t script;          /* enum cps_script                                                   */
};

#define CPS_TEXT_TOKEN_MAX 256 /* code points; a longer run is cut and goes on as the next one */

/* Cut `src` into tokens. Bytes that are not UTF-8 count as separators. Han, kana, Thai: a run of
 * one script is one token. The bare Arabic article before three letters or more is a token of its
 * own ("al"), the word behind it AFTER_HYPHEN. Signs for ayn, hamza and tatweel vanish inside a
 * word; an apostrophe between Cyrillic letters too. In a word that mixes Latin, Cyrillic and Greek,
 * letters drawn alike become the majority script's. Memory: `arena`. E_NOMEM; E_LIMIT above 4
 * GiB. */
capias_status cps_text_tokens(capias_str src, struct cps_arena *arena,
                              struct cps_text_token **out, size_t *n, capias_error *err);

/* The whole string folded in its own script, white space runs as one space, trimmed. */
capias_status cps_text_fold(capias_str src, struct cps_arena *arena, capias_str *out,
                            capias_error *err);
/* The `latin` of every token that has one, joined by single spaces; for keys and sorting. */
capias_status cps_text_latin(capias_str src, struct cps_arena *arena, capias_str *out,
                             capias_error *err);

/* The Unicode version the tables were made from, and a hash of the tables with the number of the
 * rules around them (part of the model id). */
const char *cps_text_unicode_version(void);
const char *cps_text_tables_id(void);

#endif
