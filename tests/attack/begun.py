"""Whoever begins a record and is killed leaves a whole one or none: ``python -m tests.attack.begun 20``."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

from geo.cli import main as run

COMMAND = ("new", "DIR", "--adcode", "430600", "--date", "2026-11-27")


def check(kills: int, longest_s: float = 2.0) -> list[str]:
    """Kill so many writers, each at another moment; return what broke."""
    faults, moments, met = [], random.Random(kills), 0  # noqa: S311 (moments, the same each time)
    with tempfile.TemporaryDirectory(prefix="begun-") as name:
        folder = Path(name)
        arguments = [str(folder / "whole") if each == "DIR" else each for each in COMMAND]
        if run(arguments) != 0:
            return ["faults: 1 (the record cannot be begun)"]
        whole = _files(folder / "whole")
        for number in range(kills):
            target = folder / "new"
            command = [sys.executable, "-m", "geo", *(str(target) if each == "DIR" else each for each in COMMAND)]
            writer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                writer.wait(moments.uniform(longest_s / 10, longest_s))
            except subprocess.TimeoutExpired:
                writer.kill()
                writer.wait()
                met += 1
            if target.exists() and _files(target) != whole:
                faults.append(f"half a record after kill {number}")
            for path in sorted(target.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            if target.exists():
                target.rmdir()
        if run([str(folder / "new") if each == "DIR" else each for each in COMMAND]) != 0:
            faults.append("what a killed writer left is in the way")
        litter = sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
        faults += [f"litter: {each}" for each in litter]
    print(f"records begun: {kills}, killed midway: {met}, half files: {len(faults)}")
    return faults


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    broken = check(int(sys.argv[1]))
    print(*broken, sep="\n")
    sys.exit(bool(broken))
