"""A record with what several checks need of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from operator import itemgetter

import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.kept import Memo
from geo.checks.entry import Entry
from geo.checks.entry import feature_address
from geo.checks.entry import further_positions
from geo.checks.entry import property_faults
from geo.checks.shapes import read_geometries
from geo.checks.shapes import read_geometry
from geo.geodesy.measure import Plane
from geo.geodesy.measure import measures_in_metres
from geo.geodesy.measure import plane
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.hints import labels
from geo.record.forms import faulty
from geo.record.forms import is_sound
from geo.record.forms import soundness
from geo.record.layers import DISTRICTS
from geo.record.layers import LAYERS
from geo.record.layers import PARTS
from geo.record.layers import SITE_LAYERS
from geo.record.model import ACCESS_SINCE
from geo.record.model import MIDNIGHT
from geo.record.model import REGISTERS
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.model import fact_id
from geo.record.model import id_order
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import RELIEF
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.paths import register_path
from geo.record.place import PLACE
from geo.record.place import Place
from geo.record.place import PlaceMember
from geo.record.place import place_of
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.rules import is_slug
from geo.record.tables import FIXED_CODES
from geo.record.tables import Fact
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import STANDINGS
from geo.record.vocabulary import collect
from geo.record.vocabulary import period

Issues = Iterator[Issue]

_MOST_HINTS = 2000
"""Names among which a misspelled one is looked for: every one of a record of this kind, and no long wait in another."""

_LINE = re.compile(r"[0-9]{1,9}")
_CREATED = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){MIDNIGHT}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

# What the other files rest on comes first: whoever mends a report from its top mends the causes.
_CAUSES_FIRST = (
    PACKAGE,
    RELIEF,
    *map(register_path, REGISTERS),
    SOURCES,
    *map(layer_path, LAYERS),
    FACTS,
    RESOLUTIONS,
    WITHDRAWN,
    OMISSIONS,
    EDITIONS,
    CHANGES,
)


class Frame:
    """A record with what several checks need of it, worked out once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        # A row that cannot be read has its own issue.
        self.words, _ = collect(record)
        self._labels: dict[str, dict[str, str]] = {}

    @cached_property
    def place(self) -> Place | None:
        """The city that the record is of; None where the descriptor does not say so as it should."""
        try:
            place = place_of(self.record.package)
        except RecordError:
            return None
        if self.place_faults or place.code in place.districts or not measures_in_metres(place.projection):
            return None
        return place

    @cached_property
    def place_faults(self) -> dict[str, str]:
        """What is wrong with the form of the descriptor's place."""
        return faulty(PlaceMember, self.record.package.get(PLACE))

    @cached_property
    def adcodes(self) -> tuple[str, ...]:
        """The ids of the districts that must be there."""
        return self.place.districts if self.place else ()

    @cached_property
    def plane(self) -> Plane:
        """The plane on which shapes are compared; only where the place is known is there one."""
        return plane(place_of(self.record.package).projection)

    @cached_property
    def entries(self) -> list[Entry]:
        """Every feature, layer by layer."""
        return [
            Entry(layer, index, feature_address(layer, index, feature), feature, property_faults(layer, feature))
            for layer in LAYERS
            for index, feature in enumerate(self.record.layers[layer]["features"])
        ]

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table, by its path."""
        return self.record.tables

    @cached_property
    def cells(self) -> dict[str, dict[str, set[str]]]:
        """The different cells of each column of every table, by its path."""
        return {
            path: {name: set(map(itemgetter(name), rows)) for name in TABLES[path]}
            for path, rows in self.tables.items()
        }

    @cached_property
    def sites(self) -> list[Entry]:
        """The features of the site layers."""
        return [entry for entry in self.entries if entry.layer in SITE_LAYERS]

    @cached_property
    def further(self) -> dict[tuple[str, int, str, int], list[Entry]]:
        """The positions of each site beside the one of its geometry, by the place of its entry."""
        return {entry.place: list(further_positions(entry)) for entry in self.sites}

    @cached_property
    def positions(self) -> list[Entry]:
        """The sites, and after each its further positions."""
        return [each for entry in self.sites for each in (entry, *self.further[entry.place])]

    @cached_property
    def holders(self) -> list[Entry]:
        """Everything that has properties: the features, and the further positions of sites."""
        return [*self.entries, *(each for each in self.positions if each.among)]

    @cached_property
    def site_by_id(self) -> dict[str, Entry]:
        """The sites that have an id; of a doubled one the last."""
        return {entry.id: entry for entry in self.sites if isinstance(entry.id, str)}

    @cached_property
    def cyclic(self) -> set[tuple[str, int, str, int]]:
        """Places of the sites whose parents lead back to them; each site is passed once."""
        cyclic: set[tuple[str, int, str, int]] = set()
        passed: set[tuple[str, int, str, int]] = set()
        for entry in self.sites:
            way: dict[tuple[str, int, str, int], int] = {}
            step: Entry | None = entry
            while step is not None and step.place not in passed:
                passed.add(step.place)
                way[step.place] = len(way)
                step = self.site_by_id.get(step.get("parent"))
            if step is not None and step.place in way:
                cyclic.update(place for place, number in way.items() if number >= way[step.place])
        return cyclic

    @cached_property
    def source_by_id(self) -> dict[str, Row]:
        """The sources whose ids are no other's."""
        counts = Counter(row["id"] for row in self.record.sources)
        return {row["id"]: row for row in self.record.sources if counts[row["id"]] == 1}

    @cached_property
    def at_hand(self) -> dict[str, bool | None]:
        """Whether the text of each of these sources is at hand: see :func:`has_text`."""
        return {source: has_text(row) for source, row in self.source_by_id.items()}

    @cached_property
    def sources_of_facts(self) -> set[str]:
        """Ids of the sources that facts rest on."""
        return {row["source"] for row in self.record.facts}

    @cached_property
    def access_since(self) -> str | None:
        """The first fact whose source must say how it was read: the first of all unless the descriptor names one.

        None where what it names is no fact, or it cannot be read.
        """
        since = self.record.package.get(ACCESS_SINCE, fact_id(1))
        return since if self.read(PACKAGE) and is_sound(Fact, "id", since) else None

    @cached_property
    def sources_of_newer_facts(self) -> set[str]:
        """Ids of the sources that facts rest on from :attr:`access_since` on."""
        if self.access_since is None:
            return set()
        since, is_id = id_order(self.access_since), soundness(Fact, "id")
        return {row["source"] for row in self.record.facts if id_order(row["id"]) >= since and is_id(row["id"])}

    @cached_property
    def districts(self) -> dict[str, Entry]:
        """The city's districts by id, in the order of the descriptor; absent where the record lacks one."""
        found = {entry.id: entry for entry in self.entries if entry.layer == DISTRICTS and isinstance(entry.id, str)}
        return {adcode: found[adcode] for adcode in self.adcodes if adcode in found}

    @cached_property
    def readings(self) -> dict[tuple[str, int, str, int], tuple[BaseGeometry | None, list[Issue]]]:
        """Shape (lon, lat) and issues of each entry's geometry, by its place."""
        others = [entry for entry in self.holders if entry.layer != DISTRICTS]
        return self._district_readings | read_geometries(others, bounds=self.bounds)

    @cached_property
    def bounds(self) -> tuple[float, ...] | None:
        """West, south, east, north of the city in degrees, or None unless every district has its shape."""
        shapes = [self._district_readings[entry.place][0] for entry in self.districts.values()]
        if not shapes or None in shapes or len(shapes) < len(self.adcodes):
            return None
        return tuple(shapely.total_bounds(shapes))

    @cached_property
    def _district_readings(self) -> dict[tuple[str, int, str, int], tuple[BaseGeometry | None, list[Issue]]]:
        entries = [entry for entry in self.entries if entry.layer == DISTRICTS]
        return {entry.place: read_geometry(entry, bounds=None) for entry in entries}

    @cached_property
    def plane_districts(self) -> dict[str, BaseGeometry]:
        """The districts' polygons in metres, by adcode."""
        shapes = {adcode: self.shape(entry) for adcode, entry in self.districts.items()}
        return {adcode: self.plane.projected(shape) for adcode, shape in shapes.items() if shape is not None}

    @cached_property
    def record_date(self) -> date | None:
        """The record's own date, which stands for today; None where the descriptor lacks it."""
        created = self.record.package.get("created")
        match = _CREATED.fullmatch(created) if isinstance(created, str) else None
        return day(match[1]) if match else None

    def shape(self, entry: Entry) -> BaseGeometry | None:
        """Return an entry's geometry (lon, lat), or None where it has none that can be used."""
        return self.readings[entry.place][0]

    def places(self, site: Entry) -> list[Entry]:
        """Return where a site lies: itself, and its parts."""
        return [site, *(each for each in self.further[site.place] if each.among == PARTS)]

    def extent(self, site: Entry) -> BaseGeometry | None:
        """Return the geometry of a site with that of its parts (lon, lat), or None where it has none."""
        shapes = [shape for shape in map(self.shape, self.places(site)) if shape is not None]
        return shapely.union_all(shapes) if shapes else None

    def address(self, path: str, row: Row) -> str:
        """Return the address of a table's row."""
        return self._addresses[path][id(row)]

    def read(self, *paths: str) -> bool:
        """Return whether files could be read, so that what they lack is truly lacking."""
        return not self.record.unread.intersection(paths)

    def knows(self, code: str, *, register: str) -> bool:
        """Return whether a code may be in a register: any may, where the register or a code of it cannot be read."""
        if register in FIXED_CODES:
            return code in FIXED_CODES[register]
        return code in self._codes[register] or register in self._unsound or not self.read(register_path(register))

    def codes_by_label(self, register: str) -> dict[str, str]:
        """Return a register's codes by everything that they go by."""
        if register not in self._labels:
            rows = self.record.registers[register][:_MOST_HINTS]
            self._labels[register] = labels((row["code"], row["name_zh"], row["name_en"]) for row in rows)
        return self._labels[register]

    @cached_property
    def districts_by_label(self) -> dict[str, str]:
        """The adcodes by the names of their districts."""
        return labels((adcode, *_names(entry)) for adcode, entry in self.districts.items())

    @cached_property
    def subjects_by_label(self) -> dict[str, str]:
        """The ids of sites and districts by their names and aliases."""
        entries = [*self.districts.items(), *self.site_by_id.items()][:_MOST_HINTS]
        return labels((identifier, *_names(entry)) for identifier, entry in entries)

    @cached_property
    def sources_by_label(self) -> dict[str, str]:
        """The ids of sources by their titles."""
        rows = self.record.sources[:_MOST_HINTS]
        return labels((row["id"], row["title_zh"], row["title_en"]) for row in rows)

    @cached_property
    def site_ids_are_sound(self) -> bool:
        """Whether every site can be referred to; else an unknown reference may mean the one that cannot."""
        read = self.read(*(layer_path(layer) for layer in LAYERS))
        return read and all(isinstance(entry.id, str) and is_slug(entry.id) for entry in self.entries)

    @cached_property
    def source_ids_are_sound(self) -> bool:
        """Whether every source can be referred to; else an unknown reference may mean the one that cannot."""
        is_unique = len(self.source_by_id) == len(self.record.sources)
        return self.read(SOURCES) and is_unique and all(is_slug(row["id"]) for row in self.record.sources)

    def district_name(self, adcode: str) -> str:
        """Return a district's name and code for a message."""
        entry = self.districts.get(adcode)
        return f"{entry.get('name_zh')} ({adcode})" if entry else adcode

    def rank(self, issue: Issue) -> tuple[int, int]:
        """Return the place of an issue in the report: files that others rest on first, then by feature or line."""
        path, _, place = issue.where.replace("#", ":", 1).partition(":")
        matches = [rank for rank, file in enumerate(_CAUSES_FIRST) if file == path or file.startswith(f"{path}/")]
        return (
            matches[0] if matches else len(_CAUSES_FIRST),
            self._index_by_address.get(issue.where, int(place) if _LINE.fullmatch(place) else -1),
        )

    @cached_property
    def _addresses(self) -> Mapping[str, Mapping[int, str]]:
        """The addresses of rows, by the path of their table: a table without a fault is not gone through for them."""
        return Memo(lambda path: {id(row): where for where, row in addressed(path, self.tables[path])})

    @cached_property
    def _codes(self) -> dict[str, set[str]]:
        return {name: {row["code"] for row in rows} for name, rows in self.record.registers.items()}

    @cached_property
    def _unsound(self) -> set[str]:
        """The registers with a code that is doubled or not written as codes are: it may be the one that is missed."""
        counts = {name: len(rows) for name, rows in self.record.registers.items()}
        return {
            name for name, codes in self._codes.items() if len(codes) < counts[name] or not all(map(is_slug, codes))
        }

    @cached_property
    def _index_by_address(self) -> dict[str, int]:
        return {entry.where: entry.index for entry in reversed(self.holders)}


def day(text: str) -> date | None:
    """Return the first day of a reduced date, or None for what is no date."""
    try:
        return period(text)[0]
    except ValueError:
        return None


def has_text(source: Row) -> bool | None:
    """Return whether the text of a source is at hand; None where standing and SHA-256 do not agree on it."""
    digest = is_digest(source["sha256"])
    if source["standing"] not in STANDINGS or digest != bool(source["sha256"]):
        return None
    if source["standing"] == PRIMARY:
        return digest or None
    return None if digest and not source["form"] else False


def is_digest(text: str) -> bool:
    """Return whether a text is a SHA-256 in 64 hexadecimal digits, lower case."""
    return _SHA256.fullmatch(text) is not None


def _names(entry: Entry) -> list[str]:
    names = [entry.get("name_zh"), entry.get("name_en"), *(entry.get("aliases") or [])]
    return [name for name in names if name]
