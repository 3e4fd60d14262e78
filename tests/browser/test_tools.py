"""The map's tools: fitting, flying, where the reader is and what is near, the whole screen, measuring."""

from __future__ import annotations

import re

import pytest
import shapely

from geo.geodesy.measure import area_m2
from geo.geodesy.measure import length_m
from tests.browser.conftest import in_each_language

pytestmark = pytest.mark.matrix  # each tool of the map, in a page of its own

SITE = "https://atlas.test/map.html"
CENTRE = (113.1311, 27.8310)
ABOUT = 0.02
THUMB = 44


def toast(reader) -> str:
    return reader.page.locator(".toast").inner_text()


def test_fit_shows_every_result_that_has_a_position(reader, atlas):
    reader.open("#district=430225&map=15/27.83/113.13")
    assert reader.tell("marks") == []
    reader.use("fit")
    reader.still()
    here = atlas.sites[atlas.sites["all_districts"].map(lambda listed: "430225" in listed)]
    placed = set(here.index[here.geometry.notna()])
    assert placed
    assert placed <= set(reader.drawn())
    assert reader.tell("view")["zoom"] <= 15


@in_each_language
def test_fit_says_why_where_nothing_has_a_position(desktop, atlas, say, lang):
    unplaced = atlas.sites[atlas.sites.geometry.isna()].iloc[0]
    desktop.open(f"#lang={lang}&q={unplaced[f'name_{lang}']}")
    button = desktop.page.locator('[data-key="map-fit"]')
    assert button.get_attribute("aria-disabled") == "true"
    assert button.get_attribute("title") == say(lang, "fitNone")
    view = desktop.tell("view")
    # Playwright holds such a button for disabled; a reader can press it.
    button.dispatch_event("click")
    assert toast(desktop) == say(lang, "fitNone")
    assert desktop.tell("view") == view
    desktop.go(f"#lang={lang}")
    assert button.get_attribute("aria-disabled") == "false"


@pytest.mark.parametrize(("motion", "flies"), [("no-preference", True), ("reduce", False)])
def test_the_map_flies_to_a_far_place_unless_motion_is_unwanted(visit, atlas, motion, flies):
    south = atlas.raw_sites[atlas.raw_sites["point"].map(lambda point: point is not None and point.y < 26.8)].iloc[0]
    with visit(reduced_motion=motion) as reader:
        reader.open("#map=14/27.83/113.13")
        reader.page.evaluate(
            "() => { window.zooms = new Set(); probe.map().on('move', () => zooms.add(probe.map().getZoom())); }"
        )
        reader.press(south.name)
        assert reader.tell("popup")["name"] == south["name_zh"]
        at = [south["point"].y, south["point"].x]
        reader.until(f"probe.map().getBounds().contains({at}) && probe.view().zoom === 14")
        assert (reader.page.evaluate("zooms.size") > 2) == flies
        reader.until("probe.marks().some(({ classes }) => classes.includes('chosen'))")


def test_a_link_never_flies(visit, atlas):
    south = atlas.raw_sites[atlas.raw_sites["point"].map(lambda point: point is not None and point.y < 26.8)].iloc[0]
    with visit(reduced_motion="no-preference") as reader:
        reader.open("#map=14/27.83/113.13").go(f"#place={south.name}")
        assert reader.page.evaluate(
            "([lon, lat]) => probe.map().getBounds().contains([lat, lon])", [south["point"].x, south["point"].y]
        )


def test_the_reader_s_position_is_shown_when_they_ask(visit):
    lon, lat = CENTRE
    spot = {"longitude": lon, "latitude": lat, "accuracy": 120}
    with visit(site=SITE, permissions=["geolocation"], geolocation=spot) as reader:
        reader.open()
        assert reader.tell("circles") == []
        reader.use("here")
        reader.page.locator("path.here").wait_for()
        [circle] = reader.tell("circles")
        assert circle == {"radius": 120, "at": [lon, lat]}


