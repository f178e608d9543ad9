/* SPDX-License-Identifier: Apache-2.0
 *
 * names/keys.c: what makes two tokens candidates for each other.
 *
 * In    text, script and symbol of a token.      Out   sorted 64-bit keys, each once.
 * Idea  two words within k edits share a string that both become when at most k letters are left
 *       out (the deletion neighbourhood of SymSpell); spellings of one sound share a consonant
 *       skeleton; words of one meaning share a symbol. Recall measured in docs/matching.md.
 *
 * Hashes are polynomials over the characters, so that each deletion costs a few multiplications
 * from prefix and suffix sums, whatever the length of the word.
 */
#include "names/model.h"

#define BASE UINT64_C(0x9e3779b97f4a7c15)

enum { KEY_TEXT = 1, KEY_SKELETON, KEY_SYMBOL, KEY_NICKNAME };

static uint64_t finish(uint64_t h, unsigned kind)
{
    h += kind * UINT64_C(0xd6e8feb86659fd93);
    h = (h ^ (h >> 32)) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ (h >> 29)) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ (h >> 32);
}

unsigned cps_deletions(unsigned length)
{
    return length <= 2 ? 0 : length <= 5 ? 1 : length <= 16 ? 2 : 1;
}

void cps_chars_of(capias_str text, struct cps_chars *out)
{
    out->n = 0;
    out->latin = true;
    for (size_t i = 0; i < text.n && out->n < CPS_TOKEN_BYTES;) {
        uint8_t b = (uint8_t)text.p[i];
        uint32_t c = b;
        if (b < 128)
            i++;
        else
            c = cps_utf8_next(text, &i);
        uint8_t letter = CPS_LETTERS;
        if (c >= 'a' && c <= 'z')
            letter = (uint8_t)(c - 'a');
        else if (c >= '0' && c <= '9')
            letter = (uint8_t)(c - '0' + 26);
        else
            out->latin = false;
        out->letter[out->n] = letter;
        out->c[out->n++] = c;
    }
}

/* ---- skeletons ---------------------------------------------------------------------------------- */

/* Letters of one sound class; '.' is left out. */
static char sound(char c)
{
    switch (c) {
    case 'a': case 'e': case 'i': case 'o': case 'u': case 'y': case 'h': case 'j': return '.';
    case 'c': case 'q': return 'k';
    case 'w': return 'v';
    case 'z': return 's';
    default: return c;
    }
}

static char vowel(char c)
{
    switch (c) {
    case 'a': return 'a';
    case 'e': case 'i': case 'y': case 'j': return 'i';
    case 'o': case 'u': case 'w': return 'u';
    default: return 0;
    }
}

static bool before(capias_str s, size_t i, const char *letters)
{
    return i < s.n && strchr(letters, s.p[i]) != NULL;
}

/* One sound from s[*i]; moves *i past it. */
static const char *next_sound(capias_str s, size_t *i, char one[2])
{
    size_t k = *i;
    char c = s.p[k];
    *i = k + 1;
    one[1] = 0;
    if (c == 'x') return k == 0 ? "s" : "ks";
    if (c == 'c' && before(s, k + 1, "eiy")) return "s";
    if (c == 'c' && before(s, k + 1, "h")) return *i = k + 2, "s";
    if (c == 'p' && before(s, k + 1, "h")) return *i = k + 2, "f";
    if (c == 'k' && before(s, k + 1, "h")) return *i = k + 2, "k";
    if (c == 'g' && before(s, k + 1, "h")) return *i = k + 2, "g";
    if (c == 't' && before(s, k + 1, "s") && k + 2 < s.n) return *i = k + 2, "s";
    if (c == 'd' && before(s, k + 1, "jz")) return *i = k + 2, "s";
    if (c == 't' && before(s, k + 1, "jc")) return *i = k + 2, "s";
    one[0] = sound(c);
    return one;
}

static bool is_ascii(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] >= 128) return false;
    return true;
}

