/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/support/reader_register.h: data/law and data/states as a register with the index and the
 * reader's dictionary: what the reader has of the built-in one, and rows of a test besides. */
#ifndef CPS_TESTS_READER_REGISTER_H
#define CPS_TESTS_READER_REGISTER_H

#include "small_register.h"

#include "reader/reader.h"

static inline const char *source_root(void)
{
    const char *root = getenv("CAPIAS_SOURCE_ROOT");
    return root != NULL ? root : ".";
}

/* The tables of the folders (their READMEs are no tables). */
static inline capias_status source_tables(struct cps_files *files, capias_error *err)
{
    char law[1024], states[1024];
    const char *folders[2] = {law, states};
    size_t n = 0;
    (void)snprintf(law, sizeof law, "%s/data/law", source_root());
    (void)snprintf(states, sizeof states, "%s/data/states", source_root());
    CPS_TRY(cps_files_list(folders, 2, files, err));
    for (size_t i = 0; i < files->paths.n; i++)
        if (cps_str_ends(cps_str(files->paths.v[i]), CPS_STR(".csv")))
            files->paths.v[n++] = files->paths.v[i];
    files->paths.n = n;
    return CAPIAS_OK;
}

/* `files`: tables to read first, NULL for none; then `rows` as a source of its own. */
static inline capias_status reader_write_with(const char *path,
                                              const struct cps_section_maker makers[2],
                                              const struct small_row *rows, size_t n,
                                              const struct cps_files *files, capias_error *err)
{
    capias_str file = CPS_STR("test.csv");
    struct cps_source_info info = {
        .dataset = CPS_STR("test"), .format = CPS_STR("test"), .files = &file, .n_files = 1};
    struct cps_compile_options opt = {.output = path,
                                      .makers = makers,
                                      .n_makers = 2,
                                      .model_id = cps_names_model_id(),
                                      .built_with = "test"};
    struct cps_compile *c = NULL;
    capias_status status = cps_compile_new(&opt, &c, err);
    struct cps_sink *sink = status == CAPIAS_OK ? cps_compile_sink(c) : NULL;
    if (status == CAPIAS_OK && files != NULL)
        status = cps_sources_read(files->paths.v, files->paths.n, (capias_str){NULL, 0}, sink, err);
    if (status == CAPIAS_OK && n > 0) status = sink->begin(sink->ctx, &info, err);
    for (size_t i = 0; status == CAPIAS_OK && i < n; i++)
        status = small_say(sink, &rows[i], (uint32_t)i + 1, err);
    if (status == CAPIAS_OK && n > 0) status = sink->end(sink->ctx, &info, err);
    if (status == CAPIAS_OK) status = cps_compile_finish(c, err);
    cps_compile_free(c);
    return status;
}

static inline capias_status reader_write(const char *path, const struct small_row *rows, size_t n,
                                         capias_error *err)
{
    static const struct cps_section_maker makers[] = {{cps_screen_make, NULL},
                                                      {cps_reader_make, NULL}};
    struct cps_files files;
    capias_status status = source_tables(&files, err);
    if (status == CAPIAS_OK) status = reader_write_with(path, makers, rows, n, &files, err);
    cps_files_release(&files);
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
