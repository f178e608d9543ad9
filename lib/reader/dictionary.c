/* SPDX-License-Identifier: Apache-2.0
 *
 * reader/dictionary.c: every name of a segment as a trie over words, compiled into the register and
 * read from it.
 *
 * In    the segment's entities; data/reader's own names where the law tables lie.
 * Out   section 96: header, edges, nodes, entries, near.
 *
 *   header  32 bytes: u32 magic, slots, nodes, entries, near, 3 x 0
 *   edges   slots x 16: u64 hash of (node, word), u32 child, u32 0; open addressing, child 0: free
 *   nodes   (nodes + 1) x u32: first entry of each node; node 0 is the root
 *   entries entries x 32: struct cps_entry, by node, then as added
 *   near    near x 8: u32 hash of a place's name with one letter less, u32 node and, in its upper
 *           8 bits, which letter (255: none); by hash
 *
 * Idea  a word of the text costs one probe; a name of n words n probes. An edge is known by the
 *       64-bit hash of its node and word: two words that collide would be one in 10^10 registers,
 *       and the reader would show a wrong candidate, never read out of bounds.
 * Why not Aho-Corasick over letters: names match whole words only, and words are hashed once for
 * all segments and tables.
 */
#include "reader/page.h"

#define DICTIONARY_MAGIC UINT32_C(0x32445243)
#define HEADER 32u
#define LANG_EN ('e' << 8 | 'n')
#define NEAR_NODE UINT32_C(0xFFFFFF) /* bits of `near` that are the node; places come first */
#define NEAR_WHOLE 255u
#define NEAR_LETTERS_MIN 5 /* a shorter name has too many neighbours */

static uint32_t get32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint16_t get16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static uint64_t get64(const uint8_t *p)
{
    return get32(p) | (uint64_t)get32(p + 4) << 32;
}

static void put32(struct cps_buf *b, uint32_t v)
{
    const uint8_t bytes[4] = {(uint8_t)v, (uint8_t)(v >> 8), (uint8_t)(v >> 16),
                              (uint8_t)(v >> 24)};
    cps_buf_add(b, bytes, 4);
}

static void put16(struct cps_buf *b, uint16_t v)
{
    const uint8_t bytes[2] = {(uint8_t)v, (uint8_t)(v >> 8)};
    cps_buf_add(b, bytes, 2);
}

static uint64_t edge_key(uint32_t node, uint64_t word)
{
    uint64_t h = word ^ (uint64_t)node * UINT64_C(0x9E3779B97F4A7C15);
    h = (h ^ h >> 31) * UINT64_C(0xBF58476D1CE4E5B9);
    h ^= h >> 29;
    return h != 0 ? h : 1;
}

/* ---- building -------------------------------------------------------------------------------- */

struct edge {
    uint64_t key;
    uint32_t child;
};
struct added {
    uint32_t node, order;
    struct cps_entry entry;
};
struct near {
    uint32_t hash, node;
};
struct builder {
    struct cps_compiled *c;
    struct cps_arena arena; /* of one name                                                        */
    struct edge *edges;
    size_t cap, slots, n_edges;
    uint32_t n_nodes;
    CPS_VEC(struct added) entries;
    CPS_VEC(struct near) near;
    CPS_VEC(uint32_t)
    cities; /* entities                                                           */
    bool builtin;
    const struct cps_table *persons;
};

static capias_status grow_edges(struct builder *b, capias_error *err)
{
    size_t slots = b->slots == 0 ? 1024 : b->slots * 2;
    struct edge *old = b->edges, *edges = NULL;
    size_t old_slots = b->slots, cap = 0;
    if (!cps_vec_reserve((void **)&edges, slots, &cap, sizeof *edges)) return cps_fail_memory(err);
    memset(edges, 0, slots * sizeof *edges);
    for (size_t i = 0; i < old_slots; i++) {
        if (old[i].child == 0) continue;
        size_t at = old[i].key & (slots - 1);
        while (edges[at].child != 0) at = (at + 1) & (slots - 1);
        edges[at] = old[i];
    }
    cps_vec_free((void **)&old);
    b->edges = edges;
    b->cap = cap;
    b->slots = slots;
    return CAPIAS_OK;
}

