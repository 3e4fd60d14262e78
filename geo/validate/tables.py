"""Resolutions of disagreements, and figures of the texts that are left out."""

from __future__ import annotations

from geo.errors import ERROR
from geo.errors import Issue
from geo.errors import shown
from geo.facts import claims_by_subject
from geo.paths import FACTS
from geo.paths import OMISSIONS
from geo.paths import RESOLUTIONS
from geo.paths import SOURCES
from geo.record import Row
from geo.texts import line_span
from geo.validate.facts import LONGEST_TOKEN
from geo.validate.frame import Frame
from geo.validate.frame import Issues
from geo.validate.frame import row_address
from geo.validate.wording import check_code
from geo.validate.wording import check_notes
from geo.validate.wording import check_once


def check_resolutions(frame: Frame) -> Issues:
    """Check that each resolution prefers a fact of its own question, for a reason of the register."""
    rows = frame.record.resolutions
    yield from check_once(RESOLUTIONS, rows, column="fact")
    facts = {fact["id"] for fact in frame.record.facts}
    for row in rows:
        where = row_address(RESOLUTIONS, row)
        if frame.read(FACTS) and row["fact"] not in facts:
            yield Issue(ERROR, where, "fact must be an id of facts.csv", shown(row["fact"]))
        yield from check_code(frame, where=where, name="reason", register="resolution_reasons", code=row["reason"])
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})


def check_disagreements(frame: Frame) -> Issues:
    """Check that a resolution has a disagreement to resolve, and a disagreement one resolution at most.

    It is asked only of a record that is sound otherwise: what contradicts what cannot be told of broken facts.
    """
    resolutions = {row["fact"]: row for row in frame.record.resolutions}
    for claims in claims_by_subject(frame.record, frame.words).values():
        for claim in claims:
            named = [resolutions[fact["id"]] for fact in claim.facts if fact["id"] in resolutions]
            named.sort(key=lambda row: row.line)
            for row in named[1:]:
                must = "question must be resolved once"
                yield Issue(ERROR, row_address(RESOLUTIONS, row), must, f"{named[0]['fact']} is preferred too")
            for row in named if not claim.differs else ():
                must = "resolution must have a disagreement to resolve"
                yield Issue(ERROR, row_address(RESOLUTIONS, row), must, f"none at {row['fact']}")


def check_omissions(frame: Frame) -> Issues:
    """Check that each omission names a piece of a line of a text, and a reason of the register."""
    texts = {source["id"] for source in frame.record.sources if source["sha256"]}
    first: dict[tuple, Row] = {}
    for row in frame.record.omissions:
        where = row_address(OMISSIONS, row)
        if frame.read(SOURCES) and row["source"] not in texts:
            yield Issue(ERROR, where, "source must be a primary source of sources.csv", shown(row["source"]))
        if line_span(row["locator"]) is None:
            yield Issue(ERROR, where, "locator must be a line as L12 or lines as L12-14", shown(row["locator"]))
        if not 0 < len(row["token"]) <= LONGEST_TOKEN:
            must = f"token must have 1 to {LONGEST_TOKEN} characters"
            yield Issue(ERROR, where, must, shown(row["token"]))
        yield from check_code(frame, where=where, name="reason", register="omission_reasons", code=row["reason"])
        other = first.setdefault((row["source"], row["locator"], row["token"]), row)
        if other is not row:
            yield Issue(ERROR, where, "omission must stand once", f"it at {row_address(OMISSIONS, other)} too")
