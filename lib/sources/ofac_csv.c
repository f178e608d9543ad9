/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_csv.c: OFAC's legacy CSV files, the SDN list (sdn, alt, add, sdn_comments) and the
 * non-SDN consolidated list (cons_prim, cons_alt, cons_add, cons_comments).
 *
 *   primary   number,name,type,programmes,title,call sign,vessel
 *   type,tonnage,GRT,flag,owner,remarks alt       number,alt number,aka|fka|nka,name,remarks
 *   add       number,add number,street,city and so on,country,remarks
 *   comments  number,what the remarks of the primary file had no room for
 *
 * No header; "-0- " is null; ^Z ends a file; remarks are cut at 1,000 bytes, in the middle of a
 * word, and go on in comments. So comments are read first, then the primary file, then the rest:
 * the order in which nothing has to be kept but the numbers, the names (for "Linked To:") and the
 * comments.
 * Source  "SDN data specification" (dat_spec.txt) of the US Treasury.
 */
#include "sources/ofac.h"

#define REMARKS_FULL 1000
#define NULL_CELL "-0-"

enum role { ROLE_PRIMARY, ROLE_ALT, ROLE_ADD, ROLE_COMMENTS };

struct comment {
    uint64_t number;
    capias_str text;
    uint32_t line;
    bool used;
};

struct party {
    uint64_t number;
    cps_schema schema;
    uint32_t line;
};

struct link {
    uint64_t from;
    const char *role; /* "Linked To", "operator", "owner" */
    uint32_t name; /* in `names` */
    uint32_t line;
};

struct ofac {
    struct cps_import *import;
    uint32_t primary;           /* number of the file */
    CPS_VEC(struct comment) comments;
    CPS_VEC(struct party) parties;
    CPS_VEC(struct link) links;
    struct cps_intern names;    /* published names, and the names linked to */
    CPS_VEC(uint64_t) bearers;  /* by number of the name: who bears it, NOBODY, or SEVERAL */
    bool sorted;
};
#define NOBODY UINT64_MAX
#define SEVERAL (UINT64_MAX - 1)

static capias_str cell(const struct cps_csv_row *row, size_t i)
{
    if (i >= row->n) return (capias_str){0};
    capias_str s = cps_str_trim(row->fields[i]);
    return cps_str_is(s, NULL_CELL) ? (capias_str){0} : s;
}

/* ---- parties --------------------------------------------------------------------------------- */

