/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/garbled.c: courts, treaties and places that a machine translation has bent.
 *
 * In    a page after pass 1.      Out   more finds, and courts' finds made longer.
 * What happens to them, and what is done about it (docs/reader.md has examples):
 *   doubled     "International Court of Criminal Court": a run made of nothing but a known court's
 *               own words, beginning as its name does and holding its last word
 *   shortened   "the court", when the text speaks of one court only
 *   re-translated  a treaty's city as an adjective and its noun as another ("Roman Period"): taken
 *               only where a court stands in the text and the sentence speaks of joining or of it
 *   misspelt    places one edit away, written apart or together
 *   cut short   the head of a capital's name, behind "capital" or where the text has it elsewhere
 *   described   a people's name with "state" or "nation" is that state
 */
#include "reader/page.h"

#define JOINED_MAX 48
#define COURT_REACH                                                                                \
    10 /* sentences: "the court" further away from the last court is any court       */

/* Letters of a name or of words [first, until), written together; 0 when not Latin or too long. */
static size_t join(const struct cps_word_at *w, uint32_t n, char out[JOINED_MAX])
{
    size_t length = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (w[i].script != CPS_SCRIPT_LATIN || length + w[i].folded.n > JOINED_MAX) return 0;
        memcpy(out + length, w[i].folded.p, w[i].folded.n);
        length += w[i].folded.n;
    }
    return length;
}

static bool has_kind(const struct cps_page *p, uint32_t sentence, unsigned kind)
{
    for (uint32_t i = p->sentences[sentence]; i < p->sentences[sentence + 1]; i++)
        if (p->words[i].find != CPS_NONE && p->finds.v[p->words[i].find].kind == kind) return true;
    return false;
}

static bool has_cue(const struct cps_page *p, uint32_t sentence, enum cps_cue_class cls)
{
    for (uint32_t i = p->sentences[sentence]; i < p->sentences[sentence + 1]; i++)
        if (cps_page_is(p, i, cls)) return true;
    return false;
}

/* ---- courts ---------------------------------------------------------------------------------- */

struct court {
    struct cps_word_at *w; /* its name */
    uint32_t n;
    capias_str id, canonical;
};

/* 0: no; 1: a word of the name, in the singular or plural; 2: its last word. */
static int word_of(const struct court *c, const struct cps_word_at *w)
{
    capias_str s = w->folded, singular = s;
    if (s.n > 3 && s.p[s.n - 1] == 's') singular.n--;
    for (uint32_t i = c->n; i-- > 0;)
        if (cps_str_eq(c->w[i].folded, s) || cps_str_eq(c->w[i].folded, singular))
            return i + 1 == c->n ? 2 : 1;
    return 0;
}

static bool joins(const struct cps_page *p, uint32_t i)
{
    return cps_str_is(p->words[i].folded, "of") || cps_str_is(p->words[i].folded, "the") ||
           cps_str_is(p->words[i].folded, "for");
}

/* How far the court's own words run on from word i; `last`: its last word was among them. */
static uint32_t run_of(const struct cps_page *p, const struct court *c, uint32_t i, bool *last,
                       uint32_t *distinct)
{
    uint32_t until = i, first = i;
    *last = false;
    *distinct = 0;
    for (; i < p->n && (i == first || p->words[i].adjoins); i++) {
        int is = (p->words[i].flags & CPS_TEXT_CAPITAL) ? word_of(c, &p->words[i]) : 0;
        if (is == 0 && !joins(p, i)) break;
        if (is == 0) continue;
        *last = *last || is == 2;
        *distinct += i == first || !cps_str_eq(p->words[i].folded, p->words[i - 1].folded);
        until = i + 1;
    }
    return until;
}

/* A find of the same court, or of none, holds these words. */
static bool may_hold(const struct cps_page *p, const struct court *c, uint32_t first,
                     uint32_t until)
{
    for (uint32_t i = first; i < until; i++) {
        uint32_t f = p->words[i].find;
        if (f != CPS_NONE && !cps_str_eq(p->finds.v[f].canonical, c->canonical)) return false;
    }
    return true;
}

