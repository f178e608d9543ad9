/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/spans.c: what needs no register: organisations by their nouns, dates, quantities.
 *
 * In    a page after the people.      Out   finds of kind organisation, date, quantity.
 * An organisation is a run of capitalised words that ends in one of its nouns ("Mongolian People's
 * Party") or goes on from one with "of" ("National Security Council of Mongolia"). States inside it
 * belong to its name and are no mentions of their own; cities inside it are, nested.
 */
#include "reader/page.h"

#define RUN_MAX 8

static bool is_capital(const struct cps_page *p, uint32_t i)
{
    return cps_word_cased(&p->words[i]) && (p->words[i].flags & CPS_TEXT_CAPITAL);
}

/* ---- organisations --------------------------------------------------------------------------- */

/* Words of a name: capitals, the "s" of a genitive, and places that are part of it. */
static bool carries(const struct cps_page *p, uint32_t i)
{
    const struct cps_word_at *w = &p->words[i];
    if (w->find != CPS_NONE && p->finds.v[w->find].kind > CPS_FIND_REGION) return false;
    if (cps_str_is(w->folded, "s") && (w->flags & CPS_TEXT_APOSTROPHE)) return true;
    if (!is_capital(p, i)) return false;
    const struct cps_cue *c = cps_page_cue(p, i, CPS_CUE_TITLE); /* "Justice", "General" are both */
    return !cps_page_is(p, i, CPS_CUE_TITLE) || (c != NULL && strcmp(c->value, "capital") == 0);
}

static uint32_t with_its_place(const struct cps_page *p, uint32_t until)
{
    if (until + 1 >= p->n || !cps_str_is(p->words[until].folded, "of") || !p->words[until].adjoins)
        return until;
    uint32_t at = until + 1;
    if (cps_str_is(p->words[at].folded, "the") && at + 1 < p->n) at++;
    uint32_t find = p->words[at].find;
    if (find == CPS_NONE || p->finds.v[find].first != at || p->finds.v[find].kind > CPS_FIND_REGION)
        return until;
    return p->finds.v[find].until;
}

/* Places inside the name: states are dropped, cities are kept as nested finds. */
static void take_in(struct cps_page *p, uint32_t first, uint32_t until)
{
    for (uint32_t i = first; i < until; i++) {
        if (p->words[i].find == CPS_NONE) continue;
        struct cps_find *f = &p->finds.v[p->words[i].find];
        if (f->kind == CPS_FIND_CITY && i == first) f->nested = 1;
        else f->dropped = 1;
    }
}

/* "the Mongolian government", "the Japanese army" */
static capias_status bodies_of_states(struct cps_page *p, capias_error *err)
{
    for (uint32_t i = 0; i + 1 < p->n; i++) {
        const struct cps_cue *c = cps_page_cue(p, i, CPS_CUE_DEMONYM);
        uint32_t at = c != NULL ? i + c->n : 0;
        const struct cps_cue *body = at > 0 && at < p->n ? cps_page_cue(p, at, CPS_CUE_BODY) : NULL;
        if (body == NULL || !p->words[at].adjoins || !cps_page_free(p, i, at + body->n)) continue;
        struct cps_find f = {.first = i,
                             .until = at + body->n,
                             .kind = CPS_FIND_ORGANISATION,
                             .score = 7000,
                             .canonical = cps_page_slice(p, i, at + body->n),
                             .by = CPS_BY_NOUN,
                             .cluster = CPS_NONE};
        CPS_TRY(cps_page_find(p, &f, err));
    }
    return CAPIAS_OK;
}

capias_status cps_reader_organisations(struct cps_page *p, capias_error *err)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (!carries(p, i) || p->words[i].title_case) continue;
        uint32_t until = i + 1, noun = 0;
        if (cps_page_is(p, i, CPS_CUE_ORG)) noun = until;
        while (until < p->n && until < i + RUN_MAX && p->words[until].adjoins &&
               carries(p, until)) {
            until++;
            if (cps_page_is(p, until - 1, CPS_CUE_ORG)) noun = until;
        }
        uint32_t first = i, last = i;
        i = until - 1;
        while (first < noun && p->words[first].ordinary && !cps_page_is(p, first, CPS_CUE_ORG) &&
               ((p->words[first].flags & CPS_TEXT_SENTENCE) || cps_page_is(p, first, CPS_CUE_STOP)))
            first++; /* "But Parliament", "Le Parlement" */
        for (uint32_t k = first; k < noun; k++) last = p->words[k].find == CPS_NONE ? k : last;
        if (noun == 0 || noun - first < 2 || last < first) continue;
        uint32_t end = with_its_place(p, noun);
        take_in(p, first, end);
        struct cps_find f = {.first = first,
                             .until = end,
                             .kind = CPS_FIND_ORGANISATION,
                             .score = 7000,
                             .canonical = cps_page_slice(p, first, end),
                             .by = CPS_BY_NOUN,
                             .cluster = CPS_NONE};
        CPS_TRY(cps_page_find(p, &f, err));
        i = end > i ? end - 1 : i;
    }
    return bodies_of_states(p, err);
}

