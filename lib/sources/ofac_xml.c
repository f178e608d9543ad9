/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_xml.c: OFAC's advanced XML, the whole SDN or consolidated list in one file.
 *
 *   Sanctions
 *     DateOfIssue
 *     ReferenceValueSets      what every ...ID further down means; nothing is known by its number here
 *     Locations               addresses, and states as nationalities
 *     IDRegDocuments          passports, registrations; IdentityID says whose
 *     DistinctParties         names, features; VersionLocation points to a location
 *     ProfileRelationships    ties between parties
 *     SanctionsEntries        lists, days, legal bases, programmes, measures
 *
 * Everything is scattered by id, and what is pointed to always comes first. So locations and documents
 * are kept in their short form, parties are said as they come, and of them only numbers and names stay.
 * Source  ADVANCED_XML.xsd of the Sanctions List Service; the UN's model for sanctions lists 1.0. */
#include <stdio.h>

#include "sources/ofac_xml.h"

#define RECORD_DEPTH 3

/* ---- reference values ------------------------------------------------------------------------ */

static capias_str key_of(char buffer[128], const char *set, capias_str id)
{
    int n = snprintf(buffer, 128, "%s/%.*s", set, id.n < 64 ? (int)id.n : 64, id.n ? id.p : "");
    return (capias_str){buffer, n > 0 ? (size_t)n : 0};
}

static capias_str kept(struct ofac_xml *x, capias_str s)
{
    capias_str copy = s.n ? cps_arena_copy(&x->import->keep, s) : (capias_str){0};
    if (s.n && !copy.p) x->import->out_of_memory = true;
    return copy;
}

/* A set of values: <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType>... */
static capias_status on_values(struct ofac_xml *x, const struct cps_xml_node *set, capias_error *err)
{
    static const char *const more[] = {"PartyTypeID", "ScriptCode", "LegalBasisShortRef"};
    for (const struct cps_xml_node *v = set->first; v; v = v->next) {
        char name[48], buffer[128];
        size_t n = v->name.n < sizeof name - 1 ? v->name.n : sizeof name - 1;
        memcpy(name, v->name.p, n);
        name[n] = '\0';
        struct ofac_value value = {.text = kept(x, v->text)};
        for (size_t i = 0; i < sizeof more / sizeof *more && !value.more.n; i++)
            value.more = kept(x, cps_xml_get(v, more[i]));
        uint32_t number = cps_intern_add(&x->keys, key_of(buffer, name, cps_xml_get(v, "ID")));
        if (number == CPS_NONE || (number == x->values.n && !CPS_PUSH(&x->values, value)))
            return cps_fail_memory(err);
    }
    return CAPIAS_OK;
}

struct ofac_value ofac_xml_value(struct ofac_xml *x, const char *set, const struct cps_xml_node *node,
                                 const char *attribute)
{
    char buffer[128];
    capias_str id = cps_xml_get(node, attribute);
    uint32_t number = cps_intern_find(&x->keys, key_of(buffer, set, id));
    if (number < x->values.n) return x->values.v[number];
    if (id.n) ofac_xml_unknown(x, node, "reference", key_of(buffer, set, id));
    return (struct ofac_value){0};
}

capias_str ofac_xml_known(capias_str text)
{
    bool nothing = cps_str_is(text, "Unknown") || cps_str_eq_nocase(text, CPS_STR("undetermined"));
    return nothing ? (capias_str){0} : text;
}

void ofac_xml_unknown(struct ofac_xml *x, const struct cps_xml_node *node, const char *kind,
                      capias_str name)
{
    char text[160];
    int n = snprintf(text, sizeof text, "%s '%.*s'", kind, CPS_SHOWN(name));
    if (n < 0) return;
    size_t before = x->told.strings.n;
    uint32_t number = cps_intern_add(&x->told, cps_str(text));
    if (number == CPS_NONE) x->import->out_of_memory = true;
    else if (number == before)
        cps_warn(x->import, 0, node->line, "told once; what can be kept of it is kept as a note",
                 "%s is not known to this reader", text);
}

/* ---- dates ----------------------------------------------------------------------------------- */

