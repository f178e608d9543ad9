/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/claims.c: what the sentences claim, by the patterns of data/reader/claims.csv.
 *
 * In    a page with its finds.      Out   claims: kind, outcome, who, where, when, the sentence.
 * Idea  a pattern is a few words with gaps and mentions; where it matches, its row says on which
 * side the person and the state stand. The nearest of that kind in the sentence is taken.
 *
 *         visit,not_arrested: (was|were) not arrested    person before, state: the one visited
 *         "[Putin] was not arrested, but ..."
 *
 * A negation up to three words before the match turns the claim round (negated) or, where the row
 * says so, drops it; a modal there ("very likely to", "would") drops it: what a text holds possible
 * it does not claim, and a sentence whose sense may have lost a "not" must not be repaired by
 * guess.
 */
#include "reader/page.h"

#define GAP_MAX 4 /* words that ".." may stand for                                              */
#define BESIDE_MAX 2 /* "Putin's state visit to": the genitive's s, and one word more */
#define PRONOUN_REACH                                                                              \
    3 /* sentences that "him" looks back                                           */
#define OTHERS_REACH 9 /* words between two people of whom the same is claimed             */
#define NEGATION_REACH 3
#define MODAL_REACH 8
#define DATE_REACH                                                                                 \
    15 /* words between a cue and its date                                           */

struct claims {
    struct cps_page *p;
    CPS_VEC(capias_claim) out;
    cps_state visited; /* the last state of which the text said that somebody came there        */
};

/* ---- matching -------------------------------------------------------------------------------- */

/* The key of an Arabic word without the "and" or "so" that is written together with it; 0: none. */
static uint64_t without_particle(const struct cps_word_at *w)
{
    bool joined = w->script == CPS_SCRIPT_ARABIC && w->folded.n >= 8 &&
                  (cps_str_starts(w->folded, CPS_STR("\xD9\x88")) ||
                   cps_str_starts(w->folded, CPS_STR("\xD9\x81")));
    return joined ? cps_reader_key(cps_str_sub(w->folded, 2, w->folded.n)) : 0;
}

/* How many words element e takes at word i; 0: it does not match. */
static uint32_t takes(const struct cps_page *p, const struct cps_cue_element *e, uint32_t i)
{
    static const uint8_t kinds[] = {[CPS_CUE_COURT] = CPS_FIND_COURT,
                                    [CPS_CUE_TREATY] = CPS_FIND_TREATY,
                                    [CPS_CUE_PERSON] = CPS_FIND_PERSON,
                                    [CPS_CUE_STATE] = CPS_FIND_STATE};
    if (i >= p->n) return 0;
    if (e->type == CPS_CUE_WORDS) {
        uint64_t bare = without_particle(&p->words[i]);
        for (uint32_t k = 0; k < e->n; k++) {
            uint64_t key = cps_reader_words[e->words + k];
            if (key == p->words[i].key || (bare != 0 && key == bare)) return 1;
        }
        return 0;
    }
    const struct cps_find *f = cps_page_find_at(p, i);
    return f != NULL && f->first == i && f->kind == kinds[e->type] ? f->until - f->first : 0;
}

/* Match elements [k, n) from word i within the sentence; the end, or 0. */
static uint32_t match(const struct cps_page *p, const struct cps_cue_element *e, uint32_t k,
                      uint32_t n, uint32_t i, uint32_t end)
{
    if (k == n) return i;
    if (e[k].type == CPS_CUE_GAP) {
        for (uint32_t skip = 0; skip <= GAP_MAX && i + skip <= end; skip++) {
            uint32_t until = match(p, e, k + 1, n, i + skip, end);
            if (until != 0) return until;
        }
        return 0;
    }
    uint32_t taken = takes(p, &e[k], i);
    if (taken > 0 && i + taken <= end) {
        uint32_t until = match(p, e, k + 1, n, i + taken, end);
        if (until != 0) return until;
    }
    return e[k].optional ? match(p, e, k + 1, n, i, end) : 0;
}

/* ---- roles ----------------------------------------------------------------------------------- */

/* The nearest find that `fits` before word `i` (or at or behind it), in the sentence. */
typedef bool fits_fn(const struct cps_find *f);

static bool is_person(const struct cps_find *f)
{
    return f->kind == CPS_FIND_PERSON;
}

static bool is_listed(const struct cps_find *f)
{
    return f->kind == CPS_FIND_PERSON && f->id.n > 0;
}

