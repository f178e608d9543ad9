/* SPDX-License-Identifier: Apache-2.0
 *
 * text/tokens.c: a string cut into words, each in both its forms and with its place in the source.
 *
 * In    UTF-8.      Out   struct cps_text_token, offsets ascending.
 * Idea  one pass over the bytes. What stands between two words is gathered as flags for the second.
 *       A word of plain ASCII is lowered as it is copied and serves as both forms; any other goes
 *       through the fold tables (fold.c), the repair of lookalikes and the romaniser (romanise.c).
 *
 * A word ends at anything but letters, digits and marks; where the script changes, save that Latin,
 * Cyrillic and Greek stay together (they are mixed by homoglyphs, which the repair puts right); and
 * at its length limit. An apostrophe between two Cyrillic letters belongs to the word, and a geresh
 * behind a Hebrew letter that it changes. The Arabic article in front of three letters or more
 * becomes a token of its own, as "al-" is in Latin.
 */
#include "text/tables.h"

#define GAP_NONE 0u
#define GAP_SPACE 1u
#define GAP_COMMA 2u
#define GAP_DOT 4u
#define GAP_HYPHEN 8u
#define GAP_APOSTROPHE 16u
#define GAP_STOP 32u
#define GAP_NEWLINE 64u
#define GAP_OTHER 128u

#define QUOTE_REACH 400 /* bytes: what goes on longer does not count as a quotation */

#define OT CPS_CLASS_OTHER
#define SP CPS_CLASS_SPACE
#define NL CPS_CLASS_NEWLINE
#define LE CPS_CLASS_LETTER
#define DI CPS_CLASS_DIGIT
#define DA CPS_CLASS_DASH
#define AP CPS_CLASS_APOSTROPHE
#define OP CPS_CLASS_OPEN
#define CL CPS_CLASS_CLOSE
static const uint8_t ascii_class[128] = {
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, NL, SP, SP, NL, SP, SP, /* 00 */
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, /* 10 */
    SP, CPS_CLASS_STOP, CPS_CLASS_QUOTE, OT, OT, OT, OT, AP,        /* 20 */
    OP, CL, OT, OT, CPS_CLASS_COMMA, DA, CPS_CLASS_DOT, OT,         /* 28 */
    DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, OT, OT, OT, OT, OT, CPS_CLASS_STOP, /* 30 */
    OT, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, /* 40 */
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, OP, OT, CL, OT, OT, /* 50 */
    AP, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, /* 60 */
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, OP, OT, CL, OT, SP, /* 70 */
};

struct cutter {
    capias_str src;
    struct cps_arena *arena;
    struct cps_text_token *v;
    size_t n, cap;
    char *text; /* room for every ASCII word of the source                                        */
    size_t quote_end;
    unsigned gap;
};

/* What was seen while a word was scanned. */
struct run {
    size_t start, end;
    unsigned letters, uppers, digits;
    bool ascii, first_upper;
};

static uint32_t peek(capias_str s, size_t i, size_t *next)
{
    *next = i;
    uint32_t c = cps_utf8_next(s, next);
    return c == 0xFFFD && *next - i == 1 ? 0 : c; /* a bad byte separates as a control does */
}

static struct cps_text_token *push(struct cutter *k)
{
    if (k->n == k->cap) {
        size_t cap = k->cap == 0 ? 8 : k->cap * 2;
        struct cps_text_token *v = CPS_TAKE(k->arena, struct cps_text_token, cap);
        if (v == NULL) return NULL;
        if (k->n > 0) memcpy(v, k->v, k->n * sizeof *v);
        k->v = v;
        k->cap = cap;
    }
    return &k->v[k->n++];
}

/* ---- scanning -------------------------------------------------------------------------------- */

static bool alphabets_mix(enum cps_script a, enum cps_script b)
{
    return a >= CPS_SCRIPT_LATIN && a <= CPS_SCRIPT_GREEK && b >= CPS_SCRIPT_LATIN &&
           b <= CPS_SCRIPT_GREEK;
}

