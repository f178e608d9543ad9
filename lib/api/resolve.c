/* SPDX-License-Identifier: Apache-2.0
 *
 * api/resolve.c: whom and which state a user means. A name is never guessed: where two different
 * persons fit about equally well, the error names them and the user chooses. */
#include "api/api.h"

#define CANDIDATES 20u
#define LINE 7000u
#define NEAR 5500u /* from here up a person is worth naming where nobody fits */
#define MARGIN 400u /* a second person this close to the first makes the name ambiguous */
/* Two lists seldom spell one person alike, and each knows only its own listing: what stands on
 * another list is ambiguous farther down, or the answer would lack that list's measures. */
#define OTHER_LIST_MARGIN 2000u
/* Names of 250 states in 700 locales leave little room between them: a looser line finds a state for
 * words that mean none. */
#define STATE_LINE 8000u
#define STATE_WORTH_NAMING 5500u

capias_str cps_person_of(const capias_register *reg, capias_str entity)
{
    const struct cps_table *persons = cps_register_table(reg, "persons");
    const struct cps_table *links = cps_register_table(reg, "links");
    if (persons && cps_table_find(persons, entity) >= 0) return entity;
    if (!links) return (capias_str){0};
    int person = cps_table_column(links, "person_id"), id = cps_table_column(links, "entity_id");
    int status = cps_table_column(links, "status");
    for (uint32_t row = 0; row < cps_table_rows(links); row++)
        if (cps_str_eq(cps_table_cell(links, row, id), entity) &&
            cps_str_is(cps_table_cell(links, row, status), "certain"))
            return cps_table_cell(links, row, person);
    return (capias_str){0};
}

static capias_status nobody(capias_str typed, const char *kind, const char *hint,
                            capias_error *err)
{
    (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "no %s in the register fits '%.*s'", kind, CPS_FMT(typed));
    cps_hint(err, "%s", hint);
    return CAPIAS_E_NOT_FOUND;
}

struct choice {
    capias_str id, caption, matched;
    uint32_t score, segment;
    uint64_t datasets;
    bool tabled; /* a person of our tables, who has the listings of every list */
};

/* One choice for each person behind the matches, best first. */
static size_t choices_of(const capias_register *reg, const struct cps_match *matches, size_t n,
                         struct choice choices[CANDIDATES])
{
    size_t count = 0;
    for (size_t i = 0; i < n && count < CANDIDATES; i++) {
        struct cps_entity e;
        if (!cps_entity_get(reg, matches[i].entity, &e)) continue;
        capias_str person = cps_person_of(reg, e.id);
        capias_str id = person.n ? person : e.id;
        size_t k = 0;
        while (k < count && !cps_str_eq(choices[k].id, id)) k++;
        if (k == count)
            choices[count++] = (struct choice){id, e.caption, matches[i].matched_name, matches[i].score,
                                               matches[i].entity.segment, e.datasets, person.n > 0};
    }
    return count;
}

static bool share_a_list(const struct choice *a, const struct choice *b)
{
    return a->segment == b->segment && (a->datasets & b->datasets) != 0;
}

/* Moves those whom the name may mean to the front; how many they are. */
static size_t rivals(struct choice *choices, size_t n)
{
    if (!n || choices[0].score < LINE) return 0;
    size_t count = 1;
    for (size_t i = 1; i < n && choices[i].score >= LINE; i++) {
        bool apart = !choices[0].tabled && !share_a_list(&choices[0], &choices[i]);
        uint32_t margin = apart ? OTHER_LIST_MARGIN : MARGIN;
        if (choices[i].score + margin > choices[0].score) choices[count++] = choices[i];
    }
    return count;
}

/* "id (caption), id (caption)"; empty when memory runs out. */
static capias_str listed(const struct choice *choices, size_t n, struct cps_arena *arena)
{
    struct cps_buf list = {0};
    for (size_t i = 0; i < n; i++)
        cps_buf_printf(&list, "%s%.*s (%.*s)", i ? ", " : "", CPS_FMT(choices[i].id),
                       CPS_FMT(choices[i].caption));
    capias_str text = cps_arena_copy(arena, (capias_str){list.v, list.n});
    cps_buf_release(&list);
    return text;
}

static capias_status ambiguous(capias_str typed, const char *kind, const struct choice *choices,
                               size_t n, struct cps_arena *arena, capias_error *err)
{
    capias_str text = listed(choices, n < 4 ? n : 4, arena);
    (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "'%.*s' fits more than one %s", CPS_FMT(typed), kind);
    cps_hint(err, "give the id: %.*s", CPS_FMT(text));
    return CAPIAS_E_NOT_FOUND;
}

