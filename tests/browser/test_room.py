"""The list has room beside the filters, and the panel scrolls as one."""

from __future__ import annotations

import pytest

from tests.browser.conftest import in_each_language

LAPTOP = {"width": 1280, "height": 720}
SHOWN = 6


@pytest.fixture
def laptop(visit):
    with visit(viewport=LAPTOP) as reader:
        yield reader


@in_each_language
def test_places_show_beside_the_filters_of_a_laptop(laptop, lang):
    laptop.open(f"#lang={lang}")
    whole = laptop.page.locator(".list .item").evaluate_all(
        "(all) => all.filter((each) => each.getBoundingClientRect().bottom <= innerHeight).length"
    )
    assert whole >= SHOWN


def test_the_panel_scrolls_as_one_and_headings_of_the_list_stay(desktop):
    desktop.open()
    scrolling = desktop.page.evaluate(
        """probe.all(".panel, .panel *")
            .filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowY))
            .filter((each) => each.scrollHeight > each.clientHeight)
            .map((each) => each.className)"""
    )
    assert scrolling == ["panel"]
    desktop.page.evaluate("document.querySelector('.panel').scrollTop = 1500")
    tops = desktop.page.locator(".list h2").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
    assert any(abs(top) < 1 for top in tops)
    desktop.page.locator(".panel > footer").scroll_into_view_if_needed()
    assert desktop.page.locator('[data-key="about"]').is_visible()


def test_a_chosen_filter_is_a_chip_and_its_fold_closes_for_the_next(desktop):
    desktop.open()
    desktop.press("district-430204")
    desktop.press("facet-kind")
    assert not desktop.page.locator('[data-key="district-430204"]').is_visible()
    chosen = desktop.page.locator('[data-key="chosen-district-430204"]')
    assert chosen.is_visible()
    chosen.click()
    assert desktop.page.locator(".chosen .chip").count() == 0


@pytest.mark.matrix
def test_the_chosen_place_is_kept_in_sight_of_the_list(desktop, placed):
    last = desktop.open().ids[-1]
    in_sight = """() => {
        const boxOf = (name) => document.querySelector(name).getBoundingClientRect();
        const [line, panel] = [".item[aria-current]", ".panel"].map(boxOf);
        return panel.top + 32 <= line.top && line.bottom <= panel.bottom;
    }"""
    # Arrived at by a link, chosen on the map, come back to by "back".
    desktop.go(f"#place={last}")
    assert desktop.page.evaluate(in_sight)
    assert desktop.another(f"#place={last}").page.evaluate(in_sight)
    other = next(site for site in placed.itertuples() if site.geometry.geom_type == "Polygon")
    lon, lat = other.point.coords[0]
    desktop.go(f"#map=18/{lat}/{lon}")
    rows = [mark["row"] for mark in desktop.tell("marks") if desktop.id_of(mark["row"]) == other.Index]
    mark = desktop.page.locator(f'.mark[data-row="{rows[0]}"]:not([hidden])')
    mark.focus()
    mark.press("Enter")
    desktop.still()
    assert desktop.page.evaluate(in_sight)
    assert desktop.page.locator(".popup").evaluate("(popup) => popup.contains(document.activeElement)")
    assert desktop.page.evaluate("[document.querySelector('.atlas').scrollTop, scrollY]") == [0, 0]
    # Whoever types goes on seeing the box.
    desktop.page.evaluate("document.querySelector('.panel').scrollTop = 0")
    desktop.page.locator(".search input").fill("园")
    assert desktop.page.evaluate("document.querySelector('.panel').scrollTop") == 0
