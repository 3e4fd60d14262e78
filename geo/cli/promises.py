"""``promises``: list what was promised, and what was reported of it later."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import names_of
from geo.atlas.promises import MET
from geo.atlas.promises import UNCONFIRMED
from geo.atlas.promises import VERDICTS
from geo.atlas.promises import Promise
from geo.atlas.promises import promises
from geo.atlas.promises import time_of
from geo.atlas.wording import date_text
from geo.atlas.wording import value_text
from geo.checks import examine
from geo.cli.output import put
from geo.cli.report import report
from geo.export.promises import cells
from geo.export.promises import to_csv
from geo.issues.errors import counted
from geo.record.read import read
from geo.record.rows import Row


def run(options: argparse.Namespace) -> int:
    """Print the promises, or write them to a file."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    found = [promise for made in promises(atlas).values() for promise in made]
    text = _FORMATS[options.format](atlas, found)
    put(text, options.output, _counts(found))
    return 0


def _json(_atlas: Atlas, found: Sequence[Promise]) -> str:
    return json.dumps([cells(promise) for promise in found], ensure_ascii=False, indent=1) + "\n"


def _text(atlas: Atlas, found: Sequence[Promise]) -> str:
    """Return a line for each promise, those of one verdict together, and last how many there are."""
    lines = [
        f"{promise.verdict}{_late(promise)}: {_promised(atlas, promise)}{_reported(atlas, promise.outcome)}"
        for promise in sorted(found, key=lambda promise: VERDICTS.index(promise.verdict))
    ]
    return "".join(f"{line}\n" for line in (*lines, _counts(found)))


def _late(promise: Promise) -> str:
    """Return by how much a promise was met early or reported late, or for how long nothing has been reported."""
    if promise.verdict not in {MET, UNCONFIRMED} or not promise.months:
        return ""
    months = counted(abs(promise.months), "month")
    if promise.verdict == UNCONFIRMED:
        return f" for {months}"
    return f", reported {months} after it was due" if promise.months > 0 else f" {months} early"


def _promised(atlas: Atlas, promise: Promise) -> str:
    words, values = atlas.words, dict.fromkeys(value_text(fact, atlas.words, "en") for fact in promise.facts)
    scope = f" ({words.scopes[promise.scope].name_en})" if promise.scope else ""
    due = f" by {date_text(promise.due, 'en')}" if promise.due else ", no date set"
    about = f"{names_of(atlas, promise.subject)[1]}, {words.indicators[promise.indicator].name_en}{scope}"
    return f"{about}: {' or '.join(values)}{due} {_ids(promise.facts)}"


def _reported(atlas: Atlas, outcome: Sequence[Row]) -> str:
    if not outcome:
        return ""
    values = dict.fromkeys(value_text(fact, atlas.words, "en") for fact in outcome)
    return f"; reported: {' or '.join(values)}, {date_text(time_of(outcome[0]), 'en')} {_ids(outcome)}"


def _ids(facts: Iterable[Row]) -> str:
    return f"[{', '.join(fact['id'] for fact in facts)}]"


def _counts(found: Iterable[Promise]) -> str:
    counts = Counter(promise.verdict for promise in found)
    return f"{counted(counts.total(), 'promise')}: {', '.join(f'{counts[verdict]} {verdict}' for verdict in VERDICTS)}"


_FORMATS: dict[str, Callable[[Atlas, Sequence[Promise]], str]] = {
    "text": _text,
    "csv": lambda _, found: to_csv(found),
    "json": _json,
}
