"""Facets, search box and drawer on a folium map that is not ours, in a real browser: by mouse and by keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import folium
import geopandas
import pandas
import pytest
from branca.element import Figure

import geo
from geo.page.build import build_map
from geo.record.paths import ROOT
from tests.browser.test_accessibility import AXE
from tests.browser.test_accessibility import findings
from tests.test_widgets import EXAMPLE
from tests.test_widgets import NASTY
from tests.test_widgets import huts

pytestmark = pytest.mark.matrix  # pages of their own

DOTS = ".atlas-dot:not([hidden])"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """Run the example of the guide, as its reader would."""
    folder = tmp_path_factory.mktemp("example")
    command = [sys.executable, EXAMPLE]
    subprocess.run(command, check=True, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})
    return folder / "breweries.html"


@pytest.fixture
def brewer(visit, example):
    with visit(file=example) as reader:
        yield reader.open()


def names(page):
    return [each.get_attribute("title") for each in page.locator(DOTS).all()]


def chip(page, text):
    return page.locator(".filters .chip").filter(has_text=text)


def test_facets_filter_the_markers_and_count_what_each_would_show(brewer):
    page = brewer.page
    assert names(page) == ["Dampfwerk", "Kestrel & Sons", "云上精酿", "Nordlys"]
    assert chip(page, "porter").inner_text().split() == ["porter", "2"]
    chip(page, "porter").click()
    assert names(page) == ["Dampfwerk", "Nordlys"]
    assert page.locator(".filters [role=status]").inner_text() == "2 places"
    assert chip(page, "Norway").inner_text().split() == ["Norway", "1"]
    assert chip(page, "China").inner_text().split() == ["China", "0"]
    assert chip(page, "ale").first.inner_text().split() == ["ale", "2"], "its own facet does not count against it"
    chip(page, "Norway").click()
    assert names(page) == ["Nordlys"]
    page.locator("[data-key=reset]").click()
    assert len(names(page)) == 4
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("typed", ["精酿", "yunshang", "ysjn", "china", "雲上"])
def test_the_box_finds_by_characters_pinyin_initials_and_further_columns(brewer, typed):
    brewer.page.get_by_role("searchbox").fill(typed)
    assert names(brewer.page) == ["云上精酿"]
    assert brewer.page.locator(".finder li").all_inner_texts() == ["云上精酿"]


def test_a_place_is_found_and_read_by_the_keyboard_alone(brewer):
    page = brewer.page
    page.get_by_role("searchbox").focus()
    page.keyboard.type("kest")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card = page.locator(".card")
    assert card.get_attribute("aria-label") == "Kestrel & Sons"
    assert page.evaluate("document.activeElement.matches('.card')")
    terms = dict(zip(card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts(), strict=True))
    assert terms == {"style": "ale", "country": "England", "founded": "1921"}
    assert card.locator("li").inner_text().split("\n") == ["Casks a year", "1,200", "2024", "The brewer"]
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Kestrel & Sons"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.get_by_role("searchbox").input_value() == ""


def test_a_marker_opens_the_drawer_by_a_press_and_by_enter_and_a_filter_closes_it(brewer):
    page = brewer.page
    page.locator(DOTS).first.click()
    assert page.locator(".card h2").inner_text() == "Dampfwerk"
    link = page.locator(".card a")
    assert (link.inner_text(), link.get_attribute("rel")) == ("https://example.org/dampfwerk", "noopener noreferrer")
    page.locator(".card .close").click()
    page.locator(DOTS).nth(3).focus()
    page.keyboard.press("Enter")
    assert page.locator(".card h2").inner_text() == "Nordlys"
    chip(page, "wheat").click()
    assert page.locator(".card").is_hidden()


@pytest.mark.parametrize(("device", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing(visit, example, device, scheme):
    with visit(device, file=example, color_scheme=scheme) as reader:
        reader.open()
        reader.page.evaluate(AXE.read_text("utf-8"))
        # What folium itself writes has no title, no heading and no regions, and forbids to zoom.
        theirs = ("document-title", "html-has-lang", "landmark-one-main", "page-has-heading-one", "meta-viewport")
        ours = lambda: [line for line in findings(reader) if not line.startswith((*theirs, "region"))]  # noqa: E731
        assert ours() == []
        reader.page.get_by_role("searchbox").fill("k")
        assert ours() == []
        reader.page.locator(DOTS).first.focus()
        reader.page.keyboard.press("Enter")
        assert ours() == []


def test_texts_of_a_table_stay_texts(visit, tmp_path):
    table = huts(**{NASTY: [NASTY, "b"]}).assign(name=[NASTY, "Bergl"])
    facts = pandas.DataFrame([(0, NASTY, NASTY, "javascript:alert(1)")], columns=["place", "label", "value", "url"])
    drawing = folium.Map([47.1, 11.2], tiles=None)
    for each in (geo.Facets(table, [NASTY]), geo.SearchBox(table), geo.FactsDrawer(table, facts=facts)):
        each.add_to(drawing)
    file = tmp_path / "nasty.html"
    drawing.save(file)
    with visit(file=file) as reader:
        page = reader.open().page
        page.locator(DOTS).first.click()
        page.get_by_role("searchbox").fill("script")
        assert page.evaluate("window.attacked ?? null") is None
        assert page.locator(".card h2").evaluate("(element) => element.textContent") == NASTY
        assert page.locator(".card a, .atlas-part img, .atlas-part script").count() == 0


def test_maps_on_one_page_do_not_meet(visit, tmp_path):
    figure, table = Figure(), huts(open=["summer", "all year"])
    for _ in range(2):
        drawing = folium.Map([47.15, 11.2], tiles=None, height="50%")
        figure.add_child(drawing)
        geo.Facets(table, ["open"]).add_to(drawing)
        geo.FactsDrawer(table).add_to(drawing)
    file = tmp_path / "two.html"
    figure.save(file)
    with visit(file=file) as reader:
        page = reader.open().page
        first, second = page.locator(".folium-map").all()
        first.locator(".chip").filter(has_text="summer").click()
        assert (first.locator(DOTS).count(), second.locator(DOTS).count()) == (1, 2)
        second.locator(DOTS).last.click()
        assert first.locator(".card").is_hidden()
        assert second.locator(".card h2").inner_text() == "Bergl"


def test_tables_on_one_narrow_map_open_their_drawers_above_each_other(visit, tmp_path):
    drawing = folium.Map([47.15, 11.2], zoom_start=8, tiles=None, width=200)
    for name in ("first", "second"):
        table = huts().assign(name=[name, "Bergl"])
        geo.Facets(table, ["name"]).add_to(drawing)
        geo.FactsDrawer(table).add_to(drawing)
    file = tmp_path / "tables.html"
    drawing.save(file)
    with visit(file=file) as reader:
        page = reader.open().page
        for name in ("second", "first"):
            page.locator(f"{DOTS}[title={name}]").focus()
            page.keyboard.press("Enter")
            # A press of the mouse reaches only what lies above.
            page.locator(".card", has_text=name).locator("h2").click()
        assert page.locator(".filters").first.bounding_box()["width"] <= 180


def test_parts_work_on_the_map_of_an_atlas_too(visit, tmp_path, atlas):
    table = geopandas.GeoDataFrame(
        {"name": ["Hut"], "open": ["summer"]}, geometry=geopandas.points_from_xy([113.2], [27.2]), crs="EPSG:4326"
    )
    drawing = build_map(atlas)
    geo.Facets(table, ["open"], position="topright").add_to(drawing)
    file = tmp_path / "both.html"
    drawing.save(file)
    with visit(file=file) as reader:
        page = reader.open("#lang=en").page
        assert names(page) == ["Hut"]
        assert page.locator(".filters .chip").inner_text().split() == ["summer", "1"]
