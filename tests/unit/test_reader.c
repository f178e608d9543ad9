/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/unit/test_reader.c: the reader against sentences, the example report with its gold
 * mentions, the tables it was made from, and bytes that are no text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/reader_register.h"
#include "reader/page.h"

static capias_register *reg;
static struct cps_arena arena;

static const struct small_row listed[] = {
    {"x-1", "Person", "name", "Dmitry Sergeyevich Peskov"},
    {"x-1", "Person", "alias", "Dmitry Peskov"},
    {"x-2", "Person", "name", "AL-TEST, Omar Hasan"},
    {"x-2", "Person", "weakAlias", "The Doctor"},
    {"x-3", "Organization", "name", "Northern Trading Group"},
    {"x-3", "Organization", "alias", "Delta"},
    {"x-4", "Vessel", "name", "Lady Rose"},
};

static int set_up(void **state)
{
    (void)state;
    cps_arena_init(&arena, 0);
    reg = reader_open(listed, sizeof listed / sizeof *listed);
    return reg != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    cps_register_close(reg);
    cps_arena_release(&arena);
    return 0;
}

static void read_text(capias_str text, const char *date, capias_reading *out)
{
    struct cps_span day = {0, 0};
    capias_error err = {0};
    if (date[0] != '\0') assert_true(cps_date_parse(cps_str(date), &day));
    cps_arena_reset(&arena);
    capias_status status = cps_reader_read(reg, text, day, &arena, out, &err);
    if (status != CAPIAS_OK) print_message("# %s: %s\n", err.where, err.what);
    assert_int_equal(status, CAPIAS_OK);
}

/* Slices are slices, counts are counts, order is order. */
static void check_offsets(capias_str text, const capias_reading *r)
{
    for (size_t i = 0; i < r->n_mentions; i++) {
        const capias_mention *m = &r->mentions[i];
        assert_true(m->start < m->end && m->end <= text.n);
        assert_ptr_equal(m->text.p, text.p + m->start);
        assert_int_equal(m->text.n, m->end - m->start);
        assert_int_equal(m->start_char, cps_utf8_count(cps_str_sub(text, 0, m->start)));
        assert_int_equal(m->end_char, cps_utf8_count(cps_str_sub(text, 0, m->end)));
        assert_true(m->score > 0 && m->score <= 1);
        assert_true(m->kind.n > 0 && m->canonical.n > 0);
        if (i > 0) assert_true(r->mentions[i - 1].start <= m->start);
    }
    for (size_t i = 0; i < r->n_claims; i++) {
        const capias_claim *c = &r->claims[i];
        assert_true(c->start < c->end && c->end <= text.n);
        assert_ptr_equal(c->quote.p, text.p + c->start);
        assert_int_equal(c->quote.n, c->end - c->start);
    }
}

/* ---- the tables ------------------------------------------------------------------------------ */

/* The tool folds words as the text room does: else a cue would never be found. */
static void tables_agree_with_the_text_room(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < cps_reader_cues_n; i++) {
        const struct cps_cue *c = &cps_reader_cues[i];
        struct cps_word_at *w;
        uint32_t n;
        cps_arena_reset(&arena);
        assert_int_equal(cps_page_words(cps_str(c->phrase), &arena, &w, &n, NULL), CAPIAS_OK);
        bool same = n == c->n;
        for (uint32_t k = 0; same && k < n; k++) same = w[k].key == cps_reader_words[c->words + k];
        if (!same) print_message("# cue '%s' of %s\n", c->phrase, cps_reader_langs[c->lang]);
        wrong += !same;
        assert_true(i == 0 || cps_reader_cues[i - 1].first <= c->first);
    }
    assert_int_equal(wrong, 0);
}

/* ---- mentions -------------------------------------------------------------------------------- */

