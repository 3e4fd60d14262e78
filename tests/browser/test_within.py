"""What has no position of its own is shown as an area: counted and listed at its label, tinted when chosen."""

from __future__ import annotations

import pytest

from geo.page.options import MapOptions
from geo.record.vocabulary import UNIT_BASIS
from geo.record.vocabulary import WIDE_M
from tests.browser.conftest import in_each_language
from tests.browser.conftest import write_page

COUNTERS = """probe.all('.leaflet-places-pane .within:not([hidden])')
    .map((each) => [Number(each.dataset.area), Number(probe.text(each))])"""
LISTED = "probe.all('.within-list li button').map((each) => each.dataset.within)"
TINTED = "probe.all('.folium-map path.tint').map((each) => each.classList.contains('whole'))"
NOTE = "probe.all('.name.title:not([hidden]), .name.words:not([hidden])').map(probe.text).join('')"
CITY = 0


@pytest.fixture
def known_to(atlas, unplaced):
    """Give the sites without a position by the rows of their districts; those known to the city alone by its own."""
    rows = {adcode: row for row, adcode in enumerate(atlas.districts.index, 1)}
    found = {row: set() for row in (CITY, *rows.values())}
    for site in unplaced.itertuples():
        for row in [rows[adcode] for adcode in site.districts] or [CITY]:
            found[row].add(site.Index)
    return found


def press_counter(reader, area: int) -> None:
    reader.page.locator(f'.leaflet-places-pane .within[data-area="{area}"]:not([hidden])').click()


@in_each_language
def test_counters_and_tray_count_and_list_what_has_no_position(reader, atlas, known_to, lang):
    reader.open(f"#lang={lang}").still()
    counts = {area: count for area, count in reader.page.evaluate(COUNTERS) if area <= len(atlas.districts)}
    assert counts
    assert counts == {area: len(known_to[area]) for area in counts}
    for area in counts:
        press_counter(reader, area)
        assert set(reader.page.evaluate(LISTED)) == known_to[area]
        assert len(reader.page.evaluate(LISTED)) == len(known_to[area])
        reader.page.keyboard.press("Escape")
    reader.press("tray")
    assert set(reader.page.evaluate(LISTED)) == known_to[CITY]


def test_the_list_is_reached_and_left_by_the_keyboard(desktop):
    desktop.open()
    [[area, _], *_] = desktop.page.evaluate(COUNTERS)
    counter = desktop.page.locator(f'.leaflet-places-pane .within[data-area="{area}"]:not([hidden])')
    counter.focus()
    desktop.page.keyboard.press("Enter")
    [first, second, *_] = desktop.page.evaluate(LISTED)
    assert desktop.page.evaluate("document.activeElement.dataset.within") == first
    desktop.page.keyboard.press("ArrowDown")
    assert desktop.page.evaluate("document.activeElement.dataset.within") == second
    desktop.page.keyboard.press("Escape")
    assert desktop.page.locator(".within-list").is_hidden()
    assert counter.evaluate("(each) => each === document.activeElement")
    desktop.page.keyboard.press("Enter")
    desktop.page.keyboard.press("Enter")
    assert f"place={first}" in desktop.hash
    assert desktop.page.locator(".within-list").is_hidden()


def test_escape_closes_the_list_after_a_press_in_it_and_so_does_the_keyboard_gone_elsewhere(desktop):
    desktop.open().press("tray")
    listed = desktop.page.locator(".within-list")
    listed.locator("h2").click()
    desktop.page.keyboard.press("Escape")
    assert listed.is_hidden()
    desktop.press("tray")
    desktop.page.locator(".search input").focus()
    assert listed.is_hidden()


def test_the_head_of_a_list_stays_in_sight(desktop):
    desktop.open().press("tray")
    listed = desktop.page.locator(".within-list")
    listed.evaluate("(list) => list.scrollTo(0, list.scrollHeight)")
    assert listed.evaluate("(list) => list.scrollTop") > 0
    listed.locator(".close").click(timeout=1000)
    assert listed.is_hidden()


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_place_chosen_from_a_list_is_shown_at_its_area(visit, atlas, unplaced, device):
    site = unplaced.index[unplaced["position_basis"] == UNIT_BASIS][0]
    [adcode] = unplaced["districts"][site]
    with visit(device) as reader:
        reader.open()
        press_counter(reader, list(atlas.districts.index).index(adcode) + 1)
        reader.page.locator(f'[data-within="{site}"]').click()
        reader.still()
        side, tint = (
            reader.page.locator(".side").bounding_box(),
            reader.page.locator(".folium-map path.tint").bounding_box(),
        )
        foot = side["y"] if device == "phone" else reader.page.viewport_size["height"]
        assert foot / 3 < tint["height"] < foot


def test_the_list_is_all_in_sight(reader):
    reader.open()
    counters = reader.page.evaluate(COUNTERS)
    assert counters
    for area, _ in counters:
        press_counter(reader, area)
        assert reader.page.evaluate(
            """() => {
                const list = document.querySelector(".within-list").getBoundingClientRect();
                const side = document.querySelector(".side").getBoundingClientRect();
                const foot = side.top > 0 ? side.top : innerHeight;
                return list.left >= 0 && list.right <= innerWidth && list.top >= 0 && list.bottom <= foot;
            }"""
        )
        reader.page.keyboard.press("Escape")


