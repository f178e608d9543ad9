/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/terminal.c: what people read: errors with their place, wrapped text, headings. */
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include "cli.h"

#define WIDTH 100u     /* of what is no terminal                                                */
#define WIDTH_MIN 40u
#define WIDTH_MAX 120u /* longer lines are hard to read                                         */

unsigned cli_width(void)
{
    static unsigned width;
    struct winsize size;
    uint64_t columns = 0;
    if (width) return width;
    if (!cps_str_u64(cps_str(getenv("COLUMNS")), &columns) && isatty(STDOUT_FILENO) &&
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        columns = size.ws_col;
    width = !columns              ? WIDTH
            : columns < WIDTH_MIN ? WIDTH_MIN
            : columns > WIDTH_MAX ? WIDTH_MAX
                                  : (unsigned)columns;
    return width;
}

/* Marks that turn the direction of writing can hide what stands in a value. */
static bool turns_direction(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static void put_to(FILE *out, capias_str s, bool lines)
{
    for (size_t i = 0; i < s.n;) {
        char bytes[4];
        uint32_t c = cps_utf8_next(s, &i);
        if (turns_direction(c)) continue;
        if (is_control(c) && !(lines && c == '\n')) c = ' ';
        (void)fwrite(bytes, 1, cps_utf8_put(c, bytes), out);
    }
}

void cli_put(capias_str s)
{
    put_to(stdout, s, false);
}

bool cli_write(capias_str lines)
{
    if (isatty(STDOUT_FILENO)) put_to(stdout, lines, true);
    else (void)fwrite(lines.p, 1, lines.n, stdout);
    return !ferror(stdout);
}

#define PROGRESS_FROM 1.0  /* seconds before a progress line appears */
#define PROGRESS_EVERY 0.2

struct cli_progress cli_progress_begin(bool wanted)
{
    const char *term = getenv("TERM");
    bool moves = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
    return (struct cli_progress){.shown = wanted && moves, .began = cli_seconds()};
}

bool cli_progress_due(struct cli_progress *p)
{
    double now = p->shown ? cli_seconds() : 0;
    if (!p->shown || now - p->began < PROGRESS_FROM || now - p->drew < PROGRESS_EVERY) return false;
    p->drawn = true;
    p->drew = now;
    (void)fputs("\r\033[K", stderr);
    return true;
}

void cli_progress_wipe(struct cli_progress *p)
{
    if (p->drawn) (void)fputs("\r\033[K", stderr);
    p->drawn = false;
}

/* Columns that a character takes on a terminal. */
static unsigned columns_of(uint32_t c)
{
    int type = u_charType((UChar32)c);
    if (turns_direction(c) || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        type == U_FORMAT_CHAR)
        return 0;
    int wide = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

unsigned cli_columns(capias_str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.n;) n += columns_of(cps_utf8_next(s, &i));
    return n;
}

void cli_pad(capias_str s, unsigned width)
{
    unsigned n = cli_columns(s);
    cli_put(s);
    if (n < width) (void)printf("%*s", (int)(width - n), "");
}

void cli_print(const char *format, ...)
{
    char text[1024], *whole = text;
    struct cps_buf more = {0};
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(text, sizeof text, format, args);
    if (n >= (int)sizeof text && cps_vec_reserve((void **)&more.v, (size_t)n + 1, &more.cap, 1)) {
        whole = more.v;
        (void)vsnprintf(whole, (size_t)n + 1, format, again);
    }
    va_end(again);
    va_end(args);
    size_t room = whole == text ? sizeof text - 1 : (size_t)n;
    if (n > 0) put_to(stdout, (capias_str){whole, (size_t)n < room ? (size_t)n : room}, true);
    cps_buf_release(&more);
}

/* Bytes of `word` that fit into `room` columns, at least one character. */
static size_t fitting(capias_str word, unsigned room)
{
    size_t i = 0, kept = 0;
    for (unsigned column = 0; i < word.n; kept = i) {
        size_t next = i;
        column += columns_of(cps_utf8_next(word, &next));
        if (column > room && kept) break;
        i = next;
    }
    return kept;
}

static void new_line(unsigned *column, unsigned indent)
{
    (void)printf("\n%*s", (int)indent, "");
    *column = indent;
}

void cli_wrap_from(capias_str s, unsigned column, unsigned indent)
{
    unsigned end = cli_width() > indent + 10 ? cli_width() : indent + 10;
    bool fresh = true; /* nothing to part a word from */
    capias_str word;
    while (cps_str_split(&s, ' ', &word)) {
        unsigned width = cli_columns(word);
        if (!word.n) continue;
        if (column > indent && column + !fresh + width > end) {
            new_line(&column, indent);
        } else if (!fresh) {
            (void)putchar(' ');
            column++;
        }
        while (column + width > end) { /* scripts without spaces, web addresses */
            size_t n = fitting(word, end - column);
            cli_put(cps_str_sub(word, 0, n));
            word = cps_str_sub(word, n, word.n);
            width = cli_columns(word);
            new_line(&column, indent);
        }
        cli_put(word);
        column += width;
        fresh = false;
    }
    (void)putchar('\n');
}

void cli_wrap(capias_str s, unsigned indent)
{
    cli_wrap_from(s, indent, indent);
}

void cli_wrapf(unsigned column, unsigned indent, const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0) n = 0;
    cli_wrap_from(cps_str_sub((capias_str){text, sizeof text - 1}, 0, (size_t)n), column, indent);
}

void cli_bold(const struct cli *cli, bool on)
{
    if (cli->colour) (void)fputs(on ? "\033[1m" : "\033[0m", stdout);
}

void cli_heading(const struct cli *cli, const char *text)
{
    (void)putchar('\n');
    cli_bold(cli, true);
    (void)fputs(text, stdout);
    cli_bold(cli, false);
    (void)putchar('\n');
}

void cli_strong(const struct cli *cli, capias_str s)
{
    cli_bold(cli, true);
    cli_put(s);
    cli_bold(cli, false);
}

int cli_flush(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    if (errno != EPIPE) /* a reader who has seen enough is no error to tell of */
        (void)fputs("capias: standard output: cannot write: is the disk full?\n", stderr);
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

static void put_words(const char *words)
{
    put_to(stderr, cps_str(words), false);
}

/* The line that an error is about, and a mark below the place. */
static void put_excerpt(const capias_error *err)
{
    capias_str line = cps_str(err->excerpt);
    (void)fprintf(stderr, "%7u | ", err->line);
    put_words(err->excerpt);
    if (err->column >= err->excerpt_from && err->column && err->excerpt_from) {
        size_t at = 0;
        uint32_t column = err->excerpt_from;
        for (; column < err->column && at < line.n; column++) (void)cps_utf8_next(line, &at);
        if (column == err->column)
            (void)fprintf(stderr, "\n        | %*s^", (int)cli_columns(cps_str_sub(line, 0, at)), "");
    }
    (void)fputc('\n', stderr);
}

static void put_error(const capias_error *err)
{
    (void)fputs("capias: ", stderr);
    put_words(err->where);
    if (err->where[0]) (void)fputc(':', stderr);
    if (err->line) (void)fprintf(stderr, "%u:", err->line);
    if (err->line && err->column) (void)fprintf(stderr, "%u:", err->column);
    if (err->where[0]) (void)fputc(' ', stderr);
    put_words(err->what);
    if (err->hint[0]) (void)fputs(": ", stderr);
    put_words(err->hint);
    (void)fputc('\n', stderr);
    if (err->excerpt[0] && isatty(STDERR_FILENO)) put_excerpt(err);
}

int cli_fail(const struct cli *cli, const capias_error *err)
{
    (void)cli;
    (void)fflush(stdout);
    put_error(err);
    return exit_status(err->status);
}

void cli_notes(const struct cli *cli)
{
    capias_strs notes = capias_answer_notes(cli->answer);
    for (size_t i = 0; i < notes.n; i++) {
        (void)fputs("capias: ", stderr);
        put_to(stderr, notes.v[i], false);
        (void)fputc('\n', stderr);
    }
}

int cli_usage(const struct cli_verb *verb, const char *what, ...)
{
    char text[1024];
    va_list args;
    va_start(args, what);
    if (vsnprintf(text, sizeof text, what, args) < 0) text[0] = '\0';
    va_end(args);
    (void)fputs("capias: ", stderr);
    put_words(text);
    size_t n = strlen(text);
    (void)fprintf(stderr, "%s see capias %s%s--help\n", n && text[n - 1] == '?' ? "" : ":", verb ? verb->name : "", verb ? " " : "");
    return CLI_USAGE;
}

int cli_json(const struct cli *cli, capias_status status, capias_str json, const capias_error *err)
{
    if (status != CAPIAS_OK) return cli_fail(cli, err);
    (void)fwrite(json.p, 1, json.n, stdout);
    (void)putchar('\n');
    return CLI_DONE;
}
