"""A record with what several checks need of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

import shapely

from geo.errors import Issue
from geo.measure import projected
from geo.paths import register_path
from geo.record import DISTRICTS
from geo.record import FILES
from geo.record import LAYERS
from geo.record import SITE_LAYERS
from geo.record import Record
from geo.record import Row
from geo.validate.entry import Entry
from geo.validate.entry import feature_address
from geo.validate.shapes import read_geometry
from geo.vocabulary import ADCODES
from geo.vocabulary import collect
from geo.vocabulary import period

Issues = Iterator[Issue]

_LINE = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Frame:
    """A record with what several checks need of it, worked out once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words, self.word_problems = collect(record)

    @cached_property
    def entries(self) -> list[Entry]:
        """Every feature, layer by layer."""
        return [
            Entry(layer, index, feature_address(layer, index, feature), feature)
            for layer in LAYERS
            for index, feature in enumerate(self.record.layers[layer]["features"])
        ]

    @cached_property
    def sites(self) -> list[Entry]:
        """The features of the site layers."""
        return [entry for entry in self.entries if entry.layer in SITE_LAYERS]

    @cached_property
    def site_by_id(self) -> dict[str, Entry]:
        """The sites that have an id; of a doubled one the last."""
        return {entry.id: entry for entry in self.sites if isinstance(entry.id, str)}

    @cached_property
    def source_by_id(self) -> dict[str, Row]:
        """The sources; of a doubled id the first."""
        return {row["id"]: row for row in reversed(self.record.sources)}

    @cached_property
    def districts(self) -> dict[str, Entry]:
        """The city's districts by adcode, in the order of the codes; absent where the record lacks one."""
        found = {entry.id: entry for entry in self.entries if entry.layer == DISTRICTS and isinstance(entry.id, str)}
        return {adcode: found[adcode] for adcode in ADCODES if adcode in found}

    @cached_property
    def readings(self) -> dict[tuple[str, int], tuple[shapely.Geometry | None, list[Issue]]]:
        """Shape (lon, lat) and issues of each entry's geometry, by layer and index."""
        others = [entry for entry in self.entries if entry.layer != DISTRICTS]
        return self._district_readings | {entry.place: read_geometry(entry, bounds=self.bounds) for entry in others}

    @cached_property
    def bounds(self) -> tuple[float, ...] | None:
        """West, south, east, north of the city in degrees, or None without districts."""
        shapes = [shape for shape, _ in self._district_readings.values() if shape is not None]
        return tuple(shapely.total_bounds(shapes)) if shapes else None

    @cached_property
    def _district_readings(self) -> dict[tuple[str, int], tuple[shapely.Geometry | None, list[Issue]]]:
        entries = [entry for entry in self.entries if entry.layer == DISTRICTS]
        return {entry.place: read_geometry(entry, bounds=None) for entry in entries}

    @cached_property
    def plane_districts(self) -> dict[str, shapely.Geometry]:
        """The districts' polygons in metres, by adcode."""
        shapes = {adcode: self.shape(entry) for adcode, entry in self.districts.items()}
        return {adcode: projected(shape) for adcode, shape in shapes.items() if shape is not None}

    @cached_property
    def record_date(self) -> date | None:
        """The record's own date, which stands for today; None where the descriptor does not tell it."""
        created = self.record.package.get("created")
        return day(created) if isinstance(created, str) and _DAY.fullmatch(created) else None

    def shape(self, entry: Entry) -> shapely.Geometry | None:
        """Return an entry's geometry (lon, lat), or None where it has none that can be used."""
        return self.readings[entry.place][0]

    def read(self, *paths: str) -> bool:
        """Tell whether files could be read, so that what they lack is truly lacking."""
        return not self.record.unread.intersection(paths)

    def knows(self, code: str, *, register: str) -> bool:
        """Tell whether a code stands in a register; of one that could not be read, any may."""
        return not self.read(register_path(register)) or code in self._codes[register]

    def district_name(self, adcode: str) -> str:
        """Return a district's name and code for a message."""
        entry = self.districts.get(adcode)
        return f"{entry.get('name_zh')} ({adcode})" if entry else adcode

    def rank(self, issue: Issue) -> tuple[int, int]:
        """Return the place of an issue in the report: its file, then its feature or line."""
        path, place = re.fullmatch(r"([^#:]*)[#:]?(.*)", issue.where, re.DOTALL).groups()
        matches = [rank for rank, file in enumerate(FILES) if file == path or file.startswith(f"{path}/")]
        return (
            matches[0] if matches else len(FILES),
            self._index_by_address.get(issue.where, int(place) if _LINE.fullmatch(place) else -1),
        )

    @cached_property
    def _codes(self) -> dict[str, set[str]]:
        return {name: {row["code"] for row in rows} for name, rows in self.record.registers.items()}

    @cached_property
    def _index_by_address(self) -> dict[str, int]:
        return {entry.where: entry.index for entry in reversed(self.entries)}


def row_address(path: str, row: Row) -> str:
    """Return the address of a table's row."""
    return f"{path}:{row.line}"


def day(text: str) -> date | None:
    """Return the first day of a reduced date, or None for what is no date."""
    try:
        return period(text)[0]
    except ValueError:
        return None
