/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/lookup.c: pass 1, the names that stand in the text as the register has them.
 *
 * In    a cut page.      Out   finds: states, cities, courts, treaties, organisations, people.
 * Idea  every word that stands out starts a walk through each segment's dictionary; what it meets
 * is kept as hits. Hits that speak for themselves (two words or more, places, abbreviations in
 *       capitals) are taken first, the longest at each place; then short names of people, which
 * need something that speaks for them: the full name elsewhere in the text, a title before them, a
 *       rare name, or talk of a court's warrant.
 *
 * Precision: an ordinary word that is somebody's alias is no mention; nor is a family name with
 * another unknown capitalised word at its side, for that is somebody else.
 */
#include "reader/page.h"

struct hit {
    uint32_t first, until;
    uint32_t dictionary, entry, n; /* entries of the node */
    bool inflected;                /* a word of it carries an ending */
};
struct hits {
    CPS_VEC(struct hit) v;
};

#define SURE 10000u
#define LANG_EN ('e' << 8 | 'n')
#define COMMON 6000u      /* a list's full name that many people bear */
#define COMMON_SHARE 110u /* per cent of an unknown word's, of all words of such a name */
#define RARE_SHARE                                                                                 \
    80u /* per cent of an unknown word's information that makes a name rare          */

/* ---- what the names model knows -------------------------------------------------------------- */

static capias_status name_of(struct cps_page *p, capias_str s, struct cps_name *out,
                             capias_error *err)
{
    return cps_name_parse(s, CPS_NAME_PERSON, &p->scratch, out, err);
}

capias_status cps_page_name_word(struct cps_page *p, uint32_t i, uint16_t *information, bool *given,
                                 capias_error *err)
{
    struct cps_name name;
    *information = 0;
    *given = false;
    cps_arena_reset(&p->scratch);
    if (p->unknown_information == 0) {
        CPS_TRY(name_of(p, CPS_STR("qxvzqk"), &name, err));
        p->unknown_information =
            name.n > 0 && name.tokens[0].information > 0 ? name.tokens[0].information : 1;
    }
    /* a family name behind it, so that a word that is a given name can be one */
    capias_str text =
        cps_arena_printf(&p->scratch, "%.*s qxvzqk", CPS_FMT(cps_page_slice(p, i, i + 1)));
    if (text.p == NULL) return cps_fail_memory(err);
    CPS_TRY(name_of(p, text, &name, err));
    if (name.n < 2) return CAPIAS_OK;
    *information = name.tokens[0].information;
    *given = (name.tokens[0].classes & CPS_CLASS_GIVEN) && *information < p->unknown_information;
    return CAPIAS_OK;
}

/* ---- collecting ------------------------------------------------------------------------------ */

/* The word as the name itself may have it: "Путина" for "Путин", "России" for "Россия". */
static uint32_t step_inflected(const struct cps_page *p, const struct cps_dictionary *d,
                               uint32_t node, const struct cps_word_at *w)
{
    for (size_t i = 0; i < cps_reader_endings_n; i++) {
        const struct cps_ending *e = &cps_reader_endings[i];
        if (e->lang != p->lang) continue;
        capias_str ending = cps_str(e->ending), base = cps_str(e->base);
        size_t stem = w->folded.n - ending.n;
        char word[96];
        if (w->folded.n < ending.n + 4 || stem + base.n > sizeof word ||
            !cps_str_ends(w->folded, ending))
            continue;
        memcpy(word, w->folded.p, stem);
        memcpy(word + stem, base.p, base.n);
        uint32_t next =
            cps_dictionary_step(d, node, cps_reader_key((capias_str){word, stem + base.n}));
        if (next != 0) return next;
    }
    return 0;
}

