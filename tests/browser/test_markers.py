"""What stands on the map stands where the record has it, with the sign of its layer and its doubt."""

from __future__ import annotations

import math

import pytest
import shapely

from geo.record.layers import SITE_LAYERS
from geo.record.vocabulary import EXACT_M
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.fixtures.shared import ADCODES

NEAR_M = 3
DEGREE_M = 111_320


def metres(one, other) -> float:
    """Distance of two positions near each other, lon, lat."""
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(east, one[1] - other[1]) * DEGREE_M


def stands_at(place, geometry) -> bool:
    """Tell whether a sign stands on its geometry: on the point, on the line, in the area."""
    point = shapely.Point(place)
    if geometry.geom_type == "Point":
        return metres(place, geometry.coords[0]) < NEAR_M
    return geometry.distance(point) * DEGREE_M < NEAR_M


def places_of(placed, site) -> list:
    """Positions of a site, lon, lat: its own, and those of its parts."""
    return [placed["point"][site].coords[0], *(part["point"] for part in placed["parts"][site])]


@pytest.mark.matrix
def test_every_place_stands_where_the_record_has_it(desktop, placed):
    points = {site: geometry.coords[0] for site, geometry in placed["point"].items()}
    views = [f"#map=18/{lat}/{lon}" for lon, lat in points.values()]
    told = desktop.open().tour(views, "({ marks: probe.marks(), clusters: probe.clusters() })")
    fills = {}
    for site, seen in zip(placed.itertuples(), told, strict=True):
        marks = {desktop.id_of(mark["row"]): mark for mark in seen["marks"]}
        crowds = [{desktop.id_of(row) for row in cluster["members"]} for cluster in seen["clusters"]]
        if site.Index not in marks:
            # Several places at one spot stay a cluster even here.
            [crowd] = [each for each in crowds if site.Index in each]
            near = ((other, metres(points[site.Index], place)) for other in crowd for place in places_of(placed, other))
            assert {other for other, apart in near if apart < 100} == crowd
            continue
        mark = marks[site.Index]
        assert stands_at(mark["at"], site.geometry), site.Index
        doubtful = site.position_uncertainty_m > EXACT_M
        assert mark["dashed"] == doubtful, site.Index
        assert ("doubtful" in mark["classes"]) == doubtful
        fills.setdefault((site.layer, doubtful), set()).add(mark["fill"])
    # Each layer has a colour of its own, and a tint of it where the position is doubtful.
    assert all(len(fill) == 1 for fill in fills.values())
    assert len(set.union(*fills.values())) == len(fills)
    assert {doubtful for _, doubtful in fills} == {True, False}


@in_one_page("scheme", ["light", "dark"])
def test_a_doubtful_marker_has_a_quarter_of_its_colour_inside(desktop, placed, scheme):
    desktop.page.emulate_media(color_scheme=scheme)
    site = next(placed[placed["position_uncertainty_m"] > EXACT_M].itertuples())
    lon, lat = site.point.coords[0]
    desktop.open(f"#map=18/{lat}/{lon}")
    inside, tone, paper = desktop.page.locator(".mark.doubtful:not([hidden]) path").first.evaluate(
        """(path) => {
            const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
            const style = getComputedStyle(path);
            return [style.fill, style.stroke, style.getPropertyValue("--paper")].map((colour) => {
                pixel.fillStyle = colour;
                pixel.fillRect(0, 0, 1, 1);
                return [...pixel.getImageData(0, 0, 1, 1).data];
            });
        }"""
    )
    assert inside == pytest.approx([0.25 * one + 0.75 * other for one, other in zip(tone, paper, strict=True)], abs=2)


def test_circle_is_drawn_to_scale(desktop, placed):
    doubtful = placed[(placed["position_uncertainty_m"] > EXACT_M) & (placed.geometry.geom_type == "Point")]
    site = next(doubtful.itertuples())
    lon, lat = site.geometry.coords[0]
    desktop.open(f"#place={site.Index}&map=13/{lat}/{lon}")
    width = desktop.page.locator(".leaflet-pane path.doubt:not(.vague)").evaluate("(path) => path.getBBox().width")
    pixel = 2 * math.pi * 6378137 * math.cos(math.radians(lat)) / (256 * 2**13)
    assert width == pytest.approx(2 * site.position_uncertainty_m / pixel, rel=0.02)


