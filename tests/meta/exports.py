#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The library exports what capias.h declares and nothing else; the header stands alone in C and C++.
usage: exports.py LIBCAPIAS_SO"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import tap

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
HEADER = os.path.join(ROOT, "include", "capias", "capias.h")


def exports():
    text = re.sub(r"/\*.*?\*/", "", open(HEADER, encoding="utf-8").read(), flags=re.S)
    declared = set(re.findall(r"CAPIAS_API[^;]*?\b(capias_\w+)\s*\(", text))
    out = subprocess.run(["nm", "-D", "--defined-only", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    exported = {line.split()[-1].split("@")[0] for line in out.splitlines() if line.split()[-2] in "TDBRW"}
    assert declared == exported, {"not exported": declared - exported, "not declared": exported - declared}
    assert len(declared) > 15


def alone(compiler, suffix, flags):
    def check():
        with tempfile.NamedTemporaryFile(suffix=suffix, mode="w") as f:
            f.write("#include <capias/capias.h>\nint main(void) { return capias_version()[0] == 0; }\n")
            f.flush()
            subprocess.run([compiler, *flags, "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                            "-I", os.path.join(ROOT, "include"), f.name], check=True)
    return check


tap.run([
    ("exports are the declarations of capias.h", exports),
    ("capias.h alone in C", alone("cc", ".c", ["-std=c99", "-pedantic"])),
    ("capias.h alone in C++", alone("c++", ".cc", ["-std=c++11", "-pedantic"])),
])
