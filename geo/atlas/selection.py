"""What is meant: the same choice of sites, districts and the city in the page, on the command line and in an export.

Values within a facet are joined by or, facets by and; a facet without values leaves everything in. A choice has the
same names everywhere: those of the facets, ``layer``, ``place``, and ``q`` for what is searched.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.atlas import subjects
from geo.atlas.characters import clean
from geo.atlas.characters import fold
from geo.atlas.engine import Engine
from geo.atlas.facets import FACETS
from geo.atlas.facets import AtlasFacet
from geo.atlas.facets import Codes
from geo.atlas.facets import facets
from geo.atlas.facets import keys
from geo.atlas.search import find
from geo.issues.errors import AtlasError
from geo.issues.errors import checked
from geo.issues.errors import shown
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


@dataclass(frozen=True, init=False, repr=False)
class Selection:
    """A choice of sites, districts and the city; nothing chosen leaves everything in.

    Parameters
    ----------
    q
        Words by which something is found, as in the page.
    **choice
        The options chosen, by code or by name in either language: one text, or several. ``layer``, ``place`` and the
        facets ``district``, ``kind``, ``sector``, ``status``, ``position``, ``dispute`` and ``year`` are choices, and
        their former names, ``districts`` for example, mean the same. The layer ``districts`` holds the city, too. A
        district's code is its adcode; the city's means the city and sites known only to be in it. No district and no
        city is chosen by what only a site has: a kind, a sector, a status, a position, a year. A ``place`` is a site,
        a district or the city, by id or by name: these alone.

    Raises
    ------
    AtlasError
        If there is no such choice, or an option is no text. Whether an option exists is known where the selection
        meets an atlas: see :meth:`resolved`.

    Examples
    --------
    >>> Selection(district="石峰区", kind=["park", "company"])
    Selection(district=('石峰区',), kind=('park', 'company'))
    """

    choice: Mapping[str, tuple[str, ...]]
    q: str

    def __init__(self, **choice: str | Iterable[str]) -> None:
        named = _by_present_name(choice)
        q = named.pop("q", "")
        if not isinstance(q, str):
            raise AtlasError("q", "words must be a text", shown(q))
        texts = {key: _texts(key, named[key]) for key in keys() if key in named}
        object.__setattr__(self, "q", q)
        object.__setattr__(self, "choice", {key: values for key, values in texts.items() if values})

    def __hash__(self) -> int:
        return hash((self.q, *self.choice.items()))

    def __repr__(self) -> str:
        chosen = {**self.choice, **({"q": self.q} if self.q else {})}
        return f"Selection({', '.join(f'{key}={values!r}' for key, values in chosen.items())})"

    @classmethod
    def of(cls, atlas: Atlas, **choice: str | Iterable[str]) -> Self:
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
            The whole address, or its part from ``#`` on. A place in it means that place alone.

        Raises
        ------
        AtlasError
            If it is no link of the page, or has a value that this atlas does not know.

        Examples
        --------
        >>> from geo.record.read import read
        >>> Selection.from_link(Atlas(read()), "map.html#lang=en&district=430204&kind=park&map=12/27.9/113.1")
        Selection(district=('430204',), kind=('park',))
        """
        if not isinstance(link, str) or "#" not in link:
            raise AtlasError("link", "must be the address of a page, or its part from # on", shown(link))
        asked = {"link": link, "facets": [facet.key for facet in FACETS], "layers": SUBJECT_LAYERS}
        read = Engine().ask("readLink", asked)
        if read["unknown"]:
            raise AtlasError("link", "cannot be read", ", ".join(map(shown, read["unknown"])))
        if read["choice"].get("layer") == []:
            raise AtlasError("link", "shows no layer, so that nothing is chosen", shown(link))
        return cls(**read["choice"], q=read["q"]).resolved(atlas)

    def resolved(self, atlas: Atlas) -> Self:
        """Return the same choice in codes, in the order of the record.

        Raises
        ------
        AtlasError
            If a value is neither a code nor a name of an option of the atlas.
        """
        checked(atlas, Atlas, "atlas")
        terms = {"layer": [atlas.words.layers[code] for code in SUBJECT_LAYERS]}
        terms |= {facet.key: selectable(facet) for facet in facets(atlas)}
        codes = {key: _codes(key, self.chosen(key), terms[key]) for key in terms}
        return type(self)(**codes, place=_ids(atlas, self.chosen("place")), q=clean(self.q))

    def chosen(self, key: str) -> tuple[str, ...]:
        """Return what is chosen by a name; nothing where it leaves everything in."""
        return self.choice.get(key, ())

    def narrowed(self, other: Selection) -> Self:
        """Return what both choose, of two choices in codes; the words of both are searched.

        Raises
        ------
        AtlasError
            If they choose by one name, and have nothing in common.
        """
        both = dict(self.choice)
        for key, values in other.choice.items():
            both[key] = tuple(value for value in self.choice.get(key, values) if value in values)
            if not both[key]:
                raise AtlasError(key, f"must be among what is chosen: {', '.join(self.chosen(key))}", shown(values))
        return type(self)(**both, q=" ".join(dict.fromkeys(filter(None, (self.q, other.q)))))