def test_areas_and_lines_are_drawn(reader, placed):
    reader.open()
    for kind, name in (("Polygon", "area"), ("LineString", "line")):
        shapes = placed[placed.geometry.geom_type == kind]
        drawn = reader.page.locator(f".folium-map path.{name}")
        assert drawn.count() == len(shapes) > 0
        for layer, members in shapes.groupby("layer", observed=True):
            assert reader.page.locator(f".folium-map path.{name}.layer-{layer}").count() == len(members)
        doubtful = int((shapes["position_uncertainty_m"] > EXACT_M).sum())
        assert reader.page.locator(f".folium-map path.{name}.doubtful").count() == doubtful


def test_areas_have_the_extent_of_the_record(desktop, placed):
    areas = placed[placed.geometry.geom_type.isin(["Polygon", "LineString"])]
    told = desktop.open().page.evaluate(
        """() => {
            const found = [];
            probe.map().eachLayer((layer) => {
                const path = layer instanceof L.Polyline && layer.getElement();
                if (!path || !["area", "line"].some((name) => path.classList.contains(name))) return;
                const bounds = layer.getBounds();
                found.push([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
            });
            return found;
        }"""
    )
    drawn = sorted([round(edge, 6) for edge in bounds] for bounds in told)
    assert drawn == sorted([round(edge, 6) for edge in geometry.bounds] for geometry in areas.geometry)


def test_chosen_area_is_told_apart(desktop, placed):
    areas = placed[placed.geometry.geom_type == "Polygon"]
    assert len(areas) > 0
    desktop.open()
    for site in areas.index:
        desktop.go(f"#place={site}")
        assert desktop.page.locator(".folium-map path.area.chosen").count() == 1
    desktop.go("")
    assert desktop.page.locator(".folium-map path.area.chosen").count() == 0


def test_a_click_on_an_area_chooses_it(desktop, placed):
    site = max(placed[placed.geometry.geom_type == "Polygon"].itertuples(), key=lambda each: each.area_m2)
    west, south, east, north = site.geometry.bounds
    # Beside its sign, which stands in the middle of the widest part.
    inside = shapely.Point(*site.point.coords[0]).buffer((east - west) / 12).boundary
    lon, lat = shapely.intersection(inside, site.geometry).coords[0]
    desktop.open(f"#map=14/{(south + north) / 2}/{(west + east) / 2}")
    x, y = desktop.page.evaluate(
        """([lon, lat]) => {
            const { x, y } = probe.map().latLngToContainerPoint([lat, lon]);
            const basemap = document.querySelector(".folium-map").getBoundingClientRect();
            return [x + basemap.left, y + basemap.top];
        }""",
        [lon, lat],
    )
    desktop.page.mouse.click(x, y)
    desktop.page.locator(".popup").wait_for()
    assert desktop.tell("popup")["name"] == site.name_zh


@in_each_language
def test_nine_districts_have_their_polygons_names_and_counts(desktop, atlas, lang):
    names = atlas.districts[f"name_{lang}"]
    counts = {code: int(atlas.sites["all_districts"].map(lambda listed, c=code: c in listed).sum()) for code in ADCODES}
    desktop.open(f"#lang={lang}")
    assert desktop.page.locator(".folium-map path.basemap-district").count() == len(ADCODES) == 9
    seen = {}
    for adcode, geometry in atlas.districts.geometry.items():
        point = shapely.get_point(shapely.maximum_inscribed_circle(geometry, tolerance=1e-4), 0)
        views = [f"#lang={lang}&map={zoom}/{point.y}/{point.x}" for zoom in (9, 11, 12)]
        for labels in desktop.tour(views, "probe.labels()"):
            seen |= {desktop.id_of(label["row"]): label for label in labels}
        assert adcode in seen, f"{adcode} is named at no zoom"
    for adcode, label in seen.items():
        assert (label["title"], label["count"]) == (names[adcode], counts[adcode])
        assert names[adcode].startswith(label["name"])


