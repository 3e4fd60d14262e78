"""The tables of what is chosen in Apache Arrow, for the formats that pyarrow and GDAL write: a type for each column.

Positions are WKB, lon, lat in WGS-84 (EPSG:4326). ``value`` of a fact is a number; a status or an honour has a
``value_code`` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

import pyarrow
from shapely.geometry import shape

from geo.export.cells import OF_SUBJECTS
from geo.export.tables import FACTS
from geo.export.tables import RELATED_FACTS
from geo.export.tables import Row
from geo.export.tables import Tables
from geo.progress import followed
from geo.record.compact import to_json
from geo.record.geojson import Feature

AT_ONCE = 1000
"""Places whose rows are made at once: all of a large record would need too much memory."""

GEOMETRY = "geometry"
FURTHER = tuple(name for name in OF_SUBJECTS if name.startswith(("position_", "longitude", "latitude", "districts")))
"""What is said of a further position of a place."""

_TYPES = {
    **dict.fromkeys(("longitude", "latitude", "area_km2", "value", "value_base"), pyarrow.float64()),
    **dict.fromkeys(("position_uncertainty_m", "population"), pyarrow.int64()),
    "differs": pyarrow.bool_(),
    GEOMETRY: pyarrow.binary(),
}
"""The types of columns that are no texts."""


def schema(columns: Iterable[str], **others: pyarrow.DataType) -> pyarrow.Schema:
    """Return the schema of a table with these columns, and others of types that are no cell's."""
    own = [(name, _TYPES.get(name, pyarrow.string())) for name in _with_codes(columns)]
    return pyarrow.schema([*own, *others.items()])


def struct(columns: Iterable[str]) -> pyarrow.DataType:
    """Return the type of a list of rows within a row."""
    return pyarrow.list_(pyarrow.struct(list(schema(columns))))


def batches(
    features: Sequence[Feature], rows: Callable[[Feature], Iterable[Row]], kind: pyarrow.Schema, what: str
) -> Iterator[pyarrow.RecordBatch]:
    """Yield the rows of places, of many at once.

    Parameters
    ----------
    features
        The places.
    rows
        Returns the rows of a place.
    kind
        The schema of the table.
    what
        What is written, for who watches.
    """
    parts = [features[start : start + AT_ONCE] for start in range(0, len(features), AT_ONCE)]
    for part in followed(parts, what, len(parts)):
        yield pyarrow.RecordBatch.from_pylist([row for each in part for row in rows(each)], kind)


def place(told: Tables, feature: Feature) -> Row:
    """Return the row of a place without its further positions."""
    return next(told.places(feature))


def further(told: Tables, feature: Feature) -> list[Row]:
    """Return the rows of its further positions, without what they share with the place."""
    _, *others = told.places(feature)
    return [{name: each[name] for name in FURTHER} for each in others]


def facts(told: Tables, feature: Feature, columns: Sequence[str] = RELATED_FACTS) -> list[Row]:
    """Return the rows of the facts about a place."""
    return [_with_code(row, columns) for row in told.facts(feature)]


def nested(rows: Iterable[Row]) -> str:
    """Return rows as JSON, without the cells that are empty."""
    return to_json([{name: value for name, value in row.items() if value not in {None, ""}} for row in rows])


def wkb(feature: Feature) -> bytes | None:
    """Return the geometry of a place; None where it has none."""
    return None if feature["geometry"] is None else bytes(shape(feature["geometry"]).wkb)


def _with_codes(columns: Iterable[str]) -> Iterator[str]:
    for column in columns:
        yield from ("value", "value_code") if column == "value" else (column,)


def _with_code(row: Row, columns: Sequence[str]) -> Row:
    is_code = isinstance(row["value"], str)
    split: dict[str, Any] = {"value": None, "value_code": row["value"]} if is_code else {"value_code": None}
    own = row | split
    return {name: own[name] for name in _with_codes(columns)}


OF_A_FACT = tuple(name for name in FACTS if not name.startswith("place"))
"""The columns of a fact within its place."""
