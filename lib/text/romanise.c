/* SPDX-License-Identifier: Apache-2.0
 *
 * text/romanise.c: one lower-case Latin spelling of a word, letter by letter.
 *
 * In    folded, decomposed code points of one word.      Out   a-z, 0-9.
 * Idea  a table of letters (tools/text_tables.py), and around it the few rules that need to look at
 *       the neighbours. One spelling a word, the commonest in lists; the many other spellings are
 *       the business of the learned costs of names/, so the rules here stay few.
 *
 * Latin     letters without their marks; ae oe th ss for the letters that are two.
 * Cyrillic  as passports and lists mostly write Russian (kh ts ch sh shch zh ya yu; y for both kinds
 *           of short i; soft and hard sign dropped; yo as e); a final "-yy" is "-y". A word with a
 *           letter only Serbian or Macedonian has is spelt as there (zh sh ch kh become z s c h).
 * Greek     ELOT 743: ou, av/af, ev/ef, ng nx nch; mp nt gk begin a word as b d g. Two dots on the
 *           second vowel keep a pair apart.
 * Arabic    consonants and long vowels; waw is w before a vowel and at the start, else u; ya likewise
 *           y or i; ayn is a, as most names have it, and never doubles an a; a lone hamza is
 *           dropped, its seat stays a vowel; ta marbuta and alif maqsura a; shadda doubles a single
 *           letter. Vowel signs are spelt where somebody wrote them; the unwritten a of "Allah"
 *           always.
 * The other scripts: scripts.c.
 */
#include "text/tables.h"

void cps_spelling_put(struct cps_spelling *s, const char *text, size_t n)
{
    for (size_t i = 0; i < n && s->n < s->cap; i++) {
        char c = text[i];
        if (c == 'A' || c == 'O') c |= 0x20; /* a consonant's own vowel (scripts.c)                */
        if (c != '_' && c != '=') s->out[s->n++] = c;
    }
}

capias_str cps_text_letter(uint32_t c)
{
    if (c >= 0x10000) return (capias_str){NULL, 0};
    uint32_t e = cps_text_latin2[cps_text_latin1[c >> 6] * 64u + (c & 63)];
    if (e == 0) return (capias_str){NULL, 0};
    return (capias_str){cps_text_spellings + ((e - 1) >> 3), (e - 1) & 7};
}

static bool is_mark(uint32_t c)
{
    return cps_text_prop_of(c)->cls == CPS_CLASS_MARK;
}

bool cps_spelling_ascii(struct cps_spelling *s, uint32_t c)
{
    char one = (char)c;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) cps_spelling_put(s, &one, 1);
    return c < 0x80;
}

/* ---- lookalikes ------------------------------------------------------------------------------ */

static int column(enum cps_script script)
{
    return script == CPS_SCRIPT_LATIN      ? 0
           : script == CPS_SCRIPT_CYRILLIC ? 1
           : script == CPS_SCRIPT_GREEK    ? 2
                                           : -1;
}

static uint32_t folded_one(uint32_t c)
{
    uint32_t at = cps_text_entry(c) >> 8;
    return at != 0 && cps_text_maps[at] == 1 ? cps_text_maps[at + 1] : c;
}

/* The folded letter of column `to` that is drawn like folded letter `c` of column `from`; 0:
 * none. */
static uint32_t lookalike(uint32_t c, bool upper, int from, int to)
{
    for (uint32_t i = 0; i < cps_text_lookalikes_n; i++) {
        uint32_t a = cps_text_lookalikes[i][from], b = cps_text_lookalikes[i][to];
        if (a == 0 || b == 0 || folded_one(a) != c) continue;
        if (((cps_text_prop_of(a)->flags & CPS_PROP_UPPER) != 0) == upper) return folded_one(b);
    }
    return 0;
}

bool cps_text_word_is_mixed(const uint32_t *cp, size_t n)
{
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++) {
        int k = column((enum cps_script)cps_text_prop_of(cp[i])->script);
        if (k >= 0 && !is_mark(cp[i])) seen |= 1u << k;
    }
    return (seen & (seen - 1)) != 0;
}

