/* SPDX-License-Identifier: Apache-2.0
 *
 * law/check.c: what no row can say alone: checks over several tables, when a register is compiled.
 *
 * The loader has checked every cell, key and reference. Here a row is held against another: the
 * first contradiction stops the build, named by file and line of the row that has to be mended. */
#include "law/rules.h"

static const struct cps_table *in_segment(const void *c, const char *name)
{
    return cps_compiled_table(c, name);
}

static capias_status wrong(const struct law *l, enum law_table t, uint32_t row, const char *what,
                           capias_str a, capias_str b, capias_error *err)
{
    capias_str where = cps_table_where(l->table[t], row, l->arena);
    size_t colon = cps_str_find(where, CPS_STR(":"), 0);
    uint64_t line = 0;
    (void)cps_str_u64(cps_str_sub(where, colon == SIZE_MAX ? where.n : colon + 1, where.n), &line);
    capias_str file = cps_arena_copy(l->arena, cps_str_sub(where, 0, colon));
    if (!file.p) return cps_fail_memory(err);
    (void)cps_fail_at(err, CAPIAS_E_DATA, file.p, (uint32_t)line, 0, "%.*s: %s (%.*s)", CPS_FMT(a),
                      what, CPS_FMT(b));
    cps_hint(err, "mend this row, or the row it contradicts");
    return CAPIAS_E_DATA;
}

/* Does a surely come before b begins? False when either is unknown or partial dates overlap. */
static bool surely_before(const struct law *l, enum law_column a, uint32_t row_a, enum law_column b,
                          uint32_t row_b)
{
    struct cps_span x, y;
    return law_date(l, a, row_a, &x) && law_date(l, b, row_b, &y) && x.until <= y.from;
}

static capias_status check_warrants(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_warrants);
    for (uint32_t w = 0; w < n; w++) {
        capias_str id = law_cell(l, C_warrants_id, w), status = law_cell(l, C_warrants_status, w);
        bool open = cps_str_is(status, "open"), dated = !law_empty(l, C_warrants_status_date, w);
        uint32_t issued = 0;
        if (surely_before(l, C_warrants_unsealed, w, C_warrants_issued, w))
            return wrong(l, T_warrants, w, "public before it was issued", id,
                         law_cell(l, C_warrants_unsealed, w), err);
        if (surely_before(l, C_warrants_status_date, w, C_warrants_issued, w))
            return wrong(l, T_warrants, w, "ended before it was issued", id,
                         law_cell(l, C_warrants_status_date, w), err);
        if (open == dated)
            return wrong(l, T_warrants, w,
                         open ? "open, but with a day of its end" : "ended, but without the day",
                         id, status, err);
        LAW_EACH (l, C_warrant_events_warrant_id, id, e) {
            uint32_t effect =
                law_next(l, C_event_effects_event, law_cell(l, C_warrant_events_event, e), 0);
            bool begins = effect != CPS_NONE && law_is(l, C_event_effects_effect, effect, "begins");
            bool same = law_eq(l, C_warrant_events_date, e, law_cell(l, C_warrants_issued, w));
            if (begins && !same)
                return wrong(l, T_warrant_events, e, "issued on another day than the warrant says",
                             id, law_cell(l, C_warrants_issued, w), err);
            issued += begins;
        }
        if (issued != 1)
            return wrong(l, T_warrants, w, "needs one event 'issued' in warrant_events", id,
                         law_cell(l, C_warrants_issued, w), err);
    }
    return CAPIAS_OK;
}

static bool ends_a_warrant(const struct law *l, uint32_t event)
{
    uint32_t effect =
        law_next(l, C_event_effects_event, law_cell(l, C_warrant_events_event, event), 0);
    return effect != CPS_NONE && !law_is(l, C_warrant_events_event, event, "suspect_dead") &&
           (law_is(l, C_event_effects_effect, effect, "ends") ||
            law_is(l, C_event_effects_effect, effect, "ends_after"));
}

static capias_status check_events(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_warrant_events);
    for (uint32_t e = 0; e < n; e++) {
        capias_str event = law_cell(l, C_warrant_events_event, e),
                   id = law_cell(l, C_warrant_events_warrant_id, e);
        uint32_t w = law_next(l, C_warrants_id, id, 0);
        if (w == CPS_NONE) continue;
        if (law_next(l, C_event_effects_event, event, 0) == CPS_NONE)
            return wrong(l, T_warrant_events, e, "event_effects does not say what this event does",
                         id, event, err);
        if (ends_a_warrant(l, e) && law_is(l, C_warrants_status, w, "open"))
            return wrong(l, T_warrant_events, e, "ends a warrant that warrants.csv calls open", id,
                         event, err);
        if (ends_a_warrant(l, e) &&
            surely_before(l, C_warrant_events_date, e, C_warrants_issued, w))
            return wrong(l, T_warrant_events, e, "ends the warrant before it was issued", id, event,
                         err);
        if (surely_before(l, C_warrant_events_known, e, C_warrant_events_date, e))
            return wrong(l, T_warrant_events, e, "known before it happened", id, event, err);
    }
    return CAPIAS_OK;
}

