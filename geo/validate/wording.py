"""Checks that texts, notes, codes and keys have in common."""

from __future__ import annotations

import re
import unicodedata

from geo.errors import ERROR
from geo.errors import WARNING
from geo.errors import Issue
from geo.errors import shown
from geo.record import Row
from geo.validate.frame import Frame
from geo.validate.frame import Issues
from geo.validate.frame import row_address

LONGEST_NOTE = 400
"""Characters; a longer note is prose for a document."""

HAN = re.compile(r"[\u3400-\u9fff]")

# Embeddings, overrides, isolates and marks that make a text read otherwise than it is stored; and invisible blanks.
_DECEIVING = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def check_text(where: str, *, name: str, text: str, ends_matter: bool = True) -> Issues:
    """Check that a text is what it looks like."""
    bad = next((char for char in text if unicodedata.category(char) in {"Cc", "Cs"} or char in _DECEIVING), None)
    if bad is not None:
        must = f"{name} must be free of control, surrogate and direction characters"
        yield Issue(ERROR, where, must, f"{shown(bad)} in {shown(text)}")
    elif ends_matter and text != text.strip():
        yield Issue(ERROR, where, f"{name} must begin and end without blanks", shown(text))


def check_notes(where: str, notes: dict[str, str]) -> Issues:
    """Check a pair of notes, Chinese and English by name."""
    if len({note == "" for note in notes.values()}) == 2:
        missing = next(name for name, note in notes.items() if not note)
        yield Issue(ERROR, where, f"{' and '.join(notes)} must both be given or both be empty", f"no {missing}")
    for name, note in notes.items():
        if len(note) > LONGEST_NOTE:
            yield Issue(WARNING, where, f"{name} must be at most {LONGEST_NOTE} characters", str(len(note)))


def check_code(frame: Frame, *, where: str, name: str, register: str, code: str) -> Issues:
    """Check that a code stands in its register."""
    if not frame.knows(code, register=register):
        yield Issue(ERROR, where, f"{name} must be a code of {register}.csv", shown(code))


def check_once(path: str, rows: list[Row], *, column: str) -> Issues:
    """Check that a key stands once in its table."""
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row[column], row)
        if other is not row:
            found = f"{shown(row[column])} at {row_address(path, other)} too"
            yield Issue(ERROR, row_address(path, row), f"{column} must stand once in its table", found)
