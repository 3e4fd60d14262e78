"""Wording: what may be a link, the same in the table as in the page."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.wording import THIN
from geo.atlas.wording import WEB_ADDRESS
from geo.atlas.wording import value_text
from geo.page.noscript import to_table
from geo.record.read import read
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import Indicator
from geo.record.vocabulary import Unit
from geo.record.vocabulary import Vocabulary
from tests.fixtures.shared import ADDRESSES
from tests.fixtures.shared import RECORD


def test_the_table_says_that_no_year_is_given():
    record = read(RECORD)
    undated = [fact for fact in record.facts if not fact["as_of"]]
    assert undated
    markup = to_table(Atlas(record))
    assert markup.count("未注明年份") == len(undated)
    assert "<td>未注明年份，2023年5月公布" in markup
    assert "<td>2025年，2023年5月公布" in markup


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
        links = re.findall('<a href="([^"]*)"', to_table(Atlas(record)))
        assert links
        assert [link for link in links if not re.fullmatch(r"#(table|source)-[a-z0-9]+", link)] == []


def test_english_readers_get_a_chinese_unit_in_hectares_too():
    mu = Unit("mu", "亩", "mu", "area", Decimal("666.6666666667"), 0, also_en="hectare")
    hectare = Unit("hectare", "公顷", "ha", "area", Decimal(10000), 0)
    words = Vocabulary(
        units={"mu": mu, "hectare": hectare},
        indicators={"land-area": Indicator("land-area", "用地面积", "Land area", "economy", NUMBER, "area", 0)},
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
