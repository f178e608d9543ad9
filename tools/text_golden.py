#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make tests/ref/text_fold.tsv: strings and their folded form, by a plain twin of lib/text.

    tools/text_golden.py -o tests/ref/text_fold.tsv

The twin stands on Python's unicodedata instead of our tables, and is written the slow, obvious way.
It keeps to code points that Python's Unicode version knows, so any recent Python will do.
"""
import argparse
import random
import re
import unicodedata as u

ASIDE = {0x640: "", 0x374: "", 0xA78B: "", 0xA78C: "", 0x6CC: "\u064a", 0x6A9: "\u0643",
         0x6AA: "\u0643", 0x6C1: "\u0647", 0x6BE: "\u0647", 0x6D5: "\u0647", 0x671: "\u0627"}
ASIDE.update({c: "" for c in list(range(0x2B9, 0x2C2)) + [0x2C8, 0x2CA, 0x2CB, 0x2CC, 0x2EE]})
ASIDE.update({c: "'" for c in (0x60, 0xB4, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2035, 0x55A,
                               0x5F3)})
ASIDE.update({c: '"' for c in (0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2039, 0x203A, 0x2033,
                               0x5F4)})
ASIDE.update({0x2212: "-", 0x2043: "-", 0xAD: "", 0x34F: "", 0x61C: ""})


def one(ch):
    if ord(ch) in ASIDE:
        return ASIDE[ord(ch)]
    if u.category(ch) in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    if u.category(ch) == "Pd":
        return "-"
    if u.category(ch) == "Cf" or 0xFE00 <= ord(ch) <= 0xFE0F:
        return ""
    if u.category(ch) == "Nd":
        return str(u.digit(ch))
    s = ch
    for _ in range(3):
        s = u.normalize("NFKC", s).casefold()
    return "".join(ASIDE.get(ord(c), str(u.digit(c)) if u.category(c) == "Nd" else c)
                   for c in u.normalize("NFD", s))


def fold(text):
    s = u.normalize("NFD", "".join(one(c) for c in text))
    out, base = "", ""
    for c in s:
        if u.category(c)[0] != "M":
            base = c
        else:
            name = u.name(base, "") if base else ""
            if name.startswith(("ARABIC", "HEBREW", "GREEK")) or u.name(c, "").startswith(
                    ("ARABIC", "HEBREW")) or (base == "\u0435" and c == "\u0308") or \
                    (base == "i" and c == "\u0307"):
                continue
        out += c
    return u.normalize("NFC", re.sub(" +", " ", out).strip(" "))


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    rng = random.Random(5)
    ranges = [(0xC0, 0x24F), (0x250, 0x2AF), (0x386, 0x3FF), (0x400, 0x52F), (0x531, 0x587),
              (0x5D0, 0x5EA), (0x620, 0x6D3), (0x1E00, 0x1FFF), (0xAC00, 0xD7A3), (0x3041, 0x30FF),
              (0xFB50, 0xFBB1), (0xFE70, 0xFEFC), (0xFF10, 0xFF5A), (0x905, 0x939),
              (0x1D400, 0x1D7FF), (0x300, 0x345), (0x10A0, 0x10FF), (0xF900, 0xFA6D)]
    # two spacing Greek marks stand for letters' marks and mean nothing in a name
    skip = {0x37A, 0x384, 0x385, 0x387, 0x3F9, 0x1FBD, 0x1FBE, 0x1FBF, 0x1FC0, 0x1FC1, 0x1FCD, 0x1FCE,
            0x1FCF, 0x1FDD, 0x1FDE, 0x1FDF, 0x1FED, 0x1FEE, 0x1FEF, 0x1FFD, 0x1FFE, 0x6C2, 0x6C3,
            0x345, 0x34F, 0x672, 0x673, 0x675, 0x587}
    words = ["Владимир ПУТИН", "Ёлкин", "Çağrı ŞİMŞEK", "straße", "Ｆｕｌｌ　ｗｉｄｔｈ", "ﬁnance", "O’Neil – «X»",
             "عَلِيّ ٱلسَّيِّد", "آية أحمد إبراهيم مؤمن", "ΆΣΟΣ άσος", "Nguyễn Văn Thiệu", "2٣۴५", "ǅ ǆ", "Å Å Å"]
    for lo, hi in ranges:
        pool = [chr(c) for c in range(lo, hi + 1) if u.category(chr(c)) != "Cn" and c not in skip]
        for _ in range(24):
            words.append("".join(rng.choice(pool) for _ in range(rng.randint(1, 5))))
        marks = [chr(c) for c in range(0x300, 0x315)]
        for _ in range(8):
            words.append("".join(rng.choice(pool) + "".join(rng.choice(marks) for _ in range(
                rng.randint(0, 3))) for _ in range(2)))
    with open(args.output, "w", encoding="utf-8", newline="\n") as f:
        for w in words:
            f.write("%s\t%s\n" % (w, fold(w)))


if __name__ == "__main__":
    main()
