"""folium's FastMarkerCluster: rows of values, of which a script in the page makes the markers."""

from __future__ import annotations

import folium
import geopandas
from folium.plugins import FastMarkerCluster

from bench.peers.frame import POPUP
from bench.peers.frame import arguments
from bench.peers.frame import by_district
from bench.peers.frame import save

CALLBACK = f"""
function (row) {{
    const marker = L.marker([row[0], row[1]]);
    marker.bindPopup(() => {{
        {POPUP}
        return popup;
    }});
    return marker;
}}
"""


def main() -> None:
    """Write the page."""
    source, page = arguments()
    places = geopandas.read_file(source)
    drawn = folium.Map(tiles=None, maxZoom=18)
    for district, group in by_district(places):
        rows = list(zip(group.geometry.y, group.geometry.x, group["name"], group["facts"], strict=True))
        FastMarkerCluster(rows, callback=CALLBACK, name=district).add_to(drawn)
    save(drawn, places, page)


if __name__ == "__main__":
    main()
