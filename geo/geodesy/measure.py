"""Areas, lengths and distances on the ground.

Every measure is geodesic on the ellipsoid of WGS-84, in metres or square metres, of shapely geometry with lon, lat in
degrees. Where shapes must be cut or compared in metres, :func:`projected` lays them on the plane.
"""

from __future__ import annotations

import shapely
from pyproj import Geod
from pyproj import Transformer

PROJECTION = "EPSG:4547"
"""CGCS2000 / 3-degree Gauss-Kruger, central meridian 114° E: the survey grid of Zhuzhou. Between 112.5° and 115.5° E
its lengths are true to one part in three thousand."""

_GEOD = Geod(ellps="WGS84")
_TO_PLANE = Transformer.from_crs("EPSG:4326", PROJECTION, always_xy=True)
_FROM_PLANE = Transformer.from_crs(PROJECTION, "EPSG:4326", always_xy=True)


def area_m2(geometry: shapely.Geometry) -> float:
    """Return the geodesic area in square metres; 0 for points and lines."""
    # pyproj takes a line for the edge of an area.
    if shapely.get_dimensions(geometry) < 2:
        return 0.0
    area, _ = _GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(area)


def length_m(geometry: shapely.Geometry) -> float:
    """Return the geodesic length of lines, or of the edge of areas, in metres; 0 for points."""
    return _GEOD.geometry_length(geometry)


def distance_m(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Return the geodesic distance in metres between the nearest points of two shapes; 0 where they touch."""
    nearest = shapely.shortest_line(projected(one), projected(other))
    return length_m(_unprojected(nearest))


def projected(geometry: shapely.Geometry) -> shapely.Geometry:
    """Lay lon, lat (WGS-84, degrees) on the plane of :data:`PROJECTION` (east, north in metres)."""
    return shapely.transform(geometry, _TO_PLANE.transform, interleaved=False)


def _unprojected(geometry: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(geometry, _FROM_PLANE.transform, interleaved=False)
