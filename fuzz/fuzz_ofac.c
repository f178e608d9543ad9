/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_ofac.c: bytes as OFAC's legacy files: the primary file, alt, add and comments, with a form
 * feed between them. The sink checks every statement. */
#include "../tests/support/sources_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"};
    struct cps_source_file files[4];
    capias_str rest = {(const char *)data, size};
    for (uint32_t i = 0; i < 4; i++) {
        size_t end = cps_str_find(rest, CPS_STR("\f"), 0);
        files[i] = (struct cps_source_file){.bytes = cps_str_sub(rest, 0, end), .name = names[i],
                                            .role = i};
        rest = end == SIZE_MAX ? (capias_str){"", 0} : cps_str_sub(rest, end + 1, rest.n);
    }
    struct sources_sink s;
    sources_sink_init(&s, NULL);
    struct cps_source_info info = {.dataset = CPS_STR("us_ofac_sdn"), .format = CPS_STR("fuzz")};
    capias_error err = {0};
    capias_status status =
        cps_source_import(&cps_importer_ofac_csv, &info, files, 4, &s.sink, &err);
    if ((status == CAPIAS_OK) == s.open || status != err.status) CPS_BUG("status and answer differ");
    sources_sink_init(&s, NULL); /* and through telling and grouping */
    (void)cps_sources_read_files(files, 4, (capias_str){0}, &s.sink, NULL);
    return 0;
}
