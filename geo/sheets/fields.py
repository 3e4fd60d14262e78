"""The value of a field as somebody typed it: what it must be says its model, and nothing is typed twice."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from geo.atlas.atlas import Atlas
from geo.checks.forms import rules_of
from geo.issues.codes import Code
from geo.record.vocabulary import HONOUR
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import is_number
from geo.sheets.names import Names
from geo.sheets.names import UnclearError
from geo.sheets.values import dates
from geo.sheets.values import items
from geo.sheets.values import number
from geo.sheets.values import plain

_REGISTERS = {STATUS: "statuses", HONOUR: "honours"}
_SUBJECTS = {"subject", "parent", "districts"}
_LONGEST_NUMBER = 20
_SOURCES = {"population_source", "area_source"}


class Reader:
    """What reads cells as the values of fields; what cannot be read stays a text, for validation to name.

    Parameters
    ----------
    atlas
        The record, whose registers have the codes and their labels.
    names
        What its names mean.
    """

    def __init__(self, atlas: Atlas, names: Names) -> None:
        self._words = atlas.words
        self._names = names

    def value(self, model: type, name: str, cell: str, held: Any = None) -> Any:  # noqa: ANN401 (any of JSON)
        """Return the value of a member of a model.

        Parameters
        ----------
        model, name
            The model, and its member.
        cell
            What was typed.
        held
            What the record holds; of several ways to read the cell it is the one that is meant.

        Raises
        ------
        UnclearError
            If the cell can be read in several ways, none of which the record holds.
        """
        kind = plain_type(model, name)
        if not cell:
            return [] if get_origin(kind) is list else "" if "id" in model.__annotations__ else None
        if get_origin(kind) is list:
            return self._list(name, cell, held)
        if kind in {int, float}:
            return _number(cell, kind)
        return self._text(model, name, cell, held)

    def figure(self, indicator: str, cell: str, held: str = "") -> str:
        """Return the value of a fact of an indicator: a number, or a code by its label."""
        term = self._words.indicators.get(indicator)
        if term is None or term.type == NUMBER:
            digits = number(cell)
            same = is_number(digits) and is_number(held) and Decimal(digits) == Decimal(held)
            return held if same else digits
        return self._names.code(_REGISTERS[term.type], cell, "value")

    def unit(self, indicator: str, cell: str) -> str:
        """Return the code of a unit, of the dimension of the indicator where several have this label."""
        term = self._words.indicators.get(indicator)
        return self._names.unit(cell, term.dimension if term else "")

    def _text(self, model: type, name: str, cell: str, held: Any) -> str:  # noqa: ANN401 (as above)
        rule, _ = rules_of(model)[name]
        if name in _SUBJECTS:
            return self._names.subject(cell, name)
        if rule.refers:
            return self._known(cell, *rule.refers, name)
        if rule.code is Code.INVALID_DATE or name.endswith("_as_of"):
            return date_of(cell, held, name)
        if rule.code is Code.INVALID_NUMBER:
            return number(cell)
        return _locator(plain(cell)) if rule.code is Code.INVALID_LOCATOR else cell

    def _known(self, cell: str, table: str, column: str, name: str) -> str:
        """Return the code or the id that a cell names in the table that its field refers to."""
        if column == "code":
            return self._names.code(table, cell, name)
        return self._names.source(cell) if table == "sources" else cell

    def _list(self, name: str, cell: str, held: Any) -> list[str]:  # noqa: ANN401 (as above)
        if any(";" in each or "；" in each for each in held or ()):
            raise UnclearError(f"{name} holds semicolons within its texts and", ["it in the layer"])
        if name == "districts":
            return [self._names.subject(each, name) for each in items(cell.replace("、", ";").replace(",", ";"))]
        return [self._names.source(each, name) if name in _SOURCES else each for each in items(cell)]


def date_of(cell: str, held: str | None, name: str) -> str:
    """Return a date or an interval as the record writes it; what is none stays as it is.

    >>> date_of("2025年3月", None, "as_of"), date_of("3/4/2025", "2025-04-03", "as_of")
    ('2025-03', '2025-04-03')

    Raises
    ------
    UnclearError
        If it can be read in several ways, none of which the record holds.
    """
    readings = dates(cell)
    if held in readings:
        return str(held)
    if len(readings) > 1:
        raise UnclearError(f"{name} {cell}", readings)
    return readings[0] if readings else cell


@cache
def plain_type(model: type, name: str) -> Any:  # noqa: ANN401 (a type)
    """Return the type of a member of a model, without its rule and without None.

    >>> from geo.record.layers import Site
    >>> plain_type(Site, "position_uncertainty_m")
    <class 'int'>
    """
    return _base(get_type_hints(model, include_extras=True)[name])


def _base(hint: Any) -> Any:  # noqa: ANN401 (a type)
    """Return the plain type of a member, without its rule and without None."""
    if get_origin(hint) is list:
        return hint
    parts = [part for part in get_args(hint) if part is not type(None)]
    return _base(parts[0]) if parts else hint


def _number(cell: str, kind: type) -> Any:  # noqa: ANN401 (as above)
    digits = number(cell)
    if not is_number(digits) or len(digits) > _LONGEST_NUMBER:
        return cell
    value = Decimal(digits)
    return int(value) if kind is int and value == value.to_integral_value() else float(value)


def _locator(cell: str) -> str:
    """Return a locator that was typed as a bare number with its letter."""
    return f"L{cell}" if cell.isdecimal() else cell
