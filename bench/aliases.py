#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Do the other names of listed organisations lead to them when the list lacks just that name?

usage: aliases.py CAPIAS FOLDER [OTHER_CAPIAS] [--later XML] [--half seen|held] [--misses FILE]

FOLDER holds OFAC's legacy files (sdn.csv, alt.csv, sdn_comments.csv). An organisation's strong
aliases are left out a quarter at a time; each is then asked for, in a register that has the rest.
Found: the organisation is among the first ten at the line. False alarms: names made of the lists'
own words, as companies are called, that nobody has, and that reach the line with anybody; and the
primary names of organisations that OFAC listed later (--later, advanced XML, may be gzipped), among
them sister companies of those listed before, for which an alarm is no mistake.
Which aliases can be found at all: those that share a word of four letters with what is left.
With OTHER_CAPIAS (an earlier build) the same questions go to both, and the misses are set against
each other. `seen` and `held` are halves by the parties' numbers: what is tuned is tuned on `seen`.
"""
import argparse, collections, csv, gzip, hashlib, html, json, os, random, re, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

FOLDS = 4
LINE = 0.7


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as f:
        return [r for r in csv.reader(f) if len(r) > 3]


def fold(name):
    return " ".join(re.findall(r"\w+", name.lower()))


def part(number, n):
    return hashlib.sha256(number.encode()).digest()[0] % n


class Lists:
    def __init__(self, folder, half):
        self.folder, self.half = folder, half
        sdn, alt = read(folder + "/sdn.csv"), read(folder + "/alt.csv")
        wanted = {"seen": (0,), "held": (1,), "all": (0, 1)}[half]
        self.names = {r[0]: [r[1]] for r in sdn if r[2].strip() == "-0-" and r[1].strip() != "-0-"}
        self.left_out = collections.defaultdict(list)   # fold: (row of alt, number, name)
        for r in alt:
            if r[0] in self.names:
                self.names[r[0]].append(r[3])
        for i, r in enumerate(alt):
            if r[0] in self.names and part(r[0], 2) in wanted:
                others = {fold(n) for n in self.names[r[0]]}
                if len(others) > 1 and [fold(n) for n in self.names[r[0]]].count(fold(r[3])) == 1:
                    self.left_out[part(r[0] + r[3], FOLDS)].append((r[0], r[3]))
        self.all_names = {fold(r[1]) for r in sdn} | {fold(r[3]) for r in alt}

    def strangers(self, n):
        """The pattern of one name with the words of others: the last word stays a last word."""
        draw = random.Random(1)
        every = sorted({x for names in self.names.values() for x in names})
        words = [re.findall(r"[\w.&'-]+", x) for x in every]
        words = [w for w in words if 2 <= len(w) <= 6]
        made = []
        while len(made) < n:
            shape = draw.choice(words)
            name = []
            for i in range(len(shape)):
                other = draw.choice(words)
                name.append(other[-1] if i + 1 == len(shape) else other[min(i, len(other) - 1)])
            text = " ".join(name)
            mine = set(fold(text).split())
            if len(mine) > 1 and fold(text) not in self.all_names:
                made.append(text)
        return made

    def listed_later(self, path):
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
            text = f.read()
        known, made = {r[0] for r in read(self.folder + "/sdn.csv")}, []
        for party in re.findall(r"<DistinctParty .*?</DistinctParty>", text, re.S):
            number = re.search(r'FixedRef="(\d+)"', party)[1]
            if number in known or 'PartySubTypeID="3"' not in party:
                continue
            name = re.search(r'<Alias [^>]*Primary="true".*?</DocumentedName>', party, re.S)
            parts = re.findall(r"<NamePartValue[^>]*>(.*?)</NamePartValue>", name[0]) if name else []
            if parts and fold(" ".join(parts)) not in self.all_names:
                made.append(html.unescape(" ".join(parts)))
        return made[::2] if self.half == "seen" else made[1::2] if self.half == "held" else made

    def without(self, number, scratch):
        """A folder like the given one without the aliases of one fold."""
        gone = {(n, a) for n, a in self.left_out[number]}
        target = os.path.join(scratch, str(number))
        os.mkdir(target)
        for name in os.listdir(self.folder):
            if name != "alt.csv":
                shutil.copy(os.path.join(self.folder, name), target)
        with open(self.folder + "/alt.csv", encoding="utf-8", errors="replace") as f, \
                open(target + "/alt.csv", "w", encoding="utf-8") as out:
            for line in f:
                row = next(csv.reader([line]), [])
                if len(row) < 4 or (row[0], row[3]) not in gone:
                    out.write(line)
        return target


class Program:
    def __init__(self, path, lists, scratch, folders):
        self.path, self.registers = path, []
        for k, folder in enumerate(folders):
            register = os.path.join(scratch, hashlib.sha256(path.encode()).hexdigest()[:8] + str(k))
            subprocess.run([path, "build", "--no-builtin", "-o", register, folder], check=True,
                           capture_output=True)
            self.registers.append(register)

    def ask(self, register, name):
        """Best ten at the line: id, score, name that matched."""
        p = subprocess.run([self.path, "search", "-r", self.registers[register], "--json", "-l",
                            "10", "-t", str(LINE), "--", name], capture_output=True)
        if not p.stdout:
            return []
        return [(r["id"], r["score"], r["matched_name"]) for r in json.loads(p.stdout)["results"]
                if r["score"] >= LINE]


def reachable(name, others):
    words = lambda x: {w for w in fold(x).split() if len(w) >= 4}
    return any(words(name) & words(o) for o in others if o != name)


def share(n, of):
    return f"{n} of {of}, {100 * n / max(of, 1):.2f} %"


class Figures:
    """What one program answers to all questions."""

    def __init__(self, program, questions, strangers, pool):
        self.hits = list(pool.map(lambda q: program.ask(q[0], q[2]), questions))
        own = lambda q, h: h[0].endswith("-" + q[1])
        self.found = [any(own(q, h) for h in hs) for q, hs in zip(questions, self.hits)]
        self.first = sum(bool(hs) and own(q, hs[0]) for q, hs in zip(questions, self.hits))
        self.alarms = {kind: list(pool.map(lambda s: program.ask(0, s), names))
                       for kind, names in strangers.items()}

    def report(self, title, can):
        n = len(self.found)
        print(title)
        print("  left-out aliases found:", share(sum(self.found), n))
        print("  the first of the hits:", share(self.first, n))
        print("  of those that share a word:", share(sum(map(min, self.found, can)), sum(can)))
        others = sum(map(len, self.hits)) - sum(self.found)
        print(f"  other parties a question: {others / n:.2f}")
        for kind, hits in self.alarms.items():
            print(f"  {kind} that alarm:", share(sum(map(bool, hits)), len(hits)), flush=True)


def main():
    a = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    a.add_argument("capias"), a.add_argument("folder"), a.add_argument("other", nargs="?")
    a.add_argument("--half", default="all", choices=("seen", "held", "all"))
    a.add_argument("--later"), a.add_argument("--misses")
    o = a.parse_args()
    lists = Lists(o.folder, o.half)
    questions = [(k, n, x) for k in range(FOLDS) for n, x in lists.left_out[k]]
    can = [reachable(q[2], lists.names[q[1]]) for q in questions]
    strangers = {"made-up names": lists.strangers(2000)}
    if o.later:
        strangers["later listings"] = lists.listed_later(o.later)
    figures = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        folders = [lists.without(k, scratch) for k in range(FOLDS)]
        for path in [o.other, o.capias] if o.other else [o.capias]:
            figures.append(Figures(Program(path, lists, scratch, folders), questions, strangers, pool))
            figures[-1].report(path, can)
    if o.other:
        missed = [f.found.count(False) for f in figures]
        print(f"misses, now to before: {missed[1] / max(missed[0], 1):.3f}")
        for kind in strangers:
            n = [sum(map(bool, f.alarms[kind])) for f in figures]
            print(f"{kind} that alarm, now to before: {n[1] / max(n[0], 1):.3f}")
    if o.misses:
        with open(o.misses, "w", encoding="utf-8") as f:
            for q, ok in zip(questions, figures[-1].found):
                if not ok:
                    rest = " | ".join(x for x in lists.names[q[1]] if x != q[2])
                    f.write(f"missed\t{q[1]}\t{q[2]}\t{rest}\n")
            for kind, names in strangers.items():
                for s, hs in zip(names, figures[-1].alarms[kind]):
                    if hs:
                        f.write(f"{kind}\t{s}\t{hs[0][1]}\t{hs[0][2]}\n")


if __name__ == "__main__":
    main()
