/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/search.c: a query in, the best entities out.
 *
 * In    a register of one or more segments, a query.   Out   matches, best first, ties by id.
 *
 *   for each segment and kind of name:  expand ─▶ gather ─▶ score ─▶ the entity's best name
 *                                                                     + evidence ─▶ top `limit`
 *
 * Definition (both modes give this): an entity's name score is the largest over its names, where a
 * weak alias counts at most WEAK_MAX; a name below NAME_MIN says nothing; the entity's score is
 * that combined with its evidence. An entity that carries a number asked for (asked.c) is scored
 * whatever it is called, and a number that no two share makes it a possible match. Of these the best
 * `limit` at `floor` or above are the answer.
 *
 * The indexed mode leaves a name unscored only where a bound says that it cannot enter the answer,
 * so it loses nothing: tests/property/test_exact.c compares the two.
 */
#include "screen/query.h"

#define QUERY_BYTES 2048
#define LIMIT_MAX 1000

/* Model constants, 0..10000.
 * WEAK_MAX: just below the line of 7000. OFAC does not expect anybody to be stopped on a weak alias
 * alone (FAQ 124), so it needs evidence beside it to become a possible match.
 * NAME_MIN: no birth date makes one person of two whose names agree less than this.
 * ID_ALONE: a possible match for a person to look at, whatever else is said of it. */
enum { WEAK_MAX = 6900, NAME_MIN = 4000, ID_ALONE = 7000 };

/* ---- the best so far ------------------------------------------------------------------------ */

static capias_str id_of(const struct cps_search *s, struct cps_entity_ref ref)
{
    struct cps_entity e;
    return cps_entity_get(s->reg, ref, &e) ? e.id : (capias_str){0};
}

/* Of one entity: is name a the better reason? */
static bool better_name(const struct cps_found *a, const struct cps_found *b)
{
    if (a->name_score != b->name_score) return a->name_score > b->name_score;
    if (a->weak != b->weak) return b->weak;
    if (a->raw != b->raw) return a->raw > b->raw;
    return a->name < b->name;
}

/* Of two entities: does a come first? */
static bool comes_first(const struct cps_search *s, const struct cps_found *a,
                        const struct cps_found *b)
{
    if (a->score != b->score) return a->score > b->score;
    int c = cps_str_cmp(id_of(s, a->entity), id_of(s, b->entity));
    if (c != 0) return c < 0;
    if (a->entity.segment != b->entity.segment) return a->entity.segment < b->entity.segment;
    return a->entity.index < b->entity.index;
}

/* The least name score that reaches `score` with all the evidence there can be. */
static uint32_t least_name_score(const struct cps_search *s, uint32_t score)
{
    uint32_t low = NAME_MIN, high = 10001;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cps_score_combine(middle, s->facts.most) >= score)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void find_worst(struct cps_search *s)
{
    if (s->n_top < s->query->limit) return;
    s->worst = 0;
    for (uint32_t i = 1; i < s->n_top; i++)
        if (comes_first(s, &s->top[s->worst], &s->top[i])) s->worst = i;
    s->need = least_name_score(s, s->top[s->worst].score);
}

static void offer(struct cps_search *s, const struct cps_found *found)
{
    if (found->score < s->query->floor) return;
    for (uint32_t i = 0; i < s->n_top; i++) {
        struct cps_found *t = &s->top[i];
        if (t->entity.index != found->entity.index || t->entity.segment != found->entity.segment)
            continue;
        if (!better_name(found, t)) return;
        *t = *found;
        find_worst(s);
        return;
    }
    if (s->n_top < s->query->limit) {
        s->top[s->n_top++] = *found;
    } else {
        if (!comes_first(s, found, &s->top[s->worst])) return;
        s->top[s->worst] = *found;
    }
    find_worst(s);
}

/* ---- scoring one name ----------------------------------------------------------------------- */

struct pair_costs {
    const uint16_t *rows[CPS_NAME_TOKENS]; /* by listed token; NULL: nothing related              */
};

