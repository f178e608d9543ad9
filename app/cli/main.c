/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/main.c: which verb, with which options; the register and the answer that it works with. */
#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

/* In the order of --help. */
static const struct cli_verb *const verbs[] = {
    &cli_search,
    &cli_screen,
    &cli_show,
    &cli_visit,
    &cli_journey,
    &cli_map,
    &cli_read,
    &cli_compare,
    &cli_explain,
    &cli_build,
    &cli_diff,
    &cli_info,
    &cli_verify,
};

const struct cli_verb *const *cli_verbs(size_t *n)
{
    *n = sizeof verbs / sizeof *verbs;
    return verbs;
}

/* ---- what was typed ------------------------------------------------------------------------------ */

const char *cli_value(const struct cli *cli, const char *option)
{
    for (size_t i = 0; i < cli->n_options; i++)
        if (strcmp(cli->options[i]->name, option) == 0) return cli->values[i];
    CPS_BUG("a verb asks for an option that it does not declare");
}

capias_str cli_text(const struct cli *cli, const char *option)
{
    return cps_str(cli_value(cli, option));
}

bool cli_flag(const struct cli *cli, const char *option)
{
    return cli_value(cli, option) != NULL;
}

double cli_unit(const struct cli *cli, const char *option, double otherwise)
{
    const char *v = cli_value(cli, option);
    return v ? strtod(v, NULL) : otherwise;
}

uint64_t cli_whole(const struct cli *cli, const char *option, uint64_t otherwise)
{
    uint64_t v;
    return cps_str_u64(cli_text(cli, option), &v) ? v : otherwise;
}

const char *cli_today(char out[16])
{
    time_t now = time(NULL);
    struct tm utc;
    if (!gmtime_r(&now, &utc) || !strftime(out, 16, "%Y-%m-%d", &utc)) out[0] = '\0';
    return out;
}

double cli_seconds(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}

static bool value_fits(const struct cli_option *o, const char *v)
{
    uint64_t whole;
    char *end;
    if (o->kind == CLI_WHOLE) return cps_str_u64(cps_str(v), &whole);
    if (o->kind != CLI_UNIT) return true;
    double unit = strtod(v, &end);
    return *v && *end == '\0' && unit >= 0 && unit <= 1;
}

static const struct cli_option *find_option(const struct cli *cli, const char *arg, size_t name_n,
                                            char letter, size_t *at)
{
    for (*at = 0; *at < cli->n_options; ++*at) {
        const struct cli_option *o = cli->options[*at];
        if (letter ? o->letter == letter : strlen(o->name) == name_n && !memcmp(o->name, arg, name_n))
            return o;
    }
    return NULL;
}

/* One argument that begins with a dash, with its value; *i moves on over a value of its own. */
static int take_option(struct cli *cli, char **argv, int argc, int *i)
{
    const char *arg = argv[*i];
    bool is_long = arg[1] == '-';
    const char *name = arg + (is_long ? 2 : 1);
    const char *equals = is_long ? strchr(name, '=') : NULL;
    size_t at, name_n = equals ? (size_t)(equals - name) : strlen(name);
    const struct cli_option *o = find_option(cli, name, name_n, is_long ? 0 : *name, &at);
    if (!o) return cli_usage(cli->verb, "there is no option %s", arg);
    if (o->kind == CLI_FLAG) {
        if (equals || (!is_long && name[1]))
            return cli_usage(cli->verb, "option --%s takes no value", o->name);
        cli->values[at] = "yes";
        return CLI_DONE;
    }
    const char *value = equals ? equals + 1 : !is_long && name[1] ? name + 1 : NULL;
    if (!value && *i + 1 < argc) value = argv[++*i];
    if (!value) return cli_usage(cli->verb, "option --%s needs a value: %s", o->name, o->operand);
    if (!value_fits(o, value))
        return cli_usage(cli->verb, "--%s %s: not %s", o->name, value,
                         o->kind == CLI_UNIT ? "a number from 0 to 1" : "a whole number");
    cli->values[at] = value;
    return CLI_DONE;
}

