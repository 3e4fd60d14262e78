"""Resolutions of disagreements, figures of the texts that are left out, and facts that were withdrawn."""

from __future__ import annotations

from dataclasses import replace

from geo.atlas.claims import claims_by_subject
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.frame import has_text
from geo.checks.prose import check_notes
from geo.checks.prose import check_once
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.issues.hints import likely
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import RESOLUTIONS
from geo.record.paths import WITHDRAWN
from geo.record.rows import Row


def check_resolutions(frame: Frame) -> Issues:
    """Check that each resolution prefers a fact of its own question, for a reason of the register."""
    rows = frame.record.resolutions
    yield from check_once(RESOLUTIONS, frame, column="fact", code=Code.DUPLICATE_RESOLUTION)
    facts = {fact["id"] for fact in frame.record.facts}
    for row in rows:
        where = frame.address(RESOLUTIONS, row)
        if frame.read(FACTS) and row["fact"] and row["fact"] not in facts:
            yield Issue(where, Code.UNKNOWN_FACT, "fact must be an id of facts.csv", shown(row["fact"]))
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})


def check_disagreements(frame: Frame) -> Issues:
    """Check that a resolution has a disagreement to resolve, and a disagreement one resolution at most."""
    resolutions = {row["fact"]: row for row in frame.record.resolutions}
    rank = {fact: place for place, fact in enumerate(resolutions)}
    concerned = {fact["subject"] for fact in frame.record.facts if fact["id"] in resolutions}
    facts = [fact for fact in frame.record.facts if fact["subject"] in concerned]
    for claims in claims_by_subject(replace(frame.record, facts=facts), frame.words).values():
        for claim in claims:
            preferred = (fact["id"] for fact in claim.facts if fact["id"] in resolutions)
            named = [resolutions[fact] for fact in sorted(preferred, key=rank.__getitem__)]
            for row in named[1:]:
                message = f"this disagreement already has a resolution (prefers {named[0]['fact']})"
                yield Issue(frame.address(RESOLUTIONS, row), Code.DUPLICATE_RESOLUTION, message)
            for row in named if not claim.differs else ():
                message = f"nothing to resolve: no fact contradicts {row['fact']}"
                yield Issue(frame.address(RESOLUTIONS, row), Code.NO_DISAGREEMENT, message)


def check_omissions(frame: Frame) -> Issues:
    """Check that each omission names a piece of a line of a text, and a reason of the register."""
    texts = {source["id"] for source in frame.record.sources if has_text(source) is not False}
    first: dict[tuple[str, ...], Row] = {}
    for row in frame.record.omissions:
        where = frame.address(OMISSIONS, row)
        if row["source"] and frame.source_ids_are_sound and row["source"] not in texts:
            found = shown(row["source"]) + likely(row["source"], frame.sources_by_label)
            yield Issue(where, Code.UNKNOWN_SOURCE, "source must be a primary source of sources.csv", found)
        other = first.setdefault((row["source"], row["locator"], row["token"]), row)
        if other is not row:
            message = f"duplicate omission (first made at {frame.address(OMISSIONS, other)})"
            yield Issue(where, Code.DUPLICATE_OMISSION, message)


def check_withdrawn(frame: Frame) -> Issues:
    """Check that the id of a withdrawn fact is not used again, and that what replaces it is a fact."""
    rows = frame.record.withdrawn
    yield from check_once(WITHDRAWN, frame, column="fact", code=Code.DUPLICATE_WITHDRAWAL)
    facts = {fact["id"]: fact for fact in frame.record.facts}
    for row in rows:
        where = frame.address(WITHDRAWN, row)
        if row["fact"] in facts:
            again = frame.address(FACTS, facts[row["fact"]])
            yield Issue(where, Code.REUSED_ID, f"id {row['fact']} of a withdrawn fact is used again at {again}")
        if row["replacement"] and frame.read(FACTS) and row["replacement"] not in facts:
            message = "replacement must be an id of facts.csv, or empty"
            yield Issue(where, Code.UNKNOWN_FACT, message, shown(row["replacement"]))
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})
