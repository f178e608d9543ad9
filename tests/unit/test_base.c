/* SPDX-License-Identifier: Apache-2.0
 *
 * What base/ promises: rows of a CSV with all that real lists do, XML with the dangers refused,
 * encodings, atomic output, the fault seam. Tables of cases; a failure prints its row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

/* Rows as "a|b" joined by "/", errors as "!LINE". */
static void read_csv(const char *text, size_t n, struct cps_buf *out)
{
    struct cps_input *in;
    struct cps_csv *csv;
    assert_int_equal(cps_input_memory((capias_str){text, n}, "test.csv", &in, NULL), CAPIAS_OK);
    assert_int_equal(cps_csv_open(in, ',', &csv, NULL), CAPIAS_OK);
    for (;;) {
        struct cps_csv_row row;
        capias_error err = {0};
        capias_status status = cps_csv_next(csv, &row, &err);
        if (status == CAPIAS_OK && row.n == 0) break;
        if (out->n) cps_buf_add(out, "/", 1);
        if (status != CAPIAS_OK) {
            assert_true(err.hint[0] && err.what[0]);
            cps_buf_printf(out, "!%u", err.line);
            continue;
        }
        for (size_t i = 0; i < row.n; i++) {
            if (i) cps_buf_add(out, "|", 1);
            cps_buf_str(out, row.fields[i]);
        }
    }
    cps_buf_add(out, "", 1);
    cps_csv_close(csv);
    cps_input_close(in);
}

static void csv_rows(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
        size_t n;
    } cases[] = {
        {"a,b\nc,d\n", "a|b/c|d", 0},
        {"a,b\r\nc,d", "a|b/c|d", 0},
        {"\"a,\"\"b\"\"\",c\n", "a,\"b\"|c", 0},
        {"\"two\nlines\",x\n", "two\nlines|x", 0},
        {"a,\nb,\n", "a|/b|", 0},
        {"\n\n a \n", " a ", 0},
        {"36,\"X\",-0- \r\n\x1a", "36|X|-0- ", 0},
        {"\"abc\"def,g\n", "abcdef|g", 0},
        {"say \"hi\",b\n", "say \"hi\"|b", 0},
        {"a,b\n\"open,c\nd,e\n", "a|b/!2/d|e", 0},
        {"a\nb\xe9,c\nd\n", "a/!2/d", 0},
        {"\xef\xbb\xbf" "a,b\n", "a|b", 0},
        {"\xff\xfe" "a\0,\0\xe9\0\n\0", "a|\xc3\xa9", 10},
        {"\xfe\xff\0a\0,\xd8\x3d\xde\x00\0\n", "a|\xf0\x9f\x98\x80", 12},
        {"", "", 0},
        {"\x1a", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_buf out = {0};
        read_csv(cases[i].text, cases[i].n ? cases[i].n : strlen(cases[i].text), &out);
        if (strcmp(out.v, cases[i].rows) != 0)
            fail_msg("row %zu: got <%s>, want <%s>", i, out.v, cases[i].rows);
        cps_buf_release(&out);
    }
}

static void csv_limits(void **state)
{
    (void)state;
    struct cps_buf text = {0}, out = {0};
    cps_buf_str(&text, CPS_STR("a\n\""));
    for (size_t i = 0; i < CPS_CSV_FIELD_MAX + 10; i++) cps_buf_add(&text, "x", 1);
    cps_buf_str(&text, CPS_STR("\nb\n"));
    for (size_t i = 0; i < CPS_CSV_FIELD_MAX + 10; i++) cps_buf_add(&text, "y", 1);
    cps_buf_str(&text, CPS_STR("\nc\n"));
    read_csv(text.v, text.n, &out);
    assert_string_equal(out.v, "a/!2/b/!4/c");
    cps_buf_release(&text);
    cps_buf_release(&out);
}

static capias_status seen_close(void *ctx, struct cps_xml *xml, capias_str name, capias_str text,
                                capias_error *err)
{
    (void)err;
    cps_buf_printf(ctx, "%u ", cps_xml_depth(xml));
    cps_buf_str(ctx, name);
    cps_buf_add(ctx, "=", 1);
    cps_buf_str(ctx, text);
    cps_buf_add(ctx, ";", 1);
    return CAPIAS_OK;
}

