#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Learn the edit costs of the names model from spellings of the same name.

usage: train_costs.py SHARED ROMANISE OUT [SCRIPT...]    ROMANISE is the built tools/romanise, OUT data/names;
       SCRIPT cyrillic, hebrew or kana: these tables alone

Not part of the build: the tables are committed, this says how they came about; the same input gives
the same tables. Method: a memoryless transducer whose operations replace up to two letters by up to
two, fitted by expectation maximisation (Ristad and Yianilos 1998) with a sparse prior.

Latin: words of aliases of one listed party that answer to each other. Arabic: Arabic spellings and
Latin ones of the same word, both as the engine romanises them. Cyrillic, Hebrew, kana: an encyclopaedia's
labels alone; a fifth of the Latin words is left out of those (left_out), to be measured on (bench/translit.py).
"""
import collections, csv, gzip, hashlib, math, subprocess, sys, xml.etree.ElementTree as ET
sys.path.insert(0, __file__.rsplit("/", 1)[0])
from train_lexicon import is_latin, words, write

ROUNDS = 12
PRIOR = {(1, 1): .05, (0, 1): .05, (1, 0): .05, (1, 2): .003, (2, 1): .003, (0, 2): .003,
         (2, 0): .003, (2, 2): .0006}
STEPS = ((1, 1), (0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0), (2, 2))
FEWEST = {1: 3, 2: 4, 3: 6, 4: 9}     # expected uses, by letters of both sides together
MOST = 120                            # 1/12 nat: dearer than a slip, so no use in a table


def romanise(program, lines):
    out = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True,
                         check=True).stdout.split("\n")
    return out[:len(lines)]


# ---- pairs -----------------------------------------------------------------------------------------

def parties(shared):
    base = shared + "/lists/history/ofac_sdn_legacy_2023-12-28/"
    names = collections.defaultdict(list)
    for path, column in (("sdn.csv", 1), ("alt.csv", 3)):
        for r in csv.reader(open(base + path, encoding="latin-1")):
            if len(r) > column:
                names["o" + r[0]].append(r[column])
    root = ET.parse(shared + "/lists/current/un_consolidated_2026-08-01.xml").getroot()
    for tag in ("INDIVIDUAL", "ENTITY"):
        for e in root.iter(tag):
            i = "u" + (e.findtext("DATAID") or "")
            names[i].append(" ".join(e.findtext(x) or "" for x in
                                     ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")))
            names[i] += [a.findtext("ALIAS_NAME") or "" for a in e.iter(tag + "_ALIAS")]
    return [ns for _, ns in sorted(names.items())]


def likeness(a, b):
    """Share of letters in common, in order."""
    row = [0] * (len(b) + 1)
    for x in a:
        last = 0
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], last + 1 if x == y else max(row[j], row[j - 1])
    return 2 * row[-1] / (len(a) + len(b))


def latin_pairs(shared):
    """Words left over from two aliases that answer to each other, and the words both have."""
    pairs = collections.Counter()
    for names in parties(shared):
        seen = set()
        tokens = [sorted(set(w for w in words(n) if is_latin(w) and len(w) > 2)) for n in names]
        for i, a in enumerate(tokens):
            for b in tokens[:i]:
                common = set(a) & set(b)
                left, right = [w for w in a if w not in common], [w for w in b if w not in common]
                for w in common:
                    seen.add((w, w))
                for x in left:
                    best = max(((likeness(x, y), y) for y in right), default=(0, ""))
                    if best[0] >= .65 and max((likeness(z, best[1]), z) for z in left)[1] == x:
                        seen.add(tuple(sorted((x, best[1]))))
        for p in seen:
            pairs[p] += 1
    return [(a, b, min(n, 5)) for (a, b), n in sorted(pairs.items())]


def arabic_pairs(shared, program):
    """(romanised Arabic word, Latin word, weight): UN names written in both, and an encyclopaedia's
    labels."""
    root = ET.parse(shared + "/lists/current/un_consolidated_2026-08-01.xml").getroot()
    native, latin = [], []
    for e in root.iter("INDIVIDUAL"):
        o = e.findtext("NAME_ORIGINAL_SCRIPT") or ""
        if any("\u0600" <= c <= "\u06ff" for c in o):
            native.append(o)
            latin.append(" ".join(e.findtext(x) or "" for x in
                                  ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")))
    out = collections.Counter()
    skip = {"al", "el", "bin", "ben", "ibn", "abu"}
    for o, n in zip(romanise(program, native), latin):
        a = [w for w in o.split() if w not in skip and len(w) > 1]
        b = [w for w in words(n) if is_latin(w) and w not in skip]
        if len(a) == len(b):
            for x, y in zip(a, b):
                if likeness(x, y) >= .4:
                    out[x, y] += 6
    rows = [line.rstrip("\n").split("\t") for line in
            gzip.open(shared + "/data/names/translit/wd_arabic_80.tsv.gz", "rt", encoding="utf-8")]
    rows = [r for r in rows if int(r[2]) >= 8 and len(words(r[0])) == 1]
    for x, r in zip(romanise(program, [r[1].replace(" ", "") for r in rows]), rows):
        y = words(r[0])[0]
        if is_latin(y) and is_latin(x) and len(x) > 1 and likeness(x, y) >= .4:
            out[x, y] += 1
    return [(a, b, n) for (a, b), n in sorted(out.items())]


def left_out(word):
    """A fifth of the words, the same for ever."""
    return int(hashlib.sha1(word.encode()).hexdigest(), 16) % 5 == 0


LABELS = (("cyrillic", "russian"), ("hebrew", "hebrew"), ("kana", "katakana"))
PAIRS = 12000                         # of a script: more change little and take hours


def label_pairs(shared, program, name):
    """(romanised word, Latin word, weight) of an encyclopaedia's labels, the commonest first."""
    rows = [line.rstrip("\n").split("\t") for line in
            gzip.open(shared + "/data/names/translit/wd_%s_80.tsv.gz" % name, "rt", encoding="utf-8")]
    rows = [r for r in rows if len(words(r[0])) == 1 and is_latin(words(r[0])[0]) and not left_out(r[0])]
    rows.sort(key=lambda r: (-int(r[2]), r))
    out = collections.Counter()
    for x, r in zip(romanise(program, [r[1].replace(" ", "") for r in rows]), rows):
        y = words(r[0])[0]
        if is_latin(x) and " " not in x and len(x) > 1 and likeness(x, y) >= .4:
            out[x, y] += min(int(r[2]), 5)
        if len(out) == PAIRS:
            break
    return [(a, b, n) for (a, b), n in sorted(out.items())]


