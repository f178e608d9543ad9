/* SPDX-License-Identifier: Apache-2.0
 *
 * text/scripts.c: the Latin spelling of words of the scripts that romanise.c leaves to it.
 *
 * In    folded, decomposed code points of one word.      Out   a-z, 0-9.
 * Idea  as there: a table of letters and the few rules that look at the neighbours.
 *
 * Hebrew      consonants; vav is v at the start, doubled, and o else; yod is y at the start and
 *             before a vowel letter, i else; a geresh makes j zh ch of g z ts. Points are not spelt.
 * Armenian    Eastern; yech and vo at the start are ye and vo; vo with vyun is u.
 * Georgian    letter by letter. Ethiopic and Mongolian letters likewise.
 * India's     consonants have an a of their own until a sign takes it away; it is not spoken at the
 * scripts     end of a word, nor (Hindi) between "vowel, consonant" and "consonant, vowel". Khmer
 *             and Burmese are written in the same way.
 * Thai, Lao   a vowel written before its consonant is spelt after it; a silenced consonant is
 *             dropped; what is left unwritten is a matter for the learned costs.
 * Kana        Hepburn; a small tsu doubles the next consonant, length is not spelt.
 * Hangul      Revised Romanisation, syllable by syllable, as names are.
 */
#include "text/tables.h"

static bool is_mark(uint32_t c) { return cps_text_prop_of(c)->cls == CPS_CLASS_MARK; }

static void put_letter(struct cps_spelling *s, uint32_t c)
{
    capias_str l = cps_text_letter(c);
    cps_spelling_put(s, l.p, l.n);
}

static void put_text(struct cps_spelling *s, const char *text)
{
    cps_spelling_put(s, text, strlen(text));
}

void cps_text_spell_letters(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!cps_spelling_ascii(s, cp[i]) && !is_mark(cp[i])) put_letter(s, cp[i]);
}

/* ---- Hebrew ---------------------------------------------------------------------------------- */

enum { HE_ALEF = 0x5D0, HE_GIMEL = 0x5D2, HE_HE = 0x5D4, HE_VAV = 0x5D5, HE_ZAYIN = 0x5D6,
       HE_YOD = 0x5D9, HE_AYIN = 0x5E2, HE_FINAL_TSADI = 0x5E5, HE_TSADI = 0x5E6 };

static bool hebrew_vowel(uint32_t c)
{
    return c == HE_ALEF || c == HE_AYIN || c == HE_VAV || c == HE_HE;
}

static const char *with_geresh(uint32_t c)
{
    return c == HE_GIMEL                            ? "j"
           : c == HE_ZAYIN                          ? "zh"
           : c == HE_TSADI || c == HE_FINAL_TSADI   ? "ch"
                                                    : NULL;
}

void cps_text_spell_hebrew(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    uint32_t word[CPS_WORD_MAX];
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_mark(cp[i])) word[m++] = cp[i];
    for (size_t i = 0; i < m; i++) {
        uint32_t c = word[i], next = i + 1 < m ? word[i + 1] : 0;
        const char *sound = next == '\'' ? with_geresh(c) : NULL;
        if (cps_spelling_ascii(s, c)) continue;
        if (sound != NULL) {
            put_text(s, sound);
        } else if (c == HE_VAV && (i == 0 || next == HE_VAV)) {
            put_text(s, "v");
            if (next == HE_VAV) i++;
        } else if (c == HE_VAV) {
            put_text(s, "o");
        } else if (c == HE_YOD) {
            put_text(s, i == 0 || next == HE_YOD || (hebrew_vowel(next) && i + 2 < m) ? "y" : "i");
            if (next == HE_YOD) i++;
        } else {
            put_letter(s, c);
        }
    }
}

/* ---- Armenian -------------------------------------------------------------------------------- */

enum { HY_YECH = 0x565, HY_VO = 0x578, HY_VYUN = 0x582 };

