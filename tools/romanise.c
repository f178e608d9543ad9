/* SPDX-License-Identifier: Apache-2.0
 *
 * tools/romanise.c: lines in, the Latin form of each out, as text/ makes it; with --native the folded
 * words in their own script. For the trainers, so that what they learn is about the spellings that
 * the engine sees. Not installed.
 */
#include "text/text.h"

static capias_status native(capias_str line, struct cps_arena *arena, capias_str *out)
{
    struct cps_text_token *t;
    size_t n;
    *out = CPS_STR("");
    CPS_TRY(cps_text_tokens(line, arena, &t, &n, NULL));
    for (size_t i = 0; i < n && out->p; i++)
        *out = cps_arena_printf(arena, "%.*s%s%.*s", CPS_FMT(*out), i ? " " : "",
                                CPS_FMT(t[i].native));
    return out->p ? CAPIAS_OK : cps_fail_memory(NULL);
}

int main(int argc, char **argv)
{
    static char line[65536];
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    bool own = argc > 1 && strcmp(argv[1], "--native") == 0;
    int status = 0;
    while (!status && fgets(line, sizeof line, stdin)) {
        capias_str out;
        line[strcspn(line, "\n")] = '\0';
        status = (own ? native(cps_str(line), &arena, &out)
                      : cps_text_latin(cps_str(line), &arena, &out, NULL)) != CAPIAS_OK;
        printf("%.*s\n", CPS_FMT(out));
        cps_arena_reset(&arena);
    }
    cps_arena_release(&arena);
    return status;
}
