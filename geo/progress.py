"""How far long work has come: whoever does it says so, and a command that somebody watches shows it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from typing import TypeVar

_Piece = TypeVar("_Piece")

Watch = Callable[[Iterable[Any], str, int | None], Iterable[Any]]
"""What shows the pieces of a work as they are taken: the pieces, what the work is, how many there are, if known."""

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Have all work that is done inside shown by a function."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def followed(work: Iterable[_Piece], what: str, count: int | None) -> Iterable[_Piece]:
    """Return the pieces of a work that may take seconds, which is shown where somebody watches.

    Parameters
    ----------
    work
        The pieces, in their order; each counts as done when the next one is taken.
    what
        The work, in a word or two.
    count
        How many pieces there are; None where nobody knows how long the work will take: it is shown at once, then.

    Examples
    --------
    >>> list(followed("abc", "letters", 3))
    ['a', 'b', 'c']
    """
    watch = _watch.get()
    return work if watch is None else watch(work, what, count)
