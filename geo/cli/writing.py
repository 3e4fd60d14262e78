"""Patches shown, confirmed and written into the record: what `apply` does, and all that makes patches by itself."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from functools import partial

from geo.cli.reasons import answer_to
from geo.cli.reasons import is_terminal
from geo.cli.reasons import reasons_of
from geo.cli.reasons import require_reason
from geo.cli.reasons import with_reasons
from geo.cli.report import report
from geo.export.difference import DIFFERENCE_FORMATS
from geo.export.difference import Comparison
from geo.history.revisions import Revision
from geo.history.unified import unified
from geo.issues.codes import Code
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.patch.apply import ALREADY
from geo.patch.apply import APPLIED
from geo.patch.apply import REJECTED
from geo.patch.apply import STATES
from geo.patch.apply import UNFIT
from geo.patch.model import Patch
from geo.patch.prepare import Prepared
from geo.patch.prepare import Told
from geo.patch.prepare import prepare
from geo.record.canonical import canonical
from geo.record.read import read
from geo.record.together import undo_killed
from geo.record.together import write_together

_STATES = {APPLIED: "applied", ALREADY: "already so", UNFIT: "not fitting", REJECTED: "rejected"}


def write_patches(patches: Mapping[str, Patch], options: argparse.Namespace) -> int:
    """Show what patches lead to, check it, and write it if that is confirmed; return the exit code.

    Parameters
    ----------
    patches
        By the name under which messages speak of each.
    options
        Those of :func:`geo.cli.options.writing`.
    """
    if not options.check:
        undo_killed(options.root)
    record = read(options.root)
    if report([problem.issue for problem in record.problems]):
        return 1
    require_reason(options.because, record)
    reasons = partial(with_reasons, record=record, because=options.because, asks=not options.check)
    prepared = prepare(patches, canonical(record), reasons=reasons, day=options.dated)
    _show(prepared, patches, options)
    if report(prepared.issues):
        print(f"nothing is written: the record would have errors{_advice(prepared)}", file=sys.stderr)
        return 1
    unfit = any(told.outcome.state == UNFIT for told in prepared.told)
    if prepared.texts and not options.check:
        if not _is_confirmed(options):
            return 1
        write_together(record.root, prepared.texts)
        for path in prepared.texts:
            print(f"{record.root / path}: written", file=sys.stderr)
    return int(unfit)


def _show(prepared: Prepared, patches: Mapping[str, Patch], options: argparse.Namespace) -> None:
    """Print what changes, then what was said of it, what does not fit, and how many changes became what."""
    if options.diff:
        print(unified(prepared.texts, at=prepared.old.root), end="")
    else:
        states = Revision(str(options.root), "", prepared.old), Revision(", ".join(patches), "", prepared.new)
        print(DIFFERENCE_FORMATS["text"](Comparison(*states), options.lang), end="")
    for name in prepared.older:
        print(f"note {name}: made against another state of the record; what still fits is applied", file=sys.stderr)
    for told in prepared.told:
        for line in _said(told):
            print(escaped(line), file=sys.stderr)
    for name, patch in patches.items():
        counts = Counter(told.outcome.state for told in prepared.told if told.patch == name)
        listed = ", ".join(f"{counts[state]} {_STATES[state]}" for state in STATES if counts[state])
        print(f"{name}{_by(patch)}: {listed or 'no changes'}", file=sys.stderr)
    if prepared.note:
        print(f"note {prepared.note}", file=sys.stderr)


def _said(told: Told) -> Iterator[str]:
    """Yield why a change does not fit, and why it was made."""
    where = f"{told.patch}#changes[{told.outcome.number}]: {told.outcome.id}"
    if told.outcome.state == UNFIT:
        yield f"{where} does not fit: {told.outcome.why}"
    if told.outcome.state == APPLIED and told.change.get("why"):
        yield f"{where}: {shown(told.change['why'])}"


def _by(patch: Patch) -> str:
    """Return by whom and when a patch was made, as far as it says so."""
    made = " ".join(filter(None, (patch.by and f"by {shown(patch.by)}", patch.made and f"on {patch.made}")))
    return f" ({made})" if made else ""


def _advice(prepared: Prepared) -> str:
    """Return which options would mend what is wrong."""
    dated = any(issue.code == Code.FUTURE_DATE for issue in prepared.issues)
    told = [f"--dated DAY dates the record, now of {prepared.old.date}, anew"] if dated else []
    if any(not row["because"] for row in prepared.new.changes):
        told.append(f"--because CODE gives a reason, one of {', '.join(reasons_of(prepared.old))}")
    return f" ({'; '.join(told)})" if told else ""


def _is_confirmed(options: argparse.Namespace) -> bool:
    if options.yes:
        return True
    if not is_terminal():
        print("nothing is written: --yes confirms it where nobody can be asked", file=sys.stderr)
        return False
    return answer_to("write it (y, n)").lower() in {"y", "yes"}
