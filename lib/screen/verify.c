/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/verify.c: what `capias verify` checks of the index, and the calls that walk all names.
 *
 * Checksums are the register's affair; here every number is followed: ranges ascend and end where
 * the section does, references are in bounds, texts can be read, buckets hold what belongs there.
 */
#include "screen/index.h"

static capias_status damaged(size_t segment, const char *what, uint64_t row, capias_error *err)
{
    cps_fail(err, CAPIAS_E_FORMAT, "segment %zu: %s, row %llu of the search index, is damaged",
             segment, what, (unsigned long long)row);
    cps_hint(err, "build the register again");
    return CAPIAS_E_FORMAT;
}

/* A range that begins before the one before it, or ends outside its section. */
#define CHECK_RANGES(x, rows, first, limit, what)                                                  \
    for (uint32_t i = 0; i < (x)->n_##rows; i++) {                                                 \
        bool last = i + 1 == (x)->n_##rows;                                                        \
        if ((x)->rows[i].first > (last ? (limit) : (x)->rows[i + 1].first) ||                      \
            (last && (x)->rows[i].first != (limit)) || (i == 0 && (x)->rows[i].first != 0))        \
            return damaged((x)->number, what, i, err);                                             \
    }

static capias_status check_features(const struct cps_index *x, capias_error *err)
{
    CHECK_RANGES(x, features, first_name, x->n_names, "features (names)")
    CHECK_RANGES(x, features, first_birth, x->n_births, "features (birth dates)")
    CHECK_RANGES(x, features, first_country, x->n_countries, "features (countries)")
    CHECK_RANGES(x, features, first_identifier, x->n_identifiers, "features (identifiers)")
    for (uint32_t i = 0; i + 1 < x->n_features; i++) {
        if (x->features[i].gender > CPS_GENDER_OTHER) return damaged(x->number, "gender", i, err);
        struct cps_range ids = cps_index_identifiers_of(x, i);
        for (uint32_t j = ids.from; j < ids.until; j++)
            if (x->identifiers[j].entity != i) return damaged(x->number, "identifiers", j, err);
        struct cps_range names = cps_index_names_of(x, i);
        for (uint32_t j = names.from; j < names.until; j++)
            if (x->names[j].entity != i) return damaged(x->number, "names", j, err);
    }
    for (uint32_t i = 0; i < x->n_births; i++)
        if (x->births[i].from >= x->births[i].until || x->births[i].from < CPS_DAY_MIN ||
            x->births[i].until > CPS_DAY_MAX)
            return damaged(x->number, "birth dates", i, err);
    return CAPIAS_OK;
}

static capias_status check_names(const struct cps_index *x, capias_error *err)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < x->n_names; i++) {
        struct cps_name name;
        uint32_t vocab[CPS_NAME_TOKENS];
        const struct cps_name_row *row = &x->names[i];
        if (!cps_index_name(x, i, &name, vocab) || row->first_token != next ||
            row->kind > CPS_NAME_THING || cps_segment_string(x->segment, row->text).n == 0)
            return damaged(x->number, "names", i, err);
        for (unsigned j = 0; j < name.n; j++)
            if (x->vocab[vocab[j]].kind != row->kind) return damaged(x->number, "tokens", i, err);
        if (cps_name_core(&name) != row->core) return damaged(x->number, "names", i, err);
        next += row->n_tokens;
    }
    return next == x->n_tokens ? CAPIAS_OK : damaged(x->number, "tokens", next, err);
}

static bool has_token(const struct cps_index *x, uint32_t name, uint32_t vocab)
{
    struct cps_range r = cps_index_tokens_of(x, name);
    for (uint32_t i = r.from; i < r.until; i++)
        if (x->tokens[i] == vocab) return true;
    return false;
}

static capias_status check_vocabulary(const struct cps_index *x, capias_error *err)
{
    CHECK_RANGES(x, forms, first_vocab, x->n_vocab - 1, "forms")
    CHECK_RANGES(x, vocab, first_posting, x->n_postings, "vocabulary")
    for (uint32_t v = 0; v + 1 < x->n_vocab; v++) {
        struct cps_name_token token;
        struct cps_range mine = cps_index_vocab_of(x, x->vocab[v].form);
        if (!cps_index_token(x, v, &token) || cps_utf8_check(token.text) != SIZE_MAX ||
            v < mine.from || v >= mine.until)
            return damaged(x->number, "vocabulary", v, err);
        struct cps_range r = cps_index_postings_of(x, v);
        uint32_t before = 0;
        for (uint32_t i = r.from; i < r.until; i++) {
            uint32_t name = x->postings[i];
            if (name >= x->n_names || x->names[name].core < before ||
                !has_token(x, name, v))
                return damaged(x->number, "postings", i, err);
            before = x->names[name].core;
        }
    }
    return CAPIAS_OK;
}