static bool is_place(const struct cps_find *f)
{
    return (f->kind <= CPS_FIND_REGION) && f->state != 0;
}

static bool is_state(const struct cps_find *f)
{
    return f->kind == CPS_FIND_STATE;
}

static bool is_date(const struct cps_find *f)
{
    return f->kind == CPS_FIND_DATE;
}

static const struct cps_find *before(const struct cps_page *p, uint32_t i, fits_fn *fits)
{
    uint32_t from = p->sentences[p->words[i].sentence];
    while (i-- > from) {
        const struct cps_find *f = cps_page_find_at(p, i);
        if (f != NULL && fits(f)) return f;
    }
    return NULL;
}

static const struct cps_find *after(const struct cps_page *p, uint32_t i, uint32_t end,
                                    fits_fn *fits)
{
    for (; i < end; i++) {
        const struct cps_find *f = cps_page_find_at(p, i);
        if (f != NULL && f->first >= i && fits(f) &&
            !(f->kind == CPS_FIND_PERSON && cps_person_speaks(p, f)))
            return f;
    }
    return NULL;
}

static const struct cps_find *nearest(const struct cps_page *p, uint32_t first, uint32_t until,
                                      uint32_t end, fits_fn *fits)
{
    const struct cps_find *a = after(p, first, until, fits), *b;
    if (a != NULL) return a; /* within the cue itself */
    a = before(p, first, fits), b = after(p, until, end, fits);
    if (a == NULL || b == NULL) return a != NULL ? a : b;
    return first - a->until <= b->first - until ? a : b;
}

static const struct cps_find *role(const struct cps_page *p, unsigned where, uint32_t first,
                                   uint32_t until, uint32_t end, fits_fn *fits)
{
    switch (where) {
    case CPS_ROLE_BEFORE:
    case CPS_ROLE_ACTOR:
        return before(p, first, fits);
    case CPS_ROLE_BESIDE: {
        const struct cps_find *f = before(p, first, fits);
        bool genitive =
            f != NULL && f->until < first && (p->words[f->until].flags & CPS_TEXT_APOSTROPHE);
        return f != NULL && first - f->until <= (genitive ? BESIDE_MAX : 0) ? f : NULL;
    }
    case CPS_ROLE_AFTER:
        return after(p, first, end, fits);
    case CPS_ROLE_NEAR:
    case CPS_ROLE_VISITED:
        return nearest(p, first, until, end, fits);
    default:
        return NULL;
    }
}

/* The first place of the sentence before word i: whose act it is ("South Africa's then President
 * ..."). */
static cps_state actor(const struct cps_page *p, uint32_t i)
{
    for (uint32_t k = p->sentences[p->words[i].sentence]; k < i; k++) {
        const struct cps_find *f = cps_page_find_at(p, k);
        if (f != NULL && is_place(f)) return f->state;
    }
    return 0;
}

static cps_state nation(const struct cps_page *p, uint32_t i, uint32_t until)
{
    for (; i < until; i++) {
        const struct cps_cue *c = cps_page_cue(p, i, CPS_CUE_DEMONYM);
        if (c != NULL) return cps_state_code(cps_str(c->value));
        const struct cps_find *f = cps_page_find_at(p, i);
        if (f != NULL && is_place(f)) return f->state;
    }
    return 0;
}

/* Of which person is the talk? Not the one who speaks, and a pronoun goes back to the sentence
 * before. */
static const struct cps_find *person_of(const struct claims *c, const struct cps_claim_cue *cue,
                                        uint32_t first, uint32_t until, uint32_t end)
{
    const struct cps_page *p = c->p;
    const struct cps_find *f = role(p, cue->person, first, until, end, is_person);
    if (f != NULL || cue->person == CPS_ROLE_NONE) return f;
    uint32_t s = p->words[first].sentence, from = p->sentences[s];
    bool pronoun = false;
    if (cue->person == CPS_ROLE_BESIDE) { /* "his visit to" */
        from = first > from + BESIDE_MAX ? first - BESIDE_MAX : from;
        for (uint32_t i = from; i < first; i++)
            pronoun = pronoun || cps_page_is(p, i, CPS_CUE_PRONOUN);
        if (!pronoun) return NULL;
        f = before(p, first, is_person);
    } else if (cue->person == CPS_ROLE_AFTER) { /* "should arrest him": not the one who says so */
        for (uint32_t i = until; i < end; i++)
            pronoun = pronoun || cps_page_is(p, i, CPS_CUE_PRONOUN);
        for (uint32_t k = 1; pronoun && f == NULL && k <= PRONOUN_REACH && k <= s; k++)
            f = before(p, p->sentences[s - k + 1] - 1, is_listed);
        return f;
    } else {
        f = nearest(p, first, until, end, is_person);
        for (uint32_t i = from; i < end; i++)
            pronoun = pronoun || cps_page_is(p, i, CPS_CUE_PRONOUN);
    }
    if (f == NULL && pronoun && s > 0) f = before(p, p->sentences[s] - 1, is_person);
    return f;
}

