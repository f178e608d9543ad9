/* SPDX-License-Identifier: Apache-2.0
 *
 * The index and the search on a register of a few invented parties: who is found and by which name,
 * what further evidence does, what is said about it, and what damage to the sections does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../support/small_register.h"
#include "screen/evidence.h"

static const struct small_row rows[] = {
    {"p-01", "Person", "name", "Maria Alekseyevna Lvova-Belova"},
    {"p-01", "Person", "alias", "Мария Львова-Белова"},
    {"p-01", "Person", "birthDate", "1984-10-25"},
    {"p-01", "Person", "gender", "female"},
    {"p-01", "Person", "nationality", "ru"},
    {"p-02", "Person", "name", "Sergei Viktorovich Lavrentsov"},
    {"p-02", "Person", "alias", "Sergei Lavrentsov"},
    {"p-02", "Person", "birthDate", "1952-10-07"},
    {"p-02", "Person", "nationality", "ru"},
    {"p-03", "Person", "name", "Omar Hassan al-Tahiri"},
    {"p-03", "Person", "weakAlias", "The Falconer"},
    {"p-03", "Person", "birthDate", "1944"},
    {"p-03", "Person", "nationality", "sd"},
    {"p-04", "Person", "name", "Hassan Omar Tahirov"},
    {"p-04", "Person", "birthDate", "1971-02-03"},
    {"p-05", "Person", "name", "Ivan Petrakov"},
    {"p-05", "Person", "birthDate", "1960-05-06"},
    {"p-06", "Person", "name", "Ivan Petrakov"},
    {"p-06", "Person", "birthDate", "1981-01-01"},
    {"p-06", "Person", "gender", "male"},
    {"o-01", "Organization", "name", "Murom Instrument Making Plant LLC"},
    {"o-01", "Organization", "alias", "MIMP"},
    {"o-02", "Company", "name", "Golden Tahiri Trading Limited"},
    {"o-02", "Company", "registrationNumber", "7707-083893"},
    {"v-01", "Vessel", "name", "Northern Petrel 7"},
    {"v-01", "Vessel", "imoNumber", "IMO9074729"},
    {"v-02", "Airplane", "name", "Blue Heron"},
    {"v-02", "Airplane", "registrationNumber", "XZ-GOM"},
    {"v-01", "Vessel", "callSign", "XZQK"},
    {"w-01", "CryptoWallet", "holder", "p-05"},
    {"w-01", "CryptoWallet", "publicKey", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"},
    {"d-01", "Passport", "holder", "p-04"},
    {"d-01", "Passport", "number", "N 0012345"},
    {"e-01", "Ownership", "owner", "p-05"},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static int set_up(void **state)
{
    *state = small_open(rows, N_ROWS);
    return *state == NULL;
}

static int tear_down(void **state)
{
    cps_register_close(*state);
    return 0;
}

/* ---- who is found --------------------------------------------------------------------------- */

static const struct {
    const char *name, *schema, *id, *listed; /* id NULL: nobody comes to the line                 */
} found[] = {
    {"Maria Lvova-Belova", "", "p-01", NULL},
    {"Mariya Lavova Belova", "Person", "p-01", NULL},
    {"Мария Львова-Белова", "", "p-01", "Мария Львова-Белова"},
    {"LVOVA-BELOVA, Maria", "", "p-01", NULL},
    {"SergeiLavrentsov", "", "p-02", "Sergei Lavrentsov"},
    {"Sergei Lavrent sov", "", "p-02", "Sergei Lavrentsov"},
    {"Sergey Lavrentsof", "", "p-02", NULL},
    {"Omar al Tahiri", "", "p-03", NULL},
    {"Murom Instrument Making Plant", "", "o-01", NULL},
    {"Murom Instrument Making Plant", "LegalEntity", "o-01", NULL},
    {"Murom Instrument Making Plant", "Company", "o-01", NULL}, /* a Company is an Organization   */
    {"Murom Instrument Making Plant", "Person", NULL, NULL},
    {"Northern Petrel 7", "Vessel", "v-01", NULL},
    {"Northern Petrel 7", "Person", NULL, NULL},
    {"Ivan Petrakov", "LegalEntity", "p-05", NULL},
    {"Zebulon Quackenbush", "", NULL, NULL},
    {"?!", "", NULL, NULL},
};

