/* SPDX-License-Identifier: Apache-2.0
 *
 * tools/fit_parameters.c: what tools/fit_parameters.py asks of the engine, with the parameters of
 * the names model as variables. Not installed.
 *
 *   fit_parameters search LIST.csv REGISTER < values, then a name per line
 *       the best ten listed parties of each name: line, id, schema, score, name
 *   fit_parameters score < values, then a case per line
 *       the score of each case
 *   fit_parameters fit < values, the most each may be (0: it stays), then a case per line
 *       the fitted values
 *
 * Values stand on one line in the order of the table. A case is weight, schema, yes or no, query
 * and listed name, with tabs between. Integers throughout: the same input gives the same values.
 */
#include <stdlib.h>

#include "capias/capias.h"
#include "names/model.h"

int32_t cps_parameters[CPS_PARAMETERS];

enum { LINE = 7000, ROUNDS = 8 };

struct fit_case {
    int64_t weight;
    enum cps_name_kind kind;
    bool same;
    capias_str query, listed;
};
struct cases {
    struct cps_arena arena, scratch; /* their strings; what a comparison needs */
    CPS_VEC(struct fit_case) v;
};

static char text[65536];

static bool read_line(void)
{
    if (!fgets(text, sizeof text, stdin)) return false;
    text[strcspn(text, "\n")] = '\0';
    return true;
}

static bool read_values(int32_t out[CPS_PARAMETERS])
{
    char *at = text, *end;
    if (!read_line()) return false;
    for (unsigned i = 0; i < CPS_PARAMETERS; i++, at = end) {
        out[i] = (int32_t)strtol(at, &end, 10);
        if (end == at) return false;
    }
    return *at == '\0';
}

static bool read_cases(struct cases *out)
{
    while (read_line()) {
        char *field[5] = {text};
        for (unsigned i = 1; i < 5; i++) {
            char *tab = strchr(field[i - 1], '\t');
            if (!tab) return false;
            *tab = '\0';
            field[i] = tab + 1;
        }
        struct fit_case c = {.weight = strtol(field[0], NULL, 10),
                             .kind = cps_name_kind_of_schema(cps_str(field[1])),
                             .same = strcmp(field[2], "yes") == 0,
                             .query = cps_arena_copy(&out->arena, cps_str(field[3])),
                             .listed = cps_arena_copy(&out->arena, cps_str(field[4]))};
        if (!CPS_PUSH(&out->v, c)) return false;
    }
    return true;
}

static uint32_t score(struct cases *cases, const struct fit_case *c)
{
    struct cps_name query, listed;
    cps_arena_reset(&cases->scratch);
    if (cps_name_parse(c->query, c->kind, &cases->scratch, &query, NULL) != CAPIAS_OK ||
        cps_name_parse(c->listed, c->kind, &cases->scratch, &listed, NULL) != CAPIAS_OK)
        return 0;
    return cps_name_compare(&query, &listed, NULL);
}

/* ln(1 + e^z), z the distance to the line on the wrong side, one for every 500 points, in 1/4096.
 * Far on the wrong side it rises slowly: labels that contradict each other must not rule. */
static int64_t loss_of(uint32_t score, bool same)
{
    static const int32_t soft[] = {1, 4, 10, 28, 74, 199, 520, 1283, 2839, 5379, 8712, 12487};
    enum { STEP = 500, FROM = -8, UNTIL = 3, SLOPE = 390 };
    int32_t wrong = same ? LINE - (int32_t)score : (int32_t)score - LINE;
    int32_t at = wrong - FROM * STEP;
    if (at <= 0) return 0;
    if (at >= (UNTIL - FROM) * STEP)
        return soft[UNTIL - FROM] + (int64_t)(at - (UNTIL - FROM) * STEP) * SLOPE / STEP;
    const int32_t *low = &soft[at / STEP];
    return low[0] + (int64_t)(low[1] - low[0]) * (at % STEP) / STEP;
}

static int64_t loss(struct cases *cases)
{
    int64_t sum = 0;
    for (size_t i = 0; i < cases->v.n; i++) {
        const struct fit_case *c = &cases->v.v[i];
        sum += c->weight * loss_of(score(cases, c), c->same);
    }
    return sum;
}

