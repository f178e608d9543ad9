/* SPDX-License-Identifier: Apache-2.0
 *
 * What register/ promises: what went in comes out, with its provenance; the same input gives the
 * same bytes in whatever order it came; damage is told and never followed; a failed build leaves
 * the old file and nothing else. Registers are built from literal statements. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "register/register.h"

#define MODEL "00112233445566778899aabbccddeeff"

static char folder[64], path[128], other[128];

/* ---- what goes in ---------------------------------------------------------------------------- */

struct said {
    const char *entity, *schema, *property, *value, *language, *first_seen;
    uint32_t file, line;
};

/* Two datasets. In list_a (two files) alt.csv speaks of entities that main.csv describes. */
static const struct said list_a[] = {
    {"a-1", "Person", "name", "Anna Lvova", "", "", 1, 1},
    {"a-1", "Person", "birthDate", "1961", "", "2020-02-02", 1, 1},
    {"a-1", "", "alias", "Анна Львова", "rus", "", 0, 7},
    {"a-1", "", "alias", "Anna Lavova", "", "", 0, 8},
    {"a-1", "", "alias", "Anna Lavova", "", "", 0, 5},
    {"a-2", "Organization", "name", "Lvov Trading", "", "", 1, 2},
    {"a-2", "Company", "", "", "", "", 1, 3},
    {"a-3", "Sanction", "entity", "a-1", "", "", 1, 4},
    {"a-3", "Sanction", "entity", "a-2", "", "", 1, 4},
    {"a-3", "Sanction", "program", "XY", "", "", 1, 4},
    {"a-9", "", "alias", "Nobody", "", "", 0, 9},
    {"a-9", "", "alias", "Nobody Else", "", "", 0, 9},
};
static const struct said list_b[] = {
    {"a-1", "Person", "name", "LVOVA, Anna", "", "", 0, 3},
    {"b-1", "Vessel", "name", "Lady L", "", "", 0, 4},
};
static const struct cps_column warrant_columns[] = {
    {.name = "id", .type = CPS_CELL_ID},
    {.name = "person_id", .type = CPS_CELL_REF},
    {.name = "issued", .type = CPS_CELL_DATE},
    {.name = "note", .type = CPS_CELL_TEXT},
    {.name = "until", .type = CPS_CELL_DATE},
};
static const struct cps_table_schema warrants = {
    .name = "warrants", .columns = warrant_columns, .n_columns = 5};
static const struct cps_column state_columns[] = {{.name = "state", .type = CPS_CELL_STATE}};
static const struct cps_table_schema states = {
    .name = "states", .columns = state_columns, .n_columns = 1};
static const struct {
    const struct cps_table_schema *table;
    const char *cells[5];
    uint32_t line;
} law[] = {
    {&warrants, {"w-2", "a-1", "2005-07-08", "first", ""}, 2},
    {&warrants, {"w-1", "a-1", "2011", "", "2012-03"}, 3},
    {&warrants, {"w-3", "b-1", "", "last", "soon"}, 4},
    {&states, {"MN"}, 2},
};

/* A small deterministic shuffle: same seed, same order. */
static void shuffle(size_t *v, size_t n, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) v[i] = i;
    for (size_t i = n; seed && i > 1; i--) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t k = (size_t)(seed >> 33) % i, t = v[i - 1];
        v[i - 1] = v[k];
        v[k] = t;
    }
}

static capias_status say(struct cps_sink *sink, const struct said *s, capias_error *err)
{
    cps_schema schema = s->schema[0] ? cps_schema_find(cps_str(s->schema)) : CPS_NO_SCHEMA;
    cps_schema has = schema == CPS_NO_SCHEMA ? cps_schema_find(CPS_STR("Person")) : schema;
    cps_property property =
        s->property[0] ? cps_property_find(has, cps_str(s->property)) : CPS_NO_PROPERTY;
    assert_true(!s->property[0] || property != CPS_NO_PROPERTY);
    struct cps_statement statement = {.entity = cps_str(s->entity),
                                      .schema = schema,
                                      .property = property,
                                      .value = cps_str(s->value),
                                      .language = cps_str(s->language),
                                      .first_seen = cps_str(s->first_seen),
                                      .file = s->file,
                                      .line = s->line};
    return sink->statement(sink->ctx, &statement, err);
}

static capias_status say_source(struct cps_sink *sink, const char *dataset, const char *file_a,
                                const char *file_b, const struct said *v, size_t n, uint64_t seed,
                                capias_error *err)
{
    capias_str files[2] = {cps_str(file_a), cps_str(file_b)};
    struct cps_source_info info = {.dataset = cps_str(dataset),
                                   .format = CPS_STR("literal"),
                                   .publisher = CPS_STR("Tests"),
                                   .files = files,
                                   .n_files = file_b ? 2 : 1};
    size_t order[32];
    shuffle(order, n, seed);
    CPS_TRY(sink->begin(sink->ctx, &info, err));
    for (size_t i = 0; i < n; i++) CPS_TRY(say(sink, &v[order[i]], err));
    info.as_of = CPS_STR("2026-08-01");
    info.bytes = 1234;
    memset(info.sha256, 'f', 64);
    return sink->end(sink->ctx, &info, err);
}

static capias_status say_law(struct cps_sink *sink, uint64_t seed, capias_error *err)
{
    capias_str files[1] = {CPS_STR("law.csv")};
    struct cps_source_info info = {.dataset = CPS_STR("capias_law"), .files = files, .n_files = 1};
    size_t n = sizeof law / sizeof *law, order[8];
    shuffle(order, n, seed);
    CPS_TRY(sink->begin(sink->ctx, &info, err));
    for (size_t i = 0; i < n; i++) {
        capias_str cells[5];
        for (unsigned k = 0; k < 5; k++) cells[k] = cps_str(law[order[i]].cells[k]);
        struct cps_table_row row = {
            .table = law[order[i]].table, .cells = cells, .line = law[order[i]].line};
        CPS_TRY(sink->row(sink->ctx, &row, err));
    }
    return sink->end(sink->ctx, &info, err);
}

