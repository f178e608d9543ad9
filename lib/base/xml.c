/* SPDX-License-Identifier: Apache-2.0
 *
 * base/xml.c: Expat, streamed, with the element's own text gathered and the dangers refused: no
 * entity declarations (so no expansion bombs), no nesting beyond a limit, no endless text.
 *
 * One buffer holds the text of all open elements: an element's text begins where its parent's had
 * come to, and is cut off again when it closes. */
#include <expat.h>

#include "base/input.h"

struct cps_xml {
    XML_Parser parser;
    struct cps_input *in;
    const struct cps_xml_handler *handler;
    const XML_Char **attributes;
    size_t n_attributes;
    struct cps_buf text;
    size_t text_from[CPS_XML_DEPTH_MAX + 1];
    unsigned depth;
    capias_status status;
    capias_error *err;
};

static void stop(struct cps_xml *x, capias_status status)
{
    if (x->status == CAPIAS_OK) x->status = status;
    (void)XML_StopParser(x->parser, XML_FALSE);
}

/* The line that the parser stands in, as far as its buffer still holds it from the beginning. */
static void excerpt(struct cps_xml *x)
{
    int at = 0, n = 0;
    const char *p = XML_GetInputContext(x->parser, &at, &n);
    if (!p || at < 0 || at > n) return;
    size_t from = (size_t)at;
    while (from && p[from - 1] != '\n') from--;
    if (from || cps_xml_line(x) == 1) cps_excerpt(x->err, (capias_str){p + from, (size_t)n - from});
}

static void refuse(struct cps_xml *x, capias_status status, const char *what, const char *hint)
{
    if (x->status != CAPIAS_OK) return;
    (void)cps_fail_at(x->err, status, cps_input_name(x->in), cps_xml_line(x), cps_xml_column(x),
                      "%s", what);
    cps_hint(x->err, "%s", hint);
    excerpt(x);
    stop(x, status);
}

static capias_str local_name(const XML_Char *name)
{
    const XML_Char *from = name, *p = name;
    for (; *p; p++)
        if (*p == ':') from = p + 1;
    return (capias_str){from, (size_t)(p - from)};
}

static void XMLCALL on_open(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
    struct cps_xml *x = ctx;
    if (x->status != CAPIAS_OK) return;
    if (x->depth >= CPS_XML_DEPTH_MAX) {
        refuse(x, CAPIAS_E_LIMIT, "elements are nested deeper than 64", "is it a list file?");
        return;
    }
    capias_str local = local_name(name);
    x->text_from[x->depth] = x->text.n;
    x->depth++;
    x->attributes = attributes;
    for (x->n_attributes = 0; attributes[x->n_attributes * 2];) x->n_attributes++;
    capias_status status =
        x->handler->open ? x->handler->open(x->handler->ctx, x, local, x->err) : CAPIAS_OK;
    x->attributes = NULL;
    x->n_attributes = 0;
    if (status != CAPIAS_OK) stop(x, status);
}

static void XMLCALL on_close(void *ctx, const XML_Char *name)
{
    struct cps_xml *x = ctx;
    if (x->status != CAPIAS_OK) return;
    size_t from = x->text_from[x->depth - 1];
    capias_str text = cps_str_trim((capias_str){x->text.v ? x->text.v + from : NULL, x->text.n - from});
    capias_status status = x->text.failed ? cps_fail_memory(x->err)
                           : x->handler->close
                               ? x->handler->close(x->handler->ctx, x, local_name(name), text, x->err)
                               : CAPIAS_OK;
    x->depth--;
    x->text.n = from;
    if (status != CAPIAS_OK) stop(x, status);
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int n)
{
    struct cps_xml *x = ctx;
    if (x->status != CAPIAS_OK || x->depth == 0) return;
    cps_buf_add(&x->text, text, (size_t)n);
    if (x->text.n - x->text_from[x->depth - 1] > CPS_XML_TEXT_MAX)
        refuse(x, CAPIAS_E_LIMIT, "the text of an element is longer than 1 MiB",
               "is it a list file?");
}

static void XMLCALL on_entity(void *ctx, const XML_Char *name, int parameter, const XML_Char *value,
                              int length, const XML_Char *base, const XML_Char *system,
                              const XML_Char *public_id, const XML_Char *notation)
{
    (void)name, (void)parameter, (void)value, (void)length, (void)base, (void)system;
    (void)public_id, (void)notation;
    refuse(ctx, CAPIAS_E_SYNTAX, "the file declares entities of its own, which no list does",
           "fetch the list again from its publisher");
}

