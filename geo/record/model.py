"""What lies in the record: its layers and tables, their members and columns, and the record as read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

from geo.issues.errors import RecordError
from geo.issues.errors import counted
from geo.record.geojson import Collection
from geo.record.geojson import Feature
from geo.record.layers import DISTRICTS
from geo.record.layers import FURTHER
from geo.record.layers import LAYERS
from geo.record.layers import PROPERTY_MODELS
from geo.record.layers import SITE_LAYERS
from geo.record.layers import District
from geo.record.layers import Site
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.paths import register_path
from geo.record.rows import Row
from geo.record.tables import CHECKED
from geo.record.tables import REGISTER_MODELS
from geo.record.tables import TABLE_MODELS
from geo.record.vocabulary import UNIT_BASIS

SITE_PROPERTIES = tuple(Site.__annotations__)
DISTRICT_PROPERTIES = tuple(District.__annotations__)

PROPERTIES = {layer: tuple(model.__annotations__) for layer, model in PROPERTY_MODELS.items()}
"""The properties of each layer, in the order they are written."""

LATER_PROPERTIES = {
    DISTRICTS: ("population_note_zh", "population_note_en", "area_note_zh", "area_note_en"),
    **dict.fromkeys(
        SITE_LAYERS,
        (
            *("inclusion_reason_zh", "inclusion_reason_en", "position_name_zh", "position_name_en", "parts"),
            *("position_reason_zh", "position_reason_en", "rival_positions", "area_note_zh", "area_note_en"),
        ),
    ),
}
"""Properties that older layers lack: writing a layer adds them as :func:`nothing`."""


def nothing(layer: str) -> dict[str, Any]:
    """Return the properties that older layers lack as they are where nothing is known: null, or an empty list."""
    return {name: [] if name in FURTHER else None for name in LATER_PROPERTIES.get(layer, ())}


BBOX = "bbox"
REMOVABLE = (BBOX, "name", "xy_coordinate_resolution", "z_coordinate_resolution")
"""What map programs (QGIS, GDAL) add to a collection and nobody misses; so is a ``crs`` that says WGS-84."""

FEATURE_KEYS = ("type", "id", "properties", "geometry")
GEOMETRY_KEYS = ("type", "coordinates")

GLOSSES = ("gloss_zh", "gloss_en")
"""The columns in which a register explains its terms to readers."""

TABLES = {path: tuple(model.__annotations__) for path, model in TABLE_MODELS.items()}
"""The columns of each table, by its path."""
REGISTERS = {name: TABLES[register_path(name)] for name in REGISTER_MODELS}
"""The columns of each register."""
FACT_COLUMNS, SOURCE_COLUMNS = TABLES[FACTS], TABLES[SOURCES]
RESOLUTION_COLUMNS, OMISSION_COLUMNS, WITHDRAWN_COLUMNS = TABLES[RESOLUTIONS], TABLES[OMISSIONS], TABLES[WITHDRAWN]

ADDED_COLUMNS = {
    FACTS: ("stated", *CHECKED),
    SOURCES: ("every", "type", "archive", "form", "accessed", "length"),
    register_path("indicators"): ("direction", "period", "aliases"),
    register_path("kinds"): GLOSSES,
    register_path("statuses"): (*GLOSSES, "aliases"),
    register_path("aims"): GLOSSES,
    register_path("units"): ("also_en", *GLOSSES),
}
"""Columns that records written before version 1.2 lack: ``python -m geo format`` adds them, empty."""

ADDED_TABLES = (WITHDRAWN, EDITIONS, CHANGES)
"""Tables that older records lack: ``python -m geo format`` adds them, without a row."""

ADDED_CODES = {"bases": (UNIT_BASIS,)}
"""Codes that registers written before version 0.2 lack: ``python -m geo format`` adds their rows."""

ADDED_REGISTERS = ("source_types", "source_forms", "change_reasons")
"""Registers that records written before version 0.2 lack: ``python -m geo format`` adds those of the program's own."""

ACCESS_SINCE = "access_since"
"""The member of the descriptor that names the first fact whose source must say when and in what form it was read."""

FILES = (*(layer_path(name) for name in LAYERS), *TABLES, PACKAGE)
"""Every file of the record, in the order in which it is read and reported."""

MIDNIGHT = "T00:00:00Z"
"""What follows the record's day in ``created``: a data package tells a time. Older descriptors hold the day alone."""


@dataclass
class Record:
    """The record as read: plain Python, nothing computed.

    Parameters
    ----------
    root
        Folder that holds ``layers`` and ``data``.
    layers
        GeoJSON feature collection by layer; an empty one where the file could not be read.
    facts, sources, resolutions, omissions, withdrawn, editions, changes
        Rows of the tables.
    registers
        Rows by register.
    package
        The data package descriptor; the day of its ``created`` is the date of the record.
    pictures
        Those of :mod:`geo.record.pictures` that are there, by their paths.
    problems
        One error for each folder or file that could not be read, or that has no business here.
    unread
        Paths of the files that could not be read.
    """

    root: Path
    layers: dict[str, Collection] = field(default_factory=dict)
    facts: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    resolutions: list[Row] = field(default_factory=list)
    omissions: list[Row] = field(default_factory=list)
    withdrawn: list[Row] = field(default_factory=list)
    editions: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    registers: dict[str, list[Row]] = field(default_factory=dict)
    package: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    problems: list[RecordError] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"<Record {str(self.root)!r}: {self.counts}, {counted(len(self.problems), 'problem')}>"

    @property
    def counts(self) -> str:
        """What is in the record, in one line."""
        sites = sum(1 for _ in self.sites)
        districts = len(self.features(DISTRICTS))
        numbers = {"site": sites, "district": districts, "fact": len(self.facts), "source": len(self.sources)}
        return ", ".join(counted(number, noun) for noun, number in numbers.items())

    @property
    def date(self) -> str:
        """The record's own date, ``YYYY-MM-DD``."""
        return str(self.package["created"]).removesuffix(MIDNIGHT)

    @property
    def sites(self) -> Iterator[tuple[str, Feature]]:
        """Layer and feature of every site, layer by layer."""
        return ((layer, feature) for layer in SITE_LAYERS for feature in self.features(layer))

    @property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table, by its path."""
        return {
            FACTS: self.facts,
            SOURCES: self.sources,
            RESOLUTIONS: self.resolutions,
            OMISSIONS: self.omissions,
            WITHDRAWN: self.withdrawn,
            EDITIONS: self.editions,
            CHANGES: self.changes,
            **{register_path(name): rows for name, rows in self.registers.items()},
        }

    def features(self, layer: str) -> list[Feature]:
        """Return the features of a layer; none where the record has no such layer."""
        return self.layers[layer]["features"] if layer in self.layers else []


def fact_id(number: int) -> str:
    """Return the id of a fact by its number.

    >>> fact_id(7), fact_id(10_000)
    ('f0007', 'f10000')
    """
    return f"f{number:04d}"


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
