/* SPDX-License-Identifier: Apache-2.0
 *
 * names/parse.c: a name as written becomes parts with classes and weights.
 *
 * In    UTF-8 and the kind of name.      Out   at most CPS_NAME_TOKENS tokens.
 *
 *   text tokens ─join apostrophes, single letters─▶ pieces ─longest phrase of the lexicon─▶ tokens
 *
 * A run of Han or Hangul becomes a piece for each character, for such names are written without
 * spaces: 习近平 is three tokens, and joins meet "Jinping". A foreign name spelt in them is one token
 * with the spelling of its characters for text, and the costs of its script.
 *
 * Invariant  a token's weight (information) already holds its class multiplier, so whoever stores
 *            tokens needs neither the kind of name nor the lexicon to score them.
 */
#include "names/model.h"

struct piece {
    capias_str text, native;
    uint32_t start, end;
    uint16_t flags;
    uint8_t script;
    bool single;     /* one letter of an alphabet                                                   */
    bool character;  /* of Han or Hangul                                                            */
    uint32_t run;    /* number of the text token it comes from                                      */
};

struct pieces {
    struct piece *v;
    size_t n;
    struct cps_arena *arena;
    int kind;        /* CPS_FOR_PERSON or CPS_FOR_OTHER                                             */
    bool all_capitals;
};

static bool is_alphabet(uint8_t script)
{
    return script == CPS_SCRIPT_LATIN || script == CPS_SCRIPT_CYRILLIC ||
           script == CPS_SCRIPT_GREEK || script == CPS_SCRIPT_GEORGIAN ||
           script == CPS_SCRIPT_ARMENIAN;
}

static capias_str joined(struct cps_arena *arena, capias_str a, const char *between, capias_str b)
{
    return cps_arena_printf(arena, "%.*s%s%.*s", CPS_FMT(a), between, CPS_FMT(b));
}

static bool merge(struct pieces *p, struct piece *into, const struct piece *next)
{
    into->text = joined(p->arena, into->text, "", next->text);
    into->native = joined(p->arena, into->native, "", next->native);
    into->end = next->end;
    into->flags = (uint16_t)(into->flags & ~CPS_TEXT_DIGITS);
    into->single = false;
    return into->text.p && into->native.p;
}

/* ---- pieces --------------------------------------------------------------------------------------- */

static bool has_characters(const struct cps_text_token *t)
{
    return t->script == CPS_SCRIPT_HAN || t->script == CPS_SCRIPT_HANGUL;
}

/* Is a person's name in Han or Hangul a foreigner's? One with a dot between its parts is. Those that
 * belong to the script have two to four characters, Japanese ones up to six; in Han the characters
 * tell, and they must say it the clearer the shorter the name is. */
static bool spells_a_foreigner(capias_str raw, const struct cps_text_token *t, size_t n, uint8_t script)
{
    size_t characters = 0, last = n;
    bool dotted = false;
    int odds = 0;
    for (size_t i = 0; i < n; i++) {
        if (t[i].script != script) continue;
        characters += cps_utf8_count(t[i].native);
        odds += cps_foreign_odds(t[i].native);
        capias_str gap = last < n ? cps_str_sub(raw, t[last].end, t[i].start) : CPS_STR(" ");
        dotted |= memchr(gap.p, ' ', gap.n) == NULL && gap.n > 0 && last + 1 == i;
        last = i;
    }
    if (script == CPS_SCRIPT_HANGUL) return dotted || characters > 4;
    return dotted || characters > 6 || odds > (characters > 4 ? 0 : P_FOREIGN_SHORT);
}

/* The usual spellings of the characters in one; the text itself when one has none. */
static capias_str spelt(struct cps_arena *arena, const struct cps_text_token *t)
{
    if (t->latin.n) return t->latin;
    capias_str out = CPS_STR("");
    for (size_t i = 0; i < t->native.n && out.p;) {
        char one[4];
        size_t n = cps_utf8_put(cps_counts_as(cps_utf8_next(t->native, &i)), one);
        capias_str s = cps_first_spelling((capias_str){one, n});
        if (!s.n) return t->native;
        out = joined(arena, out, "", s);
    }
    return out;
}

