"""RFC 7946 GeoJSON: the head on the first line, a feature a line, numbers in their shortest form."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.export.collection import collection
from geo.payload import to_json
from geo.selection import EVERYTHING
from geo.selection import Selection


def to_geojson(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return what is chosen as a FeatureCollection, with every fact and its source."""
    head = collection(atlas, selection)
    features = ",".join("\n" + to_json(feature) for feature in head.pop("features"))
    opening = to_json(head)[:-1]
    return f'{opening},"features":[{features}\n]}}\n'
