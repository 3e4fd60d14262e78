"""Hostile messages to the page in a frame, the same ones every time, from a page that it hears and from another one.

``python -m tests.attack.messages`` sends two thousand from each; 1 if a promise broke.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from itertools import islice

from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Frame
from playwright.sync_api import Request

from geo.atlas.atlas import Atlas
from geo.page.build import render_page
from geo.page.options import MapOptions
from geo.record.read import read
from tests.attack.hashes import KEYS
from tests.attack.hashes import VALUES
from tests.attack.strings import ALL
from tests.browser.conftest import RESTED
from tests.browser.conftest import started_browser
from tests.browser.conftest import wait_until
from tests.fixtures.frames import Origin
from tests.fixtures.frames import origins
from tests.fixtures.shared import RECORD

NUMBER = 2000
_BATCH = 50  # fewer than the page reads in a second
_LONGEST = 2000

# What is no text of JSON: each is an expression of JavaScript.
STRANGE = (
    *("undefined", "null", "NaN", "-0", "10n", "new Date(0)", "/a/", "new Map([['atlas', 1]])", "new Set([1])", "[]"),
    *("[[['park']]]", "Array(1e5)", "'x'.repeat(1e6)", "new ArrayBuffer(8)", "new Error('<b>')", "{}", "true"),
    *("(() => { const a = { atlas: 1 }; a.a = a; return a; })()", "Object.create(null)", "new Blob(['<script>'])"),
    *(
        'JSON.parse(\'{"__proto__": {"attacked": 1}}\')',
        "{ toString: 1, valueOf: 1 }",
        "{ length: 1e9 }",
        "String.raw`${1}`",
    ),
)

# What the map must still be, whatever it was told.
SANE = """() => {
    const faults = [];
    if (window.attacked !== undefined || {}.attacked !== undefined) faults.push("ran");
    if (!["zh-Hans", "en"].includes(document.documentElement.lang)) faults.push("language");
    if (document.querySelectorAll(".atlas .panel").length !== 1) faults.push("no panel");
    if (!document.querySelector("path.basemap-district")) faults.push("no basemap");
    const listed = document.querySelectorAll(".list .item").length;
    if (!document.querySelector(".bar p").textContent.includes(String(listed))) faults.push("list");
    return faults;
}"""


def messages(number: int, seed: int = 2024) -> Iterator[str]:
    """Yield that many hostile messages, as expressions of JavaScript."""
    yield from islice(_all(random.Random(seed)), number)  # noqa: S311


def _all(chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice((_strange, _member, _filter, _filter, _text))(chance)


def _strange(chance: random.Random) -> str:
    return chance.choice(STRANGE)


def _any(chance: random.Random) -> str:
    text = chance.choice((*VALUES, chance.choice(ALL)[:_LONGEST]))
    return chance.choice((chance.choice(STRANGE), json.dumps(text), json.dumps([text, chance.choice(VALUES)])))


def _member(chance: random.Random) -> str:
    names = chance.sample(("atlas", "type", "id", "filter", "place", "lang", "__proto__", "constructor", "x"), 3)
    members = "".join(f", [{json.dumps(name)}]: {_any(chance)}" for name in names)
    return f"{{ atlas: 1, type: '{chance.choice(('set', 'hello'))}'{members} }}"


def _filter(chance: random.Random) -> str:
    chosen = "".join(f"[{json.dumps(chance.choice(KEYS))}]: {_any(chance)}, " for _ in range(chance.randint(1, 3)))
    lang = chance.choice(("'zh'", "'en'", _any(chance)))
    return f"{{ atlas: 1, type: 'set', filter: {{ {chosen} }}, lang: {lang} }}"


def _text(chance: random.Random) -> str:
    text = json.dumps(chance.choice(ALL)[:_LONGEST])
    return f"{{ atlas: 1, type: 'set', id: {text}, place: {text}, filter: {{ q: {text} }} }}"


def attack(browser: Browser, number: int) -> dict[str, list[str]]:
    """Send that many from each of two origins; return what ran, what was requested and what else was wrong."""
    told: dict[str, list[str]] = {"executed": [], "requests": [], "faults": []}
    with origins(3) as (allowed, other, own):
        own.pages["/map.html"] = render_page(Atlas(read(RECORD)), MapOptions(embed_origins=[allowed.name]))
        known = tuple(f"{each.name}/" for each in (allowed, other, own))

        def note(request: Request) -> None:
            if not request.url.startswith((*known, "blob:", "data:")):
                told["requests"].append(request.url)

        for origin in (allowed, other):
            context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
            context.on("request", note)
            context.on("dialog", lambda dialog: (told["executed"].append(dialog.message), dialog.dismiss()))
            context.on("console", lambda said: said.type == "error" and told["faults"].append(said.text))
            context.on("weberror", lambda error: told["faults"].append(str(error.error)))
            told["faults"] += _from(context, origin, own, number, may=origin is allowed)
            context.close()
    return told


def _from(context: BrowserContext, origin: Origin, own: Origin, number: int, *, may: bool) -> list[str]:
    """Send that many from one origin; return the faults."""
    page = context.new_page()
    page.goto(origin.around(f"{own.name}/map.html#embed=1&lang=en"))
    around, inside = page.main_frame, page.frames[1]
    wait_until(inside, "document.querySelector('.atlas:not([aria-busy]) .leaflet-places-pane button')")
    before = inside.evaluate(f"{RESTED}.then(() => location.hash)")
    faults = []
    every = list(messages(number))
    for start in range(0, number, _BATCH):
        # What cannot be sent at all is none of the page's business.
        sent = "".join(f"try {{ say({each}); }} catch (error) {{}}\n" for each in every[start : start + _BATCH])
        around.evaluate(f"() => {{ {sent} }}")
        if may:
            faults += _answered(around, start)
        faults += [f"{origin.name} from {start}: {fault}" for fault in inside.evaluate(SANE)]
    if not may:
        faults += ["heard"] * (around.evaluate("heard.length") > 0)
        faults += ["changed"] * (inside.evaluate(f"{RESTED}.then(() => location.hash)") != before)
    return faults


def _answered(around: Frame, start: int) -> list[str]:
    """Wait until the map answers again; return what it said that is no answer."""
    ask = f"say({{ atlas: 1, type: 'hello', id: 'from {start}' }})"
    wait_until(around, f"{ask} || heard.some(({{ data }}) => data.id === 'from {start}')")
    wrong: list[str] = around.evaluate(
        """heard.splice(0)
            .map(({ data }) => data)
            .filter(({ atlas, type }) => atlas !== 1 || !["state", "refused"].includes(type))
            .map((data) => JSON.stringify(data))"""
    )
    return wrong


def main() -> int:
    """Send all, and print the counts."""
    with started_browser() as browser:
        told = attack(browser, NUMBER)
    print(f"messages: {2 * NUMBER}", *(f"{name}: {len(lines)}" for name, lines in told.items()), sep=", ")
    broken = [line for lines in told.values() for line in lines]
    print(*broken[:50], sep="\n", end="\n" if broken else "")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
