"""How far places have come: the words of the statuses, where a text says them of a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container
from collections.abc import Iterator
from dataclasses import dataclass

from geo.atlas.characters import fold
from geo.atlas.characters import longest_first
from geo.mentions.places import Place
from geo.mentions.text import Text
from geo.mentions.words import KINDS_OF_ZONES
from geo.record.vocabulary import Vocabulary

_APART = 2
"""How many signs apart two words of one stage may be: 竣工投产 is one, 建成并投产 too."""

_NO_STAGE_AFTER = re.compile(
    fold(
        "见证$|即$|牌[子匾][^,，。;]{0,4}$|早日$|[从自集的不接]$|的项目$|[^新]开$|统一$|总体$|年度$|协同$|(?<!尽)早$|当年$"
        "|复工$|所以$|宣布[^,，。;]{0,6}$"
    )
)
_COUNTED = re.compile("(?P<named>等)?[0-9]{1,4}[余多]?个[^,，。;]{0,10}$")
_EVENT = "(?:竣工|开工)?(?:仪式|活动|环节|大会)(?<!揭牌仪式)"
_CONDITION = "(?:引进|落地)?(?:后|前|率|时|期间|到|至|以来)"
_PART = "[一-龥]{0,8}(?:车间|厂房|宿舍)"
_NO_STAGE_BEFORE = re.compile(
    f"(?<=建设中)[国央心]|(?:建设)?面积|总?(?:金额|投资额|资金)|企业|{_PART}|{_CONDITION}|{_EVENT}|引进|的?[0-9]|项目[共有]?(?:[2-9]|[0-9]{{2}})|了?一大?批|[即暨]|生产(?!线)|进度|举行|负责人"
    "|[国省]内[一-龥]{0,4}(?:领先|一流|最大)|[区电资]"
)
"""What makes of a word of a stage something else: an event, a condition, the count of what came so far, a boast."""

_AGREED = re.compile("(?:签署|签订|签下)了?(?!的)[^,，。;]{1,24}?(?:协议|合同)")
_SAID_AROUND = {
    "signed": _AGREED,
    "under-construction": re.compile("正在[^,，。;]{1,8}施工(?!图|许可|招标)"),
    "planned": re.compile("(?:拟|计划)在(?![0-9年]|今|明)[^,，。;]{1,30}?(?:新建|建设|兴建|投资)"),
}
"""Statuses that are told by words around others: 正在进行桩基施工, 拟在攸县建设."""
_ONLY_IF = {
    "规划": re.compile("建设|新建"),
    "交付": re.compile("(?!使用)[,，。;、]|$"),
    "点火": re.compile("(?!发射|试验)"),
    "正式启动": re.compile("建设|[,，。;、]|$"),
    "全面启动": re.compile("建设|[,，。;、]|$"),
}
"""Words that are a stage only before others."""

_SAID_IN_TEXTS = {
    "planned": "列入规划 拟投资 立项 获批建设 筹建 待开工 未开工 计划新建 拟新建 前期准备 前期工作 正在征拆 规划待建",
    "signed": "落户 签订协议 落地 达成合作 成功引进 引进落户 签订合同 签署协议 签订战略 签署合作 成功签约 摘牌",
    "started": "奠基 破土 开建 启动建设 启动施工 进场施工 正式启动 全面启动",
    "under-construction": (
        "加快建设 加快推进 建设正酣 封顶 推进建设 加紧建设 抓紧建设 有序推进 兴建 主体施工 外立面施工 "
        "正在施工 紧张施工 加紧施工 抓紧施工 加快施工 施工中 正在推进 稳步推进 顺利推进 扎实推进 快速推进 稳步前行 "
        "推进顺利 进展顺利 设备安装 安装调试 设备调试 装修阶段 内部装修 基础施工 建设现场 施工现场"
    ),
    "completed": "完成建设 通车条件 落成 建设完成 交付 全线贯通 通过验收 合龙 交房 基本建成 全面建成 已建成",
    "operating": (
        "通车 达产 启用 开业 开园 开馆 开诊 揭牌 投入使用 投入运营 投入运行 投入营运 正式运营 投入生产 正式运行 "
        "试运行 试运营 试营业 试生产 复产 并网发电 上线运营 正式运转 点火 交付使用 挂牌成立 量产 满产"
    ),
    "closed": "停产 关闭 停工 拆除 停业",
}
"""Words of articles beside those of the register, which readers would not search by: 园 is to find parks, not 开园."""

_GOES_ON = re.compile("加快(?!建设|推进)|加速|(?<!加快)推进(?!剂)")
"""Words that say, right before the name of a place, that it is being built."""


@dataclass(frozen=True)
class Stage:
    """A status in a text.

    Parameters
    ----------
    start, end
        The signs that tell it.
    status
        Code of the register.
    """

    start: int
    end: int
    status: str


def stages(text: Text, words: Vocabulary, places: list[Place], units: Container[str]) -> list[Stage]:
    """Return the statuses that a text tells; of words that follow each other, the most advanced status.

    Parameters
    ----------
    text
        The text.
    words
        The registers: names and aliases of the statuses are among the words.
    places
        The places that the text names, in its order.
    units
        Codes of the city and its districts, which are built by nobody.
    """
    order = list(words.statuses)
    found: list[Stage] = []
    for stage in sorted(_words(text, words), key=lambda stage: stage.start):
        last = found[-1] if found else None
        if last is not None and stage.start - last.end <= _APART and text.clause(last.end)[1] >= stage.end:
            found[-1] = Stage(last.start, stage.end, max(last.status, stage.status, key=order.index))
        else:
            found.append(stage)
    sites = [place for place in places if place.subject not in units and not place.subject.endswith(_UNITS)]
    spoken = [stage for stage in found if not _is_within(places, stage)]
    ends = {place.end for place in sites}
    told = [stage for stage in spoken if _is_held(text, stage, sites) or not _is_no_stage(text.signs, stage, ends)]
    return sorted([*told, *_going_on(text, words, places, units)], key=lambda stage: stage.start)


def _words(text: Text, words: Vocabulary) -> Iterator[Stage]:
    codes = {
        fold(name): code
        for code, term in words.statuses.items()
        for name in (term.name_zh, *term.aliases, *_SAID_IN_TEXTS.get(code, "").split())
    }
    for match in longest_first(codes).finditer(text.signs):
        if match[0] not in _ONLY_IF or _ONLY_IF[match[0]].match(text.signs, match.end()):
            yield Stage(match.start(), match.end(), codes[match[0]])
    for status, pattern in _SAID_AROUND.items():
        for match in pattern.finditer(text.signs) if status in words.statuses else ():
            yield Stage(match.start(), match.end(), status)


def _is_within(places: list[Place], stage: Stage) -> bool:
    """Return whether a word of a stage is in the middle of a name: 飞鹰开业科技公司."""
    number = bisect_right(places, stage.start, key=lambda place: place.start)
    return number > 0 and places[number - 1].end > stage.end


def _is_held(text: Text, stage: Stage, sites: list[Place]) -> bool:
    """Return whether a ceremony tells a stage: it does of a single place that its part of a sentence names before."""
    if not text.signs.startswith(_CEREMONY, stage.end):
        return False
    clause, _ = text.clause(stage.start)
    number = bisect_right(sites, stage.start, key=lambda place: place.start)
    return (
        number > 0
        and sites[number - 1].start >= clause
        and not _SO_MANY.search(text.signs, clause, stage.start)
        and not _NO_STAGE_AFTER.search(text.signs, max(stage.start - 8, 0), stage.start)
    )


_CEREMONY, _SO_MANY = "仪式", re.compile("[0-9一二三四五六七八九十两][余多]?个|[一多]批|集中|出席|参加")
_UNITS = ("市", "县", *KINDS_OF_ZONES)
"""What new names end with that are of no single place."""


def _is_no_stage(signs: str, stage: Stage, ends: Container[int]) -> bool:
    counted = _COUNTED.search(signs, max(stage.start - 20, 0), stage.start)
    return bool(
        (counted and not counted["named"] and counted.start() not in ends)
        or _NO_STAGE_AFTER.search(signs, max(stage.start - 8, 0), stage.start)
        or _NO_STAGE_BEFORE.match(signs, stage.end)
    )


def _going_on(text: Text, words: Vocabulary, places: list[Place], units: Container[str]) -> Iterator[Stage]:
    """Yield what is being built: it is named right after a word that says so."""
    if UNDER_CONSTRUCTION not in words.statuses:
        return
    starts = {place.start for place in places if place.is_new or place.subject not in units}
    for match in _GOES_ON.finditer(text.signs):
        end = min(match.end() + _APART, text.clause(match.end())[1])
        if not starts.isdisjoint(range(match.end(), end + 1)):
            yield Stage(match.start(), match.end(), UNDER_CONSTRUCTION)


UNDER_CONSTRUCTION = "under-construction"
"""The status of what is being built."""
