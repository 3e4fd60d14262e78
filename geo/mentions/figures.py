"""The figures of a text: numbers with their unit, what qualifies them, ranks, shares in words, and how something grew.

A number without a unit is no figure, nor are dates, model numbers and the numerals of slogans. Every pattern is bounded
or possessive: reading takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from geo.atlas.characters import fold
from geo.mentions.text import Text
from geo.mentions.units import PEOPLE
from geo.mentions.units import PERCENT
from geo.mentions.units import PIECES
from geo.mentions.units import PLACES
from geo.mentions.units import RANK
from geo.mentions.units import TIMES
from geo.mentions.units import TIMES_ADDED
from geo.mentions.units import WATER_CLASS
from geo.mentions.units import YEARS
from geo.mentions.units import Units
from geo.record.vocabulary import is_exact
from geo.texts.numerals import number_of

LEVEL, GROWTH, FALL = "level", "growth", "fall"
CHANGES = (LEVEL, GROWTH, FALL)
"""What a figure tells: how much there is, by how much it grew, by how much it fell."""

_NUMERALS = "零一二三四五六七八九两十百千"
_NUMBER = re.compile(
    r"(?<![0-9.])(?:(?<![a-z])|(?<=gdp))(?:[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}+(?=[余多]?[万亿]?[一-龥])"
    r"|[0-9]{1,15}+(?:,[0-9]{3}(?![0-9]))*+)(?:\.[0-9]{1,4}+)?+(?![0-9])"
    rf"|(?<![{_NUMERALS}数几])(?!零)(?:(?<=[上近超过破])|(?![百千][^万亿余多]))[{_NUMERALS}]{{1,8}}+(?![{_NUMERALS}])"
    r"|(?<=[上近超过破])(?=[万亿])"
    rf"|(?<![0-9{_NUMERALS}数几多余万亿])(?=万[余多])"
)
_ABOUT_SO_MANY = re.compile("([一二三四五六七八九])[一二三四五六七八九](?=[十百千]|$)")
_TENS = re.compile(r"[十百千]{1,2}+")
_BIG = re.compile(r"[万亿]{1,2}+")
_SAID_OF_MONEY = re.compile("个(?P<more>[多余]?)(?=亿(?!元|[一-龥]{0,2}级|(?:以[上下]|美元|吨)(?:项目|企业)))")
"""What is said before hundreds of millions of yuan: 2个亿, 2个多亿."""
_MORE = re.compile(r"[多余几]")
_LIST = re.compile(r"[、和及与]")
_RANGE = re.compile(r"[-—–~至到]{1,2}+")
_SAID_WITHOUT = (
    (re.compile("人口[约近超过达共为有]{0,3}$"), "人"),
    (re.compile("(?:产值|收入|税收|利税|利润|[资奖基]金|[税销金总]额)[约近超过突破达到至为]{0,4}$"), "元"),
)
"""What says before ten thousands that they are people or yuan: 总人口83.25万, 纳税额突破2000万."""
_PEOPLE = re.compile(r"(?:多|余)?(?:名|位)?(?:职工|居民|群众|人口|村民|学生|员工|产业工人|技术人员|就业)")

_QUALIFIERS_BEFORE = {
    word: code
    for code, words in (
        ("over", "超过了 超过 超出 超 逾 突破了 突破 破 高于 多于 大于 高出 多达 过"),
        ("at-least", "不低于 不少于 不小于 至少 最少 上"),
        ("under", "不到 不足 不超过 不超 低于 少于 小于 不高于"),
        ("nearly", "接近 将近 近"),
        ("about", "大约 约为 约 大概 估计"),
    )
    for word in words.split()
}
_QUALIFIERS_AFTER = {
    word: code
    for code, words in (
        ("at-least", "及以上 以上"),
        ("about", "左右 上下"),
        ("under", "以下 以内 之内"),
        ("over", "多 余"),
    )
    for word in words.split()
}
_QUALIFIED_BEFORE = re.compile(rf"(?<!签(?=约))(?<![经通不](?=过))(?P<word>{'|'.join(_QUALIFIERS_BEFORE)})(?:人民币)?$")
_QUALIFIED_AFTER = re.compile(f"(?:{'|'.join(_QUALIFIERS_AFTER)})(?!游)")

_RISES = "增长|增加|提高|提升|上升|晋升|前移|前进|跃升|增速|增幅|上涨|攀升|扩大|增|升|涨"
_FALLS = "负增长|下降|减少|降低|回落|下滑|缩减|压减|压缩|缩短|后退|减|降"
_CHANGED = re.compile(rf"(?:(?P<fall>{_FALLS})|{_RISES})(?P<between>[了约达超近逾过幅度均有分别为是率速:至到]{{0,4}})$")
_LEADS = re.compile("(?:高于|快于|高出)(?:全国|全省|全市)[^,，。;]{0,6}$")
"""What makes of a figure by how much something is ahead of others, which is told as a change is."""

_SPAN = re.compile(
    "(?:连续|连|历时|用时|耗时|历经|经过|长达|工期|周期|提前|仅用|只用|仅需|缩短)(?:[了约为近至到]{0,2}|不到|不足|超过)$"
)
_TIMES = ("年", "个月")
"""Units of time of which one is told where it is said that it is how long something takes."""

_RANKED = re.compile(r"(?:(?<=[居列占])|(?<=全国)|(?<=全省)|(?<=全市)|(?<=全球)|(?<=世界))(?:首位|榜首|头名)")
_RANK_MARKS = ("第", "前")
_AFTER_A_RANK = re.compile(r"[位名强]|(?=[\s，,。;!?、)和且并”\"]|$)")
_TENTHS = re.compile(r"成(?=[以左多的,，。;、)]|$)|(?<=[超近约逾过达][一二三四五六七八九])成(?![为立功品效本员绩就])")
_PERCENT = "百分之"
_QUOTES = "“\"'‘「『"
_NO_COUNTS = re.compile(
    "大(?!关)|部分|位[一数]|次(?:[创元全会]|产业)|张牌|届[一二三四五六七八九十人全]|个(?:方面|特点|层面|环节|维度)|种(?:方式|方法|模式|途径)|.?式"
)
"""What makes of a numeral before it a part of a word or of a name: 三大工程, 两位数, 五次全会, 三次产业."""

_OTHER_QUANTITIES = re.compile("安时|伏安|重量箱|股(?!份|权)|卡|焦|流明")
"""Units that the register lacks: before one of them hundreds of millions are no money."""

_ORDINALS = re.compile("(?:、第?[一二三四五六七八九十]){1,3}(?:产业|批|季度|期)")
"""What makes of 第一 a part of what it counts: 第一、二、三产业."""

_OF_TIME = re.compile("年头|年份|月|季度|五年")
"""What makes of 第二个 an ordinal of time: 第二个年头."""

_READERS = re.compile("(?:阅读|浏览|点击|访问)(?:次数|量|数)?:?$")
_READ = re.compile("(?:阅读|浏览|点击|访问)")
"""What is before or after how often a page was read."""

_OPENED = re.compile(f"[{_QUOTES}][一-龥]{{0,3}}$")
_CLOSED = re.compile("[^”\"'’」』]{0,7}[”\"'’」』]")
_CLASSES_OF_SIZE = re.compile(
    "(?:级|个)?(?:[一-龥]{0,4}(?:产业|园区|走廊)|企业|集群|扩能|技改|方阵|项目|工程|目标|台阶)"
)
"""What is called after its size without a number: 千亿产业, 百亿企业."""

_RATE = re.compile("/(?:小时|公斤|斤|吨|米|人|户|天|日|月|次|度)|每小时")
"""What makes of a quantity a rate or a price, for which the register has other units."""

_UP_TO = "(?:[-—–~至到]{1,2}[0-9.]{1,6}[万亿]元)?"
_SORT = '(?:工业|产业|重大|重点|在建|新建|续建|[“"][^”"]{1,8}[”"])?'
_SIZES = re.compile(
    "(?:级|规模)的?[^,，。;]{0,6}(?:企业|产业|集群|园区)|级的?[^,，。;]{0,6}(?:工程|枢纽|平台|基地|项目|城市)"
    f"|{_UP_TO}(?:项目|企业)[有达共]?[0-9]|{_UP_TO}(?:及?以上|以下)的?{_SORT}(?:项目|企业)"
)
_THAN, _THRESHOLD = (
    re.compile("[过超]$"),
    re.compile(
        "(?:的[一-龥]{0,6}?|以上)?(?:工业|纳税|龙头|重点|骨干|基础设施|产业)?(?:企业|项目|产业|集群)|的?[0-9]{1,4}[余多]?[家个户]"
    ),
)
"""Sizes from which something counts: 产值过10亿元企业, 5亿元以上项目."""

_LONG_FORMS = {"个": {"个百分点"}, "位": {"位次", "个位次"}}
"""Units that a list may name by their first sign until its end: 4.1个、2个和0.7个百分点."""

_LONGEST_LIST = 12
"""Numbers of a list that has its unit at its end."""

_BACK = 10
"""How many signs before a figure are looked at for what it tells."""

_OF_WHICH_ONE, _ONE_OF = ("家", "个", "大", "所", "座"), re.compile("[^,，。;、0-9]{1,20}之一(?!是)")
"""What makes of a number how many there are elsewhere, of which a place is one: 全省8家示范园之一."""

_CLASSES = {"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"}
_WORDS = (
    *((re.compile(f"{sign}类(?!水)"), value, WATER_CLASS, "") for sign, value in _CLASSES.items()),
    (re.compile("翻两番"), "4", TIMES, ""),
    (re.compile("翻(?:一番|了?番)"), "2", TIMES, ""),
    (re.compile("半壁江山"), "50", PERCENT, "about"),
    (re.compile("接?近(?:一半|半数)"), "50", PERCENT, "nearly"),
    (re.compile("超过?(?:一半|半数)|过半数"), "50", PERCENT, "over"),
    (re.compile("(?<=[占的])一半(?!以上)"), "50", PERCENT, ""),
    (re.compile("(?<!过)(?:一半|半数)以上"), "50", PERCENT, "at-least"),
    (re.compile("(?<!时间)(?<!任务)(?<!双)过半(?!数)"), "50", PERCENT, "over"),
    (re.compile(fold("全覆盖")), "100", PERCENT, ""),
    (re.compile("清零"), "0", PIECES, ""),
    (_RANKED, "1", RANK, ""),
)
"""Figures that are told without a number: their value, unit and qualifier."""


@dataclass(frozen=True)
class Figure:
    """A figure in a text.

    Parameters
    ----------
    start, end
        The signs that tell it, with what qualifies it.
    at
        Where its number begins.
    value
        The number as a fact holds it, without a sign.
    unit, qualifier
        Codes of the registers; ``qualifier`` may be empty.
    change
        Whether it tells a level, or by how much something grew or fell: one of :data:`CHANGES`.
    """

    start: int
    end: int
    at: int
    value: str
    unit: str
    qualifier: str = ""
    change: str = LEVEL


class _Number(NamedTuple):
    """A number as printed: where it begins and ends, what it is, what follows it."""

    start: int
    after: int
    end: int
    number: Decimal
    big: str
    word: str
    qualifier: str


def figures(text: Text, units: Units, taken: Iterable[tuple[int, int]]) -> list[Figure]:
    """Return the figures of a text in its order.

    Parameters
    ----------
    text
        The text.
    units
        The units of the record.
    taken
        Where dates and names are, whose numbers are no figures: spans of signs.
    """
    signs = masked(text.signs, taken)
    told = [
        Figure(match.start(), match.end(), match.start(), value, unit, qualifier)
        for pattern, value, unit, qualifier in _WORDS
        if unit in units.known
        for match in pattern.finditer(signs)
    ]
    return sorted([*_counted(signs, units), *told], key=lambda figure: (figure.at, figure.end))


def masked(signs: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return signs with a blank for each of those that belong to something else.

    >>> masked("2024年3家", [(0, 5)])
    '     3家'
    """
    pieces, last = [], 0
    for start, end in sorted(taken):
        if end > last:
            pieces += [signs[last : max(start, last)], " " * (end - max(start, last))]
            last = end
    return "".join([*pieces, signs[last:]])


