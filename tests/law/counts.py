# SPDX-License-Identifier: Apache-2.0
"""How many states a treaty bound or an organisation had on a day: the tables of data/law against tests/law/counts.csv."""
import csv
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
import tap
from ref.law import day, within

COLUMNS = {"memberships": ("regime_id", "in_force_from", "in_force_until"), "relations": ("organisation", "from", "until")}


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


TABLES = {name: rows(os.path.join(HERE, "..", "..", "data", "law", name + ".csv")) for name in COLUMNS}


def agrees(case):
    def check():
        body, since, until = COLUMNS[case["table"]]
        members = {r["state"] for r in TABLES[case["table"]]
                   if r[body] == case["body"] and r[since] and within(day(case["on"]), r[since], r[until])}
        assert len(members) == int(case["members"]), (len(members), case["source"])
    return check


tap.run([("%s on %s: %s" % (c["body"], c["on"], c["members"]), agrees(c)) for c in rows(os.path.join(HERE, "counts.csv"))])
