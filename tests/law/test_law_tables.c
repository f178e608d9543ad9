/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/law/test_law_tables.c: one row made wrong at a time, in a copy of data/law: the build names
 * the file, the line and the fault. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <sys/stat.h>

#include "support/law_register.h"

static const struct mistake {
    const char *file, *from, *to; /* the first place where `from` stands is replaced */
    const char *where, *says;
} mistakes[] = {
    {"visits.csv", "2010-07-21,2010-07-23,CEN-SAD summit,,yes,",
     "2010-07-21,2010-07-23,CEN-SAD summit,,no,", "visits.csv",
     "state_was_party contradicts memberships"},
    {"visits.csv", ",not_arrested,pt1-kenya-2010,", ",not_arrested,pt1-chad-2010,", "visits.csv",
     "finding is about another visit"},
    {"warrants.csv", "warrant,2009-03-04,,yes,open,,", "warrant,2009-03-05,,yes,open,,",
     "warrant_events.csv", "issued on another day"},
    {"warrants.csv", "warrant,2006-02-10,2006-03-17,", "warrant,2006-02-10,2006-02-09,",
     "warrants.csv", ""},
    {"warrants.csv", "warrant,2011-06-27,,yes,open,,", "warrant,2011-06-27,,yes,open,2012-01-01,",
     "warrants.csv", "open, but with a day of its end"},
    {"warrant_events.csv", "icc-ahmad-harun,2007-04-27,issued", "icc-ahmad-harun,2007-04-27,sealed",
     "warrants.csv", "needs one event 'issued'"},
    {"warrant_events.csv",
     "2024-07-13,suspect_dead,before the warrant; confirmed to the Court later,2025-02-26",
     "2024-07-13,suspect_dead,before the warrant; confirmed to the Court later,2024-02-26",
     "warrant_events.csv", "known before it happened"},
    {"requests.csv", "vladimir-putin,icc-vladimir-putin,MN,",
     "vladimir-putin,icc-omar-al-bashir-1,MN,", "requests.csv", "another person's"},
    {"requests.csv", ",parties,2009-03-06,89(1)", ",parties,2009-03-01,89(1)", "requests.csv",
     "before the warrant was issued"},
    {"requests.csv", "icc-vladimir-putin,MN,,2024-08", "icc-vladimir-putin,RU,,2024-08",
     "requests.csv", "to another state"},
    {"memberships.csv", ",2025-06-02,,2026-06-02,", ",2025-06-02,,,", "memberships.csv",
     "would have ended"},
    {"memberships.csv", "2016-10-27,2017-10-27", "2016-10-27,2003-10-27", "memberships.csv", ""},
    {"measures.csv", "icc-rome-statute,provisional_arrest,states parties",
     "icc-rome-statute,provisional_arrest,parties of states", "measures.csv", "parties of states"},
    {"measures.csv", "unsc-1593,arrest_and_surrender,named state,SD,",
     "unsc-1593,arrest_and_surrender,named state,,", "measures.csv", "named state is missing"},
    {"links.csv", "RUSSIA-EO14024", "RUSSIA-EO99999", "links.csv", "RUSSIA-EO99999"},
    {"positions.csv", "League of Arab States", "League of the Arab States", "positions.csv",
     "bodies"},
    {"findings.csv", "ICC-02/05-01/09,KE,bashir-ke-2010-08", "ICC-02/05-01/09,TD,bashir-ke-2010-08",
     "findings.csv", "another state"},
    {"persons.csv", ",1952-10-07,", ",1952-13-07,", "persons.csv", ""},
    {"memberships.csv", "icc-rome-statute,MN,Mongolia", "icc-rome-statute,QQ,Mongolia",
     "memberships.csv", ""},
    {"measures.csv", "binding_on_request,,\"Rome Statute", "binding_when_asked,,\"Rome Statute",
     "measures.csv", "binding_when_asked"},
    /* what a cell may hold */
    {"persons.csv", "joseph-kony,Joseph Kony,", "joseph-kony,,", "persons.csv", "name is empty"},
    {"visits.csv", ",ER,Asmara,2009-03-23,", ",ER,Asmara,23.03.2009,", "visits.csv", "23.03.2009"},
    {"visits.csv", ",ER,Asmara,2009-03-23,2009-03-23", ",ER,Asmara,2009-03-23,2009-03-22", "visits.csv", "comes after"},
    {"visits.csv", ",unsc-1593,not_arrested,,First trip", ",unsc-1593,let_go,,First trip", "visits.csv", "let_go"},
    {"visits.csv", "bashir-er-2009-03,omar-al-bashir,", "bashir-er-2009-03,omar-al-bashier,", "visits.csv",
     "omar-al-bashier"},
    {"dependence.csv", "fuel_imports_share,0.95,", "fuel_imports_share,much,", "dependence.csv", "much"},
    {"borders.csv", "AD,ES,63,", "AD,ES,63 km,", "borders.csv", "63 km"},
    {"requests.csv", "req-putin-all-2023,vladimir-putin,icc-vladimir-putin,,parties,",
     "req-putin-all-2023,vladimir-putin,icc-vladimir-putin,,everybody,", "requests.csv", "everybody"},
    {"situations.csv", "(ICC-01/04),CD,", "(ICC-01/04),Congo,", "situations.csv", "Congo"},
    /* rows against one another */
    {"relations.csv", "BF,AES,2023-09-16,,", "BF,AES,2023-09-16,2022-01-01,", "relations.csv", "comes after"},
    {"offices.csv", "SD,1989-06-30,2019-04-11", "SD,1989-06-30,1988-04-11", "offices.csv", "comes after"},
    {"territories.csv", "icc-rome-statute,no,2002-07-01,2004-10-01", "icc-rome-statute,no,2002-07-01,2001-10-01",
     "territories.csv", "comes after"},
    {"territories.csv", "icc-rome-statute,no,2002-07-01,2004-10-01", "icc-rome-statute,no,2002-07-01,2005-10-01",
     "territories.csv", "overlap"},
    {"warrants.csv", "icc-omar-al-bashir-2,", "icc-omar-al-bashir-1,", "warrants.csv", "same id"},
    {"exemptions.csv", "ex-mw-2011,MW,omar-al-bashir,2011-11,ICC Pre-Trial Chamber I,art 98,refused,2011-12-12",
     "ex-mw-2011,MW,omar-al-bashir,2012-11,ICC Pre-Trial Chamber I,art 98,refused,2011-12-12", "exemptions.csv",
     "comes after"},
    {"notices.csv", "interpol-red-notice,2006-06-01,,", "interpol-red-notice,2006-06-01,2005-06-01,", "notices.csv",
     "comes after"},
    /* the rules themselves */
    {"addressees.csv", "parties,states parties,,,party,", "parties,states parties,,,partly,", "addressees.csv", "partly"},
    {"forces.csv", "binding,any,binding,true,", "binding,any,binding,perhaps,", "forces.csv", "perhaps"},
    {"bases.csv", "icc-core,icc-rome-statute,", "icc-core,icc-rome-treaty,", "bases.csv", "icc-rome-treaty"},
    {"acts.csv", "arrest_and_surrender,arrest_and_surrender,always,", "arrest_and_surrender,arrest_and_surrender,mostly,",
     "acts.csv", "mostly"},
    /* the file as a table */
    {"persons.csv", "joseph-kony,Joseph Kony,", "joseph-kony,Joseph Kony,one cell too many,", "persons.csv", ""},
    {"persons.csv", "\"Odek, Uganda\"", "\"Odek, Uganda", "persons.csv", ""},
    {"persons.csv", "joseph-kony,Joseph Kony,", "joseph-kony,Joseph K\xff" "ony,", "persons.csv", "UTF-8"},
};

