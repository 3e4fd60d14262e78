"""From the search to the file without a mouse."""

from __future__ import annotations

from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.fixtures.shared import CITY

MOST_STEPS = 150
SHIFENG = "430204"


def tab_to(reader, *, key: str, backwards: bool = False) -> None:
    """Press Tab until the control with this key has the keyboard."""
    for _ in range(MOST_STEPS):
        if reader.active.get("key") == key:
            return
        reader.page.keyboard.press("Shift+Tab" if backwards else "Tab")
    pytest.fail(f"Tab does not reach {key}")


def test_a_journey_by_keyboard(desktop, atlas):
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    site = max(placed, key=lambda each: len(atlas.claims.get(each, ())))
    number = sum(len(claim.facts) for claim in atlas.claims[site])
    keyboard = desktop.page.keyboard
    desktop.open()
    for _ in range(MOST_STEPS):
        if desktop.active["tag"] == "input":
            break
        keyboard.press("Tab")
    label = desktop.page.locator(".district").first
    label.focus()
    assert label.locator("b").evaluate("(name) => getComputedStyle(name).outlineStyle") == "solid", (
        "the button is a point"
    )
    desktop.page.locator(BOX).focus()
    keyboard.type(atlas.sites["name_zh"][site])
    assert site in desktop.ids
    tab_to(desktop, key=site)
    assert desktop.page.evaluate("document.activeElement.matches(':focus-visible')")
    keyboard.press("Enter")
    desktop.page.locator(".popup").wait_for()
    assert desktop.tell("popup")["focused"]
    assert desktop.page.evaluate("document.activeElement.matches('.popup .all')")
    keyboard.press("Enter")
    drawer = desktop.tell("drawer")
    assert drawer["focused"]
    assert len(drawer["facts"]) == number
    keyboard.press("Escape")
    assert desktop.tell("drawer") is None
    assert site in (desktop.active.get("key"), desktop.id_of(int(desktop.active.get("row", 0))))
    tab_to(desktop, key="export")
    keyboard.press("Enter")
    with desktop.page.expect_download() as download:
        keyboard.press("Enter")
    assert site in download.value.path().read_text("utf-8")


def test_enter_leads_to_what_was_found_and_a_closed_page_gives_the_keyboard_back(desktop):
    keyboard = desktop.page.keyboard
    desktop.open("#q=905").page.locator(BOX).focus()
    keyboard.press("Enter")
    assert desktop.active["key"] == desktop.ids[0]
    for opener in ("credit", "promises"):
        desktop.page.locator(f'[data-key="{opener}"]').focus()
        keyboard.press("Enter")
        assert desktop.page.locator(".drawer:focus").count() == 1, opener
        keyboard.press("Escape")
        assert desktop.active.get("key") == opener
    desktop.go("#lang=en&q=zhuzhou").page.locator(BOX).focus()
    for key in ("Enter", "Enter", "Escape"):
        keyboard.press(key)
    assert desktop.active.get("key") == f"head-{CITY}"


@pytest.mark.parametrize(
    ("stops", "target", "inside"), [(1, "skipToList", ".list *"), (2, "skipToMap", ".leaflet-container *")]
)
def test_the_first_stops_lead_past_all_the_rest(reader, say, lang, stops, target, inside):
    reader.open(f"#lang={lang}")
    skips, keyboard = reader.page.locator(".skips"), reader.page.keyboard
    unseen = "each => getComputedStyle(each).clipPath !== 'none'"
    assert skips.evaluate(unseen)
    for _ in range(stops):
        keyboard.press("Tab")
    assert reader.active["key"] == target
    assert skips.locator(":focus").text_content() == say(lang, target)
    assert not skips.evaluate(unseen)
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert reader.page.evaluate("selector => document.activeElement.matches(selector)", inside)
    assert skips.evaluate(unseen)


def test_the_way_to_the_list_closes_what_covers_it_on_a_phone(phone, atlas):
    phone.open(f"#place={atlas.sites.index[0]}&facts=1")
    phone.page.locator(".drawer .head").wait_for()
    phone.page.locator('[data-key="skipToList"]').evaluate("each => each.focus()")
    phone.page.keyboard.press("Enter")
    assert phone.page.evaluate("document.activeElement.matches('.list')")
    assert phone.page.evaluate(
        "(box => box.top >= 0 && box.top < innerHeight)(document.activeElement.getBoundingClientRect())"
    )
    assert (phone.tell("drawer"), phone.sheet) == (None, "full")


