/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_json.c: bytes as a JSON document and as JSON lines. A document is taken exactly when the
 * plain twin takes it, with as many values; every string must be readable to its last byte; any
 * error says where and what to do; lines must not go back, and reading must end. */
#include "../tests/ref/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count(const struct cps_json_record *record, const struct cps_json_value *v,
                    uint64_t *sum)
{
    size_t n = 1;
    if (v->at >= record->raw.n) CPS_BUG("a value outside of its record");
    if (cps_utf8_check(v->key) != SIZE_MAX || cps_utf8_check(v->text) != SIZE_MAX)
        CPS_BUG("a string that is not UTF-8");
    *sum ^= cps_hash(v->key.p, v->key.n) ^ cps_hash(v->text.p, v->text.n);
    for (const struct cps_json_value *part = v->first; part; part = part->next)
        n += count(record, part, sum);
    return n;
}

static uint64_t read_all(capias_str text, enum cps_json_form form)
{
    struct cps_input *in;
    struct cps_json_in *json;
    uint64_t sum = 0;
    uint32_t line = 0;
    if (cps_input_memory(text, "fuzz.json", &in, NULL) != CAPIAS_OK) return 0;
    if (cps_json_in_open(in, form, &json, NULL) == CAPIAS_OK) {
        for (size_t records = 0;; records++) {
            struct cps_json_record record;
            capias_error err = {0};
            capias_status status = cps_json_in_next(json, &record, &err);
            if (status == CAPIAS_OK && !record.value) break;
            if (status != CAPIAS_OK && status != CAPIAS_E_SYNTAX && status != CAPIAS_E_LIMIT) break;
            if (status != CAPIAS_OK && (!err.what[0] || !err.hint[0] || !err.line || !err.column))
                CPS_BUG("an error without words or place");
            uint32_t at = status == CAPIAS_OK ? record.line : err.line;
            if (at < line || records > text.n) CPS_BUG("lines go back or never end");
            line = at;
            if (status == CAPIAS_OK) sum += count(&record, record.value, &sum);
        }
        cps_json_in_close(json);
    }
    cps_input_close(in);
    return sum;
}

/* The bytes as they are, without what cps_input makes of packed files and byte order marks. */
static void against_twin(capias_str text)
{
    struct cps_input *in;
    struct cps_json_in *json;
    struct cps_json_record record = {0};
    capias_error err = {0};
    uint64_t sum = 0;
    size_t want = ref_json(text, CPS_JSON_DEPTH_MAX);
    if (cps_input_memory(text, "fuzz.json", &in, NULL) != CAPIAS_OK) return;
    if (cps_json_in_open(in, CPS_JSON_DOCUMENT, &json, NULL) == CAPIAS_OK) {
        capias_status status = cps_json_in_next(json, &record, &err);
        size_t got = record.value ? count(&record, record.value, &sum) : 0;
        if (status == CAPIAS_OK || status == CAPIAS_E_SYNTAX || status == CAPIAS_E_LIMIT)
            if (got != want) CPS_BUG("the twin thinks otherwise");
        cps_json_in_close(json);
    }
    cps_input_close(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    capias_str text = {(const char *)data, size};
    bool plain = size && (data[0] == '{' || data[0] == '[' || data[0] == ' ' || data[0] == '\n');
    uint64_t sum = read_all(text, CPS_JSON_LINES) + read_all(text, CPS_JSON_DOCUMENT);
    if (plain) against_twin(text);
    if (sum == 1) (void)fputs("", stdout); /* so that the reading is not optimised away */
    return 0;
}
