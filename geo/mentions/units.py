"""Units as they are printed: the words of the register, other words for them, and the counters that Chinese has."""

from __future__ import annotations

import re
from decimal import Decimal

from geo.atlas.characters import fold
from geo.atlas.characters import longest_first
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import Vocabulary
from geo.texts.numerals import POWERS

PERCENT, PERCENTAGE_POINT, TIMES, TIMES_ADDED, RANK, PLACES, PEOPLE, PIECES, YEARS, WATER_CLASS = (
    *("percent", "percentage-point", "times", "times-added", "rank", "wei", "ren", "ge", "nian", "water-class"),
)
"""Codes of the register whose words mean more than the register says of them."""

SAME_AS = {
    "千米": "公里",
    "km": "公里",
    "平方千米": "平方公里",
    "km2": "平方公里",
    "㎡": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "平米": "平方米",
    "百分点": "个百分点",
    "大类": "类",
    "个位次": "位",
    "名": "人",
    "位": "人",
    "度电": "千瓦时",
    "度": "千瓦时",
    "kwh": "千瓦时",
    "kw": "千瓦",
    "mw": "兆瓦",
    "kv": "千伏",
    "teu": "标箱",
    "标准箱": "标箱",
    "个标箱": "标箱",
    "个标准箱": "标箱",
    "立方": "立方米",
    "m3": "立方米",
    "m³": "立方米",
    "个多月": "个月",
    "个小时": "小时",
    "个多小时": "小时",
    "元人民币": "元",
    "美金": "美元",
}
"""Other words for units of the register."""

COUNTERS = (
    *"大支座所台套辆节种款间块架艘部份箱桶只株棵头羽篇尊口宗笔例场次片双幢册把本组段粒袋瓶盒罐枚",
    *("台套", "车次", "航次", "架次", "班次"),
)
"""Measures of countable things for which the register has no unit of their own: they count pieces."""

_BIG = "万亿"


_LATIN = re.compile("[a-z]")
_OTHER_WORDS = re.compile("项目(?!标)|度[假过]|节[能约日点水气]|台阶|大关|支柱|部分|位于|位居|人均")
"""What begins like a unit and is none."""


class Units:
    """The words of units, and what they stand for.

    Parameters
    ----------
    words
        The registers of a record.
    """

    def __init__(self, words: Vocabulary) -> None:
        self.known = frozenset(words.units)
        """The codes of the register."""
        self._codes: dict[str, str] = {}
        for unit in words.units.values():
            if LABEL_SLOT not in unit.name_zh:
                self._codes.setdefault(fold(unit.name_zh.partition("（")[0]), unit.code)
        known = set(self._codes) | {word.lstrip(_BIG) for word in self._codes}
        self._same = {
            form: fold(other) for word, other in SAME_AS.items() if fold(other) in known for form in (word, fold(word))
        }
        self._pieces = set(map(fold, COUNTERS)) if PIECES in words.units else set()
        self._pattern = longest_first({*known, *self._same, *self._pieces} - {""})
        self._large = {
            unit.code: other.code
            for unit in words.units.values()
            for other in words.units.values()
            if unit is not other and unit.name_zh == other.name_zh and unit.shift_en == 1 and other.shift_en == -2
        }

    def word_at(self, signs: str, at: int) -> str:
        """Return the word of a unit that is printed from a place on, without powers of ten; empty where none is."""
        match = self._pattern.match(signs, at)
        if match is None or _OTHER_WORDS.match(signs, at):
            return ""
        return "" if match[0].isascii() and _LATIN.match(signs, match.end()) else match[0]

    def of(self, big: str, word: str) -> tuple[str, Decimal] | None:
        """Return the code of a unit, and by what the number is multiplied: 5亿吨 is 50000万吨.

        Parameters
        ----------
        big
            Powers of ten before it: ``万``, ``亿``, ``万亿`` or nothing.
        word
            What :meth:`word_at` found.
        """
        name = self._same.get(word, word)
        for kept, power in ((big, 0), ("亿", _power(big) - 8), ("万", _power(big) - 4), ("", _power(big))):
            if kept + name in self._codes and power >= 0:
                return self._codes[kept + name], Decimal(1).scaleb(power)
        return (PIECES, Decimal(1).scaleb(_power(big))) if word in self._pieces else None

    def size_of(self, code: str, number: Decimal) -> str:
        """Return the unit in which English readers get a figure well: 10 million, not 10,000 thousand people."""
        return self._large.get(code, code) if abs(number) >= 100 else code


def _power(big: str) -> int:
    return sum(POWERS[sign] for sign in big)
