"""``mentions``: read an article, and write what it offers to the record as a table of candidates."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.checks import examine
from geo.cli.output import put
from geo.cli.report import report
from geo.issues.errors import AtlasError
from geo.issues.errors import counted
from geo.mentions.measure import measure
from geo.mentions.reader import Reader
from geo.mentions.reader import published_of
from geo.mentions.table import row_of
from geo.mentions.table import to_csv
from geo.mentions.text import ARTICLE
from geo.patch.rejections import Rejections
from geo.patch.rejections import read_rejections
from geo.record.files import decoded
from geo.record.files import read_text
from geo.record.paths import REJECTIONS
from geo.record.paths import ROOT
from geo.record.read import read

_STANDARD_INPUT = Path("-")

EXPECTED = ROOT / "tests" / "mentions" / "set"
"""The rows that the texts of the test set should give: they are with the tests, not in the package."""


def run(options: argparse.Namespace) -> int:
    """Write the candidates of a text, or tell how well the texts of the test set are read."""
    if (options.text is None) == (options.measure is None):
        raise AtlasError("mentions", "must be given a text to read, or a folder of texts to --measure")
    record = read(options.root)
    if report(examine(record), only_errors=True):
        return 1
    atlas = Atlas(record)
    if options.measure is not None:
        return _measure(Reader(atlas), options.measure, options.half)
    published = published_of(atlas, options.source, options.published)
    rows = [row_of(found) for found in Reader(atlas).read(_content(options.text), published, options.source)]
    refused = Rejections() if options.all else read_rejections(options.root)
    kept = [row for row in rows if not refused.holds(row)]
    put(to_csv(kept), options.output, counted(len(kept), "candidate"))
    if len(kept) < len(rows):
        left = counted(len(rows) - len(kept), "candidate")
        print(f"{left} left out that {REJECTIONS} holds (--all offers them, too)", file=sys.stderr)
    return 0


def _measure(reader: Reader, texts: Path, half: str) -> int:
    """Print how well the texts of a half are read; with and without rows of which another reader might differ."""
    for certain in (False, True):
        measured = measure(reader, EXPECTED, texts, half, certain=certain)
        print("rows in doubt left out:" if certain else "all rows:")
        print("".join(f"  {line}\n" for line in measured.lines()), end="")
    print("".join(f"{line}\n" for line in measured.missing), file=sys.stderr, end="")
    return int(bool(measured.missing))


def _content(path: Path) -> str:
    if path != _STANDARD_INPUT:
        return read_text(path, limit=ARTICLE)
    content = sys.stdin.buffer.read(ARTICLE.most + 1)
    ARTICLE.require(len(content), "standard input")
    return decoded(content, "standard input")
