#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program as its users meet it: every example of the manual runs, every JSON answer keeps to
docs/schema, and bad input gives a clear error, the right exit status, and leaves the old register.
usage: run.py CAPIAS"""
import csv
import gzip
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import tap

CAPIAS = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILTIN = os.path.join(os.path.dirname(CAPIAS), "builtin.capias")
WORK = tempfile.mkdtemp(prefix="capias-cli-")


def capias(*args, stdin=b"", **kw):
    return subprocess.run([CAPIAS, *args], input=stdin, cwd=ROOT, capture_output=True, timeout=120, **kw)


def work(name):
    return os.path.join(WORK, name)


def write(name, data):
    with open(work(name), "wb") as f:
        f.write(data)
    return work(name)


def schema_of(verb, answer):
    try:
        import jsonschema
    except ImportError:
        raise tap.Skip("python3-jsonschema is not installed")
    store = {}
    folder = os.path.join(ROOT, "docs", "schema")
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            store[name] = json.load(f)
    schema = store[verb + ".json"]
    resolver = jsonschema.RefResolver(base_uri="", referrer=schema, store=store)
    jsonschema.Draft202012Validator(schema, resolver=resolver).validate(answer)


def screened_lines(out, as_csv):
    """Every line of capias screen, checked against what docs/ say of it."""
    if as_csv:
        rows = list(csv.DictReader(io.StringIO(out.decode())))
        for row in rows:
            assert None not in row and 0 <= float(row["score"]) <= 1 and int(row["rank"]) >= 1, row
        return rows
    lines = [json.loads(line) for line in out.decode().splitlines()]
    for line in lines:
        schema_of("screen", line)
    return lines


def example(command):
    def check():
        args = shlex.split(command)
        if args[0] == "build":
            args[args.index("-o") + 1] = work("example.capias")
        if args[0] == "diff":
            args[1:3] = two_editions()
        r = capias(*args)
        assert r.returncode == 0, (r.returncode, r.stderr.decode())
        assert r.stdout, "nothing was printed"
        if args[0] == "screen":
            screened_lines(r.stdout, "csv" in args)
            return
        if args[0] not in ("compare",) and "--json" not in args:
            r = capias(*args, "--json")
            assert r.returncode == 0, r.stderr.decode()
        if "--json" in args or args[0] != "compare":
            for answer in r.stdout.splitlines():
                schema_of(args[0], json.loads(answer))
    return check


def fails(status, args, *words, stdin=b""):
    def check():
        r = capias(*args, stdin=stdin)
        said = r.stderr.decode()
        assert r.returncode == status, (r.returncode, said)
        assert said.startswith("capias: "), said
        assert not r.stdout, r.stdout
        for word in words:
            assert word in said, (word, said)
    return check


def register_with(change):
    """A damaged copy of the built-in register."""
    with open(BUILTIN, "rb") as f:
        data = bytearray(f.read())
    return change(data)


def damaged(name, change, *words):
    def check():
        path = write(name, register_with(change))
        for args in (("info", "-r", path), ("search", "-r", path, "Putin"), ("verify", path)):
            r = capias(*args)
            if r.returncode == 0 and args[0] != "verify":
                continue # damage in the middle is found by verify, which reads it all
            assert r.returncode == 3, (args[0], r.returncode, r.stderr.decode())
            said = r.stderr.decode()
            assert name in said and all(w in said for w in words), said
    return check


def flip(at):
    def change(data):
        data[at if at >= 0 else len(data) + at] ^= 0x5a
        return data
    return change


def newer(data):
    data[8] += 1
    return data


def bad_build(name, data, status, *words):
    def check():
        out = work("keep.capias")
        shutil.copy(BUILTIN, out)
        before = open(out, "rb").read()
        r = capias("build", "--no-builtin", "-o", out, write(name, data))
        said = r.stderr.decode()
        assert r.returncode == status, (r.returncode, said)
        assert name in said and all(w in said for w in words), said
        assert open(out, "rb").read() == before, "the old register was touched"
        left = [f for f in os.listdir(WORK) if f.startswith("keep.capias.")]
        assert not left, left
    return check


def same_bytes_twice():
    inputs = [os.path.join(ROOT, "tests", "formats", f) for f in ("ofac", "un")]
    for name in ("one.capias", "two.capias"):
        r = capias("build", "-o", work(name), *inputs)
        assert r.returncode == 0, r.stderr.decode()
    assert open(work("one.capias"), "rb").read() == open(work("two.capias"), "rb").read()
    assert capias("verify", work("one.capias")).returncode == 0


def folder_with_other_things():
    folder = work("folder")
    shutil.copytree(os.path.join(ROOT, "tests", "formats", "un"), folder)
    write("folder/notes.txt", b"Dear all,\nsee you on Monday.\n")
    r = capias("build", "--json", "-o", work("folder.capias"), folder)
    assert r.returncode == 0, r.stderr.decode()
    assert b"notes.txt" in r.stderr and b"left out" in r.stderr, r.stderr
    names = [s["name"] for s in json.loads(r.stdout)["sources"]]
    assert "un_sc_sanctions" in names, names
    os.mkdir(work("others"))
    write("others/notes.txt", b"Dear all,\nsee you on Monday.\n")
    assert capias("build", "-o", work("folder.capias"), work("others")).returncode == 3


OWN = b"# capias-list dataset=%s\nid,schema,name,alias\n%s\n"


def own_register(name, **lists):
    """A register of lists of one's own, and what the build said."""
    files = [write(n + ".csv", OWN % (n.encode(), rows)) for n, rows in lists.items()]
    r = capias("build", "-o", work(name), *files)
    assert r.returncode == 0, r.stderr.decode()
    return work(name), r.stderr.decode()


