/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/law_entities.c: what the tables of the law say as entities: the persons sought, and the
 * courts and treaties under their names, for those who read texts. */
#include "sources/law_csv.h"

static capias_status say_offices(const struct cps_law *law, const struct cps_subject *person,
                                 capias_error *err)
{
    const struct cps_law_table *offices = cps_law_table(law, "offices");
    for (size_t i = 0; offices && i < offices->rows.n; i++) {
        const struct cps_law_row *row = &offices->rows.v[i];
        if (row->rejected || !cps_str_eq(cps_law_cell(offices, row, "person_id"), person->id))
            continue;
        struct cps_subject s = *person;
        s.file = offices->file;
        s.line = row->line;
        CPS_TRY(
            cps_say(&s, "position", cps_law_cell(offices, row, "office"), (capias_str){0}, err));
    }
    return CAPIAS_OK;
}

/* "wanted" is said of open warrants alone: a summons asks nobody to arrest. */
static capias_status say_wanted(const struct cps_law *law, const struct cps_subject *person,
                                capias_error *err)
{
    const struct cps_law_table *warrants = cps_law_table(law, "warrants");
    for (size_t i = 0; warrants && i < warrants->rows.n; i++) {
        const struct cps_law_row *row = &warrants->rows.v[i];
        if (row->rejected || !cps_str_eq(cps_law_cell(warrants, row, "person_id"), person->id) ||
            !cps_str_is(cps_law_cell(warrants, row, "status"), "open") ||
            cps_str_is(cps_law_cell(warrants, row, "instrument"), "summons"))
            continue;
        struct cps_subject s = *person;
        s.file = warrants->file;
        s.line = row->line;
        return cps_say(&s, "topics", CPS_STR("wanted"), (capias_str){0}, err);
    }
    return CAPIAS_OK;
}

/* The web addresses in a source, which stand between other words. */
static capias_status say_links(const struct cps_subject *s, capias_str source, capias_error *err)
{
    for (size_t at = 0; (at = cps_str_find(source, CPS_STR("http"), at)) != SIZE_MAX;) {
        size_t end = at;
        while (end < source.n && source.p[end] != ' ' && source.p[end] != ';') end++;
        size_t stop = end;
        while (stop > at && (source.p[stop - 1] == ',' || source.p[stop - 1] == ')')) stop--;
        CPS_TRY(cps_say(s, "sourceUrl", cps_str_sub(source, at, stop), (capias_str){0}, err));
        at = end;
    }
    return CAPIAS_OK;
}

/* "Putin", "Kony": a name of one word fits many people. */
static bool is_single_word(capias_str name)
{
    return cps_str_find(name, CPS_STR(" "), 0) == SIZE_MAX &&
           cps_str_find(name, CPS_STR("\xc2\xb7"), 0) ==
               SIZE_MAX; /* the dot in Chinese spellings */
}

static capias_status say_person(const struct cps_law *law, const struct cps_law_table *t,
                                const struct cps_law_row *row, capias_error *err)
{
    cps_import_record(law->import);
    struct cps_subject s = cps_subject(law->import, cps_law_cell(t, row, "id"), "Person", t->file,
                                       row->line);
    capias_str rest = cps_law_cell(t, row, "aliases"), alias;
    capias_str gender = cps_law_cell(t, row, "gender");
    CPS_TRY(cps_say(&s, "name", cps_law_cell(t, row, "name"), (capias_str){0}, err));
    while (cps_str_split(&rest, ';', &alias))
        CPS_TRY(cps_say(&s, is_single_word(alias) ? "weakAlias" : "alias", alias, (capias_str){0},
                        err));
    CPS_TRY(cps_say(&s, "birthDate", cps_law_cell(t, row, "birth_date"), (capias_str){0}, err));
    CPS_TRY(cps_say(&s, "birthPlace", cps_law_cell(t, row, "birth_place"), (capias_str){0}, err));
    CPS_TRY(cps_say_country_or_note(&s, "nationality", "nationality",
                                    cps_law_cell(t, row, "nationality"), err));
    CPS_TRY(cps_say(&s, "gender", cps_gender(gender), gender, err));
    CPS_TRY(cps_say(&s, "position", cps_law_cell(t, row, "role"), (capias_str){0}, err));
    CPS_TRY(cps_say(&s, "notes", cps_law_cell(t, row, "source"), (capias_str){0}, err));
    CPS_TRY(say_links(&s, cps_law_cell(t, row, "source"), err));
    CPS_TRY(say_offices(law, &s, err));
    return say_wanted(law, &s, err);
}

static bool has_word(capias_str name, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (cps_str_find(name, cps_str(words[i]), 0) != SIZE_MAX) return true;
    return false;
}

/* A regime is a body of rules; only some bear the name of the treaty or court that it comes from
 * ("Security Council referral of Darfur" is neither). */
static const char *schema_of_regime(capias_str kind, capias_str name)
{
    static const char *const treaties[] = {"Statute", "Convention", "Charter", "Agreement",
                                           "amendments"};
    static const char *const courts[] = {"Court", "Tribunal", "Mechanism", "Chambers"};
    if (!cps_str_is(kind, "court") && !cps_str_is(kind, "treaty")) return NULL;
    if (has_word(name, treaties, sizeof treaties / sizeof *treaties)) return "Treaty";
    if (has_word(name, courts, sizeof courts / sizeof *courts)) return "Court";
    return cps_str_is(kind, "treaty") ? "Treaty" : NULL;
}

static capias_status say_regime(const struct cps_law *law, const struct cps_law_table *t,
                                const struct cps_law_row *row, capias_error *err)
{
    capias_str name = cps_law_cell(t, row, "name");
    const char *schema = schema_of_regime(cps_law_cell(t, row, "kind"), name);
    if (!schema) return CAPIAS_OK;
    cps_import_record(law->import);
    struct cps_subject s = cps_subject(law->import, cps_law_cell(t, row, "id"), schema, t->file,
                                       row->line);
    CPS_TRY(cps_say(&s, "name", name, (capias_str){0}, err));
    return cps_say(&s, "summary", cps_law_cell(t, row, "instrument_reference"), (capias_str){0},
                   err);
}

capias_status cps_law_entities(const struct cps_law *law, capias_error *err)
{
    const struct cps_law_table *persons = cps_law_table(law, "persons");
    const struct cps_law_table *regimes = cps_law_table(law, "regimes");
    for (size_t i = 0; persons && i < persons->rows.n; i++)
        if (!persons->rows.v[i].rejected)
            CPS_TRY(say_person(law, persons, &persons->rows.v[i], err));
    for (size_t i = 0; regimes && i < regimes->rows.n; i++)
        if (!regimes->rows.v[i].rejected)
            CPS_TRY(say_regime(law, regimes, &regimes->rows.v[i], err));
    return CAPIAS_OK;
}
