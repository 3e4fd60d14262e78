"""The map follows a filter, a search and a pick from the list until the reader moves it."""

from __future__ import annotations

import pytest

from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.record.vocabulary import EXACT_M

CHALING = "430224"
TOLERANCE = 1.5  # pixels


@pytest.fixture
def doubtful(placed) -> str:
    """Return the place that is known least exactly."""
    points = placed[placed.geometry.geom_type == "Point"]
    return points["position_uncertainty_m"].idxmax()


def is_on(reader) -> bool:
    return reader.page.locator('[data-key="following"]').get_attribute("aria-pressed") == "true"


def frame_of(reader, selector: str) -> dict:
    box = reader.page.locator(selector).bounding_box()
    return {"left": box["x"], "top": box["y"], "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def drag_map(reader) -> None:
    reader.page.mouse.move(900, 200)
    reader.page.mouse.down()
    reader.page.mouse.move(840, 330, steps=4)
    reader.page.mouse.up()
    reader.still()


def test_a_filter_moves_the_map_to_what_is_left_until_the_reader_moves_it(desktop):
    start = desktop.open().tell("view")
    assert is_on(desktop)
    desktop.press(f"district-{CHALING}")
    desktop.still()
    followed = desktop.tell("view")
    assert followed["zoom"] > start["zoom"]
    drag_map(desktop)
    assert not is_on(desktop)
    moved = desktop.tell("view")
    desktop.press("district-430225")
    desktop.still()
    assert desktop.tell("view") == moved
    desktop.press("district-430225")
    desktop.press("following")
    desktop.still()
    assert is_on(desktop)
    assert desktop.tell("view") == followed
    desktop.press("reset")
    desktop.still()
    assert desktop.tell("view") == start


def test_a_link_holds_a_view_only_if_the_reader_chose_it(desktop):
    desktop.open().press(f"district-{CHALING}")
    desktop.still()
    assert "map=" not in desktop.hash
    assert desktop.another(desktop.hash).tell("view") == desktop.tell("view")
    drag_map(desktop)
    assert "map=" in desktop.hash


def test_what_is_typed_moves_the_map_once(visit, atlas):
    [only] = select(atlas, Selection(q="905基地"))
    with visit() as reader:
        reader.open()
        reader.page.evaluate("() => { window.moves = 0; probe.map().on('moveend', () => { moves += 1; }); }")
        reader.page.locator(".search input").press_sequentially("905基地")
        reader.until("moves > 0")
        # As long again as the map waits for a further key.
        reader.page.wait_for_timeout(600)
        assert reader.page.evaluate("moves") == 1
        assert reader.drawn() == [only]


def test_a_pick_shows_the_whole_circle_beside_the_drawer_and_above_the_sheet(reader, doubtful, atlas):
    assert atlas.sites["position_uncertainty_m"][doubtful] > EXACT_M
    reader.open().pull_up().press(doubtful)
    reader.still()
    reader.page.locator(".popup .all").click()
    reader.still()
    circle = frame_of(reader, "path.doubt")
    view = frame_of(reader, ".folium-map")
    bottom = min(view["bottom"], reader.page.locator(".side").bounding_box()["y"]) if reader.sheet == "half" else 1e9
    assert circle["right"] - circle["left"] > 150
    assert circle["left"] > view["left"] - TOLERANCE
    assert circle["top"] > view["top"] - TOLERANCE
    assert circle["right"] < view["right"] + TOLERANCE
    assert circle["bottom"] < min(view["bottom"], bottom) + TOLERANCE
    assert is_on(reader)


def test_a_popup_moves_nothing_where_it_has_room_beside_its_marker(reader):
    reader.open()
    view = reader.tell("view")
    rows = [mark["row"] for mark in reader.tell("marks")]
    for row in rows:
        reader.page.locator(f'.mark[data-row="{row}"]').dispatch_event("click")
        reader.still()
        assert reader.tell("view") == view
        popup, map_ = frame_of(reader, ".leaflet-popup-content-wrapper"), frame_of(reader, ".folium-map")
        assert map_["left"] <= popup["left"] < popup["right"] <= map_["right"]
        assert map_["top"] <= popup["top"]
        assert popup["bottom"] <= frame_of(reader, ".side")["top"] or not reader.page.locator(".handle").is_visible()
