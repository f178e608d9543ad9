/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/expand.c: from the tokens of a query to the vocabulary entries they are related to.
 *
 * In    one side of a query.   Out   per token, entries with their gain; costs by entry.
 *
 *   token ──keys──▶ forms (each once) ──entries of the side's kind──▶ cost in reach? ──▶ related
 *
 * Invariant  what is related here is what cps_token_related says of the two tokens: the keys are
 *            the same function, and the cost is asked of the same one. The exhaustive mode asks it of
 *            every entry, without the keys of the index.
 */
#include "screen/query.h"

const uint16_t *cps_cost_row(const struct cps_cost_rows *c, uint32_t vocab)
{
    if (c->slots == NULL)
        return vocab < c->n_rows ? c->rows + (size_t)vocab * c->n_tokens : NULL;
    for (uint32_t i = vocab * 2654435761u;; i++) {
        uint32_t row = c->slots[i & c->mask];
        if (row == 0) return NULL;
        if (c->entries[row - 1] == vocab) return c->rows + (size_t)(row - 1) * c->n_tokens;
    }
}

/* The row of an entry, made when it is not there. There is room for every entry that comes. */
static uint16_t *make_row(struct cps_cost_rows *c, uint32_t vocab)
{
    uint32_t i = vocab * 2654435761u;
    for (; c->slots[i & c->mask] != 0; i++) {
        uint32_t row = c->slots[i & c->mask] - 1;
        if (c->entries[row] == vocab) return c->rows + (size_t)row * c->n_tokens;
    }
    uint32_t row = c->n_rows++;
    c->slots[i & c->mask] = row + 1;
    c->entries[row] = vocab;
    uint16_t *costs = c->rows + (size_t)row * c->n_tokens;
    for (uint32_t t = 0; t < c->n_tokens; t++) costs[t] = CPS_UNRELATED;
    return costs;
}

/* ---- entries -------------------------------------------------------------------------------- */

/* What agreement can add at most. Of a join the score takes up all that both sides are worth. */
static int32_t gain_of(const struct cps_name_token *part, const struct cps_name_token *listed,
                       uint16_t cost, bool join)
{
    if (join) return (part->information + listed->information + 1) / 2;
    return cps_token_gain(part, listed, cost);
}

/* Entries of the kind that are related to one part of the query. */
static capias_status relate(const struct cps_index *x, uint8_t kind,
                            const struct cps_name_token *part, bool join,
                            const struct cps_probe *probe, struct cps_arena *arena,
                            struct cps_word *word, capias_error *err)
{
    struct cps_related *all = CPS_TAKE(arena, struct cps_related, probe->entries + 1);
    if (all == NULL) return cps_fail_memory(err);
    *word = (struct cps_word){.v = all, .joins = probe->joins, .n_joins = probe->n_joins};
    for (uint32_t i = 0; i < probe->n_forms; i++) {
        struct cps_range r = cps_index_vocab_of(x, probe->forms[i]);
        for (uint32_t v = r.from; v < r.until; v++) {
            struct cps_name_token listed;
            if (x->vocab[v].kind != kind || !cps_index_token(x, v, &listed)) continue;
            uint16_t cost = cps_token_cost(part, &listed);
            if (cost == CPS_UNRELATED) continue;
            struct cps_range names = cps_index_postings_of(x, v);
            struct cps_related related = {v, gain_of(part, &listed, cost, join), cost,
                                          (uint16_t)cps_token_core(&listed)};
            all[word->n++] = related;
            word->postings += names.until - names.from;
            if (related.gain > word->best) word->best = related.gain;
            if (related.core > word->core) word->core = related.core;
        }
    }
    return CAPIAS_OK;
}

/* What one part of the query leads to, from the memo if it came before. Joins seldom come twice: they are
 * not kept. */
static capias_status word_of(const struct cps_index *x, uint8_t kind,
                             const struct cps_name_token *part, bool join,
                             struct cps_probes *probes, struct cps_memo *memo,
                             struct cps_arena *arena, struct cps_word *out, capias_error *err)
{
    const struct cps_word_key key = {.text = part->text,
                                     .segment = x->number,
                                     .symbol = part->symbol,
                                     .classes = (uint16_t)part->classes,
                                     .information = (uint16_t)part->information,
                                     .kind = kind,
                                     .script = part->script,
                                     .join = join};
    const struct cps_probe *probe;
    if (memo != NULL && cps_memo_find(memo, &key, out)) return CAPIAS_OK;
    CPS_TRY(cps_probe(x, part, join, probes, arena, &probe, err));
    CPS_TRY(relate(x, kind, part, join, probe, arena, out, err));
    return memo != NULL ? cps_memo_keep(memo, &key, out, err) : CAPIAS_OK;
}

static struct cps_unit unit_of(const struct cps_word *w, uint32_t tokens)
{
    return (struct cps_unit){.v = w->v, .n = w->n, .best = w->best, .core = w->core,
                             .postings = w->postings, .tokens = tokens};
}

