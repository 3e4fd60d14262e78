"""Areas and lines, and what the basemap draws: steps from one vertex to the next, in digits."""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.geometry.base import BaseMultipartGeometry

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import representative_point
from geo.page.payload.contract import ContextShape
from geo.page.payload.contract import Shape
from geo.record.compact import micro
from geo.record.geojson import Properties
from geo.record.layers import CONTEXT
from geo.record.pack import digits
from geo.record.vocabulary import NEIGHBOUR


def shapes(atlas: Atlas, *, boundaries: bool) -> list[Shape]:
    """Return the areas and lines of the sites, and the districts where boundaries are drawn."""
    return [*(_district_shapes(atlas) if boundaries else []), *_site_shapes(atlas)]


def bounds(atlas: Atlas) -> list[float] | None:
    """Return west, south, east, north of all districts, in degrees; None where none has an outline."""
    outlines = [geometry for geometry in _geometries(atlas.district_rows) if geometry is not None]
    return [float(edge) for edge in shapely.total_bounds(outlines)] if outlines else None


def _district_shapes(atlas: Atlas) -> list[Shape]:
    return [_shape(row, geometry) for row, geometry in enumerate(_geometries(atlas.district_rows), 1)]


def _site_shapes(atlas: Atlas) -> list[Shape]:
    first = 1 + len(atlas.district_rows)
    return [
        _shape(row, geometry)
        for row, geometry in enumerate(_geometries(atlas.site_rows), first)
        if geometry is not None and not geometry.geom_type.endswith("Point")
    ]


def _geometries(rows: Mapping[str, Properties]) -> list[BaseGeometry]:
    return [row["geometry"] for row in rows.values()]


def _shape(row: int, geometry: BaseGeometry) -> Shape:
    """Return a shape as its row, its type, its lines, and the number of rings in each polygon of a MultiPolygon."""
    rings = [1 + len(each.interiors) for each in geometry.geoms] if isinstance(geometry, shapely.MultiPolygon) else []
    return Shape(row, geometry.geom_type, [_steps(line) for line in _lines(geometry)], rings)


def _lines(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the lines that make up a shape: itself, its rings, or those of its parts."""
    if isinstance(geometry, shapely.Polygon):
        return [geometry.exterior, *geometry.interiors]
    if isinstance(geometry, BaseMultipartGeometry):
        return [line for part in geometry.geoms for line in _lines(part)]
    return [geometry]


def _steps(line: BaseGeometry) -> str:
    """Return how many 1e-6 degree all steps of a line are multiples of, and how often that is in each."""
    steps, before = [], (0, 0)
    for lon, lat in shapely.get_coordinates(line).tolist():  # as floats of Python, which are rounded much sooner
        here = (micro(lon), micro(lat))
        steps += [here[0] - before[0], here[1] - before[1]]
        before = here
    unit = gcd(*steps) or 1
    return digits([unit, *(step // unit for step in steps)])


def context(atlas: Atlas, *, boundaries: bool) -> list[ContextShape]:
    """Return what the basemap draws of the record; neighbours only where boundaries are drawn."""
    features = [
        feature
        for feature in atlas.record.features(CONTEXT)
        if boundaries or feature["properties"]["kind"] != NEIGHBOUR
    ]
    shapes = [shapely.geometry.shape(feature["geometry"] or {}) for feature in features]
    neighbours = [
        geometry
        for feature, geometry in zip(features, shapes, strict=True)
        if feature["properties"]["kind"] == NEIGHBOUR
    ]
    edges = [geometry.boundary for geometry in _geometries(atlas.district_rows) if geometry is not None]
    drawn_already = shapely.union_all([shapely.union_all(neighbours).boundary, *edges])
    return [
        _context_feature(feature["properties"], geometry, without=drawn_already)
        for feature, geometry in zip(features, shapes, strict=True)
    ]


def _context_feature(properties: Properties, geometry: BaseGeometry, *, without: BaseGeometry) -> ContextShape:
    """Return what the basemap draws of a context feature.

    Of a neighbour only its borders with other neighbours: the districts draw the city's outline, and where the record
    ends there is no border. Its name is placed amid what the record has of it, that of a point beside the point; a
    line's own name runs along it.
    """
    lines, amid = geometry, None
    if properties["kind"] == NEIGHBOUR:
        lines = shapely.line_merge(shapely.difference(geometry.boundary, without))
        amid = representative_point(geometry)
    elif isinstance(geometry, shapely.Point):
        lines, amid = shapely.LineString(), geometry
    return {
        "kind": properties["kind"],
        "zh": properties["name_zh"],
        "en": properties["name_en"],
        "schematic": properties["schematic"],
        "at": [micro(amid.x), micro(amid.y)] if amid else None,
        "parts": [_steps(line) for line in _lines(lines) if not line.is_empty],
    }
