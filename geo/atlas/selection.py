"""What is meant: the same choice of sites, districts and the city in the page, on the command line and in an export.

Values within a facet are joined by or, facets by and; a facet without values leaves everything in. A choice has the
same names everywhere: those of the facets, ``layer``, ``place``, and ``q`` for what is searched.
"""

from __future__ import annotations

import re
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import Self

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.atlas import subjects
from geo.atlas.characters import clean
from geo.atlas.characters import fold
from geo.atlas.engine import Engine
from geo.atlas.facets import AtlasFacet
from geo.atlas.facets import Codes
from geo.atlas.facets import facets
from geo.atlas.facets import keys
from geo.atlas.ranges import chosen_by
from geo.atlas.ranges import figure_codes
from geo.atlas.ranges import looks_like_range
from geo.atlas.ranges import read_range
from geo.atlas.search import find
from geo.issues.errors import AtlasError
from geo.issues.errors import checked
from geo.issues.errors import given
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import nearest
from geo.record.layers import DISTRICTS
from geo.record.layers import SITE_LAYERS
from geo.record.layers import SUBJECT_LAYERS
from geo.record.vocabulary import Term

FORMER = {
    "layers": "layer",
    "districts": "district",
    "kinds": "kind",
    "sectors": "sector",
    "statuses": "status",
    "positions": "position",
    "disputes": "dispute",
    "years": "year",
    "places": "place",
    "search": "q",
}
"""Former names of choices, which mean the same."""

MOST_NAMED = 40
"""Options that an error names: a reader of more finds none."""

Values = str | int | Iterable[str | int] | None
"""What may be chosen by one name; None chooses nothing, and so leaves everything in."""


