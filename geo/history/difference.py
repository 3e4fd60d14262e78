"""What differs between two states of the record: each fact, place, source and term that changed, once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import NamedTuple

from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.checks.entry import Entry
from geo.checks.entry import feature_address
from geo.checks.shapes import read_geometry
from geo.geodesy.measure import Plane
from geo.geodesy.measure import measures_in_metres
from geo.geodesy.measure import plane
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.layers import CONTEXT
from geo.record.layers import DISTRICTS
from geo.record.layers import SITE_LAYERS
from geo.record.model import ADDED_COLUMNS
from geo.record.model import Record
from geo.record.model import id_order
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import PACKAGE
from geo.record.paths import RESOLUTIONS
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import register_path
from geo.record.place import place_of
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.tables import CHECKED
from geo.record.tables import KEYS

ADDED, REMOVED, GONE, MOVED, CHANGED, REWORDED = "added", "removed", "withdrawn", "moved", "changed", "reworded"
KINDS = (ADDED, REMOVED, GONE, MOVED, CHANGED, REWORDED)
"""What can become of something. A point that moved may have changed otherwise, too; of what is reworded notes did."""

PARTS = (
    *("facts", "places", "districts", "basemap", "sources", "resolutions", "omissions", "withdrawals", "terms"),
    "descriptor",
)
"""The parts of the record, in the order in which they are reported."""

LAYER, GEOMETRY = "layer", "geometry"

LEAST_MOVE_M = 0.05
"""Half of the last decimal of a position: less is no move."""

_PROSE = re.compile(r"(?:\w+_)?(?:note|gloss|reason)_(?:zh|en)")
# These follow from the rest, or are said of each state beside the differences.
_DERIVED_MEMBERS = {"resources", "version", "created"}

_Told = Mapping[str, Any]


class Field(NamedTuple):
    """What differs of something: a column or property, with its value before and after, as JSON has them."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """Something that differs.

    Parameters
    ----------
    part, kind
        One of :data:`PARTS` and one of :data:`KINDS`.
    id
        Of a fact, place, district or source its id, of a term its register and code; else what its table knows it by.
    old, new
        What each state says of it: the cells of a row, or the properties of a feature with its ``layer`` and its
        ``geometry``. None where it is not there.
    fields
        What differs between both; none of what was added or is gone.
    moved_m
        How far its point moved, or how far a redrawn line or area is from the former one at most, in metres
        (:meth:`geo.geodesy.measure.Plane.apart_m`); 0 where neither has.
    replacement, reason
        Of a withdrawn fact the fact to read instead, if there is one, and the code of the reason.
    """

    part: str
    kind: str
    id: str
    old: _Told | None
    new: _Told | None
    fields: tuple[Field, ...] = ()
    moved_m: float = 0.0
    replacement: str = ""
    reason: str = ""

    @property
    def told(self) -> _Told:
        """What the newer state says of it, or the older one where it is gone."""
        return self.new or self.old or {}


def is_prose(field: str) -> bool:
    """Return whether a field holds our own words on something, in sentences.

    >>> is_prose("note_zh"), is_prose("position_note_en"), is_prose("name_en")
    (True, True, False)
    """
    return _PROSE.fullmatch(field) is not None


def difference(old: Record, new: Record) -> list[Change]:
    """Return what differs, part by part, in each by kind and id.

    A column that a table did not have yet (:data:`geo.record.model.ADDED_COLUMNS`) is no change of each row: where the
    older record has nothing in it at all, a row counts as changed only where something else is.

    Parameters
    ----------
    old, new
        Records in canonical form, as :func:`geo.history.revisions.revision` gives them.

    Raises
    ------
    RecordError
        If things cannot be told apart: a feature has no id, or an id is used twice. If the newer record does not say
        on which plane its shapes are compared.
    """
    on = _plane_of(new)
    changes = [
        *_facts(old, new),
        *_features("places", SITE_LAYERS, old, new, on),
        *_features("districts", (DISTRICTS,), old, new, on),
        *_features("basemap", (CONTEXT,), old, new, on),
        *_rows("sources", SOURCES, old.sources, new.sources),
        *_rows("resolutions", RESOLUTIONS, old.resolutions, new.resolutions),
        *_rows("omissions", OMISSIONS, old.omissions, new.omissions),
        *_withdrawals(old, new),
        *_terms(old, new),
        *_descriptor(old, new),
    ]
    return sorted(changes, key=_rank)


def _rank(change: Change) -> tuple[int, int, tuple[int, str]]:
    """Return the place of a change: by part and kind, then by id, f9999 before f10000."""
    ids_of_facts = change.part in {"facts", "resolutions", "withdrawals"}
    order = id_order(change.id) if ids_of_facts else (0, change.id)
    return PARTS.index(change.part), KINDS.index(change.kind), order


def _plane_of(record: Record) -> Plane:
    projection = place_of(record.package).projection
    if not isinstance(projection, str) or not measures_in_metres(projection):
        raise RecordError(PACKAGE, Code.UNKNOWN_PROJECTION, "projection must measure in metres", shown(projection))
    return plane(projection)


def _facts(old: Record, new: Record) -> Iterator[Change]:
    """Yield what became of facts; of a withdrawn one why, and what replaces it."""
    withdrawn = {row["fact"]: row for row in new.withdrawn}
    for change in _rows("facts", FACTS, old.facts, new.facts):
        row = withdrawn.get(change.id) if change.kind == REMOVED else None
        yield replace(change, kind=GONE, replacement=row["replacement"], reason=row["reason"]) if row else change


def _withdrawals(old: Record, new: Record) -> Iterator[Change]:
    """Yield what differs among the withdrawals, but for those that say what became of a fact of the older record."""
    facts = {row["id"] for row in old.facts}
    for change in _rows("withdrawals", WITHDRAWN, old.withdrawn, new.withdrawn):
        if change.kind != ADDED or change.id not in facts:
            yield change


def _terms(old: Record, new: Record) -> Iterator[Change]:
    for register, rows in new.registers.items():
        yield from _rows("terms", register_path(register), old.registers[register], rows, within=f"{register}/")


def _descriptor(old: Record, new: Record) -> Iterator[Change]:
    """Yield what differs in the descriptor, and whether a picture does."""
    before, after = (
        {name: value for name, value in record.package.items() if name not in _DERIVED_MEMBERS}
        | {path: hashlib.sha256(picture).hexdigest() for path, picture in record.pictures.items()}
        for record in (old, new)
    )
    yield from _changes("descriptor", {PACKAGE: before}, {PACKAGE: after})


def _rows(part: str, path: str, old: list[Row], new: list[Row], *, within: str = "") -> Iterator[Change]:
    """Yield what differs between two states of a table."""
    before, after = ({within + key: row for key, row in rows_by_key(path, rows).items()} for rows in (old, new))
    # What a second reader fills is no form of the table: the first one is a change, too.
    added = [column for column in ADDED_COLUMNS.get(path, ()) if column not in CHECKED]
    lacking = {column for column in added if not any(row[column] for row in old)}
    return _changes(part, before, after, lacking)


def rows_by_key(path: str, rows: list[Row]) -> dict[str, Row]:
    """Return rows by what their table knows them by.

    Raises
    ------
    RecordError
        If two rows cannot be told apart.
    """
    found: dict[str, Row] = {}
    for row in rows:
        key = " ".join(row[column] for column in KEYS[path])
        if found.setdefault(key, row) is not row:
            must = f"{', '.join(KEYS[path])} must be used once"
            where = next(where for where, each in addressed(path, rows) if each is row)
            raise RecordError(where, Code.DUPLICATE_ID, must, shown(key))
    return found


def _features(part: str, layers: tuple[str, ...], old: Record, new: Record, on: Plane) -> Iterator[Change]:
    """Yield what differs between the features of layers, with how far each moved."""
    for change in _changes(part, _by_id(old, layers), _by_id(new, layers)):
        redrawn = any(field.name == GEOMETRY for field in change.fields)
        shapes = [_shape(told) for told in (change.old, change.new) if told and redrawn]
        drawn = [shape for shape in shapes if shape is not None]
        moved_m = on.apart_m(*drawn) if len(drawn) == 2 else 0.0
        if moved_m <= LEAST_MOVE_M:
            yield change
        else:
            are_points = all(isinstance(shape, Point) for shape in drawn)
            yield replace(change, kind=MOVED if are_points else change.kind, moved_m=moved_m)


def _by_id(record: Record, layers: tuple[str, ...]) -> dict[str, _Told]:
    """Return by id what features say: their properties, layer and geometry."""
    found: dict[str, _Told] = {}
    for layer in layers:
        for index, feature in enumerate(record.features(layer)):
            identifier, properties = feature.get("id"), feature.get("properties")
            where = feature_address(layer, index, feature)
            if not isinstance(identifier, str) or not isinstance(properties, dict):
                raise RecordError(where, Code.MISSING_MEMBER, "feature must have an id and properties")
            if identifier in found:
                raise RecordError(where, Code.DUPLICATE_ID, "id must be used once", shown(identifier))
            found[identifier] = {**properties, LAYER: layer, GEOMETRY: feature.get("geometry")}
    return found


def _changes(
    part: str, before: Mapping[str, _Told], after: Mapping[str, _Told], lacking: Collection[str] = ()
) -> Iterator[Change]:
    """Yield what differs between things by their ids; in fields that the older state lacks nothing does by itself."""
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield Change(part, ADDED if old is None else REMOVED, key, old, new)
            continue
        names = dict.fromkeys((*new, *old)) if old is not new else ()
        fields = tuple(Field(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))
        if any(field.name not in lacking for field in fields):
            reworded = all(is_prose(field.name) or field.name in lacking for field in fields)
            yield Change(part, REWORDED if reworded else CHANGED, key, old, new, fields)


def _shape(told: _Told | None) -> BaseGeometry | None:
    """Return the shape of what a feature says (lon, lat, WGS-84); None where it has none, or none that is valid."""
    if told is None or told[GEOMETRY] is None:
        return None
    shape, _ = read_geometry(Entry(told[LAYER], 0, told[LAYER], {GEOMETRY: told[GEOMETRY]}, {}), bounds=None)
    return shape
