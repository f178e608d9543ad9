/* SPDX-License-Identifier: Apache-2.0
 *
 * api/screen.c: a file of customers against a register: rows in, answers out, in the order of the
 * rows, whatever the number of threads.
 *
 *   customers.c ─▶ piece: some rows ─▶ search, render (any thread) ─▶ write, messages (caller's)
 *
 * A piece holds its rows, what was found, and what there is to say about them, so that nothing is
 * shared between threads but the register. A row that cannot be searched costs nothing but itself. */
#include "api/api.h"

#define ROWS 64u          /* in a piece: long enough to make locks cheap, short enough to share out */
#define PIECES_A_WORKER 4u
#define WORKERS_MAX 256u

struct remark {
    capias_severity severity;
    capias_error error;
    struct remark *next;
};

struct piece {
    struct cps_arena arena;   /* rows and remarks                                                   */
    struct cps_customer *rows;
    size_t n;
    struct remark *first, **last;
    struct cps_buf out;
    capias_screen_counts counts; /* of this piece                                                   */
    uint64_t read;            /* of the file, when the piece was full                               */
};

struct screen {
    const capias_register *reg;
    const capias_screen_options *opt;
    struct cps_query asked;   /* limits and what the options say of every row                       */
    const char *name;         /* of the file, in messages                                           */
    struct cps_input *in;
    struct cps_customers *customers;
    const capias_str *others;
    size_t n_others;
    capias_answer **answers;  /* one for each worker                                                */
    struct cps_memo **memos;  /* of each worker, too */
    capias_screen_counts counts;
};

/* ---- remarks ------------------------------------------------------------------------------------ */

static void remark(struct screen *s, struct piece *p, capias_severity severity, uint32_t line,
                   const capias_error *error)
{
    (severity == CAPIAS_REJECTED ? &p->counts.rejected : &p->counts.warnings)[0]++;
    struct remark *r = s->opt->message ? CPS_TAKE(&p->arena, struct remark, 1) : NULL;
    if (!r) return; /* it is counted */
    r->severity = severity;
    r->error = *error;
    if (line) r->error.line = line;
    r->error.where[0] = '\0';
    cps_where(&r->error, s->name);
    *p->last = r;
    p->last = &r->next;
}

/* A cell that makes no sense is left out of the question, which then finds more, not less. */
static capias_status lenient(struct screen *s, struct piece *p, uint32_t line, capias_status status,
                             capias_error *trouble, capias_error *err)
{
    if (status == CAPIAS_OK) return CAPIAS_OK;
    if (status != CAPIAS_E_ARG) {
        if (err && err->status == CAPIAS_OK) *err = *trouble;
        return status;
    }
    trouble->status = CAPIAS_E_DATA;
    remark(s, p, CAPIAS_WARNING, line, trouble);
    *trouble = (capias_error){0};
    return CAPIAS_OK;
}

/* ---- one row ------------------------------------------------------------------------------------ */

static capias_status ask(struct screen *s, struct piece *p, const struct cps_customer *row,
                         struct cps_arena *arena, struct cps_query *q, capias_error *err)
{
    capias_error e = {0};
    *q = s->asked;
    if (row->fields[CPS_CUSTOMER_SCHEMA].n)
        CPS_TRY(lenient(s, p, row->line, cps_ask_schema(row->fields[CPS_CUSTOMER_SCHEMA], q, &e), &e, err));
    if (row->fields[CPS_CUSTOMER_BIRTH].n)
        CPS_TRY(lenient(s, p, row->line, cps_ask_birth(row->fields[CPS_CUSTOMER_BIRTH], q, &e), &e, err));
    if (row->fields[CPS_CUSTOMER_COUNTRY].n)
        CPS_TRY(lenient(s, p, row->line,
                        cps_ask_country(s->reg, row->fields[CPS_CUSTOMER_COUNTRY], arena, q, &e), &e, err));
    if (row->fields[CPS_CUSTOMER_GENDER].n)
        CPS_TRY(lenient(s, p, row->line, cps_ask_gender(row->fields[CPS_CUSTOMER_GENDER], q, &e), &e, err));
    return cps_ask_name(row->name, row->fields[CPS_CUSTOMER_NUMBER], arena, q, err);
}

static void put_cell(struct cps_json *j, const char *key, capias_str s)
{
    if (s.n) cps_json_put_str(j, key, s);
}