size_t cps_skeleton(capias_str text, char out[CPS_TOKEN_BYTES])
{
    if (!is_ascii(text)) return 0;
    size_t n = 0;
    char last = 0;
    for (size_t i = 0; i < text.n;) {
        char one[2];
        for (const char *p = next_sound(text, &i, one); *p; p++) {
            if (*p != '.' && *p != last && n < CPS_TOKEN_BYTES) out[n++] = *p;
            if (*p != '.') last = *p;
        }
    }
    if (n >= 2) return n;
    /* Too little to tell words apart: vowels stay, by class. */
    n = 0;
    last = 0;
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        char one[2], v = vowel(text.p[at]);
        const char *p = next_sound(text, &i, one);
        char c = *p != '.' ? *p : v ? v : 0;
        if (c && c != last && n < CPS_TOKEN_BYTES) out[n++] = c;
        if (c) last = c;
    }
    return n;
}

static bool has_skeleton(const struct cps_skeletons *s, const char *text, size_t n)
{
    for (unsigned i = 0; i < s->count; i++)
        if (s->n[i] == n && memcmp(s->text[i], text, n) == 0) return true;
    return false;
}

/* skeleton `from` with the sound at `at` replaced; two of a kind side by side are one. */
static void add_replaced(struct cps_skeletons *s, unsigned from, unsigned at, char to)
{
    char made[CPS_TOKEN_BYTES];
    size_t n = 0;
    for (unsigned i = 0; i < s->n[from]; i++) {
        char c = i == at ? to : s->text[from][i];
        if (c && (n == 0 || made[n - 1] != c)) made[n++] = c;
    }
    if (n < 2 || s->count == CPS_SKELETONS || has_skeleton(s, made, n)) return;
    memcpy(s->text[s->count], made, n);
    s->n[s->count++] = (uint8_t)n;
}

void cps_skeletons_of(capias_str text, uint8_t script, struct cps_skeletons *out)
{
    out->n[0] = (uint8_t)cps_skeleton(text, out->text[0]);
    out->count = out->n[0] ? 1 : 0;
    for (unsigned done = 0, edits = 0; edits < 2; edits++) {
        unsigned until = out->count;
        for (uint32_t r = 0; r < cps_skeleton_rules_n; r++) {
            const struct cps_skeleton_rule *rule = &cps_skeleton_rules[r];
            if (rule->script != script) continue;
            for (unsigned from = done; from < until; from++)
                for (unsigned i = 0; i < out->n[from]; i++)
                    if (out->text[from][i] == rule->from) add_replaced(out, from, i, rule->to);
        }
        done = until;
    }
}

/* ---- hashing ------------------------------------------------------------------------------------ */

struct sums {
    uint64_t prefix[CPS_TOKEN_BYTES + 1]; /* hash of the first i characters                         */
    uint64_t suffix[CPS_TOKEN_BYTES + 1]; /* of those from i on                                     */
    uint64_t power[CPS_TOKEN_BYTES + 1];
    unsigned n;
};

static void sums_of(const struct cps_chars *t, struct sums *s)
{
    s->n = t->n;
    s->prefix[0] = 0;
    s->power[0] = 1;
    for (unsigned i = 0; i < t->n; i++) {
        s->prefix[i + 1] = s->prefix[i] * BASE + t->c[i] + 1;
        s->power[i + 1] = s->power[i] * BASE;
    }
    s->suffix[t->n] = 0;
    for (unsigned i = t->n; i-- > 0;)
        s->suffix[i] = s->suffix[i + 1] + (t->c[i] + 1) * s->power[t->n - 1 - i];
}

/* The part from `from` up to, not including, `until`. */
static uint64_t middle(const struct sums *s, unsigned from, unsigned until)
{
    return s->prefix[until] - s->prefix[from] * s->power[until - from];
}

static uint64_t bytes_hash(const char *p, size_t n)
{
    uint64_t h = 0;
    for (size_t i = 0; i < n; i++)
        h = h * BASE + (uint8_t)p[i] + 1;
    return h;
}

