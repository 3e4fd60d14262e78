"""What files say of subjects and facts: texts with slots for their own values, which the page puts in.

:mod:`geo.export` writes them as it writes every subject and fact, here of one whose values are the slots. So the page
holds the values once, and what every file says around them once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence
from itertools import product
from types import SimpleNamespace
from typing import Any
from typing import NamedTuple
from typing import cast

from geo.atlas.atlas import Atlas
from geo.atlas.claims import Claim
from geo.export import csv
from geo.export import kml
from geo.export.cells import subject_cells
from geo.export.feature import feature
from geo.page.payload.contract import Lines
from geo.record.geojson import Geometry
from geo.record.rows import Row
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import Term

_BEGIN, _END = "\ue000", "\ue001"
"""What a slot is between: characters that no text of ours has."""


Key = tuple[bool, bool, bool, bool, bool, bool, bool, str]
"""The first seven of a shape, and the source of the fact."""

_TOLD = (
    *(f"fact.{name}" for name in ("scope", "differs", "resolution", "locator", "note_zh", "note_en", "checked_by")),
    *("standing.zh", "source.url"),
)
"""What the members of a shape ask for: whether there is such a value."""
_TOLD_FIRST = ("kind.zh", "reported.zh", "basis.zh")
"""The same for the first line of a placemark."""


class Shape(NamedTuple):
    """What there is to say of a fact: a line without a scope is another than a line with one."""

    scope: bool
    differs: bool
    resolution: bool
    locator: bool
    note_zh: bool
    note_en: bool
    checked_by: bool
    standing: bool
    url: bool


def _shapes(atlas: Atlas) -> Iterable[Shape]:
    """Return the shapes of all facts."""
    claims = (claim for told in atlas.claims.values() for claim in told)
    # Many facts say the same: what their shapes follow from is looked at once.
    keys = dict.fromkeys(_key(claim, fact) for claim in claims for fact in claim.facts)
    return dict.fromkeys(_shape(atlas, key) for key in keys)


def _key(claim: Claim, fact: Row) -> Key:
    """Return what the shape of a fact follows from."""
    return (
        claim.scope != "",
        claim.differs,
        claim.resolution is not None,
        fact["locator"] != "",
        fact["note_zh"] != "",
        fact["note_en"] != "",
        fact["checked_by"] != "",
        fact["source"],
    )


def _shape(atlas: Atlas, key: Key) -> Shape:
    """Return what there is to say of a fact, from what it follows from."""
    source = atlas.source_rows[key[-1]]
    return Shape(*key[:7], standing=source["standing"] != PRIMARY, url=bool(source["url"]))


def row_of_a_subject(atlas: Atlas) -> list[str]:
    """Return the cells of any subject in a table, texts and slots in turn."""
    return _parted(csv.subject_row(_cells(atlas)))


def placemark_of_a_subject(atlas: Atlas) -> list[list[str]]:
    """Return what is around the lines and the shape of any placemark, texts and slots in turn."""
    return [_parted(text) for text in kml.around(_cells(atlas))]


def shape_of_a_subject() -> list[str]:
    """Return the shape of any placemark that is a point, texts and slots in turn."""
    point = {"type": "Point", "coordinates": [_slot("cell", name) for name in ("longitude", "latitude")]}
    return _parted(kml.shape({"type": "Feature", "id": "", "properties": {}, "geometry": cast("Geometry", point)}))


def _cells(atlas: Atlas) -> dict[str, str]:
    return {name: _slot("cell", name) for name in subject_cells(atlas, feature(atlas, atlas.place.code))}


def row_of_a_fact() -> list[str]:
    """Return the cells of any fact in a table, texts and slots in turn."""
    return _parted(csv.fact_row(_WORDS, _Slots("fact"), _Slots("source")))


def lines_of_facts(atlas: Atlas) -> Lines:
    """Return the line of a placemark for each shape of a fact."""
    return _lines(_TOLD, ((shape, _line(shape)) for shape in _shapes(atlas)))


def first_lines() -> Lines:
    """Return the first line of a placemark for whatever there is to say of its subject."""
    terms = [Term(of, _slot(of, "zh"), _slot(of, "en")) for of in ("kind", "reported", "basis")]
    shapes = product((False, True), repeat=len(terms))
    told = ((shape, [term if has else None for term, has in zip(terms, shape, strict=True)]) for shape in shapes)
    return _lines(_TOLD_FIRST, ((shape, kml.first_line(*each)) for shape, each in told))


def _lines(told: Sequence[str], lines: Iterable[tuple[Iterable[bool], str]]) -> Lines:
    by_shape = {"".join(str(int(has)) for has in shape): _parted(kml.line(line)) for shape, line in lines}
    return {"told": list(told), "lines": by_shape}


def _line(shape: Shape) -> str:
    of_source = {"standing": PRIMARY if not shape.standing else _slot("source", "standing")}
    of_source |= {} if shape.url else {"url": ""}
    absent = {name: None for name in ("scope", "resolution") if not getattr(shape, name)}
    blank = {name: "" for name in ("locator", "note_zh", "note_en", "checked_by") if not getattr(shape, name)}
    fact = _Slots("fact", {**absent, **blank, "differs": shape.differs})
    return kml.fact_line(_WORDS, fact, _Slots("source", of_source))


def _parted(text: str) -> list[str]:
    return re.split(f"{_BEGIN}(.*?){_END}", text)


def _slot(of: str, name: str) -> str:
    return f"{_BEGIN}{of}.{name}{_END}"


class _Slots(dict[str, Any]):
    """A fact or a source that has a slot for each of its values, but for some that are known."""

    def __init__(self, of: str, known: dict[str, Any] | None = None) -> None:
        super().__init__(known or {})
        self._of = of

    def __missing__(self, name: str) -> str:
        return _slot(self._of, name)


class _Labels:
    """A register whose terms have slots for their names."""

    def __init__(self, of: str) -> None:
        self._term = SimpleNamespace(code=_slot("fact", of), name_zh=_slot(of, "zh"), name_en=_slot(of, "en"))

    def __getitem__(self, code: str) -> SimpleNamespace:
        return self._term

    def get(self, code: str | None) -> SimpleNamespace | None:
        """Return the term; none of nothing."""
        return self._term if code else None


_WORDS = cast(
    "Atlas",
    SimpleNamespace(
        words=SimpleNamespace(
            scopes=_Labels("scope"),
            aims=_Labels("aim"),
            standings=_Labels("standing"),
            resolution_reasons=_Labels("resolution"),
        )
    ),
)
"""An atlas of nothing but words."""
