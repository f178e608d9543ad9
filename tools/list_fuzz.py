#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Print the names of the fuzz targets: every fuzz/fuzz_*.c."""
import glob
import os

root = os.environ.get("MESON_SOURCE_ROOT", ".")
for path in sorted(glob.glob(os.path.join(root, "fuzz", "fuzz_*.c"))):
    print(os.path.splitext(os.path.basename(path))[0])
