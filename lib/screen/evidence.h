/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/evidence.h: what is known of the person asked about, against what is listed; private to
 * this room. */
#ifndef CPS_SCREEN_EVIDENCE_H
#define CPS_SCREEN_EVIDENCE_H

#include "screen/index.h"

/* Identifiers shorter than this are too common to say anything, and are not indexed. */
#define CPS_IDENTIFIER_MIN 5

/* A query's fields, cleaned once. */
struct cps_facts {
    struct cps_span born;        /* {0, 0}: not known                                             */
    cps_state country;
    uint8_t gender;              /* enum cps_gender_code                                          */
    uint64_t identifier;         /* hash of the normalised text                                   */
    uint8_t identifier_kind;
    bool has_identifier;
    int32_t most;                /* the evidence can never add more, without the identifier       */
};
void cps_facts_init(struct cps_facts *f, const struct cps_query *q, struct cps_arena *arena);

enum cps_field { CPS_FIELD_BIRTH, CPS_FIELD_COUNTRY, CPS_FIELD_GENDER, CPS_FIELD_ID, CPS_FIELDS };

/* How one field compares. `kind` is CPS_EV_N when it says nothing. */
struct cps_finding {
    enum cps_evidence kind;
    struct cps_span born;        /* the listed date that was compared                             */
};
/* CPS_EV_N, and the listed date, for one pair of spans. */
enum cps_evidence cps_births_compare(struct cps_span asked, struct cps_span listed);
void cps_evidence_find(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                       struct cps_finding out[CPS_FIELDS]);
/* Sum of the weights, in 1/64 nat. */
int32_t cps_evidence_sum(const struct cps_index *x, uint32_t entity, const struct cps_facts *f);

#endif
