/* SPDX-License-Identifier: Apache-2.0
 *
 * values/dates.c: days, partial dates, and the dates that lists write in words.
 *
 * Days are counted with H. Hinnant's civil-calendar algorithms (days_from_civil, civil_from_days).
 * The free form is cut into numbers, months, known words and signs; a date is one of the patterns
 * of `one_date`; two dates joined by a sign or a word ("to", "or", "/") give the span over both.
 * Any word that is not known makes the whole text no date: a wrong birth date is worse than none.
 *
 * "05/06/1970" is read day first, as the lists that write so do (UK, UN, Canada); month first only
 * when the second number cannot be a month.
 */
#include "values/values.h"

/* ---- days ------------------------------------------------------------------------------------ */

static bool is_leap(int y)
{
    return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static int days_in(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && is_leap(y) ? 29 : days[m - 1];
}

/* Months beyond 12 and year 10000 are fine here: they end spans. */
static cps_day day_of(int y, int m, int d)
{
    y -= m <= 2;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

bool cps_day_make(int year, int month, int day, cps_day *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    *out = day_of(year, month, day);
    return true;
}

void cps_day_split(cps_day d, int *year, int *month, int *day)
{
    int z = d + 719468, era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

/* The span of a date whose month or day may be 0, unknown. */
static bool span_of(int y, int m, int d, struct cps_span *out)
{
    if (y < 1 || y > 9999 || m < 0 || m > 12 || d < 0) return false;
    if (m == 0) {
        if (d != 0) return false;
        *out = (struct cps_span){day_of(y, 1, 1), day_of(y + 1, 1, 1)};
    } else if (d == 0) {
        *out = (struct cps_span){day_of(y, m, 1),
                                 m == 12 ? day_of(y + 1, 1, 1) : day_of(y, m + 1, 1)};
    } else {
        if (d > days_in(y, m)) return false;
        out->from = day_of(y, m, d);
        out->until = out->from + 1;
    }
    return true;
}

static bool digits(capias_str s, size_t at, size_t n, int *out)
{
    int v = 0;
    if (at + n > s.n) return false;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = v;
    return true;
}

bool cps_date_parse(capias_str s, struct cps_span *out)
{
    int y, m = 0, d = 0;
    if (s.n != 4 && s.n != 7 && s.n != 10) return false;
    if (!digits(s, 0, 4, &y)) return false;
    if (s.n >= 7 && (s.p[4] != '-' || !digits(s, 5, 2, &m) || m == 0)) return false;
    if (s.n == 10 && (s.p[7] != '-' || !digits(s, 8, 2, &d) || d == 0)) return false;
    return span_of(y, m, d, out);
}

/* ---- the free form: pieces ------------------------------------------------------------------- */

enum piece_kind { P_END, P_NUMBER, P_MONTH, P_SIGN, P_TO, P_PLURAL };
struct piece {
    uint8_t kind, width; /* digits of a number                                                    */
    int value;           /* number, month, or the sign itself                                     */
};
#define PIECES_MAX 40
struct pieces {
    struct piece v[PIECES_MAX + 6]; /* P_END behind the last, so that patterns may look ahead     */
    size_t n;
    bool circa;
};

enum word_kind { W_NOISE, W_CIRCA, W_TO, W_ORDINAL, W_PLURAL };
static const struct {
    const char *word;
    enum word_kind kind;
} words[] = {
    {"circa", W_CIRCA},   {"c", W_CIRCA},          {"ca", W_CIRCA},      {"approx", W_CIRCA},
    {"approximately", W_CIRCA}, {"about", W_CIRCA}, {"around", W_CIRCA}, {"est", W_CIRCA},
    {"estimated", W_CIRCA}, {"approximative", W_CIRCA},
    {"early", W_CIRCA},   {"mid", W_CIRCA},    {"late", W_CIRCA},
    {"possibly", W_CIRCA},      {"probably", W_CIRCA},  {"between", W_CIRCA},
    {"to", W_TO},         {"and", W_TO},           {"or", W_TO},         {"until", W_TO},
    {"through", W_TO},    {"st", W_ORDINAL},       {"nd", W_ORDINAL},    {"rd", W_ORDINAL},
    {"th", W_ORDINAL},    {"s", W_PLURAL},         {"born", W_NOISE},    {"dob", W_NOISE},
    {"in", W_NOISE},      {"on", W_NOISE},         {"of", W_NOISE},      {"the", W_NOISE},
    {"from", W_NOISE},    {"year", W_NOISE},       {"either", W_NOISE},  {"date", W_NOISE},
    {"birth", W_NOISE},   {"monday", W_NOISE},     {"tuesday", W_NOISE}, {"wednesday", W_NOISE},
    {"thursday", W_NOISE}, {"friday", W_NOISE},    {"saturday", W_NOISE}, {"sunday", W_NOISE},
    {"mon", W_NOISE},     {"tue", W_NOISE},        {"wed", W_NOISE},     {"thu", W_NOISE},
    {"fri", W_NOISE},     {"sat", W_NOISE},        {"sun", W_NOISE},
};

static int month_of(capias_str w)
{
    static const char *const months[] = {"january", "february", "march",     "april",
                                         "may",     "june",     "july",      "august",
                                         "september", "october", "november", "december"};
    if (cps_str_eq_nocase(w, CPS_STR("sept"))) return 9;
    for (int m = 0; m < 12; m++) {
        capias_str full = cps_str(months[m]);
        if (cps_str_eq_nocase(w, full) || cps_str_eq_nocase(w, cps_str_sub(full, 0, 3)))
            return m + 1;
    }
    return 0;
}

static bool push(struct pieces *p, enum piece_kind kind, int value, size_t width)
{
    if (p->n >= PIECES_MAX) return false;
    p->v[p->n++] = (struct piece){(uint8_t)kind, (uint8_t)width, value};
    return true;
}

static bool push_word(struct pieces *p, capias_str w)
{
    int month = month_of(w);
    if (month != 0) return push(p, P_MONTH, month, 0);
    bool after_number = p->n > 0 && p->v[p->n - 1].kind == P_NUMBER;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!cps_str_eq_nocase(w, cps_str(words[i].word))) continue;
        switch (words[i].kind) {
        case W_NOISE: return true;
        case W_CIRCA: p->circa = p->circa || !cps_str_eq_nocase(w, CPS_STR("between")); return true;
        case W_TO: return push(p, P_TO, 0, 0);
        case W_ORDINAL: return after_number;
        case W_PLURAL: return after_number && push(p, P_PLURAL, 0, 0);
        }
    }
    return false;
}

/* Where a time of day begins ("T00:00", " 12:30:00"), or the length of the text. */
static size_t time_of_day(capias_str s)
{
    for (size_t i = 1; i + 3 < s.n; i++) {
        if (s.p[i] != ':') continue;
        size_t at = i;
        while (at > 0 && s.p[at - 1] >= '0' && s.p[at - 1] <= '9') at--;
        if (at > 0 && at < i && (s.p[at - 1] == 'T' || s.p[at - 1] == ' ')) return at - 1;
    }
    return s.n;
}

static bool cut(capias_str s, struct pieces *p)
{
    memset(p, 0, sizeof *p);
    s.n = time_of_day(s);
    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        size_t from = i;
        if (c >= '0' && c <= '9') {
            while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') i++;
            int v;
            if (i - from > 8 || !digits(s, from, i - from, &v)) return false;
            if (!push(p, P_NUMBER, v, i - from)) return false;
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
            while (i < s.n && (s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z') i++;
            if (!push_word(p, cps_str_sub(s, from, i))) return false;
            i += i < s.n && s.p[i] == '.'; /* "c. 1955", "Jan. 1963" */
        } else if (c == '~') {
            p->circa = true;
            i++;
        } else if (c == '-' || c == '/' || c == '.') {
            if (!push(p, P_SIGN, c, 0)) return false;
            i++;
        } else if (cps_str_starts(cps_str_sub(s, i, s.n), CPS_STR("\xE2\x80\x93"))) {
            if (!push(p, P_SIGN, '-', 0)) return false; /* en dash */
            i += 3;
        } else if ((unsigned char)c <= ' ' || c == ',' || c == '(' || c == ')' || c == '\'' ||
                   c == ':') {
            i++;
        } else {
            return false;
        }
    }
    return true;
}

/* ---- the free form: patterns ----------------------------------------------------------------- */

static bool number(const struct piece *p, unsigned least, unsigned most)
{
    return p->kind == P_NUMBER && p->width >= least && p->width <= most;
}

static size_t sign(const struct piece *p)
{
    return p->kind == P_SIGN ? 1 : 0;
}

/* Day, month and year in figures, either way round. */
static bool figures(int a, int b, int year, struct cps_span *out)
{
    return b > 12 ? span_of(year, a, b, out) : span_of(year, b, a, out);
}

/* Patterns with a month in words, signs between the parts allowed. Pieces eaten; 0: none fits. */
static size_t worded_date(const struct piece *p, struct cps_span *out)
{
    size_t i = 0;
    int d = 0, m;
    if (number(p, 4, 4)) { /* 1970 Jan 01, 1970-Jan */
        int y = p[i++].value;
        i += sign(&p[i]);
        if (p[i].kind != P_MONTH) return 0;
        m = p[i++].value;
        size_t k = i + sign(&p[i]);
        if (number(&p[k], 1, 2)) {
            d = p[k].value;
            i = k + 1;
        }
        return span_of(y, m, d, out) ? i : 0;
    }
    if (number(p, 1, 2)) { /* 10 Dec 1948, 20-Dec-1999 */
        d = p[i++].value;
        i += sign(&p[i]);
    }
    if (p[i].kind != P_MONTH) return 0;
    m = p[i++].value;
    i += sign(&p[i]);
    if (d == 0 && number(&p[i], 1, 2)) { /* December 10, 1948 */
        d = p[i++].value;
        i += sign(&p[i]);
    }
    if (!number(&p[i], 4, 4)) return 0;
    return span_of(p[i].value, m, d, out) ? i + 1 : 0;
}

/* Patterns in figures alone. */
static size_t figure_date(const struct piece *p, struct cps_span *out)
{
    bool signs = sign(&p[1]) == 1 && sign(&p[3]) == 1 && p[1].value == p[3].value;
    if (number(p, 8, 8))
        return span_of(p->value / 10000, p->value / 100 % 100, p->value % 100, out) ? 1 : 0;
    if (number(p, 4, 4)) {
        if (p[1].kind == P_PLURAL && p->value % 10 == 0 && p->value > 0 && p->value < 9990) {
            *out = (struct cps_span){day_of(p->value, 1, 1), day_of(p->value + 10, 1, 1)};
            return 2;
        }
        if (signs && number(&p[2], 1, 2) && number(&p[4], 1, 2))
            return span_of(p->value, p[2].value, p[4].value, out) ? 5 : 0;
        if (sign(&p[1]) && number(&p[2], 2, 2) && p[2].value <= 12)
            return span_of(p->value, p[2].value, 0, out) ? 3 : 0;
        return span_of(p->value, 0, 0, out) ? 1 : 0;
    }
    if (!number(p, 1, 2) || !sign(&p[1])) return 0;
    if (signs && number(&p[2], 1, 2) && number(&p[4], 4, 4))
        return figures(p->value, p[2].value, p[4].value, out) ? 5 : 0;
    if (number(&p[2], 4, 4)) return span_of(p[2].value, p->value, 0, out) ? 3 : 0;
    return 0;
}

static size_t one_date(const struct piece *p, struct cps_span *out)
{
    size_t n = worded_date(p, out);
    return n != 0 ? n : figure_date(p, out);
}

bool cps_date_parse_free(capias_str text, struct cps_span *out, bool *circa)
{
    struct pieces p;
    struct cps_span all = {0, 0}, one = {0, 0};
    bool any = false;
    if (circa != NULL) *circa = false;
    if (!cut(text, &p)) return false;
    for (size_t i = 0; i < p.n;) {
        if (any) { /* what joins it to the date before */
            if (p.v[i].kind != P_TO && !sign(&p.v[i])) return false;
            i++;
            /* the second year of "1968/69" */
            if (number(&p.v[i], 2, 2) && i + 1 == p.n) {
                int y, m, d;
                cps_day_split(all.from, &y, &m, &d);
                if (!span_of(y / 100 * 100 + p.v[i].value, 0, 0, &one) || one.from < all.from)
                    return false;
                all.until = one.until;
                break;
            }
        }
        size_t eaten = one_date(&p.v[i], &one);
        if (eaten == 0) return false;
        if (i + eaten < p.n && p.v[i + eaten].kind == P_SIGN && p.v[i + eaten].value == '.' &&
            i + eaten + 1 == p.n)
            eaten++; /* a full stop at the end */
        if (!any || one.from < all.from) all.from = one.from;
        if (!any || one.until > all.until) all.until = one.until;
        any = true;
        i += eaten;
    }
    if (!any) return false;
    *out = all;
    if (circa != NULL) *circa = p.circa;
    return true;
}

capias_str cps_date_format(struct cps_span span, char out[24])
{
    int y, m, d, y2, m2, d2;
    cps_day_split(span.from, &y, &m, &d);
    cps_day_split(span.until, &y2, &m2, &d2);
    int n;
    if (m == 1 && d == 1 && m2 == 1 && d2 == 1 && y2 == y + 1) {
        n = snprintf(out, 24, "%04d", y);
    } else if (d == 1 && d2 == 1 && (y2 - y) * 12 + m2 - m == 1) {
        n = snprintf(out, 24, "%04d-%02d", y, m);
    } else if (span.until == span.from + 1) {
        n = snprintf(out, 24, "%04d-%02d-%02d", y, m, d);
    } else {
        cps_day_split(span.until - 1, &y2, &m2, &d2);
        n = snprintf(out, 24, "%04d-%02d-%02d..%04d-%02d-%02d", y, m, d, y2, m2, d2);
    }
    return (capias_str){out, n > 0 && n < 24 ? (size_t)n : 0};
}
