/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/show.c: capias show: one entity, every value with its source, and what hangs on it.
 *
 * Sources are footnotes: twenty names of one row of a list have one source, which is told once. */
#include <stdio.h>

#include "cli.h"
#include "words.h"

struct sheet {
    const struct cli *cli;
    const capias_entity *entity;
    struct cps_intern notes; /* what the footnotes say, by number */
    struct cps_buf text;     /* of the paragraph in the making */
    bool failed;
};

/* ---- paragraphs ------------------------------------------------------------------------------ */

static uint32_t note_number(struct sheet *s, capias_str text)
{
    uint32_t n = cps_intern_add(&s->notes, text);
    if (n == CPS_NONE) s->failed = true;
    return n;
}

static uint32_t note_of(struct sheet *s, const capias_statement *st)
{
    struct cps_buf b = {0};
    cps_buf_printf(&b, "%.*s", CPS_FMT(st->dataset));
    if (st->where.n) cps_buf_printf(&b, ", %.*s", CPS_FMT(st->where));
    bool as_said = cps_str_eq(st->first_seen, s->entity->first_seen) &&
                   cps_str_eq(st->last_seen, s->entity->last_seen); /* above, of the whole */
    if (st->first_seen.n && !as_said) cps_buf_printf(&b, ", seen %.*s", CPS_FMT(st->first_seen));
    if (st->last_seen.n && !as_said && !cps_str_eq(st->first_seen, st->last_seen))
        cps_buf_printf(&b, " to %.*s", CPS_FMT(st->last_seen));
    uint32_t n = b.failed ? CPS_NONE : note_number(s, (capias_str){b.v, b.n});
    s->failed = s->failed || b.failed;
    cps_buf_release(&b);
    return n;
}

static void add_note(struct sheet *s, uint32_t number)
{
    if (number != CPS_NONE) cps_buf_printf(&s->text, " [%u]", number + 1);
}

/* Print what was put together, wrapped, and begin anew. */
static void flush(struct sheet *s, unsigned indent)
{
    s->failed = s->failed || s->text.failed;
    cli_wrap((capias_str){s->text.v, s->text.n}, indent);
    cps_buf_reset(&s->text);
}

static unsigned value_column(void)
{
    return cli_width() < 80 ? 18 : 22;
}

/* "  birth place      ", or a line of its own when it is too long. */
static void put_label(capias_str label)
{
    unsigned room = value_column() - 3;
    cli_print("  ");
    cli_pad(label, room);
    if (cli_columns(label) > room) cli_print("\n%*s", (int)value_column(), "");
    else cli_print(" ");
}

/* ---- its own values ---------------------------------------------------------------------------- */

/* Values that say the same lie side by side: one line, a footnote for each source. */
static size_t put_value(struct sheet *s, const capias_statement *v, size_t n, unsigned indent)
{
    size_t same = 0;
    cps_buf_str(&s->text, v[0].value);
    if (v[0].original.n)
        cps_buf_printf(&s->text, " (published as \"%.*s\")", CPS_FMT(v[0].original));
    while (same < n && cps_str_eq(v[same].property, v[0].property) &&
           cps_str_eq(v[same].value, v[0].value) && cps_str_eq(v[same].original, v[0].original))
        add_note(s, note_of(s, &v[same++]));
    flush(s, indent);
    return same;
}

static bool is_name(capias_str property)
{
    static const char *const names[] = {"name", "alias", "weakAlias", "previousName", "abbreviation",
                                        "firstName", "secondName", "middleName", "fatherName",
                                        "motherName", "lastName", "title", "nameSuffix", "callSign"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cps_str_is(property, names[i])) return true;
    return false;
}

/* Whom it names is told where that hangs on it. */
static bool is_neighbour(const capias_entity *e, const capias_statement *v)
{
    for (size_t i = 0; i < e->n_adjacent; i++)
        if (cps_str_eq(e->adjacent[i].property, v->property) &&
            cps_str_eq(e->adjacent[i].id, v->value))
            return true;
    return false;
}

