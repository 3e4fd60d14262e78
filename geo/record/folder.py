"""A folder of our own files: written whole beside the old one, then put in its place."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.record.compact import to_json
from geo.record.files import FOLDER
from geo.record.files import NOTHING
from geo.record.files import read_text
from geo.record.files import reason
from geo.record.files import what_is_at
from geo.record.files import write_text

FILES = "files.json"
"""The list of a folder's files, by which a later run knows what it may replace; verbs may call theirs otherwise."""


class OutputFolder:
    """A folder to write: new, empty, or one that was written so before and holds nothing else.

    Parameters
    ----------
    path
        Where it will be; links are followed.
    apart_from
        Folders that are read: neither lies within the other.
    listed_in
        The name of its list of files: what has another one was written by another verb, and stays.

    Raises
    ------
    OutputError
        If there is anything at the path that would be lost.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp(), "site")
    >>> folder = OutputFolder(path)
    >>> with folder.grown_beside() as grown:
    ...     write_text(grown / "index.html", "<!DOCTYPE html>")
    ...     folder.put_in_place(grown)
    >>> sorted(each.name for each in path.iterdir())
    ['files.json', 'index.html']
    """

    def __init__(self, path: Path, *, apart_from: Sequence[Path] = (), listed_in: str = FILES) -> None:
        self._list = listed_in
        # Not `Path.resolve`, which ends in a traceback where links go round in a circle.
        self.path = Path(os.path.realpath(path))
        for each in apart_from:
            self._check_apart_from(Path(os.path.realpath(each)))
        self._check_what_is_there()

    @contextmanager
    def grown_beside(self) -> Iterator[Path]:
        """Make the folder in which the new files grow, beside their place; it is removed unless it was put there.

        Raises
        ------
        OutputError
            If it cannot be made.
        """
        grown = self._beside("part")
        with self._in_one_line():
            self._clear()
            grown.mkdir(parents=True)
        try:
            yield grown
        finally:
            shutil.rmtree(grown, ignore_errors=True)

    def put_in_place(self, grown: Path) -> None:
        """List the new files and put them in the place of the old ones, which go when the new ones are there.

        Raises
        ------
        OutputError
            If the system refuses it, or something was put there meanwhile; the old folder is whole.
        """
        write_text(grown / self._list, to_json(sorted(_files(grown))) + "\n")
        self._check_what_is_there()
        former = self._beside("former")
        with self._in_one_line():
            if self.path.exists():
                self.path.replace(former)
            try:
                grown.replace(self.path)
            except OSError:
                if former.exists() and not self.path.exists():
                    former.replace(self.path)  # refused, too, it stays beside its place, for the next run to put back
                raise
        shutil.rmtree(former, ignore_errors=True)

    def _check_apart_from(self, other: Path) -> None:
        if self.path == other or self.path in other.parents or other in self.path.parents:
            message = f"folder must be apart from those that are read, such as {escaped(str(other))}"
            raise OutputError(escaped(str(self.path)), message)

    def _check_what_is_there(self) -> None:
        """Check that nothing but earlier files of ours would be replaced."""
        if (found := what_is_at(self.path)) not in {FOLDER, NOTHING}:
            raise OutputError(escaped(str(self.path)), "output must be a folder", found)
        if found == FOLDER and (foreign := sorted(_files(self.path) - self._listed())):
            message = "folder must be new, empty, or one that the same command wrote before"
            raise OutputError(escaped(str(self.path)), message, escaped(foreign[0]))

    def _listed(self) -> set[str]:
        """Return the files in the folder that it lists as its own; none where it is of another kind."""
        try:
            listed = json.loads(read_text(self.path / self._list))
        except ValueError:
            return set()
        return {self._list, *filter(lambda each: isinstance(each, str), listed)} if isinstance(listed, list) else set()

    def _beside(self, purpose: str) -> Path:
        return self.path.with_name(f".{self.path.name}.{os.getpid()}.{purpose}")

    def _clear(self) -> None:
        """Remove what killed runs have left, and put back the old folder where one was killed between its renames."""
        left = re.compile(rf"\.{re.escape(self.path.name)}\.([0-9]+)\.(part|former)")
        for path in self.path.parent.iterdir() if self.path.parent.is_dir() else ():
            name = left.fullmatch(path.name)
            if name is None or (int(name[1]) != os.getpid() and psutil.pid_exists(int(name[1]))):
                continue
            if name[2] == "former" and not self.path.exists():
                path.replace(self.path)
            else:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _in_one_line(self) -> Iterator[None]:
        """Say what the system refuses in one line."""
        try:
            yield
        except OSError as error:
            message = f"folder cannot be written: {reason(error)}"
            raise OutputError(escaped(str(self.path)), message) from None


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