static bool letter_at(capias_str s, size_t i, enum cps_script script)
{
    if (i >= s.n) return false;
    const struct cps_text_prop *p = cps_text_prop_of(peek(s, i, &i));
    return p->cls == CPS_CLASS_LETTER && p->script == script;
}

/* Hebrew gimel, zayin, tsadi: with an apostrophe (geresh) behind them j, zh, ch. */
static bool takes_geresh(uint32_t c)
{
    return c == 0x5D2 || c == 0x5D6 || c == 0x5E5 || c == 0x5E6;
}

/* Does an apostrophe behind letter `before` belong to the word? */
static bool apostrophe_inside(capias_str s, size_t next, enum cps_script script, uint32_t before)
{
    if (script == CPS_SCRIPT_HEBREW) return takes_geresh(before);
    return script == CPS_SCRIPT_CYRILLIC && letter_at(s, next, script);
}

static unsigned mapped_length(uint32_t c)
{
    uint32_t at = cps_text_entry(c) >> 8;
    return at != 0 ? (unsigned)cps_text_maps[at] : 1;
}

/* Go on with a word beyond its leading ASCII, from r->end, having seen `points` code points. */
static void scan_rest(capias_str s, struct run *r, unsigned points)
{
    size_t i = r->end;
    unsigned folded = points;
    uint32_t before = 0;
    enum cps_script script = r->letters > 0 ? CPS_SCRIPT_LATIN : CPS_SCRIPT_NONE;
    while (i < s.n && points < CPS_TEXT_TOKEN_MAX) {
        size_t next;
        uint32_t c = peek(s, i, &next);
        const struct cps_text_prop *p = cps_text_prop_of(c);
        enum cps_script here = (enum cps_script)p->script;
        if (p->cls == CPS_CLASS_LETTER) {
            if (here != CPS_SCRIPT_NONE && script != CPS_SCRIPT_NONE && here != script &&
                !alphabets_mix(here, script))
                break;
            if (script == CPS_SCRIPT_NONE || here == CPS_SCRIPT_CYRILLIC) script = here;
        } else if (p->cls == CPS_CLASS_APOSTROPHE) {
            if (!apostrophe_inside(s, next, script, before)) break;
        } else if (p->cls != CPS_CLASS_DIGIT && p->cls != CPS_CLASS_MARK &&
                   p->cls != CPS_CLASS_IGNORE) {
            break;
        }
        folded += mapped_length(c);
        if (folded > CPS_WORD_MAX) break;
        bool upper = (p->flags & CPS_PROP_UPPER) != 0;
        if (p->cls == CPS_CLASS_LETTER) {
            if (r->letters == 0 && r->digits == 0) r->first_upper = upper;
            r->letters++;
            r->uppers += upper;
        }
        r->digits += p->cls == CPS_CLASS_DIGIT;
        if (c >= 0x80 || p->cls == CPS_CLASS_APOSTROPHE) r->ascii = false;
        points++;
        before = c;
        i = next;
        if (p->cls != CPS_CLASS_IGNORE) r->end = i;
    }
}

static void scan(capias_str s, size_t start, struct run *r)
{
    *r = (struct run){start, start, 0, 0, 0, true, false};
    size_t limit = s.n - start < CPS_TEXT_TOKEN_MAX ? s.n : start + CPS_TEXT_TOKEN_MAX, i = start;
    for (; i < limit; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80) break;
        unsigned letter = ascii_class[c] == CPS_CLASS_LETTER;
        if (!letter && ascii_class[c] != CPS_CLASS_DIGIT) break;
        unsigned upper = letter & (unsigned)(c < 'a');
        r->letters += letter;
        r->uppers += upper;
        r->digits += !letter;
    }
    if (i > start) {
        unsigned char c = (unsigned char)s.p[start];
        r->first_upper = c >= 'A' && c <= 'Z';
    }
    r->end = i;
    if (i < limit && (unsigned char)s.p[i] >= 0x80) scan_rest(s, r, (unsigned)(i - start));
}

/* ---- flags ----------------------------------------------------------------------------------- */