static capias_status check_buckets(const struct cps_index *x, const uint32_t *buckets,
                                   uint32_t n_buckets, const struct cps_key_row *rows,
                                   uint32_t n_rows, uint32_t limit, const char *what,
                                   capias_error *err)
{
    for (uint32_t b = 0; b + 1 < n_buckets; b++)
        if (buckets[b] > buckets[b + 1]) return damaged(x->number, what, b, err);
    if (buckets[0] != 0 || buckets[n_buckets - 1] != n_rows)
        return damaged(x->number, what, n_buckets - 1, err);
    for (uint32_t b = 0; b + 1 < n_buckets; b++) {
        for (uint32_t i = buckets[b]; i < buckets[b + 1]; i++) {
            bool in_order = i == buckets[b] || rows[i - 1].rest < rows[i].rest ||
                            (rows[i - 1].rest == rows[i].rest && rows[i - 1].item < rows[i].item);
            if (rows[i].item >= limit || !in_order) return damaged(x->number, what, i, err);
        }
    }
    return CAPIAS_OK;
}

static capias_status check_joins(const struct cps_index *x, capias_error *err)
{
    for (uint32_t i = 0; i < x->n_joins; i++) {
        uint32_t first = CPS_JOIN_FIRST(x->joins[i].item);
        uint32_t name = cps_index_name_at(x, first);
        struct cps_range tokens = cps_index_tokens_of(x, name);
        if (name == CPS_NONE || CPS_JOIN_TOKENS(x->joins[i].item) > tokens.until - first)
            return damaged(x->number, "joins", i, err);
    }
    return CAPIAS_OK;
}

static capias_status check_identifiers(const struct cps_index *x, capias_error *err)
{
    for (uint32_t i = 0; i < x->n_identifier_order; i++) {
        uint32_t row = x->identifier_order[i];
        if (row >= x->n_identifiers ||
            (i != 0 && x->identifiers[x->identifier_order[i - 1]].hash > x->identifiers[row].hash))
            return damaged(x->number, "identifier order", i, err);
    }
    return CAPIAS_OK;
}

static capias_status check(const capias_register *reg, size_t segment, const void *p, size_t n,
                           capias_error *err)
{
    (void)p;
    (void)n;
    struct cps_index x;
    bool found;
    CPS_TRY(cps_index_open(reg, segment, &x, &found, err));
    if (!found) return CAPIAS_OK;
    CPS_TRY(check_features(&x, err));
    CPS_TRY(check_names(&x, err));
    CPS_TRY(check_vocabulary(&x, err));
    CPS_TRY(check_buckets(&x, x.buckets, x.n_buckets, x.keys, x.n_keys, x.n_forms - 1, "keys",
                          err));
    CPS_TRY(check_buckets(&x, x.join_buckets, x.n_join_buckets, x.joins, x.n_joins, UINT32_MAX,
                          "joins", err));
    CPS_TRY(check_joins(&x, err));
    return check_identifiers(&x, err);
}

const struct cps_section_check *cps_screen_checks(size_t *n)
{
    static const struct cps_section_check checks[] = {{CPS_SECTION_SCREEN, check}};
    *n = sizeof checks / sizeof *checks;
    return checks;
}

capias_status cps_screen_names(const capias_register *reg, cps_screen_name_fn *fn, void *ctx,
                               capias_error *err)
{
    for (size_t s = 0; s < cps_register_segments(reg); s++) {
        struct cps_index x;
        bool found;
        CPS_TRY(cps_index_open(reg, s, &x, &found, err));
        for (uint32_t i = 0; found && i < x.n_names; i++) {
            struct cps_entity_ref entity = {(uint32_t)s, x.names[i].entity};
            capias_str name = cps_segment_string(x.segment, x.names[i].text);
            bool weak = (x.names[i].flags & CPS_LISTED_WEAK) != 0;
            if (name.n != 0) CPS_TRY(fn(ctx, entity, name, weak, err));
        }
    }
    return CAPIAS_OK;
}

uint64_t cps_screen_name_count(const capias_register *reg)
{
    uint64_t n = 0;
    for (size_t s = 0; s < cps_register_segments(reg); s++) {
        struct cps_index x;
        bool found;
        if (cps_index_open(reg, s, &x, &found, NULL) == CAPIAS_OK && found) n += x.n_names;
    }
    return n;
}