static capias_status one_court(struct cps_page *p, const struct court *c, capias_error *err)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const struct cps_word_at *w = &p->words[i];
        if (w->key != c->w[0].key || !(w->flags & CPS_TEXT_CAPITAL)) continue;
        bool last;
        uint32_t distinct, until = run_of(p, c, i, &last, &distinct), find = w->find;
        if (!last || distinct < 2 || !may_hold(p, c, i, until)) continue;
        if (find != CPS_NONE) { /* the name, and then its words again */
            if (p->finds.v[find].first != i || p->finds.v[find].until >= until) continue;
            for (uint32_t k = p->finds.v[find].until; k < until; k++) {
                if (p->words[k].find != CPS_NONE) p->finds.v[p->words[k].find].dropped = 1;
                p->words[k].find = find;
            }
            p->finds.v[find].until = until;
        } else {
            struct cps_find f = {.first = i,
                                 .until = until,
                                 .kind = CPS_FIND_COURT,
                                 .score = 8500,
                                 .id = c->id,
                                 .canonical = c->canonical,
                                 .by = CPS_BY_BENT,
                                 .cluster = CPS_NONE};
            CPS_TRY(cps_page_find(p, &f, err));
        }
    }
    return CAPIAS_OK;
}

static capias_status the_court(struct cps_page *p, const struct court *c, capias_error *err)
{
    uint64_t key = c->w[c->n - 1].key;
    uint32_t seen_in = CPS_NONE;
    for (uint32_t i = 0; i + 1 < p->n; i++) {
        uint32_t find = p->words[i].find;
        if (find != CPS_NONE && p->finds.v[find].kind == CPS_FIND_COURT)
            seen_in = p->words[i].sentence;
        if (i == 0 || p->words[i].key != key || find != CPS_NONE ||
            !cps_str_is(p->words[i - 1].folded, "the") || seen_in == CPS_NONE ||
            p->words[i].sentence - seen_in > COURT_REACH)
            continue;
        bool goes_on = p->words[i + 1].adjoins && (cps_str_is(p->words[i + 1].folded, "of") ||
                                                   (p->words[i + 1].flags & CPS_TEXT_CAPITAL));
        if (goes_on) continue;
        struct cps_find f = {.first = i - 1,
                             .until = i + 1,
                             .kind = CPS_FIND_COURT,
                             .score = 7500,
                             .id = c->id,
                             .canonical = c->canonical,
                             .by = CPS_BY_BENT,
                             .cluster = CPS_NONE};
        if (cps_page_free(p, i - 1, i + 1)) CPS_TRY(cps_page_find(p, &f, err));
    }
    return CAPIAS_OK;
}

/* The courts of the text, each once. */
static capias_status courts(struct cps_page *p, capias_error *err)
{
    struct court c[4];
    uint32_t n = 0;
    for (size_t i = 0; i < p->finds.n && n < 4; i++) {
        const struct cps_find *f = &p->finds.v[i];
        uint32_t k = 0;
        if (f->kind != CPS_FIND_COURT) continue;
        while (k < n && !cps_str_eq(c[k].canonical, f->canonical)) k++;
        if (k < n) continue;
        CPS_TRY(cps_page_words(f->canonical, p->arena, &c[n].w, &c[n].n, err));
        c[n].id = f->id;
        c[n].canonical = f->canonical;
        if (c[n].n >= 2) n++;
    }
    for (uint32_t k = 0; k < n; k++) CPS_TRY(one_court(p, &c[k], err));
    return n == 1 ? the_court(p, &c[0], err) : CAPIAS_OK;
}

/* ---- treaties -------------------------------------------------------------------------------- */

/* "Roman" for "Rome": the same three letters at the head, about as long. */
static bool bent(capias_str a, capias_str b)
{
    return a.n >= 4 && b.n >= 4 && a.n <= b.n + 1 && b.n <= a.n + 1 && memcmp(a.p, b.p, 3) == 0;
}

