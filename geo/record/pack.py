"""How columns travel: integers as base64 of little-endian bytes, texts as lines; rows as columns, numbers in digits."""

from __future__ import annotations

import base64
from array import array
from collections.abc import Iterable
from functools import lru_cache
from sys import byteorder
from typing import Any

NONE = 2**32 - 1
"""What a column of codes or rows holds for none."""
NO_POSITION = -(2**31)
"""What a column of degrees holds for a subject without a position."""

DIGITS = 92
"""Base of numbers that are told in digits: the letters from # to ~, ! for the backslash, which JSON would double."""
SPANS = ((91, 6), (80, 3), (0, 2))
"""First digits from which on a number has so many: few are far from zero."""
_SIGNS = "".join(map(chr, range(ord("#"), ord("~") + 1))).replace("\\", "!")
_WRITTEN = [
    (first, length, (end - first) * DIGITS ** (length - 1))
    for (first, length), end in zip(SPANS, (DIGITS, *(first for first, _ in SPANS)), strict=False)
][::-1]
"""The same from the fewest digits on, with what is above all that they hold."""

ROWS = "="
"""What names columns that stand for rows: no code and no name of the contract is this."""

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


def digits(numbers: Iterable[int]) -> str:
    """Return integers in digits of base :data:`DIGITS`, as many as :data:`SPANS` says; those below zero are odd.

    >>> digits([0, -1, 1, 5000, 46552, -(2**31)])
    '###$#%t3c~##.##~^z^J.'

    Parameters
    ----------
    numbers
        Integers of 32 bits with a sign.
    """
    return "".join(map(_digits, numbers))


@lru_cache(maxsize=2**15)  # nearly all are small, and many the same
def _digits(number: int) -> str:
    value = 2 * number if number >= 0 else -2 * number - 1
    first, length, _ = next(span for span in _WRITTEN if value < span[2])
    value += first * DIGITS ** (length - 1)
    return "".join([_SIGNS[value // DIGITS**place % DIGITS] for place in reversed(range(length))])


def one_a_line(texts: Iterable[str]) -> str:
    """Return texts as lines; what would end a line within one becomes a blank."""
    lines = list(texts)
    joined = "\n".join(lines)
    return joined if joined.count("\n") < len(lines) else "\n".join(text.replace("\n", " ") for text in lines)


def one_a_tab(texts: Iterable[str]) -> str:
    """Return texts parted by tabs, in which they have none themselves."""
    return "\t".join(text.replace("\t", " ") for text in texts)


def as_columns(content: object) -> object:
    """Return JSON with columns, under :data:`ROWS`, for each list of objects that all have the same names.

    >>> as_columns({"units": [{"code": "km", "factor": 1000}, {"code": "m", "factor": 1}]})
    {'units': {'=': {'code': ['km', 'm'], 'factor': [1000, 1]}}}
    """
    if isinstance(content, dict):
        return {name: as_columns(value) for name, value in content.items()}
    if not isinstance(content, list) or not content or not isinstance(content[0], dict):
        return content
    rows: list[Any] = [as_columns(row) for row in content]
    names = rows[0].keys()
    if not names or not all(isinstance(row, dict) and row.keys() == names for row in rows):
        return rows
    return {ROWS: {name: [row[name] for row in rows] for name in names}}


def numbers_of(codes: Iterable[str]) -> dict[str | None, int]:
    """Return the number of each code of a register, and that of none."""
    return {None: NONE, **{code: number for number, code in enumerate(codes)}}
