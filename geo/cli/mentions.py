"""``mentions``: read an article, and write what it offers to the record as a table of candidates."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.cli.output import put
from geo.cli.report import report
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.issues.errors import shown
from geo.mentions.reader import Reader
from geo.mentions.table import to_csv
from geo.mentions.text import ARTICLE
from geo.record.files import decoded
from geo.record.files import read_text
from geo.record.read import read
from geo.record.vocabulary import is_day

_STANDARD_INPUT = Path("-")


def run(options: argparse.Namespace) -> int:
    """Write the candidates of a text."""
    record = read(options.root)
    if report(validate(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    published = _published(atlas, options)
    found = Reader(atlas).read(_content(options.text), published, options.source)
    put(to_csv(found), options.output, counted(len(found), "candidate"))
    return 0


def _published(atlas: Atlas, options: argparse.Namespace) -> str:
    """Return when the text appeared: as the source says it, or who asks."""
    if options.published:
        if not is_day(options.published):
            raise AtlasError("--published", "must be a date as 2026, 2026-11 or 2026-11-28", shown(options.published))
        return str(options.published)
    if options.source not in atlas.source_rows:
        raise AtlasError("--source", "must be an id of sources.csv", shown(options.source))
    published = atlas.source_rows[options.source]["published"]
    if not is_day(published):
        must = f"{options.source} has no day, month or year of publication: say it with --published"
        raise AtlasError("--source", must, shown(published))
    return published


def _content(path: Path) -> str:
    if path != _STANDARD_INPUT:
        return read_text(path, limit=ARTICLE)
    content = sys.stdin.buffer.read(ARTICLE.most + 1)
    ARTICLE.require(len(content), "standard input")
    return decoded(content, "standard input")
