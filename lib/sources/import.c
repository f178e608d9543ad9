/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/import.c: what the importers share (import.h). */
#include "sources/import.h"

/* ---- files ----------------------------------------------------------------------------------- */

const char *cps_source_where(const struct cps_source_file *file)
{
    return file->path ? file->path : file->name;
}

capias_status cps_source_open(const struct cps_source_file *file, struct cps_input **out,
                              capias_error *err)
{
    if (file->path) return cps_input_open(file->path, out, err);
    return cps_input_memory(file->bytes, file->name, out, err);
}

capias_status cps_source_finish(struct cps_source_file *file, struct cps_input *in,
                                capias_error *err)
{
    capias_status status = cps_input_finish(in, &file->size, file->sha256, err);
    cps_input_close(in);
    return status;
}

static void tell(struct cps_import *import, capias_severity severity, const capias_error *what)
{
    if (severity == CAPIAS_REJECTED) import->info->rejected++;
    else import->info->warnings++;
    if (import->sink->message) import->sink->message(import->sink->message_ctx, severity, what);
}

static capias_error message(const struct cps_import *import, uint32_t file, uint32_t line,
                            const char *hint, const char *what, va_list args) CPS_PRINTF(5, 0);
static capias_error message(const struct cps_import *import, uint32_t file, uint32_t line,
                            const char *hint, const char *what, va_list args)
{
    capias_error e = {.status = CAPIAS_E_DATA, .line = line};
    if (file < import->n_files)
        (void)snprintf(e.where, sizeof e.where, "%s", import->files[file].name);
    (void)vsnprintf(e.what, sizeof e.what, what, args);
    if (hint) (void)snprintf(e.hint, sizeof e.hint, "%s", hint);
    return e;
}

void cps_reject(struct cps_import *import, uint32_t file, uint32_t line, const char *hint,
                const char *what, ...)
{
    va_list args;
    va_start(args, what);
    capias_error e = message(import, file, line, hint, what, args);
    va_end(args);
    tell(import, CAPIAS_REJECTED, &e);
}

void cps_warn(struct cps_import *import, uint32_t file, uint32_t line, const char *hint,
              const char *what, ...)
{
    va_list args;
    va_start(args, what);
    capias_error e = message(import, file, line, hint, what, args);
    va_end(args);
    tell(import, CAPIAS_WARNING, &e);
}

capias_status cps_source_row(struct cps_import *import, struct cps_csv *csv,
                             struct cps_csv_row *row, capias_error *err)
{
    for (;;) {
        capias_error trouble = {0};
        capias_status status = cps_csv_next(csv, row, &trouble);
        if (status == CAPIAS_OK) return CAPIAS_OK;
        /* A fault of one row has a line; a damaged archive, the system and memory have none. */
        bool row_only = (status == CAPIAS_E_SYNTAX || status == CAPIAS_E_LIMIT) && trouble.line;
        if (!row_only) {
            if (err && err->status == CAPIAS_OK) *err = trouble;
            return status;
        }
        tell(import, CAPIAS_REJECTED, &trouble);
    }
}