def person_on_two_lists():
    """Each list knows only its own listing: to take the one that is spelt alike would lose the other's."""
    register, _ = own_register("two.capias", list_a=b"a-1,Person,Zorvan Kelmadi,", list_b=b"b-1,Person,Zorwan Kelmady,")
    r = capias("visit", "-r", register, "Zorvan Kelmadi", "MN")
    assert r.returncode == 1 and b"a-1" in r.stderr and b"b-1" in r.stderr, r.stderr
    assert capias("visit", "-r", register, "b-1", "MN").returncode == 0


def one_id_on_two_lists():
    _, said = own_register("ids.capias", list_a=b"1,Person,Zorvan Kelmadi,", list_b=b"1,Person,Ulla Brandt,")
    assert "list_b.csv:3" in said and "list_a.csv, line 3" in said, said


def rows_without_a_name():
    _, said = own_register("noname.capias", list_a=b"1,Person,,Zorvan Kelmadi")
    assert "list_a.csv:3: the row has no name" in said and "nothing stands in the list" in said, said


def many_other_files_are_all_named():
    folder = work("many")
    shutil.copytree(os.path.join(ROOT, "tests", "formats", "un"), folder)
    for i in range(30):
        write("many/notes%d.txt" % i, b"Dear all,\n")
    r = capias("build", "-o", work("many.capias"), folder)
    assert r.returncode == 0 and r.stderr.count(b": it is left out") == 30, r.stderr


def empty_folder():
    os.mkdir(work("nothing"))
    un = os.path.join(ROOT, "tests", "formats", "un")
    for inputs in ([work("nothing")], [un, work("nothing")]):
        r = capias("build", "-o", work("nothing.capias"), *inputs)
        assert r.returncode == 3 and b"nothing: no file lies" in r.stderr, r.stderr
    assert not os.path.exists(work("nothing.capias"))


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


