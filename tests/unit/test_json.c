/* SPDX-License-Identifier: Apache-2.0
 *
 * What base promises of JSON in: what is JSON is read and what is not is refused, with line and
 * column and what to do; the line after a bad one is read; every limit and every failing allocation
 * is an error, never a crash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "../ref/json.h"

/* A value as text of one kind only: o(key=...), a(...), s"...", n..., t, f, z. */
static void dump(const struct cps_json_value *v, struct cps_buf *out)
{
    if (v->key.n) cps_buf_printf(out, "%.*s=", CPS_FMT(v->key));
    switch (v->kind) {
    case CPS_JSON_NULL: cps_buf_add(out, "z", 1); break;
    case CPS_JSON_FALSE: cps_buf_add(out, "f", 1); break;
    case CPS_JSON_TRUE: cps_buf_add(out, "t", 1); break;
    case CPS_JSON_NUMBER: cps_buf_printf(out, "n%.*s", CPS_FMT(v->text)); break;
    case CPS_JSON_STRING: cps_buf_printf(out, "\"%.*s\"", CPS_FMT(v->text)); break;
    case CPS_JSON_ARRAY:
    case CPS_JSON_OBJECT:
        cps_buf_add(out, v->kind == CPS_JSON_ARRAY ? "[" : "{", 1);
        for (const struct cps_json_value *part = v->first; part; part = part->next) {
            dump(part, out);
            if (part->next) cps_buf_add(out, " ", 1);
        }
        cps_buf_add(out, v->kind == CPS_JSON_ARRAY ? "]" : "}", 1);
    }
}

struct reading {
    struct cps_input *in;
    struct cps_json_in *json;
};

static void open_text(struct reading *r, capias_str text, enum cps_json_form form)
{
    assert_int_equal(cps_input_memory(text, "x.json", &r->in, NULL), CAPIAS_OK);
    assert_int_equal(cps_json_in_open(r->in, form, &r->json, NULL), CAPIAS_OK);
}

static void close_text(struct reading *r)
{
    cps_json_in_close(r->json);
    cps_input_close(r->in);
}

/* ---- what is JSON ---------------------------------------------------------------------------- */

static void reads(void **state)
{
    (void)state;
    static const struct { const char *json, *want; } rows[] = {
        {"{}", "{}"}, {"[]", "[]"}, {" [ ] ", "[]"}, {"[[],{}]", "[[] {}]"},
        {"{\"a\":1,\"b\":[true,false,null]}", "{a=n1 b=[t f z]}"},
        {"[0,-0,1.5,-2e10,3E-2,4e+1,0.0]", "[n0 n-0 n1.5 n-2e10 n3E-2 n4e+1 n0.0]"},
        {"[123456789012345678901234567890]", "[n123456789012345678901234567890]"},
        {"[\"\",\"a\\\"b\",\"\\\\\",\"\\\\\\\\\",\"\\/\"]", "[\"\" \"a\"b\" \"\\\" \"\\\\\" \"/\"]"},
        {"[\"\\n\\t\\r\\b\\f\"]", "[\"\n\t\r\b\f\"]"},
        {"[\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"]", "[\"A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"]"},
        {"[\"\xd0\x9f\xd1\x83\xd1\x82\xd0\xb8\xd0\xbd\"]", "[\"\xd0\x9f\xd1\x83\xd1\x82\xd0\xb8\xd0\xbd\"]"},
        {"{\"k\\u0065y\":\"v\"}", "{key=\"v\"}"}, {"{\"a\":\"1\",\"a\":\"2\"}", "{a=\"1\" a=\"2\"}"},
        {"\t[\t1\t,\t2\t]\t", "[n1 n2]"}, {"[\"\x7f\"]", "[\"\x7f\"]"}, {"[\"[{,:}]\"]", "[\"[{,:}]\"]"},
    };
    struct cps_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r;
        struct cps_json_record record;
        capias_error err = {0};
        open_text(&r, cps_str(rows[i].json), CPS_JSON_LINES);
        if (cps_json_in_next(r.json, &record, &err) != CAPIAS_OK || !record.value)
            fail_msg("%s: %s", rows[i].json, err.what);
        cps_buf_reset(&got);
        dump(record.value, &got);
        if (!cps_str_is((capias_str){got.v, got.n}, rows[i].want))
            fail_msg("%s: %.*s", rows[i].json, (int)got.n, got.v);
        assert_int_equal(cps_json_in_next(r.json, &record, &err), CAPIAS_OK);
        assert_null(record.value);
        close_text(&r);
    }
    cps_buf_release(&got);
}

