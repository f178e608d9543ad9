/* SPDX-License-Identifier: Apache-2.0
 *
 * register/shared.c: small things that the writer and `verify` must do alike. */
#include "register/internal.h"

/* Lengths go in before the bytes, so that no two different lists of fields give the same bytes. */
static void put_number(struct cps_buf *b, uint32_t v)
{
    uint8_t bytes[4];
    cps_put32(bytes, v);
    cps_buf_add(b, bytes, sizeof bytes);
}

static void put_field(struct cps_buf *b, capias_str s)
{
    put_number(b, (uint32_t)s.n);
    cps_buf_str(b, s);
}

void cps_digest_begin(struct cps_buf *b, const char *schema)
{
    cps_buf_reset(b);
    put_field(b, cps_str(schema));
}

void cps_digest_add(struct cps_buf *b, uint32_t property, capias_str value, capias_str language,
                    capias_str original, capias_str dataset)
{
    put_number(b, property);
    put_field(b, value);
    put_field(b, language);
    put_field(b, original);
    put_field(b, dataset);
}

bool cps_property_is(uint32_t property, enum cps_property_type type)
{
    const struct cps_property_info *info =
        property < CPS_NO_PROPERTY ? cps_property_get((cps_property)property) : NULL;
    return info && info->type == type;
}

/* By hand, because an answer makes one for every statement it returns. */
capias_str cps_place(struct cps_arena *arena, capias_str file, uint32_t line)
{
    char digits[10];
    size_t n = 0;
    do digits[n++] = (char)('0' + line % 10);
    while (line /= 10);
    char *p = cps_arena_take(arena, file.n + 1 + n, 1);
    if (!p) return (capias_str){0};
    if (file.n) memcpy(p, file.p, file.n);
    p[file.n] = ':';
    for (size_t i = 0; i < n; i++) p[file.n + 1 + i] = digits[n - 1 - i];
    return (capias_str){p, file.n + 1 + n};
}

/* ---- sorting --------------------------------------------------------------------------------- */

#define SHORT_RUN 12

static void insertion(uint32_t *v, size_t n, cps_order_fn *order, const void *ctx)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t item = v[i];
        size_t j = i;
        for (; j && order(ctx, v[j - 1], item) > 0; j--) v[j] = v[j - 1];
        v[j] = item;
    }
}

void cps_sort(uint32_t *v, size_t n, uint32_t *scratch, cps_order_fn *order, const void *ctx)
{
    if (n <= SHORT_RUN) {
        insertion(v, n, order, ctx);
        return;
    }
    size_t half = n / 2;
    cps_sort(v, half, scratch, order, ctx);
    cps_sort(v + half, n - half, scratch, order, ctx);
    if (order(ctx, v[half - 1], v[half]) <= 0) return;
    memcpy(scratch, v, half * sizeof *v);
    size_t left = 0, right = half, at = 0;
    while (left < half && right < n)
        v[at++] = order(ctx, scratch[left], v[right]) <= 0 ? scratch[left++] : v[right++];
    if (left < half) memcpy(v + at, scratch + left, (half - left) * sizeof *v);
}
