"""Which part a figure is of: a phase, what was added or came together, the places among which something ranks."""

from __future__ import annotations

import re
from collections import defaultdict

from geo.atlas.atlas import Atlas
from geo.atlas.characters import fold
from geo.mentions.figures import Figure
from geo.mentions.places import Place
from geo.mentions.stages import Stage
from geo.mentions.text import Text
from geo.mentions.units import RANK

_PHASE = re.compile("(?<!分)(?<![一二三四五]、)[一二三四五六]期(?!货|刊|间|待)")
_PHASE_WITHIN = 60
"""How many signs before a figure its scope may be named."""

_WORDS = re.compile("新增|累计|年均")
_RANKED_AMONG = re.compile("全国|全省|全球|全市|城区")
_MORE_THAN = re.compile("(?:过|超|超过)([0-9]{0,4}亿元)(?=企业|项目|产业|集群)")
_SIZE = re.compile("([0-9]{0,4}亿元以上)(?=项目|企业|重大|重点|工业|产业)")
_SHORTEST_NAME = 4
"""Signs of a scope's name that is found as it stands in the register: shorter ones are words of every day."""


class Scopes:
    """The words of the scopes, and which of them the facts of each indicator have.

    Parameters
    ----------
    atlas
        The record.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._codes = {fold(term.name_zh): term.code for term in atlas.words.scopes.values()}
        self._indicators = atlas.words.indicators
        self._used: dict[str, set[str]] = defaultdict(set)
        for fact in atlas.record.facts:
            self._used[fact["indicator"]].add(fact["scope"])

    def of(self, text: Text, places: list[Place], told: Figure | Stage, indicator: str) -> str:
        """Return the scope of what is told, as words before it say; empty where none does.

        Parameters
        ----------
        text
            The text.
        places
            The places that are named near it: a phase that belongs to a name is none of its figures'.
        told
            A figure or a stage.
        indicator
            What it is about: what the record never narrows so is not. Empty where it is not known.
        """
        clause = max(text.clause(told.start)[0], told.start - _PHASE_WITHIN)
        before = _MORE_THAN.sub(r"\1以上", text.signs[clause : told.start])
        used = self._used.get(indicator, set())
        if isinstance(told, Figure) and told.unit == RANK:
            found = self._last(_RANKED_AMONG, before)
            return found if not used or found in used else ""
        named = [name for name, code in self._codes.items() if code in used and len(name) >= _SHORTEST_NAME]
        longest = max((name for name in named if name in before), key=len, default="")
        found = self._last(_SIZE, before) or self._codes.get(longest, "") or self._added(before, indicator)
        return found or self._phase(text, places, told.start)

    def _added(self, before: str, indicator: str) -> str:
        """Return that a figure is of what was added or came together, unless the indicator says so itself."""
        name = self._indicators[indicator].name_zh if indicator else ""
        found = [word for word in _WORDS.findall(before) if word not in name]
        return self._codes.get(found[-1], "") if found and "增" not in name else ""

    def _last(self, pattern: re.Pattern[str], before: str) -> str:
        found = pattern.findall(before)
        return self._codes.get(found[-1], "") if found else ""

    def _phase(self, text: Text, places: list[Place], at: int) -> str:
        sentence, _ = text.sentence(at)
        for match in reversed(list(_PHASE.finditer(text.signs, max(sentence, at - _PHASE_WITHIN), at))):
            if not any(place.start <= match.start() < place.end for place in places):
                return self._codes.get(match[0], "")
        return ""
