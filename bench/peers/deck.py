"""pydeck's ScatterplotLayer with a tooltip; the page has no box to filter by."""

from __future__ import annotations

import geopandas
import pydeck

from bench.peers.frame import arguments


def main() -> None:
    """Write the page."""
    source, page = arguments()
    places = geopandas.read_file(source)
    west, south, east, north = places.total_bounds
    table = places.drop(columns="geometry").assign(lon=places.geometry.x, lat=places.geometry.y)
    layer = pydeck.Layer(
        "ScatterplotLayer",
        table,
        get_position=["lon", "lat"],
        get_radius=200,
        radius_min_pixels=3,
        get_fill_color=[200, 60, 30],
        pickable=True,
    )
    view = pydeck.ViewState(longitude=(west + east) / 2, latitude=(south + north) / 2, zoom=8)
    deck = pydeck.Deck([layer], initial_view_state=view, map_provider=None, tooltip={"text": "{name}\n{facts}"})
    deck.to_html(page, offline=True, notebook_display=False)


if __name__ == "__main__":
    main()
