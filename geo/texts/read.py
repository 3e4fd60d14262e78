"""The texts of the sources: what the record quotes of them by line, for those who compare the two.

The texts are not part of the record. They are read from a folder of files named by source id, and lines are counted as
``sed -n 12p`` counts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.record.files import read_bytes
from geo.record.model import Record
from geo.record.vocabulary import PRIMARY


def read_texts(record: Record, folder: Path | str) -> dict[str, bytes | RecordError]:
    """Return the text of each primary source, or why it could not be read.

    Raises
    ------
    AtlasError
        If there is no such folder.
    """
    if not Path(folder).is_dir():
        raise AtlasError(str(folder), "folder of source texts must be there", "none")
    return {source: _read(Path(folder) / f"{source}.txt") for source in at_hand(record)}


def at_hand(record: Record) -> list[str]:
    """Return the ids of the sources whose texts we hold, so that their lines can be quoted: the primary ones."""
    return [source["id"] for source in record.sources if source["standing"] == PRIMARY]


def lines_of(text: bytes) -> list[str]:
    """Split a text as sed counts its lines: at line feeds alone, and none after the last."""
    return split_lines(text.decode("utf-8", errors="replace"))


def split_lines(text: str) -> list[str]:
    """Split what was decoded as :func:`lines_of` splits a text."""
    return text.removesuffix("\n").split("\n")


def places_of(token: str, lines: list[str], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield every line and column (from 1, from 0) at which a token occurs within a span of lines."""
    first, last = span
    for number, line in enumerate(lines[first - 1 : last], first):
        column = line.find(token)
        while column >= 0:
            yield number, column
            column = line.find(token, column + 1)


def _read(path: Path) -> bytes | RecordError:
    try:
        return read_bytes(path)
    except RecordError as error:
        return error
