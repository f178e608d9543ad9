/* SPDX-License-Identifier: Apache-2.0
 *
 * law/tables.h: the tables of the law as this room reads them. Private to the room.
 *
 * Every column that is read is named once, in LAW_COLUMNS. A table or column that a register does
 * not have reads as empty: an older or smaller register answers less, and says `unknown`.
 */
#ifndef CPS_LAW_TABLES_H
#define CPS_LAW_TABLES_H

#include "law/law.h"

#define LAW_TABLES(T)                                                                              \
    T(acts) T(addressees) T(bases) T(bodies) T(borders) T(challenges) T(compliance) T(contacts)    \
    T(control) T(coverage)                                                                                    \
    T(declarations) T(dependence) T(event_effects) T(exemptions) T(findings) T(forces)             \
    T(immunities) T(links)                                                                         \
    T(measures) T(memberships) T(national_law) T(notices) T(offices) T(outlook)          \
    T(persons) T(positions) T(programmes) T(regimes) T(relations) T(request_groups) T(requests)    \
    T(situations)                                                                                  \
    T(territories) T(triggers) T(visits) T(warrant_events) T(warrants)

#define LAW_COLUMNS(C)                                                                             \
    C(acts, measure) C(acts, act) C(acts, shown) C(acts, words) C(acts, own_nationals)             \
    C(acts, criminal)                                                                              \
    C(addressees, id) C(addressees, addressee) C(addressees, measure_regime)                       \
    C(addressees, scope) C(addressees, rule) C(addressees, regime_id) C(addressees, also)          \
    C(addressees, but_not) C(addressees, condition) C(addressees, states) C(addressees, words)     \
    C(addressees, meaning) C(addressees, persons)                                                                 \
    C(bases, regime_id) C(bases, court) C(bases, situation_id) C(bases, crimes)                    \
    C(bases, instruments) C(bases, own)                                                            \
    C(bodies, body) C(bodies, kind) C(bodies, members)                                             \
    C(borders, state_a) C(borders, state_b) C(borders, length_km)                                  \
    C(challenges, id) C(challenges, person_id) C(challenges, warrant_id) C(challenges, by)         \
    C(challenges, state) C(challenges, filed)                                                      \
    C(challenges, article) C(challenges, result) C(challenges, decided) C(challenges, effect)      \
    C(challenges, postponed_from) C(challenges, postponed_until)                                   \
    C(compliance, regime_id) C(compliance, states) C(compliance, measures) C(compliance, kind)      \
    C(compliance, body) C(compliance, due) C(compliance, words) C(compliance, article)             \
    C(contacts, regime_id) C(contacts, measures) C(contacts, body) C(contacts, role)               \
    C(contacts, channel) C(contacts, article)                                                      \
    C(control, state) C(control, place) C(control, held_by) C(control, from) C(control, until)      \
    C(coverage, subject) C(coverage, belongs) C(coverage, complete) C(coverage, as_of)             \
    C(declarations, id) C(declarations, state) C(declarations, kind) C(declarations, status)       \
    C(declarations, lodged) C(declarations, scope) C(declarations, situation)                      \
    C(dependence, from_state) C(dependence, to_state) C(dependence, measure)                       \
    C(dependence, value) C(dependence, year) C(dependence, confidence)                                                      \
    C(event_effects, event) C(event_effects, effect)                                               \
    C(exemptions, id) C(exemptions, state) C(exemptions, person_id) C(exemptions, asked_on)        \
    C(exemptions, asked_of) C(exemptions, basis) C(exemptions, result) C(exemptions, decided_on)   \
    C(exemptions, note) C(exemptions, kind)                                                        \
    C(findings, source) C(findings, id) C(findings, date) C(findings, body)                        \
    C(findings, case_number) C(findings, state) C(findings, about_visit) C(findings, result)       \
    C(findings, reasoning_short)                                                                   \
    C(forces, force) C(forces, asked) C(forces, answer) C(forces, bound)                           \
    C(immunities, forum) C(immunities, offices) C(immunities, held) C(immunities, force)           \
    C(immunities, words)                                                                           \
    C(links, person_id) C(links, dataset) C(links, entity_id) C(links, status) C(links, basis)     \
    C(links, programme) C(links, measures) C(links, listed) C(links, delisted)                     \
    C(measures, regime_id) C(measures, measure) C(measures, addressee) C(measures, named_state)    \
    C(measures, scope) C(measures, forum) C(measures, trigger) C(measures, articles)               \
    C(measures, in_force_from) C(measures, in_force_until) C(measures, legal_ground)               \
    C(measures, force) C(measures, limits) C(measures, note) C(measures, source)                   \
    C(memberships, regime_id) C(memberships, state) C(memberships, signed)                         \
    C(memberships, ratified) C(memberships, kind) C(memberships, in_force_from)                    \
    C(memberships, withdrawal_notified) C(memberships, in_force_until)                             \
    C(memberships, would_have_ended) C(memberships, withdrawal_revoked) C(memberships, note)       \
    C(memberships, intent_not_to_ratify)                                                           \
    C(national_law, state) C(national_law, act) C(national_law, year)                              \
    C(national_law, arrest_without_request) C(national_law, immunity_clause)                       \
    C(national_law, competent_authority)                                                           \
    C(notices, id) C(notices, person_id) C(notices, regime_id) C(notices, published)               \
    C(notices, withdrawn) C(notices, note)                                                         \
    C(offices, id) C(offices, person_id) C(offices, office) C(offices, kind) C(offices, state)     \
    C(offices, from) C(offices, until)                                                             \
    C(outlook, left_out) C(outlook, way) C(outlook, log_loss)                                      \
    C(persons, id) C(persons, name) C(persons, nationality)                                        \
    C(positions, state_or_body) C(positions, date) C(positions, subject) C(positions, position)    \
    C(positions, stance)                                                                           \
    C(programmes, programme) C(programmes, dataset) C(programmes, regime_id)                       \
    C(programmes, measures) C(programmes, scope)                                                   \
    C(regimes, id) C(regimes, name) C(regimes, instrument_reference)                               \
    C(relations, state) C(relations, organisation) C(relations, from) C(relations, until)          \
    C(request_groups, id) C(request_groups, rule) C(request_groups, regime_id)                     \
    C(request_groups, states) C(request_groups, meaning)                                           \
    C(requests, id) C(requests, person_id) C(requests, warrant_id) C(requests, to_state)           \
    C(requests, to_group) C(requests, date) C(requests, article) C(requests, by)                   \
    C(requests, status) C(requests, about_visit) C(requests, note)                                 \
    C(situations, id) C(situations, situation) C(situations, states)                               \
    C(situations, examined_from) C(situations, investigated_from)                                  \
    C(territories, state) C(territories, territory) C(territories, territory_code)                 \
    C(territories, regime_id) C(territories, applies) C(territories, from) C(territories, until)   \
    C(triggers, trigger) C(triggers, needs)                                                        \
    C(visits, id) C(visits, person_id) C(visits, state) C(visits, city) C(visits, arrived)         \
    C(visits, left) C(visits, purpose) C(visits, state_was_party) C(visits, regime_id)             \
    C(visits, outcome) C(visits, finding) C(visits, source) C(visits, note) C(visits, duty)        \
    C(visits, verified)                                                                            \
    C(warrant_events, warrant_id) C(warrant_events, date) C(warrant_events, event)                 \
    C(warrant_events, known) C(warrant_events, detail)                                             \
    C(warrants, id) C(warrants, person_id) C(warrants, court) C(warrants, situation)               \
    C(warrants, case_number) C(warrants, instrument) C(warrants, issued) C(warrants, unsealed)     \
    C(warrants, public) C(warrants, status) C(warrants, status_date) C(warrants, crimes)

