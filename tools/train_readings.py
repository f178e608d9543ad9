#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How names in Han, kana and Hangul are spelt in Latin: the tables of names/readings.c.

usage: train_readings.py SHARED UCD OUT      UCD /usr/share/unicode, OUT data/names

Not part of the build: the tables are committed, this says how they came about. The same input gives
the same tables. UCD is Debian's unicode-data 15.0.0 (Unihan, Unicode License); SHARED has Wikidata's
given and family names (CC0), of which a fifth is left out (name_pairs.held_out).

  han_variants   a character and the one it counts as: the simplified form (Unihan), and forms that
                 name classes exchange at one place while the reading stays
  han_readings   a character's syllables: m Mandarin (pinyin), c Cantonese (jyutping), k Korean
                 (the Hangul syllable), j Japanese. The first three are Unihan's; the Japanese ones are
                 learned from kanji and kana spellings of one name by expectation maximisation, for
                 names read characters as no dictionary of words does
                 and how much likelier a character stands in a foreign name spelt by its sounds than in
                 a Chinese, Korean or Japanese one, log odds in 1/12 nat (learned)
  syllables      a syllable's Latin spellings and what each costs, 1/12 nat: Wade-Giles beside
                 pinyin, Hong Kong's usage for Cantonese, what Korean given names with a hyphen show
                 (learned), Hepburn with and without long vowels
