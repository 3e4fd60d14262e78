"""What somebody may have meant who wrote something unknown: a code for its label, an id for a misspelled one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping
from importlib import import_module

from geo.issues.errors import shown

LEAST_LIKENESS = 80
"""Percent of likeness (of insertions and deletions) from which a misspelling is taken for what it is like."""

_LONGEST = 80
"""Characters of a text that may be a misspelling."""


def likely(text: str, names: Mapping[str, str]) -> str:
    """Return `` (did you mean 'x'?)`` where a text is like a name, else nothing.

    >>> likely("亿元", labels([("yi-yuan", "亿元", "billion yuan")]))
    " (did you mean 'yi-yuan'?)"

    Parameters
    ----------
    text
        What was written.
    names
        What may be written by each name that it goes by, as :func:`labels` gives them.
    """
    return _meant(text, names, is_part=False)


def nearest(text: str, names: Mapping[str, str]) -> str:
    """Return the same as :func:`likely`, where a text may be a part of a name, too.

    >>> nearest("Shifeng", labels([("430204", "石峰区", "Shifeng District")]))
    " (did you mean '430204'?)"
    """
    return _meant(text, names, is_part=True)


def _meant(text: str, names: Mapping[str, str], *, is_part: bool) -> str:
    folded = _folded(text)
    if not folded or len(folded) > _LONGEST:
        return ""
    fuzzy = import_module("rapidfuzz")  # which nobody needs who writes nothing unknown
    scorer = fuzzy.fuzz.WRatio if is_part else fuzzy.fuzz.ratio
    match = fuzzy.process.extractOne(folded, names.keys(), scorer=scorer, score_cutoff=LEAST_LIKENESS)
    meant = names[folded] if folded in names else names[match[0]] if match else text
    return f" (did you mean {shown(meant)}?)" if meant != text else ""


def labels(rows: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return what may be written by each name it goes by: of each row the first is that, and all are names of it."""
    known: dict[str, str] = {}
    for first, *others in rows:
        for name in (first, *others):
            if folded := _folded(name):
                known.setdefault(folded, first)
    return known


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("{}", "").strip()
