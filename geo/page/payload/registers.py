"""The registers and the facets, each term with its name in both languages."""

from __future__ import annotations

from typing import cast

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.facets import AtlasFacet
from geo.page.payload.contract import FacetShown
from geo.page.payload.contract import Label
from geo.page.payload.contract import Option
from geo.page.payload.contract import Registers
from geo.record.layers import SUBJECT_LAYERS
from geo.record.pack import packed_bits
from geo.record.vocabulary import Kind
from geo.record.vocabulary import Term

_PLAIN_REGISTERS = (
    "sectors",
    "statuses",
    "themes",
    "scopes",
    "qualifiers",
    "aims",
    "bases",
    "datums",
    "honours",
    "standings",
    "source_forms",
    "resolution_reasons",
    "omission_reasons",
    "change_reasons",
)


def registers(atlas: Atlas) -> Registers:
    """Return the registers; a code elsewhere is a position in one of them."""
    words = atlas.words
    themes = list(words.themes)
    told: dict[str, object] = {
        "layers": [label(words.layers[code]) for code in SUBJECT_LAYERS],
        "kinds": [
            {**label(kind), "layer": SUBJECT_LAYERS.index(kind.layer)}
            for kind in words.kinds.values()
            if kind.layer in SUBJECT_LAYERS
        ],
        "districts": list(atlas.district_rows),
        "units": [
            {
                **label(unit),
                "shift": unit.shift_en,
                "dimension": unit.dimension,
                "factor": float(unit.factor),
            }
            for unit in words.units.values()
        ],
        "indicators": [
            {
                **label(indicator),
                "theme": themes.index(indicator.theme),
                "type": indicator.type,
                "dimension": indicator.dimension,
            }
            for indicator in words.indicators.values()
        ],
        "source_types": [{**label(kind), "mark": kind.mark} for kind in words.source_types.values()],
        **{name: [label(term) for term in getattr(words, name).values()] for name in _PLAIN_REGISTERS},
    }
    return cast("Registers", told)


def facet_of(atlas: Atlas, facet: AtlasFacet) -> FacetShown:
    """Return a facet's names and options, and the mask of every subject: as many words of 32 bits as these need."""
    return {
        "key": facet.key,
        "zh": facet.name_zh,
        "en": facet.name_en,
        "options": [_option(option) for option in facet.options],
        "units": facet.of_units,
        "masks": packed_bits(facet.masks(subjects(atlas)), len(facet.options)),
        "unlike": _unlike(facet, subjects(atlas)),
    }


def _unlike(facet: AtlasFacet, known: list[str]) -> list[tuple[int, int]]:
    """Return the row and the option of each that a subject has by some sources and not by others."""
    if not facet.unlike:
        return []
    numbers = {option.code: number for number, option in enumerate(facet.options)}
    return [(row, numbers[code]) for row, subject in enumerate(known) for code in facet.unlike.get(subject, ())]


def _option(term: Term) -> Option:
    """Return an option of a facet; a kind has the row of its layer."""
    option: dict[str, object] = {**label(term)}
    if isinstance(term, Kind):
        option["layer"] = SUBJECT_LAYERS.index(term.layer)
    return cast("Option", option)


def label(term: Term) -> Label:
    """Return a term's code, its names, and where it has one what explains it."""
    label = Label(code=term.code, zh=term.name_zh, en=term.name_en)
    if term.gloss_zh:
        label |= {"gloss_zh": term.gloss_zh, "gloss_en": term.gloss_en}
    return label
