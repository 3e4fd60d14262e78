"""Which sites are meant: the same choice in the page, on the command line and in an export.

Values within a facet are joined by or, facets by and; a facet without values leaves everything in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.errors import shown
from geo.facets import Facet
from geo.facets import facets
from geo.record import SITE_LAYERS
from geo.search import clean
from geo.search import finder_of
from geo.search import fold
from geo.vocabulary import Term


@dataclass(frozen=True)
class Selection:
    """A choice of sites.

    Parameters
    ----------
    layers, districts, kinds, sectors, statuses, positions, disputes, years
        Codes of the options chosen; a district is its adcode, and the city's stands for sites known only to be in it.
    search
        Words by which a site is found, as :mod:`geo.search` has it.
    """

    layers: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    search: str = ""

    @classmethod
    def of(cls, atlas: Atlas, *, layers: Iterable[str] = (), search: str = "", **choice: Iterable[str]) -> Selection:
        """Read a choice made by codes or by names in either language.

        Raises
        ------
        AtlasError
            If a value is neither a code nor a name.
        """
        options = {CHOICES[facet.key]: (f"--{facet.key}", selectable(facet)) for facet in facets(atlas)}
        return cls(
            layers=_codes("--layer", layers, [atlas.words.layers[code] for code in SITE_LAYERS]),
            search=clean(search),
            **{name: _codes(options[name][0], values, options[name][1]) for name, values in choice.items()},
        )

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


def select(atlas: Atlas, selection: Selection) -> list[str]:
    """Return the ids of the sites chosen, in the order of the layers."""
    found = finder_of(atlas).find(selection.search)
    asked = [(facet, set(selection.chosen(facet))) for facet in facets(atlas) if selection.chosen(facet)]
    return [
        site.Index
        for site in atlas.sites.itertuples()
        if (not selection.layers or site.layer in selection.layers)
        and all(codes.intersection(facet.codes_of(site.Index)) for facet, codes in asked)
        and site.Index in found
    ]


def selectable(facet: Facet) -> list[Term]:
    """Return the options of a facet that a site can have: a kind of district or of ground is none."""
    return [option for option in facet.options if getattr(option, "layer", SITE_LAYERS[0]) in SITE_LAYERS]


def _codes(option: str, values: Iterable[str], terms: Iterable[Term]) -> tuple[str, ...]:
    terms = list(terms)
    by_name = {fold(name): term.code for term in terms for name in (term.code, term.name_zh, term.name_en)}
    chosen = set()
    for value in values:
        if fold(value) not in by_name:
            known = ", ".join(f"{term.code} {term.name_zh}" for term in terms)
            raise AtlasError(option, f"value must be one of {known}", shown(value))
        chosen.add(by_name[fold(value)])
    return tuple(term.code for term in terms if term.code in chosen)
