# SPDX-License-Identifier: Apache-2.0
"""Latin spellings of the letters of further scripts, for tools/text_tables.py.

A spelling is a-z. In the scripts of India and their relatives two marks say how letters meet
(lib/text/scripts.c reads them):
  kA    the consonant has a vowel of its own, spelt a (or o), unless something takes it away;
  _i    the sign takes the vowel of the consonant before it away, and then spells i; a lone _ does
        no more than that.
Where Unicode's names of the letters are their sounds, they are the table; the rest is written down
here, after how lists and encyclopaedias mostly write names (BGN/PCGN, RTGS, Hepburn, Hunterian).
"""
import re

# No script of these has a letter that another has, so one table holds all.
HEBREW = dict(zip("אבגדהוזחטיךכלםמןנסעףפץצקרשת",
                  "a b g d h v z h t y k k l m m n n s a f p ts ts k r sh t".split()))
GEORGIAN = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
                    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split()))
GEORGIAN.update({"ჱ": "e", "ჲ": "y", "ჳ": "u", "ჴ": "q", "ჵ": "o", "ჶ": "f", "ჷ": "e", "ჸ": "-"})
ARMENIAN = dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
                    "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f"
                    .split()))
THAI = dict(zip("กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
                "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y "
                "r l w s s s h l o h".split()))
THAI.update(dict(zip("ะัาำิีึืุูเแโใไๅฤฦ",
                     "a a a am i i ue ue u u e ae o ai ai a rue lue".split())))
# Lao stands in Thai's order, 0x80 further on, with holes.
LAO = {chr(ord(c) + 0x80): s for c, s in THAI.items()}
LAO.update({"ລ": "l", "ວ": "v", "ຣ": "r", "ຽ": "ia", "ໜ": "n", "ໝ": "m", "ຢ": "y", "ຜ": "ph",
            "ຝ": "f", "ົ": "o", "ັ": "a", "ຍ": "ny", "ຊ": "x", "ຼ": "l"})
LAO = {c: s for c, s in LAO.items() if "\u0e80" <= c <= "\u0eff"}

INDIC = {"DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA",
         "MALAYALAM"}
VOWELS = {"A": "a", "AA": "a", "I": "i", "II": "i", "U": "u", "UU": "u", "E": "e", "EE": "e",
          "AI": "ai", "O": "o", "OO": "o", "AU": "au", "VOCALIC R": "ri", "VOCALIC RR": "ri",
          "VOCALIC L": "li", "SHORT E": "e", "SHORT O": "o", "CANDRA E": "e", "CANDRA O": "o",
          "CANDRA A": "a", "SHORT A": "a"}
CONSONANTS = {"KA": "k", "KHA": "kh", "GA": "g", "GHA": "gh", "NGA": "ng", "CA": "ch", "CHA": "ch",
              "JA": "j", "JHA": "jh", "NYA": "ny", "TTA": "t", "TTHA": "th", "DDA": "d",
              "DDHA": "dh", "NNA": "n", "TA": "t", "THA": "th", "DA": "d", "DHA": "dh", "NA": "n",
              "PA": "p", "PHA": "ph", "BA": "b", "BHA": "bh", "MA": "m", "YA": "y", "RA": "r",
              "RRA": "r", "LA": "l", "LLA": "l", "LLLA": "zh", "VA": "v", "WA": "w", "SHA": "sh",
              "SSA": "sh", "SA": "s", "HA": "h", "NNNA": "n", "QA": "q", "KHHA": "kh", "GHHA": "gh",
              "ZA": "z", "DDDHA": "rh", "RHA": "rh", "FA": "f", "YYA": "y", "KSSA": "ksh"}
SIGNS = {"VIRAMA": "_", "ANUSVARA": "n", "CANDRABINDU": "n", "VISARGA": "h", "BINDI": "n",
         "TIPPI": "n"}
# Letters with the dot below (nukta), which folding takes apart.
NUKTA = {"क": "qA", "ख": "khA", "ग": "ghA", "ज": "zA", "ड": "rA", "ढ": "rhA", "फ": "fA", "য": "yA",
         "ড": "rA", "ঢ": "rhA"}

KHMER = {"KA": "kA", "KHA": "khA", "KO": "kO", "KHO": "khO", "NGO": "ngO", "CA": "chA",
         "CHA": "chhA", "CO": "chO", "CHO": "chhO", "NYO": "nhO", "DA": "dA", "TTHA": "thA",
         "DO": "dO", "TTHO": "thO", "NNO": "nA", "TA": "tA", "THA": "thA", "TO": "tO", "THO": "thO",
         "NO": "nO", "BA": "bA", "PHA": "phA", "PO": "pO", "PHO": "phO", "MO": "mO", "YO": "yO",
         "RO": "rO", "LO": "lO", "VO": "vO", "SHA": "sA", "SSO": "sA", "SA": "sA", "HA": "hA",
         "LA": "lA", "QA": "A"}
KHMER_SIGNS = {"AA": "_ea", "I": "_i", "II": "_i", "Y": "_oe", "YY": "_ue", "U": "_o", "UU": "_u",
               "UA": "_ua", "OE": "_ae", "YA": "_ie", "IE": "_ie", "E": "_e", "AE": "_ae",
               "AI": "_ai", "OO": "_o", "AU": "_au"}
BURMESE_SIGNS = {"TALL AA": "_a", "AA": "_a", "I": "_i", "II": "_i", "U": "_u", "UU": "_u",
                 "E": "_e", "AI": "_e", "E ABOVE": "_e"}
