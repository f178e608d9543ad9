# SPDX-License-Identifier: Apache-2.0
"""OFAC's advanced XML counted without Capias, and every value looked for in the register made of it.

usage: ofac_xml.py CAPIAS FILE.xml[.gz]

Names are looked for word by word in one value of the party, numbers of documents in the party or what hangs on it,
relations by the number that the file gives them. What is counted is the file's elements, not the register's."""
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

NAMES = {"name", "alias", "weakAlias", "previousName", "notes"}


def register_of(capias, path, work):
    """id -> property -> values, those of its parts under their own property names; numbers of all relations."""
    empty, full, nobody = (os.path.join(work, n) for n in ("empty.capias", "full.capias", "nobody.csv"))
    with open(nobody, "w", encoding="utf-8") as f:
        f.write("# capias-list dataset=nobody\nid,schema,name\nx-1,Person,Nobody At All\n")
    for output, source in ((empty, nobody), (full, path)):
        subprocess.run([capias, "build", "--no-builtin", "-o", output, source], check=True, capture_output=True)
    lines = subprocess.run([capias, "diff", empty, full, "--dataset", "us_ofac_sdn", "--json"], check=True,
                           capture_output=True).stdout.splitlines()
    parties, relations = {}, set()
    for line in map(json.loads, lines):
        if line["kind"] != "entity":
            continue
        party = parties[line["id"]] = collections.defaultdict(set)
        for node in [line] + line["parts"]:
            for v in node["values"]:
                if node["change"] == "added" and v["property"] == "recordId":
                    relations.update(v["new"])
                party[v["property"]].update(v["new"])
    return parties, relations


def words(text):
    return set(re.findall(r"\w+", text))


class File:
    def __init__(self, path):
        self.values = {}
        self.places = {}
        self.papers = collections.defaultdict(list)
        self.counts, self.missing = collections.Counter(), collections.defaultdict(list)
        self.opened = gzip.open(path) if path.endswith(".gz") else open(path, "rb")

    def check(self, what, found, example):
        self.counts[what] += 1
        if not found:
            self.missing[what].append(example)

    def value(self, kind, node, attribute):
        return self.values.get((kind, node.get(attribute)), "")

    def party(self, node, parties, tag):
        ref = node.get("FixedRef")
        held = parties.get("ofac-" + ref, collections.defaultdict(set))
        everything = set().union(*held.values()) if held else set()
        names = [words(n) for p in NAMES for n in held[p]]
        glued = [sorted("".join(n.split())) for p in NAMES for n in held[p]]  # in whatever order
        self.check("parties", bool(held), ref)
        for identity in node.iter(tag("Identity")):
            for alias in identity.iter(tag("Alias")):
                found = True
                for name in alias.iter(tag("DocumentedName")):
                    parts = [p.text or "" for p in name.iter(tag("NamePartValue"))]
                    want = words(" ".join(parts))
                    whole = any(want <= n for n in names) or sorted("".join("".join(parts).split())) in glued
                    self.check("spellings of names", whole, (ref, parts))
                    found = found and whole
                self.check("aliases", found, ref)
            for number in self.papers.pop(identity.get("ID"), []):
                bare = re.sub(r"\W", "", number)
                self.check("documents", any(bare in re.sub(r"\W", "", v) for v in everything), (ref, number))
        for feature in node.iter(tag("Feature")):
            kind = self.value("FeatureType", feature, "FeatureTypeID")
            for detail in feature.iter(tag("VersionDetail")):
                text = self.value("DetailReference", detail, "DetailReferenceID") or (detail.text or "").strip()
                if text and "Flag" not in kind:  # states become codes
                    self.feature(ref, kind, text, everything)
            for place in feature.iter(tag("VersionLocation")):
                parts = self.places.get(place.get("LocationID"), [])
                for city in parts if kind == "Location" and len(parts) > 1 else []:
                    self.check("parts of places", any(words(city) <= words(v) for v in everything), (ref, city))
            if kind == "Birthdate":
                for year in feature.iter(tag("Year")):
                    self.check("years of birth", any(v.startswith(year.text) for v in held["birthDate"]), (ref, year.text))

    def feature(self, ref, kind, text, everything):
        plain = re.sub(r"\W", "", text).lower()
        self.check("features in words", any(plain in re.sub(r"\W", "", v).lower() for v in everything) or
                   words(text) <= set().union(*map(words, everything)), (ref, kind, text))

    def read(self, parties, relations):
        def tag(name):
            return space + name
        space, profiles = "", {}
        for event, node in tree.iterparse(self.opened, events=("start", "end")):
            if event == "start":
                space = space or node.tag[:node.tag.index("}") + 1]
                continue
            name = node.tag[len(space):]
            if name.endswith("Values"):
                for v in node:
                    self.values[v.tag[len(space):], v.get("ID")] = (v.text or "").strip()
            elif name == "Location":
                self.places[node.get("ID")] = [v.text for v in node.iter(tag("Value")) if v.text and v.text.strip()
                                               and v.text.strip() not in ("Unknown", "undetermined")]
            elif name == "IDRegDocument":
                self.papers[node.get("IdentityID")].append(node.findtext(tag("IDRegistrationNo")) or "")
            elif name == "DistinctParty":
                self.party(node, parties, tag)
                profiles[node.find(tag("Profile")).get("ID")] = "ofac-" + node.get("FixedRef")
            elif name == "ProfileRelationship":
                self.check("relations", node.get("ID") in relations, node.get("ID"))
            elif name == "SanctionsEntry":
                held = parties.get(profiles.get(node.get("ProfileID")), collections.defaultdict(set))
                for measure in node.iter(tag("SanctionsMeasure")):
                    comment = measure.findtext(tag("Comment"))
                    if self.value("SanctionsType", measure, "SanctionsTypeID") == "Program" and comment:
                        self.check("programmes", comment in held["programId"], (node.get("ProfileID"), comment))
                date = node.find(tag("EntryEvent")).find(tag("Date"))
                day = "%s-%02d-%02d" % tuple(int(date.findtext(tag(t))) for t in ("Year", "Month", "Day"))
                self.check("days of listing", day in held["listingDate"], (node.get("ProfileID"), day))
            else:
                continue
            if name not in ("Location",):
                node.clear()
        for holder, numbers in self.papers.items():
            for number in numbers:
                self.check("documents", False, (holder, number))


def compare(capias, path):
    with tempfile.TemporaryDirectory() as work:
        parties, relations = register_of(capias, path, work)
    file = File(path)
    file.read(parties, relations)
    return file.counts, file.missing


def main():
    counts, missing = compare(sys.argv[1], sys.argv[2])
    for what, n in sorted(counts.items()):
        print("%-20s %7d in the file, %7d in the register" % (what, n, n - len(missing[what])))
        for example in missing[what][:10]:
            print("    missing:", example)


if __name__ == "__main__":
    main()