/* ---- dates ----------------------------------------------------------------------------------- */

static bool number(const struct cps_page *p, uint32_t i, uint64_t least, uint64_t most, int *out)
{
    uint64_t v;
    if (i >= p->n || !(p->words[i].flags & CPS_TEXT_DIGITS) || p->words[i].find != CPS_NONE ||
        !cps_str_u64(p->words[i].folded, &v) || v < least || v > most)
        return false;
    *out = (int)v;
    return true;
}

static bool year(const struct cps_page *p, uint32_t i, int *out)
{
    return i < p->n && p->words[i].folded.n == 4 && number(p, i, 1800, 2100, out);
}

/* "1st", "22nd", "3" */
static bool day(const struct cps_page *p, uint32_t i, int *out)
{
    if (i >= p->n) return false;
    capias_str s = p->words[i].folded;
    if (s.n >= 3 && (cps_str_ends(s, CPS_STR("st")) || cps_str_ends(s, CPS_STR("nd")) ||
                     cps_str_ends(s, CPS_STR("rd")) || cps_str_ends(s, CPS_STR("th")))) {
        uint64_t v;
        s.n -= 2;
        if (!cps_str_u64(s, &v) || v < 1 || v > 31) return false;
        *out = (int)v;
        return true;
    }
    return s.n <= 2 && number(p, i, 1, 31, out);
}

static bool beside(const struct cps_page *p, uint32_t i)
{
    return i < p->n && !(p->words[i].flags & CPS_TEXT_SENTENCE) &&
           p->words[i].start - p->words[i - 1].end <= 4;
}

static capias_status put_date(struct cps_page *p, uint32_t first, uint32_t until,
                              struct cps_span span, uint32_t score, capias_error *err)
{
    char text[24];
    struct cps_find f = {.first = first,
                         .until = until,
                         .kind = CPS_FIND_DATE,
                         .score = score,
                         .by = CPS_BY_PATTERN,
                         .cluster = CPS_NONE};
    if (!cps_page_free(p, first, until)) return CAPIAS_OK;
    f.canonical = span.from == span.until ? cps_page_slice(p, first, until)
                                          : cps_arena_copy(p->arena, cps_date_format(span, text));
    return cps_page_find(p, &f, err);
}

static struct cps_span month_span(int y, int m)
{
    struct cps_span s = {0, 0};
    while (m > 12) m -= 12, y++;
    while (m < 1) m += 12, y--;
    if (!cps_day_make(y, m, 1, &s.from) ||
        !cps_day_make(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1, &s.until))
        return (struct cps_span){0, 0};
    return s;
}

static struct cps_span day_span(cps_day d)
{
    return (struct cps_span){d, d + 1};
}

static void today(const struct cps_page *p, int *y, int *m, int *d)
{
    cps_day_split(p->date.from, y, m, d);
}

