"""How sites are found by what is typed: names, aliases, districts, sectors, kinds, and what their facts are about.

A Chinese name is found as it is written, in traditional characters and the words of Taiwan
(:mod:`geo.atlas.characters`), by its pinyin and by its initials; pinyin is worked out when the map is built, so that
the page needs no dictionary. What is said of a site is found the same way, by initials from its first character on.
Every word typed must be contained in one of a site's names or terms: one character is enough, and ``qst`` finds 清水塘.
Where nothing in the record contains what was typed, Latin words that differ by a typing error count too. The page
(``geo/page/web/src/core/search.js``) answers the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import cached_property
from functools import lru_cache

import pypinyin
from rapidfuzz.distance import OSA

from geo.atlas.atlas import Atlas
from geo.atlas.characters import clean
from geo.atlas.characters import fold
from geo.atlas.characters import fold_words
from geo.atlas.wording import THIN
from geo.atlas.wording import value_text
from geo.record.model import Row
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Term

SHORTEST_MISTYPED = 4
"""Letters of the shortest word in which a typing error is looked for."""
TWO_ERRORS_FROM = 8
"""Letters from which a word may hold two."""

Readings = tuple[tuple[str, tuple[str, ...]], ...]
"""Words that are usually read otherwise than they are meant, each with its syllables."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_BETWEEN_SYLLABLES = re.compile(r"['’]")
_LATIN = re.compile(r"[a-z]+")

# How else a word may be meant: 5,000 is 5000, and v is how ü is typed; accents are folded away, so that ü is u.
_GROUPED = re.compile(r"([0-9]),(?=[0-9]{3})")
_TYPED_U = re.compile(r"([ln])v")


@dataclass(frozen=True)
class Name:
    """A name and how it may be typed.

    Parameters
    ----------
    text
        The name as it is written.
    spelled
        A syllable for each character and each other sign, with apostrophes between, blanks left out; empty where the
        name has no Chinese character, or is not looked for by its sound.
    is_term
        Whether it is something said of a subject. Its initials count from its first on: within, they would be anything.
    """

    text: str
    spelled: str = ""
    is_term: bool = False

    @cached_property
    def written(self) -> tuple[str, str]:
        """The text made comparable, as it is and with its words folded."""
        folded = fold(self.text)
        return folded, fold_words(folded)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Everything that may be typed for the name, made comparable; the initials last."""
        syllables = [_TYPED_U.sub(r"\1u", fold(syllable)) for syllable in self.spelled.split("'") if syllable]
        return *self.written, "".join(syllables), "".join(syllable[0] for syllable in syllables)

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """The Latin words in those forms; initials are none."""
        return tuple(word for form in self.forms[:-1] for word in _LATIN.findall(form))


class Finder:
    """Finds the subjects meant by what was typed.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.sites = list(atlas.sites.index)
        self.names = _names(atlas)
        """Names of each subject: Chinese, English, aliases."""
        whole = {subject: _terms_of_the_whole(atlas, subject) for subject in self.names}
        parts = {subject: _terms_of_claims(atlas, subject) for subject in self.names}
        said = {subject: list(dict.fromkeys(whole[subject] + parts[subject])) for subject in self.names}
        self.terms = list(dict.fromkeys(term for terms in said.values() for term in terms))
        """What subjects are found by beside their names, each once: its Chinese text, its English one, further ones."""
        self.numbers = {term: number for number, term in enumerate(self.terms)}
        self.said = {subject: [self.numbers[term] for term in terms] for subject, terms in said.items()}
        """Numbers of each subject's terms, those first that concern the whole of it."""
        self.whole = {subject: len(set(terms)) for subject, terms in whole.items()}
        """How many of them concern the whole."""

    def find(self, text: str) -> set[str]:
        """Return the ids of the subjects found: all where nothing was typed."""
        words = [_readings(word) for word in dict.fromkeys(fold(clean(text)).split())]
        return self._having(words, _contains) or self._having(words, _is_near)

    def _having(self, words: list[list[str]], test: Callable[[str, Name], bool]) -> set[str]:
        def holds(readings: list[str], names: Iterable[Name]) -> bool:
            return any(test(word, name) for name in names for word in readings)

        found = set(self.names)
        for readings in words:
            terms = {number for number, term in enumerate(self.terms) if holds(readings, term)}
            found = {
                subject
                for subject in found
                if terms.intersection(self.said[subject]) or holds(readings, self.names[subject])
            }
        return found


@lru_cache(maxsize=1)
def finder_of(atlas: Atlas) -> Finder:
    """Return the finder of an atlas, kept: working it out takes as long as many searches."""
    return Finder(atlas)


@cache
def name_of(text: str, readings: Readings = ()) -> Name:
    """Return a name with its pinyin; of the words that ``readings`` holds, as it says."""
    return Name(text, _spelled(text, readings) if _HAN.search(text) else "")


def indicator_term(atlas: Atlas, code: str) -> tuple[Name, ...]:
    """Return what the facts of an indicator are found by."""
    return _term(atlas, _names_of(atlas.words.indicators[code]))


def scope_term(atlas: Atlas, code: str) -> tuple[Name, ...]:
    """Return what the facts of a scope are found by."""
    return _term(atlas, _names_of(atlas.words.scopes[code]))


def value_term(atlas: Atlas, fact: Row) -> tuple[Name, ...]:
    """Return a fact's value as a reader types it (50亿元, 5 billion yuan): by what is written, not by its sound."""
    words = atlas.words
    if words.indicators[fact["indicator"]].type == STATUS:
        return _term(atlas, _names_of(words.statuses[fact["value"]]))
    texts = (value_text({**fact, "qualifier": ""}, words, lang) for lang in ("zh", "en"))
    return tuple(Name(_GROUPED.sub(r"\1", text.replace(THIN, ""))) for text in texts)


def _names(atlas: Atlas) -> dict[str, list[Name]]:
    sites, districts, city = atlas.sites, atlas.districts, atlas.place
    names = {city.code: (city.name_zh, city.name_en)}
    names |= {unit.Index: (unit.name_zh, unit.name_en) for unit in districts.itertuples()}
    names |= {site.Index: (site.name_zh, site.name_en, *site.aliases) for site in sites.itertuples()}
    return {subject: [name_of(text, city.readings) for text in texts] for subject, texts in names.items()}


def _terms_of_the_whole(atlas: Atlas, subject: str) -> list[tuple[Name, ...]]:
    """Return the terms of a site's districts, kind, sector and status; the city and the districts have none."""
    if subject not in atlas.sites.index:
        return []
    site, words = atlas.sites.loc[subject], atlas.words
    units = [(atlas.districts["name_zh"][code], atlas.districts["name_en"][code]) for code in site["all_districts"]]
    registered = [words.kinds[site["kind"]], words.sectors.get(site["sector"]), words.statuses.get(site["status"])]
    return [_term(atlas, texts) for texts in (*units, *(_names_of(term) for term in registered if term))]


def _terms_of_claims(atlas: Atlas, subject: str) -> list[tuple[Name, ...]]:
    """Return the terms of what is said about a subject: indicators and scopes, then values."""
    claims = atlas.claims.get(subject, ())
    about = [
        term
        for claim in claims
        for term in (indicator_term(atlas, claim.indicator), claim.scope and scope_term(atlas, claim.scope))
        if term
    ]
    return [*about, *(value_term(atlas, fact) for claim in claims for fact in claim.facts)]


def _term(atlas: Atlas, texts: Iterable[str]) -> tuple[Name, ...]:
    return tuple(replace(name_of(text, atlas.place.readings), is_term=True) for text in texts)


def _names_of(term: Term) -> tuple[str, ...]:
    return term.name_zh, term.name_en, *term.aliases


def _readings(word: str) -> list[str]:
    """Return a folded word, and what else it may be meant for."""
    readings = [word]
    for other in (fold_words, lambda each: _GROUPED.sub(r"\1", each), lambda each: _TYPED_U.sub(r"\1u", each)):
        readings += [other(reading) for reading in readings]
    return list(dict.fromkeys(readings))


def _contains(word: str, name: Name) -> bool:
    *forms, initials = name.forms
    return any(word in form for form in forms) or (initials.startswith(word) if name.is_term else word in initials)


def _is_near(word: str, name: Name) -> bool:
    """Return whether a name contains a word as typed, or has a Latin word that begins like it but for a typing error.

    An error is a letter too many, missing, wrong, or changed with its neighbour (optimal string alignment).
    """
    if _contains(word, name):
        return True
    if len(word) < SHORTEST_MISTYPED or not _LATIN.fullmatch(word):
        return False
    allowed = 2 if len(word) >= TWO_ERRORS_FROM else 1
    lengths = range(len(word) - allowed, len(word) + allowed + 1)
    return any(
        OSA.distance(word, latin[:length], score_cutoff=allowed) <= allowed
        for latin in name.latin
        for length in lengths
    )


def _spelled(name: str, readings: Readings) -> str:
    """Return the syllables of a name; what the library misreads is cut out and read as ``readings`` says."""
    signs = "".join(sign for sign in name if not (sign.isspace() or _BETWEEN_SYLLABLES.fullmatch(sign)))
    known = dict(readings)
    syllables: list[str] = []
    for part in _cut(tuple(known)).split(signs) if known else [signs]:
        syllables += known.get(part) or pypinyin.lazy_pinyin(part, errors=list)
    return "'".join(syllables)


@cache
def _cut(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern by which a text is cut into these words, the longest first, and what lies between them."""
    return re.compile(f"({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})")
