"""Further folium layers in a real browser: all that folium draws without help from elsewhere works offline."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import urlsplit

import folium
import pytest
from branca.colormap import LinearColormap
from branca.element import MacroElement
from folium import plugins
from folium.features import CustomIcon
from folium.template import Template

from geo.atlas.atlas import Atlas
from geo.page.build import build_map
from geo.record.read import read
from tests.browser.conftest import TILE
from tests.fixtures.shared import RECORD

pytestmark = pytest.mark.matrix  # further layers of folium, each a page of its own

# In the south-west quarter of District 1 of the small record, away from its places.
HERE = [27.715, 113.015]
BOX = [[27.71, 113.01], [27.72, 113.02]]
RING = [[113.01, 27.71], [113.02, 27.71], [113.02, 27.72], [113.01, 27.72], [113.01, 27.71]]
VIEW = f"#lang=en&map=13/{HERE[0]}/{HERE[1]}"
ELSEWHERE = "https://elsewhere.test"
TOLD = {"popup": "<b>Words</b>", "tooltip": "Hint"}
PROPERTIES = {"name": "Words", "hint": "Hint"}


def collection(kind: str, coordinates: list) -> dict:
    geometry = {"type": kind, "coordinates": coordinates}
    feature = {"type": "Feature", "id": "a", "properties": PROPERTIES, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


AREA, SPOT = collection("Polygon", [RING]), collection("Point", HERE[::-1])


def fields() -> dict:
    return {"popup": folium.GeoJsonPopup(["name"]), "tooltip": folium.GeoJsonTooltip(["hint"])}


def grouped(layer) -> folium.FeatureGroup:
    return folium.FeatureGroup(name="group").add_child(layer)


def in_head(markup: str) -> MacroElement:
    """Return a layer that puts markup into the head."""
    layer = MacroElement()
    layer._template = Template(f"{{% macro header(this, kwargs) %}}{markup}{{% endmacro %}}")
    return layer


PIN, PATH = ".leaflet-marker-pane .leaflet-marker-icon", ".leaflet-overlay-pane path:not(.last)"
# Layers with a popup and a tooltip, and what is clicked.
TELLING = {
    "marker": (lambda: folium.Marker(HERE, **TOLD), PIN),
    "marker with an icon": (lambda: folium.Marker(HERE, icon=folium.Icon("red", icon="star"), **TOLD), PIN),
    "marker with words": (lambda: folium.Marker(HERE, icon=folium.DivIcon("<i>Icon</i>"), **TOLD), PIN),
    "circle marker": (lambda: folium.CircleMarker(HERE, radius=20, fill=True, **TOLD), PATH),
    "circle": (lambda: folium.Circle(HERE, radius=500, fill=True, **TOLD), PATH),
    "line": (lambda: folium.PolyLine(BOX, weight=20, **TOLD), PATH),
    "polygon": (lambda: folium.Polygon([*BOX, [27.71, 113.02]], fill=True, weight=20, **TOLD), PATH),
    "rectangle": (lambda: folium.Rectangle(BOX, fill=True, **TOLD), PATH),
    "area with fields": (lambda: folium.GeoJson(AREA, **fields()), PATH),
    "area with styles": (
        lambda: folium.GeoJson(
            AREA, style_function=lambda _: {"color": "red"}, highlight_function=lambda _: {"weight": 9}, **fields()
        ),
        PATH,
    ),
    "point with fields": (lambda: folium.GeoJson(SPOT, **fields()), PIN),
    "point with an icon": (
        lambda: folium.GeoJson(SPOT, marker=folium.Marker(icon=folium.Icon("green")), **fields()),
        PIN,
    ),
    "marker in a group": (lambda: grouped(folium.Marker(HERE, **TOLD)), PIN),
    "late popup": (lambda: folium.Marker(HERE, popup=folium.Popup("Words", lazy=True), tooltip="Hint"), PIN),
    "popup of plain words": (
        lambda: folium.Marker(HERE, popup=folium.Popup("Words", parse_html=True), tooltip="Hint"),
        PIN,
    ),
    "tooltip with a style": (
        lambda: folium.Marker(HERE, popup="Words", tooltip=folium.Tooltip("Hint", style="color: red")),
        PIN,
    ),
}


@pytest.fixture(scope="module")
def small() -> Atlas:
    return Atlas(read(RECORD))


@pytest.fixture
def shown(visit, small, tmp_path):
    """Return a way to open the page of the small record with further layers; after them comes a ring, drawn last."""

    @contextmanager
    def showing(*layers, address: str = VIEW, allow: tuple[str, ...] = (), **visited):
        file = tmp_path / "map.html"
        drawing = build_map(small, allow=allow)
        for layer in (*layers, folium.CircleMarker([27.73, 113.03], radius=7, class_name="last")):
            layer.add_to(drawing)
        drawing.save(file)
        hosts = tuple(urlsplit(server).hostname for server in allow)
        with visit(file=file, of=small, hosts=hosts, **visited) as reader:
            if allow:
                answer(reader, allow[0])
            reader.open(address).until("probe.shown('.last').length === 1")
            yield reader

    return showing


ANSWERS = {
    "js": ("text/javascript", "L.heatLayer = ([[lat, lon]]) => L.circleMarker([lat, lon], { className: 'heat' });"),
    "css": ("text/css", f"@font-face {{ font-family: X; src: url({ELSEWHERE}/x.woff2) }} .last {{ opacity: 0.5 }}"),
    "woff2": ("font/woff2", b""),
}


def answer(reader, server: str) -> None:
    """Let a server answer with what is asked of it, as the reader's list of what was asked tells."""

    def fulfil(route):
        reader.asked.append(route.request)
        kind, body = ANSWERS.get(urlsplit(route.request.url).path.rpartition(".")[2], ("image/png", TILE))
        route.fulfill(body=body, content_type=kind, headers={"access-control-allow-origin": "*"})

    reader.context.route(f"{server}/**", fulfil)