/* What a join found by the probe says of one side; false when it is of another kind or damaged. */
static bool read_join(const struct cps_index *x, const struct cps_side *side,
                      struct cps_join_hit hit, unsigned number, struct cps_joined *out)
{
    uint32_t first = CPS_JOIN_FIRST(hit.item), n = CPS_JOIN_TOKENS(hit.item), name = hit.name;
    if (x->names[name].kind != side->name.kind) return false;
    if (n > cps_index_tokens_of(x, name).until - first) return false;
    *out = (struct cps_joined){.name = name, .token = (uint8_t)number, .acronym = n == 0};
    uint32_t information = side->name.tokens[number].information;
    for (uint32_t i = first; i < first + n; i++) {
        struct cps_name_token listed;
        if (!cps_index_token(x, x->tokens[i], &listed)) return false;
        information += listed.information;
        out->core += cps_token_core(&listed);
    }
    out->gain = (int32_t)((information + 1) / 2);
    return true;
}

static capias_status expand_tokens(const struct cps_index *x, const struct cps_side *side,
                                   struct cps_probes *probes, struct cps_memo *memo,
                                   struct cps_arena *arena, struct cps_units *units,
                                   capias_error *err)
{
    struct cps_word words[CPS_NAME_TOKENS];
    uint32_t n_joined = 0;
    for (unsigned i = 0; i < side->name.n; i++) {
        CPS_TRY(word_of(x, side->name.kind, &side->name.tokens[i], false, probes, memo, arena,
                        &words[i], err));
        units->v[i] = unit_of(&words[i], 1u << i);
        n_joined += words[i].n_joins;
    }
    units->n = side->name.n;
    units->joined = CPS_TAKE(arena, struct cps_joined, (size_t)n_joined + 1);
    if (units->joined == NULL) return cps_fail_memory(err);
    for (unsigned i = 0; i < side->name.n; i++)
        for (uint32_t j = 0; j < words[i].n_joins; j++)
            if (read_join(x, side, words[i].joins[j], i, &units->joined[units->n_joined]))
                units->n_joined++;
    return CAPIAS_OK;
}

static capias_status expand_joins(const struct cps_index *x, const struct cps_side *side,
                                  struct cps_probes *probes, struct cps_arena *arena,
                                  struct cps_units *units, capias_error *err)
{
    struct cps_name_join joins[CPS_NAME_JOINS];
    unsigned n = cps_name_joins(&side->name, joins);
    for (unsigned i = 0; i < n; i++) {
        struct cps_name_token token = cps_join_token(&side->name, &joins[i]);
        struct cps_word word;
        CPS_TRY(word_of(x, side->name.kind, &token, true, probes, NULL, arena, &word, err));
        if (word.n == 0) continue;
        struct cps_unit *unit = &units->v[units->n++];
        *unit = unit_of(&word, ((1u << joins[i].n) - 1) << joins[i].first);
        unit->certain = joins[i].acronym != 0;
    }
    return CAPIAS_OK;
}

static capias_status collect_costs(const struct cps_units *units, uint32_t n_tokens,
                                   struct cps_arena *arena, struct cps_cost_rows *costs,
                                   capias_error *err)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < n_tokens; i++) total += units->v[i].n;
    uint32_t size = cps_power_of_two(2 * (uint64_t)total);
    *costs = (struct cps_cost_rows){.mask = size - 1, .n_tokens = n_tokens};
    costs->slots = CPS_TAKE(arena, uint32_t, size);
    costs->entries = CPS_TAKE(arena, uint32_t, (size_t)total + 1);
    costs->rows = CPS_TAKE(arena, uint16_t, ((size_t)total + 1) * n_tokens);
    if (costs->slots == NULL || costs->entries == NULL || costs->rows == NULL)
        return cps_fail_memory(err);
    for (uint32_t i = 0; i < n_tokens; i++)
        for (uint32_t j = 0; j < units->v[i].n; j++)
            make_row(costs, units->v[i].v[j].vocab)[i] = units->v[i].v[j].cost;
    return CAPIAS_OK;
}

capias_status cps_expand(const struct cps_index *x, const struct cps_side *side,
                         struct cps_probes *probes, struct cps_memo *memo, struct cps_arena *arena,
                         struct cps_units *units, struct cps_cost_rows *costs, capias_error *err)
{
    units->n = units->n_joined = 0;
    CPS_TRY(expand_tokens(x, side, probes, memo, arena, units, err));
    CPS_TRY(collect_costs(units, side->name.n, arena, costs, err));
    return expand_joins(x, side, probes, arena, units, err);
}

capias_status cps_expand_all(const struct cps_index *x, const struct cps_side *side,
                             struct cps_arena *arena, struct cps_cost_rows *costs,
                             capias_error *err)
{
    uint32_t n_tokens = side->name.n;
    *costs = (struct cps_cost_rows){.n_rows = x->n_vocab - 1, .n_tokens = n_tokens};
    costs->rows = CPS_TAKE(arena, uint16_t, (size_t)x->n_vocab * n_tokens);
    if (costs->rows == NULL) return cps_fail_memory(err);
    for (uint32_t v = 0; v < costs->n_rows; v++) {
        struct cps_name_token listed;
        bool mine = x->vocab[v].kind == side->name.kind && cps_index_token(x, v, &listed);
        uint16_t *row = costs->rows + (size_t)v * n_tokens;
        for (uint32_t i = 0; i < n_tokens; i++)
            row[i] = mine ? cps_token_related(&side->name.tokens[i], &listed) : CPS_UNRELATED;
    }
    return CAPIAS_OK;
}