/* In Arabic "and", "in", "to" are one letter before the word: "wa-faransa". */
static uint32_t step_without_particle(const struct cps_dictionary *d, uint32_t node,
                                      const struct cps_word_at *w)
{
    static const char *const particles[] = {"\xD9\x88", "\xD8\xA8", "\xD9\x84", "\xD9\x81",
                                            "\xD9\x83"};
    capias_str s = w->folded;
    for (size_t i = 0; i < sizeof particles / sizeof *particles && s.n >= 8; i++)
        if (cps_str_starts(s, cps_str(particles[i])))
            return cps_dictionary_step(d, node, cps_reader_key(cps_str_sub(s, 2, s.n)));
    return 0;
}

static uint32_t step(const struct cps_page *p, const struct cps_dictionary *d, uint32_t node,
                     const struct cps_word_at *w, bool inflected, bool *bent)
{
    uint32_t next = cps_dictionary_step(d, node, w->key);
    if (next == 0 && w->key_latin != w->key) next = cps_dictionary_step(d, node, w->key_latin);
    if (next != 0) return next;
    if (inflected && (w->flags & CPS_TEXT_CAPITAL)) next = step_inflected(p, d, node, w);
    if (next == 0 && node == 0 && w->script == CPS_SCRIPT_ARABIC)
        next = step_without_particle(d, node, w);
    *bent = *bent || next != 0;
    return next;
}

static bool inflects(const struct cps_page *p)
{
    for (size_t i = 0; i < cps_reader_endings_n; i++)
        if (p->lang != 0 && cps_reader_endings[i].lang == p->lang) return true;
    return false;
}

static capias_status collect(const struct cps_page *p, struct hits *out, capias_error *err)
{
    bool inflected = inflects(p);
    for (uint32_t k = 0; k < p->n_dictionaries; k++) {
        const struct cps_dictionary *d = &p->dictionaries[k];
        for (uint32_t i = 0; i < p->n; i++) {
            const struct cps_word_at *w = &p->words[i];
            if (!cps_word_stands_out(w) && !cps_page_is(p, i, CPS_CUE_PARTICLE)) continue;
            uint32_t node = 0;
            bool bent = false;
            for (uint32_t j = i; j < p->n && j < i + 24; j++) {
                if (j > i && !p->words[j].adjoins) break;
                node = step(p, d, node, &p->words[j], inflected, &bent);
                if (node == 0) break;
                uint32_t first, n = cps_dictionary_entries(d, node, &first);
                if (n > 0 && !CPS_PUSH(&out->v, ((struct hit){i, j + 1, k, first, n, bent})))
                    return cps_fail_memory(err);
            }
        }
    }
    return CAPIAS_OK;
}

static int by_place(const void *x, const void *y)
{
    const struct hit *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->until != b->until) return a->until > b->until ? -1 : 1;
    return a->dictionary < b->dictionary ? -1 : a->dictionary > b->dictionary;
}

/* ---- judging one entry ----------------------------------------------------------------------- */

/* The capital of a sentence's first word tells nothing, unless people are called so. */
static bool opens_sentence(struct cps_page *p, uint32_t i)
{
    uint16_t information;
    bool given;
    return (p->words[i].flags & CPS_TEXT_SENTENCE) != 0 &&
           cps_page_name_word(p, i, &information, &given, NULL) == CAPIAS_OK &&
           information >= p->unknown_information;
}

#define HARMLESS                                                                                   \
    (CPS_CUE_BIT(CPS_CUE_DEMONYM) | CPS_CUE_BIT(CPS_CUE_GENERATION) | CPS_CUE_BIT(CPS_CUE_PARTICLE))

static bool goes_on_behind(const struct cps_page *p, uint32_t until)
{
    if (until >= p->n || !p->words[until].adjoins || (p->words[until].flags & CPS_TEXT_APOSTROPHE))
        return false;
    const struct cps_word_at *w = &p->words[until];
    return cps_word_cased(w) && (w->flags & CPS_TEXT_CAPITAL) && !w->ordinary &&
           !(w->cues & HARMLESS);
}

