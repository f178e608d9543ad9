/* SPDX-License-Identifier: Apache-2.0
 *
 * The indexed search gives what scoring every name gives: same entities, scores and matched names.
 *
 * A register of invented people, organisations and ships is searched for a few thousand mutations
 * of its own names (letters lost, doubled, swapped, replaced; words dropped, joined, split, reordered,
 * made initials; other endings) with and without further evidence, in both modes. A failure prints
 * the seed, which alone makes the case again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../support/small_register.h"

enum { ENTITIES = 500, QUERIES = 3000, MAX_ROWS = ENTITIES * 8 };

static const char *const given[] = {
    "Sergei", "Maria", "Mohammed", "Ali", "Omar", "Vladimir", "Jean", "Ana", "Hassan", "Yusuf",
    "Igor", "Dmitri", "Abdul", "Fatima", "Khalid", "Kim", "Jong", "Pavel", "Elena", "Carlos",
    "Viktor", "Aleksandr", "Ibrahim", "Nikolai", "Sara", "Zoran", "Ratko", "Joseph", "Dominic"};
static const char *const family[] = {
    "Lavrov", "Lvova", "Haddad", "Bashir", "Petrenko", "Mukasa", "Sato", "Okonkwo", "Vasquez",
    "Khoury", "Novak", "Ilic", "Ahmadi", "Rahman", "Chen", "Un", "Tkachenko", "Morozov", "Belova",
    "Dogan", "Hussein", "Salah", "Karimov", "Osei", "Lindqvist", "Duarte", "Saleh", "Zhang",
    "Kovacs", "Melnik", "Orlov", "Sidorov", "Suarez", "Tamm", "Urban", "Weiss", "Ongwen"};
static const char *const middle[] = {"Ivanovich", "al", "bin", "Viktorovich", "Alekseyevna",
                                     "de",        "J.", "ibn", "abu",         "van der"};
static const char *const native[] = {"Сергей Лавров", "Мария Львова", "محمد علي", "عمر البشير",
                                     "Παύλος Νόβακ", "Елена Белова", "沈国强",       "沈國強",
                                     "王毅君",       "김정은",       "金正恩",       "田中晋三",
                                     "陈丽华",       "신국강",       "卡里莫夫·奥列格", "タナカ シンゾウ"};
static const char *const spelt[] = {"Shen Guoqiang", "Guo Qiang Shen", "Shim Kwok-keung", "Wang Yijun",
                                    "Kim Jongun",    "Gim Jeongeun",   "Tanaka Shinzo",   "Chen Lihua",
                                    "Chan Lai-wah",  "Shin Guk Gang",  "Guoqian Shen",    "Wang Yi"};
static const char *const firms[] = {"深圳市国强科技有限公司", "上海丽华贸易有限公司",
                                    "Shenzhen Guoqiang Technology Co Ltd", "Lihua Shanghai Trading"};
static const char *const words[] = {
    "Global", "Trading", "Murom", "Instrument", "Bank", "Shipping", "Northern", "Star", "Export",
    "Industries", "Group", "Caspian", "Petrol", "Invest", "Holding", "Crystal", "Line", "Tiger"};
static const char *const forms[] = {"LLC", "Ltd", "Limited", "GmbH", "OOO", "Co.", "S.A.", "Inc."};

struct random {
    uint64_t s;
};

static uint32_t next(struct random *r)
{
    r->s ^= r->s << 13;
    r->s ^= r->s >> 7;
    r->s ^= r->s << 17;
    return (uint32_t)(r->s >> 32);
}

static uint32_t below(struct random *r, size_t n)
{
    return (uint32_t)(((uint64_t)next(r) * n) >> 32);
}
#define PICK(r, list) ((list)[below((r), sizeof(list) / sizeof *(list))])

static void make_name(struct random *r, const char *schema, char *out, size_t size)
{
    if (strcmp(schema, "Person") == 0) {
        uint32_t shape = below(r, 12);
        if (shape == 10) {
            (void)snprintf(out, size, "%s", PICK(r, spelt));
        } else if (shape == 0 || shape == 11) {
            (void)snprintf(out, size, "%s", PICK(r, native));
        } else if (shape < 4) {
            (void)snprintf(out, size, "%s %s %s", PICK(r, given), PICK(r, middle), PICK(r, family));
        } else if (shape == 4) {
            (void)snprintf(out, size, "%s, %s %s", PICK(r, family), PICK(r, given), PICK(r, given));
        } else {
            (void)snprintf(out, size, "%s %s", PICK(r, given), PICK(r, family));
        }
    } else if (strcmp(schema, "Vessel") == 0) {
        (void)snprintf(out, size, "%s %s %u", PICK(r, words), PICK(r, words), below(r, 30));
    } else if (below(r, 6) == 0) {
        (void)snprintf(out, size, "%s", PICK(r, firms));
    } else {
        (void)snprintf(out, size, "%s %s %s %s", PICK(r, words), PICK(r, words), PICK(r, words),
                       PICK(r, forms));
    }
}

/* ---- mutations ------------------------------------------------------------------------------ */

