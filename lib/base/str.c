/* SPDX-License-Identifier: Apache-2.0
 *
 * base/str.c: views of bytes. */
#include "base/base.h"

capias_str cps_str(const char *s)
{
    return s ? (capias_str){s, strlen(s)} : (capias_str){0};
}

bool cps_str_eq(capias_str a, capias_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool cps_str_is(capias_str a, const char *b)
{
    return cps_str_eq(a, cps_str(b));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool cps_str_eq_nocase(capias_str a, capias_str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

int cps_str_cmp(capias_str a, capias_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool cps_str_starts(capias_str s, capias_str prefix)
{
    return s.n >= prefix.n && cps_str_eq(cps_str_sub(s, 0, prefix.n), prefix);
}

bool cps_str_ends(capias_str s, capias_str suffix)
{
    return s.n >= suffix.n && cps_str_eq(cps_str_sub(s, s.n - suffix.n, s.n), suffix);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

capias_str cps_str_trim(capias_str s)
{
    while (s.n && is_space(s.p[0])) s.p++, s.n--;
    while (s.n && is_space(s.p[s.n - 1])) s.n--;
    return s;
}

capias_str cps_str_sub(capias_str s, size_t from, size_t until)
{
    if (until > s.n) until = s.n;
    if (from >= until) return (capias_str){0};
    return (capias_str){s.p + from, until - from};
}

size_t cps_str_find(capias_str s, capias_str needle, size_t from)
{
    if (needle.n == 0 || needle.n > s.n) return SIZE_MAX;
    for (size_t i = from; i <= s.n - needle.n; i++) {
        const char *hit = memchr(s.p + i, needle.p[0], s.n - needle.n - i + 1);
        if (!hit) return SIZE_MAX;
        i = (size_t)(hit - s.p);
        if (memcmp(hit, needle.p, needle.n) == 0) return i;
    }
    return SIZE_MAX;
}

bool cps_str_split(capias_str *rest, char separator, capias_str *piece)
{
    if (!rest->p) return false;
    const char *end = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    size_t n = end ? (size_t)(end - rest->p) : rest->n;
    *piece = cps_str_trim((capias_str){rest->p, n});
    *rest = end ? (capias_str){end + 1, rest->n - n - 1} : (capias_str){0};
    return true;
}

bool cps_str_u64(capias_str s, uint64_t *out)
{
    uint64_t v = 0;
    if (s.n == 0) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (v > (UINT64_MAX - digit) / 10) return false;
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}
