#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What only real files can show. They lie beside the project, in the folder that -Dshared names or in
../shared; without it every case is skipped and named. usage: run.py CAPIAS SHARED"""
import glob
import json
import os
import subprocess
import sys
import tempfile

sys.path[:0] = [os.path.join(os.path.dirname(__file__), ".."), os.path.join(os.path.dirname(__file__), "..", "reader")]
import articles
import ftm
import ofac_xml
import tap

CAPIAS, SHARED = os.path.abspath(sys.argv[1]), sys.argv[2]
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def shared(*path):
    full = os.path.join(SHARED, *path)
    if not os.path.exists(full):
        raise tap.Skip("needs shared/" + "/".join(path))
    return full


def run(*args):
    r = subprocess.run(args, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert r.returncode == 0, r.stderr
    return r.stdout


def real_lists():
    lists = [shared("lists", "history", "ofac_sdn_legacy_2023-12-28"), shared("lists", "current", "un_consolidated_2026-08-01.xml")]
    with tempfile.TemporaryDirectory() as work:
        info = json.loads(run(CAPIAS, "build", "--json", "-o", os.path.join(work, "r.capias"), *lists))
        sources = {s["name"]: s for s in info["sources"]}
        assert sources["us_ofac_sdn"]["entities"] == 13821 and sources["un_sc_sanctions"]["entities"] == 1011, sources
        assert sources["us_ofac_sdn"]["rejected"] == sources["un_sc_sanctions"]["rejected"] == 0, sources
        found = json.loads(run(CAPIAS, "search", "-r", os.path.join(work, "r.capias"), "Usama bin Laden", "--json"))
        assert found["results"][0]["id"] == "ofac-6365", found["results"][0]
        run(CAPIAS, "verify", os.path.join(work, "r.capias"))


def advanced_xml():
    """Counted in the file without Capias; then each name, document, tie, programme and day looked for in the register."""
    counts, missing = ofac_xml.compare(CAPIAS, shared("lists", "current", "ofac_sdn_advanced_2025-11-19.xml.gz"))
    for what in sorted(counts):
        print("# %s: %d in the file, %d not in the register" % (what, counts[what], len(missing[what])))
    want = {"parties": 18367, "aliases": 42777, "documents": 21078, "relations": 8194}
    assert {k: counts[k] for k in want} == want, counts
    for what in ("parties", "aliases", "spellings of names", "documents", "relations", "programmes", "days of listing"):
        assert not missing[what], (what, missing[what][:5])
    # twelve features that the file marks as false are notes; words of labels that the register says otherwise
    assert len(missing["years of birth"]) <= 16 and len(missing["parts of places"]) < 50, missing


def ftm_entities():
    """Every value of FollowTheMoney's files is a statement, and none is made up."""
    with tempfile.TemporaryDirectory() as work:
        for name in (("parteispenden.entities.ftm.json",), ("yente_delta", "t1_entities.ftm.json")):
            path = shared("lists", "ftm", *name)
            info = json.loads(run(CAPIAS, "build", "--no-builtin", "--json", "-o", os.path.join(work, "f.capias"), path))
            schemata, statements = ftm.count(path)
            parties = sum(schemata[k] for k in ("Person", "Organization", "Company"))
            assert (info["entities"], info["statements"]) == (parties, len(statements)), (info, schemata, len(statements))
            assert info["sources"][0]["rejected"] == 0, info


