/* SPDX-License-Identifier: Apache-2.0
 *
 * values/numbers.c: numbers that stand where a name was asked for.
 *
 * In    "ARTAVIL, IMO 9187629", "passport no. A 1234567", "EP-GOM".
 * Out   each number normalised, with its place, so that what is left can be read as a name.
 *
 *   tokens ─white space, commas, brackets─▶ chunks ─label before? digits within?─▶ numbers
 *
 * Where a number ends is not always to be told ("A 1234567 8901"): every end that a label allows is a
 * number of its own, and the one that somebody carries is found.
 */
#include "values/values.h"

enum { CHUNKS = 64, LABEL_WORDS = 4, GROUPS = 8, LEAST = 4, LEAST_BARE = 5, LEAST_WORD = 7 };

struct chunk {
    uint32_t start, end;
    size_t first, n;  /* tokens                                                                     */
    bool digit, bare; /* holds a digit; letters alone, at most four of them                          */
};

struct text {
    capias_str src;
    struct cps_text_token *t;
    size_t n;
    struct chunk chunks[CHUNKS];
    size_t n_chunks;
    struct cps_arena *arena;
    struct cps_number_found *out;
    unsigned found;
};

/* ---- labels ----------------------------------------------------------------------------------- */

struct label {
    const char *words;
    enum cps_identifier_kind kind;
    bool needs_number; /* says nothing without "no.", "number" behind it: "company no. 123"          */
};

/* As they are typed before a number, folded. */
static const struct label labels[] = {
    {"imo", CPS_ID_IMO, false},
    {"mmsi", CPS_ID_MMSI, false},
    {"call sign", CPS_ID_CALL_SIGN, false},
    {"callsign", CPS_ID_CALL_SIGN, false},
    {"indicatif", CPS_ID_CALL_SIGN, false},
    {"rufzeichen", CPS_ID_CALL_SIGN, false},
    {"позывной", CPS_ID_CALL_SIGN, false},
    {"msn", CPS_ID_SERIAL, false},
    {"serial", CPS_ID_SERIAL, true},
    {"construction", CPS_ID_SERIAL, true},
    {"tail", CPS_ID_REGISTRATION, true},
    {"lei", CPS_ID_LEI, false},
    {"legal entity identifier", CPS_ID_LEI, false},
    {"bic", CPS_ID_BIC, false},
    {"swift", CPS_ID_BIC, false},
    {"swift bic", CPS_ID_BIC, false},
    {"isin", CPS_ID_ISIN, false},
    {"iban", CPS_ID_IBAN, false},
    {"wallet", CPS_ID_WALLET, false},
    {"wallet address", CPS_ID_WALLET, false},
    {"digital currency address", CPS_ID_WALLET, false},
    {"bitcoin address", CPS_ID_WALLET, false},
    {"btc", CPS_ID_WALLET, false},
    {"xbt", CPS_ID_WALLET, false},
    {"eth", CPS_ID_WALLET, false},
    {"usdt", CPS_ID_WALLET, false},
    {"trx", CPS_ID_WALLET, false},
    {"xmr", CPS_ID_WALLET, false},
    {"ltc", CPS_ID_WALLET, false},
    {"passport", CPS_ID_PASSPORT, false},
    {"passeport", CPS_ID_PASSPORT, false},
    {"pasaporte", CPS_ID_PASSPORT, false},
    {"passaporte", CPS_ID_PASSPORT, false},
    {"passaporto", CPS_ID_PASSPORT, false},
    {"reisepass", CPS_ID_PASSPORT, false},
    {"paspoort", CPS_ID_PASSPORT, false},
    {"pasaport", CPS_ID_PASSPORT, false},
    {"paszport", CPS_ID_PASSPORT, false},
    {"паспорт", CPS_ID_PASSPORT, false},
    {"جواز سفر", CPS_ID_PASSPORT, false},
    {"جواز السفر", CPS_ID_PASSPORT, false},
    {"گذرنامه", CPS_ID_PASSPORT, false},
    {"护照", CPS_ID_PASSPORT, false},
    {"travel document", CPS_ID_PASSPORT, false},
    {"tax", CPS_ID_TAX, true},
    {"tax id", CPS_ID_TAX, false},
    {"tax identification", CPS_ID_TAX, true},
    {"tin", CPS_ID_TAX, true},
    {"inn", CPS_ID_TAX, false},
    {"инн", CPS_ID_TAX, false},
    {"vat", CPS_ID_TAX, false},
    {"nif", CPS_ID_TAX, false},
    {"nit", CPS_ID_TAX, false},
    {"rfc", CPS_ID_TAX, false},
    {"cuit", CPS_ID_TAX, false},
    {"cnpj", CPS_ID_TAX, false},
    {"cpf", CPS_ID_TAX, false},
    {"ruc", CPS_ID_TAX, false},
    {"rif", CPS_ID_TAX, false},
    {"siren", CPS_ID_TAX, false},
    {"siret", CPS_ID_TAX, false},
    {"steuernummer", CPS_ID_TAX, false},
    {"codice fiscale", CPS_ID_TAX, false},
    {"partita iva", CPS_ID_TAX, false},
    {"registration", CPS_ID_REGISTRATION, true},
    {"reg", CPS_ID_REGISTRATION, true},
    {"company", CPS_ID_REGISTRATION, true},
    {"company registration", CPS_ID_REGISTRATION, true},
    {"business registration", CPS_ID_REGISTRATION, true},
    {"ogrn", CPS_ID_REGISTRATION, false},
    {"огрн", CPS_ID_REGISTRATION, false},
    {"okpo", CPS_ID_REGISTRATION, false},
    {"окпо", CPS_ID_REGISTRATION, false},
    {"edrpou", CPS_ID_REGISTRATION, false},
    {"єдрпоу", CPS_ID_REGISTRATION, false},
    {"duns", CPS_ID_REGISTRATION, false},
    {"uscc", CPS_ID_REGISTRATION, false},
    {"unified social credit code", CPS_ID_REGISTRATION, false},
    {"hrb", CPS_ID_REGISTRATION, false},
    {"krs", CPS_ID_REGISTRATION, false},
    {"kvk", CPS_ID_REGISTRATION, false},
    {"national id", CPS_ID_NATIONAL, false},
    {"id", CPS_ID_NATIONAL, false},
    {"id card", CPS_ID_NATIONAL, false},
    {"identity card", CPS_ID_NATIONAL, false},
    {"identification", CPS_ID_NATIONAL, true},
    {"national identification", CPS_ID_NATIONAL, true},
    {"birth certificate", CPS_ID_NATIONAL, true},
    {"ssn", CPS_ID_NATIONAL, false},
    {"cedula", CPS_ID_NATIONAL, false},
    {"dni", CPS_ID_NATIONAL, false},
    {"curp", CPS_ID_NATIONAL, false},
    {"cnic", CPS_ID_NATIONAL, false},
    {"cpr", CPS_ID_NATIONAL, false},
    {"personnummer", CPS_ID_NATIONAL, false},
    {"snils", CPS_ID_NATIONAL, false},
    {"снилс", CPS_ID_NATIONAL, false},
};