def test_filters_keep_the_keyboard_where_it_was(desktop):
    desktop.open()
    for key in ("layer-projects", "district-430204"):
        if key.startswith("district"):
            desktop.press("facet-district")
        tab_to(desktop, key=key)
        desktop.page.keyboard.press("Space")
        assert desktop.active["key"] == key
        assert desktop.page.locator(f'[data-key="{key}"]').get_attribute("aria-pressed") == (
            "false" if key.startswith("layer") else "true"
        )


@in_each_language
def test_every_control_has_a_name(reader, atlas, lang):
    site = atlas.sites.index[atlas.sites.geometry.notna()][0]
    reader.open()
    for rest in ("", f"&place={site}", f"&place={site}&facts=1", "&place=430204&facts=1"):
        reader.go(f"#lang={lang}{rest}")
        nameless = reader.page.evaluate(
            """() => probe.shown("button, a, input, summary, [role=dialog], [role=img]")
                .filter((each) => !each.textContent.trim() && !each.getAttribute("aria-label"))
                .map((each) => each.outerHTML.slice(0, 100))"""
        )
        assert nameless == []


BOX = ".search input"


def searched(reader) -> tuple[str, str, str]:
    """Return what the box holds, what the address says is searched, and how many places the bar counts."""
    query = parse_qs(urlsplit(reader.hash).fragment).get("q", [""])[0]
    return reader.page.locator(BOX).input_value(), query, reader.tell("state")["bar"]


@pytest.mark.matrix
@in_one_page("opened", ["", "&facts=1"])
def test_escape_in_a_filled_box_empties_it_and_frees_the_list_then_closes_the_place(desktop, opened):
    place = desktop.atlas.sites.index[desktop.atlas.sites.geometry.notna()][0]
    every = searched(desktop.open())[2]
    desktop.go(f"#lang=zh&place={place}{opened}")
    box = desktop.page.locator(BOX)
    box.click()
    box.type(desktop.atlas.sites["name_zh"][place])
    assert searched(desktop)[2] != every
    desktop.page.keyboard.press("Escape")
    assert searched(desktop) == ("", "", every)
    assert f"place={place}" in desktop.hash
    desktop.page.keyboard.press("Escape")
    assert searched(desktop) == ("", "", every)
    assert "place=" not in desktop.hash


@in_one_page("opened", ["", "&facts=1"])
def test_typing_goes_on_when_the_search_drops_the_open_place(desktop, opened):
    place = "liling-ceramics"
    desktop.open(f"#lang=zh&place={place}{opened}")
    desktop.page.locator(BOX).click()
    desktop.page.keyboard.type("qst")
    assert desktop.page.locator(BOX).input_value() == "qst"
    assert "q=qst" in desktop.hash
    assert "place=" not in desktop.hash


@pytest.mark.parametrize("opened", ["", "&facts=1"])
def test_a_chip_keeps_the_keyboard_when_it_drops_the_open_place(desktop, opened):
    place = "liling-ceramics"
    desktop.open(f"#lang=zh&place={place}{opened}")
    desktop.press("facet-district")
    chip = desktop.page.locator('[data-key="district-430204"]')
    chip.focus()
    desktop.page.keyboard.press("Space")
    assert "place=" not in desktop.hash
    assert desktop.active["key"] == "district-430204"


def test_box_and_filter_agree_whichever_way_the_box_is_emptied_or_filled(desktop):
    every = searched(desktop.open())[2]
    box = desktop.page.locator(BOX)
    box.fill("qst")
    found = searched(desktop)[2]
    assert found != every
    frame = box.bounding_box()
    desktop.page.mouse.click(frame["x"] + frame["width"] - 20, frame["y"] + frame["height"] / 2)  # on the cross
    assert searched(desktop) == ("", "", every)
    box.fill("qst")
    desktop.page.goto("about:blank")
    desktop.page.go_back()
    desktop.until("probe.settled()")
    assert searched(desktop) == ("qst", "qst", found)
    desktop.go("#lang=zh")
    assert searched(desktop) == ("", "", every)
    box.fill("qst")
    desktop.still()
    desktop.reload()
    assert searched(desktop) == ("qst", "qst", found)


