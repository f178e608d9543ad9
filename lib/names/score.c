/* SPDX-License-Identifier: Apache-2.0
 *
 * names/score.c: how alike two names are.
 *
 * In    two parsed names, costs between their tokens.      Out   0..10000, 7000 is the line.
 *
 *   costs ─gain─▶ matrix ─assignment, joins─▶ pairs ─what agrees, what is left over─▶ ratio ─▶ score
 *
 * Agreement on a word is worth what its rarity says, less the cost of its spelling. The ratio sets
 * what agrees, less what contradicts, against what could have agreed; words that stand on one side
 * only count there in part. The line rises when little agrees in all. docs/matching.md, "Names".
 *
 * Invariant  the score depends on nothing but kind, n, information and the tokens' plain data.
 */
#include "names/assign.h"
#include "names/model.h"

enum { MAX_JOINS = 3, MAX_NATIVE_JOINS = 6 }; /* a company's name in Han: brand, place, owner ...  */

struct joined {
    uint8_t q, q_n, l, l_n;
    uint16_t cost;
    bool acronym;
};

struct state {
    const struct cps_name *q, *l;
    bool person;
    unsigned try_joins;                              /* CPS_JOINS_OF_QUERY, CPS_JOINS_OF_LISTED     */
    unsigned language;                               /* that reads Han and Hangul                   */
    uint16_t cost[CPS_NAME_TOKENS][CPS_NAME_TOKENS];
    int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS]; /* for the assignment                          */
    uint8_t to[CPS_NAME_TOKENS];                     /* l of q                                      */
    struct joined joins[MAX_NATIVE_JOINS];
    unsigned n_joins;
    uint32_t joined_q, joined_l;                     /* bits of tokens that joins took              */
    struct cps_name_alignment *out;
};

/* Sums over an alignment, in 1/64 nat. */
struct sums {
    int32_t gain, agreed, rarer, left_q, left_l, core_q, core_l, conflict;
    unsigned core_pairs, words; /* words: joins, and pairs that are more than an initial's fit      */
    bool legal_conflict, core_conflict, son_conflict;
};

static int32_t permille(int32_t v, int32_t share) { return (int32_t)((int64_t)v * share / 1024); }

/* ---- one pair -------------------------------------------------------------------------------------- */

static bool is_initial(const struct cps_name_token *t) { return t->classes & CPS_CLASS_INITIAL; }

/* What of each side's weight a pair takes up: the rarer word of a pair that is spelt differently
 * counts for little more than the commoner one, since a misspelt common name looks rare. */
static void taken_up(const struct cps_name_token *a, const struct cps_name_token *b, bool exact,
                     int32_t *ta, int32_t *tb)
{
    int32_t x = a->information, y = b->information, low = x < y ? x : y;
    int32_t share = is_initial(a) != is_initial(b) ? 1024 : exact ? 0 : P_COMMON_SHARE;
    *ta = x - permille(x - low, share);
    *tb = y - permille(y - low, share);
}

static int32_t spelling_loss(uint16_t cost) { return (int32_t)cost * P_TAU / 192; }

int32_t cps_token_gain(const struct cps_name_token *a, const struct cps_name_token *b,
                       uint16_t cost)
{
    int32_t x, y;
    if (cost == CPS_UNRELATED) return 0;
    taken_up(a, b, cost == 0, &x, &y);
    int32_t gain = (x + y) / 2 - spelling_loss(cost);
    return gain > 0 ? gain : 0;
}

static bool initial_fits(const struct cps_name_token *a, const struct cps_name_token *b)
{
    if (is_initial(a) == is_initial(b)) return false;
    const struct cps_name_token *full = is_initial(a) ? b : a;
    return (full->classes & CPS_CLASS_CORE) && a->text.n && b->text.n &&
           a->text.p[0] == b->text.p[0];
}

static int32_t initial_gain(const struct cps_name_token *a, const struct cps_name_token *b)
{
    int32_t low = a->information < b->information ? a->information : b->information;
    return low < P_INITIAL_GAIN ? low : P_INITIAL_GAIN;
}

