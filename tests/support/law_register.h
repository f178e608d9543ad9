/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/support/law_register.h: a register of data/law and nothing else, built and opened by the
 * calls that the program uses. The file is removed as soon as it is mapped. */
#ifndef CPS_TESTS_LAW_REGISTER_H
#define CPS_TESTS_LAW_REGISTER_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "law/law.h"

struct law_rejected {
    unsigned rows;
    capias_error first;
};

static inline void law_count_rejected(void *ctx, capias_severity severity,
                                      const capias_error *message)
{
    struct law_rejected *r = ctx;
    if (severity != CAPIAS_REJECTED) return;
    if (r->rows++ == 0) r->first = *message;
}

/* `dir` NULL: data/law of the source tree, and the small list of tests/law beside it. */
static inline capias_status law_register_build(const char *dir, const char *output,
                                               struct law_rejected *rejected, capias_error *err)
{
    static const struct cps_section_maker maker = {cps_law_make, NULL};
    const char *root = getenv("CAPIAS_SOURCE_ROOT");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/data/law", root != NULL ? root : ".");
    char list[512];
    (void)snprintf(list, sizeof list, "%s/tests/law/listed.xml", root != NULL ? root : ".");
    const char *inputs[] = {dir != NULL ? dir : path, list};
    struct cps_compile_options opt = {.output = output,
                                      .makers = &maker,
                                      .n_makers = 1,
                                      .model_id = "00000000000000000000000000000000",
                                      .built_with = "test",
                                      .message = law_count_rejected,
                                      .message_ctx = rejected};
    struct cps_compile *c = NULL;
    CPS_TRY(cps_compile_new(&opt, &c, err));
    struct cps_sink *sink = cps_compile_sink(c);
    sink->message = law_count_rejected;
    sink->message_ctx = rejected;
    capias_status status =
        cps_sources_read(inputs, dir != NULL ? 1 : 2, CPS_STR("2026-11-23"), sink, err);
    if (status == CAPIAS_OK) status = cps_compile_finish(c, err);
    cps_compile_free(c);
    return status;
}

static inline capias_status law_register_open(capias_register **reg, capias_error *err)
{
    struct law_rejected rejected = {0};
    const char *tmp = getenv("TMPDIR");
    char output[256];
    (void)snprintf(output, sizeof output, "%s/capias-law-%ld.register", tmp != NULL ? tmp : "/tmp",
                   (long)getpid());
    capias_status status = law_register_build(NULL, output, &rejected, err);
    if (status == CAPIAS_OK && rejected.rows > 0) {
        if (err != NULL) *err = rejected.first;
        status = CAPIAS_E_DATA;
    }
    if (status == CAPIAS_OK)
        status = cps_register_open(output, "00000000000000000000000000000000", reg, err);
    (void)unlink(output);
    return status;
}

#endif
