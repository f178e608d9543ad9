/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/page.c: a text cut into words, each with what it tells about its neighbours.
 *
 * In    the text.      Out   words, sentences, the phrases of data/reader/cues.csv, the language.
 * Idea  one pass over the words. The language is the one whose function words are found most often;
 *       cues of other languages are passed over. A word is ordinary when it is in the language's
 *       list of words, or when this very text writes it small a third as often as with a capital.
 *
 * A sentence ends at a full stop, question or exclamation mark or line's end, also where a machine
 * translation has lost the space behind it ("well.Full preparation"), when the word before the full
 * stop is too long for an abbreviation.
 */
#include "reader/page.h"

#define COMPOUND_MIN 3u /* letters before the ending of a compound word */
#define PIECE 65536u    /* bytes cut at once                                                   */
#define SENTENCE_MAX                                                                               \
    500u /* words; what goes on longer is cut, so that no text costs its square                    \
          */

uint64_t cps_reader_key(capias_str folded)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < folded.n; i++)
        h = (h ^ (unsigned char)folded.p[i]) * UINT64_C(0x100000001b3);
    return h != 0 ? h : 1;
}

bool cps_word_cased(const struct cps_word_at *w)
{
    return w->script == CPS_SCRIPT_LATIN || w->script == CPS_SCRIPT_CYRILLIC ||
           w->script == CPS_SCRIPT_GREEK || w->script == CPS_SCRIPT_ARMENIAN;
}

bool cps_word_stands_out(const struct cps_word_at *w)
{
    if (w->script == CPS_SCRIPT_NONE) return false;
    return !cps_word_cased(w) || (w->flags & CPS_TEXT_CAPITAL) != 0;
}

capias_str cps_page_slice(const struct cps_page *p, uint32_t first, uint32_t until)
{
    if (first >= until || until > p->n) return (capias_str){NULL, 0};
    return cps_str_sub(p->text, p->words[first].start, p->words[until - 1].end);
}

bool cps_page_free(const struct cps_page *p, uint32_t first, uint32_t until)
{
    for (uint32_t i = first; i < until; i++)
        if (p->words[i].find != CPS_NONE) return false;
    return true;
}

bool cps_page_named_in_full(const struct cps_page *p, capias_str id)
{
    for (size_t i = 0; i < p->full.n; i++)
        if (cps_str_eq(p->full.v[i], id)) return true;
    return false;
}

bool cps_page_speaks_of(const struct cps_page *p, cps_state state)
{
    for (size_t i = 0; i < p->states.n; i++)
        if (state != 0 && p->states.v[i] == state) return true;
    return false;
}

