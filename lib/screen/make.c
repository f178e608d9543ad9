/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/make.c: from the statements of a segment to the sections of its index (screen/index.h).
 *
 * In    entities and statements in their final order.   Out   sections 32..46.
 *
 *   statements ─▶ names, features ─▶ parse ─▶ vocabulary (interned, then sorted) ─▶ keys, joins
 *                                                     └──────▶ postings, by core of the name
 *
 * Everything is sorted by content before it gets its number, so the bytes are a function of the
 * statements alone. Postings list the names with the least core information first: a search
 * stops opening candidates where the rest of the list cannot reach its bar.
 */
#include "screen/evidence.h"
#include "screen/make.h"

static void release(struct cps_index_maker *m)
{
    cps_arena_release(&m->scratch);
    cps_intern_release(&m->vocabulary);
    CPS_VEC_RELEASE(&m->roles);
    CPS_VEC_RELEASE(&m->seen);
    CPS_VEC_RELEASE(&m->pairs);
    CPS_VEC_RELEASE(&m->joined);
#define X(kind, type, field, what) CPS_VEC_RELEASE(&m->field);
    CPS_INDEX_SECTIONS(X)
#undef X
}

/* ---- names ---------------------------------------------------------------------------------- */

static uint32_t intern_token(struct cps_index_maker *m, const struct cps_name_token *t,
                             uint8_t kind)
{
    struct cps_vocab_key key;
    memset(&key, 0, sizeof key);
    key.symbol = t->symbol;
    key.classes = t->classes;
    key.information = t->information;
    key.kind = kind;
    key.script = t->script;
    key.length = (uint8_t)t->text.n;
    memcpy(key.text, t->text.p, t->text.n);
    return cps_intern_add(&m->vocabulary,
                          (capias_str){(const char *)&key, CPS_VOCAB_KEY_HEAD + t->text.n});
}

/* `first` is the row of the name's first token. */
static capias_status add_joins(struct cps_index_maker *m, const struct cps_name *name,
                               uint32_t first, capias_error *err)
{
    struct cps_name_join joins[CPS_NAME_JOINS];
    unsigned n = cps_name_joins(name, joins);
    for (unsigned i = 0; i < n; i++) {
        uint64_t keys[CPS_JOIN_KEYS];
        struct cps_name_token token = cps_join_token(name, &joins[i]);
        unsigned n_keys = cps_join_keys(&token, keys);
        for (unsigned k = 0; k < n_keys; k++) {
            struct cps_hash_pair pair = {
                keys[k],
                CPS_JOIN_ITEM(first + joins[i].first, joins[i].acronym ? 0u : joins[i].n)};
            if (!CPS_PUSH(&m->joined, pair)) return cps_fail_memory(err);
        }
    }
    return CAPIAS_OK;
}

static capias_status add_name(struct cps_index_maker *m, uint32_t entity, capias_str value,
                              bool weak, capias_error *err)
{
    struct cps_name name;
    cps_arena_reset(&m->scratch);
    CPS_TRY(cps_name_parse(value, (enum cps_name_kind)m->kind, &m->scratch, &name, err));
    if (name.n == 0) return CAPIAS_OK; /* nothing in it that could be compared */
    struct cps_name_row row = {
        .entity = entity,
        .first_token = (uint32_t)m->tokens.n,
        .information = name.information,
        .core = cps_name_core(&name),
        .left_out = name.left_out,
        .n_tokens = name.n,
        .kind = name.kind,
        .flags = weak ? CPS_LISTED_WEAK : 0,
    };
    if (m->tokens.n > CPS_JOIN_FIRST_MAX - CPS_NAME_TOKENS)
        return cps_fail(err, CAPIAS_E_LIMIT, "a segment holds more than %u words of names",
                        CPS_JOIN_FIRST_MAX - CPS_NAME_TOKENS);
    CPS_TRY(cps_compiled_intern(m->compiled, value, &row.text, err));
    for (unsigned i = 0; i < name.n; i++) {
        uint32_t id = intern_token(m, &name.tokens[i], name.kind);
        if (id == CPS_NONE || !CPS_PUSH(&m->tokens, id)) return cps_fail_memory(err);
    }
    CPS_TRY(add_joins(m, &name, row.first_token, err));
    return CPS_PUSH(&m->names, row) ? CAPIAS_OK : cps_fail_memory(err);
}

/* The entity's names, each once; a name given both as strong and as weak is strong. Names that
 * FollowTheMoney's model does not match on (weakAlias, abbreviation) are the weak ones. */
