/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/sources.c: from paths to sources: tell each file's format by its content, put the files
 * of one edition together, let the importers read them.
 *
 *   paths ──list──▶ files ──head──▶ claims (importer, dataset, role) ──group──▶ sources ──▶ sink
 *
 * Invariant  sources come in byte order of their datasets, files in byte order of their names, so
 *            the same files give the same statements in the same order, whatever folder they lie
 *            in.
 */
#include "sources/import.h"

/* In the order in which they are asked: the most particular first. */
static const struct cps_importer *const importers[] = {
    &cps_importer_un_xml,
    &cps_importer_law_csv,
    &cps_importer_capias_csv,
    &cps_importer_ofac_csv,
    &cps_importer_ofac_xml,
    &cps_importer_ftm_json,
};
static const capias_format formats[] = {
    {"un-consolidated-xml", "United Nations Security Council",
     "XML whose root is CONSOLIDATED_LIST",
     "names in all scripts, aliases with their strength, births, documents, addresses, regimes, "
     "dates of listing"},
    {"capias-tables-csv", "Capias",
     "a header row with the columns of one table of data/law/tables.csv",
     "warrants, regimes, measures, memberships, visits, decisions; persons, states, cities"},
    {"capias-list-csv", "yourself", "a header row with id and name among its columns",
     "names, aliases and every property of FollowTheMoney's, programme, listing dates"},
    {"ofac-legacy-csv", "US Treasury, Office of Foreign Assets Control",
     "no header; 12 fields: a number, a name, then individual, vessel, aircraft or -0-",
     "names, aliases, addresses, identity documents, vessels, aircraft, wallets, programmes, "
     "links"},
    {"ofac-advanced-xml", "US Treasury, Office of Foreign Assets Control",
     "XML whose root is Sanctions, with ReferenceValueSets",
     "all that the legacy files give; names in all scripts by their parts, relations, days of listing, "
     "legal bases, measures"},
    {"ftm-json-lines", "whoever made it: the file does not say",
     "a JSON object a line, with id, schema and properties (FollowTheMoney, OpenSanctions)",
     "every property, relations, referents, datasets, days first and last seen"},
};
#define N_IMPORTERS (sizeof importers / sizeof *importers)
_Static_assert(sizeof formats / sizeof *formats == N_IMPORTERS, "a format for each importer");

struct candidate {
    struct cps_source_file file;
    const struct cps_importer *importer;
    const capias_format *format;
    capias_str dataset;        /* empty: goes where its numbers fit */
};

struct reading {
    struct cps_arena arena;
    CPS_VEC(struct candidate) files;
    capias_str as_of;
    struct cps_sink *sink;
};

const capias_format *cps_source_formats(size_t *n)
{
    *n = N_IMPORTERS;
    return formats;
}

static capias_status hint_formats(capias_error *err, capias_status status)
{
    char names[sizeof err->hint] = "";
    size_t at = 0;
    for (size_t i = 0; i < N_IMPORTERS && at < sizeof names; i++)
        at += (size_t)snprintf(names + at, sizeof names - at, "%s%s", i ? ", " : "",
                               formats[i].name);
    cps_hint(err, "known formats: %s", names);
    return status;
}

/* ---- telling formats ------------------------------------------------------------------------- */

/* The first rows of the head, as far as they are whole. A head that is no table has none. */
static capias_status head_rows(struct cps_head *head, const char *name, struct cps_arena *arena)
{
    struct cps_input *in;
    struct cps_csv *csv;
    capias_status status = cps_input_memory(head->bytes, name, &in, NULL);
    if (status != CAPIAS_OK) return status == CAPIAS_E_NOMEM ? status : CAPIAS_OK; /* no table */
    status = cps_csv_open(in, ',', &csv, NULL);
    if (status == CAPIAS_OK) {
        for (size_t tries = 0; tries < 4 * CPS_HEAD_ROWS && head->n_rows < CPS_HEAD_ROWS; tries++) {
            struct cps_csv_row row;
            capias_error trouble = {0};
            status = cps_csv_next(csv, &row, &trouble);
            if (status == CAPIAS_E_NOMEM) break;
            if (status != CAPIAS_OK) continue;
            if (row.n == 0) break;
            size_t n = row.n < CPS_HEAD_CELLS ? row.n : CPS_HEAD_CELLS;
            for (size_t i = 0; i < n; i++) {
                capias_str cell = cps_arena_copy(arena, cps_str_trim(row.fields[i]));
                if (row.fields[i].n && !cell.p) status = CAPIAS_E_NOMEM;
                head->rows[head->n_rows][i] = cell;
            }
            head->cells[head->n_rows++] = row.n;
            if (status != CAPIAS_OK) break;
        }
        cps_csv_close(csv);
    }
    cps_input_close(in);
    return status == CAPIAS_E_NOMEM ? status : CAPIAS_OK;
}