static void put_query(struct screen *s, const struct cps_customer *row, struct cps_json *j)
{
    cps_json_key(j, "query");
    cps_json_open_object(j);
    cps_json_put_str(j, "id", row->id);
    cps_json_put_str(j, "name", row->name);
    put_cell(j, "schema", row->fields[CPS_CUSTOMER_SCHEMA]);
    put_cell(j, "birth_date", row->fields[CPS_CUSTOMER_BIRTH]);
    put_cell(j, "country", row->fields[CPS_CUSTOMER_COUNTRY]);
    put_cell(j, "gender", row->fields[CPS_CUSTOMER_GENDER]);
    put_cell(j, "id_number", row->fields[CPS_CUSTOMER_NUMBER]);
    if (s->n_others) {
        cps_json_key(j, "columns");
        cps_json_open_object(j);
        for (size_t i = 0; i < s->n_others; i++)
            cps_json_put_str(j, s->others[i].p ? s->others[i].p : "", row->others[i]);
        cps_json_close_object(j);
    }
    cps_json_close_object(j);
}

static void put_line(struct screen *s, struct piece *p, const struct cps_customer *row,
                     const capias_hits *hits, const capias_error *refused)
{
    struct cps_json j;
    cps_json_init(&j, &p->out);
    cps_json_open_object(&j);
    put_query(s, row, &j);
    cps_json_key(&j, "results");
    cps_json_open_array(&j);
    for (size_t i = 0; i < hits->n; i++) cps_json_hit(&j, &hits->v[i]);
    cps_json_close_array(&j);
    if (refused) cps_json_put_str(&j, "error", cps_str(refused->what));
    cps_json_origin(&j, s->reg);
    cps_json_close_object(&j);
    cps_buf_add(&p->out, "\n", 1);
}

static void put_csv(struct screen *s, struct piece *p, const struct cps_customer *row,
                    const struct cps_query *q, const struct cps_match *matches, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct cps_entity e;
        if (!cps_entity_get(s->reg, matches[i].entity, &e)) continue;
        uint32_t score = matches[i].score;
        cps_csv_put(&p->out, row->id);
        cps_buf_printf(&p->out, ",%zu,", i + 1);
        cps_csv_put(&p->out, e.id);
        cps_buf_printf(&p->out, ",%u.%04u,%s,", score / 10000, score % 10000,
                       score >= s->opt->search.threshold * 10000 ? "yes" : "no");
        cps_csv_put(&p->out, e.caption);
        cps_buf_add(&p->out, ",", 1);
        cps_csv_put(&p->out, matches[i].matched_name);
        cps_buf_add(&p->out, ",", 1);
        cps_csv_put(&p->out, q->name);
        for (size_t k = 0; k < s->n_others; k++) {
            cps_buf_add(&p->out, ",", 1);
            cps_csv_put(&p->out, row->others[k]);
        }
        cps_buf_add(&p->out, "\n", 1);
    }
}

static capias_status screen_row(struct screen *s, struct piece *p, const struct cps_customer *row,
                                unsigned worker, capias_error *err)
{
    struct cps_query q;
    struct cps_arena *arena = &s->answers[worker]->arena;
    const struct cps_match *matches = NULL;
    capias_hits hits = {row->name, NULL, 0};
    size_t n = 0;
    capias_error e = {0};
    capias_status status = ask(s, p, row, arena, &q, &e);
    q.memo = s->memos[worker];
    if (status == CAPIAS_OK) status = cps_screen_search(s->reg, &q, arena, &matches, &n, &e);
    bool refused = status == CAPIAS_E_ARG || status == CAPIAS_E_LIMIT || status == CAPIAS_E_SYNTAX;
    if (status != CAPIAS_OK && !refused) {
        *err = e;
        return status;
    }
    bool match = n && matches[0].score >= s->opt->search.threshold * 10000;
    p->counts.queries += !refused;
    p->counts.matched += match;
    if (refused) {
        e.status = CAPIAS_E_DATA;
        remark(s, p, CAPIAS_REJECTED, row->line, &e);
    }
    if (s->opt->matches_only && !match && !refused) return CAPIAS_OK;
    if (s->opt->format == CAPIAS_SCREEN_CSV) {
        put_csv(s, p, row, &q, matches, n);
        return CAPIAS_OK;
    }
    CPS_TRY(cps_fill_hits(s->reg, &q, matches, n, s->opt->search.threshold, arena, &hits, err));
    put_line(s, p, row, &hits, refused ? &e : NULL);
    return CAPIAS_OK;
}

/* ---- the pieces ---------------------------------------------------------------------------------- */

static void piece_reset(struct piece *p)
{
    cps_arena_reset(&p->arena);
    cps_buf_reset(&p->out);
    p->rows = NULL;
    p->n = 0;
    p->first = NULL;
    p->last = &p->first;
    p->counts = (capias_screen_counts){0};
}

