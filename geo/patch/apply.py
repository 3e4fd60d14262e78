"""A patch applied to a record in memory: the record that it leads to, and what became of each change."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import count
from typing import Any
from typing import NamedTuple
from typing import cast
from typing import get_origin
from typing import get_type_hints

from geo.checks.entry import feature_address
from geo.history.difference import rows_by_key
from geo.history.log import SHOWN_DIGITS
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.messages import LANGUAGES
from geo.patch.model import ADD
from geo.patch.model import CHANGE
from geo.patch.model import GEOMETRY
from geo.patch.model import PATHS
from geo.patch.model import REJECT
from geo.patch.model import WITHDRAW
from geo.patch.model import Patch
from geo.patch.model import PatchChange
from geo.patch.model import Stand
from geo.record.canonical import canonical
from geo.record.canonical import canonical_feature
from geo.record.canonical import digest
from geo.record.geojson import Collection
from geo.record.geojson import Feature
from geo.record.layers import BESIDE
from geo.record.layers import FURTHER
from geo.record.layers import LAYERS
from geo.record.layers import PROPERTY_MODELS
from geo.record.layers import SITE_LAYERS
from geo.record.model import PROPERTIES
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.model import fact_id
from geo.record.paths import CHANGES
from geo.record.paths import FACTS
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.tables import CHECKED
from geo.record.tables import KEYS
from geo.record.tables import LOGGED_OF_FACTS

APPLIED, ALREADY, UNFIT, REJECTED = "applied", "already", "unfit", "rejected"
STATES = (APPLIED, ALREADY, UNFIT, REJECTED)
"""What becomes of a change: done, found done, not to be done since the record says something else, or remembered."""

_LISTS = {**PATHS, "withdrawn": WITHDRAWN}
_NUMBERED = re.compile("f[0-9]{4,7}").fullmatch
_FURTHER = re.compile(rf"\.(?:{'|'.join(FURTHER)})\[")
_NOTHING: dict[str, dict[str, Any]] = {
    layer: {
        name: [] if get_origin(kind) is list else None for name, kind in get_type_hints(PROPERTY_MODELS[layer]).items()
    }
    for layer in SITE_LAYERS
}
"""What a place says of which nothing is known."""


@dataclass(frozen=True)
class Outcome:
    """What became of a change.

    Parameters
    ----------
    number
        Its place in the patch, from 0.
    state
        One of :data:`STATES`.
    id
        Of the fact, place, source... that it concerns; of a fact that was added the one that it was given.
    why
        Where it does not fit: what the record says.
    unlike
        The same by field: what the record says, and what was expected.
    """

    number: int
    state: str
    id: str
    why: str = ""
    unlike: tuple[tuple[str, str, str], ...] = ()


class Applied(NamedTuple):
    """The record that a patch leads to.

    Parameters
    ----------
    record
        In canonical form; its rows know the lines on which they will be.
    outcomes
        One for each change of the patch.
    made
        The number of the change that made it, by table or layer and key of a row or feature: see :func:`located`.
    """

    record: Record
    outcomes: tuple[Outcome, ...]
    made: Mapping[tuple[str, str], int]


def stand_of(record: Record) -> Stand:
    """Return what a patch says of the state of the record against which it is made.

    Parameters
    ----------
    record
        In canonical form.
    """
    package = record.package
    return Stand(
        name=str(package.get("name")), version=str(package.get("version")), digest=digest(record)[:SHOWN_DIGITS]
    )


def apply(patch: Patch, record: Record) -> Applied:
    """Apply what of a patch fits to a record, which stays as it is.

    A change fits where the record says what the patch expects. What the record already says is no change, so that the
    same patch applied again changes nothing. Whether the result is a record without errors is for
    :func:`geo.checks.validate` to say; it holds no log of changes yet (:func:`geo.history.log.log_of`).

    Parameters
    ----------
    patch
        As read.
    record
        In canonical form.

    Raises
    ------
    RecordError
        If things of the record cannot be told apart: an id is used twice.

    Examples
    --------
    >>> import geo
    >>> from geo.patch.read import patch_of
    >>> record = canonical(geo.read())
    >>> said = {"do": "change", "in": "facts", "id": "f0001", "from": {"value": "5.7"}, "to": {"value": "5.8"}}
    >>> patch = patch_of({"atlas_patch": 1, "record": stand_of(record), "changes": [said]})
    >>> done = apply(patch, record)
    >>> done.outcomes, done.record.facts[0]["value"]
    ((Outcome(number=0, state='applied', id='f0001', why='', unlike=()),), '5.8')
    """
    draft = _Draft(record)
    changes = draft.with_ids(patch.changes)
    verdicts = [draft.deeds[change["do"]](change) for change in changes]
    return Applied(
        record=draft.result(),
        outcomes=tuple(
            Outcome(number, each.state, each.key, each.why, each.unlike) for number, each in enumerate(verdicts)
        ),
        made={(each.within, each.key): number for number, each in enumerate(verdicts) if each.state == APPLIED},
    )


def located(issues: Iterable[Issue], record: Record, made: Mapping[tuple[str, str], str]) -> Iterator[Issue]:
    """Yield issues of a record; of what a change made, with the address of that change.

    Parameters
    ----------
    record
        That of :class:`Applied`, or what became of it.
    made
        The address of a change, by table or layer and key of what it made.
    """
    addresses = dict(_addresses(record, made))
    for issue in issues:
        change = addresses.get(_FURTHER.split(issue.where)[0])
        yield issue._replace(where=f"{change} ({issue.where})") if change else issue


class _Verdict(NamedTuple):
    """What becomes of a change of a row or a feature, by its table or layer and what it is known by there."""

    state: str
    within: str
    key: str
    why: str = ""
    unlike: tuple[tuple[str, str, str], ...] = ()


def _unlike(within: str, key: str, differing: Iterable[tuple[str, object, object]]) -> _Verdict:
    """Return that a change does not fit, where fields of the record say something else than it expects."""
    told = tuple((name, shown(says), shown(expected)) for name, says, expected in differing)
    why = "; ".join(f"{name} is {says}, not {expected}" for name, says, expected in told)
    return _Verdict(UNFIT, within, key, why, told)


class _Draft:
    """A record that is being changed: what it holds, by what it is known by."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.tables = {name: rows_by_key(path, getattr(record, name)) for name, path in _LISTS.items()}
        self.layers = {layer: _by_id(record, layer) for layer in LAYERS}
        self.said: dict[tuple[str, str], set[str]] = {}
        self.deeds: dict[str, Callable[[PatchChange], _Verdict]] = {
            ADD: self._add,
            CHANGE: self._change,
            WITHDRAW: self._withdraw,
            REJECT: self._reject,
        }

    def with_ids(self, changes: Sequence[PatchChange]) -> list[PatchChange]:
        """Return the changes with the id of each new fact: the next one, or that of a fact that says just the same."""
        said = {_said(row): key for key, row in self.tables["facts"].items()}
        numbers = [int(key[1:]) for name in ("facts", "withdrawn") for key in self.tables[name] if _NUMBERED(key)]
        ids, given = count(max(numbers, default=0) + 1), {}
        found = []
        for change in changes:
            if change["do"] == ADD and change["to"] == "facts":
                row = _filled(FACTS, change["row"])
                known = said.get(_said(row)) or said.setdefault(_said(row), fact_id(next(ids)))
                given[row["id"]] = known
                found.append(change | {"row": row | {"id": known}})
            else:
                found.append(change)
        return [_with_new_ids(change, given) for change in found]

    def result(self) -> Record:
        """Return the record as it is now, in canonical form."""
        layers = {
            layer: cast("Collection", {**self.record.layers[layer], "features": list(features.values())})
            for layer, features in self.layers.items()
        }
        tables: dict[str, Any] = {name: list(rows.values()) for name, rows in self.tables.items()}
        return canonical(replace(self.record, layers=layers, **tables))

    def _add(self, change: PatchChange) -> _Verdict:
        to = change["to"]
        if to in SITE_LAYERS:
            return self._add_feature(to, change["feature"])
        row = _filled(PATHS[to], change["row"])
        key = _key(PATHS[to], row)
        held = self.tables[to].setdefault(key, row)
        if held is row:
            return _Verdict(APPLIED, to, key)
        differing = [column for column in row if to != "facts" and held[column] != row[column]]
        if differing:
            return _unlike(to, key, ((column, held[column], row[column]) for column in differing))
        return _Verdict(ALREADY, to, key)

    def _add_feature(self, layer: str, new: Mapping[str, Any]) -> _Verdict:
        properties = {name: [] if value == [] else value for name, value in _NOTHING[layer].items()}
        members = {"type": "Feature", "id": new["id"], "properties": properties | new["properties"]}
        feature = canonical_feature({**members, GEOMETRY: new[GEOMETRY]}, layer=layer)
        for other, features in self.layers.items():
            held = features.get(new["id"])
            if held is not None and (other, held) != (layer, feature):
                return _Verdict(UNFIT, layer, new["id"], f"{layer_path(other)} has another of this id")
        state = ALREADY if new["id"] in self.layers[layer] else APPLIED
        self.layers[layer][new["id"]] = cast("Feature", feature)
        return _Verdict(state, layer, new["id"])

    def _change(self, change: PatchChange) -> _Verdict:
        within, key = change["in"], change["id"]
        held = self.layers[within].get(key) if within in LAYERS else self.tables[within].get(key)
        if held is None:
            return _Verdict(UNFIT, within, key, self._lacking(within, key))
        told, before, after = (
            _told(within, _with(within, held, change[state] if state else {})) for state in ("", "from", "to")
        )
        differing = [name for name in change["to"] if told[name] != after[name]]
        if not differing:
            return _Verdict(ALREADY, within, key)
        unlike = [(name, told[name], before[name]) for name in differing if told[name] != before[name]]
        if unlike:
            return _unlike(within, key, unlike)
        said = self.said.setdefault((within, key), set())
        # What the patch itself says is not emptied: it would be lost where its change comes first.
        emptied = {name: each for name, each in _emptied(within, change["to"]).items() if name not in said}
        said.update(change["to"])
        self._put(within, key, _with(within, held, emptied | change["to"]))
        return _Verdict(APPLIED, within, key)

    def _put(self, within: str, key: str, thing: Any) -> None:  # noqa: ANN401 (a row or a feature)
        (self.layers if within in LAYERS else self.tables)[within][key] = thing

    def _lacking(self, within: str, key: str) -> str:
        return (
            "was withdrawn" if within == "facts" and key in self.tables["withdrawn"] else "record has none of this id"
        )

    def _withdraw(self, change: PatchChange) -> _Verdict:
        key = change["id"]
        if key in self.tables["withdrawn"]:
            return _Verdict(ALREADY, "withdrawn", key)
        if self.tables["facts"].pop(key, None) is None:
            return _Verdict(UNFIT, "withdrawn", key, "record has none of this id")
        cells = {column: change[column] or "" for column in TABLES[WITHDRAWN] if column != "fact"}
        self.tables["withdrawn"][key] = {"fact": key} | cells
        # What is withdrawn cannot be preferred.
        self.tables["resolutions"].pop(key, None)
        return _Verdict(APPLIED, "withdrawn", key)

    def _reject(self, change: PatchChange) -> _Verdict:
        candidate = change["candidate"]
        key = " ".join(filter(None, (candidate[name] for name in ("source", "line", "token"))))
        why = "" if candidate["source"] else "candidate is of no source, by which it would be known again"
        return _Verdict(UNFIT if why else REJECTED, "", key, why)