/* Words between a label and its number. */
static const char *const fillers[] = {"no",     "nr",     "number", "num",   "numero", "nummer",
                                      "numéro", "número", "номер",  "code",  "رقم",
                                      "رقمه",   "شماره",  "号",     "号码"};

/* How many tokens from `at` on are the words of `phrase`; 0: they are not. */
static size_t spells(const struct text *x, size_t at, const char *phrase)
{
    capias_str rest = cps_str(phrase), word;
    size_t n = 0;
    for (; cps_str_split(&rest, ' ', &word); n++)
        if (at + n >= x->n || !cps_str_eq(x->t[at + n].native, word)) return 0;
    return n;
}

static size_t filler(const struct text *x, size_t at)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (spells(x, at, fillers[i])) return 1;
    return 0;
}

/* The longest label at a token; *n tokens with the fillers behind it. */
static const struct label *label_at(const struct text *x, size_t at, size_t *n)
{
    const struct label *best = NULL;
    *n = 0;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t words = spells(x, at, labels[i].words), fill = 0;
        while (words && filler(x, at + words + fill)) fill++;
        if (words == 0 || words + fill <= *n || (labels[i].needs_number && !fill)) continue;
        best = &labels[i];
        *n = words + fill;
    }
    return best;
}

/* ---- chunks ----------------------------------------------------------------------------------- */

static bool separates(const struct text *x, uint32_t from, uint32_t until)
{
    for (uint32_t i = from; i < until; i++) {
        unsigned char c = (unsigned char)x->src.p[i];
        if (c >= 0x80 || strchr(" \t\r\n,;()[]", c) != NULL) return true;
    }
    return false;
}

static void cut(struct text *x)
{
    for (size_t i = 0; i < x->n && x->n_chunks < CHUNKS; i++) {
        struct chunk *c = x->n_chunks ? &x->chunks[x->n_chunks - 1] : NULL;
        if (c == NULL || separates(x, c->end, x->t[i].start)) {
            c = &x->chunks[x->n_chunks++];
            *c = (struct chunk){.start = x->t[i].start, .first = i};
        }
        c->end = x->t[i].end;
        c->n++;
        c->digit = c->digit || (x->t[i].flags & (CPS_TEXT_DIGITS | CPS_TEXT_HAS_DIGIT));
        c->bare = !c->digit && c->end - c->start <= 4;
    }
}

