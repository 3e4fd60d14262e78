"""Hostile articles, the same ones every time: what is read is only text, whatever it says and however long it is.

``python -m tests.attack.articles`` reads a thousand; 1 if a promise broke.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterator
from itertools import islice

from geo.atlas.atlas import Atlas
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.mentions.reader import Reader
from geo.mentions.table import COLUMNS
from geo.mentions.table import row_of
from geo.mentions.table import to_csv
from geo.record.read import read
from geo.record.tables import LONGEST_TOKEN
from tests.attack.strings import ALL

NUMBER = 1000
_SIGNS = 300_000
"""Signs of a long text: a fifth of what a file may have, so that all of them take two minutes."""

LONG = (
    *("1", "亿", "一", "一亿", "1亿", "1亿元,", "1、", "1、2、3、4家", "等3个项目", "甲乙、", "甲乙公司", "的"),
    *("株洲", "2024年", "1月", "前三季度,", "(", ")", "甲(", "、", "\n", "总投资5亿元\n", " ", "1 1 ", ",111"),
    *("项目", "超约近", "第", "第一", "目前", "力争", "开工", "北斗集团开工", "一期", "1.", "“十四五”", "嘉树镇"),
    *("😀", "\u202e5亿元", "\x00", "\ufeff", "\ud7ff", "***", "- ", "株洲北斗产业园"),
)
"""Pieces that are repeated until they are a long text, most of them on one line."""

PIECES = (
    *("株洲", "北斗产业园", "总投资", "12.5亿元", "增长", "%", "第一", "约", "以上", "一期", "今年1—5月", "力争"),
    *("开工", "、", "。", ",", "\n", "(", "“", "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t", "\r", "|"),
    *('"', "'", "\u202e", "\u200b", "９９９", "Ⅱ类", "9" * 30, "万亿" * 9),
)


def articles(number: int, seed: int = 2024) -> Iterator[str]:
    """Yield that many hostile articles."""
    yield from islice(_all(random.Random(seed)), number)  # noqa: S311


def _all(chance: random.Random) -> Iterator[str]:
    while True:
        words = (*PIECES, chance.choice(ALL), chance.choice(ALL))
        yield "".join(chance.choice(words) for _ in range(chance.randint(1, 60)))


def faults(reader: Reader, text: str) -> list[str]:
    """Return what is wrong with what is offered of a text; a text that offers too much may be refused."""
    try:
        found = reader.read(text, "2026-11-28")
    except RecordError as error:
        return [] if error.code == Code.TOO_LARGE else [str(error)]
    rows = list(csv.reader(io.StringIO(to_csv(map(row_of, found)), newline="")))
    wrong = [f"{len(row)} cells" for row in rows if len(row) != len(COLUMNS)]
    wrong += [repr(cell) for row in rows for cell in row if not _is_harmless(cell)]
    lines = text.split("\n")
    for each in found:
        if len(each.token) > LONGEST_TOKEN or not lines[each.line - 1].startswith(each.token, each.column - 1):
            wrong.append(f"token {each.token!r} is not at {each.line}:{each.column}")
    return wrong


def _is_harmless(cell: str) -> bool:
    """Return whether a cell is neither a formula nor of more than one line; a fall is a number."""
    return cell.isprintable() and (cell[:1] not in {"=", "+", "-", "@"} or cell[1:].replace(".", "", 1).isdecimal())


def main() -> int:
    """Read the long texts and the others, and print how many broke a promise."""
    reader = Reader(Atlas(read()))
    long = [piece * (_SIGNS // len(piece)) for piece in LONG]
    broken = [fault for text in (*long, *articles(NUMBER)) for fault in faults(reader, text)]
    for fault in broken[:20]:
        print(fault)
    print(f"hostile articles: {len(long)} long, {NUMBER} short, faults: {len(broken)}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
