"""Sites against the facts: each is spoken of, and is drawn about as large as it is said to be.

Both are asked only of a record that is sound otherwise: what is broken has its own issue.
"""

from __future__ import annotations

from geo.checks.entry import Entry
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.geodesy.measure import area_m2
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.record.vocabulary import base_value

LAND_AREA = "land-area"
"""The indicator that tells how large a site is."""

AREA_SHARE = 0.2
"""A drawn area may differ from the stated one by this share of it."""


def check_spoken_of(frame: Frame) -> Issues:
    """Check that each site has a fact, that another lies in it, or that it gives the reason for its inclusion."""
    known = {row["subject"] for row in frame.record.facts} | {entry.get("parent") for entry in frame.sites}
    for entry in frame.sites:
        if entry.id not in known and not entry.get("inclusion_reason_zh"):
            message = "site has no fact, no other site in it, and no inclusion_reason_zh and _en"
            yield Issue(entry.where, Code.SILENT_SITE, message)


def check_areas(frame: Frame) -> Issues:
    """Compare each area that is drawn with the ones that facts state of the whole site."""
    stated: dict[str, list[float]] = {}
    for row in frame.record.facts:
        if row["indicator"] == LAND_AREA and not row["scope"]:
            area = float(base_value(row["value"], frame.words.units[row["unit"]]))
            stated.setdefault(row["subject"], []).append(area)
    for entry in frame.sites:
        if entry.id in stated and not entry.get("area_note_zh"):
            yield from _check_area(entry, frame, stated=stated[entry.id])


def _check_area(entry: Entry, frame: Frame, *, stated: list[float]) -> Issues:
    shape = frame.shape(entry)
    drawn = area_m2(shape) if shape else 0
    nearest = min(stated, key=lambda area: abs(area - drawn))
    if drawn and abs(nearest - drawn) > AREA_SHARE * nearest:
        message = (
            f"area drawn, {drawn / 1e6:.2f} km², is more than {AREA_SHARE:.0%} off the {nearest / 1e6:.2f} km² stated, "
            "and area_note_zh and _en do not say why"
        )
        yield Issue(entry.where, Code.AREA_DIFFERS, message)
