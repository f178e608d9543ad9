#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The reader on articles in many languages, marked by hand before it saw them (tests/reader/articles). The floors are what
a careful reader of lists can live with, not what came out. usage: run.py CAPIAS"""
import collections
import glob
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..')]
import articles
import tap

CAPIAS = os.path.abspath(sys.argv[1])
# group: precision, recall over all articles
FLOORS = {'persons': (0.95, 0.93), 'states': (0.95, 0.95), 'cities, regions': (0.90, 0.90),
          'courts, organisations': (0.90, 0.85), 'treaties': (0.95, 0.95), 'dates': (0.95, 0.90), 'quantities': (0.9, 0.9)}
IN_ONE_LANGUAGE = {'persons': (0.80, 0.80), 'states': (0.85, 0.85)}
CLAIMS = 0.80
ALL = [articles.Article(p) for p in sorted(glob.glob(os.path.join(HERE, 'articles', '*.txt')))]
READ = {a.name: articles.read(CAPIAS, a) for a in ALL}


def sums(group, texts):
    gold = found = wrong = astray = 0
    for a in texts:
        g, f, w, _, s = articles.compare(a, READ[a.name]['mentions'], articles.GROUPS[group])
        gold, found, wrong, astray = gold + g, found + f, wrong + len(w), astray + len(s)
    return gold, found, wrong, astray


def meets(group, texts, floors):
    gold, found, wrong, astray = sums(group, texts)
    precision = found / (found + wrong) if found + wrong else 1
    recall = found / gold if gold else 1
    assert precision >= floors[0], f'{group}: precision {precision:.2f}, {wrong} wrong'
    assert recall >= floors[1], f'{group}: recall {recall:.2f}, {found} of {gold}'
    return astray


def floors():
    for group, both in FLOORS.items():
        meets(group, ALL, both)


def no_language_is_left_out():
    by = collections.defaultdict(list)
    for a in ALL:
        by[a.name[:2]].append(a)
    assert len(by) >= 12, sorted(by)
    for texts in by.values():
        for group, both in IN_ONE_LANGUAGE.items():
            meets(group, texts, both)


def nobody_is_taken_for_another():
    for a in ALL:
        *_, astray = articles.compare(a, READ[a.name]['mentions'], {'person'})
        for m, g in astray:
            assert not m.get('id'), f"{a.name}: '{m['text']}' is tied to {m['id']}, not {g[4]}"


def one_person_one_name():
    """All mentions of somebody have one canonical name; two people never share one."""
    for a in ALL:
        names = collections.defaultdict(set)
        for m in READ[a.name]['mentions']:
            g = [x for x in a.gold if x[3] == m['kind'] == 'person' and min(m['end_char'], x[1]) > max(m['start_char'], x[0])]
            if g:
                names[g[0][4]].add(m['canonical'])
        for who, canonical in names.items():
            others = set().union(*(n for w, n in names.items() if w != who))
            assert not canonical & others, f'{a.name}: {canonical & others} is {who} and somebody else'
            assert len(canonical) == 1, f'{a.name}: {who} is called {canonical}'


def claims():
    got = [(a.name, c, articles.claim_found(c, READ[a.name]['claims'])) for a in ALL for c in a.claims]
    share = sum(ok for *_, ok in got) / len(got)
    assert share >= CLAIMS, f'{share:.2f} of {len(got)}: missed {[(n, "|".join(c)) for n, c, ok in got if not ok]}'


def denied():
    """What a sentence denies is not claimed, or carries `negated`."""
    with open(os.path.join(HERE, 'denied.tsv'), encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if not line.startswith('#')][1:]
    for allowed, sentence in rows:
        got = articles.read_text(CAPIAS, sentence)['claims']
        said = {f"{c['kind']} {c['outcome']}" for c in got if not c.get('negated') and c['kind'] != 'statement'}
        assert said <= {allowed}, f'{sentence}: claims {said}'


def offsets():
    for a in ALL:
        for m in READ[a.name]['mentions']:
            assert a.text[m['start_char']:m['end_char']] == m['text'] == a.text.encode()[m['start']:m['end']].decode(), m


tap.run([
    ("precision and recall over all articles", floors),
    ("persons and states in each of the languages", no_language_is_left_out),
    ("nobody is tied to somebody else", nobody_is_taken_for_another),
    ("one person, one name", one_person_one_name),
    ("the articles' main claims", claims),
    ("what is denied is not claimed", denied),
    ("offsets in bytes and code points", offsets),
])
