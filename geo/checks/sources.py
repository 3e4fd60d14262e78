"""Sources and the descriptor of the data package."""

from __future__ import annotations

from itertools import zip_longest

from geo.atlas.wording import WEB_ADDRESS
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.frame import day
from geo.checks.frame import is_digest
from geo.checks.prose import check_evidence
from geo.checks.prose import check_notes
from geo.checks.prose import check_once
from geo.checks.prose import check_text
from geo.checks.prose import texts_in
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.layers import SITE_LAYERS
from geo.record.model import ACCESS_SINCE
from geo.record.model import FILES
from geo.record.model import MIDNIGHT
from geo.record.part import EVIDENCE
from geo.record.part import cited_sources
from geo.record.paths import PACKAGE
from geo.record.paths import SOURCES
from geo.record.paths import layer_path
from geo.record.pictures import PICTURES
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.tables import DAY_FORMS
from geo.record.vocabulary import COPY
from geo.record.vocabulary import MONTHS_BETWEEN_ISSUES
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import SECOND_HAND
from geo.record.vocabulary import STORED_COPY


def check_sources(frame: Frame) -> Issues:
    """Check who said it: every source named, dated, and of use."""
    yield from check_once(SOURCES, frame, column="id", code=Code.DUPLICATE_ID)
    for where, row in addressed(SOURCES, frame.record.sources):
        yield from _check_published(where, row, frame)
        yield from _check_every(where, row)
        yield from _check_standing(where, row)
        yield from _check_addresses(where, row)
        yield from _check_access(where, row, frame)
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})


def _check_standing(where: str, row: Row) -> Issues:
    """Check that a text that we hold has its digest, and that a digest or a length is that of bytes that were read."""
    if not row["sha256"] and row["standing"] == PRIMARY:
        yield Issue(where, Code.STANDING_MISMATCH, "sha256 is missing: a primary source has that of its text")
    for column in ("sha256", "length"):
        if row[column] and row["form"] == STORED_COPY:
            message = f"{column} must be empty for a {STORED_COPY}, since the bytes of the document were not read"
            yield Issue(where, Code.FORM_MISMATCH, message, shown(row[column]))
    if is_digest(row["sha256"]) and row["standing"] in {SECOND_HAND, COPY} and not row["form"]:
        message = f"sha256 must be empty for a source of the standing {row['standing']} that does not say its form"
        yield Issue(where, Code.STANDING_MISMATCH, message, shown(row["sha256"]))
    elif row["length"] and not row["sha256"] and row["form"] != STORED_COPY:
        message = "length must be empty where there is no sha256 of the same bytes"
        yield Issue(where, Code.FORM_MISMATCH, message, shown(row["length"]))


def _check_addresses(where: str, row: Row) -> Issues:
    if row["url"] and not WEB_ADDRESS.fullmatch(row["url"]):
        message = "url must be an http or https address, or empty"
        yield Issue(where, Code.INVALID_ADDRESS, message, shown(row["url"]))
    if row["archive"] and not (WEB_ADDRESS.fullmatch(row["archive"]) and row["archive"].startswith("https:")):
        message = "archive must be an https address, or empty"
        yield Issue(where, Code.INVALID_ADDRESS, message, shown(row["archive"]))


def _check_access(where: str, row: Row, frame: Frame) -> Issues:
    """Check that a source of a newer fact says how and when it was read, and that this was possible by then."""
    missing = [column for column in ("form", "accessed") if not row[column]]
    if missing and row["id"] in frame.sources_of_newer_facts:
        why = f"facts from {frame.access_since} on rest on this source, which says in what form and when it was read"
        yield Issue(where, Code.MISSING_VALUE, f"{' and '.join(missing)} missing: {why}")
    elif missing == ["form"]:
        yield Issue(where, Code.MISSING_VALUE, "form missing: accessed says when the source was read, and not how")
    accessed, published, latest = day(row["accessed"]), day(row["published"]), frame.record_date
    if not accessed or latest is None:
        return
    if accessed > latest:
        message = f"accessed {shown(row['accessed'])} is after the record's own date, {latest}"
        yield Issue(where, Code.FUTURE_DATE, message)
    elif published and accessed < published <= latest:
        message = f"accessed {shown(row['accessed'])} is before the source was published, {shown(row['published'])}"
        yield Issue(where, Code.DATE_ORDER, message)


