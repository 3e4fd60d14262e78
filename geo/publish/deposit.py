"""The record as a deposit: its files, with what tells who finds them what they are and how to cite them."""

from __future__ import annotations

import shutil
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.describe.citation import citation
from geo.describe.deposit import README
from geo.describe.deposit import readme
from geo.record.files import write_text
from geo.record.folder import OutputFolder
from geo.record.model import FILES
from geo.record.paths import CITATION
from geo.record.paths import DATA_FOLDER
from geo.record.paths import LAYERS_FOLDER
from geo.record.paths import RELIEF
from geo.record.schemas import schema_texts

LIST = "deposit.json"
"""The list of its files."""


def folders_of(atlas: Atlas) -> list[Path]:
    """Return the folders that hold the files of a record; what is beside them, as in a checkout, is not read."""
    return [atlas.record.root / name for name in (LAYERS_FOLDER, DATA_FOLDER)]


def write_record(folder: Path, atlas: Atlas) -> None:
    """Write the record, which is a data package, as it is, and beside it a README, the citation and the schemas.

    Parameters
    ----------
    folder
        Where the files go; it is made.
    atlas
        A whole record, read from a folder.
    """
    for name in (*FILES, RELIEF):
        if (atlas.record.root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(atlas.record.root / name, folder / name)
    for path, text in schema_texts(atlas.record).items():
        write_text(folder / path, text)
    write_text(folder / CITATION, citation(atlas))
    write_text(folder / README, readme(atlas))


def deposit(atlas: Atlas, output: Path) -> Path:
    """Write the record for an archive, whole or not at all; the same record gives the same bytes.

    Parameters
    ----------
    atlas
        A whole record, read from a folder.
    output
        The folder to write: new, empty, or one that was written so before and is replaced.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    OutputError
        If the folder holds something else, or cannot be written.
    """
    folder = OutputFolder(output, apart_from=folders_of(atlas), listed_in=LIST)
    with folder.grown_beside() as grown:
        write_record(grown, atlas)
        folder.put_in_place(grown)
    return folder.path