static bool dated(const struct cps_page *p)
{
    return p->date.until > p->date.from;
}

/* "2025. április 3", "2024 novemberében" */
static capias_status year_first(struct cps_page *p, uint32_t first, uint32_t until, int y, int m,
                                int d, capias_error *err)
{
    struct cps_span span = month_span(y, m);
    cps_day exact;
    if (d > 0 && cps_day_make(y, m, d, &exact)) span = day_span(exact);
    return put_date(p, first, until, span, 9500, err);
}

/* The number at word *i, right before the sign for years, months or days; *i moves behind both. */
static bool counted(const struct cps_page *p, uint32_t *i, char part, int least, int most, int *out)
{
    const struct cps_cue *c = *i + 1 < p->n ? cps_page_cue(p, *i + 1, CPS_CUE_DATEPART) : NULL;
    if (c == NULL || c->value[0] != part || p->words[*i + 1].start != p->words[*i].end ||
        !number(p, *i, (uint64_t)least, (uint64_t)most, out))
        return false;
    *i += 2;
    return true;
}

/* "2024年9月2日", "9月2日", "2024年" */
static capias_status counted_date(struct cps_page *p, uint32_t i, capias_error *err)
{
    int y = 0, m = 0, d = 0, tm, td;
    uint32_t at = i;
    struct cps_span span = {0, 0};
    cps_day exact;
    bool has_year = counted(p, &at, 'y', 1800, 2100, &y);
    bool has_month = counted(p, &at, 'm', 1, 12, &m);
    if (!has_month && !has_year) return CAPIAS_OK;
    bool has_day = has_month && counted(p, &at, 'd', 1, 31, &d);
    if (!has_year && !has_day) return CAPIAS_OK; /* a span of months */
    if (!has_year && dated(p)) {
        today(p, &y, &tm, &td);
        y -= m > tm + 6;
        has_year = true;
    }
    if (has_year && has_day && cps_day_make(y, m, d, &exact)) span = day_span(exact);
    else if (has_year && has_month) span = month_span(y, m);
    else if (has_year &&
             (!cps_day_make(y, 1, 1, &span.from) || !cps_day_make(y + 1, 1, 1, &span.until)))
        span = (struct cps_span){0, 0};
    return put_date(p, i, at, span, 9500, err);
}

/* A month's name at word i: with a day before or behind it, and a year; or "August of this year".
 */
static capias_status month_date(struct cps_page *p, uint32_t i, int m, capias_error *err)
{
    uint32_t first = i, until = i + 1;
    int y = 0, d = 0, ty, tm, td;
    bool has_day = false;
    if (i > 0 && beside(p, i) && day(p, i - 1, &d)) has_day = true, first--;
    else if (i > 1 && cps_page_is(p, i - 1, CPS_CUE_PARTICLE) && day(p, i - 2, &d))
        has_day = true, first -= 2;
    else if (beside(p, until) && p->words[until].folded.n <= 4 && day(p, until, &d))
        has_day = true, until++;
    if (first > 0 && beside(p, first) && year(p, first - 1, &y))
        return year_first(p, first - 1, until, y, m, has_day ? d : 0, err);
    uint32_t at = until;
    if (at + 1 < p->n &&
        (cps_page_is(p, at, CPS_CUE_PARTICLE) || cps_str_is(p->words[at].folded, "of")))
        at++;
    bool has_year = beside(p, at) && year(p, at, &y);
    const struct cps_cue *relative = has_year ? NULL : cps_page_cue(p, at, CPS_CUE_RELATIVE);
    if (relative != NULL && relative->value[0] == 'y' && dated(p)) {
        today(p, &y, &tm, &td);
        y += relative->value[1] == '-' ? -1 : relative->value[1] == '+' ? 1 : 0;
        until = at + relative->n;
        has_year = true;
    } else if (has_year) {
        until = at + 1;
    }
    if (!has_year && !has_day)
        return CAPIAS_OK;        /* "May", "March" alone are too often something else */
    if (!has_year && dated(p)) { /* the nearest one that is not far ahead */
        today(p, &ty, &tm, &td);
        y = m > tm + 6 ? ty - 1 : ty;
        has_year = true;
    }
    struct cps_span span = {0, 0};
    cps_day exact;
    if (has_year && has_day && cps_day_make(y, m, d, &exact)) span = day_span(exact);
    else if (has_year) span = month_span(y, m);
    return put_date(p, first, until, span, 9500, err);
}

