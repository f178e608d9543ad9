#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""All measurements, one after the other. usage: run.py [SHARED]"""
import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
SHARED = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "..", "shared"))
CAPIAS = os.path.join(ROOT, "build", "capias")


def step(title, *command):
    print("\n== " + title, flush=True)
    status = subprocess.run(command, cwd=ROOT).returncode
    if status:
        print("(ended with status %d)" % status)


def bench(name, *args):
    return (sys.executable, os.path.join(ROOT, "bench", name), *args)


step("every recorded visit", *bench("visits.py", CAPIAS))
if not os.path.isdir(SHARED):
    print("\nskipped, as there is no folder %s: build, search, pairs, mentions" % SHARED)
    sys.exit(0)
lists = [os.path.join(SHARED, "lists", "history", "ofac_sdn_legacy_2023-12-28"),
         os.path.join(SHARED, "lists", "current", "un_consolidated_2026-08-01.xml")]
register = os.path.join(ROOT, "build", "bench.capias")
step("build", *bench("build.py", CAPIAS, register, *lists))
step("search", os.path.join(ROOT, "build", "bench", "bench_search"), register,
     os.path.join(SHARED, "bench", "queries.csv"), "2000")
step("pairs", *bench("pairs.py", CAPIAS, os.path.join(SHARED, "bench", "name_pairs.csv")))
step("aliases", *bench("aliases.py", CAPIAS, lists[0], "--later",
                       os.path.join(SHARED, "lists", "history", "ofac_sdn_advanced_2025-11-04.xml.gz")))
reading = os.path.join(ROOT, "build", "bench-reading.json")
report = os.path.join(SHARED, "report", "mongolia-2024.txt")
with open(reading, "wb") as out:
    subprocess.run([CAPIAS, "read", report, "--date", "2024-09-03", "--json"], stdout=out, check=True)
step("mentions", *bench("score_mentions.py", os.path.join(SHARED, "facts", "report_entities.csv"), reading, report))
