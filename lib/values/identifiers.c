/* SPDX-License-Identifier: Apache-2.0
 *
 * values/identifiers.c: what kind of number this is, told by its form and its check digits.
 *
 * Sources: IMO Resolution A.1117(30) (ship numbers), ITU-R M.585 (MMSI), ISO 17442 with ISO 7064
 * MOD 97-10 (LEI), ISO 9362 (BIC), ISO 6166 (ISIN), ISO 13616 (IBAN). Wallets have no check that
 * survives upper case: their form alone.
 *
 * MMSI, BIC and wallet are told by form, and one seven-digit number in ten passes as an IMO number:
 * where a list labels its numbers, the label counts, and this is a hint for those it does not
 * label.
 */
#include "values/values.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool all_digits(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i])) return false;
    return s.n > 0;
}

static bool all_letters(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_upper(s.p[i])) return false;
    return s.n > 0;
}

/* "IMO 9187629" and "9187629" are one number. */
static capias_str without_label(capias_str s)
{
    static const struct {
        const char *label;
        size_t digits;
    } labels[] = {{"IMO", 7}, {"MMSI", 9}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        capias_str label = cps_str(labels[i].label), rest = cps_str_sub(s, label.n, s.n);
        if (cps_str_starts(s, label) && rest.n == labels[i].digits && all_digits(rest)) return rest;
    }
    return s;
}

capias_str cps_identifier_normalise(capias_str raw, struct cps_arena *arena)
{
    capias_str none = {NULL, 0}, folded;
    if (cps_text_fold(raw, arena, &folded, NULL) != CAPIAS_OK || folded.n == 0) return none;
    char *p = cps_arena_take(arena, folded.n, 1);
    if (p == NULL) return none;
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        /* letters of other alphabets stay: a passport's series may be Cyrillic */
        if (is_digit(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80) p[n++] = c;
    }
    /* a mark may have come to stand behind another letter: compose once more */
    if (cps_text_fold((capias_str){p, n}, arena, &folded, NULL) != CAPIAS_OK || folded.n == 0)
        return none;
    p = cps_arena_take(arena, folded.n, 1);
    if (p == NULL) return none;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        p[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return without_label((capias_str){p, folded.n});
}

/* The remainder by 97 of the number that letters (A = 10) and digits spell. */
static unsigned mod97(unsigned remainder, capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        remainder = is_digit(s.p[i]) ? (remainder * 10 + (unsigned)(s.p[i] - '0')) % 97
                                     : (remainder * 100 + (unsigned)(s.p[i] - 'A') + 10) % 97;
    return remainder;
}

static bool is_imo(capias_str s)
{
    if (s.n != 7 || !all_digits(s)) return false;
    unsigned sum = 0;
    for (size_t i = 0; i < 6; i++) sum += (unsigned)(s.p[i] - '0') * (unsigned)(7 - i);
    return s.p[0] != '0' && sum % 10 == (unsigned)(s.p[6] - '0');
}

static bool is_mmsi(capias_str s)
{
    if (s.n != 9 || !all_digits(s)) return false;
    unsigned mid = (unsigned)(s.p[0] - '0') * 100 + (unsigned)(s.p[1] - '0') * 10 +
                   (unsigned)(s.p[2] - '0');
    return mid >= 201 && mid <= 775;
}

static bool is_lei(capias_str s)
{
    return s.n == 20 && all_digits(cps_str_sub(s, 18, 20)) && mod97(0, s) == 1;
}

static bool is_bic(capias_str s)
{
    return (s.n == 8 || s.n == 11) && all_letters(cps_str_sub(s, 0, 6)) &&
           cps_state_is_current(cps_state_code(cps_str_sub(s, 4, 6)));
}

static bool is_isin(capias_str s)
{
    if (s.n != 12 || !all_letters(cps_str_sub(s, 0, 2)) || !is_digit(s.p[11])) return false;
    char digits[24];
    size_t n = 0;
    for (size_t i = 0; i < 12; i++) {
        unsigned v = is_digit(s.p[i]) ? (unsigned)(s.p[i] - '0') : (unsigned)(s.p[i] - 'A') + 10;
        if (v >= 10) digits[n++] = (char)(v / 10);
        digits[n++] = (char)(v % 10);
    }
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned v = (unsigned)digits[n - 1 - i] * (i % 2 == 0 ? 1 : 2);
        sum += v / 10 + v % 10;
    }
    return sum % 10 == 0;
}

static bool is_iban(capias_str s)
{
    return s.n >= 15 && s.n <= 34 && all_letters(cps_str_sub(s, 0, 2)) &&
           all_digits(cps_str_sub(s, 2, 4)) &&
           mod97(mod97(0, cps_str_sub(s, 4, s.n)), cps_str_sub(s, 0, 4)) == 1;
}

