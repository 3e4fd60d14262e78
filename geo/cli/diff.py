"""``diff``: list what changed between two states of the record."""

from __future__ import annotations

import argparse

from geo.cli.output import put
from geo.export.difference import DIFFERENCE_FORMATS
from geo.export.difference import Comparison
from geo.history.revisions import revision
from geo.issues.errors import counted


def run(options: argparse.Namespace) -> int:
    """Print what changed, or write it to a file."""
    compared = Comparison(*(revision(name, at=options.root) for name in (options.old, options.new)))
    text = DIFFERENCE_FORMATS[options.format](compared, options.lang)
    put(text, options.output, counted(len(compared.changes), "change"))
    return 0
