"""What the page of a review gets beside the record: the text, what was found in it, and what is proposed.

``tools/contract.py`` writes the same types for the page's scripts (``core/review.d.ts``).
"""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads that of typing from Python 3.12 on


class Note(TypedDict):
    """What the program has to say of a change.

    ``en`` says all of it; ``zh`` what is wrong, beside the ``field`` of the record and what was ``found`` there, each
    empty where there is none.
    """

    en: str
    zh: str
    field: str
    found: str


class ReviewShown(TypedDict):
    """A review.

    ``record`` is the state that it was made from, as a patch names it. ``lines`` are those of the text, none where a
    proposal is reviewed; ``candidates`` what was found there, cells by column. ``source`` is the row of the text's
    source, as the record has it or as it begins (``is_new``). ``changes`` are those of the proposal,
    ``notes`` what the program has to say of each: that the record says so already, or something else, or what would be
    wrong then; ``by`` and ``made`` say whose proposal it is, and of when.
    """

    record: dict[str, str]
    lines: list[str]
    candidates: list[dict[str, str]]
    source: dict[str, str]
    is_new: bool
    changes: list[dict[str, object]]
    notes: list[list[Note]]
    by: str
    made: str