/* Column 0: any will do. */
static void refuses(void **state)
{
    (void)state;
    static const struct { const char *json; uint32_t column; } rows[] = {
        {"[", 2}, {"{", 2}, {"]", 1}, {"}", 1}, {"[}", 0}, {"{]", 0}, {"[1", 0}, {"[1,", 0},
        {"[1,]", 4}, {"[,1]", 2}, {"[1 2]", 4}, {"[1,,2]", 4}, {"{\"a\"}", 0}, {"{\"a\":}", 6},
        {"{\"a\" 1}", 0}, {"{a:1}", 2}, {"{\"a\":1,}", 0}, {"{\"a\":1 \"b\":2}", 8}, {"{,}", 0},
        {"{1:2}", 2}, {"{\"a\":1", 0}, {"{\"a\":[1}", 0}, {"[1]]", 4}, {"{}{}", 3}, {"[] x", 4},
        {"{} ,", 4}, {"true", 1}, {"1", 1}, {"\"a\"", 1}, {"x", 1}, {"[x]", 2}, {"[tru]", 2},
        {"[truex]", 2}, {"[nul]", 2}, {"[True]", 2}, {"[01]", 2}, {"[-]", 2}, {"[+1]", 2},
        {"[1.]", 2}, {"[.5]", 2}, {"[1e]", 2}, {"[1e+]", 2}, {"[0x10]", 2}, {"[NaN]", 2},
        {"[Infinity]", 2}, {"[-Infinity]", 2}, {"[1a]", 2}, {"['a']", 2}, {"[\"a]", 2},
        {"[\"a\\\"]", 2}, {"[\"\\x\"]", 3}, {"[\"ab\\u12g4\"]", 5}, {"[\"\\u12\"]", 3},
        {"[\"\\ud800\"]", 3}, {"[\"\\udc00\"]", 3}, {"[\"\\ud800\\u0041\"]", 3},
        {"[\"\\ud800x\"]", 3}, {"[\"a\tb\"]", 4}, {"[\"\x01\"]", 3}, {"[\"\xc3\xa9\xff\"]", 4},
        {"[\"\xc0\x80\"]", 3}, {"[\"\xed\xa0\x80\"]", 3}, {"[\"a\" \"b\"]", 6}, {"[1]\v", 0},
        {"[\"\xc3\xa9\", x]", 7}, {"// no\n", 1}, {"[1] // no", 5}, {"{\"a\":\"b\":\"c\"}", 9},
        {"[{\"a\":1},{\"b\":}]", 15}, {"\xef\xbf\xbd", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int form = CPS_JSON_LINES; form <= CPS_JSON_DOCUMENT; form++) {
            struct reading r;
            struct cps_json_record record;
            capias_error err = {0};
            open_text(&r, cps_str(rows[i].json), (enum cps_json_form)form);
            if (cps_json_in_next(r.json, &record, &err) != CAPIAS_E_SYNTAX || record.value)
                fail_msg("%s: taken", rows[i].json);
            if (err.line != 1 || !err.what[0] || !err.hint[0] || strcmp(err.where, "x.json") != 0)
                fail_msg("%s: an error without a place: %s", rows[i].json, err.what);
            if (cps_utf8_check(cps_str(err.what)) != SIZE_MAX) fail_msg("%s: words", rows[i].json);
            if (rows[i].column && err.column != rows[i].column)
                fail_msg("%s: column %u, not %u: %s", rows[i].json, err.column, rows[i].column,
                         err.what);
            capias_error again = {0};
            assert_int_equal(cps_json_in_next(r.json, &record, &again), CAPIAS_OK);
            assert_null(record.value);
            close_text(&r);
        }
}

/* ---- against the plain twin ------------------------------------------------------------------- */

/* Texts that were JSON until bytes of them were changed: the twin must agree on each. */
static void agrees_with_its_twin(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"a\":[1,-2.5e3,true,null],\"b\":{\"c\":\"d\\u0041\\n\"}}",
        "[[],{},[\"\\ud83d\\ude00\",\"\xc3\xa9\"],{\"k\":[{}]},0.5E-1,false]",
        " [ { \"x\" : \"y\" } , \"\\\\\" , 10 ] ",
    };
    static const char bytes[] = "[]{},:\"\\0123456789-+.eEtrufalsn \t\n/bu\xc3\xa9\xff\x01";
    uint64_t x = 88172645463325252u;
    size_t taken = 0;
    for (unsigned round = 0; round < 30000; round++) {
        char text[96];
        size_t n = strlen(texts[round % 3]);
        memcpy(text, texts[round % 3], n);
        for (unsigned change = 0; change < 1 + round % 4; change++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            text[x % n] = bytes[(x >> 32) % (sizeof bytes - 1)];
        }
        capias_str s = {text, n};
        struct reading r;
        struct cps_json_record record;
        capias_error err = {0};
        if (text[0] != ' ' && text[0] != '[' && text[0] != '{') continue; /* may be packed, or a mark */
        open_text(&r, s, CPS_JSON_DOCUMENT);
        bool ours = cps_json_in_next(r.json, &record, &err) == CAPIAS_OK && record.value;
        if (ours != (ref_json(s, CPS_JSON_DEPTH_MAX) != 0))
            fail_msg("round %u: %.*s: %s", round, (int)n, text, err.what);
        taken += ours;
        close_text(&r);
    }
    assert_in_range(taken, 500, 29000);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void lines(void **state)
{
    (void)state;
    static const char text[] = "{\"id\":\"1\"}\r\n\n   \n{\"id\":\n[\"\xff\"]\n{\"id\":\"5\"} x\n"
                               "{\"id\":\"6\",\"id\":\"7\"}\n\r\n{\"id\":\"8\"}";
    static const struct { uint32_t line, column; const char *id; } want[] = {
        {1, 0, "1"}, {4, 7, NULL}, {5, 3, NULL}, {6, 12, NULL}, {7, 0, "7"}, {9, 0, "8"}};
    struct reading r;
    struct cps_json_record record;
    open_text(&r, (capias_str){text, sizeof text - 1}, CPS_JSON_LINES);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        capias_error err = {0};
        capias_status status = cps_json_in_next(r.json, &record, &err);
        assert_int_equal(status, want[i].id ? CAPIAS_OK : CAPIAS_E_SYNTAX);
        assert_int_equal(want[i].id ? record.line : err.line, want[i].line);
        assert_int_equal(err.column, want[i].column);
        if (want[i].id) {
            const struct cps_json_value *id = cps_json_get(record.value, "id");
            assert_true(id && cps_str_is(id->text, want[i].id));
            assert_null(cps_json_get(record.value, "none"));
            assert_null(cps_json_get(id, "id"));
        } else {
            assert_true(text[err.offset] == (i == 1 ? '\n' : i == 2 ? '\xff' : 'x'));
        }
    }
    assert_int_equal(cps_json_in_next(r.json, &record, NULL), CAPIAS_OK);
    assert_null(record.value);
    close_text(&r);
}

