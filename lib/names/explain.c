/* SPDX-License-Identifier: Apache-2.0
 *
 * names/explain.c: classes, relations and edits in words.
 */
#include "names/model.h"

const char *cps_name_part(uint16_t classes)
{
    static const struct {
        uint16_t c;
        const char *name;
    } parts[] = {{CPS_CLASS_NICKNAME, "nickname"},   {CPS_CLASS_INITIAL, "initial"},
                 {CPS_CLASS_NUMBER, "number"},       {CPS_CLASS_LEGAL, "legal form"},
                 {CPS_CLASS_TITLE, "title"},         {CPS_CLASS_PARTICLE, "particle"},
                 {CPS_CLASS_STOP, "small word"},     {CPS_CLASS_GEO, "place"},
                 {CPS_CLASS_GENERIC, "common word"}, {CPS_CLASS_PATRONYMIC, "patronymic"},
                 {CPS_CLASS_FAMILY, "family name"},  {CPS_CLASS_GIVEN, "given name"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (classes & parts[i].c) return parts[i].name;
    return "word";
}

capias_str cps_name_written(capias_str raw, const struct cps_name *name, unsigned first, unsigned n)
{
    if (n == 0 || first + n > name->n) return (capias_str){0};
    uint32_t from = name->tokens[first].start, until = name->tokens[first].end;
    for (unsigned i = first + 1; i < first + n; i++) {
        if (name->tokens[i].start < from) from = name->tokens[i].start;
        if (name->tokens[i].end > until) until = name->tokens[i].end;
    }
    return cps_str_sub(raw, from, until);
}

const char *cps_relation_name(enum cps_relation r)
{
    switch (r) {
    case CPS_REL_EXACT: return "exact";
    case CPS_REL_SPELLING: return "spelling";
    case CPS_REL_SYMBOL: return "symbol";
    case CPS_REL_INITIAL: return "initial";
    case CPS_REL_JOINED: return "joined";
    case CPS_REL_MISSING: return "missing";
    case CPS_REL_CONFLICT: return "conflict";
    }
    return "";
}

static bool is_swap(const struct cps_chars *a, const struct cps_chars *b, const struct cps_edit *e)
{
    return e->a_n == 2 && e->b_n == 2 && a->c[e->a] == b->c[e->b + 1] &&
           a->c[e->a + 1] == b->c[e->b];
}

/* "la" for "l" is an "a" more; but "kh" for "h" is one sound written in two ways. */
static struct cps_edit without_common(const struct cps_chars *a, const struct cps_chars *b,
                                      struct cps_edit e)
{
    bool sound = e.a_n && e.b_n && e.a_n != e.b_n && a->c[e.a] != b->c[e.b];
    for (; !sound && e.a_n && e.b_n && a->c[e.a] == b->c[e.b]; e.a_n--, e.b_n--)
        e.a++, e.b++;
    while (!sound && e.a_n && e.b_n && a->c[e.a + e.a_n - 1] == b->c[e.b + e.b_n - 1])
        e.a_n--, e.b_n--;
    return e;
}

static void say(struct cps_arena *arena, capias_str *text, capias_str what)
{
    *text = cps_arena_printf(arena, "%.*s%s%.*s", CPS_FMT(*text), text->n ? ", " : "",
                             CPS_FMT(what));
}

/* Kinds of slips are counted; sounds that stand for one another are named. */
static capias_str in_words(capias_str a, capias_str b, const struct cps_edit *edits, unsigned n,
                           const struct cps_chars *x, const struct cps_chars *y,
                           struct cps_arena *arena)
{
    static const char *const count[] = {"", "one letter", "two letters", "three letters",
                                        "several letters"};
    unsigned inserted = 0, left_out = 0;
    capias_str text = {"", 0};
    for (unsigned k = 0; k < n; k++) {
        struct cps_edit e = without_common(x, y, edits[k]);
        if (e.a_n == 0)
            inserted += e.b_n;
        else if (e.b_n == 0)
            left_out += e.a_n;
        else if (is_swap(x, y, &e))
            say(arena, &text, CPS_STR("two letters swapped"));
        else
            say(arena, &text,
                cps_arena_printf(arena, "%.*s for %.*s", (int)e.b_n, b.p + e.b, (int)e.a_n,
                                 a.p + e.a));
    }
    if (inserted)
        say(arena, &text, cps_arena_printf(arena, "%s inserted", count[inserted < 4 ? inserted : 4]));
    if (left_out)
        say(arena, &text, cps_arena_printf(arena, "%s left out", count[left_out < 4 ? left_out : 4]));
    return text.n ? text : CPS_STR("same letters");
}

/* Of tokens one of which is in Han or Hangul: the language that reads one as the other most easily. */
static capias_str reading_in_words(const struct cps_name_token *a, const struct cps_name_token *b)
{
    static const char *const words[] = {"how it is read in Mandarin", "how it is read in Cantonese",
                                        "how it is read in Korean", "how it is read in Japanese"};
    uint16_t any = cps_native_cost(a, b, CPS_LANGUAGES);
    for (unsigned i = 0; any != CPS_UNRELATED && i < CPS_LANGUAGES; i++)
        if (cps_native_cost(a, b, i) == any) return cps_str(words[i]);
    return CPS_STR("different");
}

capias_str cps_token_explain(const struct cps_name_token *a, const struct cps_name_token *b,
                             struct cps_arena *arena)
{
    if (cps_str_eq(a->text, b->text)) return CPS_STR("the same");
    if (a->symbol && a->symbol == b->symbol) return CPS_STR("the same in meaning");
    if ((a->classes | b->classes) & CPS_CLASS_NUMBER) return CPS_STR("different numbers");
    if ((a->classes ^ b->classes) & CPS_CLASS_INITIAL) return CPS_STR("an initial that fits");
    if (cps_is_native(a) || cps_is_native(b)) return reading_in_words(a, b);
    uint16_t cost = cps_token_cost(a, b);
    if (cost == CPS_UNRELATED) return CPS_STR("different");
    if (cost == P_NICKNAME && cps_same_nickname_group(a->text, b->text))
        return CPS_STR("a name and its short form");
    struct cps_chars x, y;
    cps_chars_of(a->text, &x);
    cps_chars_of(b->text, &y);
    if (!x.latin || !y.latin) return CPS_STR("a character differs");
    bool swap;
    const struct cps_costs *t = cps_costs_for(a->script, b->script, &swap);
    struct cps_edit edits[2 * CPS_TOKEN_BYTES];
    unsigned n = cps_edit_trace(&x, &y, t, swap, edits);
    return in_words(a->text, b->text, edits, n, &x, &y, arena);
}
