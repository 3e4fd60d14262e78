"""Whether what a text tells has happened, is expected, or is aimed at."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta

from geo.mentions.text import Text
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXPECTED
from geo.record.vocabulary import TARGET
from geo.record.vocabulary import period

_CUES = {
    TARGET: (
        "力争 争取(?!资金|到|上级|省|国家|中央) 计划(?!单列) (?<!为)确保 冲刺 迈向 拟(?![合定人]) "
        "将(?!近|军|相|士|领|来|其|该|这|为) "
        "(?<![主重必需只纲概摘])要(?![素闻求点件道么约塞]) 目标(?=[是为:]) 预期目标 安排(?!部署) "
        "朝着 进军 年度投资 年度计划"
    ),
    EXPECTED: (
        "预计 预期(?!目标) 预估 有望 可望 可年 (?:年|将|每年)?可(?:实现|达|带动|新增|满足|提供|生产|形成|容纳|创造) "
        "(?:建成|投产|达产|投用|完工|竣工|满产|运营|投运|落地)后"
    ),
    ACTUAL: "已(?!成为) 截至 截止 目前 同比 去年 上年 以来 完成了 实现了 增长了 达到了 累计完成 现有 共有",
}
_CUE = re.compile("|".join(f"(?P<{aim}>{words.replace(' ', '|')})" for aim, words in _CUES.items()))

_DESIGNED = re.compile(
    ""
    "(?:总投资|计划投资|投资额|投资|占地|用地|建筑面积|用地面积|占地面积|规划面积|年产能|产能|年产|装机容量?|装机规模|库容|全长|全线长)"
    "(?:面积|规模|总额|金额)?[约达为超近共额了]{0,3}$"
)
_ONE_DESIGNED = re.compile("(?:总投资|占地|用地|建筑面积|用地面积|占地面积|年产|装机容量)[约达为超近]{0,2}[0-9]")
_BUILT = re.compile("竣工|建成|完成|已|累计|到位|签约|投入使用|投产|通车|投用|一家年产")
_AHEAD = re.compile("工作安排|预期目标|工作目标|主要目标|发展目标|目标任务|工作重点|工作计划|工作思路|下一步|今后")
_PASSED = re.compile("回顾|成绩|成效|成就")
_EARLY = timedelta(days=200)
"""What is told of a year that has this long to go is a plan, unless it is said to have happened."""


class Aims:
    """Where a text speaks of plans.

    Parameters
    ----------
    text
        The text.
    published
        When it appeared.
    """

    def __init__(self, text: Text, published: str) -> None:
        self._text = text
        self._last = period(published)[1]
        self._titles = [
            (start, TARGET if _AHEAD.search(text.signs, start, end) else "")
            for start, end in text.headings
            if _AHEAD.search(text.signs, start, end) or _PASSED.search(text.signs, start, end)
        ]

    def at(self, start: int, as_of: str) -> str:
        """Return the aim of what is told at a place: what the last word before it says, or else its title or its date.

        Parameters
        ----------
        start
            Where it begins.
        as_of
            The date that it is about, or nothing.
        """
        found = self._told(start)
        if as_of and period(as_of)[0] > self._last:
            return found if found == EXPECTED else TARGET
        if found:
            return found
        if self.is_a_design(start):
            return EXPECTED
        if as_of and period(as_of)[1] - self._last > _EARLY:
            return TARGET
        title = bisect_right(self._titles, start, key=lambda each: each[0])
        return (self._titles[title - 1][1] if title else "") or ACTUAL

    def _told(self, start: int) -> str:
        """Return what the last word before a place says, in the same sentence; words of the same part go first."""
        first, _ = self._text.period(start)
        last = ""
        for match in _CUE.finditer(self._text.signs, max(first, start - _FAR), start):
            if match[0] != "将" or last != EXPECTED:
                last = str(match.lastgroup)
        return last

    def is_a_design(self, start: int) -> bool:
        """Return whether a figure is what something that is to be built will cost or measure."""
        signs, (first, _) = self._text.signs, self._text.period(start)
        if _BUILT.search(signs, max(first, start - 24), start):
            return False
        clause, _ = self._text.clause(start)
        first = max(first, start - _FAR)
        return bool(
            _DESIGNED.search(signs, max(clause, start - 10), start) or _ONE_DESIGNED.search(signs, first, start)
        )


_FAR = 90
"""How many signs before a figure a word may be that says whether it has happened."""
