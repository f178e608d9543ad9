/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_xml_party.c: one DistinctParty of OFAC's advanced XML: names, features, documents.
 *
 * Names come in typed parts, in the order in which they are published: family name first, or given
 * names first. Features and documents become the labelled pieces of the legacy remarks ("DOB 1951",
 * "Passport 123"), so that ofac_labels.c says the same of a party in either format. */
#include "sources/ofac_xml.h"

/* ---- names ----------------------------------------------------------------------------------- */

enum part_kind { WHOLE, GIVEN, MIDDLE, NICKNAME, LAST, PATRONYMIC, MATRONYMIC, MAIDEN };
struct part {
    enum part_kind kind;
    capias_str text;
};
#define PARTS_MAX 32

static const struct {
    const char *type;
    enum part_kind kind;
} part_kinds[] = {{"Last Name", LAST},       {"First Name", GIVEN},       {"Middle Name", MIDDLE},
                  {"Maiden Name", MAIDEN},   {"Patronymic", PATRONYMIC},  {"Matronymic", MATRONYMIC},
                  {"Nickname", NICKNAME},    {"Entity Name", WHOLE},      {"Vessel Name", WHOLE},
                  {"Aircraft Name", WHOLE}};

/* Scripts that one language writes, and whether it writes a name in one piece, family name first. */
static const struct script {
    const char *code, *language;
    bool joined;
} scripts[] = {{"Hans", "zho", true},  {"Hant", "zho", true},      {"Hang", "kor", true},
               {"Korean", "kor", true}, {"Japanese", "jpn", true}, {"Hebrew", "heb", false},
               {"Armn", "hye", false},  {"Geor", "kat", false},    {"Grek", "ell", false}};

struct name {
    struct part parts[PARTS_MAX];
    size_t n;
    bool latin;
    const struct script *script; /* NULL: written by several languages */
};

static enum part_kind kind_of(struct ofac_xml *x, const struct cps_xml_node *identity,
                              const struct cps_xml_node *value)
{
    capias_str group = cps_xml_get(value, "NamePartGroupID");
    const struct cps_xml_node *groups = cps_xml_child(identity, "NamePartGroups");
    for (const struct cps_xml_node *m = groups ? groups->first : NULL; m; m = m->next)
        for (const struct cps_xml_node *g = m->first; g; g = g->next) {
            if (!cps_str_eq(cps_xml_get(g, "ID"), group)) continue;
            capias_str type = ofac_xml_value(x, "NamePartType", g, "NamePartTypeID").text;
            for (size_t i = 0; i < sizeof part_kinds / sizeof *part_kinds; i++)
                if (cps_str_is(type, part_kinds[i].type)) return part_kinds[i].kind;
            ofac_xml_unknown(x, g, "name part type", type);
            return WHOLE;
        }
    return WHOLE;
}

static void read_name(struct ofac_xml *x, const struct cps_xml_node *identity,
                      const struct cps_xml_node *documented, struct name *out)
{
    *out = (struct name){.latin = true};
    for (const struct cps_xml_node *p = documented->first; p; p = p->next) {
        const struct cps_xml_node *value = cps_xml_child(p, "NamePartValue");
        if (!value || !value->text.n) continue;
        if (out->n == PARTS_MAX) { /* the rest belongs to the last part */
            capias_str both[] = {out->parts[PARTS_MAX - 1].text, value->text};
            out->parts[PARTS_MAX - 1].text = cps_join(x->import, " ", both, 2);
            continue;
        }
        capias_str script = ofac_xml_value(x, "Script", value, "ScriptID").more;
        if (out->n == 0 && script.n) out->latin = cps_str_starts(script, CPS_STR("Lat"));
        for (size_t i = 0; out->n == 0 && i < sizeof scripts / sizeof *scripts; i++)
            if (cps_str_is(script, scripts[i].code)) out->script = &scripts[i];
        out->parts[out->n++] = (struct part){kind_of(x, identity, value), value->text};
    }
}

static bool has_part(const struct name *n, enum part_kind kind)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->parts[i].kind == kind) return true;
    return false;
}

