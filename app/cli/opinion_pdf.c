/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/opinion_pdf.c: an opinion on A4 pages (pango and cairo, when the program was built with them).
 *
 * Blocks are laid out one after the other; a block that does not fit goes on, line by line, on the next
 * page, and a heading does not stand alone at the foot of one. Lengths are points, 72 to an inch. */
#ifdef CAPIAS_WITH_PANGO /* before our headers, which forbid words that these use */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#endif

#include "opinion.h"

#ifdef CAPIAS_WITH_PANGO

#define WIDTH 595.28
#define HEIGHT 841.89
#define MARGIN 64.0
#define FOOT 40.0

struct page {
    cairo_t *cairo;
    struct cps_buf *out;
    double y;
    unsigned number;
    capias_str title;
};

static cairo_status_t take(void *ctx, const unsigned char *bytes, unsigned n)
{
    struct cps_buf *b = ctx;
    cps_buf_add(b, bytes, n);
    return b->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static PangoLayout *layout_of(const struct page *p, const char *font, capias_str text, double width)
{
    PangoLayout *layout = pango_cairo_create_layout(p->cairo);
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, 1.25F);
    pango_layout_set_text(layout, text.p ? text.p : "", (int)text.n);
    return layout;
}

static void finish_page(struct page *p)
{
    char foot[32];
    (void)snprintf(foot, sizeof foot, "%u", p->number);
    PangoLayout *layout = layout_of(p, "Serif 9", cps_str(foot), WIDTH - 2 * MARGIN);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    cairo_move_to(p->cairo, MARGIN, HEIGHT - FOOT);
    pango_cairo_show_layout(p->cairo, layout);
    g_object_unref(layout);
    cairo_show_page(p->cairo);
    p->number++;
    p->y = MARGIN;
}

/* Puts a text, from page to page. `keep`: points that must follow on the same page. */
static void put(struct page *p, const char *font, capias_str text, double indent, double before, double keep)
{
    PangoLayout *layout = layout_of(p, font, text, WIDTH - 2 * MARGIN - indent);
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    double bottom = HEIGHT - MARGIN, top = 0, start;
    int height;
    pango_layout_get_size(layout, NULL, &height);
    p->y += before;
    if (keep > 0 && p->y + (double)height / PANGO_SCALE + keep > bottom) finish_page(p);
    start = p->y;
    do {
        PangoRectangle logical;
        int y0, y1;
        pango_layout_iter_get_line_yrange(lines, &y0, &y1);
        pango_layout_iter_get_line_extents(lines, NULL, &logical);
        if (start + ((double)y1 / PANGO_SCALE - top) > bottom) {
            finish_page(p);
            start = p->y;
            top = (double)y0 / PANGO_SCALE;
        }
        double baseline = (double)pango_layout_iter_get_baseline(lines) / PANGO_SCALE;
        cairo_move_to(p->cairo, MARGIN + indent + (double)logical.x / PANGO_SCALE, start + baseline - top);
        pango_cairo_show_layout_line(p->cairo, pango_layout_iter_get_line_readonly(lines));
        p->y = start + ((double)y1 / PANGO_SCALE - top);
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
    g_object_unref(layout);
}

static void add_sources(struct cps_buf *text, const capias_block *b)
{
    for (size_t i = 0; i < b->n_sources; i++)
        cps_buf_printf(text, "%s%u%s", i ? ", " : " [", (unsigned)b->sources[i], i + 1 == b->n_sources ? "]" : "");
}

static void put_block(struct page *p, const capias_block *b)
{
    static const struct {
        const char *font;
        double indent, before, keep;
    } looks[] = {[CAPIAS_BLOCK_TITLE] = {"Serif Bold 17", 0, 0, 0},
                 [CAPIAS_BLOCK_NOTE] = {"Serif 9", 0, 6, 0},
                 [CAPIAS_BLOCK_HEADING] = {"Serif Bold 13", 0, 18, 40},
                 [CAPIAS_BLOCK_SUBHEADING] = {"Serif Bold 11", 0, 12, 36},
                 [CAPIAS_BLOCK_PARAGRAPH] = {"Serif 10.5", 26, 5, 0},
                 [CAPIAS_BLOCK_ITEM] = {"Serif 10.5", 42, 3, 0}};
    struct cps_buf text = {0};
    char mark[16] = "";
    if (b->kind == CAPIAS_BLOCK_PARAGRAPH) (void)snprintf(mark, sizeof mark, "%u.", (unsigned)b->number);
    if (b->kind == CAPIAS_BLOCK_ITEM) (void)snprintf(mark, sizeof mark, "\xe2\x80\x93");
    cps_buf_str(&text, b->text);
    add_sources(&text, b);
    double y = p->y, indent = looks[b->kind].indent;
    unsigned page = p->number;
    if (mark[0] && p->y + looks[b->kind].before + 16 > HEIGHT - MARGIN) finish_page(p), y = p->y, page = p->number;
    if (mark[0]) {
        put(p, looks[b->kind].font, cps_str(mark), b->kind == CAPIAS_BLOCK_ITEM ? 28 : 0, looks[b->kind].before, 0);
        if (page == p->number) p->y = y;
    }
    put(p, looks[b->kind].font, (capias_str){text.v, text.n}, indent, looks[b->kind].before, looks[b->kind].keep);
    cps_buf_release(&text);
}

static void put_all(struct page *p, const capias_opinion *o)
{
    for (size_t i = 0; i < o->n_blocks; i++) put_block(p, &o->blocks[i]);
    put_block(p, &(capias_block){.kind = CAPIAS_BLOCK_HEADING, .text = CPS_STR("Sources")});
    for (size_t i = 0; i < o->sources.n; i++) {
        const capias_block source = {.kind = CAPIAS_BLOCK_PARAGRAPH, .number = (uint32_t)i + 1,
                                     .text = o->sources.v[i]};
        put_block(p, &source);
    }
    finish_page(p);
}

capias_status opinion_pdf(const capias_opinion *o, struct cps_buf *out, capias_error *err)
{
    char created[32], title[256];
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, WIDTH, HEIGHT);
    /* The same question gives the same bytes: no clock is read. */
    (void)snprintf(created, sizeof created, "%.*sT00:00:00Z", CPS_FMT(o->known));
    (void)snprintf(title, sizeof title, "%.*s", CPS_FMT(o->title));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Capias " CAPIAS_VERSION);
    struct page p = {.cairo = cairo_create(surface), .out = out, .y = MARGIN, .number = 1, .title = o->title};
    put_all(&p, o);
    cairo_destroy(p.cairo);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_NO_MEMORY || out->failed) return cps_fail_memory(err);
    if (status == CAIRO_STATUS_SUCCESS) return CAPIAS_OK;
    return cps_fail(err, CAPIAS_E_IO, "cannot make the PDF: %s", cairo_status_to_string(status));
}

#else

capias_status opinion_pdf(const capias_opinion *o, struct cps_buf *out, capias_error *err)
{
    (void)o, (void)out;
    (void)cps_fail_at(err, CAPIAS_E_ARG, "--format", 0, 0, "this program was built without PDF");
    cps_hint(err, "install libpango1.0-dev and build again; or write HTML and print it");
    return CAPIAS_E_ARG;
}

#endif
