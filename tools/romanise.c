/* SPDX-License-Identifier: Apache-2.0
 *
 * tools/romanise.c: lines in, the Latin form of each out, as text/ makes it. For the trainers, so
 * that what they learn is about the spellings that the engine sees. Not installed.
 */
#include "text/text.h"

int main(void)
{
    static char line[65536];
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    int status = 0;
    while (!status && fgets(line, sizeof line, stdin)) {
        capias_str out;
        line[strcspn(line, "\n")] = '\0';
        status = cps_text_latin(cps_str(line), &arena, &out, NULL) != CAPIAS_OK;
        printf("%.*s\n", CPS_FMT(out));
        cps_arena_reset(&arena);
    }
    cps_arena_release(&arena);
    return status;
}
