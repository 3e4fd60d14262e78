"""The facts against the texts they come from: each token stands on its line, in the very text that was read.

The texts are not part of the record. Where they are at hand, in a folder of files named by source id, this is the proof
that no figure was made up or moved. A source without a SHA-256 is second-hand: its text was never at hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from geo.errors import ERROR
from geo.errors import AtlasError
from geo.errors import Issue
from geo.errors import shown
from geo.paths import FACTS
from geo.paths import SOURCES
from geo.record import Record
from geo.record import Row
from geo.validate.wording import is_locator


def verify(record: Record, sources_dir: Path | str) -> list[Issue]:
    """Compare a record's facts with the texts of its sources.

    Parameters
    ----------
    record
        A record; what :func:`geo.validate.validate` finds wrong with it is not told here.
    sources_dir
        Folder that holds ``<source id>.txt`` for each source with a SHA-256.

    Returns
    -------
    list of Issue
        Errors of the sources, then of the facts, in the order of their tables.

    Raises
    ------
    AtlasError
        If there is no such folder.
    """
    folder = Path(sources_dir)
    if not folder.is_dir():
        raise AtlasError(str(sources_dir), "folder of source texts must be there", "none")
    texts: dict[str, bytes] = {}
    issues: list[Issue] = []
    for source in record.sources:
        if source["sha256"]:
            issues.extend(_check_text(source, folder / f"{source['id']}.txt", texts=texts))
    for fact in record.facts:
        if fact["source"] in texts:
            issues.extend(_check_token(fact, _lines(texts[fact["source"]])))
    return issues


def tally(record: Record) -> tuple[int, int]:
    """Return how many facts rest on a text that can be compared, and how many are second-hand."""
    at_hand = {source["id"] for source in record.sources if source["sha256"]}
    compared = sum(fact["source"] in at_hand for fact in record.facts)
    return compared, len(record.facts) - compared


def _check_text(source: Row, path: Path, *, texts: dict[str, bytes]) -> Iterator[Issue]:
    """Read a source's text into ``texts`` and check that it is the one that was read."""
    where = f"{SOURCES}:{source.line}"
    try:
        text = path.read_bytes()
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        yield Issue(ERROR, where, f"text {path.name} must be readable", found)
        return
    texts[source["id"]] = text
    digest = hashlib.sha256(text).hexdigest()
    if digest != source["sha256"]:
        yield Issue(ERROR, where, f"sha256 must be that of {path.name}", digest)


def _check_token(fact: Row, lines: list[str]) -> Iterator[Issue]:
    where = f"{FACTS}:{fact.line}"
    if not is_locator(fact["locator"]):
        yield Issue(ERROR, where, "locator must be a line as L12 or lines as L12-14", shown(fact["locator"]))
        return
    first, _, last = fact["locator"].removeprefix("L").partition("-")
    start, end = int(first), int(last or first)
    if end > len(lines):
        must = f"locator must lie within the {len(lines)} lines of {fact['source']}"
        yield Issue(ERROR, where, must, shown(fact["locator"]))
    elif not any(fact["token"] in line for line in lines[start - 1 : end]):
        must = f"token must stand on {fact['locator']} of {fact['source']}"
        yield Issue(ERROR, where, must, f"no {shown(fact['token'])} there")


def _lines(text: bytes) -> list[str]:
    """Split a text as sed counts its lines: at line feeds alone, and none after the last."""
    return text.decode("utf-8", errors="replace").removesuffix("\n").split("\n")
