/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/capias_csv.c: lists of one's own, as a spreadsheet gives them (docs/lists.md).
 *
 *   # capias-list dataset=acme_watch publisher="Acme Bank" as_of=2026-11-01      (may be left out)
 *   id,schema,name,alias,birth_date,nationality,programme
 *   acme-1,Person,Ivana Example,Iwana Example;I. Example,1970-02,MN,internal
 *
 * Columns come by name in any order: id, name, any property of FollowTheMoney's (birthDate or
 * birth_date), and a few words of the trade. Several values of a cell have ';' between them.
 */
#include "sources/import.h"

#define MARK "# capias-list"
#define UNNAMED "unnamed_list"

enum target {
    TO_PARTY,
    TO_LISTING,
    TO_ID,
    TO_SCHEMA,
    TO_DATASET,
    TO_FIRST_SEEN,
    TO_LAST_SEEN,
    TO_NOTHING
};

struct column {
    enum target target;
    const char *property;      /* FollowTheMoney's name */
    capias_str header;
};

struct list {
    struct cps_import *import;
    struct column *columns;
    size_t n;                  /* 0 before the header is read */
    struct cps_intern ids;
    CPS_VEC(uint32_t) lines;   /* by number of the id */
};

/* ---- columns --------------------------------------------------------------------------------- */

static const struct {
    const char *header;
    enum target target;
    const char *property;
} words[] = {
    {"id", TO_ID, NULL},
    {"schema", TO_SCHEMA, NULL},
    {"dataset", TO_DATASET, NULL},
    {"first_seen", TO_FIRST_SEEN, NULL},
    {"last_seen", TO_LAST_SEEN, NULL},
    {"aliases", TO_PARTY, "alias"},
    {"weak_aliases", TO_PARTY, "weakAlias"},
    {"previous_names", TO_PARTY, "previousName"},
    {"date_of_birth", TO_PARTY, "birthDate"},
    {"dob", TO_PARTY, "birthDate"},
    {"place_of_birth", TO_PARTY, "birthPlace"},
    {"passport", TO_PARTY, "passportNumber"},
    {"url", TO_PARTY, "sourceUrl"},
    {"note", TO_PARTY, "notes"},
    {"remarks", TO_PARTY, "notes"},
    {"programme", TO_LISTING, "programId"},
    {"program", TO_LISTING, "programId"},
    {"listed", TO_LISTING, "listingDate"},
    {"listing_date", TO_LISTING, "listingDate"},
    {"listed_on", TO_LISTING, "listingDate"},
    {"delisted", TO_LISTING, "endDate"},
    {"authority", TO_LISTING, "authority"},
    {"reason", TO_LISTING, "reason"},
};

/* birth_date as birthDate; NULL when no schema has such a property. */
static const char *model_property(capias_str header)
{
    char camel[64];
    size_t n = 0;
    for (size_t i = 0; i < header.n; i++) {
        if (n + 1 >= sizeof camel) return NULL;
        bool join = header.p[i] == '_' && i + 1 < header.n;
        char c = join ? header.p[++i] : header.p[i];
        camel[n++] = join && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    for (unsigned p = 0; p < cps_property_count(); p++) {
        const struct cps_property_info *info = cps_property_get((cps_property)p);
        if (info && info->type != CPS_TYPE_ENTITY && cps_str_is((capias_str){camel, n}, info->name))
            return info->name;
    }
    return NULL;
}

static struct column column_of(capias_str header)
{
    struct column c = {.target = TO_NOTHING, .header = header};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cps_str_eq_nocase(header, cps_str(words[i].header))) {
            c.target = words[i].target;
            c.property = words[i].property;
            return c;
        }
    c.property = model_property(header);
    if (c.property) c.target = TO_PARTY;
    return c;
}