static capias_status fill_piece(void *ctx, void *piece, bool *more, capias_error *err)
{
    struct screen *s = ctx;
    struct piece *p = piece;
    piece_reset(p);
    p->rows = CPS_TAKE(&p->arena, struct cps_customer, ROWS);
    if (!p->rows) return cps_fail_memory(err);
    bool row = true;
    while (row && p->n < ROWS) {
        capias_error e = {0};
        capias_status status = cps_customers_next(s->customers, &p->arena, &p->rows[p->n], &row, &e);
        if (status == CAPIAS_E_SYNTAX || status == CAPIAS_E_LIMIT) {
            remark(s, p, CAPIAS_REJECTED, 0, &e);
            row = true;
        } else if (status != CAPIAS_OK) {
            *err = e;
            return status;
        } else if (row) {
            p->n++;
        }
    }
    uint64_t size;
    cps_input_progress(s->in, &p->read, &size);
    *more = p->n || p->first || p->counts.rejected;
    return CAPIAS_OK;
}

static void say_uneven(struct screen *s, struct piece *p, const struct cps_customer *row)
{
    capias_error e = {0};
    (void)cps_fail(&e, CAPIAS_E_DATA, "the row has more or fewer cells than the first row");
    cps_hint(&e, "it is screened as it stands: does a comma stand outside of quotes?");
    remark(s, p, CAPIAS_WARNING, row->line, &e);
}

static capias_status work_piece(void *ctx, void *piece, unsigned worker, capias_error *err)
{
    struct screen *s = ctx;
    struct piece *p = piece;
    capias_answer *answer = s->answers[worker];
    for (size_t i = 0; i < p->n; i++) {
        capias_answer_reset(answer);
        if (p->rows[i].uneven) say_uneven(s, p, &p->rows[i]);
        CPS_TRY(screen_row(s, p, &p->rows[i], worker, err));
    }
    return p->out.failed ? cps_fail_memory(err) : CAPIAS_OK;
}

static capias_status drain_piece(void *ctx, void *piece, capias_error *err)
{
    struct screen *s = ctx;
    struct piece *p = piece;
    s->counts.queries += p->counts.queries;
    s->counts.rejected += p->counts.rejected;
    s->counts.warnings += p->counts.warnings;
    s->counts.matched += p->counts.matched;
    s->counts.read = p->read;
    for (struct remark *r = p->first; r; r = r->next)
        s->opt->message(s->opt->ctx, r->severity, &r->error);
    if (p->out.n) CPS_TRY(s->opt->write(s->opt->ctx, (capias_str){p->out.v, p->out.n}, err));
    if (s->opt->progress) s->opt->progress(s->opt->ctx, &s->counts);
    return CAPIAS_OK;
}

/* ---- the whole ------------------------------------------------------------------------------------ */

capias_screen_options capias_screen_defaults(void)
{
    return (capias_screen_options){.size = sizeof(capias_screen_options),
                                   .search = capias_search_defaults()};
}

static capias_status write_header(struct screen *s, capias_error *err)
{
    if (s->opt->format != CAPIAS_SCREEN_CSV) return CAPIAS_OK;
    struct cps_buf b = {0};
    cps_buf_str(&b, CPS_STR("qid,rank,id,score,match,caption,matched_name,name"));
    for (size_t i = 0; i < s->n_others; i++) {
        cps_buf_add(&b, ",", 1);
        cps_csv_put(&b, s->others[i]);
    }
    cps_buf_add(&b, "\n", 1);
    capias_status status = b.failed ? cps_fail_memory(err)
                                    : s->opt->write(s->opt->ctx, (capias_str){b.v, b.n}, err);
    cps_buf_release(&b);
    return status;
}

static capias_status run_pieces(struct screen *s, struct cps_arena *arena, unsigned workers,
                                capias_error *err)
{
    unsigned n = workers * PIECES_A_WORKER, made = 0;
    struct piece *pieces = CPS_TAKE(arena, struct piece, n);
    void **all = CPS_TAKE(arena, void *, n);
    s->answers = CPS_TAKE(arena, capias_answer *, workers);
    s->memos = CPS_TAKE(arena, struct cps_memo *, workers);
    if (!pieces || !all || !s->answers || !s->memos) return cps_fail_memory(err);
    for (unsigned i = 0; i < n; i++) {
        cps_arena_init(&pieces[i].arena, 0);
        all[i] = &pieces[i];
    }
    capias_status status = CAPIAS_OK;
    while (status == CAPIAS_OK && made < workers) {
        status = capias_answer_new(&s->answers[made], err);
        if (status == CAPIAS_OK) status = cps_memo_new(&s->memos[made++], err);
    }
    const struct cps_pipeline pipeline = {.fill = fill_piece, .work = work_piece, .drain = drain_piece,
                                          .ctx = s, .pieces = all, .n_pieces = n, .n_workers = workers};
    if (status == CAPIAS_OK) status = cps_pipeline_run(&pipeline, err);
    for (unsigned i = 0; i < made; i++) {
        capias_answer_free(s->answers[i]);
        cps_memo_free(s->memos[i]);
    }
    for (unsigned i = 0; i < n; i++) {
        cps_arena_release(&pieces[i].arena);
        cps_buf_release(&pieces[i].out);
    }
    return status;
}