/* The parts of a kind, in their order. */
static capias_str parts_of(struct cps_import *import, const struct name *n, enum part_kind kind)
{
    capias_str found[PARTS_MAX];
    size_t k = 0;
    for (size_t i = 0; i < n->n; i++)
        if (n->parts[i].kind == kind) found[k++] = n->parts[i].text;
    return k == 1 ? found[0] : cps_join(import, " ", found, k);
}

/* OFAC calls the first of two Spanish family names patronymic, the second matronymic; beside a last
 * name a patronymic is what it says, and stands with the given names. */
static struct cps_ofac_name compose(struct cps_import *import, const struct name *n)
{
    capias_str all[PARTS_MAX], given[PARTS_MAX], family[PARTS_MAX];
    size_t n_all = 0, n_given = 0, n_family = 0;
    bool last = has_part(n, LAST), whole = has_part(n, WHOLE);
    for (size_t i = 0; i < n->n; i++) {
        enum part_kind kind = n->parts[i].kind;
        bool of_family = kind == LAST || kind == MATRONYMIC || (kind == PATRONYMIC && !last);
        if (kind == MAIDEN) continue;
        all[n_all++] = n->parts[i].text;
        if (of_family) family[n_family++] = n->parts[i].text;
        else given[n_given++] = n->parts[i].text;
    }
    struct cps_ofac_name out = {.given = parts_of(import, n, GIVEN),
                                .middle = parts_of(import, n, MIDDLE)};
    if (last) out.father = parts_of(import, n, PATRONYMIC);
    if (n_family && n_given) out.family = cps_join(import, " ", family, n_family);
    bool given_first = n_given && n_all && cps_str_eq(all[0], given[0]) && all[0].p == given[0].p;
    const char *between = n->script && n->script->joined ? "" : " ";
    if (whole || !out.family.n || (given_first && *between)) {
        out.natural = cps_join(import, whole ? " " : between, all, n_all);
        out.published = out.natural;
        return out;
    }
    capias_str given_names = cps_join(import, between, given, n_given);
    capias_str turned[] = {given_names, out.family}, written[] = {out.family, given_names};
    out.natural = *between ? cps_join(import, " ", turned, 2) : cps_join(import, "", written, 2);
    out.published = cps_join(import, *between ? ", " : "", written, 2);
    return out;
}

struct speaker {
    struct ofac_xml *x;
    struct cps_ofac_party *party;
    const struct cps_xml_node *identity;
};

/* A maiden name is no part of the name; that somebody is known by it, too, is an alias: the given names,
 * the maiden name, the family name. */
static capias_status say_maiden(const struct cps_subject *s, const struct name *n,
                                const struct cps_ofac_name *name, capias_error *err)
{
    if (!has_part(n, MAIDEN)) return CAPIAS_OK;
    capias_str maiden = parts_of(s->import, n, MAIDEN), pieces[PARTS_MAX + 2];
    capias_str note = cps_arena_printf(&s->import->record, "maiden name: %.*s", CPS_FMT(maiden));
    size_t k = 0;
    for (size_t i = 0; i < n->n; i++)
        if (n->parts[i].kind != MAIDEN && n->parts[i].kind != LAST && n->parts[i].kind != MATRONYMIC &&
            (n->parts[i].kind != PATRONYMIC || has_part(n, LAST)))
            pieces[k++] = n->parts[i].text;
    pieces[k++] = maiden;
    pieces[k++] = name->family;
    if (!note.p) return cps_fail_memory(err);
    CPS_TRY(cps_say(s, "alias", cps_join(s->import, " ", pieces, k), (capias_str){0}, err));
    return cps_say(s, "notes", note, (capias_str){0}, err);
}

