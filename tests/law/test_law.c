/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/law/test_law.c: tests/law/visits.csv, row by row; parties per day; random questions. */
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

/* ---- the table of cases -------------------------------------------------------------------- */

enum { PERSON, STATE, ON, KNOWN, ACT, REGIME, FORCE, BOUND, SAYS, N_COLUMNS };

static bool read_days(capias_str text, struct cps_span *out)
{
    size_t dots = cps_str_find(text, CPS_STR(".."), 0);
    struct cps_span last;
    if (dots == SIZE_MAX) return cps_date_parse(text, out);
    if (!cps_date_parse(cps_str_sub(text, 0, dots), out)) return false;
    if (!cps_date_parse(cps_str_sub(text, dots + 2, text.n), &last)) return false;
    out->until = last.until;
    return true;
}

static bool any_says(capias_strs list, capias_str words)
{
    for (size_t i = 0; i < list.n; i++)
        if (cps_str_find(list.v[i], words, 0) != SIZE_MAX) return true;
    return false;
}

static bool says(const capias_duty *d, capias_str words)
{
    return words.n == 0 || cps_str_find(d->request, words, 0) != SIZE_MAX ||
           any_says(d->grounds, words) || any_says(d->exemptions, words) ||
           any_says(d->contested, words);
}

static const char *bound_word(int bound)
{
    return bound == 1 ? "true" : bound == 0 ? "false" : "null";
}

/* The first duty of that act and regime is the strongest, as duties are sorted. With several
 * instruments any one of equal force may carry the words. */
static bool row_agrees(const struct cps_csv_row *row, const capias_visit_answer *a)
{
    const capias_duty *first = NULL;
    for (size_t i = 0; i < a->n_duties; i++) {
        const capias_duty *d = &a->duties[i];
        if (!cps_str_eq(d->act, row->fields[ACT]) || !cps_str_eq(d->regime, row->fields[REGIME]))
            continue;
        if (first == NULL) first = d;
        if (cps_str_eq(d->force, first->force) && cps_str_eq(d->force, row->fields[FORCE]) &&
            cps_str_is(row->fields[BOUND], bound_word(d->bound)) && says(d, row->fields[SAYS]))
            return true;
    }
    if (first == NULL) return cps_str_is(row->fields[FORCE], "absent");
    print_error("line %u: %.*s in %.*s on %.*s: found %.*s, bound %s\n", row->line,
                CPS_FMT(row->fields[PERSON]), CPS_FMT(row->fields[STATE]), CPS_FMT(row->fields[ON]),
                CPS_FMT(first->force), bound_word(first->bound));
    for (size_t i = 0; i < first->grounds.n; i++)
        print_error("    %.*s\n", CPS_FMT(first->grounds.v[i]));
    return false;
}

static bool check_row(const struct cps_csv_row *row)
{
    struct cps_law_question q = {.person = row->fields[PERSON],
                                 .state = cps_state_code(row->fields[STATE])};
    struct cps_span known;
    struct cps_arena arena;
    capias_visit_answer a = {0};
    capias_error err = {0};
    if (row->n != N_COLUMNS || !read_days(row->fields[ON], &q.on)) return false;
    (void)cps_date_parse(CPS_STR("2026-11-23"), &known);
    if (row->fields[KNOWN].n > 0 && !cps_date_parse(row->fields[KNOWN], &known)) return false;
    q.known = known.from;
    cps_arena_init(&arena, 0);
    bool ok = cps_law_visit(reg, &q, &arena, &a, &err) == CAPIAS_OK;
    if (!ok) print_error("line %u: %s\n", row->line, err.what);
    ok = ok && row_agrees(row, &a);
    if (!ok) print_error("line %u disagrees\n", row->line);
    cps_arena_release(&arena);
    return ok;
}