def readme_tells_the_truth():
    """What README.md shows is what the program prints; a line of dots stands for lines left out."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        blocks = f.read().split("```console\n")[1:]
    assert len(blocks) >= 3
    for block in blocks:
        command, *shown = block.split("\n```")[0].split("\n")
        assert command.startswith("$ capias "), command
        r = capias(*shlex.split(command[len("$ capias "):]))
        printed, at, skipping = r.stdout.decode().rstrip("\n").split("\n"), 0, False
        for line in shown:
            if line.strip() == "...":
                skipping = True
                continue
            if skipping and not line:
                continue
            where = printed.index(line, at) if line in printed[at:] else None
            assert where is not None and (skipping or where == at), (command, line, printed[at:at + 3])
            at, skipping = where + 1, False
        assert skipping or at == len(printed), (command, printed[at:at + 3])


def full_disk():
    if not os.path.exists("/dev/full"):
        raise tap.Skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        r = subprocess.run([CAPIAS, "info"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT)
    assert r.returncode == 4 and b"cannot write" in r.stderr, (r.returncode, r.stderr)


def every_verb_has_help_with_an_example():
    text = capias("--help").stdout.decode()
    verbs = [line.split()[0] for line in text.split("\n\n")[2].splitlines()]
    assert len(verbs) >= 9, verbs
    manual, completion = capias("--manual").stdout.decode(), capias("--completion").stdout.decode()
    for verb in verbs:
        r = capias(verb, "--help")
        assert r.returncode == 0 and b"Example" in r.stdout, verb
        assert ".SS capias " + verb in manual and verb + ")" in completion, verb
    assert '.B capias search \\(dqMaria Lavova\\-Belova\\(dq' in manual, "quotes are lost on the page"
    assert capias().returncode == 2


def completion_is_a_script():
    subprocess.run(["bash", "-n"], input=capias("--completion").stdout, check=True)


def search(name, *options, **expect):
    def check():
        r = capias("search", name, *options, "--json")
        assert r.returncode == 0, r.stderr.decode()
        best = json.loads(r.stdout)["results"][0]
        for key, value in expect.items():
            assert best[key] == value, (key, best[key], value)
    return check


def visited(person, state, day, *wanted):
    def check():
        r = capias("visit", person, state, "--on", day, "--json")
        assert r.returncode == 0, r.stderr.decode()
        answer = json.loads(r.stdout)
        duties = [(d["regime"], d["force"]) for d in answer["duties"]]
        for want in wanted:
            assert want in duties, (want, duties)
        assert all(d["sources"] and d["grounds"] for d in answer["duties"])
    return check


def mapped():
    r = capias("map", "Vladimir Putin", "--on", "2024-09-02", "--json")
    states = json.loads(r.stdout)["states"]
    bound = {s["state"] for s in states for d in s["duties"]
             if d["act"].startswith("arrest") and d["regime"] == "icc-rome-statute" and d["bound"] is True}
    assert len(bound) == 125 and "UA" in bound and "MN" in bound and "RU" not in bound, (len(bound), bound)


def read_what_comes():
    """Plain or packed, from a file or a pipe: the same mentions. What is no text is said to be none."""
    text = "Vladimir Putin flew to Mongolia."
    plain = capias("read", "-", "--json", stdin=text.encode())
    assert b"vladimir-putin" in plain.stdout and not plain.stderr
    for data in (text.encode("utf-16"), gzip.compress(text.encode())):
        assert capias("read", "-", "--json", stdin=data).stdout == plain.stdout
        assert capias("read", write("text", data), "--json").stdout == plain.stdout
    assert capias("read", "-", stdin=b"").returncode == 0
    r = capias("read", "-", stdin="Le café de Vladimir Putin".encode("latin-1"))
    assert r.returncode == 0 and b"byte 0xe9 at 6 is not UTF-8" in r.stderr, r.stderr


def unknown_is_not_hidden():
    """The Philippines left in 2019: urged by the Council all year, and for a part of it perhaps bound."""
    printed = capias("map", "abdallah-banda", "--on", "2019").stdout.decode().split("Other measures")[0]
    groups = [g for g in printed.split("\n\n") if "Philippines" in g]
    assert len(groups) == 1 and "it is not known" in groups[0], groups
    assert "on 2019-01-01 to 2019-12-31" in printed
    answer = json.loads(capias("map", "abdallah-banda", "--on", "2019", "--json").stdout)
    assert answer["until"] == "2019-12-31", answer["until"]
    schema_of("map", answer)


def list_register():
    """OFAC's and the UN's fixtures with the built-in register, built once."""
    path = work("lists.capias")
    if not os.path.exists(path):
        r = capias("build", "-o", path, "tests/formats/ofac", "tests/formats/un")
        assert r.returncode == 0, r.stderr.decode()
    return path


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


def columns(line):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def narrow():
    """On 60 columns no line is longer, in any script, and nothing is lost by the breaking."""
    questions = (["show", "xi-example"], ["show", "omar-al-bashir"], ["show", "ofac-7001"],
                 ["visit", "Vladimir Putin", "MN", "--on", "2024-09-02"], ["map", "omar-al-bashir", "--on", "2015-06-14"])
    register, _ = own_register("wide.capias", list_a="xi-example,Person,Ān Ī,".encode() + "弗拉基米尔·普京".encode() * 9)
    for question in questions:
        r = register if question[1] == "xi-example" else list_register()
        printed = capias(*question, "-r", r, env={**os.environ, "COLUMNS": "60"}).stdout.decode()
        assert "\033" not in printed, "colour in a pipe"
        long = [line for line in printed.split("\n") if columns(line) > 60]
        assert not long, (question, long)
        wide = capias(*question, "-r", r, env={**os.environ, "COLUMNS": "100"}).stdout.decode()
        assert "".join(wide.split()) == "".join(printed.split()), question


def reader_gone():
    """A reader that has seen enough closes the pipe: nothing is said about it."""
    for command in (["map", "Vladimir Putin"], ["show", "omar-al-bashir", "--json"]):
        reader, writer = os.pipe()
        os.close(reader)
        r = subprocess.run([CAPIAS, *command], stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, restore_signals=False)
        os.close(writer)
        assert not r.stderr, r.stderr


CUSTOMERS = b"""qid;full_name;dob;nationality;gender;branch
1;Maria Lavova-Belova;1984-10-25;Russland;f;"Graz; Linz"
2;Daniel Moreno;31.02.1980;Ruritania;?;Wien
3;"Omar
4;Omar el Baschir;1944;sd;m;Wien;and more
5;\xff\xfe;;;;
6;;1950;;;Linz
7;Marie Huber;;;;
"""


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


def un_list(name, change=lambda text: text, *more):
    """A register of the UN's fixture after a change of its text, and of more inputs."""
    with open(os.path.join(ROOT, "tests", "formats", "un", "consolidated.xml"), encoding="utf-8") as f:
        text = f.read()
    changed = change(text)
    assert change("") == "" or changed != text, "the fixture has no such text"
    os.makedirs(work(name), exist_ok=True)
    write(name + "/un.xml", changed.encode())
    r = capias("build", "--no-builtin", "-o", work(name + ".capias"), work(name), *more)
    assert r.returncode == 0, r.stderr.decode()
    return work(name + ".capias")


