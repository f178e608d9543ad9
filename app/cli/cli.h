/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/cli.h: the command line. One table of verbs and options feeds the parser, --help, the man
 * page, completion and the tests of the examples. A verb's file holds words and layout, no logic
 * that another face would need. It sees the engine through capias.h and base/ only. */
#ifndef CPS_APP_CLI_H
#define CPS_APP_CLI_H

#include "base/base.h"

/* Exit statuses, as docs/manual promises them. */
enum { CLI_DONE = 0, CLI_NOT_FOUND = 1, CLI_USAGE = 2, CLI_BAD_INPUT = 3, CLI_REFUSED = 4 };

enum cli_kind {
    CLI_FLAG,
    CLI_TEXT,
    CLI_WHOLE,
    CLI_UNIT,    /* 0..1                                                                         */
    CLI_FILE,
    CLI_CHOICE,  /* one of the words that `operand` names: "jsonl|csv"                           */
    CLI_HINTED,  /* the same for completion, but the library knows more words                    */
    CLI_SCHEMA,
    CLI_DATASET
};

struct cli_option {
    char letter;               /* 0: none                                                       */
    const char *name, *operand;
    enum cli_kind kind;
    const char *initial;       /* shown in --help; NULL: none                                   */
    const char *help;
};

struct cli_example {
    const char *command;       /* without "capias "; runs as a test in the source tree          */
    const char *shows;
};

struct cli;
struct cli_verb {
    const char *name, *operands, *summary, *details;
    const struct cli_option *options;
    size_t n_options;
    size_t min_operands, max_operands;
    bool files;                /* operands are files, for completion                             */
    const char *first;         /* words that the first operand is one of: "search|visit"; or NULL */
    bool register_option, json_option; /* takes -r FILE; takes --json                            */
    int (*run)(struct cli *cli);
    const struct cli_example *examples;
    size_t n_examples;
};

#define CLI_OPTIONS_MAX 24
#define CLI_OPERANDS_MAX 4096
struct cli {
    const struct cli_verb *verb;
    const struct cli_option *options[CLI_OPTIONS_MAX]; /* the verb's and the common ones          */
    const char *values[CLI_OPTIONS_MAX];               /* NULL: not given                         */
    size_t n_options;
    const char **operands;
    size_t n_operands;
    capias_register *reg;      /* opened by cli_open_register, closed by main                     */
    capias_answer *answer;
    bool colour;
};

/* One a line, so that verbs can be added side by side. */
extern const struct cli_verb cli_act;
extern const struct cli_verb cli_ties;
extern const struct cli_verb cli_backtest;
extern const struct cli_verb cli_build;
extern const struct cli_verb cli_compare;
extern const struct cli_verb cli_diff;
extern const struct cli_verb cli_explain;
extern const struct cli_verb cli_info;
extern const struct cli_verb cli_map;
extern const struct cli_verb cli_calendar;
extern const struct cli_verb cli_opinion;
extern const struct cli_verb cli_read;
extern const struct cli_verb cli_screen;
extern const struct cli_verb cli_search;
extern const struct cli_verb cli_show;
extern const struct cli_verb cli_verify;
extern const struct cli_verb cli_visit;
extern const struct cli_verb cli_journey;
extern const struct cli_verb cli_track;
const struct cli_verb *const *cli_verbs(size_t *n);

/* Options that verbs share: --register, --json, --help. */
#define CLI_COMMON 3
extern const struct cli_option cli_common[CLI_COMMON];
bool cli_has_common(const struct cli_verb *verb, size_t i);

/* ---- what was typed -------------------------------------------------------------------------- */

const char *cli_value(const struct cli *cli, const char *option); /* NULL: not given              */
capias_str cli_text(const struct cli *cli, const char *option);   /* empty: not given             */
bool cli_flag(const struct cli *cli, const char *option);
double cli_unit(const struct cli *cli, const char *option, double otherwise);
uint64_t cli_whole(const struct cli *cli, const char *option, uint64_t otherwise);
/* Today in UTC as YYYY-MM-DD: the one place where the program asks what day it is. */
const char *cli_today(char out[16]);
double cli_seconds(void); /* a monotonic clock                                                    */

