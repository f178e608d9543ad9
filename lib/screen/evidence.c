/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/evidence.c: birth date, country, gender and identifier of a query against an entity's.
 *
 * In    cleaned fields of the query; spans, states and hashes of the index.
 * Out   one finding a field, worth what the names model says (cps_evidence_weight).
 *
 * Lists hold ranges, years, several dates: every listed date is compared as an interval, and the
 * one that speaks most for the entity counts. 1 January is how lists write "the year is all we know". A
 * field that either side lacks says nothing.
 */
#include "screen/evidence.h"

capias_status cps_facts_init(struct cps_facts *f, const struct cps_query *q,
                             struct cps_arena *arena, capias_error *err)
{
    *f = (struct cps_facts){.born = q->born};
    f->country = cps_state_code(q->country);
    if (f->country == 0) f->country = cps_state_from_name(q->country);
    f->gender = cps_gender_code_of(cps_gender(q->gender));
    if (f->born.from != f->born.until) f->most += cps_evidence_weight(CPS_EV_BIRTH_SAME_DAY);
    if (f->country != 0) f->most += cps_evidence_weight(CPS_EV_COUNTRY_SAME);
    return cps_facts_numbers(f, q, arena, err);
}

/* ---- birth dates ---------------------------------------------------------------------------- */

static bool is_day(struct cps_span s)
{
    return s.until - s.from == 1;
}

struct ymd {
    int year, month, day;
};

static struct ymd split(cps_day d)
{
    struct ymd r;
    cps_day_split(d, &r.year, &r.month, &r.day);
    return r;
}

/* Digits that differ between two numbers written with as many places. */
static unsigned digits_apart(int a, int b)
{
    unsigned n = 0;
    for (; a != 0 || b != 0; a /= 10, b /= 10) n += a % 10 != b % 10;
    return n;
}

/* One slip of the hand between two days: day and month swapped, or one digit wrong. */
static bool is_slip(struct ymd a, struct ymd b)
{
    if (a.year == b.year && a.month == b.day && a.day == b.month) return true;
    return digits_apart(a.year, b.year) + digits_apart(a.month, b.month) +
               digits_apart(a.day, b.day) == 1;
}

/* 1 January stands for its year. */
static struct cps_span widen(struct cps_span s)
{
    struct ymd d = split(s.from);
    cps_day until;
    if (is_day(s) && d.month == 1 && d.day == 1 && cps_day_make(d.year + 1, 1, 1, &until))
        s.until = until;
    return s;
}

enum cps_evidence cps_births_compare(struct cps_span asked, struct cps_span listed)
{
    struct cps_span a = widen(asked), b = widen(listed);
    bool days = is_day(a) && is_day(b);
    if (days && a.from == b.from) return CPS_EV_BIRTH_SAME_DAY;
    if (a.from < b.until && b.from < a.until) return CPS_EV_BIRTH_SAME_YEAR;
    struct ymd x = split(a.from), y = split(b.from);
    if (days && is_slip(x, y))
        return x.year == y.year && x.month == y.month ? CPS_EV_BIRTH_SAME_YEAR : CPS_EV_BIRTH_NEAR;
    if (days && x.year == y.year) return CPS_EV_BIRTH_NEAR;
    /* Between the end of the earlier span and the beginning of the later one. */
    cps_day gap = a.from >= b.until ? a.from - b.until : b.from - a.until;
    if (gap < 366) return CPS_EV_BIRTH_NEAR;
    return gap < 2 * 366 ? CPS_EV_N : CPS_EV_BIRTH_CONFLICT;
}

static int32_t weight(enum cps_evidence e)
{
    return e == CPS_EV_N ? 0 : cps_evidence_weight(e);
}

static void find_birth(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                       struct cps_finding *out)
{
    struct cps_range r = cps_index_births_of(x, entity);
    if (f->born.from >= f->born.until) return;
    for (uint32_t i = r.from; i < r.until; i++) {
        if (x->births[i].from >= x->births[i].until) continue;
        enum cps_evidence e = cps_births_compare(f->born, x->births[i]);
        if (i != r.from && weight(e) <= weight(out->kind)) continue;
        out->kind = e;
        out->born = x->births[i];
    }
}

/* ---- the others ----------------------------------------------------------------------------- */