static uint16_t cost_of(void *ctx, unsigned i, unsigned j)
{
    const struct pair_costs *c = ctx;
    return c->rows[j] == NULL ? CPS_UNRELATED : c->rows[j][i];
}

static bool score_name(const struct cps_index *x, const struct cps_side *side,
                       const struct cps_cost_rows *costs, uint32_t name, unsigned joins,
                       uint32_t *score)
{
    struct cps_name listed;
    struct pair_costs pairs;
    uint32_t vocab[CPS_NAME_TOKENS];
    if (!cps_index_name(x, name, &listed, vocab)) return false;
    for (unsigned j = 0; j < listed.n; j++) pairs.rows[j] = cps_cost_row(costs, vocab[j]);
    *score = cps_name_score_joins(&side->name, &listed, cost_of, &pairs, joins, NULL);
    return true;
}

static bool is_answer(const struct cps_search *s, const struct cps_index *x, uint32_t entity)
{
    if (entity + 1 >= x->n_features) return false;
    uint16_t schema = x->features[entity].schema;
    return schema < s->n_schemas && s->schemas[schema];
}

static struct cps_found found_name(const struct cps_index *x, uint32_t name, uint32_t raw)
{
    const struct cps_name_row *row = &x->names[name];
    bool weak = (row->flags & CPS_LISTED_WEAK) != 0;
    return (struct cps_found){
        .entity = {x->number, row->entity},
        .name = name,
        .raw = raw,
        .name_score = weak && raw > WEAK_MAX ? WEAK_MAX : raw,
        .weak = weak,
    };
}

static void consider(struct cps_search *s, const struct cps_index *x, const struct cps_side *side,
                     const struct cps_cost_rows *costs, uint32_t name, unsigned joins)
{
    uint32_t raw;
    uint32_t entity = x->names[name].entity;
    if (!is_answer(s, x, entity) || !score_name(x, side, costs, name, joins, &raw)) return;
    struct cps_found found = found_name(x, name, raw);
    if (found.name_score < s->need || cps_has_asked(x, entity, &s->facts)) return;
    found.evidence = cps_evidence_sum(x, entity, &s->facts, NULL);
    found.score = cps_score_combine(found.name_score, found.evidence);
    offer(s, &found);
}

/* ---- entities that carry the identifier ----------------------------------------------------- */

/* All names of the entity are scored, however bad: there are few such entities. */
static void consider_identified(struct cps_search *s, const struct cps_index *x, uint32_t entity)
{
    if (!is_answer(s, x, entity)) return;
    struct cps_found best = {.entity = {x->number, entity}, .name = CPS_NONE};
    struct cps_range names = cps_index_names_of(x, entity);
    for (uint32_t i = names.from; i < names.until; i++) {
        struct cps_name listed;
        uint32_t vocab[CPS_NAME_TOKENS];
        if (!cps_index_name(x, i, &listed, vocab) || listed.kind >= CPS_NAME_KINDS) continue;
        const struct cps_side *side = &s->sides[listed.kind];
        uint32_t raw = side->name.n == 0 ? 0 : cps_name_compare(&side->name, &listed, NULL);
        uint32_t rest = side->rest.n == 0 ? 0 : cps_name_compare(&side->rest, &listed, NULL);
        if (rest > raw) raw = rest;
        struct cps_found found = found_name(x, i, raw);
        found.entity.index = entity;
        if (best.name == CPS_NONE || better_name(&found, &best)) best = found;
    }
    bool certain;
    best.evidence = cps_evidence_sum(x, entity, &s->facts, &certain);
    best.score = cps_score_combine(best.name_score, best.evidence);
    if (certain && best.score < ID_ALONE) best.score = ID_ALONE;
    offer(s, &best);
}

