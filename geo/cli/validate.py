"""``validate``: check the record."""

from __future__ import annotations

import argparse

from geo.checks import too_large
from geo.checks import validate
from geo.cli.report import report
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Print every issue of the record, or that there is no error."""
    record = read(options.root)
    beyond = too_large(record)
    failed = report(beyond)  # at once: the checks of such a record take minutes
    failed |= report([issue for issue in validate(record) if issue not in beyond])
    if not failed:
        print(f"{record.counts}: no error")
    return failed
