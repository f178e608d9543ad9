/* SPDX-License-Identifier: Apache-2.0
 *
 * law/listing.c: listings and notices, and who the question is about.
 *
 * Listings of persons of the tables are rows of links, with programme and days. Everybody else on a
 * list is found in the register itself: the listing is an entity of schema Sanction that points to
 * the party and carries the publisher's programme. A list that gives no day of listing says only
 * that the party stood on it on the day of the list.
 *
 * Programmes say which measures of which regimes a listing brings; entry bans are for persons. */
#include "law/rules.h"

struct listing {
    capias_str dataset, programmes, measures; /* measures empty: all of the programme */
    bool person;
};

static capias_status programme_pairs(struct law_case *k, const struct listing *it,
                                     capias_str programme, capias_error *err)
{
    const struct law *l = &k->l;
    uint32_t instrument = (uint32_t)k->n_instruments - 1;
    LAW_EACH (l, C_programmes_programme, programme, p) {
        if (!law_eq(l, C_programmes_dataset, p, it->dataset)) continue;
        LAW_EACH (l, C_measures_regime_id, law_cell(l, C_programmes_regime_id, p), m) {
            capias_str measure = law_cell(l, C_measures_measure, m);
            capias_str scope = law_cell(l, C_programmes_scope, p);
            uint32_t act = law_next(l, C_acts_measure, measure, 0);
            if (act == CPS_NONE || !law_has(l, C_programmes_measures, p, measure)) continue;
            if (scope.n && !law_eq(l, C_measures_scope, m, scope)) continue;
            if (!it->person && law_is(l, C_acts_act, act, "deny_entry")) continue;
            bool exemption = law_is(l, C_acts_shown, act, "exemption"), taken = it->measures.n == 0;
            capias_str rest = it->measures, piece;
            while (!taken && rest.n && cps_str_split(&rest, ';', &piece))
                taken = cps_str_eq(piece, measure);
            if (taken || exemption) CPS_TRY(law_add_pair(k, instrument, m, false, err));
        }
    }
    return CAPIAS_OK;
}

static capias_status listing_pairs(struct law_case *k, const struct listing *it, capias_error *err)
{
    capias_str rest = it->programmes, programme;
    while (rest.n && cps_str_split(&rest, ';', &programme))
        CPS_TRY(programme_pairs(k, it, programme, err));
    return CAPIAS_OK;
}

/* ---- rows of links ------------------------------------------------------------------------- */

static capias_status add_link(struct law_case *k, uint32_t row, capias_error *err)
{
    const struct law *l = &k->l;
    if (law_known(l, k->q->known, C_links_listed, row) == LAW_NO) return CAPIAS_OK;
    struct law_instrument it = {.kind = LAW_LISTING,
                                .row = row,
                                .id = law_cell(l, C_links_entity_id, row),
                                .situation = CPS_NONE,
                                .probable = !law_is(l, C_links_status, row, "certain")};
    it.live = law_within(l, k->q->on, C_links_listed, C_links_delisted, row);
    if (law_empty(l, C_links_listed, row)) it.live = law_and(it.live, LAW_MAYBE);
    struct listing listing = {.dataset = law_cell(l, C_links_dataset, row),
                              .programmes = law_cell(l, C_links_programme, row),
                              .measures = law_cell(l, C_links_measures, row),
                              .person = true};
    it.story = law_text(l, "listed by %.*s on %.*s, programme %.*s%s", CPS_FMT(listing.dataset),
                        CPS_FMT(law_cell(l, C_links_listed, row)), CPS_FMT(listing.programmes),
                        it.probable ? "; that this is the same person is only probable" : "");
    if (it.live == LAW_NO) return CAPIAS_OK;
    CPS_TRY(law_add_instrument(k, it, err));
    return listing_pairs(k, &listing, err);
}

/* ---- listings that the register holds ------------------------------------------------------ */

static bool source_day(const struct law_case *k, uint32_t segment, capias_str dataset,
                       struct cps_span *out)
{
    const struct cps_segment *seg = cps_register_segment(k->reg, segment);
    for (size_t i = 0; i < cps_segment_sources(seg); i++) {
        capias_source source;
        if (cps_segment_source(seg, i, &source) && cps_str_eq(source.name, dataset))
            return cps_date_parse(source.as_of, out);
    }
    return false;
}