def edited(*pairs):
    def change(text):
        for old, new in pairs:
            assert text == "" or old in text, old
            text = text.replace(old, new)
        return text
    return change


def two_editions():
    return [un_list("before"), un_list("after", edited(
        ("2026-08-01T23", "2026-08-02T23"),
        ("<ALIAS_NAME>The Example<", "<ALIAS_NAME>The Sample<"),
        ("<NOTE>Expired<", "<NOTE>Renewed<"),
        ("2015-07-01-04:00", "2015-07-02-04:00"),
        ("CDe.901", "CDe.902"),
        ("<DATAID>4</DATAID>", "<DATAID>5</DATAID>")))]


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


def journeyed():
    """Each leg answers as a visit does; whom to notify stands where a duty exists and nowhere else."""
    r = capias("journey", "Vladimir Putin", "KZ:overflight@2024-09-02", "Mongolia@2024-09-02..2024-09-03", "AE", "--json")
    assert r.returncode == 0, r.stderr.decode()
    answer = json.loads(r.stdout)
    schema_of("journey", answer)
    over, landed, beyond = answer["legs"]
    assert over["overflight"] and not over["notify"], over
    alone = json.loads(capias("visit", "Vladimir Putin", "MN", "--on", "2024-09-02..2024-09-03", "--json").stdout)
    assert all(landed[k] == alone[k] for k in ("state", "on", "until", "duties", "decisions", "outlook"))
    bodies = [c["body"] for c in landed["notify"] if c["regime"] == "icc-rome-statute"]
    assert "Registrar of the International Criminal Court" in bodies, landed["notify"]
    assert beyond["day_assumed"] and beyond["on"] == "2024-09-03" and not any(d["bound"] for d in beyond["duties"]), beyond
    assert not any(c["act"].startswith("arrest") for c in beyond["notify"]), beyond["notify"]
    home = json.loads(capias("journey", "omar-al-bashir", "South Africa@2015-06-14", "--json").stdout)["legs"][0]["notify"]
    assert any(c["regime"] is None and "Central Authority" in c["body"] for c in home), home