enum law_table {
#define T(table) T_##table,
    LAW_TABLES(T)
#undef T
    LAW_N_TABLES
};
enum law_column {
#define C(table, column) C_##table##_##column,
    LAW_COLUMNS(C)
#undef C
    LAW_N_COLUMNS
};

/* Rows chained by a key, so that a question does not read whole tables for every state. */
struct law_chain {
    uint32_t first[26 * 26];  /* by state; CPS_NONE: none */
    uint32_t *next;
};

struct law {
    const struct cps_table *table[LAW_N_TABLES];
    int column[LAW_N_COLUMNS];
    int source[LAW_N_TABLES], verified[LAW_N_TABLES]; /* columns of each table, or -1 */
    struct cps_arena *arena;
    bool *failed; /* memory ran out while words were put together: the answer is not given */
    struct law_chain members; /* memberships by state */
    struct law_chain territories; /* territories by territory_code */
    /* Worked out when a register is first asked; NULL while one is being built. */
    const struct law_visit_mark *visits; /* by row of visits */
    const struct law_measure_mark *measures; /* by row of measures */
    const bool *decided; /* [finding * persons + person]: is it about a visit of his, or in his case? */
};

/* A measure as every state is asked about it: what its row and those that it names come to. Rows may be
 * CPS_NONE. Made by law_mark_measure. */