static capias_status one_treaty(struct cps_page *p, const struct cps_known_name *k,
                                capias_error *err)
{
    struct cps_word_at *w;
    uint32_t n;
    CPS_TRY(cps_page_words(cps_str(k->name), p->arena, &w, &n, err));
    if (n != 2) return CAPIAS_OK;
    for (uint32_t i = 0; i + 1 < p->n; i++) {
        const struct cps_word_at *a = &p->words[i], *b = &p->words[i + 1];
        if (!(a->flags & b->flags & CPS_TEXT_CAPITAL) || !b->adjoins || a->title_case) continue;
        bool city = a->find != CPS_NONE && p->finds.v[a->find].kind == CPS_FIND_CITY &&
                    p->finds.v[a->find].until == i + 1; /* "Rome Statut" */
        if (!bent(a->folded, w[0].folded) || !cps_page_free(p, city ? i + 1 : i, i + 2)) continue;
        bool noun = b->ordinary && !cps_page_is(p, i + 1, CPS_CUE_GEO) &&
                    !cps_page_is(p, i + 1, CPS_CUE_ORG);
        if (!(noun && !city) && !bent(b->folded, w[1].folded)) continue;
        if (!has_kind(p, a->sentence, CPS_FIND_COURT) &&
            !has_cue(p, a->sentence, CPS_CUE_ACCESSION))
            continue;
        struct cps_find f = {.first = i,
                             .until = i + 2,
                             .kind = CPS_FIND_TREATY,
                             .score = 7500,
                             .id = cps_str(k->id),
                             .canonical = cps_str(k->name),
                             .by = CPS_BY_BENT,
                             .cluster = CPS_NONE};
        if (city) p->finds.v[a->find].dropped = 1;
        CPS_TRY(cps_page_find(p, &f, err));
    }
    return CAPIAS_OK;
}

static capias_status treaties(struct cps_page *p, capias_error *err)
{
    bool court = false;
    for (size_t i = 0; i < p->finds.n && !court; i++) court = p->finds.v[i].kind == CPS_FIND_COURT;
    for (size_t i = 0; court && i < cps_reader_names_n; i++)
        if (cps_reader_names[i].kind == CPS_FIND_TREATY && cps_reader_names[i].id[0] != '\0')
            CPS_TRY(one_treaty(p, &cps_reader_names[i], err));
    return CAPIAS_OK;
}

/* ---- places ---------------------------------------------------------------------------------- */

static bool looks_like_place(const struct cps_page *p, uint32_t i)
{
    const struct cps_word_at *w = &p->words[i];
    const uint32_t no = CPS_CUE_BIT(CPS_CUE_DEMONYM) | CPS_CUE_BIT(CPS_CUE_TITLE);
    return w->script == CPS_SCRIPT_LATIN && (w->flags & CPS_TEXT_CAPITAL) && !w->ordinary &&
           !(w->cues & no) && w->find == CPS_NONE && !w->title_case;
}

/* Somebody: a title before, or speech behind. "Moscow said" is seen in pass 1. */
static bool looks_like_person(const struct cps_page *p, uint32_t first, uint32_t until)
{
    return cps_page_cue_before(p, first, CPS_CUE_TITLE) != NULL ||
           cps_page_is(p, until, CPS_CUE_SPEECH);
}

static bool behind_place_word(const struct cps_page *p, uint32_t first)
{
    return first > 0 && (cps_page_is(p, first - 1, CPS_CUE_PLACEPREP) ||
                         cps_page_cue_before(p, first, CPS_CUE_CAPITAL) != NULL);
}

/* "Siberian", "Africans": a place's name with an ending is its people's name. */
static bool derived(const struct cps_page *p, capias_str word)
{
    static const char *const endings[] = {"n",   "s",   "an",  "ns", "ans",
                                          "ian", "ese", "ish", "er", "ers"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        capias_str ending = cps_str(endings[i]), stem = word;
        if (!cps_str_ends(word, ending) || word.n < ending.n + 4) continue;
        stem.n -= ending.n;
        for (uint32_t k = 0; k < p->n_dictionaries; k++) {
            uint32_t first,
                node = cps_dictionary_step(&p->dictionaries[k], 0, cps_reader_key(stem));
            uint32_t n = node != 0 ? cps_dictionary_entries(&p->dictionaries[k], node, &first) : 0;
            if (n > 0 && cps_dictionary_entry(&p->dictionaries[k], first).kind <= CPS_FIND_REGION)
                return true;
        }
    }
    return false;
}

