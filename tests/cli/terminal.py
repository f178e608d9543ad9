# SPDX-License-Identifier: Apache-2.0
"""what a person at a terminal meets: wrong words, narrow windows, closed pipes."""
import os
import signal
import stat
import subprocess
import time
import unicodedata

from support import BUILTIN, CAPIAS, ROOT, WORK, at_terminal, capias, fails, list_register, own_register, tap, work, write


def columns(line):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def narrow():
    """On 60 columns no line is longer, in any script, and nothing is lost by the breaking."""
    questions = (["show", "xi-example"], ["show", "omar-al-bashir"], ["show", "ofac-7001"],
                 ["visit", "Vladimir Putin", "MN", "--on", "2024-09-02"], ["map", "omar-al-bashir", "--on", "2015-06-14"], ["calendar", "omar-al-bashir", "BI"])
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


def full_disk_for_every_verb():
    """Every verb that prints says so, in words and as JSON, to a pipe or with -o."""
    if not os.path.exists("/dev/full"):
        raise tap.Skip("no /dev/full here")
    person = ["vladimir-putin", "--on", "2024-09-02"]
    for command in (["search", "Putin"], ["show", "omar-al-bashir"], ["map", *person], ["journey", person[0], "MN@2024-09-02"],
                    ["visit", person[0], "MN", *person[1:]], ["read", "examples/report.txt"], ["compare", "Anna", "Ana"],
                    ["explain", "search", "Putin"], ["info"], ["verify"], ["diff", BUILTIN, BUILTIN], ["screen", "examples/customers.csv", "-q"],
                    ["--manual"], ["--help"], ["--completion"]):
        for json in ([], ["--json"]) if command[0][0] != "-" else ([],):
            with open("/dev/full", "wb") as full:
                r = subprocess.run([CAPIAS, *command, *json], stdout=full, stderr=subprocess.PIPE, cwd=ROOT)
            assert r.returncode == 4 and b"cannot write" in r.stderr, (command, json, r.returncode, r.stderr)
    before = os.stat("/dev/full")
    assert stat.S_ISCHR(before.st_mode)
    if os.geteuid() != 0: # a bug here would replace the device, which root alone may do
        r = capias("screen", "examples/customers.csv", "-o", "/dev/full", "-q")
        assert r.returncode == 4 and b"/dev/full" in r.stderr, r.stderr


def output_that_is_no_file():
    """A pipe or device named with -o is written to, not replaced."""
    pipe = work("pipe")
    os.mkfifo(pipe)
    with subprocess.Popen([CAPIAS, "screen", "examples/customers.csv", "-q", "-o", pipe], cwd=ROOT) as p:
        with open(pipe, "rb") as f:
            got = f.read()
        assert p.wait(timeout=60) == 0
    assert got == capias("screen", "examples/customers.csv", "-q").stdout and stat.S_ISFIFO(os.stat(pipe).st_mode)


