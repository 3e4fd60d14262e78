"""``import``: read a list of places or facts, and change the record by what it says."""  # noqa: N999 (a verb's name)

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from collections.abc import Sequence

from geo.atlas.atlas import Atlas
from geo.cli.asking import ask
from geo.cli.drafting import begun
from geo.cli.drafting import settled
from geo.cli.reasons import is_terminal
from geo.cli.report import report
from geo.export.shift import LATITUDE
from geo.export.shift import LONGITUDE
from geo.issues.codes import Code
from geo.issues.errors import AtlasError
from geo.issues.errors import Issue
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.issues.hints import labels
from geo.issues.hints import likely
from geo.record.limits import ISSUES
from geo.sheets.columns import FIELDS
from geo.sheets.columns import LEFT_OUT
from geo.sheets.columns import Guesser
from geo.sheets.columns import Heads
from geo.sheets.columns import heads_of
from geo.sheets.lines import Line
from geo.sheets.lines import lines
from geo.sheets.mapping import read_mapping
from geo.sheets.mapping import write_mapping
from geo.sheets.names import Names
from geo.sheets.read import Sheet
from geo.sheets.read import read_sheets
from geo.sheets.things import DATUM_CODES


def run(options: argparse.Namespace) -> int:
    """Read the list, tell what is wrong with its cells, and apply what it changes if nothing is."""
    beginning = begun(options)
    if beginning is None:
        return 1
    (draft, known), constants = beginning, _constants(options.set)
    told = read_mapping(options.root) | _pairs("--map", options.map)
    mapping = _Mapping(draft.atlas, draft.names, told, options.datum)
    sheets = read_sheets(options.file, options.sheet)
    heads = [mapping.heads(sheet) for sheet in sheets]
    if report(mapping.faults):
        return 1
    for sheet, each in zip(sheets, heads, strict=True):
        if sheet.encoding:
            print(f"note {sheet.where}: read as {sheet.encoding}", file=sys.stderr)
        for line in lines(sheet, each, constants):
            if len(draft.faults) > ISSUES.most:
                break  # nobody reads more of them at once
            if isinstance(line, Line):
                draft.take(line)
            else:
                draft.faults.append(line)
    code = settled(draft, known, escaped(options.file.name), options)
    if code == 0 and not options.check:
        write_mapping(options.root, mapping.told)
    return code


class _Mapping:
    """What the columns of sheets hold: as it was told, as it is guessed, or as somebody answers.

    Parameters
    ----------
    atlas
        The record.
    names
        What its names mean.
    told
        What is known of heads already.
    datum
        That of positions whose columns do not say it.
    """

    def __init__(self, atlas: Atlas, names: Names, told: Mapping[str, str], datum: str | None) -> None:
        self.faults: list[Issue] = []
        self.told = dict(told)
        self._atlas = atlas
        self._names = names
        self._datum = datum

    def heads(self, sheet: Sheet) -> Heads:
        """Return the heads of a sheet; what nobody knows of them is asked, or is a fault."""
        heads = self._guessed(sheet)
        for column in heads.unknown:
            name = heads.names[column]
            where = sheet.address(heads.row, column, name)
            if is_terminal():
                self.told[name] = ask(f"{where}: {name} holds", (*FIELDS, LEFT_OUT), LEFT_OUT)
            else:
                message = (
                    f"column is of no known field: --map COLUMN=FIELD says one, --map COLUMN={LEFT_OUT} leaves it out"
                )
                self.faults.append(Issue(where, Code.WRONG_HEADER, message, shown(name)))
        heads = self._guessed(sheet) if heads.unknown else heads
        return self._with_datum(sheet, heads) if heads.lacks_datum else heads

    def _guessed(self, sheet: Sheet) -> Heads:
        return heads_of(sheet, Guesser(self._atlas, self._names, self.told), self._atlas)

    def _with_datum(self, sheet: Sheet, heads: Heads) -> Heads:
        """Return heads that say in which datum positions are."""
        if self._datum is None and not is_terminal():
            message = "--datum must say in which datum the positions are: web maps of China give gcj02 or bd09"
            self.faults.append(Issue(sheet.where, Code.MISSING_VALUE, message))
            return heads
        datum = self._datum or ask(f"{sheet.where}: datum of the positions", DATUM_CODES)
        for column, each in heads.columns.items():
            if each.field in {LONGITUDE, LATITUDE}:
                self.told[heads.names[column]] = f"{each.field}_{datum}"
        return self._guessed(sheet)


def _pairs(option: str, given: Sequence[str]) -> dict[str, str]:
    """Read options of the form ``NAME=VALUE``."""
    pairs = [each.rpartition("=") if option == "--map" else each.partition("=") for each in given]
    for each, (name, sign, value) in zip(given, pairs, strict=True):
        if not name or not sign or not value:
            raise AtlasError(option, "must be of the form NAME=VALUE", shown(each))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _constants(given: Sequence[str]) -> dict[str, str]:
    """Return what holds of each row that does not say it."""
    constants = _pairs("--set", given)
    unknown = next((name for name in constants if name not in FIELDS), None)
    if unknown is not None:
        meant = likely(unknown, labels([each] for each in FIELDS))
        raise AtlasError("--set", f"must name one of {', '.join(FIELDS)}", shown(unknown) + meant)
    return constants