/* The nearest of some words to one that is none of them; `word` is empty where none is near. */
struct cli_nearest {
    capias_str typed, word;
    unsigned edits;
};
void cli_nearest_add(struct cli_nearest *near, capias_str word);
/* The ith word that an option's value may be; false past the last. */
bool cli_choice(const struct cli_option *o, size_t i, capias_str *out);
/* Fills options and operands; the exit status, with what is wrong said. */
int cli_parse(struct cli *cli, char **argv, int argc);

/* ---- running ----------------------------------------------------------------------------------- */

/* The built-in register: beside the program, or where it was installed. NULL when there is none. */
const char *cli_builtin_path(void);
/* Open -r FILE, else the built-in register, into cli->reg. */
capias_status cli_open_register(struct cli *cli, capias_error *err);
/* On standard error: whom and which state a name was taken for, when that is not plain. */
void cli_notes(const struct cli *cli);
/* Say what went wrong on standard error; returns the exit status for it. */
int cli_fail(const struct cli *cli, const capias_error *err);
/* A usage error: what is wrong and what to do, exit status 2. */
int cli_usage(const struct cli_verb *verb, const char *what, ...) CPS_PRINTF(2, 3);

/* ---- the terminal -------------------------------------------------------------------------------- */

/* Printable text, whatever is in it: control characters become spaces. */
void cli_put(capias_str s);
void cli_print(const char *format, ...) CPS_PRINTF(1, 2); /* new lines stay */
/* Lines of data: to a terminal as text, to a file or pipe every byte as it is. False: cannot write. */
bool cli_write(capias_str lines);
void cli_bold(const struct cli *cli, bool on);
/* A line on standard error that moves: on a terminal, from a second on, some times a second. */
struct cli_progress {
    bool shown;   /* false: nothing is ever drawn */
    bool drawn;
    double began, drew; /* cli_seconds */
};
struct cli_progress cli_progress_begin(bool wanted);
/* True: it is time to draw; the line is cleared, and what is printed to stderr now is the line. */
bool cli_progress_due(struct cli_progress *p);
/* Before anything else is written to stderr, and at the end. */
void cli_progress_wipe(struct cli_progress *p);
/* Columns of the terminal, 40 to 120; COLUMNS goes before it; 100 where there is none. */
unsigned cli_width(void);
/* Columns that `s` takes: two for each Chinese character, none for a combining accent. */
unsigned cli_columns(capias_str s);
/* `s`, and spaces up to `width` columns. */
void cli_pad(capias_str s, unsigned width);
/* Wrap `s` at cli_width(), every line after the first indented; ends the line. */
void cli_wrap(capias_str s, unsigned indent);
/* The same where `column` columns of the first line are taken; with words put together. */
void cli_wrap_from(capias_str s, unsigned column, unsigned indent);
void cli_wrapf(unsigned column, unsigned indent, const char *format, ...) CPS_PRINTF(3, 4);
void cli_heading(const struct cli *cli, const char *text);
void cli_strong(const struct cli *cli, capias_str s);
/* Write what is left; an error of standard output is exit status 4. */
int cli_flush(int status);
/* Print the JSON that a capias_..._json call left in `json`, or its error. */
int cli_json(const struct cli *cli, capias_status status, capias_str json, const capias_error *err);

/* ---- made from the table ---------------------------------------------------------------------- */

void cli_print_help(const struct cli_verb *verb); /* NULL: the program's                           */
void cli_print_manual(void);                      /* a man page in roff                            */
void cli_print_completion(void);                  /* for bash, and zsh through bashcompinit        */
/* --help and what else stands in the place of a verb; NULL past the last. */
const struct cli_option *cli_program_option(size_t i);
void cli_print_examples(void);                    /* one command a line, for the tests             */

#endif