static capias_status none_fits(capias_str typed, const char *kind, const struct choice *choices,
                               size_t n, struct cps_arena *arena, capias_error *err)
{
    if (!n) return nobody(typed, kind, "try capias search to see what comes near", err);
    capias_str text = listed(choices, n < 3 ? n : 3, arena);
    (void)nobody(typed, kind, "", err);
    cps_hint(err, "write the full name, or give an id; near it: %.*s", CPS_FMT(text));
    return CAPIAS_E_NOT_FOUND;
}

capias_status cps_answer_note(capias_answer *answer, capias_str text, capias_error *err)
{
    if (!text.p) return cps_fail_memory(err);
    for (size_t i = 0; i < answer->n_notes; i++)
        if (cps_str_eq(answer->notes[i], text)) return CAPIAS_OK;
    if (answer->n_notes < CAPIAS_NOTES_MAX) answer->notes[answer->n_notes++] = text;
    return CAPIAS_OK;
}

/* What was typed and the name it was found by, or that name and the one shown, may be far apart: then it
 * is said who was taken. A name that is listed as it was typed and is like the one shown needs no word. */
static capias_status note_person(const struct choice *c, capias_str typed, capias_answer *answer,
                                 capias_error *err)
{
    capias_str asked, listed_as;
    struct cps_name a, b;
    struct cps_arena *arena = &answer->arena;
    CPS_TRY(cps_text_fold(typed, arena, &asked, err));
    CPS_TRY(cps_text_fold(c->matched, arena, &listed_as, err));
    CPS_TRY(cps_name_parse(typed, CPS_NAME_PERSON, arena, &a, err));
    CPS_TRY(cps_name_parse(c->caption, CPS_NAME_PERSON, arena, &b, err));
    bool as_listed = cps_str_eq(asked, listed_as);
    bool alike = a.n && b.n && cps_name_compare(&a, &b, NULL) >= LINE;
    if (as_listed && alike) return CAPIAS_OK;
    return cps_answer_note(answer,
                     alike ? cps_arena_printf(arena, "'%.*s' is taken for %.*s (%.*s)", CPS_FMT(typed),
                                              CPS_FMT(c->caption), CPS_FMT(c->id))
                           : cps_arena_printf(arena,
                                              "'%.*s' is taken for %.*s (%.*s), also called %.*s",
                                              CPS_FMT(typed), CPS_FMT(c->caption), CPS_FMT(c->id),
                                              CPS_FMT(c->matched)),
                     err);
}

/* `kind` in the words of an error: "person". */
static capias_status resolve_name(const capias_register *reg, capias_str typed, const char *kind,
                                  capias_answer *answer, capias_str *id, capias_error *err)
{
    struct cps_arena *arena = &answer->arena;
    const struct cps_query q = {.name = typed, .limit = CANDIDATES, .floor = NEAR};
    const struct cps_match *matches;
    size_t n;
    CPS_TRY(cps_screen_search(reg, &q, arena, &matches, &n, err));
    struct choice choices[CANDIDATES];
    size_t count = choices_of(reg, matches, n, choices);
    size_t close = rivals(choices, count);
    if (close == 0) return none_fits(typed, kind, choices, count, arena, err);
    if (close > 1) return ambiguous(typed, kind, choices, close, arena, err);
    *id = choices[0].id;
    return note_person(&choices[0], typed, answer, err);
}

capias_status cps_resolve_person(const capias_register *reg, capias_str typed,
                                 capias_answer *answer, capias_str *id, capias_error *err)
{
    struct cps_entity_ref ref;
    struct cps_entity e;
    if (cps_entity_find(reg, typed, &ref) && cps_entity_get(reg, ref, &e) && e.party) {
        capias_str person = cps_person_of(reg, e.id);
        *id = person.n ? person : e.id;
        return CAPIAS_OK;
    }
    return resolve_name(reg, typed, "person", answer, id, err);
}

capias_status cps_resolve_entity(const capias_register *reg, capias_str typed,
                                 capias_answer *answer, capias_str *id, capias_error *err)
{
    struct cps_entity_ref ref;
    *id = typed;
    if (cps_entity_find(reg, typed, &ref)) return CAPIAS_OK;
    return resolve_name(reg, typed, "entity", answer, id, err);
}

/* The state whose names, in any language, come nearest: exact first, then as alike as two names of
 * an organisation may be. */
struct nearest {
    cps_state state, second;
    uint32_t score, second_score;
};

static void consider(struct nearest *best, cps_state state, uint32_t score)
{
    if (state == best->state) {
        if (score > best->score) best->score = score;
    } else if (score > best->score) {
        best->second = best->state;
        best->second_score = best->score;
        best->state = state;
        best->score = score;
    } else if (score > best->second_score) {
        best->second = state;
        best->second_score = score;
    }
}

