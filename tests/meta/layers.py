#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rooms look only up the table of docs/architecture.md, and only at each other's one header."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import tap

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
ROOMS = ["base", "text", "values", "geo", "names", "sources", "register", "screen", "ties", "law", "reader", "api"]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def files(folder):
    for path, _, names in os.walk(os.path.join(ROOT, folder)):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.join(path, name)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def rooms_look_up():
    found, checked = [], 0
    for room in ROOMS:
        for path in files(os.path.join("lib", room)):
            for include in INCLUDE.findall(read(path)):
                other = include.split("/")[0] if "/" in include else room
                checked += 1
                if other == room:
                    continue
                if other not in ROOMS or ROOMS.index(other) > ROOMS.index(room):
                    found.append("%s includes %s" % (path, include))
                elif include != "%s/%s.h" % (other, other):
                    found.append("%s includes %s: a room has one header" % (path, include))
    assert checked > 50, "looked at only %d includes" % checked
    assert not found, found


def every_room_is_in_the_table():
    there = set(os.listdir(os.path.join(ROOT, "lib")))
    assert there <= set(ROOMS), there - set(ROOMS)
    architecture = read(os.path.join(ROOT, "docs", "architecture.md"))
    missing = [room for room in there if "lib/%s" % room not in architecture]
    assert not missing, missing


def the_app_sees_the_public_header_and_base():
    found = []
    for path in files("app"):
        for include in INCLUDE.findall(read(path)):
            if "/" in include and not include.startswith("base/base.h"):
                found.append("%s includes %s" % (path, include))
        found += ["%s includes %s" % (path, i) for i in re.findall(r"#\s*include\s+<(capias/[^>]+)>", read(path))
                  if i != "capias/capias.h"]
    assert not found, found


def every_file_names_its_licence():
    listed = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True).stdout.split()
    if not listed:
        raise tap.Skip("not a git checkout")
    found = [f for f in listed
             if f.endswith((".c", ".h", ".py", ".build")) or f in ("dev", ".ci/run")
             if os.path.exists(os.path.join(ROOT, f))
             and "SPDX-License-Identifier" not in read(os.path.join(ROOT, f))[:400]]
    assert not found, found


tap.run([
    ("rooms include only rooms above them, and only their one header", rooms_look_up),
    ("every room is in the table of docs/architecture.md", every_room_is_in_the_table),
    ("the program sees the engine through capias.h and base", the_app_sees_the_public_header_and_base),
    ("every source file names its licence", every_file_names_its_licence),
])