"""
import bz2, collections, gzip, math, re, sys, unicodedata
sys.path.insert(0, __file__.rsplit("/", 1)[0])
from name_pairs import held_out, name_classes
from train_lexicon import write

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+$")
KANA = re.compile(r"[\u3041-\u3096\u30fc]+$")
HANGUL = re.compile(r"[\uac00-\ud7a3]+$")
MOST = 60               # 1/12 nat: a spelling or reading rarer than this is left out
OTHER = 6               # what a second reading in Unihan's order costs


def unihan(ucd, name, fields):
    out = {f: {} for f in fields}
    for line in bz2.open(f"{ucd}/Unihan_{name}.txt.bz2", "rt", encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        if len(f) == 3 and f[1] in out:
            out[f[1]][chr(int(f[0][2:], 16))] = f[2]
    return out


def plain(s):
    s = s.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    s = "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
    return re.sub("[^a-z]", "", s.lower())


# ---- variants ---------------------------------------------------------------------------------------

def variants_of(ucd, classes, readings):
    v = unihan(ucd, "Variants", ["kSimplifiedVariant", "kZVariant"])
    out = {}
    for c, text in v["kSimplifiedVariant"].items():
        forms = [chr(int(x[2:].split("<")[0], 16)) for x in text.split()]
        if c not in forms and HAN.match(c) and HAN.match(forms[0]):
            out[c] = forms[0]
    seen = collections.Counter()
    for _, forms in classes:
        han = [x for x in forms if HAN.match(x)]
        for a in han:
            for b in han:
                if len(a) == len(b) and len(a) > 1 and a < b:
                    d = [(x, y) for x, y in zip(a, b) if x != y]
                    if len(d) == 1:
                        seen[d[0]] += 1
    sounds = lambda c: {plain(x) for x in readings["kMandarin"].get(c, "").split()} | \
        set(readings["kJapaneseOn"].get(c, "").split())
    root = lambda c: root(out[c]) if c in out and out[c] != c else c
    for (a, b), n in sorted(seen.items(), key=lambda x: (-x[1], x[0])):
        x, y = root(a), root(b)
        on = sounds(a) & sounds(b) or sounds(x) & sounds(y)
        if n >= 3 and x != y and on:
            frequent = "kTGHZ2013"
            keep, go = (x, y) if x in readings[frequent] or y not in readings[frequent] else (y, x)
            if not (keep in readings[frequent] and go in readings[frequent]):
                out[go] = keep
    return {c: root(c) for c in out if root(c) != c}


# ---- Japanese: characters against kana ------------------------------------------------------------------

HEPBURN = dict(zip("あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねの"
                   "はひふへほばびぶべぼぱぴぷぺぽまみむめもやゆよらりるれろわゐゑをんゔ",
                   "a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te "
                   "to da ji zu de do na ni nu ne no ha hi fu he ho ba bi bu be bo pa pi pu pe po ma "
                   "mi mu me mo ya yu yo ra ri ru re ro wa i e o n vu".split()))


def hepburn(kana):
    out, double = "", False
    for c in kana:
        if c == "っ":
            double = True
            continue
        if c in "ゃゅょ":
            v = {"ゃ": "a", "ゅ": "u", "ょ": "o"}[c]
            out = out[:-1] + (v if re.search("(sh|ch|j)i$", out) else "y" + v)
            continue
        s = HEPBURN.get(c, "")
        if double and s and s[0] not in "aiueo":
            s = ("t" if s[0] == "c" else s[0]) + s
        double = False
        out += s
    return out


def japanese(classes, readings, variants):
    pairs = []
    for _, forms in classes:
        han = [x.replace("々", x[x.index("々") - 1]) if "々" in x[1:] else x for x in forms]
        han = sorted({"".join(variants.get(c, c) for c in x) for x in han if HAN.match(x) and len(x) < 6})
        kana = [x for x in forms if KANA.match(x) and len(x) < 11]
        if han and len(kana) in (1, 2, 3) and len(han) <= 60:
            pairs += [(h, k, 1 / len(kana)) for h in han for k in kana if len(k) >= len(h)]
    known = collections.defaultdict(set)
    for c in list(readings["kJapaneseOn"]) + list(readings["kJapaneseKun"]):
        for f in ("kJapaneseOn", "kJapaneseKun"):
            for x in readings[f].get(c, "").lower().split():
                x = x.replace("si", "shi").replace("shhi", "shi") if "shi" not in x else x
                known[variants.get(c, c)] |= {x} | {x[:i] for i in range(2, len(x))}
    small = set("ゃゅょっー")
    prob, default = {}, lambda c, s: (1.0 if hepburn(s) in known[c] else .02) * .4 ** abs(len(s) - 2)
    total = collections.Counter()
    for step in range(10):
        counts, total_new = collections.Counter(), collections.Counter()
        p = (lambda c, s: default(c, s)) if step == 0 else \
            (lambda c, s: prob.get((c, s), 0) or 1e-9)
        for han, kana, w in pairs:
            n, m = len(han), len(kana)
            f = [[0.0] * (m + 1) for _ in range(n + 1)]
            b = [[0.0] * (m + 1) for _ in range(n + 1)]
            f[0][0] = b[n][m] = 1.0
            cells = []
            for i in range(n):
                for j in range(m):
                    if f[i][j]:
                        for k in range(1, min(5, m - j) + 1):
                            if j + k < m and kana[j + k] in small - {"っ"}:
                                continue
                            q = p(han[i], kana[j:j + k])
                            cells.append((i, j, k, q))
                            f[i + 1][j + k] += f[i][j] * q
            if f[n][m] <= 0:
                continue
            for i, j, k, q in reversed(cells):
                b[i][j] += q * b[i + 1][j + k]
            for i, j, k, q in cells:
                x = w * f[i][j] * q * b[i + 1][j + k] / f[n][m]
                if x > 1e-6:
                    counts[han[i], kana[j:j + k]] += x
        for (c, s), x in counts.items():
            total_new[c] += x
        total = total_new
        prob = {k: x / total[k[0]] for k, x in counts.items() if x > .05}
    out = collections.defaultdict(dict)
    for (c, s), q in prob.items():
        r = hepburn(s)
        if q * total[c] >= .8 and q >= .006 and r:
            out[c][r] = out[c].get(r, 0) + q
    return {c: {r: min(MOST, round(-6 * math.log(q / max(v.values())))) for r, q in v.items()}
            for c, v in out.items()}


# ---- spellings of syllables ---------------------------------------------------------------------------------

def wade_giles(s):
    m = re.match("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)", s)
    i, f = m.groups()
    whole = {"zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh", "ri": "jih", "you": "yu", "yan": "yen",
             "ye": "yeh", "yue": "yueh", "yong": "yung", "zhi": "chih", "chi": "chih", "shi": "shih",
             "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "shui": "shui"}
    if s in whole:
        return whole[s]
    i = {"b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "z": "ts", "c": "ts",
         "r": "j"}.get(i, i)
    f = {"ie": "ieh", "ue": "ueh", "ve": "ueh", "ian": "ien", "v": "u", "iu": "iu"}.get(f, f)
    if f == "uo" and i in ("t", "n", "l", "ts", "ch", "j"):
        f = "o"
    if f == "ui" and i == "k":
        f = "uei"
    return i + f.replace("ong", "ung")


def mandarin_spellings(s):
    first = [s.replace("v", "u")] + ([s.replace("v", "yu"), s] if "v" in s else [])
    out = {x: 3 * i for i, x in enumerate(first)}
    out.setdefault(wade_giles(s), 6)
    return out


FINALS = {"aa": "a ah", "aai": "ai aai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang",
          "aap": "ap", "aat": "at", "aak": "ak", "ai": "ai", "au": "au", "am": "am um", "an": "an un",
          "ang": "ang", "ap": "ap up", "at": "at ut", "ak": "ak", "e": "e eh", "ei": "ei ee ay ey i", "eng": "eng",
          "ek": "ek", "i": "i ee ze", "iu": "iu", "im": "im", "in": "in", "ing": "ing", "ip": "ip", "it": "it",
          "ik": "ik", "o": "o or", "oi": "oi oy", "ou": "o ou", "on": "on", "ong": "ong", "ot": "ot",
          "ok": "ok", "oe": "oe", "oeng": "eung eong ong", "oek": "euk eok", "eoi": "ui", "eon": "un", "eot": "ut",
          "u": "u oo", "ui": "ui", "un": "un oon", "ung": "ung", "ut": "ut oot", "uk": "uk", "yu": "yu ue u",
          "yun": "yuen uen un", "yut": "yuet uet ut"}


def cantonese_spellings(s):
    if s in ("m", "ng"):
        return {"ng": 0, "m": 3}
    m = re.match("(gw|kw|ng|[bpmfdtnlgkhzcsjw]?)(.*)", s)
    i, f = m.groups()
    initials = {"g": "k g", "d": "t d", "b": "p b", "z": "ch ts j tz", "c": "ch ts", "j": "y", "gw": "kw",
                "s": "s sh", "ng": "ng", "n": "n l"}.get(i, i).split() or [""]
    if i == "j" and f[0] in "iy":
        initials = ["y"] if f[0] == "i" else [""]
    if i == "ng" and f != "":
        initials = ["ng", ""]
    if i == "gw" and f[0] in "aio":
        initials = ["kw", "gw", "k"]
    out = {}
    for a, x in enumerate(initials):
        for b, y in enumerate(FINALS.get(f, f).split()):
            if y == "ze" and i not in ("s", "z"):
                continue
            out.setdefault(x + y, 2 + 4 * a + 4 * b)
    return out


LEADS = ("g k|kk gg k|n|d t|tt dd t|r l n|m|b p|pp bb p|s sh|ss s|,|j ch|jj j tch|ch|k|t|p|h").split("|")
VOWELS = ("a|ae ai e|ya|yae|eo o u ou|e|yeo yo you yu|ye|o|wa|wae|oe oi|yo|u oo woo|wo|we|wi|yu yoo|eu u|ui eui|i ee"
          ).split("|")
TAILS = ",|k g|k|k|n|n|n|t|l r|k|m|l|l|l|p|l|m|p b|p|t|t|ng|t|t|k|t|p|t".split("|")


def korean_by_letter(c):
    """Revised Romanisation first, then other letters that are usual for its parts."""
    n = ord(c) - 0xAC00
    out = {}
    for i, x in enumerate(LEADS[n // 588].replace(",", "").split(" ")):
        for j, y in enumerate(VOWELS[n // 28 % 21].split(" ")):
            for k, z in enumerate(TAILS[n % 28].replace(",", "").split(" ")):
                out.setdefault(x + y + z, 5 * (i + j + k))
    return out


def korean_learned(classes):
    seen = collections.defaultdict(collections.Counter)
    for _, forms in classes:
        hangul = [x for x in forms if HANGUL.match(x)]
        if len(hangul) != 1:
            continue
        for f in forms:
            parts = re.split("[- ]", f)
            if len(parts) == len(hangul[0]) <= 3 and all(re.match("[a-z]{1,7}$", x) for x in parts):
                for c, x in zip(hangul[0], parts):
                    if x[0] in "aeiouyw" or x[0] in "bcdghjklmnprst":
                        seen[c][x] += 1
    return seen


def korean_spellings(c, learned, surnames):
    """What classes show at least twice, at the likelihood they show; rules for the rest."""
    by_rule = korean_by_letter(c)
    skeleton = lambda s: re.sub("[aeiouyw]", "", s).translate(str.maketrans("gdbrjz", "ktplcc")).replace("h", "")
    out = {x: 2 + k for x, k in by_rule.items() if k <= 10}
    most = max(learned.values(), default=0)
    ok = {skeleton(x) for x in by_rule} | {"n" + skeleton(x)[1:] for x in by_rule if x[0] in "rl"}
    for x, n in learned.items():
        if n >= 2 and skeleton(x) in ok:
            cost = round(-4 * math.log(n / most))
            if cost <= 24:
                out[x] = min(cost, out.get(x, MOST))
    for i, x in enumerate(surnames):
        out[x] = min(2 * i, out.get(x, MOST))
    return dict(sorted(out.items(), key=lambda r: (r[1], r[0]))[:16])


def japanese_spellings(s):
    out = {s: 0}
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u"), ("oo", "oh"), ("ou", "oh")):
        if long in s:
            out.setdefault(s.replace(long, short), 0 if short == "o" or short == "u" else 4)
    for a, b in (("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"), ("n", "m")):
        if a in s and (a != "n" or s.endswith("n")):
            out.setdefault(s.replace(a, b), 8)
    return out


# Spellings of families from the south and overseas, which no rule for syllables gives.
FAMILIES = """陈 tan chan chin tran|林 lim lam|黄 ng ooi oei uy wee hoang huynh|王 ong heng wong|李 lee ly|吴 goh go ng ngo|张 teo chong tiong cheong teoh
蔡 chua choi choy tjoa tsai|杨 yeo yeoh yong young|刘 lau low liew liu|许 koh khoo hui hsu|郑 tay teh cheng tee|谢 chia cheah tse|郭 kwok quek kuok kwek
叶 yap yip ip yeh|洪 ang hung|周 chew chow chou|何 ho hoe|沈 sim shum|苏 soh so su|曾 chan tsang chang|胡 woo oh wu hu|高 koh ko kao|孙 soon suen sun
余 yee yu|梁 leung leong neo|罗 law loh lo|朱 choo chu|潘 phua poon pan|冯 fung foong pang|邓 tang teng|赖 lai|颜 gan ngan|翁 ang yung|戴 tai tay|江 kong kang
方 png fong hong|徐 chee tsui hsu|赵 chiu chao chew|吕 lui loo|魏 ngai gui|钟 chung cheong choong|卢 lo loh|廖 liew liu|汤 tong thng|施 see si|萧 siew siu siow
邱 khoo yau chiu|白 pek peh pai|石 shek chua|唐 tong|伍 ng|欧 au ou|区 au|邝 kwong|关 kwan|麦 mak|莫 mok|岑 shum sum|薛 sit seet|傅 poh fu|姚 yeo yiu|程 thia ching
马 ma mah beh|贺 ho|游 yew yau|纪 kee|侯 hou hau|柯 kua quah|庄 chong ch'ng chng|彭 pang phang|董 tung tong|崔 tsui choi|雷 lui looi|俞 yu|蒋 chiang tseung|简 kan"""

