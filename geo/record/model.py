"""What lies in the record: its layers and tables, their members and columns, and the record as read."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from geo.issues.errors import RecordError
from geo.issues.errors import counted
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.paths import register_path

DISTRICTS = "districts"
CONTEXT = "context"
SITE_LAYERS = ("parks", "projects", "institutions", "infrastructure")
SUBJECT_LAYERS = (DISTRICTS, *SITE_LAYERS)
"""What facts can be about; the city counts to the layer of its districts."""
LAYERS = (*SUBJECT_LAYERS, CONTEXT)

SITE_PROPERTIES = (
    "name_zh",
    "name_en",
    "aliases",
    "kind",
    "sector",
    "districts",
    "parent",
    "inclusion_reason_zh",
    "inclusion_reason_en",
    "position_basis",
    "position_uncertainty_m",
    "position_datum",
    "position_found",
    "position_evidence",
    "position_note_zh",
    "position_note_en",
    "area_note_zh",
    "area_note_en",
)
DISTRICT_PROPERTIES = (
    "name_zh",
    "name_en",
    "adcode",
    "seat",
    "seat_datum",
    "seat_found",
    "seat_evidence",
    "population",
    "population_as_of",
    "population_source",
    "population_note_zh",
    "population_note_en",
    "area_km2",
    "area_source",
    "area_note_zh",
    "area_note_en",
    "boundary_source",
)
CONTEXT_PROPERTIES = ("name_zh", "name_en", "kind", "schematic", "evidence", "note_zh", "note_en")

PROPERTIES = {
    DISTRICTS: DISTRICT_PROPERTIES,
    **dict.fromkeys(SITE_LAYERS, SITE_PROPERTIES),
    CONTEXT: CONTEXT_PROPERTIES,
}
"""The properties of each layer, in the order they are written."""

LATER_PROPERTIES = {
    DISTRICTS: ("population_note_zh", "population_note_en", "area_note_zh", "area_note_en"),
    **dict.fromkeys(SITE_LAYERS, ("inclusion_reason_zh", "inclusion_reason_en", "area_note_zh", "area_note_en")),
}
"""Properties that older layers lack: writing a layer adds them as null."""

BBOX = "bbox"
REMOVABLE = (BBOX, "name", "xy_coordinate_resolution", "z_coordinate_resolution")
"""What map programs (QGIS, GDAL) add to a collection and nobody misses; so is a ``crs`` that says WGS-84."""

FEATURE_KEYS = ("type", "id", "properties", "geometry")

_LABELS = ("name_zh", "name_en")
_GLOSSES = ("gloss_zh", "gloss_en")
REGISTERS = {
    "layers": ("code", *_LABELS),
    "kinds": ("code", "layer", *_LABELS, *_GLOSSES),
    "sectors": ("code", "group", *_LABELS),
    "statuses": ("code", *_LABELS, *_GLOSSES, "aliases"),
    "themes": ("code", *_LABELS),
    "indicators": ("code", "theme", "type", "dimension", "weight", *_LABELS, "aliases"),
    "scopes": ("code", *_LABELS),
    "qualifiers": ("code", *_LABELS),
    "aims": ("code", *_LABELS, *_GLOSSES),
    "bases": ("code", *_LABELS),
    "datums": ("code", *_LABELS),
    "honours": ("code", *_LABELS),
    "units": ("code", "dimension", "factor", "shift_en", *_LABELS, "also_en", *_GLOSSES),
    "standings": ("code", *_LABELS),
    "resolution_reasons": ("code", *_LABELS),
    "omission_reasons": ("code", *_LABELS),
}
"""The columns of each register."""

FACT_COLUMNS = (
    "id",
    "subject",
    "indicator",
    "scope",
    "value",
    "unit",
    "qualifier",
    "as_of",
    "stated",
    "aim",
    "source",
    "locator",
    "token",
    "note_zh",
    "note_en",
)
SOURCE_COLUMNS = (
    "id",
    "title_zh",
    "title_en",
    "publisher_zh",
    "publisher_en",
    "authors",
    "published",
    "type",
    "standing",
    "url",
    "sha256",
    "note_zh",
    "note_en",
)
RESOLUTION_COLUMNS = ("fact", "reason", "note_zh", "note_en")
OMISSION_COLUMNS = ("source", "locator", "token", "reason")
WITHDRAWN_COLUMNS = ("fact", "reason", "replacement", "note_zh", "note_en")

TABLES = {
    FACTS: FACT_COLUMNS,
    SOURCES: SOURCE_COLUMNS,
    RESOLUTIONS: RESOLUTION_COLUMNS,
    OMISSIONS: OMISSION_COLUMNS,
    WITHDRAWN: WITHDRAWN_COLUMNS,
    **{register_path(name): columns for name, columns in REGISTERS.items()},
}
"""The columns of each table, by its path."""

ADDED_COLUMNS = {
    FACTS: ("stated",),
    SOURCES: ("type",),
    register_path("indicators"): ("aliases",),
    register_path("kinds"): _GLOSSES,
    register_path("statuses"): (*_GLOSSES, "aliases"),
    register_path("aims"): _GLOSSES,
    register_path("units"): ("also_en", *_GLOSSES),
}
"""Columns that records written before version 1.2 lack: ``python -m geo format`` adds them, empty."""

FILES = (*(layer_path(name) for name in LAYERS), *TABLES, PACKAGE)
"""Every file of the record, in the order in which it is read and reported."""

MIDNIGHT = "T00:00:00Z"
"""What follows the record's day in ``created``: a data package tells a time. Older descriptors hold the day alone."""


