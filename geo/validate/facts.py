"""Facts: each a value of its indicator's type, dated, and taken from a line of a source."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from geo.errors import ERROR
from geo.errors import Issue
from geo.errors import escaped
from geo.errors import shown
from geo.paths import FACTS
from geo.paths import SOURCES
from geo.paths import layer_path
from geo.paths import register_path
from geo.record import SITE_LAYERS
from geo.record import Row
from geo.texts import line_span
from geo.validate.frame import Frame
from geo.validate.frame import Issues
from geo.validate.frame import day
from geo.validate.frame import row_address
from geo.validate.wording import check_code
from geo.validate.wording import check_notes
from geo.validate.wording import check_once
from geo.vocabulary import ACTUAL
from geo.vocabulary import ADCODES
from geo.vocabulary import CHINESE_NUMERALS
from geo.vocabulary import CITY
from geo.vocabulary import EXPECTED
from geo.vocabulary import HONOUR
from geo.vocabulary import NUMBER
from geo.vocabulary import STATUS
from geo.vocabulary import TARGET
from geo.vocabulary import Indicator
from geo.vocabulary import Vocabulary
from geo.vocabulary import chinese_number
from geo.vocabulary import is_exact
from geo.vocabulary import is_number
from geo.vocabulary import period

LONGEST_TOKEN = 16
"""Characters that may be kept of a source's own words."""

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NUMERALS = re.compile(f"[{CHINESE_NUMERALS}]+")
_FACT_ID = re.compile(r"f[0-9]{4}")


def check_facts(frame: Frame) -> Issues:
    """Check the facts row by row, then against each other."""
    facts = frame.record.facts
    yield from check_once(FACTS, facts, column="id")
    for row in facts:
        where = row_address(FACTS, row)
        if not _FACT_ID.fullmatch(row["id"]):
            yield Issue(ERROR, where, "id must be f and four digits", shown(row["id"]))
        yield from _check_subject(where, row, frame)
        yield from _check_fact_codes(where, row, frame)
        yield from _check_value(where, row, frame)
        yield from _check_as_of(where, row, frame)
        yield from _check_stated(where, row, frame)
        yield from _check_reference(where, row, frame)
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})
    yield from _check_claims_once(facts)


def _check_subject(where: str, row: Row, frame: Frame) -> Issues:
    layers_read = frame.read(*(layer_path(layer) for layer in SITE_LAYERS))
    if layers_read and row["subject"] not in {CITY, *ADCODES} | frame.site_by_id.keys():
        must = f"subject must be the id of a site or district, or {CITY}"
        yield Issue(ERROR, where, must, shown(row["subject"]))


def _check_fact_codes(where: str, row: Row, frame: Frame) -> Issues:
    registers = {"indicator": "indicators", "aim": "aims"}
    registers |= {
        column: register
        for column, register in (("scope", "scopes"), ("unit", "units"), ("qualifier", "qualifiers"))
        if row[column]
    }
    for column, register in registers.items():
        yield from check_code(frame, where=where, name=column, register=register, code=row[column])


def _check_value(where: str, row: Row, frame: Frame) -> Issues:
    """Check value, unit and qualifier against the type and the dimension of the indicator."""
    indicator = frame.words.indicators.get(row["indicator"])
    if indicator is None:
        return
    if indicator.type == NUMBER:
        if not is_number(row["value"]):
            must = f"value of {indicator.code} must be a number without separators"
            yield Issue(ERROR, where, must, shown(row["value"]))
        elif not is_exact(row["value"]):
            must = f"value of {indicator.code} must have at most 15 digits, four of them decimals"
            yield Issue(ERROR, where, must, shown(row["value"]))
        yield from _check_dimension(where, row, indicator=indicator, words=frame.words)
        return
    register = {STATUS: "statuses", HONOUR: "honours"}.get(indicator.type)
    if register is not None:
        name = f"value of {indicator.code}"
        yield from check_code(frame, where=where, name=name, register=register, code=row["value"])
    for column in ("unit", "qualifier"):
        if row[column]:
            yield Issue(ERROR, where, f"{column} must be empty for {indicator.code}", shown(row[column]))


def _check_dimension(where: str, row: Row, *, indicator: Indicator, words: Vocabulary) -> Issues:
    unit = words.units.get(row["unit"])
    if not row["unit"]:
        yield Issue(ERROR, where, f"unit must be given for {indicator.code}", "an empty cell")
    elif unit is not None and unit.dimension != indicator.dimension:
        must = f"unit of {indicator.code} must be one of {indicator.dimension}"
        yield Issue(ERROR, where, must, f"{shown(unit.code)} of {unit.dimension}")


