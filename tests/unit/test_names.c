/* SPDX-License-Identifier: Apache-2.0
 *
 * names/: the phenomena of docs/matching.md, one row each, and the parts it is made of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "names/model.h"

#include <stdio.h>

static struct cps_name parse(struct cps_arena *arena, const char *text, enum cps_name_kind kind)
{
    struct cps_name name;
    assert_int_equal(cps_name_parse(cps_str(text), kind, arena, &name, NULL), CAPIAS_OK);
    return name;
}

#define PERSON CPS_NAME_PERSON
#define FIRM CPS_NAME_ORGANISATION
#define SHIP CPS_NAME_THING

static const struct row {
    const char *what;
    enum cps_name_kind kind;
    bool match;
    const char *query, *listed;
} rows[] = {
    {"same", PERSON, true, "Bosco Ntaganda", "Bosco Ntaganda"},
    {"capitals, marks", PERSON, true, "RATKO MLADIĆ", "Ratko Mladic"},
    {"one letter lost", PERSON, true, "Bosco Ntagnda", "Bosco Ntaganda"},
    {"one letter more", PERSON, true, "Bosco Ntagandda", "Bosco Ntaganda"},
    {"another letter", PERSON, true, "Bosco Nteganda", "Bosco Ntaganda"},
    {"two swapped", PERSON, true, "Bosco Ntagadna", "Bosco Ntaganda"},
    {"first letter", PERSON, true, "Bosco Mtaganda", "Bosco Ntaganda"},
    {"both words", PERSON, true, "Tomas Lubanga Dylo", "Thomas Lubanga Dyilo"},
    {"too far", PERSON, false, "Bosco Tangara", "Bosco Ntaganda"},
    {"romanisation", PERSON, true, "Moamar Kadafi", "Muammar Gaddafi"},
    {"romanisation", PERSON, true, "Saif al-Islam Gadhafi", "Sayf al-Islam Gaddafi"},
    {"romanisation", PERSON, true, "Oumar al-Bachir", "Omar al-Bashir"},
    {"romanisation", PERSON, true, "Wiktor Sokolow", "Viktor Sokolov"},
    {"Cyrillic", PERSON, true, "Виктор Соколов", "Viktor Sokolov"},
    {"Greek", PERSON, true, "Νικόλαος Παπαδόπουλος", "Nikolaos Papadopoulos"},
    {"Arabic", PERSON, true, "عمر البشير", "Omar al-Bashir"},
    {"Arabic, another", PERSON, false, "عمر البشير", "Hassan al-Turabi"},
    {"Han", PERSON, true, "沈国强", "Shen Guoqiang"},
    {"Han, order", PERSON, true, "沈国强", "Guoqiang SHEN"},
    {"Han, hyphen", PERSON, true, "Shen Guo-qiang", "沈国强"},
    {"Han, in three", PERSON, true, "Shen Guo Qiang", "沈国强"},
    {"Han, Wade-Giles", PERSON, true, "沈国强", "Shen Kuo-ch'iang"},
    {"Han, Cantonese", PERSON, true, "梁家輝", "Leung Ka-fai"},
    {"Han, Cantonese and a given name", PERSON, true, "梁家輝", "Tony Leung Ka-fai"},
    {"Han, traditional", PERSON, true, "沈國強", "沈国强"},
    {"Han, two characters of a family", PERSON, true, "欧阳文", "Ouyang Wen"},
    {"Han, another tone", PERSON, false, "沈国强", "沈果强"},
    {"Han, a syllable less", PERSON, false, "沈国强", "Shen Guo"},
    {"Han, a syllable more", PERSON, false, "沈国", "Shen Guoqiang"},
    {"Han, another syllable", PERSON, false, "沈国强", "Shen Guoqing"},
    {"Han, two languages at once", PERSON, false, "沈国强", "Sam Guoqiang"},
    {"Hangul", PERSON, true, "김영호", "Kim Yong Ho"},
    {"Hangul, official", PERSON, true, "김영호", "Gim Yeongho"},
    {"Hangul, other letters", PERSON, true, "이정박", "Rhee Chung-pak"},
    {"Hangul and Han", PERSON, true, "김영호", "金英浩"},
    {"Hangul, another", PERSON, false, "김영호", "Kim Yong Su"},
    {"kanji", PERSON, true, "中村由美子", "Yumiko Nakamura"},
    {"kanji, repetition", PERSON, true, "佐々木健", "Ken Sasaki"},
    {"joined", PERSON, true, "BoscoNtaganda", "Bosco Ntaganda"},
    {"joined, misspelt", PERSON, true, "BoscoNtagnda", "Bosco Ntaganda"},
    {"split", PERSON, true, "Bosco Nta ganda", "Bosco Ntaganda"},
    {"split in three", PERSON, true, "Nikolai Plato no vich Sokolov", "Nikolai Platonovich Sokolov"},
    {"hyphen", PERSON, true, "Bosco-Ntaganda", "Bosco Ntaganda"},
    {"order", PERSON, true, "Ntaganda Bosco", "Bosco Ntaganda"},
    {"comma", PERSON, true, "NTAGANDA, Bosco", "Bosco Ntaganda"},
    {"said twice", PERSON, true, "Bosco Bosco Ntaganda", "Bosco Ntaganda"},
    {"initial", PERSON, true, "B. Ntaganda", "Bosco Ntaganda"},
    {"initial of another", PERSON, false, "K. Ntaganda", "Bosco Ntaganda"},
    {"middle initial", PERSON, true, "Thomas L. Dyilo", "Thomas Lubanga Dyilo"},
    {"middle initials differ", PERSON, false, "Thomas K. Dyilo", "Thomas B. Dyilo"},
    {"initials alone", PERSON, false, "B.N.", "Bosco Ntaganda"},
    {"nickname", PERSON, true, "Bill Haverkamp", "William Haverkamp"},
    {"nickname of another", PERSON, false, "Bill Haverkamp", "Robert Haverkamp"},
    {"patronymic left out", PERSON, true, "Viktor Sokolov", "Viktor Ivanovich Sokolov"},
    {"patronymics differ", PERSON, false, "Viktor Petrovich Sokolov", "Viktor Ivanovich Sokolov"},
    {"sibling", PERSON, false, "Uday Hussein al-Tikriti", "Qusay Hussein al-Tikriti"},
    {"sibling", PERSON, false, "Pauline Ntaganda", "Bosco Ntaganda"},
    {"another family", PERSON, false, "Bosco Haverkamp", "Bosco Ntaganda"},
    {"middle names", PERSON, true, "Jean-Pierre Bemba", "Jean-Pierre Bemba Gombo"},
    {"title", PERSON, true, "General Bosco Ntaganda", "Bosco Ntaganda"},
    {"title", PERSON, true, "Dr. Bosco Ntaganda", "Bosco Ntaganda"},
    {"digits for letters", PERSON, true, "B0sco Ntaganda", "Bosco Ntaganda"},
    {"legal form on a person", PERSON, true, "Bosco Ntaganda LLC", "Bosco Ntaganda"},
    {"particle", PERSON, true, "Omar Bashir", "Omar al-Bashir"},
    {"son of the other", PERSON, false, "Tariq bin Faisal al-Kuwari", "Faisal bin Tariq al-Kuwari"},
    {"his grandfather's name", PERSON, true, "Tariq bin Faisal bin Tariq", "Tariq bin Faisal bin Tariq"},
    {"Korean hyphens", PERSON, true, "Ri Hong-sop", "Ri Hong Sop"},
    {"legal forms of a kind", FIRM, true, "Rosvertol OAO", "Rosvertol JSC"},
    {"legal form spelt out", FIRM, true, "Rosvertol Limited Liability Company", "Rosvertol LLC"},
    {"legal form misspelt", FIRM, true, "Kraftwerk Aktiengeselschaft", "Kraftwerk AG"},
    {"legal form left out", FIRM, true, "Rosvertol", "Rosvertol GmbH"},
    {"legal forms exclude", FIRM, false, "Rosvertol Foundation AG", "Rosvertol Foundation GmbH"},
    {"order", FIRM, true, "OOO Sevmorput", "Sevmorput OOO"},
    {"dots", FIRM, true, "A.B.C. Shipyards", "ABC Shipyards"},
    {"dots in another order", FIRM, false, "C.B.A. Shipyards", "ABC Shipyards"},
    {"ordinal", FIRM, true, "1st Caspian Bank", "First Caspian Bank"},
    {"number word", FIRM, true, "Brigade Fifty-Five", "Brigade 55"},
    {"tens and unit", FIRM, true, "Brigade Fifty 5", "Brigade 55"},
    {"extra word", FIRM, false, "Rosvertol Systems LLC", "Rosvertol LLC"},
    {"common words alone", FIRM, false, "Trading Company", "Caspian Trading Company"},
    {"another trade", FIRM, false, "Caspian Oil Company", "Caspian Gas Company"},
    {"another place", FIRM, false, "Bank of Iran", "Bank of Iraq"},
    {"translated word", FIRM, true, "Sevmash Zavod", "Sevmash Plant"},
    {"translated, Han", FIRM, true, "深圳泰然贸易有限公司", "Shenzhen Tairan Trading Co., Ltd."},
    {"two words in one, Han", FIRM, true, "大连泰然进出口有限公司",
     "Dalian Tairan Import and Export Co., Ltd."},
    {"no group of words, Han", FIRM, true, "泰然生物科技有限公司", "Tairan Biotechnology Co., Ltd."},
    {"another trade, Han", FIRM, false, "泰然生物科技有限公司", "Tairan Shipping Co., Ltd."},
    {"another firm, Han", FIRM, false, "深圳安顺贸易有限公司", "Shenzhen Tairan Trading Co., Ltd."},
    {"common words alone, Han", FIRM, false, "贸易公司", "Caspian Trading Company"},
    {"translated, Hangul", FIRM, true, "만경무역회사", "Mangyong Trading Company"},
    {"translated, Arabic", FIRM, true, "شركة السلمان للتجارة والنقل",
     "Al-Salman Company for Trade and Transport"},
    {"another firm, Arabic", FIRM, false, "شركة السلمان للتجارة", "Al-Qasim Trading Company"},
    {"translated, Persian", FIRM, true, "شرکت مهندسی نوید", "Navid Engineering Company"},
    {"legal form by letters, Arabic", FIRM, true, "السلمان للتجارة ش.ذ.م.م", "Salman Trading LLC"},
    {"Hebrew writes b for v", PERSON, true, "ויקטור קרביץ", "Viktor Kravitz"},
    {"Hebrew writes p for f", PERSON, true, "רוברט פרסקוט", "Robert Prescott"},
    {"another person, Hebrew", PERSON, false, "רוברט גולדברג", "Robert Prescott"},
    {"Russian writes kh for h", PERSON, true, "Ховард Зефирс", "Howard Zephyrs"},
    {"another person, Russian", PERSON, false, "Ховард Шефер", "Howard Zephyrs"},
    {"Arabic writes f for v", PERSON, true, "فيكتور فالبرغ", "Victor Valberg"},
    {"kana writes r for l", PERSON, true, "フィリップ", "Philip"},
    {"translated, Russian", FIRM, true, "Мурманский судостроительный завод",
     "Murmansk Shipbuilding Plant"},
    {"a case of it, Russian", FIRM, true, "Институт газовых технологий «Барвиха»",
     "Barvikha Institute of Gas Technologies"},
    {"place with a hamza, Arabic", FIRM, true, "بنك ياقوت إيران", "Yaqut Bank of Iran"},
    {"another place, Arabic", FIRM, false, "بنك إيران", "Bank of Bahrain"},
    {"word with an accent, Greek", FIRM, true, "Εταιρεία Μελισσάνθη", "Melissanthi Company"},
    {"article before a common word, Arabic", FIRM, true, "شركة الفجر القابضة",
     "Al-Fajr Holding Company"},
    {"a word of firms in a person's name", PERSON, false, "贸易", "Trade"},
    {"joined", FIRM, true, "Seamaster Lines", "Sea Master Lines"},
    {"ship's prefix", SHIP, true, "MV Ocean Warrior", "Ocean Warrior"},
    {"ships of a series", SHIP, true, "Ocean Warrior 5", "Ocean Warrior 6"},
    {"another ship", SHIP, false, "Lady Noor", "Lady Rania"},
    {"single word", PERSON, true, "Ntagandda", "Ntaganda"},
    {"native characters", PERSON, true, "習近平", "習近平"},
    {"nothing in common", PERSON, false, "Bosco Ntaganda", "Vincent Otti"},
    {"empty", PERSON, false, "", "Vincent Otti"},
    {"no letters", PERSON, false, "-- !", "Vincent Otti"},
};

static void phenomena(void **ctx)
{
    (void)ctx;
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cps_name q = parse(&arena, rows[i].query, rows[i].kind);
        struct cps_name l = parse(&arena, rows[i].listed, rows[i].kind);
        uint32_t score = cps_name_compare(&q, &l, NULL);
        if ((score >= 7000) == rows[i].match) continue;
        wrong++;
        print_error("row %zu, %s: %s | %s: %u\n", i, rows[i].what, rows[i].query, rows[i].listed,
                    score);
    }
    cps_arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void parts(void **ctx)
{
    (void)ctx;
    static const struct {
        const char *name;
        enum cps_name_kind kind;
        const char *parts; /* text/part, joined by spaces                                            */
    } cases[] = {
        {"Dr. Viktor I. Sokolov", PERSON,
         "dr/title viktor/given name i/initial sokolov/family name"},
        {"SOKOLOV, Viktor", PERSON, "sokolov/family name viktor/given name"},
        {"Viktor Ivanovich Sokolov", PERSON,
         "viktor/given name ivanovich/patronymic sokolov/family name"},
        {"JC Haverkamp", PERSON, "j/initial c/initial haverkamp/family name"},
        {"Omar al-Bashir", PERSON, "omar/given name al/particle bashir/family name"},
        {"Viktor \"Vitya\" Sokolov", PERSON, "viktor/given name vitya/nickname sokolov/family name"},
        {"O'Neil Brown", PERSON, "oneil/given name brown/family name"},
        {"Sá Mendes SA", PERSON, "sa/given name mendes/family name sa/legal form"},
        {"General", PERSON, "general/given name"},
        {"First Bank of Iran, S.A.", FIRM,
         "first/number bank/word of/small word iran/place sa/legal form"},
        {"Fund IV L.P.", FIRM, "fund/common word 4/number lp/legal form"},
        {"Brigade Forty 4", FIRM, "brigade/word forty/number"},
    };
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_name n = parse(&arena, cases[i].name, cases[i].kind);
        char got[512] = "";
        size_t at = 0;
        for (unsigned k = 0; k < n.n; k++)
            at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s/%s", k ? " " : "",
                                   CPS_FMT(n.tokens[k].text), cps_name_part(n.tokens[k].classes));
        if (strcmp(got, cases[i].parts) != 0)
            fail_msg("row %zu: %s: %s, expected %s", i, cases[i].name, got, cases[i].parts);
    }
    cps_arena_release(&arena);
}