@pytest.mark.matrix
@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.matrix)])
def test_a_chosen_place_tints_what_it_lies_in(desktop, unplaced, atlas, lang):
    zones = {site for site in unplaced["parent"].dropna() if atlas.raw_sites.geometry[site] is not None}
    assert zones
    desktop.open(f"#lang={lang}")
    addresses = [f"#lang={lang}&place={site}" for site in unplaced.index]
    told = desktop.tour(addresses, f"({{ tinted: {TINTED}, note: {NOTE} }})")
    for site, seen in zip(unplaced.itertuples(), told, strict=True):
        areas = 1 if site.parent in zones else len(site.districts)
        assert seen["tinted"] == [site.position_basis == UNIT_BASIS] * areas, site.Index
        name = getattr(site, f"name_{lang}")
        assert (name.replace(" ", "") in seen["note"].replace(" ", "")) == (areas > 0), site.Index


def test_a_filter_leaves_what_it_leaves_in_counters_and_tray(desktop, known_to, atlas):
    desktop.open("#layer=districts,projects")
    layer = atlas.sites["layer"]
    projects = {area: {site for site in sites if layer[site] == "projects"} for area, sites in known_to.items()}
    counts = dict(desktop.page.evaluate(COUNTERS))
    assert counts
    assert all(len(projects[area]) == count for area, count in counts.items() if area in projects)
    desktop.press("tray")
    assert set(desktop.page.evaluate(LISTED)) == projects[CITY]
    desktop.go("#position=exact")
    assert desktop.page.evaluate(COUNTERS) == []
    assert desktop.page.locator(".tray button").count() == 0


def test_without_boundaries_nothing_is_tinted_and_words_stay(visit, atlas, unplaced, known_to, say, tmp_path):
    file = write_page(tmp_path, atlas, MapOptions(boundaries=False))
    site = unplaced.index[unplaced["position_basis"] == UNIT_BASIS][0]
    with visit(file=file) as reader:
        reader.open()
        counts = dict(reader.page.evaluate(COUNTERS))
        assert counts
        assert all(len(known_to[area]) == count for area, count in counts.items() if area <= len(atlas.districts))
        reader.go(f"#place={site}")
        assert reader.page.evaluate(TINTED) == []
        assert say("zh", "noBoundaries") in reader.page.locator(".drawer .position").text_content()
        assert unplaced["name_zh"][site] in reader.page.evaluate(NOTE)


@in_each_language
def test_the_count_says_how_far_the_places_are_known_and_filters_by_it(reader, atlas, lang, say):
    reader.open(f"#lang={lang}").pull_up()
    basis, placed = atlas.sites["position_basis"], atlas.sites.geometry.notna()
    known = {"countPlaced": placed, "countAreas": basis.isin(["unit", "district"]), "countCity": basis == "city"}
    for key, sites in known.items():
        button = reader.page.locator(f'[data-key="{key}"]')
        assert button.text_content() == say(lang, key, count=int(sites.sum()))
        button.click()
        assert set(reader.ids) == set(atlas.sites.index[sites])
        assert button.get_attribute("aria-pressed") == "true"
        button.click()
    assert "position" not in reader.hash
    reader.go(f"#lang={lang}&position=exact")
    exact = f"{len(reader.ids)}/{placed.sum()}"
    assert reader.page.locator('[data-key="countPlaced"]').text_content() == say(lang, "countPlaced", count=exact)
    reader.go(f"#lang={lang}&district=430204")
    here = atlas.sites["all_districts"].map(lambda listed: "430204" in listed)
    for key, sites in known.items():
        assert reader.page.locator(f'[data-key="{key}"]').text_content() == say(
            lang, key, count=int((sites & here).sum())
        )


def test_a_chosen_area_is_brought_into_view(desktop, unplaced, atlas):
    site = unplaced.index[unplaced["position_basis"] == UNIT_BASIS][0]
    bounds = atlas.districts.geometry[unplaced["districts"][site][0]].bounds
    desktop.open("#map=14/26.3/113.8").go(f"#place={site}")
    assert desktop.page.evaluate(
        "([west, south, east, north]) => probe.map().getBounds().contains([[south, west], [north, east]])", bounds
    )


def test_a_point_that_may_be_far_off_is_drawn_as_its_circle(desktop, placed):
    wide = placed[(placed["position_uncertainty_m"] > WIDE_M) & (placed.geometry.geom_type == "Point")]
    assert len(wide) > 0
    circles = desktop.open().page.locator(".folium-map path.doubt.vague")
    assert circles.count() == len(wide)
    views = [f"#map=16/{point.y}/{point.x}" for point in wide["point"]]
    for site, marks in zip(wide.index, desktop.tour(views, "probe.marks()"), strict=True):
        [mark] = [each for each in marks if desktop.id_of(each["row"]) == site]
        assert "vague" in mark["classes"]
        assert all("vague" not in each["classes"] for each in marks if desktop.id_of(each["row"]) not in wide.index)
    desktop.go(f"#place={wide.index[0]}")
    assert circles.count() == len(wide) - 1
    assert desktop.page.locator(".folium-map path.doubt:not(.vague)").count() == 1
    desktop.go("#position=exact")
    assert circles.count() == 0


def test_tray_makes_way_for_a_popup_on_a_phone(reader, placed, device):
    tray = reader.open().page.locator(".tray")
    assert tray.is_visible()
    reader.go(f"#place={placed.index[0]}").still()
    assert tray.is_visible() == (device == "desktop")
    reader.go("#").still()
    assert tray.is_visible()