static void put_run(struct sheet *s, size_t from, size_t until)
{
    const capias_entity *e = s->entity;
    bool first = true;
    for (size_t i = from; i < until;) {
        if (is_neighbour(e, &e->statements[i])) {
            i++;
            continue;
        }
        if (first) put_label(cps_str(cli_words(e->statements[i].property)));
        else cli_print("%*s", (int)value_column(), "");
        first = false;
        i += put_value(s, &e->statements[i], until - i, value_column());
    }
}

/* `only` NULL: what is no name. Else the one property of that name. */
static void put_properties(struct sheet *s, const char *only)
{
    const capias_entity *e = s->entity;
    for (size_t i = 0, end; i < e->n_statements; i = end) {
        capias_str property = e->statements[i].property;
        for (end = i; end < e->n_statements && cps_str_eq(e->statements[end].property, property);)
            end++;
        if (property.n && (only ? cps_str_is(property, only) : !is_name(property)))
            put_run(s, i, end);
    }
}

static void put_names(struct sheet *s)
{
    const capias_entity *e = s->entity;
    static const char *const first[] = {"name", "alias", "weakAlias"};
    bool any = false;
    for (size_t i = 0; i < e->n_properties; i++) any = any || is_name(e->properties[i].name);
    if (!any) return;
    cli_heading(s->cli, "Names");
    for (size_t i = 0; i < 3; i++) put_properties(s, first[i]);
    for (size_t i = 0; i < e->n_properties; i++) {
        capias_str name = e->properties[i].name;
        bool done = cps_str_is(name, first[0]) || cps_str_is(name, first[1]) || cps_str_is(name, first[2]);
        if (is_name(name) && !done) put_properties(s, name.p);
    }
}

/* ---- what hangs on it ---------------------------------------------------------------------------- */

static bool is_end(const capias_entity *e, const capias_adjacent *a, const capias_statement *v)
{
    if (cps_str_eq(v->value, e->id)) return true;
    for (size_t i = 0; i < a->n_ends; i++)
        if (cps_str_eq(a->ends[i].property, v->property) && cps_str_eq(a->ends[i].id, v->value))
            return true;
    return false;
}

/* What a reader looks for first; the rest follows as it comes. */
static unsigned importance(capias_str property)
{
    static const char *const first[] = {"programId", "program", "listingDate", "startDate", "endDate",
                                        "type", "number", "country", "authority", "role",
                                        "relationship"};
    unsigned i = 0;
    while (i < sizeof first / sizeof *first && !cps_str_is(property, first[i])) i++;
    return i;
}
#define IMPORTANCE_LAST 11u

struct details {
    uint32_t note;
    capias_str property;
};

/* "number: A103; type: Passport, national [3]", with a footnote wherever the source changes. */
static void add_detail(struct sheet *s, struct details *d, const capias_statement *v)
{
    uint32_t note = note_of(s, v);
    if (d->note != note && d->note != CPS_NONE) add_note(s, d->note);
    if (cps_str_eq(v->property, d->property)) cps_buf_printf(&s->text, ", ");
    else
        cps_buf_printf(&s->text, "%s%s: ", d->property.n ? "; " : "", cli_words(v->property));
    cps_buf_str(&s->text, v->value);
    *d = (struct details){note, v->property};
}

static void put_details(struct sheet *s, const capias_adjacent *a)
{
    struct details d = {.note = CPS_NONE};
    for (unsigned rank = 0; rank <= IMPORTANCE_LAST; rank++)
        for (size_t i = 0; i < a->n_statements; i++) {
            const capias_statement *v = &a->statements[i];
            if (v->property.n && importance(v->property) == rank && !is_end(s->entity, a, v) &&
                !cps_str_eq(v->value, a->caption))
                add_detail(s, &d, v);
        }
    if (d.note == CPS_NONE && a->n_statements) d.note = note_of(s, &a->statements[0]);
    add_note(s, d.note);
    cli_print("    ");
    if (s->text.n) flush(s, 4);
    else cli_print("not in this register\n");
}

