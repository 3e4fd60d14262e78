"""The start shows the whole city and its core: the inset names what has no room on the map, and goes there."""

from __future__ import annotations

import base64

import pytest

from tests.browser.conftest import DEVICES
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.browser.test_following import free_part

pytestmark = pytest.mark.matrix  # every screen and language has its own leaders

SIZES = ({"width": 1440, "height": 900}, {"width": 1280, "height": 720})
SCREENS = [*({"viewport": size} for size in SIZES), DEVICES["phone"]]
SCREEN_IDS = ["1440x900", "1280x720", "phone"]
NAMED = (
    """probe.shown(".leaflet-places-pane .district").map((each) => [each.title, probe.text(each.querySelector("b"))])"""
)
# Names that lie over a sign, over each other, over what the page lays over the map, or partly outside of it.
OVERLAPS = """() => {
    const OVER = ".mark, .cluster, .district b, .district i, .within, .tray, .inset, .controls, .credits, .side";
    const BLANK = 4; // around the letters
    const box = (each) => each.getBoundingClientRect();
    const view = box(document.querySelector(".folium-map"));
    const meet = (a, b) => a.left + BLANK < b.right && b.left + BLANK < a.right
        && a.top + BLANK < b.bottom && b.top + BLANK < a.bottom;
    const isCut = ({ left, right, top }) => left < view.left || right > view.right || top < view.top;
    return probe.shown(".leaflet-places-pane .district b").filter((name) => isCut(box(name))
        || probe.shown(OVER).some((other) => other !== name && meet(box(name), box(other)))).map(probe.text);
}"""
# What lies under the ends of leaders, of the basemap's areas.
ENDS = """() => probe.all("path.leader-end").map((end) => {
    const { left, top, width, height } = end.getBoundingClientRect();
    const under = document.elementsFromPoint(left + width / 2, top + height / 2);
    return (under.find((each) => each.matches(".basemap-district")) || under[0]).classList[0];
})"""
LENGTHS = """() => probe.all("path.leader").map((leader) => leader.getTotalLength())"""
NEAR = 45  # pixels that a leader of our record has at most: a name is beside its own ground
# Letters and counts that a leader runs through, each with the name of its district.
CROSSED = """() => {
    const BLANK = 4; // around the letters
    const inside = ({ left, right, top, bottom }, { x, y }) =>
        x > left && x < right - BLANK && y > top + BLANK && y < bottom - BLANK;
    return probe.all("path.leader").flatMap((leader) => {
        const steps = [...Array(Math.ceil(leader.getTotalLength())).keys()].slice(BLANK);
        const points = steps.map((step) => leader.getPointAtLength(step).matrixTransform(leader.getScreenCTM()));
        return probe.shown(".leaflet-places-pane .district b, .leaflet-places-pane .district i")
            .filter((text) => points.some((point) => inside(text.getBoundingClientRect(), point))).map(probe.text);
    });
}"""
# Leaders that cross another one.
CROSSING = """() => {
    const lines = probe.all("path.leader").map((leader) => {
        const at = (way) => leader.getPointAtLength(way).matrixTransform(leader.getScreenCTM());
        return [at(0), at(leader.getTotalLength())];
    });
    const side = ([a, b], c) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
    const parts = (line, other) => side(line, other[0]) * side(line, other[1]) < 0;
    const isCut = (line) => lines.some((other) => parts(line, other) && parts(other, line));
    return lines.filter(isCut).length;
}"""
COVERED = """() => {
    const BLANK = 4; // after the last letter, where letters are set apart
    const { left, right, top, bottom } = document.querySelector(".inset").getBoundingClientRect();
    return probe.shown(".district b, .district i, .basemap-name b, .mark, .cluster")
        .map((each) => [each.getBoundingClientRect(), probe.text(each)])
        .filter(([box]) => box.right - BLANK > left && box.left < right && box.bottom > top && box.top < bottom)
        .map(([, text]) => text);
}"""
COLOURS = """() => {
    const inset = document.querySelector(".inset canvas");
    const { width, height } = inset;
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    const brush = copy.getContext("2d", { willReadFrequently: true });
    brush.drawImage(inset, 0, 0);
    return new Set(new Uint32Array(brush.getImageData(0, 0, width, height).data.buffer)).size;
}"""

