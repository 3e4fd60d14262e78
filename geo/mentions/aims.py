"""Whether what a text tells has happened, is expected, or is aimed at."""

from __future__ import annotations

import re

from geo.mentions.text import Text
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXPECTED
from geo.record.vocabulary import TARGET
from geo.record.vocabulary import period

_CUES = {
    TARGET: (
        "力争 争取 目标 计划 确保 努力 冲刺 迈向 拟 规划 部署 要求 要 奋力 全力 致力 瞄准 谋划 着力 锚定 "
        "将(?!近|军|相|士|领) 到20[0-9]{2}年 安排"
    ),
    EXPECTED: (
        "预计 预期 预估 有望 可望 设计 可(?:实现|达|带动|新增|满足|提供|年产) "
        "(?:建成|投产|达产|投用|完工|竣工|满产|运营|投运|全面建成|项目建成)后"
    ),
    ACTUAL: (
        "已 达到 实现 完成 累计 新增 目前 截至 同比 共有 现有 拥有 先后 成功 突破 去年 年来 获 荣获 入选 "
        "位居 位列 居 建成 跃升 上升至"
    ),
}
_CUE = re.compile("|".join(f"(?P<{aim}>{words.replace(' ', '|')})" for aim, words in _CUES.items()))


def aim_of(text: Text, at: int, as_of: str, published: str) -> str:
    """Return the aim of what is told at a place: as the nearest word before it in its sentence says.

    Parameters
    ----------
    text
        The text.
    at
        Where it is told.
    as_of
        The date that it is about, or nothing.
    published
        When the text appeared: what is about a later year is ahead.
    """
    start, _ = text.sentence(at)
    clause, _ = text.clause(at)
    found = ""
    for match in _CUE.finditer(text.signs, max(start, at - 120), at):
        aim = str(match.lastgroup)
        # A word of what has happened in an earlier part does not undo a promise; one in the same part does.
        if aim != ACTUAL or match.start() >= clause or not found:
            found = found if found == EXPECTED and aim == ACTUAL else aim
    if as_of and period(as_of)[0] > period(published)[1]:
        return found if found == EXPECTED else TARGET
    return found or ACTUAL
