"""What is measured: our own record, and made-up ones that grow. ``python -m bench.cases NAME`` makes one ready."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.setup import BENCH
from bench.setup import ROOT
from bench.setup import WORK

OWN, DENSE = "own", "dense"
SIZES = (150, 1_000, 10_000, 100_000, 200_000)
"""Places of the made-up records with three facts each; the last is the most that a file is meant for."""

DENSE_PLACES = 10_000


@dataclass(frozen=True)
class Case:
    """A record, by its name: ``own``, ``dense``, or a number of places."""

    name: str

    @property
    def is_sparse(self) -> bool:
        """Whether it has three facts a place, all of them points."""
        return self.name.isdigit()

    @property
    def label(self) -> str:
        """What tables call it."""
        if self.is_sparse:
            return f"{int(self.name):,}"
        return "our record" if self.name == OWN else f"{DENSE_PLACES:,}, as dense as ours"

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return WORK / "cases" / self.name

    @property
    def root(self) -> Path:
        """The record."""
        return ROOT if self.name == OWN else self.folder / "record"

    @property
    def source(self) -> Path:
        """The same places as one collection, for the other tools."""
        return self.folder / "places.geojson"

    @property
    def expected(self) -> Path:
        """What a page must show."""
        return self.folder / "expected.json"

    @property
    def ground(self) -> Path:
        """A page of its districts alone."""
        return self.folder / "ground.html"

    @property
    def is_ready(self) -> bool:
        """Whether it was made by this very code."""
        stamp = self.folder / "made-by"
        return stamp.exists() and stamp.read_text("utf-8") == fingerprint()

    def page(self, subject: str) -> Path:
        """Return the page that a tool builds of it."""
        return WORK / "pages" / f"{self.name}-{subject}.html"


_TELLING = {"report.py", "targets.py", "plot.py"}


def fingerprint() -> str:
    """Return a digest of all code that makes or measures anything, and of our own record; not of what tells of it."""
    digest = hashlib.sha256()
    for path in sorted(_code()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _code() -> Iterable[Path]:
    for folder in (ROOT / "geo", BENCH, ROOT / "data", ROOT / "layers"):
        for path in folder.rglob("*"):
            kept = {"node_modules", "__pycache__", *_TELLING}.isdisjoint(path.parts)
            if kept and path.suffix in {".py", ".js", ".mjs", ".css", ".csv", ".geojson", ".json", ".lock", ".png"}:
                yield path
    yield from (ROOT / name for name in ("requirements.lock", "package-lock.json", "datapackage.json"))


def make_ready(name: str) -> None:
    """Write the record, the collection, the page of the districts, and what pages must show."""
    from bench import density  # noqa: PLC0415  # what measures stays small, and imports none of this
    from bench import records  # noqa: PLC0415
    from bench.collection import write_collection  # noqa: PLC0415
    from bench.expected import expected  # noqa: PLC0415
    from bench.ground import write_ground  # noqa: PLC0415
    from geo.record.read import read  # noqa: PLC0415

    case = Case(name)
    case.folder.mkdir(parents=True, exist_ok=True)
    if name == DENSE:
        records.write(records.made_up(DENSE_PLACES, density.DENSE), case.root)
    elif name != OWN:
        records.write(records.made_up(int(name)), case.root)
    record = read(case.root)
    write_collection(record, case.source)
    write_ground(record, case.ground)
    case.expected.write_text(json.dumps(expected(case.root), ensure_ascii=False, indent=1), "utf-8")
    (case.folder / "made-by").write_text(fingerprint(), "utf-8")


if __name__ == "__main__":
    make_ready(sys.argv[1])
