"""Locators: the lines of a source's text that a fact rests on."""

from __future__ import annotations

import re

CITATION = re.compile(r"([a-z0-9-]+) (L[0-9].*)")
"""A line of evidence that names a source and a locator in its text."""

LOCATOR_FORMS = "a line such as L12 or lines such as L12-14"
"""What a locator must be, in words."""

_LOCATOR = re.compile(r"L([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?")


def line_span(locator: str) -> tuple[int, int] | None:
    """Return the first and last line that a locator names, or None where it is none.

    >>> line_span("L12"), line_span("L12-14"), line_span("12")
    ((12, 12), (12, 14), None)
    """
    match = _LOCATOR.fullmatch(locator)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if match[2] is None or first < last else None