static unsigned deletion_keys(const struct cps_chars *t, uint64_t *keys)
{
    struct sums s;
    sums_of(t, &s);
    unsigned n = 0, depth = cps_deletions(t->n);
    keys[n++] = finish(s.prefix[t->n], KEY_TEXT);
    if (depth == 0) return n;
    for (unsigned i = 0; i < t->n; i++) {
        uint64_t head = s.prefix[i];
        keys[n++] = finish(head * s.power[t->n - i - 1] + s.suffix[i + 1], KEY_TEXT);
        if (depth < 2) continue;
        for (unsigned j = i + 1; j < t->n; j++) {
            uint64_t two = head * s.power[j - i - 1] + middle(&s, i + 1, j);
            keys[n++] = finish(two * s.power[t->n - j - 1] + s.suffix[j + 1], KEY_TEXT);
        }
    }
    return n;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint64_t skeleton_key(capias_str text)
{
    char skeleton[CPS_TOKEN_BYTES];
    size_t n = cps_skeleton(text, skeleton);
    return n ? finish(bytes_hash(skeleton, n), KEY_SKELETON) : 0;
}

static uint64_t text_key(capias_str text)
{
    uint64_t h = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t c = cps_utf8_next(text, &i);
        h = h * BASE + c + 1;
    }
    return finish(h, KEY_TEXT);
}

/* A native text: as it stands, and each of its spellings. */
static unsigned native_keys(const struct cps_name_token *t, uint64_t *keys)
{
    struct cps_reading r[CPS_READINGS];
    unsigned n = 0, m = cps_readings(t->text, r);
    keys[n++] = text_key(t->text);
    for (unsigned i = 0; i < m; i++) keys[n++] = text_key((capias_str){r[i].text, r[i].n});
    if (t->script != CPS_SCRIPT_HAN) return n;
    m = cps_hangul_readings(t->text, r);
    for (unsigned i = 0; i < m; i++) keys[n++] = text_key((capias_str){r[i].text, r[i].n});
    return n;
}
_Static_assert(CPS_READINGS + CPS_HANGUL_READINGS + 1 <= CPS_JOIN_KEYS, "the keys of a join");

unsigned cps_name_keys(const struct cps_name_token *t, uint64_t keys[CPS_KEYS_MAX])
{
    unsigned n = 0;
    if (t->symbol) keys[n++] = finish(t->symbol, KEY_SYMBOL);
    if (cps_is_native(t)) {
        n += native_keys(t, keys + n);
    } else if (!(t->classes & CPS_CLASS_NUMBER)) {
        struct cps_chars c;
        cps_chars_of(t->text, &c);
        n += deletion_keys(&c, keys + n);
        struct cps_skeletons s;
        cps_skeletons_of(t->text, t->script, &s);
        for (unsigned i = 0; i < s.count; i++) keys[n++] = finish(bytes_hash(s.text[i], s.n[i]), KEY_SKELETON);
        const struct cps_nickname *nick = cps_nickname_find(t->text);
        for (unsigned i = 0; nick && i < nick->n && n < CPS_KEYS_MAX; i++)
            keys[n++] = finish(cps_nickname_groups[nick->first + i], KEY_NICKNAME);
    }
    qsort(keys, n, sizeof *keys, by_value);
    unsigned kept = 0;
    for (unsigned i = 0; i < n; i++)
        if (kept == 0 || keys[kept - 1] != keys[i]) keys[kept++] = keys[i];
    return kept;
}

unsigned cps_join_keys(const struct cps_name_token *t, uint64_t keys[CPS_JOIN_KEYS])
{
    if (cps_is_native(t)) return native_keys(t, keys);
    struct cps_chars c;
    struct sums s;
    cps_chars_of(t->text, &c);
    sums_of(&c, &s);
    unsigned n = 0;
    keys[n++] = finish(s.prefix[c.n], KEY_TEXT);
    uint64_t k = skeleton_key(t->text);
    if (k) keys[n++] = k;
    return n;
}

