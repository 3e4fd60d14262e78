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

_TAKES = "[由从](?!此)|融入|纳入|列[为入]|压缩"
"""Verbs of which what 将 is before is the object: 将农户融入产业链."""
_SUMS_OF_A_PLAN = "(?:实现|达|带动|新增|满足|提供|生产|形成|容纳|创造|吸纳|解决|增加|安置|节约|年?创)"
_ONCE = "(?:建成|投产|达产|达效|投用|使用|完工|竣工|满产|运营|投运|落地|通车|实施|达标|[部程目]完成)后"
_PUT_TO = "(?!部署|[^,，。;]{0,6}(?:就业|劳动力|人员|资金))"
"""What 安排 has after it where it is no plan: people and money are found a place."""

_CUES = {
    TARGET: (
        "力争 必须 冲刺(?![^,，。;]{1,12}的目标) 迈向 朝着 进军 预期目标 (?<!为)确保",
        "争取(?!资金|到|上级|省|国家|中央|各类|各级|政策)",
        "(?<!占年)(?<!占全年)(?<!占年度)(?<!滚动)计划(?!单列|完成率|的|项目)",
        f"将(?![0-9]|近|军|相|士|领|来|其|该|这|为|[^,，。;]{{1,12}}(?:{_TAKES}))",
        f"(?<![主重必需只纲概摘])要(?![素闻求点件道么约塞]) 目标(?=[是为:]|完成|实现|达到|新增) 安排{_PUT_TO}",
        "(?<!占)年度投资(?!目标) 年度计划(?!的|项目)",
    ),
    EXPECTED: (
        "预计(?!数) 拟(?![合定人]) 预期(?!目标) 预估(?!总投资) 有望 可望 可年 届时",
        f"(?:年|将|每年)?可{_SUMS_OF_A_PLAN} 规划(?=建设|新建|投资|$) {_ONCE}",
    ),
    ACTUAL: (
        "公布了 完成了 实现了 (?:建[设成]|新[建增]|引进|打造|投入|获得)了(?!总?投资) 已(?!成为)",
        "截至 截止 目前 (?<!比)去年 (?<!比)上年 以来 累计完成 现有 共有 实际 超额完成 顺利",
        "(?<=[长升高加降少低到破动入引建产])了$ (?<=投资)完成率",
        "(?<![划计力争将拟望需要保达标])完成投资 (?<![划计力争将拟望需要保达标可能])完成$",
    ),
}
_WILL, _OF_THE_YEAR, _PLANNED_COST = "将", "年度", ("计划投资", "计划总投资")
_OF_COUNTS = ("共有", "现有")
_WHOSE = re.compile("[0-9.]{1,9}[多余]?[万亿]{0,2}元的")
"""A cost that is told before what it is of."""
_CUE = re.compile("|".join(f"(?P<{aim}>{'|'.join(' '.join(words).split())})" for aim, words in _CUES.items()))

_COST = "总投资|总投入|计划投资|投资额|(?<!完成)(?<!固定资产)(?<!工业)(?<!民间)投资"
_GROUND = "占地|用地|供地|征地|建筑面积|用地面积|占地面积|规划面积|项目总面积"
_OUTPUT = "年产能|产能|年产|装机容量?|装机规模|库容"
_EXTENT = "(?<=[路桥道,、])[宽长]|全长|全线长|总长|宽度|路基宽|建设里程|线路里程|路线里程|工期|建设周期|建设期"
_DESIGNED = re.compile(
    f"(?:{_COST}|{_GROUND}|{_OUTPUT}|{_EXTENT})(?:面积|规模|总额|金额|总计|资金)?(?:分别)?[约达为超近共计额了]{{0,3}}(?:人民币)?$"
)
"""What is before the cost or the size of what is to be built."""
_ONE_DESIGNED = re.compile(
    "(?:总投资|计划投资|占地|用地|建筑面积|用地面积|占地面积|年产|装机容量|全长)(?:分别)?[约达为超近]{0,2}(?:人民币)?[0-9]"
)
_HAS = "设置|设有|共设|布设|拟设"
_SERVICES = "互通|服务区|停车区|收费站|隧道|桥|连接线|车站|站"
_SERVES = re.compile(
    f"(?:{_HAS}|设站)(?:互通式?[一-龥]{{0,6}}|隧道|桥梁|收费站|服务区|连接线|车站)?了?[0-9]{{1,4}}[处座个条对](?:{_SERVICES})?"
)
"""What a road or a railway will have: 设置3处互通."""
_BEGINS_A_LIST = re.compile(
    f"(?:投资金额|投资额|占地面积|用地面积|建筑面积|总长|年产|{_HAS})(?:分别)?[为约达超近]{{0,2}}(?:人民币)?[0-9](?!场)"
    "[^,，。;]{0,60}(?:[、和与及]|以及)(?:人民币)?[约近超]?$"
)
"""What begins a list of costs or sizes of which a figure is one more."""
_COUNTED = re.compile("[0-9]{1,5}[余多]?(?:个|家)[^,，。;]{0,8}(?:项目|企业)")
_COUNTS = re.compile("(?:项目|企业)(?:共|有|达|共有|共计)?[约近超]?$|占[^,，。;地]{2,24}$")
"""What is before or after a number of projects or companies, or before a share."""
_DONE = re.compile(
    "[0-9]{1,4}[余多]?(?:个|家)[^,，。;]{0,14}?(?:参与|集中签约|集中开工|集中竣工|实现开工|实现竣工|实现投产)"
)
_OF_A_YEAR = re.compile("年度|[0-9]年|[今当全]年|年内|(?<!每)年计划")
_RANKED = "第"
"""What a rank begins with, which nothing is built to have."""

