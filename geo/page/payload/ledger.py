"""The ledger of promises: the table that a reader saves, and how its values are written."""

from __future__ import annotations

from collections.abc import Sequence

from geo.atlas.atlas import Atlas
from geo.atlas.promises import promises
from geo.atlas.wording import value_text
from geo.atlas.wording import when_of
from geo.export.promises import to_csv
from geo.messages import message
from geo.page.payload.contract import Ledger
from geo.record.pack import one_a_line
from geo.record.rows import Row


def ledger(atlas: Atlas) -> Ledger:
    """Return every promise as a row of the table, and in both languages what was promised and what was reported."""
    found = [promise for made in promises(atlas).values() for promise in made]
    return {
        "csv": to_csv(found),
        "said_zh": one_a_line(_values(atlas, promise.facts, "zh") for promise in found),
        "said_en": one_a_line(_values(atlas, promise.facts, "en") for promise in found),
        "answer_zh": one_a_line(_answer(atlas, promise.outcome, "zh") for promise in found),
        "answer_en": one_a_line(_answer(atlas, promise.outcome, "en") for promise in found),
    }


def _values(atlas: Atlas, facts: Sequence[Row], lang: str) -> str:
    values = dict.fromkeys(value_text(fact, atlas.words, lang) for fact in facts)
    return message(lang, "either").join(values)


def _answer(atlas: Atlas, outcome: Sequence[Row], lang: str) -> str:
    """Return what was reported and of when; empty where nothing was."""
    if not outcome:
        return ""
    when = when_of(outcome[0]["as_of"], [fact["stated"] for fact in outcome], lang)
    return f"{_values(atlas, outcome, lang)} · {when}"
