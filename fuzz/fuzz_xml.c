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

/* Every text of a record can be read to its end. */
static capias_status on_record(void *ctx, capias_str parent, const struct cps_xml_node *record,
                               capias_error *err)
{
    uint64_t *sum = ctx;
    *sum ^= cps_hash(parent.p, parent.n) ^ cps_hash(record->name.p, record->name.n) ^
            cps_hash(record->text.p, record->text.n) ^ record->line;
    for (size_t i = 0; i < record->n_attributes; i++)
        *sum ^= cps_hash(record->attributes[i].name.p, record->attributes[i].name.n) ^
                cps_hash(record->attributes[i].value.p, record->attributes[i].value.n);
    for (const struct cps_xml_node *c = record->first; c; c = c->next)
        if (on_record(ctx, record->name, c, err) != CAPIAS_OK) return CAPIAS_E_DATA;
    return CAPIAS_OK;
}

/* The same file as records of either depth: what is well-formed to the one reader is to the other. */
static void as_records(const uint8_t *data, size_t size, capias_status before)
{
    for (unsigned depth = 2; depth < 4; depth++) {
        struct cps_input *in;
        uint64_t sum = 0;
        if (cps_input_memory((capias_str){(const char *)data, size}, "fuzz.xml", &in, NULL) != CAPIAS_OK)
            return;
        if (cps_xml_records(in, depth, (size_t)1 << 24, on_record, &sum, NULL) != before)
            CPS_BUG("two readers of one file differ");
        cps_input_close(in);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_input *in;
    uint64_t sum = 0;
    if (cps_input_memory((capias_str){(const char *)data, size}, "fuzz.xml", &in, NULL) != CAPIAS_OK)
        return 0;
    const struct cps_xml_handler handler = {.close = on_close, .ctx = &sum};
    capias_error err = {0};
    capias_status status = cps_xml_parse(in, &handler, &err);
    if (status != CAPIAS_OK && (!err.what[0] || !err.hint[0])) CPS_BUG("an error without words");
    cps_input_close(in);
    as_records(data, size, status);
    return 0;
}
