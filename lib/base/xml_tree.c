/* SPDX-License-Identifier: Apache-2.0
 *
 * base/xml_tree.c: an XML file as a run of small trees.
 *
 *   root / section / RECORD ... RECORD      every element at one depth is handed over whole, with
 *                                           its attributes, when it closes; then it is forgotten
 *
 * For lists whose records refer to one another by id and are read more easily as trees than as a
 * stream of tags. A large file is parsed in a thread of its own, some records ahead of who reads
 * them, for parsing takes longer than reading; memory is that of a few batches of records. */
#include "base/base.h"

#define BATCH_BYTES ((size_t)1 << 20)
enum { BATCHES = 3 };

struct record {
    capias_str parent;
    const struct cps_xml_node *node;
};

struct batch {
    struct cps_arena arena;
    CPS_VEC(struct record) records;
};

struct level {
    struct cps_xml_node *node;
    const struct cps_xml_node **next; /* where its next child is hung */
};

struct tree {
    struct cps_input *in;
    unsigned depth;
    cps_xml_record_fn *record;
    void *ctx;
    struct cps_ahead *ahead;
    struct batch *batch; /* the one that is being filled; NULL: who reads has given up */
    struct level open[CPS_XML_DEPTH_MAX + 1];
    unsigned n_open;
    struct cps_buf parent;
    capias_str parent_copy; /* in the batch; empty: not yet */
};

static capias_str put(char **to, capias_str s)
{
    char *p = *to;
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    *to = p + s.n + 1;
    return (capias_str){p, s.n};
}

/* One piece of memory holds a node, its attributes and all their texts. */
static struct cps_xml_node *new_node(struct cps_arena *arena, const struct cps_xml *xml,
                                     capias_str name)
{
    struct cps_xml_pair pair;
    size_t n = 0, length = name.n + 1;
    for (; cps_xml_attribute_at(xml, n, &pair); n++) length += pair.name.n + pair.value.n + 2;
    struct cps_xml_node *node = CPS_TAKE(arena, struct cps_xml_node, 1);
    struct cps_xml_pair *pairs = n ? CPS_TAKE(arena, struct cps_xml_pair, n) : NULL;
    char *to = CPS_TAKE(arena, char, length);
    if (!node || !to || (n && !pairs)) return NULL;
    node->name = put(&to, name);
    node->line = cps_xml_line(xml);
    node->attributes = pairs;
    node->n_attributes = n;
    for (size_t i = 0; i < n; i++) {
        (void)cps_xml_attribute_at(xml, i, &pair);
        pairs[i].name = put(&to, pair.name);
        pairs[i].value = put(&to, pair.value);
    }
    return node;
}

static capias_status on_open(void *ctx, struct cps_xml *xml, capias_str name, capias_error *err)
{
    struct tree *t = ctx;
    unsigned depth = cps_xml_depth(xml);
    if (depth == t->depth - 1) { /* what a record will be told to lie in */
        t->parent.n = 0;
        t->parent_copy = (capias_str){0};
        cps_buf_str(&t->parent, name);
        return t->parent.failed ? cps_fail_memory(err) : CAPIAS_OK;
    }
    if (depth < t->depth) return CAPIAS_OK;
    struct cps_xml_node *node = new_node(&t->batch->arena, xml, name);
    if (!node) return cps_fail_memory(err);
    if (t->n_open) {
        struct level *up = &t->open[t->n_open - 1];
        *up->next = node;
        up->next = &node->next;
    }
    t->open[t->n_open++] = (struct level){node, &node->first};
    return CAPIAS_OK;
}

static capias_status add_record(struct tree *t, const struct cps_xml_node *node, capias_error *err)
{
    struct batch *b = t->batch;
    if (!t->parent_copy.p)
        t->parent_copy = cps_arena_copy(&b->arena, (capias_str){t->parent.v, t->parent.n});
    struct record r = {t->parent_copy, node};
    if (!r.parent.p || !CPS_PUSH(&b->records, r)) return cps_fail_memory(err);
    return CAPIAS_OK;
}