static const struct {
    const char *text, *mentions; /* "kind text>id" joined by "|", persons and places and courts */
} sentences[] = {
    /* exact names and short ones */
    {"Vladimir Putin flew to Mongolia.", "person Vladimir Putin>vladimir-putin|state Mongolia>MN"},
    {"Putin is under an arrest warrant.", "person Putin>vladimir-putin"},
    {"The warrants name Ntaganda and President Al-Bashir.",
     "person Ntaganda>bosco-ntaganda|person Al-Bashir>omar-al-bashir"},
    {"They met in The Hague, near the U.S. embassy.",
     "city The Hague>city-NL-the-hague|state U.S.>US"},
    {"PUTIN, Vladimir was listed.", "person PUTIN>vladimir-putin"},
    {"Iraq, Iran and Cuba are far from Chad.",
     "state Iraq>IQ|state Iran>IR|state Cuba>CU|state Chad>TD"},
    {"Putins Reise nach Ungarn und der Besuch von Netanjahu in der Hauptstadt des Landes.",
     "person Putins>vladimir-putin|state Ungarn>HU|person Netanjahu>benjamin-netanyahu"},
    /* misspelt, beside a title or by the index */
    {"The spokesman Dmitry Peskow told reporters.", "person Dmitry Peskow>x-1"},
    {"The warrant names Maria Lavova-Belova, commissioner for children.",
     "person Maria Lavova-Belova>maria-lvova-belova"},
    {"President Blorgu Zant spoke. Zant said no.", "person Blorgu Zant>|person Zant>"},
    {"Mongolia waits. In the capital Ulanbato, snow fell; Ulan Bato slept.",
     "state Mongolia>MN|city Ulanbato>city-MN-ulaanbaatar|city Ulan Bato>city-MN-ulaanbaatar"},
    {"The Mongolian state must act.", "state Mongolian state>MN"},
    /* the office between title and name; compound titles; the name before the title */
    {"Il ministro dell'Interno Matteo Blorgo ha detto di no e che la via \xC3\xA8 chiusa.",
     "person Matteo Blorgo>"},
    {"Der Kanzleramtsminister Gergely Blorgus ist in der Stadt und er will nicht gehen.",
     "person Gergely Blorgus>"},
    {"The president of Kenya, Zanto Blorgu, spoke.", "state Kenya>KE|person Zanto Blorgu>"},
    /* two of one name: open; nicknames need the name; cities as given names */
    {"President Sara Zorbu met Minister Bela Zorbu. Zorbu said no.",
     "person Sara Zorbu>|person Bela Zorbu>|person Zorbu>"},
    {"Simba, Rambo and The Terminator are films.", ""},
    {"Rodrigo Duterte, called Digong, left. Digong went home.",
     "person Rodrigo Duterte>rodrigo-duterte|person Digong>rodrigo-duterte|"
     "person Digong>rodrigo-duterte"},
    {"Paris Hilton and Victoria Beckham laughed.",
     "person Paris Hilton>|person Victoria Beckham>"},
    /* courts bent out of shape */
    {"The International Criminal Court spoke. The International Court of Criminal Court waits.",
     "court International Criminal Court>icc|court International Court of Criminal Court>icc"},
    {"The International Criminal Court of Criminal Courts sits; the court is small.",
     "court International Criminal Court of Criminal Courts>icc|court the court>icc"},
    /* what is no mention */
    {"The doctor saw a delta of the river and a lady rose.", ""},
    {"The Doctor came.", ""},
    {"Turkey is eaten with gallant gravy.", "state Turkey>TR"},
    {"We saw an island. Island life is calm.", ""},
    {"Russian and Mongolian music, Siberian snow.", ""},
    {"Michael Jordan plays.", "person Michael Jordan>"},
    {"Igor Putin said nothing.", "person Igor Putin>"},
    {"The National Security Council of Mongolia met.", ""},
    {"A lady rose. The tanker Lady Rose sank.", "vessel Lady Rose>x-4"},
    {"In May we will march. Our God is just. I think so.", ""},
    /* other scripts and inflected forms */
    {"\xD0\x9F\xD1\x80\xD0\xB5\xD0\xB7\xD0\xB8\xD0\xB4\xD0\xB5\xD0\xBD\xD1\x82 "
     "\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD0\xB8 "
     "\xD0\xB2 \xD0\x9C\xD0\xBE\xD0\xBD\xD0\xB3\xD0\xBE\xD0\xBB\xD0\xB8\xD0\xB8, \xD0\xB8 "
     "\xD0\xBE\xD0\xBD \xD0\xBD\xD0\xB5 \xD0\xB2 \xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2\xD0\xB5.",
     "state \xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD0\xB8>RU|state "
     "\xD0\x9C\xD0\xBE\xD0\xBD\xD0\xB3\xD0\xBE\xD0\xBB\xD0\xB8\xD0\xB8>MN|"
     "city \xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2\xD0\xB5>city-UA-kyiv"},
    /* Putin arrives in Mongolia, in Chinese: no spaces */
    {"\xE6\x99\xAE\xE4\xBA\xAC\xE6\x8A\xB5\xE8\xBE\xBE\xE8\x92\x99\xE5\x8F\xA4\xE3\x80\x82",
     "person \xE6\x99\xAE\xE4\xBA\xAC>vladimir-putin|state \xE8\x92\x99\xE5\x8F\xA4>MN"},
    {"El presidente Vlad\xC3\xADmir Putin viaj\xC3\xB3 a Hungr\xC3\xAD"
     "a con el se\xC3\xB1or Orb\xC3\xA1n.",
     "person Vlad\xC3\xADmir Putin>vladimir-putin|state Hungr\xC3\xAD"
     "a>HU|person Orb\xC3\xA1n>"},
};

