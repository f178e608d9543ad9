/* SPDX-License-Identifier: Apache-2.0
 *
 * What sources/ promises: the entity model; each format as it is published (tests/formats, invented
 * persons) said statement by statement as in the golden file; bad input refused or left out with
 * file and line, and everything else kept; every failing allocation survived.
 * CAPIAS_GOLDEN=write writes the golden files anew; a person reviews the difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include "../support/sources_sink.h"

static const char *root(void)
{
    const char *r = getenv("CAPIAS_SOURCE_ROOT");
    return r ? r : ".";
}

/* ---- the model ------------------------------------------------------------------------------- */

static void model(void **state)
{
    (void)state;
    static const struct { const char *schema, *ancestor; bool is; } kin[] = {
        {"Person", "LegalEntity", true}, {"Person", "Person", true}, {"Company", "Asset", true},
        {"Company", "Thing", true}, {"Person", "Organization", false}, {"Vessel", "Vehicle", true},
        {"City", "Territory", true}, {"Sanction", "Thing", false}};
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++) {
        cps_schema a = cps_schema_find(cps_str(kin[i].schema)),
                   b = cps_schema_find(cps_str(kin[i].ancestor));
        if (a == CPS_NO_SCHEMA || b == CPS_NO_SCHEMA || cps_schema_is_a(a, b) != kin[i].is)
            fail_msg("row %zu", i);
    }
    static const struct { const char *schema, *property; enum cps_property_type type; } has[] = {
        {"Person", "birthDate", CPS_TYPE_DATE}, {"Person", "name", CPS_TYPE_NAME},
        {"Person", "weakAlias", CPS_TYPE_NAME}, {"Vessel", "imoNumber", CPS_TYPE_IDENTIFIER},
        {"Sanction", "entity", CPS_TYPE_ENTITY}, {"Country", "name", CPS_TYPE_NAME},
        {"Person", "nationality", CPS_TYPE_COUNTRY}, {"Passport", "holder", CPS_TYPE_ENTITY}};
    for (size_t i = 0; i < sizeof has / sizeof *has; i++) {
        cps_property p =
            cps_property_find(cps_schema_find(cps_str(has[i].schema)), cps_str(has[i].property));
        const struct cps_property_info *info = cps_property_get(p);
        if (!info || info->type != has[i].type || strcmp(info->name, has[i].property) != 0)
            fail_msg("row %zu", i);
    }
    assert_int_equal(cps_property_find(cps_schema_find(CPS_STR("Company")), CPS_STR("birthDate")),
                     CPS_NO_PROPERTY);
    assert_int_equal(cps_schema_find(CPS_STR("person")), CPS_NO_SCHEMA);
    assert_null(cps_schema_get(CPS_NO_SCHEMA));
    assert_null(cps_property_get(CPS_NO_PROPERTY));
    static const struct { const char *schema; bool party;
    } parties[] = {{"Person", true},   {"Company", true},  {"Vessel", true},
                   {"Airplane", true}, {"Country", false}, {"City", false},
                   {"Court", false},   {"Address", false}, {"CryptoWallet", false},
                   {"Passport", false}};
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        if (cps_schema_get(cps_schema_find(cps_str(parties[i].schema)))->matchable !=
            parties[i].party)
            fail_msg("party row %zu", i);
}

/* ---- golden ---------------------------------------------------------------------------------- */

static void read_text(const char *path, struct cps_buf *out)
{
    struct cps_mapping m;
    cps_buf_reset(out);
    if (cps_file_map(path, &m, NULL) != CAPIAS_OK) return;
    cps_buf_add(out, m.p, m.n);
    cps_file_unmap(&m);
}

static void write_text(const char *path, const struct cps_buf *text)
{
    struct cps_output o;
    assert_int_equal(cps_output_open(&o, path, NULL), CAPIAS_OK);
    assert_int_equal(cps_output_write(&o, text->v, text->n, NULL), CAPIAS_OK);
    assert_int_equal(cps_output_commit(&o, NULL), CAPIAS_OK);
}

static void compare_lines(const char *name, capias_str got, capias_str want)
{
    capias_str g, w;
    for (size_t line = 1; got.n || want.n; line++) {
        if (!cps_str_split(&got, '\n', &g)) g = (capias_str){0};
        if (!cps_str_split(&want, '\n', &w)) w = (capias_str){0};
        if (!cps_str_eq(g, w))
            fail_msg("%s, line %zu:\n  got  %.*s\n  want %.*s", name, line, CPS_FMT(g), CPS_FMT(w));
    }
}

