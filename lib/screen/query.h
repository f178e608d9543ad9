/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/query.h: a query being answered; private to this room.
 *
 *   query ─parse─▶ sides (one per kind of name) ─expand─▶ costs per vocabulary entry   expand.c
 *                                                 └─gather─▶ candidates, by bound      candidates.c
 *                                                              └─score─▶ found, top     search.c
 */
#ifndef CPS_SCREEN_QUERY_H
#define CPS_SCREEN_QUERY_H

#include "screen/evidence.h"

#define CPS_NAME_KINDS 3

/* The query as one kind of name: a listed name's own kind decides how both are parsed. */
struct cps_side {
    struct cps_name name;        /* n 0: this kind is not asked for, or nothing can be compared   */
    struct cps_name rest;        /* without its numbers (evidence.h); n 0: as `name`               */
};

/* An entry of the vocabulary that is related to a part of the query. */
struct cps_related {
    uint32_t vocab;
    int32_t gain;                /* 1/64 nat                                                      */
    uint16_t cost;               /* 1/12 nat                                                      */
    uint16_t core;               /* information of the entry if it is a core word, 1/64 nat       */
};
/* A row of the joins section, and the name it is of. */
struct cps_join_hit {
    uint32_t item, name;
};
/* A unit of a query is a token of it, or a join of neighbours of it (names.h). */
#define CPS_UNITS (CPS_NAME_TOKENS + CPS_NAME_JOINS)
/* What a token, or a join of tokens, leads to in one index. A function of both: see cps_word_key. */
struct cps_word {
    const struct cps_related *v;
    const struct cps_join_hit *joins; /* joins of listed names; none for a join                   */
    uint32_t n, n_joins;
    int32_t best;                /* largest gain                                                  */
    uint32_t core;               /* largest core information                                      */
    uint64_t postings;           /* of all of them                                                */
};
struct cps_unit {
    const struct cps_related *v;
    uint32_t n;
    int32_t best;                /* as in the word                                                */
    uint32_t core;
    uint64_t postings;
    uint32_t tokens;             /* bits of the query tokens it stands for                        */
    bool certain;                /* an acronym: its names are scored without asking for a bound   */
};
/* A join of a listed name that shares a key with a token of the query. */
struct cps_joined {
    uint32_t name;
    int32_t gain;                /* at most, 1/64 nat                                             */
    uint32_t core;               /* of the words it takes, at most                                */
    uint8_t token;               /* of the query                                                  */
    bool acronym;
};
struct cps_units {
    struct cps_unit v[CPS_UNITS];
    unsigned n;
    struct cps_joined *joined;
    uint32_t n_joined;
};

/* Costs of each query token against each related vocabulary entry: sparse (a hash table) after
 * expansion, dense (a row for every entry) in the exhaustive mode. */
struct cps_cost_rows {
    uint32_t *slots;             /* row + 1; NULL: dense                                          */
    uint32_t *entries;           /* vocabulary entry of each row                                  */
    uint16_t *rows;              /* n_tokens to a row                                             */
    uint32_t mask, n_rows, n_tokens;
};
/* The row of a vocabulary entry, or NULL when no query token is related to it. */
const uint16_t *cps_cost_row(const struct cps_cost_rows *c, uint32_t vocab);

/* The best name of an entity so far. */
struct cps_found {
    struct cps_entity_ref entity;
    uint32_t name;               /* of the segment's index; CPS_NONE: the identifier alone        */
    uint32_t raw;                /* score of the name, before the cap on weak aliases             */
    uint32_t name_score, score;  /* 0..10000                                                      */
    int32_t evidence;
    bool weak;
};

struct cps_search {
    const capias_register *reg;
    const struct cps_query *query;
    struct cps_arena *arena;
    struct cps_side sides[CPS_NAME_KINDS];
    struct cps_facts facts;
    bool *schemas;               /* by schema: may it be an answer                                */
    unsigned n_schemas;
    struct cps_found *top;       /* the best so far, in no order                                  */
    uint32_t n_top, worst;       /* worst: index in top, once it is full                          */
    uint32_t need;               /* a name that scores less cannot change the answer              */
};

/* What is filed under the keys of one part of the query: forms, and joins of listed names. A
 * function of text, script, symbol and of being a number, as the keys are. */
struct cps_probe {
    capias_str text;
    uint32_t symbol;
    uint8_t script;
    bool number, join;
    uint32_t *forms;
    struct cps_join_hit *joins;
    uint32_t n_forms, n_joins;
    uint32_t entries;            /* vocabulary entries of all the forms                           */
};
#define CPS_PROBES (CPS_NAME_KINDS * CPS_UNITS) /* every part of every side                       */
struct cps_probes {
    struct cps_probe *v;         /* room for CPS_PROBES                                           */
    unsigned n;
};
capias_status cps_probe(const struct cps_index *x, const struct cps_name_token *token, bool join,
                        struct cps_probes *probes, struct cps_arena *arena,
                        const struct cps_probe **out, capias_error *err);

/* ---- memo.c: words that came before ----------------------------------------------------------- */

/* All that the related entries of a word and their gains depend on. */
struct cps_word_key {
    capias_str text;
    uint32_t segment, symbol;
    uint16_t classes, information;
    uint8_t kind, script, join;
};
/* What is found lives until the memo is trimmed or freed. */
bool cps_memo_find(const struct cps_memo *m, const struct cps_word_key *key, struct cps_word *out);
/* Keeps a copy, and points the word to it. E_NOMEM. */
capias_status cps_memo_keep(struct cps_memo *m, const struct cps_word_key *key, struct cps_word *word,
                            capias_error *err);
/* Between two queries: empty it when it is full. NULL is fine. */
void cps_memo_trim(struct cps_memo *m);

uint32_t cps_power_of_two(uint64_t at_least); /* at least 8                                       */

/* Indexed: what is related to the tokens and joins of one side. `memo` may be NULL. */
capias_status cps_expand(const struct cps_index *x, const struct cps_side *side,
                         struct cps_probes *probes, struct cps_memo *memo, struct cps_arena *arena,
                         struct cps_units *units, struct cps_cost_rows *costs, capias_error *err);
/* Exhaustive: the costs of every entry of the side's kind. */
capias_status cps_expand_all(const struct cps_index *x, const struct cps_side *side,
                             struct cps_arena *arena, struct cps_cost_rows *costs,
                             capias_error *err);

struct cps_candidate {
    uint32_t name;
    uint16_t bound;              /* the name cannot score more than this                          */
    uint16_t joins;              /* CPS_JOINS_OF_...: the sides whose joins may be related        */
};
/* Names that may score `need` or more, best bound first. */
capias_status cps_gather(const struct cps_index *x, const struct cps_side *side, uint32_t need,
                         const struct cps_units *units, struct cps_arena *arena,
                         struct cps_candidate **out, size_t *n, capias_error *err);

#endif