_OWNED = re.compile("(?:公司|企业|厂区|工厂)(?:现|总)?占地")
"""What says of a company how large it is."""

_BUILT = re.compile("去产能|淘汰|化解|竣工|建成|完成|已|累计|到位|投入使用|投产|通车|投用|一家年产|占比")
_AHEAD = re.compile("工作安排|预期目标|工作目标|主要目标|发展目标|目标任务|工作重点|工作计划|工作思路|下一步|今后")
_PASSED = re.compile("回顾|成绩|成效|成就")
_EARLY = timedelta(days=200)
"""What is told of a year that has this long to go is a plan, unless it is said to have happened."""

_IS_SO = re.compile("正在?$|已$|已经$")
"""What says of a stage that it is so now."""

_OF_A_PLAN = re.compile("占[^,，。;]{0,16}(?:计划|目标|任务)[^,，。;]{0,4}[0-9.]{1,9}[万亿]{0,2}元的$")
"""What makes of a share what has come of a plan."""

_NOW = ("目前", "现有", "已")
_GOALS = ("力争", _WILL, "要", "确保", "争取")
_DONE_SO_FAR = "完成"
_PARTS = re.compile("[,，。;]")

_CLOSE = 4
"""How many signs after a word of what is (目前) one of what can be (可生产) says no more than it."""

_DAY = 10
"""Characters of a date that is a day."""

_NEAR = 16
"""How many signs before a figure its own words may be."""

_LONG = 40
"""How many signs what makes of a share one of a plan may have."""

_FAR = 90
"""How many signs before a figure a word may be that says whether it has happened."""

