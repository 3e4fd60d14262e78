"""How sites are found by what is typed: names, aliases, districts, sectors, kinds, and what their facts are about.

A Chinese name is found as it stands, in traditional characters, by its pinyin and by its initials; those are worked out
when the map is built, so that the page needs no dictionary. What is said of a site is found the same way, by initials
from its first character on. Every word typed must be contained in one of a site's names or terms: one character is
enough, and ``qst`` finds 清水塘. Where nothing contains what was typed, Latin words that differ by a typing error count
too. The page (``geo/web/src/search.js``) answers the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import cached_property
from functools import lru_cache

import opencc
import pypinyin
from rapidfuzz.distance import OSA

from geo.atlas import Atlas
from geo.facts import Claim
from geo.vocabulary import CITY
from geo.vocabulary import CITY_NAMES
from geo.vocabulary import NUMBER
from geo.vocabulary import STATUS
from geo.vocabulary import Term

READINGS = {
    "长株": [["chang"], ["zhu"]],
    "长株潭": [["chang"], ["zhu"], ["tan"]],
    "长输": [["chang"], ["shu"]],
    "瓷都": [["ci"], ["du"]],
    "窑都": [["yao"], ["du"]],
    "地区生产总值": [["di"], ["qu"], ["sheng"], ["chan"], ["zong"], ["zhi"]],
}
"""Readings that the library does not know: checked by hand against every name of the record."""

SHORTEST_MISTYPED = 4
"""Letters of the shortest word in which a typing error is looked for."""
TWO_ERRORS_FROM = 8
"""Letters from which a word may hold two."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DROPPED = re.compile(r"['’]")
_LATIN = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Name:
    """A name and how it may be typed.

    Parameters
    ----------
    text
        The name as it stands.
    traditional
        The same in traditional characters; empty where it does not differ.
    spelled
        A syllable for each character and each other sign, with apostrophes between, blanks left out; empty where the
        name has no Chinese character, or is not looked for by its sound.
    is_term
        Whether it is something said of a subject. Its initials count from its first on: within, they would be anything.
    """

    text: str
    traditional: str = ""
    spelled: str = ""
    is_term: bool = False

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Everything that may be typed for the name, made comparable; the initials last."""
        syllables = [fold(syllable) for syllable in self.spelled.split("'") if syllable]
        initials = "".join(syllable[0] for syllable in syllables)
        return fold(self.text), fold(self.traditional), "".join(syllables), initials

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """The Latin words in those forms; initials are none."""
        return tuple(word for form in self.forms[:-1] for word in _LATIN.findall(form))


class Finder:
    """Tells which sites are meant by what was typed.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.sites = list(atlas.sites.index)
        self.names = _names(atlas)
        """Names of each subject: Chinese, English, aliases."""
        said = {subject: _terms(atlas, subject) for subject in self.names}
        self.terms = list(dict.fromkeys(term for terms in said.values() for term in terms))
        """What subjects are found by beside their names: Chinese and English, each once."""
        numbers = {term: number for number, term in enumerate(self.terms)}
        self.said = {subject: [numbers[term] for term in terms] for subject, terms in said.items()}
        """Numbers of each subject's terms."""

    def find(self, text: str) -> set[str]:
        """Return the ids of the sites found: all where nothing was typed."""
        words = fold(clean(text)).split()
        return self._having(words, _contains) or self._having(words, _is_near)

    def _having(self, words: list[str], test: Callable[[str, Name], bool]) -> set[str]:
        found = set(self.sites)
        for word in words:
            terms = {number for number, term in enumerate(self.terms) if any(test(word, name) for name in term)}
            found = {
                site
                for site in found
                if terms.intersection(self.said[site]) or any(test(word, name) for name in self.names[site])
            }
        return found


@lru_cache(maxsize=1)
def finder_of(atlas: Atlas) -> Finder:
    """Return the finder of an atlas, kept: working it out takes as long as many searches."""
    return Finder(atlas)


@cache
def name_of(text: str) -> Name:
    """Return a name with its traditional characters and its pinyin."""
    traditional = _traditional().convert(text)
    return Name(text, "" if traditional == text else traditional, _spelled(text) if _HAN.search(text) else "")


def clean(text: str) -> str:
    """Return what was typed without control characters and blanks around it."""
    return _CONTROLS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Make text comparable: full width as half width, upper case as lower case, no apostrophes."""
    return _DROPPED.sub("", "".join(unicodedata.normalize("NFKC", sign).lower() for sign in text))


def _names(atlas: Atlas) -> dict[str, list[Name]]:
    sites, districts = atlas.sites, atlas.districts
    names = {CITY: (CITY_NAMES["zh"], CITY_NAMES["en"])}
    names |= {unit.Index: (unit.name_zh, unit.name_en) for unit in districts.itertuples()}
    names |= {site.Index: (site.name_zh, site.name_en, *site.aliases) for site in sites.itertuples()}
    return {subject: [name_of(text) for text in texts] for subject, texts in names.items()}


def _terms(atlas: Atlas, subject: str) -> list[tuple[Name, Name]]:
    """Return what a subject is found by beside its names, what concerns the whole of it first."""
    words = atlas.words
    terms = []
    if subject in atlas.sites.index:
        site = atlas.sites.loc[subject]
        terms = [(atlas.districts["name_zh"][code], atlas.districts["name_en"][code]) for code in site["all_districts"]]
        registered = [words.kinds[site["kind"]], words.sectors.get(site["sector"]), words.statuses.get(site["status"])]
        terms += [_pair(term) for term in registered if term]
    claims = atlas.claims.get(subject, ())
    for claim in claims:
        about = (words.indicators[claim.indicator], words.scopes.get(claim.scope))
        terms += [_pair(term) for term in about if term]
    told = [(replace(name_of(zh), is_term=True), replace(name_of(en), is_term=True)) for zh, en in terms]
    values = [value for claim in claims for value in _values(atlas, claim)]
    return list(dict.fromkeys([*told, *values]))


def _values(atlas: Atlas, claim: Claim) -> list[tuple[Name, Name]]:
    """Return a claim's values as a reader types them (50亿元), words by their names but not by their sound."""
    words, kind = atlas.words, atlas.words.indicators[claim.indicator].type
    if kind != NUMBER:
        register = words.statuses if kind == STATUS else words.honours
        return [tuple(map(Name, _pair(register[fact["value"]]))) for fact in claim.facts]
    units = [(fact["value"], words.units[fact["unit"]].name_zh) for fact in claim.facts]
    return [(Name(unit.replace("{}", value) if "{}" in unit else value + unit), Name("")) for value, unit in units]


def _pair(term: Term) -> tuple[str, str]:
    return term.name_zh, term.name_en


def _contains(word: str, name: Name) -> bool:
    *forms, initials = name.forms
    return any(word in form for form in forms) or (initials.startswith(word) if name.is_term else word in initials)


def _is_near(word: str, name: Name) -> bool:
    """Tell whether a name contains a word as typed, or has a Latin word that begins like it but for a typing error.

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


def _spelled(name: str) -> str:
    _load_readings()
    signs = [sign for sign in name if not (sign.isspace() or _DROPPED.fullmatch(sign))]
    return "'".join(pypinyin.lazy_pinyin("".join(signs), errors=list))


@cache
def _load_readings() -> None:
    pypinyin.load_phrases_dict(READINGS)


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