def click(reader, selector: str) -> None:
    box = reader.page.locator(selector).first.bounding_box()
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize(("layer", "selector"), TELLING.values(), ids=TELLING)
def test_layer_tells_its_hint_and_opens_its_popup(shown, layer, selector):
    with shown(layer()) as reader:
        reader.page.locator(selector).first.hover(force=True)
        reader.page.locator(".leaflet-tooltip", has_text="Hint").wait_for()
        click(reader, selector)
        popup = reader.page.locator(".leaflet-popup-content")
        popup.wait_for()
        assert "Words" in popup.text_content()
        assert reader.tell("popup") is None, "the atlas opens no popup of its own"


def test_style_of_a_tooltip_is_that_asked_for(shown):
    tooltip = folium.Tooltip("Hint", style="color: rgb(255, 0, 0); font-family: 'x y'")
    with shown(folium.Marker(HERE, tooltip=tooltip)) as reader:
        reader.page.locator(PIN).hover()
        words = reader.page.locator(".leaflet-tooltip div")
        assert words.evaluate("(each) => getComputedStyle(each).color") == "rgb(255, 0, 0)"


@pytest.mark.parametrize("factor", [1, 2])
def test_plain_marker_has_the_picture_of_leaflet(shown, factor):
    with shown(folium.Marker(HERE), device_scale_factor=factor) as reader:
        for picture in (PIN, ".leaflet-shadow-pane img"):
            assert reader.page.locator(picture).evaluate("async (img) => (await img.decode(), img.naturalWidth)") > 20


