/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz/fuzz_register.c: bytes as a register. It is opened twice: as it is, and with its checksums
 * mended, which leads past them to everything behind. Whatever opens is asked all there is to ask;
 * every string must be readable to its last byte, every list must end. */
#include "register/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile unsigned char sum;

static void touch(capias_str s)
{
    if (s.n) sum ^= (unsigned char)(s.p[0] ^ s.p[s.n - 1]);
}

static void touch_entity(const capias_register *reg, struct cps_entity_ref ref,
                         struct cps_arena *arena)
{
    const struct cps_entity_ref *refs;
    const capias_statement *v;
    struct cps_entity e;
    size_t n;
    cps_arena_reset(arena);
    if (!cps_entity_get(reg, ref, &e)) CPS_BUG("an entity within bounds is not there");
    touch(e.id);
    touch(e.caption);
    if (cps_entity_read(reg, ref, arena, &v, &n, NULL) == CAPIAS_OK)
        for (size_t i = 0; i < n; i++) {
            capias_str all[] = {v[i].entity,   v[i].schema,  v[i].property,   v[i].value,
                                v[i].original, v[i].language, v[i].dataset,   v[i].first_seen,
                                v[i].last_seen, v[i].where};
            for (unsigned k = 0; k < sizeof all / sizeof *all; k++) touch(all[k]);
        }
    if (cps_entity_adjacent(reg, ref, arena, &refs, &n, NULL) == CAPIAS_OK)
        for (size_t i = 0; i < n; i++)
            if (!cps_entity_get(reg, refs[i], &e)) CPS_BUG("an edge from nowhere");
    if (cps_entity_find(reg, e.id, &ref) && !cps_entity_get(reg, ref, &e))
        CPS_BUG("found, and not there");
}

static void touch_table(const struct cps_table *t, struct cps_arena *arena)
{
    static const char *const columns[] = {"id", "person_id", "issued", "note", "until"};
    for (unsigned c = 0; t && c < sizeof columns / sizeof *columns; c++) {
        int column = cps_table_column(t, columns[c]);
        for (uint32_t r = 0; r < cps_table_rows(t) && r < 64; r++) {
            struct cps_span span;
            capias_str cell = cps_table_cell(t, r, column);
            touch(cell);
            touch(cps_table_where(t, r, arena));
            if (cps_table_span(t, r, column, &span) && span.from >= span.until)
                CPS_BUG("a span that ends before it begins");
            if (cps_table_find(t, cell) >= (int64_t)cps_table_rows(t))
                CPS_BUG("a row from nowhere");
        }
    }
}

static capias_status touch_change(void *ctx, const capias_change *c, capias_error *err)
{
    (void)ctx, (void)err;
    capias_str all[] = {c->dataset, c->table, c->id, c->caption, c->again};
    for (unsigned k = 0; k < sizeof all / sizeof *all; k++) touch(all[k]);
    for (size_t i = 0; i < c->n_values; i++) {
        for (size_t k = 0; k < c->values[i].before.n; k++) touch(c->values[i].before.v[k]);
        for (size_t k = 0; k < c->values[i].after.n; k++) touch(c->values[i].after.v[k]);
    }
    for (size_t i = 0; i < c->n_parts; i++) touch(c->parts[i].caption);
    return CAPIAS_OK;
}

static void mend(uint8_t *p, size_t n);

/* Against a register that holds nothing all of it came, or went. */
static void touch_diff(const capias_register *reg, struct cps_arena *arena)
{
    _Alignas(64) uint8_t nothing[64] = "CAPIAS\r\n\1\0\0\0\4\3\2\1";
    const capias_diff_options opt = {.size = sizeof opt, .change = touch_change};
    capias_diff_summary counts;
    capias_register *empty;
    mend(nothing, sizeof nothing);
    if (cps_register_open_memory(nothing, sizeof nothing, "nothing", NULL, &empty, NULL) != CAPIAS_OK)
        CPS_BUG("a header alone is a register");
    (void)cps_register_diff(empty, reg, &opt, arena, &counts, NULL);
    (void)cps_register_diff(reg, empty, &opt, arena, &counts, NULL);
    if (cps_register_diff(reg, reg, &opt, arena, &counts, NULL) == CAPIAS_OK && counts.added + counts.removed)
        CPS_BUG("a register differs from itself");
    cps_register_close(empty);
}

static void touch_all(const capias_register *reg)
{
    struct cps_arena arena;
    capias_source source;
    capias_info info;
    cps_arena_init(&arena, (size_t)256 << 20);
    if (cps_register_summary(reg, &arena, &info, NULL) == CAPIAS_OK) touch(info.built_with);
    for (uint32_t s = 0; s < cps_register_segments(reg); s++) {
        const struct cps_segment *seg = cps_register_segment(reg, s);
        for (size_t i = 0; cps_segment_source(seg, i, &source); i++) touch(source.name);
        for (uint32_t i = 0; i < cps_segment_entities(seg) && i < 64; i++)
            touch_entity(reg, (struct cps_entity_ref){s, i}, &arena);
        touch_table(cps_segment_table(seg, "warrants"), &arena);
    }
    touch_table(cps_register_table(reg, "warrants"), &arena);
    touch_diff(reg, &arena);
    (void)cps_register_verify(reg, NULL, 0, NULL);
    cps_arena_release(&arena);
}

static uint64_t get(const uint8_t *p)
{
    uint64_t v = 0;
    for (unsigned i = 8; i--;) v = v << 8 | p[i];
    return v;
}

static void put(uint8_t *p, uint64_t v)
{
    for (unsigned i = 0; i < 8; i++) p[i] = (uint8_t)(v >> 8 * i);
}

/* Length, section checksums, table checksum, header checksum (docs/register-format.md). */
static void mend(uint8_t *p, size_t n)
{
    size_t sections = (size_t)(get(p + 24) & 0xffffffffu);
    put(p + 16, n);
    if (sections <= (n - 64) / 32) {
        for (size_t i = 0; i < sections; i++) {
            uint8_t *e = p + 64 + i * 32;
            uint64_t offset = get(e + 8), length = get(e + 16);
            if (offset <= n && length <= n - offset) put(e + 24, cps_hash(p + offset, length));
        }
        put(p + 48, cps_hash(p + 64, sections * 32));
    }
    put(p + 56, cps_hash(p, 56));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    uint8_t *p = cps_arena_take(&arena, size, 64);
    if (p && size) memcpy(p, data, size);
    for (int mended = 0; p && mended < 2; mended++) {
        capias_register *reg = NULL;
        if (mended && size >= 64) mend(p, size);
        if (cps_register_open_memory(p, size, "fuzz", NULL, &reg, NULL) != CAPIAS_OK) continue;
        touch_all(reg);
        cps_register_close(reg);
    }
    cps_arena_release(&arena);
    return 0;
}
