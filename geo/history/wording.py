"""What changed, in words for readers: the name of a field, and its value before and after."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.atlas.wording import date_text
from geo.atlas.wording import grouped
from geo.atlas.wording import locator_text
from geo.atlas.wording import number_words
from geo.atlas.wording import when_text
from geo.messages import listed
from geo.messages import message
from geo.record.layers import AREAS
from geo.record.layers import LINES
from geo.record.layers import SUBJECT_LAYERS
from geo.record.model import Record
from geo.record.place import PLACE
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import Vocabulary
from geo.record.vocabulary import collect
from geo.record.vocabulary import is_number
from geo.record.vocabulary import is_period

FIELD_NAMES = {
    "subject": "fieldSubject",
    "indicator": "columnIndicator",
    "scope": "fieldScope",
    "value": "columnValue",
    "unit": "fieldUnit",
    "qualifier": "fieldQualifier",
    "as_of": "columnDate",
    "stated": "fieldStated",
    "aim": "fieldAim",
    "source": "fieldSource",
    "locator": "fieldLocator",
    "parts": "proposeNewPart",
    "rival_positions": "rivalPosition",
    "name_zh": "fieldNameZh",
    "name_en": "fieldNameEn",
    "kind": "kind",
    "sector": "sector",
    "districts": "district",
    "parent": "fieldParent",
    "position": "position",
    "position_basis": "basis",
    "position_uncertainty_m": "uncertainty",
    "position_datum": "datum",
    "position_found": "found",
    "position_evidence": "askEvidence",
    "position_name_zh": "askOwnNameZh",
    "position_name_en": "askOwnNameEn",
    "position_reason_zh": "askPreferredZh",
    "position_reason_en": "askPreferredEn",
    "aliases": "askAliases",
    "inclusion_reason_zh": "askWhyZh",
    "inclusion_reason_en": "askWhyEn",
}
"""The fields that readers are told of by a name of theirs: the keys of the messages."""

_REGISTERS = {
    "indicator": "indicators",
    "scope": "scopes",
    "unit": "units",
    "qualifier": "qualifiers",
    "aim": "aims",
    "kind": "kinds",
    "sector": "sectors",
    "position_basis": "bases",
    "position_datum": "datums",
    "standing": "standings",
    "reason": "omission_reasons",
}


_SHAPES = {
    **dict.fromkeys(LINES, "fieldLine"),
    **dict.fromkeys(AREAS, "fieldArea"),
}


@dataclass(frozen=True)
class Words:
    """The words in which a state of the record tells what it holds; what it has no word for is told by its code."""

    record: Record

    @cached_property
    def terms(self) -> Vocabulary:
        """The registers, as far as they can be read."""
        return collect(self.record)[0]

    @cached_property
    def names(self) -> dict[str, Mapping[str, Any]]:
        """What has a name, by its id: city, districts and sites."""
        place = self.record.package.get(PLACE)
        names: dict[str, Mapping[str, Any]] = {str(place.get("code")): place} if isinstance(place, dict) else {}
        for layer in SUBJECT_LAYERS:
            names |= {feature["id"]: feature["properties"] for feature in self.record.features(layer)}
        return names

    @cached_property
    def sources(self) -> dict[str, Mapping[str, str]]:
        """The sources by id."""
        return {row["id"]: row for row in self.record.sources}

    def name(self, identifier: str, lang: str) -> str:
        """Return the name of a subject."""
        return str(self.names.get(identifier, {}).get(f"name_{lang}") or identifier)

    def figure(self, fact: Mapping[str, str], lang: str) -> str:
        """Return of whom a fact speaks, and of what."""
        scope = self.term("scope", fact["scope"], lang)
        narrowed = scope and (f"（{scope}）" if lang == "zh" else f" ({scope})")
        name = message(lang, "ofSubject", name=self.name(fact["subject"], lang))
        return name + self.term("indicator", fact["indicator"], lang) + narrowed

    def value(self, fact: Mapping[str, str], lang: str) -> str:
        """Return what a fact says, whether it is an aim, and of when it is."""
        said = self.amount(fact, lang)
        dates_are_sound = all(is_period(date) for date in (fact["as_of"], fact["stated"]) if date)
        when = when_text(fact["as_of"], fact["stated"], lang) if dates_are_sound else fact["as_of"]
        aim = [] if fact["aim"] == ACTUAL else [self.term("aim", fact["aim"], lang).lower()]
        return f"{said}（{'，'.join([*aim, when])}）" if lang == "zh" else f"{said} ({', '.join([*aim, when])})"

    def amount(self, fact: Mapping[str, str], lang: str) -> str:
        """Return the value of a fact with its unit and qualifier, whatever its indicator is."""
        if not fact["unit"]:
            return self._bare_value(fact["value"], lang)
        try:
            return number_words(fact, self.terms, lang).text
        except (KeyError, ArithmeticError, ValueError):
            return f"{fact['value']} {fact['unit']}"

    def knows(self, field: str, code: str) -> bool:
        """Return whether the registers have a word for the value of a field; of what is no code they need none."""
        return field not in _REGISTERS or code in getattr(self.terms, _REGISTERS[field])

    def term(self, field: str, code: str, lang: str) -> str:
        """Return the name of a code of a field's register."""
        term = getattr(self.terms, _REGISTERS[field]).get(code)
        return str(getattr(term, f"name_{lang}")).replace(LABEL_SLOT, "…") if term else code

    def text(self, field: str, value: object, lang: str) -> str:
        """Return the value of a field as a reader writes it; of none that it is none."""
        if value is None or value in ("", []):
            return message(lang, "noYear" if field == "as_of" else "fieldNone")
        if isinstance(value, dict):
            return self._further(value, lang)
        if isinstance(value, list):
            return listed((self.text(field, each, lang) for each in value), lang)
        say = self._sayings.get(field)
        return say(str(value), lang) if say else str(value)

    def _further(self, position: Mapping[str, Any], lang: str) -> str:
        """Return what a part or a rival position is called, where it is and how far it may be off."""
        metres = self.text("position_uncertainty_m", position.get("uncertainty_m"), lang)
        point = position.get("point")
        at = ", ".join(map(str, point)) if isinstance(point, list) else ""
        return " ".join(filter(None, (str(position.get(f"name_{lang}") or ""), at, f"± {metres}")))

    @cached_property
    def _sayings(self) -> dict[str, Callable[[str, str], str]]:
        """What tells the value of a field, by its name."""
        return {
            **{field: self._saying_of_terms(field) for field in _REGISTERS},
            **dict.fromkeys(("subject", "parent", "districts"), self.name),
            **dict.fromkeys(("as_of", "stated", "published"), _date),
            "value": self._bare_value,
            "source": lambda source, lang: self.sources.get(source, {}).get(f"title_{lang}") or source,
            "locator": locator_text,
            "position": _position,
            "position_uncertainty_m": lambda metres, lang: f"{metres} 米" if lang == "zh" else f"{metres} m",
        }

    def _saying_of_terms(self, field: str) -> Callable[[str, str], str]:
        return lambda code, lang: self.term(field, code, lang)

    def _bare_value(self, value: str, lang: str) -> str:
        if is_number(value):
            return grouped(value)
        term = self.terms.statuses.get(value) or self.terms.honours.get(value)
        return str(getattr(term, f"name_{lang}")) if term else value


def field_name(field: str, lang: str) -> str:
    """Return the name of a field for readers; its own where they have none for it."""
    return message(lang, FIELD_NAMES[field]) if field in FIELD_NAMES else field


def _position(cell: str, lang: str) -> str:
    """Return a position as the log has it: a point by its numbers, a shape by what it is."""
    kind = _SHAPES.get(cell.partition(" ")[0])
    return message(lang, kind) if kind else cell.replace(" ", ", ")


def _date(date: str, lang: str) -> str:
    return date_text(date, lang) if is_period(date) else date