static void test_cases(void **state)
{
    (void)state;
    char path[512];
    (void)snprintf(path, sizeof path, "%s/tests/law/visits.csv", getenv("CAPIAS_SOURCE_ROOT"));
    struct cps_input *in;
    struct cps_csv *csv;
    struct cps_csv_row row;
    unsigned rows = 0, bad = 0;
    assert_int_equal(cps_input_open(path, &in, NULL), CAPIAS_OK);
    assert_int_equal(cps_csv_open(in, ',', &csv, NULL), CAPIAS_OK);
    while (cps_csv_next(csv, &row, NULL) == CAPIAS_OK && row.n > 0) {
        if (row.line == 1 || cps_str_starts(row.raw, CPS_STR("#"))) continue;
        rows++;
        bad += !check_row(&row);
    }
    cps_csv_close(csv);
    cps_input_close(in);
    print_message("# %u cases of law, %u disagree\n", rows, bad);
    assert_true(rows >= 110);
    assert_int_equal(bad, 0);
}

/* ---- counts -------------------------------------------------------------------------------- */

static unsigned arrest_states(const char *person, const char *on, const char *regime, bool any,
                              bool *ukraine)
{
    struct cps_law_question q = {.person = cps_str(person)};
    struct cps_arena arena;
    capias_map map;
    unsigned n = 0;
    assert_true(read_days(cps_str(on), &q.on));
    assert_true(cps_day_make(2026, 11, 23, &q.known));
    cps_arena_init(&arena, 0);
    assert_int_equal(cps_law_map(reg, &q, &arena, &map, NULL), CAPIAS_OK);
    for (size_t i = 0; i < map.n_states; i++) {
        bool bound = false;
        for (size_t k = 0; k < map.states[i].n_duties; k++) {
            const capias_duty *d = &map.states[i].duties[k];
            bool party = any_says(d->grounds, CPS_STR("arts 86, 89(1), 91"));
            bound = bound || (cps_str_starts(d->act, CPS_STR("arrest")) && d->bound == 1 &&
                              cps_str_is(d->regime, regime) && (any || party));
        }
        n += bound;
        if (bound && cps_str_is(map.states[i].state, "UA") && ukraine != NULL) *ukraine = true;
    }
    cps_arena_release(&arena);
    return n;
}

static void test_putin_map(void **state)
{
    (void)state;
    bool ukraine = false;
    assert_int_equal(arrest_states("vladimir-putin", "2024-09-02", "icc-rome-statute", false, NULL),
                     124);
    assert_int_equal(
        arrest_states("vladimir-putin", "2024-09-02", "icc-rome-statute", true, &ukraine), 125);
    assert_true(ukraine);
}

/* The known numbers of parties, on days when somebody was wanted. */
static void test_parties_per_day(void **state)
{
    static const struct {
        const char *person, *on;
        unsigned parties;
    } days[] = {{"joseph-kony", "2005-12-31", 99},     {"joseph-kony", "2007-12-31", 105},
                {"joseph-kony", "2008-12-31", 108},    {"omar-al-bashir", "2009-12-31", 110},
                {"omar-al-bashir", "2011-01-01", 114}, {"omar-al-bashir", "2012-07-01", 121},
                {"omar-al-bashir", "2013-05-01", 122}, {"omar-al-bashir", "2015-04-01", 123},
                {"omar-al-bashir", "2016-06-01", 124}, {"joseph-kony", "2017-10-26", 124},
                {"joseph-kony", "2017-10-27", 123},    {"joseph-kony", "2019-03-16", 123},
                {"joseph-kony", "2019-03-17", 122},    {"joseph-kony", "2020-02-01", 123},
                {"vladimir-putin", "2024-02-01", 124}, {"vladimir-putin", "2025-01-01", 125},
                {"vladimir-putin", "2026-11-23", 125}};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        unsigned n = arrest_states(days[i].person, days[i].on, "icc-rome-statute", false, NULL);
        if (n != days[i].parties) print_error("%s: %u parties\n", days[i].on, n);
        assert_int_equal(n, days[i].parties);
    }
}

