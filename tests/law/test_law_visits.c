/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/law/test_law_visits.c: every recorded visit put through cps_law_visit: the duty that the
 * table records (from decisions and treaty status) against the force that is found. Prints one line
 * for each that differs; run it by hand with --all for every visit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/law_register.h"

static bool print_all;

struct tally {
    unsigned agreed, not_asked, disagreed;
};

static capias_str cell(const struct cps_table *t, uint32_t row, const char *column)
{
    return cps_table_cell(t, row, cps_table_column(t, column));
}

static bool in_list(capias_str list, capias_str id)
{
    capias_str rest = list, piece;
    while (rest.n > 0 && cps_str_split(&rest, ';', &piece))
        if (cps_str_eq(piece, id)) return true;
    return false;
}

/* The strongest duty to arrest (or, in the air, to make the aircraft land) under the recorded
 * regimes. */
static const capias_duty *found(const capias_visit_answer *a, capias_str regimes, bool overflight)
{
    for (size_t i = 0; i < a->n_duties; i++) {
        const capias_duty *d = &a->duties[i];
        bool arrest = cps_str_starts(d->act, CPS_STR("arrest"));
        if ((arrest || overflight) && (regimes.n == 0 || in_list(regimes, d->regime))) return d;
    }
    return NULL;
}

static void compare(capias_register *reg, const struct cps_table *visits, uint32_t row,
                    struct tally *n)
{
    struct cps_arena arena;
    capias_visit_answer a;
    struct cps_law_question q = {.person = cell(visits, row, "person_id"),
                                 .state = cps_state_code(cell(visits, row, "state"))};
    capias_str recorded = cell(visits, row, "duty"), id = cell(visits, row, "id");
    q.overflight = cps_str_is(cell(visits, row, "city"), "(airspace)");
    assert_true(cps_date_parse(cell(visits, row, "arrived"), &q.on));
    assert_true(cps_day_make(2026, 11, 23, &q.known));
    cps_arena_init(&arena, 0);
    assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_OK);
    const capias_duty *d = found(&a, cell(visits, row, "regime_id"), q.overflight);
    capias_str force = d != NULL ? d->force : CPS_STR("none_found");
    bool none = cps_str_is(recorded, "none") &&
                (cps_str_is(force, "none_found") || cps_str_is(force, "permitted"));
    bool not_asked = cps_str_is(recorded, "binding") && cps_str_is(force, "binding_on_request");
    bool agreed = none || cps_str_eq(recorded, force);
    n->agreed += agreed;
    n->not_asked += not_asked;
    n->disagreed += !agreed && !not_asked;
    if (print_all || !agreed)
        print_message("# %-28.*s recorded %-8.*s found %-18.*s %s\n", CPS_FMT(id),
                      CPS_FMT(recorded), CPS_FMT(force),
                      agreed ? "agreed"
                      : not_asked
                          ? "the same duty; our tables hold no request to this state by that day"
                          : "DISAGREED");
    cps_arena_release(&arena);
}

static void test_every_visit(void **state)
{
    (void)state;
    capias_register *reg;
    capias_error err = {0};
    struct tally n = {0};
    if (law_register_open(&reg, &err) != CAPIAS_OK)
        fail_msg("%s:%u: %s", err.where, err.line, err.what);
    const struct cps_table *visits = cps_register_table(reg, "visits");
    assert_non_null(visits);
    for (uint32_t row = 0; row < cps_table_rows(visits); row++) compare(reg, visits, row, &n);
    print_message(
        "# %u visits: %u agreed, %u the same duty without a known request, %u disagreed\n",
        (unsigned)cps_table_rows(visits), n.agreed, n.not_asked, n.disagreed);
    cps_register_close(reg);
    assert_int_equal(n.agreed, 137);
    assert_int_equal(n.not_asked, 21);
    assert_int_equal(n.disagreed, 0);
}

int main(int argc, char **argv)
{
    print_all = argc > 1 && strcmp(argv[1], "--all") == 0;
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_visit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
