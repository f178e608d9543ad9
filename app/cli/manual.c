/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/manual.c: help, man page and completion, all from the table of verbs. */
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
    {'r', "register", "FILE", CLI_TEXT, "the built-in one", "the register to ask"},
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

void cli_print_help(const struct cli_verb *verb)
{
    if (verb) {
        print_verb(verb);
        return;
    }
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    (void)printf("%s\nUsage: capias VERB [OPTION...] [OPERAND...]\n\n", lead);
    for (size_t i = 0; i < n; i++) (void)printf("  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
    (void)printf("\ncapias VERB --help says more and gives an example. Without -r FILE the built-in\n"
                 "register is asked. Exit status: 0 done, 1 not found or a check failed, 2 usage,\n"
                 "3 bad input or register, 4 the system refused.\n");
}

/* roff wants a backslash before a dash and nothing special at the start of a line. */
static void roff(const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '-') (void)fputs("\\-", stdout);
        else if (*p == '\\') (void)fputs("\\e", stdout);
        else if (*p == '"') (void)fputs("\\(dq", stdout); /* a macro would take it off its argument */
        else if ((*p == '.' || *p == '\'') && (p == text || p[-1] == '\n'))
            (void)printf("\\&%c", *p);
        else (void)putchar(*p);
    }
}

static void roff_option(const struct cli_option *o)
{
    (void)fputs(".TP\n.B ", stdout);
    if (o->letter) (void)printf("\\-%c, ", o->letter);
    (void)fputs("\\-\\-", stdout);
    roff(o->name);
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

void cli_print_manual(void)
{
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    (void)printf(".TH CAPIAS 1 \"\" \"Capias %s\" \"User Commands\"\n.SH NAME\n"
                 "capias \\- names behind warrants and sanctions, and who is bound to act\n"
                 ".SH SYNOPSIS\n.B capias\n\\fIVERB\\fR [\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n"
                 ".SH DESCRIPTION\n",
                 capias_version());
    roff(lead);
    (void)fputs(".SH VERBS\n", stdout);
    for (size_t i = 0; i < n; i++) {
        (void)printf(".SS capias %s ", verbs[i]->name);
        roff(verbs[i]->operands);
        (void)putchar('\n');
        roff(verbs[i]->details);
        (void)putchar('\n');
        for (size_t k = 0; k < verbs[i]->n_options; k++) roff_option(&verbs[i]->options[k]);
        for (size_t k = 0; k < verbs[i]->n_examples; k++) {
            (void)fputs(".PP\n.B capias ", stdout);
            roff(verbs[i]->examples[k].command);
            (void)fputs("\n.br\n", stdout);
            roff(verbs[i]->examples[k].shows);
            (void)putchar('\n');
        }
    }
    (void)fputs(".SH COMMON OPTIONS\n", stdout);
    for (size_t i = 0; i < CLI_COMMON; i++) roff_option(&cli_common[i]);
    (void)fputs(".SH EXIT STATUS\n0 done (also when no duty is found), 1 a name, id or person is not "
                "found or a check failed, 2 usage, 3 bad input or register, 4 the system refused.\n",
                stdout);
}

void cli_print_completion(void)
{
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    (void)fputs("# bash completion for capias, made from its table of options\n"
                "_capias() {\n  local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                "  if [ \"$COMP_CWORD\" = 1 ]; then\n    words=\"", stdout);
    for (size_t i = 0; i < n; i++) (void)printf("%s%s", i ? " " : "", verbs[i]->name);
    (void)fputs("\"\n  else\n    case ${COMP_WORDS[1]} in\n", stdout);
    for (size_t i = 0; i < n; i++) {
        (void)printf("      %s) words=\"", verbs[i]->name);
        for (size_t k = 0; k < verbs[i]->n_options; k++)
            (void)printf("--%s ", verbs[i]->options[k].name);
        for (size_t k = 0; k < CLI_COMMON; k++)
            if (cli_has_common(verbs[i], k)) (void)printf("--%s ", cli_common[k].name);
        (void)fputs("\" ;;\n", stdout);
    }
    (void)fputs("    esac\n  fi\n"
                "  case $cur in\n"
                "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
                "    *) if [ \"$COMP_CWORD\" = 1 ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                "       else COMPREPLY=($(compgen -f -- \"$cur\")); fi ;;\n"
                "  esac\n}\ncomplete -F _capias capias\n", stdout);
}

void cli_print_examples(void)
{
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < verbs[i]->n_examples; k++)
            (void)printf("%s\n", verbs[i]->examples[k].command);
}
