/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_remarks.c: the remarks of OFAC's legacy files, where most of what is known of a
 * party stands in one field.
 *
 * In    "DOB 07 Oct 1952; alt. Passport 123 (Russia) issued 1 Jan 2001 expires 2011; a.k.a. 'X'."
 * Out   statements. Each piece between semicolons begins with words of a fixed list (`labels`),
 *       which say what the rest is; what begins otherwise is kept as a note, so nothing is lost.
 * Source  the pieces as they stand in the lists of 2018 to 2025; OFAC documents no grammar.
 */
#include "sources/ofac.h"

enum action {
    DATE,      /* property */
    COUNTRY,   /* property */
    PLACE,     /* of birth: text, and the state after its last comma */
    TEXT,      /* property */
    GENDER,
    WEAK,      /* a name in quotes */
    PREVIOUS,
    DOCUMENT,  /* property of the party, and an identity document of its own */
    CODE,      /* property of the party alone: the form says what it is */
    IMO,
    WALLET,
    LINK,
    OPERATOR,
    LISTING,   /* property of the listing: text */
    LISTING_DATE,
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
    {"f.k.a. '", PREVIOUS, "previousName"},
    {"Linked To: ", LINK, NULL},
    {"Aircraft Operator ", OPERATOR, NULL},
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
    {"Former Vessel Flag None Identified", PASS, NULL},
    {"Former Vessel Flag ", COUNTRY, "pastFlags country"},
    {"Flag ", COUNTRY, "flag country"},
    {"Vessel Year of Build ", DATE, "buildDate"},
    {"Vessel Type ", TEXT, "type"},
    {"Vessel Call Sign ", CODE, "callSign"},
    {"Other Vessel Call Sign ", CODE, "callSign"},
    {"Vessel Flag ", COUNTRY, "flag country"},
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
    {"Listing Date (", LISTING_DATE, "listingDate"},
    {"Effective Date (", LISTING_DATE, "startDate"},
    {"Purchase/Sales For Divestment Date (", LISTING, "provisions"},
    {"For more information on directives", LISTING, "provisions"},
    {"(Linked To: ", LINK, NULL},
};

struct piece {
    const struct cps_ofac_party *party;
    capias_str whole; /* without "alt. " */
    capias_str rest;  /* behind the label */
    capias_error *err;
};

static capias_status note(const struct cps_subject *s, capias_str text, capias_error *err)
{
    return cps_say(s, "notes", text, (capias_str){0}, err);
}

