"""Where the record lies: one root with the folders ``layers`` and ``data``, beside the package or inside it.

Paths inside the record are text relative to the root with forward slashes. They open the address of every issue, so
that a message reads the same on every machine.
"""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.issues.errors import AtlasError
from geo.issues.errors import escaped

PACKAGE = "datapackage.json"

DISTRIBUTION = "zhuzhou-industry-atlas"
"""The name of the package where it is installed."""

_BESIDE = Path(__file__).resolve().parents[2]
if not Path(__file__).is_file():
    raise AtlasError("geo", "cannot run from an archive: install it, or unpack it", escaped(str(_BESIDE)))


def _project() -> dict[str, Any]:
    """Return what ``pyproject.toml`` beside the package says of this project; nothing where it is another's or none."""
    path = _BESIDE / "pyproject.toml"
    try:
        project: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))["project"]
    except (OSError, ValueError, KeyError):
        return {}
    return project if project.get("name") == DISTRIBUTION else {}


_PROJECT = _project()
IN_CHECKOUT = bool(_PROJECT)
"""Whether the package runs from a checkout; an installed one carries its record in itself."""

ROOT = _BESIDE if IN_CHECKOUT else _BESIDE / "geo" / "zhuzhou"
"""By default the root of the record: the checkout that holds this package, or else the record that came with it."""

COMMAND = "zhuzhou-atlas"
"""The command where the package is installed."""

PROGRAM = "python -m geo" if IN_CHECKOUT else COMMAND
"""How messages call it."""

__version__ = str(_PROJECT["version"] if IN_CHECKOUT else import_module("importlib.metadata").version(DISTRIBUTION))
"""The version of the program; the record has one of its own."""

LAYERS_FOLDER = "layers"
DATA_FOLDER = "data"
REGISTERS_FOLDER = "data/registers"
FOLDERS = (LAYERS_FOLDER, DATA_FOLDER, REGISTERS_FOLDER)

FACTS = "data/facts.csv"
SOURCES = "data/sources.csv"
RESOLUTIONS = "data/resolutions.csv"
OMISSIONS = "data/omissions.csv"
WITHDRAWN = "data/withdrawn.csv"
CHANGES = "data/changes.csv"
EDITIONS = "data/editions.csv"
REVIEW_FOLDER = "review"
REJECTIONS = "review/rejected.csv"
"""What was offered and refused, beside the record and no part of it; see :mod:`geo.patch.rejections`."""
RELIEF = "layers/relief.png"
LOGO = "layers/logo.png"
"""Pictures that a record may have; see :mod:`geo.record.pictures`."""

CITATION = "CITATION.cff"
"""How the record is cited; it follows from the descriptor."""
LAYER_SCHEMA = "data/layers.schema.json"
"""What other programs check the layers by; it follows from the rest."""
PACKAGE_SCHEMA = "data/datapackage.schema.json"
"""What they, and editors, check by what the descriptor says of the place; it follows from the model."""


def layer_path(name: str) -> str:
    """Return the path of a layer's file, relative to the root.

    >>> layer_path("parks")
    'layers/parks.geojson'
    """
    return f"{LAYERS_FOLDER}/{name}.geojson"


def register_path(name: str) -> str:
    """Return the path of a register's file, relative to the root.

    >>> register_path("kinds")
    'data/registers/kinds.csv'
    """
    return f"{REGISTERS_FOLDER}/{name}.csv"
