"""An atlas as tables of Apache Parquet, whose columns have the same types in every city.

Places and districts are GeoParquet 1.1 (WKB in WGS-84, EPSG:4326, lon, lat) with the bounds of each row, so that a
reader can pass over what lies elsewhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from collections.abc import Iterator

import geopandas
import pandas
import pyarrow
from pyarrow import parquet

from geo.atlas.atlas import CRS
from geo.atlas.atlas import Atlas
from geo.atlas.identity import OF_BYTES
from geo.export.parquet import packed

_TEXT, _NUMBER, _WHOLE = pyarrow.string(), pyarrow.float64(), pyarrow.int64()
_TEXTS, _NUMBERS = pyarrow.list_(_TEXT), pyarrow.list_(_NUMBER)
_TYPES = {
    **dict.fromkeys(("aliases", "districts", "all_districts"), _TEXTS),
    **dict.fromkeys(("position_evidence", "seat_evidence"), _TEXTS),
    **dict.fromkeys(("boundary_source", "population_source", "area_source"), _TEXTS),
    **dict.fromkeys(("position_found", "seat", "seat_found"), _NUMBERS),
    **dict.fromkeys(("value", "value_base", "longitude", "latitude", "area_m2", "length_m", "area_km2"), _NUMBER),
    **dict.fromkeys(("position_uncertainty_m", "population"), _WHOLE),
}
"""The types of columns that are no texts."""


def _places(atlas: Atlas) -> bytes:
    return _with_geometry(atlas.sites)


def _districts(atlas: Atlas, *, boundaries: bool) -> bytes:
    frame = atlas.districts.drop(columns=["layer", "adcode"])
    return _with_geometry(frame if boundaries else frame.assign(geometry=None).set_crs(CRS))


def _facts(atlas: Atlas) -> bytes:
    return _without_geometry(atlas.facts)


def _sources(atlas: Atlas) -> bytes:
    return _without_geometry(atlas.sources.drop(columns=list(OF_BYTES)))


TABLES = ("places", "facts", "sources", "districts")
"""The names of the tables."""


def tables(atlas: Atlas, *, boundaries: bool = True) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each table and the bytes of its file.

    Parameters
    ----------
    atlas
        The atlas of one city.
    boundaries
        Whether the districts have shapes.

    Examples
    --------
    >>> import geo
    >>> tuple(name for name, _ in tables(geo.open())) == TABLES
    True
    """
    files = _places(atlas), _facts(atlas), _sources(atlas), _districts(atlas, boundaries=boundaries)
    yield from zip(TABLES, files, strict=True)


def _with_geometry(frame: geopandas.GeoDataFrame) -> bytes:
    file = io.BytesIO()
    typed = geopandas.GeoDataFrame(_typed(frame), geometry="geometry", crs=frame.crs)
    typed.to_parquet(file, index=False, schema_version="1.1.0", write_covering_bbox=True)
    return _written(parquet.read_table(file))


def _without_geometry(frame: pandas.DataFrame) -> bytes:
    return _written(pyarrow.Table.from_pandas(_typed(frame), preserve_index=False))


def _written(table: pyarrow.Table) -> bytes:
    """Return the file of a table, without what pandas says to itself: it cannot read its own word for lists."""
    own = {key: value for key, value in (table.schema.metadata or {}).items() if key != b"pandas"}
    return packed(table.replace_schema_metadata(own))


def _typed(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Return a frame with its index as the column ``id``, and every column but the geometry in its type of Arrow."""
    columns = {"id": _column(frame.index, "id")}
    for name in frame.columns:
        columns[name] = frame[name].array if name == "geometry" else _column(frame[name], name)
    return pandas.DataFrame(columns)


def _column(values: Iterable[object], name: str) -> pandas.api.extensions.ExtensionArray:
    kind = _TYPES.get(name, _TEXT)
    plain = [value if isinstance(value, list) else None if pandas.isna(value) else value for value in values]  # type: ignore[call-overload]  # any scalar
    return pandas.array(pyarrow.array(plain, type=kind), dtype=pandas.ArrowDtype(kind))