static capias_status check_requests(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_requests);
    for (uint32_t r = 0; r < n; r++) {
        capias_str id = law_cell(l, C_requests_id, r), group = law_cell(l, C_requests_to_group, r);
        uint32_t w = law_next(l, C_warrants_id, law_cell(l, C_requests_warrant_id, r), 0);
        uint32_t v = law_next(l, C_visits_id, law_cell(l, C_requests_about_visit, r), 0);
        if (law_empty(l, C_requests_to_state, r) == (group.n == 0))
            return wrong(l, T_requests, r, "goes to a state or to a group, one of them", id, group,
                         err);
        if (group.n && law_next(l, C_request_groups_id, group, 0) == CPS_NONE)
            return wrong(l, T_requests, r, "request_groups does not know the group", id, group,
                         err);
        if (w != CPS_NONE &&
            !law_eq(l, C_warrants_person_id, w, law_cell(l, C_requests_person_id, r)))
            return wrong(l, T_requests, r, "the warrant is another person's", id,
                         law_cell(l, C_requests_warrant_id, r), err);
        if (w != CPS_NONE && surely_before(l, C_requests_date, r, C_warrants_issued, w))
            return wrong(l, T_requests, r, "asked before the warrant was issued", id,
                         law_cell(l, C_requests_date, r), err);
        if (v != CPS_NONE &&
            (!law_eq(l, C_visits_person_id, v, law_cell(l, C_requests_person_id, r)) ||
             !law_eq(l, C_visits_state, v, law_cell(l, C_requests_to_state, r))))
            return wrong(l, T_requests, r, "the visit is of another person or to another state", id,
                         law_cell(l, C_requests_about_visit, r), err);
    }
    return CAPIAS_OK;
}

/* The day of arrival against the memberships; what is open there is not held against the visit. */
static capias_status check_visits(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_visits);
    for (uint32_t v = 0; v < n; v++) {
        capias_str id = law_cell(l, C_visits_id, v), finding = law_cell(l, C_visits_finding, v);
        struct cps_span arrived;
        if (surely_before(l, C_visits_left, v, C_visits_arrived, v))
            return wrong(l, T_visits, v, "left before arriving", id, law_cell(l, C_visits_left, v),
                         err);
        if (!law_date(l, C_visits_arrived, v, &arrived)) continue;
        enum law_tri party =
            law_party(l, LAW_ROME, law_state(l, C_visits_state, v), arrived, CPS_DAY_MAX - 1, NULL)
                .in;
        bool said = law_is(l, C_visits_state_was_party, v, "yes");
        if (party != LAW_MAYBE && (party == LAW_YES) != said)
            return wrong(l, T_visits, v, "state_was_party contradicts memberships", id,
                         law_cell(l, C_visits_state_was_party, v), err);
        if (law_is(l, C_visits_duty, v, "binding") && law_empty(l, C_visits_regime_id, v))
            return wrong(l, T_visits, v, "a binding duty without a regime", id,
                         law_cell(l, C_visits_duty, v), err);
        uint32_t f = finding.n ? law_next(l, C_findings_id, finding, 0) : CPS_NONE;
        if (f != CPS_NONE && !law_eq(l, C_findings_about_visit, f, id))
            return wrong(l, T_visits, v, "the finding is about another visit", id, finding, err);
    }
    return CAPIAS_OK;
}

static capias_status check_findings(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_findings);
    for (uint32_t f = 0; f < n; f++) {
        uint32_t v = law_next(l, C_visits_id, law_cell(l, C_findings_about_visit, f), 0);
        if (v != CPS_NONE && !law_eq(l, C_visits_state, v, law_cell(l, C_findings_state, f)))
            return wrong(l, T_findings, f, "the visit was to another state",
                         law_cell(l, C_findings_id, f), law_cell(l, C_findings_about_visit, f),
                         err);
        if (v != CPS_NONE && surely_before(l, C_findings_date, f, C_visits_arrived, v) &&
            law_is(l, C_visits_outcome, v, "not_arrested"))
            return wrong(l, T_findings, f, "decided before the visit",
                         law_cell(l, C_findings_id, f), law_cell(l, C_findings_date, f), err);
    }
    return CAPIAS_OK;
}