def _counted(signs: str, units: Units) -> Iterator[Figure]:
    """Yield the figures that have a number; of several in a list each has the unit and the change of its neighbour."""
    last: Figure | None = None
    for number in _with_units(signs, units):
        figure = _figure(signs, number, units)
        if figure is None:
            continue
        if last is not None and last.change != LEVEL and _LIST.fullmatch(signs[last.end : figure.start]):
            figure = replace(figure, change=last.change, unit=last.unit if figure.unit == PEOPLE else figure.unit)
        yield figure
        last = figure


def _with_units(signs: str, units: Units) -> Iterator[_Number]:
    """Yield the numbers that have a unit, or stand in a list or a range before one that has."""
    waiting: list[_Number] = []
    for number in _numbers(signs, units):
        if waiting and not _goes_on(signs, waiting[-1], number):
            yield from _sharing(signs, waiting)
            waiting = []
        waiting.append(number)
        if (number.word and number.word not in _LONG_FORMS) or len(waiting) > _LONGEST_LIST:
            yield from _sharing(signs, waiting)
            waiting = []
    yield from _sharing(signs, waiting)


def _numbers(signs: str, units: Units) -> Iterator[_Number]:
    """Yield the numbers as printed; what belongs to one of them is no other one."""
    last = 0
    for match in _NUMBER.finditer(signs):
        if match.start() >= last:
            number = _number(signs, match, units)
            last = number.end
            yield number


