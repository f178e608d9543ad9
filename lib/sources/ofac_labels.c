/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_labels.c: what a labelled piece says of a party.
 *
 * In    "DOB 07 Oct 1952", "Passport 123 (Russia) issued 1 Jan 2001 expires 2011", "a.k.a. 'X'".
 * Out   statements. A piece begins with words of a fixed list (`labels`), which say what the rest
 *       is; what begins otherwise is kept as a note, so nothing is lost.
 * Source  the remarks of the legacy lists of 2018 to 2025 and the reference values of the advanced
 *       ones, which say the same in nearly the same words; OFAC documents no grammar.
 */
#include "sources/ofac.h"

enum action {
    DATE,      /* property */
    COUNTRY,   /* property */
    PLACE,     /* of birth: text, and the state after its last comma */
    TEXT,      /* property */
    GENDER,
    WEAK,      /* a name in quotes */
    FORMER,    /* the same, given up since: weak as well, and a note says that it is old */
    DOCUMENT,  /* property of the party, and an identity document of its own */
    CODE,      /* property of the party alone: the form says what it is */
    IMO,
    WALLET,
    LINK,      /* to whoever bears that name: the property is the role */
    LISTING,   /* property of the listing: text */
    LISTING_DATE,
    NOTE,      /* no property fits */
    PASS       /* says nothing */
};

struct label {
    const char *text;
    enum action action;
    const char *property; /* the first of these that the schema has: "passportNumber idNumber" */
};

