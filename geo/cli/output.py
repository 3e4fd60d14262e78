"""Where the text of a command goes: to standard output, or into a file that the reader names."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TypeGuard

from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.record.files import write_text
from geo.record.paths import FOLDERS
from geo.record.paths import PACKAGE
from geo.record.paths import REJECTIONS
from geo.record.paths import REVIEW_FOLDER

_WRITTEN = ("output", "map")


def put(text: str, output: Path | None, told: str) -> None:
    """Print a text, or write it to a file and print what is in it."""
    if output is None:
        print(text, end="")
    else:
        write_text(output, text)
        print(f"{output}: {told}")


def keep_what_is_read(options: argparse.Namespace) -> None:
    """Refuse to write over a file that the command reads: one that is named, or one of a record that is.

    Raises
    ------
    OutputError
        If a file that is to be written is one of those, by whatever name.
    """
    named = [*_named(vars(options))]
    for path in (vars(options).get(name) for name in _WRITTEN):
        if not isinstance(path, Path):
            continue
        written = Path(os.path.realpath(path))
        read = chain(named, chain.from_iterable(_of_the_record(root, written) for root in named))
        if any(_is_one(written, each) and each.is_file() for each in read):
            raise OutputError(escaped(str(path)), "must be none of the files that the command reads")


def _named(told: dict[str, object]) -> Iterator[Path]:
    for name, value in told.items():
        if name not in _WRITTEN:
            yield from (Path(each) for each in (value if isinstance(value, list) else [value]) if _is_name(each))


def _is_name(value: object) -> TypeGuard[str | Path]:
    return isinstance(value, str | Path) and value != ""


def _of_the_record(root: Path, path: Path) -> list[Path]:
    """Return the files of a record that a path may be: outside its folders the descriptor alone, without an import."""
    if not any(_is_one(path.parent, root / folder) for folder in (*FOLDERS, REVIEW_FOLDER)):
        return [root / PACKAGE]
    from geo.record.model import FILES  # noqa: PLC0415 (takes a second, with all that a record rests on)
    from geo.record.pictures import PICTURES  # noqa: PLC0415

    return [root / file for file in (*FILES, *PICTURES, REJECTIONS)]


def _is_one(path: Path, other: Path) -> bool:
    """Tell whether both are one file or folder; what cannot be looked at is told by whoever reads or writes it."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False
