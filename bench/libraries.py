"""What the pages of other tools link to, as files of the pinned packages; nothing is fetched."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from bench.setup import NODE_MODULES

_PACKAGES = (
    (re.compile(r"/npm/(leaflet@1\.9\.3/dist/.*)"), "leaflet@1.9.3"),
    (re.compile(r"/npm/(bootstrap@5\.2\.2/dist/.*)"), "bootstrap@5.2.2"),
    (re.compile(r"/npm/(@fortawesome/fontawesome-free@6\.2\.0/.*)"), "@fortawesome/fontawesome-free@6.2.0"),
)
_FILES = {
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "markers-soft.png": "leaflet.awesome-markers/dist/images/markers-soft.png",
    "markers-shadow.png": "leaflet.awesome-markers/dist/images/markers-shadow.png",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
}

EMPTY = (
    "bootstrap-glyphicons.css",
    "leaflet.awesome.rotate.min.css",
    "bootstrap-theme.min.css",
    "font-awesome.min.css",
    "maplibre-gl.css",
    "mapbox-gl.js",
    "stylesheet.css",
)
"""Links that no package on npm holds, or that draw nothing here: answered with nothing, which favours the others."""

_LINK = re.compile(r'(?:src|href)="(https?://[^"]+\.(?:js|css))"')
_IN_CSS = re.compile(r"url\([\"']?(?!data:|#)([^\"')?#]+)")
# What browsers of today ask for, where a font is there in several forms.
_OLD_FONTS = (".eot", ".ttf", ".woff", ".svg")


def file_of(address: str) -> Path | None:
    """Return the file that answers a link; None where nothing does."""
    path = address.partition("?")[0]
    for pattern, package in _PACKAGES:
        if found := pattern.search(path):
            return NODE_MODULES / found[1].replace(package, package.rpartition("@")[0], 1)
    name = path.rpartition("/")[2]
    return NODE_MODULES / _FILES[name] if name in _FILES else None


def answer(address: str) -> tuple[bytes, str] | None:
    """Return content and media type of what answers a link; None where nothing is known of it."""
    if address.endswith(EMPTY):
        return b"", "text/css" if address.endswith("css") else "text/javascript"
    path = file_of(address)
    if path is None or not path.is_file():
        return None
    return path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def bytes_inside(page: Path) -> int:
    """Return the size of a page with everything in it that it links to: scripts, styles, their fonts and pictures.

    What is not text would be carried as base64, four bytes for three.
    """
    text = page.read_text("utf-8")
    held = {path for address in _LINK.findall(text) if (path := file_of(address)) is not None}
    beside = {other for path in held if path.suffix == ".css" for other in _named_in(path)}
    return (
        len(text.encode())
        + sum(path.stat().st_size for path in held)
        + sum(-(-path.stat().st_size // 3) * 4 for path in beside)
    )


def _named_in(style: Path) -> Iterator[Path]:
    for name in _IN_CSS.findall(style.read_text("utf-8")):
        path = (style.parent / name).resolve()
        if path.is_file() and path.suffix not in _OLD_FONTS:
            yield path
