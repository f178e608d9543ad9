/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/icu_states.c: states and cities as entities, so that a reader of texts finds them.
 *
 * The states are those of data/states/states.csv; their names in every language come from CLDR as
 * ICU has it (the territory names of each locale: standard, short, variant), and what CLDR lacks
 * from spellings.csv. Cities come from capitals.csv and cities.csv. None of them is a party.
 */
#include "sources/law_csv.h"

#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

struct places {
    const struct cps_law *law;
    struct cps_intern said;    /* "MN|Mongolia": no name of one place is said twice */
};

/* Whether this name of this entity is new. */
static capias_status fresh(struct places *p, capias_str id, capias_str name, bool *is_new,
                           capias_error *err)
{
    capias_str pieces[] = {id, name};
    size_t before = p->said.strings.n;
    capias_str key = cps_join(p->law->import, "|", pieces, 2);
    if (!key.p || cps_intern_add(&p->said, key) == CPS_NONE) return cps_fail_memory(err);
    *is_new = p->said.strings.n > before;
    return CAPIAS_OK;
}

static capias_status say_name(struct places *p, const struct cps_subject *s, const char *property,
                              capias_str name, const char *language, capias_error *err)
{
    bool is_new = false;
    CPS_TRY(fresh(p, s->id, name, &is_new, err));
    return is_new ? cps_say_in(s, property, name, (capias_str){0}, language, err) : CAPIAS_OK;
}

static capias_status say_states(struct places *p, const struct cps_law_table *states,
                                capias_error *err)
{
    struct cps_import *import = p->law->import;
    for (size_t i = 0; i < states->rows.n; i++) {
        const struct cps_law_row *row = &states->rows.v[i];
        if (row->rejected) continue;
        cps_import_record(import);
        capias_str code = cps_law_cell(states, row, "code");
        struct cps_subject s = cps_subject(import, code, "Country", states->file, row->line);
        CPS_TRY(say_name(p, &s, "name", cps_law_cell(states, row, "name"), "eng", err));
        CPS_TRY(cps_say_country_or_note(&s, "country", "code", code, err));
    }
    const struct cps_law_table *spellings = cps_law_table(p->law, "spellings");
    for (size_t i = 0; spellings && i < spellings->rows.n; i++) {
        const struct cps_law_row *row = &spellings->rows.v[i];
        if (row->rejected) continue;
        cps_import_record(import);
        struct cps_subject s = cps_subject(import, cps_law_cell(spellings, row, "code"), "Country",
                                           spellings->file, row->line);
        CPS_TRY(say_name(p, &s, "alias", cps_law_cell(spellings, row, "spelling"), NULL, err));
    }
    return CAPIAS_OK;
}

/* The row of each state by its two letters, so that a locale's names find theirs. */
#define LETTERS 26
struct state_rows {
    const struct cps_law_row *by_code[LETTERS * LETTERS];
};

