"""The map as a picture, on paper and in words."""

from __future__ import annotations

import base64
import re
from contextlib import nullcontext
from functools import partial

import pytest

from geo.atlas.selection import Selection
from geo.export.choice import export_name
from tests.browser.conftest import in_each_language
from tests.browser.conftest import in_one_page

pytestmark = pytest.mark.matrix  # pictures and paper, drawn whole

SHIFENG = "430204"
SCALE = 2
PAPER = (920, 760)
A4_POINTS = (595, 842)
MARGIN = 24

# Size of a picture, how many of its pixels have each of some colours, and the colours of those at some points.
READ = """async ([data, colours, points]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.drawImage(image, 0, 0);
    const { data: bytes } = brush.getImageData(0, 0, canvas.width, canvas.height);
    const count = new Uint32Array(1 << 24);
    for (const pixel of new Uint32Array(bytes.buffer)) count[pixel & 0xffffff] += 1;
    const number = ([red, green, blue]) => red | (green << 8) | (blue << 16);
    return {
        size: [canvas.width, canvas.height],
        colours: Object.fromEntries(colours.map((colour) => [colour, count[number(colour.split(","))]])),
        at: points.map(([x, y]) => [...brush.getImageData(x, y, 1, 1).data].slice(0, 3).join()),
    };
}"""

LIGHT = {
    "paper": "255,253,249",
    "outside": "236,233,226",
    "land": "247,245,240",
    "shades": ("240,230,237", "225,207,220", "208,179,200", "189,153,180", "171,128,160"),
    "accent": "181,56,42",
    "hatching": "179,172,159",
}
COLOURS = [*LIGHT["shades"], *(colour for colour in LIGHT.values() if isinstance(colour, str))]


def picture(reader, points=(), press=None) -> tuple[str, dict]:
    """Press the button, by default that of the map; return the name of the picture and what is in it."""
    press = press or partial(reader.take, "png")
    with reader.page.expect_download() as download:
        press()
    data = base64.b64encode(download.value.path().read_bytes()).decode()
    return download.value.suggested_filename, reader.page.evaluate(READ, [data, COLOURS, list(points)])


def test_picture_has_the_maps_at_twice_their_size_with_all_they_need_around(phone, plain, say):
    name, told = picture(phone.open())
    assert name == export_name(phone.atlas, Selection(), "png")
    assert told["size"] == plain["size"], "the screen changes nothing of it"
    width, height = told["size"]
    assert width == SCALE * (PAPER[0] + 2 * MARGIN)
    # Two maps, for the city is crowded in one part; title above, legend, list and origin below.
    lines = len(phone.atlas.sites) / 3
    assert SCALE * (2 * PAPER[1] + 120 + 20 * lines) < height < SCALE * (2 * PAPER[1] + 500 + 40 * lines)
    assert phone.page.locator(".toast").text_content() == say("zh", "exportedPng", file=name)
    assert phone.page.locator(".pens").count() == 0


# Every text that is drawn on a map of the size that paper has.
WRITTEN = """() => {
    if (window.written) return window.written.splice(0);
    window.written = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        const { a, e, f } = this.getTransform();
        window.written.push({ text, x: (a * x + e) / 2, y: (a * y + f) / 2, width: this.measureText(text).width });
        fillText.call(this, text, x, y);
    };
}"""


def tags(reader) -> list[dict]:
    """Return the tags on the maps of the sheet that is printed: their text and where it is drawn."""
    reader.page.evaluate(WRITTEN)
    reader.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return [each for each in reader.page.evaluate("written") if re.fullmatch(r"\d[\d, –]*", each["text"])]


def numbers_in(text: str) -> list[int]:
    """Return the numbers of a tag: `3, 7–9` are four."""
    ranges = [[int(end) for end in part.split("–")] for part in text.split(", ")]
    return [number for ends in ranges for number in range(ends[0], ends[-1] + 1)]


