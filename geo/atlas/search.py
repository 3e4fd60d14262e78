"""What sites are found by: names, aliases, districts, sectors, kinds, and what their facts are about.

A Chinese name is found as it is written, in traditional characters and the words of Taiwan
(:mod:`geo.atlas.characters`), by its pinyin and by its initials; pinyin is worked out when the map is built, so that
the page needs no dictionary. What is said of a site is found the same way, by initials from its first character on.

How these are searched is the page's own matter (``geo/page/web/src/core/search.js``): :func:`find` asks its script.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.atlas import subjects
from geo.atlas.characters import fold_lines
from geo.atlas.characters import fold_words
from geo.atlas.characters import likely_in
from geo.atlas.characters import regional_words
from geo.atlas.characters import variants
from geo.atlas.engine import Engine
from geo.atlas.kept import Memo
from geo.atlas.kept import kept
from geo.atlas.pinyin import syllables
from geo.atlas.wording import THIN
from geo.atlas.wording import value_text
from geo.progress import followed
from geo.record.geojson import Properties
from geo.record.pack import NONE
from geo.record.pack import one_a_line
from geo.record.pack import one_a_tab
from geo.record.pack import packed
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Term

Readings = tuple[tuple[str, tuple[str, ...]], ...]
"""Words that are usually read otherwise than they are meant, each with its syllables."""

REGISTERS = ("indicators", "scopes", "statuses", "honours")
"""Registers that hold the texts of their terms: the search part has these of other terms alone."""

_Whole = tuple[tuple[str, ...], str, str | None, str | None]
_About = tuple[tuple[str, str], ...]

_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANKS_AND_APOSTROPHES = re.compile(r"[\s'’]+")
# 5,000 is typed as 5000, too.
_GROUPED = re.compile(r"([0-9]),(?=[0-9]{3})")


class Name(NamedTuple):
    """A name and how it may be typed.

    Parameters
    ----------
    text
        The name as it is written.
    spelled
        A syllable for each character and each other sign, with apostrophes between, blanks left out; empty where the
        name has no Chinese character, or is not looked for by its sound.
    """

    text: str
    spelled: str = ""


class Terms:
    """What the subjects of an atlas are found by.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.numbers: dict[tuple[Name, ...], int] = {}
        """The number of each term, in the order in which they are met."""
        self.values: Memo[tuple[str, ...], int] = Memo(lambda key: self._number(_value_term(atlas, key)))
        """The number of the term of each value: many facts hold the same."""
        self.said = array("I")
        """Numbers of all subjects' terms, of each those first that concern the whole of it."""
        self.counts = array("I")
        """How many each subject has."""
        self.whole = array("I")
        """How many of them concern the whole."""
        wholes: Memo[_Whole, list[int]] = Memo(lambda key: self._numbers(_terms_of_the_whole(atlas, *key)))
        about: Memo[_About, list[int]] = Memo(lambda key: self._numbers(_terms_about(atlas, key)))
        known = subjects(atlas)
        for subject in followed(known, "words to search", len(known)):
            site, claims = atlas.site_rows.get(subject), atlas.claims.get(subject, ())
            whole = wholes[_whole_of(site)] if site else []
            told = about[tuple([(claim.indicator, claim.scope) for claim in claims])]
            values = [self.values[value_of(fact)] for claim in claims for fact in claim.facts]
            said = dict.fromkeys([*whole, *told, *values])
            self.whole.append(len(whole))
            self.counts.append(len(said))
            self.said.extend(said)
        self.terms = list(self.numbers)
        """What subjects are found by beside their names, each once: its Chinese text, its English one, further ones."""

    def _numbers(self, terms: Iterable[tuple[Name, ...]]) -> list[int]:
        """Return the numbers of terms, each once."""
        return list(dict.fromkeys(map(self._number, terms)))

    def _number(self, term: tuple[Name, ...]) -> int:
        return self.numbers.setdefault(term, len(self.numbers))


def value_terms(atlas: Atlas) -> Mapping[tuple[str, ...], int]:
    """Return the number of the term of each value that facts hold, by :data:`value_of`."""
    return _search(atlas).values


