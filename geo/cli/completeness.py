"""``completeness``: list the figures of the sources' texts that the record does not hold."""

from __future__ import annotations

import argparse
import sys

from geo.checks import examine
from geo.cli.report import report
from geo.issues.errors import counted
from geo.record.read import read
from geo.texts.completeness import OPEN
from geo.texts.completeness import STATES
from geo.texts.completeness import completeness


def run(options: argparse.Namespace) -> int:
    """Print a line for each text, and one for each figure that is missing from the record."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    by_source = completeness(record, options.sources)
    for source, figures in by_source.items():
        lines = len({figure.line for figure in figures})
        counts = ", ".join(f"{sum(figure.state == state for figure in figures)} {state}" for state in STATES)
        print(f"{source}: {counted(len(figures), 'figure')} on {counted(lines, 'line')}: {counts}")
    missing = [(source, figure) for source, figures in by_source.items() for figure in figures if figure.state == OPEN]
    for source, figure in missing:
        print(f"{source} L{figure.line}:{figure.column + 1}: {figure.text}", file=sys.stderr)
    return int(bool(missing))