@in_one_page("address", ["#", f"#district={SHIFENG}", "#kind=park&order=name&lang=en", "#grouped=0&q=园"])
def test_each_place_on_the_map_bears_its_number_in_the_printed_list(desktop, address):
    desktop.open(address)
    drawn = tags(desktop)
    listed = desktop.page.evaluate(
        """() => probe.all(".printed .placed tbody th").map((head) => [
            Number(head.querySelector(".number").textContent), head.lastChild.textContent])"""
    )
    assert [number for number, _ in listed] == list(range(1, len(listed) + 1))
    # A site with several places has its number at each of them.
    assert sorted({number for tag in drawn for number in numbers_in(tag["text"])}) == [number for number, _ in listed]
    # The list on paper has the order of the one on the screen.
    names = [item["name"] for section in desktop.tell("sections") for item in section["items"]]
    printed_names = {name for _, name in listed}
    assert [name for name in names if name in printed_names] == [name for _, name in listed]
    # Each tag is on the paper.
    for tag in drawn:
        assert tag["width"] / 2 <= tag["x"] <= PAPER[0] - tag["width"] / 2
        assert 0 < tag["y"] < PAPER[1]


def test_paper_frames_what_is_filtered_wherever_the_reader_looks(desktop):
    seen = [tags(desktop.open(f"#district={SHIFENG}{view}")) for view in ("", "&map=15/26.5/113.9")]
    assert seen[0] == seen[1]
    xs, ys = [[tag[axis] for tag in seen[0]] for axis in ("x", "y")]
    # They fill the paper in one direction at least.
    assert max(max(xs) - min(xs), max(ys) - min(ys)) > PAPER[1] / 2


@in_each_language
def test_paper_names_every_district_clear_of_what_says_that_a_part_is_enlarged(desktop, lang, say, atlas):
    desktop.open(f"#lang={lang}").page.evaluate(WRITTEN)
    desktop.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    written = desktop.page.evaluate("written")
    [end] = [i for i, each in enumerate(written) if each["text"] == say(lang, "enlarged")]
    word = written[end]
    letters = [each for each in written[:end] if len(each["text"]) == 1]
    whole = "".join(each["text"] for each in letters)
    names = atlas.districts[f"name_{lang}"].str.removesuffix(" District")
    assert [name for name in names if name not in whole] == []
    over = [
        each["text"]
        for each in letters
        if abs(each["y"] - word["y"]) < 12 and word["x"] - each["width"] < each["x"] < word["x"] + word["width"]
    ]
    assert over == []


@in_each_language
def test_paper_lists_apart_what_no_point_can_show(desktop, lang, say):
    desktop.open(f"#lang={lang}")
    desktop.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    parts = desktop.page.evaluate(
        """() => Object.fromEntries(probe.all(".printed .places").map((part) => [
            part.querySelector("h2").textContent,
            probe.all("tbody th", part).map((head) => [
                head.lastChild.textContent, head.querySelector(".number") !== null]),
        ]))"""
    )
    sites = desktop.atlas.sites
    placed = sites.geometry.notna()
    city = sites["districts"].map(len) == 0
    kinds = {"placesListed": placed, "listedInDistrict": ~placed & ~city, "listedInCity": ~placed & city}
    assert list(parts) == [say(lang, key) for key in kinds]
    for key, rows in kinds.items():
        names = parts[say(lang, key)]
        assert sorted(name for name, _ in names) == sorted(sites[f"name_{lang}"][rows])
        assert {numbered for _, numbered in names} == {key == "placesListed"}
    sheet = desktop.page.locator(".printed").text_content()
    assert say(lang, "credit") in sheet
    assert say({"zh": "en", "en": "zh"}[lang], "credit") not in sheet


@pytest.fixture(scope="module")
def plain(visit) -> dict:
    """Return what is in the picture of a page in which nothing was chosen."""
    with visit() as reader:
        return picture(reader.open())[1]


def test_picture_sets_back_the_districts_that_are_not_chosen(desktop, plain):
    plain = plain["colours"]
    chosen = picture(desktop.open(f"#district={SHIFENG}"))[1]["colours"]
    # All land is there; of one chosen district most is set back.
    assert plain[LIGHT["land"]] > 4 * chosen[LIGHT["land"]] > 0


def test_picture_is_light_on_a_dark_screen_and_has_the_legend_of_a_figure(visit, plain):
    with visit(color_scheme="dark") as reader:
        _, told = picture(reader.open("#colour=population"), [(2, 2)])
    assert told["at"] == [LIGHT["paper"]]
    for colour in (LIGHT["outside"], *LIGHT["shades"]):
        assert told["colours"][colour] > 500, colour
    assert told["size"][1] > plain["size"][1]
    assert plain["colours"][LIGHT["shades"][4]] == 0


