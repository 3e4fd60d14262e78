"""The page inside another one: what it shows there, whom it hears, and what it says to whom."""

from __future__ import annotations

import json
import re

import pytest

from geo.atlas.atlas import Atlas
from geo.page.build import render_page
from geo.page.options import MapOptions
from geo.record.read import read
from tests.attack import messages as hostile
from tests.browser.conftest import RESTED
from tests.browser.conftest import in_each_language
from tests.browser.conftest import wait_until
from tests.browser.test_accessibility import AXE
from tests.browser.test_accessibility import findings
from tests.fixtures.frames import origins
from tests.fixtures.shared import RECORD

pytestmark = pytest.mark.matrix  # frames on servers of their own


class Host:
    """Someone with a page open that has the map in a frame.

    Parameters
    ----------
    page
        The page around.
    name
        Of the frame that is the host of the map, where it is itself in one.
    """

    def __init__(self, page, name=""):
        self.page = page
        self.around = page.frame(name=name) if name else page.main_frame
        self.map = next(frame for frame in page.frames if "/map.html" in frame.url)
        wait_until(self.map, "document.querySelector('.leaflet-places-pane button')")

    def say(self, message):
        """Say something to the map, as an expression of JavaScript or as what JSON can hold."""
        text = message if isinstance(message, str) else json.dumps(message)
        self.around.evaluate(f"say({text})")

    def hear(self, condition="true"):
        """Return the first thing said by the map for which a condition on ``data`` holds, once it has been said."""
        wait_until(self.around, f"heard.some(({{ data }}) => {condition})")
        return self.around.evaluate(f"heard.find(({{ data }}) => {condition})")["data"]

    def ask(self, **members):
        """Say something and return what is answered to it."""
        number = self.around.evaluate("window.number = (window.number || 0) + 1")
        self.say({"atlas": 1, "id": number, **members})
        return self.hear(f"data.id === {number}")

    @property
    def heard(self):
        """All that the map has said, once it has done what it was told before."""
        self.settle()
        return [each["data"] for each in self.around.evaluate("heard")]

    def settle(self):
        """Wait until all that was said has been read, and the answers, too: they come in the order of the messages."""
        self.page.evaluate("new Promise((done) => setTimeout(done))")
        self.map.evaluate("new Promise((done) => { onmessage = () => 0; setTimeout(() => setTimeout(done)); })")
        self.page.evaluate("new Promise((done) => setTimeout(done))")

    @property
    def hash(self):
        """The map's own address from ``#`` on."""
        return self.map.evaluate(f"{RESTED}.then(() => location.hash)")


@pytest.fixture(scope="module")
def places():
    """Serve an origin that may talk to the map, another one, and that of the map."""
    with origins(3) as (allowed, other, own):
        atlas = Atlas(read(RECORD))
        own.pages["/map.html"] = render_page(atlas, MapOptions(embed_origins=[allowed.name, "https://example.org"]))
        own.pages["/mute/map.html"] = render_page(atlas)
        yield allowed, other, own


@pytest.fixture
def opened(browser):
    """Return a way to open an address; in the end no page may have complained, nor asked for another file."""
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    said, asked = [], []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: asked.append(request.url))

    def opening(address, name=""):
        page = context.new_page()
        page.goto(address)
        return Host(page, name)

    yield opening
    context.close()
    assert said == []
    assert all(re.fullmatch(r"http://localhost:\d+/(host\?.*|(mute/)?map\.html.*|favicon\.ico)", url) for url in asked)


@pytest.fixture
def host(opened, places):
    allowed, _, own = places
    return opened(allowed.around(f"{own.name}/map.html#embed=1&lang=en"))


def test_a_page_that_may_sets_filter_place_and_language_and_hears_what_comes_of_it(host):
    first = host.ask(type="hello")
    assert (first["type"], first["lang"], first["filter"], first["place"]) == ("state", "en", {}, None)
    parks = host.ask(type="set", filter={"kind": ["park"], "q": "山"})
    assert parks["filter"] == {"q": "山", "kind": ["park"]}
    assert 0 < parks["count"] < first["count"]
    assert "kind=park" in host.hash
    assert "embed=1" in host.hash
    chosen = host.ask(type="set", place="hill-park", lang="zh")
    assert (chosen["place"], chosen["lang"], chosen["filter"]) == ("hill-park", "zh", parks["filter"])
    assert host.map.locator(".leaflet-popup h2").is_visible()
    assert host.ask(type="set", place=None, filter={})["count"] == first["count"]
    wait_until(host.map, "!document.querySelector('.leaflet-popup')")


