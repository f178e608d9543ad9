/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/words.c: answers in words. Wording follows the field: a hit is a possible match, a state
 * is bound or "our tables show no duty", never safe. */
#include <stdio.h>

#include "words.h"

capias_search_options cli_search_options(const struct cli *cli)
{
    capias_search_options opt = capias_search_defaults();
    opt.schema = cli_text(cli, "schema");
    opt.birth_date = cli_text(cli, "birth-date");
    opt.country = cli_text(cli, "country");
    opt.gender = cli_text(cli, "gender");
    opt.id_number = cli_text(cli, "id");
    uint64_t limit = cli_whole(cli, "limit", opt.limit);
    opt.limit = limit > UINT32_MAX ? UINT32_MAX : (uint32_t)limit;
    opt.threshold = cli_unit(cli, "threshold", opt.threshold);
    opt.exhaustive = cli_flag(cli, "exhaustive");
    return opt;
}

capias_visit_options cli_visit_options(const struct cli *cli, char today[16])
{
    return (capias_visit_options){.size = sizeof(capias_visit_options), .on = cli_text(cli, "on"),
                                  .known = cli_text(cli, "known"), .today = cps_str(cli_today(today))};
}

void cli_put_code(capias_str code)
{
    for (size_t i = 0; i < code.n; i++) (void)fputs(code.p[i] == '_' ? " " : code.p[i] == ';' ? ", " : (char[2]){code.p[i], 0}, stdout);
}

static void put_values(const capias_hit *hit, const char *property, const char *label)
{
    for (size_t i = 0; i < hit->n_properties; i++) {
        const capias_property *p = &hit->properties[i];
        if (!cps_str_is(p->name, property)) continue;
        cli_print("      %s: ", label);
        for (size_t k = 0; k < p->values.n && k < 4; k++) {
            if (k) cli_print("; ");
            cli_put(p->values.v[k]);
        }
        cli_print(p->values.n > 4 ? " ...\n" : "\n");
    }
}

void cli_print_hit(const struct cli *cli, const capias_hit *hit)
{
    cli_print("%.2f  ", hit->score);
    cli_strong(cli, hit->caption);
    cli_print("  %.*s, %.*s%s\n", CPS_FMT(hit->schema), CPS_FMT(hit->id),
              hit->match ? "  possible match" : "");
    if (!cps_str_eq(hit->matched_name, hit->caption)) {
        cli_print("      listed as ");
        cli_put(hit->matched_name);
        cli_print("\n");
    }
    for (size_t i = 0; i < hit->n_features; i++) {
        cli_print("      ");
        cli_wrap(hit->features[i].detail, 8);
    }
    put_values(hit, "birthDate", "born");
    put_values(hit, "nationality", "nationality");
    put_values(hit, "position", "position");
    put_values(hit, "programId", "programme");
    cli_print("      in ");
    for (size_t i = 0; i < hit->datasets.n; i++)
        cli_print("%s%.*s", i ? ", " : "", CPS_FMT(hit->datasets.v[i]));
    cli_print("\n");
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
        cli_print("      %.*s: ", CPS_FMT(a->part));
        cli_put(a->left.n ? a->left : CPS_STR("-"));
        cli_print(cps_str_is(a->relation, "exact") ? " = " : " ~ ");
        cli_put(a->right.n ? a->right : CPS_STR("-"));
        cli_print("  (%s%s%.*s, %+.1f)\n", relation_words(a->relation), a->detail.n ? ": " : "",
                  CPS_FMT(a->detail), a->weight);
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
static void put_act(capias_str act)
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
        if (cps_str_is(act, table[i].act)) act = cps_str(table[i].words);
    cli_put_code(act);
}

static void put_list(const char *label, capias_strs list)
{
    for (size_t i = 0; i < list.n; i++) {
        cli_print("    %-11s ", i ? "" : label);
        cli_wrap(list.v[i], 16);
    }
}

