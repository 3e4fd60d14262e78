"""Facts: each a value of its indicator's type, dated, and taken from a line of a source."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from operator import itemgetter

from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.frame import day
from geo.checks.prose import check_code
from geo.checks.prose import check_notes
from geo.checks.prose import check_once
from geo.checks.rows import RowCheck
from geo.checks.rows import check_rows
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import likely
from geo.record.locators import LOCATOR_FORMS
from geo.record.paths import FACTS
from geo.record.rows import Row
from geo.record.tables import CHECKED
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import CHINESE_NUMERALS
from geo.record.vocabulary import EXPECTED
from geo.record.vocabulary import HONOUR
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import TARGET
from geo.record.vocabulary import Indicator
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import chinese_number
from geo.record.vocabulary import is_exact
from geo.record.vocabulary import is_number
from geo.record.vocabulary import period

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WITHIN_NUMBERS = re.compile(r"[\s,*]")
_NUMERALS = re.compile(f"[{CHINESE_NUMERALS}]+")


def check_facts(frame: Frame) -> Issues:
    """Check the facts row by row, then against each other."""
    facts = frame.record.facts
    yield from check_once(FACTS, frame, column="id", code=Code.DUPLICATE_ID)
    yield from check_rows(FACTS, facts, frame, _ROW_CHECKS)
    yield from _check_claims_once(frame)


def _check_subject(where: str, row: Row, frame: Frame) -> Issues:
    subject, place = row["subject"], frame.place
    if not subject or subject in frame.site_by_id or place is None or not frame.site_ids_are_sound:
        return
    if subject not in {place.code, *place.districts}:
        message = f"subject must be the id of a site or district, or {place.code} for the city"
        found = shown(subject) + likely(subject, frame.subjects_by_label)
        yield Issue(where, Code.UNKNOWN_SUBJECT, message, found)


def _check_value(where: str, row: Row, frame: Frame) -> Issues:
    """Check value, unit and qualifier against the type and the dimension of the indicator."""
    indicator = frame.words.indicators.get(row["indicator"])
    if indicator is None or not row["value"]:
        return
    if indicator.type == NUMBER:
        if not is_number(row["value"]):
            message = f"value of {indicator.code} must be a number without separators"
            yield Issue(where, Code.INVALID_NUMBER, message, shown(row["value"]) + _plain(row["value"]))
        elif not is_exact(row["value"]):
            message = f"value of {indicator.code} must have at most 15 digits, four of them decimals"
            yield Issue(where, Code.INVALID_NUMBER, message, shown(row["value"]))
        yield from _check_dimension(where, row, indicator=indicator, words=frame.words)
        return
    register = {STATUS: "statuses", HONOUR: "honours"}.get(indicator.type)
    if register is not None:
        name = f"value of {indicator.code}"
        yield from check_code(frame, where=where, name=name, register=register, code=row["value"])
    for column in ("unit", "qualifier"):
        if row[column]:
            message = f"{column} must be empty for {shown(indicator.code)}, which is no number"
            yield Issue(where, Code.UNEXPECTED_VALUE, message, shown(row[column]))


def _plain(value: str) -> str:
    """Return how a number would be written that has separators or full-width digits; nothing for what is no number."""
    plain = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", value))
    return f" (write {plain})" if len(plain) < 20 and is_number(plain) else ""


def _check_dimension(where: str, row: Row, *, indicator: Indicator, words: Vocabulary) -> Issues:
    unit = words.units.get(row["unit"])
    if not row["unit"]:
        message = f"unit is missing: {shown(indicator.code)} is measured in one of {indicator.dimension}"
        yield Issue(where, Code.MISSING_VALUE, message)
    elif unit is not None and unit.dimension != indicator.dimension:
        message = (
            f"unit {shown(unit.code)} ({unit.dimension}) does not match "
            f"indicator {shown(indicator.code)} ({indicator.dimension})"
        )
        yield Issue(where, Code.UNIT_MISMATCH, message)


def _check_as_of(where: str, row: Row, frame: Frame) -> Issues:
    text = row["as_of"]
    if day(text) is None:
        return
    # What has begun can be reported on: the year that runs is no future date.
    begun = day(text.rpartition("/")[2])
    if row["aim"] == ACTUAL and frame.record_date is not None and begun is not None and begun > frame.record_date:
        message = f"as_of {shown(text)} of an actual figure is after the record's own date, {frame.record_date}"
        yield Issue(where, Code.FUTURE_DATE, message)


def _check_stated(where: str, row: Row, frame: Frame) -> Issues:
    """Check when a figure was stated: always given for what lies ahead and what has no year, and only there."""
    text = row["stated"]
    if not text:
        if row["aim"] in {EXPECTED, TARGET} or not row["as_of"]:
            message = "stated is missing: it is needed for a forecast, a target, and a figure without a year"
            yield Issue(where, Code.MISSING_VALUE, message)
        return
    if row["aim"] == ACTUAL and row["as_of"]:
        message = "stated must be empty for an actual figure with a date; its source has the date of publication"
        yield Issue(where, Code.UNEXPECTED_VALUE, message, shown(text))
        return
    begun = None if "/" in text else day(text)
    if begun is not None:
        yield from _check_order(where, row, frame, stated=begun)


def _check_order(where: str, row: Row, frame: Frame, *, stated: date) -> Issues:
    """Check that a figure was stated before its source was published, and a target before it is due."""
    text = shown(row["stated"])
    source = frame.source_by_id.get(row["source"])
    published = source["published"] if source else ""
    if day(published) is not None and stated > period(published)[1]:
        message = f"stated {text} is after its source was published, {shown(published)}"
        yield Issue(where, Code.DATE_ORDER, message)
    if row["aim"] == TARGET and day(row["as_of"]) is not None and stated > period(row["as_of"])[1]:
        message = f"as_of {shown(row['as_of'])} of a target ends before it was stated, {text}"
        yield Issue(where, Code.DATE_ORDER, message)


def _check_reference(where: str, row: Row, frame: Frame) -> Issues:
    source = frame.source_by_id.get(row["source"])
    if source is None:
        if row["source"] and frame.source_ids_are_sound:
            found = shown(row["source"]) + likely(row["source"], frame.sources_by_label)
            yield Issue(where, Code.UNKNOWN_SOURCE, "source must be an id of sources.csv", found)
        return
    # A source whose text is not at hand has no lines to point to, and no characters to quote. Where it is not clear
    # whether it is at hand, the source has its own issue.
    at_hand = frame.at_hand[row["source"]]
    if at_hand and not row["locator"]:
        message = f"locator must be {LOCATOR_FORMS}"
        yield Issue(where, Code.INVALID_LOCATOR, message, shown(row["locator"]))
    elif at_hand is False and row["locator"]:
        yield _needless(where, "locator", row)


def _needless(where: str, column: str, row: Row) -> Issue:
    message = f"{column} must be empty, since the text of {shown(row['source'])} is not at hand"
    return Issue(where, Code.UNEXPECTED_VALUE, message, shown(row[column]))


def _check_token(where: str, row: Row, frame: Frame) -> Issues:
    token, at_hand = row["token"], frame.at_hand.get(row["source"])
    if at_hand is None:
        return
    if not at_hand:
        if token:
            yield _needless(where, "token", row)
    elif not token.strip():
        yield Issue(where, Code.MISSING_VALUE, "token is missing: quote the figure as the text has it")
    elif is_number(row["value"]) and not _holds_number(token, row["value"]) and not row["note_zh"]:
        message = f"token {shown(token)} does not hold the value {row['value']}, and no note says why"
        yield Issue(where, Code.TOKEN_MISMATCH, message)


def _holds_number(token: str, value: str) -> bool:
    """Return whether a token holds a number as a whole, in digits or in Chinese: neither 115 nor 15.2 holds 15.

    A fall is printed in words, so the sign does not count.
    """
    size = value.lstrip("-")
    if token == size:
        return True
    plain = _WITHIN_NUMBERS.sub("", unicodedata.normalize("NFKC", token))
    return size in _DIGITS.findall(plain) or size in {str(chinese_number(text)) for text in _NUMERALS.findall(plain)}


def _check_second_reading(where: str, row: Row, frame: Frame) -> Issues:
    """Check that whoever read a fact a second time is named with the day, which is none before there was a source."""
    if (row["checked_by"] == "") != (row["checked_on"] == ""):
        missing, given = CHECKED if not row["checked_by"] else reversed(CHECKED)
        yield Issue(where, Code.MISSING_VALUE, f"{missing} is missing, since {given} is given")
    read_on, source = day(row["checked_on"]), frame.source_by_id.get(row["source"])
    if read_on is None:
        return
    if frame.record_date and read_on > frame.record_date:
        message = f"checked_on {shown(row['checked_on'])} is after the record's own date, {frame.record_date}"
        yield Issue(where, Code.FUTURE_DATE, message)
    published = day(source["published"]) if source else None
    if source and published and read_on < published:
        message = f"checked_on {shown(row['checked_on'])} is before its source was published, {source['published']}"
        yield Issue(where, Code.DATE_ORDER, message)


def _check_claims_once(frame: Frame) -> Issues:
    facts = frame.record.facts
    columns = ("subject", "indicator", "scope", "as_of", "aim", "source", "value")
    claims = list(map(itemgetter(*columns), facts))
    if len(set(claims)) == len(claims):
        return
    first: dict[tuple[str, ...], Row] = {}
    for made, row in zip(claims, facts, strict=True):
        other = first.setdefault(made, row)
        # A row that was copied with its id has an issue for that.
        if other is not row and other["id"] != row["id"]:
            claim = escaped(" ".join(row[column] for column in columns if row[column]))
            message = f"duplicate claim: {claim} (first made at {frame.address(FACTS, other)})"
            yield Issue(frame.address(FACTS, row), Code.DUPLICATE_CLAIM, message)


def _check_notes(where: str, row: Row, _frame: Frame) -> Issues:
    return check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})


_ROW_CHECKS = (
    RowCheck(("subject",), _check_subject),
    RowCheck(("indicator", "value", "unit", "qualifier"), _check_value),
    RowCheck(("as_of", "aim"), _check_as_of),
    RowCheck(("stated", "aim", "as_of", "source"), _check_stated),
    RowCheck(("source", "locator"), _check_reference),
    RowCheck(("source", "token", "value", "note_zh"), _check_token),
    RowCheck(("note_zh", "note_en"), _check_notes),
    RowCheck((*CHECKED, "source"), _check_second_reading),
)


def check_projects(frame: Frame) -> Issues:
    """Check that of every project a fact says how far it has come."""
    types = {code: indicator.type for code, indicator in frame.words.indicators.items()}
    told = {row["subject"] for row in frame.record.facts if types.get(row["indicator"]) == STATUS}
    for entry in frame.sites:
        if entry.layer == "projects" and entry.id not in told:
            yield Issue(entry.where, Code.MISSING_STATUS, "project has no status among the facts")
