"""``export``: write what is chosen to a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.facets import keys
from geo.atlas.selection import Selection
from geo.atlas.selection import select
from geo.atlas.selection import select_subjects
from geo.checks import validate
from geo.cli.report import report
from geo.export import FORMATS
from geo.export.choice import export_name
from geo.issues.errors import counted
from geo.record.files import write_text
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the file and print what is in it."""
    record = read(options.root)
    if report(validate(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    selection = Selection.of(atlas, **{key: getattr(options, key) for key in (*keys(), "q")})
    if options.link is not None:
        selection = Selection.from_link(atlas, options.link).narrowed(selection)
    output = options.output or Path(export_name(atlas, selection, options.format))
    write_text(output, FORMATS[options.format](atlas, selection))
    sites, chosen = select(atlas, selection), select_subjects(atlas, selection)
    facts = sum(len(claim.facts) for subject in chosen for claim in atlas.claims.get(subject, ()))
    units = len(chosen) - len(sites)
    parts = (counted(len(sites), "site"), counted(units, "administrative unit"), counted(facts, "fact"))
    print(f"{output}: {', '.join(parts)}")
    return 0