static capias_status step_in(struct builder *b, uint32_t *node, uint64_t word, capias_error *err)
{
    if (b->n_edges * 2 >= b->slots) CPS_TRY(grow_edges(b, err));
    uint64_t key = edge_key(*node, word);
    size_t at = key & (b->slots - 1);
    while (b->edges[at].child != 0 && b->edges[at].key != key) at = (at + 1) & (b->slots - 1);
    if (b->edges[at].child == 0) {
        b->edges[at] = (struct edge){key, b->n_nodes++};
        b->n_edges++;
    }
    *node = b->edges[at].child;
    return CAPIAS_OK;
}

static capias_status add_near(struct builder *b, const struct cps_word_at *w, uint32_t n,
                              uint32_t node, capias_error *err)
{
    char joined[64];
    size_t length = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (w[i].script != CPS_SCRIPT_LATIN || length + w[i].folded.n > sizeof joined)
            return CAPIAS_OK;
        memcpy(joined + length, w[i].folded.p, w[i].folded.n);
        length += w[i].folded.n;
    }
    if (length < NEAR_LETTERS_MIN || node > NEAR_NODE) return CAPIAS_OK;
    char less[64];
    for (size_t drop = 0; drop <= length; drop++) { /* drop == length: the name itself */
        memcpy(less, joined, drop);
        if (drop < length) memcpy(less + drop, joined + drop + 1, length - drop - 1);
        capias_str s = {less, drop < length ? length - 1 : length};
        if (!CPS_PUSH(&b->near,
                      ((struct near){(uint32_t)cps_reader_key(s),
                                     node | (drop < length ? (uint32_t)drop : NEAR_WHOLE) << 24})))
            return cps_fail_memory(err);
    }
    return CAPIAS_OK;
}

static capias_status add_words(struct builder *b, const struct cps_word_at *w, uint32_t n,
                               struct cps_entry entry, capias_error *err)
{
    uint32_t node = 0;
    if (n == 0 || n > 24) return CAPIAS_OK; /* longer than any sentence would quote */
    for (uint32_t i = 0; i < n; i++) CPS_TRY(step_in(b, &node, w[i].key, err));
    entry.words = (uint16_t)n;
    for (size_t i = b->entries.n; i-- > 0;) { /* each name once per entity */
        struct added *a = &b->entries.v[i];
        if (a->entry.entity != entry.entity || a->entry.state != entry.state ||
            a->entry.kind != entry.kind ||
            (entry.entity == CPS_NONE && entry.kind != CPS_FIND_STATE))
            break;
        if (a->node != node) continue;
        /* two spellings that fold to one: the English one, and the strong one, counts */
        if (entry.lang == LANG_EN) a->entry.lang = entry.lang;
        if (!(entry.flags & CPS_ENTRY_WEAK)) a->entry.flags &= (uint16_t)~CPS_ENTRY_WEAK;
        if (!(entry.flags & CPS_ENTRY_PART)) a->entry.flags &= (uint16_t)~CPS_ENTRY_PART;
        return CAPIAS_OK;
    }
    if (!CPS_PUSH(&b->entries, ((struct added){node, (uint32_t)b->entries.n, entry})))
        return cps_fail_memory(err);
    if (entry.kind <= CPS_FIND_REGION) return add_near(b, w, n, node, err);
    return CAPIAS_OK;
}

/* What the names model thinks of one word as a person's name, in 1/64 nat. */
static capias_status information_of(struct builder *b, capias_str word, uint16_t *out,
                                    capias_error *err)
{
    struct cps_name name;
    CPS_TRY(cps_name_parse(word, CPS_NAME_PERSON, &b->arena, &name, err));
    *out = name.n > 0 ? name.tokens[name.n - 1].information : 0;
    return CAPIAS_OK;
}

/* The family name of somebody known, alone: "Ntaganda". The last word, where the name was written
 * in one script with spaces; behind the middle dot in Chinese. */