static int32_t pair_gain(const struct state *s, unsigned i, unsigned j)
{
    const struct cps_name_token *a = &s->q->tokens[i], *b = &s->l->tokens[j];
    if (s->cost[i][j] != CPS_UNRELATED) return cps_token_gain(a, b, s->cost[i][j]);
    return initial_fits(a, b) ? initial_gain(a, b) : 0;
}

/* The cost of two related tokens when native ones are read in the language of s alone. What is the
 * same word (symbol) is so in any. */
static uint16_t cost_in_language(const struct state *s, const struct cps_name_token *a,
                                 const struct cps_name_token *b, uint16_t any)
{
    if (cps_is_native(a) == cps_is_native(b) || (a->symbol && a->symbol == b->symbol)) return any;
    return cps_native_cost(a, b, s->language);
}

static void fill(struct state *s, cps_cost_fn *cost, void *ctx)
{
    for (unsigned i = 0; i < s->q->n; i++)
        for (unsigned j = 0; j < s->l->n; j++) {
            const struct cps_name_token *a = &s->q->tokens[i], *b = &s->l->tokens[j];
            s->cost[i][j] = cost(ctx, i, j);
            if (s->cost[i][j] != CPS_UNRELATED && s->language < CPS_LANGUAGES)
                s->cost[i][j] = cost_in_language(s, a, b, s->cost[i][j]);
            bool related = s->cost[i][j] != CPS_UNRELATED;
            int32_t gain = pair_gain(s, i, j);
            /* What a pair saves by not being left over decides with what it gains. */
            s->value[i][j] = gain > 0 ? gain * 4 + a->information + b->information + 1
                                      : related && s->cost[i][j] == 0;
        }
}

/* ---- joins ------------------------------------------------------------------------------------------ */

/* A character joins only its like, and no word that has a meaning of its own. */
static bool join_well(const struct cps_name_token *a, const struct cps_name_token *b)
{
    bool native = cps_is_native(a);
    if (native != cps_is_native(b)) return false;
    return !native || (a->script == b->script && !a->symbol && !b->symbol);
}

unsigned cps_name_joins(const struct cps_name *name, struct cps_name_join out[CPS_NAME_JOINS])
{
    unsigned n = 0;
    for (unsigned i = 0; i < name->n; i++) {
        struct cps_name_join j = {.first = (uint8_t)i};
        for (unsigned k = i; k < name->n && k < i + 3u; k++) {
            const struct cps_name_token *t = &name->tokens[k];
            if ((t->classes & CPS_CLASS_NUMBER) || j.length + t->text.n > CPS_TOKEN_BYTES) break;
            if (k > i && !join_well(&name->tokens[k - 1], t)) break;
            memcpy(j.bytes + j.length, t->text.p, t->text.n);
            j.length = (uint8_t)(j.length + t->text.n);
            j.information += t->information;
            j.n = (uint8_t)(k - i + 1);
            if (j.n > 1 && n < CPS_NAME_JOINS - 1) out[n++] = j;
        }
    }
    struct cps_name_join a = {.acronym = 1, .n = name->n};
    unsigned small = CPS_CLASS_STOP | CPS_CLASS_LEGAL | CPS_CLASS_NUMBER | CPS_CLASS_PARTICLE;
    for (unsigned i = 0; name->kind != CPS_NAME_PERSON && i < name->n; i++) {
        const struct cps_name_token *t = &name->tokens[i];
        a.information += t->information;
        if (!(t->classes & small) && t->text.n && (uint8_t)t->text.p[0] < 128)
            a.bytes[a.length++] = t->text.p[0];
    }
    if (a.length >= 4) out[n++] = a;
    return n;
}

struct cps_name_token cps_join_token(const struct cps_name *name, const struct cps_name_join *j)
{
    struct cps_name_token t = {.text = {j->bytes, j->length}, .classes = CPS_CLASS_CORE,
                               .script = name->tokens[j->first].script};
    t.information = (uint16_t)(j->information < UINT16_MAX ? j->information : UINT16_MAX);
    return t;
}

/* A text and, once it is asked for, its skeleton. */
struct sounding {
    const struct cps_name_token *token;
    char skeleton[CPS_TOKEN_BYTES];
    size_t n;
    bool known;
};

