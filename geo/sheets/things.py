"""The things that can be added one at a time, and the fields of each; nothing here needs a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_type_hints

from geo.export.shift import DATUMS
from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.record.layers import FURTHER
from geo.record.layers import Site
from geo.record.model import FACT_COLUMNS
from geo.record.model import SITE_PROPERTIES
from geo.record.model import SOURCE_COLUMNS
from geo.record.rules import rule_of
from geo.record.tables import Fact
from geo.record.tables import Source
from geo.record.vocabulary import STATUS

DATUM_CODES = ("wgs84", *DATUMS)
"""The datums by the codes that name them in the heads of columns and in options."""

OF_SITES = tuple(name for name in SITE_PROPERTIES if name not in FURTHER)
"""What can be told of a site beside its position: parts and rivals have no room in a row."""

PLACE, FACT, SOURCE = "place", "fact", "source"
DATUM, TEXT = "datum", "text"
"""What is told of a position and of a source beside their fields: the datum, and the file that has the text."""

_OF_FACTS = tuple(column for column in FACT_COLUMNS if column != "id")
_OF_VALUES = ("indicator", "value", "unit", "qualifier")
_OF_NOTES = ("note_zh", "note_en")
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    PLACE: (
        *("id", "name_zh", "name_en", "kind", LONGITUDE, LATITUDE, DATUM),
        *(name for name in OF_SITES if name not in {"name_zh", "name_en", "kind", "position_datum"}),
        *(STATUS, "as_of", "stated", "aim", "source", "locator", "token"),
    ),
    FACT: _OF_FACTS,
    SOURCE: (*SOURCE_COLUMNS, TEXT, *(name for name in _OF_FACTS if name not in {"source", *_OF_NOTES})),
    STATUS: tuple(STATUS if name == "value" else name for name in _OF_FACTS if name not in {*_OF_VALUES} - {"value"}),
}
"""What can be told of each thing, by the names of the record; ``status`` is the stage that a place has come to."""

_MODELS: Mapping[str, tuple[type, ...]] = {
    PLACE: (Site, Fact),
    FACT: (Fact,),
    SOURCE: (Source, Fact),
    STATUS: (Fact,),
}
_OTHERS = {
    "id": "lower-case words joined by hyphens; by default made from the name",
    LONGITUDE: "degrees, or with the latitude nothing",
    LATITUDE: "degrees",
    DATUM: f"of longitude and latitude: {', '.join(DATUM_CODES)}",
    STATUS: "a code of statuses.csv",
    TEXT: "file of the text, for its digest and its length",
}


def option(field: str) -> str:
    """Return the option that tells a field.

    >>> option("as_of")
    '--as-of'
    """
    return f"--{field.replace('_', '-')}"


def must_be(what: str, field: str) -> str:
    """Return what a field of a thing must be, in words.

    >>> must_be("fact", "unit"), must_be("place", "position_uncertainty_m")
    ('a code of units.csv', 'a whole number of metres from 1 to 20000')
    """
    if field in _OTHERS:
        return _OTHERS[field]
    model = next(each for each in _MODELS[what] if field in each.__annotations__)
    return rule_of(get_type_hints(model, include_extras=True)[field]).must
