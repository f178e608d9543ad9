/* SPDX-License-Identifier: Apache-2.0
 *
 * text/tables.h: the arrays that tools/text_tables.py emits, and how to look into them. This room's
 * own; others include text/text.h.
 *
 *   code point ──stage1[cp / 64]──▶ block ──stage2[block * 64 + cp % 64]──▶ entry
 *   entry      bits 0..7 property number, bits 8.. offset into maps (0: it maps to itself)
 *   maps       at an offset: a length, then that many code points, fully decomposed (NFD)
 *   spelling   0 none, else 1 + (offset into the spellings << 3 | length); tools/script_letters.py says
 *              what else than a-z may stand in one
 */
#ifndef CPS_TEXT_TABLES_H
#define CPS_TEXT_TABLES_H

#include "text/text.h"

/* Part of the tables' id: raise it when fold.c, romanise.c or tokens.c give other results. */
#define CPS_TEXT_RULES "-3"

enum cps_text_class {
    CPS_CLASS_OTHER,
    CPS_CLASS_SPACE,
    CPS_CLASS_NEWLINE,
    CPS_CLASS_LETTER,
    CPS_CLASS_DIGIT,
    CPS_CLASS_MARK,
    CPS_CLASS_IGNORE, /* default-ignorable, bidi mark, ayn and hamza signs, tatweel               */
    CPS_CLASS_DASH,
    CPS_CLASS_APOSTROPHE,
    CPS_CLASS_DOT,
    CPS_CLASS_COMMA,
    CPS_CLASS_STOP, /* ends a sentence, and nothing else: ! ? and their kin                       */
    CPS_CLASS_OPEN,
    CPS_CLASS_CLOSE,
    CPS_CLASS_QUOTE /* opens or closes, as the case may be                                        */
};

#define CPS_PROP_UPPER 1  /* upper or title case                                                  */
#define CPS_PROP_SECOND 2 /* may be the second of a canonical composition                         */

struct cps_text_prop {
    uint8_t cls, script, ccc, flags;
};
struct cps_text_spelling {
    uint32_t cp;
    char latin[8];
};

extern const uint16_t cps_text_stage1[];
extern const uint32_t cps_text_stage2[];
extern const struct cps_text_prop cps_text_props[];
extern const uint32_t cps_text_maps[];
extern const uint32_t cps_text_compose_n;
extern const uint32_t cps_text_compose[][3]; /* first, second, composed; sorted                   */
extern const uint16_t cps_text_latin1[], cps_text_latin2[];
extern const char cps_text_spellings[];
extern const uint32_t cps_text_lookalikes_n;
extern const uint16_t cps_text_lookalikes[][3]; /* as drawn: Latin, Cyrillic, Greek; 0 none       */
#define CPS_SERBIAN_N 5
extern const struct cps_text_spelling cps_text_serbian[CPS_SERBIAN_N];
#define CPS_NUKTA_N 10
extern const struct cps_text_spelling cps_text_nukta[CPS_NUKTA_N];
extern const char cps_text_version[], cps_text_id[];

static inline uint32_t cps_text_entry(uint32_t cp)
{
    return cp > 0x10FFFF ? cps_text_stage2[0]
                         : cps_text_stage2[cps_text_stage1[cp >> 6] * 64u + (cp & 63)];
}
static inline const struct cps_text_prop *cps_text_prop_of(uint32_t cp)
{
    return &cps_text_props[cps_text_entry(cp) & 255];
}

/* ---- fold.c: code points --------------------------------------------------------------------- */

/* A run of folded, decomposed code points; `upper` remembers the case they were written in. */
#define CPS_WORD_MAX 1024
struct cps_word {
    uint32_t cp[CPS_WORD_MAX];
    uint8_t upper[CPS_WORD_MAX];
    size_t n;
};
/* Canonical order within runs of marks, in place; a run longer than 30 marks is cut there (UAX 15,
 * stream-safe text), which also bounds the work. `upper` may be NULL. Returns the new length. */
size_t cps_text_reorder(uint32_t *cp, uint8_t *upper, size_t n);
/* Take off the marks that writers leave out at will (fold.c lists them). Returns the new length. */
size_t cps_text_drop_marks(uint32_t *cp, size_t n);
/* Canonical composition in place (UAX 15). Returns the new length. */
size_t cps_text_compose_run(uint32_t *cp, size_t n);

/* ---- romanise.c ------------------------------------------------------------------------------ */

/* Map the letters of a word that mixes Latin with Cyrillic or Greek to the script most of them
 * have, where they are drawn alike. */
void cps_text_repair(struct cps_word *w);
/* Does a word hold letters of two of those three? */
bool cps_text_word_is_mixed(const uint32_t *cp, size_t n);
/* The script of most letters. */
enum cps_script cps_text_word_script(const uint32_t *cp, size_t n);

/* A spelling that grows; what goes beyond `cap` is dropped. */
struct cps_spelling {
    char *out;
    size_t n, cap;
};
void cps_spelling_put(struct cps_spelling *s, const char *text, size_t n);
/* Put an ASCII letter or digit; false, and nothing put, when `c` is not ASCII. */
bool cps_spelling_ascii(struct cps_spelling *s, uint32_t c);
/* What the table says of a letter; empty for none. */
capias_str cps_text_letter(uint32_t c);
/* scripts.c: the spelling of a whole word of one script. */
void cps_text_spell_letters(struct cps_spelling *s, const uint32_t *cp, size_t n);
void cps_text_spell_hebrew(struct cps_spelling *s, const uint32_t *cp, size_t n);
void cps_text_spell_armenian(struct cps_spelling *s, const uint32_t *cp, size_t n);
void cps_text_spell_abugida(struct cps_spelling *s, const uint32_t *cp, size_t n,
                            enum cps_script script);
void cps_text_spell_thai(struct cps_spelling *s, const uint32_t *cp, size_t n);
void cps_text_spell_kana(struct cps_spelling *s, const uint32_t *cp, size_t n);
void cps_text_spell_hangul(struct cps_spelling *s, const uint32_t *cp, size_t n);

/* The a-z, 0-9 spelling of a folded, decomposed word; bytes written to `out`, at most `cap`; 0 when
 * its script has no table. */
size_t cps_text_romanise(const uint32_t *cp, size_t n, enum cps_script script, char *out,
                         size_t cap);

#endif