def _by_present_name(choice: Mapping[str, object]) -> dict[str, object]:
    known = (*keys(), "q")
    named = {}
    for name, values in choice.items():
        key = FORMER.get(name, name)
        if key not in known:
            raise AtlasError("Selection", f"choice must be one of {', '.join(known)}", shown(name))
        if key in named:
            raise AtlasError("Selection", f"choice must be made once, by {key}", shown(name))
        named[key] = values
    return named


def _texts(name: str, values: object) -> tuple[str, ...]:
    """Return the values of a choice; a plain text is one value, not the letters of it."""
    values = (values,) if isinstance(values, str) else values
    if not isinstance(values, Iterable):
        raise AtlasError(name, "choice must be a text or several", shown(values))
    values = tuple(values)
    for value in values:
        if not isinstance(value, str):
            raise AtlasError(name, "each value must be a text, such as a code", shown(value))
    return values


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
    >>> "qingshuitang" in select(Atlas(read()), Selection(district="石峰区"))
    True
    """
    chosen = select_subjects(atlas, selection)
    sites = frozenset(atlas.raw_sites.index)
    return [subject for subject in chosen if subject in sites]


def select_subjects(atlas: Atlas, selection: Selection = EVERYTHING) -> list[str]:
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
    units = {unit: [DISTRICTS] for unit in (atlas.place.code, *atlas.raw_districts.index)}
    layers = units | {site: [layer] for site, layer in atlas.raw_sites["layer"].items()}
    having: dict[str, Codes] = {"layer": layers, "place": {subject: [subject] for subject in layers}}
    having |= {facet.key: facet.codes for facet in facets(atlas) if facet.key in selection.choice}
    chosen = [(having[key], frozenset(codes)) for key, codes in selection.choice.items()]
    found = find(atlas, selection.q) if selection.q else layers.keys()
    return [
        subject
        for subject in layers
        if subject in found and all(not codes.isdisjoint(by_subject.get(subject, ())) for by_subject, codes in chosen)
    ]


def selectable(facet: AtlasFacet) -> list[Term]:
    """Return the options of a facet that a site can have: a kind of district or of the basemap is none."""
    return [option for option in facet.options if getattr(option, "layer", SITE_LAYERS[0]) in SITE_LAYERS]


def _ids(atlas: Atlas, values: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of what is named by id or by a name in either language."""
    known = subjects(atlas)
    if set(values) <= set(known):
        return tuple(subject for subject in known if subject in set(values))
    names = {subject: {fold(name) for name in (subject, *names_of(atlas, subject))} for subject in known}
    wanted = {fold(value): value for value in values}
    for name, value in wanted.items():
        if not any(name in each for each in names.values()):
            must = "value must be the id or the name of a place, a district or the city"
            raise AtlasError("place", must, shown(value))
    return tuple(subject for subject, each in names.items() if each.intersection(wanted))


def _codes(key: str, values: Iterable[str], terms: Iterable[Term]) -> tuple[str, ...]:
    codes = [term.code for term in terms]
    if set(values) <= set(codes):
        return tuple(code for code in codes if code in values)
    by_name = {fold(name): term.code for term in terms for name in (term.code, term.name_zh, term.name_en)}
    chosen = set()
    for value in values:
        if fold(value) not in by_name:
            known = ", ".join(f"{term.code} {term.name_zh}" for term in terms)
            raise AtlasError(key, f"value must be one of {known}", shown(value))
        chosen.add(by_name[fold(value)])
    return tuple(code for code in codes if code in chosen)
