/* SPDX-License-Identifier: Apache-2.0
 *
 * register/segment.c: from rows in the order they came to entities with their statements in order.
 *
 *   rows      e7 e2 e7 e9 e2 …          count per entity, sort the ids, deal the row numbers out
 *   order     [e2: 1 4][e7: 0 2][e9: 3]  then sort within each entity, drop what was said twice
 *
 * Invariant  `order` and the entities depend on what the rows say, never on where they stand.
 * Why not one sort of all rows: an entity has ten rows, so dealing them out and sorting ten is a
 * fraction of the comparisons. */
#include "register/compile.h"

static capias_str text(const struct cps_compiled *s, uint32_t number)
{
    return cps_compile_string(s->c, number);
}

static const struct cps_row *row_at(const struct cps_compiled *s, uint32_t number)
{
    return &s->c->rows.v[number];
}

static const struct cps_origin *origin_of(const struct cps_compiled *s, const struct cps_row *r)
{
    return &s->c->origins.v[r->origin];
}

/* The row's source, as a number within the segment. */
static uint32_t source_of(const struct cps_compiled *s, const struct cps_row *r)
{
    return s->c->sources.v[origin_of(s, r)->source].number;
}

/* ---- orders ---------------------------------------------------------------------------------- */

static int by_text(const void *ctx, uint32_t a, uint32_t b)
{
    return cps_str_cmp(text(ctx, a), text(ctx, b));
}

static int numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int texts(const struct cps_compiled *s, uint32_t a, uint32_t b)
{
    return a == b ? 0 : cps_str_cmp(text(s, a), text(s, b));
}

/* What makes two rows the same statement; 0 then. Lines do not count. */
static int compare_said(const struct cps_compiled *s, const struct cps_row *a,
                        const struct cps_row *b)
{
    int d = numbers(a->property, b->property);
    if (!d && a->property == CPS_NO_PROPERTY) d = numbers(a->value, b->value);
    else if (!d) d = texts(s, a->value, b->value);
    if (!d) d = numbers(source_of(s, a), source_of(s, b));
    if (!d) d = texts(s, a->language, b->language);
    if (!d) d = texts(s, a->original, b->original);
    if (!d) d = texts(s, a->first_seen, b->first_seen);
    if (!d) d = texts(s, a->last_seen, b->last_seen);
    return d;
}

static int by_statement(const void *ctx, uint32_t a, uint32_t b)
{
    const struct cps_compiled *s = ctx;
    const struct cps_row *x = row_at(s, a), *y = row_at(s, b);
    int d = compare_said(s, x, y);
    if (!d) d = numbers(origin_of(s, x)->number, origin_of(s, y)->number);
    return d ? d : numbers(x->line, y->line);
}

/* ---- dealing rows out ------------------------------------------------------------------------ */

/* The entities spoken of, by id; s->index counts their rows for now. */
static capias_status list_ids(struct cps_compiled *s, uint32_t **ids, size_t *n_rows,
                              capias_error *err)
{
    const struct cps_compile *c = s->c;
    size_t most = 0;
    for (uint32_t i = 0; i < s->n_sources; i++) {
        most += c->sources.v[s->sources[i]].stated;
        *n_rows += c->sources.v[s->sources[i]].n_rows;
    }
    s->n_index = c->strings.strings.n;
    s->index = CPS_TAKE(&s->arena, uint32_t, s->n_index);
    *ids = CPS_TAKE(&s->arena, uint32_t, most);
    if (!s->index || !*ids) return cps_fail_memory(err);
    for (uint32_t i = 0; i < s->n_sources; i++) {
        const struct cps_compile_source *source = &c->sources.v[s->sources[i]];
        for (size_t k = 0; k < source->n_rows; k++) {
            uint32_t id = c->rows.v[source->first_row + k].entity;
            if (s->index[id]++ == 0) (*ids)[s->n_entities++] = id;
        }
    }
    return CAPIAS_OK;
}

static void deal_rows(struct cps_compiled *s)
{
    for (uint32_t i = 0; i < s->n_sources; i++) {
        const struct cps_compile_source *source = &s->c->sources.v[s->sources[i]];
        for (size_t k = 0; k < source->n_rows; k++) {
            size_t row = source->first_row + k;
            uint32_t entity = s->index[s->c->rows.v[row].entity] - 1;
            struct cps_compiled_row *e = &s->entities[entity];
            s->order[e->first + e->n++] = (uint32_t)row;
        }
    }
}

