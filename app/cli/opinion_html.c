/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/opinion_html.c: an opinion as one HTML page that reads on screen and prints on paper. */
#include "opinion.h"

static const char style[] =
    "body{font:12pt/1.5 Georgia,'Times New Roman',serif;max-width:44em;margin:2.5em auto;padding:0 1.2em;color:#111;"
    "background:#fff}\n"
    "h1{font-size:1.5em;line-height:1.25}h2{font-size:1.15em;margin:1.8em 0 .5em;border-bottom:1px solid #999}"
    "h3{font-size:1em;margin:1.3em 0 .4em}\n"
    ".note{color:#444;font-size:.9em}p{margin:.5em 0}p.par{padding-left:2.6em;text-indent:-2.6em}"
    "p.par .n{display:inline-block;width:2.6em;text-indent:0;color:#444}\n"
    "ul{margin:.2em 0 .6em 2.6em;padding-left:1.1em}li{margin:.25em 0}sup{line-height:0}sup a{color:#124;text-decoration:none}"
    "ol.sources{font-size:.9em}ol.sources li{margin:.3em 0;overflow-wrap:anywhere}\n"
    "@media (prefers-color-scheme:dark){body{background:#14161a;color:#e6e6e6}.note,p.par .n{color:#aaa}sup a{color:#9cf}}\n"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:11pt;color:#000;background:#fff}h2,h3{break-after:avoid}"
    "li,p{orphans:2;widows:2}sup a{color:#000}}\n";

static void put_text(struct cps_buf *b, capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '<': cps_buf_str(b, CPS_STR("&lt;")); break;
        case '>': cps_buf_str(b, CPS_STR("&gt;")); break;
        case '&': cps_buf_str(b, CPS_STR("&amp;")); break;
        case '"': cps_buf_str(b, CPS_STR("&quot;")); break;
        default: cps_buf_add(b, s.p + i, 1);
        }
}

static void put_sources(struct cps_buf *b, const capias_block *block)
{
    if (!block->n_sources) return;
    cps_buf_str(b, CPS_STR(" <sup>"));
    for (size_t i = 0; i < block->n_sources; i++)
        cps_buf_printf(b, "%s<a href=\"#s%u\">%u</a>", i ? ", " : "", (unsigned)block->sources[i],
                       (unsigned)block->sources[i]);
    cps_buf_str(b, CPS_STR("</sup>"));
}

static void put_block(struct cps_buf *b, const capias_block *block)
{
    static const struct {
        const char *before, *after;
    } tags[] = {[CAPIAS_BLOCK_TITLE] = {"<h1>", "</h1>"},
                [CAPIAS_BLOCK_NOTE] = {"<p class=\"note\">", "</p>"},
                [CAPIAS_BLOCK_HEADING] = {"<h2>", "</h2>"},
                [CAPIAS_BLOCK_SUBHEADING] = {"<h3>", "</h3>"},
                [CAPIAS_BLOCK_PARAGRAPH] = {"", "</p>"},
                [CAPIAS_BLOCK_ITEM] = {"<li>", "</li>"}};
    if (block->kind == CAPIAS_BLOCK_PARAGRAPH)
        cps_buf_printf(b, "<p class=\"par\" id=\"p%u\"><span class=\"n\">%u.</span>", (unsigned)block->number,
                       (unsigned)block->number);
    cps_buf_str(b, cps_str(tags[block->kind].before));
    put_text(b, block->text);
    put_sources(b, block);
    cps_buf_printf(b, "%s\n", tags[block->kind].after);
}

/* "https://..." within a source becomes a link. */
static void put_source(struct cps_buf *b, capias_str s)
{
    size_t at = cps_str_find(s, CPS_STR("https://"), 0), end = at;
    if (at == SIZE_MAX) {
        put_text(b, s);
        return;
    }
    while (end < s.n && !memchr(" ;,()\"'<>", s.p[end], 9)) end++;
    put_text(b, cps_str_sub(s, 0, at));
    cps_buf_str(b, CPS_STR("<a href=\""));
    put_text(b, cps_str_sub(s, at, end));
    cps_buf_str(b, CPS_STR("\">"));
    put_text(b, cps_str_sub(s, at, end));
    cps_buf_str(b, CPS_STR("</a>"));
    put_source(b, cps_str_sub(s, end, s.n));
}

void opinion_html(const capias_opinion *o, struct cps_buf *out)
{
    cps_buf_str(out, CPS_STR("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"));
    put_text(out, o->title);
    cps_buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
    for (size_t i = 0; i < o->n_blocks; i++) {
        bool item = o->blocks[i].kind == CAPIAS_BLOCK_ITEM;
        bool before = i && o->blocks[i - 1].kind == CAPIAS_BLOCK_ITEM;
        bool after = i + 1 < o->n_blocks && o->blocks[i + 1].kind == CAPIAS_BLOCK_ITEM;
        if (item && !before) cps_buf_str(out, CPS_STR("<ul>\n"));
        put_block(out, &o->blocks[i]);
        if (item && !after) cps_buf_str(out, CPS_STR("</ul>\n"));
    }
    cps_buf_str(out, CPS_STR("<h2>Sources</h2>\n<ol class=\"sources\">\n"));
    for (size_t i = 0; i < o->sources.n; i++) {
        cps_buf_printf(out, "<li id=\"s%zu\">", i + 1);
        put_source(out, o->sources.v[i]);
        cps_buf_str(out, CPS_STR("</li>\n"));
    }
    cps_buf_str(out, CPS_STR("</ol>\n</body>\n</html>\n"));
}
