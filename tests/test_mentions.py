"""From an article to candidates: one behaviour a test, in sentences that nobody printed."""

from __future__ import annotations

import pytest

from geo.atlas.atlas import Atlas
from geo.mentions.candidate import Candidate
from geo.mentions.figures import figures
from geo.mentions.reader import Reader
from geo.mentions.text import text_of
from geo.mentions.units import Units
from geo.record.read import read


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read())


@pytest.fixture(scope="module")
def reader(atlas) -> Reader:
    return Reader(atlas)


@pytest.fixture
def told(atlas):
    """Give the figures of a text as value, unit and qualifier."""
    units = Units(atlas.words)
    return lambda text: [(each.value, each.unit, each.qualifier) for each in figures(text_of(text), units, [])]


def offered(reader: Reader, text: str, published: str = "2026-06-20") -> list[Candidate]:
    return reader.read(text, published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资12.5亿元", [("12.5", "yi-yuan", "")]),
        ("总投资１２．５億元", [("12.5", "yi-yuan", "")]),
        ("占地约300亩", [("300", "mu", "about")]),
        ("企业1700余家", [("1700", "jia", "over")]),
        ("投资3亿多元", [("3", "yi-yuan", "over")]),
        ("产值超230亿元", [("230", "yi-yuan", "over")]),
        ("产值近4亿元", [("4", "yi-yuan", "nearly")]),
        ("增长5.5%以上", [("5.5", "percent", "at-least")]),
        ("增长8%左右", [("8", "percent", "about")]),
        ("不到20家", [("20", "jia", "under")]),
        ("十五个项目", [("15", "ge", "")]),
        ("三百多个岗位", [("300", "ge", "over")]),
        ("两千亿元产值", [("2000", "yi-yuan", "")]),
        ("上万个零件", [("10000", "ge", "at-least")]),
        ("七八十支球队", [("70", "ge", "at-least")]),
        ("提高4.5和2.7个百分点", [("4.5", "percentage-point", ""), ("2.7", "percentage-point", "")]),
        ("3到5家", [("3", "jia", ""), ("5", "jia", "")]),
        ("10—15亿元", [("10", "yi-yuan", ""), ("15", "yi-yuan", "")]),
        ("居全省第28位", [("28", "rank", "")]),
        ("居全国第十、全省第一。", [("10", "rank", ""), ("1", "rank", "")]),
        ("增长超10倍", [("10", "times-added", "over")]),
        ("是去年的2.5倍", [("2.5", "times", "")]),
        ("晋升2位、23位", [("2", "wei", ""), ("23", "wei", "")]),
        ("3万职工", [("3", "wan-ren", "")]),
        ("1,234.5万元", [("1234.5", "wan-yuan", "")]),
        ("4.5亿美元", [("45000", "wan-usd", "")]),
        ("12345678901234567890亿元", []),
        ("AES100发动机、5G、A4", []),
        ("“三大工程”", []),
    ],
)
def test_figures_are_read_with_unit_and_qualifier(text, expected, told):
    assert told(text) == expected


def test_candidates_say_where_they_are_printed(reader):
    (figure,) = [each for each in offered(reader, "\n第二行，株洲投資 **12.5** 億元。\n") if each.kind == "figure"]
    assert (figure.line, figure.column, figure.token) == (2, 12, "12.5** 億元")