capias_status cps_page_find(struct cps_page *p, const struct cps_find *f, capias_error *err)
{
    if (!CPS_PUSH(&p->finds, *f)) return cps_fail_memory(err);
    if (f->kind == CPS_FIND_PERSON && f->whole && f->id.n > 0 &&
        !cps_page_named_in_full(p, f->id) && !CPS_PUSH(&p->full, f->id))
        return cps_fail_memory(err);
    if (f->state != 0 && !cps_page_speaks_of(p, f->state) && !CPS_PUSH(&p->states, f->state))
        return cps_fail_memory(err);
    if (!f->nested)
        for (uint32_t i = f->first; i < f->until; i++)
            p->words[i].find = (uint32_t)(p->finds.n - 1);
    return CAPIAS_OK;
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool spaceless(uint8_t script)
{
    return script == CPS_SCRIPT_HAN || script == CPS_SCRIPT_KANA || script == CPS_SCRIPT_THAI;
}

static void one_word(const struct cps_text_token *t, struct cps_word_at *w)
{
    bool latin = t->script == CPS_SCRIPT_LATIN || t->script == CPS_SCRIPT_NONE;
    w->folded = latin && t->latin.n > 0 ? t->latin : t->native;
    w->key = cps_reader_key(w->folded);
    w->key_latin = t->latin.n > 0 ? cps_reader_key(t->latin) : w->key;
    w->start = t->start;
    w->end = t->end;
    w->flags = t->flags;
    w->script = t->script;
    w->find = CPS_NONE;
    w->adjoins = true;
}

static size_t digits_end(capias_str text, size_t i, size_t end)
{
    while (i < end && text.p[i] >= '0' && text.p[i] <= '9') i++;
    return i;
}

/* A run of a script without spaces: a word for each code point, and for each number in it. */
static uint32_t many_words(capias_str text, const struct cps_text_token *t, struct cps_word_at *w)
{
    uint32_t n = 0;
    for (size_t i = t->start; i < t->end; n++) {
        size_t from = i;
        bool number = (i = digits_end(text, i, t->end)) > from;
        if (!number) cps_utf8_next(text, &i);
        w[n].folded = cps_str_sub(text, from, i);
        w[n].key = w[n].key_latin = cps_reader_key(w[n].folded);
        w[n].start = (uint32_t)from;
        w[n].end = (uint32_t)i;
        w[n].flags = n == 0 ? t->flags : 0;
        if (number) w[n].flags |= CPS_TEXT_DIGITS;
        w[n].script = number ? CPS_SCRIPT_NONE : t->script;
        w[n].find = CPS_NONE;
        w[n].adjoins = true;
    }
    return n;
}

capias_status cps_page_words(capias_str text, struct cps_arena *arena, struct cps_word_at **out,
                             uint32_t *n, capias_error *err)
{
    struct cps_text_token *tokens;
    size_t n_tokens, room = 0;
    *out = NULL;
    *n = 0;
    CPS_TRY(cps_text_tokens(text, arena, &tokens, &n_tokens, err));
    for (size_t i = 0; i < n_tokens; i++)
        room += spaceless(tokens[i].script) ? tokens[i].end - tokens[i].start : 1;
    if (room == 0) return CAPIAS_OK;
    struct cps_word_at *w = CPS_TAKE(arena, struct cps_word_at, room);
    if (w == NULL) return cps_fail_memory(err);
    uint32_t at = 0;
    for (size_t i = 0; i < n_tokens; i++) {
        if (spaceless(tokens[i].script)) at += many_words(text, &tokens[i], w + at);
        else one_word(&tokens[i], &w[at++]);
    }
    *out = w;
    *n = at;
    return CAPIAS_OK;
}

/* Nothing but one sign that joins between the word before and this one; a full stop only after an
 * initial or abbreviation of at most three letters. */
static bool adjoins(const struct cps_page *p, uint32_t i)
{
    const struct cps_word_at *a = &p->words[i - 1], *b = &p->words[i];
    capias_str gap = cps_str_sub(p->text, a->end, b->start);
    if (gap.n == 0) return true;
    size_t stops = 0, signs = 0;
    for (size_t k = 0; k < gap.n; k++) {
        unsigned char c = (unsigned char)gap.p[k];
        signs += c == '-' || c == '\'';
        if (c == '-' && gap.n > 1) return false; /* a dash */
        if (c == '.') stops++;
        else if (c == '\n' && k + 1 < gap.n && memchr(gap.p + k + 1, '\n', gap.n - k - 1))
            return false;
        else if (c != ' ' && c != '\n' && c != '\r' && c != '\'' && c != '-' && c < 0x80)
            return false;
    }
    if (signs > 1) return false;
    if (stops > 0) return stops == 1 && a->end - a->start <= 4 && (a->flags & CPS_TEXT_CAPITAL);
    if ((unsigned char)gap.p[0] < 0x80) return gap.n <= 4;
    /* a middle dot, a no-break space, a curly apostrophe, a dash; not a quotation mark */
    size_t k = 0;
    uint32_t c = cps_utf8_next(gap, &k);
    return k == gap.n && (c == 0xB7 || c == 0xA0 || c == 0x2019 || c == 0x2010 || c == 0x2011 ||
                          c == 0x30FB || c == 0x2027 || c == 0x202F);
}

/* ---- sentences ------------------------------------------------------------------------------- */

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
           c == 0x61F || c == 0x6D4 || c == 0x964 || c == 0x2026;
}

