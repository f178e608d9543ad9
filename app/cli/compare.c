/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/compare.c: capias compare: how alike are two names, and why? Or a whole CSV of pairs. */
#include <stdio.h>

#include "words.h"

static int column(const struct cps_csv_row *row, const char *name)
{
    for (size_t i = 0; i < row->n; i++)
        if (cps_str_is(cps_str_trim(row->fields[i]), name)) return (int)i;
    return -1;
}

static void put_row(const struct cps_csv_row *row, const char *last)
{
    struct cps_buf b = {0};
    for (size_t i = 0; i < row->n; i++) {
        cps_csv_put(&b, row->fields[i]);
        cps_buf_add(&b, ",", 1);
    }
    cps_buf_printf(&b, "%s\n", last);
    (void)cli_write((capias_str){b.v, b.n});
    cps_buf_release(&b);
}

struct columns {
    int left, right, schema;
};

static capias_str cell(const struct cps_csv_row *row, int column)
{
    return column >= 0 && (size_t)column < row->n ? row->fields[column] : (capias_str){0};
}

static capias_status score_row(struct cli *cli, const struct cps_csv_row *row, struct columns c,
                               capias_error *err)
{
    capias_comparison comparison;
    char score[16];
    capias_answer_reset(cli->answer);
    CPS_TRY(capias_compare(cell(row, c.left), cell(row, c.right), cell(row, c.schema), cli->answer,
                           &comparison, err));
    (void)snprintf(score, sizeof score, "%.4f", comparison.score);
    put_row(row, score);
    return CAPIAS_OK;
}

/* A broken row is reported and left out, the rest is compared. */
static int compare_rows(struct cli *cli, const char *path, struct cps_csv *csv)
{
    struct cps_csv_row row;
    capias_error err = {0};
    if (cps_csv_next(csv, &row, &err) != CAPIAS_OK) return cli_fail(cli, &err);
    struct columns c = {column(&row, "name1"), column(&row, "name2"), column(&row, "schema")};
    if (c.left < 0 || c.right < 0) {
        (void)cps_fail_at(&err, CAPIAS_E_SYNTAX, path, 1, 0, "there are no columns name1 and name2");
        cps_hint(&err, "name them in the first row");
        return cli_fail(cli, &err);
    }
    put_row(&row, "score");
    for (;;) {
        err = (capias_error){0};
        capias_status status = cps_csv_next(csv, &row, &err);
        if (status == CAPIAS_OK && row.n == 0) return CLI_DONE;
        if (status == CAPIAS_OK) {
            status = score_row(cli, &row, c, &err);
            cps_where(&err, path);
            err.line = row.line;
        }
        if (status == CAPIAS_E_IO || status == CAPIAS_E_NOMEM) return cli_fail(cli, &err);
        if (status != CAPIAS_OK) (void)cli_fail(cli, &err);
    }
}

static int compare_file(struct cli *cli, const char *path)
{
    struct cps_input *in;
    struct cps_csv *csv;
    capias_error err = {0};
    if (strcmp(path, "-") == 0) path = CPS_STDIN;
    if (cps_input_open(path, &in, &err) != CAPIAS_OK) return cli_fail(cli, &err);
    int status = CLI_REFUSED;
    if (cps_input_text(in, &err) == CAPIAS_OK && cps_csv_open(in, ',', &csv, &err) == CAPIAS_OK) {
        status = compare_rows(cli, path, csv);
        cps_csv_close(csv);
    } else {
        status = cli_fail(cli, &err);
    }
    cps_input_close(in);
    return status;
}

static int run(struct cli *cli)
{
    const char *file = cli_value(cli, "csv");
    if (file && cli->n_operands) return cli_usage(cli->verb, "either two names or --csv FILE");
    if (file && cli_flag(cli, "json")) return cli_usage(cli->verb, "--csv FILE gives CSV, not JSON");
    if (file) return compare_file(cli, file);
    if (cli->n_operands != 2) return cli_usage(cli->verb, "two names are needed");
    return cli_answer_comparison(cli, cli->operands[0], cli->operands[1]);
}

static const struct cli_option options[] = {
    {'s', "schema", "SCHEMA", CLI_SCHEMA, "Person or Organization", "what the names are names of"},
    {0, "csv", "FILE", CLI_FILE, NULL, "pairs to compare: columns name1, name2, schema; - is standard input"},
};
static const struct cli_example examples[] = {
    {"compare \"Maria Lavova-Belova\" \"Мария Львова-Белова\"", "one name in two scripts"},
    {"compare --csv tests/cli/pairs.csv", "the file comes back with a column score"},
};

const struct cli_verb cli_compare = {
    .name = "compare", .operands = "NAME1 NAME2", .summary = "how alike are two names, and why?",
    .details = "Compares two names and shows what was set against what. 0.70 is the line. The same\n"
               "two names always have the same score: no register is needed.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 0,
    .max_operands = 2, .json_option = true, .run = run, .examples = examples,
    .n_examples = sizeof examples / sizeof *examples};
