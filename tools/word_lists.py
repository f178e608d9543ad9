#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write the lists of ordinary words (data/reader/words/*.txt) from public-domain texts.

usage: word_lists.py TEXTS OUT
       TEXTS holds nltk_state_union.zip, nltk_inaugural.zip (plain text in zip files) and
       europeana_ocr/enp_*.bio.gz (a word and its tag a line); OUT is data/reader/words

Not part of the build: the lists are committed, this says where they came from. The same input
gives the same lists. Words that the texts are too old for come from data/reader/words_added/, a
file a language, kept by hand. docs/reader.md says what the lists are for.

A word is ordinary if it stands in lower case at least LEAST times and at least a third as often as
with a capital. All German nouns have a capital: there a word is ordinary too if it stands with a
capital outside names at least LEAST times, and at least OUTSIDE times as often as within names.
"""
import collections
import gzip
import os
import re
import sys
import textwrap
import zipfile
import zlib

LEAST = 2     # seen once may be a slip of the pen, or of the machine that read the page
OUTSIDE = 4   # "Regierung" stands within names now and then, "Genfer Konferenz" often
NOUN = 3      # letters: shorter German words of these newspapers are mostly broken ones

ADDRESSES = ('nltk_state_union.zip', 'nltk_inaugural.zip')
NEWSPAPERS = {'de': ('enp_DE.lft', 'enp_DE.onb', 'enp_DE.sbb'), 'fr': ('enp_FR.bnf',),
              'nl': ('enp_NL.kb',)}
SEEN = f'seen in lower case at least {LEAST} times, and at least a third as often as capitalised'
PAPERS = ('in newspapers of the Europeana collection, 19th and 20th century (CC0), words tagged as '
          'outside names.')
ABOUT = {
    'de': 'Ordinary words of German, nouns too, since all of them have a capital: ' + SEEN +
          f', or capitalised at least {LEAST} times and at least {OUTSIDE} times as often as '
          f'within names; of {NOUN} letters or more; ' + PAPERS,
    'en': 'Ordinary words of English: ' + SEEN + ', in the State of the Union and inaugural '
          'addresses of United States presidents, 1789 to 2017 (public domain).',
    'fr': 'Ordinary words of French: ' + SEEN + ', ' + PAPERS,
    'nl': 'Ordinary words of Dutch: ' + SEEN + ', ' + PAPERS,
}


def often_small(small, capital):
    return {w for w in small if small[w] >= LEAST and small[w] * 3 >= capital[w]}


def english(folder):
    """From plain text. Its encodings differ from file to file; only a to z counts."""
    small, capital = collections.Counter(), collections.Counter()
    for archive in ADDRESSES:
        with zipfile.ZipFile(os.path.join(folder, archive)) as z:
            for name in z.namelist():
                if name.endswith('.txt'):
                    text = z.read(name).decode('latin-1')
                    small.update(re.findall(r'\b[a-z]{2,}\b', text))
                    capital.update(w.lower() for w in re.findall(r'\b[A-Z][a-z]+\b', text))
    return often_small(small, capital)


def tagged(folder, lang):
    """From newspapers whose names were tagged by hand: O is outside names."""
    small, capital, within = (collections.Counter() for _ in range(3))
    for name in NEWSPAPERS[lang]:
        path = os.path.join(folder, 'europeana_ocr', name + '.bio.gz')
        with gzip.open(path, 'rt', encoding='utf-8', errors='replace') as f:
            for line in f:
                parts = line.split()
                if len(parts) != 2 or len(parts[0]) < 2 or not parts[0].isalpha():
                    continue
                word, tag = parts
                count = within if tag != 'O' else small if word.islower() else capital
                count[word.lower()] += 1
    words = often_small(small, capital)
    if lang == 'de':
        words |= {w for w in capital if capital[w] >= max(LEAST, OUTSIDE * within[w])}
        words = {w for w in words if len(w) >= NOUN}
    return words


def added(lang):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'reader',
                        'words_added', lang + '.txt')
    if not os.path.exists(path):
        return set()
    with open(path, encoding='utf-8') as f:
        return {x.strip() for x in f if x.strip() and not x.startswith('#')}


def write(path, lang, words, more):
    head = ABOUT[lang]
    if more:
        head += f' With the {len(more)} words of data/reader/words_added/{lang}.txt.'
    head += (' Made by tools/word_lists.py; CC BY 4.0. One word a line, sorted. A capitalised word '
             'found here is no name by itself.')
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.writelines(f'# {line}\n' for line in textwrap.wrap(head, 98))
        f.writelines(w + '\n' for w in sorted(words | more))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split('\n\n')[1])
    folder, out = sys.argv[1:]
    try:
        lists = {'en': english(folder)} | {lang: tagged(folder, lang) for lang in NEWSPAPERS}
        for lang, words in sorted(lists.items()):
            more = added(lang)
            write(os.path.join(out, lang + '.txt'), lang, words, more)
            print(f'{lang}: {len(words)} words of the texts, {len(more - words)} more added')
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as e:
        sys.exit(f'word_lists.py: {e}: both folders must be there, and the texts whole')


if __name__ == '__main__':
    main()
