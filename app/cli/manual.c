/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/manual.c: help and man page, all from the table of verbs. */
#include <stdio.h>

#include "cli.h"

static const char *const lead =
    "Capias answers two questions: who is this, and who is bound to act? It finds warrants and\n"
    "sanctions listings behind names in any spelling, and says which law binds which state to\n"
    "arrest, refuse entry or freeze on a day.\n";

static void option_line(const struct cli_option *o)
{
    char left[64], letter[5] = "    ";
    if (o->letter) (void)snprintf(letter, sizeof letter, "-%c, ", o->letter);
    (void)snprintf(left, sizeof left, "%s--%s%s%s", letter, o->name, o->operand ? " " : "",
                   o->operand ? o->operand : "");
    (void)printf("  %-28s %s", left, o->help);
    (void)printf(o->initial ? " (%s)\n" : "\n", o->initial);
}

const struct cli_option cli_common[CLI_COMMON] = {
    {'r', "register", "FILE", CLI_FILE, "the built-in one", "the register to ask"},
    {0, "json", NULL, CLI_FLAG, NULL, "JSON instead of words"},
    {'h', "help", NULL, CLI_FLAG, NULL, "this text"}};

bool cli_has_common(const struct cli_verb *verb, size_t i)
{
    return i == 0 ? verb->register_option : i == 1 ? verb->json_option : true;
}

static void print_verb(const struct cli_verb *verb)
{
    (void)printf("capias %s %s\n\n%s\n\n", verb->name, verb->operands, verb->details);
    for (size_t i = 0; i < verb->n_options; i++) option_line(&verb->options[i]);
    for (size_t i = 0; i < CLI_COMMON; i++)
        if (cli_has_common(verb, i)) option_line(&cli_common[i]);
    if (verb->n_examples) (void)printf("\n%s:\n", verb->n_examples > 1 ? "Examples" : "Example");
    for (size_t i = 0; i < verb->n_examples; i++)
        (void)printf("  capias %s\n      %s\n", verb->examples[i].command, verb->examples[i].shows);
}

static const struct {
    int status;
    const char *means;
} statuses[] = {
    {CLI_DONE, "done; also where no duty and no match is found"},
    {CLI_NOT_FOUND, "a name, id or person is not found or fits several, or a check failed"},
    {CLI_USAGE, "the command is not as it should be"},
    {CLI_BAD_INPUT, "a file or register is not as it should be"},
    {CLI_REFUSED, "the system refused: no such file, no permission, no room"},
};

