#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Screen files of people who are on no list, and of queries with their answers, against one register.

usage: screen.py CAPIAS REGISTER NEGATIVES.csv[,MORE.csv] QUERIES.csv

Names a second on one and two threads, and the same bytes on one, two and four; peak memory; how much slower scoring
every name is, on the same rows in the same run; false alarms; recall by set, of the queries whose answer the register
holds. Times are medians of three, wall clock."""
import collections
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

capias, register, negatives, queries = sys.argv[1], sys.argv[2], sys.argv[3].split(","), sys.argv[4]
EXHAUSTIVE_ROWS = 100


def screen(path, out, *options):
    began = time.monotonic()
    subprocess.run([capias, "screen", "-r", register, path, "-q", "-o", out, *options], check=True)
    return time.monotonic() - began


def peak(path, out):
    """In a child of its own, so that only this run counts."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    r = subprocess.run([sys.executable, "-c", code, capias, "screen", "-r", register, path, "-q", "-o", out],
                       check=True, capture_output=True, text=True)
    return int(r.stdout) / 1024


def data(path):
    with open(path, "rb") as f:
        return f.read()


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def held():
    """Ids of the register's parties, as `diff` against a register of nobody tells them."""
    with tempfile.TemporaryDirectory() as work:
        nobody = os.path.join(work, "nobody.csv")
        with open(nobody, "w", encoding="utf-8") as f:
            f.write("# capias-list dataset=nobody\nid,schema,name\nx-1,Person,Nobody At All\n")
        empty = os.path.join(work, "empty.capias")
        subprocess.run([capias, "build", "--no-builtin", "-o", empty, nobody], check=True, capture_output=True)
        out = subprocess.run([capias, "diff", empty, register, "--json"], check=True, capture_output=True).stdout
    return {line["id"] for line in map(json.loads, out.splitlines()) if line["kind"] == "entity"}


def speed(path, work):
    n = len(rows(path))
    outs = {t: os.path.join(work, "out%d" % t) for t in (1, 2, 4)}
    seconds = {t: statistics.median(screen(path, outs[t], "--threads", str(t)) for _ in range(3)) for t in (1, 2)}
    screen(path, outs[4], "--threads", "4")
    print("%s: %d rows: %.0f names/s on one thread, %.0f on two, %.0f MiB at most; 1, 2, 4 threads: %s bytes" % (
        os.path.basename(path), n, n / seconds[1], n / seconds[2], peak(path, os.path.join(work, "x")),
        "the same" if data(outs[1]) == data(outs[2]) == data(outs[4]) else "DIFFERENT"))
    part = os.path.join(work, "part.csv")
    with open(path, encoding="utf-8") as f, open(part, "w", encoding="utf-8") as g:
        g.writelines(line for line, _ in zip(f, range(EXHAUSTIVE_ROWS + 1)))
    fast = statistics.median(screen(part, os.path.join(work, "x"), "--threads", "1") for _ in range(3))
    slow = screen(part, os.path.join(work, "y"), "--threads", "1", "--exhaustive")
    same = data(os.path.join(work, "x")) == data(os.path.join(work, "y"))
    print("  scoring every name: %.0f times slower on %d rows, %s answers" % (slow / fast, EXHAUSTIVE_ROWS, "the same" if same else "OTHER"))
    return outs[1]


def answers(path):
    return [json.loads(line) for line in data(path).splitlines()]


def main():
    with tempfile.TemporaryDirectory() as work:
        alarms = total = 0
        for path in negatives:
            got = answers(speed(path, work))
            total += len(got)
            alarms += sum(any(r["match"] for r in a["results"]) for a in got)
        print("false alarms: %d of %d people on no list (%.2f %%)" % (alarms, total, 100 * alarms / total))
        parties = held()
        asked = {r["qid"]: r for r in rows(queries)}
        count = collections.Counter()
        for a in answers(speed(queries, work)):
            q = asked[a["query"]["id"]]
            want = {i for i in q["label"].split("|") if i in parties}
            ids = [r["id"] for r in a["results"] if r["match"]]
            if q["set"].startswith("neg"):
                count[q["set"], "asked"] += 1
                count[q["set"], "alarms"] += bool(ids)
            elif not want:
                count[q["set"], "not in the register"] += 1
            else:
                count[q["set"], "asked"] += 1
                count[q["set"], "found"] += bool(want & set(ids))
                count[q["set"], "first"] += bool(ids) and ids[0] in want
        for name in sorted({s for s, _ in count}):
            n = count[name, "asked"]
            if name.startswith("neg"):
                print("%-14s %5d asked, %d false alarms (%.2f %%)" % (name, n, count[name, "alarms"], 100 * count[name, "alarms"] / n))
            else:
                print("%-14s %5d asked, recall %.4f, first %.4f (%d answers are not in the register)" % (
                    name, n, count[name, "found"] / n, count[name, "first"] / n, count[name, "not in the register"]))


if __name__ == "__main__":
    main()
