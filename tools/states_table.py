#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/states/states.csv and spellings.csv into the C table of lib/values.

    tools/states_table.py states.csv spellings.csv -o states_table.c

A wrong row stops the build with file and line: an unknown code, a date that is none, a column that
is missing, two states for one spelling.
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


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("states")
    ap.add_argument("spellings")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    states = read_states(args.states)
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
        add(args.states, 0, r["name"], to)
        add(args.states, 0, r["iso3"], to)
    for line, r in rows(args.spellings, ["spelling", "code", "source"]):
        if r["code"] not in states:
            fail(args.spellings, line, "no code '%s' in %s" % (r["code"], args.states))
        add(args.spellings, line, r["spelling"], r["code"])

    def number(code):
        return ord(code[0]) << 8 | ord(code[1])

    def text(s):
        return '"%s"' % s.replace("\\", "\\\\").replace('"', '\\"')

    codes, keys = sorted(states), sorted(spellings)
    out = ["/* Made by tools/states_table.py from data/states/; do not edit. */",
           '#include "values/states.h"', "",
           "const size_t cps_states_n = %d, cps_state_spellings_n = %d;" % (len(codes), len(keys)),
           "const cps_state cps_state_codes[] = {"]
    out += ["    0x%04X," % number(c) for c in codes]
    out += ["};", "const struct cps_state_row cps_state_rows[] = {"]
    out += ["    {%s, %s}," % (text(states[c]["name"]),
                               "true" if states[c]["status"] == "current" else "false")
            for c in codes]
    out += ["};", "const struct cps_state_spelling cps_state_spellings[] = {"]
    out += ["    {%s, 0x%04X}," % (text(k), number(spellings[k])) for k in keys]
    out += ["};", ""]
    with open(args.output, "w", encoding="utf-8") as f:
        f.write("\n".join(out))


if __name__ == "__main__":
    main()
