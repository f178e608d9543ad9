/* SPDX-License-Identifier: Apache-2.0
 *
 * base/ahead.c: a producer that runs ahead of its consumer.
 *
 *   thread of its own   fill piece 0 ─pass─▶ fill piece 1 ─pass─▶ ...
 *   caller's thread                   consume piece 0 ──────▶ consume piece 1 ...
 *
 * A ring of pieces under one lock: `passed` were handed over, `consumed` of them given back. For
 * producers that push (a parser with callbacks) and so cannot be the `fill` of a pipeline. */
#include <pthread.h>

#include "base/base.h"

struct cps_ahead {
    const struct cps_ahead_plan *plan;
    bool alone; /* no thread: a piece is consumed where it is passed */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t passed, consumed;
    bool ended;             /* the producer has returned                */
    capias_status refused;  /* what the consumer failed with            */
    capias_status produced; /* what the producer returned, with its err */
    capias_error err;
};

void *cps_ahead_piece(struct cps_ahead *a)
{
    return a->plan->pieces[a->passed % a->plan->n_pieces];
}

capias_status cps_ahead_pass(struct cps_ahead *a, capias_error *err)
{
    if (a->alone) return a->plan->consume(a->plan->ctx, cps_ahead_piece(a), err);
    (void)pthread_mutex_lock(&a->lock);
    a->passed++;
    (void)pthread_cond_broadcast(&a->changed);
    while (a->refused == CAPIAS_OK && a->passed - a->consumed == a->plan->n_pieces)
        (void)pthread_cond_wait(&a->changed, &a->lock);
    capias_status status = a->refused;
    (void)pthread_mutex_unlock(&a->lock);
    return status;
}

static void *produce(void *ctx)
{
    struct cps_ahead *a = ctx;
    capias_status status = a->plan->produce(a->plan->ctx, a, &a->err);
    (void)pthread_mutex_lock(&a->lock);
    a->produced = status;
    a->ended = true;
    (void)pthread_cond_broadcast(&a->changed);
    (void)pthread_mutex_unlock(&a->lock);
    return NULL;
}

/* Consume what comes, until the producer has ended and nothing is left, or consuming fails. */
static capias_status consume(struct cps_ahead *a, capias_error *err)
{
    capias_status status = CAPIAS_OK;
    (void)pthread_mutex_lock(&a->lock);
    for (;;) {
        while (a->consumed == a->passed && !a->ended)
            (void)pthread_cond_wait(&a->changed, &a->lock);
        if (a->consumed == a->passed) break;
        void *piece = a->plan->pieces[a->consumed % a->plan->n_pieces];
        (void)pthread_mutex_unlock(&a->lock);
        status = a->plan->consume(a->plan->ctx, piece, err);
        (void)pthread_mutex_lock(&a->lock);
        a->refused = status;
        a->consumed += status == CAPIAS_OK;
        (void)pthread_cond_broadcast(&a->changed);
        if (status != CAPIAS_OK) break;
    }
    (void)pthread_mutex_unlock(&a->lock);
    return status;
}

static capias_status run_alone(struct cps_ahead *a, capias_error *err)
{
    a->alone = true;
    return a->plan->produce(a->plan->ctx, a, err);
}

capias_status cps_ahead_run(const struct cps_ahead_plan *plan, capias_error *err)
{
    struct cps_ahead a = {.plan = plan};
    pthread_t thread;
    if (plan->n_pieces < 2) return run_alone(&a, err);
    if (pthread_mutex_init(&a.lock, NULL) != 0) return cps_fail_memory(err);
    (void)pthread_cond_init(&a.changed, NULL);
    capias_status status;
    if (pthread_create(&thread, NULL, produce, &a) == 0) {
        status = consume(&a, err);
        (void)pthread_join(thread, NULL);
        if (status == CAPIAS_OK && a.produced != CAPIAS_OK) {
            status = a.produced;
            if (err) *err = a.err;
        }
    } else { /* the same work without a thread */
        status = run_alone(&a, err);
    }
    (void)pthread_cond_destroy(&a.changed);
    (void)pthread_mutex_destroy(&a.lock);
    return status;
}
