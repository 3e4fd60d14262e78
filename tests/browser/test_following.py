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


def same(view: dict, other: dict) -> bool:
    """Tell whether two views differ by no more than a pixel or two."""
    return view["zoom"] == other["zoom"] and all(
        view[key] == pytest.approx(other[key], abs=0.005) for key in ("lat", "lon")
    )


def is_on(reader) -> bool:
    return reader.page.locator('[data-key="following"]').get_attribute("aria-pressed") == "true"


def frame_of(reader, selector: str) -> dict:
    box = reader.page.locator(selector).bounding_box()
    return {"left": box["x"], "top": box["y"], "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def free_part(reader) -> dict:
    """Return the frame of what of the map neither panel nor sheet covers."""
    view = frame_of(reader, ".folium-map")
    if reader.page.locator(".handle").is_visible():
        view["bottom"] = frame_of(reader, ".side")["top"]
    return view


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
    assert same(desktop.tell("view"), followed)
    desktop.press("reset")
    desktop.still()
    assert same(desktop.tell("view"), start)


def test_a_link_holds_a_view_only_if_the_reader_chose_it(desktop):
    desktop.open().press(f"district-{CHALING}")
    desktop.still()
    assert "map=" not in desktop.hash
    assert same(desktop.another(desktop.hash).tell("view"), desktop.tell("view"))
    drag_map(desktop)
    assert "map=" in desktop.hash


def test_what_is_typed_moves_the_map_once_the_keys_pause(visit, atlas):
    typed = "905基地"
    [only] = select(atlas, Selection(q=typed))
    with visit() as reader:
        reader.open()
        reader.page.evaluate("() => { window.moves = 0; probe.map().on('moveend', () => { moves += 1; }); }")
        # Timers of the page wait for the test, however slow the keys are.
        reader.page.clock.install()
        reader.page.locator(".search input").press_sequentially(typed)
        assert reader.page.evaluate("moves") == 0
        reader.page.clock.run_for(1000)
        assert reader.page.evaluate("moves") == 1
        assert reader.drawn() == [only]


def test_a_pick_shows_the_whole_circle_beside_the_drawer_and_above_the_sheet(reader, doubtful, atlas):
    assert atlas.sites["position_uncertainty_m"][doubtful] > EXACT_M
    reader.open().pull_up().press(doubtful)
    reader.still()
    reader.page.locator(".popup .all").click()
    reader.still()
    circle, view = frame_of(reader, ".leaflet-map-pane path.doubt:not(.vague)"), free_part(reader)
    assert circle["right"] - circle["left"] > 150
    assert view["left"] - TOLERANCE < circle["left"] < circle["right"] < view["right"] + TOLERANCE
    assert view["top"] - TOLERANCE < circle["top"] < circle["bottom"] < view["bottom"] + TOLERANCE
    assert is_on(reader)


# The signs that a pointer reaches, which are those that the keyboard stops at, and the free part that they stand in.
SEEN = """(bottom) => {
    const box = (each) => each.getBoundingClientRect();
    return probe.shown('.mark[tabindex="0"]').filter((each) => box(each).bottom < bottom - 20).map((each) => ({
        row: each.dataset.row, x: box(each).x, y: box(each).y }));
}"""


def outermost(marks: list[dict]) -> list[dict]:
    """Return the marks that lie nearest to each edge: there a popup has least room."""
    return [pick(marks, key=lambda mark: mark[axis]) for pick in (min, max) for axis in ("x", "y")]


def test_a_popup_lies_clear_of_the_tools_of_the_map(desktop):
    desktop.open("#q=清水塘产业新城").still()
    sign = desktop.page.locator(".mark:visible").first
    # To its right there is room but for the tools, and none above it.
    desktop.page.evaluate(
        """(sign) => {
            const map = probe.map();
            const [frame, at] = [map.getContainer(), sign].map((each) => each.getBoundingClientRect());
            map.panBy([at.x - frame.right + 370, at.y - frame.bottom + 440], { animate: false });
        }""",
        sign.element_handle(),
    )
    desktop.still()
    sign.dispatch_event("click")
    desktop.still()
    popup, tools = (frame_of(desktop, each) for each in (".leaflet-popup-content-wrapper", ".controls"))
    assert popup["right"] <= tools["left"] or popup["bottom"] <= tools["top"]


@pytest.mark.parametrize(
    "chosen", [outermost, pytest.param(lambda marks: marks[::4], id="many", marks=pytest.mark.matrix)]
)
def test_a_popup_moves_nothing_where_it_has_room_beside_its_marker(reader, chosen):
    reader.open().still()
    view = reader.tell("view")
    free = free_part(reader)
    marks = reader.page.evaluate(SEEN, free["bottom"])
    assert marks
    for row in {mark["row"] for mark in chosen(marks)}:
        reader.page.locator(f'.mark[data-row="{row}"]').dispatch_event("click")
        reader.still()
        popup = frame_of(reader, ".leaflet-popup-content-wrapper")
        # A tall popup may have no room on a phone, above or below: then the map makes just that.
        shift = reader.page.evaluate(
            """({ lat, lon }) => {
                const middle = probe.map().getSize().divideBy(2);
                return probe.map().latLngToContainerPoint([lat, lon]).distanceTo(middle);
            }""",
            view,
        )
        assert shift < (1 if reader.page.viewport_size["width"] > 600 else 120)
        reader.page.evaluate("({ lat, lon, zoom }) => probe.map().setView([lat, lon], zoom, { animate: false })", view)
        assert free["left"] <= popup["left"] < popup["right"] <= free["right"]
        assert free["top"] <= popup["top"] < popup["bottom"] <= free["bottom"]
