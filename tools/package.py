"""Build the package, install it as others do, and hold it against the checkout: ``python -m tools.package``.

The wheel is built from the archive of the sources. In an environment of its own, with the packages of the lock and no
Node.js, its command must write the map and an export with the very bytes that the checkout writes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from geo.export import FORMATS
from tools.setup import LOCK
from tools.setup import ROOT
from tools.setup import STRICT
from tools.setup import uv

EXPORT = ("export", "--district", "430204", "--kind", "park")


class PackageError(RuntimeError):
    """A package that does not do what the checkout does; the message says where."""


def main() -> None:
    """Build, install, run and compare."""
    with tempfile.TemporaryDirectory(prefix="package-") as name:
        folder = Path(name)
        environment, ours, theirs = (folder / each for each in ("environment", "checkout", "package"))
        wheel = build(folder)
        check_licences(wheel)
        install(wheel, environment)
        write_files(ours, sys.executable, "-m", "geo", at=ROOT)
        write_files(theirs, str(environment / "bin" / "zhuzhou-atlas"))
        compare(ours, theirs)
        write_files(folder / "module", str(environment / "bin" / "python"), "-m", "geo")
        compare(ours, folder / "module")
        print(f"package: {wheel.name}: {wheel.stat().st_size / 1000:.0f} kB, writes the same bytes as the checkout")


def build(folder: Path) -> Path:
    """Return the wheel, built from the archive of the sources and with the build tools of the lock."""
    uv("build", "--build-constraint", str(LOCK), "--out-dir", str(folder / "dist"), str(ROOT))
    return next((folder / "dist").glob("*.whl"))


def install(wheel: Path, environment: Path) -> None:
    """Install the wheel and what it needs into an environment of its own."""
    uv("venv", "--python", sys.executable, str(environment))
    python = ("--python", str(environment))
    uv("pip", "install", *python, *STRICT, "-c", str(LOCK), "-r", str(ROOT / "pyproject.toml"))
    uv("pip", "install", *python, "--no-deps", "--offline", str(wheel))


def check_licences(wheel: Path) -> None:
    """Look for every licence file in the wheel.

    Raises
    ------
    PackageError
        If one is missing.
    """
    inside = [name.partition(".dist-info/licenses/")[2] for name in ZipFile(wheel).namelist()]
    for pattern in ("LICENSE*", "THIRD_PARTY.md", "licenses/*"):
        for path in ROOT.glob(pattern):
            if path.relative_to(ROOT).as_posix() not in inside:
                raise PackageError(f"{path.name} is not in {wheel.name}")


def write_files(folder: Path, *command: str, at: Path | None = None) -> None:
    """Let a command write the map, and an export in each format, into a new folder.

    Raises
    ------
    PackageError
        If it fails.
    """
    folder.mkdir()
    verbs = [("build", "-o", str(folder / "map.html"))]
    verbs += [(*EXPORT, "--format", each, "-o", str(folder / f"export.{each}")) for each in FORMATS]
    for verb in verbs:
        surroundings = {"PATH": "/nowhere", "HOME": str(folder)}
        done = subprocess.run(
            [*command, *verb], cwd=at or folder, env=surroundings, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise PackageError(f"{' '.join((*command, *verb))} failed: {done.stderr.strip()}")


def compare(ours: Path, theirs: Path) -> None:
    """Compare what the checkout wrote with what the package wrote.

    Raises
    ------
    PackageError
        At the first file that differs.
    """
    for path in sorted(ours.iterdir()):
        if path.read_bytes() != (theirs / path.name).read_bytes():
            raise PackageError(f"{path.name} of the package differs from that of the checkout")


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        main()
    except PackageError as error:
        sys.exit(f"package: {error}")
