#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns data/reader/ into C: cues, ordinary words, places, names, claim patterns;
and the capitals, large cities and demonyms of data/states/.

usage: reader_tables.py DATA_READER DATA_STATES OUTPUT.c

A word is kept as the 64-bit FNV-1a hash of its folded form (Latin script: lower case without
diacritics; else NFKC, lower case), which is what lib/reader works out for each word of a text;
tests/unit/test_reader.c checks that the two agree on every row. A wrong row stops the build.
"""
import csv
import os
import re
import sys
import unicodedata

CLASSES = ['stop', 'title', 'speech', 'org', 'geo', 'event', 'month', 'weekday', 'relative', 'unit',
           'scale', 'negation', 'modal', 'condition', 'capital', 'vessel', 'who', 'placeprep',
           'accession', 'warrant', 'nation', 'particle', 'pronoun', 'generation', 'demonym', 'body',
           'genitive', 'nameof', 'datepart', 'country', 'and', 'from']
KINDS = ['state', 'city', 'region', 'organisation', 'court', 'treaty', 'event']
SLOTS = {'<court>': 'COURT', '<treaty>': 'TREATY', '<person>': 'PERSON', '<state>': 'STATE'}
PLACES_OF_ROLE = {'person': ['before', 'after', 'near', 'beside', 'none'],
                  'state': ['before', 'after', 'near', 'visited', 'actor', 'nation', 'none'],
                  'negation': ['flip', 'drop', 'own']}
LATIN_EXTRA = {'ß': 'ss', 'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ð': 'd',
               'þ': 'th'}


ARTICLE = '\u0627\u0644'
ARABIC = str.maketrans({'إ': 'ا', 'أ': 'ا', 'آ': 'ا', 'ک': 'ك', 'ی': 'ي'})


def stop(path, line, what):
    sys.exit(f'{path}:{line}: {what}')


def fold(word):
    s = unicodedata.normalize('NFKC', word).casefold().translate(ARABIC)
    if any('ARABIC' in unicodedata.name(c, '') for c in s):  # hamza seats and vowel signs
        s = ''.join(c for c in unicodedata.normalize('NFD', s) if not unicodedata.combining(c))
    if any('LATIN' in unicodedata.name(c, '') for c in s):
        s = ''.join(LATIN_EXTRA.get(c, c) for c in unicodedata.normalize('NFD', s)
                    if not unicodedata.combining(c))
    return s


def wide(c):
    """Scripts without spaces: each code point is a word of its own."""
    n = ord(c)
    return (0x2E80 <= n < 0xA000 or 0xF900 <= n < 0xFB00 or 0x20000 <= n < 0x32000 or
            0x0E00 <= n < 0x0E80 or 0x31F0 <= n < 0x3200)


def parts(word):
    """The Arabic article before three letters or more is a word of its own, as lib/text has it."""
    bare = unicodedata.normalize('NFC', word)
    if bare[:2] == ARTICLE and sum(c.isalpha() for c in bare[2:]) >= 3:
        return [bare[:2], fold(bare[2:])]
    return [fold(word)]


def words_of(phrase):
    out, word = [], ''
    for i, c in enumerate(phrase + ' '):
        inner = c == "'" and word and i + 1 < len(phrase) and 'CYRILLIC' in unicodedata.name(word[-1], '')
        if wide(c):
            if word:
                out += parts(word)
            word = ''
            out.append(c)
        elif c.isalnum() or unicodedata.combining(c):
            word += c
        elif inner:
            continue
        else:
            if word:
                out += parts(word)
            word = ''
    return out


def fnv(word):
    h = 0xcbf29ce484222325
    for b in word.encode():
        h = (h ^ b) * 0x100000001b3 & 0xffffffffffffffff
    return h or 1


def quote(s):
    out = ''
    for b in s.encode():
        out += chr(b) if 32 <= b < 127 and b not in (34, 92, 63) else f'\\{b:03o}'
    return f'"{out}"'


def table(path, columns):
    with open(path, encoding='utf-8', newline='') as f:
        reader = csv.reader(f)
        if next(reader) != columns:
            stop(path, 1, f'the header must be {",".join(columns)}')
        for row in reader:
            if len(row) != len(columns):
                stop(path, reader.line_num, f'{len(row)} fields, not {len(columns)}')
            yield reader.line_num, dict(zip(columns, (c.strip() for c in row)))


class Writer:
    def __init__(self):
        self.langs, self.words, self.out = ['*'], [], []

    def lang(self, code):
        if code not in self.langs:
            self.langs.append(code)
        return self.langs.index(code)

    def keep(self, words):
        self.words.extend(fnv(w) for w in words)
        return len(self.words) - len(words)


def cues(w, data, states):
    rows, seen = [], set()
    path = own = os.path.join(data, 'cues.csv')
    for line, r in table(path, ['lang', 'class', 'phrase', 'value', 'source']):
        if r['class'] not in CLASSES or r['class'] == 'demonym' and r['value']:
            stop(path, line, f"no class is called '{r['class']}'")
        rows.append((path, line, r['lang'], r['class'], r['phrase'], r['value']))
    path = os.path.join(states, 'demonyms.csv')
    for line, r in table(path, ['demonym', 'code', 'source']):
        if not re.fullmatch('[A-Z]{2}', r['code']):
            stop(path, line, f"'{r['code']}' is not a state's code")
        rows.append((path, line, 'en', 'demonym', r['demonym'], r['code']))
        if r['demonym'][-1] in 'nits':
            rows.append((path, line, 'en', 'demonym', r['demonym'] + 's', r['code']))
    made = []
    for path, line, lang, cls, phrase, value in rows:
        ws = words_of(phrase)
        if not 1 <= len(ws) <= 8:
            stop(path, line, f"'{phrase}' has {len(ws)} words; 1 to 8 are allowed")
        key = (lang, cls, tuple(ws), phrase.startswith('-'))
        if key in seen:
            continue  # two spellings that fold to one
        seen.add(key)
        if phrase.startswith('-'):  # the end of a compound word
            if len(ws) > 1 or value:
                stop(path, line, f"'{phrase}' is one word, without a value")
            made.append((0, -len(ws[0]), w.lang(lang), CLASSES.index(cls), ws, ws[0], phrase, 0, line))
            continue
        made.append((fnv(ws[0]), -len(ws), w.lang(lang), CLASSES.index(cls), ws, value, phrase,
                     int(path != own), line))
    made.sort(key=lambda m: m[:5])
    w.out.append('const struct cps_cue cps_reader_cues[] = {')
    for first, _, lang, cls, ws, value, phrase, states, line in made:
        at = w.keep(ws)
        w.out.append(f'    {{UINT64_C({first}), {quote(value)}, {quote(phrase)}, {at}, {len(ws)}, '
                     f'{cls}, {lang}, {states}, {line}}},')
    w.out.append(f'}};\nconst size_t cps_reader_cues_n = {len(made)};')


def endings(w, data):
    path, made = os.path.join(data, 'endings.csv'), []
    for line, r in table(path, ['lang', 'ending', 'base', 'source']):
        if len(words_of(r['ending'])) != 1 or len(words_of(r['base'])) > 1:
            stop(path, line, 'an ending and what stands for it in the name are letters of one word')
        made.append((w.lang(r['lang']), fold(r['ending']), fold(r['base'])))
    made = sorted(set(made), key=lambda m: (m[0], -len(m[1]), m[1], m[2]))
    w.out.append('const struct cps_ending cps_reader_endings[] = {')
    w.out += [f'    {{{lang}, {quote(ending)}, {quote(base)}}},' for lang, ending, base in made]
    w.out.append(f'}};\nconst size_t cps_reader_endings_n = {len(made)};')


def ordinary(w, data):
    folder, sets = os.path.join(data, 'words'), []
    for name in sorted(os.listdir(folder)):
        code = name.removesuffix('.txt')
        with open(os.path.join(folder, name), encoding='utf-8') as f:
            hashes = sorted({fnv(fold(x.strip())) for x in f if x.strip() and x[0] != '#'})
        w.out.append(f'static const uint64_t words_{code}[] = {{')
        for i in range(0, len(hashes), 4):
            w.out.append('    ' + ' '.join(f'UINT64_C({h}),' for h in hashes[i:i + 4]))
        w.out.append('};')
        sets.append((w.lang(code), code, len(hashes)))
    w.out.append('const struct cps_ordinary cps_reader_ordinary[] = {')
    w.out += [f'    {{words_{code}, {n}, {lang}}},' for lang, code, n in sets]
    w.out.append(f'}};\nconst size_t cps_reader_ordinary_n = {len(sets)};')


def names(w, data, states):
    made = []
    for name in ('capitals.csv', 'cities.csv'):
        path, capital = os.path.join(states, name), name == 'capitals.csv'
        columns = ['name', 'state', 'canonical'] + ([] if capital else ['population']) + ['source']
        for line, r in table(path, columns):
            large = not capital and int(r['population'] or 0) >= 1000000
            alias = r['name'] if r['name'] != r['canonical'] else ''
            made.append(('city', '', r['canonical'], alias, r['state'], 2 if capital else int(large), True))
    path = os.path.join(data, 'places.csv')
    for line, r in table(path, ['name', 'kind', 'state', 'capital', 'aliases', 'source']):
        if r['kind'] not in ('city', 'region') or r['capital'] not in ('', 'yes') or not r['name']:
            stop(path, line, 'kind is city or region, capital is yes or empty, name is not empty')
        rank = 2 if r['capital'] else 1
        made.append((r['kind'], '', r['name'], r['aliases'], r['state'], rank, False))
    path = os.path.join(data, 'names.csv')
    for line, r in table(path, ['kind', 'id', 'name', 'aliases', 'source']):
        if r['kind'] not in KINDS or not r['name']:
            stop(path, line, f"'{r['kind']}' is no kind of name, or the name is empty")
        state = r['id'] if r['kind'] == 'state' else ''
        made.append((r['kind'], r['id'], r['name'], r['aliases'], state, 0, False))
    w.out.append('const struct cps_known_name cps_reader_names[] = {')
    for kind, ident, name, aliases, state, rank, listed in made:
        w.out.append(f'    {{CPS_FIND_{kind.upper()}, {rank}, {int(listed)}, {quote(state)}, '
                     f'{quote(ident)}, {quote(name)}, {quote(aliases)}}},')
    w.out.append(f'}};\nconst size_t cps_reader_names_n = {len(made)};')


def elements(w, path, line, cue):
    out = []
    for piece in cue.split():
        if piece == '..':
            out.append('{CPS_CUE_GAP, 0, 0, 0}')
            continue
        optional = piece.endswith('?')
        piece = piece.rstrip('?')
        if piece in SLOTS:
            out.append(f'{{CPS_CUE_{SLOTS[piece]}, {int(optional)}, 0, 0}}')
            continue
        choices = piece[1:-1].split('|') if piece.startswith('(') else [piece]
        folded, article = [], False
        for c in choices:
            ws = words_of(c)
            if len(ws) == 2 and ws[0] == ARTICLE:  # with or without it, before any of the choices
                article, ws = True, ws[1:]
            if len(ws) != 1:
                if len(choices) > 1 or optional or not ws:
                    stop(path, line, f"'{c}' must be one word")
                out += [f'{{CPS_CUE_WORDS, 0, 1, {w.keep([x])}}}' for x in ws[:-1]]
                ws = ws[-1:]
            folded += ws
        if article and out:
            out.append(f"{{CPS_CUE_WORDS, 1, 1, {w.keep([ARTICLE])}}}")
        out.append(f'{{CPS_CUE_WORDS, {int(optional)}, {len(folded)}, {w.keep(folded)}}}')
    return out


def claims(w, data):
    path = os.path.join(data, 'claims.csv')
    columns = ['lang', 'kind', 'outcome', 'cue', 'person', 'state', 'negation', 'value', 'source']
    pieces, made, starts = [], [], []
    for line, r in table(path, columns):
        for role, allowed in PLACES_OF_ROLE.items():
            if r[role] not in allowed:
                stop(path, line, f"{role} is one of {', '.join(allowed)}, not '{r[role]}'")
        es = elements(w, path, line, r['cue'])
        if not es or 'GAP' in es[0] or ', 1, ' in es[0][:26] and 'WORDS, 1' in es[0]:
            stop(path, line, 'a cue begins with a word or a mention')
        m = re.match(r'\{CPS_CUE_WORDS, 0, (\d+), (\d+)\}', es[0])
        if m:
            n, at = int(m[1]), int(m[2])
            starts += [(w.words[at + i], len(made)) for i in range(n)]
        else:
            starts.append((0, len(made)))
        enums = [f'CPS_ROLE_{r[x].upper()}' for x in ('person', 'state')]
        made.append(f'    {{{quote(r["kind"])}, {quote(r["outcome"])}, {quote(r["value"])}, '
                    f'{len(pieces)}, {len(es)}, {w.lang(r["lang"])}, {enums[0]}, {enums[1]}, '
                    f'CPS_NEGATION_{r["negation"].upper()}}},')
        pieces += es
    w.out.append('const struct cps_cue_element cps_reader_elements[] = {')
    w.out += [f'    {e},' for e in pieces]
    w.out.append('};\nconst struct cps_claim_cue cps_reader_claims[] = {')
    w.out += made
    w.out.append(f'}};\nconst size_t cps_reader_claims_n = {len(made)};')
    w.out.append('const struct cps_claim_start cps_reader_starts[] = {')
    w.out += [f'    {{UINT64_C({h}), {i}}},' for h, i in sorted(starts)]
    w.out.append(f'}};\nconst size_t cps_reader_starts_n = {len(starts)};')


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    data, states, path = sys.argv[1:]
    w = Writer()
    cues(w, data, states)
    ordinary(w, data)
    endings(w, data)
    names(w, data, states)
    claims(w, data)
    with open(path, 'w', encoding='ascii') as f:
        f.write('/* SPDX-License-Identifier: Apache-2.0\n * Made by tools/reader_tables.py from '
                'data/reader/ and data/states/. */\n#include "reader/tables.h"\n\n')
        f.write('const char *const cps_reader_langs[] = {' +
                ', '.join(quote(x) for x in w.langs) + '};\n')
        f.write(f'const size_t cps_reader_langs_n = {len(w.langs)};\n')
        f.write('\n'.join(w.out) + '\n')
        f.write('const uint64_t cps_reader_words[] = {\n')
        for i in range(0, len(w.words), 4):
            f.write('    ' + ' '.join(f'UINT64_C({h}),' for h in w.words[i:i + 4]) + '\n')
        f.write('};\n')


if __name__ == '__main__':
    main()
