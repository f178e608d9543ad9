# SPDX-License-Identifier: Apache-2.0
"""Names of one party or one name class in several scripts, as the public lists and Wikidata give them.

For tools/train_costs.py, which learns from them, and bench/scripts.py, which measures with what was
left out. SHARED is the folder with lists/ and data/.
"""
import collections, gzip, hashlib, unicodedata, xml.etree.ElementTree as ET

PREFIXES = (("LATIN", "latin"), ("CYRILLIC", "cyrillic"), ("GREEK", "greek"), ("ARABIC", "arabic"),
            ("HEBREW", "hebrew"), ("CJK", "han"), ("HIRAGANA", "kana"), ("KATAKANA", "kana"),
            ("HANGUL", "hangul"), ("GEORGIAN", "georgian"), ("ARMENIAN", "armenian"),
            ("DEVANAGARI", "devanagari"), ("THAI", "thai"), ("BENGALI", "bengali"),
            ("MYANMAR", "burmese"), ("KHMER", "khmer"), ("KANNADA", "kannada"),
            ("MONGOLIAN", "mongolian"))


def script_of(text):
    """The script of most letters, by our own names; "" for none that we know."""
    seen = collections.Counter()
    for c in text:
        if c.isalpha():
            name = unicodedata.name(c, "")
            seen[next((s for p, s in PREFIXES if name.startswith(p)), "")] += 1
    return seen.most_common(1)[0][0] if seen else ""


def held_out(latin):
    """One name in five serves to measure; no cost is learned from it."""
    return hashlib.sha256(latin.encode()).digest()[0] % 5 == 0


def name_classes(shared):
    """(Latin form, [(script, form), ...]) of Wikidata's given and family names (CC0)."""
    path = shared + "/data/names/wikidata_person_names_2025-04.txt.gz"
    for line in gzip.open(path, "rt", encoding="utf-8"):
        forms = line.rsplit(" => ", 1)[0].split(", ")
        kinds = [(script_of(f), f) for f in forms]
        latin = [f for s, f in kinds if s == "latin" and f.isalpha()]
        others = [(s, f) for s, f in kinds if s not in ("", "latin")]
        if latin and others:
            yield latin[0], others


def un_parties(shared):
    """(id, schema, names); a name is a list of (part, text)."""
    root = ET.parse(shared + "/lists/current/un_consolidated_2026-08-01.xml").getroot()
    for tag, schema in (("INDIVIDUAL", "Person"), ("ENTITY", "Organization")):
        for e in root.iter(tag):
            parts = [e.findtext(x) or "" for x in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME",
                                                   "FOURTH_NAME")]
            names = [" ".join(p.strip() for p in parts if p.strip())]
            names += [a.findtext("ALIAS_NAME") or "" for a in e.iter(tag + "_ALIAS")]
            names += (e.findtext("NAME_ORIGINAL_SCRIPT") or "").split(";")
            yield ("un-" + (e.findtext("REFERENCE_NUMBER") or "").strip(), schema,
                   [[("", n.strip())] for n in names if n.strip()])


SDN = "/lists/current/ofac_sdn_advanced_2025-11-19.xml.gz"


def sdn_parties(shared):
    """The same of OFAC's advanced XML: people and organisations."""
    kinds, part_types = {}, {}
    for _, e in ET.iterparse(gzip.open(shared + SDN)):
        tag = e.tag.rsplit("}", 1)[-1]
        if tag == "NamePartType":
            part_types[e.get("ID")] = e.text
        elif tag == "PartySubType":
            kinds[e.get("ID")] = {"1": "Person", "2": "Organization"}.get(e.get("PartyTypeID"))
        elif tag == "DistinctParty":
            find = lambda name: [x for x in e.iter() if x.tag.rsplit("}", 1)[-1] == name]
            schema = kinds.get(find("Profile")[0].get("PartySubTypeID"))
            groups = {g.get("ID"): part_types.get(g.get("NamePartTypeID"))
                      for g in find("NamePartGroup")}
            names = []
            for d in find("DocumentedName"):
                values = [v for v in d.iter() if v.tag.rsplit("}", 1)[-1] == "NamePartValue"]
                names.append([(groups.get(v.get("NamePartGroupID")) or "", (v.text or "").strip())
                              for v in values])
            if schema:
                yield "ofac-" + e.get("FixedRef"), schema, names
            e.clear()
