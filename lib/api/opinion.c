/* SPDX-License-Identifier: Apache-2.0
 *
 * api/opinion.c: the answer of `visit` as a text that a lawyer could file: question, answer, facts, the law
 * step by step, what is disputed, decisions, what does not bind, limits, sources.
 *
 * Nothing is decided here. Every sentence is a row of the tables, or says how rows were put together;
 * each carries the numbers of its sources, which stand at the end. */
#include "api/api.h"

struct writer {
    const capias_register *reg;
    struct cps_arena *arena;
    const capias_visit_answer *visit;
    capias_block *v;
    size_t n, cap;
    capias_str *sources;
    size_t n_sources, cap_sources;
    uint32_t paragraph;
    bool failed;
};

#define IMMUNITY "immunity, as" /* how a ground of that kind begins */

/* ---- blocks and sources ------------------------------------------------------------------------ */

static capias_str words(struct writer *w, const char *format, ...) CPS_PRINTF(2, 3);
static capias_str words(struct writer *w, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t length = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    size_t whole = cps_utf8_check((capias_str){text, length}); /* a cut may fall within a character */
    capias_str copy = cps_arena_copy(w->arena, (capias_str){text, whole < length ? whole : length});
    if (!copy.p) w->failed = true;
    return copy;
}

static capias_block *add(struct writer *w, capias_block_kind kind, capias_str text)
{
    static capias_block lost;
    if (w->n == w->cap) {
        size_t cap = w->cap ? w->cap * 2 : 64;
        capias_block *v = CPS_TAKE(w->arena, capias_block, cap);
        if (!v) {
            w->failed = true;
            lost = (capias_block){0};
            return &lost;
        }
        if (w->n) memcpy(v, w->v, w->n * sizeof *v);
        w->v = v;
        w->cap = cap;
    }
    capias_block *b = &w->v[w->n++];
    *b = (capias_block){.kind = kind, .text = text};
    if (kind == CAPIAS_BLOCK_PARAGRAPH) b->number = ++w->paragraph;
    return b;
}

/* The number of a source, which stands once among them. */
static uint32_t source_number(struct writer *w, capias_str source)
{
    for (size_t i = 0; i < w->n_sources; i++)
        if (cps_str_eq(w->sources[i], source)) return (uint32_t)i + 1;
    if (w->n_sources == w->cap_sources) {
        size_t cap = w->cap_sources ? w->cap_sources * 2 : 32;
        capias_str *v = CPS_TAKE(w->arena, capias_str, cap);
        if (!v) {
            w->failed = true;
            return 0;
        }
        if (w->n_sources) memcpy(v, w->sources, w->n_sources * sizeof *v);
        w->sources = v;
        w->cap_sources = cap;
    }
    w->sources[w->n_sources++] = source;
    return (uint32_t)w->n_sources;
}

static void cite(struct writer *w, capias_block *b, const capias_str *sources, size_t n)
{
    uint32_t *numbers = CPS_TAKE(w->arena, uint32_t, b->n_sources + n + 1);
    if (!numbers) {
        w->failed = true;
        return;
    }
    if (b->n_sources) memcpy(numbers, b->sources, b->n_sources * sizeof *numbers);
    for (size_t i = 0; i < n; i++)
        if (sources[i].n) numbers[b->n_sources++] = source_number(w, sources[i]);
    b->sources = numbers;
}

/* "ICC-01/22-90 (findings.csv:23)" of a fact. */
static capias_str fact_source(struct writer *w, const capias_fact *f)
{
    return words(w, "%.*s%s(%.*s)", CPS_FMT(f->source), f->source.n ? " " : "", CPS_FMT(f->where));
}

static void paragraph(struct writer *w, capias_str text, const capias_str *sources, size_t n)
{
    capias_block *b = add(w, CAPIAS_BLOCK_PARAGRAPH, text);
    cite(w, b, sources, n);
}

static void item(struct writer *w, capias_str text, const capias_str *sources, size_t n)
{
    capias_block *b = add(w, CAPIAS_BLOCK_ITEM, text);
    cite(w, b, sources, n);
}

