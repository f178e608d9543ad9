/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/people.c: pass 2, the people whom no dictionary has: misspelt, or in no list at all.
 *
 * In    a page after pass 1.      Out   finds of kind person, resolved where screen/ knows them.
 * Idea  runs of capitalised words are cut free of titles and peoples' names, and weighed by what
 *       speaks for a person:
 *
 *         "the Kremlin spokesman [Dimitri Peskov] told"      title 3, given name 2, speech 2
 *         "[Monherian Lamanland Bialhagwa], who had worked"   who 2, two words never seen 1
 *         "[Bayerhagwa] said"                                 speech 2, and like a name accepted
 *
 *       First those that can stand alone (ACCEPT), then shorter ones that are, or are spelt like, a
 *       word of a name already accepted: the later mentions of the same person. A run that holds a
 *       word of organisations, of the map or of events is none.
 * Clusters  people without an id take the canonical name of the fullest spelling they are linked
 * to.
 */
#include "reader/page.h"

#define ACCEPT 3
#define OPEN (CPS_NONE - 1) /* in place of a find: one of several people                    */
#define OFFICE_MAX 8        /* words between a title and the name that it speaks for              */
#define RUN_MAX 6 /* words; a longer run of capitals is a headline                           */
#define RESOLVE_SURE                                                                               \
    8500 /* a name of some list, without anything else that speaks for it           */
#define RESOLVE_LIKELY 7000
#define SEARCHES_MAX                                                                               \
    20000 /* per text: a bound on the work, far above any report                     */

struct run {
    uint32_t first, until;
    int weight;
    bool title;
    uint32_t cue; /* what spoke for it first, as cps_find has it */
};
struct people {
    struct cps_page *p;
    CPS_VEC(struct run) runs;
    CPS_VEC(uint32_t)
    accepted; /* finds that others may be linked to, each name once                */
    bool warrants;
    uint32_t searches;
};

static bool capital(const struct cps_page *p, uint32_t i)
{
    const struct cps_word_at *w = &p->words[i];
    return cps_word_cased(w) && (w->flags & CPS_TEXT_CAPITAL) && w->find == CPS_NONE;
}

/* ---- cutting runs ---------------------------------------------------------------------------- */

static uint32_t run_end(const struct cps_page *p, uint32_t i)
{
    uint32_t until = i + 1;
    for (uint32_t k = until; k < p->n && p->words[k].adjoins && k < i + RUN_MAX * 3; k++) {
        if (capital(p, k)) until = k + 1;
        else if (!cps_page_is(p, k, CPS_CUE_PARTICLE) || p->words[k].find != CPS_NONE) break;
    }
    return until;
}

/* Words that no person is called. */
static bool bars(const struct cps_page *p, uint32_t i)
{
    const uint32_t no =
        CPS_CUE_BIT(CPS_CUE_ORG) | CPS_CUE_BIT(CPS_CUE_GEO) | CPS_CUE_BIT(CPS_CUE_EVENT);
    return (p->words[i].cues & no) != 0;
}

static bool date_word(const struct cps_page *p, uint32_t i)
{
    return cps_page_is(p, i, CPS_CUE_MONTH) || cps_page_is(p, i, CPS_CUE_WEEKDAY);
}

/* Is word i, without a title before it, at most an ordinary word? "Mark" and "Grace" are both; "In"
 * and "My" are given names somewhere, but not here. */
static capias_status is_plain(struct cps_page *p, uint32_t i, bool *out, capias_error *err)
{
    uint16_t information;
    bool given = false;
    const struct cps_word_at *w = &p->words[i];
    if (w->ordinary && w->folded.n > 3 && w->cues == 0)
        CPS_TRY(cps_page_name_word(p, i, &information, &given, err));
    *out = w->ordinary && !given;
    return CAPIAS_OK;
}

/* Word i ties a title to its office, or belongs to the office: "president [of Mongolia]",
 * "ministro [dell'Interno]", "представитель [суда]". */