def editions():
    """Editions of real lists: who came, who went, who changed, as counted in the files themselves."""
    un = ("lists", "history", "un_consolidated_%s.xml.gz")
    daily = ("lists", "history", "ofac_sdn_legacy_daily", "sdn_%s")
    pairs = [(un, "2025-08-02", "2025-11-20", (123, 2, 10)), (un, "2026-02-27", "2026-04-02", (3, 1, 24)),
             (daily, "2024-03-25.csv.gz", "2024-04-26.csv.gz", (145, 7, 11)),
             (daily, "2024-04-26.csv.gz", "2024-05-01.csv.gz", (298, 0, 0)),
             (daily, "2024-05-01.csv.gz", "2024-05-02.csv.gz", (7, 0, 0)),
             (daily, "2024-05-02.csv.gz", "2024-05-03.csv", (0, 8, 0))]
    with tempfile.TemporaryDirectory() as work:
        for path, old, new, counts in pairs:
            both = []
            for edition in (old, new):
                both.append(os.path.join(work, edition + ".capias"))
                list_file = shared(*path[:-1], path[-1] % edition)
                run(CAPIAS, "build", "--no-builtin", "-o", both[-1], list_file)
            summary = json.loads(run(CAPIAS, "diff", "--summary", "--json", *both))
            got = tuple(summary[k] for k in ("added", "removed", "changed"))
            assert got == counts, (old, new, got, counts)


def labelled_pairs():
    out = run(sys.executable, "bench/pairs.py", CAPIAS, shared("bench", "name_pairs.csv"))
    print("# " + out.replace("\n", "\n# "))
    f1 = float(next(line for line in out.splitlines() if line.startswith("all ")).split()[-1])
    assert f1 >= 0.85, out


def the_report():
    text, gold = shared("report", "mongolia-2024.txt"), shared("facts", "report_entities.csv")
    with tempfile.TemporaryDirectory() as work:
        reading = os.path.join(work, "reading.json")
        with open(reading, "w", encoding="utf-8") as f:
            f.write(run(CAPIAS, "read", text, "--date", "2024-09-03", "--json"))
        out = run(sys.executable, "bench/score_mentions.py", gold, reading, text)
    print("# " + out.replace("\n", "\n# "))
    for group in ("persons", "places"):
        precision, recall = map(float, next(line for line in out.splitlines() if line.startswith(group)).split()[4:6])
        assert precision >= 0.9 and recall >= 0.9, out


def articles_with_real_lists():
    """Two big lists in the register: the articles' people are found as without them, nothing else is tied to a list."""
    lists = [shared("lists", "history", "ofac_sdn_legacy_2023-12-28"), shared("lists", "current", "un_consolidated_2026-08-01.xml")]
    with tempfile.TemporaryDirectory() as work:
        register = os.path.join(work, "r.capias")
        run(CAPIAS, "build", "-o", register, *lists)
        gold = found = 0
        for path in sorted(glob.glob(os.path.join(ROOT, "tests", "reader", "articles", "*.txt"))):
            article = articles.Article(path)
            mentions = articles.read(CAPIAS, article, register)["mentions"]
            g, f, wrong, _, _ = articles.compare(article, mentions, {"person"})
            gold, found = gold + g, found + f
            wrong += articles.compare(article, mentions, {"organisation", "vessel"})[2]
            tied = [m["text"] for m in wrong if m.get("id")]
            assert not tied, f"{article.name}: {tied}"
        assert found >= 0.93 * gold, f"{found} of {gold}"


def outlines():
    """data/geo/outlines.csv is what tools/borders.py makes of Natural Earth's file."""
    source = shared("data", "geo", "ne_110m_admin_0_countries.geojson.gz")
    with tempfile.TemporaryDirectory() as work:
        made = os.path.join(work, "outlines.csv")
        run(sys.executable, os.path.join(ROOT, "tools", "borders.py"), source, "-o", made)
        with open(made, "rb") as a, open(os.path.join(ROOT, "data", "geo", "outlines.csv"), "rb") as b:
            assert a.read() == b.read(), "outlines.csv differs: run tools/borders.py again"


tap.run([
    ("OFAC's and the UN's lists: counts agree, nobody is lost", real_lists),
    ("OFAC's advanced XML: 18,367 parties, value by value", advanced_xml),
    ("FollowTheMoney entities: every value is there", ftm_entities),
    ("editions of the UN's and OFAC's lists: who came, went, changed", editions),
    ("labelled pairs of names", labelled_pairs),
    ("persons and places of the report", the_report),
    ("articles in many languages, with real lists", articles_with_real_lists),
    ("outlines of states are Natural Earth's", outlines),
])
