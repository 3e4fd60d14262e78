"""What is chosen, as a file to save: one module a format, over one collection.

All of them hold the same sites, districts, facts and sources, with the record's version, the licence and the filter.
What each says of a subject travels in the page (:mod:`geo.page.payload.blocks`), which joins its own files from it.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas
    from geo.atlas.selection import Selection


def _write(ending: str, atlas: Atlas, *selection: Selection) -> str:
    """Let the module of a format write; it is imported now, since who only asks for the formats needs no library."""
    return str(getattr(import_module(f"geo.export.{ending}"), f"to_{ending}")(atlas, *selection))


FORMATS = {ending: partial(_write, ending) for ending in ("geojson", "csv", "kml")}
"""What writes a file of a format, by the ending of its name: ``to_csv(atlas, selection)`` of the module ``csv``."""


def format_of(path: Path) -> str:
    """Return the format that the ending of a file's name says.

    Raises
    ------
    AtlasError
        If it is the ending of no format.
    """
    ending = path.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise AtlasError(escaped(str(path)), f"name must end in one of {known}", shown(path.suffix))
    return ending