/* Longer before shorter where one begins like another. Property lists end in `notes`, silently. */
static const struct label labels[] = {
    {"DOB ", DATE, "birthDate"},
    {"POB ", PLACE, "birthPlace"},
    {"nationality ", COUNTRY, "nationality country"},
    {"citizen ", COUNTRY, "citizenship country"},
    {"Gender ", GENDER, "gender"},
    {"a.k.a. '", WEAK, "weakAlias"},
    {"n.k.a. '", WEAK, "weakAlias"},
    {"f.k.a. '", FORMER, "weakAlias"},
    {"Linked To: ", LINK, "Linked To"},
    {"Aircraft Operator ", LINK, "operator"},
    {"Vessel Owner ", LINK, "owner"},
    {"Passport #", DOCUMENT, "passportNumber idNumber"},
    {"Passport ", DOCUMENT, "passportNumber idNumber"},
    {"Diplomatic Passport ", DOCUMENT, "passportNumber idNumber"},
    {"Stateless Person Passport ", DOCUMENT, "passportNumber idNumber"},
    {"Stateless Person ID Card ", DOCUMENT, "idNumber"},
    {"British National Overseas Passport ", DOCUMENT, "passportNumber idNumber"},
    {"Travel Document Number ", DOCUMENT, "passportNumber idNumber"},
    {"SSN ", DOCUMENT, "socialSecurityNumber idNumber"},
    {"Tax ID No. ", DOCUMENT, "taxNumber registrationNumber"},
    {"V.A.T. Number ", DOCUMENT, "vatCode registrationNumber"},
    {"Vessel Registration Identification IMO ", IMO, "imoNumber registrationNumber"},
    {"Company Number IMO ", IMO, "imoNumber registrationNumber"},
    {"Identification Number IMO ", IMO, "imoNumber registrationNumber"},
    {"Vessel Registration Identification ", DOCUMENT, "registrationNumber"},
    {"MMSI ", CODE, "mmsi"},
    {"SWIFT/BIC ", CODE, "swiftBic"},
    {"Legal Entity Number ", CODE, "leiCode registrationNumber"},
    {"D-U-N-S Number ", CODE, "dunsCode registrationNumber"},
    {"Unified Social Credit Code (USCC) ", DOCUMENT, "uscCode registrationNumber"},
    {"United Social Credit Code Certificate (USCCC) ", DOCUMENT, "uscCode registrationNumber"},
    {"US FEIN ", DOCUMENT, "taxNumber"},
    {"R.F.C. ", DOCUMENT, "taxNumber registrationNumber"},
    {"RFC ", DOCUMENT, "taxNumber registrationNumber"},
    {"NIT # ", DOCUMENT, "taxNumber registrationNumber"},
    {"RUC # ", DOCUMENT, "taxNumber registrationNumber"},
    {"RIF # ", DOCUMENT, "taxNumber registrationNumber"},
    {"RTN ", DOCUMENT, "taxNumber registrationNumber"},
    {"Italian Fiscal Code: ", DOCUMENT, "taxNumber"},
    {"Italian Fiscal Code ", DOCUMENT, "taxNumber"},
    {"Fiscal Code ", DOCUMENT, "taxNumber"},
    {"N.I.F. ", DOCUMENT, "taxNumber"},
    {"VisaNumberID ", DOCUMENT, "idNumber"},
    {"UAE Identification ", DOCUMENT, "idNumber"},
    {"Numero de Identidad ", DOCUMENT, "idNumber"},
    {"C.U.R.P. ", DOCUMENT, "idNumber"},
    {"C.U.I.T. # ", DOCUMENT, "taxNumber"},
    {"C.U.I.T. ", DOCUMENT, "taxNumber"},
    {"C.U.I.P. ", DOCUMENT, "idNumber"},
    {"C.U.I. ", DOCUMENT, "idNumber"},
    {"C.I.F. ", DOCUMENT, "taxNumber registrationNumber"},
    {"C.R. No. ", DOCUMENT, "registrationNumber idNumber"},
    {"D.N.I. ", DOCUMENT, "idNumber"},
    {"I.F.E. ", DOCUMENT, "idNumber"},
    {"NIE ", DOCUMENT, "idNumber"},
    {"N.I.E. ", DOCUMENT, "idNumber"},
    {"DUI ", DOCUMENT, "idNumber"},
    {"CNP (Personal Numerical Code) ", DOCUMENT, "idNumber"},
    {"Personal ID Card ", DOCUMENT, "idNumber"},
    {"Cartilla de Servicio Militar Nacional ", DOCUMENT, "idNumber"},
    {"Credencial electoral ", DOCUMENT, "idNumber"},
    {"License ", DOCUMENT, "licenseNumber idNumber registrationNumber"},
    {"BIK (RU) ", CODE, "bikCode registrationNumber"},
    {"ISIN ", CODE, "isinCode registrationNumber"},
    {"Equity Ticker ", CODE, "ticker"},
    {"MICEX Code ", CODE, "ticker"},
    {"UN/LOCODE ", NOTE, NULL},
    {"Issuer Name ", NOTE, NULL},
    {"Aircraft Tail Number ", CODE, "registrationNumber"},
    {"Previous Aircraft Tail Number ", CODE, "registrationNumber"},
    {"Aircraft Serial Identification ", CODE, "serialNumber registrationNumber"},
    {"Aircraft Model ", TEXT, "model"},
    {"Aircraft Manufacture Date ", DATE, "buildDate"},
    {"Aircraft Manufacturer's Serial Number (MSN) ", CODE, "serialNumber registrationNumber"},
    {"Aircraft Construction Number (also called L/N or S/N or F/N) ", CODE,
     "serialNumber registrationNumber"},
    {"Aircraft Mode S Transponder Code ", CODE, "icaoCode registrationNumber"},
    {"Nationality of Registration ", COUNTRY, "flag country"},
    {"Registration Country ", COUNTRY, "jurisdiction country"},
    {"Former Vessel Flag None Identified", PASS, NULL},
    {"Former Vessel Flag ", COUNTRY, "pastFlags country"},
    {"Flag ", COUNTRY, "flag country"},
    {"Vessel Year of Build ", DATE, "buildDate"},
    {"Vessel Type ", TEXT, "type"},
    {"Vessel Call Sign ", CODE, "callSign"},
    {"Other Vessel Call Sign ", CODE, "callSign"},
    {"Vessel Flag None Identified", PASS, NULL},
    {"Vessel Flag ", COUNTRY, "flag country"},
    {"Vessel Gross Registered Tonnage ", TEXT, "grossRegisteredTonnage"},
    {"Vessel Tonnage ", TEXT, "tonnage"},
    {"Other Vessel Flag ", COUNTRY, "flag country"},
    {"Other Vessel Type ", TEXT, "type"},
    {"Digital Currency Address - ", WALLET, NULL},
    {"Website ", TEXT, "website"},
    {"Email Address ", TEXT, "email"},
    {"Phone Number ", TEXT, "phone"},
    {"Phone No. ", TEXT, "phone"},
    {"Telephone: ", TEXT, "phone"},
    {"Telephone ", TEXT, "phone"},
    {"PHONE ", TEXT, "phone"},
    {"FAX ", TEXT, "phone"},
    {"Fax: ", TEXT, "phone"},
    {"Fax ", TEXT, "phone"},
    {"ethnicity ", TEXT, "ethnicity"},
    {"Organization Established Date ", DATE, "incorporationDate"},
    {"Organization Type: ", TEXT, "sector"},
    {"Target Type ", TEXT, "classification"},
    {"Secondary sanctions risk: ", LISTING, "provisions"},
    {"Additional Sanctions Information - ", LISTING, "provisions"},
    {"Transactions Prohibited For Persons ", LISTING, "provisions"},
    {"Executive Order ", LISTING, "provisions"},
    {"IFCA Determination - ", LISTING, "provisions"},
    {"CAATSA Section ", LISTING, "provisions"},
    {"PEESA Information: ", LISTING, "provisions"},
    {"Listing Date (", LISTING_DATE, "listingDate"},
    {"Effective Date (", LISTING_DATE, "startDate"},
    {"Purchase/Sales For Divestment Date (", LISTING, "provisions"},
    {"For more information on directives", LISTING, "provisions"},
    {"(Linked To: ", LINK, "Linked To"},
};