struct facts {
    capias_str dataset, listed, delisted, where;
    struct law_list programmes;
};

static void gather(const struct law *l, const capias_statement *s, size_t n, struct facts *f)
{
    for (size_t i = 0; i < n; i++) {
        if (!f->where.n) f->where = s[i].where, f->dataset = s[i].dataset;
        if (cps_str_is(s[i].property, "programId")) law_say(l, &f->programmes, s[i].value);
        else if (cps_str_is(s[i].property, "listingDate") && !f->listed.n) f->listed = s[i].value;
        else if (cps_str_is(s[i].property, "endDate")) f->delisted = s[i].value;
    }
}

/* Listed on those days, as far as was known: from the day of listing, else from that of the list.
 */
static enum law_tri listed_on(const struct law_case *k, const struct facts *f, uint32_t segment)
{
    struct cps_span from, until, knew = {k->q->known, k->q->known + 1};
    bool dated = cps_date_parse(f->listed, &from), whole = dated;
    if (!dated) dated = source_day(k, segment, f->dataset, &from);
    if (!dated) return LAW_MAYBE;
    if (whole && law_begun(knew, from) == LAW_NO) return LAW_NO;
    enum law_tri in = law_begun(k->q->on, from);
    if (!whole && in == LAW_NO) in = LAW_MAYBE; /* it may have been listed long before */
    if (cps_date_parse(f->delisted, &until) && law_begun(knew, until) != LAW_NO)
        in = law_and(in, law_not(law_begun(k->q->on, until)));
    return in;
}

static capias_status add_held(struct law_case *k, struct cps_entity_ref ref, bool person,
                              capias_error *err)
{
    const struct law *l = &k->l;
    struct cps_entity entity;
    const capias_statement *statements;
    struct facts f = {0};
    size_t n;
    if (!cps_entity_get(k->reg, ref, &entity)) return CAPIAS_OK;
    if (entity.schema != cps_schema_find(CPS_STR("Sanction"))) return CAPIAS_OK;
    CPS_TRY(cps_entity_read(k->reg, ref, l->arena, &statements, &n, err));
    gather(l, statements, n, &f);
    struct law_instrument it = {.kind = LAW_LISTING,
                                .row = CPS_NONE,
                                .id = entity.id,
                                .where = f.where,
                                .situation = CPS_NONE,
                                .live = listed_on(k, &f, ref.segment)};
    if (it.live == LAW_NO || f.programmes.n == 0) return CAPIAS_OK;
    if (!cps_date_parse(f.listed, &it.listed)) it.listed = (struct cps_span){0};
    if (!cps_date_parse(f.delisted, &it.delisted)) it.delisted = (struct cps_span){0};
    it.story = law_text(l, "listed by %.*s%s%.*s, programme %.*s", CPS_FMT(f.dataset),
                        f.listed.n ? " on " : "", CPS_FMT(f.listed),
                        CPS_FMT(law_joined(l, &f.programmes)));
    CPS_TRY(law_add_instrument(k, it, err));
    struct listing listing = {.dataset = f.dataset, .person = person};
    for (size_t i = 0; i < f.programmes.n; i++)
        CPS_TRY(programme_pairs(k, &listing, f.programmes.v[i], err));
    return CAPIAS_OK;
}

/* Whom a state need not refuse. */
static capias_status read_nationalities(struct law_case *k, struct cps_entity_ref ref,
                                        capias_error *err)
{
    const capias_statement *s;
    size_t n;
    CPS_TRY(cps_entity_read(k->reg, ref, k->l.arena, &s, &n, err));
    cps_state *states = CPS_TAKE(k->l.arena, cps_state, n);
    if (!states) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        if (!cps_str_is(s[i].property, "nationality") && !cps_str_is(s[i].property, "citizenship"))
            continue;
        cps_state state = cps_state_code(s[i].value);
        if (state) states[k->n_nationalities++] = state;
    }
    k->nationalities = states;
    return CAPIAS_OK;
}

