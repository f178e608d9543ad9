#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/geo/ into the C tables of lib/geo.

    tools/geo_tables.py data/geo data/states -o geo_tables.c

A wrong row stops the build with file and line: an unknown code, a point that is none on the globe, a ring
that is not closed or crosses the antimeridian, a column that is missing, a place that data/states does
not name.
"""
import argparse
import re

from states_table import fail, key_of, read_states, rows


def degrees(path, line, text, most):
    if not re.fullmatch(r"-?\d+(\.\d+)?", text) or abs(float(text)) > most:
        fail(path, line, "'%s' is not between -%d and %d degrees" % (text, most, most))
    return float(text)


def hundredths(d):
    return int(round(d * 100))


def read_outlines(path, states):
    rings = []
    for line, r in rows(path, "state,ring,hole,points,note,source".split(",")):
        if r["state"] not in states or r["hole"] not in ("", "yes"):
            fail(path, line, "no code '%s', or hole '%s' is not yes" % (r["state"], r["hole"]))
        points = []
        for p in r["points"].split(";"):
            if p.count(" ") != 1:
                fail(path, line, "'%s' is not LON LAT" % p)
            lon, lat = p.split(" ")
            points.append((hundredths(degrees(path, line, lat, 90)), hundredths(degrees(path, line, lon, 180))))
        if len(points) < 4 or points[0] != points[-1]:
            fail(path, line, "the ring of %d points is not closed" % len(points))
        for a, b in zip(points, points[1:]):
            if abs(a[1] - b[1]) > 18000 and a[0] != -9000:
                fail(path, line, "from %s to %s the ring crosses the antimeridian: cut it there" % (a, b))
        rings.append((r["state"], r["hole"] == "yes", points))
    return rings


def spellings(folder, states):
    """(canonical, state) -> every name that data/states gives the place, and whether it is a capital."""
    names, capitals = {}, {}
    for kind, columns in (("capitals", "name,state,canonical,source"),
                          ("cities", "name,state,canonical,population,source")):
        for line, r in rows("%s/%s.csv" % (folder, kind), columns.split(",")):
            key = r["canonical"], r["state"]
            names.setdefault(key, set()).add(r["name"])
            if kind == "capitals":
                capitals.setdefault(r["state"], key)
    return names, capitals


def read_places(path, names):
    places = []
    for line, r in rows(path, "name,state,lat,lon,source".split(",")):
        key = r["name"], r["state"]
        if key not in names:
            fail(path, line, "no place '%s' of %s in data/states" % key)
        places.append((key, degrees(path, line, r["lat"], 90), degrees(path, line, r["lon"], 180), r["source"]))
    return places


def read_corridors(path):
    out = []
    for line, r in rows(path, "id,name,points,note,source,confidence,verified".split(",")):
        points = []
        for p in r["points"].split(";"):
            if p.count(" ") != 1:
                fail(path, line, "'%s' is not LAT LON" % p)
            lat, lon = p.split(" ")
            points.append((degrees(path, line, lat, 90), degrees(path, line, lon, 180)))
        out.append((r, points))
    return out


def number(code):
    return "0x%04X" % (ord(code[0]) << 8 | ord(code[1]))


def text(s):
    return '"%s"' % s.replace("\\", "\\\\").replace('"', '\\"')


def outline_lines(rings):
    yield "const size_t cps_geo_rings_n = %d;" % len(rings)
    yield "const struct cps_geo_ring cps_geo_rings[] = {"
    first = 0
    for state, hole, points in rings:
        lats, lons = [p[0] for p in points], [p[1] for p in points]
        yield "    {%s, %s, %d, %d, {%d, %d}, {%d, %d}}," % (
            number(state), "true" if hole else "false", first, len(points),
            min(lats), min(lons), max(lats), max(lons))
        first += len(points)
    yield "};"
    yield "const struct cps_geo_vertex cps_geo_vertices[] = {"
    for _, _, points in rings:
        for i in range(0, len(points), 8):
            yield "    " + " ".join("{%d, %d}," % p for p in points[i:i + 8])
    yield "};"


def undrawn_lines(rings, states):
    """States and territories of today without an outline of their own."""
    drawn = {r[0] for r in rings}
    codes = sorted(c for c in states if states[c]["status"] != "former" and c not in drawn)
    yield "const size_t cps_geo_undrawn_n = %d;" % len(codes)
    yield "const cps_state cps_geo_undrawn_codes[] = {"
    yield "    " + " ".join(number(c) + "," for c in codes)
    yield "};"


def place_lines(places, names, capitals):
    index = {p[0]: i for i, p in enumerate(places)}
    yield "const size_t cps_geo_places_n = %d;" % len(places)
    yield "const struct cps_geo_place cps_geo_places_rows[] = {"
    for (name, state), lat, lon, source in places:
        yield "    {%s, %s, %s, {%.2f, %.2f}, %s}," % (
            text(name), number(state), text(source), lat, lon,
            "true" if capitals.get(state) == (name, state) else "false")
    yield "};"
    keys = sorted({(key_of(n), i) for p, i in index.items() for n in names[p] if key_of(n)})
    yield "const size_t cps_geo_place_names_n = %d;" % len(keys)
    yield "const struct cps_geo_place_name cps_geo_place_names[] = {"
    for key, i in keys:
        yield "    {%s, %d}," % (text(key), i)
    yield "};"


def corridor_lines(corridors):
    yield "const size_t cps_geo_corridors_n = %d;" % len(corridors)
    yield "const struct cps_geo_corridor cps_geo_corridor_rows[] = {"
    for r, points in corridors:
        if len(points) > 8:
            raise SystemExit("%s: more than 8 points" % r["id"])
        yield "    {%s, %s, %s, %s, %d, {%s}}," % (
            text(r["id"]), text(r["name"]), text(r["note"]), text(r["source"]), len(points),
            ", ".join("{%.2f, %.2f}" % p for p in points))
    yield "};"


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("geo", help="data/geo")
    ap.add_argument("states", help="data/states")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    states = read_states(args.states + "/states.csv")
    names, capitals = spellings(args.states, states)
    places = read_places(args.geo + "/places.csv", names)
    out = ["/* Made by tools/geo_tables.py from data/geo/; do not edit. */", '#include "geo/tables.h"', ""]
    rings = read_outlines(args.geo + "/outlines.csv", states)
    out += list(outline_lines(rings)) + list(undrawn_lines(rings, states))
    out += place_lines(places, names, capitals)
    out += corridor_lines(read_corridors(args.geo + "/corridors.csv"))
    with open(args.output, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