#define COUNT(a) (sizeof(a) / sizeof *(a))

static capias_status say_all(struct cps_sink *sink, uint64_t seed, capias_error *err)
{
    if (seed & 1) CPS_TRY(say_law(sink, seed, err));
    CPS_TRY(say_source(sink, seed & 2 ? "list_b" : "list_a", seed & 2 ? "b.csv" : "alt.csv",
                       seed & 2 ? NULL : "main.csv", seed & 2 ? list_b : list_a,
                       seed & 2 ? COUNT(list_b) : COUNT(list_a), seed, err));
    CPS_TRY(say_source(sink, seed & 2 ? "list_a" : "list_b", seed & 2 ? "alt.csv" : "b.csv",
                       seed & 2 ? "main.csv" : NULL, seed & 2 ? list_a : list_b,
                       seed & 2 ? COUNT(list_a) : COUNT(list_b), seed, err));
    return seed & 1 ? CAPIAS_OK : say_law(sink, seed, err);
}

/* ---- a section of the tests' own ------------------------------------------------------------- */

/* What a room sees while a segment is made; stored as text to be compared. */
static capias_status make_text(struct cps_compiled *c, void *ctx, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_string_ref ref = {0};
    unsigned *calls = ctx;
    (*calls)++;
    for (uint32_t i = 0; i < cps_compiled_entities(c); i++) {
        struct cps_entity e = cps_compiled_entity(c, i);
        cps_buf_printf(&b, "%.*s(", CPS_FMT(e.id));
        for (size_t k = 0; k < cps_compiled_statements(c, i); k++)
            cps_buf_printf(&b, "%.*s;", CPS_FMT(cps_compiled_statement(c, i, k).value));
        cps_buf_printf(&b, ")%d ", cps_compiled_find(c, e.id) == i);
    }
    const struct cps_table *t = cps_compiled_table(c, "warrants");
    for (uint32_t i = 0; t && i < cps_table_rows(t); i++)
        cps_buf_printf(&b, "%.*s=%.*s ", CPS_FMT(cps_table_cell(t, i, 0)),
                       CPS_FMT(cps_table_cell(t, i, cps_table_column(t, "note"))));
    if (t && cps_table_find(t, CPS_STR("w-3")) != 2) cps_buf_printf(&b, "not found");
    capias_status status = cps_compiled_intern(c, CPS_STR("a room's own string"), &ref, err);
    cps_buf_printf(&b, "@%u", ref.offset);
    if (status == CAPIAS_OK && b.failed) status = cps_fail_memory(err);
    if (status == CAPIAS_OK)
        status = cps_compiled_section(c, CPS_SECTION_SCREEN, b.v, b.n, err);
    cps_buf_release(&b);
    return status;
}

static capias_status check_text(const capias_register *reg, size_t segment, const void *p,
                                size_t n, capias_error *err)
{
    (void)reg, (void)segment;
    bool whole = n > 4 && memcmp(p, "a-1(", 4) == 0;
    return whole ? CAPIAS_OK : cps_fail(err, CAPIAS_E_FORMAT, "the text is not what it was");
}

static const struct cps_section_check checks[] = {{CPS_SECTION_SCREEN, check_text}};

/* ---- building -------------------------------------------------------------------------------- */

static struct {
    unsigned n;
    capias_severity severity;
    capias_error last;
} messages;

static void on_message(void *ctx, capias_severity severity, const capias_error *message)
{
    (void)ctx;
    messages.n++;
    messages.severity = severity;
    messages.last = *message;
}

static capias_status build(const char *output, const char *builtin, uint64_t seed,
                           capias_error *err)
{
    unsigned calls = 0;
    struct cps_section_maker maker = {make_text, &calls};
    struct cps_compile_options opt = {.output = output,
                                      .builtin = builtin,
                                      .makers = &maker,
                                      .n_makers = 1,
                                      .model_id = MODEL,
                                      .built_with = "test 1",
                                      .message = on_message};
    struct cps_compile *c;
    messages.n = 0;
    CPS_TRY(cps_compile_new(&opt, &c, err));
    capias_status status = say_all(cps_compile_sink(c), seed, err);
    if (status == CAPIAS_OK) status = cps_compile_finish(c, err);
    cps_compile_free(c);
    return status;
}

static capias_register *open_it(const char *file)
{
    capias_register *reg = NULL;
    capias_error err = {0};
    if (cps_register_open(file, MODEL, &reg, &err) != CAPIAS_OK) fail_msg("%s", err.what);
    if (cps_register_verify(reg, checks, 1, &err) != CAPIAS_OK) fail_msg("%s", err.what);
    return reg;
}

static void read_file(const char *file, struct cps_buf *out)
{
    struct cps_mapping map;
    assert_int_equal(cps_file_map(file, &map, NULL), CAPIAS_OK);
    cps_buf_reset(out);
    cps_buf_add(out, map.p, map.n);
    cps_file_unmap(&map);
}

