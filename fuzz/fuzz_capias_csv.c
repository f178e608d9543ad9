/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_capias_csv.c: bytes as a list of one's own, told by its content. The sink checks every
 * statement. */
#include "../tests/support/sources_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_source_file file = {.bytes = {(const char *)data, size}, .name = "list.csv"};
    struct cps_source_info info = {.dataset = CPS_STR("fuzz"), .format = CPS_STR("fuzz")};
    struct sources_sink s;
    capias_error err = {0};
    sources_sink_init(&s, NULL);
    capias_status status =
        cps_source_import(&cps_importer_capias_csv, &info, &file, 1, &s.sink, &err);
    if ((status == CAPIAS_OK) == s.open || status != err.status) CPS_BUG("status and answer differ");
    sources_sink_init(&s, NULL);
    (void)cps_sources_read_files(&file, 1, (capias_str){0}, &s.sink, NULL);
    return 0;
}
