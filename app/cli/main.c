/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/main.c: which verb, with which options; the register and the answer that it works with. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

#include "cli.h"

/* In the order of --help. */
static const struct cli_verb *const verbs[] = {
    &cli_search,
    &cli_screen,
    &cli_show,
    &cli_visit,
    &cli_journey,
    &cli_track,
    &cli_map,
    &cli_calendar,
    &cli_opinion,
    &cli_act,
    &cli_ties,
    &cli_backtest,
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

/* ---- the built-in register -------------------------------------------------------------------------- */

/* Where this program lies. A chroot or a small container may have no /proc: there the kernel's own note of
 * what was run says it. */
static bool own_path(char out[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (n > 0) {
        out[n] = '\0';
        return true;
    }
#ifdef __linux__
    const char *ran = (const char *)getauxval(AT_EXECFN);
    return ran && snprintf(out, PATH_MAX, "%s", ran) < PATH_MAX;
#else
    return false;
#endif
}

const char *cli_builtin_path(void)
{
    static char path[PATH_MAX + 40];
    const char *const places[] = {"/builtin.capias", "/../share/capias/builtin.capias"};
    char self[PATH_MAX];
    if (own_path(self)) {
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

static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static int run(const struct cli_verb *verb, char **argv, int argc)
{
    static const char *operands[CLI_OPERANDS_MAX];
    struct cli cli = {.verb = verb, .operands = operands, .colour = wants_colour()};
    if (argc > CLI_OPERANDS_MAX) return cli_usage(verb, "more than %d arguments", CLI_OPERANDS_MAX);
    int status = cli_parse(&cli, argv, argc);
    if (status != CLI_DONE) return status;
    if (cli_flag(&cli, "help")) {
        cli_print_help(verb);
        return CLI_DONE;
    }
    if (cli.n_operands < verb->min_operands)
        return cli_usage(verb, "something is missing: capias %s %s", verb->name, verb->operands);
    if (cli.n_operands > verb->max_operands)
        return cli_usage(verb, "too much is given, names of several words stand in quotes: capias %s %s",
                         verb->name, verb->operands);
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

static void print_version(void)
{
    capias_register *reg = NULL;
    capias_answer *answer = NULL;
    capias_info info;
    const char *path = cli_builtin_path();
    cli_print("capias %s\nnames model %s\n", capias_version(), capias_model_id());
    if (path && capias_register_open(path, &reg, NULL) == CAPIAS_OK &&
        capias_answer_new(&answer, NULL) == CAPIAS_OK &&
        capias_register_info(reg, answer, &info, NULL) == CAPIAS_OK && info.n_sources)
        cli_print("built-in register %.*s, as of %.*s\n", CPS_FMT(info.digest),
                  CPS_FMT(info.sources[0].as_of));
    else cli_print("no built-in register is beside the program\n");
    capias_answer_free(answer);
    capias_register_close(reg);
}

static void print_program_help(void)
{
    cli_print_help(NULL);
}

/* What stands in the place of a verb. */
static const struct {
    struct cli_option option;
    void (*print)(void);
} words[] = {
    {{'h', "help", NULL, CLI_FLAG, NULL, "the verbs; after a verb, its options"}, print_program_help},
    {{'V', "version", NULL, CLI_FLAG, NULL, "of the program, the names model and the built-in register"},
     print_version},
    {{0, "manual", NULL, CLI_FLAG, NULL, "this page, in roff"}, cli_print_manual},
    {{0, "completion", NULL, CLI_FLAG, NULL, "completion for bash and zsh, to be sourced"},
     cli_print_completion},
    {{0, "examples", NULL, CLI_FLAG, NULL, "the examples, one a line"}, cli_print_examples},
};
#define N_WORDS (sizeof words / sizeof *words)

const struct cli_option *cli_program_option(size_t i)
{
    return i < N_WORDS ? &words[i].option : NULL;
}

static const struct cli_verb *find_verb(const char *name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i]->name, name) == 0) return verbs[i];
    return NULL;
}

static int no_such_verb(const char *word)
{
    struct cli_nearest near = {.typed = cps_str(word)};
    bool option = word[0] == '-';
    if (option) near.typed = cps_str_sub(near.typed, word[1] == '-' ? 2 : 1, near.typed.n);
    for (size_t i = 0; !option && i < sizeof verbs / sizeof *verbs; i++)
        cli_nearest_add(&near, cps_str(verbs[i]->name));
    for (size_t i = 0; i < N_WORDS; i++) cli_nearest_add(&near, cps_str(words[i].option.name));
    if (near.word.n && !find_verb(near.word.p)) option = true;
    if (near.word.n)
        return cli_usage(NULL, "there is no %s '%s': did you mean %s%.*s?", word[0] == '-' ? "option" : "verb",
                         word, option ? "--" : "", CPS_FMT(near.word));
    if (option) return cli_usage(NULL, "%s comes before the verb: write capias VERB %s", word, word);
    return cli_usage(NULL, "there is no verb '%s'", word);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        cli_print_help(NULL);
        return cli_flush(CLI_USAGE);
    }
    const char *word = strcmp(argv[1], "help") == 0 ? "--help" : argv[1];
    const struct cli_verb *verb = find_verb(word);
    if (verb) return cli_flush(run(verb, argv + 2, argc - 2));
    for (size_t i = 0; i < N_WORDS; i++) {
        const struct cli_option *o = &words[i].option;
        bool is_letter = o->letter && word[0] == '-' && word[1] == o->letter && !word[2];
        if (!is_letter && (strncmp(word, "--", 2) != 0 || strcmp(word + 2, o->name) != 0)) continue;
        if (i > 0 || argc == 2) {
            words[i].print();
            return cli_flush(CLI_DONE);
        }
        verb = find_verb(argv[2]); /* capias help VERB */
        if (!verb) return no_such_verb(argv[2]);
        cli_print_help(verb);
        return cli_flush(CLI_DONE);
    }
    return no_such_verb(word);
}
