#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write the word tables of the names model (data/names/*.csv) from source lists.

usage: train_lexicon.py SHARED ROMANISE OUT
       SHARED holds data/names and lists; ROMANISE is the built tools/romanise; OUT is data/names

Not part of the build: the tables are committed, this says where they came from. The same input
gives the same tables. docs/matching.md says what each table is for.
"""
import collections, csv, glob, gzip, json, math, re, subprocess, sys, unicodedata, xml.etree.ElementTree as ET

SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
           "ı": "i", "ħ": "h", "ŋ": "n", "ə": "a", "ŧ": "t"}


def fold(text):
    """Lower case; Latin letters to a-z; other scripts NFKC and case-folded, marks kept."""
    out = []
    for c in unicodedata.normalize("NFKC", text).casefold():
        if "LATIN" in unicodedata.name(c, ""):
            c = "".join(SPECIAL.get(d, d) for d in unicodedata.normalize("NFKD", c)
                        if not unicodedata.combining(d))
        out.append(c)
    return "".join(out)


def words(text):
    """The folded words of a text, as names/parse.c cuts them: single letters with full stops or
    slashes between them are one word, and so are single letters with only spaces between them."""
    text = re.sub(r"(?<=\w)['’ʼ`´‘](?=\w)", "", fold(text))
    cut = [(m.group(2), "." in m.group(1) or "/" in m.group(1))
           for m in re.finditer(r"([^\w]*)([^\W_]+)", text.replace("_", " "))]
    single = [len(w) == 1 and not w.isdigit() for w, _ in cut]
    out, i = [], 0
    while i < len(cut):
        j = i + 1
        if single[i]:
            dotted = j < len(cut) and single[j] and cut[j][1]
            while j < len(cut) and single[j] and cut[j][1] == dotted and (
                    dotted or not (j + 1 < len(cut) and single[j + 1] and cut[j + 1][1])):
                j += 1
        out.append("".join(w for w, _ in cut[i:j]))
        i = j
    return out


def is_latin(w):
    return re.fullmatch(r"[a-z0-9]+", w) is not None


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)


# ---- token information -----------------------------------------------------------------------

def list_names(shared):
    """(is_person, name) of the public lists: they stand for Arabic, Persian, Russian and Korean
    names, which an encyclopaedia's people under-represent, and for organisations."""
    names = set()
    base = shared + "/lists/history/ofac_sdn_legacy_2023-12-28/"
    kind = {}
    for r in csv.reader(open(base + "sdn.csv", encoding="latin-1")):
        if len(r) > 3:
            kind[r[0]] = r[2].strip()
            names.add((r[0], r[2].strip(), r[1]))
    for r in csv.reader(open(base + "alt.csv", encoding="latin-1")):
        if len(r) > 3:
            names.add((r[0], kind.get(r[0], ""), r[3]))
    out, originals = [], []
    for _, k, n in sorted(names):
        if k in ("individual", "-0-", ""):
            out.append((k == "individual", n))
    root = ET.parse(shared + "/lists/current/un_consolidated_2026-08-01.xml").getroot()
    for person, tag in ((True, "INDIVIDUAL"), (False, "ENTITY")):
        for e in root.iter(tag):
            parts = [e.findtext(x) or "" for x in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME",
                                                   "FOURTH_NAME")]
            out.append((person, " ".join(p for p in parts if p)))
            native = e.findtext("NAME_ORIGINAL_SCRIPT") or ""
            if any("\u0600" <= c <= "\u06ff" for c in native):
                originals.append(native)
            for a in e.iter(tag + "_ALIAS"):
                out.append((person, a.findtext("ALIAS_NAME") or ""))
    return out, originals


def romanise(program, lines):
    out = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True,
                         check=True).stdout.split("\n")
    return out[:len(lines)]


def label_counts(path, program):
    """Words of people's labels in an encyclopaedia, and of their romanised other spelling."""
    rows = [line.rstrip("\n").split("\t") for line in gzip.open(path, "rt", encoding="utf-8")]
    latin, other = collections.Counter(), collections.Counter()
    for name, _, n in rows:
        for w in words(name):
            latin[w] += int(n)
    if "arabic" in path or "russian" in path:
        native = romanise(program, [r[1].replace(" ", "") for r in rows])
        for w, r in zip(native, rows):
            if is_latin(w):
                other[w] += int(r[2])
    return latin, other


