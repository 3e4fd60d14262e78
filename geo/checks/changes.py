"""Editions, and the log of what changed since: each change once, from what an edition says to what the record says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.frame import day
from geo.checks.prose import check_notes
from geo.checks.prose import check_once
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.record.canonical import canonical_feature
from geo.record.layers import SITE_LAYERS
from geo.record.log import Cells
from geo.record.log import logged
from geo.record.model import Record
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import PROGRAM
from geo.record.rows import Row
from geo.record.rows import addressed

_LOG = f"({PROGRAM} format writes the log)"


def check_editions(frame: Frame) -> Issues:
    """Check that each edition has a tag and a version of its own, and a date that has come."""
    for column in ("tag", "version"):
        yield from check_once(EDITIONS, frame, column=column, code=Code.DUPLICATE_ID)
    for where, row in addressed(EDITIONS, frame.record.editions):
        date = day(row["date"])
        if date and frame.record_date and date > frame.record_date:
            message = f"date {shown(row['date'])} is after the record's own date, {frame.record_date}"
            yield Issue(where, Code.FUTURE_DATE, message)


def check_changes(frame: Frame) -> Issues:
    """Check the log row by row, and that it leads from each edition to what the record says."""
    editions = {row["tag"]: row["date"] for row in frame.record.editions}
    first: dict[tuple[str, str, str], Row] = {}
    for where, row in addressed(CHANGES, frame.record.changes):
        other = first.setdefault((row["since"], row["id"], row["field"]), row)
        if other is not row:
            message = f"duplicate change (first listed at {frame.address(CHANGES, other)})"
            yield Issue(where, Code.DUPLICATE_CHANGE, message)
        if frame.read(EDITIONS) and row["since"] not in editions:
            yield Issue(where, Code.UNKNOWN_EDITION, "since must be a tag of editions.csv", shown(row["since"]))
        yield from _check_date(where, row, frame, editions.get(row["since"], ""))
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})


def _check_date(where: str, row: Row, frame: Frame, edition: str) -> Issues:
    date = day(row["date"])
    if date and frame.record_date and date > frame.record_date:
        message = f"date {shown(row['date'])} is after the record's own date, {frame.record_date}"
        yield Issue(where, Code.FUTURE_DATE, message)
    elif date and (begun := day(edition)) and date < begun:
        message = f"date {shown(row['date'])} is before that of the edition, {edition}"
        yield Issue(where, Code.DATE_ORDER, message)


def check_log(frame: Frame) -> Issues:
    """Check that each change is one, begins where the one before ended, and that the last leads to the record."""
    if not frame.record.changes:
        return
    said = logged(_with_canonical_sites(frame.record))
    withdrawn = {row["fact"] for row in frame.record.withdrawn}
    order = {row["tag"]: row["date"] for row in frame.record.editions}
    changes = sorted(frame.record.changes, key=lambda row: order.get(row["since"], ""))
    last = {(row["id"], row["field"]): row for row in changes}
    before: dict[tuple[str, str], str] = {}
    for row in changes:
        where, key = frame.address(CHANGES, row), (row["id"], row["field"])
        if row["before"] == row["after"]:
            yield Issue(where, Code.OUTDATED_CHANGE, f"before and after must differ {_LOG}", shown(row["after"]))
        if row["before"] != before.get(key, row["before"]):
            message = f"before must be what the change before led to, {shown(before[key])}"
            yield Issue(where, Code.OUTDATED_CHANGE, message, shown(row["before"]))
        before[key] = row["after"]
        if row is last[key] and row["id"] not in withdrawn:
            yield from _check_now(where, row, said.get(row["id"]))


def _with_canonical_sites(record: Record) -> Record:
    """Return a record as the log sees it, which tells the geometries of sites alone."""
    sites: dict[str, Any] = {
        name: {"features": [canonical_feature(feature, layer=name) for feature in record.features(name)]}
        for name in SITE_LAYERS
    }
    return replace(record, layers=record.layers | sites)


def _check_now(where: str, row: Row, said: Cells | None) -> Issues:
    if said is None:
        message = "id must be that of a fact, withdrawn ones included, of a site or of a district"
        yield Issue(where, Code.UNKNOWN_SUBJECT, message, shown(row["id"]))
    elif row["field"] not in said:
        message = f"field must be one that is logged of it: {', '.join(said)}"
        yield Issue(where, Code.UNKNOWN_PROPERTY, message, shown(row["field"]))
    elif row["after"] != said[row["field"]]:
        message = f"after must be what the record says, {shown(said[row['field']])} {_LOG}"
        yield Issue(where, Code.OUTDATED_CHANGE, message, shown(row["after"]))
