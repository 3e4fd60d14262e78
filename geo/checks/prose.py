"""Checks that texts, notes, codes and keys have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator

from geo.atlas.wording import WEB_ADDRESS
from geo.checks.characters import check_characters
from geo.checks.characters import is_plain
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.issues.hints import likely
from geo.record.locators import CITATION
from geo.record.locators import LOCATOR_FORMS
from geo.record.locators import line_span
from geo.record.rows import Row
from geo.record.rules import is_slug

LONGEST_NOTE = 400
"""Characters; a longer note is prose for a document."""

HAN = re.compile(r"[\u3400-\u9fff]")


def check_text(where: str, *, name: str, text: str, quoted: bool = False) -> Issues:
    """Check that a text is what it looks like; one that is quoted may begin and end anywhere."""
    if is_plain(text):
        return
    issues = list(check_characters(where, name=name, text=text, quoted=quoted))
    yield from issues
    if not issues and not quoted and text != text.strip():
        yield Issue(where, Code.SURROUNDING_BLANKS, f"{name} must begin and end without blanks", shown(text))


def check_notes(where: str, notes: dict[str, str]) -> Issues:
    """Check a pair of notes, Chinese and English by name."""
    if len({note == "" for note in notes.values()}) == 2:
        missing = next(name for name, note in notes.items() if not note)
        given = next(name for name, note in notes.items() if note)
        yield Issue(where, Code.MISSING_TRANSLATION, f"{missing} is missing, since {given} is given")
    for name, note in notes.items():
        if len(note) > LONGEST_NOTE:
            message = f"{name} has {len(note)} characters, more than {LONGEST_NOTE}"
            yield Issue(where, Code.LONG_NOTE, message)


def check_code(frame: Frame, *, where: str, name: str, register: str, code: str) -> Issues:
    """Check that a code is in its register."""
    if not frame.knows(code, register=register):
        message = f"{name} must be a code of {register}.csv"
        yield Issue(where, Code.UNKNOWN_CODE, message, shown(code) + likely(code, frame.codes_by_label(register)))


def check_evidence(frame: Frame, where: str, *, name: str, texts: Iterable[str] | None) -> Issues:
    """Check texts that say what something rests on: a source by its id, a line of one (``id L12``), or other words.

    What looks like an id is one.
    """
    for text in texts or ():
        citation = CITATION.fullmatch(text)
        source = citation[1] if citation else text if is_slug(text) else None
        if source and frame.source_ids_are_sound and source not in frame.source_by_id:
            found = shown(source) + likely(source, frame.sources_by_label)
            yield Issue(where, Code.UNKNOWN_SOURCE, f"{name} must cite an id of sources.csv", found)
        elif citation and line_span(citation[2]) is None:
            message = f"{name} must cite {LOCATOR_FORMS}"
            yield Issue(where, Code.INVALID_LOCATOR, message, shown(text))
        elif "://" in text and not WEB_ADDRESS.search(text):
            message = f"{name} must hold http or https addresses"
            yield Issue(where, Code.INVALID_ADDRESS, message, shown(text))


def check_once(path: str, frame: Frame, *, column: str, code: Code) -> Issues:
    """Check that a key is used once in its table."""
    rows = frame.tables[path]
    if len({row[column] for row in rows}) == len(rows):
        return
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row[column], row)
        if other is not row:
            message = f"duplicate {column} {shown(row[column])} (first used at {frame.address(path, other)})"
            yield Issue(frame.address(path, row), code, message)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)