static capias_status add_names(struct cps_index_maker *m, uint32_t entity, capias_error *err)
{
    m->seen.n = 0;
    size_t n = cps_compiled_statements(m->compiled, entity);
    for (int weak = 0; weak < 2; weak++) {
        for (size_t i = 0; i < n; i++) {
            struct cps_compiled_statement s = cps_compiled_statement(m->compiled, entity, i);
            const struct cps_property_info *p = cps_property_get(s.property);
            if (p == NULL || p->type != CPS_TYPE_NAME || p->matchable != (weak == 0)) continue;
            bool seen = false;
            for (size_t j = 0; j < m->seen.n && !seen; j++)
                seen = cps_str_eq(m->seen.v[j], s.value);
            if (seen) continue;
            if (!CPS_PUSH(&m->seen, s.value)) return cps_fail_memory(err);
            CPS_TRY(add_name(m, entity, s.value, weak != 0, err));
        }
    }
    return CAPIAS_OK;
}

/* ---- features ------------------------------------------------------------------------------- */

uint8_t cps_gender_code_of(capias_str gender)
{
    if (cps_str_is(gender, "male")) return CPS_GENDER_MALE;
    if (cps_str_is(gender, "female")) return CPS_GENDER_FEMALE;
    return gender.n != 0 ? CPS_GENDER_OTHER : CPS_GENDER_UNKNOWN;
}

/* What a list calls the number. CPS_ID_KINDS: it sorts parties (a branch of trade) and tells none
 * from another. */
