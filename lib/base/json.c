/* SPDX-License-Identifier: Apache-2.0
 *
 * base/json.c: JSON out. No floating point is printed by the C library, whose decimal point depends
 * on the locale of whoever uses us. */
#include <math.h>

#include "base/base.h"

void cps_json_init(struct cps_json *j, struct cps_buf *out)
{
    *j = (struct cps_json){.out = out};
}

static void before(struct cps_json *j)
{
    if (j->comma) cps_buf_add(j->out, ",", 1);
    j->comma = true;
}

void cps_json_open_object(struct cps_json *j)
{
    before(j);
    cps_buf_add(j->out, "{", 1);
    j->comma = false;
    j->depth++;
}

void cps_json_close_object(struct cps_json *j)
{
    cps_buf_add(j->out, "}", 1);
    j->comma = true;
    j->depth--;
}

void cps_json_open_array(struct cps_json *j)
{
    before(j);
    cps_buf_add(j->out, "[", 1);
    j->comma = false;
    j->depth++;
}

void cps_json_close_array(struct cps_json *j)
{
    cps_buf_add(j->out, "]", 1);
    j->comma = true;
    j->depth--;
}

/* Marks that turn the direction of writing, like control characters, act on a terminal. */
static bool turns_direction(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void escape(struct cps_buf *out, capias_str s)
{
    cps_buf_add(out, "\"", 1);
    size_t plain = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        size_t at = i;
        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
            i++;
            continue;
        }
        uint32_t point = cps_utf8_next(s, &i);
        bool good = point >= 0xa0 && !(point == 0xfffd && i - at == 1);
        if (good && point != 0x2028 && point != 0x2029 && !turns_direction(point)) continue;
        cps_buf_add(out, s.p + plain, at - plain);
        plain = i;
        if (c == '"' || c == '\\') cps_buf_add(out, (char[2]){'\\', (char)c}, 2);
        else if (c == '\n') cps_buf_add(out, "\\n", 2);
        else cps_buf_printf(out, "\\u%04x", (unsigned)point);
    }
    cps_buf_add(out, s.p ? s.p + plain : "", s.n - plain);
    cps_buf_add(out, "\"", 1);
}

void cps_json_key(struct cps_json *j, const char *key)
{
    before(j);
    escape(j->out, cps_str(key));
    cps_buf_add(j->out, ":", 1);
    j->comma = false;
}

void cps_json_str(struct cps_json *j, capias_str s)
{
    before(j);
    escape(j->out, s);
}

void cps_json_u64(struct cps_json *j, uint64_t v)
{
    before(j);
    cps_buf_printf(j->out, "%llu", (unsigned long long)v);
}

void cps_json_score(struct cps_json *j, double v)
{
    long long n = llround(v * 10000);
    char text[48];
    int length = snprintf(text, sizeof text, "%s%lld.%04lld", n < 0 ? "-" : "", llabs(n) / 10000,
                          llabs(n) % 10000);
    while (length > 2 && text[length - 1] == '0' && text[length - 2] != '.') length--;
    before(j);
    cps_buf_add(j->out, text, (size_t)length);
}

void cps_json_bool(struct cps_json *j, bool v)
{
    before(j);
    cps_buf_str(j->out, v ? CPS_STR("true") : CPS_STR("false"));
}

void cps_json_null(struct cps_json *j)
{
    before(j);
    cps_buf_add(j->out, "null", 4);
}

void cps_json_put_str(struct cps_json *j, const char *key, capias_str s)
{
    cps_json_key(j, key);
    cps_json_str(j, s);
}

void cps_json_put_u64(struct cps_json *j, const char *key, uint64_t v)
{
    cps_json_key(j, key);
    cps_json_u64(j, v);
}

void cps_json_put_score(struct cps_json *j, const char *key, double v)
{
    cps_json_key(j, key);
    cps_json_score(j, v);
}

void cps_json_put_bool(struct cps_json *j, const char *key, bool v)
{
    cps_json_key(j, key);
    cps_json_bool(j, v);
}

void cps_json_put_strs(struct cps_json *j, const char *key, capias_strs v)
{
    cps_json_key(j, key);
    cps_json_open_array(j);
    for (size_t i = 0; i < v.n; i++) cps_json_str(j, v.v[i]);
    cps_json_close_array(j);
}
