/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_text.c: bytes as a text. Tokens must lie in it, in order, with Latin that is a-z and
 * 0-9; folding twice must be folding once. The same bytes go through the parsers of values/. */
#include "values/values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tokens(capias_str s, struct cps_arena *arena)
{
    struct cps_text_token *t;
    size_t n;
    uint32_t last = 0;
    if (cps_text_tokens(s, arena, &t, &n, NULL) != CAPIAS_OK) return;
    for (size_t i = 0; i < n; i++) {
        if (t[i].start < last || t[i].start >= t[i].end || t[i].end > s.n || t[i].native.n == 0)
            CPS_BUG("a token out of place");
        if (cps_utf8_check(t[i].native) != SIZE_MAX) CPS_BUG("native form is not UTF-8");
        for (size_t k = 0; k < t[i].latin.n; k++) {
            char c = t[i].latin.p[k];
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) CPS_BUG("latin is not a-z0-9");
        }
        last = t[i].end;
    }
}

static void check_values(capias_str s, struct cps_arena *arena)
{
    struct cps_span span;
    bool circa;
    char text[24];
    if (cps_date_parse_free(s, &span, &circa)) {
        if (span.from >= span.until || span.from < CPS_DAY_MIN || span.until > CPS_DAY_MAX)
            CPS_BUG("a span without days");
        if (cps_date_format(span, text).n == 0) CPS_BUG("a span that cannot be written");
    }
    if (cps_date_parse(s, &span) && !cps_str_eq(cps_date_format(span, text), s))
        CPS_BUG("a date that is not written as it was read");
    cps_state state = cps_state_from_nationality(s);
    if (state != 0 && cps_state_name(state).n == 0) CPS_BUG("a state without a name");
    capias_str id = cps_identifier_normalise(s, arena);
    if (!cps_str_eq(cps_identifier_normalise(id, arena), id))
        CPS_BUG("an identifier changed twice");
    (void)cps_identifier_kind_of(id);
    (void)cps_gender(s);
    struct cps_number_found numbers[CPS_NUMBERS_FOUND];
    unsigned n = cps_numbers_find(s, arena, numbers);
    for (unsigned i = 0; i < n; i++)
        if (numbers[i].start >= numbers[i].end || numbers[i].end > s.n || numbers[i].number.n == 0)
            CPS_BUG("a number out of place");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_arena arena;
    capias_str s = {(const char *)data, size}, once, twice;
    cps_arena_init(&arena, (size_t)64 << 20);
    check_tokens(s, &arena);
    check_values(s, &arena);
    if (cps_text_fold(s, &arena, &once, NULL) == CAPIAS_OK &&
        cps_text_fold(once, &arena, &twice, NULL) == CAPIAS_OK && !cps_str_eq(once, twice))
        CPS_BUG("folding twice is not folding once");
    cps_arena_release(&arena);
    return 0;
}
