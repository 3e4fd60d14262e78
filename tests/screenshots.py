"""Take pictures of the page's named states, and the one that stands in the README; or those of the guides alone.

    python tests/screenshots.py [--guides] [FOLDER]

The map is built from the record as it stands. The pictures go to ``screenshots/`` unless told; the README's picture is
``docs/map.png``. Those of the guides are small and go to ``docs/pictures/``.
"""

from __future__ import annotations

import argparse
import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser
from playwright.sync_api import Page

from geo.atlas.atlas import Atlas
from geo.page.build import render_page
from geo.record.read import read
from geo.record.vocabulary import STATUS
from tests.browser.conftest import DEVICES
from tests.browser.conftest import LANGS
from tests.browser.conftest import PROBES
from tests.browser.conftest import started_browser
from tests.browser.conftest import wait_until

ROOT = Path(__file__).resolve().parents[1]
PORTRAIT = "docs/map.png"
GUIDES = "docs/pictures"
GUIDES_SIZE = {"width": 1120, "height": 700}
"""The window for the guides, in CSS pixels: the smallest in which panel, map and drawer lie side by side."""
GUIDES_QUALITY = 80
"""Of WebP: small letters are still sharp, and no picture reaches 120 kB."""
PORTRAIT_PLACE = "crrc-dual-carbon-park"
URBAN_CORE = (27.88, 113.14)
"""Middle of the four urban districts: lat, lon."""
SHIFENG = "430204"
A4 = {"width": 794, "height": 1123}
"""The sheet in CSS pixels."""


class State(NamedTuple):
    """A state of the page: what the hash says beside the language, where a phone's sheet stands, what is pressed."""

    address: str
    sheet: str = "peek"
    press: tuple[str, ...] = ()
    nights: bool = False


def states(atlas: Atlas) -> dict[str, State]:
    """Return the states by name."""
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    most = max(placed, key=lambda site: len(atlas.claims.get(site, ())))
    disputed = next(
        subject
        for subject, claims in atlas.claims.items()
        if any(claim.differs and atlas.words.indicators[claim.indicator].type != STATUS for claim in claims)
        if subject in atlas.sites.index
    )
    spots = atlas.raw_sites.loc[placed, "point"].map(lambda point: point.coords[0])
    lon, lat = spots.value_counts().index[0]
    facets = tuple(f'[data-key="facet-{key}"]' for key in ("kind", "sector", "position"))
    return {
        "start": State("", nights=True),
        "panel-half": State("", "half"),
        "panel-full": State("", "full"),
        "core": State(f"&map=12/{URBAN_CORE[0]}/{URBAN_CORE[1]}", nights=True),
        "facets": State("&position=exact", "full", facets),
        "search": State("&q=qst", "full"),
        "near-misses": State("&q=petrolium", "full"),
        "filtered": State(f"&hide=institutions&district={SHIFENG},430211&kind=park", "full"),
        "nothing-found": State("&q=zzzz", "full"),
        "table": State("&table=1&sort=-investment", nights=True),
        "popup": State(f"&place={most}"),
        "facts": State(f"&place={most}&facts=1", "full", nights=True),
        "disagreement": State(f"&place={disputed}&facts=1", "full"),
        "city": State("&place=430200&facts=1", "full"),
        "district": State(f"&district={SHIFENG}&place={SHIFENG}&facts=1", "half"),
        "sources": State("&page=sources", "full"),
        "about": State("&page=about", "full"),
        "choropleth": State("&colour=population", nights=True),
        "cluster": State(f"&map=16/{lat}/{lon}", press=(".cluster:visible",)),
        "basemaps": State("", press=('[data-key="map-base"]',)),
        "takeaway": State("", "full", ('[data-key="export"]',)),
    }


