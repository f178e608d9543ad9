/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/law/ask_law.c: asks many questions of the law of a register of data/law, for comparisons in
 * Python. A line in: person TAB state TAB day TAB day of knowledge. A line out: the duties, TAB between,
 * each instrument|regime|act|force|bound. */
#include "support/law_register.h"

static bool read_question(char *line, struct cps_law_question *q)
{
    capias_str rest = cps_str_trim(cps_str(line)), state, on, known;
    struct cps_span span;
    if (!cps_str_split(&rest, '\t', &q->person) || !cps_str_split(&rest, '\t', &state) ||
        !cps_str_split(&rest, '\t', &on) || !cps_str_split(&rest, '\t', &known) ||
        !cps_date_parse(on, &q->on) || !cps_date_parse(known, &span))
        return false;
    q->state = cps_state_code(state);
    q->known = span.from;
    return q->state != 0;
}

int main(void)
{
    static char line[4096];
    capias_register *reg = NULL;
    capias_error err = {0};
    struct cps_arena arena;
    capias_status status = law_register_open(&reg, &err);
    cps_arena_init(&arena, 0);
    while (status == CAPIAS_OK && fgets(line, sizeof line, stdin) != NULL) {
        struct cps_law_question q = {0};
        capias_visit_answer v;
        cps_arena_reset(&arena);
        if (!read_question(line, &q)) status = cps_fail(&err, CAPIAS_E_SYNTAX, "no question: %s", line);
        if (status == CAPIAS_OK) status = cps_law_visit(reg, &q, &arena, &v, &err);
        for (size_t i = 0; status == CAPIAS_OK && i < v.n_duties; i++) {
            const capias_duty *d = &v.duties[i];
            (void)printf("%s%.*s|%.*s|%.*s|%.*s|%s", i ? "\t" : "", CPS_FMT(d->instrument), CPS_FMT(d->regime),
                         CPS_FMT(d->act), CPS_FMT(d->force),
                         d->bound > 0 ? "True" : d->bound < 0 ? "None" : "False");
        }
        if (status == CAPIAS_OK) (void)putchar('\n');
    }
    if (status != CAPIAS_OK) (void)fprintf(stderr, "ask_law: %s: %s\n", err.where, err.what);
    cps_arena_release(&arena);
    cps_register_close(reg);
    return status == CAPIAS_OK ? 0 : 3;
}
