/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/parse.c: from the words that were typed to options and operands; and where a word is none of
 * ours, which one it was probably meant to be. */
#include "cli.h"

/* ---- the nearest word ---------------------------------------------------------------------------- */

#define WORD_MAX 32u

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters to insert, leave out, replace or swap with their neighbour, without regard to case. */
static unsigned edits(const char *a, size_t n, const char *b, size_t m)
{
    unsigned rows[3][WORD_MAX + 1];
    for (size_t k = 0; k <= m; k++) rows[0][k] = (unsigned)k;
    for (size_t i = 1; i <= n; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t k = 1; k <= m; k++) {
            unsigned best = above[k - 1] + (lower(a[i - 1]) != lower(b[k - 1]));
            if (above[k] + 1 < best) best = above[k] + 1;
            if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
            if (i > 1 && k > 1 && lower(a[i - 1]) == lower(b[k - 2]) &&
                lower(a[i - 2]) == lower(b[k - 1]) && two_above[k - 2] + 1 < best)
                best = two_above[k - 2] + 1;
            row[k] = best;
        }
    }
    return rows[n % 3][m];
}

void cli_nearest_add(struct cli_nearest *near, capias_str word)
{
    size_t n = near->typed.n;
    if (!n || n > WORD_MAX || word.n > WORD_MAX) return;
    unsigned d = edits(near->typed.p, n, word.p, word.n);
    bool begun = n >= 2 && n < word.n && edits(near->typed.p, n, word.p, n) == 0;
    if (begun) d = 1; /* --lim */
    if (d > n / 3 + 1 || d >= n || (near->word.n && d >= near->edits)) return;
    near->word = word;
    near->edits = d;
}

/* ---- choices -------------------------------------------------------------------------------------- */

bool cli_choice(const struct cli_option *o, size_t i, capias_str *out)
{
    if (o->kind == CLI_SCHEMA) {
        *out = cps_str(capias_schema(i));
        return out->n > 0;
    }
    capias_str rest = cps_str(o->kind == CLI_CHOICE || o->kind == CLI_HINTED ? o->operand : "");
    for (size_t k = 0; cps_str_split(&rest, '|', out); k++)
        if (k == i && out->n) return true;
    return false;
}

/* The choice meant by `value`, as it is written in the table: "person" is Person. Static memory. */
static const char *chosen(const struct cli_option *o, capias_str value, struct cli_nearest *near)
{
    static char words[CLI_OPTIONS_MAX][WORD_MAX + 1];
    static size_t used;
    capias_str word;
    near->typed = value;
    for (size_t i = 0; cli_choice(o, i, &word); i++) {
        if (word.n == value.n && value.n <= WORD_MAX && edits(value.p, value.n, word.p, word.n) == 0) {
            char *to = words[used++ % CLI_OPTIONS_MAX];
            memcpy(to, word.p, word.n);
            to[word.n] = '\0';
            return to;
        }
        cli_nearest_add(near, word);
    }
    return NULL;
}

/* ---- options -------------------------------------------------------------------------------------- */

static const struct cli_option *find_option(const struct cli *cli, capias_str name, char letter,
                                            size_t *at)
{
    for (*at = 0; *at < cli->n_options; ++*at) {
        const struct cli_option *o = cli->options[*at];
        if (letter ? o->letter == letter : cps_str_is(name, o->name)) return o;
    }
    return NULL;
}

static int no_such_option(const struct cli *cli, const char *arg)
{
    capias_str name = cps_str(arg);
    struct cli_nearest near = {.typed = cps_str_sub(name, arg[1] == '-' ? 2 : name.n, name.n)};
    near.typed = cps_str_sub(near.typed, 0, cps_str_find(near.typed, CPS_STR("="), 0));
    for (size_t i = 0; i < cli->n_options; i++) cli_nearest_add(&near, cps_str(cli->options[i]->name));
    if (near.word.n)
        return cli_usage(cli->verb, "there is no option '%s': did you mean --%.*s?", arg, CPS_FMT(near.word));
    return cli_usage(cli->verb, "there is no option '%s'", arg);
}