static capias_str skeleton_of(struct sounding *s)
{
    if (!s->known) s->n = cps_skeleton(s->token->text, s->skeleton);
    s->known = true;
    return (capias_str){s->skeleton, s->n};
}

/* Related as a join: a shared join key and a cost within reach; initials only when exact. */
static uint16_t join_cost(struct sounding *join, struct sounding *whole, bool acronym,
                          bool turned, unsigned language)
{
    const struct cps_name_token *a = join->token, *b = whole->token;
    if (b->classes & CPS_CLASS_NUMBER) return CPS_UNRELATED; /* it has no keys of its text          */
    if (cps_str_eq(a->text, b->text)) return 0;
    if (cps_is_native(a) || cps_is_native(b)) {
        uint16_t cost = acronym ? CPS_UNRELATED : cps_native_cost(a, b, language);
        return cost != CPS_UNRELATED && cps_native_share_key(a, b, true) ? cost : CPS_UNRELATED;
    }
    size_t x = a->text.n, y = b->text.n;
    if (acronym || x > y + y / 2 + 2 || y > x + x / 2 + 2) return CPS_UNRELATED;
    if (!cps_join_shares_key(a->text, skeleton_of(join), b, skeleton_of(whole)))
        return CPS_UNRELATED;
    return turned ? cps_token_cost(b, a) : cps_token_cost(a, b);
}

/* What a join loses by being one. Characters are written together as they come, so in Han and Hangul
 * it is nothing. */
static int32_t joining_loss(const struct cps_name_token *of, bool acronym)
{
    return acronym ? P_ACRONYM_COST : cps_is_native(of) ? 0 : P_JOIN_COST;
}

static int32_t join_gain(const struct cps_name_token *join, const struct cps_name_token *whole,
                         uint16_t cost, bool acronym)
{
    int32_t g = (join->information + whole->information) / 2 - spelling_loss(cost) -
                joining_loss(join, acronym);
    return g > 0 ? g : 0;
}

static int32_t assign(struct state *s)
{
    int32_t sum = 0;
    if (!s->joined_q && !s->joined_l) {
        cps_assign(s->value, s->q->n, s->l->n, s->to);
    } else {
        int32_t value[CPS_NAME_TOKENS][CPS_NAME_TOKENS];
        for (unsigned i = 0; i < s->q->n; i++)
            for (unsigned j = 0; j < s->l->n; j++)
                value[i][j] =
                    (s->joined_q >> i & 1) || (s->joined_l >> j & 1) ? 0 : s->value[i][j];
        cps_assign(value, s->q->n, s->l->n, s->to);
    }
    for (unsigned i = 0; i < s->q->n; i++)
        if (s->to[i] != CPS_UNPAIRED) sum += s->value[i][s->to[i]];
    return sum;
}

static uint32_t bits(unsigned first, unsigned n) { return ((1u << n) - 1) << first; }

/* Try joins of one side against tokens of the other; keep the one that raises the sum most. */
static int32_t best_join(struct state *s, bool turned, int32_t sum, struct joined *best)
{
    const struct cps_name *a = turned ? s->l : s->q, *b = turned ? s->q : s->l;
    uint32_t taken_a = turned ? s->joined_l : s->joined_q;
    uint32_t taken_b = turned ? s->joined_q : s->joined_l;
    struct cps_name_join joins[CPS_NAME_JOINS];
    struct sounding whole[CPS_NAME_TOKENS];
    unsigned n = cps_name_joins(a, joins);
    for (unsigned j = 0; n && j < b->n; j++) {
        whole[j].token = &b->tokens[j];
        whole[j].known = false;
    }
    for (unsigned k = 0; k < n; k++) {
        struct cps_name_token join = cps_join_token(a, &joins[k]);
        struct sounding sound;
        sound.token = &join;
        sound.known = false;
        uint32_t of_a = bits(joins[k].first, joins[k].n);
        if (of_a & taken_a) continue;
        for (unsigned j = 0; j < b->n; j++) {
            if (taken_b >> j & 1) continue;
            uint16_t cost = join_cost(&sound, &whole[j], joins[k].acronym, turned,
                                      s->language);
            if (cost == CPS_UNRELATED) continue;
            int32_t gain = join_gain(&join, &b->tokens[j], cost, joins[k].acronym);
            if (gain <= 0) continue;
            uint32_t save_q = s->joined_q, save_l = s->joined_l;
            *(turned ? &s->joined_l : &s->joined_q) |= of_a;
            *(turned ? &s->joined_q : &s->joined_l) |= bits(j, 1);
            int32_t total = assign(s) + gain * 4 + join.information + b->tokens[j].information;
            s->joined_q = save_q;
            s->joined_l = save_l;
            if (total <= sum) continue;
            sum = total;
            *best = turned ? (struct joined){(uint8_t)j, 1, joins[k].first, joins[k].n, cost,
                                             joins[k].acronym}
                           : (struct joined){joins[k].first, joins[k].n, (uint8_t)j, 1, cost,
                                             joins[k].acronym};
        }
    }
    return sum;
}

