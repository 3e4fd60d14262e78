"""``build``: write the map as one page, unless it is there already."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from geo.cli.built import remember
from geo.cli.built import state_of
from geo.cli.built import unchanged


def run(options: argparse.Namespace) -> int:
    """Write the page, unless the record has errors, and print what is in it."""
    state = state_of(options)
    last = None if options.force else unchanged(options, state)
    if last:
        print(*last.issues, sep="\n", end="\n" if last.issues else "", file=sys.stderr)
        print(*last.summary, "nothing has changed since it was built (--force builds it again)", sep="\n")
        return 0
    written = import_module("geo.cli.map").write_page(options)  # which takes most of a second to import
    if written is None:
        return 1
    print(*written.summary, sep="\n")
    remember(options, state, *written)
    return 0