static capias_status check_memberships(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_memberships);
    for (uint32_t m = 0; m < n; m++) {
        capias_str state = law_cell(l, C_memberships_state, m);
        bool notified = !law_empty(l, C_memberships_withdrawal_notified, m),
             revoked = !law_empty(l, C_memberships_withdrawal_revoked, m);
        if (surely_before(l, C_memberships_in_force_until, m, C_memberships_in_force_from, m))
            return wrong(l, T_memberships, m, "ends before it begins", state,
                         law_cell(l, C_memberships_in_force_until, m), err);
        if (revoked && (!notified || law_empty(l, C_memberships_would_have_ended, m)))
            return wrong(l, T_memberships, m,
                         "a revocation needs the notice and the day on which the membership would "
                         "have ended",
                         state, law_cell(l, C_memberships_withdrawal_revoked, m), err);
        if (revoked && !law_empty(l, C_memberships_in_force_until, m))
            return wrong(l, T_memberships, m, "revoked, yet ended", state,
                         law_cell(l, C_memberships_in_force_until, m), err);
        if (law_is(l, C_memberships_kind, m, "signature_only") && notified)
            return wrong(l, T_memberships, m, "a state that only signed cannot withdraw", state,
                         law_cell(l, C_memberships_withdrawal_notified, m), err);
    }
    return CAPIAS_OK;
}

/* A measure that no rule, act, trigger or force explains would be passed over in silence. */
static capias_status check_measures(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_measures);
    for (uint32_t m = 0; m < n; m++) {
        capias_str regime = law_cell(l, C_measures_regime_id, m),
                   addressee = law_cell(l, C_measures_addressee, m);
        if (law_next(l, C_addressees_addressee, addressee, 0) == CPS_NONE)
            return wrong(l, T_measures, m, "addressees does not say who this is", regime, addressee,
                         err);
        if (law_next(l, C_acts_measure, law_cell(l, C_measures_measure, m), 0) == CPS_NONE)
            return wrong(l, T_measures, m, "acts does not know the measure", regime,
                         law_cell(l, C_measures_measure, m), err);
        if (law_next(l, C_triggers_trigger, law_cell(l, C_measures_trigger, m), 0) == CPS_NONE)
            return wrong(l, T_measures, m, "triggers does not know the trigger", regime,
                         law_cell(l, C_measures_trigger, m), err);
        if (law_next(l, C_forces_force, law_cell(l, C_measures_force, m), 0) == CPS_NONE)
            return wrong(l, T_measures, m, "forces does not know the force", regime,
                         law_cell(l, C_measures_force, m), err);
        if (cps_str_is(addressee, "named state") && law_empty(l, C_measures_named_state, m))
            return wrong(l, T_measures, m, "the named state is missing", regime, addressee, err);
    }
    return CAPIAS_OK;
}

static capias_status check_links(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_links);
    for (uint32_t k = 0; k < n; k++) {
        capias_str rest = law_cell(l, C_links_programme, k), programme,
                   id = law_cell(l, C_links_entity_id, k);
        while (rest.n && cps_str_split(&rest, ';', &programme)) {
            bool known = false;
            LAW_EACH (l, C_programmes_programme, programme, p)
                known =
                    known || law_eq(l, C_programmes_dataset, p, law_cell(l, C_links_dataset, k));
            if (!known)
                return wrong(l, T_links, k, "programmes does not know the programme", id, programme,
                             err);
        }
    }
    return CAPIAS_OK;
}

static capias_status check_positions(const struct law *l, capias_error *err)
{
    uint32_t n = law_rows(l, T_positions);
    for (uint32_t p = 0; p < n; p++) {
        capias_str who = law_cell(l, C_positions_state_or_body, p),
                   about = law_cell(l, C_positions_subject, p);
        if (who.n != 2 && law_next(l, C_bodies_body, who, 0) == CPS_NONE)
            return wrong(l, T_positions, p, "bodies does not say for whom it speaks", who, about,
                         err);
        if (cps_str_starts(about, CPS_STR("person ")) &&
            law_next(l, C_persons_id, cps_str_sub(about, 7, about.n), 0) == CPS_NONE)
            return wrong(l, T_positions, p, "nobody of that id in persons", who, about, err);
    }
    return CAPIAS_OK;
}

capias_status cps_law_make(struct cps_compiled *c, void *ctx, capias_error *err)
{
    static capias_status (*const checks[])(const struct law *, capias_error *) = {
        check_measures, check_memberships, check_warrants, check_events,   check_requests,
        check_visits,   check_findings,    check_links,    check_positions};
    struct cps_arena arena;
    struct law l;
    capias_status status = CAPIAS_OK;
    (void)ctx;
    CPS_TRY(law_check_programmes(c, err));
    if (!cps_compiled_table(c, "persons") || !cps_compiled_table(c, "measures"))
        return CAPIAS_OK; /* a list, no law */
    cps_arena_init(&arena, 0);
    status = law_open(&l, in_segment, c, &arena, err);
    for (size_t i = 0; status == CAPIAS_OK && i < sizeof checks / sizeof *checks; i++)
        status = checks[i](&l, err);
    cps_arena_release(&arena);
    return status;
}
