/* SPDX-License-Identifier: Apache-2.0
 *
 * Time one search after the other, one thread: median, 90th and 99th percentile and worst, in
 * microseconds; how many allocations the warm searches made; and how many times longer the
 * exhaustive mode takes, on every 50th query of the same run.
 *
 *   bench_search REGISTER QUERIES.csv [MOST]
 *
 * QUERIES.csv has a header with a column `name`. MOST: so many of its rows, spread evenly. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "screen/screen.h"

struct names {
    struct cps_arena arena;
    CPS_VEC(capias_str) v;
};

static capias_status read_names(const char *path, struct names *out, capias_error *err)
{
    struct cps_input *in = NULL;
    struct cps_csv *csv = NULL;
    struct cps_csv_row row;
    size_t column = 0;
    CPS_TRY(cps_input_open(path, &in, err));
    capias_status status = cps_csv_open(in, ',', &csv, err);
    if (status == CAPIAS_OK) status = cps_csv_next(csv, &row, err);
    while (status == CAPIAS_OK && column < row.n && !cps_str_is(row.fields[column], "name"))
        column++;
    if (status == CAPIAS_OK && column >= row.n)
        status = cps_fail_at(err, CAPIAS_E_SYNTAX, path, 1, 0, "there is no column 'name'");
    while (status == CAPIAS_OK) {
        status = cps_csv_next(csv, &row, err);
        if (status != CAPIAS_OK || row.n == 0) break;
        if (row.n <= column || row.fields[column].n == 0) continue;
        if (!CPS_PUSH(&out->v, cps_arena_copy(&out->arena, row.fields[column])))
            status = cps_fail_memory(err);
    }
    cps_csv_close(csv);
    cps_input_close(in);
    return status;
}

static double microseconds(void)
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

struct totals {
    uint64_t hits, possible;     /* possible: queries with a hit at 7000 or above                */
};

static capias_status search(const capias_register *reg, struct cps_arena *arena, capias_str name,
                            bool exhaustive, struct totals *totals, double *took,
                            capias_error *err)
{
    struct cps_query q = {.name = name, .limit = 5, .floor = 5000, .exhaustive = exhaustive};
    const struct cps_match *matches;
    size_t n;
    cps_arena_reset(arena);
    double begin = microseconds();
    CPS_TRY(cps_screen_search(reg, &q, arena, &matches, &n, err));
    *took = microseconds() - begin;
    totals->hits += n;
    totals->possible += n != 0 && matches[0].score >= 7000;
    return CAPIAS_OK;
}

static capias_status run(const capias_register *reg, const struct names *names, size_t most,
                         capias_error *err)
{
    struct cps_arena arena;
    struct totals totals = {0}, ignored = {0};
    size_t n = most < names->v.n ? most : names->v.n;
    CPS_VEC(double) times = {0};
    capias_status status = CAPIAS_OK;
    double took, sum = 0, some = 0, exhaustive = 0;
    cps_arena_init(&arena, 0);
    for (size_t i = 0; i < n && status == CAPIAS_OK; i++) /* warm: memory, caches, the mapping */
        status = search(reg, &arena, names->v.v[i * names->v.n / n], false, &ignored, &took, err);
    uint64_t allocations = cps_seam_allocs();
    if (!cps_vec_reserve((void **)&times.v, n + 1, &times.cap, sizeof(double)))
        status = cps_fail_memory(err);
    allocations = cps_seam_allocs();
    for (size_t i = 0; i < n && status == CAPIAS_OK; i++) {
        status = search(reg, &arena, names->v.v[i * names->v.n / n], false, &totals, &took, err);
        times.v[times.n++] = took;
        sum += took;
        if (i % 50 == 0) some += took;
    }
    allocations = cps_seam_allocs() - allocations;
    for (size_t i = 0; i < n && status == CAPIAS_OK; i += 50) {
        status = search(reg, &arena, names->v.v[i * names->v.n / n], true, &ignored, &took, err);
        exhaustive += took;
    }
    if (status == CAPIAS_OK && n != 0) {
        qsort(times.v, n, sizeof(double), by_time);
        (void)printf("queries %zu  hits %llu  with a possible match %llu  allocations %llu\n", n,
                     (unsigned long long)totals.hits, (unsigned long long)totals.possible,
                     (unsigned long long)allocations);
        (void)printf("us: median %.0f  mean %.0f  p90 %.0f  p99 %.0f  worst %.0f\n",
                     times.v[n / 2], sum / (double)n, times.v[n * 9 / 10], times.v[n * 99 / 100],
                     times.v[n - 1]);
        (void)printf("exhaustive / indexed: %.1f\n", exhaustive / some);
    }
    CPS_VEC_RELEASE(&times);
    cps_arena_release(&arena);
    return status;
}

int main(int argc, char **argv)
{
    capias_error err = {0};
    capias_register *reg = NULL;
    struct names names = {0};
    if (argc < 3) {
        (void)fprintf(stderr, "usage: bench_search REGISTER QUERIES.csv [MOST]\n");
        return 2;
    }
    size_t most = argc > 3 ? strtoul(argv[3], NULL, 10) : SIZE_MAX;
    cps_arena_init(&names.arena, 0);
    capias_status status = cps_register_open(argv[1], cps_names_model_id(), &reg, &err);
    if (status == CAPIAS_OK) status = read_names(argv[2], &names, &err);
    if (status == CAPIAS_OK)
        (void)printf("names %llu\n", (unsigned long long)cps_screen_name_count(reg));
    if (status == CAPIAS_OK) status = run(reg, &names, most, &err);
    if (status != CAPIAS_OK)
        (void)fprintf(stderr, "bench_search: %s: %s\n", err.where, err.what);
    CPS_VEC_RELEASE(&names.v);
    cps_arena_release(&names.arena);
    cps_register_close(reg);
    return status == CAPIAS_OK ? 0 : 3;
}
