/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/unit/test_build.c: capias_build as a program calls it: what it is told while it goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base.h"
#include "capias/capias.h"

#define SOURCES_MAX 8

struct seen {
    char sources[SOURCES_MAX][64];
    size_t n;
    uint64_t statements;
    bool backwards;
};

static void on_progress(void *ctx, const capias_build_counts *so_far)
{
    struct seen *s = ctx;
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", CPS_FMT(so_far->source));
    s->backwards |= so_far->statements < s->statements;
    s->statements = so_far->statements;
    if (s->n < SOURCES_MAX && (!s->n || strcmp(s->sources[s->n - 1], name) != 0))
        (void)memcpy(s->sources[s->n++], name, sizeof name);
}

/* Each source in its turn, then the writing, and as many statements as the register holds. */
static void progress(void **state)
{
    (void)state;
    const char *root = getenv("CAPIAS_SOURCE_ROOT");
    char ofac[512], un[512], output[] = "/tmp/capias-build-XXXXXX";
    (void)snprintf(ofac, sizeof ofac, "%s/tests/formats/ofac", root ? root : ".");
    (void)snprintf(un, sizeof un, "%s/tests/formats/un", root ? root : ".");
    const char *const inputs[] = {un, ofac};
    int fd = mkstemp(output);
    assert_true(fd >= 0);
    (void)close(fd);
    struct seen seen = {0};
    const capias_build_options opt = {.size = sizeof opt, .output = output, .inputs = inputs,
                                      .n_inputs = 2, .progress = on_progress, .message_ctx = &seen};
    capias_answer *answer = NULL;
    capias_info info;
    capias_error err = {0};
    assert_int_equal(capias_answer_new(&answer, &err), CAPIAS_OK);
    assert_int_equal(capias_build(&opt, answer, &info, &err), CAPIAS_OK);
    assert_int_equal(seen.n, 3);
    assert_string_equal(seen.sources[0], "un_sc_sanctions");
    assert_string_equal(seen.sources[1], "us_ofac_sdn");
    assert_string_equal(seen.sources[2], "");
    assert_false(seen.backwards);
    assert_true(seen.statements >= info.statements && info.statements > 0);
    capias_answer_free(answer);
    (void)unlink(output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(progress)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