static void search_identifier(struct cps_search *s, const struct cps_index *x)
{
    if (s->facts.n_asked == 0) return;
    if (s->query->exhaustive) {
        for (uint32_t e = 0; e + 1 < x->n_features; e++)
            if (cps_has_asked(x, e, &s->facts)) consider_identified(s, x, e);
        return;
    }
    for (unsigned k = 0; k < s->facts.n_asked; k++) {
        struct cps_range r = cps_index_identifier(x, s->facts.asked[k].hash);
        for (uint32_t i = r.from; i < r.until; i++) {
            uint32_t entity = x->identifiers[x->identifier_order[i]].entity;
            if (cps_has_asked(x, entity, &s->facts)) consider_identified(s, x, entity);
        }
    }
}

/* ---- names ---------------------------------------------------------------------------------- */

static capias_status search_side(struct cps_search *s, const struct cps_index *x,
                                 const struct cps_side *side, struct cps_probes *probes,
                                 capias_error *err)
{
    struct cps_cost_rows costs;
    if (s->query->exhaustive) {
        CPS_TRY(cps_expand_all(x, side, s->arena, &costs, err));
        for (uint32_t i = 0; i < x->n_names; i++)
            if (x->names[i].kind == side->name.kind) 
                consider(s, x, side, &costs, i, CPS_JOINS_OF_QUERY | CPS_JOINS_OF_LISTED);
        return CAPIAS_OK;
    }
    struct cps_units units;
    struct cps_candidate *candidates;
    size_t n;
    CPS_TRY(cps_expand(x, side, probes, s->query->memo, s->arena, &units, &costs, err));
    CPS_TRY(cps_gather(x, side, s->need, &units, s->arena, &candidates, &n, err));
    for (size_t i = 0; i < n && candidates[i].bound >= s->need; i++)
        consider(s, x, side, &costs, candidates[i].name, candidates[i].joins);
    return CAPIAS_OK;
}

static capias_status search_segment(struct cps_search *s, size_t segment, capias_error *err)
{
    struct cps_index x;
    bool found;
    CPS_TRY(cps_index_open(s->reg, segment, &x, &found, err));
    if (!found) return CAPIAS_OK;
    search_identifier(s, &x);
    struct cps_probes probes = {.v = CPS_TAKE(s->arena, struct cps_probe, CPS_PROBES)};
    if (probes.v == NULL) return cps_fail_memory(err);
    for (unsigned k = 0; k < CPS_NAME_KINDS; k++)
        if (s->sides[k].name.n != 0) CPS_TRY(search_side(s, &x, &s->sides[k], &probes, err));
    return CAPIAS_OK;
}

/* ---- the query ------------------------------------------------------------------------------ */

static capias_status check_query(const struct cps_query *q, capias_error *err)
{
    if (q->name.n > QUERY_BYTES) {
        cps_fail(err, CAPIAS_E_LIMIT, "the name has %zu bytes, the limit is %d", q->name.n,
                 QUERY_BYTES);
        cps_hint(err, "search for one name at a time");
        return CAPIAS_E_LIMIT;
    }
    size_t bad = cps_utf8_check(q->name);
    if (bad != SIZE_MAX) {
        cps_fail(err, CAPIAS_E_SYNTAX, "byte %zu of the name is not UTF-8", bad);
        if (err != NULL) err->offset = bad;
        cps_hint(err, "convert it to UTF-8");
        return CAPIAS_E_SYNTAX;
    }
    if (q->limit == 0 || q->limit > LIMIT_MAX)
        return cps_fail(err, CAPIAS_E_ARG, "the limit is %u, it must be 1..%d", q->limit,
                        LIMIT_MAX);
    if (q->name.n == 0 && q->id_number.n == 0)
        return cps_fail(err, CAPIAS_E_ARG, "neither a name nor an identifier is given");
    return CAPIAS_OK;
}

