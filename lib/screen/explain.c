/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/explain.c: why an entity was found, in words a compliance officer reads.
 *
 * In    a query and one of its matches.   Out   one feature for the name, one for each other field
 *       that both sides have.
 *
 * The weights add up to the score: the name's is what the name alone scores, each other one is what
 * its field added or took when it was weighed in, in this order. Computed for returned hits only.
 */
#include "screen/evidence.h"

struct words {
    struct cps_arena *arena;
    capias_feature *features;
    size_t n;
};

static const double SCORE_UNIT = 10000.0;

/* ---- the name ------------------------------------------------------------------------------- */

static void add_pair(struct cps_buf *b, const struct cps_pair *p, capias_str q_raw,
                     const struct cps_name *q, capias_str l_raw, const struct cps_name *l,
                     struct cps_arena *arena)
{
    capias_str left = cps_name_written(q_raw, q, p->left, p->left_n);
    capias_str right = cps_name_written(l_raw, l, p->right, p->right_n);
    /* The listed side knows more of what its parts are, where it has one. */
    uint16_t classes = 0;
    if (p->right_n != 0 && p->right < l->n) classes = l->tokens[p->right].classes;
    else if (p->left_n != 0 && p->left < q->n) classes = q->tokens[p->left].classes;
    const char *part = cps_name_part(classes);
    if (b->n != 0) cps_buf_str(b, CPS_STR("; "));
    switch ((enum cps_relation)p->relation) {
    case CPS_REL_EXACT:
        cps_buf_printf(b, "%s: %.*s = %.*s", part, CPS_FMT(left), CPS_FMT(right));
        break;
    case CPS_REL_SPELLING: {
        capias_str how = cps_token_explain(&l->tokens[p->right], &q->tokens[p->left], arena);
        cps_buf_printf(b, "%s: %.*s ~ %.*s%s%.*s", part, CPS_FMT(left), CPS_FMT(right),
                       how.n != 0 ? ", " : "", CPS_FMT(how));
        break;
    }
    case CPS_REL_SYMBOL:
        cps_buf_printf(b, "%s: %.*s means the same as %.*s", part, CPS_FMT(left), CPS_FMT(right));
        break;
    case CPS_REL_INITIAL:
        cps_buf_printf(b, "initial: %.*s fits %.*s", CPS_FMT(left), CPS_FMT(right));
        break;
    case CPS_REL_JOINED:
        cps_buf_printf(b, "%s: %.*s = %.*s, %s", part, CPS_FMT(left), CPS_FMT(right),
                       p->left_n < p->right_n ? "written as one word" : "written apart");
        break;
    case CPS_REL_MISSING:
        if (p->left_n != 0)
            cps_buf_printf(b, "%s: %.*s is not in the listed name", part, CPS_FMT(left));
        else
            cps_buf_printf(b, "%s: %.*s stands in the listed name only", part, CPS_FMT(right));
        break;
    case CPS_REL_CONFLICT:
        if (p->left_n != 0 && p->right_n != 0)
            cps_buf_printf(b, "%s: %.*s contradicts %.*s", part, CPS_FMT(left), CPS_FMT(right));
        else
            cps_buf_printf(b, "%s: %.*s contradicts the %s name", part,
                           CPS_FMT(p->left_n != 0 ? left : right),
                           p->left_n != 0 ? "listed" : "queried");
        break;
    }
}

/* `identified`: the entity carries a number asked for, so that the name may be read without it, as
 * search.c does. Places in both readings are those of the name as written. */