static capias_status read_header(struct list *l, uint32_t file, const struct cps_csv_row *row,
                                 capias_error *err)
{
    l->columns = CPS_TAKE(&l->import->keep, struct column, row->n);
    if (!l->columns) return cps_fail_memory(err);
    for (size_t i = 0; i < row->n; i++) {
        capias_str header = cps_arena_copy(&l->import->keep, cps_str_trim(row->fields[i]));
        if (!header.p) return cps_fail_memory(err);
        l->columns[i] = column_of(header);
        if (l->columns[i].target == TO_NOTHING)
            cps_warn(l->import, file, row->line,
                     "docs/lists.md names the columns; this one is passed over",
                     "column '%.*s' is not known", CPS_SHOWN(header));
    }
    l->n = row->n;
    if (cps_str_is(l->import->info->dataset, UNNAMED))
        cps_warn(l->import, file, row->line, "begin the file with: " MARK " dataset=my_list",
                 "the list has no name: its entities are of dataset " UNNAMED);
    return CAPIAS_OK;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static capias_str find(const struct list *l, const struct cps_csv_row *row, enum target target)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->columns[i].target == target) return cps_str_trim(row->fields[i]);
    return (capias_str){0};
}

/* A value under a property that the schema may lack. */
static capias_status say_value(const struct cps_subject *s, const struct column *c,
                               capias_str value, capias_error *err)
{
    char label[64];
    (void)snprintf(label, sizeof label, "%.*s", cps_shown(c->header), c->header.p);
    cps_property p = cps_property_find(s->schema, cps_str(c->property));
    const char *property = c->property;
    if (p == CPS_NO_PROPERTY && strcmp(property, "nationality") == 0) {
        property = "country"; /* of a company */
        p = cps_property_find(s->schema, cps_str(property));
    }
    if (p == CPS_NO_PROPERTY) {
        cps_warn(s->import, s->file, s->line, "kept as a note", "a %s has no %s",
                 cps_schema_get(s->schema)->name, c->property);
        capias_str note = cps_arena_printf(&s->import->record, "%s: %.*s", label, CPS_FMT(value));
        if (!note.p) return cps_fail_memory(err);
        const char *kept =
            cps_subject_has(s, "notes") ? "notes" : "summary"; /* a Sanction has summary */
        return cps_say(s, kept, note, (capias_str){0}, err);
    }
    switch (cps_property_get(p)->type) {
    case CPS_TYPE_DATE: return cps_say_date_or_note(s, property, label, value, err);
    case CPS_TYPE_COUNTRY: return cps_say_country_or_note(s, property, label, value, err);
    case CPS_TYPE_GENDER: {
        capias_str gender = cps_gender(value);
        return cps_say(s, property, gender.n ? gender : value, value, err);
    }
    default: return cps_say(s, property, value, (capias_str){0}, err);
    }
}

static capias_status say_cells(const struct list *l, const struct cps_subject *s,
                               enum target target, const struct cps_csv_row *row, capias_error *err)
{
    for (size_t i = 0; i < l->n; i++) {
        capias_str rest = cps_str_trim(row->fields[i]), value;
        if (l->columns[i].target != target || !rest.n) continue;
        /* Prose and addresses may hold semicolons of their own. */
        cps_property p = cps_property_find(s->schema, cps_str(l->columns[i].property));
        const struct cps_property_info *info = cps_property_get(p);
        bool whole =
            strcmp(l->columns[i].property, "notes") == 0 || (info && info->type == CPS_TYPE_URL);
        while (whole ? rest.n > 0 : cps_str_split(&rest, ';', &value)) {
            if (whole) value = rest;
            if (value.n) CPS_TRY(say_value(s, &l->columns[i], value, err));
            if (whole) break;
        }
    }
    return CAPIAS_OK;
}

static bool has_listing(const struct list *l, const struct cps_csv_row *row)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->columns[i].target == TO_LISTING && cps_str_trim(row->fields[i]).n) return true;
    return false;
}

static bool has_name(const struct list *l, const struct cps_csv_row *row)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->columns[i].target == TO_PARTY && strcmp(l->columns[i].property, "name") == 0 &&
            cps_str_trim(row->fields[i]).n)
            return true;
    return false;
}

