# SPDX-License-Identifier: Apache-2.0
"""The outlook: its backtest is what tools/outlook_model.py measures today, and k of n is what a count in Python gives.
usage: outlook.py CAPIAS"""
import datetime
import json
import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tools")]
import outlook_model
import tap
from ref.law import day, span, within

CAPIAS = os.path.abspath(sys.argv[1])
ASKED = [("vladimir-putin", "MN", "2024-09-02"), ("vladimir-putin", "KG", "2024-09-02"), ("benjamin-netanyahu", "HU", "2025-04-03"),
         ("omar-al-bashir", "ZA", "2015-06-14"), ("omar-al-bashir", "EG", "2013-01-01"), ("omar-al-bashir", "SD", "2010-01-01"),
         ("sergei-shoigu", "DE", "2024-07-01"), ("sergei-shoigu", "MN", "2023-05-01"), ("joseph-kony", "UG", "2010-01-01"),
         ("joseph-kony", "EG", "2010-01-01"), ("rodrigo-duterte", "PH", "2025-03-11"), ("vladimir-putin", "TJ", "2025-10-08")]


def visit(person, state, on):
    r = subprocess.run([CAPIAS, "visit", person, state, "--on", on, "--json"], capture_output=True, cwd=ROOT, timeout=60)
    assert r.returncode == 0, r.stderr
    return json.loads(r.stdout)


def backtest():
    r = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "outlook_model.py"), "--check"], capture_output=True, timeout=60)
    assert r.returncode == 0, r.stderr


def counted(person, state, on):
    """The ids of the visits that the count rests on, by docs/law.md."""
    t = outlook_model.Tables()
    party = any(m["state"] == state and m["regime_id"] == "icc-rome-statute" and m["in_force_from"] and
                within(day(on), m["in_force_from"], m["in_force_until"]) for m in outlook_model.rows("memberships"))
    if t.persons[person]["nationality"] == state:
        return set()
    out = set()
    for v in t.visits:
        since, until = span(v["arrived"])
        asked_about = v["person_id"] == person and v["state"] == state and since <= day(on) < until
        alike = v["person_id"] == person or t.rank(v["person_id"], v["arrived"]) == t.rank(person, on)
        if alike and not asked_about and (v["state_was_party"] == "yes") == party:
            out.add(v["id"])
    return out


def counts_agree():
    outcomes = {v["id"]: v["outcome"] for v in outlook_model.rows("visits")}
    for person, state, on in ASKED:
        answer = visit(person, state, on)
        want, got = counted(person, state, on), {v["id"] for v in answer["comparable_visits"] if v["counted"]}
        assert got == want, (person, state, on, got ^ want)
        o = answer["outlook"]
        assert (o["n"], o["k"]) == (len(want), sum(outcomes[i] != "not_arrested" for i in want)), (person, state, on, o)
        assert not want or o["low"] <= o["p_arrest"] <= o["high"]


def most_alike_first():
    for person, state, on in ASKED:
        visits = visit(person, state, on)["comparable_visits"]
        asked = datetime.date.fromisoformat(on).toordinal()

        def place(v):
            twice = sum(d in ("another person", "another host") for d in v["differences"])
            return len(v["differences"]) + twice, abs(span(v["arrived"])[0] - asked)
        assert [place(v) for v in visits] == sorted(place(v) for v in visits), (person, state, on)


def regimes_differ():
    """Another regime is told where the recorded one is none under which an arrest is at issue here, and only there."""
    regimes, seen = {v["id"]: v["regime_id"] for v in outlook_model.rows("visits")}, set()
    for person, state, on in ASKED:
        answer = visit(person, state, on)
        here = {d["regime"] for d in answer["duties"] if d["act"].startswith("arrest")}
        for v in answer["comparable_visits"]:
            there = set(filter(None, regimes[v["id"]].split(";")))
            want = bool(there) and not there & here
            seen.add(want)
            assert want == any(d.startswith("another regime: ") for d in v["differences"]), (person, state, on, v)
    assert seen == {True, False}


def uncounted_are_told():
    for person, state, on in ASKED:
        answer = visit(person, state, on)
        visits, o = answer["comparable_visits"], answer["outlook"]
        at_home = any("at home only" in r for r in o["reasons"])
        left = [r for r in o["reasons"] if "shown and not counted" in r]
        rest = len(visits) - o["n"]
        assert len(left) == (rest > 0 and not at_home) and all(f"other {rest} " in r for r in left), (person, state, on, left)


def told_alike():
    """The program's own backtest measures what tools/outlook_model.py measures."""
    measured, n, arrests, _ = outlook_model.measure(quiet=True)
    for left_out in ("visit", "person", "state"):
        r = subprocess.run([CAPIAS, "backtest", "--leave-out", left_out, "--json"], capture_output=True, cwd=ROOT, timeout=60)
        answer = json.loads(r.stdout)
        assert (answer["visits"], answer["arrests"]) == (n, arrests), answer
        for way, prefix in (("k of n", ""), ("base rate", "base_")):
            for name, value in zip(("log_loss", "brier"), measured[left_out, way]):
                assert abs(answer[prefix + name] - value) < 6e-5, (left_out, way, name, answer, value)
        assert sum(c["visits"] for c in answer["calibration"]) == n == sum(k["n"] for k in answer["kinds"])


def what_is_said():
    said = " ".join(visit("vladimir-putin", "MN", "2024-09-02")["outlook"]["reasons"])
    assert "each person left out" in said and "no model" in said and "are looked up" in said, said
    assert "too few" in " ".join(visit("sergei-shoigu", "MN", "2023-05-01")["outlook"]["reasons"])


tap.run([("the backtest", backtest), ("the program tells as the tool does", told_alike), ("k of n", counts_agree), ("what is most alike comes first", most_alike_first),
         ("another regime is told", regimes_differ), ("what is not counted is told", uncounted_are_told), ("what is said of it", what_is_said)])
