"""What our exports say of the record now, cell by cell: a cell of theirs that still says it changes nothing.

So an export that is read again is known by what it would say, not by what could be made of it: a figure without its
last zero, a text that was cut to fit a cell, an apostrophe before a formula, a position in another datum.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.figures import Figure
from geo.atlas.figures import figures
from geo.atlas.identity import sources_by_id
from geo.export.cells import FORMULA
from geo.export.cells import fact_cells
from geo.export.cells import further_cells
from geo.export.cells import subject_cells
from geo.export.cells import written
from geo.export.csv_wide import OF_FIGURES
from geo.export.csv_wide import figure_cells
from geo.export.feature import feature
from geo.export.shift import cells_in
from geo.export.tables import PLACE
from geo.export.xlsx import shortened
from geo.sheets.values import dates
from geo.sheets.values import number

Texts = dict[str, str]


class Told:
    """The cells of exports of an atlas, as texts.

    Parameters
    ----------
    atlas
        The atlas.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._places: dict[tuple[str, str | None], Texts] = {}

    def place(self, subject: str, datum: str | None) -> Texts:
        """Return the cells of a site, a district or the city, its position in a datum."""
        key = (subject, datum)
        if key not in self._places:
            cells = subject_cells(self._atlas, feature(self._atlas, subject))
            self._places[key] = _texts(cells_in(datum, cells))
        return self._places[key]

    def further(self, subject: str, datum: str | None) -> Iterator[Texts]:
        """Yield the cells of the further positions of a site."""
        for cells in further_cells(self._atlas, feature(self._atlas, subject)):
            yield _texts(cells_in(datum, cells))

    def fact(self, fact: str) -> Texts:
        """Return the cells of a fact, with the names of its place."""
        return self._facts[fact]

    def source(self, source: str) -> Texts:
        """Return the cells of a source."""
        return self._sources[source]

    def figure(self, subject: str, indicator: str) -> tuple[Figure | None, Texts]:
        """Return the figure of a subject, and the cells of the wide table for it."""
        figure = figures(self._atlas).get(indicator, {}).get(subject)
        names = (indicator, *(f"{indicator}_{name}" for name in OF_FIGURES))
        values = (figure.value, *figure_cells(self._atlas, subject, figure)) if figure else (None,) * len(names)
        return figure, _texts(dict(zip(names, values, strict=True)))

    @cached_property
    def _facts(self) -> dict[str, Texts]:
        sources = sources_by_id(self._atlas)
        found = {}
        for subject in self._atlas.claims:
            properties = feature(self._atlas, subject)["properties"]
            place = dict(zip(PLACE, (subject, properties["name_zh"], properties["name_en"]), strict=True))
            for fact in properties["facts"]:
                found[fact["id"]] = _texts(place | fact_cells(self._atlas, fact, sources[fact["source"]]))
        return found

    @cached_property
    def _sources(self) -> dict[str, Texts]:
        return {name: _texts(source) for name, source in sources_by_id(self._atlas).items()}


def says(cell: str, told: str) -> bool:
    r"""Return whether a cell says what an export wrote, with the apostrophe before a formula or cut to fit or not.

    >>> says("'=1+1", "=1+1"), says("a\r\nb", "a\nb"), says("12", "12.0")
    (True, True, False)
    """
    if cell == told:
        return True
    cell, told = (text.replace("\r\n", "\n").strip() for text in (cell, told))
    return cell == told or cell == shortened(told) or (cell == f"'{told}" and FORMULA.match(told) is not None)


def means(cell: str, told: str) -> bool:
    """Return whether a cell says the same in the form that a spreadsheet may have given it.

    >>> means("3.6E+11", "360000000000"), means("2024/12/30", "2024-12-30"), means("FALSE", "false"), means("1", "2")
    (True, True, True, False)
    """
    if says(cell, told) or told in dates(cell) or cell.lower() == told.lower():
        return True
    try:
        return float(number(cell)) == _as_precise(float(told), cell)
    except (ValueError, OverflowError):
        return False


def without_apostrophe(cell: str) -> str:
    """Return a cell without the apostrophe that an export puts before what a spreadsheet would run.

    >>> without_apostrophe("'=1+1"), without_apostrophe("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _as_precise(value: float, cell: str) -> float:
    """Return a number with as many digits as a cell shows of it."""
    mantissa, exponent, _ = cell.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return float(f"{value:.{decimals}e}") if exponent else round(value, decimals)


def _texts(cells: Mapping[str, Any]) -> Texts:
    return {name: written(value) for name, value in cells.items()}