static void write_file(const char *file, const void *bytes, size_t n)
{
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static unsigned files_in_folder(void)
{
    unsigned n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while (readdir(dir)) n++;
    (void)closedir(dir);
    return n - 2;
}

/* ---- what comes out -------------------------------------------------------------------------- */

/* "property=value[language] dataset first-seen where", one per statement. */
static void describe(const capias_register *reg, const char *id, struct cps_buf *b)
{
    struct cps_arena arena;
    struct cps_entity_ref ref;
    struct cps_entity e;
    const capias_statement *v;
    size_t n;
    cps_arena_init(&arena, 0);
    assert_true(cps_entity_find(reg, cps_str(id), &ref));
    assert_true(cps_entity_get(reg, ref, &e));
    assert_int_equal(cps_entity_read(reg, ref, &arena, &v, &n, NULL), CAPIAS_OK);
    assert_int_equal(n, e.n_statements);
    cps_buf_reset(b);
    cps_buf_printf(b, "%.*s %s %llu\n", CPS_FMT(e.caption), cps_schema_get(e.schema)->name,
                   (unsigned long long)e.datasets);
    for (size_t i = 0; i < n; i++)
        cps_buf_printf(b, "%.*s=%.*s[%.*s] %.*s %.*s %.*s\n", CPS_FMT(v[i].property),
                       CPS_FMT(v[i].value), CPS_FMT(v[i].language), CPS_FMT(v[i].dataset),
                       CPS_FMT(v[i].first_seen), CPS_FMT(v[i].where));
    cps_buf_add(b, "", 1);
    cps_arena_release(&arena);
}

static void statements_come_back(void **state)
{
    (void)state;
    /* Statements by property id, then value: compared as sets of lines. */
    static const struct {
        const char *id, *head, *lines[6];
    } cases[] = {
        {"a-1", "Anna Lvova Person 6\n",
         {"name=Anna Lvova[] list_a 2026-08-01 main.csv:1\n",
          "name=LVOVA, Anna[] list_b 2026-08-01 b.csv:3\n",
          "birthDate=1961[] list_a 2020-02-02 main.csv:1\n",
          "alias=Anna Lavova[] list_a 2026-08-01 alt.csv:5\n",
          "alias=Анна Львова[rus] list_a 2026-08-01 alt.csv:7\n"}},
        {"a-2", "Lvov Trading Company 2\n", {"name=Lvov Trading[] list_a 2026-08-01 main.csv:2\n"}},
        {"a-3", "XY Sanction 2\n",
         {"entity=a-1[] list_a 2026-08-01 main.csv:4\n",
          "entity=a-2[] list_a 2026-08-01 main.csv:4\n",
          "program=XY[] list_a 2026-08-01 main.csv:4\n"}},
        {"b-1", "Lady L Vessel 4\n", {"name=Lady L[] list_b 2026-08-01 b.csv:4\n"}},
    };
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    capias_register *reg = open_it(path);
    struct cps_buf b = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        describe(reg, cases[i].id, &b);
        size_t n = strlen(cases[i].head);
        if (strncmp(b.v, cases[i].head, n) != 0) fail_msg("%s: %s", cases[i].id, b.v);
        for (size_t k = 0; k < 6 && cases[i].lines[k]; k++) {
            if (!strstr(b.v, cases[i].lines[k]))
                fail_msg("%s: %s not in\n%s", cases[i].id, cases[i].lines[k], b.v);
            n += strlen(cases[i].lines[k]);
        }
        assert_int_equal(n, b.n - 1);
    }
    struct cps_entity_ref ref;
    assert_false(cps_entity_find(reg, CPS_STR("a-9"), &ref));
    assert_false(cps_entity_find(reg, CPS_STR(""), &ref));
    cps_buf_release(&b);
    cps_register_close(reg);
}

static void orphans_are_named(void **state)
{
    (void)state;
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    assert_int_equal(messages.n, 1); /* two statements, one row */
    assert_int_equal(messages.severity, CAPIAS_REJECTED);
    assert_string_equal(messages.last.where, "alt.csv");
    assert_int_equal(messages.last.line, 9);
    assert_non_null(strstr(messages.last.what, "a-9"));
    assert_true(messages.last.hint[0]);
}

