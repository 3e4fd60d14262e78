"""The columns of the core as they travel: numbers in the fewest bytes, texts in pieces.

In the contract a column is one text, which any program reads from JSON. Of a hundred thousand places those texts were
nine tenths of what a page unpacked before it showed the map. So numbers follow the JSON as bytes, which the page has
as they are, and the texts of each so many subjects are an island of their own, read when one of them is asked for.
Another one has the numbers that subjects are counted, ordered and told by, since places are on the map before.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import cast

import numpy

from geo.page.payload.contract import COUNTED
from geo.page.payload.contract import NUMBER_KINDS
from geo.page.payload.contract import PIECE
from geo.page.payload.contract import TEXT_COLUMNS
from geo.page.payload.contract import Columns
from geo.page.payload.contract import FacetShown

Placed = tuple[str, int, int]
"""A column of numbers behind its JSON: its kind, the place of its first byte, and how many numbers it has."""


class Numbers:
    """Columns of whole numbers of 32 bits, one behind the other.

    >>> numbers = Numbers()
    >>> numbers.place("AQAAAP////8="), numbers.place("AAEAAA==")
    (('int8', 0, 2), ('uint16', 2, 1))
    >>> bytes(numbers.content).hex()
    '01ff0001'
    """

    def __init__(self) -> None:
        self.content = bytearray()
        """Little-endian bytes of all columns."""

    def place(self, packed: str) -> Placed:
        """Take a column into the bytes, and return where it is.

        Parameters
        ----------
        packed
            Base64 of little-endian words of 32 bits (:func:`geo.record.pack.packed`).
        """
        words = numpy.frombuffer(base64.b64decode(packed), "<u4")
        # What no kind holds as it is may still be the same 32 bits: none, which has all of them, is -1 of a byte.
        kind = next(kind for kind in NUMBER_KINDS if (words.astype(kind).astype(words.dtype) == words).all())
        start = len(self.content)
        self.content += words.astype(numpy.dtype(kind).newbyteorder("<")).tobytes()
        return kind, start, len(words)


def placed(
    columns: Columns, facets: list[FacetShown], drawn: Numbers, counted: Numbers
) -> tuple[dict[str, object], list[object]]:
    """Return columns without their texts, and facets: where each column of numbers is in place of its own text."""
    told: dict[str, object] = {}
    for name, value in columns.items():
        if name in TEXT_COLUMNS:
            continue
        numbers = counted if name in COUNTED else drawn
        told[name] = numbers.place(value) if isinstance(value, str) else value
    return told, [{**facet, "masks": counted.place(facet["masks"])} for facet in facets]


def pieces(columns: Columns) -> Iterator[bytes]:
    """Return the texts of each :data:`PIECE` subjects, a line each: the first column of all of them, then the next."""
    parts = [_parts(cast("dict[str, str]", columns)[name]) for name in TEXT_COLUMNS]
    return ("\n".join(each).encode() for each in zip(*parts, strict=True))


def _parts(column: str) -> list[str]:
    """Return the lines of each :data:`PIECE` subjects; a column at a time is in lines, as these fill the memory."""
    lines = column.split("\n")
    return ["\n".join(lines[first : first + PIECE]) for first in range(0, len(lines), PIECE)]
