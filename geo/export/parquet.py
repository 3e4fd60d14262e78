"""GeoParquet 1.1 for pandas, DuckDB and GDAL: one row per place, with its facts and further positions as lists in it.

The bounds of each row are beside its geometry, so that a reader can pass over what lies elsewhere. The state of the
record, the licence, the choice and the sources are in the metadata of the file.
"""

from __future__ import annotations

import io
from functools import partial

import geopandas
import numpy
import pyarrow
from pyarrow import parquet
from shapely.geometry import shape

from geo.atlas.atlas import CRS
from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.arrow import FURTHER
from geo.export.arrow import GEOMETRY
from geo.export.arrow import OF_A_FACT
from geo.export.arrow import batches
from geo.export.arrow import facts
from geo.export.arrow import further
from geo.export.arrow import place
from geo.export.arrow import schema
from geo.export.arrow import struct
from geo.export.tables import Row
from geo.export.tables import Tables
from geo.export.tables import tables
from geo.record.geojson import Feature

VERSION = "1.1.0"


def to_parquet(atlas: Atlas, selection: Selection = EVERYTHING) -> bytes:
    """Return what is chosen as GeoParquet, lon, lat in WGS-84; what has no position has no geometry."""
    told = tables(atlas, selection)
    kind = schema(told.columns, further_positions=struct(FURTHER), facts=struct(OF_A_FACT))
    cells = pyarrow.Table.from_batches(batches(told.features, partial(_rows, told), kind, "places"), kind)
    whole = _shapes(told.features)
    for name in kind.names:
        whole = whole.append_column(kind.field(name), cells[name])
    whole = whole.select([*kind.names, *_SHAPES])
    geo = whole.schema.metadata[b"geo"].decode()
    return packed(whole.replace_schema_metadata(told.metadata | {"geo": geo}))


def packed(table: pyarrow.Table) -> bytes:
    """Return the file of a table."""
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


_SHAPES = (GEOMETRY, "bbox")


def _shapes(features: list[Feature]) -> pyarrow.Table:
    """Return the geometries with their bounds, and what GeoParquet says of them."""
    told = [feature["geometry"] and shape(feature["geometry"]) for feature in features]
    shapes = geopandas.GeoSeries(numpy.array(told, dtype=object), crs=CRS)
    file = io.BytesIO()
    geopandas.GeoDataFrame(geometry=shapes).to_parquet(
        file, index=False, schema_version=VERSION, write_covering_bbox=True
    )
    return parquet.read_table(file)


def _rows(told: Tables, feature: Feature) -> list[Row]:
    lists = {"further_positions": further(told, feature), "facts": facts(told, feature, OF_A_FACT)}
    return [place(told, feature) | lists]
