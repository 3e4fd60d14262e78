"""``atlas``: write the records of many cities as one atlas."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.page.options import MapOptions

try:
    from geo.nation.build import Run
    from geo.nation.build import write_nation
    from geo.nation.workers import on_cluster
    from geo.nation.workers import on_this_machine
    from geo.nation.workers import shared_out
except ModuleNotFoundError as error:
    must = "needs further packages: install zhuzhou-industry-atlas[nation]"
    raise AtlasError("atlas", must, f"no {error.name}") from None


def run(options: argparse.Namespace) -> int:
    """Write the atlas, unless a record has errors, and print what is in it."""
    choices = MapOptions(boundaries=not options.no_boundaries)
    with _workers(options) as share_out:
        cities = write_nation(options.roots, options.output, choices, share_out)
    for city in cities:
        for issue in city.issues:
            print(issue, file=sys.stderr)
    if any(city.fails for city in cities):
        return 1
    sums = {noun: sum(city.counts[f"{noun}s"] for city in cities) for noun in ("place", "fact", "source")}
    parts = [counted(len(cities), "city"), *(counted(number, noun) for noun, number in sums.items())]
    print(f"{escaped(os.path.realpath(options.output))}: {', '.join(parts)}")
    return 0


@contextmanager
def _workers(options: argparse.Namespace) -> Iterator[Run]:
    """Give what does the work: this process, others of this machine, or a cluster."""
    asked = (os.cpu_count() or 1) if options.workers is None else options.workers
    here = min(asked, len(options.roots))
    if here < 1:
        raise AtlasError("--workers", "must be 1 or more", str(options.workers))
    if options.scheduler is None and here == 1:
        yield lambda work, roots, _folder: [work(root) for root in roots]
        return
    with on_this_machine(here) if options.scheduler is None else on_cluster(options.scheduler) as client:
        yield partial(shared_out, client)