def _number(signs: str, match: re.Match[str], units: Units) -> _Number:
    text, is_at_least = _ABOUT_SO_MANY.subn(r"\1", match[0].replace(" ", ""))
    at = match.end()
    if text and text[0].isdecimal() and not units.word_at(signs, at) and (tens := _TENS.match(signs, at)):
        text, at = text + tens[0], tens.end()
    if signs.endswith(_PERCENT, 0, match.start()):
        return _Number(match.start(), at, at, number_of(text), "", "%", "")
    after = at
    qualifier = "over" if _MORE.match(signs, at) else "at-least" if is_at_least else ""
    at += qualifier == "over"
    if said := _SAID_OF_MONEY.match(signs, at):
        qualifier, at = "over" if said["more"] else qualifier, said.end()
    big = found[0] if (found := _BIG.match(signs, at)) else ""
    at += len(big)
    if big and _MORE.match(signs, at):
        qualifier, at = "over", at + 1
    word = "成" if _TENTHS.match(signs, at) else units.word_at(signs, at)
    qualifier = "over" if _MORE.match(word, 1) else qualifier
    return _Number(match.start(), after, at + len(word), number_of(text or "一"), big, word, qualifier)


def _goes_on(signs: str, number: _Number, following: _Number) -> bool:
    """Return whether a list or a range goes on from a number to the next one."""
    between = signs[number.end : min(following.start, number.end + 3)]
    return following.start - number.end <= 2 and bool(_LIST.fullmatch(between) or _RANGE.fullmatch(between))