static void put_duty(const struct cli *cli, const capias_visit_answer *v, const capias_duty *d,
                     bool sources)
{
    bool named = !cps_str_is(d->force, "none_found") && !cps_str_is(d->force, "unknown");
    cli_print("\n  ");
    if (named) cli_print("%.*s ", CPS_FMT(v->state_name));
    cli_print("%s ", cli_force_words(d->force));
    if (cli->colour) cli_print("\033[1m");
    put_act(d->act);
    if (cli->colour) cli_print("\033[0m");
    cli_print("\n    %-11s ", "law");
    cli_wrap(d->regime_name.n ? d->regime_name : d->regime, 16);
    cli_print("    %-11s %.*s\n", "instrument", CPS_FMT(d->instrument));
    if (d->addressee.n) cli_print("    %-11s %.*s\n", "addressee", CPS_FMT(d->addressee));
    if (d->request.n) {
        cli_print("    %-11s ", "request");
        cli_wrap(d->request, 16);
    }
    put_list("ground", d->grounds);
    put_list("exemption", d->exemptions);
    put_list("contested", d->contested);
    if (sources) put_list("source", d->sources);
}

static void print_visit(const struct cli *cli, const capias_visit_answer *v, bool sources)
{
    cli_strong(cli, v->person_name);
    cli_print(" in ");
    cli_strong(cli, v->state_name);
    cli_print(" on %.*s%s%.*s, as known on %.*s (law as of %.*s)\n", CPS_FMT(v->on),
              v->until.n ? " to " : "", CPS_FMT(v->until), CPS_FMT(v->known), CPS_FMT(v->law_as_of));
    if (!v->n_duties) cli_print("\n  Our tables show no duty.\n");
    for (size_t i = 0; i < v->n_duties; i++) put_duty(cli, v, &v->duties[i], sources);
    if (v->n_decisions) cli_heading(cli, "Decisions");
    for (size_t i = 0; i < v->n_decisions; i++) {
        const capias_decision *d = &v->decisions[i];
        cli_print("  %.*s  %.*s", CPS_FMT(d->date), CPS_FMT(d->body));
        if (d->state.n) cli_print(", on %.*s", CPS_FMT(d->state));
        cli_print(": ");
        cli_put_code(d->result);
        cli_print("\n              ");
        cli_wrap(d->summary, 14);
    }
    if (v->n_comparable) cli_heading(cli, "Comparable visits");
    for (size_t i = 0; i < v->n_comparable; i++) {
        const capias_visit *p = &v->comparable[i];
        cli_print("  %-10.*s  %.*s in %.*s", CPS_FMT(p->arrived), CPS_FMT(p->person), CPS_FMT(p->state));
        if (p->city.n) {
            cli_print(" (");
            cli_put(p->city);
            cli_print(")");
        }
        cli_print(": ");
        cli_put_code(p->outcome);
        if (p->duty.n) cli_print(", duty %.*s", CPS_FMT(p->duty));
        cli_print("\n");
    }
    cli_heading(cli, "Outlook");
    if (v->n)
        cli_print("  An arrest in %u of %u comparable visits: %.0f %% (%.0f to %.0f %%)\n", v->k,
                  v->n, v->p_arrest * 100, v->low * 100, v->high * 100);
    else cli_print("  No %s.\n", v->n_comparable ? "share can be given" : "comparable visit is recorded");
    for (size_t i = 0; i < v->reasons.n; i++) {
        cli_print("  - ");
        cli_wrap(v->reasons.v[i], 4);
    }
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
    capias_visit_answer v;
    capias_str json;
    capias_error err = {0};
    if (capias_visit_duties(cli->reg, cps_str(person), cps_str(state), &opt, cli->answer, &v, &err) !=
        CAPIAS_OK)
        return cli_fail(cli, &err);
    if (cli_flag(cli, "json"))
        return cli_json(cli, capias_visit_json(cli->reg, &v, cli->answer, &json, &err), json, &err);
    print_visit(cli, &v, sources);
    return CLI_DONE;
}