/* A piece for each character of a run; a mark of repetition stands for the one before. Where folding
 * changed how many there are, all have the place of the run. */
static bool add_characters(struct pieces *p, capias_str raw, const struct cps_text_token *t,
                           uint32_t run)
{
    enum { REPEATED = 0x3005 };
    size_t n = cps_utf8_count(t->native), at = t->start;
    bool alike = cps_utf8_count(cps_str_sub(raw, t->start, t->end)) == n;
    char *text = cps_arena_take(p->arena, 4 * n, 1);
    uint32_t before = REPEATED;
    if (!text) return false;
    for (size_t i = 0; i < t->native.n; text += 4) {
        uint32_t c = cps_counts_as(cps_utf8_next(t->native, &i));
        if (c == REPEATED) c = before;
        before = c;
        struct piece piece = {.start = t->start, .end = t->end, .flags = t->flags,
                              .script = t->script, .character = true, .run = run};
        piece.text = piece.native = (capias_str){text, cps_utf8_put(c, text)};
        if (alike) {
            piece.start = (uint32_t)at;
            cps_utf8_next(raw, &at);
            piece.end = (uint32_t)at;
        }
        p->v[p->n++] = piece;
    }
    return true;
}

static bool add_piece(struct pieces *p, const struct cps_text_token *t, bool foreign, uint32_t run)
{
    capias_str text = t->latin.n ? t->latin : t->native;
    if (foreign) text = spelt(p->arena, t);
    if (!text.p) return false;
    if (!text.n) return true;
    struct piece piece = {.text = text, .native = t->native, .start = t->start, .end = t->end,
                          .flags = t->flags, .script = t->script, .run = run};
    piece.single = is_alphabet(t->script) && cps_utf8_count(t->native) == 1;
    if (!(t->flags & (CPS_TEXT_ALL_CAPITALS | CPS_TEXT_DIGITS)) && !piece.single)
        p->all_capitals = false;
    if ((t->flags & CPS_TEXT_APOSTROPHE) && p->n) return merge(p, &p->v[p->n - 1], &piece);
    p->v[p->n++] = piece;
    return true;
}

static capias_status cut(capias_str raw, struct pieces *p, capias_error *err)
{
    struct cps_text_token *t;
    size_t n, room = 1;
    bool foreign[CPS_SCRIPT_OTHER + 1] = {false};
    CPS_TRY(cps_text_tokens(raw, p->arena, &t, &n, err));
    for (size_t i = 0; i < n; i++) {
        room += has_characters(&t[i]) ? cps_utf8_count(t[i].native) : 1;
        if (p->kind == CPS_FOR_PERSON && has_characters(&t[i]) && !foreign[t[i].script])
            foreign[t[i].script] = spells_a_foreigner(raw, t, n, t[i].script);
    }
    p->v = CPS_TAKE(p->arena, struct piece, room);
    if (!p->v) return cps_fail_memory(err);
    p->all_capitals = true;
    for (size_t i = 0; i < n; i++) {
        if (has_characters(&t[i]) && !foreign[t[i].script]) {
            p->all_capitals = false;
            if (!add_characters(p, raw, &t[i], (uint32_t)i)) return cps_fail_memory(err);
        } else if (!add_piece(p, &t[i], foreign[t[i].script], (uint32_t)i)) {
            return cps_fail_memory(err);
        }
    }
    return CAPIAS_OK;
}

static bool dotted(const struct pieces *p, size_t i)
{
    return i < p->n && p->v[i].single && (p->v[i].flags & CPS_TEXT_AFTER_DOT);
}

/* "A.B.C." and "A B C" are one word in the name of an organisation; initials in a person's. */
static capias_status join_singles(struct pieces *p, capias_error *err)
{
    size_t out = 0;
    for (size_t i = 0; i < p->n;) {
        struct piece first = p->v[i];
        size_t j = i + 1;
        if (first.single) {
            bool dots = dotted(p, j);
            while (j < p->n && p->v[j].single && dotted(p, j) == dots &&
                   !(p->v[j].flags & CPS_TEXT_AFTER_COMMA) && (dots || !dotted(p, j + 1)))
                if (!merge(p, &first, &p->v[j++])) return cps_fail_memory(err);
        }
        p->v[out++] = first;
        i = j;
    }
    p->n = out;
    return CAPIAS_OK;
}