/* "holder of X": whom the tie leads to, as what. */
static void put_tie(struct sheet *s, const capias_adjacent *a)
{
    cli_print("  ");
    for (size_t i = 0; i < a->n_ends; i++) {
        const capias_end *end = &a->ends[i];
        cps_buf_printf(&s->text, "%s%s ", i ? "; " : "", cli_words(end->property));
        cps_buf_printf(&s->text, "%.*s (%.*s%s%.*s)", CPS_FMT(end->caption.n ? end->caption : end->id),
                       CPS_FMT(end->schema), end->schema.n ? ", " : "", CPS_FMT(end->id));
    }
    if (!a->n_ends)
        cps_buf_printf(&s->text, "%s: %.*s (%.*s, %.*s)", cli_words(a->property), CPS_FMT(a->caption),
                       CPS_FMT(a->schema), CPS_FMT(a->id));
    flush(s, 4);
}

static void put_adjacent(struct sheet *s, const char *group, const char *heading)
{
    const capias_entity *e = s->entity;
    bool any = false;
    for (size_t i = 0; i < e->n_adjacent; i++) {
        const capias_adjacent *a = &e->adjacent[i];
        if (!cps_str_is(a->group, group)) continue;
        if (!any) cli_heading(s->cli, heading);
        any = true;
        if (cps_str_is(a->group, "tie")) {
            put_tie(s, a);
            if (!a->n_ends) continue; /* a party of its own: capias show tells of it */
        } else {
            cps_buf_printf(&s->text, "%.*s", CPS_FMT(a->caption.n ? a->caption : a->id));
            if (a->caption.n && !cps_str_eq(a->caption, a->id))
                cps_buf_printf(&s->text, "  (%.*s)", CPS_FMT(a->id));
            cli_print("  ");
            flush(s, 4);
        }
        put_details(s, a);
    }
}

/* ---- what the law's tables hold --------------------------------------------------------------------- */

static bool belongs_to_warrant(const capias_fact *f)
{
    return cps_str_is(f->kind, "event") || cps_str_is(f->kind, "challenge") ||
           cps_str_is(f->kind, "request");
}

static void put_fact(struct sheet *s, const capias_fact *f)
{
    unsigned indent = belongs_to_warrant(f) ? 4 : 2;
    bool listing = cps_str_is(f->kind, "listing");
    cli_print("%*s", (int)indent, "");
    cli_pad(f->date.n ? f->date : CPS_STR("undated"), 12);
    if (listing) cps_buf_printf(&s->text, "%.*s%s", CPS_FMT(f->about), f->title.n ? ", " : "");
    cps_buf_str(&s->text, f->title);
    if (f->status.n && !cps_str_is(f->kind, "event")) {
        cps_buf_printf(&s->text, ": ");
        cli_add_code(&s->text, f->status);
    }
    if (f->until.n && !cps_str_eq(f->until, f->date))
        cps_buf_printf(&s->text, " (until %.*s)", CPS_FMT(f->until));
    if (f->text.n) cps_buf_printf(&s->text, "; %.*s", CPS_FMT(f->text));
    cps_buf_printf(&s->text, " (%.*s%s%.*s)", CPS_FMT(f->id), f->id.n ? ", " : "", CPS_FMT(f->where));
    add_note(s, note_number(s, f->source));
    flush(s, indent + 12);
}