static void golden(void **state)
{
    (void)state;
    static const struct { const char *folder, *as_of; } cases[] = {
        {"ofac", "2023-12-28"}, {"ofac_xml", ""}, {"un", ""}, {"list", ""}, {"law", ""}, {"ftm", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char folder[512], expected[512];
        struct cps_buf got = {0}, want = {0};
        struct sources_sink s;
        capias_error err = {0};
        (void)snprintf(folder, sizeof folder, "%s/tests/formats/%s", root(), cases[i].folder);
        (void)snprintf(expected, sizeof expected, "%s/tests/formats/expected/%s.tsv", root(),
                       cases[i].folder);
        sources_sink_init(&s, &got);
        const char *path = folder;
        if (cps_sources_read(&path, 1, cps_str(cases[i].as_of), &s.sink, &err) != CAPIAS_OK)
            fail_msg("%s: %s: %s", cases[i].folder, err.where, err.what);
        if (getenv("CAPIAS_GOLDEN")) write_text(expected, &got);
        read_text(expected, &want);
        compare_lines(cases[i].folder, (capias_str){got.v, got.n}, (capias_str){want.v, want.n});
        cps_buf_release(&got);
        cps_buf_release(&want);
    }
}

/* The same list packed, with a byte order mark, as UTF-16, with other line ends: the same
 * statements. */
static void same_in_other_clothes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"ofac/sdn.csv", "packed/sdn.csv.gz"},
                                           {"un/consolidated.xml", "packed/un.xml.xz"}};
    struct cps_buf plain = {0}, other = {0}, file = {0}, dressed = {0};
    for (size_t i = 0; i < 2; i++) {
        char path[512];
        struct sources_sink s;
        (void)snprintf(path, sizeof path, "%s/tests/formats/%s", root(), pairs[i][0]);
        read_text(path, &file);
        struct cps_source_file f = {.path = path, .name = "x"};
        cps_buf_reset(&plain);
        sources_sink_init(&s, &plain);
        assert_int_equal(cps_sources_read_files(&f, 1, (capias_str){0}, &s.sink, NULL), CAPIAS_OK);
        (void)snprintf(path, sizeof path, "%s/tests/formats/%s", root(), pairs[i][1]);
        cps_buf_reset(&other);
        sources_sink_init(&s, &other);
        assert_int_equal(cps_sources_read_files(&f, 1, (capias_str){0}, &s.sink, NULL), CAPIAS_OK);
        compare_lines(pairs[i][1], (capias_str){other.v, other.n}, (capias_str){plain.v, plain.n});
        for (int form = 0; form < 3; form++) { /* mark; UTF-16 little, big */
            cps_buf_reset(&dressed);
            cps_buf_add(&dressed,
                        form == 0   ? "\xef\xbb\xbf"
                        : form == 1 ? "\xff\xfe"
                                    : "\xfe\xff",
                        form ? 2 : 3);
            capias_str text = {file.v, file.n};
            for (size_t k = 0; k < file.n;) {
                if (!form) {
                    cps_buf_add(&dressed, file.v + k++, 1);
                    continue;
                }
                uint32_t c = cps_utf8_next(text, &k);
                unsigned char unit[] = {(unsigned char)(form == 1 ? c & 255 : c >> 8),
                                        (unsigned char)(form == 1 ? c >> 8 : c & 255)};
                cps_buf_add(&dressed, unit, 2);
            }
            struct cps_source_file in = {.bytes = {dressed.v, dressed.n}, .name = "x"};
            cps_buf_reset(&other);
            sources_sink_init(&s, &other);
            if (cps_sources_read_files(&in, 1, (capias_str){0}, &s.sink, NULL) != CAPIAS_OK)
                fail_msg("%s, form %d", pairs[i][0], form);
            compare_lines(pairs[i][0], (capias_str){other.v, other.n},
                          (capias_str){plain.v, plain.n});
        }
    }
    cps_buf_release(&plain);
    cps_buf_release(&other);
    cps_buf_release(&file);
    cps_buf_release(&dressed);
}

/* ---- bad input ------------------------------------------------------------------------------- */

#define NULLS "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
#define GOOD "36,\"GOOD\",-0- ,\"CUBA\"," NULLS "\r\n"
#define UN_HEAD "<CONSOLIDATED_LIST dateGenerated=\"2026-01-01\"><INDIVIDUALS><INDIVIDUAL>"