static capias_status explain_name(struct words *w, const struct cps_facts *f,
                                  const struct cps_match *match, enum cps_name_kind kind,
                                  bool weak, bool identified, capias_error *err)
{
    struct cps_name q, l, rest = {.n = 0};
    struct cps_name_alignment alignment;
    if (f->nameless || (identified && match->name_score == 0)) return CAPIAS_OK;
    CPS_TRY(cps_name_parse(f->name, kind, w->arena, &q, err));
    CPS_TRY(cps_name_parse(match->matched_name, kind, w->arena, &l, err));
    if (identified && f->rest.p != f->name.p)
        CPS_TRY(cps_name_parse(f->rest, kind, w->arena, &rest, err));
    if (q.n == 0 || l.n == 0) return CAPIAS_OK;
    if (rest.n && cps_name_compare(&rest, &l, NULL) > cps_name_compare(&q, &l, NULL)) q = rest;
    (void)cps_name_compare(&q, &l, &alignment);
    struct cps_buf text = {0};
    for (unsigned i = 0; i < alignment.n; i++)
        add_pair(&text, &alignment.pairs[i], f->name, &q, match->matched_name, &l, w->arena);
    if (weak) cps_buf_str(&text, CPS_STR("; listed as a weak alias"));
    capias_feature *feature = &w->features[w->n++];
    *feature = (capias_feature){
        .name = CPS_STR("name"),
        .score = match->name_score / SCORE_UNIT,
        .weight = match->name_score / SCORE_UNIT,
        .detail = cps_arena_copy(w->arena, (capias_str){text.v, text.n}),
    };
    bool failed = text.failed || (text.n != 0 && feature->detail.p == NULL);
    cps_buf_release(&text);
    return failed ? cps_fail_memory(err) : CAPIAS_OK;
}

/* ---- the other fields ----------------------------------------------------------------------- */

static capias_str explain_birth(const struct words *w, const struct cps_facts *f,
                                const struct cps_finding *finding)
{
    char asked[24], listed[24];
    capias_str a = cps_date_format(f->born, asked), b = cps_date_format(finding->born, listed);
    const char *how = "agrees with";
    if (finding->kind == CPS_EV_BIRTH_SAME_DAY) how = "=";
    if (finding->kind == CPS_EV_BIRTH_CONFLICT) how = "contradicts";
    if (finding->kind == CPS_EV_BIRTH_NEAR) how = "~";
    return cps_arena_printf(w->arena, "birth date: %.*s %s %.*s%s", CPS_FMT(a), how, CPS_FMT(b),
                            finding->kind == CPS_EV_BIRTH_NEAR
                                ? ", a slip of a digit, day and month swapped, or a year apart"
                                : "");
}

static capias_str explain_country(const struct words *w, const struct cps_index *x,
                                  uint32_t entity, const struct cps_facts *f,
                                  const struct cps_finding *finding)
{
    char code[3];
    cps_state_text(f->country, code);
    if (finding->kind == CPS_EV_COUNTRY_SAME)
        return cps_arena_printf(w->arena, "country: %s = %s", code, code);
    capias_str text = cps_arena_printf(w->arena, "country: %s, listed with", code);
    struct cps_range r = cps_index_countries_of(x, entity);
    for (uint32_t i = r.from; i < r.until && text.p != NULL; i++) {
        char listed[3];
        cps_state_text(x->countries[i], listed);
        text = cps_arena_printf(w->arena, "%.*s%s%s", CPS_FMT(text), i == r.from ? " " : ", ",
                                listed);
    }
    return text;
}

static const char *gender_name(uint8_t code)
{
    return code == CPS_GENDER_MALE ? "male" : code == CPS_GENDER_FEMALE ? "female" : "other";
}

static capias_str explain_identifier(const struct words *w, const struct cps_index *x,
                                     const struct cps_facts *f, const struct cps_finding *finding)
{
    const struct cps_asked *a = &f->asked[finding->asked];
    enum cps_identifier_kind kind = (enum cps_identifier_kind)x->identifiers[finding->listed].kind;
    const char *name = cps_identifier_kind_name(kind);
    if (finding->kind == CPS_EV_ID_CONFLICT)
        return cps_arena_printf(w->arena, "%s: %.*s, listed with another", name,
                                CPS_FMT(a->number));
    bool checked = kind != CPS_ID_WALLET && cps_identifier_is_checked(kind) &&
                   cps_identifier_kind_of(a->number) == kind;
    const char *how = checked ? ", check digits right"
                      : kind != CPS_ID_CALL_SIGN && a->worth < cps_evidence_weight(CPS_EV_ID_SAME)
                          ? ", so short that another may have it too"
                          : "";
    return cps_arena_printf(w->arena, "%s: %.*s is listed for this entity%s", name,
                            CPS_FMT(a->number), how);
}

