/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/explain.c: capias explain: the same questions, with every step and every source row. */
#include "words.h"

static void print_statements(const capias_statement *s, size_t n)
{
    struct cps_buf line = {0};
    for (size_t i = 0; i < n; i++) {
        if (!s[i].property.n) continue;
        cps_buf_reset(&line);
        cps_buf_str(&line, s[i].value);
        if (s[i].original.n) cps_buf_printf(&line, " (as published: %.*s)", CPS_FMT(s[i].original));
        cps_buf_printf(&line, " <- %.*s %.*s", CPS_FMT(s[i].dataset), CPS_FMT(s[i].where));
        cli_print("      ");
        cli_pad(s[i].property, 14);
        cli_print(" ");
        cli_wrap_from((capias_str){line.v, line.n}, 21, 21);
    }
    cps_buf_release(&line);
}

static int explain_hit(struct cli *cli, capias_str query, const capias_hit *hit)
{
    capias_comparison c;
    const capias_statement *statements;
    size_t n;
    capias_error err = {0};
    cli_print_hit(cli, hit);
    if (capias_compare(query, hit->matched_name, hit->schema, cli->answer, &c, &err) != CAPIAS_OK ||
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
static int explain_hits_json(struct cli *cli, const capias_hits *hits)
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

static int explain_hits(struct cli *cli, capias_str name, const capias_search_options *opt)
{
    capias_hits hits;
    capias_error err = {0};
    if (capias_search(cli->reg, name, opt, cli->answer, &hits, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    if (cli_flag(cli, "json")) return explain_hits_json(cli, &hits);
    for (size_t i = 0; i < hits.n; i++) {
        int status = explain_hit(cli, name, &hits.v[i]);
        if (status != CLI_DONE) return status;
    }
    if (!hits.n) cli_print("Nobody in this register comes near.\n");
    return CLI_DONE;
}

/* ---- the questions --------------------------------------------------------------------------------- */

static int explain_search(struct cli *cli)
{
    capias_search_options opt = cli_search_options(cli);
    return explain_hits(cli, cps_str(cli->operands[1]), &opt);
}

static int explain_screen(struct cli *cli)
{
    capias_search_options opt = cli_search_options(cli);
    capias_str name;
    capias_error err = {0};
    if (capias_screen_row(cli->reg, cli->operands[1], cps_str(cli->operands[2]), cli->answer, &name, &opt,
                          &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    return explain_hits(cli, name, &opt);
}

static int explain_compare(struct cli *cli)
{
    return cli_answer_comparison(cli, cli->operands[1], cli->operands[2]);
}

static int explain_visit(struct cli *cli)
{
    return cli_answer_visit(cli, cli->operands[1], cli->operands[2], true);
}

static int explain_journey(struct cli *cli)
{
    return cli_answer_journey(cli, cli->operands + 1, cli->n_operands - 1, true);
}

static int explain_act(struct cli *cli)
{
    return cli_answer_act(cli, cli->operands + 1, cli->n_operands - 1, true);
}

static int explain_map(struct cli *cli)
{
    return cli_answer_map(cli, cli->operands[1], true);
}

static int explain_calendar(struct cli *cli)
{
    return cli_answer_calendar(cli, cli->operands[1], cli->operands[2], true);
}

static int explain_read(struct cli *cli)
{
    return cli_answer_reading(cli, cli->operands[1], true);
}

static const struct {
    const char *word;
    size_t least, most; /* operands, with the word */
    int (*run)(struct cli *cli);
} questions[] = {
    {"search", 2, 2, explain_search},
    {"screen", 3, 3, explain_screen},
    {"visit", 3, 3, explain_visit},
    {"journey", 3, CAPIAS_LEGS_MAX + 2, explain_journey},
    {"act", 3, CAPIAS_LEGS_MAX + 2, explain_act},
    {"map", 2, 2, explain_map},
    {"calendar", 3, 3, explain_calendar},
    {"read", 2, 2, explain_read},
    {"compare", 3, 3, explain_compare},
};
#define QUESTIONS "search|screen|visit|journey|act|map|calendar|read|compare"

static int run(struct cli *cli)
{
    const char *word = cli->operands[0];
    struct cli_nearest near = {.typed = cps_str(word)};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        cli_nearest_add(&near, cps_str(questions[i].word));
        if (strcmp(word, questions[i].word) != 0) continue;
        if (cli->n_operands < questions[i].least)
            return cli_usage(cli->verb, "explain %s takes the operands of %s%s", word, word,
                             questions[i].run == explain_screen ? ", and the id of a row" : "");
        if (cli->n_operands > questions[i].most)
            return cli_usage(cli->verb, "too much is given to explain %s", word);
        return questions[i].run(cli);
    }
    if (near.word.n)
        return cli_usage(cli->verb, "'%s' cannot be explained: did you mean %.*s?", word, CPS_FMT(near.word));
    return cli_usage(cli->verb, "'%s' cannot be explained: it is one of " QUESTIONS, word);
}

static const struct cli_option options[] = {
    CLI_SEARCH_OPTIONS,
    CLI_DAY_OPTIONS,
    CLI_OVERFLIGHT_OPTION,
    {'d', "date", "DAY", CLI_TEXT, NULL, "of read: the report's own day"},
};
static const struct cli_example examples[] = {
    {"explain search \"Omar Bashil\"", "what was compared with what, and the row behind every value"},
    {"explain screen examples/customers.csv C-1003", "the same for one row of a file of customers"},
    {"explain visit \"Vladimir Putin\" MN --on 2024-09-02", "every ground with its source row"},
    {"explain journey omar-al-bashir TD@2010-07-21 KE@2010-08-27", "the same for every leg"},
    {"explain map omar-al-bashir --on 2015-06-14", "the same for every state"},
    {"explain calendar omar-al-bashir Kenya", "the grounds of every period, the row behind each"},
    {"explain read examples/report.txt --date 2024-09-03",
     "why each mention is one, and the row of the name it was taken for"},
};

const struct cli_verb cli_explain = {
    .name = "explain",
    .operands = "search NAME | screen FILE.csv ROW | visit PERSON STATE | journey PERSON STATE@DAY... | "
                "map PERSON | calendar PERSON STATE | read FILE | compare NAME1 NAME2",
    .summary = "the same answer with every step and every source row",
    .details = "Takes a question as the other verbs take it and shows how the answer came about: what was\n"
               "set against what and what it weighed, and the row of the source behind every value. ROW is\n"
               "the id of a row. An entity with the source of every value is what show prints.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2,
    .max_operands = CAPIAS_LEGS_MAX + 2, .files = true, .first = QUESTIONS, .register_option = true,
    .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