/* Another name stands at its side, so that the two together are somebody or something else. */
static bool goes_on(struct cps_page *p, uint32_t first, uint32_t until)
{
    if (first > 0 && p->words[first].adjoins) {
        const struct cps_word_at *w = &p->words[first - 1];
        if (cps_word_cased(w) && (w->flags & CPS_TEXT_CAPITAL) && !w->ordinary &&
            !(w->cues & HARMLESS) && w->find == CPS_NONE && !opens_sentence(p, first - 1))
            return true;
    }
    return goes_on_behind(p, until);
}

/* Written as a name is written: first and last word with a capital, and half of the others. */
static bool written_as_name(const struct cps_page *p, uint32_t first, uint32_t until,
                            const struct cps_entry *e)
{
    /* "Cour pénale internationale": what we know ourselves needs one capital */
    bool one_is_enough = (e->flags & CPS_ENTRY_BUILTIN) && e->kind >= CPS_FIND_COURT;
    uint32_t capitals = 0, cased = 0;
    for (uint32_t i = first; i < until; i++) {
        const struct cps_word_at *w = &p->words[i];
        if (!cps_word_cased(w)) continue;
        bool capital = (w->flags & CPS_TEXT_CAPITAL) != 0;
        if ((e->flags & CPS_ENTRY_UPPER) && !(w->flags & CPS_TEXT_ALL_CAPITALS) &&
            !(capital && w->end - w->start == 1))
            return false;
        if (!capital && i + 1 == until && !one_is_enough) return false;
        if (!capital && i == first && !cps_page_is(p, i, CPS_CUE_PARTICLE)) return false;
        cased++;
        capitals += capital;
    }
    return capitals * 2 >= cased || (one_is_enough && capitals > 0);
}

/* A longer name of which this is the end: the "Security Council" of a "National Security Council".
 */
static bool is_tail(const struct cps_page *p, uint32_t first)
{
    if (first == 0 || !p->words[first].adjoins) return false;
    const struct cps_word_at *w = &p->words[first - 1];
    return cps_word_cased(w) && (w->flags & CPS_TEXT_CAPITAL) && !(w->flags & CPS_TEXT_SENTENCE) &&
           w->find == CPS_NONE && !w->title_case && !(w->cues & CPS_CUE_BIT(CPS_CUE_TITLE));
}

static bool all_ordinary(const struct cps_page *p, uint32_t first, uint32_t until)
{
    for (uint32_t i = first; i < until; i++)
        if (!p->words[i].ordinary) return false;
    return true;
}

/* Ordinary words of which at most one is no noun of organisations: "Ministry of Defence" is in
 * every state, whatever list has one. */
static bool is_generic(const struct cps_page *p, uint32_t first, uint32_t until)
{
    const uint32_t frame = CPS_CUE_BIT(CPS_CUE_ORG) | CPS_CUE_BIT(CPS_CUE_STOP) |
                           CPS_CUE_BIT(CPS_CUE_GENITIVE) | CPS_CUE_BIT(CPS_CUE_BODY);
    uint32_t telling = 0;
    for (uint32_t i = first; i < until; i++) {
        if (!p->words[i].ordinary) return false;
        telling += (p->words[i].cues & frame) == 0;
    }
    return telling < 2;
}

/* "Berlin Carnegie Center": the capitals behind a city go on to a noun of organisations. */
static bool is_of_organisation(const struct cps_page *p, uint32_t i)
{
    for (uint32_t k = i; k < p->n && k < i + 5 && p->words[k].adjoins; k++) {
        if (cps_page_is(p, k, CPS_CUE_ORG)) return true;
        if (!(p->words[k].flags & CPS_TEXT_CAPITAL)) return false;
    }
    return false;
}