def _sharing(signs: str, numbers: list[_Number]) -> Iterator[_Number]:
    """Yield the numbers of a list or a range, each with the unit of the last one."""
    for number in numbers:
        last = numbers[-1]
        lacks_unit = not number.word or last.word in _LONG_FORMS.get(number.word, ())
        shared = number._replace(big=number.big or last.big, word=last.word) if lacks_unit and last.word else number
        if _is_told(signs, shared):
            yield shared


def _is_told(signs: str, number: _Number) -> bool:
    """Return whether a number has a unit, or ranks something."""
    return bool(number.word or number.big or signs[number.start - 1 : number.start] in _RANK_MARKS)


def _figure(signs: str, number: _Number, units: Units) -> Figure | None:
    if signs[number.start - 1 : number.start] in _RANK_MARKS:
        return _rank(signs, number)
    if _is_no_figure(signs, number):
        return None
    start, end, qualifier = number.start, number.end, number.qualifier
    if before := _qualified_before(signs, number):
        start, qualifier = before.start(), qualifier or _QUALIFIERS_BEFORE[before["word"]]
    if after := _QUALIFIED_AFTER.match(signs, end):
        end, qualifier = after.end(), qualifier or _QUALIFIERS_AFTER[after[0]]
    change = _change(signs, start)
    found = _unit(signs, number, units, change)
    if found is None:
        return None
    unit, times = found
    value = f"{number.number * times:f}"
    if unit == PEOPLE and number.word == "位" and change != LEVEL:
        unit = PLACES
    if not is_exact(value) or (unit == YEARS and not _SPAN.search(signs, max(start - _BACK, 0), start)):
        return None
    return Figure(start, end, number.start, value, units.size_of(unit, Decimal(value)), qualifier, change)