void cps_text_spell_armenian(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t c = cp[i], next = i + 1 < n ? cp[i + 1] : 0;
        if (cps_spelling_ascii(s, c) || is_mark(c)) continue;
        if (c == HY_VO && next == HY_VYUN) {
            put_text(s, "u");
            i++;
        } else if (i == 0 && n > 1 && (c == HY_YECH || c == HY_VO)) {
            put_text(s, c == HY_VO ? "vo" : "ye");
        } else {
            put_letter(s, c);
        }
    }
}

/* ---- the scripts of India, Khmer, Burmese ---------------------------------------------------- */

/* What one sign of such a word says: consonants, then a vowel; `own` when the vowel is the
 * consonant's own, which what follows may take away. */
struct beat {
    char consonant[8], vowel[8];
    bool own, consonants;
};

static void set(char out[8], capias_str text)
{
    size_t n = text.n < 7 ? text.n : 7;
    if (n) memcpy(out, text.p, n);
    out[n] = '\0';
}

static capias_str nukta_letter(uint32_t c)
{
    for (size_t i = 0; i < CPS_NUKTA_N; i++)
        if (cps_text_nukta[i].cp == c) return cps_str(cps_text_nukta[i].latin);
    return cps_text_letter(c);
}

static bool is_nukta(uint32_t c) { return c == 0x93C || c == 0x9BC; }

/* The beats of a word; signs without a spelling and what is no letter are passed over. */
static size_t beats_of(const uint32_t *cp, size_t n, struct beat *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        capias_str l = i + 1 < n && is_nukta(cp[i + 1]) ? nukta_letter(cp[i])
                                                         : cps_text_letter(cp[i]);
        char plain = (char)cp[i];
        if (cp[i] < 0x80) l = (capias_str){&plain, 1};
        if (l.n == 0) continue;
        if (l.p[0] == '_') {
            if (m > 0 && out[m - 1].own) {
                out[m - 1].own = false;
                out[m - 1].vowel[0] = '\0';
            }
            l = cps_str_sub(l, 1, l.n);
            if (l.n == 0) continue;
        }
        struct beat b = {.own = false};
        char last = l.p[l.n - 1];
        if (last == 'A' || last == 'O') {
            b.own = b.consonants = true;
            set(b.consonant, cps_str_sub(l, 0, l.n - 1));
            set(b.vowel, last == 'A' ? CPS_STR("a") : CPS_STR("o"));
        } else {
            b.consonants = strchr("aeiou", l.p[0]) == NULL;
            set(b.consonants ? b.consonant : b.vowel, l);
        }
        out[m++] = b;
    }
    return m;
}

static bool is_voiced(const struct beat *b) { return b->vowel[0] != '\0'; }

/* A consonant's own vowel is silent at the end of a word of more than one beat, unless another
 * consonant stands right before (Indra), and in Hindi in the middle of "vowel, consonant, (a), consonant, vowel"; looked for from the end. */
static void drop_silent(struct beat *b, size_t m, bool middle)
{
    if (m > 1 && b[m - 1].own && is_voiced(&b[m - 2])) b[m - 1].vowel[0] = '\0';
    for (size_t i = m; middle && m > 2 && --i > 0;) {
        if (i + 1 >= m || !b[i].own || !b[i].consonants || !is_voiced(&b[i])) continue;
        if (is_voiced(&b[i - 1]) && b[i + 1].consonants && is_voiced(&b[i + 1]))
            b[i].vowel[0] = '\0';
    }
}

void cps_text_spell_abugida(struct cps_spelling *s, const uint32_t *cp, size_t n,
                            enum cps_script script)
{
    struct beat beats[CPS_WORD_MAX];
    size_t m = beats_of(cp, n, beats);
    drop_silent(beats, m, script == CPS_SCRIPT_DEVANAGARI);
    for (size_t i = 0; i < m; i++) {
        put_text(s, beats[i].consonant);
        put_text(s, beats[i].vowel);
    }
}

/* ---- Thai and Lao ---------------------------------------------------------------------------- */

/* Lao letters stand 0x80 behind Thai's. */
static uint32_t as_thai(uint32_t c) { return c >= 0xE80 && c < 0xF00 ? c - 0x80 : c; }

static bool thai_consonant(uint32_t c) { return as_thai(c) >= 0xE01 && as_thai(c) <= 0xE2E; }