KOREAN = """김 kim|이 lee yi rhee ri li|리 ri lee rhee li|박 park pak bak|최 choi choe|정 jung chung jeong jong|강 kang|조 cho jo|윤 yoon yun|장 jang chang
임 lim im rim|한 han|오 oh o|서 seo suh so|신 shin sin|권 kwon|황 hwang|안 ahn an|송 song|류 ryu yu|유 yoo yu you|전 jeon jun chun jon|홍 hong|고 ko koh go|문 moon mun
양 yang|손 son sohn|배 bae pae|백 baek paek paik|허 heo huh hur ho|노 noh roh no|로 ro|남 nam|심 shim sim|하 ha|주 joo ju chu|구 koo ku goo|곽 kwak|성 sung seong song
차 cha|우 woo u|진 jin chin|나 na|라 ra|민 min|지 ji chi|엄 um eom om|원 won|천 chun cheon chon|방 bang pang|공 kong gong|현 hyun hyon|함 ham|변 byun pyon|염 yum yeom|여 yeo yo
추 choo chu|도 do to|소 so|석 seok sok suk|선 sun seon son|설 seol sol|마 ma|길 gil kil|연 yeon yon|위 wi|표 pyo|명 myung myong|기 ki gi|반 ban pan|왕 wang|금 kum geum|옥 ok|육 yuk
인 in|맹 maeng|제 je|모 mo|탁 tak|국 kook kuk|어 eo uh|은 eun un|편 pyun|용 yong|예 ye|경 kyung kyong|봉 bong pong|사 sa|부 boo pu|궁 koong"""


