"""``apply``: write patches into the record, after they were shown and confirmed."""

from __future__ import annotations

import argparse

from geo.cli.writing import write_patches
from geo.issues.errors import escaped
from geo.patch.read import read_patch


def run(options: argparse.Namespace) -> int:
    """Read the patches, show what they lead to, and write it."""
    return write_patches({escaped(str(path)): read_patch(path) for path in options.files}, options)
