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


FLOWN = "37.5,22.4;38.6,16.3;38.5,8.5;36,-2.5;35.95,-5.6;36.3,-10"


def tracked(*args):
    r = capias("track", *args, "--json")
    assert r.returncode == 0, r.stderr.decode()
    answer = json.loads(r.stdout)
    schema_of("track", answer)
    return answer


def flown_around():
    """Tel Aviv to New York, September 2025: over Greece and Italy, past France and Spain, out by Gibraltar."""
    answer = tracked("Benjamin Netanyahu", "Tel Aviv", "New York", "--on", "2025-09-25", "--via", FLOWN)
    direct, corridor, flown = answer["lines"]
    assert (direct["kind"], corridor["corridor"], flown["kind"]) == ("direct", "mediterranean-gibraltar", "flown"), answer["lines"]
    assert abs(direct["km"] - 9135.7) < 9135.7 * 0.0056 and direct["comparison"] is None  # the geodesic on WGS84
    over = {c["state"] for c in flown["over"] if not c["edge"]}
    assert {"GR", "IT"} <= over and not over & {"FR", "ES", "GB"}, flown["over"]
    assert any(c["state"] == "GI" for c in flown["undrawn"]), flown["undrawn"]
    c = flown["comparison"]
    assert "FR" in c["passed_by"] and {"GR", "IT"} <= set(c["crossed_too"]) and c["shows_avoidance"], c
    assert c["detour_km"] > 300 and c["duty_km"] < c["direct_duty_km"] / 5, c
    states = {s["state"]: s for s in answer["states"]}
    for code in ("GR", "IT", "FR"):  # overflight is contested, and says so; the Registrar is who is told
        duty, = states[code]["duties"]
        assert duty["force"] == "contested" and duty["bound"] is None, duty
        assert any("is not settled" in line for line in duty["contested"]), duty
        assert [n["body"] for n in states[code]["notify"]] == ["Registrar of the International Criminal Court"], states[code]
    assert states["TR"]["duty"] is False and (states["IL"]["role"], states["US"]["role"]) == ("departure", "arrival")
    undrawn = [line for line in answer["limits"] if line.startswith("Not covered")]
    assert len(undrawn) == 1 and " MT " in undrawn[0] and " SM " in undrawn[0], answer["limits"]
    printed = capias("track", "Benjamin Netanyahu", "Tel Aviv", "New York", "--on", "2025-09-25", "--via", FLOWN).stdout.decode()
    for words in ("shows avoidance in these figures", "They say", "nothing of why", "contested", "Not covered", "notify: Registrar"):
        assert words in printed, (words, printed)


def not_flown_around():
    """The direct line flown is no detour; before the warrant there is no duty; a file says the same as --via."""
    person = ("Benjamin Netanyahu", "Tel Aviv", "New York")
    line = tracked(*person, "--on", "2025-09-25", "--via", "32.08,34.78")["lines"][-1]["comparison"]
    assert not line["shows_avoidance"] and line["detour_km"] == 0 and not line["passed_by"] + line["crossed_alone"], line
    assert line["duty_km"] == line["direct_duty_km"] > 0, line
    before = tracked(*person, "--on", "2023-09-25", "--via", FLOWN)
    assert not before["lines"][-1]["comparison"]["shows_avoidance"] and not any(s["duty"] for s in before["states"]), before
    points = write("flown.csv", ("time,Latitude,lng\n" + "".join("t,%s\n" % p for p in FLOWN.split(";"))).encode())
    both = [tracked(*person, "--on", "2025-09-25", *option) for option in (["--via", FLOWN], ["--flown", points])]
    assert both[0] == both[1]
    with open(points, "rb") as f:
        piped = capias("track", *person, "--on", "2025-09-25", "--flown", "-", "--json", stdin=f.read())
    assert json.loads(piped.stdout) == both[0], piped.stderr


def there_and_back():
    """The way back leads over the same states."""
    lines = [tracked("vladimir-putin", a, b, "--on", "2024-09-02")["lines"][0] for a, b in (("Moscow", "Tokyo"), ("Tokyo", "Moscow"))]
    states = [sorted((c["state"], c["km"], c["edge"]) for c in line["over"]) for line in lines]
    assert states[0] == states[1] and lines[0]["km"] == lines[1]["km"], states


def where_it_begins():
    """A state is its capital, and that is said; coordinates may be south and west; a name of two places is not guessed."""
    r = capias("track", "vladimir-putin", "Mongolia", "-33.87,151.21", "--on", "2024-09-02", "--json")
    answer = json.loads(r.stdout)
    assert b"'Mongolia' is taken for its capital, Ulaanbaatar" in r.stderr and answer["to"]["state"] == "AU", (r.stderr, answer["to"])
    sea = tracked("vladimir-putin", "40,-40", "41,-45", "--on", "2024-09-02")
    assert sea["states"] == [] and sea["from"]["state"] is None and sea["person"] == "vladimir-putin", sea
    assert tracked("vladimir-putin", "Georgetown, GY", "Miami")["from"]["state"] == "GY"


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


