"""What things of the record go by: codes by their labels, places and sources by their names, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.atlas.identity import sources_by_id
from geo.export.cells import origin
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import Term
from geo.record.vocabulary import Unit

_Known = dict[str, dict[str, None]]


class UnclearError(Exception):
    """Something can be meant in several ways, all of which are named."""

    def __init__(self, name: str, meanings: Iterable[str]) -> None:
        super().__init__(f"{name} can be read in several ways: write one of {', '.join(meanings)}")


class Names:
    """What each name means in a record.

    Parameters
    ----------
    atlas
        The record.

    Examples
    --------
    >>> from geo.record.read import read
    >>> names = Names(Atlas(read()))
    >>> names.code("kinds", "产业园区"), names.unit("亿元", "money"), names.subject("石峰区")
    ('park', 'yi-yuan', '430204')
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._codes: dict[str, _Known] = {}
        self._units: dict[str, _Known] = {}
        self._subjects = _known(
            [
                *((site, (row["name_zh"], row["name_en"], *row["aliases"])) for site, row in atlas.site_rows.items()),
                *((code, (row["name_zh"], row["name_en"])) for code, row in atlas.district_rows.items()),
                (atlas.place.code, _names_of_city(atlas)),
            ]
        )
        self._sources = _known(
            (row["id"], (row["title_zh"], row["title_en"], row["url"], origin(atlas, row["id"])))
            for row in sources_by_id(atlas).values()
        )

    def code(self, register: str, text: str, name: str = "") -> str:
        """Return the code that a text is or is a label of; the text where there is none.

        Raises
        ------
        UnclearError
            If several codes have this label; ``name`` is what the message calls it.
        """
        terms: dict[str, Term] = getattr(self._atlas.words, register)
        if register not in self._codes:
            self._codes[register] = _known((term.code, _labels(term)) for term in terms.values())
        return text if text in terms else _one(self._codes[register], text, name or register)

    def unit(self, text: str, dimension: str) -> str:
        """Return the same of a unit, among those of a dimension first."""
        units: dict[str, Unit] = self._atlas.words.units
        if dimension not in self._units:
            own = [unit for unit in units.values() if unit.dimension == dimension]
            self._units[dimension] = _known((unit.code, (unit.code, *_labels(unit))) for unit in own)
        among = self._units[dimension]
        return _one(among, text, "unit") if _folded(text) in among else self.code("units", text, "unit")

    def subject(self, text: str, name: str = "subject") -> str:
        """Return the id of the site, district or city of this id or name; the text where there is none."""
        return _one(self._subjects, text, name)

    def add_subject(self, identifier: str, names: Iterable[str]) -> None:
        """Let a place be known by its id and its names."""
        for name in (identifier, *filter(None, map(_folded, filter(None, names)))):
            self._subjects.setdefault(name, {})[identifier] = None

    def source(self, text: str, name: str = "source") -> str:
        """Return the id of the source of this id, title or address; the text where there is none."""
        return _one(self._sources, text, name)


def _names_of_city(atlas: Atlas) -> tuple[str, ...]:
    place = atlas.place
    return place.name_zh, place.name_en, place.short_name_zh, place.short_name_en


def _labels(term: Term) -> tuple[str, ...]:
    return term.name_zh, term.name_en, *term.aliases


def _known(named: Iterable[tuple[str, Iterable[str]]]) -> _Known:
    """Return what each folded name means, in the order of the record; an id means itself alone."""
    known: _Known = {}
    ids = []
    for identifier, names in named:
        ids.append(identifier)
        for name in filter(None, map(_folded, names)):
            known.setdefault(name, {})[identifier] = None
    return known | {identifier: {identifier: None} for identifier in ids}


def _one(known: _Known, text: str, name: str) -> str:
    meanings = list(known.get(text) or known.get(_folded(text)) or [text])
    if len(meanings) > 1:
        raise UnclearError(f"{name} {text}", meanings)
    return meanings[0]


@cache
def _folded(text: str) -> str:
    return fold(text).replace(LABEL_SLOT, "").replace(" ", "")
