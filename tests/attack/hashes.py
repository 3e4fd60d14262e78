"""Hostile ends of addresses, the same ones every time, and what the page makes of each.

``python -m tests.attack.hashes`` follows ten thousand of them; 1 if a promise broke.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.record.read import read
from tests.attack.inert import Visitor
from tests.attack.strings import ALL
from tests.browser.conftest import started_browser
from tests.fixtures.shared import RECORD

NUMBER = 10_000
_BATCH = 250

KEYS = (
    *(
        "lang",
        "layer",
        "hide",
        "district",
        "kind",
        "sector",
        "status",
        "stage",
        "report",
        "investment",
        "firms",
        "position",
        "dispute",
        "promise",
        "year",
        "q",
        "order",
        "grouped",
    ),
    *(
        "table",
        "sort",
        "base",
        "colour",
        "page",
        "place",
        "compare",
        "columns",
        "units",
        "empty",
        "embed",
        "by",
        "among",
        "facts",
        "fact",
        "map",
        "__proto__",
        "constructor",
        "x",
        "",
    ),
)
# No online basemap that is on offer: an address that names one does ask its server, as its sender did.
VALUES = (
    *("zh", "en", "projects", "430204", "430200,430204", "park", "rail", "started", "exact", "山", "name", "-latest"),
    *(
        "0",
        "1",
        "carto",
        "sites",
        "firms",
        "sources",
        "about",
        "embed",
        "compare",
        "430204,hill-park,odd-institute",
        "hill-park",
        "odd-institute",
        "f0007",
        "10/27.8/113.1",
    ),
    *("1e9..", "..5e9", "1e9..5e9", "..", "none", "1e9..,none", "5e9..1e9", "1e999..", "-..", "started:2024", ":2024"),
    *("22/85/180", "0/-85/-180", "1e9/27/113", "NaN/NaN/NaN", "-1/0/0", "9/1e-300/1e300", "18/27.8/113.2", "//", ","),
    *("__proto__", "constructor", "toString", "%", "%00", "%0a", "%u0041", "%C0%AF", "%ED%A0%80", "%F4%90%80%80"),
    *("%25%32%35", "%2526", "%26place%3D1", "\ud800", "%EF%BB%BF", "\u202e", "javascript:window.attacked=1"),
)
SIGNS = "#&=%/,?+;:-.~\\\"'<>{}[]()$^|`! \t\n\0\x7f\u202e\ufeff\ud800\udfff株🚄aZ09"

# What a page must still be, whatever its address says.
SANE = """async (addresses) => {
    const faults = [];
    const sane = () => {
        const { zoom, lat, lon } = probe.view();
        if (![zoom, lat, lon].every(Number.isFinite)) return "view that is none";
        if (zoom < 7 || zoom > 18 || Math.abs(lat) > 90) return `view ${zoom}/${lat}/${lon}`;
        if (!["zh-Hans", "en"].includes(document.documentElement.lang)) return "language";
        const listed = document.querySelectorAll(".list .item").length;
        const told = document.querySelector(".bar p").textContent;
        if (!told.includes(String(listed))) return `${listed} listed, ${told} told`;
        if (document.querySelectorAll(".atlas .panel").length !== 1) return "no panel";
        if (!document.querySelector("path.basemap-district")) return "no basemap";
        if (window.attacked !== undefined || {}.attacked !== undefined) return "ran";
        return "";
    };
    const follow = (hash) => new Promise((done) => {
        const before = location.href;
        location.hash = hash;
        if (location.href === before) done();
        else window.addEventListener("hashchange", done, { once: true });
    });
    for (const [number, address] of addresses.entries()) {
        await follow(address);
        const fault = sane();
        if (fault) faults.push([number, fault]);
    }
    return faults;
}"""


def hashes(number: int, seed: int = 2024) -> Iterator[str]:
    """Yield that many hostile hashes."""
    yield from islice(_all(random.Random(seed)), number)  # noqa: S311


def _all(chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(RULES)(chance)


def _valid(chance: random.Random) -> str:
    return "#" + "&".join(f"{chance.choice(KEYS)}={chance.choice(VALUES)}" for _ in range(chance.randint(1, 6)))


def _noise(chance: random.Random) -> str:
    return "#" + "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 60)))


def _bytes(chance: random.Random) -> str:
    return "#q=" + "".join(f"%{byte:02x}" for byte in chance.randbytes(chance.randint(1, 30)))


def _cut(chance: random.Random) -> str:
    text = _valid(chance)
    return text[: chance.randint(1, len(text))]


def _doubled(chance: random.Random) -> str:
    text = _valid(chance)
    return f"{text}&{text[1:]}{text}"


def _shuffled(chance: random.Random) -> str:
    parts = _valid(chance)[1:].split("&")
    chance.shuffle(parts)
    return f"#{chance.choice(('&', '&&', ';', '#'))}".join(["", *parts])


def _flipped(chance: random.Random) -> str:
    signs = list(_valid(chance))
    for _ in range(chance.randint(1, 4)):
        signs[chance.randrange(len(signs))] = chance.choice(SIGNS)
    return "#" + "".join(signs)


def _text(chance: random.Random) -> str:
    return f"#{chance.choice(KEYS)}={chance.choice(ALL)[:2000]}"


def _huge(chance: random.Random) -> str:
    size = chance.choice((10**3, 10**4, 10**5))
    return chance.choice(
        (f"#q={'x' * size}", f"#kind={'park,' * (size // 5)}", "#" + "q=1&" * (size // 4), f"#{'=' * size}")
    )


def _number(chance: random.Random) -> str:
    parts = (
        chance.choice(("", "-", "+")) + str(chance.uniform(-1, 1) * 10 ** chance.randint(-9, 12)) for _ in range(3)
    )
    return "#map=" + "/".join(parts)


RULES: tuple[Callable[[random.Random], str], ...] = (
    *(_valid, _valid, _noise, _bytes, _cut, _doubled, _shuffled, _flipped, _text, _number) * 9,
    _huge,
)


def follow(visitor: Visitor, number: int) -> int:
    """Follow that many hashes on the open page; return how many were followed, and leave the faults in its tally."""
    every = list(hashes(number))
    for start in range(0, number, _BATCH):
        batch = every[start : start + _BATCH]
        visitor.name = f"hashes from {start}"
        # As escapes: half of a pair would not survive the way to the browser.
        found = visitor.page.evaluate(f"({SANE})({json.dumps(batch)})")
        visitor.tally.faults += [f"hash {batch[number]!r:.200}: {fault}" for number, fault in found]
    return len(every)


def main() -> int:
    """Follow all, and print the counts."""
    with started_browser() as browser, tempfile.TemporaryDirectory(prefix="hashes-") as folder:
        visitor = Visitor(browser, Path(folder))
        visitor.open(Atlas(read(RECORD)), "hashes")
        followed = follow(visitor, NUMBER)
        visitor.close()
    tally = visitor.tally
    counts = {"executed": tally.executed, "requests": tally.requests, "faults": tally.faults}
    print(f"hashes: {followed}", *(f"{name}: {len(lines)}" for name, lines in counts.items()), sep=", ")
    print(*tally.broken[:50], sep="\n", end="\n" if tally.broken else "")
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
