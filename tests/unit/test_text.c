/* SPDX-License-Identifier: Apache-2.0
 *
 * What text/ promises: tokens in both forms with flags and offsets, a fold that is idempotent and
 * agrees with a plain twin, Latin that is a-z and 0-9, no crash on any bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "text/text.h"

static struct cps_arena arena;

static capias_str fold(capias_str s)
{
    capias_str out;
    assert_int_equal(cps_text_fold(s, &arena, &out, NULL), CAPIAS_OK);
    return out;
}

static capias_str latin(capias_str s)
{
    capias_str out;
    assert_int_equal(cps_text_latin(s, &arena, &out, NULL), CAPIAS_OK);
    return out;
}

static void expect(const char *what, const char *row, capias_str got, const char *want)
{
    if (!cps_str_is(got, want))
        fail_msg("%s of '%s': got '%.*s', want '%s'", what, row, CPS_FMT(got), want);
}

static void folds(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"  Vladimir \t PUTIN\n", "vladimir putin"},
        {"Straße", "strasse"},
        {"İstanbul", "istanbul"},
        {"O’Neil — “x”", "o'neil - \"x\""},
        {"Ёлкин", "елкин"},
        {"Е\xcc\x88лкин", "елкин"},
        {"Cafe\xcc\x81", "café"},
        {"ＦＵＬＬ　１２３", "full 123"},
        {"a\xe2\x80\x8b" "b\xe2\x80\x8f", "ab"},
        {"ٱلسَّيِّد", "السيد"},
        {"أحمد آية إبراهيم", "احمد اية ابراهيم"},
        {"کریمی", "كريمي"},
        {"١٢۳", "123"},
        {"ΣΟΦΟΣ Σοφός", "σοφοσ σοφοσ"},
        {"a\xff\xfe" "b", "a b"},
        {"한글", "한글"},
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect("fold", cases[i][0], fold(cps_str(cases[i][0])), cases[i][1]);
}

static void romanises(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Șerban Øster ŁÓDŹ Þór Đoković", "serban oster lodz thor dokovic"},
        {"Əliyev ıssız Æthel œuvre straße", "aliyev issiz aethel oeuvre strasse"},
        {"Nguyễn Văn Thiệu", "nguyen van thieu"},
        {"Владимир Путин", "vladimir putin"},
        {"Щербаков Жуков Хрущёв Цой Чайка Юрьев Ямал", "shcherbakov zhukov khrushchev tsoy chayka "
                                                       "yurev yamal"},
        {"Белый Дмитрий Подъячев", "bely dmitriy podyachev"},
        {"Зеленський Їжакевич Єрмак Ґонта", "zelenskiy yizhakevich yermak gonta"},
        {"Знам'янка В’ячеслав", "znamyanka vyacheslav"},
        {"Милошевић Караџић Шешељ Ђинђић", "milosevic karadzic seselj djindjic"},
        {"Ѓорѓи Ќосев", "gjorgji kjosev"},
        {"Мөнхбаатар Ухнаагийн", "monkhbaatar ukhnaagiyn"},
        {"Тоқаев Нұрсұлтан Әбіш", "tokaev nursultan abish"},
        {"Παπανδρέου Γιώργος Μπακογιάννη", "papandreou giorgos bakogianni"},
        {"Ευάγγελος Αυτιάς Καϊμάκης", "evangelos aftias kaimakis"},
        {"Ντόρα Άντα Αγγελική", "dora anta angeliki"},
        {"محمد علي عبد الله", "mhmd ali abd allah"},
        {"عبدالله نصرالله", "abdallah nsrallah"},
        {"البشير المالكي", "al bshir al malki"},
        {"مُحَمَّد وليد يوسف", "muhammad wlid yusf"},
        {"إبراهيم سعيد مصطفى عائشة", "ibrahim said mstfa aisha"},
        {"پرویز کریمی چنگیز ژاله", "prwiz krimi chngiz zhalh"},
        {"בנימין נתניהו ג'ורג' וולף", "bnimin ntnyho jorj vlf"},
        {"ბიძინა ივანიშვილი", "bidzina ivanishvili"},
        {"Նիկոլ Փաշինյան Երևան Ոսկանյան Ռուբեն", "nikol pashinyan yerevan voskanyan ruben"},
        {"नरेन्द्र मोदी दाऊद इब्राहीम वर्मा हाफ़िज़ सईद कमला राजनाथ",
         "narendra modi daud ibrahim varma hafiz said kamala rajanath"},
        {"শেখ হাসিনা", "shekh hasina"},
        {"தமிழ்ச்செல்வன்", "tamizhchchelvan"},
        {"ทักษิณ ประยุทธ์ จันทร์โอชา", "thaksin prayuth chanthocha"},
        {"ທອງລຸນ", "thonglun"},
        {"バラク・オバマ チェ フェルナンド カット マッチ ヴィクトル",
         "baraku obama che ferunando katto matchi vikutoru"},
        {"たなか ゆうこ きょうこ", "tanaka yuuko kyouko"},
        {"김정은 \xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "gimjeongeun han"},
        {"ប៉ុល ពត", "bol pot"},
        {"ኃይለ ሥላሴ", "hayle slase"},
        {"Рutin ПYТИН", "putin putin"},
        {"Saʿid Oʻzbekiston", "said ozbekiston"},
        {"MiG-29 №5", "mig 29 5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect("latin", cases[i][0], latin(cps_str(cases[i][0])), cases[i][1]);
}

enum { C = CPS_TEXT_CAPITAL, A = CPS_TEXT_ALL_CAPITALS, COMMA = CPS_TEXT_AFTER_COMMA,
       HYPHEN = CPS_TEXT_AFTER_HYPHEN, DOT = CPS_TEXT_AFTER_DOT, QUOTED = CPS_TEXT_IN_QUOTES,
       FIRST = CPS_TEXT_SENTENCE, APOS = CPS_TEXT_APOSTROPHE | CPS_TEXT_AFTER_HYPHEN,
       D = CPS_TEXT_DIGITS | CPS_TEXT_HAS_DIGIT, HAS = CPS_TEXT_HAS_DIGIT };

static void flags(void **state)
{
    (void)state;
    static const struct {
        const char *text, *word;
        unsigned flags;
    } cases[] = {
        {"PUTIN, Vladimir", "putin", C | A | FIRST},
        {"PUTIN, Vladimir", "vladimir", C | COMMA},
        {"Omar al-Bashir", "bashir", C | HYPHEN},
        {"Omar al - Bashir", "bashir", C},
        {"O'Neil", "neil", C | APOS},
        {"Côte d’Ivoire", "ivoire", C | APOS},
        {"the U.S. army", "s", C | DOT},
        {"A.B.C.", "c", C | DOT},
        {"J. Smith", "smith", C | DOT},
        {"He left. Then", "then", C | DOT | FIRST},
        {"Really? yes", "yes", FIRST},
        {"one\ntwo", "two", FIRST},
        {"born 1952", "1952", D},
        {"MiG29", "mig29", C | HAS | FIRST},
        {"the \"Butcher\" of", "butcher", C | QUOTED},
        {"the «Butcher» of", "butcher", C | QUOTED},
        {"the (Butcher) of", "of", 0},
        {"an open ( bracket", "bracket", 0},
        {"5\" gun \" x", "gun", QUOTED},
        {"البشير", "بشير", HYPHEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_text_token *t;
        size_t n, k = 0;
        assert_int_equal(cps_text_tokens(cps_str(cases[i].text), &arena, &t, &n, NULL), CAPIAS_OK);
        while (k < n && !cps_str_is(t[k].native, cases[i].word)) k++;
        if (k == n) fail_msg("row %zu '%s': no token '%s'", i, cases[i].text, cases[i].word);
        if (t[k].flags != cases[i].flags)
            fail_msg("row %zu '%s': flags of '%s' are %u, want %u", i, cases[i].text,
                     cases[i].word, t[k].flags, cases[i].flags);
    }
}

static void scripts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum cps_script script;
        size_t tokens;
    } cases[] = {
        {"abc", CPS_SCRIPT_LATIN, 1}, {"12", CPS_SCRIPT_NONE, 1}, {"где", CPS_SCRIPT_CYRILLIC, 1},
        {"που", CPS_SCRIPT_GREEK, 1}, {"بشر", CPS_SCRIPT_ARABIC, 1}, {"שלום", CPS_SCRIPT_HEBREW, 1},
        {"东京タワー", CPS_SCRIPT_HAN, 2}, {"タワー", CPS_SCRIPT_KANA, 1}, {"김정은", CPS_SCRIPT_HANGUL, 1},
        {"ქართული", CPS_SCRIPT_GEORGIAN, 1}, {"Հայ", CPS_SCRIPT_ARMENIAN, 1},
        {"मोदी", CPS_SCRIPT_DEVANAGARI, 1}, {"ไทย", CPS_SCRIPT_THAI, 1},
        {"ខ្មែរ", CPS_SCRIPT_OTHER, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cps_text_token *t;
        size_t n;
        assert_int_equal(cps_text_tokens(cps_str(cases[i].text), &arena, &t, &n, NULL), CAPIAS_OK);
        if (n != cases[i].tokens || t[0].script != cases[i].script)
            fail_msg("'%s': %zu tokens, first is %s", cases[i].text, n,
                     cps_script_name(t[0].script));
    }
}

/* Every line of the golden file: the twin's answer, and folding it again changes nothing. */
static void agrees_with_twin(void **state)
{
    (void)state;
    char path[512], line[1024];
    snprintf(path, sizeof path, "%s/tests/ref/text_fold.tsv", getenv("CAPIAS_SOURCE_ROOT"));
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    unsigned rows = 0, wrong = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        rows++;
        capias_str s = {line, strlen(line) - 1}, in = s;
        size_t tab = cps_str_find(s, CPS_STR("\t"), 0);
        in.n = tab;
        capias_str want = cps_str_sub(s, tab + 1, s.n), got = fold(in);
        if (cps_str_eq(got, want) && cps_str_eq(fold(got), got)) continue;
        wrong++;
        print_error("row %u '%.*s': got '%.*s', want '%.*s'\n", rows, CPS_FMT(in), CPS_FMT(got),
                    CPS_FMT(want));
    }
    fclose(f);
    assert_true(rows > 500);
    assert_int_equal(wrong, 0);
}