def _check_as_of(where: str, row: Row, frame: Frame) -> Issues:
    text = row["as_of"]
    if not text:
        return
    if day(text) is None:
        must = "as_of must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar, or two of them as A/B, A before B"
        yield Issue(ERROR, where, must, shown(text))
        return
    # What has begun can be reported on: the year that runs is no future date.
    begun = day(text.rpartition("/")[2])
    if row["aim"] == ACTUAL and frame.record_date is not None and begun > frame.record_date:
        must = f"as_of of an actual figure must not be after the record's own date, {frame.record_date}"
        yield Issue(ERROR, where, must, shown(text))


def _check_stated(where: str, row: Row, frame: Frame) -> Issues:
    """Check when a figure was stated: always given for what lies ahead and what has no year, and only there."""
    text = row["stated"]
    if not text:
        if row["aim"] in {EXPECTED, TARGET} or not row["as_of"]:
            must = "stated must be given for a forecast, a target, and a figure without a year"
            yield Issue(ERROR, where, must, "an empty cell")
        return
    if row["aim"] == ACTUAL and row["as_of"]:
        must = "stated must be empty for an actual figure with a date; its source has the date of publication"
        yield Issue(ERROR, where, must, shown(text))
        return
    begun = None if "/" in text else day(text)
    if begun is None:
        yield Issue(ERROR, where, "stated must be YYYY, YYYY-MM or YYYY-MM-DD of the calendar", shown(text))
        return
    yield from _check_order(where, row, frame, stated=begun)


def _check_order(where: str, row: Row, frame: Frame, *, stated: date) -> Issues:
    """Check that a figure was stated before the record and its source were made, and a target before it is due."""
    text = row["stated"]
    if frame.record_date is not None and stated > frame.record_date:
        must = f"stated must not be after the record's own date, {frame.record_date}"
        yield Issue(ERROR, where, must, shown(text))
    published = frame.source_by_id.get(row["source"], {}).get("published", "")
    if day(published) is not None and stated > period(published)[1]:
        must = f"stated must not be after its source was published, {published}"
        yield Issue(ERROR, where, must, shown(text))
    if row["aim"] == TARGET and day(row["as_of"]) is not None and stated > period(row["as_of"])[1]:
        must = f"as_of of a target must not end before it was stated, {text}"
        yield Issue(ERROR, where, must, shown(row["as_of"]))


def _check_reference(where: str, row: Row, frame: Frame) -> Issues:
    source = frame.source_by_id.get(row["source"])
    if source is None:
        if frame.read(SOURCES):
            yield Issue(ERROR, where, "source must be an id of sources.csv", shown(row["source"]))
        return
    # A source whose text is not at hand has no lines to point to, and no characters to quote.
    if source["sha256"]:
        if line_span(row["locator"]) is None:
            yield Issue(ERROR, where, "locator must be a line as L12 or lines as L12-14", shown(row["locator"]))
        yield from _check_token(where, row)
    else:
        for column in ("locator", "token"):
            if row[column]:
                must = f"{column} must be empty, since the text of {source['id']} is not at hand"
                yield Issue(ERROR, where, must, shown(row[column]))


def _check_token(where: str, row: Row) -> Issues:
    token = row["token"]
    if not token.strip():
        yield Issue(ERROR, where, "token must be given", shown(token))
    elif len(token) > LONGEST_TOKEN:
        must = f"token must be at most {LONGEST_TOKEN} characters"
        yield Issue(ERROR, where, must, f"{len(token)}, {shown(token)}")
    elif is_number(row["value"]) and not _holds_number(token, row["value"]) and not row["note_zh"]:
        must = f"token must hold the number {row['value']}, or a note tell why not"
        yield Issue(ERROR, where, must, shown(token))


def _holds_number(token: str, value: str) -> bool:
    """Tell whether a number stands in a token as a whole, in digits or in Chinese: 15 does not stand in 115 or 15.2.

    A fall is printed in words, so the sign does not count.
    """
    plain = re.sub(r"[\s,*]", "", unicodedata.normalize("NFKC", token))
    size = value.lstrip("-")
    return size in _DIGITS.findall(plain) or size in {str(chinese_number(text)) for text in _NUMERALS.findall(plain)}


def _check_claims_once(facts: list[Row]) -> Issues:
    columns = ("subject", "indicator", "scope", "as_of", "aim", "source", "value")
    first: dict[tuple, Row] = {}
    for row in facts:
        other = first.setdefault(tuple(row[column] for column in columns), row)
        if other is not row:
            must = f"claim must stand once: {escaped(' '.join(row[column] for column in columns if row[column]))}"
            yield Issue(ERROR, row_address(FACTS, row), must, f"it at {row_address(FACTS, other)} too")


def check_projects(frame: Frame) -> Issues:
    """Check that every project tells how far it has come."""
    types = {code: indicator.type for code, indicator in frame.words.indicators.items()}
    told = {row["subject"] for row in frame.record.facts if types.get(row["indicator"]) == STATUS}
    if not frame.read(FACTS, register_path("indicators")):
        return
    for entry in frame.sites:
        if entry.layer == "projects" and isinstance(entry.id, str) and entry.id not in told:
            yield Issue(ERROR, entry.where, "project must have a status among the facts", "none")
