"""The front end as ``make web`` joins it from ``geo/page/web/src``: the page's script and style sheet, the search."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.messages import FOLDER as MESSAGES
from geo.record.files import entries
from geo.record.files import files_below
from geo.record.paths import IN_CHECKOUT

WEB = Path(__file__).parents[1] / "page" / "web"
NPM = WEB.parents[2] / "package-lock.json"
ISLANDS, SHARED, CODE, BESIDE = "islands.js", "shared.js", "atlas.js", "beside.js"
LOOKS, FIRST, PLAIN = "atlas.css", "first.css", "plain.css"
QUERY, NOTICES = "query.js", "notices.json"
PARTS, PARTS_LOOKS = "parts.js", "parts.css"
REVIEW, REVIEW_LOOKS = "review.js", "review.css"
_MADE = re.compile(r"/\* made by .*? \*/\n")
_MADE_FROM = re.compile(r"sources sha256 ([0-9a-f]{64})(, with source maps)?")


def bundled(name: str) -> str:
    """Return the text of a file of the bundle, by one of the names above.

    How it was made is told in the first script of a page, once for all that is in it.

    Raises
    ------
    AtlasError
        If it is missing or, in a checkout, was made from other sources than those that are there.
    """
    text = _text(name)
    made_from = _MADE_FROM.search(text[:200])
    if made_from is None or (IN_CHECKOUT and made_from[1] != source_digest()):
        must = (
            "bundle must be made from geo/page/web/src (run: make web)"
            if IN_CHECKOUT
            else "file must come with the package (install it again)"
        )
        raise AtlasError(f"geo/page/web/dist/{name}", must, shown(made_from and made_from[1]))
    return text if name == ISLANDS else _MADE.sub("", text)


def is_built() -> bool:
    """Return whether every file is there, made from these very sources as a reader gets it, without source maps."""
    made = [
        _MADE_FROM.search(_text(name)[:200])
        for name in (
            *(ISLANDS, SHARED, CODE, BESIDE, LOOKS, FIRST, PLAIN),
            *(QUERY, PARTS, PARTS_LOOKS, REVIEW, REVIEW_LOOKS, NOTICES),
        )
    ]
    return all(each and not each[2] for each in made) and {each[1] for each in made if each} == {source_digest()}


def _text(name: str) -> str:
    path = WEB / "dist" / name
    return path.read_text("utf-8") if path.is_file() else ""


def source_digest() -> str:
    """Return the SHA-256 over name and text of all that the front end is made from, as ``build.mjs`` writes it.

    These are the page's sources, the messages, the build itself and the lock of its libraries.
    """
    files = sorted(files_below(WEB / "src"), key=itemgetter(0))
    for folder, ending in ((MESSAGES, ".json"), (WEB, ".mjs"), (NPM.parent, NPM.name)):
        files += ((each.name, each) for each in entries(folder) if each.name.endswith(ending))
    states = ((each.stat().st_size, each.stat().st_mtime_ns) for _, each in files)
    return _digest_of(tuple((name, each.path, *state) for (name, each), state in zip(files, states, strict=True)))


@lru_cache(maxsize=1)
def _digest_of(files: tuple[tuple[str, str, int, int], ...]) -> str:
    """Return the digest of files, each with its name, path, size and time: read once where a page asks six times."""
    digest = hashlib.sha256()
    for name, path, _, _ in files:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # there are hundreds: see files_below
            digest.update(b"%b\0%b\0" % (name.encode(), file.read()))
    return digest.hexdigest()


def libraries() -> list[dict[str, str]]:
    """Return the libraries in the bundle: name, version, licence (SPDX), url, and the text of the licence."""
    found: list[dict[str, str]] = json.loads(bundled(NOTICES))["libraries"]
    return found