static void schemata_are_joined(void **state)
{
    (void)state;
    static const struct {
        const char *one, *two, *kept;
        unsigned messages;
    } cases[] = {{"Person", "Person", "Person", 0},
                 {"LegalEntity", "Company", "Company", 0},
                 {"Company", "Organization", "Company", 0},
                 {"Person", "Vessel", "Person", 1},
                 {"Vessel", "Person", "Person", 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct said one = {"x", cases[i].one, "name", "X", "", "", 0, 1};
        struct said two = {"x", cases[i].two, "name", "X", "", "", 0, 2};
        struct cps_compile_options opt = {
            .output = path, .model_id = MODEL, .message = on_message};
        struct cps_compile *c;
        struct cps_entity_ref ref;
        struct cps_entity e;
        messages.n = 0;
        assert_int_equal(cps_compile_new(&opt, &c, NULL), CAPIAS_OK);
        struct cps_sink *sink = cps_compile_sink(c);
        assert_int_equal(say_source(sink, "1", "one.csv", NULL, &one, 1, 0, NULL), CAPIAS_OK);
        assert_int_equal(say_source(sink, "2", "two.csv", NULL, &two, 1, 0, NULL), CAPIAS_OK);
        assert_int_equal(cps_compile_finish(c, NULL), CAPIAS_OK);
        cps_compile_free(c);
        capias_register *reg = open_it(path);
        assert_true(cps_entity_find(reg, CPS_STR("x"), &ref) && cps_entity_get(reg, ref, &e));
        if (strcmp(cps_schema_get(e.schema)->name, cases[i].kept) != 0)
            fail_msg("row %zu: %s", i, cps_schema_get(e.schema)->name);
        assert_int_equal(messages.n, cases[i].messages);
        if (messages.n) assert_int_equal(messages.severity, CAPIAS_WARNING);
        assert_int_equal(e.n_statements, 2);
        cps_register_close(reg);
    }
}

static void edges_and_counts(void **state)
{
    (void)state;
    struct cps_arena arena;
    struct cps_entity_ref ref;
    const struct cps_entity_ref *v;
    size_t n;
    capias_info info;
    cps_arena_init(&arena, 0);
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    capias_register *reg = open_it(path);
    assert_true(cps_entity_find(reg, CPS_STR("a-2"), &ref));
    assert_int_equal(cps_entity_adjacent(reg, ref, &arena, &v, &n, NULL), CAPIAS_OK);
    assert_int_equal(n, 1);
    struct cps_entity e;
    assert_true(cps_entity_get(reg, v[0], &e));
    assert_true(cps_str_is(e.id, "a-3"));
    assert_false(e.party);
    assert_int_equal(cps_entity_adjacent(reg, v[0], &arena, &v, &n, NULL), CAPIAS_OK);
    assert_int_equal(n, 0);
    assert_int_equal(cps_register_summary(reg, &arena, &info, NULL), CAPIAS_OK);
    assert_int_equal(info.entities, 3);
    assert_int_equal(info.names, 6);
    assert_int_equal(info.instruments, 4);
    assert_int_equal(info.statements, 10);
    assert_int_equal(info.segments, 1);
    assert_int_equal(info.n_sources, 3);
    assert_true(cps_str_is(info.sources[0].name, "capias_law"));
    assert_true(cps_str_is(info.sources[1].as_of, "2026-08-01"));
    assert_int_equal(info.sources[1].rejected, 1);
    assert_int_equal(info.sources[1].entities, 2);
    assert_int_equal(info.sources[1].names, 4);
    assert_int_equal(info.sources[2].entities, 2);
    assert_int_equal(info.sources[1].sha256.n, 64);
    assert_true(cps_str_starts(info.built_with, CPS_STR("test 1, zstd ")));
    assert_int_equal(info.digest.n, 32);
    assert_true(cps_str_is(info.model, MODEL));
    cps_register_close(reg);
    cps_arena_release(&arena);
}

static void tables_come_back(void **state)
{
    (void)state;
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    capias_register *reg = open_it(path);
    assert_null(cps_register_table(reg, "nothing"));
    assert_non_null(cps_register_table(reg, "states"));
    const struct cps_table *t = cps_register_table(reg, "warrants");
    assert_non_null(t);
    assert_int_equal(cps_table_rows(t), 3);
    static const struct {
        const char *id;
        int64_t row;
        const char *issued, *until, *where;
    } cases[] = {{"w-1", 1, "2011", "2012-03", "law.csv:3"},
                 {"w-2", 0, "2005-07-08", NULL, "law.csv:2"},
                 {"w-3", 2, NULL, NULL, "law.csv:4"},
                 {"w-0", -1, NULL, NULL, ""},
                 {"w-4", -1, NULL, NULL, ""},
                 {"", -1, NULL, NULL, ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *dates[2] = {cases[i].issued, cases[i].until};
        int columns[2] = {cps_table_column(t, "issued"), cps_table_column(t, "until")};
        int64_t row = cps_table_find(t, cps_str(cases[i].id));
        assert_int_equal(row, cases[i].row);
        for (unsigned k = 0; row >= 0 && k < 2; k++) {
            struct cps_span got, want;
            assert_int_equal(cps_table_span(t, (uint32_t)row, columns[k], &got), !!dates[k]);
            if (!dates[k]) continue;
            assert_true(cps_date_parse(cps_str(dates[k]), &want));
            assert_int_equal(got.from, want.from);
            assert_int_equal(got.until, want.until);
        }
        if (row >= 0)
            assert_true(cps_str_is(cps_table_where(t, (uint32_t)row, &arena), cases[i].where));
    }
    struct cps_span span;
    assert_int_equal(cps_table_column(t, "no such"), -1);
    assert_int_equal(cps_table_cell(t, 3, 0).n, 0);
    assert_int_equal(cps_table_cell(t, 0, 5).n, 0);
    assert_int_equal(cps_table_cell(t, 0, -1).n, 0);
    assert_false(cps_table_span(t, 0, 0, &span));
    assert_false(cps_table_span(t, 9, 2, &span));
    cps_register_close(reg);
    cps_arena_release(&arena);
}

static void makers_see_it_all(void **state)
{
    (void)state;
    const void *p;
    size_t n;
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    capias_register *reg = open_it(path);
    assert_true(cps_segment_section(cps_register_segment(reg, 0), CPS_SECTION_SCREEN, &p, &n));
    assert_int_equal((uintptr_t)p % 64, 0);
    capias_str text = {p, n};
    assert_true(cps_str_starts(text, CPS_STR("a-1(")));
    size_t at = cps_str_find(text, CPS_STR("w-2=first w-1= w-3=last @"), 0);
    assert_int_not_equal(at, SIZE_MAX);
    uint64_t offset;
    at = cps_str_find(text, CPS_STR("@"), at);
    assert_true(cps_str_u64(cps_str_sub(text, at + 1, text.n), &offset));
    capias_str own = cps_segment_string(cps_register_segment(reg, 0),
                                        (struct cps_string_ref){(uint32_t)offset, 19});
    assert_true(cps_str_is(own, "a room's own string"));
    assert_false(cps_segment_section(cps_register_segment(reg, 0), CPS_SECTION_LAW, &p, &n));
    assert_null(cps_register_segment(reg, 1));
    cps_register_close(reg);
}

/* ---- the same bytes -------------------------------------------------------------------------- */

/* Sizes on both sides of the writer's buffer, each after a little that waits in it. */
static const size_t sizes[] = {5, 200000, 17, 140000, 3, 300000, 131072, 1, 131073, 262144, 9};
static uint8_t section_bytes[300016];

static capias_status make_sizes(struct cps_compiled *c, void *ctx, capias_error *err)
{
    (void)ctx;
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        CPS_TRY(cps_compiled_section(c, 33 + i, section_bytes + i, sizes[i] - i % 2, err));
    return CAPIAS_OK;
}

static void sections_of_every_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof section_bytes; i++) section_bytes[i] = (uint8_t)(i * 7 % 251 + 1);
    struct cps_section_maker maker = {make_sizes, NULL};
    struct cps_compile_options opt = {.output = path, .makers = &maker, .n_makers = 1,
                                      .model_id = "0123456789abcdef0123456789abcdef"};
    struct cps_compile *c = NULL;
    capias_register *reg = NULL;
    capias_error err = {0};
    assert_int_equal(cps_compile_new(&opt, &c, &err), CAPIAS_OK);
    assert_int_equal(say_source(cps_compile_sink(c), "list_b", "b.csv", NULL, list_b, 2, 0, &err),
                     CAPIAS_OK);
    assert_int_equal(cps_compile_finish(c, &err), CAPIAS_OK);
    cps_compile_free(c);
    assert_int_equal(cps_register_open(path, opt.model_id, &reg, &err), CAPIAS_OK);
    assert_int_equal(cps_register_verify(reg, NULL, 0, &err), CAPIAS_OK);
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const void *p;
        size_t n;
        assert_true(cps_segment_section(cps_register_segment(reg, 0), 33 + i, &p, &n));
        assert_int_equal(n, sizes[i] - i % 2);
        assert_memory_equal(p, section_bytes + i, n);
    }
    cps_register_close(reg);
}