@dataclass(frozen=True, init=False, repr=False)
class Selection:
    """A choice of sites, districts and the city; nothing chosen leaves everything in.

    Parameters
    ----------
    q
        Words by which something is found, as in the page.
    **choice
        The options chosen, by code or by name in either language: one, several, or a text with commas between them;
        None leaves everything in. ``layer``, ``place`` and the facets ``district``, ``kind``, ``sector``, ``status``,
        ``stage``, ``position``, ``dispute``, ``promise``, ``report`` and ``year`` are choices, and their former names,
        ``districts`` for example, mean the same. So is each indicator that is a number, by its code: it takes a range
        (:mod:`geo.atlas.ranges`), as in ``investment="1e9.."``, with ``_`` for a hyphen if that is easier to write.
        The layer ``districts`` holds the city, too. A district's code is its adcode; the city's means the city and
        sites known only to be in it. No district and no city is chosen by what only a site has: a kind, a sector, a
        status, a position, a year. A ``place`` is a site, a district or the city, by id, by name or by alias: these
        alone.

    Attributes
    ----------
    also
        What must hold besides, as pairs of a name and codes: a selection that was narrowed may choose by one name
        twice, and a line through several districts can meet both choices.

    Raises
    ------
    AtlasError
        If there is no such choice, or an option is neither a text nor a whole number. Whether an option exists is known
        where the selection meets an atlas: see :meth:`resolved`.

    Examples
    --------
    >>> Selection(district="石峰区", kind=["park", "company"])
    Selection(district=('石峰区',), kind=('park', 'company'))
    >>> from geo.record.read import read
    >>> Selection.of(Atlas(read()), stage="started:2024", investment="1000000000..")
    Selection(stage=('started:2024',), investment=('1e9..',))
    """

    choice: Mapping[str, tuple[str, ...]]
    q: str
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __init__(self, **choice: Values) -> None:
        named = _by_present_name(choice)
        q = named.pop("q", None) or ""
        if not isinstance(q, str):
            raise AtlasError("q", "words must be a text", given(q))
        texts = {key: _texts(key, named[key]) for key in (*keys(), *named) if key in named}
        object.__setattr__(self, "q", q)
        object.__setattr__(self, "choice", {key: values for key, values in texts.items() if values})

    def __hash__(self) -> int:
        return hash((self.q, *self.pairs))

    def __repr__(self) -> str:
        chosen = {**self.choice, **({"q": self.q} if self.q else {})}
        also = "".join(f".narrowed(Selection({key}={values!r}))" for key, values in self.also)
        return f"Selection({', '.join(f'{key}={values!r}' for key, values in chosen.items())}){also}"

    @property
    def pairs(self) -> list[tuple[str, tuple[str, ...]]]:
        """All that must hold at once: a name, and what is chosen by it."""
        return [*self.choice.items(), *self.also]

    @classmethod
    def of(cls, atlas: Atlas, **choice: Values) -> Self:
        """Return a choice made by codes or by names in either language, in codes.

        Raises
        ------
        AtlasError
            If there is no such choice, or a value is neither a code nor a name.
        """
        return cls(**choice).resolved(atlas)

    @classmethod
    def from_link(cls, atlas: Atlas, link: str) -> Self:
        """Return what a link of the page chooses, in codes; what concerns the view alone does not matter.

        Parameters
        ----------
        link
            The whole address, or its part from ``#`` on. A place in it means that place alone, unless it stands beside
            filters: then it is what the page has open.

        Raises
        ------
        AtlasError
            If it is no link of the page, or the page with this atlas could not read all of it.

        Examples
        --------
        >>> from geo.record.read import read
        >>> Selection.from_link(Atlas(read()), "map.html#lang=en&district=430204&kind=park&map=12/27.9/113.1")
        Selection(district=('430204',), kind=('park',))
        """
        if not isinstance(link, str) or "#" not in link:
            raise AtlasError("link", "must be the address of a page, or its part from # on", given(link))
        options = {facet.key: [{"code": option.code} for option in selectable(facet)] for facet in facets(atlas)}
        known = [{"key": key, "options": codes} for key, codes in options.items()]
        asked = {"link": link, "facets": known, "layers": SUBJECT_LAYERS, "subjects": subjects(atlas)}
        asked |= {"figures": figure_codes(atlas.words), "units": [*atlas.words.units]}
        read = Engine().ask("readLink", asked)
        if read["unread"]:
            raise AtlasError("link", "has parts that cannot be read", ", ".join(map(shown, read["unread"])))
        if read["choice"].get("layer") == ["none"]:
            raise AtlasError("link", "shows no layer, so that nothing is chosen", shown(link))
        return cls(**read["choice"], q=read["q"]).resolved(atlas)

    def resolved(self, atlas: Atlas) -> Self:
        """Return the same choice in codes, in the order of the record.

        Raises
        ------
        AtlasError
            If a value is neither a code nor a name of an option of the atlas, or a figure unknown to it.
        """
        checked(atlas, Atlas, "atlas")
        terms = {"layer": [atlas.words.layers[code] for code in SUBJECT_LAYERS]}
        terms |= {facet.key: selectable(facet) for facet in facets(atlas)}

        def codes(key: str, values: tuple[str, ...]) -> tuple[str, ...]:
            if key == "place":
                return _ids(atlas, values)
            return _codes(key, values, terms[key]) if key in terms else read_range(_figure(atlas, key), values)

        return self._joined(((key, codes(key, values)) for key, values in self.pairs), clean(self.q))

    def chosen(self, key: str) -> tuple[str, ...]:
        """Return what is chosen by a name; nothing where it leaves everything in."""
        return self.choice.get(key, ())

    def narrowed(self, other: Selection) -> Self:
        """Return what meets both choices, which must be in codes; the words of both are searched."""
        words = dict.fromkeys(filter(None, (self.q, other.q)))
        return self._joined([*self.pairs, *other.pairs], " ".join(words))

    @classmethod
    def _joined(cls, pairs: Iterable[tuple[str, tuple[str, ...]]], q: str) -> Self:
        """Return what meets all pairs, without those that follow from others: some options are meant by fewer of them.

        The page joins the filter of its files in the same way (``core/export/choice.js``).
        """
        pairs = list(dict.fromkeys(pairs))
        kept = [
            (key, values)
            for key, values in pairs
            if not any(key == other and set(fewer) < set(values) for other, fewer in pairs)
        ]
        first = dict(reversed(kept))
        joined = cls(**first, q=q)
        object.__setattr__(joined, "also", tuple(pair for pair in kept if first[pair[0]] != pair[1]))
        return joined


