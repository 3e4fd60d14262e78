"""The list has room beside the filters, and the panel scrolls as one."""

from __future__ import annotations

LAPTOP = {"width": 1280, "height": 720}
SHOWN = {"zh": 6, "en": 5}
"""Two of the first English names take two lines."""


def test_places_show_beside_the_filters_of_a_laptop(visit, lang):
    with visit(viewport=LAPTOP) as reader:
        reader.open(f"#lang={lang}")
        whole = reader.page.locator(".list .item").evaluate_all(
            "(all) => all.filter((each) => each.getBoundingClientRect().bottom <= innerHeight).length"
        )
        assert whole >= SHOWN[lang]


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
