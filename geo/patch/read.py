"""The strict reader of patches, and the one form in which they are written."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from typing import NotRequired
from typing import cast
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from geo.checks.characters import check_characters
from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.patch.model import ADD
from geo.patch.model import CHANGE
from geo.patch.model import CHANGED_TABLES
from geo.patch.model import DEEDS
from geo.patch.model import FORMAT
from geo.patch.model import GEOMETRY
from geo.patch.model import PATHS
from geo.patch.model import REJECT
from geo.patch.model import WITHDRAW
from geo.patch.model import AddFeature
from geo.patch.model import AddRow
from geo.patch.model import Candidate
from geo.patch.model import ChangeFields
from geo.patch.model import NewFact
from geo.patch.model import NewFeature
from geo.patch.model import Patch
from geo.patch.model import PatchChange
from geo.patch.model import PatchFile
from geo.patch.model import Reject
from geo.patch.model import Stand
from geo.patch.model import Withdraw
from geo.patch.model import is_new
from geo.patch.model import referred
from geo.record.canonical import canonical_geometry
from geo.record.compact import to_json
from geo.record.forms import MISSING
from geo.record.forms import UNKNOWN
from geo.record.forms import faulty
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.limits import CHANGES
from geo.record.model import PROPERTIES
from geo.record.model import TABLES
from geo.record.paths import FACTS
from geo.record.read import read_json
from geo.record.rules import is_optional
from geo.record.rules import rule_of
from geo.record.tables import KEYS

_WHOLE = ""
"""In place of a field: all of them."""


def read_patch(path: Path | str) -> Patch:
    """Read a patch.

    Raises
    ------
    RecordError
        If the file is no strict JSON, or not in the form of a patch: with the number of the change at fault, from 0.
    """
    where = escaped(str(path))
    return patch_of(read_json(path, where=where), where=where)


def patch_of(content: object, *, where: str = "patch") -> Patch:
    """Return what JSON says as a patch, each change with all its members.

    Parameters
    ----------
    content
        As a file has it: the members of :class:`geo.patch.model.PatchFile`.
    where
        Address for messages.

    Raises
    ------
    RecordError
        If it is not in the form of a patch.

    Examples
    --------
    >>> stand = {"name": "zhuzhou", "version": "1", "digest": "b86d199b183e"}
    >>> added = {"do": "add", "to": "resolutions", "row": {"fact": "f0001", "reason": "official"}}
    >>> patch_of({"atlas_patch": 1, "record": stand, "changes": [added]}).changes[0]["why"] is None
    True
    """
    file = _formed(PatchFile, content, where)
    stand = _formed(Stand, file["record"], f"{where}#record")
    CHANGES.require(len(file["changes"]), where)
    _require_seen({name: file[name] for name in ("record", "made", "by")}, where)
    changes = tuple(_change(change, f"{where}#changes[{number}]") for number, change in enumerate(file["changes"]))
    _require_once(changes, where)
    _require_new_facts(changes, where)
    return Patch(cast("Stand", stand), file["made"], file["by"], changes)


def patch_text(patch: Patch) -> str:
    """Return the canonical text of a patch: the same patch gives the same bytes, however it was written before.

    Members, columns and properties are in their order; empty cells and properties of nothing are left out of what is
    added; numbers and geometries are as the record has them.
    """
    content = {
        "atlas_patch": FORMAT,
        "record": {name: patch.record[name] for name in Stand.__annotations__},  # type: ignore[literal-required]
        "made": patch.made,
        "by": patch.by,
        "changes": [_written(change) for change in patch.changes],
    }
    # Through the page's own writer, which has one way to print a number.
    return json.dumps(json.loads(to_json(content)), ensure_ascii=False, indent=2) + "\n"


def _change(change: dict[str, Any], where: str) -> PatchChange:
    """Return a change in the form of what it does."""
    deed = _one_of(DEEDS, "do", change, where)
    _require_seen(change, where)
    return _READERS[deed](change, where)


def _added(change: dict[str, Any], where: str) -> PatchChange:
    to = _one_of((*PATHS, *SITE_LAYERS), "to", change, where)
    if to in SITE_LAYERS:
        added = _formed(AddFeature, change, where)
        feature = _formed(NewFeature, added["feature"], f"{where}.feature")
        _require_known(feature["properties"], PROPERTIES[to], f"property of the layer {to}", f"{where}.feature")
        return added | {"feature": feature}
    added, path = _formed(AddRow, change, where), PATHS[to]
    _require_cells(added["row"], path, where)
    if path == FACTS and added["row"].get("id") and not is_new(added["row"]["id"]):
        must = f"id of a fact that is added must be {rule_of(NewFact).must}, or left out"
        raise RecordError(where, Code.INVALID_ID, must, shown(added["row"]["id"]))
    return added


def _changed(change: dict[str, Any], where: str) -> PatchChange:
    within = _one_of((*CHANGED_TABLES, *LAYERS), "in", change, where)
    changed = _formed(ChangeFields, change, where)
    if not changed["to"] or changed["from"].keys() != changed["to"].keys():
        found = f"{', '.join(changed['from']) or 'none'} and {', '.join(changed['to']) or 'none'}"
        raise RecordError(where, Code.WRONG_STRUCTURE, "from and to must hold the same fields, one at least", found)
    for values in (changed["from"], changed["to"]):
        if within in LAYERS:
            _require_known(values, _fields_of(within), f"property of the layer {within}", where)
        else:
            _require_cells(values, PATHS[within], where)
    for key in KEYS.get(PATHS.get(within, ""), ()):
        if key in changed["to"]:
            raise RecordError(where, Code.UNEXPECTED_VALUE, f"{key} must stay: a row of {within} is known by it")
    return changed


def _withdrawn(change: dict[str, Any], where: str) -> PatchChange:
    return _formed(Withdraw, change, where)


def _rejected(change: dict[str, Any], where: str) -> PatchChange:
    rejected = _formed(Reject, change, where)
    candidate = _formed(Candidate, rejected["candidate"], f"{where}.candidate")
    return rejected | {"candidate": candidate}


_READERS: dict[str, Callable[[dict[str, Any], str], PatchChange]] = {
    ADD: _added,
    CHANGE: _changed,
    WITHDRAW: _withdrawn,
    REJECT: _rejected,
}


def _one_of(known: Sequence[str], name: str, change: dict[str, Any], where: str) -> str:
    """Return the word that says what a change does, or of what."""
    word = change.get(name)
    if isinstance(word, str) and word in known:
        return word
    meant = likely(word, labels([each] for each in known)) if isinstance(word, str) else ""
    raise RecordError(where, Code.UNKNOWN_CODE, f"{name} must be one of {', '.join(known)}", shown(word) + meant)


def _formed(kind: type, value: object, where: str) -> dict[str, Any]:
    """Return a value that has the form of a type, with null for what it leaves out.

    Raises
    ------
    RecordError
        With the first member at fault.
    """
    hints = get_type_hints(kind, include_extras=True)
    if not isinstance(value, dict):
        raise RecordError(where, Code.WRONG_STRUCTURE, f"must be an object with {', '.join(hints)}", shown(value))
    for name, fault in faulty(kind, value).items():
        if fault == UNKNOWN:
            meant = likely(name, labels([each] for each in hints))
            raise RecordError(where, Code.UNKNOWN_MEMBER, f"{shown(name)} is no member here{meant}")
        rule = rule_of(hints[name])
        code = Code.MISSING_MEMBER if fault == MISSING else rule.code
        found = "" if fault == MISSING else shown(value[name])
        raise RecordError(where, code, f"{name} must be {rule.must}{_or_null(hints[name])}", found)
    return dict.fromkeys(hints) | value


def _or_null(hint: object) -> str:
    return ", or null" if get_origin(hint) is NotRequired and is_optional(get_args(hint)[0]) else ""


def _require_known(values: Mapping[str, object], known: Sequence[str], what: str, where: str) -> None:
    for name in values:
        if name not in known:
            meant = likely(name, labels([each] for each in known))
            raise RecordError(where, Code.UNKNOWN_PROPERTY, f"{shown(name)} is no {what}{meant}")


def _require_cells(cells: Mapping[str, object], path: str, where: str) -> None:
    _require_known(cells, TABLES[path], f"column of {path}", where)
    for column, cell in cells.items():
        if not isinstance(cell, str):
            raise RecordError(where, Code.WRONG_TYPE, f"{column} must be a text, as a cell of {path} is", shown(cell))


def _require_seen(value: object, where: str) -> None:
    """Refuse texts that read otherwise than they are stored, and parts of characters; the record refuses more."""
    for text in _texts(value):
        for issue in check_characters(where, name="a text", text=text, quoted=True):
            raise RecordError(where, issue.code, issue.message)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a value, names of members too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        yield from value if isinstance(value, dict) else ()
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _require_once(changes: Sequence[PatchChange], where: str) -> None:
    """Refuse to change anything twice: a patch that is applied again would find neither what it was nor what it is."""
    known: dict[tuple[str, ...], dict[str, int]] = {}
    for number, change in enumerate(changes):
        for *thing, field in _concerned(change):
            taken = known.setdefault(tuple(thing), {})
            others = [taken[each] for each in taken if _WHOLE in (each, field) or each == field]
            if others:
                message = f"{shown(' '.join((*thing, field)).strip())} must be changed once (see changes[{others[0]}])"
                raise RecordError(f"{where}#changes[{number}]", Code.DUPLICATE_CHANGE, message)
            taken[field] = number


def _concerned(change: PatchChange) -> list[tuple[str, ...]]:
    """Return what a change is of, field by field, or as a whole."""
    deed = change["do"]
    if deed == CHANGE:
        within = "places" if change["in"] in LAYERS else change["in"]
        return [(within, change["id"], field) for field in change["to"]]
    if deed == WITHDRAW:
        return [("facts", change["id"], _WHOLE)]
    if deed == ADD and change["to"] in SITE_LAYERS:
        return [("places", change["feature"]["id"], _WHOLE)]
    if deed == ADD:
        key = [change["row"].get(column, "") for column in KEYS[PATHS[change["to"]]]]
        return [(change["to"], *key, _WHOLE)] if any(key) else []
    return []


def _require_new_facts(changes: Sequence[PatchChange], where: str) -> None:
    """Refuse a provisional id that no fact of the patch has."""
    added = {change["row"].get("id") for change in changes if change["do"] == ADD and change["to"] == "facts"}
    for number, change in enumerate(changes):
        for named in filter(is_new, referred(change)):
            if named not in added:
                message = "must be the id of a fact that the patch adds"
                raise RecordError(f"{where}#changes[{number}]", Code.UNKNOWN_FACT, message, shown(named))


def _written(change: PatchChange) -> PatchChange:
    """Return a change with its members in order, and what is added without what is empty."""
    told = {name: change[name] for name in _MODELS[change["do"], change.get("to") in SITE_LAYERS].__annotations__}
    if "feature" in told:
        feature, names = told["feature"], PROPERTIES[told["to"]]
        properties = {name: feature["properties"].get(name) for name in names}
        known = {name: value for name, value in properties.items() if value not in (None, [])}
        geometry = canonical_geometry(feature["geometry"])
        return told | {"feature": {"id": feature["id"], "properties": known, GEOMETRY: geometry}}
    if "row" in told:
        columns = TABLES[PATHS[told["to"]]]
        return told | {"row": {column: told["row"][column] for column in columns if told["row"].get(column)}}
    if "from" in told:
        fields = [field for field in _fields_of(told["in"]) if field in told["to"]]
        return told | {state: {field: _value(field, told[state][field]) for field in fields} for state in _STATES}
    if "candidate" in told:
        return told | {"candidate": {name: told["candidate"][name] for name in Candidate.__annotations__}}
    return told


def _fields_of(within: str) -> tuple[str, ...]:
    return (*PROPERTIES[within], GEOMETRY) if within in LAYERS else TABLES[PATHS[within]]


def _value(field: str, value: object) -> object:
    return canonical_geometry(value) if field == GEOMETRY else value


_STATES = ("from", "to")
_MODELS: dict[tuple[str, bool], type] = {
    (ADD, False): AddRow,
    (ADD, True): AddFeature,
    (CHANGE, False): ChangeFields,
    (WITHDRAW, False): Withdraw,
    (REJECT, False): Reject,
}