static int number_of(const struct cps_xml_node *parent, const char *name)
{
    const struct cps_xml_node *node = cps_xml_child(parent, name);
    uint64_t n;
    return node && cps_str_u64(node->text, &n) && n < 10000 ? (int)n : 0;
}

/* <From> or <To>, or an entry's <Date>: a day; without a month or a day, the year or month. */
static bool read_day(const struct cps_xml_node *node, struct cps_span *out)
{
    int year = number_of(node, "Year"), month = number_of(node, "Month"), day = number_of(node, "Day");
    char iso[24];
    if (!node || !year) return false;
    (void)snprintf(iso, sizeof iso, month && day ? "%04d-%02d-%02d" : month ? "%04d-%02d" : "%04d",
                   year, month, day);
    return cps_date_parse(cps_str(iso), out);
}

capias_str ofac_xml_period(struct ofac_xml *x, const struct cps_xml_node *period)
{
    const struct cps_xml_node *start = cps_xml_child(period, "Start"),
                              *end = cps_xml_child(period, "End");
    struct cps_span from, to;
    char iso[24];
    if (!read_day(cps_xml_child(start, "From"), &from)) return (capias_str){0};
    if (!read_day(cps_xml_child(end ? end : start, "To"), &to) || to.until < from.until) to = from;
    struct cps_span span = {from.from, to.until};
    capias_str text = cps_date_format(span, iso);
    size_t dots = cps_str_find(text, CPS_STR(".."), 0);
    bool circa = cps_str_is(cps_xml_get(start, "Approximate"), "true");
    capias_str first = cps_str_sub(text, 0, dots),
               last = dots == SIZE_MAX ? (capias_str){0} : cps_str_sub(text, dots + 2, text.n);
    capias_str words = cps_arena_printf(&x->import->record, "%s%.*s%s%.*s", circa ? "circa " : "",
                                        CPS_FMT(first), last.n ? " to " : "", (int)last.n,
                                        last.n ? last.p : "");
    if (!words.p) x->import->out_of_memory = true;
    return words;
}

/* ---- locations ------------------------------------------------------------------------------- */

/* The value of a part that is the primary one, or the one beside it in another script. */
static capias_str part_value(const struct cps_xml_node *part, bool primary)
{
    for (const struct cps_xml_node *v = part->first; v; v = v->next) {
        const struct cps_xml_node *value = cps_xml_child(v, "Value");
        if (value && cps_str_is(cps_xml_get(v, "Primary"), "true") == primary) return value->text;
    }
    return (capias_str){0};
}

static const char *const part_order[] = {"ADDRESS1", "ADDRESS2", "ADDRESS3",
                                         "CITY",     "STATE/PROVINCE", "POSTAL CODE"};
enum { N_PARTS = sizeof part_order / sizeof *part_order, STATE = 4, POSTAL = 5 };

struct place_parts {
    capias_str part[N_PARTS], region, whole;
    bool any;
};

static void read_parts(struct ofac_xml *x, const struct cps_xml_node *location, bool primary,
                       struct place_parts *out)
{
    *out = (struct place_parts){0};
    for (const struct cps_xml_node *p = location->first; p; p = p->next) {
        if (!cps_str_is(p->name, "LocationPart")) continue;
        capias_str value = part_value(p, primary);
        capias_str type = ofac_xml_value(x, "LocPartType", p, "LocPartTypeID").text;
        bool known = false;
        if (!value.n) continue;
        out->any = true;
        for (size_t i = 0; i < N_PARTS; i++)
            if (cps_str_is(type, part_order[i])) out->part[i] = value, known = true;
        if (cps_str_is(type, "REGION")) out->region = value, known = true;
        if (cps_str_is(type, "Unknown")) out->whole = value, known = true;
        if (known) continue;
        ofac_xml_unknown(x, p, "part of a location", type);
        capias_str both[] = {out->part[0], value};
        out->part[0] = cps_join(x->import, ", ", both, 2);
    }
}

