/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold for every pair of names, over seeds. A failure prints the seed and the names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../ref/edits.h"

#include <stdio.h>

enum { SEEDS = 2000 };

static uint64_t draw(uint64_t *s)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *s >> 33;
}

static const char *const people[] = {
    "Sergey", "Viktorovich", "Lavrov", "Mohammed", "al", "bin", "Rashid", "Omar", "Maria", "Garcia",
    "de", "Souza", "Kim", "Jong", "Un", "A.", "J.", "Dr", "Сергей", "Лавров", "محمد", "حسن", "Ahmed",
    "Abd", "Rahman", "Xi", "Jinping", "O'Neil", "Ivanovna", "Petrova", "Bill", "William", "44",
    "習近平", "वर्मा", "Lee", "Li", "Nursultan", "Abdurrahman", "Smith-Jones"};
static const char *const others[] = {
    "Bank", "First", "1st", "International", "Trading", "LLC", "GmbH", "AG", "OOO", "Gazprom", "Neft",
    "of", "the", "China", "Iran", "Shipping", "Lines", "44", "Forty", "Four", "II", "V", "A.B.C.",
    "Limited", "Liability", "Company", "Murom", "zavod", "Завод", "Star", "Good", "Will", "Goodwill",
    "Petro", "Energy", "Holdings", "S.A.", "de", "C.V.", "MV"};

/* A name of up to five words, now and then with a letter changed. */
static void invent(uint64_t *seed, bool person, char *out, size_t room)
{
    size_t n = 0;
    unsigned words = 1 + (unsigned)(draw(seed) % 5);
    const char *const *list = person ? people : others;
    size_t many = person ? sizeof people / sizeof *people : sizeof others / sizeof *others;
    for (unsigned w = 0; w < words; w++) {
        const char *word = list[draw(seed) % many];
        n += (size_t)snprintf(out + n, room - n, "%s%s", w ? draw(seed) % 9 ? " " : "" : "", word);
    }
    for (unsigned edits = (unsigned)(draw(seed) % 3); edits; edits--) {
        size_t at = (size_t)(draw(seed) % n);
        if (out[at] >= 'a' && out[at] <= 'z') out[at] = (char)('a' + draw(seed) % 26);
    }
}

struct pair_of_names {
    struct cps_arena arena;
    char text[2][256];
    struct cps_name name[2];
};

static void make(struct pair_of_names *p, uint64_t seed)
{
    bool person = seed & 1;
    cps_arena_init(&p->arena, 0);
    uint64_t s = seed * 2 + 1;
    for (unsigned k = 0; k < 2; k++) {
        invent(&s, person, p->text[k], sizeof p->text[k]);
        capias_status status =
            cps_name_parse(cps_str(p->text[k]), person ? CPS_NAME_PERSON : CPS_NAME_ORGANISATION,
                           &p->arena, &p->name[k], NULL);
        assert_int_equal(status, CAPIAS_OK);
    }
}

static void done(struct pair_of_names *p) { cps_arena_release(&p->arena); }

#define CHECK(what)                                                                                \
    do {                                                                                           \
        if (!(what)) fail_msg("seed %u: %s | %s: " #what, seed, p.text[0], p.text[1]);             \
    } while (0)

static void a_name_is_most_like_itself(void **ctx)
{
    (void)ctx;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct pair_of_names p;
        make(&p, seed);
        uint32_t self = cps_name_compare(&p.name[0], &p.name[0], NULL);
        CHECK(self == 10000);
        CHECK(cps_name_compare(&p.name[0], &p.name[1], NULL) <= self);
        done(&p);
    }
}

/* Query and list play the same part but for words that one side has alone: those of the query count
 * for more (docs/matching.md), so a query that says more than the list scores no higher than the
 * other way round. */
static void only_leftovers_tell_query_from_list(void **ctx)
{
    (void)ctx;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct pair_of_names p;
        make(&p, seed);
        struct cps_name_alignment a, b;
        uint32_t x = cps_name_compare(&p.name[0], &p.name[1], &a);
        uint32_t y = cps_name_compare(&p.name[1], &p.name[0], &b);
        bool left = false, right = false;
        for (unsigned i = 0; i < a.n; i++) {
            left = left || (!a.pairs[i].right_n && a.pairs[i].weight);
            right = right || (!a.pairs[i].left_n && a.pairs[i].weight);
        }
        CHECK(left || right || x == y);
        CHECK(!left || right || x <= y);
        done(&p);
    }
}

static void order_of_a_persons_names_does_not_matter(void **ctx)
{
    (void)ctx;
    for (unsigned seed = 1; seed < SEEDS; seed += 2) {
        struct pair_of_names p;
        make(&p, seed);
        struct cps_name turned = p.name[0];
        for (unsigned i = 0; i < turned.n; i++)
            turned.tokens[i] = p.name[0].tokens[turned.n - 1u - i];
        struct cps_name_alignment a;
        uint32_t x = cps_name_compare(&p.name[0], &p.name[1], &a);
        bool joined = false;
        for (unsigned i = 0; i < a.n; i++)
            joined = joined || a.pairs[i].relation == CPS_REL_JOINED;
        uint32_t y = cps_name_compare(&turned, &p.name[1], &a);
        for (unsigned i = 0; i < a.n; i++) /* words are joined in the order they stand in          */
            joined = joined || a.pairs[i].relation == CPS_REL_JOINED;
        CHECK(x == y || joined);
        done(&p);
    }
}

