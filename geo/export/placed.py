"""The places that have a position as one layer, for formats of maps that hold nothing else: FlatGeobuf and PMTiles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pyarrow

from geo.export.arrow import GEOMETRY
from geo.export.arrow import OF_A_FACT
from geo.export.arrow import batches
from geo.export.arrow import facts
from geo.export.arrow import further
from geo.export.arrow import nested
from geo.export.arrow import place
from geo.export.arrow import schema
from geo.export.arrow import wkb
from geo.export.gdal import Layer
from geo.export.tables import Row
from geo.export.tables import Tables
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.record.geojson import Feature

NAME = "places"
_NESTED = ("further_positions", "facts")


def placed(told: Tables, metadata: Mapping[str, str], options: Mapping[str, str]) -> Layer:
    """Return the layer: the cells of each place, its further positions and its facts as JSON, each with its source.

    Raises
    ------
    AtlasError
        If nothing that is chosen has a position.
    """
    kind = schema([*told.columns, *_NESTED], **{GEOMETRY: pyarrow.binary()})
    drawn = [feature for feature in told.features if feature["geometry"] is not None]
    if not drawn:
        must = "must mean a place with a position, since the format holds no others: choose more, or another format"
        raise AtlasError("choice", must, f"{counted(len(told.features), 'subject')} without one")
    rows = batches(drawn, partial(_rows, told), kind, "places")
    return Layer(NAME, kind, rows, "Unknown", metadata, options)


def _rows(told: Tables, feature: Feature) -> list[Row]:
    lists = (further(told, feature), facts(told, feature, OF_A_FACT))
    own = place(told, feature) | dict(zip(_NESTED, map(nested, lists), strict=True))
    return [own | {GEOMETRY: wkb(feature)}]
