/* SPDX-License-Identifier: Apache-2.0
 *
 * base/pipeline.c: pieces of work over threads, in and out in order.
 *
 *   caller's thread   fill piece 0, 1, 2 ...              drain piece 0, 1, 2 ...
 *   worker threads            └──▶ work (any order) ──▶──────┘
 *
 * A ring of pieces under one lock: `filled` have been filled, `taken` of them taken by workers,
 * `drained` given out. A piece is done when its own flag says so. The caller drains what is due
 * before it fills more, so no more pieces than the ring holds are ever under way. */
#include <pthread.h>
#include <unistd.h>

#include "base/base.h"

#define THREADS_MAX 256u

struct piece_state {
    bool done;
    capias_error err;
};

struct run {
    const struct cps_pipeline *p;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct piece_state *states;
    uint64_t filled, taken, drained;
    bool stop;
};

struct worker {
    struct run *run;
    pthread_t thread;
    unsigned number;
};

unsigned cps_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > (long)THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static void *labour(void *ctx)
{
    struct worker *w = ctx;
    struct run *r = w->run;
    (void)pthread_mutex_lock(&r->lock);
    while (!r->stop) {
        if (r->taken == r->filled) {
            (void)pthread_cond_wait(&r->work, &r->lock);
            continue;
        }
        size_t slot = (size_t)(r->taken++ % r->p->n_pieces);
        (void)pthread_mutex_unlock(&r->lock);
        struct piece_state *s = &r->states[slot];
        (void)r->p->work(r->p->ctx, r->p->pieces[slot], w->number, &s->err);
        (void)pthread_mutex_lock(&r->lock);
        s->done = true;
        (void)pthread_cond_signal(&r->done);
    }
    (void)pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* Give out the piece that is due, once it is done. */
static capias_status drain_next(struct run *r, capias_error *err)
{
    size_t slot = (size_t)(r->drained % r->p->n_pieces);
    struct piece_state *s = &r->states[slot];
    (void)pthread_mutex_lock(&r->lock);
    while (!s->done) (void)pthread_cond_wait(&r->done, &r->lock);
    (void)pthread_mutex_unlock(&r->lock);
    r->drained++;
    if (s->err.status != CAPIAS_OK) {
        if (err && err->status == CAPIAS_OK) *err = s->err;
        return s->err.status;
    }
    return r->p->drain(r->p->ctx, r->p->pieces[slot], err);
}

static capias_status feed(struct run *r, capias_error *err)
{
    bool more = true;
    for (;;) {
        if (!more && r->drained == r->filled) return CAPIAS_OK;
        if (!more || r->filled - r->drained == r->p->n_pieces) {
            CPS_TRY(drain_next(r, err));
            continue;
        }
        size_t slot = (size_t)(r->filled % r->p->n_pieces);
        r->states[slot] = (struct piece_state){0};
        CPS_TRY(r->p->fill(r->p->ctx, r->p->pieces[slot], &more, err));
        if (!more) continue;
        (void)pthread_mutex_lock(&r->lock);
        r->filled++;
        (void)pthread_cond_signal(&r->work);
        (void)pthread_mutex_unlock(&r->lock);
    }
}

/* One worker needs no thread: the same pieces, one after the other. */
static capias_status run_alone(const struct cps_pipeline *p, capias_error *err)
{
    for (;;) {
        bool more = true;
        CPS_TRY(p->fill(p->ctx, p->pieces[0], &more, err));
        if (!more) return CAPIAS_OK;
        CPS_TRY(p->work(p->ctx, p->pieces[0], 0, err));
        CPS_TRY(p->drain(p->ctx, p->pieces[0], err));
    }
}

static capias_status run_threads(struct run *r, struct worker *workers, capias_error *err)
{
    unsigned started = 0;
    int refused = 0;
    while (started < r->p->n_workers && !refused) {
        workers[started] = (struct worker){.run = r, .number = started};
        refused = pthread_create(&workers[started].thread, NULL, labour, &workers[started]);
        started += !refused;
    }
    /* Fewer threads than asked for do the same work. */
    capias_status status =
        started ? feed(r, err) : cps_fail_io(err, "a thread", "be started", refused);
    (void)pthread_mutex_lock(&r->lock);
    r->stop = true;
    (void)pthread_cond_broadcast(&r->work);
    (void)pthread_mutex_unlock(&r->lock);
    for (unsigned i = 0; i < started; i++) (void)pthread_join(workers[i].thread, NULL);
    return status;
}

capias_status cps_pipeline_run(const struct cps_pipeline *p, capias_error *err)
{
    if (p->n_workers <= 1 || p->n_pieces < 2) return run_alone(p, err);
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    struct run r = {.p = p, .states = CPS_TAKE(&arena, struct piece_state, p->n_pieces)};
    struct worker *workers = CPS_TAKE(&arena, struct worker, p->n_workers);
    capias_status status = CAPIAS_OK;
    if (!r.states || !workers || pthread_mutex_init(&r.lock, NULL) != 0) {
        status = cps_fail_memory(err);
    } else {
        (void)pthread_cond_init(&r.work, NULL);
        (void)pthread_cond_init(&r.done, NULL);
        status = run_threads(&r, workers, err);
        (void)pthread_cond_destroy(&r.work);
        (void)pthread_cond_destroy(&r.done);
        (void)pthread_mutex_destroy(&r.lock);
    }
    cps_arena_release(&arena);
    return status;
}
