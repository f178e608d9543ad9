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

struct ofac {
    struct cps_import *import;
    struct cps_ofac_list list;
    CPS_VEC(struct comment) comments;
};

static capias_str cell(const struct cps_csv_row *row, size_t i)
{
    if (i >= row->n) return (capias_str){0};
    capias_str s = cps_str_trim(row->fields[i]);
    return cps_str_is(s, NULL_CELL) ? (capias_str){0} : s;
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
static const struct cps_ofac_known *row_party(struct ofac *o, uint32_t file, const struct cps_csv_row *row,
                                     size_t least)
{
    bool ok;
    uint64_t number = row_number(o, file, row, least, &ok);
    const struct cps_ofac_known *party = ok ? cps_ofac_list_find(&o->list, number) : NULL;
    if (ok && !party)
        cps_reject(o->import, file, row->line, "this row is left out: take all files of one day",
                   "number %llu is not in %s", (unsigned long long)number,
                   o->import->files[o->list.file].name);
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

/* The columns of a vehicle say what the remarks say elsewhere. */
static capias_status say_vehicle(struct ofac *o, const struct cps_ofac_party *party,
                                 const struct cps_csv_row *row, capias_error *err)
{
    static const struct { size_t cell; const char *label; } cells[] = {
        {5, "Vessel Call Sign"}, {6, "Vessel Type"}, {7, "Vessel Tonnage"},
        {8, "Vessel Gross Registered Tonnage"}, {9, "Vessel Flag"}, {10, "Vessel Owner"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        capias_str value = cell(row, cells[i].cell);
        if (!value.n) continue;
        capias_str words[] = {cps_str(cells[i].label), value};
        struct cps_ofac_piece piece = {.party = party, .list = &o->list,
                                       .text = cps_join(o->import, " ", words, 2)};
        bool known;
        CPS_TRY(cps_ofac_say_piece(&piece, &known, err));
    }
    return CAPIAS_OK;
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

static capias_status on_primary(void *ctx, uint32_t file, const struct cps_csv_row *row,
                                capias_error *err)
{
    struct ofac *o = ctx;
    struct cps_import *import = o->import;
    bool ok, fresh;
    uint64_t number = row_number(o, file, row, 12, &ok);
    if (!ok) return CAPIAS_OK;
    capias_str name = cell(row, 1);
    if (!name.n) {
        cps_reject(import, file, row->line, "this row is left out", "number %llu has no name",
                   (unsigned long long)number);
        return CAPIAS_OK;
    }
    struct cps_ofac_party party;
    cps_schema schema = cps_schema_find(cps_str(schema_of(cell(row, 2))));
    CPS_TRY(cps_ofac_list_add(&o->list, number, schema, row->line, &fresh, err));
    if (!fresh) return CAPIAS_OK;
    CPS_TRY(cps_ofac_list_bear(&o->list, name, number, false, err));
    CPS_TRY(cps_ofac_party(&o->list, number, file, row->line, &party, err));
    struct cps_ofac_name parsed = cps_ofac_parse_name(&party.subject, name);
    CPS_TRY(cps_ofac_say_name(&party.subject, "name", &parsed, NULL, err));
    CPS_TRY(cps_ofac_say_name_parts(&party.subject, &parsed, err));
    CPS_TRY(cps_ofac_say_party(&party, err));
    CPS_TRY(cps_ofac_say_title(&party, cell(row, 4), err));
    CPS_TRY(say_vehicle(o, &party, row, err));
    CPS_TRY(say_programmes(&party.listing, cell(row, 3), err));

    /* Not trimmed: the cut may fall behind a blank. */
    capias_str remarks = cell(row, 11).n ? row->fields[11] : (capias_str){0};
    capias_str whole = with_comments(o, number, remarks);
    bool cut = remarks.n >= REMARKS_FULL && whole.n == remarks.n;
    if (cut)
        cps_warn(import, file, row->line, "take the comments file of the same day, if it is not here",
                 "the remarks of number %llu are cut short, and no comments row goes on with them",
                 (unsigned long long)number);
    return cps_ofac_remarks(&party, &o->list, whole, cut, err);
}

/* ---- alt and add ----------------------------------------------------------------------------- */

static capias_status on_alt(void *ctx, uint32_t file, const struct cps_csv_row *row,
                            capias_error *err)
{
    struct ofac *o = ctx;
    const struct cps_ofac_known *party = row_party(o, file, row, 4);
    if (!party) return CAPIAS_OK;
    capias_str name = cell(row, 3), kind = cell(row, 2), remarks = cell(row, 4);
    if (!name.n) {
        cps_reject(o->import, file, row->line, "this row is left out", "an alias without a name");
        return CAPIAS_OK;
    }
    struct cps_subject s = cps_ofac_subject(&o->list, party, file, row->line);
    if (!s.id.p) return cps_fail_memory(err);
    CPS_TRY(cps_ofac_list_bear(&o->list, name, party->number, true, err));
    struct cps_ofac_name parsed = cps_ofac_parse_name(&s, name);
    CPS_TRY(cps_ofac_say_name(&s, cps_str_is(kind, "fka") ? "previousName" : "alias", &parsed, NULL,
                              err));
    return cps_say(&s, "notes", remarks, (capias_str){0}, err);
}

static capias_status on_add(void *ctx, uint32_t file, const struct cps_csv_row *row,
                            capias_error *err)
{
    struct ofac *o = ctx;
    const struct cps_ofac_known *party = row_party(o, file, row, 5);
    if (!party) return CAPIAS_OK;
    struct cps_subject s = cps_ofac_subject(&o->list, party, file, row->line);
    if (!s.id.p) return cps_fail_memory(err);
    capias_str country = cell(row, 4), remarks = cell(row, 5);
    capias_str pieces[] = {cell(row, 2), cell(row, 3), country};
    CPS_TRY(cps_say(&s, "address", cps_join(o->import, ", ", pieces, 3), (capias_str){0}, err));
    CPS_TRY(cps_say(&s, "notes", remarks, (capias_str){0}, err));
    bool done; /* "Region: Crimea", "undetermined": the address has kept it */
    return country.n ? cps_say_country(&s, "country", cps_ofac_state(country), &done, err)
                     : CAPIAS_OK;
}

/* ---- all of it ------------------------------------------------------------------------------ */

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
    CPS_TRY(cps_ofac_list_say_links(&o->list, err));
    for (uint32_t f = 0; f < o->import->n_files; f++)
        for (size_t i = 0; o->import->files[f].role == ROLE_COMMENTS && i < o->comments.n; i++)
            if (!o->comments.v[i].used)
                cps_reject(o->import, f, o->comments.v[i].line,
                           "this row is left out: take all files of one day",
                           "number %llu is not in %s",
                           (unsigned long long)o->comments.v[i].number,
                           o->import->files[o->list.file].name);
    return CAPIAS_OK;
}

static capias_status import_ofac(struct cps_import *import, capias_error *err)
{
    struct ofac o = {.import = import};
    uint32_t primary = CPS_NONE;
    for (uint32_t i = 0; i < import->n_files; i++)
        if (import->files[i].role == ROLE_PRIMARY) primary = i;
    if (primary == CPS_NONE) CPS_BUG("an OFAC source without its primary file");
    cps_ofac_list_init(&o.list, import, primary);
    capias_status status = read_all(&o, err);
    cps_ofac_list_release(&o.list);
    CPS_VEC_RELEASE(&o.comments);
    return status;
}

/* ---- telling --------------------------------------------------------------------------------- */

static bool is_non_sdn(capias_str programmes)
{
    capias_str piece;
    while (cps_str_split(&programmes, ']', &piece)) {
        while (piece.n && (piece.p[0] == '[' || piece.p[0] == ' ')) piece.p++, piece.n--;
        if (cps_ofac_is_non_sdn(piece)) return true;
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
