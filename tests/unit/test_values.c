/* SPDX-License-Identifier: Apache-2.0
 *
 * What values/ promises: dates as spans, states by any listed spelling, identifiers by their check
 * digits. Tables of cases; a failure prints its row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "values/values.h"

static void days(void **state)
{
    (void)state;
    static const struct {
        int y, m, d;
        cps_day day;
    } cases[] = {{1970, 1, 1, 0}, {1969, 12, 31, -1}, {2000, 2, 29, 11016}, {1900, 3, 1, -25508},
                 {1, 1, 1, CPS_DAY_MIN}, {9999, 12, 31, CPS_DAY_MAX - 1}};
    cps_day d;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!cps_day_make(cases[i].y, cases[i].m, cases[i].d, &d) || d != cases[i].day)
            fail_msg("row %zu", i);
    static const int bad[][3] = {{1900, 2, 29}, {2001, 2, 29}, {2000, 13, 1}, {2000, 0, 1},
                                 {2000, 4, 31}, {0, 1, 1},     {10000, 1, 1}, {2000, 1, 0}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (cps_day_make(bad[i][0], bad[i][1], bad[i][2], &d)) fail_msg("bad row %zu", i);
    /* every day of the calendar there and back, and each follows the one before */
    for (d = CPS_DAY_MIN; d < CPS_DAY_MAX; d++) {
        int y, m, day;
        cps_day again;
        cps_day_split(d, &y, &m, &day);
        if (!cps_day_make(y, m, day, &again) || again != d) fail_msg("day %d", d);
    }
}

static void expect_span(const char *text, bool ok, struct cps_span span, const char *want)
{
    char out[24];
    capias_str got = ok ? cps_date_format(span, out) : CPS_STR("");
    if (!cps_str_is(got, want))
        fail_msg("'%s': got '%.*s', want '%s'", text, CPS_FMT(got), want);
}

static void iso_dates(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"2011", "2011"},       {"2011-03", "2011-03"}, {"2011-03-04", "2011-03-04"},
        {"2012-02-29", "2012-02-29"}, {"9999-12", "9999-12"}, {"2011-02-29", ""}, {"2011-13", ""},
        {"2011-00", ""},        {"2011-01-00", ""},     {"0000", ""},           {"11", ""},
        {"2011-3-4", ""}, {"2011/03/04", ""}, {" 2011", ""}, {"2011-03-04T00", ""},
        {"", ""},               {"20a1", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_span span = {0, 0};
        bool ok = cps_date_parse(cps_str(cases[i][0]), &span);
        expect_span(cases[i][0], ok, span, cases[i][1]);
    }
}

static void free_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
        bool circa;
    } cases[] = {
        {"10 Dec 1948", "1948-12-10", false},
        {"10th of December 1948", "1948-12-10", false},
        {"December 10, 1948", "1948-12-10", false},
        {"20-Dec-1999", "1999-12-20", false},
        {"1970-Jan-02", "1970-01-02", false},
        {"1970 Jan 2", "1970-01-02", false},
        {"Mar 1955", "1955-03", false},
        {"1 Jan. 1963", "1963-01-01", false},
        {"Sept 1960.", "1960-09", false},
        {"1957", "1957", false},
        {"circa 1962", "1962", true},
        {"c. 1962", "1962", true},
        {"~1962", "1962", true},
        {"1963 (approximative)", "1963", true},
        {"Approximately 10 Dec 1948", "1948-12-10", true},
        {"1957 to 1960", "1957-01-01..1960-12-31", false},
        {"Between 1957 and 1960", "1957-01-01..1960-12-31", false},
        {"between Aug. and Sept. 1977", "", false},
        {"1957-1960", "1957-01-01..1960-12-31", false},
        {"1957 \xE2\x80\x93 1960", "1957-01-01..1960-12-31", false},
        {"1968/69", "1968-01-01..1969-12-31", false},
        {"1960 to 1957", "1957-01-01..1960-12-31", false},
        {"26 Mar 1957 to 27 Mar 1958", "1957-03-26..1958-03-27", false},
        {"1 Jan 1963 or 2 Feb 1964", "1963-01-01..1964-02-02", false},
        {"circa 1957 to 1960", "1957-01-01..1960-12-31", true},
        {"1960s", "1960-01-01..1969-12-31", false},
        {"late 1960s", "1960-01-01..1969-12-31", true},
        {"31/12/1970", "1970-12-31", false},
        {"05/06/1970", "1970-06-05", false},
        {"12/31/1970", "1970-12-31", false},
        {"00/00/1971", "1971", false},
        {"00/10/1970", "1970-10", false},
        {"10.12.1948", "1948-12-10", false},
        {"1948-12-10", "1948-12-10", false},
        {"1948/12/10", "1948-12-10", false},
        {"1948-12", "1948-12", false},
        {"12/1948", "1948-12", false},
        {"19481210", "1948-12-10", false},
        {"2011-03-04T00:00:00Z", "2011-03-04", false},
        {"2011-03-04 12:30:00", "2011-03-04", false},
        {"1968-02-10-05:00", "", false},
        {"", "", false},
        {"banana", "", false},
        {"31 Feb 1970", "", false},
        {"32/01/1970", "", false},
        {"13/13/1970", "", false},
        {"12/05/70", "", false},
        {"Dec-48", "", false},
        {"1957 1960", "", false},
        {"1957 to", "", false},
        {"to 1957", "", false},
        {"0000", "", false},
        {"99999999999", "", false},
        {"1389 Hijri", "", false},
        {"1961s", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_span span = {0, 0};
        bool circa = false, ok = cps_date_parse_free(cps_str(cases[i].text), &span, &circa);
        expect_span(cases[i].text, ok, span, cases[i].want);
        if (ok && circa != cases[i].circa) fail_msg("'%s': circa", cases[i].text);
    }
    struct cps_span span;
    assert_true(cps_date_parse_free(CPS_STR("circa 1962"), &span, NULL));
}

