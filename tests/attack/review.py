"""Hostile articles, candidates and proposals in the page of a review, in a real browser.

``python -m tests.attack.review`` puts every text into every field that is one, and goes through all that is
to be decided; 1 if a promise broke. Nothing here was read by the strict readers first: the page alone must hold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from geo.atlas.atlas import Atlas
from geo.mentions.table import COLUMNS
from geo.patch.apply import stand_of
from geo.record.model import FACT_COLUMNS
from geo.record.model import SOURCE_COLUMNS
from geo.record.read import read
from geo.review.contract import ReviewShown
from geo.review.page import review_page
from tests.attack.inert import ELEMENTS
from tests.attack.strings import ALL
from tests.attack.strings import LONG
from tests.attack.strings import is_writable
from tests.browser.conftest import started_browser
from tests.browser.conftest import wait_until
from tests.fixtures.shared import RECORD

TEXTS = tuple(text for text in ALL if is_writable(text) and len(text) < LONG)

# Goes to each item in both languages, opens its form and what lies over the page; tells what is there that
# we never make.
VISIT = """async () => {
    const found = new Set();
    const look = () => {
        for (const each of document.querySelectorAll(".reviewing *")) {
            if (each.matches("%s")) found.add(each.outerHTML);
            const names = each.getAttributeNames();
            for (const name of names) if (/^on|^(src|srcdoc|action|formaction|xlink:href)$/.test(name)) found.add(name);
        }
        const links = document.querySelectorAll(".reviewing a[href]");
        for (const each of links) found.add(each.getAttribute("href"));
    };
    const press = (key) => document.querySelector(key).click();
    const items = document.querySelectorAll(".queue .item").length;
    for (let round = 0; round < 2; round += 1) {
        for (let item = 0; item < items; item += 1) {
            look();
            const form = round === 0 && document.querySelector(".editing > summary");
            if (form) {
                form.click();
                await new Promise((done) => setTimeout(done));
                look();
            }
            press("[data-key=next]");
        }
        press("[data-key=language]");
    }
    if (document.querySelector("[data-key=open-source]")) press("[data-key=open-source]");
    await new Promise((done) => requestAnimationFrame(done));
    look();
    if (window.attacked !== undefined) found.add("ran");
    return [items, [...found].filter((each) => !/^blob:/.test(each))];
}""".replace("%s", ELEMENTS)


def reviews(atlas: Atlas, texts: tuple[str, ...]) -> Iterator[ReviewShown]:
    """Yield a review of candidates and one of proposals, in which each text is in each field."""
    record = {**stand_of(atlas.record)}
    yield {
        "record": record,
        "lines": list(texts),
        "candidates": [_candidate(number, text) for number, text in enumerate(texts, 1)],
        "source": dict.fromkeys(SOURCE_COLUMNS, texts[0]),
        "is_new": True,
        "changes": [],
        "notes": [],
        "by": "",
        "made": "",
    }
    changes = [change for text in texts for change in _changes(text)]
    yield {
        "record": record,
        "lines": [],
        "candidates": [],
        "source": {},
        "is_new": False,
        "changes": changes,
        "notes": [[str(change["do"]), texts[-1]] for change in changes],
        "by": texts[0],
        "made": texts[0],
    }


def _candidate(number: int, text: str) -> dict[str, str]:
    known = {"line": str(number), "column": "1", "kind": ("figure", "status", "place")[number % 3], "verdict": "new"}
    return dict.fromkeys(COLUMNS, text) | known | {"subjects": f"?{text}|hill-works"}


def _changes(text: str) -> Iterator[dict[str, object]]:
    geometry = {"type": text, "coordinates": [[text, 1], {"a": text}]}
    place = {"id": text, "properties": {text: text}, "geometry": geometry}
    values = {text: text, "value": text, "geometry": geometry}
    yield {"do": "add", "to": "facts", "row": dict.fromkeys(FACT_COLUMNS, text), "why": text}
    yield {"do": "add", "to": "parks", "feature": place, "why": text}
    yield {"do": "change", "in": text, "id": text, "from": values, "to": values, "because": text, "why": text}
    yield {"do": "withdraw", "id": text, "reason": text, "replacement": text, "note_zh": text, "note_en": text}


def attack(browser: Browser, texts: tuple[str, ...] = TEXTS) -> tuple[int, dict[str, list[str]]]:
    """Open both reviews and go through them; return how many items were shown, and what of it was more than text."""
    told: dict[str, list[str]] = {"executed": [], "requests": [], "faults": []}
    atlas, shown = Atlas(read(RECORD)), 0
    with TemporaryDirectory() as folder:
        for review in reviews(atlas, texts):
            file = Path(folder, "review.html")
            review_page(atlas, review).save(file)
            context = browser.new_context(locale="zh-CN", reduced_motion="reduce", offline=True)
            asked: list[str] = []
            context.on("dialog", lambda dialog: (told["executed"].append(dialog.message), dialog.dismiss()))
            context.on("weberror", lambda error: told["faults"].append(str(error.error)))
            context.on("request", lambda request, asked=asked: asked.append(request.url))
            page = context.new_page()
            page.goto(file.as_uri())
            wait_until(page, "document.querySelector('.queue .item')")
            items, found = page.evaluate(VISIT)
            told["executed"] += found
            told["requests"] += [url for url in asked if not url.startswith((file.as_uri(), "blob:", "data:"))]
            told["faults"] += ["not all listed"] * (items != len(review["candidates"] or review["changes"]))
            shown += items
            context.close()
    return shown, told


def main() -> int:
    """Run it, and print the counts."""
    with started_browser() as browser:
        shown, told = attack(browser)
    print(f"items reviewed: {shown}", *(f"{name}: {len(lines)}" for name, lines in told.items()), sep=", ")
    broken = [line for lines in told.values() for line in lines]
    print(*broken[:20], sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