/* ---- what must never happen ---------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13, *seed ^= *seed >> 7, *seed ^= *seed << 17;
    return *seed;
}

static void check_answer(const capias_visit_answer *a)
{
    static const char *const forces[] = {
        "binding", "binding_on_request", "contested", "urged", "permitted",
        "barred",  "none_found",         "unknown"};
    for (size_t i = 0; i < a->n_duties; i++) {
        const capias_duty *d = &a->duties[i];
        bool known_force = false;
        for (size_t f = 0; f < sizeof forces / sizeof *forces; f++)
            known_force = known_force || cps_str_is(d->force, forces[f]);
        assert_true(known_force);
        bool binds = cps_str_is(d->force, "binding") || cps_str_is(d->force, "binding_on_request");
        bool open = cps_str_is(d->force, "contested") || cps_str_is(d->force, "unknown");
        assert_int_equal(d->bound, binds ? 1 : open ? -1 : 0);
        assert_true(d->grounds.n > 0 && d->sources.n > 0 && d->act.n > 0 && d->addressee.n > 0 &&
                    d->instrument.n > 0);
    }
    assert_true(a->low >= 0 && a->low <= a->p_arrest && a->p_arrest <= a->high && a->high <= 1 &&
                a->k <= a->n);
}

static void test_random_questions(void **state)
{
    (void)state;
    const struct cps_table *persons = cps_register_table(reg, "persons");
    size_t n_states;
    const cps_state *states = cps_states(&n_states);
    uint64_t seed = 20240902;
    for (int i = 0; i < 2000; i++) {
        struct cps_arena arena;
        capias_visit_answer a;
        struct cps_law_question q = {.state = states[next_random(&seed) % n_states]};
        q.person =
            cps_table_cell(persons, (uint32_t)(next_random(&seed) % cps_table_rows(persons)), 0);
        q.on.from = 10000 + (cps_day)(next_random(&seed) % 12000);
        q.on.until =
            q.on.from + 1 + (cps_day)(next_random(&seed) % 3 ? 0 : next_random(&seed) % 400);
        q.known = 10000 + (cps_day)(next_random(&seed) % 12000);
        q.overflight = next_random(&seed) % 8 == 0;
        cps_arena_init(&arena, 0);
        assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_OK);
        check_answer(&a);
        cps_arena_release(&arena);
    }
}

/* A day within a span can never be bound where the span is said not to be, nor the other way round.
 */
static void test_spans_hold_their_days(void **state)
{
    static const struct {
        const char *person, *state, *on;
    } spans[] = {{"vladimir-putin", "AM", "2024-01-25..2024-02-05"},
                 {"vladimir-putin", "MN", "2023-03-12..2023-03-20"},
                 {"omar-al-bashir", "BI", "2017-10-20..2017-11-02"},
                 {"germain-katanga", "CD", "2007-10-14..2007-10-20"},
                 {"vladimir-putin", "UA", "2024-12-28..2025-01-03"},
                 {"joseph-kony", "MN", "2016-03-04..2016-03-10"}};
    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        struct cps_law_question q = {.person = cps_str(spans[i].person),
                                     .state = cps_state_code(cps_str(spans[i].state))};
        struct cps_span span;
        assert_true(read_days(cps_str(spans[i].on), &span));
        assert_true(cps_day_make(2026, 11, 23, &q.known));
        int day_bound = 0, days = 0;
        for (cps_day d = span.from; d < span.until; d++, days++) {
            struct cps_arena arena;
            capias_visit_answer a;
            cps_arena_init(&arena, 0);
            q.on = (struct cps_span){d, d + 1};
            assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_OK);
            bool bound = false;
            for (size_t k = 0; k < a.n_duties; k++) bound = bound || a.duties[k].bound == 1;
            day_bound += bound;
            cps_arena_release(&arena);
        }
        struct cps_arena arena;
        capias_visit_answer a;
        cps_arena_init(&arena, 0);
        q.on = span;
        assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_OK);
        bool bound = false, open = false;
        for (size_t k = 0; k < a.n_duties; k++)
            bound = bound || a.duties[k].bound == 1, open = open || a.duties[k].bound == -1;
        if (bound) assert_int_equal(day_bound, days);
        if (!bound && !open) assert_int_equal(day_bound, 0);
        if (!bound) assert_true(open || day_bound == 0);
        cps_arena_release(&arena);
    }
}

