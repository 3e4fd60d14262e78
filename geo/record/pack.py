"""How columns travel: integers as base64 of little-endian bytes, texts as lines."""

from __future__ import annotations

import base64
from array import array
from collections.abc import Iterable
from sys import byteorder

NONE = 2**32 - 1
"""What a column of codes or rows holds for none."""
NO_POSITION = -(2**31)
"""What a column of degrees holds for a subject without a position."""

WORD = 32
"""Bits of a word: what JavaScript can compare at once."""


def packed(values: Iterable[int], kind: str = "I") -> str:
    """Return integers as base64 of little-endian bytes.

    >>> packed([1, 2])
    'AQAAAAIAAAA='

    Parameters
    ----------
    values
        Integers of 32 bits.
    kind
        The type that :class:`array.array` calls so: ``I`` without a sign, ``i`` with one.
    """
    column = array(kind, values)
    if byteorder == "big":
        column.byteswap()
    return base64.b64encode(column.tobytes()).decode()


def packed_bits(masks: Iterable[int], count: int) -> str:
    """Return masks of ``count`` bits, each as so many words of 32 bits as it takes, the lowest bits first."""
    if words_of(count) == 1:
        return packed(masks)
    size = words_of(count) * WORD // 8
    return base64.b64encode(b"".join(mask.to_bytes(size, "little") for mask in masks)).decode()


def words_of(count: int) -> int:
    """Return how many words hold ``count`` bits.

    >>> words_of(32), words_of(33)
    (1, 2)
    """
    return -(-count // WORD)


def one_a_line(texts: Iterable[str]) -> str:
    """Return texts as lines; what would end a line within one becomes a blank."""
    lines = list(texts)
    joined = "\n".join(lines)
    return joined if joined.count("\n") < len(lines) else "\n".join(text.replace("\n", " ") for text in lines)


def one_a_tab(texts: Iterable[str]) -> str:
    """Return texts parted by tabs, in which they have none themselves."""
    return "\t".join(text.replace("\t", " ") for text in texts)


def numbers_of(codes: Iterable[str]) -> dict[str | None, int]:
    """Return the number of each code of a register, and that of none."""
    return {None: NONE, **{code: number for number, code in enumerate(codes)}}
