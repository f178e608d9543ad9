# SPDX-License-Identifier: Apache-2.0
"""show and diff: what the sources say, and what changed in them."""
import csv
import json
import os
import shutil

from support import ROOT, BUILTIN, capias, work, write, schema_of, fails, own_register, list_register, un_list, two_editions, tap


def shown(*args):
    r = capias("show", *args, "--json")
    assert r.returncode == 0, r.stderr.decode()
    answer = json.loads(r.stdout)
    schema_of("show", answer)
    return answer


def show_what_hangs_on_it():
    e = shown("ofac-7001", "-r", list_register())
    assert e["schema"] == "Person" and e["datasets"] == ["us_ofac_sdn"] and not e["facts"], e
    said = {(s["prop"], s["value"]): s for s in e["statements"]}
    assert said["alias", "Iwan EXAMPLOW"]["where"] == "alt.csv:2", said
    assert said["birthDate", "1952-10-07"]["original_value"] == "07 Oct 1952", said
    for name, values in e["properties"].items():
        assert values == sorted({v for p, v in said if p == name}, key=str.encode), name
    groups = {}
    for a in e["adjacent"]:
        groups.setdefault(a["group"], []).append(a)
    assert set(groups) == {"listing", "document", "wallet", "tie"}, groups.keys()
    assert groups["listing"][0]["properties"]["programId"] == ["SDGT", "IFSR"][::-1] or \
        groups["listing"][0]["properties"]["programId"] == ["IFSR", "SDGT"], groups["listing"]
    assert {a["caption"] for a in groups["document"]} >= {"1084010", "A-77"}, groups["document"]
    assert [a["property"] for a in groups["wallet"]] == ["holder"], groups["wallet"]
    ends = {end["id"]: end for a in groups["tie"] for end in a["ends"]}
    assert ends["ofac-36"]["caption"] == "EXAMPLE AIRLINES", ends


def show_a_person_of_the_tables():
    e = shown("Omar Bashil")
    assert e["id"] == e["person"] == "omar-al-bashir", e["id"]
    kinds = [f["kind"] for f in e["facts"]]
    assert kinds[0] == "warrant" and kinds.index("event") < kinds.index("visit") < kinds.index("decision"), kinds
    visits = [f for f in e["facts"] if f["kind"] == "visit"]
    assert visits == sorted(visits, key=lambda f: f["date"]) and len(visits) > 50
    with open(os.path.join(ROOT, "data", "law", "visits.csv"), encoding="utf-8") as f:
        lines = f.read().split("\n")
    for v in visits:
        name, line = v["where"].split(":")
        assert name == "visits.csv" and lines[int(line) - 1].startswith(v["id"] + ","), v
    assert shown("joseph-kony")["referents"] == ["ofac-11018", "un-CFi.009", "gb-hmt-13344", "au-dfat-3175"]


def show_another_list():
    """Two lists speak of one id: both sources are told, whatever segment they lie in."""
    register, _ = own_register("both.capias", list_a=b"1,Person,Zorvan Kelmadi,", list_b=b"1,Person,Zorvan Kelmadi,Zor")
    e = shown("1", "-r", register)
    assert e["datasets"] == ["list_a", "list_b"] or e["datasets"] == ["list_b", "list_a"], e["datasets"]
    assert e["properties"]["name"] == ["Zorvan Kelmadi"] and len([s for s in e["statements"] if s["prop"] == "name"]) == 2


def diff(old, new, *options):
    r = capias("diff", old, new, "--json", *options)
    assert r.returncode == 0, r.stderr.decode()
    lines = [json.loads(line) for line in r.stdout.splitlines()]
    for line in lines[:50]:
        schema_of("diff", line)
    assert [line["kind"] for line in lines].count("summary") == 1 and lines[0]["kind"] == "summary"
    for key in ("added", "removed", "changed", "tied"):
        told = [line for line in lines[1:] if line["kind"] == "entity" and line["change"] == key]
        assert len(told) == lines[0][key] == sum(s[key] for s in lines[0]["sources"]), (key, lines[0])
        assert [(line["dataset"], line["id"]) for line in told] == sorted((line["dataset"], line["id"]) for line in told)
    return lines[0], {line["id"]: line for line in lines[1:]}


def diff_of_nothing():
    """Another order, other lines, another way to write the same values: nothing has changed."""
    def turned(text):
        head, individuals, tail = text.partition("  <INDIVIDUALS>\n")
        people, end, tail = tail.partition("  </INDIVIDUALS>\n")
        cut = people.rindex("    <INDIVIDUAL>")
        text = head + "\n\n\n" + individuals + people[cut:] + people[:cut] + end + tail
        aliases = text.split("<INDIVIDUAL_ALIAS>", 2)
        assert len(aliases) == 3
        return text.replace("<DATE>1971-12-25</DATE>", "<DATE>25/12/1971</DATE>")
    summary, changes = diff(un_list("before"), un_list("turned", lambda text: text and turned(text)))
    assert not changes and summary["changed"] == 0, changes
    r = capias("diff", BUILTIN, BUILTIN)
    assert r.returncode == 0 and b"nothing differs" in r.stdout, r.stdout


