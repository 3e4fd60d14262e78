"""Registers: codes, labels, and what each row must refer to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from geo.atlas.facets import TAKEN
from geo.atlas.facets import keys
from geo.checks.characters import is_plain
from geo.checks.frame import Frame
from geo.checks.frame import Issues
from geo.checks.prose import check_notes
from geo.checks.prose import check_once
from geo.checks.prose import check_text
from geo.checks.rows import RowCheck
from geo.checks.rows import check_rows
from geo.issues.codes import Code
from geo.issues.errors import Issue
from geo.issues.errors import RecordError
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.layers import CONTEXT
from geo.record.layers import DISTRICTS
from geo.record.limits import OPTIONS
from geo.record.model import ADDED_CODES
from geo.record.model import GLOSSES
from geo.record.paths import FACTS
from geo.record.paths import layer_path
from geo.record.paths import register_path
from geo.record.rows import Row
from geo.record.rows import addressed
from geo.record.rules import is_slug
from geo.record.tables import FIXED_CODES
from geo.record.vocabulary import ALIAS_MARK
from geo.record.vocabulary import DISTRICT
from geo.record.vocabulary import HONOUR
from geo.record.vocabulary import LABEL_SLOT
from geo.record.vocabulary import NEIGHBOUR
from geo.record.vocabulary import NOT_STATED
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import is_number


def check_table_texts(frame: Frame) -> Issues:
    """Check every cell of every table as text."""
    for path, rows in frame.tables.items():
        # Of nearly all columns every text is plain, which is soon seen.
        doubtful = [name for name, cells in frame.cells[path].items() if not all(map(is_plain, cells))]
        yield from check_rows(path, rows, frame, [RowCheck((column,), _text_check(column)) for column in doubtful])


def _text_check(column: str) -> Callable[[str, Row, Frame], Issues]:
    # A token is a piece of a line, character by character.
    quoted = column == "token"
    return lambda where, row, _frame: check_text(where, name=column, text=row[column], quoted=quoted)


def check_registers(frame: Frame) -> Issues:
    """Check the registers row by row."""
    for name, rows in frame.record.registers.items():
        path = register_path(name)
        yield from check_once(path, frame, column="code", code=Code.DUPLICATE_CODE)
        for where, row in addressed(path, rows):
            yield from _check_register_code(where, name=name, code=row["code"])
            yield from _check_labels(where, name=name, row=row)
            yield from check_notes(where, {column: row[column] for column in GLOSSES if column in row})
            yield from _check_aliases(where, row)
            yield from _REGISTER_CHECKS.get(name, _nothing_more)(where, row, frame)
    yield from _check_fixed_codes(frame)
    yield from _check_base_units(frame)
    yield from _check_needed_kinds(frame)


def check_options(frame: Frame) -> Issues:
    """Check that no facet has more options than a page offers."""
    record = frame.record
    counts = {register_path(name): len(record.registers[name]) for name in ("kinds", "sectors", "statuses")}
    counts[layer_path(DISTRICTS)] = len(record.features(DISTRICTS))
    statuses = {row["code"] for row in record.registers["indicators"] if row["type"] == STATUS}
    dated = [(row, row["as_of"].rpartition("/")[2][:4]) for row in record.facts]
    stages = {(row["value"], year) for row, year in dated if row["indicator"] in statuses}
    counts[FACTS] = max(len({year for _, year in dated}), len(stages))
    for path, count in counts.items():
        try:
            OPTIONS.require(count, path)
        except RecordError as error:
            yield error.issue


def _check_register_code(where: str, *, name: str, code: str) -> Issues:
    if code == NOT_STATED.code and name in _WITH_NOT_STATED:
        message = f"code {shown(code)} is what the program writes where a site has none"
        yield Issue(where, Code.RESERVED_ID, message)


def _check_labels(where: str, *, name: str, row: Row) -> Issues:
    for column in ("name_zh", "name_en"):
        slots = row[column].count(LABEL_SLOT)
        if name == "qualifiers" and row[column] and slots != 1:
            yield Issue(where, Code.LABEL_SLOT, f"{column} must hold one {LABEL_SLOT}", shown(row[column]))
        elif name == "units" and slots > 1:
            yield Issue(where, Code.LABEL_SLOT, f"{column} must hold at most one {LABEL_SLOT}", shown(row[column]))


def _check_indicator(where: str, row: Row, frame: Frame) -> Issues:
    if row["type"] == NUMBER and row["code"] in {*keys(), *TAKEN}:
        message = f"code {shown(row['code'])} is what links and commands call something else"
        yield Issue(where, Code.RESERVED_ID, message)
    if row["type"] in {STATUS, HONOUR} and row["dimension"]:
        message = f"dimension must be empty for the type {row['type']}"
        yield Issue(where, Code.UNEXPECTED_VALUE, message, shown(row["dimension"]))
    elif row["type"] == NUMBER and frame.read(register_path("units")):
        dimensions = {unit["dimension"] for unit in frame.record.registers["units"]}
        if row["dimension"] not in dimensions:
            found = shown(row["dimension"]) + likely(row["dimension"], labels([each] for each in sorted(dimensions)))
            yield Issue(where, Code.UNKNOWN_CODE, "dimension must be one of units.csv", found)


def _check_aliases(where: str, row: Row) -> Issues:
    """Check a term's other names: another term may share one, as "R&D" is the short name of several indicators."""
    names = {row["name_zh"], row["name_en"]}
    for alias in row["aliases"].split(ALIAS_MARK) if row.get("aliases") else ():
        if not alias or alias != alias.strip():
            message = f"aliases must be separated by {ALIAS_MARK!r} alone, none empty or with blanks around it"
            yield Issue(where, Code.MISSING_TEXT, message, shown(row["aliases"]))
        elif alias in names:
            yield Issue(where, Code.DUPLICATE_ALIAS, "alias repeats another name of its term", shown(alias))
        names.add(alias)


