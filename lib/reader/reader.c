/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/reader.c: the passes one after the other, and what comes out of them.
 *
 * In    text, the report's day.      Out   mentions by start, longer first; claims in text order.
 * Invariant  a mention's `text` is the slice [start, end) of the text, and [start_char, end_char)
 * are the same place counted in code points; mentions overlap only where one is nested.
 */
#include "reader/page.h"

static const char *kind_name(uint8_t kind)
{
    static const char *const names[] = {
        [CPS_FIND_STATE] = "state",      [CPS_FIND_CITY] = "city",
        [CPS_FIND_REGION] = "region",    [CPS_FIND_COURT] = "court",
        [CPS_FIND_TREATY] = "treaty",    [CPS_FIND_ORGANISATION] = "organisation",
        [CPS_FIND_EVENT] = "event",      [CPS_FIND_PERSON] = "person",
        [CPS_FIND_VESSEL] = "vessel",    [CPS_FIND_DATE] = "date",
        [CPS_FIND_QUANTITY] = "quantity"};
    return kind < CPS_FIND_KINDS ? names[kind] : "";
}

static int by_start(const void *x, const void *y)
{
    const capias_mention *a = x, *b = y;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    return a->kind.p < b->kind.p ? -1 : a->kind.p > b->kind.p;
}

/* Code points before each mention's bytes: one walk for the starts, in order, and a short one for
 * each mention. A byte that is not UTF-8 counts as one, as cps_utf8_next has it. */
static void count_chars(capias_str text, capias_mention *m, size_t n)
{
    size_t at = 0;
    uint64_t chars = 0;
    for (size_t i = 0; i < n; i++) {
        while (at < m[i].start) {
            cps_utf8_next(text, &at);
            chars++;
        }
        m[i].start_char = chars;
        m[i].end_char = chars + cps_utf8_count(m[i].text);
    }
}

static capias_status mentions_of(struct cps_page *p, capias_reading *out, capias_error *err)
{
    if (p->finds.n == 0) return CAPIAS_OK;
    capias_mention *m = CPS_TAKE(p->arena, capias_mention, p->finds.n);
    size_t n = 0;
    if (m == NULL) return cps_fail_memory(err);
    for (size_t i = 0; i < p->finds.n; i++) {
        const struct cps_find *f = &p->finds.v[i];
        if (f->dropped || f->first >= f->until) continue;
        uint32_t last = f->until - 1;
        uint32_t start = f->end != 0 ? f->start : p->words[f->first].start;
        uint32_t end = f->end != 0 ? f->end : p->words[f->until - 1].end;
        /* the full stop of "U.S." is part of it */
        if (f->until - f->first > 1 && p->words[last].end - p->words[last].start == 1 &&
            f->end == 0 && p->words[f->first].end - p->words[f->first].start == 1 &&
            end < p->text.n && p->text.p[end] == '.')
            end++;
        capias_mention *one = &m[n++];
        *one = (capias_mention){.text = cps_str_sub(p->text, start, end),
                                .start = start,
                                .end = end,
                                .kind = cps_str(kind_name(f->kind)),
                                .id = f->id,
                                .canonical = f->canonical,
                                .score = f->score / 10000.0};
        CPS_TRY(cps_find_why(p, f, start, &one->why, err));
    }
    if (n) qsort(m, n, sizeof *m, by_start);
    count_chars(p->text, m, n);
    out->mentions = m;
    out->n_mentions = n;
    return CAPIAS_OK;
}

static capias_status read_page(struct cps_page *p, capias_reading *out, capias_error *err)
{
    CPS_TRY(cps_page_cut(p, err));
    if (p->n == 0) return CAPIAS_OK;
    CPS_TRY(cps_reader_lookup(p, err));
    CPS_TRY(cps_reader_garbled(p, err));
    CPS_TRY(cps_reader_people(p, err));
    CPS_TRY(cps_reader_organisations(p, err));
    CPS_TRY(cps_reader_dates(p, err));
    CPS_TRY(cps_reader_quantities(p, err));
    CPS_TRY(cps_reader_claims_of(p, out, err));
    return mentions_of(p, out, err);
}

capias_status cps_reader_read(const capias_register *reg, capias_str text, struct cps_span date,
                              struct cps_arena *arena, capias_reading *out, capias_error *err)
{
    memset(out, 0, sizeof *out);
    if (text.n > CPS_READER_TEXT_MAX) {
        (void)cps_fail(err, CAPIAS_E_LIMIT, "the text has %zu bytes; %u are read at once", text.n,
                       CPS_READER_TEXT_MAX);
        cps_hint(err, "cut it into articles");
        return CAPIAS_E_LIMIT;
    }
    struct cps_page page = {.reg = reg, .arena = arena, .text = text, .date = date};
    cps_arena_init(&page.scratch, 0);
    capias_status status = read_page(&page, out, err);
    cps_arena_release(&page.scratch);
    CPS_VEC_RELEASE(&page.cut);
    CPS_VEC_RELEASE(&page.finds);
    CPS_VEC_RELEASE(&page.states);
    CPS_VEC_RELEASE(&page.full);
    if (status != CAPIAS_OK) memset(out, 0, sizeof *out);
    return status;
}