def main():
    shared, ucd, out = sys.argv[1:4]
    fields = ["kMandarin", "kCantonese", "kHangul", "kJapaneseOn", "kJapaneseKun", "kTGHZ2013", "kXHC1983",
              "kHanyuPinlu"]
    r = unihan(ucd, "Readings", fields)
    classes = [(latin, [f.strip() for f in forms]) for latin, forms in all_classes(shared)
               if not held_out(latin)]
    variants = variants_of(ucd, classes, r)
    japan = japanese(classes, r, variants)
    odds = foreign_odds(shared, classes, r, variants)
    learned = korean_learned(classes)
    families = {x.split()[0]: [w.replace("'", "") for w in x.split()[1:]]
                for line in FAMILIES.split("\n") for x in line.split("|")}
    surnames = {x.split()[0]: x.split()[1:] for line in KOREAN.split("\n") for x in line.split("|")}
    members = collections.defaultdict(list)
    for c in sorted(set(r["kMandarin"]) | set(japan)):
        members[variants.get(c, c)].append(c)
    rows, syllables = [], collections.defaultdict(dict)
    for c, forms in sorted(members.items()):
        forms = [c] + [f for f in forms if f != c]
        common = any(f in r["kTGHZ2013"] or f in r["kHangul"] or f in japan for f in forms)
        if len(c.encode()) != 3 or not common:    # beyond the first plane
            continue
        got = {}
        for f in forms:
            m = [plain(x) for x in r["kMandarin"].get(f, "").split()[:1]]
            for more in ("kTGHZ2013", "kXHC1983"):
                m += [plain(x.split(":")[1]) if ":" in x else "" for x in
                      re.sub(r",[^: ]*", "", r[more].get(f, "")).split()]
            m += [plain(x.split("(")[0]) for x in r["kHanyuPinlu"].get(f, "").split()]
            for i, x in enumerate(dict.fromkeys(x for x in m if x)):
                got.setdefault("m:" + x, OTHER * i + (f != c and not r["kMandarin"].get(c) is None) * 3)
            for i, x in enumerate(r["kCantonese"].get(f, "").split()):
                got.setdefault("c:" + x[:-1], OTHER * i + (f != c) * 3)
            for i, x in enumerate(r["kHangul"].get(f, "").split()):
                got.setdefault("k:" + x.split(":")[0], OTHER * i * (i > 1) + (f != c) * 3)
        for x in families.get(c, ()):
            got.setdefault("f:" + x, 0)
        for f in forms if c not in japan else ():   # a dictionary's readings, where names show none
            for field in ("kJapaneseOn", "kJapaneseKun"):
                for x in r[field].get(f, "").lower().split()[:2]:
                    if re.match("[a-z]{1,7}$", x):
                        got.setdefault("j:" + x, 30)
        for x, k in sorted(japan.get(c, {}).items(), key=lambda v: (v[1], v[0]))[:9]:
            got["j:" + x] = k
        if got:
            rows.append((c, " ".join(f"{k}+{v}" if v else k for k, v in
                                     sorted(got.items(), key=lambda v: (v[0][0], v[1], v[0])) if v <= MOST),
                         odds.get(c, 0)))
            for k in got:
                syllables[k[0]][k[2:]] = 1
    for c in list(learned) + list(surnames):
        syllables["k"][c] = 1
    spell = {"m": mandarin_spellings, "c": cantonese_spellings, "j": japanese_spellings,
             "k": lambda c: korean_spellings(c, learned[c], surnames.get(c, ())), "f": lambda s: {s: 4}}
    table = [(s, x, y, k) for s in sorted(syllables) for x in sorted(syllables[s])
             for y, k in sorted(spell[s](x).items(), key=lambda v: (v[1], v[0]))]
    write(out + "/han_variants.csv", ("character", "counts_as"), sorted(variants.items()))
    write(out + "/han_readings.csv", ("character", "readings", "foreign"), rows)
    write(out + "/syllables.csv", ("system", "syllable", "spelling", "cost"), table)
    print(len(variants), "variants", len(rows), "characters", len(table), "spellings")


