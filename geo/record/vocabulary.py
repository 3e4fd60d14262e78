"""The words of the record: what its registers define, and how its values and dates are written.

The registers are small tables of the record, so that a new kind or unit is a new row. What the code itself gives a
meaning to (a type of indicator, the bases that have no position) is named here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Context
from decimal import Decimal
from functools import lru_cache
from typing import Any
from typing import Protocol

from geo.issues.codes import Code
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.paths import register_path
from geo.record.rows import addressed

NUMBER = "number"
STATUS = "status"
HONOUR = "honour"
INDICATOR_TYPES = (NUMBER, STATUS, HONOUR)

MORE, LESS, NEITHER = "more", "less", "none"
DIRECTIONS = (MORE, LESS, NEITHER)
"""Which of two figures is the better one."""

OWN_PERIOD = "own"
"""What says of an indicator that each figure is of its own period, so that no later one answers for it."""

CLOSED = "closed"
"""The status that ends a place, however far it had come."""

ACTUAL = "actual"
EXPECTED = "expected"
TARGET = "target"
AIMS = (ACTUAL, EXPECTED, TARGET)

DISTRICT = "district"
NEIGHBOUR = "neighbour"
"""Kinds that the map treats apart: the units that places lie in, and those around the city."""

UNIT_BASIS = "unit"
DISTRICT_BASIS = "district"
CITY_BASIS = "city"
UNLOCATED_BASES = (UNIT_BASIS, DISTRICT_BASIS, CITY_BASIS)
"""Bases of places without a geometry: those that are a whole district, and those that are known too roughly."""
BASES = ("published", "poi", "address", "relative", "knowledge", *UNLOCATED_BASES)

PRIMARY = "primary"
SECOND_HAND = "second-hand"
COPY = "copy"
STANDINGS = (PRIMARY, SECOND_HAND, COPY)
"""What a source is to us: a text that we hold, a page that others read, a page that copies another."""

MONTHS_BETWEEN_ISSUES = {"P1M": 1, "P3M": 3, "P6M": 6, "P1Y": 12}
"""How often a source appears, as ISO 8601 writes a duration, and how many months that is."""

MARKS = ("N", "J", "EB", "R", "DS", "Z")
"""How GB/T 7714 marks what a source is: newspaper, journal, electronic bulletin, report, data set, none of these."""

FILE = "file"
STORED_COPY = "stored copy"
FORMS = ("page", FILE, STORED_COPY)
"""In what form a source was read: at its address, as a file at hand, as the copy that a search index keeps."""

EXACT_M = 500
"""A position is drawn as exact up to this uncertainty, in metres."""
WIDE_M = 5_000
"""Beyond this uncertainty, in metres, a point is drawn as its circle."""
LOCATED_M = 20_000
"""Beyond this uncertainty, in metres, a place has no geometry."""

LABEL_SLOT = "{}"
"""Where a label that is a template takes its number: "about {}", "第{}位"."""

ALIAS_MARK = ";"
"""What parts the aliases of a term."""

LONGEST_FACTOR = 20
"""Characters of a unit's factor."""

MOST_SHIFT = 15
"""Powers of ten, up or down, between a printed number and the English one."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_REDUCED_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

_CHINESE_DIGITS = {char: digit for digit, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}

CHINESE_NUMERALS = "".join((*_CHINESE_DIGITS, *_CHINESE_TENS))
"""The characters that :func:`chinese_number` reads."""

# Enough for any figure times any factor: products stay exact.
_EXACT = Context(prec=100)


@dataclass(frozen=True)
class Term:
    """A row of a register: a code, its labels, and where they need it a short explanation and other names."""

    code: str
    name_zh: str
    name_en: str
    gloss_zh: str = field(default="", kw_only=True)
    gloss_en: str = field(default="", kw_only=True)
    aliases: tuple[str, ...] = field(default=(), kw_only=True)


NOT_STATED = Term("none", "未注明", "Not stated")
"""What a choice calls the sites of which the record does not say a thing; no register has this code."""


@dataclass(frozen=True)
class Kind(Term):
    """A kind of thing, which belongs to one layer."""

    layer: str


@dataclass(frozen=True)
class Sector(Term):
    """A sector of the economy, in a group of the city's own plan."""

    group: str


@dataclass(frozen=True)
class Indicator(Term):
    """What a fact says.

    Parameters
    ----------
    theme, type, dimension
        What it is about, and what its value is.
    direction
        Which of two values is the better one: one of :data:`DIRECTIONS`, or empty where nobody has said.
    period
        :data:`OWN_PERIOD`, or empty where a later value says what became of an earlier one.
    weight
        From 0 to 100, in a summary.
    """

    theme: str
    type: str
    dimension: str
    direction: str
    period: str
    weight: int