static bool all_exact(const struct state *s, bool turned)
{
    const struct cps_name *side = turned ? s->l : s->q;
    uint32_t exact = 0;
    for (unsigned i = 0; i < s->q->n; i++)
        if (s->to[i] != CPS_UNPAIRED && s->cost[i][s->to[i]] == 0)
            exact |= 1u << (turned ? s->to[i] : i);
    for (unsigned i = 0; i < side->n; i++)
        if (!(exact >> i & 1) && side->tokens[i].information) return false;
    return true;
}

static bool has_native(const struct cps_name *name)
{
    for (unsigned i = 0; i < name->n; i++)
        if (cps_is_native(&name->tokens[i])) return true;
    return false;
}

static void pair_up(struct state *s)
{
    int32_t joined_sum = 0, sum = assign(s);
    unsigned most = has_native(s->q) || has_native(s->l) ? MAX_NATIVE_JOINS : MAX_JOINS;
    while (s->try_joins && s->n_joins < most && !all_exact(s, false) && !all_exact(s, true)) {
        struct joined best = {0};
        int32_t with = sum - joined_sum;
        if (s->try_joins & CPS_JOINS_OF_QUERY) with = best_join(s, false, with, &best);
        if (s->try_joins & CPS_JOINS_OF_LISTED) with = best_join(s, true, with, &best);
        if (!best.q_n) break;
        s->joins[s->n_joins++] = best;
        s->joined_q |= bits(best.q, best.q_n);
        s->joined_l |= bits(best.l, best.l_n);
        int32_t rest = assign(s);
        joined_sum += with - rest;
        sum = joined_sum + rest;
    }
    assign(s);
}

/* ---- what the pairing says ---------------------------------------------------------------------------- */

static void note(struct state *s, unsigned q, unsigned q_n, unsigned l, unsigned l_n,
                 enum cps_relation relation, uint16_t cost, int32_t weight)
{
    if (!s->out || s->out->n == 2 * CPS_NAME_TOKENS) return;
    s->out->pairs[s->out->n++] =
        (struct cps_pair){(uint8_t)q, (uint8_t)q_n, (uint8_t)l, (uint8_t)l_n, (uint8_t)relation,
                          cost, weight};
    s->out->sum += weight;
}

static enum cps_relation relation_of(const struct cps_name_token *a,
                                     const struct cps_name_token *b, uint16_t cost)
{
    if (cost == CPS_UNRELATED) return CPS_REL_INITIAL;
    if (cps_str_eq(a->text, b->text)) return CPS_REL_EXACT;
    if (a->symbol && a->symbol == b->symbol) return CPS_REL_SYMBOL;
    return cost == P_NICKNAME && cps_same_nickname_group(a->text, b->text) ? CPS_REL_SYMBOL
                                                                           : CPS_REL_SPELLING;
}

static bool is_core(const struct cps_name_token *t)
{
    return (t->classes & (CPS_CLASS_CORE | CPS_CLASS_GENERIC | CPS_CLASS_GEO)) &&
           !(t->classes & CPS_CLASS_NICKNAME);
}

