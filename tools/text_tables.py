#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make lib/text/tables.c from the Unicode Character Database.

    tools/text_tables.py [--ucd /usr/share/unicode] -o lib/text/tables.c

The output is committed, because folding must be the same on every machine whatever Unicode files
it has. Run this by hand when the Unicode version is raised; the names model changes with it.
Debian's package unicode-data has the files read here: UnicodeData.txt, Scripts.txt,
DerivedNormalizationProps.txt (NFKC_Casefold, exclusions from composition).

What it emits (lib/text/tables.h has the C side):
  code points   two stages, 64 to a block; an entry is a property number and an offset into `maps`
  maps          NFD of the NFKC_Casefold mapping, with this project's own unifications on top
  compose       canonical composition pairs, sorted
  latin         two stages again: the a-z spelling of a letter (other scripts: script_letters.py)
  lookalikes    letters that Latin, Cyrillic and Greek draw alike (own table, below)
"""
import argparse
import hashlib
import re
import sys

from script_letters import NUKTA, further_latin

MAX = 0x110000
BLOCK = 64

CLASSES = ["OTHER", "SPACE", "NEWLINE", "LETTER", "DIGIT", "MARK", "IGNORE", "DASH", "APOSTROPHE",
           "DOT", "COMMA", "STOP", "OPEN", "CLOSE", "QUOTE"]
SCRIPTS = {"Latin": "LATIN", "Cyrillic": "CYRILLIC", "Greek": "GREEK", "Arabic": "ARABIC",
           "Hebrew": "HEBREW", "Han": "HAN", "Hiragana": "KANA", "Katakana": "KANA",
           "Hangul": "HANGUL", "Georgian": "GEORGIAN", "Armenian": "ARMENIAN",
           "Devanagari": "DEVANAGARI", "Thai": "THAI", "Common": "NONE", "Inherited": "NONE"}
SCRIPTS.update({s: "INDIC" for s in ("Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu",
                                     "Kannada", "Malayalam")})
SCRIPT_ORDER = ["NONE", "LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "HAN", "KANA", "HANGUL",
                "GEORGIAN", "ARMENIAN", "DEVANAGARI", "INDIC", "THAI", "OTHER"]
SPELT = {"Latin", "Cyrillic", "Greek", "Arabic", "Inherited"}     # by latin_of
FLAG_UPPER, FLAG_SECOND = 1, 2

# ---- the project's own unifications, on top of NFKC_Casefold ---------------------------------
APOSTROPHES = [0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2035, 0xFF07, 0xFF40,
               0x55A, 0x5F3, 0x1FBD, 0x1FBF, 0x1FEF, 0x1FFD, 0x1FFE]
QUOTES = [0x22, 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x2036, 0x301D, 0x301E, 0x301F, 0xFF02,
          0x5F4]
OPENING = [0xAB, 0x2039]
CLOSING = [0xBB, 0x203A]
# Signs that stand for ayn, hamza, a soft sign or stress inside a word: nothing is lost by dropping
# them, and lists write them or not as they please. Tatweel stretches a word and says nothing.
DROPPED = [0x2B9, 0x2BA, 0x2BB, 0x2BC, 0x2BD, 0x2BE, 0x2BF, 0x2C0, 0x2C1, 0x2C8, 0x2CA, 0x2CB,
           0x2CC, 0x2EE, 0x374, 0x640, 0xA78B, 0xA78C]
DOTS = [0x2E, 0x3002, 0xFF0E, 0xFF61, 0x6D4, 0x2024]
COMMAS = [0x2C, 0x3001, 0xFF0C, 0xFF64, 0x60C, 0x55D]
STOPS = [0x21, 0x3F, 0xFF01, 0xFF1F, 0x2026, 0x61F, 0x964, 0x589, 0x203D, 0x37E, 0x2047, 0x2048,
         0x2049]
DASHES = [0x2D, 0x2212, 0x2043, 0xFF0D, 0xFE63, 0x5BE]
# Letters that one language writes instead of another's: Persian and Urdu forms of Arabic letters.
UNIFIED = {0x6CC: 0x64A, 0x649: 0x649, 0x6A9: 0x643, 0x6AA: 0x643, 0x6C1: 0x647, 0x6BE: 0x647,
           0x6D5: 0x647, 0x6C2: 0x647, 0x6C3: 0x629, 0x671: 0x627, 0x672: 0x627, 0x673: 0x627,
           0x675: 0x627, 0x3C2: 0x3C3, 0x4C0: 0x4CF}

# ---- romanisation -----------------------------------------------------------------------------
CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюя",
                    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
                    .split()))
CYRILLIC.update({
    "ё": "e", "ѐ": "e", "ѝ": "i", "є": "ye", "і": "i", "ї": "yi", "ґ": "g", "ў": "u",
    "ј": "j", "љ": "lj", "њ": "nj", "ђ": "dj", "ћ": "c", "џ": "dz", "ѓ": "gj", "ќ": "kj",
    "ѕ": "dz", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "җ": "j", "ҙ": "z", "ҫ": "s", "ҡ": "k", "ӏ": "-",
    "ӑ": "a", "ӗ": "e", "ӳ": "u", "ӓ": "a", "ӧ": "o", "ӱ": "u", "ӹ": "y", "ӂ": "zh", "ӝ": "zh",
    "ӟ": "z", "ӡ": "dz", "ӥ": "i", "ӵ": "ch", "ӛ": "a", "ӫ": "o", "ӭ": "e", "ҩ": "o", "ҕ": "g",
    "ҟ": "k", "ҥ": "ng", "ҧ": "p", "ҭ": "t", "ҵ": "ts", "ҹ": "ch", "ҽ": "ch", "ҿ": "ch",
    "ѣ": "e", "ѳ": "f", "ѵ": "i", "ѡ": "o", "ѧ": "ya", "ѩ": "ya", "ѫ": "u", "ѭ": "yu", "ѥ": "ye",
    "ѯ": "ks", "ѱ": "ps", "ѹ": "u", "ꙋ": "u", "ꙗ": "ya", "ԝ": "w", "ԛ": "q", "ԁ": "d"})
# In a word that has a letter only Serbian or Macedonian has, these are spelt as there.
SERBIAN = {"ж": "z", "ц": "c", "ч": "c", "ш": "s", "х": "h"}
GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω",
                 "a v g d e z i th i k l m n x o p r s t y f ch ps o".split()))
ARABIC = {
    0x627: "a", 0x628: "b", 0x62A: "t", 0x62B: "th", 0x62C: "j", 0x62D: "h", 0x62E: "kh",
    0x62F: "d", 0x630: "dh", 0x631: "r", 0x632: "z", 0x633: "s", 0x634: "sh", 0x635: "s",
    0x636: "d", 0x637: "t", 0x638: "z", 0x639: "a", 0x63A: "gh", 0x641: "f", 0x642: "q",
    0x643: "k", 0x644: "l", 0x645: "m", 0x646: "n", 0x647: "h", 0x648: "w", 0x649: "a",
    0x64A: "y", 0x629: "a", 0x621: "-", 0x67E: "p", 0x686: "ch", 0x698: "zh", 0x6AF: "g",
    0x6A4: "v", 0x679: "t", 0x688: "d", 0x691: "r", 0x6BA: "n", 0x6D2: "e", 0x6D3: "e",
    0x6C6: "o", 0x6C7: "u", 0x6C8: "u", 0x6C9: "o", 0x6CA: "w", 0x6CB: "v", 0x6C5: "u",
    0x6CE: "e", 0x6D0: "e", 0x6CD: "ai", 0x695: "r", 0x692: "r", 0x694: "r", 0x6B5: "l",
    0x67C: "t", 0x689: "d", 0x693: "r", 0x69A: "sh", 0x696: "zh", 0x681: "dz", 0x685: "ts",
    0x6AB: "g", 0x6BC: "n", 0x6AD: "ng", 0x6A0: "ng", 0x6BD: "ny", 0x6CF: "w", 0x680: "bh",
    0x67A: "t", 0x67B: "b", 0x67D: "t", 0x67F: "th", 0x683: "ny", 0x684: "j", 0x687: "ch",
    0x68A: "d", 0x68C: "dh", 0x68D: "d", 0x68F: "d", 0x699: "r", 0x6A6: "ph", 0x6B1: "ng",
    0x6B3: "g", 0x6BB: "n", 0x6A7: "q", 0x6A8: "q",
    # written vowels; shadda (0x651) is the romaniser's own affair
    0x64B: "an", 0x64C: "un", 0x64D: "in", 0x64E: "a", 0x64F: "u", 0x650: "i", 0x670: "a"}
LATIN = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss",
         "ı": "i", "ə": "a", "ǝ": "a", "ŋ": "n", "ħ": "h", "ŧ": "t", "ĸ": "k", "ɛ": "e", "ɔ": "o",
         "ʒ": "z", "ʃ": "sh", "ƒ": "f", "ƿ": "w", "ȝ": "y", "ƣ": "gh", "ƕ": "hv", "ɑ": "a",
         "ɣ": "gh", "ɩ": "i", "ʊ": "u", "ɯ": "u", "ɐ": "a", "ɥ": "y", "ʔ": "-", "ʕ": "-", "ȷ": "j",
         "ƨ": "s", "ƽ": "-", "ƅ": "-", "ʌ": "v", "ɪ": "i", "ʏ": "y", "ꜣ": "-", "ꜥ": "-",
         "ꞌ": "-", "ꝏ": "oo", "ꜳ": "aa", "ꜵ": "ao", "ꜷ": "au", "ꜹ": "av", "ꜽ": "ay", "ᵫ": "ue",
         "ȣ": "ou", "ꭣ": "uo", "ẟ": "d", "ƛ": "l", "ʤ": "dz", "ʣ": "dz", "ʦ": "ts", "ʧ": "ch"}

# Letters drawn alike, as written: (Latin, Cyrillic, Greek), "-" where a script has none. After
# Unicode's confusables, cut down to letters of living alphabets; case matters (В is B, в is not b).
LOOKALIKES = """
A А Α|B В Β|C С -|E Е Ε|H Н Η|I І Ι|J Ј -|K К Κ|M М Μ|N - Ν|O О Ο|P Р Ρ|S Ѕ -|T Т Τ|X Х Χ|Y У Υ
Z - Ζ|G Ԍ -|Q Ԛ -|W Ԝ -|Y Ү Υ
a а α|c с -|e е -|i і ι|j ј -|k к κ|o о ο|p р ρ|s ѕ -|u - υ|v ѵ ν|w ԝ ω|x х χ|y у γ|h һ -|d ԁ -
q ԛ -|y ү -|n п η|r г -|m м -|t т τ|b ь -|- Г Γ|- П Π|- Ф Φ|- ф φ|- п π
"""


def read_ucd(folder):
    """UnicodeData, Scripts, NFKC_CF, composition exclusions, and the version named in the files."""
    category, ccc, decomposition = ["Cn"] * MAX, [0] * MAX, {}
    digit, script, nfkc_cf, excluded = {}, ["Unknown"] * MAX, {}, set()
    names = {}
    first = None
    for line in open(folder + "/UnicodeData.txt", encoding="utf-8"):
        f = line.split(";")
        cp = int(f[0], 16)
        for c in range(first if first is not None else cp, cp + 1):
            category[c], ccc[c] = f[2], int(f[3])
        names[cp] = f[1]
        first = cp if f[1].endswith(", First>") else None
        if f[5] and not f[5].startswith("<"):
            decomposition[cp] = [int(x, 16) for x in f[5].split()]
        if f[2] == "Nd":
            digit[cp] = int(f[6])

    def ranges(path):
        for line in open(path, encoding="utf-8"):
            fields = [x.strip() for x in line.split("#")[0].split(";")]
            if len(fields) >= 2:
                lo, _, hi = fields[0].partition("..")
                yield int(lo, 16), int(hi or lo, 16), fields[1:]

    for lo, hi, f in ranges(folder + "/Scripts.txt"):
        for c in range(lo, hi + 1):
            script[c] = f[0]
    for lo, hi, f in ranges(folder + "/DerivedNormalizationProps.txt"):
        if f[0] == "NFKC_CF":
            for c in range(lo, hi + 1):
                nfkc_cf[c] = [int(x, 16) for x in f[1].split()]
        elif f[0] == "Full_Composition_Exclusion":
            excluded.update(range(lo, hi + 1))
    head = open(folder + "/Scripts.txt", encoding="utf-8").readline()
    version = re.search(r"Scripts-([\d.]+)\.txt", head).group(1)
    return category, ccc, decomposition, digit, script, nfkc_cf, excluded, names, version


def nfd(cps, decomposition):
    out = []
    for c in cps:
        out += nfd(decomposition[c], decomposition) if c in decomposition else [c]
    return out


def build_maps(category, decomposition, digit, nfkc_cf):
    """Code point -> replacement, only where it differs from the code point itself."""
    own = {}
    for cps, to in ((APOSTROPHES, [0x27]), (QUOTES, [0x22]), (OPENING + CLOSING, [0x22]),
                    (DROPPED, []), (DASHES, [0x2D])):
        own.update({c: to for c in cps})
    own.update({c: [t] for c, t in UNIFIED.items()})
    maps = {}
    for c in range(MAX):
        if category[c] == "Cs":
            continue
        if category[c] in ("Cc", "Zs", "Zl", "Zp"):
            m = [0x20]
        elif category[c] == "Pd":
            m = [0x2D]
        elif c in own:
            m = own[c]
        elif c in digit:
            m = [0x30 + digit[c]]
        else:
            m = []
            for x in nfkc_cf.get(c, [c]):
                m += own.get(x, [0x30 + digit[x]] if x in digit else [x])
            m = nfd(m, decomposition)
            m = [y for x in m for y in own.get(x, [x])]
        if m != [c]:
            maps[c] = m
    return maps


def classify(c, category, maps):
    for cps, name in ((APOSTROPHES, "APOSTROPHE"), (QUOTES, "QUOTE"), (OPENING, "OPEN"),
                      (CLOSING, "CLOSE"), (DOTS, "DOT"), (COMMAS, "COMMA"), (STOPS, "STOP"),
                      (DASHES, "DASH")):
        if c in cps:
            return name
    g, m = category[c], maps.get(c, [c])
    if c in (0x0A, 0x0D, 0x85, 0x2028, 0x2029):
        return "NEWLINE"
    if g in ("Cc", "Zs", "Zl", "Zp"):
        return "SPACE"
    if not m:
        return "IGNORE"
    if g == "Nd":
        return "DIGIT"
    if g in ("No", "Nl"):
        return {"N": "DIGIT", "L": "LETTER"}.get(category[m[0]][0], "OTHER")
    if g[0] == "L":
        return "LETTER"
    return {"Mn": "MARK", "Mc": "MARK", "Me": "MARK", "Pd": "DASH", "Ps": "OPEN", "Pi": "OPEN",
            "Pe": "CLOSE", "Pf": "CLOSE"}.get(g, "OTHER")


def latin_of(c, names, by_name):
    """The a-z spelling of a letter, "" for a letter that is dropped, None when there is none."""
    ch = chr(c)
    for table in (LATIN, CYRILLIC, GREEK):
        if ch in table:
            return table[ch].replace("-", "")
    if c in ARABIC:
        return ARABIC[c].replace("-", "")
    name = names.get(c, "")
    m = re.match(r"(?:LATIN|MODIFIER) (?:SMALL |CAPITAL |LETTER SMALL CAPITAL |LETTER )+"
                 r"(?:\w+ )*?([A-Z])(?: WITH .*| ROTUNDA)?$", name)
    if m:
        return m.group(1).lower()
    m = re.match(r"(CYRILLIC (?:SMALL|CAPITAL) LETTER [A-Z -]+?) WITH ", name)
    if m:
        base = chr(by_name.get(m.group(1), 0)).lower()
        return CYRILLIC.get(base, "").replace("-", "") or None
    return None


def two_stage(values):
    blocks, stage1 = {}, []
    for i in range(0, len(values), BLOCK):
        block = tuple(values[i:i + BLOCK])
        stage1.append(blocks.setdefault(block, len(blocks)))
    return stage1, [x for b in blocks for x in b]


def array(kind, name, values):
    lines, line = [], ""
    for v in values:
        piece = "%d," % v
        if len(line) + len(piece) > 99:
            lines.append(line)
            line = ""
        line += piece
    lines.append(line)
    return "const %s %s[%d] = {\n%s\n};\n" % (kind, name, len(values), "\n".join(lines))


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--ucd", default="/usr/share/unicode")
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    category, ccc, decomposition, digit, script, nfkc_cf, excluded, names, version = read_ucd(args.ucd)
    maps = build_maps(category, decomposition, digit, nfkc_cf)
    pairs = sorted((d[0], d[1], c) for c, d in decomposition.items()
                   if len(d) == 2 and c not in excluded)
    seconds = {b for _, b, _ in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))

    pool, at = [0], {}  # offset 0: no mapping
    props, entries = {}, []
    for c in range(MAX):
        flags = (FLAG_UPPER if category[c] in ("Lu", "Lt") else 0) | \
                (FLAG_SECOND if c in seconds else 0)
        s = SCRIPTS.get(script[c], "NONE" if script[c] == "Unknown" else "OTHER")
        if script[c] == "Inherited" and 0x600 <= c <= 0x6FF:
            s = "ARABIC"  # the vowel signs, shared with Syriac, are marks of Arabic here
        key = (CLASSES.index(classify(c, category, maps)), SCRIPT_ORDER.index(s), ccc[c], flags)
        offset = 0
        if c in maps:
            m = tuple(maps[c])
            if m not in at:
                at[m] = len(pool)
                pool += [len(m)] + list(m)
            offset = at[m]
        entries.append(props.setdefault(key, len(props)) | offset << 8)
    assert len(props) <= 256, len(props)
    assert len(pool) < 1 << 24
    stage1, stage2 = two_stage(entries)

    by_name = {name: c for c, name in names.items()}
    text, offsets, spelling = "", {}, []
    for c in range(0x10000):
        s = None if c < 0x80 else latin_of(c, names, by_name) if script[c] in SPELT \
            else further_latin(c, names.get(c, ""))
        if s is None:
            spelling.append(0)
            continue
        if s not in offsets:
            offsets[s] = len(text)
            text += s
        spelling.append((offsets[s] << 3 | len(s)) + 1)
    assert max(spelling) < 65536
    latin1, latin2 = two_stage(spelling)
    triples = [tuple(0 if x == "-" else ord(x) for x in t.split())
               for t in LOOKALIKES.replace("\n", "|").split("|") if t.strip()]

    body = array("uint16_t", "cps_text_stage1", stage1)
    body += array("uint32_t", "cps_text_stage2", stage2)
    body += "const struct cps_text_prop cps_text_props[%d] = {\n%s\n};\n" % (
        len(props), "\n".join("{%d,%d,%d,%d}," % k for k in props))
    body += array("uint32_t", "cps_text_maps", pool)
    body += "const uint32_t cps_text_compose_n = %d;\n" % len(pairs)
    body += "const uint32_t cps_text_compose[%d][3] = {\n%s\n};\n" % (
        len(pairs), "\n".join("{%d,%d,%d}," % p for p in pairs))
    body += array("uint16_t", "cps_text_latin1", latin1)
    body += array("uint16_t", "cps_text_latin2", latin2)
    body += "const char cps_text_spellings[] =\n    \"%s\";\n" % "\"\n    \"".join(
        text[i:i + 90] for i in range(0, len(text), 90))
    body += "const uint32_t cps_text_lookalikes_n = %d;\n" % len(triples)
    body += "const uint16_t cps_text_lookalikes[%d][3] = {\n%s\n};\n" % (
        len(triples), "\n".join("{%d,%d,%d}," % t for t in triples))
    body += "const struct cps_text_spelling cps_text_serbian[%d] = {\n%s\n};\n" % (
        len(SERBIAN), "\n".join('{%d,"%s"},' % (ord(k), v) for k, v in SERBIAN.items()))
    body += "const struct cps_text_spelling cps_text_nukta[%d] = {\n%s\n};\n" % (
        len(NUKTA), "\n".join('{%d,"%s"},' % (ord(k), v) for k, v in NUKTA.items()))
    digest = hashlib.sha256((version + body).encode()).hexdigest()[:16]
    out = ("/* SPDX-License-Identifier: Apache-2.0\n *\n"
           " * Made by tools/text_tables.py from Unicode %s; do not edit.\n"
           " * Contains data of the Unicode Character Database, (c) Unicode, Inc., under the Unicode\n"
           " * License v3 (https://www.unicode.org/license.txt). */\n"
           "#include \"text/tables.h\"\n\n"
           "const char cps_text_version[] = \"%s\";\nconst char cps_text_id[] = \"%s\" CPS_TEXT_RULES;\n"
           % (version, version, digest)) + body
    with open(args.output, "w", encoding="ascii") as f:
        f.write(out)
    print("%s: Unicode %s, id %s, %d properties, %d mappings, %d bytes" %
          (args.output, version, digest, len(props), len(at), len(out)), file=sys.stderr)


if __name__ == "__main__":
    main()