/* ---- properties ------------------------------------------------------------------------------ */

static uint64_t next_random(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

/* Bytes, or code points out of the blocks that have rules, so that they meet in odd orders. */
static size_t random_text(uint64_t *s, char *out, size_t cap)
{
    static const uint32_t blocks[][2] = {
        {0x20, 0x5F}, {0xA0, 0x160}, {0x250, 0x80},  {0x300, 0x70}, {0x370, 0x90},  {0x400, 0x130},
        {0x590, 0x60}, {0x600, 0x100}, {0x900, 0x80}, {0x1100, 0x100}, {0x1E00, 0x200},
        {0x2000, 0x70}, {0xAC00, 0x2BA4}, {0xFB00, 0x500}, {0xFF00, 0x100}, {0x1D400, 0x400},
        {0, 0x110000},
    };
    size_t n = 0, want = next_random(s) % 60;
    bool raw = next_random(s) % 4 == 0;
    while (n < want && n + 4 < cap) {
        uint64_t r = next_random(s);
        const uint32_t *b = blocks[r % (sizeof blocks / sizeof *blocks)];
        uint32_t c = b[0] + (uint32_t)((r >> 16) % b[1]);
        if (raw)
            out[n++] = (char)(r >> 40);
        else if (c < 0xD800 || c > 0xDFFF)
            n += cps_utf8_put(c, out + n);
    }
    return n;
}

static void check_tokens(capias_str s, uint64_t seed)
{
    struct cps_text_token *t;
    size_t n;
    uint32_t last = 0;
    assert_int_equal(cps_text_tokens(s, &arena, &t, &n, NULL), CAPIAS_OK);
    for (size_t i = 0; i < n; i++) {
        bool ok = t[i].start >= last && t[i].start < t[i].end && t[i].end <= s.n &&
                  t[i].native.n > 0 && ((unsigned char)s.p[t[i].start] & 0xC0) != 0x80 &&
                  cps_utf8_check(cps_str_sub(s, t[i].start, t[i].end)) == SIZE_MAX &&
                  cps_utf8_check(t[i].native) == SIZE_MAX;
        for (size_t k = 0; k < t[i].latin.n; k++) {
            char c = t[i].latin.p[k];
            ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        }
        if (!ok) fail_msg("seed %llu, token %zu", (unsigned long long)seed, i);
        last = t[i].end;
    }
}

static void properties(void **state)
{
    (void)state;
    char text[512];
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        uint64_t s = seed * 0x9E3779B97F4A7C15u;
        for (int i = 0; i < 4; i++) next_random(&s);
        capias_str in = {text, random_text(&s, text, sizeof text)};
        capias_str once = fold(in), twice = fold(once);
        if (!cps_str_eq(once, twice) || cps_utf8_check(once) != SIZE_MAX)
            fail_msg("seed %llu: '%.*s' folds to '%.*s'", (unsigned long long)seed, CPS_FMT(once),
                     CPS_FMT(twice));
        check_tokens(in, seed);
        cps_arena_reset(&arena);
    }
}