static void sum_joins(struct state *s, struct sums *sums)
{
    for (unsigned k = 0; k < s->n_joins; k++) {
        const struct joined *j = &s->joins[k];
        int32_t x = 0, y = 0;
        for (unsigned i = 0; i < j->q_n; i++)
            x += s->q->tokens[j->q + i].information;
        for (unsigned i = 0; i < j->l_n; i++)
            y += s->l->tokens[j->l + i].information;
        const struct cps_name_token *of = j->q_n > j->l_n ? &s->q->tokens[j->q] : &s->l->tokens[j->l];
        int32_t g = (x + y) / 2 - spelling_loss(j->cost) - joining_loss(of, j->acronym);
        sums->gain += g;
        sums->agreed += (x + y) / 2;
        sums->left_q -= x;
        sums->left_l -= y;
        sums->core_pairs += j->q_n > j->l_n ? j->q_n : j->l_n;
        sums->words++;
        note(s, j->q, j->q_n, j->l, j->l_n, CPS_REL_JOINED, j->cost, g);
    }
}

static void sum_pairs(struct state *s, struct sums *sums, uint32_t *used_l)
{
    for (unsigned i = 0; i < s->q->n; i++) {
        unsigned j = s->to[i];
        if (j == CPS_UNPAIRED) continue;
        const struct cps_name_token *a = &s->q->tokens[i], *b = &s->l->tokens[j];
        int32_t x, y, g = pair_gain(s, i, j);
        taken_up(a, b, s->cost[i][j] == 0, &x, &y);
        sums->gain += g;
        sums->agreed += (x + y) / 2;
        sums->rarer += a->information - x + b->information - y;
        sums->left_q -= a->information;
        sums->left_l -= b->information;
        unsigned core = CPS_CLASS_CORE | CPS_CLASS_PATRONYMIC;
        if ((a->classes & core) && (b->classes & core)) sums->core_pairs++;
        sums->words += s->cost[i][j] != CPS_UNRELATED;
        *used_l |= 1u << j;
        note(s, i, 1, j, 1, relation_of(a, b, s->cost[i][j]), s->cost[i][j], g);
    }
}

struct leftovers {
    unsigned patronymics, initials, cores, numbers, legal, characters;
    int32_t generic;
};

static struct leftovers leftovers_of(const struct cps_name *name, uint32_t used, int32_t *core)
{
    struct leftovers o = {0};
    for (unsigned i = 0; i < name->n; i++) {
        const struct cps_name_token *t = &name->tokens[i];
        if (used >> i & 1) continue;
        if (is_core(t)) *core += t->information;
        o.generic += t->classes & CPS_CLASS_GENERIC ? t->information : 0;
        o.cores += is_core(t) && t->information > 0;
        o.characters += cps_is_native(t);
        o.patronymics += (t->classes & CPS_CLASS_PATRONYMIC) != 0;
        o.initials += is_initial(t);
        o.numbers += (t->classes & CPS_CLASS_NUMBER) != 0;
        o.legal += (t->classes & CPS_CLASS_LEGAL) && (t->symbol & CPS_EXCLUDES);
    }
    return o;
}

/* The token that holds the core next to the particle "son of" at i, in the direction of `step`. */
static int core_beside(const struct cps_name *name, int i, int step)
{
    for (i += step; i >= 0 && i < name->n; i += step)
        if (name->tokens[i].classes & CPS_CLASS_CORE) return i;
    return -1;
}

static bool is_son_of(const struct cps_name_token *t)
{
    return (t->classes & CPS_CLASS_PARTICLE) && t->symbol == CPS_SYMBOL_SON_OF;
}

/* Whether the word at q[i] is the one at l[j]: paired with it, or spelt alike (a grandson often has
 * his grandfather's name, and the pairing then takes either). */
static bool is_word(const struct state *s, int i, int j)
{
    return s->to[i] == j || cps_str_eq(s->q->tokens[i].text, s->l->tokens[j].text);
}

/* "Tariq bin Faisal" is the father, or the son, of "Faisal bin Tariq". Not so where the listed name
 * says it both ways: "Tariq bin Faisal bin Tariq". */