static bool of_office(const struct cps_page *p, uint32_t i)
{
    const struct cps_word_at *w = &p->words[i];
    if (cps_page_is(p, i, CPS_CUE_GENITIVE)) return true;
    if (cps_page_is(p, i, CPS_CUE_PLACEPREP) && i + 1 < p->n && p->words[i + 1].find != CPS_NONE)
        return true; /* "director of the group in Brussels, ..." */
    if (w->find != CPS_NONE) return p->finds.v[w->find].kind <= CPS_FIND_ORGANISATION;
    if (cps_page_is(p, i, CPS_CUE_SPEECH) || cps_page_is(p, i, CPS_CUE_PRONOUN)) return false;
    bool tied = i > 0 && cps_page_is(p, i - 1, CPS_CUE_GENITIVE);
    return tied ||
           (w->script == CPS_SCRIPT_CYRILLIC && !(w->flags & CPS_TEXT_CAPITAL) && w->cues == 0);
}

/* The title that speaks for the name at word i: right before it, or with the office between
 * ("the president of Mongolia, ..."). `office`: i may itself be the first word of the office. */
static const struct cps_cue *title_of(const struct cps_page *p, uint32_t i, bool office)
{
    const struct cps_cue *cue = cps_page_cue_before(p, i, CPS_CUE_TITLE);
    bool apposed = (p->words[i].flags & (CPS_TEXT_AFTER_COMMA | CPS_TEXT_SENTENCE)) ==
                   CPS_TEXT_AFTER_COMMA; /* "his sister, Kim Yo Jong" */
    if (cue != NULL && (p->words[i].adjoins || apposed)) return cue;
    uint32_t from = p->sentences[p->words[i].sentence];
    cue = NULL;
    if (!office && p->words[i].adjoins && i > from && cps_page_is(p, i - 1, CPS_CUE_GENITIVE))
        return NULL; /* "director of Carnegie" */
    for (uint32_t k = i; cue == NULL && k > from && k + OFFICE_MAX > i; k--) {
        bool comma = (p->words[k].flags & CPS_TEXT_AFTER_COMMA) != 0;
        if (!of_office(p, k - 1) || (comma && k < i)) return NULL;
        cue = cps_page_cue_before(p, k - 1, CPS_CUE_TITLE);
    }
    return cue;
}

/* "ministro dell'[Interno] Matteo Piantedosi": the run begins with the office. */
static capias_status drop_office(struct cps_page *p, struct run *r, capias_error *err)
{
    if (r->first == 0 || !p->words[r->first].adjoins ||
        !cps_page_is(p, r->first - 1, CPS_CUE_GENITIVE) || title_of(p, r->first, true) == NULL)
        return CAPIAS_OK;
    for (uint32_t i = r->first; i + 1 < r->until; i++) {
        uint16_t information;
        bool given;
        CPS_TRY(cps_page_name_word(p, i, &information, &given, err));
        if (!given) continue;
        r->first = i;
        break;
    }
    return CAPIAS_OK;
}

/* Take titles, peoples' names and ordinary words off both ends. */
static capias_status trim(struct cps_page *p, struct run *r, capias_error *err)
{
    uint32_t after = r->first;
    for (uint32_t i = r->first; i < r->until; i++)
        if (cps_page_is(p, i, CPS_CUE_TITLE) && !cps_page_is(p, i, CPS_CUE_PARTICLE)) after = i + 1;
    if (after < r->until) r->first = after;
    else if (after > r->first) /* "Baerbocks Sprecher": the name stands before the title */
        while (r->until > r->first && cps_page_is(p, r->until - 1, CPS_CUE_TITLE)) r->until--;
    while (r->first < r->until &&
           (cps_page_is(p, r->first, CPS_CUE_DEMONYM) || !capital(p, r->first)))
        r->first++;
    if (r->first < r->until) CPS_TRY(drop_office(p, r, err));
    const struct cps_cue *title =
        r->first > 0 && r->first < r->until ? title_of(p, r->first, false) : NULL;
    r->title = title != NULL;
    r->cue = title != NULL ? (uint32_t)(title - cps_reader_cues) + 1 : 0;
    while (r->title && r->first < r->until && cps_page_is(p, r->first, CPS_CUE_STOP) &&
           !cps_page_is(p, r->first, CPS_CUE_PARTICLE))
        r->first++; /* "the teacher, The Butcher" */
    bool plain = true;
    while (!r->title && r->first < r->until) {
        CPS_TRY(is_plain(p, r->first, &plain, err));
        if (!plain && capital(p, r->first)) break;
        r->first++;
    }
    for (uint32_t i = r->first; i < r->until; i++) { /* "President Putin Tuesday" */
        if (!date_word(p, i) && !(r->title && i > r->first && bars(p, i)) &&
            !(cps_page_is(p, i, CPS_CUE_DEMONYM) && i > r->first))
            continue;
        r->until = i;
        break;
    }
    plain = true;
    while (r->until > r->first && plain) {
        bool keep = r->title && !p->words[r->first].title_case && capital(p, r->until - 1) &&
                    p->words[r->until - 1].cues == 0;
        if (keep) break;
        CPS_TRY(is_plain(p, r->until - 1, &plain, err));
        plain = plain || !capital(p, r->until - 1);
        if (plain) r->until--;
    }
    return CAPIAS_OK;
}

