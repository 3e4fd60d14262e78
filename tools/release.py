"""Make what a release hands out, in ``dist/``: ``python -m tools.release``.

The wheel, the record as a data package, every export, the map, the list of all packages with their licences (SBOM,
CycloneDX), and the digests of all of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.selection import EVERYTHING
from geo.export import save_all
from geo.page.build import AtlasMap
from geo.page.options import PLAIN
from geo.publish.deposit import write_record
from geo.record.files import write_checksums
from geo.record.read import read
from tools.package import build
from tools.setup import LOCK
from tools.setup import ROOT

DIST = ROOT / "dist"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold: the same record gives the same bytes."""


def main() -> None:
    """Write everything and print what was written."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    atlas = Atlas(read(ROOT))
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        shutil.copy(build(Path(name)), DIST)
        write_record(Path(name) / "record", atlas)
        zip_folder(Path(name) / "record", DIST / f"{atlas.place.export_name}-datapackage.zip")
    AtlasMap(atlas, PLAIN).save(DIST / "map.html")
    save_all(DIST, atlas, EVERYTHING, atlas.place.export_name)
    write_bill(DIST / "sbom.cdx.json")
    files = sorted(DIST.iterdir())
    write_checksums(DIST, files)
    for path in files:
        print(f"release: {path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def zip_folder(folder: Path, output: Path) -> None:
    """Write a folder as a zip file whose bytes follow from its files alone."""
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EARLIEST), path.read_bytes())


def write_bill(output: Path) -> None:
    """Write the packages of the lock as a bill of materials (CycloneDX), without what a run adds of its own."""
    command = (sys.executable, "-m", "cyclonedx_py", "requirements", "--of", "JSON", "--output-reproducible")
    subprocess.run([*command, "--output-file", str(output), str(LOCK)], check=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