static capias_status search(const capias_register *reg, const struct cps_query *q,
                            struct cps_arena *arena, const struct cps_match **out, size_t *n)
{
    capias_error err = {0};
    capias_status status = cps_screen_search(reg, q, arena, out, n, &err);
    if (status != CAPIAS_OK) print_error("%s\n", err.what);
    return status;
}

static capias_str id_of(const capias_register *reg, const struct cps_match *m)
{
    struct cps_entity e;
    return cps_entity_get(reg, m->entity, &e) ? e.id : (capias_str){0};
}

static struct cps_query asking(const char *name)
{
    return (struct cps_query){.name = cps_str(name), .limit = 5, .floor = 5000};
}

static void test_found(void **state)
{
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        struct cps_arena arena;
        const struct cps_match *m;
        size_t n;
        struct cps_query q = asking(found[i].name);
        q.schema = cps_str(found[i].schema);
        cps_arena_init(&arena, 0);
        assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
        bool hit = n != 0 && m[0].score >= 7000;
        bool right = found[i].id == NULL ? !hit
                                         : hit && cps_str_is(id_of(*state, &m[0]), found[i].id);
        if (right && found[i].listed != NULL)
            right = cps_str_is(m[0].matched_name, found[i].listed);
        if (!right)
            fail_msg("row %zu: '%s' finds %zu, first '%.*s' with %u", i, found[i].name, n,
                     n != 0 ? (int)id_of(*state, &m[0]).n : 0, n != 0 ? id_of(*state, &m[0]).p : "",
                     n != 0 ? m[0].score : 0);
        cps_arena_release(&arena);
    }
}

/* Equal scores come by id, the limit cuts, the floor leaves out. */
static void test_order(void **state)
{
    struct cps_arena arena;
    const struct cps_match *m;
    size_t n;
    struct cps_query q = asking("Ivan Petrakov");
    cps_arena_init(&arena, 0);
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_int_equal(n, 2);
    assert_int_equal(m[0].score, m[1].score);
    assert_true(cps_str_is(id_of(*state, &m[0]), "p-05"));
    q.limit = 1;
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_int_equal(n, 1);
    assert_true(cps_str_is(id_of(*state, &m[0]), "p-05"));
    q = asking("Ivan Petrakovsky");
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    for (size_t i = 0; i < n; i++) assert_true(m[i].score >= q.floor);
    cps_arena_release(&arena);
}

/* A weak alias alone stays below the line; evidence beside it lifts it. */
static void test_weak(void **state)
{
    struct cps_arena arena;
    const struct cps_match *m;
    size_t n;
    struct cps_query q = asking("The Falconer");
    cps_arena_init(&arena, 0);
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_int_equal(n, 1);
    assert_true(cps_str_is(m[0].matched_name, "The Falconer"));
    assert_true(m[0].score < 7000);
    assert_true(cps_date_parse(CPS_STR("1944"), &q.born));
    q.country = CPS_STR("sd");
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_int_equal(n, 1);
    assert_true(m[0].score >= 7000);
    cps_arena_release(&arena);
}

/* ---- evidence ------------------------------------------------------------------------------- */

static const struct {
    const char *asked, *listed;
    enum cps_evidence kind;
} births[] = {
    {"1952-10-07", "1952-10-07", CPS_EV_BIRTH_SAME_DAY},
    {"1952", "1952-10-07", CPS_EV_BIRTH_SAME_YEAR},
    {"1952-10-07", "1952", CPS_EV_BIRTH_SAME_YEAR},
    {"1952-10", "1952-10-07", CPS_EV_BIRTH_SAME_YEAR},
    {"1952-01-01", "1952-01-01", CPS_EV_BIRTH_SAME_YEAR}, /* how lists write a year             */
    {"1952-01-01", "1952-10-07", CPS_EV_BIRTH_SAME_YEAR},
    {"1952-10-07", "1952-10-17", CPS_EV_BIRTH_SAME_YEAR}, /* one digit                          */
    {"1952-10-07", "1952-07-10", CPS_EV_BIRTH_NEAR},      /* day and month                      */
    {"1952-10-07", "1962-10-07", CPS_EV_BIRTH_NEAR},      /* one digit of the year              */
    {"1952-10-07", "1952-03-21", CPS_EV_BIRTH_NEAR},
    {"1952", "1953", CPS_EV_BIRTH_NEAR},
    {"1952-10-07", "1953-11-30", CPS_EV_N},
    {"1952-10-07", "1971-02-03", CPS_EV_BIRTH_CONFLICT},
    {"1952", "1971", CPS_EV_BIRTH_CONFLICT},
};