static bool thai_leading(uint32_t c) { return as_thai(c) >= 0xE40 && as_thai(c) <= 0xE44; }

enum { TH_SILENT = 0xE4C, TH_O_ANG = 0xE2D };

static void put_thai(struct cps_spelling *s, const uint32_t *cp, size_t n, size_t i)
{
    size_t next = i + 1; /* a silencing sign, perhaps behind a vowel sign */
    while (next < n && is_mark(cp[next]) && as_thai(cp[next]) != TH_SILENT) next++;
    bool silent = next < n && as_thai(cp[next]) == TH_SILENT;
    bool carrier = as_thai(cp[i]) == TH_O_ANG && (i == 0 || thai_leading(cp[i - 1]));
    if (!silent && !carrier) put_letter(s, cp[i]);
}

void cps_text_spell_thai(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (cps_spelling_ascii(s, cp[i])) continue;
        if (thai_leading(cp[i]) && i + 1 < n && thai_consonant(cp[i + 1])) {
            put_thai(s, cp, n, i + 1);
            put_letter(s, cp[i]);
            i++;
        } else if (thai_consonant(cp[i])) {
            put_thai(s, cp, n, i);
        } else {
            put_letter(s, cp[i]);
        }
    }
}

/* ---- kana ------------------------------------------------------------------------------------ */

/* A small letter takes the vowel before it away: kiya is kya, shiya sha, fuxa fa. */
static void put_small(struct cps_spelling *s, capias_str l)
{
    bool glide = l.p[0] == 'y', vowel = s->n > 0 && strchr("aiueo", s->out[s->n - 1]) != NULL;
    if (vowel && s->n > 1) s->n--;
    else if (vowel && s->out[0] == 'u') s->out[0] = 'w';
    bool soft = s->n > 0 && (s->out[s->n - 1] == 'j' ||
                             (s->out[s->n - 1] == 'h' && s->n > 1 &&
                              strchr("sc", s->out[s->n - 2]) != NULL));
    if (glide && vowel && soft) l = cps_str_sub(l, 1, l.n);
    cps_spelling_put(s, l.p, l.n);
}

void cps_text_spell_kana(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    uint32_t word[CPS_WORD_MAX];
    bool doubled = false;
    memcpy(word, cp, n * sizeof *cp);
    n = cps_text_compose_run(word, n);
    for (size_t i = 0; i < n; i++) {
        if (cps_spelling_ascii(s, word[i])) continue;
        capias_str l = cps_text_letter(word[i]);
        if (l.n == 0) continue;
        if (l.p[0] == '=') {
            doubled = true;
        } else if (l.p[0] == '_') {
            put_small(s, cps_str_sub(l, 1, l.n));
        } else {
            if (doubled && strchr("aiueo", l.p[0]) == NULL)
                put_text(s, (char[]){l.p[0] == 'c' ? 't' : l.p[0], '\0'});
            cps_spelling_put(s, l.p, l.n);
            doubled = false;
        }
    }
}

/* ---- Hangul ---------------------------------------------------------------------------------- */

static const char *const leads[] = {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "",
                                    "j", "jj", "ch", "k", "t", "p", "h"};
static const char *const vowels[] = {"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa",
                                     "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui",
                                     "i"};
static const char *const tails[] = {"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l",
                                    "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k",
                                    "t", "p", "t"};

void cps_text_spell_hangul(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t c = cp[i];
        if (cps_spelling_ascii(s, c)) continue;
        if (c >= 0xAC00 && c < 0xD7A4) {
            put_text(s, leads[(c - 0xAC00) / 588]);
            put_text(s, vowels[(c - 0xAC00) / 28 % 21]);
            put_text(s, tails[(c - 0xAC00) % 28]);
        } else if (c >= 0x1100 && c < 0x1113) {
            put_text(s, leads[c - 0x1100]);
        } else if (c >= 0x1161 && c < 0x1176) {
            put_text(s, vowels[c - 0x1161]);
        } else if (c > 0x11A7 && c < 0x11C3) {
            put_text(s, tails[c - 0x11A7]);
        }
    }
}
