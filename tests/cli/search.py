# SPDX-License-Identifier: Apache-2.0
"""search, screen, compare: who is this?"""
import csv
import gzip
import io
import json
import os

from support import ROOT, capias, write, fails, own_register, screened_lines, tap


def search(name, *options, **expect):
    def check():
        r = capias("search", name, *options, "--json")
        assert r.returncode == 0, r.stderr.decode()
        best = json.loads(r.stdout)["results"][0]
        for key, value in expect.items():
            assert best[key] == value, (key, best[key], value)
    return check


CUSTOMERS = b"""qid;full_name;dob;nationality;gender;branch
1;Maria Lavova-Belova;1984-10-25;Russland;f;"Graz; Linz"
2;Daniel Moreno;31.02.1980;Ruritania;?;Wien
3;"Omar
4;Omar el Baschir;1944;sd;m;Wien;and more
5;\xff\xfe;;;;
6;;1950;;;Linz
7;Marie Huber;;;;
"""


def gender_means_person():
    """A ship and a company of the name asked for are not who has a gender; with a schema, that is asked for."""
    register, _ = own_register("kinds.capias", mixed=b"v-1,Vessel,Zorvana Kelmadi,\np-1,Person,Zorvana Kelmadi,\no-1,Company,Zorvana Kelmadi,")
    def ids(*options):
        return {h["id"] for h in json.loads(capias("search", "-r", register, "Zorvana Kelmadi", "--json", *options).stdout)["results"]}
    assert ids() == {"v-1", "p-1", "o-1"} and ids("-g", "f") == {"p-1"} and ids("-g", "f", "-s", "Vessel") == {"v-1"}
    path = write("kinds.csv", b"qid,name,gender\n1,Zorvana Kelmadi,f\n2,Zorvana Kelmadi,\n")
    lines = [json.loads(x) for x in capias("screen", "-r", register, path).stdout.splitlines()]
    assert [{h["id"] for h in x["results"]} for x in lines] == [{"p-1"}, {"v-1", "p-1", "o-1"}], lines


def screened_file():
    """Broken rows are named, the rest is screened, and no number of threads changes a byte."""
    path, outs = write("customers.csv", CUSTOMERS), []
    for threads in "1", "2", "5":
        for form in "jsonl", "csv":
            r = capias("screen", path, "-j", threads, "--format", form)
            said = r.stderr.decode()
            assert r.returncode == 0, said
            outs.append((form, r.stdout, [line for line in said.splitlines() if " a second)" not in line]))
    assert outs[0] == outs[2] == outs[4] and outs[1] == outs[3] == outs[5]
    lines = screened_lines(outs[0][1], False)
    assert [line["query"]["id"] for line in lines] == ["1", "2", "4", "6", "7"], lines
    assert lines[0]["results"][0]["id"] == "maria-lvova-belova" and lines[0]["results"][0]["match"]
    assert lines[0]["query"]["columns"] == {"branch": "Graz; Linz"}, lines[0]["query"]
    assert lines[2]["results"][0]["id"] == "omar-al-bashir" and "error" in lines[3] and not lines[4]["results"]
    for line, word in (3, "31.02.1980"), (3, "Ruritania"), (3, "no gender"), (4, "quote"), (5, "cells"), (6, "UTF-8"), (7, "no letter"):
        assert any("customers.csv:%d" % line in m and word in m for m in outs[0][2]), (line, word, outs[0][2])
    rows = screened_lines(outs[1][1], True)
    assert rows[0]["qid"] == "1" and rows[0]["id"] == "maria-lvova-belova" and rows[0]["branch"] == "Graz; Linz", rows
    assert list(rows[0])[:4] == ["qid", "rank", "id", "score"]


def screened_to_a_file():
    path, out = write("customers.csv", CUSTOMERS), write("screened.jsonl", b"before")
    r = capias("screen", path, "-o", out, "--strict")
    assert r.returncode == 3 and open(out, "rb").read() == b"before", r.stderr
    r = capias("screen", path, "-o", out, "-m", "-q")
    assert r.returncode == 0 and not r.stdout, r.stderr
    lines = screened_lines(open(out, "rb").read(), False)
    assert [line["query"]["id"] for line in lines] == ["1", "4", "6"], lines
    packed = write("customers.csv.gz", gzip.compress(CUSTOMERS))
    assert capias("screen", packed, "-q").stdout == capias("screen", "-", "-q", stdin=CUSTOMERS).stdout
    r = capias("screen", path, "-o", "/nowhere/x.jsonl")
    assert r.returncode == 4 and b"/nowhere/x.jsonl" in r.stderr, r.stderr


def screened_as_searched():
    """A row gives what a search for it gives."""
    line = json.loads(capias("screen", "-", "-q", stdin=b"name,dob,country\nOmar el Baschir,1944,sd\n").stdout)
    alone = json.loads(capias("search", "Omar el Baschir", "-b", "1944", "-c", "sd", "--json").stdout)
    assert line["results"] == alone["results"] and line["results"], (line, alone)


def compared_file():
    with open(os.path.join(ROOT, "tests", "cli", "pairs.csv"), encoding="utf-8", newline="") as f:
        given = list(csv.reader(f))
    r = capias("compare", "--csv", "tests/cli/pairs.csv")
    assert r.returncode == 0, r.stderr.decode()
    got = list(csv.reader(io.StringIO(r.stdout.decode())))
    assert got[0] == given[0] + ["score"], got[0]
    assert [row[:-1] for row in got] == given, "columns must pass through"
    for row in got[1:]:
        row = dict(zip(got[0], row))
        assert (float(row["score"]) >= 0.7) == (row["is_match"] == "true"), row


def compared_file_with_a_broken_row():
    path = write("broken.csv", b"name1,name2\nOmar Bashir,Omar Bashir\nBad \xff,x\n\"open,x\nAnna,Anna\n")
    r = capias("compare", "--csv", path)
    assert r.returncode == 0
    assert len(r.stdout.decode().splitlines()) == 3, r.stdout
    assert b"broken.csv:3" in r.stderr and b"broken.csv:4" in r.stderr, r.stderr


tap.run([
    ("an unknown schema", fails(2, ["search", "x", "--schema", "Dragon"], "Dragon")),
    ("who has a gender is a person", gender_means_person),
    ("a gender nobody knows", fails(2, ["search", "x", "-g", "7"], "--gender")),
    ("a country nobody knows", fails(2, ["search", "x", "-c", "Ruritania"], "--country")),
    ("a country in another language", search("Putin", "-c", "Russland", id="vladimir-putin")),
    ("CSV or JSON", fails(2, ["compare", "--csv", "tests/cli/pairs.csv", "--json"], "CSV")),
    ("compare --csv", compared_file),
    ("compare --csv with broken rows", compared_file_with_a_broken_row),
    ("screen: broken rows, threads, columns", screened_file),
    ("screen: to a file, packed, from standard input", screened_to_a_file),
    ("screen: as search", screened_as_searched),
    ("screen: a table without names", fails(3, ["screen", "tests/cli/pairs.csv"], "pairs.csv:1", "'name'")),
    ("screen: a format that is none", fails(2, ["screen", "x.csv", "--format", "xml"], "jsonl|csv")),
    ("screen: a file that is not there", fails(4, ["screen", "/nowhere/x.csv"], "/nowhere/x.csv")),
    ("search finds a mangled name", search("Maria Lavova-Belova", id="maria-lvova-belova", match=True)),
    ("search finds Cyrillic", search("Владимир Путин", id="vladimir-putin", match=True)),
])
