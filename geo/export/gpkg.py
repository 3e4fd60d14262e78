"""GeoPackage for QGIS and all that GDAL opens: related tables, with styles.

``places`` has the point that represents each place, ``lines`` and ``areas`` what is drawn of some, ``positions`` the
further ones. These and ``facts`` name their place by ``place``, and a fact its source by ``source``, as foreign keys.
``about`` says which record this is, what was chosen and under which licence; ``layer_styles`` is where QGIS looks for
styles. GDAL writes all tables; the keys, which it does not write, are added to their definitions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow
import shapely
from shapely.geometry import shape

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.arrow import FURTHER
from geo.export.arrow import GEOMETRY
from geo.export.arrow import batches
from geo.export.arrow import facts
from geo.export.arrow import further
from geo.export.arrow import place
from geo.export.arrow import schema
from geo.export.gdal import Layer
from geo.export.gdal import written
from geo.export.qgis import FILL
from geo.export.qgis import LINE
from geo.export.qgis import MARKER
from geo.export.qgis import style
from geo.export.tables import ABOUT
from geo.export.tables import RELATED_FACTS
from geo.export.tables import SOURCES
from geo.export.tables import Row
from geo.export.tables import Tables
from geo.export.tables import tables
from geo.record.geojson import Feature

PLACES, POSITIONS, LINES, AREAS = "places", "positions", "lines", "areas"
STYLES = "layer_styles"

_DRAWN = ("place", "name_zh", "name_en", "layer", "kind", "status")
"""What is said of a line or an area beside its place's row, so that it can be drawn by it."""
_OF_STYLES = (
    *("f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD"),
    *("useAsDefault", "description", "owner", "ui", "update_time"),
)
_KEYS = {
    **dict.fromkeys((POSITIONS, LINES, AREAS), (("place", PLACES),)),
    "facts": (("place", PLACES), ("source", "sources")),
}
"""The columns of each table that name the ``id`` of a row of another one."""


def to_gpkg(atlas: Atlas, selection: Selection = EVERYTHING) -> bytes:
    """Return what is chosen as GeoPackage, lon, lat in WGS-84; what has no position has no geometry."""
    return written("GPKG", ".gpkg", atlas.date, _layers(tables(atlas, selection)), _relate)


def _layers(told: Tables) -> Iterator[Layer]:
    yield _spatial(told, PLACES, told.columns, "Point", _of_place)
    yield _spatial(told, POSITIONS, ("place", *FURTHER), "Point", _of_positions)
    yield _spatial(told, LINES, _DRAWN, "MultiLineString", partial(_of_shape, kind="LineString"))
    yield _spatial(told, AREAS, _DRAWN, "MultiPolygon", partial(_of_shape, kind="Polygon"))
    kind = schema(RELATED_FACTS)
    yield Layer("facts", kind, batches(told.features, partial(facts, told), kind, "facts"))
    yield _plain("sources", SOURCES, told.sources)
    yield _plain("about", ABOUT, told.about)
    yield _plain(STYLES, _OF_STYLES, _styles(told.atlas), useAsDefault=pyarrow.bool_())


def _spatial(
    told: Tables, name: str, columns: Iterable[str], shapes: str, rows: Callable[[Tables, Feature], Iterable[Row]]
) -> Layer:
    kind = schema([*columns, GEOMETRY])
    named = {"GEOMETRY_NAME": GEOMETRY}
    return Layer(name, kind, batches(told.features, partial(rows, told), kind, name), shapes, options=named)


def _plain(name: str, columns: Iterable[str], rows: list[Row], **types: pyarrow.DataType) -> Layer:
    kind = pyarrow.schema([(column, types.get(column, pyarrow.string())) for column in columns])
    return Layer(name, kind, [pyarrow.RecordBatch.from_pylist(rows, kind)])


def _of_place(told: Tables, feature: Feature) -> Iterator[Row]:
    row = place(told, feature)
    yield row | {GEOMETRY: _point(row)}


def _of_positions(told: Tables, feature: Feature) -> Iterator[Row]:
    for row in further(told, feature):
        yield {"place": feature["id"], **row, GEOMETRY: _point(row)}


def _of_shape(told: Tables, feature: Feature, *, kind: str) -> Iterator[Row]:
    """Yield the row of a place that is drawn as a line, or as an area; of one part or of several."""
    geometry = feature["geometry"]
    if geometry is None or geometry["type"] not in {kind, f"Multi{kind}"}:
        return
    row = place(told, feature) | {"place": feature["id"]}
    parts = geometry["coordinates"] if geometry["type"] != kind else [geometry["coordinates"]]
    drawn = shape({"type": f"Multi{kind}", "coordinates": parts})
    yield {name: row[name] for name in _DRAWN} | {GEOMETRY: drawn.wkb}


def _point(row: Row) -> bytes | None:
    if row["longitude"] is None:
        return None
    return bytes(shapely.Point(row["longitude"], row["latitude"]).wkb)


def _styles(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the rows of the table in which QGIS looks for the style of a table."""
    kinds = {PLACES: MARKER, LINES: LINE, AREAS: FILL}
    return [
        {
            **dict.fromkeys(_OF_STYLES, ""),
            "f_table_name": table,
            "f_geometry_column": GEOMETRY,
            "styleName": table,
            "styleQML": style(atlas, kind),
            "useAsDefault": True,
            "update_time": atlas.date,
        }
        for table, kind in kinds.items()
    ]


def _relate(path: Path) -> None:
    """Add the keys to the definitions of the tables, as SQLite's manual has it for constraints."""
    with closing(sqlite3.connect(path)) as file, file:
        for table in (PLACES, "sources"):
            file.execute(f"CREATE UNIQUE INDEX {table}_id ON {table} (id)")
        for table in _KEYS:
            file.execute(f"CREATE INDEX {table}_place ON {table} (place)")
        version = file.execute("PRAGMA schema_version").fetchone()[0]
        file.execute("PRAGMA writable_schema = ON")
        for table, keys in _KEYS.items():
            added = "".join(f", FOREIGN KEY ({column}) REFERENCES {parent} (id)" for column, parent in keys)
            told = (
                "UPDATE sqlite_master SET sql = substr(sql, 1, length(sql) - 1) || ? WHERE type = 'table' AND name = ?"
            )
            file.execute(told, (f"{added})", table))
        file.execute(f"PRAGMA schema_version = {version + 1}")
        file.execute("PRAGMA writable_schema = OFF")