/* The first property of a list that the party's schema has; NULL: none of them. */
static const char *property_of(const struct cps_subject *s, const char *list, char buffer[32])
{
    capias_str rest = cps_str(list), name;
    while (cps_str_split(&rest, ' ', &name)) {
        if (name.n >= 32 || cps_property_find(s->schema, name) == CPS_NO_PROPERTY) continue;
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

static capias_status say_number(const struct piece *p, capias_str kind, const char *properties)
{
    const struct cps_subject *s = &p->party->subject;
    char buffer[32];
    const char *property = property_of(s, properties, buffer);
    struct cps_document d = parse_number(s->import, kind, p->rest, p->whole);
    if (!property || !d.number.n) return note(s, p->whole, p->err);
    CPS_TRY(cps_say(s, property, d.number, p->whole, p->err));
    if (!cps_schema_is_a(s->schema, cps_schema_find(CPS_STR("LegalEntity")))) return CAPIAS_OK;
    return cps_say_document(s, &d, p->err);
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
    const char *property = property_of(&p->party->subject, properties, buffer);
    if (!property) return note(&p->party->subject, p->whole, p->err);
    return cps_say_date_or_note(&p->party->subject, property, label, p->rest, p->err);
}

static capias_status say_country(const struct piece *p, const char *properties, const char *label)
{
    const struct cps_subject *s = &p->party->subject;
    char buffer[32];
    const char *property = property_of(s, properties, buffer);
    capias_str state = p->rest;
    if (cps_str_starts(state, CPS_STR("possibly "))) state = cps_str_sub(state, 9, state.n);
    if (!property) return note(s, p->whole, p->err);
    size_t more = cps_str_find(state, CPS_STR(";"), 0); /* "Palestinian;arrested 23 Apr 2002" */
    if (more != SIZE_MAX) CPS_TRY(note(s, cps_str_sub(state, more + 1, state.n), p->err));
    return cps_say_country_or_note(s, property, label, cps_ofac_state(cps_str_sub(state, 0, more)),
                                   p->err);
}

static capias_status say_place(const struct piece *p)
{
    const struct cps_subject *s = &p->party->subject;
    if (!cps_subject_has(s, "birthPlace")) return note(s, p->whole, p->err);
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

static capias_status say_quoted(const struct piece *p, const char *property)
{
    capias_str name = p->rest;
    if (name.n && name.p[name.n - 1] == '\'') name.n--;
    return cps_say(&p->party->subject, property, name, (capias_str){0}, p->err);
}

static capias_status say_gender(const struct piece *p)
{
    capias_str gender = cps_gender(p->rest);
    if (!gender.n || !cps_subject_has(&p->party->subject, "gender"))
        return note(&p->party->subject, p->whole, p->err);
    return cps_say(&p->party->subject, "gender", gender, p->rest, p->err);
}

static capias_status say_imo(const struct piece *p, const char *properties)
{
    const struct cps_subject *s = &p->party->subject;
    char buffer[32];
    const char *property = property_of(s, properties, buffer);
    if (!property || !has_digit(p->rest)) return note(s, p->whole, p->err);
    capias_str imo = cps_arena_printf(&s->import->record, "IMO%.*s", CPS_FMT(p->rest));
    return imo.p ? cps_say(s, property, imo, p->whole, p->err) : cps_fail_memory(p->err);
}

static capias_status say_wallet(const struct piece *p)
{
    struct cps_import *import = p->party->subject.import;
    capias_str address = p->rest, currency;
    if (!cps_str_split(&address, ' ', &currency) || !address.n)
        return note(&p->party->subject, p->whole, p->err);
    /* One row of 2023 ends an address with a semicolon too many. */
    while (address.n && address.p[address.n - 1] == ';') address.n--;
    capias_str id = cps_part_id(import, p->party->subject.id, "wallet", address);
    if (!id.p) return cps_fail_memory(p->err);
    struct cps_subject wallet = cps_subject(import, id, "CryptoWallet", p->party->subject.file,
                                            p->party->subject.line);
    CPS_TRY(cps_say(&wallet, "publicKey", address, (capias_str){0}, p->err));
    CPS_TRY(cps_say(&wallet, "currency", currency, (capias_str){0}, p->err));
    return cps_say(&wallet, "holder", p->party->subject.id, (capias_str){0}, p->err);
}

/* "Listing Date (EO 14024 Directive 3): 24 Feb 2022" */
static capias_status say_listing_date(const struct piece *p, const char *property)
{
    size_t at = cps_str_find(p->rest, CPS_STR("): "), 0);
    bool done = false;
    if (at != SIZE_MAX)
        CPS_TRY(cps_say_date(&p->party->listing, property, cps_str_sub(p->rest, at + 3, p->rest.n),
                             &done, p->err));
    return cps_say(&p->party->listing, "provisions", p->whole, (capias_str){0}, p->err);
}

static capias_status say_labelled(const struct piece *p, const struct label *label,
                                  cps_ofac_link_fn *link, void *ctx)
{
    const struct cps_subject *s = &p->party->subject;
    capias_str kind = cps_str_trim(cps_str(label->text));
    char buffer[32];
    switch (label->action) {
    case DATE: return say_date(p, label->property, label->property);
    case COUNTRY:
        return say_country(p, label->property, kind.p[0] == 'n' ? "nationality" : "state");
    case PLACE: return say_place(p);
    case GENDER: return say_gender(p);
    case WEAK:
    case PREVIOUS: return say_quoted(p, label->property);
    case DOCUMENT: return say_number(p, kind, label->property);
    case IMO: return say_imo(p, label->property);
    case WALLET: return say_wallet(p);
    case LINK: return link(ctx, p->party, "Linked To", p->rest, p->err);
    case OPERATOR: return link(ctx, p->party, "operator", p->rest, p->err);
    case LISTING:
        return cps_say(&p->party->listing, label->property, p->whole, (capias_str){0}, p->err);
    case LISTING_DATE: return say_listing_date(p, label->property);
    case PASS: return CAPIAS_OK;
    case TEXT:
    case CODE: break;
    }
    const char *property = property_of(s, label->property, buffer);
    if (!property) return note(s, p->whole, p->err);
    capias_str value = p->rest, country = (capias_str){0};
    if (label->action == CODE) country = take_country(s->import, &value);
    return cps_say(s, property, value, country.n ? p->whole : (capias_str){0}, p->err);
}

static capias_status say_piece(const struct cps_ofac_party *party, capias_str text,
                               cps_ofac_link_fn *link, void *ctx, capias_error *err)
{
    if (cps_str_starts(text, CPS_STR("alt. ")) || cps_str_starts(text, CPS_STR("Alt. ")))
        text = cps_str_sub(text, 5, text.n);
    struct piece p = {.party = party, .whole = text, .err = err};
    if (party->title.n && cps_str_find(party->title, text, 0) != SIZE_MAX) return CAPIAS_OK;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (text.p[0] != labels[i].text[0]) continue;
        capias_str label = cps_str(labels[i].text);
        if (!cps_str_starts(text, label)) continue;
        p.rest = cps_str_trim(cps_str_sub(text, label.n, text.n));
        if (p.rest.n || labels[i].action == PASS) return say_labelled(&p, &labels[i], link, ctx);
    }
    capias_str kind;
    if (unlisted_number(text, &kind, &p.rest))
        return say_number(&p, kind, cps_subject_has(&party->subject, "birthDate")
                                        ? "idNumber"
                                        : "registrationNumber idNumber");
    return note(&party->subject, text, err);
}

/* Where the piece ends: at the next "; " or at the end. */
static size_t piece_end(capias_str remarks, size_t from)
{
    size_t at = cps_str_find(remarks, CPS_STR("; "), from);
    return at == SIZE_MAX ? remarks.n : at;
}

capias_status cps_ofac_remarks(const struct cps_ofac_party *party, capias_str remarks, bool cut,
                               cps_ofac_link_fn *link, void *ctx, capias_error *err)
{
    remarks = cps_str_trim(remarks);
    if (!cut && remarks.n && remarks.p[remarks.n - 1] == '.') remarks.n--;
    for (size_t at = 0; at < remarks.n;) {
        size_t end = piece_end(remarks, at);
        capias_str text = cps_str_trim(cps_str_sub(remarks, at, end));
        bool last = end == remarks.n;
        at = end + 2;
        /* The lists before 2020 end pieces with a full stop as well: "DOB 1950.; POB Tikrit." */
        if (!last && text.n > 1 && text.p[text.n - 1] == '.' && text.p[text.n - 2] == '\'')
            text.n--;
        if (!text.n) continue;
        if (last && cut) CPS_TRY(note(&party->subject, text, err));
        else CPS_TRY(say_piece(party, text, link, ctx, err));
    }
    return CAPIAS_OK;
}

/* ---- names ----------------------------------------------------------------------------------- */

static bool is_suffix(capias_str s)
{
    static const char *const suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (cps_str_eq_nocase(s, cps_str(suffixes[i]))) return true;
    return false;
}

struct cps_ofac_name cps_ofac_person_name(struct cps_import *import, capias_str published)
{
    struct cps_ofac_name name = {0};
    capias_str rest = published, piece;
    while (cps_str_split(&rest, ',', &piece)) {
        if (!piece.n) continue;
        if (!name.family.p) name.family = piece;
        else if (is_suffix(piece)) name.suffix = piece;
        else if (!name.given.p) name.given = piece;
        else {
            capias_str both[] = {name.given, piece};
            name.given = cps_join(import, " ", both, 2);
        }
    }
    capias_str parts[] = {name.given, name.family, name.suffix};
    name.natural = cps_join(import, " ", parts, 3);
    if (!name.given.n) name.family = (capias_str){0}; /* a name without a comma claims no parts */
    return name;
}