static bool father_for_son(const struct state *s)
{
    for (int i = 0; i < s->q->n; i++) {
        int son = core_beside(s->q, i, -1), father = core_beside(s->q, i, 1);
        if (!is_son_of(&s->q->tokens[i]) || son < 0 || father < 0) continue;
        bool turned = false, straight = false;
        for (int j = 0; j < s->l->n; j++) {
            int son2 = core_beside(s->l, j, -1), father2 = core_beside(s->l, j, 1);
            if (!is_son_of(&s->l->tokens[j]) || son2 < 0 || father2 < 0) continue;
            turned |= s->to[son] == father2 && s->to[father] == son2;
            straight |= is_word(s, son, son2) && is_word(s, father, father2);
        }
        if (turned && !straight) return true;
    }
    return false;
}

static void sum_conflicts(const struct state *s, struct sums *sums, uint32_t used_q,
                          uint32_t used_l)
{
    struct leftovers q = leftovers_of(s->q, used_q, &sums->core_q);
    struct leftovers l = leftovers_of(s->l, used_l, &sums->core_l);
    int32_t low = sums->core_q < sums->core_l ? sums->core_q : sums->core_l;
    sums->conflict = permille(low, s->person ? P_CONFLICT_PERSON : P_CONFLICT_ORG);
    /* A character more is another given name, as Jianping is not Jian. */
    sums->core_conflict = low >= P_CONFLICT_FROM || (s->person && (q.characters || l.characters));
    sums->left_q += permille(q.generic, P_MISS_GENERIC); /* "X Systems" is not "X"                 */
    sums->left_l += permille(l.generic, P_MISS_GENERIC);
    if (q.patronymics && l.patronymics) sums->conflict += P_CONFLICT_PATRONYMIC;
    if ((q.initials && (l.initials || l.cores)) || (l.initials && q.cores))
        sums->conflict += P_CONFLICT_INITIAL;
    if (q.numbers && l.numbers) sums->conflict += P_CONFLICT_NUMBER;
    sums->son_conflict = s->person && father_for_son(s);
    sums->legal_conflict = !s->person && q.legal && l.legal;
}

/* Tell of what stands on one side only; where both sides contradict each other, say so. */
static void note_leftovers(struct state *s, const struct sums *sums, uint32_t used_q,
                           uint32_t used_l, int32_t share_q, int32_t share_l)
{
    enum cps_relation r = sums->conflict ? CPS_REL_CONFLICT : CPS_REL_MISSING;
    for (unsigned i = 0; i < s->q->n; i++) {
        const struct cps_name_token *t = &s->q->tokens[i];
        if (used_q >> i & 1) continue;
        note(s, i, 1, 0, 0, is_core(t) ? r : CPS_REL_MISSING, 0,
             -permille(t->information, share_q));
    }
    for (unsigned j = 0; j < s->l->n; j++) {
        const struct cps_name_token *t = &s->l->tokens[j];
        if (used_l >> j & 1) continue;
        note(s, 0, 0, j, 1, is_core(t) ? r : CPS_REL_MISSING, 0,
             -permille(t->information, share_l));
    }
    if (s->out) s->out->sum -= sums->conflict;
}

/* ---- calibration ------------------------------------------------------------------------------------------ */

/* Ratio (1/1024) and agreement (1/64 nat) to the score; never falls in either. The line is higher
 * when little agrees, and steeply so when words are left over besides. */
static uint32_t calibrate(int32_t ratio, int32_t gain, bool whole)
{
    if (ratio <= 0) return 0;
    if (ratio >= 1024) return 10000;
    int32_t missing = gain < P_FLOOR_GAIN ? P_FLOOR_GAIN - gain : 0;
    int32_t line = P_LINE + missing * (whole ? P_FLOOR_SLOPE_WHOLE : P_FLOOR_SLOPE) / 1024;
    if (line > 1000) line = 1000;
    if (ratio < line) return (uint32_t)(ratio * 7000 / line - (ratio * 7000 / line == 7000));
    return (uint32_t)(7000 + (ratio - line) * 3000 / (1024 - line));
}


static int32_t share_missing(bool person, bool query)
{
    return person ? query ? P_MISS_Q_PERSON : P_MISS_L_PERSON
                  : query ? P_MISS_Q_ORG : P_MISS_L_ORG;
}