# ---- expectation maximisation ------------------------------------------------------------------------

def place(i, k, n):
    return "initial" if i == 0 else "final" if i + k == n else "medial"


def operation(a, b, i, j, da, db):
    """The operation that takes da letters at i to db letters at j; gaps know where they stand."""
    x, y = a[i:i + da], b[j:j + db]
    return x, y, "any" if x and y else place(i, da, len(a)) if x else place(j, db, len(b))


def expectation(a, b, weight, p, counts):
    n, m = len(a), len(b)
    moves, f = {}, {(0, 0): 1.0}
    for i in range(n + 1):
        for j in range(m + 1):
            total = f.get((i, j), 0.0)
            if total <= 0:
                continue
            out = []
            for da, db in STEPS:
                if i + da <= n and j + db <= m:
                    o = operation(a, b, i, j, da, db)
                    q = p.get(o, 0.0)
                    if q > 0:
                        out.append((i + da, j + db, o, q))
                        f[i + da, j + db] = f.get((i + da, j + db), 0.0) + total * q
            moves[i, j] = out
    z = f.get((n, m), 0.0)
    if z <= 0:
        return
    back = {(n, m): 1.0}
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            s = back.get((i, j), 0.0)
            for i2, j2, o, q in moves.get((i, j), ()):
                t = q * back.get((i2, j2), 0.0)
                if t:
                    s += t
                    counts[o] += weight * f[i, j] * t / z
            back[i, j] = s


def digamma(x):
    s = 0.0
    while x < 6:
        s -= 1 / x
        x += 1
    return s + math.log(x) - 1 / (2 * x) - 1 / (12 * x * x)