static bool any_ordinary(const struct cps_page *p, uint32_t first, uint32_t until)
{
    for (uint32_t i = first; i < until; i++)
        if (p->words[i].ordinary && !cps_page_is(p, i, CPS_CUE_PARTICLE)) return true;
    return false;
}

/* "Michael Jordan" is no country: a given name stands before it, and people bear the name itself.
 */
static capias_status after_given_name(struct cps_page *p, uint32_t i, bool *out, capias_error *err)
{
    uint16_t information;
    *out = false;
    if (i == 0 || !p->words[i].adjoins) return CAPIAS_OK;
    const struct cps_word_at *w = &p->words[i - 1];
    if (!cps_word_cased(w) || !(w->flags & CPS_TEXT_CAPITAL) || w->ordinary ||
        (w->flags & CPS_TEXT_ALL_CAPITALS) || w->find != CPS_NONE || w->cues != 0)
        return CAPIAS_OK;
    CPS_TRY(cps_page_name_word(p, i, &information, out, err));
    if (information >= p->unknown_information) {
        *out = false;
        return CAPIAS_OK;
    }
    return cps_page_name_word(p, i - 1, &information, out, err);
}

/* Nor is "Salvador Panelo": it is a given name, and a word that is no other word stands behind it.
 */
static capias_status before_family_name(struct cps_page *p, uint32_t i, bool *out,
                                        capias_error *err)
{
    uint16_t information;
    *out = false;
    if (i + 1 >= p->n || !p->words[i + 1].adjoins) return CAPIAS_OK;
    const struct cps_word_at *w = &p->words[i + 1];
    if (!cps_word_cased(w) || !(w->flags & CPS_TEXT_CAPITAL) || w->ordinary || w->cues != 0 ||
        (w->flags & (CPS_TEXT_ALL_CAPITALS | CPS_TEXT_APOSTROPHE)) || w->find != CPS_NONE)
        return CAPIAS_OK;
    return cps_page_name_word(p, i, &information, out, err);
}

static capias_status judge_place(struct cps_page *p, const struct hit *h, const struct cps_entry *e,
                                 uint32_t *score, capias_error *err)
{
    const struct cps_word_at *w = &p->words[h->first];
    bool one = h->until == h->first + 1, given = false;
    if (one && w->ordinary) return CAPIAS_OK;
    if (one && w->title_case && e->lang != 0 && w->folded.n < 5) return CAPIAS_OK;
    /* a name that some language has ("Kina", "Oman") in an English text; other languages share many
     */
    const char *l = cps_reader_langs[p->lang];
    bool foreign = e->lang != 0 && e->lang != LANG_EN && p->lang != 0 && l[1] != '\0' &&
                   e->lang != (uint16_t)((unsigned char)l[0] << 8 | (unsigned char)l[1]);
    if (one && foreign && cps_word_cased(w) && w->folded.n <= 4) return CAPIAS_OK;
    if (one && e->lang != LANG_EN && cps_page_is(p, h->first, CPS_CUE_DEMONYM)) return CAPIAS_OK;
    /* an Arabic adjective with its article, "al-rusi", is no country */
    if (h->first > 0 && w->script == CPS_SCRIPT_ARABIC && p->words[h->first - 1].end == w->start)
        return CAPIAS_OK;
    if (one && w->folded.n < 3 && !(e->flags & CPS_ENTRY_UPPER) && cps_word_cased(w))
        return CAPIAS_OK;
    if (h->until - h->first == 1 && !cps_word_cased(w) && w->script == CPS_SCRIPT_HAN)
        return CAPIAS_OK;
    if (one) CPS_TRY(after_given_name(p, h->first, &given, err));
    bool large =
        e->kind == CPS_FIND_CITY && !(e->flags & CPS_ENTRY_MINOR); /* "Berlin Carnegie Center" */
    bool office = h->first > 1 && cps_page_is(p, h->first - 1, CPS_CUE_GENITIVE) &&
                  cps_page_cue_before(p, h->first - 1, CPS_CUE_TITLE) != NULL;
    if (one && !given && !office &&
        !(large && is_of_organisation(p, h->until))) /* "president of Kenya William Ruto" */
        CPS_TRY(before_family_name(p, h->first, &given, err));
    if (one && (e->flags & CPS_ENTRY_MINOR)) {
        uint16_t information;
        bool is_given,
            placed = h->first > 0 && (cps_page_is(p, h->first - 1, CPS_CUE_PLACEPREP) ||
                                      cps_page_cue_before(p, h->first, CPS_CUE_CAPITAL) != NULL);
        if (goes_on(p, h->first, h->until)) return CAPIAS_OK;
        CPS_TRY(cps_page_name_word(p, h->first, &information, &is_given, err));
        bool borne = information < p->unknown_information || w->folded.n < 5; /* people bear it */
        if ((borne || !placed) && !cps_page_speaks_of(p, e->state)) return CAPIAS_OK;
        if (borne && !placed) return CAPIAS_OK;
    }
    if (!given) *score = foreign ? 9000 : 9900;
    return CAPIAS_OK;
}

