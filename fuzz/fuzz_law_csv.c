/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_law_csv.c: bytes as tables of the law, with a form feed between them, told by their headers.
 * The sink checks every row and statement. */
#include "../tests/support/sources_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FILES 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[FILES] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    struct cps_source_file files[FILES];
    capias_str rest = {(const char *)data, size};
    size_t n = 0;
    while (rest.n && n < FILES) {
        size_t end = cps_str_find(rest, CPS_STR("\f"), 0);
        files[n] = (struct cps_source_file){.bytes = cps_str_sub(rest, 0, end), .name = names[n]};
        rest = end == SIZE_MAX ? (capias_str){"", 0} : cps_str_sub(rest, end + 1, rest.n);
        n++;
    }
    struct sources_sink s;
    capias_error err = {0};
    sources_sink_init(&s, NULL);
    capias_status status = cps_sources_read_files(files, n, (capias_str){0}, &s.sink, &err);
    if (status != err.status) CPS_BUG("status and error differ");
    return 0;
}
