"""Sites against the facts: each is spoken of, and is drawn about as large as it is said to be.

Both are asked only of a record that is sound otherwise: what is broken has its own issue.
"""

from __future__ import annotations

from geo.errors import ERROR
from geo.errors import WARNING
from geo.errors import Issue
from geo.measure import area_m2
from geo.validate.entry import Entry
from geo.validate.frame import Frame
from geo.validate.frame import Issues
from geo.vocabulary import base_value

LAND_AREA = "land-area"
"""The indicator that tells how large a site is."""

AREA_SHARE = 0.2
"""A drawn area may differ from the stated one by this share of it."""

AREA_WORD = "面积"
"""What the Chinese position note of a site says where it explains such a difference."""


REASON = {"position_note_zh": "列入本图", "position_note_en": "On the map because"}
"""What the notes of a site say where they tell why it is on the map though no fact speaks of it."""


def check_spoken_of(frame: Frame) -> Issues:
    """Check that each site is the subject of a fact, that another lies in it, or that its notes say why it is there."""
    known = {row["subject"] for row in frame.record.facts} | {entry.get("parent") for entry in frame.sites}
    for entry in frame.sites:
        explained = all(words in (entry.get(note) or "") for note, words in REASON.items())
        if entry.id not in known and not explained:
            must = "site must have a fact or a site that lies in it, or its notes say why it is on the map"
            yield Issue(ERROR, entry.where, must, "none of these")


def check_areas(frame: Frame) -> Issues:
    """Compare each area that is drawn with the ones that facts state of the whole site."""
    stated: dict[str, list[float]] = {}
    for row in frame.record.facts:
        if row["indicator"] == LAND_AREA and not row["scope"]:
            area = float(base_value(row["value"], frame.words.units[row["unit"]]))
            stated.setdefault(row["subject"], []).append(area)
    for entry in frame.sites:
        if entry.id in stated and AREA_WORD not in (entry.get("position_note_zh") or ""):
            yield from _check_area(entry, frame, stated=stated[entry.id])


def _check_area(entry: Entry, frame: Frame, *, stated: list[float]) -> Issues:
    shape = frame.shape(entry)
    drawn = area_m2(shape) if shape else 0
    nearest = min(stated, key=lambda area: abs(area - drawn))
    if drawn and abs(nearest - drawn) > AREA_SHARE * nearest:
        must = f"area must be within {AREA_SHARE:.0%} of the {nearest / 1e6:.2f} km² stated, or the note tell why not"
        yield Issue(WARNING, entry.where, must, f"{drawn / 1e6:.2f} km²")
