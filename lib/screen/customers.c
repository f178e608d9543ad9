/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/customers.c: the header of a customer file tells its columns, the rows follow. */
#include "screen/screen.h"

/* What people call the columns. Of two columns for one field the first in this table is taken, and
 * the other passes through. */
static const struct {
    const char *header;
    enum cps_customer_field field;
} headers[] = {
    {"id", CPS_CUSTOMER_ID},
    {"qid", CPS_CUSTOMER_ID},
    {"name", CPS_CUSTOMER_NAME},
    {"full_name", CPS_CUSTOMER_NAME},
    {"first_name", CPS_CUSTOMER_FIRST},
    {"given_name", CPS_CUSTOMER_FIRST},
    {"middle_name", CPS_CUSTOMER_MIDDLE},
    {"last_name", CPS_CUSTOMER_LAST},
    {"family_name", CPS_CUSTOMER_LAST},
    {"surname", CPS_CUSTOMER_LAST},
    {"schema", CPS_CUSTOMER_SCHEMA},
    {"birth_date", CPS_CUSTOMER_BIRTH},
    {"date_of_birth", CPS_CUSTOMER_BIRTH},
    {"dob", CPS_CUSTOMER_BIRTH},
    {"country", CPS_CUSTOMER_COUNTRY},
    {"nationality", CPS_CUSTOMER_COUNTRY},
    {"gender", CPS_CUSTOMER_GENDER},
    {"id_number", CPS_CUSTOMER_NUMBER},
};
#define HEADERS (sizeof headers / sizeof *headers)

#define ABSENT SIZE_MAX

struct cps_customers {
    struct cps_arena arena;
    struct cps_input *in;
    struct cps_csv *csv;
    size_t columns[CPS_CUSTOMER_FIELDS]; /* column of each field, or ABSENT                       */
    capias_str *others;
    size_t *other_columns;
    size_t n_others, n_columns;
    uint64_t rows;
};

/* "Full Name" and "full-name" are full_name. */
static bool is_header(capias_str cell, const char *header)
{
    cell = cps_str_trim(cell);
    if (cell.n != strlen(header)) return false;
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (c == ' ' || c == '-') c = '_';
        if (c != header[i]) return false;
    }
    return true;
}

static void find_columns(struct cps_customers *c, const struct cps_csv_row *row)
{
    for (size_t f = 0; f < CPS_CUSTOMER_FIELDS; f++) c->columns[f] = ABSENT;
    for (size_t h = 0; h < HEADERS; h++)
        for (size_t i = 0; i < row->n && c->columns[headers[h].field] == ABSENT; i++)
            if (is_header(row->fields[i], headers[h].header)) c->columns[headers[h].field] = i;
    /* A whole name is better than its parts, which then pass through. */
    if (c->columns[CPS_CUSTOMER_NAME] != ABSENT)
        c->columns[CPS_CUSTOMER_FIRST] = c->columns[CPS_CUSTOMER_MIDDLE] =
            c->columns[CPS_CUSTOMER_LAST] = ABSENT;
}

static bool is_ours(const struct cps_customers *c, size_t column)
{
    for (size_t f = 0; f < CPS_CUSTOMER_FIELDS; f++)
        if (c->columns[f] == column) return true;
    return false;
}

static capias_status read_header(struct cps_customers *c, const char *separators, capias_error *err)
{
    struct cps_csv_row row;
    CPS_TRY(cps_csv_next(c->csv, &row, err));
    find_columns(c, &row);
    if (c->columns[CPS_CUSTOMER_NAME] == ABSENT && c->columns[CPS_CUSTOMER_LAST] == ABSENT &&
        c->columns[CPS_CUSTOMER_NUMBER] == ABSENT) {
        (void)cps_fail_at(err, CAPIAS_E_SYNTAX, cps_input_name(c->in), 1, 0,
                          row.n ? "the first row names no column 'name' (nor 'full_name', 'last_name', "
                                  "'id_number')"
                                : "the file is empty");
        cps_hint(err, "name the columns in the first row, with one of %s between", separators);
        cps_excerpt(err, row.raw);
        return CAPIAS_E_SYNTAX;
    }
    c->n_columns = row.n;
    c->others = CPS_TAKE(&c->arena, capias_str, row.n);
    c->other_columns = CPS_TAKE(&c->arena, size_t, row.n);
    if (!c->others || !c->other_columns) return cps_fail_memory(err);
    for (size_t i = 0; i < row.n; i++) {
        if (is_ours(c, i)) continue;
        capias_str header = cps_str_trim(row.fields[i]);
        bool usable = header.n != 0;
        for (size_t k = 0; k < c->n_others; k++) usable = usable && !cps_str_eq(c->others[k], header);
        header = usable ? cps_arena_copy(&c->arena, header)
                        : cps_arena_printf(&c->arena, "column_%zu", i + 1);
        if (!header.p) return cps_fail_memory(err);
        c->others[c->n_others] = header;
        c->other_columns[c->n_others++] = i;
    }
    return CAPIAS_OK;
}