/* Only the names that this text's language or English has are bent: other languages have a name
 * near every word. */
static bool of_this_text(const struct cps_page *p, const struct cps_entry *e)
{
    const char *l = cps_reader_langs[p->lang];
    return e->lang == 0 || e->lang == ('e' << 8 | 'n') || e->lang == (l[0] << 8 | l[1]);
}

static capias_status place_near(struct cps_page *p, uint32_t first, uint32_t until, bool *taken,
                                capias_error *err)
{
    char joined[JOINED_MAX];
    size_t n = join(&p->words[first], until - first, joined);
    *taken = false;
    if (n < 6 || looks_like_person(p, first, until) || derived(p, (capias_str){joined, n}))
        return CAPIAS_OK;
    for (uint32_t k = 0; k < p->n_dictionaries; k++) {
        const struct cps_dictionary *d = &p->dictionaries[k];
        uint32_t nodes[8], m = cps_dictionary_near(d, (capias_str){joined, n}, nodes, 8);
        for (uint32_t j = 0; j < m; j++) {
            uint32_t at, entries = cps_dictionary_entries(d, nodes[j], &at);
            for (uint32_t e = 0; e < entries; e++) {
                struct cps_entry entry = cps_dictionary_entry(d, at + e);
                bool expected = cps_page_speaks_of(p, entry.state);
                if (entry.kind > CPS_FIND_REGION || (entry.flags & CPS_ENTRY_MINOR) ||
                    (!expected && !behind_place_word(p, first)))
                    continue;
                if (!expected && n < 8) continue;
                if (!of_this_text(p, &entry)) continue;
                struct cps_find f = {.first = first,
                                     .until = until,
                                     .kind = (uint8_t)entry.kind,
                                     .state = entry.state,
                                     .score = 8000,
                                     .by = CPS_BY_BENT,
                                     .cluster = CPS_NONE,
                                     .id = cps_dictionary_id(p->reg, d, &entry, p->arena),
                                     .canonical = cps_segment_string(d->segment, entry.canonical)};
                *taken = true;
                return cps_page_find(p, &f, err);
            }
        }
    }
    return CAPIAS_OK;
}

static size_t common_head(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0;
    while (i < n && i < m && a[i] == b[i]) i++;
    return i;
}

/* The id of a city by its full name, from the dictionary. */
static void id_of_city(const struct cps_page *p, const struct cps_word_at *w, uint32_t n,
                       cps_state state, capias_str *out)
{
    *out = (capias_str){NULL, 0};
    for (uint32_t k = 0; k < p->n_dictionaries && out->n == 0; k++) {
        const struct cps_dictionary *d = &p->dictionaries[k];
        uint32_t node = 0, first, entries;
        for (uint32_t i = 0; i < n && (i == 0 || node != 0); i++)
            node = cps_dictionary_step(d, node, w[i].key);
        entries = node != 0 ? cps_dictionary_entries(d, node, &first) : 0;
        for (uint32_t e = 0; e < entries && out->n == 0; e++) {
            struct cps_entry entry = cps_dictionary_entry(d, first + e);
            if (entry.kind == CPS_FIND_CITY && entry.state == state)
                *out = cps_dictionary_id(p->reg, d, &entry, p->arena);
        }
    }
}

/* The capital that begins as this word does, of a state of the text. */
static capias_status capital_cut_short(struct cps_page *p, uint32_t i, capias_error *err)
{
    char word[JOINED_MAX], name[JOINED_MAX];
    size_t n = join(&p->words[i], 1, word);
    if (n < 4) return CAPIAS_OK;
    for (size_t k = 0; k < cps_reader_names_n; k++) {
        const struct cps_known_name *c = &cps_reader_names[k];
        cps_state state = cps_state_code(cps_str(c->state));
        if (c->kind != CPS_FIND_CITY || c->rank < 2 || !cps_page_speaks_of(p, state)) continue;
        capias_str rest = cps_str(c->aliases), alias = cps_str(c->name);
        do {
            struct cps_word_at *w;
            uint32_t m;
            CPS_TRY(cps_page_words(alias, p->arena, &w, &m, err));
            size_t length = join(w, m, name), head = common_head(word, n, name, length);
            if (head < 4 || head * 3 < n * 2) continue;
            struct cps_find f = {.first = i,
                                 .until = i + 1,
                                 .kind = CPS_FIND_CITY,
                                 .state = state,
                                 .score = 7500,
                                 .canonical = cps_str(c->name),
                                 .by = CPS_BY_BENT,
                                 .cluster = CPS_NONE};
            id_of_city(p, w, m, state, &f.id);
            return cps_page_find(p, &f, err);
        } while (cps_str_split(&rest, ';', &alias));
    }
    return CAPIAS_OK;
}