static void same_bytes(void **state)
{
    (void)state;
    struct cps_buf first = {0}, again = {0};
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    read_file(path, &first);
    for (uint64_t seed = 0; seed < 40; seed++) {
        assert_int_equal(build(other, NULL, seed, NULL), CAPIAS_OK);
        read_file(other, &again);
        if (again.n != first.n || memcmp(again.v, first.v, first.n) != 0)
            fail_msg("seed %llu gives other bytes", (unsigned long long)seed);
    }
    cps_buf_release(&first);
    cps_buf_release(&again);
}

/* ---- segments -------------------------------------------------------------------------------- */

static struct cps_compile *start(const char *output, const char *builtin)
{
    struct cps_compile_options opt = {.output = output, .builtin = builtin, .model_id = MODEL};
    struct cps_compile *c;
    assert_int_equal(cps_compile_new(&opt, &c, NULL), CAPIAS_OK);
    return c;
}

static void builtin_is_copied(void **state)
{
    (void)state;
    static const struct said more[] = {{"c-1", "Ownership", "owner", "a-2", "", "", 0, 1},
                                       {"c-1", "Ownership", "asset", "c-2", "", "", 0, 1},
                                       {"c-2", "Company", "name", "Lvov Branch", "", "", 0, 2}};
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    struct cps_compile *c = start(other, path);
    assert_int_equal(say_source(cps_compile_sink(c), "list_c", "c.csv", NULL, more, 3, 0, NULL),
                     CAPIAS_OK);
    assert_int_equal(cps_compile_finish(c, NULL), CAPIAS_OK);
    cps_compile_free(c);
    capias_register *reg = open_it(other), *old = open_it(path);
    assert_int_equal(cps_register_segments(reg), 2);
    for (uint32_t kind = 1; kind < 96; kind++) {
        const void *p, *q;
        size_t n, m;
        bool has = cps_segment_section(cps_register_segment(old, 0), kind, &p, &n);
        assert_int_equal(cps_segment_section(cps_register_segment(reg, 0), kind, &q, &m), has);
        if (has && (n != m || memcmp(p, q, n) != 0)) fail_msg("section %u differs", kind);
    }
    /* An edge from the new segment into the old one. */
    struct cps_entity_ref ref;
    const struct cps_entity_ref *v;
    size_t n;
    assert_true(cps_entity_find(reg, CPS_STR("a-2"), &ref));
    assert_int_equal(cps_entity_adjacent(reg, ref, &arena, &v, &n, NULL), CAPIAS_OK);
    assert_int_equal(n, 2);
    assert_int_equal(v[1].segment, 1);
    cps_register_close(reg);
    cps_register_close(old);
    cps_arena_release(&arena);
}

static void two_editions(void **state)
{
    (void)state;
    capias_error err = {0};
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    struct cps_compile *c = start(other, path);
    assert_int_equal(say_source(cps_compile_sink(c), "list_b", "b2.csv", NULL, list_b, 1, 0, &err),
                     CAPIAS_E_DATA);
    assert_string_equal(err.where, "b2.csv");
    assert_non_null(strstr(err.what, "list_b"));
    cps_compile_free(c);
    c = start(other, NULL);
    err = (capias_error){0};
    assert_int_equal(say_source(cps_compile_sink(c), "list_b", "b1.csv", NULL, list_b, 1, 0, &err),
                     CAPIAS_OK);
    assert_int_equal(say_source(cps_compile_sink(c), "list_b", "b2.csv", NULL, list_b, 1, 0, &err),
                     CAPIAS_E_DATA);
    assert_non_null(strstr(err.what, "b1.csv"));
    cps_compile_free(c);
}