@pytest.mark.parametrize(
    ("icon", "fill", "sign"),
    [
        (lambda: folium.Icon("red", icon="star"), "#d63e2a", "★"),
        (lambda: folium.Icon("darkblue", icon_color="#ffee00", icon="home", prefix="fa"), "#00649f", "⌂"),
        (folium.Icon, "#38aadd", "i"),
    ],
    ids=["star", "home", "plain"],
)
def test_icon_is_a_pin_in_its_colour_with_its_sign_and_its_tip_on_the_spot(shown, icon, fill, sign):
    with shown(folium.Marker(HERE, icon=icon())) as reader:
        pin = reader.page.locator(PIN)
        assert pin.locator("path").get_attribute("fill") == fill
        assert pin.locator("text").text_content().strip("\ufe0e") == sign
        box, basemap = pin.bounding_box(), reader.page.locator(".folium-map").bounding_box()
        at = reader.page.evaluate("(here) => probe.map().latLngToContainerPoint(here)", HERE)
        tip = (box["x"] + 15 - basemap["x"], box["y"] + 41 - basemap["y"])
        assert tip == pytest.approx((at["x"], at["y"]), abs=1.5)


def test_icon_without_a_character_has_a_dot(shown):
    marker = folium.Marker(HERE, icon=folium.Icon(icon="bicycle"))
    with pytest.warns(UserWarning, match="bicycle"), shown(marker) as reader:
        assert reader.page.locator(f"{PIN} circle").count() == 1


def test_layer_control_takes_groups_away_and_back(shown):
    group = grouped(folium.CircleMarker(HERE, class_name="member"))
    with shown(group, folium.LayerControl(collapsed=False)) as reader:
        for count in (0, 1):
            reader.page.get_by_label("group").click()
            reader.until(f"probe.shown('.member').length === {count}")


def test_layers_kept_in_front_are_drawn_last(visit, small, tmp_path):
    drawing = build_map(small)
    front, _ = (folium.CircleMarker(HERE, class_name=name).add_to(drawing) for name in ("front", "back"))
    drawing.keep_in_front(front)
    drawing.save(tmp_path / "map.html")
    with visit(file=tmp_path / "map.html", of=small) as reader:
        reader.open(VIEW).until("probe.shown('.front, .back').map((each) => each.classList[0]).join() === 'back,front'")


@pytest.fixture
def choropleth(small):
    """Return the districts, shaded by their population."""
    areas = small.districts.reset_index()[["id", "geometry"]].to_json()
    values = small.districts["population"].astype(float)
    return folium.Choropleth(areas, values, key_on="feature.properties.id", legend_name="People", fill_color="OrRd")


def test_choropleth_shades_its_areas_and_draws_its_scale(shown, choropleth, small):
    with shown(choropleth, address="#lang=en") as reader:
        told = "(all) => all.map((each) => each.getAttribute('fill').slice(0, 7))"
        fills = reader.page.locator(PATH).evaluate_all(told)
        assert len(fills) == len(small.districts)
        assert len(set(fills)) > 3
        scale = reader.page.locator(".colour-scale")
        assert set(fills) <= set(scale.locator("rect").evaluate_all(told))
        assert "People" in scale.text_content()
        assert f"{int(small.districts['population'].min()):,}" in scale.text_content()


def test_colour_scale_alone_is_drawn(shown):
    with shown(LinearColormap(["red", "blue"], vmin=0, vmax=8, caption="Words")) as reader:
        assert "Words" in reader.page.locator(".colour-scale").text_content()


def look_there(reader) -> None:
    """Click on the middle of the map, where the layers lie."""
    box = reader.page.locator(".folium-map").bounding_box()
    at = reader.page.evaluate("(here) => probe.map().latLngToContainerPoint(here)", HERE)
    reader.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])


@pytest.mark.parametrize("kind", ["choropleth", "geojson", "hint", "two"])
def test_click_on_an_area_without_words_of_its_own_opens_the_district_below(shown, choropleth, kind):
    layers = {
        "choropleth": [choropleth],
        "geojson": [folium.GeoJson(AREA)],
        "hint": [folium.GeoJson(AREA, tooltip=folium.GeoJsonTooltip(["hint"]))],
        "two": [folium.GeoJson(AREA), folium.Circle(HERE, radius=300, fill=True)],
    }[kind]
    with shown(*layers) as reader:
        look_there(reader)
        reader.until("probe.popup() !== null")
        assert reader.tell("popup")["name"] == "District 1"


