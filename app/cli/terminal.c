/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/terminal.c: what people read: errors with their place, wrapped text, headings. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"

#define WIDTH 100u

void cli_put(capias_str s)
{
    for (size_t i = 0; i < s.n;) {
        char bytes[4];
        uint32_t c = cps_utf8_next(s, &i);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0)) c = ' ';
        (void)fwrite(bytes, 1, cps_utf8_put(c, bytes), stdout);
    }
}

void cli_print(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vprintf(format, args);
    va_end(args);
}

void cli_wrap(capias_str s, unsigned indent)
{
    unsigned column = indent;
    capias_str word;
    while (cps_str_split(&s, ' ', &word)) {
        unsigned width = (unsigned)cps_utf8_count(word);
        if (!width) continue;
        if (column > indent && column + 1 + width > WIDTH) {
            (void)printf("\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            (void)putchar(' ');
            column++;
        }
        cli_put(word);
        column += width;
    }
    (void)putchar('\n');
}

void cli_heading(const struct cli *cli, const char *text)
{
    (void)printf(cli->colour ? "\n\033[1m%s\033[0m\n" : "\n%s\n", text);
}

void cli_strong(const struct cli *cli, capias_str s)
{
    if (cli->colour) (void)fputs("\033[1m", stdout);
    cli_put(s);
    if (cli->colour) (void)fputs("\033[0m", stdout);
}

int cli_flush(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    (void)fprintf(stderr, "capias: standard output: cannot write: %s\n",
                  errno == EPIPE ? "the reader is gone" : "is the disk full?");
    return status == CLI_DONE ? CLI_REFUSED : status;
}

static int exit_status(capias_status status)
{
    switch (status) {
    case CAPIAS_OK: return CLI_DONE;
    case CAPIAS_E_NOT_FOUND: return CLI_NOT_FOUND;
    case CAPIAS_E_ARG: return CLI_USAGE;
    case CAPIAS_E_SYNTAX:
    case CAPIAS_E_DATA:
    case CAPIAS_E_FORMAT:
    case CAPIAS_E_LIMIT: return CLI_BAD_INPUT;
    case CAPIAS_E_NOMEM:
    case CAPIAS_E_IO: break;
    }
    return CLI_REFUSED;
}

static void put_error(const capias_error *err)
{
    (void)fputs("capias: ", stderr);
    if (err->where[0]) (void)fprintf(stderr, "%s:", err->where);
    if (err->line) (void)fprintf(stderr, "%u:", err->line);
    if (err->line && err->column) (void)fprintf(stderr, "%u:", err->column);
    (void)fprintf(stderr, "%s%s%s%s\n", err->where[0] ? " " : "", err->what,
                  err->hint[0] ? ": " : "", err->hint);
    if (err->excerpt[0] && isatty(STDERR_FILENO))
        (void)fprintf(stderr, "%7u | %s\n", err->line, err->excerpt);
}

int cli_fail(const struct cli *cli, const capias_error *err)
{
    (void)cli;
    (void)fflush(stdout);
    put_error(err);
    return exit_status(err->status);
}

int cli_usage(const struct cli_verb *verb, const char *what, ...)
{
    va_list args;
    va_start(args, what);
    (void)fputs("capias: ", stderr);
    (void)vfprintf(stderr, what, args);
    (void)fprintf(stderr, ": see capias %s%s--help\n", verb ? verb->name : "", verb ? " " : "");
    va_end(args);
    return CLI_USAGE;
}

int cli_json(const struct cli *cli, capias_status status, capias_str json, const capias_error *err)
{
    if (status != CAPIAS_OK) return cli_fail(cli, err);
    (void)fwrite(json.p, 1, json.n, stdout);
    (void)putchar('\n');
    return CLI_DONE;
}
