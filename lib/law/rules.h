/* SPDX-License-Identifier: Apache-2.0
 *
 * law/rules.h: the steps from a question to duties. Private to the room.
 *
 *   person ──▶ instruments ──▶ pairs (instrument, measure) ──▶ per state ──▶ duties
 *              warrants        bases, programmes: which        addressees: is it meant?
 *              listings        regimes speak to which          memberships, declarations
 *              notices         instruments                     requests: was it asked?
 *                                                              forces: what follows
 *
 * What is law is in the tables; here is only how rows are combined.
 */
#ifndef CPS_LAW_RULES_H
#define CPS_LAW_RULES_H

#include "law/tables.h"

/* The treaty that visits.state_was_party and the comparison of visits are about. */
#define LAW_ROME CPS_STR("icc-rome-statute")

enum law_kind { LAW_WARRANT, LAW_LISTING, LAW_NOTICE };
struct law_instrument {
    enum law_kind kind;
    uint32_t row; /* in warrants, links or notices; CPS_NONE: a listing of the register itself */
    capias_str id;
    enum law_tri live;  /* in force on the day, as far as was known */
    bool probable;      /* a listing that is only probably this person's: it never binds */
    capias_str where;   /* of a listing that the register holds: file and line */
    uint32_t situation; /* row, or CPS_NONE */
    capias_str story;   /* the instrument as it stood that day, in words */
    struct cps_span listed, delisted; /* as the register's own listing says; empty: it does not */
};

struct law_pair {
    uint32_t instrument;      /* index */
    uint32_t measure;         /* row */
    const struct law_measure_mark *m;
    enum law_tri live;        /* instrument and measure both */
    bool own; /* the regime under which the instrument was issued */
};

/* A request about the person that was known on the day of knowledge, as every state is asked about it. */
struct law_request {
    uint32_t row, group;     /* group: row of request_groups, or CPS_NONE */
    cps_state to;            /* 0: to the group */
    struct cps_span date;
    enum law_tri begun;      /* had it come on the days asked about? */
    bool sent;               /* else the registrar is told to ask when the occasion arises */
    capias_str warrant, article, regime; /* warrant empty: all; regime: whose parties the group is, or empty */
    capias_str words;        /* to a group: the same for every state; made when first needed */
};

struct law_case {
    const capias_register *reg; /* NULL: only the tables are asked */
    struct law l;
    const struct cps_law_question *q;
    capias_str id; /* of the person or other entity */
    capias_str name;
    uint32_t person; /* row, or CPS_NONE: an entity that is only listed */
    const cps_state *nationalities; /* of such an entity, as its lists give them */
    size_t n_nationalities;
    struct law_instrument *instruments;
    struct law_pair *pairs;
    size_t n_instruments, cap_instruments, n_pairs, cap_pairs;
    struct law_request *requests;
    size_t n_requests;
    bool brief; /* the map: no notes, no sources */
    bool bare;  /* a calendar of all states: no words at all, only what and with what force */
};

/* What a step found, and why: the grounds and the rows it rests on. */
struct law_why {
    struct law_list grounds, sources, contested, exemptions, requests;
    bool brief;
};
void law_cite(const struct law *l, struct law_why *why, enum law_table t, uint32_t row);

/* ---- status.c: who belongs where, when ----------------------------------------------------- */

struct law_membership {
    enum law_tri in;
    uint32_t row; /* CPS_NONE: no row */
    bool left;    /* it ended or will end, as far as was known */
    struct cps_span end;
};
struct law_membership law_party(const struct law *l, capias_str regime, cps_state state,
                                struct cps_span on, cps_day known, struct law_why *why);
enum law_tri law_in_organisation(const struct law *l, capias_str organisation, cps_state state,
                                 struct cps_span on);

/* ---- instrument.c, listing.c --------------------------------------------------------------- */

capias_status law_add_instrument(struct law_case *k, struct law_instrument it, capias_error *err);
/* Nothing is added when the measure is not in force, or not of the kind that is asked about. */
capias_status law_add_pair(struct law_case *k, uint32_t instrument, uint32_t measure, bool own,
                           capias_error *err);