capias_status cps_source_rows(struct cps_import *import, uint32_t file, cps_row_fn *each, void *ctx,
                              capias_error *err)
{
    struct cps_input *in;
    struct cps_csv *csv;
    CPS_TRY(cps_source_open(&import->files[file], &in, err));
    capias_status status = cps_csv_open(in, ',', &csv, err);
    if (status == CAPIAS_OK) {
        struct cps_csv_row row;
        while ((status = cps_source_row(import, csv, &row, err)) == CAPIAS_OK && row.n) {
            cps_import_record(import);
            status = each(ctx, file, &row, err);
            if (status == CAPIAS_OK && import->out_of_memory) status = cps_fail_memory(err);
            if (status != CAPIAS_OK) break;
        }
        cps_csv_close(csv);
    }
    if (status == CAPIAS_OK) return cps_source_finish(&import->files[file], in, err);
    cps_input_close(in);
    return status;
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static char *take(struct cps_import *import, size_t n)
{
    char *p = CPS_TAKE(&import->record, char, n);
    if (!p) import->out_of_memory = true;
    return p;
}

capias_str cps_tidy(struct cps_import *import, capias_str text)
{
    text = cps_str_trim(text);
    bool tidy = true;
    for (size_t i = 0; i < text.n && tidy; i++)
        tidy = !is_space(text.p[i]) || (text.p[i] == ' ' && text.p[i + 1] != ' ');
    if (tidy) return text;
    char *out = take(import, text.n);
    if (!out) return (capias_str){0};
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (!is_space(text.p[i])) out[n++] = text.p[i];
        else if (out[n - 1] != ' ') out[n++] = ' ';
    return (capias_str){out, n};
}

capias_str cps_join(struct cps_import *import, const char *between, const capias_str *pieces,
                    size_t n)
{
    size_t gap = strlen(between), room = 0, at = 0;
    for (size_t i = 0; i < n; i++) room += pieces[i].n + gap;
    char *out = room ? take(import, room) : NULL;
    if (!out) return (capias_str){0};
    for (size_t i = 0; i < n; i++) {
        if (!pieces[i].n) continue;
        if (at) memcpy(out + at, between, gap), at += gap;
        memcpy(out + at, pieces[i].p, pieces[i].n);
        at += pieces[i].n;
    }
    return (capias_str){out, at};
}

int cps_shown(capias_str s)
{
    size_t n = s.n < 60 ? s.n : 60;
    while (n < s.n && n && ((unsigned char)s.p[n] & 0xc0) == 0x80) n--;
    return (int)n;
}

capias_str cps_part_id(struct cps_import *import, capias_str owner, const char *kind,
                       capias_str content)
{
    uint64_t h = cps_hash(content.p, content.n);
    return cps_arena_printf(&import->record, "%.*s-%s-%08x%04x", CPS_FMT(owner), kind,
                            (unsigned)(h >> 32), (unsigned)(h & 0xffff));
}

/* ---- statements ------------------------------------------------------------------------------ */

struct cps_subject cps_subject(struct cps_import *import, capias_str id, const char *schema,
                               uint32_t file, uint32_t line)
{
    cps_schema s = schema ? cps_schema_find(cps_str(schema)) : CPS_NO_SCHEMA;
    if (schema && s == CPS_NO_SCHEMA) CPS_BUG("an importer names a schema that the model lacks");
    return (struct cps_subject){
        .import = import, .id = id, .schema = s, .file = file, .line = line};
}

void cps_import_record(struct cps_import *import)
{
    cps_arena_reset(&import->record);
}

static capias_status emit(const struct cps_subject *s, cps_property p, capias_str value,
                          capias_str original, const char *language, capias_error *err)
{
    s->import->said = true;
    struct cps_statement statement = {
        .entity = s->id, .schema = s->schema, .property = p, .value = value, .original = original,
        .language = cps_str(language), .first_seen = s->first_seen, .last_seen = s->last_seen,
        .file = s->file, .line = s->line};
    return s->import->sink->statement(s->import->sink->ctx, &statement, err);
}

capias_status cps_say_schema(const struct cps_subject *s, capias_error *err)
{
    return emit(s, CPS_NO_PROPERTY, (capias_str){0}, (capias_str){0}, NULL, err);
}

bool cps_subject_has(const struct cps_subject *s, const char *property)
{
    return cps_property_find(s->schema, cps_str(property)) != CPS_NO_PROPERTY;
}

capias_status cps_say_in(const struct cps_subject *s, const char *property, capias_str value,
                         capias_str original, const char *language, capias_error *err)
{
    cps_property p = cps_property_find(s->schema, cps_str(property));
    if (p == CPS_NO_PROPERTY) CPS_BUG("an importer says a property that the schema lacks");
    capias_str tidy = cps_tidy(s->import, value);
    if (s->import->out_of_memory) return cps_fail_memory(err);
    if (!tidy.n) return CAPIAS_OK;
    if (cps_str_eq(tidy, original)) original = (capias_str){0};
    return emit(s, p, tidy, original, language, err);
}

capias_status cps_say(const struct cps_subject *s, const char *property, capias_str value,
                      capias_str original, capias_error *err)
{
    return cps_say_in(s, property, value, original, NULL, err);
}

#define YEARS_MAX 20

capias_status cps_say_date(const struct cps_subject *s, const char *property, capias_str text,
                           bool *done, capias_error *err)
{
    struct cps_span span;
    bool circa;
    text = cps_str_trim(text);
    *done = cps_date_parse_free(text, &span, &circa);
    if (!*done) return CAPIAS_OK;
    char buffer[24];
    capias_str iso = cps_date_format(span, buffer);
    if (cps_str_find(iso, CPS_STR(".."), 0) == SIZE_MAX)
        return cps_say(s, property, iso, text, err);
    int first, last, month, day;
    cps_day_split(span.from, &first, &month, &day);
    cps_day_split(span.until - 1, &last, &month, &day);
    *done = last - first < YEARS_MAX;
    for (int year = first; *done && year <= last; year++) {
        (void)snprintf(buffer, sizeof buffer, "%04d", year);
        CPS_TRY(cps_say(s, property, cps_str(buffer), text, err));
    }
    return CAPIAS_OK;
}

#define STATES_REMEMBERED 4096

cps_state cps_import_state(struct cps_import *import, capias_str text)
{
    uint32_t known = cps_intern_find(&import->names, text);
    if (known < import->states.n) return import->states.v[known];
    cps_state state =
        cps_state_from_nationality(text); /* "Mongolia", "Korea, North", "Mongolian" */
    if (!state) state = cps_state_code(text);
    if (import->states.n >= STATES_REMEMBERED) return state;
    uint32_t number = cps_intern_add(&import->names, text);
    if (number == CPS_NONE || (number == import->states.n && !CPS_PUSH(&import->states, state)))
        import->out_of_memory = true;
    return state;
}

capias_status cps_say_country(const struct cps_subject *s, const char *property, capias_str text,
                              bool *done, capias_error *err)
{
    cps_state state = cps_import_state(s->import, text);
    *done = state != 0;
    if (!state) return CAPIAS_OK;
    char code[3];
    cps_state_text(state, code);
    for (int i = 0; i < 2; i++)
        if (code[i] >= 'A' && code[i] <= 'Z') code[i] = (char)(code[i] - 'A' + 'a');
    return cps_say(s, property, cps_str(code), text, err);
}

static capias_status keep_aside(const struct cps_subject *s, const char *label, const char *what,
                                capias_str text, capias_error *err)
{
    cps_warn(s->import, s->file, s->line, "kept as a note", "%s '%.*s' %s", label, CPS_SHOWN(text),
             what);
    capias_str note = cps_arena_printf(&s->import->record, "%s: %.*s", label, CPS_FMT(text));
    if (!note.p) return cps_fail_memory(err);
    const char *property = cps_subject_has(s, "notes") ? "notes" : "summary";
    return cps_say(s, property, note, (capias_str){0}, err);
}

capias_status cps_say_date_or_note(const struct cps_subject *s, const char *property,
                                   const char *label, capias_str text, capias_error *err)
{
    bool done;
    text = cps_str_trim(text);
    if (!text.n) return CAPIAS_OK;
    CPS_TRY(cps_say_date(s, property, text, &done, err));
    return done ? CAPIAS_OK : keep_aside(s, label, "is not a date", text, err);
}

capias_status cps_say_country_or_note(const struct cps_subject *s, const char *property,
                                      const char *label, capias_str text, capias_error *err)
{
    bool done;
    text = cps_str_trim(text);
    if (!text.n) return CAPIAS_OK;
    CPS_TRY(cps_say_country(s, property, text, &done, err));
    return done ? CAPIAS_OK : keep_aside(s, label, "is no state we know", text, err);
}

capias_status cps_say_document(const struct cps_subject *s, const struct cps_document *d,
                               capias_error *err)
{
    bool passport = cps_str_find(d->kind, CPS_STR("assport"), 0) != SIZE_MAX;
    capias_str pieces[] = {d->kind, d->number, d->country, d->number.n ? (capias_str){0} : d->note};
    capias_str content = cps_join(s->import, "|", pieces, 4);
    capias_str id = cps_part_id(s->import, s->id, passport ? "passport" : "id", content);
    if (!id.p) return cps_fail_memory(err);
    struct cps_subject doc = cps_subject(s->import, id, passport ? "Passport" : "Identification",
                                         s->file, s->line);
    CPS_TRY(cps_say(&doc, "holder", s->id, (capias_str){0}, err));
    CPS_TRY(cps_say(&doc, "type", d->kind, (capias_str){0}, err));
    CPS_TRY(cps_say(&doc, "number", d->number, d->original, err));
    CPS_TRY(cps_say_country_or_note(&doc, "country", "issued by", d->country, err));
    CPS_TRY(cps_say_date_or_note(&doc, "startDate", "issued", d->issued, err));
    CPS_TRY(cps_say_date_or_note(&doc, "endDate", "expires", d->expires, err));
    CPS_TRY(cps_say(&doc, "authority", d->authority, (capias_str){0}, err));
    return cps_say(&doc, "summary", d->note, (capias_str){0}, err);
}