static void remove_at(char *s, size_t i)
{
    memmove(s + i, s + i + 1, strlen(s + i));
}

static void insert_at(char *s, size_t size, size_t i, char c)
{
    size_t n = strlen(s);
    if (n + 2 > size) return;
    memmove(s + i + 1, s + i, n - i + 1);
    s[i] = c;
}

/* Bytes, not letters: what is left of a cut character is one more thing a search must take. */
static void mutate(struct random *r, char *s, size_t size)
{
    size_t n = strlen(s);
    if (n < 3) return;
    size_t i = below(r, n - 1);
    char *space = strchr(s + i, ' ');
    char swap;
    switch (below(r, 8)) {
    case 0: remove_at(s, i); break;
    case 1: insert_at(s, size, i, s[i]); break;
    case 2: insert_at(s, size, i, (char)('a' + below(r, 26))); break;
    case 3: swap = s[i]; s[i] = s[i + 1]; s[i + 1] = swap; break;
    case 4: s[i] = (char)('a' + below(r, 26)); break;
    case 5: if (space != NULL) remove_at(s, (size_t)(space - s)); break;
    case 6: insert_at(s, size, i, ' '); break;
    default:
        if (space != NULL && space[1] != '\0' && space[2] != '\0')
            memmove(space + 2, space + strcspn(space + 1, " ") + 1,
                    strlen(space + strcspn(space + 1, " ") + 1) + 1); /* an initial */
    }
}

/* Broken UTF-8 is refused by the search; here it becomes question marks. */
static void make_utf8(char *s)
{
    size_t bad;
    while ((bad = cps_utf8_check(cps_str(s))) != SIZE_MAX) s[bad] = '?';
}

/* ---- the register --------------------------------------------------------------------------- */

struct world {
    struct small_row rows[MAX_ROWS];
    size_t n;
    struct cps_arena arena;
    const char *names[MAX_ROWS];
    size_t n_names;
    capias_register *reg;
    struct cps_memo *memo; /* shared by half of the queries: it must change nothing */
};

static void say(struct world *w, const char *id, const char *schema, const char *property,
                const char *value)
{
    assert_true(w->n < MAX_ROWS);
    w->rows[w->n++] = (struct small_row){id, schema, property, value};
}

static const char *keep(struct world *w, const char *s)
{
    return cps_arena_copy(&w->arena, cps_str(s)).p;
}

static void make_entity(struct world *w, struct random *r, unsigned i)
{
    static const char *const schemas[] = {"Person", "Person", "Person", "Organization", "Company",
                                          "Vessel"};
    static const char *const as[] = {"alias", "alias", "weakAlias", "previousName"};
    static const char *const countries[] = {"ru", "sd", "ir", "kp"};
    const char *schema = PICK(r, schemas);
    char text[128];
    (void)snprintf(text, sizeof text, "t-%04u", i);
    const char *id = keep(w, text);
    unsigned names = 1 + below(r, 3);
    for (unsigned k = 0; k < names; k++) {
        make_name(r, schema, text, sizeof text);
        const char *name = keep(w, text);
        w->names[w->n_names++] = name;
        say(w, id, schema, k == 0 ? "name" : PICK(r, as), name);
    }
    if (strcmp(schema, "Person") != 0) return;
    (void)snprintf(text, sizeof text, "19%02u-%02u-%02u", 40 + below(r, 9), 1 + below(r, 12),
                   1 + below(r, 28));
    if (below(r, 2)) say(w, id, schema, "birthDate", keep(w, text));
    if (below(r, 2)) say(w, id, schema, "nationality", PICK(r, countries));
    if (below(r, 3) == 0) say(w, id, schema, "gender", below(r, 2) ? "male" : "female");
    (void)snprintf(text, sizeof text, "A%05u", below(r, 200));
    if (below(r, 3) == 0) say(w, id, schema, "idNumber", keep(w, text));
}

static struct world world;

