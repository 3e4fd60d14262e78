"""``add``: ask for a place, a fact, a status or a source, or take it from options, and add it to the record."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from geo.cli.asking import ask
from geo.cli.drafting import begun
from geo.cli.drafting import settled
from geo.cli.reasons import is_terminal
from geo.issues.codes import Code
from geo.issues.errors import AtlasError
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.sheets.draft import Draft
from geo.sheets.entries import Question
from geo.sheets.entries import lines_of
from geo.sheets.entries import next_question
from geo.sheets.entries import told_by_text
from geo.sheets.things import FIELDS_OF
from geo.sheets.things import TEXT
from geo.sheets.things import option

_MOST_NAMED = 30


def run(options: argparse.Namespace) -> int:
    """Ask what is not told, and write the entry as a patch is written."""
    beginning = begun(options)
    if beginning is None:
        return 1
    draft, known = beginning
    given = {name: getattr(options, name) for name in FIELDS_OF[options.what]}
    told = {name: text for name, text in given.items() if text is not None}
    if told.get(TEXT):
        told = told_by_text(Path(told[TEXT])) | told
    while (question := next_question(options.what, draft, told)) is not None:
        told[question.field] = _answer(question, draft)
    for line in lines_of(options.what, told):
        draft.take(line)
    _refuse_changes(draft)
    return settled(draft, known, f"add {options.what}", options)


def _answer(question: Question, draft: Draft) -> str:
    """Return the answer of somebody at the terminal; without one the default, if nothing must be told."""
    if is_terminal():
        read = partial(draft.meant, question.register) if question.register else str
        must = "" if question.required else ", or nothing"
        return ask(f"{option(question.field)}{must}", question.choices, question.default, read, question.required)
    if question.default or not question.required:
        return question.default
    named = ", ".join(question.choices) if len(question.choices) <= _MOST_NAMED else f"those of {question.register}.csv"
    raise AtlasError(option(question.field), "must be given" + (f": one of {named}" if named else ""), "nothing")


def _refuse_changes(draft: Draft) -> None:
    """Make a fault of what the record has already: to add is not to change."""
    for change in draft.changes:
        if change.said["do"] == "change":
            message = "the record has one of this name or id: change it in a list, or by a patch"
            draft.faults.append(Issue(change.where, Code.DUPLICATE_ID, message, shown(change.said["id"])))