static void expect_state(const char *text, cps_state got, const char *want)
{
    char code[3] = "";
    if (got != 0) cps_state_text(got, code);
    if (strcmp(code, want) != 0) fail_msg("'%s': got '%s', want '%s'", text, code, want);
}

static void states(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Mongolia", "MN"},        {"MONGOLIA", "MN"},          {"mng", "MN"},
        {"Korea, North", "KP"},    {"Democratic People's Republic of Korea", "KP"},
        {"DPRK", "KP"},            {"Korea, Republic of", "KR"}, {"Republic of Korea", "KR"},
        {"Congo, Democratic Republic of the", "CD"}, {"Congo, Republic of the", "CG"},
        {"Zaire", "CD"},
        {"Cote d Ivoire", "CI"},   {"Côte d’Ivoire", "CI"},      {"Ivory Coast", "CI"},
        {"Burma", "MM"},           {"West Bank", "PS"},          {"Region: Gaza", "PS"},
        {"Region: Crimea", "UA"}, {"Russian Federation", "RU"}, {"Türkiye", "TR"}, {"Turkey", "TR"},
        {"U.S.", "US"},            {"USA", "US"},                {"United States of America", "US"},
        {"U.K.", "GB"}, {"UAE", "AE"}, {"Iran (Islamic Republic of)", "IR"},
        {"The Gambia", "GM"},      {"Gambia, The", "GM"},        {"Bahamas", "BS"},
        {"Russia / Russie", "RU"}, {"Myanmar (Burma) / Myanmar (Birmanie)", "MM"},
        {"Pakistan (at time of listing)", "PK"}, {"USSR", "SU"}, {"Serbia and Montenegro", "YU"},
        {"Viet Nam", "VN"},        {"Timor-Leste", "TL"},        {"Kosovo", "XK"}, {"Taiwan", "TW"},
        {"Isle of Man", "IM"},     {"Man, Isle of", "IM"},       {"and", "AD"}, {"Guinea", "GN"},
        {"", ""},                  {"the", ""},                  {"Atlantis", ""}, {"(1) Iraq", ""},
        {"Россия", ""},            {"Africa", ""},               {"Syrian", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_state(cases[i][0], cps_state_from_name(cps_str(cases[i][0])), cases[i][1]);
    static const char *const nationalities[][2] = {
        {"Syrian", "SY"}, {"SAUDI ARABIAN", "SA"}, {"Yemen", "YE"}, {"Soviet", "SU"},
        {"Congolese", ""}, {"Martian", ""}, {"British", "GB"},
        {"Tunisian (dual nationality)", "TN"},
    };
    for (size_t i = 0; i < sizeof nationalities / sizeof *nationalities; i++)
        expect_state(nationalities[i][0], cps_state_from_nationality(cps_str(nationalities[i][0])),
                     nationalities[i][1]);
}

static void state_table(void **state)
{
    (void)state;
    size_t n, current = 0;
    const cps_state *all = cps_states(&n);
    for (size_t i = 0; i < n; i++) {
        char code[3];
        cps_state_text(all[i], code);
        if (i > 0 && all[i] <= all[i - 1]) fail_msg("%s is out of order", code);
        assert_int_equal(cps_state_code(cps_str(code)), all[i]);
        if (cps_state_name(all[i]).n == 0) fail_msg("%s has no name", code);
        current += cps_state_is_current(all[i]);
    }
    assert_int_equal(current, 200); /* 193 members of the UN, VA, PS, CK, NU, TW, XK */
    assert_int_equal(cps_state_code(CPS_STR("mn")), cps_state_code(CPS_STR("MN")));
    assert_int_equal(cps_state_code(CPS_STR("QQ")), 0);
    assert_int_equal(cps_state_code(CPS_STR("MNG")), 0);
    assert_false(cps_state_is_current(cps_state_code(CPS_STR("SU"))));
    assert_false(cps_state_is_current(cps_state_code(CPS_STR("GL"))));
    assert_true(cps_state_is_current(cps_state_code(CPS_STR("XK"))));
    assert_int_equal(cps_state_name(0).n, 0);
}

/* The keys in the table are made by a tool in another language: every spelling must come back. */
static void every_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        unsigned name, code;
        bool nationality;
    } tables[] = {{"spellings.csv", 0, 1, false}, {"states.csv", 3, 0, false},
                  {"demonyms.csv", 0, 1, true}};
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        char path[512];
        snprintf(path, sizeof path, "%s/data/states/%s", getenv("CAPIAS_SOURCE_ROOT"),
                 tables[k].file);
        struct cps_input *in;
        struct cps_csv *csv;
        assert_int_equal(cps_input_open(path, &in, NULL), CAPIAS_OK);
        assert_int_equal(cps_csv_open(in, ',', &csv, NULL), CAPIAS_OK);
        struct cps_csv_row row;
        unsigned rows = 0;
        while (cps_csv_next(csv, &row, NULL) == CAPIAS_OK && row.n > 0) {
            if (rows++ == 0) continue;
            capias_str name = row.fields[tables[k].name], want = row.fields[tables[k].code];
            cps_state got = tables[k].nationality ? cps_state_from_nationality(name)
                                                  : cps_state_from_name(name);
            bool renamed = !tables[k].nationality && tables[k].name == 3 && row.fields[7].n > 0;
            if (renamed) want = row.fields[7];
            bool ambiguous = tables[k].nationality && got == 0 &&
                             (cps_str_is(name, "Congolese") || cps_str_is(name, "Dominican") ||
                              cps_str_is(name, "Korean"));
            if (got != cps_state_code(want) && !ambiguous)
                fail_msg("%s:%u: '%.*s' does not resolve to %.*s", tables[k].file, row.line,
                         CPS_FMT(name), CPS_FMT(want));
        }
        assert_true(rows > 200);
        cps_csv_close(csv);
        cps_input_close(in);
    }
}

