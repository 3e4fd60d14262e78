"""Build the map and every export again and again, and compare all bytes: ``python -m tools.reproduce``.

Four builds from two checkouts in folders of different names: with another locale, time zone and hash seed, and in the
second checkout from a record whose features, rows and members are in another order. All must give the same files.
The digests are printed, so that anybody can compare them with those of a map at hand; a difference ends it with 1.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from geo.export import WITHOUT_EXTRA
from geo.record.layers import LAYERS
from geo.record.model import FILES
from geo.record.paths import CHANGES
from geo.record.paths import EDITIONS
from geo.record.paths import FACTS
from geo.record.paths import OMISSIONS
from geo.record.paths import RESOLUTIONS
from geo.record.paths import ROOT
from geo.record.paths import SOURCES
from geo.record.paths import WITHDRAWN
from geo.record.paths import layer_path
from geo.record.pictures import PICTURES

SURROUNDINGS = (
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "4242"},
)
"""What surrounds a build and must not enter it."""


class DifferenceError(RuntimeError):
    """Two builds that are not the same, or one that failed."""


def main(root: Path = ROOT) -> int:
    """Build, compare and print; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="reproduce-") as folder:
        try:
            builds = build_all(root, Path(folder))
            compare(builds)
        except DifferenceError as difference:
            print(f"reproduce: {difference}", file=sys.stderr)
            return 1
        files = sorted(next(iter(builds.values())).iterdir())
        for path in files:
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
        print(f"reproduced: {len(builds)} builds of {len(files)} files, each the same byte for byte")
    return 0


def build_all(root: Path, folder: Path) -> dict[str, Path]:
    """Build in both checkouts and both surroundings; return the folders of files by what tells the builds apart."""
    first, second = folder / "a", folder / "another 地方" / "deeper"
    builds = {}
    for checkout in (first, second):
        copy_checkout(root, checkout)
        if checkout is second:
            shuffle(checkout)
        for number, surroundings in enumerate(SURROUNDINGS, 1):
            order = "as it stands" if checkout is first else "shuffled"
            output = folder / f"{len(builds)}"
            build(checkout, output, surroundings)
            builds[f"record {order}, surroundings {number}"] = output
    return builds


def copy_checkout(root: Path, checkout: Path) -> None:
    """Copy the code of this checkout and the record at ``root``."""
    copy_record(root, checkout)
    shutil.copytree(ROOT / "geo", checkout / "geo", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "package-lock.json"):
        shutil.copy(ROOT / name, checkout)


def copy_record(root: Path, folder: Path) -> None:
    """Copy the record at ``root`` and nothing else that lies there."""
    pictures = [path for path in PICTURES if (root / path).exists()]
    for path in (*FILES, *pictures):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, folder / path)


def shuffle(checkout: Path) -> None:
    """Put the features of each layer, the members of each object and the rows of the tables into another order.

    The registers keep theirs: it is the order in which a reader sees them, and so a part of what they say.
    """
    chance = random.Random(1)  # noqa: S311
    for name in LAYERS:
        path = checkout / layer_path(name)
        collection = json.loads(path.read_text("utf-8"))
        chance.shuffle(collection["features"])
        path.write_text(json.dumps(_shuffled(collection, chance), indent=1), "utf-8")
    for table in (FACTS, SOURCES, RESOLUTIONS, OMISSIONS, WITHDRAWN, EDITIONS, CHANGES):
        path = checkout / table
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        chance.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head, *rows])


def _shuffled(content: object, chance: random.Random) -> object:
    if isinstance(content, dict):
        keys = chance.sample(list(content), len(content))
        return {key: _shuffled(content[key], chance) for key in keys}
    return [_shuffled(item, chance) for item in content] if isinstance(content, list) else content


def build(checkout: Path, output: Path, surroundings: dict[str, str]) -> None:
    """Build the map and every export of a checkout, in some surroundings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME", "SYSTEMROOT") if name in os.environ}
    write_files(output, sys.executable, "-B", "-m", "geo", at=checkout, surroundings=kept | surroundings)


def write_files(
    output: Path, *command: str, at: Path, surroundings: dict[str, str], choice: Iterable[str] = ()
) -> None:
    """Let a command write the map, and an export of a choice in each format, into a new folder.

    Raises
    ------
    DifferenceError
        If one of them cannot be written.
    """
    output.mkdir()
    verbs = [("build", "-o", str(output / "map.html"))]
    verbs += [("export", *choice, "--format", name, "-o", str(output / f"export.{name}")) for name in WITHOUT_EXTRA]
    for verb in verbs:
        done = subprocess.run([*command, *verb], cwd=at, env=surroundings, capture_output=True, check=False)
        if done.returncode != 0:
            raise DifferenceError(
                f"{' '.join((*command, *verb))} failed: {done.stderr.decode(errors='replace').strip()}"
            )


def compare(builds: dict[str, Path]) -> None:
    """Compare every build with the first, file by file and byte by byte.

    Raises
    ------
    DifferenceError
        At the first difference, named by its file, the builds and the byte.
    """
    (first, folder), *others = builds.items()
    names = sorted(path.name for path in folder.iterdir())
    for other, another in others:
        if names != sorted(path.name for path in another.iterdir()):
            raise DifferenceError(f"'{first}' and '{other}' have not the same files")
        for name in names:
            one, two = (folder / name).read_bytes(), (another / name).read_bytes()
            if one != two:
                place = next(
                    (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
                )
                raise DifferenceError(f"{name} differs at byte {place} between '{first}' and '{other}'")


if __name__ == "__main__":
    sys.exit(main())
