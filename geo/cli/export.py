"""``export``: write what is chosen to a file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.facets import keys
from geo.atlas.selection import EVERYTHING
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.checks import examine
from geo.cli.report import report
from geo.export import FORMATS
from geo.export import Format
from geo.export import check_name
from geo.export import format_of
from geo.export import save
from geo.export.choice import export_name
from geo.export.choice import filter_text
from geo.export.choice import named_filter
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the file and print what is in it."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    form = _format(options.format, options.output)
    figures = {code: ranges for code in options.figures if (ranges := getattr(options, code))}
    selection = Selection.of(atlas, **{key: getattr(options, key) for key in (*keys(), "q")}, **figures)
    if options.link is not None:
        selection = Selection.from_link(atlas, options.link).narrowed(selection)
        if selection == EVERYTHING:
            print("link: it chooses nothing, so that everything is written", file=sys.stderr)
    sites, chosen = select(atlas, selection), select_subjects(atlas, selection)
    if not chosen:
        must = "must mean a site, a district or the city: leave a filter out, or try --q alone"
        raise AtlasError("choice", must, f"none for {filter_text(named_filter(atlas, selection))}")
    # As bytes of UTF-8, whatever the locale takes a name to be.
    name = export_name(atlas, selection, form.suffix.removeprefix("."), options.datum)
    output = options.output or Path(os.fsdecode(name.encode()))
    save(output, atlas, selection, form, options.datum)
    facts = sum(len(claim.facts) for subject in chosen for claim in atlas.claims.get(subject, ()))
    units = len(chosen) - len(sites)
    parts = (counted(len(sites), "site"), counted(units, "administrative unit"), counted(facts, "fact"))
    print(f"{output}: {', '.join(parts)}")
    if not form.has_all:
        absent = sum(
            subject not in atlas.site_rows or atlas.site_rows[subject]["geometry"] is None for subject in chosen
        )
        print(f"{form.name}: {counted(absent, 'subject')} without a position cannot be in it", file=sys.stderr)
    return 0


def _format(asked: str | None, output: Path | None) -> Format:
    """Return the format asked for, or else that of the file's name; one that another format's name hides is refused."""
    if output is None or not output.suffix:
        return FORMATS[asked or next(iter(FORMATS))]
    if asked is None:
        return format_of(output)
    form = FORMATS[asked]
    check_name(form, output)
    return form
