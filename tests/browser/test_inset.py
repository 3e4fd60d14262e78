"""The start shows the whole city and its core: the inset names what has no room on the map, and goes there."""

from __future__ import annotations

import base64

import pytest

from tests.browser.conftest import DEVICES
from tests.browser.test_following import free_part

SIZES = ({"width": 1440, "height": 900}, {"width": 1280, "height": 720})
NAMED = """() => probe.shown(".leaflet-places-pane .district b").map(probe.text)
    .concat(document.querySelector(".inset:not([hidden])").getAttribute("aria-label")).join()"""
COVERED = """() => {
    const BLANK = 4; // after the last letter, where letters are set apart
    const { left, right, top, bottom } = document.querySelector(".inset").getBoundingClientRect();
    return probe.shown(".district b, .district i, .basemap-name b, .mark, .cluster")
        .map((each) => [each.getBoundingClientRect(), probe.text(each)])
        .filter(([box]) => box.right - BLANK > left && box.left < right && box.bottom > top && box.top < bottom)
        .map(([, text]) => text);
}"""
COLOURS = """() => {
    const { width, height } = document.querySelector(".inset canvas");
    const { data } = document.querySelector(".inset canvas").getContext("2d").getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
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


@pytest.mark.parametrize("viewport", SIZES, ids=["1440x900", "1280x720"])
def test_every_district_is_named_at_the_start(visit, atlas, lang, viewport):
    with visit(viewport=viewport) as reader:
        reader.open(f"#lang={lang}")
        named = reader.page.evaluate(NAMED)
        assert [name for name in atlas.districts[f"name_{lang}"] if name not in named] == []
        assert reader.page.evaluate(COVERED) == []
        assert reader.page.evaluate(COLOURS) > 100


@pytest.mark.parametrize(
    "screen", [*({"viewport": size} for size in SIZES), DEVICES["phone"]], ids=["1440x900", "1280x720", "phone"]
)
def test_at_most_half_of_the_start_is_bare_ground(visit, screen):
    with visit(**screen) as reader:
        reader.open().page.evaluate(HIDE)
        frame = free_part(reader)
        clip = {"x": frame["left"], "y": frame["top"]}
        clip |= {"width": frame["right"] - frame["left"], "height": frame["bottom"] - frame["top"]}
        shot = reader.page.screenshot(clip=clip, scale="css")
        bare = reader.page.evaluate(BARE, f"data:image/png;base64,{base64.b64encode(shot).decode()}")
    assert bare <= 0.5


@pytest.mark.parametrize("key", [None, "Enter"], ids=["press", "Enter"])
def test_the_inset_takes_the_map_to_the_core_and_is_gone_there(desktop, key):
    inset = desktop.open().page.locator(".inset")
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