@dataclass(frozen=True)
class Unit(Term):
    """A unit as printed.

    Parameters
    ----------
    dimension
        What it measures.
    factor
        Its size in the base unit of the dimension.
    shift_en
        Powers of ten from the printed number to the English one.
    also_en
        Code of the unit in which English readers get the figure too, or empty.
    """

    dimension: str
    factor: Decimal
    shift_en: int
    also_en: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class SourceType(Term):
    """What a source is by itself, and its mark in a reference: one of :data:`MARKS`."""

    mark: str


@dataclass(frozen=True)
class Vocabulary:
    """Every register by code, in the order of display."""

    layers: dict[str, Term] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    sectors: dict[str, Sector] = field(default_factory=dict)
    statuses: dict[str, Term] = field(default_factory=dict)
    themes: dict[str, Term] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    scopes: dict[str, Term] = field(default_factory=dict)
    qualifiers: dict[str, Term] = field(default_factory=dict)
    aims: dict[str, Term] = field(default_factory=dict)
    bases: dict[str, Term] = field(default_factory=dict)
    datums: dict[str, Term] = field(default_factory=dict)
    honours: dict[str, Term] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    standings: dict[str, Term] = field(default_factory=dict)
    source_types: dict[str, SourceType] = field(default_factory=dict)
    source_forms: dict[str, Term] = field(default_factory=dict)
    resolution_reasons: dict[str, Term] = field(default_factory=dict)
    omission_reasons: dict[str, Term] = field(default_factory=dict)
    change_reasons: dict[str, Term] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Vocabulary: {', '.join(vars(self))}>"


class HasRegisters(Protocol):
    """A record, as far as its registers go."""

    registers: dict[str, list[Any]]


def vocabulary(record: HasRegisters) -> Vocabulary:
    """Read the registers of a record.

    Raises
    ------
    RecordError
        At the first row that cannot be read.
    """
    words, problems = collect(record)
    if problems:
        raise problems[0]
    return words


def collect(record: HasRegisters) -> tuple[Vocabulary, list[RecordError]]:
    """Read the rows of the registers that can be read; return the errors of the others beside them."""
    words, problems = Vocabulary(), []
    for name in record.registers:
        terms = getattr(words, name)
        for where, row in addressed(register_path(name), record.registers[name]):
            try:
                terms.setdefault(row["code"], _TERMS.get(name, _term)(row, where))
            except RecordError as error:
                problems.append(error)
    return words, problems


def base_value(value: str, unit: Unit) -> Decimal:
    """Return a printed figure in the base unit of its dimension, exactly.

    >>> base_value("15.15", Unit("square-kilometre", "平方公里", "km²", "area", Decimal(1000000), 0))
    Decimal('15150000.00')

    Parameters
    ----------
    value
        A number as :func:`is_number` takes it.
    unit
        The unit printed beside it.
    """
    return _EXACT.multiply(Decimal(value), unit.factor)


def base_unit(unit: Unit, words: Vocabulary) -> Unit:
    """Return the base unit of a unit's dimension: the first of the register whose factor is 1."""
    return next(each for each in words.units.values() if each.dimension == unit.dimension and each.factor == 1)


def is_number(text: str) -> bool:
    """Return whether a text is a plain decimal number: no blanks, separators, leading zeros or exponents.

    >>> is_number("-3.10"), is_number("1,000"), is_number("007")
    (True, False, False)
    """
    return _NUMBER.fullmatch(text) is not None


def is_exact(number: str) -> bool:
    """Return whether a number is one that every program prints alike: 15 digits at most, four of them decimals.

    >>> is_exact("2487.1"), is_exact("0.00005"), is_exact("1234567890123456")
    (True, False, False)
    """
    whole, _, decimals = number.lstrip("-").partition(".")
    return len(whole + decimals) <= 15 and len(decimals) <= 4


def chinese_number(text: str) -> int:
    """Return the whole number that Chinese numerals below ten thousand spell.

    >>> chinese_number("三"), chinese_number("十二"), chinese_number("三百零五")
    (3, 12, 305)

    Parameters
    ----------
    text
        Numerals alone: :data:`CHINESE_NUMERALS`.
    """
    total, digit = 0, None
    for char in text:
        if char in _CHINESE_TENS:
            # A ten may lack its one: 十二 is 12.
            total, digit = total + (1 if digit is None else digit) * _CHINESE_TENS[char], None
        else:
            digit = _CHINESE_DIGITS[char]
    return total + (digit or 0)