def test_a_page_that_may_hears_what_a_reader_chooses_and_only_to_its_origin(host, places):
    host.ask(type="hello")
    host.map.evaluate("document.querySelector('.leaflet-places-pane button.mark').click()")
    place = host.hear("data.place !== null")["place"]
    host.map.evaluate("location.hash = '#embed=1&lang=zh&kind=park'")
    told = host.hear("data.lang === 'zh'")
    assert (told["filter"], told["place"]) == ({"kind": ["park"]}, None)
    assert place
    assert {each["origin"] for each in host.around.evaluate("heard")} == {places[2].name}


def test_the_page_is_silent_until_it_is_spoken_to(host):
    host.map.evaluate("location.hash = '#embed=1&lang=zh&kind=park'")
    wait_until(host.map, "document.documentElement.lang === 'zh-Hans'")
    assert host.heard == []


def silent(host):
    """Tell the map all there is to say: it does nothing, and says nothing, whatever its reader does."""
    before = host.hash
    for message in ({"type": "hello"}, {"type": "set", "lang": "zh", "place": "hill-park"}, {"type": "x"}):
        host.say({"atlas": 1, **message})
    host.settle()
    assert host.hash == before
    host.map.evaluate("location.hash = '#embed=1&lang=zh'")
    wait_until(host.map, "document.documentElement.lang === 'zh-Hans'")
    assert host.heard == []


def test_a_page_of_another_origin_is_not_heard(opened, places):
    _, other, own = places
    silent(opened(other.around(f"{own.name}/map.html#embed=1&lang=en")))


def test_a_page_without_an_origin_is_not_heard(opened, places):
    allowed, _, own = places
    inner = allowed.around(f"{own.name}/map.html#embed=1&lang=en")
    page = opened(allowed.around(inner, sandbox="allow-scripts"))
    sandboxed = Host.__new__(Host)
    sandboxed.page, sandboxed.map = page.page, page.map
    sandboxed.around = page.map.parent_frame
    assert sandboxed.around.evaluate("origin") == "null"
    silent(sandboxed)


def test_a_map_built_for_none_hears_none(opened, places):
    allowed, _, own = places
    silent(opened(allowed.around(f"{own.name}/mute/map.html#embed=1&lang=en")))


def test_a_window_that_is_not_the_parent_is_not_heard(opened, places):
    allowed, _, own = places
    host = opened(allowed.around(f"{own.name}/map.html#embed=1&lang=en"))
    before = host.hash
    host.page.evaluate(
        """() => new Promise((done) => {
            const other = document.createElement("iframe");
            other.src = "/host?src=about:blank";
            other.onload = () => {
                const map = `top.document.getElementById("frame").contentWindow`;
                done(other.contentWindow.eval(`${map}.postMessage({ atlas: 1, type: "set", lang: "zh" }, "*")`));
            };
            document.body.append(other);
        })"""
    )
    assert host.heard == []
    assert host.hash == before


def test_a_map_in_a_sandbox_works_and_answers(opened, places):
    allowed, _, own = places
    host = opened(allowed.around(f"{own.name}/map.html#embed=1&lang=en", sandbox="allow-scripts"))
    assert host.map.evaluate("origin") == "null"
    assert host.ask(type="set", filter={"kind": ["park"]})["filter"] == {"kind": ["park"]}


def test_malformed_messages_are_refused_and_change_nothing(host):
    before = host.hash
    for members, code in (
        ({"type": "set", "lang": "fr"}, "unknown"),
        ({"type": "set", "place": "<img src=x onerror=alert(1)>"}, "unknown"),
        ({"type": "eval"}, "type"),
        ({"type": "set", "filter": {"kind": [1]}}, "value"),
        ({"type": "set", "filter": {"color": "red"}}, "filter"),
    ):
        refused = host.ask(**members)
        assert (refused["type"], refused["code"], refused["atlas"]) == ("refused", code, 1)
    host.say('"atlas"')
    host.say("[{ atlas: 1, type: 'set', lang: 'zh' }]")
    assert all(each["type"] == "refused" for each in host.heard)
    assert host.hash == before