static void sentences_have_their_mentions(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        capias_str text = cps_str(sentences[i].text);
        capias_reading r;
        struct cps_buf got = {NULL, 0, 0, false};
        read_text(text, "", &r);
        check_offsets(text, &r);
        for (size_t k = 0; k < r.n_mentions; k++) {
            const capias_mention *m = &r.mentions[k];
            if (cps_str_is(m->kind, "organisation") || cps_str_is(m->kind, "date")) continue;
            cps_buf_printf(&got, "%s%.*s %.*s>%.*s", got.n > 0 ? "|" : "", CPS_FMT(m->kind),
                           CPS_FMT(m->text), CPS_FMT(m->id));
        }
        capias_str s = {got.v, got.n};
        if (!cps_str_is(s, sentences[i].mentions)) {
            print_message("# row %zu: %s\n#   got      %.*s\n#   expected %s\n", i,
                          sentences[i].text, CPS_FMT(s), sentences[i].mentions);
            wrong++;
        }
        cps_buf_release(&got);
    }
    assert_int_equal(wrong, 0);
}

/* Each state that is one today is found by its English name, in a sentence that says nothing else.
 */
static void every_state_is_found(void **state)
{
    (void)state;
    size_t n;
    unsigned missed = 0;
    const cps_state *states = cps_states(&n);
    for (size_t i = 0; i < n; i++) {
        char text[160], code[3];
        capias_reading r;
        bool found = false;
        if (!cps_state_is_current(states[i])) continue;
        cps_state_text(states[i], code);
        capias_str name = cps_state_name(states[i]);
        (void)snprintf(text, sizeof text, "The ministers of %.*s met here today.", CPS_FMT(name));
        read_text(cps_str(text), "", &r);
        for (size_t k = 0; k < r.n_mentions; k++)
            found = found ||
                    (cps_str_is(r.mentions[k].kind, "state") && cps_str_is(r.mentions[k].id, code));
        if (!found) print_message("# not found: %.*s\n", CPS_FMT(name));
        missed += !found;
    }
    assert_int_equal(missed, 0);
}

/* So is everybody under a warrant, by the name the tables give. */
static void every_person_is_found(void **state)
{
    (void)state;
    unsigned missed = 0;
    const struct cps_table *persons = cps_register_table(reg, "persons");
    assert_non_null(persons);
    int id = cps_table_column(persons, "id"), name = cps_table_column(persons, "name");
    for (uint32_t i = 0; i < cps_table_rows(persons); i++) {
        char text[400];
        capias_reading r;
        bool found = false;
        (void)snprintf(text, sizeof text, "The case against %.*s began again.",
                       CPS_FMT(cps_table_cell(persons, i, name)));
        read_text(cps_str(text), "", &r);
        for (size_t k = 0; k < r.n_mentions; k++)
            found = found || (cps_str_is(r.mentions[k].kind, "person") &&
                              cps_str_eq(r.mentions[k].id, cps_table_cell(persons, i, id)));
        if (!found) print_message("# not found: %s\n", text);
        missed += !found;
    }
    assert_int_equal(missed, 0);
}