def _check_published(where: str, row: Row, frame: Frame) -> Issues:
    published = day(row["published"])
    if not row["published"] and not row["every"] and row["id"] not in frame.sources_of_facts:
        return
    if not row["published"]:
        yield Issue(where, Code.INVALID_DATE, f"published must be {DAY_FORMS}", shown(row["published"]))
    elif published and frame.record_date is not None and published > frame.record_date:
        message = f"published {shown(row['published'])} is after the record's own date, {frame.record_date}"
        yield Issue(where, Code.FUTURE_DATE, message)


def _check_every(where: str, row: Row) -> Issues:
    """Check that a source that appears several times a year names its month, which says when it may appear next."""
    months = MONTHS_BETWEEN_ISSUES.get(row["every"])
    if months and months < MONTHS_BETWEEN_ISSUES["P1Y"] and len(row["published"]) == len("2024"):
        message = f"published must name the month of a source that appears every {row['every']}"
        yield Issue(where, Code.INVALID_DATE, message, shown(row["published"]))


def check_sources_used(frame: Frame) -> Issues:
    """Check that each source is used: by a fact, the evidence of a position, or a figure of a district."""
    used = cited_sources(frame.record)
    for row in frame.record.sources:
        if row["id"] not in used:
            message = f"source {shown(row['id'])} is used by no fact, no position and no district"
            yield Issue(frame.address(SOURCES, row), Code.UNUSED_SOURCE, message)


def check_sources_named(frame: Frame) -> Issues:
    """Check that the sources which districts and the basemap name are there."""
    for entry in frame.entries:
        for name in EVIDENCE.get(entry.layer, ()):
            yield from check_evidence(frame, entry.where, name=name, texts=entry.get(name))


def check_package(frame: Frame) -> Issues:
    """Check the descriptor, which holds the record's date and lists its files."""
    if not frame.read(PACKAGE):
        return
    package = frame.record.package
    if frame.record_date is None:
        message = f"created must be the record's day in the form YYYY-MM-DD{MIDNIGHT}"
        yield Issue(PACKAGE, Code.INVALID_DATE, message, shown(package.get("created")))
    if not isinstance(package.get("version"), str) or not package["version"]:
        message = "version must be a text that is not empty"
        yield Issue(PACKAGE, Code.MISSING_TEXT, message, shown(package.get("version")))
    for name, value in package.items():
        for text in texts_in(value):
            yield from check_text(PACKAGE, name=escaped(name), text=text)
    sources = package.get("sources", [])
    if not isinstance(sources, list) or not all(map(_is_credit, sources)):
        message = "sources must be a list of objects with a title and a path that is a web address"
        yield Issue(PACKAGE, Code.INVALID_ADDRESS, message, shown(sources))
    resources = package.get("resources")
    listed = [item.get("path") for item in resources if isinstance(item, dict)] if isinstance(resources, list) else []
    wanted = [path for path in FILES if path != PACKAGE]
    if [path for path in listed if path not in PICTURES] != wanted or any(listed.count(path) > 1 for path in PICTURES):
        message = "resources must list every file of the record once, in its order"
        yield Issue(PACKAGE, Code.WRONG_RESOURCES, message, _first_difference(listed, wanted))
    yield from _check_floors(frame)
    if frame.access_since is None:
        message = f"{ACCESS_SINCE} must be the id of a fact, or left out if it is the first"
        yield Issue(PACKAGE, Code.INVALID_ID, message, shown(package[ACCESS_SINCE]))


def _check_floors(frame: Frame) -> Issues:
    """Check that no layer holds fewer sites than the descriptor says it must, so that none vanishes unseen."""
    floors = frame.record.package.get("floors")
    if not isinstance(floors, dict) or set(floors) != set(SITE_LAYERS) or not all(map(_is_count, floors.values())):
        message = f"floors must hold a whole number for each of {', '.join(SITE_LAYERS)}"
        yield Issue(PACKAGE, Code.WRONG_FLOORS, message, shown(floors))
        return
    for layer, floor in floors.items():
        count = len(frame.record.layers[layer]["features"])
        if frame.read(layer_path(layer)) and count < floor:
            message = f"layer holds {counted(count, 'site')}, fewer than the {floor} that {PACKAGE} says"
            yield Issue(layer_path(layer), Code.BELOW_FLOOR, message)


def _is_credit(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("title"), str) or not isinstance(value.get("path"), str):
        return False
    return bool(value["title"]) and WEB_ADDRESS.fullmatch(value["path"]) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _first_difference(listed: list[object], wanted: list[str]) -> str:
    for found, due in zip_longest(listed, wanted):
        if found != due:
            return f"{shown(found)} in place of {shown(due)}"
    return ""
