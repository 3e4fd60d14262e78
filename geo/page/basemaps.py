"""The online basemaps that a reader may choose in place of our own: whose they are, where their tiles lie, their datum.

The page asks none of them for anything before its reader chooses one. Addresses and attributions are those of
xyzservices where it has them; the rest is published by the services themselves. CARTO and Tianditu answer only to a
key, so they are offered only where one was given when the page was built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote
from urllib.parse import urlsplit

from xyzservices.lib import TileProvider
from xyzservices.providers import providers

from geo.geodesy.datum import CGCS2000
from geo.geodesy.datum import GCJ02
from geo.geodesy.datum import WGS84

CARTO = "carto"
TIANDITU = "tianditu"

_AMAP_LABELS = "style=8"
_TIANDITU_TILES = "https://t{{s}}.tianditu.gov.cn/DataServer?T={layer}&x={{x}}&y={{y}}&l={{z}}&tk={key}"

# Where xyzservices says nothing: the closest zoom that holds pictures of these parts.
_CLOSEST = 18

Parts = tuple[tuple[str, str], ...]
"""A text in parts, each with the address that it links to, or with none."""


@dataclass(frozen=True)
class Basemap:
    """An online basemap.

    Parameters
    ----------
    code
        Its name in the page's address.
    name_zh, name_en
        Its name for readers.
    tiles
        Templates of its tiles' addresses, from the basemap up: the last may be one of labels. ``{x}``, ``{y}``, ``{z}``
        are the tile, ``{s}`` a subdomain, ``{r}`` the sign for a finer screen.
    attribution
        What must be shown on the map while it is shown.
    dark
        The same as ``tiles`` for a dark page; empty where there is no such basemap.
    subdomains
        What ``{s}`` may be, a character each.
    datum
        The datum of its tiles.
    min_zoom, max_zoom
        Between these it has tiles.
    needs_http
        Whether it answers only to pages of the web: its policy wants the address of the page, and a page opened from
        disk has none.
    """

    code: str
    name_zh: str
    name_en: str
    tiles: tuple[str, ...]
    attribution: Parts
    dark: tuple[str, ...] = ()
    subdomains: str = ""
    datum: str = WGS84
    min_zoom: int = 0
    max_zoom: int = _CLOSEST
    needs_http: bool = False

    @property
    def host(self) -> str:
        """The server that is asked, without what tells its copies apart."""
        host = urlsplit(self.tiles[0]).hostname or ""
        first, _, rest = host.partition(".")
        return rest if "{s}" in first else host

    @property
    def origins(self) -> list[str]:
        """Every server that may be asked, each once, as ``https://host``."""
        places = (urlsplit(address) for address in (*self.tiles, *self.dark))
        servers = (f"{place.scheme}://{place.netloc}" for place in places)
        each = (server.replace("{s}", name) for server in servers for name in self.subdomains or "-")
        return list(dict.fromkeys(each))


def basemaps(keys: Mapping[str, str]) -> list[Basemap]:
    """Return the online basemaps in the order in which they are offered.

    Parameters
    ----------
    keys
        The builder's keys by the code of the basemap that wants one.
    """
    basemaps = [_amap(), _amap_imagery()]
    if keys.get(TIANDITU):
        basemaps.append(_tianditu(keys[TIANDITU]))
    if keys.get(CARTO):
        basemaps.append(_carto(keys[CARTO]))
    return [*basemaps, _esri_imagery(), _openstreetmap()]


def _amap() -> Basemap:
    provider = providers.Gaode.Normal
    return Basemap(
        "amap",
        "高德地图",
        "Amap",
        (_amap_address(provider),),
        _attribution(provider),
        subdomains="1234",
        datum=GCJ02,
    )


def _amap_imagery() -> Basemap:
    provider = providers.Gaode.Satellite
    pictures = _amap_address(provider)
    return Basemap(
        "amap-imagery",
        "高德影像",
        "Amap imagery",
        (pictures, pictures.replace("style=6", _AMAP_LABELS)),
        _attribution(provider),
        subdomains="1234",
        datum=GCJ02,
    )


def _amap_address(provider: TileProvider) -> str:
    """Return Amap's address over TLS, and on any of its four servers: xyzservices names the first."""
    return str(provider.build_url(fill_subdomain=False)).replace("http:", "https:").replace("01.is.", "0{s}.is.")


def _carto(key: str) -> Basemap:
    light, dark = providers.CartoDB.Positron, providers.CartoDB.DarkMatter

    def address(provider: TileProvider) -> str:
        return str(provider.build_url(fill_subdomain=False, scale_factor="{r}", apikey=quote(key, safe="")))

    return Basemap(
        CARTO,
        "CARTO 浅色图",
        "CARTO",
        (address(light),),
        _attribution(light),
        dark=(address(dark),),
        subdomains=light.subdomains,
        max_zoom=light.max_zoom,
    )


def _esri_imagery() -> Basemap:
    provider = providers.Esri.WorldImagery
    return Basemap(
        "esri-imagery",
        "Esri 影像",
        "Esri World Imagery",
        (provider.build_url(),),
        _attribution(provider),
    )


def _openstreetmap() -> Basemap:
    provider = providers.OpenStreetMap.Mapnik
    return Basemap(
        "osm",
        "OpenStreetMap",
        "OpenStreetMap",
        (provider.build_url(),),
        _attribution(provider),
        max_zoom=provider.max_zoom,
        needs_http=True,
    )


def _tianditu(key: str) -> Basemap:
    basemap, labels = (_TIANDITU_TILES.format(layer=layer, key=quote(key, safe="")) for layer in ("vec_w", "cva_w"))
    return Basemap(
        TIANDITU,
        "天地图",
        "Tianditu",
        (basemap, labels),
        (("© ", ""), ("天地图", "https://www.tianditu.gov.cn/")),
        subdomains="01234567",
        datum=CGCS2000,
        min_zoom=1,
    )


class _Links(HTMLParser):
    """An attribution as text in parts, each with the address of the link around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, str]] = []
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs)["href"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._address = ""

    def handle_data(self, data: str) -> None:
        self.parts.append((data, self._address))


def _attribution(provider: TileProvider) -> Parts:
    reader = _Links()
    reader.feed(provider.html_attribution)
    reader.close()
    return tuple(reader.parts)