def said_once():
    """Of two warrants against one person the same is disputed: it is told in full once. The JSON keeps it with each."""
    seen = capias("visit", "omar-al-bashir", "ZA", "--on", "2015-06-14").stdout.decode()
    flat = " ".join(seen.split("Decisions")[0].split())
    assert flat.count("Holds that Chad and Kenya followed its decisions") == 1, seen
    assert "as under icc-omar-al-bashir-1, Rome Statute" in flat, seen
    answer = json.loads(capias("visit", "omar-al-bashir", "ZA", "--on", "2015-06-14", "--json").stdout)
    assert sum(any("Chad and Kenya" in c for c in d["contested"]) for d in answer["duties"]) > 1


def acted():
    """A bank in one state with a branch in another: what it does there, whom it tells by when; and the state's own duty apart."""
    answer = json.loads(capias("act", "vladimir-putin", "NL", "United States", "--on", "2024-09-02", "--json").stdout)
    schema_of("act", answer)
    nl, us = answer["places"]
    assert (nl["state"], us["state"]) == ("NL", "US") and not nl["duties"] and "EU listings after 2016" in answer["limits"][0]
    (block,) = us["duties"]
    assert block["duty"]["act"] == "block" and block["duty"]["bound"] is True
    kinds = [f["kind"] for f in block["formalities"]]
    assert kinds.count("report") == 2 and "licence" in kinds and "records" in kinds, kinds
    assert any("10 business days" in (f["due"] or "") for f in block["formalities"])
    nl, mn = json.loads(capias("act", "bosco-ntaganda", "NL", "Mongolia", "--on", "2016-01-01", "--json").stdout)["places"]
    (freeze,) = nl["duties"]
    assert freeze["duty"]["regime"] == "eu-cfsp" and "Nederlandsche" in freeze["formalities"][0]["body"], freeze
    assert all("Bundesbank" not in f["body"] for f in freeze["formalities"])
    assert not mn["duties"] and mn["of_state"][0]["regime"] == "unsc-1533" and nl["of_state"], mn
    seen = capias("act", "bosco-ntaganda", "NL", "--on", "2016-01-01").stdout.decode()
    assert "The duty is the state's" in seen and "without delay" in seen, seen


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
    ("track: past whom a flight leads", flown_around),
    ("track: no detour, no duty, points of a file", not_flown_around),
    ("track: there and back", there_and_back),
    ("track: where it begins and ends", where_it_begins),
    ("track: a place nobody knows", fails(1, ["track", "vladimir-putin", "Ruritania City", "Paris"], "Ruritania City", "LAT,LON")),
    ("track: two places of one name", fails(1, ["track", "vladimir-putin", "Georgetown", "Paris"], "more than one place", "Georgetown, GY")),
    ("track: two states of one name", fails(1, ["track", "vladimir-putin", "Congo", "Paris"], "CG (", "CD (")),
    ("track: not on the globe", fails(2, ["track", "vladimir-putin", "95,10", "Paris"], "'95,10' is not a point", "LAT,LON")),
    ("track: antipodes", fails(2, ["track", "vladimir-putin", "0,0", "0,180"], "face each other", "between")),
    ("track: nowhere to go", fails(2, ["track", "vladimir-putin", "Paris", "Paris"], "one place")),
    ("track: points that are none", fails(2, ["track", "vladimir-putin", "Moscow", "Paris", "--via", "1,2;x"], "--via", "'x' is not a point")),
    ("track: an empty track", fails(2, ["track", "vladimir-putin", "Moscow", "Paris", "--via", ""], "--via")),
    ("track: two tracks", fails(2, ["track", "vladimir-putin", "Moscow", "Paris", "--via", "1,2", "--flown", "x.csv"], "not by both")),
    ("track: a file that is not there", fails(4, ["track", "vladimir-putin", "Moscow", "Paris", "--flown", "/nowhere/t.csv"], "/nowhere/t.csv")),
    ("track: a file without its columns", lambda: fails(3, ["track", "vladimir-putin", "Moscow", "Paris", "--flown", write("no.csv", b"a,b\n1,2\n")], "no.csv:1", "lat and lon")()),
    ("track: a row that is no point", lambda: fails(3, ["track", "vladimir-putin", "Moscow", "Paris", "--flown", write("bad.csv", b"lat,lon\n1,2\n3,north\n")], "bad.csv:3", "'3,north'")()),
    ("track: a short row", lambda: fails(3, ["track", "vladimir-putin", "Moscow", "Paris", "--flown", write("short.csv", b"lat,lon\n1\n")], "short.csv:2")()),
    ("track: a header alone", lambda: fails(3, ["track", "vladimir-putin", "Moscow", "Paris", "--flown", write("none.csv", b"lat,lon\n")], "none.csv", "no point")()),
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
    ("what two warrants share is said once", said_once),
    ("act: a bank, its branch, and the state itself", acted),
    ("act: a state nobody knows", fails(1, ["act", "vladimir-putin", "Ruritania"], "Ruritania")),
    ("read takes text as it comes", read_what_comes),
    ("what is not known is not hidden behind what binds nobody", unknown_is_not_hidden),
])
