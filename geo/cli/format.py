"""``format``: write the record in its canonical form."""

from __future__ import annotations

import argparse
import sys

from geo.cli.report import report
from geo.record.canonical import format_record
from geo.record.files import write_text
from geo.record.model import Record
from geo.record.paths import PROGRAM
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the files that differ from their canonical form, or name them."""
    record = read(options.root, older=True)
    if report([problem.issue for problem in record.problems]):
        return 1
    differing = {path: text for path, text in format_record(record).items() if _text_of(record, path) != text}
    for path, text in differing.items():
        if options.check:
            print(f"{path}: not in canonical form (run: {PROGRAM} format)", file=sys.stderr)
        else:
            write_text(record.root / path, text, where=path)
            print(f"{record.root / path}: written")
    return int(options.check and bool(differing))


def _text_of(record: Record, path: str) -> str:
    """Return the text of a file; of one that an older record lacks, none."""
    file = record.root / path
    return file.read_bytes().decode() if file.exists() else ""
