"""Build the package, install it as others do, and hold it against the checkout: ``python -m tools.package``.

The wheel is built from the archive of the sources. In an environment of its own, with the packages of the lock and no
Node.js, its command must write the map and an export with the very bytes that the checkout writes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from tools.reproduce import DifferenceError
from tools.reproduce import compare
from tools.reproduce import write_files
from tools.setup import LOCK
from tools.setup import ROOT
from tools.setup import STRICT
from tools.setup import uv

CHOICE = ("--district", "430204", "--kind", "park")


class PackageError(RuntimeError):
    """A package that is not whole; the message says what it lacks."""


def main() -> None:
    """Build, install, run and compare."""
    with tempfile.TemporaryDirectory(prefix="package-") as name:
        folder = Path(name)
        environment, surroundings = folder / "environment", {"PATH": "/nowhere", "HOME": name}
        wheel = build(folder)
        check_licences(wheel)
        install(wheel, environment)
        commands = {
            "checkout": (sys.executable, "-m", "geo"),
            "command": (str(environment / "bin" / "zhuzhou-atlas"),),
            "module": (str(environment / "bin" / "python"), "-m", "geo"),
        }
        written = {each: folder / each for each in commands}
        for each, command in commands.items():
            at = ROOT if each == "checkout" else folder
            write_files(written[each], *command, at=at, surroundings=surroundings, choice=CHOICE)
        compare(written)
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


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        main()
    except (PackageError, DifferenceError) as error:
        sys.exit(f"package: {error}")
