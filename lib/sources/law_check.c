/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/law_check.c: what data/law/tables.csv demands of the tables. A row with a fault is
 * rejected with its file and line; so are, in turn, the rows that refer to it, and all others
 * stay. */
#include "sources/law_csv.h"

/* ---- one row --------------------------------------------------------------------------------- */

static bool is_code(const char *codes, capias_str value)
{
    capias_str rest = cps_str(codes), code;
    while (cps_str_split(&rest, ';', &code))
        if (cps_str_eq(code, value)) return true;
    return false;
}

static bool is_number(capias_str s)
{
    size_t digits = 0, points = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') digits++;
        else if (s.p[i] == '.') points++;
        else if (s.p[i] != '-' || i) return false;
    }
    return digits && points < 2;
}

/* What is wrong with one value: NULL when nothing is. */
static const char *value_fault(const struct cps_column *c, capias_str value)
{
    struct cps_span span;
    switch (c->type) {
    case CPS_CELL_DATE:
        return cps_date_parse(value, &span) ? NULL : "is not a date (YYYY, YYYY-MM or YYYY-MM-DD)";
    case CPS_CELL_STATE:
    case CPS_CELL_STATES: {
        bool upper = value.n == 2 && value.p[0] <= 'Z' && value.p[1] <= 'Z';
        return upper && cps_state_code(value) ? NULL : "is no state's code (ISO 3166-1 alpha-2)";
    }
    case CPS_CELL_CODE:
    case CPS_CELL_CODES: return is_code(c->codes, value) ? NULL : "is not one of the codes";
    case CPS_CELL_NUMBER: return is_number(value) ? NULL : "is not a number";
    case CPS_CELL_TEXT:
    case CPS_CELL_ID:
    case CPS_CELL_REF:
    case CPS_CELL_REFS:
    case CPS_CELL_SOURCE: break;
    }
    return NULL;
}

static bool check_cell(struct cps_import *import, uint32_t file, const struct cps_column *c,
                       capias_str cell, uint32_t line)
{
    bool several =
        c->type == CPS_CELL_STATES || c->type == CPS_CELL_CODES || c->type == CPS_CELL_REFS;
    if (!cell.n && c->required) {
        cps_reject(import, file, line, "this row is left out: fill it in", "%s is empty", c->name);
        return false;
    }
    capias_str rest = cell, value = cell;
    while (cell.n && (several ? cps_str_split(&rest, ';', &value) : rest.n > 0)) {
        const char *fault = value_fault(c, value);
        if (fault) {
            char hint[160];
            (void)snprintf(hint, sizeof hint, "this row is left out%s%.100s",
                           c->codes ? ": codes are " : "", c->codes ? c->codes : "");
            cps_reject(import, file, line, hint, "%s '%.*s' %s", c->name, CPS_SHOWN(value), fault);
            return false;
        }
        if (!several) break;
    }
    return true;
}

/* Two columns of dates: the left may not lie wholly after the right. */
static bool in_order(struct cps_import *import, uint32_t file, const struct cps_table_schema *t,
                     const capias_str *cells, capias_str left, capias_str right, uint32_t line)
{
    struct cps_span a, b;
    size_t l = cps_law_column(t, left), r = cps_law_column(t, right);
    if (l == SIZE_MAX || r == SIZE_MAX) return true;
    if (!cps_date_parse(cells[l], &a) || !cps_date_parse(cells[r], &b) || a.from < b.until)
        return true;
    cps_reject(import, file, line, "this row is left out: which of the two is wrong?",
               "%.*s %.*s comes after %.*s %.*s", CPS_FMT(left), CPS_FMT(cells[l]), CPS_FMT(right),
               CPS_FMT(cells[r]));
    return false;
}

bool cps_law_check_row(struct cps_import *import, uint32_t file, const struct cps_table_schema *t,
                       const capias_str *cells, uint32_t line)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!check_cell(import, file, &t->columns[i], cells[i], line)) return false;
    capias_str rest = cps_str(t->order), pair, left;
    while (cps_str_split(&rest, ';', &pair))
        if (cps_str_split(&pair, '<', &left) && !in_order(import, file, t, cells, left, pair, line))
            return false;
    rest = cps_str(t->interval);
    if (cps_str_split(&rest, '|', &pair) && cps_str_split(&rest, '|', &left))
        return in_order(import, file, t, cells, left, rest, line);
    return true;
}

