"""What is meant: the same choice of sites, districts and the city in the page, on the command line and in an export.

Values within a facet are joined by or, facets by and; a facet without values leaves everything in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields
from typing import Self

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.atlas import subjects
from geo.atlas.characters import clean
from geo.atlas.characters import fold
from geo.atlas.facets import Facet
from geo.atlas.facets import facets
from geo.atlas.search import finder_of
from geo.issues.errors import AtlasError
from geo.issues.errors import checked
from geo.issues.errors import shown
from geo.record.model import DISTRICTS
from geo.record.model import SITE_LAYERS
from geo.record.model import SUBJECT_LAYERS
from geo.record.vocabulary import Term


def _texts(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a choice; a plain text is one value, not the letters of it."""
    values = (values,) if isinstance(values, str) else values
    if not isinstance(values, Iterable):
        raise AtlasError(name, "choice must be a text or several", shown(values))
    values = tuple(values)
    for value in values:
        if not isinstance(value, str):
            raise AtlasError(name, "each value must be a text, such as a code", shown(value))
    return values


@dataclass(frozen=True, kw_only=True, repr=False)
class Selection:
    """A choice of sites, districts and the city; nothing chosen leaves everything in.

    Parameters
    ----------
    layers, districts, kinds, sectors, statuses, positions, disputes, years
        The options chosen, by code or by name in either language: one text, or several. The layer ``districts`` holds
        the city, too. A district's code is its adcode; the city's means the city and sites known only to be in it. No
        district and no city is chosen by what only a site has: a kind, a sector, a status, a position, a year.
    places
        Sites, districts or the city by id or by name in either language: these alone.
    search
        Words by which something is found, as :mod:`geo.atlas.search` has it.

    Raises
    ------
    AtlasError
        If an option is no text. Whether it exists is known where the selection meets an atlas: see :meth:`resolved`.

    Examples
    --------
    >>> Selection(districts="石峰区", kinds=["park", "company"])
    Selection(districts=('石峰区',), kinds=('park', 'company'))
    """

    layers: Iterable[str] = ()
    districts: Iterable[str] = ()
    kinds: Iterable[str] = ()
    sectors: Iterable[str] = ()
    statuses: Iterable[str] = ()
    positions: Iterable[str] = ()
    disputes: Iterable[str] = ()
    years: Iterable[str] = ()
    places: Iterable[str] = ()
    search: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.search, str):
            raise AtlasError("search", "words must be a text", shown(self.search))
        for name in OPTIONS:
            object.__setattr__(self, name, _texts(name, getattr(self, name)))

    def __repr__(self) -> str:
        chosen = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if getattr(self, each.name))
        return f"Selection({', '.join(chosen)})"

    @classmethod
    def of(cls, atlas: Atlas, *, search: str = "", **choice: Iterable[str]) -> Self:
        """Return a choice made by codes or by names in either language, in codes.

        Raises
        ------
        AtlasError
            If there is no such choice, or a value is neither a code nor a name.
        """
        for name in choice:
            if name not in OPTIONS:
                raise AtlasError("Selection", f"choice must be one of {', '.join(OPTIONS)}, search", shown(name))
        return cls(search=search, **choice).resolved(atlas)

    def resolved(self, atlas: Atlas) -> Self:
        """Return the same choice in codes, in the order of the record.

        Raises
        ------
        AtlasError
            If a value is neither a code nor a name of an option of the atlas.
        """
        checked(atlas, Atlas, "atlas")
        options = {CHOICES[facet.key]: (facet.key, selectable(facet)) for facet in facets(atlas)}
        options["layers"] = ("layer", [atlas.words.layers[code] for code in SUBJECT_LAYERS])
        codes = {name: _codes(key, getattr(self, name), terms) for name, (key, terms) in options.items()}
        return type(self)(search=clean(self.search), places=_ids(atlas, self.places), **codes)

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """Return the codes chosen in a facet; none where it leaves everything in."""
        return getattr(self, CHOICES[facet.key])


CHOICES = {
    "district": "districts",
    "kind": "kinds",
    "sector": "sectors",
    "status": "statuses",
    "position": "positions",
    "dispute": "disputes",
    "year": "years",
}
"""What a selection calls the choice in each facet."""

OPTIONS = ("layers", *CHOICES.values(), "places")
"""Every choice of a selection that is made among options."""

EVERYTHING = Selection()
"""Every site, every district, the city."""


def select(atlas: Atlas, selection: Selection = EVERYTHING) -> list[str]:
    """Return the ids of the sites chosen, in the order of the layers.

    Raises
    ------
    AtlasError
        If a value of the selection is neither a code nor a name of an option of the atlas.

    Examples
    --------
    >>> from geo.record.read import read
    >>> "qingshuitang" in select(Atlas(read()), Selection(districts="石峰区"))
    True
    """
    return [subject for subject in select_subjects(atlas, selection) if subject in atlas.raw_sites.index]


def select_subjects(atlas: Atlas, selection: Selection = EVERYTHING) -> list[str]:
    """Return the ids of all that is chosen: the city, the districts by code, the sites in the order of the layers.

    Raises
    ------
    AtlasError
        As :func:`select`.

    Examples
    --------
    >>> from geo.record.read import read
    >>> select_subjects(Atlas(read()), Selection(places="石峰区"))
    ['430204']
    """
    selection = checked(selection, Selection, "selection").resolved(atlas)
    found = finder_of(atlas).find(selection.search)
    asked = [(facet, set(selection.chosen(facet))) for facet in facets(atlas) if selection.chosen(facet)]
    layers = dict.fromkeys(subjects(atlas), DISTRICTS) | dict(atlas.raw_sites["layer"])
    return [
        subject
        for subject, layer in layers.items()
        if (not selection.layers or layer in selection.layers)
        and (not selection.places or subject in selection.places)
        and all(codes.intersection(facet.codes_of(subject)) for facet, codes in asked)
        and subject in found
    ]


def selectable(facet: Facet) -> list[Term]:
    """Return the options of a facet that a site can have: a kind of district or of the basemap is none."""
    return [option for option in facet.options if getattr(option, "layer", SITE_LAYERS[0]) in SITE_LAYERS]


def _ids(atlas: Atlas, values: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of what is named by id or by a name in either language."""
    if not values:
        return ()
    known = {subject: {fold(name) for name in (subject, *names_of(atlas, subject))} for subject in subjects(atlas)}
    wanted = {fold(value): value for value in values}
    for name, value in wanted.items():
        if not any(name in names for names in known.values()):
            must = "value must be the id or the name of a place, a district or the city"
            raise AtlasError("place", must, shown(value))
    return tuple(subject for subject, names in known.items() if names.intersection(wanted))


def _codes(key: str, values: Iterable[str], terms: Iterable[Term]) -> tuple[str, ...]:
    by_name = {fold(name): term.code for term in terms for name in (term.code, term.name_zh, term.name_en)}
    chosen = set()
    for value in values:
        if fold(value) not in by_name:
            known = ", ".join(f"{term.code} {term.name_zh}" for term in terms)
            raise AtlasError(key, f"value must be one of {known}", shown(value))
        chosen.add(by_name[fold(value)])
    return tuple(term.code for term in terms if term.code in chosen)