struct piece {
    const struct cps_ofac_piece *given;
    const struct cps_subject *subject; /* the party's */
    capias_str whole;           /* without "alt. " */
    capias_str rest;            /* behind the label */
    capias_error *err;
};

static capias_status note(const struct piece *p, capias_str text)
{
    return cps_say(p->subject, "notes", text, (capias_str){0}, p->err);
}

/* The first property of a list that the party's schema has; NULL: none of them. */
static const char *property_of(const struct piece *p, const char *list, char buffer[32])
{
    capias_str rest = cps_str(list), name;
    while (cps_str_split(&rest, ' ', &name)) {
        if (name.n >= 32 || cps_property_find(p->subject->schema, name) == CPS_NO_PROPERTY)
            continue;
        memcpy(buffer, name.p, name.n);
        buffer[name.n] = '\0';
        return buffer;
    }
    return NULL;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Take " issued 1 Jan 2001" and the like off the end of *text. */
static capias_str take_tail(capias_str *text, const char *word)
{
    capias_str needle = cps_str(word);
    size_t at = SIZE_MAX, next = 0;
    while ((next = cps_str_find(*text, needle, next)) != SIZE_MAX) at = next++;
    if (at == SIZE_MAX) return (capias_str){0};
    capias_str tail = cps_str_trim(cps_str_sub(*text, at + needle.n, text->n));
    *text = cps_str_trim(cps_str_sub(*text, 0, at));
    return tail;
}

capias_str cps_ofac_state(capias_str text)
{
    static const char *const palestine[] = {"Palestinian", "Gaza", "West Bank",
                                            "Palestinian Territories"};
    if (cps_str_starts(text, CPS_STR("Region: "))) text = cps_str_sub(text, 8, text.n);
    for (size_t i = 0; i < sizeof palestine / sizeof *palestine; i++)
        if (cps_str_is(text, palestine[i])) return CPS_STR("Palestine");
    return text;
}

/* Take a state in round brackets off the end: "123 (Russia)". What the brackets hold otherwise
 * belongs to the number: "HRA 736012 (Stuttgart)". */
static capias_str take_country(struct cps_import *import, capias_str *text)
{
    if (!text->n || text->p[text->n - 1] != ')') return (capias_str){0};
    size_t depth = 0, at = text->n;
    while (at-- > 0) {
        if (text->p[at] == ')') depth++;
        if (text->p[at] == '(' && --depth == 0) break;
    }
    if (at == SIZE_MAX || depth) return (capias_str){0};
    capias_str inside = cps_str_trim(cps_str_sub(*text, at + 1, text->n - 1));
    inside = cps_ofac_state(inside);
    if (!cps_import_state(import, inside)) return (capias_str){0};
    *text = cps_str_trim(cps_str_sub(*text, 0, at));
    return inside;
}

static bool has_digit(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') return true;
    return false;
}

static struct cps_document parse_number(struct cps_import *import, capias_str kind, capias_str rest,
                                        capias_str whole)
{
    struct cps_document d = {.kind = kind, .original = whole};
    struct cps_span day;
    bool circa;
    d.expires = take_tail(&rest, " expires ");
    capias_str issued = take_tail(&rest, " issued ");
    size_t in = cps_str_find(issued, CPS_STR(" in "), 0);
    d.issued = cps_str_sub(issued, 0, in);
    if (cps_date_parse_free(d.issued, &day, &circa)) {
        if (in != SIZE_MAX) d.authority = cps_str_sub(issued, in + 4, issued.n);
    } else { /* "issued by Alien's Office of the city of Mainz" */
        d.issued = (capias_str){0};
        d.note = issued;
    }
    d.country = take_country(import, &rest);
    d.number = rest;
    return d;
}

/* The identity document that a number stands on, an entity of its own. Only whoever can act holds
 * documents; what a vessel's papers say beside the number is a note. */
static capias_status say_document(const struct piece *p, const struct cps_document *d)
{
    if (cps_schema_is_a(p->subject->schema, cps_schema_find(CPS_STR("LegalEntity"))))
        return cps_say_document(p->subject, d, p->err);
    bool more = d->country.n || d->issued.n || d->expires.n || d->authority.n || d->note.n;
    return more && p->given->document ? note(p, p->whole) : CAPIAS_OK;
}

static capias_status say_number(const struct piece *p, capias_str kind, const char *properties)
{
    char buffer[32];
    const char *property = property_of(p, properties, buffer);
    struct cps_document d = p->given->document
                                ? *p->given->document
                                : parse_number(p->subject->import, kind, p->rest, p->whole);
    if (!property || !d.number.n) return note(p, p->whole);
    CPS_TRY(cps_say(p->subject, property, d.number, d.original, p->err));
    return say_document(p, &d);
}

/* What is known by its form: a MMSI, a BIC, a tail number. */
static capias_status say_code(const struct piece *p, const char *properties)
{
    char buffer[32];
    const char *property = property_of(p, properties, buffer);
    capias_str value = p->rest, country = {0};
    if (!property) return note(p, p->whole);
    if (p->given->document) {
        CPS_TRY(cps_say(p->subject, property, p->given->document->number, (capias_str){0}, p->err));
        return say_document(p, p->given->document);
    }
    country = take_country(p->subject->import, &value);
    return cps_say(p->subject, property, value, country.n ? p->whole : (capias_str){0}, p->err);
}

static capias_status say_imo(const struct piece *p, const char *properties)
{
    char buffer[32];
    const char *property = property_of(p, properties, buffer);
    const struct cps_document *d = p->given->document;
    capias_str digits = d ? cps_str_trim(cps_str_sub(d->number, 3, d->number.n)) : p->rest;
    if (!property || !has_digit(digits)) return note(p, p->whole);
    capias_str imo = cps_arena_printf(&p->subject->import->record, "IMO%.*s", CPS_FMT(digits));
    if (!imo.p) return cps_fail_memory(p->err);
    CPS_TRY(cps_say(p->subject, property, imo, d ? d->number : p->whole, p->err));
    return d ? say_document(p, d) : CAPIAS_OK;
}

/* "Istanbul Chamber of Comm. No. 775555 (Turkey)": a label nobody listed, but plainly a number. */
static bool unlisted_number(capias_str whole, capias_str *kind, capias_str *rest)
{
    static const char *const ends[] = {" No. ", " Number ", " # ", " ID ", " No ", " Card "};
    if (!whole.n || whole.p[0] < 'A' || whole.p[0] > 'Z') return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = cps_str_find(whole, cps_str(ends[i]), 0);
        if (at == SIZE_MAX || at > 60) continue;
        capias_str label = cps_str_sub(whole, 0, at + strlen(ends[i]));
        if (cps_str_find(label, CPS_STR(":"), 0) != SIZE_MAX || has_digit(label)) continue;
        *kind = cps_str_trim(label);
        *rest = cps_str_trim(cps_str_sub(whole, label.n, whole.n));
        if (has_digit(*rest) && rest->n <= 80) return true;
    }
    return false;
}

