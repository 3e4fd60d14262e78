"""A feature with its address, and the types its properties must have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.issues.errors import escaped
from geo.record.paths import layer_path
from geo.record.vocabulary import LOCATED_M


@dataclass(frozen=True)
class Entry:
    """A feature of a layer, with its address."""

    layer: str
    index: int
    where: str
    feature: dict

    @property
    def place(self) -> tuple[str, int]:
        """Layer and index, which tell entries apart even where ids do not."""
        return self.layer, self.index

    @property
    def id(self) -> object:
        """The id, whatever it is; None where it is missing."""
        return self.feature.get("id")

    @property
    def properties(self) -> dict:
        """The properties; none where they are not an object."""
        properties = self.feature.get("properties")
        return properties if isinstance(properties, dict) else {}

    def get(self, name: str) -> object:
        """Return a property, or None where it is missing or of the wrong type, which has its own issue."""
        value = self.properties.get(name)
        return value if name in TYPES and TYPES[name].holds(value) else None


def feature_address(layer: str, index: int, feature: dict) -> str:
    """Return the address of a feature: by its id, or by its index where it has none."""
    identifier = feature.get("id")
    if isinstance(identifier, str) and identifier:
        return f"{layer_path(layer)}#{escaped(identifier)}"
    return f"{layer_path(layer)}#features[{index}]"


def position_address(entry: Entry) -> str:
    """Return the address by index, which tells features of one id apart."""
    return f"{layer_path(entry.layer)}#features[{entry.index}]"


@dataclass(frozen=True)
class _Type:
    """What a property must be: in words, and as a test."""

    must: str
    holds: Callable[[object], bool]

    def or_null(self) -> _Type:
        return _Type(f"{self.must}, or null", lambda value: value is None or self.holds(value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def is_position(value: object) -> bool:
    """Return whether a value is a list of two numbers."""
    return isinstance(value, list) and len(value) == 2 and all(_is_number(number) for number in value)


_TEXT = _Type("a text that is not empty", _is_text)
_TEXTS = _Type("a list of texts that are not empty", _is_texts)
_EVIDENCE = _Type("a list of at least one text", lambda value: _is_texts(value) and value != [])
_POSITION = _Type("[lon, lat]", is_position)
_YES_NO = _Type("true or false", lambda value: isinstance(value, bool))
_UNCERTAINTY = _Type(
    f"a whole number of metres from 1 to {LOCATED_M}",
    lambda value: _is_whole(value) and 1 <= value <= LOCATED_M,
)

TYPES = {
    "name_zh": _TEXT,
    "name_en": _TEXT,
    "aliases": _TEXTS,
    "kind": _TEXT,
    "sector": _TEXT.or_null(),
    "districts": _TEXTS,
    "parent": _TEXT.or_null(),
    "inclusion_reason_zh": _TEXT.or_null(),
    "inclusion_reason_en": _TEXT.or_null(),
    "position_basis": _TEXT,
    "position_uncertainty_m": _UNCERTAINTY.or_null(),
    "position_datum": _TEXT.or_null(),
    "position_found": _POSITION.or_null(),
    "position_evidence": _EVIDENCE,
    "position_note_zh": _TEXT.or_null(),
    "position_note_en": _TEXT.or_null(),
    "area_note_zh": _TEXT.or_null(),
    "area_note_en": _TEXT.or_null(),
    "adcode": _TEXT,
    "seat": _POSITION,
    "seat_datum": _TEXT,
    "seat_found": _POSITION.or_null(),
    "seat_evidence": _EVIDENCE,
    "population": _Type("a whole number above 0", lambda value: _is_whole(value) and value > 0),
    "population_as_of": _TEXT,
    "population_source": _TEXTS,
    "population_note_zh": _TEXT.or_null(),
    "population_note_en": _TEXT.or_null(),
    "area_km2": _Type("a number above 0", lambda value: _is_number(value) and value > 0),
    "area_source": _TEXTS,
    "boundary_source": _EVIDENCE,
    "schematic": _YES_NO,
    "evidence": _EVIDENCE,
    "note_zh": _TEXT.or_null(),
    "note_en": _TEXT.or_null(),
}
