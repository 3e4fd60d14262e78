"""Where the figures of a Chinese text are: numbers in digits, and Chinese numerals that count or rank something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from geo.record.vocabulary import CHINESE_NUMERALS
from geo.record.vocabulary import chinese_number

_COUNTERS = "个届年条支名项家座台成期级类种张次位代倍季大件处轮批万亿元方"
"""Characters before which a Chinese numeral counts: measures, units, and the "big" of a slogan (three big ...)."""

_FIGURES = re.compile(
    r"[0-9]+(?:\.[0-9]+)?"
    rf"|第[{CHINESE_NUMERALS}]+"
    rf"|(?<![0-9])(?!一[{_COUNTERS}])[{CHINESE_NUMERALS}]+(?=[{_COUNTERS}])"
    rf"|(?<![0-9])[{CHINESE_NUMERALS}]*[十百千万]亿"
)

POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Characters that multiply what is before them, and by which power of ten."""


def figures_in(line: str) -> Iterator[tuple[int, str]]:
    """Yield where each figure of a line begins, from 0, and how it is printed.

    >>> list(figures_in("3个园区,第一"))
    [(0, '3'), (5, '第一')]
    """
    return ((match.start(), match[0]) for match in _FIGURES.finditer(line))


def number_of(text: str) -> Decimal:
    """Return the number that digits or Chinese numerals spell, or digits with powers of ten after them.

    >>> [f"{number_of(text):f}" for text in ("1,200.50", "十五", "两千", "三百五十亿", "1.5万", "3千")]
    ['1200.50', '15', '2000', '35000000000', '15000', '3000']

    Parameters
    ----------
    text
        ``1,200.5``, ``十五``, ``1.5万``: digits with a point and separators, or Chinese numerals, then powers of ten.
    """
    size, power = text, 0
    while size and size[-1] in "万亿":
        power += POWERS[size[-1]]
        size = size[:-1]
    if not size:
        return Decimal(1).scaleb(power)
    if size[0].isdecimal():
        while size[-1] in POWERS:
            power += POWERS[size[-1]]
            size = size[:-1]
        return Decimal(size.replace(",", "")).scaleb(power)
    whole, _, rest = size.rpartition("万")
    number = Decimal(chinese_number(whole) * 10_000 if whole else 0) + chinese_number(rest)
    return number.scaleb(power)