static void test_births(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        struct cps_span a, b;
        assert_true(cps_date_parse(cps_str(births[i].asked), &a));
        assert_true(cps_date_parse(cps_str(births[i].listed), &b));
        if (cps_births_compare(a, b) != births[i].kind ||
            cps_births_compare(b, a) != births[i].kind)
            fail_msg("row %zu: %s against %s gives %d", i, births[i].asked, births[i].listed,
                     (int)cps_births_compare(a, b));
    }
}

static void test_evidence_orders(void **state)
{
    struct cps_arena arena;
    const struct cps_match *m;
    size_t n;
    struct cps_query q = asking("Ivan Petrakov");
    cps_arena_init(&arena, 0);
    assert_true(cps_date_parse(CPS_STR("1981-06-07"), &q.born));
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_true(n >= 1);
    assert_true(cps_str_is(id_of(*state, &m[0]), "p-06"));
    assert_true(n == 1 || m[1].score < 7000); /* born in 1960 */
    q = asking("Ivan Petrakov");
    q.gender = CPS_STR("F");
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_true(cps_str_is(id_of(*state, &m[0]), "p-05")); /* whose gender is not known */
    assert_int_equal(m[0].evidence, 0);
    cps_arena_release(&arena);
}

static const struct {
    const char *name, *number, *id;
} identified[] = {
    {"Somebody Else", "n0012345", "p-04"},  /* a passport of his, written otherwise              */
    {"", "N 0012345", "p-04"},
    {"", "7707083893", "o-02"},
    {"Northern Star", "imo 9074729", "v-01"},
    {"", "0000000001", NULL},
    {"", "N1", NULL},
    /* Where the name was to stand. */
    {"IMO 9074729", "", "v-01"},
    {"9074729", "", "v-01"},
    {"Northern Petrel 7 (IMO: 9074729)", "", "v-01"},
    {"call sign XZQK", "", "v-01"},
    {"xz-gom", "", "v-02"},
    {"XZGOM", "", "v-02"},
    {"passport no. N 0012345", "", "p-04"},
    {"Somebody Else, паспорт N0012345", "", "p-04"},
    {"1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "", "p-05"},
    {"", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "p-05"},
    {"XZQK", "", NULL}, /* four letters are a word before they are a call sign                     */
    {"IMO 9074728", "", NULL},
};

/* A number beside the name must not stand in the name's way, nor a wrong one go unnoticed. */
static void test_numbers_in_names(void **state)
{
    static const struct {
        const char *name;
        bool whole;
    } cases[] = {
        {"Northern Petrel 7", true},
        {"Northern Petrel 7 IMO 9074729", true},
        {"IMO9074729 Northern Petrel 7", true},
        {"Northern Petrel 7 IMO 9319466", false}, /* another ship's, or a changed one             */
        {"Hassan Omar Tahirov passport 77665544", true},
    };
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cps_match *m;
        const capias_feature *f;
        size_t n, k;
        struct cps_query q = asking(cases[i].name);
        assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
        if (n == 0 || m[0].name_score != 10000 || (m[0].score == 10000) != cases[i].whole)
            fail_msg("'%s': %zu found, %u", cases[i].name, n, n ? m[0].score : 0);
        assert_int_equal(cps_screen_explain(*state, &q, &m[0], &arena, &f, &k, NULL), CAPIAS_OK);
        assert_true(cps_str_is(f[0].name, "name"));
        for (size_t at = 0; at + 3 <= f[0].detail.n; at++)
            assert_false(memcmp(f[0].detail.p + at, "IMO", 3) == 0);
    }
    cps_arena_release(&arena);
}

