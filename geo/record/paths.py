"""Where the record lies: one root with the folders ``layers`` and ``data``.

Paths inside the record are text relative to the root with forward slashes. They open the address of every issue, so
that a message reads the same on every machine.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout that holds this package, and by default the root of the record."""

__version__ = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
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
PACKAGE = "datapackage.json"


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
