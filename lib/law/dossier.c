/* SPDX-License-Identifier: Apache-2.0
 *
 * law/dossier.c: what the tables hold about one person, row by row, in the order in which it is
 * read: each warrant with what became of it, then listings, offices, visits and what was decided.
 *
 * Here rows are told, not weighed: which of them binds whom on a day is law_duties_of. */
#include "law/rules.h"

struct dossier {
    struct law l;
    capias_str person;
    uint32_t person_row;
    capias_fact *v;
    size_t n, cap;
};

/* The source cell alone; the row's place is told apart. */
static capias_str publication(const struct law *l, enum law_table t, uint32_t row)
{
    const struct cps_table *table = l->table[t];
    capias_str text = cps_table_cell(table, row, cps_table_column(table, "source"));
    if (!cps_str_is(cps_table_cell(table, row, cps_table_column(table, "verified")), "no")) return text;
    return law_text(l, "%.*s, not yet looked up", CPS_FMT(text));
}

/* Puts a fact among those from `from` on, by date; of one date, as they come. */
static capias_status add(struct dossier *d, size_t from, enum law_table t, uint32_t row,
                         capias_fact f, capias_error *err)
{
    if (d->n == d->cap) {
        size_t cap = d->cap ? d->cap * 2 : 32;
        capias_fact *v = CPS_TAKE(d->l.arena, capias_fact, cap);
        if (!v) return cps_fail_memory(err);
        if (d->n) memcpy(v, d->v, d->n * sizeof *v);
        d->v = v;
        d->cap = cap;
    }
    f.source = publication(&d->l, t, row);
    f.where = cps_table_where(d->l.table[t], row, d->l.arena);
    size_t at = d->n++;
    for (; at > from && cps_str_cmp(d->v[at - 1].date, f.date) > 0; at--) d->v[at] = d->v[at - 1];
    d->v[at] = f;
    return CAPIAS_OK;
}

/* "a; b", where either may be empty. */
static capias_str both(const struct law *l, capias_str a, capias_str b)
{
    if (!a.n || !b.n) return a.n ? a : b;
    return law_text(l, "%.*s; %.*s", CPS_FMT(a), CPS_FMT(b));
}

/* A code in words: "referred to UNSC, released" of "referred_to_UNSC;released". */
static capias_str in_words(const struct law *l, capias_str code)
{
    struct cps_buf b = {0};
    for (size_t i = 0; i < code.n; i++)
        cps_buf_str(&b, code.p[i] == '_'   ? CPS_STR(" ")
                        : code.p[i] == ';' ? CPS_STR(", ")
                                           : (capias_str){code.p + i, 1});
    capias_str words = b.failed ? (capias_str){0} : law_kept(l, (capias_str){b.v, b.n});
    cps_buf_release(&b);
    return words;
}

/* "label text", empty when the text is. */
static capias_str labelled(const struct law *l, const char *label, capias_str text)
{
    return text.n ? law_text(l, "%s %.*s", label, CPS_FMT(text)) : text;
}

/* ---- warrants and what belongs to them ----------------------------------------------------- */

static capias_status add_warrant(struct dossier *d, size_t from, uint32_t w, capias_error *err)
{
    const struct law *l = &d->l;
    bool open = law_is(l, C_warrants_status, w, "open");
    capias_str number = law_cell(l, C_warrants_case_number, w);
    capias_str title = law_text(l, "%.*s of %.*s, %.*s", CPS_FMT(law_cell(l, C_warrants_instrument, w)),
                                CPS_FMT(law_cell(l, C_warrants_court, w)),
                                CPS_FMT(law_cell(l, C_warrants_situation, w)));
    return add(d, from, T_warrants, w,
               (capias_fact){.kind = CPS_STR("warrant"),
                             .id = law_cell(l, C_warrants_id, w),
                             .date = law_cell(l, C_warrants_issued, w),
                             .until = open ? (capias_str){0} : law_cell(l, C_warrants_status_date, w),
                             .status = law_cell(l, C_warrants_status, w),
                             .title = both(l, title, number),
                             .text = in_words(l, law_cell(l, C_warrants_crimes, w))},
               err);
}

