#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the parameters of the names model to labelled cases, or measure them.

usage: fit_parameters.py fit CASES PROGRAM TABLE        rewrites the fitted rows of TABLE
       fit_parameters.py measure CASES PROGRAM TABLE    measures the values as they are

CASES is a folder with name_pairs.csv, queries.csv, negatives_*.csv and targets.jsonl, PROGRAM the
built tools/fit_parameters, TABLE data/names/parameters.csv. Not part of the build: the table is
committed, this says how it came about; the same input gives the same table.

The fit starts at the column `start`, not at the values, and moves one parameter after the other as
long as a logistic loss falls (tools/fit_parameters.c). It sees the labelled pairs (weight 10), the
listed names with one edit (3), and every other invented person against the two listed names that
come nearest (2), looked for anew after each fit. The rest of the invented people are for
measuring. For the cross-validation the pairs that share a name, directly or over others, stay
together.
"""
import collections
import concurrent.futures
import csv
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

FOLDS = 5
ROUNDS = 3      # fits, each after a search for the nearest strangers
LINE = 7000
PAIR, EDIT, STRANGER = 10, 3, 2


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def one_line(name):
    return " ".join(name.replace(";", " ").split())


class Fitter:
    def __init__(self, cases, program, table):
        self.program, self.table = program, table
        self.rows = rows_of(table)
        self.pairs = [(PAIR, r["schema"], "yes" if r["is_match"] == "true" else "no",
                       one_line(r["name1"]), one_line(r["name2"]))
                      for r in rows_of(cases + "/name_pairs.csv")]
        self.targets = {}
        with open(cases + "/targets.jsonl", encoding="utf-8") as f:
            for t in map(json.loads, f):
                self.targets[t["id"]] = (t["schema"], [one_line(n) for n in t["names"] + t["weak"]])
        self.queries = [(q["set"], one_line(q["name"]), q["label"].split("|"))
                        for q in rows_of(cases + "/queries.csv") if q["label"]]
        names = [one_line(r["full_name"]) for path in sorted(glob.glob(cases + "/negatives_*.csv"))
                 for r in rows_of(path)]
        self.strangers = {"fitted": names[::2], "kept aside": names[1::2]}

    # ---- the engine ------------------------------------------------------------------------------

    def ask(self, arguments, lines):
        text = "".join(line + "\n" for line in lines)
        return subprocess.run([self.program, *arguments], input=text, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True,
                              encoding="utf-8").stdout.splitlines()

    def score(self, values, cases):
        lines = [" ".join(map(str, values))] + ["\t".join(map(str, c)) for c in cases]
        return [int(s) for s in self.ask(["score"], lines)]

    def fit(self, cases):
        start = [r["start"] or r["value"] for r in self.rows]
        most = [r["most"] or "0" for r in self.rows]
        lines = [" ".join(start), " ".join(most)] + ["\t".join(map(str, c)) for c in cases]
        return [int(v) for v in self.ask(["fit"], lines)]

    def search(self, values, names):
        """For each name the listed parties that come nearest: id, schema, score, name."""
        found = [[] for _ in names]
        with tempfile.TemporaryDirectory() as scratch:
            path = scratch + "/targets.csv"
            with open(path, "w", encoding="utf-8", newline="") as f:
                out = csv.writer(f)
                out.writerow(["id", "schema", "name", "alias"])
                for i, (schema, listed) in self.targets.items():
                    out.writerow([i, schema, listed[0], ";".join(listed[1:])])
            lines = [" ".join(map(str, values))] + names
            for line in self.ask(["search", path, scratch + "/targets.capias"], lines):
                n, i, schema, score, name = line.split("\t")
                found[int(n)].append((i, schema, int(score), name))
        return found

    # ---- cases -----------------------------------------------------------------------------------

    def edited(self, values):
        """Each listed name with one edit against the name of its party that fits it best."""
        chosen = []
        for kind, query, labels in self.queries:
            if kind == "sdn_typo":
                every = [(EDIT, self.targets[i][0], "yes", query, n)
                         for i in labels if i in self.targets for n in self.targets[i][1]]
                scores = self.score(values, every)
                chosen.append(every[scores.index(max(scores))])
        return chosen

    def nearest_strangers(self, values):
        names = self.strangers["fitted"]
        return [(STRANGER, schema, "no", query, listed)
                for query, hits in zip(names, self.search(values, names))
                for _, schema, _, listed in hits[:2]]

    def folds(self):
        """The fold of each pair."""
        parent = {}

        def find(x):
            while parent.setdefault(x, x) != x:
                x = parent[x]
            return x

        for _, _, _, a, b in self.pairs:
            parent[find(a.lower())] = find(b.lower())
        group = lambda p: hashlib.sha256(min(members[find(p[3].lower())]).encode()).digest()
        members = collections.defaultdict(list)
        for name in list(parent):
            members[find(name)].append(name)
        return [group(p)[0] % FOLDS for p in self.pairs]

    # ---- figures ---------------------------------------------------------------------------------

    def measure(self, values):
        report("labelled pairs", self.pairs, self.score(values, self.pairs))
        for part, names in self.strangers.items():
            alarms = sum(any(h[2] >= LINE for h in hits) for hits in self.search(values, names))
            print(f"invented people, {part}: {alarms} of {len(names)} raise an alarm, "
                  f"{100 * alarms / len(names):.2f} %")
        found = self.search(values, [q[1] for q in self.queries])
        for kind in sorted({q[0] for q in self.queries}):
            hit = [any(h[2] >= LINE and h[0] in labels for h in hits)
                   for (k, _, labels), hits in zip(self.queries, found) if k == kind]
            print(f"{kind}: {sum(hit)} of {len(hit)} found, {100 * sum(hit) / len(hit):.1f} %")

    def cross_validate(self, others):
        folds = self.folds()

        def one(fold):
            values = self.fit([p for p, f in zip(self.pairs, folds) if f != fold] + others)
            held = [p for p, f in zip(self.pairs, folds) if f == fold]
            return held, self.score(values, held)

        cases, scores = [], []
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for fold, (held, s) in enumerate(pool.map(one, range(FOLDS))):
                report(f"fold {fold}, fitted on the others", held, s)
                cases += held
                scores += s
        report("all folds", cases, scores)

    def write(self, values):
        for row, v in zip(self.rows, values):
            if row["start"]:
                row["value"], row["from"] = str(v), "fitted"
        with open(self.table, "w", encoding="utf-8", newline="") as f:
            out = csv.DictWriter(f, self.rows[0].keys(), lineterminator="\n")
            out.writeheader()
            out.writerows(self.rows)


def report(what, cases, scores):
    said, true = [s >= LINE for s in scores], [c[2] == "yes" for c in cases]
    hit = sum(a and b for a, b in zip(said, true))
    print(f"{what}: {len(cases)}, precision {hit / max(sum(said), 1):.3f}, "
          f"recall {hit / max(sum(true), 1):.3f}, F1 {2 * hit / max(sum(said) + sum(true), 1):.3f}",
          flush=True)


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("fit", "measure"):
        sys.exit(__doc__)
    fitter = Fitter(*sys.argv[2:])
    values = [int(r["value"]) for r in fitter.rows]
    if sys.argv[1] == "fit":
        values = [int(r["start"] or r["value"]) for r in fitter.rows]
        report("labelled pairs at the start", fitter.pairs, fitter.score(values, fitter.pairs))
        edited, strangers = fitter.edited(values), {}
        for _ in range(ROUNDS):
            strangers.update(dict.fromkeys(fitter.nearest_strangers(values)))
            values = fitter.fit(fitter.pairs + edited + list(strangers))
            report("labelled pairs", fitter.pairs, fitter.score(values, fitter.pairs))
        print(f"fitted on {len(edited)} edited names, {len(strangers)} nearest strangers too",
              flush=True)
        fitter.write(values)
        fitter.measure(values)
        fitter.cross_validate(edited + list(strangers))
    else:
        fitter.measure(values)


if __name__ == "__main__":
    main()
