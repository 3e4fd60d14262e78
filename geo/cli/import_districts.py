"""``import-districts``: take the districts' polygons from their package into the record."""

from __future__ import annotations

import argparse

from geo.issues.errors import counted
from geo.record.boundaries import import_districts


def run(options: argparse.Namespace) -> int:
    """Write the polygons and print how many."""
    count = import_districts(options.root / "layers" / "districts.geojson")
    print(f"layers/districts.geojson: {counted(count, 'polygon')}")
    return 0