static capias_status add_event(struct dossier *d, size_t from, uint32_t e, capias_error *err)
{
    const struct law *l = &d->l;
    capias_str known = labelled(l, "became known", law_cell(l, C_warrant_events_known, e));
    return add(d, from, T_warrant_events, e,
               (capias_fact){.kind = CPS_STR("event"),
                             .about = law_cell(l, C_warrant_events_warrant_id, e),
                             .date = law_cell(l, C_warrant_events_date, e),
                             .status = law_cell(l, C_warrant_events_event, e),
                             .title = in_words(l, law_cell(l, C_warrant_events_event, e)),
                             .text = both(l, law_cell(l, C_warrant_events_detail, e), known)},
               err);
}

static capias_status add_challenge(struct dossier *d, size_t from, uint32_t c, capias_error *err)
{
    const struct law *l = &d->l;
    capias_str decided = law_cell(l, C_challenges_decided, c), filed = law_cell(l, C_challenges_filed, c);
    return add(d, from, T_challenges, c,
               (capias_fact){.kind = CPS_STR("challenge"),
                             .id = law_cell(l, C_challenges_id, c),
                             .about = law_cell(l, C_challenges_warrant_id, c),
                             .date = filed.n ? filed : decided,
                             .until = decided,
                             .state = law_cell(l, C_challenges_state, c),
                             .status = law_cell(l, C_challenges_result, c),
                             .title = law_text(l, "challenge by %.*s, %.*s",
                                               CPS_FMT(law_cell(l, C_challenges_by, c)),
                                               CPS_FMT(law_cell(l, C_challenges_article, c))),
                             .text = law_cell(l, C_challenges_effect, c)},
               err);
}

static capias_status add_request(struct dossier *d, size_t from, uint32_t r, capias_error *err)
{
    const struct law *l = &d->l;
    capias_str to = law_cell(l, C_requests_to_state, r), group = law_cell(l, C_requests_to_group, r);
    uint32_t g = group.n ? law_next(l, C_request_groups_id, group, 0) : CPS_NONE;
    capias_str whom = to.n ? cps_state_name(law_state(l, C_requests_to_state, r))
                    : g == CPS_NONE ? group : law_cell(l, C_request_groups_meaning, g);
    return add(d, from, T_requests, r,
               (capias_fact){.kind = CPS_STR("request"),
                             .id = law_cell(l, C_requests_id, r),
                             .about = law_cell(l, C_requests_warrant_id, r),
                             .date = law_cell(l, C_requests_date, r),
                             .state = to,
                             .status = law_cell(l, C_requests_status, r),
                             .title = law_text(l, "request to %.*s, art. %.*s", CPS_FMT(whom),
                                               CPS_FMT(law_cell(l, C_requests_article, r))),
                             .text = both(l, labelled(l, "by", law_cell(l, C_requests_by, r)),
                                          law_cell(l, C_requests_note, r))},
               err);
}

/* The first warrant of the person that the list names; empty: none. */
static capias_str first_warrant(const struct dossier *d, capias_str list)
{
    capias_str id;
    while (list.n && cps_str_split(&list, ';', &id)) {
        uint32_t w = law_next(&d->l, C_warrants_id, id, 0);
        if (w != CPS_NONE && law_eq(&d->l, C_warrants_person_id, w, d->person)) return id;
    }
    return (capias_str){0};
}