static uint16_t flags_of(const struct cutter *k, const struct run *r)
{
    unsigned f = 0, g = k->gap;
    if (r->first_upper) f |= CPS_TEXT_CAPITAL;
    if (r->letters >= 2 && r->uppers == r->letters) f |= CPS_TEXT_ALL_CAPITALS;
    if (r->digits > 0) f |= r->letters == 0 ? CPS_TEXT_DIGITS | CPS_TEXT_HAS_DIGIT
                                            : CPS_TEXT_HAS_DIGIT;
    if (r->start < k->quote_end) f |= CPS_TEXT_IN_QUOTES;
    if (k->n == 0) return (uint16_t)(f | CPS_TEXT_SENTENCE);
    if (g & GAP_COMMA) f |= CPS_TEXT_AFTER_COMMA;
    if (g & GAP_DOT) f |= CPS_TEXT_AFTER_DOT;
    if (g == GAP_HYPHEN) f |= CPS_TEXT_AFTER_HYPHEN;
    if (g == GAP_APOSTROPHE) f |= CPS_TEXT_AFTER_HYPHEN | CPS_TEXT_APOSTROPHE;
    /* "A. Smith" and "U.S. forces" go on; "in Minsk. Then" does not. */
    const struct cps_text_token *before = &k->v[k->n - 1];
    bool abbreviation = before->end - before->start == 1;
    if ((g & (GAP_STOP | GAP_NEWLINE)) || ((g & GAP_DOT) && (g & GAP_SPACE) && !abbreviation))
        f |= CPS_TEXT_SENTENCE;
    return (uint16_t)f;
}

/* The closing sign that an opening sign asks for, 0 when it is none. */
static uint32_t closing_of(uint32_t c)
{
    switch (c) {
    case '(': return ')';
    case '[': return ']';
    case '{': return '}';
    case '"': return '"';
    case 0x201C: case 0x201F: return 0x201D;
    case 0x201E: return 0x201C;
    case 0x201D: return 0x201D;
    case 0xAB: return 0xBB;
    case 0xBB: return 0xAB;
    case 0x2039: return 0x203A;
    case 0x300C: return 0x300D;
    case 0x300E: return 0x300F;
    case 0xFF08: return 0xFF09;
    default: return 0;
    }
}

/* How far the quotation or bracket opened before `i` reaches; 0 when nothing closes it on its line.
 * A low opening quote may be closed by a high one of either kind, so quotes match by class. */
