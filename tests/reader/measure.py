#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well `capias read` does on the marked articles, by group and language. usage: measure.py CAPIAS [-r REG] [--show]"""
import argparse
import collections
import glob
import os

import articles


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('capias')
    p.add_argument('-r', dest='register')
    p.add_argument('--show', action='store_true')
    p.add_argument('--only', default='')
    p.add_argument('--articles', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), 'articles'))
    args = p.parse_args()
    sums, claims, claims_by = collections.defaultdict(lambda: [0] * 5), [0, 0], {}
    for path in sorted(glob.glob(os.path.join(args.articles, args.only + '*.txt'))):
        a = articles.Article(path)
        got = articles.read(args.capias, a, args.register)
        if args.show:
            print(f'== {a.name}')
        for group, kinds in articles.GROUPS.items():
            gold, found, wrong, missed, astray = articles.compare(a, got['mentions'], kinds)
            for key in ((group, ''), (group, a.name[:2])):
                for i, n in enumerate((gold, found, len(wrong), len(astray))):
                    sums[key][i] += n
            if args.show:
                for m in wrong:
                    print(f"  wrong  {m['text']!r} as {m['kind']} {m.get('id')} {m['canonical']!r} {m['score']}")
                for g in missed:
                    print(f'  missed {g[2]!r} ({g[3]} {g[4]})')
                for m, g in astray:
                    print(f"  astray {m['text']!r} as {m.get('id')} {m['canonical']!r} ({g[4]})")
        for c in a.claims:
            ok = articles.claim_found(c, got['claims'])
            claims[0] += 1
            claims[1] += ok
            if args.show and not ok:
                print('  no claim', '|'.join(c))
        if args.show:
            for c in got['claims']:
                print('  claim', c['kind'], c.get('outcome'), c.get('person'), c.get('state'), c.get('date'),
                      'NEG' if c.get('negated') else '', '::', c['quote'][:90].replace('\n', ' '))
    print(f'{"":22} lang gold found wrong astray precision recall')
    for (group, lang), (gold, found, wrong, astray, _) in sorted(sums.items()):
        if gold or wrong:
            precision = found / (found + wrong) if found + wrong else 1
            print(f'{group:22} {lang or "all":4} {gold:4} {found:5} {wrong:5} {astray:6} {precision:9.2f} '
                  f'{found / gold if gold else 1:6.2f}')
    print(f'claims {claims[1]} of {claims[0]}')


if __name__ == '__main__':
    main()
