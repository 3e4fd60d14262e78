"""What a figure is about: the indicator whose words, in the registers and in tokens of facts, stand nearest to it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.mentions.figures import LEVEL
from geo.mentions.figures import Figure
from geo.mentions.text import Text
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

_NO_WORDS = re.compile(r"[^一-龥a-z]+")
_OF_ANY = re.compile(
    r"[0-9.]+(?:多|余)?(?:万|亿)?(?:平方公里|平方米|个百分点|元|家|个|项|人|户|亩|条|吨|倍|位)?|同比|比?上年|年均|增长|下降|达到|超过|突破"
    r"|以上|左右|新增|累计|共有|实现|完成|全年|位居"
)
"""What stands beside figures of any kind."""

_OF_GROWTH = re.compile(r"增速|增幅|增长|增量|降幅|缩减|下降|提升|提高|高出|精简|上升|贡献率")
_GROWS = re.compile(r"增速|增幅|降幅")
_CORE = re.compile(r"(?:增速|排名)$")
_END = re.compile(r"[、,，。;:!?)\n]")


@dataclass(frozen=True)
class _Phrase:
    """Words of an indicator, as pairs of signs, and what all of them count."""

    pairs: frozenset[str]
    weight: float


@dataclass(frozen=True)
class _Around:
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
        phrases = _phrases(atlas, besides)
        self._rarity = _rarities(phrases)
        self._phrases = {
            code: [self._phrase(pairs) for pairs in dict.fromkeys(map(_pairs, texts)) if pairs]
            for code, texts in phrases.items()
        }
        self._names = {
            indicator.code: [_CORE.sub("", fold(name)) for name in (indicator.name_zh, *indicator.aliases)]
            for indicator in atlas.words.indicators.values()
        }
        self._by_dimension: dict[str, list[Indicator]] = defaultdict(list)
        for indicator in atlas.words.indicators.values():
            if indicator.type == NUMBER:
                self._by_dimension[indicator.dimension].append(indicator)

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
        near = self._near(text, figure, last.end if last else 0)
        fitting = [each for each in self._of_dimension(figure) if _fits(each, figure, near)]
        if len(self._of_dimension(figure)) == 1:
            return [fitting[0].code] if fitting else []
        scores = {
            each.code: self._score(each, near) + (_FOLLOWS if self.follows(each.code, last_indicator) else 0)
            for each in fitting
        }
        likely = [code for code, score in scores.items() if score >= _LEAST]
        return sorted(likely, key=lambda code: (-scores[code], -self._words.indicators[code].weight, code))

    def follows(self, indicator: str, last: str) -> bool:
        """Return whether an indicator is named after another one: 签约项目投资额 after 签约项目."""
        if not indicator or not last or indicator == last:
            return False
        return self._words.indicators[indicator].name_zh.startswith(self._words.indicators[last].name_zh)

    def _of_dimension(self, figure: Figure) -> list[Indicator]:
        return self._by_dimension[self._words.units[figure.unit].dimension]

    def _phrase(self, pairs: frozenset[str]) -> _Phrase:
        return _Phrase(pairs, sum(map(self._rarity.__getitem__, pairs)))

    def _near(self, text: Text, figure: Figure, last: int) -> _Around:
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

    def _score(self, indicator: Indicator, near: _Around) -> float:
        """Return how well the words around a figure are those of an indicator."""
        best = 0.0
        for phrase in self._phrases[indicator.code]:
            found = sum(self._rarity[pair] * near.pairs[pair] for pair in phrase.pairs if pair in near.pairs)
            best = max(best, found * math.sqrt(found / phrase.weight))
        return best + max((_WHOLE * len(name) for name in self._names[indicator.code] if name in near.own), default=0)


def _phrases(atlas: Atlas, besides: str) -> dict[str, list[str]]:
    """Return what each indicator is called: its names in the register, and what facts quote beside its figures."""
    phrases = {
        indicator.code: [_CORE.sub("", fold(name)) for name in (indicator.name_zh, *indicator.aliases)]
        for indicator in atlas.words.indicators.values()
        if indicator.type == NUMBER
    }
    for fact in atlas.record.facts:
        told = _OF_ANY.sub(" ", fold(fact["token"]))
        if fact["indicator"] in phrases and fact["source"] != besides and len(_pairs(told)) > 1:
            phrases[fact["indicator"]].append(told)
    return phrases


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair for part in _NO_WORDS.split(text) for pair in map("".join, pairwise(part)))


def _rarities(phrases: dict[str, list[str]]) -> dict[str, float]:
    """Return what each pair of signs tells: the more, the fewer indicators have it."""
    spread = Counter(pair for texts in phrases.values() for pair in frozenset().union(*map(_pairs, texts)))
    return {pair: math.log(len(phrases) / count) / math.log(len(phrases)) for pair, count in spread.items()}


def _fits(indicator: Indicator, figure: Figure, near: _Around) -> bool:
    """Return whether an indicator can be told by what a figure tells: a growth by a growth."""
    if indicator.dimension not in {"ratio", "ratio-change"}:
        return True
    grows = figure.change != LEVEL or _GROWS.search(near.own) is not None
    return grows == (_OF_GROWTH.search(indicator.name_zh) is not None)