/* ---- negation, modality ---------------------------------------------------------------------- */

/* A mention counts as one word, and as none of its own words' classes. */
static bool cue_within(const struct cps_page *p, uint32_t first, uint32_t reach,
                       enum cps_cue_class cls)
{
    uint32_t from = p->sentences[p->words[first].sentence], i = first;
    for (uint32_t k = 0; k < reach && i > from; k++) {
        if (p->words[i].flags & CPS_TEXT_AFTER_COMMA) return false;
        i--;
        const struct cps_find *f = cps_page_find_at(p, i);
        if (f != NULL) {
            i = f->first < i ? f->first : i;
            continue;
        }
        if (cps_page_is(p, i, cls)) return true;
        capias_str s = p->words[i].folded; /* "didn't" is cut into "didn" and "t" */
        if (cls == CPS_CUE_NEGATION && cps_str_is(s, "t") &&
            (p->words[i].flags & CPS_TEXT_APOSTROPHE))
            return true;
    }
    return false;
}

/* How far back a negation is looked for: a word may be several where each sign is one. */
static uint32_t negation_reach(const struct cps_page *p, uint32_t i)
{
    return p->words[i].script == CPS_SCRIPT_HAN ? 2 * NEGATION_REACH : NEGATION_REACH;
}

/* Turkish denies behind: "yükümlü değildir". */
static bool denied_behind(const struct cps_page *p, uint32_t until)
{
    return strcmp(cps_reader_langs[p->lang], "tr") == 0 && cps_page_is(p, until, CPS_CUE_NEGATION);
}

/* "reiste nicht nach", "did not, however, travel": the denial may stand inside the cue. */
static bool denied_inside(const struct cps_page *p, uint32_t first, uint32_t until)
{
    for (uint32_t i = first + 1; i < until; i++)
        if (cps_page_find_at(p, i) == NULL && cps_page_is(p, i, CPS_CUE_NEGATION)) return true;
    return false;
}

/* ---- making ---------------------------------------------------------------------------------- */

static capias_str sentence_of(const struct cps_page *p, uint32_t i, uint64_t *start, uint64_t *end)
{
    uint32_t s = p->words[i].sentence;
    size_t from = p->words[p->sentences[s]].start;
    size_t until = p->words[p->sentences[s + 1] - 1].end;
    while (until < p->text.n && strchr(".!?\"'", p->text.p[until]) != NULL &&
           p->text.p[until] != '\0')
        until++;
    while (from > 0 && strchr("\"'(", p->text.p[from - 1]) != NULL) from--;
    *start = from;
    *end = until;
    return cps_str_sub(p->text, from, until);
}

static capias_str code_of(struct cps_page *p, cps_state s)
{
    char code[3];
    if (s == 0) return (capias_str){NULL, 0};
    cps_state_text(s, code);
    return cps_arena_copy(p->arena, (capias_str){code, 2});
}

static capias_str speaker_of(const struct cps_page *p, uint32_t i)
{
    const struct cps_find *f = cps_page_speaker(p, i);
    return f != NULL ? f->canonical : (capias_str){NULL, 0};
}

static bool same_claim(const capias_claim *a, const capias_claim *b)
{
    return a->start == b->start && cps_str_eq(a->kind, b->kind) &&
           cps_str_eq(a->person, b->person) && cps_str_eq(a->state, b->state) &&
           (cps_str_eq(a->outcome, b->outcome) || a->outcome.n == 0 || b->outcome.n == 0);
}

static capias_status add(struct claims *c, const capias_claim *claim, capias_error *err)
{
    for (size_t i = c->out.n; i-- > 0 && c->out.v[i].start == claim->start;) {
        if (!same_claim(&c->out.v[i], claim)) continue;
        if (c->out.v[i].outcome.n == 0) c->out.v[i].outcome = claim->outcome;
        return CAPIAS_OK;
    }
    return CPS_PUSH(&c->out, *claim) ? CAPIAS_OK : cps_fail_memory(err);
}

