"""Positions in the datums of Chinese map services, for tables that do not state a coordinate reference system.

Amap shows GCJ-02 and Baidu BD-09: positions in WGS-84 would lie hundreds of metres beside their maps. Whatever holds
such positions says so by the names of its columns, by a cell or row of its own, and by the name of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any

from geo.geodesy.datum import BD09
from geo.geodesy.datum import GCJ02
from geo.geodesy.datum import from_wgs84
from geo.record.compact import MICRO
from geo.record.compact import micro

DATUMS = {"gcj02": GCJ02, "bd09": BD09}
"""The datums by the codes that name them in files; without one, positions are in WGS-84."""

WGS84_TEXT = "WGS-84 (EPSG:4326)"
"""What a file says of positions in the record's own datum."""

LONGITUDE, LATITUDE = "longitude", "latitude"


def columns_in(datum: str | None, columns: Iterable[str]) -> list[str]:
    """Return the names of columns, those of the position with the datum.

    >>> columns_in("gcj02", ["id", "longitude", "latitude"])
    ['id', 'longitude_gcj02', 'latitude_gcj02']
    """
    return [f"{name}_{datum}" if datum and name in {LONGITUDE, LATITUDE} else name for name in columns]


def cells_in(datum: str | None, cells: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the cells of a position with its longitude and latitude in a datum, in whole millionths of a degree."""
    if datum is None or cells[LONGITUDE] is None:
        return cells
    position = from_wgs84(cells[LONGITUDE], cells[LATITUDE], DATUMS[datum])
    lon, lat = (micro(degrees) / MICRO for degrees in position)
    return {**cells, LONGITUDE: lon, LATITUDE: lat}


def datum_cells(datum: str | None) -> dict[str, str]:
    """Return what says that positions are in another datum than the record's; nothing where they are not."""
    return {"coordinates": DATUMS[datum]} if datum else {}
