/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_list.c: the parties of an OFAC list by number and by name, what is said of each
 * alike, and the ties between them.
 *
 * Some ties name a party by its number, others by its name ("Linked To: NAME", an aircraft's
 * operator). Names are compared in capitals: the legacy files write them so, the others do not. */
#include "sources/ofac.h"

/* Who bears a name: an alias gives way to a name, and what two bear alike points to neither. */
enum { NOBODY, ALIAS, ALIASES, NAME, NAMES };

void cps_ofac_list_init(struct cps_ofac_list *list, struct cps_import *import, uint32_t file)
{
    *list = (struct cps_ofac_list){.import = import, .file = file};
    cps_intern_init(&list->numbers);
    cps_intern_init(&list->names);
    cps_intern_init(&list->pairs);
}

void cps_ofac_list_release(struct cps_ofac_list *list)
{
    cps_intern_release(&list->numbers);
    cps_intern_release(&list->names);
    cps_intern_release(&list->pairs);
    CPS_VEC_RELEASE(&list->parties);
    CPS_VEC_RELEASE(&list->bearers);
    CPS_VEC_RELEASE(&list->kinds);
    CPS_VEC_RELEASE(&list->links);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static capias_str key_of(const uint64_t *numbers, size_t n)
{
    return (capias_str){(const char *)numbers, n * sizeof *numbers};
}

const struct cps_ofac_known *cps_ofac_list_find(const struct cps_ofac_list *list, uint64_t number)
{
    uint32_t i = cps_intern_find(&list->numbers, key_of(&number, 1));
    return i < list->parties.n ? &list->parties.v[i] : NULL;
}

capias_status cps_ofac_list_add(struct cps_ofac_list *list, uint64_t number, cps_schema schema,
                                uint32_t line, bool *fresh, capias_error *err)
{
    const struct cps_ofac_known *twin = cps_ofac_list_find(list, number);
    struct cps_ofac_known party = {number, schema, line};
    *fresh = !twin;
    if (twin) {
        cps_reject(list->import, list->file, line, "this one is left out",
                   "number %llu is in line %u already", (unsigned long long)number, twin->line);
        return CAPIAS_OK;
    }
    if (cps_intern_add(&list->numbers, key_of(&number, 1)) == CPS_NONE ||
        !CPS_PUSH(&list->parties, party))
        return cps_fail_memory(err);
    return CAPIAS_OK;
}

capias_str cps_ofac_id(struct cps_import *import, uint64_t number)
{
    capias_str id =
        cps_arena_printf(&import->record, "ofac-%llu", (unsigned long long)number);
    if (!id.p) import->out_of_memory = true;
    return id;
}

struct cps_subject cps_ofac_subject(const struct cps_ofac_list *list,
                                    const struct cps_ofac_known *party, uint32_t file,
                                    uint32_t line)
{
    struct cps_subject s = cps_subject(list->import, cps_ofac_id(list->import, party->number), NULL,
                                       file, line);
    s.schema = party->schema;
    return s;
}

/* ---- names ----------------------------------------------------------------------------------- */

static capias_str capitals(struct cps_import *import, capias_str name)
{
    capias_str upper = cps_arena_copy(&import->record, name);
    if (!upper.p) import->out_of_memory = true;
    for (size_t i = 0; i < upper.n; i++)
        if (upper.p[i] >= 'a' && upper.p[i] <= 'z') ((char *)upper.p)[i] -= 'a' - 'A';
    return upper;
}

static uint32_t name_number(struct cps_ofac_list *list, capias_str name)
{
    struct cps_ofac_bearer nobody = {0, NOBODY};
    uint32_t n = cps_intern_add(&list->names, name);
    if (n == list->bearers.n && !CPS_PUSH(&list->bearers, nobody)) return CPS_NONE;
    return n;
}

capias_status cps_ofac_list_bear(struct cps_ofac_list *list, capias_str name, uint64_t number,
                                 bool alias, capias_error *err)
{
    uint32_t n = name_number(list, capitals(list->import, name));
    if (n == CPS_NONE || list->import->out_of_memory) return cps_fail_memory(err);
    struct cps_ofac_bearer *b = &list->bearers.v[n];
    uint8_t one = alias ? ALIAS : NAME;
    bool same = (b->state == ALIAS || b->state == NAME) && b->number == number;
    if (b->state < one) *b = (struct cps_ofac_bearer){number, one};
    else if (!same && b->state == one) b->state++;
    return CAPIAS_OK;
}

static const struct cps_ofac_bearer *bearer_of(const struct cps_ofac_list *list, capias_str name)
{
    uint32_t n = cps_intern_find(&list->names, name);
    return n < list->bearers.n && list->bearers.v[n].state != NOBODY ? &list->bearers.v[n] : NULL;
}

/* The one party that bears a name which another party's row mentions. */
static bool find_bearer(const struct cps_ofac_list *list, capias_str *name, uint64_t *number)
{
    const struct cps_ofac_bearer *b = bearer_of(list, capitals(list->import, *name));
    if (!b) { /* "... CO., LTD.": the full stop was the name's and not the remarks' */
        capias_str both[] = {*name, CPS_STR(".")}, stopped = cps_join(list->import, "", both, 2);
        b = bearer_of(list, capitals(list->import, stopped));
        if (b) *name = stopped;
    }
    if (!b || b->state == ALIASES || b->state == NAMES) return false;
    *number = b->number;
    return true;
}

/* ---- ties ------------------------------------------------------------------------------------ */

capias_status cps_ofac_list_link(struct cps_ofac_list *list, uint64_t from, const char *role,
                                 capias_str name, uint32_t line, capias_error *err)
{
    struct cps_ofac_link link = {.from = from, .role = role, .line = line};
    link.name = name_number(list, name);
    if (link.name == CPS_NONE || !CPS_PUSH(&list->links, link)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

capias_status cps_ofac_list_say_tie(struct cps_ofac_list *list, const struct cps_ofac_tie *tie,
                                    struct cps_subject *out, capias_error *err)
{
    struct cps_import *import = list->import;
    uint64_t pair[] = {tie->from, tie->to};
    cps_schema schema = cps_schema_find(cps_str(tie->schema));
    uint32_t number = cps_intern_add(&list->pairs, key_of(pair, 2));
    if (number == CPS_NONE || (number == list->kinds.n && !CPS_PUSH(&list->kinds, schema)))
        return cps_fail_memory(err);
    capias_str from = cps_ofac_id(import, tie->from), to = cps_ofac_id(import, tie->to);
    capias_str id = cps_arena_printf(&import->record, "ofac-%llu-link-%llu",
                                     (unsigned long long)tie->from, (unsigned long long)tie->to);
    /* A second tie of another kind between the same two is an entity of its own. */
    if (id.p && list->kinds.v[number] != schema)
        id = cps_arena_printf(&import->record, "%.*s-%s", CPS_FMT(id), tie->schema);
    if (!id.p || import->out_of_memory) return cps_fail_memory(err);
    *out = cps_subject(import, id, tie->schema, list->file, tie->line);
    CPS_TRY(cps_say(out, tie->from_property, from, (capias_str){0}, err));
    return cps_say(out, tie->to_property, to, tie->to_name, err);
}

static capias_status say_link(struct cps_ofac_list *list, const struct cps_ofac_link *link,
                              capias_error *err)
{
    struct cps_import *import = list->import;
    const struct cps_ofac_known *party = cps_ofac_list_find(list, link->from);
    if (!party) CPS_BUG("a link from nobody");
    capias_str name = list->names.strings.v[link->name];
    uint64_t bearer;
    bool found = find_bearer(list, &name, &bearer);
    struct cps_subject s = cps_ofac_subject(list, party, list->file, link->line);
    if (import->out_of_memory) return cps_fail_memory(err);
    if (!found) { /* nobody on this list, or several */
        capias_str note =
            cps_arena_printf(&import->record, "%s: %.*s", link->role, CPS_FMT(name));
        return note.p ? cps_say(&s, "notes", note, (capias_str){0}, err) : cps_fail_memory(err);
    }
    if (cps_subject_has(&s, link->role)) { /* operator, owner */
        capias_str to = cps_ofac_id(import, bearer);
        return to.p ? cps_say(&s, link->role, to, name, err) : cps_fail_memory(err);
    }
    struct cps_ofac_tie tie = {.from = link->from, .to = bearer, .schema = "UnknownLink",
                               .from_property = "subject", .to_property = "object",
                               .to_name = name, .line = link->line};
    struct cps_subject said;
    CPS_TRY(cps_ofac_list_say_tie(list, &tie, &said, err));
    return cps_say(&said, "role", cps_str(link->role), (capias_str){0}, err);
}

capias_status cps_ofac_list_say_links(struct cps_ofac_list *list, capias_error *err)
{
    for (size_t i = 0; i < list->links.n; i++) {
        cps_import_record(list->import);
        CPS_TRY(say_link(list, &list->links.v[i], err));
    }
    return CAPIAS_OK;
}

/* ---- a party --------------------------------------------------------------------------------- */

capias_status cps_ofac_party(const struct cps_ofac_list *list, uint64_t number, uint32_t file,
                             uint32_t line, struct cps_ofac_party *out, capias_error *err)
{
    struct cps_import *import = list->import;
    const struct cps_ofac_known *known = cps_ofac_list_find(list, number);
    if (!known) CPS_BUG("a party that was not added");
    capias_str listing = cps_arena_printf(&import->record, "ofac-%llu-listing",
                                          (unsigned long long)number);
    *out = (struct cps_ofac_party){.number = number,
                                   .subject = cps_ofac_subject(list, known, file, line)};
    if (!listing.p || import->out_of_memory) return cps_fail_memory(err);
    out->listing = cps_subject(import, listing, "Sanction", file, line);
    return CAPIAS_OK;
}

capias_status cps_ofac_say_party(const struct cps_ofac_party *party, capias_error *err)
{
    const struct cps_subject *listing = &party->listing;
    capias_str url = cps_arena_printf(&listing->import->record,
                                      "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=%llu",
                                      (unsigned long long)party->number);
    if (!url.p) return cps_fail_memory(err);
    CPS_TRY(cps_say(&party->subject, "topics", CPS_STR("sanction"), (capias_str){0}, err));
    CPS_TRY(cps_say(listing, "entity", party->subject.id, (capias_str){0}, err));
    CPS_TRY(cps_say(listing, "authority", CPS_STR("Office of Foreign Assets Control"),
                    (capias_str){0}, err));
    CPS_TRY(cps_say(listing, "country", CPS_STR("us"), (capias_str){0}, err));
    return cps_say(listing, "sourceUrl", url, (capias_str){0}, err);
}

capias_status cps_ofac_say_title(struct cps_ofac_party *party, capias_str title, capias_error *err)
{
    const char *property = cps_subject_has(&party->subject, "position") ? "position" : "notes";
    party->title = title;
    return cps_say(&party->subject, property, title, (capias_str){0}, err);
}

capias_status cps_ofac_say_name(const struct cps_subject *s, const char *property,
                                const struct cps_ofac_name *name, const char *language,
                                capias_error *err)
{
    return cps_say_in(s, property, name->natural, name->published, language, err);
}

capias_status cps_ofac_say_name_parts(const struct cps_subject *s, const struct cps_ofac_name *name,
                                      capias_error *err)
{
    if (!cps_subject_has(s, "lastName")) return CAPIAS_OK;
    CPS_TRY(cps_say(s, "firstName", name->given, (capias_str){0}, err));
    CPS_TRY(cps_say(s, "middleName", name->middle, (capias_str){0}, err));
    CPS_TRY(cps_say(s, "fatherName", name->father, (capias_str){0}, err));
    CPS_TRY(cps_say(s, "lastName", name->family, (capias_str){0}, err));
    return cps_say(s, "nameSuffix", name->suffix, (capias_str){0}, err);
}

/* ---- telling --------------------------------------------------------------------------------- */

bool cps_ofac_is_non_sdn(capias_str programme)
{
    for (size_t i = 0; i < cps_ofac_n_non_sdn; i++)
        if (cps_str_is(programme, cps_ofac_non_sdn[i])) return true;
    return false;
}
