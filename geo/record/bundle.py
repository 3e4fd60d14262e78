"""The front end as ``make web`` joins it from ``geo/page/web/src``: the page's script and style sheet, the search."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.messages import FOLDER as MESSAGES

WEB = Path(__file__).parents[1] / "page" / "web"
CODE, LOOKS, QUERY, NOTICES = "atlas.js", "atlas.css", "query.js", "notices.json"
_BUNDLED = {".js", ".css", ".json"}
_DIGEST = re.compile(r"sources sha256 ([0-9a-f]{64})")


def bundled(name: str) -> str:
    """Return the text of a file of the bundle: ``CODE``, ``LOOKS``, ``QUERY`` or ``NOTICES``.

    Raises
    ------
    AtlasError
        If it is missing, or was made from other sources than those that are there.
    """
    path = WEB / "dist" / name
    text = path.read_text("utf-8") if path.is_file() else ""
    made_from = _DIGEST.search(text[:200])
    if made_from is None or made_from[1] != source_digest():
        raise AtlasError(
            f"geo/page/web/dist/{name}",
            "bundle must be made from geo/page/web/src (run: make web)",
            shown(made_from and made_from[1]),
        )
    return text


def source_digest() -> str:
    """Return the SHA-256 over name and text of every source file of the page, and of the messages that go with them."""
    digest = hashlib.sha256()
    for folder in (WEB / "src", MESSAGES):
        paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in _BUNDLED}
        for name, path in sorted(paths.items()):
            digest.update(f"{name}\0{path.read_text('utf-8')}\0".encode())
    return digest.hexdigest()


def libraries() -> list[dict[str, str]]:
    """Return the libraries in the bundle: name, version, licence (SPDX), url, and the text of the licence."""
    found: list[dict[str, str]] = json.loads(bundled(NOTICES))["libraries"]
    return found
