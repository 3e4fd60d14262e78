"""The ground that the map lies on: the relief, from afar and not from near, and what hides it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import in_one_page
from tests.browser.test_basemaps import AMAP
from tests.browser.test_basemaps import open_online

pytestmark = pytest.mark.matrix  # what is beneath, on many maps

FAR = "map=9/26.6/113.6"


def relief_shown(reader) -> float:
    """Return how much of the relief is seen: the opacity of its pane, none where it is not displayed."""
    return reader.page.evaluate(
        """() => {
            const style = getComputedStyle(document.querySelector(".leaflet-relief-pane"));
            return style.display === "none" ? 0 : Number(style.opacity);
        }"""
    )


@in_one_page("scheme", ["light", "dark"])
def test_the_relief_is_seen_from_afar_and_gone_from_near(desktop, scheme):
    desktop.page.emulate_media(color_scheme=scheme)
    seen = [relief_shown(desktop.open(f"#map={zoom}/26.6/113.6")) for zoom in (8, 9, 10, 11, 13)]
    assert seen[0] == seen[1] > seen[2] > seen[3] == seen[4] == 0


def test_the_relief_lies_where_its_edges_say(visit, atlas):
    with visit() as reader:
        off = reader.open(f"#{FAR}").page.evaluate(
            """([west, south, east, north]) => {
                const map = probe.map();
                const box = document.querySelector("img.relief").getBoundingClientRect();
                const frame = map.getContainer().getBoundingClientRect();
                const from = map.latLngToContainerPoint([north, west]);
                const to = map.latLngToContainerPoint([south, east]);
                return [box.left - frame.left - from.x, box.top - frame.top - from.y,
                    box.right - frame.left - to.x, box.bottom - frame.top - to.y].map(Math.abs);
            }""",
            atlas.record.package["resources"][-1]["bbox"],
        )
    assert max(off) <= 1.5


def test_the_relief_shades_no_figure_and_no_tile(visit):
    with visit(hosts=AMAP) as reader:
        open_online(reader, f"#base=amap&{FAR}")
        assert relief_shown(reader) == 0
        reader.go(f"#{FAR}")
        assert relief_shown(reader) > 0
        reader.go(f"#colour=population&{FAR}")
        assert relief_shown(reader) == 0


def test_roads_are_switched_off_with_their_names_and_a_link_keeps_it(visit):
    roads = "() => probe.shown('.folium-map .basemap-road-inner').length"
    names = "() => probe.shown('.basemap-name.road').length"
    with visit() as reader:
        reader.open("#map=11/27.6/113.05")
        assert reader.page.evaluate(roads) > 0
        assert reader.page.evaluate(names) > 0
        reader.press("layer-roads")
        assert reader.page.evaluate(roads) == reader.page.evaluate(names) == 0
        assert "roads=0" in reader.hash
        reader.open("#roads=0&map=11/27.6/113.05")
        assert reader.page.evaluate(roads) == 0
        reader.press("layer-roads")
        assert reader.page.evaluate(roads) > 0
        assert "roads" not in reader.hash


def test_a_road_is_thinner_than_the_line_of_any_layer(visit):
    width = (
        "([selector]) => parseFloat(getComputedStyle(document.querySelector(`.folium-map ${selector}`)).strokeWidth)"
    )
    with visit() as reader:
        reader.open("#map=10/27.3/113.3")
        road, line = (reader.page.evaluate(width, [each]) for each in (".basemap-road-inner", ".line"))
    assert road < line


@in_one_page(("zoom", "kinds"), [(8, set()), (9, {"seat", "peak"}), (10, {"seat", "peak", "town", "station"})])
def test_points_are_named_the_nearer_the_more(desktop, zoom, kinds):
    shown = """() => probe.shown(".basemap-name").map((each) => each.className.split(" "))
        .filter((names) => names.includes("right") || names.includes("left")).map((names) => names[2])"""
    assert set(desktop.open(f"#map={zoom}/27.0/113.6").page.evaluate(shown)) - {"lake"} == kinds


def test_the_mark_of_a_point_is_where_the_record_has_it(visit, atlas):
    marks = """() => probe.shown(".basemap-name.town").map((each) => {
        const box = each.querySelector("b").getBoundingClientRect();
        const frame = probe.map().getContainer().getBoundingClientRect();
        const x = each.classList.contains("right") ? box.left - 8 : box.right + 8;
        const y = (box.top + box.bottom) / 2;
        const { lat, lng } = probe.map().containerPointToLatLng([x - frame.left, y - frame.top]);
        return [each.textContent, lng, lat];
    })"""
    features = atlas.record.layers["context"]["features"]
    towns = {each["properties"]["name_zh"]: each["geometry"]["coordinates"] for each in features}
    with visit() as reader:
        seen = reader.open("#map=10/26.8/113.6").page.evaluate(marks)
    assert len(seen) > 10
    off = {name for name, lon, lat in seen if max(abs(lon - towns[name][0]), abs(lat - towns[name][1])) > 0.003}
    assert off == set()


def test_borders_of_neighbours_and_the_xiang_fade_where_the_record_ends(visit):
    opacity = """(selector) => [...document.querySelectorAll(`.folium-map ${selector}`)]
        .map((each) => Number(each.style.opacity))"""
    with visit() as reader:
        reader.open(f"#{FAR}")
        for kind in ("neighbour", "river"):
            assert len(set(reader.page.evaluate(opacity, f".basemap-{kind}"))) > 2
        assert set(reader.page.evaluate(opacity, ".basemap-railway")) == {1}


def test_the_picture_has_the_relief_where_the_screen_has_it(visit):
    dark = """() => new Promise((done) => {
        const paint = CanvasRenderingContext2D.prototype.drawImage;
        const drawn = [];
        CanvasRenderingContext2D.prototype.drawImage = function (image, ...box) {
            if (image.className.includes("relief")) drawn.push({ alpha: this.globalAlpha, box });
            return paint.call(this, image, ...box);
        };
        window.dispatchEvent(new Event("beforeprint"));
        window.dispatchEvent(new Event("afterprint"));
        CanvasRenderingContext2D.prototype.drawImage = paint;
        done(drawn);
    })"""
    with visit() as reader:
        far = reader.open(f"#{FAR}").page.evaluate(dark)
        coloured = reader.open(f"#colour=population&{FAR}").page.evaluate(dark)
    whole, core = far
    assert whole["alpha"] > 0
    assert core["alpha"] == 0
    assert coloured == []