static int compare_parties(const void *a, const void *b)
{
    const struct party *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

static const struct party *find_party(struct ofac *o, uint64_t number)
{
    if (!o->sorted && o->parties.n)
        qsort(o->parties.v, o->parties.n, sizeof *o->parties.v, compare_parties);
    o->sorted = true;
    struct party key = {.number = number};
    return o->parties.n ? bsearch(&key, o->parties.v, o->parties.n, sizeof key, compare_parties)
                        : NULL;
}

/* Rows come in ascending order, so a number that is there already is rare and found at once. */
static capias_status add_party(struct ofac *o, uint64_t number, cps_schema schema, uint32_t line,
                               bool *fresh, capias_error *err)
{
    bool ascends = !o->parties.n || o->parties.v[o->parties.n - 1].number < number;
    const struct party *twin = ascends ? NULL : find_party(o, number);
    *fresh = !twin;
    if (twin) {
        cps_reject(o->import, o->primary, line, "this row is left out",
                   "number %llu is in line %u already", (unsigned long long)number, twin->line);
        return CAPIAS_OK;
    }
    struct party party = {number, schema, line};
    if (!CPS_PUSH(&o->parties, party)) return cps_fail_memory(err);
    if (!ascends) o->sorted = false;
    else if (o->parties.n == 1) o->sorted = true;
    return CAPIAS_OK;
}

static uint32_t name_number(struct ofac *o, capias_str name)
{
    uint32_t n = cps_intern_add(&o->names, name);
    while (n != CPS_NONE && o->bearers.n <= n)
        if (!CPS_PUSH(&o->bearers, NOBODY)) return CPS_NONE;
    return n;
}

static capias_status bear(struct ofac *o, capias_str name, uint64_t number, capias_error *err)
{
    uint32_t n = name_number(o, name);
    if (n == CPS_NONE) return cps_fail_memory(err);
    uint64_t *bearer = &o->bearers.v[n];
    *bearer = *bearer == NOBODY || *bearer == number ? number : SEVERAL;
    return CAPIAS_OK;
}

static capias_str party_id(struct ofac *o, uint64_t number)
{
    return cps_arena_printf(&o->import->record, "ofac-%llu", (unsigned long long)number);
}

/* The row's party number; a row without one is rejected and *ok false. */
static uint64_t row_number(struct ofac *o, uint32_t file, const struct cps_csv_row *row,
                           size_t least, bool *ok)
{
    uint64_t number = 0;
    capias_str first = cell(row, 0);
    *ok = cps_str_u64(first, &number);
    if (!*ok)
        cps_reject(o->import, file, row->line, "this row is left out",
                   "'%.*s' is not a party number", CPS_SHOWN(first));
    else if (row->n < least) {
        *ok = false;
        cps_reject(o->import, file, row->line, "this row is left out: is the file cut short?",
                   "%zu fields instead of %zu", row->n, least);
    }
    return number;
}

/* A row of a side file must be about a party of the primary file. */
static const struct party *row_party(struct ofac *o, uint32_t file, const struct cps_csv_row *row,
                                     size_t least)
{
    bool ok;
    uint64_t number = row_number(o, file, row, least, &ok);
    const struct party *party = ok ? find_party(o, number) : NULL;
    if (ok && !party)
        cps_reject(o->import, file, row->line, "this row is left out: take all files of one day",
                   "number %llu is not in %s", (unsigned long long)number,
                   o->import->files[o->primary].name);
    return party;
}

/* ---- comments -------------------------------------------------------------------------------- */

static capias_status on_comment(void *ctx, uint32_t file, const struct cps_csv_row *row,
                                capias_error *err)
{
    struct ofac *o = ctx;
    bool ok;
    uint64_t number = row_number(o, file, row, 2, &ok);
    if (!ok) return CAPIAS_OK;
    struct comment c = {.number = number, .line = row->line};
    c.text = cps_arena_copy(&o->import->keep, row->fields[1]);
    if (!c.text.p || !CPS_PUSH(&o->comments, c)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

static int compare_comments(const void *a, const void *b)
{
    const struct comment *x = a, *y = b;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* The remarks with what continues them. The comments are sorted. */
static capias_str with_comments(struct ofac *o, uint64_t number, capias_str remarks)
{
    size_t low = 0, high = o->comments.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (o->comments.v[middle].number < number) low = middle + 1;
        else high = middle;
    }
    for (; low < o->comments.n && o->comments.v[low].number == number; low++) {
        struct comment *c = &o->comments.v[low];
        capias_str both[] = {remarks, c->text};
        /* No blank goes between: the cut is in the middle of a word as often as not. */
        remarks = cps_join(o->import, "", both, 2);
        c->used = true;
    }
    return remarks;
}

/* ---- the primary file ------------------------------------------------------------------------ */

static const char *schema_of(capias_str type)
{
    if (cps_str_eq_nocase(type, CPS_STR("individual"))) return "Person";
    if (cps_str_eq_nocase(type, CPS_STR("vessel"))) return "Vessel";
    if (cps_str_eq_nocase(type, CPS_STR("aircraft"))) return "Airplane";
    return "Organization";
}

static capias_status say_name(const struct cps_subject *s, const char *property,
                              capias_str published, bool parts, capias_error *err)
{
    if (!cps_subject_has(s, "lastName"))
        return cps_say(s, property, published, (capias_str){0}, err);
    struct cps_ofac_name name = cps_ofac_person_name(s->import, published);
    CPS_TRY(cps_say(s, property, name.natural, published, err));
    if (!parts) return CAPIAS_OK;
    CPS_TRY(cps_say(s, "firstName", name.given, (capias_str){0}, err));
    CPS_TRY(cps_say(s, "lastName", name.family, (capias_str){0}, err));
    return cps_say(s, "nameSuffix", name.suffix, (capias_str){0}, err);
}

static capias_status say_vehicle(const struct cps_subject *s, const struct cps_csv_row *row,
                                 capias_error *err)
{
    static const struct { size_t cell; const char *property, *label; } cells[] = {
        {5, "callSign", "Call sign"}, {6, "type", "Vessel type"}, {7, "tonnage", "Tonnage"},
        {8, "grossRegisteredTonnage", "Gross registered tonnage"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        capias_str value = cell(row, cells[i].cell);
        if (!value.n) continue;
        if (cells[i].property && cps_subject_has(s, cells[i].property)) {
            CPS_TRY(cps_say(s, cells[i].property, value, (capias_str){0}, err));
            continue;
        }
        capias_str note = cps_arena_printf(&s->import->record, "%s: %.*s", cells[i].label,
                                           CPS_FMT(value));
        if (!note.p) return cps_fail_memory(err);
        CPS_TRY(cps_say(s, "notes", note, (capias_str){0}, err));
    }
    capias_str flag = cell(row, 9);
    if (cps_str_is(flag, "None Identified")) return CAPIAS_OK;
    return cps_say_country_or_note(s, cps_subject_has(s, "flag") ? "flag" : "country", "flag", flag,
                                   err);
}

/* "SDGT] [IFSR", "[SDGT] [IFSR]": each programme once. */
static capias_status say_programmes(const struct cps_subject *listing, capias_str text,
                                    capias_error *err)
{
    capias_str piece;
    while (cps_str_split(&text, ']', &piece)) {
        while (piece.n && (piece.p[0] == '[' || piece.p[0] == ' ')) piece.p++, piece.n--;
        CPS_TRY(cps_say(listing, "programId", piece, (capias_str){0}, err));
    }
    return CAPIAS_OK;
}

static capias_status say_listing(const struct cps_subject *listing, const struct cps_subject *party,
                                 uint64_t number, capias_str programmes, capias_error *err)
{
    capias_str url = cps_arena_printf(&listing->import->record,
        "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=%llu", (unsigned long long)number);
    if (!url.p) return cps_fail_memory(err);
    CPS_TRY(cps_say(listing, "entity", party->id, (capias_str){0}, err));
    CPS_TRY(cps_say(listing, "authority", CPS_STR("Office of Foreign Assets Control"),
                    (capias_str){0}, err));
    CPS_TRY(cps_say(listing, "country", CPS_STR("us"), (capias_str){0}, err));
    CPS_TRY(cps_say(listing, "sourceUrl", url, (capias_str){0}, err));
    return say_programmes(listing, programmes, err);
}

static capias_status on_link(void *ctx, const struct cps_ofac_party *party, const char *role,
                             capias_str name, capias_error *err)
{
    struct ofac *o = ctx;
    struct link link = {.role = role, .line = party->subject.line};
    link.from = o->parties.v[o->parties.n - 1].number;
    link.name = name_number(o, name);
    if (link.name == CPS_NONE || !CPS_PUSH(&o->links, link)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

static capias_status on_primary(void *ctx, uint32_t file, const struct cps_csv_row *row,
                                capias_error *err)
{
    struct ofac *o = ctx;
    struct cps_import *import = o->import;
    bool ok, fresh;
    uint64_t number = row_number(o, file, row, 12, &ok);
    if (!ok) return CAPIAS_OK;
    capias_str name = cell(row, 1), title = cell(row, 4);
    if (!name.n) {
        cps_reject(import, file, row->line, "this row is left out", "number %llu has no name",
                   (unsigned long long)number);
        return CAPIAS_OK;
    }
    struct cps_ofac_party party = {.title = title};
    party.subject =
        cps_subject(import, party_id(o, number), schema_of(cell(row, 2)), file, row->line);
    CPS_TRY(add_party(o, number, party.subject.schema, row->line, &fresh, err));
    if (!fresh) return CAPIAS_OK;
    CPS_TRY(bear(o, name, number, err));
    capias_str listing_id =
        cps_arena_printf(&import->record, "ofac-%llu-listing", (unsigned long long)number);
    if (!party.subject.id.p || !listing_id.p) return cps_fail_memory(err);
    party.listing = cps_subject(import, listing_id, "Sanction", file, row->line);

    CPS_TRY(say_name(&party.subject, "name", name, true, err));
    CPS_TRY(cps_say(&party.subject, "topics", CPS_STR("sanction"), (capias_str){0}, err));
    CPS_TRY(cps_say(&party.subject,
                    cps_subject_has(&party.subject, "position") ? "position" : "notes", title,
                    (capias_str){0}, err));
    CPS_TRY(say_vehicle(&party.subject, row, err));
    if (cell(row, 10).n) CPS_TRY(on_link(o, &party, "owner", cell(row, 10), err));
    CPS_TRY(say_listing(&party.listing, &party.subject, number, cell(row, 3), err));

    /* Not trimmed: the cut may fall behind a blank. */
    capias_str remarks = cell(row, 11).n ? row->fields[11] : (capias_str){0};
    capias_str whole = with_comments(o, number, remarks);
    bool cut = remarks.n >= REMARKS_FULL && whole.n == remarks.n;
    if (cut)
        cps_warn(import, file, row->line, "take the comments file of the same day, if it is not here",
                 "the remarks of number %llu are cut short, and no comments row goes on with them",
                 (unsigned long long)number);
    return cps_ofac_remarks(&party, whole, cut, on_link, o, err);
}

/* ---- alt and add ----------------------------------------------------------------------------- */

static struct cps_subject side_subject(struct ofac *o, const struct party *party, uint32_t file,
                                       uint32_t line)
{
    struct cps_subject s = cps_subject(o->import, party_id(o, party->number), NULL, file, line);
    s.schema = party->schema;
    return s;
}

static capias_status on_alt(void *ctx, uint32_t file, const struct cps_csv_row *row,
                            capias_error *err)
{
    struct ofac *o = ctx;
    const struct party *party = row_party(o, file, row, 4);
    if (!party) return CAPIAS_OK;
    capias_str name = cell(row, 3), kind = cell(row, 2), remarks = cell(row, 4);
    if (!name.n) {
        cps_reject(o->import, file, row->line, "this row is left out", "an alias without a name");
        return CAPIAS_OK;
    }
    struct cps_subject s = side_subject(o, party, file, row->line);
    if (!s.id.p) return cps_fail_memory(err);
    uint32_t n = cps_intern_find(&o->names, name);
    if (n != CPS_NONE && o->bearers.v[n] == NOBODY) o->bearers.v[n] = party->number;
    CPS_TRY(say_name(&s, cps_str_is(kind, "fka") ? "previousName" : "alias", name, false, err));
    return cps_say(&s, "notes", remarks, (capias_str){0}, err);
}

static capias_status on_add(void *ctx, uint32_t file, const struct cps_csv_row *row,
                            capias_error *err)
{
    struct ofac *o = ctx;
    const struct party *party = row_party(o, file, row, 5);
    if (!party) return CAPIAS_OK;
    struct cps_subject s = side_subject(o, party, file, row->line);
    if (!s.id.p) return cps_fail_memory(err);
    capias_str country = cell(row, 4), remarks = cell(row, 5);
    capias_str pieces[] = {cell(row, 2), cell(row, 3), country};
    CPS_TRY(cps_say(&s, "address", cps_join(o->import, ", ", pieces, 3), (capias_str){0}, err));
    CPS_TRY(cps_say(&s, "notes", remarks, (capias_str){0}, err));
    bool done; /* "Region: Crimea", "undetermined": the address has kept it */
    return country.n ? cps_say_country(&s, "country", cps_ofac_state(country), &done, err)
                     : CAPIAS_OK;
}

/* ---- links ----------------------------------------------------------------------------------- */

/* Who bears a name that another party's row mentions: NOBODY and SEVERAL are no answer. */
static uint64_t find_bearer(struct ofac *o, capias_str *name)
{
    struct cps_import *import = o->import;
    uint32_t n = cps_intern_find(&o->names, *name);
    if (n != CPS_NONE && o->bearers.v[n] != NOBODY) return o->bearers.v[n];
    /* "... CO., LTD.": the full stop was the name's and not the remarks' */
    capias_str stopped = cps_arena_printf(&import->record, "%.*s.", CPS_FMT(*name));
    n = cps_intern_find(&o->names, stopped);
    if (n != CPS_NONE && o->bearers.v[n] != NOBODY) {
        *name = stopped;
        return o->bearers.v[n];
    }
    /* "Mahan Air": operators are written otherwise than in their own rows */
    capias_str upper = cps_arena_copy(&import->record, *name);
    for (size_t i = 0; i < upper.n; i++)
        if (upper.p[i] >= 'a' && upper.p[i] <= 'z') ((char *)upper.p)[i] -= 'a' - 'A';
    n = cps_intern_find(&o->names, upper);
    return n == CPS_NONE ? NOBODY : o->bearers.v[n];
}

static capias_status say_link(struct ofac *o, const struct link *link, capias_error *err)
{
    struct cps_import *import = o->import;
    cps_import_record(import);
    const struct party *party = find_party(o, link->from);
    if (!party) CPS_BUG("a link from nobody");
    capias_str name = o->names.strings.v[link->name];
    uint64_t bearer = find_bearer(o, &name);
    struct cps_subject s = side_subject(o, party, o->primary, link->line);
    bool property = cps_subject_has(&s, link->role); /* operator, owner */
    if (bearer >= SEVERAL) {                         /* nobody on this list, or several */
        capias_str note =
            cps_arena_printf(&import->record, "%s: %.*s", link->role, CPS_FMT(name));
        return note.p ? cps_say(&s, "notes", note, (capias_str){0}, err) : cps_fail_memory(err);
    }
    capias_str to = party_id(o, bearer);
    capias_str id = cps_arena_printf(&import->record, "ofac-%llu-link-%llu",
                                     (unsigned long long)link->from, (unsigned long long)bearer);
    if (!s.id.p || !to.p || !id.p) return cps_fail_memory(err);
    if (property) return cps_say(&s, link->role, to, name, err);
    struct cps_subject tie = cps_subject(import, id, "UnknownLink", o->primary, link->line);
    CPS_TRY(cps_say(&tie, "subject", s.id, (capias_str){0}, err));
    CPS_TRY(cps_say(&tie, "object", to, name, err));
    return cps_say(&tie, "role", cps_str(link->role), (capias_str){0}, err);
}

static capias_status read_role(struct ofac *o, enum role role, cps_row_fn *each, capias_error *err)
{
    for (uint32_t i = 0; i < o->import->n_files; i++)
        if (o->import->files[i].role == role)
            CPS_TRY(cps_source_rows(o->import, i, each, o, err));
    return CAPIAS_OK;
}

static capias_status read_all(struct ofac *o, capias_error *err)
{
    CPS_TRY(read_role(o, ROLE_COMMENTS, on_comment, err));
    if (o->comments.n) qsort(o->comments.v, o->comments.n, sizeof *o->comments.v, compare_comments);
    CPS_TRY(read_role(o, ROLE_PRIMARY, on_primary, err));
    CPS_TRY(read_role(o, ROLE_ALT, on_alt, err));
    CPS_TRY(read_role(o, ROLE_ADD, on_add, err));
    for (size_t i = 0; i < o->links.n; i++) CPS_TRY(say_link(o, &o->links.v[i], err));
    for (uint32_t f = 0; f < o->import->n_files; f++)
        for (size_t i = 0; o->import->files[f].role == ROLE_COMMENTS && i < o->comments.n; i++)
            if (!o->comments.v[i].used)
                cps_reject(o->import, f, o->comments.v[i].line,
                           "this row is left out: take all files of one day",
                           "number %llu is not in %s",
                           (unsigned long long)o->comments.v[i].number,
                           o->import->files[o->primary].name);
    return CAPIAS_OK;
}

static capias_status import_ofac(struct cps_import *import, capias_error *err)
{
    struct ofac o = {.import = import, .primary = CPS_NONE};
    for (uint32_t i = 0; i < import->n_files; i++)
        if (import->files[i].role == ROLE_PRIMARY) o.primary = i;
    if (o.primary == CPS_NONE) CPS_BUG("an OFAC source without its primary file");
    cps_intern_init(&o.names);
    capias_status status = read_all(&o, err);
    cps_intern_release(&o.names);
    CPS_VEC_RELEASE(&o.comments);
    CPS_VEC_RELEASE(&o.parties);
    CPS_VEC_RELEASE(&o.links);
    CPS_VEC_RELEASE(&o.bearers);
    return status;
}

/* ---- telling --------------------------------------------------------------------------------- */

/* Programmes that OFAC runs outside the SDN list: a file whose rows mostly carry them is the
 * consolidated list. RUSSIA-EO14024 stands on both (directives 1 to 3 block nothing). */
static bool is_non_sdn(capias_str programmes)
{
    static const char *const codes[] = {"NS-PLC", "UKRAINE-EO13662", "CMIC-EO13959", "561-Related",
                                        "561List", "FSE-IR", "FSE-SY", "NS-MBS", "NS-ISA", "MBS"};
    capias_str piece;
    while (cps_str_split(&programmes, ']', &piece)) {
        while (piece.n && (piece.p[0] == '[' || piece.p[0] == ' ')) piece.p++, piece.n--;
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
            if (cps_str_is(piece, codes[i])) return true;
    }
    return false;
}

static bool row_has_role(const struct cps_head *head, size_t r, enum role role)
{
    const capias_str *c = head->rows[r];
    uint64_t n;
    if (!cps_str_u64(c[0], &n)) return false;
    switch (role) {
    case ROLE_PRIMARY:
        return head->cells[r] == 12 &&
               (cps_str_is(c[2], NULL_CELL) || cps_str_is(c[2], "individual") ||
                cps_str_is(c[2], "entity") || cps_str_is(c[2], "vessel") ||
                cps_str_is(c[2], "aircraft"));
    case ROLE_ALT:
        return head->cells[r] == 5 && cps_str_u64(c[1], &n) &&
               (cps_str_is(c[2], "aka") || cps_str_is(c[2], "fka") || cps_str_is(c[2], "nka"));
    case ROLE_ADD: return head->cells[r] == 6 && cps_str_u64(c[1], &n);
    case ROLE_COMMENTS: return head->cells[r] == 2 && !cps_str_u64(c[1], &n);
    }
    return false;
}

static bool claim_ofac(const struct cps_head *head, struct cps_claim *out)
{
    for (enum role role = ROLE_PRIMARY; role <= ROLE_COMMENTS; role++) {
        size_t fits = 0, non_sdn = 0;
        for (size_t r = 0; r < head->n_rows; r++) {
            if (!row_has_role(head, r, role)) continue;
            fits++;
            if (role == ROLE_PRIMARY && is_non_sdn(head->rows[r][3])) non_sdn++;
        }
        if (!fits || fits * 2 < head->n_rows) continue; /* half the rows may be damaged */
        out->role = role;
        if (role == ROLE_PRIMARY)
            out->dataset = non_sdn * 2 > fits ? CPS_STR("us_ofac_cons") : CPS_STR("us_ofac_sdn");
        return true;
    }
    return false;
}

const struct cps_importer cps_importer_ofac_csv = {
    .url = "https://sanctionslist.ofac.treas.gov/",
    .licence = "US Government work, public domain (17 USC 105)",
    .claim = claim_ofac,
    .import = import_ofac,
};
