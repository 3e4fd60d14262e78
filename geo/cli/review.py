"""``review``: write the page in which a person decides what enters the record."""

from __future__ import annotations

import argparse

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.report import report
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.page.options import MapOptions
from geo.patch.read import read_patch
from geo.record.paths import PROGRAM
from geo.record.read import read
from geo.review.contract import ReviewShown
from geo.review.page import review_page
from geo.review.payload import review_of_candidates
from geo.review.payload import review_of_patch


def run(options: argparse.Namespace) -> int:
    """Write the page, unless the record has errors."""
    record = read(options.root)
    if report(examine(record)):
        return 1
    atlas = Atlas(record)
    review = _review(atlas, options)
    offered = MapOptions(tianditu_key=options.tianditu_key, carto_key=options.carto_key)
    review_page(atlas, review, offered).save(options.output)
    told = counted(len(review["candidates"] or review["changes"]), "candidate" if review["candidates"] else "change")
    print(f"{options.output}: {told}; decide in a browser, save the patch, then: {PROGRAM} apply PATCH")
    return 0


def _review(atlas: Atlas, options: argparse.Namespace) -> ReviewShown:
    if options.file.suffix == ".json":
        return review_of_patch(atlas, read_patch(options.file))
    if options.text is None:
        raise AtlasError("--text", "must name the text in which the candidates were found")
    return review_of_candidates(atlas, options.file, options.text, options.source, options.published)