/* ---- weighing -------------------------------------------------------------------------------- */

static bool comma_before(const struct cps_page *p, uint32_t i)
{
    return i < p->n && !(p->words[i].flags & CPS_TEXT_SENTENCE) &&
           (p->words[i].flags & CPS_TEXT_AFTER_COMMA) != 0;
}

/* ", director of", ", a spokesman", ", the Kremlin's spokesman" */
static bool apposition(const struct cps_page *p, uint32_t until)
{
    if (!comma_before(p, until)) return false;
    for (uint32_t i = until; i < p->n && i < until + 4 && !(p->words[i].flags & CPS_TEXT_SENTENCE);
         i++) {
        if (i > until && comma_before(p, i)) return false;
        if (cps_page_is(p, i, CPS_CUE_TITLE) && !(p->words[i].flags & CPS_TEXT_CAPITAL))
            return true;
    }
    return false;
}

static bool same_sentence(const struct cps_page *p, uint32_t a, uint32_t b)
{
    return a < p->n && b < p->n && p->words[a].sentence == p->words[b].sentence;
}

static int context(const struct cps_page *p, const struct run *r)
{
    int w = r->title ? 3 : 0;
    uint32_t last = r->until - 1;
    if (same_sentence(p, last, r->until)) {
        if (cps_page_is(p, r->until, CPS_CUE_SPEECH) ||
            (same_sentence(p, last, r->until + 1) && !capital(p, r->until) &&
             p->words[r->until].ordinary && !comma_before(p, r->until + 1) &&
             cps_page_is(p, r->until + 1, CPS_CUE_SPEECH) &&
             !cps_page_is(p, r->until, CPS_CUE_PRONOUN)))
            w += 2;
        if (cps_page_is(p, r->until, CPS_CUE_WHO)) w += 2;
        if (apposition(p, r->until)) w += 2;
        if (comma_before(p, r->until) && (p->words[r->until].flags & CPS_TEXT_DIGITS) &&
            p->words[r->until].folded.n == 2 && comma_before(p, r->until + 1))
            w += 2; /* ", 45," */
    }
    if (r->first > 0 && same_sentence(p, r->first - 1, r->first)) {
        if (cps_page_is(p, r->first - 1, CPS_CUE_SPEECH) && p->words[r->first].adjoins) w += 2;
        if (cps_str_is(p->words[r->first - 1].folded, "the")) w -= 2;
        else if (cps_page_is(p, r->first - 1, CPS_CUE_PLACEPREP)) w -= 1;
    }
    return w;
}

static capias_status weigh(struct cps_page *p, struct run *r, capias_error *err)
{
    unsigned unseen = 0, given = 0, known = 0, plain = 0, cores = 0;
    bool family_first = strcmp(cps_reader_langs[p->lang], "hu") == 0;
    for (uint32_t i = r->first; i < r->until; i++) {
        uint16_t information;
        bool is_given;
        if (!capital(p, i)) continue;
        cores++;
        if (p->words[i].end - p->words[i].start == 1) {
            known++; /* an initial */
            continue;
        }
        CPS_TRY(cps_page_name_word(p, i, &information, &is_given, err));
        bool seen = information < p->unknown_information;
        if (p->words[i].ordinary && !is_given) plain++;
        else if (is_given && (i == r->first || (family_first && i + 1 == r->until))) given++;
        else if (seen) known++;
        else unseen++;
    }
    r->weight = context(p, r);
    if (cores >= 2) r->weight += (given > 0 ? 2 : 0) + (unseen + known >= 2 || given > 0 ? 1 : 0);
    if (!r->title) r->weight -= (given > 0 ? 1 : 2) * (int)plain; /* "Jean-Noel Barrot" */
    else if (plain == cores) r->weight -= 3;                      /* "Chief Executive" */
    bool upper = true;
    for (uint32_t i = r->first; i < r->until; i++)
        upper = upper && ((p->words[i].flags & CPS_TEXT_ALL_CAPITALS) || p->words[i].folded.n == 1);
    size_t letters = p->words[r->first].folded.n;
    if (p->words[r->first].script != CPS_SCRIPT_LATIN) letters /= 2;
    if (upper && letters <= 5) r->weight -= 3; /* abbreviations, a heading */
    return CAPIAS_OK;
}

