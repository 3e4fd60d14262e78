"""``publish``: write a folder for any web server."""

from __future__ import annotations

import argparse
import sys

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.map import choices
from geo.cli.report import report
from geo.export import EXTRA
from geo.export import FORMATS
from geo.export import Format
from geo.issues.errors import counted
from geo.publish.site import publish
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the folder, unless the record has errors, and print how much is in it."""
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    folder = publish(
        Atlas(record), options.folder, choices(options), docs=options.docs, formats=_formats(options.format)
    )
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    print(f"{folder}: {counted(len(sizes), 'file')}, {sum(sizes) / 1e6:.1f} MB")
    return 0


def _formats(asked: list[str] | None) -> list[Format]:
    """Return the formats asked for, or else all that can be written here; say which are left out."""
    if asked:
        return [FORMATS[name] for name in asked]
    left_out = [form.name for form in FORMATS.values() if form.missing]
    if left_out:
        print(f"{', '.join(left_out)}: left out, since they need {EXTRA}", file=sys.stderr)
    return [form for form in FORMATS.values() if not form.missing]
