/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/words.h: options and layouts that several verbs share. */
#ifndef CPS_APP_WORDS_H
#define CPS_APP_WORDS_H

#include "cli.h"

#define CLI_SEARCH_OPTIONS                                                                         \
    {'s', "schema", "SCHEMA", CLI_SCHEMA, NULL, "Person, Organization, Company, Vessel, ..."},       \
        {'b', "birth-date", "DATE", CLI_TEXT, NULL, "YYYY, YYYY-MM or YYYY-MM-DD"},                \
        {'c', "country", "CC", CLI_TEXT, NULL, "nationality or country, as code or name"},         \
        {'g', "gender", "male|female|other", CLI_HINTED, NULL, "also m, f, and words of other languages"},                               \
        {0, "id", "NUMBER", CLI_TEXT, NULL, "passport, tax, IMO or other number"},                 \
        CLI_LIMIT_OPTIONS

#define CLI_LIMIT_OPTIONS                                                                          \
    {'l', "limit", "N", CLI_WHOLE, "5", "at most so many results"},                                \
        {'t', "threshold", "SCORE", CLI_UNIT, "0.70", "possible matches from SCORE up"},           \
        {0, "exhaustive", NULL, CLI_FLAG, NULL, "score every name: the same answer, slowly"}

#define CLI_DAY_OPTIONS                                                                            \
    {0, "on", "DAY", CLI_TEXT, "today", "the day of the visit, or a span D..D"},                   \
        {0, "known", "DAY", CLI_TEXT, "today", "answer as it could be known that day"}

#define CLI_OVERFLIGHT_OPTION                                                                      \
    {0, "overflight", NULL, CLI_FLAG, NULL, "the person only crosses the airspace"}

/* CLI_LIMIT_OPTIONS, schema and country; and with CLI_SEARCH_OPTIONS all of them. */
capias_search_options cli_limits(const struct cli *cli);
capias_search_options cli_search_options(const struct cli *cli);
capias_visit_options cli_visit_options(const struct cli *cli, char today[16]);

void cli_print_hit(const struct cli *cli, const capias_hit *hit);
void cli_print_comparison(const capias_comparison *c);
/* Ask and answer, in words or as JSON; the exit status. compare and explain compare, visit and
 * explain visit are the same question. */
int cli_answer_comparison(struct cli *cli, const char *left, const char *right);
/* The duties of a visit, as `visit` prints them. */
void cli_put_duties(const struct cli *cli, const capias_visit_answer *v, bool sources);
int cli_answer_visit(struct cli *cli, const char *person, const char *state, bool sources);
int cli_answer_journey(struct cli *cli, const char **operands, size_t n, bool sources);
int cli_answer_calendar(struct cli *cli, const char *person, const char *state, bool sources);
int cli_answer_act(struct cli *cli, const char **operands, size_t n, bool sources);
int cli_answer_map(struct cli *cli, const char *person, bool sources);
int cli_answer_reading(struct cli *cli, const char *path, bool reasons);
/* "is bound to", "may", ...: a force in words. */
const char *cli_force_words(capias_str force);
/* An act as it follows "is bound to", still as a code: cli_add_code takes it. */
capias_str cli_act_words(capias_str act);
/* "birth place" from birthPlace; valid until the next call. */
const char *cli_words(capias_str property);
/* "arrest and surrender" from arrest_and_surrender, "a, b" from "a;b". */
void cli_add_code(struct cps_buf *text, capias_str code);

#endif
