"""A small drawing of filled areas as PNG, of numpy alone.

A library that draws would be the largest of all that the atlas needs, for one picture of flat areas.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_FINER = 3
"""Cells to a pixel, across and down: their mean makes edges smooth."""
_HEADER = b"\x89PNG\r\n\x1a\n"


class Picture:
    """A square picture, on which later areas cover earlier ones.

    Parameters
    ----------
    size
        Its width and height in pixels.
    ground
        Its colour before anything is drawn, as ``#rrggbb``.

    Examples
    --------
    >>> picture = Picture(4, "#ffffff")
    >>> picture.fill(shapely.box(0, 0, 4, 2), "#000000")
    >>> picture.pixels()[:, 0, 0].tolist()
    [0, 0, 255, 255]
    """

    def __init__(self, size: int, ground: str) -> None:
        self.size = size
        self._cells = np.full((size * _FINER, size * _FINER, 3), _rgb(ground), np.uint8)

    def fill(self, area: BaseGeometry, colour: str) -> None:
        """Fill an area, in pixels from the upper left corner; holes stay as they are."""
        self._cells[_inside(shapely.get_parts(area), self.size * _FINER)] = _rgb(colour)

    def pixels(self) -> NDArray[np.uint8]:
        """Return the picture: rows of pixels of red, green and blue."""
        fine = self._cells.reshape(self.size, _FINER, self.size, _FINER, 3)
        pixels: NDArray[np.uint8] = fine.mean(axis=(1, 3)).round().astype(np.uint8)
        return pixels

    def png(self) -> bytes:
        """Return the picture as a file (PNG, W3C); the same bytes for the same picture and the same zlib."""
        rows = np.pad(self.pixels().reshape(self.size, -1), ((0, 0), (1, 0)))  # each row begins with its filter: none
        head = struct.pack(">IIBBBBB", self.size, self.size, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
        return _HEADER + b"".join(_chunk(*part) for part in parts)


def _inside(areas: NDArray[np.object_], size: int) -> NDArray[np.bool_]:
    """Return which cells have their middle inside of areas: left of it are edges in an odd number."""
    crossings = np.zeros((size, size + 1), np.uint16)
    for ring in (ring for area in areas for ring in (area.exterior, *area.interiors)):
        rows, columns = _crossings(shapely.get_coordinates(ring) * _FINER, size)
        np.add.at(crossings, (rows, columns), 1)
    return (crossings.cumsum(axis=1)[:, :size] & 1).astype(bool)


def _crossings(corners: NDArray[np.float64], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows whose middle line an edge of a ring crosses, and the first column right of each crossing."""
    (x, y), (to_x, to_y) = corners[:-1].T, corners[1:].T
    first, end = (
        np.clip(np.ceil(each - 0.5), 0, size).astype(int) for each in (np.minimum(y, to_y), np.maximum(y, to_y))
    )
    counts = end - first
    edges = np.repeat(np.arange(len(counts)), counts)
    rows = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts) + first[edges]
    slope = (to_x - x)[edges] / (to_y - y)[edges]
    crossed = x[edges] + (rows + 0.5 - y[edges]) * slope
    return rows, np.clip(np.ceil(crossed - 0.5), 0, size).astype(int)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