static int32_t smaller_share(bool person)
{
    int32_t a = share_missing(person, true), b = share_missing(person, false);
    return a < b ? a : b;
}

static uint32_t conclude(struct state *s)
{
    struct sums sums = {.left_q = (int32_t)s->q->information, .left_l = (int32_t)s->l->information};
    int32_t longer = s->q->left_out - s->l->left_out; /* by words that are not scored              */
    *(longer > 0 ? &sums.left_q : &sums.left_l) += abs(longer) * P_CAP_ORG;
    uint32_t used_q = s->joined_q, used_l = s->joined_l;
    sum_joins(s, &sums);
    sum_pairs(s, &sums, &used_l);
    for (unsigned i = 0; i < s->q->n; i++)
        if (s->to[i] != CPS_UNPAIRED) used_q |= 1u << i;
    sum_conflicts(s, &sums, used_q, used_l);
    int32_t share_q = share_missing(s->person, true), share_l = share_missing(s->person, false);
    if (sums.core_pairs < 2 && sums.core_q > 0 && share_q < P_MISS_Q_SINGLE)
        share_q = P_MISS_Q_SINGLE;
    note_leftovers(s, &sums, used_q, used_l, share_q, share_l);
    if (sums.words == 0) return 0; /* initials that fit name nobody, and no key leads to them      */
    int32_t could = sums.agreed + permille(sums.rarer, smaller_share(s->person)) +
                    permille(sums.left_q, share_q) + permille(sums.left_l, share_l);
    if (could <= 0) return sums.gain > 0 ? 10000 : 0;
    int32_t kept = sums.gain - sums.conflict;
    if (sums.legal_conflict) kept -= permille(could, P_CONFLICT_LEGAL);
    if (sums.son_conflict) kept -= permille(could, P_CONFLICT_SON);
    if (sums.core_conflict)
        kept -= permille(could, s->person ? P_CONFLICT_BASE_PERSON : P_CONFLICT_BASE_ORG);
    bool whole = sums.core_q == 0 && sums.core_l == 0;
    return calibrate((int32_t)((int64_t)kept * 1024 / could), sums.gain, whole);
}

static uint32_t score_in(unsigned language, const struct cps_name *q, const struct cps_name *l,
                         cps_cost_fn *cost, void *ctx, unsigned joins,
                         struct cps_name_alignment *out)
{
    struct state s = {.q = q, .l = l, .person = l->kind == CPS_NAME_PERSON, .try_joins = joins,
                      .language = language, .out = out};
    if (out) *out = (struct cps_name_alignment){0};
    fill(&s, cost, ctx);
    pair_up(&s);
    uint32_t score = conclude(&s);
    if (out) out->score = score;
    return score;
}

/* A name in Han or Hangul is read in one language from end to end. */
uint32_t cps_name_score_joins(const struct cps_name *q, const struct cps_name *l,
                              cps_cost_fn *cost, void *ctx, unsigned joins,
                              struct cps_name_alignment *out)
{
    if (out) *out = (struct cps_name_alignment){0};
    if (!q->n || !l->n) return 0;
    if (!has_native(q) && !has_native(l))
        return score_in(CPS_LANGUAGES, q, l, cost, ctx, joins, out);
    unsigned best = 0;
    uint32_t score = 0;
    for (unsigned i = 0; i < CPS_LANGUAGES; i++) {
        uint32_t here = score_in(i, q, l, cost, ctx, joins, NULL);
        if (here <= score) continue;
        score = here;
        best = i;
    }
    return out ? score_in(best, q, l, cost, ctx, joins, out) : score;
}

uint32_t cps_name_score(const struct cps_name *q, const struct cps_name *l, cps_cost_fn *cost,
                        void *ctx, struct cps_name_alignment *out)
{
    return cps_name_score_joins(q, l, cost, ctx, CPS_JOINS_OF_QUERY | CPS_JOINS_OF_LISTED, out);
}

struct two_names {
    const struct cps_name *q, *l;
};

static uint16_t cost_of(void *ctx, unsigned i, unsigned j)
{
    const struct two_names *n = ctx;
    return cps_token_related(&n->q->tokens[i], &n->l->tokens[j]);
}

