"""``import-relief``: take the shaded relief around the city from its package into the record."""

from __future__ import annotations

import argparse

from geo.record.paths import RELIEF
from geo.record.shading import import_relief


def run(options: argparse.Namespace) -> int:
    """Write the picture, or compare it, and say whether it is the one that was there."""
    differs = import_relief(options.root, check=options.check)
    if options.check:
        print(f"{RELIEF}: {'not what the import gives' if differs else 'as the import gives it'}")
        return int(differs)
    print(f"{options.root / RELIEF}: {'written' if differs else 'unchanged'}")
    return 0