void cps_text_repair(struct cps_word *w)
{
    size_t count[3] = {0, 0, 0};
    for (size_t i = 0; i < w->n; i++) {
        int k = column(cps_text_prop_of(w->cp[i])->script);
        if (k >= 0) count[k]++;
    }
    int to = count[1] > count[0] ? 1 : 0;
    if (count[2] > count[to]) to = 2;
    for (size_t i = 0; i < w->n; i++) {
        int from = column(cps_text_prop_of(w->cp[i])->script);
        if (from < 0 || from == to) continue;
        uint32_t c = lookalike(w->cp[i], w->upper[i] != 0, from, to);
        if (c != 0) w->cp[i] = c;
    }
}

enum cps_script cps_text_word_script(const uint32_t *cp, size_t n)
{
    size_t count[CPS_SCRIPT_OTHER + 1] = {0};
    enum cps_script best = CPS_SCRIPT_NONE;
    for (size_t i = 0; i < n; i++) {
        const struct cps_text_prop *p = cps_text_prop_of(cp[i]);
        if (p->cls != CPS_CLASS_LETTER || p->script == CPS_SCRIPT_NONE) continue;
        if (++count[p->script] > count[best] || best == CPS_SCRIPT_NONE)
            best = (enum cps_script)p->script;
    }
    return best;
}

/* ---- Latin and Cyrillic ---------------------------------------------------------------------- */

static void spell_latin(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (cps_spelling_ascii(s, cp[i])) continue;
        capias_str l = cps_text_letter(cp[i]);
        cps_spelling_put(s, l.p, l.n);
    }
}

/* A Cyrillic letter and the mark behind it as one letter again; only those whose sound differs. */
static uint32_t cyrillic_with_mark(uint32_t c, uint32_t mark)
{
    static const uint32_t with[][3] = {
        {0x438, 0x306, 0x439}, {0x456, 0x308, 0x457}, {0x443, 0x306, 0x45E},
        {0x433, 0x301, 0x453}, {0x43A, 0x301, 0x45C},
    };
    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        if (with[i][0] == c && with[i][1] == mark) return with[i][2];
    return 0;
}

static bool is_serbian(const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t c = cp[i];
        if (c == 0x452 || c == 0x455 || (c >= 0x458 && c <= 0x45B) || c == 0x45F) return true;
        if (c == 0x301 && i > 0 && (cp[i - 1] == 0x433 || cp[i - 1] == 0x43A)) return true;
    }
    return false;
}

static capias_str serbian_letter(uint32_t c)
{
    for (size_t i = 0; i < CPS_SERBIAN_N; i++)
        if (cps_text_serbian[i].cp == c) return cps_str(cps_text_serbian[i].latin);
    return cps_text_letter(c);
}

static void spell_cyrillic(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    bool serbian = is_serbian(cp, n);
    uint32_t before = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = cp[i];
        if (cps_spelling_ascii(s, c)) continue;
        if (is_mark(c)) continue;
        uint32_t joined = i + 1 < n ? cyrillic_with_mark(c, cp[i + 1]) : 0;
        if (joined != 0) {
            c = joined;
            i++;
        }
        bool final_yy = c == 0x439 && before == 0x44B && i + 1 == n;
        capias_str l = serbian ? serbian_letter(c) : cps_text_letter(c);
        if (!final_yy) cps_spelling_put(s, l.p, l.n);
        before = c;
    }
}

/* ---- Greek ----------------------------------------------------------------------------------- */

enum { ALPHA = 0x3B1, GAMMA = 0x3B3, EPSILON = 0x3B5, ETA = 0x3B7, THETA = 0x3B8, KAPPA = 0x3BA,
       MU = 0x3BC, NU, XI, OMICRON, PI, SIGMA = 0x3C3, TAU, UPSILON, PHI, CHI, PSI };

static bool greek_voiceless(uint32_t c)
{
    return c == 0 || c == THETA || c == KAPPA || c == XI || c == PI || c == SIGMA || c == TAU ||
           c == PHI || c == CHI || c == PSI;
}