def test_picture_shows_the_chosen_place(desktop, plain):
    site = next(row.Index for row in desktop.atlas.sites[desktop.atlas.sites.geometry.notna()].itertuples())
    assert plain["colours"][LIGHT["accent"]] == 0
    lon, lat = desktop.atlas.points[site].coords[0]
    assert picture(desktop.open(f"#place={site}&map=13/{lat}/{lon}"))[1]["colours"][LIGHT["accent"]] > 20


def printed(reader) -> dict:
    """Return what stands on the paper, read while the page is dressed for it."""
    reader.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    reader.page.emulate_media(media="print")
    told = reader.page.evaluate(
        """() => ({
            shown: probe.shown("body > *").map((each) => each.className),
            text: document.querySelector(".printed").innerText,
            rows: probe.all(".printed tbody tr").map((row) => [
                row.querySelector("th").lastChild.textContent, ...probe.all("td", row).map(probe.text)]),
            sources: probe.all(".printed .sources li").map(probe.text),
            split: probe.all(".printed tr").every((row) => getComputedStyle(row).breakInside === "avoid"),
            background: getComputedStyle(document.body).backgroundColor,
            ink: getComputedStyle(document.querySelector(".printed")).color,
        })"""
    )
    reader.page.emulate_media(media="screen")
    reader.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    return told


@in_each_language
def test_paper_holds_the_map_the_legend_and_every_place(desktop, lang, say):
    desktop.open(f"#lang={lang}&colour=population")
    listed = {item["name"] for section in desktop.tell("sections") for item in section["items"]}
    told = printed(desktop)
    assert told["shown"] == ["printed paper"]
    assert told["split"]
    names = [row[0] for row in told["rows"]]
    assert sorted(names) == sorted(desktop.atlas.sites[f"name_{lang}"])
    assert set(names) == listed
    assert all(len(row) == 6 and all(row) for row in told["rows"])
    for words in (say(lang, "title"), say(lang, "unfiltered"), say(lang, "legend"), say(lang, "dataLicence")):
        assert words in told["text"]
    assert desktop.atlas.digest in told["text"]
    for district in desktop.atlas.districts.itertuples():
        assert f"{district.population:,}" in told["text"]
    cited = {int(number) for row in told["rows"] for number in re.findall(r"\[(\d+)\]", row[5])}
    assert cited == set(range(1, len(told["sources"]) + 1))


def test_paper_tells_what_is_filtered_and_lists_no_more(desktop, say):
    desktop.open(f"#district={SHIFENG}&kind=park&q=园")
    told = printed(desktop)
    assert [row[0] for row in told["rows"]] == [desktop.atlas.sites["name_zh"][each] for each in desktop.ids]
    name = desktop.atlas.districts["name_zh"][SHIFENG]
    assert say("zh", "filteredBy", name=say("zh", "district"), values=name) in told["text"]
    assert say("zh", "filteredBy", name=say("zh", "searched"), values="园") in told["text"]


def test_a_comparison_on_paper_has_words_in_place_of_buttons_and_none_over_another(desktop):
    desktop.open("#lang=zh&page=compare&compare=qingshuitang,crrc-dual-carbon-park")
    desktop.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desktop.page.emulate_media(media="print")
    desktop.page.set_viewport_size({"width": 794, "height": 1123})
    borders = "(all) => all.map((each) => getComputedStyle(each).borderTopStyle)"
    assert set(desktop.page.locator(".printed button.term").evaluate_all(borders)) == {"none"}
    wide = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)"
    assert desktop.page.locator(".printed td").evaluate_all(wide) == []


def test_paper_is_light_on_a_dark_screen(visit):
    with visit(color_scheme="dark") as reader:
        told = printed(reader.open())
        assert (told["background"], told["ink"]) == ("rgb(255, 255, 255)", "rgb(38, 36, 31)")


@in_one_page(("address", "least", "most"), [("#", 4, 12), (f"#district={SHIFENG}", 2, 5), ("#q=zzzz", 1, 1)])
def test_the_browsers_own_print_gives_a4_and_leaves_the_page_as_it_was(desktop, address, least, most):
    desktop.open(address).still()
    before = desktop.hash, desktop.tell("view")
    pdf = desktop.page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {A4_POINTS}
    assert least <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most
    desktop.still()
    assert (desktop.hash, desktop.tell("view")) == before
    assert desktop.page.locator(".printed").count() == 0


def test_button_asks_the_browser_to_print(desktop):
    desktop.open()
    desktop.page.evaluate("window.print = () => { window.asked = true; }")
    desktop.take("print")
    assert desktop.page.evaluate("window.asked") is True


