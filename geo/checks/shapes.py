"""Geometry of features: well-formed, in range, near the city, valid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import Any
from typing import TypeGuard
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.checks.entry import Entry
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import counted
from geo.issues.errors import shown
from geo.record.canonical import DECIMALS
from geo.record.canonical import canonical_geometry
from geo.record.geojson import Geometry
from geo.record.layers import GEOMETRIES
from geo.record.layers import SITE_LAYERS
from geo.record.limits import POSITIONS
from geo.record.model import BBOX
from geo.record.paths import PROGRAM

FAR_DEGREES = 0.5
"""A site this far outside the bounds of the city is not a site of the city."""

_NUMBERS = frozenset((int, float))

# How deep the positions of each geometry type nest.
_NESTING = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def read_geometries(
    entries: list[Entry], *, bounds: tuple[float, ...] | None
) -> dict[tuple[str, int, str, int], tuple[BaseGeometry | None, list[Issue]]]:
    """Return for each feature, by its place, what :func:`read_geometry` does; plain points are made all at once."""
    positions = [_plain_position(entry, bounds) for entry in entries]
    plain = np.array([position for position in positions if position], dtype=float).reshape(-1, 2)
    points = iter(cast("NDArray[np.object_]", shapely.points(plain)))
    return {
        entry.place: (next(points), []) if position else read_geometry(entry, bounds=bounds)
        for entry, position in zip(entries, positions, strict=True)
    }


def _plain_position(entry: Entry, bounds: tuple[float, ...] | None) -> list[float] | None:
    """Return the position of a point with which nothing can be wrong, as it is kept; None of any other geometry."""
    geometry = entry.feature.get("geometry")
    if bounds is None or entry.layer not in SITE_LAYERS or not isinstance(geometry, dict) or len(geometry) != 2:
        return None
    position = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not is_position(position) or not _is_near(*position, bounds=bounds):
        return None
    return [round(float(number), DECIMALS) + 0.0 for number in position]


def read_geometry(entry: Entry, *, bounds: tuple[float, ...] | None) -> tuple[BaseGeometry | None, list[Issue]]:
    """Return the shape of a feature, or None and the issue that says why there is none."""
    try:
        return _shape(entry, bounds=bounds), []
    except RecordError as error:
        return None, [error.issue]


def _shape(entry: Entry, *, bounds: tuple[float, ...] | None) -> BaseGeometry | None:
    geometry, where = entry.feature.get("geometry"), entry.where
    if "geometry" not in entry.feature or (geometry is None and entry.layer in SITE_LAYERS):
        return None
    if not isinstance(geometry, dict):
        raise RecordError(where, Code.WRONG_STRUCTURE, "geometry must be an object", shown(geometry))
    if set(geometry) - {BBOX} != {"type", "coordinates"}:
        message = "geometry must hold type and coordinates only"
        raise RecordError(where, Code.WRONG_STRUCTURE, message, shown(sorted(geometry)))
    if geometry["type"] not in GEOMETRIES[entry.layer]:
        message = f"geometry of the layer {entry.layer} must be one of {', '.join(GEOMETRIES[entry.layer])}"
        raise RecordError(where, Code.WRONG_GEOMETRY_TYPE, message, shown(geometry["type"]))
    if BBOX in geometry:
        message = f"a map program added 'bbox' to the geometry ({PROGRAM} format removes it)"
        raise RecordError(where, Code.REMOVABLE_MEMBER, message)

    # From the single position up to the whole shape: each step relies on the one before.
    city = bounds if entry.layer in SITE_LAYERS else None
    count = 0
    for line in _lines(geometry["coordinates"], depth=_NESTING[geometry["type"]], where=where):
        count += len(line)
        POSITIONS.require(count, where)
        for position in () if _are_plain(line, city) else line:
            if not is_position(position):
                raise RecordError(where, Code.INVALID_GEOMETRY, "position must be [lon, lat]", shown(position))
            require_position(position, where=where, name="position", bounds=bounds, city=city)
    # Judged as it is kept: what rounding makes of a shape is what the map draws.
    geometry = cast("Geometry", canonical_geometry(geometry))
    _require_lines_and_rings(geometry, where=where)
    shape = shapely.geometry.shape(geometry)
    _require_valid(shape, where=where)
    return shape


def _lines(coordinates: object, *, depth: int, where: str) -> Iterator[list[object]]:
    """Yield the lists of positions in coordinates; a single position is one of its own."""
    if depth == 0:
        yield [coordinates]
        return
    if not isinstance(coordinates, list) or not coordinates:
        message = f"coordinates must nest {depth} lists around their positions"
        raise RecordError(where, Code.INVALID_GEOMETRY, message, shown(coordinates))
    if depth == 1:
        yield coordinates
        return
    for part in coordinates:
        yield from _lines(part, depth=depth - 1, where=where)


def _are_plain(line: list[Any], city: tuple[float, ...] | None) -> bool:
    """Return whether nothing can be wrong with any position of a line, so that none need be looked at by itself."""
    if set(map(type, line)) != {list} or set(map(len, line)) != {2}:
        return False
    numbers = [*chain.from_iterable(line)]
    if set(map(type, numbers)) != {float} or not math.isfinite(sum(numbers)):
        return False
    lons, lats = numbers[::2], numbers[1::2]
    corners = ((min(lons), min(lats)), (max(lons), max(lats)))
    return all(_is_in_range(*corner) and (city is None or _is_near(*corner, bounds=city)) for corner in corners)


def require_position(
    position: list[float],
    *,
    where: str,
    name: str,
    bounds: tuple[float, ...] | None = None,
    city: tuple[float, ...] | None = None,
) -> None:
    """Require finite numbers, lon before lat, in range, and near the city.

    Parameters
    ----------
    position
        lon, lat in degrees.
    where, name
        Address and name for the message.
    bounds
        West, south, east, north of the city, which tell swapped numbers from strange ones; None where unknown.
    city
        The same bounds where the position must be near them; None where it may lie anywhere.

    Raises
    ------
    RecordError
        If the position is none of this.
    """
    lon, lat = position
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise RecordError(where, Code.OUT_OF_RANGE, f"{name} must be finite", shown(position))
    in_range = _is_in_range(lon, lat)
    near = in_range and (city is None or _is_near(lon, lat, bounds=city))
    if near:
        return
    if _is_near(lat, lon, bounds=bounds) if bounds else abs(lat) > 90 >= abs(lon):
        message = f"{name} {shown(position)} reads as lat, lon: write {shown([lat, lon])}"
        raise RecordError(where, Code.SWAPPED_COORDINATES, message)
    if not in_range:
        raise RecordError(where, Code.OUT_OF_RANGE, f"{name} must lie within -180..180, -90..90", shown(position))
    message = f"{name} must lie within {FAR_DEGREES} degrees of the city"
    raise RecordError(where, Code.FAR_AWAY, message, shown(position))


def _is_in_range(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90


def _is_near(lon: float, lat: float, *, bounds: tuple[float, ...]) -> bool:
    west, south, east, north = bounds
    return west - FAR_DEGREES <= lon <= east + FAR_DEGREES and south - FAR_DEGREES <= lat <= north + FAR_DEGREES


def _require_lines_and_rings(geometry: Geometry, *, where: str) -> None:
    coordinates = geometry["coordinates"]
    lines = {"LineString": [coordinates], "MultiLineString": coordinates}.get(geometry["type"], [])
    for line in lines:
        if len(line) < 2:
            raise _invalid(where, f"line has {len(line)} position, at least 2 are needed")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(geometry["type"], [])
    for ring in (ring for polygon in polygons for ring in polygon):
        if ring[0] != ring[-1]:
            raise _invalid(where, f"ring begins at {shown(ring[0])} and ends at {shown(ring[-1])}, not where it began")
        if len(ring) < 4:
            raise _invalid(where, f"ring has {counted(len(ring), 'position')}, at least 4 are needed")


def _require_valid(shape: BaseGeometry, *, where: str) -> None:
    if shape.is_valid:
        return
    reason, _, place = shapely.is_valid_reason(shape).removesuffix("]").partition("[")
    lon, lat = map(float, place.split())
    raise _invalid(where, f"{reason.lower()} at {lon:.6f}, {lat:.6f}")


def _invalid(where: str, reason: str) -> RecordError:
    return RecordError(where, Code.INVALID_GEOMETRY, f"invalid geometry: {reason}")


def is_position(value: object) -> TypeGuard[list[float]]:
    """Return whether a value is a list of two numbers."""
    return isinstance(value, list) and len(value) == 2 and _NUMBERS.issuperset(map(type, value))