def test_districts_can_be_switched_off(reader):
    reader.open()
    assert reader.tell("labels")
    reader.pull_up().press("layer-districts")
    assert reader.tell("labels") == []
    assert reader.page.locator(".folium-map path.basemap-district.plain").count() == 9
    assert len(reader.ids) == len(reader.atlas.sites)


@pytest.mark.matrix
def test_unplaced_sites_never_have_a_sign(desktop, atlas, unplaced):
    assert len(unplaced) > 0
    views = ["", *(f"#map={zoom}/{seat[1]}/{seat[0]}" for seat in atlas.districts["seat"] for zoom in (8, 11, 14))]
    opened = [f"#place={site}&facts=1" for site in unplaced.index]
    told = desktop.open().tour(views + opened, "({ marks: probe.marks(), clusters: probe.clusters() })")
    for seen in told:
        rows = [mark["row"] for mark in seen["marks"]] + [row for each in seen["clusters"] for row in each["members"]]
        assert not {desktop.id_of(row) for row in rows} & set(unplaced.index)


@in_each_language
def test_unplaced_sites_are_listed_under_their_district_and_said_to_be_so(reader, atlas, unplaced, lang, say):
    reader.open(f"#lang={lang}")
    sections = {section["name"]: section for section in reader.tell("sections")}
    for site in unplaced.itertuples():
        home = atlas.districts[f"name_{lang}"][site.districts[0]] if site.districts else say(lang, "cityOnly")
        [item] = [item for item in sections[home]["items"] if item["id"] == site.Index]
        assert item["unplaced"]
    told = [item["id"] for section in sections.values() for item in section["items"] if item["unplaced"]]
    assert sorted(told) == sorted(unplaced.index)
    for section in sections.values():
        placed_last = [item["unplaced"] for item in section["items"]]
        assert placed_last == sorted(placed_last)
        assert section["count"] == len(section["items"])


def test_a_click_on_an_unplaced_site_opens_its_facts(reader, unplaced):
    site = unplaced.index[0]
    reader.open().pull_up().press(site)
    assert reader.tell("drawer")["name"] == unplaced["name_zh"][site]
    assert reader.tell("popup") is None


def test_clusters_tell_how_many_they_hold_and_open(desktop, say):
    desktop.open()
    clusters = desktop.tell("clusters")
    assert clusters
    for cluster in clusters:
        assert cluster["text"] == str(len(cluster["members"]))
        layers = desktop.atlas.sites["layer"][[desktop.id_of(row) for row in cluster["members"]]]
        counts = layers.value_counts().reindex(SITE_LAYERS, fill_value=0)
        parts = [
            say("zh", "clusterPart", count=count, layer=desktop.atlas.words.layers[layer].name_zh)
            for layer, count in counts.items()
            if count
        ]
        assert cluster["label"] == say(
            "zh", "cluster", places=say("zh", "places", count=len(cluster["members"])), parts="、".join(parts)
        )
    largest = max(clusters, key=lambda each: len(each["members"]))
    zoom = desktop.tell("view")["zoom"]
    desktop.page.get_by_label(largest["label"], exact=True).click()
    desktop.until(f"probe.settled() && probe.view().zoom > {zoom}")
    # All of them are still in view, in smaller groups.
    wanted = {desktop.id_of(row) for row in largest["members"]}
    assert wanted <= set(desktop.drawn())
    assert all(len(cluster["members"]) < len(wanted) for cluster in desktop.tell("clusters"))


