#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Print the files under the given folders of the source tree, sorted: Meson wants them by name, so
that the built-in register is made again when a table changes."""
import os
import sys

root = os.environ.get("MESON_SOURCE_ROOT", ".")
for folder in sys.argv[1:]:
    for path, folders, names in os.walk(os.path.join(root, folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".csv"):
                print(os.path.relpath(os.path.join(path, name), root))