static capias_status deal(struct cps_compiled *s, size_t *n_rows, uint32_t **scratch,
                          capias_error *err)
{
    uint32_t *ids, first = 0;
    CPS_TRY(list_ids(s, &ids, n_rows, err));
    s->entities = CPS_TAKE(&s->arena, struct cps_compiled_row, s->n_entities);
    s->order = CPS_TAKE(&s->arena, uint32_t, *n_rows);
    *scratch = CPS_TAKE(&s->arena, uint32_t, *n_rows); /* no fewer rows than entities */
    if (!s->entities || !s->order || !*scratch) return cps_fail_memory(err);
    cps_sort(ids, s->n_entities, *scratch, by_text, s);
    for (uint32_t i = 0; i < s->n_entities; i++) {
        s->entities[i] = (struct cps_compiled_row){.id = ids[i], .first = first};
        first += s->index[ids[i]];
        s->index[ids[i]] = i + 1;
    }
    deal_rows(s);
    return CAPIAS_OK;
}

/* ---- one entity ------------------------------------------------------------------------------ */

/* Two sources call an entity two things, neither a kind of the other. */
static void report_quarrel(const struct cps_compiled *s, const struct cps_row *r, cps_schema kept)
{
    const struct cps_compile *c = s->c;
    const struct cps_schema_info *said = cps_schema_get((cps_schema)r->value);
    const struct cps_schema_info *other = cps_schema_get(kept);
    capias_error e = {0};
    if (!c->opt.message || !said || !other) return;
    (void)cps_fail_at(&e, CAPIAS_E_DATA, text(s, origin_of(s, r)->name).p, r->line, 0,
                      "%.*s is a %s here and a %s elsewhere", CPS_FMT(text(s, r->entity)),
                      said->name, other->name);
    cps_hint(&e, "it is kept as a %s, with all that is said of it", other->name);
    c->opt.message(c->opt.message_ctx, CAPIAS_WARNING, &e);
}

/* Among the rows that name schemata (they stand last, by schema), the most special one. */
static cps_schema schema_of(const struct cps_compiled *s, const uint32_t *rows, uint32_t n)
{
    cps_schema best = CPS_NO_SCHEMA, last = CPS_NO_SCHEMA;
    for (uint32_t i = 0; i < n; i++) {
        cps_schema one = (cps_schema)row_at(s, rows[i])->value;
        if (best == CPS_NO_SCHEMA || cps_schema_is_a(one, best)) best = one;
    }
    for (uint32_t i = 0; i < n; i++) {
        cps_schema one = (cps_schema)row_at(s, rows[i])->value;
        if (one != last && !cps_schema_is_a(best, one))
            report_quarrel(s, row_at(s, rows[i]), best);
        last = one;
    }
    return best;
}

/* Keep the first of the same statements; returns how many are left. */
static uint32_t drop_repeated(const struct cps_compiled *s, uint32_t *rows, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!kept || compare_said(s, row_at(s, rows[kept - 1]), row_at(s, rows[i])) != 0)
            rows[kept++] = rows[i];
    return kept;
}

static uint32_t caption_of(const struct cps_compiled *s, const struct cps_compiled_row *e)
{
    uint32_t caption = e->id, best_number = 0, best_line = 0;
    uint8_t best = UINT8_MAX;
    for (uint32_t i = 0; i < e->n; i++) {
        const struct cps_row *r = row_at(s, s->order[e->first + i]);
        uint8_t rank = cps_compile_facts(s->c, r->property)->caption;
        uint32_t number = origin_of(s, r)->number;
        if (!rank || rank > best) continue;
        if (rank == best && (number > best_number ||
                             (number == best_number && r->line >= best_line)))
            continue;
        best = rank;
        best_number = number;
        best_line = r->line;
        caption = r->value;
    }
    return caption;
}

static void count_names(struct cps_compiled *s, const struct cps_compiled_row *e)
{
    const struct cps_row *last = NULL;
    for (uint32_t i = 0; i < e->n; i++) {
        const struct cps_row *r = row_at(s, s->order[e->first + i]);
        if (!cps_compile_facts(s->c, r->property)->name) continue;
        s->c->sources.v[origin_of(s, r)->source].names++;
        if (!last || last->property != r->property || last->value != r->value) s->n_names++;
        last = r;
    }
}

