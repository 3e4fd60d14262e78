"""What ``mentions`` found in a text, read as strictly as the record: each stands where it says, in this very text."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Annotated
from typing import TypedDict
from typing import get_type_hints

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.characters import clean
from geo.export.cells import FORMULA
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.mentions.candidate import KINDS
from geo.mentions.candidate import VERDICTS
from geo.mentions.places import LONGEST_NAME
from geo.mentions.places import NEW
from geo.mentions.table import BETWEEN
from geo.mentions.table import COLUMNS
from geo.record.forms import faulty
from geo.record.limits import Limit
from geo.record.read import read_table
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.rules import Id
from geo.record.rules import code_of
from geo.record.rules import one_of
from geo.record.rules import rule_of
from geo.record.rules import whole
from geo.record.tables import Day
from geo.record.tables import KnownFact
from geo.record.tables import Note
from geo.record.tables import Period
from geo.record.tables import Token


class Candidate(TypedDict):
    """A row: something that a text says, in cells such as the record has them."""

    line: Annotated[str, whole(1, 999_999)]
    column: Annotated[str, whole(1, 99_999_999)]
    token: Token
    value: Note | None
    unit: Annotated[str, code_of("units")] | None
    qualifier: Annotated[str, code_of("qualifiers")] | None
    kind: Annotated[str, one_of(KINDS)]
    aim: Annotated[str, code_of("aims")] | None
    as_of: Period | None
    stated: Day | None
    indicator: Annotated[str, code_of("indicators")] | None
    scope: Annotated[str, code_of("scopes")] | None
    subjects: Note | None
    verdict: Annotated[str, one_of(VERDICTS)]
    fact: KnownFact | None
    source: Id | None


MOST = Limit(5_000, "candidates", "a review", "divide the text")
_RULES = {name: rule_of(hint) for name, hint in get_type_hints(Candidate, include_extras=True).items()}


def read_candidates(path: Path | str, atlas: Atlas, lines: Sequence[str]) -> list[Row]:
    """Read the candidates of a text.

    Parameters
    ----------
    path
        CSV as ``mentions`` writes it.
    atlas
        The record: its registers, places and facts are those that candidates may name.
    lines
        The text, line by line.

    Raises
    ------
    RecordError
        If the file is no such table, or a candidate is none of this text and record: with its line and column.
    """
    where = escaped(str(path))
    rows = read_table(path, where=where, columns=COLUMNS)
    MOST.require(len(rows), where)
    known = {
        register: {row["code"] for row in atlas.record.registers[register]}
        for register, _ in (rule.refers for rule in _RULES.values() if rule.refers)
        if register in atlas.record.registers
    }
    known["facts"] = {fact["id"] for fact in atlas.record.facts}
    places = set(subjects(atlas))
    for address, row in addressed(where, rows):
        _check(address, row, known, places, lines)
    return rows


def _check(where: str, row: Row, known: dict[str, set[str]], places: AbstractSet[str], lines: Sequence[str]) -> None:
    faults = faulty(Candidate, {name: cell or None for name, cell in row.items()})
    for name, rule in _RULES.items():
        if name in faults or (row[name] and rule.refers and row[name] not in known[rule.refers[0]]):
            raise RecordError(where, rule.code, f"{name} must be {rule.must}", shown(row[name]))
    for subject in filter(None, row["subjects"].split(BETWEEN)):
        is_name = subject.startswith(NEW) and 1 < len(subject) <= LONGEST_NAME + 1
        if subject not in places and not is_name:
            must = f"subjects must be ids of the record, or {NEW} and a name, parted by {BETWEEN}"
            raise RecordError(where, Code.UNKNOWN_SUBJECT, must, shown(subject))
    line, column = int(row["line"]), int(row["column"])
    if line > len(lines):
        raise RecordError(where, Code.BEYOND_THE_END, f"line {line} is beyond the {len(lines)} lines of the text")
    if not clean(lines[line - 1][column - 1 :]).startswith(_printed(row["token"])):
        message = f"{shown(row['token'])} is not at column {column} of line {line}: the text is another one"
        raise RecordError(where, Code.TOKEN_NOT_FOUND, message)


def _printed(token: str) -> str:
    """Return a token without the apostrophe that keeps a spreadsheet from running it."""
    return token[1:] if token.startswith("'") and FORMULA.match(token[1:]) else token
