/* SPDX-License-Identifier: Apache-2.0
 *
 * names/readings.c: what characters of Han and Hangul are spelt like in Latin.
 *
 * In    the characters of a token, as they stand.      Out   Latin spellings, and what each costs.
 * Idea  a character has syllables (Mandarin, Cantonese, Korean, Japanese), a syllable has spellings.
 *       One language reads all characters of a token, so the spellings of a token are the products
 *       of its characters' within one language:
 *
 *         近平 ──▶ m: jin ping ──▶ jinping, chinping      c: gan ping ──▶ kanping, ...     k, j: ...
 *
 *       A Latin word is read off against that lattice; there are no edits, since a syllable says so
 *       little that one letter makes another name. The keys are the cheapest products.
 * Invariant  the cost does not depend on which products made it into the keys.
 */
#include "names/model.h"

static const char systems[] = {'m', 'c', 'k', 'j', 'f'};
enum { SYSTEMS = sizeof systems, FAMILY = SYSTEMS - 1 }; /* f: spellings of a family, alone         */
_Static_assert(SYSTEMS == CPS_LANGUAGES + 1, "the languages, and the families of the Chinese two");
/* How many products of a system become keys. */
static const uint8_t most[SYSTEMS] = {8, 24, 24, 24, 8};

uint32_t cps_counts_as(uint32_t c)
{
    uint32_t low = 0, high = cps_variants_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cps_variants[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < cps_variants_n && cps_variants[low].character == c ? cps_variants[low].counts_as : c;
}

static const struct cps_character *find(uint32_t c)
{
    uint32_t low = 0, high = cps_characters_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cps_characters[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < cps_characters_n && cps_characters[low].character == c ? &cps_characters[low]
                                                                       : NULL;
}

bool cps_is_native(const struct cps_name_token *t)
{
    return (t->script == CPS_SCRIPT_HAN || t->script == CPS_SCRIPT_HANGUL) && t->text.n &&
           (uint8_t)t->text.p[0] >= 128;
}

/* The characters of a token; 0 when there are too many to be read, or one has no reading. */
static unsigned characters_of(capias_str text, const struct cps_character *out[CPS_READ_MAX])
{
    unsigned n = 0;
    for (size_t i = 0; i < text.n;) {
        const struct cps_character *c = find(cps_utf8_next(text, &i));
        if (!c || n == CPS_READ_MAX) return 0;
        out[n++] = c;
    }
    return n;
}

/* ---- a Latin word against the lattice ---------------------------------------------------------- */

/* Spellings of c that stand at text[at..] lead from cost `so_far` to a cost at their end. */
static void step(const struct cps_character *c, char system, capias_str text, size_t at,
                 unsigned so_far, uint16_t *next)
{
    for (unsigned i = 0; i < c->n; i++) {
        const struct cps_character_reading *r = &cps_character_readings[c->first + i];
        const struct cps_syllable *y = &cps_syllables[r->syllable];
        if (y->system != system) continue;
        for (unsigned k = 0; k < y->n; k++) {
            const struct cps_spelling_of *s = &cps_spellings_of[y->first + k];
            size_t end = at + s->length;
            unsigned cost = so_far + r->cost + s->cost;
            if (end > text.n || memcmp(text.p + at, s->text, s->length) != 0) continue;
            if (cost < next[end]) next[end] = (uint16_t)cost;
        }
    }
}

static uint16_t lattice_cost(const struct cps_character *const *c, unsigned n, char system,
                             capias_str text)
{
    uint16_t row[2][CPS_TOKEN_BYTES + 1];
    memset(row[0], 0xff, sizeof row[0]);
    row[0][0] = 0;
    for (unsigned i = 0; i < n; i++) {
        const uint16_t *from = row[i % 2];
        uint16_t *next = row[(i + 1) % 2];
        memset(next, 0xff, sizeof row[0]);
        for (size_t at = 0; at < text.n; at++)
            if (from[at] != CPS_UNRELATED) step(c[i], system, text, at, from[at], next);
    }
    return row[n % 2][text.n];
}

static uint16_t latin_cost(capias_str native, capias_str text, unsigned language)
{
    const struct cps_character *c[CPS_READ_MAX];
    unsigned n = characters_of(native, c);
    uint16_t best = CPS_UNRELATED;
    for (unsigned s = 0; n && s < SYSTEMS; s++) {
        bool chinese = language < 2, any = language == CPS_LANGUAGES;
        if (s == FAMILY ? n > 1 || !(chinese || any) : !any && s != language) continue;
        uint16_t cost = lattice_cost(c, n, systems[s], text);
        if (cost < best) best = cost;
    }
    return best;
}

/* Han read as Korean, character by character, against Hangul. */
static uint16_t hangul_cost(capias_str han, capias_str hangul)
{
    const struct cps_character *a[CPS_READ_MAX], *b[CPS_READ_MAX];
    unsigned n = characters_of(han, a), cost = 0;
    if (!n || characters_of(hangul, b) != n) return CPS_UNRELATED;
    for (unsigned k = 0; k < n; k++) {
        bool same = false;
        for (unsigned i = 0; i < a[k]->n && !same; i++) {
            const struct cps_character_reading *r = &cps_character_readings[a[k]->first + i];
            same = cps_syllables[r->syllable].hangul == b[k]->character;
            if (same) cost += r->cost;
        }
        if (!same) return CPS_UNRELATED;
    }
    return (uint16_t)cost;
}

uint16_t cps_native_cost(const struct cps_name_token *a, const struct cps_name_token *b,
                         unsigned language)
{
    if (!cps_is_native(a)) return latin_cost(b->text, a->text, language);
    if (!cps_is_native(b)) return latin_cost(a->text, b->text, language);
    if (a->script == b->script) return cps_str_eq(a->text, b->text) ? 0 : CPS_UNRELATED;
    return a->script == CPS_SCRIPT_HAN ? hangul_cost(a->text, b->text)
                                       : hangul_cost(b->text, a->text);
}

/* ---- the cheapest spellings --------------------------------------------------------------------- */

/* The cheapest `cap` of the spellings offered, ties by bytes. */
struct best {
    struct cps_reading *v;
    unsigned n, cap;
};

static bool cheaper(const struct cps_reading *a, const struct cps_reading *b)
{
    if (a->cost != b->cost) return a->cost < b->cost;
    return cps_str_cmp((capias_str){a->text, a->n}, (capias_str){b->text, b->n}) < 0;
}

static void offer(struct best *b, const struct cps_reading *r)
{
    if (b->n == b->cap && !cheaper(r, &b->v[b->n - 1])) return;
    unsigned at = b->n;
    for (unsigned i = 0; i < b->n; i++) {
        if (b->v[i].n != r->n || memcmp(b->v[i].text, r->text, r->n) != 0) continue;
        if (!cheaper(r, &b->v[i])) return;
        at = i; /* known, but dearer: it moves up                                                  */
        break;
    }
    if (at == b->n && b->n < b->cap) b->n++;
    if (at == b->n) at--;
    for (; at > 0 && cheaper(r, &b->v[at - 1]); at--) b->v[at] = b->v[at - 1];
    b->v[at] = *r;
}

static void extend(const struct cps_character *c, char system, const struct cps_reading *before,
                   struct best *out)
{
    for (unsigned i = 0; i < c->n; i++) {
        const struct cps_character_reading *r = &cps_character_readings[c->first + i];
        const struct cps_syllable *y = &cps_syllables[r->syllable];
        if (y->system != system) continue;
        for (unsigned k = 0; k < y->n; k++) {
            const struct cps_spelling_of *s = &cps_spellings_of[y->first + k];
            struct cps_reading longer = *before;
            if ((size_t)longer.n + s->length > sizeof longer.text) continue;
            memcpy(longer.text + longer.n, s->text, s->length);
            longer.n = (uint8_t)(longer.n + s->length);
            longer.cost = (uint16_t)(longer.cost + r->cost + s->cost);
            offer(out, &longer);
        }
    }
}

static unsigned readings_in(const struct cps_character *const *c, unsigned n, unsigned system,
                            struct cps_reading *out)
{
    struct cps_reading now[CPS_READINGS], next[CPS_READINGS];
    unsigned m = 1;
    now[0] = (struct cps_reading){.n = 0};
    for (unsigned i = 0; i < n; i++) {
        struct best b = {next, 0, most[system]};
        for (unsigned k = 0; k < m; k++) extend(c[i], systems[system], &now[k], &b);
        m = b.n;
        memcpy(now, next, m * sizeof *now);
    }
    memcpy(out, now, m * sizeof *now);
    return m;
}

unsigned cps_readings(capias_str native, struct cps_reading out[CPS_READINGS])
{
    const struct cps_character *c[CPS_READ_MAX];
    unsigned n = characters_of(native, c), m = 0;
    for (unsigned s = 0; n && s < SYSTEMS; s++)
        if (s != FAMILY || n == 1) m += readings_in(c, n, s, out + m);
    return m;
}

/* The products of the Korean readings, in Hangul; at most HANGUL_KEYS. */
unsigned cps_hangul_readings(capias_str han, struct cps_reading out[CPS_HANGUL_READINGS])
{
    const struct cps_character *c[CPS_READ_MAX];
    unsigned n = characters_of(han, c);
    struct cps_reading now[CPS_HANGUL_READINGS] = {{.n = 0}};
    unsigned m = n ? 1 : 0;
    for (unsigned i = 0; i < n; i++) {
        struct best b = {out, 0, CPS_HANGUL_READINGS};
        for (unsigned k = 0; k < m; k++)
            for (unsigned j = 0; j < c[i]->n; j++) {
                const struct cps_character_reading *r = &cps_character_readings[c[i]->first + j];
                uint32_t hangul = cps_syllables[r->syllable].hangul;
                struct cps_reading longer = now[k];
                if (!hangul || (size_t)longer.n + 4 > sizeof longer.text) continue;
                longer.n = (uint8_t)(longer.n + cps_utf8_put(hangul, longer.text + longer.n));
                longer.cost = (uint16_t)(longer.cost + r->cost);
                offer(&b, &longer);
            }
        m = b.n;
        memcpy(now, out, m * sizeof *now);
    }
    return m;
}

int cps_foreign_odds(capias_str han)
{
    int odds = 0;
    for (size_t i = 0; i < han.n;) {
        const struct cps_character *c = find(cps_counts_as(cps_utf8_next(han, &i)));
        odds += c ? c->foreign : 0;
    }
    return odds;
}

capias_str cps_first_spelling(capias_str native)
{
    const struct cps_character *c[CPS_READ_MAX];
    if (characters_of(native, c) != 1) return (capias_str){NULL, 0};
    for (unsigned s = 0; s < SYSTEMS; s++)
        for (unsigned i = 0; i < c[0]->n; i++) {
            const struct cps_character_reading *r = &cps_character_readings[c[0]->first + i];
            const struct cps_syllable *y = &cps_syllables[r->syllable];
            if (y->system == systems[s] && y->n)
                return (capias_str){cps_spellings_of[y->first].text,
                                    cps_spellings_of[y->first].length};
        }
    return (capias_str){NULL, 0};
}
