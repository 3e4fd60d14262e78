"""What is worked out of an atlas once, and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_Whole = TypeVar("_Whole")
_Result = TypeVar("_Result")

_KEPT = "_kept"


def kept(work: Callable[[_Whole], _Result]) -> Callable[[_Whole], _Result]:
    """Let a function of an atlas work once for each: its result is kept in the atlas, and freed with it."""

    @wraps(work)
    def answer(whole: _Whole) -> _Result:
        results: dict[Callable[[_Whole], _Result], _Result] = whole.__dict__.setdefault(_KEPT, {})
        if work not in results:
            results[work] = work(whole)
        return results[work]

    return answer
