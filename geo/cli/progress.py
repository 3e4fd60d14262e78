"""What a command shows of long work to somebody who watches: a bar with the time that remains."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from time import monotonic
from typing import Any

from geo.progress import watched

_PATIENCE = 2
"""Seconds that nobody minds: a shorter command shows nothing."""
_MOMENT = 0.5
"""Seconds of a work that is over before a bar for it could be read: it shows none."""


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show a bar for each longer work that goes on after that, until its end; only where there is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    with watched(partial(_bar, monotonic() + _PATIENCE)):
        yield


def _bar(silent_until: float, work: Iterable[Any], what: str, count: int | None) -> Iterable[Any]:
    known = count is not None
    bar: Iterable[Any] = import_module("tqdm").tqdm(
        work,
        desc=what,
        total=count,
        delay=max(_MOMENT, silent_until - monotonic()) if known else 0,
        leave=False,
        file=sys.stderr,
        dynamic_ncols=True,
        bar_format="{desc}: {percentage:3.0f} % |{bar}| {remaining} left" if known else "{desc} ...",
    )
    return bar
