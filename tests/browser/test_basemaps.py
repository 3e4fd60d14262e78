"""Online basemaps: nobody is asked before the reader chooses; all stands where it is on the tiles; credit is given."""

from __future__ import annotations

import math
from itertools import product
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from geo.geodesy.datum import wgs84_to_gcj02
from geo.page.basemaps import basemaps
from geo.page.options import MapOptions
from tests.browser.conftest import in_each_language
from tests.browser.conftest import write_page

AMAP = ("is.autonavi.com",)
SITE = "https://atlas.test/map.html"
OSM = ("tile.openstreetmap.org",)
POINTS = {
    "core": (113.1311, 27.8310),
    "Liling": (113.4912, 27.6494),
    "Yanling": (113.7672, 26.4932),
    "west": (112.99, 27.55),
}
NEAR_M = 2
OFFERED_ON_DISK = ["basemap-own", "basemap-amap", "basemap-amap-imagery", "basemap-esri-imagery"]

# Tiles as they lie on the screen: the address, the middle of the picture's edges, its size.
TILES = """() => probe.all(".leaflet-tile-loaded").map((tile) => {
    const { left, top, width, height } = tile.getBoundingClientRect();
    return { src: tile.src, left, top, width, height };
})"""
# Where the page puts a WGS-84 position, before it is rounded to pixels.
PUTS = """([lon, lat]) => {
    const map = probe.map();
    const basemap = map.getContainer().getBoundingClientRect();
    const pane = L.DomUtil.getPosition(map.getPane("mapPane"));
    const point = map.project([lat, lon]).subtract(map.getPixelOrigin()).add(pane);
    return [point.x + basemap.left, point.y + basemap.top];
}"""


def items(reader) -> list[str]:
    return reader.page.locator(".basemaps button").evaluate_all("(all) => all.map((each) => each.dataset.key)")


def choose(reader, code: str):
    reader.press("map-base")
    reader.press(f"basemap-{code or 'own'}")
    reader.still()


def open_online(reader, address: str):
    """Follow a link that names an online basemap, and agree to it."""
    reader.open(address)
    reader.press("consent-load")
    reader.still()


def wait_for_tiles(reader):
    reader.until(
        "probe.all('.leaflet-tile').length > 0 && !probe.all('.leaflet-tile:not(.leaflet-tile-loaded)').length"
    )
    reader.still()