def _unit(signs: str, number: _Number, units: Units, change: str) -> tuple[str, Decimal] | None:
    """Return the unit of a number; money where nothing follows hundreds of millions, people where people follow."""
    word = number.word
    if word == "成":
        return PERCENT, Decimal(10)
    if word == "倍" and change == GROWTH:
        return TIMES_ADDED, Decimal(1)
    if not word and _PEOPLE.match(signs, number.end):
        word = "人"
    elif not word and number.big.endswith("亿"):
        word = "" if _OTHER_QUANTITIES.match(signs, number.end) else "元"
    elif not word and number.big:
        word = _said_before(signs, number)
    return units.of(number.big, word) if word else None


def _said_before(signs: str, number: _Number) -> str:
    """Return the unit of ten thousands that have none, where what they are of is told right before them."""
    first = max(number.start - _BACK, 0)
    return next((word for said, word in _SAID_WITHOUT if said.search(signs, first, number.start)), "")


def _change(signs: str, start: int) -> str:
    """Return whether a figure tells how something changed; "to" tells the level that it has come to."""
    found = _CHANGED.search(signs, max(start - _BACK, 0), start)
    if found is None and _LEADS.search(signs, max(start - _BACK, 0), start):
        return GROWTH
    if found is None or found["between"].endswith(("至", "到")):
        return LEVEL
    return FALL if found["fall"] else GROWTH


def _rank(signs: str, number: _Number) -> Figure | None:
    """Return a rank, or how many there are by now: the third (第三个)."""
    start, value = number.start - 1, f"{number.number:f}"
    if signs[start] == "第" and number.word == "个" and number.number > 1 and not _OF_TIME.match(signs, number.end):
        return Figure(start, number.end, number.start, value, PIECES)
    after = None if _ORDINALS.match(signs, number.after) else _AFTER_A_RANK.match(signs, number.after)
    if after is None or (signs[start] == "前" and number.number < 2) or signs[start - 1 : start] in {"项", "个"}:
        return None
    return Figure(start, after.end(), number.start, value, RANK)


def _qualified_before(signs: str, number: _Number) -> re.Match[str] | None:
    """Return what qualifies a number before it; of 上 only tens and more, of 过 only large ones."""
    found = _QUALIFIED_BEFORE.search(signs, max(number.start - 6, 0), number.start)
    is_small = {"过": not (number.big or number.word.endswith("元")), "上": signs[number.start] not in "百千万亿"}
    return None if found and is_small.get(found["word"]) else found


def _is_no_figure(signs: str, number: _Number) -> bool:
    """Return whether a number is a part of a name or a slogan, or a size from which something counts."""
    before = signs[number.start - 1 : number.start]
    first = max(number.start - _BACK, 0)
    is_read = number.word == "次" and (_READERS.search(signs, first, number.start) or _READ.match(signs, number.end))
    if is_read or (number.word in _OF_WHICH_ONE and _ONE_OF.match(signs, number.end)):
        return True
    is_a_part = signs[number.start : number.end] in (f"一{number.word}", f"二{number.word}") and not (
        number.word == "倍" or (number.word in _TIMES and _SPAN.search(signs, first, number.start))
    )
    if is_a_part or (number.word == "度" and not number.big) or _RATE.match(signs, number.end):
        return True
    if before and before in _QUOTES and _CLOSED.match(signs, number.start + 1):
        return True
    if not signs[number.start].isdecimal() and (
        before == "双"
        or (_OPENED.search(signs, max(number.start - 4, 0), number.start) and _CLOSED.match(signs, number.end))
        or _NO_COUNTS.match(signs, number.end - len(number.word))
        or (number.big and not number.word and _CLASSES_OF_SIZE.match(signs, number.end))
    ):
        return True
    if not number.word.endswith("元") and (number.word or not number.big):
        return False
    than = _THAN.search(signs, max(number.start - 2, 0), number.start)
    return bool(_SIZES.match(signs, number.end) or (than and _THRESHOLD.match(signs, number.end)))
