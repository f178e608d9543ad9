/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/un_xml.c: the consolidated list of the UN Security Council.
 *
 *   CONSOLIDATED_LIST dateGenerated="2026-08-01T..."
 *     INDIVIDUALS / INDIVIDUAL      ENTITIES / ENTITY
 *       FIRST_NAME .. FOURTH_NAME, REFERENCE_NUMBER, LISTED_ON, COMMENTS1, ...
 *       DESIGNATION, TITLE, NATIONALITY, LAST_DAY_UPDATED: VALUE, several
 *       INDIVIDUAL_ALIAS, _ADDRESS, _DATE_OF_BIRTH, _PLACE_OF_BIRTH, _DOCUMENT (ENTITY_ALIAS, ...)
 *
 * A record is kept as a flat list of (group, element, text) until it closes; then all is said at
 * once, because its number, which names the entity, may stand anywhere in it.
 * Source  https://www.un.org/sc/resources/sc-sanctions.xsd
 */
#include "sources/import.h"

struct item {
    capias_str group;   /* INDIVIDUAL_ALIAS; empty for what hangs on the record itself */
    capias_str name, text;
    uint32_t number;    /* tells the groups of one name apart */
    uint32_t line;
};

struct un {
    struct cps_import *import;
    bool in_record, person;
    uint32_t line, groups;
    capias_str group;
    CPS_VEC(struct item) items;
    size_t at;          /* where the group that is being said begins */
    struct cps_subject subject, listing;
};

#define RECORD_DEPTH 3

/* ---- reading a record ------------------------------------------------------------------------ */

/* Element names, without the prefix that tells persons from entities: INDIVIDUAL_ALIAS is ALIAS. */
static capias_str plain(capias_str name)
{
    if (cps_str_starts(name, CPS_STR("INDIVIDUAL_"))) return cps_str_sub(name, 11, name.n);
    if (cps_str_starts(name, CPS_STR("ENTITY_"))) return cps_str_sub(name, 7, name.n);
    return name;
}

static capias_status on_open(void *ctx, struct cps_xml *xml, capias_str name, capias_error *err)
{
    struct un *u = ctx;
    unsigned depth = cps_xml_depth(xml);
    if (depth == 1) {
        capias_str generated = cps_str_sub(cps_xml_attribute(xml, "dateGenerated"), 0, 10);
        struct cps_span day;
        if (cps_date_parse(generated, &day)) {
            u->import->info->as_of = cps_arena_copy(&u->import->keep, generated);
            if (!u->import->info->as_of.p) return cps_fail_memory(err);
        }
    } else if (depth == RECORD_DEPTH) {
        u->person = cps_str_is(name, "INDIVIDUAL");
        u->in_record = u->person || cps_str_is(name, "ENTITY");
        u->line = cps_xml_line(xml);
        u->items.n = 0;
        u->groups = 0;
        cps_import_record(u->import);
    } else if (depth == RECORD_DEPTH + 1 && u->in_record) {
        u->group = cps_arena_copy(&u->import->record, plain(name));
        if (!u->group.p) return cps_fail_memory(err);
        u->groups++;
    }
    return CAPIAS_OK;
}

