"""The front end as one script and one style sheet, which ``make web`` joins from ``geo/page/web/src``."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import shown

WEB = Path(__file__).parent / "web"
CODE, LOOKS, NOTICES = "atlas.js", "atlas.css", "notices.json"
_DIGEST = re.compile(r"sources sha256 ([0-9a-f]{64})")


def bundled(name: str) -> str:
    """Return the text of a file of the bundle: ``CODE``, ``LOOKS`` or ``NOTICES``.

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
    """Return the SHA-256 over name and text of every source file of the page, in the order of their names."""
    source = WEB / "src"
    digest = hashlib.sha256()
    for name in sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()):
        digest.update(f"{name}\0{(source / name).read_text('utf-8')}\0".encode())
    return digest.hexdigest()


def libraries() -> list[dict[str, str]]:
    """Return the libraries in the bundle: name, version, licence (SPDX), url, and the text of the licence."""
    return json.loads(bundled(NOTICES))["libraries"]