/* ---- rows of one table ----------------------------------------------------------------------- */

/* The cells of some columns as one string; empty on exhaustion. */
static capias_str key_of(struct cps_import *import, const struct cps_table_schema *t,
                         const struct cps_law_row *row, capias_str columns)
{
    capias_str parts[16], name;
    size_t n = 0;
    while (n < 16 && cps_str_split(&columns, ';', &name)) {
        size_t c = cps_law_column(t, name);
        parts[n++] = c == SIZE_MAX || !row->cells[c].n ? CPS_STR("-") : row->cells[c];
    }
    return cps_join(import, "\x1f", parts, n);
}

static bool same_row(const struct cps_table_schema *t, const struct cps_law_row *a,
                     const struct cps_law_row *b)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!cps_str_eq(a->cells[i], b->cells[i])) return false;
    return true;
}

/* No two rows may share these columns; of two that do, the later is rejected. */
static capias_status check_unique(struct cps_law *law, struct cps_law_table *t, capias_str columns,
                                  capias_error *err)
{
    struct cps_intern keys;
    CPS_VEC(uint32_t) first = {0};
    capias_status status = CAPIAS_OK;
    cps_intern_init(&keys);
    for (size_t i = 0; i < t->rows.n && status == CAPIAS_OK; i++) {
        struct cps_law_row *row = &t->rows.v[i];
        if (row->rejected) continue;
        cps_import_record(law->import);
        uint32_t n = cps_intern_add(&keys, key_of(law->import, t->schema, row, columns));
        if (law->import->out_of_memory || n == CPS_NONE ||
            (n == first.n && !CPS_PUSH(&first, (uint32_t)i))) {
            status = cps_fail_memory(err);
        } else if (first.v[n] != i) {
            const struct cps_law_row *twin = &t->rows.v[first.v[n]];
            bool same = same_row(t->schema, twin, row);
            row->rejected = true;
            cps_reject(law->import, t->file, row->line,
                       same ? "this row is left out"
                            : "this row is left out: which of the two is right?",
                       "%s line %u: both have the same %.*s", same ? "repeats" : "contradicts",
                       twin->line, CPS_SHOWN(columns));
        }
    }
    CPS_VEC_RELEASE(&first);
    cps_intern_release(&keys);
    return status;
}

struct interval {
    capias_str key;
    cps_day from, until;
    uint32_t row;
};