static void whole_document(void **state)
{
    (void)state;
    struct reading r;
    struct cps_json_record record;
    capias_error err = {0};
    uint32_t line, column;
    open_text(&r, CPS_STR("\n[\n  {\"a\": 1},\n  {\"\xc3\xa9\": \"x\"}\n]\n"), CPS_JSON_DOCUMENT);
    assert_int_equal(cps_json_in_next(r.json, &record, &err), CAPIAS_OK);
    const struct cps_json_value *second = record.value->first->next;
    cps_json_place(&record, second, &line, &column);
    assert_int_equal(line, 4);
    assert_int_equal(column, 3);
    cps_json_place(&record, second->first, &line, &column);
    assert_int_equal(line, 4);
    assert_int_equal(column, 9);
    close_text(&r);
    open_text(&r, CPS_STR("[\n  {\"a\": 1},\n  {\"b\": oops}\n]\n"), CPS_JSON_DOCUMENT);
    assert_int_equal(cps_json_in_next(r.json, &record, &err), CAPIAS_E_SYNTAX);
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 9);
    assert_string_equal(err.excerpt, "  {\"b\": oops}");
    close_text(&r);
}

/* ---- limits ---------------------------------------------------------------------------------- */

static void fill(struct cps_buf *b, const char *piece, size_t times)
{
    for (size_t i = 0; i < times; i++) cps_buf_str(b, cps_str(piece));
}

/* Records longer than any window, and at every place about its edge. */
static void long_records(void **state)
{
    (void)state;
    struct cps_buf text = {0}, got = {0};
    for (size_t n = 65500; n < 65560; n++) {
        cps_buf_reset(&text);
        cps_buf_str(&text, CPS_STR("[\""));
        fill(&text, "x", n);
        cps_buf_str(&text, CPS_STR("\"]\n[2]\n"));
        struct reading r;
        struct cps_json_record record;
        open_text(&r, (capias_str){text.v, text.n}, CPS_JSON_LINES);
        assert_int_equal(cps_json_in_next(r.json, &record, NULL), CAPIAS_OK);
        assert_int_equal(record.value->first->text.n, n);
        assert_int_equal(cps_json_in_next(r.json, &record, NULL), CAPIAS_OK);
        cps_buf_reset(&got);
        dump(record.value, &got);
        assert_true(cps_str_is((capias_str){got.v, got.n}, "[n2]"));
        close_text(&r);
    }
    cps_buf_release(&text);
    cps_buf_release(&got);
}