@pytest.fixture
def local(visit):
    """Someone in the middle of the city, whose browser says so."""
    lon, lat = CENTRE
    spot = {"longitude": lon, "latitude": lat, "accuracy": 2000}
    with visit(site=SITE, permissions=["geolocation"], geolocation=spot) as reader:
        yield reader


@pytest.fixture
def hidden(visit):
    """Someone whose browser tells nobody where they are."""
    with visit(site=SITE, permissions=[]) as reader:
        yield reader


def near_me(reader) -> list[list[str]]:
    """Ask for what is near; return the list's headings, each with the names below it, the first without a heading."""
    reader.use("here")
    reader.page.locator(".distance").first.wait_for()
    return reader.page.evaluate(
        """() => probe.all(".list section").map((section) => [
            (section.querySelector("h2 span") || {textContent: ""}).textContent,
            ...probe.all(".item", section).map((item) => item.dataset.place),
        ])"""
    )


@in_each_language
def test_near_me_orders_the_list_and_brings_the_nearest_five_into_view(local, say, lang):
    lon, lat = CENTRE
    local.open(f"#lang={lang}")
    before = local.hash
    (_, *placed), (district, *vague), (city, *_) = near_me(local)
    assert (district, city) == (say(lang, "onlyDistrict"), say(lang, "onlyCity"))
    sites = local.atlas.sites
    assert set(placed) == set(sites.index[sites.geometry.notna()])
    # What is known to lie in the reader's district comes first among what has no position.
    [home] = local.atlas.districts.index[local.atlas.districts.contains(shapely.Point(lon, lat))]
    own = [home in sites["all_districts"][each] for each in vague]
    assert own == sorted(own, reverse=True)
    assert any(own)
    assert not all(own)
    points = [local.atlas.points[each] for each in placed[:5] if sites.geometry[each].geom_type == "Point"]
    for at in ([lat, lon], *([point.y, point.x] for point in points)):
        assert local.page.evaluate("(at) => probe.map().getBounds().contains(at)", at)
    distances = [line.text_content() for line in local.page.locator(".item .distance").all()]
    assert len(distances) == len(placed)
    assert all("±" in each for each in distances)
    # No error is smaller than that of the reader's own position.
    assert min(float(re.search(r"± ([\d.]+)\s(?:km|公里)", each)[1]) for each in distances) >= 2
    order = local.page.locator('[data-key="order"]')
    assert order.input_value() == "near"
    order.select_option("name")
    assert local.page.locator(".distance").count() == 0
    order.select_option("district")
    assert re.sub("&map=[^&]*|&order=[^&]*", "", local.hash) == before


def test_no_address_tells_where_the_reader_is(visit):
    hashes = set()
    for lon, lat in [(113.1311, 27.8310), (113.1316, 27.8314)]:
        spot = {"longitude": lon, "latitude": lat, "accuracy": 10}
        with visit(site=SITE, permissions=["geolocation"], geolocation=spot) as reader:
            near_me(reader.open())
            reader.still()
            hashes.add(reader.hash)
            stores = "[localStorage, sessionStorage, history.state, document.cookie]"
            kept = reader.page.evaluate(f"JSON.stringify({stores})")
            assert not re.search(r"113\.1|27\.8|near", kept)
    # Who are in one cell of a kilometre see one view.
    assert len(hashes) == 1
    assert "near" not in hashes.pop()


def test_a_reader_far_away_is_told_so_and_sees_the_nearest_of_the_city(visit, say, lang):
    spot = {"longitude": 116.4, "latitude": 39.9, "accuracy": 20}
    with visit(site=SITE, permissions=["geolocation"], geolocation=spot) as reader:
        reader.open(f"#lang={lang}")
        [(_, first, *_), *_] = near_me(reader)
        assert toast(reader) == say(lang, "hereOutside", distance={"zh": "100\u2009米", "en": "100 m"}[lang])
        # From the north the first is a northern one, which is in view with four others.
        assert first in reader.drawn()
        assert reader.tell("view")["lat"] > CENTRE[1]