/* ---- the lexicon ------------------------------------------------------------------------------------ */

/* The entry of a text as it reads in Latin, or as it stands where only that means something: what a
 * romaniser makes of a word of another script may be anybody's name. */
static const struct cps_lexeme *find(capias_str text, capias_str native, int kind)
{
    const struct cps_lexeme *e = cps_lexicon_find(text);
    if ((e && e->classes[kind]) || cps_str_eq(text, native)) return e;
    const struct cps_lexeme *own = cps_lexicon_find(native);
    return own && (!e || own->classes[kind]) ? own : e;
}

/* The longest word of two characters or more that begins at character i of an organisation's name; a
 * character alone may be a small word. */
static capias_status word_at(const struct pieces *p, size_t i, const struct cps_lexeme **out,
                             size_t *n, capias_error *err)
{
    capias_str text = p->v[i].text;
    *n = 1;
    *out = p->kind == CPS_FOR_PERSON ? NULL : cps_lexicon_find(text);
    if (*out && !((*out)->classes[p->kind] & CPS_CLASS_STOP)) *out = NULL;
    if (p->kind == CPS_FOR_PERSON) return CAPIAS_OK;
    for (size_t j = i + 1; j < p->n && j < i + CPS_WORD_CHARACTERS; j++) {
        if (!p->v[j].character || p->v[j].run != p->v[i].run) break;
        text = joined(p->arena, text, "", p->v[j].text);
        if (!text.p) return cps_fail_memory(err);
        const struct cps_lexeme *e = cps_lexicon_find(text);
        if (!e || !e->classes[p->kind]) continue;
        *out = e;
        *n = j - i + 1;
    }
    return CAPIAS_OK;
}

/* Both forms of a word may begin a phrase. */
static bool may_start(const struct piece *piece, const struct cps_lexeme *e, int kind)
{
    if (e && e->starts >> kind & 1) return true;
    if (!e || cps_str_eq(piece->text, piece->native)) return false;
    const struct cps_lexeme *own = cps_lexicon_find(piece->native);
    const struct cps_lexeme *latin = cps_lexicon_find(piece->text);
    return (own && own->starts >> kind & 1) || (latin && latin->starts >> kind & 1);
}

/* The longest phrase that begins at piece i; *n is how many pieces it takes. */
static capias_status phrase_at(const struct pieces *p, size_t i, const struct cps_lexeme **out,
                               size_t *n, capias_error *err)
{
    if (p->v[i].character) return word_at(p, i, out, n, err);
    *out = find(p->v[i].text, p->v[i].native, p->kind);
    *n = 1;
    if (!may_start(&p->v[i], *out, p->kind)) return CAPIAS_OK;
    capias_str text = p->v[i].text, native = p->v[i].native;
    for (size_t j = i + 1; j < p->n && j < i + CPS_PHRASE_WORDS; j++) {
        text = joined(p->arena, text, " ", p->v[j].text);
        native = joined(p->arena, native, " ", p->v[j].native);
        if (!text.p || !native.p) return cps_fail_memory(err);
        const struct cps_lexeme *e = find(text, native, p->kind);
        if (e && e->classes[p->kind]) {
            *out = e;
            *n = j - i + 1;
        }
    }
    return CAPIAS_OK;
}

static uint16_t share(unsigned info, unsigned multiplier)
{
    return (uint16_t)((info * multiplier + 512) / 1024);
}

/* A character that stands for itself: as its usual spelling, or less. */
static unsigned character_worth(const struct cps_name_token *t)
{
    const struct cps_lexeme *e = cps_lexicon_find(cps_first_spelling(t->text));
    unsigned info = e ? e->info[CPS_FOR_PERSON] : 0;
    return info && info < P_SYLLABLE_INFO ? info : P_SYLLABLE_INFO;
}

