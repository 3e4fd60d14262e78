"""What the page may do, told to the browser that opens it: a content security policy.

It may run the scripts and styles that stand in it, known by their digests, and show pictures of its own and of the
online grounds that it offers. It may do nothing else: no other code runs, and nothing is sent anywhere, even where a
text should have found its way into the markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

_NOTHING = "'none'"
_CLOSED = ("connect-src", "font-src", "object-src", "base-uri", "form-action")


def content_policy(code: str, image_origins: Iterable[str]) -> str:
    """Return the policy of a page.

    Parameters
    ----------
    code
        HTML whose inline scripts and styles may work. What the record says must not stand in it.
    image_origins
        Where pictures may come from, beside the page itself: ``https://host``.
    """
    reader = _Inline()
    reader.feed(code)
    reader.close()
    directives = {
        "default-src": [_NOTHING],
        "script-src": _digests(reader.texts["script"]),
        "style-src": _digests(reader.texts["style"]),
        "img-src": ["data:", "blob:", *dict.fromkeys(image_origins)],
        **{name: [_NOTHING] for name in _CLOSED},
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _digests(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(_digest, texts))) or [_NOTHING]


def _digest(text: str) -> str:
    # A browser reads every end of a line as a line feed before it looks at the text.
    seen = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(seen.encode()).digest()).decode()}'"


class _Inline(HTMLParser):
    """The texts of inline scripts and styles, those for a browser without script among them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag if tag in self.texts and "src" not in dict(attrs) else ""
        if self._inside:
            self.texts[tag].append("")

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data