/* The separator at which most cells of the first line are headers of ours. */
static capias_status tell_separator(struct cps_input *in, char *out, capias_error *err)
{
    static const char separators[] = ",;\t|";
    capias_str head;
    size_t most = 0;
    CPS_TRY(cps_input_peek(in, 65536, &head, err));
    size_t end = cps_str_find(head, CPS_STR("\n"), 0);
    capias_str line = cps_str_sub(head, 0, end);
    *out = ',';
    for (const char *s = separators; *s; s++) {
        capias_str rest = line, cell;
        size_t known = 0;
        while (cps_str_split(&rest, *s, &cell)) {
            if (cell.n >= 2 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
                cell = cps_str_sub(cell, 1, cell.n - 1);
            for (size_t h = 0; h < HEADERS; h++) known += is_header(cell, headers[h].header);
        }
        if (known > most) most = known, *out = *s;
    }
    return CAPIAS_OK;
}

capias_status cps_customers_open(struct cps_input *in, struct cps_customers **out,
                                 capias_error *err)
{
    struct cps_arena arena;
    CPS_TRY(cps_input_text(in, err));
    cps_arena_init(&arena, 0);
    struct cps_customers *c = CPS_TAKE(&arena, struct cps_customers, 1);
    if (!c) return cps_fail_memory(err);
    c->arena = arena;
    c->in = in;
    char separator;
    capias_status status = tell_separator(in, &separator, err);
    if (status == CAPIAS_OK) status = cps_csv_open(in, separator, &c->csv, err);
    if (status == CAPIAS_OK) status = read_header(c, "comma, semicolon, tab or bar", err);
    if (status == CAPIAS_OK) *out = c;
    else cps_customers_close(c);
    return status;
}

void cps_customers_close(struct cps_customers *c)
{
    if (!c) return;
    cps_csv_close(c->csv);
    struct cps_arena arena = c->arena;
    cps_arena_release(&arena);
}

const capias_str *cps_customers_others(const struct cps_customers *c, size_t *n)
{
    *n = c->n_others;
    return c->others;
}

static capias_str cell_of(const struct cps_csv_row *row, size_t column)
{
    return column < row->n ? row->fields[column] : (capias_str){0};
}

/* A name in one column, or its parts in natural order. */
static capias_str join_name(const capias_str *fields, struct cps_arena *arena)
{
    if (fields[CPS_CUSTOMER_NAME].n) return fields[CPS_CUSTOMER_NAME];
    capias_str name = {0};
    for (size_t f = CPS_CUSTOMER_FIRST; f <= CPS_CUSTOMER_LAST; f++) {
        if (!fields[f].n) continue;
        name = name.n ? cps_arena_printf(arena, "%.*s %.*s", CPS_FMT(name), CPS_FMT(fields[f]))
                      : fields[f];
        if (!name.p) return (capias_str){0};
    }
    return name;
}

capias_status cps_customers_next(struct cps_customers *c, struct cps_arena *arena,
                                 struct cps_customer *out, bool *more, capias_error *err)
{
    struct cps_csv_row row;
    CPS_TRY(cps_csv_next(c->csv, &row, err));
    *out = (struct cps_customer){.line = row.line, .uneven = row.n != c->n_columns};
    *more = row.n != 0;
    if (!*more) return CAPIAS_OK;
    c->rows++;
    for (size_t f = 0; f < CPS_CUSTOMER_FIELDS; f++) {
        capias_str cell = cps_str_trim(cell_of(&row, c->columns[f]));
        out->fields[f] = cps_arena_copy(arena, cell);
        if (cell.n && !out->fields[f].p) return cps_fail_memory(err);
    }
    capias_str *others = CPS_TAKE(arena, capias_str, c->n_others);
    if (!others) return cps_fail_memory(err);
    for (size_t i = 0; i < c->n_others; i++) {
        capias_str cell = cell_of(&row, c->other_columns[i]);
        others[i] = cps_arena_copy(arena, cell);
        if (cell.n && !others[i].p) return cps_fail_memory(err);
    }
    out->others = others;
    out->name = join_name(out->fields, arena);
    out->id = out->fields[CPS_CUSTOMER_ID];
    if (!out->id.n) out->id = cps_arena_printf(arena, "%llu", (unsigned long long)c->rows);
    return out->id.p ? CAPIAS_OK : cps_fail_memory(err);
}
