"""A command that meets a hostile file: it ends in time, with its result or in lines that a person can read."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Sequence
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from dataclasses import dataclass
from dataclasses import field

from geo.cli import main

LONGEST_S = 30
"""Seconds of the processor that one file may take."""

_LINE = re.compile(r"(error|warning|note) \S.*|\S+( \(.*\))?: .*|nothing is written.*")
_LONGEST_LINE = 1100


@dataclass
class Outcome:
    """What came of files: how many there were, how many were taken, and a line for each that broke a promise."""

    met: int = 0
    taken: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    memory: tuple[int, str] = (0, "")


def meet(name: str, arguments: Sequence[str], outcome: Outcome) -> int | None:
    """Run a command on a file, note what came of it, and return its exit code; None where it ended otherwise."""
    told, began, code = io.StringIO(), time.process_time(), None
    outcome.met += 1
    try:
        with redirect_stderr(told), redirect_stdout(io.StringIO()):
            code = main(arguments)
        outcome.taken += code == 0
        lines = told.getvalue().splitlines()
        strange = [line for line in lines if not _LINE.fullmatch(line) or len(line) > _LONGEST_LINE]
        if strange or (code and not lines):
            outcome.faults.append(f"{name}: {code}, {strange[:1]}")
    except BaseException as error:
        outcome.faults.append(f"{name}: {type(error).__name__}: {error}"[:300])
    seconds = time.process_time() - began
    outcome.slowest = max(outcome.slowest, (seconds, name))
    if seconds > LONGEST_S:
        outcome.faults.append(f"{name}: took {seconds:.1f} s")
    return code
