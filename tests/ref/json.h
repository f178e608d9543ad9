/* SPDX-License-Identifier: Apache-2.0
 *
 * What is JSON, read off the standard (RFC 8259) one character at a time: the plain twin of
 * base/json_in.c. One object or array with white space around it, strings in UTF-8 without lone
 * surrogates, nested at most `depth` deep. */
#ifndef CPS_TESTS_REF_JSON_H
#define CPS_TESTS_REF_JSON_H

#include "base/base.h"

struct ref_json {
    capias_str s;
    size_t at, values;
};

static inline char ref_peek(const struct ref_json *j)
{
    return j->at < j->s.n ? j->s.p[j->at] : '\0';
}

static inline bool ref_take(struct ref_json *j, char c)
{
    if (j->at >= j->s.n || j->s.p[j->at] != c) return false;
    j->at++;
    return true;
}

static inline void ref_space(struct ref_json *j)
{
    while (j->at < j->s.n && strchr(" \t\n\r", j->s.p[j->at]) && j->s.p[j->at]) j->at++;
}

static inline bool ref_hex(struct ref_json *j, unsigned *v)
{
    *v = 0;
    for (unsigned i = 0; i < 4; i++) {
        char c = ref_peek(j);
        const char *digits = "0123456789abcdef", *at = strchr(digits, c | (c >= 'A' && c <= 'F' ? 32 : 0));
        if (!c || !at) return false;
        *v = *v * 16 + (unsigned)(at - digits);
        j->at++;
    }
    return true;
}

static inline bool ref_escape(struct ref_json *j)
{
    unsigned high, low;
    char c = ref_peek(j);
    j->at++;
    if (c && strchr("\"\\/bfnrt", c)) return true;
    if (c != 'u' || !ref_hex(j, &high)) return false;
    if (high < 0xd800 || high > 0xdfff) return true;
    return high < 0xdc00 && ref_take(j, '\\') && ref_take(j, 'u') && ref_hex(j, &low) &&
           low >= 0xdc00 && low <= 0xdfff;
}

static inline bool ref_string(struct ref_json *j)
{
    if (!ref_take(j, '"')) return false;
    while (j->at < j->s.n) {
        if (ref_take(j, '"')) return true;
        if ((unsigned char)ref_peek(j) < 0x20) return false;
        if (ref_take(j, '\\')) {
            if (!ref_escape(j)) return false;
        } else {
            j->at++;
        }
    }
    return false;
}

static inline bool ref_digits(struct ref_json *j)
{
    size_t begin = j->at;
    while (ref_peek(j) >= '0' && ref_peek(j) <= '9') j->at++;
    return j->at > begin;
}

static inline bool ref_scalar(struct ref_json *j)
{
    static const char *const words[] = {"true", "false", "null"};
    for (unsigned i = 0; i < 3; i++)
        if (cps_str_starts(cps_str_sub(j->s, j->at, j->s.n), cps_str(words[i])))
            return j->at += strlen(words[i]), true;
    (void)ref_take(j, '-');
    if (!ref_take(j, '0') && !ref_digits(j)) return false;
    if (ref_take(j, '.') && !ref_digits(j)) return false;
    if (!ref_take(j, 'e') && !ref_take(j, 'E')) return true;
    if (!ref_take(j, '+')) (void)ref_take(j, '-');
    return ref_digits(j);
}

static inline bool ref_value(struct ref_json *j, unsigned depth)
{
    char open = ref_peek(j), close = open == '{' ? '}' : ']';
    j->values++;
    if (open == '"') return ref_string(j);
    if (open != '{' && open != '[') return ref_scalar(j);
    if (depth == 0) return false;
    j->at++;
    ref_space(j);
    if (ref_take(j, close)) return true;
    do {
        ref_space(j);
        if (open == '{') {
            if (!ref_string(j)) return false;
            ref_space(j);
            if (!ref_take(j, ':')) return false;
            ref_space(j);
        }
        if (!ref_value(j, depth - 1)) return false;
        ref_space(j);
    } while (ref_take(j, ','));
    return ref_take(j, close);
}

/* How many values there are; 0: it is not JSON. */
static inline size_t ref_json(capias_str s, unsigned depth)
{
    struct ref_json j = {.s = s};
    if (cps_utf8_check(s) != SIZE_MAX) return 0;
    ref_space(&j);
    if (ref_peek(&j) != '{' && ref_peek(&j) != '[') return 0;
    if (!ref_value(&j, depth)) return 0;
    ref_space(&j);
    return j.at == s.n ? j.values : 0;
}

#endif
