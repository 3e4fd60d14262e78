"""Where the text of a command goes: to standard output, or into a file that the reader names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.record.files import write_text
from geo.record.paths import FOLDERS
from geo.record.paths import PACKAGE

_WRITTEN = ("output", "map")


def put(text: str, output: Path | None, told: str) -> None:
    """Print a text, or write it to a file and print what is in it."""
    if output is None:
        print(text, end="")
    else:
        write_text(output, text)
        print(f"{output}: {told}")


def keep_what_is_read(options: argparse.Namespace) -> None:
    """Refuse to write over a file that the command reads: one of the record, or one that is named beside it.

    Raises
    ------
    OutputError
        If a file that is to be written is one of those, by whatever name.
    """
    told = vars(options)
    for path in (told.get(name) for name in _WRITTEN):
        if not isinstance(path, Path):
            continue
        read = (*_named(told), *_of_the_record(options.root, path))
        if any(_is_one(path, each) and each.is_file() for each in read):
            raise OutputError(escaped(str(path)), "must be none of the files that the command reads")


def _named(told: dict[str, object]) -> Iterator[Path]:
    for name, value in told.items():
        if name not in _WRITTEN:
            yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Path))


def _of_the_record(root: Path, path: Path) -> list[Path]:
    """Return the files of a record that a path may be; what a map beside the record is like is told without a delay."""
    if not any(_is_one(path.parent, root / folder) for folder in FOLDERS):
        return [root / PACKAGE]
    from geo.record.model import FILES  # noqa: PLC0415 (takes a second, with all that a record rests on)
    from geo.record.pictures import PICTURES  # noqa: PLC0415

    return [root / file for file in (*FILES, *PICTURES)]


def _is_one(path: Path, other: Path) -> bool:
    """Tell whether both are one file or folder; what cannot be looked at is told by whoever reads or writes it."""
    try:
        return path.samefile(other)
    except OSError:
        return False
