/* SPDX-License-Identifier: Apache-2.0
 *
 * text/fold.c: the folded form of a string, and the pieces of it that tokens are made with.
 *
 * In    UTF-8.      Out   UTF-8: NFKC, case folded, ignorables dropped, dashes, apostrophes, quotes
 *                         and digits unified, optional marks dropped (below), one space for many.
 * Idea  every code point maps to the NFD of its NFKC_Casefold mapping (one table look-up), runs of
 *       marks are put in canonical order, and the whole is composed again (UAX 15).
 * Invariant  fold(fold(x)) = fold(x); so marks are dropped before composition, never after: what is
 *       taken from a composed letter could let the rest compose anew.
 *
 * Marks that are dropped, because the same name is written with and without them:
 *   all marks on Arabic, Hebrew and Greek letters (vowel signs, hamza seats, points, tonos),
 *   the two dots of Cyrillic yo, the dot that Turkish capital I leaves behind when it is folded.
 */
#include "text/tables.h"

#define RUN_MAX 30

static const struct cps_text_prop *prop(uint32_t cp)
{
    return cps_text_prop_of(cp);
}

size_t cps_text_reorder(uint32_t *cp, uint8_t *upper, size_t n)
{
    size_t out = 0, run = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = cp[i];
        uint8_t u = upper != NULL ? upper[i] : 0, ccc = prop(c)->ccc;
        if (ccc == 0)
            run = 0;
        else if (run == RUN_MAX)
            continue;
        size_t at = out++;
        for (size_t k = run; ccc != 0 && k > 0 && prop(cp[at - 1])->ccc > ccc; k--, at--) {
            cp[at] = cp[at - 1];
            if (upper != NULL) upper[at] = upper[at - 1];
        }
        cp[at] = c;
        if (upper != NULL) upper[at] = u;
        if (ccc != 0) run++;
    }
    return out;
}

static bool mark_is_optional(uint32_t base, uint32_t mark)
{
    const struct cps_text_prop *p = prop(base);
    if (p->script == CPS_SCRIPT_ARABIC || p->script == CPS_SCRIPT_HEBREW ||
        p->script == CPS_SCRIPT_GREEK)
        return true;
    if (base == 0x435 && mark == 0x308) return true; /* yo */
    if (base == 'i' && mark == 0x307) return true;
    const struct cps_text_prop *m = prop(mark);
    return m->script == CPS_SCRIPT_HEBREW || m->script == CPS_SCRIPT_ARABIC;
}

size_t cps_text_drop_marks(uint32_t *cp, size_t n)
{
    size_t out = 0;
    uint32_t base = 0;
    for (size_t i = 0; i < n; i++) {
        if (prop(cp[i])->cls != CPS_CLASS_MARK)
            base = cp[i];
        else if (mark_is_optional(base, cp[i]))
            continue;
        cp[out++] = cp[i];
    }
    return out;
}

/* Hangul composes by arithmetic (Unicode, section 3.12), everything else by table. 0: it does
 * not. */
