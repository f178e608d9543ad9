#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make tests/accuracy/cases.csv: how the names of data/law/persons.csv get mangled, and names that
are someone else's.

usage: accuracy_cases.py PERSONS.csv CASES.csv

kind says what was done to the name. `person` is who it still is; empty: nobody of the table. The same
table gives the same cases: draws come from a generator of our own, seeded with name and kind.
"""
import csv, sys, unicodedata

GIVEN = ("Pauline", "Hendrik", "Tomoko", "Fadhila", "Grigori", "Uchenna", "Leticia", "Baptiste",
         "Zsofia", "Wanjiru", "Ferdinand", "Ludmila", "Quentin", "Ximena", "Thorvald", "Eunice")
FAMILY = ("Haverkamp", "Lindqvist", "Okonkwo", "Vasquez", "Tkachuk", "Nakagawa", "Whitfield",
          "Moreau", "Fitzgerald", "Baumgartner", "Szymanski", "Papadakis", "Thibodeaux", "Mwangi")
COMMON = (("Mohammed", "Ali", "Ahmed", "Omar", "Ivan", "Sergei", "Maria", "Jean", "John", "Abdul",
           "Ibrahim", "Joseph", "Natalia", "Yusuf"),
          ("Hassan", "Khan", "Petrov", "Garcia", "Smith", "Dupont", "Rahman", "Silva", "Kamau",
           "Ivanov", "Hussain", "Nguyen", "Mensah"))
PATRONYMICS = ("Anatolyevich", "Borisovich", "Grigoryevich", "Stanislavovich")
SOUNDS = (("sh", "ch"), ("kh", "h"), ("ov", "of"), ("ou", "u"), ("ev", "ieff"), ("y", "i"),
          ("iy", "y"), ("gh", "g"), ("q", "k"), ("dj", "j"), ("ch", "tch"), ("ph", "f"), ("w", "v"),
          ("ei", "ey"), ("zh", "j"), ("oo", "u"), ("ee", "i"), ("ie", "e"), ("c", "k"), ("v", "w"),
          ("ss", "s"), ("th", "t"), ("u", "ou"), ("x", "ks"), ("j", "dj"), ("i", "y"))
TITLES = ("General", "Dr.", "President", "Mr.")


class Draw:
    def __init__(self, seed):
        self.s = 1469598103934665603
        for b in seed.encode():
            self.s = (self.s ^ b) * 1099511628211 & (1 << 64) - 1

    def below(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        return (self.s >> 33) % n

    def choose(self, items):
        return items[self.below(len(items))]


def slip(word, d):
    """One slip of the fingers, not in the first letter."""
    i = 1 + d.below(len(word) - 1)
    kind = d.below(5)
    letter = "abcdefghijklmnoprstuvyz"[d.below(23)]
    if kind == 0:
        return word[:i] + word[i + 1:]
    if kind == 1:
        return word[:i] + letter + word[i:]
    if kind == 2 and i + 1 < len(word) and word[i] != word[i + 1]:
        return word[:i] + word[i + 1] + word[i] + word[i + 2:]
    if kind == 3:
        return word[:i] + word[i] + word[i:]
    return word[:i] + (letter if letter != word[i] else "o") + word[i + 1:]


def respell(words, d):
    """One sound written as another language would."""
    fits = [(k, a, b) for k, w in enumerate(words) for a, b in SOUNDS if a in w[1:].lower()]
    if not fits:
        return None
    k, a, b = d.choose(fits)
    i = words[k].lower().index(a, 1)
    return words[:k] + [words[k][:i] + b + words[k][i + len(a):]] + words[k + 1:]


def mutations(name):
    words = name.split()
    d = lambda kind: Draw(name + "|" + kind)
    long_ones = [k for k, w in enumerate(words) if len(w) > 4]
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    yield "same", name
    yield "capitals", name.upper()
    if plain != name:
        yield "no marks", plain
    for n in (1, 2, 3):
        g = d(f"slip{n}")
        if long_ones:
            k = g.choose(long_ones)
            yield "one slip", " ".join(words[:k] + [slip(words[k], g)] + words[k + 1:])
    if len(long_ones) > 1:
        g = d("slips")
        yield "two slips", " ".join(slip(w, g) if k in long_ones[-2:] else w
                                    for k, w in enumerate(words))
    for n in (1, 2):
        again = respell(words, d(f"respell{n}"))
        if again:
            yield "other spelling", " ".join(again)
    if len(words) > 1:
        yield "reordered", " ".join(words[-1:] + words[:-1])
        yield "comma", words[-1].upper() + ", " + " ".join(words[:-1])
        yield "joined", "".join(words[:2]) + "".join(" " + w for w in words[2:])
        yield "title", d("title").choose(TITLES) + " " + name
    if len(words) == 2 and len(words[0]) > 2:
        yield "initial", words[0][0] + ". " + words[1]
    if len(words) > 2:
        yield "part dropped", words[0] + " " + " ".join(words[2:])
        yield "hyphen", words[0] + "-" + " ".join(words[1:])
    if long_ones:
        k = long_ones[-1]
        cut = 2 + d("split").below(len(words[k]) - 3)
        yield "split", " ".join(words[:k] + [words[k][:cut] + " " + words[k][cut:]] + words[k + 1:])


def strangers(name):
    words = name.split()
    d = Draw(name + "|strangers")
    if len(words) < 2:
        return
    yield "same family name", d.choose(GIVEN) + " " + words[-1]
    yield "same given name", words[0] + " " + d.choose(FAMILY)
    if words[-2].endswith(("ovich", "evich")):
        for p in PATRONYMICS:
            if p[:3] != words[-2][:3]:
                yield "other patronymic", " ".join(words[:-2] + [p, words[-1]])


def main():
    rows = []
    with open(sys.argv[1], encoding="utf-8", newline="") as f:
        persons = list(csv.DictReader(f))
    known = {n.strip().lower() for p in persons for n in [p["name"]] + p["aliases"].split(";")}
    for p in persons:
        rows += [(p["id"], kind, q) for kind, q in mutations(p["name"])]
        rows += [("", kind, q) for kind, q in strangers(p["name"]) if q.lower() not in known]
    for g in COMMON[0] + GIVEN:
        for f in COMMON[1] + FAMILY:
            rows.append(("", "stranger", g + " " + f))
    with open(sys.argv[2], "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(("person", "kind", "query"))
        w.writerows(rows)


if __name__ == "__main__":
    main()
