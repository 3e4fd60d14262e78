"""``describe``: write the record as a deposit for an archive, with what describes it."""

from __future__ import annotations

import argparse

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.report import report
from geo.issues.errors import counted
from geo.publish.deposit import deposit
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the folder, unless the record has errors, and print how much is in it."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    folder = deposit(Atlas(record), options.folder)
    print(f"{folder}: {counted(sum(path.is_file() for path in folder.rglob('*')), 'file')}")
    return 0
