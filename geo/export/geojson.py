"""RFC 7946 GeoJSON: the head on the first line, a feature a line, numbers in their shortest form."""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.collection import collection
from geo.record.compact import to_json


def to_geojson(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return what is chosen as a FeatureCollection, with every fact and its source."""
    head = collection(atlas, selection)
    features = ",".join("\n" + to_json(feature) for feature in head.pop("features"))
    opening = to_json(head)[:-1]
    return f'{opening},"features":[{features}\n]}}\n'
