#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every recorded visit through `capias visit` on the day of arrival: the force found against the one
recorded in data/law/visits.csv. usage: visits.py CAPIAS [--all]"""
import collections
import csv
import json
import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
ORDER = ["binding", "binding_on_request", "contested", "urged", "permitted", "barred", "none_found", "unknown"]
count, differ = collections.Counter(), []
with open(os.path.join(ROOT, "data", "law", "visits.csv"), encoding="utf-8", newline="") as f:
    visits = list(csv.DictReader(f))
# "none" is recorded where nobody was bound; a state that may act on its own account is not bound either.
SAME = {("none", "none_found"), ("none", "permitted")}
for v in visits:
    day = v["arrived"] or v["announced_on"]
    if not day:
        count["no day recorded"] += 1
        continue
    if v["city"] == "(airspace)":
        count["overflights (tests/law asks of those)"] += 1
        continue
    r = subprocess.run([sys.argv[1], "visit", v["person_id"], v["state"], "--on", day, "--json"], capture_output=True, text=True)
    if r.returncode:
        count["error"] += 1
        differ.append((v["id"], v["duty"], "error", r.stderr.strip()))
        continue
    arrests = [d for d in json.loads(r.stdout)["duties"] if d["act"].startswith("arrest")]
    duties = [d for d in arrests if d["regime"] in v["regime_id"].split(";")] or arrests
    found = min((d["force"] for d in duties), key=ORDER.index, default="none_found")
    verdict = ("agreed" if found == v["duty"] or (v["duty"], found) in SAME
               else "the same duty without a known request" if (v["duty"], found) == ("binding", "binding_on_request")
               else "disagreed")
    count[verdict] += 1
    if verdict != "agreed" or "--all" in sys.argv:
        why = "; ".join(d["regime"] + ": " + (d["grounds"] + [""])[0] for d in duties)[:160]
        differ.append((v["id"], v["duty"] or "(empty)", found, why))
for row in differ:
    print("%-28s recorded %-10s found %-18s %s" % row)
print("%d visits: %s" % (len(visits), ", ".join("%s %d" % kv for kv in sorted(count.items()))))
