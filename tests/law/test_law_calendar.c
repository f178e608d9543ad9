/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/law/test_law_calendar.c: a calendar says of every day what `visit` says of it; its periods neither
 * overlap nor could have been one; each known turn is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/law_register.h"

static capias_register *reg;

static int open_register(void **state)
{
    (void)state;
    capias_error err = {0};
    if (law_register_open(&reg, &err) == CAPIAS_OK) return 0;
    print_error("%s:%u: %s (%s)\n", err.where, err.line, err.what, err.hint);
    return -1;
}

static int close_register(void **state)
{
    (void)state;
    cps_register_close(reg);
    return 0;
}

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static bool holds(const capias_period *p, const capias_duty *d, bool brief)
{
    return cps_str_eq(p->duty.instrument, d->instrument) && cps_str_eq(p->duty.regime, d->regime) &&
           cps_str_eq(p->duty.act, d->act) && cps_str_eq(p->duty.forum, d->forum) &&
           cps_str_eq(p->duty.force, d->force) && p->duty.bound == d->bound &&
           cps_str_eq(p->duty.addressee, d->addressee) && (brief || cps_str_eq(p->duty.request, d->request));
}

/* The duties of one day and the periods that lie over it are the same. */
static void check_day(const capias_calendar_state *s, cps_day day, const capias_duty *duties, size_t n,
                      bool brief)
{
    size_t over = 0, said = 0;
    for (size_t i = 0; i < s->n_periods; i++)
        over += s->periods[i].first_day <= day && day < s->periods[i].end_day;
    for (size_t i = 0; i < n; i++) {
        size_t found = 0;
        if (cps_str_is(duties[i].force, "none_found")) continue;
        said++;
        for (size_t k = 0; k < s->n_periods; k++)
            found += s->periods[k].first_day <= day && day < s->periods[k].end_day &&
                     holds(&s->periods[k], &duties[i], brief);
        if (!found)
            fail_msg("%.*s on day %d: %.*s of %.*s is not in the calendar", CPS_FMT(s->name), (int)day,
                     CPS_FMT(duties[i].act), CPS_FMT(duties[i].instrument));
    }
    /* one period may stand for two duties that differ in nothing it shows */
    if (brief ? over > said : over != said)
        fail_msg("%.*s on day %d: %zu periods, %zu duties", CPS_FMT(s->name), (int)day, over, said);
}

static void random_question(uint64_t *seed, struct cps_law_question *q)
{
    const struct cps_table *persons = cps_register_table(reg, "persons");
    size_t n_states;
    const cps_state *states = cps_states(&n_states);
    *q = (struct cps_law_question){.state = states[next_random(seed) % n_states]};
    q->person = cps_table_cell(persons, (uint32_t)(next_random(seed) % cps_table_rows(persons)), 0);
    q->on.from = 9000 + (cps_day)(next_random(seed) % 11000);
    q->on.until = q->on.from + 1 + (cps_day)(next_random(seed) % 6000);
    q->known = 12000 + (cps_day)(next_random(seed) % 9000);
}

/* The days just before and at every turn, and some between. */
static void test_every_day_as_visit_says(void **state)
{
    (void)state;
    struct cps_arena arena, day_arena;
    uint64_t seed = 20240902;
    cps_arena_init(&arena, 0);
    cps_arena_init(&day_arena, 0);
    size_t asked = 0;
    for (int round = 0; round < 1500; round++) {
        struct cps_law_question q;
        capias_calendar c;
        cps_arena_reset(&arena);
        random_question(&seed, &q);
        assert_int_equal(cps_law_calendar(reg, &q, &arena, &c, NULL), CAPIAS_OK);
        assert_int_equal(c.n_states, 1);
        const capias_calendar_state *s = &c.states[0];
        for (size_t i = 0; i < 8 + 2 * s->n_periods; i++) {
            struct cps_law_question one = q;
            capias_visit_answer v;
            cps_day day = i < 8 ? q.on.from + (cps_day)(next_random(&seed) % (uint64_t)(q.on.until - q.on.from))
                          : i % 2 ? s->periods[(i - 8) / 2].first_day
                                  : s->periods[(i - 8) / 2].end_day - 1;
            one.on = (struct cps_span){day, day + 1};
            cps_arena_reset(&day_arena);
            assert_int_equal(cps_law_visit(reg, &one, &day_arena, &v, NULL), CAPIAS_OK);
            check_day(s, day, v.duties, v.n_duties, false);
            asked++;
        }
    }
    assert_true(asked > 10000);
    cps_arena_release(&day_arena);
    cps_arena_release(&arena);
}