static capias_str explain_field(const struct words *w, const struct cps_index *x, uint32_t entity,
                                const struct cps_facts *f, enum cps_field field,
                                const struct cps_finding *finding)
{
    switch (field) {
    case CPS_FIELD_BIRTH:
        return explain_birth(w, f, finding);
    case CPS_FIELD_COUNTRY:
        return explain_country(w, x, entity, f, finding);
    case CPS_FIELD_GENDER:
        return cps_arena_printf(w->arena, "gender: %s contradicts %s", gender_name(f->gender),
                                gender_name(x->features[entity].gender));
    case CPS_FIELD_ID:
    case CPS_FIELDS:
        break;
    }
    return explain_identifier(w, x, f, finding);
}

static capias_status explain_fields(struct words *w, const struct cps_index *x, uint32_t entity,
                                    const struct cps_facts *facts, const struct cps_match *match,
                                    capias_error *err)
{
    static const char *const names[CPS_FIELDS] = {"birth_date", "country", "gender", "id_number"};
    struct cps_finding findings[CPS_FIELDS];
    cps_evidence_find(x, entity, facts, findings);
    uint32_t before = match->name_score;
    int32_t sum = 0;
    for (unsigned i = 0; i < CPS_FIELDS; i++) {
        if (findings[i].kind == CPS_EV_N) continue;
        int32_t weight = findings[i].weight;
        sum += weight;
        uint32_t after = cps_score_combine(match->name_score, sum);
        /* The identifier comes last and may lift more than its weight: screen/search.c. */
        if (i == CPS_FIELD_ID) after = match->score;
        capias_feature *f = &w->features[w->n++];
        *f = (capias_feature){
            .name = cps_str(names[i]),
            .score = weight > 0 ? 1 : 0,
            .weight = ((double)after - (double)before) / SCORE_UNIT,
            .detail = explain_field(w, x, entity, facts, (enum cps_field)i, &findings[i]),
        };
        if (f->detail.p == NULL) return cps_fail_memory(err);
        before = after;
    }
    return CAPIAS_OK;
}

/* Was the matched name given as weak? A name is listed once for an entity (screen/make.c). */
static bool is_weak(const struct cps_index *x, uint32_t entity, capias_str name)
{
    struct cps_range r = cps_index_names_of(x, entity);
    for (uint32_t i = r.from; i < r.until; i++)
        if (cps_str_eq(cps_segment_string(x->segment, x->names[i].text), name))
            return (x->names[i].flags & CPS_LISTED_WEAK) != 0;
    return false;
}

capias_status cps_screen_explain(const capias_register *reg, const struct cps_query *query,
                                 const struct cps_match *match, struct cps_arena *arena,
                                 const capias_feature **out, size_t *n, capias_error *err)
{
    struct words w = {.arena = arena};
    struct cps_index x;
    struct cps_entity entity;
    bool found;
    if (match->entity.segment >= cps_register_segments(reg) ||
        !cps_entity_get(reg, match->entity, &entity))
        return cps_fail(err, CAPIAS_E_ARG, "the match is not of this register");
    CPS_TRY(cps_index_open(reg, match->entity.segment, &x, &found, err));
    w.features = CPS_TAKE(arena, capias_feature, CPS_FIELDS + 1);
    if (w.features == NULL) return cps_fail_memory(err);
    const struct cps_schema_info *schema = cps_schema_get(entity.schema);
    if (found && schema != NULL) {
        enum cps_name_kind kind = cps_name_kind_of_schema(cps_str(schema->name));
        bool weak = is_weak(&x, match->entity.index, match->matched_name);
        struct cps_facts facts;
        CPS_TRY(cps_facts_init(&facts, query, arena, err));
        bool identified = cps_has_asked(&x, match->entity.index, &facts);
        CPS_TRY(explain_name(&w, &facts, match, kind, weak, identified, err));
        CPS_TRY(explain_fields(&w, &x, match->entity.index, &facts, match, err));
    }
    *out = w.features;
    *n = w.n;
    return CAPIAS_OK;
}