static void test_identifiers(void **state)
{
    for (size_t i = 0; i < sizeof identified / sizeof *identified; i++) {
        for (int exhaustive = 0; exhaustive < 2; exhaustive++) {
            struct cps_arena arena;
            const struct cps_match *m;
            size_t n;
            struct cps_query q = asking(identified[i].name);
            q.id_number = cps_str(identified[i].number);
            q.exhaustive = exhaustive != 0;
            cps_arena_init(&arena, 0);
            assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
            bool right = identified[i].id == NULL
                             ? n == 0
                             : n == 1 && m[0].score >= 7000 &&
                                   cps_str_is(id_of(*state, &m[0]), identified[i].id);
            if (!right) fail_msg("row %zu: %zu found by '%s'", i, n, identified[i].number);
            cps_arena_release(&arena);
        }
    }
}

/* ---- what is refused ------------------------------------------------------------------------ */

static void test_refused(void **state)
{
    static char many[4096];
    memset(many, 'a', sizeof many);
    const struct {
        struct cps_query q;
        capias_status status;
    } refused[] = {
        {{.name = CPS_STR("a\xff"), .limit = 5}, CAPIAS_E_SYNTAX},
        {{.name = {many, 2049}, .limit = 5}, CAPIAS_E_LIMIT},
        {{.name = {many, 2048}, .limit = 5}, CAPIAS_OK},
        {{.name = CPS_STR("Ivan"), .limit = 0}, CAPIAS_E_ARG},
        {{.name = CPS_STR("Ivan"), .limit = 1001}, CAPIAS_E_ARG},
        {{.name = CPS_STR("Ivan"), .limit = 5, .schema = CPS_STR("Dragon")}, CAPIAS_E_ARG},
        {{.limit = 5}, CAPIAS_E_ARG},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct cps_arena arena;
        const struct cps_match *m;
        size_t n;
        capias_error err = {0};
        cps_arena_init(&arena, 0);
        capias_status status = cps_screen_search(*state, &refused[i].q, &arena, &m, &n, &err);
        if (status != refused[i].status || (status != CAPIAS_OK && err.what[0] == '\0'))
            fail_msg("row %zu: %s", i, capias_status_name(status));
        cps_arena_release(&arena);
    }
}

/* ---- explanation ---------------------------------------------------------------------------- */

static void test_explained(void **state)
{
    struct cps_arena arena;
    const struct cps_match *m;
    const capias_feature *f;
    size_t n, k;
    capias_error err = {0};
    struct cps_query q = asking("Sergei Lavrentsof");
    assert_true(cps_date_parse(CPS_STR("1952-10-07"), &q.born));
    q.country = CPS_STR("ir");
    cps_arena_init(&arena, 0);
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_true(n >= 1);
    assert_int_equal(cps_screen_explain(*state, &q, &m[0], &arena, &f, &k, &err), CAPIAS_OK);
    assert_int_equal(k, 3);
    assert_true(cps_str_is(f[0].name, "name"));
    assert_int_not_equal(cps_str_find(f[0].detail, CPS_STR("Sergei = Sergei"), 0), SIZE_MAX);
    assert_int_not_equal(cps_str_find(f[0].detail, CPS_STR("Lavrentsof ~ Lavrentsov"), 0),
                         SIZE_MAX);
    assert_true(cps_str_is(f[1].detail, "birth date: 1952-10-07 = 1952-10-07"));
    assert_true(cps_str_is(f[2].detail, "country: IR, listed with RU"));
    double sum = 0;
    for (size_t i = 0; i < k; i++) sum += f[i].weight;
    assert_int_equal((int)(sum * 10000 + 0.5), m[0].score);
    cps_arena_release(&arena);
}

/* ---- the index itself ----------------------------------------------------------------------- */

struct names_seen {
    unsigned n, weak;
};

static capias_status see(void *ctx, struct cps_entity_ref entity, capias_str name, bool weak,
                         capias_error *err)
{
    struct names_seen *seen = ctx;
    (void)entity;
    (void)err;
    assert_true(name.n != 0);
    seen->n++;
    seen->weak += weak;
    return CAPIAS_OK;
}