static void two_tokens_are_related_iff_they_share_a_key_and_cost_little(void **ctx)
{
    (void)ctx;
    uint64_t x[CPS_KEYS_MAX], y[CPS_KEYS_MAX];
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct pair_of_names p;
        make(&p, seed);
        for (unsigned i = 0; i < p.name[0].n; i++)
            for (unsigned j = 0; j < p.name[1].n; j++) {
                const struct cps_name_token *a = &p.name[0].tokens[i], *b = &p.name[1].tokens[j];
                unsigned n = cps_name_keys(a, x), m = cps_name_keys(b, y), u = 0, v = 0;
                bool shared = false;
                while (u < n && v < m) {
                    if (x[u] == y[v]) shared = true;
                    if (x[u] <= y[v]) u++; else v++;
                }
                uint16_t want = shared ? cps_token_cost(a, b) : CPS_UNRELATED;
                if (cps_token_related(a, b) != want)
                    fail_msg("seed %u: %.*s and %.*s: related %u, by keys %u", seed,
                             CPS_FMT(a->text), CPS_FMT(b->text), cps_token_related(a, b), want);
                CHECK(cps_token_related(a, b) == cps_token_related(b, a));
                CHECK(cps_token_cost(a, a) == 0);
            }
        done(&p);
    }
}

/* What a search sums up: per query token the best gain with any token or join of the listed name,
 * per join of the query the best with any listed token. */
static int32_t best_gains(const struct cps_name *q, const struct cps_name *l)
{
    struct cps_name_join jq[CPS_NAME_JOINS], jl[CPS_NAME_JOINS];
    unsigned nq = cps_name_joins(q, jq), nl = cps_name_joins(l, jl);
    int32_t sum = 0;
    for (unsigned i = 0; i < q->n + nq; i++) {
        struct cps_name_token a = i < q->n ? q->tokens[i] : cps_join_token(q, &jq[i - q->n]);
        int32_t best = 0;
        for (unsigned j = 0; j < l->n + (i < q->n ? nl : 0); j++) {
            struct cps_name_token b = j < l->n ? l->tokens[j] : cps_join_token(l, &jl[j - l->n]);
            int32_t g = cps_token_gain(&a, &b, cps_token_cost(&a, &b));
            if (g > best) best = g;
        }
        sum += best;
    }
    return sum;
}

static void the_bound_is_never_below_the_score(void **ctx)
{
    (void)ctx;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct pair_of_names p;
        make(&p, seed);
        struct cps_name_alignment a;
        uint32_t score = cps_name_compare(&p.name[0], &p.name[1], &a);
        uint32_t bound = cps_name_score_bound(&p.name[0], p.name[1].information,
                                              best_gains(&p.name[0], &p.name[1]));
        CHECK(bound >= score);
        done(&p);
    }
}

static void edits_cost_what_their_definition_says(void **ctx)
{
    (void)ctx;
    static const char letters[] = "aaeeiioouuyhkgsztdlmnrvbpfxcjqw019";
    for (unsigned seed = 0; seed < SEEDS * 4; seed++) {
        uint64_t s = seed;
        char text[2][24];
        for (unsigned k = 0; k < 2; k++) {
            unsigned n = 1 + (unsigned)(draw(&s) % 12);
            for (unsigned i = 0; i < n; i++) /* the second is mostly the first                      */
                text[k][i] = k && draw(&s) % 3 && i < strlen(text[0])
                                 ? text[0][i]
                                 : letters[draw(&s) % (sizeof letters - 1)];
            text[k][n] = '\0';
        }
        struct cps_chars a, b;
        cps_chars_of(cps_str(text[0]), &a);
        cps_chars_of(cps_str(text[1]), &b);
        static const struct cps_costs *const tables[] = {&cps_costs_latin, &cps_costs_arabic, &cps_costs_cyrillic,
                                                         &cps_costs_hebrew, &cps_costs_kana};
        for (unsigned table = 0; table < 2 * sizeof tables / sizeof *tables; table++) {
            const struct cps_costs *t = tables[table / 2];
            bool swap = table % 2 == 1;
            struct ref_edits e = {.a = text[0], .b = text[1], .n = a.n, .m = b.n, .t = t, .swap = swap};
            unsigned want = ref_cost(&e, 0, 0), reach = (unsigned)(draw(&s) % 400);
            uint16_t got = cps_edit_cost(&a, &b, t, swap, reach);
            if (got != (want <= reach ? want : CPS_UNRELATED))
                fail_msg("seed %u table %u: %s %s within %u: %u, by definition %u", seed, table,
                         text[0], text[1], reach, got, want);
            struct cps_edit edits[2 * CPS_TOKEN_BYTES];
            unsigned sum = 0, n = cps_edit_trace(&a, &b, t, swap, edits);
            for (unsigned i = 0; i < n; i++)
                sum += edits[i].cost;
            if (sum != want) fail_msg("seed %u: the way costs %u, not %u", seed, sum, want);
        }
    }
}

static void evidence_is_monotone(void **ctx)
{
    (void)ctx;
    for (uint32_t score = 0; score <= 10000; score += 50) {
        assert_int_equal(cps_score_combine(score, 0), score);
        for (int32_t e = -1500; e < 1500; e += 7) {
            assert_true(cps_score_combine(score, e) <= cps_score_combine(score, e + 7));
            if (score >= 50) assert_true(cps_score_combine(score - 50, e) <= cps_score_combine(score, e));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_most_like_itself),
        cmocka_unit_test(only_leftovers_tell_query_from_list),
        cmocka_unit_test(order_of_a_persons_names_does_not_matter),
        cmocka_unit_test(two_tokens_are_related_iff_they_share_a_key_and_cost_little),
        cmocka_unit_test(the_bound_is_never_below_the_score),
        cmocka_unit_test(edits_cost_what_their_definition_says),
        cmocka_unit_test(evidence_is_monotone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