static void large_and_many_sources(void **state)
{
    (void)state;
    static const struct {
        unsigned large, small; /* entities of one source; further sources of one entity */
        size_t segments;
    } cases[] = {{49999, 1, 1}, {50000, 1, 2}, {50000, 0, 1}, {0, 64, 1}, {0, 65, 2}, {0, 0, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cps_compile *c = start(path, NULL);
        struct cps_sink *sink = cps_compile_sink(c);
        capias_str file = CPS_STR("x.csv");
        struct cps_source_info info = {.dataset = CPS_STR("large"), .files = &file, .n_files = 1};
        if (cases[i].large) assert_int_equal(sink->begin(sink->ctx, &info, NULL), CAPIAS_OK);
        for (unsigned k = 0; k < cases[i].large; k++) {
            char id[16];
            (void)snprintf(id, sizeof id, "l-%u", k);
            struct said s = {id, "Person", "name", id, "", "", 0, k + 1};
            assert_int_equal(say(sink, &s, NULL), CAPIAS_OK);
        }
        if (cases[i].large) assert_int_equal(sink->end(sink->ctx, &info, NULL), CAPIAS_OK);
        for (unsigned k = 0; k < cases[i].small; k++) {
            char name[16];
            (void)snprintf(name, sizeof name, "s%u", k);
            struct said s = {name, "Person", "name", name, "", "", 0, 1};
            assert_int_equal(say_source(sink, name, "s.csv", NULL, &s, 1, 0, NULL), CAPIAS_OK);
        }
        assert_int_equal(cps_compile_finish(c, NULL), CAPIAS_OK);
        cps_compile_free(c);
        capias_register *reg = open_it(path);
        struct cps_entity_ref ref;
        assert_int_equal(cps_register_segments(reg), cases[i].segments);
        if (cases[i].large) assert_true(cps_entity_find(reg, CPS_STR("l-49998"), &ref));
        if (cases[i].small) assert_true(cps_entity_find(reg, CPS_STR("s0"), &ref));
        cps_register_close(reg);
    }
}

/* ---- opening what should not be opened ------------------------------------------------------- */

/* Corrects the header's own checksum, so that what comes after it is reached. */
static void seal(uint8_t *p)
{
    uint64_t h = cps_hash(p, 56);
    for (unsigned i = 0; i < 8; i++) p[56 + i] = (uint8_t)(h >> 8 * i);
}

static void open_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        size_t at, n;            /* bytes changed; n 0: the file is cut to `at` bytes */
        uint8_t to[4];
        bool sealed;
        const char *model;
    } cases[] = {
        {"is empty, not a register", 0, 0, {0}, false, MODEL},
        {"is not a register", 0, 4, {'P', 'K', 3, 4}, false, MODEL},
        {"is not a register", 5, 1, {'s'}, false, MODEL},
        {"is cut off: 3 bytes", 3, 0, {0}, false, MODEL},
        {"is cut off: 63 bytes", 63, 0, {0}, false, MODEL},
        {"is cut off: 64 of", 64, 0, {0}, false, MODEL},
        {"is cut off: 1000 of", 1000, 0, {0}, false, MODEL},
        {"text mode", 6, 1, {'\n'}, false, MODEL},
        {"of format version 2; this program reads version 1", 8, 1, {2}, true, MODEL},
        {"is damaged", 8, 1, {0}, true, MODEL},
        {"the other byte order", 12, 4, {1, 2, 3, 4}, true, MODEL},
        {"is damaged", 12, 4, {9, 9, 9, 9}, true, MODEL},
        {"header's checksum", 8 + 8, 1, {0}, false, MODEL},
        {"is damaged: its section table does not fit", 27, 1, {0x7f}, true, MODEL},
        {"section table's checksum", 70, 1, {0x7f}, false, MODEL},
        {"another names model", 0, 1, {'C'}, false, "ffeeddccbbaa99887766554433221100"},
    };
    struct cps_buf whole = {0};
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    read_file(path, &whole);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cps_buf b = {0};
        capias_register *reg = NULL;
        capias_error err = {0};
        cps_buf_add(&b, whole.v, cases[i].n ? whole.n : cases[i].at);
        if (cases[i].n) memcpy(b.v + cases[i].at, cases[i].to, cases[i].n);
        if (cases[i].sealed) seal((uint8_t *)b.v);
        write_file(other, b.v ? b.v : "", b.n);
        assert_int_equal(cps_register_open(other, cases[i].model, &reg, &err), CAPIAS_E_FORMAT);
        assert_null(reg);
        assert_string_equal(err.where, other);
        if (!strstr(err.what, cases[i].what)) fail_msg("row %zu: %s", i, err.what);
        if (!err.hint[0]) fail_msg("row %zu has no hint", i);
        cps_buf_release(&b);
    }
    cps_buf_add(&whole, "x", 1);
    write_file(other, whole.v, whole.n);
    capias_register *reg = NULL;
    capias_error err = {0};
    assert_int_equal(cps_register_open(other, NULL, &reg, &err), CAPIAS_E_FORMAT);
    assert_non_null(strstr(err.what, "1 bytes follow its end"));
    assert_int_equal(cps_register_open("no/such", NULL, &reg, NULL), CAPIAS_E_IO);
    assert_int_equal(cps_register_open(folder, NULL, &reg, NULL), CAPIAS_E_IO);
    cps_buf_release(&whole);
}

static unsigned last_byte(capias_str s)
{
    return s.n ? (unsigned char)s.p[s.n - 1] : 0;
}