static unsigned unknown_worth(const struct cps_name_token *t, int kind)
{
    size_t n = cps_utf8_count(t->text);
    unsigned cap = kind == CPS_FOR_PERSON ? P_CAP_PERSON : P_CAP_ORG;
    unsigned by_length = n <= 2 ? P_UNKNOWN_2 : n == 3 ? P_UNKNOWN_3 : cap;
    return by_length < cap ? by_length : cap;
}

/* What the word is worth as a word, before its class says how much that counts. */
static unsigned worth(const struct cps_name_token *t, const struct cps_lexeme *e, int kind)
{
    if (!e && cps_is_native(t)) return character_worth(t);
    unsigned info = unknown_worth(t, kind);
    if (!e) return info;
    if (e->info[kind] && e->info[kind] < info) info = e->info[kind];
    if (kind == CPS_FOR_OTHER && e->info[0] && e->info[0] < info) info = e->info[0];
    return info;
}

static void weigh(struct cps_name_token *t, const struct cps_lexeme *e, int kind)
{
    unsigned info = worth(t, e, kind);
    unsigned c = t->classes;
    if (c & CPS_CLASS_INITIAL) info = P_INITIAL;
    if (c & CPS_CLASS_NUMBER) info = P_NUMBER_INFO;
    if (c & CPS_CLASS_LEGAL)
        info = kind == CPS_FOR_PERSON ? 0 : share(P_LEGAL_INFO, P_WEIGHT_LEGAL);
    if (c & CPS_CLASS_TITLE) info = 0;
    if (c & CPS_CLASS_STOP) info = share(info, P_WEIGHT_STOP);
    if (c & CPS_CLASS_PARTICLE) info = share(info, P_WEIGHT_PARTICLE);
    if (c & CPS_CLASS_GENERIC) info = share(info, P_WEIGHT_GENERIC);
    if (c & CPS_CLASS_GEO) info = share(info, P_WEIGHT_GEO);
    if (c & CPS_CLASS_NICKNAME) info = share(info, P_WEIGHT_NICKNAME);
    if (kind == CPS_FOR_OTHER && (c & CPS_CLASS_CORE) && t->symbol)
        info = share(info, P_WEIGHT_DOMAIN);
    t->information = (uint16_t)info;
}

/* ---- numbers ------------------------------------------------------------------------------------------ */

/* I to XXXIX, the whole of the text; 0: it is none. */
static unsigned roman(capias_str s)
{
    static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    unsigned tens = 0;
    while (s.n && s.p[0] == 'x' && tens < 3)
        tens++, s = cps_str_sub(s, 1, s.n);
    for (unsigned u = 0; u < 10; u++)
        if (cps_str_is(s, units[u])) return tens * 10 + u;
    return 0;
}

static bool number_value(const struct piece *piece, int kind, bool first, uint64_t *value)
{
    if (piece->flags & CPS_TEXT_DIGITS) return cps_str_u64(piece->text, value);
    bool capitals = (piece->flags & CPS_TEXT_ALL_CAPITALS) ||
                    (piece->single && (piece->flags & CPS_TEXT_CAPITAL));
    if (kind == CPS_FOR_PERSON || first || !capitals) return false;
    *value = roman(piece->text);
    return *value != 0;
}

/* ---- tokens --------------------------------------------------------------------------------------------- */

static bool ends_with_patronymic(capias_str text)
{
    if (text.n < 7) return false;
    for (const char *const *e = cps_patronymics; *e; e++)
        if (cps_str_ends(text, cps_str(*e))) return true;
    return false;
}

/* A legal form counts where such forms stand: two letters at the ends only, and for a person only
 * what was written as one ("Maduro LLC", not the surname Sá). */
static bool legal_here(const struct pieces *p, size_t i, size_t n)
{
    bool last = i + n == p->n, comma_before = p->v[i].flags & CPS_TEXT_AFTER_COMMA;
    if (p->kind == CPS_FOR_PERSON)
        return i > 0 && last && (p->v[i].flags & CPS_TEXT_ALL_CAPITALS) && !p->all_capitals;
    return n > 1 || p->v[i].text.n > 2 || i == 0 || last || comma_before;
}