def probabilities(shared, program):
    person, organisation = collections.Counter(), collections.Counter()
    paths = sorted(glob.glob(shared + "/data/names/translit/wd_*.tsv.gz"))
    for count in (c for p in paths for c in label_counts(p, program)):
        total = sum(count.values()) / 2.2    # labels of people have 2.2 words on average
        for w, n in count.items():
            if n >= 3:
                person[w] = max(person[w], n / total)
    seen = {True: collections.Counter(), False: collections.Counter()}
    total = {True: 0, False: 0}
    names, originals = list_names(shared)
    native = collections.Counter(w for n in romanise(program, originals) for w in set(n.split()))
    for w, n in native.items():
        if n >= 3:
            person[w] = max(person[w], n / len(originals))
    for is_person, name in names:
        ws = set(words(name))
        if ws:
            total[is_person] += 1
            seen[is_person].update(ws)
    for w, n in seen[True].items():
        if n >= 3:
            person[w] = max(person[w], n / total[True])
    for w, n in seen[False].items():
        if n >= 3:
            organisation[w] = n / total[False]
    for column, path in (("Romanized Name", "popular_forenames_by_country.csv"),
                         ("Romanized Name", "popular_surnames_by_country.csv")):
        for r in csv.DictReader(open(shared + "/data/names/" + path, encoding="utf-8-sig")):
            for w in words(r[column] or ""):
                person[w] = max(person[w], 0.0004)   # among the ten most popular of a country
    return person, organisation


CAP = 10.5          # nats: what a word is worth that the reference population does not know


def information(shared, program, out):
    person, organisation = probabilities(shared, program)
    rows = []
    for w in sorted(set(person) | set(organisation)):
        if not is_latin(w) or len(w) > 24 or w.isdigit():
            continue
        p = -math.log(person[w]) if person[w] else CAP
        o = -math.log(organisation[w]) if organisation[w] else CAP
        if p < CAP - 0.4 or o < 8.2:
            rows.append((w, min(672, round(p * 64)) if p < CAP else "",
                         round(o * 64) if o < 8.2 else ""))
    write(out + "/information.csv", ("token", "person", "organisation"), rows)
    print("information.csv", len(rows))


# ---- given and family names ---------------------------------------------------------------------

def roles(shared, out):
    given, family = set(), set()
    for r in csv.DictReader(open(shared + "/data/names/popular_forenames_by_country.csv",
                                 encoding="utf-8-sig")):
        given.update(words(r["Romanized Name"] or ""))
    for r in csv.DictReader(open(shared + "/data/names/popular_surnames_by_country.csv",
                                 encoding="utf-8-sig")):
        family.update(words(r["Romanized Name"] or ""))
    rows = []
    for w in sorted(given | family):
        if is_latin(w) and len(w) > 1:
            rows.append((w, "given" if w not in family else "family" if w not in given else "both"))
    write(out + "/roles.csv", ("token", "role"), rows)
    print("roles.csv", len(rows))


# ---- groups of words that mean the same ------------------------------------------------------------

def rigour(shared, name):
    import yaml
    return yaml.safe_load(open(shared + "/data/names/rigour/" + name, encoding="utf-8"))


def usable(ws):
    return ws and len(" ".join(ws).encode()) <= 160 and len(ws) <= 6


GENERIC_KIND = {"JSC": "JSC", "LLC": "LLC", "LP": "LP", "LLP": "LP", "GP": "LP", "NGO": "NGO",
                "COOP": "COOP", "SOE": "SOE", "SP": "SP"}


def legal_forms(shared, out):
    rows = {}
    for t in rigour(shared, "names_org_types.yml")["types"]:
        aliases = [a for a in t.get("aliases") or [] if a]
        name = t.get("generic") or t.get("compare") or t.get("display") or ""
        for a in aliases + [t.get("display") or "", t.get("compare") or ""]:
            ws = words(str(a))
            if not usable(ws) or not name:
                continue
            if len("".join(ws)) < 2:
                continue
            rows.setdefault(" ".join(ws), (fold(name).replace(" ", ""),
                                           "yes" if t.get("generic") in GENERIC_KIND else "no"))
    write(out + "/legal_forms.csv", ("phrase", "form", "excludes_others"),
          [(k, *v) for k, v in sorted(rows.items())])
    print("legal_forms.csv", len(rows))


# Groups that are one organisation with its abbreviation: phrases of them stay whole.
WHOLE = ("alqaeda", "hezbollah", "irgc", "pla", "ccp", "cia")