static capias_status add_family(struct builder *b, capias_str name, const struct cps_word_at *w,
                                uint32_t n, struct cps_entry entry, capias_error *err)
{
    uint32_t first = n - 1;
    while (first > 0 && w[first].start == w[first - 1].end && !cps_word_cased(&w[first])) first--;
    if (first > 0 && (w[first].flags & CPS_TEXT_AFTER_HYPHEN) &&
        w[first - 1].end - w[first - 1].start > 3)
        first--; /* Lvova-Belova, not Belova alone */
    if (first == 0 || w[n - 1].end - w[first].start < 4) return CAPIAS_OK;
    entry.flags |= CPS_ENTRY_PART;
    CPS_TRY(information_of(b, cps_str_sub(name, w[first].start, w[n - 1].end), &entry.information,
                           err));
    return add_words(b, w + first, n - first, entry, err);
}

static capias_status add_name(struct builder *b, capias_str name, struct cps_entry entry,
                              capias_error *err)
{
    struct cps_word_at *w;
    uint32_t n;
    cps_arena_reset(&b->arena);
    CPS_TRY(cps_page_words(name, &b->arena, &w, &n, err));
    if (n == 0) return CAPIAS_OK;
    bool person = entry.kind == CPS_FIND_PERSON;
    if (person && n == 1) CPS_TRY(information_of(b, name, &entry.information, err));
    if (n == 1 && w[0].folded.n <= 5 && (w[0].flags & CPS_TEXT_ALL_CAPITALS))
        entry.flags |= CPS_ENTRY_UPPER;
    if (n > 1 && n <= 4 && w[0].folded.n == 1 && w[n - 1].folded.n == 1 && !person &&
        w[0].script == CPS_SCRIPT_LATIN)
        entry.flags |= CPS_ENTRY_UPPER; /* U.S., U.S.S.R. */
    CPS_TRY(add_words(b, w, n, entry, err));
    if (!person || n < 2) return CAPIAS_OK;
    uint32_t comma = 0;
    for (uint32_t i = 1; i < n && comma == 0; i++)
        if (w[i].flags & CPS_TEXT_AFTER_COMMA) comma = i;
    if (comma > 0 && n <= 24) { /* "PUTIN, Vladimir Vladimirovich" */
        struct cps_word_at turned[24];
        memcpy(turned, w + comma, (n - comma) * sizeof *w);
        memcpy(turned + (n - comma), w, comma * sizeof *w);
        CPS_TRY(add_words(b, turned, n, entry, err));
    } else if (entry.flags & CPS_ENTRY_KNOWN) {
        CPS_TRY(add_family(b, name, w, n, entry, err));
    }
    return CAPIAS_OK;
}

/* The kind of find that an entity of this schema makes; CPS_FIND_KINDS: none. */
static unsigned kind_of(cps_schema s)
{
    static const struct {
        const char *schema;
        unsigned kind;
    } kinds[] = {{"Person", CPS_FIND_PERSON},
                 {"Country", CPS_FIND_STATE},
                 {"City", CPS_FIND_CITY},
                 {"Region", CPS_FIND_REGION},
                 {"Court", CPS_FIND_COURT},
                 {"Treaty", CPS_FIND_TREATY},
                 {"Vessel", CPS_FIND_VESSEL},
                 {"Organization", CPS_FIND_ORGANISATION},
                 {"LegalEntity", CPS_FIND_ORGANISATION}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        cps_schema k = cps_schema_find(cps_str(kinds[i].schema));
        if (k != CPS_NO_SCHEMA && cps_schema_is_a(s, k)) return kinds[i].kind;
    }
    return CPS_FIND_KINDS;
}

static uint16_t language_code(capias_str l)
{
    return (uint16_t)(l.n >= 2 ? (unsigned)(unsigned char)l.p[0] << 8 | (unsigned char)l.p[1] : 0);
}

/* 2 a capital, 1 a large city, 0 another; by name and state. */
static unsigned rank_of(capias_str name, cps_state state)
{
    unsigned rank = 0;
    for (size_t i = 0; i < cps_reader_names_n; i++) {
        const struct cps_known_name *k = &cps_reader_names[i];
        if (k->kind == CPS_FIND_CITY && k->rank > rank && cps_str_is(name, k->name) &&
            cps_state_code(cps_str(k->state)) == state)
            rank = k->rank;
    }
    return rank;
}