def diff_of_two_editions():
    old, new = two_editions()
    summary, changes = diff(old, new)
    assert [summary[k] for k in ("added", "removed", "changed")] == [2, 2, 1], summary
    source = summary["sources"][0]
    assert (source["old"]["as_of"], source["new"]["as_of"]) == ("2026-08-01", "2026-08-02"), source
    one = changes["un-QDi.901"]
    assert one["values"] == [{"property": "weakAlias", "old": ["The Example"], "new": ["The Sample"]}], one["values"]
    parts = {p["schema"]: p for p in one["parts"]}
    assert parts["Sanction"]["change"] == "changed" and parts["Sanction"]["values"] == [
        {"property": "listingDate", "old": ["2015-07-01"], "new": ["2015-07-02"]}], parts
    assert parts["Passport"]["change"] == "changed", "a document of the same number is the same document"
    assert parts["Passport"]["values"] == [{"property": "summary", "old": ["Expired"], "new": ["Renewed"]}], parts
    assert set(parts) == {"Sanction", "Passport"}, parts
    gone, came = changes["un-CDe.901"], changes["un-CDe.902"]
    assert (gone["change"], gone["again"], came["change"], came["again"]) == ("removed", "un-CDe.902", "added", "un-CDe.901")
    assert all(not v["new"] for v in gone["values"]) and all(not v["old"] for v in came["values"])
    assert [p["group"] for p in came["parts"]] == ["listing"], came["parts"]
    back, reverse = diff(new, old)
    assert {i: (c["change"], c["again"]) for i, c in reverse.items()} == {
        i: ({"added": "removed", "removed": "added"}.get(c["change"], c["change"]), c["again"]) for i, c in changes.items()}
    printed = capias("diff", old, new).stdout.decode()
    assert "2 came, 2 went, 1 changed" in printed and "weak alias: -The Example; +The Sample" in printed, printed


def diff_of_lists():
    """A list that only one register has; one list alone; a list that neither has."""
    old, new = un_list("before"), un_list("both-lists", lambda text: text, "tests/formats/ofac")
    summary, changes = diff(old, new)
    source = {s["dataset"]: s for s in summary["sources"]}
    assert source["us_ofac_sdn"]["old"] is None and source["us_ofac_sdn"]["added"] == len(changes), summary
    assert source["un_sc_sanctions"]["changed"] == 0
    assert b"ofac-36" not in capias("diff", old, new).stdout
    assert b"ofac-36" in capias("diff", old, new, "--dataset", "us_ofac_sdn").stdout
    summary, changes = diff(old, new, "--dataset", "un_sc_sanctions")
    assert len(summary["sources"]) == 1 and not changes, summary
    assert capias("diff", old, new, "--dataset", "xx").returncode == 1


def diff_of_ties():
    """A party is not changed by what the list says of others; but it is told that they are tied to it."""
    old, new = work("ties-old.capias"), work("ties-new.capias")
    folder = work("ties")
    shutil.copytree(os.path.join(ROOT, "tests", "formats", "ofac"), folder)
    assert capias("build", "--no-builtin", "-o", old, folder).returncode == 0
    with open(folder + "/sdn.csv", encoding="latin-1", newline="") as f:
        text = f.read()
    with open(folder + "/sdn.csv", "w", encoding="latin-1", newline="") as f:
        f.write(text.replace("Linked To: EXAMPLE AIRLINES; ", ""))
    assert capias("build", "--no-builtin", "-o", new, folder).returncode == 0
    summary, changes = diff(old, new)
    assert [summary[k] for k in ("added", "removed", "changed", "tied")] == [0, 0, 1, 1], summary
    assert changes["ofac-36"]["change"] == "tied" and changes["ofac-7001"]["change"] == "changed", changes
    (tie,) = changes["ofac-36"]["parts"]
    assert tie["theirs"] and tie["change"] == "removed" and tie["ends"][0]["id"] == "ofac-7001", tie


def diff_of_tables():
    """Rows of the law by id or key; a row that only moved to another line is the same row."""
    folder = work("law")
    shutil.copytree(os.path.join(ROOT, "data", "law"), folder)
    states = os.path.join(ROOT, "data", "states")
    old, new = work("law-old.capias"), work("law-new.capias")
    assert capias("build", "--no-builtin", "--strict", "-o", old, folder, states).returncode == 0

    def change(name, edit):
        with open(folder + "/" + name, encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f))
        rows = edit(rows)
        with open(folder + "/" + name, "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(rows)

    column = {}

    def edit_visits(rows):
        column.update({name: i for i, name in enumerate(rows[0])})
        rows[5][column["outcome"]] = "transit"
        column["id_changed"], column["id_gone"] = rows[5][0], rows[-1][0]
        return [rows[0]] + rows[5:-1] + rows[1:5]
    change("visits.csv", edit_visits)
    change("borders.csv", lambda rows: [rows[0]] + rows[:0:-1])
    change("dependence.csv", lambda rows: rows[:-1])
    r = capias("build", "--no-builtin", "--strict", "-o", new, folder, states)
    assert r.returncode == 0, r.stderr.decode()
    summary, changes = diff(old, new)
    assert summary["tables"] == [
        {"name": "dependence", "added": 0, "removed": 1, "changed": 0},
        {"name": "visits", "added": 0, "removed": 1, "changed": 1}], summary["tables"]
    row = changes[column["id_changed"]]
    assert row["table"] == "visits" and row["values"] == [{"property": "outcome", "old": ["not_arrested"], "new": ["transit"]}], row
    assert changes[column["id_gone"]]["change"] == "removed"


tap.run([
    ("show: values, listings, documents, wallets, ties", show_what_hangs_on_it),
    ("show: a person under warrant", show_a_person_of_the_tables),
    ("show: one id on two lists", show_another_list),
    ("show: nobody", fails(1, ["show", "ofac-0"], "ofac-0", "search")),
    ("diff: order, lines and spelling are no change", diff_of_nothing),
    ("diff: two editions of a list", diff_of_two_editions),
    ("diff: lists that came and went", diff_of_lists),
    ("diff: ties are of the record that states them", diff_of_ties),
    ("diff: rows of the law", diff_of_tables),
    ("diff: a register that is not there", fails(4, ["diff", BUILTIN, "/nowhere/x.capias"], "/nowhere/x.capias")),
])