static capias_status read_xml(const char *text, size_t n, struct cps_buf *out, capias_error *err)
{
    struct cps_input *in;
    assert_int_equal(cps_input_memory((capias_str){text, n}, "t.xml", &in, NULL), CAPIAS_OK);
    struct cps_xml_handler handler = {.close = seen_close, .ctx = out};
    capias_status status = cps_xml_parse(in, &handler, err);
    cps_buf_add(out, "", 1);
    cps_input_close(in);
    return status;
}

static void xml_text_and_dangers(void **state)
{
    (void)state;
    struct cps_buf deep = {0};
    for (int i = 0; i < 100; i++) cps_buf_str(&deep, CPS_STR("<a>"));
    cps_buf_add(&deep, "", 1);
    const struct {
        const char *text, *seen;
        capias_status status;
    } cases[] = {
        {"<r> x <n:c>in</n:c> y </r>", "2 c=in;1 r=x  y;", CAPIAS_OK},
        {"<r>&#233;&amp;</r>", "1 r=\xc3\xa9&;", CAPIAS_OK},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><r>\xe9</r>", "1 r=\xc3\xa9;", CAPIAS_OK},
        {"<r><c>", "", CAPIAS_E_SYNTAX},
        {"", "", CAPIAS_E_SYNTAX},
        {"<r>\xff</r>", "", CAPIAS_E_SYNTAX},
        {"<!DOCTYPE r [<!ENTITY a 'xx'><!ENTITY b '&a;&a;'>]><r>&b;</r>", "", CAPIAS_E_SYNTAX},
        {deep.v, "", CAPIAS_E_LIMIT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_buf out = {0};
        capias_error err = {0};
        capias_status status = read_xml(cases[i].text, strlen(cases[i].text), &out, &err);
        if (status != cases[i].status || strcmp(out.v, cases[i].seen) != 0)
            fail_msg("row %zu: status %d, got <%s>", i, status, out.v);
        assert_true(status == CAPIAS_OK || (err.line > 0 && err.hint[0]));
        cps_buf_release(&out);
    }
    cps_buf_release(&deep);
}

static void known_hashes(void **state)
{
    (void)state;
    struct cps_sha256 s;
    char hex[65];
    cps_sha256_init(&s);
    cps_sha256_hex(&s, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    cps_sha256_init(&s);
    for (int i = 0; i < 1000000; i++) cps_sha256_add(&s, "a", 1);
    cps_sha256_hex(&s, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void json_text(void **state)
{
    (void)state;
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "a", CPS_STR("q\"\\\n\x01\xc3\xa9\xff"));
    cps_json_put_score(&j, "s", 0.7);
    cps_json_put_score(&j, "t", -1.23456);
    cps_json_key(&j, "l");
    cps_json_open_array(&j);
    cps_json_u64(&j, 1);
    cps_json_null(&j);
    cps_json_bool(&j, true);
    cps_json_close_array(&j);
    cps_json_close_object(&j);
    cps_buf_add(&b, "", 1);
    assert_string_equal(b.v, "{\"a\":\"q\\\"\\\\\\n\\u0001\xc3\xa9\\ufffd\",\"s\":0.7,"
                             "\"t\":-1.2346,\"l\":[1,null,true]}");
    cps_buf_release(&b);
}

static void interned_once(void **state)
{
    (void)state;
    struct cps_intern t;
    cps_intern_init(&t);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            char text[16];
            int n = snprintf(text, sizeof text, "s%u", i);
            assert_int_equal(cps_intern_add(&t, (capias_str){text, (size_t)n}), i);
        }
    assert_int_equal(cps_intern_find(&t, CPS_STR("nobody")), CPS_NONE);
    cps_intern_release(&t);
}

/* Whatever call fails, the old file stays as it was and no other is left behind. */
static void output_is_whole_or_not_at_all(void **state)
{
    (void)state;
    char folder[] = "/tmp/capias-test-XXXXXX", path[64], text[8] = "";
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/f", folder);
    for (uint64_t nth = 0; nth < 8; nth++) {
        struct cps_output o;
        FILE *f = fopen(path, "w");
        assert_int_equal(fputs("old", f) >= 0 && fclose(f) == 0, 1);
        cps_seam_fail_io(nth);
        capias_status status = cps_output_open(&o, path, NULL);
        if (status == CAPIAS_OK) {
            status = cps_output_write(&o, "new", 3, NULL);
            if (status == CAPIAS_OK) status = cps_output_commit(&o, NULL);
            else cps_output_abandon(&o);
        }
        uint64_t calls = cps_seam_ios();
        cps_seam_fail_io(0);
        f = fopen(path, "r");
        assert_non_null(fgets(text, sizeof text, f));
        (void)fclose(f);
        assert_string_equal(text, status == CAPIAS_OK ? "new" : "old");
        assert_int_equal(status == CAPIAS_OK, nth == 0 || nth > calls);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0); /* fails if anything was left behind */
}

static capias_status write_new(const char *path)
{
    struct cps_output o;
    CPS_TRY(cps_output_open(&o, path, NULL));
    CPS_TRY(cps_output_write(&o, "new", 3, NULL));
    return cps_output_commit(&o, NULL);
}

/* A pipe stays a pipe (a device too), a link stays a link, and what was private stays private. */
static void output_to_what_is_there(void **state)
{
    (void)state;
    char folder[] = "/tmp/capias-test-XXXXXX", file[64], link[64], pipe[64], text[8] = "";
    struct stat st;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(file, sizeof file, "%s/f", folder);
    (void)snprintf(link, sizeof link, "%s/link", folder);
    (void)snprintf(pipe, sizeof pipe, "%s/pipe", folder);
    assert_int_equal(write_new(file), CAPIAS_OK);
    assert_int_equal(chmod(file, 0600) | symlink("f", link) | mkfifo(pipe, 0600), 0);
    assert_int_equal(write_new(link), CAPIAS_OK);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    int reader = open(pipe, O_RDONLY | O_NONBLOCK);
    assert_int_equal(write_new(pipe), CAPIAS_OK);
    assert_int_equal(read(reader, text, sizeof text), 3);
    assert_string_equal(text, "new");
    assert_int_equal(close(reader) | lstat(pipe, &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    assert_int_equal(unlink(file) | unlink(link) | unlink(pipe) | rmdir(folder), 0);
}

static void paths_that_are_not_files(void **state)
{
    (void)state;
    struct cps_input *in;
    struct cps_mapping map;
    struct cps_files files;
    struct cps_output out;
    capias_error err = {0};
    assert_int_equal(cps_input_open("/nowhere/x", &in, &err), CAPIAS_E_IO);
    assert_string_equal(err.where, "/nowhere/x");
    assert_int_equal(cps_input_open("/", &in, NULL), CAPIAS_E_IO);
    assert_int_equal(cps_file_map("/", &map, NULL), CAPIAS_E_IO);
    assert_int_equal(cps_files_list((const char *[]){"/nowhere"}, 1, &files, NULL), CAPIAS_E_IO);
    assert_int_equal(cps_output_open(&out, "/nowhere/x", NULL), CAPIAS_E_IO);
    assert_int_equal(cps_output_open(&out, "/tmp", NULL), CAPIAS_E_IO);
}

static void input_of_nothing(void **state)
{
    (void)state;
    struct cps_input *in;
    capias_str head;
    assert_int_equal(cps_input_memory((capias_str){0}, "nothing", &in, NULL), CAPIAS_OK);
    assert_int_equal(cps_input_peek(in, 10, &head, NULL), CAPIAS_OK);
    assert_int_equal(head.n, 0);
    cps_input_close(in);
}

static void arena_limit(void **state)
{
    (void)state;
    struct cps_arena a;
    cps_arena_init(&a, 10000);
    assert_non_null(cps_arena_take(&a, 6000, 64));
    assert_null(cps_arena_take(&a, 6000, 1));
    cps_arena_reset(&a);
    assert_non_null(cps_arena_take(&a, 9000, 8));
    cps_arena_release(&a);
    cps_seam_fail_alloc(1);
    assert_null(cps_arena_take(&a, 1, 1));
    cps_seam_fail_alloc(0);
    cps_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_rows),
        cmocka_unit_test(csv_limits),
        cmocka_unit_test(xml_text_and_dangers),
        cmocka_unit_test(known_hashes),
        cmocka_unit_test(json_text),
        cmocka_unit_test(interned_once),
        cmocka_unit_test(output_is_whole_or_not_at_all),
        cmocka_unit_test(output_to_what_is_there),
        cmocka_unit_test(paths_that_are_not_files),
        cmocka_unit_test(input_of_nothing),
        cmocka_unit_test(arena_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
