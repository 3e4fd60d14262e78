"""A link restores what its sender saw; "back" undoes the last opening; rubbish does no harm."""

from __future__ import annotations

import pytest

RUBBISH = (
    "#lang=xx",
    "#place=nowhere",
    "#place=__proto__",
    "#facts=1",
    "#map=1/2",
    "#map=NaN/27/113",
    "#map=//",
    "#map=99/27.8/113.1",
    "#map=10/95/113",
    "#district=999999,,x",
    "#kind=spaceport",
    "#hide=context,everything",
    "#%E0%A4%A",
    "#q=%E0%A4%A",
    "#<img src=x onerror=alert(1)>",
    "#&&=&==&=x",
    "#lang",
    "#/some/other/app?lang=en",
)


def near(one: dict, other: dict) -> bool:
    """Tell whether two views are the same to the eye: within a few pixels."""
    pixel = 360 / (256 * 2 ** one["zoom"])
    return one["zoom"] == other["zoom"] and all(abs(one[key] - other[key]) < 4 * pixel for key in ("lat", "lon"))


@pytest.fixture
def site(atlas) -> str:
    """Return a place on the map with facts."""
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    return max(placed, key=lambda each: len(atlas.claims.get(each, ())))


def test_a_link_restores_filters_place_language_and_view(desktop, atlas, site):
    desktop.open()
    desktop.use("zoomIn")
    desktop.still()
    desktop.page.mouse.move(1200, 300)
    desktop.page.mouse.down()
    desktop.page.mouse.move(1100, 450, steps=4)
    desktop.page.mouse.up()
    desktop.still()
    desktop.page.locator('[data-key="lang"]').click()
    desktop.press("layer-infrastructure" if atlas.sites["layer"][site] != "infrastructure" else "layer-projects")
    for district in atlas.sites["all_districts"][site][:1] or ["430200"]:
        desktop.press(f"district-{district}")
    desktop.press("district-430281")
    desktop.page.locator(".search input").fill(atlas.sites["name_zh"][site][:1])
    desktop.press(site)
    desktop.page.locator(".popup").wait_for()
    desktop.still()
    for facts in (False, True):
        if facts:
            desktop.page.locator(".popup .all").click()
            desktop.page.locator(".popup").wait_for(state="detached")
            desktop.still()
        state, view = desktop.tell("state"), desktop.tell("view")
        again = desktop.another(desktop.hash)
        again.still()
        assert again.tell("state") == state
        assert near(again.tell("view"), view)
        again.reload()
        assert again.tell("state") == state
        again.page.close()


def test_a_link_keeps_the_view_though_its_place_lies_outside(desktop, atlas, site):
    lon, lat = atlas.points[site].coords[0]
    address = f"#place={site}&map=13/{lat - 0.2}/{lon}"
    view = desktop.open(address.replace(f"place={site}&", "")).tell("view")
    again = desktop.another(address)
    again.still()
    assert near(again.tell("view"), view)


def test_moving_the_map_is_kept_in_the_address(reader):
    reader.open()
    before = reader.tell("view")
    reader.use("zoomIn")
    reader.still()
    view = reader.tell("view")
    assert view["zoom"] > before["zoom"]
    assert near(reader.another(reader.hash).tell("view"), view)
    reader.use("home")
    reader.still()
    assert near(reader.tell("view"), before)


def test_back_closes_the_facts_then_the_popup(reader, atlas, site):
    name = atlas.sites["name_zh"][site]
    reader.open().pull_up().press(site)
    reader.page.locator(".popup").wait_for()
    reader.still()
    reader.page.locator(".popup .all").click()
    reader.page.locator(".drawer h2").wait_for()
    reader.still()
    reader.back()
    reader.page.locator(".drawer").wait_for(state="hidden")
    reader.page.locator(".popup").wait_for()
    assert reader.tell("popup")["name"] == name
    reader.back()
    reader.page.locator(".popup").wait_for(state="detached")
    assert reader.tell("state")["open"] is None
    # "Forward" opens it again.
    reader.page.evaluate("history.forward()")
    reader.page.locator(".popup").wait_for()
    assert reader.tell("popup")["name"] == name


def test_back_undoes_one_choice_after_the_other_and_what_was_typed_at_once(desktop):
    def hashes(presses) -> list[str]:
        told = []
        for press in presses:
            press()
            desktop.still()
            told.append(desktop.hash)
        return told

    desktop.open("#lang=zh")
    start = desktop.hash
    box = desktop.page.locator(".search input")
    chosen = hashes(
        [
            lambda: desktop.press("district-430204"),
            lambda: box.press_sequentially("园区"),
            lambda: desktop.press("layer-projects"),
            lambda: desktop.press("reset"),
        ]
    )
    state = desktop.tell("state")
    back = hashes([desktop.back] * 4)
    assert back == [*chosen[-2::-1], start]
    assert box.input_value() == ""
    assert desktop.tell("state")["on"] == []
    forward = hashes([lambda: desktop.page.evaluate("history.forward()")] * 4)
    assert forward == chosen
    assert desktop.tell("state") == state
    # A link on the way restores what was shown there.
    assert desktop.another(chosen[1]).tell("state") == desktop.go(chosen[1]).tell("state")


def test_rubbish_in_the_address_gives_the_start(desktop):
    start = desktop.open()
    state, view = start.tell("state"), start.tell("view")
    # What each gives is settled in tests/web/hash.test.js: here a broken one, one that is read in part, and markup.
    for address in ("#%E0%A4%A", "#map=99/27.8/113.1", "#<img src=x onerror=alert(1)>"):
        again = desktop.another(address)
        assert again.tell("state") == state, address
        assert near(again.tell("view"), view), address
        again.page.close()
    # Typed into the open page, it does no more.
    for address in RUBBISH:
        desktop.go(address)
        assert desktop.tell("state") == state, address


def test_rubbish_beside_good_parts_leaves_these(desktop):
    desktop.open("#district=430204,nonsense&lang=en&map=x/y/z&utm_source=mail")
    state = desktop.tell("state")
    assert state["lang"] == "en"
    assert state["on"] == ["district-430204"]


def test_a_link_to_a_place_brings_it_into_view(reader, atlas, site):
    reader.open(f"#place={site}").still()
    assert reader.tell("popup")["name"] == atlas.sites["name_zh"][site]
    row = reader.rows.index(site)
    [mark] = [mark for mark in reader.tell("marks") if mark["row"] == row]
    inside = reader.page.evaluate("([lon, lat]) => probe.map().getBounds().contains([lat, lon])", mark["at"])
    assert inside


def test_a_link_to_a_place_without_a_view_has_it_in_the_middle_of_the_map(desktop, site):
    desktop.open(f"#place={site}&facts=1")
    frame = desktop.page.locator(".folium-map").bounding_box()
    mark = desktop.page.locator(".mark.chosen:visible").bounding_box()
    assert abs(mark["y"] + mark["height"] / 2 - frame["y"] - frame["height"] / 2) < 2


def test_an_address_asked_for_while_the_map_moves_is_not_lost(desktop, site):
    desktop.open()
    desktop.page.evaluate(
        """(hash) => {
            window.location.hash = hash;
            // A move of the map writes its own address before the page is told of the one asked for.
            probe.map().setView([26.5, 113.6], 11, { animate: false });
        }""",
        f"#lang=zh&place={site}&facts=1",
    )
    desktop.page.locator(".drawer h2").wait_for()
    assert desktop.tell("drawer")["name"] == desktop.atlas.sites["name_zh"][site]