/* "warrants for A and for his minister, B": the same is claimed of B. */
static capias_status add_others(struct claims *c, const capias_claim *claim,
                                const struct cps_find *person, uint32_t end, capias_error *err)
{
    const struct cps_page *p = c->p;
    bool joined = false;
    if (person == NULL) return CAPIAS_OK;
    uint32_t last = person->until;
    for (uint32_t i = last; i < end && i < last + OTHERS_REACH; i++) {
        const struct cps_find *f = cps_page_find_at(p, i);
        joined = joined || cps_page_is(p, i, CPS_CUE_AND) || without_particle(&p->words[i]) != 0;
        if (f == NULL && (cps_page_is(p, i, CPS_CUE_SPEECH) || cps_page_is(p, i, CPS_CUE_NEGATION)))
            return CAPIAS_OK;
        if (f == NULL || f->first != i || f->kind != CPS_FIND_PERSON) continue;
        if (!joined || cps_person_speaks(p, f)) return CAPIAS_OK;
        capias_claim other = *claim;
        other.person = f->id.n > 0 ? f->id : f->canonical;
        CPS_TRY(add(c, &other, err));
        last = f->until;
        joined = false;
    }
    return CAPIAS_OK;
}

/* "A and B are wanted": the same is claimed of those named before. */
static capias_status add_earlier(struct claims *c, const capias_claim *claim,
                                 const struct cps_find *person, capias_error *err)
{
    const struct cps_page *p = c->p;
    for (const struct cps_find *f = person; f != NULL;) {
        const struct cps_find *other = before(p, f->first, is_person);
        bool joined = false;
        if (other == NULL || f->first - other->until > OTHERS_REACH) break;
        for (uint32_t i = other->until; i < f->first; i++) {
            joined = joined || cps_page_is(p, i, CPS_CUE_AND);
            if (cps_page_is(p, i, CPS_CUE_SPEECH)) return CAPIAS_OK;
        }
        if (!joined) break;
        capias_claim one = *claim;
        one.person = other->id.n > 0 ? other->id : other->canonical;
        CPS_TRY(add(c, &one, err));
        f = other;
    }
    return CAPIAS_OK;
}

/* "Spain and Mexico are members": the same is claimed of the states joined before. */
static capias_status add_states(struct claims *c, const capias_claim *claim, uint32_t first,
                                cps_state state, capias_error *err)
{
    struct cps_page *p = c->p;
    const struct cps_find *f = before(p, first, is_state);
    while (f != NULL && f->state == state) {
        const struct cps_find *other = before(p, f->first, is_state);
        bool joined = false;
        if (other == NULL || f->first - other->until > 2) break;
        for (uint32_t i = other->until; i <= f->first; i++)
            joined = joined || (i < f->first && cps_page_is(p, i, CPS_CUE_AND)) ||
                     (p->words[i].flags & CPS_TEXT_AFTER_COMMA);
        if (!joined) break;
        capias_claim one = *claim;
        one.state = code_of(p, other->state);
        CPS_TRY(add(c, &one, err));
        f = other;
        state = f->state;
    }
    return CAPIAS_OK;
}

/* The partner on whom a state depends, and the share if the sentence has one. */
static capias_str partner(struct cps_page *p, cps_state state, uint32_t first, uint32_t until,
                          uint32_t end)
{
    const struct cps_find *f = after(p, until, end, is_place);
    capias_str share = {NULL, 0};
    uint32_t s = p->words[first].sentence;
    for (uint32_t i = p->sentences[s]; i < end; i++) {
        const struct cps_find *q = cps_page_find_at(p, i);
        if (q != NULL && q->kind == CPS_FIND_QUANTITY && cps_str_ends(q->canonical, CPS_STR("%")))
            share = q->canonical;
    }
    char code[3];
    if (f == NULL || f->state == state) return (capias_str){NULL, 0};
    cps_state_text(f->state, code);
    return share.n > 0 ? cps_arena_printf(p->arena, "%s %.*s", code, CPS_FMT(share))
                       : cps_arena_copy(p->arena, (capias_str){code, 2});
}