def interrupted():
    """Whatever ends the program, no half file is left, and the old one stays."""
    if not hasattr(os, "O_TMPFILE"):
        raise tap.Skip("no files without names here")
    try:
        os.close(os.open(WORK, os.O_TMPFILE | os.O_RDWR))
    except OSError:
        raise tap.Skip("no files without names in this file system")
    if not os.path.exists("/proc/self/fd"):
        raise tap.Skip("without /proc a file without a name cannot be given one: it has one while it is written")
    out = write("kept.jsonl", b"before")
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        with subprocess.Popen([CAPIAS, "screen", "-", "-o", out], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as p:
            p.stdin.write(b"name\n" + b"Omar al Bashir\n" * 5000)
            p.stdin.flush()
            time.sleep(0.2)
            p.send_signal(how)
            p.wait(timeout=60)
            p.stdin.close()
            assert p.returncode == -how, p.returncode
        assert open(out, "rb").read() == b"before"
        assert [f for f in os.listdir(WORK) if f.startswith("kept.")] == ["kept.jsonl"], os.listdir(WORK)


EVIL = "Ann\x1b[31mRed\x07\x9b2J\u202eevil"


def nothing_acts_on_the_terminal():
    """Control characters and marks that turn the direction of writing never reach it, from any side."""
    names = write("evil.csv", ("name,note\n%s,%s\nOmar al Bashir,%s\n" % (EVIL, EVIL, EVIL)).encode())
    pairs = write("evil-pairs.csv", ("name1,name2\n%s,%s\n" % (EVIL, EVIL)).encode())
    text = write("evil.txt", ("President %s met Omar al Bashir.\n" % EVIL).encode())
    register, _ = own_register("evil.capias", evil=("1,Person,%s,%s" % (EVIL, EVIL)).encode())
    for command in (["search", EVIL], ["search", "x", "--" + EVIL], [EVIL], ["search", "-r", register, "Ann Red evil"],
                    ["search", "-r", register, "Ann Red evil", "--json"], ["show", "-r", register, "1"], ["show", "-r", register, "1", "--json"],
                    ["explain", "search", "-r", register, "Ann Red"], ["visit", EVIL, "MN"], ["visit", "vladimir-putin", EVIL],
                    ["search", "x", "-b", EVIL], ["compare", EVIL, EVIL], ["compare", "--csv", pairs], ["screen", names], ["diff", register, BUILTIN],
                    ["screen", names, "--format", "csv"], ["read", text], ["read", text, "--json"], ["info", "-r", work(EVIL)],
                    ["build", "-o", work("e.capias"), work(EVIL)]):
        seen, _ = at_terminal(*command, TERM="dumb")
        bad = {c for c in seen if c != "\n" and unicodedata.category(c) == "Cc" or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"}
        assert seen and not bad, (command, bad, seen[:400])


def bold_where_it_is_wanted():
    for env, wanted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)):
        seen, status = at_terminal("search", "Putin", **env)
        assert status == 0 and ("\033[1m" in seen) == wanted, (env, seen)
    plain = at_terminal("visit", "vladimir-putin", "MN", "--on", "2024-09-02", NO_COLOR="1", columns=100)[0]
    bold = at_terminal("visit", "vladimir-putin", "MN", "--on", "2024-09-02", columns=100)[0]
    assert bold.replace("\033[1m", "").replace("\033[0m", "") == plain
    assert plain == capias("visit", "vladimir-putin", "MN", "--on", "2024-09-02").stdout.decode()


def widths():
    """A window of 60 columns is kept to; of one of 200 no more than 120 are used."""
    for window, most in ((60, 60), (200, 120), (80, 80)):
        for command in (["search", "Putin"], ["visit", "vladimir-putin", "MN", "--on", "2024-09-02"], ["map", "vladimir-putin"],
                        ["read", "examples/report.txt"], ["explain", "search", "Omar Bashil"]):
            seen, _ = at_terminal(*command, columns=window, NO_COLOR="1")
            longest = max(seen.split("\n"), key=columns)
            assert columns(longest) <= most, (window, command, longest)


def the_place_of_an_error():
    """On a terminal the line stands below the error, with a mark below the place."""
    path = write("place.csv", "name,note\nÀnna 李,x\nB\0\xffb,y\n".encode().replace(b"\0\xc3\xbf", b"\xff"))
    seen, status = at_terminal("screen", path, "-q", columns=100)
    lines = seen.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("capias: place.csv:3:2: "))
    assert status == 0 and lines[at + 1].startswith("      3 | B"), lines
    assert lines[at + 2] == "        |  ^", lines
    far = write("far.csv", b"name,note\n" + b"Anna " * 40 + b"\xff,x\n")
    lines = at_terminal("screen", far, "-q", columns=100)[0].split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("capias: far.csv:2:201: "))
    assert lines[at + 2] == "        | " + " " * 40 + "^", lines[at:at + 3]
    broken = write("place.xml", b"<?xml version='1.0'?>\n<CONSOLIDATED_LIST dateGenerated='2026-01-01T00:00:00Z'>\n  <INDIVIDUALS></WRONG>\n")
    lines = at_terminal("build", "-o", work("p.capias"), broken, columns=100)[0].split("\n")
    assert lines[0].startswith("capias: place.xml:3:"), lines
    assert lines[1] == "      3 |   <INDIVIDUALS></WRONG>" and lines[2].endswith("^"), lines
    assert not any(" | " in line for line in capias("build", "-o", work("p.capias"), broken).stderr.decode().split("\n"))