def _by_present_name(choice: Mapping[str, object]) -> dict[str, object]:
    """Return a choice by present names; what has a range is a figure, which only an atlas knows."""
    known = (*keys(), "q")
    named = {}
    for name, values in choice.items():
        key = FORMER.get(name, name)
        if key not in known:
            if not _is_of_figure(values):
                must = f"choice must be a figure with a range, such as investment='1e9..', or one of {', '.join(known)}"
                raise AtlasError("Selection", must, shown(name))
            key = name.replace("_", "-")
        if key in named:
            raise AtlasError("Selection", f"choice must be made once, by {key}", shown(name))
        named[key] = values
    return named


def _is_of_figure(values: object) -> bool:
    listed = [values] if isinstance(values, str) else values
    return isinstance(listed, list | tuple) and looks_like_range(each for each in listed if isinstance(each, str))


def _figure(atlas: Atlas, code: str) -> str:
    """Return the code of an indicator whose values are numbers."""
    known = figure_codes(atlas.words)
    if code in known:
        return code
    indicators = (atlas.words.indicators[each] for each in known)
    terms = [*((key,) for key in keys()), *((each.code, each.name_zh, each.name_en) for each in indicators)]
    must = f"choice must be an indicator whose values are numbers, or one of {', '.join((*keys(), 'q'))}"
    raise AtlasError("Selection", f"{must}{nearest(code, labels(terms))}", shown(code))


def _texts(name: str, values: object) -> tuple[str, ...]:
    """Return the values of a choice; a plain text is one value, not the letters of it."""
    if values is None:
        return ()
    values = (values,) if isinstance(values, str | int) else values
    if not isinstance(values, Iterable):
        raise AtlasError(name, "choice must be a text, a whole number or several", given(values))
    values = tuple(values)
    for value in values:
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise AtlasError(name, "each value must be a text or a whole number, such as a code", given(value))
    return tuple(map(str, values))


EVERYTHING = Selection()
"""Every site, every district, the city."""


@dataclass(frozen=True, eq=False, repr=False)
class Part(Atlas):
    """An atlas that may hold a part of another.

    Parameters
    ----------
    record
        What it holds.
    whole
        The atlas that it is a part of; None where it is a whole one itself.
    selection
        What of the whole it is, in codes.
    """

    whole: Atlas | None = field(default=None, kw_only=True)
    selection: Selection = field(default=EVERYTHING, kw_only=True)

    def __getstate__(self) -> dict[str, object]:
        """Return what a copy needs, this part's whole included."""
        return {**super().__getstate__(), "whole": self.whole, "selection": self.selection}

    @cached_property
    def digest(self) -> str:
        """The digest of the whole record, by which others find it."""
        return self.whole.digest if self.whole else super().digest


def select(atlas: Atlas, selection: Selection = EVERYTHING) -> list[str]:
    """Return the ids of the sites chosen, in the order of the layers.

    Raises
    ------
    AtlasError
        If a value of the selection is neither a code nor a name of an option of the atlas.

    Examples
    --------
    >>> from geo.record.read import read
    >>> "qingshuitang" in select(Atlas(read()), Selection(district="石峰区"))
    True
    """
    chosen = select_subjects(atlas, selection)
    sites = atlas.site_rows.keys()
    return [subject for subject in chosen if subject in sites]


