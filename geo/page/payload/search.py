"""How subjects are found: names and terms with their pinyin, and what folds to their characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.characters import fold
from geo.atlas.characters import regional_words
from geo.atlas.characters import variants
from geo.atlas.search import Finder
from geo.atlas.search import Name
from geo.atlas.search import finder_of
from geo.atlas.search import indicator_term
from geo.atlas.search import scope_term
from geo.page.payload.pack import NONE
from geo.page.payload.pack import one_a_line
from geo.page.payload.pack import one_a_tab
from geo.page.payload.pack import packed


def search(atlas: Atlas) -> dict[str, str]:
    """Return how subjects are found: what of their names is no text of its own column, and the terms of what is said.

    ``names`` and ``terms`` hold a line a subject or term, in it the pinyin of each name in turn, parted by tabs;
    ``said`` holds the numbers of all subjects' terms, ``counts`` how many each has, and ``whole`` how many of these
    concern the whole of it. ``indicators`` and ``scopes`` hold the numbers of the registers' terms. Last come the
    characters and words that count as one.
    """
    finder, words = finder_of(atlas), atlas.words
    known = subjects(atlas)
    number = finder.numbers.get
    return {
        "names": one_a_line(_pinyin(finder.names[subject]) for subject in known),
        "terms_zh": one_a_line(zh.text for zh, *_ in finder.terms),
        "terms_en": one_a_line(en.text for _, en, *_ in finder.terms),
        "terms_also": one_a_line(one_a_tab(name.text for name in further) for _, _, *further in finder.terms),
        "terms": one_a_line(_pinyin(term) for term in finder.terms),
        "counts": packed([len(finder.said[subject]) for subject in known]),
        "whole": packed([finder.whole[subject] for subject in known]),
        "said": packed([number for subject in known for number in finder.said[subject]]),
        "indicators": packed([number(indicator_term(atlas, code), NONE) for code in words.indicators]),
        "scopes": packed([number(scope_term(atlas, code), NONE) for code in words.scopes]),
        **_characters(atlas, finder),
    }


def _characters(atlas: Atlas, finder: Finder) -> dict[str, str]:
    """Return what folds to the characters and words of the record, as ``characters.js`` reads it."""
    names = [name for each in (*finder.names.values(), *finder.terms) for name in each]
    record = atlas.record
    notes = {fact["note_zh"] for fact in record.facts} | {source["title_zh"] for source in record.sources}
    folded = "\n".join([*(form for name in names for form in name.written), *map(fold, notes)])
    groups = defaultdict(list)
    for variant, sign in variants().items():
        groups[sign].append(chr(variant))
    words = [(word, other) for word, other in regional_words().items() if other in folded]
    signs = set(folded).union(*(word for word, _ in words))
    return {
        "variants": one_a_line(sign + "".join(groups[sign]) for sign in sorted(signs & set(groups))),
        "words": one_a_line(map(one_a_tab, words)),
    }


def _pinyin(names: Iterable[Name]) -> str:
    return one_a_tab(name.spelled for name in names)
