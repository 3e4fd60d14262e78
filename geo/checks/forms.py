"""The form of what is in the record: each property and each cell as its model says, and each code in its register."""

from __future__ import annotations

from functools import cache
from typing import get_type_hints

from geo.checks.entry import Entry
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.frame import row_address
from geo.checks.prose import check_code
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import counted
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.forms import MISSING
from geo.record.forms import UNKNOWN
from geo.record.forms import faulty
from geo.record.model import LATER_PROPERTIES
from geo.record.model import Row
from geo.record.paths import PROGRAM
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
        model = TABLE_MODELS[path]
        for row in rows:
            where = row_address(path, row)
            faults = faulty(model, {column: text or None for column, text in row.items()})
            for column in faults:
                yield _cell_issue(where, column=column, text=row[column], rule=rules_of(model)[column][0])
            yield from _check_codes(where, frame, row=row, model=model, faults=faults)


def _cell_issue(where: str, *, column: str, text: str, rule: Rule) -> Issue:
    if not text and rule.when_empty:
        return Issue(where, rule.when_empty, f"{column} is missing: it must be {rule.must}")
    found = shown(text)
    if rule.code in _COUNTED:
        found += f" ({counted(len(text), 'character')})"
    elif known := rule.column.get("constraints", {}).get("enum"):
        found += likely(text, labels([each] for each in known))
    return Issue(where, rule.code, f"{column} must be {rule.must}", found)


def _check_codes(where: str, frame: Frame, *, row: Row, model: type, faults: dict[str, str]) -> Issues:
    for column, (rule, _) in rules_of(model).items():
        if rule.refers and rule.refers[1] == "code" and row[column] and column not in faults:
            yield from check_code(frame, where=where, name=column, register=rule.refers[0], code=row[column])


def check_property_codes(frame: Frame) -> Issues:
    """Check the properties that are codes of a register."""
    for entry in frame.holders:
        for name, (rule, _) in rules_of(entry.model).items():
            code = entry.get(name)
            if rule.refers and isinstance(code, str):
                yield from check_code(frame, where=entry.where, name=name, register=rule.refers[0], code=code)
