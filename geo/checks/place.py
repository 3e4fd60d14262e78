"""The place that the record is of, and by what names readers know the record, as the descriptor says."""

from __future__ import annotations

from typing import Any
from typing import get_type_hints

from geo.atlas.wording import WEB_ADDRESS
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.geodesy.measure import measures_in_metres
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.canonical import is_liftable
from geo.record.forms import MISSING
from geo.record.forms import UNKNOWN
from geo.record.paths import PACKAGE
from geo.record.paths import PROGRAM
from geo.record.place import PLACE
from geo.record.place import PlaceMember
from geo.record.place import place_of
from geo.record.rules import is_slug
from geo.record.rules import rule_of

_MEMBERS = get_type_hints(PlaceMember, include_extras=True)


def check_place(frame: Frame) -> Issues:
    """Check what the descriptor says of the record's place and of its names."""
    if not frame.read(PACKAGE):
        return
    package = frame.record.package
    if PLACE not in package:
        lifted = f" ({PROGRAM} format adds it)" if is_liftable(frame.record) else ""
        message = f"place is missing: it must say of which city with which districts the record is{lifted}"
        yield Issue(PACKAGE, Code.MISSING_PLACE, message)
    elif not isinstance(package[PLACE], dict):
        yield Issue(PACKAGE, Code.WRONG_STRUCTURE, "place must be an object", shown(package[PLACE]))
    elif frame.place_faults:
        yield from _check_members(frame)
    else:
        yield from _check_values(package)
    yield from _check_names(package)
    yield from _check_description(package)
    yield from _check_safe(package)


def _check_members(frame: Frame) -> Issues:
    member = frame.record.package[PLACE]
    for name, fault in frame.place_faults.items():
        if fault == UNKNOWN:
            known = [[other] for other in _MEMBERS if other not in member]
            message = f"{shown(name)} is no member of place{likely(name, labels(known))}"
            yield Issue(PACKAGE, Code.UNKNOWN_MEMBER, message)
            continue
        rule = rule_of(_MEMBERS[name])
        if fault == MISSING:
            yield Issue(PACKAGE, Code.MISSING_MEMBER, f"place.{name} is missing: it must be {rule.must}")
        else:
            yield Issue(PACKAGE, rule.code, f"place.{name} must be {rule.must}", shown(member[name]))


def _check_values(package: dict[str, Any]) -> Issues:
    place = place_of(package)
    if place.code in place.districts:
        message = f"place.code {shown(place.code)} is that of a district too"
        yield Issue(PACKAGE, Code.DUPLICATE_ID, message)
    if not measures_in_metres(place.projection):
        message = "place.projection must be a projected reference system in metres"
        yield Issue(PACKAGE, Code.UNKNOWN_PROJECTION, message, shown(place.projection))


def _check_names(package: dict[str, Any]) -> Issues:
    """Check the names of the record, of those who made it, and of its licence."""
    for name in ("name", "title", "title_zh"):
        if not _is_text(package.get(name)):
            message = f"{name} must be a text that is not empty"
            yield Issue(PACKAGE, Code.MISSING_TEXT, message, shown(package.get(name)))
    for name, members in (("licenses", ("name", "path")), ("contributors", ("title", "title_zh"))):
        items = package.get(name)
        first = items[0] if isinstance(items, list) and items else None
        if not isinstance(first, dict) or not all(_is_text(first.get(member)) for member in members):
            message = f"{name} must be a list, and the first hold {' and '.join(members)}"
            yield Issue(PACKAGE, Code.MISSING_TEXT, message, shown(items))


def _check_description(package: dict[str, Any]) -> Issues:
    """Check what says more of the record to those who find it: a description in each language, and keywords."""
    for name in ("description", "description_zh"):
        if name in package and not _is_text(package[name]):
            yield Issue(PACKAGE, Code.MISSING_TEXT, f"{name} must be a text that is not empty", shown(package[name]))
    keywords = package.get("keywords", [])
    if not isinstance(keywords, list) or not all(map(_is_text, keywords)):
        yield Issue(PACKAGE, Code.MISSING_TEXT, "keywords must be a list of texts that are not empty", shown(keywords))


def _check_safe(package: dict[str, Any]) -> Issues:
    """Check what the page makes a link of, and citations a key: neither may be anything else."""
    if _is_text(package.get("name")) and not is_slug(package["name"]):
        message = "name must be lower-case words joined by hyphens"
        yield Issue(PACKAGE, Code.INVALID_ID, message, shown(package["name"]))
    licenses = package.get("licenses")
    first = licenses[0] if isinstance(licenses, list) and licenses else None
    path = first.get("path") if isinstance(first, dict) else None
    if _is_text(path) and not WEB_ADDRESS.fullmatch(str(path)):
        message = "path of the first of licenses must be an http or https address"
        yield Issue(PACKAGE, Code.INVALID_ADDRESS, message, shown(path))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""