static void put_facts(struct sheet *s)
{
    const capias_entity *e = s->entity;
    static const struct {
        const char *kind, *heading;
    } parts[] = {{"warrant", "Warrants"}, {"notice", "Notices"}, {"listing", "Listings joined to the person"},
                 {"office", "Offices"},   {"visit", "Visits"},   {"decision", "Decisions"},
                 {"exemption", "Exemptions asked for"}};
    size_t part = SIZE_MAX;
    for (size_t i = 0; i < e->n_facts; i++) {
        size_t k = 0;
        while (k < sizeof parts / sizeof *parts && !cps_str_is(e->facts[i].kind, parts[k].kind)) k++;
        if (k < sizeof parts / sizeof *parts && k != part) {
            cli_heading(s->cli, parts[k].heading);
            part = k;
        }
        put_fact(s, &e->facts[i]);
    }
}

/* ---- the sheet ---------------------------------------------------------------------------------------- */

static void put_notes(const struct sheet *s)
{
    if (s->notes.strings.n) cli_heading(s->cli, "Sources");
    for (size_t i = 0; i < s->notes.strings.n; i++) {
        char number[24];
        (void)snprintf(number, sizeof number, "[%zu]", i + 1);
        cli_print("  %-6s ", number);
        cli_wrap(s->notes.strings.v[i], 9);
    }
}

static void add_list(struct sheet *s, capias_strs list)
{
    for (size_t i = 0; i < list.n; i++)
        cps_buf_printf(&s->text, "%s%.*s", i ? ", " : "", CPS_FMT(list.v[i]));
}

static void print_entity(struct sheet *s)
{
    const capias_entity *e = s->entity;
    cli_strong(s->cli, e->caption);
    cli_print("\n");
    cps_buf_printf(&s->text, "%.*s, %.*s, in ", CPS_FMT(e->schema), CPS_FMT(e->id));
    add_list(s, e->datasets);
    if (e->first_seen.n) cps_buf_printf(&s->text, ", seen %.*s", CPS_FMT(e->first_seen));
    if (e->last_seen.n && !cps_str_eq(e->first_seen, e->last_seen))
        cps_buf_printf(&s->text, " to %.*s", CPS_FMT(e->last_seen));
    flush(s, 0);
    if (e->referents.n) {
        cps_buf_printf(&s->text, "the same as ");
        add_list(s, e->referents);
        flush(s, 0);
    }
    put_names(s);
    cli_heading(s->cli, "What is said");
    put_properties(s, NULL);
    put_adjacent(s, "listing", "Listings");
    put_adjacent(s, "document", "Documents");
    put_adjacent(s, "address", "Addresses");
    put_adjacent(s, "wallet", "Wallets");
    put_adjacent(s, "tie", "Ties");
    put_adjacent(s, "other", "Besides");
    put_facts(s);
    put_notes(s);
}

static int run(struct cli *cli)
{
    capias_entity e;
    capias_error err = {0};
    if (capias_entity_get(cli->reg, cps_str(cli->operands[0]), cli->answer, &e, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json")) {
        capias_str json;
        return cli_json(cli, capias_entity_json(cli->reg, &e, cli->answer, &json, &err), json, &err);
    }
    struct sheet sheet = {.cli = cli, .entity = &e};
    cps_intern_init(&sheet.notes);
    print_entity(&sheet);
    bool failed = sheet.failed;
    cps_intern_release(&sheet.notes);
    cps_buf_release(&sheet.text);
    if (failed) (void)cps_fail_memory(&err);
    return failed ? cli_fail(cli, &err) : CLI_DONE;
}

static const struct cli_example examples[] = {
    {"show omar-al-bashir", "who he is by which source, his warrants, where he went, what was decided"},
    {"show \"Maria Lavova-Belova\" --json", "a name will do where one party alone fits it"},
};

const struct cli_verb cli_show = {
    .name = "show", .operands = "ID", .summary = "one entity: every value with its source",
    .details = "Prints what each source says of one entity, with file and line, and what hangs on it:\n"
               "listings, documents, addresses, wallets, ties to others, and for a person under warrant\n"
               "what the tables of the law hold. ID is an id that search prints, or a name which one\n"
               "party alone fits.",
    .min_operands = 1, .max_operands = 1, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
