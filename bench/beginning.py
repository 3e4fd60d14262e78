"""How much of a page a browser needs before it paints: ``python -m bench.beginning PAGE`` prints the bytes, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import sync_playwright

from bench.browser import launched
from bench.served import served

STEP = 10_000
"""Bytes to which the answer is exact."""

# Long enough for the beginning of a page, which paints at once or not before more of it comes.
_PATIENCE_MS, _STEP_MS = 2_500, 100
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


def needed(page: Path) -> int:
    """Return after how many bytes of a page a browser has painted something of it, while the rest is on its way."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        too_few, enough = 0, -(-page.stat().st_size // STEP)
        while enough - too_few > 1:
            middle = (too_few + enough) // 2
            if _paints(browser, page, middle * STEP):
                enough = middle
            else:
                too_few = middle
        browser.close()
    return enough * STEP


def _paints(browser: Browser, page: Path, size: int) -> bool:
    with served(page, size) as address:
        view = browser.new_page()
        view.goto(address, wait_until="commit")
        late = time.monotonic() + _PATIENCE_MS / 1000
        while not (painted := bool(view.evaluate(_PAINTED))) and time.monotonic() < late:
            view.wait_for_timeout(_STEP_MS)
        view.close()
    return painted


if __name__ == "__main__":
    print(json.dumps({"bytes": needed(Path(sys.argv[1]))}))