/* Challenges and requests under `warrant`; empty: those that name none of the person's. */
static capias_status belonging(struct dossier *d, capias_str warrant, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    uint32_t n_challenges = law_rows(l, T_challenges);
    if (warrant.n)
        LAW_EACH (l, C_warrant_events_warrant_id, warrant, e) CPS_TRY(add_event(d, from, e, err));
    for (uint32_t c = 0; c < n_challenges; c++) {
        capias_str first = first_warrant(d, law_cell(l, C_challenges_warrant_id, c));
        if ((first.n || law_has(l, C_challenges_person_id, c, d->person)) && cps_str_eq(first, warrant))
            CPS_TRY(add_challenge(d, from, c, err));
    }
    LAW_EACH (l, C_requests_person_id, d->person, r)
        if (cps_str_eq(first_warrant(d, law_cell(l, C_requests_warrant_id, r)), warrant))
            CPS_TRY(add_request(d, from, r, err));
    return CAPIAS_OK;
}

static capias_status warrants(struct dossier *d, capias_error *err)
{
    struct dossier only = {.l = d->l, .person = d->person};
    LAW_EACH (&d->l, C_warrants_person_id, d->person, w) CPS_TRY(add_warrant(&only, 0, w, err));
    for (size_t i = 0; i < only.n; i++) {
        uint32_t w = law_next(&d->l, C_warrants_id, only.v[i].id, 0);
        CPS_TRY(add_warrant(d, d->n, w, err));
        CPS_TRY(belonging(d, only.v[i].id, err));
    }
    return belonging(d, (capias_str){0}, err);
}

/* ---- the rest ------------------------------------------------------------------------------ */

static capias_status notices(struct dossier *d, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    LAW_EACH (l, C_notices_person_id, d->person, row) {
        uint32_t regime = law_next(l, C_regimes_id, law_cell(l, C_notices_regime_id, row), 0);
        capias_fact f = {.kind = CPS_STR("notice"),
                         .id = law_cell(l, C_notices_id, row),
                         .date = law_cell(l, C_notices_published, row),
                         .until = law_cell(l, C_notices_withdrawn, row),
                         .title = regime == CPS_NONE ? law_cell(l, C_notices_regime_id, row)
                                                     : law_cell(l, C_regimes_name, regime),
                         .text = law_cell(l, C_notices_note, row)};
        CPS_TRY(add(d, from, T_notices, row, f, err));
    }
    return CAPIAS_OK;
}

static capias_status listings(struct dossier *d, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    LAW_EACH (l, C_links_person_id, d->person, row) {
        capias_str measures = labelled(l, "for", in_words(l, law_cell(l, C_links_measures, row)));
        capias_str programme = in_words(l, law_cell(l, C_links_programme, row));
        capias_fact f = {.kind = CPS_STR("listing"),
                         .id = law_cell(l, C_links_entity_id, row),
                         .about = law_cell(l, C_links_dataset, row),
                         .date = law_cell(l, C_links_listed, row),
                         .until = law_cell(l, C_links_delisted, row),
                         .status = law_cell(l, C_links_status, row),
                         .title = both(l, labelled(l, "programme", programme), measures),
                         .text = labelled(l, "agreed in", law_cell(l, C_links_basis, row))};
        CPS_TRY(add(d, from, T_links, row, f, err));
    }
    return CAPIAS_OK;
}

static capias_status offices(struct dossier *d, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    LAW_EACH (l, C_offices_person_id, d->person, row) {
        capias_fact f = {.kind = CPS_STR("office"),
                         .id = law_cell(l, C_offices_id, row),
                         .date = law_cell(l, C_offices_from, row),
                         .until = law_cell(l, C_offices_until, row),
                         .state = law_cell(l, C_offices_state, row),
                         .status = law_cell(l, C_offices_kind, row),
                         .title = law_cell(l, C_offices_office, row)};
        CPS_TRY(add(d, from, T_offices, row, f, err));
    }
    return CAPIAS_OK;
}

