#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Learn in what the consonant skeletons of other scripts differ from those of the Latin word.

usage: train_skeletons.py SHARED ROMANISE OUT    ROMANISE is the built tools/romanise, OUT data/names/skeletons.csv

Not part of the build. Two words are candidates for each other when they share a key, and one of the keys is the
skeleton of consonants (names/keys.c). Hebrew writes b and v with one letter, kana l and r: a word of such a
script has a few skeletons more, in which up to two sounds are replaced. Learned are, by script, the MOST commonest
replacements and omissions in pairs whose skeletons are at most two edits apart. A fifth of the words is
left out (train_costs.left_out).
"""
import collections, gzip, sys
sys.path.insert(0, __file__.rsplit("/", 1)[0])
from train_costs import left_out, romanise
from train_lexicon import is_latin, words, write

MOST = 4
LABELS = (("arabic", "arabic"), ("cyrillic", "russian"), ("hebrew", "hebrew"), ("kana", "katakana"))
SOUNDS = {"c": "k", "q": "k", "w": "v", "z": "s"}
DIGRAPHS = (("c", "eiy", "s", 1), ("c", "h", "s", 2), ("p", "h", "f", 2), ("k", "h", "k", 2), ("g", "h", "g", 2),
            ("d", "jz", "s", 2), ("t", "jc", "s", 2))


def skeleton(s):
    """As cps_skeleton makes it of two consonants and more."""
    out, i, last = [], 0, ""
    while i < len(s):
        c, n, step = s[i], s[i + 1:i + 2], 1
        p = "." if c in "aeiouyhj" else SOUNDS.get(c, c)
        if c == "x":
            p = "s" if i == 0 else "ks"
        elif c == "t" and n == "s" and i + 2 < len(s):
            p, step = "s", 2
        else:
            for first, second, sound, k in DIGRAPHS:
                if c == first and n and n in second:
                    p, step = sound, k
                    break
        i += step
        for q in p:
            if q != "." and q != last:
                out.append(q)
            if q != ".":
                last = q
    return "".join(out)


def edits(a, b):
    """Replacements and omissions on a cheapest way; None: more than two edits apart."""
    n, m = len(a), len(b)
    d = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i == 0 or j == 0:
                d[i][j] = float(i + j)
            else:
                d[i][j] = min(d[i - 1][j - 1] + (1.5 if a[i - 1] != b[j - 1] else 0), d[i - 1][j] + 1, d[i][j - 1] + 1)
    i, j, out = n, m, []
    while i or j:
        if i and j and d[i][j] == d[i - 1][j - 1] + (1.5 if a[i - 1] != b[j - 1] else 0):
            if a[i - 1] != b[j - 1]:
                out.append((a[i - 1], b[j - 1]))
            i, j = i - 1, j - 1
        elif i and d[i][j] == d[i - 1][j] + 1:
            out.append((a[i - 1], ""))
            i -= 1
        else:
            out.append(("", b[j - 1]))
            j -= 1
    return out if len(out) <= 2 else None


def main():
    shared, program, path = sys.argv[1:4]
    table = []
    for script, name in LABELS:
        rows = [line.rstrip("\n").split("\t") for line in
                gzip.open(shared + "/data/names/translit/wd_%s_80.tsv.gz" % name, "rt", encoding="utf-8")]
        rows = [r for r in rows if len(words(r[0])) == 1 and is_latin(words(r[0])[0]) and not left_out(r[0])]
        count = collections.Counter()
        for x, r in zip(romanise(program, [r[1].replace(" ", "") for r in rows]), rows):
            if not x.isascii() or not x.isalpha():
                continue
            a, b = skeleton(x), skeleton(words(r[0])[0])
            for e in (edits(a, b) if a != b else None) or ():
                count[e] += 1
        best = sorted(((n, e) for e, n in count.items() if e[0]), key=lambda t: (-t[0], t[1]))[:MOST]
        table += [(script, a, b) for _, (a, b) in best]
        print(script, len(rows), "pairs", best)
    write(path, ("script", "from", "to"), table)


if __name__ == "__main__":
    main()