static void test_names(void **state)
{
    struct names_seen seen = {0};
    capias_error err = {0};
    assert_int_equal(cps_screen_names(*state, see, &seen, &err), CAPIAS_OK);
    assert_int_equal(seen.n, cps_screen_name_count(*state));
    assert_int_equal(seen.n, 14);
    assert_int_equal(seen.weak, 1);
}

static void test_verified(void **state)
{
    size_t n;
    const struct cps_section_check *checks = cps_screen_checks(&n);
    capias_error err = {0};
    assert_int_equal(cps_register_verify(*state, checks, n, &err), CAPIAS_OK);
}

/* A warm search takes nothing from the heap. */
static void test_no_heap(void **state)
{
    struct cps_arena arena;
    const struct cps_match *m;
    size_t n;
    struct cps_query q = asking("Mariya Lavova Belova");
    cps_arena_init(&arena, 0);
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    cps_arena_reset(&arena);
    uint64_t before = cps_seam_allocs();
    assert_int_equal(search(*state, &q, &arena, &m, &n), CAPIAS_OK);
    assert_int_equal(cps_seam_allocs(), before);
    cps_arena_release(&arena);
}

/* ---- damage --------------------------------------------------------------------------------- */

static void use(const capias_register *reg)
{
    static const char *const queries[] = {"Mariya Lavova Belova", "SergeiLavrentsov", "MIMP",
                                          "Ivan Petrakov", "Northern Petrel 7"};
    struct cps_arena arena;
    cps_arena_init(&arena, (size_t)64 << 20);
    for (unsigned i = 0; i < 2 * sizeof queries / sizeof *queries; i++) {
        const struct cps_match *m;
        const capias_feature *f;
        size_t n, k;
        struct cps_query q = asking(queries[i / 2]);
        q.exhaustive = i % 2;
        q.id_number = CPS_STR("7707083893");
        q.born = (struct cps_span){-6295, -6294};
        q.country = CPS_STR("ru");
        cps_arena_reset(&arena);
        if (cps_screen_search(reg, &q, &arena, &m, &n, NULL) != CAPIAS_OK) continue;
        for (size_t j = 0; j < n; j++)
            (void)cps_screen_explain(reg, &q, &m[j], &arena, &f, &k, NULL);
    }
    (void)cps_screen_name_count(reg);
    cps_arena_release(&arena);
}

/* Bytes of the index changed at random: searches, exhaustive searches, explanations and the check
 * must come back, whatever they say. The register's checksums are not asked. */
static void test_damaged(void **state)
{
    size_t n_checks;
    const struct cps_section_check *checks = cps_screen_checks(&n_checks);
    uint64_t seed = UINT64_C(88172645463325252);
    unsigned noticed = 0;
    for (unsigned round = 0; round < 200; round++) {
        const struct cps_segment *seg = cps_register_segment(*state, 0);
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        uint32_t kind = CPS_SECTION_SCREEN + (uint32_t)(seed >> 40) % 15;
        const void *p;
        size_t n;
        if (!cps_segment_section(seg, kind, &p, &n) || n == 0) continue;
        capias_register *reg = small_open_changed(rows, N_ROWS, kind, (size_t)(seed % n),
                                                  (uint8_t)(seed >> 32 | 1));
        if (reg == NULL) fail_msg("round %u: cannot open", round);
        if (!cps_segment_section(cps_register_segment(reg, 0), CPS_SECTION_SCREEN, &p, &n)) n = 0;
        noticed += checks[0].check(reg, 0, p, n, NULL) != CAPIAS_OK;
        use(reg);
        cps_register_close(reg);
    }
    assert_true(noticed > 50); /* texts and costs of names may change without a trace */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),      cmocka_unit_test(test_order),
        cmocka_unit_test(test_weak),       cmocka_unit_test(test_births),
        cmocka_unit_test(test_evidence_orders), cmocka_unit_test(test_identifiers),
        cmocka_unit_test(test_numbers_in_names),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_explained),
        cmocka_unit_test(test_names),      cmocka_unit_test(test_verified),
        cmocka_unit_test(test_no_heap),    cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests_name("screen", tests, set_up, tear_down);
}
