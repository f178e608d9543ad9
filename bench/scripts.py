#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is a listed party found from another script than the one it is listed in?

usage: scripts.py BUILD SHARED [--script NAME] [--composed N] [--misses FILE]

Three measurements, by script:
  to Latin     every name in another script that the UN list and SDN (advanced XML) give is asked for in
               a register that has the parties' Latin names alone;
  from Latin   the primary Latin names of the same parties are asked for in a register that has the
               other-script names alone;
  composed     names of two words out of an encyclopaedia's name classes that the costs were not learned
               from (tools/train_costs.py leaves a fifth out), for scripts that the lists hardly have.
first   the party is the first answer, at whatever score; found: among the first five at the line;
wrong   somebody else is at the line. A party counts as the same when a Latin name of it is the same words.
"""
import argparse, collections, csv, os, random, subprocess, sys, tempfile, unicodedata
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
from name_pairs import held_out, name_classes, script_of, sdn_parties, un_parties

LINE, DEPTH = 0.7, 5
SYLLABLES = ("han", "hangul", "kana")     # written without spaces, family name first


def joined(parts, script):
    """The parts of a name as people write it in that script."""
    order = {"Last Name": 0, "First Name": 1, "Middle Name": 2} if script in SYLLABLES else \
            {"Last Name": 9, "First Name": 1, "Middle Name": 2, "Patronymic": 3, "Matronymic": 4}
    parts = sorted(parts, key=lambda p: order.get(p[0], 5))
    return " ".join(("" if script in SYLLABLES else " ").join(p[1] for p in parts).split())


class Party:
    def __init__(self, number, kind):
        self.id, self.kind, self.latin, self.native = number, kind, [], []


def list_parties(shared):
    out = []
    for number, kind, names in list(un_parties(shared)) + list(sdn_parties(shared)):
        p = Party(number, kind)
        for parts in names:
            script = script_of("".join(x for _, x in parts))
            text = joined(parts, script)
            if script == "latin":
                p.latin.append(text)
            elif script and (script, text) not in p.native:
                p.native.append((script, text))
        if p.latin:
            out.append(p)
    return out


def composed_parties(shared, n):
    """Invented people: two names each, drawn from held-out classes that a script has."""
    by_script = collections.defaultdict(list)
    for latin, others in name_classes(shared):
        if held_out(latin) and len(latin) > 2:
            for script, text in others:
                by_script[script].append((latin, text))
    out = []
    for script in sorted(by_script):
        draw, words = random.Random(script), by_script[script]
        if script == "han" or len(words) < 20:
            continue
        for i in range(n):
            a, b = draw.choice(words), draw.choice(words)
            p = Party(f"made-{script}-{i}", "Person")
            p.latin, p.native = [f"{a[0]} {b[0]}"], [(script, f"{a[1]} {b[1]}")]
            out.append(p)
    return out


def fold(name):
    s = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in s
                                   if not unicodedata.combining(c)).split()))


def register(build, folder, name, parties, names_of):
    source, target = os.path.join(folder, name + ".csv"), os.path.join(folder, name + ".capias")
    with open(source, "w", encoding="utf-8", newline="") as f:
        f.write(f"# capias-list dataset={name} publisher=bench licence=internal as_of=2026-01-01\n")
        w = csv.writer(f)
        w.writerow(("id", "schema", "name", "alias"))
        for p in parties:
            names = [n.replace(";", ",") for n in names_of(p)]
            if names:
                w.writerow((p.id, p.kind, names[0], ";".join(names[1:])))
    subprocess.run([build + "/capias", "build", "--no-builtin", "-o", target, source], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return target


def ask(build, reg, questions):
    """The best answers of each question: (id, score)."""
    lines = "".join(f"{p.kind}\t{text}\n" for p, _, text in questions)
    out = subprocess.run([build + "/bench/ask", reg, str(DEPTH)], input=lines, capture_output=True,
                         text=True)
    if out.returncode:
        sys.exit(out.stderr)
    rows = [line.split("\t") for line in out.stdout.split("\n")[:len(questions)]]
    return [[(r[i], int(r[i + 1]) / 10000) for i in range(0, len(r) - 1, 2)] for r in rows]


def report(title, questions, answers, parties, misses):
    same = {p.id: {fold(n) for n in p.latin} for p in parties}
    latin = {p.id: p.latin[0] for p in parties}
    count = collections.defaultdict(collections.Counter)
    for (party, script, text), results in zip(questions, answers):
        right = [r == party.id or bool(same[r] & same[party.id]) for r, _ in results]
        lines = [x >= LINE for _, x in results]
        kind = "people" if party.kind == "Person" else "others"
        for c in (count[script, kind],):
            c["n"] += 1
            c["first"] += bool(right) and right[0]
            c["found"] += any(x and y for x, y in zip(right, lines))
            c["wrong"] += any(y and not x for x, y in zip(right, lines))
        if misses and not any(x and y for x, y in zip(right, lines)):
            best = f"{results[0][1]:.2f} {latin[results[0][0]]}" if results else "-"
            misses.write(f"{title}\t{script}\t{kind}\t{text}\t{party.latin[0]}\t{best}\n")
        elif misses and any(y and not x for x, y in zip(right, lines)):
            r = [r for r, x in zip(results, right) if not x][0]
            misses.write(f"{title} WRONG\t{script}\t{kind}\t{text}\t{party.latin[0]}\t"
                         f"{r[1]:.2f} {latin[r[0]]}\n")
    for (script, kind), c in sorted(count.items()):
        n = c["n"]
        print(f"  {title:<16} {script:<11} {kind:<7} {n:5d}   first {c['first'] / n:.3f}   "
              f"found {c['found'] / n:.3f}   wrong {c['wrong'] / n:.3f}", flush=True)


def main():
    a = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    a.add_argument("build"), a.add_argument("shared")
    a.add_argument("--script"), a.add_argument("--composed", type=int, default=200)
    a.add_argument("--misses")
    o = a.parse_args()
    listed, made = list_parties(o.shared), composed_parties(o.shared, o.composed)
    wanted = lambda s: not o.script or s == o.script
    misses = open(o.misses, "w", encoding="utf-8") if o.misses else None
    with tempfile.TemporaryDirectory() as folder:
        latin = register(o.build, folder, "latin", listed + made, lambda p: p.latin)
        native = register(o.build, folder, "native", listed + made, lambda p: [t for _, t in p.native])
        for parties, title in ((listed, ""), (made, "made, ")):
            to = [(p, s, t) for p in parties for s, t in p.native if wanted(s)]
            back = sorted({(p.id, s): (p, s, p.latin[0]) for p, s, _ in to}.items(), key=lambda x: x[0])
            back = [q for _, q in back]
            for where, questions, reg in (("to Latin", to, latin), ("from Latin", back, native)):
                answers = ask(o.build, reg, questions)
                report(title + where, questions, answers, listed + made, misses)


if __name__ == "__main__":
    main()
