"""Patches made ready to be written: the record that they lead to, dated and with its log, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.describe.citation import citation
from geo.history.log import log_of
from geo.issues.codes import ERROR
from geo.issues.errors import AtlasError
from geo.issues.errors import Issue
from geo.issues.errors import errors_in
from geo.issues.errors import shown
from geo.patch.apply import APPLIED
from geo.patch.apply import Outcome
from geo.patch.apply import apply
from geo.patch.apply import located
from geo.patch.apply import stand_of
from geo.patch.model import CHANGE
from geo.patch.model import GEOMETRY
from geo.patch.model import Patch
from geo.patch.model import PatchChange
from geo.patch.rejections import read_rejections
from geo.record.canonical import format_record
from geo.record.files import FILE
from geo.record.files import what_is_at
from geo.record.forms import is_sound
from geo.record.log import POSITION
from geo.record.model import MIDNIGHT
from geo.record.model import Record
from geo.record.paths import CITATION
from geo.record.paths import PACKAGE
from geo.record.paths import REJECTIONS
from geo.record.rows import Row
from geo.record.tables import Edition


class Told(NamedTuple):
    """What became of a change, with the name of its patch."""

    patch: str
    outcome: Outcome
    change: PatchChange


Reasons = Callable[[list[Row]], list[Row]]
"""Gives the rows of the log of changes a reason, as far as it knows one."""


@dataclass(frozen=True)
class Prepared:
    """What patches lead to, before anything is written.

    Parameters
    ----------
    old, new
        The record as it is and as it will be, in canonical form.
    told
        What became of each change, patch by patch.
    older
        The names of the patches that were made against another state of the record.
    issues
        What is wrong: errors, and warnings that there were none of before.
    note
        Why the log of changes could not be kept; empty where it was.
    texts
        What is to be written, by the path of each file that changes.
    """

    old: Record
    new: Record
    told: tuple[Told, ...]
    older: tuple[str, ...]
    issues: tuple[Issue, ...]
    note: str
    texts: Mapping[str, str]

    @property
    def is_sound(self) -> bool:
        """Whether the record that it leads to has no error."""
        return not errors_in(self.issues)


def prepare(patches: Mapping[str, Patch], record: Record, *, reasons: Reasons, day: str | None = None) -> Prepared:
    """Apply patches to a record one after the other, and check the whole of what comes of it.

    Parameters
    ----------
    patches
        By the name under which messages speak of each.
    record
        In canonical form, at its root.
    reasons
        Asked for the reasons of changes that the patches give none for.
    day
        To date the record by, as ``2024-12-25``; by default it keeps its date.

    Raises
    ------
    AtlasError
        If a patch is of another record, or the day is none or is before the record's own.
    """
    told: list[Told] = []
    made: dict[tuple[str, str], str] = {}
    new = dated(record, day)
    stand = stand_of(record)
    for name, patch in patches.items():
        if patch.record["name"] != stand["name"]:
            raise AtlasError(name, f"must be of the record {shown(stand['name'])}", shown(patch.record["name"]))
        applied = apply(patch, new)
        new = applied.record
        told += (Told(name, *each) for each in zip(applied.outcomes, patch.changes, strict=True))
        made |= {thing: f"{name}#changes[{number}]" for thing, number in applied.made.items()}
    rejections = read_rejections(record.root)
    remembered = rejections
    for patch in patches.values():
        remembered = remembered.with_rejections_of(patch)
    if not made:
        # The date alone is no change, nor is the form in which a file was.
        new, note = record, ""
    else:
        new, note = _with_log(new, told, reasons)
    texts = dict(_differing(record, new))
    if remembered.rows != rejections.rows:
        texts[REJECTIONS] = remembered.text()
    issues = _issues(record, new, made) if made else ()
    older = tuple(name for name, patch in patches.items() if patch.record["digest"] != stand["digest"])
    return Prepared(record, new, tuple(told), older, issues, note, texts)


def dated(record: Record, day: str | None) -> Record:
    """Return a record of a day, or as it is where that is None; a version that is its date follows.

    Raises
    ------
    AtlasError
        If the day is none, or before the record's own.
    """
    if day is None:
        return record
    if not is_sound(Edition, "date", day):
        raise AtlasError("--dated", "must be a day such as 2024-12-25", shown(day))
    if day < record.date:
        raise AtlasError("--dated", f"must not be before the record's own date, {record.date}", shown(day))
    package = record.package | {"created": day + MIDNIGHT}
    if package.get("version") == record.date.replace("-", "."):
        package["version"] = day.replace("-", ".")
    return replace(record, package=package)


def _with_log(record: Record, told: list[Told], reasons: Reasons) -> tuple[Record, str]:
    """Return a record with its log of changes, and why that could not be kept."""
    try:
        changes = log_of(record, at=record.root)
    except AtlasError as error:
        return record, str(error)
    given = {key: code for each in told if each.outcome.state == APPLIED for key, code in _because(each.change)}
    known = [row | {"because": given.get((row["id"], row["field"]), row["because"])} for row in changes]
    return replace(record, changes=reasons(known)), ""


def _because(change: PatchChange) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the reason that a change gives, by what and field of it as the log knows them."""
    if change["do"] == CHANGE and change["because"]:
        for field in change["to"]:
            yield (change["id"], POSITION if field == GEOMETRY else field), change["because"]


def _issues(old: Record, new: Record, made: Mapping[tuple[str, str], str]) -> tuple[Issue, ...]:
    """Return the errors of a record, and the warnings that it did not have, with the changes that made them."""
    before = Counter(issue._replace(where=_file(issue)) for issue in validate(old))
    found = []
    for issue in validate(new):
        known = issue._replace(where=_file(issue))
        if issue.severity != ERROR and before[known]:
            before[known] -= 1
        else:
            found.append(issue)
    return tuple(located(found, new, made))


def _file(issue: Issue) -> str:
    """Return the address of an issue without its line, which moves when rows are added."""
    return issue.where.partition(":")[0]


def _differing(old: Record, new: Record) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that changes; the citation follows from the descriptor."""
    if new is old:
        return
    before = format_record(old)
    for path, text in format_record(new).items():
        if text != before.get(path):
            yield path, text
            if path == PACKAGE and what_is_at(Path(old.root, CITATION)) == FILE:
                yield CITATION, citation(Atlas(new))
