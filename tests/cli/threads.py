#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Threads at work: a longer customer file, the same bytes for any number of them, a reader that goes
away in the middle. Under ./dev tsan a race ends the program with a status that is not 0.
usage: threads.py CAPIAS"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import tap

CAPIAS = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix="capias-threads-")
FIRST = ["Omar", "Vladimir", "Maria", "Joseph", "Ann", "Saif", "Benjamin", "Lucia", "Мария", "Abdel"]
LAST = ["al Bashir", "Putin", "Lvova-Belova", "Kony", "Huber", "Gaddafi", "Netanyahu", "Moreno", "Львова", "Rahim"]


def customers():
    path = os.path.join(WORK, "customers.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("id,name,birth_date,country\n")
        for i in range(400):
            f.write("%d,%s %s,%s,%s\n" % (i, FIRST[i % 10], LAST[i // 10 % 10], 1930 + i % 70, "?" if i % 50 == 0 else "ru"))
    return path


def screened(path, threads, form):
    r = subprocess.run([CAPIAS, "screen", path, "-q", "-j", threads, "--format", form], capture_output=True, timeout=280)
    assert r.returncode == 0, (r.returncode, r.stderr.decode()[-3000:])
    return r.stdout, r.stderr


def any_number_of_threads():
    path = customers()
    for form in "jsonl", "csv":
        alone = screened(path, "1", form)
        assert alone[0]
        for threads in "2", "4", "7":
            assert screened(path, threads, form) == alone, threads


def a_reader_that_goes_away():
    with subprocess.Popen([CAPIAS, "screen", customers(), "-q", "-j", "4"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
        p.stdout.read(100)
        p.stdout.close()
        said = p.stderr.read().decode()
        p.wait(timeout=120)
    assert "ThreadSanitizer" not in said and "Segmentation" not in said, said


if __name__ == "__main__":
    tap.run([("the same bytes for any number of threads", any_number_of_threads),
             ("a reader that goes away", a_reader_that_goes_away)])
