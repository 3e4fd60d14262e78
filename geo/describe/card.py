"""What shows where somebody shares the address of a map: title, text, and the map as a small picture.

Networks and messengers take it from the page's head (Open Graph); the picture they want as a file of its own, at an
address of the web, so that only a page whose address is known has a card.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from urllib.parse import urljoin

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.atlas.atlas import Atlas
from geo.atlas.identity import title
from geo.describe.picture import Picture
from geo.geodesy.measure import plane
from geo.messages import both
from geo.messages import message
from geo.record.bundle import FIRST
from geo.record.bundle import bundled
from geo.record.geojson import Geometry
from geo.record.layers import CONTEXT
from geo.record.layers import SITE_LAYERS

CARD = "card.png"
"""The name of the picture, which is beside the map."""
SIZE = 600
"""Its width and height in pixels: a square is shown whole everywhere."""

_MARGIN = 24
_DOT, _HALO = 5, 7
_LINES = {"river": ("--water", 3.0), "railway": ("--rail", 1.2)}
"""What of the basemap is drawn, with its colour and its width in pixels."""


def card_head(atlas: Atlas, address: str, *, review: str = "", picture: bool = True) -> dict[str, str]:
    """Return what the head of a page says of its card: contents by property.

    >>> from geo.record.read import read
    >>> card_head(Atlas(read()), "https://example.org/atlas/map.html")["og:image"]
    'https://example.org/atlas/card.png'

    Parameters
    ----------
    atlas
        What the page shows.
    address
        Where it is published.
    review
        The number under which the map was reviewed, which goes wherever the map is shown.
    picture
        Whether :data:`CARD` is beside the page there.
    """
    reviewed = [message("zh", "review", number=review)] if review else []
    return {
        "og:type": "website",
        "og:title": title(atlas),
        "og:description": " · ".join([*both("subtitle"), *reviewed]),
        "og:url": address,
        "og:locale": "zh_CN",
        "og:locale:alternate": "en_US",
        **(_picture(atlas, address) if picture else {}),
        "twitter:card": "summary",
    }


def _picture(atlas: Atlas, address: str) -> dict[str, str]:
    return {
        "og:image": urljoin(address, CARD),
        "og:image:type": "image/png",
        "og:image:width": str(SIZE),
        "og:image:height": str(SIZE),
        "og:image:alt": title(atlas),
    }


def card_picture(atlas: Atlas, *, boundaries: bool = True) -> Picture:
    """Return the map as a small picture, without names: the districts, the rivers and railways, a dot for each place.

    Parameters
    ----------
    atlas
        What is drawn.
    boundaries
        Whether outlines of districts may be in it.

    Returns
    -------
    Picture
        A square of :data:`SIZE` pixels, north up, in the record's projection.
    """
    project, colours = _fitted(atlas), _colours()
    districts = [project(row["geometry"]) for row in atlas.district_rows.values()]
    drawn = Picture(SIZE, colours["--outside" if boundaries else "--land"])
    if boundaries:
        drawn.fill(shapely.union_all(districts), colours["--land"])
    for kind, (colour, width) in _LINES.items():
        lines = [project(shape(line)) for line in _of_kind(atlas, kind)]
        drawn.fill(_around(lines, width / 2), colours[colour])
    if boundaries:
        drawn.fill(_around((each.boundary for each in districts), 0.6), colours["--edge"])
    for layer in SITE_LAYERS:
        sites = [site for site, row in atlas.site_rows.items() if row["layer"] == layer]
        points = [project(point) for point in map(atlas.point_of, sites) if point]
        drawn.fill(_around(points, _HALO), colours["--halo"])
        drawn.fill(_around(points, _DOT), colours[f"--{layer}"])
    return drawn


def _of_kind(atlas: Atlas, kind: str) -> Iterable[Geometry]:
    features = atlas.record.features(CONTEXT)
    return (each["geometry"] for each in features if each["properties"]["kind"] == kind and each["geometry"])


def _around(shapes: Iterable[BaseGeometry], pixels: float) -> BaseGeometry:
    """Return all that is within some pixels of shapes, as one area."""
    return shapely.union_all([each.buffer(pixels) for each in shapes])


def _fitted(atlas: Atlas) -> Callable[[BaseGeometry], BaseGeometry]:
    """Return what brings a shape (lon, lat in degrees) on to the picture, on which the districts fill what is there."""
    on_plane = plane(atlas.place.projection).projected
    west, south, east, north = shapely.total_bounds([on_plane(row["geometry"]) for row in atlas.district_rows.values()])
    scale = (SIZE - 2 * _MARGIN) / max(east - west, north - south)
    left, top = SIZE / 2 - (west + east) / 2 * scale, SIZE / 2 + (south + north) / 2 * scale

    def fit(degrees: BaseGeometry) -> BaseGeometry:
        return shapely.transform(on_plane(degrees), lambda metres: metres * (scale, -scale) + (left, top))

    return fit


def _colours() -> dict[str, str]:
    """Return the colours of the page's light scheme, the first that its style has."""
    found = re.findall(r"(--[a-z]+):\s*(#[0-9a-f]{6})", bundled(FIRST))
    return dict(reversed(found))
