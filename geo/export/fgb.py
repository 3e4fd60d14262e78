"""FlatGeobuf for maps on the web and for GDAL: one layer with a spatial index, of the places that have a position.

The state of the record, the licence, the choice and the sources are the metadata of the layer.
"""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.identity import title
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.gdal import written
from geo.export.placed import placed
from geo.export.tables import tables


def to_fgb(atlas: Atlas, selection: Selection = EVERYTHING) -> bytes:
    """Return the places with a position as FlatGeobuf, lon, lat in WGS-84."""
    told = tables(atlas, selection)
    # GDAL keeps one title alone, whatever its letters.
    own = {name: text for name, text in told.metadata.items() if name != "title"}
    layer = placed(told, own, {"TITLE": title(atlas)})
    return written("FlatGeobuf", ".fgb", atlas.date, [layer])
