/* SPDX-License-Identifier: Apache-2.0
 *
 * api/api.h: what the files of this room share: the answer that owns memory, and the resolving of
 * persons and states from what a user typed. */
#ifndef CPS_API_API_H
#define CPS_API_API_H

#include "law/law.h"
#include "names/names.h"
#include "reader/reader.h"
#include "register/register.h"
#include "screen/screen.h"
#include "sources/sources.h"

#define CAPIAS_NOTES_MAX (CAPIAS_LEGS_MAX + 1)
struct capias_answer {
    struct cps_arena home;  /* holds this struct                   */
    struct cps_arena arena; /* holds what is answered; reset often */
    capias_str notes[CAPIAS_NOTES_MAX];
    size_t n_notes;
};

/* The id of the person meant by `typed` (an id, or a name in any spelling). Listings that links.csv
 * joins to one person count as that person. A name that is written otherwise than it was typed is a note
 * of the answer. E_NOT_FOUND when nobody fits, or several do. */
capias_status cps_resolve_person(const capias_register *reg, capias_str typed,
                                 capias_answer *answer, capias_str *id, capias_error *err);
/* The same for any entity; the id of a listing stays what it is. */
capias_status cps_resolve_entity(const capias_register *reg, capias_str typed,
                                 capias_answer *answer, capias_str *id, capias_error *err);
/* The state meant: a code, or a name in any language or spelling. `answer` NULL: no note is wanted. */
capias_status cps_resolve_state(const capias_register *reg, capias_str typed, capias_answer *answer,
                                struct cps_arena *arena, cps_state *out, capias_error *err);

/* The persons to whom links.csv joins this listing or person; `certain` only. */
capias_str cps_person_of(const capias_register *reg, capias_str entity);

/* The day asked about, the day of knowledge and overflight, as typed. E_ARG. */
capias_status cps_ask_days(const capias_visit_options *opt, struct cps_law_question *q,
                           capias_error *err);
/* A note of the answer, each once. `text` without bytes: memory was out when it was made. */
capias_status cps_answer_note(capias_answer *answer, capias_str text, capias_error *err);

/* ---- the steps of a search, for whoever asks many times (screen.c) --------------------------------- */

/* Each sets its part of `q` from what was typed; empty is fine. E_ARG says what is wrong with it, and
 * that part is then unset, so that a caller may go on without it. Strings live in `arena` or are those
 * given. */
capias_status cps_ask_limits(const capias_search_options *opt, struct cps_query *q,
                             capias_error *err);
capias_status cps_ask_birth(capias_str typed, struct cps_query *q, capias_error *err);
capias_status cps_ask_schema(capias_str typed, struct cps_query *q, capias_error *err);
capias_status cps_ask_country(const capias_register *reg, capias_str typed,
                              struct cps_arena *arena, struct cps_query *q, capias_error *err);
capias_status cps_ask_gender(capias_str typed, struct cps_query *q, capias_error *err);
/* E_ARG when neither the name nor the number could find anybody. */
capias_status cps_ask_name(capias_str typed, capias_str number, struct cps_arena *arena,
                           struct cps_query *q, capias_error *err);
/* Matches as hits, with properties and reasons. */
capias_status cps_fill_hits(const capias_register *reg, const struct cps_query *q,
                            const struct cps_match *matches, size_t n, double threshold,
                            struct cps_arena *arena, capias_hits *out, capias_error *err);

/* ---- pieces of JSON that several answers hold -------------------------------------------------------- */

/* Hands the buffer's text over to the answer. */
capias_status cps_json_finish(struct cps_buf *b, capias_answer *answer, capias_str *out,
                              capias_error *err);
void cps_json_optional(struct cps_json *j, const char *key, capias_str s); /* null where empty */
void cps_json_duty(struct cps_json *j, const capias_duty *d);
void cps_json_contact(struct cps_json *j, const capias_contact *c);
void cps_json_hit(struct cps_json *j, const capias_hit *hit);
/* What every answer names: the register it came from and the model it was scored with. */
void cps_json_origin(struct cps_json *j, const capias_register *reg);

/* Statements that come by property, then value, as properties with their values, each once; and the
 * datasets they are of, in the order of their first statements. */
capias_status cps_group_statements(const capias_statement *s, size_t n, struct cps_arena *arena,
                                   const capias_property **out, size_t *n_out,
                                   capias_strs *out_datasets, capias_error *err);

#endif
