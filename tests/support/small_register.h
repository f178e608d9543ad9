/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/support/small_register.h: a register made of rows in a test, built and opened by the calls
 * that the program uses. The file is removed as soon as it is mapped. */
#ifndef CPS_TESTS_SMALL_REGISTER_H
#define CPS_TESTS_SMALL_REGISTER_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "screen/screen.h"

struct small_row {
    const char *id, *schema, *property, *value;
};

static inline capias_status small_say(struct cps_sink *sink, const struct small_row *row,
                                      uint32_t line, capias_error *err)
{
    struct cps_statement s = {.entity = cps_str(row->id), .line = line};
    s.schema = cps_schema_find(cps_str(row->schema));
    s.property = row->property == NULL ? CPS_NO_PROPERTY
                                       : cps_property_find(s.schema, cps_str(row->property));
    s.value = cps_str(row->value);
    if (s.schema == CPS_NO_SCHEMA || (row->property != NULL && s.property == CPS_NO_PROPERTY))
        return cps_fail(err, CAPIAS_E_ARG, "no %s.%s in the model", row->schema, row->property);
    return sink->statement(sink->ctx, &s, err);
}

static inline capias_status small_write(const char *path, const struct small_row *rows, size_t n,
                                        capias_error *err)
{
    static const struct cps_section_maker maker = {cps_screen_make, NULL};
    capias_str file = CPS_STR("test.csv");
    struct cps_source_info info = {.dataset = CPS_STR("test"), .format = CPS_STR("test"),
                                   .files = &file, .n_files = 1};
    struct cps_compile_options opt = {.output = path, .makers = &maker, .n_makers = 1,
                                      .model_id = cps_names_model_id(), .built_with = "test"};
    struct cps_compile *c = NULL;
    CPS_TRY(cps_compile_new(&opt, &c, err));
    struct cps_sink *sink = cps_compile_sink(c);
    capias_status status = sink->begin(sink->ctx, &info, err);
    for (size_t i = 0; status == CAPIAS_OK && i < n; i++)
        status = small_say(sink, &rows[i], (uint32_t)i + 1, err);
    if (status == CAPIAS_OK) status = sink->end(sink->ctx, &info, err);
    if (status == CAPIAS_OK) status = cps_compile_finish(c, err);
    cps_compile_free(c);
    return status;
}

/* A path of our own, in TMPDIR or /tmp. */
static inline void small_path(char out[256])
{
    const char *dir = getenv("TMPDIR");
    static unsigned number;
    (void)snprintf(out, 256, "%s/capias-test-%ld-%u.register", dir != NULL ? dir : "/tmp",
                   (long)getpid(), number++);
}

static inline capias_register *small_open(const struct small_row *rows, size_t n)
{
    char path[256];
    capias_error err = {0};
    capias_register *reg = NULL;
    small_path(path);
    if (small_write(path, rows, n, &err) != CAPIAS_OK ||
        cps_register_open(path, cps_names_model_id(), &reg, &err) != CAPIAS_OK)
        (void)fprintf(stderr, "small register: %s: %s\n", err.where, err.what);
    (void)unlink(path);
    return reg;
}

/* The same register with one byte of a section of its first segment changed. */
static inline capias_register *small_open_changed(const struct small_row *rows, size_t n,
                                                  uint32_t kind, size_t at, uint8_t flip)
{
    char path[256];
    struct cps_mapping file = {0};
    capias_register *reg = NULL;
    const void *p;
    size_t length;
    small_path(path);
    if (small_write(path, rows, n, NULL) != CAPIAS_OK ||
        cps_register_open(path, cps_names_model_id(), &reg, NULL) != CAPIAS_OK ||
        cps_file_map(path, &file, NULL) != CAPIAS_OK)
        return NULL;
    if (cps_segment_section(cps_register_segment(reg, 0), kind, &p, &length) && at < length) {
        /* Sections are whole: the first place with the same bytes behind it is the section. */
        const char *found = NULL;
        for (size_t i = 0; found == NULL && i + length <= file.n; i += 64)
            if (memcmp(file.p + i, p, length) == 0) found = (const char *)file.p + i;
        FILE *f = found != NULL ? fopen(path, "r+b") : NULL;
        if (f != NULL) {
            long offset = (long)(found - (const char *)file.p) + (long)at;
            (void)fseek(f, offset, SEEK_SET);
            int c = fgetc(f);
            (void)fseek(f, offset, SEEK_SET);
            (void)fputc(c ^ flip, f);
            (void)fclose(f);
        }
    }
    cps_file_unmap(&file);
    cps_register_close(reg);
    reg = NULL;
    (void)cps_register_open(path, cps_names_model_id(), &reg, NULL);
    (void)unlink(path);
    return reg;
}

#endif