HIDE = """probe.all(".leaflet-relief-pane, path.basemap-neighbour, .basemap-name").forEach((each) => {
    each.style.display = "none";
})"""
# The share of pixels in squares of 128 that hold nothing of the city: flat ground, once its surroundings are hidden.
BARE = """async (picture) => {
    const SIDE = 128;
    const image = new Image();
    image.src = picture;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.drawImage(image, 0, 0);
    brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--outside");
    const ground = [1, 3, 5].map((at) => parseInt(brush.fillStyle.slice(at, at + 2), 16));
    let bare = 0;
    for (let y = 0; y < image.height; y += SIDE) {
        for (let x = 0; x < image.width; x += SIDE) {
            const [width, height] = [Math.min(SIDE, image.width - x), Math.min(SIDE, image.height - y)];
            const { data } = brush.getImageData(x, y, width, height);
            if (data.every((value, i) => i % 4 === 3 || Math.abs(value - ground[i % 4]) < 4)) bare += width * height;
        }
    }
    return bare / (image.width * image.height);
}"""


@pytest.fixture(params=SCREENS, ids=SCREEN_IDS)
def viewer(visit, request):
    with visit(**request.param) as reader:
        yield reader


@pytest.fixture(params=SIZES, ids=SCREEN_IDS[:2])
def desk(visit, request):
    with visit(viewport=request.param) as reader:
        yield reader


@in_each_language
def test_every_district_is_named_at_the_start(viewer, atlas, lang):
    viewer.open(f"#lang={lang}")
    named = viewer.page.evaluate(NAMED)
    assert sorted(title for title, _ in named) == sorted(atlas.districts[f"name_{lang}"])
    assert all(title.removesuffix(" District").startswith(text.removesuffix(" District")) for title, text in named)
    assert viewer.page.evaluate(OVERLAPS) == []


@in_each_language
def test_the_inset_covers_nothing_and_shows_the_core(desk, lang):
    desk.open(f"#lang={lang}")
    assert desk.page.evaluate(COVERED) == []
    assert desk.page.evaluate(COLOURS) > 100


@in_each_language
def test_a_name_beside_its_district_has_a_line_that_ends_in_it(viewer, lang):
    viewer.open(f"#lang={lang}")
    ends = viewer.page.evaluate(ENDS)
    assert ends
    assert all(end == "basemap-district" for end in ends)
    assert max(viewer.page.evaluate(LENGTHS)) < NEAR
    assert viewer.page.evaluate(CROSSED) == []
    assert viewer.page.evaluate(CROSSING) == 0


def test_at_most_half_of_the_start_is_bare_ground(viewer):
    viewer.open().page.evaluate(HIDE)
    frame = free_part(viewer)
    clip = {"x": frame["left"], "y": frame["top"]}
    clip |= {"width": frame["right"] - frame["left"], "height": frame["bottom"] - frame["top"]}
    shot = viewer.page.screenshot(clip=clip, scale="css")
    bare = viewer.page.evaluate(BARE, f"data:image/png;base64,{base64.b64encode(shot).decode()}")
    assert bare <= 0.5


@in_one_page("key", [None, "Enter"])
def test_the_inset_takes_the_map_to_the_core_and_is_gone_there(desktop, key):
    inset = desktop.open("#").page.locator(".inset")
    before = desktop.tell("view")["zoom"]
    assert desktop.page.locator(".inset-extent").count() == 1
    if key:
        inset.focus()
        desktop.page.keyboard.press(key)
    else:
        inset.click()
    desktop.still()
    assert desktop.tell("view")["zoom"] > before + 1
    assert inset.is_hidden()
    assert desktop.page.locator(".inset-extent").count() == 0
    desktop.use("home")
    desktop.still()
    assert inset.is_visible()


def test_the_inset_makes_way_for_a_drawer_and_for_a_phone(reader, placed, device):
    reader.open()
    assert reader.page.locator(".inset").is_visible() == (device == "desktop")
    reader.go(f"#place={placed.index[0]}").still()
    assert reader.page.locator(".inset").is_hidden()


def test_the_inset_shows_what_is_filtered(desktop):
    picture = "document.querySelector('.inset canvas').toDataURL()"
    whole = desktop.open().page.evaluate(picture)
    desktop.press("layer-institutions")
    desktop.still()
    assert desktop.page.evaluate(picture) != whole
