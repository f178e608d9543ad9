/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_csv.c: bytes as a CSV file. Every row's fields must be readable to their last byte, lines
 * must not go back, and reading must end. */
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_input *in;
    struct cps_csv *csv;
    if (cps_input_memory((capias_str){(const char *)data, size}, "fuzz.csv", &in, NULL) != CAPIAS_OK)
        return 0;
    if (cps_csv_open(in, ',', &csv, NULL) == CAPIAS_OK) {
        uint32_t line = 0;
        uint64_t sum = 0;
        for (size_t rows = 0;; rows++) {
            struct cps_csv_row row;
            capias_error err = {0};
            capias_status status = cps_csv_next(csv, &row, &err);
            if (status == CAPIAS_OK && row.n == 0) break;
            if (status != CAPIAS_OK && status != CAPIAS_E_SYNTAX && status != CAPIAS_E_LIMIT) break;
            uint32_t at = status == CAPIAS_OK ? row.line : err.line;
            if (at < line || rows > size + 1) CPS_BUG("rows go back or never end");
            line = at;
            for (size_t i = 0; i < row.n; i++)
                sum ^= cps_hash(row.fields[i].p, row.fields[i].n); /* touches every byte */
        }
        if (sum == 1) (void)fputs("", stdout); /* so that the reading is not optimised away */
        cps_csv_close(csv);
    }
    cps_input_close(in);
    return 0;
}