static capias_status unknown_format(const struct candidate *c, capias_str head, capias_error *err)
{
    const char *hint, *no_text = cps_no_text(head, &hint);
    if (!no_text && cps_ftm_is_delta(head)) {
        no_text = "is a delta file of FollowTheMoney: what came and went since another edition";
        hint = "give the whole file of the same version, entities.ftm.json";
    }
    const char *what = head.n == 0 ? "the file is empty"
                       : no_text   ? no_text
                                   : "the file is of no format we know";
    uint32_t place = head.n && !no_text ? 1 : 0;
    capias_status status = cps_fail_at(err, CAPIAS_E_SYNTAX, cps_source_where(&c->file), place,
                                       place, "%s", what);
    if (no_text) cps_hint(err, "%s", hint);
    return hint_formats(err, status);
}

/* Find the importer. *skip: the file holds nothing to import. */
static capias_status tell(struct reading *r, struct candidate *c, bool *skip, capias_error *err)
{
    struct cps_arena scratch;
    struct cps_input *in;
    CPS_TRY(cps_source_open(&c->file, &in, err));
    cps_arena_init(&scratch, 0);
    struct cps_head *head = CPS_TAKE(&scratch, struct cps_head, 1);
    capias_status status =
        head ? cps_input_peek(in, CPS_PEEK_MAX, &head->bytes, err) : cps_fail_memory(err);
    if (status == CAPIAS_OK) {
        head->name = c->file.name;
        status = head_rows(head, c->file.name, &scratch);
    }
    struct cps_claim claim = {0};
    for (size_t i = 0; status == CAPIAS_OK && i < N_IMPORTERS && !c->importer; i++)
        if (importers[i]->claim(head, &claim))
            c->importer = importers[i], c->format = &formats[i];
    if (status == CAPIAS_OK && !c->importer) status = unknown_format(c, head->bytes, err);
    else if (status == CAPIAS_E_NOMEM) (void)cps_fail_memory(err);
    if (status == CAPIAS_OK && claim.dataset.n) {
        c->dataset = cps_arena_copy(&r->arena, claim.dataset);
        if (!c->dataset.p) status = cps_fail_memory(err);
    }
    c->file.role = claim.role;
    *skip = claim.skip;
    cps_arena_release(&scratch);
    cps_input_close(in);
    return status;
}

/* ---- grouping -------------------------------------------------------------------------------- */

/* Files of one importer and one dataset that have the same role are two editions of it. */
static capias_status refuse_editions(struct reading *r, capias_error *err)
{
    for (size_t i = 0; i < r->files.n; i++)
        for (size_t k = i + 1; k < r->files.n; k++) {
            const struct candidate *a = &r->files.v[i], *b = &r->files.v[k];
            if (a->importer != b->importer || a->file.role != b->file.role || !a->dataset.n ||
                !cps_str_eq(a->dataset, b->dataset))
                continue;
            (void)cps_fail_at(err, CAPIAS_E_DATA, cps_source_where(&b->file), 0, 0,
                              "a second edition of %.*s beside %s", CPS_FMT(a->dataset),
                              cps_source_where(&a->file));
            cps_hint(err, "give one of the two");
            return CAPIAS_E_DATA;
        }
    return CAPIAS_OK;
}

/* The first cells of a file's rows, as a set. */
static capias_status first_cells(const struct candidate *c, struct cps_intern *set,
                                 capias_error *err)
{
    struct cps_input *in;
    struct cps_csv *csv;
    CPS_TRY(cps_source_open(&c->file, &in, err));
    capias_status status = cps_csv_open(in, ',', &csv, err);
    while (status == CAPIAS_OK) {
        struct cps_csv_row row;
        capias_error trouble = {0};
        status = cps_csv_next(csv, &row, &trouble);
        if (status == CAPIAS_OK && row.n == 0) break;
        if (status == CAPIAS_OK)
            status = cps_intern_add(set, cps_str_trim(row.fields[0])) == CPS_NONE ? CAPIAS_E_NOMEM
                                                                                  : CAPIAS_OK;
        else if (trouble.line) status = CAPIAS_OK; /* the importer will report the row */
        if (status == CAPIAS_E_NOMEM) (void)cps_fail_memory(err);
        else if (status != CAPIAS_OK && err && err->status == CAPIAS_OK) *err = trouble;
    }
    if (csv) cps_csv_close(csv);
    cps_input_close(in);
    return status;
}

