#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Precision and recall of `capias read` on an annotated text.

usage: score_mentions.py GOLD READING.json [TEXT] [--show]

GOLD is facts/report_entities.csv (columns start, end, mention_text, canonical, type, ref_id; offsets
in code points, end exclusive) or one of our .mentions.tsv (start, end, text, kind, id, canonical);
READING.json is what `capias read --json` printed. A mention counts as found when its kind fits and
its span overlaps a gold span of that kind which no other mention has taken; `exact` counts equal
spans; `linked` counts found mentions whose id or canonical name is the gold one. Persons and places
(state, city, region; gold `place` counts as one) come first, as the issue asks for; other kinds below.
A mention that overlaps gold of another group only counts against precision; one that overlaps no gold
at all does too.
"""
import csv
import json
import sys

GROUPS = {'persons': {'person'}, 'places': {'state', 'city', 'region', 'place'},
          'courts and organisations': {'court', 'organisation', 'publication'}, 'treaties': {'treaty'},
          'dates': {'date'}, 'quantities': {'quantity', 'share', 'distance'}}


def gold_rows(path):
    with open(path, encoding='utf-8', newline='') as f:
        if path.endswith('.tsv'):
            for r in csv.DictReader((x for x in f if not x.startswith('#')), delimiter='\t', quoting=csv.QUOTE_NONE):
                yield (int(r['start']), int(r['end']), r['text'], r['kind'], r['id'], r['canonical'])
        else:
            for r in csv.DictReader(f):
                yield (int(r['start']), int(r['end']), r['mention_text'], r['type'], r['ref_id'], r['canonical'])


def fold(s):
    return ''.join(c for c in (s or '').lower() if c.isalnum())


def same(mention, gold):
    if mention['id'] and gold[4] and mention['id'] == gold[4]:
        return True
    a, b = fold(mention['canonical']), fold(gold[5])
    return bool(a) and (a == b or b.startswith(a) or a.startswith(b))


def score(gold, mentions):
    found, taken, exact, linked = [], set(), 0, 0
    for m in mentions:
        best = None
        for i, g in enumerate(gold):
            overlap = min(m['end_char'], g[1]) - max(m['start_char'], g[0])
            if i not in taken and overlap > 0 and (best is None or overlap > best[0]):
                best = (overlap, i)
        if best:
            g = gold[best[1]]
            taken.add(best[1])
            found.append(m)
            exact += (m['start_char'], m['end_char']) == (g[0], g[1])
            linked += same(m, g)
    wrong = [m for m in mentions if m not in found]
    missed = [g for i, g in enumerate(gold) if i not in taken]
    return len(found), exact, linked, wrong, missed


def main():
    show = '--show' in sys.argv
    args = [a for a in sys.argv[1:] if a != '--show']
    if len(args) not in (2, 3):
        sys.exit(__doc__)
    gold = list(gold_rows(args[0]))
    with open(args[1], encoding='utf-8') as f:
        reading = json.load(f)
    if len(args) == 3:
        with open(args[2], encoding='utf-8', newline='') as f:
            text = f.read()
        for m in reading['mentions']:
            if text[m['start_char']:m['end_char']] != m['text']:
                sys.exit(f"{args[1]}: characters {m['start_char']}-{m['end_char']} are not '{m['text']}'")
            if text.encode()[m['start']:m['end']].decode() != m['text']:
                sys.exit(f"{args[1]}: bytes {m['start']}-{m['end']} are not '{m['text']}'")
    print(f'{"":26} gold found wrong  precision recall    F1  exact linked')
    for group, kinds in GROUPS.items():
        g = [r for r in gold if r[3] in kinds]
        m = [r for r in reading['mentions'] if r['kind'] in kinds]
        n, exact, linked, wrong, missed = score(g, m)
        p, r = n / len(m) if m else 1.0, n / len(g) if g else 1.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        print(f'{group:26} {len(g):4} {n:5} {len(wrong):5} {p:10.3f} {r:6.3f} {f1:5.3f} {exact:6} {linked:6}')
        if show:
            for x in wrong:
                print(f"    wrong  {x['start_char']:5} {x['text']!r} as {x['kind']} {x['canonical']!r}")
            for x in missed:
                print(f'    missed {x[0]:5} {x[2]!r} ({x[3]}: {x[5]})')


if __name__ == '__main__':
    main()
