"""What a figure is about: the indicator whose words, in the registers and in tokens of facts, stand nearest to it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.mentions.figures import LEVEL
from geo.mentions.figures import Figure
from geo.mentions.text import Text
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import Indicator

_BEFORE, _AFTER = 36, 14
"""How many signs before and after a figure are read for what it is about."""

_FURTHER = 0.55
"""What a word of the sentence counts that is in another part of it than the figure."""

_LEAST = 1.2
"""The least score with which an indicator is offered."""

_NO_WORDS = re.compile(r"[^一-龥a-z]+")
_OF_GROWTH = re.compile(r"增速|增幅|增长|增量|降幅|缩减|下降|提升|提高|高出|精简|上升|贡献率")
_ORDER = re.compile(r"(?:排名|位次|榜)$")


@dataclass(frozen=True)
class _Phrase:
    """Words of an indicator, as pairs of signs."""

    pairs: frozenset[str]
    weight: float


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
        self._by_dimension: dict[str, list[Indicator]] = defaultdict(list)
        for indicator in atlas.words.indicators.values():
            if indicator.type == NUMBER:
                self._by_dimension[indicator.dimension].append(indicator)

    def of(self, text: Text, figure: Figure) -> list[str]:
        """Return the codes of the indicators that a figure may be of, the likeliest first; none where no word tells."""
        near = self._near(text, figure)
        scores = {
            indicator.code: self._score(indicator, near)
            for indicator in self._by_dimension[self._words.units[figure.unit].dimension]
            if _fits(indicator, figure, near)
        }
        likely = [code for code, score in scores.items() if score >= _LEAST]
        return sorted(likely, key=lambda code: (-scores[code], -self._words.indicators[code].weight, code))

    def _phrase(self, pairs: frozenset[str]) -> _Phrase:
        return _Phrase(pairs, sum(map(self._rarity.__getitem__, pairs)))

    def _near(self, text: Text, figure: Figure) -> dict[str, float]:
        """Return the pairs of signs around a figure, and what each counts: less the farther away it is."""
        clause, sentence = text.clause(figure.at), text.sentence(figure.at)
        first, last = max(sentence[0], figure.start - _BEFORE), min(sentence[1], figure.end + _AFTER)
        near: dict[str, float] = {}
        for at in range(first, last - 1):
            pair = text.signs[at : at + 2]
            apart = max(figure.start - at - 2, at - figure.end, 0)
            counts = (1 if clause[0] <= at < clause[1] else _FURTHER) * (1 - apart / (2 * _BEFORE))
            near[pair] = max(near.get(pair, 0), counts)
        return near

    def _score(self, indicator: Indicator, near: dict[str, float]) -> float:
        """Return how well the words around a figure are those of an indicator."""
        best = 0.0
        for phrase in self._phrases[indicator.code]:
            found = sum(self._rarity[pair] * near[pair] for pair in phrase.pairs if pair in near)
            best = max(best, found * math.sqrt(found / phrase.weight))
        return best


def _phrases(atlas: Atlas, besides: str) -> dict[str, list[str]]:
    """Return what each indicator is called: its names in the register, and what facts quote beside its figures."""
    phrases = {
        indicator.code: [_ORDER.sub("", fold(name)) for name in (indicator.name_zh, *indicator.aliases)]
        for indicator in atlas.words.indicators.values()
        if indicator.type == NUMBER
    }
    for fact in atlas.record.facts:
        if fact["indicator"] in phrases and fact["source"] != besides:
            phrases[fact["indicator"]].append(fold(fact["token"]))
    return phrases


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair for part in _NO_WORDS.split(text) for pair in map("".join, pairwise(part)))


def _rarities(phrases: dict[str, list[str]]) -> dict[str, float]:
    """Return what each pair of signs tells: the more, the fewer indicators have it."""
    spread = Counter(pair for texts in phrases.values() for pair in frozenset().union(*map(_pairs, texts)))
    return {pair: math.log(len(phrases) / count) / math.log(len(phrases)) for pair, count in spread.items()}


def _fits(indicator: Indicator, figure: Figure, near: Iterable[str]) -> bool:
    """Return whether an indicator can be told by what a figure tells: a growth by a growth."""
    if indicator.dimension not in {"ratio", "ratio-change"}:
        return True
    grows = bool(_OF_GROWTH.search(indicator.name_zh))
    return grows == (figure.change != LEVEL or "增速" in near or "增幅" in near or "降幅" in near)