/* ---- the other pieces ------------------------------------------------------------------------ */

static capias_status say_date(const struct piece *p, const char *properties, const char *label)
{
    char buffer[32];
    const char *property = property_of(p, properties, buffer);
    if (!property) return note(p, p->whole);
    return cps_say_date_or_note(p->subject, property, label, p->rest, p->err);
}

static capias_status say_country(const struct piece *p, const char *properties, const char *label)
{
    const struct cps_subject *s = p->subject;
    char buffer[32];
    const char *property = property_of(p, properties, buffer);
    capias_str state = p->rest;
    if (cps_str_starts(state, CPS_STR("possibly "))) state = cps_str_sub(state, 9, state.n);
    if (!property) return note(p, p->whole);
    size_t more = cps_str_find(state, CPS_STR(";"), 0); /* "Palestinian;arrested 23 Apr 2002" */
    if (more != SIZE_MAX) CPS_TRY(note(p, cps_str_sub(state, more + 1, state.n)));
    return cps_say_country_or_note(s, property, label, cps_ofac_state(cps_str_sub(state, 0, more)),
                                   p->err);
}

static capias_status say_place(const struct piece *p)
{
    const struct cps_subject *s = p->subject;
    if (!cps_subject_has(s, "birthPlace")) return note(p, p->whole);
    CPS_TRY(cps_say(s, "birthPlace", p->rest, (capias_str){0}, p->err));
    /* "Ra's Lanuf, Libya"; "Congo, Democratic Republic of the" has a comma of its own. */
    capias_str tail = p->rest;
    for (;;) {
        bool done;
        CPS_TRY(cps_say_country(s, "birthCountry", tail, &done, p->err));
        size_t comma = cps_str_find(tail, CPS_STR(","), 0);
        if (done || comma == SIZE_MAX) return CAPIAS_OK;
        tail = cps_str_trim(cps_str_sub(tail, comma + 1, tail.n));
    }
}