static capias_str address_of(struct ofac_xml *x, struct place_parts *p, capias_str state)
{
    /* "Culiacan, Sinaloa 80000, Mexico" */
    capias_str end[] = {p->part[STATE], p->part[POSTAL]};
    capias_str pieces[] = {p->part[0], p->part[1], p->part[2], p->part[3],
                           cps_join(x->import, " ", end, 2), p->whole, state};
    return cps_join(x->import, ", ", pieces, sizeof pieces / sizeof *pieces);
}

static capias_status on_location(struct ofac_xml *x, const struct cps_xml_node *node,
                                 capias_error *err)
{
    const struct cps_xml_node *country = cps_xml_child(node, "LocationCountry");
    struct place_parts parts, native;
    capias_str region = {0}, state = {0};
    read_parts(x, node, true, &parts);
    read_parts(x, node, false, &native);
    if (country) state = ofac_xml_known(ofac_xml_value(x, "Country", country, "CountryID").text);
    if (parts.region.n) {
        region = cps_arena_printf(&x->import->record, "Region: %.*s", CPS_FMT(parts.region));
        if (!region.p) return cps_fail_memory(err);
    }
    parts.whole = ofac_xml_known(parts.whole);
    if (!state.n) state = region.n ? region : parts.whole;
    struct ofac_place place = {.state = kept(x, state)};
    place.address = kept(x, address_of(x, &parts, cps_str_eq(state, parts.whole) ? (capias_str){0}
                                                                                : state));
    if (native.any) place.native = kept(x, address_of(x, &native, (capias_str){0}));
    uint32_t number = cps_intern_add(&x->place_ids, cps_xml_get(node, "ID"));
    if (number == CPS_NONE || (number == x->places.n && !CPS_PUSH(&x->places, place)))
        return cps_fail_memory(err);
    return CAPIAS_OK;
}

const struct ofac_place *ofac_xml_place(const struct ofac_xml *x, capias_str id)
{
    uint32_t number = cps_intern_find(&x->place_ids, id);
    return number < x->places.n ? &x->places.v[number] : NULL;
}

/* ---- documents ------------------------------------------------------------------------------- */

static void read_document_dates(struct ofac_xml *x, const struct cps_xml_node *node,
                                struct cps_document *d)
{
    for (const struct cps_xml_node *c = node->first; c; c = c->next) {
        if (!cps_str_is(c->name, "DocumentDate")) continue;
        capias_str type = ofac_xml_value(x, "IDRegDocDateType", c, "IDRegDocDateTypeID").text;
        const struct cps_xml_node *period = cps_xml_child(c, "DatePeriod");
        capias_str day = period ? kept(x, ofac_xml_period(x, period)) : (capias_str){0};
        if (cps_str_is(type, "Issue Date")) d->issued = day;
        else if (cps_str_is(type, "Expiration Date")) d->expires = day;
        else ofac_xml_unknown(x, c, "date of a document", type);
    }
}

/* What no field of a document holds: where it was issued, that it is false, the comment. */
static capias_str document_note(struct ofac_xml *x, const struct cps_xml_node *node)
{
    const struct cps_xml_node *comment = cps_xml_child(node, "Comment");
    const struct ofac_place *in = ofac_xml_place(x, cps_xml_get(node, "IssuedIn-LocationID"));
    capias_str validity = ofac_xml_value(x, "Validity", node, "ValidityID").text;
    capias_str issued = in && in->address.n
                            ? cps_arena_printf(&x->import->record, "issued in %.*s", CPS_FMT(in->address))
                            : (capias_str){0};
    capias_str pieces[] = {cps_str_is(validity, "Valid") ? (capias_str){0} : validity, issued,
                           comment ? comment->text : (capias_str){0}};
    return kept(x, cps_join(x->import, "; ", pieces, 3));
}