/* The capitals go on to a noun of organisations: "[Carnegie] Russia's Eurasian Center". */
static bool leads_to_organisation(const struct cps_page *p, uint32_t i)
{
    for (uint32_t k = i; k < p->n && k < i + 5 && p->words[k].adjoins; k++) {
        const struct cps_word_at *w = &p->words[k];
        bool genitive = cps_str_is(w->folded, "s") && (w->flags & CPS_TEXT_APOSTROPHE);
        if (!genitive && !(cps_word_cased(w) && (w->flags & CPS_TEXT_CAPITAL))) return false;
        if (cps_page_is(p, k, CPS_CUE_ORG)) return true;
    }
    return false;
}

static capias_status collect(struct people *k, capias_error *err)
{
    struct cps_page *p = k->p;
    for (uint32_t i = 0; i < p->n;) {
        if (!capital(p, i)) {
            i++;
            continue;
        }
        struct run r = {.first = i, .until = run_end(p, i)};
        uint32_t next = r.until;
        bool headline = p->words[i].title_case && r.until - r.first > 3;
        CPS_TRY(trim(p, &r, err));
        bool barred = r.first >= r.until || r.until - r.first > RUN_MAX || headline ||
                      (r.until - r.first == 1 && p->words[r.first].folded.n == 1);
        for (uint32_t j = r.first; j < r.until && !barred; j++) barred = bars(p, j);
        bool right_before = r.title && cps_page_cue_before(p, r.first, CPS_CUE_TITLE) != NULL;
        if (!barred && !right_before)
            barred = leads_to_organisation(p, r.until) ||
                     (r.until < p->n && p->words[r.until].adjoins && bars(p, r.until) &&
                      (p->words[r.until].flags & CPS_TEXT_CAPITAL));
        if (!barred) {
            CPS_TRY(weigh(p, &r, err));
            if (!CPS_PUSH(&k->runs, r)) return cps_fail_memory(err);
        }
        i = next;
    }
    return CAPIAS_OK;
}

/* ---- who it is ------------------------------------------------------------------------------- */

static bool is_known(const capias_register *reg, capias_str id)
{
    const struct cps_table *persons = cps_register_table(reg, "persons");
    return persons != NULL && cps_table_find(persons, id) >= 0;
}

/* The entity of the register that this name fits, if one does: a person of the built-in tables
 * before others who score about the same. */
static capias_status resolve(struct people *k, const struct run *r, struct cps_find *f,
                             capias_error *err)
{
    struct cps_page *p = k->p;
    bool one = r->until - r->first < 2; /* "President Bashier": only somebody reports write about */
    if (one && (!r->title || !k->warrants || p->words[r->first].folded.n < 5)) return CAPIAS_OK;
    if (k->searches++ >= SEARCHES_MAX) return CAPIAS_OK;
    struct cps_query q = {.name = cps_page_slice(p, r->first, r->until),
                          .schema = CPS_STR("Person"),
                          .limit = 5,
                          .floor = RESOLVE_LIKELY};
    const struct cps_match *m;
    size_t n;
    if (q.name.n > 256 || cps_utf8_check(q.name) != SIZE_MAX) return CAPIAS_OK;
    CPS_TRY(cps_screen_search(p->reg, &q, p->arena, &m, &n, err));
    for (size_t i = 0; i < n; i++) {
        struct cps_entity e;
        if (m[i].score + 1000 < m[0].score || !cps_entity_get(p->reg, m[i].entity, &e)) break;
        bool known = is_known(p->reg, e.id);
        bool enough = m[i].score >= RESOLVE_SURE || (known && (k->warrants || r->title));
        if (one && !known) continue;
        if (!known && cps_page_common_name(p, r->first, r->until)) continue;
        if (!enough || (f->id.n > 0 && !known)) continue;
        f->id = e.id;
        f->canonical = e.caption;
        f->score = m[i].score;
        f->by = CPS_BY_SPELLING;
        if (known) break;
    }
    return CAPIAS_OK;
}

