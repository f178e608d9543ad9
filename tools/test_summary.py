#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count what a run of the tests did, name what was skipped and what failed, and end on one line.
usage: test_summary.py BUILD_FOLDER STATUS_OF_MESON_TEST"""
import sys
import xml.etree.ElementTree as xml

folder, status = sys.argv[1], int(sys.argv[2])
passed, failed, skipped = 0, [], []
for suite in xml.parse(folder + "/meson-logs/testlog.junit.xml").getroot().iter("testsuite"):
    for case in suite.iter("testcase"):
        name = "%s: %s" % (suite.get("name"), case.get("name"))
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
        elif case.find("skipped") is not None:
            reason = case.find("skipped").get("message") or ""
            skipped.append(name + (" (%s)" % reason if reason else ""))
        else:
            passed += 1
for name in skipped:
    print("skipped: " + name)
for name in failed:
    print("failed: " + name)
if status and not failed:
    failed.append("the test run itself (status %d)" % status)
    print("failed: " + failed[-1])
print("%d passed, %d failed%s" % (passed, len(failed), ", %d skipped" % len(skipped) if skipped else ""))
sys.exit(1 if failed else 0)