def select_subjects(atlas: Atlas, selection: Selection) -> list[str]:
    """Return the ids of all that is chosen: the city, the districts by code, the sites in the order of the layers.

    Raises
    ------
    AtlasError
        As :func:`select`.

    Examples
    --------
    >>> from geo.record.read import read
    >>> select_subjects(Atlas(read()), Selection(place="石峰区"))
    ['430204']
    """
    selection = checked(selection, Selection, "selection").resolved(atlas)
    units = {unit: [DISTRICTS] for unit in (atlas.place.code, *atlas.district_rows)}
    layers = units | {site: [row["layer"]] for site, row in atlas.site_rows.items()}
    having: dict[str, Codes] = {"layer": layers, "place": {subject: [subject] for subject in layers}}
    having |= {facet.key: facet.codes for facet in facets(atlas) if facet.key in selection.choice}
    chosen = [_having(having[key], codes) for key, codes in selection.pairs if key in having]
    chosen += [chosen_by(atlas, key, tokens) for key, tokens in selection.pairs if key not in having]
    found = find(atlas, selection.q) if selection.q else layers.keys()
    return [subject for subject in layers if subject in found and all(subject in each for each in chosen)]


def _having(by_subject: Codes, codes: Iterable[str]) -> frozenset[str]:
    """Return the subjects that have one of some codes."""
    wanted = frozenset(codes)
    return frozenset(subject for subject, own in by_subject.items() if not wanted.isdisjoint(own))


def selectable(facet: AtlasFacet) -> list[Term]:
    """Return the options of a facet that a site can have: a kind of district or of the basemap is none."""
    return [option for option in facet.options if getattr(option, "layer", SITE_LAYERS[0]) in SITE_LAYERS]


def _ids(atlas: Atlas, values: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of what is named by id, by a name in either language, or by an alias."""
    known = subjects(atlas)
    if set(values) <= set(known):
        return tuple(subject for subject in known if subject in set(values))
    names = {subject: (subject, *names_of(atlas, subject)) for subject in known}
    by_name = _by_folded(names)
    aliases = {site: row["aliases"] for site, row in atlas.site_rows.items()}
    by_alias = _by_folded(aliases)
    chosen: set[str] = set()
    for value in _listed(values, by_name.keys() | by_alias.keys()):
        found = by_name.get(fold(value)) or by_alias.get(fold(value))
        if not found:
            must = "value must be the id or the name of a place, a district or the city"
            meant = nearest(value, labels([*names.values(), *((site, *also) for site, also in aliases.items())]))
            raise AtlasError("place", f"{must}{meant}", shown(value))
        chosen.update(found)
    return tuple(subject for subject in known if subject in chosen)


def _by_folded(names: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the ids that each name leads to."""
    found: dict[str, list[str]] = {}
    for subject, each in names.items():
        for name in {fold(name) for name in each}:
            found.setdefault(name, []).append(subject)
    return found


def _codes(key: str, values: Iterable[str], terms: Iterable[Term]) -> tuple[str, ...]:
    codes = [term.code for term in terms]
    if set(values) <= set(codes):
        return tuple(code for code in codes if code in values)
    rows = [(term.code, term.name_zh, term.name_en) for term in terms]
    by_name = {fold(name): row[0] for row in rows for name in row}
    chosen = set()
    for value in _listed(values, by_name.keys()):
        if fold(value) not in by_name:
            known = ", ".join(f"{code} {name_zh}" for code, name_zh, _ in rows[:MOST_NAMED])
            known += f" and {len(rows) - MOST_NAMED} more" if len(rows) > MOST_NAMED else ""
            raise AtlasError(key, f"value must be one of {known}{nearest(value, labels(rows))}", shown(value))
        chosen.add(by_name[fold(value)])
    return tuple(code for code in codes if code in chosen)


def _listed(values: Iterable[str], known: Container[str]) -> Iterator[str]:
    """Yield values, and those between the commas of a text that is none itself."""
    for value in values:
        parts = [value] if fold(value) in known else [part for part in re.split("[,，]", value) if part.strip()]
        yield from parts or [value]