static capias_status say_quoted(const struct piece *p, const char *property, bool former)
{
    capias_str name = p->rest;
    if (former) CPS_TRY(note(p, p->whole));
    if (name.n && name.p[name.n - 1] == '\'') name.n--;
    return cps_say(p->subject, property, name, (capias_str){0}, p->err);
}

static capias_status say_gender(const struct piece *p)
{
    capias_str gender = cps_gender(p->rest);
    if (!gender.n || !cps_subject_has(p->subject, "gender"))
        return note(p, p->whole);
    return cps_say(p->subject, "gender", gender, p->rest, p->err);
}

static capias_status say_wallet(const struct piece *p)
{
    struct cps_import *import = p->subject->import;
    capias_str address = p->rest, currency;
    if (!cps_str_split(&address, ' ', &currency) || !address.n)
        return note(p, p->whole);
    /* One row of 2023 ends an address with a semicolon too many. */
    while (address.n && address.p[address.n - 1] == ';') address.n--;
    capias_str id = cps_part_id(import, p->subject->id, "wallet", address);
    if (!id.p) return cps_fail_memory(p->err);
    struct cps_subject wallet = cps_subject(import, id, "CryptoWallet", p->subject->file,
                                            p->subject->line);
    CPS_TRY(cps_say(&wallet, "publicKey", address, (capias_str){0}, p->err));
    CPS_TRY(cps_say(&wallet, "currency", currency, (capias_str){0}, p->err));
    return cps_say(&wallet, "holder", p->subject->id, (capias_str){0}, p->err);
}