static int set_up(void **state)
{
    struct random r = {UINT64_C(0x9e3779b97f4a7c15)};
    cps_arena_init(&world.arena, 0);
    for (unsigned i = 0; i < ENTITIES; i++) make_entity(&world, &r, i);
    world.reg = small_open(world.rows, world.n);
    *state = &world;
    return world.reg == NULL || cps_memo_new(&world.memo, NULL) != CAPIAS_OK;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    cps_memo_free(w->memo);
    cps_register_close(w->reg);
    cps_arena_release(&w->arena);
    return 0;
}

/* ---- the comparison ------------------------------------------------------------------------- */

static void make_query(const struct world *w, struct random *r, char *text, size_t size,
                       struct cps_query *q)
{
    static const char *const schemas[] = {"", "", "Person", "LegalEntity", "Company", "Vessel"};
    static const char *const countries[] = {"ru", "sd", "ir", "kp"};
    static const char *const in_names[] = {"id A00012", "A00077", "passport no. A 00199", "A-00 012"};
    static const char *const identifiers[] = {"A00012", "a-00 077", "A00199"};
    (void)snprintf(text, size, "%s", w->names[below(r, w->n_names)]);
    for (unsigned k = below(r, 4); k > 0; k--) mutate(r, text, size);
    make_utf8(text);
    size_t length = strlen(text);
    if (below(r, 10) == 0)
        (void)snprintf(text + length, size - length, " %s", PICK(r, in_names));
    if (below(r, 20) == 0) (void)snprintf(text, size, "%s", PICK(r, in_names));
    *q = (struct cps_query){.name = cps_str(text), .schema = cps_str(PICK(r, schemas))};
    q->limit = below(r, 2) ? 5 : 1 + below(r, 40);
    q->floor = below(r, 3) ? 5000 : 4000 + below(r, 4000);
    if (below(r, 4) == 0 && !cps_day_make(1940 + (int)below(r, 9), 1 + (int)below(r, 12), 7,
                                          &q->born.from))
        q->born.from = 0;
    q->born.until = q->born.from == 0 ? 0 : q->born.from + 1;
    if (below(r, 4) == 0) q->country = cps_str(PICK(r, countries));
    if (below(r, 4) == 0) q->gender = CPS_STR("male");
    if (below(r, 6) == 0) q->id_number = cps_str(PICK(r, identifiers));
}

static void assert_same(const struct world *w, uint64_t seed, size_t *hits)
{
    char text[160];
    struct random r = {seed};
    struct cps_query q;
    struct cps_arena arena;
    const struct cps_match *a, *b;
    size_t n, m;
    capias_error err = {0};
    make_query(w, &r, text, sizeof text, &q);
    if (q.name.n == 0) return;
    cps_arena_init(&arena, 0);
    q.memo = seed % 2 ? w->memo : NULL;
    assert_int_equal(cps_screen_search(w->reg, &q, &arena, &a, &n, &err), CAPIAS_OK);
    q.exhaustive = true;
    assert_int_equal(cps_screen_search(w->reg, &q, &arena, &b, &m, &err), CAPIAS_OK);
    bool same = n == m;
    for (size_t i = 0; same && i < n; i++)
        same = a[i].entity.index == b[i].entity.index && a[i].score == b[i].score &&
               a[i].name_score == b[i].name_score && a[i].evidence == b[i].evidence &&
               cps_str_eq(a[i].matched_name, b[i].matched_name);
    if (!same) {
        print_error("seed %llu: '%s' schema '%.*s' limit %u floor %u\n", (unsigned long long)seed,
                    text, CPS_FMT(q.schema), q.limit, q.floor);
        for (size_t i = 0; i < n; i++)
            print_error("  indexed    %u %u '%.*s'\n", a[i].entity.index, a[i].score,
                        CPS_FMT(a[i].matched_name));
        for (size_t i = 0; i < m; i++)
            print_error("  exhaustive %u %u '%.*s'\n", b[i].entity.index, b[i].score,
                        CPS_FMT(b[i].matched_name));
        fail();
    }
    *hits += n;
    cps_arena_release(&arena);
}

static void indexed_is_exhaustive(void **state)
{
    size_t hits = 0;
    for (uint64_t i = 0; i < QUERIES; i++)
        assert_same(*state, UINT64_C(0x2545f4914f6cdd1d) * (i + 1), &hits);
    /* A search that finds nothing would agree with itself. */
    assert_true(hits > QUERIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(indexed_is_exhaustive)};
    return cmocka_run_group_tests_name("screen exact", tests, set_up, tear_down);
}