/* First row of the cues with this first word, or the number of rows. */
static size_t first_cue(uint64_t key)
{
    size_t lo = 0, hi = cps_reader_cues_n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cps_reader_cues[mid].first < key) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

/* "Mr.", "St.", "Gen.", "J.", "U.S.": a full stop behind it ends no sentence by itself. */
static bool abbreviation(const struct cps_word_at *w)
{
    size_t length = w->end - w->start;
    if (!(w->flags & CPS_TEXT_CAPITAL) || length > 4) return false;
    if (length <= 2) return true;
    for (size_t c = first_cue(w->key); c < cps_reader_cues_n && cps_reader_cues[c].first == w->key;
         c++)
        if (cps_reader_cues[c].cls == CPS_CUE_TITLE && cps_reader_cues[c].n == 1) return true;
    return false;
}

/* A sentence begins with word i. */
static bool begins_sentence(const struct cps_page *p, uint32_t i)
{
    const struct cps_word_at *a = &p->words[i - 1], *b = &p->words[i];
    capias_str gap = cps_str_sub(p->text, a->end, b->start);
    bool space = false, stop = false, line = false;
    for (size_t k = 0; k < gap.n;) {
        uint32_t c = cps_utf8_next(gap, &k);
        if (c == '\n') line = line || space || (k < gap.n && gap.p[k] == '\n');
        if (c == ' ' || c == '\n' || c == '\t') space = true;
        stop = stop || is_stop(c);
    }
    if (line) return true;
    if (!stop) return false;
    if (!cps_word_cased(b)) return true;
    if (!(b->flags & (CPS_TEXT_CAPITAL | CPS_TEXT_DIGITS)) && b->script != CPS_SCRIPT_NONE)
        return false;
    bool dot = memchr(gap.p, '.', gap.n) != NULL;
    size_t length = a->end - a->start;
    if (!dot) return true;
    if (!space) /* "Col.Smith" goes on, "Darfur.Last year" does not */
        return a->script != CPS_SCRIPT_NONE && length >= (a->flags & CPS_TEXT_CAPITAL ? 4 : 3) &&
               !(a->flags & CPS_TEXT_ALL_CAPITALS);
    return !abbreviation(a);
}

static capias_status cut_sentences(struct cps_page *p, capias_error *err)
{
    uint32_t n = 1, began = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        struct cps_word_at *w = &p->words[i];
        bool first = i == 0 || i - began >= SENTENCE_MAX || begins_sentence(p, i);
        if (first) began = i;
        n += first && i > 0;
        w->sentence = n - 1;
        w->flags = (uint16_t)(first ? w->flags | CPS_TEXT_SENTENCE : w->flags & ~CPS_TEXT_SENTENCE);
        w->adjoins = !first && adjoins(p, i);
    }
    p->n_sentences = p->n > 0 ? n : 0;
    p->sentences = CPS_TAKE(p->arena, uint32_t, (size_t)p->n_sentences + 1);
    if (p->sentences == NULL) return cps_fail_memory(err);
    for (uint32_t i = p->n; i-- > 0;) p->sentences[p->words[i].sentence] = i;
    p->sentences[p->n_sentences] = p->n;
    for (uint32_t s = 0; s < p->n_sentences; s++) {
        uint32_t from = p->sentences[s], until = p->sentences[s + 1], cased = 0, capital = 0;
        for (uint32_t i = from + 1; i < until; i++) {
            if (!cps_word_cased(&p->words[i]) || p->words[i].end - p->words[i].start < 3) continue;
            cased++;
            capital += (p->words[i].flags & CPS_TEXT_CAPITAL) != 0;
        }
        bool title = cased >= 4 && capital * 10 >= cased * 9;
        for (uint32_t i = from; i < until; i++) p->words[i].title_case = title;
    }
    return CAPIAS_OK;
}

/* ---- cues and language ----------------------------------------------------------------------- */