static bool vessel_near(const struct cps_page *p, uint32_t first)
{
    for (uint32_t k = 1; k <= 3 && k <= first; k++)
        if (cps_page_is(p, first - k, CPS_CUE_VESSEL)) return true;
    return false;
}

static capias_status judge_organisation(struct cps_page *p, const struct hit *h,
                                        const struct cps_entry *e, uint32_t *score,
                                        capias_error *err)
{
    const struct cps_word_at *w = &p->words[h->first];
    if (h->until > h->first + 1) {
        bool weak = (e->flags & CPS_ENTRY_WEAK) && all_ordinary(p, h->first, h->until);
        weak = weak || (!(e->flags & CPS_ENTRY_BUILTIN) && is_generic(p, h->first, h->until));
        if (!weak && !is_tail(p, h->first) &&
            !(w->title_case && all_ordinary(p, h->first, h->until)))
            *score = 9500;
        return CAPIAS_OK;
    }
    if (e->flags & CPS_ENTRY_BUILTIN) {
        bool upper = (e->flags & CPS_ENTRY_UPPER) != 0;
        if (upper || !w->ordinary) *score = 9500;
        return CAPIAS_OK;
    }
    if ((e->flags & CPS_ENTRY_WEAK) || w->ordinary || w->title_case) return CAPIAS_OK;
    if (w->script != CPS_SCRIPT_LATIN) return CAPIAS_OK; /* a word spelt in Latin is many words */
    if (w->flags & CPS_TEXT_ALL_CAPITALS && w->folded.n >= 3) {
        *score = 8500;
        return CAPIAS_OK;
    }
    uint16_t information;
    bool given;
    CPS_TRY(cps_page_name_word(p, h->first, &information, &given, err));
    if (w->folded.n >= 6 && information >= p->unknown_information &&
        !goes_on(p, h->first, h->until))
        *score = 8000;
    return CAPIAS_OK;
}

bool cps_page_common_name(struct cps_page *p, uint32_t first, uint32_t until)
{
    uint32_t sum = 0;
    if (until - first > 2) return false;
    for (uint32_t i = first; i < until; i++) {
        uint16_t information;
        bool given;
        if (cps_page_name_word(p, i, &information, &given, NULL) != CAPIAS_OK) return false;
        sum += information;
    }
    return sum * 100 < (uint32_t)p->unknown_information * COMMON_SHARE;
}

