"""The relief: the picture that the descriptor describes, and small enough for the page."""

from __future__ import annotations

from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.record.files import FILE
from geo.record.files import what_is_at
from geo.record.paths import PACKAGE
from geo.record.paths import PROGRAM
from geo.record.paths import RELIEF
from geo.record.relief import BBOX
from geo.record.relief import LARGEST
from geo.record.relief import WIDEST
from geo.record.relief import described
from geo.record.relief import is_extent
from geo.record.relief import is_picture
from geo.record.relief import relief_entry


def check_relief(frame: Frame) -> Issues:
    """Check picture and description against each other; a record may have neither."""
    if not frame.read(PACKAGE):
        return
    entry, picture = relief_entry(frame.record.package), frame.record.relief
    if entry is None:
        if what_is_at(frame.record.root / RELIEF) == FILE:
            yield Issue(RELIEF, Code.WRONG_RELIEF, f"relief must be among the resources of {PACKAGE}, or not be there")
        return
    if not is_extent(entry.get(BBOX)):
        message = "bbox of the relief must be [west, south, east, north] in degrees"
        yield Issue(PACKAGE, Code.WRONG_RELIEF, message, shown(entry.get(BBOX)))
    if picture is None:
        return
    if len(picture) > LARGEST or not is_picture(picture):
        message = f"relief must be a PNG of at most {LARGEST} bytes and {WIDEST} pixels a side"
        yield Issue(RELIEF, Code.WRONG_RELIEF, message, f"{len(picture)} bytes")
    for member, right in described(picture).items():
        if entry.get(member) != right:
            message = f"{member} of the relief must be {shown(right)} (run: {PROGRAM} import-relief)"
            yield Issue(PACKAGE, Code.WRONG_RELIEF, message, shown(entry.get(member)))