def test_basemap_that_is_schematic_is_dashed(desktop, atlas):
    features = atlas.record.layers["context"]["features"]
    told = desktop.open().page.evaluate(
        """() => probe.all(".basemap-river, .basemap-road-inner", probe.map().getContainer()).map((path) => ({
          kind: path.classList[0].split("-")[1],
          schematic: path.classList.contains("schematic"),
          dashed: getComputedStyle(path).strokeDasharray !== "none",
          lines: path.getAttribute("d").split("M").length - 1,
        }))"""
    )
    drawn = {(path["kind"], path["schematic"]) for path in told}
    recorded = [each["properties"] for each in features if each["properties"]["kind"] in {"river", "road"}]
    assert drawn == {(each["kind"], each["schematic"]) for each in recorded}
    assert sum(path["lines"] for path in told) >= len(recorded), (
        "lines alike are one path, and one that fades is several"
    )
    assert all(path["dashed"] == path["schematic"] for path in told)


@pytest.fixture
def at_one_spot(placed) -> list[str]:
    """Return places that have the very same position."""
    spots = placed["point"].map(lambda point: point.coords[0])
    return list(spots.index[spots == spots.value_counts().index[0]])


def look_at(reader, together: list[str]):
    """Look at places of one spot from so near that nothing else stands with them."""
    point = reader.atlas.points[together[0]]
    reader.open(f"#map=17/{point.y}/{point.x}")


def petals(reader) -> dict[str, tuple[float, float]]:
    """Return where the places that were set out stand on the screen."""
    told = reader.page.locator(".petal:visible").evaluate_all(
        """(all) => all.map((each) => {
            const { x, y } = each.getBoundingClientRect();
            return [Number(each.dataset.row), x, y];
        })"""
    )
    return {reader.id_of(row): (x, y) for row, x, y in told}


def test_a_cluster_at_one_spot_is_set_out_around_it_and_folds(reader, at_one_spot, say):
    assert len(at_one_spot) > 1
    look_at(reader, at_one_spot)
    [cluster] = [each for each in reader.tell("clusters") if len(each["members"]) == len(at_one_spot)]
    count = say("zh", "places", count=len(at_one_spot))
    assert cluster["label"].startswith(say("zh", "clusterSpread", places=count, parts="|").split("|")[0])
    view = reader.tell("view")
    for fold in ("Escape", "map"):
        reader.page.locator(".cluster:visible").first.click()
        assert reader.tell("view") == view
        places = petals(reader)
        assert set(places) == set(at_one_spot)
        assert all(math.dist(a, b) > 40 for a in places.values() for b in places.values() if a != b)
        assert reader.page.locator(".folium-map path.leg").count() == len(at_one_spot)
        if fold == "Escape":
            reader.page.keyboard.press("Escape")
        else:
            box = reader.page.locator(".folium-map").bounding_box()
            reader.page.mouse.click(box["x"] + 40, box["y"] + 200)
        assert petals(reader) == {}
        assert reader.page.locator(".folium-map path.leg").count() == 0


def test_places_set_out_are_reached_by_keyboard_and_stay_while_one_is_chosen(desktop, at_one_spot):
    look_at(desktop, at_one_spot)
    desktop.page.locator(".cluster:visible").first.focus()
    desktop.page.keyboard.press("Enter")
    first = desktop.id_of(int(desktop.active["row"]))
    assert first in at_one_spot
    desktop.page.keyboard.press("Enter")
    assert desktop.tell("popup")["name"] == desktop.atlas.sites["name_zh"][first]
    assert set(petals(desktop)) == set(at_one_spot)
    desktop.page.keyboard.press("Escape")
    desktop.until("probe.popup() === null")
    assert set(petals(desktop)) == set(at_one_spot), "the popup closes first"
    desktop.page.keyboard.press("Escape")
    assert petals(desktop) == {}
    assert desktop.page.evaluate("document.activeElement.classList.contains('cluster')")


@in_one_page("change", ["zoom", "filter"])
def test_places_set_out_fold_when_the_map_or_the_choice_changes(desktop, at_one_spot, change):
    look_at(desktop, at_one_spot)
    desktop.page.locator(".cluster:visible").first.click()
    assert petals(desktop)
    if change == "zoom":
        desktop.use("zoomOut")
        desktop.still()
    else:
        desktop.press(f"layer-{desktop.atlas.sites['layer'][at_one_spot[0]]}")
    assert petals(desktop) == {}