static unsigned classes_of(const struct pieces *p, size_t i, size_t n, const struct cps_lexeme *e)
{
    unsigned c = e ? e->classes[p->kind] : 0;
    if ((c & CPS_CLASS_LEGAL) && !legal_here(p, i, n)) c = 0;
    if (p->kind == CPS_FOR_PERSON && n == 1 && p->v[i].single && !(c & CPS_CLASS_STOP))
        return CPS_CLASS_INITIAL;
    return c ? c : CPS_CLASS_CORE;
}

static capias_str clipped(capias_str s)
{
    if (s.n > CPS_TOKEN_BYTES)
        for (s.n = CPS_TOKEN_BYTES; s.n && ((uint8_t)s.p[s.n] & 0xc0) == 0x80; s.n--) {
        }
    return s;
}

static struct cps_name_token *append(struct cps_name *out)
{
    if (out->n == CPS_NAME_TOKENS) {
        if (out->left_out < UINT16_MAX) out->left_out++;
        return NULL;
    }
    return &out->tokens[out->n++];
}

/* "JC Juncker": two capitals without a vowel in a name that is not all capitals. */
static bool are_initials(const struct pieces *p, const struct piece *piece)
{
    if (p->kind != CPS_FOR_PERSON || p->all_capitals || piece->text.n != 2) return false;
    if (!(piece->flags & CPS_TEXT_ALL_CAPITALS) || piece->script != CPS_SCRIPT_LATIN) return false;
    return !strchr("aeiouy", piece->text.p[0]) && !strchr("aeiouy", piece->text.p[1]);
}

static void add_initials(const struct piece *piece, struct cps_name *out)
{
    for (size_t k = 0; k < piece->text.n; k++) {
        struct cps_name_token *t = append(out);
        if (t)
            *t = (struct cps_name_token){.text = {piece->text.p + k, 1}, .start = piece->start,
                                         .end = piece->end, .script = piece->script,
                                         .classes = CPS_CLASS_INITIAL, .information = P_INITIAL};
    }
}

static capias_status add_number(const struct pieces *p, size_t i, uint64_t value,
                                struct cps_name *out, capias_error *err)
{
    const struct piece *piece = &p->v[i];
    struct cps_name_token *t = append(out);
    if (!t) return CAPIAS_OK;
    capias_str text = cps_arena_printf(p->arena, "%llu", (unsigned long long)value);
    if (!text.p) return cps_fail_memory(err);
    *t = (struct cps_name_token){.text = text, .start = piece->start, .end = piece->end,
                                 .symbol = cps_symbol_of_number(value), .script = piece->script,
                                 .classes = CPS_CLASS_NUMBER, .information = P_NUMBER_INFO};
    return CAPIAS_OK;
}

static capias_status add_word(const struct pieces *p, size_t i, size_t n,
                              const struct cps_lexeme *e, struct cps_name *out,
                              capias_error *err)
{
    struct cps_name_token *t = append(out);
    if (!t) return CAPIAS_OK;
    struct piece whole = p->v[i];
    for (size_t k = 1; k < n; k++) {
        whole.text = joined(p->arena, whole.text, "", p->v[i + k].text);
        if (!whole.text.p) return cps_fail_memory(err);
    }
    *t = (struct cps_name_token){.text = clipped(whole.text), .start = whole.start,
                                 .end = p->v[i + n - 1].end, .script = whole.script};
    t->classes = (uint16_t)classes_of(p, i, n, e);
    bool meant = e && (e->classes[p->kind] & t->classes);
    t->symbol = meant ? e->symbol[p->kind] : 0;
    if ((whole.flags & CPS_TEXT_IN_QUOTES) && p->kind == CPS_FOR_PERSON &&
        (t->classes & CPS_CLASS_CORE))
        t->classes |= CPS_CLASS_NICKNAME;
    weigh(t, e, p->kind);
    return CAPIAS_OK;
}