static capias_status digest_of(const struct cps_compiled *s, struct cps_compiled_row *e,
                               struct cps_buf *b, capias_error *err)
{
    const struct cps_schema_info *info = cps_schema_get(e->schema);
    cps_digest_begin(b, info ? info->name : "");
    for (uint32_t i = 0; i < e->n; i++) {
        const struct cps_row *r = row_at(s, s->order[e->first + i]);
        cps_digest_add(b, r->property, text(s, r->value), text(s, r->language),
                       text(s, r->original), s->c->sources.v[origin_of(s, r)->source].dataset);
    }
    if (b->failed) return cps_fail_memory(err);
    e->digest = cps_hash(b->v, b->n);
    return CAPIAS_OK;
}

static bool own_list(const struct cps_compiled *s, const struct cps_row *r)
{
    return cps_str_is(s->c->sources.v[origin_of(s, r)->source].format, "capias-list-csv");
}

/* One id on two lists is one party. Publishers mean that; where lists of one's own just count
 * from 1, it joins strangers. */
static void report_shared_id(const struct cps_compiled *s, const struct cps_compiled_row *e)
{
    const struct cps_compile *c = s->c;
    const struct cps_row *first = row_at(s, s->order[e->first]), *other = NULL;
    for (uint32_t i = 1; i < e->n && !other; i++) {
        const struct cps_row *r = row_at(s, s->order[e->first + i]);
        bool strange = origin_of(s, r)->source != origin_of(s, first)->source;
        if (strange && (own_list(s, r) || own_list(s, first))) other = r;
    }
    if (!c->opt.message || !other) return;
    capias_error said = {0};
    if (origin_of(s, other)->source < origin_of(s, first)->source) {
        const struct cps_row *swap = other;
        other = first;
        first = swap;
    }
    (void)cps_fail_at(&said, CAPIAS_E_DATA, text(s, origin_of(s, other)->name).p, other->line, 0,
                      "id '%.*s' is also in %.*s, line %u: both are one party now",
                      CPS_FMT(text(s, e->id)), CPS_FMT(text(s, origin_of(s, first)->name)),
                      first->line);
    cps_hint(&said, "if they are not the same, begin the ids of each list with its name");
    c->opt.message(c->opt.message_ctx, CAPIAS_WARNING, &said);
}

static capias_status finish_entity(struct cps_compiled *s, struct cps_compiled_row *e,
                                   struct cps_buf *b, capias_error *err)
{
    const struct cps_schema_info *info = cps_schema_get(e->schema);
    cps_schema sanction = cps_schema_find(CPS_STR("Sanction"));
    e->party = info && info->matchable;
    e->caption = caption_of(s, e);
    s->n_statements += e->n;
    if (sanction != CPS_NO_SCHEMA && cps_schema_is_a(e->schema, sanction)) s->n_instruments++;
    if (e->party) {
        s->n_parties++;
        count_names(s, e);
        if (e->datasets & (e->datasets - 1)) report_shared_id(s, e);
        for (uint32_t i = 0; i < s->n_sources; i++)
            if (e->datasets >> i & 1) s->c->sources.v[s->sources[i]].parties++;
    }
    return digest_of(s, e, b, err);
}

/* ---- orphans --------------------------------------------------------------------------------- */

/* Rows about entities of no schema, by file and line. */
static int by_place(const void *ctx, uint32_t a, uint32_t b)
{
    const struct cps_compiled *s = ctx;
    const struct cps_row *x = row_at(s, a), *y = row_at(s, b);
    int d = numbers(origin_of(s, x)->number, origin_of(s, y)->number);
    if (!d) d = numbers(x->line, y->line);
    return d ? d : texts(s, x->entity, y->entity);
}