void cli_print_help(const struct cli_verb *verb)
{
    const struct cli_option *o;
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    if (verb) {
        print_verb(verb);
        return;
    }
    (void)printf("%s\nUsage: capias VERB [OPTION...] [OPERAND...]\n\n", lead);
    for (size_t i = 0; i < n; i++) (void)printf("  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
    (void)putchar('\n');
    for (size_t i = 0; (o = cli_program_option(i)) != NULL; i++) option_line(o);
    (void)printf("\ncapias VERB --help says more and gives an example. Without -r FILE the built-in\n"
                 "register is asked. Exit status:\n");
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        (void)printf("  %d  %s\n", statuses[i].status, statuses[i].means);
}

/* ---- the man page ----------------------------------------------------------------------------- */

/* roff wants a backslash before a dash, names for what is not ASCII, and nothing special at the start
 * of a line. */
static void roff(const char *text)
{
    capias_str s = cps_str(text);
    uint32_t before = '\n';
    for (size_t i = 0; i < s.n;) {
        uint32_t c = cps_utf8_next(s, &i);
        if (c == '-') (void)fputs("\\-", stdout);
        else if (c == '\\') (void)fputs("\\e", stdout);
        else if (c == '"') (void)fputs("\\(dq", stdout); /* a macro would take it off its argument */
        else if (c == '\'' || c == '`') (void)fputs(c == '`' ? "\\`" : "\\(aq", stdout);
        else if (c == '.' && before == '\n') (void)fputs("\\&.", stdout);
        else if (c >= 0x80) (void)printf("\\[u%04X]", (unsigned)c);
        else (void)putchar((int)c);
        before = c;
    }
}

static void roff_option(const struct cli_option *o)
{
    (void)fputs(".TP\n", stdout);
    if (o->letter) (void)printf("\\fB\\-%c\\fR, ", o->letter);
    (void)fputs("\\fB\\-\\-", stdout);
    roff(o->name);
    (void)fputs("\\fR", stdout);
    if (o->operand) (void)printf(" \\fI%s\\fR", o->operand);
    (void)putchar('\n');
    roff(o->help);
    if (o->initial) {
        (void)fputs(" (", stdout);
        roff(o->initial);
        (void)putchar(')');
    }
    (void)putchar('\n');
}

static void roff_verb(const struct cli_verb *verb)
{
    (void)printf(".SS capias %s ", verb->name);
    roff(verb->operands);
    (void)putchar('\n');
    roff(verb->details);
    (void)putchar('\n');
    for (size_t k = 0; k < verb->n_options; k++) roff_option(&verb->options[k]);
    for (size_t k = 0; k < CLI_COMMON; k++)
        if (cli_has_common(verb, k) && strcmp(cli_common[k].name, "help") != 0)
            roff_option(&cli_common[k]);
    for (size_t k = 0; k < verb->n_examples; k++) {
        (void)fputs(".PP\n.B capias ", stdout);
        roff(verb->examples[k].command);
        (void)fputs("\n.br\n", stdout);
        roff(verb->examples[k].shows);
        (void)putchar('\n');
    }
}

static void roff_items(const char *heading, const char *const (*items)[2], size_t n)
{
    (void)printf(".SH %s\n", heading);
    for (size_t i = 0; i < n; i++) {
        (void)fputs(".TP\n.B ", stdout);
        roff(items[i][0]);
        (void)putchar('\n');
        roff(items[i][1]);
        (void)putchar('\n');
    }
}

void cli_print_manual(void)
{
    static const char *const files[][2] = {
        {"builtin.capias", "The built-in register: beside the program, or in the folder share/capias of where "
                           "it is installed. It is asked where no -r names another."},
    };
    static const char *const environment[][2] = {
        {"COLUMNS", "Columns to print in; else those of the terminal, at most 120, and 100 where there is none."},
        {"NO_COLOR", "Set to anything: nothing is printed bold. Nothing is either where TERM is dumb, or where "
                     "the output is no terminal."},
    };
    size_t n;
    const struct cli_option *o;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    (void)printf(".TH CAPIAS 1 \"\" \"Capias %s\" \"User Commands\"\n.SH NAME\n"
                 "capias \\- names behind warrants and sanctions, and who is bound to act\n"
                 ".SH SYNOPSIS\n.B capias\n\\fIVERB\\fR [\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n"
                 ".SH DESCRIPTION\n",
                 capias_version());
    roff(lead);
    (void)fputs("PERSON and STATE are names in any spelling, ids or codes. Operands and options may stand in "
                "any order; what follows \\-\\- is an operand.\n"
                "Output is UTF\\-8 whatever the locale.\n.SH VERBS\n", stdout);
    for (size_t i = 0; i < n; i++) roff_verb(verbs[i]);
    (void)fputs(".SH INSTEAD OF A VERB\n", stdout);
    for (size_t i = 0; (o = cli_program_option(i)) != NULL; i++) roff_option(o);
    (void)fputs(".SH EXIT STATUS\n", stdout);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        (void)printf(".TP\n.B %d\n", statuses[i].status);
        roff(statuses[i].means);
        (void)putchar('\n');
    }
    roff_items("FILES", files, sizeof files / sizeof *files);
    roff_items("ENVIRONMENT", environment, sizeof environment / sizeof *environment);
    (void)fputs(".SH ERRORS\nEach is a line on standard error,\n.PP\n"
                "capias: \\fIFILE\\fR:\\fILINE\\fR:\\fICOLUMN\\fR: what is wrong: what to do\n.PP\n"
                "and on a terminal the line of the file stands below it. A row that cannot be read is named and "
                "counted, and the rest is taken; with \\-\\-strict it is an error.\n"
                ".SH COMPLETION\nFor bash: source <(capias \\-\\-completion). For zsh the same, after "
                "autoload \\-U +X bashcompinit && bashcompinit.\n", stdout);
}

void cli_print_examples(void)
{
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < verbs[i]->n_examples; k++)
            (void)printf("%s\n", verbs[i]->examples[k].command);
}
