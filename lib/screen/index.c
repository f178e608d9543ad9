/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/index.c: bounded reading of the index sections.
 *
 * In    a segment's bytes, which may be damaged.   Out   ranges, tokens and names in bounds.
 *
 * Opening looks at section lengths only, so its cost does not grow with the register. Each accessor
 * checks the numbers it follows; what does not fit is an empty range, never an error half way
 * through a search. `verify` (verify.c) is what reports damage.
 */
#include "screen/index.h"

static bool get_section(const struct cps_segment *seg, uint32_t kind, size_t size, size_t align,
                        const void **p, uint32_t *rows)
{
    size_t n = 0;
    *p = NULL;
    *rows = 0;
    if (!cps_segment_section(seg, kind, p, &n)) return true;
    if (n % size != 0 || n / size >= UINT32_MAX || (uintptr_t)*p % align != 0) return false;
    *rows = (uint32_t)(n / size);
    return true;
}

capias_status cps_index_open(const capias_register *reg, size_t segment, struct cps_index *out,
                             bool *found, capias_error *err)
{
    memset(out, 0, sizeof *out);
    out->segment = cps_register_segment(reg, segment);
    out->number = (uint32_t)segment;
    *found = false;
    const char *bad = NULL;
    const void *p = NULL;
#define X(kind, type, field, what)                                                                 \
    if (!get_section(out->segment, kind, sizeof(type), _Alignof(type), &p, &out->n_##field))       \
        bad = what;                                                                                \
    out->field = p;
    CPS_INDEX_SECTIONS(X)
#undef X
    if (out->n_features == 0) return CAPIAS_OK;
    if (bad == NULL && out->n_features != cps_segment_entities(out->segment) + 1) bad = "features";
    if (bad == NULL && (out->n_forms == 0 || out->n_vocab == 0)) bad = "vocabulary";
    if (bad == NULL && (out->n_buckets < 2 || out->n_join_buckets < 2)) bad = "key buckets";
    if (bad == NULL && out->n_identifier_order != out->n_identifiers) bad = "identifier order";
    if (bad != NULL) {
        cps_fail(err, CAPIAS_E_FORMAT, "the search index of segment %zu is damaged: %s", segment,
                 bad);
        cps_hint(err, "build the register again");
        return CAPIAS_E_FORMAT;
    }
    *found = true;
    return CAPIAS_OK;
}

/* Row i and the row after it bound a range; the last row only closes. */
#define RANGE_OF(x, rows, n_rows, i, first, limit)                                                 \
    ((i) + 1 < (n_rows) && (i) + 1 != 0                                                            \
         ? cps_range_in((rows)[i].first, (rows)[(i) + 1].first, (limit))                           \
         : (struct cps_range){0, 0})

struct cps_range cps_index_names_of(const struct cps_index *x, uint32_t entity)
{
    return RANGE_OF(x, x->features, x->n_features, entity, first_name, x->n_names);
}

struct cps_range cps_index_births_of(const struct cps_index *x, uint32_t entity)
{
    return RANGE_OF(x, x->features, x->n_features, entity, first_birth, x->n_births);
}

struct cps_range cps_index_countries_of(const struct cps_index *x, uint32_t entity)
{
    return RANGE_OF(x, x->features, x->n_features, entity, first_country, x->n_countries);
}

struct cps_range cps_index_identifiers_of(const struct cps_index *x, uint32_t entity)
{
    return RANGE_OF(x, x->features, x->n_features, entity, first_identifier, x->n_identifiers);
}

struct cps_range cps_index_vocab_of(const struct cps_index *x, uint32_t form)
{
    return RANGE_OF(x, x->forms, x->n_forms, form, first_vocab, x->n_vocab);
}

struct cps_range cps_index_postings_of(const struct cps_index *x, uint32_t vocab)
{
    return RANGE_OF(x, x->vocab, x->n_vocab, vocab, first_posting, x->n_postings);
}

struct cps_range cps_index_tokens_of(const struct cps_index *x, uint32_t name)
{
    if (name >= x->n_names) return (struct cps_range){0, 0};
    const struct cps_name_row *row = &x->names[name];
    if (row->n_tokens > CPS_NAME_TOKENS || row->first_token > x->n_tokens)
        return (struct cps_range){0, 0};
    return cps_range_in(row->first_token, row->first_token + row->n_tokens, x->n_tokens);
}

uint32_t cps_index_name_at(const struct cps_index *x, uint32_t token)
{
    uint32_t low = 0, high = x->n_names;
    while (low < high) { /* the last name that begins at or before the token */
        uint32_t middle = low + (high - low) / 2;
        if (x->names[middle].first_token <= token)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return CPS_NONE;
    struct cps_range r = cps_index_tokens_of(x, low - 1);
    return token >= r.from && token < r.until ? low - 1 : CPS_NONE;
}

struct cps_range cps_index_key(const uint32_t *buckets, uint32_t n_buckets,
                               const struct cps_key_row *keys, uint32_t n_keys, uint64_t hash)
{
    uint32_t b = cps_index_bucket(hash, n_buckets);
    struct cps_range r = cps_range_in(buckets[b], buckets[b + 1], n_keys);
    uint32_t rest = (uint32_t)hash;
    while (r.from < r.until && keys[r.from].rest < rest) r.from++;
    uint32_t end = r.from;
    while (end < r.until && keys[end].rest == rest) end++;
    r.until = end;
    return r;
}

struct cps_range cps_index_identifier(const struct cps_index *x, uint64_t hash)
{
    uint32_t low = 0, high = x->n_identifier_order;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t row = x->identifier_order[middle];
        /* A number out of bounds sorts first: the search still ends, and finds nothing there. */
        if (row >= x->n_identifiers || x->identifiers[row].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t end = low;
    while (end < x->n_identifier_order && x->identifier_order[end] < x->n_identifiers &&
           x->identifiers[x->identifier_order[end]].hash == hash)
        end++;
    return (struct cps_range){low, end};
}

bool cps_index_token(const struct cps_index *x, uint32_t vocab, struct cps_name_token *out)
{
    if (vocab >= x->n_vocab - 1) return false;
    const struct cps_vocab_row *row = &x->vocab[vocab];
    if (row->form >= x->n_forms - 1) return false;
    const struct cps_form_row *form = &x->forms[row->form];
    if (form->text > x->n_texts || form->length > x->n_texts - form->text ||
        form->length > CPS_TOKEN_BYTES || form->length == 0)
        return false;
    *out = (struct cps_name_token){
        .text = {x->texts + form->text, form->length},
        .symbol = form->symbol,
        .classes = row->classes,
        .information = row->information,
        .script = form->script,
    };
    return true;
}

bool cps_index_name(const struct cps_index *x, uint32_t name, struct cps_name *out,
                    uint32_t vocab[CPS_NAME_TOKENS])
{
    struct cps_range r = cps_index_tokens_of(x, name);
    if (r.from == r.until) return false;
    const struct cps_name_row *row = &x->names[name];
    out->n = row->n_tokens;
    out->kind = row->kind;
    out->left_out = row->left_out;
    out->information = row->information;
    for (uint32_t i = 0; i < r.until - r.from; i++) {
        vocab[i] = x->tokens[r.from + i];
        if (!cps_index_token(x, vocab[i], &out->tokens[i])) return false;
    }
    return true;
}