static capias_status on_document(struct ofac_xml *x, const struct cps_xml_node *node,
                                 capias_error *err)
{
    const struct cps_xml_node *number = cps_xml_child(node, "IDRegistrationNo"),
                              *authority = cps_xml_child(node, "IssuingAuthority");
    capias_str holder = cps_xml_get(node, "IdentityID");
    if (!number || !number->text.n || !holder.n) {
        cps_reject(x->import, 0, node->line, "this document is left out", "a document without %s",
                   holder.n ? "a number" : "a holder");
        return CAPIAS_OK;
    }
    struct ofac_paper paper = {.line = node->line, .next = CPS_NONE};
    struct cps_document *d = &paper.document;
    capias_str country = cps_xml_get(node, "IssuedBy-CountryID").n
                             ? ofac_xml_known(ofac_xml_value(x, "Country", node, "IssuedBy-CountryID").text)
                             : (capias_str){0};
    d->kind = ofac_xml_value(x, "IDRegDocType", node, "IDRegDocTypeID").text;
    if (!d->kind.n) d->kind = CPS_STR("Document");
    d->number = kept(x, number->text);
    d->country = cps_ofac_state(country);
    if (authority) d->authority = kept(x, authority->text);
    read_document_dates(x, node, d);
    d->note = document_note(x, node);
    uint32_t h = cps_intern_add(&x->holder_ids, holder), none = CPS_NONE;
    if (h == CPS_NONE || (h == x->holders.n && !CPS_PUSH(&x->holders, none)))
        return cps_fail_memory(err);
    uint32_t *link = &x->holders.v[h];
    while (*link != CPS_NONE) link = &x->papers.v[*link].next; /* keep their order: a few each */
    *link = (uint32_t)x->papers.n;
    return CPS_PUSH(&x->papers, paper) ? CAPIAS_OK : cps_fail_memory(err);
}

/* ---- ties ------------------------------------------------------------------------------------ */

/* What a relation is in FollowTheMoney's terms. It is an UnknownLink where the parties do not fit. */
static const struct relation {
    const char *type, *schema, *from, *to, *from_kind, *to_kind;
} relations[] = {
    {"Owned or Controlled By", "Ownership", "asset", "owner", "Thing", "LegalEntity"},
    {"Property in the interest of", "Ownership", "asset", "owner", "Thing", "LegalEntity"},
    {"Owns, controls, or operates", "Ownership", "owner", "asset", "LegalEntity", "Thing"},
    {"Acting for or on behalf of", "Representation", "agent", "client", "LegalEntity", "LegalEntity"},
    {"Leader or official of", "Directorship", "director", "organization", "LegalEntity", "Organization"},
    {"Principal Executive Officer", "Directorship", "director", "organization", "LegalEntity",
     "Organization"},
    {"playing a significant role in", "Membership", "member", "organization", "LegalEntity",
     "Organization"},
    {"Family member of", "Family", "person", "relative", "Person", "Person"},
    {"Associate Of", "Associate", "person", "associate", "Person", "Person"},
};
static const struct relation any_relation = {NULL, "UnknownLink", "subject", "object", "Thing", "Thing"};

static const struct cps_ofac_known *party_of(struct ofac_xml *x, const struct cps_xml_node *node,
                                             const char *attribute)
{
    capias_str id = cps_xml_get(node, attribute);
    uint32_t i = cps_intern_find(&x->profile_ids, id);
    const struct cps_ofac_known *party =
        i < x->profiles.n ? cps_ofac_list_find(&x->list, x->profiles.v[i]) : NULL;
    if (!party)
        cps_reject(x->import, 0, node->line, "this one is left out: is the file cut short?",
                   "no party has the profile '%.*s'", CPS_SHOWN(id));
    return party;
}

static bool is_a(cps_schema schema, const char *ancestor)
{
    return cps_schema_is_a(schema, cps_schema_find(cps_str(ancestor)));
}

static const struct relation *relation_of(capias_str type, cps_schema from, cps_schema to)
{
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (cps_str_is(type, relations[i].type) && is_a(from, relations[i].from_kind) &&
            is_a(to, relations[i].to_kind))
            return &relations[i];
    return &any_relation;
}

static capias_status say_period(const struct cps_subject *s, struct ofac_xml *x,
                                const struct cps_xml_node *period, capias_error *err)
{
    static const char *const ends[][2] = {{"Start", "startDate"}, {"End", "endDate"}};
    for (size_t i = 0; i < 2; i++) {
        struct cps_span day;
        char iso[24];
        const struct cps_xml_node *end = cps_xml_child(period, ends[i][0]);
        if (!read_day(cps_xml_child(end, i == 0 ? "From" : "To"), &day)) continue;
        CPS_TRY(cps_say(s, ends[i][1], cps_date_format(day, iso), (capias_str){0}, err));
    }
    (void)x;
    return CAPIAS_OK;
}

