"""``tally``: count what is in the record."""

from __future__ import annotations

import argparse

from geo.atlas.atlas import Atlas
from geo.atlas.tally import count_tables
from geo.atlas.tally import refresh
from geo.checks import examine
from geo.cli.report import report
from geo.record.files import write_text
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Print the counts, or write them into a document."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    text = count_tables(Atlas(record))
    if options.write is None:
        print(text, end="")
    else:
        write_text(options.write, refresh(options.write, text))
        print(f"{options.write}: counts written")
    return 0