static void explanations(void **ctx)
{
    (void)ctx;
    static const struct {
        const char *a, *b, *words;
    } cases[] = {
        {"Lavova", "Lvova", "one letter left out"},
        {"Lvova", "Lavova", "one letter inserted"},
        {"Ntagadna", "Ntaganda", "two letters swapped"},
        {"Hamis", "Khamis", "kh for h"},
        {"Bill", "William", "a name and its short form"},
        {"Sokolov", "Sokolov", "the same"},
        {"Sokolov", "Haverkamp", "different"},
    };
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_name a = parse(&arena, cases[i].a, PERSON), b = parse(&arena, cases[i].b, PERSON);
        capias_str got = cps_token_explain(&a.tokens[0], &b.tokens[0], &arena);
        if (!cps_str_is(got, cases[i].words))
            fail_msg("row %zu: %s to %s: %.*s, expected %s", i, cases[i].a, cases[i].b, CPS_FMT(got),
                     cases[i].words);
    }
    cps_arena_release(&arena);
}

static void an_alignment_accounts_for_every_part(void **ctx)
{
    (void)ctx;
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct cps_name q = parse(&arena, "Dr. Nikolai Plato no vich Sokolov", PERSON);
    struct cps_name l = parse(&arena, "SOKOLOF, Nikolai Platonovich Junior", PERSON);
    struct cps_name_alignment a;
    cps_name_compare(&q, &l, &a);
    uint32_t left = 0, right = 0;
    int32_t sum = 0;
    for (unsigned i = 0; i < a.n; i++) {
        left |= ((1u << a.pairs[i].left_n) - 1) << a.pairs[i].left;
        right |= ((1u << a.pairs[i].right_n) - 1) << a.pairs[i].right;
        sum += a.pairs[i].weight;
    }
    assert_int_equal(left, (1u << q.n) - 1);
    assert_int_equal(right, (1u << l.n) - 1);
    assert_int_equal(sum, a.sum);
    cps_arena_release(&arena);
}

