"""Which sites are meant: the same choice in the page, on the command line and in an export.

Values within a facet are joined by or, facets by and; a facet without values leaves everything in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.errors import shown
from geo.record import SITE_LAYERS
from geo.vocabulary import CITY
from geo.vocabulary import CITY_NAMES

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")


@dataclass(frozen=True)
class Selection:
    """A choice of sites.

    Parameters
    ----------
    layers, districts, kinds
        Codes; a district is its adcode, and the city's stands for sites known only to be in the city.
    search
        Text that a site's names or aliases must contain, whatever its case or width.
    """

    layers: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    search: str = ""

    @classmethod
    def of(
        cls,
        atlas: Atlas,
        *,
        layers: Iterable[str] = (),
        districts: Iterable[str] = (),
        kinds: Iterable[str] = (),
        search: str = "",
    ) -> Selection:
        """Read a choice made by codes or by names in either language.

        Raises
        ------
        AtlasError
            If a value is neither a code nor a name.
        """
        units = {row.Index: (row.name_zh, row.name_en) for row in atlas.districts.itertuples()}
        units[CITY] = tuple(CITY_NAMES.values())
        return cls(
            layers=_codes("--layer", layers, _names(atlas.words.layers, SITE_LAYERS)),
            districts=_codes("--district", districts, units),
            kinds=_codes("--kind", kinds, _names(atlas.words.kinds, _site_kinds(atlas))),
            search=_CONTROLS.sub(" ", search).strip(),
        )


def select(atlas: Atlas, selection: Selection) -> list[str]:
    """Return the ids of the sites chosen, in the order of the layers."""
    wanted = fold(selection.search)
    return [
        site.Index
        for site in atlas.sites.itertuples()
        if (not selection.layers or site.layer in selection.layers)
        and (not selection.districts or set(site.all_districts or [CITY]) & set(selection.districts))
        and (not selection.kinds or site.kind in selection.kinds)
        and wanted in fold("\n".join([site.name_zh, site.name_en, *site.aliases]))
    ]


def fold(text: str) -> str:
    """Make text comparable: full width as half width, upper case as lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def _site_kinds(atlas: Atlas) -> list[str]:
    return [kind.code for kind in atlas.words.kinds.values() if kind.layer in SITE_LAYERS]


def _names(terms: Mapping, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    return {code: (terms[code].name_zh, terms[code].name_en) for code in codes}


def _codes(option: str, values: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    by_name = {fold(name): code for code, labels in names.items() for name in (code, *labels)}
    chosen = set()
    for value in values:
        if fold(value) not in by_name:
            known = ", ".join(f"{code} {labels[0]}" for code, labels in names.items())
            raise AtlasError(option, f"value must be one of {known}", shown(value))
        chosen.add(by_name[fold(value)])
    return tuple(code for code in names if code in chosen)
