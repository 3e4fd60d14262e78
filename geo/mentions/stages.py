"""How far places have come: the words of the statuses, where a text says them of a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.atlas.characters import fold
from geo.atlas.characters import longest_first
from geo.mentions.text import Text
from geo.record.vocabulary import Vocabulary

_APART = 2
"""How many signs apart two words of one stage may be: 竣工投产 is one, 建成并投产 too."""


@dataclass(frozen=True)
class Stage:
    """A status in a text.

    Parameters
    ----------
    start, end
        The signs that tell it.
    status
        Code of the register.
    """

    start: int
    end: int
    status: str


def stages(text: Text, words: Vocabulary) -> Iterator[Stage]:
    """Yield the statuses that a text tells; of words that follow each other, the most advanced status.

    Parameters
    ----------
    text
        The text.
    words
        The registers: names and aliases of the statuses are the words.
    """
    codes = {fold(name): term.code for term in words.statuses.values() for name in (term.name_zh, *term.aliases)}
    order = list(words.statuses)
    last: Stage | None = None
    for match in longest_first(codes).finditer(text.signs):
        stage = Stage(match.start(), match.end(), codes[match[0]])
        if (
            last is not None
            and stage.start - last.end <= _APART
            and text.clause(last.start) == text.clause(stage.start)
        ):
            further = max(last.status, stage.status, key=order.index)
            last = Stage(last.start, stage.end, further)
            continue
        if last is not None:
            yield last
        last = stage
    if last is not None:
        yield last