static void check_limit(struct cps_buf *text, enum cps_json_form form, const char *what)
{
    struct reading r;
    struct cps_json_record record;
    capias_error err = {0};
    cps_buf_str(text, CPS_STR("\n[1]\n"));
    assert_false(text->failed);
    open_text(&r, (capias_str){text->v, text->n}, form);
    assert_int_equal(cps_json_in_next(r.json, &record, &err), CAPIAS_E_LIMIT);
    assert_string_equal(err.what, what);
    assert_true(err.line == 1 && err.hint[0]);
    assert_int_equal(cps_json_in_next(r.json, &record, NULL), CAPIAS_OK);
    if (form == CPS_JSON_LINES) {
        assert_non_null(record.value);
        assert_int_equal(record.line, 2);
    } else {
        assert_null(record.value);
    }
    close_text(&r);
    cps_buf_reset(text);
}

static void limits(void **state)
{
    (void)state;
    struct cps_buf text = {0};
    fill(&text, "[", CPS_JSON_DEPTH_MAX + 1);
    fill(&text, "]", CPS_JSON_DEPTH_MAX + 1);
    check_limit(&text, CPS_JSON_LINES, "nested deeper than 64");
    fill(&text, "[", 100000);
    fill(&text, "]", 100000);
    check_limit(&text, CPS_JSON_LINES, "nested deeper than 64");
    fill(&text, "[0", 1);
    fill(&text, ",0", CPS_JSON_VALUES_MAX);
    fill(&text, "]", 1);
    check_limit(&text, CPS_JSON_LINES, "more than 4 million values in one record");
    fill(&text, "[\"", 1);
    fill(&text, "0123456789abcdef", CPS_JSON_LINE_MAX / 16);
    fill(&text, "\"]", 1);
    check_limit(&text, CPS_JSON_LINES, "a line is longer than 16 MiB");
    fill(&text, "                ", CPS_JSON_DOCUMENT_MAX / 16);
    check_limit(&text, CPS_JSON_DOCUMENT, "the file is longer than 64 MiB");
    fill(&text, "[", CPS_JSON_DEPTH_MAX);
    fill(&text, "]", CPS_JSON_DEPTH_MAX);
    struct reading r;
    struct cps_json_record record;
    open_text(&r, (capias_str){text.v, text.n}, CPS_JSON_LINES);
    assert_int_equal(cps_json_in_next(r.json, &record, NULL), CAPIAS_OK);
    assert_non_null(record.value);
    close_text(&r);
    cps_buf_release(&text);
}

/* Each allocation fails in turn: out of memory is said, or all is read as without. */
static void faults(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":[\"\\u0041\",1,{\"b\":null}]}\n[broken\n{\"c\":\"d\"}\n";
    for (uint64_t nth = 1;; nth++) {
        struct cps_input *in = NULL;
        struct cps_json_in *json = NULL;
        struct cps_json_record record = {0};
        capias_error err = {0};
        cps_seam_fail_alloc(nth);
        capias_status status = cps_input_memory((capias_str){text, sizeof text - 1}, "x", &in, &err);
        if (status == CAPIAS_OK) status = cps_json_in_open(in, CPS_JSON_LINES, &json, &err);
        size_t records = 0;
        while (status == CAPIAS_OK || status == CAPIAS_E_SYNTAX) {
            err = (capias_error){0};
            status = cps_json_in_next(json, &record, &err);
            if (status == CAPIAS_OK && !record.value) break;
            records++;
        }
        bool reached = cps_seam_allocs() >= nth;
        cps_seam_fail_alloc(0);
        cps_json_in_close(json);
        cps_input_close(in);
        if (!reached) {
            assert_int_equal(status, CAPIAS_OK);
            assert_int_equal(records, 3);
            assert_true(nth > 3);
            break;
        }
        assert_int_equal(status, CAPIAS_E_NOMEM);
        assert_int_equal(err.status, CAPIAS_E_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),          cmocka_unit_test(refuses),
        cmocka_unit_test(agrees_with_its_twin),
        cmocka_unit_test(lines),          cmocka_unit_test(whole_document),
        cmocka_unit_test(long_records),   cmocka_unit_test(limits),
        cmocka_unit_test(faults),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