def foreign_odds(shared, classes, readings, variants):
    """How the characters of foreign names differ from those of names that belong to the script."""
    foreign, own = collections.Counter(), collections.Counter()
    for line in gzip.open(shared + "/data/names/translit/wd_chinese_80.tsv.gz", "rt", encoding="utf-8"):
        latin, text, _ = line.rstrip("\n").split("\t")
        if not held_out(latin):
            foreign.update(variants.get(c, c) for c in text.split() if HAN.match(c))
    for _, forms in classes:
        latin = {f for f in forms if f.isascii()}
        japanese = any(KANA.match(f) for f in forms)
        for f in forms:
            if HAN.match(f) and len(f) < 6 and (japanese or "".join(
                    plain(readings["kMandarin"].get(c, "").split(" ")[0]) for c in f) in latin):
                own.update(variants.get(c, c) for c in f)
    n, m = sum(foreign.values()), sum(own.values())
    odds = lambda c: 12 * math.log((foreign[c] + .3) / n / ((own[c] + .3) / m))
    return {c: max(-72, min(72, round(odds(c)))) for c in set(foreign) | set(own)
            if foreign[c] + own[c] >= 2}


def all_classes(shared):
    """As name_pairs.name_classes, with every Latin form too."""
    path = shared + "/data/names/wikidata_person_names_2025-04.txt.gz"
    for line in gzip.open(path, "rt", encoding="utf-8"):
        forms = line.rsplit(" => ", 1)[0].split(", ")
        latin = [f for f in forms if f.isascii() and f.isalpha()]
        if any(not f.isascii() for f in forms):
            yield latin[0] if latin else forms[0], forms


if __name__ == "__main__":
    main()
