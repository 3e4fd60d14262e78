"""folium's Marker, one for each place, in a MarkerCluster."""

from __future__ import annotations

from html import escape

import folium
import geopandas
from folium.plugins import MarkerCluster

from bench.peers.frame import arguments
from bench.peers.frame import by_district
from bench.peers.frame import save


def main() -> None:
    """Write the page."""
    source, page = arguments()
    places = geopandas.read_file(source)
    drawn = folium.Map(tiles=None, maxZoom=18)
    for district, group in by_district(places):
        cluster = MarkerCluster(name=district).add_to(drawn)
        for place in group.itertuples():
            lines = "".join(f"<p>{escape(line)}</p>" for line in place.facts.split("\n"))
            popup = folium.Popup(f"<b>{escape(place.name)}</b>{lines}", max_width=300)
            folium.Marker([place.geometry.y, place.geometry.x], popup=popup).add_to(cluster)
    save(drawn, places, page)


if __name__ == "__main__":
    main()