def world_pixel(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Pixel of a position on the plane of web maps, in the datum of the tiles."""
    size = 256 * 2**zoom
    return size * (lon + 180) / 360, size * (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi))


def on_tile(reader, lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Return where the position in GCJ-02 of a WGS-84 position lies on the screen, by the tile that has it."""
    x, y = world_pixel(*wgs84_to_gcj02(lon, lat), zoom)
    for tile in reader.page.evaluate(TILES):
        told = {name: int(value) for name, [value] in parse_qs(urlsplit(tile["src"]).query).items() if name in "xyz"}
        if told == {"x": x // 256, "y": y // 256, "z": zoom}:
            return tile["left"] + x % 256 * tile["width"] / 256, tile["top"] + y % 256 * tile["height"] / 256
    pytest.fail(f"no tile at {lon}, {lat}, {zoom}")


def test_a_position_stands_on_a_tile_in_gcj_02_where_its_own_gcj_02_position_lies(visit):
    with visit(hosts=AMAP) as reader:
        open_online(reader, "#base=amap")
        for (place, (lon, lat)), zoom in product(POINTS.items(), (10, 14, 17)):
            reader.go(f"#base=amap&map={zoom}/{lat}/{lon}")
            wait_for_tiles(reader)
            metres = 2 * math.pi * 6378137 * math.cos(math.radians(lat)) / (256 * 2**zoom)
            puts = reader.page.evaluate(PUTS, [lon, lat])
            assert math.dist(puts, on_tile(reader, lon, lat, zoom)) * metres < NEAR_M, (place, zoom)


def test_signs_and_shapes_move_with_the_basemap_and_back(visit, atlas):
    site = atlas.raw_sites[atlas.raw_sites.geometry.notna()].iloc[0]
    lon, lat = site["point"].coords[0]
    address = f"#place={site.name}&map=14/{lat}/{lon}"
    seen = """[
        document.querySelector('.mark.chosen').getBoundingClientRect().x,
        probe.view(),
        probe.marks().find((each) => each.classes.includes('chosen')).at,
    ]"""
    with visit(hosts=AMAP) as reader:
        reader.open(address)
        at_home, view, place = reader.page.evaluate(seen)
        choose(reader, "amap")
        _, same_view, same_place = reader.page.evaluate(seen)
        assert same_view == pytest.approx(view, abs=2e-6)
        assert same_place == pytest.approx(place, abs=2e-4)
        assert same_place == pytest.approx((lon, lat), abs=2e-4)
        choose(reader, "")
        assert reader.page.evaluate(seen)[0] == pytest.approx(at_home, abs=1)


def test_nobody_is_asked_before_the_choice_nor_after_it_is_taken_back(visit):
    with visit(hosts=AMAP) as reader:
        reader.open("#map=12/27.83/113.13")
        reader.press("map-base")
        for key in ("ArrowDown", "ArrowDown", "End", "Home", "Escape"):
            reader.page.keyboard.press(key)
        assert reader.asked == []
        choose(reader, "amap")
        wait_for_tiles(reader)
        assert reader.asked
        assert "base=amap" in reader.hash
        choose(reader, "")
        asked = len(reader.asked)
        reader.go("#map=14/27.7/113.2")
        assert len(reader.asked) == asked
        assert reader.page.locator(".leaflet-tile").count() == 0


@pytest.mark.parametrize(("device", "lang"), [("desktop", "zh"), ("phone", "en")])
def test_a_link_with_an_online_basemap_asks_the_reader_first(visit, say, lang, device):
    [amap, *_] = basemaps({})
    link = f"#lang={lang}&base=amap&map=12/27.83/113.13"
    with visit(device, hosts=AMAP) as reader:
        reader.open(link)
        question = reader.page.locator(".consent")
        assert question.locator("p").inner_text() == say(
            lang, "consent", name=getattr(amap, f"name_{lang}"), host=amap.host
        )
        assert reader.page.locator(".atlas.online").count() == 0
        reader.press("map-base")
        assert reader.page.locator('[data-key="basemap-own"]').get_attribute("aria-checked") == "true"
        reader.press("basemap-own")
        assert "base=" not in reader.hash
        assert question.is_hidden()
        reader.go(link)
        assert question.is_visible()
        assert reader.asked == []
        reader.press("consent-load")
        wait_for_tiles(reader)
        assert question.is_hidden()
        reader.go(f"#lang={lang}&map=12/27.83/113.13")
        reader.go(link)
        assert question.is_hidden(), "who agreed to a basemap is not asked again"
        assert reader.page.locator(".atlas.online").count() == 1
        again = reader.another(link)
        again.press("consent-own")
        assert again.page.locator(".consent").is_hidden()
        assert "base=" not in again.hash


def test_a_basemap_that_is_unknown_or_not_offered_here_is_our_own(desktop):
    desktop.open()
    for code in ("nothing", "osm", "tianditu", "carto"):
        desktop.go(f"#base={code}")
        assert desktop.page.locator(".atlas.online").count() == 0, code
        assert desktop.page.locator(".consent").is_hidden(), code
    desktop.press("map-base")
    assert items(desktop) == OFFERED_ON_DISK
    assert desktop.page.locator('[data-key="basemap-own"]').get_attribute("aria-checked") == "true"


def test_openstreetmap_is_offered_on_the_web_and_told_who_asks(visit):
    with visit(site=SITE, hosts=OSM) as reader:
        reader.open("#map=12/27.83/113.13")
        choose(reader, "osm")
        wait_for_tiles(reader)
        assert {request.header_value("referer") for request in reader.asked} == {"https://atlas.test/"}


def test_other_basemaps_are_not_told_who_asks(visit):
    with visit(site=SITE, hosts=AMAP) as reader:
        open_online(reader, "#base=amap-imagery&map=12/27.83/113.13")
        wait_for_tiles(reader)
        assert {request.header_value("referer") for request in reader.asked} == {None}
        styles = {parse_qs(urlsplit(request.url).query)["style"][0] for request in reader.asked}
        assert styles == {"6", "8"}, "pictures and labels"


def test_a_basemap_that_is_not_reached_is_told_once_and_ours_stays(visit, say, lang):
    with visit(hosts=AMAP, tile=b"") as reader:
        reader.open(f"#lang={lang}&map=12/27.83/113.13")
        reader.page.evaluate(
            """() => {
                window.told = [];
                new MutationObserver(() => told.push(probe.text(document.querySelector(".toast"))))
                    .observe(document.querySelector(".toast"), { childList: true });
            }"""
        )
        choose(reader, "amap")
        reader.until("told.length > 0")
        reader.go(f"#lang={lang}&base=amap&map=13/27.8/113.1")
        assert set(reader.page.evaluate("told")) == {say(lang, "tilesFailed")}
        assert len(reader.page.evaluate("told")) == 1
        assert reader.page.locator(".folium-map path.basemap-district").first.is_visible()


def test_tiles_cover_our_basemap_and_outlines_and_signs_cover_the_tiles(visit):
    order = """() => ["basemap", "tile", "outlines", "shapes", "places"].map(
        (name) => Number(getComputedStyle(probe.map().getPane(name) || probe.map().getPane(`${name}Pane`)).zIndex))"""
    with visit(hosts=AMAP) as reader:
        open_online(reader, "#base=amap&district=430204")
        indices = reader.page.evaluate(order)
        assert indices == sorted(set(indices))
        assert reader.page.locator(".folium-map path.outline").count() == 9
        assert reader.page.locator(".folium-map path.outline.chosen").count() == 1
        assert reader.page.locator(".basemap-name:visible").count() == 0, "the tiles have names of their own"
        reader.pull_up().press("layer-districts")
        assert reader.page.locator(".folium-map path.outline").count() == 0


@pytest.fixture
def online(visit):
    with visit(hosts=AMAP) as reader:
        yield reader


@pytest.mark.matrix
@in_each_language
def test_credit_is_given_to_whoever_made_the_basemap(online, say, lang):
    online.open(f"#lang={lang}")
    credit = online.page.locator(".credits")
    assert credit.locator("span").all_inner_texts()[0] == say(lang, "credit")
    assert say(lang, "boundaryNote") in credit.inner_text()
    assert credit.locator("a").count() == 0
    choose(online, "amap")
    [amap, *_] = basemaps({})
    text, address = amap.attribution[-1]
    link = credit.locator("a")
    assert (link.inner_text(), link.get_attribute("href")) == (text, address)
    assert link.is_visible()
    assert credit.locator("[lang]").first.get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_credits_and_tools_stay_on_the_screen_whatever_the_basemap(visit, device):
    with visit(device, hosts=("arcgisonline.com",)) as reader:
        open_online(reader, "#lang=en&base=esri-imagery")
        for selector in (".credits", ".controls"):
            box = reader.page.locator(selector).bounding_box()
            size = reader.page.viewport_size
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert box["y"] >= 0
            below = reader.page.locator(".side").bounding_box() if device == "phone" else None
            assert box["y"] + box["height"] <= (below["y"] if below else size["height"])


@in_each_language
def test_the_choice_is_a_menu_for_the_keyboard(desktop, say, lang):
    desktop.open(f"#lang={lang}")
    button = desktop.page.locator('[data-key="map-base"]')
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    desktop.page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert desktop.active["key"] == "basemap-own"
    for key, expected in [
        ("ArrowDown", "amap"),
        ("ArrowUp", "own"),
        ("ArrowUp", "esri-imagery"),
        ("Home", "own"),
        ("End", "esri-imagery"),
    ]:
        desktop.page.keyboard.press(key)
        assert desktop.active["key"] == f"basemap-{expected}"
    desktop.page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert desktop.active["key"] == "map-base"
    desktop.press("map-base")
    notes = desktop.page.locator(".basemaps small").all_inner_texts()
    offered = [each for each in basemaps({}) if not each.needs_http]
    assert notes == [say(lang, "basemapOwnNote"), *(say(lang, "basemapAsks", host=each.host) for each in offered)]
    desktop.page.mouse.click(700, 450)
    assert button.get_attribute("aria-expanded") == "false"


def test_basemaps_with_a_key_are_offered_and_follow_the_page_s_colours(visit, atlas, tmp_path):
    file = write_page(tmp_path, atlas, MapOptions(tianditu_key="T&1", carto_key="C 2"))
    with visit(file=file, hosts=("cartocdn.com", "tianditu.gov.cn"), color_scheme="dark") as reader:
        reader.open("#map=12/27.83/113.13")
        choose(reader, "carto")
        wait_for_tiles(reader)
        assert {parse_qs(urlsplit(request.url).query)["key"][0] for request in reader.asked} == {"C 2"}
        assert all("/dark_all/" in request.url for request in reader.asked)
        reader.page.emulate_media(color_scheme="light")
        reader.until("probe.all('.leaflet-tile').some(({ src }) => src.includes('/light_all/'))")
        choose(reader, "tianditu")
        wait_for_tiles(reader)
        told = [parse_qs(urlsplit(request.url).query) for request in reader.asked if "tianditu" in request.url]
        assert {(query["T"][0], query["tk"][0]) for query in told} == {("vec_w", "T&1"), ("cva_w", "T&1")}


@pytest.fixture
def unbounded(visit, atlas, tmp_path):
    """Someone who reads a map that was built without boundaries."""
    file = write_page(tmp_path, atlas, MapOptions(boundaries=False, review_number="GS(2026)1号"))
    with visit(file=file) as reader:
        yield reader


@in_each_language
def test_a_map_without_boundaries_works_and_says_so(unbounded, atlas, say, lang):
    unbounded.open(f"#lang={lang}")
    assert (
        unbounded.page.locator(".folium-map path.basemap-district, path.basemap-neighbour, path.outline").count() == 0
    )
    assert say(lang, "noBoundaries") in unbounded.page.locator(".credits").inner_text()
    assert unbounded.page.locator(".review").inner_text() == say(lang, "review", number="GS(2026)1号")
    assert len(unbounded.drawn()) == int(atlas.sites.geometry.notna().sum())
    label = unbounded.tell("labels")[0]
    unbounded.page.locator(".leaflet-places-pane .district b").first.click()
    assert unbounded.tell("popup")["name"] == label["name"]
    unbounded.go(f"#lang={lang}&place=430204&facts=1")
    assert unbounded.tell("drawer")["facts"]


def test_colours_of_districts_lie_over_the_tiles(visit):
    with visit(hosts=AMAP) as reader:
        open_online(reader, "#base=amap&colour=sites")
        wait_for_tiles(reader)
        over = """() => [".leaflet-basemap-pane", ".leaflet-tile-pane"].map((pane) =>
            Number(getComputedStyle(document.querySelector(pane)).zIndex))"""
        basemap, tiles = reader.page.evaluate(over)
        assert basemap > tiles
        reader.go("#base=amap")
        basemap, tiles = reader.page.evaluate(over)
        assert basemap < tiles
