"""The log of changes as readers are told of it: at each figure and place what was corrected, when and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import shapely

from geo.atlas.atlas import Atlas
from geo.geodesy.measure import plane
from geo.history.wording import Words
from geo.history.wording import field_name
from geo.messages import LANGUAGES
from geo.messages import message
from geo.record.log import POSITION
from geo.record.rows import Row

_FIGURE = ("value", "unit", "qualifier")


class Correction(NamedTuple):
    """What was corrected of a fact, site or district on a day, for a reason.

    Parameters
    ----------
    id, date
        Of what, and when: the record's own date.
    reason
        Code of ``change_reasons.csv``.
    said
        What changed, by language.
    """

    id: str
    date: str
    reason: str
    said: dict[str, str]


def corrections(atlas: Atlas) -> list[Correction]:
    """Return what readers are told, in the order of the log; what reads the same before and after is left out."""
    told = Words(atlas.record)
    facts = {fact["id"]: fact for fact in atlas.record.facts}
    found = []
    for (identifier, date, reason), rows in groupby(atlas.record.changes, key=itemgetter("id", "date", "because")):
        changes = list(rows)
        said = {lang: _said(atlas, told, facts.get(identifier), changes, lang) for lang in LANGUAGES}
        if said[LANGUAGES[0]]:
            found.append(Correction(identifier, date, reason, said))
    return found


def _said(atlas: Atlas, told: Words, fact: Row | None, changes: list[Row], lang: str) -> str:
    """Return what several changes say together: the figure as a whole, each other field by itself, and their notes."""
    figure = [row for row in changes if fact and row["field"] in _FIGURE]
    others = [row for row in changes if row not in figure]
    parts = [*_figure(told, fact, figure, lang), *_fields(atlas, told, others, lang)]
    notes = dict.fromkeys(row[f"note_{lang}"] for row in changes if row[f"note_{lang}"])
    return message(lang, "fieldsApart").join(filter(None, (*parts, *notes)))


def _figure(told: Words, fact: Row | None, changes: list[Row], lang: str) -> Iterator[str]:
    """Yield how a figure was written, and how it is."""
    if fact and changes:
        before = fact | {row["field"]: row["before"] for row in changes}
        after = fact | {row["field"]: row["after"] for row in changes}
        yield _from_to("value", told.amount(before, lang), told.amount(after, lang), lang)


def _fields(atlas: Atlas, told: Words, changes: list[Row], lang: str) -> Iterator[str]:
    """Yield what each field said and says; a code for which there is no word any more has become others."""
    for row in changes:
        field, before, after = row["field"], row["before"], row["after"]
        metres = _metres(atlas, row)
        if metres is not None:
            yield message(lang, "diffMovedBy", metres=f"{metres:.0f}")
        elif not before or told.knows(field, before):
            cells = [cell.split() if field == "districts" else cell for cell in (before, after)]
            one, other = (told.text(field, cell, lang) for cell in cells)
            if unicodedata.normalize("NFKC", one) != unicodedata.normalize("NFKC", other):
                yield _from_to(field, one, other, lang)


def _metres(atlas: Atlas, row: Row) -> float | None:
    """Return how far a point moved; None of anything else."""
    if row["field"] != POSITION:
        return None
    points = [_point(row[column]) for column in ("before", "after")]
    one, other = points
    return plane(atlas.place.projection).distance_m(one, other) if one and other else None


def _point(cell: str) -> shapely.Point | None:
    """Return the point of a cell of the log; None where it is of a shape, or of nothing."""
    try:
        lon, lat = map(float, cell.split(" "))
    except ValueError:
        return None
    return shapely.Point(lon, lat)


def _from_to(field: str, before: str, after: str, lang: str) -> str:
    return f"{field_name(field, lang)} {before} → {after}"
