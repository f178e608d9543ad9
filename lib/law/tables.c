/* SPDX-License-Identifier: Apache-2.0
 *
 * law/tables.c: cells by table and column, and the index by state.
 *
 * Idea  a question touches a few hundred rows of small tables. Columns are looked up by name once
 *       per question; memberships and territories are chained by state, as the map asks about all.
 */
#include <stdio.h>

#include "law/tables.h"

static const char *const table_names[] = {
#define T(table) #table,
    LAW_TABLES(T)
#undef T
};
static const struct {
    enum law_table table;
    const char *name;
} columns[] = {
#define C(table, column) {T_##table, #column},
    LAW_COLUMNS(C)
#undef C
};

static size_t slot_of(cps_state s)
{
    unsigned a = (unsigned)(s >> 8) - 'A', b = (unsigned)(s & 0xff) - 'A';
    return a < 26 && b < 26 ? a * 26 + b : SIZE_MAX;
}

static bool chain_rows(struct law *l, struct law_chain *chain, enum law_table t, enum law_column c)
{
    uint32_t n = law_rows(l, t);
    for (size_t i = 0; i < 26 * 26; i++) chain->first[i] = CPS_NONE;
    chain->next = CPS_TAKE(l->arena, uint32_t, n ? n : 1);
    if (!chain->next) return false;
    for (uint32_t row = n; row-- > 0;) { /* from the end, so that chains run in the order of rows */
        size_t slot = slot_of(law_state(l, c, row));
        if (slot == SIZE_MAX) continue;
        chain->next[row] = chain->first[slot];
        chain->first[slot] = row;
    }
    return true;
}

uint32_t law_chain_first(const struct law_chain *chain, cps_state s)
{
    size_t slot = slot_of(s);
    return slot == SIZE_MAX ? CPS_NONE : chain->first[slot];
}

capias_status law_open(struct law *l, law_find_table_fn *find, const void *from,
                       struct cps_arena *arena, capias_error *err)
{
    memset(l, 0, sizeof *l);
    l->arena = arena;
    l->failed = CPS_TAKE(arena, bool, 1);
    if (!l->failed) return cps_fail_memory(err);
    for (size_t t = 0; t < LAW_N_TABLES; t++) {
        l->table[t] = find(from, table_names[t]);
        l->source[t] = l->table[t] ? cps_table_column(l->table[t], "source") : -1;
        l->verified[t] = l->table[t] ? cps_table_column(l->table[t], "verified") : -1;
    }
    for (size_t c = 0; c < LAW_N_COLUMNS; c++) {
        const struct cps_table *t = l->table[columns[c].table];
        l->column[c] = t ? cps_table_column(t, columns[c].name) : -1;
    }
    if (!l->table[T_persons] || !l->table[T_measures]) {
        (void)cps_fail(err, CAPIAS_E_DATA, "the register holds no tables of the law");
        cps_hint(err, "use the built-in register, or build one without --no-builtin");
        return CAPIAS_E_DATA;
    }
    if (!chain_rows(l, &l->members, T_memberships, C_memberships_state) ||
        !chain_rows(l, &l->territories, T_territories, C_territories_territory_code))
        return cps_fail_memory(err);
    return CAPIAS_OK;
}

uint32_t law_rows(const struct law *l, enum law_table t)
{
    return l->table[t] ? cps_table_rows(l->table[t]) : 0;
}

capias_str law_cell(const struct law *l, enum law_column c, uint32_t row)
{
    const struct cps_table *t = l->table[columns[c].table];
    return t && l->column[c] >= 0 ? cps_table_cell(t, row, l->column[c]) : (capias_str){NULL, 0};
}

bool law_is(const struct law *l, enum law_column c, uint32_t row, const char *word)
{
    return cps_str_is(law_cell(l, c, row), word);
}

bool law_eq(const struct law *l, enum law_column c, uint32_t row, capias_str value)
{
    return cps_str_eq(law_cell(l, c, row), value);
}

bool law_empty(const struct law *l, enum law_column c, uint32_t row)
{
    return law_cell(l, c, row).n == 0;
}

bool law_has(const struct law *l, enum law_column c, uint32_t row, capias_str value)
{
    capias_str rest = law_cell(l, c, row), piece;
    while (rest.n && cps_str_split(&rest, ';', &piece))
        if (cps_str_eq(piece, value)) return true;
    return false;
}

bool law_date(const struct law *l, enum law_column c, uint32_t row, struct cps_span *out)
{
    const struct cps_table *t = l->table[columns[c].table];
    return t && l->column[c] >= 0 && cps_table_span(t, row, l->column[c], out);
}

/* The loader has checked the codes: packing is enough, and it is done for every row of a chain. */
cps_state law_state(const struct law *l, enum law_column c, uint32_t row)
{
    capias_str s = law_cell(l, c, row);
    if (s.n != 2) return 0;
    return (cps_state)((unsigned char)s.p[0] << 8 | (unsigned char)s.p[1]);
}

uint32_t law_next(const struct law *l, enum law_column c, capias_str value, uint32_t from)
{
    const struct cps_table *t = l->table[columns[c].table];
    return t ? cps_table_next(t, l->column[c], value, from) : CPS_NONE;
}