static capias_status on_relation(struct ofac_xml *x, const struct cps_xml_node *node,
                                 capias_error *err)
{
    const struct cps_ofac_known *from = party_of(x, node, "From-ProfileID"),
                                *to = from ? party_of(x, node, "To-ProfileID") : NULL;
    if (!to) return CAPIAS_OK;
    capias_str type = ofac_xml_value(x, "RelationType", node, "RelationTypeID").text,
               quality = ofac_xml_value(x, "RelationQuality", node, "RelationQualityID").text;
    const struct relation *r = relation_of(type, from->schema, to->schema);
    struct cps_ofac_tie tie = {.from = from->number, .to = to->number, .schema = r->schema,
                               .from_property = r->from, .to_property = r->to, .line = node->line};
    struct cps_subject s;
    CPS_TRY(cps_ofac_list_say_tie(&x->list, &tie, &s, err));
    CPS_TRY(cps_say(&s, cps_subject_has(&s, "role") ? "role" : "relationship", type, (capias_str){0}, err));
    CPS_TRY(cps_say(&s, "recordId", cps_xml_get(node, "ID"), (capias_str){0}, err));
    bool former = cps_str_is(cps_xml_get(node, "Former"), "true");
    capias_str hedges[] = {former ? CPS_STR("former") : (capias_str){0},
                           cps_str_is(quality, "Low") || cps_str_is(quality, "High")
                               ? cps_arena_printf(&x->import->record, "confidence: %.*s", CPS_FMT(quality))
                               : (capias_str){0}};
    CPS_TRY(cps_say(&s, "description", cps_join(x->import, "; ", hedges, 2), (capias_str){0}, err));
    for (const struct cps_xml_node *c = node->first; c; c = c->next) {
        if (cps_str_is(c->name, "Comment"))
            CPS_TRY(cps_say(&s, "summary", c->text, (capias_str){0}, err));
        else if (cps_str_is(c->name, "DatePeriod")) CPS_TRY(say_period(&s, x, c, err));
        else ofac_xml_unknown(x, c, "element of a relation", c->name);
    }
    return CAPIAS_OK;
}

/* ---- entries on lists ------------------------------------------------------------------------ */

static capias_status say_event(struct ofac_xml *x, const struct cps_subject *listing,
                               const struct cps_xml_node *event, capias_error *err)
{
    capias_str type = ofac_xml_value(x, "EntryEventType", event, "EntryEventTypeID").text;
    struct cps_span day;
    char iso[24];
    bool created = cps_str_is(type, "Created");
    if (!created) ofac_xml_unknown(x, event, "event of an entry", type);
    for (const struct cps_xml_node *c = event->first; c; c = c->next) {
        if (cps_str_is(c->name, "Date")) {
            if (created && read_day(c, &day))
                CPS_TRY(cps_say(listing, "listingDate", cps_date_format(day, iso), (capias_str){0}, err));
        } else if (cps_str_is(c->name, "Comment")) {
            CPS_TRY(cps_say(listing, "summary", c->text, (capias_str){0}, err));
        } else {
            ofac_xml_unknown(x, c, "element of an event", c->name);
        }
    }
    struct ofac_value basis = ofac_xml_value(x, "LegalBasis", event, "LegalBasisID");
    return cps_say(listing, "reason", ofac_xml_known(basis.text.n ? basis.text : basis.more), (capias_str){0},
                   err);
}

