"""A patch from what was drafted, and what validation finds in the record that it leads to, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.checks import first_issues
from geo.checks import validate
from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.patch.apply import apply
from geo.patch.apply import located
from geo.patch.apply import stand_of
from geo.patch.model import ADD
from geo.patch.model import Patch
from geo.patch.prepare import dated
from geo.sheets.columns import FIELDS
from geo.sheets.columns import STATUS
from geo.sheets.draft import Change
from geo.sheets.draft import Draft

_ADDRESS = re.compile(
    r"(?P<list>.*?)(?:!(?P<letters>[A-Z]{0,3})|:)(?P<row>[0-9]{1,9})(?: column (?P<name>.*))?", re.DOTALL
)
_WORDS = re.compile("[a-z_]+")
_OF_POSITIONS = {
    Code.SWAPPED_COORDINATES,
    Code.OUT_OF_RANGE,
    Code.FAR_AWAY,
    Code.OUTSIDE_DISTRICT,
    Code.SUSPECTED_DATUM,
    Code.CONVERSION_MISMATCH,
    Code.OUTSIDE_PARENT,
}


@dataclass(frozen=True)
class Proposal:
    """A patch, and what is wrong with it.

    Parameters
    ----------
    patch
        The changes.
    issues
        What is wrong with cells, or with the record that the patch leads to.
    """

    patch: Patch
    issues: list[Issue]


def proposal(draft: Draft, known: Sequence[Issue], day: str | None = None) -> Proposal:
    """Return the patch of a draft, with everything that is wrong with it.

    Parameters
    ----------
    draft
        What lines change.
    known
        What validation finds in the record as it is: warnings, which are not repeated.
    day
        To date the record by, as :func:`geo.patch.prepare.dated` does.
    """
    record, changes = draft.atlas.record, draft.changes
    patch = Patch(stand_of(record), None, None, tuple(change.said for change in changes))
    applied = apply(patch, dated(record, day))
    before = {(issue.code, issue.message, issue.found) for issue in known}
    found = [issue for issue in validate(applied.record) if issue[1:] not in before]
    told = {issue.where for issue in draft.faults}
    numbered = {thing: str(number) for thing, number in applied.made.items()}
    placed = [_placed(issue, changes) for issue in located(found, applied.record, numbered)]
    issues = dict.fromkeys([*draft.faults, *(each for each in placed if each.where not in told)])
    return Proposal(patch, [*first_issues(iter(sorted(issues, key=_place_in_the_list)))])


def _placed(issue: Issue, changes: Sequence[Change]) -> Issue:
    """Return an issue with the address of its cell, if a change made what it is about: its number comes first then."""
    number = issue.where.partition(" ")[0]
    if not number.isdecimal():
        return issue
    change = changes[int(number)]
    words = _WORDS.findall(issue.message)
    names = [name for name in words if name in change.addresses]
    names += [name for name in (LONGITUDE, LATITUDE) if issue.code in _OF_POSITIONS and name in change.addresses]
    about = [STATUS] if issue.code is Code.MISSING_STATUS else words[:1]
    lacking = next((name for name in about if name in FIELDS and name not in change.addresses), None)
    hint = f" (no column holds it: --set {lacking}=VALUE)" if lacking and change.said["do"] == ADD else ""
    return issue._replace(where=change.addresses[names[0]] if names else change.where, message=f"{issue.message}{hint}")


def _place_in_the_list(issue: Issue) -> tuple[str, int, int, str]:
    """Return the sort key of an address: by list and sheet, then by row, then by column."""
    found = _ADDRESS.fullmatch(issue.where)
    if found is None:
        return issue.where, 0, 0, ""
    column = found["letters"] or found["name"] or ""
    return found["list"], int(found["row"]), len(found["letters"] or ""), column