BURMESE = {"TTA": "tA", "CA": "sA", "CHA": "sA", "JA": "zA", "JHA": "zA", "NNYA": "nyA",
           "THA": "thA", "SA": "thA", "HTA": "htA", "A": "A", "GREAT SA": "thA", "YA": "yA",
           "RA": "yA", "WA": "wA", "E": "e", "O": "aw", "AU": "aw", "PHA": "hpA"}
# Ethiopic syllables: the sixth of a row has hardly a vowel.
ETHIOPIC_VOWELS = (("WAA", "wa"), ("AA", "a"), ("EE", "e"), ("A", "e"), ("U", "u"), ("I", "i"),
                   ("E", ""), ("O", "o"))
ETHIOPIC = {"H": "h", "L": "l", "HH": "h", "M": "m", "SZ": "s", "R": "r", "S": "s", "SH": "sh",
            "Q": "k", "B": "b", "V": "v", "T": "t", "C": "ch", "X": "h", "N": "n", "NY": "ny",
            "K": "k", "KX": "kh", "W": "w", "Z": "z", "ZH": "zh", "Y": "y", "D": "d", "J": "j",
            "G": "g", "TH": "t", "CH": "ch", "PH": "p", "TS": "ts", "TZ": "ts", "F": "f", "P": "p",
            "GLOTTAL ": "", "PHARYNGEAL ": ""}
MONGOLIAN = {"A": "a", "E": "e", "I": "i", "O": "o", "U": "u", "OE": "o", "UE": "u", "EE": "e",
             "NA": "n", "ANG": "ng", "BA": "b", "PA": "p", "QA": "kh", "GA": "g", "MA": "m",
             "LA": "l", "SA": "s", "SHA": "sh", "TA": "t", "DA": "d", "CHA": "ch", "JA": "j",
             "YA": "y", "RA": "r", "WA": "v", "FA": "f", "KA": "k", "KHA": "kh", "TSA": "ts",
             "ZA": "z", "HAA": "h", "ZRA": "zh", "LHA": "lh"}
KANA = {"SI": "shi", "TI": "chi", "TU": "tsu", "HU": "fu", "ZI": "ji", "DI": "ji", "DU": "zu",
        "WO": "o", "SMALL YA": "_ya", "SMALL YU": "_yu", "SMALL YO": "_yo", "SMALL A": "_a",
        "SMALL I": "_i", "SMALL U": "_u", "SMALL E": "_e", "SMALL O": "_o", "SMALL WA": "_wa",
        "SMALL TU": "=", "SMALL KA": "ka", "SMALL KE": "ke", "VA": "va", "VI": "vi", "VE": "ve",
        "VO": "vo"}


def indic(kind, name):
    if kind == "LETTER" and name in VOWELS:
        return VOWELS[name]
    if kind == "LETTER" and name in CONSONANTS:
        return CONSONANTS[name] + "A"
    if kind == "VOWEL SIGN" and name in VOWELS:
        return "_" + VOWELS[name]
    return SIGNS.get(name) if kind == "SIGN" else None


def khmer(kind, name):
    if kind == "LETTER":
        return KHMER.get(name)
    if kind == "INDEPENDENT VOWEL":
        return {"QAQ": "a", "QI": "i", "QII": "i", "QU": "o", "QUU": "u", "RY": "rue", "RYY": "rue",
                "LY": "lue", "LYY": "lue", "QE": "e", "QAI": "ai", "QOO TYPE ONE": "o",
                "QAU": "au"}.get(name)
    if kind == "VOWEL SIGN":
        return KHMER_SIGNS.get(name)
    return {"COENG": "_", "NIKAHIT": "m", "REAHMUK": "h"}.get(name) if kind == "SIGN" else None


def burmese(kind, name):
    if kind == "LETTER":
        return BURMESE.get(name) or indic(kind, name)
    if kind == "VOWEL SIGN":
        return BURMESE_SIGNS.get(name)
    if kind == "CONSONANT SIGN" and name.startswith("MEDIAL "):
        return {"YA": "_yA", "RA": "_yA", "WA": "_wA", "HA": "_hA"}.get(name[7:])
    return {"VIRAMA": "_", "ASAT": "_", "ANUSVARA": "n"}.get(name) if kind == "SIGN" else None


def ethiopic(name):
    for end, vowel in ETHIOPIC_VOWELS:
        if name.endswith(end) and name[:-len(end)] in ETHIOPIC:
            consonant = ETHIOPIC[name[:-len(end)]]
            return consonant + (vowel if consonant else {"e": "a", "": "e"}.get(vowel, vowel))
    return None


def kana(name):
    if name in KANA:
        return KANA[name]
    return name.lower() if re.fullmatch(r"[KSTNHMYRWGZDBP]?[AIUEO]|N|VU", name) else None


def further_latin(c, name):
    """The spelling of code point c, named `name`; "" for a letter that is dropped, None for none."""
    ch = chr(c)
    for table in (HEBREW, GEORGIAN, ARMENIAN, THAI, LAO):
        if ch in table:
            return table[ch].replace("-", "")
    m = re.match(r"(\w+) (INDEPENDENT VOWEL|VOWEL SIGN|CONSONANT SIGN|SIGN|SYLLABLE|LETTER) (.*)$", name)
    if not m:
        return None
    script, kind, rest = m.groups()
    if script in INDIC:
        return indic(kind, rest)
    if script in ("HIRAGANA", "KATAKANA"):
        return kana(rest)
    if script == "MONGOLIAN":
        return MONGOLIAN.get(rest)
    if script == "ETHIOPIC":
        return ethiopic(rest)
    return {"KHMER": khmer, "MYANMAR": burmese}.get(script, lambda k, n: None)(kind, rest)
