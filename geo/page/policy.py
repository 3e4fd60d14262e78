"""What the page may do, as the browser that opens it is told: a content security policy.

It may run the scripts and styles in it, known by their digests, and show pictures of its own and of the
online basemaps that it offers. It may do nothing else: no other code runs, and nothing is sent anywhere, even where a
text should have found its way into the markup. Only who builds the page can allow more: see ``build_map(allow=...)``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import quote
from urllib.parse import urlsplit

from geo.issues.errors import AtlasError
from geo.issues.errors import shown

_NOTHING = "'none'"

# What a policy and the attribute that holds it can carry: no blank, quote, semicolon or comma, which would end it.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~+=:@%/-]*)?")

# As a browser writes the origin of a page, letter for letter: no usual port, no letter in upper case.
_PORT = "(?!{usual}$)[1-9][0-9]{{0,4}}"
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
_LAST_PORT = 65535
_ORIGIN = re.compile(rf"https://{_HOST}(?::{_PORT.format(usual=443)})?|http://localhost(?::{_PORT.format(usual=80)})?")


def content_policy(
    code: str,
    pictures: Iterable[str],
    *,
    fonts: Iterable[str] = (),
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
    attributes: Iterable[str] = (),
) -> str:
    """Return the policy of a page.

    Parameters
    ----------
    code
        HTML whose inline scripts and styles may work. What the record says must not be in it.
    pictures, fonts
        Where they may come from, beside the page itself: ``https://host``, or with a path.
    scripts, styles
        Addresses of those that may be loaded.
    attributes
        Values of ``style`` attributes that may work, wherever they are.
    """
    reader = _Inline()
    reader.feed(code)
    reader.close()
    hashed = ["'unsafe-hashes'", *_digests(attributes)] if attributes else []
    directives = {
        "default-src": [],
        "script-src": [*_digests(reader.texts["script"]), *map(_in_policy, scripts)],
        "style-src": [*_digests(reader.texts["style"]), *hashed, *map(_in_policy, styles)],
        "img-src": ["data:", "blob:", *pictures],
        "connect-src": [],
        "font-src": list(fonts),
        "object-src": [],
        "base-uri": [],
        "form-action": [],
    }
    return "; ".join(f"{name} {' '.join(dict.fromkeys(sources)) or _NOTHING}" for name, sources in directives.items())


def checked_addresses(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return addresses that a policy can permit: a server, a folder of it (with a slash at its end) or one file.

    >>> checked_addresses(["https://example.org", "https://example.org/tiles/"])
    ('https://example.org', 'https://example.org/tiles/')

    Raises
    ------
    AtlasError
        If one of them is anything else.
    """
    if isinstance(addresses, str) or not isinstance(addresses, Iterable):
        raise AtlasError("allow", "addresses must be a list, such as ['https://example.org']", shown(addresses))
    addresses = tuple(addresses)
    for address in addresses:
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            right = "address must be a server, a folder or a file: 'https://example.org', '.../tiles/', '.../code.js'"
            raise AtlasError("allow", right, shown(address))
    return addresses


def checked_origins(origins: Iterable[str]) -> tuple[str, ...]:
    """Return origins as browsers write them: ``https://host``, with a port where it is another than the usual one.

    >>> checked_origins(["https://example.org", "http://localhost:8000"])
    ('https://example.org', 'http://localhost:8000')

    Raises
    ------
    AtlasError
        If one of them is anything else: a path, a star, another scheme, a host that is not this machine without TLS.
    """
    if isinstance(origins, str) or not isinstance(origins, Iterable):
        raise AtlasError("embed_origins", "origins must be a list, such as ['https://example.org']", shown(origins))
    origins = tuple(dict.fromkeys(origins))
    for origin in origins:
        if not isinstance(origin, str) or not _ORIGIN.fullmatch(origin) or _port_of(origin) > _LAST_PORT:
            right = "origin must be like 'https://example.org' or 'http://localhost:8000': lower case, no path, no '*'"
            raise AtlasError("embed_origins", right, shown(origin))
    return origins


def covers(permitted: str, address: str) -> bool:
    """Return whether an address is the permitted one or lies within it.

    >>> (
    ...     covers("https://example.org/a/", "https://example.org/a/b.js?c"),
    ...     covers("https://example.org/a", "https://example.org/ab"),
    ... )
    (True, False)
    """
    if origin_of(permitted) != origin_of(address):
        return False
    within, path = urlsplit(permitted).path, urlsplit(address).path
    return not within or path == within or (within.endswith("/") and path.startswith(within))


def origin_of(address: str) -> str | None:
    """Return the server of an address of the web, None where it is no such address.

    >>> origin_of("https://Example.org/tiles/{z}.png"), origin_of("tiles/{z}.png")
    ('https://example.org', None)
    """
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    return origin if _ADDRESS.fullmatch(origin) else None


def _port_of(origin: str) -> int:
    port = origin.rpartition(":")[2]
    return int(port) if port.isdecimal() else 0


def _in_policy(address: str) -> str:
    """Return the address of one file as a policy names it: what comes after its path makes no difference there."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/._~+=:@%-')}"


def _digests(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(_digest, texts)))


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
