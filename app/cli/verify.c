/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/verify.c: capias verify: is a register whole? */
#include "cli.h"

static int run(struct cli *cli)
{
    capias_error err = {0};
    if (cli->n_operands &&
        capias_register_open(cli->operands[0], &cli->reg, &err) != CAPIAS_OK)
        return cli_fail(cli, &err);
    if (!cli->n_operands && cli_open_register(cli, &err) != CAPIAS_OK) return cli_fail(cli, &err);
    if (capias_register_verify(cli->reg, &err) != CAPIAS_OK) return cli_fail(cli, &err);
    if (cli_flag(cli, "json"))
        cli_print("{\"whole\":true,\"register\":\"%s\",\"model\":\"%s\"}\n",
                  capias_register_digest(cli->reg), capias_model_id());
    else cli_print("whole: register %s\n", capias_register_digest(cli->reg));
    return CLI_DONE;
}

static const struct cli_option options[] = {
    {'r', "register", "FILE", CLI_FILE, "the built-in one", "the register, if not an operand"}};
static const struct cli_example examples[] = {{"verify", "checks the built-in register"}};

const struct cli_verb cli_verify = {
    .name = "verify", .files = true, .operands = "[REG]", .summary = "check that a register is whole",
    .details = "Checks every checksum, offset and cross-reference, and names the first fault.",
    .options = options, .n_options = 1, .max_operands = 1, .json_option = true, .run = run,
    .examples = examples, .n_examples = sizeof examples / sizeof *examples};
