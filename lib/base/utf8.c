/* SPDX-License-Identifier: Apache-2.0
 *
 * base/utf8.c: strict UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
#include "base/base.h"

/* Length of the well-formed sequence at p, 0 when there is none; its code point in *c. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *c)
{
    if (p[0] < 0x80) return *c = p[0], 1;
    size_t length = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || length > n) return 0;
    uint32_t v = p[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xc0) != 0x80) return 0;
        v = (v << 6) | (p[i] & 0x3fu);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (v < smallest[length] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff)) return 0;
    return *c = v, length;
}

uint32_t cps_utf8_next(capias_str s, size_t *i)
{
    uint32_t c = 0;
    size_t n = sequence((const unsigned char *)s.p + *i, s.n - *i, &c);
    *i += n ? n : 1;
    return n ? c : 0xfffd;
}

size_t cps_utf8_put(uint32_t c, char out[4])
{
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) c = 0xfffd;
    if (c < 0x80) return out[0] = (char)c, 1;
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n; i-- > 1; c >>= 6) out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(lead[n] | c);
    return n;
}

size_t cps_utf8_check(capias_str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    for (size_t i = 0; i < s.n;) {
        uint64_t eight;
        if (s.n - i >= 8 && (memcpy(&eight, p + i, 8), !(eight & 0x8080808080808080u))) {
            i += 8;
            continue;
        }
        uint32_t c;
        size_t n = sequence(p + i, s.n - i, &c);
        if (!n) return i;
        i += n;
    }
    return SIZE_MAX;
}

size_t cps_utf8_count(capias_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; count++) (void)cps_utf8_next(s, &i);
    return count;
}