def _check_unit(where: str, row: Row, frame: Frame) -> Issues:
    dimensions = {unit["code"]: unit["dimension"] for unit in frame.record.registers["units"]}
    if row["also_en"] in dimensions and dimensions[row["also_en"]] != row["dimension"]:
        message = f"also_en must be a unit of {row['dimension']}, or empty"
        yield Issue(where, Code.UNKNOWN_CODE, message, shown(row["also_en"]))


def _nothing_more(_where: str, _row: Row, _frame: Frame) -> Issues:
    yield from ()


def _check_fixed_codes(frame: Frame) -> Issues:
    """Check the registers whose codes the program itself gives a meaning to."""
    for name, codes in FIXED_CODES.items():
        path = register_path(name)
        found = {row["code"] for row in frame.record.registers[name]}
        if frame.read(path) and found != set(codes):
            missing = [f"{code} is missing" for code in codes if code not in found]
            if set(codes) - found <= set(ADDED_CODES.get(name, ())):
                missing = [f"{each} (python -m geo format adds it)" for each in missing]
            strange = [f"{escaped(code)} is unknown" for code in sorted(found - set(codes))]
            message = f"codes must be {', '.join(codes)}: {', '.join([*missing, *strange])}"
            yield Issue(path, Code.FIXED_CODES, message)


def _check_base_units(frame: Frame) -> Issues:
    """Check that each dimension has a base unit, in which exports give its numbers."""
    path = register_path("units")
    units = [row for row in frame.record.registers["units"] if is_number(row["factor"])]
    based = {row["dimension"] for row in units if Decimal(row["factor"]) == 1}
    for dimension in dict.fromkeys(row["dimension"] for row in units):
        if frame.read(path) and is_slug(dimension) and dimension not in based:
            yield Issue(path, Code.MISSING_VALUE, f"dimension {shown(dimension)} must have a unit with factor 1")


def _check_needed_kinds(frame: Frame) -> Issues:
    """Check that the kinds are there without which the map cannot be drawn."""
    path = register_path("kinds")
    layers = {row["code"]: row["layer"] for row in frame.record.registers["kinds"]}
    for code, layer in ((DISTRICT, DISTRICTS), (NEIGHBOUR, CONTEXT)):
        if frame.read(path) and layers.get(code) != layer:
            message = f"kinds must hold {code}, of the layer {layer}"
            yield Issue(path, Code.FIXED_CODES, message, shown(layers.get(code)))


# The facets of these offer what no row of the register says, too.
_WITH_NOT_STATED = ("sectors", "statuses")
_REGISTER_CHECKS: dict[str, Callable[[str, Row, Frame], Issues]] = {
    "indicators": _check_indicator,
    "units": _check_unit,
}
