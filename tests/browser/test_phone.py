"""On a phone: a sheet that pulls up, nothing that runs off the side, and targets for a thumb."""

from __future__ import annotations

import pytest

from tests.browser.conftest import in_each_language
from tests.fixtures.shared import CITY

THUMB = 44

OVERFLOW = """() => {
    const wide = [...document.querySelectorAll(".panel, .panel *, .drawer, .drawer *")]
        .filter((each) => each.getClientRects().length > 0 && getComputedStyle(each).position !== "absolute")
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1);
    return {
        page: document.scrollingElement.scrollWidth - innerWidth,
        wide: wide.map((each) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 30)}`),
    };
}"""


def drag(phone, by: int) -> None:
    """Drag the sheet's handle with a finger, ``by`` pixels down."""
    box = phone.page.locator(".handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    phone.swipe(((x, y), (x, y + by)))


def test_handle_steps_through_peek_half_and_full(phone):
    phone.open()
    heights = []
    for stop in ("peek", "half", "full", "peek"):
        phone.still()
        assert phone.sheet == stop
        heights.append(phone.page.locator(".side").bounding_box()["y"])
        phone.page.locator(".handle").tap()
    assert heights[0] > heights[1] > heights[2]
    assert heights[3] == pytest.approx(heights[0], abs=1)


def test_handle_can_be_dragged(phone):
    phone.open()
    drag(phone, -120)
    assert phone.sheet == "half"
    drag(phone, -120)
    assert phone.sheet == "full"
    drag(phone, 120)
    assert phone.sheet == "half"
    drag(phone, 120)
    assert phone.sheet == "peek"
    drag(phone, -600)
    assert phone.sheet == "full"
    drag(phone, 600)
    assert phone.sheet == "peek"


@in_each_language
def test_handle_says_what_it_does(phone, lang, say):
    phone.open(f"#lang={lang}")
    assert phone.page.get_by_role("button", name=say(lang, "sheetHandle")).is_visible()


def test_handle_is_not_there_on_a_desktop(desktop):
    desktop.open()
    assert not desktop.page.locator(".handle").is_visible()


def test_facts_raise_the_sheet_and_closing_them_lets_it_down(phone, atlas):
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    phone.open(f"#place={placed[0]}").still()
    assert phone.sheet == "peek"
    phone.page.locator(".popup .all").tap()
    phone.still()
    assert phone.sheet == "half"
    assert phone.page.locator(".drawer h2").is_visible()
    phone.page.locator(".drawer .close").tap()
    phone.still()
    assert phone.tell("drawer") is None
    assert phone.page.locator(".panel").is_visible()
    assert phone.sheet == "peek"


def test_a_place_chosen_in_the_list_lets_the_sheet_down(phone, atlas):
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    phone.open().pull_up()
    phone.page.locator(f'.item[data-key="{placed[0]}"]').tap()
    phone.still()
    assert phone.sheet == "peek"
    assert phone.tell("popup")["name"] == atlas.sites["name_zh"][placed[0]]
    # The popup stands clear of the sheet.
    popup, side = phone.page.locator(".popup").bounding_box(), phone.page.locator(".side").bounding_box()
    assert popup["y"] + popup["height"] <= side["y"]


def test_a_popup_higher_than_the_map_scrolls_clear_of_sheet_and_tools(phone):
    phone.open("#lang=en&place=g4-widening").still()
    last = phone.page.locator(".popup .wrong")
    last.scroll_into_view_if_needed()
    content = phone.page.locator(".atlas-popup .leaflet-popup-content")
    frame = content.bounding_box()
    side = phone.page.locator(".side").bounding_box()
    assert frame["y"] >= 0
    assert frame["y"] + frame["height"] <= side["y"]
    for button in (last, phone.page.locator(".popup .close")):
        button.tap(trial=True)
    for part in (0.3, 0.6, 0.9):
        content.tap(trial=True, position={"x": frame["width"] - 20, "y": part * frame["height"]})


def test_a_popup_stays_in_sight_when_the_phone_is_turned(phone):
    phone.open("#lang=en&place=g4-widening").still()
    phone.page.set_viewport_size({"width": 844, "height": 390})
    phone.until("document.querySelector('.atlas-popup').getBoundingClientRect().top >= 0")
    assert phone.page.locator(".atlas-popup").bounding_box()["height"] < 390
    phone.page.locator(".popup .close").tap(trial=True)


def test_the_choice_of_basemaps_lies_over_the_legend_and_the_tray_which_cover_no_credits(phone):
    phone.open("#lang=en&colour=population")
    legend, foot = (phone.page.locator(each).bounding_box() for each in (".colouring", ".credits"))
    assert legend["y"] + legend["height"] <= foot["y"]
    phone.press("map-base")
    for item in phone.page.locator(".basemaps button").all():
        item.tap(trial=True)


@pytest.mark.matrix
@in_each_language
def test_nothing_runs_off_the_side(phone, atlas, lang):
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    most = max(placed, key=lambda site: len(atlas.claims.get(site, ())))
    states = {
        "start": "",
        "filters": f"&kind={atlas.sites['kind'].iloc[0]}",
        "popup": f"&place={most}",
        "facts": f"&place={most}&facts=1",
        "district": "&place=430204&facts=1",
        "city": "&place=430200&facts=1",
        "sources": "&page=sources",
        "nothing": "&q=zzzz",
    }
    phone.open(f"#lang={lang}")
    for name, address in states.items():
        phone.go(f"#lang={lang}{address}")
        if name != "popup":
            phone.pull_up()
            phone.page.evaluate("probe.unfold()")
        told = phone.page.evaluate(OVERFLOW)
        assert told["page"] <= 0, name
        assert told["wide"] == [], name


@in_each_language
def test_a_desktop_has_nothing_off_the_side_either(desktop, lang):
    desktop.open(f"#lang={lang}&place=430200&facts=1")
    assert desktop.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert desktop.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")


CONTROLS = {
    "": (".search input", ".language", "select", ".facets summary", ".item", ".controls button"),
    "&q=园": (".search .clear",),
    "&place={}": (".popup .close",),
    "&place={}&facts=1": (
        ".drawer .close",
        ".drawer summary, .drawer button:not([data-gloss])",
        ".fact-link",
    ),
    "&place=430204&facts=1": (".drawer summary, .drawer button:not([data-gloss])",),
    "&page=sources": (".drawer summary, .drawer button",),
}


def test_main_controls_are_large_enough_for_a_thumb(phone, atlas):
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    phone.open("#lang=zh")
    for address, selectors in CONTROLS.items():
        phone.go(f"#lang=zh{address.format(placed[0])}").still()
        phone.page.evaluate("probe.unfold()")
        for selector in selectors:
            sizes = phone.page.locator(selector).evaluate_all(
                "(all) => all.map((each) => [each.offsetWidth, each.offsetHeight]).filter(([width]) => width > 0)"
            )
            assert min((min(size) for size in sizes), default=0) >= THUMB, (address, selector)


def test_a_tap_on_a_sign_opens_its_popup(phone, atlas):
    site = atlas.raw_sites[atlas.raw_sites.geometry.notna()].iloc[0]
    lon, lat = site["point"].coords[0]
    phone.open(f"#q={site['name_zh']}&map=13/{lat}/{lon}")
    phone.page.locator(".mark:visible").first.tap()
    phone.page.locator(".popup").wait_for()
    assert phone.tell("popup")["name"]


def test_what_was_found_stands_right_below_the_search_also_for_the_keyboard(phone):
    phone.open().pull_up()
    phone.page.locator(".search input").focus()
    phone.page.keyboard.type("qst")
    assert phone.active["tag"] == "input"
    parts = phone.page.locator(".panel > *").evaluate_all("(all) => all.map((each) => each.className)")
    assert parts[1:5] == ["search", "bar", "results", "facets"]
    boxes = [phone.page.locator(each).first.bounding_box() for each in (".search", ".item", ".facets")]
    tops = [box["y"] for box in boxes]
    assert tops == sorted(tops)
    phone.page.locator(".search input").fill("")
    parts = phone.page.locator(".panel > *").evaluate_all("(all) => all.map((each) => each.className)")
    assert parts[1:5] == ["search", "facets", "bar", "results"]


def test_typing_pulls_the_sheet_up_so_that_what_is_found_is_seen(phone):
    phone.open()
    phone.page.locator(".search input").tap()
    phone.page.keyboard.type("905")
    phone.still()
    assert phone.sheet == "full"
    box = phone.page.locator(".item").first.bounding_box()
    assert box["y"] + box["height"] <= 844
    phone.page.locator(".item").first.tap()
    phone.still()
    assert phone.sheet == "peek"
    assert phone.page.locator(".mark.pointed").count() == 0, "the list points at nothing when it has lost the focus"


def test_a_keyboard_never_goes_below_the_screen_nor_moves_the_page(phone):
    phone.open()
    phone.page.locator(".language").focus()
    for _ in range(12):
        phone.page.keyboard.press("Tab")
        box = phone.page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    phone.still()
    assert phone.sheet == "full"
    assert box["bottom"] <= 844
    assert phone.page.evaluate("[document.querySelector('.atlas').scrollTop, scrollY]") == [0, 0]
    assert phone.page.locator(".folium-map").bounding_box()["y"] == 0


def test_the_page_moves_back_where_a_browser_can_scroll_what_is_hidden(phone):
    phone.open()
    phone.page.evaluate("Object.assign(document.querySelector('.atlas').style, { overflow: 'hidden' })")
    phone.page.evaluate("document.querySelector('.atlas').scrollTop = 100")
    phone.until("document.querySelector('.atlas').scrollTop === 0")
    assert phone.page.locator(".folium-map").bounding_box()["y"] == 0


@in_each_language
def test_a_sorted_column_is_not_behind_the_names(phone, lang):
    phone.open(f"#lang={lang}&table=1&sort=-investment")
    names = phone.page.locator(".table thead th").first.bounding_box()
    sorted_column = phone.page.locator('[aria-sort="descending"]').bounding_box()
    assert sorted_column["x"] >= names["x"] + names["width"] - 1
    assert sorted_column["x"] + sorted_column["width"] <= 391


@pytest.mark.matrix
@pytest.mark.parametrize("width", [360, 390])
@in_each_language
def test_no_control_cuts_its_text_on_a_narrow_phone(visit, width, lang):
    """Widths of what a list or a box shows and cannot."""
    cut = """() => {
        const pen = document.createElement("canvas").getContext("2d");
        return probe.shown(".panel select, .panel input, .drawer input").flatMap((field) => {
            const { font, paddingLeft, paddingRight } = getComputedStyle(field);
            const isEmpty = field.matches("input") && field.value === "";
            pen.font = isEmpty ? getComputedStyle(field, "::placeholder").font : font;
            const text = field.matches("select") ? field.selectedOptions[0].text : field.value || field.placeholder;
            const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
            const over = pen.measureText(text).width - room;
            return over > 0.5 ? [[text, over]] : [];
        });
    }"""
    with visit("phone", viewport={"width": width, "height": 780}) as phone:
        for address in ("", "&q=park", f"&place={CITY}&facts=1"):
            phone.open(f"#lang={lang}{address}").pull_up()
            assert phone.page.evaluate(cut) == [], address
        phone.open(f"#lang={lang}&q=park")
        tops = phone.page.locator(".listing > *").evaluate_all(
            "(all) => all.map((each) => each.getBoundingClientRect().top)"
        )
        assert max(tops) - min(tops) < 2
