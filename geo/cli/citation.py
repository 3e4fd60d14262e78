"""``citation``: write the file by which others cite the record."""

from __future__ import annotations

import argparse

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.report import report
from geo.describe.citation import citation
from geo.record.files import write_text
from geo.record.paths import CITATION
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write how the record is cited, as its descriptor has it."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    path = options.output or record.root / CITATION
    write_text(path, citation(Atlas(record)))
    print(f"{path}: written")
    return 0