def any_locale():
    """The same bytes in every locale: what is written to a file must not depend on who writes it."""
    for command in (["search", "Владимир Путин"], ["screen", "examples/customers.csv", "-q"], ["visit", "vladimir-putin", "MN", "--on", "2024-09-02"]):
        outputs = {capias(*command, env={**os.environ, "LANG": lang, "LC_ALL": lang}).stdout for lang in ("C", "C.UTF-8", "tr_TR.UTF-8", "")}
        assert len(outputs) == 1, command


def short_and_long_options():
    """Letters together, values joined or apart, in any place, and -- before what looks like an option."""
    wanted = capias("screen", "examples/customers.csv", "--quiet", "--matches-only", "--format", "csv", "--limit", "1").stdout
    for words in (["-qm", "-f", "csv", "-l1", "examples/customers.csv"], ["-qmfcsv", "examples/customers.csv", "-l", "1"],
                  ["--format=CSV", "-mq", "--limit=1", "--", "examples/customers.csv"], ["-ql1", "-q", "-mfcsv", "examples/customers.csv"]):
        r = capias("screen", *words)
        assert r.returncode == 0 and r.stdout == wanted, (words, r.stderr)
    assert capias("search", "--", "--limit").returncode == 0
    assert capias("search", "Putin", "--schema", "person", "--json").stdout == capias("search", "Putin", "--schema", "Person", "--json").stdout


tap.run([
    ("no such verb", fails(2, ["walk"], "walk")),
    ("a misspelt verb", fails(2, ["serach", "x"], "did you mean search?")),
    ("help for a misspelt verb", fails(2, ["help", "vist"], "did you mean visit?")),
    ("version as a verb", fails(2, ["version"], "did you mean --version?")),
    ("an option before the verb", fails(2, ["--json", "search", "x"], "capias VERB --json")),
    ("no such option", fails(2, ["search", "x", "--colour"], "--colour")),
    ("a misspelt option", fails(2, ["search", "x", "--thresold", "1"], "did you mean --threshold?")),
    ("the beginning of an option", fails(2, ["search", "x", "--lim=1"], "did you mean --limit?")),
    ("a letter that is none", fails(2, ["screen", "x", "-qz"], "-qz")),
    ("an option without its value", fails(2, ["search", "x", "--limit"], "--limit", "value")),
    ("a flag with a value", fails(2, ["search", "x", "--json=yes"], "--json", "no value")),
    ("an option twice", fails(2, ["search", "x", "-c", "ru", "-c", "by"], "--country", "twice", "ru and by")),
    ("a number that is none", fails(2, ["search", "x", "-l", "-3"], "--limit -3", "whole")),
    ("a limit out of range", fails(2, ["search", "x", "-l", "0"], "1 to 1000")),
    ("a misspelt schema", fails(2, ["search", "x", "-s", "vesel"], "did you mean Vessel?")),
    ("a name without quotes", fails(2, ["search", "Omar", "al", "Bashir"], "quotes")),
    ("a threshold out of range", fails(2, ["search", "x", "-t", "7"], "0 to 1")),
    ("a threshold that is none", fails(2, ["search", "x", "-t", "nan"], "0 to 1")),
    ("options short and long", short_and_long_options),
    ("a full disk behind every verb", full_disk_for_every_verb),
    ("an output that is a pipe", output_that_is_no_file),
    ("an interrupted program", interrupted),
    ("nothing acts on the terminal", nothing_acts_on_the_terminal),
    ("bold where it is wanted", bold_where_it_is_wanted),
    ("windows of 60, 80 and 200 columns", widths),
    ("the place of an error", the_place_of_an_error),
    ("any locale", any_locale),
    ("60 columns", narrow),
    ("a closed pipe", reader_gone),
])
