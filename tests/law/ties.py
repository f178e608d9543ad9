# SPDX-License-Identifier: Apache-2.0
"""What states depend on: the program's figures against a count in Python; two sources that disagree.
usage: ties.py CAPIAS"""
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests"))
import tap

CAPIAS = os.path.abspath(sys.argv[1])


def rows(table):
    with open(os.path.join(ROOT, "data", "law", table + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def ties(*args):
    r = subprocess.run([CAPIAS, "ties", *args, "--json"], capture_output=True, cwd=ROOT, timeout=60)
    assert r.returncode == 0, r.stderr
    return json.loads(r.stdout)


def figures():
    dependence = rows("dependence")
    states = sorted({r["from_state"] for r in dependence})
    for state in random.Random(5).sample(states, 40) + ["MN"]:
        answer = ties(state, "CN", "RU", "--on", "2026-01-01")
        want = {}
        for r in dependence:
            if r["from_state"] == state:
                want.setdefault((r["measure"], r["year"]), {})[r["to_state"]] = float(r["value"])
        assert {(e["measure"], e["year"]) for e in answer["exposures"]} == set(want), state
        for e in answer["exposures"]:
            shares = want[e["measure"], e["year"]]
            assert {p["state"]: p["share"] for p in e["partners"]} == shares, (state, e)
            first = [s for s in ("CN", "RU") if s in shares]
            order = [p["state"] for p in e["partners"]]
            behind = [shares[s] for s in order[len(first):]]
            assert order[:len(first)] == first and behind == sorted(behind, reverse=True), order
            squares, rest = sum(v * v for v in shares.values()), max(0, 1 - sum(shares.values()))
            high = squares + rest * min(rest, min(shares.values()))
            assert abs(e["concentration_low"] - squares) < 1e-4 and abs(e["concentration_high"] - high) < 1e-4, (state, e)
            assert abs(e["poles"] - sum(shares.get(s, 0) for s in ("CN", "RU"))) < 1e-4


def over_time():
    """Hungary joined NATO in 1999 and the EU in 2004; what began after the day of knowledge is not told."""
    names = {o["organisation"]: o["now"] for o in ties("HU", "RU", "--on", "2000-01-01")["organisations"]}
    assert names["NATO"] is True and names["EU"] is False, names
    known = {o["organisation"] for o in ties("HU", "--on", "2000-01-01", "--known", "2000-01-01")["organisations"]}
    assert "NATO" in known and "EU" not in known, known
    assert not ties("MN", "--known", "2020-01-01")["exposures"]
    assert [v["person"] for v in ties("Mongolia", "Russia")["visits"]] == ["vladimir-putin"]
    assert not ties("Mongolia")["visits"]


def sources_that_disagree():
    """Both are kept: that of the higher confidence is taken, and the other stands beside it."""
    with tempfile.TemporaryDirectory() as folder:
        law = os.path.join(folder, "law")
        shutil.copytree(os.path.join(ROOT, "data", "law"), law)
        with open(os.path.join(law, "dependence.csv"), "a", encoding="utf-8") as f:
            f.write("MN,RU,fuel_imports_share,0.87,2024,An invented statistical office,high\n")
        register = os.path.join(folder, "r.capias")
        r = subprocess.run([CAPIAS, "build", "--no-builtin", "--strict", "-o", register, law, os.path.join(ROOT, "data", "states")],
                           capture_output=True, timeout=120)
        assert r.returncode == 0, r.stderr
        (fuel,) = [e for e in ties("-r", register, "MN", "RU")["exposures"] if e["measure"] == "fuel_imports_share"]
        (russia,) = fuel["partners"]
        assert russia["share"] == 0.87 and "invented" in russia["source"], russia
        assert len(russia["others"]) == 1 and russia["others"][0].startswith("0.95 (Mongolian government"), russia


tap.run([("shares, sums and concentration", figures), ("over time, as far as was known", over_time),
         ("two sources that disagree", sources_that_disagree)])
