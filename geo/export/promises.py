"""The ledger of promises as CSV: a row for each, with the ids of its facts and of those that answer it.

Every cell is an id, a code, a date or a number: none needs quotes.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.atlas.promises import Promise

COLUMNS = ("subject", "indicator", "scope", "due", "verdict", "promise", "outcome", "months")
"""What is written of a promise; ``promise`` and ``outcome`` are ids of facts."""

_BETWEEN_IDS = "|"


def cells(promise: Promise) -> dict[str, str | int | list[str] | None]:
    """Return what is written of a promise, by column."""
    ids = {"promise": promise.facts, "outcome": promise.outcome}
    return {
        column: [fact["id"] for fact in ids[column]] if column in ids else getattr(promise, column)
        for column in COLUMNS
    }


def to_csv(promises: Iterable[Promise]) -> str:
    """Return promises as a table, with a header."""
    lines = [",".join(COLUMNS), *(",".join(map(_cell, cells(promise).values())) for promise in promises)]
    return "".join(f"{line}\n" for line in lines)


def _cell(value: str | int | list[str] | None) -> str:
    if isinstance(value, list):
        return _BETWEEN_IDS.join(value)
    return "" if value is None else str(value)
