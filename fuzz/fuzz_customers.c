/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_customers.c: bytes as a customer file. Every cell must be readable to its last byte and
 * UTF-8, every row has an id, and reading must end. */
#include "screen/screen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct cps_customer *row, size_t n_others)
{
    if (!row->id.n) CPS_BUG("a row without an id");
    if (cps_utf8_check(row->name) != SIZE_MAX) CPS_BUG("a name that is not UTF-8");
    for (size_t f = 0; f < CPS_CUSTOMER_FIELDS; f++)
        if (cps_utf8_check(row->fields[f]) != SIZE_MAX) CPS_BUG("a cell that is not UTF-8");
    for (size_t i = 0; i < n_others; i++)
        if (cps_utf8_check(row->others[i]) != SIZE_MAX) CPS_BUG("a cell that is not UTF-8");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_input *in;
    struct cps_customers *c;
    struct cps_arena arena;
    if (cps_input_memory((capias_str){(const char *)data, size}, "fuzz.csv", &in, NULL) != CAPIAS_OK)
        return 0;
    cps_arena_init(&arena, (size_t)64 << 20);
    if (cps_customers_open(in, &c, NULL) == CAPIAS_OK) {
        size_t n_others;
        bool more = true;
        (void)cps_customers_others(c, &n_others);
        for (size_t rows = 0; more; rows++) {
            struct cps_customer row;
            cps_arena_reset(&arena);
            capias_status status = cps_customers_next(c, &arena, &row, &more, NULL);
            if (status == CAPIAS_OK && more) check(&row, n_others);
            else if (status != CAPIAS_OK && status != CAPIAS_E_SYNTAX && status != CAPIAS_E_LIMIT) break;
            if (rows > size + 1) CPS_BUG("rows never end");
        }
        cps_customers_close(c);
    }
    cps_arena_release(&arena);
    cps_input_close(in);
    return 0;
}