@in_each_language
def test_a_browser_that_refuses_leaves_the_order_as_it_is(hidden, say, lang):
    hidden.open(f"#lang={lang}&order=name")
    order = hidden.page.locator('[data-key="order"]')
    order.select_option("near")
    hidden.page.locator(".toast:not([hidden])", has_text=say(lang, "hereRefused")).wait_for()
    assert order.input_value() == "name"


@in_each_language
def test_a_browser_that_refuses_is_told_in_words(hidden, say, lang):
    hidden.open(f"#lang={lang}")
    hidden.use("here")
    hidden.page.locator(".toast:not([hidden])", has_text=say(lang, "hereRefused")).wait_for()


@in_each_language
def test_a_browser_without_positions_is_told_in_words(desktop, say, lang):
    desktop.page.add_init_script("delete Navigator.prototype.geolocation")
    desktop.open(f"#lang={lang}").use("here")
    assert toast(desktop) == say(lang, "hereUnavailable")


def test_the_whole_screen_is_offered_where_the_browser_has_it(desktop):
    desktop.open()
    desktop.use("fullScreen")
    desktop.until("document.fullscreenElement === document.querySelector('.atlas')")
    button = desktop.page.locator('[data-key="map-fullScreen"]')
    desktop.until("document.querySelector('[data-key=map-fullScreen]').ariaPressed === 'true'")
    button.click()
    desktop.until("!document.fullscreenElement")


def test_the_whole_screen_is_not_offered_where_it_is_missing(desktop):
    for name in ("fullscreenEnabled", "webkitFullscreenEnabled"):
        desktop.page.add_init_script(f"Object.defineProperty(Document.prototype, '{name}', {{ get: () => false }})")
    desktop.open()
    assert desktop.page.locator('[data-key="map-fullScreen"]').count() == 0
    assert desktop.page.locator('[data-key="map-measure"]').count() == 1


def measured(reader) -> tuple[float, float | None]:
    """Return the length in kilometres and the area in square kilometres that the page tells in English."""
    return reader.page.evaluate(
        """() => {
            const text = probe.text(document.querySelector(".measure p")).replace(/,/g, "");
            const length = /About ([\\d.]+) (k?m) long/.exec(text);
            const area = /about ([\\d.]+) (k?m)²/.exec(text);
            const metres = (found, thousands) => Number(found[1]) / (found[2] === "m" ? thousands : 1);
            return [metres(length, 1000), area && metres(area, 1e6)];
        }"""
    )


def tap(reader, x: float, y: float):
    (reader.page.touchscreen.tap if reader.page.evaluate("'ontouchstart' in window") else reader.page.mouse.click)(x, y)
    # Two taps in quick succession are one of another kind.
    reader.page.wait_for_timeout(400)


def test_points_set_by_hand_are_measured(reader):
    reader.open("#lang=en&map=12/27.83/113.13")
    reader.use("measure")
    left = 0 if reader.page.viewport_size["width"] < 720 else 500
    corners = [(left + 60, 200), (left + 240, 220), (left + 120, 420)]
    places = reader.page.evaluate(
        """(corners) => corners.map(([x, y]) => {
            const basemap = document.querySelector(".folium-map").getBoundingClientRect();
            const { lat, lng } = probe.map().containerPointToLatLng([x - basemap.left, y - basemap.top]);
            return [lng, lat];
        })""",
        corners,
    )
    for corner in corners[:2]:
        tap(reader, *corner)
    assert measured(reader)[0] == pytest.approx(length_m(shapely.LineString(places[:2])) / 1000, rel=ABOUT)
    tap(reader, *corners[2])
    length, area = measured(reader)
    assert length == pytest.approx(length_m(shapely.LineString(places)) / 1000, rel=ABOUT)
    assert area == pytest.approx(area_m2(shapely.Polygon(places)) / 1e6, rel=ABOUT)
    tap(reader, *corners[2])
    assert reader.page.locator(".measure-dot").count() == 3, "the same spot again ends the line"
    assert reader.tell("popup") is None, "nothing is chosen while points are set"
    reader.press("measure-back")
    assert reader.page.locator(".measure-dot").count() == 2
    reader.press("measure-end")
    assert reader.page.locator(".measure-dot").count() == 0
    assert not reader.page.locator(".measure").is_visible()


