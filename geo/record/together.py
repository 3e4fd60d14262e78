"""Several files of a folder written together: all of them or, whatever happens midway, none."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from geo.issues.errors import OutputError
from geo.issues.errors import escaped
from geo.record.files import FILE
from geo.record.files import NOTHING
from geo.record.files import reason
from geo.record.files import what_is_at
from geo.record.files import write_text
from geo.record.read import read_json

_LIST = "files.json"
_KEPT = re.compile(r"\.writing\.([1-9][0-9]{0,9})(\.part|\.done)?")


def write_together(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts in the place of files of a folder, all or none.

    The new files grow in a folder beside them, together with what they replace. Once both are whole on the disk, it
    gets the name by which :func:`undo_killed` knows it, and the new files are put in place. If the system refuses one,
    all are put back; if the program is killed, the next one does so.

    Parameters
    ----------
    root
        The folder.
    texts
        By path relative to it, with forward slashes; a folder that is missing is made.

    Raises
    ------
    OutputError
        If a file cannot be written, or would be outside: it or a folder on its way is a link. All files are as they
        were.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_together(folder, {"data/a.csv": "a", "b.json": "{}"})
    >>> sorted(path.name for path in folder.rglob("*") if path.is_file())
    ['a.csv', 'b.json']
    """
    undo_killed(root)
    for path in texts:
        _require_own_file(root, path)
    kept = root / f".writing.{os.getpid()}"
    grown = kept.with_name(f"{kept.name}.part")
    try:
        _grow(root, grown, texts)
        grown.rename(kept)
    except OSError as error:
        raise OutputError(escaped(str(root)), f"folder cannot be written: {reason(error)}") from None
    finally:
        shutil.rmtree(grown, ignore_errors=True)
    for path in texts:
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (kept / "new" / path).replace(root / path)
        except BaseException as error:
            _put_back(root, kept)
            if isinstance(error, OSError):
                message = f"file cannot be written: {reason(error)}; all files are as they were"
                raise OutputError(path, message) from None
            raise
    _let_go(kept)


def undo_killed(root: Path) -> None:
    """Put back what programs replaced in a folder that were killed while they wrote it, and sweep what they left.

    Raises
    ------
    OutputError
        If another program writes the folder now, or the system refuses.
    """
    try:
        for path in sorted(root.glob(".writing.*")):
            found = _KEPT.fullmatch(path.name)
            if found is None or path.is_symlink():
                continue
            if int(found[1]) != os.getpid() and psutil.pid_exists(int(found[1])):
                raise OutputError(escaped(str(root)), "another program writes this folder now")
            if found[2] is None:
                _put_back(root, path)
            shutil.rmtree(path, ignore_errors=True)
    except OSError as error:
        raise OutputError(escaped(str(root)), f"folder cannot be written: {reason(error)}") from None


def _require_own_file(root: Path, path: str) -> None:
    """Refuse what would lead out of the folder, or replace what is no file."""
    steps = Path(path).parts
    if not steps or ".." in steps or Path(path).is_absolute():
        raise OutputError(escaped(path), "must be a path within the folder that is written")
    for number in range(1, len(steps) + 1):
        step = root.joinpath(*steps[:number])
        if step.is_symlink():
            raise OutputError(escaped(step.relative_to(root).as_posix()), "must be no link, which may lead elsewhere")
    found = what_is_at(root / path)
    if found not in {FILE, NOTHING}:
        raise OutputError(path, f"file cannot be written: {found} in its place")
    if found == FILE and not os.access(root / path, os.W_OK):
        raise OutputError(path, "file cannot be written: permission denied")


def _grow(root: Path, grown: Path, texts: Mapping[str, str]) -> None:
    """Write the new files beside the old ones, with copies of these and a list of which there were."""
    grown.mkdir()
    there = {path: what_is_at(root / path) == FILE for path in texts}
    for path, text in texts.items():
        for state in ("new", "old"):
            (grown / state / path).parent.mkdir(parents=True, exist_ok=True)
        write_text(grown / "new" / path, text, where=path)
        if there[path]:
            shutil.copy2(root / path, grown / "old" / path)
            shutil.copymode(root / path, grown / "new" / path)
    write_text(grown / _LIST, json.dumps(there))


def _put_back(root: Path, kept: Path) -> None:
    """Put the old files back; what was put back already is passed over, since this, too, can be killed."""
    for path, was_there in _listed(kept):
        if not was_there:
            (root / path).unlink(missing_ok=True)
            with suppress(OSError):
                (root / path).parent.rmdir()  # refused where anything else is in it
        elif (kept / "old" / path).exists():
            (kept / "old" / path).replace(root / path)
    _let_go(kept)


def _listed(kept: Path) -> Iterator[tuple[str, bool]]:
    """Yield the files that are kept, as far as they are of the folder itself, and whether each was there."""
    for path, was_there in read_json(kept / _LIST).items():
        _require_own_file(kept.parent, path)
        yield path, was_there


def _let_go(kept: Path) -> None:
    """Remove what was kept: by another name first, since half of it would put half of the files back."""
    done = kept.with_name(f"{kept.name}.done")
    kept.rename(done)
    shutil.rmtree(done, ignore_errors=True)