static capias_status run(struct screen *s, struct cps_arena *arena, capias_error *err)
{
    unsigned workers = s->opt->threads ? s->opt->threads : cps_processors();
    if (workers > WORKERS_MAX) workers = WORKERS_MAX;
    uint64_t done;
    cps_input_progress(s->in, &done, &s->counts.size);
    s->others = cps_customers_others(s->customers, &s->n_others);
    CPS_TRY(write_header(s, err));
    return run_pieces(s, arena, workers, err);
}

capias_status capias_screen(const capias_register *reg, const capias_screen_options *opt,
                            capias_screen_counts *counts, capias_error *err)
{
    if (!opt || opt->size != sizeof *opt || !opt->input || !opt->write)
        return cps_fail(err, CAPIAS_E_ARG, "a file to screen and a place for the answers are needed");
    struct screen s = {.reg = reg, .opt = opt};
    struct cps_arena arena;
    cps_arena_init(&arena, 0);
    capias_status status = cps_ask_limits(&opt->search, &s.asked, err);
    if (status == CAPIAS_OK) status = cps_ask_schema(opt->search.schema, &s.asked, err);
    if (status == CAPIAS_OK) status = cps_ask_birth(opt->search.birth_date, &s.asked, err);
    if (status == CAPIAS_OK)
        status = cps_ask_country(reg, opt->search.country, &arena, &s.asked, err);
    if (status == CAPIAS_OK) status = cps_ask_gender(opt->search.gender, &s.asked, err);
    if (status == CAPIAS_OK) status = cps_input_open(opt->input, &s.in, err);
    if (status == CAPIAS_OK) {
        s.name = cps_input_name(s.in);
        status = cps_customers_open(s.in, &s.customers, err);
    }
    if (status == CAPIAS_OK) status = run(&s, &arena, err);
    if (counts) *counts = s.counts;
    cps_customers_close(s.customers);
    cps_input_close(s.in);
    cps_arena_release(&arena);
    return status;
}

/* ---- one row by its id ------------------------------------------------------------------------------ */

static void take(capias_str *to, capias_str cell, capias_status readable)
{
    if (cell.n && readable == CAPIAS_OK) *to = cell;
}

static capias_status find_row(struct cps_customers *customers, capias_str id, struct cps_arena *arena,
                              struct cps_customer *row, capias_error *err)
{
    bool more = true;
    while (more) {
        capias_error e = {0};
        capias_status status = cps_customers_next(customers, arena, row, &more, &e);
        if (status == CAPIAS_E_SYNTAX || status == CAPIAS_E_LIMIT) {
            more = true;
        } else if (status != CAPIAS_OK) {
            *err = e;
            return status;
        } else if (more && cps_str_eq(row->id, id)) {
            return CAPIAS_OK;
        }
    }
    (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "there is no row with the id '%.*s'", CPS_FMT(id));
    cps_hint(err, "without a column id, it is the row's number from 1");
    return CAPIAS_E_NOT_FOUND;
}

capias_status capias_screen_row(const capias_register *reg, const char *input, capias_str id,
                                capias_answer *answer, capias_str *name, capias_search_options *opt,
                                capias_error *err)
{
    struct cps_arena *arena = &answer->arena;
    struct cps_input *in = NULL;
    struct cps_customers *customers = NULL;
    struct cps_customer row = {0};
    struct cps_query q = {0};
    capias_error own = {0};
    if (!err) err = &own;
    CPS_TRY(cps_input_open(input, &in, err));
    capias_status status = cps_customers_open(in, &customers, err);
    if (status == CAPIAS_OK) status = find_row(customers, id, arena, &row, err);
    if (status != CAPIAS_OK) cps_where(err, cps_input_name(in));
    if (status == CAPIAS_OK) {
        const capias_str *f = row.fields;
        *name = row.name;
        take(&opt->schema, f[CPS_CUSTOMER_SCHEMA], cps_ask_schema(f[CPS_CUSTOMER_SCHEMA], &q, NULL));
        take(&opt->birth_date, f[CPS_CUSTOMER_BIRTH], cps_ask_birth(f[CPS_CUSTOMER_BIRTH], &q, NULL));
        take(&opt->country, f[CPS_CUSTOMER_COUNTRY],
             cps_ask_country(reg, f[CPS_CUSTOMER_COUNTRY], arena, &q, NULL));
        take(&opt->gender, f[CPS_CUSTOMER_GENDER], cps_ask_gender(f[CPS_CUSTOMER_GENDER], &q, NULL));
        take(&opt->id_number, f[CPS_CUSTOMER_NUMBER], CAPIAS_OK);
    }
    cps_customers_close(customers);
    cps_input_close(in);
    return status;
}