enum law_needs { LAW_NEEDS_NOTHING, LAW_NEEDS_REQUEST, LAW_NEEDS_OVERFLIGHT, LAW_NEEDS_OTHER };
struct law_measure_mark {
    uint32_t act, regime, addressee;
    enum law_needs needs;
    int rule;                /* of the addressee (addressee.c); -1: none */
    bool never, exemption, when_asked, always; /* acts.shown */
    bool freeze, criminal, contested;
    bool persons;            /* speaks to persons, banks and companies */
    capias_str measure, act_word, forum, regime_id, regime_name;
    capias_str parties_of;   /* regime whose parties the addressee means */
    capias_str articles;     /* under which a request brings it about */
    capias_str own_nationals;
    capias_str law;          /* "Rome Statute: art. 89(1)" */
    capias_str answer[2];    /* the force: not asked, asked */
    int bound[2];
};

/* A recorded visit, as comparisons ask about it. Only `host` and `person` where nobody came. */
struct law_visit_mark {
    struct cps_span arrived;
    uint32_t person; /* row of persons */
    cps_state host;
    int8_t rank;     /* of the visitor's office on the day (law_rank) */
    uint8_t in_common; /* organisations that the host and the visitor's state both belonged to */
    bool there, party, home, verified, arrest, border;
};

typedef const struct cps_table *law_find_table_fn(const void *from, const char *name);
/* E_DATA when there are no persons or no measures: then there is nothing to answer from. */
capias_status law_open(struct law *l, law_find_table_fn *find, const void *from,
                       struct cps_arena *arena, capias_error *err);

/* The same for an open register, with what was worked out before. */
capias_status law_of_register(struct law *l, const capias_register *reg, struct cps_arena *arena,
                              capias_error *err);

uint32_t law_rows(const struct law *l, enum law_table t);
capias_str law_cell(const struct law *l, enum law_column c, uint32_t row);
bool law_is(const struct law *l, enum law_column c, uint32_t row, const char *word);
bool law_eq(const struct law *l, enum law_column c, uint32_t row, capias_str value);
bool law_empty(const struct law *l, enum law_column c, uint32_t row);
/* One of the values that ';' separates. */
bool law_has(const struct law *l, enum law_column c, uint32_t row, capias_str value);
bool law_date(const struct law *l, enum law_column c, uint32_t row, struct cps_span *out);
cps_state law_state(const struct law *l, enum law_column c, uint32_t row);
/* First row at or after `from` whose column equals the value; CPS_NONE: none. */
uint32_t law_next(const struct law *l, enum law_column c, capias_str value, uint32_t from);
#define LAW_EACH(l, c, value, row)                                                                 \
    for (uint32_t row = law_next(l, c, value, 0); row != CPS_NONE;                                 \
         row = law_next(l, c, value, row + 1))
/* Words in the arena; they are cut at 1 kB. */
capias_str law_text(const struct law *l, const char *format, ...) CPS_PRINTF(2, 3);
capias_str law_kept(const struct law *l, capias_str s);
/* "source text (file.csv:12)", with a word when the row was not verified. */
capias_str law_source(const struct law *l, enum law_table t, uint32_t row);
uint32_t law_chain_first(const struct law_chain *chain, cps_state s);

/* ---- answers of three values --------------------------------------------------------------- */

enum law_tri { LAW_NO, LAW_YES, LAW_MAYBE };
enum law_tri law_and(enum law_tri a, enum law_tri b);
enum law_tri law_or(enum law_tri a, enum law_tri b);
enum law_tri law_not(enum law_tri a);
/* Has something dated `date` begun on every day of `on` (yes), on none (no), on some or, the date
 * being partial, perhaps (maybe)? */
enum law_tri law_begun(struct cps_span on, struct cps_span date);
/* Is `on` within [from, until)? A missing date leaves that side open. */
enum law_tri law_within(const struct law *l, struct cps_span on, enum law_column from,
                        enum law_column until, uint32_t row);
/* Was it known on that day? A missing date: yes. */
enum law_tri law_known(const struct law *l, cps_day known, enum law_column c, uint32_t row);

/* ---- lists of strings that grow in the arena ----------------------------------------------- */

/* "claimed_conflicting_obligation" as people say it: with blanks. */
capias_str law_spoken(const struct law *l, capias_str word);

struct law_list {
    capias_str *v;
    size_t n, cap;
};
void law_say(const struct law *l, struct law_list *list, capias_str s); /* each once */
void law_sayf(const struct law *l, struct law_list *list, const char *format, ...) CPS_PRINTF(3, 4);
capias_strs law_strs(const struct law_list *list);
capias_str law_joined(const struct law *l, const struct law_list *list); /* "a; b" */

#endif