static size_t quote_reach(capias_str s, uint32_t opening, size_t i)
{
    uint32_t closing = closing_of(opening);
    if (closing == 0) return 0;
    bool quote = cps_text_prop_of(opening)->cls == CPS_CLASS_QUOTE;
    size_t limit = s.n - i < QUOTE_REACH ? s.n : i + QUOTE_REACH;
    while (i < limit) {
        size_t next;
        uint32_t c = peek(s, i, &next);
        if (c == '\n') return 0;
        if (c == closing || (quote && c != '"' && cps_text_prop_of(c)->cls == CPS_CLASS_QUOTE))
            return i;
        i = next;
    }
    return 0;
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool ascii_word(struct cutter *k, const struct run *r)
{
    struct cps_text_token *t = push(k);
    if (t == NULL) return false;
    size_t n = r->end - r->start;
    const char *from = k->src.p + r->start;
    char *to = k->text + r->start;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)from[i];
        to[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    t->native = t->latin = (capias_str){to, n};
    t->start = (uint32_t)r->start;
    t->end = (uint32_t)r->end;
    k->n--;
    t->flags = flags_of(k, r);
    k->n++;
    t->script = r->letters > 0 ? CPS_SCRIPT_LATIN : CPS_SCRIPT_NONE;
    return true;
}

/* Folded, decomposed letters of the source between two offsets; signs that are no part of a word
 * (spaces inside a ligature, apostrophes) are left out. */
static void load(capias_str s, size_t i, size_t end, struct cps_word *w)
{
    w->n = 0;
    while (i < end) {
        uint32_t c = cps_utf8_next(s, &i);
        uint32_t entry = cps_text_entry(c), at = entry >> 8;
        uint8_t upper = cps_text_props[entry & 255].flags & CPS_PROP_UPPER;
        uint32_t n = at != 0 ? cps_text_maps[at] : 1;
        for (uint32_t j = 0; j < n && w->n < CPS_WORD_MAX; j++) {
            uint32_t m = at != 0 ? cps_text_maps[at + 1 + j] : c;
            uint8_t cls = cps_text_prop_of(m)->cls;
            bool geresh = m == '\'' && w->n > 0 && takes_geresh(w->cp[w->n - 1]);
            if (cls != CPS_CLASS_LETTER && cls != CPS_CLASS_DIGIT && cls != CPS_CLASS_MARK && !geresh)
                continue;
            w->upper[w->n] = upper;
            w->cp[w->n++] = m;
        }
    }
    w->n = cps_text_reorder(w->cp, w->upper, w->n);
}

/* One token from the folded letters at[from..until) of a word. */
static bool folded_word(struct cutter *k, const struct run *r, const uint32_t *cp, size_t n,
                        enum cps_script script)
{
    char latin[CPS_WORD_MAX * 5];
    uint32_t native[CPS_WORD_MAX];
    size_t latin_n = cps_text_romanise(cp, n, script, latin, sizeof latin), bytes = 0;
    memcpy(native, cp, n * sizeof *native);
    n = cps_text_drop_marks(native, n);
    n = cps_text_compose_run(native, n);
    char one[4];
    for (size_t i = 0; i < n; i++) bytes += cps_utf8_put(native[i], one);
    if (bytes == 0) return true;
    char *p = cps_arena_take(k->arena, bytes + latin_n, 1);
    uint16_t flags = flags_of(k, r);
    struct cps_text_token *t = p != NULL ? push(k) : NULL;
    if (t == NULL) return false;
    size_t at = 0;
    for (size_t i = 0; i < n; i++) at += cps_utf8_put(native[i], p + at);
    memcpy(p + at, latin, latin_n);
    t->native = (capias_str){p, bytes};
    t->latin = (capias_str){latin_n > 0 ? p + bytes : NULL, latin_n};
    t->start = (uint32_t)r->start;
    t->end = (uint32_t)r->end;
    t->flags = flags;
    t->script = (uint8_t)script;
    return true;
}

/* The source offset behind a bare Arabic article at the head of a word (no hamza or madda on its
 * alif), 0 when there is none or fewer than three letters follow. */
static size_t article_end(capias_str s, const struct run *r, const struct cps_word *w)
{
    size_t i = r->start, letters = 0;
    if (peek(s, i, &i) != 0x627 || i >= r->end || peek(s, i, &i) != 0x644) return 0;
    for (size_t j = 2; j < w->n; j++)
        letters += cps_text_prop_of(w->cp[j])->cls == CPS_CLASS_LETTER;
    if (w->n < 3 || cps_text_prop_of(w->cp[2])->cls == CPS_CLASS_MARK) return 0;
    return letters >= 3 ? i : 0;
}

static bool other_word(struct cutter *k, const struct run *r)
{
    struct cps_word w;
    load(k->src, r->start, r->end, &w);
    bool mixed = cps_text_word_is_mixed(w.cp, w.n);
    if (mixed) cps_text_repair(&w);
    enum cps_script script = cps_text_word_script(w.cp, w.n);
    size_t split = script == CPS_SCRIPT_ARABIC ? article_end(k->src, r, &w) : 0;
    if (split == 0) return folded_word(k, r, w.cp, w.n, script);
    struct run article = *r, rest = *r;
    article.end = rest.start = split;
    if (!folded_word(k, &article, w.cp, 2, script)) return false;
    k->gap = GAP_HYPHEN;
    return folded_word(k, &rest, w.cp + 2, w.n - 2, script);
}

/* ---- the pass -------------------------------------------------------------------------------- */

/* Take in one separator at *i and move on. */
static void separator(struct cutter *k, size_t *i, uint32_t c, uint8_t cls, size_t next)
{
    static const uint8_t gap_of[] = {
        [CPS_CLASS_OTHER] = GAP_OTHER,     [CPS_CLASS_SPACE] = GAP_SPACE,
        [CPS_CLASS_NEWLINE] = GAP_NEWLINE | GAP_SPACE,
        [CPS_CLASS_MARK] = GAP_OTHER,      [CPS_CLASS_DASH] = GAP_HYPHEN,
        [CPS_CLASS_APOSTROPHE] = GAP_APOSTROPHE,
        [CPS_CLASS_DOT] = GAP_DOT,         [CPS_CLASS_COMMA] = GAP_COMMA,
        [CPS_CLASS_STOP] = GAP_STOP,       [CPS_CLASS_OPEN] = GAP_OTHER,
        [CPS_CLASS_CLOSE] = GAP_OTHER,     [CPS_CLASS_QUOTE] = GAP_OTHER,
    };
    unsigned g = gap_of[cls];
    /* two hyphens, or a hyphen beside an apostrophe, join nothing */
    if ((g & (GAP_HYPHEN | GAP_APOSTROPHE)) && (k->gap & (GAP_HYPHEN | GAP_APOSTROPHE)))
        g |= GAP_OTHER;
    k->gap |= g;
    if ((cls == CPS_CLASS_OPEN || cls == CPS_CLASS_QUOTE) && *i >= k->quote_end) {
        size_t reach = quote_reach(k->src, c, next);
        if (reach != 0) k->quote_end = reach + 1;
    }
    *i = next;
}

static bool cut(struct cutter *k)
{
    capias_str s = k->src;
    for (size_t i = 0; i < s.n;) {
        size_t next = i + 1;
        uint32_t c = (unsigned char)s.p[i];
        uint8_t cls;
        if (c < 0x80) {
            cls = ascii_class[c];
        } else {
            c = peek(s, i, &next);
            cls = c == 0 ? (uint8_t)CPS_CLASS_SPACE : cps_text_prop_of(c)->cls;
        }
        if (cls == CPS_CLASS_IGNORE) {
            i = next;
            continue;
        }
        if (cls != CPS_CLASS_LETTER && cls != CPS_CLASS_DIGIT) {
            separator(k, &i, c, cls, next);
            continue;
        }
        struct run r;
        scan(s, i, &r);
        if (!(r.ascii ? ascii_word(k, &r) : other_word(k, &r))) return false;
        i = r.end > i ? r.end : next;
        k->gap = GAP_NONE;
    }
    return true;
}

capias_status cps_text_tokens(capias_str src, struct cps_arena *arena,
                              struct cps_text_token **out, size_t *n, capias_error *err)
{
    *out = NULL;
    *n = 0;
    if (src.n == 0) return CAPIAS_OK;
    if (src.n > UINT32_MAX)
        return cps_fail(err, CAPIAS_E_LIMIT, "a text of more than 4 GiB");
    struct cutter k = {.src = src, .arena = arena, .text = cps_arena_take(arena, src.n, 1)};
    if (k.text == NULL || !cut(&k)) return cps_fail_memory(err);
    *out = k.v;
    *n = k.n;
    return CAPIAS_OK;
}

capias_status cps_text_latin(capias_str src, struct cps_arena *arena, capias_str *out,
                             capias_error *err)
{
    struct cps_text_token *tokens;
    size_t n, bytes = 0, at = 0;
    *out = (capias_str){NULL, 0};
    CPS_TRY(cps_text_tokens(src, arena, &tokens, &n, err));
    for (size_t i = 0; i < n; i++) bytes += tokens[i].latin.n + 1;
    if (bytes == 0) return CAPIAS_OK;
    char *p = cps_arena_take(arena, bytes, 1);
    if (p == NULL) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        if (tokens[i].latin.n == 0) continue;
        if (at > 0) p[at++] = ' ';
        memcpy(p + at, tokens[i].latin.p, tokens[i].latin.n);
        at += tokens[i].latin.n;
    }
    *out = (capias_str){p, at};
    return CAPIAS_OK;
}

const char *cps_script_name(enum cps_script script)
{
    static const char *const names[] = {"none",   "latin",  "cyrillic", "greek",    "arabic",
                                        "hebrew", "han",    "kana",     "hangul",   "georgian",
                                        "armenian", "devanagari", "indic", "thai", "other"};
    return script <= CPS_SCRIPT_OTHER ? names[script] : "other";
}