def find(atlas: Atlas, text: str) -> set[str]:
    """Return the ids of the subjects that a text finds, all where it is empty: what the page finds.

    Parameters
    ----------
    text
        Words: each must be contained in a name or term. Where nothing in the record contains them, Latin words that
        differ by a typing error count too.

    Raises
    ------
    AtlasError
        If the page's script is not built, or cannot answer within its limits.

    Examples
    --------
    >>> from geo.record.read import read
    >>> "qingshuitang" in find(Atlas(read()), "qst")
    True
    """
    known = subjects(atlas)
    return {known[row] for row in _engine(atlas).ask("find", text)}


@kept
def _engine(atlas: Atlas) -> Engine:
    engine = Engine()
    registers = {
        name: [{"zh": term.name_zh, "en": term.name_en} for term in _register(atlas, name)] for name in REGISTERS
    }
    engine.ask("load", {"names": list(written_names(atlas)), "search": search_part(atlas), "registers": registers})
    return engine


class _Search(NamedTuple):
    """What is kept of the terms once they are written: they fill the memory."""

    part: dict[str, str]
    values: dict[tuple[str, ...], int]


@kept
def _search(atlas: Atlas) -> _Search:
    known = Terms(atlas)
    return _Search(_part_of(atlas, known), dict(known.values))


def search_part(atlas: Atlas) -> dict[str, str]:
    """Return how subjects are found, for the page: what of their names is no text of its own, and all terms.

    ``names`` and ``terms`` hold one line per subject or term, in it the pinyin of each name in turn, parted by tabs;
    ``said`` holds the numbers of all subjects' terms, ``counts`` how many each has, and ``whole`` how many of these
    concern the whole of it. ``indicators``, ``scopes``, ``statuses`` and ``honours`` hold the numbers of the registers'
    terms, whose texts are there. Last come the characters and words that count as one.
    """
    return _search(atlas).part


def _part_of(atlas: Atlas, known: Terms) -> dict[str, str]:
    readings = atlas.place.readings
    registers = {name: [known.numbers.get(term, NONE) for term in _searched(atlas, name)] for name in REGISTERS}
    elsewhere = set(chain.from_iterable(registers.values()))

    def own(place: int) -> str:
        return one_a_line("" if number in elsewhere else term[place].text for number, term in enumerate(known.terms))

    named = followed(written_names(atlas), "names to search", len(subjects(atlas)))
    return {
        "names": one_a_line(one_a_tab([_spelled(text, readings) for text in names]) for names in named),
        "terms_zh": own(0),
        "terms_en": own(1),
        "terms_also": one_a_line(one_a_tab(name.text for name in further) for _, _, *further in known.terms),
        "terms": one_a_line(map(_pinyin, known.terms)),
        "counts": packed(known.counts),
        "whole": packed(known.whole),
        "said": packed(known.said),
        **{name: packed(numbers) for name, numbers in registers.items()},
        **_characters(
            chain(chain.from_iterable(written_names(atlas)), (name.text for term in known.terms for name in term)),
            {fact["note_zh"] for fact in atlas.record.facts} | {source["title_zh"] for source in atlas.record.sources},
        ),
    }


def names_part(names: Sequence[Sequence[Name]]) -> dict[str, str]:
    """Return how places are found by their names alone, in the form of :func:`search_part`.

    >>> names_part([[name_of("清水塘")]])["names"]
    "qing'shui'tang"
    """
    none = dict.fromkeys(("terms_zh", "terms_en", "terms_also", "terms", "said", *REGISTERS), "")
    no_terms = packed([0] * len(names))
    return {
        **none,
        "names": one_a_line(map(_pinyin, names)),
        "counts": no_terms,
        "whole": no_terms,
        **_characters((name.text for each in names for name in each), set()),
    }


def _characters(names: Iterable[str], notes: set[str]) -> dict[str, str]:
    """Return what folds to the characters and words of names and notes, as ``characters.js`` reads it."""
    # What is of ASCII has no other form.
    written = fold_lines({name for name in names if not name.isascii()})
    found = "\n".join((written, fold_words(written), fold_lines(notes)))
    groups = defaultdict(list)
    for variant, sign in variants().items():
        groups[sign].append(chr(variant))
    # Few are likely to be in it: a long text is searched for these alone.
    likely = {other for other in likely_in(found, set(regional_words().values())) if other in found}
    words = [(word, other) for word, other in regional_words().items() if other in likely]
    signs = set(found).union(*(word for word, _ in words))
    return {
        "variants": one_a_line(sign + "".join(groups[sign]) for sign in sorted(signs & set(groups))),
        "words": one_a_line(map(one_a_tab, words)),
    }