static int by_key_then_from(const void *a, const void *b)
{
    const struct interval *x = a, *y = b;
    int c = cps_str_cmp(x->key, y->key);
    if (c) return c;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static void reject_overlaps(struct cps_law *law, struct cps_law_table *t, const struct interval *v,
                            size_t n)
{
    size_t last = 0; /* the interval that reaches furthest among those kept */
    for (size_t i = 1; i < n; i++) {
        bool same = cps_str_eq(v[i].key, v[last].key);
        if (!same || v[i].from >= v[last].until) {
            last = i;
            continue;
        }
        size_t later = v[i].row > v[last].row ? i : last, earlier = later == i ? last : i;
        struct cps_law_row *row = &t->rows.v[v[later].row];
        row->rejected = true;
        cps_reject(law->import, t->file, row->line,
                   "this row is left out: end the earlier interval",
                   "its interval overlaps that of line %u, which has the same key",
                   t->rows.v[v[earlier].row].line);
        if (later == last) last = i;
    }
}

static capias_status check_intervals(struct cps_law *law, struct cps_law_table *t,
                                     capias_error *err)
{
    capias_str rest = cps_str(t->schema->interval), columns, from;
    if (!cps_str_split(&rest, '|', &columns) || !cps_str_split(&rest, '|', &from)) return CAPIAS_OK;
    size_t f = cps_law_column(t->schema, from), u = cps_law_column(t->schema, rest);
    if (f == SIZE_MAX || u == SIZE_MAX) return CAPIAS_OK;
    CPS_VEC(struct interval) all = {0};
    cps_import_record(law->import);
    capias_status status = CAPIAS_OK;
    for (size_t i = 0; i < t->rows.n && status == CAPIAS_OK; i++) {
        const struct cps_law_row *row = &t->rows.v[i];
        struct cps_span span;
        if (row->rejected) continue;
        struct interval one = {.from = CPS_DAY_MIN, .until = CPS_DAY_MAX, .row = (uint32_t)i};
        one.key = key_of(law->import, t->schema, row, columns);
        if (cps_date_parse(row->cells[f], &span)) one.from = span.from;
        if (cps_date_parse(row->cells[u], &span)) one.until = span.from;
        if (!one.key.p || !CPS_PUSH(&all, one)) status = cps_fail_memory(err);
    }
    if (status == CAPIAS_OK && all.n) {
        if (all.n) qsort(all.v, all.n, sizeof *all.v, by_key_then_from);
        reject_overlaps(law, t, all.v, all.n);
    }
    CPS_VEC_RELEASE(&all);
    return status;
}

/* ---- between tables -------------------------------------------------------------------------- */

/* The live values of a column. */
static capias_status column_values(const struct cps_law_table *t, capias_str column,
                                   struct cps_intern *set, capias_error *err)
{
    size_t c = cps_law_column(t->schema, column);
    for (size_t i = 0; c != SIZE_MAX && i < t->rows.n; i++)
        if (!t->rows.v[i].rejected && cps_intern_add(set, t->rows.v[i].cells[c]) == CPS_NONE)
            return cps_fail_memory(err);
    return CAPIAS_OK;
}

/* One column of references. *changed when a row was rejected. */
static capias_status check_references(struct cps_law *law, struct cps_law_table *t, size_t column,
                                      bool first_round, bool *changed, capias_error *err)
{
    const struct cps_column *c = &t->schema->columns[column];
    capias_str key = cps_str(c->refers_to), name;
    (void)cps_str_split(&key, '.', &name);
    char target_name[64];
    (void)snprintf(target_name, sizeof target_name, "%.*s", CPS_FMT(name));
    const struct cps_law_table *target = cps_law_table(law, target_name);
    if (!target) {
        if (first_round)
            cps_warn(law->import, t->file, 1, "give that table as well",
                     "%s refers to table %s, which is not among the files: not checked", c->name,
                     target_name);
        return CAPIAS_OK;
    }
    struct cps_intern values;
    cps_intern_init(&values);
    capias_status status = column_values(target, key, &values, err);
    for (size_t i = 0; i < t->rows.n && status == CAPIAS_OK; i++) {
        struct cps_law_row *row = &t->rows.v[i];
        capias_str rest = row->cells[column], value = rest;
        while (!row->rejected && rest.n &&
               (c->type == CPS_CELL_REF || cps_str_split(&rest, ';', &value))) {
            if (cps_intern_find(&values, value) == CPS_NONE) {
                row->rejected = *changed = true;
                cps_reject(law->import, t->file, row->line,
                           "this row is left out: mend the reference, or the row it means",
                           "%s '%.*s' is not in table %s, or was rejected there", c->name,
                           CPS_SHOWN(value), target_name);
            }
            if (c->type == CPS_CELL_REF) break;
        }
    }
    cps_intern_release(&values);
    return status;
}

capias_status cps_law_check_tables(struct cps_law *law, capias_error *err)
{
    for (size_t i = 0; i < law->n; i++) {
        struct cps_law_table *t = &law->tables[i];
        if (!t->schema) continue;
        for (size_t c = 0; c < t->schema->n_columns; c++)
            if (t->schema->columns[c].type == CPS_CELL_ID)
                CPS_TRY(check_unique(law, t, cps_str(t->schema->columns[c].name), err));
        if (t->schema->key) CPS_TRY(check_unique(law, t, cps_str(t->schema->key), err));
        CPS_TRY(check_intervals(law, t, err));
    }
    /* A rejected row takes those along that refer to it: until none is rejected any more. */
    bool changed = true;
    for (bool first = true; changed; first = false) {
        changed = false;
        for (size_t i = 0; i < law->n; i++) {
            struct cps_law_table *t = &law->tables[i];
            for (size_t c = 0; t->schema && c < t->schema->n_columns; c++)
                if (t->schema->columns[c].refers_to)
                    CPS_TRY(check_references(law, t, c, first, &changed, err));
        }
    }
    return CAPIAS_OK;
}