static capias_status say_measure(struct ofac_xml *x, const struct cps_subject *listing,
                                 const struct cps_xml_node *measure, capias_error *err)
{
    capias_str type = ofac_xml_value(x, "SanctionsType", measure, "SanctionsTypeID").text;
    const struct cps_xml_node *comment = cps_xml_child(measure, "Comment"),
                              *period = cps_xml_child(measure, "DatePeriod");
    capias_str text = comment ? comment->text : (capias_str){0};
    if (cps_str_is(type, "Program")) return cps_say(listing, "programId", text, (capias_str){0}, err);
    capias_str both[] = {type, text};
    CPS_TRY(cps_say(listing, "provisions", cps_join(x->import, ": ", both, 2), (capias_str){0}, err));
    return period ? say_period(listing, x, period, err) : CAPIAS_OK;
}

/* A party may stand on several lists of OFAC's. The file's own is the listing that the legacy files
 * know; the others get one each: ofac-36-listing-sectoral-sanctions-identifications-list. */
static capias_status listing_of(struct ofac_xml *x, const struct cps_ofac_party *party,
                                capias_str list, struct cps_subject *out, capias_error *err)
{
    bool sdn = cps_str_is(x->import->info->dataset, "us_ofac_sdn");
    *out = party->listing;
    if (cps_str_is(list, sdn ? "SDN List" : "Consolidated List") || !list.n) return CAPIAS_OK;
    char slug[96];
    size_t n = 0;
    for (size_t i = 0; i < list.n && n < sizeof slug - 1; i++) {
        char c = list.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug[n++] = c;
        else if (n && slug[n - 1] != '-') slug[n++] = '-';
    }
    slug[n] = '\0';
    out->id = cps_arena_printf(&x->import->record, "%.*s-%s", CPS_FMT(party->listing.id), slug);
    if (!out->id.p) return cps_fail_memory(err);
    CPS_TRY(cps_say(out, "entity", party->subject.id, (capias_str){0}, err));
    CPS_TRY(cps_say(out, "authority", CPS_STR("Office of Foreign Assets Control"), (capias_str){0}, err));
    return cps_say(out, "country", CPS_STR("us"), (capias_str){0}, err);
}

static capias_status on_entry(struct ofac_xml *x, const struct cps_xml_node *node, capias_error *err)
{
    const struct cps_ofac_known *known = party_of(x, node, "ProfileID");
    if (!known) return CAPIAS_OK;
    struct cps_ofac_party party;
    struct cps_subject listing;
    capias_str list = ofac_xml_value(x, "List", node, "ListID").text;
    CPS_TRY(cps_ofac_party(&x->list, known->number, 0, node->line, &party, err));
    CPS_TRY(listing_of(x, &party, list, &listing, err));
    CPS_TRY(cps_say(&listing, "program", list, (capias_str){0}, err));
    for (const struct cps_xml_node *c = node->first; c; c = c->next) {
        listing.line = c->line;
        if (cps_str_is(c->name, "EntryEvent")) CPS_TRY(say_event(x, &listing, c, err));
        else if (cps_str_is(c->name, "SanctionsMeasure")) CPS_TRY(say_measure(x, &listing, c, err));
        else ofac_xml_unknown(x, c, "element of an entry", c->name);
    }
    return CAPIAS_OK;
}

/* ---- the file -------------------------------------------------------------------------------- */

/* Year, Month and Day come one by one. The file's day is whole when the last of them has come. */
static capias_status on_issue(struct ofac_xml *x, const struct cps_xml_node *node, capias_error *err)
{
    struct cps_source_info *info = x->import->info;
    if (!x->issued) info->as_of = (capias_str){0}; /* --as-of is for files that do not say */
    x->issued = true;
    capias_str pieces[] = {info->as_of, node->text};
    if (node->text.n == 1) pieces[1] = cps_arena_printf(&x->import->record, "0%.*s", CPS_FMT(node->text));
    info->as_of = kept(x, cps_join(x->import, "-", pieces, 2));
    (void)err;
    return CAPIAS_OK;
}

