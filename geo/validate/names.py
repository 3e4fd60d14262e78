"""Names of sites: one name, one site."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from geo.errors import ERROR
from geo.errors import WARNING
from geo.errors import Issue
from geo.errors import shown
from geo.measure import distance_m
from geo.validate.entry import Entry
from geo.validate.frame import Frame
from geo.validate.frame import Issues

SAME_PLACE_M = 300
"""Two sites of one name this near to each other are one site."""


@dataclass(frozen=True)
class _Use:
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
            if other.entry is not entry:
                yield from _check_namesakes(use, other, name=name, frame=frame)
            elif other is not use and is_alias:
                must = "aliases must differ from each other and from the names"
                yield Issue(ERROR, entry.where, must, f"{shown(name)} twice")


def _names(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield a site's names, each with whether it is an alias."""
    for name in (entry.get("name_zh"), entry.get("name_en")):
        if name is not None:
            yield name, False
    for alias in entry.get("aliases") or []:
        yield alias, True


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _check_namesakes(use: _Use, other_use: _Use, *, name: str, frame: Frame) -> Issues:
    entry, other = use.entry, other_use.entry
    if use.is_alias or other_use.is_alias:
        yield Issue(ERROR, entry.where, f"alias must belong to one site: {shown(name)}", f"it at {other.where} too")
        return
    shapes = frame.shape(entry), frame.shape(other)
    if None in shapes:
        yield Issue(WARNING, entry.where, f"name must tell sites apart: {shown(name)}", f"it at {other.where} too")
    elif (apart := distance_m(*shapes)) <= SAME_PLACE_M:
        must = f"sites of one name must be more than {SAME_PLACE_M} m apart"
        yield Issue(ERROR, entry.where, must, f"{shown(name)} at {other.where} too, {apart:.0f} m away")