static uint32_t judge_full_name(struct cps_page *p, const struct hit *h, const struct cps_entry *e)
{
    bool known = (e->flags & CPS_ENTRY_KNOWN) != 0;
    if (all_ordinary(p, h->first, h->until)) return 0;
    if (!known && (e->flags & CPS_ENTRY_WEAK) && any_ordinary(p, h->first, h->until)) return 0;
    /* "the commander of the Lord's Resistance Army Joseph Kony": a given name begins a name */
    uint16_t information;
    bool given = false;
    if (known && h->until - h->first > 1 &&
        cps_page_name_word(p, h->first, &information, &given, NULL) != CAPIAS_OK)
        return 0;
    if (given ? goes_on_behind(p, h->until) : goes_on(p, h->first, h->until)) return 0;
    if (!known && cps_page_common_name(p, h->first, h->until)) return COMMON;
    return known ? SURE : e->flags & CPS_ENTRY_WEAK ? 7500 : 9000;
}

static bool speaks_of_warrants(const struct cps_page *p)
{
    for (size_t i = 0; i < p->finds.n; i++)
        if (p->finds.v[i].kind == CPS_FIND_COURT) return true;
    for (uint32_t i = 0; i < p->n_cues; i++)
        if (cps_reader_cues[p->cues[i].cue].cls == CPS_CUE_WARRANT) return true;
    return false;
}

/* "Al-Bashir": the article before a family name belongs to it. */
static uint32_t with_article(const struct cps_page *p, uint32_t first)
{
    bool joined = first > 0 && (p->words[first].flags & CPS_TEXT_AFTER_HYPHEN) &&
                  cps_page_is(p, first - 1, CPS_CUE_PARTICLE) && cps_page_free(p, first - 1, first);
    return joined ? first - 1 : first;
}

static uint32_t judge_short_name(struct cps_page *p, const struct hit *h, const struct cps_entry *e,
                                 capias_str id, bool warrants)
{
    const struct cps_word_at *w = &p->words[h->first];
    bool full = cps_page_named_in_full(p, id), title;
    if (!full && (e->flags & CPS_ENTRY_WEAK)) return 0; /* a nickname */
    title = cps_page_cue_before(p, with_article(p, h->first), CPS_CUE_TITLE) != NULL;
    if (goes_on(p, h->first, h->until)) return 0;
    /* a family name cut from a full one may be anybody's, unless a court is spoken of or nobody
     * else is known to bear it */
    bool cut = (e->flags & CPS_ENTRY_PART) && h->until == h->first + 1;
    if (!full && cut && !warrants && e->information < p->unknown_information) return 0;
    if (full) return w->ordinary && (w->flags & CPS_TEXT_SENTENCE) ? 0 : 9700;
    if (!(e->flags & CPS_ENTRY_KNOWN) || w->ordinary || w->title_case) return 0;
    if (!cps_word_cased(w)) /* a short run in a script without capitals would match inside words */
        return w->script == CPS_SCRIPT_HAN || w->folded.n >= 8 ? 9000 : 0;
    bool rare = (uint32_t)e->information * 100 >= (uint32_t)p->unknown_information * RARE_SHARE;
    if (!rare) return title && warrants ? 7500 : 0;
    return title || warrants ? 9500 : 9000;
}

/* ---- taking ---------------------------------------------------------------------------------- */

/* Left for the second round, when the text's states and full names are known. */
static bool short_name(const struct hit *h, const struct cps_entry *e)
{
    bool one = h->until == h->first + 1;
    if (e->kind == CPS_FIND_CITY) return one && (e->flags & CPS_ENTRY_MINOR);
    bool nickname = (e->flags & CPS_ENTRY_KNOWN) && (e->flags & CPS_ENTRY_WEAK);
    return e->kind == CPS_FIND_PERSON && (one || nickname || (e->flags & CPS_ENTRY_PART));
}

