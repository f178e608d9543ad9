#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""F1 by group on labelled pairs at the line of 0.7, the best threshold, and what fails.
usage: pairs.py CAPIAS PAIRS.csv [--failures]   (columns case_group,schema,name1,name2,is_match)"""
import collections
import csv
import io
import subprocess
import sys

out = subprocess.run([sys.argv[1], "compare", "--csv", sys.argv[2]], capture_output=True, check=True).stdout
rows = list(csv.DictReader(io.StringIO(out.decode())))


def measure(rows, line):
    said = [float(r["score"]) >= line for r in rows]
    true = [r["is_match"] == "true" for r in rows]
    hit = sum(a and b for a, b in zip(said, true))
    p, q = hit / max(sum(said), 1), hit / max(sum(true), 1)
    return p, q, 2 * p * q / (p + q) if p + q else 0


groups = collections.defaultdict(list)
for r in rows:
    groups["all"].append(r)
    groups[r["case_group"]].append(r)
    if any(ord(c) > 0x24f for c in r["name1"] + r["name2"]):
        groups["(a name that is not Latin)"].append(r)
for name, members in sorted(groups.items()):
    print("%-28s %4d pairs  P %.3f  R %.3f  F1 %.3f" % (name, len(members), *measure(members, 0.7)))
best = max((measure(rows, x)[2], x) for x in {float(r["score"]) for r in rows})
print("best F1 %.3f at %.3f" % best)
if "--failures" in sys.argv:
    for r in rows:
        if (float(r["score"]) >= 0.7) != (r["is_match"] == "true"):
            print("%s %s %.2f  %s | %s  (%s)" % ("missed " if r["is_match"] == "true" else "alarmed",
                                                r["schema"], float(r["score"]), r["name1"], r["name2"], r["case_group"]))