static bool is_date(capias_str s)
{
    struct cps_span span;
    return !s.n || cps_date_parse(s, &span);
}

/* Why the row cannot be taken; NULL when it can. */
static const char *row_fault(struct list *l, const struct cps_csv_row *row, cps_schema *schema)
{
    capias_str name = find(l, row, TO_SCHEMA), dataset = find(l, row, TO_DATASET);
    *schema = cps_schema_find(name.n ? name : CPS_STR("LegalEntity"));
    if (!find(l, row, TO_ID).n) return "the row has no id";
    if (!has_name(l, row)) return "the row has no name";
    if (!cps_schema_is_a(*schema, cps_schema_find(CPS_STR("Thing"))))
        return "its schema is none of FollowTheMoney's things (Person, Company, Vessel, ...)";
    if (dataset.n && !cps_str_eq(dataset, l->import->info->dataset))
        return "its dataset is not that of the file";
    if (!is_date(find(l, row, TO_FIRST_SEEN)) || !is_date(find(l, row, TO_LAST_SEEN)))
        return "first_seen or last_seen is not a date (YYYY, YYYY-MM or YYYY-MM-DD)";
    return NULL;
}

static capias_status on_row(void *ctx, uint32_t file, const struct cps_csv_row *row,
                            capias_error *err)
{
    struct list *l = ctx;
    cps_schema schema;
    if (row->n && cps_str_starts(row->fields[0], CPS_STR("#"))) return CAPIAS_OK;
    if (!l->n) return read_header(l, file, row, err);
    if (row->n != l->n) {
        cps_reject(l->import, file, row->line,
                   "this row is left out: is a quote or a comma missing?",
                   "%zu fields, and the header has %zu", row->n, l->n);
        return CAPIAS_OK;
    }
    const char *fault = row_fault(l, row, &schema);
    if (fault) {
        cps_reject(l->import, file, row->line, "this row is left out", "%s", fault);
        return CAPIAS_OK;
    }
    capias_str id = find(l, row, TO_ID);
    uint32_t number = cps_intern_add(&l->ids, id);
    if (number == CPS_NONE || (number == l->lines.n && !CPS_PUSH(&l->lines, row->line)))
        return cps_fail_memory(err);
    if (l->lines.v[number] != row->line) {
        cps_reject(l->import, file, row->line,
                   "this row is left out: several values of a cell have ';' "
                   "between them",
                   "id '%.*s' is in line %u already", CPS_SHOWN(id), l->lines.v[number]);
        return CAPIAS_OK;
    }
    struct cps_subject s = cps_subject(l->import, id, NULL, file, row->line);
    s.schema = schema;
    s.first_seen = find(l, row, TO_FIRST_SEEN);
    s.last_seen = find(l, row, TO_LAST_SEEN);
    CPS_TRY(cps_say_schema(&s, err));
    CPS_TRY(say_cells(l, &s, TO_PARTY, row, err));
    if (!has_listing(l, row)) return CAPIAS_OK;
    capias_str listing_id = cps_arena_printf(&l->import->record, "%.*s-listing", CPS_FMT(id));
    if (!listing_id.p) return cps_fail_memory(err);
    struct cps_subject listing = cps_subject(l->import, listing_id, "Sanction", file, row->line);
    CPS_TRY(cps_say(&listing, "entity", id, (capias_str){0}, err));
    return say_cells(l, &listing, TO_LISTING, row, err);
}

/* ---- the first line -------------------------------------------------------------------------- */

/* The value of key=value or key="several words" in the first line. */
static capias_str setting(capias_str line, const char *key)
{
    char pattern[32];
    (void)snprintf(pattern, sizeof pattern, " %s=", key);
    size_t at = cps_str_find(line, cps_str(pattern), 0);
    if (at == SIZE_MAX) return (capias_str){0};
    capias_str rest = cps_str_sub(line, at + strlen(pattern), line.n);
    bool quoted = rest.n && rest.p[0] == '"';
    if (quoted) rest = cps_str_sub(rest, 1, rest.n);
    size_t end = cps_str_find(rest, quoted ? CPS_STR("\"") : CPS_STR(" "), 0);
    return cps_str_trim(cps_str_sub(rest, 0, end));
}

