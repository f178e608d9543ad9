/* SPDX-License-Identifier: Apache-2.0
 *
 * The pipeline: in order whatever the number of threads, the first error in order wins, memory that
 * fails ends it cleanly. Run under TSan by ./dev tsan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/base.h"

enum { PIECES = 12, WORKERS = 5, ROUNDS = 3000 };

struct numbers {
    unsigned next, last, drained, fail_work, fail_fill, fail_drain;
    bool in_order, busy[WORKERS], shared;
};
struct number {
    unsigned n, square;
};

static capias_status fill(void *ctx, void *piece, bool *more, capias_error *err)
{
    struct numbers *c = ctx;
    if (c->next == c->fail_fill) return cps_fail(err, CAPIAS_E_IO, "filling %u", c->next);
    *more = c->next < c->last;
    if (*more) ((struct number *)piece)->n = c->next++;
    return CAPIAS_OK;
}

static capias_status work(void *ctx, void *piece, unsigned worker, capias_error *err)
{
    struct numbers *c = ctx;
    struct number *p = piece;
    if (c->busy[worker]) c->shared = true;
    c->busy[worker] = true;
    unsigned volatile spin = (p->n * 7919) % 997; /* some pieces take longer than others */
    while (spin) spin = spin - 1;
    p->square = p->n * p->n;
    c->busy[worker] = false;
    if (p->n >= c->fail_work) return cps_fail(err, CAPIAS_E_DATA, "working on %u", p->n);
    return CAPIAS_OK;
}

static capias_status drain(void *ctx, void *piece, capias_error *err)
{
    struct numbers *c = ctx;
    const struct number *p = piece;
    if (p->n != c->drained || p->square != p->n * p->n) c->in_order = false;
    if (p->n == c->fail_drain) return cps_fail(err, CAPIAS_E_IO, "draining %u", p->n);
    c->drained++;
    return CAPIAS_OK;
}

static capias_status run(struct numbers *c, unsigned workers, unsigned pieces, capias_error *err)
{
    struct number ring[PIECES];
    void *all[PIECES];
    for (unsigned i = 0; i < PIECES; i++) all[i] = &ring[i];
    const struct cps_pipeline p = {.fill = fill, .work = work, .drain = drain, .ctx = c, .pieces = all,
                                   .n_pieces = pieces, .n_workers = workers};
    c->in_order = true;
    return cps_pipeline_run(&p, err);
}

#define NEVER UINT32_MAX
#define NUMBERS(n) {.last = (n), .fail_work = NEVER, .fail_fill = NEVER, .fail_drain = NEVER}

static void in_order(void **state)
{
    (void)state;
    for (unsigned workers = 1; workers <= WORKERS; workers++)
        for (unsigned pieces = 1; pieces <= PIECES; pieces++)
            for (unsigned n = 0; n <= ROUNDS; n = n * 10 + 3) {
                struct numbers c = NUMBERS(n);
                assert_int_equal(run(&c, workers, pieces, NULL), CAPIAS_OK);
                assert_int_equal(c.drained, n);
                assert_true(c.in_order);
                assert_false(c.shared);
            }
}

static void first_error_wins(void **state)
{
    (void)state;
    for (unsigned workers = 1; workers <= WORKERS; workers++) {
        capias_error err = {0};
        struct numbers c = NUMBERS(ROUNDS);
        c.fail_work = 100; /* and everything behind it */
        assert_int_equal(run(&c, workers, PIECES, &err), CAPIAS_E_DATA);
        assert_string_equal(err.what, "working on 100");
        assert_int_equal(c.drained, 100);
        struct numbers d = NUMBERS(ROUNDS);
        d.fail_drain = 7;
        assert_int_equal(run(&d, workers, PIECES, NULL), CAPIAS_E_IO);
        assert_int_equal(d.drained, 7);
        struct numbers f = NUMBERS(ROUNDS);
        f.fail_fill = 50;
        assert_int_equal(run(&f, workers, PIECES, NULL), CAPIAS_E_IO);
        assert_true(f.drained <= 50 && f.in_order);
    }
}

static void memory_fails(void **state)
{
    (void)state;
    struct numbers c = NUMBERS(10);
    cps_seam_fail_alloc(1);
    assert_int_equal(run(&c, 2, PIECES, NULL), CAPIAS_E_NOMEM);
    cps_seam_fail_alloc(0);
    assert_int_equal(c.drained, 0);
    assert_true(cps_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(memory_fails),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
