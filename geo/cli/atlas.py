"""``atlas``: write the records of many cities as one atlas."""

from __future__ import annotations

import argparse
import os
import sys

from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.page.options import MapOptions


def run(options: argparse.Namespace) -> int:
    """Write the atlas, unless a record has errors, and print what is in it."""
    try:
        from geo.nation.build import write_nation  # noqa: PLC0415 (its packages are there where many cities are built)
        from geo.nation.workers import at_work  # noqa: PLC0415
    except ModuleNotFoundError as error:
        must = "needs further packages: install zhuzhou-industry-atlas[nation]"
        raise AtlasError("atlas", must, f"no {error.name}") from None
    choices = MapOptions(boundaries=not options.no_boundaries)
    workers = at_work(options.scheduler, _processes(options))
    cities = write_nation(options.roots, options.output, choices, workers)
    for city in cities:
        for issue in city.issues:
            print(issue, file=sys.stderr)
    if any(city.fails for city in cities):
        return 1
    sums = {noun: sum(city.counts[f"{noun}s"] for city in cities) for noun in ("place", "fact", "source")}
    parts = [counted(len(cities), "city"), *(counted(number, noun) for noun, number in sums.items())]
    print(f"{escaped(os.path.realpath(options.output))}: {', '.join(parts)}")
    return 0


def _processes(options: argparse.Namespace) -> int:
    """Return how many processes work here: at most one per city."""
    asked = (os.cpu_count() or 1) if options.workers is None else options.workers
    if asked < 1:
        raise AtlasError("--workers", "must be 1 or more", str(asked))
    return min(asked, len(options.roots))
