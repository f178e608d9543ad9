/* SPDX-License-Identifier: Apache-2.0
 *
 * law/law.h: who is bound to do what to whom, where, on which day, on what ground. It does not know
 * how the person was found, and holds no law itself: the law is tables in the register.
 */
#ifndef CPS_LAW_LAW_H
#define CPS_LAW_LAW_H

#include "register/register.h"

/* Checks that need more than one table (a visit's state_was_party against the memberships): run when
 * a segment with law tables is compiled, and which programmes of its listings the tables know, told as
 * warnings; adds no section. */
capias_status cps_law_make(struct cps_compiled *c, void *ctx, capias_error *err);

struct cps_law_question {
    capias_str person;        /* id */
    cps_state state;          /* 0 in cps_law_map */
    struct cps_span on;       /* valid time: a day or a span of days */
    cps_day known;            /* knowledge time */
    bool overflight;          /* the person is in the airspace of the state, not on its ground */
};

/* Every duty, the decisions and the comparable visits. All in `arena`.
 *
 * A duty is an (instrument, measure) pair that speaks to the state: what binds comes first.
 *   bound   1: the state is under the obligation, whether it has been asked (binding) or not yet
 *           (binding_on_request); 0: the tables show positively that it is not (urged, permitted,
 *           barred, none_found); -1: contested, or the tables leave it open (unknown).
 *   grounds the law, why this state is its addressee, the instrument as it stood that day, and
 *           national law.
 * An answer that depends on where in a span or within a partial date the day falls has force
 * `unknown`, bound -1, and says so under `contested`. An instrument that was under seal at `known`
 * does not appear. E_NOT_FOUND: no such person; E_DATA: the register holds no law; E_ARG: an empty
 * span, or no state. */
capias_status cps_law_visit(const capias_register *reg, const struct cps_law_question *q,
                            struct cps_arena *arena, capias_visit_answer *out, capias_error *err);
/* Every state of the table of states. */
capias_status cps_law_map(const capias_register *reg, const struct cps_law_question *q,
                          struct cps_arena *arena, capias_map *out, capias_error *err);

/* What q->state depends on; q->person is not read. */
capias_status cps_law_ties(const capias_register *reg, const struct cps_law_question *q, const cps_state *poles,
                           size_t n_poles, struct cps_arena *arena, capias_ties *out, capias_error *err);

/* Duties about property under the law of q->state: those of persons, with what goes with them, and the state's own. */
capias_status cps_law_act(const capias_register *reg, const struct cps_law_question *q, struct cps_arena *arena,
                          capias_act_place *out, capias_error *err);

/* The outlook against the recorded visits, each told from the others. */
capias_status cps_law_backtest(const capias_register *reg, capias_left_out what, struct cps_arena *arena,
                               capias_backtest *out, capias_error *err);

/* The periods within which each duty stayed the same: the answers of cps_law_visit for every day of q->on,
 * put together. q->state 0: every state of the map, without requests, grounds, disputes and sources.
 * Errors as cps_law_visit. */
capias_status cps_law_calendar(const capias_register *reg, const struct cps_law_question *q,
                               struct cps_arena *arena, capias_calendar *out, capias_error *err);
/* The day of the person's first warrant, listing or notice, as far as it was known; `known` when there is
 * none. */
capias_status cps_law_first_day(const capias_register *reg, capias_str person, cps_day known,
                                struct cps_arena *arena, cps_day *out, capias_error *err);

/* What the tables hold about a person: warrants with their events, challenges and requests, then
 * notices, listings, offices, visits, decisions, exemptions. `person` is an id of the table of persons;
 * of anybody else, or without tables, there is nothing. All in `arena`. */
capias_status cps_law_dossier(const capias_register *reg, capias_str person,
                              struct cps_arena *arena, const capias_fact **out, size_t *n,
                              capias_error *err);

/* Whom to notify where these duties fall on the state: the rows of contacts for the regime and act of
 * every duty that binds or may (so not where it is urged, permitted, barred or not found), each body
 * once; then the authority that the state's own law names for arrests. All in `arena`. */
capias_status cps_law_contacts(const capias_register *reg, const capias_visit_answer *visit,
                               struct cps_arena *arena, const capias_contact **out, size_t *n,
                               capias_error *err);

/* Does the duty fall on the state, or may it: is its force binding, binding_on_request, contested or
 * unknown? */
bool cps_law_may_bind(const capias_duty *d);

#endif
