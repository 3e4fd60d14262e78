"""How long many cities take, and what each worker holds: ``python -m bench.nation 30 10000`` (after ``make nation``).

The cities are one made-up record under other codes. It prints a line a run, with one process and with ``--workers``,
and whether both wrote the same bytes.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import psutil

from bench.records import made_up
from bench.records import write
from bench.setup import WORK
from geo.record.place import place_of
from geo.record.read import read

FIRST_CODE = 5000
_POLL_S = 0.1


def cities(count: int, places: int, folder: Path) -> list[Path]:
    """Write records of as many cities, each with other codes of city and districts, and return their folders."""
    shutil.rmtree(folder, ignore_errors=True)
    write(made_up(places), folder / "first")
    prefix = place_of(read(folder / "first").package).code[:4]
    # A code as a whole: the same digits within a coordinate or a digest are others.
    code = re.compile(rf"(?<![0-9a-z.]){prefix}(?=[0-9]{{2}}(?![0-9a-z]))".encode())
    roots = [folder / f"{FIRST_CODE + number}" for number in range(count)]
    for root in roots:
        shutil.copytree(folder / "first", root)
        for path in filter(Path.is_file, root.rglob("*")):
            if path.suffix in {".json", ".geojson", ".csv"}:
                path.write_bytes(code.sub(root.name.encode(), path.read_bytes()))
    return roots


def measure(roots: list[Path], output: Path, *options: str) -> tuple[float, float, float]:
    """Write the atlas and return seconds on the clock, of processors, and the most MB that one process held."""
    command = [sys.executable, "-m", "geo", "atlas", *map(str, roots), "-o", str(output), *options]
    shutil.rmtree(output, ignore_errors=True)
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    largest: list[int] = [0]
    watcher = threading.Thread(target=_watch, args=(process.pid, largest))
    watcher.start()
    _, said = process.communicate()
    watcher.join()
    if process.returncode:
        raise RuntimeError(said[-2000:])
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, cpu, largest[0] / 1e6


def _watch(pid: int, largest: list[int]) -> None:
    """Look at a process and its children until it has ended."""
    while True:
        try:
            family = psutil.Process(pid)
            held = [each.memory_info().rss for each in (family, *family.children(recursive=True))]
            if family.status() == psutil.STATUS_ZOMBIE:
                return
        except psutil.NoSuchProcess:
            return
        largest[0] = max(largest[0], *held)
        time.sleep(_POLL_S)


def digest(folder: Path) -> str:
    """Return a digest over the names and bytes of all files in a folder."""
    told = sha256()
    for path in sorted(filter(Path.is_file, folder.rglob("*"))):
        told.update(f"{path.relative_to(folder)}\0".encode() + sha256(path.read_bytes()).digest())
    return told.hexdigest()[:12]


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__)
    parser.add_argument("count", type=int, help="cities")
    parser.add_argument("places", type=int, help="places of each")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes of the second run")
    options = parser.parse_args()
    folder = WORK / "nation"
    roots = cities(options.count, options.places, folder / "cities")
    digests = set()
    for workers in (1, options.workers):
        output = folder / f"atlas-{workers}"
        wall, cpu, held = measure(roots, output, "--workers", str(workers))
        size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file()) / 1e6
        digests.add(digest(output))
        print(
            f"{workers} workers: {wall:.0f} s, {cpu:.0f} CPU s, at most {held:.0f} MB a process, {size:.0f} MB written"
        )
    print("same bytes" if len(digests) == 1 else "other bytes")
    sys.exit(len(digests) != 1)


if __name__ == "__main__":
    main()
