"""Features of every layer: identity, form, codes and words."""

from __future__ import annotations

from collections.abc import Iterator

from geo.errors import ERROR
from geo.errors import WARNING
from geo.errors import Issue
from geo.errors import escaped
from geo.errors import shown
from geo.paths import layer_path
from geo.record import CONTEXT
from geo.record import DISTRICTS
from geo.record import FEATURE_KEYS
from geo.record import LAYERS
from geo.record import PROPERTIES
from geo.record import SITE_LAYERS
from geo.validate.entry import TYPES
from geo.validate.entry import Entry
from geo.validate.entry import position_address
from geo.validate.frame import Frame
from geo.validate.frame import Issues
from geo.validate.wording import HAN
from geo.validate.wording import check_code
from geo.validate.wording import check_notes
from geo.validate.wording import check_text
from geo.vocabulary import Vocabulary
from geo.vocabulary import is_slug

# Properties that hold a code, and the register that defines it.
_CODES = {
    "kind": "kinds",
    "sector": "sectors",
    "position_basis": "bases",
    "position_datum": "datums",
    "seat_datum": "datums",
}

# Notes in both languages, by the beginning of their names.
_NOTES = {
    DISTRICTS: (),
    **dict.fromkeys(SITE_LAYERS, ("inclusion_reason", "position_note", "area_note")),
    CONTEXT: ("note",),
}


def check_collections(frame: Frame) -> Issues:
    """Check that collections hold features and nothing else."""
    for layer in LAYERS:
        for key in frame.record.layers[layer]:
            if key not in {"type", "features"}:
                yield Issue(ERROR, layer_path(layer), "collection must hold type and features only", shown(key))


def check_forms(frame: Frame) -> Issues:
    """Check each feature's members, id and properties for presence and type."""
    for entry in frame.entries:
        if entry.feature.get("type") != "Feature":
            yield Issue(ERROR, entry.where, "type must be 'Feature'", shown(entry.feature.get("type")))
        for key in entry.feature:
            if key not in FEATURE_KEYS:
                must = f"feature must hold {', '.join(FEATURE_KEYS)} only"
                yield Issue(ERROR, entry.where, must, shown(key))
        if "geometry" not in entry.feature:
            yield Issue(ERROR, entry.where, "geometry must be given", "none")
        yield from _check_id(entry)
        yield from _check_properties(entry)


def _check_id(entry: Entry) -> Issues:
    if "id" not in entry.feature:
        yield Issue(ERROR, entry.where, "id must be given", "none")
    elif not isinstance(entry.id, str) or not is_slug(entry.id):
        yield Issue(ERROR, entry.where, "id must be lower-case words joined by hyphens", shown(entry.id))


def _check_properties(entry: Entry) -> Issues:
    if not isinstance(entry.feature.get("properties"), dict):
        yield Issue(ERROR, entry.where, "properties must be an object", shown(entry.feature.get("properties")))
        return
    known = PROPERTIES[entry.layer]
    for name in entry.properties:
        if name not in known:
            yield Issue(ERROR, entry.where, f"property must be one of the layer {entry.layer}", shown(name))
    for name in known:
        if name not in entry.properties:
            yield Issue(ERROR, entry.where, f"{name} must be given", "no such property")
        elif not TYPES[name].holds(entry.properties[name]):
            yield Issue(ERROR, entry.where, f"{name} must be {TYPES[name].must}", shown(entry.properties[name]))


def check_ids_once(frame: Frame) -> Issues:
    """Check that no id stands twice in all layers, and name both places where one does."""
    first: dict[str, Entry] = {}
    for entry in frame.entries:
        if not isinstance(entry.id, str):
            continue
        if entry.id in first:
            found = f"{position_address(first[entry.id])} and {position_address(entry)}"
            yield Issue(ERROR, entry.where, "id must stand once in all layers", found)
        first.setdefault(entry.id, entry)


def check_codes(frame: Frame) -> Issues:
    """Check the properties that are codes of a register."""
    for entry in frame.entries:
        for name in PROPERTIES[entry.layer]:
            code = entry.get(name)
            if name in _CODES and code is not None:
                yield from check_code(frame, where=entry.where, name=name, register=_CODES[name], code=code)
        yield from _check_kind_of_layer(entry, frame.words)


def _check_kind_of_layer(entry: Entry, words: Vocabulary) -> Issues:
    kind = words.kinds.get(entry.get("kind"))
    if kind is not None and kind.layer != entry.layer:
        found = f"{shown(kind.code)} of {kind.layer}"
        yield Issue(ERROR, entry.where, f"kind must be one of the layer {entry.layer}", found)


def check_feature_texts(frame: Frame) -> Issues:
    """Check everything a reader sees of a feature."""
    for entry in frame.entries:
        for name, value in entry.properties.items():
            for text in _texts_in(value):
                yield from check_text(entry.where, name=escaped(name), text=text)
        english = entry.get("name_en")
        if english is not None and HAN.search(english):
            yield Issue(WARNING, entry.where, "name_en must be free of Chinese characters", shown(english))
        for prefix in _NOTES[entry.layer]:
            notes = {name: entry.get(name) or "" for name in (f"{prefix}_zh", f"{prefix}_en")}
            yield from check_notes(entry.where, notes)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)


def check_geometries(frame: Frame) -> Issues:
    """Report the geometries that cannot be used."""
    for _, issues in frame.readings.values():
        yield from issues
