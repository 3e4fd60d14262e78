"""Newline-delimited GeoJSON: one feature per line, each complete by itself, for tools that read a file piece by piece.

Lines end with a line feed and nothing else is between them, as DuckDB, tippecanoe, jq and GDAL read them. RFC 8142
would put a control character before each, at which most of these stop. There is no head that could hold anything: each
feature has the sources of its own facts, the state of the record, the licence and the choice among its properties.
"""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.identity import sources_by_id
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.choice import chosen
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.export.feature import feature
from geo.export.head import cited
from geo.export.head import record_cells
from geo.progress import followed
from geo.record.compact import to_json


def to_geojsonl(atlas: Atlas, selection: Selection = EVERYTHING) -> str:
    """Return the features of what is chosen, one per line."""
    selection, ids = chosen(atlas, selection)
    ending = {**record_cells(atlas), "filter": filter_text(named_filter(atlas, selection))}
    sources = sources_by_id(atlas)
    order = {source: place for place, source in enumerate(sources)}
    lines = []
    for subject in followed(ids, "features", len(ids)):
        told = feature(atlas, subject)
        used = [sources[source] for source in sorted(cited(told) & order.keys(), key=order.__getitem__)]
        properties = {**told["properties"], "sources": used, **ending}
        lines.append(f"{to_json({**told, 'properties': properties})}\n")
    return "".join(lines)