static capias_status keep(struct un *u, struct cps_xml *xml, capias_str group, capias_str name,
                          capias_str text, capias_error *err)
{
    struct item item = {.group = group, .number = u->groups, .line = cps_xml_line(xml)};
    if (!text.n || cps_str_is(text, "null")) return CAPIAS_OK; /* "null": editions of 2024 */
    item.name = cps_arena_copy(&u->import->record, name);
    item.text = cps_tidy(u->import, cps_arena_copy(&u->import->record, text));
    if (!item.name.p || !item.text.p || !CPS_PUSH(&u->items, item)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

/* ---- what a record says ---------------------------------------------------------------------- */

/* The first text of that name: in the group at hand (`number`), or hanging on the record (0). */
static capias_str get(const struct un *u, uint32_t number, const char *name)
{
    for (size_t i = number ? u->at : 0; i < u->items.n; i++) {
        const struct item *item = &u->items.v[i];
        if (number && item->number != number) break; /* the items of a group lie together */
        if (!number && item->group.n) continue;
        if (cps_str_is(item->name, name)) return item->text;
    }
    return (capias_str){0};
}

/* A name field may hold several: "COMPAGNIE AERIENNE ... ; GREAT LAKES BUSINESS COMPANY". */
static capias_status say_names(const struct cps_subject *s, const char *property, capias_str text,
                               capias_error *err)
{
    capias_str piece;
    while (cps_str_split(&text, ';', &piece))
        CPS_TRY(cps_say(s, property, piece, (capias_str){0}, err));
    return CAPIAS_OK;
}

static capias_status say_main_name(struct un *u, capias_error *err)
{
    capias_str parts[] = {get(u, 0, "FIRST_NAME"), get(u, 0, "SECOND_NAME"),
                          get(u, 0, "THIRD_NAME"), get(u, 0, "FOURTH_NAME"),
                          get(u, 0, "FIFTH_NAME"), get(u, 0, "SIXTH_NAME")};
    capias_str name = cps_join(u->import, " ", parts, 6);
    if (u->person) CPS_TRY(cps_say(&u->subject, "name", name, (capias_str){0}, err));
    else CPS_TRY(say_names(&u->subject, "name", name, err));
    return cps_say(&u->subject, "alias", get(u, 0, "NAME_ORIGINAL_SCRIPT"), (capias_str){0}, err);
}

static capias_status say_place(struct un *u, uint32_t n, const char *city, const char *country,
                               capias_error *err)
{
    if (!cps_subject_has(&u->subject, "birthPlace")) return CAPIAS_OK;
    capias_str state = get(u, n, country);
    capias_str parts[] = {get(u, n, "STREET"), get(u, n, city), get(u, n, "STATE_PROVINCE"), state};
    capias_str place = cps_join(u->import, ", ", parts, 4);
    CPS_TRY(cps_say(&u->subject, "birthPlace", place, (capias_str){0}, err));
    bool done; /* the text has kept what is no state: "Unknown", "Former Yugoslavia (now Serbia)" */
    return state.n ? cps_say_country(&u->subject, "birthCountry", state, &done, err) : CAPIAS_OK;
}

static capias_status say_note(struct un *u, const char *label, capias_str text, capias_error *err)
{
    if (!text.n) return CAPIAS_OK;
    capias_str note = cps_arena_printf(&u->import->record, "%s: %.*s", label, CPS_FMT(text));
    return note.p ? cps_say(&u->subject, "notes", note, (capias_str){0}, err)
                  : cps_fail_memory(err);
}

/* "2015-07-01-04:00": a date, and behind it a time zone. */
static capias_str without_zone(capias_str date)
{
    return date.n > 10 && date.p[4] == '-' ? cps_str_sub(date, 0, 10) : date;
}

static capias_status say_alias(struct un *u, uint32_t n, capias_error *err)
{
    capias_str name = get(u, n, "ALIAS_NAME"), quality = get(u, n, "QUALITY"),
               note = get(u, n, "NOTE");
    const char *property = cps_str_eq_nocase(quality, CPS_STR("Low"))      ? "weakAlias"
                           : cps_str_eq_nocase(quality, CPS_STR("f.k.a.")) ? "previousName"
                                                                           : "alias";
    CPS_TRY(say_names(&u->subject, property, name, err));
    if (note.n && name.n) {
        capias_str both[] = {name, note};
        CPS_TRY(say_note(u, "alias", cps_join(u->import, ": ", both, 2), err));
    }
    if (!u->person) return CAPIAS_OK;
    CPS_TRY(cps_say_date_or_note(&u->subject, "birthDate", "date of birth of an alias",
                                 get(u, n, "DATE_OF_BIRTH"), err));
    return say_place(u, n, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", err);
}

static capias_status say_address(struct un *u, uint32_t n, capias_error *err)
{
    capias_str state = get(u, n, "COUNTRY");
    capias_str parts[] = {get(u, n, "STREET"), get(u, n, "CITY"), get(u, n, "STATE_PROVINCE"),
                          get(u, n, "ZIP_CODE"), state};
    capias_str address = cps_join(u->import, ", ", parts, 5);
    CPS_TRY(cps_say(&u->subject, "address", address, (capias_str){0}, err));
    bool done;
    if (state.n) CPS_TRY(cps_say_country(&u->subject, "country", state, &done, err));
    return say_note(u, "address", get(u, n, "NOTE"), err);
}

static capias_status say_birth_date(struct un *u, uint32_t n, capias_error *err)
{
    capias_str date = get(u, n, "DATE"), year = get(u, n, "YEAR"), note = get(u, n, "NOTE");
    capias_str from = get(u, n, "FROM_YEAR"), to = get(u, n, "TO_YEAR");
    if (!cps_subject_has(&u->subject, "birthDate")) return CAPIAS_OK;
    date = without_zone(date);
    if (from.n && to.n) {
        capias_str span =
            cps_arena_printf(&u->import->record, "%.*s to %.*s", CPS_FMT(from), CPS_FMT(to));
        if (!span.p) return cps_fail_memory(err);
        CPS_TRY(cps_say_date_or_note(&u->subject, "birthDate", "date of birth", span, err));
    } else {
        capias_str text = date.n ? date : year.n ? year : from.n ? from : to;
        CPS_TRY(cps_say_date_or_note(&u->subject, "birthDate", "date of birth", text, err));
        bool done = false; /* sometimes the note alone has the date */
        if (!text.n && note.n) CPS_TRY(cps_say_date(&u->subject, "birthDate", note, &done, err));
        if (done) return CAPIAS_OK;
    }
    if (cps_str_is(get(u, n, "TYPE_OF_DATE"), "APPROXIMATELY"))
        CPS_TRY(say_note(u, "date of birth", CPS_STR("approximate"), err));
    return say_note(u, "date of birth", note, err);
}

static capias_status say_document(struct un *u, uint32_t n, capias_error *err)
{
    capias_str kinds[] = {get(u, n, "TYPE_OF_DOCUMENT"), get(u, n, "TYPE_OF_DOCUMENT2")};
    capias_str country = get(u, n, "ISSUING_COUNTRY");
    struct cps_document d = {
        .kind = cps_join(u->import, ", ", kinds, 2), .number = get(u, n, "NUMBER"),
        .country = country.n ? country : get(u, n, "COUNTRY_OF_ISSUE"),
        .issued = without_zone(get(u, n, "DATE_OF_ISSUE")),
        .expires = without_zone(get(u, n, "DATE_OF_EXPIRY")),
        .authority = get(u, n, "CITY_OF_ISSUE"), .note = get(u, n, "NOTE")};
    if (!d.number.n && !d.note.n && !d.kind.n) return CAPIAS_OK;
    bool passport = cps_str_find(d.kind, CPS_STR("assport"), 0) != SIZE_MAX;
    const char *property = passport && u->person ? "passportNumber" : "idNumber";
    CPS_TRY(cps_say(&u->subject, property, d.number, (capias_str){0}, err));
    return cps_say_document(&u->subject, &d, err);
}

/* What has VALUE children, or hangs on the record itself. */
static capias_status say_item(struct un *u, const struct item *item, capias_error *err)
{
    static const struct { const char *name, *property; } texts[] = {
        {"DESIGNATION", "position"}, {"TITLE", "title"}, {"COMMENTS1", "notes"},
        {"INTERPOL_LINK", "sourceUrl"}};
    capias_str name = item->group.n ? item->group : item->name;
    if (item->group.n && !cps_str_is(item->name, "VALUE")) return CAPIAS_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!cps_str_is(name, texts[i].name)) continue;
        const char *property = cps_subject_has(&u->subject, texts[i].property) ? texts[i].property
                                                                               : "notes";
        return cps_say(&u->subject, property, item->text, (capias_str){0}, err);
    }
    if (cps_str_is(name, "NATIONALITY") || cps_str_is(name, "NATIONALITY2"))
        return cps_say_country_or_note(&u->subject, u->person ? "nationality" : "country",
                                       "nationality", item->text, err);
    if (cps_str_is(name, "GENDER") && cps_subject_has(&u->subject, "gender"))
        return cps_say(&u->subject, "gender", cps_gender(item->text), item->text, err);
    if (cps_str_is(name, "LISTED_ON"))
        return cps_say_date_or_note(&u->listing, "listingDate", "listed on",
                                    without_zone(item->text), err);
    if (cps_str_is(name, "LAST_DAY_UPDATED"))
        return cps_say_date_or_note(&u->listing, "modifiedAt", "updated on",
                                    without_zone(item->text), err);
    if (cps_str_is(name, "DELISTED_ON"))
        return cps_say_date_or_note(&u->listing, "endDate", "delisted on",
                                    without_zone(item->text), err);
    if (cps_str_is(name, "UN_LIST_TYPE"))
        return cps_say(&u->listing, "programId", item->text, (capias_str){0}, err);
    if (cps_str_is(name, "SUBMITTED_BY")) return say_note(u, "submitted by", item->text, err);
    return CAPIAS_OK;
}

static capias_status say_groups(struct un *u, capias_error *err)
{
    static const struct {
        const char *group;
        capias_status (*say)(struct un *u, uint32_t n, capias_error *err);
    } groups[] = {{"ALIAS", say_alias}, {"ADDRESS", say_address}, {"DATE_OF_BIRTH", say_birth_date},
                  {"DOCUMENT", say_document}};
    uint32_t last = 0;
    for (size_t i = 0; i < u->items.n; i++) {
        const struct item *item = &u->items.v[i];
        CPS_TRY(say_item(u, item, err));
        if (!item->group.n || item->number == last) continue;
        last = item->number;
        u->at = i;
        u->subject.line = item->line;
        for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
            if (cps_str_is(item->group, groups[g].group)) CPS_TRY(groups[g].say(u, last, err));
        if (cps_str_is(item->group, "PLACE_OF_BIRTH")) {
            CPS_TRY(say_place(u, last, "CITY", "COUNTRY", err));
            CPS_TRY(say_note(u, "place of birth", get(u, last, "NOTE"), err));
        }
        u->subject.line = u->line;
    }
    return CAPIAS_OK;
}

static capias_status say_record(struct un *u, capias_error *err)
{
    struct cps_import *import = u->import;
    capias_str reference = get(u, 0, "REFERENCE_NUMBER"), piece, compact = {0};
    while (cps_str_split(&reference, ' ', &piece)) {
        capias_str both[] = {compact, piece};
        compact = cps_join(import, "", both, 2);
    }
    if (import->out_of_memory) return cps_fail_memory(err);
    capias_str unsc_id = compact;
    if (!compact.n) compact = get(u, 0, "DATAID");
    if (!compact.n || !get(u, 0, "FIRST_NAME").n) {
        cps_reject(import, 0, u->line, "this record is left out", "a record without %s",
                   compact.n ? "a name" : "a number");
        return CAPIAS_OK;
    }
    capias_str id = cps_arena_printf(&import->record, "un-%.*s", CPS_FMT(compact));
    capias_str listing = cps_arena_printf(&import->record, "un-%.*s-listing", CPS_FMT(compact));
    if (!id.p || !listing.p) return cps_fail_memory(err);
    u->subject = cps_subject(import, id, u->person ? "Person" : "Organization", 0, u->line);
    u->listing = cps_subject(import, listing, "Sanction", 0, u->line);
    CPS_TRY(say_main_name(u, err));
    CPS_TRY(cps_say(&u->subject, "topics", CPS_STR("sanction"), (capias_str){0}, err));
    CPS_TRY(cps_say(&u->listing, "entity", id, (capias_str){0}, err));
    CPS_TRY(cps_say(&u->listing, "authority", CPS_STR("United Nations Security Council"),
                    (capias_str){0}, err));
    CPS_TRY(cps_say(&u->listing, "unscId", unsc_id, (capias_str){0}, err));
    return say_groups(u, err);
}

static capias_status on_close(void *ctx, struct cps_xml *xml, capias_str name, capias_str text,
                              capias_error *err)
{
    struct un *u = ctx;
    unsigned depth = cps_xml_depth(xml);
    if (!u->in_record) return CAPIAS_OK;
    if (depth == RECORD_DEPTH) {
        u->in_record = false;
        CPS_TRY(say_record(u, err));
        return u->import->out_of_memory ? cps_fail_memory(err) : CAPIAS_OK;
    }
    if (depth == RECORD_DEPTH + 1) return keep(u, xml, (capias_str){0}, name, text, err);
    if (depth == RECORD_DEPTH + 2) return keep(u, xml, u->group, name, text, err);
    return CAPIAS_OK;
}

static capias_status import_un(struct cps_import *import, capias_error *err)
{
    struct un u = {.import = import};
    struct cps_xml_handler handler = {.open = on_open, .close = on_close, .ctx = &u};
    struct cps_input *in;
    CPS_TRY(cps_source_open(&import->files[0], &in, err));
    capias_status status = cps_xml_parse(in, &handler, err);
    CPS_VEC_RELEASE(&u.items);
    if (status == CAPIAS_OK) return cps_source_finish(&import->files[0], in, err);
    cps_input_close(in);
    return status;
}

static bool claim_un(const struct cps_head *head, struct cps_claim *out)
{
    size_t at = cps_str_find(head->bytes, CPS_STR("<CONSOLIDATED_LIST"), 0);
    if (at == SIZE_MAX || at > 4096) return false;
    out->dataset = CPS_STR("un_sc_sanctions");
    return true;
}

const struct cps_importer cps_importer_un_xml = {
    .url = "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
    .licence = "UN document (ST/AI/189/Add.9/Rev.2); attribution",
    .claim = claim_un,
    .import = import_un,
};
