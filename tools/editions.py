"""Editions: give one its row in ``data/editions.csv``, or build it again as it was and compare.

``python -m tools.editions add v0.2.0`` writes the row of the record as it is. With ``reproduce v0.1.0`` the edition is
built in a work tree of its own, with its own code and its own lock; of this checkout only the list of editions counts.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.checks import validate
from geo.history.revisions import commit_of
from geo.issues.errors import AtlasError
from geo.issues.errors import errors_in
from geo.issues.errors import escaped
from geo.issues.errors import shown
from geo.page.build import render_page
from geo.record.canonical import canonical
from geo.record.canonical import format_table
from geo.record.files import write_text
from geo.record.model import TABLES
from geo.record.model import Record
from geo.record.paths import EDITIONS
from geo.record.paths import ROOT
from geo.record.read import read
from geo.record.read import read_table
from geo.record.rows import Row

# What a build of another checkout must not take from this one.
_OURS = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONHOME", "PYTHONPATH", "TAG", "VIRTUAL_ENV"}
_DIGEST = re.compile(r"record \S+ \(([0-9a-f]{12})\)")
_TAG = re.compile(r"v[0-9]{1,4}(\.[0-9]{1,4}){1,2}")


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run a verb on a tag, and return the exit code."""
    try:
        verb, tag = arguments
        {"add": add, "reproduce": reproduce}[verb](tag, root)
    except (KeyError, ValueError) as error:
        said = error if isinstance(error, AtlasError) else "must be called as: add TAG, or reproduce TAG"
        print(f"editions: {said}", file=sys.stderr)
        return 1
    return 0


def add(tag: str, root: Path) -> None:
    """Write the row of a new edition: what the record and its page are now.

    Raises
    ------
    AtlasError
        If the record has errors, the tag is none or taken, or another edition has this version of the record.
    """
    record = read(root)
    errors = errors_in(validate(record))
    if errors:
        raise AtlasError(tag, "record must have no error (python -m geo validate)", str(errors[0]))
    if not _TAG.fullmatch(tag) or tag in {row["tag"] for row in record.editions}:
        raise AtlasError(escaped(tag), "must be a new tag, as v0.1.0")
    version, date = str(record.package["version"]), record.date
    if version in {row["version"] for row in record.editions}:
        raise AtlasError("datapackage.json", "version must be one that no edition has", shown(version))
    digest = Atlas(record).digest
    row = {"tag": tag, "version": version, "date": date, "commit": "", "digest": digest, "map_sha256": "0" * 64}
    record.editions.append(row)
    # The page names its edition, which it knows by the digest of the record: only then is it the page of the edition.
    record.editions[-1]["map_sha256"] = hashlib.sha256(render_page(Atlas(record)).encode()).hexdigest()
    _write(record, root)
    print(f"{EDITIONS}: {tag}, record {version} ({digest}); commit it, and tag that commit {tag}")


def reproduce(tag: str, root: Path) -> None:
    """Build an edition again from its commit, and compare the digests of its record and its page.

    Raises
    ------
    AtlasError
        If there is no such edition or no such commit, it cannot be built, or what is built differs.
    """
    rows = {row["tag"]: row for row in read_table(root / EDITIONS, where=EDITIONS)}
    if tag not in rows:
        raise AtlasError(escaped(tag), f"must be an edition: {', '.join(rows) or 'there is none'}")
    row = rows[tag]
    with _work_tree(_commit(row, root), root) as folder:
        print(f"{tag}: building in a work tree, with its own lock", flush=True)
        environment = {name: value for name, value in os.environ.items() if name not in _OURS}
        done = subprocess.run(["make", "map"], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        page = folder / "map.html"
        if done.returncode or not page.is_file():
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["nothing was said"]
            raise AtlasError(tag, "cannot be built again", escaped(last[0]))
        digest = _DIGEST.search(done.stdout)
        found = {"digest": digest[1] if digest else "none", "map_sha256": hashlib.sha256(page.read_bytes()).hexdigest()}
    for column, value in found.items():
        if value != row[column]:
            raise AtlasError(tag, f"differs: {column} must be {row[column]}", value)
        print(f"{tag}: {column} {value}, as {EDITIONS} has it")


def _commit(row: Row, root: Path) -> str:
    """Return the commit of an edition: that of its tag, or where a clone has no tags that of its row."""
    tagged, listed = commit_of(f"refs/tags/{row['tag']}", at=root), commit_of(row["commit"], at=root)
    if tagged and row["commit"] and tagged != row["commit"]:
        raise AtlasError(row["tag"], f"tag must be at the commit that {EDITIONS} has, {row['commit']}", tagged)
    if not (tagged or listed):
        raise AtlasError(
            row["tag"], "commit must be in the history here (git fetch --tags --unshallow)", "no such commit"
        )
    return tagged or listed


@contextmanager
def _work_tree(commit: str, root: Path) -> Iterator[Path]:
    """Check a commit out into a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        tree = Path(folder) / "checkout"
        _git("worktree", "add", "--detach", "--quiet", str(tree), commit, at=root)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree), at=root)


def _git(*arguments: str, at: Path) -> None:
    done = subprocess.run(["git", "-C", str(at), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise AtlasError("git", f"{arguments[0]} {arguments[1]} must work", escaped(done.stderr.strip()))


def _write(record: Record, root: Path) -> None:
    rows = canonical(record).editions
    write_text(root / EDITIONS, format_table(rows, columns=TABLES[EDITIONS]), where=EDITIONS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