def test_names_of_the_basemap_cover_nothing_and_come_nearer_by_and_by(desktop):
    overlapping = """() => {
        const all = probe.shown(".mark, .cluster, .name, .district b, .basemap-name b");
        const boxes = all.map((each) => each.getBoundingClientRect());
        const upright = probe.shown(".basemap-name.neighbour b").map((each) => each.getBoundingClientRect());
        return upright.filter((a) => boxes.filter((b) =>
            a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).length > 1).length;
    }"""
    kinds = "[...new Set(probe.shown('.basemap-name').map((each) => probe.text(each)))]"
    desktop.open("#map=8.75/27.1/113.5")
    far = desktop.page.evaluate(kinds)
    assert {"衡阳市", "吉安市"} <= set(far)
    assert {"湘江", "醴茶铁路", "攸县县城"}.isdisjoint(far)
    assert desktop.page.evaluate(overlapping) == 0
    near = desktop.tour(
        [f"#map={zoom}/27.83/113.13" for zoom in (9, 10, 12, 14)], f"({{ names: {kinds}, over: ({overlapping})() }})"
    )
    assert all(each["over"] == 0 for each in near)
    assert "渌口站" not in near[0]["names"]
    assert {"湘江", "京广铁路", "沪昆铁路"} <= set(near[2]["names"])


def test_lines_bear_their_names_while_they_are_shown(desktop, placed):
    lines = set(placed[placed.geometry.geom_type == "LineString"]["name_zh"])
    names = "probe.shown('.basemap-name.site').map((each) => probe.text(each))"
    desktop.open("#map=8.75/27.65/113.4")
    assert desktop.page.evaluate(names) == []
    desktop.go("#map=10/27.65/113.4").still()
    shown = desktop.page.evaluate(names)
    assert shown
    assert set(shown) <= lines
    desktop.press("layer-infrastructure")
    assert desktop.page.evaluate(names) == []


@pytest.mark.matrix
@in_each_language
def test_names_stand_whole_in_view_and_clear_of_the_tools(reader, lang):
    reader.open(f"#lang={lang}")
    for view in ("", "&map=12/27.84/113.13", "&map=14/27.86/113.1"):
        reader.go(f"#lang={lang}{view}").still()
        seen = reader.page.evaluate(NAMES)
        assert seen["names"] > 0, view
        assert seen["odd"] == [], view


# Names of districts and places, and those that lie under the tools or are cut.
NAMES = """() => {
    const basemap = document.querySelector(".folium-map").getBoundingClientRect();
    const tools = document.querySelector(".toolbox").getBoundingClientRect();
    const under = (box) => box.right > tools.left && box.left < tools.right
        && box.bottom > tools.top && box.top < tools.bottom;
    const cut = (box) => box.left < basemap.left || box.right > basemap.right
        || box.top < basemap.top || box.bottom > basemap.bottom;
    const names = probe.shown(".leaflet-places-pane .district b, .leaflet-places-pane .name");
    const boxOf = (name) => name.getBoundingClientRect();
    const odd = names.filter((name) => under(boxOf(name)) || cut(boxOf(name)));
    return { names: names.length, odd: odd.map(probe.text) };
}"""


# What can be pressed on the map, well inside of it.
BUTTONS = """(selector) => probe.shown(`.leaflet-places-pane ${selector}`)
    .map((each) => (each.querySelector("b") || each).getBoundingClientRect())
    .map(({ left, top, width, height }) => [left + width / 2, top + height / 2])
    .find(([x, y]) => x > 30 && y > 30 && x < innerWidth - 70 && y < innerHeight - 220
        && document.elementFromPoint(x, y).closest(selector))"""

PRESSED = ("button.mark", "button.cluster", "button.district")


def chosen_or_near(reader) -> list:
    """Return what a press changes: whether something is chosen, and how near the map is."""
    return ["place=" in reader.hash, round(reader.tell("view")["zoom"], 2)]


