"""PMTiles for maps on the web: the places that have a position as vector tiles, in a file that any server can hold.

GDAL cuts the tiles. They end at a zoom at which their grid is finer than 3 m; a map draws nearer ones from these. Where
a tile would hold too many places or be too large for a browser, GDAL leaves some out: far from the ground, of a large
record.
"""

from __future__ import annotations

from geo.atlas.atlas import Atlas
from geo.atlas.identity import title
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.gdal import written
from geo.export.placed import placed
from geo.export.tables import tables

NEAREST = 12
"""The nearest zoom that has tiles: 4,096 units of a tile are some 10 km there, so that one is 2.4 m."""

MOST = 2000
"""Places in a tile. With more of them, facts and all, GDAL would pack each far tile again and again to make it fit."""


def to_pmtiles(atlas: Atlas, selection: Selection = EVERYTHING) -> bytes:
    """Return the places with a position as PMTiles, in web Mercator as all such tiles are."""
    told = tables(atlas, selection)
    said = "\n".join(f"{row['name']}: {row['value']}" for row in told.about)
    options = {"NAME": title(atlas), "DESCRIPTION": said, "MINZOOM": "0", "MAXZOOM": str(NEAREST)}
    options["MAX_FEATURES"] = str(MOST)
    return written("PMTiles", ".pmtiles", atlas.date, [placed(told, {}, options)])