static capias_status compare_state(const capias_register *reg, cps_state state, capias_str folded,
                                   const struct cps_name *typed, struct cps_arena *scratch,
                                   struct nearest *best, capias_error *err)
{
    char code[3];
    struct cps_entity_ref ref;
    const capias_statement *s;
    size_t n;
    cps_state_text(state, code);
    if (!cps_entity_find(reg, cps_str(code), &ref)) return CAPIAS_OK;
    CPS_TRY(cps_entity_read(reg, ref, scratch, &s, &n, err));
    for (size_t i = 0; i < n; i++) {
        if (!cps_str_is(s[i].property, "name") && !cps_str_is(s[i].property, "alias")) continue;
        capias_str other;
        struct cps_name name;
        CPS_TRY(cps_text_fold(s[i].value, scratch, &other, err));
        if (cps_str_eq(other, folded)) {
            consider(best, state, 10000);
            continue;
        }
        CPS_TRY(cps_name_parse(s[i].value, CPS_NAME_ORGANISATION, scratch, &name, err));
        consider(best, state, cps_name_compare(typed, &name, NULL) * 99 / 100);
    }
    return CAPIAS_OK;
}

/* "Congo" and "Korea" mean two states each (data/states/shared_names.csv): none is chosen. */
static capias_status check_shared(const capias_register *reg, capias_str typed, capias_str folded,
                                  struct cps_arena *arena, capias_error *err)
{
    const struct cps_table *names = cps_register_table(reg, "shared_names");
    struct cps_buf choices = {0};
    if (!names) return CAPIAS_OK;
    int name = cps_table_column(names, "name"), code = cps_table_column(names, "code");
    for (uint32_t row = 0; row < cps_table_rows(names); row++) {
        capias_str other;
        CPS_TRY(cps_text_fold(cps_table_cell(names, row, name), arena, &other, err));
        capias_str one = cps_table_cell(names, row, code);
        if (cps_str_eq(other, folded))
            cps_buf_printf(&choices, "%s%.*s (%.*s)", choices.n ? ", " : "", CPS_FMT(one),
                           CPS_FMT(cps_state_name(cps_state_code(one))));
    }
    if (choices.n) {
        (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "'%.*s' fits more than one state", CPS_FMT(typed));
        cps_hint(err, "give the code: %.*s", (int)choices.n, choices.v);
    }
    bool found = choices.n != 0, failed = choices.failed;
    cps_buf_release(&choices);
    return failed ? cps_fail_memory(err) : found ? CAPIAS_E_NOT_FOUND : CAPIAS_OK;
}

capias_status cps_resolve_state(const capias_register *reg, capias_str typed, capias_answer *answer,
                                struct cps_arena *arena, cps_state *out, capias_error *err)
{
    capias_str folded;
    typed = cps_str_trim(typed);
    *out = typed.n == 2 ? cps_state_code(typed) : 0;
    if (*out) return CAPIAS_OK;
    CPS_TRY(cps_text_fold(typed, arena, &folded, err));
    CPS_TRY(check_shared(reg, typed, folded, arena, err));
    *out = cps_state_from_name(typed);
    if (*out) return CAPIAS_OK;
    struct nearest best = {0};
    struct cps_name name;
    CPS_TRY(cps_name_parse(typed, CPS_NAME_ORGANISATION, arena, &name, err));
    struct cps_arena scratch;
    cps_arena_init(&scratch, 0);
    size_t n;
    const cps_state *states = cps_states(&n);
    capias_status status = CAPIAS_OK;
    for (size_t i = 0; status == CAPIAS_OK && i < n; i++) {
        status = compare_state(reg, states[i], folded, &name, &scratch, &best, err);
        cps_arena_reset(&scratch);
    }
    cps_arena_release(&scratch);
    CPS_TRY(status);
    if (best.score < STATE_LINE) {
        char hint[96] = "give its ISO 3166-1 code, e.g. MN", code[3];
        cps_state_text(best.state, code);
        if (best.score >= STATE_WORTH_NAMING)
            (void)snprintf(hint, sizeof hint, "the nearest is %.*s (%s)",
                           CPS_FMT(cps_state_name(best.state)), code);
        return nobody(typed, "state", hint, err);
    }
    if (best.second_score == best.score) {
        char a[3], b[3];
        cps_state_text(best.state, a);
        cps_state_text(best.second, b);
        (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "'%.*s' fits more than one state", CPS_FMT(typed));
        cps_hint(err, "give the code: %s (%.*s), %s (%.*s)", a, CPS_FMT(cps_state_name(best.state)),
                 b, CPS_FMT(cps_state_name(best.second)));
        return CAPIAS_E_NOT_FOUND;
    }
    *out = best.state;
    if (!answer || best.score == 10000) return CAPIAS_OK;
    char code[3];
    cps_state_text(best.state, code);
    return cps_answer_note(answer, cps_arena_printf(arena, "'%.*s' is taken for %.*s (%s)", CPS_FMT(typed),
                                              CPS_FMT(cps_state_name(best.state)), code), err);
}
