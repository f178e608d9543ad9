/* SPDX-License-Identifier: Apache-2.0
 *
 * Ask a register many questions: for measurements in Python.
 *
 *   ask REGISTER MOST < QUESTIONS
 *
 * A question is a line, schema TAB name; its answer is a line of id TAB score (0..10000) pairs, best
 * first, at most MOST of them, empty when nothing scores 4000. */
#include <stdio.h>
#include <stdlib.h>

#include "screen/screen.h"

static capias_status answer(const capias_register *reg, char *line, uint32_t most,
                            struct cps_arena *arena, capias_error *err)
{
    const struct cps_match *matches;
    size_t n;
    char *tab = strchr(line, '\t');
    if (tab == NULL) return cps_fail(err, CAPIAS_E_SYNTAX, "a question is a schema, a tab, a name");
    *tab = '\0';
    tab[1 + strcspn(tab + 1, "\r\n")] = '\0';
    struct cps_query q = {.schema = cps_str(line), .name = cps_str(tab + 1), .limit = most,
                          .floor = 4000};
    cps_arena_reset(arena);
    CPS_TRY(cps_screen_search(reg, &q, arena, &matches, &n, err));
    for (size_t i = 0; i < n; i++) {
        struct cps_entity e;
        if (!cps_entity_get(reg, matches[i].entity, &e)) continue;
        (void)printf("%s%.*s\t%u", i ? "\t" : "", CPS_FMT(e.id), matches[i].score);
    }
    (void)putchar('\n');
    return CAPIAS_OK;
}

int main(int argc, char **argv)
{
    static char line[65536];
    capias_error err = {0};
    capias_register *reg = NULL;
    struct cps_arena arena;
    if (argc != 3) {
        (void)fprintf(stderr, "usage: ask REGISTER MOST < QUESTIONS\n");
        return 2;
    }
    cps_arena_init(&arena, 0);
    capias_status status = cps_register_open(argv[1], cps_names_model_id(), &reg, &err);
    while (status == CAPIAS_OK && fgets(line, sizeof line, stdin) != NULL)
        status = answer(reg, line, (uint32_t)strtoul(argv[2], NULL, 10), &arena, &err);
    if (status != CAPIAS_OK) (void)fprintf(stderr, "ask: %s: %s\n", err.where, err.what);
    cps_arena_release(&arena);
    cps_register_close(reg);
    return status == CAPIAS_OK ? 0 : 3;
}