/* The place of a visit is not the one he came from: "he flew in from Hong Kong". */
static const struct cps_find *place_of(const struct cps_page *p, unsigned where, uint32_t first,
                                       uint32_t until, uint32_t end, bool visit)
{
    const struct cps_find *f = role(p, where, first, until, end, is_place);
    bool from = visit && f != NULL && f->first > 0 && cps_page_is(p, f->first - 1, CPS_CUE_FROM) &&
                f->first >= until;
    if (!from) return f;
    if (where == CPS_ROLE_AFTER) return after(p, f->until, end, is_place);
    f = before(p, first, is_place);
    return f;
}

/* Where the text is: the last place that it named, at most PRONOUN_REACH sentences ago. */
static cps_state place_before(const struct cps_page *p, uint32_t first)
{
    uint32_t s = p->words[first].sentence;
    for (uint32_t k = 1; k <= PRONOUN_REACH && k <= s; k++) {
        const struct cps_find *f = before(p, p->sentences[s - k + 1] - 1, is_place);
        if (f != NULL) return f->state;
    }
    return 0;
}

/* The state that "it" or "the country" stands for: the first of the sentence before. */
static cps_state state_before(const struct cps_page *p, uint32_t first, uint32_t end)
{
    uint32_t s = p->words[first].sentence;
    bool stands = false;
    for (uint32_t i = p->sentences[s]; i < end && !stands; i++)
        stands = cps_page_find_at(p, i) == NULL && cps_page_is(p, i, CPS_CUE_COUNTRY);
    return stands && s > 0 ? actor(p, p->sentences[s] - 1) : 0;
}

static cps_state state_of(struct claims *c, const struct cps_claim_cue *cue, uint32_t first,
                          uint32_t until, uint32_t end)
{
    const struct cps_page *p = c->p;
    cps_state s = 0;
    if (cue->state == CPS_ROLE_NONE) return 0;
    if (cue->state == CPS_ROLE_NATION) return nation(p, first, until);
    if (cue->state == CPS_ROLE_ACTOR) s = actor(p, first);
    /* whose membership or dependence it is stands as a state; a capital may be anybody's */
    bool visit = strcmp(cue->kind, "visit") == 0, duty = strcmp(cue->kind, "duty") == 0;
    const struct cps_find *f =
        s == 0 && !visit ? role(p, cue->state, first, until, end, is_state) : NULL;
    if (f == NULL && s == 0 && !duty) f = place_of(p, cue->state, first, until, end, visit);
    if (f != NULL) s = f->state;
    if (s == 0 && cue->state == CPS_ROLE_VISITED) s = c->visited;
    if (s == 0 && cue->state == CPS_ROLE_BEFORE && (visit || duty)) {
        bool seized =
            strcmp(cue->outcome, "arrested") == 0; /* "handed to the Court in The Hague" */
        f = seized ? NULL : nearest(p, first, until, end, duty ? is_state : is_place);
        if (f != NULL) s = f->state;
    }
    if (s == 0 && !visit) s = state_before(p, first, end);
    if (s == 0 && cue->state != CPS_ROLE_BEFORE && strcmp(cue->outcome, "arrested") == 0)
        s = place_before(p, first);
    return s;
}

