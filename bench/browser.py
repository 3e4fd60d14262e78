"""One page in a browser of its own, used once: ``python -m bench.browser KIND PAGE EXPECTED ANSWERS``.

The kinds are those of :data:`KINDS`. What the page links to comes from the disk (:mod:`bench.libraries`). Times are
those of the page's own clock; processor time is that of its main thread.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import CDPSession
from playwright.sync_api import Error
from playwright.sync_api import Page
from playwright.sync_api import Playwright
from playwright.sync_api import Route
from playwright.sync_api import sync_playwright

from bench.libraries import answer
from bench.process import WRONG
from tools.browser import find

SCRIPTS = Path(__file__).parent / "pages"
VIEW = {"width": 1280, "height": 800}
CLOSEST = 18
FULL_TIMEOUT_MS = 600_000

# Longer than the clusters of other tools move after a change of zoom.
_AT_REST_MS = 400
_TRIES = 10
# What a reader takes at least from entering the search box to the first key.
_BEFORE_TYPING_MS = 1_000

Figures = dict[str, float]


class WrongAnswerError(AssertionError):
    """A page does not show what the record holds: its times count for nothing."""


class Visit:
    """A page that is open, and what was measured in it.

    Parameters
    ----------
    page
        Of Playwright.
    session
        To the browser's own instruments.
    expected
        What :mod:`bench.expected` says.
    """

    def __init__(self, page: Page, session: CDPSession, expected: dict[str, Any]) -> None:
        self.page = page
        self.expected = expected
        self.figures: Figures = {}
        self._session = session

    def tell(self, script: str, value: object = None) -> Any:  # noqa: ANN401  # whatever the page answers
        """Return what an expression of the page gives; ``it`` is the value in it."""
        return self.page.evaluate(f"(it) => {script}", value)

    def require(self, what: str, script: str, due: object, value: dict[str, Any] | None = None) -> None:
        """Hold what the page shows, when what moves has come to rest, against what it must show."""
        found = self.tell(f"bench.settled(() => {script}, it.due)", {"due": due, **(value or {})})
        if found != due:
            raise WrongAnswerError(f"{what}: {found!r} in place of {due!r}")

    def act(self, name: str, does: str, holds: str = "true", value: object = None) -> None:
        """Do something in the page, and note its script and the time until the answer is painted."""
        before = self._metrics()
        told = self.tell(f"bench.act(() => {{ {does}; }}, () => {holds})", value)
        after = self._metrics()
        self.figures[f"{name} painted ms"] = told
        self.figures[f"{name} script ms"] = (after["ScriptDuration"] - before["ScriptDuration"]) * 1e3
        self.figures[f"{name} CPU ms"] = (after["TaskDuration"] - before["TaskDuration"]) * 1e3

    def opened(self) -> None:
        """Note when the first places were painted and a press was answered, and what the page holds at rest."""
        self.tell("bench.painted(() => bench.opening.done)")
        opening = self.tell("bench.opening")
        self.figures["first places ms"] = opening["painted"]
        self.figures["answers ms"] = opening["answered"]
        self.figures["open CPU ms"] = self._metrics()["TaskDuration"] * 1e3
        for _ in range(2):
            self._session.send("HeapProfiler.collectGarbage")
        metrics = self._metrics()
        self.figures["heap"] = metrics["JSHeapUsedSize"]
        self.figures["nodes"] = metrics["Nodes"]

    def look_at(self, place: dict[str, Any], zoom: int) -> None:
        """Move the map to a place."""
        view = {**place, "zoom": zoom}
        self.tell("bench.act(() => reader.map().setView([it.lat, it.lon], it.zoom, { animate: false }))", view)

    def find(self, place: dict[str, Any]) -> None:
        """Move the map until a place stands alone in its middle: clusters that still move miss where it went."""
        for _ in range(_TRIES):
            self.look_at(place, CLOSEST)
            self.page.wait_for_timeout(_AT_REST_MS)
            if self.tell("reader.alone(it)", place):
                return
            self.look_at(place, CLOSEST - 2)
        raise WrongAnswerError(f"{place['id']} never stood alone on the map")

    def _metrics(self) -> dict[str, float]:
        return {each["name"]: each["value"] for each in self._session.send("Performance.getMetrics")["metrics"]}


def atlas(visit: Visit) -> None:
    """Use the atlas's own page: facets, search, map, popups, export."""
    known = visit.expected
    visit.opened()
    visit.require("places", "reader.count()", known["places"])
    visit.require("places drawn", "reader.drawn()", known["drawn"])
    _facets(visit)
    _search(visit)
    _move(visit)
    _popups(visit)
    _export(visit)


def clustered(visit: Visit) -> None:
    """Use a page of folium: a layer a district, map, popups."""
    known = visit.expected
    visit.opened()
    visit.require("places drawn", "reader.drawn()", known["drawn"])
    visit.act("facet on", "reader.only(it)", value=known["district_name"])
    visit.require("places of a district drawn", "reader.drawn()", known["drawn_first_in_district"])
    visit.act("facet off", "reader.only()")
    visit.require("places drawn again", "reader.drawn()", known["drawn"])
    _move(visit)
    _popups(visit)


def ground(visit: Visit) -> None:
    """Open Leaflet with the districts alone."""
    visit.opened()


def canvas(visit: Visit) -> None:
    """Open a page that draws on a canvas; it has no box to press."""
    visit.opened()
    visit.figures["first places ms"] = visit.tell("reader.last()")
    del visit.figures["answers ms"]


KINDS: dict[str, Callable[[Visit], None]] = {
    "atlas": atlas,
    "leaflet": clustered,
    "ground": ground,
    "canvas": canvas,
}