def test_a_flood_leaves_the_map_to_its_reader(host):
    host.ask(type="hello")
    host.around.evaluate(
        "for (let i = 0; i < 500; i += 1) say({ atlas: 1, type: 'set', lang: ['zh', 'en'][i % 2], id: 'x' })"
    )
    host.hear("data.code === 'flood'")
    answered = [each for each in host.heard if each.get("id") == "x"]
    assert 0 < len(answered) < 500
    wait_until(
        host.around, "say({ atlas: 1, type: 'hello', id: 'after' }) || heard.some(({ data }) => data.id === 'after')"
    )


def test_no_hostile_message_breaks_the_map(browser):
    assert hostile.attack(browser, 60) == {"executed": [], "requests": [], "faults": []}


def test_the_panel_gives_its_room_to_the_map_and_a_link_leads_to_the_whole(host, places):
    assert not host.map.locator(".panel").is_visible()
    width = host.map.evaluate("document.querySelector('.folium-map').getBoundingClientRect().width")
    assert width == host.map.evaluate("innerWidth")
    link = host.map.locator(".embed-head a")
    assert link.get_attribute("href").startswith(f"{places[2].name}/map.html#lang=en")
    assert "embed" not in link.get_attribute("href")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    assert host.map.locator(".credits").is_visible()
    host.map.locator(".embed-head summary").click()
    assert host.map.locator(".embed-head .samples").is_visible()


def test_what_opens_by_a_message_takes_no_keyboard_from_the_page_around(host):
    host.page.locator("#own").focus()
    host.ask(type="set", place="odd-institute")
    assert host.map.locator(".drawer h2").is_visible()
    assert host.page.evaluate("document.activeElement.id") == "own"


@in_each_language
def test_the_snippet_embeds_what_is_shown(published_page, say, lang):
    reader = published_page.open(f"#lang={lang}&kind=park")
    reader.take("embed")
    box = reader.page.locator("[data-key=snippet]")
    snippet = box.input_value()
    assert re.search(r'src="https://example\.org/map\.html#[^"]*"', snippet)
    address = re.search(r'src="([^"]*)"', snippet)[1].replace("&amp;", "&")
    assert {f"lang={lang}", "kind=park", "embed=1"} <= set(address.partition("#")[2].split("&"))
    assert "page=" not in address
    reader.page.evaluate(
        "navigator.clipboard && (navigator.clipboard.writeText = async (text) => { window.copied = text; })"
    )
    reader.press("snippet-copy")
    reader.page.get_by_text(say(lang, "embedCopied")).wait_for()
    assert reader.page.evaluate("window.copied ?? null") in (snippet, None)
    reader.page.evaluate(AXE.read_text("utf-8"))
    assert findings(reader) == []


@pytest.fixture
def published_page(visit, tmp_path):
    file = tmp_path / "map.html"
    file.write_text(
        render_page(tiny := Atlas(read(RECORD)), MapOptions(public_url="https://example.org/map.html")), "utf-8"
    )
    with visit("desktop", file=file, of=tiny) as reader:
        yield reader


@in_each_language
def test_a_file_says_that_it_must_be_published_first(desktop, say, lang):
    desktop.open(f"#lang={lang}")
    desktop.take("embed")
    assert desktop.page.locator(".drawer .intro").inner_text() == say(lang, "embedUnpublished")
    assert desktop.page.locator("[data-key=snippet]").count() == 0


def test_the_panel_comes_back_with_the_address(desktop, phone):
    for reader in (desktop, phone):
        reader.open("#embed=1&lang=en")
        assert reader.page.locator(".panel, .handle").and_(reader.page.locator(":visible")).count() == 0
        reader.go("#lang=en")
        assert reader.page.locator(".panel").is_visible()
        assert reader.page.locator(".embed-head").count() == 0
