"""``publish``: write a folder for any web server."""

from __future__ import annotations

import argparse

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.cli.map import choices
from geo.cli.report import report
from geo.export import FORMATS
from geo.issues.errors import counted
from geo.publish.site import publish
from geo.record.read import read


def run(options: argparse.Namespace) -> int:
    """Write the folder, unless the record has errors, and print how much is in it."""
    record = read(options.root)
    if report(validate(record), only_errors=True):
        return 1
    formats = [FORMATS[name] for name in options.format or FORMATS]
    folder = publish(Atlas(record), options.folder, choices(options), docs=options.docs, formats=formats)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    print(f"{folder}: {counted(len(sizes), 'file')}, {sum(sizes) / 1e6:.1f} MB")
    return 0
