/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/why.c: why some words were taken for a mention, as data and as a sentence. */
#include "reader/page.h"

static const char *const ways[] = {
    [CPS_BY_NAME] = "name",
    [CPS_BY_INFLECTED] = "inflected",
    [CPS_BY_SHORT_NAME] = "short_name",
    [CPS_BY_SPELLING] = "spelling",
    [CPS_BY_BENT] = "bent",
    [CPS_BY_SAME] = "same",
    [CPS_BY_WORDS_BESIDE] = "words_beside",
    [CPS_BY_DESCRIBED] = "described",
    [CPS_BY_NOUN] = "noun",
    [CPS_BY_PATTERN] = "pattern",
};

static const char *said(uint8_t by)
{
    static const char *const sentences[] = {
        [CPS_BY_NAME] = "the register has this name",
        [CPS_BY_INFLECTED] = "a name of the register with an ending of its language",
        [CPS_BY_SHORT_NAME] = "part of a name of the register",
        [CPS_BY_SPELLING] = "near a name of the register",
        [CPS_BY_BENT] = "a name that translation has bent",
        [CPS_BY_SAME] = "named before or after in this text",
        [CPS_BY_WORDS_BESIDE] = "written like a name, and the words beside it speak for one",
        [CPS_BY_DESCRIBED] = "described, not named",
        [CPS_BY_NOUN] = "a noun of organisations with a name",
        [CPS_BY_PATTERN] = "written like a date or quantity"};
    return sentences[by];
}

static const struct cps_cue *cue_of(const struct cps_find *f)
{
    return f->cue != 0 && f->cue <= cps_reader_cues_n ? &cps_reader_cues[f->cue - 1] : NULL;
}

capias_status cps_find_why(const struct cps_page *p, const struct cps_find *f, uint64_t start,
                           capias_why *out, capias_error *err)
{
    uint8_t by = f->by < CPS_BY_WAYS ? f->by : CPS_BY_NAME;
    const struct cps_cue *cue = cue_of(f);
    const struct cps_find *of = f->cluster < p->finds.n ? &p->finds.v[f->cluster] : NULL;
    *out = (capias_why){.by = cps_str(ways[by]), .of = start};
    if (of != NULL) {
        out->of = p->words[of->first].start;
        out->name = cps_page_slice(p, of->first, of->until);
    } else if (by < CPS_BY_WORDS_BESIDE || by == CPS_BY_DESCRIBED) {
        out->name = f->canonical;
    }
    if (cue != NULL) {
        out->cue = cps_str(cue->phrase);
        out->row = cps_arena_printf(p->arena, "data/%s:%u",
                                    cue->states ? "states/demonyms.csv" : "reader/cues.csv",
                                    (unsigned)cue->line);
    }
    out->text = cps_arena_printf(
        p->arena, "%s%s%.*s%s%s%s%s", said(by), out->name.n > 0 ? ": " : "", CPS_FMT(out->name),
        cue != NULL ? "; beside it stands \"" : "", cue != NULL ? cue->phrase : "",
        cue != NULL ? "\"" : "", f->nested ? "; inside another mention" : "");
    return out->text.p == NULL || (cue != NULL && out->row.p == NULL) ? cps_fail_memory(err)
                                                                      : CAPIAS_OK;
}