/* Move one parameter by a 4th, 8th, ... of itself either way as long as that lessens the loss. What
 * names/score.c takes for the lower slope stays so. */
static bool improve(struct cases *cases, int32_t *value, int32_t most, int32_t part, int64_t *best)
{
    bool improved = false;
    for (int way = -1; way <= 1; way += 2) {
        for (;;) {
            int32_t before = *value, step = before / part > 2 ? before / part : 2;
            int32_t next = before + way * step;
            *value = next < 0 ? 0 : next > most ? most : next;
            bool allowed = *value != before && P_FLOOR_SLOPE_WHOLE <= P_FLOOR_SLOPE;
            int64_t now = allowed ? loss(cases) : *best;
            if (now >= *best) {
                *value = before;
                break;
            }
            *best = now;
            improved = true;
        }
    }
    return improved;
}

static void fit(struct cases *cases, const int32_t most[CPS_PARAMETERS])
{
    int64_t best = loss(cases);
    for (int32_t part = 4; part <= 32; part *= 2) {
        bool improved = true;
        for (unsigned round = 0; round < ROUNDS && improved; round++) {
            improved = false;
            for (unsigned i = 0; i < CPS_PARAMETERS; i++)
                if (most[i] > 0 && improve(cases, &cps_parameters[i], most[i], part, &best))
                    improved = true;
            (void)fprintf(stderr, "steps of 1/%d: loss %lld\n", part, (long long)best);
        }
    }
}

static capias_status search(const char *list, const char *path, capias_error *err)
{
    capias_build_options build = {.size = sizeof build, .output = path, .inputs = &list,
                                  .n_inputs = 1};
    capias_search_options options = capias_search_defaults();
    capias_answer *answer = NULL;
    capias_register *reg = NULL;
    capias_info info;
    options.limit = 10;
    options.threshold = 0.35;
    CPS_TRY(capias_answer_new(&answer, err));
    capias_status status = capias_build(&build, answer, &info, err);
    if (status == CAPIAS_OK) status = capias_register_open(path, &reg, err);
    for (unsigned line = 0; status == CAPIAS_OK && read_line(); line++) {
        capias_hits hits;
        capias_answer_reset(answer);
        status = capias_search(reg, cps_str(text), &options, answer, &hits, err);
        for (size_t i = 0; status == CAPIAS_OK && i < hits.n; i++)
            (void)printf("%u\t%.*s\t%.*s\t%.0f\t%.*s\n", line, CPS_FMT(hits.v[i].id),
                         CPS_FMT(hits.v[i].schema), hits.v[i].score * 10000,
                         CPS_FMT(hits.v[i].matched_name));
    }
    capias_register_close(reg);
    capias_answer_free(answer);
    return status;
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    int32_t most[CPS_PARAMETERS];
    struct cases cases = {0};
    capias_error err = {0};
    if (!read_values(cps_parameters)) return 2;
    if (argc == 4 && strcmp(mode, "search") == 0) {
        if (search(argv[2], argv[3], &err) == CAPIAS_OK) return 0;
        (void)fprintf(stderr, "fit_parameters: %s: %s\n", err.where, err.what);
        return 3;
    }
    cps_arena_init(&cases.arena, 0);
    cps_arena_init(&cases.scratch, 0);
    bool fits = strcmp(mode, "fit") == 0;
    bool good = (fits ? read_values(most) : strcmp(mode, "score") == 0) && read_cases(&cases);
    if (good && fits) fit(&cases, most);
    for (unsigned i = 0; good && fits && i < CPS_PARAMETERS; i++)
        (void)printf("%d\n", cps_parameters[i]);
    for (size_t i = 0; good && !fits && i < cases.v.n; i++)
        (void)printf("%u\n", score(&cases, &cases.v.v[i]));
    CPS_VEC_RELEASE(&cases.v);
    cps_arena_release(&cases.arena);
    cps_arena_release(&cases.scratch);
    return good ? 0 : 2;
}
