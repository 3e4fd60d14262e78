"""What the lines of a list change in the record, each change with the cells that it comes from.

A line with the id of a fact or a place changes it, any other adds one. What a cell says is compared with what our
exports say of the same field now (:mod:`geo.sheets.told`): only a cell that says something else changes anything. An
empty cell empties a field in a table of ours, and says nothing in any other list.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geo.atlas.atlas import Atlas
from geo.export.cells import ROLES
from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.export.tables import PLACE
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.layers import DISTRICTS
from geo.record.layers import LAYERS
from geo.record.layers import PROPERTY_MODELS
from geo.record.model import FACT_COLUMNS
from geo.record.model import UNIT_FIGURES
from geo.record.tables import CHECKED
from geo.record.tables import Fact
from geo.record.tables import Source
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import STATUS as STATUS_INDICATOR
from geo.record.vocabulary import is_exact
from geo.record.vocabulary import is_number
from geo.sheets.columns import ABOUT
from geo.sheets.columns import OF_CLAIMS
from geo.sheets.columns import OF_PLACES
from geo.sheets.columns import RECORD_DIGEST
from geo.sheets.columns import STATUS
from geo.sheets.columns import is_figure
from geo.sheets.fields import Reader
from geo.sheets.lines import Line
from geo.sheets.lines import LineError
from geo.sheets.names import Names
from geo.sheets.names import UnclearError
from geo.sheets.places import NewPlaces
from geo.sheets.places import moved
from geo.sheets.things import OF_SITES
from geo.sheets.told import Told
from geo.sheets.told import means
from geo.sheets.told import says
from geo.sheets.told import without_apostrophe
from geo.sheets.values import number
from geo.sheets.values import plain
from geo.sheets.values import split_figure

_NAMES = ("id", "name_zh", "name_en")
_OF_UNITS = ("name_zh", "name_en", *UNIT_FIGURES)
_POSITION = (LONGITUDE, LATITUDE)
SOURCES = "sources"
"""What is no register, but has ids and names as one."""
_OF_ALL_VALUES = ("as_of", "stated", "aim", "source", "locator", "note_zh", "note_en", *CHECKED)
_OF_ONE_VALUE = ("scope", "token", "qualifier")
_SAME_CLAIM = ("subject", "indicator", "scope", "value", "unit", "qualifier", "as_of", "stated", "aim", "source")


@dataclass(frozen=True)
class Change:
    """A change, as a patch has it, and where it comes from.

    Parameters
    ----------
    said
        The change.
    where
        The address of the row.
    addresses
        Of each field the address of its cell.
    """

    said: dict[str, Any]
    where: str
    addresses: Mapping[str, str]


class Draft:
    """The changes that lines make, collected in their order.

    Parameters
    ----------
    atlas
        The record.

    Attributes
    ----------
    faults
        What is wrong with cells, each with its address.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.names = Names(atlas)
        self.faults: list[Issue] = []
        self._told = Told(atlas)
        self._reader = Reader(atlas, self.names)
        self._new_places = NewPlaces(atlas, self._reader, self.names)
        self._features = {each["id"]: (layer, each) for layer in LAYERS for each in atlas.record.features(layer)}
        self._facts = {row["id"]: row for row in atlas.record.facts}
        self._sources = {row["id"]: row for row in atlas.record.sources}
        self._claims = {_claim(row) for row in atlas.record.facts}
        self._changed: dict[tuple[str, str], dict[str, tuple[Any, Any, str]]] = {}
        self._added: list[Change] = []
        self._others: set[str] = set()

    def take(self, line: Line) -> None:
        """Take a line."""
        try:
            if line.form == "About":
                self._see_digest(line.cells["value"] if line.cells["name"] == RECORD_DIGEST else "")
            elif line.form == "Sources":
                self._take_source(line)
            elif line.form and line.cells.get("position_role") in ROLES.values():
                self._check_further(line)
            else:
                self._take_place_and_facts(line)
        except LineError as error:
            self.faults.append(error.issue)

    @property
    def notes(self) -> list[str]:
        """What was filled in or taken for granted, to be looked at."""
        older = "is of another state of the record ({}): what was changed since reads as changed back"
        return [*map(older.format, sorted(self._others)), *self._new_places.notes]

    @property
    def changes(self) -> list[Change]:
        """All changes: what is added before what refers to it."""
        order = {"sources": 0, "facts": 3}
        changed = [
            Change(
                {
                    "do": "change",
                    "in": where,
                    "id": identifier,
                    "from": {name: held for name, (held, _, _) in fields.items()},
                    "to": {name: value for name, (_, value, _) in fields.items()},
                    "because": None,
                    "why": None,
                },
                next(iter(fields.values()))[2],
                {name: address for name, (_, _, address) in fields.items()},
            )
            for (where, identifier), fields in self._changed.items()
        ]
        places = [Change(said, line.where, line.addresses) for said, line in self._new_places.changes]
        return sorted([*places, *changed, *self._added], key=lambda each: order.get(_room(each.said), 1))

    def meant(self, register: str, text: str) -> str:
        """Return the code or the id that a text means in a register, or among the sources; the text where none."""
        try:
            return self.names.source(text) if register == SOURCES else self.names.code(register, text)
        except UnclearError:
            return text

    def _see_digest(self, digest: str) -> None:
        if digest and digest != self.atlas.digest:
            self._others.add(digest)

    # Sources

    def _take_source(self, line: Line) -> None:
        identifier = line.cells.get("id", "")
        held = self._sources.get(identifier)
        if held is not None:
            told = self._told.source(identifier)
            self._compare(("sources", identifier), line, [*line.cells], told, held, Source)
            return
        row = {name: self._read(Source, name, line, None) for name in Source.__annotations__ if line.cells.get(name)}
        self._add("sources", row, line)

    # Places

    def _take_place_and_facts(self, line: Line) -> None:
        self._see_digest(line.cells.get(RECORD_DIGEST, ""))
        subject, is_named = self._subject(line)
        if subject in self._features and line.form != "Facts":
            self._compare_place(subject, line, is_named)
        elif subject == self.atlas.place.code and line.form != "Facts":
            self._check_derived(line, self._told.place(subject, line.datum), {"id"})
        if line.form == "wide":
            self._take_figures_of_ours(subject, line)
        elif line.form != "Places":
            self._take_facts(subject, line)

    def _subject(self, line: Line) -> tuple[str, bool]:
        """Return the subject of a line, and whether it is known by its name; a new place is added."""
        if line.form:
            name = "place" if line.form == "Facts" else "id"
            text = line.cells.get(name, "")
            if self._is_subject(text):
                return text, False
            if line.form == "Facts":
                raise LineError(self._unknown_subject(line, name, text))
            return self._new_places.take(line), False
        name = next((each for each in ("subject", "id", "name_zh", "name_en") if line.cells.get(each)), "")
        if not name:
            message = "row names no place: a column must hold id, name_zh or subject"
            raise LineError(Issue(line.where, Code.MISSING_VALUE, message))
        text = line.cells[name]
        known = self._unclear(line, name, lambda: self.names.subject(text, name))
        if self._is_subject(known):
            return known, name != "id"
        if self._new_places.known(line) or (name != "subject" and line.cells.get("kind")):
            return self._new_places.take(line), False
        raise LineError(self._unknown_subject(line, name, text))

    def _is_subject(self, text: str) -> bool:
        return text == self.atlas.place.code or (text in self._features and text in self._subjects)

    @property
    def _subjects(self) -> Iterable[str]:
        return self.atlas.site_rows.keys() | self.atlas.district_rows.keys()

    def _unknown_subject(self, line: Line, name: str, text: str) -> Issue:
        known = labels(
            [each, row["name_zh"], row["name_en"]]
            for each, row in (*self.atlas.site_rows.items(), *self.atlas.district_rows.items())
        )
        message = f"{name} is none of the record's; a new place needs a name and its kind"
        return Issue(line.address(name), Code.UNKNOWN_SUBJECT, message, shown(text) + likely(text, known))

    def _compare_place(self, subject: str, line: Line, is_named: bool) -> None:
        """Compare a line with what the record says of a site or a district."""
        layer, feature = self._features[subject]
        told = self._told.place(subject, line.datum)
        own = _OF_UNITS if layer == DISTRICTS else OF_SITES
        fields = [name for name in own if name in line.cells and not (is_named and name in _NAMES)]
        self._compare((layer, subject), line, fields, told, feature["properties"], PROPERTY_MODELS[layer])
        if layer != DISTRICTS:
            self._compare_position((layer, subject), line, told)
        others = told if line.form else {name: told[name] for name in OF_PLACES if line.cells.get(name)}
        self._check_derived(line, others, {*own, *_NAMES, *(() if layer == DISTRICTS else _POSITION)})

    def _compare_position(self, key: tuple[str, str], line: Line, told: Mapping[str, str]) -> None:
        cells = {name: line.cells.get(name, "") for name in _POSITION}
        if all(means(cells[name], told[name]) or (not line.form and not cells[name]) for name in _POSITION):
            return
        feature = self._features[key[1]][1]
        if (feature["geometry"] or {"type": "Point"})["type"] != "Point":
            message = "position is that of a line or an area, which no list can carry: change it in its layer"
            raise LineError(Issue(line.address(*_POSITION), Code.UNEXPECTED_VALUE, message))
        for name, value in moved(line, feature["properties"]["position_basis"]).items():
            held = feature["geometry"] if name == "geometry" else feature["properties"].get(name)
            if value != held:
                self._change(key, name, (held, value, line.address(name, *_POSITION)))

    def _check_further(self, line: Line) -> None:
        """Check that a row of a part or a rival says what it said: it is no row of its own in the record."""
        subject = line.cells.get("id", "")
        told = [*self._told.further(subject, line.datum)] if subject in self.atlas.site_rows else []
        if any(all(means(line.cells[name], each[name]) for name in each if name in line.cells) for each in told):
            return
        message = "a part or a rival position is changed in its layer: no list can carry all of it"
        raise LineError(Issue(line.address("position_role"), Code.UNEXPECTED_VALUE, message))

    # Facts

    def _take_facts(self, subject: str, line: Line) -> None:
        fact = line.cells.get("fact", "")
        if fact in self._facts:
            told = self._told.fact(fact)
            own = {"subject": subject, **line.cells}
            told = {"subject": self._facts[fact]["subject"], **told}
            cells = Line(line.where, own, {"subject": line.address("place", "id"), **line.addresses}, form=line.form)
            fields = [name for name in OF_CLAIMS if name in own and name != "fact"]
            self._compare(("facts", fact), cells, fields, told, self._facts[fact], Fact)
            if line.form:
                self._check_derived(cells, told, {*OF_CLAIMS})
            return
        if fact:
            message = "fact is none of the record's: a new one has no id yet"
            raise LineError(Issue(line.address("fact"), Code.UNKNOWN_FACT, message, shown(fact)))
        if line.cells.get("indicator") or line.cells.get("value"):
            self._add_fact(subject, line, {name: line.cells.get(name, "") for name in OF_CLAIMS}, "value")
        elif not line.form:
            self._check_used(line)
        if line.form:
            return
        beside = self._beside(line)
        for name, indicator in self._values(line).items():
            self._add_fact(subject, line, beside | {"indicator": indicator, "value": line.cells[name]}, name)

    def _values(self, line: Line) -> dict[str, str]:
        """Return the fields of a line that are values by themselves, and the indicator of each."""
        figures = {name: name for name in line.cells if is_figure(name, self.atlas)}
        return ({STATUS: STATUS_INDICATOR} if STATUS in line.cells else {}) | figures

    def _beside(self, line: Line) -> dict[str, str]:
        """Return what holds of every value of a line; what can be of one alone is refused where there are several."""
        own = [name for name in _OF_ONE_VALUE if name in line.cells]
        if own and len(self._values(line)) > 1:
            message = f"row has several figures, of which {own[0]} can be of one alone: give each a row"
            raise LineError(Issue(line.address(own[0]), Code.UNEXPECTED_VALUE, message, shown(line.cells[own[0]])))
        return {name: line.cells[name] for name in (*own, *_OF_ALL_VALUES) if name in line.cells}

    def _check_used(self, line: Line) -> None:
        """Check that a row without a figure says nothing of one."""
        beside = [name for name in OF_CLAIMS if name in line.cells and name not in {"fact", "subject"}]
        typed = [name for name in beside if line.addresses[name] != f"--set {name}"]
        if typed and not self._values(line):
            message = f"row has no figure and no status that {typed[0]} could be of: --map COLUMN=FIELD says otherwise"
            self.faults.append(
                Issue(line.address(typed[0]), Code.UNEXPECTED_VALUE, message, shown(line.cells[typed[0]]))
            )

    def _add_fact(self, subject: str, line: Line, cells: Mapping[str, str], of: str) -> None:
        """Add a fact; ``of`` is the field in which its value was typed."""
        addresses = {**line.addresses, **dict.fromkeys(("value", "unit", "indicator"), line.address(of))}
        addresses |= {
            name: line.addresses[name] for name in ("unit", "indicator") if name in line.addresses and of == "value"
        }
        typed = Line(line.where, cells, addresses, line.units, line.form)
        row = dict.fromkeys((name for name in FACT_COLUMNS if name != "id"), "") | {"subject": subject, "aim": ACTUAL}
        row["indicator"] = self._read(Fact, "indicator", typed, "")
        row |= self._figure(row["indicator"], typed, line.units.get(of, ""))
        for name in ("scope", "as_of", "stated", "aim", "source", "locator", "token", "note_zh", "note_en", *CHECKED):
            if cells.get(name):
                row[name] = self._read(Fact, name, typed, "")
        if _claim(row) not in self._claims:
            self._add("facts", row, typed)

    def _figure(self, indicator: str, line: Line, unit: str) -> dict[str, str]:
        """Return value, unit and qualifier of a figure, which may stand in one cell."""
        read, cell, unit = self._reader, line.cells.get("value", ""), line.cells.get("unit", "") or unit
        qualifier = line.cells.get("qualifier", "")
        if is_figure(indicator, self.atlas) and not is_number(number(cell)):
            qualifier, cell = self._qualified(cell, qualifier)
            digits, rest = split_figure(cell)
            if digits and rest and (not unit or read.unit(indicator, rest) == read.unit(indicator, unit)):
                cell, unit = digits, rest
        return {
            "value": self._unclear(line, "value", lambda: read.figure(indicator, cell)),
            "unit": self._unclear(line, "unit", lambda: read.unit(indicator, unit)) if unit else "",
            "qualifier": self._read(Fact, "qualifier", line, "") if line.cells.get("qualifier") else qualifier,
        }

    def _qualified(self, cell: str, given: str) -> tuple[str, str]:
        """Return the qualifier with which a figure is typed, and the figure without it."""
        for term in () if given else self.atlas.words.qualifiers.values():
            for label in (term.name_zh, term.name_en):
                before, _, after = (part.strip() for part in label.partition(LABEL_SLOT))
                typed = plain(cell)
                if before and typed.startswith(before) and typed.endswith(after):
                    return term.code, typed.removeprefix(before).removesuffix(after).strip()
        return given, cell

    def _take_figures_of_ours(self, subject: str, line: Line) -> None:
        """Compare the figures of a wide table of ours, which are in base units."""
        for code in (name for name in line.cells if is_figure(name, self.atlas)):
            figure, told = self._told.figure(subject, code)
            cell = line.cells[code]
            self._check_derived(line, {name: told[name] for name in told if name != code}, set())
            if means(cell, told[code]):
                continue
            if figure is None:
                message = f"a new figure of {code} needs its source and its date: add it to a list of facts"
                self.faults.append(Issue(line.address(code), Code.UNEXPECTED_VALUE, message, shown(cell)))
                continue
            fact = self._facts[told[f"{code}_fact"]]
            value = self._in_printed_unit(number(cell), fact["unit"])
            if value is None:
                message = f"{code} must be a number of {told[f'{code}_unit']} that can be printed in {fact['unit']}"
                self.faults.append(Issue(line.address(code), Code.INVALID_NUMBER, message, shown(cell)))
                continue
            self._change(("facts", fact["id"]), "value", (fact["value"], value, line.address(code)))

    def _in_printed_unit(self, digits: str, unit: str) -> str | None:
        """Return a figure of a base unit in the unit in which it is printed; None where that has no exact number."""
        if not is_number(digits):
            return None
        value = format((Decimal(digits) / self.atlas.words.units[unit].factor).normalize(), "f")
        return value if is_exact(value) else None

    # What all have in common

    def _compare(
        self,
        key: tuple[str, str],
        line: Line,
        fields: Iterable[str],
        told: Mapping[str, str],
        held: Mapping[str, Any],
        model: type,
    ) -> None:
        """Compare cells with what an export says, and note what is to be another."""
        for name in fields:
            cell = line.cells[name]
            if says(cell, told.get(name, "")) or (not cell and not line.form):
                continue
            value = self._read(model, name, line, held.get(name), held.get("indicator"))
            if value != held.get(name):
                self._change(key, name, (held.get(name), value, line.address(name)))

    def _change(self, key: tuple[str, str], name: str, change: tuple[Any, Any, str]) -> None:
        fields = self._changed.setdefault(key, {})
        if name in fields and fields[name][1] != change[1]:
            message = f"{name} of {key[1]} was given another value at {fields[name][2]}"
            self.faults.append(Issue(change[2], Code.UNEXPECTED_VALUE, message, shown(change[1])))
        fields.setdefault(name, change)

    def _check_derived(self, line: Line, told: Mapping[str, str], own: set[str]) -> None:
        """Check that what is no field of a thing, or follows from the rest of the record, says what it did."""
        for name in told.keys() & line.cells.keys() - own - {*ABOUT, *PLACE[:1]}:
            if not means(line.cells[name], told[name]):
                message = f"{name} is no field of its own here: it stays empty, or follows from others"
                self.faults.append(Issue(line.address(name), Code.UNEXPECTED_VALUE, message, shown(line.cells[name])))

    def _add(self, to: str, row: Mapping[str, str], line: Line) -> None:
        numbered = {"id": f"new-{len(self._added) + 1}"} if to == "facts" else {}
        said = {"do": "add", "to": to, "row": {**row, **numbered}, "why": None}
        self._added.append(Change(said, line.where, line.addresses))

    def _read(self, model: type, name: str, line: Line, held: Any, indicator: str | None = None) -> Any:  # noqa: ANN401
        cell = without_apostrophe(line.cells[name])
        if model is Fact and name == "value" and cell:
            return self._unclear(line, name, lambda: self._reader.figure(indicator or "", cell, held))
        if model is Fact and name == "unit" and cell:
            return self._unclear(line, name, lambda: self._reader.unit(indicator or "", cell))
        return self._unclear(line, name, lambda: self._reader.value(model, name, cell, held))

    def _unclear(self, line: Line, name: str, read: Any) -> Any:  # noqa: ANN401 (what reads a cell, and what it reads)
        """Read a cell; one that can be read in several ways is a fault, and stays as it is typed."""
        try:
            return read()
        except UnclearError as error:
            self.faults.append(Issue(line.address(name), Code.UNEXPECTED_VALUE, str(error)))
            return line.cells.get(name, "")


def _claim(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in _SAME_CLAIM)


def _room(said: Mapping[str, Any]) -> str:
    return str(said.get("to") if said["do"] == "add" else said["in"])
