"""Names of sites: one name, one site."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from geo.checks.entry import Entry
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown

SAME_PLACE_M = 300
"""Two sites of one name this near to each other are one site."""


class _Use(NamedTuple):
    """A site that goes by a name, as its own or as an alias."""

    entry: Entry
    is_alias: bool


def check_names(frame: Frame) -> Issues:
    """Check that no alias and no name near by leads to two sites."""
    first: dict[str, _Use] = {}
    for entry in frame.sites:
        for name, is_alias in _names(entry):
            use = _Use(entry, is_alias)
            other = first.setdefault(_key(name), use)
            if other.entry is not entry and other.entry.id != entry.id:
                yield from _check_namesakes(use, other, name=name, frame=frame)
            elif other is not use and other.entry is entry and is_alias:
                message = f"alias {shown(name)} repeats another name of its own site"
                yield Issue(entry.where, Code.DUPLICATE_ALIAS, message)


def _names(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield a site's names, each with whether it is an alias."""
    for name in (entry.get("name_zh"), entry.get("name_en")):
        if name is not None:
            yield name, False
    for alias in entry.get("aliases") or []:
        yield alias, True


def _key(name: str) -> str:
    return name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()


def _check_namesakes(use: _Use, other_use: _Use, *, name: str, frame: Frame) -> Issues:
    entry, other = use.entry, other_use.entry
    if use.is_alias or other_use.is_alias:
        message = f"alias {shown(name)} is a name of {other.where} too"
        yield Issue(entry.where, Code.SHARED_ALIAS, message)
        return
    shape, other_shape = frame.extent(entry), frame.extent(other)
    if shape is None or other_shape is None:
        message = f"{shown(name)} is the name of {other.where} too, and no position tells them apart"
        yield Issue(entry.where, Code.SAME_NAME, message)
    elif (apart := frame.plane.distance_m(shape, other_shape)) <= SAME_PLACE_M:
        message = f"{shown(name)} is the name of {other.where} too, only {apart:.0f} m away"
        yield Issue(entry.where, Code.SAME_NAME_NEARBY, message)