bool law_national(const struct law_case *k, cps_state state)
{
    if (k->person != CPS_NONE) return law_state(&k->l, C_persons_nationality, k->person) == state;
    for (size_t i = 0; i < k->n_nationalities; i++)
        if (k->nationalities[i] == state) return true;
    return false;
}

static capias_status held_listings(struct law_case *k, struct cps_entity_ref ref, capias_error *err)
{
    struct cps_entity entity;
    const struct cps_entity_ref *near;
    size_t n;
    if (!cps_entity_get(k->reg, ref, &entity)) return CAPIAS_OK;
    k->id = entity.id;
    k->name = entity.caption;
    bool person = cps_schema_is_a(entity.schema, cps_schema_find(CPS_STR("Person")));
    CPS_TRY(read_nationalities(k, ref, err));
    CPS_TRY(cps_entity_adjacent(k->reg, ref, k->l.arena, &near, &n, err));
    for (size_t i = 0; i < n; i++) CPS_TRY(add_held(k, near[i], person, err));
    return CAPIAS_OK;
}

/* ---- notices ------------------------------------------------------------------------------- */

static capias_status add_notice(struct law_case *k, uint32_t row, capias_error *err)
{
    const struct law *l = &k->l;
    if (law_known(l, k->q->known, C_notices_published, row) == LAW_NO) return CAPIAS_OK;
    struct law_instrument it = {.kind = LAW_NOTICE,
                                .row = row,
                                .id = law_cell(l, C_notices_id, row),
                                .situation = CPS_NONE};
    it.live = law_within(l, k->q->on, C_notices_published, C_notices_withdrawn, row);
    it.story = law_text(l, "published on %.*s; withdrawal not known; %.*s",
                        CPS_FMT(law_cell(l, C_notices_published, row)),
                        CPS_FMT(law_cell(l, C_notices_note, row)));
    if (it.live == LAW_NO) return CAPIAS_OK;
    CPS_TRY(law_add_instrument(k, it, err));
    LAW_EACH (l, C_measures_regime_id, law_cell(l, C_notices_regime_id, row), m)
        CPS_TRY(law_add_pair(k, (uint32_t)k->n_instruments - 1, m, false, err));
    return CAPIAS_OK;
}

/* A notice serves a warrant: once no warrant is in force nobody is looked for. */
static bool any_warrant_live(const struct law_case *k)
{
    for (size_t i = 0; i < k->n_instruments; i++)
        if (k->instruments[i].kind == LAW_WARRANT && k->instruments[i].live != LAW_NO) return true;
    return false;
}

/* ---- who it is about ----------------------------------------------------------------------- */

/* The id of a listing that is certainly a person's of the tables stands for the person. */
static capias_str person_of(const struct law *l, capias_str id)
{
    LAW_EACH (l, C_links_entity_id, id, row)
        if (law_is(l, C_links_status, row, "certain")) return law_cell(l, C_links_person_id, row);
    return id;
}

capias_status law_case_open(struct law_case *k, capias_error *err)
{
    const struct law *l = &k->l;
    struct cps_entity_ref ref;
    k->id = person_of(l, k->q->person);
    k->person = law_next(l, C_persons_id, k->id, 0);
    if (k->person == CPS_NONE) {
        if (k->reg && cps_entity_find(k->reg, k->id, &ref)) return held_listings(k, ref, err);
        (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "'%.*s' is nobody the register knows",
                       CPS_FMT(k->id));
        cps_hint(err, "ids are those of search results and of the table of persons");
        return CAPIAS_E_NOT_FOUND;
    }
    k->name = law_cell(l, C_persons_name, k->person);
    LAW_EACH (l, C_warrants_person_id, k->id, row) CPS_TRY(law_add_warrant(k, row, err));
    if (any_warrant_live(k)) {
        LAW_EACH (l, C_notices_person_id, k->id, row) CPS_TRY(add_notice(k, row, err));
    }
    LAW_EACH (l, C_links_person_id, k->id, row) CPS_TRY(add_link(k, row, err));
    return law_collect_requests(k, err);
}
