#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/names/*.csv into the C of the names model.

usage: names_model.py DATA_DIR OUT.c OUT.h

A row that cannot be right stops the build with file and line. The model's id is the SHA-256 of all
tables, to which names/model.c adds the id of the text tables at run time.
"""
import csv, hashlib, os, sys

CLASS = {"core": 1, "given": 2, "family": 4, "patronymic": 8, "particle": 16, "title": 32,
         "initial": 64, "number": 128, "legal": 256, "generic": 512, "geo": 1024, "stop": 2048}
EXCLUDES = 0x80000000       # bit of a legal form's symbol: it excludes other forms that have it
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
NONE = 255
PHRASE_WORDS = 6
WORD_CHARACTERS = 10  # of a word in Han or Hangul
SYSTEMS = "mckjf"


class Bad(Exception):
    pass


def read(data, name, columns):
    path = os.path.join(data, name)
    with open(path, encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        head = next(rows, None)
        if head != columns:
            raise Bad(f"{path}:1: columns are {head}, expected {columns}")
        for row in rows:
            if len(row) != len(columns):
                raise Bad(f"{path}:{rows.line_num}: {len(row)} fields, expected {len(columns)}")
            yield f"{path}:{rows.line_num}", row


def number(where, text, low, high):
    try:
        v = int(text)
    except ValueError:
        raise Bad(f"{where}: '{text}' is not a whole number") from None
    if not low <= v <= high:
        raise Bad(f"{where}: {v} is not within {low}..{high}")
    return v


def symbol(text, excludes=False):
    h = 2166136261
    for b in text.encode():
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    h &= 0x7FFFFFFF
    return (h or 1) | (EXCLUDES if excludes else 0)


class Lexicon:
    """One entry per word or phrase; what it means depends on the kind of name it stands in."""

    def __init__(self, variants):
        self.entries, self.variants = {}, str.maketrans(variants)

    def at(self, text):
        text = text.translate(self.variants)
        return self.entries.setdefault(text, {"info": [0, 0], "classes": [0, 0], "symbol": [0, 0],
                                              "starts": 0, "means": "", "like": ""})

    def add(self, where, text, kind, classes, sym):
        """kind 0 person, 1 other. The first class of a phrase stays; later tables add no second."""
        words = text.split(" ")
        if not text or len(words) > PHRASE_WORDS or len(text.encode()) > 160 or "" in words:
            raise Bad(f"{where}: '{text}' is empty, has too many words or is too long")
        e = self.at(text)
        if not e["classes"][kind]:
            e["classes"][kind] = classes
            e["symbol"][kind] = sym
            if len(words) > 1:
                self.at(words[0])["starts"] |= 1 << kind


# What Arabic writes together with the word behind it: and, for, by, with and without the article
# (the text room cuts off only an article that stands alone).
ARABIC_FRONTS = ("", "و", "ل", "لل", "وال", "بال")
RUSSIAN_ADJECTIVE = ("ый", "ий", "ой")
RUSSIAN_FORMS = ("ый ий ой ая яя ое ее ые ие ого его ому ему ых их ым им ыми ими ую юю о").split()


def forms_of(text, language):
    """The forms in which a word of the table may stand; a phrase has its own alone."""
    if language == "ar" and " " not in text:
        return [f + text for f in ARABIC_FRONTS]
    if language == "ru" and " " not in text and len(text) > 5 and text.endswith(RUSSIAN_ADJECTIVE):
        return [text[:-2] + f for f in RUSSIAN_FORMS]
    return [text]


def add_translations(lex, data):
    """A word that means one of a group joins it; of any other the Latin words take its place."""
    for where, (text, means, language) in read(data, "translations.csv",
                                               ["phrase", "means", "language"]):
        if not means or any(c not in LETTERS + " " for c in means):
            raise Bad(f"{where}: '{means}' is not Latin words in small letters")
        group = lex.entries.get(means)
        group = group if group and group["symbol"][1] else None
        for form in forms_of(text, language):
            lex.add(where, form, 1, group["classes"][1] if group else CLASS["core"],
                    group["symbol"][1] if group else 0)
            e = lex.at(form)
            if group and e["symbol"][1] == group["symbol"][1]:
                e["like"] = means
            elif not group and not e["symbol"][1]:
                e["means"] = means


def load_lexicon(data, variants):
    lex = Lexicon(variants)
    for where, (text, source) in read(data, "titles.csv", ["phrase", "source"]):
        lex.add(where, text, 0, CLASS["title"], 0)
    for where, (text, group, source) in read(data, "particles.csv", ["token", "group", "source"]):
        lex.add(where, text, 0, CLASS["particle"], symbol("particle:" + group))
    for where, (text, person, org) in read(data, "stop_words.csv",
                                           ["token", "person", "organisation"]):
        for kind, yes in ((0, person), (1, org)):
            if yes == "yes":
                lex.add(where, text, kind, CLASS["stop"], symbol("stop"))
    for where, (text, form, excl) in read(data, "legal_forms.csv",
                                          ["phrase", "form", "excludes_others"]):
        s = symbol("legal:" + form, excl == "yes")
        lex.add(where, text, 1, CLASS["legal"], s)
        if excl == "yes" and " " not in text:
            lex.add(where, text, 0, CLASS["legal"], s)
    for where, (text, value) in read(data, "numbers.csv", ["phrase", "value"]):
        v = number(where, value, 0, 10**9)
        lex.add(where, text, 1, CLASS["number"], symbol(f"number:{v}"))
    for where, (text, group, kind) in read(data, "words.csv", ["phrase", "group", "kind"]):
        c = {"generic": CLASS["generic"], "domain": CLASS["core"], "company": CLASS["legal"]}
        if kind not in c:
            raise Bad(f"{where}: kind '{kind}' is not generic, domain or company")
        lex.add(where, text, 1, c[kind], symbol("word:" + group))
    for where, (text, place) in read(data, "places.csv", ["phrase", "place"]):
        lex.add(where, text, 1, CLASS["geo"], symbol("place:" + place))
    add_translations(lex, data)
    for where, (text, role) in read(data, "roles.csv", ["token", "role"]):
        c = {"given": 2, "family": 4, "both": 6}.get(role)
        if c is None:
            raise Bad(f"{where}: role '{role}' is not given, family or both")
        lex.add(where, text, 0, CLASS["core"] | c, 0)
    for where, (text, person, org) in read(data, "information.csv",
                                           ["token", "person", "organisation"]):
        e = lex.at(text)
        e["info"] = [number(where, v, 1, 2000) if v else 0 for v in (person, org)]
    for e in lex.entries.values():
        if e["like"] and not e["info"][1]:
            e["info"][1] = lex.at(e["like"])["info"][1]
    return lex.entries


def load_variants(data):
    """Which character one counts as; what counts as another is counted as by none."""
    out = {}
    for where, (c, other) in read(data, "han_variants.csv", ["character", "counts_as"]):
        if len(c) != 1 or len(other) != 1 or ord(c) > 0xFFFF or ord(other) > 0xFFFF or c in out:
            raise Bad(f"{where}: '{c}' for '{other}' is not one new character for another")
        out[c] = other
    for c in out.values():
        if c in out:
            raise Bad(f"han_variants.csv: '{c}' counts as '{out[c]}', so none may count as it")
    return out


def load_syllables(data):
    """{(system, syllable): [(spelling, cost), ...]}, cheapest first."""
    out = {}
    columns = ["system", "syllable", "spelling", "cost"]
    for where, (system, syllable, spelling, cost) in read(data, "syllables.csv", columns):
        if system not in SYSTEMS or len(system) != 1 or not syllable:
            raise Bad(f"{where}: '{system}' is none of {SYSTEMS}, or the syllable is empty")
        if not 0 < len(spelling) <= 10 or any(c not in LETTERS for c in spelling):
            raise Bad(f"{where}: '{spelling}' is not a spelling of at most ten letters")
        out.setdefault((system, syllable), []).append((number(where, cost, 0, 99), spelling))
    return {k: [(s, c) for c, s in sorted(v)] for k, v in out.items()}


def load_readings(data, syllables):
    """{character: (how foreign, [((system, syllable), cost), ...])}; a Hangul syllable reads itself."""
    out = {s: (0, [(("k", s), 0)]) for k, s in syllables if k == "k"}
    columns = ["character", "readings", "foreign"]
    for where, (c, text, foreign) in read(data, "han_readings.csv", columns):
        if len(c) != 1 or ord(c) > 0xFFFF or c in out:
            raise Bad(f"{where}: '{c}' is not one new character")
        out[c] = (number(where, foreign, -99, 99), [])
        for r in text.split(" "):
            name, _, cost = r.partition("+")
            key = tuple(name.split(":", 1))
            if key not in syllables:
                raise Bad(f"{where}: syllables.csv does not have '{name}'")
            out[c][1].append((key, number(where, cost or "0", 0, 99)))
    return out


def emit_readings(out, variants, syllables, readings):
    keys = sorted(syllables)
    number_of = {k: i for i, k in enumerate(keys)}
    out.append("const struct cps_variant cps_variants[] = {")
    out += ["{%d,%d}," % (ord(a), ord(b)) for a, b in sorted(variants.items())]
    out += ["};", f"const uint32_t cps_variants_n = {len(variants)};"]
    spellings, heads = [], []
    for k in keys:
        hangul = ord(k[1]) if k[0] == "k" else 0
        heads.append("{%d,%d,%d,'%s'}," % (len(spellings), hangul, len(syllables[k]), k[0]))
        spellings += ['{"%s",%d,%d},' % (s, len(s), c) for s, c in syllables[k]]
    rows, flat = [], []
    for c, (foreign, rs) in sorted(readings.items()):
        rows.append("{%d,%d,%d,%d}," % (ord(c), len(flat), len(rs), foreign))
        flat += ["{%d,%d}," % (number_of[k], cost) for k, cost in rs]
    if len(flat) > 0xFFFF or len(spellings) > 0xFFFF or len(keys) > 0xFFFF:
        raise Bad("han_readings.csv: more than 65535 readings or spellings")
    for kind, name, values in (("character", "characters", rows),
                               ("character_reading", "character_readings", flat),
                               ("syllable", "syllables", heads),
                               ("spelling_of", "spellings_of", spellings)):
        out.append(f"const struct cps_{kind} cps_{name}[] = {{")
        out += ["".join(values[i:i + 6]) for i in range(0, len(values), 6)]
        out.append("};")
    out.append(f"const uint32_t cps_characters_n = {len(rows)};")


SKELETON_SCRIPTS = ("arabic", "cyrillic", "hebrew", "kana")
CONSONANTS = "bdfgklmnprstv"


def load_skeletons(data):
    """[(script, from, to)]: sounds of a skeleton that may stand for another, or for none."""
    out = []
    for where, (script, a, b) in read(data, "skeletons.csv", ["script", "from", "to"]):
        if script not in SKELETON_SCRIPTS or len(a) != 1 or a not in CONSONANTS or len(b) > 1 or b not in CONSONANTS or a == b:
            raise Bad(f"{where}: '{a}' for '{b}' in {script} is not one sound for another of {CONSONANTS}")
        out.append((script, a, b))
    return out


def emit_skeletons(out, rules):
    out.append("const struct cps_skeleton_rule cps_skeleton_rules[] = {")
    out += ["{CPS_SCRIPT_%s, '%s', %s}," % (s.upper(), a, "'%s'" % b if b else "0") for s, a, b in rules]
    out += ["};", f"const uint32_t cps_skeleton_rules_n = {len(rules)};"]


def load_nicknames(data):
    groups = {}
    for where, (name, nick) in read(data, "nicknames.csv", ["name", "nickname"]):
        if name == nick:
            raise Bad(f"{where}: '{name}' is its own short form")
        for w in (name, nick):
            groups.setdefault(w, set()).add(symbol("nickname:" + name))
    return groups


def load_evidence(data):
    out = {}
    for where, (name, weight, what) in read(data, "evidence.csv", ["name", "weight", "what"]):
        if name in out:
            raise Bad(f"{where}: '{name}' stands twice")
        out[name] = number(where, weight, -100000, 100000)
    return out


def load_parameters(data):
    """Rows that tools/fit_parameters.py fits say where it starts and the most it may set."""
    out = {}
    columns = ["name", "value", "unit", "start", "most", "from", "what"]
    for where, (name, value, unit, start, most, by, what) in read(data, "parameters.csv", columns):
        if name in out:
            raise Bad(f"{where}: '{name}' stands twice")
        if by != "fitted" and not by.startswith("set: "):
            raise Bad(f"{where}: 'from' is neither 'fitted' nor 'set: why'")
        if start or by == "fitted":
            number(where, start, 1, number(where, most, 1, 10000))
        elif most:
            raise Bad(f"{where}: 'most' without 'start'")
        out[name] = number(where, value, 0, int(most or 10000))
        if name.startswith("miss_") and name != "miss_generic" and out[name] > 512:
            raise Bad(f"{where}: the bounds of names/score.c need a share of at most 512")
        if name in ("sub", "gap") and 2 * out[name] >= NONE:
            raise Bad(f"{where}: names/edits.c needs two such edits to cost less than {NONE}")
    if out["floor_slope_whole"] > out["floor_slope"]:
        raise Bad("parameters.csv: floor_slope_whole is over floor_slope: the bounds take it for "
                  "the lower")
    return out


def emit_parameters(out, values):
    """Constants; variables for the program that fits them."""
    out += ["#ifdef CPS_FITTING", f"enum {{ CPS_PARAMETERS = {len(values)} }};",
            "extern int32_t cps_parameters[CPS_PARAMETERS];"]
    out += [f"#define P_{k.upper()} cps_parameters[{i}]" for i, k in enumerate(values)]
    out += ["#else", "enum {"] + [f"    P_{k.upper()} = {v}," for k, v in values.items()]
    out += ["};", "#endif"]


class Costs:
    """A table of edits as dense arrays. Pairs of letters that occur get a number from 1."""

    def __init__(self, data, name, symmetric, also=()):
        rows = list(also)
        for where, (a, b, position, cost) in read(data, name, ["a", "b", "position", "cost"]):
            if len(a) > 2 or len(b) > 2 or not (a or b) or any(c not in LETTERS for c in a + b):
                raise Bad(f"{where}: '{a}' for '{b}' is not an edit of at most two letters")
            if (position == "any") != bool(a and b) or position not in ("any", "initial", "medial",
                                                                        "final"):
                raise Bad(f"{where}: position '{position}' does not fit")
            c = number(where, cost, 0, 254)
            rows.append((a, b, position, c))
            if symmetric:
                rows.append((b, a, position, c))
        pairs = sorted({s for r in rows for s in r[:2] if len(s) == 2})
        if len(pairs) > 254:
            raise Bad(f"{name}: {len(pairs)} pairs of letters, at most 254")
        self.rows = rows
        self.id = {p: i + 1 for i, p in enumerate(pairs)}
        n, m = len(LETTERS), len(pairs) + 1
        self.m = m
        self.sub = [NONE] * (n * n)
        self.one_two = [NONE] * (n * m)
        self.two_one = [NONE] * (m * n)
        self.two_two = [NONE] * (m * m)
        self.gap = {(s, k): [NONE] * (n if k == 1 else m) for s in "ab" for k in (1, 2)
                    for _ in (0,)}
        self.gaps = {(s, k, p): [NONE] * (n if k == 1 else m) for s in "ab" for k in (1, 2)
                     for p in range(3)}
        for a, b, position, c in rows:
            self.put(a, b, position, c)

    def put(self, a, b, position, c):
        L, n, m = LETTERS.index, len(LETTERS), self.m
        if not a or not b:
            s = a or b
            table = self.gaps["a" if a else "b", len(s), ("initial", "medial",
                                                          "final").index(position)]
            i = L(s) if len(s) == 1 else self.id[s]
        else:
            table, i = {
                (1, 1): lambda: (self.sub, L(a) * n + L(b)),
                (1, 2): lambda: (self.one_two, L(a) * m + self.id[b]),
                (2, 1): lambda: (self.two_one, self.id[a] * n + L(b)),
                (2, 2): lambda: (self.two_two, self.id[a] * m + self.id[b]),
            }[len(a), len(b)]()
        table[i] = min(table[i], c)


def array(out, kind, name, values):
    out.append(f"static const {kind} {name}[] = {{")
    line = ""
    for v in values:
        piece = f"{v},"
        if len(line) + len(piece) > 98:
            out.append(line)
            line = ""
        line += piece
    out.append(line + "};")


def emit_costs(out, name, c):
    n = len(LETTERS)
    pair = [0] * (n * n)
    for p, i in c.id.items():
        pair[LETTERS.index(p[0]) * n + LETTERS.index(p[1])] = i
    array(out, "uint8_t", name + "_pair", pair)
    for t in ("sub", "one_two", "two_one", "two_two"):
        array(out, "uint8_t", f"{name}_{t}", getattr(c, t))
    for (s, k, p), v in sorted(c.gaps.items()):
        array(out, "uint8_t", f"{name}_gap_{s}{k}_{p}", v)
    out.append(f"const struct cps_costs {name} = {{{c.m}, {name}_pair, {name}_sub, {name}_one_two, "
               f"{name}_two_one, {name}_two_two,")
    for s in "ab":
        for k in (1, 2):
            out.append("    {" + ", ".join(f"{name}_gap_{s}{k}_{p}" for p in range(3)) + "},")
    out.append("};")


def emit_lexicon(out, entries):
    keys = sorted(entries, key=lambda k: k.encode())
    blob, offsets, meanings = bytearray(), [], {"": 0}
    for k in keys:
        offsets.append(len(blob))
        blob += k.encode()
    for m in sorted({e["means"] for e in entries.values()} - {""}):
        meanings[m] = len(blob)
        blob += m.encode()
    array(out, "char", "blob", [b if b < 128 else b - 256 for b in blob])
    out.append("const char *const cps_lexicon_text = blob;")
    out.append("const struct cps_lexeme cps_lexicon[] = {")
    for k, o in zip(keys, offsets):
        e = entries[k]
        out.append("{%d,%d,%d,%d,%d,{%d,%d},{%d,%d},{%du,%du}}," % (
            o, meanings[e["means"]], len(k.encode()), len(e["means"]), e["starts"], *e["info"],
            *e["classes"], *e["symbol"]))
    out.append("};")
    out.append(f"const uint32_t cps_lexicon_n = {len(keys)};")


def emit_nicknames(out, groups):
    keys = sorted(groups)
    out.append("const struct cps_nickname cps_nicknames[] = {")
    flat = []
    for k in keys:
        out.append('{"%s",%d,%d,%d},' % (k, len(k), len(flat), len(groups[k])))
        flat += sorted(groups[k])
    out.append("};")
    out.append(f"const uint32_t cps_nicknames_n = {len(keys)};")
    array(out, "uint32_t", "groups", [f"{g}u" for g in flat])
    out.append("const uint32_t *const cps_nickname_groups = groups;")


def digest(data):
    h = hashlib.sha256()
    for name in sorted(os.listdir(data)):
        if name.endswith(".csv"):
            h.update(name.encode() + b"\0")
            h.update(open(os.path.join(data, name), "rb").read())
    return h.hexdigest()


def main():
    data, out_c, out_h = sys.argv[1:4]
    try:
        out = ["/* Made from data/names by tools/names_model.py: do not edit. */",
               '#include "names/model.h"']
        variants, syllables = load_variants(data), load_syllables(data)
        emit_lexicon(out, load_lexicon(data, variants))
        emit_readings(out, variants, syllables, load_readings(data, syllables))
        emit_nicknames(out, load_nicknames(data))
        latin = Costs(data, "costs_latin.csv", True)
        emit_costs(out, "cps_costs_latin", latin)
        for script in ("arabic", "hebrew"):
            emit_costs(out, "cps_costs_" + script, Costs(data, "costs_%s.csv" % script, False))
        # With vowels, what spellings in Latin do to each other holds beside what the script does.
        for script in ("cyrillic", "kana"):
            emit_costs(out, "cps_costs_" + script, Costs(data, "costs_%s.csv" % script, False, latin.rows))
        emit_skeletons(out, load_skeletons(data))
        endings = [r[0] for _, r in read(data, "patronymics.csv", ["ending", "source"])]
        out.append("const char *const cps_patronymics[] = {%s, NULL};" %
                   ", ".join(f'"{e}"' for e in endings))
        array(out, "int32_t", "evidence", load_evidence(data).values())
        out.append("const int32_t *const cps_evidence_weights = evidence;")
        out.append(f'const char cps_names_tables_id[] = "{digest(data)}";')
        head = ["/* Made from data/names/parameters.csv by tools/names_model.py: do not edit. */",
                "#ifndef CPS_NAMES_PARAMETERS_H", "#define CPS_NAMES_PARAMETERS_H"]
        emit_parameters(head, load_parameters(data))
        head += [f"enum {{ P_SYMBOL_SON_OF = {symbol('particle:bin')} }};",
                 f"enum {{ CPS_PHRASE_WORDS = {PHRASE_WORDS} }};",
                 f"enum {{ CPS_WORD_CHARACTERS = {WORD_CHARACTERS} }};", "#endif"]
    except (Bad, OSError) as e:
        sys.exit(str(e))
    open(out_c, "w", encoding="utf-8").write("\n".join(out) + "\n")
    open(out_h, "w", encoding="utf-8").write("\n".join(head) + "\n")


if __name__ == "__main__":
    main()