uint32_t cps_name_compare(const struct cps_name *q, const struct cps_name *l,
                          struct cps_name_alignment *out)
{
    struct two_names n = {q, l};
    return cps_name_score(q, l, cost_of, &n, out);
}

/* The ratio is gain / could. For a given gain, `could` is least when nothing was lost in spelling
 * and all that agrees is what was gained: agreed (1 - 2 b) + b (Iq + Il), b the smaller share. */
uint32_t cps_name_score_bound(const struct cps_name *q, uint32_t listed_information,
                              int32_t best_gain_sum)
{
    int32_t share = smaller_share(q->kind == CPS_NAME_PERSON);
    int32_t all = (int32_t)(q->information + listed_information);
    int32_t initials = 0;
    for (unsigned i = 0; i < q->n; i++)
        initials += P_INITIAL_GAIN;
    int32_t gain = best_gain_sum + initials;
    if (gain > all / 2) gain = all / 2;
    if (gain <= 0) return 0;
    int32_t could = gain - permille(gain, 2 * share) + permille(all, share) - 2;
    if (could <= gain) return 10000;
    return calibrate((int32_t)((int64_t)gain * 1024 / could) + 1, gain, true);
}

uint32_t cps_token_core(const struct cps_name_token *t) { return is_core(t) ? t->information : 0; }

uint32_t cps_name_core(const struct cps_name *name)
{
    uint32_t core = 0;
    for (unsigned i = 0; i < name->n; i++) {
        if (is_initial(&name->tokens[i])) return 0;
        core += cps_token_core(&name->tokens[i]);
    }
    return core;
}

/* `could` as in conclude(), at its least for a given gain: nothing was lost in spelling, so that all
 * that agrees is what was gained, and the pairs took up as much of either side as they can. */
static int32_t least_could(int32_t gain, int32_t taken_q, int32_t all_q, int32_t all_l,
                           int32_t share_q, int32_t share_l, int32_t smaller)
{
    return gain - permille(gain, 2 * smaller) - permille(taken_q, share_q - smaller) -
           permille(all_l, share_l - smaller) + permille(all_q, share_q) +
           permille(all_l, share_l) - 5;
}

uint32_t cps_name_score_bound_covered(const struct cps_name *q, const struct cps_coverage *c)
{
    bool person = q->kind == CPS_NAME_PERSON, initials = c->core == 0;
    int32_t left_q = 0, taken_q = 0, all_q = (int32_t)q->information;
    int32_t all_l = (int32_t)c->information, gain = c->gain;
    unsigned words = 0;
    for (unsigned i = 0; i < q->n; i++) {
        const struct cps_name_token *t = &q->tokens[i];
        if (is_initial(t)) initials = true;
        if (c->query >> i & 1) {
            taken_q += t->information;
            words++;
        } else if (is_core(t)) {
            left_q += t->information;
        }
    }
    if (initials) return cps_name_score_bound(q, c->information, gain);
    if (gain > (all_q + all_l) / 2) gain = (all_q + all_l) / 2;
    if (gain <= 0) return 0;
    int32_t share_q = share_missing(person, true), share_l = share_missing(person, false);
    if (words < 2 && !c->joined && left_q > 0 && share_q < P_MISS_Q_SINGLE)
        share_q = P_MISS_Q_SINGLE;
    int32_t left_l = c->core > c->listed_core ? (int32_t)(c->core - c->listed_core) : 0;
    int32_t low = left_q < left_l ? left_q : left_l;
    int32_t conflict = permille(low, person ? P_CONFLICT_PERSON : P_CONFLICT_ORG);
    int32_t could = least_could(gain, taken_q, all_q, all_l, share_q, share_l,
                                smaller_share(person));
    if (could < 1) could = 1;
    int32_t ratio = (int32_t)((int64_t)(gain - conflict) * 1024 / could) + 1;
    if (low >= P_CONFLICT_FROM) ratio -= (person ? P_CONFLICT_BASE_PERSON : P_CONFLICT_BASE_ORG) - 1;
    return calibrate(ratio, gain, left_q == 0 && left_l == 0);
}