/* Everything an accessor can reach. */
static unsigned touch(const capias_register *reg)
{
    struct cps_arena arena;
    unsigned sum = 0;
    capias_info info;
    cps_arena_init(&arena, (size_t)64 << 20);
    (void)cps_register_summary(reg, &arena, &info, NULL);
    for (uint32_t s = 0; s < cps_register_segments(reg); s++) {
        const struct cps_segment *seg = cps_register_segment(reg, s);
        for (uint32_t i = 0; i < cps_segment_entities(seg); i++) {
            struct cps_entity_ref ref = {s, i};
            const struct cps_entity_ref *refs;
            const capias_statement *v;
            struct cps_entity e;
            size_t n;
            assert_true(cps_entity_get(reg, ref, &e));
            sum += last_byte(e.caption);
            if (cps_entity_read(reg, ref, &arena, &v, &n, NULL) == CAPIAS_OK)
                for (size_t k = 0; k < n; k++) sum += last_byte(v[k].value);
            (void)cps_entity_adjacent(reg, ref, &arena, &refs, &n, NULL);
            (void)cps_entity_find(reg, e.id, &ref);
        }
    }
    const struct cps_table *t = cps_register_table(reg, "warrants");
    for (uint32_t r = 0; t && r < cps_table_rows(t) && r < 1000; r++)
        for (int k = 0; k < 6; k++) {
            struct cps_span span;
            capias_str cell = cps_table_cell(t, r, k);
            sum += last_byte(cell);
            (void)cps_table_span(t, r, k, &span);
            (void)cps_table_find(t, cell);
            (void)cps_table_where(t, r, &arena);
        }
    cps_arena_release(&arena);
    return sum;
}

/* Rewrites the checksums over a damaged file, so that the damage itself is met. */
static void reseal(uint8_t *p, size_t n)
{
    uint32_t sections = p[24];
    if (64 + (size_t)sections * 32 > n) return;
    for (uint32_t i = 0; i < sections; i++) {
        uint8_t *e = p + 64 + (size_t)i * 32;
        uint64_t offset = 0, length = 0;
        for (unsigned k = 8; k--;) offset = offset << 8 | e[8 + k];
        for (unsigned k = 8; k--;) length = length << 8 | e[16 + k];
        if (offset > n || length > n - offset) continue;
        uint64_t h = cps_hash(p + offset, (size_t)length);
        for (unsigned k = 0; k < 8; k++) e[24 + k] = (uint8_t)(h >> 8 * k);
    }
    uint64_t h = cps_hash(p + 64, (size_t)sections * 32);
    for (unsigned k = 0; k < 8; k++) p[48 + k] = (uint8_t)(h >> 8 * k);
    seal(p);
}

static void every_byte_damaged(void **state)
{
    (void)state;
    static const uint8_t flips[] = {0x01, 0x80, 0xff};
    struct cps_arena arena;
    struct cps_buf whole = {0};
    unsigned refused = 0, met = 0;
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    read_file(path, &whole);
    cps_arena_init(&arena, 0);
    uint8_t *p = cps_arena_take(&arena, whole.n, 64);
    assert_non_null(p);
    for (size_t at = 0; at < whole.n * COUNT(flips) * 2; at++) {
        bool mend = at & 1;
        size_t byte = at / 2 / COUNT(flips);
        capias_register *reg = NULL;
        memcpy(p, whole.v, whole.n);
        p[byte] ^= flips[at / 2 % COUNT(flips)];
        if (mend) reseal(p, whole.n);
        if (cps_register_open_memory(p, whole.n, "x", MODEL, &reg, NULL) != CAPIAS_OK) {
            refused++;
            continue;
        }
        (void)touch(reg);
        capias_status status = cps_register_verify(reg, checks, 1, NULL);
        if (!mend && status == CAPIAS_OK) fail_msg("byte %zu: nobody says no", byte);
        met += mend && status == CAPIAS_OK;
        cps_register_close(reg);
    }
    assert_true(refused > 0);
    /* With the checksums mended, text may change unnoticed (a name's letter), structure may not. */
    assert_true(met < whole.n * COUNT(flips) / 2);
    cps_arena_release(&arena);
    cps_buf_release(&whole);
}

static void every_length_cut(void **state)
{
    (void)state;
    struct cps_buf whole = {0};
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    read_file(path, &whole);
    for (size_t n = 0; n < whole.n; n++) {
        capias_register *reg = NULL;
        cps_arena_reset(&arena);
        uint8_t *p = cps_arena_take(&arena, n, 64);
        memcpy(p, whole.v, n);
        assert_int_equal(cps_register_open_memory(p, n, "x", MODEL, &reg, NULL), CAPIAS_E_FORMAT);
    }
    cps_arena_release(&arena);
    cps_buf_release(&whole);
}

/* ---- builds that fail ------------------------------------------------------------------------ */

static void check_old_is_whole(const struct cps_buf *old, const char *what, uint64_t n)
{
    struct cps_buf now = {0};
    read_file(path, &now);
    if (now.n != old->n || memcmp(now.v, old->v, old->n) != 0)
        fail_msg("%s %llu: the old register changed", what, (unsigned long long)n);
    if (files_in_folder() != 1)
        fail_msg("%s %llu: something is left behind", what, (unsigned long long)n);
    cps_buf_release(&now);
}

static void faults(void **state)
{
    (void)state;
    struct cps_buf old = {0};
    (void)unlink(other);
    struct cps_compile *c = start(path, NULL);
    assert_int_equal(cps_compile_finish(c, NULL), CAPIAS_OK);
    cps_compile_free(c);
    for (int io = 0; io < 2; io++) {
        read_file(path, &old);
        for (uint64_t n = 1;; n++) {
            capias_error err = {0};
            if (io) cps_seam_fail_io(n);
            else cps_seam_fail_alloc(n);
            capias_status status = build(path, NULL, 0, &err);
            cps_seam_fail_io(0);
            cps_seam_fail_alloc(0);
            if (status == CAPIAS_OK) {
                assert_true(n > 3);
                break;
            }
            assert_int_equal(status, io ? CAPIAS_E_IO : CAPIAS_E_NOMEM);
            assert_int_equal(err.status, status);
            check_old_is_whole(&old, io ? "I/O" : "allocation", n);
        }
    }
    for (uint64_t n = 1;; n++) { /* the same for reading */
        capias_register *reg = NULL;
        cps_seam_fail_alloc(n);
        capias_status status = cps_register_open(path, MODEL, &reg, NULL);
        if (status == CAPIAS_OK) status = cps_register_verify(reg, checks, 1, NULL);
        cps_seam_fail_alloc(0);
        cps_register_close(reg);
        if (status == CAPIAS_OK) break;
        assert_int_equal(status, CAPIAS_E_NOMEM);
    }
    cps_buf_release(&old);
}

