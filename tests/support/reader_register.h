/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/support/reader_register.h: the people of data/law/persons.csv as a register with the index
 * and the reader's dictionary: what the reader has of the built-in one, in milliseconds. */
#ifndef CPS_TESTS_READER_REGISTER_H
#define CPS_TESTS_READER_REGISTER_H

#include "small_register.h"

#include "reader/reader.h"

static inline const char *source_root(void)
{
    const char *root = getenv("CAPIAS_SOURCE_ROOT");
    return root != NULL ? root : ".";
}

static inline capias_status say_person(struct cps_sink *sink, const char *property, const char *id,
                                       capias_str value, uint32_t line, capias_error *err)
{
    cps_schema person = cps_schema_find(CPS_STR("Person"));
    struct cps_statement s = {.entity = cps_str(id), .schema = person, .value = value, .line = line,
                              .property = cps_property_find(person, cps_str(property))};
    return sink->statement(sink->ctx, &s, err);
}

/* Columns id, name, aliases come first in persons.csv. */
static inline capias_status say_persons_row(struct cps_sink *sink, const struct cps_csv_row *row,
                                            capias_error *err)
{
    static const struct cps_column columns[] = {{.name = "id", .type = CPS_CELL_ID}};
    static const struct cps_table_schema persons = {
        .name = "persons", .columns = columns, .n_columns = 1};
    char id[128];
    (void)snprintf(id, sizeof id, "%.*s", CPS_FMT(row->fields[0]));
    CPS_TRY(say_person(sink, "name", id, row->fields[1], row->line, err));
    capias_str rest = row->fields[2], alias;
    while (cps_str_split(&rest, ';', &alias))
        if (alias.n > 0) CPS_TRY(say_person(sink, "alias", id, alias, row->line, err));
    capias_str cells[1] = {cps_str(id)};
    struct cps_table_row cell = {.table = &persons, .cells = cells, .line = row->line};
    return sink->row(sink->ctx, &cell, err);
}

static inline capias_status say_persons(struct cps_sink *sink, const char *path, capias_error *err)
{
    struct cps_input *in = NULL;
    struct cps_csv *csv = NULL;
    struct cps_csv_row row;
    CPS_TRY(cps_input_open(path, &in, err));
    capias_status status = cps_csv_open(in, ',', &csv, err);
    bool header = true;
    while (status == CAPIAS_OK && (status = cps_csv_next(csv, &row, err)) == CAPIAS_OK && row.n > 0) {
        if (!header && row.n > 2) status = say_persons_row(sink, &row, err);
        header = false;
    }
    cps_csv_close(csv);
    cps_input_close(in);
    return status;
}

static inline capias_status reader_write(const char *path, const struct small_row *rows, size_t n,
                                         capias_error *err)
{
    static const struct cps_section_maker makers[] = {{cps_screen_make, NULL}, {cps_reader_make, NULL}};
    capias_str file = CPS_STR("persons.csv");
    struct cps_source_info info = {.dataset = CPS_STR("capias_law"), .format = CPS_STR("test"),
                                   .files = &file, .n_files = 1};
    struct cps_compile_options opt = {.output = path, .makers = makers, .n_makers = 2,
                                      .model_id = cps_names_model_id(), .built_with = "test"};
    struct cps_compile *c = NULL;
    char persons[1024];
    (void)snprintf(persons, sizeof persons, "%s/data/law/persons.csv", source_root());
    CPS_TRY(cps_compile_new(&opt, &c, err));
    struct cps_sink *sink = cps_compile_sink(c);
    capias_status status = sink->begin(sink->ctx, &info, err);
    if (status == CAPIAS_OK) status = say_persons(sink, persons, err);
    for (size_t i = 0; status == CAPIAS_OK && i < n; i++)
        status = small_say(sink, &rows[i], (uint32_t)i + 1, err);
    if (status == CAPIAS_OK) status = sink->end(sink->ctx, &info, err);
    if (status == CAPIAS_OK) status = cps_compile_finish(c, err);
    cps_compile_free(c);
    return status;
}

/* The people of the built-in tables, and `rows` besides. NULL when it fails, with the reason on
 * standard error. */
static inline capias_register *reader_open(const struct small_row *rows, size_t n)
{
    char path[256];
    capias_error err = {0};
    capias_register *reg = NULL;
    small_path(path);
    if (reader_write(path, rows, n, &err) != CAPIAS_OK ||
        cps_register_open(path, cps_names_model_id(), &reg, &err) != CAPIAS_OK)
        (void)fprintf(stderr, "reader's register: %s: %s\n", err.where, err.what);
    (void)unlink(path);
    return reg;
}

#endif