_LIST = 200
"""How many signs before a figure its own part of the sentence is read, which may list many."""


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

    def at(self, start: int, as_of: str, *, is_stage: bool = False) -> str:
        """Return the aim of what is told at a place: what the last word before it says, or else its title or its date.

        Parameters
        ----------
        start
            Where it begins.
        as_of
            The date that it is about, or nothing.
        is_stage
            Whether it is how far a place has come, which is no cost and no size of what is to be built.
        """
        cue = self._cue(start)
        found = str(cue.lastgroup) if cue else ""
        if (
            self._is_so(start, is_stage=is_stage)
            or (cue and self._is_passed_since(start, cue, as_of))
            or (found != ACTUAL and not is_stage and self._is_counted(start))
        ):
            return ACTUAL
        if found == TARGET and not is_stage and (self._is_measured(start) or self._goes_with_one(start, cue)):
            found = EXPECTED
        if as_of and period(as_of)[0] > self._last:
            named = self._text.signs.rfind(as_of[:4], max(self._text.period(start)[0], start - _FAR), start) >= 0
            return EXPECTED if found == EXPECTED or (self._is_measured(start) and not named) else TARGET
        is_a_design = not is_stage and self.is_a_design(start, as_of)
        if found and not (found == ACTUAL and is_a_design and self._is_of_another_part(start, cue)):
            return found
        if is_a_design:
            return EXPECTED
        if as_of and period(as_of)[1] - self._last > _EARLY:
            return TARGET
        title = bisect_right(self._titles, start, key=lambda each: each[0])
        return (self._titles[title - 1][1] if title else "") or ACTUAL

    def _cue(self, start: int) -> re.Match[str] | None:
        """Return the last word before a place that says it, in the same sentence; what is expected, will be (将)."""
        period, clause = self._text.period(start)[0], self._text.clause(start)[0]
        first = min(max(period, start - _FAR), max(clause, start - _LIST))
        last = None
        for match in _CUE.finditer(self._text.signs, first, start):
            if not (_is_overruled(last, match) or self._is_to_take(match, start) or self._is_of_one_sum(match, clause)):
                last = match
        return last

    def _is_so(self, start: int, *, is_stage: bool) -> bool:
        """Return whether a stage is said to be so now (正在建设), or a share is one of a plan (占计划5亿元的60%)."""
        said = _IS_SO if is_stage else _OF_A_PLAN
        return said.search(self._text.signs, max(self._text.clause(start)[0], start - _LONG), start) is not None

    def _is_passed_since(self, start: int, cue: re.Match[str], as_of: str) -> bool:
        """Return whether a year that is over is named after a word of what is ahead."""
        if not as_of or period(as_of)[1].year >= self._last.year:
            return False
        return self._text.signs.find(f"{as_of[:4]}年", cue.end(), start) >= 0

    def _is_to_take(self, cue: re.Match[str], start: int) -> bool:
        """Return whether a word (将) takes what follows it as its object: 将17家企业整合."""
        return cue[0] == _WILL and cue.end() == start and self._text.signs[start].isdecimal()

    def _is_of_one_sum(self, cue: re.Match[str], clause: int) -> bool:
        """Return whether a word is the name of a sum of the year (年度投资) in an earlier part of the sentence."""
        return cue[0].startswith(_OF_THE_YEAR) and self._text.clause(cue.start())[0] < clause

    def _is_of_another_part(self, start: int, cue: re.Match[str] | None) -> bool:
        """Return whether a word is told of something else than a cost or a size: 共有项目9个,总投资6亿元."""
        return (
            cue is not None
            and (cue[0] in _OF_COUNTS or _WHOSE.match(self._text.signs, start) is not None)
            and cue.start() < self._text.clause(start)[0]
            and self._is_measured(start)
        )

    def _goes_with_one(self, start: int, cue: re.Match[str] | None) -> bool:
        """Return whether a size goes with a cost before it, and no word of its part of the sentence makes it a goal."""
        first, (clause, _) = self._text.sentence(start)[0], self._text.clause(start)
        is_goal = cue is not None and cue.start() >= first and cue[0] != _WILL and not self._is_of_a_cost(cue)
        designed = _ONE_DESIGNED.search(self._text.signs, max(first, start - _FAR), start)
        return designed is not None and not is_goal and not _OF_A_YEAR.search(self._text.signs, clause, start)

    def _is_of_a_cost(self, cue: re.Match[str]) -> bool:
        return self._text.signs.startswith(_PLANNED_COST, cue.start())

    def is_a_design(self, start: int, as_of: str = "") -> bool:
        """Return whether a figure is what something that is to be built will cost or measure.

        Parameters
        ----------
        start
            Where the figure begins.
        as_of
            The date that it is about: what follows a cost is none of its kind where it was so in a time that is over.
        """
        signs, (first, _) = self._text.signs, self._text.sentence(start)
        if signs.startswith(_RANKED, start):
            return False
        if _BUILT.search(signs, max(first, start - 24), start) or _OWNED.search(
            signs, max(first, start - _NEAR), start
        ):
            return False
        if self._is_measured(start):
            return True
        if self._is_a_count(start):
            return False
        if self._is_listed(start) or _SERVES.search(signs, max(first, start - _NEAR), start + _NEAR):
            return True
        is_over = bool(as_of) and len(as_of) != _DAY and period(as_of)[1] < self._last
        return not is_over and bool(_ONE_DESIGNED.search(signs, max(first, start - _FAR), start))

    def _is_a_count(self, start: int) -> bool:
        """Return whether projects or companies are counted, which no cost or size before them makes a plan."""
        clause, end = self._text.clause(start)
        return bool(
            _COUNTED.match(self._text.signs, start, end)
            or _COUNTS.search(self._text.signs, max(clause, start - _NEAR), start)
        )

    def _is_listed(self, start: int) -> bool:
        """Return whether a figure is one of a list with a cost or a size of what is built: 2处服务区、6处收费站."""
        clause = max(self._text.clause(start)[0], start - _FAR)
        return _BEGINS_A_LIST.search(self._text.signs, clause, start) is not None

    def _is_counted(self, start: int) -> bool:
        """Return whether projects are counted with which something has been done: 12个项目集中签约."""
        end = self._text.clause(start)[1]
        first = max(self._text.clause(start)[0], start - _NEAR)
        told = _DONE.match(self._text.signs, start, end)
        return told is not None and ("实现" in told[0] or not _CUE.search(self._text.signs, first, start))

    def _is_measured(self, start: int) -> bool:
        """Return whether a figure is called a cost or a size of what is built, and none of a year."""
        signs, (clause, _) = self._text.signs, self._text.clause(start)
        clause = max(clause, start - _NEAR)
        return _DESIGNED.search(signs, clause, start) is not None and not _OF_A_YEAR.search(signs, clause, start)


def _is_overruled(last: re.Match[str] | None, cue: re.Match[str]) -> bool:
    """Return whether a word says no more than one before it: what is expected will be (将), a goal is fulfilled."""
    if last is None:
        return False
    is_now = cue[0].startswith("可") and last[0] in _NOW and cue.start() - last.end() <= _CLOSE
    is_done = cue[0] == _DONE_SO_FAR and not _PARTS.search(cue.string, last.end(), cue.start())
    is_willed = cue[0] == "完成投资" and last[0] in _GOALS
    return is_now or is_done or is_willed or (cue[0] == _WILL and last.lastgroup == EXPECTED)