def _facets(visit: Visit) -> None:
    known = visit.expected
    visit.tell("reader.unfold()")
    pressed = [f"{facet}-{known[facet]}" for facet in ("district", "kind", "status")]
    counts = "reader.count() === it.due"
    one = {"key": pressed[0], "due": known["in_district"]}
    visit.act("facet on", "reader.toggle(it.key)", counts, one)
    visit.require("places of a district drawn", "reader.drawn()", known["drawn_in_district"])
    visit.require("places of a district listed", "reader.listed()", known["in_district"])
    visit.act("facet off", "reader.toggle(it.key)", counts, {**one, "due": known["places"]})
    visit.require("places drawn again", "reader.drawn()", known["drawn"])
    for key in pressed[:2]:
        visit.tell("bench.act(() => reader.toggle(it), () => reader.isOn(it))", key)
    three = {"key": pressed[2], "due": known["combined"]}
    visit.act("facets combined", "reader.toggle(it.key)", counts, three)
    visit.require("places of three facets listed", "reader.listed()", known["combined"])
    for key in pressed:
        visit.tell("bench.act(() => reader.toggle(it), () => !reader.isOn(it))", key)
    visit.require("places without a facet", "reader.count()", known["places"])


def _search(visit: Visit) -> None:
    found = visit.expected["found"]
    typed: list[Figures] = []
    visit.tell("reader.enter()")
    visit.page.wait_for_timeout(_BEFORE_TYPING_MS)
    for number, (text, due) in enumerate(found.items()):
        name = "first key" if number == 0 else "key"
        visit.act(name, "reader.type(it.text)", "reader.count() === it.due", {"text": text, "due": due})
        if number:
            typed.append({key: visit.figures[key] for key in visit.figures if key.startswith("key ")})
    # The worst of all keys but the first: a reader feels that one.
    visit.figures |= {key: max(each[key] for each in typed) for key in typed[0]}
    every = {"text": "", "due": visit.expected["places"]}
    visit.tell("bench.act(() => reader.type(it.text), () => reader.count() === it.due)", every)


def _move(visit: Visit) -> None:
    """Move the map at the zoom where it begins, and nearer, where more is drawn."""
    steps: dict[str, list[Figures]] = {"pan": [], "zoom": []}
    for zoom in (None, 12, 15):
        if zoom:
            visit.look_at(visit.expected["popups"][0], zoom)
        for name, does in (
            ("pan", "reader.map().panBy([200, 100], { animate: false })"),
            ("zoom", "reader.map().setZoom(reader.map().getZoom() + 1, { animate: false })"),
        ):
            visit.act(name, does)
            steps[name].append({key: visit.figures[key] for key in visit.figures if key.startswith(f"{name} ")})
    for each in steps.values():
        visit.figures |= {key: max(step[key] for step in each) for key in each[0]}


def _popups(visit: Visit) -> None:
    times: list[Figures] = []
    for place in visit.expected["popups"]:
        visit.find(place)
        visit.act("popup", "reader.open(it)", "reader.opened(it)", place)
        times.append({key: visit.figures[key] for key in visit.figures if key.startswith("popup ")})
        visit.require(f"facts and sources of {place['id']}", "reader.tells(it)", True, place)
        visit.tell("reader.close()")
    visit.figures |= {key: statistics.median(each[key] for each in times) for key in times[0]}


def _export(visit: Visit) -> None:
    """Save everything as GeoJSON, watch whether the page goes on answering, and compare the bytes."""
    due = visit.expected["export"]
    told = visit.tell("bench.longestPause(() => reader.exportAll(), () => bench.saved.length > 0)")
    visit.figures["export ms"], visit.figures["export longest pause ms"] = told["painted"], told["longest"]
    # In the page: a file of 150 MB is more than the browser's driver carries.
    told = visit.tell("bench.digest(bench.saved[0])")
    if told != due:
        raise WrongAnswerError(f"export: {told['bytes']} bytes, not the {due['bytes']} that Python writes")


def launched(playwright: Playwright, *, draws: bool = False) -> Browser:
    """Start the browser of this machine; one that ``draws`` has WebGL, without a graphics card."""
    arguments = ["--disable-background-networking", "--no-first-run", "--enable-precise-memory-info"]
    arguments += ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"] if draws else ["--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=find(), args=arguments)


@contextmanager
def opened(kind: str, file: Path, expected: dict[str, Any]) -> Iterator[Visit]:
    """Open a page in a browser of its own."""
    unknown: list[str] = []
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = launched(playwright, draws=kind == "canvas")
        context = browser.new_context(viewport=VIEW, locale="zh-CN", reduced_motion="reduce")
        context.set_default_timeout(FULL_TIMEOUT_MS)
        for name in (kind, "measure"):
            context.add_init_script(path=SCRIPTS / f"{name}.js")
        context.route(lambda address: address.startswith("http"), lambda route: _answer(route, unknown))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(file.resolve().as_uri(), wait_until="commit")
        try:
            yield Visit(page, session, expected)
        except Error as error:
            errors.append(str(error).splitlines()[0])
        browser.close()
    if unknown or errors:
        raise WrongAnswerError(f"page asked for {unknown[:3]}, complained of {errors[:3]}")


def _answer(route: Route, unknown: list[str]) -> None:
    found = answer(route.request.url)
    if found is None:
        unknown.append(route.request.url)
        route.abort()
    else:
        route.fulfill(body=found[0], content_type=found[1])


def main(kind: str, page: str, expected: str, answers: str) -> None:
    """Use the page as its kind is used, and write what was measured."""
    known = json.loads(Path(expected).read_text("utf-8"))
    with opened(kind, Path(page), known) as visit:
        KINDS[kind](visit)
    Path(answers).write_text(json.dumps(visit.figures), "utf-8")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except WrongAnswerError as error:
        sys.exit(f"{WRONG}{error}")
