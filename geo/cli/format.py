"""``format``: write the record in its canonical form, and the log of what changed since its last edition."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from geo.cli.reasons import require_reason
from geo.cli.reasons import with_reasons
from geo.cli.report import report
from geo.history.log import log_of
from geo.history.log import unexplained
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.record.canonical import canonical
from geo.record.canonical import format_record
from geo.record.files import write_text
from geo.record.model import Record
from geo.record.paths import CHANGES
from geo.record.paths import PROGRAM
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the files that differ from their canonical form, or name them."""
    record = read(options.root, older=True)
    if report([problem.issue for problem in record.problems]):
        return 1
    record = _with_log(canonical(record), because=options.because, asks=not options.check)
    differing = {path: text for path, text in format_record(record).items() if _text_of(record, path) != text}
    for path, text in differing.items():
        if options.check:
            print(f"{path}: not in canonical form (run: {PROGRAM} format)", file=sys.stderr)
        else:
            write_text(record.root / path, text, where=path)
            print(f"{record.root / path}: written")
    if unexplained(record.changes) and not options.check:
        number = counted(len(unexplained(record.changes)), "change")
        print(f"{CHANGES}: {number} without a reason (run: {PROGRAM} format --because CODE)", file=sys.stderr)
    return int(options.check and bool(differing))


def _with_log(record: Record, *, because: str | None, asks: bool) -> Record:
    """Return the record with what changed since its last edition; where that is not at hand, the log stays as it is."""
    require_reason(because, record)
    try:
        changes = log_of(record, at=record.root)
    except AtlasError as error:
        print(f"note {error}", file=sys.stderr)
        changes, because, asks = record.changes, None, False
    return replace(record, changes=with_reasons(changes, record, because=because, asks=asks))


def _text_of(record: Record, path: str) -> str:
    """Return the text of a file; of one that an older record lacks, none."""
    file = record.root / path
    return file.read_bytes().decode() if file.exists() else ""