/* ---- the outlook, pinned: it moves only when the tables move ------------------------------- */

static void test_outlook(void **state)
{
    struct cps_law_question q = {.person = CPS_STR("vladimir-putin"),
                                 .state = cps_state_code(CPS_STR("MN"))};
    struct cps_arena arena;
    capias_visit_answer a;
    (void)state;
    assert_true(read_days(CPS_STR("2024-09-02"), &q.on));
    assert_true(cps_day_make(2026, 11, 23, &q.known));
    cps_arena_init(&arena, 0);
    assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_OK);
    assert_int_equal(a.k, 0);
    assert_int_equal(a.n, 11);
    assert_true(a.p_arrest == 0 && a.low == 0 && a.high > 0.258 &&
                a.high < 0.260); /* Wilson, by hand */
    assert_true(any_says(a.reasons, CPS_STR("fuel imports share of MN towards RU: 0.95")));
    assert_true(any_says(a.reasons, CPS_STR("a border of 3452 km")));
    assert_true(a.n_decisions >= 5);
    assert_true(cps_str_is(a.decisions[0].id, "pt2-mongolia-2024"));
    for (size_t i = 0; i < a.n_comparable; i++)
        assert_false(cps_str_is(a.comparable[i].id, "putin-mn-2024-09"));
    q.known = q.on.from - 1; /* the day before: no decision, no Tajikistan */
    assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_OK);
    assert_int_equal(a.n_decisions, 1);
    assert_true(cps_str_is(a.decisions[0].id, "za-hc-2023"));
    cps_arena_release(&arena);
}

/* Memory that runs out at the nth call gives E_NOMEM, never an answer with something left out. */
static void test_memory_runs_out(void **state)
{
    struct cps_law_question q = {.person = CPS_STR("omar-al-bashir"),
                                 .state = cps_state_code(CPS_STR("ZA"))};
    unsigned failed = 0;
    (void)state;
    assert_true(read_days(CPS_STR("2015-06-14"), &q.on));
    assert_true(cps_day_make(2026, 11, 23, &q.known));
    for (uint64_t nth = 1; nth < 1000; nth++) {
        struct cps_arena arena;
        capias_visit_answer a;
        cps_arena_init(&arena, 0);
        cps_seam_fail_alloc(nth);
        capias_status status = cps_law_visit(reg, &q, &arena, &a, NULL);
        bool reached = cps_seam_allocs() >= nth;
        cps_seam_fail_alloc(0);
        cps_arena_release(&arena);
        assert_int_equal(status, reached ? CAPIAS_E_NOMEM : CAPIAS_OK);
        failed += reached;
        if (!reached) break;
    }
    assert_true(failed > 0);
    print_message("# %u allocations failed in turn\n", failed);
}

static void test_bad_questions(void **state)
{
    (void)state;
    struct cps_arena arena;
    capias_visit_answer a;
    capias_error err = {0};
    struct cps_law_question q = {.person = CPS_STR("nobody"),
                                 .state = cps_state_code(CPS_STR("MN")),
                                 .on = {19968, 19969},
                                 .known = 20000};
    cps_arena_init(&arena, 0);
    assert_int_equal(cps_law_visit(reg, &q, &arena, &a, &err), CAPIAS_E_NOT_FOUND);
    assert_true(err.hint[0] != '\0');
    q.person = CPS_STR("vladimir-putin");
    q.on.until = q.on.from;
    assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_E_ARG);
    q.on.until = q.on.from + 1;
    q.state = 0;
    assert_int_equal(cps_law_visit(reg, &q, &arena, &a, NULL), CAPIAS_E_ARG);
    cps_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases),
                                       cmocka_unit_test(test_putin_map),
                                       cmocka_unit_test(test_parties_per_day),
                                       cmocka_unit_test(test_random_questions),
                                       cmocka_unit_test(test_spans_hold_their_days),
                                       cmocka_unit_test(test_bad_questions),
                                       cmocka_unit_test(test_outlook),
                                       cmocka_unit_test(test_memory_runs_out)};
    return cmocka_run_group_tests(tests, open_register, close_register);
}
