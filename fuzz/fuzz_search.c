/* SPDX-License-Identifier: Apache-2.0
 *
 * Any bytes as a query on a small register: the indexed search must come back, say what the
 * exhaustive one says, and be explained.
 *
 *   byte 0: limit, floor and mode    byte 1: which further fields    the rest: the name */
#include "../tests/support/small_register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct small_row rows[] = {
    {"p-1", "Person", "name", "Maria Alekseyevna Lvova-Belova"},
    {"p-1", "Person", "alias", "Мария Львова-Белова"},
    {"p-1", "Person", "birthDate", "1984-10-25"},
    {"p-2", "Person", "name", "A. J. Lavrentsov"},
    {"p-2", "Person", "weakAlias", "Abu Ali"},
    {"p-3", "Person", "name", "عمر البشير"},
    {"p-3", "Person", "idNumber", "A1234567"},
    {"p-4", "Person", "name", "Kim Jong Un"},
    {"o-1", "Organization", "name", "People's Instrument Making Army LLC"},
    {"o-2", "Company", "name", "Brigade 44 S.A."},
    {"v-1", "Vessel", "name", "M/V Northern Petrel 7"},
    {"v-1", "Vessel", "imoNumber", "9074729"},
    {"v-1", "Vessel", "callSign", "XZQK1"},
};

static bool same(const struct cps_match *a, size_t n, const struct cps_match *b, size_t m)
{
    for (size_t i = 0; i < n && i < m; i++)
        if (a[i].entity.index != b[i].entity.index || a[i].score != b[i].score ||
            !cps_str_eq(a[i].matched_name, b[i].matched_name))
            return false;
    return n == m;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static capias_register *reg;
    if (reg == NULL) reg = small_open(rows, sizeof rows / sizeof *rows);
    if (reg == NULL) abort();
    if (size < 2) return 0;
    struct cps_arena arena;
    struct cps_query q = {.name = {(const char *)data + 2, size - 2}};
    q.limit = 1 + data[0] % 6;
    q.floor = 4000 + (data[0] / 8) * 100u;
    if (data[1] & 1) q.schema = CPS_STR("Person");
    if (data[1] & 2) q.born = (struct cps_span){5411, 5412};
    if (data[1] & 4) q.id_number = CPS_STR("a 1234567");
    if (data[1] & 8) q.schema = CPS_STR("LegalEntity");
    cps_arena_init(&arena, 0);
    const struct cps_match *a, *b;
    const capias_feature *f;
    size_t n, m, k;
    capias_status status = cps_screen_search(reg, &q, &arena, &a, &n, NULL);
    q.exhaustive = true;
    if (cps_screen_search(reg, &q, &arena, &b, &m, NULL) != status) abort();
    if (status == CAPIAS_OK) {
        if (!same(a, n, b, m)) abort();
        for (size_t i = 0; i < n; i++)
            if (cps_screen_explain(reg, &q, &a[i], &arena, &f, &k, NULL) != CAPIAS_OK) abort();
    }
    cps_arena_release(&arena);
    return 0;
}
