"""What the pages of folium have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import folium
    from geopandas import GeoDataFrame

POPUP = """
    const popup = document.createElement("div"), name = document.createElement("b");
    name.textContent = row[2];
    popup.append(name);
    for (const line of row[3].split("\\n")) {
        const fact = document.createElement("p");
        fact.textContent = line;
        popup.append(fact);
    }
"""
"""Make the popup of a row, in a page: its third value is the name, its fourth the lines of facts and sources."""


def arguments() -> tuple[Path, Path]:
    """Return the collection to read and the page to write."""
    source, page = sys.argv[1:]
    return Path(source), Path(page)


def by_district(places: GeoDataFrame) -> Iterator[tuple[str, GeoDataFrame]]:
    """Yield each district's name and its places; of some only the city is known."""
    for name, group in places.groupby("district"):
        yield str(name) or "市", group


def save(drawn: folium.Map, places: GeoDataFrame, page: Path) -> None:
    """Fit a map to the places, give it its boxes, and write it."""
    import folium  # noqa: PLC0415  # only the tools that are folium's have it

    west, south, east, north = places.total_bounds
    drawn.fit_bounds([[south, west], [north, east]])
    folium.LayerControl(collapsed=False).add_to(drawn)
    drawn.save(page)