def test_the_total_follows_the_pointer(desktop):
    desktop.open("#lang=en&map=12/27.83/113.13")
    desktop.use("measure")
    tap(desktop, 700, 300)
    desktop.page.mouse.move(800, 300)
    near = measured(desktop)[0]
    desktop.page.mouse.move(900, 300)
    assert measured(desktop)[0] == pytest.approx(2 * near, rel=ABOUT)


def test_measuring_by_keyboard(desktop):
    desktop.open("#lang=en&map=12/27.83/113.13")
    desktop.page.locator('[data-key="map-measure"]').focus()
    desktop.page.keyboard.press("Enter")
    assert desktop.page.locator(".crosshair").is_visible()
    places = []
    for _ in range(3):
        view = desktop.tell("view")
        places.append((view["lon"], view["lat"]))
        desktop.page.keyboard.press("Enter")
        desktop.page.keyboard.press("ArrowRight")
        desktop.still()
    assert desktop.page.locator(".measure-dot").count() == 3
    desktop.page.keyboard.press("Backspace")
    assert desktop.page.locator(".measure-dot").count() == 2
    view = desktop.tell("view")
    line = shapely.LineString([*places[:2], (view["lon"], view["lat"])])
    assert measured(desktop)[0] == pytest.approx(length_m(line) / 1000, rel=ABOUT)
    desktop.page.keyboard.press("Escape")
    assert not desktop.page.locator(".measure").is_visible()
    assert desktop.page.locator('[data-key="map-measure"]').get_attribute("aria-pressed") == "false"


def test_leaving_the_measure_leaves_the_chosen_place(desktop, atlas):
    site = atlas.sites.index[atlas.sites.geometry.notna()][0]
    desktop.open(f"#place={site}").use("measure")
    desktop.page.keyboard.press("Escape")
    assert desktop.tell("popup") is not None


def test_tools_fold_on_a_phone_and_all_are_there_when_unfolded(phone):
    phone.open()
    tools = phone.page.locator(".controls button")
    shown = tools.evaluate_all("(all) => all.filter((each) => each.offsetWidth > 0).map((each) => each.dataset.key)")
    assert shown == ["map-base", "map-home", "map-here", "map-more"]
    phone.press("map-more")
    assert phone.page.locator('[data-key="map-more"]').get_attribute("aria-expanded") == "true"
    boxes = tools.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().toJSON())")
    sheet = phone.page.locator(".side").bounding_box()["y"]
    assert len(boxes) == 9
    assert all(
        box["top"] >= 0 and box["bottom"] <= sheet and min(box["width"], box["height"]) >= THUMB for box in boxes
    )


def test_whole_city_stays_in_view_beside_the_drawer_unless_the_map_was_moved(desktop, atlas):
    west, south, east, north = atlas.districts.total_bounds
    shows_all = f"probe.map().getBounds().contains([[{south}, {west}], [{north}, {east}]])"
    desktop.open("#page=sources").still()
    assert desktop.page.evaluate(shows_all)
    desktop.press("close")
    desktop.still()
    assert desktop.page.evaluate(shows_all)
    desktop.press("about")
    desktop.still()
    assert desktop.page.evaluate(shows_all)
    desktop.go("#map=12/27.83/113.13")
    desktop.press("sources")
    desktop.still()
    assert desktop.tell("view")["zoom"] == 12
