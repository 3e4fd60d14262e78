"""What is drafted from lists and answers: begun on a sound record, in the end told, written as a patch, or applied."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.report import report
from geo.cli.writing import write_patches
from geo.issues.errors import Issue
from geo.issues.errors import counted
from geo.issues.errors import errors_in
from geo.patch.read import patch_text
from geo.record.files import write_text
from geo.record.read import read
from geo.sheets.draft import Draft
from geo.sheets.proposal import proposal


def begun(options: argparse.Namespace) -> tuple[Draft, list[Issue]] | None:
    """Return an empty draft of the record, and its warnings; None where it has errors, which are told."""
    record = read(options.root)
    known = examine(record)
    return None if report(known, only_errors=True) else (Draft(Atlas(record)), known)


def settled(draft: Draft, known: Sequence[Issue], name: str, options: argparse.Namespace) -> int:
    """Tell what is wrong with a draft, or write what it changes: the patch, or the record; return the exit code.

    Parameters
    ----------
    draft, known
        As :func:`begun` gave them, with what was taken since.
    name
        What messages call it.
    options
        Those of :func:`geo.cli.options.drafting`.
    """
    proposed = proposal(draft, known, options.dated)
    if report(proposed.issues):
        wrong = counted(len(errors_in(proposed.issues)), "error")
        print(f"{name}: {wrong}, so that nothing was written", file=sys.stderr)
        return 1
    for note in draft.notes:
        print(f"note {note}", file=sys.stderr)
    if not proposed.patch.changes:
        print(f"{name}: nothing that the record does not say already")
        return 0
    if options.output is None:
        return write_patches({name: proposed.patch}, options)
    write_text(options.output, patch_text(proposed.patch))
    print(f"{options.output}: {counted(len(proposed.patch.changes), 'change')}")
    return 0