/* The next letter at or after i with its marks passed over; *diaeresis says whether it has two
 * dots. */
static uint32_t greek_at(const uint32_t *cp, size_t n, size_t i, size_t *next, bool *diaeresis)
{
    uint32_t c = i < n ? cp[i] : 0;
    *diaeresis = false;
    for (i++; i < n && is_mark(cp[i]); i++)
        if (cp[i] == 0x308) *diaeresis = true;
    *next = i;
    return c;
}

/* The spelling of a pair of letters, or NULL when each is spelt alone. */
static const char *greek_pair(uint32_t a, uint32_t b, uint32_t c, bool first)
{
    if (b == UPSILON) {
        bool f = greek_voiceless(c);
        if (a == OMICRON) return "ou";
        if (a == ALPHA) return f ? "af" : "av";
        if (a == EPSILON) return f ? "ef" : "ev";
        if (a == ETA) return f ? "if" : "iv";
    }
    if (a == GAMMA && b == GAMMA) return "ng";
    if (a == GAMMA && b == XI) return "nx";
    if (a == GAMMA && b == CHI) return "nch";
    if (!first) return NULL;
    if (a == MU && b == PI) return "b";
    if (a == NU && b == TAU) return "d";
    if (a == GAMMA && b == KAPPA) return "g";
    return NULL;
}

static void spell_greek(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (cps_spelling_ascii(s, cp[i])) {
            i++;
            continue;
        }
        size_t next, after, ignored;
        bool dots, dots2, dots3;
        uint32_t a = greek_at(cp, n, i, &next, &dots);
        uint32_t b = greek_at(cp, n, next, &after, &dots2);
        uint32_t c = greek_at(cp, n, after, &ignored, &dots3);
        const char *pair = dots2 ? NULL : greek_pair(a, b, c, i == 0);
        if (pair != NULL) {
            cps_spelling_put(s, pair, strlen(pair));
            i = after;
            continue;
        }
        capias_str l = cps_text_letter(a);
        cps_spelling_put(s, l.p, l.n);
        i = next;
    }
}

/* ---- Arabic ---------------------------------------------------------------------------------- */

enum { ALIF = 0x627, TA_MARBUTA = 0x629, AYN = 0x639, LAM = 0x644, HA = 0x647, WAW = 0x648,
       MAQSURA = 0x649, YA = 0x64A, FATHA = 0x64E, DAMMA, KASRA, SHADDA = 0x651,
       HAMZA_ABOVE = 0x654, HAMZA_BELOW = 0x655, SMALL_ALIF = 0x670 };

/* The code point after i that is not a shadda or hamza sign: a letter or a vowel sign. */
static uint32_t arabic_next(const uint32_t *cp, size_t n, size_t i)
{
    for (i++; i < n; i++)
        if (cp[i] != SHADDA && cp[i] != HAMZA_ABOVE && cp[i] != HAMZA_BELOW) return cp[i];
    return 0;
}

static bool arabic_vowel(uint32_t c)
{
    return c == ALIF || c == WAW || c == YA || c == MAQSURA || c == TA_MARBUTA || c == AYN ||
           c == FATHA || c == DAMMA || c == KASRA || c == SMALL_ALIF || (c >= 0x64B && c <= 0x64D);
}

/* A vowel letter after the same vowel only lengthens it. */
static void put_vowel(struct cps_spelling *s, char v)
{
    if (s->n == 0 || s->out[s->n - 1] != v) cps_spelling_put(s, &v, 1);
}

/* waw and ya: consonant at the start and before a vowel, else the long vowel. On a hamza seat they
 * are the vowel alone. */
static void spell_glide(struct cps_spelling *s, uint32_t c, uint32_t next, bool first, bool seat)
{
    char vowel = c == WAW ? 'u' : 'i', consonant = c == WAW ? 'w' : 'y';
    bool vowel_next = arabic_vowel(next) && next != c;
    if (!seat && (first || vowel_next))
        cps_spelling_put(s, &consonant, 1);
    else
        put_vowel(s, vowel);
}

