"""folium's GeoJson with a GeoJsonPopup: circles drawn by Leaflet, without clusters."""

from __future__ import annotations

import folium
import geopandas

from bench.peers.frame import arguments
from bench.peers.frame import by_district
from bench.peers.frame import save


def main() -> None:
    """Write the page."""
    source, page = arguments()
    places = geopandas.read_file(source)
    places["facts"] = places["facts"].str.replace("\n", "<br>")
    drawn = folium.Map(tiles=None, maxZoom=18)
    for district, group in by_district(places):
        folium.GeoJson(
            group,
            name=district,
            marker=folium.CircleMarker(radius=5, fill=True),
            popup=folium.GeoJsonPopup(["name", "facts"], labels=False),
        ).add_to(drawn)
    save(drawn, places, page)


if __name__ == "__main__":
    main()
