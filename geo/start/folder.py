"""The folder of a new record, there as a whole or not at all."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.record.canonical import format_record
from geo.record.files import FOLDER
from geo.record.files import NOTHING
from geo.record.files import reason
from geo.record.files import what_is_at
from geo.record.files import write_text
from geo.record.model import Record
from geo.record.paths import FOLDERS
from geo.record.schemas import schema_texts


def write_record(record: Record, folder: Path) -> None:
    """Write a record into a folder that is not there yet, or is empty.

    Parameters
    ----------
    record
        In canonical form.
    folder
        Where it goes; the folder above must be there.

    Raises
    ------
    OutputError
        If something is there already, or the system refuses: then nothing is written.
    """
    with _in_one_line(folder):
        _demand_room(folder)
        for left in folder.parent.glob(f".{glob.escape(folder.name)}.*.part"):
            shutil.rmtree(left, ignore_errors=True)  # what a killed run has left
        beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
        beside.mkdir()
        try:
            for inner in FOLDERS:
                (beside / inner).mkdir()
            for path, text in {**format_record(record), **schema_texts(record)}.items():
                write_text(beside / path, text, where=path)
            if folder.exists():
                folder.rmdir()  # empty, or the system refuses: Windows puts no folder in the place of another
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def demand_room(folder: Path) -> None:
    """Refuse a folder in which something is.

    Raises
    ------
    OutputError
        If there is a file, a folder with something in it, or no telling.
    """
    with _in_one_line(folder):
        _demand_room(folder)


def _demand_room(folder: Path) -> None:
    found = what_is_at(folder)
    if found == FOLDER:
        first = next(folder.iterdir(), None)
        found = NOTHING if first is None else escaped(first.name)
    if found != NOTHING:
        raise OutputError(escaped(str(folder)), "folder of a new record must not be there yet, or be empty", found)
    if folder == Path.cwd():
        raise OutputError(escaped(str(folder)), "folder of a new record must not be the one in which you are")


@contextmanager
def _in_one_line(folder: Path) -> Iterator[None]:
    """Say what the system refuses in one line."""
    try:
        yield
    except OSError as error:
        raise OutputError(escaped(str(folder)), f"folder cannot be written: {reason(error)}") from None