static uint32_t compose_pair(uint32_t a, uint32_t b)
{
    if (a >= 0x1100 && a < 0x1113 && b >= 0x1161 && b < 0x1176)
        return 0xAC00 + ((a - 0x1100) * 21 + (b - 0x1161)) * 28;
    if (a >= 0xAC00 && a < 0xD7A4 && (a - 0xAC00) % 28 == 0 && b > 0x11A7 && b < 0x11C3)
        return a + (b - 0x11A7);
    size_t lo = 0, hi = cps_text_compose_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const uint32_t *t = cps_text_compose[mid];
        if (t[0] == a && t[1] == b) return t[2];
        if (t[0] < a || (t[0] == a && t[1] < b))
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

size_t cps_text_compose_run(uint32_t *cp, size_t n)
{
    size_t out = 0, starter = SIZE_MAX;
    uint8_t last = 0; /* combining class of the code point written last after the starter */
    for (size_t i = 0; i < n; i++) {
        const struct cps_text_prop *p = prop(cp[i]);
        if ((p->flags & CPS_PROP_SECOND) && starter != SIZE_MAX) {
            bool adjacent = out == starter + 1;
            uint32_t c = adjacent || (last != 0 && last < p->ccc)
                             ? compose_pair(cp[starter], cp[i])
                             : 0;
            if (c != 0) {
                cp[starter] = c;
                continue;
            }
        }
        if (p->ccc == 0) starter = out;
        last = p->ccc;
        cp[out++] = cp[i];
    }
    return out;
}

/* Length of the decomposed string, so that one allocation serves. */
static size_t mapped_length(capias_str src)
{
    size_t n = 0;
    for (size_t i = 0; i < src.n;) {
        uint32_t at = cps_text_entry(cps_utf8_next(src, &i)) >> 8;
        n += at != 0 ? cps_text_maps[at] : 1;
    }
    return n;
}

static size_t map_all(capias_str src, uint32_t *cp)
{
    size_t n = 0;
    for (size_t i = 0; i < src.n;) {
        size_t from = i;
        uint32_t c = cps_utf8_next(src, &i);
        if (c == 0xFFFD && i - from == 1) c = ' '; /* a byte that is not UTF-8 */
        uint32_t at = cps_text_entry(c) >> 8;
        if (at == 0)
            cp[n++] = c;
        else
            for (uint32_t k = 1; k <= cps_text_maps[at]; k++) cp[n++] = cps_text_maps[at + k];
    }
    return n;
}

/* White space runs become one space, none at the ends. Before composition: a mark may come to stand
 * behind another starter when spaces go, and must be treated as standing there. */
static size_t squeeze(uint32_t *cp, size_t n)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++)
        if (cp[i] != ' ' || (out > 0 && cp[out - 1] != ' ')) cp[out++] = cp[i];
    while (out > 0 && cp[out - 1] == ' ') out--;
    return out;
}

static bool fold_ascii(capias_str src, struct cps_arena *arena, capias_str *out)
{
    char *p = cps_arena_take(arena, src.n, 1);
    if (p == NULL) return false;
    size_t n = 0;
    for (size_t i = 0; i < src.n; i++) {
        unsigned char c = (unsigned char)src.p[i];
        if (c >= 'A' && c <= 'Z') c |= 0x20;
        if (c <= ' ' || c == 0x7F) {
            if (n > 0 && p[n - 1] != ' ') p[n++] = ' ';
        } else {
            p[n++] = c == '`' ? '\'' : (char)c;
        }
    }
    while (n > 0 && p[n - 1] == ' ') n--;
    *out = (capias_str){p, n};
    return true;
}

capias_status cps_text_fold(capias_str src, struct cps_arena *arena, capias_str *out,
                            capias_error *err)
{
    *out = (capias_str){NULL, 0};
    if (src.n == 0) return CAPIAS_OK;
    size_t ascii = 0;
    while (ascii < src.n && (unsigned char)src.p[ascii] < 0x80) ascii++;
    if (ascii == src.n) return fold_ascii(src, arena, out) ? CAPIAS_OK : cps_fail_memory(err);

    size_t n = mapped_length(src);
    uint32_t *cp = CPS_TAKE(arena, uint32_t, n + 1);
    if (cp == NULL) return cps_fail_memory(err);
    n = map_all(src, cp);
    n = cps_text_reorder(cp, NULL, n);
    n = cps_text_drop_marks(cp, n);
    n = squeeze(cp, n);
    n = cps_text_compose_run(cp, n);

    size_t bytes = 0;
    char one[4];
    for (size_t i = 0; i < n; i++) bytes += cps_utf8_put(cp[i], one);
    char *p = cps_arena_take(arena, bytes + 1, 1);
    if (p == NULL) return cps_fail_memory(err);
    size_t w = 0;
    for (size_t i = 0; i < n; i++) w += cps_utf8_put(cp[i], p + w);
    *out = (capias_str){p, w};
    return CAPIAS_OK;
}

const char *cps_text_unicode_version(void)
{
    return cps_text_version;
}

const char *cps_text_tables_id(void)
{
    return cps_text_id;
}
