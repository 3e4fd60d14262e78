"""What must be known of one entry, question by question: a place, a fact, a status, a source with its first fact.

A question follows from what is known already: the unit from the indicator's dimension, the line and the token from
whether the text of the source is at hand, the radius from there being a position.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.issues.errors import escaped
from geo.record.files import read_bytes
from geo.record.layers import SITE_LAYERS
from geo.record.model import SOURCE_COLUMNS
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import FILE
from geo.record.vocabulary import HONOUR
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import SECOND_HAND
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import UNLOCATED_BASES
from geo.sheets.draft import SOURCES
from geo.sheets.draft import Draft
from geo.sheets.lines import Line
from geo.sheets.places import identifier_of
from geo.sheets.things import DATUM
from geo.sheets.things import DATUM_CODES
from geo.sheets.things import FACT
from geo.sheets.things import PLACE
from geo.sheets.things import SOURCE
from geo.sheets.things import TEXT
from geo.sheets.things import option


class Question(NamedTuple):
    """A question about a field.

    Parameters
    ----------
    field
        What is asked for.
    required
        Whether nothing can be added without it.
    register
        Where the choices come from, if there are any.
    choices
        What can be answered; anything where there are none.
    default
        What is meant where nothing is answered.
    """

    field: str
    required: bool = True
    register: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""


def next_question(what: str, draft: Draft, told: Mapping[str, str]) -> Question | None:
    """Return the first question that nothing answers yet; None where all is told.

    Parameters
    ----------
    what
        One of :data:`FIELDS_OF`.
    draft
        Of the record to which it is to be added.
    told
        The answers by field; an empty one is an answer, too.
    """
    questions = {PLACE: _of_place, FACT: _of_fact, SOURCE: _of_source, STATUS: _of_status}[what]
    return next((each for each in questions(draft, told) if each.field not in told), None)


def lines_of(what: str, told: Mapping[str, str]) -> list[Line]:
    """Return the lines that say what was told, the address of each cell being its option."""
    cells = {name: text for name, text in told.items() if text and name not in {DATUM, TEXT}}
    addresses = {name: option(name) for name in cells}
    where = f"add {what}"
    if what != SOURCE:
        datum = told.get(DATUM)
        return [Line(where, cells, addresses, datum=None if datum == DATUM_CODES[0] else datum)]
    own = {name: cells[name] for name in SOURCE_COLUMNS if name in cells}
    fact = {name: text for name, text in cells.items() if name not in own} | {"source": own["id"]}
    return [
        Line(where, own, addresses, form="Sources"),
        *([Line(where, fact, {**addresses, "source": option("id")})] if "subject" in fact else []),
    ]


def told_by_text(path: Path) -> dict[str, str]:
    """Return what the file of a source's text tells of it: digest, length, and that we hold it.

    Raises
    ------
    RecordError
        If it cannot be read.
    """
    content = read_bytes(path, where=escaped(str(path)))
    digest = hashlib.sha256(content).hexdigest()
    return {"sha256": digest, "length": str(len(content)), "standing": PRIMARY, "form": FILE}


def _of_place(draft: Draft, told: Mapping[str, str]) -> Iterator[Question]:
    words = draft.atlas.words
    yield Question("name_zh")
    yield Question("name_en", required=False)
    kinds = {code: kind for code, kind in words.kinds.items() if kind.layer in SITE_LAYERS}
    yield Question("kind", register="kinds", choices=(*kinds,))
    yield Question(LONGITUDE, required=bool(told.get(LATITUDE)))
    is_located = bool(told.get(LONGITUDE))
    if is_located:
        yield Question(LATITUDE)
        yield Question(DATUM, choices=DATUM_CODES)
        bases = tuple(code for code in words.bases if code not in UNLOCATED_BASES)
        yield Question("position_basis", register="bases", choices=bases)
        yield Question("position_uncertainty_m")
    else:
        yield Question("districts", required=False)
    yield Question("position_evidence")
    kind = kinds.get(draft.meant("kinds", told.get("kind", "")))
    if kind and kind.layer == "projects":
        yield Question(STATUS, register="statuses", choices=(*words.statuses,))
    elif not told.get(STATUS):
        yield Question("inclusion_reason_zh")
        yield Question("inclusion_reason_en")
    if told.get(STATUS):
        yield from _of_origin(draft, told)


def _of_status(draft: Draft, told: Mapping[str, str]) -> Iterator[Question]:
    yield Question("subject")
    yield Question(STATUS, register="statuses", choices=(*draft.atlas.words.statuses,))
    yield from _of_origin(draft, told)


def _of_fact(draft: Draft, told: Mapping[str, str]) -> Iterator[Question]:
    yield from _of_claim(draft, told)
    yield from _of_origin(draft, told)


def _of_source(draft: Draft, told: Mapping[str, str]) -> Iterator[Question]:
    words = draft.atlas.words
    yield from map(Question, ("title_zh", "title_en", "publisher_zh", "publisher_en"))
    yield Question("published")
    named = "-".join(filter(None, (identifier_of(told.get("publisher_en", "")), told.get("published", ""))))
    yield Question("id", default=named)
    yield Question("type", register="source_types", choices=(*words.source_types,))
    yield Question("standing", register="standings", choices=(*words.standings,), default=SECOND_HAND)
    yield Question("url", required=False)
    yield Question("form", register="source_forms", choices=(*words.source_forms,))
    yield Question("accessed")
    yield from _of_claim(draft, told)
    yield from _of_origin(draft, told)


def _of_claim(draft: Draft, told: Mapping[str, str]) -> Iterator[Question]:
    words = draft.atlas.words
    yield Question("subject")
    yield Question("indicator", register="indicators", choices=(*words.indicators,))
    indicator = words.indicators.get(draft.meant("indicators", told.get("indicator", "")))
    if indicator is None or indicator.type == NUMBER:
        yield Question("value")
        units = [code for code, unit in words.units.items() if indicator and unit.dimension == indicator.dimension]
        yield Question("unit", register="units", choices=(*units,), default=units[0] if len(units) == 1 else "")
    else:
        register = "honours" if indicator.type == HONOUR else "statuses"
        yield Question("value", register=register, choices=(*getattr(words, register),))


def _of_origin(draft: Draft, told: Mapping[str, str]) -> Iterator[Question]:
    """Yield what is asked of any fact beside its value: its source, its dates, and where that says so."""
    standing, published = told.get("standing", ""), told.get("published", "")
    if "title_zh" not in told:
        sources = {row["id"]: row for row in draft.atlas.record.sources}
        yield Question("source", register=SOURCES, choices=(*sources,))
        source = sources.get(draft.meant(SOURCES, told.get("source", "")), {"standing": "", "published": ""})
        standing, published = source["standing"], source["published"]
    yield Question("as_of", required=False)
    yield Question("aim", register="aims", choices=(*draft.atlas.words.aims,), default=ACTUAL)
    if told.get("aim", ACTUAL) != ACTUAL or not told.get("as_of"):
        yield Question("stated", default=published)
    if standing == PRIMARY:
        yield Question("locator")
        yield Question("token")