static void long_names_are_cut_and_counted(void **ctx)
{
    (void)ctx;
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    char text[4096];
    size_t n = 0;
    for (unsigned i = 0; i < 40; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "Word%c%c ", 'a' + i % 26, 'a' + i / 26);
    struct cps_name name = parse(&arena, text, PERSON);
    assert_int_equal(name.n, CPS_NAME_TOKENS);
    assert_int_equal(name.left_out, 40 - CPS_NAME_TOKENS);
    memset(text, 'x', 300);
    text[300] = '\0';
    name = parse(&arena, text, PERSON);
    assert_int_equal(name.tokens[0].text.n, CPS_TOKEN_BYTES);
    cps_arena_release(&arena);
}

static void memory_that_runs_out_is_an_error(void **ctx)
{
    (void)ctx;
    struct cps_arena arena;
    cps_arena_init(&arena, 64);
    struct cps_name name;
    capias_error err = {0};
    assert_int_equal(cps_name_parse(CPS_STR("A.B.C. Shipyards of the North Sea"), CPS_NAME_THING,
                                    &arena, &name, &err),
                     CAPIAS_E_NOMEM);
    cps_arena_release(&arena);
}

static void kinds_of_schemata(void **ctx)
{
    (void)ctx;
    assert_int_equal(cps_name_kind_of_schema(CPS_STR("")), CPS_NAME_PERSON);
    assert_int_equal(cps_name_kind_of_schema(CPS_STR("Person")), CPS_NAME_PERSON);
    assert_int_equal(cps_name_kind_of_schema(CPS_STR("Company")), CPS_NAME_ORGANISATION);
    assert_int_equal(cps_name_kind_of_schema(CPS_STR("Vessel")), CPS_NAME_THING);
}

