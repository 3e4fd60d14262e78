"""The pictures of a record: each the one that the descriptor describes, and small enough for the page."""

from __future__ import annotations

from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.record.paths import LOGO
from geo.record.paths import PACKAGE
from geo.record.paths import PROGRAM
from geo.record.paths import RELIEF
from geo.record.pictures import BBOX
from geo.record.pictures import PICTURES
from geo.record.pictures import described
from geo.record.pictures import is_extent
from geo.record.pictures import is_picture
from geo.record.pictures import picture_entry

_KINDS = {
    RELIEF: ("relief", Code.WRONG_RELIEF, f"{PROGRAM} import-relief"),
    LOGO: ("logo", Code.WRONG_LOGO, f"{PROGRAM} format"),
}
"""How a picture is called, the code of what is wrong with it, and what writes its entry."""


def check_pictures(frame: Frame) -> Issues:
    """Check each picture and its description against each other; a record may have none."""
    if frame.read(PACKAGE):
        for path in PICTURES:
            yield from _check(frame, path)


def _check(frame: Frame, path: str) -> Issues:
    entry, picture = picture_entry(frame.record.package, path), frame.record.pictures.get(path)
    name, code, writer = _KINDS[path]
    if entry is None:
        if picture is not None:
            message = f"{name} must be among the resources of {PACKAGE} (run: {writer}), or not be there"
            yield Issue(path, code, message)
        return
    if path == RELIEF and not is_extent(entry.get(BBOX)):
        message = "bbox of the relief must be [west, south, east, north] in degrees"
        yield Issue(PACKAGE, code, message, shown(entry.get(BBOX)))
    if picture is None:
        return
    limits = PICTURES[path]
    if not is_picture(picture, limits):
        message = f"{name} must be a PNG of at most {limits.largest} bytes and {limits.widest} pixels a side"
        yield Issue(path, code, message, f"{len(picture)} bytes")
    for member, right in described(picture).items():
        if entry.get(member) != right:
            message = f"{member} of the {name} must be {shown(right)} (run: {writer})"
            yield Issue(PACKAGE, code, message, shown(entry.get(member)))
