"""``import-districts``: take the districts' polygons from their package into the record."""

from __future__ import annotations

import argparse

from geo.issues.errors import counted
from geo.record.boundaries import import_districts
from geo.record.layers import DISTRICTS
from geo.record.paths import layer_path


def run(options: argparse.Namespace) -> int:
    """Write the polygons and print how many."""
    path = options.root / layer_path(DISTRICTS)
    count = import_districts(path)
    print(f"{path}: {counted(count, 'polygon')}")
    return 0
