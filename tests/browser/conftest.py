"""A real browser, the real record's page in it, and a reader who tells what stands on the screen.

Every context is offline and keeps a log; each test ends by asking that nothing was requested but the file itself, and
that nothing was complained about.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import Parameter
from inspect import Signature
from inspect import signature
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page
from playwright.sync_api import Request
from playwright.sync_api import Route
from playwright.sync_api import sync_playwright

from bench.records import made_up
from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.identity import licence
from geo.atlas.identity import place_names
from geo.messages import FOLDER
from geo.messages import LANGUAGES
from geo.page.build import render_page
from geo.page.options import PLAIN
from geo.page.options import MapOptions
from geo.record.read import read
from tools import browser as browsers

ROOT = Path(__file__).resolve().parents[2]
DEVICES = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
}
LANGS = ("zh", "en")
# What a control is folded away in, from the outside in; the fold that it is the head of is none of them.
FOLDS = (
    "xpath=(self::*[not(self::summary)]|self::summary/parent::details)"
    "/ancestor::details[@data-facet][not(@open)]/summary"
)


def in_one_page(names: str | tuple[str, ...], cases: Iterable) -> Callable:
    """Try all cases of a test in the page that it has, one after the other, as subtests of it.

    As ``parametrize``, for cases that an address alone tells apart: to load the page for each would take longer than
    most of what is tried in it. Each begins by opening an address with a hash of its own, ``#`` at least; a page that
    is asked for without one is loaded anew.
    """
    names = (names,) if isinstance(names, str) else names
    rows = [(case,) if len(names) == 1 else case for case in cases]

    def merged(test: Callable) -> Callable:
        @wraps(test)
        def trying(subtests: pytest.Subtests, **fixtures: object) -> None:
            for row in rows:
                case = dict(zip(names, row, strict=True))
                with subtests.test(**case):
                    test(**fixtures, **case)

        asked = [each for each in signature(test).parameters.values() if each.name not in names]
        trying.__signature__ = Signature([Parameter("subtests", Parameter.POSITIONAL_OR_KEYWORD), *asked])
        return trying

    return merged


in_each_language = in_one_page("lang", LANGS)
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A test follows hundreds of links a second; the browser would leave some of them out.
    "--disable-ipc-flooding-protection",
    # All pages of a room share a process, which knows their script already.
    "--renderer-process-limit=1",
    # Each worker has one core: threads that compile and collect beside the page cost more than they save.
    "--js-flags=--single-threaded",
)
PATIENCE_MS = 10_000

# What a browser says of what a page's policy forbids.
REFUSAL = re.compile("error: CSP: |.*(violates the following|Content Security Policy|content security policy)")

# A picture of one pixel.
TILE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGN48eQOAAVgAqnWTRlUAAAAAElFTkSuQmCC")

# The address and the list follow what was pressed while the browser rests.
RESTED = "new Promise((done) => requestAnimationFrame(() => requestIdleCallback(() => done(), { timeout: 400 })))"

# What the page shows, read from its elements; nothing here asks the page's own script.
PROBES = """
document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective}`));
window.probe = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const drawn = (each) => !each.hidden && each.getClientRects().length > 0;
  const shown = (selector, root) => all(selector, root).filter(drawn);
  const text = (element) => (element ? element.textContent.trim() : null);
  const one = (selector, root) => text(root.querySelector(selector));
  const terms = (selector, root) =>
    Object.fromEntries(all(selector, root).map((term) => [text(term), text(term.nextElementSibling)]));
  const map = () => window[document.querySelector(".folium-map").id];
  const at = (element) => {
    const box = element.getBoundingClientRect();
    const frame = document.querySelector(".folium-map").getBoundingClientRect();
    const { lat, lng } = map().containerPointToLatLng([
      box.left + box.width / 2 - frame.left,
      box.top + box.height / 2 - frame.top,
    ]);
    return [lng, lat];
  };
  const isBusy = () => document.querySelector("[aria-busy=true]") !== null;
  const settled = () => !isBusy() && !map()._animatingZoom && !(map()._panAnim && map()._panAnim._inProgress);
  const rested = () => RESTED;
  const go = async (hash) => {
    await rested();
    return new Promise((done, fail) => {
      setTimeout(() => fail(new Error(`no answer to ${hash}`)), 5000);
      const url = new URL(hash || "#", window.location.href).href;
      if (window.location.hash === new URL(url).hash) return done();
      const listen = ({ newURL }) => {
        if (newURL !== url) return;
        window.removeEventListener("hashchange", listen);
        done();
      };
      window.addEventListener("hashchange", listen);
      window.location.hash = hash;
    });
  };
  const marks = () =>
    shown(".mark:not(.rival)").map((mark) => {
      const path = mark.querySelector("path");
      const { fill, strokeDasharray } = getComputedStyle(path);
      return {
        row: Number(mark.dataset.row),
        classes: [...mark.classList],
        label: mark.getAttribute("aria-label"),
        shape: path.getAttribute("d"),
        fill,
        dashed: strokeDasharray !== "none",
        at: at(mark),
      };
    });
  const clusters = () =>
    shown(".cluster").map((cluster) => ({
      members: cluster.members,
      text: text(cluster),
      label: cluster.getAttribute("aria-label"),
    }));
  const labels = () =>
    shown(".leaflet-places-pane .district").map((label) => ({
      row: Number(label.dataset.row),
      name: one("b", label),
      title: label.title,
      count: Number(one("i", label)),
    }));
  const circles = () => {
    const found = [];
    map().eachLayer((layer) => {
      // Wide circles are drawn of every such place, chosen or not.
      if (!(layer instanceof L.Circle) || / vague /.test(layer.options.className)) return;
      const { lat, lng } = layer.getLatLng();
      found.push({ radius: layer.getRadius(), at: [lng, lat] });
    });
    return found;
  };
  const sections = () =>
    all(".list section").map((section) => ({
      name: one("h2 span", section),
      count: Number(one("h2 i", section)),
      items: all(".item", section).map((item) => ({
        id: item.dataset.key,
        name: one("b", item),
        layer: [...item.classList].find((name) => name.startsWith("layer-")).slice(6),
        details: one("small", item),
        marked: all("b mark", item).map(text),
        also: all(".also", item).map((each) => ({ text: text(each), marked: all("mark", each).map(text) })),
        unplaced: item.querySelector(".unplaced") !== null,
      })),
    }));
  const chips = () =>
    Object.fromEntries(
      all(".chip").map((chip) => [
        chip.dataset.key,
        {
          on: chip.getAttribute("aria-pressed") === "true",
          count: chip.querySelector("i") ? Number(one("i", chip)) : null,
          label: one("span", chip),
        },
      ]),
    );
  const figure = (element) => ({
    figure: one("strong", element),
    unit: one("small", element) || "",
    aim: [...(element.querySelector(".aim") || { classList: [] }).classList].find((name) => name !== "aim") || null,
    aimLabel: one(".aim", element),
  });
  const key = (root) =>
    all(".key li", root).map((line) => ({
      label: one(".label", line),
      ...figure(line.querySelector(".figure")),
      when: one(".when", line),
      differs: line.querySelector(".unequal") !== null,
    }));
  const popup = () => {
    const root = shown(".leaflet-popup .popup").pop();
    if (!root) return null;
    const other = root.querySelector(".other");
    return {
      label: root.getAttribute("aria-label"),
      name: one("h2", root),
      other: text(other),
      otherLang: other.lang,
      kind: one(".kind", root),
      sign: [...root.querySelector(".kind").classList].find((name) => name.startsWith("layer-")).slice(6),
      terms: terms(".glance dt", root),
      facts: key(root),
      link: one("a.all", root),
      href: root.querySelector("a.all").getAttribute("href"),
      focused: root.contains(document.activeElement),
    };
  };
  const source = (element) => {
    const claim = element.closest(".claim");
    const value = element.closest(".value");
    const step = element.closest(".progress li");
    return {
      id: element.id,
      publisher: one("cite", element),
      line: [one(".title", element), one(".at", element), ...all(".standing", element).map((tag) => tag.dataset.gloss)]
        .filter(Boolean)
        .join(" "),
      token: one("q", element),
      note: one(".note", element) || "",
      theme: claim && one("h3", claim.closest("section")),
      claim: claim && one("h4", claim.closest(".series")),
      differs: claim ? claim.classList.contains("differs") : step.classList.contains("disputed"),
      when: one("time", value || step),
      ...(value ? figure(value) : { ...figure(step), figure: one("b", step), unit: "" }),
    };
  };
  const drawer = () => {
    const [root] = shown(".drawer");
    if (!root) return null;
    return {
      name: one("h2", root),
      other: one(".other", root),
      focused: root === document.activeElement || root.contains(document.activeElement),
      key: key(root),
      facts: all(".source[id]", root).map(source),
      disputes: all(".claim.differs", root).map((claim) => ({
        unequal: all(".unequal", claim).map((sign) => text(sign)),
        boxes: all(".value", claim).map((value) => value.getBoundingClientRect().toJSON()),
      })),
      themes: all(".theme summary h3", root).map(text),
      near: all(".near li", root).map((line) => ({ name: one(".link", line), distance: one("small", line) })),
      members: all(".contains .members .link", root).map(text),
      position: terms(".position .stated:first-of-type dt", root),
      evidence: all(".position .evidence li", root).map(text),
      figures: all(".figures dd strong", root).map(text),
      link: root.querySelector("[data-key=link]").getAttribute("href"),
    };
  };
  const unfold = () => all(".drawer details").forEach((fold) => fold.setAttribute("open", ""));
  const view = () => {
    const { lat, lng } = map().getCenter();
    return { zoom: map().getZoom(), lat, lon: lng };
  };
  const state = () => ({
    lang: document.documentElement.lang,
    ids: all(".list .item").map((item) => item.dataset.key),
    bar: text(document.querySelector(".bar p")),
    off: all('.chip[data-key^="layer-"][aria-pressed="false"]').map((chip) => chip.dataset.key),
    on: all('.chip:not([data-key^="layer-"])[aria-pressed="true"]').map((chip) => chip.dataset.key),
    search: document.querySelector(".search input").value,
    popup: popup() && popup().name,
    facts: drawer() && drawer().facts.map(({ id }) => id),
    open: drawer() && drawer().name,
  });
  const reading = { marks, clusters, labels, circles, sections, chips, popup, drawer, view, state };
  return { all, shown, text, map, settled, rested, go, unfold, ...reading };
})();
""".replace("RESTED", RESTED)


class Reader:
    """Someone with the page open: opens addresses, presses what stands there, and tells what is shown.

    Parameters
    ----------
    context
        A fresh browser context.
    page
        The page in it that is looked at.
    file
        The built page.
    atlas
        What the page must show.
    address
        Where the page stands: on disk, or on a site that only seems to be one.
    """

    def __init__(self, context: BrowserContext, page: Page, file: Path, atlas: Atlas, address: str) -> None:
        self.context = context
        self.page = page
        self.file = file
        self.atlas = atlas
        self.address = address
        self.asked: list[Request] = []
        self.rows = subjects(atlas)

    def open(self, address: str = "") -> Reader:
        """Open the file with a hash, as if the link had been followed."""
        self.page.goto(f"{self.address}{address}")
        self.until("probe.settled()")
        return self

    def reload(self) -> None:
        """Load the open page anew."""
        self.page.reload()
        self.until("probe.settled()")

    def until(self, condition: str) -> None:
        """Wait until an expression holds."""
        wait_until(self.page, condition)

    def another(self, address: str = "") -> Reader:
        """Open the file in a further page."""
        return Reader(self.context, self.context.new_page(), self.file, self.atlas, self.address).open(address)

    def go(self, address: str) -> Reader:
        """Change the hash of the open page, as the address bar would."""
        self.page.evaluate("(hash) => probe.go(hash)", address)
        self.until("probe.settled()")
        return self

    def tell(self, what: str) -> object:
        """Return what a probe reads from the page."""
        return self.page.evaluate(f"() => probe.{what}()")

    def tour(self, addresses: list[str], what: str) -> list:
        """Go to one address after the other and return what ``what``, an expression, gives at each."""
        script = f"""async (addresses) => {{
            const told = [];
            for (const address of addresses) {{
                await probe.go(address);
                told.push({what});
            }}
            return told;
        }}"""
        return self.page.evaluate(script, addresses)

    @property
    def ids(self) -> list[str]:
        """Ids of the sites listed."""
        return [item["id"] for section in self.tell("sections") for item in section["items"]]

    @property
    def hash(self) -> str:
        """What the page says of its own address from ``#`` on; Playwright's `url` lags behind a key."""
        return self.page.evaluate("probe.rested().then(() => location.hash)")

    def back(self) -> None:
        """Go back by a step."""
        self.page.evaluate("probe.rested().then(() => history.back())")

    def press(self, key: str) -> None:
        """Press the control that has this key, in the panel or the drawer; a fold that it is in opens."""
        control = self.page.locator(f'[data-key="{key}"]')
        for _ in range(control.locator(FOLDS).count()):
            control.locator(FOLDS).first.click()
        control.click()

    def take(self, key: str) -> None:
        """Choose what has this key from the menu of what can be taken away."""
        self.press("export")
        self.press(key)

    def use(self, tool: str) -> None:
        """Press a tool of the map; on a phone some of them fold away."""
        more = self.page.locator('[data-key="map-more"]')
        if not self.page.locator(f'[data-key="map-{tool}"]').is_visible():
            more.click()
        self.press(f"map-{tool}")

    def pull_up(self) -> Reader:
        """Lay the panel open: on a phone, pull its sheet up."""
        while self.page.locator(".handle").is_visible() and self.sheet != "full":
            self.page.locator(".handle").click()
        self.still()
        return self

    def still(self) -> None:
        """Wait until nothing moves any more; Leaflet begins to move in the frame after it was told to."""
        frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        self.page.evaluate(f"probe.rested().then(() => {frames})")
        self.until("probe.settled() && document.getAnimations().length === 0")

    def swipe(self, *ways: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """Draw a finger over the screen for each way, all at once: from a point to another, in pixels."""
        finger = self.context.new_cdp_session(self.page)
        for step in range(5):
            points = [
                {"x": x + (to_x - x) * step / 4, "y": y + (to_y - y) * step / 4, "id": number}
                for number, ((x, y), (to_x, to_y)) in enumerate(ways)
            ]
            kind = "touchMove" if step else "touchStart"
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        finger.detach()
        self.still()

    @property
    def sheet(self) -> str:
        """Where the sheet stands: peek, half or full."""
        return self.page.locator(".atlas").get_attribute("data-sheet")

    @property
    def active(self) -> dict:
        """What has the keyboard: its key, its row, its tag."""
        return self.page.evaluate(
            "() => ({ ...document.activeElement.dataset, tag: document.activeElement.tagName.toLowerCase() })"
        )

    def id_of(self, row: int) -> str:
        """Return the id of a subject by the row that its sign carries."""
        return self.rows[row]

    def drawn(self) -> list[str]:
        """Ids of all sites that stand on the map, alone or in a cluster: each once, however many parts stand apart."""
        alone = [mark["row"] for mark in self.tell("marks")]
        together = [row for cluster in self.tell("clusters") for row in cluster["members"]]
        often = Counter(self.id_of(row) for row in alone + together)
        parts = self.atlas.raw_sites["parts"]
        assert all(count <= 1 + len(parts[site]) for site, count in often.items())
        return list(often)


def wait_until(page: Page, condition: str) -> None:
    """Wait until an expression holds in a page.

    Playwright's own way evaluates a text again and again, which the page's policy forbids.
    """
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
            const late = setTimeout(() => fail(new Error("it was never so")), {PATIENCE_MS});
            const look = () => {{
                if (!({condition})) return setTimeout(look, 20);
                clearTimeout(late);
                done();
            }};
            look();
        }})"""
    )


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Start the browser that this machine has."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=arguments)
        yield browser
        browser.close()


def read_messages() -> dict[str, dict[str, str | dict[str, str]]]:
    """Return the texts of the page by language and key; plurals by category."""
    return {lang: json.loads((FOLDER / f"{lang}.json").read_text("utf-8")) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def messages() -> dict[str, dict[str, str]]:
    return read_messages()


@pytest.fixture(scope="session")
def say(messages, atlas):
    """Return the page's own wording: ``say("en", "places", count=3)``."""

    def text(lang: str, key: str, **values: object) -> str:
        message = messages[lang][key]
        if isinstance(message, dict):
            message = message["one" if values["count"] == 1 else "other"]
        return message.format(**place_names(atlas)[lang], licence=licence(atlas)["data"], **values)

    return text


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas(read(ROOT))


def write_page(folder: Path, atlas: Atlas, options: MapOptions = PLAIN) -> Path:
    """Write the page of an atlas into a folder, and return its file."""
    file = folder / "map.html"
    file.write_bytes(render_page(atlas, options).encode())
    return file


@pytest.fixture(scope="session")
def map_file(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real record's page, once for all tests."""
    return write_page(tmp_path_factory.mktemp("map"), atlas)


PLACES = 1010
"""Those of a record of which only a part is drawn at once, and that is written in turns."""


@pytest.fixture(scope="session")
def crowd() -> Atlas:
    return Atlas(made_up(PLACES))


@pytest.fixture(scope="session")
def crowded(crowd: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("crowd"), crowd)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with started_browser() as browser:
        yield browser


class Room:
    """An offline browser context, and what happens in it while someone is there.

    Parameters
    ----------
    browser
        A started browser.
    options
        Of the context.
    hosts
        Servers that may be asked for tiles.
    tile
        What they answer with.
    site
        An address at which the file seems to stand on the web.
    refuses
        Whether the page's policy will have something to refuse.
    mishap
        What an error that the page is meant to have begins with.
    """

    def __init__(
        self,
        browser: Browser,
        options: dict,
        *,
        hosts: tuple[str, ...],
        tile: bytes,
        site: str,
        refuses: bool,
        mishap: str,
    ) -> None:
        self.context = browser.new_context(offline=True, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(PROBES)
        self.context.on("requestfinished" if refuses else "request", self._note_request)
        self.context.on("console", lambda message: self.log.append(f"{message.type}: {message.text}"))
        self.context.on("weberror", lambda error: self.log.append(f"page error: {error.error}"))
        self.context.on("dialog", lambda dialog: (self.log.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.context.route(re.compile("^https?:"), self._answer)
        self.context.new_page()  # it keeps the process, and what that has compiled, for the next reader
        self._hosts, self._tile, self._site = hosts, tile, site
        self._expected = REFUSAL if refuses else re.compile(mishap or "log: |debug: |info: ")

    @contextmanager
    def visited(self, file: Path, atlas: Atlas) -> Iterator[Reader]:
        """Let someone in who opens a file; in the end the log must be clean."""
        self.log: list[str] = []
        self.requests: list[str] = []
        reader = self.reader = Reader(self.context, self.context.new_page(), file, atlas, self._site or file.as_uri())
        yield reader
        assert [line for line in self.log if not self._expected.match(line)] == []
        others = {url for url in self.requests if not url.startswith(("blob:", "data:")) and not self._is_tile(url)}
        assert others == {reader.address}

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url.partition("#")[0])

    def _is_tile(self, url: str) -> bool:
        host = urlsplit(url).hostname
        return host is not None and url != self._site and host.endswith(self._hosts)

    def _answer(self, route: Route) -> None:
        if route.request.url.partition("#")[0] == self._site:
            route.fulfill(path=self.reader.file)
        elif self._is_tile(route.request.url):
            self.reader.asked.append(route.request)
            route.fulfill(body=self._tile, content_type="image/png")
        else:
            route.abort()


def leave(context: BrowserContext) -> None:
    """Leave a context as if nobody had been there: what a page remembers is forgotten, all but the empty one close."""
    _, *pages = context.pages
    pages[0].evaluate("localStorage.clear()")
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def visit(browser: Browser, map_file: Path, atlas: Atlas):
    """Return a way to visit a page: offline, with nothing remembered, and with a log that must be clean in the end.

    ``hosts``, ``tile``, ``site``, ``refuses``, ``mishap`` and ``options`` are those of a :class:`Room`. A room serves
    one reader after the other who asks for the same, since a new one costs as much as most tests. Who reads wants no
    motion, unless told.
    """
    free: defaultdict[str, list[Room]] = defaultdict(list)

    @contextmanager
    def visiting(
        device: str = "desktop",
        *,
        file: Path = map_file,
        of: Atlas = atlas,
        hosts: tuple[str, ...] = (),
        tile: bytes = TILE,
        site: str = "",
        refuses: bool = False,
        mishap: str = "",
        **options,
    ) -> Iterator[Reader]:
        told = {"locale": "zh-CN", "reduced_motion": "reduce", **DEVICES[device], **options}
        asked = {"hosts": hosts, "tile": tile, "site": site, "refuses": refuses, "mishap": mishap}
        alike = free[repr((sorted(told.items()), asked))]
        room = alike.pop() if alike else Room(browser, told, **asked)
        with room.visited(file, of) as reader:
            yield reader
            leave(room.context)
            alike.append(room)

    return visiting


@pytest.fixture
def placed(atlas: Atlas):
    """Return the sites that stand on the map."""
    return atlas.raw_sites[atlas.raw_sites.geometry.notna()]


@pytest.fixture
def unplaced(atlas: Atlas):
    """Return the sites of which only the district is known, or nothing."""
    return atlas.sites[atlas.sites.geometry.isna()]


@pytest.fixture(params=["desktop", pytest.param("phone", marks=pytest.mark.matrix)])
def device(request: pytest.FixtureRequest) -> str:
    """Return each device; what has ways of its own on a phone is tried in ``test_phone.py``."""
    return request.param


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def reader(visit, device: str) -> Iterator[Reader]:
    """Someone at a desktop, then someone with a phone."""
    with visit(device) as reader:
        yield reader


@pytest.fixture
def desktop(visit) -> Iterator[Reader]:
    with visit("desktop") as reader:
        yield reader


@pytest.fixture
def phone(visit) -> Iterator[Reader]:
    with visit("phone") as reader:
        yield reader
