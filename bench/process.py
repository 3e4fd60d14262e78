"""A command in a process of its own: its time on the clock, its time on a processor, and the most memory it held."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

# macOS counts bytes, Linux kilobytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_LAUNCH = Path(__file__).with_name("launch.py")

WRONG = "wrong: "
"""How the last line begins of a command that found something else than the record holds."""


class Spent(NamedTuple):
    """What a process needed: seconds on the clock and of processors, and bytes of memory at most."""

    wall_s: float
    cpu_s: float
    memory: int


class CutError(RuntimeError):
    """A command that failed, or took longer than it may; the message says which."""


def run(command: list[str], *, output: Path, limit_s: float) -> Spent:
    """Run a command to its end, started by a process that is smaller than any that is measured (:mod:`bench.launch`).

    Parameters
    ----------
    command
        What to run.
    output
        File for what it prints.
    limit_s
        Seconds on the clock after which it is killed.

    Raises
    ------
    CutError
        If it took longer, or failed.
    """
    launched = [sys.executable, "-I", "-S", str(_LAUNCH), str(limit_s), str(output), *command]
    told = subprocess.run(launched, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True).stdout
    wall, cpu, memory, code = map(float, told.split())
    if code == -signal.SIGKILL:
        raise CutError(f"cut after {limit_s:.0f} s, or out of memory")
    if code:
        last = " ".join(output.read_text("utf-8", errors="replace").strip().splitlines()[-1:])[:200]
        raise CutError(last if last.startswith(WRONG) else f"failed: {last}")
    return Spent(wall, cpu, int(memory) * _RSS_UNIT)


def spent_by(child: int) -> Spent:
    """Wait for a process that was forked, and return what it needed.

    Raises
    ------
    CutError
        If it failed.
    """
    started = time.perf_counter()
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise CutError("failed")
    wall = time.perf_counter() - started
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _RSS_UNIT)