/* Part of a person's name, or a code of letters that is many other things ("AS", "PR", "NZ"). */
static bool passed_over(unsigned kind, capias_str property, capias_str value)
{
    static const char *const parts[] = {"firstName",  "lastName",   "fatherName",
                                        "middleName", "secondName", "motherName"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cps_str_is(property, parts[i])) return true;
    if (kind != CPS_FIND_STATE || value.n > 4) return false;
    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] < 'A' || value.p[i] > 'Z') return false;
    return true;
}

/* Nothing of the person's other names ("Simba", "The Terminator"). */
static bool is_nickname(struct builder *b, uint32_t index, capias_str name)
{
    size_t n = cps_compiled_statements(b->c, index);
    if (cps_str_starts(name, CPS_STR("The "))) return true;
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == ' ' || name.p[i] == '-' || (unsigned char)name.p[i] >= 0xE0) return false;
    for (size_t i = 0; i < n; i++) {
        struct cps_compiled_statement s = cps_compiled_statement(b->c, index, i);
        const struct cps_property_info *p = cps_property_get(s.property);
        if (p != NULL && p->type == CPS_TYPE_NAME && s.value.n > name.n &&
            cps_str_find(s.value, name, 0) != SIZE_MAX)
            return false;
    }
    return true;
}

static capias_status add_entity(struct builder *b, uint32_t index, capias_error *err)
{
    struct cps_entity e = cps_compiled_entity(b->c, index);
    unsigned kind = kind_of(e.schema);
    if (kind == CPS_FIND_KINDS) return CAPIAS_OK;
    struct cps_entry entry = {.entity = index, .kind = (uint16_t)kind};
    if (b->builtin) entry.flags |= CPS_ENTRY_BUILTIN;
    if (kind == CPS_FIND_PERSON && b->persons != NULL && cps_table_find(b->persons, e.id) >= 0)
        entry.flags |= CPS_ENTRY_KNOWN;
    CPS_TRY(cps_compiled_intern(b->c, e.caption, &entry.canonical, err));
    size_t n = cps_compiled_statements(b->c, index);
    for (size_t i = 0; i < n && kind <= CPS_FIND_REGION; i++) {
        struct cps_compiled_statement s = cps_compiled_statement(b->c, index, i);
        const struct cps_property_info *p = cps_property_get(s.property);
        if (p != NULL && p->type == CPS_TYPE_COUNTRY && entry.state == 0)
            entry.state = cps_state_code(s.value);
    }
    if (kind == CPS_FIND_STATE) entry.state = cps_state_code(e.id);
    if (kind == CPS_FIND_CITY && rank_of(e.caption, entry.state) == 0)
        entry.flags |= CPS_ENTRY_MINOR;
    if (kind == CPS_FIND_CITY && !CPS_PUSH(&b->cities, index)) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        struct cps_compiled_statement s = cps_compiled_statement(b->c, index, i);
        const struct cps_property_info *p = cps_property_get(s.property);
        if (p == NULL || p->type != CPS_TYPE_NAME) continue;
        capias_str property = cps_str(p->name);
        if (passed_over(kind, property, s.value)) continue;
        struct cps_entry one = entry;
        /* of our own people every single word is called weak; what matters here is whether it tells
         */
        bool weak = entry.flags & CPS_ENTRY_KNOWN ? is_nickname(b, index, s.value)
                                                  : cps_str_is(property, "weakAlias");
        if (weak) one.flags |= CPS_ENTRY_WEAK;
        one.lang = language_code(s.language);
        CPS_TRY(add_name(b, s.value, one, err));
    }
    return CAPIAS_OK;
}

/* ---- names that need no list ----------------------------------------------------------------- */

/* The entity of a place or treaty of ours, or CPS_NONE. */
static uint32_t entity_of(const struct builder *b, const struct cps_known_name *k)
{
    if (k->kind != CPS_FIND_CITY)
        return k->id[0] != '\0' ? cps_compiled_find(b->c, cps_str(k->id)) : CPS_NONE;
    for (size_t i = 0; i < b->cities.n; i++) {
        struct cps_entity e = cps_compiled_entity(b->c, b->cities.v[i]);
        char state[8] = "-xx-";
        if (!cps_str_is(e.caption, k->name) || k->state[0] == '\0') continue;
        memcpy(state + 1, k->state, 2); /* "city-MN-ulaanbaatar" */
        if (cps_str_find(e.id, cps_str(state), 0) != SIZE_MAX) return b->cities.v[i];
    }
    return CPS_NONE;
}