static capias_status judge(struct cps_page *p, const struct hit *h, const struct cps_entry *e,
                           capias_str id, bool shorts, bool warrants, uint32_t *score,
                           capias_error *err)
{
    *score = 0;
    if (short_name(h, e) != shorts || !written_as_name(p, h->first, h->until, e)) return CAPIAS_OK;
    switch (e->kind) {
    case CPS_FIND_STATE:
    case CPS_FIND_CITY:
    case CPS_FIND_REGION:
        return judge_place(p, h, e, score, err);
    case CPS_FIND_COURT:
    case CPS_FIND_TREATY:
    case CPS_FIND_EVENT:
    case CPS_FIND_ORGANISATION:
        return judge_organisation(p, h, e, score, err);
    case CPS_FIND_VESSEL:
        if (vessel_near(p, h->first)) *score = 8500;
        return CAPIAS_OK;
    case CPS_FIND_PERSON:
        *score = shorts ? judge_short_name(p, h, e, id, warrants) : judge_full_name(p, h, e);
        return CAPIAS_OK;
    default:
        return CAPIAS_OK;
    }
}

/* A region of ours ("Gaza"), or a city of just this name ("Brasilia"), where the state is called so
 * by a list or in another language only. */
static bool rather_a_place(const struct cps_page *p, const struct cps_find *place,
                           const struct cps_find *state)
{
    if (state->kind != CPS_FIND_STATE ||
        (place->kind != CPS_FIND_REGION && place->kind != CPS_FIND_CITY))
        return false;
    capias_str text = cps_page_slice(p, place->first, place->until);
    if (cps_str_eq_nocase(text, state->canonical)) return false;
    if (place->kind == CPS_FIND_REGION) return true;
    struct cps_word_at *w;
    uint32_t n;
    return cps_page_words(place->canonical, p->arena, &w, &n, NULL) == CAPIAS_OK && n == 1 &&
           place->until == place->first + 1 && w[0].key == p->words[place->first].key;
}

/* The better of two readings of the same words: somebody reports write about, then the order of the
 * kinds, then the score. */
static bool better(const struct cps_page *p, const struct cps_find *a, bool a_known,
                   const struct cps_find *b, bool b_known)
{
    if (b->score == 0) return true;
    if (a_known != b_known) return a_known;
    if (rather_a_place(p, a, b)) return true;
    if (rather_a_place(p, b, a)) return false;
    if (a->kind != b->kind) return a->kind < b->kind;
    /* today's Germany before the former ones */
    bool a_now = cps_state_is_current(a->state), b_now = cps_state_is_current(b->state);
    if (a->kind == CPS_FIND_STATE && a_now != b_now) return a_now;
    return a->score > b->score;
}

static capias_status take(struct cps_page *p, const struct hit *h, bool shorts, bool warrants,
                          struct cps_find *best, capias_error *err)
{
    const struct cps_dictionary *d = &p->dictionaries[h->dictionary];
    bool best_known = false;
    *best = (struct cps_find){.first = h->first, .until = h->until, .cluster = CPS_NONE};
    for (uint32_t k = 0; k < h->n; k++) {
        struct cps_entry e = cps_dictionary_entry(d, h->entry + k);
        capias_str id = {NULL, 0};
        uint32_t score;
        if (shorts) id = cps_dictionary_id(p->reg, d, &e, p->arena);
        CPS_TRY(judge(p, h, &e, id, shorts, warrants, &score, err));
        if (score == 0) continue;
        struct cps_find f = *best;
        f.kind = (uint8_t)e.kind;
        f.score = score;
        f.state = e.state;
        f.whole = !shorts && score != COMMON; /* ties no family name */
        f.by = shorts ? CPS_BY_SHORT_NAME : h->inflected ? CPS_BY_INFLECTED : CPS_BY_NAME;
        f.id = shorts ? id : cps_dictionary_id(p->reg, d, &e, p->arena);
        f.canonical = cps_segment_string(d->segment, e.canonical);
        bool known = (e.flags & CPS_ENTRY_KNOWN) != 0;
        if (best->score > 0 && known && best_known && shorts && !cps_str_eq(best->id, f.id)) {
            /* two of the same family: the one named in full, else nobody in particular */
            bool a = cps_page_named_in_full(p, best->id), b = cps_page_named_in_full(p, f.id);
            if (a == b)
                best->id = (capias_str){NULL, 0},
                best->canonical = cps_page_slice(p, h->first, h->until);
            if (a || a == b) continue;
            best->score = 0;
        }
        if (!better(p, &f, known, best, best_known)) continue;
        *best = f;
        best_known = known;
    }
    return CAPIAS_OK;
}

