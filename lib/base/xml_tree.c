/* SPDX-License-Identifier: Apache-2.0
 *
 * base/xml_tree.c: an XML file as a run of small trees.
 *
 *   root / section / RECORD ... RECORD      every element at one depth is handed over whole, with
 *                                           its attributes, when it closes; then it is forgotten
 *
 * For lists whose records refer to one another by id and are read more easily as trees than as a
 * stream of tags. Memory is that of the largest record. */
#include "base/base.h"

struct level {
    struct cps_xml_node *node;
    const struct cps_xml_node **next; /* where its next child is hung */
};

struct tree {
    struct cps_arena *arena;
    unsigned depth;
    cps_xml_record_fn *record;
    void *ctx;
    struct level open[CPS_XML_DEPTH_MAX + 1];
    unsigned n_open;
    char parent[64];
};

static capias_status add_attributes(struct tree *t, struct cps_xml *xml, struct cps_xml_node *node,
                                    capias_error *err)
{
    struct cps_xml_pair pair;
    size_t n = 0;
    while (cps_xml_attribute_at(xml, n, &pair)) n++;
    if (n == 0) return CAPIAS_OK;
    struct cps_xml_pair *v = CPS_TAKE(t->arena, struct cps_xml_pair, n);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        (void)cps_xml_attribute_at(xml, i, &pair);
        v[i] = (struct cps_xml_pair){cps_arena_copy(t->arena, pair.name),
                                     cps_arena_copy(t->arena, pair.value)};
        if ((pair.name.n && !v[i].name.p) || (pair.value.n && !v[i].value.p))
            return cps_fail_memory(err);
    }
    node->attributes = v;
    node->n_attributes = n;
    return CAPIAS_OK;
}

static capias_status on_open(void *ctx, struct cps_xml *xml, capias_str name, capias_error *err)
{
    struct tree *t = ctx;
    unsigned depth = cps_xml_depth(xml);
    if (depth == t->depth - 1) { /* what a record will be told to lie in */
        size_t n = name.n < sizeof t->parent - 1 ? name.n : sizeof t->parent - 1;
        memcpy(t->parent, name.p, n);
        t->parent[n] = '\0';
    }
    if (depth < t->depth) return CAPIAS_OK;
    if (depth == t->depth) {
        cps_arena_reset(t->arena);
        t->n_open = 0;
    }
    struct cps_xml_node *node = CPS_TAKE(t->arena, struct cps_xml_node, 1);
    if (!node) return cps_fail_memory(err);
    node->name = cps_arena_copy(t->arena, name);
    node->line = cps_xml_line(xml);
    if (!node->name.p) return cps_fail_memory(err);
    CPS_TRY(add_attributes(t, xml, node, err));
    if (t->n_open) {
        struct level *up = &t->open[t->n_open - 1];
        *up->next = node;
        up->next = &node->next;
    }
    t->open[t->n_open++] = (struct level){node, &node->first};
    return CAPIAS_OK;
}

static capias_status on_close(void *ctx, struct cps_xml *xml, capias_str name, capias_str text,
                              capias_error *err)
{
    struct tree *t = ctx;
    (void)name;
    if (cps_xml_depth(xml) < t->depth) return CAPIAS_OK;
    struct cps_xml_node *node = t->open[--t->n_open].node;
    node->text = cps_arena_copy(t->arena, text);
    if (text.n && !node->text.p) return cps_fail_memory(err);
    return t->n_open ? CAPIAS_OK : t->record(t->ctx, cps_str(t->parent), node, err);
}

capias_status cps_xml_records(struct cps_input *in, unsigned depth, struct cps_arena *arena,
                              cps_xml_record_fn *record, void *ctx, capias_error *err)
{
    struct tree t = {.arena = arena, .depth = depth, .record = record, .ctx = ctx};
    struct cps_xml_handler handler = {.open = on_open, .close = on_close, .ctx = &t};
    if (depth < 2 || depth > CPS_XML_DEPTH_MAX) CPS_BUG("records lie below the root");
    return cps_xml_parse(in, &handler, err);
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