def described(reader) -> str:
    """Return the text that a screen reader reads with the map."""
    return reader.page.evaluate(
        """async () => {
            await probe.rested();
            const map = document.querySelector(".folium-map");
            return document.getElementById(map.getAttribute("aria-describedby")).textContent;
        }"""
    )


@in_each_language
def test_map_is_a_named_region_described_in_words(reader, lang, say):
    reader.open(f"#lang={lang}")
    region = reader.page.get_by_role("region", name=say(lang, "mapLabel"), exact=True)
    assert region.evaluate("(each) => each.classList.contains('folium-map')")
    sites = reader.atlas.sites
    placed = int(sites.geometry.notna().sum())
    city = int((sites["position_basis"] == "city").sum())
    counts = {"placed": placed, "areas": len(sites) - placed - city, "city": city}
    parts = {name: say(lang, f"count{name.capitalize()}", count=count) for name, count in counts.items()}
    parts["cityWide"] = parts.pop("city")
    assert say(lang, "wordsPlaces", count=len(sites), **parts) in described(reader)
    for label in reader.tell("labels"):
        assert say(lang, "wordsCount", name=label["title"], count=label["count"]) in described(reader)
    seen = reader.page.locator("#map-words").bounding_box()
    assert (seen["width"], seen["height"]) == (1, 1)
    assert reader.page.locator("#map-words").get_attribute("aria-live") is None


def test_words_follow_filter_choice_colour_and_view(desktop):
    desktop.open()
    told = [described(desktop)]
    site = next(row.Index for row in desktop.atlas.sites[desktop.atlas.sites.geometry.notna()].itertuples())
    for address in ("#hide=parks", f"#place={site}", "#colour=population", "#map=12/27.83/113.13"):
        desktop.go(address)
        told.append(described(desktop))
    assert len(set(told)) == len(told)
    assert desktop.atlas.sites["name_zh"][site] in told[2]
    highest = desktop.atlas.districts.sort_values("population").iloc[-1]
    assert f"{highest['name_zh']} {highest['population']:,}" in told[3]


@in_each_language
def test_north_stands_beside_the_scale(reader, lang, say):
    reader.open(f"#lang={lang}")
    north = reader.page.get_by_role("img", name=say(lang, "northUp"))
    scale = reader.page.locator(".leaflet-control-scale-line").bounding_box()
    box = north.bounding_box()
    assert north.is_visible()
    assert 0 <= box["x"] - (scale["x"] + scale["width"]) < 20
    assert abs(box["y"] + box["height"] - scale["y"] - scale["height"]) < 8


# How browsers hand out pixels: noise in their place, or the pixels with a grain in a few that nobody sees.
NOISE = "data.map((_, i) => (i * 97) % 256)"
GRAIN = "data.map((value, i) => (i % 13 ? value : value ^ 1))"


@pytest.mark.parametrize(("lang", "handed_out", "saved"), [("zh", NOISE, False), ("en", GRAIN, True)])
def test_no_picture_is_saved_where_the_browser_hands_out_noise(desktop, say, lang, handed_out, saved):
    desktop.page.add_init_script(
        f"""{{
            const {{ getImageData }} = CanvasRenderingContext2D.prototype;
            CanvasRenderingContext2D.prototype.getImageData = function (...box) {{
                const {{ data, width, height }} = getImageData.apply(this, box);
                return new ImageData({handed_out}, width, height);
            }};
        }}"""
    )
    desktop.open(f"#lang={lang}")
    files = []
    desktop.page.on("download", lambda download: files.append(download.suggested_filename))
    name = export_name(desktop.atlas, Selection(), "png")
    with desktop.page.expect_download() if saved else nullcontext():
        desktop.take("png")
        toast = desktop.page.locator(".toast")
        toast.wait_for()
    told = say(lang, "exportedPng", file=name) if saved else say(lang, "pictureRefused")
    assert toast.text_content() == told
    assert say(lang, "print") in say(lang, "pictureRefused")
    assert files == ([name] if saved else [])


@in_each_language
def test_a_picture_that_the_browser_cannot_make_is_reported(desktop, say, lang):
    desktop.page.add_init_script("HTMLCanvasElement.prototype.toBlob = (call) => call(null);")
    desktop.open(f"#lang={lang}")
    desktop.take("png")
    toast = desktop.page.locator(".toast")
    toast.wait_for()
    assert toast.text_content() == say(lang, "pictureFailed")
    assert say(lang, "print") in say(lang, "pictureFailed")