/* ---- dates and quantities -------------------------------------------------------------------- */

static const struct {
    const char *text, *mention, *canonical;
} days[] = {
    {"It came on Friday.", "on Friday", "2024-08-30"},
    {"It came on Tuesday.", "on Tuesday", "2024-09-03"},
    {"The next Tuesday counts, next Tuesday.", "Tuesday", "2024-09-10"},
    {"In March 2023 it came.", "March 2023", "2023-03"},
    {"On 17 March 2023 it came.", "17 March 2023", "2023-03-17"},
    {"On March 17, 2023 it came.", "March 17, 2023", "2023-03-17"},
    {"On June 3rd it came.", "June 3rd", "2024-06-03"},
    {"On 2024-02-29 it came.", "2024-02-29", "2024-02-29"},
    {"In 2002 it came.", "2002", "2002"},
    {"Last year it came.", "Last year", "2023"},
    {"In August of this year it came.", "August of this year", "2024-08"},
    {"It came yesterday.", "yesterday", "2024-09-02"},
    {"A border of 3,400 kilometers is long.", "3,400 kilometers", "3,400 km"},
    {"They buy 95%of the fuel.", "95%", "95 %"},
    {"It cost 3 billion dollars in all.", "3 billion dollars", "3 billion USD"},
};

static void dates_and_quantities(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        capias_reading r;
        bool found = false;
        read_text(cps_str(days[i].text), "2024-09-03", &r);
        check_offsets(cps_str(days[i].text), &r);
        for (size_t k = 0; k < r.n_mentions; k++)
            found = found || (cps_str_is(r.mentions[k].text, days[i].mention) &&
                              cps_str_is(r.mentions[k].canonical, days[i].canonical));
        if (!found) {
            print_message("# row %zu: %s\n", i, days[i].text);
            for (size_t k = 0; k < r.n_mentions; k++)
                print_message("#   got %.*s = %.*s\n", CPS_FMT(r.mentions[k].text),
                              CPS_FMT(r.mentions[k].canonical));
        }
        assert_true(found);
    }
}

/* ---- claims ---------------------------------------------------------------------------------- */

static const struct {
    const char *text,
        *claims; /* "kind outcome person state date value" with '-' for empty; '!' negated */
} claims[] = {
    {"Vladimir Putin visited Mongolia in 2024.", "visit - vladimir-putin MN 2024 -"},
    {"Vladimir Putin will visit Hungary.", "visit announced vladimir-putin HU - -"},
    {"Vladimir Putin did not attend the meeting in Johannesburg.",
     "visit avoided vladimir-putin ZA - -"},
    {"In 2015 South Africa failed to arrest Omar al-Bashir.",
     "visit not_arrested omar-al-bashir ZA 2015 -"},
    {"The International Criminal Court issued an arrest warrant for Vladimir Putin in March 2023.",
     "warrant issued vladimir-putin - 2023-03 -"},
    {"The court never issued an arrest warrant for Vladimir Putin.",
     "warrant issued vladimir-putin - - -!"},
    {"Mongolia ratified the Rome Statute in 2002.", "membership party - MN 2002 -"},
    {"Mongolia has not ratified the Rome Statute.", "membership not_party - MN - -"},
    {"Hungary announced its withdrawal from the court.",
     "membership withdrawal_announced - HU - -"},
    {"Mongolia is obliged to arrest Vladimir Putin.", "duty arrest vladimir-putin MN - -"},
    {"Mongolia is not obliged to arrest Vladimir Putin.", "duty arrest vladimir-putin MN - -!"},
    {"South Africa requested an exemption for Vladimir Putin, but the request was rejected.",
     "exemption asked vladimir-putin ZA - -|exemption refused vladimir-putin ZA - -"},
    {"Mongolia depends on Russia for 95% of its fuel.", "dependence - - MN - RU 95 %"},
    /* what is possible, denied or garbled is not claimed */
    {"It was believed that Mongolia was very likely to arrest Putin.", ""},
    {"Vladimir Putin did not visit Mongolia.", ""},
    {"If Vladimir Putin were to visit Mongolia, nobody would wonder.", ""},
    {"Wladimir Putin reiste am Montag nach China.", "visit - vladimir-putin CN - -"},
    {"Wladimir Putin reiste nicht nach China.", "visit avoided vladimir-putin CN - -"},
    {"If the court issued an arrest warrant for Vladimir Putin, all would change.", ""},
    {"The critics of the visit to Mongolia met Vladimir Putin.", ""},
};