/* A word of another script for which Latin words stand: those are the tokens, at its place. */
static capias_status add_meaning(const struct pieces *p, size_t i, size_t n,
                                 const struct cps_lexeme *e, struct cps_name *out,
                                 capias_error *err)
{
    struct pieces words = {.arena = p->arena, .kind = p->kind};
    struct piece word = p->v[i];
    capias_str rest = {cps_lexicon_text + e->means, e->means_length};
    words.v = CPS_TAKE(p->arena, struct piece, CPS_PHRASE_WORDS);
    if (!words.v) return cps_fail_memory(err);
    word.end = p->v[i + n - 1].end;
    word.script = CPS_SCRIPT_LATIN;
    word.character = word.single = false;
    while (rest.n && words.n < CPS_PHRASE_WORDS) {
        const char *space = memchr(rest.p, ' ', rest.n);
        word.text.p = rest.p;
        word.text.n = space ? (size_t)(space - rest.p) : rest.n;
        word.native = word.text;
        words.v[words.n++] = word;
        rest = cps_str_sub(rest, word.text.n + (space != NULL), rest.n);
    }
    for (size_t k = 0, taken = 1; k < words.n; k += taken) {
        const struct cps_lexeme *of_word;
        CPS_TRY(phrase_at(&words, k, &of_word, &taken, err));
        CPS_TRY(add_word(&words, k, taken, of_word, out, err));
    }
    return CAPIAS_OK;
}

/* "Forty 4", "forty four" without its phrase: tens and a unit are one number. */
static void join_numbers(struct cps_name *out)
{
    for (unsigned i = 0; i + 1 < out->n; i++) {
        struct cps_name_token *a = &out->tokens[i], *b = a + 1;
        if (!(a->classes & b->classes & CPS_CLASS_NUMBER) || a->start == b->start) continue;
        for (uint64_t tens = 20; tens < 100; tens += 10)
            for (uint64_t unit = 1; unit < 10; unit++)
                if (a->symbol == cps_symbol_of_number(tens) &&
                    b->symbol == cps_symbol_of_number(unit) && a->text.n > 2) {
                    a->symbol = cps_symbol_of_number(tens + unit);
                    a->end = b->end;
                    memmove(b, b + 1, (size_t)(out->n - i - 2) * sizeof *b);
                    out->n--;
                    return;
                }
    }
}

/* ---- roles of a person's names ------------------------------------------------------------------------------ */

static bool after_hyphen(const struct pieces *p, uint32_t start)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].start == start) return p->v[i].flags & CPS_TEXT_AFTER_HYPHEN;
    return false;
}

static void set_roles(const struct pieces *p, struct cps_name *out)
{
    unsigned core[CPS_NAME_TOKENS], n = 0, guessed = 0;
    uint32_t comma = 0;
    unsigned commas = 0;
    for (size_t i = 1; i < p->n; i++)
        if (p->v[i].flags & CPS_TEXT_AFTER_COMMA) comma = p->v[i].start, commas++;
    for (unsigned i = 0; i < out->n; i++)
        if (out->tokens[i].classes & CPS_CLASS_CORE) core[n++] = i;
    bool patronymic = false, after_initial = out->n && (out->tokens[0].classes & CPS_CLASS_INITIAL);
    for (unsigned k = 0; k < n; k++) {
        struct cps_name_token *t = &out->tokens[core[k]];
        if (k > 0 && n > 2 && !patronymic && ends_with_patronymic(t->text)) {
            patronymic = true;
            t->classes = (uint16_t)((t->classes & ~6u) | CPS_CLASS_PATRONYMIC);
        } else if (commas == 1) {
            t->classes &= (uint16_t)~6u;
            t->classes |= t->start < comma ? CPS_CLASS_FAMILY : CPS_CLASS_GIVEN;
        } else if (!(t->classes & 6u) || (t->classes & 6u) == 6u) {
            t->classes &= (uint16_t)~6u;
            t->classes |= k + 1 == n && (n > 1 || after_initial) ? CPS_CLASS_FAMILY : CPS_CLASS_GIVEN;
            guessed |= 1u << k;
        }
    }
    for (unsigned k = 0; k < n; k++) /* the family comes first                                      */
        if (cps_is_native(&out->tokens[core[k]])) {
            struct cps_name_token *t = &out->tokens[core[k]];
            t->classes = (uint16_t)((t->classes & ~6u) | (k ? CPS_CLASS_GIVEN : CPS_CLASS_FAMILY));
        }
    /* The first half of a double family name (Lvova-Belova) is no given name. */
    for (unsigned k = n; k-- > 1;) {
        struct cps_name_token *t = &out->tokens[core[k - 1]], *next = &out->tokens[core[k]];
        if ((guessed & 1u << (k - 1)) && (next->classes & CPS_CLASS_FAMILY) &&
            after_hyphen(p, next->start))
            t->classes = (uint16_t)((t->classes & ~CPS_CLASS_GIVEN) | CPS_CLASS_FAMILY);
    }
}