def test_failing_layer_stops_no_other(shown):
    failing = MacroElement()
    failing._template = Template("{% macro script(this, kwargs) %}throw new Error('meant to fail');{% endmacro %}")
    with shown(failing, folium.Marker(HERE, **TOLD), mishap=".*meant to fail") as reader:
        click(reader, PIN)
        reader.page.locator(".leaflet-popup-content", has_text="Words").wait_for()


def test_texts_of_layers_are_shown_as_typed_and_end_no_script(shown):
    text = "{{ 7*7 }} </script><script>window.attacked = 1</script><!--"
    with shown(folium.Marker(HERE, popup=folium.Popup(text, parse_html=True))) as reader:
        click(reader, PIN)
        assert reader.page.locator(".leaflet-popup-content").text_content() == text
        assert reader.page.evaluate("window.attacked") is None


@pytest.mark.parametrize(
    "markup",
    ["<svg onload='attacked = 1'></svg>", "<script>attacked = 1</script>", "<b onclick='attacked = 1'>x</b>"],
    ids=["onload", "script", "onclick"],
)
def test_code_in_markup_of_layers_does_not_run(shown, markup):
    with shown(folium.Marker(HERE, popup=f"<p>Words</p>{markup}"), refuses=True) as reader:
        click(reader, PIN)
        reader.page.locator(".leaflet-popup-content").wait_for()
        reader.page.evaluate("document.querySelectorAll('.leaflet-popup-content b').forEach((each) => each.click())")
        assert reader.page.evaluate("window.attacked") is None


def test_allowed_script_runs(shown):
    server = "https://cdn.jsdelivr.net"
    with shown(plugins.HeatMap([HERE]), allow=(server,)) as reader:
        reader.until("probe.shown('.heat').length === 1")
        assert len(reader.asked) == 1


def test_allowed_style_and_its_font_work(shown):
    sheet = in_head(f'<link rel="stylesheet" href="{ELSEWHERE}/x.css">')
    with shown(sheet, allow=(ELSEWHERE,), mishap="warning: Failed to decode") as reader:
        assert reader.page.locator(".last").evaluate("(each) => getComputedStyle(each).opacity") == "0.5"
        reader.page.evaluate("document.fonts.load('12px X').catch(() => 0)")
        assert [request.url.rpartition(".")[2] for request in reader.asked] == ["css", "woff2"]


@pytest.mark.parametrize(
    ("layer", "pane"),
    [
        (lambda: folium.TileLayer(f"{ELSEWHERE}/{{z}}/{{x}}/{{y}}.png", attr="x"), "tile"),
        (lambda: folium.WmsTileLayer(f"{ELSEWHERE}/wms", layers="x", overlay=True), "tile"),
        (lambda: folium.raster_layers.ImageOverlay(f"{ELSEWHERE}/x.png", BOX), "overlay"),
        (lambda: folium.Marker(HERE, icon=CustomIcon(f"{ELSEWHERE}/x.png", (30, 30))), "marker"),
    ],
    ids=["tiles", "WMS", "image", "icon"],
)
def test_allowed_pictures_are_shown(shown, layer, pane):
    with shown(layer(), allow=(ELSEWHERE,)) as reader:
        picture = f"probe.all('.leaflet-{pane}-pane img')"
        reader.until(f"{picture}.some((img) => img.complete && img.naturalWidth > 0)")


def test_tiles_lie_above_the_built_in_basemap_and_leave_clicks_to_it(shown):
    tiles = folium.TileLayer(f"{ELSEWHERE}/{{z}}/{{x}}/{{y}}.png", attr="x")
    with shown(tiles, allow=(ELSEWHERE,)) as reader:
        depth = "(name) => Number(getComputedStyle(probe.map().getPane(name)).zIndex)"
        assert reader.page.evaluate(depth, "tilePane") > reader.page.evaluate(depth, "basemap")
        look_there(reader)
        reader.until("probe.popup() !== null")