static capias_str first_line(capias_str bytes)
{
    if (!cps_str_starts(bytes, CPS_STR(MARK))) return (capias_str){0};
    size_t end = cps_str_find(bytes, CPS_STR("\n"), 0);
    return cps_str_trim(cps_str_sub(bytes, 0, end));
}

static capias_status take_settings(struct cps_import *import, capias_error *err)
{
    struct cps_source_info *info = import->info;
    const struct { const char *key; capias_str *to; } settings[] = {
        {"publisher", &info->publisher}, {"url", &info->url}, {"licence", &info->licence},
        {"as_of", &info->as_of}};
    struct cps_input *in;
    capias_str head;
    struct cps_span day;
    CPS_TRY(cps_source_open(&import->files[0], &in, err));
    capias_status status = cps_input_peek(in, 4096, &head, err);
    capias_str line = status == CAPIAS_OK ? first_line(head) : (capias_str){0};
    for (size_t i = 0; status == CAPIAS_OK && i < sizeof settings / sizeof *settings; i++) {
        capias_str value = setting(line, settings[i].key);
        if (!value.n || cps_utf8_check(value) != SIZE_MAX) continue;
        if (strcmp(settings[i].key, "as_of") == 0 && !cps_date_parse(value, &day)) {
            cps_warn(import, 0, 1, "write as_of=YYYY-MM-DD", "as_of '%.*s' is not a date",
                     CPS_SHOWN(value));
            continue;
        }
        *settings[i].to = cps_arena_copy(&import->keep, value);
        if (!settings[i].to->p) status = cps_fail_memory(err);
    }
    cps_input_close(in);
    return status;
}

static capias_status import_list(struct cps_import *import, capias_error *err)
{
    struct list l = {.import = import};
    CPS_TRY(take_settings(import, err));
    cps_intern_init(&l.ids);
    capias_status status = cps_source_rows(import, 0, on_row, &l, err);
    CPS_VEC_RELEASE(&l.lines);
    cps_intern_release(&l.ids);
    return status;
}

/* ---- telling --------------------------------------------------------------------------------- */

static bool is_dataset_name(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '_' && !(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9'))
            return false;
    return s.n > 0 && s.n <= 64;
}

static bool claim_list(const struct cps_head *head, struct cps_claim *out)
{
    size_t h = 0, known = 0, id = SIZE_MAX, name = SIZE_MAX, dataset = SIZE_MAX;
    while (h < head->n_rows && cps_str_starts(head->rows[h][0], CPS_STR("#"))) h++;
    if (h == head->n_rows) return false;
    size_t n = head->cells[h] < CPS_HEAD_CELLS ? head->cells[h] : CPS_HEAD_CELLS;
    for (size_t i = 0; i < n; i++) {
        struct column c = column_of(head->rows[h][i]);
        known += c.target != TO_NOTHING;
        if (c.target == TO_ID) id = i;
        if (c.target == TO_DATASET) dataset = i;
        if (c.property && strcmp(c.property, "name") == 0) name = i;
    }
    capias_str line = first_line(head->bytes);
    if (id == SIZE_MAX || name == SIZE_MAX || (!line.n && known * 2 < n)) return false;
    capias_str given = setting(line, "dataset");
    if (!given.n && dataset != SIZE_MAX && h + 1 < head->n_rows && head->cells[h + 1] > dataset)
        given = head->rows[h + 1][dataset];
    out->dataset = is_dataset_name(given) ? given : CPS_STR(UNNAMED);
    return true;
}

const struct cps_importer cps_importer_capias_csv = {
    .url = "", .licence = "", .claim = claim_list, .import = import_list};
