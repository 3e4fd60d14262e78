"""What ``build`` wrote last, so that it can tell before any work that nothing has changed since.

A page follows from four things: the files of the record, the code, the libraries, and what its builder chose. Their
digest is kept with that of the page itself, in a file of the user's own: the page stays free of it, since the same
record gives the same page whatever libraries wrote it. A page or a record that was changed by hand is built anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from typing import NamedTuple

from geo.issues.errors import OutputError
from geo.record.files import entries
from geo.record.files import files_below
from geo.record.files import write_text
from geo.record.limits import BYTES
from geo.record.paths import COMMAND
from geo.record.paths import FOLDERS
from geo.record.paths import PACKAGE
from geo.record.paths import ROOT

_MOST_KEPT = 100
_LARGE = 2**20
_File = Path | os.DirEntry[str]
_PROGRAM = Path(__file__).resolve().parents[1]
# Where the page goes, and how it was asked for: neither is in it.
_NOT_IN_THE_PAGE = {"root", "output", "verb", "force"}


class Built(NamedTuple):
    """A page that was written.

    Parameters
    ----------
    state
        Digest of all that it was made of: see :func:`state_of`.
    page
        SHA-256 of its bytes.
    issues, summary
        What the build said of the record on standard error, and of the page on standard output.
    """

    state: str
    page: str
    issues: list[str]
    summary: list[str]


def state_of(options: argparse.Namespace) -> str | None:
    """Return the digest of all that a page is made of: record, code, libraries, choices.

    None where a file cannot be read, or is no such file: the build finds the words for it.
    """
    try:
        return _digest_of_all(options)
    except OSError:
        return None


def _digest_of_all(options: argparse.Namespace) -> str:
    told = hashlib.sha256()
    chosen = {name: value for name, value in vars(options).items() if name not in _NOT_IN_THE_PAGE}
    told.update(f"{sys.version}\0{sorted(chosen.items())!r}\0{_libraries()!r}\0".encode())
    for name, file in _files(options.root):
        told.update(f"{name}\0{_digest(file)}\0".encode("utf-8", "surrogateescape"))
    return told.hexdigest()


def unchanged(options: argparse.Namespace, state: str | None) -> Built | None:
    """Return what was built last at the place of the output, if it is there as it was and would become the same."""
    with suppress(OSError, KeyError, TypeError, RuntimeError):  # no such file, nothing kept, or not by us
        built = Built(*_kept()[_key(options)])
        if state and built.state == state and built.page == _digest(options.output):
            return built
    return None


def remember(options: argparse.Namespace, state: str | None, issues: list[str], summary: list[str]) -> None:
    """Keep what was built from a state; where that cannot be written, the next build does all its work."""
    if state is None:
        return
    with suppress(OSError, OutputError, RuntimeError):  # no home, or none to write into
        kept = _kept()
        kept.pop(_key(options), None)
        kept[_key(options)] = list(Built(state, _digest(options.output), issues, summary))
        _place().parent.mkdir(parents=True, exist_ok=True)
        write_text(_place(), json.dumps(dict(list(kept.items())[-_MOST_KEPT:])))


def _files(root: Path) -> Iterator[tuple[str, _File]]:
    """Yield name and file of a record, of the program, and of the record that completes an older one."""
    yield PACKAGE, root / PACKAGE
    for folder in FOLDERS:
        yield from ((f"{folder}/{each.name}", each) for each in entries(root / folder) if not each.is_dir())
    yield from files_below(_PROGRAM)
    if root.resolve() != ROOT.resolve():
        yield from _files(ROOT)


def _libraries() -> list[str]:
    """Return what is installed, each with its version: the names of the folders in which installers say so."""
    folders = filter(Path.is_dir, map(Path, dict.fromkeys(sys.path)))
    return [each.name for folder in folders for each in entries(folder) if each.name.endswith(".dist-info")]


def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(_place().read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _place() -> Path:
    """Return the file in which builds are kept, in the user's folder of caches (XDG Base Directory Specification)."""
    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (caches if caches.is_absolute() else Path.home() / ".cache") / COMMAND / "builds.json"


def _key(options: argparse.Namespace) -> str:
    return str(options.output.resolve())


def _digest(file: _File) -> str:
    """Return the SHA-256 of a file; a pipe would not end, nor what no record and no page is as large as."""
    if not file.is_file() or file.stat().st_size > BYTES.most:
        raise OSError(0, "no file of ours")
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  # an entry of a folder is no path of pathlib
        if file.stat().st_size < _LARGE:  # what reads in pieces takes a buffer first, which takes longer
            return hashlib.sha256(opened.read()).hexdigest()
        return hashlib.file_digest(opened, "sha256").hexdigest()
