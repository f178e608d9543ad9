/* SPDX-License-Identifier: Apache-2.0
 *
 * The pipeline, and the producer that runs ahead: in order whatever the number of threads, the first
 * error in order wins, memory that fails ends it cleanly. Run under TSan by ./dev tsan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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

/* ---- a producer that runs ahead --------------------------------------------------------------- */

struct stream {
    unsigned n, fail_at, refuse_at, consumed;
    bool in_order;
};

static capias_status push(void *ctx, struct cps_ahead *to, capias_error *err)
{
    struct stream *s = ctx;
    for (unsigned i = 0; i < s->n; i++) {
        if (i == s->fail_at) return cps_fail(err, CAPIAS_E_DATA, "producing %u", i);
        *(unsigned *)cps_ahead_piece(to) = i;
        CPS_TRY(cps_ahead_pass(to, err));
    }
    return CAPIAS_OK;
}

static capias_status pull(void *ctx, void *piece, capias_error *err)
{
    struct stream *s = ctx;
    unsigned n = *(const unsigned *)piece;
    if (n == s->refuse_at) return cps_fail(err, CAPIAS_E_IO, "consuming %u", n);
    s->in_order = s->in_order && n == s->consumed++;
    return CAPIAS_OK;
}

static void runs_ahead(void **state)
{
    (void)state;
    static const struct {
        unsigned n, fail_at, refuse_at, consumed;
        capias_status status;
        const char *what;
    } cases[] = {{0, NEVER, NEVER, 0, CAPIAS_OK, ""},
                 {1, NEVER, NEVER, 1, CAPIAS_OK, ""},
                 {ROUNDS, NEVER, NEVER, ROUNDS, CAPIAS_OK, ""},
                 {ROUNDS, 700, NEVER, 700, CAPIAS_E_DATA, "producing 700"},
                 {ROUNDS, NEVER, 700, 700, CAPIAS_E_IO, "consuming 700"},
                 {ROUNDS, 701, 700, 700, CAPIAS_E_IO, "consuming 700"}};
    for (unsigned pieces = 1; pieces <= 4; pieces++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            unsigned ring[4];
            void *all[] = {&ring[0], &ring[1], &ring[2], &ring[3]};
            struct stream s = {cases[i].n, cases[i].fail_at, cases[i].refuse_at, 0, true};
            const struct cps_ahead_plan plan = {push, pull, &s, all, pieces};
            capias_error err = {0};
            assert_int_equal(cps_ahead_run(&plan, &err), cases[i].status);
            assert_string_equal(err.what, cases[i].what);
            assert_int_equal(s.consumed, cases[i].consumed);
            assert_true(s.in_order);
        }
}

/* ---- records of an XML file ------------------------------------------------------------------- */

struct records {
    unsigned n, refuse_at;
    bool as_written;
};

static capias_status on_record(void *ctx, capias_str parent, const struct cps_xml_node *record,
                               capias_error *err)
{
    struct records *r = ctx;
    char number[16];
    (void)snprintf(number, sizeof number, "%u", r->n);
    if (r->n == r->refuse_at) return cps_fail(err, CAPIAS_E_IO, "refusing %u", r->n);
    const struct cps_xml_node *name = cps_xml_child(record, "name");
    r->as_written = r->as_written && cps_str_is(parent, r->n % 2 ? "odd" : "even") &&
                    cps_str_is(record->name, "record") && record->line == r->n + 2 &&
                    cps_str_is(cps_xml_get(record, "id"), number) && !record->next && name &&
                    cps_str_is(name->text, number) && name->n_attributes == 0;
    r->n++;
    return CAPIAS_OK;
}

/* Small files are read in one thread, large ones in two: the same is seen of both. */
static void reads_records(void **state)
{
    (void)state;
    static const unsigned sizes[] = {0, 1, 50, 50000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (unsigned way = 0; way < 3; way++) { /* whole; cut off at the end; refused in the middle */
            struct cps_buf b = {0};
            struct cps_input *in;
            cps_buf_str(&b, CPS_STR("<file>\n"));
            for (unsigned k = 0; k < sizes[i]; k++)
                cps_buf_printf(&b, "<%s><p:record id='%u'><name>%u</name></p:record></%s>\n",
                               k % 2 ? "odd" : "even", k, k, k % 2 ? "odd" : "even");
            if (way != 1) cps_buf_str(&b, CPS_STR("</file>"));
            assert_false(b.failed);
            assert_int_equal(cps_input_memory((capias_str){b.v, b.n}, "t.xml", &in, NULL), CAPIAS_OK);
            struct records r = {0, way == 2 ? sizes[i] / 2 : NEVER, true};
            capias_error err = {0};
            capias_status status = cps_xml_records(in, 3, 4096, on_record, &r, &err);
            bool refused = way == 2 && sizes[i];
            assert_int_equal(status, way == 1 ? CAPIAS_E_SYNTAX : refused ? CAPIAS_E_IO : CAPIAS_OK);
            assert_int_equal(r.n, refused ? sizes[i] / 2 : sizes[i]);
            assert_true(r.as_written);
            cps_input_close(in);
            cps_buf_release(&b);
        }
}

static void refuses_endless_records(void **state)
{
    (void)state;
    struct cps_buf b = {0};
    struct cps_input *in;
    struct records r = {0, NEVER, true};
    cps_buf_str(&b, CPS_STR("<file><even><record>"));
    for (unsigned k = 0; k < 100000; k++) cps_buf_str(&b, CPS_STR("<name>n</name>"));
    cps_buf_str(&b, CPS_STR("</record></even></file>"));
    assert_int_equal(cps_input_memory((capias_str){b.v, b.n}, "t.xml", &in, NULL), CAPIAS_OK);
    assert_int_equal(cps_xml_records(in, 3, 4096, on_record, &r, NULL), CAPIAS_E_NOMEM);
    assert_int_equal(r.n, 0);
    cps_input_close(in);
    cps_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(memory_fails),
        cmocka_unit_test(runs_ahead),
        cmocka_unit_test(reads_records),
        cmocka_unit_test(refuses_endless_records),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
