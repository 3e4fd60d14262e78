"""Where no script runs the page is a table: every place and fact, on a screen of any width."""

from __future__ import annotations

import pytest

from geo.atlas.wording import THIN
from geo.atlas.wording import value_text

SEEN = """() => {
    const cells = (selector) => [...document.querySelectorAll(selector)].map((each) => each.firstChild.data.trim());
    const wide = [...document.querySelectorAll(".no-script *")].filter(
        (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
    );
    return {
        text: document.querySelector(".no-script").innerText,
        names: cells("th[scope=rowgroup]"),
        values: cells("tbody td:nth-last-child(3)"),
        wide: wide.map((each) => `${each.tagName} ${each.textContent.slice(0, 30)}`),
        top: document.querySelector(".no-script h1").getBoundingClientRect().top,
        page: document.scrollingElement.scrollWidth - document.documentElement.clientWidth,
    };
}"""


@pytest.fixture
def seen(visit, device) -> dict:
    with visit(device, java_script_enabled=False) as reader:
        reader.page.goto(reader.file.as_uri())
        return reader.page.evaluate(SEEN)


def test_every_place_and_every_fact_stands_there(seen, atlas):
    assert seen["names"] == ["株洲市", *atlas.districts["name_zh"], *atlas.sites["name_zh"]]
    assert [name for name in atlas.sites["name_en"] if name not in seen["text"]] == []
    values = sorted(value_text(fact, atlas.words, "zh").replace(THIN, "") for fact in atlas.record.facts)
    assert sorted(seen["values"]) == values


def test_the_screen_is_neither_empty_nor_too_narrow(seen):
    assert 0 < seen["top"] < 100
    assert seen["page"] <= 0
    assert seen["wide"] == []


def test_a_source_is_one_press_away(visit):
    with visit(java_script_enabled=False) as reader:
        reader.page.goto(reader.file.as_uri())
        link = reader.page.locator("tbody a").first
        target = link.get_attribute("href")
        link.click()
        assert reader.page.locator(f"[id='{target[1:]}']").bounding_box()["y"] < 900


def test_with_script_nothing_of_the_table_is_there(reader):
    assert reader.open().page.locator(".no-script").count() == 0
