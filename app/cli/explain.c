/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/explain.c: capias explain: the same questions, with every step and every source row. */
#include "words.h"

static void print_statements(const capias_statement *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!s[i].property.n) continue;
        cli_print("      %-14.*s ", CPS_FMT(s[i].property));
        cli_put(s[i].value);
        if (s[i].original.n) {
            cli_print("  (as published: ");
            cli_put(s[i].original);
            cli_print(")");
        }
        cli_print("  <- %.*s %.*s\n", CPS_FMT(s[i].dataset), CPS_FMT(s[i].where));
    }
}

static int explain_hit(struct cli *cli, const capias_hit *hit)
{
    capias_comparison c;
    const capias_statement *statements;
    size_t n;
    capias_error err = {0};
    cli_print_hit(cli, hit);
    if (capias_compare(cps_str(cli->operands[1]), hit->matched_name, hit->schema, cli->answer, &c,
                       &err) != CAPIAS_OK ||
        capias_entity_statements(cli->reg, hit->id, cli->answer, &statements, &n, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_print("    the name, step by step:\n");
    cli_print_comparison(&c);
    cli_print("    what the sources say:\n");
    print_statements(statements, n);
    cli_print("\n");
    return CLI_DONE;
}

/* The JSON of an explained search: the hits, and for each its alignment and its statements. */
static int explain_search_json(struct cli *cli, const capias_hits *hits)
{
    capias_error err = {0};
    capias_str json;
    if (capias_hits_json(cli->reg, hits, cli->answer, &json, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    cli_print("{\"answer\":%.*s,\"steps\":[", CPS_FMT(json));
    for (size_t i = 0; i < hits->n; i++) {
        capias_comparison c;
        const capias_statement *s;
        size_t n;
        capias_str how, rows;
        if (capias_compare(hits->query, hits->v[i].matched_name, hits->v[i].schema, cli->answer, &c,
                           &err) != CAPIAS_OK ||
            capias_comparison_json(&c, cli->answer, &how, &err) != CAPIAS_OK ||
            capias_entity_statements(cli->reg, hits->v[i].id, cli->answer, &s, &n, &err) != CAPIAS_OK ||
            capias_statements_json(cli->reg, s, n, cli->answer, &rows, &err) != CAPIAS_OK)
            return cli_fail(cli, &err);
        cli_print("%s{\"id\":\"%.*s\",\"comparison\":%.*s,\"sources\":%.*s}", i ? "," : "",
                  CPS_FMT(hits->v[i].id), CPS_FMT(how), CPS_FMT(rows));
    }
    cli_print("]}\n");
    return CLI_DONE;
}

static int explain_search(struct cli *cli)
{
    capias_search_options opt = cli_search_options(cli);
    capias_hits hits;
    capias_error err = {0};
    if (capias_search(cli->reg, cps_str(cli->operands[1]), &opt, cli->answer, &hits, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    if (cli_flag(cli, "json")) return explain_search_json(cli, &hits);
    for (size_t i = 0; i < hits.n; i++) {
        int status = explain_hit(cli, &hits.v[i]);
        if (status != CLI_DONE) return status;
    }
    if (!hits.n) cli_print("Nobody in this register comes near.\n");
    return CLI_DONE;
}

static int explain_compare(struct cli *cli)
{
    return cli_answer_comparison(cli, cli->operands[1], cli->operands[2]);
}

static int explain_visit(struct cli *cli)
{
    return cli_answer_visit(cli, cli->operands[1], cli->operands[2], true);
}

static int run(struct cli *cli)
{
    static const struct {
        const char *word;
        size_t operands;
        int (*run)(struct cli *cli);
    } questions[] = {{"search", 2, explain_search}, {"compare", 3, explain_compare},
                     {"visit", 3, explain_visit}};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(cli->operands[0], questions[i].word) != 0) continue;
        if (cli->n_operands != questions[i].operands)
            return cli_usage(cli->verb, "explain %s takes %zu operand%s", questions[i].word,
                             questions[i].operands - 1, questions[i].operands == 2 ? "" : "s");
        return questions[i].run(cli);
    }
    return cli_usage(cli->verb, "'%s' cannot be explained: search, compare or visit",
                     cli->operands[0]);
}

static const struct cli_option options[] = {CLI_SEARCH_OPTIONS, CLI_DAY_OPTIONS, CLI_OVERFLIGHT_OPTION};
static const struct cli_example examples[] = {
    {"explain search \"Omar Bashil\"", "what was compared with what, and the row behind every value"},
    {"explain visit \"Vladimir Putin\" MN --on 2024-09-02", "every ground with its source row"},
};

const struct cli_verb cli_explain = {
    .name = "explain", .operands = "search NAME | compare NAME1 NAME2 | visit PERSON STATE",
    .summary = "the same answer with every step and every source row",
    .details = "Takes a question as the other verbs take it and shows how the answer came about: what was\n"
               "set against what and what it weighed, and the row of the source behind every value.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2,
    .max_operands = 3, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