examples = [line for line in capias("--examples").stdout.decode().splitlines()]
xml_bomb = b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>"
cases = [("example: capias " + e, example(e)) for e in examples] + [
    ("help, man page and completion know every verb", every_verb_has_help_with_an_example),
    ("completion is a bash script", completion_is_a_script),
    ("no such verb", fails(2, ["walk"], "walk")),
    ("no such option", fails(2, ["search", "x", "--colour"], "--colour")),
    ("a threshold out of range", fails(2, ["search", "x", "-t", "7"], "0 to 1")),
    ("a missing operand", fails(2, ["visit", "x"], "STATE")),
    ("a day that is none", fails(2, ["visit", "vladimir-putin", "MN", "--on", "2024-02-30"], "2024-02-30")),
    ("an unknown schema", fails(2, ["search", "x", "--schema", "Dragon"], "Dragon")),
    ("a person nobody knows", fails(1, ["visit", "Zebulon Quackenbush", "MN"], "Quackenbush")),
    ("a family name alone names who is near", fails(1, ["visit", "Netanyahu", "HU"], "benjamin-netanyahu")),
    ("a person on two lists is not guessed", person_on_two_lists),
    ("a gender nobody knows", fails(2, ["search", "x", "-g", "7"], "--gender")),
    ("a country nobody knows", fails(2, ["search", "x", "-c", "Ruritania"], "--country")),
    ("a country in another language", search("Putin", "-c", "Russland", id="vladimir-putin")),
    ("CSV or JSON", fails(2, ["compare", "--csv", "tests/cli/pairs.csv", "--json"], "CSV")),
    ("a state nobody knows", fails(1, ["visit", "vladimir-putin", "Ruritania"], "Ruritania")),
    ("a register that is not there", fails(4, ["info", "-r", "/nowhere/x.capias"], "/nowhere/x.capias")),
    ("a register that is a folder", fails(4, ["info", "-r", "/"], "/")),
    ("a register that is another file", fails(3, ["info", "-r", os.path.join(ROOT, "dev")], "dev")),
    ("a truncated register", damaged("cut.capias", lambda d: d[:len(d) // 2])),
    ("an empty register", damaged("empty.capias", lambda d: b"")),
    ("a damaged header", damaged("header.capias", flip(20))),
    ("a damaged end", damaged("tail.capias", flip(-1000))),
    ("a register of a newer version", damaged("newer.capias", newer)),
    ("a text that is not there", fails(4, ["read", "/nowhere/report.txt"], "/nowhere/report.txt")),
    ("an unknown format", bad_build("notes.txt", b"Dear all,\nsee you on Monday.\n", 3, "format")),
    ("an empty list", bad_build("empty.csv", b"", 3)),
    ("a binary file", bad_build("noise.bin", bytes(range(256)) * 40, 3)),
    ("a truncated XML list", bad_build("cut.xml", b"<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated='2026-01-01T00:00:00Z'><INDIVIDUALS><INDIVIDUAL>", 3)),
    ("an XML bomb", bad_build("bomb.xml", xml_bomb, 3)),
    ("an input that is not there", fails(4, ["build", "-o", work("x.capias"), "/nowhere/list.csv"], "/nowhere/list.csv")),
    ("an output that cannot be written", fails(4, ["build", "-o", "/nowhere/x.capias", os.path.join(ROOT, "tests", "formats", "un")], "/nowhere/x.capias")),
    ("what README.md shows is what the program prints", readme_tells_the_truth),
    ("a full disk behind standard output", full_disk),
    ("the same input gives the same bytes", same_bytes_twice),
    ("a folder that holds other things", folder_with_other_things),
    ("a folder that holds nothing", empty_folder),
    ("every file that is left out is named", many_other_files_are_all_named),
    ("one id on two lists of one's own", one_id_on_two_lists),
    ("rows without a name", rows_without_a_name),
    ("compare --csv", compared_file),
    ("compare --csv with broken rows", compared_file_with_a_broken_row),
    ("screen: broken rows, threads, columns", screened_file),
    ("screen: to a file, packed, from standard input", screened_to_a_file),
    ("screen: as search", screened_as_searched),
    ("screen: a table without names", fails(3, ["screen", "tests/cli/pairs.csv"], "pairs.csv:1", "'name'")),
    ("screen: a format that is none", fails(2, ["screen", "x.csv", "--format", "xml"], "jsonl or csv")),
    ("screen: a file that is not there", fails(4, ["screen", "/nowhere/x.csv"], "/nowhere/x.csv")),
    ("journey: legs, overflight, whom to notify", journeyed),
    ("journey: backwards", fails(2, ["journey", "vladimir-putin", "MN@2024-09-02", "TJ@2024-08-01"], "TJ", "order of travel")),
    ("journey: no leg", fails(2, ["journey", "vladimir-putin", "@2024-09-02"], "names no leg")),
    ("journey: a day that is none", fails(2, ["journey", "vladimir-putin", "MN@2024-13-02"], "2024-13-02")),
    ("journey: a state nobody knows", fails(1, ["journey", "vladimir-putin", "Ruritania@2024-09-02"], "Ruritania")),
    ("search finds a mangled name", search("Maria Lavova-Belova", id="maria-lvova-belova", match=True)),
    ("search finds Cyrillic", search("Владимир Путин", id="vladimir-putin", match=True)),
    ("Putin in Mongolia", visited("Vladimir Putin", "Mongolia", "2024-09-02", ("icc-rome-statute", "binding"))),
    ("Al Bashir in South Africa", visited("Omar Bashil", "South Africa", "2015-06-14", ("icc-rome-statute", "binding"))),
    ("124 parties and Ukraine", mapped),
    ("read takes text as it comes", read_what_comes),
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
    ("60 columns", narrow),
    ("a closed pipe", reader_gone),
    ("what is not known is not hidden behind what binds nobody", unknown_is_not_hidden),
]
try:
    tap.run(cases)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
