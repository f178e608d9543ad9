# SPDX-License-Identifier: Apache-2.0
"""visit, journey, map, calendar, read: who is bound to act?"""
import gzip
import html.parser
import json
import os
import re
import subprocess

from support import CAPIAS, ROOT, capias, write, schema_of, fails, own_register, work, tap


def person_on_two_lists():
    """Each list knows only its own listing: to take the one that is spelt alike would lose the other's."""
    register, _ = own_register("two.capias", list_a=b"a-1,Person,Zorvan Kelmadi,", list_b=b"b-1,Person,Zorwan Kelmady,")
    r = capias("visit", "-r", register, "Zorvan Kelmadi", "MN")
    assert r.returncode == 1 and b"a-1" in r.stderr and b"b-1" in r.stderr, r.stderr
    assert capias("visit", "-r", register, "b-1", "MN").returncode == 0


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


def one_state_is_one():
    printed = capias("map", "Vladimir Putin", "--on", "2024-09-02").stdout.decode()
    assert "  1 state: " in printed and "1 states" not in printed, printed


def without_proc():
    """A bare chroot has no /proc to say where the program lies: the built-in register is found all the same."""
    hidden = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh"]
    try:
        if subprocess.run([*hidden, "true"], capture_output=True, timeout=60).returncode != 0:
            raise tap.Skip("no mount of our own is allowed here")
    except FileNotFoundError:
        raise tap.Skip("no unshare here") from None
    for program in (CAPIAS, os.path.relpath(CAPIAS, ROOT)):
        r = subprocess.run([*hidden, program, "info"], capture_output=True, cwd=ROOT, timeout=60)
        if b"LeakSanitizer has encountered a fatal error" in r.stderr:
            raise tap.Skip("LeakSanitizer itself needs /proc")
        assert r.returncode == 0 and r.stdout.startswith(b"register"), (program, r.stderr)


def unknown_is_not_hidden():
    """The Philippines left in 2019: urged by the Council all year, and for a part of it perhaps bound."""
    printed = capias("map", "abdallah-banda", "--on", "2019").stdout.decode().split("Other measures")[0]
    groups = [g for g in printed.split("\n\n") if "Philippines" in g]
    assert len(groups) == 1 and "it is not known" in groups[0], groups
    assert "on 2019-01-01 to 2019-12-31" in printed
    answer = json.loads(capias("map", "abdallah-banda", "--on", "2019", "--json").stdout)
    assert answer["until"] == "2019-12-31", answer["until"]
    schema_of("map", answer)


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


def says_whom_it_took():
    """An alias that is nothing like the name shown, a person or state written otherwise: it is said; plain names need no word."""
    register, _ = own_register("taken.capias", list_a="a-1,Person,Zorvan Kelmadi,Häßan Qorri".encode())
    for args, said in ((["visit", "-r", register, "Hassan Qorri", "MN"], ["a-1", "also called", "Qorri"]),
                       (["journey", "-r", register, "Zorvan Kelmadi", "Mongolai@2024-09-02"], ["'Mongolai' is taken for Mongolia (MN)"]),
                       (["show", "-r", register, "Zorvan Kelmady"], ["'Zorvan Kelmady' is taken for Zorvan Kelmadi (a-1)"])):
        r = capias(*args)
        assert r.returncode == 0, r.stderr.decode()
        for word in said:
            assert word in r.stderr.decode(), (word, r.stderr.decode())
    for args in (["visit", "-r", register, "zorvan KELMADI", "mongolia"], ["map", "-r", register, "a-1"], ["visit", "Vladimir Putin", "Mongolia"]):
        r = capias(*args)
        assert r.returncode == 0 and not r.stderr, r.stderr.decode()


