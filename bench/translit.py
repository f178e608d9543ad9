#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is a word found from another script among 15,000 Latin words?

usage: translit.py CAPIAS SHARED [SCRIPT...]     russian, arabic, hebrew, katakana, korean, chinese; all of them

Words of an encyclopaedia's labels that tools/train_costs.py and train_skeletons.py leave out (a fifth of the Latin words,
told by a hash): each word in its script is asked for in a list of 15,000 Latin ones with its own among them, at
whatever score. first: it is the first answer; ten: among ten; nothing: no candidate at all.
"""
import csv
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
from train_costs import left_out

LISTED, ASKED = 15000, 1500
SCRIPTS = ["russian", "arabic", "hebrew", "katakana", "korean", "chinese"]


def measure(capias, shared, script, folder):
    path = os.path.join(shared, "data/names/translit/wd_%s_80.tsv.gz" % script)
    rows = [line.rstrip("\n").split("\t") for line in gzip.open(path, "rt", encoding="utf-8")]
    test = [(latin, "".join(native.split())) for latin, native, _ in rows if left_out(latin) and " " not in latin]
    shuffle = random.Random(1).shuffle
    shuffle(test)
    listed = sorted({latin for latin, _ in test})
    shuffle(listed)
    listed = set(listed[:LISTED])
    others = sorted({r[0] for r in rows} - listed)
    shuffle(others)
    listed |= set(others[:LISTED - len(listed)])
    asked = [t for t in test if t[0] in listed][:ASKED]
    ids = {latin: "n%d" % i for i, latin in enumerate(sorted(listed))}
    source, queries, register = (os.path.join(folder, n) for n in ("list.csv", "queries.csv", "r.capias"))
    with open(source, "w", encoding="utf-8", newline="") as f:
        f.write("# capias-list dataset=translit\nid,schema,name\n")
        csv.writer(f).writerows((i, "Person", latin) for latin, i in ids.items())
    with open(queries, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([("id", "name", "schema")] + [(i, native, "Person") for i, (_, native) in enumerate(asked)])
    subprocess.run([capias, "build", "--no-builtin", "-o", register, source], check=True, capture_output=True)
    out = subprocess.run([capias, "screen", "-r", register, queries, "-q", "--limit", "10", "--threshold", "0.01"],
                         check=True, capture_output=True).stdout.decode()
    first = ten = nothing = 0
    for line in out.splitlines():
        answer = json.loads(line)
        want, got = ids[asked[int(answer["query"]["id"])][0]], [r["id"] for r in answer["results"]]
        first += got[:1] == [want]
        ten += want in got
        nothing += not got
    n = len(asked)
    print("%-10s %4d asked among %d: first %.3f  ten %.3f  nothing %.3f" % (script, n, len(ids), first / n, ten / n, nothing / n))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for script in sys.argv[3:] or SCRIPTS:
        with tempfile.TemporaryDirectory() as folder:
            measure(sys.argv[1], sys.argv[2], script, folder)


if __name__ == "__main__":
    main()