static size_t common(const struct cps_intern *a, const struct cps_intern *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->strings.n; i++)
        if (cps_intern_find(b, a->strings.v[i]) != CPS_NONE) n++;
    return n;
}

/* alt.csv and its like carry no name of their list: with one primary file about they are its own,
 * with several they belong to the one that has most of their numbers. */
static capias_status place(struct reading *r, struct candidate *side, capias_error *err)
{
    struct candidate *best = NULL;
    size_t primaries = 0, most = 0;
    for (size_t i = 0; i < r->files.n; i++)
        if (r->files.v[i].importer == side->importer && r->files.v[i].dataset.n &&
            r->files.v[i].file.role == 0)
            primaries++, best = &r->files.v[i];
    if (primaries == 0) {
        (void)cps_fail_at(err, CAPIAS_E_DATA, cps_source_where(&side->file), 0, 0,
                          "a part of an OFAC list without its primary file");
        cps_hint(err, "give sdn.csv (or cons_prim.csv) of the same day with it");
        return CAPIAS_E_DATA;
    }
    struct cps_intern own, theirs;
    cps_intern_init(&own);
    capias_status status = primaries > 1 ? first_cells(side, &own, err) : CAPIAS_OK;
    for (size_t i = 0; primaries > 1 && status == CAPIAS_OK && i < r->files.n; i++) {
        struct candidate *c = &r->files.v[i];
        if (c->importer != side->importer || !c->dataset.n || c->file.role != 0) continue;
        cps_intern_init(&theirs);
        status = first_cells(c, &theirs, err);
        size_t n = common(&own, &theirs);
        if (n > most) most = n, best = c;
        cps_intern_release(&theirs);
    }
    cps_intern_release(&own);
    side->dataset = best->dataset;
    return status;
}

static int by_dataset_then_name(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int c = cps_str_cmp(x->dataset, y->dataset);
    if (c == 0) c = strcmp(x->format->name, y->format->name);
    if (c == 0) c = strcmp(x->file.name, y->file.name);
    return c ? c : strcmp(cps_source_where(&x->file), cps_source_where(&y->file));
}

/* A folder may hold other things than lists: they are named and left. */
static void leave(const struct reading *r, const capias_error *trouble)
{
    if (!r->sink->message) return;
    capias_error said = *trouble;
    said.hint[0] = '\0';
    cps_hint(&said, "it is left out: capias build --formats prints what can be read");
    r->sink->message(r->sink->message_ctx, CAPIAS_WARNING, &said);
}

static capias_status gather(struct reading *r, const struct cps_source_file *files, size_t n,
                            capias_error *err)
{
    capias_error first = {0};
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        struct candidate c = {.file = files[i]};
        bool skip = false;
        capias_error trouble = {0};
        capias_status status = tell(r, &c, &skip, &trouble);
        if (status == CAPIAS_E_SYNTAX && !c.importer && files[i].found) {
            leave(r, &trouble);
            if (!left++) first = trouble;
            continue;
        }
        if (status != CAPIAS_OK && err && err->status == CAPIAS_OK) *err = trouble;
        CPS_TRY(status);
        if (!skip && !CPS_PUSH(&r->files, c)) return cps_fail_memory(err);
    }
    if (left && left == n) { /* a folder without a single list is as wrong as a file that is none */
        if (err && err->status == CAPIAS_OK) *err = first;
        return CAPIAS_E_SYNTAX;
    }
    CPS_TRY(refuse_editions(r, err));
    for (size_t i = 0; i < r->files.n; i++)
        if (!r->files.v[i].dataset.n) CPS_TRY(place(r, &r->files.v[i], err));
    if (r->files.n)
        qsort(r->files.v, r->files.n, sizeof *r->files.v, by_dataset_then_name);
    return refuse_editions(r, err);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Of one file its SHA-256; of several that of the lines which sha256sum prints for them. */
static void digest(struct cps_source_info *info, const struct cps_source_file *files, size_t n)
{
    struct cps_sha256 sha;
    cps_sha256_init(&sha);
    for (size_t i = 0; i < n; i++) {
        info->bytes += files[i].size;
        cps_sha256_add(&sha, files[i].sha256, 64);
        cps_sha256_add(&sha, "  ", 2);
        cps_sha256_add(&sha, files[i].name, strlen(files[i].name));
        cps_sha256_add(&sha, "\n", 1);
    }
    if (n == 1) memcpy(info->sha256, files[0].sha256, sizeof info->sha256);
    else cps_sha256_hex(&sha, info->sha256);
}