def in_periods():
    """A calendar for one state and for all; the words that tell what turned."""
    days = ("--on", "2008-01-01..2020-12-31")
    r = capias("calendar", "omar-al-bashir", "Burundi", *days, "--json")
    assert r.returncode == 0, r.stderr.decode()
    answer = json.loads(r.stdout)
    schema_of("calendar", answer)
    left = [p for s in answer["states"] for p in s["periods"] if p["until"] == "2017-10-26"]
    assert left and all(p["changes"] and any("no longer in force for" in e for e in p["ended"]) for p in left), left
    printed = capias("calendar", "omar-al-bashir", "BI", *days).stdout.decode()
    assert "2009-03-04 to 2009-03-05: Burundi is bound, once asked, to arrest and surrender" in printed, printed
    world = capias("calendar", "omar-al-bashir", *days, "--json")
    answer = json.loads(world.stdout)
    schema_of("calendar", answer)
    assert len(answer["states"]) > 190
    printed = capias("calendar", "omar-al-bashir", *days).stdout.decode()
    assert "Burundi is bound to arrest and surrender" in printed, printed[:2000]
    asked = json.loads(capias("calendar", "Vladimir Putin", "MN", "--json").stdout)
    assert asked["from"] < "2023-03-17", asked["from"]


class Page(html.parser.HTMLParser):
    """Tags that close, ids, and where links lead."""
    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links = [], set(), set()
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self.links.add(attributes.get("href", ""))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


def opined():
    """The page holds together; the outlook is in it only on request; the same question gives the same bytes."""
    question = ["opinion", "Vladimir Putin", "Mongolia", "--on", "2024-09-02", "--known", "2024-12-31"]
    answer = json.loads(capias(*question, "--json").stdout)
    schema_of("opinion", answer)
    text = " ".join(b["text"] for b in answer["blocks"])
    for word in ("was bound to arrest and surrender", "arts 86, 89(1), 91", "2002-07-01", "Registrar", "(for the duty)", "ICC-01/22"):
        assert word in text, word
    assert "utlook" not in text and "duty: binding" not in text
    assert all(1 <= n <= len(answer["sources"]) for b in answer["blocks"] for n in b["sources"])
    numbers = [b["number"] for b in answer["blocks"] if b["kind"] == "paragraph"]
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    assert "Outlook" in capias(*question, "--outlook").stdout.decode()
    page = capias(*question, "--format", "html").stdout
    checked = Page(page.decode())
    assert all(link[1:] in checked.ids for link in checked.links if link.startswith("#")), checked.links
    path = work("opinion.html")
    assert capias(*question, "-o", path).returncode == 0
    with open(path, "rb") as f:
        assert f.read() == page
    early = capias("opinion", "Vladimir Putin", "Mongolia", "--on", "2024-09-02", "--known", "2024-09-02").stdout.decode()
    early = early[:early.index("\nSources")]
    assert "is bound to arrest" in early and "2024-10-24" not in early, early


def opined_on_paper():
    r = capias("opinion", "omar-al-bashir", "ZA", "--on", "2015-06-14", "-f", "pdf")
    if r.returncode == 2 and b"built without PDF" in r.stderr:
        raise tap.Skip("this build has no pango")
    assert r.returncode == 0 and r.stdout.startswith(b"%PDF-") and r.stdout.rstrip().endswith(b"%%EOF"), r.stderr
    assert r.stdout == capias("opinion", "omar-al-bashir", "ZA", "--on", "2015-06-14", "-f", "pdf").stdout


def finished_opinion():
    """The opinion in docs/ is what the program writes today, but for the register's digest."""
    r = capias("opinion", "Vladimir Putin", "Mongolia", "--on", "2024-09-02", "--known", "2024-12-31", "-f", "html")
    with open(os.path.join(ROOT, "docs", "opinion-mongolia-2024.html"), encoding="utf-8") as f:
        kept = f.read()
    digest = re.compile(r"Register [0-9a-f]{32}")
    assert digest.sub("", kept) == digest.sub("", r.stdout.decode()), (
        "write it again: build/capias opinion 'Vladimir Putin' Mongolia --on 2024-09-02 --known 2024-12-31 -o docs/opinion-mongolia-2024.html, and read it")


