"""A state of the record by its name: a folder, or a revision of the git repository that the record is kept in.

Git is asked for three things: which commit a name means, which files of the record it holds, and their bytes. No name
is given to a shell, none can be an option, and nothing is checked out: no hook and no filter of a repository runs.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from geo.issues.errors import AtlasError
from geo.issues.errors import RecordError
from geo.issues.errors import counted
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.record.canonical import canonical
from geo.record.files import FOLDER
from geo.record.files import what_is_at
from geo.record.limits import bytes_of
from geo.record.model import FILES
from geo.record.model import Record
from geo.record.paths import EDITIONS
from geo.record.pictures import PICTURES
from geo.record.read import read
from geo.record.read import read_table

_FILES = {*FILES, *PICTURES}
_ORDINARY = {b"100644", b"100755"}
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Revision(NamedTuple):
    """A state of the record, lifted to today's form.

    Parameters
    ----------
    name
        As it was asked for.
    commit
        The commit that it is of; empty of a folder.
    record
        The record in canonical form; it may have errors that only :func:`geo.checks.validate` finds.
    """

    name: str
    commit: str
    record: Record


def revision(name: str, *, at: Path) -> Revision:
    """Return a state of the record; an older one is lifted as ``format`` lifts it.

    Parameters
    ----------
    name
        Folder of a record, or else anything that git takes for a commit: a tag, a branch, ``HEAD~3``, ``4b34741``; the
        tag of an edition also where the repository lacks it.
    at
        Folder of a record within the repository whose revisions are meant.

    Raises
    ------
    AtlasError
        If the name is neither, or the record cannot be read.
    """
    if name and what_is_at(Path(name)) == FOLDER:
        return Revision(name, "", _lifted(name, Path(name)))
    # A clone may lack the tag of an edition, of which the record knows the commit.
    commit = commit_of(name, at=at) or commit_of(_commits_of_editions(at).get(name, ""), at=at)
    if not commit:
        must = f"must be the folder of a record, or a git revision of the repository at {escaped(str(at))}"
        raise AtlasError(escaped(name), must, "neither")
    with TemporaryDirectory(prefix="atlas-revision-") as folder:
        for path, content in _files(commit, at=at):
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_bytes(content)
        return Revision(name, commit, _lifted(name, Path(folder)))


def commit_of(name: str, *, at: Path) -> str:
    """Return the digest of the commit that a name means in the repository of a folder; empty where it means none.

    Raises
    ------
    AtlasError
        If there is no git.
    """
    if not name or "\0" in name:
        return ""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = git(*asked, at=at).stdout.decode("ascii", "replace").strip()
    return commit if _COMMIT.fullmatch(commit) else ""


def _commits_of_editions(at: Path) -> dict[str, str]:
    """Return the commits of the editions that the record in a folder lists, by tag; none where it lists none."""
    try:
        return {row["tag"]: row["commit"] for row in read_table(at / EDITIONS, where=EDITIONS, older=True)}
    except RecordError:
        return {}


def _lifted(name: str, folder: Path) -> Record:
    """Read a record of any age, in canonical form.

    Raises
    ------
    AtlasError
        If a file of it cannot be read: with the first, and how many there are.
    """
    record = read(folder, older=True)
    if record.problems:
        first, more = record.problems[0], len(record.problems) - 1
        further = f" (and {counted(more, 'further problem')})" if more else ""
        raise AtlasError(escaped(name), f"record cannot be read: {first}{further}")
    return canonical(record)


def _files(commit: str, *, at: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the record's files in a commit; links and other files are passed over."""
    listed = git("ls-tree", "-r", "-z", "--long", commit, at=at).stdout
    for entry in filter(None, listed.split(b"\0")):
        about, _, path_bytes = entry.partition(b"\t")
        mode, _, blob, size = about.split()
        path = path_bytes.decode("utf-8", "replace")
        if path in _FILES and mode in _ORDINARY:
            bytes_of(path).require(int(size), path)
            yield path, git("cat-file", "blob", blob.decode("ascii"), at=at).stdout


def git(*arguments: str, at: Path) -> subprocess.CompletedProcess[bytes]:
    """Run git within a folder; what it finds wrong is for the caller to see.

    Nothing is asked of a user, and no shell reads the arguments.

    Raises
    ------
    AtlasError
        If git is not installed.
    """
    try:
        command = ["git", "-C", str(at), *arguments]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except FileNotFoundError:
        raise AtlasError("git", "must be installed to read a revision", shown("no such program")) from None
    except OSError as error:
        raise AtlasError("git", "cannot be run", shown(str(error))) from None
