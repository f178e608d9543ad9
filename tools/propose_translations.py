#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which words of other scripts stand for which Latin words in the names of organisations?

usage: propose_translations.py SHARED ROMANISE [SCRIPT]    ROMANISE is the built tools/romanise

Prints what data/names/translations.csv does not have yet, for a reader to judge: a word (in Han, a
run of two to five characters), how many parties bear it, and the Latin words that go with it, each
with Dice's coefficient over parties. A word of fewer than FEWEST parties is somebody's name.
"""
import collections, csv, os, re, subprocess, sys, unicodedata
from name_pairs import script_of, sdn_parties, un_parties

FEWEST, LIKELY, LONGEST = 3, 0.3, 5
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/names/translations.csv")


def fold(program, lines):
    out = subprocess.run([program, "--native"], input="".join(x + "\n" for x in lines),
                         capture_output=True, text=True, check=True).stdout
    return out.split("\n")[:len(lines)]


def native_words(script, text):
    if script not in ("han", "kana", "hangul"):
        return set(text.split())
    out = set()
    for run in text.split():
        for n in range(2, LONGEST + 1):
            out |= {run[i:i + n] for i in range(len(run) - n + 1)}
    return out


def parties(shared, program):
    """(Latin words, {script: words}) of each party that is not a person."""
    found, lines = [], []
    for _, kind, names in list(un_parties(shared)) + list(sdn_parties(shared)):
        if kind == "Person":
            continue
        texts = [" ".join(p[1] for p in parts).replace("\n", " ") for parts in names]
        others = [(script_of(t), t) for t in texts if script_of(t) not in ("", "latin")]
        latin = " ".join(t for t in texts if script_of(t) == "latin").casefold()
        latin = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
        if latin and others:
            found.append((set(re.findall("[a-z]+", latin)), others))
            lines += [t for _, t in others]
    folded = iter(fold(program, lines))
    for latin, others in found:
        words = collections.defaultdict(set)
        for script, _ in others:
            words[script] |= native_words(script, next(folded))
        yield latin, words


def main():
    shared, program = sys.argv[1:3]
    wanted = sys.argv[3] if len(sys.argv) > 3 else None
    known = set()
    if os.path.exists(TABLE):
        with open(TABLE, encoding="utf-8", newline="") as f:
            known = {r[0] for r in csv.reader(f)}
    native, latin = collections.Counter(), collections.Counter()
    both = collections.defaultdict(collections.Counter)
    for words, by_script in parties(shared, program):
        for script, own in by_script.items():
            latin.update((script, w) for w in words)
            for w in own:
                native[script, w] += 1
                both[script, w].update(words)
    for (script, w), n in sorted(native.items(), key=lambda x: (x[0][0], -x[1], x[0][1])):
        if n < FEWEST or w in known or wanted not in (None, script):
            continue
        dice = sorted(((2 * k / (n + latin[script, x]), x) for x, k in both[script, w].items()),
                      key=lambda x: (-x[0], x[1]))[:3]
        if dice and dice[0][0] >= LIKELY:
            print(script, w, n, *(f"{x} {d:.2f}" for d, x in dice), sep="\t")


if __name__ == "__main__":
    main()