@pytest.mark.matrix
@in_one_page("selector", PRESSED)
def test_a_drag_that_begins_on_a_button_of_the_map_moves_it_and_presses_nothing(desktop, selector):
    desktop.open("#map=10/27.75/113.2")
    mouse = desktop.page.mouse
    before = chosen_or_near(desktop)
    view = desktop.tell("view")
    x, y = desktop.page.evaluate(BUTTONS, selector)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 30, y + 20, steps=4)
    mouse.move(x + 60, y + 40, steps=4)
    desktop.page.wait_for_timeout(300)  # a hand at rest: no fling follows
    mouse.up()
    desktop.still()
    moved = desktop.tell("view")
    shift = desktop.page.evaluate(
        """([from, to]) => { const a = probe.map().latLngToContainerPoint([from.lat, from.lon]);
            const b = probe.map().latLngToContainerPoint([to.lat, to.lon]); return [a.x - b.x, a.y - b.y]; }""",
        [view, moved],
    )
    assert shift == pytest.approx([60, 40], abs=4)
    assert chosen_or_near(desktop) == before
    # A hand that trembles within Leaflet's tolerance still presses; the keyboard presses whatever was dragged before.
    x, y = desktop.page.evaluate(BUTTONS, selector)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 1, y + 1)
    mouse.up()
    desktop.still()
    assert chosen_or_near(desktop) != before


def test_the_keyboard_presses_a_button_of_the_map_whatever_was_dragged_before(desktop):
    desktop.open("#map=12/27.85/113.13")
    mouse = desktop.page.mouse
    x, y = desktop.page.evaluate(BUTTONS, "button.mark")
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 40, y, steps=4)
    mouse.up()
    desktop.still()
    desktop.page.locator('button.mark:not([hidden])[tabindex="0"]').first.focus()
    desktop.page.keyboard.press("Enter")
    desktop.page.locator(".popup").wait_for()


@pytest.mark.matrix
@in_one_page("selector", PRESSED)
def test_fingers_on_a_button_of_the_map_move_it_and_press_nothing(phone, selector):
    phone.open("#map=10/27.75/113.15")
    x, y = phone.page.evaluate(BUTTONS, selector)
    before = phone.tell("view")
    phone.swipe(((x, y), (x + 60, y + 40)))
    assert phone.tell("view")["lat"] > before["lat"]
    assert phone.tell("view")["lon"] < before["lon"]
    x, y = phone.go("#map=10.5/27.75/113.15").page.evaluate(BUTTONS, selector)
    phone.swipe(((x, y), (x - 20, y)), ((x + 40, y), (x + 120, y)))
    assert phone.tell("view")["zoom"] > 10.5
    assert "place=" not in phone.hash


def test_each_part_of_a_place_has_a_mark_and_any_of_them_chooses_it(desktop, atlas):
    split = next(site for site in atlas.raw_sites.itertuples() if len(site.parts) > 0 and site.layer == "institutions")
    [part] = split.parts
    for lon, lat in (split.geometry.geoms[0].coords[0], part["point"]):
        desktop.open(f"#map=16/{lat}/{lon}")
        [mark] = [mark for mark in desktop.tell("marks") if desktop.id_of(mark["row"]) == split.Index]
        assert metres(mark["at"], (lon, lat)) < NEAR_M
        assert mark["dashed"] == (part["uncertainty_m"] > EXACT_M if [lon, lat] == part["point"] else False)
        desktop.page.locator(f'.mark:not([hidden])[data-row="{mark["row"]}"]').first.click()
        assert f"place={split.Index}" in desktop.hash


