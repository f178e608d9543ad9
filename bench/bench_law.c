/* SPDX-License-Identifier: Apache-2.0
 *
 * Time the questions of law in process: median and 99th percentile.
 *
 *   bench_law REGISTER [ROUNDS]
 *
 * Every person of the tables, every state, days from 1995 to 2027 in turn: `visit` with all its reasons,
 * `map`, and the calendar of a person over all states and 25 years. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "law/law.h"
#include "screen/screen.h"

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void tell(const char *what, double *times, size_t n)
{
    qsort(times, n, sizeof *times, by_time);
    (void)printf("%-10s %6zu times: median %9.1f us, p99 %9.1f us, worst %9.1f us\n", what, n, times[n / 2],
                 times[n * 99 / 100], times[n - 1]);
}

static capias_status time_all(const capias_register *reg, size_t rounds, double *times, capias_error *err)
{
    const struct cps_table *persons = cps_register_table(reg, "persons");
    int id = persons ? cps_table_column(persons, "id") : -1;
    size_t n_states;
    const cps_state *states = cps_states(&n_states);
    struct cps_arena arena;
    struct cps_span first, last;
    (void)cps_date_parse(CPS_STR("1995-01-01"), &first);
    (void)cps_date_parse(CPS_STR("2027-01-01"), &last);
    cps_arena_init(&arena, 0);
    if (id < 0) return cps_fail(err, CAPIAS_E_DATA, "the register holds no persons");
    for (int what = 0; what < 3; what++) {
        static const char *const names[] = {"visit", "map", "calendar"};
        size_t n = what == 0 ? rounds : (rounds + 9) / 10;
        for (size_t i = 0; i < n; i++) {
            capias_visit_answer visit;
            capias_map world;
            capias_calendar calendar;
            struct cps_law_question q = {.known = last.from};
            q.person = cps_table_cell(persons, (uint32_t)(i * 7 % cps_table_rows(persons)), id);
            q.state = states[i * 31 % n_states];
            q.on.from = first.from + (cps_day)(i * 101 % (size_t)(last.from - first.from));
            q.on.until = q.on.from + 1;
            if (what == 2) { /* all states, 25 years */
                q.state = 0;
                q.on = (struct cps_span){last.from - 9131, last.from};
            }
            cps_arena_reset(&arena);
            double began = now();
            CPS_TRY(what == 0   ? cps_law_visit(reg, &q, &arena, &visit, err)
                    : what == 1 ? cps_law_map(reg, &q, &arena, &world, err)
                                : cps_law_calendar(reg, &q, &arena, &calendar, err));
            times[i] = now() - began;
        }
        tell(names[what], times, n);
    }
    cps_arena_release(&arena);
    return CAPIAS_OK;
}

int main(int argc, char **argv)
{
    capias_error err = {0};
    capias_register *reg = NULL;
    size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 20000;
    struct cps_arena kept;
    cps_arena_init(&kept, 0);
    double *times = argc > 1 && rounds ? CPS_TAKE(&kept, double, rounds) : NULL;
    if (!times) {
        (void)fprintf(stderr, "usage: bench_law REGISTER [ROUNDS]\n");
        return 2;
    }
    capias_status status = cps_register_open(argv[1], cps_names_model_id(), &reg, &err);
    if (status == CAPIAS_OK) status = time_all(reg, rounds, times, &err);
    if (status != CAPIAS_OK) (void)fprintf(stderr, "bench_law: %s: %s\n", err.where, err.what);
    cps_register_close(reg);
    cps_arena_release(&kept);
    return status == CAPIAS_OK ? 0 : 3;
}