/* "Listing Date (EO 14024 Directive 3): 24 Feb 2022", "Listing Date (CMIC) 03 Jun 2021" */
static capias_status say_listing_date(const struct piece *p, const char *property)
{
    const struct cps_subject *listing = &p->given->party->listing;
    size_t at = cps_str_find(p->rest, CPS_STR(")"), 0);
    capias_str date = cps_str_trim(cps_str_sub(p->rest, at == SIZE_MAX ? at : at + 1, p->rest.n));
    if (date.n && date.p[0] == ':') date = cps_str_sub(date, 1, date.n);
    bool done;
    CPS_TRY(cps_say_date(listing, property, date, &done, p->err));
    return cps_say(listing, "provisions", p->whole, (capias_str){0}, p->err);
}

static capias_status say_labelled(const struct piece *p, const struct label *label)
{
    capias_str kind = cps_str_trim(cps_str(label->text));
    const struct cps_ofac_party *party = p->given->party;
    char buffer[32];
    switch (label->action) {
    case DATE: return say_date(p, label->property, label->property);
    case COUNTRY:
        return say_country(p, label->property, kind.p[0] == 'n' ? "nationality" : "state");
    case PLACE: return say_place(p);
    case GENDER: return say_gender(p);
    case WEAK: return say_quoted(p, label->property, false);
    case FORMER: return say_quoted(p, label->property, true);
    case DOCUMENT: return say_number(p, kind, label->property);
    case CODE: return say_code(p, label->property);
    case IMO: return say_imo(p, label->property);
    case WALLET: return say_wallet(p);
    case LINK:
        return cps_ofac_list_link(p->given->list, party->number, label->property, p->rest,
                                  p->subject->line, p->err);
    case LISTING:
        return cps_say(&party->listing, label->property, p->whole, (capias_str){0}, p->err);
    case LISTING_DATE: return say_listing_date(p, label->property);
    case PASS: return CAPIAS_OK;
    case NOTE: return note(p, p->whole);
    case TEXT: break;
    }
    const char *property = property_of(p, label->property, buffer);
    if (!property) return note(p, p->whole);
    return cps_say(p->subject, property, p->rest, (capias_str){0}, p->err);
}

capias_status cps_ofac_say_piece(const struct cps_ofac_piece *piece, bool *known, capias_error *err)
{
    struct piece p = {.given = piece, .subject = &piece->party->subject, .whole = piece->text,
                      .err = err};
    *known = true;
    if (!p.whole.n) return CAPIAS_OK;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (p.whole.p[0] != labels[i].text[0]) continue;
        capias_str label = cps_str(labels[i].text);
        if (!cps_str_starts(p.whole, label)) continue;
        p.rest = cps_str_trim(cps_str_sub(p.whole, label.n, p.whole.n));
        if (p.rest.n || labels[i].action == PASS) return say_labelled(&p, &labels[i]);
    }
    capias_str kind = {0};
    if (piece->document || unlisted_number(p.whole, &kind, &p.rest))
        return say_number(&p, kind, cps_subject_has(p.subject, "birthDate")
                                        ? "idNumber"
                                        : "registrationNumber idNumber");
    *known = false;
    return note(&p, p.whole);
}
