/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/customers.h: a file of customers to be screened: a table whose header says what each column
 * is. It cuts the file into queries in the words they were written in; what the words mean (dates,
 * states) is asked later, row by row, so that one bad cell costs no row.
 */
#ifndef CPS_SCREEN_CUSTOMERS_H
#define CPS_SCREEN_CUSTOMERS_H

#include "base/base.h"

enum cps_customer_field {
    CPS_CUSTOMER_ID,
    CPS_CUSTOMER_NAME,
    CPS_CUSTOMER_FIRST,
    CPS_CUSTOMER_MIDDLE,
    CPS_CUSTOMER_LAST,
    CPS_CUSTOMER_SCHEMA,
    CPS_CUSTOMER_BIRTH,
    CPS_CUSTOMER_COUNTRY,
    CPS_CUSTOMER_GENDER,
    CPS_CUSTOMER_NUMBER,
    CPS_CUSTOMER_FIELDS
};

struct cps_customer {
    capias_str id;              /* without such a column, or where it is empty: the row's number   */
    capias_str name;            /* the parts joined by blanks where the file has parts             */
    capias_str fields[CPS_CUSTOMER_FIELDS]; /* trimmed; empty: not given                           */
    const capias_str *others;   /* cells of the columns that are not ours, as they stand           */
    uint32_t line;
    bool uneven;                /* more or fewer cells than the header has                         */
};

struct cps_customers;
/* The separator (comma, semicolon, tab, bar) is the one at which the header names a column with a
 * name. The input stays the caller's. E_SYNTAX: no such column. */
capias_status cps_customers_open(struct cps_input *in, struct cps_customers **out,
                                 capias_error *err);
/* The next row, its strings in `arena`; *more false at the end. E_SYNTAX and E_LIMIT are about one
 * row: the next call goes on behind it. Any other status ends the reading. */
capias_status cps_customers_next(struct cps_customers *c, struct cps_arena *arena,
                                 struct cps_customer *out, bool *more, capias_error *err);
/* Headers of the columns that are not ours. */
const capias_str *cps_customers_others(const struct cps_customers *c, size_t *n);
void cps_customers_close(struct cps_customers *c); /* NULL is fine */

#endif
