/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/speakers.c: who says what a sentence says.
 *
 * In    a page with its finds.      Out   the person beside a verb of speech.
 */
#include "reader/page.h"

#define SPEAKER_REACH 7 /* words between a verb of speech and who speaks: his title        */

#define APPOSITION_MAX 14 /* words between two commas that say who somebody is */

/* He says it; so what is said is not of him, unless the text goes on with "he". */
bool cps_person_speaks(const struct cps_page *p, const struct cps_find *f)
{
    bool comma = f->until < p->n && (p->words[f->until].flags & CPS_TEXT_AFTER_COMMA);
    if (!comma && cps_page_is(p, f->until, CPS_CUE_SPEECH)) return true;
    uint32_t from = p->sentences[p->words[f->first].sentence];
    for (uint32_t i = f->first; i > from && i + SPEAKER_REACH > f->first; i--) {
        const struct cps_find *before = i > 1 ? cps_page_find_at(p, i - 2) : NULL;
        if (cps_page_is(p, i - 1, CPS_CUE_SPEECH)) /* "Peskov said Putin ..." */
            return before == NULL || before->kind != CPS_FIND_PERSON || i - 1 == from;
        bool office = cps_page_is(p, i - 1, CPS_CUE_TITLE) || cps_page_find_at(p, i - 1) != NULL ||
                      cps_page_is(p, i - 1, CPS_CUE_GENITIVE) ||
                      (i < f->first && p->words[i - 1].cues == 0);
        if (!office) return false;
    }
    return false;
}

/* Who speaks by the verb at word k: the person right before it ("Peskov said"), behind it ("said
 * Peskov", ", said the minister of justice, ..."), or before an apposition ("Peskov, the spokesman
 * of the Kremlin, said"). */
static const struct cps_find *speaker_at(const struct cps_page *p, uint32_t k)
{
    uint32_t s = p->words[k].sentence, from = p->sentences[s], end = p->sentences[s + 1];
    bool comma = k > from && (p->words[k].flags & CPS_TEXT_AFTER_COMMA) != 0;
    bool german = strcmp(cps_reader_langs[p->lang], "de") == 0; /* "Das sagte Minister ..." */
    const struct cps_find *f = k > from && !comma ? cps_page_find_at(p, k - 1) : NULL;
    if (f != NULL && f->kind == CPS_FIND_PERSON) return f;
    for (uint32_t i = k + 1; i < end && i < k + SPEAKER_REACH; i++) {
        f = cps_page_find_at(p, i);
        if (f != NULL && f->kind == CPS_FIND_PERSON) {
            if (i == k + 1 || cps_person_speaks(p, f)) return f;
            break;
        }
        bool title = german && cps_page_is(p, i, CPS_CUE_TITLE);
        if (!comma && k > from && !title) break;
    }
    for (uint32_t i = k; comma && i > from && i + APPOSITION_MAX > k; i--) {
        f = cps_page_find_at(p, i - 1);
        if (f != NULL && f->kind == CPS_FIND_PERSON)
            return f->until < k && (p->words[f->until].flags & CPS_TEXT_AFTER_COMMA) ? f : NULL;
    }
    return NULL;
}

/* Who says what the sentence of word i says. */
const struct cps_find *cps_page_speaker(const struct cps_page *p, uint32_t i)
{
    uint32_t s = p->words[i].sentence;
    for (uint32_t k = p->sentences[s]; k < p->sentences[s + 1]; k++) {
        const struct cps_find *f =
            cps_page_is(p, k, CPS_CUE_SPEECH) && cps_page_find_at(p, k) == NULL ? speaker_at(p, k)
                                                                                : NULL;
        if (f != NULL) return f;
    }
    return NULL;
}