static int parse(struct cli *cli, char **argv, int argc)
{
    const struct cli_verb *verb = cli->verb;
    if (verb->n_options + CLI_COMMON > CLI_OPTIONS_MAX) CPS_BUG("more options than room");
    for (size_t i = 0; i < verb->n_options; i++) cli->options[cli->n_options++] = &verb->options[i];
    for (size_t i = 0; i < CLI_COMMON; i++)
        if (cli_has_common(verb, i)) cli->options[cli->n_options++] = &cli_common[i];
    bool only_operands = false;
    for (int i = 0; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (!only_operands && argv[i][0] == '-' && argv[i][1]) {
            int status = take_option(cli, argv, argc, &i);
            if (status != CLI_DONE) return status;
        } else {
            cli->operands[cli->n_operands++] = argv[i];
        }
    }
    return CLI_DONE;
}

/* ---- the built-in register -------------------------------------------------------------------------- */

const char *cli_builtin_path(void)
{
    static char path[4096];
    const char *const places[] = {"/builtin.capias", "/../share/capias/builtin.capias"};
    char self[3500];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        self[n] = '\0';
        char *slash = strrchr(self, '/');
        if (slash) *slash = '\0';
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            (void)snprintf(path, sizeof path, "%s%s", self, places[i]);
            if (access(path, R_OK) == 0) return path;
        }
    }
    (void)snprintf(path, sizeof path, "%s", CAPIAS_DATADIR "/builtin.capias");
    return access(path, R_OK) == 0 ? path : NULL;
}

capias_status cli_open_register(struct cli *cli, capias_error *err)
{
    const char *path = cli_value(cli, "register");
    if (!path) path = cli_builtin_path();
    if (!path) {
        (void)cps_fail(err, CAPIAS_E_IO, "the built-in register is not beside the program");
        cps_hint(err, "install Capias again, or name a register with -r FILE");
        return CAPIAS_E_IO;
    }
    return capias_register_open(path, &cli->reg, err);
}

/* ---- running ------------------------------------------------------------------------------------------ */

static int run(const struct cli_verb *verb, char **argv, int argc)
{
    static const char *operands[CLI_OPERANDS_MAX];
    struct cli cli = {.verb = verb, .operands = operands};
    cli.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
    if (argc > CLI_OPERANDS_MAX) return cli_usage(verb, "more than %d arguments", CLI_OPERANDS_MAX);
    int status = parse(&cli, argv, argc);
    if (status != CLI_DONE) return status;
    if (cli_flag(&cli, "help")) {
        cli_print_help(verb);
        return CLI_DONE;
    }
    if (cli.n_operands < verb->min_operands)
        return cli_usage(verb, "something is missing: capias %s %s", verb->name, verb->operands);
    if (cli.n_operands > verb->max_operands)
        return cli_usage(verb, "too much is given: capias %s %s", verb->name, verb->operands);
    capias_error err = {0};
    if (capias_answer_new(&cli.answer, &err) != CAPIAS_OK) return cli_fail(&cli, &err);
    if (verb->register_option && cli_open_register(&cli, &err) != CAPIAS_OK)
        status = cli_fail(&cli, &err);
    else
        status = verb->run(&cli);
    capias_answer_free(cli.answer);
    capias_register_close(cli.reg);
    return status;
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "--help";
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i]->name, word) == 0) return cli_flush(run(verbs[i], argv + 2, argc - 2));
    if (strcmp(word, "help") == 0 && argc > 2)
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (strcmp(verbs[i]->name, argv[2]) == 0)
                return cli_print_help(verbs[i]), cli_flush(CLI_DONE);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
        cli_print_help(NULL);
    else if (strcmp(word, "--version") == 0)
        cli_print("capias %s, names model %s\n", capias_version(), capias_model_id());
    else if (strcmp(word, "--manual") == 0) cli_print_manual();
    else if (strcmp(word, "--completion") == 0) cli_print_completion();
    else if (strcmp(word, "--examples") == 0) cli_print_examples();
    else return cli_usage(NULL, "there is no verb '%s'", word);
    return cli_flush(argc > 1 ? CLI_DONE : CLI_USAGE);
}