static void other_evidence(void **ctx)
{
    (void)ctx;
    int32_t day = cps_evidence_weight(CPS_EV_BIRTH_SAME_DAY);
    int32_t country = cps_evidence_weight(CPS_EV_COUNTRY_SAME);
    assert_true(cps_score_combine(6990, country) < 7000); /* a country makes no match               */
    assert_true(cps_score_combine(6500, day) >= 7000);
    assert_true(cps_score_combine(2000, day) < 7000);     /* nor does a birthday of another name    */
    assert_true(cps_score_combine(10000, cps_evidence_weight(CPS_EV_BIRTH_CONFLICT)) < 7000);
    assert_true(cps_score_combine(0, cps_evidence_weight(CPS_EV_ID_SAME)) >= 7000);
    assert_true(cps_score_combine(9000, cps_evidence_weight(CPS_EV_COUNTRY_CONFLICT)) >= 7000);
    assert_int_equal(cps_score_combine(10000, 5000), 10000);
    assert_int_equal(cps_score_combine(0, -5000), 0);
}

static void the_model_has_an_id(void **ctx)
{
    (void)ctx;
    assert_int_equal(strlen(cps_names_model_id()), 32);
    assert_int_equal(strspn(cps_names_model_id(), "0123456789abcdef"), 32);
    assert_ptr_equal(cps_names_model_id(), cps_names_model_id());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phenomena),
        cmocka_unit_test(parts),
        cmocka_unit_test(explanations),
        cmocka_unit_test(an_alignment_accounts_for_every_part),
        cmocka_unit_test(long_names_are_cut_and_counted),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
        cmocka_unit_test(kinds_of_schemata),
        cmocka_unit_test(other_evidence),
        cmocka_unit_test(the_model_has_an_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