static void put_field(struct cps_buf *b, capias_str s, const char *behind)
{
    cps_buf_printf(b, "%.*s%s", s.n > 0 ? (int)s.n : 1, s.n > 0 ? s.p : "-", behind);
}

static void sentences_have_their_claims(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        capias_reading r;
        struct cps_buf got = {NULL, 0, 0, false};
        read_text(cps_str(claims[i].text), "", &r);
        check_offsets(cps_str(claims[i].text), &r);
        for (size_t k = 0; k < r.n_claims; k++) {
            const capias_claim *c = &r.claims[k];
            if (k > 0) cps_buf_printf(&got, "|");
            put_field(&got, c->kind, " ");
            put_field(&got, c->outcome, " ");
            put_field(&got, c->person, " ");
            put_field(&got, c->state, " ");
            put_field(&got, c->date, " ");
            put_field(&got, c->value, c->negated ? "!" : "");
        }
        capias_str s = {got.v, got.n};
        if (!cps_str_is(s, claims[i].claims)) {
            print_message("# row %zu: %s\n#   got      %.*s\n#   expected %s\n", i, claims[i].text,
                          CPS_FMT(s), claims[i].claims);
            wrong++;
        }
        cps_buf_release(&got);
    }
    assert_int_equal(wrong, 0);
}

/* ---- the example report ---------------------------------------------------------------------- */

static bool place(capias_str kind)
{
    return cps_str_is(kind, "state") || cps_str_is(kind, "city") || cps_str_is(kind, "region");
}

static bool same_group(capias_str a, capias_str b)
{
    return cps_str_eq(a, b) || (place(a) && place(b));
}

/* Every person and place of the gold file is found where it stands, with its id; at most one
 * mention of these kinds is not in it. */
static void the_example_report(void **state)
{
    (void)state;
    struct cps_mapping text, gold;
    char path[1024];
    capias_reading r;
    (void)snprintf(path, sizeof path, "%s/examples/report.txt", source_root());
    assert_int_equal(cps_file_map(path, &text, NULL), CAPIAS_OK);
    (void)snprintf(path, sizeof path, "%s/examples/report.mentions.tsv", source_root());
    assert_int_equal(cps_file_map(path, &gold, NULL), CAPIAS_OK);
    read_text((capias_str){(const char *)text.p, text.n}, "2024-09-03", &r);
    check_offsets((capias_str){(const char *)text.p, text.n}, &r);
    capias_str rest = {(const char *)gold.p, gold.n}, line;
    size_t wanted = 0, missed = 0, matched = 0, given = 0;
    while (cps_str_split(&rest, '\n', &line)) {
        capias_str f[6] = {{NULL, 0}};
        uint64_t start, end;
        for (unsigned k = 0; k < 6 && cps_str_split(&line, '\t', &f[k]); k++) continue;
        if (!cps_str_u64(f[0], &start) || !cps_str_u64(f[1], &end)) continue; /* comment, header */
        if (!cps_str_is(f[3], "person") && !place(f[3])) continue;
        bool found = false;
        wanted++;
        for (size_t i = 0; i < r.n_mentions && !found; i++) {
            const capias_mention *m = &r.mentions[i];
            found = m->start_char < end && start < m->end_char && same_group(m->kind, f[3]) &&
                    (f[4].n == 0 || cps_str_eq(m->id, f[4]));
        }
        if (!found)
            print_message("# missed %.*s at %llu\n", CPS_FMT(f[2]), (unsigned long long)start);
        missed += !found;
        matched += found;
    }
    for (size_t i = 0; i < r.n_mentions; i++)
        given += cps_str_is(r.mentions[i].kind, "person") || place(r.mentions[i].kind);
    cps_file_unmap(&text);
    cps_file_unmap(&gold);
    assert_true(wanted > 40);
    assert_int_equal(missed, 0);
    assert_true(given <= matched + 1);
}

