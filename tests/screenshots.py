"""Take pictures of the page's named states, and the one that stands in the README.

    python tests/screenshots.py [FOLDER]

The map is built from the record as it stands. The pictures go to ``screenshots/`` unless told; the README's picture is
``docs/map.png``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser

from geo.atlas import Atlas
from geo.map import render_page
from geo.record import load
from geo.vocabulary import STATUS
from tests.browser.conftest import DEVICES
from tests.browser.conftest import LANGS
from tests.browser.conftest import PROBES
from tests.browser.conftest import started_browser
from tests.browser.conftest import wait_until

ROOT = Path(__file__).resolve().parents[1]
PORTRAIT = "docs/map.png"
PORTRAIT_PLACE = "crrc-dual-carbon-park"
URBAN_CORE = (27.88, 113.14)
"""Middle of the four urban districts: lat, lon."""
SHIFENG = "430204"


def states(atlas: Atlas) -> dict[str, tuple[str, str]]:
    """Return the states by name: what the hash says beside the language, and where a phone's sheet stands."""
    placed = atlas.sites.index[atlas.sites.geometry.notna()]
    most = max(placed, key=lambda site: len(atlas.claims.get(site, ())))
    disputed = next(
        subject
        for subject, claims in atlas.claims.items()
        if any(claim.differs and atlas.words.indicators[claim.indicator].type != STATUS for claim in claims)
        if subject in atlas.sites.index
    )
    return {
        "start": ("", "peek"),
        "core": (f"&map=12/{URBAN_CORE[0]}/{URBAN_CORE[1]}", "peek"),
        "popup": (f"&place={most}", "peek"),
        "facts": (f"&place={most}&facts=1", "full"),
        "disagreement": (f"&place={disputed}&facts=1", "full"),
        "city": ("&place=430200&facts=1", "full"),
        "district": (f"&district={SHIFENG}&place={SHIFENG}&facts=1", "half"),
        "filtered": (f"&hide=institutions&district={SHIFENG},430211&kind=park", "full"),
        "nothing-found": ("&q=zzzz", "full"),
    }


def take_all(browser: Browser, page_file: Path, atlas: Atlas, folder: Path) -> int:
    """Take every state on every device in both languages, by day and the start and facts by night; return how many."""
    number = 0
    for device in DEVICES:
        for lang in LANGS:
            for name, (rest, sheet) in states(atlas).items():
                schemes = ("light", "dark") if name in {"start", "facts", "core"} and lang == "zh" else ("light",)
                for scheme in schemes:
                    night = "-dark" if scheme == "dark" else ""
                    picture = folder / f"{device}-{lang}-{name}{night}.png"
                    address = f"{page_file.as_uri()}#lang={lang}{rest}"
                    take(browser, address, picture, device=device, scheme=scheme, sheet=sheet)
                    number += 1
    return number


def take(
    browser: Browser,
    address: str,
    picture: Path,
    *,
    device: str = "desktop",
    scheme: str = "light",
    sheet: str = "peek",
) -> None:
    """Take one picture of what an address shows, once everything stands still."""
    context = browser.new_context(offline=True, locale="zh-CN", color_scheme=scheme, **DEVICES[device])
    context.add_init_script(PROBES)
    page = context.new_page()
    page.goto(address)
    page.evaluate("(stop) => document.querySelector('.atlas').setAttribute('data-sheet', stop)", sheet)
    wait_until(page, "probe.settled() && document.getAnimations().length === 0")
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture)
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Take pictures of the page's named states.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "screenshots", help="folder to write to")
    folder = parser.parse_args().folder
    atlas = Atlas(load(ROOT))
    with tempfile.TemporaryDirectory() as scratch, started_browser() as browser:
        page_file = Path(scratch).resolve() / "map.html"
        page_file.write_bytes(render_page(atlas).encode())
        number = take_all(browser, page_file, atlas, folder)
        lat, lon = URBAN_CORE
        take(browser, f"{page_file.as_uri()}#place={PORTRAIT_PLACE}&map=11.5/{lat}/{lon}", ROOT / PORTRAIT)
    print(f"{folder}: {number} pictures; {PORTRAIT}")


if __name__ == "__main__":
    main()
