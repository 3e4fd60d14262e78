"""Bytes as letters of a page: two letters for 13 bits, so that they take 23 % more room; base64 takes 33 %.

The letters are the 91 visible ones of ASCII without ``<`` and ``&``, which markup reads, and ``{``, which templates
read. Bits go from the lowest of the first byte on. What is left over in the end is one letter where six bits hold it,
else two.
"""

from __future__ import annotations

import numpy

LETTERS = "".join(letter for letter in map(chr, range(0x21, 0x7F)) if letter not in "<&{")
"""In the order of the digits that they are."""
BITS = 13
"""Of two letters: 91 times 91 is a little more than 2 to the power of 13."""
BITS_OF_ONE = 6
"""Of a last letter that is alone."""
_AT_ONCE = 2**14 * BITS
"""Bytes, of whole groups: what they become meanwhile takes six times their room."""
_PAIRS = numpy.frombuffer(
    "".join(LETTERS[number % len(LETTERS)] + LETTERS[number // len(LETTERS)] for number in range(2**BITS)).encode(),
    numpy.uint16,
)
"""The two letters of each number."""


def lettered(content: bytes) -> str:
    """Return bytes as letters.

    >>> lettered(b"map")
    '"%s+'

    Parameters
    ----------
    content
        Any bytes.

    Returns
    -------
    str
        Letters that :data:`LETTERS` has.
    """
    return "".join([_lettered(content[first : first + _AT_ONCE]) for first in range(0, len(content), _AT_ONCE)])


def _lettered(content: bytes) -> str:
    groups = -(-len(content) // BITS)
    # As many bytes a group as bits a pair: eight pairs, each of bits that lie in three bytes at most.
    padded = numpy.zeros((groups, BITS + 1), numpy.uint32)
    padded[:, :BITS].flat[: len(content)] = numpy.frombuffer(content, numpy.uint8)
    pairs = numpy.empty((groups, 8), numpy.uint16)
    for pair in range(8):
        byte, bit = divmod(pair * BITS, 8)
        low, middle, high = (padded[:, min(byte + each, BITS)] for each in range(3))
        pairs[:, pair] = _PAIRS[(low | middle << 8 | high << 16) >> bit & 2**BITS - 1]
    whole, left = divmod(8 * len(content), BITS)
    letters = 2 * whole + (2 if left > BITS_OF_ONE else min(left, 1))
    return pairs.tobytes()[:letters].decode()