static void report(struct cps_compiled *s, uint32_t *rows, size_t n, uint32_t *scratch)
{
    struct cps_compile *c = s->c;
    const struct cps_row *last = NULL;
    cps_sort(rows, n, scratch, by_place, s);
    for (size_t i = 0; i < n; i++) {
        const struct cps_row *r = row_at(s, rows[i]);
        if (last && last->origin == r->origin && last->line == r->line) continue;
        last = r;
        c->sources.v[origin_of(s, r)->source].rejected++;
        if (!c->opt.message) continue;
        capias_error e = {0};
        (void)cps_fail_at(&e, CAPIAS_E_DATA, text(s, origin_of(s, r)->name).p, r->line, 0,
                          "speaks of %.*s, which no file describes", CPS_FMT(text(s, r->entity)));
        cps_hint(&e, "this row is left out; give the file of the same edition that lists it, too");
        c->opt.message(c->opt.message_ctx, CAPIAS_REJECTED, &e);
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* Sorts and thins each entity's rows; the rows of entities without a schema go to `orphans`. */
static capias_status thin(struct cps_compiled *s, uint32_t *scratch, struct cps_buf *b,
                          uint32_t *orphans, size_t *n_orphans, capias_error *err)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n_entities; i++) {
        struct cps_compiled_row e = s->entities[i];
        uint32_t *rows = s->order + e.first, said = e.n;
        cps_sort(rows, e.n, scratch, by_statement, s);
        while (said && row_at(s, rows[said - 1])->property == CPS_NO_PROPERTY) said--;
        e.schema = schema_of(s, rows + said, e.n - said);
        if (!cps_schema_get(e.schema)) {
            memcpy(orphans + *n_orphans, rows, e.n * sizeof *rows);
            *n_orphans += e.n;
            s->index[e.id] = 0;
            continue;
        }
        for (uint32_t k = 0; k < e.n; k++)
            e.datasets |= (uint64_t)1 << source_of(s, row_at(s, rows[k]));
        e.n = drop_repeated(s, rows, said);
        CPS_TRY(finish_entity(s, &e, b, err));
        s->index[e.id] = kept + 1;
        s->entities[kept++] = e;
    }
    s->n_entities = kept;
    return CAPIAS_OK;
}

capias_status cps_segment_join(struct cps_compiled *s, capias_error *err)
{
    uint32_t *scratch = NULL;
    struct cps_buf b = {0};
    size_t n_orphans = 0, n_rows = 0;
    CPS_TRY(deal(s, &n_rows, &scratch, err));
    uint32_t *orphans = CPS_TAKE(&s->arena, uint32_t, n_rows);
    if (!orphans) return cps_fail_memory(err);
    capias_status status = thin(s, scratch, &b, orphans, &n_orphans, err);
    cps_buf_release(&b);
    if (status == CAPIAS_OK) report(s, orphans, n_orphans, scratch);
    return status;
}

/* ---- what the makers of other sections see --------------------------------------------------- */

uint32_t cps_compiled_entities(const struct cps_compiled *c)
{
    return c->n_entities;
}

struct cps_entity cps_compiled_entity(const struct cps_compiled *c, uint32_t index)
{
    if (index >= c->n_entities) return (struct cps_entity){.schema = CPS_NO_SCHEMA};
    const struct cps_compiled_row *e = &c->entities[index];
    return (struct cps_entity){.id = text(c, e->id),
                               .caption = text(c, e->caption),
                               .schema = e->schema,
                               .party = e->party,
                               .datasets = e->datasets,
                               .digest = e->digest,
                               .n_statements = e->n};
}

size_t cps_compiled_statements(const struct cps_compiled *c, uint32_t index)
{
    return index < c->n_entities ? c->entities[index].n : 0;
}

struct cps_compiled_statement cps_compiled_statement(const struct cps_compiled *c, uint32_t index,
                                                     size_t i)
{
    if (i >= cps_compiled_statements(c, index))
        return (struct cps_compiled_statement){.property = CPS_NO_PROPERTY};
    const struct cps_row *r = row_at(c, c->order[c->entities[index].first + i]);
    return (struct cps_compiled_statement){.property = r->property,
                                           .value = text(c, r->value),
                                           .language = text(c, r->language),
                                           .source = source_of(c, r)};
}

uint32_t cps_compiled_find(const struct cps_compiled *c, capias_str id)
{
    uint32_t number = cps_intern_find(&c->c->strings, id);
    if (number >= c->n_index || c->index[number] == 0) return CPS_NONE;
    return c->index[number] - 1;
}

const capias_register *cps_compiled_builtin(const struct cps_compiled *c)
{
    return c->c->builtin;
}

capias_str cps_compiled_dataset(const struct cps_compiled *c, uint32_t source)
{
    return source < c->n_sources ? c->c->sources.v[c->sources[source]].dataset : (capias_str){0};
}

void cps_compiled_tell(const struct cps_compiled *c, capias_severity severity, const capias_error *what)
{
    if (c->c->opt.message) c->c->opt.message(c->c->opt.message_ctx, severity, what);
}