/* The sentence says what will be. */
static bool of_the_future(const struct cps_page *p, uint32_t i)
{
    uint32_t s = p->words[i].sentence;
    for (uint32_t k = p->sentences[s]; k < p->sentences[s + 1]; k++) {
        const struct cps_cue *c = cps_page_cue(p, k, CPS_CUE_MODAL);
        if (c != NULL && strcmp(c->value, "future") == 0) return true;
    }
    return false;
}

static capias_status weekday_date(struct cps_page *p, uint32_t i, uint32_t n, int wanted,
                                  capias_error *err)
{
    struct cps_span span = {0, 0};
    uint32_t first = i > 0 && cps_str_is(p->words[i - 1].folded, "on") ? i - 1 : i;
    if (dated(p)) { /* the last one, the report's own day among them */
        cps_day d = p->date.until - 1;
        int now = (int)(((d + 3) % 7 + 7) % 7) + 1; /* 1970-01-01 was a Thursday */
        bool next = (i > 0 && cps_str_is(p->words[i - 1].folded, "next")) || of_the_future(p, i);
        int back = (now - wanted + 7) % 7;
        span = day_span(next ? d + (7 - back) : d - back);
    }
    return put_date(p, first, i + n, span, 8000, err);
}

static capias_status relative_date(struct cps_page *p, uint32_t i, const struct cps_cue *c,
                                   capias_error *err)
{
    struct cps_span span = {0, 0};
    int y, m, d, by = c->value[1] == '-' ? -1 : c->value[1] == '+' ? 1 : 0;
    if (dated(p)) {
        today(p, &y, &m, &d);
        cps_day day = p->date.until - 1;
        switch (c->value[0]) {
        case 'y':
            if (cps_day_make(y + by, 1, 1, &span.from))
                (void)cps_day_make(y + by + 1, 1, 1, &span.until);
            break;
        case 'm':
            span = month_span(y, m + by);
            break;
        case 'd':
            span = day_span(day + by);
            break;
        default: /* a week, from its Monday */
            span.from = day - (cps_day)(((day + 3) % 7 + 7) % 7) + 7 * by;
            span.until = span.from + 7;
        }
    }
    return put_date(p, i, i + c->n, span, 8000, err);
}

static capias_status plain_date(struct cps_page *p, uint32_t i, capias_error *err)
{
    int y, m, d;
    struct cps_span span;
    cps_day exact;
    if (!year(p, i, &y)) return CAPIAS_OK;
    if (i + 2 < p->n && number(p, i + 1, 1, 12, &m) && number(p, i + 2, 1, 31, &d) &&
        (p->words[i + 1].flags & p->words[i + 2].flags & CPS_TEXT_AFTER_HYPHEN) &&
        cps_day_make(y, m, d, &exact))
        return put_date(p, i, i + 3, day_span(exact), 9900, err);
    bool measured = i + 1 < p->n && p->words[i + 1].adjoins &&
                    (cps_page_is(p, i + 1, CPS_CUE_UNIT) || cps_page_is(p, i + 1, CPS_CUE_SCALE));
    bool part = (i > 0 && p->words[i].start - p->words[i - 1].end <= 1 &&
                 (p->words[i - 1].flags & CPS_TEXT_DIGITS)) ||
                (i + 1 < p->n && p->words[i + 1].start == p->words[i].end + 1 &&
                 (p->words[i + 1].flags & CPS_TEXT_DIGITS));
    if (measured || part || !cps_day_make(y, 1, 1, &span.from) ||
        !cps_day_make(y + 1, 1, 1, &span.until))
        return CAPIAS_OK;
    return put_date(p, i, i + 1, span, 9000, err);
}

