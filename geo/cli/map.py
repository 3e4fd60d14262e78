"""The page of a record, checked and written; the verb ``build`` imports it where there is something to do."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import NamedTuple

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.report import report
from geo.issues.errors import counted
from geo.page.build import AtlasMap
from geo.page.options import MapOptions
from geo.record.read import read


class Written(NamedTuple):
    """A page that was written: what is said of the record on standard error, and of the page on standard output."""

    issues: list[str]
    summary: list[str]


def write_page(options: argparse.Namespace) -> Written | None:
    """Write the page, unless the record has errors: then say so and return None."""
    record = read(options.root)
    issues = examine(record)
    if report(issues):
        return None
    atlas = Atlas(record)
    del record  # its canonical form takes its place: both would fill the memory
    AtlasMap(atlas, choices(options)).save(options.output)
    size = f"{options.output.resolve()}: {options.output.stat().st_size / 1000:.0f} kB"
    return Written([str(issue) for issue in issues], [size, _summary(atlas)])


def choices(options: argparse.Namespace) -> MapOptions:
    """Return what whoever builds the page chose on the command line."""
    return MapOptions(
        tianditu_key=options.tianditu_key,
        carto_key=options.carto_key,
        review_number=options.review_number,
        public_url=options.public_url,
        report_url=options.report_url,
        boundaries=not options.no_boundaries,
        embed_origins=options.embed_origin,
    )


def _summary(atlas: Atlas) -> str:
    sites = atlas.site_rows.values()
    counts = Counter(row["layer"] for row in sites)
    layers = ", ".join(f"{layer} {count}" for layer, count in counts.items())
    drawn = sum(row["geometry"] is not None for row in sites)
    differing = [claim for claims in atlas.claims.values() for claim in claims if claim.differs]
    resolved = sum(claim.resolution is not None for claim in differing)
    return (
        f"{counted(len(sites), 'site')}{layers and f' ({layers})'}, {drawn} with a position; "
        f"{counted(len(atlas.district_rows), 'district')}; "
        f"{counted(len(atlas.record.facts), 'fact')} from {counted(len(atlas.record.sources), 'source')}, "
        f"{counted(len(differing), 'disagreement')} ({resolved} resolved); "
        f"record {atlas.version} ({atlas.digest})"
    )
