"""What is worked out of an atlas once, and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_Whole = TypeVar("_Whole")
_Result = TypeVar("_Result")

_Key = TypeVar("_Key")

_KEPT = "_kept"


class Memo(dict[_Key, _Result]):
    """What follows from keys, each worked out when it is first asked for.

    Parameters
    ----------
    work
        Returns what follows from a key.
    """

    def __init__(self, work: Callable[[_Key], _Result]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: _Key) -> _Result:
        self[key] = result = self._work(key)
        return result


def kept(work: Callable[[_Whole], _Result]) -> Callable[[_Whole], _Result]:
    """Let a function of an atlas work once for each: its result is kept in the atlas, and freed with it."""

    @wraps(work)
    def answer(whole: _Whole) -> _Result:
        results: dict[Callable[[_Whole], _Result], _Result] = whole.__dict__.setdefault(_KEPT, {})
        if work not in results:
            results[work] = work(whole)
        return results[work]

    return answer