static const struct cps_law_row **row_of(struct state_rows *rows, const char *code, size_t n)
{
    if (n != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z') return NULL;
    return &rows->by_code[(code[0] - 'A') * LETTERS + (code[1] - 'A')];
}

static capias_status say_region(struct places *p, const struct cps_law_table *states,
                                const struct cps_law_row *row, const UChar *wide, int32_t wide_n,
                                const char *locale, capias_error *err)
{
    char name[512];
    int32_t n = 0;
    UErrorCode code = U_ZERO_ERROR;
    (void)u_strToUTF8(name, sizeof name, &n, wide, wide_n, &code);
    if (U_FAILURE(code) || n <= 0) return CAPIAS_OK;
    cps_import_record(p->law->import);
    struct cps_subject s = cps_subject(p->law->import, cps_law_cell(states, row, "code"), "Country",
                                       states->file, row->line);
    return say_name(p, &s, "alias", (capias_str){name, (size_t)n}, uloc_getISO3Language(locale),
                    err);
}

/* The territory names that one locale has of its own; what it inherits its parent says. The bundle
 * is read in its own order: asking for one territory after the other takes ICU fifty times as
 * long. */
static capias_status say_locale(struct places *p, const struct cps_law_table *states,
                                struct state_rows *rows, const char *locale, capias_error *err)
{
    static const char *const lengths[] = {"Countries", "Countries%short", "Countries%variant"};
    UErrorCode code = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_openDirect(U_ICUDATA_NAME "-region", locale, &code);
    capias_status status = CAPIAS_OK;
    for (size_t i = 0; U_SUCCESS(code) && i < sizeof lengths / sizeof *lengths; i++) {
        UErrorCode missing = U_ZERO_ERROR;
        UResourceBundle *names = ures_getByKey(bundle, lengths[i], NULL, &missing);
        while (U_SUCCESS(missing) && status == CAPIAS_OK && ures_hasNext(names)) {
            const char *region = NULL;
            int32_t n = 0;
            const UChar *wide = ures_getNextString(names, &n, &region, &missing);
            const struct cps_law_row **row =
                U_SUCCESS(missing) && region ? row_of(rows, region, strlen(region)) : NULL;
            if (row && *row) status = say_region(p, states, *row, wide, n, locale, err);
        }
        ures_close(names);
    }
    ures_close(bundle);
    return status;
}

static capias_status say_locales(struct places *p, const struct cps_law_table *states,
                                 capias_error *err)
{
    struct state_rows rows = {0};
    for (size_t i = 0; i < states->rows.n; i++) {
        const struct cps_law_row *row = &states->rows.v[i];
        capias_str code = cps_law_cell(states, row, "code");
        const struct cps_law_row **at = row_of(&rows, code.p, code.n);
        if (at && !row->rejected) *at = row;
    }
    int32_t n = uloc_countAvailable();
    for (int32_t i = 0; i < n; i++)
        CPS_TRY(say_locale(p, states, &rows, uloc_getAvailable(i), err));
    return CAPIAS_OK;
}

static capias_status say_cities(struct places *p, const struct cps_law_table *t, bool capital,
                                capias_error *err)
{
    struct cps_import *import = p->law->import;
    for (size_t i = 0; t && i < t->rows.n; i++) {
        const struct cps_law_row *row = &t->rows.v[i];
        if (row->rejected) continue;
        cps_import_record(import);
        capias_str state = cps_law_cell(t, row, "state"),
                   canonical = cps_law_cell(t, row, "canonical");
        capias_str latin;
        CPS_TRY(cps_text_latin(canonical, &import->record, &latin, err));
        if (!latin.n) latin = canonical;
        char *slug = CPS_TAKE(&import->record, char, latin.n);
        if (!slug) return cps_fail_memory(err);
        for (size_t k = 0; k < latin.n; k++) slug[k] = latin.p[k] == ' ' ? '-' : latin.p[k];
        capias_str id =
            cps_arena_printf(&import->record, "city-%.*s-%.*s", CPS_FMT(state), (int)latin.n, slug);
        if (!id.p) return cps_fail_memory(err);
        struct cps_subject s = cps_subject(import, id, "City", t->file, row->line);
        bool first = false;
        CPS_TRY(fresh(p, id, (capias_str){0}, &first, err));
        if (first) {
            CPS_TRY(say_name(p, &s, "name", canonical, NULL, err));
            CPS_TRY(cps_say_country_or_note(&s, "country", "state", state, err));
            if (capital) CPS_TRY(cps_say(&s, "keywords", CPS_STR("capital"), (capias_str){0}, err));
        }
        CPS_TRY(say_name(p, &s, "alias", canonical, NULL, err));
        CPS_TRY(say_name(p, &s, "alias", cps_law_cell(t, row, "name"), NULL, err));
    }
    return CAPIAS_OK;
}

static capias_status say_places(struct places *p, capias_error *err)
{
    const struct cps_law_table *states = cps_law_table(p->law, "states");
    if (states) CPS_TRY(say_states(p, states, err));
    if (states) CPS_TRY(say_locales(p, states, err));
    CPS_TRY(say_cities(p, cps_law_table(p->law, "capitals"), true, err));
    return say_cities(p, cps_law_table(p->law, "cities"), false, err);
}

capias_status cps_law_places(const struct cps_law *law, capias_error *err)
{
    struct places p = {.law = law};
    cps_intern_init(&p.said);
    capias_status status = say_places(&p, err);
    cps_intern_release(&p.said);
    return status;
}