static void tell_language(struct cps_page *p)
{
    uint32_t seen[CPS_READER_LANGS_MAX] = {0};
    uint32_t limit = p->n < 20000 ? p->n : 20000, best = 0;
    for (uint32_t i = 0; i < limit; i++) {
        if (p->words[i].flags & CPS_TEXT_APOSTROPHE) continue; /* a case ending: "Ankara'da" */
        for (size_t c = first_cue(p->words[i].key);
             c < cps_reader_cues_n && cps_reader_cues[c].first == p->words[i].key; c++)
            if (cps_reader_cues[c].cls == CPS_CUE_STOP && cps_reader_cues[c].n == 1 &&
                cps_reader_cues[c].lang < CPS_READER_LANGS_MAX)
                seen[cps_reader_cues[c].lang]++;
    }
    for (uint32_t l = 1; l < CPS_READER_LANGS_MAX; l++)
        if (seen[l] > seen[best]) best = l;
    p->lang = (uint8_t)(seen[best] >= 2 ? best : 0);
}

static bool plain_letters(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

/* Folded alike, but another word: German "wurde" (was) is not "würde" (would). Only where that
 * turns the sense round; elsewhere texts that lost their marks are read all the same. */
static bool another_word(const struct cps_page *p, uint32_t i, const struct cps_cue *c)
{
    const uint32_t strict = CPS_CUE_BIT(CPS_CUE_MODAL) | CPS_CUE_BIT(CPS_CUE_CONDITION) |
                            CPS_CUE_BIT(CPS_CUE_NEGATION) | CPS_CUE_BIT(CPS_CUE_AND);
    if (!(CPS_CUE_BIT(c->cls) & strict) || c->n > 1 || p->words[i].script != CPS_SCRIPT_LATIN)
        return false;
    return plain_letters(cps_str(c->phrase)) != plain_letters(cps_page_slice(p, i, i + 1));
}

static bool cue_fits(const struct cps_page *p, uint32_t i, const struct cps_cue *c)
{
    if (c->lang != 0 && p->lang != 0 && c->lang != p->lang) return false;
    if (i + c->n > p->n || another_word(p, i, c)) return false;
    for (uint32_t k = 1; k < c->n; k++)
        if (p->words[i + k].key != cps_reader_words[c->words + k] ||
            (p->words[i + k].flags & CPS_TEXT_SENTENCE))
            return false;
    return true;
}

/* The class that the end of a compound word gives it: "Kanzleramtsminister". */
static const struct cps_cue *compound_cue(const struct cps_page *p, const struct cps_word_at *w)
{
    for (size_t c = 0; c < cps_reader_cues_n && cps_reader_cues[c].first == 0; c++) {
        const struct cps_cue *cue = &cps_reader_cues[c];
        capias_str ending = cps_str(cue->value);
        if (cue->lang == p->lang && w->folded.n >= ending.n + COMPOUND_MIN &&
            cps_str_ends(w->folded, ending))
            return cue;
    }
    return NULL;
}

static bool has_compounds(const struct cps_page *p)
{
    for (size_t c = 0; c < cps_reader_cues_n && cps_reader_cues[c].first == 0; c++)
        if (cps_reader_cues[c].lang == p->lang) return true;
    return false;
}

static capias_status find_cues(struct cps_page *p, capias_error *err)
{
    CPS_VEC(struct cps_cue_at) found = {NULL, 0, 0};
    capias_status status = CAPIAS_OK;
    bool compounds = has_compounds(p);
    for (uint32_t i = 0; i < p->n && status == CAPIAS_OK; i++) {
        uint32_t done = 0; /* the longest phrase of a class at a word is enough */
        for (size_t c = first_cue(p->words[i].key);
             c < cps_reader_cues_n && cps_reader_cues[c].first == p->words[i].key; c++) {
            const struct cps_cue *cue = &cps_reader_cues[c];
            if ((done & CPS_CUE_BIT(cue->cls)) || !cue_fits(p, i, cue)) continue;
            done |= CPS_CUE_BIT(cue->cls);
            for (uint32_t k = 0; k < cue->n; k++) p->words[i + k].cues |= CPS_CUE_BIT(cue->cls);
            if (!CPS_PUSH(&found, ((struct cps_cue_at){i, (uint32_t)c}))) {
                status = cps_fail_memory(err);
                break;
            }
        }
        const struct cps_cue *cue = compounds && done == 0 ? compound_cue(p, &p->words[i]) : NULL;
        if (cue == NULL) continue;
        p->words[i].cues |= CPS_CUE_BIT(cue->cls);
        if (!CPS_PUSH(&found, ((struct cps_cue_at){i, (uint32_t)(cue - cps_reader_cues)})))
            status = cps_fail_memory(err);
    }
    if (status == CAPIAS_OK && found.n > 0) {
        p->cues = CPS_TAKE(p->arena, struct cps_cue_at, found.n);
        if (p->cues == NULL) status = cps_fail_memory(err);
        else memcpy(p->cues, found.v, found.n * sizeof *found.v);
        p->n_cues = (uint32_t)found.n;
    }
    CPS_VEC_RELEASE(&found);
    return status;
}

static uint32_t cues_from(const struct cps_page *p, uint32_t word)
{
    uint32_t lo = 0, hi = p->n_cues;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->cues[mid].word < word) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

const struct cps_cue *cps_page_cue(const struct cps_page *p, uint32_t i, enum cps_cue_class cls)
{
    if (!cps_page_is(p, i, cls)) return NULL;
    for (uint32_t c = cues_from(p, i); c < p->n_cues && p->cues[c].word == i; c++)
        if (cps_reader_cues[p->cues[c].cue].cls == cls) return &cps_reader_cues[p->cues[c].cue];
    return NULL;
}

const struct cps_cue *cps_page_cue_before(const struct cps_page *p, uint32_t i,
                                          enum cps_cue_class cls)
{
    for (uint32_t k = 1; k <= 8 && k <= i; k++) {
        if (!cps_page_is(p, i - k, cls)) return NULL;
        const struct cps_cue *c = cps_page_cue(p, i - k, cls);
        if (c == NULL || c->n != k) continue;
        /* "major", "general", "head" are titles with a capital only */
        bool small =
            strcmp(c->value, "capital") == 0 && !(p->words[i - k].flags & CPS_TEXT_CAPITAL);
        return small ? NULL : c;
    }
    return NULL;
}

/* ---- endings ----------------------------------------------------------------------------------
 */

#define STEM_MIN 3 /* bytes */
#define BASES_MAX 16

/* What `s` may be without its ending, itself among them, as keys. */
static size_t bases(const struct cps_page *p, capias_str s, uint64_t out[BASES_MAX])
{
    size_t n = 0;
    out[n++] = cps_reader_key(s);
    for (size_t i = 0; i < cps_reader_endings_n && n < BASES_MAX; i++) {
        const struct cps_ending *e = &cps_reader_endings[i];
        capias_str ending = cps_str(e->ending), base = cps_str(e->base);
        char word[64];
        if (e->lang != p->lang || s.n < ending.n + STEM_MIN || !cps_str_ends(s, ending)) continue;
        size_t stem = s.n - ending.n;
        if (stem + base.n > sizeof word) continue;
        memcpy(word, s.p, stem);
        memcpy(word + stem, base.p, base.n);
        out[n++] = cps_reader_key((capias_str){word, stem + base.n});
    }
    return n;
}

bool cps_page_same_name(const struct cps_page *p, uint32_t a, uint32_t b)
{
    const struct cps_word_at *x = &p->words[a], *y = &p->words[b];
    if (x->key == y->key) return true;
    size_t least = x->folded.n < y->folded.n ? x->folded.n : y->folded.n;
    bool english = strcmp(cps_reader_langs[p->lang], "en") == 0; /* "Roberts" is not Robert */
    if (english || least < STEM_MIN || memcmp(x->folded.p, y->folded.p, STEM_MIN) != 0)
        return false;
    uint64_t of_x[BASES_MAX], of_y[BASES_MAX];
    size_t n = bases(p, x->folded, of_x), m = bases(p, y->folded, of_y);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (of_x[i] == of_y[k]) return true;
    return false;
}

/* ---- ordinary words -------------------------------------------------------------------------- */

static bool in_list(const struct cps_ordinary *list, uint64_t key)
{
    size_t lo = 0, hi = list->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (list->words[mid] < key) lo = mid + 1;
        else hi = mid;
    }
    return lo < list->n && list->words[lo] == key;
}

