/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/evidence.h: what is known of the person asked about, against what is listed; private to
 * this room. */
#ifndef CPS_SCREEN_EVIDENCE_H
#define CPS_SCREEN_EVIDENCE_H

#include "screen/index.h"

/* Identifiers shorter than this are too common to say anything, and are not indexed. */
#define CPS_IDENTIFIER_MIN 4

/* A number asked for: given as one, or met where the name was to stand. */
struct cps_asked {
    capias_str number;           /* normalised                                                    */
    uint64_t hash;
    int32_t worth;               /* of the same number in a list, 1/64 nat                        */
    uint8_t kind;                /* enum cps_identifier_kind                                      */
    bool given;                  /* as a number, or labelled as one                               */
    bool labelled;               /* `kind` is what the one who asks says it is                    */
    bool whole;                  /* nothing else was given                                        */
    bool letters;                /* without a digit: a call sign, a BIC, a tail number            */
};
#define CPS_ASKED (2 * CPS_NUMBERS_FOUND + 1)

/* A query's fields, cleaned once. */
struct cps_facts {
    struct cps_span born;        /* {0, 0}: not known                                             */
    cps_state country;
    uint8_t gender;              /* enum cps_gender_code                                          */
    struct cps_asked asked[CPS_ASKED];
    unsigned n_asked;
    capias_str name;             /* the query's, numbers that are certainly none of it blanked out */
    capias_str rest;             /* the same without any of the numbers                           */
    bool nameless;               /* nothing of the name is left                                   */
    int32_t most;                /* the evidence can never add more, without the identifier       */
};
/* E_NOMEM. */
capias_status cps_facts_init(struct cps_facts *f, const struct cps_query *q,
                             struct cps_arena *arena, capias_error *err);
/* Fills in the numbers and the name (asked.c). */
capias_status cps_facts_numbers(struct cps_facts *f, const struct cps_query *q,
                                struct cps_arena *arena, capias_error *err);

enum cps_field { CPS_FIELD_BIRTH, CPS_FIELD_COUNTRY, CPS_FIELD_GENDER, CPS_FIELD_ID, CPS_FIELDS };

/* How one field compares. `kind` is CPS_EV_N when it says nothing. */
struct cps_finding {
    enum cps_evidence kind;
    int32_t weight;              /* 1/64 nat                                                      */
    struct cps_span born;        /* the listed date that was compared                             */
    uint32_t asked, listed;      /* the number, of the facts and of the index                     */
};
/* CPS_EV_N, and the listed date, for one pair of spans. */
enum cps_evidence cps_births_compare(struct cps_span asked, struct cps_span listed);
void cps_evidence_find(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                       struct cps_finding out[CPS_FIELDS]);
/* Sum of the weights, in 1/64 nat. `certain`, which may be NULL: an identifier with check digits, or
 * as good as that, is the same. */
int32_t cps_evidence_sum(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                         bool *certain);
/* Does the entity carry a number that was asked for? */
bool cps_has_asked(const struct cps_index *x, uint32_t entity, const struct cps_facts *f);

#endif