static void identifiers(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *normal;
        enum cps_identifier_kind kind;
    } cases[] = {
        {"IMO 9074729", "9074729", CPS_ID_IMO},
        {"9074729", "9074729", CPS_ID_IMO},
        {"IMO 9074728", "9074728", CPS_ID_OTHER},
        {"MMSI: 273 450 000", "273450000", CPS_ID_MMSI},
        {"999450000", "999450000", CPS_ID_OTHER},
        {"5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12", CPS_ID_LEI},
        {"5493001KJTIIGC8Y1R13", "5493001KJTIIGC8Y1R13", CPS_ID_OTHER},
        {"US0378331005", "US0378331005", CPS_ID_ISIN},
        {"us 037833 100 5", "US0378331005", CPS_ID_ISIN},
        {"US0378331006", "US0378331006", CPS_ID_OTHER},
        {"GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", CPS_ID_IBAN},
        {"GB82 WEST 1234 5698 7654 33", "GB82WEST12345698765433", CPS_ID_OTHER},
        {"DEUTDEFF", "DEUTDEFF", CPS_ID_BIC},
        {"DEUTDEFF500", "DEUTDEFF500", CPS_ID_BIC},
        {"DEUTQQFF", "DEUTQQFF", CPS_ID_OTHER},
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1ZP1EP5QGEFI2DMPTFTL5SLMV7DIVFNA", CPS_ID_WALLET},
        {"0x8576aCC5C05D6Ce88f4e49bf65BdF0C62F91353C", "0X8576ACC5C05D6CE88F4E49BF65BDF0C62F91353C",
         CPS_ID_WALLET},
        {"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ",
         CPS_ID_WALLET},
        {"Passport № 12-34 АБ", "PASSPORTNO1234аб", CPS_ID_OTHER},
        {"A-123.456/7", "A1234567", CPS_ID_OTHER},
        {"١٢٣", "123", CPS_ID_OTHER},
        {"--", "", CPS_ID_OTHER},
        {"", "", CPS_ID_OTHER},
    };
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capias_str got = cps_identifier_normalise(cps_str(cases[i].raw), &arena);
        if (!cps_str_is(got, cases[i].normal))
            fail_msg("'%s': got '%.*s'", cases[i].raw, CPS_FMT(got));
        if (cps_identifier_kind_of(got) != cases[i].kind)
            fail_msg("'%s': kind %d", cases[i].raw, (int)cps_identifier_kind_of(got));
    }
    cps_arena_release(&arena);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number; /* one of those found; NULL: none is                             */
        const char *rest;          /* what stands outside that number and its label                 */
        enum cps_identifier_kind kind;
        bool labelled, whole;
    } cases[] = {
        {"IMO 9074729", "9074729", "", CPS_ID_IMO, true, true},
        {"9074729", "9074729", "", CPS_ID_IMO, false, true},
        {"Blue Heron IMO:9074729", "9074729", "Blue Heron ", CPS_ID_IMO, true, false},
        {"Blue Heron IMO9074729", "9074729", "Blue Heron ", CPS_ID_IMO, true, false},
        {"Blue Heron (IMO No. 9074729), tanker", "9074729", "Blue Heron (), tanker", CPS_ID_IMO, true,
         false},
        {"MMSI 273450000", "273450000", "", CPS_ID_MMSI, true, true},
        {"A. Petrov, passport AB 123456", "AB123456", "A. Petrov, ", CPS_ID_PASSPORT, true, false},
        {"A. Petrov, passport AB 123456 78", "AB123456", "A. Petrov, ", CPS_ID_PASSPORT, true, false},
        {"Паспорт № 4509 123456", "4509123456", "", CPS_ID_PASSPORT, true, false},
        {"ООО Ромашка ИНН 7707083893", "7707083893", "ООО Ромашка ", CPS_ID_TAX, true, false},
        {"Company No. 01234567", "01234567", "", CPS_ID_REGISTRATION, true, false},
        {"call sign XZQK", "XZQK", "", CPS_ID_CALL_SIGN, true, false},
        {"EP-GOM", "EPGOM", "", CPS_ID_OTHER, false, true},
        {"GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", "", CPS_ID_IBAN, false, true},
        {"Petrov 0x8576aCC5C05D6Ce88f4e49bf65BdF0C62F91353C",
         "0X8576ACC5C05D6CE88F4E49BF65BDF0C62F91353C", "Petrov ", CPS_ID_WALLET, false, false},
        {"Company 44", NULL, "", CPS_ID_OTHER, false, false},
        {"Maria Petrova", NULL, "", CPS_ID_OTHER, false, false},
        {"", NULL, "", CPS_ID_OTHER, false, false},
        {"IMO", NULL, "", CPS_ID_OTHER, false, false},
    };
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_number_found found[CPS_NUMBERS_FOUND];
        capias_str text = cps_str(cases[i].text);
        unsigned n = cps_numbers_find(text, &arena, found), k = 0;
        while (k < n && (!cases[i].number || !cps_str_is(found[k].number, cases[i].number))) k++;
        if ((k < n) != (cases[i].number != NULL)) fail_msg("'%s': %u numbers", cases[i].text, n);
        if (!cases[i].number && n > 1) fail_msg("'%s': %u numbers", cases[i].text, n);
        if (k == n) continue;
        capias_str rest = cps_arena_printf(&arena, "%.*s%.*s", (int)found[k].start, text.p,
                                           (int)(text.n - found[k].end), text.p + found[k].end);
        if (!cps_str_is(rest, cases[i].rest) || found[k].kind != cases[i].kind ||
            found[k].labelled != cases[i].labelled)
            fail_msg("'%s': kind %u, '%.*s' left", cases[i].text, found[k].kind, CPS_FMT(rest));
    }
    cps_arena_release(&arena);
}

static void genders(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"M", "male"},     {"Male", "male"},     {"Masculin", "male"}, {"homme", "male"},
        {"F", "female"},   {"FEMALE", "female"}, {"Femme", "female"},  {"Féminin", "female"},
        {"Женский", "female"}, {"other", "other"}, {"X", "other"},     {"", ""}, {"unknown", ""},
        {"Malefemale", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!cps_str_is(cps_gender(cps_str(cases[i][0])), cases[i][1]))
            fail_msg("'%s'", cases[i][0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days), cmocka_unit_test(iso_dates), cmocka_unit_test(free_dates),
        cmocka_unit_test(states), cmocka_unit_test(state_table), cmocka_unit_test(every_spelling),
        cmocka_unit_test(identifiers),
        cmocka_unit_test(numbers), cmocka_unit_test(genders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