/* By hand, because an answer has one for every row it rests on. */
static capias_str run_together(const struct law *l, const capias_str *pieces, size_t n)
{
    size_t length = 0;
    for (size_t i = 0; i < n; i++) length += pieces[i].n;
    char *p = CPS_TAKE(l->arena, char, length + 1), *to = p;
    if (!p) {
        *l->failed = true;
        return (capias_str){NULL, 0};
    }
    for (size_t i = 0; i < n; i++) {
        if (pieces[i].n) memcpy(to, pieces[i].p, pieces[i].n);
        to += pieces[i].n;
    }
    return (capias_str){p, length};
}

capias_str law_source(const struct law *l, enum law_table t, uint32_t row)
{
    const struct cps_table *table = l->table[t];
    if (!table) return (capias_str){NULL, 0};
    capias_str text = cps_table_cell(table, row, l->source[t]);
    bool open = cps_str_is(cps_table_cell(table, row, l->verified[t]), "no");
    capias_str pieces[] = {text, text.n ? CPS_STR(" (") : CPS_STR("("),
                           cps_table_where(table, row, l->arena), CPS_STR(")"),
                           open ? CPS_STR(", not yet looked up") : CPS_STR("")};
    return run_together(l, pieces, sizeof pieces / sizeof *pieces);
}

/* ---- three values -------------------------------------------------------------------------- */

enum law_tri law_and(enum law_tri a, enum law_tri b)
{
    if (a == LAW_NO || b == LAW_NO) return LAW_NO;
    return a == LAW_YES && b == LAW_YES ? LAW_YES : LAW_MAYBE;
}

enum law_tri law_or(enum law_tri a, enum law_tri b)
{
    if (a == LAW_YES || b == LAW_YES) return LAW_YES;
    return a == LAW_NO && b == LAW_NO ? LAW_NO : LAW_MAYBE;
}

enum law_tri law_not(enum law_tri a)
{
    return a == LAW_MAYBE ? LAW_MAYBE : a == LAW_YES ? LAW_NO : LAW_YES;
}

enum law_tri law_begun(struct cps_span on, struct cps_span date)
{
    if (date.until - 1 <= on.from) return LAW_YES; /* even the latest day it may mean has come */
    return date.from >= on.until ? LAW_NO : LAW_MAYBE;
}

enum law_tri law_within(const struct law *l, struct cps_span on, enum law_column from,
                        enum law_column until, uint32_t row)
{
    struct cps_span date;
    enum law_tri in = LAW_YES;
    if (law_date(l, from, row, &date)) in = law_begun(on, date);
    if (law_date(l, until, row, &date)) in = law_and(in, law_not(law_begun(on, date)));
    return in;
}

enum law_tri law_known(const struct law *l, cps_day known, enum law_column c, uint32_t row)
{
    struct cps_span date;
    return law_date(l, c, row, &date) ? law_begun((struct cps_span){known, known + 1}, date)
                                      : LAW_YES;
}

capias_str law_spoken(const struct law *l, capias_str word)
{
    char *p = CPS_TAKE(l->arena, char, word.n + 1);
    if (!p) return word;
    for (size_t i = 0; i < word.n; i++) p[i] = word.p[i] == '_' ? ' ' : word.p[i];
    return (capias_str){p, word.n};
}

/* ---- lists --------------------------------------------------------------------------------- */

void law_say(const struct law *l, struct law_list *list, capias_str s)
{
    if (s.n == 0) return;
    for (size_t i = 0; i < list->n; i++)
        if (cps_str_eq(list->v[i], s)) return;
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 4;
        capias_str *v = CPS_TAKE(l->arena, capias_str, cap);
        if (!v) {
            *l->failed = true;
            return;
        }
        if (list->n) memcpy(v, list->v, list->n * sizeof *v);
        list->v = v;
        list->cap = cap;
    }
    list->v[list->n++] = s;
}

capias_str law_kept(const struct law *l, capias_str s)
{
    capias_str kept = cps_arena_copy(l->arena, s);
    if (!kept.p && s.n) *l->failed = true;
    return kept;
}

CPS_PRINTF(2, 0)
static capias_str formatted(const struct law *l, const char *format, va_list args)
{
    char text[1024]; /* longer is cut: cells that go in are a sentence or two */
    int n = vsnprintf(text, sizeof text, format, args);
    if (n <= 0) return (capias_str){NULL, 0};
    size_t length = (size_t)n;
    if (length >= sizeof text) { /* a cut may fall within a character */
        length = sizeof text - 1;
        size_t whole = cps_utf8_check((capias_str){text, length});
        if (whole < length) length = whole;
    }
    return law_kept(l, (capias_str){text, length});
}

capias_str law_text(const struct law *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    capias_str text = formatted(l, format, args);
    va_end(args);
    return text;
}

void law_sayf(const struct law *l, struct law_list *list, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    capias_str text = formatted(l, format, args);
    va_end(args);
    law_say(l, list, text);
}

capias_strs law_strs(const struct law_list *list)
{
    return (capias_strs){list->v, list->n};
}

capias_str law_joined(const struct law *l, const struct law_list *list)
{
    capias_str out = {NULL, 0};
    for (size_t i = 0; i < list->n; i++)
        out = out.n ? law_text(l, "%.*s; %.*s", CPS_FMT(out), CPS_FMT(list->v[i])) : list->v[i];
    return out;
}
