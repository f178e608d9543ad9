/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/visit.c: capias visit: who is bound to do what when this person is in that state? */
#include "words.h"

static int run(struct cli *cli)
{
    return cli_answer_visit(cli, cli->operands[0], cli->operands[1], cli_flag(cli, "sources"));
}

static const struct cli_option options[] = {
    CLI_DAY_OPTIONS,
    CLI_OVERFLIGHT_OPTION,
    {0, "sources", NULL, CLI_FLAG, NULL, "name the source of every duty"},
};
static const struct cli_example examples[] = {
    {"visit \"Vladimir Putin\" Mongolia --on 2024-09-02",
     "what bound Mongolia when he landed, and what was decided afterwards"},
    {"visit omar-al-bashir ZA --on 2015-06-14 --json", "the same for South Africa in 2015"},
};

const struct cli_verb cli_visit = {
    .name = "visit", .operands = "PERSON STATE",
    .summary = "which law binds the state when this person is there?",
    .details = "PERSON and STATE are names in any spelling, or ids and codes. Prints every duty on that\n"
               "day with its ground, what is contested, what courts decided, what happened at comparable\n"
               "visits. No duty in our tables does not mean that there is none.",
    .options = options, .n_options = sizeof options / sizeof *options, .min_operands = 2,
    .max_operands = 2, .register_option = true, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