/* "la [Unión Europea]", not "[la Unión] Europea": a longer name begins behind the small article. */
static capias_status article_of_longer(struct cps_page *p, const struct hits *hits, size_t k,
                                       const struct cps_find *best, bool shorts, bool *out,
                                       capias_error *err)
{
    const struct cps_word_at *w = &p->words[best->first];
    if (!cps_word_cased(w) || (w->flags & CPS_TEXT_CAPITAL)) return CAPIAS_OK;
    for (; k < hits->v.n && hits->v.v[k].first <= best->first + 1 && !*out; k++) {
        const struct hit *h = &hits->v.v[k];
        struct cps_find f;
        if (h->first != best->first + 1 || h->until <= best->until) continue;
        CPS_TRY(take(p, h, shorts, false, &f, err));
        *out = f.score > 0;
    }
    return CAPIAS_OK;
}

static capias_status take_all(struct cps_page *p, const struct hits *hits, bool shorts,
                              capias_error *err)
{
    bool warrants = shorts && speaks_of_warrants(p);
    for (size_t i = 0; i < hits->v.n;) {
        struct cps_find best = {.score = 0};
        size_t k = i;
        for (; k < hits->v.n && hits->v.v[k].first == hits->v.v[i].first; k++) {
            const struct hit *h = &hits->v.v[k];
            if (best.score > 0 && h->until < best.until) break;
            if (!cps_page_free(p, h->first, h->until)) continue;
            struct cps_find f;
            CPS_TRY(take(p, h, shorts, warrants, &f, err));
            if (best.score == 0 || f.until > best.until ||
                (f.score > 0 && better(p, &f, false, &best, false)))
                if (f.score > 0) best = f;
        }
        if (best.score > 0 && shorts && best.kind == CPS_FIND_PERSON)
            best.first = with_article(p, best.first);
        bool longer = false;
        if (best.score > 0) CPS_TRY(article_of_longer(p, hits, k, &best, shorts, &longer, err));
        if (best.score > 0 && !longer) CPS_TRY(cps_page_find(p, &best, err));
        uint32_t first = hits->v.v[i].first;
        while (i < hits->v.n && hits->v.v[i].first == first) i++;
    }
    return CAPIAS_OK;
}

capias_status cps_reader_lookup(struct cps_page *p, capias_error *err)
{
    struct hits hits = {{NULL, 0, 0}};
    struct cps_dictionary *d = CPS_TAKE(p->arena, struct cps_dictionary, CPS_DICTIONARIES_MAX);
    if (d == NULL) return cps_fail_memory(err);
    size_t segments = cps_register_segments(p->reg);
    for (size_t i = 0; i < segments && p->n_dictionaries < CPS_DICTIONARIES_MAX; i++)
        p->n_dictionaries += cps_dictionary_open(p->reg, i, &d[p->n_dictionaries]);
    p->dictionaries = d;
    uint16_t information;
    bool given;
    capias_status status = CAPIAS_OK;
    if (p->n > 0) status = cps_page_name_word(p, 0, &information, &given, err);
    if (status == CAPIAS_OK) status = collect(p, &hits, err);
    if (status == CAPIAS_OK && hits.v.n > 1) qsort(hits.v.v, hits.v.n, sizeof *hits.v.v, by_place);
    if (status == CAPIAS_OK) status = take_all(p, &hits, false, err);
    if (status == CAPIAS_OK) status = take_all(p, &hits, true, err);
    CPS_VEC_RELEASE(&hits.v);
    return status;
}