static bool is_cue_word(const struct cps_word_at *w)
{
    const uint32_t names = CPS_CUE_BIT(CPS_CUE_DEMONYM) | CPS_CUE_BIT(CPS_CUE_PARTICLE);
    return (w->cues & ~names) != 0;
}

/* How often the text writes a word small and with a capital. */
struct written {
    uint64_t key;
    uint32_t small, capital;
};

static struct written *written_at(struct written *set, size_t slots, uint64_t key)
{
    size_t at = key & (slots - 1);
    while (set[at].key != 0 && set[at].key != key) at = (at + 1) & (slots - 1);
    set[at].key = key;
    return &set[at];
}

static bool in_lists(const struct cps_page *p, uint64_t key)
{
    for (size_t l = 0; l < cps_reader_ordinary_n; l++)
        if (p->lang == cps_reader_ordinary[l].lang && in_list(&cps_reader_ordinary[l], key))
            return true;
    return false;
}

static capias_status mark_ordinary(struct cps_page *p, capias_error *err)
{
    size_t slots = 64;
    while (slots < (size_t)p->n * 2) slots *= 2;
    struct written *set = NULL;
    size_t cap = 0;
    if (!cps_vec_reserve((void **)&set, slots, &cap, sizeof *set)) return cps_fail_memory(err);
    memset(set, 0, slots * sizeof *set);
    for (uint32_t i = 0; i < p->n; i++) {
        const struct cps_word_at *w = &p->words[i];
        if (!cps_word_cased(w) || (w->flags & CPS_TEXT_APOSTROPHE)) continue;
        struct written *at = written_at(set, slots, w->key);
        if (w->flags & CPS_TEXT_CAPITAL) at->capital++;
        else at->small++;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        struct cps_word_at *w = &p->words[i];
        if (!cps_word_cased(w)) continue;
        const struct written *at = written_at(set, slots, w->key);
        w->ordinary = is_cue_word(w) || at->small * 3 > at->capital || in_lists(p, w->key);
    }
    cps_vec_free((void **)&set);
    return CAPIAS_OK;
}