def org_words(shared, out):
    data = rigour(shared, "names_symbols.yml")
    rows = {}
    for table, kind in (("org_symbols", "generic"), ("org_domains", "domain")):
        for group, members in data[table].items():
            for m in members or []:
                ws = words(str(m))
                if not usable(ws) or len("".join(ws)) < 2 or len(ws) > (6 if group in WHOLE else 1):
                    continue
                if group in ("co", "corp"):    # says no more than that it is a company
                    rows.setdefault(" ".join(ws), ("co", "company"))
                else:
                    rows.setdefault(" ".join(ws), (group, kind))
    write(out + "/words.csv", ("phrase", "group", "kind"),
          [(k, *v) for k, v in sorted(rows.items())])
    print("words.csv", len(rows))


def places(shared, out):
    """Names of states and of their parts that stand in names of organisations."""
    rows = {}
    for line in open(shared + "/data/names/rigour/territories.jsonl", encoding="utf-8"):
        t = json.loads(line)
        if not t.get("is_country"):
            continue
        strong = [t["name"], t.get("full_name") or ""] + (t.get("names_strong") or [])
        for n in strong:
            ws = words(n)
            if usable(ws) and len(ws) <= 5 and len("".join(ws)) > 3:
                rows.setdefault(" ".join(ws), t["code"])
    rows.update(EXTRA_PLACES)
    write(out + "/places.csv", ("phrase", "place"), sorted(rows.items()))
    print("places.csv", len(rows))


EXTRA_PLACES = {"uk": "gb", "us": "us", "usa": "us", "uae": "ae", "u s": "us", "prc": "cn",
                "dprk": "kp", "schweiz": "ch", "suisse": "ch", "svizzera": "ch",
                "deutschland": "de", "europe": "europe", "asia": "asia", "africa": "africa",
                "europa": "europe", "middle east": "middle-east", "latin america": "latin-america",
                "north america": "north-america", "rossiya": "ru", "ussr": "su", "hong kong": "hk",
                "espana": "es", "italia": "it", "america": "us"}


def numbers(shared, out):
    rows = {}
    for value, members in rigour(shared, "text_ordinals.yml")["ordinals"].items():
        for m in members or []:
            ws = words(str(m))
            text = " ".join(ws)
            if usable(ws) and not text.isdigit() and re.search(r"[^\W\d]", text):
                if re.fullmatch(r"[ivxlc]+", text) or len(text) < 2 or text.startswith(("n ", "no")):
                    continue
                rows.setdefault(text, value)
    write(out + "/numbers.csv", ("phrase", "value"), sorted(rows.items()))
    print("numbers.csv", len(rows))


# Titles that are names as well: a person called Prince or Col is not to lose his name.
NAMES_TOO = {"fr", "don", "sultan", "king", "pan", "father", "miss", "prince", "imam", "st", "lady",
             "lord", "major", "captain", "md"}


def titles(shared, out):
    """The table's own rows stay; rigour's prefixes join them."""
    with open(out + "/titles.csv", encoding="utf-8", newline="") as f:
        rows = {r["phrase"]: "own" for r in csv.DictReader(f) if r["source"] == "own"}
    for m in rigour(shared, "names_stopwords.yml")["PERSON_NAME_PREFIXES"]:
        ws = words(str(m))
        if usable(ws) and " ".join(ws) not in NAMES_TOO:
            rows.setdefault(" ".join(ws), "rigour")
    write(out + "/titles.csv", ("phrase", "source"), sorted(rows.items()))
    print("titles.csv", len(rows))


def nicknames(shared, out):
    pairs = collections.Counter()
    for r in csv.DictReader(open(shared + "/data/names/nicknames.csv", encoding="utf-8")):
        pairs[(fold(r["name1"].strip()), fold(r["name2"].strip()))] += 1
    for line in gzip.open(shared + "/data/names/names_givenname_nicknames.txt.gz", "rt",
                          encoding="utf-8"):
        ws = fold(line).split()
        for w in ws[1:]:
            pairs[(ws[0], w)] += 1
    for path in ("diminutives_male.csv", "diminutives_female.csv"):
        for r in csv.reader(open(shared + "/data/names/" + path, encoding="utf-8")):
            for w in r[1:]:
                pairs[(fold(r[0].strip()), fold(w.strip()))] += 1
    rows = sorted(p for p, n in pairs.items() if n >= 2 and p[0] != p[1]
                  and is_latin(p[0]) and is_latin(p[1]) and min(map(len, p)) > 1)
    write(out + "/nicknames.csv", ("name", "nickname"), rows)
    print("nicknames.csv", len(rows))


def main():
    shared, program, out = sys.argv[1:4]
    information(shared, program, out)
    roles(shared, out)
    legal_forms(shared, out)
    org_words(shared, out)
    places(shared, out)
    numbers(shared, out)
    nicknames(shared, out)
    titles(shared, out)


if __name__ == "__main__":
    main()