static size_t common_tail(capias_str a, capias_str b, size_t most)
{
    size_t n = 0;
    while (n < most && a.p[a.n - 1 - n] == b.p[b.n - 1 - n]) n++;
    return n;
}

/* Two spellings of one name: they begin alike, and head and tail together make up three fifths. */
static bool alike(const struct cps_word_at *a, const struct cps_word_at *b)
{
    capias_str x = a->folded, y = b->folded;
    size_t least = x.n < y.n ? x.n : y.n, most = x.n < y.n ? y.n : x.n, head = 0;
    if (least < 5 || most - least > 4 || a->script != b->script) return false;
    while (head < least && x.p[head] == y.p[head]) head++;
    if (head == 0) return false;
    size_t same = head + common_tail(x, y, least - head);
    return same * 5 >= most * (head < 3 && least < 8 ? 4 : 3);
}

/* Two finds name two people: each has a word that the other has not ("Sara Duterte", "Rodrigo
 * Duterte"). */
static bool others(const struct cps_page *p, uint32_t x, uint32_t y)
{
    const struct cps_find *pair[2] = {&p->finds.v[x], &p->finds.v[y]};
    if (pair[0]->id.n > 0 && cps_str_eq(pair[0]->id, pair[1]->id)) return false;
    for (unsigned side = 0; side < 2; side++) {
        const struct cps_find *f = pair[side], *g = pair[1 - side];
        bool own = false;
        for (uint32_t a = f->first; a < f->until && !own; a++) {
            bool there = false;
            for (uint32_t b = g->first; b < g->until && !there; b++)
                there = cps_page_same_name(p, a, b) || alike(&p->words[a], &p->words[b]);
            own = !there;
        }
        if (!own) return false;
    }
    return true;
}

/* The accepted person whom this run names again, or CPS_NONE. `exact`: in the same letters. */
static uint32_t linked(const struct people *k, const struct run *r, bool *exactly)
{
    *exactly = true;
    const struct cps_page *p = k->p;
    size_t limit = k->accepted.n < 500 ? k->accepted.n : 500;
    uint32_t near = CPS_NONE, hit = CPS_NONE;
    for (size_t i = 0; i < limit; i++) {
        const struct cps_find *f = &p->finds.v[k->accepted.v[i]];
        uint32_t same = 0, exact = 0;
        for (uint32_t a = r->first; a < r->until; a++) {
            bool like = false, is = false;
            for (uint32_t b = f->first; b < f->until && !is; b++) {
                if (p->words[a].folded.p[0] != p->words[b].folded.p[0]) continue;
                is = cps_page_same_name(p, a, b);
                like = like || is || alike(&p->words[a], &p->words[b]);
            }
            same += like;
            exact += is;
        }
        if (same < r->until - r->first) continue;
        if (exact < same) {
            if (near == CPS_NONE) near = k->accepted.v[i];
        } else if (hit == CPS_NONE) {
            hit = k->accepted.v[i];
        } else if (others(p, hit, k->accepted.v[i])) {
            return OPEN; /* two people of that name are in the text: it stays open */
        }
    }
    *exactly = hit != CPS_NONE;
    return hit != CPS_NONE ? hit : near;
}

/* A given name alone is not the listed person who bears it: "Khalid" may be another man. */
static capias_status is_another(struct cps_page *p, const struct run *r, uint32_t link, bool *out,
                                capias_error *err)
{
    uint16_t information;
    const struct cps_find *f = &p->finds.v[link];
    *out = false;
    if (f->id.n == 0 || f->until - f->first < 2 || p->words[f->first].key != p->words[r->first].key)
        return CAPIAS_OK;
    return cps_page_name_word(p, r->first, &information, out, err);
}