/* Hand the batch over and begin an empty one. */
static capias_status pass_batch(struct tree *t, capias_error *err)
{
    t->batch = NULL;
    CPS_TRY(cps_ahead_pass(t->ahead, err));
    t->batch = cps_ahead_piece(t->ahead);
    cps_arena_reset(&t->batch->arena);
    t->batch->records.n = 0;
    t->parent_copy = (capias_str){0};
    return CAPIAS_OK;
}

static capias_status on_close(void *ctx, struct cps_xml *xml, capias_str name, capias_str text,
                              capias_error *err)
{
    struct tree *t = ctx;
    (void)name;
    if (cps_xml_depth(xml) < t->depth) return CAPIAS_OK;
    struct cps_xml_node *node = t->open[--t->n_open].node;
    node->text = text.n ? cps_arena_copy(&t->batch->arena, text) : CPS_STR("");
    if (!node->text.p) return cps_fail_memory(err);
    if (t->n_open) return CAPIAS_OK;
    CPS_TRY(add_record(t, node, err));
    return t->batch->arena.taken > BATCH_BYTES ? pass_batch(t, err) : CAPIAS_OK;
}

static capias_status produce(void *ctx, struct cps_ahead *ahead, capias_error *err)
{
    struct tree *t = ctx;
    struct cps_xml_handler handler = {.open = on_open, .close = on_close, .ctx = t};
    t->ahead = ahead;
    t->batch = cps_ahead_piece(ahead);
    capias_status status = cps_xml_parse(t->in, &handler, err), last = CAPIAS_OK;
    capias_error own = {0};
    /* What was read before an error counts. */
    if (t->batch && t->batch->records.n) last = cps_ahead_pass(ahead, &own);
    if (status != CAPIAS_OK || last == CAPIAS_OK) return status;
    if (err) *err = own;
    return last;
}

static capias_status consume(void *ctx, void *piece, capias_error *err)
{
    const struct tree *t = ctx;
    const struct batch *b = piece;
    for (size_t i = 0; i < b->records.n; i++)
        CPS_TRY(t->record(t->ctx, b->records.v[i].parent, b->records.v[i].node, err));
    return CAPIAS_OK;
}

capias_status cps_xml_records(struct cps_input *in, unsigned depth, size_t limit,
                              cps_xml_record_fn *record, void *ctx, capias_error *err)
{
    struct tree t = {.in = in, .depth = depth, .record = record, .ctx = ctx};
    struct batch batches[BATCHES] = {0};
    void *pieces[BATCHES];
    capias_str head;
    if (depth < 2 || depth > CPS_XML_DEPTH_MAX) CPS_BUG("records lie below the root");
    CPS_TRY(cps_input_peek(in, CPS_PEEK_MAX, &head, err));
    for (unsigned i = 0; i < BATCHES; i++) {
        cps_arena_init(&batches[i].arena, BATCH_BYTES + limit);
        pieces[i] = &batches[i];
    }
    /* A file that fits into the first look is not worth a thread. */
    const struct cps_ahead_plan plan = {.produce = produce, .consume = consume, .ctx = &t,
                                        .pieces = pieces,
                                        .n_pieces = head.n < CPS_PEEK_MAX ? 1 : BATCHES};
    capias_status status = cps_ahead_run(&plan, err);
    for (unsigned i = 0; i < BATCHES; i++) {
        cps_arena_release(&batches[i].arena);
        CPS_VEC_RELEASE(&batches[i].records);
    }
    cps_buf_release(&t.parent);
    return status;
}

capias_str cps_xml_get(const struct cps_xml_node *node, const char *attribute)
{
    for (size_t i = 0; i < node->n_attributes; i++)
        if (cps_str_is(node->attributes[i].name, attribute)) return node->attributes[i].value;
    return (capias_str){0};
}

const struct cps_xml_node *cps_xml_child(const struct cps_xml_node *node, const char *name)
{
    for (const struct cps_xml_node *c = node ? node->first : NULL; c; c = c->next)
        if (cps_str_is(c->name, name)) return c;
    return NULL;
}