/* ---- numbers ------------------------------------------------------------------------------------ */

static void add(struct text *x, capias_str number, uint32_t start, uint32_t end, unsigned kind,
                bool labelled, bool whole)
{
    for (unsigned i = 0; i < x->found; i++) {
        struct cps_number_found *f = &x->out[i];
        if (!cps_str_eq(f->number, number)) continue;
        f->whole |= whole;
        return;
    }
    if (x->found == CPS_NUMBERS_FOUND) return;
    if (kind == CPS_ID_OTHER) kind = (unsigned)cps_identifier_kind_of(number);
    x->out[x->found++] =
        (struct cps_number_found){number, start, end, (uint8_t)kind, labelled, whole};
}

static capias_str normalised(const struct text *x, uint32_t start, uint32_t end)
{
    return cps_identifier_normalise(cps_str_sub(x->src, start, end), x->arena);
}

static bool all_digits(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n != 0;
}

/* Chunks that go on with the number: digits in groups, letters of a series before them. */
static size_t groups_from(const struct text *x, size_t c, bool letters)
{
    size_t n = 0;
    while (c + n < x->n_chunks && n < GROUPS &&
           (x->chunks[c + n].digit ||
            (x->chunks[c + n].bare && c + n + 1 < x->n_chunks && x->chunks[c + n + 1].digit)))
        n++;
    return n == 0 && letters && c < x->n_chunks ? 1 : n;
}

/* A label at the beginning of chunk c; returns how many chunks it and its number take. */
static size_t add_labelled(struct text *x, size_t c)
{
    size_t n, at = c, first = x->chunks[c].first;
    const struct label *label = label_at(x, first, &n);
    if (label == NULL) return 0;
    /* The token behind the label begins a chunk, or lies in the label's own: "IMO:9187629". */
    size_t token = first + n;
    while (at < x->n_chunks && x->chunks[at].first + x->chunks[at].n <= token) at++;
    if (at == x->n_chunks) return 0;
    uint32_t start = x->t[token].start;
    bool letters = label->kind == CPS_ID_CALL_SIGN || label->kind == CPS_ID_BIC ||
                   label->kind == CPS_ID_REGISTRATION;
    size_t groups = groups_from(x, at, letters);
    if (groups == 0) return 0;
    uint32_t end = x->chunks[at + groups - 1].end;
    for (size_t g = 0; g < groups; g++) {
        capias_str number = normalised(x, start, x->chunks[at + g].end);
        if (number.n >= LEAST)
            add(x, number, x->chunks[c].start, end, (unsigned)label->kind, true, false);
    }
    return at + groups - c;
}

static void add_word(struct text *x, const struct chunk *c)
{
    capias_str number = normalised(x, c->start, c->end);
    /* "IMO9187629" loses its label when it is normalised. */
    bool labelled = c->n == 1 && number.n != 0 && !(x->t[c->first].flags & CPS_TEXT_DIGITS) &&
                    all_digits(number);
    if (number.n >= LEAST_WORD) add(x, number, c->start, c->end, CPS_ID_OTHER, labelled, false);
}

unsigned cps_numbers_find(capias_str text, struct cps_arena *arena,
                          struct cps_number_found out[CPS_NUMBERS_FOUND])
{
    struct text x = {.src = text, .arena = arena, .out = out};
    if (text.n > UINT32_MAX || cps_text_tokens(text, arena, &x.t, &x.n, NULL) != CAPIAS_OK ||
        x.n == 0)
        return 0;
    cut(&x);
    for (size_t c = 0, taken; c < x.n_chunks; c += taken ? taken : 1) {
        taken = add_labelled(&x, c);
        if (!taken && x.chunks[c].digit) add_word(&x, &x.chunks[c]);
    }
    bool digit = false;
    for (size_t c = 0; c < x.n_chunks; c++) digit |= x.chunks[c].digit;
    /* Without a digit: a call sign, a tail number, a BIC. */
    if (x.n_chunks <= GROUPS && (digit || x.n_chunks == 1)) {
        capias_str all = normalised(&x, 0, (uint32_t)text.n);
        if (all.n >= LEAST_BARE && (digit || all.n <= 11))
            add(&x, all, x.t[0].start, x.t[x.n - 1].end, CPS_ID_OTHER, false, true);
    }
    return x.found;
}
