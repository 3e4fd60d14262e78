"""Sources and the descriptor of the data package."""

from __future__ import annotations

import re
from itertools import zip_longest

from geo.errors import ERROR
from geo.errors import Issue
from geo.errors import shown
from geo.paths import FACTS
from geo.paths import PACKAGE
from geo.paths import SOURCES
from geo.paths import layer_path
from geo.record import FILES
from geo.record import SITE_LAYERS
from geo.record import Row
from geo.validate.frame import Frame
from geo.validate.frame import Issues
from geo.validate.frame import day
from geo.validate.frame import row_address
from geo.validate.positions import CITATION
from geo.validate.wording import check_code
from geo.validate.wording import check_notes
from geo.validate.wording import check_once
from geo.vocabulary import COPY
from geo.vocabulary import PRIMARY
from geo.vocabulary import SECOND_HAND
from geo.vocabulary import is_slug
from geo.wording import WEB_ADDRESS

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_sources(frame: Frame) -> Issues:
    """Check who said it: every source named, dated, and of use."""
    sources = frame.record.sources
    yield from check_once(SOURCES, sources, column="id")
    for row in sources:
        where = row_address(SOURCES, row)
        if not is_slug(row["id"]):
            yield Issue(ERROR, where, "id must be lower-case words joined by hyphens", shown(row["id"]))
        for column in ("title_zh", "title_en", "publisher_zh", "publisher_en"):
            if not row[column]:
                yield Issue(ERROR, where, f"{column} must be given", "an empty cell")
        yield from _check_published(where, row, frame)
        yield from _check_standing(where, row, frame)
        if row["url"] and not WEB_ADDRESS.fullmatch(row["url"]):
            yield Issue(ERROR, where, "url must be an http or https address, or empty", shown(row["url"]))
        if row["sha256"] and not _SHA256.fullmatch(row["sha256"]):
            yield Issue(ERROR, where, "sha256 must be 64 hexadecimal digits, or empty", shown(row["sha256"]))
        yield from check_notes(where, {name: row[name] for name in ("note_zh", "note_en")})
    yield from _check_sources_used(frame)


def _check_standing(where: str, row: Row, frame: Frame) -> Issues:
    """Check that what we hold has the digest of its text, and what we do not hold an address or none."""
    yield from check_code(frame, where=where, name="standing", register="standings", code=row["standing"])
    if row["standing"] == PRIMARY and not row["sha256"]:
        yield Issue(ERROR, where, "sha256 must be given for a primary source", "an empty cell")
    if row["standing"] in {SECOND_HAND, COPY} and row["sha256"]:
        yield Issue(ERROR, where, f"sha256 must be empty for a {row['standing']} source", shown(row["sha256"]))


def _check_published(where: str, row: Row, frame: Frame) -> Issues:
    published = day(row["published"])
    if published is None or "/" in row["published"]:
        yield Issue(ERROR, where, "published must be YYYY, YYYY-MM or YYYY-MM-DD", shown(row["published"]))
    elif frame.record_date is not None and published > frame.record_date:
        must = f"published must not be after the record's own date, {frame.record_date}"
        yield Issue(ERROR, where, must, shown(row["published"]))


def _check_sources_used(frame: Frame) -> Issues:
    if not frame.read(FACTS, *(layer_path(layer) for layer in SITE_LAYERS)):
        return
    used = {row["source"] for row in frame.record.facts}
    for entry in frame.sites:
        citations = (CITATION.fullmatch(text) for text in entry.get("position_evidence") or [])
        used |= {citation[1] for citation in citations if citation}
    for row in frame.record.sources:
        if row["id"] not in used:
            yield Issue(ERROR, row_address(SOURCES, row), "source must be used by a fact or a position", "no use")


def check_package(frame: Frame) -> Issues:
    """Check the descriptor, which tells the record's date and lists its files."""
    if not frame.read(PACKAGE):
        return
    package = frame.record.package
    if frame.record_date is None:
        yield Issue(ERROR, PACKAGE, "created must be a day as YYYY-MM-DD", shown(package.get("created")))
    if not isinstance(package.get("version"), str) or not package["version"]:
        yield Issue(ERROR, PACKAGE, "version must be a text that is not empty", shown(package.get("version")))
    resources = package.get("resources")
    listed = [item.get("path") for item in resources if isinstance(item, dict)] if isinstance(resources, list) else []
    wanted = [path for path in FILES if path != PACKAGE]
    if listed != wanted:
        must = "resources must list every file of the record once, in its order"
        yield Issue(ERROR, PACKAGE, must, _first_difference(listed, wanted))
    yield from _check_floors(frame)


def _check_floors(frame: Frame) -> Issues:
    """Check that no layer holds fewer sites than the descriptor says it must, so that none vanishes unseen."""
    floors = frame.record.package.get("floors")
    if not isinstance(floors, dict) or set(floors) != set(SITE_LAYERS) or not all(map(_is_count, floors.values())):
        must = f"floors must hold a whole number for each of {', '.join(SITE_LAYERS)}"
        yield Issue(ERROR, PACKAGE, must, shown(floors))
        return
    for layer, floor in floors.items():
        count = len(frame.record.layers[layer]["features"])
        if frame.read(layer_path(layer)) and count < floor:
            must = f"layer must hold at least the {floor} sites that {PACKAGE} says"
            yield Issue(ERROR, layer_path(layer), must, str(count))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _first_difference(listed: list, wanted: list[str]) -> str:
    for found, due in zip_longest(listed, wanted):
        if found != due:
            return f"{shown(found)} in place of {shown(due)}"
    return ""