static capias_status syntax_error(struct cps_xml *x)
{
    enum XML_Error code = XML_GetErrorCode(x->parser);
    if (code == XML_ERROR_NO_MEMORY) return cps_fail_memory(x->err);
    capias_status status =
        cps_fail_at(x->err, CAPIAS_E_SYNTAX, cps_input_name(x->in), cps_xml_line(x),
                    cps_xml_column(x), "not well-formed XML: %s", XML_ErrorString(code));
    if (x->err) x->err->offset = (uint64_t)XML_GetCurrentByteIndex(x->parser);
    cps_hint(x->err, code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
                         ? "the file ends too early: fetch it again"
                         : "fetch the file again, or mend it at this place");
    excerpt(x);
    return status;
}

#define PIECE_BYTES 65536
enum { PIECES = 4 };

struct piece {
    size_t n;
    char bytes[PIECE_BYTES];
};

/* The file's bytes, piece by piece; the last piece is empty. */
static capias_status unpack(void *ctx, struct cps_ahead *to, capias_error *err)
{
    struct cps_xml *x = ctx;
    for (;;) {
        struct piece *piece = cps_ahead_piece(to);
        CPS_TRY(cps_input_read(x->in, piece->bytes, PIECE_BYTES, &piece->n, err));
        bool last = piece->n == 0;
        CPS_TRY(cps_ahead_pass(to, err));
        if (last) return CAPIAS_OK;
    }
}

static capias_status parse_piece(void *ctx, void *bytes, capias_error *err)
{
    struct cps_xml *x = ctx;
    const struct piece *piece = bytes;
    (void)err; /* it is x->err */
    enum XML_Status r = XML_Parse(x->parser, piece->bytes, (int)piece->n, piece->n == 0);
    if (x->status != CAPIAS_OK) return x->status;
    return r == XML_STATUS_OK ? CAPIAS_OK : syntax_error(x);
}

/* Unpacking takes a sixth of the time that parsing takes: large files are unpacked ahead. */
static capias_status feed(struct cps_xml *x, bool large)
{
    struct cps_arena arena;
    void *pieces[PIECES];
    unsigned n = large ? PIECES : 1;
    cps_arena_init(&arena, 0);
    capias_status status = CAPIAS_OK;
    for (unsigned i = 0; i < n; i++) {
        pieces[i] = CPS_TAKE(&arena, struct piece, 1);
        if (!pieces[i]) status = cps_fail_memory(x->err);
    }
    const struct cps_ahead_plan plan = {.produce = unpack, .consume = parse_piece, .ctx = x,
                                        .pieces = pieces, .n_pieces = n};
    if (status == CAPIAS_OK) status = cps_ahead_run(&plan, x->err);
    cps_arena_release(&arena);
    return status;
}

capias_status cps_xml_parse(struct cps_input *in, const struct cps_xml_handler *handler,
                            capias_error *err)
{
    capias_str first;
    CPS_TRY(cps_input_peek(in, CPS_PEEK_MAX, &first, err)); /* a byte order mark is seen, too */
    capias_error own = {0};
    struct cps_xml x = {.in = in, .handler = handler, .err = err ? err : &own};
    x.parser = XML_ParserCreate(cps_input_was_utf16(in) ? "UTF-8" : NULL);
    if (!x.parser) return cps_fail_memory(err);
    XML_SetUserData(x.parser, &x);
    XML_SetElementHandler(x.parser, on_open, on_close);
    XML_SetCharacterDataHandler(x.parser, on_text);
    XML_SetEntityDeclHandler(x.parser, on_entity);
    capias_status status = feed(&x, first.n == CPS_PEEK_MAX);
    XML_ParserFree(x.parser);
    cps_buf_release(&x.text);
    return status;
}

capias_str cps_xml_attribute(const struct cps_xml *x, const char *name)
{
    struct cps_xml_pair pair;
    for (size_t i = 0; cps_xml_attribute_at(x, i, &pair); i++)
        if (cps_str_is(pair.name, name)) return pair.value;
    return (capias_str){0};
}

bool cps_xml_attribute_at(const struct cps_xml *x, size_t number, struct cps_xml_pair *out)
{
    if (number >= x->n_attributes) return false;
    const XML_Char *const *a = x->attributes + number * 2;
    *out = (struct cps_xml_pair){local_name(a[0]), cps_str_trim(cps_str(a[1]))};
    return true;
}

uint32_t cps_xml_line(const struct cps_xml *x)
{
    return (uint32_t)XML_GetCurrentLineNumber(x->parser);
}

uint32_t cps_xml_column(const struct cps_xml *x)
{
    return (uint32_t)XML_GetCurrentColumnNumber(x->parser) + 1;
}

unsigned cps_xml_depth(const struct cps_xml *x)
{
    return x->depth;
}
