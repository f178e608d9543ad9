#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Build a register twice: counts, rejected rows, seconds, bytes, peak memory, and whether the bytes agree.
usage: build.py CAPIAS REGISTER INPUT..."""
import json
import os
import resource
import subprocess
import sys
import time

capias, register, inputs = sys.argv[1], sys.argv[2], sys.argv[3:]
copies = []
for turn in range(2):
    began = time.monotonic()
    r = subprocess.run([capias, "build", "--json", "-o", register, *inputs], capture_output=True, text=True)
    seconds = time.monotonic() - began
    if r.returncode:
        sys.exit(r.stderr)
    with open(register, "rb") as f:
        copies.append(f.read())
    info = json.loads(r.stdout)
    # the largest of the children so far: the build is the only child
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print("build %d: %.2f s (%.2f s inside), %.1f MiB at most" % (turn + 1, seconds, info["seconds"], peak))
for s in info["sources"]:
    print("  %-18s %-20s as of %-10s %6d entities %6d names %4d rows rejected" % (
        s["name"], s["format"], s["as_of"], s["entities"], s["names"], s["rejected"]))
print("entities %d, names %d, instruments %d, statements %d, bytes %d" % (
    info["entities"], info["names"], info["instruments"], info["statements"], os.path.getsize(register)))
print("the same bytes twice: %s" % ("yes" if copies[0] == copies[1] else "NO"))
sys.exit(copies[0] != copies[1])
