"""The figures of places in columns: what filters, sorts and ranks without the facts being read."""

from __future__ import annotations

from collections.abc import Iterable

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.figures import find_figures
from geo.atlas.figures import usual_unit
from geo.page.payload.contract import FigureColumns
from geo.record.pack import one_a_line

_NONE = -1


def figure_columns(atlas: Atlas) -> FigureColumns:
    """Return the figures of each indicator that any subject has, one indicator after the other."""
    words, known = atlas.words, find_figures(atlas)
    rows = {subject: row for row, subject in enumerate(subjects(atlas))}
    units, indicators = _numbers(words.units), _numbers(words.indicators)
    qualifiers, scopes, aims = _numbers(words.qualifiers), _numbers(words.scopes), _numbers(words.aims)
    told = [figure for of_subjects in known.values() for figure in of_subjects.values()]
    return {
        "indicators": [indicators[code] for code in known],
        "usual": [units[usual_unit(of_subjects)] for of_subjects in known.values()],
        "counts": [len(of_subjects) for of_subjects in known.values()],
        "rows": [rows[subject] for of_subjects in known.values() for subject in of_subjects],
        "values": [figure.value for figure in told],
        "units": [units[figure.unit] for figure in told],
        "qualifiers": [qualifiers.get(figure.qualifier, _NONE) for figure in told],
        "scopes": [scopes.get(figure.scope, _NONE) for figure in told],
        "aims": [aims[figure.aim] for figure in told],
        "as_of": one_a_line(figure.as_of for figure in told),
        "stated": one_a_line(figure.stated for figure in told),
        "unlike": [(at, list(figure.values)) for at, figure in enumerate(told) if figure.differs],
    }


def _numbers(codes: Iterable[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(codes)}
