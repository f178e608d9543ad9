/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/words.c: answers in words. Wording follows the field: a hit is a possible match, a state
 * is bound or "our tables show no duty", never safe. */
#include <stdio.h>

#include "words.h"

#define NEAREST_SHOWN 8u /* comparable visits, unless every step is asked for */

capias_search_options cli_limits(const struct cli *cli)
{
    capias_search_options opt = capias_search_defaults();
    uint64_t limit = cli_whole(cli, "limit", opt.limit);
    opt.limit = limit > UINT32_MAX ? UINT32_MAX : (uint32_t)limit;
    opt.threshold = cli_unit(cli, "threshold", opt.threshold);
    opt.exhaustive = cli_flag(cli, "exhaustive");
    opt.schema = cli_text(cli, "schema");
    opt.country = cli_text(cli, "country");
    return opt;
}

capias_search_options cli_search_options(const struct cli *cli)
{
    capias_search_options opt = cli_limits(cli);
    opt.birth_date = cli_text(cli, "birth-date");
    opt.gender = cli_text(cli, "gender");
    opt.id_number = cli_text(cli, "id");
    return opt;
}

capias_visit_options cli_visit_options(const struct cli *cli, char today[16])
{
    return (capias_visit_options){.size = sizeof(capias_visit_options), .on = cli_text(cli, "on"),
                                  .known = cli_text(cli, "known"), .today = cps_str(cli_today(today))};
}

void cli_add_code(struct cps_buf *text, capias_str code)
{
    for (size_t i = 0; i < code.n; i++)
        cps_buf_str(text, code.p[i] == '_'   ? CPS_STR(" ")
                          : code.p[i] == ';' ? CPS_STR(", ")
                                             : (capias_str){code.p + i, 1});
}

const char *cli_words(capias_str property)
{
    static char words[96];
    size_t n = 0;
    for (size_t i = 0; i < property.n && n + 3 < sizeof words; i++) {
        char c = property.p[i];
        bool capital = c >= 'A' && c <= 'Z';
        if (capital && i) words[n++] = ' ';
        words[n++] = capital ? (char)(c - 'A' + 'a') : c;
    }
    words[n] = '\0';
    return words;
}

/* "born: 1952; 1953", at most four values. */
static void put_values(const capias_hit *hit, const char *property, const char *label)
{
    struct cps_buf line = {0};
    for (size_t i = 0; i < hit->n_properties; i++) {
        const capias_property *p = &hit->properties[i];
        if (!cps_str_is(p->name, property)) continue;
        cps_buf_printf(&line, "%s: ", label);
        for (size_t k = 0; k < p->values.n && k < 4; k++)
            cps_buf_printf(&line, "%s%.*s", k ? "; " : "", CPS_FMT(p->values.v[k]));
        if (p->values.n > 4) cps_buf_printf(&line, " ...");
        cli_print("      ");
        cli_wrap((capias_str){line.v, line.n}, 8);
    }
    cps_buf_release(&line);
}

void cli_print_hit(const struct cli *cli, const capias_hit *hit)
{
    struct cps_buf datasets = {0};
    cli_print("%.2f  ", hit->score);
    cli_strong(cli, hit->caption);
    cli_print("  ");
    cli_wrapf(cli_columns(hit->caption) + 8, 6, "%.*s, %.*s%s", CPS_FMT(hit->schema), CPS_FMT(hit->id),
              hit->match ? ": possible match" : "");
    if (!cps_str_eq(hit->matched_name, hit->caption)) {
        cli_print("      ");
        cli_wrapf(6, 8, "listed as %.*s", CPS_FMT(hit->matched_name));
    }
    for (size_t i = 0; i < hit->n_features; i++) {
        cli_print("      ");
        cli_wrap_from(hit->features[i].detail, 6, 8);
    }
    put_values(hit, "birthDate", "born");
    put_values(hit, "nationality", "nationality");
    put_values(hit, "position", "position");
    put_values(hit, "programId", "programme");
    for (size_t i = 0; i < hit->datasets.n; i++)
        cps_buf_printf(&datasets, "%s%.*s", i ? ", " : "", CPS_FMT(hit->datasets.v[i]));
    cli_print("      ");
    cli_wrapf(6, 8, "in %.*s", (int)datasets.n, datasets.v ? datasets.v : "");
    cps_buf_release(&datasets);
}