/* Canonical order puts the shadda behind the vowel sign, so look at all marks of letter i. */
static bool has_shadda(const uint32_t *cp, size_t n, size_t i)
{
    for (i++; i < n && is_mark(cp[i]); i++)
        if (cp[i] == SHADDA) return true;
    return false;
}

/* The name of God, alone or at the end of a word ("Abdallah"): written without its a. */
static bool ends_in_llh(const uint32_t *cp, size_t i)
{
    return i >= 2 && cp[i - 1] == LAM && cp[i - 2] == LAM;
}

static void spell_arabic(struct cps_spelling *s, const uint32_t *cp, size_t n)
{
    size_t letters = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = cp[i], sign = i + 1 < n ? cp[i + 1] : 0;
        if (cps_spelling_ascii(s, c) || c == SHADDA) continue;
        bool mark = is_mark(c), first = letters == 0;
        if (!mark) letters++;
        if (c == WAW || c == YA) {
            bool seat = sign == HAMZA_ABOVE || sign == HAMZA_BELOW;
            spell_glide(s, c, arabic_next(cp, n, i), first, seat);
            continue;
        }
        if (c == ALIF && sign == HAMZA_BELOW) {
            put_vowel(s, 'i');
            continue;
        }
        capias_str l = cps_text_letter(c);
        if (c == HA && i + 1 == n && ends_in_llh(cp, i)) put_vowel(s, 'a');
        if (l.n == 1 && strchr("aiu", *l.p) != NULL) {
            put_vowel(s, *l.p);
            continue;
        }
        cps_spelling_put(s, l.p, l.n);
        if (l.n == 1 && !mark && has_shadda(cp, n, i)) cps_spelling_put(s, l.p, 1);
    }
}

/* Lao is written as Thai is, Khmer and Burmese as India's scripts are, the others letter by letter.
 * A mixture of them counts as what it begins with. */
static void spell_other(struct cps_spelling *s, const uint32_t *cp, size_t n,
                        enum cps_script script)
{
    uint32_t c = cp[0];
    if (c >= 0xE80 && c < 0xF00)
        cps_text_spell_thai(s, cp, n);
    else if ((c >= 0x1000 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800))
        cps_text_spell_abugida(s, cp, n, script);
    else
        cps_text_spell_letters(s, cp, n);
}

/* ---- one word -------------------------------------------------------------------------------- */

size_t cps_text_romanise(const uint32_t *cp, size_t n, enum cps_script script, char *out,
                         size_t cap)
{
    struct cps_spelling s = {out, 0, cap};
    if (n == 0) return 0;
    switch (script) {
    case CPS_SCRIPT_NONE:
    case CPS_SCRIPT_LATIN: spell_latin(&s, cp, n); break;
    case CPS_SCRIPT_CYRILLIC: spell_cyrillic(&s, cp, n); break;
    case CPS_SCRIPT_GREEK: spell_greek(&s, cp, n); break;
    case CPS_SCRIPT_ARABIC: spell_arabic(&s, cp, n); break;
    case CPS_SCRIPT_HEBREW: cps_text_spell_hebrew(&s, cp, n); break;
    case CPS_SCRIPT_ARMENIAN: cps_text_spell_armenian(&s, cp, n); break;
    case CPS_SCRIPT_GEORGIAN: cps_text_spell_letters(&s, cp, n); break;
    case CPS_SCRIPT_KANA: cps_text_spell_kana(&s, cp, n); break;
    case CPS_SCRIPT_HANGUL: cps_text_spell_hangul(&s, cp, n); break;
    case CPS_SCRIPT_THAI: cps_text_spell_thai(&s, cp, n); break;
    case CPS_SCRIPT_DEVANAGARI:
    case CPS_SCRIPT_INDIC: cps_text_spell_abugida(&s, cp, n, script); break;
    case CPS_SCRIPT_OTHER: spell_other(&s, cp, n, script); break;
    case CPS_SCRIPT_HAN: break;
    }
    return s.n;
}