static char dir[256];

static void copy_file(const char *name, const struct mistake *m)
{
    char path[800];
    struct cps_mapping in;
    (void)snprintf(path, sizeof path, "%s/data/law/%s", getenv("CAPIAS_SOURCE_ROOT"), name);
    assert_int_equal(cps_file_map(path, &in, NULL), CAPIAS_OK);
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    capias_str text = {(const char *)in.p, in.n};
    size_t at = m != NULL ? cps_str_find(text, cps_str(m->from), 0) : SIZE_MAX;
    if (m != NULL && at == SIZE_MAX) fail_msg("%s does not hold '%s'", name, m->from);
    if (at != SIZE_MAX) {
        size_t skip = at + strlen(m->from);
        assert_int_equal(fwrite(text.p, 1, at, out), at);
        assert_true(fputs(m->to, out) >= 0);
        assert_int_equal(fwrite(text.p + skip, 1, text.n - skip, out), text.n - skip);
    } else {
        assert_int_equal(fwrite(text.p, 1, text.n, out), text.n);
    }
    assert_int_equal(fclose(out), 0);
    cps_file_unmap(&in);
}

static void each_file(void (*visit)(const char *name, const struct mistake *m),
                      const struct mistake *m)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/data/law", getenv("CAPIAS_SOURCE_ROOT"));
    DIR *d = opendir(path);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d))
        if (e->d_name[0] != '.')
            visit(e->d_name, m != NULL && strcmp(e->d_name, m->file) == 0 ? m : NULL);
    (void)closedir(d);
}

static void remove_file(const char *name, const struct mistake *m)
{
    char path[800];
    (void)m;
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    (void)unlink(path);
}

static bool try_mistake(const struct mistake *m)
{
    struct law_rejected rejected = {0};
    capias_error err = {0};
    char output[300];
    (void)snprintf(output, sizeof output, "%s.register", dir);
    each_file(copy_file, m);
    capias_status status = law_register_build(dir, output, &rejected, &err);
    if (rejected.rows > 0) /* what was said first; what follows from it may come after */
        err = rejected.first, status = err.status;
    (void)unlink(output);
    bool ok = status == CAPIAS_E_DATA || status == CAPIAS_E_SYNTAX;
    ok =
        ok && strcmp(err.where, m->where) == 0 && err.line > 1 && strstr(err.what, m->says) != NULL;
    if (!ok)
        print_error("%s -> %s: status %d, %s:%u: %s\n", m->from, m->to, (int)status, err.where,
                    err.line, err.what);
    return ok;
}

static void test_mistakes(void **state)
{
    const char *tmp = getenv("TMPDIR");
    unsigned bad = 0;
    (void)state;
    (void)snprintf(dir, sizeof dir, "%s/capias-tables-%ld", tmp != NULL ? tmp : "/tmp",
                   (long)getpid());
    assert_int_equal(mkdir(dir, 0700), 0);
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        bad += !try_mistake(&mistakes[i]);
    each_file(remove_file, NULL);
    (void)rmdir(dir);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
