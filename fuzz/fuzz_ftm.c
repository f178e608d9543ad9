/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_ftm.c: bytes as lines of FollowTheMoney entities. The sink checks every
 * statement. */
#include "../tests/support/sources_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_source_file file = {.bytes = {(const char *)data, size}, .name = "entities.ftm.json"};
    struct cps_source_info info = {.dataset = CPS_STR("xx_invented"), .format = CPS_STR("fuzz")};
    struct sources_sink s;
    capias_error err = {0};
    sources_sink_init(&s, NULL);
    capias_status status =
        cps_source_import(&cps_importer_ftm_json, &info, &file, 1, &s.sink, &err);
    if ((status == CAPIAS_OK) == s.open || status != err.status) CPS_BUG("status and answer differ");
    return 0;
}