capias_status cps_source_import(const struct cps_importer *importer, struct cps_source_info *info,
                                struct cps_source_file *files, size_t n, struct cps_sink *sink,
                                capias_error *err)
{
    struct cps_import import = {.sink = sink, .info = info, .files = files, .n_files = n};
    cps_arena_init(&import.keep, CPS_KEEP_MAX);
    cps_arena_init(&import.record, CPS_RECORD_MAX);
    cps_intern_init(&import.names);
    capias_status status = sink->begin(sink->ctx, info, err);
    if (status == CAPIAS_OK) status = importer->import(&import, err);
    if (status == CAPIAS_OK && !import.said)
        cps_warn(&import, 0, 1, "fetch it again if it should not be empty", "nothing stands in the list");
    if (status == CAPIAS_OK) {
        digest(info, files, n);
        status = sink->end(sink->ctx, info, err);
    }
    CPS_VEC_RELEASE(&import.states);
    cps_intern_release(&import.names);
    cps_arena_release(&import.record);
    cps_arena_release(&import.keep);
    return status;
}

static capias_status read_source(struct reading *r, struct candidate *first, size_t n,
                                 capias_error *err)
{
    const struct cps_importer *importer = first->importer;
    struct cps_source_info info = {
        .dataset = first->dataset, .format = cps_str(first->format->name),
        .publisher = cps_str(first->format->publisher), .url = cps_str(importer->url),
        .licence = cps_str(importer->licence), .as_of = r->as_of, .n_files = n};
    struct cps_source_file *files = CPS_TAKE(&r->arena, struct cps_source_file, n);
    capias_str *names = CPS_TAKE(&r->arena, capias_str, n);
    if (!files || !names) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        files[i] = first[i].file;
        names[i] = cps_str(first[i].file.name);
    }
    info.files = names;
    return cps_source_import(importer, &info, files, n, r->sink, err);
}

static capias_status read_all(struct reading *r, const struct cps_source_file *files, size_t n,
                              capias_error *err)
{
    struct cps_span day;
    if (r->as_of.n && !cps_date_parse(r->as_of, &day))
        return cps_fail(err, CAPIAS_E_ARG, "'%.*s' is not an ISO date",
                        (int)(r->as_of.n < 40 ? r->as_of.n : 40), r->as_of.p);
    CPS_TRY(gather(r, files, n, err));
    for (size_t i = 0; i < r->files.n;) {
        size_t end = i + 1;
        while (end < r->files.n && r->files.v[end].importer == r->files.v[i].importer &&
               cps_str_eq(r->files.v[end].dataset, r->files.v[i].dataset))
            end++;
        CPS_TRY(read_source(r, &r->files.v[i], end - i, err));
        i = end;
    }
    return CAPIAS_OK;
}

capias_status cps_sources_read_files(const struct cps_source_file *files, size_t n,
                                     capias_str as_of, struct cps_sink *sink, capias_error *err)
{
    struct reading r = {.as_of = as_of, .sink = sink};
    cps_arena_init(&r.arena, 0);
    capias_status status = read_all(&r, files, n, err);
    CPS_VEC_RELEASE(&r.files);
    cps_arena_release(&r.arena);
    return status;
}

capias_status cps_sources_read(const char *const *paths, size_t n, capias_str as_of,
                               struct cps_sink *sink, capias_error *err)
{
    struct cps_files found = {0};
    CPS_VEC(struct cps_source_file) files = {0};
    CPS_TRY(cps_files_list(paths, n, &found, err));
    capias_status status = CAPIAS_OK;
    for (size_t i = 0; i < found.paths.n && status == CAPIAS_OK; i++) {
        const char *path = found.paths.v[i], *slash = strrchr(path, '/');
        struct cps_source_file file = {.path = path, .name = slash && slash[1] ? slash + 1 : path,
                                       .found = true};
        for (size_t k = 0; k < n && file.found; k++) file.found = strcmp(paths[k], path) != 0;
        if (!CPS_PUSH(&files, file)) status = cps_fail_memory(err);
    }
    if (status == CAPIAS_OK) status = cps_sources_read_files(files.v, files.n, as_of, sink, err);
    CPS_VEC_RELEASE(&files);
    cps_files_release(&found);
    return status;
}