/* The head of a misspelling that stands elsewhere in the text ("Ulanba" beside "Ulanbato"). */
static capias_status place_cut_short(struct cps_page *p, uint32_t i, capias_error *err)
{
    char word[JOINED_MAX], other[JOINED_MAX];
    size_t n = join(&p->words[i], 1, word), limit = p->finds.n < 500 ? p->finds.n : 500;
    if (n < 5) return CAPIAS_OK;
    for (size_t k = 0; k < limit; k++) {
        struct cps_find f = p->finds.v[k];
        if (f.kind != CPS_FIND_CITY && f.kind != CPS_FIND_STATE) continue;
        size_t m = join(&p->words[f.first], f.until - f.first, other);
        if (m <= n || m > n + 4 || memcmp(word, other, n) != 0) continue;
        f.first = i;
        f.until = i + 1;
        f.score = 7500;
        f.by = CPS_BY_BENT;
        return cps_page_find(p, &f, err);
    }
    return CAPIAS_OK;
}

static capias_status places(struct cps_page *p, capias_error *err)
{
    uint16_t information;
    bool given, taken;
    for (uint32_t i = 0; i < p->n; i++) {
        if (!looks_like_place(p, i)) continue;
        if (cps_page_cue_before(p, i, CPS_CUE_CAPITAL) != NULL) {
            CPS_TRY(capital_cut_short(p, i, err));
            if (p->words[i].find != CPS_NONE) continue;
        }
        bool pair = i + 1 < p->n && p->words[i + 1].adjoins && looks_like_place(p, i + 1);
        if (pair) {
            CPS_TRY(place_near(p, i, i + 2, &taken, err));
            if (taken) continue;
        }
        bool alone = !pair && !(i > 0 && p->words[i].adjoins && looks_like_place(p, i - 1));
        if (!alone) continue;
        CPS_TRY(cps_page_name_word(p, i, &information, &given, err));
        if (information < p->unknown_information) continue; /* a name that people bear */
        CPS_TRY(place_near(p, i, i + 1, &taken, err));
    }
    for (uint32_t i = 0; i < p->n; i++)
        if (looks_like_place(p, i) && behind_place_word(p, i)) CPS_TRY(place_cut_short(p, i, err));
    return CAPIAS_OK;
}

/* "the Mongolian state" */
static capias_status described_states(struct cps_page *p, capias_error *err)
{
    for (uint32_t i = 0; i + 1 < p->n; i++) {
        const struct cps_cue *c = cps_page_cue(p, i, CPS_CUE_DEMONYM);
        uint32_t until = c != NULL ? i + c->n : 0;
        if (c == NULL || c->value[0] == '\0' || until >= p->n ||
            !cps_page_is(p, until, CPS_CUE_NATION) || !p->words[until].adjoins ||
            (p->words[until].flags & CPS_TEXT_CAPITAL) || !cps_page_free(p, i, until + 1))
            continue;
        cps_state state = cps_state_code(cps_str(c->value));
        struct cps_find f = {.first = i,
                             .until = until + 1,
                             .kind = CPS_FIND_STATE,
                             .state = state,
                             .score = 8500,
                             .id = cps_str(c->value),
                             .canonical = cps_state_name(state),
                             .by = CPS_BY_DESCRIBED,
                             .cluster = CPS_NONE};
        CPS_TRY(cps_page_find(p, &f, err));
    }
    return CAPIAS_OK;
}

capias_status cps_reader_garbled(struct cps_page *p, capias_error *err)
{
    CPS_TRY(courts(p, err));
    CPS_TRY(treaties(p, err));
    CPS_TRY(described_states(p, err));
    return places(p, err);
}