/* ---- the same question without the keys --------------------------------------------------------- */

/* Length of the longest common subsequence, bit-parallel (Hyyrö 2004): one step per letter of b. */
static unsigned common_letters(const struct cps_chars *a, const struct cps_chars *b)
{
    uint64_t v = ~UINT64_C(0);
    uint64_t at[CPS_LETTERS] = {0};
    bool table = a->latin && b->latin;
    for (unsigned i = 0; table && i < a->n; i++)
        at[a->letter[i]] |= UINT64_C(1) << i;
    for (unsigned j = 0; j < b->n; j++) {
        uint64_t m = 0;
        if (table)
            m = at[b->letter[j]];
        else
            for (unsigned i = 0; i < a->n; i++)
                m |= (uint64_t)(a->c[i] == b->c[j]) << i;
        uint64_t u = v & m;
        v = (v + u) | (v - u);
    }
    uint64_t zeros = ~v;
    if (a->n < 64) zeros &= (UINT64_C(1) << a->n) - 1;
    unsigned n = 0;
    for (; zeros; zeros &= zeros - 1)
        n++;
    return n;
}

static bool share_deletion(const struct cps_chars *a, const struct cps_chars *b)
{
    unsigned ka = cps_deletions(a->n), kb = cps_deletions(b->n);
    if (a->n > b->n + ka || b->n > a->n + kb) return false;
    unsigned common = common_letters(a, b);
    return a->n - common <= ka && b->n - common <= kb;
}

static bool share_skeleton(const struct cps_name_token *a, const struct cps_name_token *b)
{
    struct cps_skeletons x, y;
    cps_skeletons_of(a->text, a->script, &x);
    cps_skeletons_of(b->text, b->script, &y);
    for (unsigned i = 0; i < x.count; i++)
        if (has_skeleton(&y, x.text[i], x.n[i])) return true;
    return false;
}

bool cps_native_share_key(const struct cps_name_token *a, const struct cps_name_token *b, bool join)
{
    uint64_t x[CPS_KEYS_MAX], y[CPS_KEYS_MAX];
    unsigned n = join ? cps_join_keys(a, x) : cps_name_keys(a, x), m = cps_name_keys(b, y);
    for (unsigned i = 0; i < n; i++)
        if (bsearch(&x[i], y, m, sizeof *y, by_value)) return true;
    return false;
}

bool cps_share_key(const struct cps_name_token *a, const struct cps_name_token *b)
{
    if (a->symbol && a->symbol == b->symbol) return true;
    if (cps_is_native(a) || cps_is_native(b)) return cps_native_share_key(a, b, false);
    if ((a->classes | b->classes) & CPS_CLASS_NUMBER) return false;
    struct cps_chars x, y;
    cps_chars_of(a->text, &x);
    cps_chars_of(b->text, &y);
    return share_deletion(&x, &y) || share_skeleton(a, b) ||
           cps_same_nickname_group(a->text, b->text);
}

bool cps_join_shares_key(capias_str joined, capias_str skeleton, const struct cps_name_token *whole,
                         capias_str whole_skeleton)
{
    if (skeleton.n && cps_str_eq(skeleton, whole_skeleton)) return true;
    struct cps_skeletons others;
    if (skeleton.n && whole->script != CPS_SCRIPT_LATIN) {
        cps_skeletons_of(whole->text, whole->script, &others);
        if (has_skeleton(&others, skeleton.p, skeleton.n)) return true;
    }
    /* At most two characters are left out of the whole, of at most four bytes each. */
    if (whole->text.n < joined.n || whole->text.n > joined.n + 8) return false;
    struct cps_chars x, y;
    cps_chars_of(joined, &x);
    cps_chars_of(whole->text, &y);
    return x.n <= y.n && (unsigned)(y.n - x.n) <= cps_deletions(y.n) &&
           common_letters(&x, &y) == x.n;
}
