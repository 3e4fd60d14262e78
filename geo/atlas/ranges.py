"""Ranges of figures as a choice: ``1e9..``, ``..5e9``, ``1e9..5e9``, ``..`` for any figure, ``none`` for no figure.

Numbers are in the base unit of the indicator's dimension: yuan, square metres, persons. A place is in a range if its
figure is (:mod:`geo.atlas.figures`); where sources disagree, if one of the values is. The page's own script reads the
text (``core/ranges.js``), so that a range means the same in a link, on the command line and in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

from geo.atlas.atlas import Atlas
from geo.atlas.engine import Engine
from geo.atlas.figures import figures
from geo.atlas.figures import usual_unit
from geo.issues.errors import AtlasError
from geo.issues.errors import shown
from geo.messages import LANGUAGES
from geo.messages import message
from geo.record.vocabulary import NOT_STATED
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import Unit
from geo.record.vocabulary import Vocabulary

_BEGINS = re.compile(rf"[-+]?[0-9]|\.\.|{NOT_STATED.code}$")

BETWEEN = ".."
"""What parts the ends of a range."""


def looks_like_range(values: Iterable[str]) -> bool:
    """Return whether values may be meant for a figure: one begins as a number or a range does, or says "none".

    >>> looks_like_range(["1e9.."]), looks_like_range(["none"]), looks_like_range(["park"])
    (True, True, False)
    """
    return any(_BEGINS.match(part) for value in values for part in value.split(","))


def figure_codes(words: Vocabulary) -> list[str]:
    """Return the indicators of which a range can be chosen, in the order of their register."""
    return [code for code, indicator in words.indicators.items() if indicator.type == NUMBER]


def read_range(indicator: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return a range as links hold it: at most one, then ``none`` where places without a figure are chosen, too.

    Raises
    ------
    AtlasError
        If this is no range.

    Examples
    --------
    >>> read_range("investment", ["1000000000..", "none"])
    ('1e9..', 'none')
    """
    text = ",".join(values)
    tokens = Engine().ask("readRange", text)
    if tokens is None:
        must = "range must be like 1e9.., ..5e9 or 1e9..5e9 in the base unit, .. for any figure, or none"
        raise AtlasError(indicator, must, shown(text))
    return tuple(tokens)


def chosen_by(atlas: Atlas, indicator: str, tokens: Iterable[str]) -> frozenset[str]:
    """Return the subjects of which a figure is in a range; of those without one, only sites can be chosen.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        Code of an indicator whose values are numbers.
    tokens
        A range as :func:`read_range` returns it.
    """
    known = figures(atlas).get(indicator, {})
    chosen: set[str] = set()
    for token in tokens:
        if token == NOT_STATED.code:
            chosen.update(site for site in atlas.site_rows if site not in known)
        else:
            low, high = _bounds(token)
            chosen.update(
                subject for subject, figure in known.items() if any(low <= value <= high for value in figure.values)
            )
    return frozenset(chosen)


def range_words(atlas: Atlas, indicator: str, tokens: Iterable[str]) -> Mapping[str, str]:
    """Return a range in both languages, in the unit in which most figures of the indicator are printed."""
    known = figures(atlas).get(indicator, {})
    dimension = atlas.words.indicators[indicator].dimension
    base = (code for code, unit in atlas.words.units.items() if unit.dimension == dimension and unit.factor == 1)
    unit = atlas.words.units[usual_unit(known) if known else next(base)]
    words = {lang: {key: message(lang, key) for key in ("anyFigure", "noFigure", "either")} for lang in LANGUAGES}
    asked = {"tokens": list(tokens), "unit": _unit(unit), "words": words}
    return cast("Mapping[str, str]", Engine().ask("rangeWords", asked))


def _unit(unit: Unit) -> Mapping[str, object]:
    told = asdict(unit)
    return {"zh": told["name_zh"], "en": told["name_en"], "shift": told["shift_en"], "factor": float(unit.factor)}


def _bounds(token: str) -> tuple[float, float]:
    low, _, high = token.partition(BETWEEN)
    return float(low or "-inf"), float(high or "inf")
