"""What a figure is about: the indicator whose words, in the registers and in tokens of facts, stand nearest to it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.atlas.kept import Memo
from geo.mentions.figures import LEVEL
from geo.mentions.figures import Figure
from geo.mentions.text import Text
from geo.mentions.units import RANK
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import Indicator

_BEFORE, _AFTER = 36, 16
"""How many signs before and after a figure are read for what it is about."""

_FURTHER = 0.5
"""What a word counts that is in another part of the sentence than the figure, or before another figure."""

_WHOLE = 0.45
"""What each sign of a name counts more where the name is there as a whole, in the same part of the sentence."""

_FOLLOWS = 1.1
"""What it counts that an indicator is named after that of the figure before: 地区生产总值 and then 地区生产总值增速."""

_LEAST = 0.85
"""The least score with which an indicator is offered."""

_SAID_IN_TEXTS = {
    "projects-started": ("开工项目", "开工重点项目", "重点项目开工", "项目开工"),
    "projects-completed": ("竣工项目", "竣工重点项目", "竣工投产重点项目", "重点项目竣工"),
    "companies-settled": ("入园企业", "入园投产企业", "入驻企业"),
    "jobs": ("安排劳动力", "安置就业", "就业岗位"),
    "length": ("全长", "总长", "总里程", "建设里程", "线路长"),
    "floor-area": ("平方米厂房", "新建厂房", "标准厂房"),
    "land-area": ("规划面积", "征地", "园区面积", "种植面积", "总面积", "辖区面积", "平方公里"),
    "industrial-value-added-growth-lead": ("高于全国", "高于全省"),
}
"""Words of articles beside those of the register, which readers would not search by."""

_GOES_ON = re.compile("[、和与及](?:人民币)?[约近超]?")
"""What is between two figures of a list, which are about the same."""

_NO_WORDS = re.compile(r"[^一-龥a-z]+")
_OF_ANY = re.compile(
    r"[0-9.]+(?:多|余)?(?:万|亿)?(?:平方公里|平方米|个百分点|元|家|个|项|人|户|亩|条|吨|倍|位)?|同比|比?上年|年均|增长|下降|提升|提高|上升|回升|达到|超过|突破"
    r"|以上|左右|新增|累计|共有|实现|完成|全年|位居"
)
"""What stands beside figures of any kind."""

_OF_GROWTH = re.compile(r"增速|增幅|增长|增量|降幅|缩减|下降|提升|提高|高出|精简|上升|贡献率")
_GROWS = re.compile(r"增速|增幅|降幅")
_CORE = re.compile(r"(?:增速|排名)$")
_END = re.compile(r"[、,，。;:!?)\n]")


class _Phrase(NamedTuple):
    """Words of an indicator, and what all their pairs of signs count."""

    indicator: str
    weight: float


class _Around(NamedTuple):
    """The words around a figure: pairs of signs with what each counts, and the part of the sentence that is its own."""

    pairs: dict[str, float]
    own: str


class Indicators:
    """What figures can be about.

    Parameters
    ----------
    atlas
        The record, whose registers name the indicators, and whose facts quote how sources call them.
    besides
        Id of a source whose facts are left out of that: who measures how well a text is read leaves out its own.
    """

    def __init__(self, atlas: Atlas, besides: str = "") -> None:
        self._words = atlas.words
        self._sizes = Counter(indicator.dimension for indicator in _numbers(atlas))
        self._fitting: dict[tuple[str, bool], set[str]] = defaultdict(set)
        self._following = Memo(self._named_after)
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for indicator in _numbers(atlas):
            for grows in (False, True):
                if _fits(indicator, grows=grows):
                    self._fitting[indicator.dimension, grows].add(indicator.code)
            for name in map(_core, _names(indicator)):
                self._named[name[:2]] += ((form, indicator.code) for form in {name, name.replace("的", "")})
        phrases = _phrases(atlas, besides)
        self._rarity = _rarities(phrases)
        self._phrases: list[_Phrase] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for code, texts in phrases.items():
            for pairs in dict.fromkeys(map(_pairs, texts)):
                for pair in pairs:
                    self._holding[pair].append(len(self._phrases))
                self._phrases.append(_Phrase(code, sum(map(self._rarity.__getitem__, pairs))))

    def of(self, text: Text, figure: Figure, last: Figure | None, last_indicator: str) -> list[str]:
        """Return the codes of the indicators that a figure may be of, the likeliest first; none where no word tells.

        Parameters
        ----------
        text
            The text.
        figure
            The figure.
        last
            The figure before it in its sentence, if there is one.
        last_indicator
            What that one is about; empty where it is not known.
        """
        near = _around(text, figure, last.end if last else 0)
        dimension = self._words.units[figure.unit].dimension
        fitting = self._fitting[dimension, figure.change != LEVEL or _GROWS.search(near.own) is not None]
        if self._sizes[dimension] == 1:
            return list(fitting)
        if last and last_indicator in fitting and _GOES_ON.fullmatch(text.signs, last.end, figure.start):
            return [last_indicator]
        told, named, following = self._told(near), self._whole(near), self._following[last_indicator]
        follows = 2 * _FOLLOWS if figure.unit == RANK else _FOLLOWS
        scores = {
            code: told.get(code, 0) + named.get(code, 0) + (follows if code in following else 0)
            for code in {*told, *named, *following} & fitting
        }
        likely = [code for code, score in scores.items() if score >= _LEAST]
        return sorted(likely, key=lambda code: (-scores[code], -self._words.indicators[code].weight, code))

    def follows(self, indicator: str, last: str) -> bool:
        """Return whether an indicator is named after another one: 签约项目投资额 after 签约项目."""
        return indicator in self._following[last]

    def _named_after(self, code: str) -> frozenset[str]:
        indicators = self._words.indicators
        name = indicators[code].name_zh if code else ""
        after = (each.code for each in indicators.values() if name and each.name_zh.startswith(name))
        return frozenset(after) - {code}

    def _told(self, near: _Around) -> dict[str, float]:
        """Return how well the words around a figure are those of each indicator of which any is there."""
        found: dict[int, float] = defaultdict(float)
        for pair, counts in near.pairs.items():
            for number in self._holding.get(pair, ()):
                found[number] += self._rarity[pair] * counts
        best: dict[str, float] = {}
        for number, told in found.items():
            code, weight = self._phrases[number]
            best[code] = max(best.get(code, 0), told * math.sqrt(told / weight) if weight else 0)
        return best

    def _whole(self, near: _Around) -> dict[str, float]:
        """Return what it counts that names are there as a whole, of each indicator the longest one."""
        best: dict[str, float] = {}
        for at in range(len(near.own) - 1):
            for name, code in self._named.get(near.own[at : at + 2], ()):
                if near.own.startswith(name, at):
                    best[code] = max(best.get(code, 0), _WHOLE * len(name))
        return best


def _around(text: Text, figure: Figure, last: int) -> _Around:
    """Return the words around a figure: its own reach from the figure before it to the next mark."""
    sentence, _ = text.period(figure.start)
    clause, _ = text.clause(figure.start)
    own = max(clause, last)
    first = max(sentence, figure.start - _BEFORE)
    mark = _END.search(text.signs, figure.end, figure.end + _AFTER)
    end = mark.start() if mark else min(figure.end + _AFTER, len(text.signs))
    pairs: dict[str, float] = {}
    for at in range(first, end - 1):
        apart = max(figure.start - at - 2, at - figure.end, 0)
        counts = (1 if at >= own else _FURTHER) * (1 - apart / (2 * _BEFORE))
        pair = text.signs[at : at + 2]
        pairs[pair] = max(pairs.get(pair, 0), counts)
    return _Around(pairs, text.signs[max(own, first) : end])


def _numbers(atlas: Atlas) -> list[Indicator]:
    """Return the indicators whose values are numbers."""
    return [indicator for indicator in atlas.words.indicators.values() if indicator.type == NUMBER]


def _names(indicator: Indicator) -> tuple[str, ...]:
    """Return what an indicator is called, in the register and in articles."""
    return indicator.name_zh, *indicator.aliases, *_SAID_IN_TEXTS.get(indicator.code, ())


def _core(name: str) -> str:
    return _CORE.sub("", fold(name))


def _phrases(atlas: Atlas, besides: str) -> dict[str, list[str]]:
    """Return what each indicator is called: its names in the register, and what facts quote beside its figures."""
    phrases = {each.code: [_core(name) for name in _names(each)] for each in _numbers(atlas)}
    for fact in atlas.record.facts:
        told = _OF_ANY.sub(" ", fold(fact["token"]).replace("*", ""))
        if fact["indicator"] in phrases and fact["source"] != besides and len(_pairs(told)) > 1:
            phrases[fact["indicator"]].append(told)
    return phrases


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair for part in _NO_WORDS.split(text) for pair in map("".join, pairwise(part)))


def _rarities(phrases: dict[str, list[str]]) -> dict[str, float]:
    """Return what each pair of signs tells: the more, the fewer indicators have it."""
    spread = Counter(pair for texts in phrases.values() for pair in frozenset().union(*map(_pairs, texts)))
    return {pair: math.log(len(phrases) / count) / math.log(len(phrases)) for pair, count in spread.items()}


def _fits(indicator: Indicator, *, grows: bool) -> bool:
    """Return whether an indicator can be told by what a figure tells: a growth by a growth."""
    if indicator.dimension not in {"ratio", "ratio-change"}:
        return True
    return grows == (_OF_GROWTH.search(indicator.name_zh) is not None)
