"""The real record's page in the engines that the other browser tests do not have."""

from __future__ import annotations

import time
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.page.build import render_page
from geo.record.read import read
from tests.engines.driver import PATIENCE_S
from tests.engines.driver import CommandError
from tests.engines.driver import Driver
from tests.engines.driver import firefox
from tests.engines.driver import webkit

ROOT = Path(__file__).resolve().parents[2]
ENGINES = {"firefox": firefox, "webkit": webkit}
ESCAPE = "\ue00c"

# Notes what goes wrong. The page's policy forbids foreign scripts, so this one comes before it.
WATCH = """<script>
    window.complaints = [];
    const complain = (...words) => window.complaints.push(words.join(" "));
    addEventListener("error", ({ message, target }) => complain("error:", message || target.outerHTML), true);
    addEventListener("unhandledrejection", ({ reason }) => complain("rejected:", reason));
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        complain("policy:", effectiveDirective, blockedURI));
    for (const kind of ["error", "warn"]) console[kind] = (...words) => complain(`console.${kind}:`, ...words);
</script>"""
LIST = '[...document.querySelectorAll(".list .item")].map((each) => each.dataset.key)'


class Page:
    """The page in an engine, used by mouse and keyboard.

    Parameters
    ----------
    driver
        A started browser.
    address
        Of the built page.
    """

    def __init__(self, driver: Driver, address: str) -> None:
        self.driver = driver
        self.address = address
        self._opened = 0

    def open(self, state: str = "") -> Page:
        """Open the page anew, as if a link had been followed, with nothing remembered."""
        self._opened += 1  # another address each time: a change of the hash alone would load nothing
        self.driver.command("open", {"url": f"{self.address}?{self._opened}#{state}"})
        # A browser may take a change of the hash in the page that is left for the end of loading.
        self.until(f'location.search === "?{self._opened}" && document.readyState === "complete"')
        self.until('!document.querySelector(".atlas[aria-busy]")')
        self.read("localStorage.clear()")
        return self

    def read(self, expression: str, *arguments: object) -> object:
        """Return what an expression gives, awaited; ``arguments`` are its ``given``."""
        script = f"""const [given, done] = [[...arguments].slice(0, -1), arguments[arguments.length - 1]];
            Promise.resolve().then(() => ({expression})).then(done, (error) => done(`failed: ${{error}}`));"""
        return self.driver.command("run", {"script": script, "args": list(arguments)})

    def until(self, expression: str, *arguments: object) -> None:
        """Wait until an expression holds, in whatever document is there by then."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                if (held := self.read(f"Boolean({expression})", *arguments)) is True:
                    return
            except CommandError as error:  # the document was left meanwhile
                held = error
            assert time.monotonic() < deadline, f"{expression}: {held}"
            time.sleep(0.05)

    def until_listed(self, ids: Iterable[str]) -> None:
        """Wait until the list shows the places of these ids and no others."""
        self.until(f"String({LIST}.sort()) === String(given[0])", sorted(ids))

    def click(self, selector: str, *, right: int = 0, down: int = 0) -> None:
        """Press the middle of the first element that a selector finds in sight, or beside it, by pixels."""
        place = self.read(
            """new Promise((done) => {
                const shown = [...document.querySelectorAll(given[0])].find((each) => each.getClientRects().length > 0);
                let before = null;
                // What moves is waited for, such as a list that comes to show the chosen place.
                const look = () => {
                    shown.scrollIntoView({ block: "nearest" });
                    const { left, top, width, height } = shown.getBoundingClientRect();
                    const place = [Math.round(left + width / 2), Math.round(top + height / 2)];
                    if (String(place) === String(before)) return done(place);
                    before = place;
                    setTimeout(look, 80);
                };
                look();
            })""",
            selector,
        )
        assert isinstance(place, list), f"{selector}: {place}"
        move = {"type": "pointerMove", "x": place[0] + right, "y": place[1] + down, "origin": "viewport", "duration": 0}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [move, *press]}
        self.driver.command("act", {"actions": [mouse]})

    def type(self, keys: str) -> None:
        """Press keys one after the other."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.driver.command("act", {"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})

    def text(self, selector: str) -> str:
        """Return the text of the first element that a selector finds."""
        return self.read("document.querySelector(given[0]).textContent.trim()", selector)

    @property
    def ids(self) -> list[str]:
        """Ids of the places listed."""
        return self.read(LIST)

    @property
    def complaints(self) -> list[str]:
        """What went wrong, and what was requested, since the page was opened."""
        return self.read(
            """[
                ...window.complaints,
                ...performance.getEntriesByType("resource").map(({ name }) => `request: ${name}`),
            ]"""
        )


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas(read(ROOT))


@pytest.fixture(scope="session")
def address(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("map") / "map.html"
    head = "<head>\n"
    before, after = render_page(atlas).split(head, 1)
    file.write_bytes(f"{before}{head}{WATCH}{after}".encode())
    return file.as_uri()


@pytest.fixture(scope="session", params=ENGINES)
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """Return one engine, then the other; one that is not installed fails, so that none is left out."""
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as driver:
        yield driver


@pytest.fixture
def page(driver: Driver, address: str) -> Iterator[Page]:
    """Return the page; whatever a test did with it, nothing went wrong and nothing was requested."""
    page = Page(driver, address)
    yield page
    assert page.complaints == []