static void find_country(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                         struct cps_finding *out)
{
    struct cps_range r = cps_index_countries_of(x, entity);
    if (f->country == 0 || r.from == r.until) return;
    out->kind = CPS_EV_COUNTRY_CONFLICT;
    for (uint32_t i = r.from; i < r.until; i++)
        if (x->countries[i] == f->country) out->kind = CPS_EV_COUNTRY_SAME;
}

static void find_gender(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                        struct cps_finding *out)
{
    uint8_t listed = entity < x->n_features ? x->features[entity].gender : CPS_GENDER_UNKNOWN;
    bool both = (listed == CPS_GENDER_MALE || listed == CPS_GENDER_FEMALE) &&
                (f->gender == CPS_GENDER_MALE || f->gender == CPS_GENDER_FEMALE);
    if (both && listed != f->gender) out->kind = CPS_EV_GENDER_CONFLICT;
}

/* Another number of a kind that each party has one of (LEI, IMO number) contradicts; of other kinds
 * one party may have many. */
static bool is_single(uint8_t kind)
{
    return kind == CPS_ID_LEI || kind == CPS_ID_IMO;
}

/* Letters that were not said to be a number are one where such numbers are letters: "EP-GOM". */
static bool is_same(const struct cps_asked *a, const struct cps_identifier_row *listed)
{
    if (a->hash != listed->hash) return false;
    return a->given || !a->letters || listed->kind == CPS_ID_CALL_SIGN ||
           listed->kind == CPS_ID_BIC || listed->kind == CPS_ID_REGISTRATION;
}

bool cps_has_asked(const struct cps_index *x, uint32_t entity, const struct cps_facts *f)
{
    if (f->n_asked == 0) return false;
    struct cps_range r = cps_index_identifiers_of(x, entity);
    for (uint32_t i = r.from; i < r.until; i++)
        for (unsigned k = 0; k < f->n_asked; k++)
            if (is_same(&f->asked[k], &x->identifiers[i])) return true;
    return false;
}

/* The number that says most; the same one stands for its label's kind where it has one. */
static void find_identifier(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                            struct cps_finding *out)
{
    if (f->n_asked == 0) return;
    struct cps_range r = cps_index_identifiers_of(x, entity);
    for (uint32_t i = r.from; i < r.until; i++) {
        const struct cps_identifier_row *listed = &x->identifiers[i];
        for (unsigned k = 0; k < f->n_asked; k++) {
            const struct cps_asked *a = &f->asked[k];
            bool same = is_same(a, listed);
            if (!same && !(a->given && is_single(a->kind) && a->kind == listed->kind)) continue;
            int32_t w = same ? a->worth : cps_evidence_weight(CPS_EV_ID_CONFLICT);
            if (same && a->labelled && a->kind == listed->kind)
                w += cps_evidence_weight(CPS_EV_ID_TYPE);
            if (same && (f->nameless || (a->whole && !a->given)))
                w += cps_evidence_weight(CPS_EV_ID_ALONE);
            if (out->kind != CPS_EV_N && w <= out->weight) continue;
            *out = (struct cps_finding){.kind = same ? CPS_EV_ID_SAME : CPS_EV_ID_CONFLICT,
                                        .weight = w, .asked = k, .listed = i};
        }
    }
}

void cps_evidence_find(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                       struct cps_finding out[CPS_FIELDS])
{
    for (unsigned i = 0; i < CPS_FIELDS; i++) out[i] = (struct cps_finding){.kind = CPS_EV_N};
    find_birth(x, entity, f, &out[CPS_FIELD_BIRTH]);
    find_country(x, entity, f, &out[CPS_FIELD_COUNTRY]);
    find_gender(x, entity, f, &out[CPS_FIELD_GENDER]);
    for (unsigned i = 0; i < CPS_FIELD_ID; i++) out[i].weight = weight(out[i].kind);
    find_identifier(x, entity, f, &out[CPS_FIELD_ID]);
}

int32_t cps_evidence_sum(const struct cps_index *x, uint32_t entity, const struct cps_facts *f,
                         bool *certain)
{
    struct cps_finding findings[CPS_FIELDS];
    cps_evidence_find(x, entity, f, findings);
    int32_t sum = 0;
    for (unsigned i = 0; i < CPS_FIELDS; i++) sum += findings[i].weight;
    const struct cps_finding *id = &findings[CPS_FIELD_ID];
    if (certain != NULL)
        *certain = id->kind == CPS_EV_ID_SAME &&
                   f->asked[id->asked].worth >= cps_evidence_weight(CPS_EV_ID_SAME);
    return sum;
}