/* A second value would silently win over the first, which its writer may have meant to add to. */
static int set(struct cli *cli, size_t at, const char *value)
{
    const struct cli_option *o = cli->options[at];
    uint64_t whole;
    char *end;
    if (o->kind == CLI_WHOLE && !cps_str_u64(cps_str(value), &whole))
        return cli_usage(cli->verb, "--%s %s: not a whole number", o->name, value);
    double unit = o->kind == CLI_UNIT ? strtod(value, &end) : 0;
    if (o->kind == CLI_UNIT && (!*value || *end || !(unit >= 0 && unit <= 1)))
        return cli_usage(cli->verb, "--%s %s: not a number from 0 to 1", o->name, value);
    if (o->kind == CLI_CHOICE || o->kind == CLI_SCHEMA) {
        struct cli_nearest near = {0};
        const char *word = chosen(o, cps_str(value), &near);
        if (!word && near.word.n)
            return cli_usage(cli->verb, "--%s %s: there is no such %s: did you mean %.*s?", o->name, value,
                             o->name, CPS_FMT(near.word));
        if (!word && o->kind == CLI_CHOICE)
            return cli_usage(cli->verb, "--%s %s: it is one of %s", o->name, value, o->operand);
        if (!word)
            return cli_usage(cli->verb, "--%s %s: there is no such schema: Person, Organization, Company, "
                             "Vessel, Airplane, ...", o->name, value);
        value = word;
    }
    if (o->kind != CLI_FLAG && cli->values[at] && strcmp(cli->values[at], value) != 0)
        return cli_usage(cli->verb, "--%s is given twice: %s and %s", o->name, cli->values[at], value);
    cli->values[at] = value;
    return CLI_DONE;
}

static int needs_value(const struct cli *cli, const struct cli_option *o)
{
    return cli_usage(cli->verb, "option --%s needs a value: %s", o->name, o->operand);
}

/* --name, --name=value, --name value; *i moves on over a value of its own. */
static int take_long(struct cli *cli, char **argv, int argc, int *i)
{
    const char *arg = argv[*i], *equals = strchr(arg, '=');
    capias_str name = {arg + 2, equals ? (size_t)(equals - arg) - 2 : strlen(arg) - 2};
    size_t at;
    const struct cli_option *o = find_option(cli, name, 0, &at);
    if (!o) return no_such_option(cli, arg);
    if (o->kind == CLI_FLAG && equals)
        return cli_usage(cli->verb, "option --%s takes no value", o->name);
    if (o->kind == CLI_FLAG) return set(cli, at, "yes");
    if (equals) return set(cli, at, equals + 1);
    return *i + 1 < argc ? set(cli, at, argv[++*i]) : needs_value(cli, o);
}

/* -l 5, -l5, -qm, -qml5 */
static int take_letters(struct cli *cli, char **argv, int argc, int *i)
{
    for (const char *letter = argv[*i] + 1; *letter; letter++) {
        size_t at;
        const struct cli_option *o = find_option(cli, (capias_str){0}, *letter, &at);
        if (!o) return no_such_option(cli, argv[*i]);
        if (o->kind != CLI_FLAG) {
            if (letter[1]) return set(cli, at, letter + 1);
            return *i + 1 < argc ? set(cli, at, argv[++*i]) : needs_value(cli, o);
        }
        (void)set(cli, at, "yes");
    }
    return CLI_DONE;
}

/* "-" is standard input; no option begins with a digit, and a number south or west does: -33.9,151.2 */
static bool is_operand(const char *arg)
{
    return arg[0] != '-' || !arg[1] || (arg[1] >= '0' && arg[1] <= '9');
}

int cli_parse(struct cli *cli, char **argv, int argc)
{
    const struct cli_verb *verb = cli->verb;
    if (verb->n_options + CLI_COMMON > CLI_OPTIONS_MAX) CPS_BUG("more options than room");
    for (size_t i = 0; i < verb->n_options; i++) cli->options[cli->n_options++] = &verb->options[i];
    for (size_t i = 0; i < CLI_COMMON; i++)
        if (cli_has_common(verb, i)) cli->options[cli->n_options++] = &cli_common[i];
    bool only_operands = false;
    for (int i = 0; i < argc; i++) {
        int status = CLI_DONE;
        if (!only_operands && strcmp(argv[i], "--") == 0) only_operands = true;
        else if (only_operands || is_operand(argv[i]))
            cli->operands[cli->n_operands++] = argv[i];
        else if (argv[i][1] == '-') status = take_long(cli, argv, argc, &i);
        else status = take_letters(cli, argv, argc, &i);
        if (status != CLI_DONE) return status;
    }
    return CLI_DONE;
}