/* A name of nothing but titles, particles or stop words is made of names after all. */
static void need_core(struct cps_name *out, int kind)
{
    unsigned weak = CPS_CLASS_TITLE | CPS_CLASS_STOP | CPS_CLASS_PARTICLE | CPS_CLASS_LEGAL;
    for (unsigned i = 0; i < out->n; i++)
        if (!(out->tokens[i].classes & weak)) return;
    for (unsigned i = 0; i < out->n; i++) {
        struct cps_name_token *t = &out->tokens[i];
        t->classes = (uint16_t)((t->classes & ~weak) | CPS_CLASS_CORE);
        t->symbol = 0;
        weigh(t, cps_lexicon_find(t->text), kind);
    }
}

capias_status cps_name_parse(capias_str raw, enum cps_name_kind kind, struct cps_arena *arena,
                             struct cps_name *out, capias_error *err)
{
    struct pieces p = {.arena = arena,
                       .kind = kind == CPS_NAME_PERSON ? CPS_FOR_PERSON : CPS_FOR_OTHER};
    *out = (struct cps_name){.kind = (uint8_t)kind};
    CPS_TRY(cut(raw, &p, err));
    if (p.kind == CPS_FOR_OTHER) CPS_TRY(join_singles(&p, err));
    for (size_t i = 0, n = 1; i < p.n; i += n) {
        const struct cps_lexeme *e = NULL;
        uint64_t value;
        CPS_TRY(phrase_at(&p, i, &e, &n, err));
        if (n == 1 && number_value(&p.v[i], p.kind, i == 0, &value))
            CPS_TRY(add_number(&p, i, value, out, err));
        else if (e && e->means_length && p.kind == CPS_FOR_OTHER)
            CPS_TRY(add_meaning(&p, i, n, e, out, err));
        else if (n == 1 && are_initials(&p, &p.v[i]))
            add_initials(&p.v[i], out);
        else
            CPS_TRY(add_word(&p, i, n, e, out, err));
    }
    if (p.kind == CPS_FOR_OTHER) join_numbers(out);
    need_core(out, p.kind);
    if (p.kind == CPS_FOR_PERSON) set_roles(&p, out);
    for (unsigned i = 0; i < out->n; i++) {
        for (unsigned j = 0; j < i; j++) /* said twice counts once */
            if (cps_str_eq(out->tokens[i].text, out->tokens[j].text) &&
                !cps_is_native(&out->tokens[i]))
                out->tokens[i].information = 0;
        out->information += out->tokens[i].information;
    }
    return CAPIAS_OK;
}

enum cps_name_kind cps_name_kind_of_schema(capias_str schema)
{
    static const char *const things[] = {"Vessel", "Airplane", "Vehicle", "Asset", "CryptoWallet"};
    static const char *const others[] = {"Company", "Organization", "Organisation", "LegalEntity",
                                         "PublicBody"};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (cps_str_is(schema, things[i])) return CPS_NAME_THING;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (cps_str_is(schema, others[i])) return CPS_NAME_ORGANISATION;
    return CPS_NAME_PERSON;
}
