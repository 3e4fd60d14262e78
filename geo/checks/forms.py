"""The form of what is in the record: each property and each cell as its model says, and each code in its register."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import get_type_hints

from geo.checks.entry import Entry
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.prose import check_code
from geo.checks.rows import RowCheck
from geo.checks.rows import check_rows
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import counted
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.forms import MISSING
from geo.record.forms import UNKNOWN
from geo.record.forms import is_sound
from geo.record.forms import soundness
from geo.record.model import LATER_PROPERTIES
from geo.record.paths import PROGRAM
from geo.record.rows import Row
from geo.record.rules import Rule
from geo.record.rules import is_optional
from geo.record.rules import rule_of
from geo.record.tables import TABLE_MODELS

# What is too long or too short is counted, since nobody counts it by eye.
_COUNTED = {Code.LONG_TOKEN, Code.INVALID_DIGEST}


@cache
def rules_of(model: type) -> dict[str, tuple[Rule, bool]]:
    """Return the rule of each member of a model, and whether the member may be None."""
    hints = get_type_hints(model, include_extras=True)
    return {name: (rule_of(hint), is_optional(hint)) for name, hint in hints.items()}


def check_properties(frame: Frame) -> Issues:
    """Check each property of each feature: that it is there, that it is known, and of its type."""
    for entry in frame.holders:
        for name, fault in entry.faults.items():
            yield _property_issue(entry, name, fault)


def _property_issue(entry: Entry, name: str, fault: str) -> Issue:
    rules = rules_of(entry.model)
    if fault == UNKNOWN:
        meant = likely(name, labels([other] for other in rules if other not in entry.properties))
        message = f"{shown(name)} is no property of {entry.owner}{meant}"
        return Issue(entry.where, Code.UNKNOWN_PROPERTY, message)
    rule, optional = rules[name]
    must = f"{rule.must}, or null" if optional else rule.must
    if fault == MISSING:
        later = () if entry.among else LATER_PROPERTIES.get(entry.layer, ())
        lifted = f" ({PROGRAM} format adds it)" if name in later else ""
        return Issue(entry.where, Code.MISSING_PROPERTY, f"{name} is missing: it must be {must}{lifted}")
    return Issue(entry.where, rule.code, f"{name} must be {must}", shown(entry.properties[name]))


def check_cells(frame: Frame) -> Issues:
    """Check each cell of each table: that it is filled in where it must be, well-formed, and a code of its register."""
    for path, rows in frame.tables.items():
        columns = [name for name in rules_of(TABLE_MODELS[path]) if not _is_well_formed(path, name, frame)]
        yield from check_rows(path, rows, frame, [RowCheck((column,), _cell_check(path, column)) for column in columns])


def _is_well_formed(path: str, column: str, frame: Frame) -> bool:
    """Return whether nothing can be wrong with a column: it is no code, and all its cells have the right form."""
    rule, _ = rules_of(TABLE_MODELS[path])[column]
    is_code = rule.refers and rule.refers[1] == "code"
    return not is_code and all(
        map(soundness(TABLE_MODELS[path], column), {cell or None for cell in frame.cells[path][column]})
    )


def _cell_check(path: str, column: str) -> Callable[[str, Row, Frame], Issues]:
    model = TABLE_MODELS[path]
    rule, _ = rules_of(model)[column]

    def check(where: str, row: Row, frame: Frame) -> Issues:
        if not is_sound(model, column, row[column] or None):
            yield _cell_issue(where, column=column, text=row[column], rule=rule)
        elif row[column] and rule.refers and rule.refers[1] == "code":
            yield from check_code(frame, where=where, name=column, register=rule.refers[0], code=row[column])

    return check


def _cell_issue(where: str, *, column: str, text: str, rule: Rule) -> Issue:
    if not text and rule.when_empty:
        return Issue(where, rule.when_empty, f"{column} is missing: it must be {rule.must}")
    found = shown(text)
    if rule.code in _COUNTED:
        found += f" ({counted(len(text), 'character')})"
    elif known := rule.column.get("constraints", {}).get("enum"):
        found += likely(text, labels([each] for each in known))
    return Issue(where, rule.code, f"{column} must be {rule.must}", found)


def check_property_codes(frame: Frame) -> Issues:
    """Check the properties that are codes of a register."""
    known: set[tuple[str, str]] = set()
    for entry in frame.holders:
        for name, register in _registers_of(entry.model):
            code = entry.get(name)
            if not isinstance(code, str) or (register, code) in known:
                continue
            if frame.knows(code, register=register):
                known.add((register, code))
            yield from check_code(frame, where=entry.where, name=name, register=register, code=code)


@cache
def _registers_of(model: type) -> list[tuple[str, str]]:
    """Return the members of a model that are codes, each with its register."""
    return [(name, rule.refers[0]) for name, (rule, _) in rules_of(model).items() if rule.refers]