capias_status law_add_warrant(struct law_case *k, uint32_t row, capias_error *err);
/* The regime under which a warrant was issued; empty when no base says. */
capias_str law_own_regime(const struct law *l, uint32_t warrant);
/* All instruments of the person of the question, who may be named by the id of a listing.
 * E_NOT_FOUND. */
capias_status law_case_open(struct law_case *k, capias_error *err);
bool law_national(const struct law_case *k, cps_state state);

/* ---- visit.c: a question opened, and words of an answer ------------------------------------- */

/* E_ARG: no span of days; E_NOT_FOUND: no such person. `q` must outlive the case. */
capias_status law_ask(const capias_register *reg, const struct cps_law_question *q, bool brief,
                      struct cps_arena *arena, struct law_case *k, capias_error *err);
capias_str law_day_text(const struct law *l, cps_day day);
capias_str law_as_of(const struct law *l); /* the day of the tables */
capias_str law_state_text(const struct law *l, cps_state s);
/* States of today, and what else has a row of its own (Palestine, Kosovo, the Cook Islands). */
bool law_on_the_map(const struct law *l, cps_state s);

/* ---- measure.c ----------------------------------------------------------------------------- */

struct law_measure_mark law_mark_measure(const struct law *l, uint32_t measure);

/* ---- addressee.c, request.c ---------------------------------------------------------------- */

/* Number of the rule of this row of addressees; -1: none. */
int law_rule(const struct law *l, uint32_t addressee);
/* Does the measure of the pair speak to this state? */
enum law_tri law_addressed(const struct law_case *k, const struct law_pair *p, cps_state state,
                           struct law_why *why);
/* The requests about the person of the case: before law_asked. */
capias_status law_collect_requests(struct law_case *k, capias_error *err);
/* Has the court asked this state? The texts go to why->requests. */
enum law_tri law_asked(const struct law_case *k, const struct law_pair *p, cps_state state,
                       struct law_why *why);

/* ---- against.c: what stands against a duty ------------------------------------------------- */

void law_against(const struct law_case *k, const struct law_pair *p, cps_state state,
                 struct law_why *why);
/* Row of the office held on that day whose holder may claim immunity, or CPS_NONE. */
uint32_t law_office(const struct law *l, capias_str person, struct cps_span on);
/* The kinds of office that are compared with one another: 2 sitting head, 1 other office, 0 none.
 */
int law_rank(const struct law *l, uint32_t office);
/* `person` is a row of persons, or CPS_NONE. */
bool law_at_home(const struct law *l, uint32_t person, cps_state state);
/* Does the state speak through this body, on that day? */
enum law_tri law_speaks_for(const struct law *l, capias_str body, cps_state state,
                            struct cps_span on, cps_day known);

/* ---- duty.c -------------------------------------------------------------------------------- */

struct law_duties {
    capias_duty *v;
    size_t n, cap;
};
capias_status law_duties_of(const struct law_case *k, cps_state state, struct law_duties *out,
                            capias_error *err);
/* Sorted: what binds first. */
bool law_is_arrest(const capias_duty *d);

/* ---- immunity.c ---------------------------------------------------------------------------- */

/* What immunities make of the duty's force, said in `why`. */
void law_immune(const struct law_case *k, const struct law_pair *p, cps_state state, capias_duty *d,
                struct law_why *why);

/* ---- programmes.c: while a register is built ------------------------------------------------ */

/* Tells the build's listener which programmes of the segment's listings no row speaks of. */
capias_status law_check_programmes(struct cps_compiled *c, capias_error *err);

/* ---- outlook.c ----------------------------------------------------------------------------- */

/* Is this row of findings about a visit of this person (a row), or in his case? */
bool law_decision_about(const struct law *l, uint32_t finding, uint32_t person);
/* How many organisations both belonged to on the day (255 at most), and their names when `names` is
 * not NULL. The row of borders between the two, or CPS_NONE. */
unsigned law_in_common(const struct law *l, cps_state a, cps_state b, struct cps_span on,
                       struct law_list *names);
capias_visit law_visit_told(const struct law *l, uint32_t visit); /* a row of visits as an answer has it */
uint32_t law_border(const struct law *l, cps_state a, cps_state b);
capias_status law_past(const struct law_case *k, cps_state state, capias_visit_answer *out,
                       capias_error *err);

#endif