/* Every code point alone, and between letters. */
static void every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char text[16] = "ab";
        size_t n = 2 + cps_utf8_put(c, text + 2);
        text[n++] = 'c';
        for (size_t from = 0; from <= 2; from += 2) {
            capias_str in = {text + from, n - from - (from ? 1 : 0)}, once = fold(in);
            if (!cps_str_eq(fold(once), once)) fail_msg("U+%04X", c);
            check_tokens(in, c);
        }
        cps_arena_reset(&arena);
    }
}

/* Long words are cut and go on; long runs of marks cost no more than their length. */
static void long_input(void **state)
{
    (void)state;
    size_t n = 100000;
    char *text = cps_arena_take(&arena, 2 * n, 1);
    memset(text, 'x', n);
    struct cps_text_token *t;
    size_t tokens;
    assert_int_equal(cps_text_tokens((capias_str){text, n}, &arena, &t, &tokens, NULL), CAPIAS_OK);
    assert_int_equal(tokens, (n + CPS_TEXT_TOKEN_MAX - 1) / CPS_TEXT_TOKEN_MAX);
    assert_int_equal(t[tokens - 1].end, n);
    for (size_t i = 0; i < n; i++) memcpy(text + 2 * i, i % 2 ? "\xcc\xa7" : "\xcc\x81", 2);
    text[0] = 'e';
    capias_str once = fold((capias_str){text, 2 * n});
    assert_true(cps_str_eq(once, fold(once)));
    check_tokens((capias_str){text, 2 * n}, 0);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct cps_arena small;
    cps_arena_init(&small, 64);
    struct cps_text_token *t;
    size_t n;
    capias_str out;
    capias_str s = CPS_STR("Владимир Владимирович Путин and a long rest of it, not to fit in");
    assert_int_equal(cps_text_tokens(s, &small, &t, &n, NULL), CAPIAS_E_NOMEM);
    assert_int_equal(cps_text_fold(s, &small, &out, NULL), CAPIAS_E_NOMEM);
    cps_arena_release(&small);
}

static int set_up(void **state)
{
    (void)state;
    cps_arena_init(&arena, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    cps_arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds),       cmocka_unit_test(romanises),
        cmocka_unit_test(flags),       cmocka_unit_test(scripts),
        cmocka_unit_test(agrees_with_twin), cmocka_unit_test(properties),
        cmocka_unit_test(every_code_point), cmocka_unit_test(long_input),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
