"""What readers set in their browser to read at all: contrast themes, and a smallest size of letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import ARGUMENTS
from tests.browser.conftest import DEVICES
from tests.browser.conftest import PROBES
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page
from tests.browser.conftest import wait_until
from tools import browser as browsers

STYLES = Path(__file__).resolve().parents[2] / "geo" / "page" / "web" / "src" / "styles"
SHIFENG = "430204"
SMALLEST = 24

STYLE = """([selector, names]) => {
    const style = getComputedStyle(document.querySelector(selector));
    return names.map((name) => style[name]);
}"""


def style(reader, selector: str, *names: str) -> list[str]:
    return reader.page.evaluate(STYLE, [selector, names])


@pytest.mark.matrix
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_tell_pressed_from_unpressed_and_leave_edges(visit, scheme):
    with visit(forced_colors="active", color_scheme=scheme) as reader:
        reader.open(f"#lang=en&district={SHIFENG}&hide=projects")
        pairs = [
            (f'[data-key="district-{SHIFENG}"]', '[data-key="district-430202"]'),
            ('[data-key="layer-parks"]', '[data-key="layer-projects"]'),
            ('[data-key="grouped"]', '[data-key="table"]'),
        ]
        for pressed, unpressed in pairs:
            on, off = (style(reader, each, "backgroundColor", "color") for each in (pressed, unpressed))
            assert on[0] != off[0], pressed
            assert style(reader, f"{pressed} span, {pressed}", "color")[0] != on[0]
        for edged in (".export", ".chip", ".switch", ".controls", ".language", ".search input"):
            width, shape = style(reader, edged, "borderTopWidth", "borderTopStyle")
            assert (float(width.removesuffix("px")) >= 1, shape) == (True, "solid"), edged
        # Neighbours are of one colour with what lies around them.
        assert style(reader, ".folium-map .basemap-neighbour", "fill") == style(
            reader, ".folium-map", "backgroundColor"
        )
        reader.press("legend")
        ink = style(reader, ".panel .title", "color")
        assert style(reader, ".panel footer .sample.plain path", "fill") == ink
        for part in (".export", ".search input", ".chip"):
            reader.page.locator(part).first.focus()
            reader.page.keyboard.press("Shift")
            assert style(reader, f"{part}:focus", "outlineStyle") == ["solid"]


SIGNS = """(all) => all.map((each) => {
    const sides = ["::before", "::after"].map((part) => getComputedStyle(each, part));
    const isDrawn = ({ content, borderBottomWidth }) => content === '""' && parseFloat(borderBottomWidth) >= 1;
    const seen = sides.filter(isDrawn);
    return [seen.length, new Set(seen.map((side) => side.borderBottomColor)).has("rgba(0, 0, 0, 0)")];
})"""


@pytest.mark.matrix
@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}], ids=["own colours", "forced colours"])
def test_selects_and_folds_have_one_sign_of_the_page_s_own(visit, options):
    with visit(**options) as reader:
        reader.open("#lang=en&place=430200&facts=1")
        reader.tell("unfold")
        selects = reader.page.locator("select")
        assert set(selects.evaluate_all("(all) => all.map((each) => getComputedStyle(each).appearance)")) == {"none"}
        assert len(selects.locator("xpath=..").evaluate_all(SIGNS)) == selects.count() > 1
        for signed in (selects.locator("xpath=.."), reader.page.locator(".atlas summary")):
            assert all(sign == [1, False] for sign in signed.evaluate_all(SIGNS))
        # The browser's own sign is that of an entry of a list.
        shown = reader.page.locator(".atlas summary").evaluate_all(
            "(all) => all.map((each) => [getComputedStyle(each).display, getComputedStyle(each).listStyleType])"
        )
        assert all(display != "list-item" or kind == "none" for display, kind in shown)


def test_no_line_has_a_height_in_pixels():
    fixed = {
        file.name: found
        for file in STYLES.glob("*.css")
        if (found := re.findall(r"line-height: \d+px", file.read_text()))
    }
    assert fixed == {}


def test_sizes_of_letters_have_one_home():
    odd = {
        file.name: found
        for file in STYLES.glob("*.css")
        if file.name != "print.css"  # paper is measured in points
        if (found := re.findall(r"font-size: \d\S+", file.read_text().replace(".smallest {\n  font-size: 1px;", "")))
    }
    assert odd == {}


SMALL = """(least) => {
    const walker = document.createTreeWalker(document.querySelector(".atlas"), NodeFilter.SHOW_TEXT);
    const small = [];
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (!data.trim() || parentElement.closest(".sr-only, title")) continue;
        const size = parseFloat(getComputedStyle(parentElement).fontSize);
        if (size < least) small.push(`${size} ${data}`);
    }
    return small;
}"""


@pytest.mark.matrix
@in_one_page("address", ["#", "#facts=1&place=430200", "#facts=1&place=tianxin-rail-city", "#table=1", "#page=about"])
def test_no_letters_are_smaller_than_thirteen_pixels(desktop, address):
    desktop.open(address)
    assert desktop.page.evaluate(SMALL, 13) == []


# Lines of text that stand on each other: the middle of each is compared, as tall as small letters.
OVERLAPS = """() => {
    const walker = document.createTreeWalker(document.querySelector(".atlas"), NodeFilter.SHOW_TEXT);
    const lines = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.data.trim() || node.parentElement.closest(".sr-only, [hidden], select")) continue;
        const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            const [x, y] = [(left + right) / 2, (top + bottom) / 2];
            const on = document.elementFromPoint(x, y);
            if (right - left < 2 || !on || !(on.contains(node) || node.parentElement.contains(on))) continue;
            const layer = node.parentElement.closest(".leaflet-popup, .leaflet-places-pane, .atlas").className;
            lines.push({ layer, left, right, top: y - size * 0.35, bottom: y + size * 0.35, text: node.data.trim() });
        }
    }
    // The tools and a popup lie over the map, with paper of their own.
    const clash = (a, b) => a.layer === b.layer && a.left < b.right - 2 && b.left < a.right - 2
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const pairs = lines.flatMap((a, i) => lines.slice(i + 1).map((b) => [a, b]));
    return pairs.filter(([a, b]) => clash(a, b)).map(([a, b]) => `${a.text} | ${b.text}`);
}"""


@pytest.fixture(scope="module")
def large(browser):
    """Start a browser whose smallest letters are large."""
    arguments = [*ARGUMENTS, "--no-sandbox", f"--blink-settings=minimumFontSize={SMALLEST}"]
    large = browser.browser_type.launch(executable_path=browsers.find(), args=arguments)
    yield large
    large.close()


@pytest.fixture
def large_page(large, device):
    context = large.new_context(offline=True, reduced_motion="reduce", **DEVICES[device])
    context.add_init_script(PROBES)
    yield context.new_page()
    context.close()


@pytest.mark.matrix
@in_each_language
def test_letters_of_a_smallest_size_overlap_nowhere(large_page, map_file, lang):
    page = large_page
    page.goto(f"{map_file.as_uri()}#lang={lang}")
    found = {}
    for state in (
        "",
        "&table=1",
        "&colour=population",
        f"&place={SHIFENG}",
        f"&place={SHIFENG}&facts=1",
        "&page=about",
    ):
        page.evaluate("(hash) => probe.go(hash)", f"#lang={lang}{state}")
        wait_until(page, "probe.settled()")
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.bar p')).fontSize)") >= SMALLEST
        found[state] = page.evaluate(OVERLAPS)
    assert {state: lines for state, lines in found.items() if lines} == {}