/* Where a piece of about PIECE bytes ends: behind a line's end, else anywhere between two letters
 * that are not one code point. */
static size_t piece_end(capias_str text, size_t from)
{
    if (text.n - from <= PIECE) return text.n;
    const char *line = memchr(text.p + from + PIECE, '\n', text.n - from - PIECE);
    if (line != NULL && (size_t)(line - text.p) - from <= 2 * PIECE)
        return (size_t)(line - text.p) + 1;
    size_t end = from + PIECE;
    while (end < text.n && text.p[end] != ' ' && end < from + 2 * PIECE) end++;
    while (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80) end++;
    return end;
}

/* Piece by piece, so that the tokens of a long text are never all there at once. */
static capias_status cut_words(struct cps_page *p, capias_error *err)
{
    for (size_t from = 0; from < p->text.n;) {
        size_t until = piece_end(p->text, from);
        struct cps_word_at *w;
        uint32_t n;
        cps_arena_reset(&p->scratch);
        CPS_TRY(cps_page_words(cps_str_sub(p->text, from, until), &p->scratch, &w, &n, err));
        for (uint32_t i = 0; i < n; i++) {
            w[i].start += (uint32_t)from;
            w[i].end += (uint32_t)from;
            w[i].folded = cps_arena_copy(p->arena, w[i].folded);
            if (w[i].folded.p == NULL || !CPS_PUSH(&p->cut, w[i])) return cps_fail_memory(err);
        }
        from = until;
    }
    p->words = p->cut.v;
    p->n = (uint32_t)p->cut.n;
    return CAPIAS_OK;
}

capias_status cps_page_cut(struct cps_page *p, capias_error *err)
{
    CPS_TRY(cut_words(p, err));
    if (p->n == 0) return CAPIAS_OK;
    tell_language(p);
    CPS_TRY(cut_sentences(p, err));
    CPS_TRY(find_cues(p, err));
    return mark_ordinary(p, err);
}
