#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/states/ into the C table of lib/values.

    tools/states_table.py data/states -o states_table.c

states.csv, spellings.csv and demonyms.csv go into the table; capitals.csv and cities.csv, which
others read, are checked here as well. A wrong row stops the build with file and line: an unknown
code, a date that is none, a column that is missing, two states for one spelling, a variant whose
canonical name has no row of its own.
"""
import argparse
import csv
import re
import sys
import unicodedata

OWN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
                     "ı": "i", "ə": "a", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "ħ": "h"})
STATUS = ("current", "territory", "former")


def fail(path, line, what):
    sys.exit("%s:%d: %s" % (path, line, what))


def key_of(name):
    """The key that lib/values/states.c makes: Latin letters and digits, without the small words."""
    s = unicodedata.normalize("NFKD", name.casefold().translate(OWN))
    s = "".join(c for c in s if not unicodedata.combining(c)).translate(OWN)
    words = re.findall(r"[a-z0-9]+", s)
    kept = [w for w in words if len(words) == 1 or w not in ("the", "of", "and")]
    return "".join(kept)


def rows(path, columns):
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f)
        if reader.fieldnames != columns:
            fail(path, 1, "the columns must be " + ",".join(columns))
        for row in reader:
            if None in row or None in row.values():
                fail(path, reader.line_num, "not %d fields" % len(columns))
            if not row["source"]:
                fail(path, reader.line_num, "no source")
            yield reader.line_num, row


def read_states(path):
    states = {}
    for line, r in rows(path, "code,iso3,numeric,name,status,from,until,now,source".split(",")):
        if not re.fullmatch("[A-Z]{2}", r["code"]) or r["code"] in states:
            fail(path, line, "code '%s' is not two capital letters, or stands twice" % r["code"])
        if not re.fullmatch("[A-Z]{3}", r["iso3"]):
            fail(path, line, "iso3 '%s' is not three capital letters" % r["iso3"])
        if r["status"] not in STATUS:
            fail(path, line, "status '%s' is none of %s" % (r["status"], ", ".join(STATUS)))
        for d in (r["from"], r["until"]):
            if d and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", d):
                fail(path, line, "'%s' is not a date" % d)
        states[r["code"]] = r
    for r in states.values():
        if r["now"] and r["now"] not in states:
            fail(path, 0, "%s is now '%s', which is no code here" % (r["code"], r["now"]))
    return states


def read_demonyms(path, states):
    """Key -> code; a demonym of two states ("Congolese") resolves to neither."""
    demonyms = {}
    for line, r in rows(path, ["demonym", "code", "source"]):
        if r["code"] not in states:
            fail(path, line, "no code '%s'" % r["code"])
        demonyms.setdefault(key_of(r["demonym"]), set()).add(r["code"])
    return {k: c.pop() for k, c in demonyms.items() if len(c) == 1}


def check_places(path, columns, states):
    places = {}
    for line, r in rows(path, columns):
        if r["state"] not in states:
            fail(path, line, "no code '%s'" % r["state"])
        if r.get("population") and not r["population"].isdigit():
            fail(path, line, "population '%s' is not a number" % r["population"])
        if (r["name"], r["state"]) in places:
            fail(path, line, "'%s' of %s stands twice" % (r["name"], r["state"]))
        places[r["name"], r["state"]] = (line, r["canonical"])
    for (_, state), (line, canonical) in places.items():
        if (canonical, state) not in places:
            fail(path, line, "'%s' of %s has no row of its own" % (canonical, state))


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("folder", help="data/states")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    states_csv, spellings_csv = args.folder + "/states.csv", args.folder + "/spellings.csv"
    states = read_states(states_csv)
    demonyms = read_demonyms(args.folder + "/demonyms.csv", states)
    check_places(args.folder + "/capitals.csv", "name,state,canonical,source".split(","), states)
    check_places(args.folder + "/cities.csv", "name,state,canonical,population,source".split(","),
                 states)
    spellings, from_line = {}, {}

    def add(path, line, name, code):
        key = key_of(name)
        if not key:
            fail(path, line, "the spelling '%s' has no Latin letters" % name)
        if spellings.setdefault(key, code) != code:
            fail(path, line, "'%s' is %s here and %s in %s" % (
                name, code, spellings[key], from_line[key]))
        from_line.setdefault(key, "%s:%d" % (path, line))

    for code, r in states.items():
        to = r["now"] or code  # a state that was renamed goes by its code of today
        add(states_csv, 0, r["name"], to)
        add(states_csv, 0, r["iso3"], to)
    for line, r in rows(spellings_csv, ["spelling", "code", "source"]):
        if r["code"] not in states:
            fail(spellings_csv, line, "no code '%s' in %s" % (r["code"], states_csv))
        add(spellings_csv, line, r["spelling"], r["code"])

    def number(code):
        return ord(code[0]) << 8 | ord(code[1])

    def text(s):
        return '"%s"' % s.replace("\\", "\\\\").replace('"', '\\"')

    def pairs(name, table):
        yield "const size_t %s_n = %d;" % (name, len(table))
        yield "const struct cps_state_spelling %s[] = {" % name
        for key in sorted(table):
            yield "    {%s, 0x%04X}," % (text(key), number(table[key]))
        yield "};"

    codes = sorted(states)
    out = ["/* Made by tools/states_table.py from data/states/; do not edit. */",
           '#include "values/states.h"', "", "const size_t cps_states_n = %d;" % len(codes),
           "const cps_state cps_state_codes[] = {"]
    out += ["    0x%04X," % number(c) for c in codes]
    out += ["};", "const struct cps_state_row cps_state_rows[] = {"]
    out += ["    {{%s, sizeof(%s) - 1}, %s}," % (text(states[c]["name"]), text(states[c]["name"]),
                               "true" if states[c]["status"] == "current" else "false")
            for c in codes]
    out += ["};"] + list(pairs("cps_state_spellings", spellings))
    out += list(pairs("cps_state_demonyms", demonyms)) + [""]
    with open(args.output, "w", encoding="utf-8") as f:
        f.write("\n".join(out))


if __name__ == "__main__":
    main()