static capias_status on_record(void *ctx, capias_str parent, const struct cps_xml_node *node,
                               capias_error *err)
{
    static const struct {
        const char *parent, *record;
        capias_status (*read)(struct ofac_xml *x, const struct cps_xml_node *node, capias_error *err);
    } sections[] = {{"Locations", "Location", on_location},
                    {"IDRegDocuments", "IDRegDocument", on_document},
                    {"DistinctParties", "DistinctParty", ofac_xml_say_party},
                    {"ProfileRelationships", "ProfileRelationship", on_relation},
                    {"SanctionsEntries", "SanctionsEntry", on_entry},
                    {"ReferenceValueSets", NULL, on_values},
                    {"DateOfIssue", NULL, on_issue}};
    struct ofac_xml *x = ctx;
    cps_import_record(x->import);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (!cps_str_is(parent, sections[i].parent)) continue;
        if (sections[i].record && !cps_str_is(node->name, sections[i].record)) continue;
        CPS_TRY(sections[i].read(x, node, err));
        return x->import->out_of_memory ? cps_fail_memory(err) : CAPIAS_OK;
    }
    ofac_xml_unknown(x, node, "record", node->name);
    return CAPIAS_OK;
}

static capias_status read_file(struct ofac_xml *x, struct cps_input *in, capias_error *err)
{
    CPS_TRY(cps_xml_records(in, RECORD_DEPTH, CPS_RECORD_MAX, on_record, x, err));
    struct cps_span day;
    if (x->issued && !cps_date_parse(x->import->info->as_of, &day)) {
        cps_warn(x->import, 0, 1, "the list counts as one without a date", "'%.*s' is no date of issue",
                 CPS_SHOWN(x->import->info->as_of));
        x->import->info->as_of = (capias_str){0};
    }
    return cps_ofac_list_say_links(&x->list, err);
}

static capias_status import_ofac_xml(struct cps_import *import, capias_error *err)
{
    struct ofac_xml x = {.import = import};
    struct cps_intern *tables[] = {&x.keys, &x.place_ids, &x.holder_ids, &x.profile_ids, &x.told};
    struct cps_input *in;
    CPS_TRY(cps_source_open(&import->files[0], &in, err));
    cps_ofac_list_init(&x.list, import, 0);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) cps_intern_init(tables[i]);
    capias_status status = read_file(&x, in, err);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) cps_intern_release(tables[i]);
    cps_ofac_list_release(&x.list);
    CPS_VEC_RELEASE(&x.values);
    CPS_VEC_RELEASE(&x.places);
    CPS_VEC_RELEASE(&x.holders);
    CPS_VEC_RELEASE(&x.papers);
    CPS_VEC_RELEASE(&x.profiles);
    if (status == CAPIAS_OK) return cps_source_finish(&import->files[0], in, err);
    cps_input_close(in);
    return status;
}

/* The file lists the programmes that it uses. Where most of them stand outside the SDN list, it is the
 * consolidated one; as in the legacy files, where the rows are counted. */
static bool is_consolidated(capias_str head)
{
    size_t at = 0, seen = 0, outside = 0;
    while ((at = cps_str_find(head, CPS_STR("<SanctionsProgram "), at)) != SIZE_MAX) {
        size_t from = cps_str_find(head, CPS_STR(">"), at), until = cps_str_find(head, CPS_STR("</"), at);
        at++;
        if (from == SIZE_MAX || until == SIZE_MAX || until < from) break;
        capias_str programme = cps_str_trim(cps_str_sub(head, from + 1, until));
        if (cps_str_is(programme, "Unknown")) continue;
        seen++;
        if (cps_ofac_is_non_sdn(programme)) outside++;
    }
    return outside * 2 > seen;
}

static bool claim_ofac_xml(const struct cps_head *head, struct cps_claim *out)
{
    size_t root = cps_str_find(head->bytes, CPS_STR("<Sanctions "), 0);
    if (root == SIZE_MAX || root > 4096) return false;
    size_t sets = cps_str_find(head->bytes, CPS_STR("<ReferenceValueSets"), root);
    if (sets == SIZE_MAX || sets > root + 8192) return false;
    out->dataset = is_consolidated(head->bytes) ? CPS_STR("us_ofac_cons") : CPS_STR("us_ofac_sdn");
    return true;
}

const struct cps_importer cps_importer_ofac_xml = {
    .url = "https://sanctionslist.ofac.treas.gov/",
    .licence = "US Government work, public domain (17 USC 105)",
    .claim = claim_ofac_xml,
    .import = import_ofac_xml,
};