static unsigned listed_kind(const struct cps_property_info *p)
{
    static const struct {
        const char *property;
        unsigned kind;
    } kinds[] = {
        {"imoNumber", CPS_ID_IMO},          {"mmsi", CPS_ID_MMSI},
        {"leiCode", CPS_ID_LEI},            {"swiftBic", CPS_ID_BIC},
        {"bic", CPS_ID_BIC},                {"isinCode", CPS_ID_ISIN},
        {"isin", CPS_ID_ISIN},              {"iban", CPS_ID_IBAN},
        {"cryptoAddress", CPS_ID_WALLET},   {"publicKey", CPS_ID_WALLET},
        {"passportNumber", CPS_ID_PASSPORT}, {"taxNumber", CPS_ID_TAX},
        {"vatCode", CPS_ID_TAX},            {"innCode", CPS_ID_TAX},
        {"voenCode", CPS_ID_TAX},           {"irsCode", CPS_ID_TAX},
        {"registrationNumber", CPS_ID_REGISTRATION},
        {"ogrnCode", CPS_ID_REGISTRATION},  {"okpoCode", CPS_ID_REGISTRATION},
        {"uscCode", CPS_ID_REGISTRATION},   {"dunsCode", CPS_ID_REGISTRATION},
        {"idNumber", CPS_ID_NATIONAL},      {"socialSecurityNumber", CPS_ID_NATIONAL},
        {"personalNumber", CPS_ID_NATIONAL}, {"callSign", CPS_ID_CALL_SIGN},
        {"serialNumber", CPS_ID_SERIAL},    {"icaoCode", CPS_ID_SERIAL},
        {"cpvCode", CPS_ID_KINDS},          {"nutsCode", CPS_ID_KINDS},
        {"ticker", CPS_ID_KINDS},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (cps_str_is(cps_str(p->name), kinds[i].property)) return kinds[i].kind;
    return p->matchable ? CPS_ID_OTHER : CPS_ID_KINDS;
}

/* `kind`: what the list calls it; CPS_ID_OTHER when it does not say. */
static capias_status add_identifier(struct cps_index_maker *m, uint32_t entity, capias_str value,
                                    unsigned kind, capias_error *err)
{
    if (kind == CPS_ID_KINDS) return CAPIAS_OK;
    cps_arena_reset(&m->scratch);
    capias_str clean = cps_identifier_normalise(value, &m->scratch);
    if (clean.n < CPS_IDENTIFIER_MIN + (kind != CPS_ID_CALL_SIGN)) return CAPIAS_OK;
    /* Where the label is broad, check digits over many characters say more; seven digits that look
     * like a ship's number need not be one. */
    enum cps_identifier_kind form = cps_identifier_kind_of(clean);
    bool broad = kind == CPS_ID_OTHER || kind == CPS_ID_REGISTRATION || kind == CPS_ID_NATIONAL;
    if (broad && form != CPS_ID_IMO && cps_identifier_is_checked(form)) kind = (unsigned)form;
    struct cps_identifier_row row = {
        .hash = cps_hash(clean.p, clean.n),
        .entity = entity,
        .kind = (uint8_t)kind,
        .length = clean.n > UINT8_MAX ? UINT8_MAX : (uint8_t)clean.n,
    };
    return CPS_PUSH(&m->identifiers, row) ? CAPIAS_OK : cps_fail_memory(err);
}

static capias_status learn_properties(struct cps_index_maker *m, capias_error *err)
{
    m->passport = cps_schema_find(CPS_STR("Passport"));
    for (cps_property i = 0; i < cps_property_count(); i++) {
        const struct cps_property_info *p = cps_property_get(i);
        struct cps_property_role role = {.listed = CPS_ID_KINDS};
        if (p) {
            if (p->type == CPS_TYPE_IDENTIFIER) role.listed = (uint8_t)listed_kind(p);
            role.holder = strcmp(p->name, "holder") == 0;
            role.birth = strcmp(p->name, "birthDate") == 0;
        }
        if (!CPS_PUSH(&m->roles, role)) return cps_fail_memory(err);
    }
    return CAPIAS_OK;
}

static unsigned document_kind(const struct cps_index_maker *m, struct cps_entity document,
                              cps_property number)
{
    bool is_passport = cps_schema_is_a(document.schema, m->passport) &&
                       strcmp(cps_property_get(number)->name, "number") == 0;
    return is_passport ? CPS_ID_PASSPORT : m->roles.v[number].listed;
}

/* Documents and wallets are entities of their own: their numbers belong to the party they name as
 * holder. */
static capias_status add_document(struct cps_index_maker *m, uint32_t document, capias_error *err)
{
    struct cps_entity e = cps_compiled_entity(m->compiled, document);
    size_t n = cps_compiled_statements(m->compiled, document);
    for (size_t i = 0; i < n; i++) {
        struct cps_compiled_statement s = cps_compiled_statement(m->compiled, document, i);
        if (s.property >= m->roles.n || !m->roles.v[s.property].holder) continue;
        uint32_t holder = cps_compiled_find(m->compiled, s.value);
        if (holder == CPS_NONE) continue;
        for (size_t j = 0; j < n; j++) {
            struct cps_compiled_statement t = cps_compiled_statement(m->compiled, document, j);
            const struct cps_property_info *q = cps_property_get(t.property);
            if (q != NULL && q->type == CPS_TYPE_IDENTIFIER)
                CPS_TRY(add_identifier(m, holder, t.value, document_kind(m, e, t.property), err));
        }
    }
    return CAPIAS_OK;
}

static capias_status add_feature(struct cps_index_maker *m, uint32_t entity,
                                 struct cps_features_row *row,
                                 const struct cps_compiled_statement *s,
                                 const struct cps_property_info *p, capias_error *err)
{
    struct cps_span span;
    cps_state state;
    switch (p->type) {
    case CPS_TYPE_DATE:
        if (m->roles.v[s->property].birth && cps_date_parse(s->value, &span) &&
            !CPS_PUSH(&m->births, span))
            return cps_fail_memory(err);
        return CAPIAS_OK;
    case CPS_TYPE_COUNTRY:
        state = cps_state_code(s->value);
        for (size_t i = row->first_country; i < m->countries.n; i++)
            if (m->countries.v[i] == state) return CAPIAS_OK;
        if (state != 0 && !CPS_PUSH(&m->countries, state)) return cps_fail_memory(err);
        return CAPIAS_OK;
    case CPS_TYPE_GENDER:
        /* Two genders said of one entity say nothing. */
        if (row->gender == CPS_GENDER_UNKNOWN)
            row->gender = cps_gender_code_of(s->value);
        else if (row->gender != cps_gender_code_of(s->value))
            row->gender = CPS_GENDER_OTHER;
        return CAPIAS_OK;
    case CPS_TYPE_IDENTIFIER:
        return add_identifier(m, entity, s->value, m->roles.v[s->property].listed, err);
    default:
        return CAPIAS_OK;
    }
}

static capias_status add_entity(struct cps_index_maker *m, uint32_t entity, capias_error *err)
{
    struct cps_entity e = cps_compiled_entity(m->compiled, entity);
    struct cps_features_row row = {
        .first_name = (uint32_t)m->names.n,
        .first_birth = (uint32_t)m->births.n,
        .first_country = (uint32_t)m->countries.n,
        .schema = e.schema,
    };
    const struct cps_schema_info *schema = cps_schema_get(e.schema);
    if (e.party && schema != NULL) {
        m->kind = (uint8_t)cps_name_kind_of_schema(cps_str(schema->name));
        CPS_TRY(add_names(m, entity, err));
        size_t n = cps_compiled_statements(m->compiled, entity);
        for (size_t i = 0; i < n; i++) {
            struct cps_compiled_statement s = cps_compiled_statement(m->compiled, entity, i);
            const struct cps_property_info *p = cps_property_get(s.property);
            if (p != NULL) CPS_TRY(add_feature(m, entity, &row, &s, p, err));
        }
    } else {
        CPS_TRY(add_document(m, entity, err));
    }
    return CPS_PUSH(&m->features, row) ? CAPIAS_OK : cps_fail_memory(err);
}

/* ---- identifiers: by entity, and by hash ---------------------------------------------------- */

/* Of two labels for one number the one that says more comes first. */
static int rank(uint8_t kind)
{
    return kind == CPS_ID_OTHER ? 2 : kind == CPS_ID_REGISTRATION || kind == CPS_ID_NATIONAL;
}

static int by_entity(const void *a, const void *b)
{
    const struct cps_identifier_row *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    if (x->hash != y->hash) return x->hash > y->hash ? 1 : -1;
    if (rank(x->kind) != rank(y->kind)) return rank(x->kind) - rank(y->kind);
    return x->kind - y->kind;
}

static int by_hash(const void *a, const void *b)
{
    const struct cps_hash_pair *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static capias_status finish_identifiers(struct cps_index_maker *m, capias_error *err)
{
    if (m->identifiers.n == 0) return CAPIAS_OK;
    if (m->identifiers.n != 0)
        qsort(m->identifiers.v, m->identifiers.n, sizeof *m->identifiers.v, by_entity);
    size_t kept = 0;
    for (size_t i = 0; i < m->identifiers.n; i++) {
        const struct cps_identifier_row *row = &m->identifiers.v[i];
        const struct cps_identifier_row *before = kept ? &m->identifiers.v[kept - 1] : NULL;
        if (before && before->entity == row->entity && before->hash == row->hash) continue;
        m->identifiers.v[kept++] = *row;
    }
    m->identifiers.n = kept;
    m->pairs.n = 0;
    for (size_t i = 0; i < kept; i++) {
        struct cps_hash_pair pair = {m->identifiers.v[i].hash, (uint32_t)i};
        if (!CPS_PUSH(&m->pairs, pair)) return cps_fail_memory(err);
    }
    if (kept != 0) qsort(m->pairs.v, kept, sizeof *m->pairs.v, by_hash);
    for (size_t i = 0; i < kept; i++)
        if (!CPS_PUSH(&m->identifier_order, m->pairs.v[i].item)) return cps_fail_memory(err);
    size_t at = 0;
    for (uint32_t e = 0; e < m->features.n; e++) {
        while (at < kept && m->identifiers.v[at].entity < e) at++;
        m->features.v[e].first_identifier = (uint32_t)at;
    }
    return CAPIAS_OK;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static capias_status make(struct cps_index_maker *m, capias_error *err)
{
    uint32_t n = cps_compiled_entities(m->compiled);
    CPS_TRY(learn_properties(m, err));
    for (uint32_t i = 0; i < n; i++) CPS_TRY(add_entity(m, i, err));
    struct cps_features_row last = {
        .first_name = (uint32_t)m->names.n,
        .first_birth = (uint32_t)m->births.n,
        .first_country = (uint32_t)m->countries.n,
        .schema = CPS_NO_SCHEMA,
    };
    if (!CPS_PUSH(&m->features, last)) return cps_fail_memory(err);
    CPS_TRY(finish_identifiers(m, err));
    m->features.v[n].first_identifier = (uint32_t)m->identifiers.n;
    CPS_TRY(cps_index_make_vocabulary(m, err));
    CPS_TRY(cps_index_make_keys(m, err));
#define X(number, type, field, what)                                                               \
    CPS_TRY(cps_compiled_section(m->compiled, number, m->field.v, m->field.n * sizeof(type), err));
    CPS_INDEX_SECTIONS(X)
#undef X
    return CAPIAS_OK;
}

capias_status cps_screen_make(struct cps_compiled *c, void *ctx, capias_error *err)
{
    (void)ctx;
    struct cps_index_maker m = {.compiled = c};
    cps_arena_init(&m.scratch, 0);
    cps_intern_init(&m.vocabulary);
    capias_status status = make(&m, err);
    release(&m);
    return status;
}
