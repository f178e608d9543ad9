# SPDX-License-Identifier: Apache-2.0
"""The Test Anything Protocol for tests written in Python: a list of (name, function); a function
fails by raising, and is skipped by raising Skip."""
import sys
import traceback


class Skip(Exception):
    pass


def run(cases):
    failures = 0
    print("1..%d" % len(cases), flush=True)
    for number, (name, function) in enumerate(cases, 1):
        name = name.replace("#", "no.")
        try:
            function()
            print("ok %d - %s" % (number, name), flush=True)
        except Skip as why:
            print("ok %d - %s # SKIP %s" % (number, name, why), flush=True)
        except Exception:
            failures += 1
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print("not ok %d - %s" % (number, name), flush=True)
    sys.exit(1 if failures else 0)
