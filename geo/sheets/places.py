"""A new place as the record holds one, from a line that says only what it must: the rest follows, or is nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from typing import get_origin
from unicodedata import normalize

import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.atlas import Atlas
from geo.export.shift import DATUMS
from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.geodesy.datum import WGS84
from geo.geodesy.datum import to_wgs84
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.compact import to_json
from geo.record.layers import DISTRICTS
from geo.record.layers import Site
from geo.record.model import SITE_PROPERTIES
from geo.record.rules import is_device
from geo.record.vocabulary import CITY_BASIS
from geo.record.vocabulary import DISTRICT_BASIS
from geo.record.vocabulary import is_number
from geo.sheets.columns import OF_PLACES
from geo.sheets.fields import Reader
from geo.sheets.fields import plain_type
from geo.sheets.lines import Line
from geo.sheets.lines import LineError
from geo.sheets.names import Names
from geo.sheets.names import UnclearError
from geo.sheets.things import OF_SITES
from geo.sheets.values import number
from geo.start.names import romanised

_QUOTED_BASES = ("published", "poi")
"""Bases of positions that somebody else has published, so that their numbers are kept as they were found."""
_IDENTITY = ("id", "name_zh", "name_en")
_NOT_IN_IDS = re.compile("[^a-z0-9]+")


class NewPlaces:
    """The places that lines add.

    Parameters
    ----------
    atlas
        The record.
    reader, names
        What reads cells, and what names mean; a new place is known by its name from then on.
    """

    def __init__(self, atlas: Atlas, reader: Reader, names: Names) -> None:
        self._atlas = atlas
        self._reader = reader
        self._names = names
        self._ids = {*atlas.site_rows, *atlas.district_rows, *(row["id"] for row in atlas.record.changes)}
        self._lines: dict[str, Line] = {}
        self._features: dict[str, dict[str, Any]] = {}
        self.notes: list[str] = []

    @property
    def changes(self) -> Iterator[tuple[dict[str, Any], Line]]:
        """The changes that add them, each with the line that it comes from."""
        kinds = self._atlas.words.kinds
        for identifier, feature in self._features.items():
            layer = kinds[feature["properties"]["kind"]].layer
            yield {"do": "add", "to": layer, "feature": feature, "why": None}, self._lines[identifier]

    def known(self, line: Line) -> str | None:
        """Return the id of the place that an earlier line added and this one names, if one did."""
        typed = next((line.cells[name] for name in _IDENTITY if line.cells.get(name)), "")
        found = self._names.subject(typed)
        return found if found in self._features else None

    def take(self, line: Line) -> str:
        """Return the id of the new place of a line, which is added unless an earlier line did.

        Raises
        ------
        LineError
            If the line says something else than the earlier one, or cannot be read.
        """
        identifier = self.known(line)
        if identifier is None:
            return self._add(line)
        first = self._lines[identifier]
        for name in (*OF_SITES, LONGITUDE, LATITUDE):
            cell = line.cells.get(name)
            if cell and cell != first.cells.get(name):
                message = f"{name} of a new place was given another value at {first.address(name)}"
                raise LineError(Issue(line.address(name), Code.UNEXPECTED_VALUE, message, shown(cell)))
        return identifier

    def _add(self, line: Line) -> str:
        properties: dict[str, Any] = {
            name: [] if get_origin(plain_type(Site, name)) is list else None for name in SITE_PROPERTIES
        }
        properties |= {name: self._read(line, name) for name in OF_SITES if line.cells.get(name)}
        self._require_kind(line, properties["kind"])
        self._check_fields(line)
        position = moved(line, properties["position_basis"])
        geometry = position.pop("geometry")
        properties |= position
        self._fill_in(properties, geometry, line)
        identifier = self._identifier(line, properties)
        self._ids.add(identifier)
        self._names.add_subject(identifier, (properties["name_zh"], properties["name_en"], *properties["aliases"]))
        self._lines[identifier] = line
        self._features[identifier] = {"id": identifier, "properties": properties, "geometry": geometry}
        return identifier

    def _read(self, line: Line, name: str) -> Any:  # noqa: ANN401 (any of JSON)
        try:
            return self._reader.value(Site, name, line.cells[name])
        except UnclearError as error:
            raise LineError(Issue(line.address(name), Code.UNEXPECTED_VALUE, str(error))) from None

    def _require_kind(self, line: Line, kind: object) -> None:
        """Require a kind that is known: without one there is no layer for the place."""
        kinds = self._atlas.words.kinds
        if kind in kinds:
            return
        if not line.cells.get("kind"):
            message = "kind is missing, without which no place can be added: a code of kinds.csv, or its label"
            raise LineError(Issue(line.where, Code.MISSING_VALUE, message))
        known = labels([each.code, each.name_zh, each.name_en] for each in kinds.values())
        found = shown(line.cells["kind"]) + likely(line.cells["kind"], known)
        raise LineError(Issue(line.address("kind"), Code.UNKNOWN_CODE, "kind must be a code of kinds.csv", found))

    def _check_fields(self, line: Line) -> None:
        """Check that nothing is said that a site has no field for; the layer is that of its kind."""
        layer = self._atlas.words.kinds[self._reader.value(Site, "kind", line.cells["kind"])].layer
        for name in OF_PLACES:
            cell = "" if name in {*OF_SITES, *_IDENTITY, LONGITUDE, LATITUDE} else line.cells.get(name, "")
            if cell and not (name == "layer" and self._names.code("layers", cell) == layer):
                message = f"{name} is no field of a new place"
                raise LineError(Issue(line.address(name), Code.UNEXPECTED_VALUE, message, shown(cell)))

    def _fill_in(self, properties: dict[str, Any], geometry: Mapping[str, Any] | None, line: Line) -> None:
        """Fill in what follows: the district from the position, the basis from there being none, a name in pinyin."""
        if geometry and not properties["districts"]:
            properties["districts"] = self._districts_at(geometry)
        if not geometry and not properties["position_basis"]:
            properties["position_basis"] = DISTRICT_BASIS if properties["districts"] else CITY_BASIS
        if properties["name_zh"] and not properties["name_en"]:
            properties["name_en"] = romanised(properties["name_zh"])
            self.notes.append(f"{line.where}: name_en is pinyin, {properties['name_en']}: give the English name if any")

    def _districts_at(self, geometry: Mapping[str, Any]) -> list[str]:
        point = shapely.Point(geometry["coordinates"])
        return [identifier for identifier, area in self._areas.items() if area.covers(point)][:1]

    @cached_property
    def _areas(self) -> dict[str, BaseGeometry]:
        features = self._atlas.record.features(DISTRICTS)
        return {feature["id"]: shapely.from_geojson(to_json(feature["geometry"])) for feature in features}

    def _identifier(self, line: Line, properties: Mapping[str, Any]) -> str:
        """Return the id that a line gives, or one made from the name, with a number if that is taken."""
        if line.cells.get("id"):
            return line.cells["id"]
        typed = properties["name_en"] if line.cells.get("name_en") else properties["name_zh"] or properties["name_en"]
        base = identifier_of(typed) or "place"
        numbered = (f"{base}-{number}" for number in range(2, len(self._ids) + 3))
        return next(each for each in (base, *numbered) if each not in self._ids and not is_device(each))


def identifier_of(name: str) -> str:
    """Return a name as an id has it: of a Chinese one its pinyin.

    >>> identifier_of("Rail City (Phase 2)"), identifier_of("清水塘产业新城")
    ('rail-city-phase-2', 'qingshuitangchanyexincheng')
    """
    latin = name if name.isascii() else romanised(name)
    ascii_ = normalize("NFKD", latin).encode("ascii", "ignore").decode().lower().replace("'", "")
    return _NOT_IN_IDS.sub("-", ascii_).strip("-")


def moved(line: Line, basis: str | None) -> dict[str, Any]:
    """Return what a line says of the position of a place: ``geometry``, and the datum and numbers as they were found.

    Raises
    ------
    LineError
        If longitude or latitude is no number, or only one of them is given.
    """
    cells = {name: line.cells.get(name, "") for name in (LONGITUDE, LATITUDE)}
    if not any(cells.values()):
        return {"geometry": None, "position_datum": None, "position_found": None}
    found = []
    for name, cell in cells.items():
        digits = number(cell)
        if not is_number(digits) or len(digits) > 20:
            message = f"{name} must be a number of degrees, such as 113.1311"
            raise LineError(Issue(line.address(name), Code.INVALID_NUMBER, message, shown(cell)))
        found.append(float(digits))
    datum = DATUMS[line.datum] if line.datum else WGS84
    if abs(found[0]) > 180 or abs(found[1]) > 90:
        message = "longitude must be from -180 to 180, latitude from -90 to 90"
        raise LineError(Issue(line.address(LONGITUDE), Code.OUT_OF_RANGE, message, shown(found)))
    lon, lat = to_wgs84(found[0], found[1], datum)
    is_quoted = line.datum is not None or basis in _QUOTED_BASES
    return {
        "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
        "position_datum": datum,
        "position_found": found if is_quoted else None,
    }