static capias_status add_known(struct builder *b, const struct cps_known_name *k, capias_error *err)
{
    struct cps_entry entry = {
        .entity = entity_of(b, k), .kind = k->kind, .flags = CPS_ENTRY_BUILTIN};
    if (k->kind == CPS_FIND_CITY && k->rank == 0) entry.flags |= CPS_ENTRY_MINOR;
    entry.state = cps_state_code(cps_str(k->state));
    if (k->id[0] != '\0' && entry.entity == CPS_NONE)
        CPS_TRY(cps_compiled_intern(b->c, cps_str(k->id), &entry.id, err));
    CPS_TRY(cps_compiled_intern(b->c, cps_str(k->name), &entry.canonical, err));
    CPS_TRY(add_name(b, cps_str(k->name), entry, err));
    capias_str rest = cps_str(k->aliases), alias;
    while (cps_str_split(&rest, ';', &alias))
        if (alias.n > 0) CPS_TRY(add_name(b, alias, entry, err));
    return CAPIAS_OK;
}

/* ---- writing --------------------------------------------------------------------------------- */

static int by_node(const void *x, const void *y)
{
    const struct added *a = x, *b = y;
    if (a->node != b->node) return a->node < b->node ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static int by_hash(const void *x, const void *y)
{
    const struct near *a = x, *b = y;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static void write_entries(struct builder *b, struct cps_buf *out)
{
    size_t at = 0;
    for (uint32_t node = 0; node <= b->n_nodes; node++) {
        while (at < b->entries.n && b->entries.v[at].node < node) at++;
        put32(out, (uint32_t)at);
    }
    for (size_t i = 0; i < b->entries.n; i++) {
        const struct cps_entry *e = &b->entries.v[i].entry;
        put32(out, e->entity);
        put32(out, e->canonical.offset);
        put32(out, e->canonical.length);
        put32(out, e->id.offset);
        put32(out, e->id.length);
        put16(out, e->kind);
        put16(out, e->flags);
        put16(out, e->state);
        put16(out, e->lang);
        put16(out, e->information);
        put16(out, e->words);
    }
}

static capias_status write_all(struct builder *b, capias_error *err)
{
    struct cps_buf out = {NULL, 0, 0, false};
    if (b->entries.n > 1) qsort(b->entries.v, b->entries.n, sizeof *b->entries.v, by_node);
    if (b->near.n > 1) qsort(b->near.v, b->near.n, sizeof *b->near.v, by_hash);
    size_t near = 0; /* each once */
    for (size_t i = 0; i < b->near.n; i++)
        if (i == 0 || by_hash(&b->near.v[i], &b->near.v[i - 1]) != 0)
            b->near.v[near++] = b->near.v[i];
    b->near.n = near;
    put32(&out, DICTIONARY_MAGIC);
    put32(&out, (uint32_t)b->slots);
    put32(&out, b->n_nodes);
    put32(&out, (uint32_t)b->entries.n);
    put32(&out, (uint32_t)b->near.n);
    for (unsigned i = 0; i < 3; i++) put32(&out, 0);
    for (size_t i = 0; i < b->slots; i++) {
        put32(&out, (uint32_t)b->edges[i].key);
        put32(&out, (uint32_t)(b->edges[i].key >> 32));
        put32(&out, b->edges[i].child);
        put32(&out, 0);
    }
    write_entries(b, &out);
    for (size_t i = 0; i < b->near.n; i++) {
        put32(&out, b->near.v[i].hash);
        put32(&out, b->near.v[i].node);
    }
    capias_status status = out.failed
                               ? cps_fail_memory(err)
                               : cps_compiled_section(b->c, CPS_SECTION_READER, out.v, out.n, err);
    cps_buf_release(&out);
    return status;
}

static capias_status make(struct builder *b, capias_error *err)
{
    CPS_TRY(grow_edges(b, err));
    uint32_t n = cps_compiled_entities(b->c);
    for (uint32_t i = 0; i < n; i++) CPS_TRY(add_entity(b, i, err));
    for (size_t i = 0; b->builtin && i < cps_reader_names_n; i++)
        if (!cps_reader_names[i].listed) CPS_TRY(add_known(b, &cps_reader_names[i], err));
    return write_all(b, err);
}

capias_status cps_reader_make(struct cps_compiled *c, void *ctx, capias_error *err)
{
    (void)ctx;
    struct builder b = {.c = c, .n_nodes = 1};
    cps_arena_init(&b.arena, 0);
    b.persons = cps_compiled_table(c, "persons");
    b.builtin = b.persons != NULL;
    capias_status status = make(&b, err);
    cps_vec_free((void **)&b.edges);
    CPS_VEC_RELEASE(&b.entries);
    CPS_VEC_RELEASE(&b.near);
    CPS_VEC_RELEASE(&b.cities);
    cps_arena_release(&b.arena);
    return status;
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool lay_out(const uint8_t *p, size_t n, struct cps_dictionary *d)
{
    if (n < HEADER || get32(p) != DICTIONARY_MAGIC) return false;
    d->n_slots = get32(p + 4);
    d->n_nodes = get32(p + 8);
    d->n_entries = get32(p + 12);
    d->n_near = get32(p + 16);
    uint64_t need = HEADER + (uint64_t)d->n_slots * 16 + ((uint64_t)d->n_nodes + 1) * 4 +
                    (uint64_t)d->n_entries * 32 + (uint64_t)d->n_near * 8;
    if (need != n || d->n_slots == 0 || (d->n_slots & (d->n_slots - 1)) != 0) return false;
    d->edges = p + HEADER;
    d->nodes = d->edges + (size_t)d->n_slots * 16;
    d->entries = d->nodes + ((size_t)d->n_nodes + 1) * 4;
    d->near = d->entries + (size_t)d->n_entries * 32;
    return true;
}

bool cps_dictionary_open(const capias_register *reg, size_t segment, struct cps_dictionary *out)
{
    const void *p;
    size_t n;
    memset(out, 0, sizeof *out);
    out->segment = cps_register_segment(reg, segment);
    out->segment_number = (uint32_t)segment;
    return out->segment != NULL && cps_segment_section(out->segment, CPS_SECTION_READER, &p, &n) &&
           lay_out(p, n, out);
}

uint32_t cps_dictionary_step(const struct cps_dictionary *d, uint32_t node, uint64_t key)
{
    uint64_t edge = edge_key(node, key);
    uint32_t mask = d->n_slots - 1, at = (uint32_t)edge & mask;
    for (uint32_t tried = 0; tried <= mask; tried++, at = (at + 1) & mask) {
        const uint8_t *p = d->edges + (size_t)at * 16;
        uint32_t child = get32(p + 8);
        if (child == 0) return 0;
        if (get64(p) == edge) return child < d->n_nodes ? child : 0;
    }
    return 0;
}

uint32_t cps_dictionary_entries(const struct cps_dictionary *d, uint32_t node, uint32_t *first)
{
    *first = 0;
    if (node >= d->n_nodes) return 0;
    uint32_t from = get32(d->nodes + (size_t)node * 4),
             until = get32(d->nodes + (size_t)node * 4 + 4);
    if (from > until || until > d->n_entries) return 0;
    *first = from;
    return until - from;
}

struct cps_entry cps_dictionary_entry(const struct cps_dictionary *d, uint32_t i)
{
    struct cps_entry e = {.entity = CPS_NONE, .kind = CPS_FIND_KINDS};
    if (i >= d->n_entries) return e;
    const uint8_t *p = d->entries + (size_t)i * 32;
    e.entity = get32(p);
    e.canonical = (struct cps_string_ref){get32(p + 4), get32(p + 8)};
    e.id = (struct cps_string_ref){get32(p + 12), get32(p + 16)};
    e.kind = get16(p + 20);
    e.flags = get16(p + 22);
    e.state = get16(p + 24);
    e.lang = get16(p + 26);
    e.information = get16(p + 28);
    e.words = get16(p + 30);
    return e;
}

static uint32_t near_from(const struct cps_dictionary *d, uint32_t hash)
{
    uint32_t lo = 0, hi = d->n_near;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (get32(d->near + (size_t)mid * 8) < hash) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

uint32_t cps_dictionary_near(const struct cps_dictionary *d, capias_str joined, uint32_t *out,
                             uint32_t cap)
{
    char less[64];
    uint32_t n = 0;
    if (joined.n < NEAR_LETTERS_MIN || joined.n > sizeof less) return 0;
    for (size_t drop = 0; drop <= joined.n; drop++) {
        memcpy(less, joined.p, drop);
        if (drop < joined.n) memcpy(less + drop, joined.p + drop + 1, joined.n - drop - 1);
        uint32_t hash =
            (uint32_t)cps_reader_key((capias_str){less, drop < joined.n ? joined.n - 1 : drop});
        for (uint32_t i = near_from(d, hash); i < d->n_near; i++) {
            const uint8_t *p = d->near + (size_t)i * 8;
            if (get32(p) != hash || n == cap) break;
            /* both without the same letter, or two that changed places: one edit; else two */
            uint32_t node = get32(p + 4) & NEAR_NODE, less_of = get32(p + 4) >> 24, k = 0;
            if (drop < joined.n && less_of != NEAR_WHOLE && less_of != drop &&
                less_of + 1 != drop && less_of != drop + 1)
                continue;
            while (k < n && out[k] != node) k++;
            if (k == n) out[n++] = node;
        }
    }
    return n;
}

capias_str cps_dictionary_id(const capias_register *reg, const struct cps_dictionary *d,
                             const struct cps_entry *e, struct cps_arena *arena)
{
    if (e->kind == CPS_FIND_STATE && e->state != 0) {
        char code[3];
        cps_state_text(e->state, code);
        return cps_arena_copy(arena, (capias_str){code, 2});
    }
    struct cps_entity entity;
    if (e->entity == CPS_NONE) return cps_segment_string(d->segment, e->id);
    if (!cps_entity_get(reg, (struct cps_entity_ref){d->segment_number, e->entity}, &entity))
        return (capias_str){NULL, 0};
    return entity.id;
}

/* ---- verify ---------------------------------------------------------------------------------- */

static capias_status check(const capias_register *reg, size_t segment, const void *p, size_t n,
                           capias_error *err)
{
    struct cps_dictionary d = {.segment = cps_register_segment(reg, segment)};
    if (d.segment == NULL || !lay_out(p, n, &d))
        return cps_fail(err, CAPIAS_E_FORMAT,
                        "segment %zu: the reader's dictionary is cut or foreign", segment);
    uint32_t entities = cps_segment_entities(d.segment), last = 0;
    for (uint32_t i = 0; i < d.n_slots; i++)
        if (get32(d.edges + (size_t)i * 16 + 8) >= d.n_nodes)
            return cps_fail(err, CAPIAS_E_FORMAT, "segment %zu: dictionary edge %u leads nowhere",
                            segment, i);
    for (uint32_t i = 0; i <= d.n_nodes; i++) {
        uint32_t at = get32(d.nodes + (size_t)i * 4);
        if (at < last || at > d.n_entries)
            return cps_fail(err, CAPIAS_E_FORMAT, "segment %zu: dictionary node %u is out of order",
                            segment, i);
        last = at;
    }
    for (uint32_t i = 0; i < d.n_entries; i++) {
        struct cps_entry e = cps_dictionary_entry(&d, i);
        if ((e.entity != CPS_NONE && e.entity >= entities) || e.kind >= CPS_FIND_KINDS)
            return cps_fail(err, CAPIAS_E_FORMAT, "segment %zu: dictionary entry %u is damaged",
                            segment, i);
    }
    return CAPIAS_OK;
}

const struct cps_section_check *cps_reader_checks(size_t *n)
{
    static const struct cps_section_check checks[] = {{CPS_SECTION_READER, check}};
    *n = 1;
    return checks;
}
