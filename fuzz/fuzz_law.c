/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_law.c: questions of law to a damaged register. The first twelve bytes are the question
 * (person, state, days, knowledge), every five after them put one byte somewhere into a register of
 * data/law. Whatever opens is asked; an answer must keep its own rules.
 *
 * Needs CAPIAS_SOURCE_ROOT, where data/law is. */
#include "../tests/support/law_register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PATCHES_MAX 64

static struct cps_arena memory;
static uint8_t *whole;
static size_t whole_n;

static void build_once(void)
{
    struct law_rejected rejected = {0};
    struct cps_mapping map;
    char path[64];
    if (whole) return;
    (void)snprintf(path, sizeof path, "/tmp/capias-fuzz-law-%ld", (long)getpid());
    if (law_register_build(NULL, path, &rejected, NULL) != CAPIAS_OK ||
        cps_file_map(path, &map, NULL) != CAPIAS_OK)
        CPS_BUG("no register of data/law: set CAPIAS_SOURCE_ROOT");
    (void)unlink(path);
    cps_arena_init(&memory, 0);
    whole = cps_arena_take(&memory, map.n, 64);
    if (!whole) CPS_BUG("out of memory");
    memcpy(whole, map.p, map.n);
    whole_n = map.n;
    cps_file_unmap(&map);
}

static uint32_t number(const uint8_t *p, unsigned bytes)
{
    uint32_t v = 0;
    for (unsigned i = 0; i < bytes; i++) v = v << 8 | p[i];
    return v;
}

/* What holds of sound tables only is not asked of damaged ones. */
static void check(const capias_duty *d, size_t n, bool sound)
{
    for (size_t i = 0; i < n; i++) {
        bool binds =
            cps_str_is(d[i].force, "binding") || cps_str_is(d[i].force, "binding_on_request");
        if (d[i].bound < -1 || d[i].bound > 1) CPS_BUG("bound is neither yes nor no nor open");
        if (sound && (d[i].bound == 1) != binds) CPS_BUG("force and bound disagree");
        if (d[i].grounds.n == 0) CPS_BUG("a duty without a ground");
    }
}

static void ask(const capias_register *reg, const uint8_t *q12, bool sound)
{
    static const char *const people[] = {"vladimir-putin", "omar-al-bashir",  "joseph-kony",
                                         "un-CFi.901",     "rodrigo-duterte", "charles-taylor",
                                         "mohammed-deif"};
    struct cps_arena arena;
    capias_visit_answer visit;
    capias_map map;
    size_t n_states;
    const cps_state *states = cps_states(&n_states);
    struct cps_law_question q = {.person =
                                     cps_str(people[q12[0] % (sizeof people / sizeof *people)]),
                                 .state = states[number(q12 + 1, 2) % n_states],
                                 .known = (cps_day)(number(q12 + 3, 2) % 40000)};
    q.on.from = (cps_day)(number(q12 + 5, 2) % 40000);
    q.on.until = q.on.from + 1 + (cps_day)(number(q12 + 7, 2) % 400);
    q.overflight = (q12[9] & 15) == 0;
    cps_arena_init(&arena, (size_t)64 << 20);
    if (cps_law_visit(reg, &q, &arena, &visit, NULL) == CAPIAS_OK)
        check(visit.duties, visit.n_duties, sound);
    if ((q12[10] & 31) == 0 && cps_law_map(reg, &q, &arena, &map, NULL) == CAPIAS_OK)
        for (size_t i = 0; i < map.n_states; i++)
            check(map.states[i].duties, map.states[i].n_duties, sound);
    cps_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t kept[PATCHES_MAX];
    size_t n = 0;
    capias_register *reg = NULL;
    if (size < 12) return 0;
    build_once();
    for (; n < PATCHES_MAX && 12 + (n + 1) * 5 <= size; n++) {
        uint8_t *p = whole + number(data + 12 + n * 5, 4) % whole_n;
        kept[n] = *p;
        *p = data[12 + n * 5 + 4];
    }
    if (cps_register_open_memory(whole, whole_n, "fuzz", NULL, &reg, NULL) == CAPIAS_OK) {
        ask(reg, data, n == 0);
        cps_register_close(reg);
    }
    while (n-- > 0) whole[number(data + 12 + n * 5, 4) % whole_n] = kept[n];
    return 0;
}