/* Schemata that the query's may be compared with: itself, what it is a kind of, its own kinds. */
static capias_status choose_schemas(struct cps_search *s, bool kinds[CPS_NAME_KINDS],
                                    capias_error *err)
{
    cps_schema asked = CPS_NO_SCHEMA;
    if (s->query->schema.n != 0) {
        asked = cps_schema_find(s->query->schema);
        if (asked == CPS_NO_SCHEMA) {
            cps_fail(err, CAPIAS_E_ARG, "there is no schema '%.*s'", CPS_FMT(s->query->schema));
            cps_hint(err, "Person, Organization, Company, LegalEntity, Vessel, Airplane, ...");
            return CAPIAS_E_ARG;
        }
    }
    s->n_schemas = cps_schema_count();
    s->schemas = CPS_TAKE(s->arena, bool, s->n_schemas + 1);
    if (s->schemas == NULL) return cps_fail_memory(err);
    for (unsigned i = 0; i < s->n_schemas; i++) {
        const struct cps_schema_info *info = cps_schema_get((cps_schema)i);
        s->schemas[i] = info->matchable &&
                        (asked == CPS_NO_SCHEMA || cps_schema_is_a((cps_schema)i, asked) ||
                         cps_schema_is_a(asked, (cps_schema)i));
        if (s->schemas[i]) kinds[cps_name_kind_of_schema(cps_str(info->name))] = true;
    }
    return CAPIAS_OK;
}

static capias_status prepare(struct cps_search *s, capias_error *err)
{
    bool kinds[CPS_NAME_KINDS] = {false};
    CPS_TRY(check_query(s->query, err));
    CPS_TRY(choose_schemas(s, kinds, err));
    CPS_TRY(cps_facts_init(&s->facts, s->query, s->arena, err));
    capias_str name = s->facts.name, rest = s->facts.rest;
    for (unsigned k = 0; k < CPS_NAME_KINDS; k++) {
        if (!kinds[k] || s->facts.nameless) continue;
        CPS_TRY(cps_name_parse(name, (enum cps_name_kind)k, s->arena, &s->sides[k].name, err));
        if (rest.p != name.p)
            CPS_TRY(cps_name_parse(rest, (enum cps_name_kind)k, s->arena, &s->sides[k].rest, err));
    }
    s->top = CPS_TAKE(s->arena, struct cps_found, s->query->limit);
    if (s->top == NULL) return cps_fail_memory(err);
    s->need = least_name_score(s, s->query->floor);
    return CAPIAS_OK;
}

/* The best of them, in order: a selection sort over at most `limit`. */
static capias_status answer(struct cps_search *s, const struct cps_match **out, size_t *n,
                            capias_error *err)
{
    struct cps_match *matches = CPS_TAKE(s->arena, struct cps_match, s->n_top + 1);
    if (matches == NULL) return cps_fail_memory(err);
    for (uint32_t i = 0; i < s->n_top; i++) {
        for (uint32_t j = i + 1; j < s->n_top; j++) {
            if (!comes_first(s, &s->top[j], &s->top[i])) continue;
            struct cps_found swap = s->top[i];
            s->top[i] = s->top[j];
            s->top[j] = swap;
        }
        const struct cps_found *f = &s->top[i];
        struct cps_index x;
        bool found;
        CPS_TRY(cps_index_open(s->reg, f->entity.segment, &x, &found, err));
        matches[i] = (struct cps_match){
            .entity = f->entity,
            .name_score = f->name_score,
            .score = f->score,
            .evidence = f->evidence,
        };
        if (found && f->name < x.n_names)
            matches[i].matched_name = cps_segment_string(x.segment, x.names[f->name].text);
    }
    *out = matches;
    *n = s->n_top;
    return CAPIAS_OK;
}

capias_status cps_screen_search(const capias_register *reg, const struct cps_query *query,
                                struct cps_arena *arena, const struct cps_match **out, size_t *n,
                                capias_error *err)
{
    struct cps_search s = {.reg = reg, .query = query, .arena = arena};
    cps_memo_trim(query->memo);
    CPS_TRY(prepare(&s, err));
    for (size_t i = 0; i < cps_register_segments(reg); i++) CPS_TRY(search_segment(&s, i, err));
    return answer(&s, out, n, err);
}
