"""lonboard's ScatterplotLayer; the page has no box to filter by, and fetches its own program from elsewhere."""

from __future__ import annotations

import geopandas
import lonboard

from bench.peers.frame import arguments


def main() -> None:
    """Write the page."""
    source, page = arguments()
    places = geopandas.read_file(source)
    layer = lonboard.ScatterplotLayer.from_geopandas(places, get_radius=200, radius_min_pixels=3, pickable=True)
    lonboard.Map(layer).to_html(page)


if __name__ == "__main__":
    main()