/* All states at once say what one after the other say. */
static void test_every_state_as_map_says(void **state)
{
    (void)state;
    struct cps_arena arena, day_arena;
    uint64_t seed = 7;
    cps_arena_init(&arena, 0);
    cps_arena_init(&day_arena, 0);
    for (int round = 0; round < 25; round++) {
        struct cps_law_question q;
        capias_calendar c;
        cps_arena_reset(&arena);
        random_question(&seed, &q);
        q.state = 0;
        assert_int_equal(cps_law_calendar(reg, &q, &arena, &c, NULL), CAPIAS_OK);
        for (int k = 0; k < 6; k++) {
            struct cps_law_question one = q;
            capias_map m;
            cps_day day = q.on.from + (cps_day)(next_random(&seed) % (uint64_t)(q.on.until - q.on.from));
            one.on = (struct cps_span){day, day + 1};
            cps_arena_reset(&day_arena);
            assert_int_equal(cps_law_map(reg, &one, &day_arena, &m, NULL), CAPIAS_OK);
            assert_int_equal(c.n_states, m.n_states);
            for (size_t i = 0; i < m.n_states; i++) {
                assert_true(cps_str_eq(c.states[i].state, m.states[i].state));
                check_day(&c.states[i], day, m.states[i].duties, m.states[i].n_duties, true);
            }
        }
    }
    cps_arena_release(&day_arena);
    cps_arena_release(&arena);
}

static bool any_has(capias_strs list, const char *words)
{
    for (size_t i = 0; i < list.n; i++)
        if (cps_str_find(list.v[i], cps_str(words), 0) != SIZE_MAX) return true;
    return false;
}

/* Turns that the law and the record fix, written from them. */
static void test_known_turns(void **state)
{
    (void)state;
    static const struct {
        const char *person, *state, *from, *until, *act, *regime, *force, *words;
    } cases[] = {
        /* the Statute enters into force for Armenia; nobody is known to have asked it */
        {"vladimir-putin", "AM", "2024-02-01", "", "arrest_and_surrender", "icc-rome-statute",
         "binding_on_request", "memberships.csv"},
        /* Burundi's withdrawal takes effect: under the Genocide Convention its duty becomes disputed */
        {"omar-al-bashir", "BI", "2010-07-21", "2017-10-26", "arrest_and_surrender", "genocide-convention",
         "binding", "no longer in force for"},
        /* the second warrant, before the Registrar asks */
        {"omar-al-bashir", "KE", "2010-07-12", "2010-07-20", "arrest_and_surrender", "icc-rome-statute",
         "binding_on_request", "request to"},
    };
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_span first, last;
        capias_calendar c;
        bool found = false;
        assert_true(cps_date_parse(CPS_STR("2000-01-01"), &first) && cps_date_parse(CPS_STR("2026-11-01"), &last));
        struct cps_law_question q = {.person = cps_str(cases[i].person), .known = last.from,
                                     .state = cps_state_code(cps_str(cases[i].state)),
                                     .on = {first.from, last.until}};
        cps_arena_reset(&arena);
        assert_int_equal(cps_law_calendar(reg, &q, &arena, &c, NULL), CAPIAS_OK);
        for (size_t k = 0; k < c.states[0].n_periods; k++) {
            const capias_period *p = &c.states[0].periods[k];
            found = found || (cps_str_is(p->from, cases[i].from) && cps_str_is(p->duty.act, cases[i].act) &&
                              cps_str_is(p->duty.regime, cases[i].regime) &&
                              cps_str_is(p->duty.force, cases[i].force) &&
                              (cases[i].until[0] ? cps_str_is(p->until, cases[i].until) : p->goes_on) &&
                              any_has(cases[i].until[0] ? p->ended : p->begun, cases[i].words));
        }
        if (!found) fail_msg("row %zu: no such period", i);
    }
    cps_arena_release(&arena);
}

static void test_bad_questions_and_memory(void **state)
{
    (void)state;
    struct cps_arena arena;
    capias_calendar c;
    capias_error err = {0};
    struct cps_law_question q = {.person = CPS_STR("nobody"), .on = {19000, 19001}, .known = 19000};
    cps_arena_init(&arena, 0);
    assert_int_equal(cps_law_calendar(reg, &q, &arena, &c, &err), CAPIAS_E_NOT_FOUND);
    q.person = CPS_STR("vladimir-putin");
    q.on.until = q.on.from;
    assert_int_equal(cps_law_calendar(reg, &q, &arena, &c, &err), CAPIAS_E_ARG);
    q.on = (struct cps_span){15000, 20000};
    q.known = 20000;
    capias_status status = CAPIAS_E_NOMEM;
    for (uint64_t nth = 1; nth < 200 && status != CAPIAS_OK; nth++) {
        struct cps_arena small;
        cps_arena_init(&small, 0);
        cps_seam_fail_alloc(nth);
        status = cps_law_calendar(reg, &q, &small, &c, &err);
        cps_seam_fail_alloc(0);
        assert_true(status == CAPIAS_OK || status == CAPIAS_E_NOMEM);
        cps_arena_release(&small);
    }
    assert_int_equal(status, CAPIAS_OK);
    cps_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_as_visit_says), cmocka_unit_test(test_every_state_as_map_says),
        cmocka_unit_test(test_known_turns), cmocka_unit_test(test_bad_questions_and_memory)};
    return cmocka_run_group_tests_name("calendar", tests, open_register, close_register);
}
