"""A candidate: what a text offers to the record, before anybody has said yes."""

from __future__ import annotations

from dataclasses import dataclass

from geo.record.limits import Limit

FIGURE, STAGE, PLACE = "figure", "status", "place"
KINDS = (FIGURE, STAGE, PLACE)
"""What a candidate is."""

HELD, NEWER, CONTRADICTS, ANSWERS, NEW = "held", "newer", "contradicts", "answers", "new"
VERDICTS = (HELD, NEWER, CONTRADICTS, ANSWERS, NEW)
"""A fact says the same; one says it of an earlier date; one says something else of the same; one promised it; none."""

CANDIDATES = Limit(20_000, "candidates", "a text")
"""How much one text may offer: more than anybody would review."""


@dataclass(frozen=True)
class Candidate:
    """What a text offers to the record.

    Parameters
    ----------
    line, column
        Where its token is printed, from 1, in characters.
    token
        What is printed there: at most 16 characters.
    value, unit, qualifier, aim, as_of, stated, indicator, scope
        As a fact has them; empty where the text does not tell, or for a place.
    kind
        One of :data:`KINDS`.
    subjects
        Whom it is of, the likeliest first: ids of sites, codes of districts or of the city, and names that the record
        lacks, each after a question mark.
    verdict
        One of :data:`VERDICTS`.
    fact
        Id of the fact that the verdict is about; empty where there is none.
    source
        Id of the text's source; empty where it has none yet.
    """

    line: int
    column: int
    token: str
    value: str = ""
    unit: str = ""
    qualifier: str = ""
    kind: str = FIGURE
    aim: str = ""
    as_of: str = ""
    stated: str = ""
    indicator: str = ""
    scope: str = ""
    subjects: tuple[str, ...] = ()
    verdict: str = NEW
    fact: str = ""
    source: str = ""