def take_all(browser: Browser, page_file: Path, atlas: Atlas, folder: Path) -> int:
    """Take every state on every device in both languages, some by night too, and the printed sheet; return how many."""
    number = 0
    for device, lang in product(DEVICES, LANGS):
        for name, state in states(atlas).items():
            for scheme in ("light", "dark") if state.nights and lang == "zh" else ("light",):
                picture = folder / f"{device}-{lang}-{name}{'-dark' if scheme == 'dark' else ''}.png"
                address = f"{page_file.as_uri()}#lang={lang}{state.address}"
                with opened(browser, address, device=device, scheme=scheme) as page:
                    set_up(page, state)
                    shoot(page, picture)
                number += 1
    for lang in LANGS:
        with opened(browser, f"{page_file.as_uri()}#lang={lang}&district={SHIFENG}", device="desktop") as page:
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            page.set_viewport_size(A4)
            page.emulate_media(media="print")
            shoot(page, folder / f"print-{lang}.png", full_page=True)
        number += 1
    return number


def states_of_guides() -> dict[str, State]:
    """Return the states that the guides show, by the names of their pictures."""
    return {
        "start": State(""),
        "filter": State(f"&district={SHIFENG}&kind=park", press=('[data-key="facet-kind"]',)),
        "facts": State(f"&place={PORTRAIT_PLACE}&facts=1"),
        "promises": State("&page=promises&due=2025"),
    }


def take_for_guides(browser: Browser, page_file: Path, folder: Path) -> int:
    """Take the states of the guides in both languages, as WebP; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang, (name, state) in product(LANGS, states_of_guides().items()):
        with opened(browser, f"{page_file.as_uri()}#lang={lang}{state.address}", device="desktop") as page:
            page.set_viewport_size(GUIDES_SIZE)
            set_up(page, state)
            wait_until(page, "probe.settled() && document.getAnimations().length === 0")
            taken = page.context.new_cdp_session(page).send(
                "Page.captureScreenshot", {"format": "webp", "quality": GUIDES_QUALITY}
            )
            (folder / f"{name}-{lang}.webp").write_bytes(base64.b64decode(taken["data"]))
    return len(LANGS) * len(states_of_guides())


@contextmanager
def opened(browser: Browser, address: str, *, device: str, scheme: str = "light") -> Iterator[Page]:
    """Open an address in a fresh, offline context."""
    context = browser.new_context(offline=True, locale="zh-CN", color_scheme=scheme, **DEVICES[device])
    context.add_init_script(PROBES)
    page = context.new_page()
    page.goto(address)
    wait_until(page, "probe.settled()")
    yield page
    context.close()


def set_up(page: Page, state: State) -> None:
    """Put the sheet where it belongs and press what the state wants pressed."""
    page.evaluate("(stop) => document.querySelector('.atlas').setAttribute('data-sheet', stop)", state.sheet)
    for selector in state.press:
        page.locator(selector).first.click()


def shoot(page: Page, picture: Path, *, full_page: bool = False) -> None:
    """Take one picture, once everything stands still."""
    wait_until(page, "probe.settled() && document.getAnimations().length === 0")
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture, full_page=full_page)


def main() -> None:
    parser = argparse.ArgumentParser(description="Take pictures of the page's named states.")
    parser.add_argument("folder", nargs="?", type=Path, help="folder to write to")
    parser.add_argument("--guides", action="store_true", help=f"only those of the guides; by default to {GUIDES}")
    options = parser.parse_args()
    folder = options.folder or ROOT / (GUIDES if options.guides else "screenshots")
    atlas = Atlas(read(ROOT))
    with tempfile.TemporaryDirectory() as scratch, started_browser() as browser:
        page_file = Path(scratch).resolve() / "map.html"
        page_file.write_bytes(render_page(atlas).encode())
        if options.guides:
            number = take_for_guides(browser, page_file, folder)
        else:
            number = take_all(browser, page_file, atlas, folder)
            take_portrait(browser, page_file)
    print(f"{folder}: {number} pictures")


def take_portrait(browser: Browser, page_file: Path) -> None:
    """Take the picture of the README."""
    lat, lon = URBAN_CORE
    portrait = f"{page_file.as_uri()}#lang=zh&place={PORTRAIT_PLACE}&map=11.5/{lat}/{lon}"
    with opened(browser, portrait, device="desktop") as page:
        shoot(page, ROOT / PORTRAIT)


if __name__ == "__main__":
    main()
