#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""FollowTheMoney's schemata and properties as tables: data/model/{schemata,properties}.csv.

    pip install followthemoney==4.11.2 && python3 tools/ftm_model.py

Run by hand when the pinned version is raised; the tables are committed, and only this tool needs
the package. Ids are stable: a name keeps the id it has in the tables, a new name gets the next free
one, a name that is gone is marked `retired` and its id is never given out again, because registers
hold these ids. Rows with origin `capias` are our own (see EXTENSIONS) and follow the same rule.

`party` says whom Capias screens: things that act or sail under a name of their own. FollowTheMoney's
`matchable` is wider (addresses, wallets, positions) and is kept beside it.
"""
import csv
import os
import sys

VERSION = "4.11.2"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "model")
SCHEMA_COLUMNS = ["id", "name", "label", "plural", "extends", "matchable", "party", "edge",
                  "abstract", "origin", "retired"]
PROPERTY_COLUMNS = ["id", "schema", "name", "label", "type", "matchable", "range", "reverse",
                    "hidden", "origin", "retired"]
PARTIES = ("LegalEntity", "Vehicle")  # these and what extends them, unless abstract
# name, label, plural, extends: what law and reader name and FollowTheMoney has no schema for.
EXTENSIONS = [
    ("Country", "Country", "Countries", "Territory"),
    ("City", "City", "Cities", "Territory"),
    ("Court", "Court", "Courts", "Thing"),
    ("Treaty", "Treaty", "Treaties", "Thing"),
]
# schema, name, label, type: what FollowTheMoney's JSON says of an entity beside its properties.
EXTENSION_PROPERTIES = [
    ("Thing", "dataset", "Dataset it comes from", "string"),
    ("Thing", "referent", "Other or former id", "identifier"),
]


def read(name):
    path = os.path.join(FOLDER, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write(name, columns, rows):
    with open(os.path.join(FOLDER, name), "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, columns, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def merge(old, new, key):
    """New rows take over the ids of the old; rows that are gone are retired, not removed."""
    known = {key(r): r["id"] for r in old}
    following = max([int(r["id"]) for r in old], default=-1) + 1
    rows = []
    for r in new:
        r["id"] = known.get(key(r))
        if r["id"] is None:
            r["id"], following = following, following + 1
        rows.append(r)
    there = {key(r) for r in new}
    rows += [dict(r, retired="yes") for r in old if key(r) not in there]
    return sorted(rows, key=lambda r: int(r["id"]))


def yes(flag):
    return "yes" if flag else ""


def main():
    try:
        import followthemoney
        from followthemoney import model
    except ImportError:
        sys.exit("ftm_model.py: followthemoney is not installed: "
                 f"pip install followthemoney=={VERSION}")
    if followthemoney.__version__ != VERSION:
        sys.exit(f"ftm_model.py: followthemoney {followthemoney.__version__} is installed: "
                 f"this tool is pinned to {VERSION}; raise VERSION on purpose")
    schemata, properties = [], []
    for s in sorted(model.schemata.values(), key=lambda s: s.name):
        party = not s.abstract and any(s.is_a(p) for p in PARTIES)
        schemata.append({
            "name": s.name, "label": s.label, "plural": s.plural,
            "extends": ";".join(e.name for e in s.extends), "matchable": yes(s.matchable),
            "party": yes(party), "edge": yes(s.edge), "abstract": yes(s.abstract),
            "origin": "ftm", "retired": ""})
        for p in sorted(s.properties.values(), key=lambda p: p.name):
            if p.schema != s or p.stub:  # inherited, or the far end of somebody else's
                continue
            properties.append({
                "schema": s.name, "name": p.name, "label": p.label, "type": p.type.name,
                "matchable": yes(p.matchable), "range": p.range.name if p.range else "",
                "reverse": p.reverse.name if p.reverse else "", "hidden": yes(p.hidden),
                "origin": "ftm", "retired": ""})
    for name, label, plural, extends in EXTENSIONS:
        schemata.append({
            "name": name, "label": label, "plural": plural, "extends": extends, "matchable": "",
            "party": "", "edge": "", "abstract": "", "origin": "capias", "retired": ""})
    for schema, name, label, kind in EXTENSION_PROPERTIES:
        properties.append({
            "schema": schema, "name": name, "label": label, "type": kind,
            "matchable": yes(kind == "identifier"), "range": "",
            "reverse": "", "hidden": "", "origin": "capias", "retired": ""})
    write("schemata.csv", SCHEMA_COLUMNS,
          merge(read("schemata.csv"), schemata, lambda r: r["name"]))
    write("properties.csv", PROPERTY_COLUMNS,
          merge(read("properties.csv"), properties, lambda r: (r["schema"], r["name"])))


if __name__ == "__main__":
    main()