def test_a_popup_opens_at_the_part_that_was_pressed(desktop, atlas):
    split = next(site for site in atlas.raw_sites.itertuples() if len(site.parts) > 0 and site.layer == "institutions")
    [part] = split.parts
    desktop.open(f"#place={split.Index}&lang=en")

    def popup_at() -> list[float]:
        return desktop.page.evaluate(
            """() => {
                let at;
                probe.map().eachLayer((layer) => {
                    if (layer instanceof L.Popup) at = [layer.getLatLng().lng, layer.getLatLng().lat];
                });
                return at;
            }"""
        )

    assert metres(popup_at(), split.geometry.geoms[0].coords[0]) < NEAR_M, "a link opens it at the first"
    desktop.page.locator(f'.mark.chosen:not([hidden])[aria-label$="{part["name_en"]}"]').click()
    assert metres(popup_at(), part["point"]) < NEAR_M
    assert (
        metres(desktop.go(f"#place={split.Index}&lang=zh") and popup_at(), split.geometry.geoms[0].coords[0]) < NEAR_M
    )


def test_a_popup_says_of_the_part_that_was_pressed_how_it_is_known(desktop, atlas):
    split = atlas.raw_sites.loc["lukou-edz"]
    [part] = split.parts
    assert part["basis"] != split.position_basis
    desktop.open("#place=lukou-edz&lang=en")
    first = desktop.tell("popup")["terms"]["Position"]
    desktop.page.locator(f'.mark.chosen:not([hidden])[aria-label$="{part["name_en"]}"]').click()
    pressed = desktop.tell("popup")["terms"]["Position"]
    for told, name, basis, within in (
        (first, split.position_name_en, split.position_basis, "2.5 km"),
        (pressed, part["name_en"], part["basis"], "3 km"),
    ):
        assert name in told
        assert atlas.words.bases[basis].name_en in told
        assert within in told


def test_a_site_of_several_places_counts_once_where_they_are_one_cluster(desktop, atlas):
    clusters = desktop.open("#map=7/27.2/113.4").tell("clusters")
    counts = [row for cluster in clusters for row in cluster["members"]]
    assert len(counts) == len(set(counts)) > 0
    parts = {site.Index for site in atlas.raw_sites.itertuples() if len(site.parts) > 0}
    assert parts <= {desktop.id_of(row) for row in counts}


def test_rival_positions_are_drawn_and_told_while_their_place_is_chosen(desktop, atlas):
    rivals = {
        site.Index: site.rival_positions for site in atlas.raw_sites.itertuples() if len(site.rival_positions) > 0
    }
    assert len(rivals) == 2
    for site, claims in rivals.items():
        desktop.open(f"#lang=en&place={site}&facts=1")
        marks = desktop.page.locator(".mark.rival:not([hidden])")
        assert marks.count() == desktop.page.locator("path.doubt.rival").count() == len(claims)
        titles = {mark.get_attribute("title") for mark in marks.all()}
        assert titles == {f"Rival claim: {claim['evidence'][0]}" for claim in claims}
        shown = desktop.page.locator(".drawer .position").inner_text()
        assert all(", ".join(map(str, claim["point"])) in shown for claim in claims)
        assert atlas.raw_sites.loc[site, "position_reason_en"] in shown
    desktop.go("#")
    assert desktop.page.locator(".mark.rival:not([hidden])").count() == 0
    assert desktop.page.locator("path.doubt.rival").count() == 0


def test_all_parts_of_a_chosen_place_come_into_view(desktop, atlas):
    split = [each for each in atlas.raw_sites.itertuples() if len(each.parts) > 0]
    assert split
    for site in split:
        desktop.open(f"#place={site.Index}")
        marks = desktop.page.locator(".mark.chosen:not([hidden])")
        assert marks.count() == 1 + len(site.parts)
        for mark in marks.all():
            box = mark.bounding_box()
            assert 0 < box["x"] < 1440
            assert 0 < box["y"] < 900


WRITTEN = """
window.written = 0;
const isName = ({ target }) => target.matches && target.matches(".leaflet-places-pane .district b");
const count = (changes) => { written += changes.filter(isName).length; };
new MutationObserver(count).observe(document, { childList: true, subtree: true });
"""


def test_the_map_is_laid_out_once_at_the_start(reader):
    reader.page.add_init_script(WRITTEN)
    reader.open()
    names = reader.page.locator(".leaflet-places-pane .district:not([hidden])").count()
    assert reader.page.evaluate("written") == names > 0