static capias_status make(struct claims *c, const struct cps_claim_cue *cue, uint32_t first,
                          uint32_t until, uint32_t end, capias_error *err)
{
    struct cps_page *p = c->p;
    bool announced = strstr(cue->outcome, "announced") != NULL || strcmp(cue->kind, "duty") == 0;
    bool negated = cue->negation != CPS_NEGATION_OWN &&
                   (cue_within(p, first, negation_reach(p, first), CPS_CUE_NEGATION) ||
                    denied_inside(p, first, until) || denied_behind(p, until));
    if (negated && cue->negation == CPS_NEGATION_DROP) return CAPIAS_OK;
    if (!announced && cue_within(p, first, MODAL_REACH, CPS_CUE_MODAL)) return CAPIAS_OK;
    if (cue_within(p, first, MODAL_REACH, CPS_CUE_CONDITION)) return CAPIAS_OK;
    const struct cps_find *person = person_of(c, cue, first, until, end);
    if (person == NULL && cue->person != CPS_ROLE_NONE && strcmp(cue->kind, "duty") != 0 &&
        strcmp(cue->outcome, "refused") != 0)
        return CAPIAS_OK;
    cps_state state = state_of(c, cue, first, until, end);
    bool visit = strcmp(cue->kind, "visit") == 0;
    if (state == 0 &&
        (visit || strcmp(cue->kind, "membership") == 0 || strcmp(cue->kind, "dependence") == 0))
        return CAPIAS_OK;
    capias_claim claim = {
        .kind = cps_str(cue->kind), .outcome = cps_str(cue->outcome), .negated = negated};
    if (person != NULL) claim.person = person->id.n > 0 ? person->id : person->canonical;
    claim.state = code_of(p, state);
    const struct cps_find *date = nearest(p, first, until, end, is_date);
    uint32_t far = date == NULL || (date->until > first && date->first < until) ? 0
                   : date->until <= first ? first - date->until
                                          : date->first - until;
    bool told = date != NULL && date->canonical.n > 0 && date->canonical.p[0] >= '0' &&
                date->canonical.p[0] <= '9'; /* "Tuesday" of an undated text is none */
    if (told && far <= DATE_REACH) claim.date = date->canonical;
    claim.speaker = speaker_of(p, first);
    claim.quote = sentence_of(p, first, &claim.start, &claim.end);
    if (strcmp(cue->value, "partner") == 0) {
        claim.value = partner(p, state, first, until, end);
        if (claim.value.n == 0) return CAPIAS_OK;
    }
    if (visit && !negated) c->visited = state;
    CPS_TRY(add(c, &claim, err));
    if (strcmp(cue->kind, "membership") == 0) CPS_TRY(add_states(c, &claim, first, state, err));
    if (strcmp(cue->kind, "warrant") != 0) return CAPIAS_OK;
    if (cue->person == CPS_ROLE_BEFORE) return add_earlier(c, &claim, person, err);
    return add_others(c, &claim, person, end, err);
}

/* Whoever speaks in a sentence states what it says. */
static capias_status statement(struct claims *c, uint32_t sentence, capias_error *err)
{
    struct cps_page *p = c->p;
    uint32_t first = p->sentences[sentence];
    const struct cps_find *f = cps_page_speaker(p, first);
    if (f == NULL) return CAPIAS_OK;
    capias_claim claim = {.kind = CPS_STR("statement"), .speaker = f->canonical};
    claim.person = f->id.n > 0 ? f->id : f->canonical;
    claim.quote = sentence_of(p, first, &claim.start, &claim.end);
    return add(c, &claim, err);
}

/* ---- the pass -------------------------------------------------------------------------------- */

static capias_status try_starts(struct claims *c, uint64_t word, uint32_t i, uint32_t end,
                                capias_error *err)
{
    const struct cps_page *p = c->p;
    size_t lo = 0, hi = cps_reader_starts_n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cps_reader_starts[mid].word < word) lo = mid + 1;
        else hi = mid;
    }
    for (; lo < cps_reader_starts_n && cps_reader_starts[lo].word == word; lo++) {
        const struct cps_claim_cue *cue = &cps_reader_claims[cps_reader_starts[lo].claim];
        if (cue->lang != 0 && p->lang != 0 && cue->lang != p->lang) continue;
        uint32_t until = match(p, cps_reader_elements + cue->elements, 0, cue->n, i, end);
        if (until > i) CPS_TRY(make(c, cue, i, until, end, err));
    }
    return CAPIAS_OK;
}

static capias_status all_claims(struct claims *c, capias_error *err)
{
    const struct cps_page *p = c->p;
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t end = p->sentences[p->words[i].sentence + 1];
        const struct cps_find *f = cps_page_find_at(p, i);
        CPS_TRY(try_starts(c, p->words[i].key, i, end, err));
        uint64_t bare = without_particle(&p->words[i]);
        if (bare != 0) CPS_TRY(try_starts(c, bare, i, end, err));
        if (f != NULL && f->first == i) CPS_TRY(try_starts(c, 0, i, end, err));
        if (i + 1 == end) CPS_TRY(statement(c, p->words[i].sentence, err));
    }
    return CAPIAS_OK;
}

capias_status cps_reader_claims_of(struct cps_page *p, capias_reading *out, capias_error *err)
{
    struct claims c = {.p = p};
    capias_status status = p->n > 0 ? all_claims(&c, err) : CAPIAS_OK;
    if (status == CAPIAS_OK && c.out.n > 0) {
        capias_claim *v = CPS_TAKE(p->arena, capias_claim, c.out.n);
        if (v == NULL) status = cps_fail_memory(err);
        else memcpy(v, c.out.v, c.out.n * sizeof *v);
        out->claims = v;
        out->n_claims = v != NULL ? c.out.n : 0;
    }
    CPS_VEC_RELEASE(&c.out);
    return status;
}
