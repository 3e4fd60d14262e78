"""What was chosen, in the words of a file's head and name."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.facets import keys
from geo.atlas.ranges import figure_codes
from geo.atlas.selection import Selection
from geo.atlas.selection import select_subjects
from geo.issues.errors import checked
from geo.record.layers import SUBJECT_LAYERS

LONGEST_NAME = 48
"""Characters of a file's name that tell what was chosen: so few that no system finds the name too long."""


def chosen(atlas: Atlas, selection: Selection) -> tuple[Selection, list[str]]:
    """Return a selection by its codes, and the ids of all subjects that it means.

    Raises
    ------
    AtlasError
        If this is no selection, or a value of it is unknown to the atlas.
    """
    selection = checked(selection, Selection, "selection").resolved(atlas)
    return selection, select_subjects(atlas, selection)


def named_filter(atlas: Atlas, selection: Selection) -> dict[str, Any]:
    """Return the choice by names that a reader of the file understands: districts by Chinese name, others by code."""
    pairs = named_pairs(atlas, selection)
    first = dict(pairs[: len(selection.choice)])
    also = [{key: names} for key, names in pairs[len(selection.choice) :]]
    named = {key: first.get(key, list(SUBJECT_LAYERS) if key == "layer" else []) for key in keys()}
    named |= {key: first[key] for key in figure_codes(atlas.words) if key in first}
    return {**named, "search": selection.q} | ({"also": also} if also else {})


def named_pairs(atlas: Atlas, selection: Selection) -> list[tuple[str, list[str]]]:
    """Return all that must hold at once: a name, and what is chosen by it, as a reader of the file understands it."""
    return [
        (key, [names_of(atlas, code)[0] if key == "district" else code for code in codes])
        for key, codes in selection.pairs
    ]


def filter_text(named: dict[str, Any]) -> str:
    """Return a choice by names on one line: ``district=石峰区; kind=park,company``."""
    told = _narrowing(named)
    also = [pair for each in told.pop("also", []) for pair in each.items()]
    parts = ((key, value if isinstance(value, str) else ",".join(value)) for key, value in [*told.items(), *also])
    return "; ".join(f"{key}={text}" for key, text in parts if text) or "all"


def export_name(atlas: Atlas, selection: Selection, ending: str, datum: str | None = None) -> str:
    """Name a file by what was chosen and the record's own date: ``zhuzhou-atlas_石峰区_2026-11-22.geojson``.

    Parameters
    ----------
    atlas
        The atlas, which has the name and the date.
    selection
        What was chosen.
    ending
        Ending of the file, without its dot.
    datum
        Datum of the positions, which follows the date; None for WGS-84.
    """
    named = _narrowing(named_filter(atlas, selection.resolved(atlas)))
    also = [name for each in named.pop("also", []) for names in each.values() for name in names]
    district, layer, place, search = (named.pop(key) for key in ("district", "layer", "place", "search"))
    names = [names_of(atlas, subject)[0] for subject in place]
    codes = [code for codes in named.values() for code in codes]
    chosen = map(_file_safe, [*names, *district, *layer, *codes, *also, search])
    name = "+".join(filter(None, chosen))[:LONGEST_NAME] or "all"
    parts = (atlas.place.export_name, name, atlas.date, datum)
    return f"{'_'.join(filter(None, parts))}.{ending}"


def _narrowing(named: dict[str, Any]) -> dict[str, Any]:
    """Leave out the layers where none is hidden: they narrow nothing."""
    return {**named, "layer": named["layer"] if len(named["layer"]) < len(SUBJECT_LAYERS) else []}


def _file_safe(text: str) -> str:
    """Leave letters and digits; anything else becomes a hyphen."""
    kept = "".join(char if unicodedata.category(char)[0] in "LN" else "-" for char in text)
    return re.sub("-+", "-", kept).strip("-")