static void heading(struct writer *w, const char *text)
{
    add(w, CAPIAS_BLOCK_HEADING, cps_str(text));
}

/* ---- words ------------------------------------------------------------------------------------- */

/* "arrest and surrender" from arrest_and_surrender; acts that are no verbs have their own words. */
static capias_str act_words(struct writer *w, capias_str act)
{
    static const char *const table[][2] = {
        {"arms_embargo", "give no arms"},
        {"block", "block property"},
        {"no_cooperation", "help the court"},
        {"overflight_landing", "make an aircraft with the person on board land"},
        {"police_alert", "act on a police alert"},
        {"reject", "reject dealings"},
        {"transit", "allow the transit of a person being surrendered"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (cps_str_is(act, table[i][0])) return cps_str(table[i][1]);
    char *p = CPS_TAKE(w->arena, char, act.n + 1);
    if (!p) {
        w->failed = true;
        return act;
    }
    for (size_t i = 0; i < act.n; i++) p[i] = act.p[i] == '_' ? ' ' : act.p[i];
    return (capias_str){p, act.n};
}

/* What the force says of the state on the day; an answer about a day that is past is in the past. */
static const char *force_words(capias_str force, bool past)
{
    static const struct {
        const char *force, *past, *present;
    } table[] = {{"binding", "was bound to", "is bound to"},
                 {"binding_on_request", "was bound, once asked, to", "is bound, once asked, to"},
                 {"contested", "may have been bound, which is disputed, to", "may be bound, which is disputed, to"},
                 {"unknown", "may have been bound, which our tables leave open, to",
                  "may be bound, which our tables leave open, to"},
                 {"urged", "was called upon, and not bound, to", "is called upon, and not bound, to"},
                 {"permitted", "was free to", "is free to"},
                 {"barred", "was forbidden by a law to", "is forbidden by a law to"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (cps_str_is(force, table[i].force)) return past ? table[i].past : table[i].present;
    return "";
}

/* Immunity took the duty away (law/immunity.c). */
static bool is_immune(const capias_duty *d)
{
    return d->grounds.n && cps_str_starts(d->grounds.v[d->grounds.n - 1], CPS_STR(IMMUNITY));
}

static bool is_past(const struct writer *w)
{
    capias_str last = w->visit->until.n ? w->visit->until : w->visit->on;
    return cps_str_cmp(last, w->visit->known) < 0;
}

static capias_str days(struct writer *w)
{
    return w->visit->until.n ? words(w, "from %.*s to %.*s", CPS_FMT(w->visit->on), CPS_FMT(w->visit->until))
                             : words(w, "on %.*s", CPS_FMT(w->visit->on));
}

static capias_str regime_of(const capias_duty *d)
{
    return d->regime_name.n ? d->regime_name : d->regime;
}

static bool shown(const capias_duty *d)
{
    return !cps_str_is(d->force, "none_found");
}

/* ---- question and answer ----------------------------------------------------------------------- */

static void put_front(struct writer *w)
{
    const capias_visit_answer *v = w->visit;
    add(w, CAPIAS_BLOCK_TITLE, words(w, "Opinion: the duties of %.*s towards %.*s", CPS_FMT(v->state_name),
                                     CPS_FMT(v->person_name)));
    add(w, CAPIAS_BLOCK_NOTE,
        words(w, "The day: %.*s. What was known on: %.*s. The law as our tables hold it on: %.*s. Register %s. Put together "
                 "from tables by a program: every sentence names its sources, and a lawyer answers for its use.",
              CPS_FMT(days(w)), CPS_FMT(v->known), CPS_FMT(v->law_as_of), cps_register_digest(w->reg)));
    heading(w, "Question");
    paragraph(w, words(w, "%.*s %s in %.*s %.*s, or under its jurisdiction. What %s the state bound to do, and on what ground?",
                       CPS_FMT(v->person_name), is_past(w) ? "was" : "is", CPS_FMT(v->state_name), CPS_FMT(days(w)),
                       is_past(w) ? "was" : "is"), NULL, 0);
}

static void put_answer(struct writer *w)
{
    const capias_visit_answer *v = w->visit;
    bool any = false;
    heading(w, "Short answer");
    for (size_t i = 0; i < v->n_duties; i++) {
        const capias_duty *d = &v->duties[i];
        bool told = false;
        for (size_t k = 0; k < i && !told; k++) /* one warrant after another under one law: once */
            told = cps_str_eq(v->duties[k].regime, d->regime) && cps_str_eq(v->duties[k].act, d->act) &&
                   cps_str_eq(v->duties[k].force, d->force);
        if (!shown(d) || told) continue;
        any = true;
        paragraph(w, words(w, "%.*s %s %.*s: %.*s%s.", CPS_FMT(v->state_name), force_words(d->force, is_past(w)),
                           CPS_FMT(act_words(w, d->act)), CPS_FMT(regime_of(d)), is_immune(d) ? ", and immunity" : ""), NULL, 0);
    }
    if (!any)
        paragraph(w, words(w, "Our tables show no duty of %.*s. That is not to say that there is none.",
                           CPS_FMT(v->state_name)), NULL, 0);
}

/* ---- facts ------------------------------------------------------------------------------------- */

/* Was it known, and does it concern this question? Requests to other states and visits elsewhere do not. */
static bool concerns(const struct writer *w, const capias_fact *f)
{
    const capias_visit_answer *v = w->visit;
    capias_str last = v->until.n ? v->until : v->on;
    bool here = !f->state.n || cps_str_eq(f->state, v->state);
    struct cps_span date, known;
    /* A year or a month counts as known when it has ended: what the row tells may have come at its end. */
    if (cps_date_parse(f->date, &date) && cps_date_parse(v->known, &known) && date.until > known.until) return false;
    if (cps_str_is(f->kind, "warrant") || cps_str_is(f->kind, "event") || cps_str_is(f->kind, "notice")) return true;
    if (cps_str_is(f->kind, "request") || cps_str_is(f->kind, "exemption") || cps_str_is(f->kind, "challenge"))
        return here;
    if (cps_str_is(f->kind, "office"))
        return cps_str_cmp(f->date, last) <= 0 && (!f->until.n || cps_str_cmp(f->until, v->on) > 0);
    if (cps_str_is(f->kind, "listing")) /* what other states' lists say does not concern this one */
        for (size_t i = 0; i < v->n_duties; i++)
            if (cps_str_eq(v->duties[i].instrument, f->id)) return true;
    return cps_str_is(f->kind, "visit") && here && cps_str_cmp(f->date, last) <= 0 &&
           cps_str_cmp(f->until.n ? f->until : f->date, v->on) >= 0;
}

/* What a row of visits holds of the duty is the answer, not a fact. */
static capias_str without_duty(struct writer *w, capias_str text)
{
    size_t at = cps_str_find(text, CPS_STR("duty: "), 0);
    if (at == SIZE_MAX) return text;
    size_t end = cps_str_find(text, CPS_STR("; "), at);
    if (end == SIZE_MAX) return cps_str_sub(text, 0, at > 2 ? at - 2 : 0);
    return words(w, "%.*s%.*s", CPS_FMT(cps_str_sub(text, 0, at)), CPS_FMT(cps_str_sub(text, end + 2, text.n)));
}

static void put_facts(struct writer *w, const capias_fact *facts, size_t n)
{
    static const struct {
        const char *kind, *before;
    } kinds[] = {{"warrant", ""},        {"event", ""},      {"request", ""},  {"challenge", "challenge: "},
                 {"notice", "notice: "}, {"listing", "listing: "}, {"office", "in office: "},
                 {"exemption", ""},      {"visit", "the visit: "}};
    heading(w, "Facts");
    for (size_t i = 0; i < n; i++) {
        const capias_fact *f = &facts[i];
        size_t k = 0;
        while (k < sizeof kinds / sizeof *kinds && !cps_str_is(f->kind, kinds[k].kind)) k++;
        if (k == sizeof kinds / sizeof *kinds || !concerns(w, f)) continue;
        capias_str source = fact_source(w, f);
        capias_str text = cps_str_is(f->kind, "visit") ? without_duty(w, f->text) : f->text;
        paragraph(w, words(w, "%.*s%s%s%.*s%s%.*s%s%.*s%s.", CPS_FMT(f->date), f->date.n ? ": " : "", kinds[k].before,
                           CPS_FMT(f->title), text.n ? "; " : "", CPS_FMT(text), f->id.n ? " (" : "",
                           CPS_FMT(f->id), f->id.n ? ")" : ""), &source, 1);
    }
}

/* ---- the law ------------------------------------------------------------------------------------- */

static void put_list(struct writer *w, const char *lead, capias_strs list)
{
    if (!list.n) return;
    if (list.n == 1) {
        paragraph(w, words(w, "%s: %.*s.", lead, CPS_FMT(list.v[0])), NULL, 0);
        return;
    }
    paragraph(w, words(w, "%s:", lead), NULL, 0);
    for (size_t i = 0; i < list.n; i++) item(w, list.v[i], NULL, 0);
}

/* Grounds come in the order in which they were found: the rule, why this state, the instrument, then
 * national law. */
static void put_steps(struct writer *w, const capias_duty *d)
{
    size_t n = d->grounds.n, others = n, own = n;
    while (others && cps_str_starts(d->grounds.v[others - 1], CPS_STR("national law"))) others--;
    own = others;
    while (own && cps_str_starts(d->grounds.v[own - 1], CPS_STR(IMMUNITY))) own--;
    if (n) paragraph(w, words(w, "The rule: %.*s.", CPS_FMT(d->grounds.v[0])), NULL, 0);
    if (own > 2) put_list(w, "Why it speaks to this state", (capias_strs){d->grounds.v + 1, own - 2});
    if (own > 1) paragraph(w, words(w, "The instrument: %.*s.", CPS_FMT(d->grounds.v[own - 1])), NULL, 0);
    if (d->request.n) paragraph(w, words(w, "The request: %.*s.", CPS_FMT(d->request)), NULL, 0);
    else if (cps_str_is(d->force, "binding_on_request"))
        paragraph(w, words(w, "The request: the duty arises when the state is asked. Our tables hold no request to it by that "
                              "day; that none was made is not known."), NULL, 0);
    put_list(w, "What takes the duty away", (capias_strs){d->grounds.v + own, others - own});
    put_list(w, "National law", (capias_strs){d->grounds.v + others, n - others});
    put_list(w, "Consultations, exemptions and limits", d->exemptions);
}

static void put_duty(struct writer *w, const capias_duty *d)
{
    const capias_visit_answer *v = w->visit;
    add(w, CAPIAS_BLOCK_SUBHEADING, words(w, "To %.*s: %.*s (%.*s)", CPS_FMT(act_words(w, d->act)),
                                          CPS_FMT(regime_of(d)), CPS_FMT(d->instrument)));
    put_steps(w, d);
    capias_block *b = add(w, CAPIAS_BLOCK_PARAGRAPH,
                          words(w, "Therefore: %.*s %s %.*s%s.", CPS_FMT(v->state_name), force_words(d->force, is_past(w)),
                                CPS_FMT(act_words(w, d->act)),
                                d->contested.n ? "; what is said against it and for it stands under \"What is disputed\"" : ""));
    cite(w, b, d->sources.v, d->sources.n);
}

static void put_law(struct writer *w)
{
    heading(w, "The law, step by step");
    for (size_t i = 0; i < w->visit->n_duties; i++)
        if (shown(&w->visit->duties[i])) put_duty(w, &w->visit->duties[i]);
}

/* Each dispute once, though it may stand against several duties. */
static void put_disputes(struct writer *w)
{
    const capias_visit_answer *v = w->visit;
    bool any = false;
    for (size_t i = 0; i < v->n_duties; i++)
        for (size_t k = 0; k < v->duties[i].contested.n; k++) {
            capias_str one = v->duties[i].contested.v[k];
            bool told = false;
            for (size_t a = 0; a < i && !told; a++)
                for (size_t c = 0; c < v->duties[a].contested.n && !told; c++)
                    told = cps_str_eq(v->duties[a].contested.v[c], one);
            if (told) continue;
            if (!any) heading(w, "What is disputed");
            if (!any)
                paragraph(w, words(w, "None of what follows changes the force of a duty above: both sides are named, and who "
                                      "decided. What speaks for the duty is marked so."), NULL, 0);
            any = true;
            item(w, one, NULL, 0);
        }
}

static void put_decisions(struct writer *w)
{
    const capias_visit_answer *v = w->visit;
    if (v->n_decisions) heading(w, "Decisions");
    for (size_t i = 0; i < v->n_decisions; i++) {
        const capias_decision *d = &v->decisions[i];
        paragraph(w, words(w, "%.*s, %.*s%s%.*s%s%.*s: %.*s. %.*s", CPS_FMT(d->date), CPS_FMT(d->body),
                           d->case_number.n ? ", " : "", CPS_FMT(d->case_number), d->state.n ? ", on " : "",
                           CPS_FMT(d->state.n ? cps_state_name(cps_state_code(d->state)) : d->state),
                           CPS_FMT(act_words(w, d->result)), CPS_FMT(d->summary)), &d->source, 1);
    }
}

static void put_not_bound(struct writer *w)
{
    bool any = false;
    for (size_t i = 0; i < w->visit->n_duties; i++) {
        const capias_duty *d = &w->visit->duties[i];
        if (shown(d)) continue;
        if (!any) heading(w, "Where our tables show no duty");
        any = true;
        capias_block *b = add(w, CAPIAS_BLOCK_PARAGRAPH,
                              words(w, "To %.*s%s%.*s (%.*s):", CPS_FMT(act_words(w, d->act)), regime_of(d).n ? ", " : "",
                                    CPS_FMT(regime_of(d)), CPS_FMT(d->instrument)));
        cite(w, b, d->sources.v, d->sources.n);
        for (size_t k = 0; k < d->grounds.n; k++) item(w, d->grounds.v[k], NULL, 0);
    }
}

static void put_outlook(struct writer *w)
{
    const capias_visit_answer *v = w->visit;
    heading(w, "Outlook (not law)");
    if (v->n)
        paragraph(w, words(w, "Of %u comparable visits that were looked up, %u ended in an arrest: %.0f %%, with an interval of %.0f to "
                              "%.0f %% (Wilson, 95 %%).", v->n, v->k, v->p_arrest * 100, v->low * 100, v->high * 100), NULL, 0);
    else paragraph(w, words(w, "No share can be given: too few comparable visits are recorded and looked up."), NULL, 0);
    for (size_t i = 0; i < v->reasons.n; i++) item(w, v->reasons.v[i], NULL, 0);
}

/* Rows of data/law/limits.csv. */
static void put_limits(struct writer *w)
{
    const struct cps_table *t = cps_register_table(w->reg, "limits");
    if (!t) return;
    heading(w, "What this opinion does not cover");
    int text = cps_table_column(t, "text");
    for (uint32_t row = 0; row < cps_table_rows(t); row++) item(w, cps_table_cell(t, row, text), NULL, 0);
}

capias_status capias_opinion_write(const capias_register *reg, capias_str person, capias_str state,
                                   const capias_visit_options *opt, bool outlook, capias_answer *answer,
                                   capias_opinion *out, capias_error *err)
{
    capias_visit_answer visit;
    const capias_fact *facts;
    size_t n_facts;
    CPS_TRY(capias_visit_duties(reg, person, state, opt, answer, &visit, err));
    CPS_TRY(cps_law_dossier(reg, visit.person, &answer->arena, &facts, &n_facts, err));
    struct writer w = {.reg = reg, .arena = &answer->arena, .visit = &visit};
    put_front(&w);
    put_answer(&w);
    put_facts(&w, facts, n_facts);
    put_law(&w);
    put_disputes(&w);
    put_decisions(&w);
    put_not_bound(&w);
    if (outlook) put_outlook(&w);
    put_limits(&w);
    if (w.failed) return cps_fail_memory(err);
    *out = (capias_opinion){.title = w.v[0].text, .person = visit.person, .state = visit.state, .on = visit.on,
                            .until = visit.until, .known = visit.known, .law_as_of = visit.law_as_of,
                            .blocks = w.v, .n_blocks = w.n, .sources = {w.sources, w.n_sources}};
    return CAPIAS_OK;
}
