/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_reader.c: bytes as a text, read on a small register of people and organisations.
 * Mentions must be slices of the text in order, quotes too; a date before the first newline is the
 * report's. */
#include "../tests/support/reader_register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct small_row rows[] = {
    {"x-1", "Person", "name", "Dmitry Sergeyevich Peskov"},
    {"x-2", "Person", "name", "AL-TEST, Omar Hasan"},
    {"x-2", "Person", "alias", "\xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD"},
    {"x-3", "Organization", "name", "Northern Trading Group"},
    {"x-4", "Vessel", "name", "Lady Rose"},
    {"x-5", "Person", "name", "\xE6\x99\xAE\xE4\xBA\xAC"},
};

static capias_register *small(void)
{
    char path[256];
    capias_register *reg = NULL;
    capias_error err = {0};
    static const struct cps_section_maker makers[] = {{cps_screen_make, NULL},
                                                      {cps_reader_make, NULL}};
    small_path(path);
    if (reader_write_with(path, makers, rows, sizeof rows / sizeof *rows, NULL, &err) !=
            CAPIAS_OK ||
        cps_register_open(path, cps_names_model_id(), &reg, &err) != CAPIAS_OK)
        CPS_BUG("the register of the target cannot be built");
    (void)unlink(path);
    return reg;
}

static void check(capias_str text, const capias_reading *r)
{
    for (size_t i = 0; i < r->n_mentions; i++) {
        const capias_mention *m = &r->mentions[i];
        if (m->start >= m->end || m->end > text.n || m->text.p != text.p + m->start ||
            m->text.n != m->end - m->start || m->start_char > m->start ||
            m->end_char <= m->start_char)
            CPS_BUG("a mention that is no slice of the text");
        if (i > 0 && r->mentions[i - 1].start > m->start) CPS_BUG("mentions out of order");
    }
    for (size_t i = 0; i < r->n_claims; i++)
        if (r->claims[i].end > text.n || r->claims[i].quote.p != text.p + r->claims[i].start)
            CPS_BUG("a quote that is no slice of the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static capias_register *reg;
    if (reg == NULL) reg = small();
    capias_str text = {(const char *)data, size}, date = text;
    struct cps_span day = {0, 0};
    size_t line = cps_str_find(text, CPS_STR("\n"), 0);
    if (line != SIZE_MAX) {
        date.n = line;
        if (cps_date_parse(date, &day)) text = cps_str_sub(text, line + 1, text.n);
    }
    struct cps_arena arena;
    capias_reading r;
    cps_arena_init(&arena, 0);
    if (cps_reader_read(reg, text, day, &arena, &r, NULL) == CAPIAS_OK) check(text, &r);
    cps_arena_release(&arena);
    return 0;
}