static const char *relation_words(capias_str relation)
{
    static const struct {
        const char *relation, *words;
    } table[] = {{"exact", "the same"},    {"spelling", "another spelling"},
                 {"symbol", "means the same"}, {"initial", "initial"},
                 {"joined", "joined or split"}, {"missing", "on one side only"},
                 {"conflict", "contradicts"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (cps_str_is(relation, table[i].relation)) return table[i].words;
    return "";
}

void cli_print_comparison(const capias_comparison *c)
{
    cli_print("%.2f  %s\n", c->score, c->match ? "possible match" : "no match");
    for (size_t i = 0; i < c->n_alignment; i++) {
        const capias_alignment *a = &c->alignment[i];
        capias_str none = CPS_STR("-");
        cli_print("      ");
        cli_wrapf(6, 8, "%.*s: %.*s %s %.*s (%s%s%.*s, %+.1f)", CPS_FMT(a->part),
                  CPS_FMT(a->left.n ? a->left : none), cps_str_is(a->relation, "exact") ? "=" : "~",
                  CPS_FMT(a->right.n ? a->right : none), relation_words(a->relation),
                  a->detail.n ? ": " : "", CPS_FMT(a->detail), a->weight);
    }
}

const char *cli_force_words(capias_str force)
{
    static const struct {
        const char *force, *words;
    } table[] = {
        {"binding", "is bound to"},
        {"binding_on_request", "is bound, once asked, to"},
        {"contested", "may be bound (contested) to"},
        {"urged", "is urged to"},
        {"permitted", "is permitted to"},
        {"barred", "is forbidden by law to"},
        {"none_found", "our tables show no duty to"},
        {"unknown", "it is not known whether there is a duty to"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (cps_str_is(force, table[i].force)) return table[i].words;
    return "";
}

/* An act as it follows "is bound to"; codes that are verbs already need no row. */
capias_str cli_act_words(capias_str act)
{
    static const struct {
        const char *act, *words;
    } table[] = {
        {"arms_embargo", "give no arms"},
        {"block", "block property"},
        {"no_cooperation", "help the court"}, /* what the law forbids */
        {"overflight_landing", "make an aircraft with the person on board land"},
        {"police_alert", "act on a police alert"},
        {"reject", "reject dealings"},
        {"transit", "allow the transit of a person being surrendered"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (cps_str_is(act, table[i].act)) return cps_str(table[i].words);
    return act;
}

static void put_line(const char *label, capias_str text)
{
    if (!text.n) return;
    cli_print("    %-11s ", label);
    cli_wrap(text, 16);
}

static void put_list(const char *label, capias_strs list)
{
    for (size_t i = 0; i < list.n; i++) put_line(i ? "" : label, list.v[i]);
}

static bool same_list(capias_strs a, capias_strs b)
{
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++) same = cps_str_eq(a.v[i], b.v[i]);
    return same;
}

static capias_strs contested_of(const capias_duty *d) { return d->contested; }
static capias_strs exemptions_of(const capias_duty *d) { return d->exemptions; }

/* What was printed in full for a duty before this one is not printed again: of two warrants against one
 * person the same is disputed. */
static void put_list_once(const char *label, const capias_visit_answer *v, const capias_duty *d,
                          capias_strs (*of)(const capias_duty *d))
{
    capias_strs list = of(d);
    for (const capias_duty *before = v->duties; list.n > 1 && before < d; before++)
        if (same_list(of(before), list)) {
            struct cps_buf line = {0};
            cps_buf_printf(&line, "as under %.*s, %.*s", CPS_FMT(before->instrument),
                           CPS_FMT(before->regime_name.n ? before->regime_name : before->regime));
            put_line(label, (capias_str){line.v, line.n});
            cps_buf_release(&line);
            return;
        }
    put_list(label, list);
}

static void put_duty(const struct cli *cli, const capias_visit_answer *v, const capias_duty *d,
                     bool sources)
{
    bool named = !cps_str_is(d->force, "none_found") && !cps_str_is(d->force, "unknown");
    struct cps_buf act = {0};
    capias_str state = named ? v->state_name : (capias_str){0};
    unsigned column = cli_columns(state) + named + 3 + (unsigned)strlen(cli_force_words(d->force));
    cli_add_code(&act, cli_act_words(d->act));
    cli_print("\n  %.*s%s%s ", CPS_FMT(state), named ? " " : "", cli_force_words(d->force));
    cli_bold(cli, true);
    cli_wrap_from((capias_str){act.v, act.n}, column, 4);
    cli_bold(cli, false);
    cps_buf_release(&act);
    put_line("law", d->regime_name.n ? d->regime_name : d->regime);
    put_line("instrument", d->instrument);
    put_line("addressee", d->addressee);
    put_line("request", d->request);
    put_list("ground", d->grounds);
    put_list_once("exemption", v, d, exemptions_of);
    put_list_once("contested", v, d, contested_of);
    if (sources) put_list("source", d->sources);
}

static void put_decision(const capias_decision *d)
{
    struct cps_buf line = {0};
    cps_buf_printf(&line, "%.*s%s%.*s: ", CPS_FMT(d->body), d->state.n ? ", on " : "", CPS_FMT(d->state));
    cli_add_code(&line, d->result);
    cli_print("  %.*s  ", CPS_FMT(d->date));
    cli_wrap((capias_str){line.v, line.n}, 14);
    cli_print("              ");
    cli_wrap(d->summary, 14);
    cps_buf_release(&line);
}

static void put_past_visit(const capias_visit *v, bool counting)
{
    struct cps_buf line = {0};
    cps_buf_printf(&line, "%.*s in %.*s", CPS_FMT(v->person), CPS_FMT(v->state));
    if (v->city.n) cps_buf_printf(&line, " (%.*s)", CPS_FMT(v->city));
    if (v->purpose.n) cps_buf_printf(&line, ", %.*s", CPS_FMT(v->purpose));
    cps_buf_printf(&line, ": ");
    cli_add_code(&line, v->outcome);
    if (v->duty.n) cps_buf_printf(&line, ", duty %.*s", CPS_FMT(v->duty));
    if (counting && !v->counted) cps_buf_printf(&line, "; not counted: not looked up");
    for (size_t i = 0; i < v->differences.n; i++)
        cps_buf_printf(&line, "%s%.*s", i ? ", " : "; differs: ", CPS_FMT(v->differences.v[i]));
    cli_print("  %-10.*s  ", CPS_FMT(v->arrived));
    cli_wrap((capias_str){line.v, line.n}, 14);
    cps_buf_release(&line);
}

static void put_outlook(const struct cli *cli, const capias_visit_answer *v)
{
    cli_heading(cli, "Outlook");
    cli_print("  ");
    if (v->n)
        cli_wrapf(2, 2, "An arrest in %u of %u comparable visits: %.0f %% (%.0f to %.0f %%)", v->k, v->n,
                  v->p_arrest * 100, v->low * 100, v->high * 100);
    else cli_wrapf(2, 2, "No %s.", v->n_comparable ? "share can be given" : "comparable visit is recorded");
    for (size_t i = 0; i < v->reasons.n; i++) {
        cli_print("  - ");
        cli_wrap(v->reasons.v[i], 4);
    }
}

void cli_put_duties(const struct cli *cli, const capias_visit_answer *v, bool sources)
{
    if (!v->n_duties) cli_print("\n  Our tables show no duty.\n");
    for (size_t i = 0; i < v->n_duties; i++) put_duty(cli, v, &v->duties[i], sources);
}

static void print_visit(const struct cli *cli, const capias_visit_answer *v, bool sources)
{
    cli_strong(cli, v->person_name);
    cli_print(" in ");
    cli_strong(cli, v->state_name);
    cli_print(" ");
    cli_wrapf(cli_columns(v->person_name) + 5 + cli_columns(v->state_name), 2,
              "on %.*s%s%.*s, as known on %.*s (law as of %.*s)", CPS_FMT(v->on), v->until.n ? " to " : "",
              CPS_FMT(v->until), CPS_FMT(v->known), CPS_FMT(v->law_as_of));
    cli_put_duties(cli, v, sources);
    if (v->n_decisions) cli_heading(cli, "Decisions");
    for (size_t i = 0; i < v->n_decisions; i++) put_decision(&v->decisions[i]);
    if (v->n_comparable) cli_heading(cli, "Comparable visits");
    size_t shown = sources || v->n_comparable <= NEAREST_SHOWN ? v->n_comparable : NEAREST_SHOWN;
    for (size_t i = 0; i < shown; i++) put_past_visit(&v->comparable[i], v->n > 0);
    if (shown < v->n_comparable) {
        cli_print("  ");
        cli_wrapf(2, 2, "and %zu less alike: capias explain visit, or --json, tells them too",
                  v->n_comparable - shown);
    }
    put_outlook(cli, v);
}

int cli_answer_comparison(struct cli *cli, const char *left, const char *right)
{
    capias_comparison c;
    capias_str json;
    capias_error err = {0};
    if (capias_compare(cps_str(left), cps_str(right), cli_text(cli, "schema"), cli->answer, &c,
                       &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    if (cli_flag(cli, "json"))
        return cli_json(cli, capias_comparison_json(&c, cli->answer, &json, &err), json, &err);
    cli_print_comparison(&c);
    return CLI_DONE;
}

int cli_answer_visit(struct cli *cli, const char *person, const char *state, bool sources)
{
    char today[16];
    capias_visit_options opt = cli_visit_options(cli, today);
    opt.overflight = cli_flag(cli, "overflight");
    capias_visit_answer v;
    capias_str json;
    capias_error err = {0};
    if (capias_visit_duties(cli->reg, cps_str(person), cps_str(state), &opt, cli->answer, &v, &err) !=
        CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_notes(cli);
    if (cli_flag(cli, "json"))
        return cli_json(cli, capias_visit_json(cli->reg, &v, cli->answer, &json, &err), json, &err);
    print_visit(cli, &v, sources);
    return CLI_DONE;
}
