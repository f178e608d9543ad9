#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plain evaluator of tests/ref/law.py and lib/law give the same duties for random questions, most of them on and
around the days that a table names. usage: agreement.py ASK_LAW [HOW_MANY [SEED]]"""
import csv
import datetime
import os
import random
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tests", "ref")]
import law
import tap

ASK, HOW_MANY, SEED = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000, int(sys.argv[3]) if len(sys.argv) > 3 else 1


def text(ordinal):
    return datetime.date.fromordinal(ordinal).isoformat()


def turning_days(tables):
    """Days on which something in any table may begin to count, by what it concerns: a person, a state, or anybody."""
    by = {}
    for name in ("warrants", "warrant_events", "links", "notices", "requests", "measures", "memberships", "declarations",
                 "territories", "coverage", "situations", "offices"):
        for row in getattr(tables, name):
            about = row.get("person_id") or row.get("state") or row.get("territory_code") or ""
            if name == "warrant_events":
                about = next((w["person_id"] for w in tables.warrants if w["id"] == row["warrant_id"]), "")
            for column, cell in row.items():
                if column and cell and cell[:4].isdigit() and len(cell) in (4, 7, 10) and set(cell[4:]) <= set("0123456789-"):
                    first, after = law.span(cell)
                    by.setdefault(about, set()).update(d for d in (first - 1, first, first + 1, after - 1, after) if d > 700000)
    return by


def questions(tables, n):
    r, days = random.Random(SEED), turning_days(tables)
    persons = sorted(p["id"] for p in tables.persons)
    wanted = sorted({w["person_id"] for w in tables.warrants} | {k["person_id"] for k in tables.links})
    states = sorted({s["code"] for s in tables.states})
    asked = sorted({r["to_state"] for r in tables.requests} | {m["named_state"] for m in tables.measures if len(m["named_state"]) == 2} |
                   {"US", "GB", "CA", "AU", "CH", "FR"} - {""} | {p["nationality"] for p in tables.persons})
    asked = [s for s in asked if len(s) == 2]
    members = sorted(({m["state"] for m in tables.memberships} | {t["territory_code"] for t in tables.territories}) - {""})
    for _ in range(n):
        person = r.choice(wanted if r.random() < 0.9 else persons)
        state = r.choice(asked if r.random() < 0.4 else members if r.random() < 0.8 else states)
        near = sorted(days.get(person, set()) | days.get(state, set()) | (days[""] if r.random() < 0.3 else set()))
        def pick():
            return r.choice(near) if near and r.random() < 0.8 else r.randint(law.day("1995-01-01"), law.day("2027-06-01"))
        on, when = max(pick(), pick()), max(pick(), pick())
        if r.random() < 0.5:  # half of them ask what was known later
            on, when = min(on, when), max(on, when)
        yield person, state, text(on), text(when if r.random() < 0.6 else law.day("2026-11-23"))


def agreement():
    tables = law.Law(os.path.join(ROOT, "data", "law"), os.path.join(ROOT, "data", "states"))
    asked = list(questions(tables, HOW_MANY))
    r = subprocess.run([ASK], input="".join("\t".join(q) + "\n" for q in asked), capture_output=True, text=True, timeout=600,
                       env=dict(os.environ, CAPIAS_SOURCE_ROOT=ROOT))
    assert r.returncode == 0, r.stderr
    lines = r.stdout.split("\n")[:-1]
    assert len(lines) == len(asked), (len(lines), len(asked))
    differ = duties = 0
    for (person, state, on, when), line in zip(asked, lines):
        got = {tuple(d.split("|")) for d in line.split("\t") if d and "|none_found|" not in d}
        want = {(i, g, a, f, str(b)) for i, g, a, f, b in tables.duties(person, state, law.day(on), law.day(when))}
        duties += len(want)
        if got != want:
            differ += 1
            if differ <= 10:
                print("# %s in %s on %s, known %s: only lib/law: %s; only tests/ref: %s" % (
                    person, state, on, when, sorted(got - want), sorted(want - got)))
    print("# %d questions, %d duties, %d disagree" % (len(asked), duties, differ))
    assert duties > len(asked) // 3, "the questions must be about something"
    assert not differ, differ


tap.run([("%d random questions: the plain evaluator agrees" % HOW_MANY, agreement)])