static capias_status say_name(struct speaker *k, const struct cps_xml_node *alias,
                              const struct cps_xml_node *documented, capias_error *err)
{
    struct ofac_xml *x = k->x;
    struct name parts;
    struct cps_subject s = k->party->subject;
    s.line = documented->line;
    read_name(x, k->identity, documented, &parts);
    struct cps_ofac_name name = compose(x->import, &parts);
    if (!name.natural.n) return CAPIAS_OK;
    bool primary = cps_str_is(cps_xml_get(alias, "Primary"), "true") && parts.latin;
    bool weak = cps_str_is(cps_xml_get(alias, "LowQuality"), "true");
    capias_str type = ofac_xml_value(x, "AliasType", alias, "AliasTypeID").text;
    bool former = cps_str_is(type, "F.K.A.");
    if (former && weak) { /* no property is both: what the legacy remarks say in a word is a note */
        capias_str note = cps_arena_printf(&x->import->record, "f.k.a. '%.*s'", CPS_FMT(name.published));
        if (!note.p) return cps_fail_memory(err);
        CPS_TRY(cps_say(&s, "notes", note, (capias_str){0}, err));
    }
    if (parts.latin)
        CPS_TRY(cps_ofac_list_bear(&x->list, name.published, k->party->number, !primary, err));
    CPS_TRY(say_maiden(&s, &parts, &name, err));
    const char *property = primary ? "name" : weak ? "weakAlias" : former ? "previousName" : "alias";
    CPS_TRY(cps_ofac_say_name(&s, property, &name, parts.script ? parts.script->language : NULL, err));
    return primary ? cps_ofac_say_name_parts(&s, &name, err) : CAPIAS_OK;
}

/* The name first, then the aliases: `primary` picks. */
static capias_status say_names(struct speaker *k, bool primary, capias_error *err)
{
    for (const struct cps_xml_node *a = k->identity->first; a; a = a->next) {
        if (cps_str_is(a->name, "NamePartGroups")) continue;
        if (!cps_str_is(a->name, "Alias")) {
            if (primary) ofac_xml_unknown(k->x, a, "element of an identity", a->name);
            continue;
        }
        if (cps_str_is(cps_xml_get(a, "Primary"), "true") != primary) continue;
        for (const struct cps_xml_node *d = a->first; d; d = d->next)
            if (cps_str_is(d->name, "DocumentedName")) CPS_TRY(say_name(k, a, d, err));
            else ofac_xml_unknown(k->x, d, "element of an alias", d->name);
    }
    return CAPIAS_OK;
}

/* ---- features -------------------------------------------------------------------------------- */

