"""The record against the texts it comes from: each token is on its line, in the very text that was read.

Where the texts are at hand, this is the proof that no figure was made up or moved. That of a source which is not
primary never was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.progress import followed
from geo.record.locators import LOCATOR_FORMS
from geo.record.locators import line_span
from geo.record.model import Record
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import SOURCES
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.texts.read import at_hand
from geo.texts.read import lines_of
from geo.texts.read import places_of
from geo.texts.read import read_texts


def verify(record: Record, sources_dir: Path | str) -> list[Issue]:
    """Compare a record's facts and omissions with the texts of its sources.

    Parameters
    ----------
    record
        A record; what :func:`geo.checks.validate` finds wrong with it is not reported here.
    sources_dir
        Folder that holds ``<source id>.txt`` for each source that is primary.

    Returns
    -------
    list of Issue
        Errors of the sources, the facts and the omissions, in the order of their tables.

    Raises
    ------
    AtlasError
        If there is no such folder.
    """
    texts = read_texts(record, sources_dir)
    issues = [
        issue
        for where, source in addressed(SOURCES, record.sources)
        if source["id"] in texts
        for issue in _check_text(where, source, texts)
    ]
    lines = {source: lines_of(text) for source, text in texts.items() if isinstance(text, bytes)}
    for path, rows in ((FACTS, record.facts), (OMISSIONS, record.omissions)):
        for where, row in followed(addressed(path, rows), f"comparing {path}", len(rows)):
            if row["source"] in lines:
                issues.extend(_check_token(where, row, lines[row["source"]]))
    return issues


def tally(record: Record) -> tuple[int, int]:
    """Return how many facts rest on a text that can be compared, and how many are second-hand."""
    texts = set(at_hand(record))
    compared = sum(fact["source"] in texts for fact in record.facts)
    return compared, len(record.facts) - compared


def _check_text(where: str, source: Row, texts: dict[str, bytes | RecordError]) -> Iterator[Issue]:
    name, text = f"{source['id']}.txt", texts[source["id"]]
    if isinstance(text, RecordError):
        yield Issue(where, text.code, f"{name}: {text.message}", text.found)
    elif (digest := hashlib.sha256(text).hexdigest()) != source["sha256"]:
        yield Issue(where, Code.DIGEST_MISMATCH, f"sha256 does not match {name} ({digest})")
    elif source["length"] not in {"", str(len(text))}:
        yield Issue(where, Code.DIGEST_MISMATCH, f"length does not match {name} ({len(text)})")


def _check_token(where: str, row: Row, lines: list[str]) -> Iterator[Issue]:
    span = line_span(row["locator"])
    if span is None:
        must = f"locator must be {LOCATOR_FORMS}"
        yield Issue(where, Code.INVALID_LOCATOR, must, shown(row["locator"]))
    elif span[1] > len(lines):
        message = f"{row['locator']} is beyond the {len(lines)} lines of {row['source']}"
        yield Issue(where, Code.BEYOND_THE_END, message)
    elif not any(places_of(row["token"], lines, span)):
        places = places_of(row["token"], lines, (1, len(lines)))
        elsewhere = next((f" (it is on L{line})" for line, _ in places), "")
        message = f"{shown(row['token'])} is not on {row['locator']} of {row['source']}{elsewhere}"
        yield Issue(where, Code.TOKEN_NOT_FOUND, message)
