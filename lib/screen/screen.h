/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/screen.h: a query in; entities out, with reasons. It knows nothing of HTTP or terminals.
 */
#ifndef CPS_SCREEN_SCREEN_H
#define CPS_SCREEN_SCREEN_H

#include "names/names.h"
#include "register/register.h"

/* Adds the index (vocabulary, keys, postings, names, features) to a segment being compiled. */
capias_status cps_screen_make(struct cps_compiled *c, void *ctx, capias_error *err);
/* Checks of the index sections for `verify`. */
const struct cps_section_check *cps_screen_checks(size_t *n);

struct cps_query {
    capias_str name;             /* numbers in it count as identifiers too: "ARTAVIL IMO 9187629"    */
    capias_str schema;           /* empty: any party                                                 */
    struct cps_span born;        /* {0,0}: not known                                                 */
    capias_str country, gender, id_number;
    uint32_t limit;              /* at most 1000                                                     */
    uint32_t floor;              /* hits below this score (0..10000) are left out                    */
    bool exhaustive;             /* score every entity: the same answer, by definition               */
    struct cps_memo *memo;       /* NULL, or what queries of one thread to one register share          */
};
/* Words that came before are not looked up again. For many queries to one register, in one thread at a
 * time; answers are the same with and without. Some 16 MiB. */
struct cps_memo;
capias_status cps_memo_new(struct cps_memo **out, capias_error *err);
void cps_memo_free(struct cps_memo *m); /* NULL is fine */

struct cps_match {
    struct cps_entity_ref entity;
    uint32_t name_score, score;  /* 0..10000                                                         */
    capias_str matched_name;     /* as listed                                                        */
    int32_t evidence;            /* 1/64 nat                                                         */
};
/* Best first, ties by entity id. `out` lives in `arena`. E_SYNTAX on bad UTF-8, E_LIMIT over 2048 bytes. */
capias_status cps_screen_search(const capias_register *reg, const struct cps_query *query,
                                struct cps_arena *arena, const struct cps_match **out, size_t *n,
                                capias_error *err);

/* The features of one match, in words. */
capias_status cps_screen_explain(const capias_register *reg, const struct cps_query *query,
                                 const struct cps_match *match, struct cps_arena *arena,
                                 const capias_feature **out, size_t *n, capias_error *err);

/* Names of the index, for a reader that wants a dictionary of them: each once per entity. */
typedef capias_status cps_screen_name_fn(void *ctx, struct cps_entity_ref entity, capias_str name,
                                         bool weak, capias_error *err);
capias_status cps_screen_names(const capias_register *reg, cps_screen_name_fn *fn, void *ctx,
                               capias_error *err);

/* How many names the index of a register holds (for `info`). */
uint64_t cps_screen_name_count(const capias_register *reg);

/* ---- a file of customers ---------------------------------------------------------------------
 * A table whose header says what each column is, cut into queries in the words they were written in;
 * what the words mean (dates, states) is asked later, row by row, so that one bad cell costs no row. */

enum cps_customer_field {
    CPS_CUSTOMER_ID,
    CPS_CUSTOMER_NAME,
    CPS_CUSTOMER_FIRST,
    CPS_CUSTOMER_MIDDLE,
    CPS_CUSTOMER_LAST,
    CPS_CUSTOMER_SCHEMA,
    CPS_CUSTOMER_BIRTH,
    CPS_CUSTOMER_COUNTRY,
    CPS_CUSTOMER_GENDER,
    CPS_CUSTOMER_NUMBER,
    CPS_CUSTOMER_FIELDS
};

struct cps_customer {
    capias_str id;              /* without such a column, or where it is empty: the row's number   */
    capias_str name;            /* the parts joined by blanks where the file has parts             */
    capias_str fields[CPS_CUSTOMER_FIELDS]; /* trimmed; empty: not given                           */
    const capias_str *others;   /* cells of the columns that are not ours, as they stand           */
    uint32_t line;
    bool uneven;                /* more or fewer cells than the header has                         */
};

struct cps_customers;
/* The separator (comma, semicolon, tab, bar) is the one at which the header names a column with a
 * name. The input stays the caller's. E_SYNTAX: no such column. */
capias_status cps_customers_open(struct cps_input *in, struct cps_customers **out,
                                 capias_error *err);
/* The next row, its strings in `arena`; *more false at the end. E_SYNTAX and E_LIMIT are about one
 * row: the next call goes on behind it. Any other status ends the reading. */
capias_status cps_customers_next(struct cps_customers *c, struct cps_arena *arena,
                                 struct cps_customer *out, bool *more, capias_error *err);
/* Headers of the columns that are not ours. */
const capias_str *cps_customers_others(const struct cps_customers *c, size_t *n);
void cps_customers_close(struct cps_customers *c); /* NULL is fine */

#endif
