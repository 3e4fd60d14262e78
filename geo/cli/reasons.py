"""The reasons of changes: given for all, or asked for one by one of somebody at a terminal."""

from __future__ import annotations

import sys
from itertools import groupby
from operator import itemgetter

from geo.history.log import unexplained
from geo.issues.errors import AtlasError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.model import Record
from geo.record.rows import Row


def require_reason(because: str | None, record: Record) -> None:
    """Refuse a reason that is none of the register.

    Raises
    ------
    AtlasError
        With those that there are.
    """
    reasons = reasons_of(record)
    if because is not None and because not in reasons:
        raise AtlasError("--because", f"must be one of {', '.join(reasons)}", shown(because))


def with_reasons(changes: list[Row], record: Record, *, because: str | None, asks: bool) -> list[Row]:
    """Return the log of changes with the reason that was given, or those that somebody answers.

    Parameters
    ----------
    changes
        Rows of the log; those that have a reason keep it.
    record
        Its register has the reasons that there are.
    because
        The reason for all that have none.
    asks
        Whether to ask where no reason is given, if somebody is there.

    """
    if because is None and asks and is_terminal():
        return _with_answers(changes, reasons_of(record))
    return [_because(row, because) for row in changes]


def is_terminal() -> bool:
    """Return whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def answer_to(question: str) -> str:
    """Ask somebody at a terminal, and return the answer without blanks around it."""
    print(f"{question}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def reasons_of(record: Record) -> list[str]:
    """Return the codes of the reasons that a change can have."""
    return [row["code"] for row in record.registers["change_reasons"]]


def _because(row: Row, reason: str | None) -> Row:
    """Return a change with a reason, if it has none and one is given."""
    return row if row["because"] or not reason else row | {"because": reason}


def _with_answers(changes: list[Row], reasons: list[str]) -> list[Row]:
    """Ask for the reason of each fact or place whose changes have none; what is no reason leaves them without one."""
    answers: dict[str, str] = {}
    for identifier, rows in groupby(unexplained(changes), key=itemgetter("id")):
        said = "; ".join(f"{row['field']} {row['before'] or 'none'} → {row['after'] or 'none'}" for row in rows)
        answer = answer_to(f"{escaped(f'{identifier}: {said}')}\nbecause ({', '.join(reasons)})")
        answers[identifier] = answer if answer in reasons else ""
    return [_because(row, answers.get(row["id"])) for row in changes]