def read_what_comes():
    """Plain or packed, from a file or a pipe: the same mentions. What is no text is said to be none."""
    text = "Vladimir Putin flew to Mongolia."
    plain = capias("read", "-", "--json", stdin=text.encode())
    assert b"vladimir-putin" in plain.stdout and not plain.stderr
    for data in (text.encode("utf-16"), gzip.compress(text.encode())):
        assert capias("read", "-", "--json", stdin=data).stdout == plain.stdout
        assert capias("read", write("text", data), "--json").stdout == plain.stdout
    for nothing in (b"", b" \n\n"):
        r = capias("read", "-", stdin=nothing)
        assert r.returncode == 0 and r.stdout == b"The text is empty.\n", r.stdout
    r = capias("read", "-", stdin="Le café de Vladimir Putin".encode("latin-1"))
    assert r.returncode == 0 and b"byte 0xe9 at 6 is not UTF-8" in r.stderr, r.stderr


tap.run([
    ("a missing operand", fails(2, ["visit", "x"], "STATE")),
    ("a day that is none", fails(2, ["visit", "vladimir-putin", "MN", "--on", "2024-02-30"], "2024-02-30")),
    ("a person nobody knows", fails(1, ["visit", "Zebulon Quackenbush", "MN"], "Quackenbush")),
    ("a family name alone names who is near", fails(1, ["visit", "Netanyahu", "HU"], "benjamin-netanyahu")),
    ("a person on two lists is not guessed", person_on_two_lists),
    ("a state nobody knows", fails(1, ["visit", "vladimir-putin", "Ruritania"], "Ruritania")),
    ("a text that is not there", fails(4, ["read", "/nowhere/report.txt"], "/nowhere/report.txt")),
    ("journey: legs, overflight, whom to notify", journeyed),
    ("journey: backwards", fails(2, ["journey", "vladimir-putin", "MN@2024-09-02", "TJ@2024-08-01"], "TJ", "order of travel")),
    ("journey: no leg", fails(2, ["journey", "vladimir-putin", "@2024-09-02"], "names no leg")),
    ("journey: a day that is none", fails(2, ["journey", "vladimir-putin", "MN@2024-13-02"], "2024-13-02")),
    ("journey: a state nobody knows", fails(1, ["journey", "vladimir-putin", "Ruritania@2024-09-02"], "Ruritania")),
    ("Putin in Mongolia", visited("Vladimir Putin", "Mongolia", "2024-09-02", ("icc-rome-statute", "binding"))),
    ("Al Bashir in South Africa", visited("Omar Bashil", "South Africa", "2015-06-14", ("icc-rome-statute", "binding"))),
    ("124 parties and Ukraine", mapped),
    ("map: one state is not 1 states", one_state_is_one),
    ("the built-in register is found without /proc", without_proc),
    ("it is said whom a name was taken for", says_whom_it_took),
    ("a name of two states is not guessed", fails(1, ["visit", "vladimir-putin", "CONGO"], "CG (", "CD (")),
    ("nor in a journey", fails(1, ["journey", "vladimir-putin", "Korea@2024-09-02"], "KR (", "KP (")),
    ("what is known is known on a day", fails(2, ["visit", "vladimir-putin", "MN", "--known", "2024..2025"], "--known", "a month or a year")),
    ("calendar: one state, every state", in_periods),
    ("calendar: a state nobody knows", fails(1, ["calendar", "vladimir-putin", "Ruritania"], "Ruritania")),
    ("calendar: days that run backwards", fails(2, ["calendar", "vladimir-putin", "MN", "--on", "2024-01-02..2023-01-01"], "2023")),
    ("opinion: the page holds together", opined),
    ("opinion: on paper", opined_on_paper),
    ("opinion: the finished one is current", finished_opinion),
    ("opinion: a format that is none", fails(2, ["opinion", "vladimir-putin", "MN", "-f", "docx"], "--format")),
    ("read takes text as it comes", read_what_comes),
    ("what is not known is not hidden behind what binds nobody", unknown_is_not_hidden),
])