capias_status cps_reader_dates(struct cps_page *p, capias_error *err)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->words[i].find != CPS_NONE) continue;
        CPS_TRY(counted_date(p, i, err));
        if (p->words[i].find != CPS_NONE) continue;
        const struct cps_cue *c = cps_page_cue(p, i, CPS_CUE_MONTH);
        uint64_t v;
        if (c != NULL && cps_str_u64(cps_str(c->value), &v)) CPS_TRY(month_date(p, i, (int)v, err));
        c = cps_page_cue(p, i, CPS_CUE_WEEKDAY);
        if (c != NULL && p->words[i].find == CPS_NONE && cps_str_u64(cps_str(c->value), &v) &&
            ((p->words[i].flags & CPS_TEXT_CAPITAL) ||
             strcmp(cps_reader_langs[p->lang], "en") != 0))
            CPS_TRY(weekday_date(p, i, c->n, (int)v, err));
        c = cps_page_cue(p, i, CPS_CUE_RELATIVE);
        if (c != NULL && p->words[i].find == CPS_NONE) CPS_TRY(relative_date(p, i, c, err));
    }
    for (uint32_t i = 0; i < p->n; i++)
        if (p->words[i].find == CPS_NONE) CPS_TRY(plain_date(p, i, err));
    return CAPIAS_OK;
}

/* ---- quantities ------------------------------------------------------------------------------ */

/* "3,400", "10 000", "12.5": digit groups joined by one sign. */
static uint32_t digits_end(const struct cps_page *p, uint32_t i)
{
    uint32_t until = i + 1;
    while (until < p->n && (p->words[until].flags & CPS_TEXT_DIGITS) &&
           p->words[until].start == p->words[until - 1].end + 1 &&
           (p->text.p[p->words[until - 1].end] == ',' || p->text.p[p->words[until - 1].end] == '.'))
        until++;
    return until;
}

capias_status cps_reader_quantities(struct cps_page *p, capias_error *err)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (!(p->words[i].flags & CPS_TEXT_DIGITS) || p->words[i].find != CPS_NONE) continue;
        uint32_t until = digits_end(p, i), end = p->words[until - 1].end;
        const char *unit = NULL;
        uint32_t words = until;
        uint32_t sign = end + (end < p->text.n && p->text.p[end] == ' ');
        if (cps_str_starts(cps_str_sub(p->text, end, p->text.n), CPS_STR("\xC2\xA0")))
            sign = end + 2; /* a no-break space */
        if (sign < p->text.n && p->text.p[sign] == '%') unit = "%", end = sign + 1;
        if (unit == NULL && until < p->n && cps_page_is(p, until, CPS_CUE_SCALE)) words = until + 1;
        const struct cps_cue *c = unit == NULL ? cps_page_cue(p, words, CPS_CUE_UNIT) : NULL;
        if (c != NULL) unit = c->value, until = words + c->n, end = p->words[until - 1].end;
        if (unit == NULL || !cps_page_free(p, i, until)) continue;
        struct cps_find f = {.first = i,
                             .until = until,
                             .kind = CPS_FIND_QUANTITY,
                             .score = 9000,
                             .start = p->words[i].start,
                             .end = end,
                             .by = CPS_BY_PATTERN,
                             .cluster = CPS_NONE};
        capias_str amount =
            cps_str_sub(p->text, p->words[i].start, p->words[(c != NULL ? words : until) - 1].end);
        f.canonical = cps_arena_printf(p->arena, "%.*s %s", CPS_FMT(amount), unit);
        if (f.canonical.p == NULL) return cps_fail_memory(err);
        CPS_TRY(cps_page_find(p, &f, err));
        i = until - 1;
    }
    return CAPIAS_OK;
}
