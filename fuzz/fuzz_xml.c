/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_xml.c: bytes as an XML file: any error is fine if it says where and what to do. */
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static capias_status on_close(void *ctx, struct cps_xml *xml, capias_str name, capias_str text,
                              capias_error *err)
{
    (void)err;
    uint64_t *sum = ctx;
    *sum ^= cps_hash(name.p, name.n) ^ cps_hash(text.p, text.n) ^
            cps_xml_depth(xml);
    return CAPIAS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_input *in;
    uint64_t sum = 0;
    if (cps_input_memory((capias_str){(const char *)data, size}, "fuzz.xml", &in, NULL) != CAPIAS_OK)
        return 0;
    const struct cps_xml_handler handler = {.close = on_close, .ctx = &sum};
    capias_error err = {0};
    if (cps_xml_parse(in, &handler, &err) != CAPIAS_OK && (!err.what[0] || !err.hint[0]))
        CPS_BUG("an error without words");
    cps_input_close(in);
    return 0;
}