/* Where the advanced file calls a thing otherwise than the remarks do. */
static const char *label_of(capias_str type, char buffer[160])
{
    static const char *const labels[][2] = {{"Birthdate", "DOB"},
                                            {"Place of Birth", "POB"},
                                            {"Nationality Country", "nationality"},
                                            {"Citizenship Country", "citizen"},
                                            {"VESSEL TYPE", "Vessel Type"}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (cps_str_is(type, labels[i][0])) return labels[i][1];
    size_t n = type.n < 159 ? type.n : 159;
    if (n) memcpy(buffer, type.p, n);
    buffer[n] = '\0';
    return buffer;
}

static capias_status say_value(struct speaker *k, const struct cps_xml_node *version,
                               capias_str type, capias_str value, capias_error *err)
{
    struct ofac_xml *x = k->x;
    char buffer[160];
    bool known;
    struct cps_ofac_party party = *k->party;
    party.subject.line = party.listing.line = version->line;
    if (!ofac_xml_known(value).n) return CAPIAS_OK;
    if (cps_str_is(ofac_xml_value(x, "Reliability", version, "ReliabilityID").text, "False")) {
        capias_str note = cps_arena_printf(&x->import->record, "marked as false: %s %.*s",
                                           label_of(type, buffer), CPS_FMT(value));
        return note.p ? cps_say(&party.subject, "notes", note, (capias_str){0}, err)
                      : cps_fail_memory(err);
    }
    if (cps_str_is(type, "Title")) {
        CPS_TRY(cps_ofac_say_title(&party, value, err));
        return CAPIAS_OK;
    }
    capias_str words[] = {cps_str(label_of(type, buffer)), value};
    struct cps_ofac_piece piece = {.party = &party, .list = &x->list,
                                   .text = cps_join(x->import, " ", words, 2)};
    CPS_TRY(cps_ofac_say_piece(&piece, &known, err));
    if (!known) ofac_xml_unknown(x, version, "feature", type);
    return CAPIAS_OK;
}

static capias_status say_address(struct speaker *k, const struct cps_xml_node *version,
                                 const struct ofac_place *place, capias_error *err)
{
    struct cps_subject s = k->party->subject;
    s.line = version->line;
    bool done; /* "Region: Crimea", "undetermined": the address has kept it */
    CPS_TRY(cps_say(&s, "address", place->address, (capias_str){0}, err));
    CPS_TRY(cps_say(&s, "address", place->native, (capias_str){0}, err));
    return place->state.n ? cps_say_country(&s, "country", cps_ofac_state(place->state), &done, err)
                          : CAPIAS_OK;
}

static capias_status say_location(struct speaker *k, const struct cps_xml_node *version,
                                  capias_str type, const struct cps_xml_node *link,
                                  capias_error *err)
{
    const struct ofac_place *place = ofac_xml_place(k->x, cps_xml_get(link, "LocationID"));
    if (!place) {
        capias_str id = cps_xml_get(link, "LocationID");
        cps_reject(k->x->import, 0, link->line, "this value is left out: is the file cut short?",
                   "no location has the number '%.*s'", CPS_SHOWN(id));
        return CAPIAS_OK;
    }
    if (cps_str_is(type, "Location")) return say_address(k, version, place, err);
    return say_value(k, version, type, place->state.n ? place->state : place->address, err);
}

static capias_status say_version(struct speaker *k, const struct cps_xml_node *version,
                                 capias_str type, capias_error *err)
{
    struct ofac_xml *x = k->x;
    for (const struct cps_xml_node *c = version->first; c; c = c->next) {
        if (cps_str_is(c->name, "VersionDetail")) {
            bool refers = cps_xml_get(c, "DetailReferenceID").n;
            CPS_TRY(say_value(k, version, type,
                              refers ? ofac_xml_value(x, "DetailReference", c, "DetailReferenceID").text
                                     : c->text,
                              err));
        } else if (cps_str_is(c->name, "DatePeriod")) {
            CPS_TRY(say_value(k, version, type, ofac_xml_period(x, c), err));
        } else if (cps_str_is(c->name, "VersionLocation")) {
            CPS_TRY(say_location(k, version, type, c, err));
        } else if (cps_str_is(c->name, "Comment")) {
            struct cps_subject s = k->party->subject;
            s.line = c->line;
            CPS_TRY(cps_say(&s, "notes", c->text, (capias_str){0}, err));
        } else {
            ofac_xml_unknown(x, c, "element of a feature", c->name);
        }
    }
    return CAPIAS_OK;
}

static capias_status say_feature(struct speaker *k, const struct cps_xml_node *feature,
                                 capias_error *err)
{
    capias_str type = ofac_xml_value(k->x, "FeatureType", feature, "FeatureTypeID").text;
    if (!type.n) type = CPS_STR("feature");
    for (const struct cps_xml_node *v = feature->first; v; v = v->next)
        if (cps_str_is(v->name, "FeatureVersion")) CPS_TRY(say_version(k, v, type, err));
        else if (!cps_str_is(v->name, "IdentityReference") && !cps_str_is(v->name, "Comment"))
            ofac_xml_unknown(k->x, v, "element of a feature", v->name);
    return CAPIAS_OK;
}

/* ---- documents ------------------------------------------------------------------------------- */

static capias_status say_papers(struct speaker *k, capias_error *err)
{
    struct ofac_xml *x = k->x;
    struct cps_ofac_party party = *k->party;
    uint32_t holder = cps_intern_find(&x->holder_ids, cps_xml_get(k->identity, "ID"));
    uint32_t i = holder < x->holders.n ? x->holders.v[holder] : CPS_NONE;
    for (; i != CPS_NONE; i = x->papers.v[i].next) {
        const struct ofac_paper *paper = &x->papers.v[i];
        bool known;
        party.subject.line = party.listing.line = paper->line;
        capias_str words[] = {paper->document.kind, paper->document.number};
        struct cps_ofac_piece piece = {.party = &party, .list = &x->list,
                                       .text = cps_join(x->import, " ", words, 2),
                                       .document = &paper->document};
        CPS_TRY(cps_ofac_say_piece(&piece, &known, err));
    }
    return CAPIAS_OK;
}

/* ---- the party ------------------------------------------------------------------------------- */

static const char *schema_of(struct ofac_xml *x, const struct cps_xml_node *profile)
{
    struct ofac_value sub = ofac_xml_value(x, "PartySubType", profile, "PartySubTypeID");
    if (cps_str_is(sub.text, "Vessel")) return "Vessel";
    if (cps_str_is(sub.text, "Aircraft")) return "Airplane";
    struct cps_xml_pair type = {CPS_STR("PartyTypeID"), sub.more};
    struct cps_xml_node node = {.attributes = &type, .n_attributes = 1, .line = profile->line};
    capias_str kind = ofac_xml_value(x, "PartyType", &node, "PartyTypeID").text;
    if (cps_str_is(kind, "Individual")) return "Person";
    if (!cps_str_is(kind, "Entity")) ofac_xml_unknown(x, profile, "kind of party", kind);
    return "Organization";
}

static capias_status say_profile(struct ofac_xml *x, const struct cps_xml_node *profile,
                                 struct cps_ofac_party *party, capias_error *err)
{
    struct speaker k = {.x = x, .party = party};
    for (const struct cps_xml_node *i = profile->first; i; i = i->next) {
        if (!cps_str_is(i->name, "Identity")) continue;
        k.identity = i;
        if (cps_str_is(cps_xml_get(i, "False"), "true")) {
            ofac_xml_unknown(x, i, "identity marked as false", (capias_str){0});
            continue;
        }
        CPS_TRY(say_names(&k, true, err));
        CPS_TRY(say_names(&k, false, err));
        CPS_TRY(say_papers(&k, err));
    }
    for (const struct cps_xml_node *f = profile->first; f; f = f->next)
        if (cps_str_is(f->name, "Feature")) CPS_TRY(say_feature(&k, f, err));
        else if (!cps_str_is(f->name, "Identity"))
            ofac_xml_unknown(x, f, "element of a profile", f->name);
    return CAPIAS_OK;
}

capias_status ofac_xml_say_party(struct ofac_xml *x, const struct cps_xml_node *node,
                                 capias_error *err)
{
    const struct cps_xml_node *profile = cps_xml_child(node, "Profile"),
                              *comment = cps_xml_child(node, "Comment");
    capias_str ref = cps_xml_get(node, "FixedRef");
    uint64_t number;
    bool fresh;
    if (!cps_str_u64(ref, &number) || !profile) {
        cps_reject(x->import, 0, node->line, "this party is left out", "a party %s ('%.*s')",
                   profile ? "whose FixedRef is no number" : "without a profile", CPS_SHOWN(ref));
        return CAPIAS_OK;
    }
    cps_schema schema = cps_schema_find(cps_str(schema_of(x, profile)));
    CPS_TRY(cps_ofac_list_add(&x->list, number, schema, node->line, &fresh, err));
    if (!fresh) return CAPIAS_OK;
    uint32_t id = cps_intern_add(&x->profile_ids, cps_xml_get(profile, "ID"));
    if (id == CPS_NONE || (id == x->profiles.n && !CPS_PUSH(&x->profiles, number)))
        return cps_fail_memory(err);
    struct cps_ofac_party party;
    CPS_TRY(cps_ofac_party(&x->list, number, 0, node->line, &party, err));
    CPS_TRY(cps_say_schema(&party.subject, err));
    CPS_TRY(cps_ofac_say_party(&party, err));
    if (comment) CPS_TRY(cps_say(&party.subject, "notes", comment->text, (capias_str){0}, err));
    return say_profile(x, profile, &party, err);
}