/* ---- bad input ------------------------------------------------------------------------------- */

static void bad_input(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        " \n\t",
                                        "\xFF\xFE\xFF Putin \xC3 Mongolia \x80",
                                        "\xED\xA0\x80 Vladimir Putin",
                                        "....!!!???",
                                        "((((((((\"\"\"\"''''",
                                        "%%% 95% 12,34,56% ,",
                                        "President",
                                        "President Putin President",
                                        "the court",
                                        "\xE6\x99",
                                        "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O-P-Q-R-S-T-U-V-W-X-Y-Z"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        capias_reading r;
        read_text(cps_str(texts[i]), "2024-09-03", &r);
        check_offsets(cps_str(texts[i]), &r);
    }
    capias_error err = {0};
    capias_reading r;
    capias_str big = {"", (size_t)CPS_READER_TEXT_MAX + 1};
    assert_int_equal(cps_reader_read(reg, big, (struct cps_span){0, 0}, &arena, &r, &err),
                     CAPIAS_E_LIMIT);
    assert_true(err.hint[0] != '\0');
}

/* Words of the example, shuffled and cut anywhere: offsets hold on all of them. */
static void offsets_hold_on_any_text(void **state)
{
    (void)state;
    struct cps_mapping text;
    char path[1024], mixed[600];
    (void)snprintf(path, sizeof path, "%s/examples/report.txt", source_root());
    assert_int_equal(cps_file_map(path, &text, NULL), CAPIAS_OK);
    uint64_t seed = 20240902;
    for (unsigned round = 0; round < 300; round++) {
        size_t n = 0;
        while (n < sizeof mixed - 40) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            size_t from = (size_t)(seed >> 33) % (text.n - 32),
                   length = 1 + (size_t)(seed >> 20) % 31;
            memcpy(mixed + n, text.p + from, length);
            n += length;
            if ((seed >> 11) % 5 == 0) mixed[n++] = (char)(seed >> 3);
        }
        capias_reading r;
        if (round == 0) print_message("# seed 20240902\n");
        read_text((capias_str){mixed, n}, "2024-09-03", &r);
        check_offsets((capias_str){mixed, n}, &r);
    }
    cps_file_unmap(&text);
}

static void dictionary_is_verified(void **state)
{
    (void)state;
    size_t n;
    capias_error err = {0};
    const struct cps_section_check *checks = cps_reader_checks(&n);
    assert_int_equal(cps_register_verify(reg, checks, n, &err), CAPIAS_OK);
    const void *p;
    size_t size;
    struct cps_dictionary d;
    for (size_t s = 0; s < cps_register_segments(reg); s++) {
        assert_true(cps_dictionary_open(reg, s, &d));
        assert_true(
            cps_segment_section(cps_register_segment(reg, s), CPS_SECTION_READER, &p, &size));
        for (unsigned i = 0; i < 20; i++) { /* each header word bent: refused */
            uint8_t *copy = cps_arena_take(&arena, size, 64);
            assert_non_null(copy);
            memcpy(copy, p, size);
            copy[i] ^= 0x41;
            err = (capias_error){0};
            assert_int_equal(checks[0].check(reg, s, copy, size, &err), CAPIAS_E_FORMAT);
            cps_arena_reset(&arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_agree_with_the_text_room),
        cmocka_unit_test(sentences_have_their_mentions),
        cmocka_unit_test(every_state_is_found),
        cmocka_unit_test(every_person_is_found),
        cmocka_unit_test(dates_and_quantities),
        cmocka_unit_test(sentences_have_their_claims),
        cmocka_unit_test(the_example_report),
        cmocka_unit_test(bad_input),
        cmocka_unit_test(offsets_hold_on_any_text),
        cmocka_unit_test(dictionary_is_verified),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
