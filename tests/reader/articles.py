# SPDX-License-Identifier: Apache-2.0
"""Articles marked by hand (tests/reader/articles), what `capias read` makes of them, and how the two differ.

    date: 2025-04-03                         the report's own day; a heading ends at the empty line
    style: news agency

    {Budapest|C|Budapest} ... {Netanyahu|P|benjamin-netanyahu}      text|kind|id, or the name of who is in no list
    ---
    visit|not_arrested|PERSON|STATE|DATE|negated                    the article's main claims; an empty field: any

Kinds: P person, S state, C city, R region, K court, T treaty, O organisation, E event, D date, Q quantity. With `?`
the mention may be found or not (an annotator may see it either way)."""
import json
import os
import re
import subprocess

KINDS = {'P': 'person', 'S': 'state', 'C': 'city', 'R': 'region', 'K': 'court', 'T': 'treaty', 'O': 'organisation',
         'E': 'event', 'D': 'date', 'Q': 'quantity'}
# A reader of lists cares whether a place is one; a city that is a state's capital, or a court that is an organisation,
# is no different mistake.
GROUPS = {'persons': {'person'}, 'states': {'state'}, 'cities, regions': {'city', 'region'},
          'courts, organisations': {'court', 'organisation'}, 'treaties': {'treaty'}, 'dates': {'date'},
          'quantities': {'quantity'}}
MARK = re.compile(r'\{([^{}|]+)\|([A-Z])(\??)\|([^{}|]*)\}')


class Article:
    def __init__(self, path):
        self.name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding='utf-8') as f:
            head, body = f.read().split('\n\n', 1)
        self.head = dict(line.split(': ', 1) for line in head.splitlines())
        body, _, claims = body.partition('\n---\n')
        self.claims = [(c.split('|') + [''] * 6)[:6] for c in claims.splitlines() if c]
        self.text, self.gold, at = '', [], 0
        for m in MARK.finditer(body):
            self.text += body[at:m.start()]
            self.gold.append((len(self.text), len(self.text) + len(m[1]), m[1], KINDS[m[2]], m[4], m[3] == '?'))
            self.text += m[1]
            at = m.end()
        self.text += body[at:] + '\n'
        assert '{' not in self.text and '}' not in self.text, f'{path}: a mark that does not close'


def read_text(capias, text, date=None, register=None):
    args = [capias, 'read', '-', '--json'] + (['--date', date] if date else []) + (['-r', register] if register else [])
    r = subprocess.run(args, input=text, capture_output=True, text=True, timeout=60)
    assert r.returncode == 0, r.stderr
    return json.loads(r.stdout)


def read(capias, article, register=None):
    return read_text(capias, article.text, article.head['date'], register)


def compare(article, mentions, kinds):
    """(gold, found, wrong mentions, missed gold, found ones that are tied to somebody else)"""
    gold = [g for g in article.gold if g[3] in kinds]
    taken, wrong, astray = set(), [], []
    for m in (m for m in mentions if m['kind'] in kinds):
        best = None
        for i, g in enumerate(gold):
            overlap = min(m['end_char'], g[1]) - max(m['start_char'], g[0])
            if overlap > 0 and i not in taken and (best is None or overlap > best[0]):
                best = (overlap, i)
        if best is None:
            wrong.append(m)
            continue
        taken.add(best[1])
        g = gold[best[1]]
        if m.get('id') and m['id'] != g[4] and not g[4].count(' ') and g[4] == g[4].lower():
            astray.append((m, g))
        elif m['kind'] in ('state', 'date') and g[4] not in (m.get('id'), m['canonical']):
            astray.append((m, g))
        elif m['kind'] == 'person' and g[4] == g[4].lower() and not m.get('id'):
            astray.append((m, g))
    must = [i for i, g in enumerate(gold) if not g[5]]
    return len(must), len([i for i in must if i in taken]), wrong, [gold[i] for i in must if i not in taken], astray


def claim_found(claim, claims):
    for c in claims:
        fields = (c['kind'], c.get('outcome') or '', c.get('person') or '', c.get('state') or '', c.get('date') or '')
        outcomes = ('', 'arrested', 'not_arrested') if claim[:2] == ['visit', ''] else (claim[1],)  # he was there
        if (claim[0] == fields[0] and fields[1] in outcomes and claim[5] == ('negated' if c.get('negated') else '')
                and all(w in ('', g) for w, g in zip(claim[2:5], fields[2:5]))):
            return True
    return False
