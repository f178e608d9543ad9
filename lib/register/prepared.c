/* SPDX-License-Identifier: Apache-2.0
 *
 * register/prepared.c: what a room works out of an open register once, the first time it is asked.
 *
 * An open register is shared by threads: whoever comes first works under the lock, the others wait.
 * A failure is not kept: the next one tries again. */
#include <pthread.h>

#include "register/internal.h"

enum { ROOMS = 4 };

struct cps_prepared {
    pthread_mutex_t lock;
    struct cps_arena arena;
    struct {
        cps_prepare_fn *make;
        const void *made;
    } kept[ROOMS];
    unsigned n;
};

capias_status cps_prepared_new(struct cps_arena *arena, struct cps_prepared **out, capias_error *err)
{
    struct cps_prepared *p = CPS_TAKE(arena, struct cps_prepared, 1);
    if (!p || pthread_mutex_init(&p->lock, NULL) != 0) return cps_fail_memory(err);
    cps_arena_init(&p->arena, 0);
    *out = p;
    return CAPIAS_OK;
}

void cps_prepared_free(struct cps_prepared *p)
{
    if (!p) return;
    cps_arena_release(&p->arena);
    (void)pthread_mutex_destroy(&p->lock);
}

static capias_status find_or_make(const capias_register *reg, struct cps_prepared *p,
                                  cps_prepare_fn *make, const void **out, capias_error *err)
{
    for (unsigned i = 0; i < p->n; i++)
        if (p->kept[i].make == make) {
            *out = p->kept[i].made;
            return CAPIAS_OK;
        }
    if (p->n == ROOMS) CPS_BUG("more rooms prepare something than there are");
    CPS_TRY(make(reg, &p->arena, out, err));
    p->kept[p->n].make = make;
    p->kept[p->n++].made = *out;
    return CAPIAS_OK;
}

capias_status cps_register_prepared(const capias_register *reg, cps_prepare_fn *make,
                                    const void **out, capias_error *err)
{
    (void)pthread_mutex_lock(&reg->prepared->lock);
    capias_status status = find_or_make(reg, reg->prepared, make, out, err);
    (void)pthread_mutex_unlock(&reg->prepared->lock);
    return status;
}
