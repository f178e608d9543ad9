/* SPDX-License-Identifier: Apache-2.0
 *
 * Are mangled names of the built-in persons still found, and strangers left alone?
 *
 * tests/accuracy/cases.csv (made by tools/accuracy_cases.py) against data/law/persons.csv. Every kind
 * of mangling has its floor; the figures are printed, so that a change shows even when it passes. A
 * case counts as found when its own person reaches the line, as a false alarm when any other does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "names/names.h"

#include <stdio.h>

enum { LINE = 7000, MAX_NAMES = 1024, MAX_KINDS = 32 };

struct known {
    capias_str id, text;
    struct cps_name name;
    bool alias;
};

struct kind {
    capias_str name;
    bool stranger;
    unsigned n, found, alarms;
};

static struct known names[MAX_NAMES];
static size_t n_names;
static struct kind kinds[MAX_KINDS];
static size_t n_kinds;
static struct cps_arena arena;

/* Least share of each kind that must be found (per mille), and most false alarms among strangers. */
static const struct {
    const char *kind;
    unsigned found, alarms;
} floors[] = {
    {"same", 1000, 0},          {"capitals", 1000, 0},     {"no marks", 1000, 0},
    {"one slip", 970, 0},       {"two slips", 850, 0},     {"other spelling", 930, 0},
    {"reordered", 1000, 0},     {"comma", 1000, 0},        {"joined", 950, 0},
    {"title", 980, 0},          {"initial", 900, 0},       {"part dropped", 900, 0},
    {"hyphen", 1000, 0},        {"split", 930, 0},         {"same family name", 0, 20},
    {"same given name", 0, 20}, {"other patronymic", 0, 0}, {"stranger", 0, 3},
};

static void open_table(const char *path, struct cps_input **in, struct cps_csv **csv)
{
    const char *root = getenv("CAPIAS_SOURCE_ROOT");
    capias_error err = {0};
    capias_str full = cps_arena_printf(&arena, "%s/%s", root ? root : ".", path);
    if (cps_input_open(full.p, in, &err) || cps_csv_open(*in, ',', csv, &err))
        fail_msg("%s: %s", path, err.what);
}

static size_t column(const struct cps_csv_row *head, const char *name)
{
    for (size_t i = 0; i < head->n; i++)
        if (cps_str_is(head->fields[i], name)) return i;
    fail_msg("no column %s", name);
    return 0;
}

static void add_name(capias_str id, capias_str text, bool alias)
{
    if (!text.n) return;
    assert_true(n_names < MAX_NAMES);
    struct known *k = &names[n_names++];
    k->id = id;
    k->alias = alias;
    k->text = cps_arena_copy(&arena, text);
    assert_int_equal(cps_name_parse(k->text, CPS_NAME_PERSON, &arena, &k->name, NULL), CAPIAS_OK);
}

static void read_persons(void)
{
    struct cps_input *in;
    struct cps_csv *csv;
    struct cps_csv_row row;
    open_table("data/law/persons.csv", &in, &csv);
    assert_int_equal(cps_csv_next(csv, &row, NULL), CAPIAS_OK);
    size_t id = column(&row, "id"), name = column(&row, "name"), aliases = column(&row, "aliases");
    while (cps_csv_next(csv, &row, NULL) == CAPIAS_OK && row.n) {
        capias_str who = cps_arena_copy(&arena, row.fields[id]);
        capias_str rest = cps_arena_copy(&arena, row.fields[aliases]), alias;
        add_name(who, row.fields[name], false);
        while (cps_str_split(&rest, ';', &alias))
            add_name(who, alias, true);
    }
    cps_csv_close(csv);
    cps_input_close(in);
}

static struct kind *kind_of(capias_str name, bool stranger)
{
    for (size_t i = 0; i < n_kinds; i++)
        if (cps_str_eq(kinds[i].name, name)) return &kinds[i];
    assert_true(n_kinds < MAX_KINDS);
    kinds[n_kinds] = (struct kind){.name = cps_arena_copy(&arena, name), .stranger = stranger};
    return &kinds[n_kinds++];
}

static void judge(capias_str person, capias_str kind, capias_str query)
{
    struct cps_name q;
    struct kind *k = kind_of(kind, person.n == 0);
    struct cps_arena own;
    uint32_t best = 0, best_other = 0;
    const struct known *other = NULL;
    cps_arena_init(&own, 0);
    assert_int_equal(cps_name_parse(query, CPS_NAME_PERSON, &own, &q, NULL), CAPIAS_OK);
    /* Against an alias without a patronymic, another patronymic says nothing. */
    bool no_aliases = cps_str_is(kind, "other patronymic");
    for (size_t i = 0; i < n_names; i++) {
        if (no_aliases && names[i].alias) continue;
        uint32_t score = cps_name_compare(&q, &names[i].name, NULL);
        if (cps_str_eq(names[i].id, person)) {
            if (score > best) best = score;
        } else if (score > best_other) {
            best_other = score;
            other = &names[i];
        }
    }
    k->n++;
    k->found += best >= LINE;
    k->alarms += best_other >= LINE;
    if (person.n && best < LINE)
        printf("# missed (%.*s): %.*s, %.*s, %u\n", CPS_FMT(kind), CPS_FMT(query), CPS_FMT(person),
               best);
    if (!person.n && best_other >= LINE)
        printf("# false alarm (%.*s): %.*s | %.*s, %u\n", CPS_FMT(kind), CPS_FMT(query),
               CPS_FMT(other->text), best_other);
    cps_arena_release(&own);
}

static void read_cases(void)
{
    struct cps_input *in;
    struct cps_csv *csv;
    struct cps_csv_row row;
    open_table("tests/accuracy/cases.csv", &in, &csv);
    assert_int_equal(cps_csv_next(csv, &row, NULL), CAPIAS_OK);
    size_t person = column(&row, "person"), kind = column(&row, "kind");
    size_t query = column(&row, "query");
    while (cps_csv_next(csv, &row, NULL) == CAPIAS_OK && row.n)
        judge(row.fields[person], row.fields[kind], row.fields[query]);
    cps_csv_close(csv);
    cps_input_close(in);
}

static void floors_hold(void **ctx)
{
    (void)ctx;
    unsigned below = 0, n = 0, found = 0, strangers = 0, alarms = 0;
    cps_arena_init(&arena, 0);
    read_persons();
    read_cases();
    for (size_t i = 0; i < n_kinds; i++) {
        struct kind *k = &kinds[i];
        unsigned hit = (k->stranger ? k->alarms : k->found) * 1000 / k->n;
        printf("# %.*s: %u cases, %u per mille %s\n", CPS_FMT(k->name), k->n, hit,
               k->stranger ? "false alarms" : "found");
        *(k->stranger ? &strangers : &n) += k->n;
        *(k->stranger ? &alarms : &found) += k->stranger ? k->alarms : k->found;
        size_t f = 0;
        while (f < sizeof floors / sizeof *floors && !cps_str_is(k->name, floors[f].kind))
            f++;
        if (f == sizeof floors / sizeof *floors) fail_msg("no floor for %.*s", CPS_FMT(k->name));
        if (k->stranger ? hit > floors[f].alarms : hit < floors[f].found) below++;
    }
    printf("# found %u of %u; false alarms %u of %u\n", found, n, alarms, strangers);
    cps_arena_release(&arena);
    assert_int_equal(below, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(floors_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
