# SPDX-License-Identifier: Apache-2.0
"""FollowTheMoney entities counted without Capias: what the register made of them must hold.

usage: ftm.py FILE.json"""
import collections
import json
import sys


def count(path):
    """Entities by schema; statements: a value of a property, once for each entity; referents other than its own id."""
    schemata, statements, datasets = collections.Counter(), set(), set()
    with open(path, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f if line.strip()]
    for e in lines:
        datasets.update(e.get("datasets", []))
    single = datasets if len(datasets) == 1 else set()
    for e in lines:
        schemata[e["schema"]] += 1
        for name, values in e["properties"].items():
            statements.update((e["id"], name, " ".join(str(v).split())) for v in values if str(v).strip())
        statements.update((e["id"], "referent", r) for r in e.get("referents", []) if r != e["id"])
        statements.update((e["id"], "dataset", d) for d in e.get("datasets", []) if d not in single)
    return schemata, statements


if __name__ == "__main__":
    entities, said = count(sys.argv[1])
    print(sum(entities.values()), "entities:", dict(entities), len(said), "statements")