static void refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t n;
        capias_status status;
        const char *what;
    } cases[] = {
#define B(s) s, sizeof(s) - 1
        {"empty.csv", B(""), CAPIAS_E_SYNTAX, "the file is empty"},
        {"blank.csv", B("\n\n\n"), CAPIAS_E_SYNTAX, "of no format we know"},
        {"notes.txt", B("Dear all,\nfind the list attached.\n"), CAPIAS_E_SYNTAX,
         "of no format we know"},
        {"image.png", B("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), CAPIAS_E_SYNTAX, "binary"},
        {"other.xml", B("<?xml version=\"1.0\"?><sdnList><a/></sdnList>"), CAPIAS_E_SYNTAX,
         "of no format we know"},
        {"other.csv", B("qid,full_name,dob\n1,A,1970\n"), CAPIAS_E_SYNTAX, "of no format we know"},
        {"cut.xml", B(UN_HEAD "<FIRST_NAME>IV"), CAPIAS_E_SYNTAX, "not well-formed"},
        {"crossed.xml", B(UN_HEAD "</INDIVIDUALS>"), CAPIAS_E_SYNTAX, "not well-formed"},
        {"latin1.xml", B(UN_HEAD "<FIRST_NAME>Jos\xe9</FIRST_NAME></INDIVIDUAL>"), CAPIAS_E_SYNTAX,
         "not well-formed"},
        {"bomb.xml",
         B("<!DOCTYPE b [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;\">]>" UN_HEAD
           "<FIRST_NAME>&b;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"),
         CAPIAS_E_SYNTAX, "entities of its own"},
        {"alt.csv", B("36,12,\"aka\",\"ALONE\",-0- \r\n"), CAPIAS_E_DATA,
         "without its primary file"},
        {"persons.csv",
         B("id,name,aliases,birth_date,birth_place,nationality,gender,role,status,source\n"),
         CAPIAS_E_DATA, "lacks its column confidence"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sources_sink s;
        capias_error err = {0};
        sources_sink_init(&s, NULL);
        struct cps_source_file f = {.bytes = {cases[i].bytes, cases[i].n}, .name = cases[i].name};
        capias_status status = cps_sources_read_files(&f, 1, (capias_str){0}, &s.sink, &err);
        if (status != cases[i].status || !strstr(err.what, cases[i].what) ||
            !strstr(err.where, cases[i].name) || !err.hint[0])
            fail_msg("%s: %d %s: %s: %s", cases[i].name, status, err.where, err.what, err.hint);
    }
}

static void deep_xml(void **state)
{
    (void)state;
    struct cps_buf b = {0};
    struct sources_sink s;
    capias_error err = {0};
    cps_buf_printf(&b, UN_HEAD);
    for (int i = 0; i < 5000; i++) cps_buf_printf(&b, "<A>");
    struct cps_source_file f = {.bytes = {b.v, b.n}, .name = "deep.xml"};
    sources_sink_init(&s, NULL);
    assert_int_equal(cps_sources_read_files(&f, 1, (capias_str){0}, &s.sink, &err), CAPIAS_E_LIMIT);
    assert_int_equal(err.line, 1);
    cps_buf_release(&b);
}

/* One row is bad, in each of many ways; the rows around it stay, and the message names the line. */
static void left_out(void **state)
{
    (void)state;
    static const struct { const char *row, *what; } cases[] = {
        {"37,\"Jos\xe9\",-0- ,\"CUBA\"," NULLS "\r\n", "not UTF-8"},
        {"37,\"NEVER CLOSED,-0- ,\"CUBA\n", ""},
        {"37,\"\",-0- ,\"CUBA\"," NULLS "\r\n", "has no name"},
        {"37,\"SHORT\",-0- \r\n", "3 fields instead of 12"},
        {"-1,\"MINUS\",-0- ,\"CUBA\"," NULLS "\r\n", "not a party number"},
        {"99999999999999999999,\"HUGE\",-0- ,\"CUBA\"," NULLS "\r\n", "not a party number"},
        {"36,\"TWICE\",-0- ,\"CUBA\"," NULLS "\r\n", "is in line 1 already"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_buf in = {0}, out = {0};
        struct sources_sink s;
        cps_buf_printf(&in, "%s%s%s", GOOD, cases[i].row,
                       "40,\"LAST\",-0- ,\"CUBA\"," NULLS "\r\n\x1a");
        struct cps_source_file f = {.bytes = {in.v, in.n}, .name = "sdn.csv"};
        sources_sink_init(&s, &out);
        if (cps_sources_read_files(&f, 1, (capias_str){0}, &s.sink, NULL) != CAPIAS_OK)
            fail_msg("row %zu", i);
        cps_buf_add(&out, "", 1);
        if (!strstr(out.v, "name\tGOOD") || !strstr(out.v, "name\tLAST") ||
            !strstr(out.v, "sdn.csv:2") || !strstr(out.v, cases[i].what) ||
            !strstr(out.v, "rejected=1"))
            fail_msg("row %zu:\n%s", i, out.v);
        cps_buf_release(&in);
        cps_buf_release(&out);
    }
}

static void gigantic_field(void **state)
{
    (void)state;
    struct cps_buf in = {0}, out = {0};
    struct sources_sink s;
    cps_buf_printf(&in, "%s37,\"", GOOD);
    for (int i = 0; i < 3 << 16; i++) cps_buf_printf(&in, "0123456789abcdef");
    cps_buf_printf(&in, "\",-0- ,\"CUBA\"," NULLS "\r\n40,\"LAST\",-0- ,\"CUBA\"," NULLS "\r\n");
    struct cps_source_file f = {.bytes = {in.v, in.n}, .name = "sdn.csv"};
    sources_sink_init(&s, &out);
    assert_int_equal(cps_sources_read_files(&f, 1, (capias_str){0}, &s.sink, NULL), CAPIAS_OK);
    cps_buf_add(&out, "", 1);
    assert_non_null(strstr(out.v, "name\tGOOD"));
    assert_non_null(strstr(out.v, "name\tLAST"));
    assert_non_null(strstr(out.v, "rejected=1"));
    cps_buf_release(&in);
    cps_buf_release(&out);
}

static void two_editions(void **state)
{
    (void)state;
    static const struct { const char *a, *b, *what;
    } cases[] = {
        {GOOD, "40,\"X\",-0- ,\"CUBA\"," NULLS "\r\n", "second edition of us_ofac_sdn"},
        {UN_HEAD "</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>", "<CONSOLIDATED_LIST/>",
         "second edition of un_sc_sanctions"},
        {"state_a,state_b,length_km,source,confidence\n",
         "state_a,state_b,length_km,source,confidence\n", "second edition of capias"},
        {"# capias-list dataset=x\nid,name\n1,A\n", "# capias-list dataset=x\nid,name\n2,B\n",
         "second edition of x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sources_sink s;
        capias_error err = {0};
        struct cps_source_file f[] = {{.bytes = cps_str(cases[i].a), .name = "first"},
                                      {.bytes = cps_str(cases[i].b), .name = "second"}};
        sources_sink_init(&s, NULL);
        if (cps_sources_read_files(f, 2, (capias_str){0}, &s.sink, &err) != CAPIAS_E_DATA ||
            !strstr(err.what, cases[i].what) || !strstr(err.what, "first") ||
            !strstr(err.where, "second"))
            fail_msg("row %zu: %s: %s", i, err.where, err.what);
        assert_int_equal(s.statements, 0);
    }
}

/* Two OFAC lists at once: each side file goes to the list that has its numbers. */
static void two_ofac_lists(void **state)
{
    (void)state;
    struct cps_source_file f[] = {
        {.bytes = CPS_STR(GOOD), .name = "a.csv"},
        {.bytes = CPS_STR("9639,\"OTHER\",-0- ,\"NS-PLC\"," NULLS "\r\n"), .name = "b.csv"},
        {.bytes = CPS_STR("9639,1,\"aka\",\"OTHER ALIAS\",-0- \r\n"), .name = "c.csv"},
        {.bytes = CPS_STR("36,1,\"aka\",\"GOOD ALIAS\",-0- \r\n"), .name = "d.csv"}};
    struct cps_buf out = {0};
    struct sources_sink s;
    sources_sink_init(&s, &out);
    assert_int_equal(cps_sources_read_files(f, 3, (capias_str){0}, &s.sink, NULL), CAPIAS_OK);
    cps_buf_add(&out, "", 1);
    const char *cons = strstr(out.v, "begin\tus_ofac_cons"),
               *sdn = strstr(out.v, "begin\tus_ofac_sdn");
    const char *alias = strstr(out.v, "OTHER ALIAS");
    assert_true(cons && sdn && alias && cons < alias && alias < sdn);
    assert_null(strstr(out.v, "reject\t"));
    cps_buf_release(&out);
}

/* The publisher's cut falls where it falls: in a word, behind a blank, before a semicolon. */
static void remarks_go_on(void **state)
{
    (void)state;
    static const struct {
        const char *remarks, *comments;
    } cases[] = {
        {"DOB 1950; Digital Currency Address - XBT 1Boat", "SLRH; POB Exampleton."},
        {"DOB 1950; Digital Currency Address - XBT ", "1BoatSLRH; POB Exampleton."},
        {"DOB 1950; Digital Curr", "ency Address - XBT 1BoatSLRH; POB Exampleton."},
        {"DOB 1950; Digital Currency Address - XBT 1BoatSLRH", "; POB Exampleton."},
        {"DOB 1950; Digital Currency Address - XBT 1BoatSLRH;", " POB Exampleton."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sdn[512], comments[256];
        (void)snprintf(
            sdn, sizeof sdn,
            "36,\"A, B\",individual,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"%s\"\r\n",
            cases[i].remarks);
        (void)snprintf(comments, sizeof comments, "36,\"%s\"\r\n", cases[i].comments);
        struct cps_source_file f[] = {{.bytes = cps_str(sdn), .name = "sdn.csv"},
                                      {.bytes = cps_str(comments), .name = "sdn_comments.csv"}};
        struct cps_buf out = {0};
        struct sources_sink s;
        sources_sink_init(&s, &out);
        assert_int_equal(cps_sources_read_files(f, 2, (capias_str){0}, &s.sink, NULL), CAPIAS_OK);
        cps_buf_add(&out, "", 1);
        if (!strstr(out.v, "publicKey\t1BoatSLRH\t") ||
            !strstr(out.v, "birthPlace\tExampleton\t") || !strstr(out.v, "birthDate\t1950\t") ||
            strstr(out.v, "notes"))
            fail_msg("row %zu:\n%s", i, out.v);
        cps_buf_release(&out);
    }
}

static void folders(void **state)
{
    (void)state;
    char folder[] = "/tmp/capias-sources-XXXXXX", path[256];
    struct cps_output o;
    struct sources_sink s;
    capias_error err = {0};
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/README.md", folder);
    assert_int_equal(cps_output_open(&o, path, NULL), CAPIAS_OK);
    assert_int_equal(cps_output_write(&o, "# Lists\n", 8, NULL), CAPIAS_OK);
    assert_int_equal(cps_output_commit(&o, NULL), CAPIAS_OK);
    const char *paths[] = {folder};
    sources_sink_init(&s, NULL);
    assert_int_equal(cps_sources_read(paths, 1, (capias_str){0}, &s.sink, &err), CAPIAS_E_SYNTAX);
    assert_non_null(strstr(err.where, "README.md"));
    assert_non_null(strstr(err.hint, "ofac-legacy-csv"));
    (void)unlink(path);
    (void)rmdir(folder);
    err = (capias_error){0};
    assert_int_equal(cps_sources_read(paths, 1, (capias_str){0}, &s.sink, &err), CAPIAS_E_IO);
    assert_int_equal(cps_sources_read(paths, 1, CPS_STR("yesterday"), &s.sink, NULL), CAPIAS_E_IO);
    struct cps_source_file f = {.bytes = CPS_STR(GOOD), .name = "sdn.csv"};
    assert_int_equal(cps_sources_read_files(&f, 1, CPS_STR("yesterday"), &s.sink, NULL),
                     CAPIAS_E_ARG);
}

static struct cps_source_file fixture[4];

static size_t load(const char *folder, const char *const *names, struct cps_buf *bytes)
{
    size_t n = 0;
    for (; names[n]; n++) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/tests/formats/%s/%s", root(), folder, names[n]);
        read_text(path, &bytes[n]);
        fixture[n] = (struct cps_source_file){.bytes = {bytes[n].v, bytes[n].n}, .name = names[n]};
    }
    return n;
}

static const struct { const char *folder, *names[5]; } sets[] = {
    {"ofac", {"add.csv", "alt.csv", "sdn.csv", "sdn_comments.csv"}},
    {"un", {"consolidated.xml"}},
    {"list", {"list.csv"}},
    {"law", {"persons.csv", "warrants.csv", "measures.csv", "capitals.csv"}},
};

/* Every list cut short at every hundredth byte, and with every hundredth byte changed: an answer or
 * an error, and what the sink demands. */
static void damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct cps_buf bytes[4] = {0};
        size_t n = load(sets[i].folder, sets[i].names, bytes);
        for (size_t f = 0; f < n; f++)
            for (size_t at = 0; at < bytes[f].n; at += 97) {
                struct sources_sink s;
                sources_sink_init(&s, NULL);
                fixture[f].bytes.n = at;
                (void)cps_sources_read_files(fixture, n, (capias_str){0}, &s.sink, NULL);
                fixture[f].bytes.n = bytes[f].n;
                char was = bytes[f].v[at];
                bytes[f].v[at] = at % 2 ? '"' : (char)(was ^ 0x80);
                sources_sink_init(&s, NULL);
                (void)cps_sources_read_files(fixture, n, (capias_str){0}, &s.sink, NULL);
                bytes[f].v[at] = was;
            }
        for (size_t f = 0; f < n; f++) cps_buf_release(&bytes[f]);
    }
}

/* The nth allocation fails, for n = 1, 2, ...: E_NOMEM, or an answer. (A state's name whose look-up
 * found no memory is kept as a note: cps_state_from_name has no way to say so.) */
static void out_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct cps_buf bytes[4] = {0}, whole = {0}, got = {0};
        struct sources_sink s;
        size_t n = load(sets[i].folder, sets[i].names, bytes);
        sources_sink_init(&s, &whole);
        assert_int_equal(cps_sources_read_files(fixture, n, (capias_str){0}, &s.sink, NULL),
                         CAPIAS_OK);
        cps_buf_reset(&got);
        cps_buf_add(&got, whole.v,
                    whole.n); /* room enough, so that the sink itself never allocates */
        for (uint64_t nth = 1;; nth++) {
            capias_error err = {0};
            cps_buf_reset(&got);
            sources_sink_init(&s, &got);
            cps_seam_fail_alloc(nth);
            capias_status status =
                cps_sources_read_files(fixture, n, (capias_str){0}, &s.sink, &err);
            uint64_t calls = cps_seam_allocs();
            cps_seam_fail_alloc(0);
            if (status != CAPIAS_OK && (status != CAPIAS_E_NOMEM || err.status != status))
                fail_msg("%s, allocation %llu: %d %s", sets[i].folder, (unsigned long long)nth,
                         status, err.what);
            if (calls >= nth) continue;
            compare_lines(sets[i].folder, (capias_str){got.v, got.n},
                          (capias_str){whole.v, whole.n});
            break;
        }
        cps_buf_release(&whole);
        cps_buf_release(&got);
        for (size_t f = 0; f < n; f++) cps_buf_release(&bytes[f]);
    }
}

