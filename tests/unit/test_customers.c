/* SPDX-License-Identifier: Apache-2.0
 *
 * Customer files: what the header says, what the rows hold, and rows that cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "screen/screen.h"

/* "id:name:birth:country[others]" for each row, "!LINE" for one that cannot be read; or "?" and what is
 * wrong with the header. */
static void read_all(const char *text, struct cps_buf *out)
{
    struct cps_input *in;
    struct cps_customers *c;
    struct cps_arena arena;
    capias_error err = {0};
    bool more = true;
    cps_arena_init(&arena, 0);
    assert_int_equal(cps_input_memory(cps_str(text), "customers.csv", &in, NULL), CAPIAS_OK);
    if (cps_customers_open(in, &c, &err) != CAPIAS_OK) {
        assert_true(err.hint[0] && err.what[0]);
        cps_buf_printf(out, "?%s", err.what);
    } else {
        size_t n;
        (void)cps_customers_others(c, &n);
        for (;;) {
            struct cps_customer row;
            capias_error bad = {0};
            capias_status status = cps_customers_next(c, &arena, &row, &more, &bad);
            if (status == CAPIAS_OK && !more) break;
            if (out->n) cps_buf_add(out, "/", 1);
            if (status != CAPIAS_OK) {
                cps_buf_printf(out, "!%u", bad.line);
                continue;
            }
            cps_buf_printf(out, "%.*s:%.*s:%.*s:%.*s%s[", CPS_FMT(row.id), CPS_FMT(row.name),
                           CPS_FMT(row.fields[CPS_CUSTOMER_BIRTH]),
                           CPS_FMT(row.fields[CPS_CUSTOMER_COUNTRY]), row.uneven ? "~" : "");
            for (size_t i = 0; i < n; i++)
                cps_buf_printf(out, "%s%.*s", i ? "," : "", CPS_FMT(row.others[i]));
            cps_buf_add(out, "]", 1);
        }
        cps_customers_close(c);
    }
    cps_buf_add(out, "", 1);
    cps_input_close(in);
    cps_arena_release(&arena);
}

static void files(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"id,name\n7,Ann Lee\n", "7:Ann Lee::[]"},
        {"qid;full_name;dob;branch\n7;Ann Lee;1970;Graz\n", "7:Ann Lee:1970:[Graz]"},
        {"name\tnationality\nAnn Lee\tat\n", "1:Ann Lee::at[]"},
        {"name|country\nLee, Ann|at\n", "1:Lee, Ann::at[]"},
        {"Full Name,Date-of-Birth\n\"Lee, Ann\",1970-01-02\n", "1:Lee, Ann:1970-01-02:[]"},
        {"first_name,middle_name,last_name\nAnn,,Lee\nAnn,B.,Lee\n,,Lee\n",
         "1:Ann Lee::[]/2:Ann B. Lee::[]/3:Lee::[]"},
        {"full_name,first_name,last_name\nAnn Lee,Ann,Lee\n", "1:Ann Lee::[Ann,Lee]"},
        {"id,qid,name\na,b,Ann\n", "a:Ann::[b]"},
        {"id,name\n,Ann\n8,\n", "1:Ann::[]/8:::[]"},
        {"id,name\n1,Ann,more\n2\n", "1:Ann::~[]/2:::~[]"},
        {"id,name\n1,\"Ann\n2,Bob\n3,Cy\n", "!2/2:Bob::[]/3:Cy::[]"},
        {"id,name\n1,Ann \xff\n2,Bob\n", "!2/2:Bob::[]"},
        {"\xef\xbb\xbfid,name\r\n1, Ann \r\n", "1:Ann::[]"},
        {"id_number\nAB 123\n", "1:::[]"},
        {"name,,x,x\nAnn,1,2,3\n", "1:Ann::[1,2,3]"},
        {"id,name\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_buf out = {0};
        read_all(cases[i].text, &out);
        if (strcmp(out.v, cases[i].rows) != 0)
            print_error("case %zu: %s instead of %s\n", i, out.v, cases[i].rows);
        assert_string_equal(out.v, cases[i].rows);
        cps_buf_release(&out);
    }
}

static void headers_that_say_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n\n", "a,b\n1,2\n", "Ann Lee\n", "nom;prenom\nLee;Ann\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cps_buf out = {0};
        read_all(texts[i], &out);
        assert_int_equal(out.v[0], '?');
        cps_buf_release(&out);
    }
}

/* Each allocation in turn fails: an error, no crash, nothing lost (ASan sees leaks). */
static void memory_fails(void **state)
{
    (void)state;
    for (uint64_t nth = 1; nth < 100; nth++) {
        struct cps_input *in;
        struct cps_customers *c = NULL;
        struct cps_customer row;
        struct cps_arena arena;
        bool more = true;
        cps_arena_init(&arena, 0);
        assert_int_equal(cps_input_memory(CPS_STR("id,name,x\n1,Ann,2\n"), "c.csv", &in, NULL), CAPIAS_OK);
        cps_seam_fail_alloc(nth);
        capias_status status = cps_customers_open(in, &c, NULL);
        while (status == CAPIAS_OK && more) status = cps_customers_next(c, &arena, &row, &more, NULL);
        bool failed = cps_seam_allocs() >= nth;
        cps_seam_fail_alloc(0);
        assert_int_equal(status, failed ? CAPIAS_E_NOMEM : CAPIAS_OK);
        cps_customers_close(c);
        cps_input_close(in);
        cps_arena_release(&arena);
        if (!failed) return;
    }
    fail();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(headers_that_say_nothing),
        cmocka_unit_test(memory_fails),
    };
    return cmocka_run_group_tests_name("customers", tests, NULL, NULL);
}
