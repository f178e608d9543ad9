# SPDX-License-Identifier: Apache-2.0
"""what a person at a terminal meets: wrong words, narrow windows, closed pipes."""
import os
import subprocess
import unicodedata

from support import CAPIAS, ROOT, capias, write, fails, own_register, list_register, tap


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


def full_disk():
    if not os.path.exists("/dev/full"):
        raise tap.Skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        r = subprocess.run([CAPIAS, "info"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT)
    assert r.returncode == 4 and b"cannot write" in r.stderr, (r.returncode, r.stderr)


tap.run([
    ("no such verb", fails(2, ["walk"], "walk")),
    ("no such option", fails(2, ["search", "x", "--colour"], "--colour")),
    ("a threshold out of range", fails(2, ["search", "x", "-t", "7"], "0 to 1")),
    ("a full disk behind standard output", full_disk),
    ("60 columns", narrow),
    ("a closed pipe", reader_gone),
])