/* The tables of the project itself pass their own checks. */
static void own_tables(void **state)
{
    (void)state;
    char law[512], states[512];
    struct cps_buf out = {0};
    struct sources_sink s;
    capias_error err = {0};
    (void)snprintf(law, sizeof law, "%s/data/law", root());
    (void)snprintf(states, sizeof states, "%s/data/states", root());
    const char *folders_of_tables[] = {law, states};
    struct cps_files all = {0};
    assert_int_equal(cps_files_list(folders_of_tables, 2, &all, NULL), CAPIAS_OK);
    size_t n = 0; /* a README may lie beside the tables */
    for (size_t i = 0; i < all.paths.n; i++)
        if (cps_str_ends(cps_str(all.paths.v[i]), CPS_STR(".csv")))
            all.paths.v[n++] = all.paths.v[i];
    sources_sink_init(&s, &out);
    if (cps_sources_read(all.paths.v, n, (capias_str){0}, &s.sink, &err) != CAPIAS_OK)
        fail_msg("%s: %s", err.where, err.what);
    cps_files_release(&all);
    cps_buf_add(&out, "", 1);
    char *fault = strstr(out.v, "\nreject\t");
    if (!fault) fault = strstr(out.v, "\nwarn\t");
    if (fault) fail_msg("%.300s", fault + 1);
    assert_non_null(strstr(out.v, "\nsay\tMN\tCountry\talias\tМонгол"));
    assert_non_null(strstr(out.v, "\tCity\talias\tUlan Bator"));
    cps_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(model),
                                       cmocka_unit_test(golden),
                                       cmocka_unit_test(same_in_other_clothes),
                                       cmocka_unit_test(refused),
                                       cmocka_unit_test(deep_xml),
                                       cmocka_unit_test(left_out),
                                       cmocka_unit_test(gigantic_field),
                                       cmocka_unit_test(two_editions),
                                       cmocka_unit_test(two_ofac_lists),
                                       cmocka_unit_test(folders),
                                       cmocka_unit_test(damaged),
                                       cmocka_unit_test(remarks_go_on),
                                       cmocka_unit_test(out_of_memory),
                                       cmocka_unit_test(own_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