def _by_id(record: Record, layer: str) -> dict[str, Feature]:
    """Return the features of a layer by their ids."""
    features: dict[str, Feature] = {}
    for index, feature in enumerate(record.features(layer)):
        identifier, where = feature.get("id"), feature_address(layer, index, feature)
        if not isinstance(identifier, str) or not isinstance(feature.get("properties"), dict):
            raise RecordError(where, Code.MISSING_MEMBER, "feature must have an id and properties")
        if features.setdefault(identifier, feature) is not feature:
            raise RecordError(where, Code.DUPLICATE_ID, "id must be used once", shown(identifier))
    return features


def _filled(path: str, cells: Mapping[str, str]) -> Row:
    return {column: cells.get(column, "") for column in TABLES[path]}


def _key(path: str, row: Row) -> str:
    return " ".join(row[column] for column in KEYS[path])


def _said(fact: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a fact says and rests on, by which two are the same."""
    return tuple(fact[column] for column in TABLES[FACTS] if column not in {"id", *CHECKED})


def _with_new_ids(change: PatchChange, given: Mapping[str, str]) -> PatchChange:
    """Return a change that refers to new facts by their ids."""
    if change["do"] == WITHDRAW:
        return change | {"replacement": given.get(change["replacement"], change["replacement"])}
    if change["do"] == ADD and change["to"] == "resolutions":
        fact = change["row"].get("fact", "")
        return change | {"row": change["row"] | {"fact": given.get(fact, fact)}}
    return change


def _told(within: str, thing: Any) -> Mapping[str, Any]:  # noqa: ANN401 (a row or a feature)
    """Return the fields of a row or a feature; a property that it lacks is None."""
    if within not in LAYERS:
        return cast("Row", thing)
    return {**dict.fromkeys(PROPERTIES[within]), **thing["properties"], GEOMETRY: thing.get(GEOMETRY)}


def _emptied(within: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a change empties.

    Who read a fact a second time read another one than it says now; what a place says of the position drawn where it
    has further ones goes with the last of them.
    """
    if within in LAYERS:
        bare = [text for among, text in BESIDE.items() if values.get(among) == []]
        return {f"{text}_{lang}": None for text in bare for lang in LANGUAGES}
    rests_on = {*LOGGED_OF_FACTS, "token"}
    return dict.fromkeys(CHECKED, "") if within == "facts" and not rests_on.isdisjoint(values) else {}


def _with(within: str, thing: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 (a row or a feature)
    """Return a row or a feature with other values, in canonical form."""
    if within not in LAYERS:
        return thing | values
    properties = thing["properties"] | {name: value for name, value in values.items() if name != GEOMETRY}
    drawn = {GEOMETRY: values[GEOMETRY]} if GEOMETRY in values else {}
    return canonical_feature({**thing, "properties": properties, **drawn}, layer=within)


def _addresses(record: Record, made: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Yield the address of each row and feature that a change made, of what the log says of it, and of the change."""
    for name, path in _LISTS.items():
        rows = getattr(record, name)
        for key, (where, _) in zip(rows_by_key(path, rows), addressed(path, rows), strict=True):
            if (name, key) in made:
                yield where, made[name, key]
    for layer in LAYERS:
        for index, feature in enumerate(record.features(layer)):
            if (layer, feature["id"]) in made:
                yield feature_address(layer, index, feature), made[layer, feature["id"]]
    for where, row in addressed(CHANGES, record.changes):
        for within in ("facts", *LAYERS):
            if (within, row["id"]) in made:
                yield where, made[within, row["id"]]
