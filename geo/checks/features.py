"""Features of every layer: identity, form, codes and words."""

from __future__ import annotations

from collections.abc import Iterable

from geo.checks.characters import is_plain
from geo.checks.entry import Entry
from geo.checks.entry import position_address
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.prose import HAN
from geo.checks.prose import check_notes
from geo.checks.prose import check_text
from geo.checks.prose import texts_in
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.canonical import is_wgs84
from geo.record.layers import CONTEXT
from geo.record.layers import DISTRICTS
from geo.record.layers import FURTHER
from geo.record.layers import LAYERS
from geo.record.layers import SITE_LAYERS
from geo.record.model import BBOX
from geo.record.model import FEATURE_KEYS
from geo.record.model import REMOVABLE
from geo.record.paths import PROGRAM
from geo.record.paths import layer_path
from geo.record.rules import is_device
from geo.record.rules import is_slug

# Texts in both languages, by the beginning of their names: of each layer, and of each list of further positions.
_PREFIXES = {
    DISTRICTS: ("population_note", "area_note"),
    **dict.fromkeys(
        SITE_LAYERS, ("inclusion_reason", "position_note", "position_name", "position_reason", "area_note")
    ),
    **dict.fromkeys((CONTEXT, *FURTHER), ("note",)),
}

_HOLDERS = (list, dict)
_TEXT = frozenset((str,))
_MEMBERS = frozenset(FEATURE_KEYS)
_NOTES = {owner: [(f"{prefix}_zh", f"{prefix}_en") for prefix in prefixes] for owner, prefixes in _PREFIXES.items()}


def check_collections(frame: Frame) -> Issues:
    """Check that collections hold features and nothing else."""
    for layer in LAYERS:
        where = layer_path(layer)
        for key, value in frame.record.layers[layer].items():
            if key == "crs" and not is_wgs84(value):
                message = "coordinates must be WGS-84, longitude first: export the layer as EPSG:4326"
                yield Issue(where, Code.UNSUPPORTED_CRS, message, f"crs {shown(value)}")
            elif key == "crs" or key in REMOVABLE:
                yield _removable(where, key)
            elif key not in {"type", "features"}:
                yield Issue(where, Code.UNKNOWN_MEMBER, "collection must hold type and features only", shown(key))


def _removable(where: str, key: str) -> Issue:
    message = f"a map program added {shown(key)} ({PROGRAM} format removes it)"
    return Issue(where, Code.REMOVABLE_MEMBER, message)


def check_forms(frame: Frame) -> Issues:
    """Check each feature's members and id."""
    for entry in frame.entries:
        if entry.feature.keys() != _MEMBERS or entry.feature["type"] != "Feature":
            yield from _check_members(entry)
        yield from _check_id(entry, frame)
        if not isinstance(entry.feature.get("properties"), dict):
            found = shown(entry.feature.get("properties"))
            yield Issue(entry.where, Code.WRONG_STRUCTURE, "properties must be an object", found)


def _check_members(entry: Entry) -> Issues:
    if entry.feature.get("type") != "Feature":
        found = shown(entry.feature.get("type"))
        yield Issue(entry.where, Code.WRONG_STRUCTURE, "type must be 'Feature'", found)
    for key in entry.feature:
        if key == BBOX:
            yield _removable(entry.where, key)
        elif key not in _MEMBERS:
            message = f"feature must hold {', '.join(FEATURE_KEYS)} only"
            yield Issue(entry.where, Code.UNKNOWN_MEMBER, message, shown(key))
    if "geometry" not in entry.feature:
        yield Issue(entry.where, Code.MISSING_MEMBER, "geometry is missing: it is null where none is known")


def _check_id(entry: Entry, frame: Frame) -> Issues:
    identifier = entry.id
    if "id" not in entry.feature:
        yield Issue(entry.where, Code.MISSING_MEMBER, "id is missing")
    elif not isinstance(identifier, str) or not is_slug(identifier):
        yield Issue(entry.where, Code.INVALID_ID, "id must be lower-case words joined by hyphens", shown(identifier))
    elif frame.place and identifier == frame.place.code:
        yield Issue(entry.where, Code.RESERVED_ID, f"id {shown(identifier)} is that of the city itself")
    elif is_device(identifier):
        message = f"id {shown(identifier)} names a device on Windows, where no file of it could be published"
        yield Issue(entry.where, Code.RESERVED_ID, message)


def check_ids_once(frame: Frame) -> Issues:
    """Check that no id is used twice in all layers, and name both places where one is."""
    first: dict[str, Entry] = {}
    for entry in frame.entries:
        if not isinstance(entry.id, str):
            continue
        if entry.id in first:
            places = f"{position_address(first[entry.id])} and {position_address(entry)}"
            yield Issue(entry.where, Code.DUPLICATE_ID, f"duplicate id {shown(entry.id)} (used at {places})")
        first.setdefault(entry.id, entry)


def check_kinds(frame: Frame) -> Issues:
    """Check that the kind of a feature is one of its layer."""
    for entry in frame.entries:
        kind = frame.words.kinds.get(entry.get("kind"))
        if kind is not None and kind.layer != entry.layer:
            message = f"kind {shown(kind.code)} (of the layer {kind.layer}) does not belong to the layer {entry.layer}"
            yield Issue(entry.where, Code.WRONG_LAYER, message)


def check_feature_texts(frame: Frame) -> Issues:
    """Check everything a reader sees of a feature, and of each further position by itself."""
    # Of nearly all layers every text is plain, which is soon seen.
    odd = _odd_texts(frame.holders)
    for entry in frame.holders:
        if odd[entry.layer]:
            yield from _check_texts(entry, odd[entry.layer])
        english = entry.get("name_en")
        if english and not english.isascii() and HAN.search(english):
            yield Issue(entry.where, Code.CHINESE_IN_ENGLISH, f"name_en {shown(english)} holds Chinese characters")
        for zh, en in _NOTES[entry.among or entry.layer]:
            if entry.get(zh) or entry.get(en):
                yield from check_notes(entry.where, {name: entry.get(name) or "" for name in (zh, en)})


def _odd_texts(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return by layer every text among the properties of entries that is not plain."""
    texts: dict[str, set[str]] = {layer: set() for layer in LAYERS}
    for entry in entries:
        values, own = entry.properties.values(), texts[entry.layer]
        own.update([value for value in values if type(value) is str])
        for value in values:
            if value and type(value) in _HOLDERS:
                are_texts = type(value) is list and _TEXT.issuperset(map(type, value))
                own.update(value if are_texts else texts_in(value))
    return {layer: {text for text in own if not is_plain(text)} for layer, own in texts.items()}


def _check_texts(entry: Entry, odd: set[str]) -> Issues:
    """Check the texts of an entry that are not plain; those of further positions are entries of their own."""
    apart = FURTHER.keys() - entry.faults.keys()
    for name, value in entry.properties.items():
        if name not in apart:
            for text in texts_in(value):
                if text in odd:
                    yield from check_text(entry.where, name=escaped(name), text=text)


def check_geometries(frame: Frame) -> Issues:
    """Report the geometries that cannot be used."""
    for _, issues in frame.readings.values():
        yield from issues
