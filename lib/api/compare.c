/* SPDX-License-Identifier: Apache-2.0
 *
 * api/compare.c: two names, side by side, in words. */
#include "api/api.h"

static capias_status in_words(capias_str left, const struct cps_name *l, capias_str right,
                              const struct cps_name *r, const struct cps_name_alignment *how,
                              struct cps_arena *arena, capias_comparison *out, capias_error *err)
{
    capias_alignment *words = CPS_TAKE(arena, capias_alignment, how->n);
    if (!words) return cps_fail_memory(err);
    for (unsigned i = 0; i < how->n; i++) {
        const struct cps_pair *p = &how->pairs[i];
        const struct cps_name_token *a = p->left_n ? &l->tokens[p->left] : NULL;
        const struct cps_name_token *b = p->right_n ? &r->tokens[p->right] : NULL;
        capias_alignment *w = &words[i];
        w->left = cps_name_written(left, l, p->left, p->left_n);
        w->right = cps_name_written(right, r, p->right, p->right_n);
        w->part = cps_str(cps_name_part(b ? b->classes : a ? a->classes : 0));
        w->relation = cps_str(cps_relation_name(p->relation));
        w->weight = p->weight / 64.0;
        /* What was done to the right one, as listed, to make the left one of it. */
        if (a && b && p->relation == CPS_REL_SPELLING) w->detail = cps_token_explain(b, a, arena);
    }
    out->score = how->score / 10000.0;
    out->match = how->score >= 7000;
    out->alignment = words;
    out->n_alignment = how->n;
    return CAPIAS_OK;
}

static capias_status compare_as(capias_str left, capias_str right, enum cps_name_kind kind,
                                struct cps_arena *arena, capias_comparison *out, capias_error *err)
{
    struct cps_name l, r;
    struct cps_name_alignment how;
    CPS_TRY(cps_name_parse(left, kind, arena, &l, err));
    CPS_TRY(cps_name_parse(right, kind, arena, &r, err));
    (void)cps_name_compare(&l, &r, &how);
    return in_words(left, &l, right, &r, &how, arena, out, err);
}

capias_status capias_compare(capias_str left, capias_str right, capias_str schema,
                             capias_answer *answer, capias_comparison *out, capias_error *err)
{
    const capias_str sides[] = {left, right};
    for (unsigned i = 0; i < 2; i++) {
        size_t bad = cps_utf8_check(sides[i]);
        if (bad != SIZE_MAX) {
            (void)cps_fail(err, CAPIAS_E_SYNTAX, "name %u is not UTF-8 at byte %zu", i + 1, bad);
            if (err) err->offset = bad;
            return CAPIAS_E_SYNTAX;
        }
    }
    if (schema.n && cps_schema_find(schema) == CPS_NO_SCHEMA)
        return cps_fail(err, CAPIAS_E_ARG, "there is no schema '%.*s'", CPS_FMT(schema));
    CPS_TRY(compare_as(left, right, cps_name_kind_of_schema(schema), &answer->arena, out, err));
    if (schema.n || out->match) return CAPIAS_OK;
    capias_comparison other;
    CPS_TRY(compare_as(left, right, CPS_NAME_ORGANISATION, &answer->arena, &other, err));
    if (other.match) *out = other;
    return CAPIAS_OK;
}
