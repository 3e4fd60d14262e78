"""``apply``: write patches into the record, after they were shown and confirmed."""

from __future__ import annotations

import argparse
from collections.abc import Collection

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.report import report
from geo.cli.writing import write_patches
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.patch.model import Patch
from geo.patch.read import read_patch
from geo.record.read import read
from geo.record.together import undo_killed
from geo.review.page import review_page
from geo.review.payload import review_of_patch


def run(options: argparse.Namespace) -> int:
    """Read the patches, show what they lead to, and write it."""
    patches = {escaped(str(path)): read_patch(path) for path in options.files}
    if options.map is not None and not _draw(patches.values(), options):
        return 1
    return write_patches(patches, options)


def _draw(patches: Collection[Patch], options: argparse.Namespace) -> bool:
    """Write the page that shows a patch on the map, which is that of its review, unless the record has errors."""
    if len(patches) > 1:
        raise AtlasError("--map", "must be of one patch", counted(len(patches), "patch"))
    if not options.check:
        undo_killed(options.root)
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return False
    atlas = Atlas(record)
    for patch in patches:
        review_page(atlas, review_of_patch(atlas, patch)).save(options.map)
    return True
