"""CSV with a row for each site, district and city: beside what it is, its figure of each indicator that is a number.

Which figure that is says :mod:`geo.atlas.figures`; the long table (:mod:`geo.export.csv`) has every fact, texts too.
Figures are in the base unit of their dimension. First come the numbers, a column for each indicator that any of the
rows has; then of each its unit, its date, what must be known of it, its fact and its source, and who compared a figure
with its source once more, where any of its rows has that. Quotes, marks and the
guard against formulas are those of the long table.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from geo.atlas.atlas import Atlas
from geo.atlas.figures import Figure
from geo.atlas.figures import figures
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.export.cells import OF_RECORD
from geo.export.cells import OF_SUBJECTS
from geo.export.cells import origin
from geo.export.cells import subject_cells
from geo.export.choice import chosen
from geo.export.csv import BYTE_ORDER_MARK
from geo.export.csv import END
from geo.export.csv import ending
from geo.export.csv import quoted
from geo.export.csv import subject_row
from geo.export.feature import feature
from geo.export.shift import cells_in
from geo.export.shift import columns_in
from geo.export.shift import datum_cells
from geo.progress import followed
from geo.record.rows import Row
from geo.record.tables import CHECKED
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import base_unit

_ALWAYS = ("unit", "date", "caution", "fact", "source")
OF_FIGURES = (*_ALWAYS, *CHECKED)
"""What is written of a figure beside its number: ``caution`` names what narrows it or puts it in doubt, by codes."""


def to_csv_wide(atlas: Atlas, selection: Selection = EVERYTHING, datum: str | None = None) -> str:
    """Return what is chosen as a table with a row for each subject and its figures side by side."""
    selection, ids = chosen(atlas, selection)
    among = set(ids)
    codes = [code for code, of_subjects in figures(atlas).items() if not among.isdisjoint(of_subjects)]
    columns = {code: OF_FIGURES if _is_read_twice(atlas, code, ids) else _ALWAYS for code in codes}
    of_figures = [f"{code}_{name}" for code, names in columns.items() for name in names]
    head = [*columns_in(datum, OF_SUBJECTS), *codes, *of_figures, *OF_RECORD, *datum_cells(datum)]
    end = ending(atlas, selection, datum)
    lines = [f"{BYTE_ORDER_MARK}{quoted(head)}{END}"]
    for subject in followed(ids, "rows", len(ids)):
        cells = cells_in(datum, subject_cells(atlas, feature(atlas, subject)))
        numbers = quoted(_figures(atlas, subject, columns))
        lines.append(",".join(filter(None, (subject_row(cells), numbers, end))))
    return "".join(lines)


def _is_read_twice(atlas: Atlas, code: str, ids: Iterable[str]) -> bool:
    own = figures(atlas)[code]
    return any(_fact(atlas, subject, own[subject])["checked_by"] for subject in ids if subject in own)


def _figures(atlas: Atlas, subject: str, columns: Mapping[str, Sequence[str]]) -> Iterator[Any]:
    """Yield the number of each indicator, then what is written of each; nothing where there is no figure."""
    own = [(figures(atlas)[code].get(subject), len(names)) for code, names in columns.items()]
    yield from (figure and figure.value for figure, _ in own)
    for figure, count in own:
        yield from figure_cells(atlas, subject, figure)[:count] if figure else [None] * count


def figure_cells(atlas: Atlas, subject: str, figure: Figure) -> tuple[str, ...]:
    """Return what is written of a figure beside its number: :data:`OF_FIGURES`."""
    words = atlas.words
    fact = _fact(atlas, subject, figure)
    aim = "" if figure.aim == ACTUAL else figure.aim
    cautions = (figure.qualifier, aim, figure.scope, "differs" if figure.differs else "")
    return (
        base_unit(words.units[figure.unit], words).code,
        figure.as_of or f"stated {figure.stated}",
        "; ".join(filter(None, cautions)),
        fact["id"],
        origin(atlas, fact["source"]),
        *(fact[name] for name in CHECKED),
    )


def _fact(atlas: Atlas, subject: str, figure: Figure) -> Row:
    return atlas.claims[subject][figure.claim].facts[0]
