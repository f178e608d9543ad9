#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which listings are those of the persons in data/law/persons.csv? Proposes, for a reader to judge.

usage: link_candidates.py CAPIAS REGISTER    a register of lists, without the built-in one

Every name of every person is searched. Printed are, a line each:
  linked    the row of data/law/links.csv names this listing, and the search finds it
  unfound   links.csv names it, the register holds it, and the search does not find it
  gone      links.csv names it, the register holds the dataset, and not the listing (delisted rows are none)
  new       found, and not in links.csv: score, name, birth dates and countries stand beside the person's own
Datasets that the register does not hold are counted at the end. Exit status 1: a row is gone or unfound.
"""
import csv, json, os, subprocess, sys
from collections import Counter

LAW = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/law")


def rows(table):
    with open(os.path.join(LAW, table + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def search(capias, register, *args):
    r = subprocess.run([capias, "search", "-r", register, "--json", *args], capture_output=True)
    return json.loads(r.stdout)["results"] if r.stdout else []


def found_of(capias, register, person):
    best = {}
    for name in [person["name"]] + [a for a in person["aliases"].split(";") if " " in a.strip()]:
        for hit in search(capias, register, name, "--schema", "Person"):
            if hit["id"] not in best or hit["score"] > best[hit["id"]]["score"]:
                best[hit["id"]] = hit
    return best


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    capias, register = sys.argv[1:]
    info = json.loads(subprocess.run([capias, "info", "-r", register, "--json"], capture_output=True, check=True).stdout)
    held = {s["name"] for s in info["sources"]}
    links = rows("links")
    linked = {(l["person_id"], l["entity_id"]) for l in links}
    count = Counter()

    def say(kind, *cells):
        count[kind] += 1
        print("\t".join((kind, *cells)))

    for person in rows("persons"):
        found = found_of(capias, register, person)
        for l in links:
            if l["person_id"] != person["id"]:
                continue
            if l["dataset"] not in held:
                count["no list of it: " + l["dataset"]] += 1
            elif l["entity_id"] in found:
                say("linked", person["id"], l["entity_id"], l["status"], str(found[l["entity_id"]]["score"]))
            elif subprocess.run([capias, "show", "-r", register, l["entity_id"]], capture_output=True).returncode == 0:
                say("unfound", person["id"], l["entity_id"], l["status"])
            elif not l["delisted"]:
                say("gone", person["id"], l["entity_id"], l["status"])
        for hit in found.values():
            if (person["id"], hit["id"]) not in linked:
                p = hit["properties"]
                say("new", person["id"], hit["id"], f"{hit['score']:.2f}", person["name"], hit["matched_name"],
                    person["birth_date"] + " / " + ",".join(p.get("birthDate", [])),
                    person["nationality"] + " / " + ",".join(p.get("nationality", []) + p.get("country", [])))
    print("; ".join(f"{k}: {n}" for k, n in sorted(count.items())), file=sys.stderr)
    return 1 if count["gone"] or count["unfound"] else 0


if __name__ == "__main__":
    sys.exit(main())