def fit(pairs, symmetric):
    p = collections.defaultdict(float)
    for a, b, _ in pairs:             # begin with what can occur at all, likelier the shorter
        for i in range(len(a) + 1):
            for j in range(len(b) + 1):
                if abs(i * len(b) - j * len(a)) > 3 * max(len(a), len(b)):
                    continue
                for da, db in STEPS:
                    if i + da <= len(a) and j + db <= len(b):
                        o = operation(a, b, i, j, da, db)
                        p[o] = .02 if o[0] == o[1] and len(o[0]) == 1 else 10.0 ** -(da + db + 2)
    for o in list(p):                 # two letters onto the same two are two operations
        if len(o[0]) == 2 and len(o[1]) == 2 and (o[0][0] == o[1][0] or o[0][1] == o[1][1]):
            del p[o]
    for _ in range(ROUNDS):
        counts = collections.defaultdict(float)
        for a, b, w in pairs:
            expectation(a, b, w, p, counts)
        if symmetric:
            both = collections.defaultdict(float)
            for (x, y, s), c in counts.items():
                both[x, y, s] += c / 2
                both[y, x, s] += c / 2
            counts = both
        total = sum(counts.values())
        p = {}
        for o, c in counts.items():   # variational: what is seen too rarely goes out
            v = math.exp(digamma(c + PRIOR[len(o[0]), len(o[1])]) - digamma(total + 1))
            if c > 1e-4 and v > 1e-12:
                p[o] = v
    return p, counts


def seen_enough(o, counts):
    return counts[o] >= FEWEST[len(o[0]) + len(o[1])]


def latin_costs(p, counts):
    """Against leaving the letters as they are: an operation costs what it is rarer than identity."""
    keep = {c: p.get((c, c, "any"), 1e-6) for c in "abcdefghijklmnopqrstuvwxyz"}
    same = lambda s: math.prod(keep.get(c, 1e-6) for c in s)
    rows = []
    for (a, b, s), q in p.items():
        if a == b or (a, b) > (b, a) or not seen_enough((a, b, s), counts):
            continue
        base = (math.log(same(a)) + math.log(same(b))) / 2
        cost = round(12 * (base - math.log(q)))
        if cost <= MOST:
            rows.append((a, b, s, max(1, cost)))
    return rows


def script_costs(p, counts, vowels_written):
    """Against the likeliest spelling of the same letters. Where vowels are not written, one put in is told
    against the likeliest vowel there; where they are, against leaving letters as they are, as in Latin."""
    best = collections.defaultdict(float)
    for (a, b, s), q in p.items():
        best[a, s if not a or not b else "any"] = max(best[a, s if not a or not b else "any"], q)
        if len(a) == 1:
            best[a, "any"] = max(best[a, "any"], q)
    rows = []
    for (a, b, s), q in p.items():
        if not seen_enough((a, b, s), counts) or (a == b and len(a) == 1):
            continue
        if len(a) == 2:
            base = best[a[0], "any"] * best[a[1], "any"]
        elif a and not b:
            base = best[a, "any"]
        elif not a and vowels_written:
            base = math.sqrt(math.prod(best.get((c, "any"), 1e-6) for c in b))
        else:
            base = best[a, s]
        cost = round(12 * (math.log(base) - math.log(q))) + (4 * len(b) if not a and not vowels_written else 0)
        if cost <= MOST:
            rows.append((a, b, s, max(1, cost)))
    return rows


LOOKS = (("0", "o"), ("1", "i"), ("1", "l"), ("3", "e"), ("4", "a"), ("5", "s"), ("6", "b"),
         ("8", "b"), ("9", "g"), ("9", "q"), ("7", "t"))    # digits that stand for letters


def main():
    shared, program, out = sys.argv[1:4]
    only = sys.argv[4:]
    for script, name in LABELS:
        if only and script not in only:
            continue
        pairs = label_pairs(shared, program, name)
        rows = script_costs(*fit(pairs, False), script != "hebrew")
        write(out + "/costs_%s.csv" % script, ("a", "b", "position", "cost"), sorted(rows, key=lambda r: (r[3], r)))
        print(script, len(pairs), "pairs", len(rows), "operations")
    if only:
        return
    pairs = latin_pairs(shared)
    rows = latin_costs(*fit(pairs, True)) + [(a, b, "any", 30) for a, b in LOOKS]
    write(out + "/costs_latin.csv", ("a", "b", "position", "cost"), sorted(rows, key=lambda r: (r[3], r)))
    print("latin", len(pairs), "pairs", len(rows), "operations")
    pairs = arabic_pairs(shared, program)
    rows = script_costs(*fit(pairs, False), False)
    write(out + "/costs_arabic.csv", ("a", "b", "position", "cost"), sorted(rows, key=lambda r: (r[3], r)))
    print("arabic", len(pairs), "pairs", len(rows), "operations")


if __name__ == "__main__":
    main()
