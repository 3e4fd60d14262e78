"""What a command shows of long work to somebody who watches: a bar with the time that remains."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from geo.progress import watched

_PATIENCE = 2
"""Seconds that nobody minds: shorter work shows nothing."""


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show a bar for each work that takes longer, and remove it in the end; nothing where no terminal is there."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    with watched(_bar):
        yield


def _bar(work: Iterable[Any], what: str, count: int | None) -> Iterable[Any]:
    known = count is not None
    bar: Iterable[Any] = import_module("tqdm").tqdm(
        work,
        desc=what,
        total=count,
        delay=_PATIENCE if known else 0,
        leave=False,
        file=sys.stderr,
        dynamic_ncols=True,
        bar_format="{desc}: {percentage:3.0f} % |{bar}| {remaining} left" if known else "{desc} ...",
    )
    return bar
