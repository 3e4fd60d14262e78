"""RFC 7946 GeoJSON: the head on the first line, one feature per line, numbers in their shortest form.

The page writes its files from :func:`opening` and the features that it carries, as :func:`to_geojson` does.
"""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.choice import chosen
from geo.export.choice import named_filter
from geo.export.feature import feature
from geo.export.head import collection
from geo.export.head import used_sources
from geo.progress import followed
from geo.record.compact import to_json


def opening(atlas: Atlas) -> str:
    """Return what a file begins with, whatever was chosen: an object without its end."""
    return to_json(collection(atlas))[:-1]


def to_geojson(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return what is chosen as a FeatureCollection, with every fact and its source."""
    selection, ids = chosen(atlas, selection)
    features = [feature(atlas, subject) for subject in followed(ids, "features", len(ids))]
    head = f'"filter":{to_json(named_filter(atlas, selection))},"sources":{to_json(used_sources(atlas, features))}'
    lines = ",".join(f"\n{to_json(each)}" for each in followed(features, "writing", len(features)))
    return f'{opening(atlas)},{head},"features":[{lines}\n]}}\n'