def months_between(first: date, last: date) -> int:
    """Return the whole months between two days, negative where the last is before the first.

    >>> months_between(date(2024, 12, 31), date(2026, 11, 22)), months_between(date(2026, 11, 22), date(2026, 10, 22))
    (22, -1)
    """
    if last < first:
        return -months_between(last, first)
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


@lru_cache(maxsize=2**14)  # facts by the thousand are of the same few dates
def period(text: str) -> tuple[date, date]:
    """Return the first and last day of a reduced date or an interval of two.

    >>> period("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> period("2024-01/2024-09")[1]
    datetime.date(2024, 9, 30)

    Parameters
    ----------
    text
        ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, or two of them with a slash, the earlier first (ISO 8601).

    Raises
    ------
    ValueError
        If the text is not of this form, names a day that does not exist, or an interval runs backwards.
    """
    first, slash, last = text.partition("/")
    start, end = _reduced_date(first)
    if slash:
        later, end = _reduced_date(last)
        if later <= start:
            raise ValueError(f"interval {text!r} does not run forwards")
    return start, end


def is_period(text: str) -> bool:
    """Return whether a text is a reduced date, or an interval of two that runs forwards."""
    try:
        period(text)
    except ValueError:
        return False
    return True


def is_day(text: str) -> bool:
    """Return whether a text is a reduced date, and no interval."""
    return "/" not in text and is_period(text)


def is_factor(text: str) -> bool:
    """Return whether a text can be the factor of a unit: a number above 0 that is not long.

    >>> is_factor("0.0001"), is_factor("0"), is_factor("1e3")
    (True, False, False)
    """
    return is_number(text) and len(text) <= LONGEST_FACTOR and Decimal(text) > 0


def _reduced_date(text: str) -> tuple[date, date]:
    match = _REDUCED_DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = match.groups()
    start = date(int(year), int(month or 1), int(day or 1))
    if day is not None:
        return start, start
    last_month = start.month if month is not None else 12
    return start, date(start.year, last_month, calendar.monthrange(start.year, last_month)[1])


def _term(row: Mapping[str, str], _where: str) -> Term:
    return Term(**_labels(row))


def _kind(row: Mapping[str, str], _where: str) -> Kind:
    return Kind(**_labels(row), layer=row["layer"])


def _sector(row: Mapping[str, str], _where: str) -> Sector:
    return Sector(**_labels(row), group=row["group"])


def _source_type(row: Mapping[str, str], _where: str) -> SourceType:
    return SourceType(**_labels(row), mark=row["mark"])


def _indicator(row: Mapping[str, str], where: str) -> Indicator:
    weight = _integer(row, "weight", where, least=0, most=100)
    return Indicator(
        **_labels(row),
        theme=row["theme"],
        type=row["type"],
        dimension=row["dimension"],
        direction=row["direction"],
        period=row["period"],
        weight=weight,
    )


def _unit(row: Mapping[str, str], where: str) -> Unit:
    if not is_factor(row["factor"]):
        message = f"factor must be a number above 0, of at most {LONGEST_FACTOR} characters"
        raise RecordError(where, Code.INVALID_NUMBER, message, shown(row["factor"]))
    return Unit(
        **_labels(row),
        dimension=row["dimension"],
        factor=Decimal(row["factor"]),
        shift_en=_integer(row, "shift_en", where, least=-MOST_SHIFT, most=MOST_SHIFT),
        also_en=row["also_en"],
    )


def _labels(row: Mapping[str, str]) -> dict[str, Any]:
    columns = ("code", "name_zh", "name_en", "gloss_zh", "gloss_en")
    labels: dict[str, Any] = {column: row[column] for column in columns if column in row}
    return labels | ({"aliases": tuple(row["aliases"].split(ALIAS_MARK))} if row.get("aliases") else {})


def _integer(row: Mapping[str, str], column: str, where: str, *, least: int, most: int) -> int:
    text = row[column]
    if is_number(text) and "." not in text and is_exact(text) and least <= int(text) <= most:
        return int(text)
    raise RecordError(
        where, Code.INVALID_NUMBER, f"{column} must be a whole number from {least} to {most}", shown(text)
    )


_TERMS: dict[str, Callable[[Mapping[str, str], str], Term]] = {
    "kinds": _kind,
    "sectors": _sector,
    "indicators": _indicator,
    "units": _unit,
    "source_types": _source_type,
}