static void full_disk(void **state)
{
    (void)state;
    struct cps_buf old = {0};
    struct rlimit before, little;
    (void)unlink(other);
    assert_int_equal(build(path, NULL, 0, NULL), CAPIAS_OK);
    read_file(path, &old);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t n = 0; n < 3000; n += 500) {
        capias_error err = {0};
        little = (struct rlimit){n, before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
        capias_status status = build(path, NULL, 1, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(status, CAPIAS_E_IO);
        assert_int_equal(err.detail, EFBIG);
        assert_string_equal(err.where, path);
        check_old_is_whole(&old, "size", n);
    }
    cps_buf_release(&old);
}

static void bad_options(void **state)
{
    (void)state;
    static const struct {
        const char *output, *builtin, *model;
        capias_status status;
    } cases[] = {{NULL, NULL, MODEL, CAPIAS_E_ARG},
                 {"x", NULL, NULL, CAPIAS_E_ARG},
                 {"x", NULL, "0011", CAPIAS_E_ARG},
                 {"x", NULL, "0011223344556677889900AABBCCDDEE", CAPIAS_E_ARG},
                 {"x", "no/such", MODEL, CAPIAS_E_IO},
                 {"no/such/folder/x", NULL, MODEL, CAPIAS_E_IO},
                 {"/", NULL, MODEL, CAPIAS_E_IO}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cps_compile_options opt = {
            .output = cases[i].output, .builtin = cases[i].builtin, .model_id = cases[i].model};
        struct cps_compile *c = NULL;
        capias_error err = {0};
        capias_status status = cps_compile_new(&opt, &c, &err);
        if (status == CAPIAS_OK) status = cps_compile_finish(c, &err);
        cps_compile_free(c);
        if (status != cases[i].status) fail_msg("row %zu: %s", i, err.what);
    }
}

static void strict_refuses(void **state)
{
    (void)state;
    struct cps_compile_options opt = {.output = other, .model_id = MODEL, .strict = true};
    struct cps_compile *c;
    capias_error err = {0};
    (void)unlink(other);
    assert_int_equal(cps_compile_new(&opt, &c, NULL), CAPIAS_OK);
    assert_int_equal(say_all(cps_compile_sink(c), 0, NULL), CAPIAS_OK);
    assert_int_equal(cps_compile_finish(c, &err), CAPIAS_E_DATA);
    assert_non_null(strstr(err.what, "1 row of list_a"));
    cps_compile_free(c);
    assert_int_not_equal(access(other, F_OK), 0);
}

static void wrong_calls(void **state)
{
    (void)state;
    struct cps_compile *c = start(other, NULL);
    struct cps_sink *sink = cps_compile_sink(c);
    struct cps_statement s = {.entity = CPS_STR("x"), .property = CPS_NO_PROPERTY};
    capias_str file = CPS_STR("x.csv");
    struct cps_source_info info = {.dataset = CPS_STR("d"), .files = &file, .n_files = 1};
    assert_int_equal(sink->statement(sink->ctx, &s, NULL), CAPIAS_E_ARG);
    assert_int_equal(sink->end(sink->ctx, &info, NULL), CAPIAS_E_ARG);
    assert_int_equal(sink->begin(sink->ctx, &info, NULL), CAPIAS_OK);
    assert_int_equal(sink->begin(sink->ctx, &info, NULL), CAPIAS_E_ARG);
    assert_int_equal(cps_compile_finish(c, NULL), CAPIAS_E_ARG);
    s.file = 1;
    assert_int_equal(sink->statement(sink->ctx, &s, NULL), CAPIAS_E_ARG);
    s = (struct cps_statement){.property = CPS_NO_PROPERTY};
    assert_int_equal(sink->statement(sink->ctx, &s, NULL), CAPIAS_E_ARG);
    cps_compile_free(c);
    cps_compile_free(NULL);
    cps_register_close(NULL);
}

static int set_up(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%.40s/capias-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(folder)) return -1;
    (void)snprintf(path, sizeof path, "%s/register", folder);
    (void)snprintf(other, sizeof other, "%s/other", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    (void)unlink(path);
    (void)unlink(other);
    return rmdir(folder); /* fails when something was left behind */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_come_back), cmocka_unit_test(orphans_are_named),
        cmocka_unit_test(schemata_are_joined),
        cmocka_unit_test(edges_and_counts),     cmocka_unit_test(tables_come_back),
        cmocka_unit_test(makers_see_it_all),    cmocka_unit_test(sections_of_every_size),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(builtin_is_copied),    cmocka_unit_test(two_editions),
        cmocka_unit_test(large_and_many_sources), cmocka_unit_test(open_says_why),
        cmocka_unit_test(every_byte_damaged),   cmocka_unit_test(every_length_cut),
        cmocka_unit_test(faults),               cmocka_unit_test(full_disk),
        cmocka_unit_test(bad_options),          cmocka_unit_test(strict_refuses),
        cmocka_unit_test(wrong_calls),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