static capias_status visits(struct dossier *d, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    LAW_EACH (l, C_visits_person_id, d->person, row) {
        capias_str state = cps_state_name(law_state(l, C_visits_state, row)),
                   city = law_cell(l, C_visits_city, row);
        capias_str why = both(l, law_cell(l, C_visits_purpose, row),
                              labelled(l, "duty:", law_cell(l, C_visits_duty, row)));
        capias_fact f = {.kind = CPS_STR("visit"),
                         .id = law_cell(l, C_visits_id, row),
                         .date = law_cell(l, C_visits_arrived, row),
                         .until = law_cell(l, C_visits_left, row),
                         .state = law_cell(l, C_visits_state, row),
                         .status = law_cell(l, C_visits_outcome, row),
                         .title = law_text(l, "%.*s%s%.*s", CPS_FMT(state), city.n ? ", " : "",
                                           CPS_FMT(city)),
                         .text = both(l, why, law_cell(l, C_visits_note, row))};
        CPS_TRY(add(d, from, T_visits, row, f, err));
    }
    return CAPIAS_OK;
}

static capias_status decisions(struct dossier *d, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    uint32_t n = law_rows(l, T_findings);
    for (uint32_t row = 0; row < n; row++) {
        if (!law_decision_about(l, row, d->person_row)) continue;
        capias_str number = law_cell(l, C_findings_case_number, row);
        capias_str title = law_text(l, "%.*s on %.*s", CPS_FMT(law_cell(l, C_findings_body, row)),
                                    CPS_FMT(cps_state_name(law_state(l, C_findings_state, row))));
        capias_fact f = {.kind = CPS_STR("decision"),
                         .id = law_cell(l, C_findings_id, row),
                         .about = law_cell(l, C_findings_about_visit, row),
                         .date = law_cell(l, C_findings_date, row),
                         .state = law_cell(l, C_findings_state, row),
                         .status = law_cell(l, C_findings_result, row),
                         .title = both(l, title, number),
                         .text = law_cell(l, C_findings_reasoning_short, row)};
        CPS_TRY(add(d, from, T_findings, row, f, err));
    }
    return CAPIAS_OK;
}

static capias_status exemptions(struct dossier *d, capias_error *err)
{
    const struct law *l = &d->l;
    size_t from = d->n;
    LAW_EACH (l, C_exemptions_person_id, d->person, row) {
        capias_str kind = in_words(l, law_cell(l, C_exemptions_kind, row));
        capias_str state = cps_state_name(law_state(l, C_exemptions_state, row));
        capias_fact f = {.kind = CPS_STR("exemption"),
                         .id = law_cell(l, C_exemptions_id, row),
                         .date = law_cell(l, C_exemptions_asked_on, row),
                         .until = law_cell(l, C_exemptions_decided_on, row),
                         .state = law_cell(l, C_exemptions_state, row),
                         .status = law_cell(l, C_exemptions_result, row),
                         .title = law_text(l, "%.*s, asked of %.*s, %.*s", CPS_FMT(state),
                                           CPS_FMT(law_cell(l, C_exemptions_asked_of, row)),
                                           CPS_FMT(law_cell(l, C_exemptions_basis, row))),
                         .text = both(l, kind, law_cell(l, C_exemptions_note, row))};
        CPS_TRY(add(d, from, T_exemptions, row, f, err));
    }
    return CAPIAS_OK;
}

capias_status cps_law_dossier(const capias_register *reg, capias_str person,
                              struct cps_arena *arena, const capias_fact **out, size_t *n,
                              capias_error *err)
{
    static capias_status (*const parts[])(struct dossier *d, capias_error *err) = {
        warrants, notices, listings, offices, visits, decisions, exemptions};
    struct dossier d = {.person = person};
    *out = NULL;
    *n = 0;
    if (!person.n || !cps_register_table(reg, "persons") || !cps_register_table(reg, "measures"))
        return CAPIAS_OK;
    CPS_TRY(law_of_register(&d.l, reg, arena, err));
    d.person_row = law_next(&d.l, C_persons_id, person, 0);
    if (d.person_row == CPS_NONE) return CAPIAS_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) CPS_TRY(parts[i](&d, err));
    if (*d.l.failed) return cps_fail_memory(err);
    *out = d.v;
    *n = d.n;
    return CAPIAS_OK;
}