static capias_status accept(struct people *k, const struct run *r, uint32_t link, capias_error *err)
{
    struct cps_page *p = k->p;
    struct cps_find f = {.first = r->first,
                         .until = r->until,
                         .kind = CPS_FIND_PERSON,
                         .whole = r->until - r->first >= 2,
                         .cluster = link,
                         .by = link != CPS_NONE ? CPS_BY_SAME : CPS_BY_WORDS_BESIDE,
                         .cue = r->cue,
                         .score = r->weight >= 5        ? 9000
                                  : r->weight >= ACCEPT ? 8000
                                                        : 7000};
    f.canonical = cps_page_slice(p, r->first, r->until);
    if (link == CPS_NONE) CPS_TRY(resolve(k, r, &f, err));
    CPS_TRY(cps_page_find(p, &f, err));
    uint32_t me = (uint32_t)(p->finds.n - 1);
    /* later mentions are linked to what is sure by itself, else one slip would spread */
    bool nouns = strcmp(cps_reader_langs[p->lang], "de") == 0; /* all have capitals */
    bool sure = f.id.n > 0 || (r->weight >= ACCEPT && (f.whole || (r->title && !nouns)));
    if (link == CPS_NONE && sure && !CPS_PUSH(&k->accepted, me)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

static capias_status accept_all(struct people *k, capias_error *err)
{
    struct cps_page *p = k->p;
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < k->runs.n; i++) {
            const struct run *r = &k->runs.v[i];
            if (!cps_page_free(p, r->first, r->until)) continue;
            bool strong = r->weight >= ACCEPT;
            if (round == 0 && !strong) continue;
            bool exactly, another = false, one = r->until - r->first == 1;
            uint32_t link = linked(k, r, &exactly);
            /* in other letters it takes words beside it that speak for a person; not where names
             * are inflected */
            int least = p->words[r->first].script == CPS_SCRIPT_LATIN ? 2 : 0;
            bool open = link == OPEN; /* somebody of the text, but who? */
            if (open) link = CPS_NONE;
            if (exactly && link != CPS_NONE) least = p->finds.v[link].whole ? -1 : 0;
            bool again = link != CPS_NONE && r->weight >= least && !p->words[r->first].ordinary;
            if (link != CPS_NONE && one) CPS_TRY(is_another(p, r, link, &another, err));
            again =
                (again && !another) || (open && r->weight >= -1 && !p->words[r->first].ordinary);
            if (another || (!again && !strong)) link = CPS_NONE;
            if (!strong && !again && (one || r->weight < 2)) continue;
            if (!strong && !again && p->words[r->first].title_case) continue;
            CPS_TRY(accept(k, r, link, err));
        }
    }
    return CAPIAS_OK;
}

/* ---- one person, one name -------------------------------------------------------------------- */

/* The fullest name of a cluster is its canonical one; ids go to every member. */
static void settle(struct people *k)
{
    struct cps_page *p = k->p;
    for (size_t i = 0; i < p->finds.n; i++) {
        struct cps_find *f = &p->finds.v[i];
        if (f->kind != CPS_FIND_PERSON || f->cluster == CPS_NONE) continue;
        struct cps_find *head = &p->finds.v[f->cluster];
        if (head->id.n == 0 && f->until - f->first > head->until - head->first)
            head->canonical = f->canonical;
    }
    for (size_t i = 0; i < p->finds.n; i++) {
        struct cps_find *f = &p->finds.v[i];
        if (f->kind != CPS_FIND_PERSON || f->cluster == CPS_NONE) continue;
        f->id = p->finds.v[f->cluster].id;
        f->canonical = p->finds.v[f->cluster].canonical;
    }
}

/* The person of this find is there already, as fully named. */
static bool named_before(const struct people *k, const struct cps_find *f)
{
    size_t limit = k->accepted.n < 500 ? k->accepted.n : 500;
    for (size_t i = 0; i < limit; i++) {
        const struct cps_find *g = &k->p->finds.v[k->accepted.v[i]];
        if (cps_str_eq(g->id, f->id) && g->until - g->first >= f->until - f->first) return true;
    }
    return limit == 500;
}

capias_status cps_reader_people(struct cps_page *p, capias_error *err)
{
    struct people k = {.p = p};
    capias_status status = CAPIAS_OK;
    for (size_t i = 0; i < p->finds.n && status == CAPIAS_OK; i++) {
        const struct cps_find *f = &p->finds.v[i];
        k.warrants = k.warrants || f->kind == CPS_FIND_COURT;
        if (f->kind != CPS_FIND_PERSON || named_before(&k, f)) continue;
        if (!CPS_PUSH(&k.accepted, (uint32_t)i)) status = cps_fail_memory(err);
    }
    for (uint32_t i = 0; i < p->n_cues && !k.warrants; i++)
        k.warrants = cps_reader_cues[p->cues[i].cue].cls == CPS_CUE_WARRANT;
    if (status == CAPIAS_OK) status = collect(&k, err);
    if (status == CAPIAS_OK) status = accept_all(&k, err);
    if (status == CAPIAS_OK) settle(&k);
    CPS_VEC_RELEASE(&k.runs);
    CPS_VEC_RELEASE(&k.accepted);
    return status;
}