class Row(dict):
    """A row of a table: its cells by column, and the line on which it starts."""

    def __init__(self, cells: Mapping[str, str] | Iterable, *, line: int) -> None:
        super().__init__(cells)
        self.line = line


@dataclass
class Record:
    """The record as read: plain Python, nothing computed.

    Parameters
    ----------
    root
        Folder that holds ``layers`` and ``data``.
    layers
        GeoJSON feature collection by layer; an empty one where the file could not be read.
    facts, sources, resolutions, omissions, withdrawn
        Rows of the tables.
    registers
        Rows by register.
    package
        The data package descriptor; the day of its ``created`` is the date of the record.
    problems
        One error for each folder or file that could not be read, or that has no business here.
    unread
        Paths of the files that could not be read.
    """

    root: Path
    layers: dict[str, dict] = field(default_factory=dict)
    facts: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    resolutions: list[Row] = field(default_factory=list)
    omissions: list[Row] = field(default_factory=list)
    withdrawn: list[Row] = field(default_factory=list)
    registers: dict[str, list[Row]] = field(default_factory=dict)
    package: dict = field(default_factory=dict)
    problems: list[RecordError] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"<Record {str(self.root)!r}: {self.counts}, {counted(len(self.problems), 'problem')}>"

    @property
    def counts(self) -> str:
        """What is in the record, in one line."""
        sites = sum(1 for _ in self.sites)
        districts = len(self.layers.get(DISTRICTS, {}).get("features", ()))
        numbers = {"site": sites, "district": districts, "fact": len(self.facts), "source": len(self.sources)}
        return ", ".join(counted(number, noun) for noun, number in numbers.items())

    @property
    def date(self) -> str:
        """The record's own date, ``YYYY-MM-DD``."""
        return self.package["created"].removesuffix(MIDNIGHT)

    @property
    def sites(self) -> Iterator[tuple[str, dict]]:
        """Layer and feature of every site, layer by layer."""
        return ((layer, feature) for layer in SITE_LAYERS for feature in self.layers.get(layer, {}).get("features", ()))


def id_order(fact: str) -> tuple[int, str]:
    """Return the sort key of a fact's id: f9999 before f10000."""
    return len(fact), fact


UNIT_FIGURES = (
    *("population", "population_as_of", "population_source", "population_note_zh", "population_note_en"),
    *("area_km2", "area_source", "area_note_zh", "area_note_en"),
)
"""What the record holds of a district beside its facts and its outline."""
UNIT_SOURCES = ("population_source", "area_source")
"""The sources of these figures: ids of sources, or texts."""
