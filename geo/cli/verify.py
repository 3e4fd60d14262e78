"""``verify``: check the record against the texts of its sources."""

from __future__ import annotations

import argparse

from geo.cli.report import report
from geo.issues.errors import counted
from geo.record.read import read
from geo.texts.verify import tally
from geo.texts.verify import verify


def run(options: argparse.Namespace) -> int:
    """Print every token that is not on its line, or how many facts were compared."""
    record = read(options.root)
    if report([problem.issue for problem in record.problems]):
        return 1
    failed = report(verify(record, options.sources))
    if not failed:
        compared, second_hand = tally(record)
        print(
            f"{counted(compared, 'fact')}: every token is on its line; "
            f"{counted(second_hand, 'second-hand fact')} without a text to compare"
        )
    return failed
