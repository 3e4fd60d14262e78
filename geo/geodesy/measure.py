"""Areas, lengths and distances on the ground.

Every measure is geodesic on the ellipsoid of WGS-84, in metres or square metres, of shapely geometry with lon, lat in
degrees. Where shapes must be cut or compared in metres, a :class:`Plane` has them in metres.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast
from typing import overload

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj import Geod
from pyproj import Transformer
from pyproj.enums import TransformDirection
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

_WGS84 = "EPSG:4326"
_GEOD = Geod(ellps="WGS84")


def area_m2(geometry: BaseGeometry) -> float:
    """Return the geodesic area in square metres; 0 for points and lines."""
    # pyproj takes a line for the edge of an area.
    if shapely.get_dimensions(geometry) < 2:
        return 0.0
    area, _ = _GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(area)


def length_m(geometry: BaseGeometry) -> float:
    """Return the geodesic length of lines, or of the edge of areas, in metres; 0 for points."""
    return _GEOD.geometry_length(geometry)


class Plane:
    """A plane on which shapes can be cut and compared in metres.

    Parameters
    ----------
    projection
        A projected reference system in metres, as an EPSG code.

    Raises
    ------
    ValueError
        If there is no such system, or it does not measure in metres.

    Examples
    --------
    >>> plane = Plane("EPSG:32649")
    >>> round(plane.distance_m(shapely.Point(113.1, 27.8), shapely.Point(113.1, 27.9)))
    11082
    """

    def __init__(self, projection: str) -> None:
        try:
            system = CRS.from_user_input(projection)
        except CRSError:
            raise ValueError(f"{projection} is no reference system") from None
        if not system.is_projected or any(axis.unit_name != "metre" for axis in system.axis_info):
            raise ValueError(f"{projection} does not measure in metres")
        self._to_plane = Transformer.from_crs(_WGS84, system, always_xy=True)

    @overload
    def projected(self, geometry: BaseGeometry) -> BaseGeometry: ...
    @overload
    def projected(self, geometry: NDArray[np.object_]) -> NDArray[np.object_]: ...
    def projected(self, geometry: BaseGeometry | NDArray[np.object_]) -> BaseGeometry | NDArray[np.object_]:
        """Return lon, lat (WGS-84, degrees) as east, north in metres; of an array of shapes each."""
        return _moved(geometry, self._to_plane)

    def distance_m(self, one: BaseGeometry, other: BaseGeometry) -> float:
        """Return the geodesic distance in metres between the nearest points of two shapes; 0 where they touch.

        The shapes are in lon, lat (WGS-84, degrees), as everywhere but on the plane.
        """
        nearest = shapely.shortest_line(self.projected(one), self.projected(other))
        return length_m(_moved(nearest, self._to_plane, TransformDirection.INVERSE))

    def apart_m(self, one: BaseGeometry, other: BaseGeometry) -> float:
        """Return how far apart two drawings are, in metres: no vertex of either is farther from the other (Hausdorff).

        Of two points it is their distance; 0 where both are the same. In lon, lat (WGS-84, degrees), geodesic.

        >>> line = shapely.LineString([(113.1, 27.8), (113.1, 27.9)])
        >>> round(Plane("EPSG:32649").apart_m(line, shapely.Point(113.1, 27.8)))
        11082
        """
        drawn, redrawn = self.projected(one), self.projected(other)
        pairs = [(point, redrawn) for point in _vertices(drawn)] + [(point, drawn) for point in _vertices(redrawn)]
        lines = shapely.shortest_line(*(np.array(side, dtype=object) for side in zip(*pairs, strict=True)))
        farthest = lines[int(np.argmax(shapely.length(lines)))]
        return length_m(_moved(farthest, self._to_plane, TransformDirection.INVERSE))


def _vertices(geometry: BaseGeometry) -> NDArray[np.object_]:
    return cast("NDArray[np.object_]", shapely.points(shapely.get_coordinates(geometry)))


@overload
def _moved(geometry: BaseGeometry, by: Transformer, way: TransformDirection = ...) -> BaseGeometry: ...
@overload
def _moved(geometry: NDArray[np.object_], by: Transformer, way: TransformDirection = ...) -> NDArray[np.object_]: ...
def _moved(
    geometry: BaseGeometry | NDArray[np.object_],
    by: Transformer,
    way: TransformDirection = TransformDirection.FORWARD,
) -> BaseGeometry | NDArray[np.object_]:
    def move(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(by.transform(positions[:, 0], positions[:, 1], direction=way))

    return shapely.transform(geometry, move)


def measures_in_metres(projection: str) -> bool:
    """Return whether a projection can be that of a plane.

    >>> measures_in_metres("EPSG:4547"), measures_in_metres("EPSG:4326"), measures_in_metres("EPSG:99")
    (True, False, False)
    """
    try:
        plane(projection)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8)
def plane(projection: str) -> Plane:
    """Return a plane, kept: making its transformation takes longer than using it."""
    return Plane(projection)
