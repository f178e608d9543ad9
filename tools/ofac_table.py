#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The programmes that tell OFAC's consolidated list from its SDN list, as C: ofac_table.py in.csv out.c

A row: programme, dataset, source. Only programmes whose rows mostly stand on the consolidated list are
in the table; what stands on both as often tells nothing. A fault stops the build with file and line.
"""
import csv
import sys


def main():
    path, out_path = sys.argv[1:3]
    programmes = {}
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f)
        if reader.fieldnames != ["programme", "dataset", "source"]:
            sys.exit(f"{path}:1: the columns must be programme,dataset,source")
        for r in reader:
            where = f"{path}:{reader.line_num}"
            if not all((v or "").strip() for v in r.values()):
                sys.exit(f"{where}: an empty cell")
            if r["dataset"] != "us_ofac_cons":
                sys.exit(f"{where}: '{r['dataset']}' is not us_ofac_cons")
            if r["programme"] in programmes:
                sys.exit(f"{where}: {r['programme']} stands twice")
            if '"' in r["programme"] or "\\" in r["programme"]:
                sys.exit(f"{where}: a programme with quotes")
            programmes[r["programme"]] = r
    lines = ["/* Made by tools/ofac_table.py from data/lists/ofac_programmes.csv. */",
             '#include "sources/ofac.h"', "", "const char *const cps_ofac_non_sdn[] = {"]
    lines += [f'    "{p}",' for p in sorted(programmes, key=lambda p: p.encode())]
    lines += ["};", f"const size_t cps_ofac_n_non_sdn = {len(programmes)};", ""]
    with open(out_path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


main()
