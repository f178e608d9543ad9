#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make data/geo/outlines.csv from Natural Earth's countries at 1:110m (public domain).

    tools/borders.py ne_110m_admin_0_countries.geojson.gz -o data/geo/outlines.csv

A row is a ring: the state's code, the number of the ring within the state, whether it is a hole, and its
points as "LON LAT" to two decimals (1.1 km, far below the error of the drawing), closed. Natural Earth
cuts rings at the antimeridian and closes Antarctica along the pole, so every ring is plain in longitude
and latitude. Natural Earth draws who is in control; what it gives no ISO code of its own is put with the
state of which it is by general recognition a part, and the row says so.
"""
import argparse
import csv
import gzip
import json
import sys

SOURCE = "Natural Earth 1:110m, Admin 0 countries (public domain)"
# Natural Earth's own key where it gives no ISO code; the second: what is drawn apart, and whose it is.
OWN = {"FRA": ("FR", ""), "NOR": ("NO", ""),
       "CYN": ("CY", "drawn apart by Natural Earth as N. Cyprus"),
       "SOL": ("SO", "drawn apart by Natural Earth as Somaliland")}


def code_of(properties):
    code = properties["ISO_A2"]
    if len(code) == 2 and code.isalpha():
        return code, ""
    own = OWN.get(properties["ADM0_A3"])
    if not own:
        sys.exit("%s has no ISO code: say in OWN where it belongs" % properties["NAME"])
    return own


def points_of(ring):
    """The points to two decimals, each once in a row."""
    points = []
    for lon, lat in ring:
        p = (round(lon, 2) + 0.0, round(lat, 2) + 0.0)
        if not points or points[-1] != p:
            points.append(p)
    return points


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("geojson", help="ne_110m_admin_0_countries.geojson.gz")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    with gzip.open(args.geojson, "rt", encoding="utf-8") as f:
        features = json.load(f)["features"]
    rings = []
    for feature in features:
        code, note = code_of(feature["properties"])
        g = feature["geometry"]
        for polygon in g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]]:
            rings += [(code, "yes" if i else "", points_of(ring), note) for i, ring in enumerate(polygon)]
    rings = [r for r in rings if len(r[2]) > 3]  # a sliver of the cut at the antimeridian is no land
    rings.sort(key=lambda r: r[0])
    with open(args.output, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["state", "ring", "hole", "points", "note", "source"])
        number, before = 0, None
        for code, hole, points, note in rings:
            number, before = number + 1 if code == before else 1, code
            text = ";".join("%.10g %.10g" % p for p in points)
            out.writerow([code, number, hole, text, note, SOURCE])


if __name__ == "__main__":
    main()