static bool is_hex(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]) && (s.p[i] < 'A' || s.p[i] > 'F')) return false;
    return s.n > 0;
}

/* Bitcoin and its kin (base58 without 0), bech32, Ethereum, Monero. */
static bool is_wallet(capias_str s)
{
    if (s.n == 42 && cps_str_starts(s, CPS_STR("0X"))) return is_hex(cps_str_sub(s, 2, s.n));
    if (s.n >= 26 && s.n <= 90 &&
        (cps_str_starts(s, CPS_STR("BC1")) || cps_str_starts(s, CPS_STR("LTC1"))))
        return true;
    bool base58 = s.n >= 26 && s.n <= 35 && strchr("13LMXTDRZ", s.p[0]) != NULL;
    bool monero = s.n == 95 && (s.p[0] == '4' || s.p[0] == '8');
    if (!base58 && !monero) return false;
    size_t letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '0') return false;
        letters += is_upper(s.p[i]);
    }
    return letters >= s.n / 3 && letters < s.n;
}

enum cps_identifier_kind cps_identifier_kind_of(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]) && !is_upper(s.p[i])) return CPS_ID_OTHER;
    if (is_imo(s)) return CPS_ID_IMO;
    if (is_mmsi(s)) return CPS_ID_MMSI;
    if (is_lei(s)) return CPS_ID_LEI;
    if (is_isin(s)) return CPS_ID_ISIN;
    if (is_iban(s)) return CPS_ID_IBAN;
    if (is_bic(s)) return CPS_ID_BIC;
    if (s.n > 0 && is_wallet(s)) return CPS_ID_WALLET;
    return CPS_ID_OTHER;
}

bool cps_identifier_is_checked(enum cps_identifier_kind kind)
{
    return kind == CPS_ID_IMO || kind == CPS_ID_LEI || kind == CPS_ID_ISIN || kind == CPS_ID_IBAN ||
           kind == CPS_ID_WALLET;
}

const char *cps_identifier_kind_name(enum cps_identifier_kind kind)
{
    static const char *const names[CPS_ID_KINDS] = {
        [CPS_ID_OTHER] = "number",
        [CPS_ID_IMO] = "IMO number",
        [CPS_ID_MMSI] = "MMSI",
        [CPS_ID_LEI] = "LEI",
        [CPS_ID_BIC] = "BIC",
        [CPS_ID_ISIN] = "ISIN",
        [CPS_ID_IBAN] = "IBAN",
        [CPS_ID_WALLET] = "wallet address",
        [CPS_ID_PASSPORT] = "passport",
        [CPS_ID_TAX] = "tax number",
        [CPS_ID_REGISTRATION] = "registration number",
        [CPS_ID_NATIONAL] = "identity number",
        [CPS_ID_CALL_SIGN] = "call sign",
        [CPS_ID_SERIAL] = "serial number",
    };
    return (unsigned)kind < CPS_ID_KINDS ? names[kind] : "number";
}

capias_str cps_gender(capias_str raw)
{
    static const char *const words[][2] = {
        {"m", "male"},          {"male", "male"},       {"man", "male"},
        {"homme", "male"},      {"masculin", "male"},   {"masculine", "male"},
        {"masculino", "male"},  {"maennlich", "male"},  {"männlich", "male"},
        {"мужской", "male"},    {"муж", "male"},        {"м", "male"},
        {"чоловіча", "male"},   {"ذكر", "male"},
        {"f", "female"},        {"female", "female"},   {"woman", "female"},
        {"femme", "female"},    {"féminin", "female"},  {"feminin", "female"},
        {"feminine", "female"}, {"femenino", "female"}, {"feminino", "female"},
        {"weiblich", "female"}, {"женский", "female"},  {"жен", "female"},
        {"ж", "female"},        {"жіноча", "female"},   {"انثى", "female"},
        {"other", "other"},     {"x", "other"},         {"non-binary", "other"},
        {"nonbinary", "other"}, {"diverse", "other"},   {"divers", "other"},
    };
    capias_str folded, gender = {NULL, 0};
    if (raw.n > 64) return gender;
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    if (cps_text_fold(raw, &arena, &folded, NULL) == CAPIAS_OK) {
        while (folded.n > 0 && folded.p[folded.n - 1] == '.') folded.n--;
        for (size_t i = 0; i < sizeof words / sizeof *words && gender.n == 0; i++)
            if (cps_str_is(folded, words[i][0])) gender = cps_str(words[i][1]);
    }
    cps_arena_release(&arena);
    return gender;
}