def _pinyin(names: Iterable[Name]) -> str:
    return one_a_tab(name.spelled for name in names)


def name_of(text: str, readings: Readings = ()) -> Name:
    """Return a name with its pinyin; of the words that ``readings`` holds, as it says."""
    return Name(text, _spelled(text, readings))


value_of = itemgetter("indicator", "value", "unit")
"""What the term of a fact's value follows from."""


def _value_term(atlas: Atlas, key: tuple[str, ...]) -> tuple[Name, ...]:
    """Return a value as a reader types it (50亿元, 5 billion yuan): by what is written, not by its sound."""
    words = atlas.words
    indicator, value, unit = key
    if words.indicators[indicator].type == STATUS:
        return _register_term(atlas, words.statuses[value])
    fact = {"indicator": indicator, "value": value, "unit": unit, "qualifier": ""}
    texts = (value_text(fact, words, lang) for lang in ("zh", "en"))
    return tuple(Name(_GROUPED.sub(r"\1", text.replace(THIN, ""))) for text in texts)


def written_names(atlas: Atlas) -> Iterator[tuple[str, ...]]:
    """Yield the names of each subject as they are written: Chinese, English, aliases."""
    yield atlas.place.name_zh, atlas.place.name_en
    yield from map(itemgetter("name_zh", "name_en"), atlas.district_rows.values())
    for row in atlas.site_rows.values():
        yield row["name_zh"], row["name_en"], *row["aliases"]


def _whole_of(site: Properties) -> _Whole:
    """Return what the terms follow from that concern the whole of a site: its districts, kind, sector and status."""
    return tuple(site["all_districts"]), site["kind"], site["sector"], site["status"]


def _terms_of_the_whole(
    atlas: Atlas, districts: Iterable[str], kind: str, sector: str | None, status: str | None
) -> Iterator[tuple[Name, ...]]:
    words = atlas.words
    yield from map(_district_terms(atlas).__getitem__, districts)
    for term in (words.kinds[kind], words.sectors.get(sector or ""), words.statuses.get(status or "")):
        if term:
            yield _register_term(atlas, term)


@kept
def _district_terms(atlas: Atlas) -> Memo[str, tuple[Name, ...]]:
    return Memo(lambda code: _term(atlas, names_of(atlas, code)))


def _terms_about(atlas: Atlas, asked: _About) -> Iterator[tuple[Name, ...]]:
    """Yield the terms of indicators, each with that of its scope, if there is one."""
    for indicator, scope in asked:
        for term in (atlas.words.indicators[indicator], atlas.words.scopes.get(scope)):
            if term:
                yield _register_term(atlas, term)


def _register(atlas: Atlas, name: str) -> Iterable[Term]:
    terms: Mapping[str, Term] = getattr(atlas.words, name)
    return terms.values()


def _searched(atlas: Atlas, name: str) -> Iterator[tuple[Name, ...]]:
    """Yield what the terms of a register are found by; an honour is found as a value."""
    for term in _register(atlas, name):
        yield (Name(term.name_zh), Name(term.name_en)) if name == "honours" else _register_term(atlas, term)


def _term(atlas: Atlas, texts: Iterable[str]) -> tuple[Name, ...]:
    return tuple(name_of(text, atlas.place.readings) for text in texts)


def _register_term(atlas: Atlas, term: Term) -> tuple[Name, ...]:
    terms = _register_terms(atlas)
    if id(term) not in terms:
        terms[id(term)] = _term(atlas, (term.name_zh, term.name_en, *term.aliases))
    return terms[id(term)]


@kept
def _register_terms(_atlas: Atlas) -> dict[int, tuple[Name, ...]]:
    """Return the terms of the registers met so far, by the rows of the vocabulary that the atlas keeps."""
    return {}


def _spelled(text: str, readings: Readings) -> str:
    """Return the syllables of a name; what the library misreads is cut out and read as ``readings`` says."""
    if text.isascii() or not _HAN.search(text):
        return ""
    signs = _BLANKS_AND_APOSTROPHES.sub("", text)
    held = {word: read for word, read in readings if word in signs}  # few names hold one
    spelled: list[str] = []
    for part in _cut(tuple(held)).split(signs) if held else [signs]:
        spelled += held[part] if part in held else syllables(part)
    return "'".join(spelled)


@lru_cache(maxsize=256)
def _cut(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern by which a text is cut into these words, the longest first, and what lies between them."""
    return re.compile(f"({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})")
