"""Wording: values, dates and lines in both languages, and what may be a link."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.wording import THIN
from geo.atlas.wording import WEB_ADDRESS
from geo.atlas.wording import Value
from geo.atlas.wording import date_text
from geo.atlas.wording import shifted
from geo.atlas.wording import value_text
from geo.atlas.wording import value_words
from geo.atlas.wording import when_of
from geo.messages import FOLDER
from geo.messages import message
from geo.page.noscript import to_table
from geo.record.read import read
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import Indicator
from geo.record.vocabulary import Term
from geo.record.vocabulary import Unit
from geo.record.vocabulary import Vocabulary
from tests.fixtures.shared import ADDRESSES
from tests.fixtures.shared import RECORD


def test_the_table_says_that_no_year_is_given():
    record = read(RECORD)
    undated = [fact for fact in record.facts if not fact["as_of"]]
    assert undated
    markup = to_table(Atlas(record))
    assert markup.count("<td>(") == len(undated)
    assert "<td>(2023-05)" in markup
    assert "<td>2025 (2023-05)" in markup
    assert message("zh", "noScriptDates") in markup


def test_no_two_messages_share_a_name():
    for file in FOLDER.glob("*.json"):
        names = Counter(name for name, _ in json.loads(file.read_text("utf-8"), object_pairs_hook=list))
        assert [name for name, count in names.items() if count > 1] == [], file.name


@pytest.mark.parametrize("text", ADDRESSES["web"])
def test_an_address_of_the_web_may_be_a_link(text):
    assert WEB_ADDRESS.fullmatch(text)


@pytest.mark.parametrize("text", ADDRESSES["other"], ids=ascii)
def test_nothing_else_may(text):
    assert WEB_ADDRESS.fullmatch(text) is None


def test_the_table_links_to_addresses_of_the_web_alone():
    record = read(RECORD)
    for text in ADDRESSES["other"]:
        for source in record.sources:
            # Half of a pair becomes the sign for the unknown: no file could hold it.
            source["url"] = re.sub("[\ud800-\udfff]", "\ufffd", text)
        links = re.findall('<a href="?([^ ">]*)', to_table(Atlas(record)))
        assert links
        assert [link for link in links if not re.fullmatch(r"#(table-[a-z]+|[0-9]+)", link)] == []


UNITS = {
    "yi-yuan": Unit("yi-yuan", "亿元", "billion yuan", "money", Decimal(10**8), -1),
    "percent": Unit("percent", "%", "%", "percentage", Decimal(1), 0),
    "rank": Unit("rank", "第{}位", "no. {}", "rank", Decimal(1), 0),
    "ge": Unit("ge", "个", "", "count", Decimal(1), 0),
    "wan-ren": Unit("wan-ren", "万人", "thousand people", "people", Decimal(10000), 1),
    "odd": Unit("odd", "$& $1", "\\1 {}", "count", Decimal(1), 0),
}
WORDS = Vocabulary(
    units=UNITS,
    qualifiers={"about": Term("about", "约 {}", "about {}")},
    indicators={
        "figure": Indicator("figure", "数", "Figure", "economy", NUMBER, "money", "", "", 0),
        "status": Indicator("status", "进展", "Status", "economy", STATUS, "", "", "", 0),
    },
    statuses={"started": Term("started", "开工 {}", "Started {}")},
)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        ("3600", "yi-yuan", "", ("3600", "亿元", f"3600{THIN}亿元"), ("360", "billion yuan", "360 billion yuan")),
        ("1234", "wan-ren", "", ("1234", "万人", None), ("12,340", "thousand people", "12,340 thousand people")),
        ("12345", "ge", "", ("12,345", "个", f"12,345{THIN}个"), ("12,345", "", "12,345")),
        ("3.10", "percent", "", ("3.10", "%", "3.10%"), ("3.10", "%", "3.10%")),
        ("28", "rank", "", (f"第{THIN}28{THIN}位", "", f"第{THIN}28{THIN}位"), ("no. 28", "", "no. 28")),
        ("28", "rank", "about", (f"约 第{THIN}28{THIN}位", "", None), ("about no. 28", "", "about no. 28")),
        ("12.5", "yi-yuan", "about", ("约 12.5", "亿元", f"约 12.5{THIN}亿元"), ("about 1.25", "billion yuan", None)),
        ("5", "odd", "", ("5", "$& $1", f"5{THIN}$& $1"), ("\\1 5", "", "\\1 5")),
    ],
)
def test_a_figure_stands_apart_from_its_unit(value, unit, qualifier, zh, en):
    fact = {"indicator": "figure", "value": value, "unit": unit, "qualifier": qualifier}
    for lang, (figure, beside, text) in (("zh", zh), ("en", en)):
        told = value_words(fact, WORDS, lang)
        assert (told.figure, told.unit, text and told.text) == (figure, beside, text)
        assert value_text(fact, WORDS, lang) == told.text


def test_a_status_is_its_name_word_for_word():
    fact = {"indicator": "status", "value": "started", "unit": "", "qualifier": ""}
    assert value_words(fact, WORDS, "zh") == Value("开工 {}", "", "开工 {}")
    assert value_words(fact, WORDS, "en") == Value("Started {}", "", "Started {}")


@pytest.mark.parametrize(
    ("number", "power", "expected"),
    [
        ("627", -1, "62.7"),
        ("600", -2, "6"),
        ("5", -2, "0.05"),
        ("0", -1, "0"),
        ("12.50", -1, "1.250"),
        ("28.31", 3, "28310"),
        ("0.05", 1, "0.5"),
        ("-3.5", -1, "-0.35"),
        ("3.10", 0, "3.10"),
    ],
)
def test_a_decimal_is_moved_by_powers_of_ten_exactly(number, power, expected):
    assert shifted(number, power) == expected


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2024", "2024年", "2024"),
        ("2024-12-06", "2024年12月6日", "6 Dec 2024"),
        ("2016/2020", "2016年–2020年", "2016–2020"),
        ("2024-01/2024-09", "2024年1–9月", "Jan–Sep 2024"),
        ("2023-11/2024-02", "2023年11月–2024年2月", "Nov 2023–Feb 2024"),
        ("2024-01/2024-09-15", "2024年1月–2024年9月15日", "Jan 2024–15 Sep 2024"),
    ],
)
def test_a_date_is_as_exact_as_the_record(date, zh, en):
    assert (date_text(date, "zh"), date_text(date, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("as_of", "stated", "zh", "en"),
    [
        ("2024", [""], "2024年", "2024"),
        ("2024", ["2024"], "2024年", "2024"),
        ("", ["2024-12-25"], "未注明年份，2024年12月25日公布", "no year given, stated 25 Dec 2024"),
        (
            "",
            ["2022-09", "2022-01-24"],
            "未注明年份，2022年1月24日、2022年9月公布",
            "no year given, stated 24 Jan 2022, Sep 2022",
        ),
        ("2025", ["2024-12-25", "2024-12"], "2025年，2024年12月公布", "2025, stated Dec 2024"),
    ],
)
def test_facts_shown_together_tell_every_date_on_which_they_were_stated(as_of, stated, zh, en):
    assert (when_of(as_of, stated, "zh"), when_of(as_of, stated, "en")) == (zh, en)


def test_english_readers_get_a_chinese_unit_in_hectares_too():
    mu = Unit("mu", "亩", "mu", "area", Decimal("666.6666666667"), 0, also_en="hectare")
    hectare = Unit("hectare", "公顷", "ha", "area", Decimal(10000), 0)
    words = Vocabulary(
        units={"mu": mu, "hectare": hectare},
        indicators={"land-area": Indicator("land-area", "用地面积", "Land area", "economy", NUMBER, "area", "", "", 0)},
    )
    texts = {
        value: value_text({"indicator": "land-area", "value": value, "unit": "mu", "qualifier": ""}, words, "en")
        for value in ("300", "1000", "0", "226", "123456")
    }
    assert texts == {
        "300": "300 mu (20 ha)",
        "1000": "1000 mu (66.7 ha)",
        "0": "0 mu (0 ha)",
        "226": "226 mu (15.1 ha)",
        "123456": "123,456 mu (8230 ha)",
    }
    assert value_text({"indicator": "land-area", "value": "300", "unit": "mu", "qualifier": ""}, words, "zh") == (
        f"300{THIN}亩"
    )
