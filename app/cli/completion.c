/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/completion.c: completion for bash (and zsh, through bashcompinit), from the table of verbs.
 *
 * The script has one case for each option that takes a value and one for each verb. A word that begins
 * with a dash is completed to options, another to what the verb's operands may be. */
#include <stdio.h>

#include "cli.h"

static void put_option_names(const struct cli_option *o)
{
    (void)printf("--%s ", o->name);
}

/* search,--schema|search,-s) words="Person Company ..." ;; */
static void put_value_case(const struct cli_verb *verb, const struct cli_option *o)
{
    capias_str word;
    if (o->kind == CLI_FLAG) return;
    (void)printf("      %s,--%s", verb->name, o->name);
    if (o->letter) (void)printf("|%s,-%c", verb->name, o->letter);
    (void)fputs(") ", stdout);
    if (o->kind == CLI_FILE) (void)fputs("files=yes", stdout);
    else if (o->kind == CLI_DATASET)
        (void)fputs("words=$(\"${COMP_WORDS[0]}\" info --datasets -r \"${COMP_WORDS[2]}\" 2>/dev/null)", stdout);
    else {
        (void)fputs("words=\"", stdout);
        for (size_t i = 0; cli_choice(o, i, &word); i++) (void)printf("%s%.*s", i ? " " : "", CPS_FMT(word));
        (void)putchar('"');
    }
    (void)fputs(" ;;\n", stdout);
}

static void put_verb_case(const struct cli_verb *verb)
{
    (void)printf("      %s) options=\"", verb->name);
    for (size_t k = 0; k < verb->n_options; k++) put_option_names(&verb->options[k]);
    for (size_t k = 0; k < CLI_COMMON; k++)
        if (cli_has_common(verb, k)) put_option_names(&cli_common[k]);
    (void)fputs("\"", stdout);
    if (verb->files && verb->first) (void)fputs("; [ \"$COMP_CWORD\" -gt 2 ] && files=yes", stdout);
    else if (verb->files) (void)fputs("; files=yes", stdout);
    if (verb->first) {
        (void)fputs("; [ \"$COMP_CWORD\" = 2 ] && words=\"", stdout);
        for (const char *p = verb->first; *p; p++) (void)putchar(*p == '|' ? ' ' : *p);
        (void)putchar('"');
    }
    (void)fputs(" ;;\n", stdout);
}

static void put_verb_names(void)
{
    size_t n;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    for (size_t i = 0; i < n; i++) (void)printf("%s ", verbs[i]->name);
}

void cli_print_completion(void)
{
    size_t n;
    const struct cli_option *o;
    const struct cli_verb *const *verbs = cli_verbs(&n);
    (void)fputs("# Completion for capias, made from its table of options: source it in bash.\n"
                "# In zsh before it: autoload -U +X bashcompinit && bashcompinit\n"
                "_capias() {\n"
                "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                "  local verb=${COMP_WORDS[1]} words= options= files=\n"
                "  COMPREPLY=()\n"
                "  if [ \"$COMP_CWORD\" = 1 ]; then\n    options=\"", stdout);
    for (size_t i = 0; (o = cli_program_option(i)) != NULL; i++) put_option_names(o);
    (void)fputs("\"\n    words=\"", stdout);
    put_verb_names();
    (void)fputs("help\"\n  else\n    case $verb,$prev in\n", stdout);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < verbs[i]->n_options; k++) put_value_case(verbs[i], &verbs[i]->options[k]);
        for (size_t k = 0; k < CLI_COMMON; k++)
            if (cli_has_common(verbs[i], k)) put_value_case(verbs[i], &cli_common[k]);
    }
    (void)fputs("      help,*) words=\"", stdout);
    put_verb_names();
    (void)fputs("\" ;;\n      *) case $verb in\n", stdout);
    for (size_t i = 0; i < n; i++) put_verb_case(verbs[i]);
    (void)fputs("      esac ;;\n    esac\n  fi\n"
                "  case $cur in -*) [ -n \"$options\" ] && words=$options files= ;; esac\n"
                "  [ -n \"$words\" ] && COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                "  if [ -n \"$files\" ]; then\n"
                "    local IFS=$'\\n' # names of files may hold blanks\n"
                "    COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
                "  fi\n"
                "}\ncomplete -o filenames -F _capias capias\n", stdout);
}