# A key as it comes while an input method composes: told by the event, or by its code alone.
COMPOSED = """([key, told]) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, isComposing: told });
    if (!told) Object.defineProperty(event, "keyCode", { value: 229 });
    return document.activeElement.dispatchEvent(event);
}"""


@pytest.mark.parametrize("told", [True, False])
def test_keys_of_an_input_method_are_left_to_it_wherever_the_keyboard_is(desktop, told):
    place = desktop.atlas.sites.index[desktop.atlas.sites.geometry.notna()][0]
    desktop.open(f"#place={place}&facts=1&q=a")
    parts = [
        BOX,
        ".list .item",
        ".drawer",
        '[data-key="export"]',
        '[data-key="cite"]',
        '[data-key="map-base"]',
        ".folium-map",
    ]
    for part in parts:
        desktop.page.locator(part).first.focus()
        before = desktop.page.evaluate("probe.rested().then(() => [location.hash, document.activeElement.outerHTML])")
        for key in ("ArrowDown", "ArrowUp", "Home", "End", "Enter", "Escape", "Backspace"):
            assert desktop.page.evaluate(COMPOSED, [key, told]), (part, key)
        after = desktop.page.evaluate("probe.rested().then(() => [location.hash, document.activeElement.outerHTML])")
        assert after == before, part
    desktop.press("map-measure")
    for key in ("Escape", "Enter", "Backspace"):
        assert desktop.page.evaluate(COMPOSED, [key, told]), key
    assert desktop.page.locator(".measure").is_visible()


# Each menu of the page: where it stands, and the key of its button.
MENUS = [
    ("", "export"),
    ("", "map-base"),
    (f"&place={SHIFENG}&facts=1", "cite"),
    (f"&place={SHIFENG}&facts=1", "cite-FACT"),
    ("&page=about", "cite-atlas"),
]


@pytest.mark.matrix
@in_one_page(("state", "key"), MENUS)
def test_all_menus_have_the_same_keys(desktop, state, key):
    keyboard = desktop.page.keyboard
    fact = desktop.atlas.claims[SHIFENG][0].facts[0]["id"]
    desktop.open(f"#lang=en{state}&fact={fact}")
    key = key.replace("FACT", fact)
    button = desktop.page.locator(f'[data-key="{key}"]')
    menu = desktop.page.get_by_role("menu")
    here = "Array.prototype.indexOf.call(document.activeElement.parentElement.children, document.activeElement)"
    assert menu.count() == 0
    for opener, inside in [("Enter", 0), ("Space", 0), ("ArrowDown", 0), ("ArrowUp", -1)]:
        button.focus()
        keyboard.press(opener)
        assert menu.count() == 1
        assert button.get_attribute("aria-expanded") == "true"
        last = menu.locator('[role^="menuitem"]').count() - 1
        assert last == menu.locator("> *").count() - 1
        assert desktop.page.evaluate(here) == (last if inside else 0)
        keyboard.press("Escape")
        assert menu.count() == 0
        assert desktop.active["key"] == key
        assert button.get_attribute("aria-expanded") == "false"
    # Each Escape closed the menu, and nothing else.
    assert desktop.page.locator(".reading").count() == bool(state)
    button.click()
    for move, at in [("ArrowUp", last), ("ArrowDown", 0), ("ArrowDown", 1), ("End", last), ("Home", 0)]:
        keyboard.press(move)
        assert desktop.page.evaluate(here) == at
    keyboard.press("Tab")
    assert menu.count() == 0
    button.click()
    desktop.page.locator(BOX).click()
    assert menu.count() == 0
    button.click()
    button.click()
    assert menu.count() == 0
    assert desktop.active["key"] == key


def test_a_menu_closes_where_the_map_keeps_a_press_to_itself(desktop):
    desktop.open("#colour=population").press("map-base")
    assert desktop.page.get_by_role("menu").count() == 1
    desktop.page.locator(".colouring .head b").click()
    assert desktop.page.get_by_role("menu").count() == 0
